"""Faces, sizes, colours and weight of type."""

from __future__ import annotations

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.mending.properties import assign, drop, forget, mark_properties, run_properties, under
from docgen.gongwen.mending.typed import runs
from docgen.gongwen.standard import RED
from docgen.gongwen.word.wml import Element, w


def lettered(bench: Bench, fault: Diagnostic) -> list[Element]:
    """The properties of the runs that a rule speaks of, that of the paragraph's mark where they begin it."""
    line = bench.line(fault)
    if line is None:
        return []
    start, end = fault.fix.part
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
