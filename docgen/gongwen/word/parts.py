"""The parts of a .docx that are read, parsed with care and found by what refers to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen import opc, package
from docgen.bounds import Unfit
from docgen.gongwen.rules.reading import UNREADABLE_DOCUMENT
from docgen.gongwen.word.wml import STRICT, Element, child, w
from docgen.opc import Relationship, relationships

MAIN = "word/document.xml"
CURE = "请用 Word 或 WPS 打开检查，另存为 .docx 后再试"


def parse(data: bytes, path: Path, part: str) -> Element:
    """The root of a part, Strict names made the common ones. Raises InvalidInput where it is no XML."""
    for strict, common in STRICT.items():
        data = data.replace(strict.encode(), common.encode())
    try:
        return opc.parse(data, part)
    except Unfit as error:
        raise package.refuse(path, UNREADABLE_DOCUMENT, str(error), CURE) from error


@dataclass(frozen=True)
class Parts:
    """A package, its parts parsed when they are asked for."""

    data: Mapping[str, bytes]
    path: Path

    def related(self, part: str) -> tuple[Relationship, ...]:
        """What a part refers to. Raises InvalidInput where its .rels is damaged."""
        try:
            return relationships(self.data, part)
        except Unfit as error:
            raise package.refuse(self.path, UNREADABLE_DOCUMENT, str(error), CURE) from error

    @cached_property
    def main(self) -> str:
        """The part that holds the text."""
        targets = [rel.target for rel in self.related("") if rel.type.endswith("/officeDocument")]
        return next((target for target in targets if target in self.data), MAIN)

    @cached_property
    def document(self) -> Element:
        """The root of the text. Raises InvalidInput where there is no text in it."""
        root = parse(self.data.get(self.main, b""), self.path, self.main)
        if root.tag != w("document") or child(root, "body") is None:
            raise package.refuse(self.path, UNREADABLE_DOCUMENT, "里面没有正文", CURE)
        return root

    def of_type(self, kind: str) -> Element | None:
        """The root of the part that the text refers to as its styles, settings, …; None where there is none."""
        for rel in self.related(self.main):
            if not rel.external and rel.type.endswith(f"/{kind}") and rel.target in self.data:
                return parse(self.data[rel.target], self.path, rel.target)
        return None

    def by_id(self) -> dict[str, str]:
        """The parts that the text refers to, by relationship id."""
        found = self.related(self.main)
        return {rel.id: rel.target for rel in found if not rel.external and rel.target in self.data}
