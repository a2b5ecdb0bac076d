"""What the files of a set say, ready to be compared: passages, tables, and claims that ought to agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from docgen.core.diagnostic import Diagnostic, Place, Spoken
from docgen.core.rules import Rule, Severity
from docgen.gongwen.check import half_digits
from docgen.gongwen.document import flat
from docgen.gongwen.roles import Reading, Role
from docgen.wording import chinese_date, from_han, unmarked

NUMBER = r"(?<![第近约超逾每前零〇百千万亿十几数\d.．])(\d{1,6}|[一二两三四五六七八九十百]{1,6})"
"""An exact number as clerks write it; not an ordinal, not “近60家”."""
BLANKS = re.compile(r"[\s\u3000\xa0\ufeff]+")
CLAUSE_END = re.compile("[，。；！？]")
LONGEST_CLAUSE = 200
"""No clause is longer: so much of a text is looked at before a place in it."""
SUM = re.compile("(?:合计|总计|共计|小计|总数|汇总)(?:数|（[^（）]*）)?")
"""What the first cell of a row says that sums up others."""


@dataclass(frozen=True)
class Mention:
    """A place where the set says something: the words found there, and the beginning of its paragraph."""

    file: str
    paragraph: int | None
    words: str
    text: str = ""

    def __str__(self) -> str:
        return self.file if self.paragraph is None else f"{self.file} ¶{self.paragraph}"

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.file, paragraph=self.paragraph)

    @property
    def spoken(self) -> Spoken:
        """The same as complaints hold it."""
        return self.place, self.words

    @property
    def quoted(self) -> str:
        """The words with their place, as messages print them."""
        return f"“{self.words}”（{self}）"


def contradiction(rule: Rule, severity: Severity, message: str, places: Sequence[Mention]) -> Diagnostic:
    """The complaint that facts of a set cannot all be right, at the first of its places. The message names every place."""
    first, *others = places
    return Diagnostic(
        first.place, rule, severity, message, first.words or None, cure="请核对哪一处是对的，改成一致",
        text=first.text or None, strength="practice", related=tuple(each.spoken for each in others),
    )  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A paragraph or a table cell, blanks left out, digits half-width. ``part`` is that of its file."""

    file: str
    part: int
    number: int | None
    text: str
    role: Role = "text"
    level: int = 0

    def mention(self, words: str = "") -> Mention:
        """The place, for the words found in it (all of them if none are given)."""
        return Mention(self.file, self.number, words or self.text[:30], self.text[:30])

    def sentences(self) -> Iterator[str]:
        """Its sentences, a semicolon ending one too."""
        return (sentence for sentence in re.split("[。；！？;]", self.text) if sentence)


def first_text(row: Sequence[Passage]) -> str:
    """What the first cell of a row says that is not empty."""
    return next((cell.text for cell in row if cell.text), "")


@dataclass(frozen=True)
class Sheet:
    """A table with merges resolved: a covered place holds the very passage that covers it.

    ``open`` says that it is a form still to be filled or that rows were left out (……).
    """

    file: str
    part: int
    number: int
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Passage, ...], ...]
    open: bool = False

    def mention(self) -> Mention:
        """Where it begins."""
        name = self.caption or "、".join(self.header)[:30]
        return Mention(self.file, self.number, name, name[:30])

    def column(self, pattern: re.Pattern[str]) -> int | None:
        """The only column whose heading matches; None where there is none or more than one."""
        found = self.columns(pattern)
        return found[0] if len(found) == 1 else None

    def columns(self, pattern: re.Pattern[str]) -> list[int]:
        """All columns whose heading matches."""
        return [x for x, heading in enumerate(self.header) if pattern.fullmatch(heading)]

    def entries(self) -> list[tuple[Passage, ...]]:
        """Its rows without those that sum up others and without remarks that run across."""
        return [row for row in self.rows if not SUM.fullmatch(first_text(row)) and len({id(cell) for cell in row}) > 1]

    def cells(self, x: int) -> list[Passage]:
        """The cells of a column, a merged one once, empty ones left out."""
        cells = {id(row[x]): row[x] for row in self.rows}
        return [cell for cell in cells.values() if cell.text]


@dataclass(frozen=True)
class Evidence:
    """All that the set says, files in the order of their names."""

    readings: tuple[tuple[str, Reading], ...]
    prose: tuple[Passage, ...]
    sheets: tuple[Sheet, ...]

    def akin(self, *places: Mention) -> bool:
        """Whether nothing says that the files of some places come from different issuers."""
        readings = dict(self.readings)
        return all(alike(issuers(readings[a.file]), issuers(readings[b.file])) for a, b in combinations(places, 2))

    def dated(self, file: str) -> Mention:
        """Where a document bears its date."""
        reading = dict(self.readings)[file]
        lines = reading.of("date")
        words = chinese_date(reading.document.date) if reading.document.date else ""
        return Mention(file, lines[0].number if lines else None, words, tidy(lines[0].text)[:30] if lines else words)

    def passages(self) -> Iterator[Passage]:
        """Paragraphs and table cells."""
        yield from self.prose
        for sheet in self.sheets:
            yield from {id(cell): cell for row in sheet.rows for cell in row if cell.text}.values()


def issuers(reading: Reading) -> set[str]:
    """Who issues a document, as its signature or its masthead says."""
    paper = reading.document
    return {tidy(flat(name)) for name in (paper.signature or paper.mark or paper.issuers)}


def alike(one: set[str], other: set[str]) -> bool:
    """Whether two sets have something in common, or one says nothing."""
    return not one or not other or bool(one & other)


@dataclass(frozen=True)
class Claim:
    """That something (``key``) is so (``value``), and where it says so."""

    key: Hashable
    value: Hashable
    mention: Mention


def disputes(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """The claims about one thing that differ, the first of each value."""
    told: dict[Hashable, dict[Hashable, Claim]] = {}
    for claim in claims:
        told.setdefault(claim.key, {}).setdefault(claim.value, claim)
    return (list(values.values()) for values in told.values() if len(values) > 1)


def disputed(rule: Rule, what: str, claims: Sequence[Claim], severity: Severity = "warning") -> Diagnostic:
    """The contradiction of claims that differ."""
    places = tuple(claim.mention for claim in claims)
    said = "，".join(place.quoted for place in places)
    return contradiction(rule, severity, f"{what}前后不一致：{said}", places)


def matches(pattern: re.Pattern[str], passages: Iterable[Passage]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Every match with its passage."""
    return ((passage, match) for passage in passages for match in pattern.finditer(passage.text))


def clause_before(text: str, at: int) -> str:
    """The clause that leads to a place in a text."""
    return CLAUSE_END.split(text[max(at - LONGEST_CLAUSE, 0) : at])[-1]


def tidy(text: str) -> str:
    """The text without blanks and marks of figures, digits half-width."""
    return half_digits(BLANKS.sub("", unmarked(text)))


@lru_cache(maxsize=1024)
def count(text: str) -> int | None:
    """The number that digits or Han numerals write."""
    return int(text) if text.isascii() else from_han(text.replace("两", "二"))


Judge = Callable[[Evidence], Iterable[Diagnostic]]
