"""Colours by the names that people give them."""

from __future__ import annotations

from colorsys import rgb_to_hls

from docgen.gongwen.colours import is_black, is_red, parts_of

HUES = (
    (20, "红色"), (48, "橙色"), (70, "黄色"), (165, "绿色"), (195, "青色"), (260, "蓝色"), (320, "紫色"), (345, "粉红色"),
    (360, "红色"),
)  # fmt: skip
"""The names of hues, each up to so many degrees of the circle."""
FAINT = 0.12
"""A colour less saturated than this is a grey."""


def hue(color: str) -> str:
    """A colour (six hex digits) in words."""
    if is_black(color):
        return "黑色"
    if is_red(color):
        return "红色"
    red, green, blue = (part / 255 for part in parts_of(color) or (0, 0, 0))
    angle, lightness, saturation = rgb_to_hls(red, green, blue)
    if saturation < FAINT or not 0.04 < lightness < 0.96:
        return "白色" if lightness > 0.94 else "黑色" if lightness < 0.04 else "灰色"
    return next(name for limit, name in HUES if angle * 360 <= limit)
