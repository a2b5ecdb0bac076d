"""The order of a text: its paragraphs and tables, as they follow each other in the file."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.gongwen.word.wml import ALTERNATE, CHOICE, FALLBACK, Element, chosen, w

PARAGRAPH, TABLE, ROW, CELL = w("p"), w("tbl"), w("tr"), w("tc")
BLOCKS = (PARAGRAPH, TABLE)
ELSEWHERE = (w("altChunk"), w("subDoc"))
"""Text that stands in another part and is not read."""
DELETIONS = (w("del"), w("moveFrom"))


def paragraph_elements(root: Element) -> list[Element]:
    """The paragraphs of a part in order: number n is element n − 1.

    Those of table cells and text boxes count; the second form of a drawing (mc:Fallback) does not.
    """
    spare = {
        paragraph
        for fallback in root.iter(FALLBACK)
        if (parent := fallback.getparent()) is not None and parent.find(CHOICE) is not None
        for paragraph in fallback.iter(PARAGRAPH)
    }
    return [paragraph for paragraph in root.iter(PARAGRAPH) if paragraph not in spare]


def inside(container: Element, *tags: str) -> Iterator[Element]:
    """The elements of some kinds in a container, whatever wraps them (content controls, tracked changes)."""
    for item in container:
        if item.tag in tags:
            yield item
        elif item.tag == ALTERNATE:
            branch = chosen(item)
            if branch is not None:
                yield from inside(branch, *tags)
        elif isinstance(item.tag, str) and not item.tag.endswith("Pr"):
            yield from inside(item, *tags)


def blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a container, and what stands for text that is not there."""
    return inside(container, *BLOCKS, *ELSEWHERE, *DELETIONS)


def rows(table: Element) -> list[Element]:
    """The rows of a table."""
    return list(inside(table, ROW))


def cells(row: Element) -> list[Element]:
    """The cells of a row."""
    return list(inside(row, CELL))
