"""Faults are mended that can be mended mechanically: layout by the profile, punctuation and the writing of numbers.

What a text says stays: every letter and digit is compared before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Rule, Stage
from docgen.gongwen import layout, textrules
from docgen.gongwen.layout.compare import face, size
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.mending.fixers import FIXERS, Fixer
from docgen.gongwen.mending.guard import Change, Refused, guarded, moved, places
from docgen.gongwen.profile import Profile
from docgen.gongwen.roles import Reading, Role
from docgen.gongwen.rules import layout as looks
from docgen.gongwen.textrules.case import Case as TextCase

__all__ = ["FIXERS", "Change", "Fixer", "Mended", "Refused", "mend"]

Key = tuple[Rule, int | None]
Mark = tuple[Rule, int | None, str]

Judge = Callable[[Bench], Sequence[Diagnostic]]


def judged(bench: Bench) -> list[Diagnostic]:
    """The faults that there are now and that can be mended."""
    return [*layout.faults(bench.case, mended=True), *textrules.faults(TextCase(bench.reading, date.max), mended=True)]


ROUNDS = 6
"""How often a file is judged again: some faults show only when another is mended."""
PLAIN: tuple[Role, ...] = ("recipients", "listed", "signature", "note")
"""Elements in the type of the body (5.2.2): where that is mended they go with it, or the page would be of two minds."""
COMPANIONS = {looks.WRONG_BODY_FONT: face, looks.WRONG_BODY_SIZE: size}


@dataclass(frozen=True)
class Mended:
    """The parts of a mended file, what was changed in it, and what was not because a line would be something else."""

    parts: dict[str, bytes]
    changes: tuple[Change, ...]
    refused: tuple[Refused, ...] = ()


def mend(
    parts: Mapping[str, bytes],
    reading: Reading,
    faults: Sequence[Diagnostic],
    profile: Profile,
    left: Sequence[Diagnostic] = (),
    judge: Judge = judged,
) -> Mended:
    """Mend faults as they propose, and what comes to light by that; everything else stays as it is, ``left`` too.

    Nothing is done by which a paragraph would be read as something else. ``judge`` tells what can be mended of what was
    mended before.
    """
    bench, known = Bench(parts, reading, profile), places(reading)
    left_alone = {key(bench, fault) for fault in left}
    changes: dict[Mark, Change] = {}
    refused: dict[Mark, Refused] = {}
    found = faults
    for _ in range(ROUNDS):
        settled: set[Key | Mark] = {*left_alone, *refused, *changes}
        able = sorted((each for each in with_companions(bench, found) if each.fix.operation in FIXERS), key=turn)
        asked = [fault for fault in able if not {key(bench, fault), mark(bench, fault)} & settled]
        bench, made, kept = guarded(bench, asked, known, applied)
        changes |= {(change.rule, change.paragraph, change.before): change for change in made}
        refused |= {(each.rule, each.paragraph, each.found): each for each in kept}
        if not made:
            break
        bench.read_again()
        found = judge(bench)
    undone = bench.put_back()
    done = tuple(change for change in changes.values() if change.paragraph not in undone)
    if not done or not bench.whole() or moved(bench, known):
        return Mended(dict(parts), (), tuple(refused.values()))
    return Mended(bench.packed(), done, tuple(refused.values()))


def turn(fault: Diagnostic) -> tuple[bool, str]:
    """When a fault has its turn: looks before texts, by the number of the rule, whoever complained first."""
    return fault.rule.stage is Stage.TEXT, fault.rule.number


def key(bench: Bench, fault: Diagnostic) -> Key:
    """What a fault is asked for by: a text rule at its paragraph, a layout rule in the whole file."""
    return fault.rule, bench.number(bench.line(fault)) if fault.rule.stage is Stage.TEXT else None


def mark(bench: Bench, fault: Diagnostic) -> Mark:
    """What tells a fault apart: one that was mended before and is still there is given up."""
    return fault.rule, bench.number(bench.line(fault)), fault.found or ""


def applied(bench: Bench, asked: Sequence[Diagnostic], done: Sequence[Change]) -> list[Change]:
    """Mend the faults of one round, each rule of the whole file once."""
    whole = {change.rule for change in done if change.paragraph is None}
    made: list[Change] = []
    for fault in asked:
        if fault.place.paragraph is None and fault.rule in whole:
            continue
        said = FIXERS[fault.fix.operation](bench, fault)
        if said is None:
            continue
        if fault.place.paragraph is None:
            whole.add(fault.rule)
        bench.relaid |= fault.rule in looks.RELAYING
        made.append(Change(fault.rule, bench.number(bench.line(fault)), *said))
    return made


def with_companions(bench: Bench, faults: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The faults; with those of the type of the body also those of the elements in its type."""
    yield from faults
    for rule, compared in COMPANIONS.items():
        if own := next((fault for fault in faults if fault.rule == rule), None):
            for line in bench.case.lines(*PLAIN):
                yield from (replace(fault, rule=own.rule) for fault in compared(bench.case, line, own.value))
