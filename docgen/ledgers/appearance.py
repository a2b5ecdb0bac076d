"""What a cell shows that its value does not say: a question with both readings, never a silent choice."""

from __future__ import annotations

from docgen.campaign.ledger import Column
from docgen.ledgers import rules
from docgen.ledgers.numbers import COUNT_WORDS, MONEY
from docgen.ledgers.sheet import Scalar, Sheet
from docgen.ledgers.value import NUMERIC, Value, asked, exact, raw_text, value_text
from docgen.wording import clean

LOOK = rules.MISLEADING_CELL_FORMAT
"""The look of a cell changes what it says."""


def appearance(sheet: Sheet, at: tuple[int, int], raw: Scalar, column: Column) -> Value | None:
    """The question or the note that the look of a cell asks for; None where it shows what it holds."""
    if at in sheet.marked:
        return partly_marked(sheet, at, raw, column)
    if at in sheet.struck:
        return asked(raw, column, LOOK, "整格画了删除线，是不是要删去", "要删去就清空这一格，要保留就去掉删除线")
    if column.type not in ("整数", "金额") or not isinstance(raw, int | float) or isinstance(raw, bool) or not raw:
        return None
    if at in sheet.percents:
        share = value_text(exact(raw) * 100)
        return asked(
            raw,
            column,
            LOOK,
            f"格子里显示的是{share}%",
            f"是{value_text(exact(raw))}还是{share}？请把格式改为“常规”再填",
        )
    word = sheet.worded.get(at, "")
    digits = any(character.isdecimal() for character in word)
    if word and word != column.unit and (digits or word in MONEY or word in COUNT_WORDS and column.unit):
        unit = f"，本列的单位是“{column.unit}”" if column.unit else ""
        return asked(
            raw, column, LOOK, f"格子里显示的是{raw_text(raw)}{word}{unit}", "请核对计量单位，把格式改为“常规”再填"
        )
    return None


def partly_marked(sheet: Sheet, at: tuple[int, int], raw: Scalar, column: Column) -> Value | None:
    """A cell of which a part is struck out, raised or lowered: a number is asked about, a text is read without it."""
    part = sheet.marked[at]
    rest = clean(part.rest).strip()
    if column.type in (*NUMERIC, "日期"):
        what = "有划掉的字" if part.struck else "有上标或下标"
        cure = f"是不是“{rest}”？连在一起读是“{raw_text(raw)}”。请只留一个数，去掉{'划掉的字' if part.struck else '上下标'}"
        return asked(raw, column, LOOK, what, cure)
    if not part.struck or column.type != "文本" or not rest:
        return asked(raw, column, LOOK, "有划掉的字", f"是不是“{rest}”？请删去划掉的字") if part.struck else None
    return Value(rest, "converted", LOOK, f"有划掉的字，按“{rest[:40]}”读取")
