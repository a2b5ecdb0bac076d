"""What a cell cannot show by itself: sums, keys, other ledgers, the period before, the other units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import median

from docgen.campaign.ledger import Column
from docgen.errors import Place, Problem, Severity
from docgen.ledgers.definition import Check, Definition
from docgen.ledgers.expression import BLANK, Value, Vector
from docgen.ledgers.facts import Fact, LedgerReturn
from docgen.ledgers.periods import Period, parse_period
from docgen.ledgers.rows import CURES, NUMERIC, SEVERITY, decimals, in_words, said, told, tolerance
from docgen.ledgers.sheet import address
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.submissions import Submission
from docgen.ledgers.values import value_text

JUMP_LOW, JUMP_HIGH = Decimal(3000), Decimal(30000)
"""A figure so many times another is probably in 元 where the other is in 万元."""
FEWEST_PEERS = 4
ALIKE = 4
"""So many figures that are not zero must agree before two units are said to have copied."""


@dataclass(frozen=True)
class Table:
    """One ledger of one unit and period that counts."""

    spec: LedgerSpec
    submission: Submission
    content: LedgerReturn
    previous: Table | None = None
    others: Mapping[str, Table] | None = None

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
        if column.formula:
            return self.typed(facts[0]) if len(facts) == 1 else None
        if any(fact.is_held for fact in facts):
            return None
        counted = [Decimal(fact.value) for fact in facts if fact.counts]
        return sum(counted, Decimal(0)) if counted or self.content.nil else BLANK

    def vector(self, name: str) -> Vector:
        """A column cell by cell."""
        return tuple(self.typed(fact) for fact in self.cells.get(name, []))

    def problem(
        self, rule: str, severity: Severity, message: str, fact: Fact | None = None, **more: str | None
    ) -> Problem:
        """A problem at a cell of this table, or of the table as a whole."""
        cell = address(fact.row, fact.column) if fact and fact.row and fact.column else None
        place = Place(self.submission.file.path, sheet=self.content.sheet, cell=cell)
        return Problem(place, rule, severity, message, **more)


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


def judge(table: Table, definition: Definition) -> Iterator[Problem]:
    """Everything that is wrong with one table beyond its rows."""
    yield from wrong_sums(table)
    yield from double_keys(table)
    yield from falling(table)
    for check in definition.checks[table.spec.name]:
        if check.rule.scope == "表":
            yield from whole_table(table, check)
        elif check.rule.scope == "跨期" and table.previous:
            yield from across_periods(table, check)


def wrong_sums(table: Table) -> Iterator[Problem]:
    """A 合计 that the unit wrote and that is not the sum of its rows."""
    for written in table.content.sums:
        total = table.total(written.field)
        if isinstance(total, Decimal) and total != Decimal(written.value):
            place = Fact(written.row, written.row, written.column, written.field, "", "", "")
            yield table.problem("L401", "warning", f"合计行的“{written.field}”是{written.value}，各行相加是{value_text(total)}，汇总用各行的数",
                                place, found=written.value, expected=value_text(total), cure="请核对是不是漏行、多行")  # fmt: skip


def double_keys(table: Table) -> Iterator[Problem]:
    """Two rows with one key."""
    keys = [c.name for c in table.spec.columns if c.is_key]
    seen: dict[tuple[str, ...], int] = {}
    for row, cells in table.records.items():
        key = tuple(cells[k].value if k in cells else "" for k in keys)
        if keys and any(key) and key in seen:
            yield table.problem("L402", "error", f"“{'、'.join(keys)}”与第{seen[key]}行重复：{'、'.join(key)}", cells.get(keys[0]),
                                found="、".join(key), cure="一行一个编号，请改正或删去重复的行")  # fmt: skip
        seen.setdefault(key, row)


def falling(table: Table) -> Iterator[Problem]:
    """A cumulative figure that is smaller than a period ago."""
    if table.previous is None:
        return
    names = [c.name for c in table.spec.columns if c.cumulative and c.type in NUMERIC]
    for row, earlier in matched(table):
        for name in names:
            now, was = (t.typed(cells.get(name)) for t, cells in ((table, row), (table.previous, earlier)))
            if isinstance(now, Decimal) and isinstance(was, Decimal) and now < was:
                yield table.problem("L501", "error", f"“{name}”是累计数，本期{value_text(now)}比上期{value_text(was)}少",
                                    row.get(name), found=value_text(now), expected=f"不小于{value_text(was)}",
                                    cure="请核对本期和上期；确有原因的，由汇总单位批准豁免")  # fmt: skip


def matched(table: Table) -> Iterator[tuple[dict[str, Fact], dict[str, Fact]]]:
    """Each row with the row of the same key in the period before."""
    assert table.previous is not None
    for key, row in table.keyed.items():
        if key in table.previous.keyed:
            yield table.records[row], table.previous.records[table.previous.keyed[key]]


def whole_table(table: Table, check: Check) -> Iterator[Problem]:
    """A rule on the sums of a table."""
    if fails(check, TableScope(table)):
        yield broken(table, check, None)


def across_periods(table: Table, check: Check) -> Iterator[Problem]:
    """A rule that looks back: row by row where rows have keys, else on sums."""
    if not table.keyed:
        yield from whole_table(table, check)
        return
    for row, earlier in matched(table):
        if fails(check, TableScope(table, row, earlier)):
            yield broken(table, check, row)


def fails(check: Check, scope: TableScope) -> bool:
    """Whether a rule applies and fails."""
    if check.expression is None or check.when is not None and check.when.evaluate(scope, Decimal(0)) is not True:
        return False
    return check.expression.evaluate(scope, tolerance(check)) is False


def broken(table: Table, check: Check, row: Mapping[str, Fact] | None) -> Problem:
    """A failed rule, at the first column it names."""
    assert check.expression is not None
    names = sorted(check.expression.names, key=check.rule.expression.find)
    scope = TableScope(table, row)
    values = {name: scope.value(name) for name in names}
    found = told(values)
    facts = [row.get(n) for n in names] if row else [next(iter(table.cells.get(n, [])), None) for n in names]
    fact = next((f for f in facts if f), None)
    return table.problem(
        check.rule.id,
        SEVERITY[check.rule.level],
        said(check),
        fact,
        found=found or None,
        expected=in_words(check.rule.expression),
        cure=CURES[check.rule.level],
    )


def jumps(all_tables: Iterable[Table]) -> Iterator[tuple[Table, Fact, Problem]]:
    """Amounts about ten thousand times that of the period before or of the other units: 元 for 万元."""
    every = list(all_tables)
    peers: dict[tuple[str, str, str], list[Decimal]] = {}
    for table in every:
        for name in amounts(table):
            if isinstance(total := table.total(name), Decimal) and total > 0:
                peers.setdefault((table.spec.name, table.submission.period, name), []).append(total)
    for table in every:
        for name in amounts(table):
            measure = yardstick(table, name, peers[table.spec.name, table.submission.period, name])
            if measure is None:
                continue
            for fact in table.cells.get(name, []):
                if fact.counts and JUMP_LOW <= Decimal(fact.value) / measure[0] <= JUMP_HIGH:
                    yield table, fact, table.problem(
                        "L601", "warning", f"“{name}”是{fact.value}万元，约为{measure[1]}的一万倍，是不是把元填成了万元？这个数暂不计入",
                        fact, found=fact.value, expected=f"与{measure[1]}（{value_text(measure[0])}）相近的数", cure="请核对单位是元还是万元",
                    )  # fmt: skip


def amounts(table: Table) -> list[str]:
    """The columns of money in 万元 that something was reported in."""
    return [
        c.name
        for c in table.spec.columns
        if c.type == "金额"
        and c.unit == "万元"
        and any(f.counts and Decimal(f.value) > 0 for f in table.cells.get(c.name, []))
    ]


def yardstick(table: Table, name: str, peers: list[Decimal]) -> tuple[Decimal, str] | None:
    """What an amount is measured by: the period before, else the middle of the units."""
    if table.previous is not None and isinstance(was := table.previous.total(name), Decimal) and was > 0:
        return was, "上期"
    return (median(peers), "各单位的中间数") if len(peers) >= FEWEST_PEERS else None


def strange(all_tables: Iterable[Table], definition: Definition) -> Iterator[tuple[Table, Problem]]:
    """The campaign's own rules of comparison between units."""
    groups: dict[tuple[str, str], list[Table]] = {}
    for table in all_tables:
        groups.setdefault((table.spec.name, table.submission.period), []).append(table)
    for (name, _), group in groups.items():
        for check in definition.checks[name]:
            if check.rule.scope == "异常" and check.rule.method == "中位数":
                yield from far_from_middle(group, check)
            elif check.rule.scope == "异常" and check.rule.method == "雷同":
                yield from copied(group, check)


def far_from_middle(group: list[Table], check: Check) -> Iterator[tuple[Table, Problem]]:
    """A sum that is many median deviations from the middle."""
    name = check.rule.column
    totals = [(t, v) for t in group if isinstance(v := t.total(name), Decimal)]
    if len(totals) < FEWEST_PEERS + 1:
        return
    middle = median(v for _, v in totals)
    spread = median(abs(v - middle) for _, v in totals)
    for table, value in totals:
        if spread and abs(value - middle) > check.rule.times * spread:
            fact = next(iter(table.cells.get(name, [])), None)
            message = (
                check.rule.message
                or f"“{name}”是{value_text(value)}，与各单位的中间数{value_text(middle)}相差很大，请核实"
            )
            yield (
                table,
                table.problem(check.rule.id, SEVERITY[check.rule.level], message, fact, found=value_text(value)),
            )


def copied(group: list[Table], check: Check) -> Iterator[tuple[Table, Problem]]:
    """Two units whose figures are all the same."""
    seen: dict[tuple[str, ...], Table] = {}
    for table in group:
        figures = tuple(f.value for f in table.content.facts if table.by_name[f.field].type in NUMERIC and f.counts)
        if sum(figure not in ("", "0") for figure in figures) < ALIKE:
            continue
        if figures in seen:
            other = seen[figures].submission
            message = check.rule.message or f"全部数字与{other.unit}（{other.file.name}）完全相同，请核实是不是照抄"
            yield table, table.problem(check.rule.id, SEVERITY[check.rule.level], message)
        seen.setdefault(figures, table)
