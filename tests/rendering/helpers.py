"""Small .docx files written on the spot, and what stands in the finished ones."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from docgen import opc, package
from docgen.rendering import template
from docgen.rendering.render import Properties, compile_files
from docgen.rendering.template import TemplateFile, w

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DOCUMENT, STYLES, FOOTER = "word/document.xml", "word/styles.xml", "word/footer1.xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"
CORE, TYPES = "docProps/core.xml", "[Content_Types].xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
Parts = dict[str, bytes]


# ---- writing


def p(*runs: str, style: str = "") -> str:
    """A paragraph, each text a run of its own."""
    chosen = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    inside = "".join(f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' for text in runs)
    return f"<w:p>{chosen}{inside}</w:p>"


def tc(*paragraphs: str, properties: str = '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>') -> str:
    """A cell."""
    return f"<w:tc>{properties}{''.join(paragraphs)}</w:tc>"


def tr(*texts: str) -> str:
    """A row of cells with one paragraph each."""
    return f"<w:tr>{''.join(tc(p(text)) for text in texts)}</w:tr>"


def tbl(*rows: str, columns: int = 2, grid: bool = True) -> str:
    """A table."""
    column = '<w:gridCol w:w="2000"/>'
    widths = f"<w:tblGrid>{column * columns}</w:tblGrid>" if grid else ""
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{widths}{"".join(rows)}</w:tbl>'


def style(id_: str, name: str, size: int = 0, based: str = "", default: bool = False) -> str:
    """A paragraph style; ``size`` in half-points."""
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    look = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>' if size else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="paragraph"{first} w:styleId="{id_}"><w:name w:val="{name}"/>{parent}{look}</w:style>'


def docx(
    body: str,
    *,
    styles: str = style("Normal", "Normal", 32, default=True),
    defaults: int = 32,
    footer: str = "",
    page: str = PORTRAIT,
    core: str = "<dc:title>模板</dc:title>",
    parts: Mapping[str, bytes] | None = None,
    without: Sequence[str] = (),
) -> Parts:
    """The parts of a document; ``parts`` replace or add, ``without`` leaves out."""
    reference = '<w:footerReference w:type="default" r:id="rIdFooter"/>' if footer else ""
    made = {
        TYPES: f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{DOCUMENT}" ContentType="{OFFICE}.document.main+xml"/>'
        f'<Override PartName="/{STYLES}" ContentType="{OFFICE}.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{OFFICE}.settings+xml"/>'
        + (f'<Override PartName="/{FOOTER}" ContentType="{OFFICE}.footer+xml"/>' if footer else "")
        + f'<Override PartName="/{CORE}" ContentType="{CORE_TYPE}"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{RELS}">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="{DOCUMENT}"/>'
        f'<Relationship Id="rId2" Type="{RELS}/metadata/core-properties" Target="{CORE}"/></Relationships>',
        CORE: f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>',
        DOCUMENT: f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}'
        f"<w:sectPr>{reference}{page}</w:sectPr></w:body></w:document>",
        STYLES: f'{XML}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{defaults}"/></w:rPr>'
        f"</w:rPrDefault></w:docDefaults>{styles}</w:styles>",
        "word/settings.xml": f'{XML}<w:settings xmlns:w="{W}"/>',
        RELATIONSHIPS: f'{XML}<Relationships xmlns="{RELS}">'
        f'<Relationship Id="rIdStyles" Type="{R}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdSettings" Type="{R}/settings" Target="settings.xml"/>'
        + (f'<Relationship Id="rIdFooter" Type="{R}/footer" Target="footer1.xml"/>' if footer else "")
        + "</Relationships>",
    }
    if footer:
        made[FOOTER] = f'{XML}<w:ftr xmlns:w="{W}" xmlns:r="{R}">{footer}</w:ftr>'
    whole = {name: text.encode() for name, text in made.items()} | dict(parts or {})
    return {name: data for name, data in whole.items() if name not in without}


def saved(path: Path, parts: Parts) -> Path:
    """A package written to disk."""
    path.write_bytes(package.build(parts))
    return path


def written(folder: Path, body: str, name: str = "模板", **options: Any) -> TemplateFile:
    """A template on disk, read again."""
    return template.read(saved(folder / f"{name}.docx", docx(body, **options)))


def filled(
    files: TemplateFile | Sequence[TemplateFile],
    *values: Mapping[str, Any],
    foreign: Sequence[bool] = (),
    properties: Properties | None = None,
) -> Parts:
    """The parts of a finished file; values are empty where none are given."""
    several = [files] if isinstance(files, TemplateFile) else list(files)
    own = [*values, *({} for _ in range(len(several) - len(values)))]
    data = compile_files(several, foreign).fill(own, properties or Properties())
    return unpacked(data)


def unpacked(data: bytes) -> Parts:
    """The parts of a zip file, each name there once."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names)), "a part is there twice"
        return {name: archive.read(name) for name in names}


# ---- reading


def root(parts: Parts, part: str = DOCUMENT) -> etree._Element:
    """A part's XML, parsed strictly."""
    return etree.fromstring(parts[part])


def text(element: etree._Element) -> str:
    """What an element prints, line breaks and tabs included; text that stands outside w:t is not printed."""
    pieces = []
    for item in element.iter(w("t"), w("br"), w("tab")):
        pieces.append({w("br"): "\n", w("tab"): "\t"}.get(item.tag, item.text or ""))
    return "".join(pieces)


def texts(parts: Parts, part: str = DOCUMENT) -> list[str]:
    """The paragraphs of a part."""
    return [text(paragraph) for paragraph in root(parts, part).iter(w("p"))]


def rows(parts: Parts) -> list[list[str]]:
    """The cells of every table row."""
    return [[text(cell) for cell in row.findall(w("tc"))] for row in root(parts).iter(w("tr"))]


def value(element: etree._Element | None, path: str, attribute: str = "val") -> str | None:
    """An attribute of a descendant named by a path of local names, or None."""
    found = element.find("/".join(map(w, path.split("/")))) if element is not None else None
    return None if found is None else found.get(w(attribute))


def by_id(parts: Parts) -> dict[str, etree._Element]:
    """The styles by id."""
    return {item.get(w("styleId"), ""): item for item in root(parts, STYLES).findall(w("style"))}


def size(parts: Parts, paragraph: etree._Element) -> str | None:
    """The type size (half-points) that a paragraph's style gives: its own, its parents', the document's default."""
    styles = by_id(parts)
    name = value(paragraph, "pPr/pStyle") or next(i for i, s in styles.items() if s.get(w("default")) == "1")
    while name in styles:
        if own := value(styles[name], "rPr/sz"):
            return own
        name = value(styles[name], "basedOn") or ""
    return value(root(parts, STYLES), "docDefaults/rPrDefault/rPr/sz")


def named(parts: Parts, words: str) -> etree._Element:
    """The paragraph of the body that holds these words."""
    return next(item for item in root(parts).iter(w("p")) if words in text(item))


def targets(parts: Parts, part: str = DOCUMENT) -> dict[str, opc.Relationship]:
    """What a part refers to, by id."""
    return {rel.id: rel for rel in opc.relationships(parts, part)}


def content_type(parts: Parts, part: str) -> str | None:
    """The content type of a part."""
    types = root(parts, TYPES)
    for item in types:
        if item.get("PartName") == f"/{part}":
            return item.get("ContentType")
    extension = part.rpartition(".")[2]
    return next((item.get("ContentType") for item in types if item.get("Extension") == extension), None)


def sections(parts: Parts) -> Iterator[etree._Element]:
    """The section properties in order."""
    return root(parts).iter(w("sectPr"))
