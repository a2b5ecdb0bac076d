"""Parts of a package and how they refer to each other: relationships and content types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.bounds import Unfit

Element = etree._Element

REL = "http://schemas.openxmlformats.org/package/2006/relationships"

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def parse(data: bytes, part: str) -> etree._Element:
    """The root of a part. Raises Unfit for what is no XML."""
    try:
        return etree.fromstring(data, PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit(f"里的部件 {part} 已损坏，读不出来") from error


@dataclass(frozen=True)
class Relationship:
    """One line of a .rels part."""

    id: str
    type: str
    target: str
    external: bool = False


def relationships(parts: Mapping[str, bytes], part: str) -> tuple[Relationship, ...]:
    """What a part refers to; targets are part names, or addresses where external. Raises Unfit."""
    folder, own = part.rpartition("/")[0], rels_of(part)
    data = parts.get(own)
    if data is None:
        return ()
    found = []
    for item in parse(data, own).iterchildren("{*}Relationship"):
        external = item.get("TargetMode") == "External"
        target = item.get("Target", "")
        found.append(
            Relationship(
                item.get("Id", ""), item.get("Type", ""), target if external else resolve(folder, target), external
            )
        )
    return tuple(found)


def rels_of(part: str) -> str:
    """Where the relationships of a part stand; "" is the package."""
    folder, slash, leaf = part.rpartition("/")
    return f"{folder}{slash}_rels/{leaf}.rels"


def resolve(folder: str, target: str) -> str:
    """The part name that a relative target means."""
    if target.startswith("/"):
        return target[1:]
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in (".", ""):
            steps.append(step)
    return "/".join(steps)


CT = "http://schemas.openxmlformats.org/package/2006/content-types"


class ContentTypes:
    """[Content_Types].xml: what kind each part is. Raises Unfit where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self.tree = parse(data, "[Content_Types].xml")

    def override(self, part: str, kind: str) -> None:
        """Say of what kind one part is."""
        etree.SubElement(self.tree, f"{{{CT}}}Override", PartName=f"/{part}", ContentType=kind)

    def overrides(self) -> list[Element]:
        """The lines that say of what kind a single part is."""
        return list(self.tree.iterchildren("{*}Override"))

    def kind(self, part: str) -> str:
        """What a part is; "" where nothing is said of it."""
        for item in self.overrides():
            if item.get("PartName", "").lstrip("/").lower() == part.lower():
                return item.get("ContentType", "")
        extension = part.rpartition(".")[2].lower()
        usual = (e for e in self.tree.iterchildren("{*}Default") if e.get("Extension", "").lower() == extension)
        return next((item.get("ContentType", "") for item in usual), "")

    def copy(self, other: ContentTypes, old: str, new: str) -> None:
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
        """The part's bytes."""
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
