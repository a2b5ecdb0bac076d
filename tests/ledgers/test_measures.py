"""A unit of measure above or under a table holds for its columns of money, as one in their headings does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from docgen.ledgers.facts import Return
from docgen.ledgers.labels import is_measure
from docgen.ledgers.measures import listed
from tests.ledgers.returns import inbox, progress
from tests.ledgers.workbooks import HEADER, LEDGER, ONE, TWO, counted, problems, read, saved, severities, table, total

BARE = ("序号", "问题", "笔数", "金额", "状态", "日期")
YUAN = (*ONE[:3], 15000, *ONE[4:])
HELD = [(f"{LEDGER}!D3", "L115")]


def above(*line: Any, header: Sequence[Any] = BARE, merge: str = "", rows: Sequence[Any] = (YUAN, TWO)) -> Return:
    """The table under a title and a line."""
    book = table(header=("排查台账",))
    sheet: Any = book.active
    for row in (line, header, *rows):
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    return read(saved(book))


@pytest.mark.parametrize(
    "line",
    [
        ("单位：元",),
        (None, None, None, None, None, "单位:元"),
        (None, None, None, None, "金额单位：千元"),
        ("（单位：人民币元）",),
        ("（单位：元）",),
        ("单位：人民币（元）",),
        ("单位：元（人民币）",),
        ("单 位：元",),
        ("单位（元）",),
        ("单位 元",),
        ("单位：", "元"),
        ("金额单位：", None, "元"),
        ("填报单位：华澜电力有限公司    单位：元",),
        ("期间：2026年6月", None, None, "货币单位：亿元"),
        ("2026年6月  金额单位：人民币元（列至角分、四舍五入）",),
        ("本表金额以元为单位",),
        ("单位：元、人次",),
        ("单位：人次、元",),
        ("排查台账（元）",),
        ("排查台账（单位：元）",),
    ],
)
def test_another_unit_of_measure_above_the_table_holds_the_column_back(line: Sequence[Any]) -> None:
    found = above(*line)
    assert problems(found) == HELD
    assert severities(found) == {"L115": "error"}
    assert counted(found, "金额") == {}
    assert total(found, "笔数") == 3


@pytest.mark.parametrize(
    "line",
    [
        ("单位：万元",),
        ("金额单位：人民币万元",),
        ("单位：万元、人次",),
        ("单位：个、万元（保留两位小数）",),
        ("单位：个",),
        ("单位：华澜电力有限公司",),
        ("单位：元和建设有限公司",),
        ("单位：亿元集团",),
        ("责任单位：元",),
        ("罚款单位：元",),
        ("填报单位：华澜电力有限公司",),
        ("填报单位：", "华澜电力有限公司", None, "单位：万元"),
    ],
)
def test_a_unit_of_measure_that_agrees_and_a_name_are_nothing_to_say(line: Sequence[Any]) -> None:
    found = above(*line)
    assert [one for one in problems(found) if one[1] == "L115"] == []
    assert total(found, "金额") == 15000.5


def test_a_merged_cell_right_above_the_heading_is_read() -> None:
    assert problems(above("单位：元", merge="A2:F2")) == HELD
    assert problems(above(None, None, None, "单位：元", merge="D2:F2")) == HELD


@pytest.mark.parametrize("under", [("单位：元",), (None, None, None, None, None, "金额单位：元"), ("注：金额单位为元",),
                                   ("说明：本表以元为单位。",), ("填表人：张三", None, "单位：千元")])  # fmt: skip
def test_a_unit_of_measure_under_the_table_holds_too_and_is_no_row(under: Sequence[Any]) -> None:
    found = above(None, rows=(YUAN, TWO, under))
    assert problems(found) == HELD
    assert counted(found, "金额") == {}


def test_what_a_record_says_of_itself_is_not_for_the_table() -> None:
    found = above(None, rows=((*ONE[:1], "单位：元", *ONE[2:]), TWO))
    assert problems(found) == []


def test_the_heading_of_a_foreign_column_is_not_for_the_table() -> None:
    found = above(None, header=(*BARE, "合同额（单位：元）"), rows=((*YUAN, 99), TWO))
    assert problems(found) == [(f"{LEDGER}!G3", "L112")]
    assert total(found, "金额") == 15000.5


def test_the_line_nearest_to_the_heading_holds() -> None:
    book = table(header=("单位：元",))
    sheet: Any = book.active
    for row in (("单位：万元",), BARE, YUAN):
        sheet.append(list(row))
    assert problems(read(saved(book))) == []


def test_a_heading_with_its_own_unit_of_measure_against_the_line_is_asked_about() -> None:
    found = above("单位：元", header=HEADER)
    assert problems(found) == HELD
    assert severities(found) == {"L115": "warning"}
    assert counted(found, "金额") == {}
    other = above("单位：万元", header=[*HEADER[:3], "金额（元）", *HEADER[4:]])
    assert (problems(other), severities(other)) == (HELD, {"L115": "error"})


def test_the_question_says_where_the_unit_of_measure_stands() -> None:
    (problem,) = above(None, None, "单位：元").problems
    assert problem.message == "表上写的单位是“元”（C2），“金额”应按“万元”填，这一列的数暂不计入"
    assert (problem.found, problem.expected) == ("元", "万元")


def test_a_campaign_holds_the_amount_back(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动")
    bare = {"发现问题数": "发现问题数", "整改数": "整改数", "涉及金额": "涉及金额"}
    box.put("1.xlsx", progress("一公司    单位：元", 5, 5, 15000, headings=bare))
    box.put("2.xlsx", progress("二公司    单位：万元、个", 5, 5, 3, headings=bare))
    done = box.settle()
    assert (done.spots("1.xlsx"), done.spots("2.xlsx")) == ([("C3", "L115")], [])
    assert (done.totals()["涉及金额"], done.counts("涉及金额"), done.units()["U1"]) == ("3", (1, 1), "退回")


@pytest.mark.parametrize(
    ("text", "units"),
    [("元", ["元"]), ("人民币万元", ["万元"]), ("万元、人次", ["万元", "人次"]), ("万元，保留两位小数", ["万元"]),
     ("元和公司", []), ("元氏县公司", []), ("", []), ("个、万元", ["个", "万元"]), ("人民币", ["人民币"])],
)  # fmt: skip
def test_a_list_of_units_of_measure_is_told_from_a_name(text: str, units: list[str]) -> None:
    assert listed(text) == units
    assert is_measure(text) is bool(units)


@pytest.mark.parametrize(
    "heading", ["笔数（万个）", "笔数（单位：千个）", "笔数(百个)", "问题笔数（亿个）", "笔数（十万个）"]
)
def test_many_of_a_thing_as_the_unit_of_a_count_holds_the_column_back(heading: str) -> None:
    found = read(saved(table(ONE, TWO, header=("序号", "问题", heading, *HEADER[3:]))))
    assert problems(found)[:1] == [(f"{LEDGER}!C1", "L115")]
    assert counted(found, "笔数") == {}


@pytest.mark.parametrize("heading", ["笔数（个）", "笔数（单位：个）", "笔数", "笔数（件）", "笔数（百分比）"])
def test_another_word_for_the_same_count_holds_nothing_back(heading: str) -> None:
    found = read(saved(table(ONE, TWO, header=("序号", "问题", heading, *HEADER[3:]))))
    assert "L115" not in [rule for _, rule in problems(found)]
