"""Several templates become one: styles, numbering and related parts merged, each part with its own section.

Assembled before rendering, so that one document has one set of styles. The result is compiled once and
filled many times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from docgen.opc import ContentTypes, Relationship, parse, relationships, rels_xml, xml_bytes
from docgen.partnames import CONTENT_TYPES
from docgen.rendering import template
from docgen.rendering.dialect import has_tags
from docgen.rendering.styles import default_style, looks, rename_references, self_contained, style_key, table_looks
from docgen.rendering.template import DOCUMENT, NS, RID, STYLES, TemplateFile, w
from docgen.rendering.wml import Styles

OUR_PART = "docgen_"
"""How the headers and footers begin that are put into an existing document."""
NUMBERING = "word/numbering.xml"
NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
NUMBERING_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
CORE = "docProps/core.xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


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
        self.types = ContentTypes(base.parts[CONTENT_TYPES])
        self.names: dict[str, str] = dict(base.root.nsmap and {k: v for k, v in base.root.nsmap.items() if k} or {})
        self.ignorable = set((base.root.get(f"{{{MC}}}Ignorable") or "").split())
        self.numbering = parse(base.parts[NUMBERING], NUMBERING) if NUMBERING in base.parts else None
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
            if foreign:
                table_looks(root, file.styles)
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
        used = {e.get(f"{RID}id") for e in root.iter(w("headerReference"), w("footerReference"))}
        used |= {e.get(f"{RID}id") for e in section}
        tagged = [rel.target for rel in self.rels if rel.id in used and has_tags(self.parts[rel.target])]
        # of a foreign document only the footers that were put into it are ours to fill
        piece.tagged_parts = [name for name in tagged if not foreign or OUR_PART in name]
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
        theirs = parse(file.parts[NUMBERING], NUMBERING)
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
        if leaf.startswith(("header", "footer", OUR_PART)) and name.endswith(".xml"):
            root = parse(data, name)
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
        self.types.copy(ContentTypes(file.parts[CONTENT_TYPES]), name, new)
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
        parts[CONTENT_TYPES] = self.types.xml()
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


def serialise(element: etree._Element, keep_namespaces: bool, known: Any = ()) -> str:
    """An element as text; the prefixes are declared on the document's root."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    if keep_namespaces:
        return text
    head, bracket, rest = text.partition(">")
    return re.sub(r' xmlns:(\w+)="[^"]*"', lambda m: "" if m.group(1) in known else m.group(0), head) + bracket + rest


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


def renumber(element: etree._Element, attribute: str, shift: int) -> None:
    """Shift a list number."""
    value = element.get(w(attribute), "")
    if value.isdecimal():
        element.set(w(attribute), str(int(value) + shift))
