"""Whether a page has room for one more line: what stands alone on the next page looks worse than a blank too few."""

from __future__ import annotations

import math

from docgen.gongwen.layout.case import Case
from docgen.gongwen.layout.measure import cell, first, left, page_of, right
from docgen.gongwen.layout.page import line_pitch
from docgen.gongwen.manuscript import Grid, Line, PageSetup
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.roles import Placed
from docgen.wording import width

SINGLE = 1.45
"""How much higher than its size a line of type at single spacing is, as fonts for Chinese have it."""

SLACK = 579
"""Twips by which the estimate may be too high; a page that is full is not to be made fuller."""


def overflows(bench: Bench, line: Line, more: int) -> bool:
    """Whether text that fills one page at most would go on to a second one with so many twips more above a line.

    Where the pages are laid out anew by other mending there is no page to keep to.
    """
    case = bench.case
    items = same_page(case, line)
    page = page_of(line, case.pages)
    if any(isinstance(placed.item, Grid) for placed in items):
        return False  # how high a table is cannot be told
    high = sum(height(placed.line, page) for placed in items if placed.line)
    return not bench.relaid and high <= page.text_height + SLACK and high + more > page.text_height


def same_page(case: Case, line: Line) -> list[Placed]:
    """The items from the page break before a line to the one behind it."""
    place = case.place(line) or 0
    start, end = place, place + 1
    while start > 0 and not breaks(case, start):
        start -= 1
    while end < len(case.flow) and not breaks(case, end):
        end += 1
    return case.flow[start:end]


def breaks(case: Case, place: int) -> bool:
    """Whether a page begins with the item at a place."""
    item = case.flow[place].item
    return item.new_page or place > 0 and item.section != case.flow[place - 1].item.section


def height(line: Line, page: PageSetup) -> float:
    """About how high a paragraph is, in twips."""
    looks, spacing = line.looks(), line.spacing
    times = spacing.line / 240 if spacing.rule == "auto" else 1.0
    pitch = line_pitch(line, page)[0] or looks.size * 20 * SINGLE * times
    room = max(page.text_width / cell(line, page) - left(line, page) - right(line, page), 1.0)
    rows = sum(max(math.ceil((width(piece) + max(first(line, page), 0)) / room), 1) for piece in line.text.split("\n"))
    return rows * pitch + spacing.before + spacing.after
