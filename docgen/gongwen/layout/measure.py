"""Where a line of text stands in its text area, in 字 from the left edge, from its indents, tabs and blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from docgen.gongwen.manuscript import Line, Looks, PageSetup, Run
from docgen.gongwen.standard import TWIPS_PER_MM
from docgen.wording import is_wide, width

T = TypeVar("T")

BLANKS = " \t\u3000\xa0"
CM = 10 * TWIPS_PER_MM
DEFAULT_TAB = 420
"""Twips; what a word processor takes where a paragraph sets no tab stop."""
CHARACTER_GRIDS = ("linesAndChars", "snapToChars")


def mm(twips: float) -> float:
    """A length in mm."""
    return twips / TWIPS_PER_MM


def advance(looks: Looks, page: PageSetup | None, snaps: bool = True) -> float:
    """The width of one 字 in twips, with tracking, scale and the character grid of the page."""
    pitch = page.char_space / 4096 * 20 if page and snaps and page.grid in CHARACTER_GRIDS else 0.0
    return max(looks.size * 20 * looks.scale / 100 + looks.tracking + pitch, 20.0)


def cell(line: Line, page: PageSetup | None) -> float:
    """The width of one 字 of a line in twips."""
    return advance(line.looks(), page, line.spacing.snap_to_grid)


def left(line: Line, page: PageSetup | None) -> float:
    """Where wrapped lines begin, in 字 from the left edge."""
    chars = line.spacing.left_chars
    return line.spacing.left / cell(line, page) if chars is None else chars - min(first(line, page), 0.0)


def right(line: Line, page: PageSetup | None) -> float:
    """The right indent in 字."""
    chars = line.spacing.right_chars
    return line.spacing.right / cell(line, page) if chars is None else chars


def first(line: Line, page: PageSetup | None) -> float:
    """The indent of the first line in 字, negative where it hangs."""
    chars = line.spacing.first_chars
    return line.spacing.first / cell(line, page) if chars is None else chars


def typed_lead(line: Line) -> str:
    """The blanks and tabs that are typed in front of the text."""
    return line.text[: len(line.text) - len(line.text.lstrip(BLANKS))]


@dataclass(frozen=True)
class Extent:
    """From where to where text reaches, in 字 from the left edge of a text area that is ``area`` 字 wide."""

    start: float
    end: float
    area: float

    @property
    def centre(self) -> float:
        """Its middle."""
        return (self.start + self.end) / 2

    @property
    def blank(self) -> float:
        """The blank between its end and the right edge."""
        return self.area - self.end


def segments(line: Line, page: PageSetup) -> list[tuple[str, Extent]]:
    """The stretches of a paragraph between its tabs, each with where it stands; blanks are no stretch."""
    one = cell(line, page)
    area = page.text_width / one
    stops = sorted((at / one, kind) for kind, at in line.spacing.tabs)
    position = left(line, page) + first(line, page)
    under, edge = left(line, page), area - right(line, page)
    found: list[tuple[str, Extent]] = []
    spaced = apart(line, page)
    for index, piece in enumerate(line.text.strip("\n").split("\t")):
        wide = width(piece.rstrip(" ")) + sum(room for text, room in spaced if text in piece)
        if index:
            position = after_tab(position, wide, stops, one)
        shown = piece.strip(BLANKS)
        start = position + width(piece[: len(piece) - len(piece.lstrip(BLANKS))])
        if shown:
            found.append((shown, Extent(start, start + width(shown), area)))
        position += wide
        if position > edge > under:  # it goes on under itself, and the next tab counts from there
            position = under + (position - under) % (edge - under)
    return shifted(found, line, page, area)


def apart(line: Line, page: PageSetup) -> list[tuple[str, float]]:
    """The runs that are spaced by more than a 字, each with the 字 that this adds behind it."""
    usual = cell(line, page)
    found = [
        (run.text, (advance(run.looks, page) / usual - 1) * len(run.text)) for run in line.runs if run.text.strip()
    ]
    return [(text, room) for text, room in found if room > len(text)]


def after_tab(position: float, wide: float, stops: list[tuple[float, str]], one: float) -> float:
    """Where text of a width begins behind a tab."""
    stop = next(((at, kind) for at, kind in stops if at > position + 0.01), None)
    if stop is None:
        default = DEFAULT_TAB / one
        return (position // default + 1) * default
    at, kind = stop
    back = {"right": wide, "end": wide, "center": wide / 2}.get(kind, 0.0)
    return max(position, at - back)


def shifted(found: list[tuple[str, Extent]], line: Line, page: PageSetup, area: float) -> list[tuple[str, Extent]]:
    """The stretches moved to where the alignment puts them."""
    if not found or line.spacing.align not in ("right", "center"):
        return found
    start, end = left(line, page) + first(line, page), area - right(line, page)
    trail = width(re.sub(r"[^\u3000\xa0]", "", line.text[len(line.text.rstrip(BLANKS)) :]))
    move = end - trail - found[-1][1].end
    if line.spacing.align == "center":
        lead = width(typed_lead(line).replace("\t", ""))
        move = (start + end) / 2 - (found[0][1].start - lead + found[-1][1].end + trail) / 2
    return [(text, Extent(at.start + move, at.end + move, area)) for text, at in found]


def extent(line: Line, page: PageSetup) -> Extent:
    """From where to where a one-line paragraph reaches."""
    found = segments(line, page)
    area = page.text_width / cell(line, page)
    return Extent(found[0][1].start, found[-1][1].end, area) if found else Extent(0.0, 0.0, area)


def wraps(line: Line, page: PageSetup) -> bool:
    """Whether a paragraph is longer than one line."""
    return extent(line, page).end + right(line, page) > page.text_width / cell(line, page) + 0.01


def major(runs: Iterable[Run], aspect: Callable[[Looks], T]) -> T | None:
    """An aspect of the look of most of the characters, of the Han ones where there are any; None without text."""
    weights: dict[T, tuple[int, int]] = {}
    for run in runs:
        wide = sum(is_wide(c) and c != "\u3000" for c in run.text)
        seen = sum(not c.isspace() for c in run.text)
        key = aspect(run.looks)
        before = weights.get(key, (0, 0))
        weights[key] = before[0] + wide, before[1] + seen
    if not any(seen for _, seen in weights.values()):
        return None
    return max(weights, key=lambda key: weights[key])


def between(line: Line, start: int, end: int) -> tuple[Run, ...]:
    """The runs, cut, that show the characters of the text from ``start`` to ``end``.

    The runs may lack an automatic number in front, or hold the whole of a paragraph of which the line is a piece.
    """
    typed = "".join(run.text for run in line.runs)
    piece_of_paragraph = typed.find(line.text)
    found, at = [], -piece_of_paragraph if piece_of_paragraph >= 0 else len(line.text) - len(typed)
    for run in line.runs:
        piece = run.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            found.append(Run(piece, run.looks))
        at += len(run.text)
    return tuple(found)


def page_of(line: Line, pages: tuple[PageSetup, ...]) -> PageSetup:
    """The page that a line stands on; an ordinary one where the file tells of none."""
    if not pages:
        return PageSetup()
    return pages[min(max(line.section, 0), len(pages) - 1)]
