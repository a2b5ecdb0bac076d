"""What an import takes for an element and cannot well be one is a doubt, at its line; what is well has none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docgen.gongwen.document import Heading, Paragraph
from docgen.gongwen.plausible import changed_roles, implausible
from docgen.gongwen.reading.read import read
from docgen.importing import bring_in, lay_out

GOOD = """关于开展档案整理工作的通知
各部门、各单位：
为做好档案整理工作，现将有关事项通知如下。
一、总体要求
各单位要逐卷核对。
二、工作安排
各单位要明确专人负责。
砚屏公司
2026年5月8日
"""
RULES = """砚屏公司档案管理办法
第一章 总则
第一条 为规范档案管理，制定本办法。
第二章 保管
第二条 档案由办公室保管。
第三章 附则
第三条 本办法自印发之日起施行。
"""


def doubts(tmp_path: Path, text: str) -> list[tuple[int | None, str]]:
    """(line, the word that tells which) of the doubts about what cannot well be."""
    path = tmp_path / "文件.txt"
    path.write_text(text, encoding="utf-8")
    words = ("文种", "主送机关", "冒号", "第一项", "接不上")
    return [(d.place.paragraph, next(word for word in words if word in d.message)) for d in implausible(read(path))]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        RULES,
        GOOD.replace("通知\n", "通知（试行）\n", 1),
        GOOD.replace("的通知\n", "的公告\n", 1).replace("各部门、各单位：\n", ""),
        GOOD.replace("一、总体要求", "一、总体要求。").replace("二、工作安排", "（一）做好准备\n（二）逐卷核对\n二、工作安排\n（一）定人\n（二）定时"),
        GOOD.replace("二、工作安排", "二、工作安排\n（三）接着前面编号").replace("各单位要逐卷核对。", "（一）核对\n（二）登记"),
        "砚屏公司2026年工作总结\n2026年，公司做了以下工作。\n一、制度建设\n修订制度。\n二、教育培训\n举办培训。\n",
    ],
)  # fmt: skip
def test_a_sound_document_has_no_such_doubt(tmp_path: Path, text: str) -> None:
    assert doubts(tmp_path, text) == []


TITLES = ["关于开展档案整理工作", "砚屏公司动态", "推出档案整理新举措"]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_without_a_kind_of_document_is_a_doubt_at_its_line(tmp_path: Path, title: str) -> None:
    assert (1, "文种") in doubts(tmp_path, GOOD.replace("关于开展档案整理工作的通知", title))


@pytest.mark.parametrize("kind", ["通知", "请示", "函", "报告", "批复"])
def test_recipients_that_are_missing_are_a_doubt(tmp_path: Path, kind: str) -> None:
    text = GOOD.replace("的通知", f"的{kind}", 1).replace("各部门、各单位：\n", "")
    assert (1, "主送机关") in doubts(tmp_path, text)


def test_a_report_that_is_only_read_out_needs_no_recipients(tmp_path: Path) -> None:
    text = "砚屏公司2026年工作报告\n各位代表：\n一、工作回顾\n修订制度。\n二、工作安排\n举办培训。\n"
    assert [word for _, word in doubts(tmp_path, text.replace("各位代表：\n", ""))] == []


@pytest.mark.parametrize("field", ["mark", "signature"])
@pytest.mark.parametrize("colon", ["：", ":"])
def test_an_organ_that_ends_in_a_colon_is_a_doubt(tmp_path: Path, field: str, colon: str) -> None:
    path = tmp_path / "文件.txt"
    path.write_text(GOOD.replace("砚屏公司\n2026", f"砚屏公司{colon}\n2026"), encoding="utf-8")
    reading = read(path)
    line = next(line for line in reading.manuscript.lines() if line.text.startswith("砚屏公司"))
    placed = [replace(p, role=field) if p.item == line else p for p in reading.placed]  # type: ignore[arg-type]
    found = [d for d in implausible(replace(reading, placed=tuple(placed))) if "冒号" in d.message]
    assert [(d.place.paragraph, d.text) for d in found] == [(line.number, f"砚屏公司{colon}")]


MISSING = {
    "第一项": (GOOD.replace("一、总体要求\n", "总体要求\n"), 6, "第一项"),
    "第一章": (RULES.replace("第一章 总则\n", ""), 3, "第一项"),
    "中间的": (GOOD.replace("二、工作安排", "三、工作安排"), 6, "接不上"),
    "第一款": (GOOD.replace("各单位要逐卷核对。", "（二）逐卷核对\n（三）逐卷登记"), 5, "第一项"),
    "第二章": (RULES.replace("第二章 保管\n", ""), 5, "接不上"),
}


@pytest.mark.parametrize("name", MISSING)
def test_a_first_heading_or_one_between_that_is_missing_is_a_doubt_at_the_next(tmp_path: Path, name: str) -> None:
    text, line, word = MISSING[name]
    assert doubts(tmp_path, text) == [(line, word)]


def test_import_and_format_tell_the_doubts(tmp_path: Path) -> None:
    path = tmp_path / "文件.txt"
    path.write_text(GOOD.replace("各部门、各单位：\n", ""), encoding="utf-8")
    for made in (bring_in(path), lay_out(path, tmp_path / "排好.docx")):
        assert [p.place.line for p in made.problems if "主送机关" in p.message] == [1]


def test_elements_that_a_copy_has_otherwise_are_named(tmp_path: Path) -> None:
    path = tmp_path / "文件.txt"
    path.write_text(GOOD, encoding="utf-8")
    document = read(path).document
    blocks = tuple(
        Paragraph(b.full_text) if isinstance(b, Heading) and b.text == "工作安排" else b for b in document.blocks
    )
    changes = {
        "标题": replace(document, title="各部门"),
        "主送机关": replace(document, recipients=""),
        "署名": replace(document, signature=("档案室",)),
        "成文日期": replace(document, date=None),
        "层次标题": replace(document, blocks=blocks),
        "附件说明": replace(document, listed=("整理计划",)),
    }
    assert list(changed_roles(document, document)) == []
    for name, changed in changes.items():
        assert [name in doubt.message for doubt in changed_roles(document, changed)] == [True]
