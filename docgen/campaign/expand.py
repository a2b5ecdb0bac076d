"""What a data file says in short, written out: the forms that a rubric is marked on, the options of risk points.

Everything behind it takes the result for an ordinary campaign with ordinary ledgers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Literal

from docgen.campaign import ledger_rules
from docgen.campaign.ledger import Column, Ledger, Row, Rule
from docgen.campaign.model import ALL_UNITS, Campaign, Unit
from docgen.campaign.risks import Risks
from docgen.campaign.risks import figures as risk_figures
from docgen.campaign.rubric import INSPECTED, RED_LINE, SELF, Criterion, Inspectors, Rubric
from docgen.campaign.rubric import figures as rubric_figures

RISK_LEDGER = "风险点台账"
SELF_FORM, INSPECTION_FORM = "机构自评表", "检查组考评表"
YES, NO = "是", "否"
PRINTED: Literal["内容"] = "内容"
"""The source of a column that comes filled in: grey, and no entry of whoever fills in the rest."""


def expanded(campaign: Campaign) -> Campaign:
    """The campaign with its forms; what the data file itself says of a form goes before what is made here."""
    ledgers = dict(campaign.ledgers)
    if campaign.rubric is not None:
        for name, form in forms(campaign, campaign.rubric):
            ledgers[name] = over(form, ledgers[name]) if name in ledgers else form
    if campaign.risks is not None and RISK_LEDGER in ledgers:
        own = ledgers[RISK_LEDGER]
        ledgers[RISK_LEDGER] = own.model_copy(update={"options": risk_options(campaign) | own.options})
    figures = risk_figures(campaign.risks or Risks()) if RISK_LEDGER in ledgers else {}
    figures |= rubric_figures(campaign.rubric) if campaign.rubric is not None else {}
    return campaign.model_copy(update={"ledgers": ledgers, "figures": {**figures, **campaign.figures}})


def over(form: Ledger, own: Ledger) -> Ledger:
    """A form with what the data file says of it; its rules are added, one of the same number takes the place."""
    changes = {field: getattr(own, field) for field in own.model_fields_set}
    known = {rule.id for rule in own.rules}
    changes["rules"] = (*(rule for rule in form.rules if rule.id not in known), *own.rules)
    return form.model_copy(update=changes)


def risk_options(campaign: Campaign) -> dict[str, tuple[str, ...]]:
    """What the columns of risk points let choose from: the sources and levels of the data file."""
    assert campaign.risks is not None
    own = campaign.risks
    return {"来源": own.sources, "可能性": own.likelihoods, "影响": own.impacts, "等级": own.grades}


def subjects(campaign: Campaign, wanted: Iterable[str] = ()) -> tuple[Unit, ...]:
    """Who is scored, in the order of the list: of some categories or codes, or all but the inspectors."""
    rubric = campaign.rubric
    assert rubric is not None
    inspecting = {group.unit for group in rubric.inspectors}
    known = [unit for unit in campaign.units if unit.code not in inspecting and named(unit, rubric.subjects)]
    return tuple(unit for unit in known if named(unit, tuple(wanted)))


def named(unit: Unit, wanted: tuple[str, ...]) -> bool:
    """Whether a unit is among those that are named: everybody where nobody is."""
    return not wanted or bool(set(wanted) & {*ALL_UNITS, unit.code, unit.category, unit.name, unit.short})


def form_name(campaign: Campaign, group: Inspectors) -> str:
    """What the form of some inspectors is called; a group of several says which."""
    assert campaign.rubric is not None
    if len(campaign.rubric.inspectors) == 1:
        return INSPECTION_FORM
    label = next((unit.label for unit in campaign.units if unit.code == group.unit), group.unit)
    return f"{INSPECTION_FORM}（{label}）"


def forms(campaign: Campaign, rubric: Rubric) -> Iterator[tuple[str, Ledger]]:
    """The self-mark form, and that of each group of inspectors, by name."""
    codes = tuple(unit.code for unit in subjects(campaign))
    known = {unit.code for unit in campaign.units}
    if marked(rubric, SELF) and codes:
        yield SELF_FORM, self_form(rubric, codes)
    for group in rubric.inspectors:
        if group.unit in known and subjects(campaign, group.subjects) and marked(rubric, INSPECTED):
            name = form_name(campaign, group)
            yield name, inspection_form(campaign, rubric, group, name)


def marked(rubric: Rubric, source: str) -> list[tuple[str, Criterion]]:
    """The criteria that a source marks, each with its group."""
    return [(group.name, own) for group in rubric.groups for own in group.criteria if source in own.marked_by]


def self_form(rubric: Rubric, codes: tuple[str, ...]) -> Ledger:
    """One institution marks itself: 一机构一表."""
    rows: Any = [Row.model_validate({"格": given(group, own)}) for group, own in marked(rubric, SELF)]
    columns = (
        Column(name="编号", is_key=True, source=PRINTED, width=3, align="中"),
        *criterion_columns(),
        Column(name="要求的佐证", source=PRINTED, width=9),
        Column(name="自评分", type="金额", unit="分", width=5, align="中"),
        touched(),
        Column(name="扣分说明", width=12, synonyms=("扣分原因", "加分说明")),
        Column(name="佐证材料", width=12, synonyms=("佐证",)),
    )
    return Ledger(
        title=f"清廉积分{rubric.called}自评表", called="自评表", columns=columns, rows=rows, reporters=codes, frequency="一次", nil=False,
        deadline=rubric.deadline, guide=tuple(text.format(rubric.called) for text in SELF_GUIDE),
        rules=(*self_rules(rubric.evidence_from), every_row(SELF_FORM, "编号", len(rows))),
    )  # fmt: skip


def inspection_form(campaign: Campaign, rubric: Rubric, group: Inspectors, name: str) -> Ledger:
    """A group of inspectors marks its institutions, one row for each criterion of each."""
    rows: Any = [
        Row.model_validate({"格": inspected(unit, heading, own)})
        for unit in subjects(campaign, group.subjects)
        for heading, own in marked(rubric, INSPECTED)
    ]
    columns = (
        Column(name="考评编号", is_key=True, source=PRINTED, width=5, align="中"),
        Column(name="机构", source=PRINTED, width=6, synonyms=("被考评机构",)),
        Column(name="编号", source=PRINTED, width=3, align="中"),
        *criterion_columns(),
        Column(name="考评分", type="金额", unit="分", width=5, align="中", synonyms=("得分",)),
        touched(),
        Column(name="扣分原因", width=14, synonyms=("扣分说明", "加分原因")),
        Column(name="依据", width=10, synonyms=("佐证材料",)),
    )
    return Ledger(
        title="清廉积分检查组考评表", called="考评表", columns=columns, rows=rows, reporters=(group.unit,), frequency="一次", nil=False,
        deadline=rubric.deadline, guide=tuple(text.format(rubric.called) for text in INSPECTION_GUIDE),
        rules=(*inspection_rules(), every_row(name, "考评编号", len(rows))),
    )  # fmt: skip


def criterion_columns() -> tuple[Column, ...]:
    """What the rubric itself fills in."""
    return (
        Column(name="组", source=PRINTED, width=5),
        Column(name="考评项", source=PRINTED, width=10),
        Column(name="类型", source=PRINTED, width=3, align="中"),
        Column(name="满分", type="金额", unit="分", source=PRINTED, width=3, align="中"),
        Column(name="评分标准", source=PRINTED, width=14),
    )


def touched() -> Column:
    """Whether a red line was touched."""
    return Column(name="触碰红线", type="选项", options=(YES, NO), width=5, align="中")


def inspected(unit: Unit, group: str, own: Criterion) -> dict[str, str]:
    """The cells of a row of the inspectors' form that are filled in: the institution and the criterion."""
    cells = given(group, own)
    del cells["要求的佐证"]
    return {"考评编号": f"{unit.code}-{own.code}", "机构": unit.label, **cells}


def given(group: str, own: Criterion) -> dict[str, str]:
    """The cells of a row that the rubric fills in."""
    return {
        "编号": own.code, "组": group, "考评项": own.name, "类型": own.kind, "满分": plain(own.points),
        "评分标准": own.standard, "要求的佐证": own.evidence,
    }  # fmt: skip


def plain(points: Decimal | None) -> str:
    """Points as they are typed; a red line has none."""
    return "" if points is None else f"{points.normalize():f}"


SELF_GUIDE = (
    "白格由{}填写；灰格里的考评项、满分、标准已经印好，不要改动，不要增减行。",
    "基础项填自评分，满分起扣，扣了分的写“扣分说明”；加分项没有的填0；红线项不填分，只选“触碰红线”是或否。",
    "自评得分的项目要写“佐证材料”的名称或文号，材料另备查。",
)
INSPECTION_GUIDE = (
    "一个{}的每一项都要评，没有扣分的填满分；扣了分的写“扣分原因”和“依据”。",
    "加分项以检查组核定为准，没有的填0；红线项不填分，只选“触碰红线”是或否，选“是”的写清依据。",
)


def self_rules(evidence_from: Decimal) -> Iterator[Rule]:
    """What a self-mark form must fulfil."""
    yield from mark_rules("自评分", "扣分说明")
    over_line = f" and 自评分 >= {plain(evidence_from)}" if evidence_from else ""
    yield Rule(
        id=ledger_rules.SCORE_WITHOUT_EVIDENCE.number, when=f'类型 != "{RED_LINE}" and 自评分 > 0{over_line}', expression='佐证材料 != ""',
        message="自评得了分，没有写佐证材料",
    )  # fmt: skip


def inspection_rules() -> Iterator[Rule]:
    """What the inspectors' form must fulfil."""
    yield from mark_rules("考评分", "扣分原因")
    yield Rule(
        id=ledger_rules.RED_LINE_WITHOUT_BASIS.number,
        when=f'触碰红线 == "{YES}"',
        expression='依据 != ""',
        message="认定触碰红线，没有写依据",
    )


def mark_rules(mark: str, reason: str) -> Iterator[Rule]:
    """What any form of marks must fulfil."""
    no_line, a_line = f'类型 != "{RED_LINE}"', f'类型 == "{RED_LINE}"'
    yield Rule(
        id=ledger_rules.SCORE_OVER_FULL_MARKS.number,
        when=no_line,
        expression=f"{mark} <= 满分",
        message=f"{mark}超过了满分",
    )
    yield Rule(id=ledger_rules.SCORE_MISSING.number, when=no_line, expression=f'{mark} != ""', message=f"没有填{mark}")
    yield Rule(
        id=ledger_rules.RED_LINE_UNANSWERED.number,
        when=a_line,
        expression='触碰红线 != ""',
        message="红线项没有选“触碰红线”是或否",
    )
    yield Rule(
        id=ledger_rules.DEDUCTION_UNEXPLAINED.number, when=f'类型 == "基础" and {mark} < 满分', expression=f'{reason} != ""', level="核实",
        message=f"扣了分，没有写{reason}",
    )  # fmt: skip


def every_row(form: str, key: str, count: int) -> Rule:
    """No row of a form may be left out; one without any mark is not read, so the others are counted."""
    return Rule(
        id=ledger_rules.SCORE_ROWS_MISSING.number, scope="表", expression=f"计数(【{form.replace('】', '')}】.{key}) >= {count}",
        message=f"这张表有{count}项要评，有的行什么也没有填，或被删去了",
    )  # fmt: skip
