"""The 报送日历 on paper and in a calendar program: what is due, as a workbook and as .ics."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from docgen.campaign.model import Campaign
from docgen.ledgers.schedule import DueItem, everybody, short
from docgen.wording import width

if TYPE_CHECKING:
    import icalendar


WEEKDAYS = "一二三四五六日"


NAMED_UNITS = 12
"""How many units a cell of the calendar names; the second sheet names them all."""


ALARMS = (5, 1)
"""How many days before a submission is due an alarm goes off, at nine in the morning: not at midnight."""


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


def ics(campaign: Campaign, items: Sequence[DueItem], before: bytes = b"") -> bytes:
    """The calendar for a calendar program (RFC 5545): all-day events, alarms before ledgers; the same bytes always.

    ``before`` is the calendar that was given out last: an item that is due on another day keeps its UID and has a
    higher SEQUENCE, so that programs move what they have instead of adding a second one.
    """
    import icalendar

    known, counted = given_out(before), Counter[tuple[str, ...]]()
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//docgen//报送日历//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{campaign.activity.name} 报送日历")
    for item in items:
        same = identity(item)
        counted[same] += 1
        calendar.add_component(event(campaign, item, counted[same], known))
    return bytes(calendar.to_ical())


@dataclass(frozen=True)
class Given:
    """What a calendar says of an event that was given out: its days and how often they were changed."""

    days: tuple[object, ...]
    sequence: int


def given_out(calendar: bytes) -> dict[str, Given]:
    """The events of a calendar by UID; none where it cannot be read."""
    import icalendar

    try:
        events = icalendar.Calendar.from_ical(calendar).walk("VEVENT") if calendar else []
        return {str(one["uid"]): Given(days_of(one), int(one.get("sequence", 0))) for one in events}
    except (ValueError, KeyError, IndexError, AttributeError):  # somebody else's file, or half of one
        return {}


def identity(item: DueItem) -> tuple[str, ...]:
    """What an item is, whenever it is due; the period of a phase is nothing but its time."""
    return (item.kind, item.what, item.period if item.kind == "台账" else "")


def days_of(event: icalendar.Component) -> tuple[object, ...]:
    """The first and the last day of an event, as they are compared."""
    return tuple(getattr(event.get(name), "dt", None) for name in ("dtstart", "dtend"))


def event(campaign: Campaign, item: DueItem, number: int, known: Mapping[str, Given]) -> icalendar.Event:
    """One item as an all-day event; a phase covers all its days.

    Its UID says what is due, for which period, as which of several alike, and not when: that may change.
    """
    import icalendar

    activity = campaign.activity
    said = repr((activity.year, activity.name, identity(item), number))
    made = icalendar.Event()
    uid = f"{hashlib.sha256(said.encode()).hexdigest()[:32]}@docgen"
    made.add("uid", uid)
    made.add("dtstamp", datetime(activity.year, 1, 1, tzinfo=UTC))
    made.add("dtstart", item.start or item.day)
    if item.day < date.max:  # some write 9999-12-31 for good
        made.add("dtend", item.day + timedelta(1))
    earlier = known.get(uid, Given(days_of(made), 0))
    made.add("sequence", earlier.sequence + (earlier.days != days_of(made)))
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
