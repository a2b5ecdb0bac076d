"""The workbooks a collection leaves: the consolidated ledgers, the list of problems, the status board."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from docgen.campaign.ledger import Column
from docgen.errors import SEVERITY_WORDS, Problem
from docgen.ledgers.collect import Collection, UnitState
from docgen.ledgers.consolidate import Total, is_added
from docgen.ledgers.expression import parse
from docgen.ledgers.facts import Fact
from docgen.ledgers.form import heading
from docgen.ledgers.issuesheet import sheet_name
from docgen.ledgers.periods import parse_period
from docgen.ledgers.rows import NUMERIC
from docgen.ledgers.sheet import address
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.tables import Table
from docgen.wording import chinese_date, width

BEFORE = ("期间", "单位")
AFTER = ("来源文件", "来源表", "来源行")
SYMBOLS = {"未报": "×", "零报告": "○", "退回": "△", "待核实": "？", "受理": "√", "已汇总": "√"}
LEGEND = "√ 已汇总   ○ 零报告   ？ 待核实   △ 退回   × 未报   数字为迟报天数   —— 不用报"
HEAD = 3
"""Row of the heading, from 0."""
MOST_PROBLEMS = 50_000


class Paper:
    """A workbook with the formats that all of them share; closing it gives the bytes."""

    def __init__(self, collection: Collection, title: str) -> None:
        self.out = BytesIO()
        plain = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(self.out, plain)
        created = datetime.datetime(collection.definition.year, 1, 1)
        self.book.set_properties({"title": title, "created": created})
        base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        frame = {**base, "border": 1, "border_color": "#A6A6A6"}

        def make(**more: Any) -> Any:
            return self.book.add_format({**frame, **more})

        self.title = self.book.add_format({**base, "font_name": "黑体", "font_size": 16, "align": "center"})
        self.note = self.book.add_format({**base, "text_wrap": True})
        self.header = make(bold=True, align="center", text_wrap=True, bg_color="#E8EEF4")
        self.text = make(text_wrap=True)
        self.center = make(align="center", text_wrap=True)
        self.small = make(font_color="#595959", text_wrap=True)
        self.whole = make(num_format="#,##0", align="right")
        self.amount = make(num_format="#,##0.00####", align="right")
        self.percent = make(num_format="0.00%", align="right")
        self.day = make(num_format="yyyy-mm-dd", align="center")
        self.held = make(bg_color="#FCE4D6", font_color="#C00000", text_wrap=True)
        self.total = make(bold=True, bg_color="#F2F2F2", align="center")
        self.total_whole = make(bold=True, bg_color="#F2F2F2", num_format="#,##0", align="right")
        self.total_amount = make(bold=True, bg_color="#F2F2F2", num_format="#,##0.00####", align="right")
        self.total_percent = make(bold=True, bg_color="#F2F2F2", num_format="0.00%", align="right")
        self.states = {
            "×": make(align="center", bg_color="#FFC7CE"), "△": make(align="center", bg_color="#FCE4D6"),
            "？": make(align="center", bg_color="#FFF2CC"), "√": make(align="center", bg_color="#E2EFDA"),
            "○": make(align="center", bg_color="#DDEBF7"), "—": make(align="center", font_color="#A6A6A6"),
        }  # fmt: skip
        self.severity = {"error": make(align="center", bg_color="#FFC7CE"), "warning": make(align="center", bg_color="#FFF2CC"),
                         "info": make(align="center")}  # fmt: skip

    def sheet(
        self, name: str, title: str, note: str, widths: Sequence[float], frozen: int = 0, printed: int = 0
    ) -> Any:
        """A sheet with its title and a line under it, set up for print; ``printed`` columns go on paper, 0 for all."""
        shown = widths[: printed or len(widths)]
        sheet = self.book.add_worksheet(name)
        for x, chars in enumerate(widths):
            sheet.set_column(x, x, chars)
        across(sheet, 0, len(shown), title, self.title)
        sheet.set_row(0, 30)
        across(sheet, 1, len(shown), note, self.note)
        sheet.set_row(1, 15 * max(1, round(2.1 * width(note) / max(sum(shown), 1) + 0.5)))
        sheet.set_landscape()
        sheet.set_paper(8 if sum(shown) > 170 else 9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.repeat_rows(HEAD)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.freeze_panes(HEAD + 1, frozen)
        return sheet

    def headings(self, sheet: Any, texts: Sequence[str], widths: Sequence[float], row: int = HEAD) -> None:
        """A row of headings, tall enough for the longest."""
        for x, text in enumerate(texts):
            sheet.write_string(row, x, text, self.header)
        deepest = max(
            (2.1 * width(part) / max(w - 1, 1) for t, w in zip(texts, widths, strict=True) for part in t.split("\n")),
            default=1,
        )
        sheet.set_row(row, 15 * (int(deepest) + 1) + 4)

    def close(self) -> bytes:
        """The workbook."""
        self.book.close()
        return self.out.getvalue()


def across(sheet: Any, row: int, columns: int, text: str, style: Any) -> None:
    """A text over the whole width."""
    if columns > 1:
        sheet.merge_range(row, 0, row, columns - 1, "", style)
    sheet.write_string(row, 0, text, style)


# -- consolidated ledgers ---------------------------------------------------------------------------------------------


def consolidated(collection: Collection, totals: Sequence[Total]) -> bytes:
    """One sheet for each ledger: every row of every unit with its source, and totals as live formulas."""
    paper = Paper(collection, f"{collection.definition.campaign} 汇总")
    number = 0
    for spec in collection.definition.specs:
        tables = [table for table in collection.tables if table.spec.name == spec.name]
        if tables:
            number += 1
            _ledger_sheet(paper, collection, spec, tables, [t for t in totals if t.ledger == spec.name], number)
    if not number:
        paper.sheet("汇总", "没有可以汇总的内容", "还没有收到可以汇总的台账。", [30])
    return paper.close()


def _ledger_sheet(
    paper: Paper,
    collection: Collection,
    spec: LedgerSpec,
    tables: Sequence[Table],
    totals: Sequence[Total],
    number: int,
) -> None:
    widths = [9, 16, *(column_width(c) for c in spec.columns), 28, 12, 7]
    held = sum(t.held_back for t in totals if (c := spec.column(t.column)) and is_added(c))
    units = len({t.submission.unit for t in tables})
    note = f"共{units}个单位；红字格子待核实或待更正，没有计入合计（{held}格）。" if held else f"共{units}个单位。"
    sheet = paper.sheet(sheet_name(spec.name, number), f"{spec.title}（汇总）", note, widths, 2, len(widths) - len(AFTER))
    names = [*BEFORE, *(in_lines(c) for c in spec.columns), *AFTER]
    paper.headings(sheet, names, widths)
    codes = {unit.code: unit.short or unit.name for unit in collection.definition.units}
    y = HEAD
    for table in tables:
        for row, cells in table.records.items():
            y += 1
            texts = ["" if c.name not in cells else cells[c.name].raw if cells[c.name].is_held else cells[c.name].value for c in spec.columns]
            sheet.set_row(y, tallest(texts, widths[2:-3]))
            sheet.write_string(y, 0, table.submission.period, paper.center)
            sheet.write_string(y, 1, codes[table.submission.unit], paper.text)
            for x, column in enumerate(spec.columns, len(BEFORE)):
                write_fact(paper, sheet, y, x, column, cells.get(column.name))
            at = len(BEFORE) + len(spec.columns)
            for x, text in enumerate((table.submission.file.path, table.content.sheet), at):
                sheet.write_string(y, x, text, paper.small)
            sheet.write_number(y, at + 2, row, paper.center)
    sheet.print_area(0, 0, y + len({t.period for t in totals}), len(BEFORE) + len(spec.columns) - 1)
    if y > HEAD:
        sheet.autofilter(HEAD, 0, y, len(names) - 1)
    _totals(paper, sheet, spec, totals, y)


def in_lines(column: Column) -> str:
    """A heading with its unit of measure on a line of its own."""
    return heading(column).replace(f"（{column.unit}）", f"\n（{column.unit}）", 1) if column.unit else heading(column)


def write_fact(paper: Paper, sheet: Any, y: int, x: int, column: Column, fact: Fact | None) -> None:
    """A cell: a number or a date where it counts, what was written where it is held back; a text is always a text."""
    if fact is None or fact.status == "blank" or not fact.counts and not fact.is_held:
        sheet.write_blank(y, x, None, paper.text)
    elif fact.is_held:
        sheet.write_string(y, x, fact.raw or "（待核实）", paper.held)
    elif column.type in NUMERIC:
        style = {"整数": paper.whole, "金额": paper.amount, "比率": paper.percent}[column.type]
        sheet.write_number(y, x, float(fact.value), style)
    elif column.type == "日期":
        sheet.write_datetime(y, x, datetime.datetime.fromisoformat(fact.value), paper.day)
    else:
        sheet.write_string(y, x, fact.value[:32_000], paper.center if column.align == "中" else paper.text)


def _totals(paper: Paper, sheet: Any, spec: LedgerSpec, totals: Sequence[Total], last: int) -> None:
    """A row of totals for each period, as formulas over the rows above."""
    y = last
    values = {(t.column, t.period): t.value for t in totals}
    names = [c.name for c in spec.columns]
    for period in dict.fromkeys(t.period for t in totals):
        y += 1
        sheet.write_string(y, 0, period, paper.total)
        sheet.write_string(y, 1, "合计", paper.total)
        for x, column in enumerate(spec.columns, len(BEFORE)):
            value = values.get((column.name, period))
            shown: Decimal | str = "" if value is None else value
            if is_added(column):
                letters = address(1, x + 1).rstrip("1")
                formula = f'=SUMIFS({letters}${HEAD + 2}:{letters}${last + 1},$A${HEAD + 2}:$A${last + 1},"{period}")'
                style = paper.total_whole if column.type == "整数" else paper.total_amount
                sheet.write_formula(y, x, formula, style, float(shown or 0))
            elif column.formula:
                text = ratio(column.formula, names, last)
                result = float(shown) if shown != "" else ""
                style = paper.total_percent if column.type == "比率" else paper.total_amount
                formula = (text or '""').replace("{row}", str(y + 1))
                sheet.write_formula(y, x, f'=IFERROR({formula},"")', style, result)
            else:
                sheet.write_blank(y, x, None, paper.total)


def ratio(formula: str, names: Sequence[str], last: int) -> str | None:
    """A computed column's total: its parts summed over the rows of the period in which each of them is a number."""
    parsed = parse(formula, names)
    columns = {n: address(1, len(BEFORE) + names.index(n) + 1).rstrip("1") for n in sorted(parsed.names)}
    spans = {name: f"{x}${HEAD + 2}:{x}${last + 1}" for name, x in columns.items()}
    numbers = ",".join(f"--ISNUMBER({span})" for span in spans.values())
    own = f"--($A${HEAD + 2}:$A${last + 1}=$A{{row}})"
    return parsed.excel(lambda name: f"SUMPRODUCT({own},{numbers},{spans[name]})")


def column_width(column: Column) -> float:
    """Characters across."""
    numbers = {"日期": 11.0, "金额": 10.5, "比率": 8.0, "整数": 7.0}
    wanted = float(column.width or max(4.0, width(column.name)))
    return numbers.get(column.type) or max(8.0, min(2 * wanted, 44.0))


# -- problems ---------------------------------------------------------------------------------------------------------


def problem_list(collection: Collection) -> bytes:
    """Every problem with its place, the gravest first."""
    paper = Paper(collection, f"{collection.definition.campaign} 问题清单")
    widths = [6, 14, 9, 30, 14, 8, 7, 46, 18, 18, 30, 8]
    every = [(one.unit, one.period, p) for one in collection.submissions for p in one.problems]
    every += [("", "", p) for p in collection.notes]
    grades = {"error": 0, "warning": 1, "info": 2}
    every.sort(key=lambda item: grades[item[2].severity])
    counts = "，".join(f"{SEVERITY_WORDS[s]}{n}" for s in grades if (n := sum(p.severity == s for _, _, p in every)))  # type: ignore[index]
    sheet = paper.sheet("问题清单", "问题清单", f"共{len(every)}处：{counts}。" if every else "没有发现问题。", widths)
    names = ("序号", "单位", "期间", "文件", "表", "单元格", "级别", "问题", "填的是", "应为", "怎么改", "规则")
    paper.headings(sheet, names, widths)
    codes = {unit.code: unit.short or unit.name for unit in collection.definition.units}
    for y, (unit, period, problem) in enumerate(every[:MOST_PROBLEMS], HEAD + 1):
        sheet.write_number(y, 0, y - HEAD, paper.center)
        texts = problem_texts(problem, codes.get(unit, ""), period)
        sheet.set_row(y, tallest(texts, widths[1:]))
        for x, text in enumerate(texts, 1):
            style = paper.severity[problem.severity] if x == 6 else paper.center if x in (2, 5, 11) else paper.text
            sheet.write_string(y, x, text, style)
    if every:
        sheet.autofilter(HEAD, 0, HEAD + min(len(every), MOST_PROBLEMS), len(names) - 1)
    return paper.close()


def problem_texts(problem: Problem, unit: str, period: str) -> tuple[str, ...]:
    """A problem as the cells of its row."""
    place = problem.place
    return (unit, period, place.file, place.sheet or "", place.cell or "", SEVERITY_WORDS[problem.severity], problem.message,
            problem.found or "", problem.expected or "", problem.cure or "", problem.rule)  # fmt: skip


def tallest(texts: Sequence[str], widths: Sequence[float]) -> float:
    """The height of a row in pt that shows every text whole; programs do not agree on growing rows by themselves."""
    lines = [
        sum(max(1, math.ceil(2.1 * width(part) / max(chars - 1.5, 1))) for part in text.split("\n"))
        for text, chars in zip(texts, widths, strict=True)
    ]
    return min(400.0, 14.0 * max(lines, default=1) + 3)


# -- status board -----------------------------------------------------------------------------------------------------


def status_board(collection: Collection) -> bytes:
    """Units down, periods across, a symbol in each; below what is behind it."""
    paper = Paper(collection, f"{collection.definition.campaign} 报送情况")
    periods = [period.key for period in collection.periods]
    widths = [6, 26, *([14] * max(len(periods), 1)), 10]
    states = {(u.unit, u.period): u for u in collection.units}
    title = f"{collection.definition.campaign.partition(' ')[2]}报送情况（截至{chinese_date(collection.today)}）"
    sheet = paper.sheet("报送情况", title, LEGEND, widths, 2)
    paper.headings(sheet, ["序号", "单位", *(str(parse_period(p)) for p in periods), "报送率"], widths)
    units = [unit for unit in collection.definition.units if any((unit.code, p) in states for p in periods)]
    y = HEAD
    for y, unit in enumerate(units, HEAD + 1):
        sheet.set_row(y, 20)
        sheet.write_number(y, 0, y - HEAD, paper.center)
        sheet.write_string(y, 1, unit.short or unit.name, paper.text)
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
    widths = [6, 26, 12, 10, 12, 12, 8, 10, 40, 30]
    sheet = paper.sheet("明细", "报送明细", "一个单位一期一行。", widths, 2)
    paper.headings(
        sheet,
        ["序号", "单位", "期间", "状态", "截止日期", "收到日期", "迟报天数", "待核实格数", "文件", "没有收到的台账"],
        widths,
    )
    names = {unit.code: unit.short or unit.name for unit in collection.definition.units}
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
    if collection.units:
        sheet.autofilter(HEAD, 0, HEAD + len(collection.units), len(widths) - 1)
