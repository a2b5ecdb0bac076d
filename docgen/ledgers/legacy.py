"""Reading .xls and .et (BIFF), and telling an encrypted workbook from a damaged one."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

from docgen.ledgers import identity
from docgen.ledgers.book import AGAIN, RESAVE, Book, Note, Refused
from docgen.ledgers.looks import looks, struck_rows
from docgen.ledgers.sheet import ErrorValue, Marked, Scalar, Sheet

MOST_CELLS = 5_000_000
NO_PASSWORD = "请用 WPS 或 Excel 打开，取消打开密码后重新发送"


def read_ole(data: bytes) -> Book:
    """The workbook in an OLE file. Raises Refused for an encrypted one and for other documents."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(path) for path in ole.listdir()}
    except (OSError, ValueError, IndexError, TypeError) as error:
        raise Refused("L101", "文件损坏或传输不完整，打不开", AGAIN) from error
    if streams & {"EncryptedPackage", "EncryptionInfo"}:
        raise Refused("L102", "文件设有打开密码", NO_PASSWORD)
    if "WordDocument" in streams:
        raise Refused("L103", "是 Word 文档，不是 Excel 表格", "请发送下发的 Excel 台账")
    if not streams & {"Workbook", "Book"}:
        raise Refused("L103", "是旧格式的文件，里面没有表格", RESAVE)
    return read_xls(data)


def read_xls(data: bytes) -> Book:
    """The workbook of Excel 97–2003, with its error cells."""
    import xlrd

    log = io.StringIO()
    try:
        try:
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=log)
        except NotImplementedError:
            book = xlrd.open_workbook(file_contents=data, logfile=log)
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise Refused("L102", "文件设有打开密码", NO_PASSWORD) from error
        raise Refused("L101", "文件损坏，打不开", AGAIN) from error
    except MemoryError:
        raise
    except Exception as error:  # a damaged BIFF stream makes xlrd stumble in many ways
        raise Refused("L101", "文件损坏，打不开", AGAIN) from error
    try:
        sheets = tuple(_sheet(book, sheet) for sheet in book.sheets())
    except (
        IndexError,
        KeyError,
        AttributeError,
        TypeError,
    ) as error:  # cells that name fonts and formats there are not
        raise Refused("L101", "文件损坏，打不开", AGAIN) from error
    note = Note("L134", "info", "是旧格式（.xls），看不出没有算过的公式，已按保存的结果读取")
    return Book("xls", sheets, identity.from_sheets(sheets), identity.issued(sheets), notes=(note,))


def _sheet(book: Any, sheet: Any) -> Sheet:
    if sheet.nrows * sheet.ncols > MOST_CELLS:
        raise Refused("L104", f"《{sheet.name}》的使用范围过大", "请删去表格以外的内容后另存")
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
