"""An .xlsx as parts, with what its workbook part says: sheets, names, identity, macros, links, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.core.diagnostic import Diagnostic
from docgen.ledgers import identity, rules, scan
from docgen.ledgers.book import AGAIN, Refused, note
from docgen.ledgers.identity import Identity
from docgen.ledgers.sheet import Sheet

WORKBOOK = "xl/workbook.xml"


PROPERTY = re.compile(rb'name="docgen"[^>]*>\s*<vt:lpwstr>([^<]*)<')


@dataclass(frozen=True)
class Package:
    """An .xlsx as parts, with what its workbook part says."""

    parts: Mapping[str, bytes]
    kind: str

    @cached_property
    def root(self) -> etree._Element:
        """The workbook part. Raises Refused when it is no XML."""
        return parsed(self.parts[WORKBOOK])

    def found(self, name: str) -> Iterator[etree._Element]:
        """The elements of a local name; strict files have another namespace."""
        return (e for e in self.root.iter() if isinstance(e.tag, str) and etree.QName(e).localname == name)

    @cached_property
    def sheets(self) -> list[tuple[str, bool, str]]:
        """(name, visible, part) of every worksheet in order."""
        targets = dict(self._targets())
        rows = []
        for element in self.found("sheet"):
            link = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")
            part = targets.get(str(link), "")
            if part in self.parts and "/worksheets/" in f"/{part}":
                rows.append((str(element.get("name", "")), element.get("state", "visible") == "visible", part))
        return rows

    def _targets(self) -> Iterator[tuple[str, str]]:
        """(id, part) of everything that the workbook part refers to."""
        rels = self.parts.get("xl/_rels/workbook.xml.rels", b"")
        for link in parsed(rels).iter("{*}Relationship") if rels else ():
            path = link.get("Target", "")
            yield link.get("Id", ""), path.lstrip("/") if path.startswith("/") else f"xl/{path}"

    @cached_property
    def names(self) -> dict[str, str]:
        """The defined names and what they stand for."""
        return {str(e.get("name")): (e.text or "") for e in self.found("definedName")}

    @property
    def is_1904(self) -> bool:
        """Whether days are counted from 1904."""
        return any(e.get("date1904") in ("1", "true") for e in self.found("workbookPr"))

    @property
    def is_strict(self) -> bool:
        """Whether it is written in the strict dialect, which openpyxl reads as empty."""
        return "purl.oclc.org" in (etree.QName(self.root).namespace or "")

    def has(self, prefix: str) -> int:
        """How many parts begin with a path."""
        return sum(name.startswith(prefix) for name in self.parts)


def remarks(package: Package) -> Iterator[Diagnostic]:
    """Macros, links and pictures."""
    if package.has("xl/vbaProject.bin"):
        yield note(rules.MACRO_IN_FILE, "info", "文件带有宏，宏没有运行，只读取了格子里的内容")
    if package.has("xl/externalLinks/externalLink"):
        yield note(rules.EXTERNAL_LINK, "info", "文件引用了别的文件，相应的数取自上次保存的结果")
    if pictures := package.has("xl/media/"):
        yield note(rules.PICTURE_IN_FILE, "info", f"文件里有{pictures}张图片，图片没有汇总")


def identity_of(package: Package, sheets: tuple[Sheet, ...]) -> Identity | None:
    """Who the workbook was issued to."""
    match = PROPERTY.search(package.parts.get("docProps/custom.xml", b""))
    return identity.read(sheets, scan.unescape(match[1]) if match else "", package.names)


def parsed(xml: bytes) -> etree._Element:
    """A part as XML. Raises Refused for what is none."""
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise Refused(rules.UNREADABLE_FILE, "文件内部已损坏，打不开", AGAIN) from error
