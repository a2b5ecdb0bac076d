"""岗位风险提示卡: for each post a card with its risk points and safeguards, to be cut out and put on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docgen.campaign.model import Campaign
from docgen.campaign.risks import LIBRARY
from docgen.documents.filling import Filler
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.documents.risk_points import GREY, RiskPoint, by_post, remainder, risk_points, safeguards
from docgen.documents.risk_report import settings
from docgen.documents.tables import Fit
from docgen.figures.catalog import BadFigure
from docgen.figures.shades import of_grade
from docgen.gongwen import standard as gb
from docgen.gongwen.document import Block, Caption, Cell, Paragraph, Table
from docgen.gongwen.parse import block
from docgen.ledgers.periods import Period
from docgen.wording import han_number

WIDTHS = (2.1, 5.4, 1.4, 7.0)
TYPE = 14 / 12
"""How much larger the type of a card is than that of other tables."""
COLUMNS = tuple(round(width / sum(WIDTHS) * gb.TEXT_WIDTH / TYPE) for width in WIDTHS)
FRAME = 2600
"""Twips that a card takes without its risk points: the line to cut along, the name, the headings, the unit."""
ROOM = gb.TEXT_HEIGHT // 2 - FRAME
"""Twips for the risk points of a card of which two fit on a page."""
MOST = 5
CUT = Caption("")
"""The line to cut along: the template draws it over an empty paragraph."""
HEADINGS = ("编号", "风险点", "等级", "防范措施")
WITHOUT_POST = "下列风险点在台账里没有写岗位，没有做进卡片。请报送单位补写岗位，重新汇总后再做一次。"

LAPSED = '变化 == "今年未报"'
NOT_TOLD = "下列风险点以前在库、没有消除，今年没有单位报告，没有做进卡片。请先核实。"


def title(campaign: Campaign, period: Period | None) -> str:
    """“制度执行年”岗位风险提示卡."""
    return f"“{campaign.activity.name}”岗位风险提示卡"


def concerns(filler: Filler) -> bool:
    """Whether a unit has any risk point."""
    try:
        return bool(risk_points(filler, filler.unit))
    except BadFigure:
        return True


def blocks(filler: Filler) -> Iterator[Block]:
    """The cards, then what has no post; a fault where there is no library."""
    try:
        points = risk_points(filler, filler.unit)
    except BadFigure as error:
        yield block(filler.gap(LIBRARY, error))
        return
    for post, own in by_post(points).items():
        packs = list(packed(own))
        for number, pack in enumerate(packs, 1):
            yield CUT
            yield card(filler, post + (f"（{han_number(number)}）" if len(packs) > 1 else ""), pack)
    if not points:
        yield Paragraph("风险点库里没有需要防范的风险点。")
    if lapsed := risk_points(filler, filler.unit, LAPSED):
        yield Paragraph(NOT_TOLD)
        yield remainder(lapsed)
    if rest := [point for point in points if not point.posts]:
        yield Paragraph(WITHOUT_POST)
        yield remainder(rest)


def packed(points: Iterable[RiskPoint]) -> Iterator[list[RiskPoint]]:
    """The risk points of a post as many to a card as it has room for, one at least."""
    pack: list[RiskPoint] = []
    height = 0
    for point in points:
        own = round(max(Fit(COLUMNS).height(cell, x) for x, cell in enumerate(row(point, ""))) * TYPE)
        if pack and (height + own > ROOM or len(pack) == MOST):
            yield pack
            pack, height = [], 0
        pack.append(point)
        height += own
    if pack:
        yield pack


def card(filler: Filler, name: str, points: Sequence[RiskPoint]) -> Table:
    """One card."""
    own = settings(filler)
    return Table(
        WIDTHS,
        1,
        (
            (Cell(name, columns=4, align="center"),),
            (
                Cell(f"业务：{listed(p.business for p in points)}", columns=2),
                Cell(f"责任部门：{listed(p.department for p in points)}", columns=2),
            ),
            tuple(Cell(text, align="center", shade=GREY) for text in HEADINGS),
            *(row(point, of_grade(own, point.grade)) for point in points),
            (Cell(issued_by(filler), columns=4, align="center"),),
        ),
    )


def row(point: RiskPoint, shade: str) -> tuple[Cell, ...]:
    """One risk point."""
    return (
        Cell(point.number, align="center"),
        Cell(point.text),
        Cell(point.grade, align="center", shade=shade),
        Cell(safeguards(point)),
    )


def listed(texts: Iterable[str]) -> str:
    """Texts once each."""
    return "、".join(dict.fromkeys(text for text in texts if text)) or "待明确"


def issued_by(filler: Filler) -> str:
    """Whose card it is, and the year that it holds for."""
    activity = filler.campaign.activity
    return f"{filler.unit.name if filler.unit else activity.host}　{activity.year}年"


KIND = Kind(
    name="岗位风险提示卡",
    template="岗位风险提示卡",
    required=(),
    mark_suffix="",
    red_head=False,
    signed=False,
    signature_required=False,
    unprinted=("发文字号", *NO_HEAD, "主送", "署名", "成文日期", "附注"),
    about="每个岗位一张，印上风险点和防范措施，剪下放在台面；可以每个单位一份，用 docgen report 生成",
    from_facts=True,
    per_unit=True,
    concerns=concerns,
    title=title,
    body=blocks,
)
