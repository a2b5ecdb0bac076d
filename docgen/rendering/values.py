"""Values that a template's tag prints as whole paragraphs: mark, table, signature, 附件说明, imprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docgen.rendering import wml
from docgen.rendering.wml import Styles
from docgen.wording import width


@dataclass(frozen=True)
class Fit:
    """Into what a thing is fitted, all in twips: one 字 of body text, the width of the text area, one line."""

    cell: float
    width: int
    line: int


def broken(text: str, ends: Sequence[str], cell: float, room: float | None = None) -> str:
    """A text whose lines but the last are ``ends``, in one paragraph ``room`` twips wide or as wide as its longest line.

    The last character of a shorter line is spaced to the edge, so that it ends there by itself: a line break in the
    text would make two names of one.
    """
    last = text[len("".join(ends)) :]
    edge = max(map(width, (*ends, last))) * cell if room is None else room
    runs = []
    for line in ends:
        free = round(edge - width(line) * cell)
        if free < cell / 2:
            runs.append(wml.run(line))
        else:
            runs += [wml.run(line[:-1]), wml.run(line[-1], f'<w:spacing w:val="{free}"/>')]
    return "".join((*runs, wml.run(last)))


@dataclass(frozen=True)
class Mark:
    """发文机关标志: names in one line or, for a joint issue, one under another with 文件 beside them.

    ``top`` is where the ink should begin, in pt under ``above`` pt of lines that stand before it.
    """

    names: tuple[str, ...]
    suffix: str
    fit: Fit
    style: str
    above: float
    top: float
    least_scale: int

    BASELINE = 0.8
    """An exact line puts its baseline at 80 % of its height (LibreOffice; Word within 1 mm)."""
    ASCENT = 0.844
    """Height of the ink over the baseline, in em (measured on CJK faces)."""
    LEADING = 1.1
    JOINT_SIZE, JOINT_HEIGHT = 44, 135
    """pt; names of several organs stand under one another and must leave room for body text on page one (7.2.4)."""

    def wml(self, styles: Styles) -> str:
        """The paragraph or the table."""
        most = styles.sizes.get(self.style, 108) / 2
        return self.joint(styles, most) if len(self.names) > 1 else self.single(styles, most)

    def fitted(self, characters: float, most: float, width: float) -> tuple[float, int]:
        """Size (pt, in halves) and scale (per cent) at which so many 字 fill at most ``width`` pt."""
        size = self.fitted_size(characters, most, width, self.least_scale)
        return size, min(100, int(width / (characters * size) * 100))

    @classmethod
    def joint_size(cls, organs: int) -> float:
        """The largest size for so many names."""
        return min(cls.JOINT_SIZE, cls.JOINT_HEIGHT / organs)

    @staticmethod
    def fitted_size(characters: float, most: float, width: float, least_scale: int) -> float:
        """The largest size in half points at which type of the least scale fills the width."""
        return int(min(most, width / characters / (least_scale / 100)) * 2) / 2

    def single(self, styles: Styles, most: float) -> str:
        """One line, centred."""
        text = self.names[0] + self.suffix
        size, scale = self.fitted(len(text), most, self.fit.width / 20 - 2)
        line = self.LEADING * size
        before = self.top - self.above - self.BASELINE * line + self.ASCENT * size
        spacing = wml.exact(round(line * 20), max(0, round(before * 20)))
        return wml.paragraph(styles.id(self.style), wml.run(text, self.face(size, scale)), spacing)

    def joint(self, styles: Styles, most: float) -> str:
        """Names under one another, spread to one width, 文件 at their right in the middle."""
        longest = max(map(len, self.names))
        suffix_width = len(self.suffix) + 0.5 if self.suffix else 0
        size, scale = self.fitted(
            longest + suffix_width, min(most, self.joint_size(len(self.names))), self.fit.width / 20 - 4
        )
        advance = size * scale / 100 * 20
        name_width = round(longest * advance + 60)
        suffix = round(suffix_width * advance + 60) if self.suffix else 0
        line = round(self.LEADING * size * 20)
        style = styles.id(self.style)
        before = self.top - self.above - self.BASELINE * line / 20 + self.ASCENT * size
        rows = []
        for i, name in enumerate(self.names):
            cells = self.cell(
                name_width,
                wml.paragraph(
                    style, wml.run(name, self.face(size, scale)), wml.exact(line) + '<w:jc w:val="distribute"/>'
                ),
            )
            if self.suffix:
                merge = '<w:vMerge w:val="restart"/>' if i == 0 else "<w:vMerge/>"
                text = wml.run(self.suffix, self.face(size, scale)) if i == 0 else ""
                cells += self.cell(
                    suffix, wml.paragraph(style, text, wml.exact(line) + '<w:jc w:val="right"/>'), merge
                )
            rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        widths = [name_width, suffix] if self.suffix else [name_width]
        spacer = wml.paragraph(style, "", wml.exact(max(20, round(before * 20))))
        return spacer + wml.borderless(widths, rows, (self.fit.width - sum(widths)) // 2)

    @staticmethod
    def face(size: float, scale: int) -> str:
        """Run properties of a size and a character scale."""
        half = round(size * 2)
        return f'<w:w w:val="{scale}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'

    @staticmethod
    def cell(width: int, content: str, merge: str = "") -> str:
        """A cell centred from top to bottom."""
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


@dataclass(frozen=True)
class Line:
    """A paragraph of a style whose indents (字) depend on the data; ``runs`` are (text, character style)."""

    style: str
    runs: tuple[tuple[str, str], ...]
    cell: float
    indents: tuple[tuple[str, float], ...] = ()
    keep_next: bool = False
    line: int | None = None
    """Exact line spacing in twips where it differs from the style's."""
    ends: tuple[str, ...] = ()
    """Its lines but the last, where it is broken by its meaning."""

    def wml(self, styles: Styles) -> str:
        """The paragraph."""
        properties = "<w:keepNext/>" if self.keep_next else ""
        if self.line is not None:
            # LibreOffice snaps even exact lines to the grid
            properties += f'<w:snapToGrid w:val="0"/>{wml.exact(self.line)}'
        if self.indents:
            properties += wml.indent(self.cell, **dict(self.indents))
        content = "".join(wml.run(text, style=styles.id(face) if face else "") for text, face in self.runs)
        if self.ends:
            content = broken("".join(text for text, _ in self.runs), self.ends, self.cell)
        return wml.paragraph(styles.id(self.style), content, properties)


@dataclass(frozen=True)
class Lines:
    """Several values one after another."""

    items: tuple[wml.Wml, ...]

    def wml(self, styles: Styles) -> str:
        """All of them."""
        return "".join(item.wml(styles) for item in self.items)


@dataclass(frozen=True)
class GridCell:
    """A cell of a grid: its paragraphs, how far it reaches, and whether it is centred."""

    paragraphs: tuple[str, ...]
    rows: int
    columns: int
    centred: bool
    shade: str = ""
    """The fill, six hexadecimal digits."""
    goes_on: str = ""
    """Whether it says again what stands above it on the page before (again), or goes on with it (onward)."""


GOING_ON = {
    ("again", False): "续表文",
    ("again", True): "续表文居中",
    ("onward", False): "接排表文",
    ("onward", True): "接排表文居中",
}
"""The styles of cells that go on from the page before; by them a reader knows that they belong to the cell above."""


@dataclass(frozen=True)
class Grid:
    """A table: ``rows`` hold for each grid row the (column, cell) that begin there or are covered from above.

    ``widths`` in twips. ``header_rows`` rows repeat; no row breaks across pages unless ``may_break`` says so.
    """

    widths: tuple[int, ...]
    header_rows: int
    rows: tuple[tuple[tuple[int, GridCell | None, int], ...], ...]
    may_break: tuple[bool, ...]
    least: tuple[int, ...]
    """Least height of each row in twips; 0 leaves it to the text."""
    keep: tuple[bool, ...]
    """Whether a row stays on the page of the next one."""
    head_style: str
    cell_style: str
    centred_style: str
    table_style: str
    type: int = 0
    line: int = 0
    """Size of the type and pitch of the lines in twips where they differ from those of the styles."""

    @property
    def pitch(self) -> str:
        """The line spacing as a property of a paragraph."""
        return wml.exact(self.line) if self.line else ""

    @property
    def face(self) -> str:
        """The size of the type as a property of a run."""
        return f'<w:sz w:val="{self.type // 10}"/><w:szCs w:val="{self.type // 10}"/>' if self.type else ""

    def wml(self, styles: Styles) -> str:
        """The table."""
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in self.widths)
        rows = "".join(self.row(y, styles) for y in range(len(self.rows)))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{escape(styles.id(self.table_style))}"/>'
            f'<w:tblW w:w="{sum(self.widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        )

    def row(self, y: int, styles: Styles) -> str:
        """One row; a covered place continues the merge above it."""
        properties = "" if self.may_break[y] else "<w:cantSplit/>"
        if self.least[y]:
            properties += f'<w:trHeight w:val="{self.least[y]}" w:hRule="atLeast"/>'
        properties += "<w:tblHeader/>" if y < self.header_rows else ""
        cells = "".join(self.cell(y, x, cell, span, styles) for x, cell, span in self.rows[y])
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"

    def cell(self, y: int, x: int, cell: GridCell | None, span: int, styles: Styles) -> str:
        """One cell."""
        width = sum(self.widths[x : x + span])
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if span > 1:
            properties += f'<w:gridSpan w:val="{span}"/>'
        head = y < self.header_rows
        keep = ("<w:keepNext/>" if self.keep[y] else "") + self.pitch
        look = self.head_style if head else self.centred_style if cell and cell.centred else self.cell_style
        style = styles.id(look)
        if cell and cell.goes_on:
            style = styles.ids.get(GOING_ON[cell.goes_on, cell.centred], style)
        if cell is None:
            return f'<w:tc><w:tcPr>{properties}<w:vMerge/><w:vAlign w:val="center"/></w:tcPr>{wml.paragraph(style, "", keep)}</w:tc>'
        if cell.rows > 1:
            properties += '<w:vMerge w:val="restart"/>'
        if cell.shade:
            properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.shade}"/>'
        content = "".join(
            wml.paragraph(style, wml.run(text, self.face) if text else "", keep) for text in cell.paragraphs or ("",)
        )
        return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


@dataclass(frozen=True)
class SealTable:
    """Names of joint issuers side by side with room for a seal on each, the date under the last."""

    names: tuple[tuple[str, ...], ...]
    """Each in its lines."""
    sides: tuple[float, ...]
    """字 that each name leaves empty at both sides, where it is to break by its meaning."""
    date: str
    fit: Fit
    style: str
    per_row: int
    room: int
    """Height of a row in lines."""

    def wml(self, styles: Styles) -> str:
        """The table."""
        columns = min(self.per_row, len(self.names))
        width = self.fit.width // columns
        style = styles.id(self.style)
        rows, names = [], list(zip(self.names, self.sides, strict=True))
        while names:
            line, names = names[:columns], names[columns:]
            line = [((), 0.0)] * (columns - len(line)) + line
            cells = "".join(self.cell(width, self.name(style, name, side)) for name, side in line)
            rows.append(
                f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{self.room * self.fit.line}" w:hRule="exact"/>'
                f"</w:trPr>{cells}</w:tr>"
            )
        blank = self.cell(width, wml.paragraph(style, "")) * (columns - 1)
        date = self.cell(width, wml.paragraph(style, wml.run(self.date)), align="top")
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{blank}{date}</w:tr>")
        return wml.borderless([width] * columns, rows)

    def name(self, style: str, name: tuple[str, ...], side: float) -> str:
        """The paragraph of a name."""
        indent = wml.indent(self.fit.cell, left=side, right=side) if side else ""
        return wml.paragraph(
            style, broken("".join(name), name[:-1], self.fit.cell) if name else "", f"<w:keepNext/>{indent}"
        )

    @staticmethod
    def cell(width: int, content: str, align: str = "bottom") -> str:
        """A cell with its text at the bottom, where the seal presses it."""
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="{align}"/></w:tcPr>{content}</w:tc>'


@dataclass(frozen=True)
class ImprintRow:
    """A row of the imprint: its text, its indents in 字, whether a rule stands above.

    ``ends`` are its lines but the last, where it is broken by its meaning.
    """

    text: str
    indents: tuple[tuple[str, float], ...]
    rule: bool
    ends: tuple[str, ...] = ()

    def runs(self, room: float, cell: float) -> str:
        """The text in lines of so many twips, a 字 of which takes ``cell``."""
        return broken(self.text, self.ends, cell, room)


@dataclass(frozen=True)
class ImprintBox:
    """版记 as a text box on the bottom edge of the text area (7.4.1).

    Its anchor is a paragraph as high as the box: it goes to the next page where the box has no room, so
    that text and box never meet. LibreOffice ignores frames and full-width floating tables; a text box works
    in Word, WPS and LibreOffice alike. Indents are in 字 of ``cell``.
    """

    rows: tuple[ImprintRow, ...]
    fit: Fit
    cell: float
    bottom: int
    """Where the text area ends, in twips from the top of the page."""
    style: str
    thick: int
    thin: int
    rules: bool = True
    heights: tuple[int, ...] = ()

    def wml(self, styles: Styles) -> str:
        """The anchor paragraph with the box."""
        heights = self.heights or (self.fit.line,) * len(self.rows)
        height = sum(heights)
        anchor = wml.exact(height + self.fit.line // 2)  # half a line between the text and the box
        table = self.table(styles, heights)
        tiny = f'<w:pPr><w:snapToGrid w:val="0"/>{wml.exact(wml.TINY)}<w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr>'
        cx, cy, top = self.fit.width * 635, height * 635 + 12700, (self.bottom - height) * 635
        a = "http://schemas.openxmlformats.org/drawingml/2006"
        shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
        inner = f"{table}<w:p>{tiny}</w:p>"
        drawing = (
            f'<w:drawing><wp:anchor xmlns:wp="{a}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0" '
            f'simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
            f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH>'
            f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
            f'<wp:docPr id="9001" name="版记" descr="版记"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic xmlns:a="{a}/main"><a:graphicData uri="{shape}"><wps:wsp xmlns:wps="{shape}">'
            f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
            f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
            f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/></wps:wsp></a:graphicData></a:graphic>'
            f"</wp:anchor></w:drawing>"
        )
        # readers that know no drawings of Word 2010 (pandoc, mammoth, screen readers) find the text in the old form
        place = (
            f"position:absolute;margin-left:0;margin-top:{top / 12700:g}pt;width:{cx / 12700:g}pt;height:{cy / 12700:g}pt;"
            "z-index:1;mso-position-horizontal-relative:margin;mso-position-vertical-relative:page"
        )
        old = (
            f'<w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="{place}" filled="f" stroked="f" alt="版记">'
            f'<v:textbox inset="0,0,0,0"><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:rect></w:pict>'
        )
        box = (
            f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f'<mc:Choice xmlns:wps="{shape}" Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
            f"</mc:AlternateContent>"
        )
        return (
            f'<w:p><w:pPr><w:keepLines/><w:snapToGrid w:val="0"/>{anchor}<w:ind w:firstLineChars="0" w:firstLine="0"/>'
            f"</w:pPr><w:r>{box}</w:r></w:p>"
        )

    def table(self, styles: Styles, heights: Sequence[int]) -> str:
        """The rows between their rules."""
        rows = []
        style = styles.id(self.style)
        for i, (row, height) in enumerate(zip(self.rows, heights, strict=True)):
            top = self.rule("top", self.thick if i == 0 else self.thin if row.rule else 0)
            bottom = self.rule("bottom", self.thick if i == len(self.rows) - 1 else 0)
            borders = f"<w:tcBorders>{top}{bottom}</w:tcBorders>" if self.rules else ""
            tab = f'<w:tabs><w:tab w:val="right" w:pos="{round(self.fit.width - self.cell)}"/></w:tabs>'
            runs = row.runs(self.fit.width - 2 * self.cell, self.cell)
            content = wml.paragraph(style, runs, tab + wml.indent(self.cell, **dict(row.indents)))
            rows.append(
                f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
                f'<w:tcW w:w="{self.fit.width}" w:type="dxa"/>{borders}<w:vAlign w:val="center"/></w:tcPr>{content}'
                f"</w:tc></w:tr>"
            )
        return wml.borderless([self.fit.width], rows)

    @staticmethod
    def rule(side: str, eighths: int) -> str:
        """A rule of a weight, or none."""
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>' if eighths else ""
