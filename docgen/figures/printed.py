"""Figures as official texts write them: numerals with their unit of measure, per cent, growth, lists, 大写."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from docgen.figures.answer import Answer, Piece
from docgen.figures.rounding import CHANGE_DECIMALS, SHARE_DECIMALS

STYLES = ("数", "大写", "余", "近")
HELD_BACK = "未计入"
"""In place of a style: how many cells of a figure are held back."""
CLOSE = Decimal("0.95")
"""近 is only said of a number that is nearly there."""
MOST_CAPITAL = Decimal(10) ** 16
YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


def text(answer: Answer, labels: Mapping[str, str], style: str = "") -> str:
    """What stands in the text; ``labels`` are what units are called. Only for an answer that can be computed."""
    if answer.item.measure.kind == "文本":
        return "、".join(labels.get(code, code) + in_brackets(answer.details.get(code)) for code in answer.total.units)
    if not answer.is_grouped:
        both = "两期都报送、数都能用的" if answer.doubted else "两期都报送的"
        basis = f"按{both}{answer.alike}个单位比" if answer.alike else ""
        return value_text(answer, answer.total, style) + in_brackets(basis)
    told = [piece for piece in answer.pieces if piece.rounded]
    link = "占" if answer.change == "占比" else ""
    return "、".join(f"{answer.group(p, labels)}{link}{value_text(answer, p, style)}" for p in told)


def held_back(answer: Answer) -> str:
    """How many cells of a figure are questioned or wrong, so that they are not in it."""
    return f"{len(doubtful_cells(answer))}格"


def doubtful_cells(answer: Answer) -> set[int]:
    """The cells of a figure and its groups that are questioned or wrong, as rows of the frame of facts."""
    rows = {row for piece in (answer.total, *answer.pieces) for row in piece.held}
    return {row for row in rows if answer.source.cells[row].status in ("question", "bad")}


def in_brackets(text: str | None) -> str:
    """A remark behind a word; nothing where there is none."""
    return f"（{text}）" if text else ""


def value_text(answer: Answer, piece: Piece, style: str = "") -> str:
    """One value with its unit of measure; in a table (style 表) every ratio with its decimals."""
    value = piece.rounded
    assert value is not None
    measure = answer.item.measure
    if answer.is_growth:
        return change_text(value, "增长", "下降", percent(abs(value), CHANGE_DECIMALS))
    if answer.change == "占比":
        return percent(value, SHARE_DECIMALS)
    if answer.is_compared:
        if measure.kind == "比率":
            points = f"{plain(abs(value) * 100, measure.decimals)}个百分点"
            return change_text(value, "提高", "降低", points)
        return change_text(value, "增加", "减少", plain(abs(value), measure.decimals) + measure.unit)
    if measure.kind == "比率":
        if style == "表":
            return f"{value * 100:.{measure.decimals}f}%"
        return percent(value, measure.decimals).removesuffix("%" if style == "数" else "\0")
    if style == "大写":
        return capital(value, measure.unit)
    number, word = about(value, style) if style in ("余", "近") else (plain(value, measure.decimals), "")
    before, after = (word, "") if word == "近" else ("", word)
    return f"{before}{number}{after}{'' if style == '数' else measure.unit}"


def change_text(value: Decimal, up: str, down: str, much: str) -> str:
    """增长12.3%, 下降5.0% or 持平: by what is printed, so that nothing grows by 0.0 %."""
    return "持平" if value == 0 else f"{up if value > 0 else down}{much}"


def plain(value: Decimal, decimals: int) -> str:
    """A number with its decimals and no separators."""
    return f"{value:.{decimals}f}"


def percent(value: Decimal, decimals: int) -> str:
    """A fraction as per cent; all and nothing without decimals."""
    return f"{value * 100:.{0 if value in (0, 1) else decimals}f}%"


def about(value: Decimal, style: str) -> tuple[str, str]:
    """A number with two leading digits and 余 or 近, where that is true; else the number itself."""
    step = Decimal(10) ** max(len(str(int(abs(value)))) - 2, 1)
    low = (value / step).to_integral_value(ROUND_FLOOR) * step
    high = (value / step).to_integral_value(ROUND_CEILING) * step
    if style == "余" and 0 < low < value:
        return plain(low, 0), "余"
    if style == "近" and high > value >= high * CLOSE:
        return plain(high, 0), "近"
    return f"{value.normalize():f}" if value else "0", ""


def capital(value: Decimal, unit: str) -> str:
    """An amount in capital Han numerals, in yuan: 叁拾万元整; a number without yuan in its unit, as a number."""
    import cn2an

    if unit not in YUAN:
        return f"{cn2an.an2cn(f'{value:f}', 'up') if abs(value) < MOST_CAPITAL else f'{value:f}'}{unit}"
    yuan = (value * YUAN[unit]).quantize(Decimal("0.01"))
    if abs(yuan) >= MOST_CAPITAL:
        return plain(value, 2) + unit
    return str(cn2an.an2cn(f"{yuan:f}", "rmb"))
