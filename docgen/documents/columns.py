"""Column widths by what the columns hold: text gets room, columns to be filled in get theirs; in 字."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations

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
MOVES = (0.5, 1.0, 2.0)
"""字 that one column gives to another where the rows take fewer lines by that."""
SLACK = 0.4
"""字 that a line holds less than there is room for: marks that begin none, gaps between Han and Latin."""
WEIGHED = 100
"""Rows whose lines are counted; a form has not so many, and of a list they tell enough."""


def shares(table: Table, total: float) -> tuple[float, ...]:
    """字 of each column of a table whose columns hold so many together."""
    grid = table.grid()
    body = grid[table.header_rows :]
    held = [lengths(body, x) for x in range(len(table.widths))]
    made = [least(table, grid, x) for x in range(len(table.widths))]
    if sum(made) >= total or not any(held):
        scale = total / sum(made) if sum(made) >= total else 0
        return tuple(share * scale for share in made) if scale else table.widths
    low = tuple(made)
    while sum(made) + STEP <= total:
        x = max(range(len(made)), key=lambda x: gain(held[x], made[x]))
        if not gain(held[x], made[x]):
            return widened(made, table.widths, total)
        made[x] += STEP
    return settled(body[:WEIGHED], made, low)


def settled(body: Sequence[Sequence[Cell]], made: Sequence[float], low: Sequence[float]) -> tuple[float, ...]:
    """The widths after columns gave to others what makes the rows lower; none gets less than its lowest."""

    @cache
    def lines(x: int, share: float) -> tuple[float, ...]:
        return tuple(own_lines(row, x, share) for row in body)

    def height(shares: Sequence[float]) -> float:
        rows: Iterator[float] = map(max, *(lines(x, share) for x, share in enumerate(shares)))
        return sum(rows)

    best = tuple(made)
    while better := next((moved for moved in moves(best, low) if height(moved) < height(best)), None):
        best = better
    return best


def moves(shares: tuple[float, ...], low: Sequence[float]) -> Iterator[tuple[float, ...]]:
    """The widths with one column narrower and another wider by as much, in a fixed order."""
    for step in MOVES:
        for giver, taker in permutations(range(len(shares)), 2):
            if shares[giver] - step >= low[giver]:
                change = {giver: -step, taker: step}
                yield tuple(share + change.get(x, 0) for x, share in enumerate(shares))


def own_lines(row: Sequence[Cell], x: int, share: float) -> float:
    """Lines that a cell of one column takes in a column so wide, by its share of the rows that it reaches over."""
    cell = row[x]
    if cell.columns > 1 or not cell.text:
        return 1.0
    return sum(max(1, math.ceil(width(line) / (share - SLACK))) for line in cell.text.split("\n")) / cell.rows


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


def least(table: Table, grid: Sequence[Sequence[Cell]], x: int) -> float:
    """字 that a column must have: for its heading, and where most of it is blank for what will be written there."""
    heading = max((width(line) for line in own_heading(table, grid, x).split("\n")), default=0.0)
    words = any(width(row[x].text) > LEAST for row in grid[table.header_rows :])
    wanted = max(LEAST_OF_WORDS if words else LEAST, math.ceil(heading / HEADING_LINES))
    asked = table.widths[x] if len(table.widths) == len(grid[0]) else 0.0
    blank = sum(not row[x].text for row in grid[table.header_rows :])
    return max(wanted, min(asked, TO_FILL_IN)) if blank * 2 > len(grid) - table.header_rows else wanted


def own_heading(table: Table, grid: Sequence[Sequence[Cell]], x: int) -> str:
    """The heading of one column, "" where it has none of its own."""
    cells = [row[x] for row in grid[: table.header_rows] if row[x].columns == 1]
    return cells[-1].text if cells else ""
