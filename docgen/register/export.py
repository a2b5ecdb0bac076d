"""The register as a workbook for people."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import xlsxwriter

from docgen.register.entry import Contents

COLUMNS = (("序号", 6), ("发文字号", 22), ("标题", 60), ("成文日期", 14), ("状态", 8), ("说明", 30), ("活动", 24))


def workbook(contents: Contents) -> bytes:
    """A workbook 发文登记簿, the same bytes for the same contents."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"title": "发文登记簿", "created": datetime(1980, 1, 1)})
        head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#EEEEEE"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        sheet = book.add_worksheet("发文登记簿")
        for x, (title, width) in enumerate(COLUMNS):
            sheet.set_column(x, x, width)
            sheet.write_string(0, x, title, head)
        for y, e in enumerate(contents.entries, 1):
            sheet.write_number(y, 0, y, cell)
            for x, text in enumerate((e.number, e.title, e.dated, e.state, contents.note(e), e.campaign), 1):
                sheet.write_string(y, x, text, cell)
        sheet.set_default_row(20)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return out.getvalue()
