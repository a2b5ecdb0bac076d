"""The lines of the body stand at one distance, and no space between paragraphs breaks it (GB/T 9704-2012, 5.2.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen.deviation import deviation
from docgen.gongwen.layout import page
from docgen.gongwen.layout.case import Case, spaces_between
from docgen.gongwen.layout.compare import plain
from docgen.gongwen.manuscript import Line
from docgen.gongwen.operations import Operation

SIDES = {"段前": "before", "段后": "after"}
"""What mends a space between paragraphs."""
"""What mends a line at a distance of its own."""
SLACK = 20
"""Twips; less is not seen."""


def lines(case: Case) -> Iterator[Diagnostic]:
    """A page has 22 lines: at the usual distance, all at one distance, with no space between paragraphs."""
    yield from page.lines(case)
    yield from odd_pitches(case)
    yield from spaces(case)


def running(case: Case) -> list[Line]:
    """The paragraphs of the body on upright pages."""
    found = [p.line for p in case.body if p.line and not p.line.boxed]
    return [line for line in found if not page.sideways(case.page(line))]


def usual(case: Case) -> Line | None:
    """A paragraph whose lines stand as those of most do."""
    found = running(case)
    if not found:
        return None
    pitches = [page.line_pitch(line, case.page(line)) for line in found]
    return found[pitches.index(Counter(pitches).most_common(1)[0][0])]


def odd_pitches(case: Case) -> Iterator[Diagnostic]:
    """Paragraphs whose lines stand at another distance than those of most."""
    model = usual(case)
    if model is None:
        return
    wanted, right = page.line_pitch(model, case.page(model))
    for line in running(case):
        found, words = page.line_pitch(line, case.page(line))
        same = found == wanted if found is None or wanted is None else abs(found - wanted) <= SLACK
        if not same or found is None and words != right:
            message = f"{case.called(line)}行距是{words}，与多数段落（{right}）不一样"
            cure = f"请选中这些段落，在“段落→行距”里改成与其他正文一样（{right}）"
            yield deviation(message, words, right, cure, line, "每页行数", fix=Fix(Operation.LINE_PITCH))


def spaces(case: Case) -> Iterator[Diagnostic]:
    """Paragraphs of the body with space before or after them, where that stands between two of the body."""
    body = {p.item.number for p in case.body}
    for above, here in zip(case.flow, case.flow[1:], strict=False):
        if above.part != here.part or not {above.item.number, here.item.number} <= body:
            continue
        if page.sideways(case.pages[min(here.item.section, len(case.pages) - 1)]) if case.pages else False:
            continue
        after, before = spaces_between(above.line, here.line)
        yield from space(case, above.line, "段后", after)
        yield from space(case, here.line, "段前", before)


def space(case: Case, line: Line | None, side: str, found: int) -> Iterator[Diagnostic]:
    """The space at one side of a paragraph."""
    if line is None or found <= SLACK:
        return
    seen = f"{side}空{plain(found / 20)}磅"
    cure = "请选中这些段落，在“段落”里把段前、段后间距改为0"
    message = f"{case.called(line)}{seen}，与正文的行距不一致，一般不另加间距"
    yield deviation(message, seen, f"{side}0磅", cure, line, "每页行数", fix=Fix(Operation.SPACE_BESIDE, SIDES[side]))
