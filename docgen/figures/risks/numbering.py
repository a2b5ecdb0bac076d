"""Which risk point a report is of: found again in the library, or new; never merged without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docgen.campaign.risks import Risks
from docgen.errors import Place, Problem, Severity
from docgen.figures.risks.library import Entry, Library
from docgen.figures.risks.sighting import SAME, SHORTEST, Report, Sighting, letters_of, plain
from docgen.wording import half_width


@dataclass
class Numbered:
    """The number of each sighting by its name, before and after what people decided; what is to be said."""

    given: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    kept: Mapping[str, str] = field(default_factory=dict)

    def number(self, own: Sighting) -> str:
        """The number of a sighting."""
        return self.resolved(self.given[own.name])

    def resolved(self, number: str) -> str:
        """The number that stays for one that was merged."""
        return self.kept.get(number, number)


def numbered(own: Sequence[Sighting], library: Library, campaign: str, year: int, settings: Risks) -> Numbered:
    """A number for each sighting: the one that it had, that the unit names, that of the same words, or a new one."""
    made = Numbered(kept=merged(settings))
    mine = library.chapter(campaign, year)
    known = {entry_key(entry): n for chapter in library.before(campaign, year) for n, entry in chapter.points.items()}
    numbers = library.numbers
    for sighting in own:
        if sighting.name in mine.given:
            made.given[sighting.name] = mine.given[sighting.name]
            known.setdefault(sighting.last.likeness_key, mine.given[sighting.name])
    for number, entry in {**mine.missed, **mine.points}.items():
        known.setdefault(entry_key(entry), number)
    for sighting in own:
        last, named = sighting.last, written(sighting.last)
        if named in numbers:
            made.given[sighting.name] = named
        elif sighting.name not in made.given and last.likeness_key in known:
            made.given[sighting.name] = known[last.likeness_key]
        elif sighting.name not in made.given:
            made.given[sighting.name] = following(numbers, settings.prefix)
        number = made.given[sighting.name]
        if named and named not in numbers:
            message = f"风险点库里没有“{last.text('库编号')}”这个编号，这一行记在{number}"
            made.problems.append(
                said(last, "库编号", "L701", message, f"请核对；是新的风险点，库编号空着或者填{number}")
            )
        numbers = numbers | {number}
        if last.likeness_key:
            known.setdefault(last.likeness_key, number)
    return made


def entry_key(entry: Entry) -> str:
    """The words by which a risk point of an earlier campaign is known again."""
    return "|".join(plain(entry.texts.get(column, "")) for column in SAME)


def written(report: Report) -> str:
    """The number of the library that the unit wrote, as the library writes it; empty where there is none."""
    text = re.sub(r"\s", "", half_width(report.text("库编号"))).upper()
    return text if text not in ("", "无", "-", "/") else ""


def following(numbers: set[str], prefix: str) -> str:
    """The next number: one more than the highest of its letters that was ever given."""
    used = [
        int(n.removeprefix(prefix)) for n in numbers if n.startswith(prefix) and n.removeprefix(prefix).isdecimal()
    ]
    return f"{prefix}{max(used, default=0) + 1:04}"


def merged(settings: Risks) -> dict[str, str]:
    """The number that stays for each one that people decided to merge, through several steps."""
    direct = {number: own.kept for own in settings.merges for number in own.merged if number != own.kept}

    def last(number: str, seen: frozenset[str]) -> str:
        onward = direct.get(number)
        return number if onward is None or onward in seen else last(onward, seen | {number})

    return {number: last(number, frozenset()) for number in direct}


@dataclass(frozen=True)
class Described:
    """A risk point as likeness sees it."""

    number: str
    source: str
    business: str
    text: str
    unit: str
    report: Report | None = None


def alike(points: Sequence[Described], settings: Risks) -> Iterator[tuple[Described, Described, int]]:
    """Pairs that are probably one risk point in other words, the later one first, with their likeness in per cent.

    Only those of one source or one business; what people decided to keep apart is not asked again.
    """
    from rapidfuzz import fuzz

    apart = {frozenset(pair) for group in settings.apart for pair in pairs(group)}
    letters = [letters_of(point.text) for point in points]
    for later, point in enumerate(points):
        for earlier in range(later):
            other = points[earlier]
            near = point.source == other.source or point.business == other.business
            if point.report is None or not near or frozenset((point.number, other.number)) in apart:
                continue
            if min(len(letters[later]), len(letters[earlier])) < SHORTEST:
                continue
            share = fuzz.ratio(letters[later], letters[earlier], score_cutoff=settings.likeness)
            if share:
                yield point, other, round(share)


def pairs(group: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every two of some numbers."""
    for i, one in enumerate(group):
        yield from ((one, other) for other in group[:i])


def said(
    report: Report, column: str, rule: str, message: str, cure: str | None = None, severity: Severity = "warning"
) -> Problem:
    """What is to be said at a cell of a report."""
    fact = report.cells.get(column)
    place = Place(
        report.origin.file, sheet=report.origin.sheet, cell=fact.cell if fact is not None else report.origin.cell
    )
    return Problem(place, rule, severity, message, found=(fact.raw if fact is not None else "") or None, cure=cure)
