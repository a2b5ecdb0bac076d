"""One cell of a returned ledger becomes a value, a question or a refusal; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from docgen.campaign.ledger import Column
from docgen.ledgers import rules
from docgen.ledgers.dates import day_cell, day_text
from docgen.ledgers.numbers import date_in_numbers, number_cell, number_text
from docgen.ledgers.sheet import ErrorValue, Scalar
from docgen.ledgers.value import (
    BLANK,
    BLANKS,
    LONGEST,
    NUMERIC,
    Value,
    asked,
    expectation,
    hidden_signs,
    one_of,
    raw_text,
    refused,
    shown,
    tidy,
    unescaped,
)
from docgen.wording import INVISIBLE, clean

_MARK = re.compile(r"[-—–―─]+|/+|\\+|无")
_ERROR = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|CONNECT!|BLOCKED!|UNKNOWN!|GETTING_DATA)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)

# [0-9], not \d: Python takes the digits of every script, ② and ٣ must not become numbers
_CLOSING = str.maketrans("【〔［[{「『】〕］]}」』", "(((((((" + ")))))))")


def read_value(raw: Scalar, column: Column, year: int, month: int | None = None, scaled: bool = False) -> Value:
    """What the cell says in its column; ``year`` and ``month`` are those of the period, for dates written short.

    ``scaled`` says that the cell shows its number divided by thousands.
    """
    if raw is None:
        return _nothing(column)
    kind = column.type
    if isinstance(raw, ErrorValue):
        return _error(raw, column)
    if isinstance(raw, str):
        return _typed(raw, column, year, month)
    if kind == "文本":
        return _as_text(raw, column)
    if kind == "选项":
        return _option(raw, raw_text(raw), column)
    if kind == "日期":
        return day_cell(raw, column, year, month)
    if isinstance(raw, bool):
        return refused(raw, column, rules.NOT_A_NUMBER)
    if isinstance(raw, int | float):
        return number_cell(raw, column, scaled)
    return date_in_numbers(raw, column)


def _nothing(column: Column, mark: str = "") -> Value:
    """An empty cell, or a mark such as “-” that stands for nothing."""
    if column.blank == "零" and column.type in NUMERIC:
        return Value(
            Decimal(0), "converted", rules.ADJUSTED_NUMBER, f"填的是“{mark}”，按 0 计" if mark else "没有填，按 0 计"
        )
    return Value(None, "blank", rules.ADJUSTED_NUMBER, f"填的是“{mark}”，按缺报处理") if mark else Value(None, "blank")


def _typed(raw: str, column: Column, year: int, month: int | None) -> Value:
    """A cell that holds text; signs in it that show nothing are not read, and are said where a number or a date is meant."""
    read = _visible(raw, column, year, month)
    plain = column.type == "文本" or raw.isascii() and "_x" not in raw
    signs = "" if plain else hidden_signs(raw)
    if not signs or read.status not in ("used", "converted"):
        return read
    note = f"去掉了看不见的字符（{signs}）"
    return read._replace(
        status="converted",
        rule=read.rule or rules.ADJUSTED_NUMBER,
        message="；".join(filter(None, (read.message, note))),
    )


def _visible(raw: str, column: Column, year: int, month: int | None) -> Value:
    """What the visible signs of a text come to."""
    text = INVISIBLE.sub("", clean(unescaped(raw))).strip(BLANKS)
    if not text:
        return _nothing(column)
    if text[0] == "#" and _ERROR.fullmatch(text):
        return _error(raw, column)
    kind = column.type
    if kind == "文本":
        return Value(text, "used")
    if _PICTURE.match(text):
        cure = "请删去图片，按要求填写" if kind == "选项" else f"请删去图片，填写{expectation(column)}"
        return asked(raw, column, rules.PICTURE_IN_CELL, "单元格里是一张图片", cure)
    if kind == "选项":
        return _option(raw, text, column)
    half = tidy(text)
    if _MARK.fullmatch(BLANK.sub("", half)):
        return _nothing(column, shown(text))
    return day_text(raw, half, column, year, month) if kind == "日期" else number_text(raw, half, column)


def _error(raw: Scalar, column: Column) -> Value:
    return refused(raw, column, rules.FORMULA_ERROR, "是公式出错的结果", "请改正公式，或直接填写结果")


def _as_text(raw: Scalar, column: Column) -> Value:
    """A text column takes what the cell shows, unless the spreadsheet has spoilt it."""
    if isinstance(raw, int | float) and not -LONGEST < raw < LONGEST:
        return asked(
            raw,
            column,
            rules.LONG_NUMBER_DISTORTED,
            "是按数字存的长编号，长数字已失真",
            "请把单元格设为文本格式，再重新填写",
        )
    return Value(raw_text(raw), "used")


def _option(raw: Scalar, text: str, column: Column) -> Value:
    """A column with options takes one of them."""
    options = column.options
    if raw in options or not options:
        return Value(text, "used")
    loose = _loose(text)
    if len(same := [option for option in options if _loose(option) == loose]) == 1:
        return Value(same[0], "converted", rules.OPTION_NOT_LISTED, f"“{shown(raw)}”按“{same[0]}”计")
    if _MARK.fullmatch(loose):
        return _nothing(column, shown(text))
    close = _closest(text, options)
    listed = one_of(sorted(options, key=lambda option: option != close))
    cure = f"是不是“{close}”？" if close else "请从所列各项中选填"
    return Value(None, "bad", rules.OPTION_NOT_LISTED, f"发现“{shown(raw)}”，本列应填{listed}", listed, cure)


def _loose(text: str) -> str:
    return BLANK.sub("", tidy(text)).translate(_CLOSING)


def _closest(text: str, options: Iterable[str]) -> str | None:
    from rapidfuzz import process  # only a wrong cell needs it

    found = process.extractOne(text, list(options), score_cutoff=60)
    return found[0] if found else None
