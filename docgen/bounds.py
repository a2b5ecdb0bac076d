"""How much of anything is read: no file may take up the computer's memory, whatever it holds.

The memory that a file takes is bounded by what can be counted before it is read: bytes, marks of XML, lines, items.
"""

from __future__ import annotations

import errno
import io
import json
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

MOST_PARTS = 5_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 300
"""Bytes that a part larger than a megabyte may have for each packed one; documents have some twenty."""
MOST_XML = 60_000_000
"""Bytes of all parts of a package that are XML."""
MOST_MARKS = 2_000_000
"""Elements and attributes of the same: some 80 000 cells of a table. A parsed one takes up to 250 bytes."""
MOST_JSON = 50_000_000
MOST_VALUES = 3_000_000
"""Commas and brackets in JSON."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How parts may be packed; what else a zip knows can burst by a single read, and no office program writes it."""
ENTRY = b"PK\x01\x02"
PLAIN_CODES = ("utf-8", "utf8", "utf-16", "utf16", "us-ascii", "ascii", "gbk", "gb2312", "gb18030", "iso-8859-1")
"""Encodings of XML in which “<” is the byte that is counted."""
DECLARED = re.compile(rb"<\?xml[^<>]{0,200}?encoding\s{0,20}=\s{0,20}[\"']([A-Za-z0-9._-]{1,60})")
EBCDIC = b"\x4c\x6f\xa7\x94"


class TooLarge(ValueError):
    """A file with more bytes than are read; ``size`` says how many, as far as is known."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class Unfit(ValueError):
    """A package or a part that is damaged or would take too much memory: words that follow the name of the file."""


def content(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file.

    Raises OSError where there is none, or a folder, a pipe or a device in its place, and TooLarge.
    """
    with _opened(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > most:
            raise TooLarge(size)
        data = stream.read(size + 1)
        if len(data) > size:  # it grows while it is read, or does not know its size
            data += stream.read(most + 1 - len(data))
    if len(data) > most:
        raise TooLarge(len(data))
    return data


def _opened(path: Path) -> BinaryIO:
    """The file, open; a pipe is not waited for."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(errno.EINVAL, "不是普通文件", str(path))
    return open(path, "rb")


def limit_memory(most: int) -> None:
    """Let this process take no more address space, where the system knows such a limit."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    try:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    except (ValueError, OSError):
        return


def load_json(text: str | bytes, pairs: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """What JSON says; ``pairs`` makes an object of its entries. Raises ValueError also for too much or too deep."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MOST_JSON or sum(data.count(sign) for sign in (b"[", b"{", b",")) > MOST_VALUES:
        raise ValueError("too much")
    try:
        return json.loads(text, object_pairs_hook=pairs)
    except RecursionError:
        raise ValueError("too deep") from None


def check_zip(raw: bytes) -> None:
    """Raise Unfit for a zip whose mere list of parts is too long."""
    if raw.count(ENTRY) > MOST_PARTS:
        raise Unfit("里面的部件太多，不像正常的文档")


def check_package(raw: bytes) -> None:
    """Raise Unfit or BadZipFile for a package that is not safe to be given to a library as it is."""
    check_zip(raw)
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        entries = package.infolist()
        check_entries(entries)
        check_parts((entry.filename, unpacked(package, entry)) for entry in entries if not entry.is_dir())


def check_entries(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Raise Unfit for a package that would be too large unpacked, as its own list of parts says.

    Raises BadZipFile for parts packed in a way that no office program writes.
    """
    entries = list(entries)
    largest = max(entries, key=lambda e: e.file_size, default=None)
    if largest and sum(e.file_size for e in entries) > MOST_UNPACKED:
        raise Unfit(
            f"解开后过大（最大的部件是 {largest.filename}，{largest.file_size // 1_000_000}MB），不像正常的文档"
        )
    for entry in entries:
        if entry.compress_type not in METHODS:
            raise zipfile.BadZipFile("unusual compression")
        if entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise Unfit(f"里的部件 {entry.filename} 压缩比例异常，不像正常的文档")


def unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, never more of it than its own entry says. Raises BadZipFile for one that is longer."""
    with package.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise zipfile.BadZipFile("not as long as declared")
    return data


def is_xml(data: bytes) -> bool:
    """Whether a parser may find elements in a part, whatever it is called."""
    head = data[:256].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") or data.startswith(EBCDIC)


def marks(data: bytes) -> int:
    """About how many elements and attributes XML has; each takes many times its bytes once it is parsed."""
    return data.count(b"<") - data.count(b"</") + data.count(b"=")


def is_plain(data: bytes) -> bool:
    """Whether “<” is in XML the byte that is counted."""
    declared = DECLARED.search(data[:400].replace(b"\0", b""))
    return not data.startswith(EBCDIC) and (not declared or declared[1].decode().lower() in PLAIN_CODES)


def check_xml(name: str, data: bytes) -> int:
    """How many marks a part has. Raises Unfit for a part of the document with a DOCTYPE or in an odd encoding."""
    plain = is_plain(data)
    if name.lower().endswith((".xml", ".rels")):
        if not plain:
            raise Unfit(f"里的部件 {name} 用了不常见的编码，可能有害")
        text = data.replace(b"\0", b"") if b"\0" in data else data
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise Unfit(f"部件 {name} 里有 DOCTYPE 声明，可能有害")
    found = marks(data) if plain else len(data)
    if found > MOST_MARKS:
        raise Unfit(f"里的部件 {name} 内容过多，不像正常的文档")
    return found


def check_parts(parts: Iterable[tuple[str, bytes]]) -> None:
    """Raise Unfit for parts that would take too much memory when they are parsed."""
    size = count = 0
    for name, data in parts:
        if is_xml(data):
            size += len(data)
            count += check_xml(name, data)
    if size > MOST_XML or count > MOST_MARKS:
        raise Unfit("内容过多，不像正常的文档")
