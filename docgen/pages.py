"""Printed pages (PDF) as text lines and rules with their places; all lengths in mm from the top left corner."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import Any

from docgen.core.errors import Unavailable
from docgen.origin import adding

MM = 25.4 / 72
SAME_LINE = 1.0
"""How far apart the baselines of one line may be."""
SEARCHED = 12
"""How many foreign lines (page number, repeated table heading) may stand between two lines of a paragraph."""
UPRIGHT = 0.1
"""Radians; text that is turned further stands in no line."""


@dataclass(frozen=True)
class Glyph:
    """A printed character: its origin (left end of its baseline), the edges of its ink, size in pt and font."""

    text: str
    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float
    size: float
    font: str
    red: bool


@dataclass(frozen=True)
class TextLine:
    """The glyphs on one baseline, from left to right."""

    y: float
    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        """Its characters as they are compared: without blanks, compatible forms made one."""
        return plain("".join(glyph.text for glyph in self.glyphs))

    @property
    def left(self) -> float:
        """Where its ink begins."""
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        """Where its ink ends."""
        return max(glyph.right for glyph in self.glyphs)


@dataclass(frozen=True)
class Stroke:
    """A drawn horizontal line: from where to where, the middle of its height and its weight."""

    left: float
    right: float
    y: float
    weight: float
    red: bool

    @property
    def length(self) -> float:
        """How long it is."""
        return self.right - self.left


@dataclass(frozen=True)
class Page:
    """One page; ``number`` counts from 1. ``stream`` are its characters in the order in which they were printed."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    strokes: tuple[Stroke, ...]
    stream: str
    drawings: int
    """How many pictures and shapes it holds, horizontal lines left out."""

    @property
    def landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height


@dataclass(frozen=True)
class Spot:
    """A printed line of a paragraph: the page (from 1) and the line."""

    page: int
    line: TextLine


def plain(text: str) -> str:
    """A text as it is compared with what was printed: without blanks, compatible forms made one."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(c for c in unicodedata.normalize("NFKC", whole) if not c.isspace() and c.isprintable())


def available() -> bool:
    """Whether pages can be measured on this computer."""
    return find_spec("pypdfium2") is not None


def pages(pdf: bytes) -> tuple[Page, ...]:
    """The pages of a PDF. Raises Unavailable where pypdfium2 is missing or the PDF cannot be opened."""
    try:
        import pypdfium2
    except ImportError as error:
        raise Unavailable(f"检查印出来的页面要用 pypdfium2，这台电脑上没有。{adding('render')}") from error
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Unavailable("LibreOffice 转成的 PDF 打不开") from error
    try:
        return tuple(page(sheet, number) for number, sheet in enumerate(document, 1))
    finally:
        document.close()


def page(sheet: Any, number: int) -> Page:
    """One page, measured."""
    width, height = sheet.get_width() * MM, sheet.get_height() * MM
    found = list(glyphs(sheet, height))
    drawn = list(drawings(sheet, height))
    strokes = tuple(item for item in drawn if item is not None)
    upright = [glyph for glyph, turned in found if not turned]
    stream = plain("".join(glyph.text for glyph, _ in found))
    return Page(number, width, height, lines(upright), strokes, stream, len(drawn) - len(strokes))


def glyphs(sheet: Any, height: float) -> Iterator[tuple[Glyph, bool]]:
    """The visible characters in the order of printing, each with whether it is turned."""
    import pypdfium2.raw as pdfium

    text = sheet.get_textpage()
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    shades = [ctypes.c_uint() for _ in range(4)]
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        character = chr(code)
        if pdfium.FPDFText_IsGenerated(text, i) or character.isspace() or code in (0, 2, 0xFFFE):
            continue
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        length = pdfium.FPDFText_GetFontInfo(text, i, name, 256, flags)
        font = name.value.decode("utf-8", "replace") if 0 < length <= 256 else ""
        pdfium.FPDFText_GetFillColor(text, i, *shades)
        turned = UPRIGHT < pdfium.FPDFText_GetCharAngle(text, i) < 6.28 - UPRIGHT
        box = (left.value * MM, height - top.value * MM, right.value * MM, height - bottom.value * MM)
        size = pdfium.FPDFText_GetFontSize(text, i)
        yield Glyph(character, x.value * MM, height - y.value * MM, *box, size, font, is_red(shades)), turned


def is_red(shades: Sequence[Any]) -> bool:
    """Whether a colour (red, green, blue …) is seen as red."""
    red, green, blue = (shade.value for shade in shades[:3])
    return bool(red > 150 and green < 110 and blue < 110)


def lines(upright: Sequence[Glyph]) -> tuple[TextLine, ...]:
    """The glyphs gathered by their baselines, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(upright, key=lambda g: g.y):
        if rows and glyph.y - rows[-1][0].y <= SAME_LINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return tuple(TextLine(row[0].y, tuple(sorted(row, key=lambda g: g.x))) for row in rows)


def drawings(sheet: Any, height: float) -> Iterator[Stroke | None]:
    """What is drawn on a page: horizontal lines as strokes, None for any other picture or shape."""
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    shades = [ctypes.c_uint() for _ in range(4)]
    fill, stroked, weight = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    for i in range(pdfium.FPDFPage_CountObjects(sheet)):
        item = pdfium.FPDFPage_GetObject(sheet, i)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        pdfium.FPDFPageObj_GetBounds(item, *edges)
        left, bottom, right, top = (edge.value * MM for edge in edges)
        if kind != pdfium.FPDF_PAGEOBJ_PATH or top - bottom > 3 or right - left < 5:
            yield None
            continue
        pdfium.FPDFPath_GetDrawMode(item, fill, stroked)
        if stroked.value:
            pdfium.FPDFPageObj_GetStrokeColor(item, *shades)
            pdfium.FPDFPageObj_GetStrokeWidth(item, weight)
        else:
            pdfium.FPDFPageObj_GetFillColor(item, *shades)
        heavy = weight.value * MM if stroked.value else top - bottom
        yield Stroke(left, right, height - (top + bottom) / 2, heavy, is_red(shades))


def locate(texts: Sequence[str], sheets: Sequence[Page]) -> list[tuple[Spot, ...]]:
    """Where paragraphs, given in their order, were printed, line by line; () for one that is not found whole."""
    printed = [Spot(sheet.number, line) for sheet in sheets for line in sheet.lines]
    found: list[tuple[Spot, ...]] = []
    cursor = 0
    for text in map(plain, texts):
        spots = search(text, printed, cursor) or search(text, printed, 0)
        found.append(tuple(printed[i] for i in spots))
        if spots and spots[0] >= cursor:
            cursor = spots[-1] + 1
    return found


def search(text: str, printed: Sequence[Spot], start: int) -> list[int]:
    """The indices of the lines that make up a text from ``start`` on: whole lines, else one line that holds it."""
    if not text:
        return []
    for i in range(start, len(printed)):
        if text.startswith(printed[i].line.text) and (spots := consumed(text, printed, i)):
            return spots
    if len(text) < 3:
        return []
    return next(([i] for i in range(start, len(printed)) if text in printed[i].line.text), [])


def consumed(text: str, printed: Sequence[Spot], start: int) -> list[int]:
    """The indices of the lines that make up a text whose first line is at ``start``; [] where it does not go on so."""
    spots: list[int] = []
    position, i, foreign = 0, start, 0
    while position < len(text) and i < len(printed) and foreign <= SEARCHED:
        line = printed[i].line.text
        if line and text.startswith(line, position):
            spots.append(i)
            position, foreign = position + len(line), 0
        else:
            foreign += 1
        i += 1
    return spots if position == len(text) else []
