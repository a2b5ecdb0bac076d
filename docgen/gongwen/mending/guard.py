"""Mending must not change what a line is: the file is read again, and what would change a role is not done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Rule
from docgen.gongwen.layout.case import NAMES
from docgen.gongwen.manuscript import Grid
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.roles import Reading, Role

Place = tuple[Role, int, int]
"""A role, the part that it stands in, and the level of a heading."""
Places = dict[int, tuple[Place, ...]]
"""What each paragraph is, by its number: several things where its lines were taken apart."""
WORDS: dict[str, str] = {**NAMES, "text": "正文", "heading": "层次标题", "table": "表格", "blank": "空行"}


@dataclass(frozen=True)
class Change:
    """One thing that was mended: its rule, the paragraph in the original file (None: the whole file), before and after."""

    rule: Rule
    paragraph: int | None
    before: str
    after: str


@dataclass(frozen=True)
class Refused:
    """A fault that was left alone: its rule, its paragraph and what was found there, and what mending would do.

    ``moved`` is the paragraph that would be read as ``after`` where it is ``before``.
    """

    rule: Rule
    paragraph: int | None
    found: str
    moved: int
    before: str
    after: str


Apply = Callable[[Bench, Sequence[Diagnostic], Sequence[Change]], list[Change]]
"""Mends faults on a bench; what was mended in this round before is not mended twice."""


def places(reading: Reading) -> Places:
    """What every paragraph with text is; those of a table's cells are what the table is."""
    found: Places = {}
    for placed in reading.placed:
        lines = placed.item.lines() if isinstance(placed.item, Grid) else (placed.item,)
        for line in lines:
            if not line.empty:
                found[line.number] = (*found.get(line.number, ()), (placed.role, placed.part, placed.level))
    return found


def moved(bench: Bench, known: Places) -> tuple[int, Place, Place] | None:
    """The first paragraph that is read on the bench as something else than ``known`` says, and as what."""
    now = places(bench.as_now())
    now = {first: now[number] for number, first in bench.original_numbers().items() if number in now}
    nothing: Place = ("blank", 0, 0)
    for number, before in known.items():
        after = now.get(number, ())
        if before != after:
            pairs = zip_longest(before, after, fillvalue=nothing)
            return next((number, one, other) for one, other in pairs if one != other)
    return None


def guarded(
    bench: Bench, asked: Sequence[Diagnostic], known: Places, apply: Apply, done: Sequence[Change] = ()
) -> tuple[Bench, list[Change], list[Refused]]:
    """Mend what changes no role: all of it at once, or else half by half, so that a few readings find what would."""
    trial = bench.copy()
    made = apply(trial, asked, done)
    change = moved(trial, known) if made else None
    if change is None:
        return trial, made, []
    if len(asked) == 1:
        number, before, after = change
        fault = asked[0]
        words = called(before, after), called(after, before)
        return bench, [], [Refused(fault.rule, bench.number(bench.line(fault)), fault.found or "", number, *words)]
    half = len(asked) // 2
    bench, first, kept = guarded(bench, asked[:half], known, apply, done)
    bench, second, more = guarded(bench, asked[half:], known, apply, [*done, *first])
    return bench, [*first, *second], [*kept, *more]


def called(place: Place, other: Place) -> str:
    """A role in words; its level or its part where that is what differs."""
    role, part, level = place
    name = WORDS.get(role, "别的内容")
    if role != other[0]:
        return name
    return f"{name}（{level}级）" if level != other[2] else f"{name}（第{part}个材料）" if part else f"{name}（主文）"
