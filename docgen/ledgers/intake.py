"""A file as it came from e-mail: told by its content, opened with care, or refused with a reason and a cure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from docgen.core.encoding import Undecodable, decoded
from docgen.ledgers import excel, legacy, rules
from docgen.ledgers.book import AGAIN, RESAVE, Book, Refused, note
from docgen.ledgers.sheet import Sheet

ZIP = b"PK\x03\x04"
MOST_BYTES = 60_000_000
NOT_WORKBOOKS = (
    (b"%PDF", "PDF 文件"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "压缩包"),
)
EXTENSIONS = {
    "xlsx": (".xlsx", ".xlsm"),
    "xls": (".xls", ".et"),
    "csv": (".csv", ".txt"),
    "ods": (".ods",),
    "xlsb": (".xlsb",),
}


def open_book(data: bytes, name: str, fast: Callable[[Book], bool] | None = None) -> Book:
    """The sheets of a returned file. Raises Refused for what is no workbook or cannot be read safely.

    ``fast`` is asked whether a book read by the quick reader may be kept; without it the careful reader is used.
    """
    if not data:
        raise Refused(rules.UNREADABLE_FILE, "文件是空的（0字节）", "请重新保存或重新发送")
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    if legacy.is_ole(data):
        book = legacy.read_ole(data)
    elif legacy.is_bare(data):
        book = legacy.read_xls(data, None)
    elif data[:4] == ZIP:
        book = excel.read_zip(data, fast)
    else:
        book = read_text(data, name)
    return noted(book, name)


def too_large(size: int) -> Refused:
    """The refusal of a file of so many bytes."""
    return Refused(
        rules.OVERSIZED_FILE, f"文件过大（{size // 1_000_000}MB）", "请删去图片和无关的表，或只留台账另存后重新发送"
    )


def noted(book: Book, name: str) -> Book:
    """The book with a note where the name says another kind than the content."""
    suffix = PurePath(name).suffix.lower()
    if suffix in EXTENSIONS.get(book.kind, (suffix,)):
        return book
    remark = note(
        rules.UNUSUAL_FILE_FORMAT, "info", f"扩展名是“{suffix or '（无）'}”，实际是 {book.kind} 文件，已按实际格式读取"
    )
    return replace(book, notes=(*book.notes, remark))


def read_text(data: bytes, name: str) -> Book:
    """A text file with separated values. Raises Refused for web pages, pictures and everything else."""
    for magic, word in NOT_WORKBOOKS:
        if data.startswith(magic):
            raise Refused(rules.NOT_A_WORKBOOK, f"是{word}，不是 Excel 表格", "请发送下发的 Excel 台账", found=word)
    text = plain_text(data)
    if text is None:
        broken = "文件损坏或不完整，打不开" if data[:2] == b"PK" else "不是 Excel 表格，也不是可以识别的文本"
        raise Refused(rules.UNREADABLE_FILE, broken, AGAIN)
    head = text[:2000].lstrip("\ufeff \r\n\t").lower()
    if head.startswith(("<html", "<!doctype", "<?xml", "<table", "<meta", "<head", "<body", "mime-version")):
        raise Refused(rules.NOT_A_WORKBOOK, "实际是网页文件，不是 Excel 表格", RESAVE, found="网页（HTML 或 XML）")
    csv.field_size_limit(MOST_BYTES)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter(head)))
    except csv.Error as error:
        raise Refused(rules.UNREADABLE_FILE, "文本损坏，分不出列", RESAVE) from error
    if max((len(row) for row in rows), default=0) < 2:
        raise Refused(rules.NOT_A_WORKBOOK, "不是 Excel 表格：文本里没有分列的内容", "请发送下发的 Excel 台账")
    cells = {(y, x): text for y, row in enumerate(rows, 1) for x, text in enumerate(row, 1) if text.strip()}
    remark = note(rules.UNUSUAL_FILE_FORMAT, "info", "是 csv 文本，没有格式和合并信息，已按表头识别")
    return Book("csv", (Sheet(PurePath(name).stem, cells),), notes=(remark,))


def plain_text(data: bytes) -> str | None:
    """The text in UTF-8, UTF-16 or GB18030; None for what is no text."""
    try:
        text, encoding = decoded(data)
    except Undecodable:
        return None
    return None if encoding != "utf-16" and re.search("[\x00-\x08\x0e-\x1f]", text) else text


def delimiter(head: str) -> str:
    """What separates the values: the commonest of comma, tab and semicolon."""
    return max(",\t;", key=head.count)
