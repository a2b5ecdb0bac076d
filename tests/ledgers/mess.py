"""What people do to a form that they fill in: each mess is laid over a filled form whose figures are known."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

ONE_ROW, MANY_ROWS = "进度表", "明细表"
TOP = 5
"""The first row under the heading of both forms."""
COLUMNS = {ONE_ROW: {"笔数": 1, "金额": 2}, MANY_ROWS: {"笔数": 3, "金额": 4}}
"""The columns of numbers of each form, by number."""


@dataclass
class Desk:
    """A unit's desk: the book that it fills in, other files that it sends, and what it means by all of it."""

    dice: random.Random
    book: Any
    name: str = "2026-06-18/一公司6月.xlsx"
    meant: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    """(ledger, column) → the sum that the unit means."""
    others: dict[str, bytes] = field(default_factory=dict)
    """Further files, by path."""

    def __post_init__(self) -> None:
        self.ledger = self.dice.choice([ONE_ROW, MANY_ROWS])
        self.column = self.dice.choice(["笔数", "金额"])

    @property
    def sheet(self) -> Any:
        """The sheet that is messed with."""
        return self.book[self.ledger]

    @property
    def rows(self) -> int:
        """The filled rows of that sheet."""
        return 1 if self.ledger == ONE_ROW else 4

    def cell(self) -> Any:
        """One of its numbers."""
        return self.sheet.cell(TOP + self.dice.randrange(self.rows), COLUMNS[self.ledger][self.column])

    def many(self) -> Any:
        """The sheet with many rows."""
        self.ledger = MANY_ROWS
        return self.sheet

    def bytes(self) -> bytes:
        """The book as it stands."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


Mess = Callable[[Desk], None]
MESS: dict[str, Mess] = {}


def mess(work: Mess) -> Mess:
    """Lists a mess under its name."""
    MESS[work.__name__] = work
    return work


def typed(name: str, write: Callable[[Any], Any]) -> None:
    """A mess that types a number otherwise into its cell."""

    def work(desk: Desk) -> None:
        cell = desk.cell()
        cell.value = write(cell.value)

    MESS[name] = work


def looked(name: str, change: Callable[[Any], None]) -> None:
    """A mess of a cell's look."""

    def work(desk: Desk) -> None:
        change(desk.cell())

    MESS[name] = work


def wide(number: Any) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdecimal() else c for c in str(number))


def rich(*runs: tuple[str, dict[str, Any]]) -> CellRichText:
    return CellRichText(*[TextBlock(InlineFont(**font), text) if font else text for text, font in runs])


typed("full_width", wide)
typed("as_text", str)
typed("with_blanks", lambda v: f"\u00a0 {v} ")
typed("with_commas", lambda v: f"{v:,}" if isinstance(v, int) else f"{v:,.2f}")
typed("with_a_mark_of_direction", lambda v: f"\u200e{v}\u202c")
typed("with_a_soft_hyphen", lambda v: f"{v}\u00ad")
typed("with_an_escaped_bell", lambda v: f"_x0007_{v}")
typed("about", lambda v: f"约{v}")
typed("more_than", lambda v: f"{v}余")
typed("from_to", lambda v: f"{v}-{v}")
typed("two_numbers_in_a_cell", lambda v: f"{v}\n{v}")
typed("parted_by_blanks", lambda v: f"{v} {v}")
typed("with_its_unit", lambda v: f"{v}个" if isinstance(v, int) else f"{v}万元")
typed("with_another_unit", lambda v: f"{v}人次")
typed("in_yuan_with_the_word", lambda v: f"{v * 10000:.0f}元")
typed("with_a_currency_sign", lambda v: f"￥{v}")
typed("in_han", lambda v: "十二")
typed("a_letter_for_nought", lambda v: "O")
typed("in_brackets", lambda v: f"({v})")
typed("a_stroke", lambda v: "—")
typed("nothing", lambda v: None)
typed("a_full_stop_for_the_point", lambda v: f"{v}。5")
typed("a_formula_never_computed", lambda v: f"={v}+0")
typed("an_error", lambda v: "#REF!")
typed("a_picture", lambda v: '=DISPIMG("ID_1",1)')
typed("a_footnote_behind", lambda v: rich((str(v), {}), ("2", {"vertAlign": "superscript"})))
typed("an_index_behind", lambda v: rich((str(v), {}), ("1", {"vertAlign": "subscript"})))
typed("a_struck_number_before", lambda v: rich(("9", {"strike": True}), (str(v), {})))
typed("ticked_with_a_circled_number", lambda v: f"{v}①")
looked("struck_out", lambda c: setattr(c, "font", Font(strike=True)))
looked("as_a_percentage", lambda c: setattr(c, "number_format", "0%"))
looked("as_a_date", lambda c: setattr(c, "number_format", "yyyy-mm-dd"))
looked("in_thousands", lambda c: setattr(c, "number_format", "0,"))
looked("with_another_unit_shown", lambda c: setattr(c, "number_format", '0"元"'))


@mess
def amounts_of_one_row_in_yuan(desk: Desk) -> None:
    """元 for 万元 in one cell."""
    desk.column = "金额"
    cell = desk.cell()
    cell.value *= 10000


@mess
def amounts_of_all_rows_in_yuan(desk: Desk) -> None:
    """元 for 万元 in a whole column."""
    for y in range(TOP, TOP + desk.rows):
        desk.sheet.cell(y, COLUMNS[desk.ledger]["金额"]).value *= 10000


@mess
def rows_of_one_new_problem_in_yuan(desk: Desk) -> None:
    """A new row, which the period before did not have."""
    sheet, row = desk.many(), TOP + desk.rows
    for x, value in enumerate((f"{desk.rows + 1}", "新问题", 1, 80000), 1):
        sheet.cell(row, x).value = value if x > 1 else "N9"
    sheet.cell(row, 2).value = "新发现的事项"
    desk.meant[MANY_ROWS, "笔数"] += 1
    desk.meant[MANY_ROWS, "金额"] += 8


def sums(desk: Desk, first: int = 0, last: int = 4) -> tuple[Any, Any]:
    """The sums of some filled rows of the form with many rows."""
    sheet = desk.many()
    return tuple(sum(sheet.cell(TOP + i, x).value for i in range(first, last)) for x in (3, 4))


@mess
def a_sum_in_a_free_row(desk: Desk) -> None:
    """合计 typed under the last row."""
    count, amount = sums(desk)
    sheet, row = desk.many(), TOP + desk.rows
    at = desk.dice.choice([1, 2])
    sheet.cell(row, at).value = desk.dice.choice(["合计", "总计", "小计", "合 计："])
    sheet.cell(row, 3).value, sheet.cell(row, 4).value = count, amount


@mess
def a_wrong_sum_in_a_free_row(desk: Desk) -> None:
    """合计 that is not the sum."""
    a_sum_in_a_free_row(desk)
    desk.sheet.cell(TOP + desk.rows, 3).value += 1


@mess
def a_sum_and_its_parts(desk: Desk) -> None:
    """合计, and under it 其中."""
    a_sum_in_a_free_row(desk)
    row = TOP + desk.rows + 1
    desk.sheet.cell(row, 2).value, desk.sheet.cell(row, 3).value = desk.dice.choice(["其中：采购类", "其中"]), 1


@mess
def subtotals_between_the_rows(desk: Desk) -> None:
    """Two groups, each with its 小计."""
    sheet = desk.many()
    rows = [[sheet.cell(TOP + i, x).value for x in range(1, 5)] for i in range(4)]
    first, last = sums(desk, 0, 2), sums(desk, 2, 4)
    groups = [*rows[:2], [None, "甲类小计", *first], *rows[2:], [None, "乙类小计", *last]]
    for y, row in enumerate(groups, TOP):
        for x, value in enumerate(row, 1):
            sheet.cell(y, x).value = value


@mess
def blank_rows_between(desk: Desk) -> None:
    """Rows moved down by one."""
    sheet = desk.many()
    sheet.move_range(f"A{TOP + 2}:D{TOP + 3}", rows=2)


@mess
def the_heading_again(desk: Desk) -> None:
    """The heading once more, as on a second page."""
    sheet = desk.many()
    sheet.move_range(f"A{TOP + 2}:D{TOP + 3}", rows=1)
    for x in range(1, 5):
        sheet.cell(TOP + 2, x).value = sheet.cell(TOP - 1, x).value


@mess
def a_hidden_row(desk: Desk) -> None:
    """A row that nobody sees."""
    desk.sheet.row_dimensions[TOP].hidden = True


@mess
def a_row_struck_out(desk: Desk) -> None:
    """A row struck through from end to end."""
    for x in range(1, 6):
        desk.sheet.cell(TOP, x).font = Font(strike=True)


@mess
def merged_numbers(desk: Desk) -> None:
    """One number over two rows."""
    x = COLUMNS[MANY_ROWS][desk.column]
    sheet = desk.many()
    desk.meant[MANY_ROWS, desk.column] -= Decimal(str(sheet.cell(TOP + 1, x).value))
    sheet.merge_cells(start_row=TOP, end_row=TOP + 1, start_column=x, end_column=x)


@mess
def a_number_beside_the_table(desk: Desk) -> None:
    """A number that belongs to the sum, outside of it."""
    desk.meant[desk.ledger, desk.column] += 7
    desk.sheet.cell(TOP, 9 if desk.ledger == MANY_ROWS else 8).value = 7


@mess
def a_number_under_the_end(desk: Desk) -> None:
    """A row that was added below the notes."""
    sheet = desk.many()
    last = max(cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None) + 1
    sheet.cell(last, 2).value, sheet.cell(last, 3).value = "漏填的一项", 4
    desk.meant[MANY_ROWS, "笔数"] += 4


@mess
def two_rows_of_one_number(desk: Desk) -> None:
    """The same row twice."""
    sheet = desk.many()
    for x in range(1, 5):
        sheet.cell(TOP + desk.rows, x).value = sheet.cell(TOP, x).value


@mess
def another_unit_of_measure_in_the_heading(desk: Desk) -> None:
    """万元 became 元, and so did the numbers."""
    heading = desk.sheet.cell(TOP - 1, COLUMNS[desk.ledger]["金额"])
    heading.value = str(heading.value).replace("万元", "元")
    amounts_of_all_rows_in_yuan(desk)


@mess
def a_column_taken_out(desk: Desk) -> None:
    """A column is missing."""
    desk.sheet.delete_cols(COLUMNS[desk.ledger][desk.column])


@mess
def a_column_put_in(desk: Desk) -> None:
    """A column of the unit's own."""
    desk.sheet.insert_cols(2)
    desk.sheet.cell(TOP - 1, 2).value = "经办部门"
    desk.sheet.cell(TOP, 2).value = "法务部"


@mess
def columns_in_another_order(desk: Desk) -> None:
    """Two columns change places, headings and all."""
    sheet = desk.many()
    for y in range(TOP - 1, TOP + desk.rows):
        left, right = sheet.cell(y, 3), sheet.cell(y, 4)
        left.value, right.value = right.value, left.value


@mess
def cells_copied_into_a_new_book(desk: Desk) -> None:
    """Nothing that was issued is left but what one sees."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name in (ONE_ROW, MANY_ROWS):
        sheet = made.create_sheet(name)
        for row in desk.book[name].iter_rows():
            for cell in row:
                if cell.value is not None and not str(cell.value).startswith("="):
                    sheet[cell.coordinate].value = cell.value
    desk.book = made


@mess
def the_name_of_another_company(desk: Desk) -> None:
    """A name that nobody knows over the form."""
    name = desk.dice.choice(["远洋海外公司", "华澜第一工程有限责任公司", "第一工程总公司"])
    for sheet, at in ((ONE_ROW, "A2"), (MANY_ROWS, "A2"), ("封面", "C2")):
        old = str(desk.book[sheet][at].value)
        desk.book[sheet][at].value = old.replace("华澜第一工程有限公司", name)
    desk.meant = dict.fromkeys(desk.meant, Decimal(0))


@mess
def the_name_of_another_unit(desk: Desk) -> None:
    """The form of the neighbour, borrowed."""
    desk.book[ONE_ROW]["A2"].value = "填报单位：二公司    期间：2026年6月"
    desk.meant = dict.fromkeys(desk.meant, Decimal(0))


@mess
def a_file_named_for_another_unit(desk: Desk) -> None:
    """Put under the wrong name."""
    desk.name = "2026-06-18/二公司6月.xlsx"
    desk.meant = dict.fromkeys(desk.meant, Decimal(0))


@mess
def sent_twice(desk: Desk) -> None:
    """The same file again, two days later."""
    desk.others["2026-06-20/一公司6月（再报）.xlsx"] = desk.bytes()


@mess
def corrected_and_sent_again(desk: Desk) -> None:
    """A later file with another number."""
    desk.others["2026-06-16/一公司6月.xlsx"] = desk.bytes()
    cell = desk.cell()
    cell.value += 2
    desk.meant[desk.ledger, desk.column] += 2


@mess
def in_two_halves(desk: Desk) -> None:
    """Two rows in a file of one day, two in one of another."""
    whole = desk.bytes()
    half = openpyxl.load_workbook(io.BytesIO(whole))
    for x in range(1, 5):
        for y in (TOP, TOP + 1):
            half[MANY_ROWS].cell(y, x).value = None
        for y in (TOP + 2, TOP + 3):
            desk.book[MANY_ROWS].cell(y, x).value = None
    out = io.BytesIO()
    half.save(out)
    desk.others["2026-06-19/一公司6月（2）.xlsx"] = out.getvalue()


@mess
def a_second_sheet_of_the_same_ledger(desk: Desk) -> None:
    """A copy of the sheet with further rows in it."""
    copy = desk.book.copy_worksheet(desk.book[MANY_ROWS])
    copy.title = "明细表（续）"
    for i in range(4):
        copy.cell(TOP + i, 1).value = f"X{i}"
        desk.meant[MANY_ROWS, "笔数"] += copy.cell(TOP + i, 3).value
        desk.meant[MANY_ROWS, "金额"] += Decimal(str(copy.cell(TOP + i, 4).value))


@mess
def a_nil_report_with_numbers(desk: Desk) -> None:
    """The tick and the rows."""
    cells = [c for row in desk.sheet.iter_rows(max_row=3) for c in row if c.value and "零报告" in str(c.value)]
    desk.sheet.cell(3, cells[0].column + 1).value = "是"


@mess
def rows_of_two_units(desk: Desk) -> None:
    """A column that gives half of the rows to the neighbour."""
    cells_copied_into_a_new_book(desk)
    sheet = desk.book[MANY_ROWS]
    sheet.cell(TOP - 1, 7).value = "单位"
    for i in range(4):
        sheet.cell(TOP + i, 7).value = "一公司" if i % 2 else "二公司"
