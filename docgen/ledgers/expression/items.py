"""What is reckoned with: single items and columns of them.

A number is kept with the interval it may lie in: what its decimals leave open, and what rounding to 34 digits loses,
so that 1/3*3 is 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from docgen.ledgers.expression.values import MAX_DIGITS, Blank, Value

NEAR = Context(prec=34, rounding=ROUND_HALF_EVEN, traps=[])
DOWN = Context(prec=34, rounding=ROUND_FLOOR, traps=[])
UP = Context(prec=34, rounding=ROUND_CEILING, traps=[])


@dataclass(frozen=True)
class Number:
    """A number, the interval it lies in, and whether a declared rounding (and not only our own) made it wide."""

    value: Decimal
    low: Decimal
    high: Decimal
    rough: bool = False


Item = Number | str | date | bool | Blank | None
Column = tuple[Item, ...]
Result = Item | Column


def exact(value: Decimal) -> Number:
    """The number that is just this."""
    return Number(value, value, value)


def item_of(value: Value, decimals: int | None = None) -> Item:
    """The value as it is reckoned with; a number that is not finite is unknown."""
    if isinstance(value, Decimal):
        return _number(value, decimals) if value.is_finite() else None
    return value.date() if isinstance(value, datetime) else value


def _number(value: Decimal, decimals: int | None) -> Number:
    if decimals is None or not 0 < decimals <= MAX_DIGITS:
        return exact(value)
    half = Decimal(f"5E-{decimals + 1}")
    return Number(value, DOWN.subtract(value, half), UP.add(value, half), rough=True)


def items_of(result: Result) -> Column:
    """The items of a column; a single item is a column of one."""
    return result if isinstance(result, tuple) else (result,)


def each(function: Callable[..., Item], *results: Result) -> Result:
    """The function of each element, scalars standing beside every one; None for columns of unequal length."""
    lengths = {len(result) for result in results if isinstance(result, tuple)}
    if not lengths:
        return function(*results)
    if len(lengths) > 1:
        return None
    columns = (result if isinstance(result, tuple) else (result,) * max(lengths) for result in results)
    return tuple(function(*items) for items in zip(*columns, strict=True))
