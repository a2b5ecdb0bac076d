"""Rules of tables: their width, heads that repeat, and landscape pages (GB/T 9704-2012, 5.2.1 and 8)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.gongwen.layout.case import Case, Fault
from docgen.gongwen.layout.measure import mm
from docgen.gongwen.layout.page import sections, sideways
from docgen.gongwen.manuscript import Grid, PageSetup

MOST_ROWS = 20
"""A longer table is taken to go on over the page."""
SLACK = 60


def landscape(case: Case) -> Iterator[Fault]:
    """A landscape page is bound at its head; where its number stands a person must see."""
    for section, page in sections(case):
        if sideways(page):
            cure = "请看一眼横页：表头应在订口一边，页码的位置与其他页一致（单页在右下、双页在左下，随纸转向）"
            seen, right = "页面横排", "页码位置与竖页一致"
            yield Fault("页面横排，页码和表头的位置要请人看一眼", seen, right, cure, section=section)


def tables(case: Case) -> list[Grid]:
    """The tables of the text."""
    return [p.item for p in case.reading.placed if p.role == "table" and isinstance(p.item, Grid)]


def page_of(case: Case, grid: Grid) -> PageSetup | None:
    """The page that a table stands on."""
    return case.pages[min(max(grid.section, 0), len(case.pages) - 1)] if case.pages else None


def table_size(case: Case) -> Iterator[Fault]:
    """A table is no wider than the text area, and the head of a long one repeats on every page."""
    for number, grid in enumerate(tables(case), 1):
        line = next(grid.lines(), None)
        page, found = page_of(case, grid), grid.width or sum(grid.widths)
        if page is not None and found > page.text_width + SLACK:
            seen, right = f"{mm(found):.0f}毫米", f"不超过{mm(page.text_width):.0f}毫米"
            cure = "请选中表格，在“布局→自动调整”里选“根据窗口自动调整”，或把这一页改为横排"
            yield Fault(f"第{number}个表格宽{seen}，超出了版心，应{right}", seen, right, cure, line)
        if len(grid.rows) > MOST_ROWS and not grid.header_rows:
            cure = "请选中表头，在“布局→重复标题行”点一下"
            seen = f"{len(grid.rows)}行，表头不重复"
            yield Fault(
                f"第{number}个表格有{len(grid.rows)}行，跨页后看不到表头", seen, "每页重复表头", cure, line,
                strength="practice",
            )  # fmt: skip
