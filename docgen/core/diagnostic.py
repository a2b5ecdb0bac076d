"""The one shape of a complaint, from the data file to the page: where, what was found, what is right, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from docgen.core.rules import SEVERITY_WORDS, Rule, Severity, Strength


@dataclass(frozen=True)
class Place:
    """A spot a person can go to: a line of a text file, a cell of a workbook, a paragraph of a document.

    ``cell`` is C7 of a workbook's sheet; for a paragraph in a table, which nobody can count, 第3个表格第5行第2列.
    ``section`` (from 0) and ``pages`` (首页, 奇数页 …) say which pages of a document are meant, where no paragraph is.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    section: int | None = None
    pages: str = ""

    def __str__(self) -> str:
        if self.sheet is not None:
            return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)
        if self.paragraph is not None:
            return f"{self.file} {self.cell or f'¶{self.paragraph}'}"
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


Spoken = tuple[Place, str]
"""A place and the words that stand there."""


Edit = tuple[int, int, str]
"""Characters of a paragraph, from and to, blanks around its text left out, and what stands there instead."""


@dataclass(frozen=True)
class Fix:
    """How a complaint can be mended mechanically, found by the rule that complains; nothing where it can not.

    ``operation`` names what is done (``gongwen.operations``), ``target`` to what of it, ``amount`` by how much. ``part`` are
    the characters of the paragraph that are meant, from and to (None: its end), ``edits`` those that are changed.
    """

    operation: str = ""
    target: str = ""
    amount: float | None = None
    part: tuple[int, int | None] = (0, None)
    edits: tuple[Edit, ...] = ()


NO_FIX = Fix()
"""What takes a person."""


@dataclass(frozen=True)
class Diagnostic:
    """One complaint.

    What judges by a rule need not name it: whoever runs the rule puts it in (``ruled``). ``text`` is the beginning of
    the paragraph, ``clause`` that of GB/T 9704-2012, ``value`` the name of the profile's value that is deviated from
    (行距), ``off`` by how many mm something is not where it should be,
    ``related`` the other places that it speaks of.
    """

    place: Place
    rule: Rule
    severity: Severity
    message: str
    found: str | None = None
    expected: str | None = None
    cure: str | None = None
    text: str | None = None
    clause: str | None = None
    strength: Strength | None = None
    value: str = field(default="", compare=False)
    off: float | None = field(default=None, compare=False)
    fix: Fix = field(default=NO_FIX, compare=False)
    related: tuple[Spoken, ...] = ()

    def __str__(self) -> str:
        stop = "" if self.message.endswith(("。", "？", "！")) else "。"
        cure = f"{stop}{self.cure}" if self.cure else ""
        return f"{self.place}: {SEVERITY_WORDS[self.severity]} {self.message}{cure} [{self.rule}]"

    def as_json(self) -> dict[str, Any]:
        """The complaint as one flat JSON object; what does not apply is null."""
        place = self.place
        return {
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "sheet": place.sheet,
            "cell": place.cell,
            "paragraph": place.paragraph,
            "rule": self.rule.number,
            "severity": self.severity,
            "message": self.message,
            "found": self.found,
            "expected": self.expected,
            "cure": self.cure,
            "text": self.text,
            "clause": self.clause,
            "strength": self.strength,
            "stage": self.rule.stage,
        }

    @property
    def spoken(self) -> tuple[Spoken, ...]:
        """All places that it speaks of, its own first."""
        return (self.place, self.found or ""), *self.related

    def at(self, place: Place) -> Diagnostic:
        """The same complaint at another place."""
        return replace(self, place=place)
