"""Grids of a manuscript become tables: header rows, columns set in the middle, the notes under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.gongwen.document import Align, Cell, Side, Table, TableHead
from docgen.gongwen.manuscript import Box, Grid, Line
from docgen.gongwen.reading.patterns import LABEL, NOTES, NUMBERED, TABLE_HEAD, UNIT_HEAD, bare
from docgen.gongwen.reading.sorting import Sorting, right_aligned
from docgen.gongwen.standard import LANDSCAPE_TEXT_WIDTH, TEXT_WIDTH

MOST_HEADER_ROWS = 4
MOST_HEADS = 3
LONGEST_HEAD = 80
"""Characters of a line over a table, blanks to write in included."""
NOTE_NUMBER = re.compile(r"^(?:[^：:0-9]{1,8}[：:])?\s*[（(]?(\d{1,2})\s*[.．、﹒）)]")
"""The number of a note, also behind 注：."""
MOST_WANTED = 16.0
"""字; the widest that a column asks to be."""
HEADING_LINES, MOST_HEADING_LINES = 3, 4
"""Lines of a heading where there is room, and where there is none."""
TABLE_CHARACTER = 240
"""Twips of a character in a table (12 pt)."""
PADDING = 0.8
"""字 that the sides of a cell take."""


def table(grid: Grid, notes: Sequence[str] = (), above: Sequence[TableHead] = (), wide: bool = False) -> Table:
    """The table of a grid; columns are set as most of their filled cells under the heading are."""
    head = header_rows(grid)
    middle = centred_columns(grid, head)
    widths = grid.widths if len(set(grid.widths)) > 1 else fitted_widths(grid, wide)
    total = sum(widths) or 1
    rows = tuple(
        tuple(
            Cell(text(box, y < head), box.rows, box.columns, align(y < head, middle[x]))
            for box, x in zip(row, at, strict=True)
        )
        for y, (row, at) in enumerate(zip(grid.rows, starts(grid), strict=True))
    )
    return Table(tuple(round(1000 * w / total) or 1 for w in widths), head, rows, tuple(notes), tuple(above))


def text(box: Box, heading: bool) -> str:
    """The text of a cell; breaks in a heading only fit it into its column."""
    return box.text.replace("\n", "") if heading else box.text


def align(heading: bool, middle: bool) -> Align:
    """How a cell is set."""
    return "center" if heading or middle else "left"


def fitted_widths(grid: Grid, wide: bool) -> list[float]:
    """The columns as wide as their text wants them, in 字; where the page is too narrow, none below what it needs."""
    wants, needs = wanted_widths(grid, HEADING_LINES, True), wanted_widths(grid, MOST_HEADING_LINES, False)
    room = (LANDSCAPE_TEXT_WIDTH if wide else TEXT_WIDTH) / TABLE_CHARACTER
    over = sum(wants) - sum(needs)
    if sum(wants) <= room or over <= 0:
        return wants
    share = max(0.0, room - sum(needs)) / over
    return [need + share * (want - need) for want, need in zip(wants, needs, strict=True)]


def wanted_widths(grid: Grid, lines: int, texts: bool) -> list[float]:
    """What columns ask for, in 字: headings in at most so many lines, and ``texts`` in lines of a fair length."""
    wants = [3.0 if texts else 2 + PADDING] * len(grid.widths)
    head = header_rows(grid)
    for y, (row, at) in enumerate(zip(grid.rows, starts(grid), strict=True)):
        for box, x in zip(row, at, strict=True):
            longest = max(map(len, box.text.split("\n")))
            wanted = max(2, -(-longest // lines)) if y < head else min(MOST_WANTED, longest**0.65) if texts else 0
            if box.columns == 1:
                wants[x] = max(wants[x], wanted + PADDING)
    return wants


def starts(grid: Grid) -> list[list[int]]:
    """The column in which each cell of each row begins."""
    taken = [[False] * len(grid.widths) for _ in grid.rows]
    found = []
    for y, row in enumerate(grid.rows):
        own, x = [], 0
        for box in row:
            while x < len(taken[y]) and taken[y][x]:
                x += 1
            own.append(min(x, len(grid.widths) - 1))
            for dy in range(box.rows):
                for dx in range(box.columns):
                    if y + dy < len(taken) and x + dx < len(taken[y]):
                        taken[y + dy][x + dx] = True
            x += box.columns
        found.append(own)
    return found


def header_rows(grid: Grid) -> int:
    """How many rows head the table: as the file says, else the depth of the first row's headings."""
    if grid.header_rows:
        return min(grid.header_rows, len(grid.rows))
    if not grid.rows:
        return 0
    depth = 0
    while depth < min(MOST_HEADER_ROWS, len(grid.rows)):
        row = grid.rows[depth]
        if len(row) == 1 and row[0].columns == len(grid.widths) > 1 and depth + 1 < len(grid.rows):
            depth += 1  # the table's title in its first row
            continue
        if not row or not all(is_heading(box) for box in row):
            return depth
        deepest = max(box.rows for box in row) if any(box.columns > 1 for box in row) else 1
        return min(depth + deepest, len(grid.rows))
    return depth


def is_heading(box: Box) -> bool:
    """Whether a cell of the first row reads as a heading."""
    return bool(box.text) and len(bare(box.text)) <= 30 and not box.text.endswith("。")


def centred_columns(grid: Grid, head: int) -> list[bool]:
    """For each column whether most of its filled cells under the heading are set in the middle."""
    seen = [[0, 0] for _ in grid.widths]
    for y, (row, at) in enumerate(zip(grid.rows, starts(grid), strict=True)):
        for box, x in zip(row, at, strict=True):
            line = next((line for line in box.lines if not line.empty), None)
            if y >= head and line is not None:
                seen[x][line.spacing.align == "center"] += 1
    return [middle > other for other, middle in seen]


def heads(sorting: Sorting) -> dict[int, list[int]]:
    """The places of the lines directly over each table, by the table's place; they get their role."""
    found: dict[int, list[int]] = {}
    for i, item in enumerate(sorting.items):
        if not isinstance(item, Grid) or sorting.roles[i] is not None:
            continue
        above = [k for k in sorting.filled(0, i) if sorting.parts[k] == sorting.parts[i]][-MOST_HEADS:]
        own: list[int] = []
        while above and sorting.roles[above[-1]] is None and is_head(sorting, above[-1]):
            own.insert(0, above.pop())
        for k in own:
            sorting.give(k, "table_head")
        found[i] = own
    return found


def is_head(sorting: Sorting, i: int) -> bool:
    """Whether a line says of the table under it who fills it in, when, and in which unit."""
    text = sorting.text(i)
    return len(text) <= LONGEST_HEAD and bool(TABLE_HEAD.match(text)) and not text.endswith(("。", "；"))


def head_line(line: Line, looks_known: bool) -> TableHead:
    """Such a line with its side; in a text file 单位：万元 belongs at the right."""
    side: Side = "center" if line.spacing.align == "center" else "left"
    if right_aligned(line) or (not looks_known and UNIT_HEAD.match(line.stripped)):
        side = "right"
    return TableHead(line.stripped, side)


def notes(sorting: Sorting) -> dict[int, list[int]]:
    """The places of the notes under each table, by the table's place; they get their role."""
    found: dict[int, list[int]] = {}
    for i, item in enumerate(sorting.items):
        if not isinstance(item, Grid) or sorting.roles[i] is not None:
            continue
        own, last = list[int](), 0
        for k in sorting.filled(i + 1):
            text = sorting.text(k)
            if sorting.roles[k] is not None or sorting.parts[k] != sorting.parts[i] or LABEL.match(bare(text)):
                break
            number = NOTE_NUMBER.search(text)
            follows = own and NUMBERED.match(text) and number and int(number[1]) == last + 1
            if not (NOTES.match(text) or follows):
                break
            last = int(number[1]) if number else 0
            own.append(k)
        for k in own:
            sorting.give(k, "table_note")
        found[i] = own
    return found
