"""An .xlsx whose parts have other names than usual: found by its relationships and named as every reader expects."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK, RELS, TYPES, ROOT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels"
PROPERTIES = "docProps/custom.xml"
SINGLE = {"styles": "xl/styles.xml", "sharedStrings": "xl/sharedStrings.xml"}
"""Parts that a workbook has one of, by the end of their relationship's type."""
MAIN = ("sheet.main+xml", "template.main+xml")
"""Ends of the content types of a workbook part, with macros or without."""

Parts = Mapping[str, bytes]


def canonical(parts: Parts) -> dict[str, bytes]:
    """The parts under the names that every reader expects; as they are where they have them already, or are no workbook."""
    named = {name.lower(): name for name in parts}
    main = workbook_part(parts, named)
    if main is None or is_usual(parts, main, named):
        return dict(parts)
    found: dict[str, bytes] = {WORKBOOK: parts[main]}
    links: list[tuple[str, str, str]] = []
    for id_, kind, part in related(parts, named, main):
        if kind in SINGLE or kind == "worksheet":
            name = SINGLE.get(kind) or f"xl/worksheets/sheet{len(links) + 1}.xml"
            found[name] = parts[part]
            links.append((id_, kind, name))
    if custom := named.get(PROPERTIES.lower()):
        found[PROPERTIES] = parts[custom]
    others = {name: part for name, part in parts.items() if name.lower().startswith(("xl/media/", "xl/vbaproject"))}
    return {TYPES: content_types(links), ROOT: root_links(), RELS: workbook_links(links), **found, **others}


def workbook_part(parts: Parts, named: Mapping[str, str]) -> str | None:
    """The main part of a workbook; None where the package is none."""
    root = named.get(ROOT)
    targets = [part for _, kind, part in links_of(parts, named, root or "", "") if kind == "officeDocument"]
    main = targets[0] if targets else named.get(WORKBOOK)
    if main is None or main.lower() == WORKBOOK:
        return main
    return main if content_type(parts, named, main).endswith(MAIN) else None


def content_type(parts: Parts, named: Mapping[str, str], part: str) -> str:
    """What the package says a part is; empty where it says nothing."""
    types = parsed(parts.get(named.get(TYPES.lower(), ""), b""))
    for entry in types.iter("{*}Override") if types is not None else ():
        if entry.get("PartName", "").lstrip("/").lower() == part.lower():
            return entry.get("ContentType", "")
    return ""


def is_usual(parts: Parts, main: str, named: Mapping[str, str]) -> bool:
    """Whether every part that a reader looks for has its usual name, to the letter."""
    if main != WORKBOOK or RELS not in parts and named.get(RELS):
        return False
    links = parsed(parts.get(RELS, b""))
    targets = [absolute("xl", e.get("Target", "")) for e in links.iter("{*}Relationship")] if links is not None else []
    kinds = {part: kind for _, kind, part in related(parts, named, main)}
    exact = all(target in parts or target.lower() not in named for target in targets)
    return exact and all(
        part.startswith("xl/worksheets/") if kind == "worksheet" else part == SINGLE.get(kind, part)
        for part, kind in kinds.items()
    )


def related(parts: Parts, named: Mapping[str, str], main: str) -> Iterator[tuple[str, str, str]]:
    """(id, kind, part) of what the workbook part refers to and the package has."""
    folder, name = posixpath.split(main)
    return links_of(parts, named, named.get(f"{folder}/_rels/{name}.rels".lstrip("/").lower(), ""), folder)


def links_of(parts: Parts, named: Mapping[str, str], rels: str, folder: str) -> Iterator[tuple[str, str, str]]:
    """(id, kind, part) of the relationships in a part, beside ``folder``."""
    root = parsed(parts.get(rels, b""))
    for link in root.iter("{*}Relationship") if root is not None else ():
        part = named.get(absolute(folder, link.get("Target", "")).lower())
        if part is not None and link.get("TargetMode") != "External":
            yield link.get("Id", ""), link.get("Type", "").rpartition("/")[2], part


def absolute(folder: str, target: str) -> str:
    """The path of a relationship's target in the package."""
    path = target.replace("\\", "/")
    return path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))


def parsed(xml: bytes) -> etree._Element | None:
    """A part as XML; None for what is none."""
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True)) if xml else None
    except etree.XMLSyntaxError:
        return None


def content_types(links: list[tuple[str, str, str]]) -> bytes:
    """What each part is."""
    named = {"worksheet": "worksheet+xml", "styles": "styles+xml", "sharedStrings": "sharedStrings+xml"}
    parts = [(WORKBOOK, f"{KINDS}.sheet.main+xml"), *((name, f"{KINDS}.{named[kind]}") for _, kind, name in links)]
    entries = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    ).encode()


def root_links() -> bytes:
    """Where the workbook part stands."""
    return relationships([("rId1", "officeDocument", WORKBOOK)])


def workbook_links(links: list[tuple[str, str, str]]) -> bytes:
    """What the workbook part refers to."""
    return relationships([(id_, kind, f"/{name}") for id_, kind, name in links])


def relationships(links: list[tuple[str, str, str]]) -> bytes:
    """A part of relationships."""
    entries = "".join(f'<Relationship Id="{i}" Type="{LINKS}/{kind}" Target="{name}"/>' for i, kind, name in links)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'.encode()
