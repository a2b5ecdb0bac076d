"""Marks in a text become bookmarks in the XML, and bookmarks are read back from what people saved."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.core.errors import InvalidInput
from docgen.rendering.marked import Marked, MarkedText, Span, read
from docgen.rendering.marks import Placed, hoist
from docgen.rendering.template import w
from docgen.rendering.wml import run
from docgen.wording import END_OF_MARK, MARKS, marked, unmarked
from tests.rendering import helpers
from tests.rendering.helpers import W, docx, p, saved, tbl, tr

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES = ("甲", "乙", "丙")


def body(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{xml}</w:body></w:document>')


def hoisted(xml: str, *notes: str) -> etree._Element:
    root = body(xml)
    hoist(root, NAMES, notes)
    assert not MARKS.search(etree.tostring(root, encoding="unicode"))
    assert b"ns0" not in etree.tostring(root)
    return root


def shape(element: etree._Element) -> list[str]:
    """The children of an element in a word each: bookmarks by name, runs by what they print."""
    found = []
    for child in element:
        name = etree.QName(child).localname
        value = child.get(w("name")) or child.get(w("id")) or ("" if name == "pPr" else helpers.text(child))
        found.append(f"{name} {value}".strip())
    return found


def marked_up(tmp_path: Path, xml: str) -> Marked:
    return read(saved(tmp_path / "文件.docx", docx(xml)))


def spans(tmp_path: Path, xml: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found = marked_up(tmp_path, xml).paragraphs
    return [(q.text, [(s.name, q.text[s.start : s.end]) for s in q.spans]) for q in found]


def begin(name: str, number: int) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def end(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


# ---- marks become bookmarks


def test_a_figure_stands_between_the_ends_of_its_bookmark() -> None:
    root = hoisted(p(f"共{marked('61', 0)}个，完成{marked('72.1%', 1)}"))
    assert shape(root[0][0]) == [
        "r 共", "bookmarkStart 甲", "r 61", "bookmarkEnd 0",
        "r 个，完成", "bookmarkStart 乙", "r 72.1%", "bookmarkEnd 1",
    ]  # fmt: skip


def test_what_was_placed_is_told_in_order() -> None:
    root = body(p(marked(f"{marked('1', 1)}2", 0), marked("3", 2)))
    assert hoist(root, NAMES, ("", "来源")) == (Placed(0, "甲"), Placed(1, "乙", 0), Placed(2, "丙"))


def test_every_piece_of_a_run_looks_like_the_run() -> None:
    look = '<w:rPr><w:b/><w:sz w:val="24"/></w:rPr>'
    root = hoisted(f'<w:p><w:r w:rsidR="1">{look}<w:t>前{marked("6", 0)}后</w:t></w:r></w:p>')
    runs = list(root.iter(w("r")))
    assert len(runs) == 3
    assert {etree.tostring(run[0], method="c14n") for run in runs} == {etree.tostring(runs[0][0], method="c14n")}
    assert all(run.get(w("rsidR")) == "1" for run in runs)


def test_breaks_tabs_and_drawings_keep_their_order() -> None:
    inside = f"<w:t>甲{marked('1', 0)}</w:t><w:br/><w:tab/><w:drawing/><w:t>{marked('2', 1)}乙</w:t>"
    root = hoisted(f"<w:p><w:r>{inside}</w:r></w:p>")
    kinds = [etree.QName(e).localname for e in root[0][0].iter() if e.tag != w("r")]
    assert kinds == ["p", "t", "bookmarkStart", "t", "bookmarkEnd", "br", "tab", "drawing",
                     "bookmarkStart", "t", "bookmarkEnd", "t"]  # fmt: skip


def test_a_figure_may_reach_over_a_line_break_and_over_runs() -> None:
    first, second = marked("一\n二", 0).split("\n")
    root = hoisted(f"<w:p><w:r><w:t>{first}</w:t><w:br/></w:r><w:r><w:t>{second}</w:t></w:r></w:p>")
    assert shape(root[0][0]) == ["bookmarkStart 甲", "r 一", "r 二", "bookmarkEnd 0"]
    assert helpers.text(root) == "一\n二"


def test_blanks_around_a_figure_are_kept() -> None:
    root = hoisted(f"<w:p><w:r><w:t>a {marked('6', 0)} b</w:t></w:r></w:p>")
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert [t.get(space) for t in root.iter(w("t"))] == ["preserve", None, "preserve"]


def test_a_figure_that_occurs_again_is_counted() -> None:
    root = hoisted(p(*(marked("6", 0) for _ in range(3))))
    assert [e.get(w("name")) for e in root.iter(w("bookmarkStart"))] == ["甲", "甲_2", "甲_3"]


def test_names_and_ids_that_are_there_already_are_not_used_again() -> None:
    there = f"<w:p>{begin('甲', 7)}{end(7)}{begin('甲_2', 3)}{end(3)}</w:p>"
    marks = list(hoisted(there + p(marked("6", 0))).iter(w("bookmarkStart")))
    assert [(e.get(w("name")), e.get(w("id"))) for e in marks][2:] == [("甲_3", "8")]


def test_a_counted_name_is_never_the_name_of_another_figure() -> None:
    root = body(p(marked("1", 0), marked("1", 0), marked("2", 1)))
    assert [placed.name for placed in hoist(root, ("a", "A_2"))] == ["a", "a_3", "A_2"]


def test_a_long_name_is_cut_so_that_word_takes_the_counted_one() -> None:
    root = body(p(marked("1", 0), marked("1", 0)))
    assert [len(placed.name) for placed in hoist(root, ("名" * 40,))] == [40, 40]


@pytest.mark.parametrize(
    "text",
    [
        marked("6", 3),  # no name
        marked("6", 0)[:-1],
        f"6{END_OF_MARK}",
        marked("", 0),
        END_OF_MARK + marked("6", 0)[:-1],
    ],
)
def test_marks_that_mean_nothing_go_and_their_text_stays(text: str) -> None:
    root = hoisted(p(f"前{text}后"))
    assert helpers.text(root) == f"前{unmarked(text)}后"
    assert next(root.iter(w("bookmarkStart"), w("bookmarkEnd")), None) is None


def test_a_mark_that_does_not_end_in_its_paragraph_goes() -> None:
    opened = marked("6", 0)[:-1]
    root = hoisted(p(opened) + p(f"7{END_OF_MARK}"))
    assert [helpers.text(q) for q in root.iter(w("p"))] == ["6", "7"]
    assert next(root.iter(w("bookmarkStart")), None) is None


def test_marks_go_from_attributes_and_instructions_too() -> None:
    field = f'<w:r><w:instrText>REF {marked("x", 0)}</w:instrText></w:r><w:x w:descr="{marked("y", 1)}"/>'
    assert next(hoisted(f"<w:p>{field}</w:p>").iter(w("bookmarkStart")), None) is None


def test_a_comment_begins_and_ends_inside_the_bookmark() -> None:
    root = hoisted(p(f"共{marked('61', 0)}个"), "来源")
    assert shape(root[0][0]) == [
        "r 共", "bookmarkStart 甲", "commentRangeStart 0", "r 61", "commentRangeEnd 0", "r", "bookmarkEnd 0", "r 个",
    ]  # fmt: skip
    assert [e.get(w("id")) for e in root.iter(w("commentReference"))] == ["0"]


def test_a_text_box_has_bookmarks_but_no_comments_and_a_fallback_has_neither() -> None:
    box = f"<w:txbxContent>{p(marked('6', 0))}</w:txbxContent>"
    root = hoisted(
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
        "来源",
    )
    assert len(list(root.iter(w("bookmarkStart")))) == 1
    assert next(root.iter(w("commentRangeStart")), None) is None


PIECES = st.sampled_from(["\U000f0000", "\U000f0001", "\U000f0005", END_OF_MARK, "文", " ", "<&", "\t", "\n", "7"])
RUNS = st.lists(st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=1, max_size=4), min_size=1, max_size=4)


@given(RUNS, st.booleans())
def test_hoisting_loses_no_text_and_leaves_no_mark(paragraphs: list[list[str]], commented: bool) -> None:
    root = body("".join(f"<w:p>{''.join(map(run, runs))}</w:p>" for runs in paragraphs))
    placed = hoist(root, NAMES, ("注",) * 3 if commented else ())
    assert [helpers.text(q) for q in root.iter(w("p"))] == [unmarked("".join(runs)) for runs in paragraphs]
    assert not MARKS.search(etree.tostring(root, encoding="unicode"))
    starts, ends = ([e.get(w("id")) for e in root.iter(w(tag))] for tag in ("bookmarkStart", "bookmarkEnd"))
    assert sorted(starts, key=str) == sorted(ends, key=str)
    assert len(set(starts)) == len(starts) == len(placed) == len({figure.name for figure in placed})


@given(st.lists(st.tuples(st.text("文字 1", max_size=5), st.text("0123456789.%", min_size=1, max_size=6)), max_size=6))
def test_what_was_marked_is_read_back(figures: list[tuple[str, str]]) -> None:
    text = "".join(before + marked(figure, i) for i, (before, figure) in enumerate(figures))
    root = body(p(text))
    names = [f"f{i}" for i in range(len(figures))]
    hoist(root, names)
    inner = "".join(etree.tostring(e, encoding="unicode") for e in root[0])
    with tempfile.TemporaryDirectory() as folder:
        (found,) = marked_up(Path(folder), inner).paragraphs
    assert found.text == unmarked(text)
    assert [(s.name, found.text[s.start : s.end]) for s in found.spans] == [
        (name, figure) for name, (_, figure) in zip(names, figures, strict=True)
    ]


# ---- bookmarks are read back


def test_paragraphs_are_numbered_through_tables(tmp_path: Path) -> None:
    found = marked_up(tmp_path, p("一") + tbl(tr("二", "三")) + p("四")).paragraphs
    cells = (None, (1, 1, 1), (1, 1, 2), None)
    assert found == tuple(
        MarkedText(i, text, (), cell) for i, (text, cell) in enumerate(zip("一二三四", cells, strict=True), 1)
    )


def test_tabs_and_breaks_are_characters(tmp_path: Path) -> None:
    tabs = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>'
    xml = f"<w:p>{tabs}<w:r><w:t>a</w:t><w:tab/><w:br/>{begin('甲', 0)}<w:t>b</w:t></w:r>{end(0)}</w:p>"
    assert marked_up(tmp_path, xml).paragraphs == (MarkedText(1, "a\t\nb", (Span("甲", 3, 4),)),)


def test_text_deleted_under_revision_is_gone_and_inserted_text_is_there(tmp_path: Path) -> None:
    revised = (
        f'<w:p>{begin("甲", 0)}<w:del w:id="9"><w:r><w:delText>61</w:delText></w:r></w:del>'
        f'<w:ins w:id="8">{r("62")}</w:ins>{end(0)}<w:moveFrom w:id="7">{r("旧")}</w:moveFrom>'
        f'<w:moveTo w:id="6">{r("新")}</w:moveTo></w:p>'
    )
    assert spans(tmp_path, revised) == [("62新", [("甲", "62")])]


def test_a_figure_that_was_deleted_leaves_an_empty_span(tmp_path: Path) -> None:
    gone = f'<w:p>{r("共")}{begin("甲", 0)}<w:del w:id="9"><w:r><w:delText>6</w:delText></w:r></w:del>{end(0)}</w:p>'
    assert marked_up(tmp_path, gone).paragraphs == (MarkedText(1, "共", (Span("甲", 1, 1),)),)


def test_a_bookmark_over_several_paragraphs_has_a_span_in_each(tmp_path: Path) -> None:
    xml = f"<w:p>{r('一')}{begin('甲', 0)}{r('二')}</w:p>{p('三')}<w:p>{r('四')}{end(0)}{r('五')}</w:p>"
    assert spans(tmp_path, xml) == [("一二", [("甲", "二")]), ("三", [("甲", "三")]), ("四五", [("甲", "四")])]


def test_a_bookmark_may_begin_and_end_between_paragraphs(tmp_path: Path) -> None:
    xml = f"{p('一')}{begin('甲', 0)}{p('二')}<w:p>{end(0)}{r('三')}</w:p>{begin('乙', 1)}{p('四')}{end(1)}{p('五')}"
    assert spans(tmp_path, xml) == [("一", []), ("二", [("甲", "二")]), ("三", []), ("四", [("乙", "四")]), ("五", [])]


def test_a_bookmark_without_an_end_is_none(tmp_path: Path) -> None:
    assert spans(tmp_path, f"<w:p>{begin('甲', 0)}{r('一')}{end(5)}</w:p>{p('二')}") == [("一", []), ("二", [])]


def test_of_a_field_the_result_is_read_and_not_the_instruction(tmp_path: Path) -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    nested = f"{char('begin')}<w:r><w:instrText> PAGE </w:instrText></w:r>{char('separate')}{r('5')}{char('end')}"
    field = f"<w:p>{char('begin')}{r('IF')}{nested}{char('separate')}{begin('甲', 0)}{r('是')}{end(0)}{char('end')}{r('。')}</w:p>"
    assert spans(tmp_path, field) == [("是。", [("甲", "是")])]


def test_the_paragraphs_of_a_text_box_are_read_once_and_apart(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    choice = f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    xml = f"<w:p>{begin('甲', 0)}{r('前')}<w:r>{choice}</w:r>{r('后')}{end(0)}</w:p>"
    assert spans(tmp_path, xml) == [("前后", [("甲", "前后")]), ("框", [])]


def test_a_file_without_provenance_says_none(tmp_path: Path) -> None:
    other = {"customXml/item1.xml": b"<b:Sources xmlns:b='urn:other'>urn:docgen:figures</b:Sources>"}
    assert read(saved(tmp_path / "a.docx", docx(p("一"), parts=other))).provenance is None


def test_provenance_is_found_under_any_number(tmp_path: Path) -> None:
    parts = {"customXml/item7.xml": '<x:figures xmlns:x="urn:docgen:figures">{"a": "&lt;甲&gt;"}</x:figures>'.encode()}
    assert read(saved(tmp_path / "a.docx", docx(p("一"), parts=parts))).provenance == '{"a": "<甲>"}'


def test_what_is_no_docx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"nothing")
    with pytest.raises(InvalidInput):
        read(tmp_path / "a.docx")
    with pytest.raises(InvalidInput):
        read(saved(tmp_path / "b.docx", docx(p("一")) | {"word/document.xml": b"<w:document"}))
