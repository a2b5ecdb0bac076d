"""Cells of columns that hold dates."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from docgen.campaign.ledger import Column
from docgen.ledgers import rules
from docgen.ledgers.sheet import Scalar
from docgen.ledgers.value import (
    BLANK,
    EPOCH,
    SERIALS,
    SPLIT,
    VAGUE_WORDS,
    YEARS,
    Value,
    asked,
    expectation,
    is_vague,
    raw_text,
    refused,
    shown,
)
from docgen.wording import parse_date

_DATE_CHARACTERS = frozenset("0123456789-/.年月日")
_CLOCK = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
_MONTH = re.compile(
    "(?:([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})|(0[1-9]|1[0-2]))|(?:([0-9]{4})年)?([0-9]{1,2})月(?:份|底|初|末|[上中下]旬)?)"
)
_DAY = re.compile("([0-9]{1,2})月([0-9]{1,2})日")
_SHORT_YEAR = re.compile(r"([0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_VAGUE_DATE = re.compile(
    r"(?<![0-9])(?:1[0-2]|0?[1-9])月|[0-9]{4}年|[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])|季度|半年|年[底初末中]|月[底初末]"
)
_FIVE_DIGITS = re.compile("[0-9]{5}")
_YEAR_AND_ONE = re.compile(r"[0-9]{4}\.1")


def day_cell(raw: Scalar, column: Column, year: int, month: int | None) -> Value:
    """A date column's cell that holds no text."""
    if isinstance(raw, datetime):
        note = "" if raw.time() == time() else f"“{raw_text(raw)}”按 {raw.date().isoformat()} 计"
        return _near(raw, raw.date(), column, year, note)
    if isinstance(raw, date):
        return _near(raw, raw, column, year)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return refused(raw, column, rules.INVALID_DATE)
    if SERIALS.start <= raw < SERIALS.stop:
        day = EPOCH + timedelta(days=int(raw))
        return _near(raw, day, column, year, f"“{raw_text(raw)}”是日期的序列号，按 {day.isoformat()} 计")
    text = raw_text(raw)
    if isinstance(raw, float) and column.precision == "月" and _YEAR_AND_ONE.fullmatch(text):
        # a number keeps no final zero: 2026.10 is stored as 2026.1
        return asked(
            raw, column, rules.UNCERTAIN_DATE, "看不出是1月还是10月", f"请写成 {text[:4]}-01 或 {text[:4]}-10"
        )
    return day_text(raw, text, column, year, month)


def day_text(raw: Scalar, tidy: str, column: Column, year: int, month: int | None) -> Value:
    """A date written out, in one of the ways that leave no doubt."""
    tidy = _CLOCK.sub("", tidy)
    compact = BLANK.sub("", tidy).replace("号", "日")
    if SPLIT.search(tidy):
        return refused(raw, column, rules.INVALID_DATE)
    try:
        if _DATE_CHARACTERS.issuperset(compact) and (day := parse_date(compact)):
            return _converted_day(raw, day, column, year)
        if found := _DAY.fullmatch(compact):
            return _day_of_year(raw, date(year, int(found[1]), int(found[2])), column, month)
        if found := _SHORT_YEAR.fullmatch(compact):
            day = date(2000 + int(found[1]), int(found[2]), int(found[3]))
            return asked(raw, column, rules.UNCERTAIN_DATE, "年份只写了两位", f"是不是 {day.isoformat()}？")
        if found := _MONTH.fullmatch(compact):
            named = int(found[1] or found[5] or year)
            first = date(named, int(found[2] or found[3] or found[4] or found[6]), 1)
            if column.precision == "月":
                return _converted_day(raw, first, column, year)
            return asked(raw, column, rules.UNCERTAIN_DATE, cure="请写明是哪一天")
    except ValueError:
        return refused(raw, column, rules.INVALID_DATE, "日历上没有这一天", f"请填写{expectation(column)}")
    if _FIVE_DIGITS.fullmatch(compact) and int(compact) in SERIALS:
        day = EPOCH + timedelta(days=int(compact))
        return asked(raw, column, rules.UNCERTAIN_DATE, cure=f"是不是 {day.isoformat()}？")
    if _VAGUE_DATE.search(compact) or is_vague(compact) or VAGUE_WORDS.fullmatch(compact):
        return asked(raw, column, rules.UNCERTAIN_DATE, cure="请写明确切日期")
    return refused(raw, column, rules.INVALID_DATE)


def _day_of_year(raw: Scalar, day: date, column: Column, month: int | None) -> Value:
    """A day written without its year. In January, December may be that of last year."""
    if month is not None and abs(day.month - month) >= 10:
        return asked(raw, column, rules.UNCERTAIN_DATE, "看不出是哪一年", f"是不是 {day.isoformat()}？请写明年份")
    return _converted_day(raw, day, column, day.year)


def _converted_day(raw: Scalar, day: date, column: Column, year: int) -> Value:
    return _near(raw, day, column, year, f"“{shown(raw)}”按 {day.isoformat()} 计")


def _near(raw: Scalar, day: date, column: Column, year: int, note: str = "") -> Value:
    """The date, unless it lies too far from the year of the ledger to be believed."""
    if abs(day.year - year) > YEARS:
        return asked(raw, column, rules.UNCERTAIN_DATE, f"与{year}年相差超过{YEARS}年", "请核对年份")
    return Value(day, "converted", rules.ADJUSTED_DATE, note) if note else Value(day, "used")
