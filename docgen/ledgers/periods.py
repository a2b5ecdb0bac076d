"""A reporting period: a month, a quarter, a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from docgen.wording import half_width

QUARTERS = "一二三四"
HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
KINDS = {"一次": "年度", "每月": "月份", "每季": "季度"}
EXAMPLES = {"一次": "2026年", "每月": "2026-06", "每季": "2026-Q2"}

YEAR = r"(?P<year>(?:19|20|21)\d{2})"
NUMBER = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
QUARTER = r"(?:\d|[一二三四五六七八九])"
JOIN = r"\s*(?:[-–—~至到、]|--)\s*"
LONE = r"(?<![A-Za-z\d一二三四五六七八九十])"
"""Before a number that stands by itself: the 01 of U01 does not."""

WHOLE = (
    re.compile(rf"{YEAR}([-./])(?P<month>\d{{1,2}})"),
    re.compile(rf"{YEAR}年(?P<month>{NUMBER})月份?"),
    re.compile(rf"{YEAR}(?P<month>\d{{2}})"),
    re.compile(rf"{YEAR}[-年]?[Qq](?P<quarter>\d)"),
    re.compile(rf"{YEAR}年?第?(?P<quarter>{QUARTER})季度?"),
    re.compile(rf"{YEAR}(?:年度?)?"),
)

NOT_A_DAY = r"(?!\d{1,2}(?!\d|\s*月))(?!\s*\d{1,2}\s*[日号])(?![一二三四五六七八九十廿]{1,3}[日号])"
MONTHS = (
    re.compile(rf"(?<!\d){YEAR}\s*[-年./_]\s*(?P<month>{NUMBER})\s*月{NOT_A_DAY}"),
    re.compile(rf"(?<!\d){YEAR}(?P<sep>[-./_])(?P<month>\d{{1,2}})(?!\d)(?!(?P=sep)\d{{1,2}}(?!\d))(?!\s*[月日号])"),
    re.compile(rf"(?<!\d){YEAR}(?P<month>\d{{2}})(?!\d)"),
    re.compile(rf"{LONE}(?P<month>{NUMBER})(?=(?:\s*月份?)?{JOIN}{NUMBER}\s*月)"),
    re.compile(rf"(?<!\d)(?P<month>\d{{1,2}})\s*月{NOT_A_DAY}"),
    # 统一月报 and 周一月报 name no month
    re.compile(
        rf"(?<![统周期唯专逐第同每单之一二三四五六七八九十])(?P<month>[一二三四五六七八九]|十[一二]?)月{NOT_A_DAY}"
    ),
)
QUARTERLY = (
    re.compile(rf"(?<!\d){YEAR}\s{{0,9}}年?度?\s{{0,9}}第?\s{{0,9}}(?P<quarter>[一二三四1-4])\s*季"),
    re.compile(rf"(?<!\d){YEAR}[-_./年]?\s*[Qq](?P<quarter>[1-4])(?![0-9A-Za-z])"),
    re.compile(rf"{LONE}(?P<quarter>[一二三四1-4])(?=(?:\s*季度?)?{JOIN}第?[一二三四1-4]\s*季)"),
    re.compile(r"(?<![\dA-Za-z前])(?P<quarter>[一二三四1-4])\s*季"),
    re.compile(r"(?<![A-Za-z])[Qq](?P<quarter>[1-4])(?![0-9A-Za-z])"),
)
YEARLY = (
    re.compile(
        rf"(?<![\d〔\[]){YEAR}\s{{0,9}}(?:年度?)?"
        rf"(?!\d|\s{{0,9}}年|[-./_]?\s{{0,9}}\d|\s{{0,9}}{NUMBER}\s{{0,9}}月|\s{{0,9}}第?\s{{0,9}}{QUARTER}\s{{0,9}}季|[-_]?[Qq]\d)"
    ),
)
NAMED_YEAR = re.compile(rf"(?<!\d){YEAR}\s*年")
RANGE = re.compile(r"(?:(?<!\s)\s++)?(?:至|到|~+|—+|–|--+|(?<=[月度年])-)\s*")


@total_ordering
@dataclass(frozen=True)
class Period:
    """A month, a quarter (``month`` 0) or a year (both 0); in order of its first day, the longer one last."""

    year: int
    month: int = 0
    quarter: int = 0

    def __post_init__(self) -> None:
        if not 1900 <= self.year <= 2199:
            raise ValueError(f"年份是{self.year}，应在1900至2199之间")
        if not 0 <= self.month <= 12:
            raise ValueError(f"没有{self.month}月，月份应为1至12")
        if not 0 <= self.quarter <= 4:
            raise ValueError(f"没有第{self.quarter}季度，季度应为1至4")
        if self.month and self.quarter:
            raise ValueError("一个期间不能既是月份又是季度")

    def __lt__(self, other: Period) -> bool:
        return (self.first, self.last) < (other.first, other.last)

    def __str__(self) -> str:
        if self.month:
            return f"{self.year}年{self.month}月"
        return f"{self.year}年第{QUARTERS[self.quarter - 1]}季度" if self.quarter else f"{self.year}年"

    @property
    def key(self) -> str:
        """2026-06, 2026-Q2 or 2026: for file names and tables."""
        if self.month:
            return f"{self.year}-{self.month:02}"
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def frequency(self) -> str:
        """The 周期 that has such periods: 每月, 每季 or 一次."""
        return "每月" if self.month else "每季" if self.quarter else "一次"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or (3 * self.quarter - 2 if self.quarter else 1), 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return month_end(self.year, self.month or 3 * self.quarter or 12)

    def previous(self) -> Period:
        """The one before it, of the same kind."""
        if self.month:
            return Period(self.year, self.month - 1) if self.month > 1 else Period(self.year - 1, 12)
        if self.quarter:
            return Period(self.year, 0, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 0, 4)
        return Period(self.year - 1)

    def next(self) -> Period:
        """The one after it, of the same kind."""
        if self.month:
            return Period(self.year, self.month + 1) if self.month < 12 else Period(self.year + 1, 1)
        if self.quarter:
            return Period(self.year, 0, self.quarter + 1) if self.quarter < 4 else Period(self.year + 1, 0, 1)
        return Period(self.year + 1)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(1)


def parse_period(text: str) -> Period | None:
    """The period that the text is (2026-06, 2026年6月, 202606, 2026-Q2, 2026年二季度, 2026), or None if it is none.

    Raises ValueError for a period that no calendar has, such as 2026-13.
    """
    tidy = re.sub(r"\s", "", half_width(text))
    for form in WHOLE:
        if match := form.fullmatch(tidy):
            return _period(match, 0)
    return None


def find_period(text: str, year: int, frequency: str) -> Period | None:
    """The one period of that frequency that a longer text names, such as a file name; None for none or several.

    A text that names no year, or several, means ``year``. A day (6月20日, 2026-06-18) is not a period.
    """
    tidy = half_width(text)
    years = {int(match["year"]) for match in NAMED_YEAR.finditer(tidy)}
    meant = years.pop() if len(years) == 1 else year
    found = set(_found({"每月": MONTHS, "每季": QUARTERLY, "一次": YEARLY}[frequency], tidy, meant))
    return found.pop() if len(found) == 1 else None


def _found(forms: Sequence[re.Pattern[str]], text: str, year: int) -> Iterator[Period]:
    """The periods that a text names; an earlier form takes its part of the text from later ones."""
    for form in forms:
        taken: list[tuple[int, int]] = []
        for match in form.finditer(text):
            try:
                period = _period(match, year)
            except ValueError:
                continue
            taken.append(match.span())
            yield period
        for start, end in taken:
            text = text[:start] + "\n" * (end - start) + text[end:]


def _period(match: re.Match[str], year: int) -> Period:
    parts = match.groupdict()
    month, quarter = _number(parts.get("month")), _number(parts.get("quarter"))
    if 0 in (month, quarter):
        raise ValueError(f"“{match[0]}”不是期间：{'月份应为1至12' if month == 0 else '季度应为1至4'}")
    return Period(int(parts.get("year") or year), month or 0, quarter or 0)


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdecimal() else HAN_MONTHS.index(text) + 1


def periods(frequency: str, written: Sequence[str], year: int) -> tuple[Period, ...]:
    """The periods to be reported, in order: those written, singly or as 2026-05至2026-12, or all of the year.

    A written one without a year (5月至12月) is of ``year``. Raises ValueError, in Chinese, for what is no period or
    one of another frequency, and for a range that runs backwards.
    """
    if not written:
        if frequency == "一次":
            return (Period(year),)
        return tuple(Period(year, m) for m in range(1, 13)) if frequency == "每月" else quarters(year)
    found: set[Period] = set()
    for text in written:
        ends = RANGE.split(half_width(text).strip())
        if len(ends) > 2:
            raise ValueError(_complaint(text, frequency))
        first = _written(ends[0], text, frequency, year)
        last = _written(ends[-1], text, frequency, first.year)
        if last < first:
            raise ValueError(f"期间“{text}”前后颠倒：{first}在{last}之后")
        while first <= last:
            found.add(first)
            first = first.next()
    return tuple(sorted(found))


def quarters(year: int) -> tuple[Period, ...]:
    """The quarters of a year."""
    return tuple(Period(year, 0, quarter) for quarter in range(1, 5))


def _written(part: str, text: str, frequency: str, year: int) -> Period:
    """One end of a written period; one without a year is of the year given."""
    try:
        period = parse_period(part) or parse_period(f"{year}年{part}")
    except ValueError as error:
        raise ValueError(f"期间“{text}”有误：{error}") from error
    if period is None or not part:
        raise ValueError(_complaint(text, frequency))
    if period.frequency != frequency:
        wrong, right = KINDS[period.frequency], KINDS[frequency]
        raise ValueError(f"期间“{text}”写的是{wrong}，而周期是“{frequency}”，应写{right}，如 {EXAMPLES[frequency]}")
    return period


def _complaint(text: str, frequency: str) -> str:
    example = EXAMPLES[frequency]
    longer = {"一次": "2026年至2027年", "每月": "2026-05至2026-12", "每季": "2026-Q2至2026-Q4"}[frequency]
    return f"期间写成了“{text}”，应写{KINDS[frequency]}，如 {example}，或起止，如 {longer}"
