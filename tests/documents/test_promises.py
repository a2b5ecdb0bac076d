"""Cards and promises: who gets which risk points, what each sheet prints, and what is said of a list of people."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen import checking
from docgen.core.errors import InvalidInput
from docgen.workspace import Workspace
from tests.conftest import notice
from tests.documents import reading

SAMPLE = Path(__file__).parents[2] / "data" / "风险点库"
UNITS = [
    {"编号": "U01", "全称": "华澜电力有限公司", "简称": "电力公司"},
    {"编号": "U02", "全称": "华澜水务有限公司", "简称": "水务公司"},
]
CARDS, FORMS = "“合规风险排查年”岗位风险提示卡", "廉政风险点和自我防范承诺表"
Campaign = Callable[..., Workspace]
PLEDGE = {"类型": "合规承诺书"}
MORE = """
人员:
  - {姓名: 员工21, 单位: U04, 岗位: 客户经理}
  - {姓名: 员工22, 单位: 白沙渡农商行, 部门: 办公室, 岗位: 打字员}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of the sample collected, with its reports; a single file for each person, too."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path_factory.mktemp("库") / "样例"))
    path = folder / "活动.yaml"
    entries = (
        "文件:\n  - {类型: 廉政风险点和自我防范承诺表, 发给: 人员}\n  - {类型: 廉政风险点和自我防范承诺表, 发给: 全部}"
    )
    path.write_text(path.read_text(encoding="utf-8").replace("文件:", entries, 1) + MORE, encoding="utf-8")
    Workspace(folder / "上年").collect(folder / "上年" / "收件", today=date(2026, 1, 5), workers=1)
    Workspace(folder).collect(folder / "收件", today=date(2027, 1, 5), workers=1)
    Workspace(folder).report()
    Workspace(folder).build()
    return folder / "out"


def tables(path: Path) -> list[list[str]]:
    """The cells of each table in one row."""
    return [[cell for row in table for cell in row if cell] for table in reading.tables(path)]


def spots(workspace: Workspace) -> list[tuple[str, str, str]]:
    """(rule, cell or line, severity) of each problem."""
    found = workspace.validate()
    return [(p.rule.number, p.place.cell or str(p.place.line), p.severity) for p in found]


def listed(workspace: Workspace, *rows: tuple[Any, ...]) -> Path:
    """A list of people beside the data file."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    path = workspace.path.parent / "人员.xlsx"
    book.save(path)
    return path


# ---- cards


def test_a_post_has_one_card_with_its_risk_points_and_safeguards(made: Path) -> None:
    cards = {cells[0]: cells for cells in tables(made / "报告" / f"{CARDS}.docx")}
    assert cards["系统管理员"] == [
        "系统管理员", "业务：信息系统", "责任部门：科技部", "编号", "风险点", "等级", "防范措施",
        "FX0003", "离岗人员的系统账号没有及时停用", "中", "离岗审批单加“账号停用”一栏，办结才放行",
        "FX0010", "人员离岗以后，系统账号没有及时收回停用", "中", "按月核对在岗名单和账号清单",
        "岚屏农村信用社联合社　2026年",
    ]  # fmt: skip


def test_risk_points_that_are_gone_have_no_card(made: Path) -> None:
    cards = tables(made / "报告" / f"{CARDS}.docx")
    assert "清收岗" not in [cells[0] for cells in cards]


def test_a_post_with_more_than_a_card_holds_has_a_second_one(made: Path) -> None:
    names = [cells[0] for cells in tables(made / "报告" / f"{CARDS}.docx")]
    assert names[:2] == ["客户经理（一）", "客户经理（二）"]


def test_the_cards_of_a_unit_have_what_it_found_also_where_another_stands_first(made: Path) -> None:
    own = tables(made / "报告" / f"{CARDS}（白沙渡农商行）.docx")
    assert [(cells[0], cells[7]) for cells in own] == [
        ("客户经理", "FX0001"), ("网点负责人", "FX0013"), ("科技外包岗", "FX0017"), ("舆情专员", "FX0012"), ("库管员", "FX0018"),
    ]  # fmt: skip
    assert own[0][-1] == "白沙渡农村商业银行股份有限公司　2026年"


# ---- forms


def test_everybody_of_the_list_gets_a_form_with_the_points_of_post_and_unit(made: Path) -> None:
    *forms, left = tables(made / "报告" / f"{FORMS}.docx")
    assert [cells[1] for cells in forms] == [f"员工{n}" for n in (21, 22, *(f"{i:02}" for i in range(1, 12)))]
    seventh = next(cells for cells in forms if cells[1] == "员工07")
    assert [text for text in seventh if text.startswith("FX")] == ["FX0010"]
    promised = {text for cells in forms for text in cells if text.startswith("FX")}
    nobodys = {text for text in left if text.startswith("FX")}
    sheet = openpyxl.load_workbook(made / "汇总" / "风险点库.xlsx")["风险点库"]
    heads = [cell.value for cell in sheet[4]]
    states = {str(row[0]): str(row[heads.index("状态")]) for row in sheet.iter_rows(5, values_only=True)}
    assert promised | nobodys == {number for number, state in states.items() if state != "已消除"}
    assert promised & nobodys == set()


def test_somebody_whose_post_has_no_risk_points_gets_blank_rows_and_a_word(made: Path) -> None:
    path = made / "报告" / f"{FORMS}（白沙渡农商行 员工22）.docx"
    (rows,) = reading.tables(path)
    assert rows[3:6] == [["", "", "", ""]] * 3
    assert "注：风险点库里没有这个岗位的风险点，请本人对照工作查找，填在表里。" in reading.paragraphs(path)


def test_a_unit_has_one_form_with_all_its_posts(made: Path) -> None:
    (rows,) = reading.tables(made / "报告" / f"{FORMS}（石澜农商行）.docx")
    assert [row[:2] for row in rows[3:-2]] == [
        ["FX0005", "客户经理"], ["FX0006", "大堂经理"], ["FX0007", "采购经办"], ["FX0015", "理财经理"],
    ]  # fmt: skip
    assert rows[-1][1:] == ["承诺人签名：　　　　年　　月　　日", "部门负责人签名：　　　　年　　月　　日"]


def test_what_was_made_passes_the_check(made: Path) -> None:
    judged = checking.check(checking.documents(made), today=date(2027, 1, 8))
    assert [str(p) for item in judged for p in item.problems if p.severity != "info"] == []


def test_what_was_made_is_what_the_data_file_says(made: Path) -> None:
    judged = Workspace(made.parent).check(today=date(2027, 1, 8))
    assert [(own.path.name, p.message) for own in judged for p in own.problems if p.rule.number == "C01"] == []


def test_the_same_cards_and_forms_come_out_again(made: Path, tmp_path: Path) -> None:
    Workspace(made.parent).report(out=tmp_path)
    for path in tmp_path.glob("*.docx"):
        assert path.read_bytes() == (made / "报告" / path.name).read_bytes()


# ---- pledges


def test_a_pledge_has_a_page_for_each_person_with_the_fields_filled_in(campaign: Campaign) -> None:
    people = [
        {"姓名": "员工01", "单位": "U01", "部门": "财务部", "岗位": "出纳"},
        {"姓名": "员工02", "单位": "水务公司"},
    ]
    workspace = campaign(单位=UNITS, 人员=people, 文件=[{**PLEDGE, "正文": "我是{单位}{部门}的{姓名}。"}])
    made, _ = workspace.build()
    assert [item.path.name for item in made] == ["合规承诺书.docx"]
    told = [line for line in reading.body(made[0].path) if line.startswith("我是")]
    assert told == ["我是华澜电力有限公司财务部的员工01。", f"我是华澜水务有限公司{'　' * 5}的员工02。"]


def test_one_file_for_each_person_ends_with_the_name(campaign: Campaign) -> None:
    people = [{"姓名": "员工01", "单位": "U01"}, {"姓名": "员工02"}]
    workspace = campaign(单位=UNITS, 人员=people, 文件=[{**PLEDGE, "正文": "我承诺。", "发给": "人员"}])
    made, problems = workspace.build(only=["合规承诺书"])
    assert [item.path.name for item in made] == ["合规承诺书（电力公司 员工01）.docx", "合规承诺书（员工02）.docx"]
    assert problems == []


def test_another_document_can_be_made_for_each_person(campaign: Campaign) -> None:
    letter = {**notice(主送=None, 正文="请{姓名}同志到会。"), "发给": "人员"}
    made, _ = campaign(人员=[{"姓名": "员工01"}], 文件=[letter]).build()
    assert made[0].path.name.endswith("（员工01）.docx")
    assert {"员工01：", "请员工01同志到会。"} <= set(reading.body(made[0].path))


def test_a_hundred_pledges_are_a_hundred_pages(campaign: Campaign) -> None:
    people = [{"姓名": f"员工{n:03}", "岗位": "出纳", "部门": "财务部", "单位": "U01"} for n in range(100)]
    made, problems = campaign(单位=UNITS, 人员=people, 文件=[PLEDGE]).build()
    root = reading.document(made[0].path)
    assert (len(list(root.iter(f"{reading.W}sectPr"))), problems) == (100, [])


# ---- lists


def test_a_list_is_read_by_its_headings_wherever_they_stand(campaign: Campaign) -> None:
    workspace = campaign(单位=UNITS, 人员名单="人员.xlsx", 文件=[{**PLEDGE, "正文": "{姓名}{单位}{部门}{岗位}。"}])
    listed(
        workspace,
        ("承诺人员名单",),
        ("序号", "职 务", "名字", "科室", "机构名称"),
        (1, "出纳", "张　三", "财务部", "U01"),
        (None,) * 5,
        (2, "会计", "员工02", "财务部", "水务公司"),
        ("合计", None, "2人"),
    )
    made, problems = workspace.build()
    body = reading.body(made[0].path)
    assert {"张三华澜电力有限公司财务部出纳。", "员工02华澜水务有限公司财务部会计。"} <= set(body)
    assert problems == []


def test_units_in_merged_cells_count_for_all_their_rows(campaign: Campaign) -> None:
    workspace = campaign(单位=UNITS, 人员名单="人员.xlsx", 文件=[{**PLEDGE, "正文": "{单位}{姓名}。"}])
    path = listed(workspace, ("单位", "姓名"), ("U02", "员工01"), (None, "员工02"))
    book = openpyxl.load_workbook(path)
    sheet: Any = book.active
    sheet.merge_cells("A2:A3")
    book.save(path)
    made, _ = workspace.build()
    assert "华澜水务有限公司员工02。" in reading.body(made[0].path)


def test_what_is_wrong_in_a_list_is_said_at_its_cell(campaign: Campaign) -> None:
    workspace = campaign(单位=UNITS, 人员名单="人员.xlsx", 人员=[{"姓名": "员工01", "单位": "U01"}], 文件=[notice()])
    listed(
        workspace,
        ("姓名", "单位", "岗位"),
        (None, "U01", "出纳"),
        ("员工02", "水务公事", ""),
        ("员工01", "电力公司", ""),
        ("员工01", "电力公司", "会计"),
    )
    assert sorted(spots(workspace)) == [
        ("Y85", "A2", "error"), ("Y86", "B3", "error"), ("Y87", "A4", "warning"), ("Y87", "A5", "warning"),
    ]  # fmt: skip
    with pytest.raises(InvalidInput, match="单位名单里没有“水务公事”"):
        workspace.build()


@pytest.mark.parametrize(
    "content", [None, b"", b"%PDF-1.7", b"PK\x03\x04broken", "姓名\n员工01".encode(), "甲,乙\n1,2".encode()]
)
def test_a_list_that_cannot_be_read_is_a_problem_of_its_key(campaign: Campaign, content: bytes | None) -> None:
    workspace = campaign(人员名单="人员.xlsx", 文件=[PLEDGE])
    if content is not None:
        (workspace.path.parent / "人员.xlsx").write_bytes(content)
    assert [rule for rule, _, severity in spots(workspace) if severity == "error"] == ["Y84"]


def test_a_unit_of_the_data_file_that_is_none_is_said_at_its_line(campaign: Campaign) -> None:
    workspace = campaign(单位=UNITS, 人员=[{"姓名": "员工01", "单位": "U09"}], 文件=[notice()])
    line = workspace.path.read_text(encoding="utf-8").splitlines().index("  单位: U09") + 1
    assert spots(workspace) == [("Y86", str(line), "error")]


# ---- documents for people


def test_documents_for_people_need_people(campaign: Campaign) -> None:
    found = spots(campaign(文件=[PLEDGE, {**notice(发文字号="自动"), "发给": "人员"}]))
    assert [rule for rule, _, _ in found] == ["Y88", "Y88"]


def test_cards_are_not_made_for_people(campaign: Campaign) -> None:
    data = {"单位": UNITS, "台账": {"风险点台账": {}}, "人员": [{"姓名": "员工01"}]}
    assert [r for r, _, _ in spots(campaign(**data, 文件=[{"类型": "岗位风险提示卡", "发给": "人员"}]))] == ["Y88"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("我是{名字}。", ("Y89", "error")),
        ("我是{全称}的{姓名}。", ("Y89", "error")),
        ("岗位：{岗位}。", ("Y89", "info")),
    ],
)
def test_what_a_text_asks_of_people_is_known_of_them(campaign: Campaign, body: str, expected: tuple[str, str]) -> None:
    workspace = campaign(单位=UNITS, 人员=[{"姓名": "员工01"}], 文件=[{**PLEDGE, "正文": body}])
    assert [(rule, severity) for rule, _, severity in spots(workspace)] == [expected]


def test_a_name_in_a_text_for_nobody_is_said(campaign: Campaign) -> None:
    assert [r for r, _, _ in spots(campaign(文件=[notice(正文="请{姓名}到会。")]))] == ["Y89"]


def test_keys_that_a_pledge_does_not_print_are_said(campaign: Campaign) -> None:
    entry = {**PLEDGE, "成文日期": "2026-05-08", "附件": [{"标题": "甲", "正文": "乙"}]}
    workspace = campaign(
        单位=UNITS, 人员=[{"姓名": "员工01", "单位": "U01", "部门": "甲部", "岗位": "乙岗"}], 文件=[entry]
    )
    assert [rule for rule, _, _ in spots(workspace)] == ["Y48", "Y48"]
