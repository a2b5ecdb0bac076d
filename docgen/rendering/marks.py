"""Figures in a document's XML: marks in the text become bookmarks and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain, count

from lxml import etree

from docgen.rendering.template import w
from docgen.wording import END_OF_MARK, FIRST_MARK, MARKS, unmarked

FIGURES = "urn:docgen:figures"
"""The namespace of the custom XML part that says what the figures were computed from."""
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LONGEST_NAME = 40
"""Word refuses bookmarks with longer names."""
_TOKENS = re.compile(f"({MARKS.pattern})")


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
