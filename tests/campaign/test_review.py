"""What is wrong with a campaign's content: each complaint at its line. The marks ← in the YAML say which and where."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document

from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import InvalidInput
from docgen.documents.review import review
from docgen.workspace import Workspace
from tests.campaign.marked import marked, spots
from tests.steps import counted

TEMPLATE = Path(__file__).parents[2] / "templates" / "docx" / "附件.docx"

CAMPAIGN = "活动: {名称: 制度执行年, 年度: 2026, 主办: 华澜能源集团有限公司, 机关代字: 华澜发}\n"
UNITS = """\
单位:
  - {编号: U01, 全称: 甲电力有限公司, 简称: 甲电力, 类别: 工程类, 信息: {联系人: 张三}}
  - {编号: U02, 全称: 乙热力有限公司, 简称: 乙热力, 类别: 能源类}
"""
TASKS = """\
任务:
  - 类别: 完善制度
    事项:
      - {内容: 建立制度, 牵头: 办公室, 配合: 财务部}
      - {内容: 修订制度, 牵头: 财务部}
"""
NOTICE = {
    "发文字号": "华澜发〔2026〕15号",
    "标题": "关于学习制度的通知",
    "主送": "各部门",
    "正文": "请认真学习。",
    "成文日期": "2026-05-08",
}


def document(text: str) -> str:
    """A document with these lines, and with those of a notice that is well for the keys they leave out."""
    keys = re.findall(r"^(?:  - |    )(\w+):", text, re.MULTILINE)
    head = "" if text.startswith("  - ") else "  - 类型: 通知\n"
    return head + text + "".join(f"    {key}: {NOTICE[key]}\n" for key in NOTICE if key not in keys)


def documents(*texts: str) -> str:
    """Documents with numbers of their own, each with changes to a sound one."""
    made = [document(text).replace("〕15号", f"〕{15 + i}号") for i, text in enumerate(texts)]
    return CAMPAIGN + "文件:\n" + "".join(made)


def check(folder: Path, text: str, *fragments: str) -> list[Diagnostic]:
    """Assert that the complaints are those marked in the text, and that each fragment is in what is said."""
    content, wanted = marked(text)
    file = folder / "活动.yaml"
    file.write_text(content, encoding="utf-8")
    workspace = Workspace(file)
    assert workspace.loaded.problems == ()
    found = review(workspace.loaded, folder)
    assert spots(found) == wanted
    said = "\n".join(map(str, found))
    assert [fragment for fragment in fragments if fragment not in said] == []
    return found


def test_a_campaign_that_is_well_has_no_complaint(tmp_path: Path) -> None:
    check(tmp_path, documents("") + UNITS + TASKS + "部门: 办公室、财务部\n")


# ---- units and tasks


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("{编号: U01, 全称: 丙公司}", "“U01”已经是U01（甲电力有限公司）的名称或编号"),
        ("{编号: U03, 全称: 甲电力有限公司}", "“甲电力有限公司”已经是U01"),
        ("{编号: U03, 全称: 丙公司, 简称: 乙热力}", "“乙热力”已经是U02"),
        ("{编号: U03, 全称: 丙公司, 别名: [丙厂, 甲电力]}", "“甲电力”已经是U01"),
    ],
)
def test_a_code_or_name_belongs_to_one_unit(tmp_path: Path, unit: str, said: str) -> None:
    check(tmp_path, CAMPAIGN + UNITS + f"  - {unit}  ← Y30\n", said, "请改成不同的编号、名称或别名")


def test_a_unit_may_repeat_its_own_name(tmp_path: Path) -> None:
    check(tmp_path, CAMPAIGN + UNITS + "  - {编号: 丙厂, 全称: 丙厂, 简称: 丙厂, 别名: 丙厂}\n")


def test_tasks_of_a_task_table_need_a_lead(tmp_path: Path) -> None:
    check(
        tmp_path,
        documents("    附件: [{名称: 任务分解表}]\n")
        + "任务:\n"
        + "  - 类别: 完善制度\n"
        + "    事项:\n"
        + "      - 建立制度  ← Y31\n"
        + "      - 内容: 修订制度\n"
        + "        牵头: 办公室\n"
        + "      - 内容: 废止制度  ← Y31\n"
        + "        配合: 办公室\n",
        "这项任务没有写“牵头”部门：建立制度",
        "请补上“牵头: …”",
    )


def test_tasks_without_a_task_table_need_no_lead(tmp_path: Path) -> None:
    check(tmp_path, documents("    附件: [行动任务表]\n") + TASKS.replace(", 牵头: 财务部", ""))


def test_a_department_that_is_not_in_the_list_is_asked_about(tmp_path: Path) -> None:
    check(
        tmp_path,
        CAMPAIGN
        + "部门: [集团办公室, 法律合规部]\n"
        + "任务:\n"
        + "  - 类别: 完善制度\n"
        + "    事项:\n"
        + "      - 内容: 建立制度\n"
        + "        牵头: 法律合归部  ← Y32 (warning)\n"
        + "        配合: 集团办公室、各子公司\n"
        + "      - 内容: 修订制度\n"
        + "        牵头:\n"
        + "          - 集团办公室\n"
        + "          - 办公厅  ← Y32 (warning)\n",
        "“法律合归部”不在“部门”名单里。是不是“法律合规部”？",
    )


# ---- ledgers


@pytest.mark.parametrize(
    ("ledger", "said"),
    [
        ("    基于: 实施方案台帐  ← Y33\n", "没有“实施方案台帐”这个内置台账。是不是“实施方案台账”？"),
        ("    基于: 宣传报道表  ← Y33\n", "是不是“宣传报道情况表”？"),
        ("    标题: 甲  ← Y33\n", "台账“甲表”没有写“列”"),
        ("    列: [{名称: 现状}, {名称: 问题}, {名称: 现状}]  ← Y34\n", "列名“现状”用了2次"),
        (
            "    列: [{名称: 现状}]\n    行:\n      - 现状: 一\n      - 现壮: 二  ← Y34\n",
            "没有“现壮”这一列。是不是“现状”？",
        ),
        (
            "    列: [{名称: 现状}]\n    行:\n      - 格:\n          现状: 一\n          问题: 二  ← Y34\n",
            "没有“问题”这一列",
        ),
        (
            "    列: [{名称: 现状}, {名称: 问题}]\n"
            "    行:\n"
            "      - 现状: 一\n"
            "        子行:\n"
            "          - 问题: 二\n"
            "            现状: 三  ← Y34\n",
            "“现状”已经有内容（外层的行写过，或由任务自动填写）",
        ),
        (
            "    基于: 实施方案台账\n    预填:\n      - 任务: 3  ← Y34\n        子行: [{现状: 一}]\n",
            "没有第3项任务，一共2项",
        ),
        ("    基于: 实施方案台账\n    预填:\n      - 任务: 0  ← Y34\n        子行: [{现状: 一}]\n", "没有第0项任务"),
        (
            "    基于: 实施方案台账\n    预填:\n      - 任务: 1\n        子行:\n          - 存在的问题: 一  ← Y34\n",
            "没有“存在的问题”这一列。是不是“存在问题”？",
        ),
    ],
)
def test_a_ledger_names_what_exists(tmp_path: Path, ledger: str, said: str) -> None:
    found = check(tmp_path, CAMPAIGN + TASKS + "台账:\n  甲表:\n" + ledger, said)
    assert len(found) == 1


# ---- attachments


@pytest.mark.parametrize(
    ("attachment", "said"),
    [
        ("{名称: 任务分解}", "没有“任务分解”这个附件或台账。是不是“任务分解表”？"),
        ("{台账: 实施方案台帐}", "没有“实施方案台帐”这个附件或台账。是不是“实施方案台账”？"),
        ("实施台账", "是不是“实施方案台账”？"),
        ("{标题: 附表}", "这个附件没有内容"),
        ("{正文: 内容}", "这个附件没有“标题”"),
    ],
)
def test_an_attachment_is_something_that_can_be_made(tmp_path: Path, attachment: str, said: str) -> None:
    check(tmp_path, documents(f"    附件:\n      - {attachment}  ← Y50\n") + TASKS, said)


def test_a_task_table_needs_tasks(tmp_path: Path) -> None:
    check(tmp_path, documents("    附件:\n      - {名称: 行动任务表}  ← Y51\n"), "数据里没有“任务”")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{标题: 附表, 正文: 甲}", "{标题: 附表, 正文: 乙}"),
        ('{标题: "附\\n表", 正文: 甲}', "{标题: 附表, 正文: 乙}"),
        ("{台账: 实施方案台账}", "{名称: 实施方案台账}"),
        ("任务分解表", "任务分解表"),
    ],
)
def test_two_attachments_do_not_bear_one_title(tmp_path: Path, first: str, second: str) -> None:
    text = f"    附件:\n      - {first}\n      - {second}  ← Y52\n"
    check(tmp_path, documents(text) + TASKS, "（第1个、第2个）", "请给其中一个另写“标题”")


def test_attachments_of_an_enclosure_are_looked_at_too(tmp_path: Path) -> None:
    check(
        tmp_path,
        documents(
            "    印发件:\n"
            "      标题: 方案\n"
            "      正文: 一、总则\n"
            "      附件:\n"
            "        - 标题: 附表\n"
            "          正文: 内容\n"
            "          附件:\n"
            "            - {名称: 甲表}  ← Y50\n"
        ),
    )


# ---- numbers and titles


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("华澜发[2026]15号", "华澜发〔2026〕15号"),
        ("华澜发【2026】15号", "华澜发〔2026〕15号"),
        ("华澜发（2026）15号", "华澜发〔2026〕15号"),
        ("华澜发(2026)15号", "华澜发〔2026〕15号"),
        ("华澜发〔2026〕015号", "华澜发〔2026〕15号"),
        ("华澜发〔2026〕第15号", "华澜发〔2026〕15号"),
        ("华澜发〔2026〕15", "华澜发〔2026〕15号"),
        ("华澜发〔２０２６〕１５号", "华澜发〔2026〕15号"),
        ("华澜发 〔2026〕 15号", "华澜发〔2026〕15号"),
        ("华澜发［2026］ 第015 号", "华澜发〔2026〕15号"),
    ],
)
def test_a_wrong_number_is_reported_with_the_right_one(tmp_path: Path, number: str, right: str) -> None:
    check(tmp_path, documents(f"    发文字号: {number}  ← T01\n"), f"请写成“{right}”")


@pytest.mark.parametrize("number", ["15号", "华澜发〔26〕15号", "华澜发2026-15", "华澜发〔2026〕0号"])
def test_a_number_that_cannot_be_mended_has_no_invented_cure(tmp_path: Path, number: str) -> None:
    (problem,) = check(tmp_path, documents(f"    发文字号: {number}  ← T01\n"))
    assert problem.cure is None


def test_the_year_of_the_number_is_compared_with_the_date(tmp_path: Path) -> None:
    text = "    发文字号: 华澜发〔2025〕15号  ← T02 (warning)\n    成文日期: 2026-01-08\n"
    check(tmp_path, documents(text), "年份是2025，成文日期在2026年")


def test_an_automatic_number_needs_the_code_of_the_organ(tmp_path: Path) -> None:
    text = documents(
        "    发文字号: 自动  ← Y42\n", "    标题: 关于乙的通知\n    发文字号: 自动\n    机关代字: 华澜办\n"
    )
    check(tmp_path, text.replace(", 机关代字: 华澜发", ""), "没有写“机关代字”", "请在“活动”里补上“机关代字: …”")


def test_a_title_of_120_characters_is_too_long(tmp_path: Path) -> None:
    check(tmp_path, documents(f"    标题: 关于{'做好工作' * 29}通知  ← T20\n"), "标题有120个字", "请精简标题")


@pytest.mark.parametrize("length", [60, 80, 99, 110, 119])
def test_a_long_title_is_judged_in_few_steps(tmp_path: Path, length: int) -> None:
    title = ("关于印发集团公司制度执行年活动实施方案和任务分解表的" * 5)[: length - 2] + "通知"
    file = tmp_path / "活动.yaml"
    file.write_text(documents(f"    标题: {title}\n"), encoding="utf-8")
    workspace = Workspace(file)
    assert workspace.loaded.problems == ()
    steps = counted(lambda: review(workspace.loaded, tmp_path))[1]
    assert steps < 8_000_000


def test_a_title_ends_without_a_stop(tmp_path: Path) -> None:
    check(tmp_path, documents("    标题: 关于学习的通知。  ← T20 (warning)\n"), "标题以“。”结尾")


def test_an_enclosure_bears_the_name_that_the_title_quotes(tmp_path: Path) -> None:
    check(
        tmp_path,
        documents(
            "    标题: 关于印发《制度执行年活动方案》的通知\n"
            "    印发件:\n"
            "      标题: 制度执行年实施方案  ← S01 (warning)\n"
            "      正文: 一、总则\n",
            "    标题: 关于印发《〈安全法〉学习方案》的通知\n"
            "    印发件:\n"
            "      标题: |\n"
            "        《安全法》\n"
            "        学习方案\n"
            "      正文: 一、总则\n",
        ),
        "印发件的标题与文件标题里《》中的名称不一致",
    )


# ---- what a document must and must not have


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('    份号: "12"  ← Y43\n', "份号写成了“12”，应为6位数字"),
        ("    份号: 一二三四五六  ← Y43\n", "应为6位数字"),
        ("    份号: １２３４５６  ← Y43\n", "应为6位数字"),
        ("    密级: 秘密  ← Y43 (warning)\n", "涉密公文应当标注份号"),
        ("    保密期限: 1年  ← Y43\n", "没有写“密级”"),
        ("    签发人: 张三  ← Y44 (warning)\n", "通知不是上行文，不印签发人"),
        ('    份号: "000001"\n    密级: 秘密\n    保密期限: 1年\n', ""),
    ],
)
def test_copy_number_secrecy_and_signers_fit_together(tmp_path: Path, text: str, said: str) -> None:
    check(tmp_path, documents(text), said)


@pytest.mark.parametrize(
    ("kind", "required"),
    [
        ("通知", ["发文字号", "主送", "正文", "成文日期"]),
        ("函", ["发文字号", "主送", "正文", "成文日期"]),
        ("报告", ["发文字号", "签发人", "主送", "正文", "成文日期"]),
        ("请示", ["发文字号", "签发人", "主送", "正文", "成文日期", "附注"]),
        ("实施方案", ["正文"]),
    ],
)
def test_each_kind_says_what_it_lacks(tmp_path: Path, kind: str, required: list[str]) -> None:
    marks = " ".join(["Y41"] * len(required))
    found = check(tmp_path, CAMPAIGN + f"文件:\n  - 类型: {kind}  ← {marks}\n    标题: 关于学习的{kind}\n")
    assert sorted(str(problem.expected) for problem in found) == sorted(required)
    assert {problem.message for problem in found} == {f"{kind}缺少“{key}”" for key in required}
    assert all("--draft" in str(problem.cure) for problem in found)


def test_minutes_must_have_a_text_and_are_reminded_of_the_rest(tmp_path: Path) -> None:
    text = CAMPAIGN + "文件:\n  - 类型: 纪要  ← Y41 (warning) Y41 (warning) Y41 (warning) Y41\n"
    found = check(tmp_path, text, "纪要缺少“正文”", "纪要没有写“标题”，就不印")
    assert {problem.expected for problem in found} == {"正文", "期号", "标题", "成文日期"}


def test_an_unknown_kind_is_reported_with_those_there_are(tmp_path: Path) -> None:
    check(
        tmp_path,
        documents("  - 类型: 通告知  ← Y40\n"),
        "没有“通告知”这个类型。可以写：通知、实施方案、函、报告、请示、纪要",
    )
    check(tmp_path, documents("  - 类型: 命令  ← Y40\n"), "请写“类型: 公文”")


def test_two_documents_do_not_bear_one_kind_and_title(tmp_path: Path) -> None:
    text = documents("", "  - 类型: 通知  ← Y53\n", "    代号: 二\n")
    check(tmp_path, text, "第1个和第2个文件的类型和标题相同", "“代号”")


def test_one_number_is_given_to_one_document(tmp_path: Path) -> None:
    first = "    发文字号: 华澜发〔2026〕7号\n"
    again = "    标题: 关于乙的通知\n    发文字号: 华澜发〔2026〕7号  ← Y56\n"
    check(tmp_path, documents(first, again), "第1个和第2个文件都用了华澜发〔2026〕7号")


def test_two_documents_do_not_bear_one_mark(tmp_path: Path) -> None:
    first, second = "    代号: 一\n    标题: 关于甲的通知\n", "  - 类型: 通知  ← Y53\n    代号: 一\n"
    (problem,) = check(tmp_path, documents(first, second))
    assert "代号" in problem.message


def test_a_campaign_without_documents_makes_nothing_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "活动.yaml"
    file.write_text(CAMPAIGN, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        Workspace(file).build(tmp_path / "out")
    assert [problem.rule.number for problem in caught.value.problems] == ["Y54"]
    assert "请补上“文件:”" in str(caught.value.problems[0].cure)


# ---- units that are written to


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ("    发给: U09  ← Y45\n", "单位表里没有“U09”"),
        ("    发给: 工程累  ← Y45\n", "是不是“工程类”？"),
        ("    发给: [U01, U09]  ← Y45\n", "单位表里没有“U09”"),
        ("    发给:\n      - U01\n      - 全体  ← Y45\n", "单位表里没有“全体”"),
        ("    发给: 全部\n", ""),
        ("    发给: [能源类, U01]\n", ""),
    ],
)
def test_a_document_is_sent_to_units_of_the_list(tmp_path: Path, targets: str, said: str) -> None:
    check(tmp_path, documents("    发文字号: 自动\n" + targets) + UNITS, said)


def test_a_document_for_units_needs_units(tmp_path: Path) -> None:
    check(tmp_path, documents("    发文字号: 自动\n    发给: 全部  ← Y45\n"), "数据里没有“单位”")


def test_one_number_for_many_letters_is_asked_about(tmp_path: Path) -> None:
    text = "    发文字号: 华澜发〔2026〕15号  ← Y42 (info)\n    发给: 全部\n"
    check(tmp_path, documents(text) + UNITS, "请写“自动”")


def test_a_field_that_a_unit_lacks_is_pointed_at_in_the_text(tmp_path: Path) -> None:
    check(
        tmp_path,
        documents(
            "    发文字号: 自动\n"
            "    发给: 全部\n"
            "    标题: 关于请{简称}报送材料的通知\n"
            "    主送: “{全称}”\n"
            "    正文: |\n"
            "      请{简称}报送。\n"
            "      联系人：{联系人}。  ← Y46\n"
        )
        + UNITS,
        "文字里用了“{联系人}”，但U02没有这一项",
        "请在这些单位的“信息”里补上",
    )


def test_units_that_get_no_letter_may_lack_the_field(tmp_path: Path) -> None:
    check(tmp_path, documents("    发文字号: 自动\n    发给: 工程类\n    正文: 请{联系人}报送。\n") + UNITS)


def test_a_field_of_units_in_a_document_for_all_is_pointed_out(tmp_path: Path) -> None:
    check(
        tmp_path, documents("    正文: 请{ 联系人 }报送。  ← Y46\n    附注: ｛全称｝  ← Y46\n") + UNITS, "没有写“发给”"
    )
    check(tmp_path, documents("    正文: 集合{甲}与{乙}。\n") + UNITS)


# ---- the text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("一、目标\n三、要求  ← T04 (warning)", "序号“三、”不连续：上一个是“一、”，这里应是“二、”"),
        ("一、目标\n（一）甲\n（三）乙  ← T04 (warning)", "这里应是“（二）”"),
        ("一、目标\n（一）甲\n二、要求\n（二）乙  ← T04 (warning)", "这里应是“（一）”"),
        ("一、目标\n一、要求  ← T04 (warning)", "序号“一、”重复出现，这里应是“二、”"),
        ("一、目标\n1.甲\n2.乙\n4.丙  ← T04 (warning)", "这里应是“3.”"),
        ("二、目标  ← T04 (warning)", "它前面没有同级序号，这里应是“一、”"),
        ("一、目标\n（一）甲\n（二）乙\n二、要求\n（一）丙\n1.丁\n（1）戊\n①己\n②庚", ""),
        ("一.目标  ← T05 (warning)", "序号写成了“一.”，应为“一、”"),
        ("一、目标\n（一）、甲  ← T05 (warning)", "应为“（一）”"),
        ("一、目标\n(一)甲  ← T05 (warning)", "应为“（一）”"),
        ("一、目标\n1、甲  ← T05 (warning)", "应为“1.”"),
        ("一、目标\n\n三、要求  ← T04 (warning)", "这里应是“二、”"),
        ("\n一、目标\n三、要求  ← T04 (warning)", "这里应是“二、”"),
        ("　　一、目标\n　　三、要求  ← T04 (warning)", "这里应是“二、”"),
        ("现通知如下。\n2026年要做好工作。\n3月底前报送。\n1.5倍以上的要说明。", ""),
    ],
)
@pytest.mark.parametrize("block", ["|", "|-", "|+"])
def test_headings_are_numbered_one_after_another(tmp_path: Path, body: str, said: str, block: str) -> None:
    lines = "".join(f"      {line}\n" if line else "\n" for line in body.split("\n"))
    check(tmp_path, documents(f"    正文: {block}\n{lines}"), said)


def test_the_text_of_an_enclosure_and_of_an_attachment_is_looked_at_too(tmp_path: Path) -> None:
    check(
        tmp_path,
        documents(
            "    印发件:\n"
            "      标题: 方案\n"
            "      正文: |\n"
            "        一、目标\n"
            "        三、要求  ← T04 (warning)\n"
            "    附件:\n"
            "      - 标题: 附表\n"
            "        正文: |\n"
            "          一、目标\n"
            "          二.要求  ← T05 (warning)\n"
        ),
    )


def test_an_attachment_that_is_mentioned_exists(tmp_path: Path) -> None:
    check(
        tmp_path,
        documents(
            "    正文: |\n"
            "      请填写附件1、附件 2。\n"
            "      请填写附件3。  ← T42 (warning)\n"
            "    附件:\n"
            "      - {标题: 附表, 正文: 内容}\n"
            "      - {标题: 清单, 正文: 内容}\n"
        ),
        "正文提到“附件3”，但一共只有2个附件",
    )


# ---- existing files


def docx(path: Path, *, document: str = "", **parts: str) -> None:
    """A real document, with something put in at the end of its text, and with more parts."""
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"</w:p>", document.encode() + b"</w:p>", 1)
            new.writestr(name, data)
        for name, text in parts.items():
            new.writestr(name.replace("__", "/").replace("_", "."), text)


@pytest.mark.parametrize(
    ("file", "rule", "said"),
    [
        ("没有.docx", "D01", "没有.docx 没有这个文件"),
        ("文字.docx", "D01", "不是 .docx，或文件已损坏"),
        ("空.docx", "D01", "文件是空的"),
        ("旧.doc", "D01", "旧格式"),
        ("压缩包.docx", "D01", "里面没有 Word 文档"),
        ("半个.docx", "D01", "文件已损坏"),
        ("宏.docx", "D01", "里面含有宏"),
        ("脚注.docx", "D03", "含有脚注，装订进正文会丢失"),
        ("尾注批注.docx", "D03", "含有尾注、批注"),
        ("文件夹.docx", "D01", "读不出来"),
        ("长" * 300 + ".docx", "D01", "读不出来"),
    ],
)
def test_an_existing_file_can_be_bound_in_whole(tmp_path: Path, file: str, rule: str, said: str) -> None:
    (tmp_path / "文字.docx").write_text("这不是文档", encoding="utf-8")
    (tmp_path / "空.docx").touch()
    (tmp_path / "文件夹.docx").mkdir()
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with zipfile.ZipFile(tmp_path / "压缩包.docx", "w") as package:
        package.writestr("甲.txt", "甲")
    (tmp_path / "半个.docx").write_bytes(TEMPLATE.read_bytes()[:3000])
    docx(tmp_path / "宏.docx", word__vbaProject_bin="宏")
    docx(tmp_path / "脚注.docx", document='<w:r><w:footnoteReference w:id="2"/></w:r>')
    docx(
        tmp_path / "尾注批注.docx",
        document='<w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="1"/></w:r>',
    )
    text = f"    附件:\n      - 标题: 清单\n        文件: {file}  ← {rule}\n"
    (problem,) = check(tmp_path, documents(text), said)
    assert problem.found == file
    assert set(re.findall("[A-Za-z]+", problem.message.replace(file, ""))) <= {"docx", "doc", "wps", "Word"}


def test_an_existing_file_that_is_well_is_taken(tmp_path: Path) -> None:
    listed = Document()
    listed.add_paragraph("附件")
    listed.add_paragraph("清单")
    listed.save(str(tmp_path / "清单.docx"))
    shutil.copy(TEMPLATE, tmp_path / "原样.docx")
    check(tmp_path, documents("    附件:\n      - {文件: 原样.docx}\n      - {标题: 清单, 文件: 清单.docx}\n"))


# ---- all of it


def test_every_complaint_is_told_at_once_in_reading_order(tmp_path: Path) -> None:
    check(
        tmp_path,
        CAMPAIGN
        + "部门: 办公室\n"
        + UNITS
        + "  - {编号: U02, 全称: 丙公司}  ← Y30\n"
        + "任务:\n"
        + "  - 类别: 制度\n"
        + "    事项:\n"
        + "      - 内容: 建立制度\n"
        + "        牵头: 办公厅  ← Y32 (warning)\n"
        + "台账:\n"
        + "  甲表:\n"
        + "    基于: 甲  ← Y33\n"
        + "文件:\n"
        + "  - 类型: 通知  ← Y41\n"
        + "    发文字号: 华澜发[2026]15号  ← T01\n"
        + "    标题: 关于学习的通知\n"
        + "    正文: |\n"
        + "      一、目标\n"
        + "      三、要求  ← T04 (warning)\n"
        + "    成文日期: 2026-05-08\n"
        + "    附件:\n"
        + "      - 乙表  ← Y50\n"
        + "  - 类型: 命令  ← Y40\n"
        + "    标题: 关于学习的命令\n",
    )
