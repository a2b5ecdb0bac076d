"""Tables fitted to the text area: type, widths, least heights, what stays on one page; lengths in twips."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docgen.documents import columns, paging
from docgen.gongwen import standard as gb
from docgen.gongwen.document import Cell, Table
from docgen.gongwen.title import NO_LINE_START, break_title
from docgen.rendering.values import Grid, GridCell
from docgen.wording import width

TABLE_TYPE = 240
"""Width of a character in a table (12 pt) in twips."""
SMALLER = (240, 210, 180)
"""小四, 五号, 小五: the largest is taken in which columns hold so many characters a line on the average."""
CHARACTERS = 5

TITLE_ROOM = 5
"""Lines that label, title and blank lines take at most of the page on which a table begins."""

TABLE_LINE = 330
NOTE_LINE = 340
"""Pitch of the lines under a table."""

CLOSE = 1.3
"""Line pitch of smaller type in widths of a character."""

SMALL = 9
"""A table of so many rows, its heading included, stays on one page."""

CELL_PADDING = 150
ROW_PADDING = 90
"""Twips over and under the text of a row, its rule included."""


@dataclass(frozen=True)
class Area:
    """The text area of a page, in twips."""

    width: int
    height: int


UPRIGHT = Area(gb.TEXT_WIDTH, gb.TEXT_HEIGHT)
ACROSS = Area(gb.LANDSCAPE_TEXT_WIDTH, gb.LANDSCAPE_TEXT_HEIGHT)
FOLD_OUT = Area(gb.A3_TEXT_WIDTH, gb.A3_TEXT_HEIGHT)


@dataclass(frozen=True)
class Fit:
    """How a table is set: the widths of its columns, its type and its line, all in twips."""

    widths: tuple[int, ...]
    type: int = TABLE_TYPE
    line: int = TABLE_LINE

    def characters(self, cell: Cell, x: int) -> float:
        """How many 字 a line of the cell holds."""
        return max(1.0, (sum(self.widths[x : x + cell.columns]) - CELL_PADDING) / self.type)

    def height(self, cell: Cell, x: int) -> int:
        """Twips that a cell's text takes."""
        room = self.characters(cell, x)
        return sum(lines_in(text, room) for text in re.split(r"[\n\v]", cell.text)) * self.line + ROW_PADDING


def grid(table: Table, area: Area = UPRIGHT, above: int | None = None, notes: Sequence[str] = ()) -> Grid:
    """A table fitted to the text area.

    Rows that one cell reaches over are made high enough for its text, and stay on one page where little of the page
    before stays white by that. ``above`` are the lines over the table on its page, None where nobody knows,
    ``notes`` stand under it, and must not stand alone.
    """
    fit = fitted(table, area.width)
    covered, pages = paged(table, fit, area, above, notes)
    head, count = table.header_rows, len(covered)
    least = least_heights(covered, fit)
    for y, more in pages.raised:
        least[y + head] = round(max(least[y + head], row_height(covered, y + head, fit)) + more)
    kept = {y + head for y in pages.kept} | ({count - 1} if notes else set())
    return Grid(
        fit.widths,
        head,
        tuple(grid_row(covered, y) for y in range(count)),
        may_break=tuple(y - head in pages.may_break for y in range(count)),
        least=tuple(height if y >= head else 0 for y, height in enumerate(least)),
        keep=tuple(y in kept for y in range(count)),
        head_style="表头",
        cell_style="表文",
        centred_style="表文居中",
        table_style="公文表格",
        type=0 if fit.type == TABLE_TYPE else fit.type,
        line=0 if fit.type == TABLE_TYPE else fit.line,
    )


def paged(
    table: Table, fit: Fit, area: Area, above: int | None, notes: Sequence[str] = ()
) -> tuple[list[list[Cell]], paging.Pages]:
    """The grid with no cell over the end of a page, and the pages of the rows under its heading."""
    covered, head = headed(table.grid(), table.header_rows, fit), table.header_rows
    heights = [row_height(covered, y, fit) for y in range(len(covered))]
    page = area.height * paging.CERTAIN - sum(heights[:head])
    below = sum(lines_in("\u3000\u3000" + note, area.width / TABLE_TYPE) for note in notes) * NOTE_LINE
    pages = pages_of(covered, heights, head, page, above, below)
    room = [max(1.0, (w - CELL_PADDING) / fit.type) for w in fit.widths]
    lines = [max(1.0, (height - ROW_PADDING) / fit.line) for height in heights[head:]]
    return [*covered[:head], *paging.apart(covered[head:], pages, room, lines)], pages


def pages_of(
    covered: list[list[Cell]], heights: Sequence[float], head: int, page: float, above: int | None, below: float = 0
) -> paging.Pages:
    """Where the rows under the heading stand; a small table stays on one page."""
    count = len(covered)
    if count <= SMALL and sum(heights) <= page - TITLE_ROOM * gb.LINE:
        return paging.Pages(kept=frozenset(range(count - head - 1)), certain=above is not None)
    if above is not None:
        tied = [ties(covered, y, heights, page) for y in range(head, count)]
        return paging.pages_of(heights[head:], tied, page - above * gb.LINE, page, below)
    joined = [any(a is b for a, b in zip(one, two, strict=True)) for one, two in pairwise(covered[head:])]
    return paging.stretches_of(heights[head:], joined, page)


def fitted(table: Table, area: int) -> Fit:
    """Type and column widths of a table."""
    count = len(table.widths)
    wanted = [size for size in SMALLER if (area / count - CELL_PADDING) / size >= CHARACTERS]
    size = wanted[0] if wanted else SMALLER[-1]
    shares = columns.shares(table, (area - count * CELL_PADDING) / size) if table.fluid else table.widths
    taken = [CELL_PADDING + share * size for share in shares] if table.fluid else shares
    edges = [round(sum(taken[:i]) / sum(taken) * area) for i in range(count + 1)]
    widths = tuple(b - a for a, b in pairwise(edges))
    return Fit(widths, size, TABLE_LINE if size == TABLE_TYPE else round(size * CLOSE))


def whole_height(table: Table) -> float:
    """Twips that a table of a portrait page takes."""
    fit = fitted(table, gb.TEXT_WIDTH)
    covered = headed(table.grid(), table.header_rows, fit)
    return sum(row_height(covered, y, fit) for y in range(len(covered)))


def divided_rows(table: Table, above: int) -> tuple[list[list[Cell]], frozenset[int]]:
    """The rows under the heading of a table whose widths are twips, no cell over the end of a page, and those kept."""
    fit = Fit(tuple(map(round, table.widths)))
    covered, pages = paged(table, fit, UPRIGHT, above)
    return covered[table.header_rows :], pages.kept


FITTED = "\v"
"""Stands in a heading for a line break that only fits it into its column."""


def headed(covered: list[list[Cell]], head: int, fit: Fit) -> list[list[Cell]]:
    """The grid with the texts of its heading broken between words."""
    made: dict[int, Cell] = {}
    for row in covered[:head]:
        for x, cell in enumerate(row):
            if id(cell) not in made:
                lines = [
                    FITTED.join(break_title(text, limit=int(fit.characters(cell, x))))
                    for text in cell.text.split("\n")
                ]
                made[id(cell)] = replace(cell, text="\n".join(lines))
    return [[made.get(id(cell), cell) for cell in row] for row in covered]


def grid_row(covered: Sequence[Sequence[Cell]], y: int) -> tuple[tuple[int, GridCell | None, int], ...]:
    """What stands in a row: (column, the cell that begins here or None where one reaches down, its columns)."""
    out: list[tuple[int, GridCell | None, int]] = []
    x = 0
    while x < len(covered[y]):
        cell = covered[y][x]
        begins = y == 0 or covered[y - 1][x] is not cell
        texts = tuple(text.replace(FITTED, "\n") for text in cell.text.split("\n"))
        made = GridCell(texts, cell.rows, cell.columns, cell.align == "center", cell.shade, cell.goes_on)
        out.append((x, made if begins else None, cell.columns))
        x += cell.columns
    return tuple(out)


def lines_in(text: str, room: float) -> int:
    """How many lines a text takes in lines of so many 字: no mark begins one, no number is divided."""
    lines, used = 1, 0.0
    for at, character in enumerate(text):
        wide = width(character)
        if used + wide > room + 0.01:
            lines += 1
            used = width(text[at - 1]) if character in NO_LINE_START and used > 1 else 0.0
        used += wide
    return lines


def row_height(covered: Sequence[Sequence[Cell]], y: int, fit: Fit) -> float:
    """Twips of a row; a cell that reaches over several rows shares its height among them."""
    return max(fit.height(cell, x) / cell.rows for x, cell in enumerate(covered[y]) if first_column(covered[y], x))


def first_column(row: Sequence[Cell], x: int) -> bool:
    """Whether the cell at a column begins there."""
    return not (x and row[x - 1] is row[x])


def least_heights(covered: Sequence[Sequence[Cell]], fit: Fit) -> list[int]:
    """Twips that rows must have at least, so that every cell reaching over several has room; 0 where its own text does.

    What such a cell lacks is shared among its rows, the smallest cells first.
    """
    own = [max((fit.height(c, x) for x, c in enumerate(row) if c.rows == 1), default=0) for row in covered]
    raised = [float(height) for height in own]
    reaching = [
        (cell.rows, y, fit.height(cell, x))
        for y, row in enumerate(covered)
        for x, cell in enumerate(row)
        if cell.rows > 1 and not (y and covered[y - 1][x] is cell) and first_column(row, x)
    ]
    for rows, y, height in sorted(reaching):
        lacking = height - sum(raised[y : y + rows])
        for k in range(y, y + rows) if lacking > 0 else ():
            raised[k] += lacking / rows
    return [round(high) if high > low else 0 for high, low in zip(raised, own, strict=True)]


def ties(covered: Sequence[Sequence[Cell]], y: int, heights: Sequence[float], room: float) -> bool:
    """Whether a row belongs on the page of the next: a cell over both that takes little of a page says so."""
    if y + 1 >= len(covered):
        return False
    for cell, below in zip(covered[y], covered[y + 1], strict=True):
        if cell is below:
            whole = sum(h for row, h in zip(covered, heights, strict=True) if any(other is cell for other in row))
            if whole <= room * paging.WHITE or cell.rows == 2 and whole <= room / 2:
                return True
    return False
