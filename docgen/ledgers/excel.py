"""Reading .xlsx: openpyxl is the authority; calamine takes the plain ones quickly and rescues the broken ones."""

from __future__ import annotations

import html
import io
import re
import warnings
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from typing import Any

from docgen.ledgers import identity, scan
from docgen.ledgers.book import AGAIN, RESAVE, Book, Note, Refused
from docgen.ledgers.identity import OWN_SHEETS
from docgen.ledgers.parts import WORKBOOK, Package, identity_of, remarks
from docgen.ledgers.quick import attempted, calamine_sheets, other_sheets
from docgen.ledgers.sheet import ErrorValue, Scalar, Sheet

LITERAL = re.compile('"([^"]*)"')


CHINESE_DATES = {*range(27, 37), *range(50, 59)}
"""Number formats that Chinese Excel and WPS show as dates; openpyxl does not know them."""


SCALING = re.compile(rb'formatCode="[^"]*(?:\xe4\xb8\x87|\xe5\x8d\x83|0!\.|[0#],+(?:[^0#,]|"))')
"""Formats with 万, 千, or a scaling comma: the clerk sees another number than the cell holds."""


STYLE = re.compile(rb'(<(?:c|row|col)\b[^<>]*?)\s(?:s|style)="\d+"')


OTHERS = (("word/", "Word 文档"), ("ppt/", "演示文稿"))


def read_zip(data: bytes, fast: Callable[[Book], bool] | None) -> Book:
    """The workbook in a zip package. Raises Refused for what is none."""
    found = scan.parts(data)
    if WORKBOOK not in found:
        return other_zip(data, found)
    package = Package(found, "xlsx")
    scans = {n: scan.Scan(found[p]) if n in OWN_SHEETS else scan.scan(found[p]) for n, _, p in package.sheets}
    large = any(b.file_size > scan.SIZE_TO_STRIP for b in sizes(data))
    if not package.sheets:
        raise Refused("L101", "文件里没有工作表", RESAVE)
    if fast and not large and quick(package, scans):
        plain = calamine_sheets(data, package, scans, fast=True)
        book = dressed(package, plain, (), fast=True) if plain is not None else None
        if book is not None and fast(book):
            return book
    return careful(data, package, scans, large)


def sizes(data: bytes) -> list[Any]:
    """The entries of the worksheets."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [e for e in package.infolist() if scan.SHEET_PART.search(e.filename)]


def quick(package: Package, scans: Mapping[str, scan.Scan]) -> bool:
    """Whether nothing is in the file that the quick reader would hide or mistake."""
    styles = package.parts.get("xl/styles.xml", b"")
    strings = package.parts.get("xl/sharedStrings.xml", b"")
    plain = all(s.sane and not s.hidden_columns for n, s in scans.items() if n not in OWN_SHEETS)
    odd = package.is_strict or package.is_1904 or b"<strike" in styles or b"_x00" in strings or SCALING.search(styles)
    return plain and not odd


def careful(data: bytes, package: Package, scans: Mapping[str, scan.Scan], large: bool) -> Book:
    """The book as openpyxl reads it, or rescued where openpyxl cannot."""
    plain = {part: scan.without_blanks(scans[name].plain) for name, _, part in package.sheets}
    data = scan.repacked({**package.parts, **plain})
    sheets = None if package.is_strict else openpyxl_sheets(data, package, scans)
    notes: list[Note] = []
    if sheets is None:
        sheets = calamine_sheets(data, package, scans, fast=False)
        if sheets is None:
            sheets = openpyxl_sheets(unstyled(package), package, scans)
        if sheets is None:
            raise Refused("L101", "文件内部已损坏，打不开", AGAIN)
        word = "是“严格”格式的 xlsx" if package.is_strict else "文件的格式部分有损坏"
        notes.append(Note("L122", "info", f"{word}，已只按内容读取；请核对数字格式"))
    if large:
        notes.append(Note("L132", "info", "表格的使用范围异常大（可能误设了整列格式），已略去没有内容的格子"))
    if any(s.giant_merges for s in scans.values()):
        notes.append(Note("L132", "warning", "有异常大的合并单元格，已按没有合并读取", "请取消整列、整表的合并"))
    return dressed(package, sheets, tuple(notes), fast=False)


def unstyled(package: Package) -> bytes:
    """The package without the styles of its cells: they cost less than its figures."""
    found = {name: part for name, part in package.parts.items() if name != "xl/styles.xml"}
    for name in found:
        if scan.SHEET_PART.search(name):
            found[name] = STYLE.sub(rb"\1", found[name])
    return scan.repacked(found)


def dressed(package: Package, sheets: tuple[Sheet, ...], notes: tuple[Note, ...], fast: bool) -> Book:
    """The book with its identity and what is noticed in the package."""
    kind = "xlsx"
    return Book(
        kind,
        sheets,
        identity_of(package, sheets),
        identity.issued(sheets),
        identity.anchors(package.names),
        (*notes, *remarks(package)),
        fast,
    )


def openpyxl_sheets(data: bytes, package: Package, scans: Mapping[str, scan.Scan]) -> tuple[Sheet, ...] | None:
    """The sheets as openpyxl reads them; None where it cannot."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception:  # openpyxl raises whatever its descriptors do on a broken part; the other reader is asked next
        return None
    styles = package.parts.get("xl/styles.xml", b"")
    strike, scaling = b"<strike" in styles, SCALING.search(styles) is not None
    made = []
    for name, visible, _ in package.sheets:
        if name in book.sheetnames:
            made.append(_openpyxl_sheet(book[name], name, visible, scans[name], book.epoch, strike, scaling))
    return tuple(made)


def _openpyxl_sheet(
    sheet: Any, name: str, visible: bool, found: scan.Scan, epoch: Any, strike: bool, scaling: bool
) -> Sheet:
    cells: dict[tuple[int, int], Scalar] = {}
    struck: dict[int, bool] = {}
    scaled: dict[tuple[int, int], str] = {}
    for at, cell in getattr(sheet, "_cells", {}).items():
        value = cell.value
        if value is None or value == "":
            continue
        if cell.data_type == "e" and at in found.errors:
            value = ErrorValue(value)
        elif cell.data_type == "e":  # a number in a date format that no calendar has; the sheet shows ####
            value = found.number(at)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            if cell._style.numFmtId in CHINESE_DATES:
                value = chinese_day(value, epoch)
            elif scaling and SCALING.search(f'formatCode="{html.escape(cell.number_format)}"'.encode()):
                scaled[at] = "".join(LITERAL.findall(cell.number_format))
        elif not isinstance(value, str | bool | date | time | timedelta):
            value = str(value)
        cells[at] = value
        if strike:
            struck[at[0]] = struck.get(at[0], True) and bool(cell.font and cell.font.strike)
    return Sheet(
        name, cells, tuple(found.merges), visible, found.formulas, frozenset(found.hidden_rows),
        frozenset(found.hidden_columns), frozenset(row for row, all_struck in struck.items() if all_struck), scaled,
        frozenset(found.uncached),
    )  # fmt: skip


def chinese_day(value: float, epoch: Any) -> Scalar:
    """A serial number in a Chinese date format as the day it shows."""
    from openpyxl.utils.datetime import from_excel

    try:
        day: Scalar = from_excel(value, epoch)
        return day
    except (ValueError, OverflowError):
        return value


def other_zip(data: bytes, found: Mapping[str, bytes]) -> Book:
    """A zip that is no .xlsx: .xlsb and .ods are read with a warning, the rest refused with its name."""
    for prefix, word in OTHERS:
        if any(name.startswith(prefix) for name in found):
            raise Refused("L103", f"是{word}，不是 Excel 表格", "请发送下发的 Excel 台账", found=word)
    kind = "xlsb" if "xl/workbook.bin" in found else "ods" if "content.xml" in found and "mimetype" in found else ""
    if not kind:
        inside = any(name.lower().endswith((".xlsx", ".xls", ".et")) for name in found)
        cure = "里面有表格，请先解压再放进收件文件夹" if inside else "请发送下发的 Excel 台账"
        raise Refused("L103", "是压缩包，不是 Excel 表格", cure, found="压缩包")
    sheets = attempted(lambda: other_sheets(data))
    if sheets is None:
        raise Refused("L101", "文件损坏，打不开", AGAIN)
    warning = Note("L133", "warning", f"是 {kind} 文件，看不出哪些空格其实是公式错误，请核对必填的空格", RESAVE)
    return Book(kind, sheets, identity.from_sheets(sheets), identity.issued(sheets), notes=(warning,))
