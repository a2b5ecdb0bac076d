"""The XML of a .docx: its namespaces, and how values are written in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

Element = etree._Element
Properties = Mapping[str, str]
"""Formatting as flat names and values, so that nearer properties replace farther ones name by name."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R,
    "http://purl.oclc.org/ooxml/drawingml/main": A,
    "http://purl.oclc.org/ooxml/officeDocument/math": M,
}
"""Namespaces of ISO 29500 Strict and what they are called everywhere else."""

OFF = {"0", "false", "off", "none"}
TWIPS = {"": 1.0, "pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0, "pi": 240.0, "px": 15.0}
MEASURE = re.compile(r"\s*(-?\d{1,9}(?:\.\d{0,9})?|-?\.\d{1,9})\s*+([a-z]*+)\s*+")
THIN = 170
"""A drawn rectangle lower than this (3 mm, in twips) is a line."""
HEX = re.compile(r"[0-9A-Fa-f]{6}")


def w(name: str) -> str:
    """A name of the WordprocessingML namespace for lxml."""
    return f"{{{W}}}{name}"


VAL = w("val")
CHOICE, FALLBACK, ALTERNATE = f"{{{MC}}}Choice", f"{{{MC}}}Fallback", f"{{{MC}}}AlternateContent"
BOX_CONTENT = w("txbxContent")


def child(element: Element | None, *path: str) -> Element | None:
    """The descendant under a path of local names, or None."""
    for name in path:
        element = None if element is None else element.find(w(name))
    return element


def val(element: Element | None, *path: str) -> str | None:
    """The w:val of the descendant under a path, or None."""
    found = child(element, *path)
    return None if found is None else found.get(VAL)


def is_on(value: str | None) -> bool:
    """Whether a switch with this w:val is on; without w:val it is."""
    return (value or "1").lower() not in OFF


def switched(element: Element | None, *path: str) -> bool:
    """Whether the switch under a path is there and on."""
    found = child(element, *path)
    return found is not None and is_on(found.get(VAL))


def measure(text: str | None, unit: float = 1.0) -> float | None:
    """A length in twips; a bare number counts in ``unit``. None for what is no length."""
    found = MEASURE.fullmatch(text or "")
    if found is None or found[2] not in TWIPS:
        return None
    return float(found[1]) * (TWIPS[found[2]] if found[2] else unit)


def twips(text: str | None, default: int = 0) -> int:
    """A length in whole twips."""
    found = measure(text)
    return default if found is None else round(found)


def whole(text: str | None, default: int = 0) -> int:
    """A whole number such as 3 or 66%."""
    tidy = (text or "").strip().removesuffix("%")
    return int(tidy) if re.fullmatch(r"-?[0-9]{1,9}", tidy) else default


def chosen(alternate: Element) -> Element | None:
    """The branch of an mc:AlternateContent that is read: the first choice, else the fallback."""
    choice = alternate.find(CHOICE)
    return alternate.find(FALLBACK) if choice is None else choice


def shown(element: Element) -> Iterator[Element]:
    """The element and what is in it, in order: of alternatives one, text boxes without their contents."""
    stack = [element]
    while stack:
        item = stack.pop()
        yield item
        if item.tag == ALTERNATE:
            branch = chosen(item)
            stack.extend(() if branch is None else (branch,))
        elif item.tag != BOX_CONTENT:
            stack.extend(each for each in reversed(item) if isinstance(each.tag, str))
