"""Documents whose parts have other names than usual, as other programs save them: made of one that has the usual names."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

Parts = dict[str, bytes]
TYPES, ROOT, RELS, TEXT = "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml"
TARGET = re.compile(rb'(?<![\w])Target="([^"]*)"')
DECOY = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    b"\xe9\x82\xa3\xe4\xb8\x80\xe4\xbb\xbd</w:t></w:r></w:p><w:sectPr/></w:body></w:document>"
)


def parts_of(path: Path) -> Parts:
    """The parts of a package as they are packed."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A package of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def targets(data: bytes, change: Callable[[str], str]) -> bytes:
    """A list of relationships with other targets."""
    return TARGET.sub(lambda m: b'Target="' + change(m[1].decode()).encode() + b'"', data)


def main_is_second(parts: Parts) -> Parts:
    """As Word for the web saves: word/document2.xml."""
    made = {name.replace("word/document.xml", "word/document2.xml"): data for name, data in parts.items()}
    made["word/_rels/document2.xml.rels"] = made.pop(RELS)
    made[ROOT] = made[ROOT].replace(b"word/document.xml", b"word/document2.xml")
    made[TYPES] = made[TYPES].replace(b"/word/document.xml", b"/word/document2.xml")
    return made


def with_decoy(parts: Parts) -> Parts:
    """The same, and a part with the usual name that nothing refers to."""
    return {**main_is_second(parts), TEXT: DECOY, RELS: b"<Relationships/>"}


def absolute(parts: Parts) -> Parts:
    """Targets from the root of the package."""
    made = main_is_second(parts)
    rels = "word/_rels/document2.xml.rels"
    made[rels] = targets(made[rels], lambda t: t if ":" in t or t.startswith("/") else f"/word/{t}")
    made[ROOT] = targets(made[ROOT], lambda t: f"/{t.lstrip('/')}")
    return made


def in_capitals(parts: Parts) -> Parts:
    """Names in capitals, targets as they were."""
    return {name.upper(): data for name, data in parts.items()}


def targets_in_capitals(parts: Parts) -> Parts:
    """Targets in capitals, names as they were."""
    return {
        name: targets(data, lambda t: t if ":" in t else t.upper()) if name.endswith(".rels") else data
        for name, data in parts.items()
    }


def backslashes(parts: Parts) -> Parts:
    """Names as an old packer for Windows writes them."""
    return {name.replace("/", "\\"): data for name, data in parts.items()}


def in_the_root(parts: Parts) -> Parts:
    """The text beside the folder of its parts."""
    made = {name: data for name, data in parts.items() if name not in (TEXT, RELS)}
    made["main.xml"] = parts[TEXT]
    made["_rels/main.xml.rels"] = targets(parts[RELS], lambda t: t if ":" in t or t.startswith("/") else f"word/{t}")
    made[ROOT] = made[ROOT].replace(b"word/document.xml", b"main.xml")
    made[TYPES] = made[TYPES].replace(b"/word/document.xml", b"/main.xml")
    return made


def chinese(parts: Parts) -> Parts:
    """Chinese names, escaped where they are referred to."""
    name, escaped = "word/正文.xml", f"word/{quote('正文')}.xml".encode()
    made = main_is_second(parts)
    made = {n.replace("word/document2.xml", name): data for n, data in made.items()}
    made["word/_rels/正文.xml.rels"] = made.pop("word/_rels/document2.xml.rels")
    made[ROOT] = made[ROOT].replace(b"word/document2.xml", escaped)
    made[TYPES] = made[TYPES].replace(b"/word/document2.xml", b"/" + escaped)
    return made


def styles_elsewhere(parts: Parts) -> Parts:
    """Styles and settings under other names, in another folder."""
    made = {n.replace("word/styles.xml", "shared/looks.xml").replace("word/settings.xml", "word/set7.xml"): d
            for n, d in parts.items()}  # fmt: skip
    there = {"styles.xml": "../shared/looks.xml", "/word/styles.xml": "/shared/looks.xml",
             "settings.xml": "set7.xml", "/word/settings.xml": "/word/set7.xml"}  # fmt: skip
    made[RELS] = targets(made[RELS], lambda t: there.get(t, t))
    made[TYPES] = made[TYPES].replace(b"/word/styles.xml", b"/shared/looks.xml")
    made[TYPES] = made[TYPES].replace(b"/word/settings.xml", b"/word/set7.xml")
    return made


def by_default_types(parts: Parts) -> Parts:
    """The type of the text said of its extension, and an extension that nobody else has."""
    made = {name.replace("word/document.xml", "word/text.main"): data for name, data in parts.items() if name != RELS}
    made["word/_rels/text.main.rels"] = parts[RELS]
    made[ROOT] = made[ROOT].replace(b"word/document.xml", b"word/text.main")
    own = re.search(rb'<Override [^<>]*PartName="/word/document.xml"[^<>]*/>', made[TYPES])
    assert own is not None
    kind = re.search(rb'ContentType="[^"]*"', own[0])
    assert kind is not None
    made[TYPES] = made[TYPES].replace(own[0], b'<Default Extension="main" ' + kind[0] + b"/>")
    return made


def without_root(parts: Parts) -> Parts:
    """No list of relationships of the package: the content types alone tell the text."""
    return {name: data for name, data in main_is_second(parts).items() if name != ROOT}


STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    b"http://schemas.openxmlformats.org/drawingml/2006/main": b"http://purl.oclc.org/ooxml/drawingml/main",
}


def strict(parts: Parts) -> Parts:
    """The names of the strict dialect."""
    made = {}
    for name, data in parts.items():
        for usual, odd in STRICT.items():
            data = data.replace(usual, odd) if name.startswith(("word/", "_rels")) else data
        made[name] = data
    return made


WAYS: dict[str, Callable[[Parts], Parts]] = {
    "document2": main_is_second,
    "替身": with_decoy,
    "绝对路径": absolute,
    "大写的名字": in_capitals,
    "大写的引用": targets_in_capitals,
    "反斜杠": backslashes,
    "在根上": in_the_root,
    "中文名": chinese,
    "样式在别处": styles_elsewhere,
    "按扩展名": by_default_types,
    "没有总引用": without_root,
}
"""Ways of naming the parts that a word processor opens."""
