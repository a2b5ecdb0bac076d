"""Data files as people who write in Word and Notepad type them: the wrong line is named, and the advice mends the file.

Each mistake is laid over a good file, alone and with others; what is advised is done to the letter, line by line.
"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from docgen.campaign.load import load
from docgen.campaign.model import Campaign
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import InvalidInput
from docgen.workspace import Workspace

GOOD = """\
活动:
  名称: 安全提升年
  年度: 2026
  主办: 某某集团有限公司
部门:
  - 办公室
  - 财务部
单位:
  - {编号: U01, 全称: 某某一公司, 简称: 一公司}
  - {编号: U02, 全称: 某某二公司, 别名: [二司, 二公司]}
任务:
  - 类别: 建制度
    事项:
      - 内容: 清理制度
        牵头: 办公室
      - {内容: 编制清单, 牵头: 财务部, 时限: 2026-06-30}
文件:
  - 类型: 通知
    标题: 关于报送材料的通知
    主送: 各部门
    正文: |
      请按时报送材料。
      联系电话: 12345。
      特此通知。
    附件: [任务分解表]
    成文日期: 2026-05-08
    版记: {抄送: 集团领导, 印发机关: 某某集团办公室}
  - 类型: 函
    标题: 关于商请支持的函
    主送: 某某局
    正文: |
      请予支持。
    成文日期: 2026-05-09
"""
NUMBER = {line: number for number, line in enumerate(GOOD.split("\n"), 1)}


def line(text: str, new: str) -> tuple[int, str]:
    """A mistake: the line of the good file that begins so, and how it is typed."""
    (number,) = [n for whole, n in NUMBER.items() if whole.lstrip(" -").startswith(text) or whole.strip() == text]
    return number, new


MISTAKES: dict[str, tuple[int, str]] = {
    "text not indented": line("特此通知。", "特此通知。"),
    "text indented too little": line("特此通知。", "     特此通知。"),
    "text with full-width blanks": line("特此通知。", "　　特此通知。"),
    "text with a tab": line("联系电话", "\t联系电话: 12345。"),
    "first line of a text not indented": line("请予支持。", "请予支持。"),
    "text with a colon not indented": line("联系电话", "联系电话: 12345。"),
    "no bar": line("正文: |", "    正文:"),
    "full-width comma in braces": line("{编号: U01", "  - {编号: U01，全称: 某某一公司，简称: 一公司}"),
    "full-width braces": line("{编号: U01", "  - ｛编号: U01, 全称: 某某一公司, 简称: 一公司｝"),
    "full-width colons in braces": line("{编号: U01", "  - {编号：U01, 全称：某某一公司, 简称：一公司}"),
    "no blanks in braces": line("{编号: U01", "  - {编号:U01,全称:某某一公司,简称:一公司}"),
    "no comma in braces": line("{编号: U01", "  - {编号: U01 全称: 某某一公司, 简称: 一公司}"),
    "braces not closed": line("{编号: U01", "  - {编号: U01, 全称: 某某一公司, 简称: 一公司"),
    "braces closed by a full-width one": line("{编号: U01", "  - {编号: U01, 全称: 某某一公司, 简称: 一公司｝"),
    "braces closed by the other kind": line("{编号: U01", "  - {编号: U01, 全称: 某某一公司, 简称: 一公司]"),
    "full-width brackets": line("{编号: U02", "  - {编号: U02, 全称: 某某二公司, 别名: ［二司, 二公司］}"),
    "all of a line full-width": line("版记", "    版记：｛抄送：集团领导，印发机关：某某集团办公室｝"),
    "a comma behind braces": line("版记", "    版记: {抄送: 集团领导, 印发机关: 某某集团办公室},"),
    "no blank after the dash": line("财务部", "  -财务部"),
    "no blank after the dash of a key": line("类型: 函", "  -类型: 函"),
    "a full-width dash": line("财务部", "  －财务部"),
    "a long dash": line("类别: 建制度", "  — 类别: 建制度"),
    "a tab before a key": line("年度", "\t年度: 2026"),
    "tabs deeper": line("标题: 关于商请", "\t\t标题: 关于商请支持的函"),
    "full-width blanks before a key": line("年度", "　年度: 2026"),
    "a full-width colon": line("主办", "  主办：某某集团有限公司"),
    "a full-width colon after a top key": line("部门:", "部门："),
    "no blank after the colon": line("主送: 某某局", "    主送:某某局"),
    "an item too far left": line("财务部", " - 财务部"),
    "an item too far right": line("内容: 清理制度", "       - 内容: 清理制度"),
    "a later item too far right": line("类型: 函", "   - 类型: 函"),
    "a key too far left": line("年度", " 年度: 2026"),
    "a key too far right": line("年度", "     年度: 2026"),
    "a key at the margin": line("标题: 关于商请", "标题: 关于商请支持的函"),
    "a key at the level of its item": line("标题: 关于商请", "  标题: 关于商请支持的函"),
    "a percent sign": line("主办", "  主办: %某某集团有限公司"),
    "an at sign": line("主办", "  主办: @某某集团有限公司"),
    "a backtick": line("主办", "  主办: `某某集团有限公司`"),
    "a star": line("主办", "  主办: *某某集团有限公司"),
    "an ampersand": line("主办", "  主办: &某某 集团有限公司"),
    "a bracket": line("主办", "  主办: [某某]集团有限公司"),
    "a colon in a value": line("标题: 关于商请", "    标题: 函: 关于商请支持的函"),
    "a special sign in braces": line("{内容: 编制", "      - {内容: @编制清单, 牵头: 财务部, 时限: 2026-06-30}"),
    "quotes closed by a Chinese one": line("主办", '  主办: "某某集团有限公司”'),
    "quotes not closed": line("主办", '  主办: "某某集团有限公司'),
    "a key in Chinese quotes": line("主办", "  “主办”: 某某集团有限公司"),
    "a full-width bar": line("正文: |", "    正文: ｜"),
    "a star before an item": line("财务部", "  * 财务部"),
    "a star before a key": line("类型: 函", "  * 类型: 函"),
    "no colon": line("主送: 某某局", "    主送 某某局"),
    "a number before an item": line("办公室", "  1. 办公室"),
    "a full-width number sign": line("部门:", "＃ 各部门"),
    "a rule typed as dashes": line("任务:", "------"),
}  # fmt: skip


INSERTED = ("a rule typed as dashes", "a full-width number sign")
"""Mistakes that are a line of their own, before the one they name."""


def typed(*names: str) -> str:
    """The good file with some mistakes."""
    lines = GOOD.split("\n")
    for name in names:
        number, new = MISTAKES[name]
        lines[number - 1] = f"{new}\n{lines[number - 1]}" if name in INSERTED else new
    return "\n".join(lines)


def told(folder: Path, text: str) -> list[Diagnostic]:
    """What is said of how a file is typed."""
    (folder / "活动.yaml").write_text(text, encoding="utf-8")
    return [p for p in Workspace(folder).validate() if p.rule.number < "Y20" and p.severity == "error"]


def advised(text: str, problems: list[Diagnostic]) -> str:
    """The text after what each problem advises was done to its line, as it is written."""
    lines = text.split("\n")
    for p in sorted(problems, key=lambda p: "即“" not in (p.cure or "")):
        at = (p.place.line or 0) - 1
        lines[at] = mended(lines[at], p.cure or "")
    return "\n".join(lines)


def mended(line: str, cure: str) -> str:
    """One line after one piece of advice."""
    body = line.lstrip(" \t　")
    blanks = line[: len(line) - len(body)]
    if "请删去这一行" in cure:
        return ""
    if found := re.search(r"行首(?:改成)?空(\d+)格|换成(\d+|两)个空格", cure):
        count = found[1] or found[2]
        return " " * (2 if count == "两" else int(count)) + body
    if "顶格写" in cure:
        return body
    if found := re.search(r"写成“([^”]+: \|)”", cure):
        return blanks + re.match(r"(?:- )*", body)[0] + found[1]  # type: ignore[index]
    if found := re.search(r"(?:即|请改成)“(.*)”$", cure):
        dash = re.match(r"(?:- +)*", body)
        keeps = dash[0] if dash and not found[1].startswith("-") else ""
        return blanks + keeps + found[1]
    raise AssertionError(cure)


def mends(folder: Path, text: str) -> Campaign:
    """The campaign after one round of advice."""
    problems = told(folder, text)
    assert problems != []
    (folder / "活动.yaml").write_text(advised(text, problems), encoding="utf-8")
    return load(folder).campaign


@pytest.fixture
def good(tmp_path: Path) -> Campaign:
    """What the file says that all the others are meant to be."""
    folder = tmp_path / "good"
    folder.mkdir()
    (folder / "活动.yaml").write_text(GOOD, encoding="utf-8")
    return load(folder).campaign


def shape(campaign: Campaign) -> list[object]:
    """What of a campaign no special sign in a value changes."""
    return [
        campaign.departments, [unit.code for unit in campaign.units],
        [[len(group.tasks) for group in campaign.tasks]],
        [(entry.kind, entry.body, entry.date, len(entry.attachments)) for entry in campaign.documents],
    ]  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_the_wrong_line_is_named_and_the_advice_mends_it(tmp_path: Path, good: Campaign, name: str) -> None:
    number, _ = MISTAKES[name]
    assert [p.place.line for p in told(tmp_path, typed(name))] == [number]
    assert shape(mends(tmp_path, typed(name))) == shape(good)


@pytest.mark.parametrize("bar", ["|", "｜"])
def test_text_behind_the_bar_is_told_to_go_to_the_next_line(tmp_path: Path, good: Campaign, bar: str) -> None:
    text = GOOD.replace("正文: |\n      请予支持。", f"正文: {bar} 请予支持。")
    (problem,) = told(tmp_path, text)
    assert text.split("\n")[(problem.place.line or 0) - 1] == f"    正文: {bar} 请予支持。"
    assert "换行" in (problem.cure or "")
    assert "“请予支持。”" in (problem.cure or "")


APART = [
    (a, b) for a, b in combinations(MISTAKES, 2)
    if abs(MISTAKES[a][0] - MISTAKES[b][0]) > 1 and not {a, b} & {*INSERTED} and (len(a) * 7 + len(b)) % 6 == 0
]  # fmt: skip
"""Pairs of mistakes in lines that are not neighbours, a sixth of them."""


def test_two_mistakes_are_told_in_one_round_and_mended_by_it(tmp_path: Path, good: Campaign) -> None:
    wrong = []
    for names in APART:
        text = typed(*names)
        lines = sorted(MISTAKES[name][0] for name in names)
        problems = told(tmp_path, text)
        if sorted({p.place.line or 0 for p in problems}) != lines:
            wrong.append((names, lines, [str(p) for p in problems]))
        elif shape(mends(tmp_path, text)) != shape(good):
            wrong.append((names, lines, ["not mended"]))
    assert len(APART) > 100
    assert wrong == []


FIVE = [
    ["text not indented", "full-width comma in braces", "no blank after the dash", "a tab before a key", "a full-width bar"],
    ["all of a line full-width", "a key too far left", "an item too far left", "quotes not closed", "text with a tab"],
    ["full-width braces", "no blank after the dash of a key", "a percent sign", "a special sign in braces", "no bar"],
    ["a full-width colon after a top key", "braces not closed", "text with full-width blanks", "a key at the margin", "a star"],
]  # fmt: skip


@pytest.mark.parametrize("names", FIVE)
def test_five_mistakes_are_told_in_one_round(tmp_path: Path, good: Campaign, names: list[str]) -> None:
    lines = sorted(MISTAKES[name][0] for name in names)
    assert sorted({p.place.line or 0 for p in told(tmp_path, typed(*names))}) == lines
    assert shape(mends(tmp_path, typed(*names))) == shape(good)


def test_what_a_mistake_hides_is_told_in_the_same_round(tmp_path: Path) -> None:
    text = (
        typed("text not indented", "full-width braces")
        .replace("2026-05-09", "2026-13-09")
        .replace("类型: 函", "类型: 涵")
    )
    (tmp_path / "活动.yaml").write_text(text, encoding="utf-8")
    found = {(p.place.line, p.rule.number[:3]) for p in Workspace(tmp_path).validate() if p.severity == "error"}
    assert {(9, "Y16"), (24, "Y10"), (33, "Y20"), (28, "Y40")} <= found


def test_a_file_that_only_a_guess_can_read_still_fails(tmp_path: Path) -> None:
    (tmp_path / "活动.yaml").write_text(typed("text not indented"), encoding="utf-8")
    with pytest.raises(InvalidInput):
        load(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "附注: ｛全称｝",
        "附注: 请报送，（联系人：某某）",
        "附注: “甲：乙”",
        "主送: 各部门 - 各单位",
        'body: "一\n      二：三\n      - 四"',
        "题注: [一，二]",
        "正文: |\n      # 说明\n      - 一\n      \t二\n      主送：三",
        "正文: >-\n        一\n\n        二: 三",
        "题注:\n    - 一\n    - 二：三",
        "版记:\n      {抄送: 集团领导,\n       印发机关: 办公室}",
    ],
)
def test_what_is_meant_as_it_stands_is_not_complained_of(tmp_path: Path, text: str) -> None:
    whole = "活动: {名称: 甲, 年度: 2026, 主办: 乙}\n文件:\n  - 类型: 材料\n    标题: 丙\n    " + text + "\n"
    assert told(tmp_path, whole) == []


CASES = Path(__file__).parents[1] / "cases" / "typing"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("y16", (7, "Y10")), ("table_head", (3, "Y14")), ("dbl", (5, "Y20-due_form"))],
)
def test_the_line_that_is_wrong_is_named(tmp_path: Path, name: str, wrong: tuple[int, str]) -> None:
    (tmp_path / "活动.yaml").write_text((CASES / f"{name}.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    found = [p for p in Workspace(tmp_path).validate() if p.severity == "error"]
    assert wrong in [(p.place.line, p.rule.number) for p in found]


def test_following_the_advice_mends_the_case(tmp_path: Path) -> None:
    text = (CASES / "y16.yaml").read_text(encoding="utf-8")
    assert mends(tmp_path, text).documents[0].body == "第一段。\n特此通知。"
