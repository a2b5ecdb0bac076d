"""Reading .xlsx: openpyxl is the authority; calamine takes the plain ones quickly and rescues the broken ones."""

from __future__ import annotations

import html
import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeVar

from lxml import etree

from docgen.ledgers import identity, scan
from docgen.ledgers.book import AGAIN, RESAVE, Book, Note, Refused
from docgen.ledgers.identity import OWN_SHEETS, Identity
from docgen.ledgers.sheet import ErrorValue, Merge, Scalar, Sheet

LITERAL = re.compile('"([^"]*)"')
T = TypeVar("T")
WORKBOOK = "xl/workbook.xml"
CHINESE_DATES = {*range(27, 37), *range(50, 59)}
"""Number formats that Chinese Excel and WPS show as dates; openpyxl does not know them."""
SCALING = re.compile(rb'formatCode="[^"]*(?:\xe4\xb8\x87|\xe5\x8d\x83|0!\.|[0#],+(?:[^0#,]|"))')
"""Formats with 万, 千, or a scaling comma: the clerk sees another number than the cell holds."""
PROPERTY = re.compile(rb'name="docgen"[^>]*>\s*<vt:lpwstr>([^<]*)<')
STYLE = re.compile(rb'(<(?:c|row|col)\b[^>]*?)\s(?:s|style)="\d+"')
OTHERS = (("word/", "Word 文档"), ("ppt/", "演示文稿"))


@dataclass(frozen=True)
class Package:
    """An .xlsx as parts, with what its workbook part says."""

    parts: Mapping[str, bytes]
    kind: str

    @cached_property
    def root(self) -> etree._Element:
        """The workbook part. Raises Refused when it is no XML."""
        try:
            return etree.fromstring(self.parts[WORKBOOK], etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise Refused("L101", "文件内部已损坏，打不开", AGAIN) from error

    def found(self, name: str) -> Iterator[etree._Element]:
        """The elements of a local name; strict files have another namespace."""
        return (e for e in self.root.iter() if isinstance(e.tag, str) and etree.QName(e).localname == name)

    @cached_property
    def sheets(self) -> list[tuple[str, bool, str]]:
        """(name, visible, part) of every worksheet in order."""
        targets = dict(self._targets())
        rows = []
        for element in self.found("sheet"):
            link = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")
            part = targets.get(str(link), "")
            if part in self.parts and "/worksheets/" in f"/{part}":
                rows.append((str(element.get("name", "")), element.get("state", "visible") == "visible", part))
        return rows

    def _targets(self) -> Iterator[tuple[str, str]]:
        for match in re.finditer(rb"<Relationship\b[^>]*>", self.parts.get("xl/_rels/workbook.xml.rels", b"")):
            link, target = (re.search(rb'\b%s="([^"]*)"' % key, match[0]) for key in (b"Id", b"Target"))
            if link and target:
                path = target[1].decode("utf-8", "replace")
                yield link[1].decode("utf-8", "replace"), path.lstrip("/") if path.startswith("/") else f"xl/{path}"

    @cached_property
    def names(self) -> dict[str, str]:
        """The defined names and what they stand for."""
        return {str(e.get("name")): (e.text or "") for e in self.found("definedName")}

    @property
    def is_1904(self) -> bool:
        """Whether days are counted from 1904."""
        return any(e.get("date1904") in ("1", "true") for e in self.found("workbookPr"))

    @property
    def is_strict(self) -> bool:
        """Whether it is written in the strict dialect, which openpyxl reads as empty."""
        return "purl.oclc.org" in (etree.QName(self.root).namespace or "")

    def has(self, prefix: str) -> int:
        """How many parts begin with a path."""
        return sum(name.startswith(prefix) for name in self.parts)


def read_zip(data: bytes, fast: Callable[[Book], bool] | None) -> Book:
    """The workbook in a zip package. Raises Refused for what is none."""
    found = scan.parts(data)
    if WORKBOOK not in found:
        return other_zip(data, found)
    package = Package(found, "xlsx")
    scans = {name: scan.scan(found[part], len(found[part]) > scan.SIZE_TO_STRIP) for name, _, part in package.sheets}
    large = any(b.file_size > scan.SIZE_TO_STRIP for b in sizes(data))
    if not package.sheets:
        raise Refused("L101", "文件里没有工作表", RESAVE)
    if fast and not large and quick(package, scans):
        book = calamine_book(data, package, scans, fast=True)
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
    changed = large or any(s.giant_merges for s in scans.values())
    if changed:
        plain = dict(package.parts)
        plain |= {part: scans[name].plain for name, _, part in package.sheets}
        data = scan.repacked(plain)
    sheets = None if package.is_strict else openpyxl_sheets(data, package, scans)
    notes: list[Note] = []
    if sheets is None:
        book = calamine_book(data, package, scans, fast=False)
        sheets = book.sheets if book else openpyxl_sheets(unstyled(package), package, scans)
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


def remarks(package: Package) -> Iterator[Note]:
    """Macros, links and pictures."""
    if package.has("xl/vbaProject.bin"):
        yield Note("L120", "info", "文件带有宏，宏没有运行，只读取了格子里的内容")
    if package.has("xl/externalLinks/externalLink"):
        yield Note("L119", "info", "文件引用了别的文件，相应的数取自上次保存的结果")
    if pictures := package.has("xl/media/"):
        yield Note("L121", "info", f"文件里有{pictures}张图片，图片没有汇总")


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


def calamine_book(data: bytes, package: Package, scans: Mapping[str, scan.Scan], fast: bool) -> Book | None:
    """The book as calamine reads it, with the errors that it hides put back from the scan; None where it cannot."""
    import python_calamine

    book = attempted(lambda: python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)))
    if book is None:
        return None
    names = set(book.sheet_names)
    made = []
    for name, visible, _ in package.sheets:
        found = scans[name]
        if found.far:
            raise Refused("L104", f"《{name}》有内容落在很远的格子里，读不出来", "请删去表格以外的内容后另存")
        if name not in names:
            return None
        rows = attempted(lambda: book.get_sheet_by_name(name).to_python(skip_empty_area=False))  # noqa: B023
        if rows is None:
            return None
        cells: dict[tuple[int, int], Scalar] = {}
        for y, row in enumerate(rows, 1):
            for x, value in enumerate(row, 1):
                if value != "":
                    cells[y, x] = plain(value)
        if fast and any(is_doubtful(v) for v in cells.values()):
            return None
        cells |= found.errors
        made.append(
            Sheet(name, cells, tuple(found.merges), visible, found.formulas, frozenset(found.hidden_rows),
                  frozenset(found.hidden_columns), uncached=frozenset(found.uncached))
        )  # fmt: skip
    return dressed(package, tuple(made), (), fast)


def attempted(read: Callable[[], T]) -> T | None:
    """What calamine reads, or None where it cannot.

    Its errors have no common base, and a panic of its Rust code is no Exception at all.
    """
    try:
        return read()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        return None


def is_doubtful(value: Scalar) -> bool:
    """Whether calamine may show a value otherwise than it is stored: times, and numbers beyond 15 digits."""
    if isinstance(value, int | float):
        return not -1e15 < value < 1e15
    return isinstance(value, time | timedelta)


def plain(value: Any) -> Scalar:
    """A value of calamine as openpyxl would give it: whole floats as integers, dates with a time of day."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    result: Scalar = value
    return result


def identity_of(package: Package, sheets: tuple[Sheet, ...]) -> Identity | None:
    """Who the workbook was issued to."""
    match = PROPERTY.search(package.parts.get("docProps/custom.xml", b""))
    return identity.read(sheets, scan.unescape(match[1]) if match else "", package.names)


def other_zip(data: bytes, found: Mapping[str, bytes]) -> Book:
    """A zip that is no .xlsx: .xlsb and .ods are read with a warning, the rest refused with its name."""
    for prefix, word in OTHERS:
        if any(name.startswith(prefix) for name in found):
            raise Refused("L103", f"是{word}，不是 Excel 表格", "请发送 docgen 下发的 Excel 台账", found=word)
    kind = "xlsb" if "xl/workbook.bin" in found else "ods" if "content.xml" in found and "mimetype" in found else ""
    if not kind:
        inside = any(name.lower().endswith((".xlsx", ".xls", ".et")) for name in found)
        cure = "里面有表格，请先解压再放进收件文件夹" if inside else "请发送 docgen 下发的 Excel 台账"
        raise Refused("L103", "是压缩包，不是 Excel 表格", cure, found="压缩包")
    sheets = attempted(lambda: other_sheets(data))
    if sheets is None:
        raise Refused("L101", "文件损坏，打不开", AGAIN)
    warning = Note("L133", "warning", f"是 {kind} 文件，看不出哪些空格其实是公式错误，请核对必填的空格", RESAVE)
    return Book(kind, sheets, identity.from_sheets(sheets), identity.issued(sheets), notes=(warning,))


def other_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook that only calamine reads."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    visible = {m.name: "Visible" in str(m.visible) for m in book.sheets_metadata}
    return tuple(_other_sheet(book.get_sheet_by_name(n), n, visible.get(n, True)) for n in book.sheet_names)


def _other_sheet(sheet: Any, name: str, visible: bool) -> Sheet:
    rows = sheet.to_python(skip_empty_area=False)
    cells = {(y, x): plain(v) for y, row in enumerate(rows, 1) for x, v in enumerate(row, 1) if v != ""}
    merges: tuple[Merge, ...] = tuple(
        (a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in (sheet.merged_cell_ranges or [])
    )
    return Sheet(name, cells, merges, visible)
