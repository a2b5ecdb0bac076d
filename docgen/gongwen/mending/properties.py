"""Properties of paragraphs and runs, written in the order that the schema of WordprocessingML asks for."""

from __future__ import annotations

from lxml import etree

from docgen.gongwen.word.wml import Element, w

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap "
    "outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign "
    "rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    "pBdr": "top left bottom right between bar",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook",
}  # fmt: skip
RANKS = {name: {w(child): rank for rank, child in enumerate(order.split())} for name, order in ORDER.items()}


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def under(parent: Element, name: str) -> Element:
    """The child of that name, made at its place where there is none."""
    found = parent.find(w(name))
    if found is not None:
        return found
    made = etree.Element(w(name))
    ranks = RANKS.get(local(parent), {})
    own = ranks.get(made.tag, -1)
    place = next((i for i, each in enumerate(parent) if ranks.get(each.tag, -1) > own), len(parent))
    parent.insert(place, made)
    return made


def assign(parent: Element, name: str, **attributes: object) -> None:
    """Set attributes of a property; those it has besides stay."""
    item = under(parent, name)
    for key, value in attributes.items():
        item.set(w(key), str(value))


def drop(parent: Element, *names: str) -> None:
    """Take properties away."""
    for name in names:
        for item in parent.findall(w(name)):
            parent.remove(item)


def forget(item: Element | None, *names: str) -> None:
    """Take attributes away from a property, if it is there and has them."""
    for name in names:
        if item is not None and w(name) in item.attrib:
            del item.attrib[w(name)]


def properties(element: Element, name: str) -> Element:
    """The w:pPr of a paragraph, the w:rPr of a run: its first child."""
    found = element.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        element.insert(0, found)
    return found


def paragraph_properties(paragraph: Element) -> Element:
    """The w:pPr of a paragraph."""
    return properties(paragraph, "pPr")


def run_properties(run: Element) -> Element:
    """The w:rPr of a run."""
    return properties(run, "rPr")


def mark_properties(paragraph: Element) -> Element:
    """The w:rPr of a paragraph's mark; its automatic number looks like that."""
    return under(paragraph_properties(paragraph), "rPr")
