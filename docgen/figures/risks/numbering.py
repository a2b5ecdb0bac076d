"""Which risk point a report is of: found again in the library, or new; never merged without a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, count

from docgen.campaign.risks import Merge, Risks
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Severity
from docgen.figures.risks import rules
from docgen.figures.risks.known import Known
from docgen.figures.risks.library import Chapter, Library
from docgen.figures.risks.sighting import SHORTEST, Report, Sighting, letters_of
from docgen.wording import half_width


@dataclass
class Numbered:
    """The number of each sighting by its name, before and after what people decided; what is to be said."""

    known: Known
    numbers: set[str]
    """Every number that stands in the library."""
    kept: Mapping[str, str]
    given: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def number(self, own: Sighting) -> str:
        """The number of a sighting."""
        return self.resolved(self.given[own.name])

    def resolved(self, number: str) -> str:
        """The number that stays for one that was merged."""
        return self.kept.get(number, number)

    def fits(self, number: str, report: Report) -> bool:
        """Whether the library has a number, and a report may be of it: by its words, and not of another by them."""
        stays = self.resolved(number)
        told = self.resolved(self.known.elsewhere.get(report.likeness_key, number))
        return number in self.numbers and told == stays and self.known.fits((number, stays), report)


def numbered(own: Sequence[Sighting], library: Library, campaign: str, year: int, settings: Risks) -> Numbered:
    """A number for each sighting: that which the unit names, that it had, that of the same words, or a new one.

    What is quite unlike all that was ever told under a number does not get it, whoever names it.
    """
    mine, known = library.chapter(campaign, year), Known.of(library, campaign, year)
    before = earlier_merges(library.before(campaign, year), settings)
    made = Numbered(known, library.numbers, merged(settings.merges, before))
    for sighting in own:
        had = mine.given.get(sighting.name, "")
        if had and made.fits(had, sighting.last):
            known.hear(had, sighting.last)
    never_given = {number for sighting in own if (number := named(sighting)[0])} - made.numbers
    for sighting in own:
        last, (asked, _) = sighting.last, named(sighting)
        candidates = [n for n in (asked, mine.given.get(sighting.name, "")) if made.fits(n, last)]
        by_words = known.elsewhere.get(last.likeness_key) or known.here.get(last.likeness_key)
        number = next(iter(candidates), by_words) or following(
            made.numbers | library.spent, settings.prefix, never_given
        )
        made.given[sighting.name] = number
        made.numbers.add(number)
        for report in sighting.reports:
            known.hear(number, report)
    made.problems += [problem for sighting in own for problem in not_taken(sighting, made)]
    made.kept = merged((merge for merge in settings.merges if merge.kept in made.numbers), before)
    return made


def named(sighting: Sighting) -> tuple[str, Report]:
    """The number of the library that a unit wrote last, and where; no number where it wrote none."""
    return next(((number, own) for own in reversed(sighting.reports) if (number := written(own))), ("", sighting.last))


def not_taken(sighting: Sighting, made: Numbered) -> Iterator[Diagnostic]:
    """What is said where a unit's number of the library was not taken."""
    (asked, report), number = named(sighting), made.given[sighting.name]
    if not asked or made.resolved(asked) == made.resolved(number):
        return
    if asked not in made.numbers:
        message = f"风险点库里没有“{report.text('库编号')}”这个编号，这一行记在{number}"
        yield said(
            report, "库编号", rules.UNKNOWN_LIBRARY_NUMBER, message, f"请核对；是新的风险点，库编号空着或者填{number}"
        )
        return
    told = made.known.description(asked) or made.known.description(made.resolved(asked))
    message = f"{asked}在库里是“{told}”，和这一行写的不是一回事，没有并进去，这一行记在{number}"
    cure = (
        f"库编号填错了的，改成{number}或者空着；确实是同一个的，在“风险”的“合并”里写 {{保留: {asked}, 并入: {number}}}"
    )
    yield said(report, "库编号", rules.LIBRARY_NUMBER_MISUSED, message, cure)


def written(report: Report) -> str:
    """The number of the library that the unit wrote, as the library writes it; empty where there is none."""
    text = re.sub(r"\s", "", half_width(report.text("库编号"))).upper()
    return text if text not in ("", "无", "-", "/") else ""


def following(numbers: set[str], prefix: str, never_given: Collection[str]) -> str:
    """The next number: one more than the highest of its letters that was ever given, and none that a unit made up."""
    used = [
        int(n.removeprefix(prefix)) for n in numbers if n.startswith(prefix) and n.removeprefix(prefix).isdecimal()
    ]
    return next(number for i in count(max(used, default=0) + 1) if (number := f"{prefix}{i:04}") not in never_given)


def earlier_merges(chapters: Iterable[Chapter], settings: Risks) -> dict[str, str]:
    """What was merged in earlier campaigns, unless this one keeps it apart."""
    apart = kept_apart(settings)
    return {n: kept for own in chapters for n, kept in own.merged.items() if frozenset((n, kept)) not in apart}


def merged(merges: Iterable[Merge], before: Mapping[str, str]) -> dict[str, str]:
    """The number that stays for each one that people decided to merge, now or before, through several steps."""
    direct = {**before, **{number: own.kept for own in merges for number in own.merged if number != own.kept}}

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

    apart = kept_apart(settings)
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


def kept_apart(settings: Risks) -> set[frozenset[str]]:
    """Every two numbers that people decided are not one risk point."""
    return {frozenset(pair) for group in settings.apart for pair in combinations(group, 2)}


def said(
    report: Report, column: str, rule: Rule, message: str, cure: str | None = None, severity: Severity = "warning"
) -> Diagnostic:
    """What is to be said at a cell of a report."""
    fact = report.cells.get(column)
    place = Place(
        report.origin.file, sheet=report.origin.sheet, cell=fact.cell if fact is not None else report.origin.cell
    )
    return Diagnostic(place, rule, severity, message, found=(fact.raw if fact is not None else "") or None, cure=cure)
