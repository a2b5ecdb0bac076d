"""The figures and charts of a campaign as sheets of the consolidated workbook: the same that reports print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.campaign.model import Campaign
from docgen.figures.answer import Answer, Query
from docgen.figures.catalog import BadFigure, Catalog
from docgen.figures.cells import as_of
from docgen.figures.compute import Calculator
from docgen.figures.panel import Panel, panel
from docgen.figures.printed import text
from docgen.figures.reference import parse_panel
from docgen.figures.source import Source
from docgen.figures.tracing import formula
from docgen.ledgers.definition import Definition
from docgen.ledgers.formstyle import sheet_names
from docgen.ledgers.paper import HEAD, Paper, tallest
from docgen.ledgers.periods import parse_period

SHEET, CHARTS = "指标", "图表"
COLUMNS = ("指标", "数", "计量单位", "文中写法", "怎么算的", "期间", "单位数", "没有计入的格", "不含的单位")
WIDTHS = (20, 14, 9, 30, 46, 18, 8, 10, 40)
PANELS = (
    "图|各单位问题整改率|按单位|整改率|条形",
    "图|各业务领域发现的问题|各领域问题|条形",
    "图|各期发现问题和整改情况|按期间|发现问题笔数、已整改笔数|折线",
    "图|各级媒体宣传报道|各级媒体宣传|柱形",
)
HEIGHT = 18
"""Rows that a chart covers."""


def add(paper: Paper, campaign: Campaign, definition: Definition, source: Source) -> None:
    """Both sheets; nothing where no ledger came back yet."""
    if not len(source.returns):
        return
    only = source.summary["only"]
    period = parse_period(only) if only else None
    calculator = Calculator(Catalog(campaign, definition, as_of(source, period)), source, period)
    labels = campaign.labels
    figures(paper, calculator, labels)
    charts(paper, list(panels(calculator, labels)))


def answers(calculator: Calculator) -> Iterator[Answer]:
    """Every figure of the campaign that can be computed at all, in the order of the catalogue."""
    for name in calculator.catalog.names:
        try:
            yield calculator.answer(Query(name))
        except BadFigure:
            continue  # a column of several ledgers, or a declared figure that validate complains of


def figures(paper: Paper, calculator: Calculator, labels: dict[str, str]) -> None:
    """A row for each figure that has a value."""
    told = (
        f"只是{calculator.period}的数，与这一期的通报相同。"
        if calculator.period
        else "活动以来的数，与总结报告相同；每期都填全部数的，取每个单位最近一期。"
    )
    note = f"{told}算法和每一格的出处可以用 docgen trace 查。"
    sheet = paper.sheet(free(paper, SHEET), "指标", note, WIDTHS, 1)
    paper.headings(sheet, COLUMNS, WIDTHS)
    y = HEAD
    for answer in answers(calculator):
        if answer.why:
            continue
        y += 1
        piece = answer.total
        absent = "；".join(f"{labels.get(code, code)}：{why}" for code, why in answer.absent)
        single = not answer.is_grouped and answer.item.measure.kind != "文本"
        texts = (answer.query.name, "", answer.item.measure.unit, text(answer, labels), formula(answer), answer.when,
                 str(len(piece.units)), str(len(piece.held) or ""), absent)  # fmt: skip
        sheet.set_row(y, tallest(texts, WIDTHS))
        for x, words in enumerate(texts):
            sheet.write_string(y, x, words, paper.text if x in (0, 3, 4, 8) else paper.center)
        if single and piece.rounded is not None:
            sheet.write_number(y, 1, float(piece.rounded), style(paper, answer))


def style(paper: Paper, answer: Answer) -> object:
    """The format of a figure's values."""
    if answer.is_ratio or answer.is_growth or answer.item.measure.kind == "比率":
        return paper.percent
    return paper.amount if answer.item.measure.kind == "金额" else paper.whole


def panels(calculator: Calculator, labels: dict[str, str]) -> Iterator[Panel]:
    """The charts that this campaign has the figures for."""
    for wanted in map(parse_panel, PANELS):
        assert wanted
        try:
            found = panel(wanted, calculator, labels)
        except BadFigure:
            continue  # a campaign without that ledger
        if found.rows and not any(answer.why for answer in found.answers):
            yield found


def charts(paper: Paper, found: Sequence[Panel]) -> None:
    """Each chart beside the cells that it is drawn from."""
    if not found:
        return
    widths = (22, 16, 16, 16, 4, 12, 12, 12, 12, 12, 12, 12)
    name = free(paper, CHARTS)
    sheet = paper.sheet(name, "图表", "图从左边的格子画出来，可以点开修改；数与总结报告里的图相同。", widths)
    sheet.fit_to_pages(1, 1)
    top = HEAD
    for shown in found:
        paper.headings(
            sheet,
            [shown.heading, *(answer.query.name for answer in shown.answers)],
            widths[: len(shown.answers) + 1],
            top,
        )
        for y, row in enumerate(shown.rows, top + 1):
            sheet.write_string(y, 0, row.label, paper.text)
            for x, (answer, piece) in enumerate(zip(shown.answers, row.pieces, strict=True), 1):
                if piece is None or piece.rounded is None:
                    sheet.write_blank(y, x, None, paper.text)
                else:
                    sheet.write_number(y, x, float(piece.rounded), style(paper, answer))
        sheet.insert_chart(
            top, 5, chart(paper, shown, name, top), {"x_scale": 1.35, "y_scale": 1.15, "description": shown.caption}
        )
        top += max(len(shown.rows) + 3, HEIGHT)


def free(paper: Paper, name: str) -> str:
    """A name for a sheet that no ledger's sheet has."""
    return sheet_names([*paper.book.sheetnames, name])[-1]


def chart(paper: Paper, shown: Panel, name: str, top: int) -> object:
    """A native chart of the cells under a heading."""
    made = paper.book.add_chart({"type": shown.chart})
    last = top + len(shown.rows)
    for x, answer in enumerate(shown.answers, 1):
        made.add_series({
            "name": [name, top, x], "categories": [name, top + 1, 0, last, 0], "values": [name, top + 1, x, last, x],
            "data_labels": {"value": True}, "gap": 60,
        })  # fmt: skip
        if answer.is_ratio:
            made.set_x_axis({"num_format": "0%"}) if shown.chart == "bar" else made.set_y_axis({"num_format": "0%"})
    made.set_title({"name": shown.caption, "name_font": {"name": "黑体", "size": 12}})
    if shown.chart == "bar":
        made.set_y_axis({"reverse": True})
    if len(shown.answers) == 1 and shown.chart != "pie":
        made.set_legend({"none": True})
    else:
        made.set_legend({"position": "bottom"})
    return made
