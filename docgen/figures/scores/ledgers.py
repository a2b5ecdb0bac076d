"""The three ledgers of the score, row by row: 清廉积分 from the marks, 积分结果 and 运用 from what they came to.

All cells of a row go by one fingerprint (none), for rows are told apart by it and these come from several files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from docgen.campaign.expand import plain
from docgen.campaign.ledger import Ledger
from docgen.campaign.load import known_keys, validate
from docgen.campaign.rubric import BASE, BONUS, INSPECTED, RED_LINE, SELF, SURVEYED, Criterion, Rubric, Use
from docgen.campaign.source import read
from docgen.figures.scores.book import cell
from docgen.figures.scores.marks import NOT_SENT, Mark, Marks
from docgen.figures.scores.results import Result
from docgen.figures.scores.scoring import RedLine, Score
from docgen.figures.worked_out import Origin, Row, Value
from docgen.ledgers.checks import Known
from docgen.ledgers.expression import BadExpression, parse
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.value import value_text

MARKS, RESULTS, USES = "清廉积分", "积分结果", "运用"
SURVEY_GROUP, CAP, CAP_CODE = "第三方测评", "加分封顶", "FD"
TOTAL = "积分"
"""What a total is called in the formula of a use."""
HELD = "question"


@cache
def shipped(name: str) -> Ledger:
    """The columns of a ledger as they are shipped."""
    return validate(Ledger, read(Path(__file__).with_name(f"{name}.yaml"), known_keys(Ledger)))


def specs(rubric: Rubric) -> tuple[LedgerSpec, ...]:
    """The ledgers, with the groups and colours of the rubric in their order."""
    survey = (SURVEY_GROUP,) if rubric.survey else ()
    options = {
        "组": tuple(dict.fromkeys([*(group.name for group in rubric.groups), *survey])),
        "颜色": tuple(dict.fromkeys(colour.name for colour in rubric.colours)),
    }
    made = []
    for name in (MARKS, RESULTS, USES):
        own = shipped(name)
        columns = tuple(c.model_copy(update={"options": options.get(c.name, c.options)}) for c in own.columns)
        made.append(LedgerSpec(name, own.title, own.landscape, columns, (), (), ()))
    return tuple(made)


# ---- 清廉积分


def marked(rubric: Rubric, marks: Marks, scores: Sequence[Score]) -> Iterator[Row]:
    """A row for each criterion of each institution that anybody marked, one for the survey, one for the cap."""
    for score in scores:
        for group in rubric.groups:
            for criterion in group.criteria:
                own = {source: marks.of(score.unit, criterion.code, source) for source in criterion.marked_by}
                if any(mark.why != NOT_SENT for mark in own.values()):
                    yield of_criterion(score, group.name, criterion, own)
        if score.survey is not None:
            yield of_survey(rubric, score)
        if score.overflow:
            yield of_cap(rubric, score)


def of_criterion(score: Score, group: str, criterion: Criterion, own: dict[str, Mark]) -> Row:
    """The row of a criterion: the marks as they are, what they add to the total, points taken off, a red line."""
    best = own.get(INSPECTED) or next(iter(own.values()))
    here = best if best.origin.file else next(mark for mark in own.values() if mark.origin.file)
    cells = [
        Value("组", group, here.origin),
        Value("编号", criterion.code, here.origin),
        Value("考评项", criterion.name, here.origin),
        Value("类型", criterion.kind, here.origin),
    ]
    if criterion.points is not None:
        cells.append(Value("满分", value_text(criterion.points), here.origin))
    cells += [given(f"{source}分", mark) for source, mark in own.items() if mark.raw and criterion.kind != RED_LINE]
    if criterion.kind == BASE:
        cells += [
            added(score, source, criterion, mark) for source, mark in own.items() if adds(score, source, criterion)
        ]
        cells += taken_off(criterion, own)
    if criterion.kind == BONUS and criterion.code in score.bonus:
        mark = score.confirmed[criterion.code]
        cells.append(counted(score, "加分", score.bonus[criterion.code], mark.origin, mark.raw, "按核定的加分计"))
    cells += [
        Value(name, words, best.origin) for name, words in (("扣分原因", best.reason), ("依据", best.basis)) if words
    ]
    if criterion.kind == RED_LINE:
        cells.append(touched(next(line for line in score.lines if line.criterion is criterion), here))
    return Row(MARKS, score.unit, tuple(cells))


def adds(score: Score, source: str, criterion: Criterion) -> bool:
    """Whether a mark adds to the total."""
    return criterion.code in score.marked.get(source, {})


def given(column: str, mark: Mark) -> Value:
    """A mark as it was given; held back where it does not count."""
    if mark.value is None:
        return Value(column, "", mark.origin, mark.raw, mark.why, HELD)
    return Value(column, value_text(mark.value), mark.origin, mark.raw)


def added(score: Score, source: str, criterion: Criterion, mark: Mark) -> Value:
    """What a mark adds to the total."""
    note = f"{mark.raw}分（满分{plain(criterion.points)}），按{source}{plain(score.share[source])}%计，取两位小数"
    return counted(score, f"{source}计分", score.marked[source][criterion.code], mark.origin, mark.raw, note)


def counted(score: Score, column: str, value: Decimal, origin: Origin, raw: str, note: str) -> Value:
    """A part of the total; held back where there is no total."""
    if score.total is None:
        return Value(column, "", origin, raw, f"总分不定，暂不计入：{'；'.join(score.lacks)}", HELD)
    return Value(column, value_text(value), origin, raw, note, "used" if raw == value_text(value) else "converted")


def taken_off(criterion: Criterion, own: dict[str, Mark]) -> Iterator[Value]:
    """The points that the inspectors took off."""
    mark = own.get(INSPECTED)
    if mark is not None and mark.value is not None and criterion.points is not None:
        off = value_text(criterion.points - mark.value)
        yield Value(
            "扣分", off, mark.origin, mark.raw, f"满分{plain(criterion.points)}减考评分{mark.raw}", "converted"
        )


def touched(line: RedLine, here: Mark) -> Value:
    """A red line: 是 or 否 where that is certain."""
    raw = "，".join(f"{source}：{mark.raw}" for source, mark in line.told.items() if mark.raw)
    status = "used" if line.holds else HELD
    return Value("触碰红线", line.holds, here.origin, raw or line.holds, line.why, status)


def of_survey(rubric: Rubric, score: Score) -> Row:
    """The row of the survey."""
    survey = score.survey
    assert survey is not None
    cells = [
        Value(name, text, survey.origin)
        for name, text in (("组", SURVEY_GROUP), ("编号", "CP"), ("考评项", SURVEY_GROUP), ("类型", SURVEYED))
    ]
    if survey.mark is not None and not survey.why and score.surveyed is not None:
        share = plain(score.share[SURVEYED])
        note = f"{len(survey.rows)}份答卷，平均{survey.mark}分，按{SURVEYED}{share}%计"
        cells.append(counted(score, "测评计分", score.surveyed, survey.origin, str(survey.mark), note))
    elif rubric.weights.get(SURVEYED):
        cells.append(Value("测评计分", "", survey.origin, str(survey.mark or ""), survey.why, HELD))
    return Row(MARKS, score.unit, tuple(cells))


def of_cap(rubric: Rubric, score: Score) -> Row:
    """The row that takes off what bonuses exceed their cap by."""
    mark = max(score.confirmed.values(), key=lambda own: own.value or 0)
    group = next(g.name for g in rubric.groups if any(c.kind == BONUS for c in g.criteria))
    cells = [
        Value(name, text, mark.origin)
        for name, text in (("组", group), ("编号", CAP_CODE), ("考评项", CAP), ("类型", BONUS))
    ]
    added_up = value_text(sum(score.bonus.values(), Decimal(0)))
    note = f"加分合计{added_up}分，最多{plain(rubric.cap)}分"
    return Row(MARKS, score.unit, (*cells, counted(score, "加分", score.overflow, mark.origin, added_up, note)))


# ---- 积分结果 and 运用


def results(found: Sequence[Result], file: str) -> Iterator[Row]:
    """A row for each institution; every cell stands in the workbook of results."""
    for own in found:
        texts = {
            "机构": own.unit.label, "类别": own.unit.category, "总分": amount(own.score.total),
            "自评部分": amount(own.score.part(SELF)), "考评部分": amount(own.score.part(INSPECTED)),
            "测评部分": amount(own.score.part(SURVEYED)), "加分": amount(own.score.bonuses),
            "名次": str(own.rank or ""), "颜色": own.colour, "红线": "、".join(own.score.touched), "待认定": own.disputes,
            "上年总分": amount(own.earlier.total if own.earlier else None), "上年名次": own.earlier.rank if own.earlier else "",
            "上年颜色": own.earlier.colour if own.earlier else "", "变化": amount(own.change),
            "答卷数": str(len(own.score.survey.rows)) if own.score.survey else "", "说明": own.remark,
        }  # fmt: skip
        if own.score.total is None:
            texts |= dict.fromkeys(("自评部分", "考评部分", "测评部分", "加分"), "")
        places = {"待认定": "说明", "上年名次": "上年总分", "上年颜色": "上年总分"}
        cells = [
            Value(name, text, cell(file, found, own, places.get(name, name))) for name, text in texts.items() if text
        ]
        yield Row(RESULTS, own.unit.code, tuple(cells))


def amount(value: Decimal | None) -> str:
    """A number of points as text; empty for none."""
    return "" if value is None else value_text(value)


def uses(rubric: Rubric, found: Sequence[Result], file: str) -> Iterator[Row]:
    """A row for each use of each result."""
    for own in found:
        for use in rubric.uses:
            here = cell(file, found, own, "颜色")
            cells = [Value("机构", own.unit.label, here), Value("用途", use.name, here)]
            if rule := use.effects.get(own.colour, ""):
                cells.append(Value("规则", rule, here, own.colour, f"颜色为{own.colour}"))
            if (value := converted(use, own)) is not None:
                there = cell(file, found, own, "总分")
                cells.append(
                    Value("折算", value_text(value), there, amount(own.score.total), use.formula, "converted")
                )
                cells.append(Value("计量单位", use.unit, there))
            cells += [Value("依据", use.basis, here)] if use.basis else []
            yield Row(USES, own.unit.code, tuple(cells))


def converted(use: Use, own: Result) -> Decimal | None:
    """A total as points of another assessment, half up to two places; None where there is none."""
    total = own.score.total
    if not use.formula or total is None or not own.colour or own.colour in use.unconverted:
        return None
    try:
        value = parse(use.formula, [TOTAL]).evaluate(Known({TOTAL: total}, {}))
    except BadExpression:
        return None  # said with its line when the data file is checked
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP) if isinstance(value, Decimal) else None
