"""Whether a comparison holds, within a tolerance and where cells are empty."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from docgen.ledgers.expression.items import NEAR, Item, Number, Result, each
from docgen.ledgers.expression.values import BLANK, date_of

EQUALITY = ("==", "!=")
_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compared(sign: str, left: Result, right: Result, tolerance: Decimal | None) -> Result:
    """The answer, or a column of answers where one side is a column."""
    in_column = isinstance(left, tuple) or isinstance(right, tuple)
    return each(lambda a, b: _comparison(sign, a, b, tolerance, in_column), left, right)


def _comparison(sign: str, left: Item, right: Item, tolerance: Decimal | None, in_column: bool) -> bool | None:
    if left is None or right is None:
        return None
    if sign in EQUALITY and (left == "" or right == ""):
        return (_is_empty(left) and _is_empty(right)) == (sign == "==")
    if left is BLANK or right is BLANK:
        # in a column an empty cell is simply not the one looked for; alone it says nothing
        return sign == "!=" if in_column and left is not right and sign in EQUALITY else None
    match _of_one_kind(left, right), _of_one_kind(right, left):
        case Number() as a, Number() as b:
            return _possible(sign, a, b) if tolerance is None else _within(sign, a, b, tolerance)
        case bool() as a, bool() as b:
            return _ORDER[sign](a, b) if sign in EQUALITY else None
        case (date() as a, date() as b) | (str() as a, str() as b):
            return _ORDER[sign](a, b)
    return None


def _is_empty(item: Item) -> bool:
    return item is BLANK or item == ""


def _of_one_kind(item: Item, other: Item) -> Item:
    """A text beside a date is the date it writes, beside a yes or no 是 or 否; anything else is itself."""
    if isinstance(item, str) and isinstance(other, date):
        return date_of(item)
    if isinstance(item, str) and isinstance(other, bool):
        return {"是": True, "否": False}.get(item)
    return item


def _possible(sign: str, left: Number, right: Number) -> bool:
    """Whether the intervals leave the comparison possible; two that overlap are equal, and so not unequal.

    Where only our own rounding made them wide, being equal they are not less or greater either.
    """
    rough = left.rough or right.rough
    match sign:
        case "<=":
            return left.low <= right.high
        case ">=":
            return left.high >= right.low
        case "<":
            return left.low < right.high if rough else left.high < right.low
        case ">":
            return left.high > right.low if rough else left.low > right.high
    equal = left.low <= right.high and right.low <= left.high
    return equal == (sign == "==")


def _within(sign: str, left: Number, right: Number, tolerance: Decimal) -> bool:
    """Whether the comparison holds when the sides may differ by the tolerance."""
    difference = NEAR.subtract(left.value, right.value)
    match sign:
        case "<" | "<=":
            return _ORDER[sign](difference, tolerance)
        case ">" | ">=":
            return _ORDER[sign](difference, tolerance.copy_negate())
    return (difference.copy_abs() <= tolerance) == (sign == "==")
