"""Whose a file is, by the names that the data file gives: exactly, or not at all."""

from __future__ import annotations

import pytest

from docgen.campaign.model import Unit
from docgen.ledgers.naming import Names


def names(*units: tuple[str, str, str, tuple[str, ...]]) -> Names:
    return Names([Unit(code=c, name=n, short=s, aliases=a) for c, n, s, a in units])


NAMES = names(
    ("U1", "华澜第一工程有限公司", "一公司", ("第一工程公司",)),
    ("U12", "华澜第十一工程有限公司", "十一公司", ()),
    ("U3", "华澜（北京）投资有限公司", "北京投资", ()),
)


@pytest.mark.parametrize(
    "text",
    [
        "华澜第一工程有限公司",
        "一公司",
        "第一工程公司",
        "U1",
        " 一 公 司 ",
        "一公司\u00a0",
        "Ｕ１",
        "一公司（U1）",
        "一公司(U1)",
        "华澜第一工程有限公司 ( U1 )",
        "一公司（盖章）",
        "（U1）",
    ],
)
def test_a_unit_goes_by_each_of_its_names_whatever_the_blanks_and_brackets(text: str) -> None:
    assert NAMES.match(text) == "U1"


@pytest.mark.parametrize(
    "text", ["华澜(北京)投资有限公司", "华澜（北京）投资有限公司", "华澜(北京）投资有限公司（U3）"]
)
def test_brackets_inside_a_name_may_be_of_either_width(text: str) -> None:
    assert NAMES.match(text) == "U3"


@pytest.mark.parametrize(
    "text", ["", "公司", "一公司（U12）", "一公司十一公司", "第一公司", "U", "u1x", "一公司财务部"]
)
def test_what_is_no_name_or_two_at_once_matches_nothing(text: str) -> None:
    assert NAMES.match(text) is None


def test_a_near_miss_is_a_question_and_no_match() -> None:
    assert NAMES.match("华澜第一工程有限责任公司") is None
    assert "华澜（北京）投资有限公司" in NAMES.suggestion("华澜北京投资有限公司")


def test_what_is_equally_near_to_two_units_suggests_neither() -> None:
    both = names(("U1", "华澜第一工程有限公司", "", ()), ("U2", "华澜第二工程有限公司", "", ()))
    assert both.suggestion("华澜第三工程有限公司") == ""


def test_what_is_far_from_all_suggests_nothing() -> None:
    assert NAMES.suggestion("某某服务中心") == ""


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("一公司6月台账.xlsx", ("U1",)),
        ("U1 6月.xlsx", ("U1",)),
        ("U12 6月.xlsx", ("U12",)),
        ("U1 2月.xlsx", ("U1",)),
        ("U1-2月.xlsx", ("U1",)),
        ("一 公司 6月.xlsx", ("U1",)),
        ("U123 6月.xlsx", ()),
        ("AU1 6月.xlsx", ()),
        ("台账_U1_终稿.xlsx", ("U1",)),
        ("6月U1台账.xlsx", ("U1",)),
        ("十一公司6月.xlsx", ("U12",)),
        ("华澜第十一工程有限公司.xlsx", ("U12",)),
        ("华澜(北京)投资有限公司.xlsx", ("U3",)),
        ("一公司和北京投资.xlsx", ("U3", "U1")),
        ("台账.xlsx", ()),
        ("一公司/台账.xlsx", ("U1",)),
        ("北京投资/一公司/台账.xlsx", ("U1",)),
        ("北京投资/一公司.xlsx", ("U1",)),
        ("2026-06-18/台账.xlsx", ()),
        ("U1.5版.xlsx", ("U1",)),
    ],
)
def test_a_path_names_units_in_the_files_name_first_then_in_the_nearest_folder(
    path: str, codes: tuple[str, ...]
) -> None:
    assert set(NAMES.in_path(path)) == set(codes)


def test_the_longest_name_takes_its_letters_from_shorter_ones() -> None:
    both = names(("U1", "一公司", "", ()), ("U2", "第一公司", "", ()))
    assert both.in_path("第一公司6月.xlsx") == ("U2",)
    assert both.in_path("一公司6月.xlsx") == ("U1",)
    assert set(both.in_path("第一公司代一公司报.xlsx")) == {"U1", "U2"}


def test_a_company_by_number_is_not_found_in_a_longer_number() -> None:
    assert names(("U1", "华澜第一工程有限公司", "一公司", ())).in_path("二十一公司6月.xlsx") == ()


def test_a_name_of_one_letter_is_not_looked_for_in_file_names() -> None:
    assert names(("A", "甲", "", ())).in_path("甲的表A.xlsx") == ()
