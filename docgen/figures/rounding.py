"""Rounding as reports want it: half up, groups that add up to their whole, and no 100 % that is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from docgen.figures.answer import Answer

RULE = (
    "末位四舍五入；各组之和与合计有尾差的，从舍去最多的组起各进一个末位，使各组之和等于合计（最大余数法）；"
    "没有全部完成的比率不进成100%，不是0的比率不舍成0（各组占比除外）。"
)
WIDE = Context(prec=60)
CHANGE_DECIMALS = 1
"""Decimals of a growth in per cent."""
SHARE_DECIMALS = 1
"""Decimals of a share in per cent."""


def rounded(answer: Answer) -> Answer:
    """The answer with every value as it is printed."""
    places = decimals(answer)
    total = answer.total
    whole = near(total.value, places, answer.is_ratio) if total.value is not None else None
    values = [piece.value for piece in answer.pieces]
    known = [v for v in values if v is not None]
    if adds_up(answer) and whole is not None and all(v >= 0 for v in known):
        parts = iter(apportioned(known, whole, places))
        printed: Sequence[Decimal | None] = [None if v is None else next(parts) for v in values]
    else:
        printed = [None if v is None else near(v, places, answer.is_ratio) for v in values]
    pieces = tuple(replace(piece, rounded=value) for piece, value in zip(answer.pieces, printed, strict=True))
    return replace(answer, total=replace(total, rounded=whole), pieces=pieces)


def decimals(answer: Answer) -> int:
    """Digits behind the point of the value; two more for a ratio, which is a fraction of one."""
    if answer.is_growth:
        return CHANGE_DECIMALS + 2
    if answer.change == "占比":
        return SHARE_DECIMALS + 2
    return answer.item.measure.decimals + (2 if answer.item.measure.kind == "比率" else 0)


def adds_up(answer: Answer) -> bool:
    """Whether the groups are parts of the whole."""
    if not answer.pieces or answer.change not in ("", "占比") or answer.by == "期间":
        return False
    return answer.change == "占比" or answer.item.figure.stat == "合计"


def near(value: Decimal, places: int, ratio: bool) -> Decimal:
    """The value rounded half up; a ratio that is not 0 or 1 does not become it."""
    unit = Decimal(1).scaleb(-places)
    found = value.quantize(unit, ROUND_HALF_UP, WIDE)
    if ratio and found in (0, 1) and value != found:
        return found + (unit if value > found else -unit)
    return found


def apportioned(values: Sequence[Decimal], whole: Decimal, places: int) -> list[Decimal]:
    """The values rounded so that they add up: rounded down, then one unit more for those that lost most."""
    unit = Decimal(1).scaleb(-places)
    down = [value.quantize(unit, ROUND_FLOOR, WIDE) for value in values]
    short = int((whole - sum(down, Decimal(0))) / unit)
    lost = sorted(range(len(values)), key=lambda i: (down[i] - values[i], i))
    up = set(lost[: max(short, 0)])
    return [value + unit if i in up else value for i, value in enumerate(down)]
