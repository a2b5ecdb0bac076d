"""A risk point as one unit reported it: its rows over the periods, the last of which counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.figures.source import Source
from docgen.figures.worked_out import Origin, Value
from docgen.ledgers.definition import Definition

LEDGER = "风险点台账"
SAME = ("来源", "业务领域", "风险表现")
"""What two units must write alike, blanks and punctuation aside, to have reported one risk point."""
HELD = ("question", "bad")


@dataclass(frozen=True)
class Report:
    """What a unit wrote of a risk point for one period: its cells by column, as facts."""

    period: str
    cells: Mapping[str, Any]

    def text(self, column: str) -> str:
        """What a cell says; empty where it says nothing that counts."""
        fact = self.cells.get(column)
        return str(fact.value) if fact is not None and fact.counted else ""

    def is_held(self, column: str) -> bool:
        """Whether something stands there that cannot be taken as it is."""
        fact = self.cells.get(column)
        return fact is not None and fact.status in HELD

    def value(self, column: str) -> Value:
        """The cell as one of the library."""
        fact = self.cells.get(column)
        if fact is None:
            return Value(column, "", self.origin, status="blank")
        return Value(column, str(fact.value or ""), Origin.of(fact), fact.raw, fact.note, fact.status, fact.rule)

    @property
    def origin(self) -> Origin:
        """Where the risk point is described."""
        fact = self.cells.get("风险表现") or next(iter(self.cells.values()))
        return Origin.of(fact)

    @property
    def likeness_key(self) -> str:
        """The words by which the same risk point is known; empty where one of them does not count."""
        words = [plain(self.text(column)) for column in SAME]
        return "|".join(words) if all(words) else ""


@dataclass(frozen=True)
class Return:
    """The ledger of a unit for a period: where it stands."""

    period: str
    origin: Origin


@dataclass(frozen=True)
class Sighting:
    """A risk point of one unit, under the number that the unit gave it; its reports in the order of periods.

    ``left_out`` is the latest return of the unit where that has it no more.
    """

    unit: str
    key: str
    reports: tuple[Report, ...]
    left_out: Return | None = None

    @property
    def last(self) -> Report:
        """The report that counts."""
        return self.reports[-1]

    @property
    def name(self) -> str:
        """What the library remembers it by within a campaign."""
        return f"{self.unit}|{self.key}"


def sightings(source: Source, definition: Definition) -> list[Sighting]:
    """Every risk point that a unit reported, in the order of first report, then of the list of units."""
    units = {unit.code: place for place, unit in enumerate(definition.units)}
    spans = {period.key: place for place, period in enumerate(source.periods)}
    ordered = sorted(rows(source), key=lambda row: (spans.get(row[1], 0), units.get(row[0], 0)))
    known = {
        (unit, words): key
        for unit, period, cells in ordered
        if (words := Report(period, cells).likeness_key) and (key := own_number(cells))
    }
    found: dict[tuple[str, str], list[Report]] = {}
    for unit, period, cells in ordered:
        report = Report(period, cells)
        key = own_number(cells) or known.get((unit, report.likeness_key)) or unnumbered(report)
        found.setdefault((unit, key), []).append(report)
    latest = last_returns(source, spans)
    return [
        Sighting(unit, key, tuple(reports), latest[unit] if latest[unit].period != reports[-1].period else None)
        for (unit, key), reports in found.items()
    ]


def own_number(cells: Mapping[str, Any]) -> str:
    """The number that the unit gave a risk point; empty where it gave none that counts."""
    fact = cells.get("编号")
    return str(fact.value) if fact is not None and fact.counted else ""


def unnumbered(report: Report) -> str:
    """What a row without a number is known by: its words; its place only where it has none, for rows move."""
    return report.likeness_key or f"{report.period}第{next(iter(report.cells.values())).record}行"


def rows(source: Source) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """(unit, period, cells by column) of every row of the ledger that anything was written in."""
    made: dict[tuple[str, str, str, int], dict[str, Any]] = {}
    for fact in source.cells:
        if fact.ledger == LEDGER:
            made.setdefault((fact.unit, fact.period, fact.sha256, fact.record), {})[fact.field] = fact
    for (unit, period, _, _), cells in made.items():
        if any(fact.status != "blank" for name, fact in cells.items() if name != "序号"):
            yield unit, period, cells


def last_returns(source: Source, spans: Mapping[str, int]) -> dict[str, Return]:
    """The return of the last period that each unit sent the ledger for."""
    own = source.returns[source.returns["ledger"] == LEDGER]
    ordered = sorted(own.itertuples(), key=lambda entry: spans.get(str(entry.period), 0))
    return {str(e.unit): Return(str(e.period), Origin(str(e.file), str(e.sheet))) for e in ordered}


def plain(text: str) -> str:
    """A text without blanks and punctuation, by which two are compared."""
    return re.sub(r"[^\w]|_", "", text)
