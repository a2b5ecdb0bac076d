"""红线警示通知: tells an institution that it touched a red line; the others get none."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.campaign.model import Campaign
from docgen.documents.filling import Filler
from docgen.documents.kinds import Kind
from docgen.documents.score_results import MARKS, guarded, lines, result
from docgen.figures.catalog import BadFigure
from docgen.figures.listing import Record, records
from docgen.gongwen.document import Block, Paragraph
from docgen.gongwen.parse import block
from docgen.ledgers.periods import Period
from docgen.wording import ended, ordinal

AFTER = (
    "二、处理意见",
    "按照清廉积分评分标准，触碰红线实行“零容忍”，不论总分高低，颜色定为最低一档，在结果通报中列明，并按规定用于有关考核。",
    "三、整改要求",
    "请你单位接到本通知后立即整改，查清原因，追究有关人员责任，举一反三完善制度，并在15个工作日内书面报告整改情况。整改情况由检查组复核。",
)


def title(campaign: Campaign, period: Period | None) -> str:
    """关于云汀农商行触碰清廉红线的警示通知."""
    return "关于{简称}触碰清廉红线的警示通知"


def concerns(filler: Filler) -> bool:
    """Whether the unit touched a red line for certain: its colour was given for it."""
    try:
        own = result(filler)
    except BadFigure:
        return True  # the document itself says what is wrong
    return own is not None and bool(own.text("红线")) and bool(own.text("颜色"))


def blocks(filler: Filler) -> Iterator[Block]:
    """Which red lines, by what evidence, what follows."""
    yield from guarded(filler, notice(filler), MARKS)


def notice(filler: Filler) -> Iterator[Block]:
    """The text."""
    unit = filler.unit
    year = filler.campaign.activity.year
    touched = [
        record
        for record, _ in records(filler.calculator, MARKS)
        if unit and record.unit == unit.code and record.text("触碰红线") == "是"
    ]
    yield Paragraph(f"在{year}年清廉积分考评中，经检查组核定，你单位触碰清廉红线。现将有关情况通知如下：")
    yield block("一、触碰红线的情况")
    for place, record in enumerate(touched, 1):
        yield Paragraph(line(record, place if len(touched) > 1 else 0))
    for text in AFTER:
        yield block(text)


def line(record: Record, place: int) -> str:
    """One red line with its reason and ground."""
    reasons = lines([record.text("扣分原因"), f"认定依据：{record.text('依据')}" if record.text("依据") else ""])
    front = ordinal(2, place) if place else ""
    return f"{front}{record.text('考评项')}。{ended(reasons) if reasons else ''}"


KIND = Kind(
    name="红线警示通知",
    template="通知",
    required=("发给", "发文字号", "成文日期"),
    about="触碰红线的机构每家一份警示通知，没有触碰的不生成，用 docgen report 生成，要写“发给”",
    from_facts=True,
    per_unit=True,
    concerns=concerns,
    title=title,
    body=blocks,
)
