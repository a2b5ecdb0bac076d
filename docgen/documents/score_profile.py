"""清廉画像: one page on an institution: its result, its groups against the average, the years, what was found."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.campaign.model import Campaign
from docgen.documents.filling import DASH, Filler
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.documents.score_results import (
    MARKS,
    change,
    grouped,
    guarded,
    lines,
    number,
    rates,
    result,
)
from docgen.documents.score_sheet import total
from docgen.figures.listing import Record, records
from docgen.figures.shades import of_colour
from docgen.gongwen.document import Block, Cell, Paragraph, Table
from docgen.gongwen.parse import block
from docgen.ledgers.periods import Period
from docgen.wording import ended


def title(campaign: Campaign, period: Period | None) -> str:
    """云汀农商行清廉画像（2026年）."""
    return f"{{简称}}清廉画像（{campaign.activity.year}年）"


def blocks(filler: Filler) -> Iterator[Block]:
    """The page; a gap where there are no results."""
    yield from guarded(filler, page(filler), MARKS)


def page(filler: Filler) -> Iterator[Block]:
    """Result, groups, years, findings."""
    own = result(filler)
    if own is None:
        yield Paragraph("没有这个对象的评分。")
        return
    yield block("一、评定结果")
    yield Paragraph(total(filler, own))
    yield block("二、历年情况")
    yield years(filler, own)
    yield block("三、各组得分率与平均水平")
    yield from groups(filler, own)
    yield block("四、发现的问题")
    yield from found(filler, own)


def years(filler: Filler, own: Record) -> Table:
    """The year beside the one before: total, change, colour."""
    year = filler.campaign.activity.year
    head = tuple(Cell(name, align="center") for name in ("年度", "总分", "比上年", "名次", "颜色"))
    colour = own.text("颜色")
    now = (
        Cell(f"{year}年", align="center"),
        Cell(number(filler, "总分", own.unit), align="center"),
        Cell(change(filler, own), align="center"),
        Cell(number(filler, "名次", own.unit), align="center"),
        Cell(colour or DASH, align="center", shade=of_colour(colour)),
    )
    last = (
        Cell(f"{year - 1}年", align="center"),
        Cell(number(filler, "上年总分", own.unit), align="center"),
        Cell(DASH, align="center"),
        Cell(own.text("上年名次") or DASH, align="center"),
        Cell(own.text("上年颜色") or DASH, align="center", shade=of_colour(own.text("上年颜色"))),
    )
    return Table((1,) * 5, 1, (head, last, now))


def groups(filler: Filler, own: Record) -> Iterator[Block]:
    """Bars of the institution's share of the full marks in each group, against the average of all."""
    name = filler.press.labels.get(own.unit, own.unit)
    yield from rates(filler, f"{name}各组得分率", (("机构得分率", (own.unit,)), ("平均得分率", ())))


def found(filler: Filler, own: Record) -> Iterator[Block]:
    """Deductions and red lines, each with its reason and ground."""
    marks = [record for record, _ in records(filler.calculator, MARKS) if record.unit == own.unit]
    told = [text for record in marks if (text := finding(filler, record))]
    for text in told:
        yield Paragraph(text)
    if not told:
        yield Paragraph("检查组没有扣分，没有触碰红线。")


def finding(filler: Filler, record: Record) -> str:
    """What is to be said of one criterion; nothing where nothing was deducted."""
    reasons = lines([record.text("扣分原因"), f"依据：{record.text('依据')}" if record.text("依据") else ""])
    item = f"{record.text('编号')} {record.text('考评项')}（{record.text('组')}）"
    if record.text("触碰红线") == "是":
        return f"{item}：触碰红线。{ended(reasons) if reasons else ''}"
    if not record.text("扣分").strip("0."):
        return ""
    points = grouped(filler, f"{MARKS}.扣分", "编号", record.text("编号"), (record.unit,))
    return f"{item}：扣{points}分。{ended(reasons) if reasons else '没有写扣分原因。'}"


KIND = Kind(
    name="清廉画像",
    template="总结报告",
    required=("发给",),
    mark_suffix="",
    red_head=False,
    signature_required=False,
    unprinted=("发文字号", *NO_HEAD, "主送"),
    about="清廉画像：一个机构一份，分组得分与平均水平的图、历年、发现的问题，用 docgen report 生成，要写“发给”",
    from_facts=True,
    per_unit=True,
    title=title,
    body=blocks,
)
