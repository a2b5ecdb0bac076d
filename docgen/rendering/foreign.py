"""An existing .docx bound in as it is: under a label, with the page numbers of the file it joins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from docgen import package
from docgen.live import KINDS, Kind, Looked, disarmed, look, part_word
from docgen.opc import PARSER, ContentTypes, Relationship, relationships, rels_xml, xml_bytes
from docgen.rendering import template
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
    """The words in the document's headers and footers, page numbers left out."""
    found = []
    for name, data in sorted(file.parts.items()):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            text = "".join(t.text or "" for t in etree.fromstring(data, PARSER).iter(w("t")))
            if any(c.isalpha() for c in text):
                found.append(text.strip())
    return found


def prepare_foreign(file: TemplateFile, label: str, footers: TemplateFile, alone: bool) -> TemplateFile:
    """The document with a label paragraph in front and its headers and footers replaced by those of a template.

    ``label`` is a paragraph's XML; a file that stands ``alone`` is given the styles of label and page number. Page sizes and margins stay as they are; pages are numbered on.
    """
    root = deepcopy(file.root)
    body = root.find(w("body"))
    assert body is not None
    if label:
        wrapped = etree.fromstring(f'<w:body xmlns:w="{NS["w"]}">{label}</w:body>', PARSER)
        for i, paragraph in enumerate(list(wrapped)):
            body.insert(i, paragraph)
    model = footers.root.find(f"{w('body')}/{w('sectPr')}")
    assert model is not None
    parts = dict(file.parts)
    references = [deepcopy(e) for e in model if e.tag in (w("footerReference"), w("headerReference"))]
    theirs = {rel.id: rel for rel in relationships(footers.parts, DOCUMENT)}
    rels = list(relationships(file.parts, DOCUMENT))
    types = ContentTypes(parts[package.CONTENT_TYPES])
    for i, reference in enumerate(references):
        rel = theirs[reference.get(f"{RID}id", "")]
        name = f"word/{OUR_PART}{i}_{rel.target.rpartition('/')[2]}"
        parts[name] = footers.parts[rel.target]
        types.copy(ContentTypes(footers.parts[package.CONTENT_TYPES]), rel.target, name)
        rels.append(Relationship(f"rIdDocgen{i}", rel.type, name))
        reference.set(f"{RID}id", f"rIdDocgen{i}")
    first = next(root.iter(w("sectPr")))
    for kind in first.findall(w("type")):
        if kind.get(w("val")) == "continuous":
            first.remove(kind)
    for section in root.iter(w("sectPr")):
        for tag in ("headerReference", "footerReference", "titlePg", "pgNumType"):
            for element in section.findall(w(tag)):
                section.remove(element)
        for i, reference in enumerate(references):
            section.insert(i, deepcopy(reference))
    parts["word/_rels/document.xml.rels"] = rels_xml(
        [rel if rel.external else Relationship(rel.id, rel.type, "/" + rel.target) for rel in rels]
    )
    parts[package.CONTENT_TYPES] = types.xml()
    styles = with_styles(file.styles, footers.styles, ("附件标注", "页码")) if alone else file.styles
    parts[STYLES] = xml_bytes(styles)
    return TemplateFile(file.name, file.path, parts, root, styles)


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
    seen = look(parts)
    told = list(told_by_place(seen))
    needed = [f"{kind.name}（{place}），{kind.cure}" for kind, place in told if kind.needed]
    if needed:
        raise package.refuse(path, "D03", "不能装订进正文", f"里面有{'；有'.join(needed)}")
    file = template.opened(disarmed(parts, seen), path)
    lost = list(foreign_problems(file))
    if lost:
        raise package.refuse(
            path, "D03", f"含有{'、'.join(lost)}，装订进正文会丢失", f"请先在 Word 或 WPS 里去掉{'、'.join(lost)}"
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
