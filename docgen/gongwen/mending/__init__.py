"""Faults are mended that can be mended mechanically: layout by the profile, punctuation and the writing of numbers.

What a text says stays: every letter and digit is compared before and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.gongwen import layout, textrules
from docgen.gongwen.finding import Finding
from docgen.gongwen.layout.case import Case
from docgen.gongwen.layout.compare import face, size
from docgen.gongwen.mending.bench import Bench, Spot
from docgen.gongwen.mending.fixers import FIXERS, Fixer
from docgen.gongwen.mending.guard import Change, Refused, guarded, moved, places
from docgen.gongwen.profile import Profile
from docgen.gongwen.roles import Reading, Role
from docgen.gongwen.textrules.case import Case as TextCase

__all__ = ["FIXERS", "Change", "Fixer", "Mended", "Refused", "mend"]

Key = tuple[str, int | None]
Mark = tuple[str, int | None, str]

ROUNDS = 6
"""How often a file is judged again: some faults show only when another is mended."""
RELAYING = frozenset(("G01", "G02", "G03", "G04", "G05", "G06", "G10", "G22"))
"""Rules of page, line spacing and size: with them mended the pages break elsewhere."""
FINE = "不必改"
"""How the cure of a hint begins that asks for nothing."""

PLAIN: tuple[Role, ...] = ("recipients", "listed", "signature", "note")
"""Elements in the type of the body (5.2.2): where that is mended they go with it, or the page would be of two minds."""
COMPANIONS = {"G09": face, "G10": size}


@dataclass(frozen=True)
class Mended:
    """The parts of a mended file, what was changed in it, and what was not because a line would be something else."""

    parts: dict[str, bytes]
    changes: tuple[Change, ...]
    refused: tuple[Refused, ...] = ()


def mend(parts: Mapping[str, bytes], reading: Reading, findings: Sequence[Finding], profile: Profile) -> Mended:
    """Mend what the findings complain of, and what comes to light by that; everything else stays as it is.

    Nothing is done by which a paragraph would be read as something else.
    """
    bench, known = Bench(parts, reading, profile), places(reading)
    left_alone = {key(bench, spot) for spot in spots(bench)} - {
        (finding.rule, finding.paragraph if finding.rule.startswith("T") else None) for finding in findings
    }
    changes: dict[Mark, Change] = {}
    refused: dict[Mark, Refused] = {}
    for _ in range(ROUNDS):
        settled: set[Key | Mark] = {*left_alone, *refused, *changes}
        asked = [spot for spot in spots(bench) if not {key(bench, spot), mark(bench, spot)} & settled]
        bench, made, kept = guarded(bench, asked, known, applied)
        changes |= {(change.rule, change.paragraph, change.before): change for change in made}
        refused |= {(each.rule, each.paragraph, each.found): each for each in kept}
        if not made:
            break
        bench.read_again()
    undone = bench.put_back()
    found = tuple(change for change in changes.values() if change.paragraph not in undone)
    if not found or not bench.whole() or moved(bench, known):
        return Mended(dict(parts), (), tuple(refused.values()))
    return Mended(bench.packed(), found, tuple(refused.values()))


def key(bench: Bench, spot: Spot) -> Key:
    """What a fault is asked for by: a text rule at its paragraph, a layout rule in the whole file."""
    return spot.rule, bench.number(spot.line) if spot.rule.startswith("T") else None


def mark(bench: Bench, spot: Spot) -> Mark:
    """What tells a fault apart: one that was mended before and is still there is given up."""
    return spot.rule, bench.number(spot.line), spot.found


def applied(bench: Bench, asked: Sequence[Spot], done: Sequence[Change]) -> list[Change]:
    """Mend the faults of one round, each rule of the whole file once."""
    whole = {change.rule for change in done if change.paragraph is None}
    made: list[Change] = []
    for spot in asked:
        if spot.line is None and spot.rule in whole:
            continue
        said = FIXERS[spot.rule](bench, spot)
        if said is None:
            continue
        if spot.line is None:
            whole.add(spot.rule)
        bench.relaid |= spot.rule in RELAYING
        made.append(Change(spot.rule, bench.number(spot.line), *said))
    return made


def spots(bench: Bench) -> Iterator[Spot]:
    """The faults that there are now and that can be mended, place by place."""
    yield from of_layout(bench.case)
    case = TextCase(bench.reading, date.max)
    for rule in textrules.RULES:
        for fault in rule.check(case) if rule.number in FIXERS else ():
            line = fault.at.line if fault.at else None
            yield Spot(rule.number, line, fault.found, fault.expected, message=fault.message)


def of_layout(case: Case) -> Iterator[Spot]:
    """The faults of layout."""
    for rule in layout.RULES:
        if rule.number not in FIXERS or rule.number in layout.MASTHEAD_RULES and not case.has_masthead:
            continue
        faults = list(rule.judge(case))
        if faults and rule.number in COMPANIONS:
            faults += [f for line in case.lines(*PLAIN) for f in COMPANIONS[rule.number](case, line, faults[0].key)]
        for fault in faults:
            if not fault.cure.startswith(FINE):
                yield Spot(
                    rule.number,
                    fault.line,
                    fault.found,
                    fault.expected,
                    fault.key,
                    fault.message,
                    fault.way,
                    fault.amount,
                )
