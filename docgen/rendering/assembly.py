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
from typing import Any

from lxml import etree

from docgen.rendering import package, template
from docgen.rendering.dialect import has_tags
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
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
LOOKS = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
STYLE_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")
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
        self.renamed: dict[int, dict[str, str]] = {}
        self.current: dict[str, str] = {}

    def add(self, file: TemplateFile, foreign: bool) -> Piece:
        """Bring in one template or one foreign document."""
        self.count += 1
        root = deepcopy(file.root)
        if file is self.base and self.count == 1:
            styles = template.style_index(self.styles)
        else:
            styles, added = self.merge_styles(file, root)
            self.merge_numbering(file, root, added)
            self.merge_relationships(file, root)
            for numbering in list(root.iter(w("pgNumType"))):  # page numbers run on
                numbering.getparent().remove(numbering)  # type: ignore[union-attr]
        strip_marks(root, None if not foreign else 1000 * self.count)
        inline = self.merge_namespaces(root)
        body = root.find(w("body"))
        assert body is not None
        section = body.find(w("sectPr"))
        assert section is not None
        body.remove(section)
        blocks = "".join(serialise(child, inline, self.names) for child in body)
        piece = Piece(file, blocks, serialise(section, inline, self.names), styles, foreign)
        if not foreign:
            used = {e.get(f"{RID}id") for e in root.iter(w("headerReference"), w("footerReference"))}
            used |= {e.get(f"{RID}id") for e in section}
            piece.tagged_parts = [
                rel.target for rel in self.rels if rel.id in used and has_tags(self.parts[rel.target])
            ]
        return piece

    # -- styles ------------------------------------------------------------------------------------------------

    def merge_styles(self, file: TemplateFile, root: etree._Element) -> tuple[Styles, list[etree._Element]]:
        """Add what the base lacks; a style that looks different under the same name is added under a new name.

        Returns the file's styles by name as they are called now, and those that were added.
        """
        added: list[etree._Element] = []
        if id(file) not in self.renamed:
            self.renamed[id(file)] = self.add_styles(file, added)
        self.current = self.renamed[id(file)]
        self.adapt(file, root)
        index = template.style_index(file.styles)
        return Styles({name: self.current.get(id_, id_) for name, id_ in index.ids.items()}, index.sizes), added

    def add_styles(self, file: TemplateFile, added: list[etree._Element]) -> dict[str, str]:
        """The new id of each of the file's styles; those that the base lacks are appended to it and to ``added``."""
        own = self_contained(file.styles, self.styles)
        ours = {style_key(e): e for e in self.styles.findall(w("style"))}
        ids = {e.get(w("styleId"), "") for e in self.styles.findall(w("style"))}
        our_looks, their_looks = looks(self.styles), looks(own)
        renamed: dict[str, str] = {}
        for style in own.findall(w("style")):
            old = style.get(w("styleId"), "")
            twin = ours.get(style_key(style))
            if twin is not None and our_looks[twin.get(w("styleId"), "")] == their_looks[old]:
                renamed[old] = twin.get(w("styleId"), "")
                continue
            copy = deepcopy(style)
            copy.attrib.pop(w("default"), "")
            new = old if old not in ids else f"{old}_{self.count}"
            while new in ids:
                new += "x"
            copy.set(w("styleId"), new)
            name = copy.find(w("name"))
            if twin is not None and name is not None:
                name.set(w("val"), f"{name.get(w('val'))}（{file.name}{self.count}）")
            ids.add(new)
            renamed[old] = new
            added.append(copy)
        for style in added:
            rename_references(style, renamed)
            self.styles.append(style)
        return renamed

    def adapt(self, file: TemplateFile, root: etree._Element) -> None:
        """Point a part of the file at the styles as they are called now."""
        rename_references(root, self.current)
        self.make_default_explicit(file, root, self.current)

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

    def merge_numbering(self, file: TemplateFile, root: etree._Element, added: list[etree._Element]) -> None:
        """Bring in the lists a document uses, by itself or through its styles, under fresh numbers."""
        users = [root, *added]
        if NUMBERING not in file.parts or all(next(user.iter(w("numId")), None) is None for user in users):
            return
        theirs = etree.fromstring(file.parts[NUMBERING], PARSER)
        if self.numbering is None:
            self.numbering = etree.Element(w("numbering"), nsmap={"w": NS["w"]})
            self.rels.append(Relationship("rIdNumbering", NUMBERING_REL, NUMBERING))
            self.types.override(NUMBERING, NUMBERING_TYPE)
        shift = 1000 * self.count
        for abstract in theirs.findall(w("abstractNum")):
            renumber(abstract, "abstractNumId", shift)
            rename_references(abstract, self.current)
            last = self.numbering.findall(w("abstractNum"))
            position = list(self.numbering).index(last[-1]) + 1 if last else 0
            self.numbering.insert(position, abstract)
        for num in theirs.findall(w("num")):
            renumber(num, "numId", shift)
            reference = num.find(w("abstractNumId"))
            if reference is not None:
                renumber(reference, "val", shift)
            self.numbering.append(num)
        for reference in (e for user in users for e in user.iter(w("numId"))):
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
        """The name under which a part of another package stands in this one, copied with what it refers to.

        Equal parts are shared, but not headers and footers with tags: each is filled with its own values.
        """
        data = file.parts[name]
        folder, _, leaf = name.rpartition("/")
        if leaf.startswith(("header", "footer", "docgen_")) and name.endswith(".xml"):
            root = etree.fromstring(data, PARSER)
            before = etree.tostring(root)
            self.adapt(file, root)
            data = data if etree.tostring(root) == before else xml_bytes(root)
        lines = []
        for rel in relationships(file.parts, name):
            target = rel.target if rel.external else "/" + self.copy_part(file, rel.target)
            lines.append(Relationship(rel.id, rel.type, target, rel.external))
        shareable = not lines and not has_tags(data)
        if shareable and self.parts.get(name) == data:
            return name
        new = name if name not in self.parts else f"{folder}/p{self.count}_{leaf}"
        if shareable and self.parts.get(new) == data:
            return new
        while new in self.parts:
            new = f"{folder}/x{new.rpartition('/')[2]}"
        self.parts[new] = data
        self.types.copy(_Types(file.parts[package.CONTENT_TYPES]), name, new)
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
        self.declare_core(parts)
        parts[package.CONTENT_TYPES] = self.types.xml()
        return parts

    def declare_core(self, parts: dict[str, bytes]) -> None:
        """Make sure that the package names its core properties, which every document gets."""
        package_rels = list(relationships(parts, ""))
        if not any(rel.type == CORE_REL for rel in package_rels):
            package_rels.append(Relationship("rIdCore", CORE_REL, CORE))
            parts["_rels/.rels"] = rels_xml(
                [rel if rel.external else Relationship(rel.id, rel.type, "/" + rel.target) for rel in package_rels]
            )
        if not any(e.get("PartName") == f"/{CORE}" for e in self.types.tree):
            self.types.override(CORE, CORE_TYPE)


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


def serialise(element: etree._Element, keep_namespaces: bool, known: Any = ()) -> str:
    """An element as text; the prefixes are declared on the document's root."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    if keep_namespaces:
        return text
    head, bracket, rest = text.partition(">")
    return re.sub(r' xmlns:(\w+)="[^"]*"', lambda m: "" if m.group(1) in known else m.group(0), head) + bracket + rest


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


def strip_marks(root: etree._Element, shift: int | None) -> None:
    """Take off what must be unique and what a loop would copy; bookmarks of a foreign text are renumbered instead."""
    for element in root.iter(w("p"), w("tr")):
        for key in [k for k in element.attrib if str(k).endswith(("}paraId", "}textId"))]:
            del element.attrib[key]
    for mark in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        parent = mark.getparent()
        if shift is not None:
            renumber(mark, "id", shift)
        elif parent is not None:
            parent.remove(mark)


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


def foreign_problems(file: TemplateFile) -> Iterator[str]:
    """What keeps an existing .docx from being bound in whole: notes and comments that would be lost."""
    for tag, word in UNBINDABLE.items():
        if next(file.root.iter(w(tag)), None) is not None:
            yield word


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
    types = _Types(parts[package.CONTENT_TYPES])
    for i, reference in enumerate(references):
        rel = theirs[reference.get(f"{RID}id", "")]
        name = f"word/docgen_{i}_{rel.target.rpartition('/')[2]}"
        parts[name] = footers.parts[rel.target]
        types.copy(_Types(footers.parts[package.CONTENT_TYPES]), rel.target, name)
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


def read_foreign(path: Path) -> TemplateFile:
    """An existing .docx that is to be bound in. Raises InvalidInput where something of it would be lost."""
    file = template.read(path)
    lost = list(foreign_problems(file))
    if lost:
        raise package.refuse(
            path, "D03", f"含有{'、'.join(lost)}，装订进正文会丢失", f"请先在 Word 或 WPS 里去掉{'、'.join(lost)}"
        )
    return file
