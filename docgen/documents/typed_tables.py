"""Tables that are written out in the data file, and the lines of a text where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docgen.campaign.model import TableEntry
from docgen.gongwen.document import Block, Cell, Paragraph, Side, Table, TableHead
from docgen.gongwen.parse import parse

ABOVE, LEFT = "↑", "←"
"""A cell that belongs to the one above it, to the one at its left."""
PLACE = re.compile(r"^\{表格(\d{1,3})\}$")


def written(text: str, entries: Sequence[TableEntry]) -> tuple[Block, ...]:
    """The blocks of a text with its tables at their places; a table without a place stands at the end."""
    if not entries:
        return parse(text)
    waiting = dict(enumerate(entries, 1))
    made: list[Block] = []
    for block in parse(text):
        match = PLACE.match(block.text) if isinstance(block, Paragraph) else None
        entry = waiting.pop(int(match.group(1)), None) if match else None
        made.append(table(entry) if entry else block)
    return (*made, *(table(entry) for entry in waiting.values()))


def table(entry: TableEntry) -> Table:
    """The table of an entry; rows that are short are filled up."""
    count = max(map(len, entry.rows))
    grid = [[*row, *[""] * (count - len(row))] for row in entry.rows]
    rows = tuple(tuple(cells(grid, y, entry)) for y in range(len(grid)))
    widths = entry.widths if len(entry.widths) == count else (1,) * count
    heads = tuple(TableHead(text, side(entry, line)) for line, text in enumerate(entry.heads, 1))
    return Table(tuple(map(float, widths)), min(entry.header_rows, len(rows)), rows, entry.notes, heads)


def side(entry: TableEntry, line: int) -> Side:
    """Where a line over the table stands."""
    return "right" if line in entry.heads_right else "center" if line in entry.heads_middle else "left"


def cells(grid: Sequence[Sequence[str]], y: int, entry: TableEntry) -> Iterator[Cell]:
    """The cells that begin in a row."""
    for x, text in enumerate(grid[y]):
        if text in (ABOVE, LEFT) and not alone(grid, y, x):
            continue
        columns = 1
        while x + columns < len(grid[y]) and grid[y][x + columns] == LEFT:
            columns += 1
        rows = 1
        while y + rows < len(grid) and all(grid[y + rows][k] == ABOVE for k in range(x, x + columns)):
            rows += 1
        middle = y < entry.header_rows or x + 1 in entry.centred
        yield Cell(unescaped(text), rows, columns, "center" if middle else "left")


def alone(grid: Sequence[Sequence[str]], y: int, x: int) -> bool:
    """Whether an arrow has nothing to point to: ↑ in the first row, ← in the first column."""
    return (grid[y][x] == ABOVE and y == 0) or (grid[y][x] == LEFT and x == 0)


def unescaped(text: str) -> str:
    """The text of a cell that holds an arrow of its own, written with a backslash before it."""
    return text[1:] if text in (f"\\{ABOVE}", f"\\{LEFT}") else text


def faults(entry: TableEntry) -> Iterator[str]:
    """What is wrong with a table as it is written."""
    count = len(entry.rows[0])
    for y, row in enumerate(entry.rows, 1):
        if len(row) != count:
            yield f"表格第{y}行有{len(row)}格，第1行有{count}格"
    if entry.widths and len(entry.widths) != count:
        yield f"“列宽”写了{len(entry.widths)}个，表格有{count}列"
    for key, lines in (("表前靠右", entry.heads_right), ("表前居中", entry.heads_middle)):
        if any(line > len(entry.heads) for line in lines):
            yield f"“{key}”写了第{max(lines)}行，“表前”只有{len(entry.heads)}行"
    try:
        table(entry).grid()
    except ValueError:
        yield "合并的格不成长方形：↑ 只能接着上面的格，← 只能接着左边的格"


def entry(table: Table) -> dict[str, Any]:
    """The table as it is written in the data file."""
    grid = table.grid()
    rows = []
    for y, line in enumerate(grid):
        row = []
        for x, cell in enumerate(line):
            if y and grid[y - 1][x] is cell:
                row.append(ABOVE)
            elif x and line[x - 1] is cell:
                row.append(LEFT)
            else:
                row.append(f"\\{cell.text}" if cell.text in (ABOVE, LEFT) else cell.text)
        rows.append(row)
    below = grid[table.header_rows :]
    centred = [x + 1 for x in range(len(table.widths)) if below and all(line[x].align == "center" for line in below)]
    made: dict[str, Any] = head_lines(table)
    made |= {"表头行": table.header_rows} if table.header_rows != 1 else {}
    if len({round(width) for width in table.widths}) > 1:
        made["列宽"] = [round(width) or 1 for width in table.widths]
    if centred:
        made["居中列"] = centred
    return made | {"行": rows} | ({"表注": list(table.notes)} if table.notes else {})


def head_lines(table: Table) -> dict[str, Any]:
    """The lines over the table, and which of them do not stand at the left."""
    made: dict[str, Any] = {"表前": [head.text for head in table.heads]} if table.heads else {}
    for key, align in (("表前靠右", "right"), ("表前居中", "center")):
        if lines := [line for line, head in enumerate(table.heads, 1) if head.align == align]:
            made[key] = lines
    return made
