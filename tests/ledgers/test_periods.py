from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.campaign.model import WorkCalendar
from docgen.ledgers.deadlines import Deadline, deadline
from docgen.ledgers.periods import Period, find_period, parse_period, periods

JUNE, SECOND_QUARTER, YEAR = Period(2026, 6), Period(2026, 0, 2), Period(2026)
OFFICIAL = WorkCalendar()

some_years = st.integers(1901, 2199)
some_periods = st.one_of(
    st.builds(Period, some_years, st.integers(1, 12)),
    st.builds(Period, some_years, st.just(0), st.integers(1, 4)),
    st.builds(Period, some_years),
)


@given(some_periods)
def test_a_period_borders_on_the_one_before_and_is_read_back_from_what_is_written(period: Period) -> None:
    assert period.previous().last + timedelta(1) == period.first
    assert period.previous() < period
    assert period.previous().next() == period
    assert parse_period(period.key) == parse_period(str(period)) == period
    assert find_period(f"{period}台账", 1999, period.frequency) == period
    assert find_period(f"U01_{period.key}.xlsx", 1999, period.frequency) == period


@pytest.mark.parametrize(
    ("period", "key", "text", "first", "last"),
    [
        (JUNE, "2026-06", "2026年6月", date(2026, 6, 1), date(2026, 6, 30)),
        (SECOND_QUARTER, "2026-Q2", "2026年第二季度", date(2026, 4, 1), date(2026, 6, 30)),
        (YEAR, "2026", "2026年", date(2026, 1, 1), date(2026, 12, 31)),
        (Period(2028, 2), "2028-02", "2028年2月", date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_period_has_a_key_a_name_and_days(period: Period, key: str, text: str, first: date, last: date) -> None:
    assert (period.key, str(period), period.first, period.last) == (key, text, first, last)


def test_periods_stand_by_their_first_day_and_longer_ones_later() -> None:
    ordered = [Period(2026, 1), Period(2026, 0, 1), YEAR, Period(2026, 4), SECOND_QUARTER, JUNE, Period(2027, 1)]
    assert sorted(reversed(ordered)) == ordered


@pytest.mark.parametrize(
    "text",
    [
        "2026-06",
        "2026-6",
        "2026年6月",
        "2026年6月份",
        "2026年六月",
        "2026.6",
        "2026/6",
        "202606",
        "２０２６年６月",
        " 2026 年 6 月 ",
    ],
)
def test_every_way_to_write_a_month(text: str) -> None:
    assert parse_period(text) == JUNE


@pytest.mark.parametrize(
    "text", ["2026-Q2", "2026Q2", "2026q2", "2026年第二季度", "2026年二季度", "2026年第2季度", "２０２６Ｑ２"]
)
def test_every_way_to_write_a_quarter(text: str) -> None:
    assert parse_period(text) == SECOND_QUARTER


@pytest.mark.parametrize("text", ["2026", "2026年", "2026年度"])
def test_every_way_to_write_a_year(text: str) -> None:
    assert parse_period(text) == YEAR


@pytest.mark.parametrize("text", ["", "6月", "2026-06-18", "20260618", "2026年6月18日", "台账", "0618", "26-06"])
def test_what_is_no_period(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-13", "没有13月"),
        ("2026-00", "月份应为1至12"),
        ("202613", "没有13月"),
        ("2026-Q5", "没有第5季度"),
        ("2026年第0季度", "季度应为1至4"),
    ],
)
def test_a_period_that_no_calendar_has(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("一公司6月台账.xlsx", "2026-06"),
        ("2026年6月活动统计表", "2026-06"),
        ("U01_2026-06", "2026-06"),
        ("U01_2026-06_2.xlsx", "2026-06"),
        ("U01-6月台账.xlsx", "2026-06"),
        ("台账202606.xlsx", "2026-06"),
        ("华澜管网 2026.6", "2026-06"),
        ("六月份", "2026-06"),
        ("十一月报表", "2026-11"),
        ("６月台账", "2026-06"),
        ("2025年 宣传台账 12月", "2025-12"),
        ("2026年6月18日报送5月台账", "2026-05"),
        ("2026年6月台账（6月）", "2026-06"),
        ("2026-06台账 20260705收", "2026-06"),
        # none
        ("一公司台账", None),
        ("6月20日", None),
        ("6月20日前", None),
        ("六月二十日", None),
        ("台账6月18.xlsx", None),
        ("2026-06-18", None),
        ("2026.6.18", None),
        ("0618", None),
        ("20260618", None),
        ("第二季度", None),
        ("2026年", None),
        ("统一月报表", None),
        ("2026-13", None),
        # two
        ("5月至6月", None),
        ("1-6月台账", None),
        ("一至六月", None),
        ("5月6月", None),
    ],
)
def test_a_month_found_in_a_longer_text(text: str, key: str | None) -> None:
    found = find_period(text, 2026, "每月")
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("第二季度", "2026-Q2"),
        ("2025年四季度台账", "2025-Q4"),
        ("U01_2026-Q3.xlsx", "2026-Q3"),
        ("一公司Q3", "2026-Q3"),
        ("前三季度", None),
        ("1-3季度", None),
        ("一、二季度", None),
        ("2026-06", None),
    ],
)
def test_a_quarter_found_in_a_longer_text(text: str, key: str | None) -> None:
    found = find_period(text, 2026, "每季")
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("text", "key"), [("台账2025年度", "2025"), ("2026.xlsx", "2026"), ("2026年6月", None), ("〔2026〕15号", None)]
)
def test_a_year_found_in_a_longer_text(text: str, key: str | None) -> None:
    found = find_period(text, 2026, "一次")
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("frequency", "written", "first", "last", "count"),
    [
        ("一次", [], "2026", "2026", 1),
        ("每月", [], "2026-01", "2026-12", 12),
        ("每季", [], "2026-Q1", "2026-Q4", 4),
        ("每月", ["2026-05至2026-12"], "2026-05", "2026-12", 8),
        ("每月", ["2026-05～2026-12"], "2026-05", "2026-12", 8),
        ("每月", ["2026年11月—2027年2月"], "2026-11", "2027-02", 4),
        ("每月", ["2026-11--2027-02"], "2026-11", "2027-02", 4),
        ("每月", ["5月到7月"], "2026-05", "2026-07", 3),
        ("每月", ["2026-07", "2026-05", "2026-05至2026-06"], "2026-05", "2026-07", 3),
        ("每季", ["2026-Q4至2027-Q1"], "2026-Q4", "2027-Q1", 2),
        ("一次", ["2025年"], "2025", "2025", 1),
    ],
)
def test_the_periods_of_a_ledger(frequency: str, written: list[str], first: str, last: str, count: int) -> None:
    found = periods(frequency, written, 2026)
    assert (found[0].key, found[-1].key, len(found)) == (first, last, count)
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    ("frequency", "written", "said"),
    [
        ("每月", "上半年", "期间写成了“上半年”，应写月份，如 2026-06"),
        ("每月", "2026-05至", "期间写成了“2026-05至”"),
        ("每月", "2026-05至2026-06至2026-07", "期间写成了"),
        ("每月", "2026-13", "没有13月"),
        ("每月", "2026-Q2", "“2026-Q2”写的是季度，而周期是“每月”，应写月份"),
        ("每季", "2026-06", "写的是月份，而周期是“每季”，应写季度，如 2026-Q2"),
        ("每月", "2026-12至2026-05", "前后颠倒：2026年12月在2026年5月之后"),
    ],
)
def test_periods_that_cannot_be_understood(frequency: str, written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        periods(frequency, [written], 2026)


@pytest.mark.parametrize(
    ("text", "period", "day"),
    [
        ("每月20日", JUNE, date(2026, 6, 20)),
        ("每月20日前", JUNE, date(2026, 6, 20)),
        ("每月２０日以前", JUNE, date(2026, 6, 20)),
        ("每月20日", SECOND_QUARTER, date(2026, 6, 20)),
        ("每月20日", YEAR, date(2026, 12, 20)),
        ("每月31日", JUNE, date(2026, 6, 30)),
        ("每月30日", Period(2026, 2), date(2026, 2, 28)),
        ("次月5日", JUNE, date(2026, 7, 5)),
        ("次月5日", Period(2026, 12), date(2027, 1, 5)),
        ("次月31日", Period(2026, 1), date(2026, 2, 28)),
        ("每季末月20日", SECOND_QUARTER, date(2026, 6, 20)),
        ("季末月25日前", Period(2026, 4), date(2026, 6, 25)),
        ("季后10日", SECOND_QUARTER, date(2026, 7, 10)),
        ("季后10日", Period(2026, 0, 4), date(2027, 1, 10)),
        ("每月末", JUNE, date(2026, 6, 30)),
        ("月底", Period(2026, 2), date(2026, 2, 28)),
        ("每月最后一天", SECOND_QUARTER, date(2026, 6, 30)),
        ("2026-05-29", YEAR, date(2026, 5, 29)),
        ("2026年5月29日前", YEAR, date(2026, 5, 29)),
        ("5月29日", YEAR, date(2026, 5, 29)),
    ],
)
def test_every_way_to_write_a_deadline(text: str, period: Period, day: date) -> None:
    assert deadline(text, period, OFFICIAL) == Deadline(day)


def test_no_words_mean_no_deadline() -> None:
    assert deadline("", JUNE, OFFICIAL) is None
    assert deadline("  ", JUNE, OFFICIAL) is None


@pytest.mark.parametrize(
    ("text", "period", "day", "moved_from"),
    [
        # 20 June 2026 is a Saturday, the 19th the Dragon Boat Festival
        ("每月20日遇节假日顺延", JUNE, date(2026, 6, 22), date(2026, 6, 20)),
        ("每月20日，遇节假日顺延", JUNE, date(2026, 6, 22), date(2026, 6, 20)),
        ("每月20日前（遇节假日顺延）", JUNE, date(2026, 6, 22), date(2026, 6, 20)),
        ("每月20日（如遇节假日、双休日则顺延至下一个工作日）前", JUNE, date(2026, 6, 22), date(2026, 6, 20)),
        ("每月20日,遇节假日提前", JUNE, date(2026, 6, 18), date(2026, 6, 20)),
        # 20 September 2026 is a Sunday on which people work
        ("每月20日遇节假日顺延", Period(2026, 9), date(2026, 9, 20), None),
        # 1 to 7 October 2026 are off; so is the Spring Festival until Monday, 23 February
        ("次月5日遇节假日顺延", Period(2026, 9), date(2026, 10, 8), date(2026, 10, 5)),
        ("次月5日遇节假日提前", Period(2026, 9), date(2026, 9, 30), date(2026, 10, 5)),
        ("每月20日遇节假日顺延", Period(2026, 2), date(2026, 2, 24), date(2026, 2, 20)),
        ("每月20日遇节假日顺延", Period(2026, 7), date(2026, 7, 20), None),
    ],
)
def test_a_deadline_is_moved_off_holidays(text: str, period: Period, day: date, moved_from: date | None) -> None:
    assert deadline(text, period, OFFICIAL) == Deadline(day, moved_from)


def test_an_unknown_year_has_only_weekends() -> None:
    rule = "每月20日遇节假日顺延"  # 20 February 2094 is a Saturday
    assert deadline(rule, Period(2094, 2), OFFICIAL) == Deadline(date(2094, 2, 22), date(2094, 2, 20), uncertain=True)
    assert deadline(rule, Period(2094, 5), OFFICIAL) == Deadline(date(2094, 5, 20), uncertain=True)
    assert deadline("每月20日", Period(2094, 2), OFFICIAL) == Deadline(date(2094, 2, 20))


def test_the_office_has_days_of_its_own() -> None:
    rule = "每月20日遇节假日顺延"
    own = WorkCalendar(
        holidays=(date(2026, 7, 20), date(2027, 2, 20)), workdays=(date(2026, 6, 20), date(2027, 2, 21))
    )
    assert deadline(rule, JUNE, own) == Deadline(date(2026, 6, 20))
    assert deadline(rule, Period(2026, 7), own) == Deadline(date(2026, 7, 21), date(2026, 7, 20))
    assert deadline(rule, Period(2027, 2), own) == Deadline(date(2027, 2, 21), date(2027, 2, 20))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("尽快", "截止写成了“尽快”，应为 每月20日、次月5日"),
        ("每月底前5日", "应为 每月20日"),
        ("每月32日", "一个月里没有32日"),
        ("每月0日", "一个月里没有0日"),
        ("2026-02-30", "日历上没有这一天"),
        ("2月30日", "日历上没有这一天"),
        ("遇节假日顺延", "截止写成了“遇节假日顺延”"),
    ],
)
def test_deadlines_that_cannot_be_understood(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        deadline(text, JUNE, OFFICIAL)
