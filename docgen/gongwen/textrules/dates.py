"""Dates as they are written, and dates that no calendar has: T12, T13; the date of the document: T40."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from docgen.core.diagnostic import Diagnostic, Edit, Fix
from docgen.core.rules import Severity
from docgen.gongwen.check import half_digits
from docgen.gongwen.edits import change
from docgen.gongwen.textrules.case import BODY, SIGNED_KINDS, Case, Passage, fault, masked, places
from docgen.gongwen.textrules.numbers import CITED
from docgen.wording import chinese_date, from_han

YEAR = r"(?:19|20)\d{2}"
OF_A_YEAR = "底|末|初|[上下]半年|[一二三四]季度|第[一二三四]季度|度|以来|起|开始|全年|春|夏|秋|冬"
"""What stands behind a year and not behind a number of years."""
FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?:{YEAR}年)?(?<!\d)(?:0\d月(?:\d{{1,2}}日)?|\d{{1,2}}月0\d日)"), "月、日前面不补0"),
    (re.compile(r"(?<![\d.—～\-第近约满])(?:0\d年|\d{2}年\d{1,2}月(?!份?[内间以]))"), "年份要写四位数"),
    (
        re.compile(
            r"(?:(?<=[于自从在到至前比较同])|(?<=截至|截止)|(?<![^，。；、（(：“]))(?:[5-9]\d年(?!来|历|历史|时间|间|内|期|华|校庆|风雨|代|前|以上)"
            rf"|[0-4]\d年(?={OF_A_YEAR}))|(?<![\d.])[’'][0-9]{{2}}年"
        ),
        "年份要写四位数",
    ),
    (
        re.compile(
            r"(?<![\d.\-/A-Za-z:：])(?:1[0-2]|0?[1-9])(?:-(?:3[01]|[12]\d|0?[1-9])(?!日)|[./](?:3[01]|[12]\d|0?[1-9]))"
            r"(?=日?(?:之前|以前|前|止)(?:[，。；、）\s报上完提反将把发送到办交落整向以]|$))"
        ),
        "要写月、日",
    ),
    (re.compile(rf"(?<![\d.\-/A-Za-z]){YEAR}[./-]\d{{1,2}}月(?:\d{{1,2}}日)?"), "要写年、月、日"),
    (re.compile(rf"(?<![\d.\-/A-Za-z]){YEAR}([./-])\d{{1,2}}\1\d{{1,2}}(?![\d.\-/A-Za-z])"), "要写年、月、日"),
    (re.compile(r"(?<!\d)\d{1,2}月\d{1,2}号(?![楼院线门文])"), "“号”要写作“日”"),
    (
        re.compile(
            rf"(?:[一二][〇零○ＯOo一二三四五六七八九]{{3}}年\d{{1,2}}月|{YEAR}年[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?)"
        ),
        "年、月、日要都用阿拉伯数字",
    ),
    (
        re.compile(
            r"[一二][〇零○ＯOo0一二三四五六七八九]{0,2}[零○ＯOo0][〇零○ＯOo0一二三四五六七八九]{0,2}年(?!\d|[一二三四五六七八九十]{1,2}月)"
        ),
        "汉字年份里的零要写作“〇”",
    ),
)
OF_YEAR = re.compile(rf"({YEAR})[./-](\d{{1,2}})月(?:(\d{{1,2}})日)?")
SHORT = re.compile(r"0?(\d{1,2})[-./]0?(\d{1,2})")
HAN_DATE = re.compile(
    r"[〇零○ＯOo0一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?"
)
DIGITS = str.maketrans("〇零○ＯOo一二三四五六七八九", "000000123456789")
DATE = re.compile(r"(?:(?<!\d)(\d{4})\s*年\s*)?(?<![\d.])(\d{1,2})\s*月\s*(\d{1,2})\s*日")
ISO = re.compile(rf"(?<![\d.\-/A-Za-z])({YEAR})([./-])(\d{{1,2}})\2(\d{{1,2}})(?![\d.\-/A-Za-z])")
WEEKDAY = re.compile(
    r"\s*[（(]?(?:星期|周)([一二三四五六日天])(?![一二三四五六日天]|\s*(?:[、和及至到—～-]|除外|休息|不))"
)
NAMED_YEAR = re.compile(rf"(?<![\d〔\[]){YEAR}(?=\s*年)")
YEARS_ABOVE = 3
"""So many paragraphs above may tell the year of a day."""
AHEAD = 6
"""A month that lies so many before that of the document is probably one of the next year."""
DATE_LINE = re.compile(r"(?:.{2,30}[ \u3000\t])?[ \u3000\t]*[12][\d〇零○一二三四五六七八九]{3}\s*[年./-].{2,12}")
RANGE = re.compile(
    r"(?:(?<!\d)(\d{4})年)?(?<![\d.])(\d{1,2})月(?:(\d{1,2})日)?(?:至|到|—|～|-|－)"
    r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?"
)


DIGITS = str.maketrans("〇零○ＯOo一二三四五六七八九", "000000123456789")
PIECES = re.compile(r"(.{4})年(.{1,3})月(?:(.{1,3})日)?")
"""A day in Han numerals: its digits as they are typed, and its year, month and day."""
PADDED = re.compile(r"(?<![\d.])0(?=[1-9]月|[1-9]日)")


def form(case: Case) -> Iterator[Diagnostic]:
    """T12: dates in running text and 成文日期 are 2026年5月8日: full year, nothing padded, Arabic numerals."""
    for at in case.prose + case.of("table", "table_head", "caption", "imprint"):
        yield from forms(at, "info" if at.role in ("table", "table_head") else "warning")
    for at in case.of("date"):
        if found := HAN_DATE.search(at.text):
            right = arabic(found[0])
            message = f"成文日期用了汉字数字“{found[0]}”，要用阿拉伯数字"
            yield fault(at, "error", message, found[0], right, f"请改为“{right}”", "7.3.5.4", "must", day_fix(at.text))
            continue
        yield from (replace(told, clause="7.3.5.4", strength="must") for told in forms(at, "error"))


def forms(at: Passage, severity: Severity) -> Iterator[Diagnostic]:
    """The dates of a paragraph that are written in another way, those of one kind together; a date is named once."""
    text = masked(half_digits(at.text))
    told: set[int] = set()
    for rule, why in FORMS:
        pieces: dict[str, str] = {}
        for match in rule.finditer(text):
            if told.isdisjoint(range(*match.span())) and exists(match[0]):
                told.update(range(*match.span()))
                pieces[at.text[match.start() : match.end()]] = arabic(match[0])
        if pieces:
            rights = list(dict.fromkeys(pieces.values()))
            message = f"日期写成了{places(list(pieces))}，{why}"
            yield fault(
                at,
                severity,
                message,
                next(iter(pieces)),
                rights[0],
                f"请改为{places(rights)}",
                fix=change(at.text, padding_edits(at.text)),
            )


def exists(text: str) -> bool:
    """Whether a day in figures is none that no calendar has, which the rule on right dates tells."""
    iso = ISO.fullmatch(text)
    return iso is None or (1 <= int(iso[3]) <= 12 and 1 <= int(iso[4]) <= monthrange(int(iso[1]), int(iso[3]))[1])


def arabic(text: str) -> str:
    """A date as the standard writes it, made from what was typed; a year alone in Han numerals stays so, with 〇."""
    if "月" not in text and re.search("[一二三四五六七八九]", text):
        return re.sub("[零○ＯOo0]", "〇", text)
    if of_year := OF_YEAR.fullmatch(text):
        day = f"{int(of_year[3])}日" if of_year[3] else ""
        return f"{of_year[1]}年{int(of_year[2])}月{day}"
    if short := SHORT.fullmatch(text):
        return f"{int(short[1])}月{int(short[2])}日"
    if iso := ISO.fullmatch(text):
        return f"{iso[1]}年{int(iso[3])}月{int(iso[4])}日"
    pieces = re.findall(r"(?<![^年月日号])([^年月日号]+)([年月日号])", text)
    return "".join(
        century(arabic_number(number)) + unit if unit == "年" else arabic_number(number) + unit.replace("号", "日")
        for number, unit in pieces
    )


def arabic_number(text: str) -> str:
    """A number in Arabic or Han numerals, zeros in front left out but for those of a year."""
    if text.isdecimal():
        return text if len(text) == 4 else str(int(text))
    digits = text.translate(DIGITS)
    return digits if len(digits) == 4 and digits.isdecimal() else str(from_han(text) or text)


def century(year: str) -> str:
    """The full year of one of two digits."""
    return year if len(year) == 4 or not year.isdecimal() else str(int(year) + (2000 if int(year) < 70 else 1900))


def validity(case: Case) -> Iterator[Diagnostic]:
    """T13: every date exists, falls on the weekday that is given, and a period begins before it ends."""
    for at in case.passages:
        text = masked(half_digits(at.text))
        for match in DATE.finditer(text):
            yield from on_calendar(case, at, match, (match[1], match[2], match[3]))
        for match in ISO.finditer(text):
            yield from on_calendar(case, at, match, (match[1], match[3], match[4]))
        for match in RANGE.finditer(text):
            yield from backwards(at, match)


def on_calendar(
    case: Case, at: Passage, match: re.Match[str], typed: tuple[str | None, str, str]
) -> Iterator[Diagnostic]:
    """A day that its month does not have, or a weekday that is not that of the day; not where others are quoted."""
    found = at.text[match.start() : match.end()]
    if at.text.endswith("“", 0, match.start()) and at.text.startswith("”", match.end()):
        return
    year, month, day = typed
    certain = year is not None
    try:
        when = date(int(year) if year else 2024, int(month), int(day))  # 2024 has a 29 February
    except ValueError:
        yield fault(at, "error", f"日历上没有“{found}”这一天", found, "真实的日期", "请核对后改正")
        return
    weekday = WEEKDAY.match(at.text, match.end())
    if weekday is None:
        return
    likely = [int(year)] if year else likely_years(case, at, match.start(), int(month))
    if likely and not (when.month == 2 and when.day == 29 and not certain):
        rights = ["一二三四五六日"[when.replace(year=each).weekday()] for each in likely]
        if weekday[1].replace("天", "日") not in rights:
            yield fault(
                at,
                "error" if certain else "warning",
                f"{likely[0]}年{when.month}月{when.day}日是星期{rights[0]}，这里写的是“{weekday[0].strip(' （(')}”",
                at.text[match.start() : weekday.end()],
                f"星期{rights[0]}",
                "请核对日期和星期，改正写错的一个",
            )


def likely_years(case: Case, at: Passage, place: int, month: int) -> list[int]:
    """The years that a day without one may be in, the likeliest first.

    The year that its paragraph names before it, else one that the paragraph above it, the title or the date of the
    document name. Early in a year that the document looks ahead to, it may be that year.
    """
    if named := NAMED_YEAR.findall(half_digits(at.text[:place])):
        return [int(named[-1])]
    above = [p.text for p in case.prose if p.part == at.part and p.line.number < at.line.number]
    texts = (*above[::-1][:YEARS_ABOVE], case.part_title(at.part), case.title)
    years = [int(years[-1]) for text in texts if (years := NAMED_YEAR.findall(half_digits(text)))]
    written = case.reading.document.date
    if written is not None:
        years += [written.year] + [written.year + 1] * (written.month - month >= AHEAD)
    return list(dict.fromkeys(years))


def backwards(at: Passage, match: re.Match[str]) -> Iterator[Diagnostic]:
    """A period whose end comes before its start; without years it may reach into the next one, so it is a question."""
    first, last = (match[1], match[2], match[3]), (match[4], match[5], match[6])
    if (first[2] is None) != (last[2] is None):
        first, last = (*first[:2], None), (*last[:2], None)
    start = (int(first[0] or 0), int(first[1]), int(first[2] or 0))
    end = (int(last[0] or first[0] or 0), int(last[1]), int(last[2] or 0))
    if (first[0] is None and last[0] is not None) or start <= end:
        return
    found = at.text[match.start() : match.end()]
    both = first[0] is not None and last[0] is not None
    cure = "请核对起止日期" if both else "请核对起止日期；跨到第二年的请写明“次年”"
    message = f"起止日期“{found}”的开始比结束还晚"
    yield fault(at, "error" if both else "warning", message, found, "开始早于结束", cure)


def of_document(case: Case) -> Iterator[Diagnostic]:
    """T40: 成文日期 is there, has come, and agrees with the numbers cited and with 印发日期."""
    document, at = case.reading.document, case.last("date")
    day = document.date
    if day is None:
        ends = case.of(*BODY, "signature", part=0)[-3:]
        typed = document.date_text or at is not None or any(DATE_LINE.fullmatch(p.text) for p in ends)
        if case.sent and not typed and case.kind in SIGNED_KINDS:
            place = case.last("signature") or case.last(*BODY)
            yield fault(
                place,
                "error" if case.has_mark else "warning",
                "没有成文日期",
                "",
                f"如“{chinese_date(case.today)}”",
                "请在署名的下一行写成文日期",
                strength="must",
            )
        return
    found = at.text if at else ""
    if day > case.today:
        message = f"成文日期{chinese_date(day)}还没有到（今天是{chinese_date(case.today)}）"
        yield fault(at, "warning", message, found, "不晚于今天", "请核对成文日期；提前拟好的，不必改")
    printed = document.imprint.printed_date if document.imprint else None
    if printed and day > printed:
        message = f"成文日期{chinese_date(day)}晚于印发日期{chinese_date(printed)}"
        yield fault(at, "warning", message, found, "不晚于印发日期", "请核对成文日期和印发日期")
    for passage in case.of(*BODY):
        for match in CITED.finditer(half_digits(passage.text)):
            if match[1] and int(match[1]) > day.year:
                piece = passage.text[match.start() : match.end()].strip()
                message = f"引用的公文“{piece}”的年份比本文的成文日期（{chinese_date(day)}）还晚"
                yield fault(
                    passage, "warning", message, piece, f"{day.year}年或以前", "请核对引用的发文字号和成文日期"
                )


def padding_edits(text: str) -> Iterator[Edit]:
    """Months and days have no zero in front."""
    for match in PADDED.finditer(masked(half_digits(text))):
        yield (*match.span(), "")


def han_date_edits(text: str) -> Iterator[Edit]:
    """A date in Han numerals becomes Arabic, if a calendar has it."""
    match = HAN_DATE.search(text)
    if match and (right := arabic_day(match[0])):
        yield (*match.span(), right)


def arabic_day(text: str) -> str:
    """A day in Han numerals as the standard writes it, "" where it is none that a calendar has."""
    match = PIECES.fullmatch(text)
    year = match[1].translate(DIGITS) if match else ""
    month, day = (from_han(match[2]), from_han(match[3] or "")) if match else (None, None)
    if not year.isdecimal() or not month or not day:
        return ""
    try:
        return chinese_date(date(int(year), month, day))
    except ValueError:
        return ""


def day_fix(text: str) -> Fix:
    """成文日期 as the standard writes it: Arabic in place of Han numerals, or else nothing padded."""
    made = change(text, han_date_edits(text))
    return made if made.operation else change(text, padding_edits(text))
