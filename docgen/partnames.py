"""A .docx whose parts have other names than usual: found by its relationships and named as every reader expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from urllib.parse import unquote

from docgen.bounds import Unfit
from docgen.opc import ContentTypes, Element, parse, rels_of, resolve, xml_bytes

CONTENT_TYPES, ROOT_RELS = "[Content_Types].xml", "_rels/.rels"
DOCUMENT = "word/document.xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TEXTS = {
    f"{WORD}.document.main+xml",
    f"{WORD}.template.main+xml",
    "application/vnd.ms-word.document.macroenabled.main+xml",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml",
}
"""What the main part of a text document is, with macros or without, in small letters."""
SINGLE = {
    kind: f"word/{kind}.xml" for kind in ("styles", "numbering", "settings", "comments", "footnotes", "endnotes")
}
"""Parts that a document has one of, by the end of their relationship's type."""
CORE = "docProps/core.xml"

Parts = Mapping[str, bytes]


def usual(parts: Parts) -> dict[str, bytes]:
    """The parts under the names that every reader expects; as they are where they have them, or are no text document.

    Lists of relationships and of content types that are damaged stay as they are: who needs them says so.
    """
    package = Package({name.replace("\\", "/").lstrip("/"): data for name, data in parts.items()})
    main = package.main()
    return package.renamed(package.new_names(main)) if main else package.parts


class Package:
    """Parts and how they name each other: in any case of letters, with % for what an address has no sign for."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.called = {name.lower(): name for name in parts}
        self.types = self._types()

    def _types(self) -> ContentTypes | None:
        try:
            return ContentTypes(self.parts.get(self.called.get(CONTENT_TYPES.lower(), ""), b""))
        except Unfit:
            return None

    def find(self, folder: str, target: str) -> str | None:
        """The part that is meant by a target of a part in ``folder``."""
        for path in (target, unquote(target), target.partition("#")[0]):
            name = resolve(folder, path.replace("\\", "/"))
            if name in self.parts or name.lower() in self.called:
                return name if name in self.parts else self.called[name.lower()]
        return None

    def lines(self, rels: str) -> list[Element]:
        """The lines of a list of relationships that lead to parts; none where it is damaged."""
        try:
            found = parse(self.parts.get(rels, b""), rels).iterchildren("{*}Relationship")
        except Unfit:
            return []
        return [line for line in found if line.get("TargetMode") != "External"]

    def related(self, owner: str) -> Iterator[tuple[str, str]]:
        """(the last word of the type, part) of what a part refers to; "" is the package."""
        for line in self.lines(self.called.get(rels_of(owner).lower(), "")):
            if part := self.find(owner.rpartition("/")[0], line.get("Target", "")):
                yield line.get("Type", "").rpartition("/")[2], part

    def main(self) -> str | None:
        """The part that holds the text: by relationship, by content type, by its usual name; None where there is none."""
        named = [part for kind, part in self.related("") if kind == "officeDocument"]
        known = (part for part in named if part.lower() == DOCUMENT or self.kind(part) in TEXTS)
        return next(known, None) or next(self.typed(), None) or self.called.get(DOCUMENT)

    def kind(self, part: str) -> str:
        """What the package says a part is, in small letters."""
        return self.types.kind(part).lower() if self.types else ""

    def typed(self) -> Iterator[str]:
        """The parts that are said to be the main part of a text document."""
        for item in self.types.overrides() if self.types else ():
            part = self.find("", item.get("PartName", ""))
            if part and item.get("ContentType", "").lower() in TEXTS:
                yield part

    def new_names(self, main: str) -> dict[str, str]:
        """What the parts that move are to be called."""
        names = {main: DOCUMENT}
        for usual_name in (CONTENT_TYPES, ROOT_RELS):
            if part := self.called.get(usual_name.lower()):
                names[part] = usual_name
        for kind, part in [*self.related(main), *self.related("")]:
            name = CORE if kind == "core-properties" else SINGLE.get(kind)
            if name and name not in names.values():
                names.setdefault(part, name)
        self.step_aside(names)
        for part in self.parts:  # a list of relationships goes where its part goes
            owner = self.called.get((owner_of(part) or "").lower())
            if owner:
                names[part] = rels_of(names.get(owner, owner))
        self.step_aside(names)
        return {part: name for part, name in names.items() if part != name}

    def step_aside(self, names: dict[str, str]) -> None:
        """Give another name to what has one that a part of the text is to have."""
        for part in sorted(set(names.values()) & set(self.parts) - set(names)):
            folder, _, leaf = part.rpartition("/")
            taken = {*self.parts, *names.values()}
            names[part] = next(n for i in count() if (n := f"{folder}/other{i}_{leaf}") not in taken)

    def renamed(self, names: Mapping[str, str]) -> dict[str, bytes]:
        """The parts by their new names, with all that speaks of them."""
        made = {names.get(part, part): self.retargeted(part, data, names) for part, data in self.parts.items()}
        if self.types is not None and self.retype(self.types, names):
            made[CONTENT_TYPES] = self.types.xml()
        return made

    def retargeted(self, rels: str, data: bytes, names: Mapping[str, str]) -> bytes:
        """A list of relationships with the targets that move or are written in other letters; other parts as they are."""
        owner = owner_of(rels)
        lines = self.lines(rels) if owner is not None else []
        folder = (owner or "").rpartition("/")[0]
        changed = False
        for line in lines:
            target = line.get("Target", "")
            part = self.find(folder, target)
            if part and (part in names or rels in names or resolve(folder, target) != part):
                line.set("Target", "/" + names.get(part, part))
                changed = True
        return xml_bytes(lines[0].getroottree().getroot()) if changed else data

    def retype(self, types: ContentTypes, names: Mapping[str, str]) -> bool:
        """Let the content types speak of the parts by their new names; whether anything changed."""
        changed = False
        kinds = {name: types.kind(part) for part, name in names.items() if not name.endswith((".rels", CONTENT_TYPES))}
        for item in types.overrides():
            written = item.get("PartName", "")
            part = self.find("", written)
            name = "/" + names.get(part, part) if part else written
            if name != written:
                item.set("PartName", name)
                changed = True
        for name, kind in kinds.items():
            if kind != types.kind(name):
                types.override(name, kind)
                changed = True
        return changed


def owner_of(rels: str) -> str | None:
    """The part whose relationships a part lists, "" for the package; None for other parts."""
    *folders, inner, leaf = f"/{rels}".split("/")
    if inner.lower() != "_rels" or not leaf.lower().endswith(".rels"):
        return None
    return "/".join([*folders, leaf[: -len(".rels")]]).lstrip("/")
