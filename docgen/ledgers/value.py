"""A cell read: its value, or a question, or a refusal, and how that is said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from docgen.campaign.ledger import Column
from docgen.core.rules import Rule
from docgen.ledgers.sheet import Scalar
from docgen.wording import ILLEGAL, INVISIBLE, clean, half_width

Status = Literal["used", "converted", "question", "bad", "blank"]


class Value(NamedTuple):
    """What one cell came to; ``value`` is None unless it was used or converted."""

    value: str | Decimal | date | None
    status: Status
    rule: Rule | None = None
    message: str = ""
    expected: str = ""
    cure: str = ""


NUMERIC = ("整数", "金额", "比率")
LONGEST = 10**15
"""From here on a spreadsheet, which keeps 15 digits, no longer holds what was typed."""
YEARS = 30
"""How far a date may lie from the year of the ledger before somebody should look at it."""
BLANKS = " \t\n\r\v\f\x85\xa0\u2002\u2003\u2009\u200b\u202f\u2060\u3000\ufeff"
BLANK = re.compile(r"\s")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character as Excel files write those that XML forbids: _x000D_ is the end of a line."""
SPLIT = re.compile(r"[0-9.,]\s+[0-9.,]")
VAGUE_WORDS = re.compile(
    "(?=.*(?:[约余近超逾多几]|不足|不到|以上|以下|左右|[上数][十百千万]|若干|大量))"
    "[约余近超逾多几不足到以上下左右数若干许大量零一二两三四五六七八九十百千万亿]+(?:人次|[个项次人份笔家件条])?"
)
_DATE_LIKE = re.compile(r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?")
_VAGUE = re.compile(
    "[约余近超逾多几+?~〜±<>≤≥]|不足|不到|以上|以下|以内|左右|上下|大概|大致|估计|可能|至少|至多|不少于|不低于|若干"
)
_RANGE = re.compile(r"[0-9][^0-9]{0,3}?[-—–~〜∼至到][^0-9]{0,3}[0-9]")
EPOCH = date(1899, 12, 30)
SERIALS = range(20_000, 80_001)


def raw_text(raw: Scalar) -> str:
    """What the cell shows, in one way: 3.0 is “3”, a date 2026-03-05, true TRUE; an empty cell is “”."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return str(raw)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int):
        return str(raw)
    if isinstance(raw, float):
        number = exact(raw)
        return value_text(number) if number.is_finite() else str(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ", "seconds")
    if isinstance(raw, timedelta):
        seconds = abs(round(raw.total_seconds()))
        sign = "-" if raw < timedelta() else ""
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return raw.isoformat()


def expectation(column: Column) -> str:
    """What the column takes, for messages and prompts: 整数（单位：个）."""
    match column.type:
        case "整数":
            return f"整数（单位：{column.unit}）" if column.unit else "整数"
        case "金额":
            places = places_allowed(column)
            details = [f"单位：{column.unit}"] if column.unit else []
            details.append(f"最多{places}位小数" if places else "不带小数")
            word = "金额" if not column.unit or column.unit.endswith("元") else "数"
            return f"{word}（{'，'.join(details)}）"
        case "比率":
            return "比率（如 12%）"
        case "日期":
            return "日期（如 2026-06-30）" if column.precision == "日" else "月份（如 2026-06）"
        case "选项" if column.options:
            return one_of(column.options)
    return "文字"


def value_text(value: str | Decimal | date | None) -> str:
    """The value as it is stored: numbers plain and without idle zeros, dates as 2026-03-05, None as “”."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def one_of(options: Iterable[str]) -> str:
    """A choice in words: “现行”“修订”之一."""
    return f"{''.join(f'“{option}”' for option in options)}之一"


def exact(raw: int | float) -> Decimal:
    """The number, of a float its 15 digits that a spreadsheet shows: 0.30000000000000004 is 0.3."""
    return Decimal(raw) if isinstance(raw, int) else Decimal(f"{raw:.15g}")


def places_allowed(column: Column) -> int:
    """Decimals that a column allows."""
    return 2 if column.decimals is None else column.decimals


def asked(raw: Scalar, column: Column, rule: Rule, says: str = "", cure: str = "") -> Value:
    """A cell whose meaning a person must say."""
    return _said("question", raw, column, rule, says, cure)


def refused(raw: Scalar, column: Column, rule: Rule, says: str = "", cure: str = "") -> Value:
    """A cell that is wrong."""
    return _said("bad", raw, column, rule, says, cure)


def _said(status: Status, raw: Scalar, column: Column, rule: Rule, says: str, cure: str) -> Value:
    expected = expectation(column)
    message = f"发现“{shown(raw)}”，{says or f'本列应填{expected}'}"
    return Value(None, status, rule, message, expected, cure or f"请填写{expected}")


def shown(raw: Scalar) -> str:
    """The cell in a message: on one line and not too long."""
    text = INVISIBLE.sub("", clean(unescaped(raw_text(raw)))).strip(BLANKS).replace("\n", " ")
    return text if len(text) <= 40 else f"{text[:40]}…"


def tidy(text: str) -> str:
    """The text with half-width characters, no invisible ones, and - for every minus sign."""
    return text if text.isascii() else INVISIBLE.sub("", half_width(text)).replace("−", "-")


def unescaped(text: str) -> str:
    """The text with the characters that an Excel file writes as _x0007_."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def hidden_signs(text: str) -> str:
    """The signs in a text that show nothing and are not read, by their names: U+200E、U+0007; empty for none."""
    found = dict.fromkeys(c for c in unescaped(text) if INVISIBLE.match(c) or ILLEGAL.match(c))
    return "、".join(f"U+{ord(c):04X}" for c in found)


def is_vague(compact: str) -> bool:
    """Whether a text gives a number only roughly: 约30, 3-5, 若干."""
    # a whole sentence with 约 or 多 in it is no number at all
    if len(compact) > 20 or _DATE_LIKE.fullmatch(compact):
        return False
    if any(unicodedata.category(character) in ("No", "Nl") for character in compact):  # ①, ², Ⅲ
        return True
    has_digit = any("0" <= character <= "9" for character in compact)
    return has_digit and bool(_VAGUE.search(compact) or _RANGE.search(compact))
