"""Ledgers that nobody fills in: worked out of what came back, every cell with the cell that it comes from.

Figures, tables, lists and traces take them for ordinary ledgers, so that risk points and scores need no second way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docgen.campaign.model import Campaign
from docgen.core.diagnostic import Diagnostic
from docgen.figures.source import Source
from docgen.ledgers.definition import Definition
from docgen.ledgers.spec import LedgerSpec


@dataclass(frozen=True)
class Given:
    """What ledgers are worked out of: the campaign, what came back, the folder that files it names stand in.

    ``library`` is the file that remembers risk points over the years, whether it is there yet or not.
    """

    campaign: Campaign
    definition: Definition
    source: Source
    folder: Path
    library: Path


@dataclass(frozen=True)
class Sheet:
    """A ledger to be worked out: its columns, the ledgers that it comes from, the units that it is about (codes)."""

    spec: LedgerSpec
    bases: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """The cell that a value comes from; a file of its own where it was no return."""

    file: str
    sheet: str = ""
    cell: str = ""
    sha256: str = ""

    @classmethod
    def of(cls, fact: Any) -> Origin:
        """The place of a fact."""
        return cls(fact.file, fact.sheet, fact.cell, fact.sha256)


@dataclass(frozen=True)
class Value:
    """One cell: canonical text, what stood in the cell it comes from, how the one became the other.

    ``status`` is that of facts: used, converted, question, bad or blank.
    """

    field: str
    value: str
    origin: Origin
    raw: str = ""
    note: str = ""
    status: str = "used"
    rule: str = ""

    @property
    def counts(self) -> bool:
        """Whether it may be added up."""
        return self.status in ("used", "converted")


@dataclass(frozen=True)
class Row:
    """One row: the ledger, the unit that it is about, its cells."""

    ledger: str
    unit: str
    cells: tuple[Value, ...]

    @property
    def texts(self) -> dict[str, str]:
        """The text of each cell by column."""
        return {cell.field: cell.value for cell in self.cells}


@dataclass(frozen=True)
class WorkedOut:
    """What was worked out: rows, what is wrong, workbooks to be left beside the results, files to be remembered.

    ``problems`` are for those who sent the files to mend, ``decisions`` for whoever collects them.
    ``remembered`` are the files that outlive the campaign, by path, in the order in which they are written.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    decisions: tuple[Diagnostic, ...] = ()
    workbooks: Mapping[str, bytes] = field(default_factory=dict)
    remembered: Mapping[Path, bytes] = field(default_factory=dict)

    def __add__(self, other: WorkedOut) -> WorkedOut:
        return WorkedOut(
            self.rows + other.rows,
            self.problems + other.problems,
            self.decisions + other.decisions,
            {**self.workbooks, **other.workbooks},
            {**self.remembered, **other.remembered},
        )


def extended(definition: Definition, sheets: Sequence[Sheet]) -> Definition:
    """The definition with further ledgers, for figures alone: nobody is asked to fill them in.

    They are reported for the periods of the ledgers that they come from.
    """
    periods = {s.spec.name: tuple(sorted({p for b in s.bases for p in definition.periods.get(b, ())})) for s in sheets}
    return replace(
        definition,
        specs=(*definition.specs, *(sheet.spec for sheet in sheets)),
        reporting={**definition.reporting, **{sheet.spec.name: sheet.units for sheet in sheets}},
        periods={**definition.periods, **periods},
    )


def period_of(source: Source, bases: Sequence[str]) -> str:
    """The period that worked-out rows stand under: the last one that anything they come from was reported for."""
    keys = set(source.returns[source.returns["ledger"].isin(list(bases))]["period"])
    return next((period.key for period in reversed(source.periods) if period.key in keys), "")


def facts(rows: Sequence[Row], sheets: Sequence[Sheet], source: Source) -> list[tuple[Any, ...]]:
    """The rows as facts, in the order of the columns of the database; ``record`` counts the rows of each ledger.

    The cells of a row may come from several files, so that no fingerprint of a file stands beside them.
    """
    periods = {sheet.spec.name: period_of(source, sheet.bases) for sheet in sheets}
    counts: dict[str, int] = {}
    made: list[tuple[Any, ...]] = []
    for row in rows:
        counts[row.ledger] = record = counts.get(row.ledger, 0) + 1
        made += [
            ("", row.unit, periods[row.ledger], row.ledger, cell.origin.file, cell.origin.sheet,
             cell.origin.cell, record, 0, 0, cell.field, cell.raw or cell.value, cell.value, cell.status, cell.rule,
             cell.note, int(cell.counts), 1)
            for cell in row.cells
        ]  # fmt: skip
    return made


def returns(rows: Sequence[Row], sheets: Sequence[Sheet], source: Source) -> list[tuple[Any, ...]]:
    """A return of each worked-out ledger for each unit that sent what it comes from, nil where it has no row."""
    made: list[tuple[Any, ...]] = []
    filled = {(row.ledger, row.unit) for row in rows}
    for sheet in sheets:
        name, came = sheet.spec.name, source.returns[source.returns["ledger"].isin(list(sheet.bases))]
        period = period_of(source, sheet.bases)
        sent = {*came["unit"]} | {unit for ledger, unit in filled if ledger == name}
        made += [
            ("", unit, period, name, "", "", int((name, unit) not in filled), 1)
            for unit in sheet.units if unit in sent and period
        ]  # fmt: skip
    return made
