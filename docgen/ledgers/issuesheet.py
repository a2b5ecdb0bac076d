"""One ledger as a guarded sheet: heading, input cells with their limits, self-check, sums, and how to fill it in."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from docgen.campaign.ledger import Column
from docgen.gongwen.document import Cell
from docgen.ledgers import form as printed
from docgen.ledgers import identity
from docgen.ledgers.expression import BadExpression, Expression, parse
from docgen.ledgers.sheet import address
from docgen.ledgers.spec import LedgerSpec, Node, definition
from docgen.ledgers.value import expectation, value_text
from docgen.wording import width

if TYPE_CHECKING:
    from docgen.ledgers.issue import Form

SPARE_ROWS = 50
"""Blank rows with all limits, below those that the printed form shows."""
SPARE_PROBLEMS = 2
"""Blank rows more beside each body of a task: one problem takes one row."""
HEADING_ROW = 3
"""Row of the heading, from 0: title, identity and nil report stand above it."""
WIDEST_A4 = {True: 230.0, False: 150.0}
"""Characters across that an A4 page takes in readable print (7 pt), landscape and portrait; wider forms go on A3."""
NARROWEST, WIDEST = 60.0, 100.0
"""Least width of a form, greatest of a column."""
CHECK_WIDTH = 26.0
NIL_LABEL_WIDTH = 36
LINE, ROW, TALLEST = 16, 22, 400
"""Points: a line of text, a row with one, the tallest row that spreadsheet programs show."""
LONGEST_PROMPT, LONGEST_CAPTION, LONGEST_MESSAGE = 250, 30, 120
LONGEST_FORMULA, MOST_TESTS = 8000, 50
"""Excel takes 8192 characters and 64 nested calls; what the self-check leaves out is still checked on return."""
FIRST_DAY = datetime.date(1950, 1, 1)
NUMERIC = ("整数", "金额", "比率")
ELLIPSIS = "…"
ASK = "请核实"
"""How the self-check begins what a unit may leave as it is after a look."""
UNTOUCHED = "未填写"
UNIT_AT_END = re.compile(r"(（[^（）\n]*）)(?=\n|$)")


class Style:
    """The cell formats of an issued workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.cells: dict[tuple[str, str, bool, bool], Any] = {}
        frame = {"border": 1, "border_color": "#7F7F7F"}
        grey = {**frame, "bg_color": "#EDEDED"}
        self.title = self.make(font_name="黑体", font_size=18, align="center")
        self.strong = self.make(bold=True)
        self.note = self.make()
        self.header = self.make(**grey, bold=True, align="center")
        self.locked = self.make(**grey, indent=1)
        self.locked_center = self.make(**grey, align="center")
        self.check = self.make(**frame, font_color="#1F6B2E", font_size=10, text_wrap=False)
        self.wrong = book.add_format({"font_color": "#C00000", "bold": True})
        self.nil_label = self.make(align="right", text_wrap=False)
        self.nil = self.make(**frame, align="center", locked=False, bold=True)
        self.text_input = self.make(**frame, locked=False, num_format="@", indent=1)

    def make(self, **more: Any) -> Any:
        """A format on the ground of all of them."""
        plain = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
        return self.book.add_format({**plain, **more})

    def of(self, column: Column, locked: bool = False, bold: bool = False) -> Any:
        """The format of a cell of the column, to be filled in or grey."""
        centred = column.align == "中" or column.type in (*NUMERIC, "日期")
        key = (number_format(column), "center" if centred else "left", locked, bold)
        if key not in self.cells:
            shown: dict[str, Any] = {"border": 1, "border_color": "#7F7F7F", "num_format": key[0], "align": key[1]}
            shown |= {"bg_color": "#EDEDED"} if locked else {"locked": False}
            self.cells[key] = self.make(**shown, bold=bold)
        return self.cells[key]


def number_format(column: Column) -> str:
    """How a column shows what is typed; a text column keeps it: 0012 stays 0012, 3-5 does not become a date."""
    digits = "0" * (2 if column.decimals is None else column.decimals)
    match column.type:
        case "整数":
            return "0"
        case "金额":
            return f"#,##0.{digits}##" if digits else "#,##0"
        case "比率":
            return f"0.{digits}%" if digits else "0%"
        case "日期":
            return "yyyy-mm-dd" if column.precision == "日" else "yyyy-mm"
    return "General" if column.formula else "@"


def sheet_name(ledger: str, number: int) -> str:
    """A name that a workbook takes: 31 characters, none of those that sheets forbid."""
    plain = "".join("_" if c in "[]:*?/\\'|" else c for c in ledger)
    tail = f"_{number + 1}"
    return plain if units(plain) <= 31 else cut(plain, 31 - len(tail)) + tail


def sheet_names(ledgers: Sequence[str]) -> list[str]:
    """A name for each ledger's sheet; no two that differ only in case, none that the workbook has already."""
    taken = {name.lower() for name in (identity.COVER, identity.META_SHEET, identity.LIST_SHEET, "History")}
    names = []
    for number, ledger in enumerate(ledgers):
        name = sheet_name(ledger, number)
        while name.lower() in taken:
            tail = f"_{number + 1}"
            name = cut(name, 31 - len(tail)) + tail
            number += 1
        taken.add(name.lower())
        names.append(name)
    return names


def units(text: str) -> int:
    """Its length as a spreadsheet counts it: a character beyond the first plane counts two."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, most: int) -> str:
    """As much of the text as a spreadsheet counts so many characters."""
    while units(text) > most:
        text = text[:-1]
    return text


def quoted(text: str) -> str:
    """A text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def with_room(node: Node, column: str) -> Node:
    """The node with blank rows more beside each cell that names a body and nothing else."""
    if node.rows:
        return Node(node.cells, tuple(with_room(row, column) for row in node.rows))
    alone = [name for name, _ in node.cells] == [column]
    return Node(node.cells, (Node(()),) * (1 + SPARE_PROBLEMS)) if alone else node


class LedgerSheet:
    """Writes one ledger into a worksheet."""

    def __init__(
        self,
        book: Any,
        sheet: Any,
        style: Style,
        spec: LedgerSpec,
        number: int,
        form: Form,
        lists: Mapping[tuple[str, ...], str],
    ) -> None:
        self.book, self.sheet, self.style, self.spec, self.form = book, sheet, style, spec, form
        self.number, self.lists = number, lists
        self.last = len(spec.columns) - 1
        self.widths = widths(spec)
        self.depth = 2 if any(column.group for column in spec.columns) else 1
        self.top = HEADING_ROW + self.depth
        bodies = definition(spec.name, form.campaign).body_column
        nodes = [with_room(node, bodies) if bodies else node for node in spec.rows]
        given = [row for node in nodes for row in printed.node_rows(spec, node)]
        self.rows = len(given) + (0 if spec.fixed else SPARE_ROWS)
        self.index = {column.name: x for x, column in enumerate(spec.columns)}
        self.expressions: dict[str, Expression] = {}
        self.given: dict[tuple[int, int], Cell] = {}
        """Where the cells of the printed form begin, rows counted from 0 on the sheet."""
        self.tops: dict[tuple[int, int], int] = {}
        """The first row of the merged cell that covers a cell."""
        self.place(given)

    def place(self, given: Sequence[Sequence[Cell]]) -> None:
        """Find where each given cell begins and what it covers; numbers of rows go on through the blank ones."""
        for y, row in enumerate(given, self.top):
            x = 0
            for cell in row:
                while (y, x) in self.tops:
                    x += 1
                self.given[y, x] = cell
                self.tops |= {(y + i, x): y for i in range(1, cell.rows)}
                x += 1
        numbers = next((x for x, column in enumerate(self.spec.columns) if column.source == "序号"), None)
        if numbers is None or self.spec.fixed:
            return
        for y in range(self.top, self.bottom + 1):
            old = self.given.get((y, numbers))
            if (y, numbers) not in self.tops and (old is None or not old.text.strip(ELLIPSIS)):
                self.given[y, numbers] = Cell(str(y - self.top + 1), rows=old.rows if old else 1)

    @property
    def bottom(self) -> int:
        """The last row of the form, from 0."""
        return self.top + self.rows - 1

    def write(self) -> None:
        """Everything on the sheet."""
        self.page()
        self.head()
        self.headings()
        self.body()
        self.limits()
        self.self_check()
        below = self.guide(self.sums())
        self.sheet.print_area(0, 0, below - 1, self.last)

    def page(self) -> None:
        """Paper, print set-up, what stays in view, and what a unit may do with the form."""
        sheet = self.sheet
        for x, chars in enumerate([*self.widths, CHECK_WIDTH]):
            sheet.set_column(x, x, chars)
        sheet.set_paper(8 if sum(self.widths) > WIDEST_A4[self.spec.landscape] else 9)
        if self.spec.landscape:
            sheet.set_landscape()
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADING_ROW, self.top - 1)
        sheet.set_footer('&C&"宋体"&10第 &P 页，共 &N 页')
        sheet.freeze_panes(self.top, self.frozen())
        sheet.hide_gridlines(2)
        sheet.ignore_errors(
            {"number_stored_as_text": f"A1:{address(self.bottom + 1, self.last + 1)}"}
        )  # 0012 and the numbers of rows are meant as texts
        sheet.protect(
            "",
            {"format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
             "delete_rows": True, "sort": True, "autofilter": True},
        )  # fmt: skip

    def frozen(self) -> int:
        """How many columns stay in view: those before the first to be filled in, as far as they are narrow."""
        count, taken = 0, 0.0
        for column, chars in zip(self.spec.columns, self.widths, strict=True):
            taken += chars
            if not column.source or taken > 30:
                break
            count += 1
        return min(count, self.last)

    def head(self) -> None:
        """Title, who and when, and the box for a nil report."""
        sheet, form = self.sheet, self.form
        self.put(0, 0, 0, self.last, self.spec.title, self.style.title)
        sheet.set_row(0, min(TALLEST, 10 + 26 * lines(self.spec.title, sum(self.widths) * 11 / 18)))
        words = [
            f"{identity.UNIT_LABEL}：{form.unit.name}（{form.unit.code}）",
            f"{identity.PERIOD_LABEL}：{form.period}",
            f"{identity.DUE_LABEL}：{form.due}" if form.due else "",
            f"{identity.CODE_LABEL}：{form.identity.code}",
        ]
        self.across(1, "    ".join(word for word in words if word))
        if not self.spec.nil:
            return
        sheet.set_row(2, ROW)
        at = self.nil_column()
        sheet.write_string(2, at - 1, f"{identity.NIL_LABEL}（本期确无内容的选“是”）：", self.style.nil_label)
        sheet.write_blank(2, at, None, self.style.nil)
        sheet.data_validation(2, at, 2, at, {
            "validate": "list", "source": ["是"], "input_title": identity.NIL_LABEL,
            "input_message": "本期确实没有内容可填，选“是”；有内容的不要选。",
            "error_title": identity.NIL_LABEL, "error_message": "只能选“是”，或留空。",
        })  # fmt: skip

    def nil_column(self) -> int:
        """Where the tick of the nil report stands: behind enough columns for its label."""
        taken = 0.0
        for x, chars in enumerate(self.widths):
            if taken >= NIL_LABEL_WIDTH:
                return x
            taken += chars
        return len(self.widths)

    def headings(self) -> None:
        """The heading, one row or two, with a name on each column that stays with it."""
        rows = printed.header_rows(self.spec)
        used: set[tuple[int, int]] = set()
        for y, row in enumerate(rows):
            x = 0
            for cell in row:
                while (y, x) in used:
                    x += 1
                top, bottom = HEADING_ROW + y, HEADING_ROW + y + cell.rows - 1
                used |= {(yy, xx) for yy in range(y, y + cell.rows) for xx in range(x, x + cell.columns)}
                text = heading_lines(cell.text, sum(self.widths[x : x + cell.columns]))
                self.put(top, x, bottom, x + cell.columns - 1, text, self.style.header)
                x += cell.columns
        self.heading_heights()
        for x, column in enumerate(self.spec.columns):
            y = self.top - 1 if column.group or self.depth == 1 else HEADING_ROW
            place = f"'{self.sheet.name}'!${address(y + 1, x + 1).rstrip('0123456789')}${y + 1}"
            self.book.define_name(identity.anchor(self.number, x + 1), f"={place}")
        self.put(HEADING_ROW, self.last + 1, self.top - 1, self.last + 1, identity.CHECK_HEADING, self.style.header)

    def heading_heights(self) -> None:
        """Rows high enough for the headings, and for the groups above them."""
        pairs = list(zip(self.spec.columns, self.widths, strict=True))
        tall = max(lines(heading_lines(printed.heading(c), w), w) for c, w in pairs)
        self.sheet.set_row(self.top - 1, min(TALLEST, LINE * max(tall, 2) + 4))
        if self.depth == 2:
            room: dict[str, float] = {}
            for column, chars in pairs:
                room[column.group] = room.get(column.group, 0) + chars
            groups = max(lines(group, chars) for group, chars in room.items())
            self.sheet.set_row(HEADING_ROW, LINE * groups + 6)

    def body(self) -> None:
        """Every cell of the form in its format: what is given, formulas where columns are computed, blanks."""
        for y in range(self.top, self.bottom + 1):
            for x, column in enumerate(self.spec.columns):
                if (y, x) in self.tops:
                    continue
                cell = self.given.get((y, x), Cell(""))
                style = self.style.of(column, locked=bool(column.source or column.formula))
                if column.formula:
                    self.sheet.write_formula(y, x, self.computed(column, y), style, "")
                elif cell.text and column.type in NUMERIC and is_number(cell.text):
                    self.sheet.write_number(y, x, float(cell.text), style)
                elif cell.text or cell.rows > 1:
                    self.put(y, x, y + cell.rows - 1, x, cell.text, style)
                else:
                    self.sheet.write_blank(y, x, None, style)
            self.row_height(y)

    def row_height(self, y: int) -> None:
        """A row high enough for what is given; others are left to grow with what is typed."""
        tall = 0.0
        for x, chars in enumerate(self.widths):
            if cell := self.given.get((self.tops.get((y, x), y), x)):
                tall = max(tall, (LINE * lines(cell.text, chars) + 4) / cell.rows)
        if self.rows == 1:
            self.sheet.set_row(y, max(2 * ROW, math.ceil(tall)))
        elif tall > LINE + 4:
            self.sheet.set_row(y, min(TALLEST, math.ceil(tall)))

    def limits(self) -> None:
        """What each input cell takes, said before and after a wrong entry."""
        for x, column in enumerate(self.spec.columns):
            rule = limit(column, self.lists)
            if rule is None or column.source or column.formula:
                continue
            words = takes(column)
            caption = cut(column.name, LONGEST_CAPTION)
            rule |= {"input_title": caption, "input_message": f"请填{words}", "ignore_blank": True,
                     "error_title": caption, "error_message": f"应为{words}"}  # fmt: skip
            self.sheet.data_validation(self.top, x, self.bottom, x, rule)

    def self_check(self) -> None:
        """A live word beside each row: 通过, or what is wrong with it."""
        x = self.last + 1
        for y in range(self.top, self.bottom + 1):
            self.sheet.write_formula(y, x, self.verdict(y), self.style.check, "")
        self.sheet.conditional_format(
            self.top, x, self.bottom, x,
            {"type": "cell", "criteria": "!=", "value": f'"{identity.PASSED}"', "format": self.style.wrong},
        )  # fmt: skip

    def verdict(self, y: int) -> str:
        """The formula of the self-check of a row."""
        tests = self.tests(y)[:MOST_TESTS]
        while True:
            said = quoted(identity.PASSED)
            for test, words in reversed(tests):
                said = f"IF({test},{quoted(words)},{said})"
            formula = f"=IF({self.filled(y)}=0,{self.left_out()},{said})"
            if len(formula) <= LONGEST_FORMULA or not tests:
                return formula
            tests.pop()

    def tests(self, y: int) -> list[tuple[str, str]]:
        """What may be wrong with a row: a formula that is true then, and the words for it."""
        found = [(f'{self.cell(c.name, y)}=""', f"请填{c.name}") for c in self.spec.inputs() if c.required]
        numbers = ",".join(self.cell(c.name, y) for c in self.spec.inputs() if c.type in NUMERIC)
        if numbers:
            found.append((f"COUNT({numbers})<COUNTA({numbers})", "数字列里有文字，请只填数字"))
        for rule in self.spec.rules:
            test = self.test(rule.expression, rule.when, y) if rule.scope == "行" and rule.level != "试行" else None
            if test:
                words = cut(rule.message or f"应当满足：{rule.expression}", LONGEST_MESSAGE)
                found.append((f"NOT({test})", words if rule.level == "退回" else f"{ASK}：{words}"))
        return found

    def filled(self, y: int) -> str:
        """How many cells of a row a unit filled in: what the form came with does not count until it is changed."""
        own = [c.name for c in self.spec.inputs() if (y, self.index[c.name]) not in self.tops]
        texts = {name: cell.text for name in own if (cell := self.given.get((y, self.index[name]))) and cell.text}
        blank = [self.cell(name, y) for name in own if name not in texts]
        counted = [f"COUNTA({','.join(blank)})"] if blank else []
        counted += [f"(LEN({self.cell(name, y)})<>{units(text)})" for name, text in texts.items()]
        return "+".join(counted) if len(counted) < 2 else f"({'+'.join(counted)})" if counted else "0"

    def left_out(self) -> str:
        """What an untouched row says: nothing, but in a form with given rows that others were filled in."""
        inputs = [self.index[c.name] for c in self.spec.inputs()]
        required = any(c.required for c in self.spec.inputs())
        if not (self.spec.fixed and self.rows > 1 and required) or any(
            cell.text and x in inputs for (_, x), cell in self.given.items()
        ):
            return '""'
        return f'IF(COUNTA({",".join(self.column_range(x) for x in inputs)})=0,"","本行没有填")'

    def column_range(self, x: int) -> str:
        """The cells of a column under the heading."""
        letters = address(1, x + 1).rstrip("1")
        return f"${letters}${self.top + 1}:${letters}${self.bottom + 1}"

    def test(self, expression: str, when: str, y: int) -> str | None:
        """A rule as a spreadsheet's test; None where a spreadsheet cannot say it.

        As on return, what is unknown breaks nothing: a blank operand lets it pass unless the rule asks for blanks.
        """
        try:
            parsed = self.parsed(expression)
            condition = self.parsed(when) if when else None
        except BadExpression:
            return None
        test = parsed.excel(lambda name: self.cell(name, y))
        wanted = condition.excel(lambda name: self.cell(name, y)) if condition else None
        if test is None or condition and wanted is None:
            return None
        escapes = []
        for name in sorted(parsed.names | (condition.names if condition else set()), key=self.index.__getitem__):
            cell, column = self.cell(name, y), self.spec.columns[self.index[name]]
            asked = any(f"{cell}{sign}" in f"{wanted}{test}" for sign in ('=""', '<>""'))
            if not asked and not (column.type in NUMERIC and column.blank == "零" and not column.formula):
                escapes.append(f'{cell}=""')
        if wanted:
            escapes.append(f"NOT({wanted})")
        return f"IFERROR(OR({','.join([*escapes, test])}),TRUE)"

    def parsed(self, expression: str) -> Expression:
        """An expression over the columns of this ledger, parsed once. Raises BadExpression."""
        if expression not in self.expressions:
            self.expressions[expression] = parse(expression, list(self.index))
        return self.expressions[expression]

    def computed(self, column: Column, y: int) -> str:
        """The formula of a computed cell; nothing while its parts are missing."""
        parsed = self.parsed(column.formula)
        text = parsed.excel(lambda name: self.cell(name, y))
        if not text:
            return '=""'
        parts = [self.spec.columns[self.index[name]] for name in sorted(parsed.names, key=self.index.__getitem__)]
        missing = [f'{self.cell(c.name, y)}=""' for c in parts if c.blank != "零" or c.formula]
        nothing = (
            f"OR({','.join(missing)})" if missing else f"COUNTA({','.join(self.cell(c.name, y) for c in parts)})=0"
        )
        return f'=IF({nothing},"",IFERROR({text},""))' if parts else f"={text}"

    def computed_sum(self, column: Column, y: int) -> str:
        """The formula of a computed cell in the row of sums: computed from the sums, never added up."""
        parsed = self.parsed(column.formula)
        text = parsed.excel(lambda name: f"N({self.cell(name, y)})")
        if not text or not parsed.names:
            return '=""'
        parts = ",".join(self.cell(name, y) for name in sorted(parsed.names, key=self.index.__getitem__))
        return f'=IF(COUNT({parts})=0,"",IFERROR({text},""))'

    def cell(self, name: str, y: int) -> str:
        """The address of a column's cell in a row counted from 0; of merged cells the first one."""
        x = self.index[name]
        return f"${address(self.tops.get((y, x), y) + 1, x + 1)}"

    def sums(self) -> int:
        """The row of sums where several rows are added up; returns the row below, from 0.

        It begins with 合计, by which it is known on return; a form that begins with a number has none.
        """
        first = self.spec.columns[0]
        added = [column.type in ("整数", "金额") for column in self.spec.columns]
        y = self.bottom + 1
        if self.rows == 1 or not any(added) or first.type in NUMERIC or first.formula:
            return y
        self.sheet.set_row(y, ROW)
        for x, column in enumerate(self.spec.columns):
            style = self.style.of(column, locked=True, bold=True)
            if column.formula and column.type not in ("整数", "金额"):
                self.sheet.write_formula(y, x, self.computed_sum(column, y), style, "")
            elif added[x]:
                cells = self.column_range(x)
                self.sheet.write_formula(y, x, f'=IF(COUNT({cells})=0,"",SUM({cells}))', style, "")
            elif x:
                self.sheet.write_blank(y, x, None, style)
            else:
                self.sheet.write_string(y, x, "合计", style)
        return y + 1

    def guide(self, y: int) -> int:
        """填表说明 and 注 below the form, as they are printed; returns the row below, from 0."""
        for text in printed.notes(self.spec):
            self.across(y, text)
            y += 1
        return y

    def summary(self) -> str:
        """The formula of this ledger's line on the cover."""
        checks = f"'{self.sheet.name}'!{self.column_range(self.last + 1)}"
        passed = f'COUNTIF({checks},"{identity.PASSED}")'
        asked = f'COUNTIF({checks},"{ASK}*")'
        wrong = f'(SUMPRODUCT(({checks}<>"")*({checks}<>"{identity.PASSED}"))-{asked})'
        word = (
            f'IF({wrong}>0,{wrong}&"行待改",IF({asked}>0,{asked}&"行请核实",'
            f'IF({passed}=0,"{UNTOUCHED}","{identity.PASSED}")))'
        )
        if not self.spec.nil:
            return f"={word}"
        tick = f"'{self.sheet.name}'!{address(3, self.nil_column() + 1)}"
        both = f'IF({passed}+{wrong}+{asked}>0,"有内容，不要选零报告","{identity.NIL_LABEL}")'
        return f'=IF({tick}="是",{both},{word})'

    def across(self, y: int, text: str) -> None:
        """A text over the whole width, its row high enough."""
        self.put(y, 0, y, self.last, text, self.style.note)
        self.sheet.set_row(y, min(TALLEST, LINE * lines(text, sum(self.widths)) + 4))

    def put(self, top: int, left: int, bottom: int, right: int, text: str, style: Any) -> None:
        """A text in a cell or in merged cells; always a text, whatever it begins with."""
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", style)
        if text:
            self.sheet.write_string(top, left, text, style)


def column_width(column: Column) -> float:
    """Characters across: twice the printed width, numbers less, for their headings may take several lines."""
    wanted = float(column.width or max(4.0, width(column.name)))
    if column.source:
        return 2 * wanted + 1
    least = {"日期": 12.0, "金额": 11.0}.get(column.type, 8.0)
    return min(WIDEST, max(2 * (min(wanted, 5) if column.type in NUMERIC else wanted) + 1, least))


def widths(spec: LedgerSpec) -> list[float]:
    """Characters across of all columns; a form of few columns is stretched to carry its title."""
    made = [column_width(column) for column in spec.columns]
    return [round(chars * max(1.0, NARROWEST / sum(made)), 1) for chars in made]


def lines(text: str, chars: float) -> int:
    """How many lines a text takes in so many characters."""
    return sum(max(1, math.ceil(2.1 * width(part) / max(chars - 1, 2))) for part in text.split("\n"))


def heading_lines(text: str, chars: float) -> str:
    """A heading with its unit of measure on a line of its own where both do not fit into one."""
    return text if lines(text, chars) == 1 else UNIT_AT_END.sub(r"\n\1", text, count=1)


def is_number(text: str) -> bool:
    """Whether the text is a plain number."""
    return re.fullmatch(r"-?\d{1,15}(\.\d+)?", text, re.ASCII) is not None


def takes(column: Column) -> str:
    """What a column takes, in words that fit into a prompt."""
    words = expectation(column)
    if column.type == "选项" and units(words) > LONGEST_PROMPT - 10:
        words = f"下拉列表{len(column.options)}项中的一项"
    low, high = column.least, column.most
    if column.type in NUMERIC and (low is not None or high is not None):
        span = [f"不小于{value_text(low)}"] if low is not None else []
        span += [f"不大于{value_text(high)}"] if high is not None else []
        words += f"，{'，'.join(span)}"
    return words


def limit(column: Column, lists: Mapping[tuple[str, ...], str]) -> dict[str, Any] | None:
    """The validation of a column's cells, or None for free text."""
    if column.type == "选项" and column.options:
        return {"validate": "list", "source": f"={lists[column.options]}"}
    if column.type == "日期":
        # 2026-06, 6月 and 2026年6月 are all well where a month is enough
        by_day = {"validate": "date", "criteria": ">=", "value": FIRST_DAY}
        return by_day if column.precision == "日" else {"validate": "any"}
    if column.type not in NUMERIC:
        return None
    kind = "integer" if column.type == "整数" else "decimal"
    high = column.most
    low = column.least
    if low is None and (high is None or high >= 0):
        low = Decimal(0)
    if high is None and column.type == "比率":
        high = max(Decimal(1), low or Decimal(0))
    if high is None:
        return {"validate": kind, "criteria": ">=", "value": plain(low or Decimal(0))}
    if low is None:
        return {"validate": kind, "criteria": "<=", "value": plain(high)}
    return {"validate": kind, "criteria": "between", "minimum": plain(low), "maximum": plain(high)}


def plain(number: Decimal) -> int | float:
    """A number as a spreadsheet writes it."""
    return int(number) if number == number.to_integral_value() else float(number)
