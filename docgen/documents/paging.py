"""Where the pages of a long table end: which rows begin one, which may be divided, which stay together.

A merged cell that crosses a page loses text in print: programs show of it what its first page has room for. So no
cell does: it is divided where a page ends, and what it says stands in each of its pieces.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from docgen.gongwen.document import Cell
from docgen.wording import width

CERTAIN = 0.97
"""How much of a page is counted on: lines may turn out a little more."""
WHITE = 1 / 3
"""The part of a page that may stay white under a table that goes on."""
ANCHORED = 0.2
"""The part of a page that the rows which begin one take at least together: none of them fits on the page before."""
ENDS = ("。", "；", "，", "、", "")
"""Marks behind which a long text is divided, the best first."""
FURTHER = "（续）"
ONE_LINE = 12
"""字; a longer text that goes on is not named as going on."""


@dataclass(frozen=True)
class Pages:
    """The rows that begin a page, those that may be divided, and those that stay on the page of the next one.

    ``certain`` says that the place where the table begins on its page is known.
    """

    begins: frozenset[int] = frozenset()
    divided: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()
    certain: bool = True
    raised: tuple[tuple[int, float], ...] = ()
    """Rows and the twips by which they are higher than their texts need, for what follows to begin the next page."""

    @property
    def may_break(self) -> frozenset[int]:
        """The rows that need not stand on one page.

        The last of a page fits on it, but LibreOffice moves one that must not break under merged cells all the same.
        """
        return self.divided | {y - 1 for y in self.begins}

    @property
    def cuts(self) -> frozenset[int]:
        """The rows over which no cell reaches."""
        return self.begins | self.divided | {y + 1 for y in self.divided}


def pages_of(
    heights: Sequence[float], tied: Sequence[bool], first: float, page: float, below: float = 0, certain: bool = True
) -> Pages:
    """The pages of rows: ``first`` and ``page`` are the room on the first and on the others, in twips like ``heights``.

    ``tied`` rows belong on the page of the next one. Where a page would stay white by more than a third, they part,
    and a row is divided. The last rows begin a page with what stands ``below`` them where that has no room.
    """
    begins: dict[int, Foot] = {}
    divided: set[int] = set()
    left, y, count, top = first, 0, len(heights), 0
    while y < count:
        end = next(k for k in range(y, count) if not tied[k] or k + 1 == count)
        whole = sum(heights[y : end + 1])
        if whole <= left:
            left, y = left - whole, end + 1
        elif left <= page * WHITE:
            begins[y] = Foot(top, left)
            left, top = page, y
        elif heights[y] <= left:
            left, y = left - heights[y], y + 1
        else:
            divided.add(y)
            left, y = page - (heights[y] - left) % page, y + 1
            top = y
    start = last_rows(heights, tied, left, page, below, top)
    if start:
        begins[start] = Foot(top, left + sum(heights[start:]))
    kept = {y for y in range(count - 1) if tied[y] and y + 1 not in begins and y not in divided}
    for start in begins:
        taken, y = 0.0, start
        while y + 1 < count and y not in divided and y + 1 not in begins and taken + heights[y] < page * ANCHORED:
            kept.add(y)
            taken, y = taken + heights[y], y + 1
    raised = tuple(each for y, foot in begins.items() for each in raises(heights, kept, y, foot, page))
    return Pages(frozenset(begins), frozenset(divided), frozenset(kept), certain, raised)


@dataclass(frozen=True)
class Foot:
    """The end of a page before a row that begins the next: its first row, and the room left under its last, in twips."""

    top: int
    left: float


def raises(
    heights: Sequence[float], kept: Collection[int], y: int, foot: Foot, page: float
) -> Iterator[tuple[int, float]]:
    """The rows over a row that begins a page, and by how many twips each is higher than its text needs.

    A page has a little more room than is counted on. What begins the next must not find place in it: a cell that goes
    on would say so in the middle of a page, and not every program keeps rows together.
    """
    end = y
    while end in kept:
        end += 1
    unsure = page / CERTAIN - page
    spare = foot.left + unsure / 2 - sum(heights[y : end + 1]) / 2
    if spare > 0:
        yield from ((row, spare / (y - foot.top)) for row in range(foot.top, y))


def last_rows(heights: Sequence[float], tied: Sequence[bool], left: float, page: float, below: float, top: int) -> int:
    """The row that begins a page with what stands below the table, 0 for none.

    ``top`` is the first row of the last page, ``left`` its room under the table.
    """
    start = len(heights) - 1
    while start - 1 > top and tied[start - 1] and sum(heights[start - 1 :]) <= page * ANCHORED:
        start -= 1
    moved = sum(heights[start:])
    return 0 if below <= left or start <= top or moved + below > page else start


def stretches_of(heights: Sequence[float], joined: Sequence[bool], page: float) -> Pages:
    """The same for a table that begins anywhere on its page: rows that a cell joins stay together, a third of a page at most."""
    most = page * WHITE
    begins: set[int] = set()
    divided = {y for y, height in enumerate(heights) if height > most}
    kept: set[int] = set()
    taken = 0.0
    for y, height in enumerate(heights):
        if y and joined[y - 1] and taken + height <= most:
            kept.add(y - 1)
            taken += height
            continue
        if y and joined[y - 1]:
            begins.add(y)
        taken = height
    return Pages(frozenset(begins), frozenset(divided), frozenset(kept), certain=False)


def apart(
    covered: Sequence[Sequence[Cell]], pages: Pages, room: Sequence[float], lines: Sequence[float]
) -> list[list[Cell]]:
    """The grid with its cells divided where pages end; ``room`` are 字 a line of each column, ``lines`` of each row."""
    made = [list(row) for row in covered]
    for y, row in enumerate(covered):
        for x, cell in enumerate(row):
            if cell.rows > 1 and not (y and covered[y - 1][x] is cell) and not (x and row[x - 1] is cell):
                divide(made, cell, y, x, pages, room, lines)
    return made


def divide(
    made: list[list[Cell]], cell: Cell, y: int, x: int, pages: Pages, room: Sequence[float], lines: Sequence[float]
) -> None:
    """Put the pieces of a cell that begins at a row and a column into the grid."""
    edges = [y, *sorted(cut for cut in pages.cuts if y < cut < y + cell.rows), y + cell.rows]
    if len(edges) == 2:
        return
    spans = list(zip(edges, edges[1:], strict=False))
    across = sum(room[x : x + cell.columns])
    texts, again = pieces(cell.text, [sum(lines[a:b]) for a, b in spans], across, pages.certain)
    for (a, b), text in zip(spans, texts, strict=True):
        piece = replace(cell, text=text, rows=b - a, goes_on=("again" if again else "onward") if a > y else "")
        for row in made[a:b]:
            row[x : x + cell.columns] = [piece] * cell.columns


def pieces(text: str, lines: Sequence[float], across: float, marked: bool) -> tuple[list[str], bool]:
    """What the pieces of a cell say, and whether each says the whole text: where all have room; else each its share."""
    needed = sum(max(1, math.ceil(width(line) / across)) for line in text.split("\n"))
    if needed <= min(lines):
        short = marked and text and not text.isdecimal() and width(text) <= ONE_LINE
        return [text, *[text + FURTHER if short else text] * (len(lines) - 1)], True
    shares: list[str] = []
    rest, left = text, sum(lines)
    for share in lines[:-1]:
        at = break_near(rest, len(rest) * share / left)
        shares.append(rest[:at])
        rest, left = rest[at:], left - share
    return [*shares, rest], False


def break_near(text: str, wanted: float) -> int:
    """Where a text is divided near a place: behind the end of a sentence or of a clause."""
    for end in ENDS:
        whole = [at for at in range(1, len(text)) if "\n" not in text[at - 1 : at + 1]]
        places = [at for at in whole if text[at - 1] == end or not end]
        near = [at for at in places if abs(at - wanted) <= max(len(text) / 8, 12)]
        if near:
            return min(near, key=lambda at: abs(at - wanted))
    return min(max(round(wanted), 0), len(text))
