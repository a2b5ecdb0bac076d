"""The ledgers that count, each with its sums, the period before and the other ledgers of its unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from docgen.campaign.ledger import Column
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Severity
from docgen.ledgers.checks import decimals
from docgen.ledgers.definition import Definition
from docgen.ledgers.expression import BLANK, Value, Vector
from docgen.ledgers.facts import Fact, LedgerReturn
from docgen.ledgers.periods import Period, parse_period
from docgen.ledgers.sheet import address
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.submissions import Submission
from docgen.ledgers.value import NUMERIC


@dataclass(frozen=True)
class Table:
    """One ledger of one unit and period that counts."""

    spec: LedgerSpec
    submission: Submission
    content: LedgerReturn
    previous: Table | None = None
    others: Mapping[str, Table] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Unit and period."""
        return self.submission.unit, self.submission.period

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns."""
        return {column.name: column for column in self.spec.columns}

    @cached_property
    def cells(self) -> dict[str, list[Fact]]:
        """The facts of each column."""
        found: dict[str, list[Fact]] = {}
        for fact in self.content.facts:
            found.setdefault(fact.field, []).append(fact)
        return found

    @cached_property
    def records(self) -> dict[int, dict[str, Fact]]:
        """The facts of each row by column."""
        rows: dict[int, dict[str, Fact]] = {}
        for fact in self.content.facts:
            rows.setdefault(fact.record, {})[fact.field] = fact
        return rows

    @cached_property
    def keyed(self) -> dict[tuple[str, ...], int]:
        """The row of each key: key columns, given columns of fixed rows, or the only row."""
        keys = [c.name for c in self.spec.columns if c.is_key] or [
            c.name for c in self.spec.columns if self.spec.fixed and c.source
        ]
        if not keys and not (self.spec.fixed and len(self.records) == 1):
            return {}
        return {tuple(cells[k].value if k in cells else "" for k in keys): row for row, cells in self.records.items()}

    def typed(self, fact: Fact | None) -> Value:
        """A fact as a value of rules: unknown where it is held back."""
        if fact is None or fact.status == "blank":
            return BLANK
        if not fact.counts:
            return None
        kind = self.by_name[fact.field].type
        if kind in NUMERIC:
            return Decimal(fact.value)
        return date.fromisoformat(fact.value) if kind == "日期" else fact.value

    def total(self, name: str) -> Value:
        """The sum of a column; unknown while a cell of it is held back, and for what is no number."""
        column = self.by_name.get(name)
        if column is None or column.type not in NUMERIC:
            values = self.vector(name)
            return values[0] if len(values) == 1 else None
        facts = self.cells.get(name, [])
        if column.type == "比率":
            return self.typed(facts[0]) if len(facts) == 1 else None
        if any(fact.is_held for fact in facts):
            return None
        counted = [Decimal(fact.value) for fact in facts if fact.counts]
        return sum(counted, Decimal(0)) if counted or self.content.nil else BLANK

    def vector(self, name: str) -> Vector:
        """A column cell by cell."""
        return tuple(self.typed(fact) for fact in self.cells.get(name, []))

    def problem(
        self, rule: Rule, severity: Severity, message: str, fact: Fact | None = None, *,
        found: str | None = None, expected: str | None = None, cure: str | None = None,
    ) -> Diagnostic:  # fmt: skip
        """A problem at a cell of this table, or of the table as a whole."""
        cell = address(fact.row, fact.column) if fact and fact.row and fact.column else None
        place = Place(self.submission.file.path, sheet=self.content.sheet, cell=cell)
        return Diagnostic(place, rule, severity, message, found, expected, cure)


@dataclass(frozen=True)
class TableScope:
    """A table's values for its rules: sums where a column stands bare; those of one row if ``row`` is given."""

    table: Table
    row: Mapping[str, Fact] | None = None
    before: Mapping[str, Fact] | None = None

    def value(self, name: str) -> Value:
        """A column's sum, or the row's cell."""
        return self.table.total(name) if self.row is None else self.table.typed(self.row.get(name))

    def previous(self, name: str) -> Value:
        """The same in the period before; unknown where nothing was reported then."""
        earlier = self.table.previous
        if earlier is None:
            return None
        return earlier.total(name) if self.before is None else earlier.typed(self.before.get(name))

    def column(self, ledger: str, name: str) -> Vector:
        """A whole column of this or another ledger of the same unit and period; unknown where it is not there."""
        table = self.table if ledger == self.table.spec.name else (self.table.others or {}).get(ledger)
        return table.vector(name) if table else (None,)

    def decimals(self, name: str) -> int | None:
        """Digits that a column is rounded to."""
        return decimals(self.table.by_name.get(name))


def tables(made: Iterable[Submission], definition: Definition) -> list[Table]:
    """Every ledger that counts, with the period before and the other ledgers beside it, in a fixed order."""
    found: dict[tuple[str, str, str], Table] = {}
    units = [unit.code for unit in definition.units]
    for one in made:
        for name in one.counted:
            spec = definition.spec(name)
            if spec is not None:
                found[one.unit, one.period, name] = Table(spec, one, one.ledgers[name])
    names = [spec.name for spec in definition.specs]
    order = sorted(found, key=lambda k: (names.index(k[2]), k[1], units.index(k[0])))
    linked: dict[tuple[str, str, str], Table] = {}
    for unit, period, name in order:
        others = {other: found[unit, period, other] for other in names if (unit, period, other) in found}
        earlier = found.get((unit, before(period), name))
        linked[unit, period, name] = replace(found[unit, period, name], previous=earlier, others=others)
    return list(linked.values())


def before(period: str) -> str:
    """The key of the period before; that of January is December of the year before."""
    parsed: Period | None = parse_period(period)
    return parsed.previous().key if parsed else ""
