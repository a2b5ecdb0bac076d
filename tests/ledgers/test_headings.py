"""Columns are known by their headings, in whatever order and with whatever was done to them; never by position."""

from __future__ import annotations

import io
import itertools
from typing import Any

import openpyxl
import pytest

from tests.ledgers.workbooks import (
    DEFINITION,
    HEADER,
    LEDGER,
    ONE,
    STATISTICS,
    TWO,
    counted,
    filled,
    issued,
    ledger,
    problems,
    read,
    row_of,
    saved,
    severities,
    table,
    total,
    xlsx,
)

STATS = "活动统计表"
(STATS_COLUMNS,) = (spec.columns for spec in DEFINITION.specs if spec.name == STATS)


def headed(column: int, text: str | None) -> bytes:
    """The table with another heading over one column, counted from 0."""
    return xlsx(ONE, TWO, header=[text if x == column else old for x, old in enumerate(HEADER)])


@pytest.mark.parametrize("order", [(5, 4, 3, 2, 1, 0), (0, 2, 1, 3, 4, 5), (3, 0, 5, 1, 4, 2)])
def test_columns_in_another_order_are_found_by_name(order: tuple[int, ...]) -> None:
    rows = [[row[i] for i in order] for row in (ONE, TWO)]
    found = read(xlsx(*rows, header=[HEADER[i] for i in order]))
    assert [(rule, severities(found)[rule]) for _, rule in problems(found)] == [("L114", "info")]
    assert (total(found, "笔数"), total(found, "金额")) == (3, 2)


def test_every_order_of_columns_gives_the_same_figures() -> None:
    for order in itertools.islice(itertools.permutations(range(6)), 0, 720, 37):
        found = read(xlsx(*([row[i] for i in order] for row in (ONE, TWO)), header=[HEADER[i] for i in order]))
        assert (total(found, "笔数"), total(found, "金额")) == (3, 2)


@pytest.mark.parametrize(
    "heading",
    [
        "笔数",
        "笔数(个)",
        "笔 数（个）",
        "笔数\n（个）",
        "笔数\u00a0",
        "\u200b笔数",
        "＊笔数",
        "*笔数（个）",
        "笔数【个】",
        "笔数（人）",
        "　笔数",
        "问题笔数",
    ],
)
def test_a_heading_is_known_however_it_is_typed(heading: str) -> None:
    found = read(headed(2, heading))
    assert problems(found) == []
    assert counted(found, "笔数") == {"C2": "3", "C3": "0"}


def test_a_missing_required_column_rejects_the_sheet() -> None:
    found = read(headed(2, "数量合计情况"))
    assert (f"{LEDGER}!A1", "L110") in problems(found)
    assert ledger(found).rejected


@pytest.mark.parametrize(("name", "known"), [("活动统计表", True), ("六月数据", False)])
def test_a_sheet_with_few_of_the_columns_is_known_by_the_name_it_bears(name: str, known: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([name])
    sheet.append(["学习次数", "测试人次", "应测人数", "说明", "联系人", "电话"])
    sheet.append([3, 40, 50, "无", "甲", "1"])
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert {rule for _, rule in problems(found)} >= ({"L110", "L111"} if known else {"L105"})
    assert found.refused is not known


def test_a_missing_column_that_is_not_required_is_asked_about() -> None:
    found = read(xlsx(("1", "甲", 3), header=HEADER[:3]))
    assert [(p.place.cell, p.rule.number, p.expected) for p in found.problems] == [("A1", "L111", "金额、状态、日期")]
    assert severities(found) == {"L111": "warning"}
    assert not ledger(found).rejected


def test_an_added_column_is_said_with_what_it_holds() -> None:
    found = read(xlsx((*ONE, "好"), (*TWO, "差"), header=(*HEADER, "领导意见")))
    assert problems(found) == [(f"{LEDGER}!G1", "L112")]
    assert "2格" in found.problems[0].message


def test_a_column_put_between_moves_nothing() -> None:
    found = read(xlsx((*ONE[:2], 99, *ONE[2:]), header=(*HEADER[:2], "其中重大", *HEADER[2:])))
    assert problems(found) == [(f"{LEDGER}!C1", "L112")]
    assert counted(found, "笔数") == {"D2": "3"}


def test_two_columns_of_one_name_are_not_chosen_between() -> None:
    found = read(xlsx((*ONE, 7), header=(*HEADER, "笔数（个）")))
    assert [(rule, severities(found)[rule]) for _, rule in problems(found)] == [("L113", "error")]
    assert counted(found, "笔数") == {}


def test_a_synonym_beside_the_name_itself_is_the_other_column() -> None:
    found = read(xlsx((*ONE, 7), header=(*HEADER, "问题笔数")))
    assert counted(found, "笔数") == {"C2": "3"}


@pytest.mark.parametrize(
    "heading",
    [
        "金额（元）",
        "金额(元)",
        "金额\n（元）",
        "金额（亿元）",
        "金额（千元）",
        "金额（单位：元）",
        "金额（人民币元）",
        "金额（人民币：元）",
    ],
)
def test_another_unit_of_measure_holds_the_column_back(heading: str) -> None:
    found = read(headed(3, heading))
    assert problems(found) == [(f"{LEDGER}!D1", "L115")]
    assert severities(found) == {"L115": "error"}
    assert counted(found, "金额") == {}
    assert total(found, "笔数") == 3


@pytest.mark.parametrize("heading", ["金额（万元）", "金额（单位：万元）", "金额（人民币万元）", "金额"])
def test_the_unit_of_measure_in_other_words_is_the_same(heading: str) -> None:
    found = read(headed(3, heading))
    assert problems(found) == []
    assert total(found, "金额") == 2


def test_title_rows_above_are_no_heading() -> None:
    book = table(header=("关于报送排查台账的表",))
    sheet: Any = book.active
    for row in (("填报单位：华澜电力有限公司", None, None, "单位：万元"), (), HEADER, ONE, TWO):
        sheet.append(list(row))
    sheet.merge_cells("A1:F1")
    found = read(saved(book))
    assert (problems(found), counted(found, "笔数")) == ([], {"C5": "3", "C6": "0"})
    assert found.visible_units == ("华澜电力有限公司",)


def two_rows() -> tuple[list[str | None], list[str | None]]:
    """The heading of the statistics in two rows: the group over the first of its columns."""
    groups = [column.group for column in STATS_COLUMNS]
    first = [c.group if c.group != before else None for c, before in zip(STATS_COLUMNS, ["", *groups], strict=False)]
    upper = [
        group or (None if column.group else column.name) for group, column in zip(first, STATS_COLUMNS, strict=True)
    ]
    return upper, [column.name if column.group else None for column in STATS_COLUMNS]


@pytest.mark.parametrize("merges", [["A1:D1", "E1:I1", "K1:P1", "Q1:Q2", "R1:T1"], []])
def test_a_heading_in_two_rows_is_read_with_its_merges_and_without(merges: list[str]) -> None:
    upper, lower = two_rows()
    assert (upper[:5], upper[15:18], lower[15:18]) == (
        ["学习测试", None, None, None, "排查整改"],
        [None, "罚款金额", "按层级（人）"],
        ["经济处罚", None, "一般员工"],
    )
    book = table(lower, header=upper, name=STATS)
    sheet: Any = book.active
    for merge in merges:
        sheet.merge_cells(merge)
    for cell, value in STATISTICS.items():
        sheet[cell.replace("6", "3")] = value
    found = read(saved(book))
    assert counted(found, "涉及金额", STATS) == {"F3": "12.5"}
    assert counted(found, "罚款金额", STATS) == {"Q3": "0"}
    assert counted(found, "一般员工", STATS) == {"R3": "1"}
    assert [p for p in found.problems if p.severity != "info"] == []


def test_the_rules_of_a_row_point_to_the_cell_of_the_issued_form() -> None:
    found = read(filled((STATS, {**STATISTICS, "H6": 5})))
    assert problems(found) == [(f"{STATS}!H6", "L301")]


# Forms that were issued: their columns have names of their own


def form_with(**changes: Any) -> bytes:
    """The form, filled in; headings changed by cell."""
    return filled((LEDGER, {**row_of(5, ONE), **row_of(6, TWO), **changes}))


def test_a_rewritten_heading_of_an_issued_form_is_still_known_and_asked_about() -> None:
    found = read(form_with(C4="数目"))
    assert problems(found) == [(f"{LEDGER}!C4", "L113")]
    assert severities(found) == {"L113": "warning"}
    assert total(found, "笔数") == 3


def test_an_emptied_heading_of_an_issued_form_is_still_known() -> None:
    found = read(form_with(C4=None))
    assert severities(found)["L113"] == "warning"
    assert total(found, "笔数") == 3


def test_every_heading_rewritten_is_still_the_issued_form() -> None:
    found = read(form_with(**{f"{x}4": f"新{x}" for x in "ABCDEF"}))
    assert total(found, "笔数") == 3
    assert {rule for _, rule in problems(found)} == {"L113"}


def test_a_renamed_sheet_is_still_the_ledger() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_with()))
    book[LEDGER].title = "Sheet1"
    found = read(saved(book))
    assert problems(found) == []
    assert ledger(found).sheet == "Sheet1"


def test_cells_copied_into_a_new_workbook_are_read_without_an_identity() -> None:
    source: Any = openpyxl.load_workbook(io.BytesIO(form_with()))[LEDGER]
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in source.iter_rows():
        for cell in row:
            sheet[cell.coordinate] = cell.value
    found = read(saved(book))
    assert found.identity is None
    assert found.visible_units == ("华澜电力有限公司（U01）",)
    assert total(found, "笔数") == 3


# Sheets


def test_the_fuller_of_two_sheets_of_a_ledger_counts_and_the_other_is_asked_about() -> None:
    book = table(ONE, TWO)
    copy: Any = book.copy_worksheet(book.worksheets[0])
    copy.title = "副本"
    copy.delete_rows(3)
    found = read(saved(book))
    assert problems(found) == [("副本", "L118")]
    assert severities(found) == {"L118": "warning"}
    assert [(led.sheet, led.rows) for led in found.ledgers] == [(LEDGER, 2)]


def test_a_visible_sheet_goes_before_a_hidden_one() -> None:
    book = table(ONE)
    copy: Any = book.copy_worksheet(book.worksheets[0])
    copy.append(list(TWO))
    copy.title, copy.sheet_state = "旧表", "hidden"
    found = read(saved(book))
    assert problems(found) == [("旧表", "L118")]
    assert [(led.sheet, led.rows) for led in found.ledgers] == [(LEDGER, 1)]


def test_a_ledger_on_a_hidden_sheet_counts_and_is_said() -> None:
    book = table(ONE)
    book.create_sheet("说明", 0)
    book[LEDGER].sheet_state = "hidden"
    found = read(saved(book))
    assert problems(found) == [(LEDGER, "L118")]
    assert total(found, "笔数") == 3


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_a_foreign_sheet_with_numbers_is_said(state: str) -> None:
    book = table(ONE)
    other: Any = book.create_sheet("自用")
    other["B2"], other.sheet_state = 42, state
    assert problems(read(saved(book))) == [("自用", "L118")]


def test_a_foreign_sheet_of_words_is_nothing() -> None:
    book = table(ONE)
    other: Any = book.create_sheet("自用")
    other["B2"] = "备忘"
    assert problems(read(saved(book))) == []


def test_the_hidden_sheets_of_the_form_are_nothing_foreign() -> None:
    book = openpyxl.load_workbook(io.BytesIO(issued(LEDGER)))
    assert [s.title for s in book if s.sheet_state != "visible"] == ["_docgen", "_选项"]
    assert [rule for _, rule in problems(read(issued(LEDGER)))] == ["L123"]
