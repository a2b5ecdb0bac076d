"""Cells that stand one a line as a grid: what reaches over columns and rows is found by what is empty."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.gongwen.manuscript import Box, Grid, Line


def grid(rows: Sequence[Sequence[Sequence[Line]]], number: int) -> Grid:
    """Rows of cells as a grid: headings over several columns and cells over several rows are found by what is empty.

    A row that is too long loses empty cells at its end; one that is too short is filled up.
    """
    lengths = [len(row) for row in rows]
    columns = max(set(lengths), key=lambda n: (lengths.count(n), n))
    columns = max(columns, *(_needed(row) for row in rows))
    ragged = [y for y, row in enumerate(rows, 1) if len(row) != columns]
    head = _head_rows(rows, columns)
    made = _head(rows[:head], columns) if head == 2 else []
    body = [list(row[:columns]) + [[]] * (columns - len(row)) for row in rows[len(made) :]]
    made = [*made, *_body(body, 0 if made else 1)]
    return Grid(
        number,
        tuple(tuple(row) for row in made),
        (1,) * columns,
        header_rows=max(1, head),
        ragged=tuple(y for y in ragged if not (head == 2 and y == 1)),
    )


def _filled(cell: Sequence[Line]) -> bool:
    return any(not line.empty for line in cell)


def _needed(row: Sequence[Sequence[Line]]) -> int:
    """How many columns a row needs so that none of its text is lost."""
    return max((x for x, cell in enumerate(row, 1) if _filled(cell)), default=0)


def _head_rows(rows: Sequence[Sequence[Sequence[Line]]], columns: int) -> int:
    """2 where the second row holds the headings under the common ones of a shorter first row, else 1."""
    if len(rows) < 2 or not len(rows[0]) < columns == len(rows[1]):
        return 1
    below = [_filled(cell) for cell in rows[1]]
    groups = sum(1 for x, filled in enumerate(below) if not filled or x == 0 or not below[x - 1])
    return 2 if any(below) and not all(below) and groups <= len(rows[0]) else 1


def _head(rows: Sequence[Sequence[Sequence[Line]]], columns: int) -> list[list[Box]]:
    """The two rows of a heading: a run of filled cells below stands under one cell above, an empty one belongs to it."""
    above, below = iter(rows[0]), rows[1]
    top: list[Box] = []
    under: list[Box] = []
    x = 0
    while x < columns:
        cell = tuple(next(above, ()))
        if not _filled(below[x]):
            top.append(Box(cell, rows=2))
            x += 1
            continue
        end = next((k for k in range(x, columns) if not _filled(below[k])), columns)
        end = max(x + 1, end) if len(rows[0]) < columns else x + 1
        top.append(Box(cell, columns=end - x))
        under += [Box(tuple(part)) for part in below[x:end]]
        x = end
    return [top, under]


def _body(rows: list[list[Sequence[Line]]], head: int) -> list[list[Box]]:
    """Rows whose first cells are empty belong to the cells above them, down to the first cell that is filled."""
    made = [[Box(tuple(cell)) for cell in row] for row in rows]
    heights = [[1] * len(row) for row in rows]
    for y in range(len(rows) - 1, head, -1):
        lead = next((x for x, cell in enumerate(rows[y]) if _filled(cell)), 0)
        for x in range(lead):
            heights[y - 1][x] += heights[y][x]
            heights[y][x] = 0
    return [
        [Box(box.lines, rows=heights[y][x]) for x, box in enumerate(row) if heights[y][x]]
        for y, row in enumerate(made)
    ]
