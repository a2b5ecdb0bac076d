"""One ledger as a guarded sheet: heading, input cells with their limits, self-check, sums, and how to fill it in."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docgen.campaign.ledger import Column
from docgen.ledgers import form as printed
from docgen.ledgers import identity
from docgen.ledgers.expression import BadExpression, parse
from docgen.ledgers.sheet import address
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.values import expectation
from docgen.wording import width

if TYPE_CHECKING:
    from docgen.ledgers.issue import Form

SPARE_ROWS = 50
"""Blank rows with all limits, below those that the printed form shows."""
HEADING_ROW = 3
"""Row of the heading, from 0: title, identity and nil report stand above it."""
WIDEST_A4 = 150
"""Characters across that an A4 landscape page takes in readable print; wider forms go on A3."""
LONGEST_PROMPT, LONGEST_CAPTION = 250, 30
FIRST_DAY = datetime.date(2000, 1, 1)
NUMERIC = ("整数", "金额", "比率")


class Style:
    """The cell formats of an issued workbook."""

    def __init__(self, book: Any) -> None:
        def make(**more: Any) -> Any:
            plain = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
            return book.add_format({**plain, **more})

        frame = {"border": 1, "border_color": "#7F7F7F"}
        grey = {**frame, "bg_color": "#EDEDED"}
        self.title = make(font_name="黑体", font_size=18, align="center")
        self.strong = make(bold=True)
        self.plain = make(text_wrap=False)
        self.note = make(text_wrap=True)
        self.header = make(**grey, bold=True, align="center")
        self.locked = make(**grey)
        self.locked_center = make(**grey, align="center")
        self.percent = make(**grey, align="center", num_format="0.00%")
        self.total = make(**grey, align="center", bold=True, num_format="#,##0.####")
        self.total_percent = make(**grey, align="center", bold=True, num_format="0.00%")
        self.check = make(**frame, font_color="#1F6B2E", font_size=10)
        self.wrong = book.add_format({"font_color": "#C00000", "bold": True})
        self.nil_label = make(align="right", text_wrap=False)
        self.nil = make(**frame, align="center", locked=False, bold=True)
        self.text_input = make(**frame, locked=False)
        self.text_center = make(**frame, locked=False, align="center")
        # text columns keep what is typed: 0012 stays 0012, 3-5 does not become a date
        self.input_left = make(**frame, locked=False, num_format="@")
        self.input_middle = make(**frame, locked=False, num_format="@", align="center")
        self.whole = make(**frame, locked=False, num_format="0", align="center")
        self.amount = make(**frame, locked=False, num_format="#,##0.00##", align="center")
        self.rate = make(**frame, locked=False, num_format="0.00%", align="center")
        self.day = make(**frame, locked=False, num_format="yyyy-mm-dd", align="center")

    def of(self, column: Column) -> Any:
        """The format of an input cell."""
        by_type = {"整数": self.whole, "金额": self.amount, "比率": self.rate, "日期": self.day}
        return by_type.get(column.type) or (self.input_middle if column.align == "中" else self.input_left)


def sheet_name(ledger: str, number: int) -> str:
    """A name that a workbook takes: 31 characters, none of those that sheets forbid."""
    plain = "".join("_" if c in "[]:*?/\\'" else c for c in ledger)
    return plain if len(plain) <= 31 else f"{plain[:28]}_{number + 1}"


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
        self.widths = [column_width(column) for column in spec.columns]
        self.depth = 2 if any(column.group for column in spec.columns) else 1
        self.top = HEADING_ROW + self.depth
        self.given = [row for node in spec.rows for row in printed.node_rows(spec, node)]
        self.rows = len(self.given) + (0 if spec.fixed else SPARE_ROWS)

    @property
    def bottom(self) -> int:
        """The last row of the form, from 0."""
        return self.top + self.rows - 1

    def write(self) -> None:
        """Everything on the sheet."""
        self.page()
        self.head()
        self.headings()
        self.blank_rows()
        self.given_rows()
        self.limits()
        self.self_check()
        below = self.sums()
        self.guide(below)

    def page(self) -> None:
        """Paper, print set-up, what stays in view, and what a unit may do with the form."""
        sheet = self.sheet
        for x, chars in enumerate([*self.widths, 16.0]):
            sheet.set_column(x, x, chars)
        sheet.set_paper(8 if sum(self.widths) > WIDEST_A4 else 9)
        if self.spec.landscape:
            sheet.set_landscape()
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADING_ROW, self.top - 1)
        sheet.print_area(0, 0, self.bottom + 3 + len(printed.notes(self.spec)), self.last)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.freeze_panes(self.top, 0)
        sheet.hide_gridlines(2)
        sheet.protect(
            "",
            {"format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
             "delete_rows": True, "sort": True, "autofilter": True},
        )  # fmt: skip

    def head(self) -> None:
        """Title, who and when, and the box for a nil report."""
        sheet, form = self.sheet, self.form
        sheet.set_row(0, 34)
        self.across(0, self.spec.title, self.style.title, height=None)
        words = [
            f"{identity.UNIT_LABEL}：{form.unit.name}（{form.unit.code}）",
            f"{identity.PERIOD_LABEL}：{form.period}",
            f"{identity.DUE_LABEL}：{form.due}" if form.due else "",
            f"{identity.CODE_LABEL}：{form.identity.code}",
        ]
        sheet.set_row(1, 20)
        sheet.write_string(1, 0, "    ".join(word for word in words if word), self.style.plain)
        if not self.spec.nil:
            return
        sheet.set_row(2, 20)
        at = self.nil_column()
        sheet.write_string(2, at - 1, f"本期确无内容时选“是” {identity.NIL_LABEL}：", self.style.nil_label)
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
            if taken >= 34:
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
                self.put(top, x, bottom, x + cell.columns - 1, cell.text, self.style.header)
                x += cell.columns
        tallest = max(lines(printed.heading(c), w) for c, w in zip(self.spec.columns, self.widths, strict=True))
        self.sheet.set_row(self.top - 1, 16 * max(tallest, 2))
        for x, column in enumerate(self.spec.columns):
            y = self.top - 1 if column.group or self.depth == 1 else HEADING_ROW
            place = f"'{self.sheet.name}'!${address(y + 1, x + 1).rstrip('0123456789')}${y + 1}"
            self.book.define_name(identity.anchor(self.number, x + 1), f"={place}")
        self.put(HEADING_ROW, self.last + 1, self.top - 1, self.last + 1, identity.CHECK_HEADING, self.style.header)

    def blank_rows(self) -> None:
        """Every cell of the form in its format; formulas where columns are computed."""
        for y in range(self.top, self.bottom + 1):
            for x, column in enumerate(self.spec.columns):
                if column.formula:
                    self.sheet.write_formula(y, x, self.computed(column, y), self.style.percent, "")
                else:
                    self.sheet.write_blank(y, x, None, self.style.locked if column.source else self.style.of(column))

    def given_rows(self) -> None:
        """The prefilled cells, merged as they are printed."""
        sources = {x for x, column in enumerate(self.spec.columns) if column.source}
        covered: set[tuple[int, int]] = set()
        for y, row in enumerate(self.given):
            tall, x = 1, 0
            for cell in row:
                while (y, x) in covered:
                    x += 1
                column = self.spec.columns[x]
                style = (
                    (self.style.locked_center if column.align == "中" else self.style.locked) if x in sources else None
                )
                if cell.text or cell.rows > 1:
                    bottom = self.top + y + cell.rows - 1
                    self.put(self.top + y, x, bottom, x, cell.text, style or self.style.of(column))
                covered |= {(yy, x) for yy in range(y, y + cell.rows)}
                tall = max(tall, math.ceil(lines(cell.text, self.widths[x]) / cell.rows))
                x += 1
            self.sheet.set_row(self.top + y, max(20, 15 * tall))

    def limits(self) -> None:
        """What each input cell takes, said before and after a wrong entry."""
        for x, column in enumerate(self.spec.columns):
            rule = limit(column, self.lists)
            if rule is None or column.source or column.formula:
                continue
            words = expectation(column)
            caption = column.name[:LONGEST_CAPTION]
            rule |= {"input_title": caption, "input_message": f"请填{words}"[:LONGEST_PROMPT], "ignore_blank": True,
                     "error_title": caption, "error_message": f"应为{words}"[:LONGEST_PROMPT]}  # fmt: skip
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
        filled = [self.cell(c.name, y) for c in self.spec.inputs()]
        any_filled = f"COUNTA({','.join(filled)})" if filled else "0"
        verdict = f'"{identity.PASSED}"'
        for rule in reversed(self.spec.rules):
            test = self.test(rule.expression, rule.when, y) if rule.scope == "行" else None
            if test:
                words = (rule.message or f"{rule.id}不符").replace('"', '""')
                verdict = f'IF({test},{verdict},"{words[:200]}")'
        for column in reversed(self.spec.inputs()):
            if column.required:
                verdict = f'IF({self.cell(column.name, y)}="","请填{column.name}",{verdict})'
        return f'=IF({any_filled}=0,"",{verdict})'

    def test(self, expression: str, when: str, y: int) -> str | None:
        """A rule as a spreadsheet's test; None where a spreadsheet cannot say it. Blank operands let it pass."""
        names = [column.name for column in self.spec.columns]
        try:
            parsed = parse(expression, names)
            condition = parse(when, names) if when else None
        except BadExpression:
            return None
        test = parsed.excel(lambda name: self.cell(name, y))
        if test is None:
            return None
        numbers = [
            n for n in sorted(parsed.names) if (c := self.spec.column(n)) and c.type in NUMERIC and not c.formula
        ]
        escapes = [f'{self.cell(n, y)}=""' for n in numbers if self.spec.column(n).blank != "零"]  # type: ignore[union-attr]
        if condition is not None:
            wanted = condition.excel(lambda name: self.cell(name, y))
            if wanted is None:
                return None
            escapes.append(f"NOT({wanted})")
        return f"OR({','.join([*escapes, test])})" if escapes else test

    def computed(self, column: Column, y: int) -> str:
        """The formula of a computed cell; nothing while its parts are missing."""
        parsed = parse(column.formula, [c.name for c in self.spec.columns])
        text = parsed.excel(lambda name: self.cell(name, y))
        return f'=IFERROR({text},"")' if text else '=""'

    def cell(self, name: str, y: int) -> str:
        """The address of a column's cell in a row counted from 0."""
        x = next(i for i, column in enumerate(self.spec.columns) if column.name == name)
        return f"${address(y + 1, x + 1)}"

    def sums(self) -> int:
        """The row of sums where several rows are added up; returns the row below, from 0."""
        columns = [column.type in ("整数", "金额") for column in self.spec.columns]
        if self.rows == 1 or not any(columns):
            return self.bottom + 1
        y = self.bottom + 1
        self.sheet.set_row(y, 22)
        labelled = False
        for x, column in enumerate(self.spec.columns):
            letters = address(1, x + 1).rstrip("1")
            if columns[x]:
                formula = f"=SUM({letters}{self.top + 1}:{letters}{self.bottom + 1})"
                self.sheet.write_formula(y, x, formula, self.style.total, 0)
            elif column.formula:
                self.sheet.write_formula(y, x, self.computed(column, y), self.style.total_percent, "")
            else:
                self.sheet.write_string(y, x, "" if labelled else "合计", self.style.total)
                labelled = True
        return y + 1

    def guide(self, y: int) -> None:
        """填表说明 and 注 below the form, as they are printed."""
        for text in printed.notes(self.spec):
            self.across(y, text, self.style.note, lines(text, sum(self.widths)))
            y += 1

    def summary(self) -> str:
        """The formula of this ledger's line on the cover."""
        letters = address(1, self.last + 2).rstrip("1")
        checks = f"'{self.sheet.name}'!${letters}${self.top + 1}:${letters}${self.bottom + 1}"
        passed = f'COUNTIF({checks},"{identity.PASSED}")'
        wrong = f'SUMPRODUCT(({checks}<>"")*({checks}<>"{identity.PASSED}"))'
        word = f'IF({wrong}>0,{wrong}&"行待改",IF({passed}=0,"未填写","{identity.PASSED}"))'
        if not self.spec.nil:
            return f"={word}"
        tick = f"'{self.sheet.name}'!{address(3, self.nil_column() + 1)}"
        return f'=IF({tick}="是","{identity.NIL_LABEL}",{word})'

    def across(self, y: int, text: str, style: Any, height: int | None) -> None:
        """A text over the whole width."""
        self.put(y, 0, y, self.last, text, style)
        if height is not None:
            self.sheet.set_row(y, 16 * max(height, 1))

    def put(self, top: int, left: int, bottom: int, right: int, text: str, style: Any) -> None:
        """A text in a cell or in merged cells; always a text, whatever it begins with."""
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", style)
        if text:
            self.sheet.write_string(top, left, text, style)


def column_width(column: Column) -> float:
    """Characters across: twice the printed width, and room for the heading's longest word."""
    wanted = float(column.width or max(4.0, width(column.name)))
    return max(2 * wanted + 1, 8.0 if column.type != "日期" else 12.0) if not column.source else 2 * wanted + 1


def lines(text: str, chars: float) -> int:
    """How many lines a text takes in so many characters."""
    return sum(max(1, math.ceil(2.1 * width(part) / max(chars - 1, 2))) for part in text.split("\n"))


def limit(column: Column, lists: Mapping[tuple[str, ...], str]) -> dict[str, Any] | None:
    """The validation of a column's cells, or None for free text."""
    low = float(column.least) if column.least is not None else 0.0
    high = float(column.most) if column.most is not None else None
    if column.type == "选项":
        return {"validate": "list", "source": f"={lists[column.options]}"}
    if column.type == "日期":
        return {"validate": "date", "criteria": ">=", "value": FIRST_DAY}
    if column.type in ("整数", "金额", "比率"):
        kind = "integer" if column.type == "整数" else "decimal"
        top = 1.0 if column.type == "比率" and high is None else high
        if top is None:
            return {"validate": kind, "criteria": ">=", "value": low}
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": top}
    return None
