"""第三方测评: a survey export, aggregated to one mark for each institution with the number of its answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

from docgen.campaign.expand import plain, subjects
from docgen.campaign.model import Campaign
from docgen.campaign.rubric import Survey
from docgen.core.diagnostic import Diagnostic
from docgen.figures.scores import rules
from docgen.figures.scores.opening import opened
from docgen.figures.scores.saying import said
from docgen.figures.worked_out import Origin
from docgen.ledgers.headings import tidy
from docgen.ledgers.naming import Names
from docgen.ledgers.region import blank
from docgen.ledgers.sheet import Scalar, Sheet, address
from docgen.ledgers.value import exact, raw_text
from docgen.wording import half_width

SEARCHED_ROWS = 10
NUMBER = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)分?")


@dataclass(frozen=True)
class Surveyed:
    """What the answers about one institution come to: the mean, the rows that count, or why there is no mark."""

    mark: Decimal | None
    rows: tuple[int, ...]
    origin: Origin
    why: str = ""
    blanks: int = 0
    """Questions that were left blank or cannot be read."""


@dataclass
class Answers:
    """The answers while they are read: by institution the row and the mean of each."""

    found: dict[str, list[tuple[int, Fraction]]] = field(default_factory=dict)
    blanks: dict[str, int] = field(default_factory=dict)
    strange: dict[str, list[int]] = field(default_factory=dict)
    """Rows by a name that is nobody's."""
    problems: list[Diagnostic] = field(default_factory=list)


def read(campaign: Campaign, folder: Path) -> tuple[dict[str, Surveyed], list[Diagnostic]]:
    """What the survey says of each institution, and what is wrong with it."""
    survey = campaign.rubric.survey if campaign.rubric else None
    if survey is None:
        return {}, []
    book, wrong = opened(folder, survey.file, rules.SURVEY_FILE_UNUSABLE)
    if book is None:
        return {}, wrong
    sheet = next((own for own in book.sheets if own.name == survey.sheet), None if survey.sheet else book.sheets[0])
    if sheet is None:
        return {}, [
            said(
                Origin(survey.file),
                rules.SURVEY_FILE_UNUSABLE,
                "error",
                f"没有“{survey.sheet}”这张表",
                "请核对“测评”里的“表”",
            )
        ]
    return of_sheet(campaign, survey, sheet)


def of_sheet(campaign: Campaign, survey: Survey, sheet: Sheet) -> tuple[dict[str, Surveyed], list[Diagnostic]]:
    """The same of its sheet."""
    top, heads = heading(sheet, survey.subject)
    if not top:
        cure = "请核对“测评”里的“对象列”，要和答卷第一行的题目一字不差"
        return {}, [
            said(
                Origin(survey.file, sheet.name),
                rules.SURVEY_FILE_UNUSABLE,
                "error",
                f"答卷里没有“{survey.subject}”这一列",
                cure,
            )
        ]
    columns, lacking = question_columns(sheet, survey, top, heads)
    wrong = [
        said(Origin(survey.file, sheet.name, address(top, 1)), rules.SURVEY_FILE_UNUSABLE, "error", f"答卷里没有“{name}”这一列",
             "请核对“测评”里的“题目列”，要和答卷第一行的题目一字不差")
        for name in lacking
    ]  # fmt: skip
    if lacking or not columns:
        none = said(
            Origin(survey.file, sheet.name),
            rules.SURVEY_FILE_UNUSABLE,
            "error",
            "看不出哪些列是打分题",
            "请在“测评”里写上“题目列”",
        )
        return {}, wrong or [none]
    answers = Answers()
    collect(answers, campaign, survey, sheet, top, heads[tidy(survey.subject)], columns)
    made = {unit.code: aggregated(answers, unit.code, survey, sheet, top, columns) for unit in subjects(campaign)}
    labels = campaign.labels
    for code, own in made.items():
        if own.why:
            answers.problems.append(
                said(own.origin, rules.TOO_FEW_SURVEY_ANSWERS, "warning", f"{labels[code]}的{own.why}", "请补充测评，或在“积分”的“缺项”里写明怎么办")
            )  # fmt: skip
    return made, answers.problems


def heading(sheet: Sheet, subject: str) -> tuple[int, dict[str, int]]:
    """The row of the heading, and the column of each of its texts; row 0 where there is none."""
    for y in range(1, SEARCHED_ROWS + 1):
        texts = {tidy(raw_text(v)): x for (row, x), v in sorted(sheet.cells.items()) if row == y and not blank(v)}
        if tidy(subject) in texts:
            return y, texts
    return 0, {}


def question_columns(sheet: Sheet, survey: Survey, top: int, heads: dict[str, int]) -> tuple[list[int], list[str]]:
    """The columns of questions: as named, or those whose every answer is among the options; and names that are none."""
    if survey.questions:
        lacking = [name for name in survey.questions if tidy(name) not in heads]
        return [heads[tidy(name)] for name in survey.questions if tidy(name) in heads], lacking
    options = {tidy(option) for option in survey.options}
    told: dict[int, set[str]] = {}
    for (y, x), value in sheet.cells.items():
        if y > top and not blank(value):
            told.setdefault(x, set()).add(tidy(raw_text(value)))
    return sorted(x for x, words in told.items() if words <= options), []


def collect(
    answers: Answers, campaign: Campaign, survey: Survey, sheet: Sheet, top: int, subject: int, columns: Sequence[int]
) -> None:
    """Read the answers row by row."""
    names, asked = Names(campaign.units), {unit.code for unit in subjects(campaign)}
    by_row: dict[int, dict[int, Scalar]] = {}
    for (y, x), value in sorted(sheet.cells.items()):
        if y > top and not blank(value):
            by_row.setdefault(y, {})[x] = value
    seen: dict[tuple[tuple[int, str], ...], int] = {}
    for y, cells in by_row.items():
        name = raw_text(cells.get(subject)).strip()
        code = names.match(name) if name else None
        if code not in asked or code is None:
            answers.strange.setdefault(name, []).append(y)
            continue
        whole = tuple((x, raw_text(value)) for x, value in cells.items())
        if whole in seen and set(cells) - {subject, *columns}:
            place = Origin(survey.file, sheet.name, address(y, subject))
            answers.problems.append(
                said(
                    place,
                    rules.DUPLICATE_SURVEY_ANSWER,
                    "warning",
                    f"这份答卷与第{seen[whole]}行一模一样（时间也一样），只算一份",
                    "请核对是不是重复导出",
                )
            )
            continue
        seen.setdefault(whole, y)
        one_sheet(answers, survey, sheet, y, code, [(x, cells.get(x)) for x in columns])
    answers.problems += unknown(answers, names, survey, sheet, subject)


def one_sheet(
    answers: Answers, survey: Survey, sheet: Sheet, y: int, code: str, cells: Sequence[tuple[int, Scalar]]
) -> None:
    """One answerer's questions; the mean of those that can be read."""
    marks = []
    for x, value in cells:
        mark = None if blank(value) else percent(value, survey)
        if mark is not None:
            marks.append(mark)
            continue
        answers.blanks[code] = answers.blanks.get(code, 0) + 1
        place = Origin(survey.file, sheet.name, address(y, x))
        if blank(value):
            answers.problems.append(said(place, rules.SURVEY_ANSWER_BLANK, "info", "这一题没有答，没有计入", "不用改"))
        else:
            told = "、".join(survey.options) or f"0至{plain(survey.most)}分"
            answers.problems.append(said(place, rules.SURVEY_ANSWER_UNREADABLE, "warning", f"答案“{raw_text(value)[:30]}”读不懂，没有计入",
                                         f"应为{told}；是新的选项，请写进“测评”的“选项”", raw_text(value)[:80]))  # fmt: skip
    if marks:
        answers.found.setdefault(code, []).append((y, sum(marks, Fraction(0)) / len(marks)))


def percent(value: Scalar, survey: Survey) -> Fraction | None:
    """An answer as a mark of 100; None for one that cannot be read."""
    if survey.options:
        known = {tidy(option): mark for option, mark in survey.options.items()}
        mark = known.get(tidy(raw_text(value)))
        return None if mark is None else Fraction(mark)
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = exact(value)
    elif isinstance(value, str) and (match := NUMBER.fullmatch(half_width(value).strip())):
        number = Decimal(match[1])
    else:
        return None
    return (
        Fraction(number) * 100 / Fraction(survey.most) if number.is_finite() and 0 <= number <= survey.most else None
    )


def unknown(answers: Answers, names: Names, survey: Survey, sheet: Sheet, subject: int) -> Iterator[Diagnostic]:
    """Names that are nobody's, each once."""
    for name, rows in answers.strange.items():
        place = Origin(survey.file, sheet.name, address(rows[0], subject))
        more = f"等{len(rows)}份" if len(rows) > 1 else ""
        if not name:
            yield said(
                place,
                rules.SURVEY_SUBJECT_UNKNOWN,
                "warning",
                f"第{rows[0]}行{more}没有写测评的是哪个机构，没有计入",
                "请补上，或删去这些答卷",
            )
        elif names.match(name):
            yield said(
                place,
                rules.SURVEY_SUBJECT_UNKNOWN,
                "info",
                f"“{name}”不是打分的对象，它的{len(rows)}份答卷没有计入",
                "不用改",
            )
        else:
            cure = names.suggestion(name) or "请在单位的“别名”里写上这个叫法"
            yield said(
                place,
                rules.SURVEY_SUBJECT_UNKNOWN,
                "warning",
                f"单位名单里没有“{name}”，它的{len(rows)}份答卷没有计入",
                cure,
                name,
            )


def aggregated(
    answers: Answers, code: str, survey: Survey, sheet: Sheet, top: int, columns: Sequence[int]
) -> Surveyed:
    """The mean of all answers about one institution, in hundredths, half up."""
    own = answers.found.get(code, [])
    last = max((y for y, _ in sheet.cells), default=top + 1)
    span = f"{address(min((y for y, _ in own), default=top + 1), min(columns))}:{address(max((y for y, _ in own), default=last), max(columns))}"
    origin = Origin(survey.file, sheet.name, span)
    rows, blanks = tuple(y for y, _ in own), answers.blanks.get(code, 0)
    mean = sum((mark for _, mark in own), Fraction(0)) / len(own) if own else None
    mark = None if mean is None else rounded(mean)
    why = "" if len(own) >= max(survey.least, 1) else f"测评只有{len(own)}份答卷，至少要{survey.least}份"
    return Surveyed(mark, rows, origin, why, blanks)


def rounded(value: Fraction) -> Decimal:
    """In hundredths, half up."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
