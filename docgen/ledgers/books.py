"""The workbooks a collection leaves: the consolidated ledgers and the list of problems."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from docgen.campaign.ledger import Column
from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import GRAVITY, SEVERITY_WORDS
from docgen.ledgers.collect import Collection
from docgen.ledgers.consolidate import Total, is_added
from docgen.ledgers.expression import parse
from docgen.ledgers.facts import Fact
from docgen.ledgers.form import heading
from docgen.ledgers.formstyle import sheet_names
from docgen.ledgers.paper import HEAD, LONGEST_CELL, MOST_ROWS, Paper, tallest
from docgen.ledgers.sheet import address
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.submissions import SETTLED
from docgen.ledgers.tables import Table
from docgen.ledgers.value import NUMERIC
from docgen.wording import width

BEFORE = ("期间", "单位")
AFTER = ("来源文件", "来源表", "来源行")
MOST_PROBLEMS = 50_000


def consolidated(
    collection: Collection,
    totals: Sequence[Total],
    more: Callable[[Paper], None] = lambda paper: None,
    most: int = MOST_ROWS,
) -> bytes:
    """One sheet for each ledger: every row of every unit with its source, and totals as live formulas.

    ``more`` puts further sheets behind them; a ledger of more rows than ``most`` goes on in a second sheet, and its
    totals with it.
    """
    paper = Paper(collection.definition.year, f"{collection.definition.campaign} 汇总")
    reported = {table.spec.name for table in collection.tables}
    specs = [spec for spec in collection.definition.specs if spec.name in reported]
    names = iter(sheet_names([name for spec in specs for name in pages(collection, spec, most)]))
    for spec in specs:
        tables = [table for table in collection.tables if table.spec.name == spec.name]
        own = [next(names) for _ in pages(collection, spec, most)]
        _ledger(paper, collection, spec, tables, [t for t in totals if t.ledger == spec.name], own, most)
    if not specs:
        paper.sheet("汇总", "没有可以汇总的内容", "还没有收到可以汇总的台账。", [30])
    more(paper)
    return paper.close()


def pages(collection: Collection, spec: LedgerSpec, most: int) -> list[str]:
    """The names of the sheets that the rows of a ledger take."""
    tables = [table for table in collection.tables if table.spec.name == spec.name]
    rows, room = sum(len(table.records) for table in tables), room_for(tables, most)
    count = max(1, -(-rows // room))
    return [spec.name, *(f"{spec.name}（{number}）" for number in range(2, count + 1))]


def room_for(tables: Sequence[Table], most: int) -> int:
    """The rows that fit into a sheet between its heading and its totals."""
    return most - HEAD - 1 - len({table.submission.period for table in tables})


Row = tuple[Table, int, dict[str, Fact]]


def _ledger(
    paper: Paper,
    collection: Collection,
    spec: LedgerSpec,
    tables: Sequence[Table],
    totals: Sequence[Total],
    names: Sequence[str],
    most: int,
) -> None:
    """The rows of a ledger, sheet by sheet; the last one has the totals of all."""
    rows: list[Row] = [(table, row, cells) for table in tables for row, cells in table.records.items()]
    room = room_for(tables, most)
    doubts = doubtful_cells(tables)
    note = remark(spec, tables, totals, bool(doubts))
    parts = [rows[start : start + room] for start in range(0, len(rows), room)] or [[]]
    lasts = [HEAD + len(part) for part in parts]
    spans = list(zip(names, lasts, strict=True))
    for name, part in zip(names, parts, strict=True):
        words = f"{note}行数太多，接在《{names[-1]}》后面合计。" if name != names[-1] else note
        sheet = _ledger_sheet(paper, collection, spec, part, doubts, words, name, len({t.period for t in totals}))
        if name == names[-1]:
            _totals(paper, sheet, spec, totals, spans)


def _ledger_sheet(
    paper: Paper,
    collection: Collection,
    spec: LedgerSpec,
    rows: Sequence[Row],
    doubts: set[tuple[tuple[str, str], str]],
    note: str,
    name: str,
    sums: int,
) -> Any:
    widths = [9, 16, *(column_width(c) for c in spec.columns), 28, 12, 7]
    printed = len(widths) - len(AFTER)
    sheet = paper.sheet(name, f"{spec.title}（汇总）", note, widths, 2, printed)
    names = [*BEFORE, *(in_lines(c) for c in spec.columns), *AFTER]
    paper.headings(sheet, names, widths)
    units = {unit.code: unit.label for unit in collection.definition.units}
    y = HEAD
    for table, row, cells in rows:
        y += 1
        sheet.set_row(y, tallest([shown_text(c, cells.get(c.name)) for c in spec.columns], widths[2:-3]))
        sheet.write_string(y, 0, table.submission.period, paper.center)
        sheet.write_string(y, 1, units[table.submission.unit], paper.text)
        for x, column in enumerate(spec.columns, len(BEFORE)):
            fact = cells.get(column.name)
            doubtful = fact is not None and (table.key, address(fact.row, fact.column or 1)) in doubts
            write_fact(paper, sheet, y, x, column, fact, doubtful)
        for x, text in enumerate((table.submission.file.path, table.content.sheet), printed):
            sheet.write_string(y, x, text, paper.small)
        sheet.write_number(y, printed + 2, row, paper.center)
    sheet.print_area(0, 0, y + sums, printed - 1)
    if y > HEAD:
        sheet.autofilter(HEAD, 0, y, len(names) - 1)
    return sheet


def doubtful_cells(tables: Sequence[Table]) -> set[tuple[tuple[str, str], str]]:
    """(unit and period, cell) of every cell that somebody must mend or look at."""
    return {
        (table.key, problem.place.cell)
        for table in tables
        for problem in table.submission.problems
        if problem.severity != "info" and problem.place.sheet == table.content.sheet and problem.place.cell
    }


def remark(spec: LedgerSpec, tables: Sequence[Table], totals: Sequence[Total], doubtful: bool) -> str:
    """The line under the title: how many units, and what the colours mean."""
    held = sum(t.held_back for t in totals if (c := spec.column(t.column)) and is_added(c) and not c.formula)
    nil = len({t.submission.unit for t in tables if t.content.nil})
    words = [f"共{len({t.submission.unit for t in tables})}个单位{f'，其中零报告{nil}个' if nil else ''}。"]
    if held:
        words.append(f"红字格子看不准或有错，没有计入合计（{held}格），红字的合计因此不全。")
    if held and any(c.type == "比率" and c.formula for c in spec.columns):
        words.append("合计的比率只按分子、分母都计入的行计算。")
    if doubtful:
        words.append("黄底格子有待改正或核实的问题，已按所报的数计入。")
    return "".join(words)


def shown_text(column: Column, fact: Fact | None) -> str:
    """The text that a cell of the consolidated ledger shows; numbers and dates need one line."""
    if fact is None or fact.counts and column.type in (*NUMERIC, "日期"):
        return ""
    return fact.raw if fact.is_held else fact.value


def in_lines(column: Column) -> str:
    """A heading with its unit of measure on a line of its own."""
    return heading(column).replace(f"（{column.unit}）", f"\n（{column.unit}）", 1) if column.unit else heading(column)


def write_fact(paper: Paper, sheet: Any, y: int, x: int, column: Column, fact: Fact | None, doubtful: bool) -> None:
    """A cell: a number or a date where it counts, what was written where it is held back; a text is always a text."""
    plain = {"整数": paper.whole, "金额": paper.amount, "比率": paper.percent, "日期": paper.day}
    style = (paper.doubtful if doubtful else plain).get(column.type)
    text = paper.doubtful_text if doubtful else paper.center if column.align == "中" else paper.text
    if fact is None or fact.status == "blank" or not fact.counts and not fact.is_held:
        sheet.write_blank(y, x, None, text)
    elif fact.is_held:
        sheet.write_string(y, x, fact.raw or "（待核实）", paper.held)
    elif column.type in NUMERIC:
        sheet.write_number(y, x, float(fact.value), style)
    elif column.type == "日期":
        sheet.write_datetime(y, x, datetime.datetime.fromisoformat(fact.value), style)
    else:
        sheet.write_string(y, x, fact.value[:LONGEST_CELL], text)


Spans = Sequence[tuple[str, int]]
"""(sheet, last row from 0) of each sheet that the rows of a ledger take; the last one is that of the totals."""


def _totals(paper: Paper, sheet: Any, spec: LedgerSpec, totals: Sequence[Total], spans: Spans) -> None:
    """A row of totals for each period, as formulas over the rows above."""
    known = {(t.column, t.period): t for t in totals}
    for y, period in enumerate(dict.fromkeys(t.period for t in totals), spans[-1][1] + 1):
        sheet.write_string(y, 0, period, paper.total)
        sheet.write_string(y, 1, "合计", paper.total)
        for x, column in enumerate(spec.columns, len(BEFORE)):
            _total(paper, sheet, (y, x), spec, column, known.get((column.name, period)), spans)


def _total(
    paper: Paper, sheet: Any, at: tuple[int, int], spec: LedgerSpec, column: Column, total: Total | None, spans: Spans
) -> None:
    value = total.value if total else None
    plain = {"整数": paper.total_whole, "金额": paper.total_amount, "比率": paper.total_percent}
    style = (paper.total_lacking if total and total.held_back else plain).get(column.type)
    if is_added(column) and spans[0][1] == HEAD:  # nil reports alone: a range of no rows would hold the formula itself
        sheet.write_number(*at, float(value or 0), style)
    elif is_added(column):
        sheet.write_formula(*at, f"={added(at, spans)}", style, float(value or 0))
    elif column.formula and spans[0][1] > HEAD:
        text = ratio(column.formula, [c.name for c in spec.columns], spans, at[0])
        sheet.write_formula(*at, text, style, "" if value is None else float(value))
    else:
        sheet.write_blank(*at, None, paper.total)


def added(at: tuple[int, int], spans: Spans) -> str:
    """A column's sum over the rows of the period that stands in the row; SUMIFS would take 2026-06 for a date."""
    letters = address(1, at[1] + 1).rstrip("1")
    return "+".join(
        f"SUMPRODUCT({own_rows(front, last, at[0])},{front}{letters}${HEAD + 2}:{letters}${last + 1})"
        for front, last in fronts(spans)
    )


def fronts(spans: Spans) -> list[tuple[str, int]]:
    """(what stands before an address, last row) of each sheet: nothing for the sheet of the totals itself."""
    return [*(("'" + name.replace("'", "''") + "'!", last) for name, last in spans[:-1]), ("", spans[-1][1])]


def own_rows(front: str, last: int, y: int) -> str:
    """The rows of a sheet that are of the period in the first cell of a row."""
    return f"--({front}$A${HEAD + 2}:$A${last + 1}=$A{y + 1})"


def ratio(formula: str, names: Sequence[str], spans: Spans, y: int) -> str:
    """A computed column's total: its parts summed over the rows of the period in which each of them is a number."""
    parsed = parse(formula, names)
    letters = {n: address(1, len(BEFORE) + names.index(n) + 1).rstrip("1") for n in sorted(parsed.names)}

    def total(name: str) -> str:
        parts = []
        for front, last in fronts(spans):
            cells = {n: f"{front}{x}${HEAD + 2}:{x}${last + 1}" for n, x in letters.items()}
            numbers = ",".join(f"--ISNUMBER({span})" for span in cells.values())
            parts.append(f"SUMPRODUCT({own_rows(front, last, y)},{numbers},{cells[name]})")
        return parts[0] if len(parts) == 1 else f"({'+'.join(parts)})"

    text = parsed.excel(total)
    return f'=IFERROR({text},"")' if text else '=""'


def column_width(column: Column) -> float:
    """Characters across."""
    numbers = {"日期": 11.0, "金额": 10.5, "比率": 8.0, "整数": 7.0}
    wanted = float(column.width or max(4.0, width(column.name)))
    return numbers.get(column.type) or max(8.0, min(2 * wanted, 44.0))


def problem_list(collection: Collection) -> bytes:
    """Every problem with its place, the gravest first."""
    paper = Paper(collection.definition.year, f"{collection.definition.campaign} 问题清单")
    widths = [6, 14, 9, 30, 14, 8, 7, 46, 18, 18, 30, 8]
    every = [
        (one.unit, one.period, p) for one in collection.submissions for p in one.problems if one.state not in SETTLED
    ]
    every += [("", "", p) for p in collection.notes]
    every.sort(key=lambda item: GRAVITY[item[2].severity])
    settled = sum(len(one.problems) for one in collection.submissions if one.state in SETTLED)
    rest = f"已被替代或重复的文件里另有{settled}处，不再列出。" if settled else ""
    if len(every) > MOST_PROBLEMS:
        rest += f"这里只列最重的{MOST_PROBLEMS}处，其余{len(every) - MOST_PROBLEMS}处在 collected.json 里。"
    counts = "，".join(
        f"{word}{n}" for s, word in SEVERITY_WORDS.items() if (n := sum(p.severity == s for _, _, p in every))
    )
    sheet = paper.sheet(
        "问题清单", "问题清单", (f"共{len(every)}处：{counts}。" if every else "没有发现问题。") + rest, widths
    )
    names = ("序号", "单位", "期间", "文件", "表", "单元格", "级别", "问题", "填的是", "应为", "怎么改", "规则")
    paper.headings(sheet, names, widths)
    codes = {unit.code: unit.label for unit in collection.definition.units}
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


def problem_texts(problem: Diagnostic, unit: str, period: str) -> tuple[str, ...]:
    """A problem as the cells of its row."""
    place = problem.place
    return (unit, period, place.file, place.sheet or "", place.cell or "", SEVERITY_WORDS[problem.severity], problem.message,
            problem.found or "", problem.expected or "", problem.cure or "", problem.rule.number)  # fmt: skip
