"""What a unit reported, cell by cell, and what one returned file came to."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any, NamedTuple

from docgen.errors import Place, Problem
from docgen.ledgers.identity import Identity


class Fact(NamedTuple):
    """One cell of a returned ledger. ``value`` is canonical text: a plain decimal, an ISO date, or the text itself.

    ``status`` is used, converted, question, bad or blank; only the first two count. ``record`` is the row of the sheet
    that the value belongs to; ``row`` and ``column`` are the cell it stands in (another one where cells are merged).
    """

    record: int
    row: int
    column: int
    field: str
    raw: str
    value: str
    status: str
    rule: str = ""
    note: str = ""

    @property
    def counts(self) -> bool:
        """Whether the value may be added up."""
        return self.status in ("used", "converted")

    @property
    def is_held(self) -> bool:
        """Whether there is something in the cell that is held back."""
        return self.status in ("question", "bad")


class Sum(NamedTuple):
    """A 合计 that the unit wrote itself."""

    field: str
    value: str
    row: int
    column: int


@dataclass(frozen=True)
class LedgerReturn:
    """One ledger in a returned file: its facts, in the order of rows and columns."""

    ledger: str
    sheet: str
    facts: tuple[Fact, ...] = ()
    sums: tuple[Sum, ...] = ()
    nil: bool = False
    """Whether the nil report is ticked."""
    rejected: bool = False
    """Whether the sheet cannot be taken at all, so that none of its cells counts."""
    headings: tuple[tuple[str, int, int], ...] = ()
    """(column, row, column of the sheet) of every heading that was recognised."""
    rows: int = 0


@dataclass(frozen=True)
class Return:
    """What one file came to: for whom and when it says it is, its ledgers, its problems."""

    identity: Identity | None = None
    """Who it was issued to, as the workbook itself holds it."""
    visible_units: tuple[str, ...] = ()
    visible_periods: tuple[str, ...] = ()
    """What stands on the sheets for people to read."""
    ledgers: tuple[LedgerReturn, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: bool = False
    """Whether the file is none that belongs here, or cannot be opened."""
    fast: bool = False
    passing: bool = False
    """Whether it was refused for what may be otherwise next time (memory, time, access): never remembered."""

    def as_json(self) -> dict[str, Any]:
        """Everything, in plain lists, for the cache."""
        return {
            "identity": astuple(self.identity) if self.identity else None,
            "units": self.visible_units,
            "periods": self.visible_periods,
            "refused": self.refused,
            "fast": self.fast,
            "problems": [p.as_json() for p in self.problems],
            "ledgers": [
                [led.ledger, led.sheet, led.facts, led.sums, led.nil, led.rejected, led.headings, led.rows]
                for led in self.ledgers
            ],
        }


def from_json(data: dict[str, Any]) -> Return:
    """The return that as_json wrote."""
    ledgers = tuple(
        LedgerReturn(
            name, sheet, tuple(Fact(*f) for f in facts), tuple(Sum(*s) for s in sums), nil, rejected,
            tuple((h[0], h[1], h[2]) for h in headings), rows,
        )
        for name, sheet, facts, sums, nil, rejected, headings, rows in data["ledgers"]
    )  # fmt: skip
    return Return(
        Identity(*data["identity"]) if data["identity"] else None, tuple(data["units"]), tuple(data["periods"]), ledgers,
        tuple(problem_from(p) for p in data["problems"]), data["refused"], data["fast"],
    )  # fmt: skip


def problem_from(flat: dict[str, Any]) -> Problem:
    """The problem that its as_json wrote."""
    keys = ("file", "line", "column", "sheet", "cell", "paragraph")
    place = Place(**{key: flat[key] for key in keys})
    return Problem(place, **{key: value for key, value in flat.items() if key not in keys})
