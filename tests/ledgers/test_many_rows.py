"""More rows than a sheet has: they go on in a further sheet, and so do the totals; no cell is lost in silence."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.ledgers.books import consolidated
from docgen.ledgers.consolidate import totals
from docgen.ledgers.paper import MOST_ROWS, Beyond, Paper
from tests.ledgers.returns import LIST, PROGRESS, inbox, listing, office, progress


def written(tmp_path: Path, most: int) -> bytes:
    """The consolidated workbook of seven rows in one ledger and three in another, on sheets of so many rows."""
    box = inbox(tmp_path / "活动", 台账={"进度表": PROGRESS, "明细表": LIST})
    for number, unit in enumerate(("一公司", "二公司", "投资公司"), 1):
        rows = [(f"{number}-{i}", number + i / 4) for i in range(number + 1)]
        box.put(f"{number}.xlsx", progress(unit, number * 3, number, number / 2), listing(unit, *rows))
    done = box.settle()
    return consolidated(done.collection, totals(done.collection), most=most)


def total_row(data: bytes, sheet: str) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return next([c.value for c in row[2:]] for row in book[sheet].iter_rows() if row[1].value == "合计")


@pytest.mark.parametrize("most", [6, 7, 8, 9, 12])
def test_rows_and_totals_go_on_in_further_sheets(tmp_path: Path, most: int) -> None:
    data, whole = written(tmp_path / "1", most), written(tmp_path / "2", MOST_ROWS)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheets = [name for name in book.sheetnames if name.startswith("明细表")]
    keys = [
        row[2].value
        for name in sheets
        for row in book[name].iter_rows(min_row=5)
        if row[1].value not in (None, "合计")
    ]
    assert (len(sheets), keys) == (
        -(-9 // (most - 5)),
        ["1-0", "1-1", "2-0", "2-1", "2-2", "3-0", "3-1", "3-2", "3-3"],
    )
    assert max(sheet.max_row for sheet in book.worksheets) <= most
    assert total_row(data, sheets[-1])[:2] == total_row(whole, "明细表")[:2]


def test_a_spreadsheet_computes_the_same_totals_over_several_sheets(tmp_path: Path) -> None:
    (tmp_path / "汇总.xlsx").write_bytes(written(tmp_path, 7))
    (tmp_path / "算过").mkdir()
    office([tmp_path / "汇总.xlsx"], tmp_path / "算过")
    again = (tmp_path / "算过" / "汇总.xlsx").read_bytes()
    assert total_row(again, "进度表（2）")[:4] == [18, 6, 3, pytest.approx(6 / 18)]
    assert total_row(again, "明细表（5）")[1] == pytest.approx(2.25 + 6.75 + 13.5)


@pytest.mark.parametrize(("row", "column"), [(MOST_ROWS, 0), (0, 16_384)])
def test_a_cell_beyond_a_sheet_is_refused_and_not_passed_over(row: int, column: int) -> None:
    paper = Paper(2026, "试")
    sheet = paper.sheet("表", "题", "注", [10])
    writes: list[Any] = [
        lambda: sheet.write_string(row, column, "x", paper.text),
        lambda: sheet.write_number(row, column, 1, paper.whole),
        lambda: sheet.write_formula(row, column, "=1", paper.whole, 1),
        lambda: sheet.write_blank(row, column, None, paper.text),
    ]
    for write in writes:
        with pytest.raises(Beyond, match=f"第{row + 1}行第{column + 1}列"):
            write()


def test_a_text_that_is_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    paper = Paper(2026, "试")
    with pytest.raises(Beyond):
        paper.sheet("表", "题", "注", [10]).write_string(5, 0, "长" * 32_768, paper.text)
