"""The types that a text of the data file can become; each says in Chinese what it takes."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from docgen.wording import clean, half_width, parse_date

SEPARATOR_OR_BRACKET = re.compile(r"[、；;\n（(）)]")
"""What divides several names in one text, and the brackets inside which it does not."""
WITHOUT_YEAR = re.compile(r"^(0?[1-9]|1[0-2])[-/.。·](0?[1-9]|[12]\d|3[01])[日号]?(前|底|止)?$")
MONTH_ONLY = re.compile(r"^(\d{4})[-/.](0?[1-9]|1[0-2])$")
TRUE, FALSE = {"是", "有", "对", "true", "yes", "on", "1"}, {"否", "无", "不", "false", "no", "off", "0"}


def _text(value: Any) -> Any:
    return clean(value).strip(" \n\t\u3000") if isinstance(value, str) else value


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        day = parse_date(value)
    except ValueError:
        raise PydanticCustomError("date_form", "日历上没有{found}这一天", {"found": value}) from None
    if day is None:
        raise PydanticCustomError("date_form", "写成了“{found}”，应为日期，如 2026-06-30", {"found": value})
    return day


def _due(value: Any) -> Any:
    """A deadline is a date, or words such as 6月底; what looks like a date must be one."""
    if not isinstance(value, str):
        raise PydanticCustomError("due_form", "应为日期或文字，如 2026-06-30、6月底")
    text = clean(value).strip()
    if re.match(r"^\d{4}[-/.年]?\d{1,2}[-/.月]\d{1,2}日?$|^\d{8}$", half_width(text)):
        return _date(text)
    if match := WITHOUT_YEAR.match(half_width(text)):
        right = f"{int(match[1])}月{int(match[2])}日{match[3] or ''}"
        raise PydanticCustomError("due_form", "写成了“{found}”，应写成“{right}”，或带年份的日期，如 2026-06-30",
                                  {"found": value, "right": right})  # fmt: skip
    if match := MONTH_ONLY.match(half_width(text)):
        right = f"{match[1]}年{int(match[2])}月"
        raise PydanticCustomError("due_form", "写成了“{found}”，应写成“{right}”，或写明哪一天，如 2026-06-30",
                                  {"found": value, "right": right})  # fmt: skip
    return text


def _flag(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = half_width(value).strip().lower()
    if word in TRUE | FALSE:
        return word in TRUE
    raise PydanticCustomError("flag_form", "写成了“{found}”，应为“是”或“否”", {"found": value})


def _number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    tidy = half_width(value).strip().replace(",", "")
    if not re.match(r"^\d{1,9}$", tidy):
        raise PydanticCustomError("number_form", "写成了“{found}”，应为整数，如 2026", {"found": value})
    return int(tidy)


def _amount(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    tidy = half_width(value).strip().replace(",", "")
    if not re.match(r"^-?\d{1,15}(\.\d{1,10})?$", tidy):
        raise PydanticCustomError("number_form", "写成了“{found}”，应为数字，如 0 或 12.5", {"found": value})
    return Decimal(tidy)


def divided(text: str) -> list[str]:
    """The names that a text lists; a separator whose next bracket is a closing one stands inside brackets."""
    inside, end, parts = False, len(text), []
    for mark in reversed(list(SEPARATOR_OR_BRACKET.finditer(text))):
        if mark[0] in "（(）)":
            inside = mark[0] in "）)"
        elif not inside:
            parts.append(text[mark.end() : end])
            end = mark.start()
    return [text[:end], *reversed(parts)]


def _texts(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part.strip() for part in divided(clean(value)) if part.strip())
    return value


def _notes(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part.strip() for part in clean(value).split("\n") if part.strip())
    return value


TEXT_OR_LIST = WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})

Text = Annotated[str, BeforeValidator(_text)]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": ["是", "否", True, False]})]
Number = Annotated[int, BeforeValidator(_number), WithJsonSchema({"type": "integer"})]
Amount = Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema({"type": "number"})]
Date = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "examples": ["2026-06-30"]})]
Due = Annotated[
    date | str, BeforeValidator(_due), WithJsonSchema({"type": "string", "examples": ["2026-06-30", "6月底"]})
]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_texts), TEXT_OR_LIST]
"""Several texts: a list, or one text divided by 、 or ；."""
Notes = Annotated[tuple[Text, ...], BeforeValidator(_notes), TEXT_OR_LIST]
"""Several sentences: a list, or one on each line."""
