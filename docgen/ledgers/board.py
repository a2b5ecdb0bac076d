"""The status board: units down, periods across, a symbol in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docgen.ledgers.collect import Collection, UnitState
from docgen.ledgers.paper import HEAD, Paper, tallest
from docgen.ledgers.periods import parse_period
from docgen.wording import chinese_date

SYMBOLS = {"未报": "×", "零报告": "○", "退回": "△", "待核实": "？", "受理": "√", "已汇总": "√"}
LEGEND = "√ 已汇总   ○ 零报告   ？ 待核实   △ 退回   × 未报   数字为迟报天数   —— 不用报"


def status_board(collection: Collection) -> bytes:
    """Units down, periods across, a symbol in each; below what is behind it."""
    paper = Paper(collection.definition.year, f"{collection.definition.campaign} 报送情况")
    periods = [period.key for period in collection.periods]
    widths = [6, 26, *([14] * len(periods)), 10]
    states = {(u.unit, u.period): u for u in collection.units}
    title = f"{collection.definition.campaign.partition(' ')[2]}报送情况（截至{chinese_date(collection.today)}）"
    sheet = paper.sheet("报送情况", title, LEGEND, widths, 2)
    paper.headings(sheet, ["序号", "单位", *(str(parse_period(p)) for p in periods), "报送率"], widths)
    units = [unit for unit in collection.definition.units if any((unit.code, p) in states for p in periods)]
    y = HEAD
    for y, unit in enumerate(units, HEAD + 1):
        sheet.set_row(y, 20)
        sheet.write_number(y, 0, y - HEAD, paper.center)
        sheet.write_string(y, 1, unit.label, paper.text)
        own = [states[unit.code, p] for p in periods if (unit.code, p) in states]
        for x, period in enumerate(periods, 2):
            text = symbol(states.get((unit.code, period)))
            sheet.write_string(y, x, text, paper.states[text[0]])
        write_rate(paper, sheet, y, len(periods) + 2, own)
    for label, count in COUNTS.items():
        y += 1
        sheet.write_string(y, 0, "", paper.total)
        sheet.write_string(y, 1, label, paper.total)
        for x, period in enumerate(periods, 2):
            sheet.write_number(y, x, count([u for u in collection.units if u.period == period]), paper.total_whole)
        sheet.write_blank(y, len(periods) + 2, None, paper.total)
    y += 1
    sheet.write_string(y, 0, "", paper.total)
    sheet.write_string(y, 1, "报送率", paper.total)
    for x, period in enumerate(periods, 2):
        write_rate(paper, sheet, y, x, [u for u in collection.units if u.period == period])
    write_rate(paper, sheet, y, len(periods) + 2, collection.units)
    _details(paper, collection)
    return paper.close()


COUNTS: dict[str, Callable[[Sequence[UnitState]], int]] = {
    "应报": len,
    "已报": lambda own: sum(u.state != "未报" for u in own),
    "其中：零报告": lambda own: sum(u.state == "零报告" for u in own),
    "其中：待核实": lambda own: sum(u.state == "待核实" for u in own),
    "其中：退回": lambda own: sum(u.state == "退回" for u in own),
    "未报": lambda own: sum(u.state == "未报" for u in own),
    "逾期（含未报）": lambda own: sum(bool(u.days_late) for u in own),
    "待核实格数": lambda own: sum(u.held for u in own),
    "其中：不符合规则没有计入": lambda own: sum(u.left_out for u in own),
}
"""The rows below the board, each with how it is counted."""


def symbol(state: UnitState | None) -> str:
    """What stands in a cell of the board: the state, and days late."""
    if state is None:
        return "——"
    late = f" 迟{state.days_late}天" if state.days_late else ""
    return f"{SYMBOLS[state.state]}{late}"


def write_rate(paper: Paper, sheet: Any, y: int, x: int, own: Iterable[UnitState]) -> None:
    """The share of reports that came."""
    states = list(own)
    if states:
        sheet.write_number(y, x, sum(u.state != "未报" for u in states) / len(states), paper.percent)
    else:
        sheet.write_blank(y, x, None, paper.text)


def _details(paper: Paper, collection: Collection) -> None:
    """A line for each unit and period: state, days, files, what is missing."""
    widths = [6, 26, 12, 10, 12, 12, 8, 10, 40, 30, 40]
    sheet = paper.sheet("明细", "报送明细", "一个单位一期一行。", widths, 2)
    paper.headings(
        sheet,
        [
            "序号",
            "单位",
            "期间",
            "状态",
            "截止日期",
            "收到日期",
            "迟报天数",
            "待核实格数",
            "文件",
            "没有收到的台账",
            "可能是这个单位的文件",
        ],
        widths,
    )
    names = {unit.code: unit.label for unit in collection.definition.units}
    for y, u in enumerate(collection.units, HEAD + 1):
        sheet.write_number(y, 0, y - HEAD, paper.center)
        sheet.write_string(y, 1, names[u.unit], paper.text)
        sheet.write_string(y, 2, str(parse_period(u.period)), paper.center)
        sheet.write_string(y, 3, u.state, paper.states[SYMBOLS[u.state]])
        for x, day in ((4, u.due), (5, u.received)):
            sheet.write_string(y, x, day.isoformat() if day else "——", paper.center)
        sheet.write_string(y, 6, "——" if u.days_late is None else str(u.days_late), paper.center)
        sheet.write_number(y, 7, u.held, paper.center)
        sheet.write_string(y, 8, "\n".join(u.files), paper.small)
        sheet.write_string(y, 9, "、".join(u.missing), paper.text)
        sheet.write_string(y, 10, "\n".join(u.perhaps), paper.small)
        sheet.set_row(y, tallest(["\n".join(u.files), "、".join(u.missing), "\n".join(u.perhaps)], widths[8:]))
    if collection.units:
        sheet.autofilter(HEAD, 0, HEAD + len(collection.units), len(widths) - 1)
