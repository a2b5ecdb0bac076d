"""Any .docx as a manuscript: what it shows, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from docgen import package
from docgen.gongwen.manuscript import MOST_CHARACTERS, MOST_PLACES, Alive, Line, Manuscript, Notice, PageSetup
from docgen.gongwen.rules.reading import UNREADABLE_DOCUMENT
from docgen.gongwen.word.blocks import paragraph_elements
from docgen.gongwen.word.fields import Fields, unended
from docgen.gongwen.word.formatting import Formatting
from docgen.gongwen.word.parts import Parts, parse
from docgen.gongwen.word.sections import sections
from docgen.gongwen.word.story import Story
from docgen.gongwen.word.text import SIGNS, TEXTS, Reader, plain
from docgen.gongwen.word.wml import Element, child, switched, w
from docgen.live import Looked, look, part_word

LONGEST_PARAGRAPH = 100_000
"""Characters and signs of a paragraph with the text boxes in it."""
NOTES = {
    "footnotes": ("footnote", "footnoteReference"),
    "endnotes": ("endnote", "endnoteReference"),
    "comments": ("comment", "commentReference"),
}
DRAWN = {"picture": "图片", "chart": "图表", "object": "图形或水印"}
"""What a header shows besides words."""
NUMBERING = re.compile(r"\{PAGE\}|[第共总页\d\W_]|\b(?:page|of)\b", re.IGNORECASE)
"""What stands around a page number and says nothing."""
LONGEST_SAID = 60
UNSEEN = ("hidden", "hidden_shape")
"""Kinds of what is hidden, told as the hidden text of paragraphs is."""


def read_word(path: Path) -> Manuscript:
    """The manuscript in a .docx. Raises InvalidInput for a file that is none, or that is damaged."""
    return manuscript(package.read(path, UNREADABLE_DOCUMENT), path.name, path)


def manuscript(parts: Mapping[str, bytes], name: str, path: Path) -> Manuscript:
    """The manuscript in the parts of a .docx; ``path`` names the file in complaints."""
    source = Parts(parts, path)
    root = source.document
    body = child(root, "body")
    if body is None:
        raise package.refuse(path, UNREADABLE_DOCUMENT, "里面没有正文")
    check_size(root, path)
    formatting = Formatting(source)
    headers = Headers(source, formatting)
    pages = sections(body, source.by_id(), headers.read)
    reader = Reader(formatting, Fields(unended(root)), notes(source))
    numbers = {element: number for number, element in enumerate(paragraph_elements(root), 1)}
    items = tuple(Story(reader, numbers, pages).items(body))
    found = tuple(alive(look(source.data, {source.main: root}), source.main, numbers))
    hidden = tuple(Notice("hidden", item.said or item.part, item.line) for item in found if item.kind in UNSEEN)
    odd_even = switched(formatting.settings, "evenAndOddHeaders")
    edges = headers.notices(visible(pages.pages, odd_even))
    return Manuscript(
        name=name,
        items=items,
        pages=pages.pages,
        default=formatting.looks(None, ""),
        odd_even=odd_even,
        mirrored=switched(formatting.settings, "mirrorMargins"),
        notices=(*reader.notices, *hidden, *edges),
        header_lines=first_header(pages.pages[0]),
        alive=tuple(item for item in found if item.kind not in UNSEEN),
    )


def check_size(root: Element, path: Path) -> None:
    """Raise InvalidInput for a text that is no document's: each paragraph and cell takes much more than its bytes."""
    if sum(1 for _ in root.iter(w("p"), w("tc"))) > MOST_PLACES:
        raise package.refuse(
            path, UNREADABLE_DOCUMENT, f"里的段落和单元格超过了{MOST_PLACES}个，不像一份公文", package.DIVIDE
        )
    outer = (p for p in root.iter(w("p")) if next(p.iterancestors(w("p")), None) is None)
    lengths = [sum(len(item.text or "") or 1 for item in p.iter(*TEXTS, *SIGNS)) for p in outer]
    if sum(lengths) > MOST_CHARACTERS:
        raise package.refuse(
            path, UNREADABLE_DOCUMENT, f"里的文字超过了{MOST_CHARACTERS // 10_000}万字，不像一份公文", package.DIVIDE
        )
    if max(lengths, default=0) > LONGEST_PARAGRAPH:
        what = f"里有一段超过了{LONGEST_PARAGRAPH // 10_000}万字，不像一份公文"
        raise package.refuse(path, UNREADABLE_DOCUMENT, what, "请用 Word 或 WPS 打开检查，把它分成几段")


def alive(seen: Looked, main: str, numbers: Mapping[Element, int]) -> Iterator[Alive]:
    """What is alive in the file, by paragraphs of the text; its hidden runs are told as they are read."""
    for item in seen.live:
        if item.part == main and item.kind == "hidden":
            continue
        at = item.at
        while at is not None and at not in numbers:
            at = at.getparent()
        number = numbers[at] if at is not None else None
        yield Alive(item.kind, item.said, number, "" if item.part == main else part_word(item.part))


def notes(source: Parts) -> dict[tuple[str, str], str]:
    """The texts of footnotes, endnotes and comments, by the kind of their reference and their id."""
    found = {}
    for kind, (tag, reference) in NOTES.items():
        root = source.of_type(kind)
        for note in () if root is None else root.findall(w(tag)):
            found[reference, note.get(w("id"), "")] = plain(note)
    return found


def first_header(page: PageSetup) -> tuple[Line, ...]:
    """The paragraphs with text in the header of a section's first page."""
    headers = dict(page.headers)
    lines = headers.get("first") if page.first_differs else None
    return tuple(line for line in (headers.get("default", ()) if lines is None else lines) if not line.empty)


def visible(pages: Sequence[PageSetup], odd_even: bool) -> list[tuple[Line, ...]]:
    """The headers and footers that some page shows."""
    return [
        lines
        for page in pages
        for kind, lines in (*page.headers, *page.footers)
        if kind == "default" or (page.first_differs if kind == "first" else odd_even)
    ]


class Headers:
    """Headers and footers, each read once."""

    def __init__(self, source: Parts, formatting: Formatting) -> None:
        self._source = source
        self._formatting = formatting
        self._read: dict[str, tuple[Line, ...]] = {}
        self._kinds: dict[str, str] = {}
        self._drawn: dict[str, list[str]] = {}

    def read(self, part: str) -> tuple[Line, ...]:
        """The paragraphs of a header or footer, those of its tables and text boxes too."""
        if part not in self._read:
            root = parse(self._source.data[part], self._source.path, part)
            check_size(root, self._source.path)
            reader = Reader(self._formatting, Fields(unended(root)), pages_named=True)
            self._read[part] = tuple(Manuscript("", tuple(Story(reader).items(root))).lines())
            self._kinds[part] = "footer" if root.tag == w("ftr") else "header"
            self._drawn[part] = [DRAWN[notice.kind] for notice in reader.notices if notice.kind in DRAWN]
        return self._read[part]

    def notices(self, seen: Sequence[tuple[Line, ...]]) -> Iterator[Notice]:
        """What those that are ``seen`` show besides page numbers: their words, and that there are pictures."""
        shown = {id(lines) for lines in seen}
        for part, lines in self._read.items():
            words = " ".join(line.stripped for line in lines if any(map(str.isalpha, NUMBERING.sub("", line.text))))
            drawn = dict.fromkeys(self._drawn[part])
            if (words or drawn) and id(lines) in shown:
                yield Notice(self._kinds[part], "和".join([*([f"“{words[:LONGEST_SAID]}”"] if words else []), *drawn]))
