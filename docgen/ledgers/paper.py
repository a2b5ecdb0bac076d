"""A workbook that docgen makes: formats, titles, headings and print set-up that all of them share."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from docgen.core.errors import DocgenError
from docgen.wording import width

LONGEST_CELL = 32_000
"""Characters; a cell takes 32 767."""
MOST_ROWS = 1_048_576
"""Rows of a sheet."""
HEAD = 3
"""Row of the heading, from 0."""


class Beyond(DocgenError):
    """A cell that a sheet has no room for; nothing may be left out in silence."""


class CheckedSheet(Worksheet):  # type: ignore[misc]
    """A sheet that says so when a cell is not written: XlsxWriter passes over what lies beyond a sheet's limits."""

    def write_string(self, row: int, column: int, *rest: Any) -> int:
        """A text."""
        return self._written(super().write_string(row, column, *rest), row, column)

    def write_number(self, row: int, column: int, *rest: Any) -> int:
        """A number."""
        return self._written(super().write_number(row, column, *rest), row, column)

    def write_datetime(self, row: int, column: int, *rest: Any) -> int:
        """A date."""
        return self._written(super().write_datetime(row, column, *rest), row, column)

    def write_formula(self, row: int, column: int, *rest: Any) -> int:
        """A formula."""
        return self._written(super().write_formula(row, column, *rest), row, column)

    def write_blank(self, row: int, column: int, *rest: Any) -> int:
        """An empty cell with a format."""
        return self._written(super().write_blank(row, column, *rest), row, column)

    def _written(self, result: int, row: int, column: int) -> int:
        if result:
            raise Beyond(f"《{self.name}》第{row + 1}行第{column + 1}列写不下，超出了 Excel 的范围，没有生成")
        return result


class Paper:
    """A workbook with the formats that all of them share; closing it gives the bytes.

    It says that it was made at the beginning of ``year``, so that the same content gives the same bytes.
    """

    def __init__(self, year: int, title: str) -> None:
        self.out = BytesIO()
        plain = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(self.out, plain)
        created = datetime.datetime(year, 1, 1)
        self.book.set_properties({"title": title, "created": created})
        base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        frame = {**base, "border": 1, "border_color": "#A6A6A6"}

        def make(**more: Any) -> Any:
            return self.book.add_format({**frame, **more})

        self.title = self.book.add_format({**base, "font_name": "黑体", "font_size": 16, "align": "center"})
        self.note = self.book.add_format({**base, "text_wrap": True})
        self.header = make(bold=True, align="center", text_wrap=True, bg_color="#E8EEF4")
        self.text = make(text_wrap=True)
        self.center = make(align="center", text_wrap=True)
        self.small = make(font_color="#595959", text_wrap=True)
        self.whole = make(num_format="#,##0", align="right")
        self.amount = make(num_format="#,##0.00####", align="right")
        self.percent = make(num_format="0.00%", align="right")
        self.day = make(num_format="yyyy-mm-dd", align="center")
        doubt = "#FFF2CC"
        self.doubtful = {
            "整数": make(num_format="#,##0", align="right", bg_color=doubt),
            "金额": make(num_format="#,##0.00####", align="right", bg_color=doubt),
            "比率": make(num_format="0.00%", align="right", bg_color=doubt),
            "日期": make(num_format="yyyy-mm-dd", align="center", bg_color=doubt),
        }
        self.doubtful_text = make(text_wrap=True, bg_color=doubt)
        self.held = make(bg_color="#FCE4D6", font_color="#C00000", text_wrap=True)
        lacking = {"bold": True, "bg_color": "#F2F2F2", "align": "right", "font_color": "#C00000"}
        self.total_lacking = {
            "整数": make(**lacking, num_format="#,##0"),
            "金额": make(**lacking, num_format="#,##0.00####"),
            "比率": make(**lacking, num_format="0.00%"),
        }
        self.total = make(bold=True, bg_color="#F2F2F2", align="center")
        self.total_whole = make(bold=True, bg_color="#F2F2F2", num_format="#,##0", align="right")
        self.total_amount = make(bold=True, bg_color="#F2F2F2", num_format="#,##0.00####", align="right")
        self.total_percent = make(bold=True, bg_color="#F2F2F2", num_format="0.00%", align="right")
        self.states = {
            "×": make(align="center", bg_color="#FFC7CE"), "△": make(align="center", bg_color="#FCE4D6"),
            "？": make(align="center", bg_color="#FFF2CC"), "√": make(align="center", bg_color="#E2EFDA"),
            "○": make(align="center", bg_color="#DDEBF7"), "—": make(align="center", font_color="#A6A6A6"),
        }  # fmt: skip
        self.severity = {"error": make(align="center", bg_color="#FFC7CE"), "warning": make(align="center", bg_color="#FFF2CC"),
                         "info": make(align="center")}  # fmt: skip

    def sheet(
        self, name: str, title: str, note: str, widths: Sequence[float], frozen: int = 0, printed: int = 0
    ) -> Any:
        """A sheet with its title and a line under it, set up for print; ``printed`` columns go on paper, 0 for all."""
        shown = widths[: printed or len(widths)]
        sheet = self.book.add_worksheet(name, CheckedSheet)
        for x, chars in enumerate(widths):
            sheet.set_column(x, x, chars)
        across(sheet, 0, len(shown), title, self.title)
        sheet.set_row(0, 30)
        across(sheet, 1, len(shown), note, self.note)
        sheet.set_row(1, 15 * max(1, round(2.1 * width(note) / max(sum(shown), 1) + 0.5)))
        sheet.set_landscape()
        sheet.set_paper(8 if sum(shown) > 170 else 9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.repeat_rows(HEAD)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.freeze_panes(HEAD + 1, frozen)
        return sheet

    def headings(self, sheet: Any, texts: Sequence[str], widths: Sequence[float], row: int = HEAD) -> None:
        """A row of headings, tall enough for the longest."""
        for x, text in enumerate(texts):
            sheet.write_string(row, x, text, self.header)
        deepest = max(
            (2.1 * width(part) / max(w - 1, 1) for t, w in zip(texts, widths, strict=True) for part in t.split("\n")),
            default=1,
        )
        sheet.set_row(row, 15 * (int(deepest) + 1) + 4)

    def close(self) -> bytes:
        """The workbook."""
        self.book.close()
        return self.out.getvalue()


def across(sheet: Any, row: int, columns: int, text: str, style: Any) -> None:
    """A text over the whole width."""
    if columns > 1:
        sheet.merge_range(row, 0, row, columns - 1, "", style)
    sheet.write_string(row, 0, text, style)


def tallest(texts: Sequence[str], widths: Sequence[float]) -> float:
    """The height of a row in pt that shows every text whole; programs do not agree on growing rows by themselves."""
    lines = [
        sum(max(1, math.ceil(2.1 * width(part) / max(chars - 1.5, 1))) for part in text.split("\n"))
        for text, chars in zip(texts, widths, strict=True)
    ]
    return min(400.0, 14.0 * max(lines, default=1) + 3)
