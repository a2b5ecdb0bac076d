"""The one shape of a complaint: where, what was found, what is right, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]

SEVERITY_WORDS: dict[Severity, str] = {"error": "退回", "warning": "核实", "info": "提示"}
STRENGTH_WORDS = {"must": "必须", "usual": "一般", "recommended": "推荐", "practice": "惯例"}
"""How strongly a clause asks, in the clerk's words."""
GRAVITY: dict[Severity, int] = {severity: place for place, severity in enumerate(SEVERITY_WORDS)}
"""Sorts the gravest first."""


@dataclass(frozen=True)
class Place:
    """A spot a person can go to: a line of a text file, a cell of a workbook, a paragraph of a document.

    ``cell`` is C7 of a workbook's sheet; for a paragraph in a table, which nobody can count, 第3个表格第5行第2列.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)
        if self.paragraph is not None:
            return f"{self.file} {self.cell or f'¶{self.paragraph}'}"
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True)
class Problem:
    """One complaint. ``rule`` is its number (Y… data file, T… text, D… templates); ``clause`` that of the standard."""

    place: Place
    rule: str
    severity: Severity
    message: str
    found: str | None = None
    expected: str | None = None
    cure: str | None = None
    text: str | None = None
    clause: str | None = None
    strength: str | None = None

    def __str__(self) -> str:
        stop = "" if self.message.endswith(("。", "？", "！")) else "。"
        cure = f"{stop}{self.cure}" if self.cure else ""
        return f"{self.place}: {SEVERITY_WORDS[self.severity]} {self.message}{cure} [{self.rule}]"

    def as_json(self) -> dict[str, Any]:
        """The problem as one flat JSON object; what does not apply is null."""
        flat = {field.name: getattr(self.place, field.name) for field in fields(Place)}
        return flat | {field.name: getattr(self, field.name) for field in fields(self) if field.name != "place"}

    def at(self, place: Place) -> Problem:
        """The same complaint at another place."""
        return replace(self, place=place)


class DocgenError(Exception):
    """What docgen cannot do, in the user's words. ``status`` is the exit status of the command."""

    status = 1


class InvalidInput(DocgenError):
    """Input that nothing useful can be made of; holds every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Unavailable(DocgenError):
    """The computer lacks something: a right to write, a program, a file that is not open elsewhere."""

    status = 3


class WrongUsage(DocgenError):
    """The command was given something it does not take."""

    status = 2


class Interrupted(KeyboardInterrupt):
    """The run was stopped by its user; its arguments say what it leaves behind."""

    def __str__(self) -> str:
        return "；".join(self.args)


def invalid(place: Place | Path | str, rule: str, message: str, cure: str | None = None) -> InvalidInput:
    """An InvalidInput of one problem; a bare path stands for the whole file."""
    where = place if isinstance(place, Place) else Place(str(place))
    return InvalidInput([Problem(where, rule, "error", message, cure=cure)])
