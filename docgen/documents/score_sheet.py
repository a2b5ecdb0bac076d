"""积分评分表: 一机构一表, every criterion with the marks of all sources, what they came to and why."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.campaign.model import Campaign
from docgen.campaign.rubric import in_words
from docgen.documents.filling import DASH, Filler
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.documents.score_results import MARKS, grouped, guarded, lines, meaning, number, result
from docgen.figures.listing import HELD, Record, records
from docgen.figures.scores.ledgers import CAP_CODE
from docgen.gongwen.document import Block, Cell, Paragraph, Table
from docgen.ledgers.periods import Period
from docgen.wording import ended

HEADINGS = ("组", "编号", "考评项", "类型", "满分", "自评分", "考评分", "计入总分", "触碰\n红线", "扣分原因", "依据")
WIDTHS = (5.0, 2.4, 6.0, 2.6, 2.6, 3.3, 3.3, 3.3, 3.2, 8.4, 5.1)
ROUNDED = "计入总分的各项取两位小数，尾差归在个别项里。"
LEFT = (0, 2, 9, 10)


def title(campaign: Campaign, period: Period | None) -> str:
    """云汀农商行2026年清廉积分评分表."""
    return f"{{简称}}{campaign.activity.year}年清廉积分评分表"


def blocks(filler: Filler) -> Iterator[Block]:
    """What the marks came to, then the table of marks."""
    yield from guarded(filler, sheet(filler), MARKS)


def sheet(filler: Filler) -> Iterator[Block]:
    """The sentence on the total and the table."""
    unit, own = filler.unit, result(filler)
    if unit is None or own is None:
        yield Paragraph("没有这个对象的评分。")
        return
    yield Paragraph(total(filler, own) + (ROUNDED if own.text("总分") else ""))
    found = [record for record, _ in records(filler.calculator, MARKS) if record.unit == unit.code]
    head = tuple(Cell(name, align="center") for name in HEADINGS)
    yield Table(WIDTHS, 1, (head, *(row(filler, record) for record in found)))


def total(filler: Filler, own: Record) -> str:
    """总分…，其中…，第…名，…色; without a total, why."""
    told = lines([own.text("说明"), own.text("待认定")])
    remark = ended(told) if told else ""
    if not own.text("总分"):
        return f"总分和颜色没有评定：{remark}"
    parts = "、".join(
        f"{name}{number(filler, column, own.unit)}分"
        for name, column in (("自评", "自评部分"), ("考评", "考评部分"), ("测评", "测评部分"), ("加分", "加分"))
        if own.text(column)
    )
    rank = f"，第{number(filler, '名次', own.unit)}名" if own.text("名次") else ""
    name = own.text("颜色")
    colour = f"，颜色为{in_words(name)}{meaning(filler, name)}" if name else "，颜色没有评定"
    return f"总分{number(filler, '总分', own.unit)}分（{parts}）{rank}{colour}。{remark}"


def row(filler: Filler, own: Record) -> tuple[Cell, ...]:
    """One criterion; marks are figures of their own cells."""
    code, units = own.text("编号"), (own.unit,)

    def mark(figure: str, column: str = "") -> str:
        return grouped(filler, figure, "编号", code, units) if not column or own.text(column) else DASH

    entered = any(own.text(column) for column in ("自评计分", "考评计分", "测评计分", "加分"))
    texts = (
        own.text("组"), DASH if code == CAP_CODE else code, own.text("考评项"), own.text("类型"), mark(f"{MARKS}.满分", "满分"), mark(f"{MARKS}.自评分", "自评分"),
        mark(f"{MARKS}.考评分", "考评分"), mark("积分") if entered else DASH, decided(own.text("触碰红线")), own.text("扣分原因") or DASH,
        own.text("依据") or DASH,
    )  # fmt: skip
    return tuple(Cell(text, align="left" if x in LEFT else "center") for x, text in enumerate(texts))


def decided(touched: str) -> str:
    """是 or 否; what the sources disagree about stands above the table, where there is room."""
    return "待认定" if touched.endswith(HELD) else touched or DASH


KIND = Kind(
    name="积分评分表",
    template="问题整改清单",
    required=("发给",),
    mark_suffix="",
    red_head=False,
    signature_required=False,
    unprinted=("发文字号", *NO_HEAD, "主送"),
    about="清廉积分一机构一表：每一项的评分、计入总分多少、为什么扣，用 docgen report 生成，要写“发给”",
    from_facts=True,
    per_unit=True,
    title=title,
    body=blocks,
)
