"""Official Chinese: expected values are from the standard, from GB/T 15835, or counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import wording


def test_a_date_is_not_padded() -> None:
    assert wording.chinese_date(date(2026, 5, 8)) == "2026年5月8日"


@pytest.mark.parametrize(
    "text", ["2026-05-08", "2026/5/8", "2026.5.8", "2026年5月8日", "20260508", "２０２６年５月８日"]
)
def test_clerks_write_one_date_in_many_ways(text: str) -> None:
    assert wording.parse_date(text) == date(2026, 5, 8)


@pytest.mark.parametrize("text", ["6月底", "2026-5", "", "5月8日"])
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert wording.parse_date(text) is None


def test_a_day_that_no_calendar_has_is_an_error() -> None:
    with pytest.raises(ValueError, match="day"):
        wording.parse_date("2026-02-30")


@pytest.mark.parametrize(
    ("number", "han"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (32, "三十二"), (100, "一百")],
)
def test_ordinals_in_han_numerals(number: int, han: str) -> None:
    assert wording.han_number(number) == han


@given(st.integers(1, 99))
def test_han_numerals_read_back(number: int) -> None:
    assert wording.from_han(wording.han_number(number)) == number


@pytest.mark.parametrize(("level", "marker"), [(1, "三、"), (2, "（三）"), (3, "3."), (4, "（3）"), (5, "③")])
def test_the_five_levels_of_numbering(level: int, marker: str) -> None:  # 7.3.3
    assert wording.ordinal(level, 3) == marker


@pytest.mark.parametrize(("text", "cells"), [("华澜集团", 4), ("ABCD", 2), ("（此件）", 4), ("“合规”", 4), ("", 0)])
def test_width_in_characters(text: str, cells: float) -> None:
    assert wording.width(text) == cells


def test_han_and_latin_keep_a_small_distance() -> None:
    assert wording.width("2026年5月8日") == pytest.approx(2 + 0.5 + 0.5 + 3 + 5 * 0.22)


@given(st.text())
def test_cleaned_text_holds_nothing_that_a_document_cannot(text: str) -> None:
    assert wording.ILLEGAL.search(wording.clean(text)) is None
    assert "\r" not in wording.clean(text)
