"""Objects, controls, links and other things of a part that reach out of the text, each with the way to take it out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence

from docgen.live.addresses import is_local, is_open
from docgen.live.found import Live, nothing
from docgen.live.names import Element, above, child, name, named, remove, short, sibling_tag, unwrap
from docgen.opc import Relationship

BY_NAME = {
    "w:altChunk": "chunk",
    "w:subDoc": "chunk",
    "o:OLEObject": "object",
    "w:objectEmbed": "object",
    "w:objectLink": "object",
    "w:movie": "object",
    "w:control": "control",
    "w:mailMerge": "source",
    "w:dataBinding": "binding",
    "w15:dataBinding": "binding",
    "wp15:webVideoPr": "external",
    "we:webextensionref": "macro",
    "w:entryMacro": "macro",
    "w:exitMacro": "macro",
}
SAID_BY = {"object": ("ProgID", "progId"), "control": ("name", "progId"), "binding": ("xpath",), "source": (),
           "macro": ("val",)}  # fmt: skip
"""Attributes that name a thing."""
BY_TYPE = {
    "aFChunk": "chunk",
    "subDocument": "chunk",
    "oleObject": "object",
    "package": "object",
    "video": "object",
    "audio": "object",
    "media": "object",
    "control": "control",
    "activeXControlBinary": "control",
    "mailMergeSource": "source",
    "mailMergeHeaderSource": "source",
    "recipientData": "source",
    "vbaProject": "macro",
    "wordVbaData": "macro",
    "keyMapCustomizations": "macro",
    "attachedToolbars": "macro",
    "extensibility": "macro",
    "webextension": "macro",
    "webextensiontaskpanes": "macro",
}
"""What relationships of a type bring along, wherever they lead; the type by its last word."""
CHART_TYPES = ("/charts/", "/chartex/")
MACHINES = re.compile(r"vbaproject|externallinks/|connections\.xml|querytables/|activex/|embeddings/", re.IGNORECASE)
LINKED_BY = ("href", "src", "o:href", "o:althref")
OBJECTS = ("w:objectEmbed", "w:objectLink", "w:movie", "w:control", "o:OLEObject")


def by_name(part: str, root: Element) -> Iterator[Live]:
    """The things that an element by itself is."""
    for item in named(root, *BY_NAME, "v:*"):
        kind = BY_NAME.get(name(item))
        if kind is not None:
            wanted = SAID_BY.get(kind, ())
            said = next((str(v) for key, v in item.attrib.items() if short(str(key)).split(":")[1] in wanted), "")
            yield Live(kind, part, item, said, removal(item))
        else:
            yield from vml_links(part, item)


def vml_links(part: str, item: Element) -> Iterator[Live]:
    """Addresses that a shape of the older kind is filled from or leads to."""
    for key, value in item.attrib.items():
        where = short(str(key)).lstrip(":")
        if where not in LINKED_BY or not str(value).strip():
            continue
        if where == "href" and is_open(str(value)):
            continue
        kind = "link" if where == "href" else "external"
        yield Live(kind, part, item, str(value), lambda item=item, key=key: drop(item, key))  # type: ignore[misc]


def drop(item: Element, key: str | bytes) -> None:
    """Take an attribute away."""
    if key in item.attrib:
        del item.attrib[key]


def by_relationship(
    part: str, root: Element | None, lines: Sequence[Relationship], parts: Mapping[str, bytes]
) -> Iterator[tuple[Live, Relationship]]:
    """What a part brings along by its relationships, with the elements that call for it."""
    alive = [(rel, kind) for rel in lines if (kind := judged(part, rel, parts))]
    found = users_of(root) if alive and root is not None else {}
    for rel, kind in alive:
        users = found.get(rel.id, [])
        for item in users:
            if BY_NAME.get(name(item)) is None:
                spare = kind == "picture" and embedded_too(item, rel.id)
                yield Live("external" if spare else kind, part, item, said(rel), removal(item, rel.id)), rel
        if not users:
            yield Live("external" if kind == "picture" else kind, part, None, said(rel), nothing), rel


def judged(part: str, rel: Relationship, parts: Mapping[str, bytes]) -> str:
    """The kind of live content that a relationship is; "" for one that stays."""
    leaf = rel.type.rpartition("/")[2]
    if not rel.external:
        plain = (
            leaf == "package" and any(word in f"/{part}" for word in CHART_TYPES) and is_plain(parts.get(rel.target))
        )
        return "" if plain else BY_TYPE.get(leaf, "")
    if leaf == "hyperlink":
        return "" if is_open(rel.target) else "link"
    if leaf == "attachedTemplate":
        return "own_template" if is_local(rel.target) else "template"
    return "picture" if leaf == "image" else BY_TYPE.get(leaf, "external")


def is_plain(data: bytes | None) -> bool:
    """Whether the workbook behind a chart holds cells and nothing that fetches or runs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data or b"")) as book:
            return not any(MACHINES.search(entry) for entry in book.namelist())
    except zipfile.BadZipFile:
        return False


def said(rel: Relationship) -> str:
    """What a relationship leads to."""
    return rel.target if rel.external else rel.target.rpartition("/")[2]


def users_of(root: Element) -> dict[str, list[Element]]:
    """The elements that name each relationship."""
    found: dict[str, list[Element]] = {}
    for item in root.iter("*"):
        for key, value in item.attrib.items():
            if refers(str(key)):
                found.setdefault(str(value), []).append(item)
    return found


def refers(key: str) -> bool:
    """Whether an attribute names a relationship."""
    return short(key).startswith("r:") or short(key) == "o:relid"


def embedded_too(item: Element, id_: str) -> bool:
    """Whether a picture that is linked stands in the file as well."""
    return any(refers(str(key)) and value and value != id_ for key, value in item.attrib.items())


def removal(item: Element, id_: str = "") -> Callable[[], None]:
    """How an element is taken out: links keep their words, objects their picture, pictures what stands in the file."""

    def take_out() -> None:
        kind = name(item)
        if kind == "w:hyperlink":
            unwrap(item)
        elif kind in OBJECTS:
            as_picture(item)
        elif id_ and embedded_too(item, id_):
            for key in [key for key, value in item.attrib.items() if value == id_ and refers(str(key))]:
                drop(item, key)
        elif kind == "we:webextensionref":
            drawing = above(item, "w:drawing")
            remove(item if drawing is None else drawing)
        else:
            remove(item)

    return take_out


def as_picture(item: Element) -> None:
    """An object or a control becomes the picture that it shows; one that shows none goes."""
    around = above(item, "w:object")
    remove(item)
    if around is None:
        return
    drawing = child(around, "w:drawing")
    if drawing is not None:
        unwrap(around)
    elif next(named(around, "v:imagedata"), None) is None:
        remove(around)
    else:
        around.tag = sibling_tag(around, "pict")
        around.attrib.clear()
        for shape in around.iter():
            for key in [key for key in shape.attrib if short(str(key)) == "o:ole"]:
                drop(shape, key)
