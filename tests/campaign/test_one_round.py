"""One round of validate tells what else would come in the next, also beside what stops the reading of an entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.core.diagnostic import Diagnostic
from docgen.workspace import Workspace

HEAD = "活动: {名称: 排查, 年度: 2026, 主办: 岚海市港航局}\n"
LETTER = "  - 类型: 通知\n    发文字号: 岚港发〔2026〕7号\n    标题: 关于排查的通知\n    正文: 请做好排查。\n"
FULL = f"{HEAD}文件:\n{LETTER}    成文日期: 2026-07-01\n    主送: 各科室\n"
ROUNDS = {
    "a kind that is none and 无, beside a year in Han numerals": (
        "活动: {名称: 排查, 年度: 二〇二六, 主办: 岚海市港航局}\n文件:\n  - 类型: 决定\n    标题: 关于表彰的决定\n    主送: 无\n"
        "    正文: 请遵照。\n    成文日期: 2026-13-01\n",
        "活动: {名称: 排查, 年度: 2026, 主办: 岚海市港航局}\n文件:\n  - 类型: 决定\n    标题: 关于表彰的决定\n    主送: 无\n"
        "    正文: 请遵照。\n    成文日期: 2026-12-01\n",
    ),
    "无 in an entry on one line, beside a day that is none and a lacking host": (
        "活动: {名称: 排查, 年度: 2026}\n文件:\n  - {类型: 意见, 标题: 关于防汛的意见, 主送: 无, 正文: 请遵照。, 成文日期: 明天}\n",
        "活动: {名称: 排查, 年度: 2026, 主办: 岚海市港航局}\n文件:\n"
        "  - {类型: 意见, 标题: 关于防汛的意见, 主送: 无, 正文: 请遵照。, 成文日期: 2026-07-01}\n",
    ),
    "missing keys behind a dash without a blank": (
        f"{HEAD}文件:\n  -类型: 通知\n  -类型: 函\n",
        f"{HEAD}文件:\n  - 类型: 通知\n  - 类型: 函\n",
    ),
    "missing keys beside a day that is none": (
        f"{HEAD}文件:\n  - 类型: 通知\n    成文日期: 2026-02-30\n",
        f"{HEAD}文件:\n  - 类型: 通知\n    成文日期: 2026-02-28\n",
    ),
    "无 where the kind itself is missing": (
        f"{HEAD}文件:\n  - 标题: 关于防汛的通知\n    主送: 暂无\n    正文: 请遵照。\n",
        f"{HEAD}文件:\n  - 标题: 关于防汛的通知\n    类型: 通知\n    主送: 暂无\n    正文: 请遵照。\n",
    ),
    "an annex that is none, beside a task without its day": (
        f"{HEAD}任务:\n  - {{类别: 甲, 事项: [{{内容: 清理, 牵头: 办公室, 时限: 6.30}}]}}\n文件:\n{LETTER}    附件: [任务分解表, 别的表]\n",
        f"{HEAD}任务:\n  - {{类别: 甲, 事项: [{{内容: 清理, 牵头: 办公室, 时限: 6月30日}}]}}\n文件:\n{LETTER}    附件: [任务分解表, 别的表]\n",
    ),
    "a unit without a name and an addressee that is none": (
        f"{HEAD}单位:\n  - {{编号: U01}}\n  - {{编号: U02}}\n文件:\n{LETTER}    成文日期: 2026-07-01\n    发给: U09\n",
        f"{HEAD}单位:\n  - {{编号: U01, 全称: 甲站}}\n  - {{编号: U02, 全称: 乙站}}\n文件:\n{LETTER}    成文日期: 2026-07-01\n    发给: U09\n",
    ),
}
"""A data file, and the same when what stops its reading is mended."""


def told(folder: Path, text: str) -> list[Diagnostic]:
    path = folder / "活动.yaml"
    path.write_text(text, encoding="utf-8")
    return Workspace(path).validate()


def said(problems: list[Diagnostic]) -> set[tuple[str, str]]:
    return {(p.rule.number, p.message) for p in problems}


@pytest.mark.parametrize("name", ROUNDS)
def test_the_second_round_tells_nothing_new(name: str, tmp_path: Path) -> None:
    first, second = ROUNDS[name]
    before, after = said(told(tmp_path, first)), said(told(tmp_path, second))
    assert after
    assert after <= before


@pytest.mark.parametrize("name", ROUNDS)
def test_the_first_round_complains_of_nothing_that_is_only_a_consequence(name: str, tmp_path: Path) -> None:
    first, second = ROUNDS[name]
    before, after = said(told(tmp_path, first)), said(told(tmp_path, second))
    stopped = {(rule, what) for rule, what in before - after if not rule.startswith(("Y20", "Y1"))}
    assert stopped == set()
    assert not any("没有读出" in what for _, what in before)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("{各科室，各单位}", "主送: 各科室，各单位"),
        ("{各科室、各站}", "主送: 各科室，各站"),
        ("{各科室}", "主送: 各科室"),
        ("[各科室, 各单位]", "主送: 各科室，各单位"),
    ],
)
def test_names_in_braces_are_to_be_written_in_one_line(written: str, right: str, tmp_path: Path) -> None:
    [problem] = told(tmp_path, FULL.replace("主送: 各科室", f"主送: {written}"))
    assert f"“{right}”" in (problem.cure or "")
    assert ("大括号" in (problem.cure or "")) == written.startswith("{")
    assert told(tmp_path, FULL.replace("主送: 各科室", right)) == []


def test_a_mapping_for_a_text_has_no_such_cure(tmp_path: Path) -> None:
    [problem] = told(tmp_path, FULL.replace("主送: 各科室", "主送: {科室: 办公室}"))
    assert problem.cure is None


@pytest.mark.parametrize(
    "line",
    [
        "岚海市港航局  2026年7月1日",
        "岚海市港航局2026年7月1日",
        "　　　岚海市港航局　二〇二六年七月一日",
        "岚海市应急管理局 2026年7月2日",
    ],
)
def test_a_signature_and_its_date_on_one_line_of_the_text_are_told(line: str, tmp_path: Path) -> None:
    body = f"    正文: |\n      请做好排查。\n      {line}\n"
    [problem] = told(tmp_path, FULL.replace("    正文: 请做好排查。\n", body))
    assert (problem.rule.number, problem.place.line) == ("Y47", 8)
    assert "署名和成文日期" in problem.message


@pytest.mark.parametrize(
    "line",
    [
        "请于2026年7月1日",
        "报送时间：2026年7月1日",
        "检查从6月1日 至 2026年7月1日",
        "各科室，岚海市港航局 2026年7月1日",
    ],
)
def test_a_day_behind_other_words_is_text(line: str, tmp_path: Path) -> None:
    body = f"    正文: |\n      请做好排查。\n      {line}\n"
    assert told(tmp_path, FULL.replace("    正文: 请做好排查。\n", body)) == []
