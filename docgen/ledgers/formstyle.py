"""How an issued workbook looks: cell formats, widths, heights, names of sheets."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docgen.campaign.ledger import Column
from docgen.ledgers import identity
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.value import NUMERIC
from docgen.wording import width

if TYPE_CHECKING:
    pass


NARROWEST, WIDEST = 60.0, 100.0
"""Least width of a form, greatest of a column."""


LINE, ROW, TALLEST = 16, 22, 400
"""Points: a line of text, a row with one, the tallest row that spreadsheet programs show."""


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
