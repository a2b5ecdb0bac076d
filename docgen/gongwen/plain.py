"""A text file as a manuscript: one line a paragraph, tables that were flattened to one cell a line put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docgen import bounds
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.encoding import MARKS, Undecodable, decoded
from docgen.core.errors import InvalidInput
from docgen.gongwen.flattened import grid
from docgen.gongwen.manuscript import MOST_CHARACTERS, MOST_PLACES, Item, Line, Manuscript, Notice
from docgen.gongwen.parse import marker
from docgen.gongwen.reading.anchors import is_addressed, names_bodies
from docgen.gongwen.reading.patterns import KIND_END, LISTED, PAGE, doc_number, is_organ, looks_dated
from docgen.gongwen.rules import reading as rules
from docgen.gongwen.tabbed import rows_at, tabbed_grid
from docgen.wording import clean, is_wide

MOST_BYTES = 4 * MOST_CHARACTERS
JOINABLE = 20
"""A line shorter than this (characters) is taken as it stands; a longer one without a full stop may have been broken."""
STANDS_ALONE = re.compile(
    r"^(?:附\s*件|第[一二三四五六七八九十百]+[篇章节条]|[一二三四五六七八九十]是|[^，。；]{2,8}[：:])"
)
"""How a line begins that continues nothing: an attachment, a chapter, a label, a quotation."""
CLAUSE = re.compile("[，。；,;]")
DANGLING = re.compile("[和与及的对在以为将把被等按由从向]$|进一步$|关于$")
"""How a line ends that cannot be the end of anything."""
INDENT = ("\u3000\u3000", "    ")
"""How a paragraph begins where paragraphs are indented."""
ENDS = ("。", "；", "！", "？", "：", ":")
SLACK, NARROWEST, WIDEST, FEWEST_FULL = 3, 40, 110, 4
"""Half-width columns that a full line may be short of the widest; how wide a wrapped text is; lines that show it."""
MOST_IN_CELL, MOST_TRIED = 8, 200
"""Paragraphs of a cell behind a blank line; rows after which a table is not looked for in every one of them."""
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
    whole = clean(text).split("\n")
    pages = [k for k, line in enumerate(whole, 1) if PAGE.match(line.strip())]
    kept = [(k, line) for k, line in enumerate(whole, 1) if not PAGE.match(line.strip())]
    lines = [line for _, line in kept]
    reader = _Reader(lines, [k for k, _ in kept], wrapped(lines))
    reader.run()
    shown = [Notice("page_line", whole[k - 1].strip(), k) for k in pages]
    return Manuscript(name, tuple(reader.items), looks_known=False, notices=(*notices, *shown, *reader.notices))


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
    if raw[:2] not in MARKS and b"\0" in raw[:4096]:
        raise refuse(path, "不是文本文件", "请用 Word 或 WPS 打开，另存为 .docx 或 .txt")
    try:
        return decoded(raw)[0], []
    except Undecodable as error:
        lost = raw.decode(error.encoding, "replace")
    if raw[:2] in MARKS:
        return lost, []
    return lost, [Notice("encoding", f"有{lost.count(chr(0xFFFD))}个字符认不出来，显示为“\ufffd”")]


def refuse(path: Path, what: str, cure: str) -> InvalidInput:
    """The complaint about a whole file."""
    return InvalidInput(
        [Diagnostic(Place(str(path)), rules.UNREADABLE_DOCUMENT, "error", f"{path.name} {what}", cure=cure)]
    )


@dataclass
class _Reader:
    """Lines become items; ``number`` of an item is the number of its line in the file."""

    lines: list[str]
    numbers: list[int]
    wrapped: Wrapped
    at: int = 0
    no_table: int = 0
    """The place of the line up to which no table with tabs begins."""
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
        start, pieces = self.at, [self.lines[self.at]]
        self.at += 1
        while self.at < len(self.lines) and self.goes_on(pieces[-1], self.lines[self.at]):
            more = self.lines[self.at]
            number = re.match(r"^\d{1,3}(?=[\u4e00-\u9fff])", more) if may_be_broken(pieces[-1]) else None
            glued = number[0] if number else ""
            self.notices.append(Notice("broken", more[len(glued) :][:20], self.numbers[self.at]))
            if glued:
                self.notices.append(Notice("page_number", glued, self.numbers[self.at]))
            pieces = [*pieces[:-1], pieces[-1].rstrip(), more[len(glued) :]]
            self.at += 1
        return Line(self.numbers[start], "".join(pieces))

    def goes_on(self, line: str, more: str) -> bool:
        """Whether a line was broken in the middle of a sentence and the next one continues it."""
        if not more.strip() or "\t" in more.strip() or more[0] in " \t\u3000" or stands_alone(more.strip(), line):
            return False
        if self.wrapped.is_full(line):
            return self.wrapped.indented or line.rstrip()[-1:] not in ENDS
        text = line.strip(" \t\u3000")
        cut = text[-1:] in "、，,（" or CLAUSE.search(text) or DANGLING.search(text) or line.startswith(INDENT)
        return may_be_broken(line) and bool(cut) and is_text(more)

    def table(self) -> bool:
        """A table whose cells begin with a tab: rows are parted by a blank line, a cell may go on in lines without one.

        False for paragraphs that are only indented by tabs: a table has two rows of two cells at least.
        """
        at, rows, blank = self.at, list[list[list[Line]]](), 1
        end = at
        if "\t" in self.lines[at].strip():
            return False
        while at < len(self.lines):
            line = self.lines[at]
            if line.startswith("\t"):
                if blank:
                    rows.append([])
                rows[-1].append([Line(self.numbers[at], line[1:], in_table=True)])
                blank = 0
            elif not line.strip():
                blank += 1
            elif blank > 1 or TABLE_END.match(line.strip()) or (blank and self.ends_table(at)):
                break
            else:
                rows[-1][-1].append(Line(self.numbers[at], line, in_table=True))
                blank = 0
            at += 1
            end = at if line.strip() or line.startswith("\t") else end
        if sum(len(row) > 1 for row in rows) < 2:
            return False
        self.items.append(grid(rows, self.numbers[self.at]))
        self.at = end
        return True

    def ends_table(self, at: int) -> bool:
        """Whether the text behind a blank line is none of the cell above: no cell follows soon, or it is a heading."""
        texts = [line for line in self.lines[at : at + 2 * MOST_IN_CELL] if line.strip()][: MOST_IN_CELL + 1]
        own = next((k for k, line in enumerate(texts) if line.startswith("\t")), None)
        return own is None or any(begins_section(line.strip()) for line in texts[:own])

    def tabbed_table(self) -> bool:
        """A table with a row on each line and tabs between its cells, as it is copied out of a page or a worksheet."""
        if self.at < self.no_table:
            return False
        rows, end = rows_at(self.lines, self.numbers, self.at)
        if not rows:
            self.no_table = end if end - self.at > MOST_TRIED else 0
            return False
        self.items.append(tabbed_grid(rows))
        self.at = end
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
        cells = [[[Line(self.numbers[i], text, in_table=True)] for i, text in row] for row in rows]
        self.at = rows[-1][-1][0] + 1
        self.items.append(grid(cells, cells[0][0][0].number))
        self.notices.append(Notice("flat_table", f"{len(rows)}行{columns}列", cells[0][0][0].number))
        return True


@dataclass(frozen=True)
class Wrapped:
    """How a text was broken into lines of one length: in half-width columns, 0 where it was not."""

    columns: int = 0
    indented: bool = False
    """Whether its paragraphs begin with blanks."""

    def is_full(self, line: str) -> bool:
        """Whether a line reaches to the end of the page."""
        return bool(self.columns) and self.columns - SLACK <= columns_of(line.rstrip()) <= self.columns


def wrapped(lines: Sequence[str]) -> Wrapped:
    """Whether most long lines of a text have one length and no line is longer, as mails and scanned pages have."""
    widths = [columns_of(line.rstrip()) for line in lines if line.strip() and "\t" not in line.strip()]
    widest = max(widths, default=0)
    full = sum(width >= widest - SLACK for width in widths)
    long = sum(width >= widest * 2 // 3 for width in widths)
    indented = sum(line.startswith(INDENT) for line in lines) >= 2
    found = NARROWEST <= widest <= WIDEST and full >= FEWEST_FULL and 2 * full > long
    return Wrapped(widest, indented) if found else Wrapped()


def columns_of(text: str) -> int:
    """How many half-width columns a text takes."""
    return sum(1 + is_wide(c) for c in text)


def stands_alone(text: str, above: str) -> bool:
    """Whether a line begins something by itself: a number, a label, a date, an organisation, addressees."""
    quoted = text[0] in "“（《"
    if quoted and (above.rstrip()[-1:] in "、，,（" or DANGLING.search(above.rstrip())):
        return False
    own = quoted or STANDS_ALONE.match(text) or looks_dated(text) or is_organ(text) or doc_number(text)
    return marker(text) is not None or bool(own) or (is_addressed(text) and names_bodies(text))


def begins_section(text: str) -> bool:
    """Whether a line behind a table is a heading of the text or the name of the next table."""
    found = marker(text)
    return (found is not None and found[0] == 1) or bool(
        re.match(r"^(?:第[一二三四五六七八九十百]+[篇章节]|[图表]\s*\d)", text)
    )


def is_text(line: str) -> bool:
    """Whether a line is part of a sentence, not a name or a label."""
    return bool(re.search("[，。；：！？,;]", line)) or len(line.strip()) >= JOINABLE


def may_be_broken(line: str) -> bool:
    """Whether a line ends in the middle of a sentence: neither short, nor a title, nor a heading, nor a row of cells."""
    text = line.strip(" \t\u3000")
    if len(text) < JOINABLE or not (text[-1] in "、，,（" or text[-1].isalnum()) or "\t" in text:
        return False
    indented = line.startswith((" ", "\u3000")) and "，" in text
    if KIND_END.search(text) and not indented or LISTED.match(text):
        return False
    sentence = bool(re.search("[。；]", text))
    return sentence or (marker(text) is None and "关于" not in text)
