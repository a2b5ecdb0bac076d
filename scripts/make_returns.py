"""Make the inbox of the sample 制度执行年台账: forms as they are issued, filled in the ways that units really do.

    python scripts/make_returns.py [DIR]

The same files come out at every run. Those of May and June are on the forms of that time, and three of them cannot
be made twice alike: two need LibreOffice, one a random key (and msoffcrypto-tool). They are made only where they are
missing; delete them to have them made on the forms of today. What comes after June stands in ``later_returns.py``.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import later_returns as later
import openpyxl
from later_returns import ASSETS, CONTRACT, FUNDS, STAFF, TENDER, Finding, of
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils.cell import column_index_from_string, get_column_letter

from docgen.issuing import form
from docgen.ledgers.collect import due_ledgers
from docgen.ledgers.definition import define
from docgen.ledgers.issue import workbook
from docgen.ledgers.periods import parse_period
from docgen.workspace import Workspace

SAMPLE = Path(__file__).parents[1] / "data" / "制度执行年台账"
STATISTICS, FINDINGS, PRESS = "活动统计表", "问题整改台账", "宣传报道情况表"
TASKS, RULES = "任务进展台账", "制度清理台账"
MAY, JUNE = "2026-05", "2026-06"
FIXED = (1980, 1, 1, 0, 0, 0)
CLOCK = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)<v ?(?:/>|></v>)')
REFERENCE = re.compile(
    r"((?:'[^']+'|[^\W\d]\w*)!)?(\$?)([A-Z]{1,2})(\$?)([0-9]+)(?::(\$?)([A-Z]{1,2})(\$?)([0-9]+))?(?![A-Za-z(\"])"
)
FIRST, FIRST_UNDER_ONE = 6, 5
"""The first row under a heading of two lines, as three of the ledgers have, and of one."""
INPUTS = "ABCEFGHJKLMNOPQRSTUVWXY"
"""The columns of 活动统计表 that a unit fills in; D and I are computed."""

FIGURES: dict[tuple[str, str], tuple[float, ...]] = {
    # 学习次数 测试人次 应测人数 | 发现 金额 机构 已整改 | 处理 | 警告 降级 通报 记过 诫勉 经济处罚 罚款 | 一般 中层 高管 | 新订 修订 废止 | 文件 意见
    ("U01", MAY): (4, 180, 1150, 2, 10.5, 2, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 2, 1, 0, 6, 9),
    ("U02", MAY): (3, 260, 640, 2, 15.5, 1, 1, 2, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 2, 1, 4, 6),
    ("U03", MAY): (4, 300, 420, 2, 10, 2, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 3, 4),
    ("U04", MAY): (5, 310, 330, 3, 21.5, 2, 1, 2, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 2, 2, 0, 7, 10),
    ("U05", MAY): (3, 410, 520, 2, 12, 2, 3, 3, 1, 0, 1, 0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 2, 3),
    ("U06", MAY): (2, 150, 160, 1, 18.6, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1),
    ("U07", MAY): (4, 220, 240, 2, 52000, 2, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 3, 5),
    ("U08", MAY): (3, 130, 150, 3, 14.4, 1, 1, 2, 0, 0, 0, 0, 1, 1, 0.3, 2, 0, 0, 0, 1, 0, 2, 2),
    ("U10", MAY): (2, 90, 180, 1, 25, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2, 2),
    ("U11", MAY): (6, 95, 100, 2, 3.2, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 2, 2, 1, 8, 15),
    ("U12", MAY): (6, 95, 100, 2, 3.2, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 2, 2, 1, 8, 15),
    ("U01", JUNE): (9, 420, 1200, 3, 12.8, 2, 2, 2, 0, 0, 1, 0, 1, 0, 0, 2, 0, 0, 3, 2, 0, 11, 17),
    ("U02", JUNE): (7, 505, 640, 4, 19, 2, 4, 3, 1, 0, 1, 0, 1, 1, 0.5, 2, 1, 0, 2, 3, 1, 9, 12),
    ("U03", JUNE): (6, 390, 420, 3, 15, 2, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 2, 0, 5, 7),
    ("U04", JUNE): (8, 325, 330, 3, 21.5, 2, 1, 2, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 2, 3, 0, 9, 13),
    ("U05", JUNE): (6, 380, 520, 2, 12, 2, 1, 3, 1, 0, 1, 0, 1, 0, 0, 3, 0, 0, 1, 1, 0, 4, 5),
    ("U06", JUNE): (5, 158, 160, 1, 18.6, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 2),
    ("U07", JUNE): (7, 236, 240, 3, 7, 2, 2, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 2, 0, 5, 8),
    ("U08", JUNE): (6, 149, 150, 4, 16.6, 1, 2, 2, 0, 0, 0, 0, 1, 1, 0.3, 2, 0, 0, 1, 1, 0, 4, 4),
    ("U09", JUNE): (3, 88, 90, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2, 3),
    ("U10", JUNE): (5, 175, 180, 2, 30, 2, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 4),
    ("U11", JUNE): (9, 99, 100, 3, 4.2, 1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 3, 2, 1, 10, 18),
}

FOUND: dict[tuple[str, str], list[Finding]] = {
    ("U01", MAY): [of(TENDER, 6.5, "05-31", "2026-05-12"), of(CONTRACT, 4, "06-30")],
    ("U02", MAY): [of(ASSETS, 12, "05-31", "2026-05-15"), of(FUNDS, 3.5, "06-30")],
    ("U03", MAY): [of(CONTRACT, 8.8, "06-30"), of(TENDER, 1.2, "07-31")],
    ("U04", MAY): [of(ASSETS, 20, "05-31", "2026-05-08"), of(STAFF, 0, "06-30"), of(FUNDS, 1.5, "07-31")],
    ("U05", MAY): [of(TENDER, 9, "05-31", "2026-05-14"), of(FUNDS, 3, "06-30")],
    ("U06", MAY): [of(CONTRACT, 18.6, "07-31")],
    ("U07", MAY): [of(FUNDS, 5.2, "05-31", "2026-05-13"), of(STAFF, 0, "06-30")],
    ("U08", MAY): [of(TENDER, 6, "05-31", "2026-05-11"), of(CONTRACT, 4, "06-30"), of(FUNDS, 4.4, "07-31")],
    ("U10", MAY): [of(CONTRACT, 25, "07-31")],
    ("U11", MAY): [of(TENDER, 2, "05-31", "2026-05-09"), of(CONTRACT, 1.2, "06-30")],
    ("U12", MAY): [of(FUNDS, 2, "05-31", "2026-05-11"), of(TENDER, 1.2, "06-30")],
}
FOUND |= {
    ("U01", JUNE): [FOUND["U01", MAY][0], of(CONTRACT, 4, "06-30", "2026-06-10"), of(FUNDS, 2.3, "07-31")],
    ("U02", JUNE): [
        FOUND["U02", MAY][0],
        of(FUNDS, 3.5, "06-30", "2026-06-05"),
        of(TENDER, 3.5, "06-30", "2026-06-05"),
        of(STAFF, 0, "06-30", "2026-06-05"),
    ],
    ("U03", JUNE): [of(CONTRACT, 8.8, "06-30", "2026-06-09"), FOUND["U03", MAY][1], of(FUNDS, 5, "07-31")],
    ("U04", JUNE): FOUND["U04", MAY],
    ("U05", JUNE): [of(TENDER, 9, "07-31"), of(FUNDS, 3, "06-30", "2026-06-11")],
    ("U06", JUNE): FOUND["U06", MAY],
    ("U07", JUNE): [FOUND["U07", MAY][0], of(STAFF, 0, "06-30", "2026-06-12"), of(CONTRACT, 1.8, "07-31")],
    ("U08", JUNE): [
        FOUND["U08", MAY][0],
        of(CONTRACT, 4, "06-30", "2026-06-09"),
        FOUND["U08", MAY][2],
        of(ASSETS, 2.2, "08-31"),
    ],
    ("U09", JUNE): [of(STAFF, 0, "06-30", "2026-06-08")],
    ("U10", JUNE): [of(CONTRACT, 25, "07-31"), of(TENDER, 5, "06-30", "2026-06-15")],
    ("U11", JUNE): [
        FOUND["U11", MAY][0],
        of(CONTRACT, 1.2, "06-30", "2026-06-18"),
        of(FUNDS, 1, "07-31"),
    ],
}


FIGURES |= later.FIGURES
FOUND |= later.FOUND


# ---- a form, filled in


def definition() -> tuple[Any, Any]:
    campaign = Workspace(SAMPLE).loaded.campaign
    return campaign, define(campaign)


def issued(unit: str, key: str) -> bytes:
    """The workbook as the unit got it."""
    campaign, defined = definition()
    who = next(u for u in campaign.units if u.code == unit)
    period = parse_period(key)
    assert period is not None
    return workbook(form(campaign, defined, who, period, due_ledgers(defined, unit, key)))


class Draft:
    """A form that a unit has open."""

    def __init__(self, unit: str, key: str) -> None:
        self.unit, self.key = unit, key
        self.book: Any = openpyxl.load_workbook(io.BytesIO(issued(unit, key)))
        self.uncached: set[tuple[str, str]] = set()
        self.verdicts: dict[tuple[str, int], str] = {}
        self.nils: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        return self.book[name]

    def fill(self) -> Draft:
        """Everything that the unit has to report, as the form wants it."""
        for letter, value in zip(INPUTS, FIGURES[self.unit, self.key], strict=True):
            self[STATISTICS][f"{letter}{FIRST}"] = value
        for row, item in enumerate(FOUND[self.unit, self.key], FIRST):
            self.found(row, f"{self.unit}-{row - FIRST + 1}", item)
        self.handled()
        self.press()
        return self.sign()

    def found(self, row: int, number: str, item: Finding) -> None:
        """One problem in its row."""
        field, text, amount, found, cure, owner, due, closed = item
        sheet = self[FINDINGS]
        values = {"B": number, "C": field, "D": text, "E": amount, "F": found, "G": owner, "H": f"{owner}负责人",
                  "P": cure, "Q": owner, "R": due, "S": "已销号" if closed else "整改中"}  # fmt: skip
        for letter, value in values.items():
            sheet[f"{letter}{row}"] = value
        if closed:
            sheet[f"T{row}"] = date.fromisoformat(closed)

    def handled(self) -> None:
        """Who was handled for which problem."""
        for since, number, kind in later.HANDLED[self.unit] if self.key > JUNE else ():
            if since <= self.key:
                cell = self[FINDINGS].cell(FIRST + number - 1, 9 + later.KINDS.index(kind))
                cell.value = (cell.value or 0) + 1
                if kind == "经济处罚":
                    self[FINDINGS][f"O{cell.row}"] = later.FINES[self.unit, number]

    def press(self) -> None:
        """The reports of the month."""
        self.rows(
            PRESS, FIRST, later_press(self.unit, self.key) if self.key > JUNE else two_reports(int(self.key[-2:]))
        )

    def rows(self, name: str, first: int, rows: Iterable[Sequence[object]], column: int = 2) -> None:
        """The rows of a ledger, from a column on."""
        for y, row in enumerate(rows, first):
            for x, value in enumerate(row, column):
                if value:
                    self[name].cell(y, x).value = value

    def sign(self, day: str = "") -> Draft:
        """Who filled it in, on the cover."""
        for row, text in ((7, "合规管理员"), (8, "0600-5550200"), (9, "部门负责人"), (10, day or f"{self.key}-15")):
            self["封面"].cell(row, 3).value = text
        return self

    def nil(self, *names: str) -> Draft:
        """Tick the nil report of ledgers."""
        for name in names:
            label = next(c for c in self[name][3] if isinstance(c.value, str) and "零报告" in c.value)
            self[name].cell(3, label.column + 1).value = "是"
            self.nils.add(name)
        return self

    def saved(self) -> bytes:
        """The workbook as an office program saves it: every formula with its result, but no clock in it."""
        out = io.BytesIO()
        results = {sheet.title: dict(self.results(sheet)) for sheet in self.book.worksheets}
        self.book.save(out)
        return settled(out.getvalue(), [results[name] for name in self.book.sheetnames])

    def results(self, sheet: Any) -> Iterator[tuple[str, str | float]]:
        """What each formula of a sheet shows."""
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and (sheet.title, cell.coordinate) not in self.uncached:
                    yield cell.coordinate, self.result(sheet, cell)

    def result(self, sheet: Any, cell: Any) -> str | float:
        """What one formula shows: a ratio, a sum, a word of the self-check."""
        if match := re.search(r"IFERROR\(\$?([A-Z]+[0-9]+)/\$?([A-Z]+[0-9]+),", cell.value):
            part, whole = (number(sheet[at].value) for at in match.groups())
            return part / whole if part is not None and whole else ""
        if match := re.search(r"SUM\(\$?([A-Z]+)\$?([0-9]+):\$?[A-Z]+\$?([0-9]+)\)", cell.value):
            letter, top, bottom = match.groups()
            values = [sheet[f"{letter}{y}"].value for y in range(int(top), int(bottom) + 1)]
            numbers = [v for v in values if isinstance(v, int | float)]  # a text counts for nothing
            return round(sum(numbers), 4) if numbers else ""
        if sheet.title == "封面":
            return "零报告" if any(f"'{name}'!" in cell.value for name in self.nils) else "通过"
        filled = any(
            other.value is not None for other in sheet[cell.row][1 : cell.column - 1] if other.data_type != "f"
        )
        return self.verdicts.get((sheet.title, cell.row), "通过" if filled or sheet.title == STATISTICS else "")


def two_reports(month: int) -> list[tuple[object, ...]]:
    """The reports that everybody has in May and June."""
    return [
        (date(2026, month, 6), "", "澄州日报", "", "把制度写进流程：一线班组的“制度一课”", "https://news.example.com/06", ""),
        (date(2026, month, 14), "", "", "集团公众号", "制度执行年：问题清单这样销号", "https://news.example.com/14", "转载"),
    ]  # fmt: skip


def later_press(unit: str, key: str) -> list[tuple[object, ...]]:
    """The reports of a unit after June, with their addresses."""
    return [
        (day_of(f"2026-{day}"), central, city, other, title, f"https://news.example.com/{unit.lower()}/{day}")
        for day, central, city, other, title in later.PRESS_ROWS.get((unit, key), ())
    ]


def day_of(text: str) -> date | None:
    """The day of a text, None for an empty one."""
    return date.fromisoformat(text) if text else None


def number(value: object) -> float | None:
    """What a spreadsheet takes a cell for in a division: a typed 1,200 is a number there, 约300 is none."""
    text = str(value).replace(",", "")
    return float(text) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text) and text.isascii() else None


def settled(data: bytes, results: Sequence[Mapping[str, str | float]] = ()) -> bytes:
    """The package with the results of its formulas, and without the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = CLOCK.sub(rb"\g<1>2026-05-01T00:00:00Z\g<3>", part)
            if match := re.fullmatch(r"xl/worksheets/sheet([0-9]+)\.xml", entry.filename):
                part = cached(part, results[int(match[1]) - 1] if results else {})
            new.writestr(zipfile.ZipInfo(entry.filename, FIXED), part, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def cached(part: bytes, results: Mapping[str, str | float]) -> bytes:
    """A sheet's XML with the results of its formulas."""

    def put(match: re.Match[bytes]) -> bytes:
        at, rest, formula = match.groups()
        value = results.get(at.decode())
        if value is None:
            return match[0]
        if isinstance(value, str):
            return b'<c r="%s"%s t="str">%s<v>%s</v>' % (at, rest, formula, value.encode())
        return b'<c r="%s"%s>%s<v>%s</v>' % (at, rest, formula, repr(value).encode())

    return FORMULA.sub(put, part)


# ---- what people do to forms

Letters = Callable[[str], str | None]


def rewrite(draft: Draft, sheet: Any, letters: Letters) -> None:
    """Let formulas and names follow columns that moved; a reference to one that is gone breaks, as in Excel."""

    def follow(text: str, own: bool) -> str:
        def replace(match: re.Match[str]) -> str:
            front, a, first, b, row, c, second, d, bottom = match.groups()
            if (front or "").strip("'!") != ("" if own else sheet.title):
                return match[0]
            one, two = letters(first), letters(second) if second else ""
            if one is None or two is None:
                return "#REF!"
            tail = f":{c}{two}{d}{bottom}" if second else ""
            return f"{front or ''}{a}{one}{b}{row}{tail}"

        return REFERENCE.sub(replace, text)

    for other in draft.book.worksheets:
        for row in other.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = follow(cell.value, other is sheet)
    for name in draft.book.defined_names.values():
        name.attr_text = follow(name.attr_text, own=False)


def widths(sheet: Any) -> dict[str, float]:
    """The width of each column; neighbours of one width are stored together."""
    spans = [(d.min, d.max, d.width) for d in sheet.column_dimensions.values() if d.min]
    return {get_column_letter(x): width for first, last, width in spans for x in range(first, min(last, 60) + 1)}


def resize(sheet: Any, wide: Mapping[str, float]) -> None:
    """Give each column its width."""
    sheet.column_dimensions.clear()
    for letter, width in wide.items():
        sheet.column_dimensions[letter].width = width


def shift(draft: Draft, name: str, letter: str, by: int) -> None:
    """Insert (1) or delete (-1) a column, with everything beside it in its place."""
    sheet = draft[name]
    at = column_index_from_string(letter)
    merges = [(r.min_col, r.min_row, r.max_col, r.max_row) for r in sheet.merged_cells.ranges]
    for left, top, right, bottom in merges:
        sheet.unmerge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    wide = widths(sheet)
    sheet.insert_cols(at) if by > 0 else sheet.delete_cols(at)

    def moved(text: str) -> str | None:
        x = column_index_from_string(text)
        return None if by < 0 and x == at else get_column_letter(x + by if x >= at else x)

    rewrite(draft, sheet, moved)
    resize(sheet, {new: width for letter, width in wide.items() if (new := moved(letter)) is not None})
    for left, top, right, bottom in merges:
        if by < 0 and left == right == at:
            continue
        left, right = (x + by if x >= at + (by < 0) else x for x in (left, right))
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    sheet.data_validations.dataValidation = []  # they would stand beside their columns
    sheet.conditional_formatting = ConditionalFormattingList()


def swap(draft: Draft, name: str, one: str, other: str) -> None:
    """Two columns change places."""
    sheet = draft[name]
    for row in range(4, sheet.max_row + 1):
        left, right = sheet[f"{one}{row}"], sheet[f"{other}{row}"]
        if left.__class__ is right.__class__ and hasattr(left, "_style") and left.__class__.__name__ == "Cell":
            left.value, right.value = right.value, left.value
            left._style, right._style = right._style, left._style
    wide = widths(sheet)
    resize(sheet, wide | {one: wide[other], other: wide[one]})
    rewrite(draft, sheet, lambda letter: {one: other, other: one}.get(letter, letter))


def rename(draft: Draft, name: str, new: str) -> None:
    """A sheet gets another name, and everything that points to it follows."""
    for sheet in draft.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = cell.value.replace(f"'{name}'!", f"'{new}'!")
    for defined in draft.book.defined_names.values():
        defined.attr_text = defined.attr_text.replace(f"'{name}'!", f"'{new}'!")
    draft[name].title = new


def remove(draft: Draft, name: str) -> None:
    """A sheet is deleted; what points to it breaks."""
    for defined in draft.book.defined_names.values():
        defined.attr_text = re.sub(rf"'{name}'![$A-Z0-9:]+", "#REF!", defined.attr_text)
    for row in draft["封面"].iter_rows():
        for cell in row:
            if cell.data_type == "f" and f"'{name}'!" in cell.value:
                cell.value = "通过"
    del draft.book[name]


def relabel(draft: Draft, changes: Mapping[str, str]) -> None:
    """Type over words that stand on the sheets for people to read; the hidden ones stay."""
    for sheet in draft.book.worksheets:
        if sheet.sheet_state == "visible":
            for row in sheet.iter_rows(max_row=10):
                for cell in row:
                    if isinstance(cell.value, str) and cell.data_type == "s":
                        for old, new in changes.items():
                            cell.value = cell.value.replace(old, new)


def pasted(draft: Draft) -> bytes:
    """The cells copied into a new workbook: no hidden sheet, no names, no property."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name in (STATISTICS, FINDINGS, PRESS):
        sheet, target = draft[name], made.create_sheet(name)
        shown = dict(draft.results(sheet))
        for row in sheet.iter_rows():
            for cell in row:
                if (value := shown.get(cell.coordinate, cell.value)) not in (None, ""):
                    target[cell.coordinate] = value
        for merged in sheet.merged_cells.ranges:
            target.merge_cells(str(merged))
    out = io.BytesIO()
    made.save(out)
    return settled(out.getvalue())


# ---- the files, one function each where something was done to the form


def plain(unit: str, key: str) -> Callable[[], bytes]:
    """As it should be."""
    return lambda: Draft(unit, key).fill().saved()


def u03_may() -> bytes:
    draft = Draft("U03", MAY).fill()
    draft[STATISTICS]["A6"], draft[STATISTICS]["B6"] = "3-5", "约300"
    return draft.saved()


def u04_may() -> bytes:
    draft = Draft("U04", MAY).fill()
    sheet = draft[FINDINGS]
    for row in (8, 7):  # the second and third problem each go one row down, row 7 stays blank
        for column in range(2, 21):
            sheet.cell(row + 1, column).value, sheet.cell(row, column).value = sheet.cell(row, column).value, None
    sheet.row_dimensions[9].hidden = True
    return draft.saved()


def u05_may() -> bytes:
    draft = Draft("U05", MAY).fill()
    draft[STATISTICS]["A6"] = None
    draft.verdicts[STATISTICS, FIRST] = "请填学习次数"
    return draft.saved()


def u07_may() -> bytes:
    draft = Draft("U07", MAY).fill()
    draft[STATISTICS]["F5"] = "涉及金额（元）"
    return draft.saved()


def u08_may() -> bytes:
    draft = Draft("U08", MAY).fill()
    sheet = draft[FINDINGS]
    sheet["E6"], sheet["E7"] = 10, None
    sheet.merge_cells("E6:E7")
    for letter, value in zip("BCDEF", ("U08-4", "资产管理", "报废设备处置未评估", 2.2, "上级检查"), strict=True):
        sheet[f"{letter}72"] = value
    return draft.saved()


def u09_may() -> bytes:
    return Draft("U09", MAY).sign().nil(STATISTICS, FINDINGS, PRESS).saved()


def u12_may() -> bytes:
    draft = Draft("U12", MAY).fill()
    remove(draft, PRESS)
    return draft.saved()


def u12_may_csv() -> bytes:
    """One ledger as text in the Chinese encoding; the second title has a character that GBK lacks."""
    rows = [
        "宣传报道情况表,,,,,,,",
        "填报单位：砚屏后勤服务有限公司（U12）    期间：2026年5月,,,,,,,",
        ",,,,,,,",
        "序号,宣传时间,宣传平台名称,,,标题及简要内容,网址,备注",
        ",,中央级媒体平台,市级媒体平台,其他,,,",
        "1,2026-05-07,,澄州日报,,食堂采购有了“明白账”,,",
        "2,2026/5/15,,,集团内刊,𠮷祥社区的物业制度公开课,,",
    ]
    return "".join(f"{row}\r\n" for row in rows).encode("gb18030")


def u01_june() -> bytes:
    draft = Draft("U01", JUNE).fill()
    sheet = draft[STATISTICS]
    sheet["A6"], sheet["C6"], sheet["J6"] = "9", "1,200", "２"
    return draft.saved()


def u02_june() -> bytes:
    draft = Draft("U02", JUNE).fill()
    draft[STATISTICS]["L6"] = "无"
    sheet = draft[FINDINGS]
    sheet["E7"], sheet["E8"] = "3.5万元", "35000元"
    sheet["S9"] = "已 销 号"
    sheet["T7"], sheet["T8"], sheet["T9"] = "2026.6.5", 20260605, "6月5日"
    for at in ("T7", "T8"):
        sheet[at].number_format = "General"
    sheet["N9"], sheet["O9"] = 1, 0.5
    return draft.saved()


def u03_june() -> bytes:
    draft = Draft("U03", JUNE).fill()
    sheet = draft[STATISTICS]
    sheet["V6"], sheet["Y6"] = "=1+1", "#REF!"
    draft.uncached.add((STATISTICS, "V6"))
    sheet = draft[FINDINGS]
    sheet["S6"], sheet["R7"], sheet["R8"] = "已办结", "6月底", "2026/2/30"
    return draft.saved()


def u04_june() -> bytes:
    draft = Draft("U04", JUNE).fill()
    relabel(draft, {"砚屏机械制造有限公司（U04）": "砚屏机械制造有限责任公司"})
    return pasted(draft)


def u05_june() -> bytes:
    draft = Draft("U05", JUNE).fill()
    draft[FINDINGS]["E66"] = 15
    return draft.saved()


def u06_june_early() -> bytes:
    draft = Draft("U06", MAY)
    draft.key = JUNE
    draft.fill()
    relabel(draft, {"2026年5月20日": "2026年6月22日", "2026年5月": "2026年6月"})
    return draft.saved()


def u06_june() -> bytes:
    draft = Draft("U06", JUNE).fill()
    draft[STATISTICS]["F6"] = 186000
    return draft.saved()


def u07_june() -> bytes:
    draft = Draft("U07", JUNE).fill()
    draft[STATISTICS]["F5"] = "问题资金总额（万元）"
    swap(draft, PRESS, "F", "G")
    rename(draft, STATISTICS, "Sheet1")
    return draft.saved()


def u07_june_page() -> bytes:
    cells = "".join(f"<td>{text}</td>" for text in ("学习次数", "测试人次", "应测人数"))
    return f"<html><head><meta charset='utf-8'></head><body><table><tr>{cells}</tr></table></body></html>\n".encode()


def u08_june() -> bytes:
    draft = Draft("U08", JUNE).fill()
    draft[FINDINGS]["B9"] = "U08-2"
    shift(draft, FINDINGS, "G", -1)
    shift(draft, PRESS, "H", 1)
    sheet = draft[PRESS]
    for row in range(4, sheet.max_row + 1):
        if row != 5:
            sheet[f"H{row}"]._style = copy(sheet[f"G{row}"]._style)
    sheet["H4"], sheet["H6"], sheet["H7"] = "阅读量", 1320, 860
    sheet.merge_cells("H4:H5")
    more = draft.book.create_sheet("分部门明细")
    for line in (("部门", "问题数", "金额"), ("采购部", 1, 6), ("法务部", 2, 8), ("财务部", 1, 2.6)):
        more.append(line)
    return draft.saved()


def u09_june_other() -> bytes:
    draft = Draft("U10", JUNE)
    draft.unit = "U09"
    draft.fill()
    relabel(draft, {"砚屏置业有限公司": "砚屏财务有限公司", "U10": "U09"})
    return draft.saved()


def u09_june() -> bytes:
    draft = Draft("U09", JUNE).fill()
    for row in draft[PRESS]["B6:H7"]:
        for cell in row:
            cell.value = None
    return draft.saved()


def u10_june_cut() -> bytes:
    whole = plain("U10", JUNE)()
    return whole[: len(whole) * 2 // 3]


def u11_june_first() -> bytes:
    draft = Draft("U11", JUNE).fill()
    sheet = draft[STATISTICS]
    for at, value in (("A6", 8), ("B6", 97), ("E6", 2), ("F6", 3.2), ("H6", 1)):
        sheet[at] = value
    sheet = draft[FINDINGS]
    sheet["S7"], sheet["T7"] = "整改中", None
    for column in range(2, 21):
        sheet.cell(8, column).value = None
    return draft.saved()


def of_later(unit: str, key: str, day: str) -> bytes:
    """What came after June, as ``later_returns`` has it."""
    draft = Draft(unit, key)
    if key == later.QUARTER:
        rules = (
            (*rule[:4], day_of(rule[4]), rule[5], opinions, rule[6])
            for rule, opinions in zip(later.RULES_OF[unit], later.OPINIONS[unit], strict=True)
        )
        draft.rows(RULES, FIRST_UNDER_ONE, rules)
        return draft.sign(day).saved()
    draft.fill()
    tasks = ((state, day_of(done), *texts) for state, done, *texts in later.PROGRESS[unit, key])
    draft.rows(TASKS, FIRST_UNDER_ONE, tasks, 4)
    if (unit, key) in later.NO_PRESS:
        draft.nil(PRESS)
    if vague := later.VAGUE.get((unit, key)):
        at, text = vague
        draft[STATISTICS][at] = text
    return draft.sign(day).saved()


def as_xls(data: bytes) -> bytes:
    """The same workbook in the format of Excel 97, saved by LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("needs LibreOffice (soffice) for the files in the old format")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "xls", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return path.with_suffix(".xls").read_bytes()


def locked(data: bytes) -> bytes:
    """The workbook with a password to open it."""
    from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("123456", out)
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "2026-05-18/U02 砚屏冶炼 2026年5月台账.xlsx": plain("U02", MAY),
    "2026-05-18/U11 砚屏信息 2026年5月台账.xlsx": plain("U11", MAY),
    "2026-05-18/机械厂五月份台账.xlsx": u04_may,
    "2026-05-19/U03 砚屏新材 2026年5月台账.xlsx": u03_may,
    "2026-05-19/U07 砚屏港务 2026年5月台账.xlsx": u07_may,
    "2026-05-19/U08 砚屏商贸 2026年5月台账.xlsx": u08_may,
    "2026-05-20/U09 砚屏财务 2026年5月台账.xlsx": u09_may,
    "2026-05-20/U12 砚屏后勤 2026年5月台账.xlsx": u12_may,
    "2026-05-20/U12 砚屏后勤 2026年5月宣传报道.csv": u12_may_csv,
    "2026-05-20/信息中心5月台账（最终版）.xlsx": plain("U11", MAY),
    "2026-05-22/U05 砚屏化工 2026年5月台账.xlsx": u05_may,
    "2026-06-17/U01 砚屏矿业 2026年6月台账.xlsx": u01_june,
    "2026-06-17/U02 砚屏冶炼 2026年6月台账.xlsx": u02_june,
    "2026-06-17/U05 砚屏化工 2026年6月台账.xlsx": bytes,
    "2026-06-17/U06 砚屏电力 2026年6月台账.xlsx": u06_june_early,
    "2026-06-17/U07 砚屏港务 2026年6月台账.xls": u07_june_page,
    "2026-06-17/U09 砚屏财务 2026年6月台账.xlsx": u09_june_other,
    "2026-06-17/U11 砚屏信息 2026年6月台账.xlsx": u11_june_first,
    "2026-06-18/U03 砚屏新材 2026年6月台账.xlsx": u03_june,
    "2026-06-18/~$U03 砚屏新材 2026年6月台账.xlsx": lambda: b"\x04yanping".ljust(165, b"\0"),
    "2026-06-18/砚屏机械制造6月台账.xlsx": u04_june,
    "2026-06-18/U05 砚屏化工 2026年6月台账（补发）.xlsx": u05_june,
    "2026-06-18/U06 砚屏电力 2026年6月台账.xlsx": u06_june,
    "2026-06-18/港务公司6月台账.xlsx": u07_june,
    "2026-06-18/U08 砚屏商贸 2026年6月台账.xlsx": u08_june,
    "2026-06-18/U09 砚屏财务 2026年6月台账.xlsx": u09_june,
    "2026-06-22/U10 砚屏置业 2026年6月台账.xlsx": u10_june_cut,
    "2026-06-22/U11 砚屏信息 2026年6月台账（更正）.xlsx": plain("U11", JUNE),
    "2026-06-25/U10 砚屏置业 2026年6月台账（重发）.xlsx": plain("U10", JUNE),
}
ONCE: dict[str, Callable[[], bytes]] = {
    "2026-05-18/U01 砚屏矿业 2026年5月台账.xlsx": lambda: as_xls(plain("U01", MAY)()),
    "2026-05-19/U06 砚屏电力 2026年5月台账.et": lambda: as_xls(plain("U06", MAY)()),
    "2026-05-20/U10 砚屏置业 2026年5月台账.xlsx": lambda: locked(plain("U10", MAY)()),
}

LATER: dict[str, Callable[[], bytes]] = {name: partial(of_later, *whose) for name, whose in later.RECEIVED.items()}

# ---- the list of what is wrong, written by hand: file, what was done to it, what docgen says, where

NOTES: tuple[tuple[str, str, str, str], ...] = (
    ("2026-05-18/U01 砚屏矿业 2026年5月台账.xlsx", "其实是旧格式（.xls），只改了扩展名", "提示 L122、L134，照读", "—"),
    ("2026-05-18/U02 砚屏冶炼 2026年5月台账.xlsx", "没有问题", "—", "—"),
    ("2026-05-18/U11 砚屏信息 2026年5月台账.xlsx", "没有问题", "—", "—"),
    ("2026-05-18/机械厂五月份台账.xlsx", "文件名用的是别名", "认得，不提示", "—"),
    ("", "表中间空了一行", "跳过，不提示；行号仍是原来的", "问题整改台账 第7行"),
    ("", "有一行被隐藏", "提示 L116，照样计入", "问题整改台账 A9"),
    ("2026-05-19/U03 砚屏新材 2026年5月台账.xlsx", "数字填成范围“3-5”", "核实 L203，这一格暂不计入", "活动统计表 A6"),
    ("", "数字填成“约300”", "核实 L203，这一格暂不计入", "活动统计表 B6"),
    ("2026-05-19/U06 砚屏电力 2026年5月台账.et", "WPS 的 .et 文件", "提示 L134，照读", "—"),
    ("2026-05-19/U07 砚屏港务 2026年5月台账.xlsx", "表头的“万元”改成了“元”", "退回 L115，这一列暂不计入", "活动统计表 F5"),
    ("2026-05-19/U08 砚屏商贸 2026年5月台账.xlsx", "两行的金额合并成一格", "核实 L213，这一格暂不计入", "问题整改台账 E6"),
    ("", "填表说明下面又写了一行", "核实 L117，不计入", "问题整改台账 E72"),
    ("2026-05-20/U09 砚屏财务 2026年5月台账.xlsx", "三张表都勾选了零报告", "零报告", "—"),
    ("2026-05-20/U10 砚屏置业 2026年5月台账.xlsx", "设了打开密码（123456）", "退回 L102", "—"),
    ("2026-05-20/U12 砚屏后勤 2026年5月台账.xlsx", "少了一张表（另用 csv 交）；统计表的数字与砚屏信息完全相同", "核实 L611，照样计入", "活动统计表"),
    ("2026-05-20/U12 砚屏后勤 2026年5月宣传报道.csv", "一张表另存成了 csv，中文编码（GB18030）", "提示 L122，照读", "—"),
    ("", "日期写成文字", "提示 L212，照读", "B6、B7"),
    ("2026-05-20/信息中心5月台账（最终版）.xlsx", "与先前交的完全相同，文件名用的是别名", "提示 L126，只计一份", "—"),
    ("2026-05-22/U05 砚屏化工 2026年5月台账.xlsx", "迟交2天", "报送情况里写明迟2天", "—"),
    ("", "必填的格子空着", "退回 L201", "活动统计表 A6"),
    ("", "已整改3笔，只发现2笔；与台账里已销号的1行也对不上", "退回 L301，核实 L412", "活动统计表 H6"),
    ("", "处理3人，三个层级加起来是2人", "退回 L303", "活动统计表 J6"),
    ("2026-06-17/U01 砚屏矿业 2026年6月台账.xlsx", "数字存成了文字“9”", "提示 L204，按9计", "活动统计表 A6"),
    ("", "数字带千分号“1,200”", "提示 L204，按1200计", "活动统计表 C6"),
    ("", "全角数字“２”", "提示 L204，按2计", "活动统计表 J6"),
    ("2026-06-17/U02 砚屏冶炼 2026年6月台账.xlsx", "没有发生的填了“无”", "提示 L204，按0计", "活动统计表 L6"),
    ("", "金额写成“3.5万元”", "提示 L204，按3.5万元计", "问题整改台账 E7"),
    ("", "金额写成“35000元”", "提示 L204，按3.5万元计", "问题整改台账 E8"),
    ("", "选项中间有空格“已 销 号”", "提示 L209，按“已销号”计", "问题整改台账 S9"),
    ("", "日期写成 2026.6.5、20260605、6月5日", "提示 L212，都按2026年6月5日计", "问题整改台账 T7、T8、T9"),
    ("", "金额是文字，表里的合计公式漏加了它们", "不提示，汇总用各行的数", "问题整改台账 E66"),
    ("2026-06-17/U05 砚屏化工 2026年6月台账.xlsx", "0字节的空文件", "L101；后来补发了，提示 L127，不再退回", "—"),
    ("2026-06-17/U06 砚屏电力 2026年6月台账.xlsx", "拿5月的表改了期间填6月的数", "退回 L108，算5月的表，里面的数都不计入", "—"),
    ("2026-06-17/U07 砚屏港务 2026年6月台账.xls", "其实是网页，只是扩展名叫 .xls", "L103；后来交了能读的，提示 L127，不再退回", "—"),
    ("2026-06-17/U09 砚屏财务 2026年6月台账.xlsx", "拿砚屏置业的表改了单位来填", "L107，算砚屏置业的表，里面的数都不计入；砚屏置业后来交了，提示 L127，不再退回", "—"),
    ("2026-06-17/U11 砚屏信息 2026年6月台账.xlsx", "后来又交了更正的", "提示 L127，两张表由后交的替代；宣传表没变，仍用这一份", "—"),
    ("2026-06-18/U03 砚屏新材 2026年6月台账.xlsx", "公式没有算出结果", "核实 L206，这一格暂不计入", "活动统计表 V6"),
    ("", "公式出错 #REF!", "退回 L205，这一格暂不计入", "活动统计表 Y6"),
    ("", "选项里没有“已办结”", "退回 L209", "问题整改台账 S6"),
    ("", "日期写成“6月底”", "核实 L211", "问题整改台账 R7"),
    ("", "日历上没有2026年2月30日", "退回 L210", "问题整改台账 R8"),
    ("2026-06-18/~$U03 砚屏新材 2026年6月台账.xlsx", "打开表格时留下的临时文件", "提示 L128，不读", "—"),
    ("2026-06-18/砚屏机械制造6月台账.xlsx", "把内容复制到了新文件里，单位名称写得不对（“有限责任公司”）", "退回 L106，问是不是砚屏机械制造有限公司，不擅自认定；砚屏机械仍是未报，但不催报", "—"),
    ("2026-06-18/U05 砚屏化工 2026年6月台账（补发）.xlsx", "累计数比上月少", "退回 L501", "活动统计表 B6、H6"),
    ("", "上月已经销号的问题又变成未销号", "退回 L511", "问题整改台账 S6"),
    ("", "合计行的公式被改成了数，而且不对", "核实 L401，汇总用各行的数", "问题整改台账 E66"),
    ("2026-06-18/U06 砚屏电力 2026年6月台账.xlsx", "把元当万元填，比上月多一万倍", "核实 L601，这一格暂不计入", "活动统计表 F6"),
    ("", "累计数比上月少，但已批准豁免", "提示 L501（已豁免）", "活动统计表 G6"),
    ("2026-06-18/港务公司6月台账.xlsx", "文件名用的是别名，工作表改名为 Sheet1", "认得，不提示", "—"),
    ("", "列名被改成“问题资金总额（万元）”", "核实 L113，仍按“涉及金额”读", "Sheet1 F5"),
    ("", "两列换了位置", "提示 L114，按列名对应", "宣传报道情况表 A4"),
    ("2026-06-18/U08 砚屏商贸 2026年6月台账.xlsx", "删去了不必填的一列“涉及机构”", "核实 L111", "问题整改台账 A4"),
    ("", "两个问题用了同一个编号", "退回 L402", "问题整改台账 B9"),
    ("", "插进了一列“阅读量”", "提示 L112，不汇总", "宣传报道情况表 H4"),
    ("", "多了一张自己的表，里面有数", "提示 L118，不汇总", "分部门明细"),
    ("2026-06-18/U09 砚屏财务 2026年6月台账.xlsx", "宣传表空着，也没有勾选零报告", "退回 L123", "宣传报道情况表"),
    ("2026-06-22/U10 砚屏置业 2026年6月台账.xlsx", "传输中断，文件不完整", "L101；后来重发了，提示 L127，不再退回", "—"),
    ("2026-06-22/U11 砚屏信息 2026年6月台账（更正）.xlsx", "更正了先前交的", "提示 L127，列出改了哪些格、新增了哪些行", "活动统计表 A6、问题整改台账 A8"),
    ("", "宣传表与先前交的相同", "提示 L126，只计一份", "—"),
    ("2026-06-25/U10 砚屏置业 2026年6月台账（重发）.xlsx", "迟交3天", "报送情况里写明迟3天", "—"),
    ("", "有审核意见，没有审核的文件（活动自己加的校验）", "核实 L391", "活动统计表 X6"),
    ("（没有文件）", "砚屏后勤没有交6月的表", "未报，生成催报函", "—"),
    ("2026-09-20/U10 砚屏置业 2026年9月台账.xlsx", "数字填成“约3”（20日是星期日，但调休上班，不顺延）", "核实 L203，这一格暂不计入", "活动统计表 G6"),
    ("2026-09-23/U07 砚屏港务 2026年9月台账.xlsx", "迟交3天", "报送情况里写明迟3天", "—"),
    ("2026-12-18/U06 砚屏电力 2026年12月台账.xlsx", "宣传表勾选了零报告", "这张表零报告，其余照常计入", "宣传报道情况表"),
    ("2026-12-21/U01 至 U12 2026年第四季度台账.xlsx", "没有问题；新订、修订、废止的件数与12月的统计表一致（砚屏后勤与9月的一致）", "—", "—"),
    ("2026-12-23/U03 砚屏新材 2026年12月台账.xlsx", "迟交2天（20日是星期日，顺延到21日）", "报送情况里写明迟2天", "—"),
    ("9月至12月的其余文件", "没有问题", "—", "—"),
    ("（没有文件）", "砚屏后勤没有交12月的表", "未报，生成催报函；最近的数是9月的", "—"),
)  # fmt: skip
GUIDE = """# 收件里故意放了哪些问题

“收件”里是12家单位交回的5月、6月、9月、12月台账和第四季度的制度清理台账，按收到的日子分文件夹。5月、6月的毛病多，之后的基本没有问题，供年终总结用。下表是人工写的：每个文件故意填错了什么，docgen 应当怎么说。

    docgen collect 制度执行年台账 制度执行年台账/收件 -o 汇总结果 --date 2027-01-08

| 文件 | 做了什么手脚 | docgen 怎么说（规则） | 位置 |
|---|---|---|---|
"""


def guide() -> str:
    """The list as a page; the file stands only in the first line of its group."""
    return GUIDE + "".join(f"| {' | '.join(text.replace('|', '｜') for text in note)} |\n" for note in NOTES)


def main(folder: Path) -> None:
    inbox = folder / "收件"
    for name, make in {**FILES, **ONCE, **LATER}.items():
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name in LATER or not path.exists():
            path.write_bytes(make())
    (folder / "说明.md").write_text(guide(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
