"""What is put into a finished .docx: bookmarks and comments of figures, charts, and what the figures came from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from docgen import package
from docgen.opc import CT, PARSER, REL, ContentTypes, Relationship, parse, relationships, rels_xml, xml_bytes
from docgen.partnames import CONTENT_TYPES
from docgen.rendering import marked, marks
from docgen.rendering.charts import ChartLike, chart_parts, relationship_id
from docgen.rendering.marks import FIGURES
from docgen.rendering.template import DOCUMENT
from docgen.rendering.wml import W, escape_text
from docgen.wording import MARKS, clean, unmarked

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
R = f"{OFFICE}/relationships"
TYPES = "application/vnd.openxmlformats-officedocument"
XLSX_TYPE = f"{TYPES}.spreadsheetml.sheet"
COMMENTS = "word/comments.xml"
AUTHOR, INITIALS = "docgen", "dg"
ITEM_ID = "{5F3C1B0E-6A52-4B7D-9C1E-D0C6E2F16E07}"
"""Word tells custom XML parts apart by such an id; ours is always the same."""


def finish(
    data: bytes, names: Sequence[str], notes: Sequence[str], charts: Sequence[ChartLike], provenance: str
) -> bytes:
    """The finished .docx with its figures bookmarked, commented on where they have notes, its charts and its sources.

    ``names`` and ``notes`` go by the numbers of the marks. Where there is nothing to put in, the data as they are.
    """
    if not (names or charts or provenance):
        return data
    made = Package(package.unpack(data, Path("docx")))
    made.figures(names, notes)
    for chart in charts:
        made.chart(chart)
    if provenance:
        made.provenance(provenance)
    return made.bytes()


class Package:
    """The parts of a document that gets more of them."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.types = ContentTypes(parts[CONTENT_TYPES])

    def bytes(self) -> bytes:
        """The .docx, free of marks in every part."""
        self.parts[CONTENT_TYPES] = self.types.xml()
        return package.build({name: without_marks(data, name) for name, data in self.parts.items()})

    def figures(self, names: Sequence[str], notes: Sequence[str]) -> None:
        """Bookmarks in the body, and a comment on every occurrence of a figure with a note."""
        root = parse(self.parts[DOCUMENT], DOCUMENT)
        placed = marks.hoist(root, names, notes)
        self.parts[DOCUMENT] = xml_bytes(root)
        texts = [(figure.comment, notes[figure.number]) for figure in placed if figure.comment is not None]
        if texts:
            self.comments("".join(comment(number, text) for number, text in texts))

    def comments(self, made: str) -> None:
        """Add comments to those the document has."""
        own = [rel.target for rel in relationships(self.parts, DOCUMENT) if rel.type == f"{R}/comments"]
        name = own[0] if own else COMMENTS
        root = parse(self.parts.get(name, f'<w:comments xmlns:w="{W}"/>'.encode()), name)
        root.extend(etree.fromstring(f'<w:comments xmlns:w="{W}">{made}</w:comments>', PARSER))
        self.parts[name] = xml_bytes(root)
        if not own:
            self.types.override(name, f"{TYPES}.wordprocessingml.comments+xml")
            self.relate("rIdComments", f"{R}/comments", name)

    def chart(self, chart: ChartLike) -> None:
        """A chart's part with its workbook, under the relationship that its frame in the text names."""
        number = self.free("word/charts/chart{}.xml", "word/embeddings/chart{}.xlsx", first=chart.number)
        name, workbook = f"word/charts/chart{number}.xml", f"word/embeddings/chart{number}.xlsx"
        self.parts[name], self.parts[workbook] = chart_parts(chart)
        self.types.override(name, f"{TYPES}.drawingml.chart+xml")
        if not any(item.get("Extension", "").lower() == "xlsx" for item in self.types.tree.iter(f"{{{CT}}}Default")):
            default = etree.Element(f"{{{CT}}}Default", Extension="xlsx", ContentType=XLSX_TYPE)
            self.types.tree.insert(0, default)
        target = f"../embeddings/chart{number}.xlsx"
        self.parts[rels_part(name)] = rels_xml([Relationship("rId1", f"{R}/package", target)])
        self.relate(relationship_id(chart), f"{R}/chart", name)

    def provenance(self, text: str) -> None:
        """The custom XML part, with what the document says; an earlier one of the same kind is replaced."""
        name = marked.provenance_part(self.parts)
        if name is None:
            number = self.free("customXml/item{}.xml", "customXml/itemProps{}.xml")
            name, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
            self.parts[properties] = ITEM_PROPERTIES.encode()
            self.types.override(properties, f"{TYPES}.customXmlProperties+xml")
            line = Relationship("rId1", f"{R}/customXmlProps", f"itemProps{number}.xml")
            self.parts[rels_part(name)] = rels_xml([line])
            self.relate("rIdFigures", f"{R}/customXml", name)
        record = quoteattr(clean(marked.recorded(self.parts)))
        self.parts[name] = f'{XML}<figures xmlns="{FIGURES}" text={record}>{escape(clean(text))}</figures>'.encode()

    def free(self, *patterns: str, first: int = 1) -> int:
        """The first number under which none of these parts is there."""
        return next(n for n in count(first) if not any(pattern.format(n) in self.parts for pattern in patterns))

    def relate(self, id_: str, kind: str, target: str) -> None:
        """Let the document refer to a part."""
        name = rels_part(DOCUMENT)
        root = parse(self.parts.get(name) or rels_xml([]), name)
        relative = target.removeprefix("word/") if target.startswith("word/") else f"../{target}"
        line = {"Id": id_, "Type": kind, "Target": relative}
        etree.SubElement(root, f"{{{REL}}}Relationship", line)
        self.parts[name] = xml_bytes(root)


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ITEM_PROPERTIES = (
    f'{XML}<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" ds:itemID="{ITEM_ID}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{FIGURES}"/></ds:schemaRefs></ds:datastoreItem>'
)


def comment(number: int, text: str) -> str:
    """A comment, each line of its text a paragraph; it takes no style, so small type and plain lines are said here."""
    plain = (
        '<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    )
    face = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:spacing w:val="0"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
    paragraphs = "".join(
        f'<w:p>{plain}<w:r>{face}<w:t xml:space="preserve">{escape_text(line)}</w:t></w:r></w:p>'
        for line in clean(text).split("\n")
    )
    return f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}">{paragraphs}</w:comment>'


def rels_part(part: str) -> str:
    """Where the relationships of a part stand."""
    folder, _, leaf = part.rpartition("/")
    return f"{folder}/_rels/{leaf}.rels"


def without_marks(data: bytes, name: str) -> bytes:
    """An XML part without marks of figures; headers and properties have no place for bookmarks."""
    # no mark is written without one of these two bytes
    if not name.endswith((".xml", ".rels")) or not (b"\xf3" in data or b"\xf4" in data):
        return data
    text = data.decode("utf-8", "surrogateescape")
    return unmarked(text).encode("utf-8", "surrogateescape") if MARKS.search(text) else data
