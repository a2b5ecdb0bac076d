"""The colours of type and rules, six hex digits as a file gives them, by what they look like on paper."""

from __future__ import annotations

import re

DARK = 0x20
"""A colour whose parts are all below this looks black on paper."""


def parts_of(color: str) -> tuple[int, int, int] | None:
    """Red, green and blue, 0–255; None for an automatic colour or none at all."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return None
    return int(color[:2], 16), int(color[2:4], 16), int(color[4:], 16)


def is_red(color: str) -> bool:
    """Whether a colour is a red."""
    red, green, blue = parts_of(color) or (0, 0, 0)
    return red > 180 and green < 80 and blue < 80


def is_black(color: str) -> bool:
    """Whether a colour comes out as black: none, automatic, or very dark."""
    return all(part < DARK for part in parts_of(color) or ())
