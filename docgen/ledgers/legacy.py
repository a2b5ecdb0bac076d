"""Reading .xls and .et (BIFF), and telling an encrypted workbook from a damaged one."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from docgen.ledgers import identity, rules
from docgen.ledgers.book import AGAIN, NO_PASSWORD, RESAVE, Book, Refused, note
from docgen.ledgers.looks import looks, struck_rows
from docgen.ledgers.quick import attempted, other_sheets
from docgen.ledgers.sheet import ErrorValue, Marked, Scalar, Sheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
"""The first record of a stream, by the version of Excel."""
CODEPAGE, MOST_HEAD = b"\x42\x00\x02\x00", 4096
"""The record that names the encoding, and where it stands; without it a Chinese text is in a Chinese one."""
CELLS = {0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E}
"""Records of a cell; the row and the column come first."""
MOST_COLUMNS = 256
UNFORMATTED = "文件的格式部分有损坏，已只按内容读取，看不出划掉的字和合并的格子，请核对"
ODDLY_WRITTEN = "是写得不合规范的 .xls（常见于网页系统导出），看不出公式错误和划掉的字，请核对"
MOST_CELLS = 5_000_000


def read_ole(data: bytes) -> Book:
    """The workbook in an OLE file. Raises Refused for an encrypted one and for other documents."""
    streams = streams_of(data)
    if streams is None:
        return read_xls(data, None)
    called = {name.lower(): name for name in streams}
    if called.keys() & {"encryptedpackage", "encryptioninfo"}:
        raise Refused(rules.PASSWORD_PROTECTED_FILE, "文件设有打开密码", NO_PASSWORD)
    if "worddocument" in called:
        raise Refused(rules.NOT_A_WORKBOOK, "是 Word 文档，不是 Excel 表格", "请发送下发的 Excel 台账")
    if not called.keys() & {"workbook", "book"}:
        raise Refused(rules.NOT_A_WORKBOOK, "是旧格式的文件，里面没有表格", RESAVE)
    return read_xls(data, streams[called.get("workbook") or called["book"]])


def streams_of(data: bytes) -> dict[str, Callable[[], bytes]] | None:
    """The streams of an OLE file by name, each read when it is asked for; None where it is none."""
    import olefile

    try:
        ole = olefile.OleFileIO(io.BytesIO(data))
        return {"/".join(path): partial(stream, ole, path) for path in ole.listdir()}
    except (OSError, ValueError, IndexError, TypeError):
        return None


def stream(ole: Any, path: list[str]) -> bytes:
    """A stream of an OLE file. Raises OSError where a part of it is missing."""
    with ole.openstream(path) as opened:
        return bytes(opened.read())


def read_xls(data: bytes, workbook: Callable[[], bytes] | None) -> Book:
    """The workbook of Excel 97–2003 or older, with its error cells; ``workbook`` is its stream, None for a bare one.

    What xlrd does not take, because its container is odd or a record is, calamine may read: web systems write such.
    """
    bare = None if workbook is None else attempted(workbook)
    ways = [(form, looks_too) for form in (data, bare) if form is not None for looks_too in (True, False)]
    for form, looks_too in ways:
        if sheets := attempted(partial(xlrd_sheets, form, looks_too)):
            blind = (
                ()
                if looks_too or is_bare(data)
                else (note(rules.PARTLY_READABLE_FORMAT, "warning", UNFORMATTED, RESAVE),)
            )
            remark = note(
                rules.LEGACY_XLS_FORMAT, "info", "是旧格式（.xls），看不出没有算过的公式，已按保存的结果读取"
            )
            return Book("xls", sheets, identity.from_sheets(sheets), identity.issued(sheets), notes=(remark, *blind))
    sheets = attempted(partial(other_sheets, data)) if bare is not None and is_near(bare) else None
    if not sheets:
        raise Refused(rules.UNREADABLE_FILE, "文件损坏，打不开", AGAIN)
    warning = note(rules.PARTLY_READABLE_FORMAT, "warning", ODDLY_WRITTEN, RESAVE)
    return Book("xls", sheets, identity.from_sheets(sheets), identity.issued(sheets), notes=(warning,))


def is_near(workbook: bytes) -> bool:
    """Whether no cell stands so far out that calamine would take up all memory and die of it."""
    at = rows = columns = 0
    while at + 4 <= len(workbook):
        kind, size = struct.unpack_from("<2H", workbook, at)
        at += 4
        if kind in CELLS and size >= 4 and at + 4 <= len(workbook):
            row, column = struct.unpack_from("<2H", workbook, at)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        at += size
    return columns <= MOST_COLUMNS and rows * columns <= MOST_CELLS


def xlrd_sheets(data: bytes, looks_too: bool) -> tuple[Sheet, ...]:
    """The sheets as xlrd reads them, from a file or a bare stream. Raises whatever a damaged one makes it raise.

    ``looks_too`` asks for fonts and formats, which not every file has for every cell.
    """
    import xlrd

    coding = None if is_ole(data) or CODEPAGE in data[:MOST_HEAD] else "gb18030"
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=looks_too, logfile=io.StringIO(), encoding_override=coding
        )
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise Refused(rules.PASSWORD_PROTECTED_FILE, "文件设有打开密码", NO_PASSWORD) from error
        raise
    return tuple(_sheet(book, sheet) for sheet in book.sheets())


def is_ole(data: bytes) -> bool:
    """Whether a file is a container of streams."""
    return data.startswith(OLE)


def is_bare(data: bytes) -> bool:
    """Whether a file is a stream of Excel's records without a container, as scripts of web systems write it."""
    return data[:2] in BOF and len(data) > 4 and data[2] in (4, 6, 8, 16) and data[3] == 0


def _sheet(book: Any, sheet: Any) -> Sheet:
    if sheet.nrows * sheet.ncols > MOST_CELLS:
        raise Refused(rules.OVERSIZED_FILE, f"《{sheet.name}》的使用范围过大", "请删去表格以外的内容后另存")
    cells: dict[tuple[int, int], Scalar] = {}
    for y in range(sheet.nrows):
        for x, (kind, raw) in enumerate(zip(sheet.row_types(y), sheet.row_values(y), strict=True)):
            value = scalar(kind, raw, book.datemode)
            if value is not None:
                cells[y + 1, x + 1] = value
    struck, marked = fonts(book, sheet, cells)
    merges = tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    hidden = frozenset(y + 1 for y, info in sheet.rowinfo_map.items() if info.hidden)
    rows = struck_rows(cells, struck)
    left = frozenset(at for at in struck if at[0] not in rows)
    numbers = formats(book, sheet, cells)
    return Sheet(sheet.name, cells, merges, sheet.visibility == 0, hidden_rows=hidden, struck_rows=rows, struck=left,
                 marked=marked, **looks(numbers))  # fmt: skip


Cells = Mapping[tuple[int, int], Scalar]


def fonts(book: Any, sheet: Any, cells: Cells) -> tuple[set[tuple[int, int]], dict[tuple[int, int], Marked]]:
    """The cells that are struck out, and the texts of which a part is struck out, raised or lowered."""
    struck: set[tuple[int, int]] = set()
    marked: dict[tuple[int, int], Marked] = {}
    for at, value in cells.items() if book.formatting_info else ():
        own = book.xf_list[sheet.cell_xf_index(at[0] - 1, at[1] - 1)].font_index
        if book.font_list[own].struck_out:
            struck.add(at)
        runs = sheet.rich_text_runlist_map.get((at[0] - 1, at[1] - 1), ())
        if runs and isinstance(value, str) and (part := partly(book.font_list, value, own, runs)):
            marked[at] = part
    return struck, marked


def partly(known: Any, text: str, own: int, runs: Iterable[tuple[int, int]]) -> Marked | None:
    """What a text says without its runs that are struck out, raised or lowered; None where none is."""
    starts = [(0, own), *runs]
    ends = [*(start for start, _ in starts[1:]), len(text)]
    kept, struck, moved = "", False, False
    for (start, number), end in zip(starts, ends, strict=True):
        font = known[number]
        if text[start:end].strip() and (font.struck_out or font.escapement):
            struck, moved = struck or bool(font.struck_out), True
        else:
            kept += text[start:end]
    return Marked(kept, struck) if moved else None


def formats(book: Any, sheet: Any, cells: Cells) -> dict[tuple[int, int], str]:
    """The number format of each cell that holds a number."""
    if not book.formatting_info:
        return {}
    codes = {key: form.format_str for key, form in book.format_map.items()}
    return {
        at: codes.get(book.xf_list[sheet.cell_xf_index(at[0] - 1, at[1] - 1)].format_key, "")
        for at, value in cells.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def scalar(kind: int, raw: Any, datemode: int) -> Scalar:
    """A cell of xlrd as a value; None for an empty one."""
    import xlrd

    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or raw == "":
        return None
    if kind == xlrd.XL_CELL_ERROR:
        return ErrorValue(xlrd.error_text_from_code.get(raw, "#ERR!"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(raw)
    if kind == xlrd.XL_CELL_DATE:
        try:
            day: Scalar = xlrd.xldate_as_datetime(raw, datemode)
            return day
        except (ValueError, OverflowError):
            return float(raw)
    if kind == xlrd.XL_CELL_NUMBER:
        return int(raw) if float(raw).is_integer() and abs(raw) < 1e15 else float(raw)
    return str(raw)
