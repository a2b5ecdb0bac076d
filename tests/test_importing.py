"""Documents that come in: whatever is written otherwise than in the source is told, place by place."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.gongwen.rules.reading import REWRITTEN_TEXT
from docgen.importing import bring_in, lay_out
from tests.test_cli import docgen

OLD = """砚屏公司文件
砚屏发[2026]第08号
关于开展档案整理的通知
各单位:
请各单位整理好上一年度的档案。
附件：1、整理计划
2、整理清单
砚屏公司
2026年05月08日
附件1：
整理计划
一、逐卷核对。
附件2：
整理清单
序号\t内容
1\t合同
抄送：砚屏集团。
砚屏公司办公室　　2026年05月09日印发
"""
NEW = """关于开展档案整理的通知
各单位：
请各单位整理好上一年度的档案。
砚屏公司
2026年5月8日
"""
REWRITINGS = {
    2: "发文字号“砚屏发[2026]第08号”写成“砚屏发〔2026〕8号”",
    4: "主送机关“各单位:”写成“各单位：”",
    6: "附件说明“附件：1、整理计划2、整理清单”写成“附件：1．整理计划2．整理清单”",
    10: "附件标注“附件1：”写成“附件1”",
    13: "附件标注“附件2：”写成“附件2”",
    17: "版记“…室2026年05月09日印发”写成“…室2026年5月9日印发”",
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "原稿.txt"
    path.write_text(OLD, encoding="utf-8")
    return path


def test_what_the_layout_writes_otherwise_is_told_at_its_line(old: Path, tmp_path: Path) -> None:
    made = lay_out(old, tmp_path / "排好.docx")
    told = {p.place.line: p.message for p in made.problems if p.rule == REWRITTEN_TEXT}
    assert told == REWRITINGS
    assert {p.severity for p in made.problems if p.rule == REWRITTEN_TEXT} == {"info"}


def test_an_import_tells_the_same_and_the_day_that_the_data_file_holds(old: Path, tmp_path: Path) -> None:
    made = bring_in(old, tmp_path / "活动")
    told = {p.place.line: p.message for p in made.problems if p.rule == REWRITTEN_TEXT}
    assert told == REWRITINGS | {8: "落款“…司2026年05月08日”写成“…司2026年5月8日”"}


def test_a_second_layout_has_nothing_more_to_tell(old: Path, tmp_path: Path) -> None:
    lay_out(old, tmp_path / "一.docx")
    assert [p for p in lay_out(tmp_path / "一.docx", tmp_path / "二.docx").problems if p.rule == REWRITTEN_TEXT] == []


def test_the_last_sentence_counts_what_was_told(old: Path, tmp_path: Path) -> None:
    shown = docgen("format", old, "-o", tmp_path / "排好.docx")
    assert f"有{len(REWRITINGS)}处和原文写法不同，已逐处列出" in shown.stdout
    assert "砚屏发〔2026〕8号" in shown.stderr
    old.write_text(NEW, encoding="utf-8")
    assert "一字不差" in docgen("format", old, "-o", tmp_path / "另一份.docx").stdout
