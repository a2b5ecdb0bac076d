"""清廉积分: what the marks of a rubric come to, worked out of the self-marks, the inspectors' marks and a survey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.campaign.expand import subjects
from docgen.campaign.model import Campaign
from docgen.campaign.rubric import Rubric
from docgen.figures.scores import book, last_year, ledgers, marks, problems, results, scoring, survey
from docgen.figures.scores.opening import content
from docgen.figures.worked_out import Given, Sheet, WorkedOut
from docgen.ledgers.definition import Definition

SETTINGS = "rubric"
WORKBOOK = "积分结果.xlsx"


def sheets(campaign: Campaign, definition: Definition) -> tuple[Sheet, ...]:
    """清廉积分, 积分结果 and 运用, where the campaign has a rubric with forms to be marked."""
    rubric = campaign.rubric
    bases = marks.forms(definition)
    if rubric is None or not bases:
        return ()
    units = tuple(unit.code for unit in subjects(campaign))
    return tuple(Sheet(spec, bases, units) for spec in ledgers.specs(rubric))


def work_out(given: Given) -> WorkedOut:
    """The rows of the three ledgers, what is wrong with the marks, and the workbook of results."""
    rubric = given.campaign.rubric
    if rubric is None or not set(marks.forms(given.definition)) & {*given.source.returns["ledger"]}:
        return WorkedOut()  # nothing was marked yet
    read = marks.read(given.campaign, given.definition, given.source)
    asked, said = survey.read(given.campaign, given.folder)
    before, missed = last_year.read(given.campaign, given.folder)
    reason = unfit(rubric)
    scores = [
        scoring.scored(rubric, unit.code, read, asked.get(unit.code), reason) for unit in subjects(given.campaign)
    ]
    found = results.ranked(given.campaign, scores, before)
    mend = (*read.problems, *problems.red_lines(given.campaign, scores))
    decide = (
        *read.decisions,
        *problems.of_rubric(reason),
        *problems.over_cap(rubric, given.campaign, scores),
        *said,
        *missed,
    )
    rows = (
        *ledgers.marked(rubric, read, scores),
        *ledgers.results(found, WORKBOOK),
        *ledgers.uses(rubric, found, WORKBOOK),
    )
    data = book.workbook(given.campaign, found, read, asked, before)
    return WorkedOut(rows, mend, decide, {WORKBOOK: data})


def unfit(rubric: Rubric) -> str:
    """Why a rubric gives no total to anybody; empty where it is well."""
    total = sum(rubric.weights.values())
    if total != 100:
        return f"权重合计是{total}，不是100"
    return ""


def reads(campaign: Campaign, folder: Path, library: Path) -> Iterator[bytes]:
    """The survey, and the results of last year."""
    rubric = campaign.rubric
    if rubric is not None:
        named = (rubric.survey.file if rubric.survey else "", rubric.last_year_file)
        yield from (content(folder / name) for name in named if name)
