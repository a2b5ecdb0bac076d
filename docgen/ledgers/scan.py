"""An .xlsx before any parser sees it: sizes, hostile parts, and what each sheet's XML holds that the readers hide."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import lru_cache

from docgen.ledgers.book import RESAVE, Refused
from docgen.ledgers.sheet import ErrorValue, Merge

MOST_PARTS = 5_000
MOST_PART, MOST_SHEET, MOST_PLAIN_SHEET = 100_000_000, 600_000_000, 60_000_000
"""Bytes unpacked of a part, of a sheet with its empty formatted cells, and of a sheet without them."""
SIZE_TO_STRIP = 500_000
"""Sheets larger than this lose their empty formatted cells before they are parsed."""
MOST_MERGED = 100_000
"""Cells in one merged range; a larger one is a slip and would fill the memory."""
FAST_ROWS = 20_000
CHUNK = 4_000_000

ROW_HIDDEN = re.compile(rb'<row\b[^>]*?\bhidden="(?:1|true)"[^>]*>')
ROW_NUMBER = re.compile(rb'\br="(\d+)"')
COLUMN_HIDDEN = re.compile(rb'<col\b[^>]*?\bhidden="(?:1|true)"[^>]*>')
FORMULA = re.compile(rb"<c\b([^>]*)>\s*<f\b([^>]*?)(?:/>|>([^<]*)</f>)(?:\s*<v>([^<]*)</v>)?")
ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>(?:\s*<f\b[^>]*?(?:/>|>[^<]*</f>))?\s*<v>([^<]*)</v>')
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
MERGE = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"[^>]*/>')
FAR = re.compile(rb'\br="[A-Z]{3}\d')
EMPTY_CELL = re.compile(rb"<c\b[^>]*/>|<c\b[^>]*></c>")
EMPTY_ROW = re.compile(rb"<row\b(?![^>]*\bhidden=)[^>]*(?:/>|>\s*</row>)")
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml$")


@dataclass
class Scan:
    """What one sheet's XML says directly."""

    plain: bytes
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], ErrorValue] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    stripped: bool = False
    giant_merges: bool = False
    sane: bool = True
    """Whether the quick reader may see it: no far cell, plain element names, no cell types it mistakes."""


@lru_cache(4096)
def column_number(letters: bytes) -> int:
    """1 for A, 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of the package, sheets without empty cells where they are large. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [e for e in package.infolist() if not e.is_dir()]
            check_sizes(entries)
            found = {}
            for entry in entries:
                name = entry.filename.replace("\\", "/").lstrip("/")
                if SHEET_PART.search(name) and entry.file_size > SIZE_TO_STRIP:
                    found[name] = stripped(package, entry)
                elif not name.startswith(("xl/media/", "xl/embeddings/")):
                    found[name] = limited(package, entry)
                else:
                    found[name] = b""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, KeyError) as error:
        raise Refused("L101", "文件损坏或传输不完整，打不开", "请重新发送；" + RESAVE[1:]) from error
    for name, part in found.items():
        if name.endswith((".xml", ".rels", ".vml")) and has_doctype(part):
            raise Refused("L104", f"文件里有不该有的声明（{name}：DOCTYPE），可能有害，没有打开", RESAVE)
    return found


def check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """Raise Refused for a package that would burst when opened."""
    if len(entries) > MOST_PARTS:
        raise Refused("L104", f"文件里有{len(entries)}个部分，不像正常的表格", RESAVE)
    for entry in entries:
        limit = MOST_SHEET if SHEET_PART.search(entry.filename) else MOST_PART
        if entry.file_size > limit and not entry.filename.startswith("xl/media/"):
            raise Refused(
                "L104",
                f"解开后过大：{entry.filename} 有{entry.file_size // 1_000_000}MB",
                "请只留台账，删去多余的行列后另存",
            )
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("L102", "压缩包加了密码", "请去掉密码后重新发送")


def limited(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, never more of it than its own header says."""
    with package.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise zipfile.BadZipFile("larger than declared")
    return data


def stripped(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A sheet's XML without empty formatted cells and rows; they hold nothing and can be millions."""
    kept: list[bytes] = []
    size, rest = 0, b""
    with package.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            text = rest + chunk
            cut = max(text.rfind(b"<row"), 0) or max(text.rfind(b"<c "), 0)
            done, rest = (text[:cut], text[cut:]) if cut else (b"", text)
            if len(rest) > 4 * CHUNK:
                raise Refused("L104", "表格里有一行过长，不像正常的表格", RESAVE)
            done = EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", done))
            size += len(done)
            if size > MOST_PLAIN_SHEET:
                raise Refused("L104", "表格内容过多，不像台账", "请只留台账的内容后重新发送")
            kept.append(done)
    kept.append(EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", rest)))
    return b"".join(kept)


def has_doctype(part: bytes) -> bool:
    """Whether XML declares a document type, in any encoding that parsers take."""
    return any("<!DOCTYPE".encode(code) in part for code in ("ascii", "utf-16-le", "utf-16-be"))


def scan(xml: bytes, was_large: bool = False) -> Scan:
    """What a sheet's XML says of formulas, errors, hidden rows and merges."""
    found = Scan(xml, stripped=was_large)
    found.sane = b"<sheetData" in xml and not FAR.search(xml) and b't="d"' not in xml and not was_large
    last = xml.rfind(b"<row")
    number = ROW_NUMBER.search(xml, last) if last >= 0 else None
    found.sane = found.sane and (number is None or int(number[1]) <= FAST_ROWS)
    if b"<f" in xml:
        for match in FORMULA.finditer(xml):
            if at := position(match[1]):
                found.formulas[at] = unescape(match[3])
                if not match[4] and b't="str"' not in match[1]:
                    found.uncached.add(at)
    if b't="e"' in xml:
        for match in ERROR.finditer(xml):
            if at := position(match[1]):
                found.errors[at] = ErrorValue(unescape(match[2]))
        found.sane = False
    if b"hidden=" in xml:
        for match in ROW_HIDDEN.finditer(xml):
            if row := ROW_NUMBER.search(match[0]):
                found.hidden_rows.add(int(row[1]))
        for match in COLUMN_HIDDEN.finditer(xml):
            found.hidden_columns |= hidden_span(match[0])
    if b"<mergeCell" in xml:
        read_merges(xml, found)
    return found


def read_merges(xml: bytes, found: Scan) -> None:
    """Merged ranges; a giant one is taken out of the XML."""
    for match in MERGE.finditer(xml):
        merge = (int(match[2]), column_number(match[1]), int(match[4]), column_number(match[3]))
        if (merge[2] - merge[0] + 1) * (merge[3] - merge[1] + 1) > MOST_MERGED:
            found.giant_merges, found.sane = True, False
            found.plain = found.plain.replace(match[0], b"")
        else:
            found.merges.append(merge)


def hidden_span(element: bytes) -> set[int]:
    """The columns that a hidden <col> covers; a span to the sheet's edge is only empty paper."""
    low, high = (re.search(rb'\b%s="(\d+)"' % key, element) for key in (b"min", b"max"))
    if low is None or high is None or int(high[1]) - int(low[1]) > 500:
        return set()
    return set(range(int(low[1]), int(high[1]) + 1))


def position(attributes: bytes) -> tuple[int, int] | None:
    """Row and column of a cell's attributes."""
    match = REFERENCE.search(attributes)
    return (int(match[2]), column_number(match[1])) if match else None


def unescape(text: bytes | None) -> str:
    """XML text as text."""
    plain = (text or b"").decode("utf-8", "replace")
    if "&" not in plain:
        return plain
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


def repacked(found: dict[str, bytes]) -> bytes:
    """The parts as a package again, for a reader that wants one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, part in found.items():
            package.writestr(name, part)
    return out.getvalue()
