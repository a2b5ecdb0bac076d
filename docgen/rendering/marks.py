"""Figures in a document's XML: marks in the text become bookmarks and comments, and bookmarks are read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

from lxml import etree

from docgen.rendering import package, template
from docgen.rendering.opc import PARSER
from docgen.rendering.template import DOCUMENT, w
from docgen.rendering.wml import W
from docgen.wording import END_OF_MARK, FIRST_MARK, MARKS, unmarked

FIGURES = "urn:docgen:figures"
"""The namespace of the custom XML part that says what the figures were computed from."""
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LONGEST_NAME = 40
"""Word refuses bookmarks with longer names."""
_TOKENS = re.compile(f"({MARKS.pattern})")

# ---- marks become bookmarks


@dataclass(frozen=True)
class Placed:
    """A figure as it stands in the document: its number, its bookmark, the id of its comment where it has one."""

    number: int
    name: str
    comment: int | None = None


@dataclass(frozen=True)
class _Pair:
    number: int
    start: etree._Element
    end: etree._Element


def hoist(root: etree._Element, names: Sequence[str], notes: Sequence[str] = ()) -> tuple[Placed, ...]:
    """Turn the marks below ``root`` into bookmarks, with comments for those that have a note; what was placed, in order.

    A figure that occurs again gets the next free name with _2, _3 …; marks that do not pair up inside their
    paragraph, or have no name, go and their text stays.
    """
    taken = {element.get(w("name"), "").lower() for element in root.iter(w("bookmarkStart"))}
    reserved = {name.lower() for name in names}
    bookmarks = _ids(root, "bookmarkStart", "bookmarkEnd")
    comments = _ids(root, "commentRangeStart", "commentReference")
    placed = []
    for pair in _pairs(root, len(names)):
        name = _unused(names[pair.number], taken, reserved)
        taken.add(name.lower())
        number = str(next(bookmarks))
        pair.start.set(w("id"), number)
        pair.start.set(w("name"), name)
        pair.end.set(w("id"), number)
        # Word knows no comments in text boxes
        boxed = next(pair.start.iterancestors(w("txbxContent")), None) is not None
        noted = pair.number < len(notes) and notes[pair.number] and not boxed
        comment = next(comments) if noted else None
        if comment is not None:
            _comment(pair, str(comment))
        placed.append(Placed(pair.number, name, comment))
    _strip(root)
    return tuple(placed)


def _pairs(root: etree._Element, known: int) -> list[_Pair]:
    """The figures of all paragraphs, their bookmarks put in but not yet named."""
    marked: dict[etree._Element, list[etree._Element]] = {}
    for text in root.iter(w("t")):
        run = text.getparent()
        if run is None or run.tag != w("r") or not MARKS.search(text.text or ""):
            continue
        paragraph = next(run.iterancestors(w("p")), None)
        # a fallback says the same again for old programs; its bookmarks would clash
        if paragraph is not None and next(run.iterancestors(f"{MC}Fallback"), None) is None:
            runs = marked.setdefault(paragraph, [])
            if run not in runs:
                runs.append(run)
    return [pair for runs in marked.values() for pair in _paired([m for run in runs for m in _split(run)], known)]


def _split(run: etree._Element) -> list[tuple[etree._Element, int | None]]:
    """Replace a run by runs with bookmark elements between them; these in order, the opening ones with their number."""
    properties = run.find(w("rPr"))
    markers: list[tuple[etree._Element, int | None]] = []
    pieces = [_like(run, properties)]
    for child in list(run):
        if child is properties:
            continue
        if child.tag != w("t"):
            pieces[-1].append(child)
            continue
        for token in filter(None, _TOKENS.split(child.text or "")):
            if not MARKS.fullmatch(token):
                pieces[-1].append(_text(token, child))
                continue
            number = None if token == END_OF_MARK else ord(token) - FIRST_MARK
            marker = etree.Element(w("bookmarkEnd" if number is None else "bookmarkStart"))
            markers.append((marker, number))
            pieces += [marker, _like(run, properties)]
    for piece in pieces:
        if piece.tag != w("r") or any(child.tag != w("rPr") for child in piece):
            run.addprevious(piece)
    _discard(run)
    return markers


def _like(run: etree._Element, properties: etree._Element | None) -> etree._Element:
    """An empty run that looks like another."""
    made = etree.Element(run.tag)
    for key, value in run.attrib.items():
        made.set(key, value)
    if properties is not None:
        made.append(deepcopy(properties))
    return made


def _text(text: str, like: etree._Element) -> etree._Element:
    """A piece of a w:t; blanks at its ends are kept."""
    made = etree.Element(w("t"))
    for key, value in like.attrib.items():
        made.set(key, value)
    if text != text.strip():
        made.set(SPACE, "preserve")
    made.text = text
    return made


def _paired(markers: Iterable[tuple[etree._Element, int | None]], known: int) -> list[_Pair]:
    """The opening and closing elements of one paragraph that belong together; the others are taken out."""
    found: list[tuple[int, _Pair]] = []
    stack: list[tuple[int, etree._Element, int]] = []
    for place, (element, number) in enumerate(markers):
        if number is not None:
            stack.append((place, element, number))
        elif not stack:
            _discard(element)
        else:
            begun, start, own = stack.pop()
            if own >= known or start.getnext() is element:  # no name, or no text
                _discard(start)
                _discard(element)
            else:
                found.append((begun, _Pair(own, start, element)))
    for _, start, _ in stack:
        _discard(start)
    return [pair for _, pair in sorted(found, key=lambda item: item[0])]


def _discard(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _ids(root: etree._Element, *tags: str) -> Iterator[int]:
    """Numbers that no element of these tags has yet."""
    values = (element.get(w("id"), "") for element in root.iter(*map(w, tags)))
    return count(max((int(value) for value in values if value.isdecimal()), default=-1) + 1)


def _unused(name: str, taken: set[str], reserved: set[str]) -> str:
    """The name, or the name with the first number from 2 under which there is no bookmark; case does not count."""
    suffixes = (f"_{number}" for number in count(2))
    others = (name[: LONGEST_NAME - len(suffix)] + suffix for suffix in suffixes)
    free = (other for other in others if other.lower() not in taken | reserved)
    return next(chain([name] if name.lower() not in taken else [], free))


def _comment(pair: _Pair, number: str) -> None:
    """Put a comment's range and reference inside a figure's bookmark.

    LibreOffice counts the reference as a character: behind the bookmark it would push the next one's end to the left.
    """
    begin, end, run = (etree.Element(w(tag)) for tag in ("commentRangeStart", "commentRangeEnd", "r"))
    for element in (begin, end, etree.SubElement(run, w("commentReference"))):
        element.set(w("id"), number)
    pair.start.addnext(begin)
    pair.end.addprevious(end)
    pair.end.addprevious(run)


def _strip(root: etree._Element) -> None:
    """Take out the marks that stand where no bookmark can: in attributes, instructions, fallbacks."""
    for element in root.iter():
        element.text = unmarked(element.text) if element.text and MARKS.search(element.text) else element.text
        element.tail = unmarked(element.tail) if element.tail and MARKS.search(element.tail) else element.tail
        for key, value in element.attrib.items() if isinstance(element.tag, str) else ():
            if MARKS.search(str(value)):
                element.set(key, unmarked(str(value)))


# ---- bookmarks are read back


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


@dataclass(frozen=True)
class Marked:
    """A document with its bookmarks, and what it says its figures were computed from."""

    provenance: str | None
    paragraphs: tuple[MarkedText, ...]


def read(path: Path) -> Marked:
    """What stands in a .docx that someone may have edited. Raises InvalidInput for what is none."""
    parts = package.read(path)
    root = template.parse(parts[DOCUMENT].replace(STRICT_W.encode(), W.encode()), path, DOCUMENT)
    reader = _Reader()
    for body in root.findall(w("body")):
        reader.walk(body)
    found = enumerate(reader.paragraphs, 1)
    return Marked(provenance(parts), tuple(paragraph.finished(number) for number, paragraph in found))


def provenance(parts: dict[str, bytes]) -> str | None:
    """The text of the custom XML part that docgen puts into its files, or None."""
    name = provenance_part(parts)
    return None if name is None else "".join(str(t) for t in etree.fromstring(parts[name], PARSER).itertext())


def provenance_part(parts: dict[str, bytes]) -> str | None:
    """The name of that part, whatever number other programs have given it, or None."""
    for name in sorted(parts):
        if name.startswith("customXml/") and name.endswith(".xml") and FIGURES.encode() in parts[name]:
            try:
                root = etree.fromstring(parts[name], PARSER)
            except etree.XMLSyntaxError:
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

    def finished(self, number: int) -> MarkedText:
        return MarkedText(number, self.text, tuple(sorted(self.spans, key=lambda span: (span.start, span.end))))


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

    def __init__(self) -> None:
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
        if self.current is not None and not self.gone and not any(self.current.instructions):
            self.current.text += text

    def paragraph(self, element: etree._Element) -> None:
        """A paragraph; bookmarks begun before it go on in it."""
        self.current = _Paragraph()
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
