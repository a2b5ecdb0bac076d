"""Faults of a template: named by file, place and tag, all at once, before anything is made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import InvalidInput
from docgen.rendering.render import Properties, compile_files
from tests.rendering.helpers import p, tbl, tc, tr, written

ROWS = tbl(
    tr("序号", "事项"), tr("{%tr for 项 in 项目 %}", ""), tr("{{ 项.号 }}", "{{ 项.事 }}"), tr("{%tr endfor %}", "")
)
DATA = {"项目": [{"号": 1, "事": "甲"}], "文": "甲", "主送": "各部门"}


def problems(folder: Path, body: str, footer: str = "") -> list[Diagnostic]:
    """What is said of a template when it is compiled, or at the latest when it is filled."""
    file = written(folder, body, "我的通知", footer=footer)
    with pytest.raises(InvalidInput) as caught:
        compile_files([file]).fill([DATA], Properties())
    found = list(caught.value.problems)
    assert {problem.place.file for problem in found} == {str(folder / "我的通知.docx")}
    assert all("我的通知.docx" in problem.message for problem in found)
    return found


def paragraph(n: int) -> str:
    """How a paragraph's place may be written."""
    return f"第{n}段|¶{n}(?!.*表)"


def cell(row: int, column: int) -> str:
    """How a cell's place may be written."""
    return f"表1 (第{row}行第{column}列|行{row} 列{column})"


FAULTS = [
    (
        "endfor missing",
        p("通知") + p("{%p for 项 in 项目 %}") + p("{{ 项.事 }}"),
        paragraph(2),
        "{%p for 项 in 项目 %}",
    ),
    ("endif missing", p("{%p if 文 %}") + p("{{ 文 }}"), paragraph(1), "{%p if 文 %}"),
    ("endfor alone", p("通知") + p("{%p endfor %}"), paragraph(2), "{%p endfor %}"),
    ("unknown tag", p("通知") + p("{% 循环 项目 %}"), paragraph(2), "{% 循环 项目 %}"),
    ("blank in prefix", ROWS.replace("{%tr for", "{% tr for"), cell(2, 1), "{% tr for"),
    ("full-width", p("通知") + p("｛｛ 主送 ｝｝："), paragraph(2), "｛｛ 主送 ｝｝"),
    ("full-width block", p("｛% if 文 %｝") + p("文"), paragraph(1), "｛% if 文 %｝"),
    ("misspelt filter", p("通知") + p("{{ 文|uper }}"), paragraph(2), "uper"),
    ("expression", p("通知") + p("{{ 文 文 }}"), paragraph(2), "{{ 文 文 }}"),
    ("brace missing", p("通知") + p("{{ 主送 }"), paragraph(2), "主送"),
    (
        "if in a cell",
        tbl(tr("头", "头"), f"<w:tr>{tc(p('甲'))}{tc(p('{% if 文 %}乙'))}</w:tr>"),
        cell(2, 2),
        "{% if 文 %}",
    ),
    ("filter in a cell", tbl(tr("头", "头"), tr("甲", "{{ 文|uper }}")), cell(2, 2), "uper"),
    (
        "crossing",
        p("{%p for 项 in 项目 %}") + p("{%p if 项 %}") + p("{%p endfor %}") + p("{%p endif %}"),
        paragraph(2),
        "{%p if 项 %}",
    ),
]


@pytest.mark.parametrize(("body", "place", "tag"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_named_with_its_place_and_its_tag(tmp_path: Path, body: str, place: str, tag: str) -> None:
    found = [problem for problem in problems(tmp_path, body) if problem.severity == "error"]
    assert any(re.search(place, problem.message) and tag in problem.message for problem in found)


@pytest.mark.parametrize("blank", ["{%tr  for 项 in 项目 %}", "{%tr for  项  in 项目  %}", "{%tr for 项 in 项目%}"])
def test_a_tag_with_more_or_fewer_blanks_works(tmp_path: Path, blank: str) -> None:
    body = ROWS.replace("{%tr for 项 in 项目 %}", blank)
    assert "甲" in compile_files([written(tmp_path, body)]).document([DATA])


UNCLOSED = p("{%p if 文 %}") + p("{%p for 项 in 项目 %}")
FILTERS = p("{{ 文|uper }}") + tbl(tr("甲", "{{ 文|lowr }}"))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (UNCLOSED, ("{%p if 文 %}", "{%p for 项 in 项目 %}")),
        (FILTERS, ("uper", "lowr")),
        (p("{{ 文 文 }}") + p("{% 循环 %}"), ("{{ 文 文 }}", "循环")),
        (FILTERS + p("{{ 文 文 }}") + UNCLOSED, ("uper", "lowr", "{{ 文 文 }}", "{%p if 文 %}")),
        (FILTERS + p("｛｛ 主送 ｝｝"), ("uper", "lowr", "｛｛ 主送 ｝｝")),
    ],
    ids=["unclosed", "filters", "syntax", "all", "full-width"],
)
def test_every_fault_of_a_template_is_told_at_once(tmp_path: Path, body: str, words: tuple[str, ...]) -> None:
    said = "\n".join(problem.message for problem in problems(tmp_path, body))
    assert [word for word in words if word not in said] == []


def test_a_fault_in_a_footer_is_named_with_its_tag(tmp_path: Path) -> None:
    said = "\n".join(problem.message for problem in problems(tmp_path, p("文"), p("{{ 文|uper }}")))
    assert "页脚" in said or "footer" in said
    assert "uper" in said


def test_a_fault_is_told_in_chinese_with_what_to_do(tmp_path: Path) -> None:
    for problem in problems(tmp_path, p("{{ 文|uper }}")):
        assert problem.rule.number in ("D10", "D12")
        assert re.search("[\u4e00-\u9fff]{4}", problem.message.split("】")[-1].split("：", 1)[1])


@pytest.mark.parametrize("value", [1.5, None])
def test_a_value_that_cannot_be_printed_is_told_in_chinese_with_its_tag(tmp_path: Path, value: object) -> None:
    file = written(tmp_path, p("通知") + p("共{{ 金额 }}元"), "我的通知")
    with pytest.raises(InvalidInput) as caught:
        compile_files([file]).fill([{"金额": value}], Properties())
    said = "\n".join(problem.message for problem in caught.value.problems)
    assert "金额" in said
    assert "cannot be printed" not in said


def test_faults_of_several_templates_of_one_file_are_each_named(tmp_path: Path) -> None:
    names = ("通知", "附件")
    files = [written(tmp_path, p("{{ 文|uper }}"), name) for name in names]
    with pytest.raises(InvalidInput) as caught:
        compile_files(files)
    assert {Path(problem.place.file).stem for problem in caught.value.problems} == set(names)


def test_a_warning_alone_stops_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, p("{{ 主", "送 }}"))
    assert "各部门" in compile_files([file]).document([DATA])


@pytest.mark.parametrize("tag", ["{{ 1/0 }}", "{{ 文.__class__ }}", "{{ 文 * 99999999999 }}"])
def test_a_tag_that_fails_when_it_is_filled_is_named_with_its_place(tmp_path: Path, tag: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        compile_files([written(tmp_path, p("甲") + p(tag))]).document([DATA])
    assert f"第2段 {tag}" in str(refusal.value)
