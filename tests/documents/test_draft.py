"""The data file that import writes: what becomes a task, a ledger or a unit, what is marked as missing, nothing invented."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from docgen.campaign.load import load
from docgen.gongwen.outline import outline
from docgen.gongwen.reading.read import read
from docgen.importing import bring_in, lay_out
from docgen.workspace import Workspace
from tests.gongwen.messy import CASES
from tests.gongwen.test_papers import FOUND

HEAD = ["青禾县供销合作社文件", "青供发〔2026〕7号", "关于开展“仓库清查年”活动的通知", "各基层社："]
END = ["青禾县供销合作社", "2026年4月9日"]
TASK_HEAD = ("类别|内容|责任|时限", "||牵头部门|配合部门|")


def cells(*rows: str) -> list[str]:
    """A table as it is flattened, from rows with | between cells: a cell a line behind a tab, then a blank line."""
    return [line for row in rows for line in (*(f"\t{cell}" for cell in row.split("|")), "")]


def notice(*attached: str, listed: str = "附件：分工表", body: tuple[str, ...] = ("请认真落实。",)) -> list[str]:
    """A notice with what is attached to it."""
    return [*HEAD, *body, *([listed] if listed else []), *END, *attached]


def drafted(lines: list[str], folder: Path) -> tuple[dict[str, Any], list[str]]:
    """The data file of a text as data, and its remarks; it must load and build."""
    path = folder / "稿.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return imported(path, folder)


def imported(path: Path, folder: Path) -> tuple[dict[str, Any], list[str]]:
    """The data file of a document, and its remarks; it loads without a problem, and what it makes is read the same."""
    made = bring_in(path, folder / "活动")
    assert made.path is not None
    text = made.path.read_text(encoding="utf-8")
    assert [str(problem) for problem in load(made.path).problems] == []
    (built,), problems = Workspace(made.path).build(folder / "out")
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    told = {key: value for key, value in outline(made.reading.document).items() if key != "date_text"}
    assert {key: value for key, value in outline(read(built.path).document).items() if key != "date_text"} == told
    remarks = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
    data: dict[str, Any] = yaml.safe_load(text)
    return data, remarks


def entry(data: dict[str, Any]) -> dict[str, Any]:
    """The only document."""
    (found,) = data["文件"]
    return dict(found)


# ---- tasks


def test_tasks_are_offered_where_departments_share_a_line(tmp_path: Path) -> None:
    table = cells(
        "重点任务|具体措施|责任分工|完成时限",
        "||牵头部门|配合部门|",
        "一、查线路|1.逐库查看。|仓储科|安全科、电工班|5月底",
        "|2.限期更换。|安全科||2026-06-30",
        "二、查堆放|1.按图码放。|仓储科|-|6月底",
    )
    data, remarks = drafted(notice("附件", "分工表", *table), tmp_path)
    assert data["任务"] == [
        {
            "类别": "一、查线路",
            "事项": [
                {"内容": "1.逐库查看。", "牵头": ["仓储科"], "配合": ["安全科", "电工班"], "时限": "5月底"},
                {"内容": "2.限期更换。", "牵头": ["安全科"], "时限": "2026-06-30"},
            ],
        },
        {"类别": "二、查堆放", "事项": [{"内容": "1.按图码放。", "牵头": ["仓储科"], "配合": ["-"], "时限": "6月底"}]},
    ]
    assert data["部门"] == ["仓储科", "安全科"]
    assert any("分工表" in remark and "原样留着" in remark for remark in remarks)
    assert entry(data)["附件"][0]["表格"][0]["行"][2][3] == "安全科、电工班"


def test_a_numbered_task_table_leaves_its_numbers_to_docgen(tmp_path: Path) -> None:
    rows = ("一、查线路|1.逐库查看。|仓储科|安全科|5月底", "|2.限期更换。|安全科|仓储科|6月底")
    data, _ = drafted(notice("附件", "分工表", *cells(*TASK_HEAD, *rows)), tmp_path)
    (attachment,) = entry(data)["附件"]
    assert attachment == {
        "名称": "任务分解表",
        "标题": "分工表",
        "表头": {"类别": "类别", "内容": "内容", "责任": "责任", "时限": "时限"},
        "编号": "是",
    }
    assert data["任务"] == [
        {
            "类别": "查线路",
            "事项": [
                {"内容": "逐库查看。", "牵头": ["仓储科"], "配合": ["安全科"], "时限": "5月底"},
                {"内容": "限期更换。", "牵头": ["安全科"], "配合": ["仓储科"], "时限": "6月底"},
            ],
        }
    ]
    assert data["部门"] == ["仓储科", "安全科"]


def test_a_task_table_without_numbers_stays_without(tmp_path: Path) -> None:
    rows = ("查线路|逐库查看。|仓储科|安全科|5月底", "查堆放|按图码放。|安全科|仓储科|6月底")
    data, _ = drafted(notice("附件", "分工表", *cells(*TASK_HEAD, *rows)), tmp_path)
    (attachment,) = entry(data)["附件"]
    assert "编号" not in attachment
    assert attachment["名称"] == "任务分解表"
    assert [group["类别"] for group in data["任务"]] == ["查线路", "查堆放"]


def test_the_table_of_three_columns_becomes_tasks(tmp_path: Path) -> None:
    rows = ("类别|序号|工作任务", "查线路|1|逐库查看。", "|2|限期更换。", "查堆放|3|按图码放。")
    data, _ = drafted(notice("附件", "分工表", *cells(*rows)), tmp_path)
    assert entry(data)["附件"] == [{"名称": "行动任务表", "标题": "分工表", "表头": {"内容": "工作任务"}}]
    assert [(group["类别"], [task["内容"] for task in group["事项"]]) for group in data["任务"]] == [
        ("查线路", ["逐库查看。", "限期更换。"]),
        ("查堆放", ["按图码放。"]),
    ]


def test_a_task_table_of_another_shape_is_kept_cell_by_cell_and_the_clerk_is_told(tmp_path: Path) -> None:
    rows = ("序号|工作内容|责任部门|完成时限", "1|逐库查看。|仓储科|5月底", "2|码放。|安全科|6月底")
    data, remarks = drafted(notice("附件", "分工表", *cells(*rows)), tmp_path)
    ((table,),) = [attachment["表格"] for attachment in entry(data)["附件"]]
    assert table["行"] == [row.split("|") for row in rows]
    assert [task["内容"] for group in data["任务"] for task in group["事项"]] == ["逐库查看。", "码放。"]
    assert any("分工表" in remark and "原样留着" in remark for remark in remarks)


def test_a_column_that_tasks_do_not_have_is_not_lost(tmp_path: Path) -> None:
    rows = ("类别|工作内容|牵头部门|联系电话", "查线路|逐库查看。|仓储科|5550137", "查堆放|码放。|安全科|5550138")
    data, _ = drafted(notice("附件", "分工表", *cells(*rows)), tmp_path)
    ((table,),) = [attachment["表格"] for attachment in entry(data)["附件"]]
    assert table["行"] == [row.split("|") for row in rows]
    assert "任务" not in data


def test_the_plan_of_a_paper_brings_its_tasks_numbered_and_under_its_own_headings(tmp_path: Path) -> None:
    data, remarks = imported(FOUND["印发通知.txt"], tmp_path)
    (attachment,) = entry(data)["印发件"]["附件"]
    assert attachment == {
        "名称": "任务分解表",
        "标题": "“节水管理提升年”重点任务分工表",
        "表头": {"类别": "重点任务", "内容": "具体措施", "责任": "责任分工"},
        "编号": "是",
    }
    assert [(group["类别"], len(group["事项"])) for group in data["任务"]] == [
        ("摸清管网底数", 2),
        ("开展漏损排查", 3),
        ("加强节水宣传", 1),
    ]
    assert data["任务"][1]["事项"][1]["牵头"] == ["管网股", "抢修队"]
    assert data["部门"][:2] == ["管网股", "营业股"]
    assert remarks == ["由 印发通知.txt 导入。"]


# ---- ledgers


FORM = cells(
    "序号|时间|宣传平台|标题\n\n（附网址）|篇数（篇）",
    "||省级|市级||",
    "1|||||",
    "2|||||",
    "……|||||",
)
NOTES = ["填表说明：", "1. 按月填写。", "2. 每月20日前报送。", "注：平台以公布的名单为准。"]


def test_a_form_becomes_a_ledger_with_groups_hints_rows_and_notes(tmp_path: Path) -> None:
    data, remarks = drafted(notice("附件", "宣传情况表", *FORM, *NOTES, listed="附件：宣传情况表"), tmp_path)
    ((name, ledger),) = data["台账"].items()
    assert name == "宣传情况表"
    assert ledger["标题"] == "宣传情况表"
    assert [(column["名称"], column.get("组")) for column in ledger["列"]] == [
        ("序号", None),
        ("时间", None),
        ("省级", "宣传平台"),
        ("市级", "宣传平台"),
        ("标题（附网址）", None),  # lines of a heading are put together; which of them is a hint is not known
        ("篇数", None),
    ]
    assert ledger["列"][5]["单位"] == "篇"
    assert ledger["列"][0]["来源"] == "序号"
    assert (ledger["行"], ledger["省略行"]) == (2, "是")
    assert ledger["填表说明"] == ["按月填写。", "每月20日前报送。"]
    assert ledger["注"] == ["平台以公布的名单为准。"]
    assert entry(data)["附件"] == [{"台账": name, "标题": "宣传情况表"}]
    assert remarks == ["由 稿.txt 导入。"]


def test_a_form_that_docgen_prints_alike_is_the_ledger(tmp_path: Path) -> None:
    rows = cells("序号|库房|隐患|整改情况", "1|||", "2|||", "3|||")
    data, _ = drafted(notice("附件", "隐患清单", *rows, listed="附件：隐患清单"), tmp_path)
    assert entry(data)["附件"] == [{"台账": "隐患清单", "标题": "隐患清单"}]
    assert [column["名称"] for column in data["台账"]["隐患清单"]["列"]] == ["序号", "库房", "隐患", "整改情况"]
    assert data["台账"]["隐患清单"]["行"] == 3


def test_the_forms_of_a_plan_become_ledgers_and_the_filled_one_is_kept_too(tmp_path: Path) -> None:
    data, remarks = imported(FOUND["行动方案.txt"], tmp_path)
    first, second, third = entry(data)["附件"]
    assert (first["名称"], third["台账"]) == ("行动任务表", "宣传情况表")
    assert [a.get("列名") for a in (first, second, third)] == [
        None,
        "制度完善年”实施方案（模板）",
        "“制度完善年”宣传情况表",
    ]
    (own,) = second["附件"]
    assert len(own["表格"][0]["行"]) == 12
    assert own["列名"] == "“制度完善年”实施方案台账"
    form = data["台账"]["导入的实施方案台账"]
    assert len(form["列"]) == 11
    assert form["行"] == 11
    assert len(form["填表说明"]) == 2
    assert any("实施方案台账" in remark and "原样留着" in remark for remark in remarks)
    assert sum(len(group["事项"]) for group in data["任务"]) == 5


def test_two_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    rows = cells("序号|检查人|日期|日期", "1|||", "2|||")
    data, _ = drafted(notice("附件", "检查登记表", *rows, listed="附件：检查登记表"), tmp_path)
    names = [column["名称"] for column in data["台账"]["检查登记表"]["列"]]
    assert len(set(names)) == 4
    assert names[2] == "日期"


def test_a_table_that_is_filled_in_is_no_form(tmp_path: Path) -> None:
    rows = cells("序号|库房|件数", "1|东库|65", "2|西库|40")
    data, _ = drafted(notice("附件", "盘点情况表", *rows, listed="附件：盘点情况表"), tmp_path)
    assert "台账" not in data
    assert entry(data)["附件"][0]["表格"][0]["行"][1:] == [["1", "东库", "65"], ["2", "西库", "40"]]


# ---- units, name, year, host


def test_units_are_offered_from_a_column_of_names_with_running_numbers(tmp_path: Path) -> None:
    rows = cells(
        "序号|单位名称|联系人",
        "1|南桥乡供销社|周岚",
        "2|白沙镇供销社|林溪",
        "合计|合计|2",
    )
    data, remarks = drafted(notice("附件", "联络名单", *rows, listed="附件：联络名单"), tmp_path)
    assert data["单位"] == [
        {"编号": "U01", "全称": "南桥乡供销社", "信息": {"联系人": "周岚"}},
        {"编号": "U02", "全称": "白沙镇供销社", "信息": {"联系人": "林溪"}},
    ]
    assert any("单位" in remark and "编号" in remark for remark in remarks)


def test_host_year_name_and_code_are_those_of_the_document(tmp_path: Path) -> None:
    data, remarks = drafted(notice(listed=""), tmp_path)
    assert data["活动"] == {"名称": "仓库清查年", "年度": 2026, "主办": "青禾县供销合作社", "机关代字": "青供发"}
    assert remarks == ["由 稿.txt 导入。"]
    assert entry(data) == {
        "类型": "通知",
        "发文字号": "青供发〔2026〕7号",
        "标题": "关于开展“仓库清查年”活动的通知",
        "主送": "各基层社",
        "正文": "请认真落实。",
        "成文日期": "2026-04-09",
    }


def test_what_the_document_does_not_say_is_marked_and_not_invented(tmp_path: Path) -> None:
    data, remarks = drafted(["仓库清查工作方案", "一、清查范围", "全部库房。"], tmp_path)
    assert (data["活动"]["年度"], data["活动"]["主办"]) == (0, "【缺：主办】")
    assert "机关代字" not in data["活动"]
    assert any("年度" in remark for remark in remarks)
    assert any("主办" in remark for remark in remarks)
    assert set(entry(data)) == {"类型", "标题", "正文"}


# ---- attachments


def test_attachments_that_are_listed_but_not_bound_are_written_so(tmp_path: Path) -> None:
    lines = [*HEAD, "请认真落实。", "附件：1. 分工表", "2. 名单", *END, "附件1", "分工表", "分工如下。"]
    data, remarks = drafted(lines, tmp_path)
    assert entry(data)["附件"] == [{"标题": "分工表", "正文": "分工如下。"}, {"标题": "名单", "另附": "是"}]
    assert any("列了2个附件" in remark for remark in remarks)


def test_an_attachment_listed_under_another_name_keeps_both(tmp_path: Path) -> None:
    data, _ = drafted(notice("附件", "2026年仓库分工表", "分工如下。"), tmp_path)
    assert entry(data)["附件"] == [{"标题": "2026年仓库分工表", "正文": "分工如下。", "列名": "分工表"}]


def test_an_attachment_has_attachments_of_its_own(tmp_path: Path) -> None:
    own = [
        "附件1",
        "清查方案",
        "（模板）",
        "按期清查。",
        "附件：登记样表",
        "附件",
        "登记样表",
        "样表从略。",
        "附件2",
        "名单",
        "名单从略。",
    ]
    data, _ = drafted([*HEAD, "请认真落实。", "附件：1. 清查方案", "2. 名单", *END, *own], tmp_path)
    assert entry(data)["附件"] == [
        {
            "标题": "清查方案",
            "题注": ["（模板）"],
            "正文": "按期清查。",
            "附件": [{"标题": "登记样表", "正文": "样表从略。"}],
        },
        {"标题": "名单", "正文": "名单从略。"},
    ]


def test_labels_in_han_numerals_stay_as_they_are(tmp_path: Path) -> None:
    lines = [
        *HEAD,
        "请认真落实。",
        "附件：1. 方案",
        "2. 名单",
        *END,
        "附件一",
        "方案",
        "从略。",
        "附件二",
        "名单",
        "也从略。",
    ]
    data, _ = drafted(lines, tmp_path)
    assert [attachment["标注"] for attachment in entry(data)["附件"]] == ["附件一", "附件二"]


# ---- every draft


SPECIAL = [
    "注：按件填写。",
    "标题：未定",
    "——以上",
    "“引文”在前",
    "# 号在前",
    "- 减号在前",
    "是",
    "007",
    "2026-05-08",
    "a: b",
    "@所有人",
]


@pytest.mark.parametrize("text", SPECIAL)
def test_texts_that_mean_something_to_yaml_come_through(text: str, tmp_path: Path) -> None:
    rows = cells("库房|说明", f"东库|{text}", f"西库|见{text}")
    data, _ = drafted(notice("附件", "情况表", *rows, listed="附件：情况表", body=("请认真落实。", text)), tmp_path)
    assert text in entry(data)["正文"]
    assert entry(data)["附件"][0]["表格"][0]["行"][1][1] == text


@pytest.mark.parametrize("mark", ["\u00a0", "\u200b", "\u3000"])
def test_blanks_pasted_from_the_web_do_not_make_the_draft_invalid(mark: str, tmp_path: Path) -> None:
    lines = [HEAD[0], HEAD[1], f"关于开展{mark}清查的通知", f"各基层社{mark}：", f"请认真{mark}落实。", *END]
    data, _ = drafted(lines, tmp_path)
    assert re.sub(r"[\s\u200b]", "", entry(data)["正文"]) == "请认真落实。"


KNOWN = {
    "是",
    "否",
    "无",
    "横向",
    "纵向",
    "不盖章",
    "任务分解表",
    "行动任务表",
    "重点任务",
    "序号",
    "整数",
    "金额",
    "中",
}
"""Words of the data file itself."""


def values(data: Any) -> list[str]:
    """Every text and number that a data file says."""
    if isinstance(data, dict):
        return [text for key, item in data.items() for text in ([] if key in ("类型", "宽", "行数") else values(item))]
    return [text for item in data for text in values(item)] if isinstance(data, list) else [str(data)]


@pytest.mark.parametrize("paper", FOUND)
def test_nothing_in_a_draft_of_a_paper_is_invented(paper: str, tmp_path: Path) -> None:
    data, _ = imported(FOUND[paper], tmp_path)
    source = bare(FOUND[paper].read_text(encoding="utf-8"))
    assert [text for text in values(said(data)) if not from_source(text, source)] == []


def said(data: dict[str, Any]) -> dict[str, Any]:
    """The data but for what only lays it out: widths and counts of rows, codes of units, marks of what is missing."""
    made = dict(data)
    made["单位"] = [unit["全称"] for unit in data.get("单位", [])]
    made["台账"] = [{k: v for k, v in ledger.items() if k != "行"} for ledger in data.get("台账", {}).values()]
    made["活动"] = {k: v for k, v in data["活动"].items() if v not in (0, "【缺：主办】", "【缺：名称】")}
    made["文件"] = [laid_out(item) for item in data["文件"]]
    return made


def laid_out(item: Any) -> Any:
    """The same without the measures of tables."""
    if isinstance(item, dict):
        return {k: laid_out(v) for k, v in item.items() if k not in ("列宽", "居中列", "表头行", "编号", "台账")}
    return [laid_out(child) for child in item] if isinstance(item, list) else item


def bare(text: str) -> str:
    """A text without blanks, its numbers with one kind of dot."""
    return re.sub(r"(?<=\d)[．﹒]", ".", re.sub(r"[\s\u200b]", "", text))


def from_source(text: str, source: str) -> bool:
    """Whether a value stands in the source: a text word for word, line by line; a date in one of its forms."""
    if text in KNOWN or re.fullmatch(r"\{表格\d+\}|[↑←]|", text):
        return True
    if day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        han = {str(i): digit for i, digit in enumerate("○一二三四五六七八九")}
        year = "".join(han[digit] for digit in day[1])
        return f"{day[1]}年{int(day[2])}月{int(day[3])}日" in source or f"{year}年" in source
    lines = [re.sub(r"\{表格\d+\}", "", bare(line)) for line in text.split("\n")]
    return all(line in source or any(joined(line, at, source) for at in range(1, len(line))) for line in lines)


def joined(line: str, at: int, source: str) -> bool:
    """Whether a line was put together from two that a page number parts."""
    return re.search(re.escape(line[:at]) + r"\d" + re.escape(line[at:]), source) is not None


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_draft_of_a_messy_file_loads_and_builds_the_same(name: str, tmp_path: Path) -> None:
    data, _ = imported(CASES[name]().write(tmp_path / "原稿.docx"), tmp_path)
    assert data["文件"]


def test_a_plan_without_a_label_is_enclosed_also_where_the_notice_lists_the_attachments(tmp_path: Path) -> None:
    plan = ["仓库清查实施方案", "为摸清家底，制定本方案。", "一、清查范围", "全部库房。"]
    data, _ = drafted(notice(*plan, "附件", "分工表", "各库房由保管员负责。"), tmp_path)
    assert entry(data)["印发件"]["标题"] == "仓库清查实施方案"
    assert [attachment["标题"] for attachment in entry(data)["附件"]] == ["分工表"]


# ---- what a clerk sees


def test_a_title_that_ends_like_a_sentence_gives_no_name_that_does(tmp_path: Path) -> None:
    lines = ["关于开展仓库清查的通知。" if line.startswith("关于") else line for line in notice(listed="")]
    data, _ = drafted(lines, tmp_path)
    assert data["活动"]["名称"] == "仓库清查"


def test_the_remark_on_a_table_that_is_there_twice_says_what_is_printed(tmp_path: Path) -> None:
    rows = ("序号|工作内容|责任部门|完成时限", "1|逐库查看。|仓储科|5月底", "2|码放。|安全科|6月底")
    _, remarks = drafted(notice("附件", "分工表", *cells(*rows)), tmp_path)
    (remark,) = [remark for remark in remarks if "第1个表格" in remark]
    assert all(said in remark for said in ("（分工表）", "“任务”（2项）", "印出来的是“表格”", "请把它删去"))


def test_attachments_may_be_called_tables(tmp_path: Path) -> None:
    end = [*cells("库房|人数", "东库|3"), ""]
    lines = notice("附表1", "分工表", *end, "附表2", "人数表", *end, listed="附表：1.分工表\n2.人数表")
    data, _ = drafted(lines, tmp_path)
    assert entry(data)["附件说明"] == "附表"
    assert [set(attachment) & {"标注", "列名"} for attachment in entry(data)["附件"]] == [set(), set()]


def test_lines_over_a_table_are_written_with_it(tmp_path: Path) -> None:
    lines = notice("附件", "人数表", "填报单位：", "单位：人", *cells("库房|人数", "东库|3"))
    data, _ = drafted(lines, tmp_path)
    ((table,),) = [attachment["表格"] for attachment in entry(data)["附件"]]
    assert (table["表前"], table["表前靠右"]) == (["填报单位：", "单位：人"], [2])


@pytest.mark.parametrize("name", ["minutes_without_a_title", "minutes_that_are_distributed"])
def test_minutes_stay_minutes(name: str, tmp_path: Path) -> None:
    data, _ = imported(CASES[name]().write(tmp_path / "原稿.docx"), tmp_path)
    assert entry(data)["类型"] == "纪要"
    assert entry(data).get("版记", {}) == ({} if "title" in name else IMPRINT)


IMPRINT = {
    "报": "县供销工作领导小组",
    "分送": "各基层社，各科室",
    "印发机关": "青禾县供销合作社综合科",
    "印发日期": "2026-03-18",
}


def styled(path: Path) -> dict[str, str]:
    """The style of each paragraph by its text."""
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    found: dict[str, str] = {}
    for paragraph in root.iter("{*}p"):
        style = paragraph.find("{*}pPr/{*}pStyle")
        text = "".join(piece.text or "" for piece in paragraph.iter("{*}t"))
        found[text] = "" if style is None else str(next(iter(style.attrib.values())))
    return found


def test_chapters_stand_in_the_middle_and_units_of_measure_at_the_right(tmp_path: Path) -> None:
    lay_out(CASES["chapters_and_articles"]().write(tmp_path / "一.docx"), tmp_path / "二.docx")
    styles = styled(tmp_path / "二.docx")
    assert [styles[text] for text in ("第一章　总则", "第一节　用车申请")] == ["GwChapter", "GwSection"]
    lay_out(CASES["lines_over_tables"]().write(tmp_path / "三.docx"), tmp_path / "四.docx")
    assert styled(tmp_path / "四.docx")["单位：件、万元"] == "GwTableLeadRight"


@pytest.mark.parametrize("line", ["填报单位：　　　填报日期：", "单位：万元", "（金额单位：元）", "单位：件、万元"])
def test_a_clerk_types_lines_over_a_table_as_they_are_printed(line: str, tmp_path: Path) -> None:
    text = f"""活动: {{名称: 清查, 年度: 2026, 主办: 县供销社}}
文件:
  - 类型: 材料
    标题: 人数表
    表格:
      - 表前:
          - {line}
        行: [[库房, 人数], [东库, "3"]]
"""
    (tmp_path / "活动.yaml").write_text(text, encoding="utf-8")
    (built,), _ = Workspace(tmp_path / "活动.yaml").build(tmp_path / "out")
    assert line in styled(built.path)


def test_a_list_of_units_keeps_short_names_and_contacts(tmp_path: Path) -> None:
    table = cells(
        "序号|单位全称|简称|联系人|联系电话", "1|青禾县农资公司|农资公司|周岚|0571-1", "2|青禾县茶叶公司|茶叶公司||"
    )
    data, _ = drafted(notice("附件", "单位名单", *table, listed="附件：单位名单"), tmp_path)
    assert data["单位"] == [
        {
            "编号": "U01",
            "全称": "青禾县农资公司",
            "简称": "农资公司",
            "信息": {"联系人": "周岚", "联系电话": "0571-1"},
        },
        {"编号": "U02", "全称": "青禾县茶叶公司", "简称": "茶叶公司"},
    ]


def test_a_request_without_its_note_says_what_it_lacks(tmp_path: Path) -> None:
    head = ["青禾县供销合作社文件", "青供发〔2026〕7号　签发人：周岚", "关于修缮库房的请示", "县政府："]
    data, remarks = drafted([*head, "库房漏雨，请予修缮。", *END], tmp_path)
    assert entry(data)["类型"] == "公文"
    assert any("原文是请示，但缺“附注”" in remark for remark in remarks)
    other = tmp_path / "又一份"
    other.mkdir()
    data, _ = drafted([*head, "库房漏雨，请予修缮。", *END, "（联系人：周岚）"], other)
    assert entry(data)["类型"] == "请示"
