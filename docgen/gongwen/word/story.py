"""A story: the paragraphs and tables of a body, a header, a text box or a cell, as items of a manuscript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from docgen.gongwen.manuscript import Box, Grid, Item, Line, Notice, PageSetup, Run
from docgen.gongwen.word import tables
from docgen.gongwen.word.blocks import DELETIONS, PARAGRAPH, TABLE, blocks, rows
from docgen.gongwen.word.fields import Fields
from docgen.gongwen.word.formatting import Form
from docgen.gongwen.word.sections import Sections, line_pitch
from docgen.gongwen.word.text import PAGE_BREAK, Content, Inline, Reader, plain
from docgen.gongwen.word.wml import Element, child, shown, switched, w

DRAWN = {w(name) for name in ("sym", "drawing", "pict", "object")}


class Where(NamedTuple):
    """Where blocks stand: the style of the table around them, and whether they are in a cell or a text box."""

    table: str = ""
    in_table: bool = False
    boxed: bool = False


BODY = Where()


class Carried(NamedTuple):
    """The content of a paragraph whose mark is deleted: it goes on in the next one."""

    number: int
    content: Content


@dataclass
class Story:
    """Reads blocks in their order. ``numbers`` are those of the paragraphs; a header has none."""

    reader: Reader
    numbers: Mapping[Element, int] = field(default_factory=dict)
    sections: Sections = Sections((PageSetup(),), (True,))
    section: int = 0
    page_begins: bool = False

    @property
    def page(self) -> PageSetup:
        """The page of the section that is being read."""
        return self.sections.pages[self.section]

    def items(self, container: Element, where: Where = BODY) -> Iterator[Item]:
        """The paragraphs and tables in a container."""
        carried: Carried | None = None
        found = list(blocks(container))
        for at, block in enumerate(found):
            if block.tag == TABLE:
                yield from self.table(block, where)
            elif block.tag != PARAGRAPH:
                self.not_read(block)
            else:
                form = self.form(block, where)
                mine = self.read(block, form, carried)
                goes_on = at + 1 < len(found) and found[at + 1].tag == PARAGRAPH and joined(block)
                carried = mine if goes_on else None
                if not goes_on:
                    yield from self.paragraph(block, form, mine, where)
                self.end_section(block, where)

    def not_read(self, block: Element) -> None:
        """Blocks that are deleted, or whose text stands in another file inside this one."""
        deleted = block.tag in DELETIONS
        text = plain(block, deleted)
        if text or not deleted:
            self.reader.notices.append(Notice("deleted" if deleted else "object", text))

    def form(self, block: Element, where: Where) -> Form:
        """The formatting of a paragraph."""
        return self.reader.formatting.form(child(block, "pPr"), where.table, line_pitch(self.page))

    def read(self, block: Element, form: Form, carried: Carried | None) -> Carried:
        """The content of a paragraph, behind what was carried into it; it counts where its text begins."""
        number = self.numbers.get(block, 0)
        inline = Inline(self.reader, form, number)
        if carried is None:
            return Carried(number, inline.read(block))
        inline.content = carried.content
        begun = bool(carried.content.pieces)
        return Carried(carried.number if begun else number, inline.read(block))

    def paragraph(self, block: Element, form: Form, read: Carried, where: Where) -> Iterator[Item]:
        """A paragraph as a line, or as several where pages break in it; then its text boxes."""
        self.reader.notices += [Notice(kind, text, read.number or None) for kind, text in read.content.marked()]
        sheets, starts, ends = split(read.content.pieces)
        first, *later = sheets
        line = self.line(form, read, where)
        if line.auto or not first:  # an empty paragraph is as high as the type of its mark
            mark = child(block, "pPr", "rPr")
            first.insert(0, Run(line.auto, self.reader.formatting.label_looks(mark, form)))
        yield of_runs(replace(line, new_page=line.new_page or starts), first)
        for runs in later:
            yield of_runs(replace(line, new_page=True, auto="", drawn=(), pictures=0), runs)
        self.page_begins = ends
        for box in read.content.boxes:
            yield from self.box(box, where)

    def line(self, form: Form, read: Carried, where: Where) -> Line:
        """A paragraph without its text, counted in its list."""
        numbering = self.reader.formatting.numbering
        return Line(
            number=read.number,
            text="",
            spacing=form.spacing,
            style=form.style,
            auto=numbering.label(form.num, form.at) if form.num else "",
            outline=form.outline,
            new_page=form.new_page or self.page_begins,
            section=self.section,
            boxed=where.boxed,
            below=form.below,
            above=form.above,
            drawn=tuple(read.content.drawn),
            pictures=read.content.pictures,
            in_table=where.in_table,
        )

    def box(self, box: Element, where: Where) -> Iterator[Item]:
        """What stands in a text box; fields and page breaks of the text around it do not reach into it."""
        fields, begins = self.reader.fields, self.page_begins
        self.reader.fields, self.page_begins = Fields(fields.unended), False
        yield from self.items(box, Where("", where.in_table, True))
        self.reader.fields, self.page_begins = fields, begins

    def end_section(self, block: Element, where: Where) -> None:
        """Go on to the next section behind a paragraph that ends one."""
        if where != BODY or child(block, "pPr", "sectPr") is None or self.section + 1 >= len(self.sections.pages):
            return
        self.section += 1
        self.page_begins = self.page_begins or self.sections.starts_page[self.section]

    def table(self, table: Element, where: Where) -> Iterator[Grid]:
        """A table; nothing where all its rows are deleted."""
        begins, self.page_begins = self.page_begins, False
        kept = [row for row in rows(table) if not self.is_deleted(row)]
        formatting = self.reader.formatting
        style = formatting.table_style(table)
        chain = formatting.styles.chain(style, "table")
        made = tables.layout(kept, len(tables.grid_columns(table)))
        for row in made.of_cells:
            for cell, place in row:
                self.fill(place, cell, Where(style, True, where.boxed))
        own = tables.borders(table, chain, formatting.theme)
        first = next((line for row in made.rows for place in row for line in place.lines), None)
        self.page_begins = begins and not kept
        if not kept:
            return
        yield Grid(
            number=next((self.numbers[item] for item in table.iter(PARAGRAPH) if item in self.numbers), 0),
            rows=tuple(tuple(Box(tuple(p.lines), p.rows, p.columns) for p in row) for row in made.rows),
            widths=tables.widths(table, made, self.page.text_width),
            header_rows=tables.header_rows(kept),
            section=self.section,
            width=tables.width(table, self.page),
            boxed=where.boxed,
            ragged=made.ragged,
            ruled=tables.ruled(table, chain, own),
            new_page=begins or (first is not None and first.new_page),
            borders=own,
        )

    def is_deleted(self, row: Element) -> bool:
        """Whether a row is deleted; that leaves a notice of its text."""
        if not switched(row, "trPr", "del"):
            return False
        first = next((self.numbers[item] for item in row.iter(PARAGRAPH) if item in self.numbers), None)
        self.reader.notices.append(Notice("deleted", plain(row, deleted=True), first))
        return True

    def fill(self, place: tables.Place, cell: Element, where: Where) -> None:
        """Put the paragraphs of a cell at its place; of a cell merged into another one only if it shows something."""
        going_on = tables.goes_on(cell) if place.lines else ""
        if going_on == tables.AGAIN or place.lines and not shows(cell):
            return
        for item in self.items(cell, where):
            if going_on and isinstance(item, Line):
                runs = [*place.lines.pop().runs, *item.runs]
                item, going_on = of_runs(item, runs), ""
            if isinstance(item, Grid):
                inner = list(item.lines())
                text = "\n".join(line.stripped for line in inner if not line.empty)
                self.reader.notices.append(Notice("nested", text, item.number or None))
                place.lines += inner
            else:
                place.lines.append(item)
        self.page_begins = False


def shows(cell: Element) -> bool:
    """Whether there is anything but blanks in a cell."""
    return any(item.tag in DRAWN or (item.tag == w("t") and (item.text or "").strip()) for item in shown(cell))


def of_runs(line: Line, runs: list[Run]) -> Line:
    """The line with its text."""
    return replace(line, text="".join(run.text for run in runs), runs=tuple(runs))


def joined(paragraph: Element) -> bool:
    """Whether a paragraph goes on in the next one: its mark is deleted, or stands for a change of style only."""
    mark = child(paragraph, "pPr", "rPr")
    return any(child(mark, name) is not None for name in ("del", "moveFrom")) or switched(mark, "specVanish")


def split(pieces: list[Run]) -> tuple[list[list[Run]], bool, bool]:
    """The runs page by page, whether a page begins before their text, and whether one begins after it."""
    parts: list[list[Run]] = [[]]
    for piece in pieces:
        if piece is PAGE_BREAK:
            parts.append([])
        else:
            parts[-1].append(piece)
    filled = [any(run.text.strip() for run in part) for part in parts]
    if not any(filled):
        return [[run for part in parts for run in part]], False, len(parts) > 1
    sheets: list[list[Run]] = [[]]
    begun = False
    for part, has_text in zip(parts, filled, strict=True):
        if has_text and begun:
            sheets.append([])
        begun = begun or has_text
        sheets[-1] += part
    return sheets, not filled[0], not filled[-1]
