"""Where a paragraph of a file stands, as a person finds it: in a table by its row and column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.core.diagnostic import Place
from docgen.gongwen.manuscript import Box, Grid
from docgen.gongwen.roles import Reading


def place(path: Path, reading: Reading, number: int | None) -> Place:
    """A paragraph of a .docx, with its cell where it stands in a table; a line of a .txt."""
    if reading.manuscript.looks_known:
        return Place(str(path), paragraph=number, cell=cell_of(reading, number))
    return Place(str(path), line=number)


def cell_of(reading: Reading, number: int | None) -> str | None:
    """Where in which table a paragraph stands, as a person counts: 第3个表格第5行第2列; None for other text."""
    grids = (placed.item for placed in reading.placed if isinstance(placed.item, Grid) and not placed.item.boxed)
    for at, grid in enumerate(grids, 1):
        if number is not None and any(line.number == number for line in grid.lines()):
            row, column = next(spot for box, spot in spots(grid) if any(line.number == number for line in box.lines))
            return f"第{at}个表格第{row}行第{column}列"
    return None


def spots(grid: Grid) -> Iterator[tuple[Box, tuple[int, int]]]:
    """The cells of a table with row and column, merged cells counted by the places that they cover."""
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(grid.rows, 1):
        x = 1
        for box in row:
            while (y, x) in taken:
                x += 1
            yield box, (y, x)
            taken |= {(y + down, x + right) for down in range(box.rows) for right in range(box.columns)}
