"""WordprocessingML for what a template's tags cannot say: fitted marks, merged tables, signatures, the imprint.

Looks come from the named styles of the template; only what depends on the data is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from xml.sax.saxutils import escape

from docgen.wording import ILLEGAL

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
PAGE_BREAK = "\f"
"""Stands in a text for the end of a page; a control character, which no text of a data file keeps."""
_SPECIAL = re.compile(f"[&<>\n\t\r]|{ILLEGAL.pattern}")
TINY = 14
"""Height (twips) of a paragraph that only carries a section break; fits under a full page of 22 lines."""


@dataclass(frozen=True)
class Styles:
    """The styles of a template by name: what id each has there, and its size in half-points where it has one."""

    ids: Mapping[str, str]
    sizes: Mapping[str, int]

    def id(self, name: str) -> str:
        """The id of a style; its name where the template lacks it, which Word then shows as Normal."""
        return self.ids.get(name, name)


class Wml(Protocol):
    """A value that prints itself as WordprocessingML with the styles of the template it lands in."""

    def wml(self, styles: Styles) -> str:
        """The XML."""


def escape_text(text: str) -> str:
    """The text as content of a w:t element; line breaks and tabs become elements, control characters go."""
    if not _SPECIAL.search(text):
        return text
    text = ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')


def text_xml(text: str) -> str:
    """The content of a run: escaped text, with line breaks, tabs and page breaks as elements."""
    page = '</w:t><w:br w:type="page"/><w:t xml:space="preserve">'
    return f'<w:t xml:space="preserve">{page.join(map(escape_text, text.split(PAGE_BREAK)))}</w:t>'


def run(text: str, properties: str = "", style: str = "") -> str:
    """One run, in a character style where one is named by id; quotes and dashes take the Han face."""
    face = f'<w:rStyle w:val="{escape(style)}"/>' if style else ""
    return f'<w:r><w:rPr>{face}<w:rFonts w:hint="eastAsia"/>{properties}</w:rPr>{text_xml(text)}</w:r>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """One paragraph of a style id; ``properties`` stand in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/>{properties}</w:pPr>{content}</w:p>'


def indent(cell: float, **sides: float) -> str:
    """w:ind with lengths given in 字, ``cell`` twips each; written both ways, so that Word follows the font size.

    The left indent in twips reaches to where wrapped lines begin; leftChars leaves the hanging part out.
    """
    names = {"left": "left", "right": "right", "hanging": "hanging", "first": "firstLine"}
    pieces = []
    for side, amount in sides.items():
        chars = amount - sides.get("hanging", 0) if side == "left" else amount
        pieces.append(f'w:{names[side]}Chars="{round(chars * 100)}" w:{names[side]}="{round(amount * cell)}"')
    return f"<w:ind {' '.join(pieces)}/>"


def exact(line: int, before: int = 0) -> str:
    """Exact line spacing in twips."""
    return f'<w:spacing w:before="{before}" w:after="0" w:line="{line}" w:lineRule="exact"/>'


def section_break(section: str) -> str:
    """A paragraph so small that it never makes a page, carrying a section's properties."""
    return (
        f'<w:p><w:pPr><w:snapToGrid w:val="0"/>{exact(TINY)}<w:ind w:firstLineChars="0" w:firstLine="0"/>'
        f'<w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
    )


def borderless(widths: Iterable[int], rows: Iterable[str], left: int = 0) -> str:
    """A table that only arranges: no rules, no cell margins, fixed widths in twips."""
    columns = list(widths)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="left"/>'
        f'<w:tblInd w:w="{left}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
