"""Column widths by what the columns hold: text gets room, columns to be filled in get theirs; in 字."""

from __future__ import annotations

import math
from collections.abc import Sequence

from docgen.gongwen.document import Cell, Table
from docgen.wording import width

LEAST, LEAST_OF_WORDS, TO_FILL_IN = 2.0, 3.1, 4.0
"""字 of the narrowest column, of one with words, and of one that is to be filled in as far as it wants so many."""
HEADING_LINES = 3
"""Lines that a heading may take in a narrow column."""
STEP = 0.5
"""字 by which a column is widened at a time."""
SHARP = 2
"""How much more a long cell weighs than a short one: a row is as high as its longest."""


def shares(table: Table, total: float) -> tuple[float, ...]:
    """字 of each column of a table whose columns hold so many together."""
    grid = table.grid()
    body = grid[table.header_rows :]
    held = [lengths(body, x) for x in range(len(table.widths))]
    made = [least(table, grid, x, held[x]) for x in range(len(table.widths))]
    if sum(made) >= total or not any(held):
        scale = total / sum(made) if sum(made) >= total else 0
        return tuple(share * scale for share in made) if scale else table.widths
    while sum(made) + STEP <= total:
        x = max(range(len(made)), key=lambda x: gain(held[x], made[x]))
        if not gain(held[x], made[x]):
            return widened(made, table.widths, total)
        made[x] += STEP
    return tuple(made)


def widened(made: Sequence[float], wishes: Sequence[float], total: float) -> tuple[float, ...]:
    """Columns that hold all they must, made as wide as the table by what they wish."""
    spare = total - sum(made)
    return tuple(share + spare * wish / sum(wishes) for share, wish in zip(made, wishes, strict=True))


def lengths(body: Sequence[Sequence[Cell]], x: int) -> list[float]:
    """字 of each text in a column, those over several rows or columns by their share of one."""
    found = []
    for y, row in enumerate(body):
        cell = row[x]
        if cell.text and not (y and body[y - 1][x] is cell) and not (x and row[x - 1] is cell):
            found.append(width(cell.text) / cell.columns / cell.rows)
    return found


def gain(texts: Sequence[float], share: float) -> float:
    """What a step more of width takes off a column's height; nothing where every text fits into one line."""
    return sum((text / share) ** SHARP - (text / (share + STEP)) ** SHARP for text in texts if text > share)


def least(table: Table, grid: Sequence[Sequence[Cell]], x: int, held: Sequence[float]) -> float:
    """字 that a column must have: for its heading, and where nothing stands in it for what will be written there."""
    heading = max((width(line) for line in own_heading(table, grid, x).split("\n")), default=0.0)
    words = any(width(row[x].text) > LEAST for row in grid[table.header_rows :])
    wanted = max(LEAST_OF_WORDS if words else LEAST, math.ceil(heading / HEADING_LINES))
    asked = table.widths[x] if len(table.widths) == len(grid[0]) else 0.0
    return max(wanted, min(asked, TO_FILL_IN)) if not held else wanted


def own_heading(table: Table, grid: Sequence[Sequence[Cell]], x: int) -> str:
    """The heading of one column, "" where it has none of its own."""
    cells = [row[x] for row in grid[: table.header_rows] if row[x].columns == 1]
    return cells[-1].text if cells else ""
