"""What is wrong beyond single rows: sums, keys, other ledgers, the period before, the other units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from statistics import median

from docgen.core.diagnostic import Diagnostic
from docgen.ledgers.checks import CURES, broken, in_order, in_words, operands, said
from docgen.ledgers.definition import DOUBLED, FALLING, Check, Definition
from docgen.ledgers.facts import Fact
from docgen.ledgers.tables import Table, TableScope
from docgen.ledgers.value import NUMERIC, value_text

FEWEST_PEERS = 4
ALIKE = 4
"""So many figures that are not zero must agree before two units are said to have copied."""


def judge(table: Table, definition: Definition) -> Iterator[Diagnostic]:
    """Everything that is wrong with one table beyond its rows."""
    yield from double_keys(table)
    yield from falling(table)
    for check in definition.checks[table.spec.name]:
        if check.rule.scope == "表":
            yield from whole_table(table, check)
        elif check.rule.scope == "跨期" and table.previous:
            yield from across_periods(table, check)


def double_keys(table: Table) -> Iterator[Diagnostic]:
    """Two rows with one key."""
    keys = [c.name for c in table.spec.columns if c.is_key]
    seen: dict[tuple[str, ...], int] = {}
    for row, cells in table.records.items():
        key = tuple(cells[k].value if k in cells else "" for k in keys)
        if keys and any(key) and key in seen:
            yield table.problem(DOUBLED, "error", f"“{'、'.join(keys)}”与第{seen[key]}行重复：{'、'.join(key)}", cells.get(keys[0]),
                                found="、".join(key), cure="一行一个编号，请改正或删去重复的行")  # fmt: skip
        seen.setdefault(key, row)


def falling(table: Table) -> Iterator[Diagnostic]:
    """A cumulative figure that is smaller than a period ago."""
    if table.previous is None:
        return
    names = [c.name for c in table.spec.columns if c.cumulative and c.type in NUMERIC]
    pairs = list(matched(table)) if table.keyed else [(first_row(table), None)]
    for row, earlier in pairs:
        for name in names:
            if earlier is None:
                now, was = table.total(name), table.previous.total(name)
            else:
                now, was = table.typed(row.get(name)), table.previous.typed(earlier.get(name))
            if isinstance(now, Decimal) and isinstance(was, Decimal) and now < was:
                yield table.problem(FALLING, "error", f"“{name}”是累计数，本期{value_text(now)}比上期{value_text(was)}少",
                                    row.get(name), found=value_text(now), expected=f"不小于{value_text(was)}",
                                    cure="请核对本期和上期；确有原因的，由汇总单位批准豁免")  # fmt: skip


def first_row(table: Table) -> dict[str, Fact]:
    """The first fact of each column, where a complaint about a sum is put."""
    return {name: facts[0] for name, facts in table.cells.items() if facts}


def matched(table: Table) -> Iterator[tuple[dict[str, Fact], dict[str, Fact]]]:
    """Each row with the row of the same key in the period before."""
    assert table.previous is not None
    for key, row in table.keyed.items():
        if key in table.previous.keyed:
            yield table.records[row], table.previous.records[table.previous.keyed[key]]


def whole_table(table: Table, check: Check) -> Iterator[Diagnostic]:
    """A rule on the sums of a table."""
    if has_all(table, check) and broken(check, TableScope(table)):
        yield complaint(table, check, None)


def has_all(table: Table, check: Check) -> bool:
    """Whether every other ledger that a rule names came; counting the rows of one that did not would say 0."""
    named = {ledger for e in (check.expression, check.when) if e for ledger, _ in e.columns}
    return named <= {table.spec.name, *(table.others or {})}


def across_periods(table: Table, check: Check) -> Iterator[Diagnostic]:
    """A rule that looks back: row by row where rows have keys, else on sums."""
    if not table.keyed:
        yield from whole_table(table, check)
        return
    for row, earlier in matched(table):
        if has_all(table, check) and broken(check, TableScope(table, row, earlier)):
            yield complaint(table, check, row)


def complaint(table: Table, check: Check, row: Mapping[str, Fact] | None) -> Diagnostic:
    """A failed rule, at the first column it names."""
    assert check.expression is not None
    names = in_order(check.expression, check.rule.expression)
    scope = TableScope(table, row)
    found = operands(check, table.spec.columns if row else (), scope.value)
    facts = [row.get(n) for n in names] if row else [next(iter(table.cells.get(n, [])), None) for n in names]
    fact = next((f for f in facts if f), None)
    return table.problem(
        check.complains_as,
        check.severity,
        said(check),
        fact,
        found=found or None,
        expected=in_words(check.rule.expression),
        cure=CURES[check.rule.level],
    )


def strange(all_tables: Iterable[Table], definition: Definition) -> Iterator[tuple[Table, Diagnostic]]:
    """The campaign's own rules of comparison between units."""
    groups: dict[tuple[str, str], list[Table]] = {}
    for table in all_tables:
        groups.setdefault((table.spec.name, table.submission.period), []).append(table)
    for (name, _), group in groups.items():
        for check in definition.checks[name]:
            if check.rule.scope == "异常" and check.rule.method == "中位数":
                yield from far_from_middle(group, check)
            elif check.rule.scope == "异常" and check.rule.method == "雷同":
                yield from copied(group, check, {u.code: u.label for u in definition.units})


def far_from_middle(group: list[Table], check: Check) -> Iterator[tuple[Table, Diagnostic]]:
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
                table.problem(check.complains_as, check.severity, message, fact, found=value_text(value)),
            )


def copied(group: list[Table], check: Check, names: Mapping[str, str]) -> Iterator[tuple[Table, Diagnostic]]:
    """Two units whose figures are all the same."""
    seen: dict[tuple[str, ...], Table] = {}
    for table in group:
        figures = tuple(f.value for f in table.content.facts if table.by_name[f.field].type in NUMERIC and f.counts)
        if sum(figure not in ("", "0") for figure in figures) < ALIKE:
            continue
        if figures in seen:
            other = seen[figures].submission
            message = (
                check.rule.message or f"全部数字与{names[other.unit]}（{other.file.name}）完全相同，请核实是不是照抄"
            )
            yield table, table.problem(check.complains_as, check.severity, message)
        seen.setdefault(figures, table)
