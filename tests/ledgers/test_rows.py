"""Rows under a heading: what counts, what ends the form, what is held back, and in which cell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from docgen.ledgers.facts import Return
from tests.ledgers.workbooks import (
    FILLED_ROWS,
    HEADER,
    LEDGER,
    ONE,
    STATISTICS,
    TWO,
    at,
    by_hand,
    counted,
    filled,
    issued,
    ledger,
    problems,
    read,
    row_xml,
    saved,
    severities,
    sheet_xml,
    table,
    total,
    xlsx,
)

STATS, PLAN = "活动统计表", "实施方案台账"


def with_table(*rows: Sequence[Any], merges: Sequence[str] = (), **cells: Any) -> Return:
    """A table with merged and changed cells, read back."""
    book = table(*rows)
    sheet: Any = book.active
    for merge in merges:
        sheet.merge_cells(merge)
    for cell, value in cells.items():
        sheet[cell] = value
    return read(saved(book))


# What ends the form, what is passed over


def test_blank_rows_inside_keep_the_true_row_numbers() -> None:
    found = with_table((), ONE, (), (), TWO)
    assert problems(found) == []
    assert counted(found, "笔数") == {"C3": "3", "C6": "0"}
    assert [fact.record for fact in ledger(found).facts if fact.field == "笔数"] == [3, 6]


def test_notes_and_signatures_below_are_no_data() -> None:
    found = with_table(
        ONE,
        TWO,
        ("填表说明：",),
        ("1. 一个问题一行。",),
        ("填表人：张三", None, "审核人：李四", None, "日期：", "2026年5月30日"),
    )
    assert (problems(found), ledger(found).rows) == ([], 2)


@pytest.mark.parametrize(
    "ending", ["注：金额含税", "说明：无", "填 表 人：张三", "审核人：", "（盖章）", "单位负责人：王五", "制表：赵六"]
)
def test_a_line_that_ends_the_form_is_no_row(ending: str) -> None:
    found = with_table(ONE, (ending,))
    assert (problems(found), ledger(found).rows) == ([], 1)


def test_numbers_below_the_end_are_asked_about() -> None:
    found = with_table(ONE, ("注：以下为上月",), ("3", "旧问题", 8, 2, None, None))
    assert problems(found) == [(f"{LEDGER}!C4", "L117")]
    assert severities(found) == {"L117": "warning"}
    assert total(found, "笔数") == 3


@pytest.mark.parametrize("word", ["合计", "合 计", "总计", "合计：", "共计"])
@pytest.mark.parametrize("column", [0, 1])
def test_a_sum_is_compared_and_not_added(word: str, column: int) -> None:
    row: list[Any] = [None, None, 3, 2]
    row[column] = word
    found = with_table(ONE, TWO, row)
    assert (problems(found), severities(found), ledger(found).rows) == (
        [(f"{LEDGER}!A4", "L117")],
        {"L117": "info"},
        2,
    )
    assert (total(found, "笔数"), total(found, "金额")) == (3, 2)


@pytest.mark.parametrize(
    "problem", ["合计数与明细不符", "总计划没有批准", "共计三处漏盖章", "小计金额错误", "本页合计漏算"]
)
def test_a_problem_that_begins_with_a_word_for_sums_is_a_problem(problem: str) -> None:
    found = with_table((None, problem, 4, 1), ONE)
    assert counted(found, "问题") == {"B2": problem, "B3": "台账不全"}
    assert total(found, "笔数") == 7


@pytest.mark.parametrize("problem", ["审核人没有签字", "制表不规范", "盖章不全", "负责人：未明确", "备注：缺失"])
@pytest.mark.parametrize("count", [4, "4", "约4"])
def test_a_problem_that_begins_like_a_signature_is_a_problem(problem: str, count: Any) -> None:
    found = with_table((None, problem, count), ONE)
    assert [f.value for f in ledger(found).facts if f.field == "问题"] == [problem, "台账不全"]


def test_a_subtotal_is_not_counted_twice() -> None:
    found = with_table(ONE, (None, "小计", 3, 1.5), TWO, (None, "小计", 0, 0.5))
    assert problems(found) == [(f"{LEDGER}!A3", "L117"), (f"{LEDGER}!A5", "L117")]
    assert severities(found) == {"L117": "info"}
    assert (total(found, "笔数"), total(found, "金额")) == (3, 2)


def test_the_heading_repeated_on_every_page_is_no_row() -> None:
    found = with_table(ONE, HEADER, TWO, HEADER)
    assert (problems(found), ledger(found).rows) == ([], 2)


def test_a_wide_line_between_the_rows_is_said_and_not_counted() -> None:
    found = with_table(ONE, ("二、下属企业",), TWO, merges=["A3:F3"])
    assert problems(found) == [(f"{LEDGER}!A3", "L117")]
    assert ledger(found).rows == 2


def test_rows_beyond_the_issued_ones_count() -> None:
    rows = {f"{x}{y}": value for y in range(5, 60) for x, value in zip("BCD", (f"问题{y}", 1, 0.1), strict=True)}
    found = read(filled((LEDGER, rows)))
    assert problems(found) == []
    assert total(found, "笔数") == 55


def test_rows_put_between_and_taken_out_of_the_form_keep_their_numbers() -> None:
    rows = {"B5": "甲", "C5": 1, "B9": "乙", "C9": 2, "B30": "丙", "C30": 4}
    assert counted(read(filled((LEDGER, rows))), "笔数") == {"C5": "1", "C9": "2", "C30": "4"}


def test_hidden_rows_count_and_are_said() -> None:
    book = table(ONE, TWO)
    book.worksheets[0].row_dimensions[3].hidden = True
    found = read(saved(book))
    assert problems(found) == [(f"{LEDGER}!A3", "L116")]
    assert severities(found) == {"L116": "info"}
    assert counted(found, "笔数") == {"C2": "3", "C3": "0"}


def test_filtered_rows_count_and_are_said() -> None:
    book = table(ONE, TWO)
    sheet: Any = book.active
    sheet.auto_filter.ref = "A1:F3"
    sheet.auto_filter.add_filter_column(4, ["已销号"])
    sheet.row_dimensions[2].hidden = True
    assert problems(read(saved(book))) == [(f"{LEDGER}!A2", "L116")]


def test_hidden_columns_count_and_are_said() -> None:
    book = table(ONE, TWO)
    book.worksheets[0].column_dimensions["D"].hidden = True
    found = read(saved(book))
    assert total(found, "金额") == 2
    assert problems(found) == [(f"{LEDGER}!D1", "L116")]


def test_a_row_struck_out_is_asked_about_and_not_counted() -> None:
    book = table(ONE, TWO)
    for cell in book.worksheets[0][2]:
        cell.font = Font(strike=True)
    found = read(saved(book))
    assert problems(found)[0] == (f"{LEDGER}!A2", "L214")
    assert severities(found)["L214"] == "warning"
    assert counted(found, "笔数") == {"C3": "0"}


def test_one_struck_out_cell_is_no_struck_out_row() -> None:
    book = table(ONE)
    book.worksheets[0]["B2"].font = Font(strike=True)
    assert counted(read(saved(book)), "笔数") == {"C2": "3"}


# Merged cells


def test_a_merged_key_is_filled_down_from_its_first_cell() -> None:
    found = with_table(ONE, ("2", None, 4, 1), ("3", None, 5, 1), merges=["B2:B4"])
    assert problems(found) == []
    assert [(f.record, at(f), f.value) for f in ledger(found).facts if f.field == "问题"] == [
        (2, "B2", "台账不全"), (3, "B2", "台账不全"), (4, "B2", "台账不全")]  # fmt: skip
    assert total(found, "笔数") == 12


def test_a_merged_amount_is_a_question_and_never_counted() -> None:
    found = with_table(ONE, ("2", "乙", 4, None), ("3", "丙", 5, None), merges=["D2:D4"])
    assert problems(found) == [(f"{LEDGER}!D2", "L213")]
    assert severities(found) == {"L213": "warning"}
    assert counted(found, "金额") == {}
    assert total(found, "笔数") == 12


def test_a_merged_count_is_not_called_missing_in_its_other_rows() -> None:
    assert problems(with_table(ONE, ("2", "乙", None, 1), merges=["C2:C3"])) == [(f"{LEDGER}!C2", "L213")]


def test_cells_merged_sideways_do_not_fill_the_next_column() -> None:
    found = with_table(("1", "台账不全", None, 1.5), merges=["B2:C2"])
    assert counted(found, "笔数") == {}
    assert counted(found, "问题") == {"B2": "台账不全"}


def plan(broken: bool, problems_of_tasks: Sequence[tuple[str, int, str]]) -> Return:
    """The ledger of tasks with problems: (task, how many rows below its first, problem); its merges kept or broken."""
    book = openpyxl.load_workbook(io.BytesIO(issued(PLAN)))
    sheet: Any = book[PLAN]
    first = {sheet.cell(y, 3).value: y for y in range(5, sheet.max_row)}
    for merge in list(sheet.merged_cells.ranges):
        if broken and merge.min_row > 4 and merge.min_row < merge.max_row:
            sheet.unmerge_cells(str(merge))
    for task, below, problem in problems_of_tasks:
        sheet.cell(first[task] + below, 5).value = problem
    return read(saved(book))


def given(found: Return, field: str) -> list[str]:
    """The values of a column by row, of rows that the unit filled in."""
    rows = {f.record for f in ledger(found, PLAN).facts if f.field == "存在问题" and f.value}
    return [f.value for f in ledger(found, PLAN).facts if f.field == field and f.record in rows]


@pytest.mark.parametrize("broken", [False, True])
def test_a_task_stays_with_its_rows_when_its_merges_are_broken(broken: bool) -> None:
    found = plan(broken, [("修订制度", 0, "甲"), ("修订制度", 1, "乙"), ("完善清单", 1, "丙"), ("组织学习", 0, "丁")])
    assert given(found, "存在问题") == ["甲", "乙", "丙", "丁"]
    assert given(found, "行动任务") == ["修订制度", "修订制度", "完善清单", "组织学习"]
    assert given(found, "任务类别") == ["体系建设", "体系建设", "体系建设", "能力建设"]
    assert {rule for _, rule in problems(found)} == ({"L135"} if broken else set())


# What stands in a cell


def test_a_computed_formula_in_an_input_cell_counts() -> None:
    found = read(by_hand(sheet_xml(row_xml(2, ("1", "甲", "<f>1+2</f><v>3</v>", "<f>C2*2</f><v>6</v>")))))
    assert (problems(found), counted(found, "笔数"), counted(found, "金额")) == ([], {"C2": "3"}, {"D2": "6"})


@pytest.mark.parametrize("cell", ["<f>1+2</f>", "<f>1+2</f><v></v>", "<f>1+2</f><v/>"])
def test_a_formula_that_was_never_computed_is_a_question(cell: str) -> None:
    found = read(by_hand(sheet_xml(row_xml(2, ("1", "甲", cell, 1)))))
    assert problems(found) == [(f"{LEDGER}!C2", "L206")]
    assert severities(found) == {"L206": "warning"}
    assert found.problems[0].found == "=1+2"
    assert counted(found, "笔数") == {}


def test_a_formula_over_another_sheet_is_said_and_one_over_another_file_asked_about() -> None:
    row = row_xml(2, ("1", "甲", "<f>汇总!B2</f><v>3</v>", "<f>[1]汇总!B2</f><v>6</v>"))
    found = read(by_hand(sheet_xml(row)))
    assert problems(found) == [(f"{LEDGER}!C2", "L218"), (f"{LEDGER}!D2", "L217")]
    assert severities(found) == {"L218": "info", "L217": "warning"}
    assert (counted(found, "笔数"), counted(found, "金额")) == ({"C2": "3"}, {"D2": "6"})


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
@pytest.mark.parametrize("formula", ["", "<f>1/0</f>"])
def test_an_error_is_an_error_and_never_a_blank(error: str, formula: str) -> None:
    cells = f'<c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="C2"><v>3</v></c><c r="D2" t="e">{formula}<v>{error}</v></c>'
    found = read(by_hand(sheet_xml(f'<row r="2">{cells}</row>')))
    assert problems(found) == [(f"{LEDGER}!D2", "L205")]
    assert counted(found, "金额") == {}


def test_an_error_in_a_computed_column_of_the_form_is_the_forms_own_affair() -> None:
    found = read(filled((STATS, {**STATISTICS, "E6": 0, "F6": 0, "H6": 0, "I6": "=H6/E6"})))
    assert problems(found) == []


@pytest.mark.parametrize("text", ["=1+1", "+86", "-甲", "@某人", "=cmd|'/c calc'!A1", "'甲"])
def test_a_text_that_begins_like_a_formula_is_a_text(text: str) -> None:
    found = read(by_hand(sheet_xml(row_xml(2, ("1", text, 3, 1)))))
    assert (problems(found), counted(found, "问题")) == ([], {"B2": text})


def test_a_text_that_begins_like_a_formula_is_no_number() -> None:
    found = read(by_hand(sheet_xml(row_xml(2, ("1", "甲", "=3", 1)))))
    assert counted(found, "笔数") == {}
    assert [place for place, _ in problems(found)] == [f"{LEDGER}!C2"]


def test_zero_is_not_nothing() -> None:
    assert problems(with_table(("1", "甲", 0, 0))) == []
    assert problems(with_table(("1", "甲", None, 0))) == [(f"{LEDGER}!C2", "L201")]


def test_a_text_for_nothing_is_said() -> None:
    found = with_table(("1", "甲", "-", "无"))
    assert sorted(problems(found)) == [(f"{LEDGER}!C2", "L201"), (f"{LEDGER}!C2", "L204"), (f"{LEDGER}!D2", "L204")]
    assert counted(found, "金额") == {"D2": "0"}


def test_questions_hold_back_their_own_cell_only() -> None:
    found = with_table(("1", "甲", "约30", 1.5))
    assert problems(found) == [(f"{LEDGER}!C2", "L203")]
    assert (counted(found, "笔数"), counted(found, "金额")) == ({}, {"D2": "1.5"})


# Nil reports


def test_an_untouched_form_is_no_nil_report() -> None:
    found = read(issued())
    assert problems(found) == [(LEDGER, "L123"), (STATS, "L123"), (PLAN, "L123")]
    assert severities(found) == {"L123": "error"}
    assert [led.nil for led in found.ledgers] == [False] * 3


def ticked(word: Any, **cells: Any) -> Return:
    """The form with something in the box of the nil report."""
    book = openpyxl.load_workbook(io.BytesIO(issued(LEDGER)))
    sheet: Any = book[LEDGER]
    (label,) = [c for row in sheet.iter_rows(max_row=3) for c in row if "零报告" in str(c.value)]
    label.offset(0, 1).value = word
    for cell, value in cells.items():
        sheet[cell] = value
    return read(saved(book))


@pytest.mark.parametrize("word", ["是", "√", " 是 ", True, 1])
def test_a_ticked_nil_report_is_one(word: Any) -> None:
    found = ticked(word)
    assert (problems(found), ledger(found).nil, ledger(found).facts) == ([], True, ())


@pytest.mark.parametrize("word", ["否", "", None, 0, False])
def test_what_is_no_tick_is_no_nil_report(word: Any) -> None:
    found = ticked(word)
    assert (problems(found), ledger(found).nil) == ([(LEDGER, "L123")], False)


def test_a_nil_report_with_content_is_asked_about_and_its_content_counts() -> None:
    found = ticked("是", **FILLED_ROWS)
    assert problems(found) == [(LEDGER, "L124")]
    assert severities(found) == {"L124": "warning"}
    assert not ledger(found).nil
    assert total(found, "笔数") == 3


def test_a_nil_report_with_zeros_is_asked_about() -> None:
    found = ticked("是", B5="无", C5=0, D5=0)
    assert total(found, "笔数") == 0
    assert not [p for p in found.problems if p.severity == "error"]


def test_a_row_put_above_the_one_row_of_a_form_is_no_gap() -> None:
    book = openpyxl.load_workbook(io.BytesIO(issued(STATS)))
    sheet: Any = book[STATS]
    sheet.unmerge_cells("A7:Y7")
    for cell, value in STATISTICS.items():
        sheet[f"{cell[:-1]}7"] = value
    found = read(saved(book))
    assert counted(found, "涉及金额", STATS) == {"F7": "12.5"}
    assert [p for p in found.problems if p.severity != "info"] == []
    assert ledger(found, STATS).rows == 1


# Whatever is done to the rows, the sum of what is listed is the figure


def test_any_order_of_rows_gives_the_same_figures() -> None:
    rows = [(str(i), f"问题{i}", i, i / 10) for i in range(1, 8)]
    for shift in range(7):
        found = read(xlsx(*rows[shift:], *rows[:shift]))
        assert total(found, "笔数") == 28
        assert round(total(found, "金额"), 6) == 2.8
