"""One ledger as a guarded sheet: heading, input cells with their limits, self-check, sums, and how to fill it in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from docgen.gongwen.document import Cell
from docgen.ledgers import form as printed
from docgen.ledgers import identity
from docgen.ledgers.formgrid import HEADING_ROW, Form, Grid
from docgen.ledgers.formstyle import LINE, ROW, TALLEST, Style, cut, heading_lines, is_number, lines, widths
from docgen.ledgers.limits import LONGEST_CAPTION, limit, takes
from docgen.ledgers.selfcheck import ASK, SelfCheck
from docgen.ledgers.sheet import address
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.value import NUMERIC, places_allowed

WIDEST_A4 = {True: 230.0, False: 150.0}
"""Characters across that an A4 page takes in readable print (7 pt), landscape and portrait; wider forms go on A3."""


CHECK_WIDTH = 26.0


NIL_LABEL_WIDTH = 36


DIGITS = 6
"""Digits that a sum may have, for the height of its line."""
MOST_SUMS = 6
"""Sums in the line above a table; the row below it has all of them."""
UNTOUCHED = "未填写"


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
        self.grid = Grid(spec, form.campaign)
        self.check = SelfCheck(self.grid)
        self.depth, self.top, self.bottom = self.grid.depth, self.grid.top, self.grid.bottom
        self.given, self.tops = self.grid.given, self.grid.tops

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
        if self.spec.nil:
            sheet.set_row(2, ROW)
        self.sums_above()
        if not self.spec.nil:
            return
        at = self.nil_column()
        sheet.write_string(2, at - 1, f"{identity.NIL_LABEL}（本期确无内容的选“是”）：", self.style.nil_label)
        sheet.write_blank(2, at, None, self.style.nil)
        sheet.data_validation(2, at, 2, at, {
            "validate": "list", "source": ["是"], "input_title": identity.NIL_LABEL,
            "input_message": "本期确实没有内容可填，选“是”；有内容的不要选。",
            "error_title": identity.NIL_LABEL, "error_message": "只能选“是”，或留空。",
        })  # fmt: skip

    def sums_above(self) -> None:
        """The sums in a line that stays in view above the table, so that nobody types a row of them."""
        typed = [x for x in self.added() if not self.spec.columns[x].formula]
        added = sorted(typed, key=lambda x: self.spec.columns[x].type != "金额")[:MOST_SUMS]
        if not added:
            return
        left = self.nil_column() + 1 if self.spec.nil else 0
        room = sum(self.widths[left:])
        first, last = (left, self.last) if room >= CHECK_WIDTH else (self.last + 1, self.last + 1)
        words, now = [], []
        for x in added:
            column = self.spec.columns[x]
            places = 0 if column.type == "整数" else places_allowed(column)
            words.append(f'"{column.name}"&ROUND(SUM({self.grid.column_range(x)}),{places})&"{column.unit}"')
            now.append(f"{column.name}0{column.unit}")
        text = '="本表合计："&' + '&"；"&'.join(words)
        shown = f"本表合计：{'；'.join(now)}"
        wanted = LINE * lines(shown + "0" * DIGITS * len(added), max(room, CHECK_WIDTH)) + 4
        self.sheet.set_row(2, min(TALLEST, max(ROW, wanted)))
        if first < last:
            self.sheet.merge_range(2, first, 2, last, "", self.style.note)
        self.sheet.write_formula(2, first, text, self.style.note, shown)

    def added(self) -> list[int]:
        """The columns that have a row of sums."""
        first = self.spec.columns[0]
        if self.grid.rows == 1 or first.type in NUMERIC or first.formula:
            return []
        return [x for x, column in enumerate(self.spec.columns) if column.type in ("整数", "金额")]

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
                    self.sheet.write_formula(y, x, self.check.computed(column, y), style, "")
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
        if self.grid.rows == 1:
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
            self.sheet.write_formula(y, x, self.check.verdict(y), self.style.check, "")
        self.sheet.conditional_format(
            self.top, x, self.bottom, x,
            {"type": "cell", "criteria": "!=", "value": f'"{identity.PASSED}"', "format": self.style.wrong},
        )  # fmt: skip

    def sums(self) -> int:
        """The row of sums where several rows are added up; returns the row below, from 0.

        It begins with 合计, by which it is known on return; a form that begins with a number has none.
        """
        added = self.added()
        y = self.bottom + 1
        if not added:
            return y
        self.sheet.set_row(y, ROW)
        for x, column in enumerate(self.spec.columns):
            style = self.style.of(column, locked=True, bold=True)
            if column.formula and column.type not in ("整数", "金额"):
                self.sheet.write_formula(y, x, self.check.computed_sum(column, y), style, "")
            elif x in added:
                cells = self.grid.column_range(x)
                self.sheet.write_formula(y, x, f'=IF(COUNT({cells})=0,"",SUM({cells}))', style, "")
            elif x:
                self.sheet.write_blank(y, x, None, style)
            else:
                self.sheet.write_string(y, x, "合计", style)
        return y + 1

    def guide(self, y: int) -> int:
        """填表说明 and 注 below the form, as they are printed; returns the row below, from 0."""
        for text in (*printed.notes(self.spec), *self.checked()):
            self.across(y, text)
            y += 1
        return y

    def checked(self) -> list[str]:
        """What is checked on return, in the words of the rules."""
        words = [rule.message for rule in self.spec.rules if rule.message and rule.level == "退回"]
        return [f"交回后自动核对：{'；'.join(words)}。出现其中情形的，将退回修改。"] if words else []

    def summary(self) -> str:
        """The formula of this ledger's line on the cover."""
        checks = f"'{self.sheet.name}'!{self.grid.column_range(self.last + 1)}"
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
