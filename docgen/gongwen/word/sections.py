"""Sections: the pages of each, with its headers and footers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docgen.gongwen.manuscript import Line, PageSetup
from docgen.gongwen.word.blocks import PARAGRAPH, blocks
from docgen.gongwen.word.wml import Element, R, child, switched, twips, val, w, whole

ID = f"{{{R}}}id"
GRIDS = ("lines", "linesAndChars", "snapToChars")
LINE = 240
"""The height of a line where there is no grid of lines."""
PLAIN = PageSetup()
Read = Callable[[str], tuple[Line, ...]]


@dataclass(frozen=True)
class Sections:
    """The page of each section, and whether it begins on a new one."""

    pages: tuple[PageSetup, ...]
    starts_page: tuple[bool, ...]


def section_elements(body: Element) -> list[Element | None]:
    """The properties of each section in order; None where the last one has none."""
    ends = [child(block, "pPr", "sectPr") for block in blocks(body) if block.tag == PARAGRAPH]
    return [end for end in ends if end is not None] + [child(body, "sectPr")]


def sections(body: Element, targets: Mapping[str, str], read: Read) -> Sections:
    """The sections of a text; ``targets`` are its parts by id, ``read`` reads a header or footer."""
    pages, starts = [], []
    shown: dict[str, tuple[tuple[str, tuple[Line, ...]], ...]] = {"headers": (), "footers": ()}
    for element in section_elements(body):
        for kind, tag in (("headers", "headerReference"), ("footers", "footerReference")):
            shown[kind] = referred(element, tag, shown[kind], targets, read)
        pages.append(page_setup(element, shown["headers"], shown["footers"]))
        starts.append(val(element, "type") not in ("continuous", "nextColumn"))
    return Sections(tuple(pages), tuple(starts))


def referred(
    element: Element | None,
    tag: str,
    inherited: tuple[tuple[str, tuple[Line, ...]], ...],
    targets: Mapping[str, str],
    read: Read,
) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """The headers or footers of a section by kind, those of the section before it where it names none."""
    found = dict(inherited)
    for item in () if element is None else element.findall(w(tag)):
        if target := targets.get(item.get(ID, "")):
            found[item.get(w("type"), "default")] = read(target)
    return tuple(found.items())


def page_setup(
    element: Element | None,
    headers: tuple[tuple[str, tuple[Line, ...]], ...],
    footers: tuple[tuple[str, tuple[Line, ...]], ...],
) -> PageSetup:
    """The page that a w:sectPr describes."""
    size, margins, grid = (child(element, name) for name in ("pgSz", "pgMar", "docGrid"))

    def given(item: Element | None, name: str, default: int) -> int:
        return default if item is None else twips(item.get(w(name)), default)

    wide, high = given(size, "w", PLAIN.width), given(size, "h", PLAIN.height)
    kind = "" if grid is None else grid.get(w("type"), "")
    columns, numbering = child(element, "cols"), child(element, "pgNumType")
    start = None if numbering is None else numbering.get(w("start"))
    return PageSetup(
        width=wide,
        height=high,
        top=abs(given(margins, "top", PLAIN.top)),  # negative where text may not push it
        bottom=abs(given(margins, "bottom", PLAIN.bottom)),
        left=given(margins, "left", PLAIN.left),
        right=given(margins, "right", PLAIN.right),
        gutter=given(margins, "gutter", PLAIN.gutter),
        header=given(margins, "header", PLAIN.header),
        footer=given(margins, "footer", PLAIN.footer),
        landscape=wide > high or (size is not None and size.get(w("orient")) == "landscape"),
        grid=kind if kind in GRIDS else "",
        pitch=given(grid, "linePitch", PLAIN.pitch),
        char_space=0 if grid is None else whole(grid.get(w("charSpace"))),
        first_differs=switched(element, "titlePg"),
        footers=footers,
        headers=headers,
        columns=1 if columns is None else max(whole(columns.get(w("num")), 1), 1),
        first_number=None if start is None else whole(start),
    )


def line_pitch(page: PageSetup) -> int:
    """The height that a space in lines (beforeLines) is counted in: the grid's, else 12 pt, as Word has it."""
    return page.pitch if page.grid and page.pitch > 0 else LINE
