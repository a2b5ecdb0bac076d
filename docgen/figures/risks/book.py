"""The library as a workbook: the list with filters, the matrix, likely doubles, other wordings, what is told no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from docgen.campaign.model import Campaign
from docgen.campaign.risks import UNGRADED, Risks
from docgen.figures.risks.library import Entry
from docgen.figures.risks.numbering import Described
from docgen.figures.risks.points import NOT_TOLD, Point, wordings
from docgen.figures.risks.sighting import likeness
from docgen.figures.shades import of_grade
from docgen.figures.worked_out import Row
from docgen.ledgers.paper import HEAD, Paper, tallest

COLUMNS = ("库编号", "来源", "业务领域", "岗位", "风险表现", "成因", "可能性", "影响", "等级", "防范措施", "责任部门", "责任人", "时限",
           "状态", "变化", "发现单位", "首次年度", "历次", "依据", "来源文件", "来源表", "来源格")  # fmt: skip
WIDTHS = (8, 9, 10, 10, 34, 22, 7, 7, 7, 36, 11, 8, 11, 8, 9, 16, 8, 22, 14, 24, 12, 8)
LEFT = ("风险表现", "成因", "防范措施", "发现单位", "历次", "依据")
PRINTED, A_LINE = 19, 3
"""Columns that go on paper, and numbers in a line of a cell of the matrix."""
LAPSED, LEFT_OUT, MISSED = "今年没有单位报", "{}后来的台账里没有", "以前汇总时有，现在交回的表里没有"


def workbook(
    campaign: Campaign, settings: Risks, points: Sequence[Point], rows: Sequence[Row],
    doubles: Sequence[tuple[Described, Described, int]], missed: Mapping[str, Entry],
) -> bytes:  # fmt: skip
    """The workbook; the same library gives the same bytes."""
    paper = Paper(campaign.activity.year, f"{campaign.activity.name} 风险点库")
    fills = {
        grade: paper.book.add_format(
            {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "align": "center", "border": 1, "border_color": "#A6A6A6",
             "text_wrap": True, "bg_color": f"#{of_grade(settings, grade)}"}
        )
        for grade in settings.grades
    }  # fmt: skip
    table = [{cell.field: cell for cell in row.cells} for row in rows]
    listed(paper, campaign, [cells for cells in table if cells["变化"].value != NOT_TOLD], fills)
    matrix(paper, settings, table, fills)
    likely(paper, doubles)
    reworded(paper, campaign, points, table)
    quiet(paper, campaign, table, missed)
    return paper.close()


def listed(paper: Paper, campaign: Campaign, table: Sequence[dict[str, Any]], fills: dict[str, Any]) -> None:
    """The risk points, one a row."""
    note = f"共{len(table)}个风险点。等级按“矩阵”表定；同一个风险点几个单位都报的，列在一行，“发现单位”里写全。"
    sheet = paper.sheet("风险点库", f"{campaign.activity.name}风险点库", note, WIDTHS, 1, PRINTED)
    paper.headings(sheet, COLUMNS, WIDTHS)
    for y, cells in enumerate(table, HEAD + 1):
        origin = cells["风险表现"].origin if "风险表现" in cells else cells["库编号"].origin
        texts = [shown(cells.get(name)) for name in COLUMNS[:PRINTED]] + [origin.file, origin.sheet, origin.cell]
        sheet.set_row(y, tallest(texts, WIDTHS))
        for x, (name, text) in enumerate(zip(COLUMNS, texts, strict=True)):
            held = name in cells and cells[name].status in ("question", "bad")
            style = (
                paper.held if held else paper.text if name in LEFT else paper.small if x >= PRINTED else paper.center
            )
            sheet.write_string(y, x, text, fills.get(text, style) if name == "等级" and not held else style)
    sheet.print_area(0, 0, HEAD + len(table), PRINTED - 1)
    if table:
        sheet.autofilter(HEAD, 0, HEAD + len(table), len(COLUMNS) - 1)


def shown(cell: Any) -> str:
    """What a cell of the library says; what is held back as it was written."""
    if cell is None:
        return ""
    return f"{cell.raw}（待核实）" if cell.status in ("question", "bad") else str(cell.value)


def matrix(paper: Paper, settings: Risks, table: Sequence[dict[str, Any]], fills: dict[str, Any]) -> None:
    """How many risk points stand in each cell of the matrix, and which; likelihood downwards from the highest."""
    widths = (12, *(24,) * len(settings.impacts))
    living = [cells for cells in table if cells["变化"].value != NOT_TOLD and value(cells, "状态") != "已消除"]
    graded = [cells for cells in living if value(cells, "等级") != UNGRADED]
    rest = f"另有{len(living) - len(graded)}个定不了等级。" if len(graded) < len(living) else ""
    sheet = paper.sheet(
        "矩阵", "风险矩阵", f"今年报告、没有消除的{len(graded)}个风险点，按可能性和影响。{rest}", widths
    )
    paper.headings(sheet, ["可能性＼影响", *settings.impacts], widths)
    for y, likelihood in enumerate(reversed(settings.likelihoods), HEAD + 1):
        sheet.write_string(y, 0, likelihood, paper.header)
        texts = []
        for x, impact in enumerate(settings.impacts, 1):
            own = [c for c in graded if (value(c, "可能性"), value(c, "影响")) == (likelihood, impact)]
            grade = settings.grade(likelihood, impact) or ""
            numbers = [value(c, "库编号") for c in own]
            lines = ["、".join(numbers[at : at + A_LINE]) for at in range(0, len(numbers), A_LINE)]
            texts.append("\n".join([f"{grade}：{len(own)}个", *lines]))
            sheet.write_string(y, x, texts[-1], fills.get(grade, paper.center))
        sheet.set_row(y, max(40.0, tallest(texts, widths[1:])))


def value(cells: dict[str, Any], name: str) -> str:
    """The text of a cell that counts."""
    cell = cells.get(name)
    return str(cell.value) if cell is not None and cell.counts else ""


def likely(paper: Paper, doubles: Sequence[tuple[Described, Described, int]]) -> None:
    """Pairs that are probably one risk point, for a person to decide."""
    widths = (9, 44, 9, 44, 8, 34)
    note = (
        f"共{len(doubles)}对。是同一个的，在数据文件“风险”的“合并”里写上；不是的，写进“不合并”，以后不再提示。"
        if doubles
        else "没有。"
    )
    sheet = paper.sheet("可能重复", "可能是同一个的风险点", note, widths)
    paper.headings(sheet, ("库编号", "风险表现", "库编号", "风险表现", "相近", "合并这样写"), widths)
    lines = [
        (
            point.number,
            point.text,
            other.number,
            other.text,
            f"{share}%",
            f"{{保留: {other.number}, 并入: {point.number}}}",
        )
        for point, other, share in doubles
    ]
    put(paper, sheet, lines, widths, (1, 3, 5))


def reworded(paper: Paper, campaign: Campaign, points: Sequence[Point], table: Sequence[dict[str, Any]]) -> None:
    """What stands under one number in other words than the library shows, so that nothing that was told is lost."""
    widths = (9, 44, 44, 24, 8)
    lines = [
        (point.number, shown(cells.get("风险表现")), text, who, f"{likeness(shown(cells.get('风险表现')), text):.0f}%")
        for point, cells in zip(points, table, strict=True)
        for text, who in wordings(point, campaign.labels, shown(cells.get("风险表现"))).items()
    ]
    note = (
        f"共{len(lines)}处：记在同一个库编号下、写法和库里不一样的。不是同一个风险点的，请单位改库编号，或者改“合并”。"
        if lines
        else "没有。"
    )
    sheet = paper.sheet("不同写法", "同一个库编号的不同写法", note, widths)
    paper.headings(sheet, ("库编号", "库里的风险表现", "另外的写法", "哪里写的", "相近"), widths)
    put(paper, sheet, lines, widths, (1, 2, 3))


def quiet(paper: Paper, campaign: Campaign, table: Sequence[dict[str, Any]], missed: Mapping[str, Entry]) -> None:
    """What was told once and is told no more: by nobody this year, by a unit later, by this collection at all."""
    names = ("库编号", "来源", "业务领域", "风险表现", "等级", "状态", "发现单位", "历次")
    widths = (9, 10, 12, 44, 8, 10, 18, 26, 26)
    lines = [
        (*(value(cells, name) for name in names), LAPSED if value(cells, "变化") == NOT_TOLD else LEFT_OUT.format(value(cells, "未再报")))
        for cells in table
        if value(cells, "变化") == NOT_TOLD or value(cells, "未再报")
    ]  # fmt: skip
    for number, own in missed.items():
        left = {
            **own.texts,
            "库编号": number,
            "发现单位": own.texts.get("发现单位") or campaign.labels.get(own.unit, own.unit),
        }
        lines.append((*(left.get(name, "") for name in names), MISSED))
    note = f"共{len(lines)}个，请核实。" if lines else "没有。"
    sheet = paper.sheet("没有再报", "报过、后来没有再报的风险点", note, widths)
    paper.headings(sheet, (*names, "情况"), widths)
    put(paper, sheet, lines, widths, (3, 6, 7, 8))


def put(
    paper: Paper, sheet: Any, lines: Sequence[Sequence[str]], widths: Sequence[float], left: Collection[int]
) -> None:
    """The rows of a list under its headings; the columns ``left`` hold sentences, the others stand in the middle."""
    for y, texts in enumerate(lines, HEAD + 1):
        sheet.set_row(y, tallest(texts, widths))
        for x, text in enumerate(texts):
            sheet.write_string(y, x, text, paper.text if x in left else paper.center)
