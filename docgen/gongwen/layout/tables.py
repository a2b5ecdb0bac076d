"""Rules of tables: their width, heads that repeat, and landscape pages (GB/T 9704-2012, 5.2.1 and 8)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen.deviation import deviation
from docgen.gongwen.layout.case import Case
from docgen.gongwen.layout.measure import mm
from docgen.gongwen.layout.page import sections, sideways
from docgen.gongwen.layout.pagenumbers import number_lines
from docgen.gongwen.manuscript import Grid, PageSetup
from docgen.gongwen.operations import Operation
from docgen.gongwen.standard import TWIPS_PER_MM

MOST_ROWS = 20
"""A longer table is taken to go on over the page."""
CELL_MARGIN = 108
"""Twips that a word processor leaves in a cell beside its text; a table as wide as the text reaches out by them."""
SLACK = 60


def landscape(case: Case) -> Iterator[Diagnostic]:
    """The number of a landscape page stands where it stands on the others; in a text box a person must see."""
    for section, page in sections(case):
        if not sideways(page):
            continue
        lines = [line for kind in ("default", "even") for line in number_lines(page, kind)]
        if any(not line.boxed for line in lines) and case.profile.form != "无版头":
            seen, right = "页码在横页的下边", "页码位置与竖页一致"
            cure = "请删去横页页脚里的页码，在左边空白处插入文本框，放页码，文字方向转90度；单页在下、双页在上"
            message = f"{seen}，装订后不在竖页页码的位置，应与竖页一致"
            yield deviation(message, seen, right, cure, section=section, strength="must")
        else:
            cure = "请看一眼横页：表头应在订口一边，页码的位置与其他页一致（单页在右下、双页在左下，随纸转向）"
            seen, right = "页面横排", "页码位置与竖页一致"
            yield deviation("页面横排，页码和表头的位置要请人看一眼", seen, right, cure, section=section)


def tables(case: Case) -> list[Grid]:
    """The tables of the text."""
    return [p.item for p in case.reading.placed if p.role == "table" and isinstance(p.item, Grid)]


def page_of(case: Case, grid: Grid) -> PageSetup | None:
    """The page that a table stands on."""
    return case.pages[min(max(grid.section, 0), len(case.pages) - 1)] if case.pages else None


def text_width(case: Case, page: PageSetup) -> float:
    """How wide a table may be: as the text area is, or as it will be where the margins are wrong and said to be."""
    return max(page.text_width, case.number("版心高" if sideways(page) else "版心宽") * TWIPS_PER_MM)


def table_size(case: Case) -> Iterator[Diagnostic]:
    """A table is no wider than the text area, and the head of a long one repeats on every page."""
    for number, grid in enumerate(tables(case), 1):
        line = next(grid.lines(), None)
        page, found = page_of(case, grid), grid.width or sum(grid.widths)
        room = text_width(case, page) if page is not None else 0
        if page is not None and found > room + 2 * CELL_MARGIN + SLACK:
            seen, right = f"{mm(found):.0f}毫米", f"不超过{mm(room):.0f}毫米"
            cure = "请选中表格，在“布局→自动调整”里选“根据窗口自动调整”，或把这一页改为横排"
            message = f"第{number}个表格宽{seen}，超出了版心，应{right}"
            yield deviation(message, seen, right, cure, line, fix=Fix(Operation.TABLE_WIDTH))
        if len(grid.rows) > MOST_ROWS and not grid.header_rows:
            cure = "请选中表头，在“布局→重复标题行”点一下"
            seen = f"{len(grid.rows)}行，表头不重复"
            yield deviation(
                f"第{number}个表格有{len(grid.rows)}行，跨页后看不到表头", seen, "每页重复表头", cure, line,
                strength="practice",
            )  # fmt: skip
