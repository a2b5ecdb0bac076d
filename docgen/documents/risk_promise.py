"""廉政风险点和自我防范承诺表: the risk points of a unit or of somebody's post, promised to be guarded against, to be signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.campaign.model import Campaign, Person, Unit
from docgen.campaign.risks import LIBRARY
from docgen.documents.filling import Filler
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.documents.people import unit_of
from docgen.documents.risk_points import RiskPoint, of_post, remainder, risk_points, safeguards
from docgen.figures.catalog import BadFigure
from docgen.figures.citing import Uncomputable
from docgen.gongwen.document import Cell, Paragraph, Part, Table
from docgen.gongwen.parse import texts
from docgen.ledgers.periods import Period

NAME = "廉政风险点和自我防范承诺表"
TEMPLATE = "承诺书"
WIDTHS, POST_WIDTH = (2.2, 5.2, 1.9, 6.9), 3.0
HEADINGS = ("编号", "风险点", "等级", "防范措施")
BLANK_ROWS = 3
DATE = "\u3000" * 4 + "年" + "\u3000" * 2 + "月" + "\u3000" * 2 + "日"
FOUND_NONE = "注：风险点库里没有这个岗位的风险点，请本人对照工作查找，填在表里。"
NOBODYS = "下列风险点的岗位，人员名单里没有人，没有印进哪一张承诺表。请核对人员名单里的单位和岗位，或者请报送单位核对台账里的岗位。"
NO_POST = "注：人员名单里没有写岗位，请填上岗位，对照工作查找风险点，填在表里。"


def title(campaign: Campaign, period: Period | None) -> str:
    """What each form is called."""
    return NAME


def concerns(filler: Filler) -> bool:
    """Whether there is anything to promise: somebody always has, a unit with risk points."""
    try:
        return not filler.unit or bool(filler.person) or bool(risk_points(filler, filler.unit))
    except BadFigure:
        return True


def sheets(filler: Filler) -> Iterator[Part]:
    """The forms: of one unit, of one person, of everybody of the list, or else of every unit with risk points."""
    try:
        made = list(forms(filler))
        left = nobodys(filler)
    except BadFigure as error:
        filler.gap(LIBRARY, error)
        return
    if not made:
        filler.gap(LIBRARY, Uncomputable("风险点库里没有需要防范的风险点"))
    yield from (Part(TEMPLATE, "", "", (form,)) for form in made)
    if left:
        yield Part(TEMPLATE, "", "", (Paragraph(NOBODYS), remainder(left, by_post=True)))


def nobodys(filler: Filler) -> list[RiskPoint]:
    """The risk points that are on nobody's form, where a form is made for everybody of the list."""
    if filler.unit or filler.person or not filler.campaign.people:
        return []
    promised = {
        point.number
        for person in filler.campaign.people
        for point in of_post(risk_points(filler, unit_of(person, filler.campaign)), person.post)
    }
    return [point for point in risk_points(filler) if point.number not in promised]


def forms(filler: Filler) -> Iterator[Table]:
    """The tables of the forms. Raises BadFigure without a library."""
    promise = "\n".join(texts(filler.made.blocks))
    people = (filler.person,) if filler.person else () if filler.unit else filler.campaign.people
    for person in people:
        found = risk_points(filler, unit_of(person, filler.campaign))
        yield form_of_person(person, of_post(found, person.post), promise)
    if not people:
        for unit in (filler.unit,) if filler.unit else filler.campaign.units:
            if found := risk_points(filler, unit):
                yield form_of_unit(unit, found, promise)


def form_of_person(person: Person, points: Sequence[RiskPoint], promise: str) -> Table:
    """The form of somebody: the risk points of the post, or blank rows to be filled in by hand."""
    head = (("姓名", person.name, "单位", person.unit), ("部门", person.department, "岗位", person.post))
    rows = [row(point) for point in points] or [(Cell(""),) * len(HEADINGS)] * BLANK_ROWS
    note = () if points else (FOUND_NONE if person.post else NO_POST,)
    return Table(WIDTHS, len(head) + 1, (*headed(head, HEADINGS, 1), *rows, *signing(promise, 1)), note)


def form_of_unit(unit: Unit, points: Sequence[RiskPoint], promise: str) -> Table:
    """The form of a unit: all its risk points, with their posts."""
    head = (("姓名", "", "单位", unit.name), ("部门", "", "职务", ""))
    names = (HEADINGS[0], "岗位", *HEADINGS[1:])
    rows = [with_post(point) for point in points]
    table = (*headed(head, names, 2), *rows, *signing(promise, 2))
    return Table((WIDTHS[0], POST_WIDTH, *WIDTHS[1:]), len(head) + 1, table)


def headed(lines: Sequence[Sequence[str]], names: Sequence[str], span: int) -> Iterator[tuple[Cell, ...]]:
    """Who it is, and the headings of the risk points; the first value reaches over ``span`` columns."""
    for first, own, second, other in lines:
        yield tuple(
            Cell(text, columns=columns, align="center")
            for text, columns in ((first, 1), (own, span), (second, 1), (other, 1))
        )
    yield tuple(Cell(name, align="center") for name in names)


def row(point: RiskPoint) -> tuple[Cell, ...]:
    """One risk point with its safeguards."""
    return (
        Cell(point.number, align="center"),
        Cell(point.text),
        Cell(point.grade, align="center"),
        Cell(safeguards(point)),
    )


def with_post(point: RiskPoint) -> tuple[Cell, ...]:
    """One risk point with its post."""
    number, *rest = row(point)
    return (number, Cell("、".join(point.posts) or "未写", align="center"), *rest)


def signing(promise: str, span: int) -> Iterator[tuple[Cell, ...]]:
    """The promise, and where both sign, on the same page: one cell reaches over both rows; the first place over ``span``."""
    yield Cell("本人\n承诺", rows=2, align="center"), Cell(promise, columns=span + 2)
    names = ("承诺人签名：", "部门负责人签名：")
    yield tuple(Cell(f"{name}\n\n{DATE}", columns=columns) for name, columns in zip(names, (span, 2), strict=True))


KIND = Kind(
    name=NAME,
    template=TEMPLATE,
    required=(),
    mark_suffix="",
    red_head=False,
    signed=False,
    signature_required=False,
    unprinted=("发文字号", *NO_HEAD, "主送", "署名", "成文日期", "附注", "印发件", "附件", "表格"),
    about="岗位的风险点、防范措施和本人承诺，一人一张（没有人员名单就一个单位一张），用 docgen report 生成",
    from_facts=True,
    per_unit=True,
    per_person=True,
    concerns=concerns,
    title=title,
    sheets=sheets,
    text=NAME,
)
