"""Several templates become one: styles, numbering and related parts merged, each part with its own section.

Assembled before rendering, so that one document has one set of styles. The result is compiled once and
filled many times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from docgen.rendering import package, template
from docgen.rendering.template import (
    DOCUMENT,
    NS,
    PARSER,
    REL,
    RID,
    STYLES,
    Relationship,
    TemplateFile,
    relationships,
    w,
)
from docgen.rendering.wml import Styles

NUMBERING = "word/numbering.xml"
NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
NUMBERING_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
CORE = "docProps/core.xml"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
LOOKS = ("basedOn", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
STYLE_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
UNBINDABLE = {"footnoteReference": "脚注", "endnoteReference": "尾注", "commentReference": "批注"}


@dataclass
class Piece:
    """One part of the assembly: its body as XML text, its section, its styles, and whether it has tags."""

    file: TemplateFile
    body: str
    section: str
    styles: Styles
    foreign: bool
    tagged_parts: list[str] = field(default_factory=list)


@dataclass
class Assembly:
    """Merged templates before compilation."""

    pieces: list[Piece]
    parts: dict[str, bytes]
    root_open: str
    root_close: str


def assemble(files: Sequence[TemplateFile], foreign: Sequence[bool]) -> Assembly:
    """One package from several; the first gives settings, styles and names where they agree."""
    merger = _Merger(files[0])
    pieces = [merger.add(file, is_foreign) for file, is_foreign in zip(files, foreign, strict=True)]
    return Assembly(pieces, merger.finish(), *merger.root())


class _Merger:
    def __init__(self, base: TemplateFile) -> None:
        self.base = base
        self.parts = {name: data for name, data in base.parts.items() if name not in (DOCUMENT, CORE)}
        self.styles = deepcopy(base.styles)
        self.rels: list[Relationship] = list(relationships(base.parts, DOCUMENT))
        self.types = _Types(base.parts[package.CONTENT_TYPES])
        self.names: dict[str, str] = dict(base.root.nsmap and {k: v for k, v in base.root.nsmap.items() if k} or {})
        self.ignorable = set((base.root.get(f"{{{MC}}}Ignorable") or "").split())
        self.numbering = etree.fromstring(base.parts[NUMBERING], PARSER) if NUMBERING in base.parts else None
        self.count = 0

    def add(self, file: TemplateFile, foreign: bool) -> Piece:
        """Bring in one template or one foreign document."""
        self.count += 1
        root = deepcopy(file.root)
        if file is self.base and self.count == 1:
            styles = template.style_index(self.styles)
        else:
            styles = self.merge_styles(file, root)
            self.merge_numbering(file, root)
            self.merge_relationships(file, root)
        inline = self.merge_namespaces(root)
        body = root.find(w("body"))
        assert body is not None
        section = body.find(w("sectPr"))
        assert section is not None
        body.remove(section)
        blocks = "".join(serialise(child, inline) for child in body)
        piece = Piece(file, blocks, serialise(section, inline), styles, foreign)
        piece.tagged_parts = (
            []
            if foreign
            else [
                rel.target
                for rel in self.rels
                if rel.type.endswith(("/header", "/footer"))
                and not rel.external
                and template_owner(rel, section)
                and package_has_tags(self.parts[rel.target])
            ]
        )
        return piece

    # -- styles ------------------------------------------------------------------------------------------------

    def merge_styles(self, file: TemplateFile, root: etree._Element) -> Styles:
        """Add what the base lacks; a style that looks different under the same name is added under a new name."""
        ours = {style_key(e): e for e in self.styles.findall(w("style"))}
        our_ids = {e.get(w("styleId"), ""): e for e in self.styles.findall(w("style"))}
        their_names = {s.id: s.name for s in template.styles_of(file.styles)}
        our_names = {id_: key[1] for id_, key in ((e.get(w("styleId"), ""), style_key(e)) for e in our_ids.values())}
        renamed: dict[str, str] = {}
        added: list[etree._Element] = []
        for style in file.styles.findall(w("style")):
            old = style.get(w("styleId"), "")
            twin = ours.get(style_key(style))
            if twin is not None and look(twin, our_names) == look(style, their_names):
                renamed[old] = twin.get(w("styleId"), "")
                continue
            copy = deepcopy(style)
            copy.attrib.pop(w("default"), "")
            new = old if old not in our_ids and old not in renamed.values() else f"{old}_{self.count}"
            while new in our_ids:
                new += "x"
            copy.set(w("styleId"), new)
            name = copy.find(w("name"))
            if twin is not None and name is not None:
                name.set(w("val"), f"{name.get(w('val'))}（{file.name}）")
            our_ids[new] = copy
            renamed[old] = new
            added.append(copy)
        for style in added:
            rename_references(style, renamed)
            self.styles.append(style)
        rename_references(root, renamed)
        self.make_default_explicit(file, root, renamed)
        index = template.style_index(file.styles)
        return Styles({name: renamed.get(id_, id_) for name, id_ in index.ids.items()}, index.sizes)

    def make_default_explicit(self, file: TemplateFile, root: etree._Element, renamed: dict[str, str]) -> None:
        """Paragraphs without a style keep their own default where it differs from the base's."""
        theirs = default_style(file.styles)
        if theirs is None or renamed.get(theirs, theirs) == default_style(self.styles):
            return
        for paragraph in root.iter(w("p")):
            properties = paragraph.find(w("pPr"))
            if properties is None:
                properties = etree.Element(w("pPr"))
                paragraph.insert(0, properties)
            if properties.find(w("pStyle")) is None:
                style = etree.Element(w("pStyle"))
                style.set(w("val"), renamed.get(theirs, theirs))
                properties.insert(0, style)

    # -- numbering -----------------------------------------------------------------------------------------------

    def merge_numbering(self, file: TemplateFile, root: etree._Element) -> None:
        """Bring in the lists a document uses under fresh numbers."""
        if NUMBERING not in file.parts or next(root.iter(w("numId")), None) is None:
            return
        theirs = etree.fromstring(file.parts[NUMBERING], PARSER)
        if self.numbering is None:
            self.numbering = etree.Element(w("numbering"), nsmap={"w": NS["w"]})
            self.rels.append(Relationship("rIdNumbering", NUMBERING_REL, NUMBERING))
            self.types.override(NUMBERING, NUMBERING_TYPE)
        shift = 1000 * self.count
        for abstract in theirs.findall(w("abstractNum")):
            renumber(abstract, "abstractNumId", shift)
            last = self.numbering.findall(w("abstractNum"))
            position = list(self.numbering).index(last[-1]) + 1 if last else 0
            self.numbering.insert(position, abstract)
        for num in theirs.findall(w("num")):
            renumber(num, "numId", shift)
            reference = num.find(w("abstractNumId"))
            if reference is not None:
                renumber(reference, "val", shift)
            self.numbering.append(num)
        for reference in root.iter(w("numId")):
            if reference.get(w("val")) != "0":
                renumber(reference, "val", shift)

    # -- relationships ---------------------------------------------------------------------------------------------

    def merge_relationships(self, file: TemplateFile, root: etree._Element) -> None:
        """Copy what the body refers to (footers, pictures, links), under new names where they clash."""
        by_id = {rel.id: rel for rel in relationships(file.parts, DOCUMENT)}
        moved: dict[str, str] = {}
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            for attribute, value in element.attrib.items():
                if not str(attribute).startswith(RID) or value not in by_id:
                    continue
                if value not in moved:
                    rel = by_id[value]
                    target = rel.target if rel.external else self.copy_part(file, rel.target)
                    moved[value] = self.relationship(rel.type, target, rel.external)
                element.set(attribute, moved[value])

    def relationship(self, kind: str, target: str, external: bool) -> str:
        """The id of a relationship to a target, made where there is none."""
        for rel in self.rels:
            if (rel.type, rel.target, rel.external) == (kind, target, external):
                return rel.id
        made = Relationship(f"rIdP{self.count}n{len(self.rels)}", kind, target, external)
        self.rels.append(made)
        return made.id

    def copy_part(self, file: TemplateFile, name: str) -> str:
        """The name under which a part of another package stands in this one, copied with what it refers to."""
        data = file.parts[name]
        folder, _, leaf = name.rpartition("/")
        rels_name = f"{folder}/_rels/{leaf}.rels"
        if self.parts.get(name) == data and rels_name not in file.parts:
            return name
        new = name if name not in self.parts else f"{folder}/p{self.count}_{leaf}"
        if self.parts.get(new) == data and rels_name not in file.parts:
            return new
        self.parts[new] = data
        self.types.copy(_Types(file.parts[package.CONTENT_TYPES]), name, new)
        lines = []
        for rel in relationships(file.parts, name):
            target = rel.target if rel.external else "/" + self.copy_part(file, rel.target)
            lines.append(Relationship(rel.id, rel.type, target, rel.external))
        if lines:
            new_folder, _, new_leaf = new.rpartition("/")
            self.parts[f"{new_folder}/_rels/{new_leaf}.rels"] = rels_xml(lines)
        return new

    # -- namespaces, result -------------------------------------------------------------------------------------------

    def merge_namespaces(self, root: etree._Element) -> bool:
        """Take over the prefixes of a root; True when they clash and must stay inline."""
        clash = False
        for prefix, uri in root.nsmap.items():
            if prefix is None or self.names.setdefault(prefix, uri) != uri:
                clash = True
        self.ignorable |= set((root.get(f"{{{MC}}}Ignorable") or "").split())
        return clash

    def root(self) -> tuple[str, str]:
        """The opening and closing of the document part."""
        names = {**self.names, "mc": MC} if self.ignorable else self.names
        declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in sorted(names.items()))
        ignorable = " ".join(sorted(p for p in self.ignorable if p in names))
        extra = f' mc:Ignorable="{ignorable}"' if ignorable else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document{declared}{extra}><w:body>',
            "</w:body></w:document>",
        )

    def finish(self) -> dict[str, bytes]:
        """The parts other than document.xml and core.xml."""
        parts = dict(self.parts)
        parts[STYLES] = xml_bytes(self.styles)
        if self.numbering is not None:
            parts[NUMBERING] = xml_bytes(self.numbering)
        lines = [rel if rel.external else Relationship(rel.id, rel.type, "/" + rel.target) for rel in self.rels]
        parts["word/_rels/document.xml.rels"] = rels_xml(lines)
        parts[package.CONTENT_TYPES] = self.types.xml()
        return parts


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


class _Types:
    """[Content_Types].xml: what kind each part is."""

    def __init__(self, data: bytes) -> None:
        self.tree = etree.fromstring(data, PARSER)

    def override(self, part: str, kind: str) -> None:
        etree.SubElement(self.tree, f"{{{CT}}}Override", PartName=f"/{part}", ContentType=kind)

    def copy(self, other: _Types, old: str, new: str) -> None:
        """Give a part the type that it has in another package."""
        for item in other.tree.findall(f"{{{CT}}}Override"):
            if item.get("PartName") == f"/{old}":
                if not any(e.get("PartName") == f"/{new}" for e in self.tree):
                    self.override(new, item.get("ContentType", ""))
                return
        extension = old.rpartition(".")[2].lower()
        for item in other.tree.findall(f"{{{CT}}}Default"):
            if item.get("Extension", "").lower() == extension:
                if not any(e.get("Extension", "").lower() == extension for e in self.tree):
                    self.tree.insert(0, deepcopy(item))
                return

    def xml(self) -> bytes:
        return xml_bytes(self.tree)


def xml_bytes(element: etree._Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def rels_xml(lines: Sequence[Relationship]) -> bytes:
    """A .rels part."""
    root = etree.Element(f"{{{REL}}}Relationships", nsmap={None: REL})  # type: ignore[dict-item]
    for rel in lines:
        item = etree.SubElement(root, f"{{{REL}}}Relationship", Id=rel.id, Type=rel.type, Target=rel.target)
        if rel.external:
            item.set("TargetMode", "External")
    return xml_bytes(root)


def serialise(element: etree._Element, keep_namespaces: bool) -> str:
    """An element as text; the prefixes are declared on the document's root."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    if keep_namespaces:
        return text
    head, bracket, rest = text.partition(">")
    return re.sub(r' xmlns:\w+="[^"]*"', "", head) + bracket + rest


def style_key(style: etree._Element) -> tuple[str, str]:
    """What makes two styles namesakes."""
    name = style.find(w("name"))
    return style.get(w("type"), "paragraph"), (name.get(w("val"), "") if name is not None else "").lower()


def look(style: etree._Element, names: dict[str, str]) -> bytes:
    """What a style looks like, free of ids and of what only the style list shows."""
    copy = etree.Element("style")
    for child in style:
        if isinstance(child.tag, str) and etree.QName(child).localname in LOOKS:
            copy.append(deepcopy(child))
    for element in copy.iter(w("basedOn")):
        element.set(w("val"), names.get(element.get(w("val"), ""), "").lower())
    return etree.tostring(copy, method="c14n", exclusive=True)


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


def renumber(element: etree._Element, attribute: str, shift: int) -> None:
    """Shift a list number."""
    value = element.get(w(attribute), "")
    if value.isdecimal():
        element.set(w(attribute), str(int(value) + shift))


def template_owner(rel: Relationship, section: etree._Element) -> bool:
    """Whether a section refers to a relationship."""
    return any(child.get(f"{RID}id") == rel.id for child in section)


def package_has_tags(data: bytes) -> bool:
    """Whether a header or footer holds template tags."""
    from docgen.rendering.dialect import has_tags

    return has_tags(data)


def foreign_problems(file: TemplateFile) -> Iterator[str]:
    """What keeps an existing .docx from being bound in whole: notes and comments that would be lost."""
    for tag, word in UNBINDABLE.items():
        if next(file.root.iter(w(tag)), None) is not None:
            yield word


def prepare_foreign(file: TemplateFile, label: str, footers: TemplateFile) -> TemplateFile:
    """The document with a label paragraph in front and its headers and footers replaced by those of a template.

    ``label`` is a paragraph's XML. Page sizes and margins stay as they are; pages are numbered on.
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
    types = _Types(parts[package.CONTENT_TYPES])
    for i, reference in enumerate(references):
        rel = theirs[reference.get(f"{RID}id", "")]
        name = f"word/docgen_{i}_{rel.target.rpartition('/')[2]}"
        parts[name] = footers.parts[rel.target]
        types.copy(_Types(footers.parts[package.CONTENT_TYPES]), rel.target, name)
        rels.append(Relationship(f"rIdDocgen{i}", rel.type, name))
        reference.set(f"{RID}id", f"rIdDocgen{i}")
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
    return TemplateFile(file.name, file.path, parts, root, file.styles)


def read_foreign(path: Path) -> TemplateFile:
    """An existing .docx that is to be bound in. Raises InvalidInput where something of it would be lost."""
    file = template.read(path)
    lost = list(foreign_problems(file))
    if lost:
        raise package.refuse(
            path, "D03", f"含有{'、'.join(lost)}，装订进正文会丢失", f"请先在 Word 或 WPS 里去掉{'、'.join(lost)}"
        )
    return file
