"""The text of a paragraph: runs with their looks, and what is anchored in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from docgen.gongwen.manuscript import Looks, Notice, Rule, Run
from docgen.gongwen.word.fields import CHARACTER, Field, Fields
from docgen.gongwen.word.formatting import Form, Formatting
from docgen.gongwen.word.shapes import boxes, rules, things
from docgen.gongwen.word.symbols import UNKNOWN, symbol
from docgen.gongwen.word.wml import ALTERNATE, VAL, Element, M, child, chosen, shown, w
from docgen.wording import clean

PAGE_BREAK = Run("\f")
"""Stands among the runs where a page begins; cleaned text has no such character."""
PAGE = "{PAGE}"
POWERS = {"2": "²", "3": "³"}
"""What a raised figure behind a unit is: m²."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NOT_TEXT = {
    w(name)
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData", "ffData", "rubyPr",
        "delText", "delInstrText", "lastRenderedPageBreak", "proofErr", "sectPr",
    )
}  # fmt: skip
DELETIONS = (w("del"), w("moveFrom"))
INSERTIONS = (w("ins"), w("moveTo"))
SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-", w("br"): "\n"}
TEXTS = (w("t"), w("delText"), f"{{{M}}}t")


def written(element: Element) -> str:
    """The characters of a w:t; blanks at its ends count only where the file says so, as in Word."""
    text = element.text or ""
    if text != text.strip(" \t\r\n") and not preserved(element):
        text = text.strip(" \t\r\n")
    return clean(text.replace("\n", " ").replace("\t", " "))


def preserved(element: Element) -> bool:
    """Whether blanks at the ends of a text are kept."""
    at: Element | None = element
    while at is not None:
        if (space := at.get(SPACE)) is not None:
            return space == "preserve"
        at = at.getparent()
    return False


def plain(element: Element, deleted: bool = False) -> str:
    r"""All text in an element, paragraphs apart by \n; without what is deleted unless that is asked for."""
    pieces: list[str] = []
    for item in shown(element):
        if item.tag == w("p"):
            pieces.append("\n")
        elif item.tag in SIGNS and item.get(VAL) is None:
            pieces.append(SIGNS[item.tag])
        elif item.tag in TEXTS and (deleted or next(item.iterancestors(*DELETIONS), None) is None):
            pieces.append(written(item))
        elif item is not element and item.tag == w("txbxContent"):
            pieces += [plain(each, deleted) for each in item]
    return "".join(pieces).strip("\n")


@dataclass
class Content:
    """What a paragraph holds. ``pieces`` are its runs and page breaks in order, ``boxes`` the text boxes in it."""

    pieces: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    drawn: list[Rule] = field(default_factory=list)
    pictures: int = 0

    def ends_in_unit(self) -> bool:
        """Whether a letter or 米 stands right before, of which a raised 2 or 3 is the power."""
        last = self.pieces[-1].text[-1:] if self.pieces else ""
        return last == "米" or (last.isascii() and last.isalpha())

    def marked(self) -> Iterator[tuple[str, str]]:
        """What is struck out and what does not stand on the line, each stretch once; powers of units say it themselves."""
        for kind, runs in groupby(self.pieces, key=lambda run: "struck" if run.looks.strike else run.looks.raised):
            text = "".join(run.text for run in runs).strip()
            if kind and text and text not in POWERS.values():
                yield kind, text

    def add(self, text: str, looks: Looks) -> None:
        """Append text, to the last run where that looks the same."""
        last = self.pieces[-1] if self.pieces else PAGE_BREAK
        if last is not PAGE_BREAK and last.looks == looks:
            self.pieces[-1] = Run(last.text + text, looks)
        elif text:
            self.pieces.append(Run(text, looks))


@dataclass
class Reader:
    """What the reading of one part needs to know, and the notices that it leaves."""

    formatting: Formatting
    fields: Fields
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Texts of footnotes, endnotes and comments, by the kind of their reference and their id."""
    notices: list[Notice] = field(default_factory=list)
    pages_named: bool = False
    """Whether page numbers read as “{PAGE}”."""


class Inline:
    """Reads one paragraph, element by element; what it does not know it looks into for text."""

    def __init__(self, reader: Reader, form: Form, number: int) -> None:
        self.reader = reader
        self.form = form
        self.number = number
        self.content = Content()
        self.looks = self._looks(None)

    def _looks(self, properties: Element | None) -> Looks:
        return self.reader.formatting.looks(properties, self.form.style_id, self.form.table)

    def notice(self, kind: str, text: str) -> None:
        """Leave a notice at this paragraph."""
        self.reader.notices.append(Notice(kind, text, self.number or None))

    def read(self, element: Element) -> Content:
        """Read what is in an element."""
        for item in element:
            if not isinstance(item.tag, str) or item.tag in NOT_TEXT:
                continue
            handle = HANDLERS.get(item.tag)
            if handle is None:
                self.read(item)
            else:
                handle(self, item)
        return self.content

    def text(self, text: str) -> None:
        """Add text, if it belongs to the result of a field or to none."""
        fields = self.reader.fields
        if fields.in_instruction:
            return
        page = fields.page if self.reader.pages_named else None
        if page is not None:
            text, page.written = "" if page.written else PAGE, True
        if self.looks.raised == "superscript" and text in POWERS and self.content.ends_in_unit():
            text = POWERS[text]
        self.content.add(text, self.looks)

    def run(self, element: Element) -> None:
        """A run; what is hidden is not read."""
        outer = self.looks
        self.looks = self._looks(child(element, "rPr"))
        if not self.looks.hidden:
            self.read(element)
        elif hidden := plain(element):
            self.notice("hidden", hidden)
        if self.looks.hidden:
            self._fields_of_hidden(element)
        self.looks = outer

    def _fields_of_hidden(self, element: Element) -> None:
        for item in element.iterchildren(CHARACTER, w("instrText")):
            HANDLERS[item.tag](self, item)

    def broken(self, element: Element) -> None:
        """A break of the line, the column or the page."""
        kind = element.get(w("type"), "textWrapping")
        if kind == "page":
            self.content.pieces.append(PAGE_BREAK)
        elif kind != "column":
            self.text("\n")

    def sign(self, element: Element) -> None:
        """A character of a symbol font."""
        found = symbol(element)
        if found == UNKNOWN:
            self.notice("symbol", f"{element.get(w('font'), '')} {element.get(w('char'), '')}".strip())
        self.text(found)

    def inserted(self, element: Element) -> None:
        """A tracked insertion is text."""
        inside = next(element.iterancestors(*INSERTIONS), None) is not None
        if found := "" if inside else plain(element):
            self.notice("inserted", found)
        self.read(element)

    def deleted(self, element: Element) -> None:
        """A tracked deletion is none."""
        if found := plain(element, deleted=True):
            self.notice("deleted", found)

    def alternative(self, element: Element) -> None:
        """Several forms of one thing: one of them is read."""
        branch = chosen(element)
        if branch is not None:
            self.read(branch)

    def field_character(self, element: Element) -> None:
        """The beginning, middle or end of a field."""
        fields = self.reader.fields
        ended = fields.character(element)
        if ended is None or fields.in_instruction:
            return
        if ended.is_page and not ended.written and self.reader.pages_named:
            self.text(PAGE)
        if ended.ruby and not ended.result:
            self.text(ended.ruby[0])
            self.notice("ruby", ended.ruby[1])
        elif ended.circled and not ended.result:
            self.notice("object", ended.circled)

    def simple_field(self, element: Element) -> None:
        """A field in one element."""
        fields = self.reader.fields
        fields.open.append(Field(element.get(w("instr"), ""), result=True))
        self.read(element)
        page = fields.open[-1]
        if page.is_page and not page.written and self.reader.pages_named:
            self.text(PAGE)
        fields.open.pop()

    def ruby(self, element: Element) -> None:
        """Letters above characters are not text; the characters are read by themselves."""
        if found := plain(element):
            self.notice("ruby", found)

    def formula(self, element: Element) -> None:
        """A formula, as the letters in it."""
        self.text("".join(written(item) for item in element.iter(f"{{{M}}}t")))

    def drawing(self, element: Element) -> None:
        """A drawing: its text boxes are read after the paragraph."""
        self.content.boxes += boxes(element)
        self.content.drawn += rules(element, self.reader.formatting.theme)
        for kind, alt in things(element):
            self.content.pictures += kind == "picture"
            self.notice(kind, clean(alt))

    def note(self, element: Element) -> None:
        """A reference to a footnote, an endnote or a comment."""
        kind = etree.QName(element).localname
        text = self.reader.notes.get((kind, element.get(w("id"), "")))
        if text is not None:
            self.notice("comment" if kind == "commentReference" else "footnote", text)


Handler = Callable[[Inline, Element], None]
HANDLERS: dict[str, Handler] = {
    w("r"): Inline.run,
    w("t"): lambda inline, item: inline.text(written(item)),
    w("br"): Inline.broken,
    w("sym"): Inline.sign,
    w("instrText"): lambda inline, item: inline.reader.fields.instruct(item.text or ""),
    w("fldSimple"): Inline.simple_field,
    w("pgNum"): lambda inline, item: inline.text(PAGE if inline.reader.pages_named else ""),
    CHARACTER: Inline.field_character,
    ALTERNATE: Inline.alternative,
    f"{{{M}}}oMath": Inline.formula,
    w("rt"): Inline.ruby,
    **dict.fromkeys(INSERTIONS, Inline.inserted),
    **dict.fromkeys(DELETIONS, Inline.deleted),
    **dict.fromkeys((w("drawing"), w("pict"), w("object")), Inline.drawing),
    **dict.fromkeys((w("footnoteReference"), w("endnoteReference"), w("commentReference")), Inline.note),
    **dict.fromkeys((w("tab"), w("ptab"), w("cr"), w("noBreakHyphen")), lambda i, item: i.text(SIGNS[item.tag])),
}
