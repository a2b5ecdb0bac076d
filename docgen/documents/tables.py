"""Tables fitted to the text area: widths, least heights, what stays on one page; lengths in twips."""

from __future__ import annotations

import math

from docgen.gongwen import standard as gb
from docgen.gongwen.document import Cell, Table
from docgen.gongwen.title import break_title
from docgen.rendering.values import Grid, GridCell
from docgen.wording import width

TABLE_TYPE = 240
"""Width of a character in a table (12 pt) in twips."""

TITLE_ROOM = 5 * gb.LINE
"""What label, title and blank lines take of the page on which a table begins."""

TABLE_LINE = 330

SMALL = 9
"""A table of so many rows, its heading included, stays on one page."""

CELL_PADDING = 150


def grid(table: Table, landscape: bool) -> Grid:
    """A table fitted to the text area.

    Rows that one cell reaches over are made high enough for its text, and stay on one page where a page can hold
    them; a row may break across pages only if no page could hold it.
    """
    area = gb.LANDSCAPE_TEXT_WIDTH if landscape else gb.TEXT_WIDTH
    page = gb.LANDSCAPE_TEXT_HEIGHT if landscape else gb.TEXT_HEIGHT
    total = sum(table.widths)
    edges = [round(sum(table.widths[:i]) / total * area) for i in range(len(table.widths) + 1)]
    widths = tuple(b - a for a, b in zip(edges, edges[1:], strict=False))
    covered = table.grid()
    count, head = len(covered), table.header_rows
    heights = [row_height(covered, y, widths) for y in range(count)]
    room = page * 0.9 - sum(heights[:head])
    rows = tuple(grid_row(covered, y, widths, head) for y in range(count))
    return Grid(
        widths,
        head,
        rows,
        may_break=tuple(height > room - (TITLE_ROOM if y == head else 0) for y, height in enumerate(heights)),
        least=tuple(height if y >= head else 0 for y, height in enumerate(least_heights(covered, widths))),
        keep=tuple(
            y >= head and (keeps(covered, y, heights, room, head) or y + 1 < count <= SMALL) for y in range(count)
        ),
        head_style="表头",
        cell_style="表文",
        centred_style="表文居中",
        table_style="公文表格",
    )


def grid_row(
    covered: list[list[Cell]], y: int, widths: tuple[int, ...], head: int
) -> tuple[tuple[int, GridCell | None, int], ...]:
    """What stands in a row: (column, the cell that begins here or None where one reaches down, its columns)."""
    out: list[tuple[int, GridCell | None, int]] = []
    x = 0
    while x < len(covered[y]):
        cell = covered[y][x]
        begins = y == 0 or covered[y - 1][x] is not cell
        texts = cell.text.split("\n")
        if y < head:
            texts = ["\n".join(break_title(text, limit=characters(cell, x, widths))) for text in texts]
        made = GridCell(tuple(texts), cell.rows, cell.columns, cell.align == "center", cell.shade)
        out.append((x, made if begins else None, cell.columns))
        x += cell.columns
    return tuple(out)


def characters(cell: Cell, x: int, widths: tuple[int, ...]) -> int:
    """How many 字 a line of the cell holds."""
    return max(1, int((sum(widths[x : x + cell.columns]) - CELL_PADDING) / TABLE_TYPE))


def cell_height(cell: Cell, x: int, widths: tuple[int, ...]) -> int:
    """Twips that a cell's text takes, nearly: Han text breaks anywhere, so lines are full."""
    room = characters(cell, x, widths)
    lines = sum(max(1, math.ceil(width(text) / room)) for text in cell.text.split("\n"))
    return lines * TABLE_LINE + CELL_PADDING // 2


def row_height(covered: list[list[Cell]], y: int, widths: tuple[int, ...]) -> float:
    """Twips of a row; a cell that reaches over several rows shares its height among them."""
    return max(cell_height(cell, x, widths) / cell.rows for x, cell in enumerate(covered[y]))


def least_heights(covered: list[list[Cell]], widths: tuple[int, ...]) -> list[int]:
    """Twips that rows must have at least, so that every cell reaching over several has room; 0 where its own text does.

    What such a cell lacks is shared among its rows, the smallest cells first.
    """
    own = [max((cell_height(c, x, widths) for x, c in enumerate(row) if c.rows == 1), default=0) for row in covered]
    raised = [float(height) for height in own]
    reaching = [
        (cell.rows, y, cell_height(cell, x, widths))
        for y, row in enumerate(covered)
        for x, cell in enumerate(row)
        if cell.rows > 1 and not (y and covered[y - 1][x] is cell)
    ]
    for rows, y, height in sorted(reaching):
        lacking = height - sum(raised[y : y + rows])
        for k in range(y, y + rows) if lacking > 0 else ():
            raised[k] += lacking / rows
    return [round(high) if high > low else 0 for high, low in zip(raised, own, strict=True)]


def keeps(covered: list[list[Cell]], y: int, heights: list[float], room: float, head: int) -> bool:
    """Whether a row belongs on the page of the next: a cell over both that a page can hold says so.

    The page that the table begins on has less room: label and title stand on it and must not stand alone.
    """
    if y + 1 >= len(covered):
        return False
    for cell, below in zip(covered[y], covered[y + 1], strict=True):
        if cell is not below:
            continue
        whole = sum(h for row, h in zip(covered, heights, strict=True) if any(other is cell for other in row))
        begins = any(other is cell for other in covered[head])
        if whole < room - (TITLE_ROOM if begins else 0):
            return True
    return False
