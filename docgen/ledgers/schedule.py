"""The calendar of what is due from whom and when."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

from docgen.campaign.model import Campaign, Unit
from docgen.errors import DocgenError
from docgen.gongwen.document import Heading
from docgen.gongwen.parse import parse
from docgen.ledgers.deadlines import Deadline, deadline
from docgen.ledgers.periods import Period, month_end, parse_period, periods
from docgen.ledgers.spec import definition, issued, reporters
from docgen.wording import half_width, width

if TYPE_CHECKING:
    import icalendar

Kind = Literal["台账", "阶段", "任务"]
KINDS: tuple[Kind, ...] = ("台账", "阶段", "任务")
WEEKDAYS = "一二三四五六日"
CONTENT = 40
"""字 of a task's content that the calendar shows."""
NAMED_UNITS = 12
"""How many units a cell of the calendar names; the second sheet names them all."""
ALARMS = (5, 1)
"""How many days before a submission is due an alarm goes off, at nine in the morning: not at midnight."""
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


# -- ledgers ----------------------------------------------------------------------------------------------------------


def ledger_items(campaign: Campaign) -> Iterator[DueItem]:
    """Each ledger for each of its periods; none for one that is reported once and has no deadline of its own."""
    year = campaign.activity.year
    for name in issued(campaign):
        ledger = definition(name, campaign)
        words = ledger.deadline or (campaign.activity.deadline if ledger.frequency != "一次" else "")
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
    return unit.short or unit.name


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


# -- phases -----------------------------------------------------------------------------------------------------------


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


# -- tasks ------------------------------------------------------------------------------------------------------------


def task_items(campaign: Campaign) -> Iterator[DueItem]:
    """The tasks that are due on a day; those with other words (全年) are not."""
    for group in campaign.tasks:
        for task in group.tasks:
            if isinstance(task.due, date):
                yield DueItem(task.due, cut(task.content), task.lead, "", "任务")


def cut(text: str) -> str:
    """The text on one line, at most 40 字 of it, cut at a punctuation mark outside brackets; “……” says it goes on."""
    flat = re.sub(r"\s*\n\s*", "", text).strip()
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


# -- workbook ---------------------------------------------------------------------------------------------------------

HEADINGS = (("日期", 16), ("星期", 7), ("事项", 42), ("期间", 20), ("类别", 7), ("谁", 26), ("备注", 22))
UNIT_WIDTH, MONTH_WIDTHS = 16, (9.0, 24.0)
ALL_MONTHS = 118.0
"""Width of the second sheet's month columns together: with the units they fill an A4 sheet."""
FONT, TITLE_FONT, SIZE, LINE = "仿宋", "宋体", 11, 15.5
TALLEST = 409.0
"""Points; no spreadsheet program shows a taller row."""


def workbook(campaign: Campaign, items: Sequence[DueItem]) -> bytes:
    """The calendar as a workbook (报送日历): by day, and by unit; the same bytes for the same items."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        title = f"{campaign.activity.year}年 报送日历"
        book.set_properties({"title": title, "created": datetime(1980, 1, 1)})
        by_day(Page(book, "报送日历", title, campaign), items)
        by_unit(Page(book, "按单位", f"{title}（按单位）", campaign), items, campaign)
    return out.getvalue()


class Page:
    """A sheet ready to be printed on A4 across: a title, a header that repeats, bordered rows high enough."""

    def __init__(self, book: Any, name: str, title: str, campaign: Campaign) -> None:
        base = {"font_name": FONT, "font_size": SIZE, "border": 1, "text_wrap": True, "valign": "vcenter"}
        self.left = book.add_format(base)
        self.center = book.add_format(base | {"align": "center"})
        self.day = book.add_format(base | {"align": "center", "num_format": 'yyyy"年"m"月"d"日"'})
        bold = {"font_name": TITLE_FONT, "bold": True, "align": "center"}
        self.head = book.add_format(base | bold | {"bg_color": "#EEEEEE"})
        self.title_format = book.add_format(bold | {"font_size": 18, "valign": "vcenter"})
        self.sheet = book.add_worksheet(name)
        self.title = title
        self.widths: list[float] = []
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.center_horizontally()
        activity = campaign.activity.name[:80].replace("&", "&&")
        self.sheet.set_footer(f'&L&"{FONT}"{activity}&R&"{FONT}"第&P页，共&N页')

    def header(self, columns: Sequence[tuple[str, float]], fixed: int, rows: int) -> None:
        """The title, the column headings over so many rows, and ``fixed`` columns that stay in sight."""
        self.widths = [width for _, width in columns]
        self.sheet.set_row(0, 34)
        self.sheet.set_row(1, 24)
        self.sheet.merge_range(0, 0, 0, len(columns) - 1, self.title, self.title_format)
        for x, (text, wide) in enumerate(columns):
            self.sheet.set_column(x, x, wide)
            self.sheet.write_string(1, x, text, self.head)
        self.sheet.freeze_panes(2, fixed)
        self.sheet.repeat_rows(1)
        self.sheet.autofilter(1, 0, 1 + max(rows, 1), len(columns) - 1)

    def row(self, y: int, cells: Sequence[str | date], formats: Sequence[Any]) -> None:
        """One row under the header, as high as its longest cell wants."""
        lines = 1
        for x, (value, look) in enumerate(zip(cells, formats, strict=True)):
            if value == "":
                self.sheet.write_blank(y, x, None, look)
            elif isinstance(value, str):
                self.sheet.write_string(y, x, value, look)
                lines = max(lines, lines_of(value, self.widths[x]))
            else:
                self.sheet.write_datetime(y, x, datetime(value.year, value.month, value.day), look)
        self.sheet.set_row(y, min(TALLEST, lines * LINE + 7))


def lines_of(text: str, column: float) -> int:
    """How many lines a text takes in a column of that width (in digits); a Han character is two digits wide and more."""
    room = max(1.0, (column - 1) / 2.1 - 0.5)
    return sum(max(1, ceil(width(line) / room)) for line in text.split("\n"))


def by_day(page: Page, items: Sequence[DueItem]) -> None:
    """First the phases of the plan, then what is due day by day."""
    page.header(HEADINGS, 0, len(items))
    formats = (page.day, page.center, page.left, page.center, page.center, page.left, page.left)
    for y, item in enumerate(sorted(items, key=lambda item: item.kind != "阶段"), 2):
        day: str | date = item.day if item.day.year >= 1900 else item.day.isoformat()
        weekday = f"周{WEEKDAYS[item.day.weekday()]}"
        page.row(y, (day, weekday, item.what, item.period, item.kind, named(item.who), item.note), formats)
    if not items:
        page.row(2, ("", "", "没有要报送的事项", "", "", "", ""), formats)


def named(who: Sequence[str]) -> str:
    """The names in a cell, the last of many left to the second sheet."""
    if len(who) <= NAMED_UNITS:
        return "、".join(who)
    return f"{'、'.join(who[: NAMED_UNITS - 2])}等{len(who)}家（见“按单位”）"


def by_unit(page: Page, items: Sequence[DueItem], campaign: Campaign) -> None:
    """Units down, months across, in each cell the ledgers that the unit has to send in."""
    due = [item for item in items if item.kind == "台账" and item.who]
    months = sorted({(item.day.year, item.day.month) for item in due})
    if not months or not campaign.units:
        page.header((("单位", UNIT_WIDTH), ("报送的台账", 60)), 1, 1)
        page.row(2, ("", "没有要各单位报送的台账"), (page.left, page.left))
        return
    low, high = MONTH_WIDTHS
    across = min(high, max(low, ALL_MONTHS / len(months)))
    several = len({year for year, _ in months}) > 1 or months[0][0] != campaign.activity.year
    heads = [(f"{year}年\n{month}月" if several else f"{month}月", across) for year, month in months]
    page.header((("单位", UNIT_WIDTH), *heads), 1, len(campaign.units))
    if several:
        page.sheet.set_row(1, 2 * LINE + 7)
    everyone = everybody(campaign)
    for y, unit in enumerate(campaign.units, 2):
        cells = [
            "\n".join(
                f"{item.day.day}日·{item.what}"
                for item in due
                if (item.day.year, item.day.month) == month and (item.who == everyone or short(unit) in item.who)
            )
            for month in months
        ]
        page.row(y, (short(unit), *cells), (page.left,) * (len(cells) + 1))


# -- iCalendar --------------------------------------------------------------------------------------------------------


def ics(campaign: Campaign, items: Sequence[DueItem]) -> bytes:
    """The calendar for a calendar program (RFC 5545): all-day events, alarms before ledgers; the same bytes always."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//docgen//报送日历//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{campaign.activity.name} 报送日历")
    for item in items:
        calendar.add_component(event(campaign, item))
    return bytes(calendar.to_ical())


def event(campaign: Campaign, item: DueItem) -> icalendar.Event:
    """One item as an all-day event; a phase covers all its days. Its UID is the hash of what it says."""
    import icalendar

    activity = campaign.activity
    said = repr((activity.year, activity.name, item))
    made = icalendar.Event()
    made.add("uid", f"{hashlib.sha256(said.encode()).hexdigest()[:32]}@docgen")
    made.add("dtstamp", datetime(activity.year, 1, 1, tzinfo=UTC))
    made.add("dtstart", item.start or item.day)
    if item.day < date.max:  # some write 9999-12-31 for good
        made.add("dtend", item.day + timedelta(1))
    made.add("summary", f"{item.kind}：{item.what}" + (f"（{item.period}）" if item.period else ""))
    if described := "\n".join(text for text in ("、".join(item.who), item.note) if text):
        made.add("description", described)
    made.add("categories", [item.kind])
    made.add("transp", "TRANSPARENT")
    for days in ALARMS if item.kind == "台账" else ():
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{days}天后截止：{item.what}（{item.period}）")
        alarm.add("trigger", timedelta(hours=9) - timedelta(days))
        made.add_component(alarm)
    return made
