"""Names of elements by their usual prefix, the same in both dialects of OOXML, and ways to take elements out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

Element = etree._Element
OFFICE = "http://schemas.openxmlformats.org/"
STRICT = "http://purl.oclc.org/ooxml/"
MICROSOFT = "http://schemas.microsoft.com/office/"
PREFIXES = {
    f"{OFFICE}wordprocessingml/2006/main": "w",
    f"{STRICT}wordprocessingml/main": "w",
    f"{OFFICE}officeDocument/2006/relationships": "r",
    f"{STRICT}officeDocument/relationships": "r",
    f"{OFFICE}drawingml/2006/main": "a",
    f"{STRICT}drawingml/main": "a",
    f"{OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{OFFICE}markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:vml": "v",
    f"{MICROSOFT}word/2012/wordml": "w15",
    f"{MICROSOFT}word/2012/wordprocessingDrawing": "wp15",
    f"{MICROSOFT}webextensions/webextension/2010/11": "we",
}


@lru_cache(maxsize=4096)
def short(tag: str) -> str:
    """A name as w:p; one of an unknown namespace begins with a colon."""
    space, _, local = tag.rpartition("}")
    return f"{PREFIXES.get(space[1:], '')}:{local}"


def name(element: Element) -> str:
    """The short name of an element; "" for a comment."""
    return short(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: Element, wanted: str) -> str | None:
    """The value of an attribute by its short name, such as w:val; None where it is not there."""
    return next((str(value) for key, value in element.attrib.items() if short(str(key)) == wanted), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The descendant under a path of short names, or None."""
    for step in path:
        element = None if element is None else next((item for item in element if name(item) == step), None)
    return element


def named(root: Element, *wanted: str) -> Iterator[Element]:
    """The elements of some short names, in order; v:* stands for all of a prefix."""
    return root.iter(*tags(wanted))


@lru_cache(maxsize=256)
def tags(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The full names that short ones stand for, in both dialects."""
    split = [word.split(":") for word in wanted]
    return tuple(f"{{{space}}}{local}" for own, local in split for space, prefix in PREFIXES.items() if prefix == own)


def above(element: Element, *wanted: str) -> Element | None:
    """The nearest element around one, itself included, that has one of the names."""
    at: Element | None = element
    while at is not None and name(at) not in wanted:
        at = at.getparent()
    return at


def remove(element: Element) -> None:
    """Take an element out; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put what is in an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for inner in list(element):
        parent.insert(place, inner)
        place += 1
    remove(element)


def sibling_tag(element: Element, local: str) -> str:
    """The full tag of another name in the namespace of an element."""
    return f"{str(element.tag).rpartition('}')[0]}}}{local}"
