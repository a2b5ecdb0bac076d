"""Amounts in 元 where 万元 are meant: a cell is measured by cells, a total by totals; both readings are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median

from docgen.errors import Problem
from docgen.ledgers.facts import Fact
from docgen.ledgers.numbers import MONEY
from docgen.ledgers.tables import Table
from docgen.ledgers.value import value_text

LOW, HIGH = Decimal(1) / 10, Decimal(10)
"""How far an amount may be from the one that it is measured by, once it is read in 元."""
GAP = Decimal(100)
"""Times by which amounts in one unit do not differ from the next smaller one, as a rule."""
FEWEST_PEERS = 3
LEAST = 1000
"""How many times a unit of money must hold 元 for the slip to be seen: 万元 and 亿元, not 千元."""


def jumps(all_tables: Iterable[Table]) -> Iterator[tuple[Table, Fact, Problem]]:
    """Amounts that are probably in 元 under a column in 万元 (or 亿元): the table, the cell, the question."""
    every = list(all_tables)
    totals: dict[tuple[str, str, str], dict[str, Decimal]] = {}
    for table in every:
        for name in amounts(table):
            if isinstance(total := table.total(name), Decimal) and total > 0:
                key = (table.spec.name, table.submission.period, name)
                totals.setdefault(key, {})[table.submission.unit] = total
    for table in every:
        for name in amounts(table):
            peers = totals.get((table.spec.name, table.submission.period, name), {})
            for fact, measure, words in suspects(table, name, peers):
                yield table, fact, question(table, fact, measure, words)


def suspects(table: Table, name: str, peers: Mapping[str, Decimal]) -> Iterator[tuple[Fact, Decimal, str]]:
    """(cell, what it is measured by, in words) of every cell that is about so many times too large."""
    factor = Decimal(10) ** MONEY[table.by_name[name].unit]
    cells = positive(table, name)
    before = positive(table.previous, name) if table.previous is not None else []
    same = same_rows(table, name)
    high = cluster([*cells, *before], factor)
    found: dict[Fact, tuple[Decimal, str]] = {}
    for fact in cells:
        value = Decimal(fact.value)
        if was := same.get(fact.record):
            if is_factor(value, was, factor):
                found[fact] = (was, "上期同一行")
        elif high is not None and value >= high[0]:
            found[fact] = (high[1], "本单位其他各行" if len(cells) > 1 else "本单位上期各行")
    if not found and not (same and len(same) == len(cells)):
        found = by_totals(table, name, cells, peers, factor)
    yield from ((fact, measure, words) for fact, (measure, words) in found.items())


def by_totals(
    table: Table, name: str, cells: Sequence[Fact], peers: Mapping[str, Decimal], factor: Decimal
) -> dict[Fact, tuple[Decimal, str]]:
    """Every cell of a column whose total is too large for that of the period before, else for those of the others."""
    total = peers.get(table.submission.unit)
    was = table.previous.total(name) if table.previous is not None else None
    others = [value for unit, value in peers.items() if unit != table.submission.unit]
    measure, words = Decimal(0), ""
    if isinstance(was, Decimal) and was > 0:
        measure, words = was, "本单位上期合计"
    elif len(others) >= FEWEST_PEERS:
        measure, words = median(others), "各单位合计的中间数"
    if total is None or not measure or not is_factor(total, measure, factor):
        return {}
    return dict.fromkeys(cells, (measure, words))  # one cell that is too large among others was found before


def positive(table: Table, name: str) -> list[Fact]:
    """The cells of a column that hold an amount."""
    return [f for f in table.cells.get(name, []) if f.counts and Decimal(f.value) > 0]


def same_rows(table: Table, name: str) -> dict[int, Decimal]:
    """By row, what the same row said in the period before."""
    if table.previous is None:
        return {}
    found = {}
    for key, row in table.keyed.items():
        before = table.previous.records.get(table.previous.keyed.get(key, -1), {}).get(name)
        if before is not None and before.counts and Decimal(before.value) > 0:
            found[row] = Decimal(before.value)
    return found


def cluster(facts: Sequence[Fact], factor: Decimal) -> tuple[Decimal, Decimal] | None:
    """(least of the large amounts, middle of the small ones) where a gap parts them into two sizes; else None."""
    values = sorted(Decimal(fact.value) for fact in facts)
    gaps = [(b / a, i) for i, (a, b) in enumerate(zip(values, values[1:], strict=False), 1) if b / a >= GAP]
    if not gaps:
        return None
    cut = max(gaps)[1]
    small, large = values[:cut], values[cut:]
    return (large[0], median(small)) if is_factor(median(large), median(small), factor) else None


def is_factor(value: Decimal, measure: Decimal, factor: Decimal) -> bool:
    """Whether a value, read in 元, is about as large as what it is measured by."""
    return LOW <= value / measure / factor <= HIGH


def amounts(table: Table) -> list[str]:
    """The columns of money in 万元 or 亿元 that something was reported in."""
    return [
        c.name for c in table.spec.columns
        if c.type == "金额" and not c.formula and 10 ** MONEY.get(c.unit, 0) > LEAST and positive(table, c.name)
    ]  # fmt: skip


def question(table: Table, fact: Fact, measure: Decimal, words: str) -> Problem:
    """The question about a cell, with both readings."""
    unit = table.by_name[fact.field].unit
    other = value_text(Decimal(fact.value).scaleb(-MONEY[unit]))
    many = "一万" if unit == "万元" else "一亿"
    return table.problem(
        "L601", "warning", f"“{fact.field}”是{fact.value}{unit}，约为{words}（{value_text(measure)}）的{many}倍，是不是把元填成了{unit}？这个数暂不计入",
        fact, found=fact.value, expected=f"与{words}（{value_text(measure)}）相近的数",
        cure=f"是{fact.value}{unit}还是{fact.value}元（{other}{unit}）？请核对",
    )  # fmt: skip
