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


def fill_in(style: etree._Element, kind: str, defaults: etree._Element) -> None:
    """Give a style the properties (pPr or rPr) that it does not set itself."""
    own = style.find(w(kind))
    if own is None:
        own = etree.SubElement(style, w(kind))
        if kind == "pPr" and (run := style.find(w("rPr"))) is not None:
            run.addprevious(own)
    for child in defaults:
        if own.find(child.tag) is None:
            own.append(deepcopy(child))


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
