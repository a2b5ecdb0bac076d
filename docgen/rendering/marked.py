"""Figures found again: the bookmarks of a .docx that people may have edited, with what it remembers of them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from docgen import package
from docgen.bounds import Unfit
from docgen.opc import parse
from docgen.rendering import template
from docgen.rendering.marks import FIGURES, MC
from docgen.rendering.template import DOCUMENT, w
from docgen.rendering.wml import W

PREFIX = "指标"
"""What the names of bookmarks of figures begin with."""
AROUND = re.compile(r"word/(?:header|footer)\d*\.xml|word/(?:footnotes|endnotes)\.xml")
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"


@dataclass(frozen=True)
class Span:
    """Where a bookmark stands in the text of a paragraph; equal ends where all of its text was deleted."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class MarkedText:
    """A paragraph as it is read, numbered from 1 through the document, with the bookmarks in it."""

    number: int
    text: str
    spans: tuple[Span, ...]
    cell: tuple[int, int, int] | None = None
    """Table, row and cell that it stands in, each counted from 1; None outside of tables."""

    @property
    def plain(self) -> str:
        """The text with the name of its bookmark between ⟦ and ⟧ in place of each figure."""
        text, at = "", 0
        for span in self.spans:
            if span.name.startswith(PREFIX) and span.start >= at:
                text += f"{self.text[at : span.start]}⟦{span.name}⟧"
                at = span.end
        return text + self.text[at:]


@dataclass(frozen=True)
class Marked:
    """A document with its bookmarks, and what it says its figures were computed from."""

    provenance: str | None
    paragraphs: tuple[MarkedText, ...]
    around: tuple[str, ...] = ()
    """The paragraphs of headers, footers and notes."""
    record: str | None = None
    """What stood in it when it was written, as ``recorded`` made it."""


def read(path: Path) -> Marked:
    """What stands in a .docx that someone may have edited. Raises InvalidInput for what is none."""
    parts = package.read(path)
    with package.guarded(path):
        return marked(parts, path)


def marked(parts: dict[str, bytes], path: Path) -> Marked:
    """What stands in the parts of a .docx."""
    found = enumerate(paragraphs(parts[DOCUMENT], path, DOCUMENT), 1)
    around = [
        paragraph.text
        for name in sorted(parts)
        if AROUND.fullmatch(name)
        for paragraph in paragraphs(parts[name], path, name, fields=False)
        if paragraph.text.strip()
    ]
    text, record = provenance(parts)
    return Marked(text, tuple(paragraph.finished(number) for number, paragraph in found), tuple(around), record)


def paragraphs(data: bytes, path: Path, name: str, fields: bool = True) -> list[_Paragraph]:
    """The paragraphs of a part; without ``fields`` no page numbers and the like."""
    root = template.parse(data.replace(STRICT_W.encode(), W.encode()), path, name)
    reader = _Reader(fields)
    reader.walk(root)
    return reader.paragraphs


def recorded(parts: dict[str, bytes]) -> str:
    """What stands in a finished document, as JSON: its paragraphs with their cells, and those around the body."""
    found = marked(parts, Path("docx"))
    return json.dumps([[[p.plain, p.cell] for p in found.paragraphs], found.around], ensure_ascii=False)


def provenance(parts: dict[str, bytes]) -> tuple[str | None, str | None]:
    """The text of the custom XML part that docgen puts into its files, and its record of the text; None for none."""
    name = provenance_part(parts)
    if name is None:
        return None, None
    root = parse(parts[name], name)
    return "".join(str(t) for t in root.itertext()), root.get("text")


def provenance_part(parts: dict[str, bytes]) -> str | None:
    """The name of that part, whatever number other programs have given it, or None."""
    for name in sorted(parts):
        if name.startswith("customXml/") and name.endswith(".xml") and FIGURES.encode() in parts[name]:
            try:
                root = parse(parts[name], name)
            except Unfit:
                continue
            if root.tag == f"{{{FIGURES}}}figures":
                return name
    return None


@dataclass
class _Paragraph:
    """A paragraph while it is read."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    instructions: list[bool] = field(default_factory=list)
    """Of each field begun: whether its instruction is still going on."""
    cell: tuple[int, int, int] | None = None

    def finished(self, number: int) -> MarkedText:
        spans = tuple(sorted(self.spans, key=lambda span: (span.start, span.end)))
        return MarkedText(number, self.text, spans, self.cell)


@dataclass
class _Open:
    """A bookmark that has begun: where in the paragraph at hand, and its places so far."""

    name: str
    start: int = 0
    places: list[tuple[_Paragraph, int, int]] = field(default_factory=list)

    def close(self) -> None:
        """Tell the paragraphs; ends without text count only where the whole bookmark has none."""
        for paragraph, start, end in [p for p in self.places if p[1] < p[2]] or self.places[:1]:
            paragraph.spans.append(Span(self.name, start, end))


_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


_UNREAD = {"del", "moveFrom"}
"""Text under revision that is gone; bookmarks that stand in it do not lose their place."""


_SKIPPED = {w("pPr"), w("rPr"), w("tblPr"), w("trPr"), w("tcPr"), w("sectPr"), w("sdtPr"), w("rt"), w("instrText")}


class _Reader:
    """Goes through a body in the order of reading."""

    def __init__(self, fields: bool = True) -> None:
        self.fields = fields
        self.tables = 0
        self.place: list[list[int]] = []
        """Table, row and cell at hand, the innermost last."""
        self.paragraphs: list[_Paragraph] = []
        self.current: _Paragraph | None = None
        self.open: dict[str, _Open] = {}
        self.gone = 0

    def walk(self, element: etree._Element) -> None:
        """Read the children of an element."""
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self.visit(child, etree.QName(child).localname if child.tag.startswith(f"{{{W}}}") else "")

    def visit(self, element: etree._Element, name: str) -> None:
        """Read one element."""
        if name == "p":
            self.paragraph(element)
        elif name == "txbxContent":
            self.box(element)
        elif name == "tbl":
            self.tables += 1
            self.place.append([self.tables, 0, 0])
            self.walk(element)
            self.place.pop()
        elif name in ("tr", "tc") and self.place:
            own = self.place[-1]
            own[1:] = [own[1] + 1, 0] if name == "tr" else [own[1], own[2] + 1]
            self.walk(element)
        elif name == "fldSimple" and not self.fields:
            pass
        elif name in _UNREAD:
            self.gone += 1
            self.walk(element)
            self.gone -= 1
        elif name in ("bookmarkStart", "bookmarkEnd"):
            self.bookmark(element, name == "bookmarkStart")
        elif name == "fldChar" and self.current is not None and not self.gone:
            self.field(self.current, element.get(w("fldCharType")))
        elif name == "t" or name in _CHARACTERS:
            self.add(_CHARACTERS.get(name) or element.text or "")
        elif element.tag == f"{MC}AlternateContent":
            self.walk(next((choice for choice in element if choice.tag == f"{MC}Choice"), element))
        else:
            self.walk(element)

    def add(self, text: str) -> None:
        """Text of the paragraph at hand, unless it is deleted or part of a field's instruction."""
        if self.current is None or self.gone:
            return
        if not any(self.current.instructions) and (self.fields or not self.current.instructions):
            self.current.text += text

    def paragraph(self, element: etree._Element) -> None:
        """A paragraph; bookmarks begun before it go on in it."""
        self.current = _Paragraph()
        if self.place:
            table, row, cell = self.place[-1]
            self.current.cell = table, row, cell
        self.paragraphs.append(self.current)
        for mark in self.open.values():
            mark.start = 0
        self.walk(element)
        for mark in self.open.values():
            mark.places.append((self.current, mark.start, len(self.current.text)))
        self.current = None

    def box(self, element: etree._Element) -> None:
        """The paragraphs of a text box; what is open around it does not reach into it."""
        outside = self.current, self.open, self.gone
        self.current, self.open = None, {}
        self.walk(element)
        self.current, self.open, self.gone = outside

    def bookmark(self, element: etree._Element, starts: bool) -> None:
        """The begin or the end of a bookmark, in a paragraph or between two."""
        number = element.get(w("id"), "")
        at = len(self.current.text) if self.current is not None else 0
        if starts:
            self.open[number] = _Open(element.get(w("name"), ""), at)
        elif mark := self.open.pop(number, None):
            if self.current is not None:
                mark.places.append((self.current, mark.start, at))
            mark.close()

    @staticmethod
    def field(paragraph: _Paragraph, kind: str | None) -> None:
        """Begin, middle and end of a field; its instruction is what stands before the middle."""
        if kind == "begin":
            paragraph.instructions.append(True)
        elif paragraph.instructions and kind == "separate":
            paragraph.instructions[-1] = False
        elif paragraph.instructions and kind == "end":
            paragraph.instructions.pop()
