"""How much is done, whatever the clock says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class TooMuch(AssertionError):
    """Work that does not end where it should."""


def counted(work: Callable[[], T], most: int = 20_000_000) -> tuple[T, int]:
    """What some work comes to, and how many calls it took; stopped after too many of them."""
    calls = 0

    def count(_: Any, event: str, __: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")
        if calls > most:
            raise TooMuch(f"more than {most} calls")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return work(), calls
    finally:
        sys.setprofile(before)
