"""Drawings: the text boxes in them, the lines they draw, the pictures, charts and objects they show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docgen.gongwen.manuscript import Rule
from docgen.gongwen.word.theme import Theme, a
from docgen.gongwen.word.vml import SHAPES, drawn_in_vml, top_in_vml, v
from docgen.gongwen.word.wml import BOX_CONTENT, HEX, THIN, A, Element, measure, shown, w

WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
EMU = 635
STRAIGHT = ("line", "straightConnector1")
COMPOUND = {"dbl": "double", "thickThin": "thickThinSmallGap", "thinThick": "thinThickSmallGap", "tri": "triple"}


def boxes(element: Element) -> list[Element]:
    """The contents of the text boxes in a drawing, outermost ones only."""
    return [item for item in shown(element) if item.tag == BOX_CONTENT]


def things(element: Element) -> Iterator[tuple[str, str]]:
    """What a drawing shows besides text boxes and lines: (picture | chart | object, its description)."""
    alt = description(element)
    inside = list(shown(element))
    if element.tag == w("object"):
        yield "object", alt
        return
    for item in inside:
        if item.tag in (PICTURE, v("imagedata")):
            yield "picture", alt
        elif item.tag.endswith("}chart") and item.tag != f"{{{A}}}chart":
            yield "chart", alt
        elif item.tag == f"{{{DIAGRAM}}}relIds":
            yield "object", alt
        elif item.tag == v("textpath") and item.get("string"):
            yield "object", item.get("string", "")
    if text := "".join(item.text or "" for item in inside if item.tag == a("t")):
        yield "object", text


def description(element: Element) -> str:
    """The alternative text of a drawing, "" where it has none."""
    for item in shown(element):
        if item.tag == f"{{{WP}}}docPr":
            return item.get("descr") or item.get("title") or ""
        if item.tag in SHAPES and item.get("alt"):
            return item.get("alt", "")
    return ""


def rules(element: Element, theme: Theme) -> list[Rule]:
    """The lines that a drawing draws; rectangles of next to no height are lines too."""
    found: list[Rule | None] = []
    for item in shown(element):
        if item.tag == f"{{{WPS}}}wsp":
            found.append(placed(drawn(item, theme), top_of(item)))
        elif item.tag in SHAPES:
            found.append(placed(drawn_in_vml(item), top_in_vml(item)))
    return [rule for rule in found if rule is not None]


def placed(rule: Rule | None, top: int | None) -> Rule | None:
    """A line with where it stands."""
    return rule and replace(rule, top=top)


def top_of(shape: Element) -> int | None:
    """How far a DrawingML shape is anchored under the edge of the paper in twips; None where it goes with the text."""
    anchor = next((item for item in shape.iterancestors() if item.tag == f"{{{WP}}}anchor"), None)
    place = None if anchor is None else anchor.find(f"{{{WP}}}positionV")
    if place is None or place.get("relativeFrom") != "page":
        return None
    offset = measure(place.findtext(f"{{{WP}}}posOffset"))
    return None if offset is None else round(offset / EMU)


def drawn(shape: Element, theme: Theme) -> Rule | None:
    """A DrawingML shape as a line, or None."""
    geometry = shape.find(f".//{a('prstGeom')}")
    extent = shape.find(f".//{a('xfrm')}/{a('ext')}")
    form = "" if geometry is None else geometry.get("prst", "")
    width = emu(extent, "cx")
    height = emu(extent, "cy")
    if form in STRAIGHT:
        return stroke(shape, theme, width)
    if form == "rect" and width and height < THIN < width and shape.find(f".//{w('txbxContent')}") is None:
        fill = shape.find(f"{{{WPS}}}spPr/{a('solidFill')}")
        return stroke(shape, theme, width) if fill is None else Rule(shade(fill, theme), height * 8 // 20, width=width)
    return None


def emu(element: Element | None, name: str) -> int:
    """A length of DrawingML in twips, 0 where there is none."""
    return round((measure(None if element is None else element.get(name)) or 0) / EMU)


def stroke(shape: Element, theme: Theme, width: int) -> Rule | None:
    """The outline of a DrawingML shape as a line; None where it has none."""
    line = shape.find(f"{{{WPS}}}spPr/{a('ln')}")
    if line is not None and line.find(a("noFill")) is not None:
        return None
    reference = shape.find(f"{{{WPS}}}style/{a('lnRef')}")
    fill = None if line is None else line.find(a("solidFill"))
    weight = (measure(None if line is None else line.get("w")) or 9525) / 12700
    style = COMPOUND.get("" if line is None else line.get("cmpd", ""), "single")
    return Rule(shade(reference if fill is None else fill, theme), round(weight * 8), style, width or None)


def shade(fill: Element | None, theme: Theme) -> str:
    """The colour in a fill, "" where there is none."""
    for color in () if fill is None else fill:
        value = color.get("val", "")
        if color.tag == a("srgbClr") and HEX.fullmatch(value):
            return value.upper()
        if color.tag == a("schemeClr"):
            return theme.color(value)
    return ""
