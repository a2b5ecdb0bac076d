"""The calendar of what is due from whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from docgen.campaign.model import Campaign, Unit
from docgen.core.errors import DocgenError
from docgen.gongwen.document import Heading
from docgen.gongwen.parse import parse
from docgen.ledgers.deadlines import Deadline, deadline, deadline_words
from docgen.ledgers.periods import Period, month_end, parse_period, periods
from docgen.ledgers.spec import definition, issued, reporters
from docgen.wording import half_width

Kind = Literal["台账", "阶段", "任务"]


KINDS: tuple[Kind, ...] = ("台账", "阶段", "任务")


CONTENT = 40
"""字 of a task's content that the calendar shows."""


BRACKET = re.compile(r"[（(]([^（）()]*)[）)]")


@dataclass(frozen=True)
class DueItem:
    """One line of the calendar: what is due on a day, for which period, from whom.

    A phase of the plan runs from ``start`` (None when only its end is given) to ``day``.
    """

    day: date
    what: str
    who: tuple[str, ...]
    period: str
    kind: Kind
    note: str = ""
    start: date | None = None


def schedule(campaign: Campaign) -> tuple[DueItem, ...]:
    """Everything that is due, by day: ledgers, phases of the plan, tasks; nothing twice.

    Raises DocgenError for a year, deadline or period that cannot be understood, UnknownLedger for a ledger based on none.
    """
    try:
        Period(campaign.activity.year)
    except ValueError as error:
        raise DocgenError(f"活动的年度有误：{error}") from error
    items = dict.fromkeys([*ledger_items(campaign), *phases(campaign), *task_items(campaign)])
    return tuple(sorted(items, key=lambda item: (item.day, KINDS.index(item.kind), item.what, item.period)))


def ledger_items(campaign: Campaign) -> Iterator[DueItem]:
    """Each ledger for each of its periods; none for one that is reported once and has no deadline of its own."""
    year = campaign.activity.year
    for name in issued(campaign):
        ledger = definition(name, campaign)
        words = deadline_words(ledger, campaign.activity)
        try:
            for period in periods(ledger.frequency, ledger.periods, year):
                if due := deadline(words, period, campaign.calendar):
                    yield DueItem(
                        due.day, name, who(reporters(ledger, campaign), campaign), str(period), "台账", note(due)
                    )
        except ValueError as error:
            raise DocgenError(f"台账“{name}”的报送时间排不出来：{error}") from error


def who(units: Sequence[Unit], campaign: Campaign) -> tuple[str, ...]:
    """The units by short name, or one text for all of them."""
    return everybody(campaign) if len(units) == len(campaign.units) else tuple(map(short, units))


def everybody(campaign: Campaign) -> tuple[str, ...]:
    """What stands for all units; nothing where there are none."""
    return (f"全部单位（{len(campaign.units)}家）",) if campaign.units else ()


def short(unit: Unit) -> str:
    """The name by which the calendar calls a unit."""
    return unit.label


def note(due: Deadline) -> str:
    """What a reader should know of a deadline that was moved or is not certain."""
    notes = []
    if due.moved_from:
        moved = "遇休息日顺延" if due.moved_from < due.day else "遇休息日提前"
        other = f"{due.moved_from.year}年" if due.moved_from.year != due.day.year else ""
        notes.append(f"原定{other}{due.moved_from.month}月{due.moved_from.day}日，{moved}")
    if due.uncertain:
        year = max(due.day, due.moved_from or due.day).year
        notes.append(f"{year}年放假安排尚未公布，只避开周末")
    return "；".join(notes)


def phases(campaign: Campaign) -> Iterator[DueItem]:
    """The headings of documents and enclosed plans that carry a time in brackets: 集中推进阶段（2026年6月至10月）."""
    for document in campaign.documents:
        for text in (document.body, document.enclosure.body if document.enclosure else ""):
            for block in parse(text):
                if isinstance(block, Heading) and (item := phase(block.text, campaign.activity.year)):
                    yield item


def phase(heading: str, year: int) -> DueItem | None:
    """The phase that a heading names, or None when no bracket of it holds a time."""
    for match in BRACKET.finditer(heading):
        try:
            found = time_range(match[1], year)
        except ValueError:  # a day that no calendar has
            continue
        if found:
            what = (heading[: match.start()] + heading[match.end() :]).strip(" \u3000。；：:;，")
            return DueItem(found[1], what, (), match[1].strip(), "阶段", start=found[0]) if what else None
    return None


ISO = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?(?!\d)")


TO = re.compile(r"至|到|~+|—+|–|-+")


POINT = re.compile(
    r"[自从]?(?:(?P<year>\d{4})年|(?P<later>次年|翌年|明年))?(?:(?P<month>\d{1,2})月份?)?"
    r"(?:(?P<day>\d{1,2})[日号]|(?P<part>[上中下]旬|初|底|末)|(?P<bare>\d{1,2}))?"
)
"""One end of a time range; the bare number is the 5 of 5—6月."""


BEYOND = 99


PARTS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, BEYOND),
    "底": (BEYOND,) * 2,
    "末": (BEYOND,) * 2,
}
"""First and last day of a part of a month; BEYOND is its last day."""


def time_range(text: str, year: int) -> tuple[date | None, date] | None:
    """The first and last day of 2026年6月至10月, 6月1日—8月31日, 5月, 二季度 or 12月底前 (no first day), or None.

    What names no year is of ``year``. Raises ValueError for a day that no calendar has.
    """
    tidy = re.sub(r"\s", "", half_width(text))
    tidy = ISO.sub(lambda m: f"{m[1]}年{m[2]}月" + (f"{m[3]}日" if m[3] else ""), tidy)
    if tidy == "全年":
        return date(year, 1, 1), date(year, 12, 31)
    whole = parse_period(tidy if re.match(r"\d{4}", tidy) else f"{year}年{tidy}")
    if whole:
        return (whole.first, whole.last) if whole.month or whole.quarter else None
    bounded = re.sub(r"[以之]?前$", "", tidy)
    ends = [POINT.fullmatch(end) for end in TO.split(bounded)]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or first is None or last is None or last["bare"] or not (last["month"] or last["day"]):
        return None
    first_month = first["month"] or first["bare"]
    if not first_month:
        return None
    month, end_month = int(first_month), int(last["month"] or first_month)
    start_year = int(first["year"] or last["year"] or year)
    over = bool(last["later"]) or end_month < month
    end_year = int(last["year"] or start_year + over)
    start = month_days(start_year, month, first)[0]
    end = month_days(end_year, end_month, last)[1]
    if end < start:
        return None
    return (None if bounded != tidy and len(ends) == 1 else start), end


def month_days(year: int, month: int, end: re.Match[str]) -> tuple[date, date]:
    """The first and last day that one end of a range means in its month. Raises ValueError."""
    last = month_end(year, month) if 1 <= month <= 12 else date(year, month, 1)
    if number := end["day"] or (end["bare"] if end["month"] else None):
        return date(year, month, int(number)), date(year, month, int(number))
    low, high = PARTS.get(end["part"] or "", (1, BEYOND))
    return last.replace(day=min(low, last.day)), last.replace(day=min(high, last.day))


def task_items(campaign: Campaign) -> Iterator[DueItem]:
    """The tasks that are due on a day; those with other words (全年) are not."""
    for group in campaign.tasks:
        for task in group.tasks:
            if isinstance(task.due, date):
                yield DueItem(task.due, cut(task.content), task.lead, "", "任务")


def cut(text: str) -> str:
    """The text on one line, at most 40 字 of it, cut at a punctuation mark outside brackets; “……” says it goes on."""
    flat = re.sub(r"(?:(?<!\s)[^\S\n]+)?\n\s*", "", text).strip()
    whole = flat.rstrip("。；")
    if len(whole) <= CONTENT:
        return whole
    depth, at = 0, {"，；。：": 0, "、": 0}
    for i, c in enumerate(flat[: CONTENT + 1]):
        depth += (c in "（《“(") - (c in "）》”)")
        for marks in at:
            if c in marks and depth <= 0:
                at[marks] = i
    return flat[: at["，；。："] or at["、"] or CONTENT] + "……"
