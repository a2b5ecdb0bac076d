"""Page numbers: footers with — 1 — on the outer side, made anew where those of the file are missing or wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from lxml import etree

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.layout.page import sideways
from docgen.gongwen.layout.pagenumbers import PAGE
from docgen.gongwen.manuscript import PageSetup
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.mending.page import sections
from docgen.gongwen.mending.properties import forget, local, under
from docgen.gongwen.standard import FOOTER
from docgen.gongwen.word.parts import Parts
from docgen.gongwen.word.sections import ID
from docgen.gongwen.word.wml import Element, R, W, w
from docgen.opc import PARSER, REL, ContentTypes, parse, relationships, rels_xml, xml_bytes
from docgen.partnames import CONTENT_TYPES

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
BEFORE = """
    writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
    displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData
    embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges
    bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors
    activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter
    stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting
    documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation
    consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle
    defaultTableStyle
"""
"""The settings that stand in front of evenAndOddHeaders."""
WORDS = re.compile(r"[第共页\d]|of", re.IGNORECASE)
"""What stands around a page number and is no text of the document."""


def page_numbers(bench: Bench, fault: Diagnostic) -> bool:
    """Give every upright section footers with page numbers; False where a footer or header says something else.

    The first page of a letter shows none.
    """
    upright = [(element, page) for element, page in sections(bench) if not sideways(page)]
    if not upright or any(says_more(page) for _, page in upright):
        return False
    if bench.case.profile.form == "信函" and not upright[0][1].first_differs:
        if any(line.text for _, lines in upright[0][1].headers for line in lines):
            return False  # a first page of its own would lose the header
        forget(under(upright[0][0], "titlePg"), "val")
    outer = bench.case.words("页码位置")[0] == "外侧"
    kept = list(inherited(bench))
    both_sides = outer or bench.reading.manuscript.odd_even
    odd = part(bench, "footer", footer(bench, "right" if outer else "center"))
    even = part(bench, "footer", footer(bench, "left" if outer else "center")) if both_sides else odd
    for element, ids in kept:
        refer(element, "footerReference", ids)
    for element, page in upright:
        first = {"first": odd} if page.first_differs and bench.case.profile.form != "信函" else {}
        refer(element, "footerReference", {"default": odd, **({"even": even} if both_sides else {}), **first})
        if bench.case.near(page.bottom * 25.4 / 1440, "下边距") and (margins := element.find(w("pgMar"))) is not None:
            margins.set(w("footer"), str(FOOTER))
    if outer and not bench.reading.manuscript.odd_even:
        even_headers(bench)
        odd_and_even(bench)
    return True


def says_more(page: PageSetup) -> bool:
    """Whether a footer holds other words than a page number, or the number stands in a header."""
    words = "".join(WORDS.sub("", line.text.replace(PAGE, "")) for _, lines in page.footers for line in lines)
    heads = "".join(line.text for _, lines in page.headers for line in lines)
    pictures = any(line.pictures for _, lines in page.footers for line in lines)
    return pictures or any(c.isalnum() for c in words) or PAGE in heads


def inherited(bench: Bench) -> Iterator[tuple[Element, dict[str, str]]]:
    """The landscape sections with the footers that they show now, those of the section before included."""
    shown: dict[str, str] = {}
    for element, page in sections(bench):
        for item in element.findall(w("footerReference")):
            shown[item.get(w("type"), "default")] = item.get(ID, "")
        if sideways(page) and shown:
            yield element, dict(shown)


def refer(section: Element, name: str, ids: dict[str, str]) -> None:
    """Let a section refer to headers or footers by kind."""
    for item in section.findall(w(name)):
        if item.get(w("type"), "default") in ids:
            section.remove(item)
    for at, (kind, id_) in enumerate(ids.items()):
        made = etree.Element(w(name))
        made.set(w("type"), kind)
        made.set(ID, id_)
        section.insert(at, made)


def even_headers(bench: Bench) -> None:
    """Even pages keep the header that all pages had."""
    for element, _ in sections(bench):
        own = {item.get(w("type"), "default"): item.get(ID, "") for item in element.findall(w("headerReference"))}
        if "default" in own:
            refer(element, "headerReference", {"default": own["default"], "even": own["default"]})


def footer(bench: Bench, align: str) -> bytes:
    """A footer with — 1 — at one side, one 字 in."""
    font, half = bench.font("页码字体"), round(bench.case.number("页码字号") * 2)
    blank = bench.case.number("页码空") if align != "center" else 0
    side = align if align != "center" else "left"
    look = (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:hint="eastAsia"/><w:b w:val="0"/>'
        f'<w:color w:val="000000"/><w:spacing w:val="0"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )
    pieces = (
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    )
    place = (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{half * 10}" w:lineRule="exact"/>'
        f'<w:ind w:{side}Chars="{round(blank * 100)}" w:{side}="{round(blank * half * 10)}" w:firstLineChars="0" '
        f'w:firstLine="0"/><w:jc w:val="{align}"/>'
    )
    runs = "".join(f"<w:r>{look}{piece}</w:r>" for piece in pieces)
    xml = f'<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr>{place}</w:pPr>{runs}</w:p></w:ftr>'
    return xml_bytes(etree.fromstring(xml.encode(), PARSER))


def part(bench: Bench, kind: str, data: bytes) -> str:
    """Add a part that the text refers to; returns the id of the relationship."""
    folder, _, leaf = bench.main.rpartition("/")
    name = next(n for i in count(1) if (n := f"{folder}/{kind}{i}.xml") not in bench.parts)
    used = {rel.id for rel in relationships(bench.parts, bench.main)}
    id_ = next(i for n in count(1) if (i := f"rIdMended{n}") not in used)
    rels = f"{folder}/_rels/{leaf}.rels"
    root = parse(bench.parts.get(rels) or rels_xml([]), rels)
    etree.SubElement(
        root, f"{{{REL}}}Relationship", Id=id_, Type=f"{R}/{kind}", Target=name.removeprefix(f"{folder}/")
    )
    types = ContentTypes(bench.parts[CONTENT_TYPES])
    types.override(name, f"{KIND}.{kind}+xml")
    bench.parts |= {name: data, rels: xml_bytes(root), CONTENT_TYPES: types.xml()}
    return id_


def odd_and_even(bench: Bench) -> None:
    """Let odd and even pages have footers of their own."""
    source = Parts(bench.parts, bench.path)
    names = [rel.target for rel in source.related(bench.main) if rel.type.endswith("/settings") and not rel.external]
    name = next((target for target in names if target in bench.parts), None)
    if name is None:
        part(bench, "settings", f'<w:settings xmlns:w="{W}"><w:evenAndOddHeaders/></w:settings>'.encode())
        return
    root = parse(bench.parts[name], name)
    for item in root.findall(w("evenAndOddHeaders")):
        root.remove(item)
    place = max(
        (i for i, item in enumerate(root, 1) if isinstance(item.tag, str) and local(item) in BEFORE.split()), default=0
    )
    root.insert(place, etree.Element(w("evenAndOddHeaders")))
    bench.parts[name] = xml_bytes(root)
