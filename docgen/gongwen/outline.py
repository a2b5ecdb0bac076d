"""A Document as one JSON object: its elements, parts, headings and tables (the contract of ``docgen import --json``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docgen.gongwen.document import Block, Document, Heading, Table, flat
from docgen.gongwen.parse import with_full_stops


def outline(document: Document) -> dict[str, Any]:
    """The object; null or [] stands for what is not in the document."""
    imprint = document.imprint
    return {
        "kind": document.kind or None,
        "issuer": list(document.issuers),
        "doc_number": document.doc_number or None,
        "issue_number": document.issue_number or None,
        "signer": "、".join(document.signers) or None,
        "copy_no": document.copy_no or None,
        "secrecy": document.secrecy or None,
        "urgency": document.urgency or None,
        "label": document.label or None,
        "title": one_line(document.title) or None,
        "subtitle": list(document.subtitle),
        "recipients": document.recipients or None,
        "attachments": list(attachments(document)),
        "signature": list(document.signature),
        "date": document.date.isoformat() if document.date else None,
        "date_text": document.date_text or None,
        "note": document.note or None,
        "meeting": [{"label": label, "names": names} for label, names in document.meeting.rolls],
        "recipients_in_imprint": (imprint.recipients or None) if imprint else None,
        "cc": (imprint.cc or None) if imprint else None,
        "other_copies": [{"label": word, "names": names} for word, names in imprint.others] if imprint else [],
        "printed_by": (imprint.printed_by or None) if imprint else None,
        "printed_date": imprint.printed_date.isoformat() if imprint and imprint.printed_date else None,
        "parts": [
            {
                "part": k,
                "label": part.label or None,
                "title": one_line(part.title) or None,
                "subtitle": list(part.subtitle),
            }
            for k, part in enumerate(document.parts, 1)
        ],
        "headings": [heading(k, block) for k, block in blocks(document) if isinstance(block, Heading)],
        "paragraphs": [
            {"part": k, "text": block.full_text} for k, block in blocks(document) if not isinstance(block, Table)
        ],
        "tables": [table(k, block) for k, block in blocks(document) if isinstance(block, Table)],
    }


def one_line(title: str) -> str:
    """A title in one line; a blank between Han characters is where somebody wanted it broken."""
    return re.sub(r"(?<=[^\x00-\xff])[ \u3000]+(?=[^\x00-\xff])", "", flat(title))


def blocks(document: Document) -> Iterator[tuple[int, Block]]:
    """All blocks with the number of their part."""
    for number, own in enumerate([document.blocks, *(part.blocks for part in document.parts)]):
        yield from ((number, block) for block in own)


def attachments(document: Document) -> Iterator[dict[str, Any]]:
    """The items of every 附件说明; a single one has no number."""
    for names in (document.listed, *(part.listed for part in document.parts)):
        for k, name in enumerate(names, 1):
            yield {"number": k if len(names) > 1 else None, "title": name}


def heading(part: int, block: Heading) -> dict[str, Any]:
    """One heading; its text without blanks around it and without the full stop that ends it."""
    text = block.text.strip(" \u3000")
    text = text[:-1] if with_full_stops(text).endswith("。") else text
    return {"part": part, "level": block.level, "marker": block.marker, "text": text, "kind": block.kind}


def table(part: int, block: Table) -> dict[str, Any]:
    """One table; a merged cell's text stands in every place that it covers."""
    rows = [[cell.text for cell in row] for row in block.grid()]
    return {
        "part": part,
        "header_rows": block.header_rows,
        "rows": rows,
        "head_lines": [{"text": head.text, "align": head.align} for head in block.heads],
        "foot_notes": list(block.notes),
    }
