"""风险点库: the risk points of all units in one library that lasts over the years, worked out of 风险点台账."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from docgen.campaign.ledger import Ledger
from docgen.campaign.load import known_keys, validate
from docgen.campaign.model import Campaign
from docgen.campaign.risks import UNGRADED, Risks
from docgen.campaign.source import read as read_yaml
from docgen.errors import Problem
from docgen.figures.risks import book, library, numbering, points
from docgen.figures.risks.numbering import Described
from docgen.figures.risks.points import NOT_TOLD, SHEET, Point
from docgen.figures.risks.sighting import LEDGER, sightings
from docgen.figures.worked_out import Given, Row, Sheet, WorkedOut
from docgen.ledgers.definition import Definition
from docgen.ledgers.spec import LedgerSpec

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
    yield library.read(path).without(campaign_key(campaign)).as_bytes()


def campaign_key(campaign: Campaign) -> str:
    """What the library knows a campaign by."""
    return f"{campaign.activity.year} {campaign.activity.name}"


def work_out(given: Given) -> WorkedOut:
    """The library with what came back: its rows, likely doubles, a workbook, and the file that remembers it."""
    campaign, settings = given.campaign, given.campaign.risks or Risks()
    key, year = campaign_key(campaign), campaign.activity.year
    known = library.read(given.library)
    own = sightings(given.source, given.definition)
    numbered = numbering.numbered(own, known, key, year, settings)
    chapters = known.before(key, year)
    made = points.points(own, {s.name: numbered.number(s) for s in own}, chapters, numbered.kept)
    rows = [points.row(point, settings, campaign.labels, year) for point in made]
    doubles = list(numbering.alike(described(made, rows), settings))
    problems = [*numbered.problems, *points.disagreements(own, settings), *map(double, doubles), *gone_quiet(rows)]
    chapter = known.chapter(key, year)
    chapter = replace(chapter, given={**chapter.given, **numbered.given})
    if not given.source.summary["only"]:
        left = {cells["库编号"]: points.remembered(row) for row in rows if (cells := values(row))["变化"] != NOT_TOLD}
        chapter = replace(chapter, points=left)
    remembered = known.with_chapter(key, chapter).as_bytes()
    workbook = book.workbook(campaign, settings, rows, doubles)
    return WorkedOut(tuple(rows), tuple(problems), {f"{SHEET}.xlsx": workbook}, {given.library: remembered})


def values(row: Row) -> dict[str, str]:
    """The texts of a row by column."""
    return {cell.field: cell.value for cell in row.cells}


def described(made: list[Point], rows: list[Row]) -> list[Described]:
    """The risk points as likeness sees them."""
    found = []
    for point, row in zip(made, rows, strict=True):
        texts = values(row)
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


def double(found: tuple[Described, Described, int]) -> Problem:
    """The question whether two risk points are one."""
    point, other, share = found
    assert point.report is not None
    message = f"{point.number}与{other.number}“{other.text}”文字相近（{share}%），是不是同一个风险点？"
    cure = f"是的，在“风险”的“合并”里写 {{保留: {other.number}, 并入: {point.number}}}；不是，写进“不合并”"
    return numbering.said(point.report, "风险表现", "L702", message, cure)


def gone_quiet(rows: list[Row]) -> Iterator[Problem]:
    """Risk points of earlier years that nobody reports any more."""
    quiet = [texts for row in rows if (texts := values(row))["变化"] == NOT_TOLD]
    if quiet:
        listed = "、".join(texts["库编号"] for texts in quiet)
        yield Problem(
            points.library_place(), "L705", "warning", f"以前在库、没有消除的风险点，今年没有单位报：{listed}",
            cure="请核实：还在的让单位补报（填上库编号），消除了的也要报一次“已消除”",
        )  # fmt: skip


__all__ = ["reads", "sheets", "work_out"]
