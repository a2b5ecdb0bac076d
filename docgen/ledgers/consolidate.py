"""Totals of what counts, by ledger, column and period, each with the number of its cells and of those held back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from docgen.campaign.ledger import Column
from docgen.ledgers.checks import Known, rounded
from docgen.ledgers.collect import Collection
from docgen.ledgers.facts import Fact
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.tables import Table
from docgen.ledgers.value import value_text

if TYPE_CHECKING:
    import pandas

ADDED = ("整数", "金额")
COLUMNS = ("ledger", "column", "period", "unit", "value", "counts", "held")


@dataclass(frozen=True)
class Total:
    """A consolidated figure. ``cells`` were added up, ``held_back`` could not be.

    A ratio is computed from the sums of its parts over the rows where every part counts, never summed or averaged.
    ``value`` is None where there is nothing to compute it from.
    """

    ledger: str
    column: str
    period: str
    value: Decimal | None
    cells: int
    held_back: int

    def as_json(self) -> dict[str, Any]:
        """For collected.json: the value as plain decimal text, or null."""
        return {
            "ledger": self.ledger,
            "column": self.column,
            "period": self.period,
            "value": None if self.value is None else value_text(self.value),
            "cells": self.cells,
            "held_back": self.held_back,
        }


def frame(tables: Sequence[Table]) -> pandas.DataFrame:
    """The facts of columns that are added up, one a row; ``value`` is a Decimal and never a float."""
    import pandas

    rows = [
        (table.spec.name, fact.field, table.submission.period, table.submission.unit,
         Decimal(fact.value) if fact.counts else Decimal(0), int(fact.counts), int(fact.is_held))
        for table in tables for fact in table.content.facts if is_added(table.by_name[fact.field])
    ]  # fmt: skip
    return pandas.DataFrame(rows, columns=list(COLUMNS)).astype({"value": "object"})


def is_plain_number(text: str) -> bool:
    """Whether a value is a number; a formula may name a column of texts."""
    return text.lstrip("-").replace(".", "", 1).isdecimal()


def is_added(column: Column) -> bool:
    """Whether a column's cells are added up."""
    return column.type in ADDED and not column.source


def totals(collection: Collection) -> list[Total]:
    """Every total, in the order of ledgers, periods and columns."""
    grouped = frame(collection.tables).groupby(["ledger", "column", "period"], sort=False)
    sums = grouped.agg({"value": "sum", "counts": "sum", "held": "sum"}) if len(grouped) else None
    found: dict[tuple[str, str, str], tuple[Decimal, int, int]] = {}
    if sums is not None:
        for row in sums.itertuples():
            found[row.Index] = (row.value, int(row.counts), int(row.held))
    periods = {table.spec.name: dict[str, None]() for table in collection.tables}
    for table in collection.tables:
        periods[table.spec.name][table.submission.period] = None
    return [
        total
        for spec in collection.definition.specs
        for period in sorted(periods.get(spec.name, {}))
        for total in of_period(spec, period, found, collection)
    ]


def of_period(
    spec: LedgerSpec,
    period: str,
    found: Mapping[tuple[str, str, str], tuple[Decimal, int, int]],
    collection: Collection,
) -> Iterator[Total]:
    """The totals of one ledger and period."""
    tables = [t for t in collection.tables if t.spec.name == spec.name and t.submission.period == period]
    columns = {column.name: column for column in spec.columns}
    for column in spec.columns:
        if is_added(column):
            value, cells, held = found.get((spec.name, column.name, period), (Decimal(0), 0, 0))
            parts = next((e.names for c, e in collection.definition.formulas[spec.name] if c is column), frozenset())
            held += sum(f.is_held for t in tables for name in parts for f in t.cells.get(name, []))
            yield Total(spec.name, column.name, period, value, cells, held)
    for column, expression in collection.definition.formulas[spec.name]:
        if is_added(column):
            continue
        names = sorted(expression.names)
        whole = [facts for t in tables for cells in t.records.values() if (facts := complete(cells, names))]
        sums = {name: sum((Decimal(facts[name].value) for facts in whole), Decimal(0)) for name in names}
        result = expression.evaluate(Known(sums, columns)) if whole else None
        share = rounded(result) if isinstance(result, Decimal) else None
        held = sum(f.is_held for t in tables for name in names for f in t.cells.get(name, []))
        yield Total(spec.name, column.name, period, share, len(whole) * len(names), held)


def complete(cells: Mapping[str, Fact], names: Sequence[str]) -> dict[str, Fact] | None:
    """The parts of a ratio in one row; None where one of them does not count: it may not distort the others."""
    found = {name: fact for name in names if (fact := cells.get(name)) and fact.counts and is_plain_number(fact.value)}
    return found if len(found) == len(names) else None
