"""风险点库: the risk points of all units in one library that lasts over the years, worked out of 风险点台账."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from docgen.campaign.ledger import Ledger
from docgen.campaign.load import known_keys, validate
from docgen.campaign.model import Campaign
from docgen.campaign.risks import UNGRADED, Risks
from docgen.campaign.source import read as read_yaml
from docgen.figures.risks import book, numbering, points, problems, stored
from docgen.figures.risks.library import Chapter
from docgen.figures.risks.numbering import Described, Numbered
from docgen.figures.risks.points import SHEET, Point
from docgen.figures.risks.sighting import LEDGER, sightings
from docgen.figures.worked_out import Given, Row, Sheet, WorkedOut
from docgen.ledgers.definition import Definition
from docgen.ledgers.spec import LedgerSpec

SETTINGS = "risks"
DEFINITION = Path(__file__).with_name("风险点库.yaml")


def sheets(campaign: Campaign, definition: Definition) -> tuple[Sheet, ...]:
    """The library, where risk points are reported."""
    if definition.spec(LEDGER) is None:
        return ()
    return (Sheet(spec(campaign.risks or Risks()), (LEDGER,), definition.reporting[LEDGER]),)


def spec(settings: Risks) -> LedgerSpec:
    """The columns of the library, with the sources and levels of the campaign to choose from."""
    own = columns()
    options = {
        "来源": settings.sources,
        "可能性": settings.likelihoods,
        "影响": settings.impacts,
        "等级": (*settings.grades, UNGRADED),
    }
    made = tuple(c.model_copy(update={"options": options.get(c.name, c.options)}) for c in own.columns)
    return LedgerSpec(SHEET, own.title, own.landscape, made, (), (), ())


@cache
def columns() -> Ledger:
    """The library's columns as they are shipped."""
    return validate(Ledger, read_yaml(DEFINITION, known_keys(Ledger)))


def reads(campaign: Campaign, folder: Path, path: Path) -> Iterator[bytes]:
    """What other campaigns left in the library."""
    yield stored.read(path).without(campaign_key(campaign)).as_bytes()


def campaign_key(campaign: Campaign) -> str:
    """What the library knows a campaign by."""
    return f"{campaign.activity.year} {campaign.activity.name}"


def work_out(given: Given) -> WorkedOut:
    """The library with what came back: its rows, likely doubles, a workbook, and the file that remembers it."""
    campaign, settings = given.campaign, given.campaign.risks or Risks()
    key, year = campaign_key(campaign), campaign.activity.year
    known = stored.read(given.library)
    own = sightings(given.source, given.definition)
    numbered = numbering.numbered(own, known, key, year, settings)
    chapters = known.before(key, year)
    made = points.points(own, {s.name: numbered.number(s) for s in own}, chapters, numbered.kept)
    rows = [points.row(point, settings, campaign.labels, year) for point in made]
    doubles = list(numbering.alike(described(made, rows), settings))
    chapter = remembered(given, known.chapter(key, year), numbered, made, rows)
    missed = {} if given.source.summary["only"] else chapter.missed
    mend = [
        *numbered.problems,
        *problems.of_sightings(own, numbered, settings),
        *problems.of_points(made, campaign.labels),
    ]
    decide = [
        *problems.of_decisions(settings, numbered),
        *problems.out_of_order(known, year),
        *problems.of_units(made, settings, campaign.labels),
        *map(problems.double, doubles),
        *problems.gone_quiet(rows),
        *problems.missed(missed, campaign.labels),
    ]
    workbook = book.workbook(campaign, settings, made, rows, doubles, missed)
    after = known.with_chapter(key, chapter).as_bytes()
    kept = {given.library: after, stored.backup(given.library): after}
    return WorkedOut(tuple(rows), tuple(mend), tuple(decide), {f"{SHEET}.xlsx": workbook}, kept)


def remembered(
    given: Given, before: Chapter, numbered: Numbered, made: Sequence[Point], rows: Sequence[Row]
) -> Chapter:
    """What the library remembers of this campaign; of one period alone only the numbers that were given."""
    chapter = replace(before, given={**before.given, **numbered.given}, merged=numbered.kept)
    if given.source.summary["only"]:
        return chapter
    told = {own.number: points.remembered(own, row) for own, row in zip(made, rows, strict=True) if own.sightings}
    words = {key for entry in told.values() for key in entry.told}
    moved = [n for n, own in {**before.missed, **before.points}.items() if words & {*own.told}]
    merged = [number for number in before.points if numbered.resolved(number) in told]
    return chapter.left_with(told, {*merged, *moved, *(own.number for own in made)})


def described(made: Sequence[Point], rows: Sequence[Row]) -> list[Described]:
    """The risk points as likeness sees them."""
    found = []
    for point, row in zip(made, rows, strict=True):
        texts = row.texts
        report = point.sightings[0].last if point.sightings else None
        found.append(
            Described(
                point.number,
                texts.get("来源", ""),
                texts.get("业务领域", ""),
                texts.get("风险表现", ""),
                row.unit,
                report,
            )
        )
    return found


__all__ = ["SETTINGS", "reads", "sheets", "work_out"]
