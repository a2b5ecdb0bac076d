"""Styles of several documents brought together: what makes them namesakes, and whether they look the same."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from docgen.rendering import template
from docgen.rendering.template import w

LOOKS = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")

STYLE_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")


def style_key(style: etree._Element) -> tuple[str, str]:
    """What makes two styles namesakes."""
    name = style.find(w("name"))
    return style.get(w("type"), "paragraph"), (name.get(w("val"), "") if name is not None else "").lower()


def looks(styles: etree._Element) -> dict[str, bytes]:
    """What each style looks like with all it inherits, by id; free of ids and of what only the style list shows."""
    by_id = {e.get(w("styleId"), ""): e for e in styles.findall(w("style"))}

    def look(id_: str, depth: int = 0) -> bytes:
        style = by_id.get(id_)
        if style is None or depth > 20:
            return b""
        copy = etree.Element("style")
        for child in style:
            if isinstance(child.tag, str) and etree.QName(child).localname in LOOKS:
                copy.append(deepcopy(child))
        parent = style.find(w("basedOn"))
        above = look(parent.get(w("val"), ""), depth + 1) if parent is not None else b""
        return etree.tostring(copy, method="c14n", exclusive=True) + above

    return {id_: look(id_) for id_ in by_id}


def self_contained(styles: etree._Element, base: etree._Element) -> etree._Element:
    """The styles with their document defaults written into those without a parent, where the base's differ."""
    theirs, ours = (e.find(w("docDefaults")) for e in (styles, base))
    if theirs is None or (ours is not None and canonical(theirs) == canonical(ours)):
        return styles
    copy = deepcopy(styles)
    for kind in ("pPr", "rPr"):
        defaults = copy.find(f"{w('docDefaults')}/{w(kind + 'Default')}/{w(kind)}")
        if defaults is None:
            continue
        for style in copy.findall(w("style")):
            if style.get(w("type")) == "paragraph" and style.find(w("basedOn")) is None:
                fill_in(style, kind, defaults)
    return copy


def canonical(element: etree._Element) -> bytes:
    """The element in a form that can be compared."""
    return etree.tostring(element, method="c14n", exclusive=True)


MIXED = ("spacing", "ind", "rFonts")
"""Properties whose attributes are inherited one by one."""


def table_looks(root: etree._Element, styles: etree._Element) -> None:
    """Write into paragraphs of tables what their table's style says and no style of their own.

    A table's style comes before the document's defaults; where these are written into the styles of paragraphs, it
    would come behind them.
    """
    by_id = {e.get(w("styleId"), ""): e for e in styles.findall(w("style"))}
    usual = default_style(styles) or ""
    for table in root.iter(w("tbl")):
        named = table.find(f"{w('tblPr')}/{w('tblStyle')}")
        if named is None:
            continue
        wanted = chained(by_id, named.get(w("val"), ""), "pPr")
        for paragraph in table.iter(w("p")) if len(wanted) else ():
            own = paragraph.find(w("pPr"))
            if own is None:
                own = etree.Element(w("pPr"))
                paragraph.insert(0, own)
            style = own.find(w("pStyle"))
            named_style = chained(by_id, usual if style is None else style.get(w("val"), ""), "pPr")
            pin(own, wanted, named_style)


def chained(by_id: dict[str, etree._Element], style: str, kind: str) -> etree._Element:
    """The properties of a style and of those that it is based on, its own first."""
    made, seen = etree.Element(w(kind)), set[str]()
    while style in by_id and style not in seen:
        seen.add(style)
        properties = by_id[style].find(w(kind))
        for child in properties if properties is not None else ():
            merge(made, child)
        parent = by_id[style].find(w("basedOn"))
        style = "" if parent is None else parent.get(w("val"), "")
    return made


def merge(properties: etree._Element, child: etree._Element) -> None:
    """Add a property, of a mixed one the attributes that are not there."""
    there = properties.find(child.tag)
    if there is None:
        properties.append(deepcopy(child))
    elif etree.QName(child).localname in MIXED:
        there.attrib.update({name: value for name, value in child.attrib.items() if name not in there.attrib})


def pin(own: etree._Element, wanted: etree._Element, styled: etree._Element) -> None:
    """Give a paragraph the spacing, indents and alignment of its table that neither it nor its style sets."""
    for name in ("spacing", "ind", "jc"):
        child, by_style = wanted.find(w(name)), styled.find(w(name))
        if child is None or (name == "jc" and by_style is not None):
            continue
        left = {str(k): str(v) for k, v in child.attrib.items() if by_style is None or k not in by_style.attrib}
        there = own.find(w(name))
        if there is not None:
            for attribute, value in left.items() if name != "jc" else ():
                if attribute not in there.attrib:
                    there.set(attribute, value)
        elif left:
            place(own, etree.Element(w(name), left))


BEFORE_SPACING = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
]
"""What the schema wants before w:spacing."""


def place(properties: etree._Element, child: etree._Element) -> None:
    """Put spacing, indents or alignment where the schema wants them."""
    before = [*BEFORE_SPACING, *(("spacing",) if child.tag != w("spacing") else ())]
    before += ["ind", "contextualSpacing", "mirrorIndents", "suppressOverlap"] if child.tag == w("jc") else []
    at = sum(1 for e in properties if etree.QName(e).localname in before)
    properties.insert(at, child)


def fill_in(style: etree._Element, kind: str, defaults: etree._Element) -> None:
    """Give a style the properties (pPr or rPr) that it does not set itself, of mixed ones attribute by attribute."""
    own = style.find(w(kind))
    if own is None:
        own = etree.SubElement(style, w(kind))
        if kind == "pPr" and (run := style.find(w("rPr"))) is not None:
            run.addprevious(own)
    for child in defaults:
        merge(own, child)


def rename_references(root: etree._Element, renamed: dict[str, str]) -> None:
    """Point every reference to a style at its new id."""
    for tag in STYLE_REFERENCES:
        for element in root.iter(w(tag)):
            value = element.get(w("val"), "")
            if value in renamed:
                element.set(w("val"), renamed[value])


def default_style(styles: etree._Element) -> str | None:
    """The id of the default paragraph style."""
    for style in styles.findall(w("style")):
        if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
            return style.get(w("styleId"))
    return None


def with_styles(styles: etree._Element, model: etree._Element, names: Sequence[str]) -> etree._Element:
    """The styles with those of some names from another document, written out so that they depend on nothing."""
    copy = deepcopy(styles)
    index = template.style_index(model)
    by_id = {e.get(w("styleId"), ""): e for e in model.findall(w("style"))}
    for name in names:
        if index.ids.get(name) not in by_id:
            continue
        style = deepcopy(by_id[index.ids[name]])
        parent = style.find(w("basedOn"))
        if parent is not None:
            above = by_id[parent.get(w("val"), "")]
            for kind in ("pPr", "rPr"):
                if (properties := above.find(w(kind))) is not None:
                    fill_in(style, kind, properties)
            style.remove(parent)
        for old in [e for e in copy.findall(w("style")) if e.get(w("styleId")) == style.get(w("styleId"))]:
            copy.remove(old)
        copy.append(style)
    return copy


def faces(styles: etree._Element) -> dict[str, str]:
    """The Han face of each style by its name, where the style itself says one."""
    found = {}
    for style in styles.findall(w("style")):
        name, fonts = style.find(w("name")), style.find(f"{w('rPr')}/{w('rFonts')}")
        face = fonts.get(w("eastAsia")) if fonts is not None else None
        if name is not None and face:
            found[name.get(w("val"), "")] = face
    return found
