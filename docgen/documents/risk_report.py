"""风险点库及防范报告: the library by source and business, the matrix, what is to be done about each risk point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docgen.campaign.model import Campaign
from docgen.campaign.risks import LIBRARY, LIVING, Risks, cell_figure
from docgen.documents.filling import Filler
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.figures.catalog import BadFigure
from docgen.figures.listing import Record, records
from docgen.figures.shades import of_grade
from docgen.gongwen.document import Block, Caption, Cell, Paragraph, Table
from docgen.gongwen.parse import block
from docgen.ledgers.periods import Period
from docgen.wording import ended, han_number, ordinal, unended


def title(campaign: Campaign, period: Period | None) -> str:
    """“合规风险排查年”风险点库及防范报告."""
    return f"“{campaign.activity.name}”风险点库及防范报告"


def matrix(filler: Filler) -> Iterator[Block]:
    """The matrix with the number of risk points in each cell, likelihood downwards from the highest."""
    own = settings(filler)
    filler.tables += 1
    yield Caption(f"表{filler.tables}　风险矩阵（今年报告、没有消除的风险点）")
    head = tuple(Cell(text, align="center") for text in ("可能性＼影响", *own.impacts))
    rows = [tuple(matrix_row(filler, own, likelihood)) for likelihood in reversed(own.likelihoods)]
    yield Table((1.2, *(1.4,) * len(own.impacts)), 1, (head, *rows))


def by_source(filler: Filler) -> Iterator[Block]:
    """The grades of each source, as a table of figures."""
    grades = "、".join(f"{grade}等级风险点" for grade in reversed(settings(filler).grades))
    yield from filler.blocks(f"{{表|各来源今年报告、没有消除的风险点|按来源|{grades}、未消除风险点|合计}}")


def settings(filler: Filler) -> Risks:
    """How risk points are graded."""
    return filler.campaign.risks or Risks()


def matrix_row(filler: Filler, own: Risks, likelihood: str) -> Iterator[Cell]:
    """The cells of one likelihood: grade and count, each count a figure."""
    yield Cell(likelihood, align="center")
    for impact in own.impacts:
        grade = own.grade(likelihood, impact) or ""
        count = filler.sentence(f"{{{cell_figure(likelihood, impact)}}}")
        yield Cell(f"{grade}：{count}", align="center", shade=of_grade(own, grade))


def listing(filler: Filler) -> Iterator[Block]:
    """Every living risk point under its source and business, each with 风险表现 and 相关建议."""
    try:
        found = list(chosen(filler, LIVING))
    except BadFigure as error:
        yield block(filler.gap(LIBRARY, error))
        return
    if not found:
        yield Paragraph("风险点库里没有需要防范的风险点。")
    for place, (source, inside) in enumerate(grouped(filler, found), 1):
        yield block(f"{ordinal(2, place)}{source}")
        for number, (business, own) in enumerate(by(inside, "业务领域").items(), 1):
            yield block(f"{ordinal(3, number)}{business or '没有写业务领域的'}")
            for count, record in enumerate(own, 1):
                yield from told(record, count)


def grouped(filler: Filler, found: Sequence[Record]) -> list[tuple[str, list[Record]]]:
    """The risk points by source, in the order of the data file; what has none comes last."""
    order = list(settings(filler).sources)
    groups = by(found, "来源")
    known = sorted(groups, key=lambda name: order.index(name) if name in order else len(order))
    return [(name or "没有写来源的", groups[name]) for name in known]


def by(found: Sequence[Record], column: str) -> Mapping[str, list[Record]]:
    """Rows by what stands in a column, in the order of first appearance."""
    groups: dict[str, list[Record]] = {}
    for record in found:
        groups.setdefault(record.text(column), []).append(record)
    return groups


def told(record: Record, count: int) -> Iterator[Block]:
    """One risk point: what it is, where it was found, what is to be done."""
    grade, shown = record.text("等级") or "待核实", unended(record.text("风险表现"))
    yield Paragraph(
        f"{ordinal(4, count)}风险表现：{shown}（{record.text('库编号')}，等级{grade}，{record.text('状态')}）。"
    )
    if cause := record.text("成因"):
        yield Paragraph(f"成因：{ended(cause)}")
    yield Paragraph(f"相关建议：{advice(record.text('防范措施'))}")
    owner, finders = record.text("责任部门") or "待明确", record.text("发现单位")
    yield Paragraph(f"责任部门：{owner}；发现单位：{ended(finders)}")


def advice(text: str) -> str:
    """The safeguards as one sentence, counted where there are several."""
    items = [unended(line.strip()) for line in text.split("\n") if line.strip()]
    if len(items) < 2:
        return f"{items[0]}。" if items else "待研究。"
    return "；".join(f"{han_number(place)}是{item}" for place, item in enumerate(items, 1)) + "。"


def quiet(filler: Filler) -> Iterator[Block]:
    """The risk points of earlier years that nobody reported this time."""
    for record in chosen(filler, '变化 == "今年未报"'):
        yield noted(record, record.text("发现单位"))


def left_out(filler: Filler) -> Iterator[Block]:
    """The risk points that a unit reported this year, and then no more."""
    for record in chosen(filler, '未再报 != ""'):
        yield noted(record, record.text("未再报"))


def chosen(filler: Filler, where: str) -> Iterator[Record]:
    """The risk points that fulfil a condition, or may."""
    return (record for record, answer in records(filler.calculator, LIBRARY, where) if answer is not False)


def noted(record: Record, about: str) -> Paragraph:
    """One risk point with what is to be known of it."""
    shown = unended(record.text("风险表现"))
    return Paragraph(f"{record.text('库编号')}：{shown}（{about}，{record.text('历次')}）。")


KIND = Kind(
    name="风险点库及防范报告",
    template="总结报告",
    required=("成文日期",),
    mark_suffix="",
    red_head=False,
    unprinted=("发文字号", *NO_HEAD),
    about="风险点库：按来源、业务列出风险表现和防范建议，附风险矩阵，用 docgen report 生成",
    from_facts=True,
    title=title,
    special={
        "各来源等级表": by_source,
        "风险矩阵": matrix,
        "风险点清单": listing,
        "未报清单": quiet,
        "未再报清单": left_out,
    },
    workbook="风险点库.xlsx",
    text="风险点库及防范报告",
)
