"""An .xlsx before any reader sees it: sizes, hostile parts, and what each sheet's XML holds that the readers hide."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from docgen.bounds import METHODS
from docgen.ledgers import rules
from docgen.ledgers.book import AGAIN, RESAVE, Refused
from docgen.ledgers.sheet import ErrorValue, Merge

MOST_PARTS = 5_000
MOST_FORMATS = 200_000
"""Cell formats; Excel takes 65 490, and every one becomes an object in the careful reader."""
MOST_PART, MOST_PARTS_TOGETHER, MOST_SHEET, MOST_PLAIN_SHEET = 100_000_000, 200_000_000, 600_000_000, 40_000_000
"""Bytes unpacked of a part, of all parts but sheets and pictures, of all sheets with their empty formatted cells, and
of a sheet without them."""
SIZE_TO_STRIP = 500_000
"""Sheets larger than this lose their empty formatted cells before they are parsed."""
MOST_MERGED = 100_000
"""Cells in one merged range; a larger one is a slip and would fill the memory."""
FAST_ROWS, FAST_COLUMNS = 20_000, 702
CHUNK = 4_000_000

# only what has an address is taken out: without one, the next would move into its place
EMPTY_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"[^<>]*(?:/>|></c>)')
EMPTY_ROW = re.compile(rb'<row r="[0-9]+"[^<>]*(?:/>|>\s*</row>)')
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
TRUE = ("1", "true")
FAR = re.compile(rb'r="[A-Z]{3}[0-9]')
HIDDEN = re.compile(rb'<(?:row|col)\b[^<>]*\bhidden="(?:1|true)"')
LAST_ROW = re.compile(rb'<row\b[^<>]*?\br="([0-9]{1,7})"')
FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>]*)><f(?:/>|(?: [^<>]*)?(?:/>|>([^<]*)</f>))(?:<v>([^<]*)</v>)?'
)
MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
TYPED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})" s="([0-9]{1,6})"(?: t="n")?><v>')
UNREAD = ("xl/media/", "xl/embeddings/")
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
    giant_merges: bool = False
    far: bool = False
    """Whether a cell stands so far out that calamine would take up all memory."""
    sane: bool = True
    """Whether the quick reader may see it: nothing far, no error, no cell type that it mistakes."""

    def number(self, at: tuple[int, int]) -> float | None:
        """The number that a cell holds, whatever its format makes of it."""
        root = etree.fromstring(self.plain, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        space = namespace(root)
        text = next((cell.findtext(f"{space}v") for place, cell in places(root, space) if place == at), None)
        try:
            value = float(text or "")
        except ValueError:
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value


@lru_cache(4096)
def column_number(letters: str) -> int:
    """1 for A, 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of the package, sheets without empty cells where they are large. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [e for e in package.infolist() if not e.is_dir()]
            check_sizes(entries)
            if any(entry.compress_type not in METHODS for entry in entries):
                raise zipfile.BadZipFile("unusual compression")
            found = {}
            for entry in entries:
                name = entry.filename.replace("\\", "/").lstrip("/")
                if SHEET_PART.search(name) and entry.file_size > SIZE_TO_STRIP:
                    found[name] = stripped(package, entry)
                elif not name.startswith(UNREAD):
                    found[name] = limited(package, entry)
                else:
                    found[name] = b""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, KeyError) as error:
        raise Refused(rules.UNREADABLE_FILE, "文件损坏或传输不完整，打不开", AGAIN) from error
    if found.get("xl/styles.xml", b"").count(b"<xf") > MOST_FORMATS:
        raise Refused(rules.OVERSIZED_FILE, f"单元格格式超过了{MOST_FORMATS // 10_000}万种，不像正常的表格", RESAVE)
    for name, part in found.items():
        if name.endswith((".xml", ".rels", ".vml")) and has_doctype(part):
            raise Refused(rules.OVERSIZED_FILE, f"文件里有不该有的声明（{name}：DOCTYPE），可能有害，没有打开", RESAVE)
    return found


def check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """Raise Refused for a package that would burst when opened."""
    if len(entries) > MOST_PARTS:
        raise Refused(rules.OVERSIZED_FILE, f"文件里有{len(entries)}个部分，不像正常的表格", RESAVE)
    sheets = sum(e.file_size for e in entries if SHEET_PART.search(e.filename))
    others = [e for e in entries if not SHEET_PART.search(e.filename) and not e.filename.startswith(UNREAD)]
    largest = max(entries, key=lambda e: e.file_size, default=None)
    burst = sheets > MOST_SHEET or sum(e.file_size for e in others) > MOST_PARTS_TOGETHER
    if largest and (burst or any(e.file_size > MOST_PART for e in others)):
        size = largest.file_size // 1_000_000
        raise Refused(
            rules.OVERSIZED_FILE,
            f"解开后过大，最大的是 {largest.filename}（{size}MB）",
            "请只留台账，删去多余的行列后另存",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(rules.PASSWORD_PROTECTED_FILE, "压缩包加了密码", "请去掉密码后重新发送")


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
                raise Refused(rules.OVERSIZED_FILE, "表格里有一行过长，不像正常的表格", RESAVE)
            done = without_blanks(done)
            size += len(done)
            if size > MOST_PLAIN_SHEET:
                raise Refused(rules.OVERSIZED_FILE, "表格内容过多，不像台账", "请只留台账的内容后重新发送")
            kept.append(done)
    kept.append(without_blanks(rest))
    return b"".join(kept)


def without_blanks(xml: bytes) -> bytes:
    """A sheet's XML without its empty formatted cells and rows: most of an issued form, and nothing to be read."""
    return EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", xml))


def has_doctype(part: bytes) -> bool:
    """Whether XML declares a document type, in any encoding that parsers take."""
    return any("<!DOCTYPE".encode(code) in part for code in ("ascii", "utf-16-le", "utf-16-be"))


def scan(xml: bytes) -> Scan:
    """What a sheet's XML says of formulas, errors, hidden rows and merges. Raises Refused for what is no XML."""
    return (is_usual(xml) and usual_scan(xml)) or any_scan(xml)


def usual_scan(xml: bytes) -> Scan | None:
    """The scan of a sheet written as spreadsheet programs do, without parsing it; None where something is out of place."""
    found = Scan(xml, sane=b"_x00" not in xml)
    last = LAST_ROW.search(xml, max(xml.rfind(b"<row"), 0))
    if FAR.search(xml) or last is None or int(last[1]) > FAST_ROWS or b"hidden=" in xml and HIDDEN.search(xml):
        return None
    formulas = 0
    for match in FORMULA.finditer(xml) if b"<f" in xml else ():
        at = (int(match[2]), column_number(match[1].decode()))
        formulas += 1
        found.formulas[at] = unescape(match[4])
        if not match[5] and b't="str"' not in match[3]:
            found.uncached.add(at)
    for match in MERGE.finditer(xml) if b"<mergeCell" in xml else ():
        top, left, bottom, right = (
            int(match[2]),
            column_number(match[1].decode()),
            int(match[4]),
            column_number(match[3].decode()),
        )
        if (bottom - top + 1) * (right - left + 1) > MOST_MERGED:
            return None
        found.merges.append((top, left, bottom, right))
    whole_story = formulas == xml.count(b"<f>") + xml.count(b"<f ") + xml.count(b"<f/>")
    return found if whole_story and len(found.merges) == xml.count(b"<mergeCell ") else None


def any_scan(xml: bytes) -> Scan:
    """The scan of a sheet in whatever way it is written. Raises Refused for what is no XML."""
    found = Scan(xml, sane=False)
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise Refused(rules.UNREADABLE_FILE, "文件内部已损坏，打不开", AGAIN) from error
    space = namespace(root)
    rows = [(whole(row.get("r"), number), row) for number, row in enumerate(root.iter(f"{space}row"), 1)]
    found.hidden_rows = {number for number, row in rows if row.get("hidden") in TRUE}
    found.far = max((number for number, _ in rows), default=0) > FAST_ROWS
    for at, cell in places(root, space):
        kind = cell.get("t")
        found.far = found.far or at[1] > FAST_COLUMNS
        if kind == "e":
            found.errors[at] = ErrorValue(cell.findtext(f"{space}v") or "#ERR!")
        formula = cell.find(f"{space}f") if len(cell) else None
        if formula is not None:
            found.formulas[at] = formula.text or ""
            if not cell.findtext(f"{space}v") and kind != "str":
                found.uncached.add(at)
    for column in root.iter(f"{space}col"):
        if column.get("hidden") in TRUE:
            found.hidden_columns |= span(column.get("min"), column.get("max"))
    read_merges(root, space, found)
    return found


def is_usual(xml: bytes) -> bool:
    """Whether a sheet is written as spreadsheet programs do, and shows neither errors nor dates as text."""
    cells = xml.count(b"<c ")
    odd = (b'"e"', b"'e'", b'"d"', b"'d'", b"<c>", b"<c\n", b"<c\t", b":c ")
    return bool(cells) and cells == xml.count(b'<c r="') and not any(mark in xml for mark in odd)


def whole(text: str | None, default: int) -> int:
    """A whole number in an attribute, or the default where there is none. Raises Refused for what is no number."""
    if not text:
        return default
    if not text.isdecimal() or len(text) > 9:
        raise Refused(rules.UNREADABLE_FILE, "文件内部已损坏，打不开", AGAIN)
    return int(text)


def namespace(root: etree._Element) -> str:
    """The namespace of a sheet's elements, as tags carry it."""
    name = etree.QName(root).namespace
    return f"{{{name}}}" if name else ""


def places(root: etree._Element, space: str) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """Every cell with its row and column; one without an address stands behind the one before."""
    y = 0
    for row in root.iter(f"{space}row"):
        y = whole(row.get("r"), y + 1)
        x = 0
        for cell in row.iterchildren(f"{space}c"):
            match = REFERENCE.fullmatch(cell.get("r") or "")
            x = column_number(match[1]) if match else x + 1
            yield (int(match[2]) if match else y, x), cell


def styled(xml: bytes, styles: Collection[str]) -> frozenset[tuple[int, int]]:
    """The cells of some styles that hold a typed number."""
    numbers = {number.encode() for number in styles}
    found = TYPED.finditer(xml) if numbers else ()
    return frozenset((int(m[2]), column_number(m[1].decode())) for m in found if m[3] in numbers)


def read_merges(root: etree._Element, space: str, found: Scan) -> None:
    """Merged ranges; a giant one is taken out of the XML that goes to the readers."""
    for merge in list(root.iter(f"{space}mergeCell")):
        ends = [REFERENCE.fullmatch(part) for part in (merge.get("ref") or "").split(":")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            continue
        top, left, bottom, right = (
            int(ends[0][2]),
            column_number(ends[0][1]),
            int(ends[1][2]),
            column_number(ends[1][1]),
        )
        if (bottom - top + 1) * (right - left + 1) > MOST_MERGED:
            found.giant_merges, found.sane = True, False
            parent = merge.getparent()
            if parent is not None:
                parent.remove(merge)
        else:
            found.merges.append((top, left, bottom, right))
    if found.giant_merges:
        found.plain = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def span(low: str | None, high: str | None) -> set[int]:
    """The columns that a hidden <col> covers; a span to the sheet's edge is only empty paper."""
    first, last = whole(low, 0), whole(high, 0)
    return set(range(first, last + 1)) if first and last - first <= 500 else set()


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
