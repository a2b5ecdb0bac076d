"""A template's faults are told before it is used: each fault is one change in a template that docgen ships."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from docgen import package
from docgen.rendering.template import w
from docgen.shipped import is_template, resources, shipped_names
from docgen.templatecheck import check_template, known, required
from tests.gongwen.faults import conforming

Parts = dict[str, bytes]
Change = Callable[[Parts], None]
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
NOTICE, TASKS, LETTER = "通知", "任务分解表", "函"


def changed(folder: Path, name: str, change: Change, called: str = "") -> Path:
    """A shipped template with one change."""
    parts = package.read(resources("templates") / f"{name}.docx")
    change(parts)
    path = folder / f"{called or name}.docx"
    path.write_bytes(package.build(parts))
    return path


def text(number: int, words: str) -> Change:
    """Other text in a paragraph, counted from 1 through the part."""

    def change(parts: Parts) -> None:
        root = etree.fromstring(parts[DOCUMENT])
        paragraph = list(root.iter(w("p")))[number - 1]
        first, *others = paragraph.iter(w("t"))
        first.text = words
        for other in others:
            other.text = ""
        parts[DOCUMENT] = etree.tostring(root)

    return change


def both(*changes: Change) -> Change:
    """Changes that make one fault together."""

    def change(parts: Parts) -> None:
        for one in changes:
            one(parts)

    return change


def replaced(part: str, old: str, new: str) -> Change:
    """Other XML in a part."""

    def change(parts: Parts) -> None:
        xml = parts[part].decode("utf-8")
        assert old in xml
        parts[part] = xml.replace(old, new).encode("utf-8")

    return change


def without_style(name: str) -> Change:
    """A style less."""

    def change(parts: Parts) -> None:
        root = etree.fromstring(parts[STYLES])
        (label,) = (e for e in root.iter(w("name")) if e.get(w("val")) == name)
        style = label.getparent()
        assert style is not None
        root.remove(style)
        parts[STYLES] = etree.tostring(root)

    return change


def face(style: str, font: str) -> Change:
    """A style in another face."""

    def change(parts: Parts) -> None:
        root = etree.fromstring(parts[STYLES])
        for item in root.iter(w("style")):
            name = item.find(w("name"))
            if name is not None and name.get(w("val")) == style:
                for fonts in item.iter(w("rFonts")):
                    fonts.set(w("eastAsia"), font)
        parts[STYLES] = etree.tostring(root)

    return change


def part(name: str, inside: str) -> Change:
    """A part more."""

    def change(parts: Parts) -> None:
        parts[name] = f'<x xmlns:w="{w("p")[1:-2]}"><w:p><w:r><w:t>{inside}</w:t></w:r></w:p></x>'.encode()

    return change


def tracked(parts: Parts) -> None:
    """An insertion that nobody has accepted."""
    parts[DOCUMENT] = re.sub(rb"<w:body>", b'<w:body><w:ins w:id="1" w:author="x"/>', parts[DOCUMENT])


def no_page(parts: Parts) -> None:
    """A document without page set-up."""
    parts[DOCUMENT] = re.sub(rb"<w:sectPr.*</w:sectPr>", b"", parts[DOCUMENT], flags=re.DOTALL)


Expected = list[tuple[str, str, int | None]]
FAULTS: list[tuple[str, str, Change, Expected]] = [
    ("no page set-up", NOTICE, no_page, [("D01", "缺少页面设置", None)]),
    ("tracked changes", NOTICE, tracked, [("D02", "修订", None)]),
    ("no beginning", NOTICE, text(1, "份号"), [("D10", "找不到对应的开头", 3), ("D10", "找不到对应的开头", 5)]),
    ("no if", NOTICE, text(57, "附注："), [("D10", "找不到对应的开头", 59)]),
    ("no endif", NOTICE, text(59, ""), [("D10", "第57段 {%p if 附注 %}：只有开头", 57)]),
    ("no endfor", NOTICE, text(50, ""), [("D10", "第24段 {%p for 段 in 正文 %}：只有开头", 24)]),
    ("tag with text beside it", NOTICE, text(51, "附：{%p if 附件说明 %}"), [("D10", "旁边还有“附：”", 51)]),
    ("block value with text", NOTICE, text(55, "落款：{{p 落款 }}"), [("D10", "旁边还有“落款：”", 55)]),
    ("row tag outside a table", NOTICE, text(51, "{%tr if 附件说明 %}"), [("D10", "只能写在表格里", 51), ("D10", "写法不一样", 53)]),
    ("blank in front of tr", TASKS, text(23, "{% tr for 类 in 任务 %}"), [("D10", "多了空格", 23)]),
    ("row tag in a cell of its row", TASKS, text(28, "{%tr for 事项 in 类.事项 %}甲"), [("D10", "表1 第4行第1列", 28)]),
    ("brace not closed", NOTICE, text(14, "{{ 标题 }"), [("D10", "没有写完", 14)]),
    ("tag over two paragraphs", NOTICE, both(text(6, "{{ 第二行"), text(7, "}}")), [("D10", "分在了几段里", 6)]),
    ("full-width braces", NOTICE, text(14, "｛｛ 标题 ｝｝"), [("D10", "全角的花括号", 14), ("D13", "标题", None)]),
    ("filter", NOTICE, text(14, "{{ 标题|upper2 }}"), [("D10", "没有“upper2”这种写法", 14)]),
    ("expression", NOTICE, text(14, "{{ 标题 标题 }}"), [("D10", "读不懂", 14)]),
    ("tag that there is not", NOTICE, text(14, "{% 印 标题 %}"), [("D10", "没有“印”这种标签", 14)]),
    ("misspelt name", NOTICE, text(22, "{{ 主送机构 }}："), [("D11", "第22段 {{ 主送机构 }} 要用“主送机构”", 22)]),
    ("misspelt inside a list", NOTICE, text(26, "{{ 段.标提 }}"), [("D11", "要用“标提”", 26)]),
    ("misspelt in a table", TASKS, text(14, "{{ 表头.类型别 }}"), [("D11", "表1 第1行第1列", 14)]),
    ("name of a loop outside of it", NOTICE, text(58, "（{{ 段.正文 }}）"), [("D10", "只能在它的 for", 58)]),
    ("value not printed", NOTICE, text(14, "关于某事的通知"), [("D13", "没有“标题”标签", None)]),
    ("Chinese quotes", NOTICE, text(25, "{%p if 段.类型 == ‘一级标题’ %}"), [("D14", "用了中文引号", 25)]),
    ("tag in a comment", NOTICE, part("word/comments.xml", "{{ 标题 }}"), [("D15", "批注里有标签 {{ 标题 }}", None)]),
    ("tag in a footnote", NOTICE, part("word/footnotes.xml", "{{ 标题 }}"), [("D15", "脚注里有标签", None)]),
    ("tag in the properties", NOTICE, replaced("docProps/core.xml", "</cp:coreProperties>", "{{ 标题 }}</cp:coreProperties>"), [("D15", "文件属性里有标签", None)]),
    ("another face", NOTICE, face("公文标题", "楷体_GB2312"), [("D16", "“公文标题”的字体是“楷体_GB2312”", None)]),
    ("style missing", NOTICE, without_style("版记文字"), [("D17", "少了样式“版记文字”", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "expected"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_is_told_with_its_place(tmp_path: Path, name: str, change: Change, expected: Expected) -> None:
    found = check_template(changed(tmp_path, name, change))
    assert len(found) == len(expected), list(map(str, found))
    for rule, words, paragraph in expected:
        assert any((f.rule.number, f.place.paragraph) == (rule, paragraph) and words in f.message for f in found), (
            list(map(str, found))
        )


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_template_has_no_fault(name: str) -> None:
    assert [str(problem) for problem in check_template(resources("templates") / f"{name}.docx")] == []


def test_every_name_that_a_shipped_template_uses_is_told_apart_from_others() -> None:
    assert "任务" in known(TASKS)
    assert "任务" not in known(NOTICE)
    assert "任务" in known("")


def test_a_name_near_the_wrong_one_is_offered(tmp_path: Path) -> None:
    (found,) = check_template(changed(tmp_path, NOTICE, text(22, "{{ 主送机构 }}：")))
    assert "主送机关" in (found.cure or "")
    assert found.expected == "主送机关"


def test_a_name_in_a_header_is_looked_at_too(tmp_path: Path) -> None:
    header = replaced("word/header_first.xml", "发文机关标志", "发文单位标志")
    found = check_template(changed(tmp_path, LETTER, header))
    assert [(f.rule.number, "页眉" in f.message) for f in found if f.rule.number == "D11"] == [("D11", True)]


def test_every_fault_of_a_template_is_told_at_once(tmp_path: Path) -> None:
    change = both(text(14, "{{ 标提 }}"), text(22, "{{ 主送机构 }}："), text(51, "附：{%p if 附件说明 %}"))
    found = check_template(changed(tmp_path, NOTICE, change))
    assert [(f.rule.number, f.place.paragraph) for f in found if f.place.paragraph] == [
        ("D11", 14),
        ("D11", 22),
        ("D10", 51),
    ]


def test_a_template_of_another_name_may_use_every_name(tmp_path: Path) -> None:
    path = changed(tmp_path, NOTICE, text(14, "{{ 标题 }}{{ 题目 }}"), "本单位通知")
    assert [(f.rule.number, f.found) for f in check_template(path)] == [("D11", "题目")]


def test_what_the_shipped_template_prints_is_asked_for_with_its_tag() -> None:
    assert required(NOTICE)["落款"] == "{{p 落款 }}"
    assert "落款" not in required(TASKS)


def test_a_template_is_told_from_a_document(tmp_path: Path) -> None:
    assert is_template(resources("templates") / f"{NOTICE}.docx")
    (tmp_path / "out").mkdir()
    assert not is_template(conforming(tmp_path / "out" / "通知.docx"))
    assert not is_template(tmp_path / "没有.docx")
    (tmp_path / "说明.txt").write_text("{%p if 甲 %}", encoding="utf-8")
    assert not is_template(tmp_path / "说明.txt")


def test_a_file_of_a_shipped_name_among_templates_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "我的模板"
    folder.mkdir()
    assert is_template(conforming(folder / "通知.docx"))
    beside = tmp_path / "别处"
    beside.mkdir()
    changed(beside, TASKS, lambda parts: None)
    assert is_template(conforming(beside / "通知.docx"))


def test_a_damaged_file_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(b"PK\x03\x04")
    assert [f.rule.number for f in check_template(path)] == ["D01"]


def test_every_problem_says_what_to_do(tmp_path: Path) -> None:
    for name, change in [(f[1], f[2]) for f in FAULTS]:
        for problem in check_template(changed(tmp_path, name, change)):
            assert problem.cure
            assert not re.search("docxtpl|Jinja", problem.message)
