"""Faces, sizes, colours and weight of type."""

from __future__ import annotations

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.layout.body import heading_end
from docgen.gongwen.layout.masthead import SIGNER
from docgen.gongwen.layout.special import ROLL
from docgen.gongwen.manuscript import Line
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.mending.properties import assign, drop, forget, mark_properties, run_properties, under
from docgen.gongwen.mending.typed import runs
from docgen.gongwen.rules import layout as looks
from docgen.gongwen.standard import RED
from docgen.gongwen.word.wml import Element, w

Stretch = tuple[int, int | None]


def stretch(bench: Bench, fault: Diagnostic, line: Line) -> Stretch:
    """The part of a line's text that a rule speaks of."""
    signer = SIGNER.search(line.text)
    label = ROLL.match(line.text)
    heading = bench.role(line) == "heading"
    if fault.rule in (looks.WRONG_BODY_FONT, looks.WRONG_BODY_SIZE) and heading:
        return heading_end(line), None
    if fault.rule == looks.WRONG_HEADING_FONT:
        return 0, heading_end(line)
    if fault.rule == looks.MISPLACED_DOCUMENT_NUMBER and signer:
        return 0, len(line.text[: signer.start()].rstrip())
    if fault.rule == looks.MISSET_SIGNER and signer:
        return (signer.start(), signer.end()) if fault.value == "签发人字体" else (signer.end(), None)
    if fault.rule == looks.WRONG_ATTENDANCE_FONT and label:
        return 0, label.end()
    return 0, None


def lettered(bench: Bench, fault: Diagnostic) -> list[Element]:
    """The properties of the runs that a rule speaks of, that of the paragraph's mark where they begin it."""
    line = bench.line(fault)
    if line is None:
        return []
    start, end = stretch(bench, fault, line)
    if (start, end) != (0, None) and not bench.as_read(line):
        return []  # the places have moved; the next round knows the new ones
    lead = len(line.auto)
    found = []
    for paragraph in bench.twins(line):
        own = runs(paragraph, max(start - lead, 0), None if end is None else max(end - lead, 0))
        found += [run_properties(run) for run in own]
        found += [mark_properties(paragraph)] if start == 0 else []
    return found


def face(bench: Bench, fault: Diagnostic) -> bool:
    """Set the face of Han characters."""
    found = lettered(bench, fault)
    font = bench.font(fault.value)
    for item in found:
        set_face(item, font)
    return bool(found)


def set_face(item: Element, font: str) -> None:
    """Name the face of Han characters; a theme font beside it would win."""
    fonts = under(item, "rFonts")
    forget(fonts, "eastAsiaTheme")
    fonts.set(w("eastAsia"), font)
    fonts.set(w("hint"), "eastAsia")


def size(bench: Bench, fault: Diagnostic) -> bool:
    """Set the size of type."""
    found = lettered(bench, fault)
    for item in found:
        for name in ("sz", "szCs"):
            assign(item, name, val=round(bench.case.number(fault.value) * 2))
    return bool(found)


def colour(bench: Bench, fault: Diagnostic, value: str) -> bool:
    """Set the colour of type."""
    found = lettered(bench, fault)
    for item in found:
        drop(item, "color")
        assign(item, "color", val=value)
    return bool(found)


def black(bench: Bench, fault: Diagnostic) -> bool:
    """Type comes out black."""
    return colour(bench, fault, "000000")


def red(bench: Bench, fault: Diagnostic) -> bool:
    """Type comes out red."""
    return colour(bench, fault, RED)


def light(bench: Bench, fault: Diagnostic) -> bool:
    """Type is not bold."""
    found = lettered(bench, fault)
    for item in found:
        assign(item, "b", val="0")
        assign(item, "bCs", val="0")
    return bool(found)
