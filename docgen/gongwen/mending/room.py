"""Whether a page has room for one more line: what stands alone on the next page looks worse than a blank too few."""

from __future__ import annotations

import math
from dataclasses import replace

from docgen.gongwen.layout.case import Case, is_blank
from docgen.gongwen.layout.measure import cell, first, left, page_of, right
from docgen.gongwen.layout.page import line_pitch
from docgen.gongwen.manuscript import Grid, Line, PageSetup
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.roles import Placed
from docgen.wording import width

SINGLE = 1.45
"""How much higher than its size a line of type at single spacing is, as fonts for Chinese have it."""

SLACK = 579
"""Twips by which the estimate of each page may be wrong; in doubt a page is not made fuller."""


def overflows(bench: Bench, line: Line, more: int) -> bool:
    """Whether so many twips more above a line may push what stands at the foot of a page to the next one.

    What is looked at is the end of the text, and of the signature and date, up to the next page break. Where other
    mending has just laid the pages out anew, nothing is known before they are read again.
    """
    case = bench.case
    page = page_of(line, case.pages)
    more += max(bench.added, 0) * SLACK
    return bench.relaid or any(tight(foot, more, page.text_height) for foot in feet(same_page(case, line), page))


def feet(items: list[Placed], page: PageSetup) -> list[float]:
    """How far below the page break a date ends, and what stands last with text."""
    high, last, found = 0.0, 0.0, list[float]()
    for placed in items:
        high += taken(placed, page)
        if placed.role in ("signature", "date"):
            found.append(high)
        last = last if is_blank(placed) else high
    return [*found, last]


def tight(foot: float, more: float, page: float) -> bool:
    """Whether what ends at a height may come to stand on another page, or already stands at the edge of one."""
    full, rest = divmod(foot, page)
    doubt = SLACK * (full + 1)
    return rest + more + doubt > page or bool(full) and rest < doubt


def taken(placed: Placed, page: PageSetup) -> float:
    """About how high an item is; the columns of a table are taken to be equally wide."""
    if not isinstance(placed.item, Grid):
        return height(placed.item, page)
    rows = [row for row in placed.item.rows if row]
    pages = [replace(page, width=page.width - page.text_width * (len(row) - 1) // len(row)) for row in rows]
    return sum(
        max(sum(height(line, narrow) for line in cell.lines) for cell in row)
        for row, narrow in zip(rows, pages, strict=True)
    )


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
