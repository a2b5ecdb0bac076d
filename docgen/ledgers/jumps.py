"""Amounts in 元 where 万元 are meant: a cell is measured by cells, a total by totals; both readings are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from docgen.core.diagnostic import Diagnostic
from docgen.ledgers import rules
from docgen.ledgers.facts import Fact
from docgen.ledgers.numbers import MONEY
from docgen.ledgers.tables import Table
from docgen.ledgers.value import value_text

LEAST = 1000
"""How many times a unit of money must hold 元 for the slip to be seen: 万元 and 亿元, not 千元."""
LEAST_AMOUNT = 1000
"""Smaller amounts are ordinary ones; what was meant would be less than 0.1."""
FEWEST_PEERS = 3
"""Other units that must have reported before they are a measure."""
FEWEST_CELLS = 2
"""Small cells that must stand against fewer large ones, where the gap alone is not wide enough to be sure."""


@dataclass(frozen=True)
class Slip:
    """What an amount was measured by: in words, with the measure, and what is so many times as large."""

    words: str
    measure: Decimal
    value: Decimal
    whole: bool = False
    """Whether the total was measured, of which the cell is a part."""


class Peers:
    """What every unit reported in a column, period by period: amounts, and totals where nothing is held back."""

    def __init__(self, every: Iterable[Table]) -> None:
        self.cells: dict[tuple[str, str, str], dict[str, list[Decimal]]] = {}
        self.sums: dict[tuple[str, str, str], dict[str, Decimal]] = {}
        self.periods: dict[tuple[str, str], list[str]] = {}
        for table in every:
            unit, period = table.key
            for name in amounts(table):
                key = (table.spec.name, name, period)
                self.cells.setdefault(key, {})[unit] = [Decimal(f.value) for f in positive(table, name)]
                self.periods.setdefault(key[:2], []).append(period)
                if isinstance(total := table.total(name), Decimal) and total > 0:
                    self.sums.setdefault(key, {})[unit] = total

    def own(self, table: Table, name: str) -> list[Decimal]:
        """The unit's amounts in the other periods."""
        unit, period = table.key
        every = dict.fromkeys(self.periods.get((table.spec.name, name), ()))
        found = (self.cells[table.spec.name, name, p].get(unit, ()) for p in every if p != period)
        return [value for values in found for value in values]

    def others(self, table: Table, name: str) -> list[Decimal]:
        """The amounts of the other units in the same period; none where they are too few to tell."""
        unit, period = table.key
        found = [v for u, v in self.cells[table.spec.name, name, period].items() if u != unit]
        return sorted(value for values in found for value in values) if len(found) >= FEWEST_PEERS else []

    def totals(self, table: Table, name: str) -> list[Decimal]:
        """The totals of the other units likewise."""
        unit, period = table.key
        found = [v for u, v in self.sums.get((table.spec.name, name, period), {}).items() if u != unit]
        return sorted(found) if len(found) >= FEWEST_PEERS else []


def jumps(all_tables: Iterable[Table]) -> Iterator[tuple[Table, Fact, Diagnostic]]:
    """Amounts that are probably in 元 under a column in 万元 (or 亿元): the table, the cell, the question."""
    every = list(all_tables)
    peers = Peers(every)
    for table in every:
        for name in amounts(table):
            for fact, slip in suspects(table, name, peers).items():
                yield table, fact, question(table, fact, slip)


def suspects(table: Table, name: str, peers: Peers) -> dict[Fact, Slip]:
    """The cells of a column that are too large, each with what it was measured by.

    The same row of the period before decides for itself; then the unit's own rows; then, where the unit has no
    history, the others' rows; totals only where no cell was found.
    """
    factor = Decimal(10) ** MONEY[table.by_name[name].unit]
    same = same_rows(table, name)
    cells = [fact for fact in positive(table, name) if fact.record not in same]
    found = by_same_row(table, name, same, factor)
    if any(Decimal(fact.value) >= LEAST_AMOUNT for fact in cells):
        found |= by_own_rows(table, name, cells, peers, factor)
        if not found and not peers.own(table, name):
            found |= by_others(cells, peers.others(table, name), factor)
    return found if found or same else by_totals(table, name, peers, factor)


def is_slip(value: Decimal, measure: Decimal, factor: Decimal) -> bool:
    """Whether an amount is nearer to what it is measured by when it is read in 元.

    It is so from the root of the factor on: 100 times too large in 万元 is 100 times too small in 元.
    """
    return value >= LEAST_AMOUNT and value > measure * factor.sqrt()


def is_about(value: Decimal, measure: Decimal, factor: Decimal) -> bool:
    """Whether a value, read in 元, is about as large as what it is measured by, however small it is."""
    return factor / 10 <= value / measure <= factor * 10


def by_same_row(table: Table, name: str, same: dict[int, Decimal], factor: Decimal) -> dict[Fact, Slip]:
    """Cells that are too large for the same row of the period before."""
    return {
        fact: Slip("上期同一行", was, value)
        for fact in positive(table, name)
        if (was := same.get(fact.record))
        and (is_slip(value := Decimal(fact.value), was, factor) or is_about(value, was, factor))
    }


def by_own_rows(table: Table, name: str, cells: Sequence[Fact], peers: Peers, factor: Decimal) -> dict[Fact, Slip]:
    """Cells that a gap parts from the smaller ones of the unit, of this period or others.

    Units have a large contract beside small ones, so the others' cells have a word, too: loud where the gap alone is
    not wide enough to be sure.
    """
    own = peers.own(table, name)
    parted = apart([*(Decimal(f.value) for f in positive(table, name)), *own], factor)
    if parted is None:
        return {}
    small, large = parted
    sure = is_wide(median(large), median(small), factor)
    if not sure and not len(large) < len(small) >= FEWEST_CELLS:
        return {}
    least = bound(peers.others(table, name), factor, sure)
    words = f"本单位这一列另外{len(small)}格{'（含其他各期）' if own else ''}的中间数"
    return {
        fact: Slip(words, median(small), value)
        for fact in cells
        if (value := Decimal(fact.value)) >= large[0] and value > least
    }


def by_others(cells: Sequence[Fact], others: Sequence[Decimal], factor: Decimal) -> dict[Fact, Slip]:
    """Cells that are too large for everything ordinary that the other units have in the column."""
    if not others:
        return {}
    middle = median(others)
    return {
        fact: Slip("其他单位这一列各格的中间数", middle, value)
        for fact in cells
        if (value := Decimal(fact.value)) >= LEAST_AMOUNT
        and value > bound(others, factor, is_wide(value, middle, factor))
    }


def by_totals(table: Table, name: str, peers: Peers, factor: Decimal) -> dict[Fact, Slip]:
    """The large cells of a column whose total is too large for that of the period before, else for those of the others."""
    total = table.total(name)
    was = table.previous.total(name) if table.previous is not None else None
    if isinstance(was, Decimal) and was > 0:
        words, measure, least = "本单位上期合计", was, was
    elif others := peers.totals(table, name):
        words, measure, least = "其他单位合计的中间数", median(others), bound(others, factor, sure=True)
    else:
        return {}
    if not isinstance(total, Decimal) or total <= least or not is_about(total, measure, factor):
        return {}
    slip = Slip(words, measure, total, whole=True)
    # small cells beside them are what they are: they are no part of what makes the total so large
    return {fact: slip for fact in positive(table, name) if Decimal(fact.value) >= LEAST_AMOUNT}


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


def apart(values: Iterable[Decimal], factor: Decimal) -> tuple[list[Decimal], list[Decimal]] | None:
    """The small and the large amounts, both in order, where the widest gap parts them into two sizes; else None."""
    ordered = sorted(values)
    gaps = [
        (b / a, i) for i, (a, b) in enumerate(zip(ordered, ordered[1:], strict=False), 1) if is_slip(b, a, factor)
    ]  # fmt: skip
    if not gaps:
        return None
    cut = max(gaps)[1]
    return ordered[:cut], ordered[cut:]


def is_wide(value: Decimal, measure: Decimal, factor: Decimal) -> bool:
    """Whether a value is so far from a measure that hardly anything but the unit of measure can explain it."""
    return value / measure >= factor / 10


def bound(others: Sequence[Decimal], factor: Decimal, sure: bool) -> Decimal:
    """What an amount must exceed to be too large beside those of other units: ten or a hundred times the ordinary.

    Other units slip, too, and one of them may have a large contract: what is a gap away from the rest, and the
    largest tenth of what is left, are no measure.
    """
    if not others:
        return Decimal(0)
    middle = median(others)
    kept = [value for value in others if not is_wide(value, middle, factor)]
    ends = (i for i in range((len(kept) + 1) // 2, len(kept)) if is_slip(kept[i], kept[i - 1], factor))
    kept = kept[: next(ends, len(kept))]
    return kept[len(kept) * 9 // 10] * (10 if sure else factor.sqrt())


def amounts(table: Table) -> list[str]:
    """The columns of money in 万元 or 亿元 that something was reported in."""
    return [
        c.name for c in table.spec.columns
        if c.type == "金额" and not c.formula and 10 ** MONEY.get(c.unit, 0) > LEAST and positive(table, c.name)
    ]  # fmt: skip


def question(table: Table, fact: Fact, slip: Slip) -> Diagnostic:
    """The question about a cell, with both readings. Whether it is held back is said by who holds it back."""
    unit = table.by_name[fact.field].unit
    other = value_text(Decimal(fact.value).scaleb(-MONEY[unit]))
    measure = value_text(slip.measure)
    what = f"合计{value_text(slip.value)}{unit}（这一格{fact.value}{unit}）" if slip.whole else f"是{fact.value}{unit}"
    return table.problem(
        rules.AMOUNT_IN_WRONG_UNIT, "warning", f"“{fact.field}”{what}，约为{slip.words}（{measure}）的{times(slip.value / slip.measure)}倍，是不是把元填成了{unit}？",
        fact, found=fact.value, expected=f"与{slip.words}（{measure}）相近的数",
        cure=f"是{fact.value}{unit}还是{fact.value}元（{other}{unit}）？请核对",
    )  # fmt: skip


def times(ratio: Decimal) -> str:
    """A ratio to two digits: 750, 1万, 15万."""
    rough = Decimal(f"{ratio:.1e}")
    return value_text(rough) if rough < 10_000 else f"{value_text(rough / 10_000)}万"
