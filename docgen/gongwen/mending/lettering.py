"""Faces, sizes, colours and weight of type."""

from __future__ import annotations

from docgen.gongwen.layout.body import heading_end
from docgen.gongwen.layout.masthead import SIGNER
from docgen.gongwen.layout.special import ROLL
from docgen.gongwen.manuscript import Line
from docgen.gongwen.mending.bench import Bench, Spot
from docgen.gongwen.mending.properties import assign, drop, forget, mark_properties, run_properties, under
from docgen.gongwen.mending.typed import runs
from docgen.gongwen.standard import RED
from docgen.gongwen.word.wml import Element, w

Stretch = tuple[int, int | None]


def stretch(bench: Bench, spot: Spot, line: Line) -> Stretch:
    """The part of a line's text that a rule speaks of."""
    signer = SIGNER.search(line.text)
    label = ROLL.match(line.text)
    heading = bench.role(line) == "heading"
    if spot.rule in ("G09", "G10") and heading:
        return heading_end(line), None
    if spot.rule == "G30":
        return 0, heading_end(line)
    if spot.rule == "G18" and signer:
        return 0, len(line.text[: signer.start()].rstrip())
    if spot.rule == "G19" and signer:
        return (signer.start(), signer.end()) if spot.key == "签发人字体" else (signer.end(), None)
    if spot.rule == "G57" and label:
        return 0, label.end()
    return 0, None


def lettered(bench: Bench, spot: Spot) -> list[Element]:
    """The properties of the runs that a rule speaks of, that of the paragraph's mark where they begin it."""
    if spot.line is None:
        return []
    start, end = stretch(bench, spot, spot.line)
    if (start, end) != (0, None) and not bench.as_read(spot.line):
        return []  # the places have moved; the next round knows the new ones
    lead = len(spot.line.auto)
    found = []
    for paragraph in bench.twins(spot.line):
        own = runs(paragraph, max(start - lead, 0), None if end is None else max(end - lead, 0))
        found += [run_properties(run) for run in own]
        found += [mark_properties(paragraph)] if start == 0 else []
    return found


def face(bench: Bench, spot: Spot) -> bool:
    """Set the face of Han characters."""
    found = lettered(bench, spot)
    font = bench.font(spot.key)
    for item in found:
        set_face(item, font)
    return bool(found)


def set_face(item: Element, font: str) -> None:
    """Name the face of Han characters; a theme font beside it would win."""
    fonts = under(item, "rFonts")
    forget(fonts, "eastAsiaTheme")
    fonts.set(w("eastAsia"), font)
    fonts.set(w("hint"), "eastAsia")


def size(bench: Bench, spot: Spot) -> bool:
    """Set the size of type."""
    found = lettered(bench, spot)
    for item in found:
        for name in ("sz", "szCs"):
            assign(item, name, val=round(bench.case.number(spot.key) * 2))
    return bool(found)


def colour(bench: Bench, spot: Spot, value: str) -> bool:
    """Set the colour of type."""
    found = lettered(bench, spot)
    for item in found:
        drop(item, "color")
        assign(item, "color", val=value)
    return bool(found)


def black(bench: Bench, spot: Spot) -> bool:
    """Type comes out black."""
    return colour(bench, spot, "000000")


def red(bench: Bench, spot: Spot) -> bool:
    """Type comes out red."""
    return colour(bench, spot, RED)


def light(bench: Bench, spot: Spot) -> bool:
    """Type is not bold."""
    found = lettered(bench, spot)
    for item in found:
        assign(item, "b", val="0")
        assign(item, "bCs", val="0")
    return bool(found)
