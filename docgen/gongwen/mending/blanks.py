"""Blank lines: paragraphs without anything in them, put in and taken away."""

from __future__ import annotations

from lxml import etree

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.layout.attached import page_begins
from docgen.gongwen.layout.case import is_blank
from docgen.gongwen.manuscript import Line
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.mending.places import spaced
from docgen.gongwen.mending.properties import assign, mark_properties, paragraph_properties
from docgen.gongwen.mending.room import overflows
from docgen.gongwen.word.wml import Element, w

HARMLESS = {w(name) for name in ("pPr", "proofErr", "lastRenderedPageBreak", "rPr", "t", "tab")}


def pitch(bench: Bench) -> int:
    """The exact line spacing of the profile in twips."""
    return int(bench.case.number("行距") * 20 + 0.01)


def removable(paragraph: Element) -> bool:
    """Whether nothing is lost with a paragraph: no break, no section, no rule, no anchor, no bookmark."""
    if next(paragraph.iter(w("sectPr"), w("pageBreakBefore"), w("pBdr")), None) is not None:
        return False
    runs = paragraph.findall(w("r"))
    inside = [item for item in paragraph if item.tag != w("r")] + [item for run in runs for item in run]
    return all(item.tag in HARMLESS for item in inside)


def made(bench: Bench) -> Element:
    """A blank line in the type of the body."""
    paragraph = etree.Element(w("p"))
    properties = paragraph_properties(paragraph)
    spaced(properties, pitch(bench))
    assign(properties, "spacing", before=0, after=0)
    assign(properties, "ind", firstLineChars=0, firstLine=0)
    for name in ("sz", "szCs"):
        assign(mark_properties(paragraph), name, val=round(bench.case.number("正文字号") * 2))
    return paragraph


def above(bench: Bench, line: Line) -> list[Line]:
    """The blank lines right above a line, the nearest first."""
    place = bench.case.place(line)
    found: list[Line] = []
    while place and is_blank(bench.case.flow[place - 1]):
        place -= 1
        if (blank := bench.case.flow[place].line) is not None:
            found.append(blank)
    return found


def closed(bench: Bench, lines: list[Line], count: int) -> bool:
    """Take away so many of the blank lines that can go; False, and nothing done, where there are not enough."""
    free = [item for line in lines if (item := bench.element(line)) is not None and removable(item)]
    free = [item for item in free if (parent := item.getparent()) is not None and parent.tag == w("body")]
    for item in free[:count] if len(free) >= count else []:
        bench.body.remove(item)
    return len(free) >= count > 0


def counted(bench: Bench, fault: Diagnostic) -> bool:
    """As many blank lines stand above a paragraph as the profile says; space before and after does not count for them.

    They are not put in where that would push what stands at the foot of the page to another one.
    """
    line = bench.line(fault)
    element = bench.element(line)
    place = bench.case.place(line) if line else None
    if line is None or element is None or place is None or line.in_table or line.text.startswith("\n"):
        return False
    blank = above(bench, line)
    upper = bench.case.flow[place - len(blank) - 1].line if place > len(blank) else None
    space = line.spacing.before + (upper.spacing.after if upper is not None else 0)
    lacking = max(round(bench.case.number(fault.value)) - len(blank), 0) * pitch(bench)
    if space and lacking and overflows(bench, line, lacking):
        return False
    if space:
        return without_space(bench, line, "before") | (upper is not None and without_space(bench, upper, "after"))
    missing = round(fault.fix.amount or 0)
    if missing < 0:
        return closed(bench, blank, -missing)
    if overflows(bench, line, missing * pitch(bench)):
        return False
    for _ in range(missing):
        element.addprevious(made(bench))
    return missing > 0


def without_space(bench: Bench, line: Line, side: str) -> bool:
    """Take the space at one side of a paragraph away."""
    for paragraph in bench.twins(line):
        properties = paragraph_properties(paragraph)
        assign(properties, "spacing", **{side: 0, f"{side}Lines": 0, f"{side}Autospacing": 0})
    return bench.element(line) is not None


def beside(bench: Bench, fault: Diagnostic) -> bool:
    """No space stands at the side of a paragraph that the fault names."""
    line = bench.line(fault)
    return line is not None and without_space(bench, line, fault.fix.target)


def stray(bench: Bench, fault: Diagnostic) -> bool:
    """No blank lines stand inside the body."""
    lines = [p.line for p in bench.case.flow]
    line = bench.line(fault)
    if line not in lines:
        return False
    found: list[Line] = []
    for placed in bench.case.flow[lines.index(line) :]:
        if not is_blank(placed) or placed.line is None:
            break
        found.append(placed.line)
    return closed(bench, found, len(found))


def at_top(bench: Bench, fault: Diagnostic) -> bool:
    """Nothing blank stands between the top of the page and the label of an attachment."""
    line = bench.line(fault)
    place = bench.case.place(line) if line else None
    if line is None or place is None:
        return False
    blank = above(bench, line)
    begins = page_begins(bench.case, place - len(blank) - 1, place)
    return begins is not None and closed(bench, blank[: place - begins], place - begins)
