"""What a reader of the source sees and the result does not show is named, and only then is something said to be whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Cm

from docgen.cli.papers import same_words
from docgen.gongwen.reading.read import read
from docgen.importing import bring_in, lay_out
from tests.rich import V, W, picture, rich

CASES = Path(__file__).parent / "cases" / "documents"
PLAIN = ("关于开展档案整理工作的通知", "各部门：", "请各部门整理好上一年度的档案。", "砚屏公司", "2026年5月8日")
WHOLE = "一字不差"
Change = Callable[[Any], object]


def made(path: Path, change: Change = lambda document: None) -> Path:
    """A plain notice in which one thing is changed."""
    document = docx.Document()
    for text in PLAIN:
        document.add_paragraph(text)
    change(document)
    document.save(str(path))
    return path


def inside(inner: str) -> Change:
    """Some XML put into the third paragraph."""

    def change(document: Any) -> None:
        document.paragraphs[2]._p.extend(parse_xml(f"<w:p {W} {V}>{inner}</w:p>"))

    return change


def header(text: str, kind: str = "header", first: bool = False, logo: bool = False) -> Change:
    """Words or a picture in a header or footer."""

    def change(document: Any) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = first
        part = getattr(section, f"first_page_{kind}" if first else kind)
        part.paragraphs[0].text = text
        if logo:
            part.paragraphs[0].add_run().add_picture(picture(), Cm(1))

    return change


WATERMARK = '<w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r>'


def watermark(document: Any) -> None:
    part = document.sections[0].header
    part.paragraphs[0]._p.extend(parse_xml(f"<w:p {W} {V}>{WATERMARK}</w:p>"))


RUBY = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>砚</w:t></w:r></w:rubyBase></w:ruby></w:r>"
EQ = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">EQ \\* jc2 \\* "Font:楷体" '
    "\\* hps10 \\o\\ad(\\s\\up 9(</w:instrText></w:r><w:r><w:instrText>yàn</w:instrText></w:r><w:r><w:instrText>),砚)"
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
NAMED: dict[str, tuple[Change, str, str]] = {
    "页眉有字": (header("砚屏公司文件汇编"), "页眉", "砚屏公司文件汇编"),
    "页眉有图": (header("", logo=True), "页眉", "图片"),
    "首页页眉": (header("机密文件", first=True), "页眉", "机密文件"),
    "页脚有字": (header("地址：砚屏市文化路8号", kind="footer"), "页脚", "文化路"),
    "水印": (watermark, "页眉", "水印"),
    "注音": (inside(RUBY), "注音", "yàn"),
    "拼音指南": (inside(EQ), "注音", "yàn"),
    "图片": (lambda document: document.add_picture(picture(), Cm(2)), "图片", ""),
    "批注": (lambda d: d.add_comment(d.paragraphs[2].runs, text="请核对", author="甲"), "批注", "请核对"),
}


@pytest.mark.parametrize("name", NAMED)
def test_what_is_left_out_is_named_by_import_and_format(tmp_path: Path, name: str) -> None:
    change, kind, words = NAMED[name]
    path = made(tmp_path / "通知.docx", change)
    imported, laid = bring_in(path), lay_out(path, tmp_path / "排好.docx")
    for result in (imported, laid):
        assert result.left_out == (kind,)
        (told,) = [p for p in result.problems if p.message.startswith(f"{kind}没有带进来")]
        assert words in told.message
    sentence = same_words(laid.problems, laid.left_out)
    assert (WHOLE in sentence, f"{kind}没有带进来" in sentence) == (False, True)


@pytest.mark.parametrize("name", ["注音", "拼音指南"])
def test_the_characters_under_the_letters_are_text(tmp_path: Path, name: str) -> None:
    path = made(tmp_path / "通知.docx", NAMED[name][0])
    assert list(read(path).manuscript.lines())[2].text == f"{PLAIN[2]}砚"


def test_a_pending_insertion_is_kept_and_said(tmp_path: Path) -> None:
    added = '<w:ins w:id="9" w:author="甲" w:date="2026-05-08T00:00:00Z"><w:r><w:t>逾期的通报。</w:t></w:r></w:ins>'
    made_in = bring_in(made(tmp_path / "通知.docx", inside(added)))
    assert made_in.reading.of("text")[0].text.endswith("逾期的通报。")
    (told,) = [p for p in made_in.problems if "修订插入" in p.message]
    assert (told.place.paragraph, "逾期的通报。" in told.message, made_in.left_out) == (3, True, ())


UNSAID: dict[str, Change] = {
    "什么也没有": lambda document: None,
    "空页眉": header(""),
    "只有页码": header("— 1 —", kind="footer"),
    "第几页共几页": header("第1页 共3页", kind="footer"),
    "英文页码": header("Page 1 of 3", kind="footer"),
}


@pytest.mark.parametrize("name", UNSAID)
def test_page_numbers_and_empty_headers_are_nothing_left_out(tmp_path: Path, name: str) -> None:
    laid = lay_out(made(tmp_path / "通知.docx", UNSAID[name]), tmp_path / "排好.docx")
    assert laid.left_out == ()
    assert WHOLE in same_words(laid.problems, laid.left_out)


def test_a_header_that_no_page_shows_is_not_told(tmp_path: Path) -> None:
    def unseen(document: Any) -> None:
        header("首页的字", first=True)(document)
        document.sections[0].different_first_page_header_footer = False

    assert bring_in(made(tmp_path / "通知.docx", unseen)).left_out == ()


def test_a_report_with_logo_and_company_in_its_header_is_not_said_to_be_whole(tmp_path: Path) -> None:
    laid = lay_out(CASES / "m2.docx", tmp_path / "排好.docx")
    (told,) = [p.message for p in laid.problems if p.message.startswith("页眉")]
    assert ("岚海港航集团有限公司" in told, "图片" in told) == (True, True)
    assert WHOLE not in same_words(laid.problems, laid.left_out)


def test_all_that_a_rich_document_loses_is_named(tmp_path: Path) -> None:
    lost = {"页眉", "脚注", "批注", "图片", "注音", "修订删去的文字"}
    assert set(bring_in(rich(tmp_path / "通知.docx")).left_out) == lost


def run(text: str, properties: str = "") -> str:
    """A run of text with a property."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


STRUCK, RAISED, LOWERED = "<w:strike/>", '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
OTHERWISE = {
    "划掉": (run("检查") + run("十", STRUCK) + run("二", STRUCK) + run("十五个单位。"), "划掉的文字", "十二"),
    "双线划掉": (run("由甲组", "<w:dstrike/>") + run("乙组负责。"), "划掉的文字", "甲组"),
    "上标": (run("绿地") + run("注1", RAISED), "上标", "注1"),
    "下标": (run("排放CO") + run("2", LOWERED) + run("十吨。"), "下标", "2"),
    "插入": ('<w:ins w:id="9" w:author="甲"><w:r><w:t>逾期的通报。</w:t></w:r></w:ins>', "修订插入的文字", "逾期"),
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_looks_otherwise_in_the_source_is_named_and_no_text_is_said_to_be_the_same(
    tmp_path: Path, name: str
) -> None:
    inner, kind, words = OTHERWISE[name]
    path = made(tmp_path / "通知.docx", inside(inner))
    imported, laid = bring_in(path), lay_out(path, tmp_path / "排好.docx")
    for result in (imported, laid):
        assert (result.left_out, result.shown_otherwise) == ((), (kind,))
        (told,) = [p for p in result.problems if "带进来" in p.message]
        assert (words in told.message, told.place.paragraph) == (True, 3)
    sentence = same_words(laid.problems, laid.left_out, laid.shown_otherwise)
    assert (WHOLE in sentence, f"{kind}当作普通的字带进来了" in sentence) == (False, True)


def test_text_struck_out_by_a_revision_is_named_and_no_text_is_said_to_be_the_same(tmp_path: Path) -> None:
    gone = '<w:del w:id="9" w:author="甲"><w:r><w:delText>限期一周。</w:delText></w:r></w:del>'
    laid = lay_out(made(tmp_path / "通知.docx", inside(gone)), tmp_path / "排好.docx")
    assert laid.left_out == ("修订删去的文字",)
    assert WHOLE not in same_words(laid.problems, laid.left_out)


@pytest.mark.parametrize(("unit", "figure", "power"), [("m", "2", "m²"), ("km", "3", "km³"), ("米", "2", "米²")])
def test_a_raised_figure_behind_a_unit_is_its_power(tmp_path: Path, unit: str, figure: str, power: str) -> None:
    path = made(tmp_path / "通知.docx", inside(run(f"绿地15{unit}") + run(figure, RAISED) + run("。")))
    laid = lay_out(path, tmp_path / "排好.docx")
    assert read(tmp_path / "排好.docx").of("text")[0].text.endswith(f"绿地15{power}。")
    assert WHOLE in same_words(laid.problems, laid.left_out, laid.shown_otherwise)
