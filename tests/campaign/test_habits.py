"""What Word users type although it would be printed, or printed twice, is told with its line before anything is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.core.diagnostic import Diagnostic
from docgen.documents import KINDS
from docgen.workspace import Workspace
from tests.campaign.marked import marked
from tests.conftest import notice

HEAD = """\
活动: {名称: 安全提升年, 年度: 2026, 主办: 某某集团有限公司, 机关代字: 某发}
文件:
  - 类型: 通知
    发文字号: 某发〔2026〕15号
"""


def told(folder: Path, text: str) -> list[Diagnostic]:
    (folder / "活动.yaml").write_text(text, encoding="utf-8")
    return [p for p in Workspace(folder).validate() if p.severity != "info"]


def check(folder: Path, body: str, *cures: str) -> None:
    """Assert that what is said of a notice with these lines is what they are marked with, and each cure is offered."""
    text, wanted = marked(HEAD + body)
    found = told(folder, text)
    assert [(p.place.line, p.rule.number, p.severity) for p in found] == wanted
    said = "\n".join(str(p.cure) for p in found)
    assert [cure for cure in cures if cure not in said] == []


REST = "    成文日期: 2026-05-08\n"


@pytest.mark.parametrize("kind", ["决定", "通告", "公告", "意见", "批复", "决议", "命令", "议案"])
def test_another_kind_of_the_standard_is_told_how_it_is_written(campaign: Callable[..., Workspace], kind: str) -> None:
    title = f"关于表彰先进的{kind}"
    (problem,) = [p for p in campaign(文件=[notice(类型=kind, 标题=title)]).validate() if p.rule.number == "Y40"]
    assert f"{kind}这样的红头文件请写“类型: 公文”" in str(problem.cure)
    assert campaign(文件=[notice(类型="公文", 标题=title)]).validate() == []


@pytest.mark.parametrize("kind", ["工作方案", "通之", "x"])
def test_a_kind_that_there_is_none_of_gets_the_list(campaign: Callable[..., Workspace], kind: str) -> None:
    (problem,) = [p for p in campaign(文件=[notice(类型=kind)]).validate() if p.rule.number == "Y40"]
    assert [name for name in KINDS if name not in str(problem.cure)] == []


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("牵头", "安全环保部,财务部", "安全环保部、财务部"),
        ("牵头", "安全环保部，财务部", "安全环保部、财务部"),
        ("配合", "安全环保部, 财务部, 办公室", "安全环保部、财务部、办公室"),
    ],
)
def test_departments_with_commas_are_told_to_take_the_other_sign(
    campaign: Callable[..., Workspace], key: str, value: str, right: str
) -> None:
    task = {"内容": "清理制度", "牵头": "办公室", key: value}
    found = campaign(任务=[{"类别": "建制度", "事项": [task]}], 文件=[notice()]).validate()
    assert [(p.rule.number, p.expected) for p in found] == [("Y47", right)]
    assert "顿号" in str(found[0].cure)


def test_a_comma_in_brackets_divides_nothing(campaign: Callable[..., Workspace]) -> None:
    task = {"内容": "清理制度", "牵头": "专项组（张三，李四）"}
    assert campaign(任务=[{"类别": "建制度", "事项": [task]}], 文件=[notice()]).validate() == []


@pytest.mark.parametrize("word", ["无", "没有", "暂无", "—", "/", "（无）", "无。", "N/A"])
@pytest.mark.parametrize("key", ["主送", "附注", "题注"])
def test_a_typed_nothing_is_told_before_it_prints(campaign: Callable[..., Workspace], word: str, key: str) -> None:
    found = campaign(文件=[notice(**{key: word})]).validate()
    assert [p.rule.number for p in found] == ["Y47"]
    assert f"“{key}”这一行删去" in str(found[0].cure)


def test_a_typed_nothing_in_the_imprint_is_told(tmp_path: Path) -> None:
    check(tmp_path, "    标题: 关于报送材料的通知\n    主送: 各部门\n    正文: 请报送。\n" + REST
          + "    版记:\n      抄送: 无  ← Y47 (warning)\n      印发机关: 办公室\n", "“抄送”这一行删去")  # fmt: skip


def test_nothing_in_place_of_attachments_is_told_to_be_left_out(campaign: Callable[..., Workspace]) -> None:
    found = campaign(文件=[notice(附件="无")]).validate()
    assert [p.rule.number for p in found] == ["Y20-tuple_type"]
    assert "“附件”这一行删去" in str(found[0].cure)


@pytest.mark.parametrize("word", ["无", "某某集团有限公司"])
def test_a_signature_may_say_that_there_is_none(campaign: Callable[..., Workspace], word: str) -> None:
    assert campaign(文件=[notice(署名=word)]).validate() == []


@pytest.mark.parametrize(
    "lines",
    [
        "      各部门：  ← Y47 (warning)\n      请报送材料。\n",
        "      各部门:  ← Y47 (warning)\n      请报送材料。\n",
        "      各部门  ← Y47 (warning)\n      请报送材料。\n",
        "      各科室、各单位：  ← Y47 (warning)\n      请报送材料。\n",
        "      请报送材料。\n      某某集团有限公司  ← Y47 (warning)\n",
        "      请报送材料。\n\n                  某某集团有限公司  ← Y47 (warning)\n             2026年5月8日  ← Y47 (warning)\n",
        "      请报送材料。\n      二〇二六年五月八日  ← Y47 (warning)\n",
        "      关于报送材料的通知  ← Y47 (warning)\n      各部门：  ← Y47 (warning)\n      请报送材料。\n",
        "      请报送材料。\n      某某集团有限公司  ← Y47 (warning)\n      2026 年 5 月 8 日  ← Y47 (warning)\n      （此件公开）\n",
    ],
)
def test_what_is_printed_round_the_text_is_not_in_it_again(tmp_path: Path, lines: str) -> None:
    check(tmp_path, "    标题: 关于报送材料的通知\n    主送: 各部门\n    正文: |\n" + lines + REST, "请从正文里删去")


@pytest.mark.parametrize(
    "lines",
    [
        "      各部门要高度重视。\n      请报送材料。\n",
        "      现将有关事项通知如下：\n      一、报送\n",
        "      各部门报送要求如下：\n      一、报送\n",
        "      请报送材料，截止2026年5月8日。\n",
        "      由某某集团有限公司负责。\n",
    ],
)
def test_an_ordinary_text_is_not_taken_for_what_stands_round_it(tmp_path: Path, lines: str) -> None:
    check(tmp_path, "    标题: 关于报送材料的通知\n    主送: 各部门\n    正文: |\n" + lines + REST)


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("“关于报送材料的通知”", "关于报送材料的通知"),
        ("《关于报送材料的通知》", "关于报送材料的通知"),
        ("'\"关于报送材料的通知\"'", "关于报送材料的通知"),
        ("‘关于报送材料的通知’", "关于报送材料的通知"),
    ],
)
def test_quotation_marks_round_a_title_are_told(tmp_path: Path, title: str, right: str) -> None:
    check(
        tmp_path,
        f"    标题: {title}  ← Y47 (warning)\n    主送: 各部门\n    正文: 请报送。\n" + REST,
        f"写成：{right}",
    )


@pytest.mark.parametrize("title", ["“安全年”和“质量年”", "《甲》《乙》", "关于“安全年”的通知"])
def test_quotation_marks_within_a_title_are_its_own(campaign: Callable[..., Workspace], title: str) -> None:
    assert [p for p in campaign(文件=[notice(标题=title)]).validate() if p.rule.number == "Y47"] == []


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("\uf06c 第一项", "“●”"),
        ("请填写\uf0fe。", "“☑”"),
        ("第一项\ue123", "换成普通的字符"),
        ("第一项\ufffd", "换成普通的字符"),
        ("**重点**工作要抓好。", "不用加粗"),
        ("要抓好__重点__工作。", "不用加粗"),
        ("## 总体要求", "“一、”"),
        ("- 第一项", "“一是”"),
        ("* 第一项", "“一是”"),
        ("| 序号 | 内容 |", "“表格”"),
        ("> 引用的话", "删去记号"),
        ("运行`命令`。", "删去记号"),
        ("见[网站](https://example.org)。", "只写文字"),
        ("-----", "删去这一行"),
        ("***", "删去这一行"),
    ],
)
def test_signs_of_word_and_marks_of_markdown_are_told_before_they_print(tmp_path: Path, line: str, cure: str) -> None:
    body = f"    标题: 关于报送材料的通知\n    主送: 各部门\n    正文: |\n      请报送材料。\n      {line}  ← Y49 (warning)\n"
    check(tmp_path, body + REST, cure)


@pytest.mark.parametrize("key", ["标题", "主送", "附注"])
def test_signs_of_word_are_told_in_every_text(campaign: Callable[..., Workspace], key: str) -> None:
    whole = notice()
    found = campaign(文件=[notice(**{key: f"\uf06c{whole.get(key, '此件公开')}"})]).validate()
    assert [p.rule.number for p in found if p.rule.number == "Y49"] == ["Y49"]


@pytest.mark.parametrize(
    "line", ["—— 某某语", "3*4=12", "#1机组检修。", "A|B两类", "甲_乙_丙", "1. 第一项", "*注：见附件", "5-6月"]
)
def test_signs_that_mean_something_are_left_alone(campaign: Callable[..., Workspace], line: str) -> None:
    found = campaign(文件=[notice(正文=f"请报送材料。\n{line}\n")]).validate()
    assert [p for p in found if p.rule.number == "Y49"] == []


@pytest.mark.parametrize(
    ("due", "right"),
    [("6.30", "6月30日"), ("06-30", "6月30日"), ("6/30", "6月30日"), ("12.31前", "12月31日前"), ("２.５", "2月5日"),
     ("2026.6", "2026年6月"), ("2026-12", "2026年12月")],
)  # fmt: skip
def test_a_deadline_without_its_year_is_told_how_it_is_written(
    campaign: Callable[..., Workspace], due: str, right: str
) -> None:
    tasks: Any = [{"类别": "建制度", "事项": [{"内容": "清理制度", "牵头": "办公室", "时限": due}]}]
    (problem,) = campaign(任务=tasks, 文件=[notice()]).validate()
    assert problem.rule.number == "Y20-due_form"
    assert f"应写成“{right}”" in problem.message
    tasks[0]["事项"][0]["时限"] = right
    assert campaign(任务=tasks, 文件=[notice()]).validate() == []


@pytest.mark.parametrize("due", ["6月底", "6月30日", "2026-06-30", "长期", "每月25日", "第三季度", "13.5", "0.5"])
def test_a_deadline_in_words_is_left_alone(campaign: Callable[..., Workspace], due: str) -> None:
    tasks: Any = [{"类别": "建制度", "事项": [{"内容": "清理制度", "牵头": "办公室", "时限": due}]}]
    assert campaign(任务=tasks, 文件=[notice()]).validate() == []
