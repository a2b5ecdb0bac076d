"""A text file as a manuscript: one line a paragraph, tables that were flattened to one cell a line put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docgen import bounds
from docgen.errors import InvalidInput, Place, Problem
from docgen.gongwen.manuscript import MOST_CHARACTERS, MOST_PLACES, Box, Grid, Item, Line, Manuscript, Notice
from docgen.gongwen.parse import marker
from docgen.gongwen.reading.patterns import CC, KIND_END, PRINTED, TABLE_HEAD, doc_number, looks_dated
from docgen.wording import clean

MOST_BYTES = 4 * MOST_CHARACTERS
JOINABLE = 20
"""A line shorter than this (characters) is taken as it stands; a longer one without a full stop may have been broken."""
STANDS_ALONE = re.compile(
    r"^(?:附\s*件|第[一二三四五六七八九十百]+[篇章节条]|[一二三四五六七八九十]是|[^，。；]{2,8}[：:]|[“（《])"
)
"""How a line begins that continues nothing: an attachment, a chapter, a label, a quotation."""
LIST_MARK = re.compile(
    r"^(?:第?[（(]?[\d一二三四五六七八九十]{1,3}[）).．、]|[（(]?[A-Za-z][）).．、]|[\u2460-\u2473●•·◆■▪○*-])$"
)
"""What stands before a tab in a list that is no table."""
TABLE_END = re.compile(r"^(?:附\s*件|注\s*[：:]|备注\s*[：:]|填[表报写]|说明\s*[：:])")


def read_plain(path: Path) -> Manuscript:
    """The manuscript of a text file. Raises InvalidInput for one that is no text, empty, or too large."""
    text, notice = decode(path)
    lines = clean(text).split("\n") if len(text) <= MOST_CHARACTERS else []
    if not lines or len(lines) > MOST_PLACES:
        raise refuse(path, "太长，不像一份公文", "请检查是不是选错了文件；确是公文的，请分成几份")
    return manuscript(text, path.name, notice)


def manuscript(text: str, name: str, notices: Sequence[Notice] = ()) -> Manuscript:
    """The manuscript of a text."""
    reader = _Reader(clean(text).split("\n"))
    reader.run()
    return Manuscript(name, tuple(reader.items), looks_known=False, notices=(*notices, *reader.notices))


def decode(path: Path) -> tuple[str, list[Notice]]:
    """The text of a file in one of the encodings that Chinese programs write."""
    try:
        raw = bounds.content(path, MOST_BYTES)
    except bounds.TooLarge:
        raise refuse(
            path, f"太大（超过{MOST_BYTES // 1_000_000}MB），不像一份公文", "请检查是不是选错了文件"
        ) from None
    except OSError:
        raise refuse(path, "读不出来", "请检查文件名，或是不是正被别的程序占用") from None
    if not raw.strip():
        raise refuse(path, "是空的", "请检查是不是存错了文件")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace"), []
    if b"\0" in raw[:4096]:
        raise refuse(path, "不是文本文件", "请用 Word 或 WPS 打开，另存为 .docx 或 .txt")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding), []
        except UnicodeDecodeError:
            continue
    lost = raw.decode("gb18030", "replace")
    return lost, [Notice("encoding", f"有{lost.count(chr(0xFFFD))}个字符认不出来，显示为“\ufffd”")]


def refuse(path: Path, what: str, cure: str) -> InvalidInput:
    """The complaint about a whole file."""
    return InvalidInput([Problem(Place(str(path)), "G00", "error", f"{path.name} {what}", cure=cure)])


@dataclass
class _Reader:
    """Lines become items; ``number`` of an item is the number of its line in the file."""

    lines: list[str]
    at: int = 0
    items: list[Item] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def run(self) -> None:
        """Read all lines."""
        while self.at < len(self.lines):
            if self.lines[self.at].startswith("\t") and self.table():
                continue
            if not self.numbered_table() and not self.tabbed_table():
                self.items.append(self.paragraph())

    def paragraph(self) -> Line:
        """A line, with those that continue it where it was broken."""
        start, text = self.at, self.lines[self.at]
        self.at += 1
        while (after := self.continuation(text)) is not None:
            end, more, number = after
            self.notices.append(Notice("broken", more[:20], end + 1))
            if number:
                self.notices.append(Notice("page_number", number, end + 1))
            text, self.at = text.rstrip() + more, end + 1
        return Line(start + 1, text)

    def continuation(self, text: str) -> tuple[int, str, str] | None:
        """(line, text, page number glued to it) of what continues a line that was broken in the middle of a sentence."""
        if self.at >= len(self.lines) or not may_be_broken(text):
            return None
        more = self.lines[self.at]
        if (
            not more.strip()
            or "\t" in more.strip()
            or more[0] in " \t\u3000"
            or marker(more.strip())
            or STANDS_ALONE.match(more)
        ):
            return None
        number = re.match(r"^\d{1,3}(?=[\u4e00-\u9fff])", more)
        glued = number.group(0) if number else ""
        return self.at, more[len(glued) :], glued

    def table(self) -> bool:
        """A table whose cells begin with a tab: rows are parted by a blank line, a cell may go on in lines without one.

        False for paragraphs that are only indented by tabs: a table has two rows of two cells at least.
        """
        at, rows, blank = self.at, list[list[list[Line]]](), 1
        while at < len(self.lines):
            line = self.lines[at]
            if line.startswith("\t"):
                if blank:
                    rows.append([])
                rows[-1].append([Line(at + 1, line[1:], in_table=True)])
                blank = 0
            elif not line.strip():
                blank += 1
            elif blank > 1 or TABLE_END.match(line.strip()):
                break
            else:
                rows[-1][-1].append(Line(at + 1, line, in_table=True))
                blank = 0
            at += 1
        if sum(len(row) > 1 for row in rows) < 2:
            return False
        self.items.append(grid(rows, self.at + 1))
        self.at = at
        return True

    def tabbed_table(self) -> bool:
        """A table with a row on each line and tabs between its cells, as it is copied out of a page or a worksheet."""
        if not heads_tabs(self.lines[self.at]):
            return False
        rows = [cells_of(self.lines[self.at])]
        for line in self.lines[self.at + 1 :]:
            row = cells_of(line)
            if len(row) != len(rows[0]) or not line.strip() or (len(row) == 2 and not is_row(row)):
                break
            rows.append(row)
        if len(rows) < 2:
            return False
        lines = [[[Line(self.at + y, text, in_table=True)] for text in row] for y, row in enumerate(rows, 1)]
        self.items.append(grid(lines, self.at + 1))
        self.at += len(rows)
        return True

    def numbered_table(self) -> bool:
        """A table whose cells stand one a line: 序号 and its headings, then 1 and as many lines, 2 and so on."""
        if self.lines[self.at].strip() != "序号":
            return False
        filled = [(i, line.strip()) for i, line in enumerate(self.lines[self.at :], self.at) if line.strip()]
        columns = next((k for k, (_, text) in enumerate(filled[:16]) if text == "1"), 0)
        if columns < 2 or any(len(text) > 20 for _, text in filled[:columns]):
            return False
        rows = [filled[:columns]]
        while len(filled) >= columns * (len(rows) + 1) and filled[columns * len(rows)][1] == str(len(rows)):
            rows.append(filled[columns * len(rows) : columns * (len(rows) + 1)])
        if len(rows) < 3:
            return False
        cells = [[[Line(i + 1, text, in_table=True)] for i, text in row] for row in rows]
        self.at = rows[-1][-1][0] + 1
        self.items.append(grid(cells, cells[0][0][0].number))
        self.notices.append(Notice("flat_table", f"{len(rows)}行{columns}列", cells[0][0][0].number))
        return True


def cells_of(line: str) -> list[str]:
    """The cells of a row that has tabs between them."""
    return [cell.strip(" \u3000\r") for cell in line.strip(" \u3000\r").split("\t")]


def is_row(cells: Sequence[str]) -> bool:
    """Whether the pieces of a line are cells: the first of them is neither the number of an item nor a label."""
    first = cells[0]
    return bool(first) and not LIST_MARK.match(first) and first[-1] not in "：:" and marker(first) is None


def heads_tabs(line: str) -> bool:
    """Whether a line with tabs can be the first row of a table, and no element of a document with tabs in it."""
    cells, text = cells_of(line), line.strip()
    if len(cells) < 2 or not all(cells) or not is_row(cells) or any(cell[-1] in "。；：:" for cell in cells):
        return False
    other = doc_number(text) or CC.match(text) or PRINTED.match(text) or TABLE_HEAD.match(text)
    return not other and not looks_dated(cells[-1])


def may_be_broken(line: str) -> bool:
    """Whether a line ends in the middle of a sentence: neither short, nor a title, nor a heading, nor a row of cells."""
    text = line.strip(" \t\u3000")
    if len(text) < JOINABLE or not (text[-1] in "、，,（" or text[-1].isalnum()) or "\t" in text:
        return False
    indented = line.startswith((" ", "\u3000")) and "，" in text
    if KIND_END.search(text) and not indented:
        return False
    sentence = bool(re.search("[。；]", text))
    return sentence or (marker(text) is None and "关于" not in text)


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
