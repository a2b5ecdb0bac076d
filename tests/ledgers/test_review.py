"""What is wrong with the definition of a ledger is said with its line before anything is issued or read."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.core.errors import InvalidInput
from docgen.workspace import Workspace

SOUND = """\
活动: {名称: 制度执行年, 年度: 2026, 主办: 华澜能源集团有限公司}
单位:
  - {编号: U1, 全称: 华澜第一工程有限公司, 简称: 一公司}
  - {编号: U2, 全称: 华澜第二工程有限公司, 简称: 二公司, 类别: 子企业}
台账:
  进度表:
    周期: 每月
    期间: [2026-05至2026-07]
    截止: 每月20日
    填报单位: [全部]
    行: 1
    列:
      - {名称: 发现数, 类型: 整数}
      - {名称: 整改数, 类型: 整数}
      - {名称: 整改率, 类型: 比率, 公式: 整改数 / 发现数}
      - {名称: 状态, 类型: 选项, 选项: [整改中, 已销号]}
    校验:
      - {编号: L301, 表达式: 整改数 <= 发现数}
校验:
  - {编号: L701, 台账: 进度表, 表达式: 发现数 >= 0}
豁免:
  - {规则: L301, 单位: 二公司, 期间: 2026-05, 原因: 结转, 批准人: 张某}
"""


def spots(tmp_path: Path, old: str, new: str) -> list[tuple[int | None, str]]:
    """(line, rule) of what is wrong once the one text stands for the other."""
    assert SOUND.count(old) == 1
    path = tmp_path / "活动.yaml"
    path.write_text(SOUND.replace(old, new), encoding="utf-8")
    return [(p.place.line, p.rule.number) for p in Workspace(path).validate()]


def line(text: str) -> int:
    """The line on which a text stands."""
    return next(i for i, words in enumerate(SOUND.splitlines(), 1) if text in words)


def test_a_sound_definition_has_nothing_to_complain_of(tmp_path: Path) -> None:
    assert spots(tmp_path, "制度执行年", "制度执行年") == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("简称: 二公司", "简称: 二公司, 别名: [一公司]", "Y30"),
        ("简称: 二公司", "简称: 二公司, 别名: [U1]", "Y30"),
        ("选项: [整改中, 已销号]", "对齐: 中", "Y35"),
        ("名称: 整改数, 类型: 整数", "名称: 整改数, 类型: 整数, 选项: [a, b]", "Y35"),
        ("名称: 整改数, 类型: 整数", "名称: 整改数, 类型: 整数, 最小: 5, 最大: 3", "Y35"),
        ("公式: 整改数 / 发现数", "公式: 整改数 / 发现问题数", "Y35"),
        ("公式: 整改数 / 发现数", "公式: 整改数 /", "Y35"),
        ("公式: 整改数 / 发现数", "公式: 整改率 / 发现数", "Y35"),
        ("类型: 比率, 公式", "类型: 文本, 公式", "Y35"),
        ("表达式: 整改数 <= 发现数", "表达式: 整改数 <= 问题数", "Y36"),
        ("表达式: 整改数 <= 发现数", "表达式: 整改数 <= ", "Y36"),
        ("表达式: 整改数 <= 发现数", "表达式: __import__('os').system('x')", "Y36"),
        ("表达式: 整改数 <= 发现数", "表达式: 整改数 <= 上期.整改数", "Y36"),
        ("表达式: 整改数 <= 发现数", "当: 问题数 > 0, 表达式: 整改数 <= 发现数", "Y36"),
        ("表达式: 整改数 <= 发现数", "表达式: 整改数 <= 发现数, 容差: 一点", "Y36"),
        ("表达式: 整改数 <= 发现数", "范围: 异常", "Y36"),
        ("表达式: 整改数 <= 发现数", "范围: 异常, 方法: 中位数, 列: 金额", "Y36"),
        ("编号: L701, 台账: 进度表", "编号: L701, 台账: 进展表", "Y36"),
        ("编号: L701, 台账: 进度表", "编号: L701", "Y36"),
        ("截止: 每月20日", "截止: 每月40日", "Y37"),
        ("截止: 每月20日", "截止: 月初", "Y37"),
        ("期间: [2026-05至2026-07]", "期间: [2026-13]", "Y37"),
        ("期间: [2026-05至2026-07]", "期间: [2026-07至2026-05]", "Y37"),
        ("期间: [2026-05至2026-07]", "期间: [2026-Q2]", "Y37"),
        ("填报单位: [全部]", "填报单位: [三公司]", "Y38"),
        ("行: 1", "行: 部门", "Y38"),
        ("规则: L301", "规则: X99", "Y39"),
        ("单位: 二公司, 期间", "单位: 三公司, 期间", "Y39"),
        ("期间: 2026-05, 原因", "期间: 五月份, 原因", "Y39"),
        ("期间: 2026-05, 原因", "期间: 2026-05, 台账: 进展表, 原因", "Y39"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, rule: str) -> None:
    assert spots(tmp_path, old, new) == [(line(old), rule)]


def test_a_rule_number_may_be_used_once(tmp_path: Path) -> None:
    twice = "      - {编号: L301, 表达式: 整改数 <= 发现数}\n"
    assert [rule for _, rule in spots(tmp_path, twice, twice + twice)] == ["Y36"]


def test_a_number_used_in_the_ledger_and_again_for_the_campaign_is_used_twice(tmp_path: Path) -> None:
    assert [rule for _, rule in spots(tmp_path, "编号: L701", "编号: L301")] == ["Y36"]


def test_two_rounds_of_formulas_in_a_circle_are_refused(tmp_path: Path) -> None:
    circle = "公式: 环比 / 发现数}\n      - {名称: 环比, 类型: 比率, 公式: 整改率 / 整改数"
    assert "Y35" in [rule for _, rule in spots(tmp_path, "公式: 整改数 / 发现数", circle)]


@pytest.mark.parametrize("waiver", ["L501", "L601", "L125", "L301", "L701"])
def test_rules_built_in_or_written_may_be_waived(tmp_path: Path, waiver: str) -> None:
    assert spots(tmp_path, "规则: L301", f"规则: {waiver}") == []


def test_nothing_is_issued_or_collected_by_a_definition_with_mistakes(tmp_path: Path) -> None:
    (tmp_path / "活动.yaml").write_text(SOUND.replace("每月20日", "月初"), encoding="utf-8")
    (tmp_path / "收件").mkdir()
    with pytest.raises(InvalidInput):
        Workspace(tmp_path / "活动.yaml").issue(tmp_path / "发")
    with pytest.raises(InvalidInput):
        Workspace(tmp_path / "活动.yaml").collect(tmp_path / "收件", tmp_path / "汇总")
    assert sorted(p.name for p in tmp_path.iterdir() if p.name in ("发", "汇总")) == []


def test_a_mistake_in_a_document_does_not_keep_ledgers_from_being_issued(tmp_path: Path) -> None:
    path = tmp_path / "活动.yaml"
    path.write_text(SOUND + "文件:\n  - {类型: 通知, 标题: 关于x的通知}\n", encoding="utf-8")
    issued = Workspace(path).issue(tmp_path / "发")
    assert (len(issued.workbooks), len(issued.calendar)) == (6, 2)


@pytest.mark.parametrize("edited", ["2026-06/U1 一公司 2026年6月台账.xlsx", "报送日历.xlsx", "报送日历.ics"])
def test_an_issued_file_that_somebody_edited_is_kept_and_the_others_are_issued(tmp_path: Path, edited: str) -> None:
    path, out = tmp_path / "活动.yaml", tmp_path / "发"
    path.write_text(SOUND, encoding="utf-8")
    Workspace(path).issue(out)
    everything = {item for item in out.rglob("*") if not item.name.startswith(".") and item.is_file()}
    mine = out / edited
    mine.write_bytes(b"mine")
    again = Workspace(path).issue(out)
    assert [(p.place.file, p.severity) for p in again.problems] == [(str(mine), "warning")]
    assert {*(item.path for item in again.workbooks), *again.calendar} == everything - {mine}
    assert mine.read_bytes() == b"mine"
    assert Workspace(path).issue(out, force=True).problems == ()
    assert mine.read_bytes() != b"mine"
