"""Tables in a text file: rows typed with tabs between the cells, and cells that stand one a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docgen.gongwen.manuscript import Box, Grid, Line
from docgen.gongwen.parse import marker
from docgen.gongwen.reading.patterns import (
    CC,
    CONTENTS,
    PRINTED,
    SIGNED,
    TABLE_HEAD,
    doc_number,
    is_organ,
    looks_dated,
)

BLANK = " \u3000\r"
LIST_MARK = re.compile(
    r"^(?:第?[（(]?[\d一二三四五六七八九十]{1,3}[）).．、]|[（(]?[A-Za-z][）).．、]|[\u2460-\u2473●•·◆■▪○*-])$"
)
"""What stands before a tab in a list that is no table."""
LONGEST_SECTION = 30
"""Characters of a row that is one cell across the table."""
NUMBER = re.compile(r"[-+]?\d[\d,.]*[%％]?")


@dataclass(frozen=True)
class Row:
    """The cells of a line, by the number of the line in the file."""

    number: int
    cells: tuple[str, ...]

    @property
    def needed(self) -> int:
        """How many columns it takes to keep all its text."""
        return max((x for x, cell in enumerate(self.cells, 1) if cell), default=0)


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a row that has tabs between them."""
    return tuple(cell.strip(BLANK) for cell in line.strip(BLANK).split("\t"))


def rows_at(lines: Sequence[str], numbers: Sequence[int], at: int) -> tuple[list[Row], int]:
    """The rows of the table that begins at a line, and the place of the line after them; none where no table begins."""
    if not is_row(lines[at]) or sum(map(bool, cells_of(lines[at]))) < 2 or in_contents(lines, at):
        return [], at
    rows, k, end = [Row(numbers[at], cells_of(lines[at]))], at + 1, at + 1
    spaced = False
    while k < len(lines):
        line = lines[k]
        if not line.strip():
            if k > end:
                break
            k += 1
            continue
        if k > end and rows[1:] and not spaced and len(cells_of(line)) != len(rows[-1].cells):
            break  # one blank line parts two tables where none stands between rows
        if not is_row(line) and not goes_on_below(line, rows) and not is_section(lines, k, rows, k > end):
            break
        spaced = spaced or k > end
        rows.append(Row(numbers[k], cells_of(line)))
        k += 1
        end = k
    return (rows, end) if is_table(rows) else ([], at)


def is_row(line: str) -> bool:
    """Whether a line with tabs can be the row of a table, and is no other element that is set with tabs."""
    cells, text = cells_of(line), line.strip()
    filled = [cell for cell in cells if cell]
    if len(cells) < 2 or not filled or (len(filled) == 1 and (cells[0] == "" or is_organ(filled[0]))):
        return False
    if doc_number(text) or CC.match(text) or PRINTED.match(text) or TABLE_HEAD.match(text) or SIGNED.match(text):
        return False
    if all("：" in cell or ":" in cell for cell in filled) or (looks_dated(filled[-1]) and is_organ(filled[0])):
        return False
    first = filled[0]
    if len(cells) == 2:
        return bool(cells[0]) and not LIST_MARK.match(first) and first[-1] not in "：:" and marker(first) is None
    return True


def goes_on_below(line: str, rows: Sequence[Row]) -> bool:
    """Whether a row says one thing only, under the cells of the row above that reach down into it: two tabs, 王五."""
    cells = cells_of(line)
    filled = [cell for cell in cells if cell]
    if len(cells) < 3 or len(filled) != 1 or len(cells) != max(len(row.cells) for row in rows):
        return False
    return len(rows) > 1 and len(filled[0]) <= LONGEST_SECTION and not (is_organ(filled[0]) or looks_dated(filled[0]))


def is_section(lines: Sequence[str], k: int, rows: Sequence[Row], spaced: bool) -> bool:
    """Whether a line without tabs between two rows is one cell across the table.

    ``spaced`` says that a blank line stands above it: then the next row must go on with what those above hold.
    """
    text, widest = lines[k].strip(), max(len(row.cells) for row in rows)
    if "\t" in lines[k] or len(text) > LONGEST_SECTION or text[-1] in "。；：:，," or widest < 3:
        return False
    behind = next((line for line in lines[k + 1 : k + 2 + spaced] if line.strip()), "")
    after = cells_of(behind)
    if not behind or not is_row(behind) or len(after) not in {len(row.cells) for row in rows if len(row.cells) > 2}:
        return False
    return not spaced or (after != rows[0].cells and (len(rows) == 1 or alike(after, rows) or follows(text, rows)))


def alike(cells: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether cells have numbers where all rows under the first have them, and there is such a column."""
    body = [row.cells for row in rows[1:] if len(row.cells) == len(cells)]
    counted = [x for x in range(1, len(cells)) if {kind_of_cell(row[x]) for row in body} - {""} == {"number"}]
    return bool(counted) and all(kind_of_cell(cells[x]) in ("number", "") for x in counted)


def follows(text: str, rows: Sequence[Row]) -> bool:
    """Whether the number before a text follows that of the last row across the table: 二、 after 一、."""
    own = marker(text)
    last = next((found for row in reversed(rows) if len(row.cells) == 1 and (found := marker(row.cells[0]))), None)
    return own is not None and last is not None and (own[0], own[2]) == (last[0], last[2] + 1)


def in_contents(lines: Sequence[str], at: int) -> bool:
    """Whether a line is one of typed contents: a name, a tab, the number of a page, under 目录."""
    above = next((line for line in reversed(lines[:at]) if line.strip() and not leads_to_page(line)), "")
    return leads_to_page(lines[at]) and bool(CONTENTS.match(above.strip()))


def leads_to_page(line: str) -> bool:
    """Whether the last cell of a line is the number of a page."""
    name, _, page = line.rpartition("\t")
    return bool(name) and page.strip().isdecimal()


def is_table(rows: Sequence[Row]) -> bool:
    """Whether rows form a table: two of them at least, with cells that fit together."""
    counts = [len(row.cells) for row in rows]
    if len(rows) < 2 or any(cell.endswith(("。", "；")) for cell in rows[0].cells):
        return False
    if max(counts) == 2:
        return all(rows[0].cells) and not any(cell.endswith(("：", ":")) for cell in rows[0].cells)
    return sum(count > 2 for count in counts) >= 2 or has_wide_answers(rows)


def has_wide_answers(rows: Sequence[Row]) -> bool:
    """Whether rows are a form: two labels with what they name in the first one, one label in each of the others."""
    counts = [len(row.cells) for row in rows]
    labels = rows[0].cells[::2]
    return (
        len(rows) > 2 and counts[0] in (4, 6) and set(counts[1:]) == {2} and all(0 < len(each) < 9 for each in labels)
    )


UP: Final = "up"
LEFT: Final = "left"
Place = tuple[Line, ...] | str
"""A cell, or where the cell is that covers this place: above it or to its left."""


def tabbed_grid(rows: Sequence[Row]) -> Grid:
    """The grid of rows; short ones have cells above that reach down into them, or lack cells at their end."""
    counts = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    columns = max(max(counts, key=lambda n: (counts[n], n)), *(row.needed for row in rows))
    wide = has_wide_answers(rows)
    form = wide or not all(rows[0].cells) or len(rows[0].cells) < columns
    kinds = [common_kind(rows, x, columns) for x in range(columns)]
    places: list[list[Place]] = []
    for y, row in enumerate(rows):
        reaches = y > 1 and LEFT not in places[-1]
        places.append(answered(row, columns) if wide else laid(row, columns, kinds, reaches, form))
    ragged = tuple(y for y, row in enumerate(rows, 1) if len(row.cells) != columns)
    return Grid(rows[0].number, boxes(places), (1,) * columns, header_rows=0 if form else 1, ragged=ragged)


def answered(row: Row, columns: int) -> list[Place]:
    """The places of a row of a form whose last cell goes on to the edge."""
    cells: list[Place] = [(Line(row.number, cell, in_table=True),) for cell in row.cells]
    return [*cells, *[LEFT] * (columns - len(cells))]


def laid(row: Row, columns: int, kinds: Sequence[str], reaches: bool, form: bool) -> list[Place]:
    """The places of a row; ``reaches`` says that cells of the row above may reach down."""
    cells: list[Place] = [(Line(row.number, cell, in_table=True),) for cell in row.cells[:columns]]
    empty: Place = (Line(row.number, "", in_table=True),)
    lacking = columns - len(cells)
    if len(cells) == 1 and columns > 1:
        return [*cells, *[LEFT] * lacking]
    if lacking:
        return [*[UP] * lacking, *cells] if reaches and leads(row, lacking, kinds) else [*cells, *[empty] * lacking]
    first = next((x for x, cell in enumerate(row.cells) if cell), 0)
    return [*[UP] * first, *cells[first:]] if reaches and not form else cells


def leads(row: Row, lacking: int, kinds: Sequence[str]) -> bool:
    """Whether the cells of a short row fit the last columns as well as the first ones."""
    last = sum(kind_of_cell(cell) == kinds[x + lacking] for x, cell in enumerate(row.cells))
    return last >= sum(kind_of_cell(cell) == kinds[x] for x, cell in enumerate(row.cells))


def common_kind(rows: Sequence[Row], x: int, columns: int) -> str:
    """What most of the cells of a column are."""
    kinds = Counter(kind_of_cell(row.cells[x]) for row in rows[1:] if len(row.cells) == columns)
    return max(kinds, key=lambda kind: (kinds[kind], kind)) if kinds else ""


def kind_of_cell(text: str) -> str:
    """What a cell holds: a number, a date, a text; "" for nothing."""
    if not text:
        return ""
    return "number" if NUMBER.fullmatch(text) else "date" if looks_dated(text) else "text"


def boxes(places: Sequence[Sequence[Place]]) -> tuple[tuple[Box, ...], ...]:
    """The cells of each row with the places that they cover."""
    made = []
    for y, row in enumerate(places):
        own = []
        for x, place in enumerate(row):
            if isinstance(place, str):
                continue
            wide = next((k for k in range(x + 1, len(row)) if row[k] != LEFT), len(row)) - x
            high = next((k for k in range(y + 1, len(places)) if places[k][x] != UP), len(places)) - y
            own.append(Box(place, rows=high, columns=wide))
        made.append(tuple(own))
    return tuple(made)
