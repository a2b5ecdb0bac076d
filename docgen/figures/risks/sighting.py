"""A risk point as one unit reported it: its rows over the periods, the last of which counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.figures.source import Source
from docgen.figures.worked_out import Origin, Value
from docgen.ledgers.definition import Definition

LEDGER = "风险点台账"
SAME = ("来源", "业务领域", "风险表现")
"""What two units must write alike, blanks and punctuation aside, to have reported one risk point."""
HELD = ("question", "bad")
SHORTEST = 6
"""Characters of a description from which on likeness says anything."""
UNLIKE = 25
"""Per cent of likeness below which two descriptions are probably of two risk points."""


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
    def description(self) -> str:
        """风险表现."""
        return self.text("风险表现")

    @property
    def origin(self) -> Origin:
        """Where the risk point is described."""
        fact = self.cells.get("风险表现") or next(iter(self.cells.values()))
        return Origin.of(fact)

    @property
    def row(self) -> int:
        """Its row in the ledger."""
        return int(next(iter(self.cells.values())).record)

    @property
    def words(self) -> str:
        """The words by which the same risk point is known, as far as they count."""
        return key_of({column: self.text(column) for column in SAME})

    @property
    def likeness_key(self) -> str:
        """The words by which the same risk point is known; empty where one of them does not count."""
        return self.words if all(self.words.split("|")) else ""


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
    latest = last_returns(source, spans)
    return [
        Sighting(unit, key, tuple(reports), latest[unit] if latest[unit].period != reports[-1].period else None)
        for (unit, key), reports in told_apart(
            (unit, Report(period, cells)) for unit, period, cells in ordered
        ).items()
    ]


def told_apart(reports: Iterable[tuple[str, Report]]) -> dict[tuple[str, str], list[Report]]:
    """The reports of each risk point, by unit and what it is known by: its words, else the unit's own number.

    A number that went to quite other words is another risk point: units renumber their rows. Two rows of one period
    are never one.
    """
    found: dict[tuple[str, str], list[Report]] = {}
    by_words: dict[tuple[str, str], str] = {}
    by_number: dict[tuple[str, str], str] = {}
    for unit, report in reports:
        words, number = report.likeness_key, report.text("编号")
        numbered = by_number.get((unit, number), number)
        before = found.get((unit, numbered))
        candidates = (
            by_words.get((unit, words), "") if words else "",
            "" if before and unlike(before[-1].description, report.description) else numbered,
            words,
            f"{report.period}第{report.row}行",
        )
        key = next(k for k in candidates if k and not is_taken(found.get((unit, k), ()), report))
        found.setdefault((unit, key), []).append(report)
        by_words.setdefault((unit, words), key)
        if number:
            by_number[unit, number] = key
    return found


def is_taken(reports: Sequence[Report], report: Report) -> bool:
    """Whether another row of the same period is known by this already."""
    return any(other.period == report.period for other in reports)


def unlike(old: str, new: str) -> bool:
    """Whether two descriptions are probably of two risk points."""
    return min(len(plain(old)), len(plain(new))) >= SHORTEST and likeness(old, new) < UNLIKE


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


def key_of(texts: Mapping[str, str]) -> str:
    """The words by which a risk point is known again."""
    return "|".join(plain(texts.get(column, "")) for column in SAME)


def plain(text: str) -> str:
    """A text without blanks and punctuation, by which two are compared."""
    return re.sub(r"[^\w]|_", "", text)


def letters_of(text: str) -> str:
    """The characters of a text without their order, which units choose as they like."""
    return "".join(sorted(plain(text)))


def likeness(one: str, other: str) -> float:
    """How like two texts are, in per cent."""
    from rapidfuzz import fuzz

    return fuzz.ratio(letters_of(one), letters_of(other))
