"""The items of a manuscript on their way to roles: what was found so far, and ways to look around in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.manuscript import Box, Grid, Item, Line, Manuscript, Run, Spacing
from docgen.gongwen.parse import marker
from docgen.gongwen.reading.patterns import CC, LABEL, PRINTED, bare, doc_number, is_organ, looks_dated
from docgen.gongwen.roles import LEFT_OUT, Placed, Role, doubt
from docgen.wording import seen

HEAD_ITEMS = 16
"""So many items with text, at most, stand in a masthead."""
WEB_BLANK = "\u00a0"
MOST_PIECES = 100
"""A paragraph that is broken by hand more often is looked at as a whole: each piece looks as most of it does."""
SHORTEST_TEXT = 15
SENTENCE_ENDS = ("。", "；", "！", "？", "”", "）")
BIG_TYPE = 18.0
"""pt: type of this size is no body text."""


class Sorting:
    """Items with the roles given to them so far; blanks have theirs from the start."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.items: list[Item] = list(unfolded(manuscript))
        self.roles: list[Role | None] = ["blank" if blank(item) else None for item in self.items]
        self.parts = [0] * len(self.items)
        self.levels = [0] * len(self.items)
        self.doubts: list[Diagnostic] = []
        self.trailing: list[int] = []
        """What stands under the date of the main document and begins nothing enclosed."""
        self.index_number = ""
        """The number that the index of a web page gives."""

    def filled(self, start: int = 0, end: int | None = None) -> Iterator[int]:
        """The places of items that are neither blank nor left out."""
        stop = len(self.items) if end is None else end
        return (i for i in range(start, stop) if self.roles[i] not in LEFT_OUT)

    def line(self, i: int) -> Line | None:
        """The paragraph at a place; None for a table."""
        item = self.items[i]
        return item if isinstance(item, Line) else None

    def text(self, i: int) -> str:
        """The text at a place; "" for a table."""
        item = self.items[i]
        return item.stripped if isinstance(item, Line) else ""

    def give(self, i: int, role: Role) -> None:
        """Give an item its role."""
        self.roles[i] = role

    def doubt(self, i: int, message: str) -> None:
        """Note that a person should look at an item."""
        item = self.items[i]
        self.doubts.append(doubt(message, item.number or None, self.text(i)[:30]))

    def placed(self) -> tuple[Placed, ...]:
        """All items with their roles; what has none is text or a table."""
        made = []
        for item, role, part, level in zip(self.items, self.roles, self.parts, self.levels, strict=True):
            made.append(Placed(item, role or ("table" if isinstance(item, Grid) else "text"), part, level))
        return tuple(made)

    @cached_property
    def looks_known(self) -> bool:
        """Whether type and alignment say anything: not in a text file, nor where all paragraphs are set alike."""
        lines = [line for item in self.items if isinstance(line := item, Line) and not line.empty]
        ways = {(line.looks().size, line.looks().face, line.looks().color, line.spacing.align) for line in lines}
        return self.manuscript.looks_known and (len(ways) > 1 or len(lines) == 1)


def blank(item: Item) -> bool:
    """Whether nothing is read in an item."""
    return item.empty if isinstance(item, Line) else not any(not line.empty for line in item.lines())


def unfolded(manuscript: Manuscript) -> Iterator[Item]:
    """The items with paragraphs that hold several lines taken apart, and tables that only lay out text opened."""
    items = [plain_blanks(item) for item in joined(manuscript.items)]
    early = sum(1 for item in items[:60] if isinstance(item, Line) and len(item.stripped) > 60) == 0
    seen = 0
    for i, item in enumerate(items):
        if isinstance(item, Line):
            yield from pieces(item)
            seen += not item.empty
        elif is_imprint(item):
            yield from (
                row_line(row, item) for row in item.rows if any(not line.empty for box in row for line in box.lines)
            )
        elif lays_out(item, items[i + 1 :], seen < HEAD_ITEMS and (early or seen < 6)):
            yield from (piece for line in item.lines() if not line.empty for piece in pieces(line))
        else:
            yield item


def joined(items: Sequence[Item]) -> Iterator[Item]:
    """The items with paragraphs put together again that a page break divides in the middle of their text."""
    waiting: Line | None = None
    for item in items:
        if isinstance(item, Line) and waiting is not None and continues(waiting, item):
            waiting = replace(waiting, text=waiting.text + item.text, runs=(*waiting.runs, *item.runs))
            continue
        if waiting is not None:
            yield waiting
        waiting = item if isinstance(item, Line) else None
        if waiting is None:
            yield item
    if waiting is not None:
        yield waiting


def continues(line: Line, after: Line) -> bool:
    """Whether two pieces of one paragraph are one text: set alike, and no title or label behind a break of pages."""
    if not line.number == after.number > 0 or not after.new_page or line.empty or line.looks() != after.looks():
        return False
    open_end = len(line.stripped) >= SHORTEST_TEXT and line.stripped[-1] not in SENTENCE_ENDS
    text = after.stripped.endswith(SENTENCE_ENDS) or (open_end and not LABEL.match(bare(after.stripped)))
    return text and not looks_dated(line.stripped)


def plain_blanks(item: Item) -> Item:
    """The item with the blanks of web pages as plain ones, and without characters that show nothing."""
    if isinstance(item, Line):
        return plain_line(item)
    if all(plain_line(line) is line for line in item.lines()):
        return item
    rows = (tuple(replace(box, lines=tuple(map(plain_line, box.lines))) for box in row) for row in item.rows)
    return replace(item, rows=tuple(rows))


def plain_line(line: Line) -> Line:
    """The same of a paragraph."""
    text = seen(line.text.replace(WEB_BLANK, " "))
    return line if text == line.text else replace(line, text=text)


def pieces(line: Line) -> Iterator[Line]:
    """A paragraph as one line each where it was broken by hand (only the first begins the page)."""
    texts = line.text.strip("\n").splitlines()
    if len(texts) < 2:
        yield line
        return
    for i, text in enumerate(texts):
        runs = line.runs if len(texts) <= MOST_PIECES else (Run(text, line.looks()),)
        spacing = line.spacing if not i else under_hanging(line)
        yield replace(line, text=text, runs=runs, spacing=spacing, new_page=line.new_page and i == 0)


def under_hanging(line: Line) -> Spacing:
    """Where the further lines of a paragraph stand: under one that hangs, they begin where its text is wrapped."""
    old = line.spacing
    hanging = old.first if old.first_chars is None else old.first_chars
    if hanging >= 0:
        return old
    chars = None if old.left_chars is None else old.left_chars - (old.first_chars or 0)
    return replace(old, left_chars=chars, first=0, first_chars=None)


def is_imprint(grid: Grid) -> bool:
    """Whether a table only arranges 版记."""
    texts = ["\t".join(filter(None, (box.text for box in row))) for row in grid.rows]
    found = any(CC.match(text) or PRINTED.match(text) for text in texts)
    return found and len(texts) <= 6 and all(len(row) <= 3 for row in grid.rows)


def row_line(row: Sequence[Box], grid: Grid) -> Line:
    """A row of such a table as one line; what stands in its last cell stands behind a tab."""
    lines = [line for box in row for line in box.lines if not line.empty]
    if len(lines) == 1:
        return lines[0]
    text = "\t".join(line.stripped for line in lines)
    if len(row) < 2 or len(lines) > len(row) or row[-1].text == "":
        return replace(lines[0], text=text)
    spacing = replace(lines[0].spacing, tabs=(last_cell(row[-1], lines[-1], grid),))
    return replace(lines[0], text=text, spacing=spacing)


def last_cell(box: Box, line: Line, grid: Grid) -> tuple[str, int]:
    """The tab that puts a line where the last cell of a row has it."""
    edge, one = grid.width or sum(grid.widths), line.looks().size * 20
    begins = edge - sum(grid.widths[-box.columns :])
    if line.spacing.align == "right":
        right = line.spacing.right if line.spacing.right_chars is None else line.spacing.right_chars * one
        return "right", round(edge - right)
    if line.spacing.align == "center":
        return "center", (begins + edge) // 2
    left = line.spacing.left if line.spacing.left_chars is None else line.spacing.left_chars * one
    first = line.spacing.first if line.spacing.first_chars is None else line.spacing.first_chars * one
    return "left", round(begins + left + first)


def lays_out(grid: Grid, after: Sequence[Item], head: bool) -> bool:
    """Whether a table only arranges a masthead, a signature or an imprint."""
    texts = [line.stripped for line in grid.lines() if not line.empty]
    if not texts:
        return False
    if head and len(texts) <= 8 and any(bare(t).endswith("文件") or doc_number(t) for t in texts):
        return True
    short = all(len(text) <= 40 for text in texts)
    following = next((item for item in after if not blank(item)), None)
    dated = looks_dated(texts[-1]) or (isinstance(following, Line) and looks_dated(following.stripped))
    return short and dated and not grid.ruled and all(is_organ(t) or looks_dated(t) for t in texts)


def centred(line: Line) -> bool:
    """Whether a paragraph stands in the middle: by its alignment, or by blanks typed before it."""
    lead = len(line.text) - len(line.text.lstrip(" \t\u3000"))
    return line.spacing.align == "center" or (lead >= 6 and len(line.stripped) <= 30)


def right_aligned(line: Line) -> bool:
    """Whether a paragraph stands at the right: by alignment, by a large indent, or by blanks or tabs before it."""
    lead = line.text[: len(line.text) - len(line.text.lstrip(" \t\u3000"))]
    wide = sum(4 if c == "\t" else 2 if c == "\u3000" else 1 for c in lead)
    indent = max(
        line.spacing.left + line.spacing.first,
        round(320 * ((line.spacing.left_chars or 0) + (line.spacing.first_chars or 0))),
    )
    return line.spacing.align == "right" or wide >= 10 or indent > 3000


def numbered(text: str) -> bool:
    """Whether a text begins with the marker of a heading or an item."""
    return marker(text) is not None
