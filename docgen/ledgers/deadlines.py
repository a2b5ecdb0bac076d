"""When a submission is due, moved off holidays where the data file says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.campaign.ledger import Ledger
from docgen.campaign.model import Activity, WorkCalendar
from docgen.ledgers.periods import Period, month_end
from docgen.wording import half_width, parse_date

MOVING = re.compile(
    r"(?:(?<![,、;。(\[【])[,、;。(\[【]++)?如?遇(?:国家|法定|节假日|节日|假日|假期|公休日|休息日|双休日|周末|[和或及、])+[,则的]?(?:自动)?(顺延|提前)(?:[至到][^)\]】。]{0,40}工作日)?[)\]】。]*"
)
EVERY_MONTH = re.compile(r"(?:每|当)月(\d{1,2})[日号]")
NEXT_MONTH = re.compile(r"[次下]月(\d{1,2})[日号]")
QUARTER_END = re.compile(r"每?季度?末月(\d{1,2})[日号]")
AFTER_QUARTER = re.compile(r"每?季度?后(\d{1,2})[日号]")
MONTH_END = re.compile(r"每?月(?:末|底|最后一[天日])")
DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
FORMS = "每月20日、次月5日、季末月20日、季后10日、月底，或日期（2026-05-29、5月29日），后面可加“遇节假日顺延”或“遇节假日提前”"


@dataclass(frozen=True)
class Deadline:
    """The last day of a submission.

    ``moved_from`` is the day that was moved; ``uncertain`` says that the official calendar of that year is not
    known, so that only weekends were avoided.
    """

    day: date
    moved_from: date | None = None
    uncertain: bool = False


def deadline_words(ledger: Ledger, activity: Activity) -> str:
    """The deadline as it is written: the ledger's own, else the activity's for one that comes again and again."""
    return ledger.deadline or (activity.deadline if ledger.frequency != "一次" else "")


def deadline(text: str, period: Period, calendar: WorkCalendar) -> Deadline | None:
    """When a period's submission is due by the words of the data file; None for no words.

    Raises ValueError, in Chinese, for words that say no day.
    """
    if not text.strip():
        return None
    words = re.sub(r"\s", "", half_width(text))
    moving = MOVING.search(words)
    if moving:
        words = words[: moving.start()] + words[moving.end() :]
    day = _day(re.sub(r"(?:[以之]?前)?。?$", "", words), period, text)
    return _moved(day, 1 if moving[1] == "顺延" else -1, calendar) if moving else Deadline(day)


def _day(words: str, period: Period, text: str) -> date:
    """The day that the words name, before it is moved."""
    last = period.last
    quarter_end = month_end(last.year, (last.month + 2) // 3 * 3)
    if match := EVERY_MONTH.fullmatch(words):
        return _of_month(last, int(match[1]), text)
    if match := NEXT_MONTH.fullmatch(words):
        return _of_month(last + timedelta(1), int(match[1]), text)
    if match := QUARTER_END.fullmatch(words):
        return _of_month(quarter_end, int(match[1]), text)
    if match := AFTER_QUARTER.fullmatch(words):
        return _of_month(quarter_end + timedelta(1), int(match[1]), text)
    if MONTH_END.fullmatch(words):
        return last
    try:
        if match := DAY.fullmatch(words):
            return date(period.year, int(match[1]), int(match[2]))
        day = parse_date(words)
    except ValueError:
        raise ValueError(f"截止写成了“{text}”，日历上没有这一天") from None
    if day is None:
        raise ValueError(f"截止写成了“{text}”，应为 {FORMS}")
    return day


def _of_month(within: date, number: int, text: str) -> date:
    """The day of that number in the month of ``within``, or the month's last day where it is shorter."""
    if not 1 <= number <= 31:
        raise ValueError(f"截止写成了“{text}”，一个月里没有{number}日")
    return min(within.replace(day=1) + timedelta(number - 1), month_end(within.year, within.month))


def _moved(day: date, step: int, calendar: WorkCalendar) -> Deadline:
    """The day itself if it is a working day, else the nearest one in the direction of ``step``."""
    planned, uncertain = day, False
    while True:
        works, known = is_workday(day, calendar)
        uncertain = uncertain or not known
        if works:
            return Deadline(day, planned if day != planned else None, uncertain)
        day += timedelta(step)


def is_workday(day: date, calendar: WorkCalendar) -> tuple[bool, bool]:
    """Whether people work on that day, and whether that is known or only guessed from the day of the week."""
    import chinese_calendar

    if day in calendar.workdays or day in calendar.holidays:
        return day in calendar.workdays, True
    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < 5, False
