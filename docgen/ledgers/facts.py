"""What a unit reported, cell by cell, and what one returned file came to."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any, NamedTuple

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Stage
from docgen.ledgers import rules
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


@dataclass(frozen=True)
class LedgerReturn:
    """One ledger in a returned file: its facts, in the order of rows and columns."""

    ledger: str
    sheet: str
    facts: tuple[Fact, ...] = ()
    nil: bool = False
    """Whether the nil report is ticked."""
    rejected: bool = False
    """Whether the sheet cannot be taken at all, so that none of its cells counts."""
    headings: tuple[tuple[str, int, int], ...] = ()
    """(column, row, column of the sheet) of every heading that was recognised."""
    rows: int = 0
    unit: str = ""
    """Whose rows they are, as the sheet says it, where a file holds those of several units."""
    period: str = ""
    """The key of their period, where a file holds several."""

    @property
    def has_content(self) -> bool:
        """Whether it reports anything, be it that there is nothing to report."""
        return self.nil or bool(self.facts)


@dataclass(frozen=True)
class Return:
    """What one file came to: for whom and when it says it is, its ledgers, its problems."""

    identity: Identity | None = None
    """Who it was issued to, as the workbook itself holds it."""
    visible_units: tuple[str, ...] = ()
    visible_periods: tuple[str, ...] = ()
    """What stands on the sheets for people to read."""
    filled: str = ""
    """The day on which it says that it was filled in, the last of several; an ISO date."""
    ledgers: tuple[LedgerReturn, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
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
            "filled": self.filled,
            "refused": self.refused,
            "fast": self.fast,
            "problems": [p.as_json() for p in self.problems],
            "ledgers": [
                [led.ledger, led.sheet, led.facts, led.nil, led.rejected, led.headings, led.rows, led.unit, led.period]
                for led in self.ledgers
            ],
        }


def from_json(data: dict[str, Any]) -> Return:
    """The return that as_json wrote."""
    ledgers = tuple(
        LedgerReturn(
            name, sheet, tuple(Fact(*f) for f in facts), nil, rejected,
            tuple((h[0], h[1], h[2]) for h in headings), rows, unit, period,
        )
        for name, sheet, facts, nil, rejected, headings, rows, unit, period in data["ledgers"]
    )  # fmt: skip
    return Return(
        Identity(*data["identity"]) if data["identity"] else None, tuple(data["units"]), tuple(data["periods"]), data["filled"], ledgers,
        tuple(problem_from(p) for p in data["problems"]), data["refused"], data["fast"],
    )  # fmt: skip


def problem_from(flat: dict[str, Any]) -> Diagnostic:
    """The problem that its as_json wrote."""
    place = Place(**{key: flat[key] for key in ("file", "line", "column", "sheet", "cell", "paragraph")})
    number, severity = flat["rule"], flat["severity"]
    rule = rules.BY_NUMBER.get(number) or Rule(number, "", Stage.of(flat["stage"]), severity)
    told = {key: flat[key] for key in ("message", "found", "expected", "cure", "text", "clause", "strength")}
    return Diagnostic(place, rule, severity, **told)
