"""Workbooks that web systems and other programs write in ways of their own: read by whatever reader takes them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

import olefile
import pytest

from docgen.ledgers.book import Refused
from docgen.ledgers.intake import open_book
from tests.ledgers.workbooks import biff, filled_form, office, packed, parts

WRITE_ACCESS, RK, STYLE, MERGES = 0x5C, 0x27E, 0x293, 0xE5


def records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(kind, place in the file, size) of the records of the workbook, as far as it lies in one piece."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        stream = ole.openstream("Workbook").read()
    start, at = data.index(stream[:512]), 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, at)
        if data[start + at : start + at + 4 + size] != stream[at : at + 4 + size]:
            return
        yield kind, start + at + 4, size
        at += 4 + size


def spoilt(kind: int, fill: bytes = b"\xff") -> bytes:
    """The filled form as .xls, its first record of a kind filled with one byte."""
    data = biff()["form"]
    at, size = next((at, size) for own, at, size in records(data) if own == kind)
    return data[:at] + fill * size + data[at + size :]


def cells(data: bytes, name: str = "台账.xls") -> list[dict[tuple[int, int], object]]:
    return [dict(sheet.cells) for sheet in open_book(data, name).sheets]


def in_other_letters(data: bytes, name: str) -> bytes:
    """The same file with its stream of sheets called otherwise."""
    old, new = "Workbook".encode("utf-16-le"), name.encode("utf-16-le")
    assert data.count(old) == 1
    return data.replace(old, new)


@pytest.mark.parametrize("name", ["WORKBOOK", "workbook", "WorkBook"])
def test_a_stream_is_found_in_any_case_of_letters(name: str) -> None:
    data = in_other_letters(biff()["form"], name)
    assert cells(data) == cells(biff()["form"])


@pytest.mark.parametrize("kind", [WRITE_ACCESS, STYLE, MERGES])
def test_what_one_reader_refuses_another_reads_with_a_question(kind: int) -> None:
    book = open_book(spoilt(kind), "台账.xls")
    assert [[*map(str, sheet.cells.values())] for sheet in book.sheets] == [
        [*map(str, own.values())] for own in cells(biff()["form"])
    ]
    assert ("L133", "warning") in [(note.rule.number, note.severity) for note in book.notes]


@pytest.mark.parametrize("cut", [600, 6000, 12_000, 20_000])
def test_what_no_reader_takes_is_damaged(cut: int) -> None:
    with pytest.raises(Refused) as refused:
        open_book(biff()["form"][:cut], "台账.xls")
    assert refused.value.problem.rule.number == "L101"


def test_a_cell_that_stands_too_far_out_does_not_kill_the_reader() -> None:
    with pytest.raises(Refused) as refused:
        open_book(spoilt(RK), "台账.xls")
    assert refused.value.problem.rule.number == "L101"


def bare(*rows: tuple[str | float, ...], version: int = 0x809, codepage: bool = False) -> bytes:
    """Records without a container, as scripts of web systems write them."""
    made = [struct.pack("<6H", version, 8, 0, 0x10, 0, 0)]
    if codepage:
        made.append(struct.pack("<3H", 0x42, 2, 936))
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("gbk")
                made.append(struct.pack("<6H", 0x204, 8 + len(text), y, x, 0, len(text)) + text)
            else:
                made.append(struct.pack("<5H", 0x203, 14, y, x, 0) + struct.pack("<d", value))
    return b"".join([*made, struct.pack("<2H", 0x0A, 0)])


@pytest.mark.parametrize("codepage", [False, True])
@pytest.mark.parametrize("version", [0x809, 0x409])
def test_records_without_a_container_are_read(version: int, codepage: bool) -> None:
    data = bare(("序号", "问题", "笔数"), (1, "台账不全", 12), version=version, codepage=codepage)
    assert cells(data) == [{(1, 1): "序号", (1, 2): "问题", (1, 3): "笔数", (2, 1): 1, (2, 2): "台账不全", (2, 3): 12}]


def test_other_binary_files_are_no_bare_records() -> None:
    with pytest.raises(Refused) as refused:
        open_book(b"\x09\x08" + bytes(range(256)) * 8, "台账.xls")
    assert refused.value.problem.rule.number == "L101"


def manifest(line: str) -> bytes:
    return f'<manifest:manifest xmlns:manifest="m">{line}</manifest:manifest>'.encode()


ENCRYPTED = '<manifest:file-entry manifest:full-path="{}"><manifest:encryption-data/></manifest:file-entry>'
LOCKED = {
    "每个部件": {"mimetype": b"m", "content.xml": b"\1\2", "META-INF/manifest.xml": manifest(ENCRYPTED.format("content.xml"))},
    "整个文件": {"mimetype": b"m", "encrypted-package": b"\1\2", "META-INF/manifest.xml": manifest("")},
    "小写的清单": {"mimetype": b"m", "content.xml": b"\1", "meta-inf/manifest.xml": manifest(ENCRYPTED.format("content.xml"))},
}  # fmt: skip


@pytest.mark.parametrize("kind", LOCKED)
def test_an_ods_with_a_password_is_said_to_have_one(kind: str) -> None:
    with pytest.raises(Refused) as refused:
        open_book(packed(LOCKED[kind]), "台账.ods")
    assert (refused.value.problem.rule.number, "密码" in refused.value.problem.message) == ("L102", True)


def test_an_ods_without_one_is_read() -> None:
    data = office({"form.xlsx": filled_form()}, "ods")["form"]
    assert len(open_book(data, "台账.ods").sheets) == len(cells(biff()["form"]))


MOVED = {
    "大写": lambda name: name.upper() if name != "[Content_Types].xml" else name,
    "反斜杠": lambda name: name.replace("/", "\\"),
    "小写": lambda name: name.lower(),
}


@pytest.mark.parametrize("way", MOVED)
def test_the_parts_of_an_xlsx_are_found_in_any_case_of_letters(way: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(filled_form()).items():
            archive.writestr(MOVED[way](name), data)
    assert cells(out.getvalue(), "台账.xlsx") == cells(filled_form(), "台账.xlsx")
