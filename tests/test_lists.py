"""Lists that a data file names are read within the bounds of a return: memory, time, and what they may hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from docgen.workspace import Workspace
from tests.conftest import notice
from tests.hostile import fenced, zipped

Campaign = Callable[..., Workspace]
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def xlsx(path: Path, sheet: str, styles: str = "", strings: str = "") -> Path:
    """An .xlsx of raw parts."""
    parts = {"worksheets/sheet1": "worksheet", "styles": "styles", "sharedStrings": "sharedStrings"}
    types = "".join(f'<Override PartName="/xl/{p}.xml" ContentType="{KIND}.{k}+xml"/>' for p, k in parts.items())
    rels = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{k}" Target="{p}.xml"/>' for i, (p, k) in enumerate(parts.items())
    )
    main = f'<Relationship Id="r0" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return zipped(path, {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
        f'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{main}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="名单" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        f'<borders count="1"><border/></borders><cellXfs>{styles or "<xf/>"}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}"><si><t>姓名</t></si><si><t>单位</t></si>{strings}</sst>',
    })  # fmt: skip


HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'


def cells(path: Path) -> None:
    """More than a million cells of a text file."""
    path.write_text("姓名,单位\n" + "甲,乙\n" * 600_000, encoding="utf-8")


def styles(path: Path) -> None:
    """Six hundred thousand cell formats."""
    xlsx(
        path, f"<sheetData>{HEAD}</sheetData>", '<xf numFmtId="0" fontId="0"><alignment wrapText="1"/></xf>' * 600_000
    )


def merges(path: Path) -> None:
    """A few hundred merged ranges of a hundred thousand cells each."""
    ranges = "".join(f'<mergeCell ref="A{n * 1000 + 2}:CV{n * 1000 + 1001}"/>' for n in range(300))
    xlsx(path, f"<sheetData>{HEAD}</sheetData><mergeCells>{ranges}</mergeCells>")


def texts(path: Path) -> None:
    """One text of five million characters that stands in twenty thousand cells."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>2</v></c></row>' for n in range(2, 20_000))
    xlsx(path, f"<sheetData>{HEAD}{rows}</sheetData>", strings=f"<si><t>{'甲' * 5_000_000}</t></si>")


def repeated(path: Path) -> None:
    """An .ods whose one row stands for a million rows of ten thousand cells."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<table:table-cell table:number-columns-repeated="10000" office:value-type="string"><text:p>姓名</text:p></table:table-cell>'
    zipped(path, {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"/>',
        "content.xml": f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="名单"><table:table-row '
        f'table:number-rows-repeated="1000000">{cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>',
    })  # fmt: skip


BURSTING = {"格子.csv": cells, "格式.xlsx": styles, "合并.xlsx": merges, "长文.xlsx": texts, "重复.ods": repeated}


@pytest.mark.parametrize("name", BURSTING)
def test_a_list_that_bursts_costs_a_message_and_no_memory(tmp_path: Path, campaign: Campaign, name: str) -> None:
    BURSTING[name](tmp_path / name)
    work = campaign(人员名单=name, 文件=[notice()])
    made = fenced("validate", work.path, "--json", fence=900_000_000)
    told = [(p["rule"], p["severity"]) for p in json.loads(made.stdout)["problems"]]
    assert (made.returncode, told) == (1, [("Y84", "error")])


def test_an_ordinary_list_is_read_as_before(tmp_path: Path, campaign: Campaign) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("姓名", "单位"), *((f"员工{n}", "") for n in range(50))):
        sheet.append(row)
    book.save(tmp_path / "名单.xlsx")
    work = campaign(人员名单="名单.xlsx", 文件=[notice()])
    assert len(work.staffed.campaign.people) == 50


@pytest.mark.parametrize("what", ["没有", "文件夹", "不是表格"])
def test_what_is_no_list_is_told_at_the_key(tmp_path: Path, campaign: Campaign, what: str) -> None:
    path = tmp_path / "名单.xlsx"
    if what == "文件夹":
        path.mkdir()
    elif what == "不是表格":
        path.write_bytes(b"%PDF-1.4")
    work = campaign(人员名单=path.name, 文件=[notice()])
    (problem,) = [p for p in work.validate() if p.rule.number == "Y84"]
    assert (problem.place.line, problem.found) == (6, path.name)
