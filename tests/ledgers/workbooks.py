"""Returned workbooks, made on the spot: by openpyxl, by the form that docgen issues, by LibreOffice, by hand."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook import Workbook

from docgen.campaign.model import Campaign
from docgen.ledgers.definition import define
from docgen.ledgers.facts import Fact, LedgerReturn, Return
from docgen.ledgers.formgrid import Form
from docgen.ledgers.issue import workbook
from docgen.ledgers.periods import Period
from docgen.ledgers.returned import read_return

CAMPAIGN = Campaign.model_validate(
    {
        "活动": {"名称": "制度执行年", "年度": "2026", "主办": "华澜能源集团有限公司", "机关代字": "华澜发"},
        "单位": [{"编号": "U01", "全称": "华澜电力有限公司", "简称": "电力公司"}],
        "任务": [
            {"类别": "体系建设", "事项": ["修订制度", "完善清单"]},
            {"类别": "能力建设", "事项": ["组织学习"]},
        ],
        "台账": {
            "排查台账": {
                "周期": "每月",
                "行": "5",
                "列": [
                    {"名称": "序号", "来源": "序号"},
                    {"名称": "问题", "必填": "是", "主键": "是"},
                    {"名称": "笔数", "类型": "整数", "单位": "个", "必填": "是", "别名": ["问题笔数"]},
                    {"名称": "金额", "类型": "金额", "单位": "万元", "空值": "零"},
                    {"名称": "状态", "类型": "选项", "选项": ["整改中", "已销号"]},
                    {"名称": "日期", "类型": "日期"},
                ],
                "填表说明": ["一个问题一行。", "没有发生的填“0”。"],
            },
            "活动统计表": {},
            "实施方案台账": {},
        },
    }
)
DEFINITION = define(CAMPAIGN)
LEDGER = "排查台账"
HEADER: tuple[Any, ...] = ("序号", "问题", "笔数（个）", "金额（万元）", "状态", "日期")
ONE: tuple[Any, ...] = ("1", "台账不全", 3, 1.5, "整改中", datetime(2026, 5, 6))
TWO: tuple[Any, ...] = ("2", "印章外借", 0, 0.5, "已销号", datetime(2026, 5, 20))
STATISTICS = {"A6": 5, "B6": 90, "C6": 100, "E6": 3, "F6": 12.5, "G6": 2, "H6": 2, "J6": 1, "K6": 1, "R6": 1}
"""A month of 活动统计表 in which nothing is wrong, in the cells of the issued form."""

Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet1.xml"


# What a file came to


def read(data: bytes, name: str = "台账.xlsx", fast: bool = True) -> Return:
    """The return in a file."""
    return read_return(data, name, DEFINITION, fast)


def problems(found: Return) -> list[tuple[str, str]]:
    """(place, rule) of each problem; the place of the whole file is “”."""
    return [("!".join(filter(None, (p.place.sheet, p.place.cell))), p.rule.number) for p in found.problems]


def rules(found: Return) -> list[str]:
    """The rules of the problems, in order."""
    return [p.rule.number for p in found.problems]


def severities(found: Return) -> dict[str, str]:
    """The severity of each rule that was broken."""
    return {p.rule.number: p.severity for p in found.problems}


def ledger(found: Return, name: str = LEDGER) -> LedgerReturn:
    """The one ledger of a name."""
    (one,) = [led for led in found.ledgers if led.ledger == name]
    return one


def counted(found: Return, field: str, name: str = LEDGER) -> dict[str, str]:
    """Cell → value of what counts in a column."""
    return {at(fact): fact.value for fact in ledger(found, name).facts if fact.field == field and fact.counts}


def at(fact: Fact) -> str:
    """The cell that a fact stands in."""
    return f"{get_column_letter(fact.column)}{fact.row}"


def total(found: Return, field: str, name: str = LEDGER) -> float:
    """The sum of a column."""
    return sum(float(value) for value in counted(found, field, name).values())


# Made by openpyxl


def table(*rows: Sequence[Any], header: Sequence[Any] = HEADER, name: str = LEDGER) -> Workbook:
    """A workbook of one sheet: the heading in row 1, the rows below it."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = name
    for row in (header, *rows):
        sheet.append(list(row))
    return book


def saved(book: Workbook) -> bytes:
    """The workbook as .xlsx."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(*rows: Sequence[Any], header: Sequence[Any] = HEADER, name: str = LEDGER) -> bytes:
    """A table as .xlsx."""
    return saved(table(*rows, header=header, name=name))


def changed(data: bytes, *changes: Callable[[Any], object], sheet: str = LEDGER) -> bytes:
    """The workbook after something was done to a sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for change in changes:
        change(book[sheet])
    return saved(book)


# Issued by docgen, filled in by a unit


@cache
def issued(*names: str) -> bytes:
    """The form of May for the unit, of some ledgers or of all."""
    specs = tuple(s for s in DEFINITION.specs if not names or s.name in names)
    return workbook(Form(CAMPAIGN, CAMPAIGN.units[0], Period(2026, 5), specs, "2026年6月20日"))


def filled(*sheets: tuple[str, Mapping[str, Any]], form: bytes | None = None) -> bytes:
    """The form with cells filled in: ``filled(("排查台账", {"B5": "台账不全"}))``."""
    book = openpyxl.load_workbook(io.BytesIO(form or issued(*(name for name, _ in sheets))))
    for name, cells in sheets:
        for cell, value in cells.items():
            book[name][cell] = value
    return saved(book)


def row_of(number: int, row: Sequence[Any]) -> dict[str, Any]:
    """Cell → value of a row of the ledger: ``row_of(5, ONE)``, the number of the row left out."""
    return {f"{letter}{number}": value for letter, value in zip("BCDEF", row[1:], strict=True)}


FILLED_ROWS = {**row_of(5, ONE), **row_of(6, TWO)}


@cache
def filled_form() -> bytes:
    """The whole form, filled in without a fault."""
    plan = {"D5": "集团：\n已有制度12项", "E5": "制度不全", "F5": "补齐制度", "K5": "张三", "L5": "法规部 李四"}
    return filled(("排查台账", FILLED_ROWS), ("活动统计表", STATISTICS), ("实施方案台账", plan), form=issued())


# Parts of a package


def parts(data: bytes) -> Parts:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(found: Mapping[str, bytes]) -> bytes:
    """A package of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in found.items():
            package.writestr(name, part)
    return out.getvalue()


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    """The package with a text replaced in one part, where it must stand."""
    found = parts(data)
    assert old.encode() in found[part], old
    return packed({**found, part: found[part].replace(old.encode(), new.encode())})


def with_parts(data: bytes, **more: bytes) -> bytes:
    """The package with further parts; “__” stands for “/”, “_dot_” for “.”."""
    return packed({**parts(data), **{k.replace("__", "/").replace("_dot_", "."): v for k, v in more.items()}})


# Written by hand

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def cell(address: str, value: Any, style: int = 0) -> str:
    """A cell in XML: inline texts, numbers as given; a value that begins with “<” is taken as it is."""
    attributes = f'r="{address}"' + (f' s="{style}"' if style else "")
    if value is None:
        return f"<c {attributes}/>"
    if isinstance(value, bool):
        return f'<c {attributes} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime | date):
        days = (date(value.year, value.month, value.day) - date(1899, 12, 30)).days
        return f'<c r="{address}" s="{style or 1}"><v>{days}</v></c>'
    if isinstance(value, int | float):
        return f"<c {attributes}><v>{value!r}</v></c>"
    if value.startswith("<"):
        return f"<c {attributes}>{value}</c>"
    return f'<c {attributes} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def row_xml(number: int, row: Sequence[Any], attributes: str = "") -> str:
    """A row in XML."""
    cells = "".join(cell(f"{get_column_letter(x)}{number}", v) for x, v in enumerate(row, 1) if v is not None)
    return f'<row r="{number}"{attributes}>{cells}</row>'


def sheet_xml(*rows: str, before: str = "", after: str = "") -> str:
    """A worksheet in XML: heading in row 1, then the rows as they are given."""
    data = "".join([row_xml(1, HEADER), *rows])
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def styles_xml(formats: Sequence[str] = (), ids: Sequence[int] = (14,)) -> str:
    """Styles: number 1, 2, … have the built-in number formats ``ids``, the further ones the formats as written."""
    custom = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="{escape(f, {chr(34): "&quot;"})}"/>' for i, f in enumerate(formats))  # fmt: skip
    every = [0, *ids, *(200 + i for i in range(len(formats)))]
    xfs = "".join(f'<xf numFmtId="{i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for i in every)  # fmt: skip
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{custom}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(every)}">{xfs}</cellXfs></styleSheet>'
    ).replace('<numFmts count="0"></numFmts>', "")


def by_hand(sheet: str | bytes, styles: str | None = None, strings: str | None = None, main: str = "",
            name: str = LEDGER) -> bytes:  # fmt: skip
    """A package round a worksheet's XML; ``main`` is further content of the workbook part."""
    return packed(hand_parts(sheet, styles, strings, main, name))


def hand_parts(sheet: str | bytes, styles: str | None = None, strings: str | None = None, main: str = "",
               name: str = LEDGER) -> Parts:  # fmt: skip
    """The parts of a package round a worksheet's XML."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    found = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{kinds}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{main}'
        f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{LINKS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": styles or styles_xml(),
        "xl/sharedStrings.xml": strings or f'{HEAD}<sst xmlns="{MAIN}" count="0" uniqueCount="0"></sst>',
    }
    made = {name: text.encode() for name, text in found.items()}
    return {**made, SHEET: sheet if isinstance(sheet, bytes) else sheet.encode()}


# Saved by LibreOffice


def office(files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    """The files as LibreOffice saves them in another format, by stem; one start for all."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in"), Path(folder, "out")
        source.mkdir()
        for name, data in files.items():
            (source / name).write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind, "--outdir", target,
             *sorted(source.iterdir())],
            check=True, timeout=600, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return {path.stem: path.read_bytes() for path in target.iterdir()}


@cache
def biff() -> Mapping[str, bytes]:
    """Workbooks of Excel 97–2003: the filled form, and a table with what only that format must show."""
    hard = table(ONE, ("2", "合并", "=1/0", 2, "整改中", None), ("3", None, 4, None, None, "2026.5.6"))
    sheet: Any = hard.active
    sheet.merge_cells("B3:B4")
    sheet.row_dimensions[3].hidden = True
    return office({"form.xlsx": filled_form(), "hard.xlsx": saved(hard)}, "xls")
