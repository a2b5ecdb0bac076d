"""An existing .docx bound in as it is: under a label, with the page numbers of the file it joins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from docgen import package
from docgen.live import KINDS, Kind, Looked, disarmed, look, part_word
from docgen.opc import PARSER, ContentTypes, Relationship, parse, relationships, rels_xml, xml_bytes
from docgen.partnames import CONTENT_TYPES
from docgen.rendering import rules, template
from docgen.rendering.assembly import OUR_PART
from docgen.rendering.styles import with_styles
from docgen.rendering.template import DOCUMENT, NS, RID, STYLES, TemplateFile, w

MOST_TOLD, LONGEST_TOLD = 10, 60
"""Places of one kind that are told one by one, characters of what stands there."""
UNBINDABLE = {"footnoteReference": "脚注", "endnoteReference": "尾注", "commentReference": "批注"}


def foreign_problems(file: TemplateFile) -> Iterator[str]:
    """What keeps an existing .docx from being bound in whole: notes and comments that would be lost."""
    for tag, word in UNBINDABLE.items():
        if next(file.root.iter(w(tag)), None) is not None:
            yield word


def header_texts(file: TemplateFile) -> list[str]:
    """What the document's headers and footers show, page numbers left out."""
    kinds = ("/header", "/footer")
    names = {rel.target for rel in relationships(file.parts, DOCUMENT) if rel.type.endswith(kinds)}
    texts = (header_text(parse(file.parts[name], name)) for name in sorted(names & set(file.parts)))
    return [text for text in texts if any(c.isalpha() for c in text)]


def header_text(root: etree._Element) -> str:
    """The words in a header or footer, with a word for the pictures in it."""
    pictures = next(root.iter(w("drawing"), w("pict")), None) is not None
    words = "".join(t.text or "" for t in root.iter(w("t"))).strip()
    return f"{words}（有图片）" if pictures else words


HEADING_LINES, LONGEST_HEADING = 3, 60
"""Paragraphs that the heading of a document may take, characters of them together."""
LABEL = re.compile(r"附[件表]\d{0,2}[:：]?")


def headings(file: TemplateFile) -> tuple[str, ...]:
    """What the heading over a document's text may be: its first paragraph, or its first few; none where it has none."""
    body = file.root.find(w("body"))
    texts: list[str] = []
    for block in body if body is not None else ():
        text = re.sub(r"\s", "", "".join(t.text or "" for t in block.iter(w("t")))) if block.tag == w("p") else ""
        if block.tag == w("tbl") or len("".join(texts)) + len(text) > LONGEST_HEADING or len(texts) == HEADING_LINES:
            break
        if text and not LABEL.fullmatch(text):
            texts.append(text)
    return tuple("".join(texts[: n + 1]) for n in range(len(texts)))


def is_landscape(section: etree._Element) -> bool:
    """Whether the pages of a section are wider than high."""
    size = section.find(w("pgSz"))
    if size is None:
        return False
    width, height = (int(value) if (value := size.get(w(side), "")).isdecimal() else 0 for side in ("w", "h"))
    return width > height


def prepare_foreign(
    file: TemplateFile, label: str, footers: TemplateFile, alone: bool, across: TemplateFile | None = None
) -> TemplateFile:
    """The document with a label paragraph in front and its headers and footers replaced by those of a template.

    ``label`` is a paragraph's XML; a file that stands ``alone`` is given the styles of label and page number. Page
    sizes and margins stay as they are; pages are numbered on, those of landscape sections as ``across`` does.
    """
    root = deepcopy(file.root)
    body = root.find(w("body"))
    assert body is not None
    if label:
        wrapped = etree.fromstring(f'<w:body xmlns:w="{NS["w"]}">{label}</w:body>', PARSER)
        for i, paragraph in enumerate(list(wrapped)):
            body.insert(i, paragraph)
    parts = dict(file.parts)
    rels = list(relationships(file.parts, DOCUMENT))
    types = ContentTypes(parts[CONTENT_TYPES])
    upright = put_in(footers, parts, rels, types)
    turned = (
        put_in(across, parts, rels, types) if across and any(map(is_landscape, root.iter(w("sectPr")))) else upright
    )
    first = next(root.iter(w("sectPr")))
    for kind in first.findall(w("type")):
        if kind.get(w("val")) == "continuous":
            first.remove(kind)
    for section in root.iter(w("sectPr")):
        for tag in ("headerReference", "footerReference", "titlePg", "pgNumType"):
            for element in section.findall(w(tag)):
                section.remove(element)
        for i, reference in enumerate(turned if is_landscape(section) else upright):
            section.insert(i, deepcopy(reference))
    parts["word/_rels/document.xml.rels"] = rels_xml(
        [rel if rel.external else Relationship(rel.id, rel.type, "/" + rel.target) for rel in rels]
    )
    parts[CONTENT_TYPES] = types.xml()
    styles = with_styles(file.styles, footers.styles, ("附件标注", "页码")) if alone else file.styles
    parts[STYLES] = xml_bytes(styles)
    return TemplateFile(file.name, file.path, parts, root, styles)


def put_in(
    model: TemplateFile, parts: dict[str, bytes], rels: list[Relationship], types: ContentTypes
) -> list[etree._Element]:
    """Put a template's headers and footers into a package; returns the references to them."""
    section = model.root.find(f"{w('body')}/{w('sectPr')}")
    assert section is not None
    theirs = {rel.id: rel for rel in relationships(model.parts, DOCUMENT)}
    references = [deepcopy(e) for e in section if e.tag in (w("footerReference"), w("headerReference"))]
    for reference in references:
        rel = theirs[reference.get(f"{RID}id", "")]
        number = len(rels)
        name = f"word/{OUR_PART}{number}_{rel.target.rpartition('/')[2]}"
        parts[name] = model.parts[rel.target]
        types.copy(ContentTypes(model.parts[CONTENT_TYPES]), rel.target, name)
        rels.append(Relationship(f"rIdDocgen{number}", rel.type, name))
        reference.set(f"{RID}id", f"rIdDocgen{number}")
    return references


@dataclass(frozen=True)
class Bound:
    """An existing .docx as it is bound in, and what was taken out of it: (kind, places) in a clerk's words."""

    file: TemplateFile
    taken_out: tuple[tuple[Kind, str], ...]


def read_foreign(path: Path) -> TemplateFile:
    """An existing .docx that is to be bound in, without anything alive. Raises InvalidInput as ``bound`` does."""
    return bound(path).file


def bound(path: Path) -> Bound:
    """An existing .docx without what is alive or hidden. Raises InvalidInput where something of it would be lost."""
    parts = package.read(path)
    with package.guarded(path, rules.UNBINDABLE_ATTACHMENT):
        return without_live(parts, path)


def without_live(parts: dict[str, bytes], path: Path) -> Bound:
    """The parts of a .docx without what is alive or hidden. Raises InvalidInput as ``bound`` does."""
    seen = look(parts)
    told = list(told_by_place(seen))
    needed = [f"{kind.name}（{place}），{kind.cure}" for kind, place in told if kind.needed]
    if needed:
        raise package.refuse(path, rules.UNBINDABLE_ATTACHMENT, "不能装订进正文", f"里面有{'；有'.join(needed)}")
    file = template.opened(disarmed(parts, seen), path)
    lost = list(foreign_problems(file))
    if lost:
        raise package.refuse(
            path,
            rules.UNBINDABLE_ATTACHMENT,
            f"含有{'、'.join(lost)}，装订进正文会丢失",
            f"请先在 Word 或 WPS 里去掉{'、'.join(lost)}",
        )
    return Bound(file, tuple((kind, place) for kind, place in told if kind.severity != "info"))


def told_by_place(seen: Looked) -> Iterator[tuple[Kind, str]]:
    """What was found, once for each kind and place; of very many places the first."""
    body = seen.roots.get(DOCUMENT)
    spots = dict(template.places(body)) if body is not None else {}
    found: dict[tuple[str, str], list[str]] = {}
    for live in seen.live:
        at = live.at
        while at is not None and at not in spots:
            at = at.getparent()
        where = spots[at] if at is not None else part_word(live.part) if live.part != DOCUMENT else "正文"
        found.setdefault((live.kind, where), []).append(live.said)
    counts: Counter[str] = Counter()
    total = Counter(kind for kind, _ in found)
    for (kind, where), said in found.items():
        counts[kind] += 1
        if counts[kind] <= MOST_TOLD:
            words = "、".join(dict.fromkeys(text[:LONGEST_TOLD] for text in said if text))
            more = f"，还有{total[kind] - MOST_TOLD}处" if counts[kind] == MOST_TOLD < total[kind] else ""
            yield KINDS[kind], f"{where}{f'：{words}' if words else ''}{more}"
