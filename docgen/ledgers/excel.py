"""Reading .xlsx: openpyxl is the authority; calamine takes the plain ones quickly and rescues the broken ones."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from docgen.core.diagnostic import Diagnostic
from docgen.ledgers import identity, rules, scan
from docgen.ledgers.book import AGAIN, NO_PASSWORD, RESAVE, Book, Refused, note
from docgen.ledgers.canonical import canonical
from docgen.ledgers.identity import OWN_SHEETS
from docgen.ledgers.looks import SCALING, looks, partly_marked, percent_styles, struck_rows, worded_styles
from docgen.ledgers.parts import WORKBOOK, Package, identity_of, remarks
from docgen.ledgers.quick import attempted, calamine_sheets, other_sheets
from docgen.ledgers.sheet import ErrorValue, Marked, Scalar, Sheet

PARTLY = re.compile(rb"<strike\b|<vertAlign\b")
"""Texts of which a part is struck out, raised or lowered."""
ESCAPE = re.compile(rb"_x[0-9A-Fa-f]{4}_")


CHINESE_DATES = {*range(27, 37), *range(50, 59)}
"""Number formats that Chinese Excel and WPS show as dates; openpyxl does not know them."""


STYLE = re.compile(rb'(<(?:c|row|col)\b[^<>]*?)\s(?:s|style)="\d+"')


OTHERS = (("word/", "Word 文档"), ("ppt/", "演示文稿"))


def read_zip(data: bytes, fast: Callable[[Book], bool] | None) -> Book:
    """The workbook in a zip package. Raises Refused for what is none."""
    whole = scan.parts(data)
    found = canonical(whole)
    if found != whole:
        data = scan.repacked(found)
    if WORKBOOK not in found:
        return other_zip(data, found)
    package = Package(found, "xlsx")
    scans = {n: scan.Scan(found[p]) if n in OWN_SHEETS else scan.scan(found[p]) for n, _, p in package.sheets}
    large = any(b.file_size > scan.SIZE_TO_STRIP for b in sizes(data))
    if not package.sheets:
        raise Refused(rules.UNREADABLE_FILE, "文件里没有工作表", RESAVE)
    if fast and not large and quick(package, scans):
        plain = calamine_sheets(data, package, scans, fast=True)
        percents = percent_styles(package.parts.get("xl/styles.xml", b""))
        plain = plain and tuple(replace(s, percents=scan.styled(scans[s.name].plain, percents)) for s in plain)
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
    odd = (
        package.is_strict or package.is_1904 or b"<strike" in styles or ESCAPE.search(strings)
        or PARTLY.search(strings) or SCALING.search(styles)
    )  # fmt: skip
    worded = worded_styles(styles)
    return (
        plain and not odd and not any(PARTLY.search(s.plain) or scan.styled(s.plain, worded) for s in scans.values())
    )


def careful(data: bytes, package: Package, scans: Mapping[str, scan.Scan], large: bool) -> Book:
    """The book as openpyxl reads it, or rescued where openpyxl cannot."""
    plain = {part: scan.without_blanks(scans[name].plain) for name, _, part in package.sheets}
    data = scan.repacked({**package.parts, **plain})
    sheets = None if package.is_strict else openpyxl_sheets(data, package, scans)
    notes: list[Diagnostic] = []
    if sheets is None:
        sheets = calamine_sheets(data, package, scans, fast=False)
        if sheets is None:
            sheets = openpyxl_sheets(unstyled(package), package, scans)
        if sheets is None:
            raise Refused(rules.UNREADABLE_FILE, "文件内部已损坏，打不开", AGAIN)
        word = "是“严格”格式的 xlsx" if package.is_strict else "文件的格式部分有损坏"
        notes.append(note(rules.UNUSUAL_FILE_FORMAT, "info", f"{word}，已只按内容读取；请核对数字格式"))
    if large:
        notes.append(
            note(rules.EXCESSIVE_RANGE, "info", "表格的使用范围异常大（可能误设了整列格式），已略去没有内容的格子")
        )
    if any(s.giant_merges for s in scans.values()):
        notes.append(
            note(rules.EXCESSIVE_RANGE, "warning", "有异常大的合并单元格，已按没有合并读取", "请取消整列、整表的合并")
        )
    return dressed(package, sheets, tuple(notes), fast=False)


def unstyled(package: Package) -> bytes:
    """The package without the styles of its cells: they cost less than its figures."""
    found = {name: part for name, part in package.parts.items() if name != "xl/styles.xml"}
    for name in found:
        if scan.SHEET_PART.search(name):
            found[name] = STYLE.sub(rb"\1", found[name])
    return scan.repacked(found)


def dressed(package: Package, sheets: tuple[Sheet, ...], notes: tuple[Diagnostic, ...], fast: bool) -> Book:
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

    partly = any(PARTLY.search(part) for name, part in package.parts.items() if name != "xl/styles.xml")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False, rich_text=partly)
    except MemoryError:
        raise
    except Exception:  # openpyxl raises whatever its descriptors do on a broken part; the other reader is asked next
        return None
    strike = b"<strike" in package.parts.get("xl/styles.xml", b"")
    made = []
    for name, visible, _ in package.sheets:
        if name in book.sheetnames:
            made.append(_openpyxl_sheet(book[name], name, visible, scans[name], book.epoch, strike))
    return tuple(made)


def _openpyxl_sheet(sheet: Any, name: str, visible: bool, found: scan.Scan, epoch: Any, strike: bool) -> Sheet:
    from openpyxl.cell.rich_text import CellRichText

    cells: dict[tuple[int, int], Scalar] = {}
    struck: set[tuple[int, int]] = set()
    marked: dict[tuple[int, int], Marked] = {}
    numbers: dict[tuple[int, int], str] = {}
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
            else:
                numbers[at] = cell.number_format
        elif isinstance(value, CellRichText):
            if part := partly_marked(value):
                marked[at] = part
            value = str(value)
        elif not isinstance(value, str | bool | date | time | timedelta):
            value = str(value)
        cells[at] = value
        if strike and cell.font and cell.font.strike:
            struck.add(at)
    rows = struck_rows(cells, struck)
    return Sheet(
        name,
        cells,
        tuple(found.merges),
        visible,
        found.formulas,
        frozenset(found.hidden_rows),
        frozenset(found.hidden_columns),
        struck_rows=rows,
        struck=frozenset(at for at in struck if at[0] not in rows),
        marked=marked,
        uncached=frozenset(found.uncached),
        **looks(numbers),
    )


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
        if any(name.lower().startswith(prefix) for name in found):
            raise Refused(rules.NOT_A_WORKBOOK, f"是{word}，不是 Excel 表格", "请发送下发的 Excel 台账", found=word)
    if is_locked(found):
        raise Refused(rules.PASSWORD_PROTECTED_FILE, "文件设有打开密码", NO_PASSWORD)
    kind = "xlsb" if "xl/workbook.bin" in found else "ods" if "content.xml" in found and "mimetype" in found else ""
    if not kind:
        inside = any(name.lower().endswith((".xlsx", ".xls", ".et")) for name in found)
        cure = "里面有表格，请先解压再放进收件文件夹" if inside else "请发送下发的 Excel 台账"
        raise Refused(rules.NOT_A_WORKBOOK, "是压缩包，不是 Excel 表格", cure, found="压缩包")
    sheets = attempted(lambda: other_sheets(data))
    if sheets is None:
        raise Refused(rules.UNREADABLE_FILE, "文件损坏，打不开", AGAIN)
    warning = note(
        rules.PARTLY_READABLE_FORMAT,
        "warning",
        f"是 {kind} 文件，看不出哪些空格其实是公式错误，请核对必填的空格",
        RESAVE,
    )
    return Book(kind, sheets, identity.from_sheets(sheets), identity.issued(sheets), notes=(warning,))


def is_locked(found: Mapping[str, bytes]) -> bool:
    """Whether an OpenDocument file can be opened with a password only; its manifest says so."""
    called = {name.lower(): part for name, part in found.items()}
    manifest = called.get("meta-inf/manifest.xml", b"")
    return "encrypted-package" in called or b"encryption-data" in manifest
