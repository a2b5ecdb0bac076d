"""A .docx as a package of parts: read with care, written the same way every time."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docgen import bounds, partnames
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import DocgenError, InvalidInput
from docgen.core.rules import Rule, Stage
from docgen.partnames import DOCUMENT, usual

isal_zlib: Any
try:
    from isal import isal_zlib
except ImportError:  # no wheel for this computer
    isal_zlib = None

CONTENT_TYPES = partnames.CONTENT_TYPES
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OTHERS = {
    b"{\\rtf": "RTF 文件",
    b"%PDF": "PDF 文件",
    b"\xff\xd8\xff": "图片",
    b"\x89PNG": "图片",
    b"Rar!": "RAR 压缩包",
    b"<": "网页或 XML 文件",
}
"""What other files begin with."""
OTHER_KINDS = {
    "application/vnd.ms-word.document.macroenabled.main+xml": "带宏的文档（.docm）",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "Word 模板（.dotx）",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml": "带宏的模板（.dotm）",
}
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MOST_BYTES = bounds.MOST_UNPACKED
RESAVE = "请用 Word 或 WPS 打开检查，另存为 .docx"
DIVIDE = f"{RESAVE}；内容太多的请分成几份"
EPOCH = (1 << 5) | 1  # 1980-01-01 as a DOS date; the time is 0
DEFLATED = 8


UNUSABLE_DOCX = Rule(
    "D01", "用不了的 Word 文件", Stage.TEMPLATE, "error",
    "模板、要装订的附件、要核对的报告是打得开的普通 .docx，不带宏，没有密码，没有损坏",
    "附件写“学习材料.doc”", "附件写“学习材料.docx”",
)  # fmt: skip


def read(path: Path, rule: Rule = UNUSABLE_DOCX) -> dict[str, bytes]:
    """The parts of a .docx by name. Raises InvalidInput for anything that is no plain, sane .docx."""
    try:
        raw = bounds.content(path, MOST_BYTES)
    except bounds.TooLarge as error:
        raise refuse(path, rule, f"过大（{error.size // 1_000_000}MB），不像正常的文档", DIVIDE) from None
    except FileNotFoundError:
        raise refuse(path, rule, "没有这个文件") from None
    except OSError as error:
        raise refuse(path, rule, "读不出来", "请检查是不是文件夹，或正被别的程序占用") from error
    return unpack(raw, path, rule)


def unpack(raw: bytes, path: Path, rule: Rule = UNUSABLE_DOCX) -> dict[str, bytes]:
    """The parts of a package, under the names that are usual; ``path`` only names it in complaints."""
    if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise refuse(
            path,
            rule,
            "不是 .docx：是旧格式（.doc、.wps）或加了打开密码的文件",
            "请用 Word 或 WPS 打开，另存为 .docx（不设密码）",
        )
    if not raw:
        raise refuse(path, rule, "文件是空的（0字节）", "请重新保存或重新发送")
    for begins, word in OTHERS.items():
        if raw[:256].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(begins):
            raise refuse(path, rule, f"不是 .docx：其实是{word}", "请用 Word 或 WPS 打开，另存为 .docx")
    try:
        bounds.check_zip(raw)
        with zipfile.ZipFile(BytesIO(raw)) as package:
            entries = package.infolist()
            bounds.check_entries(entries)
            if any(e.flag_bits & 1 for e in entries):
                raise refuse(path, rule, "压缩包加了密码", "请去掉密码后另存为 .docx")
            parts = {e.filename: bounds.unpacked(package, e) for e in entries if not e.is_dir()}
        bounds.check_parts(parts.items())
    except bounds.Unfit as error:
        raise refuse(path, rule, str(error), DIVIDE) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise refuse(path, rule, "不是 .docx，或文件已损坏", RESAVE) from error
    parts = usual(parts)
    check_kind(parts, path, rule)
    return parts


def check_kind(parts: Mapping[str, bytes], path: Path, rule: Rule) -> None:
    """Raise InvalidInput unless the parts are those of a .docx without macros."""
    types = parts.get(CONTENT_TYPES, b"").decode("utf-8", "replace").lower()
    if DOCUMENT not in parts or not types:
        raise refuse(path, rule, "不是 .docx（里面没有 Word 文档）", "请用 Word 或 WPS 另存为 .docx")
    for kind, word in OTHER_KINDS.items():
        if kind in types:
            raise refuse(path, rule, f"是{word}", "请用 Word 或 WPS 另存为普通的 .docx")
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise refuse(path, rule, "里面含有宏", "请用 Word 或 WPS 另存为不带宏的 .docx")


def check_common(parts: Mapping[str, bytes], path: Path, rule: Rule, what: str) -> None:
    """Raise InvalidInput for a text in the dialect of OOXML that few programs write; ``what`` is not possible with it."""
    if STRICT in parts.get(DOCUMENT, b""):
        cure = "请用 Word 打开，另存为普通的“Word 文档（.docx）”"
        raise refuse(path, rule, f"存成了“Strict Open XML”格式，{what}", cure)


@contextmanager
def guarded(path: Path, rule: Rule = UNUSABLE_DOCX) -> Iterator[None]:
    """The last fence around a file that others lie beside: whatever it holds costs itself a message.

    Raises InvalidInput for anything that goes wrong inside and is no complaint yet.
    """
    try:
        yield
    except (DocgenError, OSError):
        raise
    except bounds.Unfit as error:
        raise refuse(path, rule, str(error), RESAVE) from error
    except MemoryError as error:
        raise refuse(path, rule, "太大，读取它要的内存不够", DIVIDE) from error
    except RecursionError as error:
        raise refuse(path, rule, "里面一层套一层，读不下去", RESAVE) from error
    except Exception as error:
        raise refuse(path, rule, f"读不下去（{type(error).__name__}：{str(error)[:100]}）", RESAVE) from error


def refuse(path: Path, rule: Rule, message: str, cure: str | None = None) -> InvalidInput:
    """The complaint about a whole file."""
    return InvalidInput([Diagnostic(Place(str(path)), rule, "error", f"{path.name} {message}", cure=cure)])


def deflate(data: bytes) -> bytes:
    """The data as a raw deflate stream; with isal where it is installed, else zlib."""
    if isal_zlib is not None:
        packer = isal_zlib.compressobj(1, zlib.DEFLATED, -15)
        return bytes(packer.compress(data) + packer.flush())
    plain = zlib.compressobj(6, zlib.DEFLATED, -15)
    return plain.compress(data) + plain.flush()


def crc32(data: bytes) -> int:
    """The checksum of an entry."""
    return int(isal_zlib.crc32(data) if isal_zlib is not None else zlib.crc32(data))


@dataclass(frozen=True)
class Packed:
    """One entry ready to be written: its local header with data, and the fields of its directory line."""

    name: bytes
    crc: int
    packed: bytes
    size: int

    @property
    def _fields(self) -> tuple[int, ...]:
        flag = 0 if self.name.isascii() else 0x800
        return 20, flag, DEFLATED, 0, EPOCH, self.crc, len(self.packed), self.size, len(self.name), 0

    def local(self) -> bytes:
        """The entry as it stands in the file."""
        return b"PK\x03\x04" + struct.pack("<5H3I2H", *self._fields) + self.name + self.packed

    def line(self, offset: int) -> bytes:
        """The entry's line in the central directory."""
        head = b"PK\x01\x02" + struct.pack("<H", 20) + struct.pack("<5H3I2H", *self._fields)
        return head + struct.pack("<3H2I", 0, 0, 0, 0, offset) + self.name


def pack(name: str, data: bytes) -> Packed:
    """A part made ready to be written."""
    return Packed(name.encode("utf-8"), crc32(data), deflate(data), len(data))


class Blob:
    """Entries laid out one after another, with their directory lines; made once, written many times."""

    def __init__(self, entries: Iterable[Packed]) -> None:
        self.data = bytearray()
        self.directory = bytearray()
        self.count = 0
        for entry in entries:
            self.add(entry)

    def add(self, entry: Packed) -> None:
        """Append an entry."""
        self.directory += entry.line(len(self.data))
        self.data += entry.local()
        self.count += 1

    def with_entries(self, entries: Iterable[Packed]) -> bytes:
        """The whole zip file: these entries after the prepared ones."""
        pieces, lines, offset, count = [self.data], [self.directory], len(self.data), self.count
        for entry in entries:
            local = entry.local()
            lines.append(bytearray(entry.line(offset)))
            pieces.append(bytearray(local))
            offset += len(local)
            count += 1
        directory = b"".join(lines)
        end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
        return b"".join((*pieces, directory, end))


def build(parts: Mapping[str, bytes]) -> bytes:
    """A package with fixed order, date and attributes: equal parts give equal bytes."""
    names = sorted(parts, key=lambda name: (name != CONTENT_TYPES, name))
    return Blob(pack(name, parts[name]) for name in names).with_entries(())
