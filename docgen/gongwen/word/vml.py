"""Lines drawn in VML, the drawing language of old versions of Word that WPS and text converters still write."""

from __future__ import annotations

import re

from docgen.gongwen.manuscript import Rule
from docgen.gongwen.word.wml import BOX_CONTENT, HEX, THIN, Element, measure

VML = "urn:schemas-microsoft-com:vml"
COMPOUND = {
    "thinThin": "double",
    "thickThin": "thickThinSmallGap",
    "thinThick": "thinThickSmallGap",
    "thickBetweenThin": "triple",
}
NAMED = {"red": "FF0000", "black": "000000", "white": "FFFFFF", "blue": "0000FF", "green": "008000", "gray": "808080"}
STRAIGHT = ("#_x0000_t32", "#_x0000_t20")
PIXEL = 15.0
"""Twips of a bare number outside of a group."""


def v(name: str) -> str:
    """A name of VML for lxml."""
    return f"{{{VML}}}{name}"


SHAPES = (v("shape"), v("rect"), v("roundrect"), v("oval"), v("line"))


def drawn_in_vml(shape: Element) -> Rule | None:
    """A VML shape as a line, or None."""
    unit = unit_of(shape)
    width, height = (measure(styled(shape, side), unit) for side in ("width", "height"))
    if shape.tag == v("line"):
        return stroke(shape, span(shape, unit))
    if shape.tag == v("shape") and shape.get("type") in STRAIGHT:
        return stroke(shape, width)
    if shape.tag == v("rect") and height is not None and height < THIN and shape.find(f".//{BOX_CONTENT}") is None:
        return Rule(color(shape.get("fillcolor", "white")), round(height * 8 / 20), width=round(width or 0) or None)
    return None


def top_in_vml(shape: Element) -> int | None:
    """How far a VML shape is placed under the edge of the paper in twips; None where it goes with the text."""
    if (styled(shape, "mso-position-vertical-relative") or "").strip() != "page":
        return None
    top = measure(styled(shape, "margin-top"), PIXEL)
    return None if top is None else round(top)


def styled(shape: Element, name: str) -> str | None:
    """One property of a shape's style attribute."""
    found = re.search(rf"(?:^|;)\s*{name}\s*:([^;]+)", shape.get("style", ""))
    return found[1] if found else None


def span(shape: Element, unit: float) -> float | None:
    """How far a v:line reaches from left to right."""
    first, last = (measure(shape.get(end, "").split(",")[0], unit) for end in ("from", "to"))
    return None if first is None or last is None else abs(last - first)


def stroke(shape: Element, width: float | None) -> Rule | None:
    """The outline of a shape as a line; None where it has none."""
    if shape.get("stroked") in ("f", "false", "0"):
        return None
    line = shape.find(v("stroke"))
    weight = measure(shape.get("strokeweight"), PIXEL) or PIXEL
    style = COMPOUND.get("" if line is None else line.get("linestyle", ""), "single")
    return Rule(color(shape.get("strokecolor", "black")), round(weight * 8 / 20), style, round(width or 0) or None)


def unit_of(shape: Element) -> float:
    """Twips of a bare number: those of the group's own coordinates inside a group."""
    group = shape.getparent()
    if group is None or group.tag != v("group"):
        return PIXEL
    count = measure(group.get("coordsize", "").split(",")[0])
    width = measure(styled(group, "width"), unit_of(group))
    return width / count if width and count else PIXEL


def color(text: str) -> str:
    """A colour of VML such as red, #f00 or “#ff0000 [3]”; "" for one that is not known."""
    name = text.split("[")[0].strip().lower()
    if not name.startswith("#"):
        return NAMED.get(name, "")
    digits = name.removeprefix("#")
    whole = "".join(c + c for c in digits) if len(digits) == 3 else digits
    return whole.upper() if HEX.fullmatch(whole) else ""
