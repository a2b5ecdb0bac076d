"""Paper, margins, lines and characters of a page."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.layout.evenness import usual
from docgen.gongwen.layout.measure import mm
from docgen.gongwen.layout.page import CHARACTER_SLACK, electronic, letter_top, sideways
from docgen.gongwen.manuscript import Line, PageSetup
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.mending.blanks import pitch
from docgen.gongwen.mending.places import spaced
from docgen.gongwen.mending.properties import (
    assign,
    forget,
    mark_properties,
    paragraph_properties,
    run_properties,
    under,
)
from docgen.gongwen.mending.typed import DRAWINGS, runs
from docgen.gongwen.roles import Role
from docgen.gongwen.standard import TRACKING, TWIPS_PER_MM
from docgen.gongwen.word.sections import section_elements
from docgen.gongwen.word.wml import Element, twips, w

TURNED = {"top": "right", "left": "top", "right": "bottom", "bottom": "left"}
"""Where a margin of an upright page lies when the page is turned by a quarter."""
RUNNING: tuple[Role, ...] = (
    "copy_no", "secrecy", "urgency", "number", "signers", "recipients", "text", "heading", "listed", "signature", "date",
    "note", "subtitle", "roll", "label", "blank",
)  # fmt: skip
SIDES = {"段前": "before", "段后": "after"}
TITLES: tuple[Role, ...] = ("title",)
"""Their lines may stand at an exact distance of their own."""
SET: tuple[Role, ...] = ("text", "heading", "recipients", "listed")


def sections(bench: Bench) -> Iterator[tuple[Element, PageSetup]]:
    """The properties of each section with its page."""
    for element, page in zip(section_elements(bench.body), bench.case.pages, strict=False):
        yield under(bench.body, "sectPr") if element is None else element, page


def numbers_run_on(bench: Bench, fault: Diagnostic) -> bool:
    """The page numbers go on from the section before."""
    later = [element for element, _ in sections(bench)][1:]
    for element in later:
        forget(element.find(w("pgNumType")), "start")
    return bool(later)


def mm_twips(length: float) -> int:
    """A length in mm as twips."""
    return round(length * TWIPS_PER_MM)


def paper(bench: Bench, fault: Diagnostic) -> bool:
    """The paper is A4; a landscape page keeps its side."""
    short, long = (mm_twips(bench.case.number(key)) for key in ("纸宽", "纸高"))
    for element, page in sections(bench):
        wide, high = (long, short) if sideways(page) else (short, long)
        if abs(page.width - wide) > 20 or abs(page.height - high) > 20:
            assign(element, "pgSz", w=wide, h=high)
            forget(element.find(w("pgSz")), "code")
    return True


def exempt(bench: Bench, page: PageSetup, side: str) -> bool:
    """Whether another rule of the page explains a margin: a letter's first page, the electronic form."""
    return (
        side in ("top", "bottom")
        and not sideways(page)
        and (letter_top(bench.case, page) or electronic(bench.case, page))
    )


def margin(bench: Bench, side: str, key: str) -> bool:
    """Set one margin to that of the profile, on landscape pages the one that lies there; gutters go with the left one."""
    for element, page in sections(bench):
        if exempt(bench, page, side):
            continue
        own = TURNED[side] if sideways(page) else side
        if not bench.case.near(mm(getattr(page, own) + page.gutter * (side == "left")), key):
            assign(element, "pgMar", **{own: mm_twips(bench.case.number(key))})
        if side == "left" and page.gutter:
            assign(element, "pgMar", gutter=0, **{own: mm_twips(bench.case.number(key))})
    return True


def top(bench: Bench, fault: Diagnostic) -> bool:
    """The margin at the head."""
    return margin(bench, "top", "上边距")


def left(bench: Bench, fault: Diagnostic) -> bool:
    """The margin at the binding."""
    return margin(bench, "left", "左边距")


def area(bench: Bench, size: str, near: str, far: str, key: str) -> bool:
    """Set the margin opposite a fixed one, so that the text area is as wide or high as the profile says."""
    for element, page in sections(bench):
        if exempt(bench, page, far):
            continue
        turned = sideways(page)
        one, other = (TURNED[near], TURNED[far]) if turned else (near, far)
        whole = getattr(page, {"width": "height", "height": "width"}[size] if turned else size)
        margins = under(element, "pgMar")
        side = twips(margins.get(w(one)), getattr(page, one))
        now = twips(margins.get(w(other)), getattr(page, other))
        wanted = whole - abs(side) - mm_twips(bench.case.number(key))
        if wanted > 0 and not bench.case.near(mm(whole - abs(side) - abs(now)), key):
            assign(element, "pgMar", **{other: wanted})
    return True


def text_width(bench: Bench, fault: Diagnostic) -> bool:
    """The text area is as wide as the profile says."""
    return area(bench, "width", "left", "right", "版心宽")


def text_height(bench: Bench, fault: Diagnostic) -> bool:
    """The text area is as high as the profile says."""
    return area(bench, "height", "top", "bottom", "版心高")


def running(bench: Bench, roles: tuple[Role, ...]) -> Iterator[tuple[Line, Element]]:
    """The paragraphs of running text of all parts with their elements; none in or of tables, none with a picture."""
    for line in bench.reading.of(*roles, part=None):
        element = bench.element(line)
        if (
            element is not None
            and not line.in_table
            and not line.boxed
            and line not in bench.case.filled_in
            and not bench.case.stands_out(line)
            and next(element.iter(*DRAWINGS), None) is None
        ):
            yield line, element


def lines(bench: Bench, fault: Diagnostic) -> bool:
    """A page has 22 lines: running text stands at the profile's exact distance, without space between paragraphs."""
    found = [element for _, element in running(bench, RUNNING)]
    found += [element for line, element in running(bench, TITLES) if line.spacing.rule != "exact"]
    for element in found:
        spaced(paragraph_properties(element), pitch(bench))
    return bool(found)


def as_usual(bench: Bench, fault: Diagnostic) -> bool:
    """The lines of a paragraph stand as those of most do."""
    model, line = usual(bench.case), bench.line(fault)
    if model is None or line is None:
        return False
    for paragraph in bench.twins(line):
        spacing = model.spacing
        assign(paragraph_properties(paragraph), "spacing", line=spacing.line, lineRule=spacing.rule)
        assign(paragraph_properties(paragraph), "snapToGrid", val=int(spacing.snap_to_grid))
    return True


def tracking(bench: Bench, page: PageSetup) -> int:
    """The space between characters that brings the wanted number of them on a line."""
    case = bench.case
    wide = page.text_width if case.near(mm(page.text_width), "版心宽") else mm_twips(case.number("版心宽"))
    size, wanted = case.number("正文字号") * 20, case.number("每行字数")
    if int(wide / (size + TRACKING) + CHARACTER_SLACK) == wanted:
        return TRACKING
    return int(wide / wanted - size) - 1


def characters(bench: Bench, fault: Diagnostic) -> bool:
    """A line has 28 characters: type is set closer, and no grid of characters adds to it."""
    for element, page in sections(bench):
        if page.char_space and (grid := element.find(w("docGrid"))) is not None:
            forget(grid, "charSpace")
            grid.set(w("type"), "lines")
    for line, element in running(bench, SET):
        value = tracking(bench, bench.case.page(line))
        for run in runs(element):
            assign(run_properties(run), "spacing", val=value)
        assign(mark_properties(element), "spacing", val=value)
    return True
