"""A manuscript (文稿): what a file shows, paragraph by paragraph, with its looks as a word processor resolves them.

It is read from a .docx or a .txt and knows nothing of official documents; ``roles`` says what each paragraph is.
Lengths are in twips (1/1440 inch), sizes of type in pt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

MOST_PLACES = 100_000
"""Paragraphs and cells that a document may have, which is more than a thousand pages of tables."""
MOST_CHARACTERS = 3_000_000

Aligned = Literal["left", "both", "center", "right", "distribute"]
LineRule = Literal["auto", "exact", "atLeast"]


@dataclass(frozen=True)
class Looks:
    """The type of a run: direct formatting over styles over document defaults, theme fonts by their names.

    ``face`` is the font of Han characters, ``latin`` that of letters and digits; "" where the file names none.
    ``color`` is six hex digits, "" for automatic. ``tracking`` is the extra space after a character (twips),
    ``scale`` its width in per cent.
    """

    face: str = ""
    latin: str = ""
    size: float = 10.5
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    hidden: bool = False
    raised: str = ""
    """superscript or subscript, "" for what stands on the line."""
    color: str = ""
    highlight: str = ""
    tracking: int = 0
    scale: int = 100


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look."""

    text: str
    looks: Looks = Looks()


@dataclass(frozen=True)
class Spacing:
    """How a paragraph stands: alignment, indents and line spacing.

    ``first`` is negative for a hanging indent. ``*_chars`` are in 字 (w:…Chars ÷ 100) and win over the twips where
    they are not None; ``left`` is where wrapped lines begin, ``left_chars`` leaves the hanging part out, as Word does.
    ``line`` is twips for exact and atLeast, 240ths of a line for auto.
    """

    align: Aligned = "both"
    left: int = 0
    right: int = 0
    first: int = 0
    left_chars: float | None = None
    right_chars: float | None = None
    first_chars: float | None = None
    before: int = 0
    after: int = 0
    line: int = 240
    rule: LineRule = "auto"
    snap_to_grid: bool = True
    keep_next: bool = False
    tabs: tuple[tuple[str, int], ...] = ()
    """Tab stops: (kind, twips)."""
    among_others: bool = False
    """Whether the space before and after counts only beside paragraphs of other styles (contextualSpacing)."""


@dataclass(frozen=True)
class Rule:
    """A line under or over a paragraph, a drawn line, or the line of a table used as one.

    ``size`` is in eighths of a point, ``width`` in twips (None: as wide as the text), ``gap`` in pt from the text.
    ``style`` is OOXML's name (single, thickThinSmallGap …), ``top`` how far a drawn line is placed under the edge
    of the paper in twips, None where it goes with the text.
    """

    color: str = ""
    size: int = 0
    style: str = "single"
    width: int | None = None
    gap: int = 0
    top: int | None = None


@dataclass(frozen=True)
class Line:
    r"""A paragraph. ``number`` counts from 1 through the part that it stands in, paragraphs of table cells included.

    ``text`` is what is read: deletions left out, insertions and fields taken in, automatic numbers (``auto``) in
    front, line breaks as \n, tabs as \t, blanks as typed. ``new_page`` says that a page begins with it. ``below``
    and ``above`` are its borders; ``boxed`` that it stands in a text box; ``pictures`` how many pictures it holds.
    """

    number: int
    text: str
    runs: tuple[Run, ...] = ()
    spacing: Spacing = Spacing()
    style: str = ""
    auto: str = ""
    outline: int | None = None
    """The outline level from 0, None for body text."""
    new_page: bool = False
    section: int = 0
    boxed: bool = False
    below: Rule | None = None
    above: Rule | None = None
    drawn: tuple[Rule, ...] = ()
    """Lines drawn as shapes that are anchored in it."""
    pictures: int = 0
    in_table: bool = False

    @property
    def stripped(self) -> str:
        """The text without blanks and tabs around it, full-width ones too."""
        return self.text.strip(" \t\u3000\xa0\n\ufeff")

    @property
    def empty(self) -> bool:
        """Whether nothing is read in it."""
        return not self.stripped

    def looks(self) -> Looks:
        """The look of most of its visible characters; that of the first run where there are none."""
        return self._looks

    @cached_property
    def _looks(self) -> Looks:
        seen: dict[Looks, int] = {}
        for run in self.runs:
            visible = sum(not c.isspace() for c in run.text)
            seen[run.looks] = seen.get(run.looks, 0) + visible
        return max(seen, key=lambda look: seen[look]) if seen else Looks()


@dataclass(frozen=True)
class Box:
    """A table cell: it covers ``rows`` × ``columns`` places of the grid."""

    lines: tuple[Line, ...]
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """Its paragraphs, blank ones left out, one a line."""
        return "\n".join(line.stripped for line in self.lines if not line.empty)


@dataclass(frozen=True)
class Grid:
    """A table: each row holds the cells that begin in it (as in ``document.Table``). ``widths`` are twips.

    ``number`` is that of its first paragraph. ``header_rows`` repeat on each page as the file says; ``ragged`` lists
    the rows (from 1) that had to be filled up or cut to fit the grid. ``ruled`` says that it has visible lines.
    """

    number: int
    rows: tuple[tuple[Box, ...], ...]
    widths: tuple[int, ...]
    header_rows: int = 0
    section: int = 0
    width: int | None = None
    """The width in twips as the file gives it, None where it is automatic."""
    boxed: bool = False
    ragged: tuple[int, ...] = ()
    ruled: bool = True
    new_page: bool = False
    borders: tuple[tuple[str, Rule], ...] = ()
    """The table's own border lines: (top | bottom | left | right | insideH | insideV, rule)."""

    def lines(self) -> Iterator[Line]:
        """All paragraphs of its cells."""
        for row in self.rows:
            for cell in row:
                yield from cell.lines


Item = Line | Grid


@dataclass(frozen=True)
class PageSetup:
    """A section's page, in twips. ``grid`` is the type of its document grid, "" for none.

    ``footers`` and ``headers`` hold the paragraphs by kind (default, even, first), inherited ones included; a page
    number in them reads as “{PAGE}”.
    """

    width: int = 11906
    height: int = 16838
    top: int = 1440
    bottom: int = 1440
    left: int = 1800
    right: int = 1800
    gutter: int = 0
    header: int = 851
    footer: int = 992
    landscape: bool = False
    grid: str = ""
    pitch: int = 0
    """The line pitch of the grid."""
    char_space: int = 0
    first_differs: bool = False
    """Whether the first page has its own header and footer."""
    footers: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    headers: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    columns: int = 1
    first_number: int | None = None
    """The number that its first page is given, None where it goes on from the section before."""

    @property
    def text_width(self) -> int:
        """The width of the text area."""
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        """The height of the text area."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True)
class Notice:
    """Something in the file that is no text of the document or that cannot be taken over: kind and what it says.

    ``kind``: deleted (修订删除的文字), inserted, struck, superscript, subscript, comment, footnote, picture, chart, object, hidden, ruby (注音),
    header and footer (what they show besides page numbers), broken
    (a line that was joined), page_number (a number glued to text that was taken away), encoding.
    """

    kind: str
    text: str
    line: int | None = None
    """The number of the paragraph (.docx) or of the line in the file (.txt)."""


@dataclass(frozen=True)
class Alive:
    """Something in the file that fetches, runs, embeds or leads to a file: a kind of ``live.KINDS``, and what it says.

    ``part`` names the part where it is not the text, such as 页眉.
    """

    kind: str
    said: str
    line: int | None = None
    part: str = ""


@dataclass(frozen=True)
class Manuscript:
    """A file as it is read. ``items`` stand in the order of the file, paragraphs of a text box behind their anchor.

    ``default`` is the look of the default paragraph style. ``looks_known`` is False for a .txt.
    """

    name: str
    items: tuple[Item, ...]
    pages: tuple[PageSetup, ...] = ()
    default: Looks = Looks()
    odd_even: bool = False
    """Whether odd and even pages have footers of their own."""
    mirrored: bool = False
    looks_known: bool = True
    notices: tuple[Notice, ...] = ()
    header_lines: tuple[Line, ...] = field(default=())
    """Paragraphs of the header of the first page, where a letter has its mark; number 0."""
    alive: tuple[Alive, ...] = ()

    def lines(self) -> Iterator[Line]:
        """All paragraphs in order, those of tables too."""
        for item in self.items:
            if isinstance(item, Grid):
                yield from item.lines()
            else:
                yield item
