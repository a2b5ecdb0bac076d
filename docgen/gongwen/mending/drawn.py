"""Rules that are drawn, and tables: the red rule, those of the imprint, a table's width."""

from __future__ import annotations

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.colours import is_red
from docgen.gongwen.layout.imprint import EIGHTH
from docgen.gongwen.layout.redrule import GAPS, under_masthead
from docgen.gongwen.layout.tables import text_width
from docgen.gongwen.manuscript import Line
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.mending.properties import assign, drop, forget, paragraph_properties, properties, under
from docgen.gongwen.mending.room import overflows
from docgen.gongwen.standard import RED
from docgen.gongwen.word.wml import Element, child, twips, w

RED_SIZE = 12
"""Eighths of a point; 7.2.7 leaves the weight open, 1.5 pt is practice."""


def red_rule(bench: Bench, fault: Diagnostic) -> bool:
    """A red rule as wide as the text area stands under the number; one that is drawn or in a table is left alone."""
    found = under_masthead(bench.case)
    own = [d.item for d in found if isinstance(d.item, Line) and d.under]
    line = bench.line(fault) if not found else own[-1] if own else None
    paragraph = bench.element(line)
    if line is None or paragraph is None or line.in_table or line.boxed:
        return False
    wider = 20 * (GAPS.start - line.below.gap) if line.below else 0
    if fault.fix.amount == GAPS.start and overflows(bench, line, wider):
        return False
    place = paragraph_properties(paragraph)
    bottom = under(under(place, "pBdr"), "bottom")
    gap = line.below.gap if line.below and line.below.gap in GAPS else GAPS.start
    size = line.below.size if line.below and line.below.size else RED_SIZE
    for name, value in (("val", "single"), ("sz", str(size)), ("space", str(gap)), ("color", RED)):
        bottom.set(w(name), value)
    forget(bottom, "themeColor")
    if line.spacing.align == "center":
        drop(place, "ind")
        assign(place, "ind", leftChars=0, left=0, rightChars=0, right=0, firstLineChars=0, firstLine=0)
    return not any(is_red(d.rule.color) for d in found) or line.spacing.align == "center"


def table_of(bench: Bench, line: Line | None) -> list[Element]:
    """The table that a line stands in, and its double."""
    return [table for p in bench.twins(line) if (table := next(p.iterancestors(w("tbl")), None)) is not None]


def imprint_rules(bench: Bench, fault: Diagnostic) -> bool:
    """The rows of the imprint have a thick rule at both ends and thin ones between."""
    lines = [line for line in bench.case.lines("imprint", part=None) if line.in_table]
    tables = table_of(bench, lines[-1] if lines else None)
    for table in tables:
        drop(properties(table, "tblPr"), "tblBorders")
        ruled(bench, table)
    return bool(tables)


def imprint_width(bench: Bench, fault: Diagnostic) -> bool:
    """The table of the imprint is as wide as the text area."""
    lines = [line for line in bench.case.lines("imprint", part=None) if line.in_table]
    tables = table_of(bench, lines[-1] if lines else None)
    return bool(tables) and not lines[-1].boxed and all(widened(bench, lines[-1], table) for table in tables)


def ruled(bench: Bench, table: Element) -> None:
    """Draw the rules of one table on its cells."""
    thick, thin = (max(round(bench.case.number(key) / EIGHTH), 2) for key in ("版记粗线", "版记细线"))
    rows = table.findall(w("tr"))
    for at, row in enumerate(rows):
        sizes = {"top": thin if at else thick, "bottom": thick if at == len(rows) - 1 else thin}
        for cell in row.iter(w("tc")):
            borders = under(properties(cell, "tcPr"), "tcBorders")
            for side, size in sizes.items():
                assign(borders, side, val="single", sz=size, space=0, color="000000")


def table_width(bench: Bench, fault: Diagnostic) -> bool:
    """A table is as wide as the text area."""
    line = bench.line(fault)
    return line is not None and all([widened(bench, line, table) for table in table_of(bench, line)])


def widened(bench: Bench, line: Line, table: Element) -> bool:
    """Make a table as wide as the text area, its columns in proportion; False where it does not say their widths."""
    wanted, grid = round(text_width(bench.case, bench.case.page(line))), child(table, "tblGrid")
    columns = [] if grid is None else grid.findall(w("gridCol"))
    now = sum(twips(column.get(w("w"))) for column in columns)
    if now <= 0:
        return False
    cells = [item for item in table.iter(w("tcW")) if item.get(w("type"), "dxa") == "dxa"]
    for item in (*columns, *cells):
        item.set(w("w"), str(round(twips(item.get(w("w"))) * wanted / now)))
    assign(properties(table, "tblPr"), "tblW", w=wanted, type="dxa")
    return True
