"""YAML as clerks write it: each trap has its word and its place."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docgen.campaign.load import known_keys, load
from docgen.campaign.model import Campaign
from docgen.campaign.source import read
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import InvalidInput
from tests.campaign.marked import marked, spots
from tests.steps import counted

GOOD = """\
活动:
  名称: 甲
  年度: 2026
  主办: 乙
"""


def problems(folder: Path, content: str | bytes) -> list[Diagnostic]:
    """What is said of how a data file of this content is typed; of what it lacks only where it is typed well."""
    file = folder / "活动.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        return list(load(file).problems)
    except InvalidInput as error:
        typing = [p for p in error.problems if p.rule.number < "Y20" and p.severity == "error"]
        return [p for p in error.problems if not typing or p.rule.number < "Y20"]


def campaign(folder: Path, content: str | bytes) -> Campaign:
    file = folder / "活动.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(file).campaign


def check(folder: Path, text: str, *fragments: str) -> list[Diagnostic]:
    """Assert that the complaints are those marked in the text, and that each fragment is in the cure of one."""
    content, wanted = marked(text)
    found = problems(folder, content)
    assert spots(found) == wanted
    cures = "\n".join(problem.cure or "" for problem in found)
    assert [fragment for fragment in fragments if fragment not in cures] == []
    return found


# ---- colons, blanks, dashes


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("活动:\n  名称：甲  ← Y14\n  年度: 2026\n  主办: 乙\n", "即“名称: 甲”"),
        ("活动:\n  名称: 甲\n  年度: 2026\n  主办：乙  ← Y14\n", "即“主办: 乙”"),
        ("活动：  ← Y14\n  名称: 甲\n  年度: 2026\n", "即“活动:”"),
        ("活动：甲  ← Y14\n", "即“活动: 甲”"),
        ("标题：甲  ← Y14\n", "英文半角冒号加一个空格"),
        (GOOD + "文件:\n  - 类型：通知  ← Y14\n    标题: 甲\n", "即“类型: 通知”"),
        ("活动:\n  名称:甲  ← Y15\n  年度: 2026\n  主办: 乙\n", "请改成“名称: 甲”"),
        ("标题:甲  ← Y15\n", "请改成“标题: 甲”"),
        ("活动:\n\t名称: 甲  ← Y11\n\t年度: 2026  ← Y11\n", "请换成两个空格"),
        ("活动:\n  名称: 甲\n  \t年度: 2026  ← Y11\n", "请换成两个空格"),
        ("活动:\n　名称: 甲  ← Y12\n　年度: 2026  ← Y12\n", "换成普通的英文空格"),
        ("活动:\n  名称: 甲\n　　年度: 2026  ← Y12\n  主办: 乙\n", "换成普通的英文空格"),
        ("活动:\n\u00a0\u00a0名称: 甲  ← Y12\n", "换成普通的英文空格"),
        ("活动:\n  名称: 甲\n  年度:\u00a02026  ← Y12\n  主办: 乙\n", "换成普通空格"),
        ("活动:\n  名称: 甲\n  年度: 2026\n  主办:\u3000乙  ← Y12\n", "换成普通空格"),
        ("活动:\n  名\u200b称: 甲  ← Y12\n  年度: 2026\n  主办: 乙\n", "请删掉它"),
        ("活动:\n  名称: 甲\ufeff\n  年度: 2026\n  主办: 乙\n".replace("\ufeff", "\ufeff  ← Y12"), "请删掉它"),
        (GOOD + "部门:\n  － 办公室  ← Y13\n  － 财务部  ← Y13\n", "英文减号“-”"),
        (GOOD + "部门:\n  —办公室  ← Y13\n", "英文减号“-”"),
        (GOOD + "部门:\n  · 办公室  ← Y13\n", "英文减号“-”"),
        (GOOD + "部门:\n  - 办公室\n  • 财务部  ← Y13\n", "英文减号“-”"),
        (GOOD + "文件:\n  － 类型: 通知  ← Y13\n    标题: 甲\n", "英文减号“-”"),
    ],
)
def test_a_wrong_colon_blank_or_dash_is_named_with_its_line_and_cure(tmp_path: Path, text: str, cure: str) -> None:
    check(tmp_path, text, cure)


UNSEEN = (
    ("活动:\n  名称: 甲{}乙  ← Y18\n  年度: 2026\n  主办: 乙\n", ("活动", "名称"), "甲乙"),
    ('活动:\n  名称: 甲\n  年度: 2026\n  主办: "乙{}公司"  ← Y18\n', ("活动", "主办"), "乙公司"),
    (GOOD + "单位:\n  - {{编号: U01, 全称: '丙{}公司', 简称: 丙}}  ← Y18\n", ("单位", 0, "全称"), "丙公司"),
    (
        GOOD + "文件:\n  - 类型: 通知\n    发文字号: '甲发〔2026〕{}1号'  ← Y18\n",
        ("文件", 0, "发文字号"),
        "甲发〔2026〕1号",
    ),
    (
        GOOD + "文件:\n  - 类型: 通知\n    正文: |\n      第一段。\n      第{}二段。  ← Y18\n",
        ("文件", 0, "正文"),
        "第一段。\n第二段。\n",
    ),
)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200e", "\u200f", "\u00ad", "\u2060", "\u061c", "\u3164"])
@pytest.mark.parametrize(("text", "loc", "value"), UNSEEN)
def test_a_sign_that_nobody_sees_is_told_and_not_used(
    tmp_path: Path, text: str, loc: tuple[str | int, ...], value: str, sign: str
) -> None:
    written, wanted = marked(text.format(sign))
    (tmp_path / "活动.yaml").write_text(written, encoding="utf-8")
    source = read(tmp_path / "活动.yaml", known_keys(Campaign))
    assert [(p.place.line, p.rule.number) for p in source.problems] == [spot[:2] for spot in wanted]
    found: Any = source.data
    for step in loc:
        found = found[step]
    assert found == value


def test_a_key_with_a_sign_that_nobody_sees_is_the_key(tmp_path: Path) -> None:
    (tmp_path / "活动.yaml").write_text(GOOD + "部\u202e门: [办公室]\n", encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.campaign.departments == ("办公室",)
    assert [(p.rule.number, p.severity) for p in loaded.problems] == [("Y18", "warning")]


def test_a_file_is_looked_for_under_its_own_name(tmp_path: Path) -> None:
    text = GOOD + "文件:\n  - 类型: 通知\n    附件: [{文件: '办\u202e法.docx'}]\n"
    (tmp_path / "活动.yaml").write_text(text, encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.campaign.documents[0].attachments[0].file == "办\u202e法.docx"
    assert [p.rule.number for p in loaded.problems] == ["Y18"]


def test_several_traps_are_all_reported_at_once(tmp_path: Path) -> None:
    check(
        tmp_path,
        "活动：  ← Y14\n"
        "  名称:甲  ← Y15\n"
        "\t年度: 2026  ← Y11\n"
        "　主办: 乙  ← Y12\n"
        "  报送\u200b截止: 每月20日  ← Y12\n"
        "部门:\n"
        "  － 办公室  ← Y13\n",
    )


def test_a_wrong_colon_does_not_hide_a_value_that_needs_quotes(tmp_path: Path) -> None:
    text, wanted = marked("活动:\n  名称: [2026]5号  ← Y16\n  年度: 2026\n  主办：乙  ← Y14\n")
    assert sorted(spots(problems(tmp_path, text))) == wanted


def test_the_note_about_gbk_does_not_hide_a_trap_on_line_1(tmp_path: Path) -> None:
    assert (1, "Y14", "error") in spots(problems(tmp_path, "活动：甲\n".encode("gbk")))


# ---- running text


def test_lines_of_a_text_block_are_never_flagged(tmp_path: Path) -> None:
    check(
        tmp_path,
        GOOD + "文件:\n"
        "  - 类型: 通知\n"
        "    标题: 甲\n"
        "    正文: |\n"
        "      各单位：\n"
        "      主送：各部门\n"
        "      标题:甲\n"
        "      － 乙\n"
        "      ——丙\n"
        "      　　张\u00a0三\n"
        "\n"
        "      主办：丁 #戊\n"
        "    主送: 各部门\n"
        "台账:\n"
        "  甲表:\n"
        "    填表说明: >-\n"
        "      标题：要写全。\n"
        "    注:\n"
        "      - |\n"
        "        标题：要写全。\n",
    )


def test_a_trap_after_a_text_block_is_flagged(tmp_path: Path) -> None:
    check(
        tmp_path,
        GOOD
        + "文件:\n  - 类型: 通知\n    标题: 甲\n    正文: |\n      各单位：\n      主送：甲\n    主送：乙  ← Y14\n",
    )


def test_a_key_beside_a_text_block_that_opens_a_list_item_is_not_part_of_it(tmp_path: Path) -> None:
    check(tmp_path, GOOD + "文件:\n  - 正文: |\n      标题：甲\n    标题：乙  ← Y14\n    类型: 通知\n")


@pytest.mark.parametrize(
    "text",
    [
        '正文: "各单位：\n      主送：各部门\n      标题：甲"',
        "正文: '各单位：\n      主送：各部门'",
        "附注: 各单位：\n      主送：各部门",
    ],
)
def test_lines_of_a_quoted_or_plain_text_are_never_flagged(tmp_path: Path, text: str) -> None:
    check(tmp_path, GOOD + f"文件:\n  - 类型: 通知\n    标题: 甲\n    {text}\n")


def test_sentences_of_a_list_may_begin_with_a_key(tmp_path: Path) -> None:
    check(tmp_path, GOOD + "台账:\n  甲表:\n    填表说明:\n      - 现状：填写截至2025年底的情况。\n")


def test_comments_are_never_flagged(tmp_path: Path) -> None:
    check(tmp_path, "# 主送：各部门\n" + GOOD + "  # 标题:甲\n  #\t名称：\u200b甲\n")


# ---- scalars stay text


@pytest.mark.parametrize(
    "word", ["NO", "off", "yes", "否", "2026-03-01", "9:30", "013", "1_000", "1.10", "1e3", "0x1F", "3.0", "～"]
)
def test_what_looks_like_another_type_stays_text(tmp_path: Path, word: str) -> None:
    found = campaign(tmp_path, f"活动: {{名称: 甲, 年度: 2026, 主办: 乙}}\n单位:\n  - {{编号: {word}, 全称: 丙}}\n")
    assert found.units[0].code == word


@pytest.mark.parametrize("word", ["", "null", "~"])
def test_an_empty_value_counts_as_not_written(tmp_path: Path, word: str) -> None:
    text = GOOD + "".join(f"{key}: {word}\n" for key in ("部门", "单位", "任务", "台账", "文件"))
    assert campaign(tmp_path, text) == campaign(tmp_path, GOOD)
    check(tmp_path, f"活动:\n  名称: 甲\n  年度: {word}  ← Y20-missing\n  主办: 乙\n")


# ---- comments that swallow text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("乙", "第 #1号  ← Y06 (warning)"), "“第”后面的“#1号”被当成注释"),
        (GOOD + "部门:\n  - 办公室 #一号楼  ← Y06 (warning)\n", "“办公室”后面的“#一号楼”被当成注释"),
        (GOOD.replace("乙", "乙 # 注释"), ""),
        (GOOD.replace("乙", '"乙" #注释'), ""),
        (GOOD.replace("乙", '"第 #1号"'), ""),
        (GOOD.replace("乙", "第#1号"), ""),
        (GOOD.replace("乙", "乙 ## 注释"), ""),
        (GOOD + "文件:\n  - 类型: 通知\n    标题: 甲\n    正文: |\n      第 #1号\n", ""),
    ],
)
def test_a_value_cut_by_a_comment_is_warned_of(tmp_path: Path, text: str, message: str) -> None:
    found = check(tmp_path, text, *["英文双引号", "# 后面加一个空格"] * bool(message))
    assert [p.message for p in found if message not in p.message] == []


def test_a_value_cut_by_a_comment_is_pointed_at_where_it_is_cut(tmp_path: Path) -> None:
    assert [p.place.column for p in problems(tmp_path, GOOD.replace("乙", "第 #1号"))] == [8]


# ---- values that need quotes


@pytest.mark.parametrize(
    "value",
    ["[2026]5号", "*重要*", "@甲", "%5", "通知: 关于", "`甲`", "{甲}乙", "&甲 乙", "!重要 甲", "|甲", ">甲", '"甲"乙'],
)
@pytest.mark.parametrize("line", ["  名称: {}", "  名称:   {}"])
def test_a_value_that_needs_quotes_gets_its_corrected_line(tmp_path: Path, value: str, line: str) -> None:
    text = f"活动:\n{line.format(value)}  ← Y16\n  年度: 2026\n  主办: 乙\n"
    (problem,) = check(tmp_path, text, "英文双引号")
    right = offered(problem)
    assert right is not None
    assert campaign(tmp_path, mended(marked(text)[0], problem)).activity.name == value


@pytest.mark.parametrize("value", ["@甲", "*甲*", "[甲]乙", "%甲"])
def test_a_list_item_that_needs_quotes_gets_its_corrected_line(tmp_path: Path, value: str) -> None:
    text = GOOD + f"部门:\n  - {value}  ← Y16\n"
    (problem,) = check(tmp_path, text)
    assert campaign(tmp_path, mended(marked(text)[0], problem)).departments == (value,)


@pytest.mark.parametrize(
    "text",
    [
        '活动:\n  名称: "甲\n  年度: 2026\n  主办: 乙\n',
        "活动:\n  名称: '甲\n  年度: 2026\n  主办: 乙\n",
        "活动:\n  名称: - 甲\n  年度: 2026\n  主办: 乙\n",
        "活动:\n  名称: “甲”: 乙\n  年度: 2026\n  主办: 乙\n",
        GOOD + "单位:\n  - {编号: U01, 全称: 甲: 乙}\n",
        GOOD + "单位:\n  - {编号: U01, 全称: @甲}\n",
        GOOD + "单位:\n  - {编号: U01, 全称: 甲\n",
        GOOD + "文件:\n  - 类型: 通知\n    标题: 甲\n    附件:\n   - 任务分解表\n",
        GOOD + "文件:\n  - 类型: 通知\n    附件:\n      - 名称: 任务分解表\n     标题: 甲\n",
    ],
)
def test_a_corrected_line_is_only_offered_if_it_mends_the_file(tmp_path: Path, text: str) -> None:
    (problem,) = [p for p in problems(tmp_path, text) if p.severity == "error"]
    assert problem.rule.number in ("Y10", "Y16")
    if offered(problem) is not None:
        assert [
            p.rule.number for p in problems(tmp_path, mended(text, problem)) if p.rule.number in ("Y10", "Y16")
        ] == []


def test_a_bare_key_before_a_wrong_indent_is_not_blamed_on_quotes(tmp_path: Path) -> None:
    text = GOOD + "文件:\n  - 类型: 通知\n    标题: 甲\n    附件:\n   - 任务分解表  ← Y10\n"
    check(tmp_path, text, "同级的键要左对齐")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("活动:\n  名称: 甲\n 年度: 2026  ← Y10\n  主办: 乙\n", "缩进没有对齐"),
        (GOOD + "---  ← Y10\n部门: [甲]\n", "写法不合 YAML 的规矩"),
        ("- 甲  ← Y10\n- 乙\n", "文件不是“名称: 内容”的形式"),
        ("甲  ← Y10\n", "文件不是“名称: 内容”的形式"),
        ("---  ← Y10\n", "文件不是“名称: 内容”的形式"),
    ],
)
def test_what_is_no_known_trap_is_still_said_in_chinese_with_its_line(tmp_path: Path, text: str, word: str) -> None:
    (problem,) = check(tmp_path, text)
    assert word in problem.message


@pytest.mark.parametrize("value", ['"甲', "'甲", "[甲, 丙", "{甲: 丙"])
def test_a_quote_or_bracket_that_is_never_closed_is_reported_where_it_opens(tmp_path: Path, value: str) -> None:
    found = problems(tmp_path, f"活动:\n  名称: 甲\n  主办: {value}\n  年度: 2026\n部门: []\n")
    assert [(p.place.line, p.rule.number in ("Y10", "Y16")) for p in found] == [(3, True)]


def offered(problem: Diagnostic) -> str | None:
    """The corrected line that a cure holds ready."""
    found = re.search(r"即“(.*)”$", problem.cure or "")
    return found and found.group(1)


def mended(text: str, problem: Diagnostic) -> str:
    """The text with the corrected line in the place of the wrong one."""
    lines = text.split("\n")
    at = (problem.place.line or 0) - 1
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    lines[at] = " " * indent + (offered(problem) or "")
    return "\n".join(lines)


# ---- keys, anchors, aliases


@pytest.mark.parametrize(
    ("text", "column", "lines"),
    [
        ("活动:\n  名称: 甲\n  名称: 丙  ← Y07\n  年度: 2026\n  主办: 乙\n", 3, "“名称”写了两次：第2行、第3行"),
        (GOOD + "活动: {名称: 丁}  ← Y07\n", 1, "“活动”写了两次：第1行、第5行"),
        ("活动: {名称: 甲, 名称: 丙, 年度: 2026, 主办: 乙}  ← Y07\n", 13, "“名称”写了两次：第1行、第1行"),
    ],
)
def test_a_key_written_twice_is_reported_with_both_lines(tmp_path: Path, text: str, column: int, lines: str) -> None:
    (problem,) = check(tmp_path, text, "只保留一个")
    assert (problem.place.column, problem.message) == (column, lines)


@pytest.mark.parametrize(
    "text",
    [
        "活动: &a  ← Y05\n  名称: 甲\n  年度: 2026\n  主办: 乙\n单位: *a  ← Y05\n",
        "活动:\n  名称: &a 甲  ← Y05\n  年度: 2026\n  主办: *a  ← Y05\n",
        "活动:\n  名称: &a 甲  ← Y05\n  年度: 2026\n  主办: 乙\n",
        "活动:\n  <<: {名称: 甲}  ← Y05\n  年度: 2026\n  主办: 乙\n",
        GOOD + "单位: &a [*a]  ← Y05 Y05\n",
        GOOD + "[单位]: 甲  ← Y05\n",
    ],
)
def test_anchors_aliases_and_merges_are_refused_where_they_stand(tmp_path: Path, text: str) -> None:
    content, wanted = marked(text)
    assert sorted(spots(problems(tmp_path, content)), key=str) == wanted


def test_a_file_of_300_bytes_that_would_expand_to_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert len(bomb) < 310
    found, steps = counted(lambda: problems(tmp_path, bomb))
    assert steps < 50_000
    assert {p.rule.number for p in found} == {"Y05"}
    assert len({(p.place, p.message) for p in found}) == len(found)  # nothing is said twice


@pytest.mark.parametrize(
    "text", ["[" * 900 + "]" * 900, "- " * 3000 + "甲", "活动: " + "{甲: " * 3000 + "}" * 3000, "[" * 5_000]
)
def test_deep_nesting_is_refused_not_a_traceback(tmp_path: Path, text: str) -> None:
    assert [p.severity for p in problems(tmp_path, text)] == ["error"]


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000 + "甲", "[" * 50_000 + "]" * 50_000])
def test_very_deep_nesting_does_not_kill_the_process(tmp_path: Path, text: str) -> None:
    file = tmp_path / "活动.yaml"
    file.write_text(text, encoding="utf-8")
    code = (
        "import sys, pathlib\nfrom docgen.campaign.load import load\nfrom docgen.core.errors import InvalidInput\n"
        "try:\n    load(pathlib.Path(sys.argv[1]))\nexcept InvalidInput:\n    sys.exit(1)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code, str(file)], cwd=root, capture_output=True, check=False)
    assert done.returncode == 1


# ---- encodings, characters, files


@pytest.mark.parametrize(
    ("content", "found", "word"),
    [
        (GOOD.encode(), [], ""),
        (GOOD.encode("utf-8-sig"), [], ""),
        (GOOD.replace("\n", "\r\n").encode(), [], ""),
        (GOOD.replace("\n", "\r\n").encode("utf-8-sig"), [], ""),
        (GOOD.replace("\n", "\r").encode(), [], ""),
        (GOOD.encode("gbk"), [(1, "Y04", "info")], "GBK"),
        (GOOD.replace("\n", "\r\n").encode("gb18030"), [(1, "Y04", "info")], "GBK"),
        (b"\xff\xfe" + GOOD.encode("utf-16-le"), [(1, "Y04", "info")], "UTF-16"),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), [(1, "Y04", "info")], "UTF-16"),
    ],
)
def test_every_usual_encoding_is_read(
    tmp_path: Path, content: bytes, found: list[tuple[int, str, str]], word: str
) -> None:
    assert campaign(tmp_path, content) == campaign(tmp_path, GOOD)
    told = problems(tmp_path, content)
    assert spots(told) == found
    assert [p.message for p in told if word not in p.message or "另存为 UTF-8" not in str(p.cure)] == []


def test_line_numbers_are_right_with_crlf(tmp_path: Path) -> None:
    check(tmp_path, GOOD.replace("\n", "\r\n") + "部门:\r\n  － 甲\r  ← Y13\n")


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"\x80\x81\xff", 1), (GOOD.encode() + b"\xff\xff\n", 5), (GOOD.encode("gbk") + b"\xff\xff\n", 5)],
)
def test_a_file_in_no_usual_encoding_is_refused_where_it_goes_wrong(tmp_path: Path, content: bytes, line: int) -> None:
    found = problems(tmp_path, content)
    assert spots(found) == [(line, "Y04", "error")]
    assert "另存为 UTF-8" in str(found[0].cure)


@pytest.mark.parametrize("content", ["", "\n\n", "  \n", "# 甲\n# 乙\n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: str) -> None:
    (problem,) = problems(tmp_path, content)
    assert (problem.rule.number, problem.message) == ("Y03", "文件是空的")
    assert "docgen init" in str(problem.cure)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x0c", "\x7f", "\ufffe"])
def test_a_control_character_is_reported_on_its_line(tmp_path: Path, character: str) -> None:
    check(tmp_path, GOOD.replace("乙", f"乙{character}丙  ← Y02"), "删掉")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        load(tmp_path / "无.yaml")
    (problem,) = caught.value.problems
    assert (problem.rule.number, problem.place.file) == ("Y01", str(tmp_path / "无.yaml"))
    assert "没有这个文件" in problem.message


def test_a_file_that_cannot_be_read_is_said_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        load(tmp_path / ("甲" * 200))
    (problem,) = caught.value.problems
    assert re.search(r"[A-Za-z]{2}", problem.message.replace(str(tmp_path), "")) is None


def test_a_file_of_unlikely_size_is_refused_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.encode() + b"# x\n" * 5_500_000)
    assert [p.rule.number for p in found] == ["Y01"]
    assert "22 MB" in found[0].message


def test_a_body_without_its_bar_is_not_run_together_silently(tmp_path: Path) -> None:
    text = "文件:\n  - 类型: 通知\n    标题: 甲\n    正文: 一、总体要求  ← Y17\n      第一段。\n"
    (problem,) = check(tmp_path, GOOD + text, "正文: |")
    assert problem.rule.number == "Y17"


@pytest.mark.parametrize("rest", ["# 号的通知", "#号的通知"])
def test_a_title_cut_by_a_number_sign_is_asked_about(tmp_path: Path, rest: str) -> None:
    check(tmp_path, GOOD + f"文件:\n  - 类型: 通知\n    标题: 关于 {rest}  ← Y06 (warning)\n")


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_word_or_excel_file_is_said_to_be_one(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "通知.yaml"
    path.write_bytes(head + b"...")
    with pytest.raises(InvalidInput, match="这是 Word 或 Excel 文件"):
        load(path)
