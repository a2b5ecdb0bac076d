"""Kleene's logic of three values: true, false and unknown."""

from __future__ import annotations

from docgen.ledgers.expression.items import Item


def every(*items: Item) -> bool | None:
    """Kleene's “and”: one False decides, else one unknown."""
    if any(item is False for item in items):
        return False
    return True if all(item is True for item in items) else None


def some(*items: Item) -> bool | None:
    """Kleene's “or”: one True decides, else one unknown."""
    if any(item is True for item in items):
        return True
    return False if all(item is False for item in items) else None


def contrary(item: Item) -> bool | None:
    """The contrary of an answer; of anything else nobody knows it."""
    return not item if isinstance(item, bool) else None


def choice(condition: Item, then: Item, otherwise: Item) -> Item:
    """One or the other, as the condition says; None where it does not say."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    return None
