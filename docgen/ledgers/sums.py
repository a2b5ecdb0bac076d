"""The sums that a unit wrote between its rows: never counted, said, and compared with the rows they are of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from docgen.ledgers.region import RowKind
from docgen.ledgers.value import value_text


@dataclass(frozen=True)
class Written:
    """A row that sums up others: its kind, and the numbers in it by column with their place."""

    row: int
    kind: RowKind
    values: Mapping[str, tuple[Decimal, tuple[int, int]]]


Column = Sequence[tuple[int, Decimal | None]]
"""(row, value) of each row of data, top down; None where the value is held back."""


def wrong(
    written: Sequence[Written], columns: Mapping[str, Column]
) -> Iterator[tuple[tuple[int, int], str, str, str]]:
    """(cell, column, what was written, what it should be) of every number that is not the sum of its rows."""
    for index, one in enumerate(written):
        for name, (value, at) in one.values.items():
            rows = columns.get(name, ())
            known = [found for found in expected(one, index, written, name, rows) if found is not None]
            if known and not any(fits(one.kind, value, found) for found in known):
                yield at, name, value_text(value), value_text(known[0])


def fits(kind: RowKind, value: Decimal, found: Decimal) -> bool:
    """Whether a written number agrees with what was counted; a part only may not be more than the whole."""
    return value <= found if kind == "part" else value == found


def expected(
    one: Written, index: int, written: Sequence[Written], name: str, rows: Column
) -> Iterator[Decimal | None]:
    """What a written number may be the sum of: all rows; of a subtotal, those of the group above it or below it."""
    if one.kind == "part":
        yield above(one, index, written, name, rows)
        return
    if one.kind == "sums":
        yield total(rows)
        return
    before = max((w.row for w in written[:index] if w.kind != "part"), default=0)
    after = min((w.row for w in written[index + 1 :] if w.kind != "part"), default=None)
    groups = (
        [v for v in rows if before < v[0] < one.row],
        [v for v in rows if v[0] > one.row and (after is None or v[0] < after)],
        [v for v in rows if v[0] < one.row],
    )
    found = [total(group) for group in groups if group]
    yield from found if None not in found else ()


def above(one: Written, index: int, written: Sequence[Written], name: str, rows: Column) -> Decimal | None:
    """What a part is a part of: the nearest row above it that is none."""
    sums = [(w.row, w.values[name][0]) for w in written[:index] if w.kind != "part" and name in w.values]
    near: list[tuple[int, Decimal | None]] = [v for v in (*rows, *sums) if v[0] < one.row]
    return max(near, key=lambda v: v[0])[1] if near else None


def total(rows: Column) -> Decimal | None:
    """The sum of some rows; None while one of them is held back."""
    values = [value for _, value in rows]
    return None if None in values else sum((v for v in values if v is not None), Decimal(0))


def adds_up(columns: Mapping[str, Column]) -> bool:
    """Whether every number of the last row is the sum of those above it, of two rows at least."""
    last = max((row for values in columns.values() for row, _ in values), default=0)
    numbers = [(dict(values).get(last), [v for row, v in values if row != last]) for values in columns.values()]
    filled = [(value, [v for v in above if v is not None]) for value, above in numbers if value]
    return bool(filled) and all(len(above) > 1 and value == sum(above) for value, above in filled)
