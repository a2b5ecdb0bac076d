"""What was found in a .docx, as Word comments at the paragraphs that it is about; the text itself stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from docgen import package
from docgen.opc import parse, relationships, xml_bytes
from docgen.partnames import CONTENT_TYPES
from docgen.rendering.extras import COMMENTS, Package, R, comment
from docgen.rendering.template import DOCUMENT, w

Element = etree._Element
Note = tuple[int | None, str]
WHOLE = "全文：\n"
BOXED = "（指文本框里的文字）"
BOX = w("txbxContent")


def annotated(data: bytes, paragraphs: Callable[[Element], list[Element]], notes: Sequence[Note]) -> bytes:
    """The .docx with one comment a note, those on the whole file together in one at its first paragraph.

    ``paragraphs`` finds the paragraphs of the document, number n at n − 1. Without notes, the data as they are.
    """
    if not notes:
        return data
    parts = package.unpack(data, Path("docx"))
    root = parse(parts[DOCUMENT], DOCUMENT)
    found = paragraphs(root)
    if not found:
        return data
    first, made = max(ids(parts, root), default=-1) + 1, Package(parts)
    texts = []
    for id_, (number, text) in enumerate(gathered(notes, len(found)), first):
        place, hint = anchor(found[(number or 1) - 1])
        mark(place, id_)
        texts.append(comment(id_, (hint if number else "") + text))
    types = parts[CONTENT_TYPES]
    parts[DOCUMENT] = xml_bytes(root)
    made.comments("".join(texts))
    changed = len(made.types.tree) != len(parse(types, CONTENT_TYPES))
    return package.build({**parts, CONTENT_TYPES: made.types.xml() if changed else types})


def gathered(notes: Sequence[Note], count: int) -> Iterator[Note]:
    """The notes in the order of their paragraphs; what is about no paragraph of the file comes first, as one."""
    whole = [text for number, text in notes if number is None or not 0 < number <= count]
    if whole:
        yield None, WHOLE + "\n".join(f"{i}. {text}" for i, text in enumerate(whole, 1))
    yield from sorted(((n, text) for n, text in notes if n is not None and 0 < n <= count), key=lambda note: note[0])


def ids(parts: dict[str, bytes], root: Element) -> Iterator[int]:
    """The numbers of the comments that there are, and of those that the text speaks of."""
    names = [rel.target for rel in relationships(parts, DOCUMENT) if rel.type == f"{R}/comments"] or [COMMENTS]
    own = [parse(parts[name], name) for name in names if name in parts]
    places = root.iter(w("commentRangeStart"), w("commentReference"))
    for item in (*places, *(each for part in own for each in part.iter(w("comment")))):
        number = item.get(w("id"), "")
        if number.lstrip("-").isdecimal():
            yield int(number)


def anchor(paragraph: Element) -> tuple[Element, str]:
    """The paragraph itself; that which anchors the text box around it, where Word takes no comment, with a hint."""
    hint = ""
    box = next(paragraph.iterancestors(BOX), None)
    while box is not None:
        hint = BOXED
        paragraph = next(box.iterancestors(w("p")), paragraph)
        box = next(paragraph.iterancestors(BOX), None) if paragraph.tag == w("p") else None
    return paragraph, hint


def mark(paragraph: Element, number: int) -> None:
    """Let a comment reach over a paragraph: behind its properties and behind its text."""
    begins, ends = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
    run = etree.Element(w("r"))
    reference = etree.SubElement(run, w("commentReference"))
    for item in (begins, ends, reference):
        item.set(w("id"), str(number))
    properties = paragraph.find(w("pPr"))
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, begins)
    paragraph.extend((ends, run))
