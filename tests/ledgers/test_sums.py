"""Sums that units write between their rows: never counted, said, compared with the rows that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.ledgers.workbooks import (
    FILLED_ROWS,
    LEDGER,
    ONE,
    TWO,
    changed,
    counted,
    filled,
    issued,
    problems,
    read,
    row_of,
    rules,
    severities,
    total,
    xlsx,
)

SUM = (None, None, 3, 2)


def with_word(word: str, column: int, number: str | None = None) -> list[Any]:
    """A row with the sums of ONE and TWO and a word in front of them."""
    row: list[Any] = [number, None, 3, 2]
    row[column] = word
    return row


@pytest.mark.parametrize(
    "word", ["合计", "小计", "总计", "共计", "合 计", "合计：", "合计（万元）", "以上合计", "采购类小计", "Total"]
)
@pytest.mark.parametrize(("column", "number"), [(0, None), (1, None), (1, "3")])
def test_a_sum_in_any_leading_text_is_said_and_not_counted(word: str, column: int, number: str | None) -> None:
    found = read(xlsx(ONE, TWO, with_word(word, column, number)))
    assert (total(found, "笔数"), total(found, "金额")) == (3, 2)
    assert (problems(found), severities(found)) == ([(f"{LEDGER}!A4", "L117")], {"L117": "info"})


@pytest.mark.parametrize("word", ["合计", "小计", "总计"])
def test_a_sum_typed_into_a_free_row_of_the_form_is_not_counted(word: str) -> None:
    form = filled((LEDGER, {**FILLED_ROWS, **row_of(7, ("3", word, 3, 2, None, None))}))
    found = read(form)
    assert (total(found, "笔数"), total(found, "金额"), problems(found)) == (3, 2, [(f"{LEDGER}!A7", "L117")])


@pytest.mark.parametrize(
    "last",
    [
        (None, None, 3, 2),
        ("3", None, 3, 2),
        (None, "汇总", 3, 2),
        (None, "全公司", 3, 2),
        (None, "丙", 3, 2, None, "合计"),
    ],
)
def test_a_last_row_that_adds_up_the_others_without_saying_so_is_asked_about(last: Sequence[Any]) -> None:
    found = read(xlsx(ONE, TWO, last))
    assert (total(found, "笔数"), total(found, "金额")) == (3, 2)
    assert (f"{LEDGER}!A4", "L117") in problems(found)
    assert next(p.severity for p in found.problems if p.rule.number == "L117") == "warning"


@pytest.mark.parametrize("last", [(None, "丙", 3, 2), (None, "丙", 3, 5), (None, "汇总", 4, 2)])
def test_a_last_row_with_a_name_of_its_own_or_other_numbers_counts(last: Sequence[Any]) -> None:
    found = read(xlsx(ONE, TWO, last))
    assert (total(found, "笔数"), [p for p in problems(found) if p[1] == "L117"]) == (3 + last[2], [])


@pytest.mark.parametrize("part", ["其中：采购类", "其中", "其中采购类", "其中:个人"])
@pytest.mark.parametrize("behind_the_sum", [True, False])
def test_a_part_of_what_stands_above_is_not_counted(part: str, behind_the_sum: bool) -> None:
    rows: list[Sequence[Any]] = [ONE, (None, part, 1, 0.5), TWO, with_word("合计", 0)]
    if behind_the_sum:
        rows = [ONE, TWO, with_word("合计", 0), (None, part, 1, 0.5)]
    found = read(xlsx(*rows))
    assert (total(found, "笔数"), total(found, "金额")) == (3, 2)
    assert (rules(found), {p.severity for p in found.problems}) == (["L117", "L117"], {"info"})


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([ONE, TWO, with_word("合计", 1, "3")], []),
        ([ONE, TWO, ("3", "合计", 4, 2)], ["C4"]),
        ([ONE, (None, "小计", 3, 1.5), TWO, (None, "小计", 0, 0.7), with_word("合计", 0)], ["D5"]),
        ([(None, "甲类小计", 3, 1.5), ONE, (None, "乙类小计", 0, 0.5), TWO], []),  # above their groups
        ([ONE, (None, "其中：采购类", 5, 1), TWO], ["C3"]),
        ([with_word("合计", 0), ONE, TWO], []),
        ([ONE, (None, "约数", "约3", 1), with_word("合计", 0), TWO], ["D4"]),  # 3 + 约3 is not known; 1.5 + 1 + 0.5 is
    ],
)
def test_a_sum_is_compared_with_its_own_rows(rows: list[Sequence[Any]], cells: list[str]) -> None:
    found = read(xlsx(*rows))
    assert [p.place.cell for p in found.problems if p.rule.number == "L401"] == cells


@pytest.mark.parametrize("word", ["其中一名员工没有签承诺书，也没有人提醒过他", "费用没有合计", "合计数与明细不符"])
def test_a_problem_that_only_begins_like_a_sum_is_a_problem(word: str) -> None:
    assert counted(read(xlsx(("1", word, 4, 1, "整改中", None))), "笔数") == {"C2": "4"}


def test_a_row_with_texts_of_its_own_is_an_entry_whatever_it_begins_with() -> None:
    found = read(xlsx(("1", "合计", 4, 1, "整改中", "2026-05-06"), TWO))
    assert total(found, "笔数") == 4


def test_a_number_beside_the_table_is_said_and_not_counted() -> None:
    data = changed(
        xlsx(ONE, TWO), lambda sheet: sheet.__setitem__("H2", 5), lambda sheet: sheet.__setitem__("I3", 2.5)
    )
    found = read(data)
    assert problems(found) == [(f"{LEDGER}!H2", "L117"), (f"{LEDGER}!I3", "L117")]
    assert ("5" in found.problems[0].message, severities(found)) == (True, {"L117": "warning"})


@pytest.mark.parametrize(
    ("cell", "words", "told"),
    [
        ("H3", "另有5人次", [(f"{LEDGER}!H3", "L117")]),
        ("A6", "另：补报20人次", [(f"{LEDGER}!A6", "L117")]),
        ("A6", "说明：未含分公司3笔", [(f"{LEDGER}!A6", "L117")]),
        ("A6", "说明：另附2页", []),
        ("H3", "2026年6月18日", []),
        ("A6", "填表人：张三 另有事外出", []),
    ],
)
def test_a_remark_outside_the_table_that_has_figures_is_said(cell: str, words: str, told: list[Any]) -> None:
    found = read(changed(xlsx(ONE, TWO), lambda sheet: sheet.__setitem__(cell, words)))
    assert ([p for p in problems(found) if p[1] == "L117"], total(found, "笔数")) == (told, 3)


def test_many_numbers_beside_the_table_are_few_complaints() -> None:
    data = changed(xlsx(*[ONE] * 40), *[lambda s, y=y: s.cell(y, 9, y * 3) for y in range(2, 42)])
    found = [p for p in read(data).problems if p.rule.number == "L117"]
    assert (len(found), [p.place.cell for p in found][:2]) == (6, ["I2", "I3"])


def test_running_numbers_in_front_of_the_table_and_the_check_of_the_form_are_no_numbers_beside_it() -> None:
    shifted = changed(xlsx(ONE, TWO), lambda sheet: sheet.insert_cols(1), lambda sheet: sheet.__setitem__("A2", 1),
                      lambda sheet: sheet.__setitem__("A3", 2))  # fmt: skip
    assert "L117" not in rules(read(shifted))
    assert rules(read(filled((LEDGER, FILLED_ROWS)))) == []


def test_required_cells_that_a_broken_merge_left_empty_are_one_complaint_with_its_range() -> None:
    rows = [("1", "台账不全", 1, 1), *((None, None, i, 1) for i in range(2, 99))]
    found = [p for p in read(xlsx(*rows)).problems if p.rule.number == "L201"]
    assert [(p.place.cell, "B3至B99" in p.message, "97" in p.message) for p in found] == [("B3", True, True)]


def test_the_form_shows_its_sums_in_view_above_the_table() -> None:
    import io

    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(issued()))[LEDGER]
    texts = [str(cell.value) for row in sheet.iter_rows(max_row=3) for cell in row if cell.value]
    assert any(
        text.startswith('="本表合计："') and "SUM($C$5:$C$59)" in text and "SUM($D$5:$D$59)" in text for text in texts
    )
    assert sheet.freeze_panes is not None
    assert int("".join(c for c in sheet.freeze_panes if c.isdecimal())) > 3
