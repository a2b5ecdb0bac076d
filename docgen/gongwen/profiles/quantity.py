"""A value of a profile as a clerk writes it: 35毫米, 3.5厘米, 28磅, 三号, [仿宋, 楷体], 居中."""

from __future__ import annotations

import re

from docgen.gongwen.profiles.typefaces import SIZES

Quantity = float | str | tuple[str, ...]

NUMBER = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)\s*([^\d\s.]*)")
UNITS: dict[str, dict[str, float]] = {
    "毫米": {"": 1, "毫米": 1, "mm": 1, "厘米": 10, "cm": 10},
    "磅": {"": 1, "磅": 1, "pt": 1},
    "字": {"": 1, "字": 1, "字符": 1, "个字": 1},
    "行": {"": 1, "行": 1},
    "字号": {"": 1, "磅": 1, "pt": 1},
}
"""The units that a number may be written in, and what they are worth in the first."""
EXAMPLES = {
    "毫米": "35毫米",
    "磅": "28磅",
    "字": "2",
    "行": "2",
    "字号": "三号 或 16磅",
    "字体": "[仿宋]",
    "颜色": "黑 或 红",
}
COLOURS = ("黑", "红", "不限")
LEAST_SIZE, MOST_SIZE = 5.0, 72.0


def quantity(written: str | list[str], unit: str, choices: tuple[str, ...] = ()) -> Quantity | None:
    """The value that is written, in its unit; None where it is none of that unit."""
    if unit == "字体":
        names = tuple(name.strip() for name in ([written] if isinstance(written, str) else written))
        return names if names and all(names) else None
    if not isinstance(written, str):
        return None
    if unit in ("颜色", "选项"):
        word = written.strip().removesuffix("色")
        return word if word in (choices or COLOURS) else None
    return number(written.strip(), unit)


def number(written: str, unit: str) -> float | None:
    """A number with or without its unit; a size of type also by its name."""
    if unit == "字号" and written in SIZES:
        return float(SIZES[written])
    match = NUMBER.fullmatch(written)
    factor = UNITS.get(unit, {"": 1.0}).get(match[2].lower()) if match else None
    if match is None or factor is None:
        return None
    value = float(match[1]) * factor
    return None if unit == "字号" and not LEAST_SIZE <= value <= MOST_SIZE else value


def example(unit: str, choices: tuple[str, ...] = ()) -> str:
    """How a value of a unit is written."""
    return "、".join(choices) if choices else EXAMPLES.get(unit, "1")
