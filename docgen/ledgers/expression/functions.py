"""The functions of the language: 合计, 计数, 最大, 最小, 绝对值 and 如果."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from docgen.ledgers.expression.arithmetic import absolute, calculated
from docgen.ledgers.expression.items import Column, Item, Number, Result, each, exact, items_of
from docgen.ledgers.expression.logic import choice
from docgen.ledgers.expression.values import BLANK, Blank


def called(function: str, results: Sequence[Result], conditional: bool) -> Result:
    """The function's value; conditional says that the last argument was written as a condition."""
    match function:
        case "绝对值":
            return each(absolute, *results)
        case "如果":
            return each(choice, *results)
        case "计数" if conditional and len(results) == 1:
            # 计数（明细.状态 == "完成"） asks how many are true, not how many answers there are
            results = (*results, *results)
    filled = _filled(results, conditional)
    if filled is None:
        return None
    match function:
        case "计数":
            return exact(Decimal(len(filled)))
        case "合计":
            # nothing in a column adds up to 0; nothing in single cells is nothing
            return _sum(filled) if filled or conditional or any(isinstance(r, tuple) for r in results) else None
    return _extreme(filled, max if function == "最大" else min)


def _filled(results: Sequence[Result], conditional: bool) -> list[Item] | None:
    """The filled cells that the function is about; None where nobody knows which they are."""
    *asked, last = results
    if asked and (conditional or _is_condition(last)):
        return _chosen(asked, items_of(last))
    return [item for result in results for item in items_of(result) if item is not BLANK]


def _is_condition(result: Result) -> bool:
    """Whether a column is one of 是 and 否, questions and empty cells among them."""
    return (
        isinstance(result, tuple)
        and any(isinstance(item, bool) for item in result)
        and all(item is None or isinstance(item, bool | Blank) for item in result)
    )


def _chosen(results: Sequence[Result], answers: Column) -> list[Item] | None:
    """The elements for which the answer is true; None where it is unknown for one that is filled."""
    chosen: list[Item] = []
    for items in map(items_of, results):
        if len(items) != len(answers):
            return None
        for item, answer in zip(items, answers, strict=True):
            if item is BLANK or answer is False or answer is BLANK:
                continue
            if answer is not True:
                return None
            chosen.append(item)
    return chosen


def _sum(items: Sequence[Item]) -> Number | None:
    total: Number | None = exact(Decimal(0))
    for item in items:
        total = calculated("+", total, item)
    return total


def _extreme(items: Sequence[Item], pick: Callable[..., Any]) -> Number | date | None:
    """The largest or smallest number or date; None where the kinds are mixed or there is nothing."""
    numbers = [item for item in items if isinstance(item, Number)]
    days = [item for item in items if isinstance(item, date)]
    if not items or len(items) not in (len(numbers), len(days)):
        return None
    if days:
        day: date = pick(days)
        return day
    return Number(
        pick(number.value for number in numbers),
        pick(number.low for number in numbers),
        pick(number.high for number in numbers),
        any(number.rough for number in numbers),
    )
