"""What files say is gathered: their paragraphs, and their tables with merges resolved and headers told from rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docgen.gongwen.agreement.evidence import Evidence, Passage, Sheet, tidy
from docgen.gongwen.manuscript import Box, Grid, Line
from docgen.gongwen.roles import Reading, Role

SPAN = 100
"""More columns than any table on paper; a wider span is a fault of the file."""


def gather(readings: Sequence[tuple[str, Reading]]) -> Evidence:
    """The evidence of the files, whatever order they come in."""
    ordered = sorted(readings, key=lambda entry: (entry[0], [line.text for line in entry[1].manuscript.lines()]))
    prose: list[Passage] = []
    sheets: list[Sheet] = []
    for file, reading in ordered:
        titles: dict[int, str] = {}
        caption = ""
        for placed in reading.placed:
            if isinstance(placed.item, Grid):
                sheets.append(sheet(file, placed.part, caption or titles.get(placed.part, ""), placed.item))
            elif not placed.item.empty:
                said = Passage(
                    file, placed.part, placed.item.number, tidy(placed.item.text), placed.role, placed.level
                )
                if said.role == "title" and titles.get(said.part):
                    said = replace(prose.pop(), text=titles[said.part] + said.text)
                if said.role == "title":
                    titles[said.part] = said.text
                prose.append(said)
            caption = caption_of(placed.item, placed.role, caption)
    return Evidence(tuple(ordered), tuple(prose), tuple(sheets))


def caption_of(item: Line | Grid, role: Role, caption: str) -> str:
    """The caption in force behind an item: a blank paragraph keeps it, anything else ends it."""
    if isinstance(item, Line) and (item.empty or role == "caption"):
        return tidy(item.text) or caption
    return ""


def sheet(file: str, part: int, caption: str, grid: Grid) -> Sheet:
    """A table with its header told from its rows."""
    rows = resolved(file, part, grid)
    lines = len(rows)
    while rows and len({id(cell) for cell in rows[0]}) == 1 < len(rows[0]):
        caption, rows = rows[0][0].text or caption, rows[1:]
    repeated = grid.header_rows - (lines - len(rows))
    deep = repeated if repeated > 0 else 1 + next((y for y in range(len(rows)) if not held(rows, y)), 0)
    top, body = rows[:deep], [row for row in rows[deep:] if any(cell.text for cell in row)]
    width = len(top[0]) if top else 0
    header = tuple("".join(dict.fromkeys(row[x].text.replace("、", "") for row in top)) for x in range(width))
    is_open = len(body) < len(rows[deep:]) or any(
        re.search("…|X{2}|×|示例", cell.text) for row in body for cell in row
    )
    return Sheet(file, part, grid.number, caption, header, tuple(body), is_open)


def held(rows: Sequence[Sequence[Passage]], y: int) -> bool:
    """Whether a cell of row y reaches into the next row."""
    return y + 1 < len(rows) and any(a is b for a, b in zip(rows[y], rows[y + 1], strict=True))


def resolved(file: str, part: int, grid: Grid) -> list[tuple[Passage, ...]]:
    """The passage at each place of a grid; places that no cell covers are empty."""
    taken: dict[tuple[int, int], Passage] = {}
    width = 0
    for y, row in enumerate(grid.rows):
        x = 0
        for box in row:
            while (y, x) in taken:
                x += 1
            cell = passage(file, part, box)
            across = min(max(box.columns, 1), SPAN)
            down = min(max(box.rows, 1), len(grid.rows) - y)
            taken |= {(y + dy, x + dx): cell for dy in range(down) for dx in range(across)}
            x += across
            width = max(width, x)
    empty = Passage(file, part, grid.number, "", "table")
    return [tuple(taken.get((y, x)) or empty for x in range(width)) for y in range(len(grid.rows))]


def passage(file: str, part: int, box: Box) -> Passage:
    """A cell as one passage, standing at its first paragraph; its paragraphs are kept apart by 、 if unpunctuated."""
    texts = [tidy(line.text) for line in box.lines if not line.empty]
    joined = "".join(text if text.endswith(tuple("。；：，、")) else f"{text}、" for text in texts)
    number = next((line.number for line in box.lines if not line.empty), None)
    first = box.lines[0].number if box.lines else None
    return Passage(file, part, number or first, joined.removesuffix("、"), "table")
