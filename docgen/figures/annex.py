"""数据来源: the workbook behind a report, from every figure to the cells it came from, and the same as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen import __version__
from docgen.campaign.model import Campaign
from docgen.figures.citing import Cited
from docgen.figures.details import BASE, Reports, details, numbered, used_cells
from docgen.figures.rounding import RULE
from docgen.figures.source import Source
from docgen.figures.tracing import cell_json, equation, exact, formula, pieces, sources
from docgen.ledgers.definition import Definition
from docgen.ledgers.paper import HEAD, LONGEST_CELL, Paper, tallest

FIGURES = (
    "序号", "文件", "指标", "文中写的", "计算值", "单位", "怎么算的", "算式", "期间", "单位数", "格数", "没有计入的格", "不含的单位及原因", "说明",
)  # fmt: skip
FIGURE_WIDTHS = (6, 26, 18, 20, 14, 7, 34, 24, 18, 7, 7, 9, 34, 26)
CELLS = ("单位", "期间", "来源文件", "表", "格", "列", "填的是", "采用的数", "规则", "说明")
CELL_WIDTHS = (12, 9, 44, 14, 7, 16, 18, 14, 8, 40)
WAIVERS = ("规则", "单位", "期间", "台账", "原因", "批准人")


def workbook(source: Source, definition: Definition, campaign: Campaign, reports: Reports, base: str = "") -> bytes:
    """The annex as .xlsx; ``base`` is the way from it to the folder of the returns, for the links."""
    paper = Paper(definition.year, f"{definition.campaign} 数据来源")
    labels = campaign.labels
    about(paper, source, labels, base)
    figures(paper, reports, labels)
    details(paper, source, reports, labels)
    listed(paper, "自动修正", "自动换算、修正后计入的格子", source, labels, "converted")
    listed(paper, "待核实", "看不准或有错、没有计入的格子", source, labels, "held")
    waivers(paper, campaign, labels)
    return paper.close()


def about(paper: Paper, source: Source, labels: Mapping[str, str], base: str) -> None:
    """What the figures were computed from: campaign, definition, files with their fingerprints."""
    summary = source.summary
    sheet = paper.sheet(
        "说明",
        "数据来源说明",
        "本表列出报告里每个数字的算法，和它用到的每一格；按同样的输入重新生成，各指纹不变。",
        (26, 60, 12, 10, 10, 68),
    )
    lines = (
        ("活动", summary["campaign"]), ("汇总日期", summary["date"]), ("docgen 版本", __version__),
        ("台账定义的指纹", summary["definition"]), ("全部输入的指纹", source.version), ("取舍规则", RULE),
        (BASE, base),
    )  # fmt: skip
    for y, (name, value) in enumerate(lines, HEAD):
        sheet.write_string(y, 0, name, paper.header)
        sheet.merge_range(y, 1, y, 5, value, paper.text)
        if name == BASE:
            paper.book.define_name(BASE, f"=说明!$B${y + 1}")
    sheet.set_row(HEAD + 5, 34)
    y = HEAD + len(lines)
    sheet.merge_range(
        y,
        0,
        y,
        5,
        f"“{BASE}”写收件所在的文件夹（如 D:\\我的活动\\收件），“明细”里的“打开”就能直接跳到来源文件的那一格。",
        paper.small,
    )
    y += 2
    paper.headings(sheet, ("单位", "来源文件", "期间", "状态", "", "SHA-256"), (26, 60, 12, 10, 10, 68), y)
    for file in summary["files"]:
        if file["sha256"]:
            y += 1
            texts = (
                labels.get(file["unit"], ""),
                file["path"],
                file["period"] or "",
                file["state"],
                "",
                file["sha256"],
            )
            for x, text in enumerate(texts):
                sheet.write_string(y, x, text, paper.text)


def figures(paper: Paper, reports: Reports, labels: Mapping[str, str]) -> None:
    """A row for each figure of each report."""
    sheet = paper.sheet(
        "指标", "指标", "每个数字一行，按在文件中出现的先后排列；“计算值”是四舍五入以前的数。", FIGURE_WIDTHS, 3
    )
    paper.headings(sheet, FIGURES, FIGURE_WIDTHS)
    y = HEAD
    for number, name, cited in numbered(reports):
        y += 1
        texts = [str(number), name, cited.name, cited.text, *figure_texts(cited, labels)]
        sheet.set_row(y, tallest(texts, FIGURE_WIDTHS))
        for x, text in enumerate(texts):
            if x == 0:
                sheet.write_number(y, x, number, paper.center)
            elif x == 4 and text:
                write_value(paper, sheet, y, cited)
            else:
                sheet.write_string(y, x, text, paper.text)
    sheet.autofilter(HEAD, 0, max(y, HEAD + 1), len(FIGURES) - 1)


def write_value(paper: Paper, sheet: Any, y: int, cited: Cited) -> None:
    """The value as a number, before rounding: a ratio as per cent."""
    assert cited.piece is not None
    assert cited.answer is not None
    assert cited.piece.value is not None
    value, answer = cited.piece.value, cited.answer
    ratio = answer.is_ratio or answer.change in ("环比", "同比")
    style = paper.percent if ratio else paper.whole if value == value.to_integral_value() else paper.amount
    sheet.write_number(y, 4, float(value), style)


def figure_texts(cited: Cited, labels: Mapping[str, str]) -> list[str]:
    """What the annex says of a figure, from its value on."""
    if cited.quotation is not None:
        return ["", "", "摘录单位台账原文", "", "", "1", "1", "", "", ""]
    answer = cited.answer
    assert answer is not None
    own = pieces(answer, cited.piece)
    value = exact(cited.piece.value) if cited.piece is not None and answer.item.measure.kind != "文本" else ""
    used = sum(len(rows) for p in own for _, rows, _ in sources(answer, p))
    held = sum(len(rows) for p in own for _, _, rows in sources(answer, p))
    units = {unit for p in own for unit in p.units}
    absent = "；".join(f"{labels.get(code, code)}：{why}" for code, why in answer.absent)
    older = [f"{labels.get(code, code)}用的是{key}的数" for code, key in answer.older]
    remarks = "；".join(part for part in (answer.item.figure.about, *answer.remarks, *older) if part)
    told = equation(answer, cited.piece) if cited.piece is not None else ""
    unit = "%" if answer.change in ("环比", "同比", "占比") else answer.item.measure.unit
    return [
        value,
        unit,
        formula(answer),
        told,
        answer.when,
        str(len(units)),
        str(used),
        str(held or ""),
        absent,
        remarks,
    ]


def listed(paper: Paper, name: str, title: str, source: Source, labels: Mapping[str, str], wanted: str) -> None:
    """The cells of a status, of all ledgers."""
    facts = source.facts
    chosen = (
        facts[facts["status"] == "converted"]
        if wanted == "converted"
        else facts[facts["status"].isin(["question", "bad"])]
    )
    sheet = paper.sheet(name, title, f"共{len(chosen)}格。" if len(chosen) else "没有。", CELL_WIDTHS)
    paper.headings(sheet, CELLS, CELL_WIDTHS)
    for y, fact in enumerate(chosen.itertuples(), HEAD + 1):
        own: Any = fact
        texts = (labels.get(own.unit, own.unit), own.period, own.file, own.sheet, own.cell, own.field, own.raw,
                 own.value if own.counted else "", own.rule, own.note)  # fmt: skip
        sheet.set_row(y, tallest([str(t) for t in texts], CELL_WIDTHS))
        for x, text in enumerate(texts):
            sheet.write_string(y, x, str(text)[:LONGEST_CELL], paper.text)


def waivers(paper: Paper, campaign: Campaign, labels: Mapping[str, str]) -> None:
    """The rules that were not applied, and who decided so."""
    widths = (10, 16, 10, 16, 50, 24)
    note = f"共{len(campaign.waivers)}条。" if campaign.waivers else "没有。"
    sheet = paper.sheet("豁免", "豁免", note, widths)
    paper.headings(sheet, WAIVERS, widths)
    for y, own in enumerate(campaign.waivers, HEAD + 1):
        texts = (
            own.rule,
            labels.get(own.unit, own.unit),
            own.period or "各期",
            own.ledger or "各张台账",
            own.reason,
            own.approver,
        )
        for x, text in enumerate(texts):
            sheet.write_string(y, x, text, paper.text)


def record(source: Source, reports: Reports) -> dict[str, Any]:
    """The run as plain data: what it was computed from, and every figure of every report with its cells."""
    return {
        "program": __version__,
        "campaign": source.summary["campaign"],
        "date": source.summary["date"],
        "definition": source.summary["definition"],
        "inputs": source.summary["inputs"],
        "facts": source.version,
        "figures": [
            {
                "number": number,
                "document": name,
                "figure": cited.name,
                "reference": cited.reference,
                "text": cited.text,
                "value": exact(cited.piece.value)
                if cited.piece is not None and cited.piece.value is not None
                else None,
                "cells": [cell_json(fact, used) for _, _, fact, used in used_cells(source, cited)],
            }
            for number, name, cited in numbered(reports)
        ],
    }
