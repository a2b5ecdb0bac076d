"""What the text rules look at, a read document paragraph by paragraph, and the fault that they report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from docgen.core.diagnostic import NO_FIX, Diagnostic, Fix, Place
from docgen.core.rules import UNNAMED, Severity, Strength
from docgen.gongwen.check import ordinal_fault
from docgen.gongwen.deviation import BEGINNING
from docgen.gongwen.document import flat
from docgen.gongwen.manuscript import Line
from docgen.gongwen.parse import amounts, is_pair
from docgen.gongwen.roles import Placed, Reading, Role
from docgen.gongwen.title import kind_of

PROSE: tuple[Role, ...] = ("heading", "text", "note", "subtitle", "table_note", "roll")
BODY: tuple[Role, ...] = ("heading", "text")
SIGNED_KINDS = ("通知", "通报", "报告", "请示", "批复", "函")
"""Kinds that always have addressees, a signature and a date below the text."""
SAMPLE = re.compile("模板|样式|样本|范本|格式|示例|式样")
HAN = "\u4e00-\u9fff"


@dataclass(frozen=True)
class Passage:
    """A paragraph with its role and the part that it stands in; those of tables have the role ``table``."""

    line: Line
    role: Role
    part: int = 0
    level: int = 0

    @property
    def text(self) -> str:
        """What it says, without blanks around it."""
        return self.line.stripped


def fault(
    at: Passage | None,
    severity: Severity,
    message: str,
    found: str = "",
    expected: str = "",
    cure: str = "",
    clause: str | None = None,
    strength: Strength | None = None,
    fix: Fix = NO_FIX,
) -> Diagnostic:
    """A complaint about a paragraph (None: the whole file), its rule still to be put in.

    ``clause`` and ``strength`` stand where they are not the rule's.
    """
    number, text = (at.line.number, at.text[:BEGINNING]) if at else (None, "")
    return Diagnostic(
        Place("", paragraph=number), UNNAMED, severity, message, found or None, expected or None, cure or None,
        text or None, clause, strength, fix=fix,
    )  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A reading to be judged on the day ``today``, with the names of units that are known."""

    reading: Reading
    today: date
    known: tuple[str, ...] = ()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All paragraphs that hold text, those of tables too."""
        return tuple(passage for placed in self.reading.placed for passage in opened(placed))

    def of(self, *roles: Role, part: int | None = None) -> list[Passage]:
        """The paragraphs of some roles, of every part where ``part`` is None."""
        return [p for p in self.passages if p.role in roles and part in (None, p.part)]

    @cached_property
    def prose(self) -> list[Passage]:
        """Headings, text and notes of all parts, tables left out."""
        return self.of(*PROSE)

    @cached_property
    def numbered(self) -> frozenset[int]:
        """The paragraphs that could begin with two numbers, 2、3年, but are items of a list."""
        found: set[int] = set()
        for part in {p.part for p in self.of(*BODY)}:
            lines = self.of(*BODY, part=part)
            counted = amounts([p.text for p in lines])
            found |= {p.line.number for i, p in enumerate(lines) if i not in counted and is_pair(p.text)}
        return frozenset(found)

    @cached_property
    def title(self) -> str:
        """The title of the main document in one line."""
        return flat(self.reading.document.title) or "".join(p.text for p in self.of("title", part=0))

    @cached_property
    def kind(self) -> str:
        """The kind (文种) that the title ends with, else what the reader took it for."""
        return kind_of(self.title) or self.reading.document.kind

    @cached_property
    def has_mark(self) -> bool:
        """Whether there is a 发文机关标志: the document is one that is sent out."""
        return bool(self.reading.document.mark or self.of("mark", part=0))

    @cached_property
    def has_head(self) -> bool:
        """Whether there is a mark or a document number."""
        return self.has_mark or bool(self.reading.document.doc_number or self.of("number", part=0))

    @cached_property
    def sent(self) -> bool:
        """Whether the document is one that is sent out, by its head or else by its title; forms and attachments are not."""
        if self.has_head:
            return True
        titled = kind_of(self.title) == "通知" or (self.kind in SIGNED_KINDS and "关于" in self.title)
        return titled and not self.reading.document.label and not SAMPLE.search(self.title)

    def first(self, *roles: Role) -> Passage | None:
        """The first paragraph of the main document with one of the roles."""
        return next(iter(self.of(*roles, part=0)), None)

    def last(self, *roles: Role) -> Passage | None:
        """The last paragraph of the main document with one of the roles."""
        return next(reversed(self.of(*roles, part=0)), None)

    def part_title(self, part: int) -> str:
        """The title of a part in one line; 0 is the main document."""
        parts = self.reading.document.parts
        known = flat(parts[part - 1].title) if 0 < part <= len(parts) else ""
        return known or "".join(p.text for p in self.of("title", part=part))


def opened(placed: Placed) -> Iterator[Passage]:
    """The paragraphs of a placed item that hold text."""
    lines = [placed.item] if isinstance(placed.item, Line) else placed.item.lines()
    for line in lines:
        if not line.empty:
            yield Passage(line, placed.role, placed.part, placed.level)


def bare_title(title: str) -> str:
    """A title without what stands in brackets at its end: （试行）, （征求意见稿）."""
    return re.sub(r"(?:（[^（）]*）|\([^()]*\)){1,9}$", "", title.strip())


NOT_CHINESE = re.compile(
    r"(?:[a-zA-Z]{2,10}://|www\.)[!-~]*[\w/=&#%~+)-]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|[\w（）()+-]{1,80}\.(?:docx?|xlsx?|pptx?|pdf|txt|zip|rar|wps|et|ofd|csv|jpe?g|png)(?![a-zA-Z])",
    re.ASCII,
)
MASK = "\0"


@lru_cache(maxsize=512)
def masked(text: str) -> str:
    """The text with addresses of the web, of mail and names of files blotted out, every other character in place."""
    return NOT_CHINESE.sub(lambda match: MASK * len(match[0]), text)


def claimed(at: Passage) -> int:
    """How many characters at its beginning are an ordinal that the rule on ordinals tells; no other rule tells them."""
    typed = ordinal_fault(at.text) if at.role in BODY else None
    return 0 if typed is None or typed[0].endswith(")") else len(typed[0])


def places(pieces: list[str]) -> str:
    """The first different pieces that were found, and how many there are, for a message."""
    different = list(dict.fromkeys(pieces))
    shown = "、".join(f"“{piece}”" for piece in different[:3])
    if len(pieces) == len(different[:3]):
        return shown
    return f"{shown}{'等' if len(different) > 3 else '共'}{len(pieces)}处"


def same(text: str) -> str:
    """A name or title for comparing: without blanks, and with one form of dots, brackets and quotes."""
    quoted = re.sub(r'"([^"]*)"', r"“\1”", re.sub(r"\s", "", text))
    return quoted.translate(str.maketrans("()．﹒·•", "（）...."))
