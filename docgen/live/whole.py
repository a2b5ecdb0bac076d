"""A whole .docx looked through, part by part, and written again without what is alive in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docgen.bounds import Unfit
from docgen.live.fields import live_fields
from docgen.live.found import Live
from docgen.live.hidden import Hiding, hidden_runs, hidden_shapes
from docgen.live.names import Element
from docgen.live.things import by_name, by_relationship, refers
from docgen.opc import ContentTypes, Relationship, parse, relationships, rels_xml, xml_bytes
from docgen.partnames import CONTENT_TYPES


@dataclass
class Looked:
    """What was found in a package, with its parsed parts and the relationships to be dropped."""

    roots: dict[str, Element] = field(default_factory=dict)
    live: list[Live] = field(default_factory=list)
    dropped: dict[str, set[str]] = field(default_factory=dict)


def look(parts: Mapping[str, bytes], known: Mapping[str, Element] | None = None) -> Looked:
    """Look through all parts of a .docx; ``known`` are those that are parsed already, whose elements are told.

    A part that is no XML holds nothing that a word processor would run.
    """
    known, parts = known or {}, in_one_case(parts)
    seen = Looked()
    for part in sorted(parts):
        root = known.get(part)
        root = parsed(parts[part]) if root is None and is_xml(part, parts[part]) else root
        if root is not None:
            seen.roots[part] = root
    lines = {part: lines_of(parts, part) for part in owners(parts)}
    styles = [rel.target for own in lines.values() for rel in own if rel.type.endswith("/styles")]
    hiding = Hiding(next((seen.roots[part] for part in styles if part in seen.roots), None))
    for part, root in seen.roots.items():
        seen.live += [*live_fields(part, root), *by_name(part, root)]
        seen.live += [*hidden_runs(part, root, hiding), *hidden_shapes(part, root)]
    for part, own in lines.items():
        for live, rel in by_relationship(part, seen.roots.get(part), own, parts):
            seen.live.append(live)
            seen.dropped.setdefault(part, set()).add(rel.id)
    return seen


def in_one_case(parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The parts, each list of relationships called as its part: a word processor finds it in any case of letters."""
    called = {part.lower(): part for part in parts}
    named: dict[str, bytes] = {}
    for part, data in parts.items():
        folder, slash, leaf = part.lower().rpartition("_rels/")
        owner = called.get(folder + leaf.removesuffix(".rels"))
        if slash and leaf.endswith(".rels") and owner:
            head, _, tail = owner.rpartition("/")
            named[f"{head}/_rels/{tail}.rels" if head else f"_rels/{tail}.rels"] = data
        else:
            named[part] = data
    return named


def is_xml(part: str, data: bytes) -> bool:
    """Whether a part may be XML, whatever it is called; lists of relationships are read by themselves."""
    begins = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" or data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return begins and not part.lower().endswith(".rels")


def parsed(data: bytes) -> Element | None:
    """The root of a part, None for what is no XML."""
    try:
        return parse(data, "")
    except Unfit:
        return None


def owners(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The parts that refer to others; "" is the package."""
    for name in sorted(parts):
        folder, slash, leaf = name.rpartition("_rels/")
        if slash and leaf.endswith(".rels"):
            yield folder + leaf.removesuffix(".rels")


def lines_of(parts: Mapping[str, bytes], part: str) -> tuple[Relationship, ...]:
    """What a part refers to; nothing where its list is damaged."""
    try:
        return relationships(parts, part)
    except Unfit:
        return ()


def disarmed(parts: Mapping[str, bytes], seen: Looked) -> dict[str, bytes]:
    """The package without what was found in it, its parsed parts changed; as it is where nothing was found."""
    if not seen.live:
        return dict(parts)
    parts = in_one_case(parts)
    before = {part: used(root) for part, root in seen.roots.items()}
    for live in seen.live:
        live.take_out()
    made = dict(parts)
    for part in {live.part for live in seen.live} & set(seen.roots):
        made[part] = xml_bytes(seen.roots[part])
    for part in owners(parts):
        gone = before.get(part, set()) - used(seen.roots[part]) if part in seen.roots else set()
        cut(made, part, gone | seen.dropped.get(part, set()))
    return reached(made)


def used(root: Element) -> set[str]:
    """The relationships that the elements of a part name."""
    elements = (item for item in root.iter() if isinstance(item.tag, str))
    return {str(value) for item in elements for key, value in item.attrib.items() if refers(str(key))}


def cut(parts: dict[str, bytes], part: str, ids: set[str]) -> None:
    """Take lines out of what a part refers to."""
    lines = lines_of(parts, part)
    if any(rel.id in ids for rel in lines):
        folder, _, leaf = part.rpartition("/")
        kept = [rel for rel in lines if rel.id not in ids]
        parts[f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels"] = rels_xml(
            [rel if rel.external else Relationship(rel.id, rel.type, "/" + rel.target) for rel in kept]
        )


def reached(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The package with the parts alone that something still refers to."""
    todo, there = [""], {CONTENT_TYPES}
    while todo:
        part = todo.pop()
        folder, _, leaf = part.rpartition("/")
        there |= {part, f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels"}
        todo += [rel.target for rel in lines_of(parts, part) if not rel.external and rel.target not in there]
    types = ContentTypes(parts[CONTENT_TYPES])
    for item in list(types.tree):
        if item.get("PartName", "/").removeprefix("/") not in there and item.get("PartName"):
            types.tree.remove(item)
    kept = {name: data for name, data in parts.items() if name in there}
    return {**kept, CONTENT_TYPES: types.xml()}
