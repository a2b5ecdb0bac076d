"""Files that count for nobody yet, and the units that may have sent them: no unit is called silent over one of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from docgen.ledgers import rules
from docgen.ledgers.definition import Definition
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import Period
from docgen.ledgers.submissions import PAPERS, Submission, frequencies, parsed, path_period

OPEN = ("退回", "待核实")
"""States of files that somebody still has to look at."""
WHOSE, WHEN = (rules.UNKNOWN_UNIT, rules.CONFLICTING_UNIT), rules.WRONG_PERIOD
LATEST = timedelta(days=62)
"""So long after the end of a period a paper without one in its name may be for it."""


def claimed(made: Iterable[Submission], definition: Definition, period: Period) -> dict[str, list[str]]:
    """The files that each unit may have sent for a period, by the unit's code."""
    names, found = definition.names, dict[str, list[str]]()
    for one in made:
        if one.state in OPEN and not (one.counted and one.period == period.key and not doubted(one)):
            spans = possible_periods(one)
            for code in dict.fromkeys(possible_units(one, names)) if not spans or period.key in spans else ():
                found.setdefault(code, []).append(one.file.path)
    return found


def doubted(one: Submission) -> bool:
    """Whether it is asked of a file whose it is."""
    return any(problem.rule in WHOSE and problem.severity != "info" for problem in one.problems)


def possible_units(one: Submission, names: Names) -> Iterator[str]:
    """Every unit that a file, its name, or a complaint about its unit names."""
    yield from filter(None, (one.unit, *one.perhaps, *names.in_path(one.file.path)))
    for problem in one.problems:
        if problem.rule in WHOSE:
            yield from filter(None, (names.match(text) for text in (problem.found, problem.expected) if text))


def possible_periods(one: Submission) -> set[str]:
    """The periods that a file or a complaint about its period names; none where nobody can tell."""
    told = [text for p in one.problems if p.rule == WHEN for text in (p.found, p.expected) if text]
    spans = [span.key for text in told if (span := parsed(text))]
    return {key for key in (one.period, one.perhaps_when, *spans) if key}


def papers(made: Iterable[Submission], definition: Definition, period: Period) -> dict[str, list[str]]:
    """Scans and documents that units sent for a period, by the unit's code: they are no ledgers, but not nothing."""
    found: dict[str, list[str]] = {}
    for one in made:
        if one.unit and one.state == "忽略" and any(p.found in PAPERS for p in one.problems):
            spans = [path_period(one.file.path, definition.year, f) for f in frequencies(definition)]
            near = period.first <= one.file.received <= period.last + LATEST
            if period in spans if any(spans) else near:
                found.setdefault(one.unit, []).append(one.file.path)
    return found
