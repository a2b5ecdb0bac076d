"""What an input cell of an issued form takes: the same limits that are checked on return."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from docgen.campaign.ledger import Column
from docgen.ledgers.formstyle import units
from docgen.ledgers.value import NUMERIC, expectation, value_text

if TYPE_CHECKING:
    pass


LONGEST_PROMPT, LONGEST_CAPTION, LONGEST_MESSAGE = 250, 30, 120


FIRST_DAY = datetime.date(1950, 1, 1)


def takes(column: Column) -> str:
    """What a column takes, in words that fit into a prompt."""
    words = expectation(column)
    if column.type == "选项" and units(words) > LONGEST_PROMPT - 10:
        words = f"下拉列表{len(column.options)}项中的一项"
    low, high = column.least, column.most
    if column.type in NUMERIC and (low is not None or high is not None):
        span = [f"不小于{value_text(low)}"] if low is not None else []
        span += [f"不大于{value_text(high)}"] if high is not None else []
        words += f"，{'，'.join(span)}"
    return words


def limit(column: Column, lists: Mapping[tuple[str, ...], str]) -> dict[str, Any] | None:
    """The validation of a column's cells, or None for free text."""
    if column.type == "选项" and column.options:
        return {"validate": "list", "source": f"={lists[column.options]}"}
    if column.type == "日期":
        # 2026-06, 6月 and 2026年6月 are all well where a month is enough
        by_day = {"validate": "date", "criteria": ">=", "value": FIRST_DAY}
        return by_day if column.precision == "日" else {"validate": "any"}
    if column.type not in NUMERIC:
        return None
    kind = "integer" if column.type == "整数" else "decimal"
    high = column.most
    low = column.least
    if low is None and (high is None or high >= 0):
        low = Decimal(0)
    if high is None and column.type == "比率":
        high = max(Decimal(1), low or Decimal(0))
    if high is None:
        return {"validate": kind, "criteria": ">=", "value": plain(low or Decimal(0))}
    if low is None:
        return {"validate": kind, "criteria": "<=", "value": plain(high)}
    return {"validate": kind, "criteria": "between", "minimum": plain(low), "maximum": plain(high)}


def plain(number: Decimal) -> int | float:
    """A number as a spreadsheet writes it."""
    return int(number) if number == number.to_integral_value() else float(number)
