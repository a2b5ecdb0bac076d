"""The workbook that units get: its parts as Excel wants them, its limits, its self-check, and what survives a save."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils.cell import range_boundaries

from docgen.campaign.model import Campaign
from docgen.ledgers.definition import define
from docgen.ledgers.form import heading, notes
from docgen.ledgers.formgrid import Form
from docgen.ledgers.formstyle import sheet_names
from docgen.ledgers.headings import tidy
from docgen.ledgers.intake import open_book
from docgen.ledgers.issue import workbook
from docgen.ledgers.periods import Period
from docgen.ledgers.returned import read_return
from docgen.ledgers.spec import preset_names
from docgen.ledgers.value import expectation

JUNE = Period(2026, 6)
MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
TASKS = [{"类别": "体系建设", "事项": ["修订制度", "完善清单"]}, {"类别": "能力建设", "事项": ["组织学习"]}]
UNIT = {"编号": "U01", "全称": "华澜电力有限公司", "简称": "电力公司"}
CHECKED = {
    "周期": "每月",
    "行": "3",
    "列": [
        {"名称": "序号", "来源": "序号"},
        {"名称": "问题", "必填": "是"},
        {"名称": "发现", "类型": "整数", "单位": "笔", "必填": "是"},
        {"名称": "整改", "类型": "整数", "单位": "笔"},
        {"名称": "罚款", "类型": "金额", "单位": "万元", "空值": "零"},
        {"名称": "状态", "类型": "选项", "选项": ["未整改", "已销号"]},
        {"名称": "销号日期", "类型": "日期"},
        {"名称": "整改率", "类型": "比率", "公式": "整改 / 发现"},
        {"名称": "未改", "类型": "整数", "公式": "发现 - 整改"},
    ],
    "校验": [
        {"编号": "L1", "表达式": "整改 <= 发现", "提示": "整改不能大于“发现”\"笔数\""},
        {"编号": "L2", "当": "状态 == \"已销号\"", "表达式": "销号日期 != \"\"", "提示": "没有填销号日期"},
        {"编号": "L3", "当": "罚款 > 0", "表达式": "发现 > 0", "级别": "核实", "提示": "有罚款没有发现"},
        {"编号": "L4", "表达式": "整改率 <= 0.9", "级别": "试行", "提示": "只是试试"},
        {"编号": "L5", "表达式": "销号日期 >= \"2026-01-01\"", "提示": "销号日期太早"},
    ],
    "填表说明": ["一个问题一行。", "没有发生的填“0”。"],
}  # fmt: skip


def campaign(ledgers: dict[str, Any], **more: Any) -> Campaign:
    """A campaign with these ledgers, one unit and three tasks."""
    data = {
        "活动": {"名称": "制度执行年", "年度": "2026", "主办": "华澜能源集团有限公司", "机关代字": "华澜发"},
        "单位": [UNIT],
        "部门": ["办公室", "财务部"],
        "任务": TASKS,
        "台账": ledgers,
    }
    return Campaign.model_validate({**data, **more})


def form(made: Campaign, period: Period = JUNE, due: str = "2026年6月20日") -> Form:
    """Its form for the first unit, with all ledgers."""
    return Form(made, made.units[0], period, define(made).specs, due)


def issue(ledgers: dict[str, Any], **more: Any) -> bytes:
    """The workbook of a campaign with these ledgers."""
    return workbook(form(campaign(ledgers, **more)))


def columns(*made: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A ledger of three rows with these columns."""
    return {"台账": {"行": "3", "列": list(made), **more}}


def opened(data: bytes, values: bool = False) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def filled(data: bytes, sheet: str, cells: dict[str, Any]) -> bytes:
    """The workbook with some cells filled in."""
    book = opened(data)
    for at, value in cells.items():
        book[sheet][at] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def part(data: bytes, name: str) -> etree._Element:
    """A part of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def parts(data: bytes) -> dict[str, etree._Element]:
    """The worksheets of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            n: etree.fromstring(package.read(n)) for n in package.namelist() if n.startswith("xl/worksheets/sheet")
        }


def validation(data: bytes, cell: str, sheet: str = "台账") -> Any:
    """The validation of a cell."""
    for found in opened(data)[sheet].data_validations.dataValidation:
        if any(cell in block for block in found.sqref.ranges) or cell in found.sqref:
            return found
    raise LookupError(cell)


def saved(books: Sequence[bytes]) -> list[bytes]:
    """The workbooks opened, computed and saved by LibreOffice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{i}.xlsx" for i in range(len(books))]
        for path, data in zip(paths, books, strict=True):
            path.write_bytes(data)
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "xlsx",
             "--outdir", str(folder / "out"), *map(str, paths)],
            check=True, timeout=600, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return [(folder / "out" / path.name).read_bytes() for path in paths]


PRESETS = issue({name: {"周期": "每月"} for name in preset_names()})
CHECK = issue({"台账": CHECKED})

# -- the package ------------------------------------------------------------------------------------------------------

WIDE = {
    **{
        f"一个名字特别长、前面三十一个字完全一样的合规管理工作台账用表之{i}": {"列": [{"名称": "问题"}]}
        for i in "一二"
    },
    **{f"台账{i}": {"列": [{"名称": "状态", "类型": "选项", "选项": [f"{i}甲", f"{i}乙"]}]} for i in range(30)},
    "封面": {"行": "2", "列": [{"名称": "甲[1]/'乙", "类型": "整数"}]},
    "Case": {"列": [{"名称": "甲"}]},
    "CASE": {"列": [{"名称": "甲"}]},
}
MANY = issue(WIDE)


@pytest.mark.parametrize("data", [PRESETS, CHECK, MANY], ids=["presets", "checked", "many"])
def test_nothing_in_the_package_is_more_than_excel_takes(data: bytes) -> None:
    for name, sheet in parts(data).items():
        for found in sheet.iterfind(".//m:dataValidation", MAIN):
            assert len(found.get("promptTitle") or "") <= 32, name
            assert len(found.get("errorTitle") or "") <= 32, name
            assert len(found.get("prompt") or "") <= 255, name
            assert len(found.get("error") or "") <= 255, name
            assert all(len(f.text or "") <= 255 for f in found), name
        for formula in sheet.iterfind(".//m:f", MAIN):
            assert len(formula.text or "") <= 8192
            assert all(len(text) <= 255 for text in re.findall(r'"((?:[^"]|"")*)"', formula.text or ""))
            without_texts = re.sub(r'"(?:[^"]|"")*"', "", formula.text or "")
            assert set(re.findall(r"([A-Z.]+)\(", without_texts)) <= {
                "IF", "IFERROR", "AND", "OR", "NOT", "SUM", "COUNT", "COUNTA", "COUNTIF", "SUMPRODUCT", "LEN", "N", "DATE", "ROUND",
                "MAX", "MIN", "ABS",
            }  # fmt: skip
        areas: list[Any] = [range_boundaries(str(m.get("ref"))) for m in sheet.iterfind(".//m:mergeCell", MAIN)]
        for (a, b, c, d), (e, f, g, h) in combinations(areas, 2):
            assert c < e or g < a or d < f or h < b, name


@pytest.mark.parametrize("data", [PRESETS, CHECK, MANY], ids=["presets", "checked", "many"])
def test_names_of_sheets_and_cells_are_legal(data: bytes) -> None:
    book = part(data, "xl/workbook.xml")
    sheets = [str(s.get("name")) for s in book.iterfind(".//m:sheet", MAIN)]
    assert len({s.lower() for s in sheets}) == len(sheets)
    assert all(0 < len(s) <= 31 and not set(s) & set("[]:*?/\\'") for s in sheets)
    names = [str(n.get("name")) for n in book.iterfind(".//m:definedName", MAIN) if not n.get("localSheetId")]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[_a-zA-Z]\w*", n) and not re.fullmatch(r"[A-Za-z]{1,3}\d+", n) for n in names)
    hidden = {str(s.get("name")): s.get("state") for s in book.iterfind(".//m:sheet", MAIN)}
    assert (hidden["_docgen"], hidden["_选项"], hidden["封面"]) == ("veryHidden", "veryHidden", None)


def test_ledgers_whose_names_begin_alike_get_sheets_of_their_own() -> None:
    long = "一个名字特别长、前面三十一个字完全一样的合规管理工作台账用表之"
    assert sheet_names([long + "一", long + "二", long + "三期", "🚀" * 20, "封面", "Case", "CASE"]) == [
        "一个名字特别长、前面三十一个字完全一样的合规管理工作台账用_1",
        "一个名字特别长、前面三十一个字完全一样的合规管理工作台账用_2",
        "一个名字特别长、前面三十一个字完全一样的合规管理工作台账用_3",
        "🚀" * 14 + "_4",  # each counts two
        "封面_5",
        "Case",
        "CASE_7",
    ]


def test_more_than_26_lists_each_keep_their_column() -> None:
    book = opened(MANY)
    for i in range(30):
        target = book.defined_names[f"_dglist_{i + 1}"].attr_text
        assert [c[0].value for c in book["_选项"][target.partition("!")[2].replace("$", "")]] == [f"{i}甲", f"{i}乙"]
    assert book.defined_names["_dglist_27"].attr_text == "'_选项'!$AA$1:$AA$2"


def test_the_identity_stands_in_four_places() -> None:
    book = opened(CHECK)
    who = form(campaign({"台账": CHECKED})).identity
    assert book["台账"]["A2"].value == (
        f"填报单位：华澜电力有限公司（U01）    期间：2026年6月    报送截止：2026年6月20日    核对码：{who.code}"
    )
    assert [book["_docgen"].cell(y, 2).value for y in range(1, 6)] == [
        "2026 制度执行年", "U01", "2026-06", who.version, who.code]  # fmt: skip
    assert book.defined_names["docgen_unit"].attr_text == '"U01"'
    assert book.custom_doc_props["docgen"].value == f"2026 制度执行年|U01|2026-06|{who.version}"
    assert open_book(CHECK, "a.xlsx").identity == who


def test_the_same_form_gives_the_same_bytes_in_every_process() -> None:
    script = (
        "import hashlib; from tests.ledgers import test_issue as t;"
        "print(hashlib.sha256(t.PRESETS + t.CHECK).hexdigest())"
    )
    folder = Path(__file__).parent.parent.parent
    seen = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=folder, env={**os.environ, "PYTHONHASHSEED": seed},
            check=True, capture_output=True, text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(seen) == 1
    assert issue({"台账": CHECKED}) == CHECK


def test_another_unit_or_period_has_another_code() -> None:
    made = campaign({"台账": CHECKED}, 单位=[UNIT, {"编号": "U02", "全称": "华澜水务有限公司"}])
    specs = define(made).specs
    forms = [Form(made, unit, Period(2026, month), specs, "") for unit in made.units for month in (5, 6)]
    assert len({one.identity.code for one in forms}) == 4


@pytest.mark.parametrize(
    "name",
    ['甲"乙" & 丙<丁>🚀有限公司', "=1+1", "华澜" + "很长很长" * 30 + "有限公司"],
    ids=["marks", "formula", "long"],
)
def test_any_name_of_a_unit_is_taken_as_it_is(name: str) -> None:
    data = issue({"台账": CHECKED}, 单位=[{"编号": "U01", "全称": name}])
    book = opened(data)
    assert book["封面"]["C2"].value == name
    assert book["台账"]["A2"].value.startswith(f"填报单位：{name}（U01）")
    assert read_return(data, "a.xlsx", define(campaign({"台账": CHECKED}))).identity is not None


# -- what the cells take ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "said", "prompt"),
    [
        ({"类型": "整数", "单位": "个"}, ("whole", "greaterThanOrEqual", "0", None), "请填整数（单位：个）"),
        ({"类型": "整数", "最小": "-5"}, ("whole", "greaterThanOrEqual", "-5", None), "请填整数，不小于-5"),
        ({"类型": "整数", "最小": "1", "最大": "9"}, ("whole", None, "1", "9"), "请填整数，不小于1，不大于9"),
        ({"类型": "金额", "单位": "元", "最小": "-0.5", "最大": "0"}, ("decimal", None, "-0.5", "0"),
         "请填金额（单位：元，最多2位小数），不小于-0.5，不大于0"),
        ({"类型": "金额", "小数": "0"}, ("decimal", "greaterThanOrEqual", "0", None), "请填金额（不带小数）"),
        ({"类型": "金额", "最大": "-1"}, ("decimal", "lessThanOrEqual", "-1", None),
         "请填金额（最多2位小数），不大于-1"),
        ({"类型": "比率"}, ("decimal", None, "0", "1"), "请填比率（如 12%）"),
        ({"类型": "比率", "最大": "1.5"}, ("decimal", None, "0", "1.5"), "请填比率（如 12%），不大于1.5"),
        ({"类型": "日期"}, ("date", "greaterThanOrEqual", "18264", None), "请填日期（如 2026-06-30）"),
        ({"类型": "日期", "精度": "月"}, (None, None, None, None), "请填月份（如 2026-06）"),
        ({"类型": "选项", "选项": ["高", "低"]}, ("list", None, "_dglist_1", None), "请填“高”“低”之一"),
        ({"类型": "选项", "选项": [f"第{i}个选项" for i in range(100)]}, ("list", None, "_dglist_1", None),
         "请填下拉列表100项中的一项"),
    ],
)  # fmt: skip
def test_a_cell_takes_what_its_column_says(column: dict[str, Any], said: tuple[str | None, ...], prompt: str) -> None:
    found = validation(issue(columns({"名称": "甲", **column})), "A5")
    assert (found.type, found.operator, found.formula1, found.formula2) == said or (
        found.type, None, found.formula1, found.formula2) == said and found.operator in (None, "between")  # fmt: skip
    assert (found.prompt, found.promptTitle, found.error) == (prompt, "甲", prompt.replace("请填", "应为"))


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        ({}, "@"),
        ({"类型": "选项", "选项": ["甲", "乙"]}, "@"),
        ({"类型": "整数"}, "0"),
        ({"类型": "金额"}, "#,##0.00##"),
        ({"类型": "金额", "小数": "0"}, "#,##0"),
        ({"类型": "金额", "小数": "3"}, "#,##0.000##"),
        ({"类型": "比率"}, "0.00%"),
        ({"类型": "比率", "小数": "0"}, "0%"),
        ({"类型": "日期"}, "yyyy-mm-dd"),
        ({"类型": "日期", "精度": "月"}, "yyyy-mm"),
    ],
)
def test_a_cell_shows_what_its_column_says(column: dict[str, Any], shown: str) -> None:
    sheet = opened(issue(columns({"名称": "甲", **column})))["台账"]
    assert (sheet["A5"].number_format, sheet["A5"].protection.locked) == (shown, False)


def test_a_text_column_keeps_0012() -> None:
    made = campaign(columns({"名称": "编号", "必填": "是"}, {"名称": "内容"}))
    data = saved([filled(workbook(form(made)), "台账", {"A5": "0012", "B5": "3-5"})])[0]
    facts = read_return(data, "a.xlsx", define(made)).ledgers[0].facts
    assert [fact.value for fact in facts] == ["0012", "3-5"]


def test_only_what_a_unit_fills_in_is_unlocked() -> None:
    sheet = opened(CHECK)["台账"]
    assert sheet.protection.sheet
    assert (sheet.protection.insertRows, sheet.protection.formatRows) == (False, False)  # False: not forbidden
    locked = {cell.coordinate for row in sheet["A4:J5"] for cell in row if cell.protection.locked}
    assert locked == {*(f"{c}4" for c in "ABCDEFGHIJ"), "A5", "H5", "I5", "J5"}


# -- one definition ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", preset_names())
def test_heading_prompts_and_notes_come_from_the_definition(name: str) -> None:
    data = issue({name: {"周期": "每月"}})
    spec = define(campaign({name: {"周期": "每月"}})).specs[0]
    sheet = opened(data)[name]
    top = 6 if any(c.group for c in spec.columns) else 5
    for x, column in enumerate(spec.columns, 1):
        at = (top - 1, x) if column.group or top == 5 else (4, x)
        assert tidy(sheet.cell(*at).value) == tidy(heading(column))
        if column in spec.inputs() and column.type in ("整数", "金额", "比率", "日期"):
            assert validation(data, sheet.cell(top, x).coordinate, name).prompt.startswith(
                f"请填{expectation(column)}"
            )
    below = [row[0].value for row in sheet.iter_rows() if row[0].value]
    rules = [rule.message for rule in spec.rules if rule.level == "退回"]
    if rules:
        assert below.pop() == f"交回后自动核对：{'；'.join(rules)}。出现其中情形的，将退回修改。"
    assert tuple(below[len(below) - len(notes(spec)) :]) == notes(spec)
    book = open_book(data, "a.xlsx")
    assert sorted(book.anchors[name].values()) == [(1, x) for x in range(1, len(spec.columns) + 1)]


def test_a_unit_of_measure_goes_on_a_line_of_its_own_where_the_column_is_narrow() -> None:
    sheet = opened(issue(columns({"名称": "发现问题笔数", "类型": "整数", "单位": "笔"}, *[{"名称": f"列{i}", "类型": "整数"} for i in range(9)])))["台账"]  # fmt: skip
    assert sheet["A4"].value == "发现问题笔数\n（笔）"


def test_groups_added_columns_departments_and_portrait_are_issued() -> None:
    made = {
        "活动统计表": {"加列": [{"名称": "另一列", "组": "其他", "类型": "整数", "单位": "个"}], "横向": "否"},
        "部门表": {
            "行": "部门",
            "列": [{"名称": "部门", "来源": "部门"}, {"名称": "人数", "类型": "整数", "必填": "是"}],
        },
    }
    book = opened(issue(made))
    assert (book["活动统计表"]["Z4"].value, book["活动统计表"]["Z5"].value) == ("其他", "另一列\n（个）")
    assert book["活动统计表"].page_setup.orientation == "portrait"
    assert [[c.value for c in row[:2]] for row in book["部门表"]["A5:B7"]] == [
        ["办公室", None], ["财务部", None], ["合计", '=IF(COUNT($B$5:$B$6)=0,"",SUM($B$5:$B$6))']]  # fmt: skip


def test_a_ledger_of_one_column_has_room_for_its_title_and_its_nil_report() -> None:
    sheet = opened(issue(columns({"名称": "问题"})))["台账"]
    assert sheet.column_dimensions["A"].width >= 60
    assert sheet["A3"].value == "零报告（本期确无内容的选“是”）："
    assert validation(issue(columns({"名称": "问题"})), "B3").formula1 == '"是"'
    assert sheet.max_row == 4 + 3 + 50  # heading, rows, spare rows: no sums, no notes


def test_rows_are_numbered_through_and_sums_stand_below_only_where_their_row_can_be_known() -> None:
    sheet = opened(PRESETS)["宣传报道情况表"]
    assert [sheet.cell(y, 1).value for y in range(6, 6 + 54)] == [str(i) for i in range(1, 55)]
    last = 4 + 3 + 50 + 1
    assert (
        opened(issue(columns({"名称": "问题"}, {"名称": "笔数", "类型": "整数"})))["台账"].cell(last, 1).value
        == "合计"
    )
    numbers_first = issue(columns({"名称": "笔数", "类型": "整数"}, {"名称": "问题"}))
    assert opened(numbers_first)["台账"].max_row == last - 1


def test_each_body_of_a_task_has_rows_for_three_problems() -> None:
    made = campaign({"实施方案台账": {"周期": "每月"}})
    data = workbook(form(made))
    sheet = opened(data)["实施方案台账"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A5:A16", "B5:B10", "C5:C10", "D5:D7", "D8:D10", "A17:A22"} <= merged
    assert (sheet["D5"].value, sheet["D8"].value) == ("集团：", "子企业：")
    assert (sheet["A5"].protection.locked, sheet["D5"].protection.locked, sheet["E7"].protection.locked) == (
        True, False, False)  # fmt: skip
    returned = filled(data, "实施方案台账", {"D5": "集团：制度12件", "E5": "甲", "E6": "乙", "E7": "丙", "F6": "修订"})
    facts = read_return(returned, "a.xlsx", define(made)).ledgers[0].facts
    assert [(f.row, f.value) for f in facts if f.field == "存在问题" and f.value] == [(5, "甲"), (6, "乙"), (7, "丙")]
    assert [f.value for f in facts if f.field == "行动任务" and f.row in (5, 6, 7)] == ["修订制度"] * 3
    assert [f.value for f in facts if f.field == "现状" and f.row in (5, 6, 7)] == ["集团：制度12件"] * 3


def test_blank_rows_grow_with_what_is_typed_and_given_rows_are_high_enough() -> None:
    sheets = opened(PRESETS)
    assert [sheets["问题整改台账"].row_dimensions[y].height for y in (6, 20)] == [None, None]
    heights = [sheets["实施方案台账"].row_dimensions[y].height for y in range(5, 11)]
    assert heights == [None] * 6  # one line over three rows
    task = [{"类别": "甲", "事项": [{"内容": "很长的任务" * 20, "现状": "1.甲。\n2.乙。\n3.丙。\n4.丁。"}]}]
    long = opened(issue({"实施方案台账": {}}, 任务=task))["实施方案台账"]
    assert [long.row_dimensions[y].height for y in range(5, 11)] == [
        27.75
    ] * 6  # 28 pt in whole pixels; five lines over three rows


# -- never opened, and saved by another program -----------------------------------------------------------------------


@pytest.mark.parametrize("data", [PRESETS, CHECK], ids=["presets", "checked"])
def test_a_form_never_opened_shows_no_zero(data: bytes) -> None:
    shown = [
        cell.value for sheet in opened(data, values=True).worksheets if sheet.title[0] != "_" and sheet.title != "封面"
        for row in sheet.iter_rows() for cell in row if cell.value in (0, "0")
    ]  # fmt: skip
    assert shown == []


@pytest.fixture(scope="module")
def computed() -> Callable[[str], Any]:
    """Filled-in workbooks by name, computed by LibreOffice."""
    ten = {"A6": 5, "B6": 90, "C6": 100, "E6": 4, "F6": 12.5, "G6": 2, "H6": 3, "J6": 1, "K6": 1, "R6": 1}
    departments = {
        "部门表": {
            "行": "部门",
            "列": [{"名称": "部门", "来源": "部门"}, {"名称": "人数", "类型": "整数", "必填": "是"}],
        }
    }
    books = {
        "blank": PRESETS,
        "nil": filled(PRESETS, "问题整改台账", {opened_nil(PRESETS, "问题整改台账"): "是"}),
        "statistics": filled(PRESETS, "活动统计表", ten),
        "wrong": filled(PRESETS, "活动统计表", {**ten, "H6": 5, "X6": 1}),
        "asked": filled(PRESETS, "活动统计表", {**ten, "B6": 120}),
        "checked": filled(CHECK, "台账", {
            "B5": "甲", "C5": 4, "D5": 3, "E5": 1.5, "F5": "未整改",
            "B6": "乙", "C6": 4, "D6": 5,
            "B7": "丙", "C7": 4, "F7": "已销号",
            "B8": "丁",
            "B9": "戊", "C9": 0, "E9": 1,
            "B10": "己", "C10": "约30",
            "B11": "庚", "C11": 0, "D11": 0,
            "C12": 1,
        }),
        "departments": filled(issue(departments), "部门表", {"B5": 3}),
    }  # fmt: skip
    made = dict(zip(books, saved(list(books.values())), strict=True))
    return lambda name: opened(made[name], values=True)


def opened_nil(data: bytes, sheet: str) -> str:
    """The cell of the nil report."""
    row = opened(data)[sheet][3]
    return str(next(row[i + 1].coordinate for i, cell in enumerate(row) if cell.value))


def covered(book: Any) -> dict[str, str]:
    """What the cover says of each ledger."""
    return {row[1].value: row[2].value for row in book["封面"].iter_rows(min_row=13, max_row=12 + len(preset_names()))}


def test_the_cover_says_that_nothing_is_filled_in(computed: Callable[[str], Any]) -> None:
    assert covered(computed("blank")) == dict.fromkeys(preset_names(), "未填写")


def test_blank_forms_compute_no_sums_and_no_rates(computed: Callable[[str], Any]) -> None:
    for sheet in computed("blank").worksheets:
        if sheet.title not in ("封面", "_docgen", "_选项"):
            values = {c.value for row in sheet.iter_rows(min_row=6) for c in row}
            assert not {v for v in values if isinstance(v, int | float) or str(v).startswith("#")}, sheet.title


def test_the_cover_says_that_a_nil_report_is_ticked(computed: Callable[[str], Any]) -> None:
    assert covered(computed("nil"))["问题整改台账"] == "零报告"


@pytest.mark.parametrize(
    ("name", "row", "cover"),
    [
        ("statistics", "通过", "通过"),
        ("wrong", "已整改笔数不能大于发现问题笔数", "1行待改"),
        ("asked", "请核实：测试人次大于应测人数，请核实是否重复统计", "1行请核实"),
    ],
)
def test_the_self_check_says_what_is_wrong(computed: Callable[[str], Any], name: str, row: str, cover: str) -> None:
    book = computed(name)
    assert book["活动统计表"]["Z6"].value == row
    assert covered(book)["活动统计表"] == cover


def test_computed_columns_are_computed(computed: Callable[[str], Any]) -> None:
    sheet = computed("statistics")["活动统计表"]
    assert (sheet["D6"].value, sheet["I6"].value) == (0.9, 0.75)


def test_each_row_is_judged_as_on_return(computed: Callable[[str], Any]) -> None:
    sheet = computed("checked")["台账"]
    assert [sheet.cell(y, 10).value for y in range(5, 14)] == [
        "通过",
        '整改不能大于“发现”"笔数"',
        "没有填销号日期",
        "请填发现",
        "请核实：有罚款没有发现",
        "数字列里有文字，请只填数字",
        "通过",  # 0 of 0: no rate, and nothing wrong
        "请填问题",
        None,
    ]
    assert [[c.value for c in row] for row in sheet["H5:I8"]] == [[0.75, 1], [1.25, -1], [None, None], [None, None]]


def test_sums_are_sums_and_rates_are_computed_from_them(computed: Callable[[str], Any]) -> None:
    sheet = computed("checked")["台账"]
    row = [c.value for c in sheet[5 + 3 + 50]]
    assert row[:9] == ["合计", None, 13, 8, 2.5, None, None, pytest.approx(8 / 13), 0]


def test_a_department_left_out_is_named(computed: Callable[[str], Any]) -> None:
    sheet = computed("departments")["部门表"]
    assert [sheet["C5"].value, sheet["C6"].value] == ["通过", "本行没有填"]


def test_a_save_by_another_program_keeps_identity_anchors_limits_and_protection() -> None:
    after = saved([PRESETS])[0]
    old, new = open_book(PRESETS, "a.xlsx"), open_book(after, "a.xlsx")
    assert (new.identity, new.issued, new.anchors) == (old.identity, old.issued, old.anchors)
    for name in preset_names():
        before, kept = opened(PRESETS)[name], opened(after)[name]
        assert kept.protection.sheet
        assert len(kept.data_validations.dataValidation) == len(before.data_validations.dataValidation)
        assert {str(m) for m in kept.merged_cells.ranges} == {str(m) for m in before.merged_cells.ranges}
        assert kept.print_title_rows == before.print_title_rows
        assert kept.page_setup.orientation == "landscape"
    assert {s.title for s in opened(after).worksheets if s.sheet_state != "visible"} == {"_docgen", "_选项"}
