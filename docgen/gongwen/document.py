"""The Document value: the elements of an official document (GB/T 9704-2012, clause 7), free of layout."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

Align = Literal["center", "left"]
Side = Literal["left", "center", "right"]
Signing = Literal["sealed", "unsealed"]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1–5: its marker as typed (“（一）”), its text, and the text that runs on in its paragraph."""

    level: int
    marker: str
    text: str
    rest: str = ""

    @property
    def kind(self) -> Literal["line", "run_in"]:
        """``run_in`` when the paragraph goes on after the heading sentence."""
        return "run_in" if self.rest else "line"

    @property
    def full_text(self) -> str:
        """The whole paragraph."""
        return self.marker + self.text + self.rest


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str

    @property
    def full_text(self) -> str:
        """The whole paragraph."""
        return self.text


@dataclass(frozen=True)
class Cell:
    """A table cell; it covers ``rows`` × ``columns`` of the grid. Line breaks in ``text`` are paragraphs."""

    text: str
    rows: int = 1
    columns: int = 1
    align: Align = "left"
    shade: str = ""
    """The fill, six hexadecimal digits; none where it is empty."""
    goes_on: Literal["", "again", "onward"] = ""
    """Whether it says again what stands above it on the page before, or goes on with it."""


@dataclass(frozen=True)
class TableHead:
    """A line over a table: 填报单位：…, 单位：万元."""

    text: str
    align: Side = "left"


@dataclass(frozen=True)
class Table:
    """A table as a grid: each row holds the cells that begin in it; cells that reach down cover later rows.

    ``widths`` are relative column widths. ``header_rows`` rows repeat on every page; ``notes`` stand under it,
    ``heads`` over it.
    """

    widths: tuple[float, ...]
    header_rows: int
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    heads: tuple[TableHead, ...] = ()
    fluid: bool = False
    """Whether the widths are only wishes: columns are made as wide as what they hold needs."""

    def grid(self) -> list[list[Cell]]:
        """The cell at each row and column, covered places holding the cell that covers them.

        Raises ValueError where rows do not fill the grid exactly.
        """
        count = len(self.widths)
        grid: list[list[Cell | None]] = [[None] * count for _ in self.rows]
        for y, row in enumerate(self.rows):
            x = 0
            for cell in map(replace, row):  # its own object, so that places can be told apart
                while x < count and grid[y][x] is not None:
                    x += 1
                if x + cell.columns > count or y + cell.rows > len(self.rows):
                    raise ValueError(f"cell {cell.text!r} of row {y + 1} reaches over the edge of the table")
                for dy in range(cell.rows):
                    for dx in range(cell.columns):
                        grid[y + dy][x + dx] = cell
                x += cell.columns
        full = [[cell for cell in line if cell is not None] for line in grid]
        if any(len(line) != count for line in full):
            raise ValueError("a row of the table is short of cells")
        return full

    def body_rows(self) -> list[list[Cell]]:
        """The grid rows under the header."""
        return self.grid()[self.header_rows :]


@dataclass(frozen=True)
class Series:
    """One series of a chart; None where there is no value."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart of numbers by category, with its caption. ``number_format`` is Excel's; ``alt`` says what it shows.

    ``number`` counts from 1 through the document.
    """

    number: int
    kind: Literal["column", "bar", "stacked", "line", "pie"]
    caption: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str = "General"
    alt: str = ""

    @property
    def full_text(self) -> str:
        """Its caption."""
        return self.caption


@dataclass(frozen=True)
class Caption:
    """The line that names a table."""

    text: str

    @property
    def full_text(self) -> str:
        """The line."""
        return self.text


Block = Heading | Paragraph | Table | Chart | Caption

ENCLOSURE = "附件"
"""What attachments are called, over them and in the 附件说明, unless the writer calls them 附表 or the like."""


@dataclass(frozen=True)
class Part:
    """What follows the main document: an enclosed plan (no label) or an attachment (附件1).

    ``template`` names the template that prints it; ``listed`` are the titles of its own 附件说明;
    ``subtitle`` stands under the title; ``notes`` stand under its tables; ``file`` is an existing .docx that is
    bound in as it is.
    """

    template: str
    label: str
    title: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    file: str | None = None
    subtitle: tuple[str, ...] = ()
    listed_word: str = ENCLOSURE
    """How its 附件说明 begins: 附件, 附表."""


COPIED = ("抄报", "报", "抄送", "送", "分送", "发")
"""How lines of the imprint begin that say who gets a copy, in the order in which they are printed."""


@dataclass(frozen=True)
class Imprint:
    """版记: 主送 moved here, 抄送, 印发机关 and 印发日期 (GB/T 9704-2012, 7.4).

    ``others`` are the lines that begin otherwise, as minutes have them: (分送, names), (报, names).
    """

    cc: str = ""
    recipients: str = ""
    printed_by: str = ""
    printed_date: date | None = None
    others: tuple[tuple[str, str], ...] = ()

    @property
    def copies(self) -> tuple[tuple[str, str], ...]:
        """Who gets a copy: how the line begins, and the names, in the order in which they are printed."""
        lines = [("抄送", self.cc), *self.others]
        return tuple(line for word in COPIED for line in lines if line[0] == word and line[1])


@dataclass(frozen=True)
class Meeting:
    """Who was at a meeting (纪要; GB/T 9704-2012, 10.3): label and names, such as (“出席”, “…”)."""

    rolls: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mark:
    """A figure in the text: the bookmark it stands under, and where it comes from, in words for a comment."""

    name: str
    comment: str = ""


@dataclass(frozen=True)
class Document:
    """One official document with everything that is bound with it.

    ``template`` names the template of its first part. ``mark`` is the 发文机关标志 without 文件; several
    ``issuers`` make a joint document. ``title`` may hold line breaks the writer set.
    """

    template: str
    kind: str
    title: str
    issuers: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()
    mark_suffix: str = ""
    doc_number: str = ""
    issue_number: str = ""
    signers: tuple[str, ...] = ()
    copy_no: str = ""
    secrecy: str = ""
    urgency: str = ""
    recipients: str = ""
    blocks: tuple[Block, ...] = ()
    listed: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    signing: Signing = "sealed"
    date: date | None = None
    note: str = ""
    meeting: Meeting = field(default_factory=Meeting)
    parts: tuple[Part, ...] = ()
    imprint: Imprint | None = None
    marks: tuple[Mark, ...] = ()
    """The figures of its texts, by the number they are marked with (``wording.marked``)."""
    provenance: str = ""
    """What the figures were computed from, as JSON; it travels inside the file."""
    label: str = ""
    """What stands over the title of a document without a masthead, such as 附件3 of another document."""
    subtitle: tuple[str, ...] = ()
    """What stands under the title: （试行）, a date, an author; one a line."""
    date_text: str = ""
    """成文日期 as it was typed, where it is to be printed so."""
    listed_word: str = ENCLOSURE
    """How the 附件说明 begins: 附件, 附表."""


def flat(title: str) -> str:
    """A title in one line: the breaks that the writer set are layout, not text."""
    return "".join(line.strip() for line in title.splitlines())
