"""The law of reading: however a document was set before it came, it says what it said."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from docgen.gongwen.document import Document, Heading, Table, flat
from docgen.gongwen.plain import manuscript
from docgen.gongwen.reading.read import read, understand
from tests.gongwen import layouts
from tests.gongwen.layouts import Paper

SEEDS = range(45)


def told(document: Document, red: bool) -> dict[str, Any]:
    """What was read, as far as a paper says it."""
    imprint = document.imprint
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return {
        "issuers": document.issuers if red else None,
        "number": document.doc_number,
        "title": flat(document.title).replace(" ", ""),
        "recipients": document.recipients,
        "paragraphs": tuple(block.full_text for block in document.blocks if not isinstance(block, Table)),
        "headings": tuple(block.full_text for block in document.blocks if isinstance(block, Heading)),
        "tables": tuple(tuple(cell.text for cell in row) for table in tables for row in table.grid()),
        "listed": document.listed,
        "signature": document.signature,
        "date": document.date.isoformat() if document.date else None,
        "note": document.note,
        "parts": tuple((flat(part.title), part.subtitle) for part in document.parts),
        "copies": (imprint.cc, imprint.printed_by) if imprint else None,
    }


def meant(paper: Paper, table: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    """The same of the paper that was set."""
    over = "".join(paper.organs) if len(paper.organs) > 1 and not paper.red else ""
    enclosed = [(name, ("（2026年第3次办公会议通过）",)) for name in paper.enclosures]
    return {
        "issuers": paper.organs if paper.red else None,
        "number": paper.number,
        "title": over + "".join(paper.title),
        "recipients": paper.recipients,
        "paragraphs": paper.body,
        "headings": paper.headings,
        "tables": table if paper.table else (),
        "listed": paper.listed,
        "signature": paper.organs,
        "date": paper.iso,
        "note": paper.note.strip("（）"),
        "parts": (*enclosed, *((name, ()) for name in paper.listed)),
        "copies": (paper.copies, f"{paper.organs[0]}办公室") if paper.copies else None,
    }


@pytest.mark.parametrize("name", layouts.TEXTS)
def test_a_text_says_what_was_set(name: str) -> None:
    for seed in SEEDS:
        paper = layouts.paper(seed)
        text = layouts.TEXTS[name](paper, random.Random(seed))
        found = told(understand(manuscript(text, "稿.txt")).document, paper.red)
        assert found == meant(paper, layouts.cells(paper)), (seed, text)


def test_a_word_file_says_what_was_set(tmp_path: Path) -> None:
    for seed in SEEDS:
        paper = layouts.paper(seed)
        path = layouts.as_word(paper, tmp_path / "稿.docx", random.Random(seed))
        assert told(read(path).document, paper.red) == meant(paper, layouts.TABLE), seed
