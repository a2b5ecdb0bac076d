"""Files as units send them: told by their content, read with care, or refused with a reason; the two readers agree."""

from __future__ import annotations

import importlib
import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from xlsxwriter import Workbook as Written

from docgen.ledgers.book import Refused
from docgen.ledgers.excel import CHINESE_DATES
from docgen.ledgers.intake import open_book
from docgen.ledgers.sheet import ErrorValue
from tests.ledgers.workbooks import (
    FILLED_ROWS,
    HEAD,
    HEADER,
    LEDGER,
    MAIN,
    ONE,
    SHEET,
    TWO,
    biff,
    by_hand,
    changed,
    counted,
    edited,
    filled,
    filled_form,
    hand_parts,
    issued,
    ledger,
    office,
    packed,
    parts,
    problems,
    read,
    row_xml,
    rules,
    saved,
    severities,
    sheet_xml,
    styles_xml,
    table,
    total,
    with_parts,
    xlsx,
)

PLAIN = by_hand(sheet_xml(row_xml(2, ONE), row_xml(3, TWO)))
GB18030 = "序号,问题,笔数,金额\n1,𠮷林公司台账不全,3,1.5\n2,印章外借,0,0.5\n"


def refusal(data: bytes, name: str = "台账.xlsx") -> str:
    """The one rule that a file is refused by."""
    found = read(data, name)
    assert found.refused
    assert not found.ledgers
    (rule,) = rules(found)
    return rule


def is_the_form(data: bytes, name: str) -> None:
    """The three ledgers of the filled form, none of their figures lost."""
    found = read(data, name)
    assert not found.refused
    assert counted(found, "笔数") == {"C5": "3", "C6": "0"}
    assert counted(found, "涉及金额", "活动统计表") == {"F6": "12.5"}
    assert counted(found, "存在问题", "实施方案台账") == {"E5": "制度不全"}


# Kinds of files


def test_a_filled_form_is_read_without_a_remark() -> None:
    found = read(filled_form())
    assert problems(found) == []
    assert [(led.ledger, led.rows) for led in found.ledgers][:2] == [(LEDGER, 2), ("活动统计表", 1)]
    assert found.identity is not None
    assert (found.identity.unit, found.identity.period) == ("U01", "2026-05")


def test_an_xls_is_read_with_a_note() -> None:
    is_the_form(biff()["form"], "台账.xls")
    assert problems(read(biff()["form"], "台账.xls")) == [("", "L134")]


def test_an_et_is_an_xls() -> None:
    is_the_form(biff()["form"], "台账.et")
    assert severities(read(biff()["form"], "台账.et")) == {"L134": "info"}


def test_an_xls_named_xlsx_is_read_by_its_content() -> None:
    is_the_form(biff()["form"], "台账.xlsx")
    assert severities(read(biff()["form"], "台账.xlsx")) == {"L134": "info", "L122": "info"}


@pytest.mark.parametrize("name", ["台账.xls", "台账.et", "台账", "台账.XLS", "台账.doc"])
def test_an_xlsx_under_another_name_is_read_by_its_content(name: str) -> None:
    is_the_form(filled_form(), name)
    assert rules(read(filled_form(), name)) == ["L122"]


def test_an_xls_shows_errors_merges_and_hidden_rows() -> None:
    found = read(biff()["hard"], "台账.xls")
    assert problems(found) == [
        ("", "L134"),
        (f"{LEDGER}!A3", "L116"),
        (f"{LEDGER}!C3", "L205"),
        (f"{LEDGER}!F4", "L212"),
    ]
    assert counted(found, "笔数") == {"C2": "3", "C4": "4"}
    assert [f.value for f in ledger(found).facts if f.field == "问题"] == ["台账不全", "合并", "合并"]


def test_an_ods_is_read_with_a_question() -> None:
    is_the_form(office({"form.xlsx": filled_form()}, "ods")["form"], "台账.ods")


def test_macros_are_ignored_and_said() -> None:
    found = read(with_parts(filled_form(), xl__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0 macro"), "台账.xlsm")
    assert [(p.rule.number, p.severity) for p in found.problems] == [("L120", "info")]
    assert counted(found, "笔数") == {"C5": "3", "C6": "0"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_encoding_that_offices_write(encoding: str) -> None:
    found = read(GB18030.encode(encoding), "排查台账.csv")
    assert [f.value for f in ledger(found).facts if f.field == "问题"] == ["𠮷林公司台账不全", "印章外借"]
    assert counted(found, "金额") == {"D2": "1.5", "D3": "0.5"}
    assert severities(found)["L122"] == "info"


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_separated_text_is_read(separator: str) -> None:
    found = read(GB18030.replace(",", separator).encode(), "排查台账.txt")
    assert total(found, "笔数") == 3


def test_a_csv_with_one_endless_cell_does_not_raise() -> None:
    found = read(('序号,问题,笔数\n1,甲,2\n2,"' + "长" * 200_000).encode(), "排查台账.csv")
    assert found.refused or counted(found, "笔数") == {"C2": "2"}


WEB = {
    "html": "<html><body><table><tr><td>序号</td><td>问题</td><td>笔数</td></tr></table></body></html>",
    "table": "\r\n <TABLE><tr><td>1</td></tr></TABLE>",
    "gbk": "<html><meta charset=gb2312><table><tr><td>问题</td></tr></table></html>",
    "xml": '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "mhtml": "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html></html>",
}


@pytest.mark.parametrize("kind", WEB)
def test_a_web_page_named_xls_is_sent_back(kind: str) -> None:
    assert refusal(WEB[kind].encode("gbk" if kind == "gbk" else "utf-8"), "台账.xls") == "L103"


def word() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


STRANGERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "空文件": (lambda: b"", "L101"),
    "docx": (lambda: word(), "L103"),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3", "L103"),
    "jpg": (lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF", "L103"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n\x00", "L103"),
    "zip": (lambda: packed({"台账/一.xlsx": b"x"}), "L103"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\x00", "L103"),
    "截断": (lambda: filled_form()[:-3000], "L101"),
    "只有头": (lambda: filled_form()[:60], "L101"),
    "旧格式截断": (lambda: biff()["form"][:6000], "L101"),
    "旧格式只有头": (lambda: biff()["form"][:600], "L101"),
    "乱码": (lambda: random.Random(1).randbytes(5000), "L101"),
    "文字": (lambda: "今天收到一封来信".encode(), "L103"),
    "没有工作表": (lambda: packed({k: v for k, v in parts(PLAIN).items() if k != SHEET}), "L101"),
    "不是台账": (lambda: xlsx(("甲", 1), header=("姓名", "电话")), "L105"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_ledger_is_refused_with_its_reason(name: str) -> None:
    made, rule = STRANGERS[name]
    assert refusal(made()) == rule


def test_a_zip_with_a_ledger_in_it_is_to_be_unpacked_first() -> None:
    (problem,) = read(packed({"一.xlsx": b""}), "台账.zip").problems
    assert "解压" in str(problem.cure)


def test_a_password_is_named() -> None:
    out = io.BytesIO()
    importlib.import_module("msoffcrypto.format.ooxml").OOXMLFile(io.BytesIO(PLAIN)).encrypt("2026", out)
    assert refusal(out.getvalue()) == "L102"
    assert refusal(out.getvalue(), "台账.xls") == "L102"


def test_a_zip_with_a_password_is_named() -> None:
    data = bytearray(PLAIN)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(bytes(data)) == "L102"


# Packages that would burst


def streamed(name: str, blocks: Iterator[bytes], found: dict[str, bytes]) -> bytes:
    """A package with one part written in blocks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for part, data in found.items():
            if part != name:
                package.writestr(part, data)
        with package.open(name, "w", force_zip64=True) as stream:
            for block in blocks:
                stream.write(block)
    return out.getvalue()


def test_a_part_that_would_burst_is_not_opened() -> None:
    data = streamed("xl/sharedStrings.xml", (b" " * 1_000_000 for _ in range(101)), hand_parts(sheet_xml()))
    assert len(data) < 1_000_000
    assert refusal(data) == "L104"


def test_parts_that_would_burst_together_are_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for part, data in hand_parts(sheet_xml(row_xml(2, ONE))).items():
            package.writestr(part, data)
        for number in range(4):
            package.writestr(f"xl/custom/item{number}.xml", b" " * 95_000_000)
    assert refusal(out.getvalue()) == "L104"


def test_thousands_of_parts_are_not_opened() -> None:
    assert refusal(packed({**parts(PLAIN), **{f"xl/custom/{i}.xml": b"" for i in range(5001)}})) == "L104"


def test_a_file_of_60_megabytes_is_not_opened() -> None:
    assert refusal(PLAIN + b"\0" * 60_000_000) == "L104"


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_a_part_is_hostile(part: str, encoding: str) -> None:
    text = parts(PLAIN)[part].decode().removeprefix(HEAD)
    bad = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "{"c" * 99}">]>{text}'
    assert refusal(packed({**parts(PLAIN), part: bad.encode(encoding)})) == "L104"


@pytest.mark.parametrize("at", ["XFD1048576", "XFD1", "A1048576", "L1048576"])
@pytest.mark.parametrize("value", [" ", None, "迷路"])
def test_one_stray_cell_far_away_changes_nothing(at: str, value: str | None) -> None:
    book = table(ONE, TWO)
    sheet: Any = book.active
    sheet[at] = value
    sheet[at].fill = PatternFill("solid", fgColor="FFFF00")
    found = read(saved(book))
    assert counted(found, "笔数") == {"C2": "3", "C3": "0"}
    assert not [p for p in found.problems if p.severity == "error"]


def test_a_stray_text_at_the_edge_of_what_the_quick_reader_takes_is_bearable() -> None:
    book = table(ONE, TWO)
    sheet: Any = book.active
    sheet["ZZ20000"] = "迷路"
    assert total(read(saved(book)), "笔数") == 3


def test_a_giant_merge_is_said_and_does_not_fill_the_memory() -> None:
    after = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    found = read(by_hand(sheet_xml(row_xml(2, ONE), row_xml(3, TWO), after=after)))
    assert [(p.rule.number, p.severity) for p in found.problems] == [("L132", "warning")]
    assert counted(found, "笔数") == {"C2": "3", "C3": "0"}


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "Q7:R8"])
def test_a_wrong_dimension_is_not_believed(dimension: str) -> None:
    before = f'<dimension ref="{dimension}"/>'
    found = read(by_hand(sheet_xml(row_xml(2, ONE), row_xml(3, TWO), before=before)))
    assert problems(found) == []
    assert counted(found, "笔数") == {"C2": "3", "C3": "0"}


def empty_rows(attributes: str, cells: str, last: int) -> bytes:
    """A sheet whose every row down to the last is formatted; two of them are filled."""

    def blocks() -> Iterator[bytes]:
        whole = sheet_xml(row_xml(2, ONE), row_xml(3, TWO)).encode()
        head, tail = whole.split(b"</sheetData>")
        yield head
        for start in range(4, last + 1, 1000):
            yield "".join(
                f'<row r="{y}"{attributes}>{cells.replace("#", str(y))}</row>'
                for y in range(start, min(start + 1000, last + 1))
            ).encode()
        yield b"</sheetData>" + tail

    return streamed(SHEET, blocks(), hand_parts(b""))


MILLIONS = {
    "formatted": (
        ' spans="1:4" s="1" customFormat="1" ht="15"',
        "".join(f'<c r="{x}#" s="1"/>' for x in "ABCD"),
        1_048_576,
    ),
    "hidden": (' hidden="1"', "", 200_000),
}


def measure(kind: str) -> None:
    """Print what a file of a million rows came to, and the megabytes it took."""
    import resource

    data = empty_rows(*MILLIONS[kind])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found = read(data)
    assert counted(found, "笔数") == {"C2": "3", "C3": "0"}
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(",".join(rules(found)) or "-", before, after)


def child(script: str) -> list[str]:
    """The words that a script prints in a process of its own, with no more memory than a reading process has."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (6_000_000_000, 6_000_000_000))\n"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", limit + script], cwd=root, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


@pytest.mark.parametrize("kind", MILLIONS)
def test_very_many_empty_rows_stay_within_the_memory_of_a_reading_process(kind: str) -> None:
    said, _, peak = child(f"from tests.ledgers.test_intake import measure; measure({kind!r})")
    assert "L132" in said
    assert int(peak) < 1500


# Dialects and damage


STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def strict(data: bytes) -> bytes:
    """The package in the strict dialect."""
    made = parts(data)
    for name, part in made.items():
        for old, new in STRICT.items():
            part = part.replace(old.encode(), new.encode())
        made[name] = part
    return packed(made)


def test_the_strict_dialect_is_read_with_a_note() -> None:
    found = read(strict(PLAIN))
    assert [(p.rule.number, p.severity) for p in found.problems] == [("L122", "info")]
    assert counted(found, "笔数") == {"C2": "3", "C3": "0"}
    assert counted(found, "日期") == {"F2": "2026-05-06", "F3": "2026-05-20"}


def test_errors_and_formulas_of_the_strict_dialect_are_not_lost() -> None:
    row = '<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="C2"><f>1+1</f></c><c r="D2" t="e"><v>#REF!</v></c></row>'
    assert problems(read(strict(by_hand(sheet_xml(row))))) == [
        ("", "L122"),
        (f"{LEDGER}!C2", "L206"),
        (f"{LEDGER}!D2", "L205"),
    ]


def test_broken_styles_are_read_with_a_note() -> None:
    data = edited(PLAIN, "xl/styles.xml", '<fill><patternFill patternType="none"/></fill>', "<fill/>")
    found = read(data, fast=False)
    assert [(p.rule.number, p.severity) for p in found.problems] == [("L122", "info")]
    assert counted(found, "笔数") == {"C2": "3", "C3": "0"}


def test_days_counted_from_1904_are_the_days_that_were_typed() -> None:
    book = table(ONE, TWO)
    book.epoch = datetime(1904, 1, 1)
    assert counted(read(saved(book)), "日期") == {"F2": "2026-05-06", "F3": "2026-05-20"}


def test_phonetic_guides_are_not_part_of_a_text_and_rich_text_is() -> None:
    strings = (
        f'{HEAD}<sst xmlns="{MAIN}"><si><r><t>台账</t></r><r><rPr><b/></rPr><t>不全</t></r></si>'
        '<si><t>整改中</t><rPh sb="0" eb="2"><t>ゼンカイ</t></rPh><phoneticPr fontId="0"/></si></sst>'
    )
    row = '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2"><v>3</v></c><c r="E2" t="s"><v>1</v></c></row>'
    found = read(by_hand(sheet_xml(row), strings=strings))
    assert (counted(found, "问题"), counted(found, "状态")) == ({"B2": "台账不全"}, {"E2": "整改中"})


def test_links_to_other_files_and_pictures_are_said() -> None:
    found = read(with_parts(PLAIN, xl__externalLinks__externalLink1_dot_xml=b"<externalLink/>", xl__media__image1_dot_png=b"\x89PNG"))  # fmt: skip
    assert [(p.rule.number, p.severity) for p in found.problems] == [("L119", "info"), ("L121", "info")]


def test_a_picture_in_a_cell_is_a_question_in_a_column_of_numbers() -> None:
    text = '=DISPIMG("ID_0A1B",1)'
    found = read(xlsx(("1", "甲", 3, 1, None, None)), fast=True)
    assert problems(found) == []
    row = f'<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="C2" t="str"><f>_xlfn.{text[1:]}</f><v>{text}</v></c></row>'
    found = read(by_hand(sheet_xml(row.replace('"ID_0A1B"', "&quot;ID_0A1B&quot;"))))
    assert (f"{LEDGER}!C2", "L216") in problems(found)
    assert severities(found)["L216"] == "warning"
    assert counted(found, "笔数") == {}


ROWS = sheet_xml(
    row_xml(2, ONE),
    '<row r="3" hidden="1"><c r="C3"><f>1+1</f></c><c r="D3" t="e"><v>#REF!</v></c></row>',
    after='<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>',
)
SEEN = [(f"{LEDGER}!A3", "L116"), (f"{LEDGER}!C3", "L206"), (f"{LEDGER}!D3", "L205")]


def test_what_a_sheet_hides_is_seen() -> None:
    assert problems(read(by_hand(ROWS))) == SEEN


def dialects() -> dict[str, bytes]:
    """The same sheet as other programs may write it."""
    import re

    prefixed = re.sub(r"<(/?)(?![?])", r"<\1x:", ROWS).replace("xmlns=", "xmlns:x=")
    return {
        "single quotes": ROWS.replace('"', "'").encode(),
        "blanks round =": ROWS.replace('t="e"', 't = "e"').replace('hidden="1"', 'hidden = "1"').encode(),
        "a prefix": prefixed.encode(),
        "utf-16": ROWS.replace("UTF-8", "UTF-16").encode("utf-16"),
        "long elements": ROWS.replace('B2:B3"/>', 'B2:B3"></mergeCell>').encode(),
        "line breaks": re.sub(r"(<[a-zA-Z]+) ", "\\1\n\t", ROWS).encode(),
        "attributes turned round": re.sub(r'<c r="(\w+)" t="(\w+)"', r'<c t="\2" r="\1"', ROWS).replace('r="3" hidden="1"', 'hidden="1" r="3"').encode(),
    }  # fmt: skip


@pytest.mark.parametrize("dialect", dialects())
@pytest.mark.parametrize("fast", [True, False])
def test_what_a_sheet_hides_is_seen_in_every_way_of_writing_xml(dialect: str, fast: bool) -> None:
    assert problems(read(by_hand(dialects()[dialect]), fast=fast)) == SEEN


def test_cells_without_addresses_still_show_errors_and_formulas() -> None:
    row = '<row><c/><c t="inlineStr"><is><t>甲</t></is></c><c><f>1+1</f></c><c t="e"><v>#REF!</v></c></row>'
    assert problems(read(by_hand(sheet_xml(row)))) == [(f"{LEDGER}!C2", "L206"), (f"{LEDGER}!D2", "L205")]


def test_error_cells_are_errors_in_the_book() -> None:
    book = open_book(by_hand(ROWS), "台账.xlsx")
    assert book.sheets[0].cells[3, 4] == ErrorValue("#REF!")
    assert isinstance(book.sheets[0].cells[3, 4], ErrorValue)


def test_open_book_refuses_with_a_cure() -> None:
    with pytest.raises(Refused) as refused:
        open_book(b"", "台账.xlsx")
    assert refused.value.problem.rule.number == "L101"
    assert refused.value.problem.cure


def test_a_picture_of_a_number_is_a_question_where_the_format_changes_it() -> None:
    for shown in ("0!.0,", '0!.0,"万"', "#,##0,", '0"万"', "0.0,"):
        row = '<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="C2" s="1"><v>35000</v></c></row>'
        found = read(by_hand(sheet_xml(row), styles_xml([shown], ids=())))
        assert (shown, problems(found)) == (shown, [(f"{LEDGER}!C2", "L203")])


# The quick reader and the careful one


def agree(data: bytes, name: str = "台账.xlsx") -> bool:
    """Whether the quick reader was used; then nothing may differ from the careful one."""
    quick = read(data, name)
    if quick.fast:
        careful = read(data, name, fast=False)
        assert not careful.fast
        assert quick.ledgers == careful.ledgers
        assert quick.problems == careful.problems
        assert (quick.identity, quick.visible_units, quick.visible_periods) == (
            careful.identity, careful.visible_units, careful.visible_periods)  # fmt: skip
    return quick.fast


def test_plain_files_take_the_quick_reader() -> None:
    assert [agree(data) for data in (PLAIN, xlsx(ONE, TWO), filled_form(), issued())] == [True] * 4


FORMATS = (
    "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.00E+00", "@", "General", "yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"',
    "[$-804]yyyy年m月d日", "[DBNum1][$-804]yyyy\"年\"m\"月\"", "m/d", "mmm-yy", "d-mmm", "h:mm", "yyyy-mm-dd hh:mm:ss", "[h]:mm:ss",
    "yyyy-mm-dd;@", "0;[Red]-0", '0"个"', '0.0"天"', '"第"0"期"', "# ?/?", "\\d0", "[Blue]d", "aaaa", "_ * #,##0_ ;_ * -#,##0_ ",
)  # fmt: skip
NUMBERS = ["0", "1", "3", "3.0", "-2", "0.1", "0.30000000000000004", "2.675", "1e3", "1E-7", "59", "60", "61", "366", "43831",
           "46148", "46148.5", "46148.999999", "46148.25", "80000", "99999999999999", "999999999999999"]  # fmt: skip
TEXTS = ["", " ", "甲", "3个", " 3 ", "1,200", "约30", "2026.5.6", "2026年5月6日", "5月6日", "12%", "3.5万元", "0012", "=1+1", "+1", "-1",
         "@a", "整改中", "已销号", "a\nb", "a\r\nb", "&<>\"'", "\u00a03", "_x000D_", "合计", "12345678901234567890", "#REF!", "TRUE"]  # fmt: skip


def generated(chance: random.Random) -> bytes:
    """A sheet of some rows with anything in its cells, by hand: shared or inline texts, numbers in any format."""
    ids = [14, 9, 10, 22, *sorted(CHINESE_DATES)]
    formats = [f for f in FORMATS if f != "General"]
    strings: list[str] = []
    rows = []
    for y in range(2, chance.randint(4, 9)):
        cells = ""
        for letter in "ABCDEF":
            style, kind = chance.randint(0, len(ids) + len(formats)), chance.choice("nnnstib ")
            head = f'<c r="{letter}{y}" s="{style}"'
            text = chance.choice(TEXTS).replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")
            if kind == "n":
                cells += f"{head}><v>{chance.choice(NUMBERS)}</v></c>"
            elif kind in "st":
                strings.append(text)
                cells += f'{head} t="s"><v>{len(strings) - 1}</v></c>'
            elif kind == "i":
                cells += f'{head} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            elif kind == "b":
                cells += f'{head} t="b"><v>{chance.randint(0, 1)}</v></c>'
        rows.append(f'<row r="{y}">{cells}</row>')
    shared = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in strings)
    return by_hand(sheet_xml(*rows), styles_xml(formats, ids), f'{HEAD}<sst xmlns="{MAIN}">{shared}</sst>')


def test_the_quick_reader_says_what_the_careful_one_says() -> None:
    chance = random.Random(20260620)
    assert sum(agree(generated(chance)) for _ in range(300)) > 15


@pytest.mark.parametrize("number", ["12345678901234567890", "1000000000000001", "123456789012345678"])
def test_the_readers_agree_on_long_digits(number: str) -> None:
    row = f'<row r="2"><c r="B2"><v>{number}</v></c><c r="C2"><v>{number}</v></c></row>'
    agree(by_hand(sheet_xml(row)))


def test_the_readers_agree_on_a_number_beyond_the_calendar_shown_as_a_date() -> None:
    agree(
        by_hand(
            sheet_xml(
                '<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="C2" s="1"><v>2958466</v></c></row>'
            )
        )
    )


@pytest.mark.parametrize("number", sorted(CHINESE_DATES))
def test_a_date_in_a_chinese_format_is_a_date_and_a_count_in_one_is_none(number: int) -> None:
    row = '<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="C2" s="1"><v>3</v></c><c r="F2" s="1"><v>46148</v></c></row>'
    for fast in (True, False):
        found = read(by_hand(sheet_xml(row), styles_xml(ids=(number,))), fast=fast)
        assert (problems(found), counted(found, "日期")) == ([(f"{LEDGER}!C2", "L202")], {"F2": "2026-05-06"})


def test_a_number_that_is_no_duration_does_not_stop_the_reader() -> None:
    """The quick reader panics on it: a BaseException."""
    row = '<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="C2" s="1"><v>-1.2E+19</v></c></row>'
    script = f"from tests.ledgers.test_intake import durations; durations({row!r})"
    assert child(script) == ["read"]


def durations(row: str) -> None:
    """Read a sheet whose format 1 is a duration."""
    assert not read(by_hand(sheet_xml(row), styles_xml(["[h]:mm:ss"], ids=()))).refused
    print("read")


@pytest.mark.parametrize("text", ["", "_x000D_", "a_x000D_\nb"])
@pytest.mark.parametrize("letter", "BCDEF")
def test_the_readers_agree_on_odd_inline_texts(text: str, letter: str) -> None:
    cells = {"B": "<t>甲</t>", "C": "<t>3</t>"} | {letter: f"<t>{text}</t>"}
    xml = "".join(f'<c r="{x}2" t="inlineStr"><is>{cells[x]}</is></c>' for x in sorted(cells))
    agree(by_hand(sheet_xml(f'<row r="2">{xml}</row>')))


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**16),
    st.floats(allow_nan=False, allow_infinity=False, width=64),
    st.sampled_from([0.1 + 0.2, 1.1 * 3, 1e15, 123456.789, 0.07]),
    st.datetimes(datetime(1900, 3, 1), datetime(2199, 12, 31)),
    st.sampled_from(TEXTS),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=12),
)
SHEETS = st.lists(
    st.lists(st.tuples(VALUES, st.sampled_from(FORMATS)), min_size=6, max_size=6), min_size=1, max_size=5
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(SHEETS)
def test_the_readers_agree_on_what_openpyxl_and_xlsxwriter_write(rows: list[list[tuple[Any, str]]]) -> None:
    agree(by_openpyxl(rows))
    agree(by_xlsxwriter(rows))


def by_openpyxl(rows: list[list[tuple[Any, str]]]) -> bytes:
    book = table()
    sheet: Any = book.active
    for y, row in enumerate(rows, 2):
        for x, (value, shown) in enumerate(row, 1):
            made = sheet.cell(y, x)
            made.value = value
            if isinstance(value, str):
                made.data_type = "s"
            made.number_format = shown
    return saved(book)


def by_xlsxwriter(rows: list[list[tuple[Any, str]]]) -> bytes:
    out = io.BytesIO()
    book = Written(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(LEDGER)
    sheet.write_row(0, 0, HEADER)
    for y, row in enumerate(rows, 1):
        for x, (value, shown) in enumerate(row):
            style = book.add_format({"num_format": shown})
            if isinstance(value, str):
                sheet.write_string(y, x, value, style)
            elif isinstance(value, datetime):
                sheet.write_datetime(y, x, value, style)
            else:
                sheet.write(y, x, value, style)
    book.close()
    return out.getvalue()


def test_the_readers_agree_on_what_libreoffice_saves_again() -> None:
    chance = random.Random(7)
    files = {f"g{i}.xlsx": generated(chance) for i in range(12)}
    files |= {"form.xlsx": filled_form(), "rows.xlsx": filled((LEDGER, FILLED_ROWS)), "plain.xlsx": xlsx(ONE, TWO)}
    again = office(files, "xlsx")
    assert len(again) == 15
    assert {name for name, data in again.items() if agree(data)} >= {"form", "rows", "plain"}
    is_the_form(again["form"], "台账.xlsx")
    assert problems(read(again["form"])) == []
    assert read(again["form"]).ledgers[0].facts == read(filled_form()).ledgers[0].facts


def test_a_formula_in_an_input_cell_takes_the_careful_reader() -> None:
    assert not read(changed(xlsx(ONE), lambda s: s.__setitem__("C2", "=1+2"))).fast
