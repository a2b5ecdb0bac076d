"""The name that was probably meant by one that there is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

ALIKE = 0.4
"""How much two names have in common, from 0 to 1, before one is offered for the other."""


def nearest(word: str, names: Iterable[str], alike: float = ALIKE) -> str | None:
    """The most similar of some names; None where none is similar enough."""
    return next(iter(get_close_matches(word, list(names), 1, alike)), None)


def meant(word: str, names: Iterable[str], alike: float = ALIKE) -> str:
    """The question after the name that was probably meant: 是不是“报送截止”？ Nothing where none is near."""
    found = nearest(word, names, alike)
    return f"是不是“{found}”？" if found else ""
