"""An existing .docx bound in as it is: under a label, with the page numbers of the file it joins."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from lxml import etree

from docgen import package
from docgen.opc import PARSER, ContentTypes, Relationship, relationships, rels_xml, xml_bytes
from docgen.rendering import template
from docgen.rendering.assembly import OUR_PART
from docgen.rendering.styles import with_styles
from docgen.rendering.template import DOCUMENT, NS, RID, STYLES, TemplateFile, w

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


def read_foreign(path: Path) -> TemplateFile:
    """An existing .docx that is to be bound in. Raises InvalidInput where something of it would be lost."""
    file = template.read(path)
    lost = list(foreign_problems(file))
    if lost:
        raise package.refuse(
            path, "D03", f"含有{'、'.join(lost)}，装订进正文会丢失", f"请先在 Word 或 WPS 里去掉{'、'.join(lost)}"
        )
    return file
