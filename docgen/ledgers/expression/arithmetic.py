"""Reckoning with numbers and the intervals they lie in; what is not a number makes the result unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal

from docgen.ledgers.expression.items import DOWN, NEAR, UP, Item, Number

_OPERATIONS: Mapping[str, Callable[[Context, Decimal, Decimal], Decimal]] = {
    "+": Context.add,
    "-": Context.subtract,
    "*": Context.multiply,
    "/": Context.divide,
}
_NOWHERE = Decimal("-Infinity")
_EVERYWHERE = Decimal("Infinity")


def negative(item: Item) -> Number | None:
    """The number with the other sign."""
    if not isinstance(item, Number):
        return None
    # unary minus would round to the caller's context
    return Number(item.value.copy_negate(), item.high.copy_negate(), item.low.copy_negate(), item.rough)


def absolute(item: Item) -> Number | None:
    """The number without its sign."""
    if not isinstance(item, Number):
        return None
    low, high = sorted((item.low.copy_abs(), item.high.copy_abs()))
    return Number(item.value.copy_abs(), Decimal(0) if item.low <= 0 <= item.high else low, high, item.rough)


def calculated(sign: str, left: Item, right: Item) -> Number | None:
    """The result with its interval: each bound is rounded outwards."""
    if not isinstance(left, Number) or not isinstance(right, Number):
        return None
    near_zero = sign == "/" and right.low <= 0 <= right.high
    if near_zero and (right.value == 0 or not right.rough):
        return None
    operation = _OPERATIONS[sign]
    value = operation(NEAR, left.value, right.value)
    if not value.is_finite():
        return None
    ends = [(a, b) for a in {left.low, left.high} for b in {right.low, right.high}]
    lows = [operation(DOWN, a, b) for a, b in ends]
    highs = [operation(UP, a, b) for a, b in ends]
    if near_zero or any(end.is_nan() for end in (*lows, *highs)):
        return Number(value, _NOWHERE, _EVERYWHERE, rough=True)
    return Number(value, min(lows), max(highs), left.rough or right.rough)
