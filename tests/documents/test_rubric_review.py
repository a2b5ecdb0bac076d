"""What is wrong with a rubric: each complaint at its line. The marks ← in the YAML say which and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.core.diagnostic import Diagnostic
from docgen.documents.review import review
from docgen.workspace import Workspace
from tests.campaign.marked import marked, spots

HEAD = """\
活动: {名称: 清廉积分考评, 年度: 2026, 主办: 云汀区金融工作办公室, 机关代字: 云汀金}
单位:
  - {编号: U01, 全称: 甲村镇银行, 类别: 银行}
  - {编号: U02, 全称: 乙村镇银行, 类别: 银行}
  - {编号: G1, 全称: 检查一组, 类别: 检查组}
  - {编号: G2, 全称: 检查二组, 类别: 检查组}
积分:
"""
PARTS = {
    "对象": "[银行]",
    "组": """
    - 组: 制度
      项:
        - {编号: "1.1", 名称: 健全, 满分: 60}
        - {编号: "1.2", 名称: 执行, 满分: 40}
    - {组: 红线, 项: [{编号: H1, 名称: 违法, 类型: 红线}]}""",
    "权重": "{自评: 20, 考评: 80}",
    "检查组": "[{单位: G1, 对象: 银行}]",
    "颜色": "[{颜色: 蓝, 下限: 80}, {颜色: 红, 下限: 0, 上限: 80}]",
    "截止": "2026-11-20",
}


def rubric(text: str) -> str:
    """A data file with these keys of 积分, and with those of a sound one that they leave out."""
    own = re.findall(r"^  (\w+):", text, re.MULTILINE)
    return HEAD + "".join(f"  {key}: {value}\n" for key, value in PARTS.items() if key not in own) + text


def check(folder: Path, text: str, *said: str) -> list[Diagnostic]:
    """Assert that the complaints are those marked in the text, in these words."""
    content, wanted = marked(rubric(text))
    file = folder / "活动.yaml"
    file.write_text(content, encoding="utf-8")
    found = review(Workspace(file).loaded, folder)
    assert spots(found) == wanted
    told = "\n".join(map(str, found))
    assert [words for words in said if words not in told] == []
    return found


def test_a_rubric_that_is_well_has_no_complaint(tmp_path: Path) -> None:
    assert check(tmp_path, "") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  权重: {自评: 20, 考评: 70}  ← Y70\n", "权重合计是90，不是100（自评20、考评70）"),
        ("  权重:\n    自评: 20\n    考查: 80  ← Y70\n", "没有“考查”这个评分来源"),
        ("  权重:\n    自评: 20  ← Y70\n", "权重合计是20，不是100"),
        ("  权重:\n    自评: -20  ← Y70\n    考评: 120\n", "“自评”的权重小于0"),
    ],
)
def test_weights_are_of_known_sources_and_add_up(tmp_path: Path, text: str, said: str) -> None:
    check(tmp_path, text, said)


def test_a_source_that_weighs_has_something_to_mark(tmp_path: Path) -> None:
    check(
        tmp_path,
        '  组: [{组: 制度, 项: [{编号: "1.1", 名称: 健全, 满分: 100, 评分: 考评}]}]\n  权重:\n    自评: 20  ← Y70\n    考评: 80\n',
        "自评有权重，没有一个基础项由它评",
    )


def test_codes_are_their_own_and_points_fit_the_kind(tmp_path: Path) -> None:
    text = """\
  组:
    - 组: 制度
      项:
        - {编号: "1.1", 名称: 健全, 满分: 100}
        - {编号: "1.1", 名称: 执行, 满分: 100}  ← Y71
        - {编号: "1.2", 名称: 知晓}  ← Y72
        - {编号: "1.3", 名称: 公开, 满分: 0}  ← Y72
        - {编号: "1.4", 名称: 报送, 满分: 5, 评分: [自评, 复评]}  ← Y72
        - {编号: J1, 名称: 推广, 类型: 加分}  ← Y72
        - {编号: H1, 名称: 违法, 类型: 红线, 满分: 10}  ← Y72
"""
    check(
        tmp_path,
        text,
        "编号“1.1”已经是“健全”的",
        "基础项“1.2 知晓”没有写“满分”",
        "“评分”里写了“复评”",
        "红线项“H1 违法”写了满分",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "    - {颜色: 蓝, 下限: 90}\n    - {颜色: 绿, 下限: 80, 上限: 85}  ← Y73\n    - {颜色: 红, 下限: 0, 上限: 80}\n",
            "中间有空档",
        ),
        (
            "    - {颜色: 蓝, 下限: 90}\n    - {颜色: 绿, 下限: 80, 上限: 95}  ← Y73\n    - {颜色: 红, 下限: 0, 上限: 80}\n",
            "重叠",
        ),
        (
            "    - {颜色: 蓝, 下限: 90}\n    - {颜色: 绿, 下限: 80}  ← Y73\n    - {颜色: 红, 下限: 0, 上限: 80}\n",
            "没有写“上限”",
        ),
        (
            "    - {颜色: 红, 下限: 0, 上限: 80}  ← Y73 (warning)\n    - {颜色: 蓝, 下限: 80}  ← Y73 Y73\n",
            "请从高到低写",
        ),
        ("    - {颜色: 蓝, 下限: 90}\n    - {颜色: 红, 下限: 10, 上限: 90}  ← Y73\n", "更低的总分没有颜色"),
        (
            "    - {颜色: 蓝, 下限: 90, 上限: 100}  ← Y73 (warning)\n    - {颜色: 红, 下限: 0, 上限: 90}\n",
            "最高一档不用写“上限”",
        ),
    ],
)
def test_colours_go_down_without_gap_or_overlap(tmp_path: Path, text: str, said: str) -> None:
    check(tmp_path, f"  颜色:\n{text}", said)


def test_subjects_and_inspectors_are_units_of_the_list(tmp_path: Path) -> None:
    text = """\
  对象: [银行, 证卷]  ← Y74
  检查组:
    - {单位: G1, 对象: [U01]}
    - {单位: G9, 对象: [U02]}  ← Y75
    - {单位: G2, 对象: [U01, U77]}  ← Y75 (warning) Y75
"""
    check(
        tmp_path,
        text,
        "单位名单里没有“证卷”",
        "单位名单里没有编号“G9”",
        "甲村镇银行已经由别的组考评",
        "单位名单里没有“U77”",
    )


def test_who_is_inspected_by_nobody_is_told(tmp_path: Path) -> None:
    check(tmp_path, "  检查组:  ← Y75\n    - {单位: G1, 对象: [U01]}\n", "乙村镇银行没有检查组考评")


def test_uses_name_colours_and_formulas_over_the_total(tmp_path: Path) -> None:
    text = """\
  运用:
    - 名称: 招投标
      规则: {蓝: 加3分, 红: 不得参加}
      折算: 总分 * 0.05  ← Y76
    - 名称: 评优
      规则:
        蓝: 可以  ← Y76 (warning)
        紫: 优先  ← Y76
"""
    check(tmp_path, text, "折算的公式不对", "只能用“积分”", "没有“紫”这个颜色", "“评优”没有写红怎么用")


def test_last_year_is_of_units_of_the_list_and_files_are_there(tmp_path: Path) -> None:
    text = "  上年:\n    U01: 88\n    U88: 90  ← Y77 (warning)\n  上年结果: 积分结果.xlsx  ← Y79 (warning)\n"
    check(tmp_path, text, "单位名单里没有“U88”", "没有“积分结果.xlsx”这个文件")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  权重:\n    自评: 20\n    考评: 60\n    测评: 20  ← Y78\n", "测评有权重，没有写“测评”的答卷"),
        ("  测评: {文件: 活动.yaml, 对象列: 机构, 选项: {好: 100}}  ← Y78 (warning)\n", "权重里没有它"),
        (
            "  权重: {自评: 20, 考评: 60, 测评: 20}\n  测评: {文件: 活动.yaml, 对象列: 机构}  ← Y78\n",
            "看不出哪些列是打分题",
        ),
        (
            "  权重: {自评: 20, 考评: 60, 测评: 20}\n  测评:\n    文件: 答卷.csv  ← Y79 (warning)\n    对象列: 机构\n"
            "    题目满分: 0  ← Y78\n    选项:\n      好: 120  ← Y78\n",
            "选项按百分制算",
        ),
    ],
)
def test_a_survey_and_its_weight_belong_together(tmp_path: Path, text: str, said: str) -> None:
    check(tmp_path, text, said)


def test_a_deadline_that_is_none_is_told_where_it_is_written(tmp_path: Path) -> None:
    check(tmp_path, "  截止: 十一月下旬  ← Y37\n", "截止写成了“十一月下旬”")


def test_the_rules_of_a_form_may_be_replaced_and_its_keys_changed(tmp_path: Path) -> None:
    more = "台账:\n  机构自评表:\n    标题: 自评表\n    校验: [{编号: L384, 表达式: 自评分 <= 满分, 级别: 试行}]\n"
    file = tmp_path / "活动.yaml"
    file.write_text(rubric("") + more, encoding="utf-8")
    workspace = Workspace(file)
    form = workspace.loaded.campaign.ledgers["机构自评表"]
    assert (form.title, [rule.id for rule in form.rules].count("L384"), len(form.columns)) == ("自评表", 1, 11)
    assert review(workspace.loaded, tmp_path) == []
