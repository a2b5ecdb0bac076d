"""What is put into a finished file is there, referred to and declared, and other programs keep it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from docgen import package
from docgen.rendering.charts import ChartFrame
from docgen.rendering.extras import finish
from docgen.rendering.marked import MarkedText, read
from docgen.rendering.template import w
from docgen.rendering.values import Fit
from docgen.rendering.wml import Styles
from docgen.wording import MARKS, marked
from tests.rendering import helpers
from tests.rendering.helpers import DOCUMENT, R, content_type, docx, p, root, targets, tbl, tr, unpacked
from tests.rendering.test_charts import KINDS, Chart

TEXT = f"共{marked('61', 0)}个，已整改{marked('44', 1)}个，比上月（{marked('61', 0)}个）多"
NAMES, NOTES = ("总数", "已整改"), ("隐患台账.xlsx\n第3列 <求和>", "")
SOURCES = '{"总数": "<61 & more>"}'
CHARTS = tuple(replace(Chart(), number=i, kind=kind) for i, kind in enumerate(KINDS, 1))


def made(**parts: bytes) -> bytes:
    frames = "".join(ChartFrame(chart, Fit(316, 8844, 579)).wml(Styles({}, {})) for chart in CHARTS)
    return package.build(docx(p(TEXT) + tbl(tr(marked("7", 1), "八")) + frames, parts=parts))


def finished() -> helpers.Parts:
    return unpacked(finish(made(), NAMES, NOTES, CHARTS, SOURCES))


def test_with_nothing_to_put_in_the_data_stay_as_they_are() -> None:
    data = made()
    assert finish(data, (), (), (), "") is data


def test_equal_documents_give_equal_bytes() -> None:
    assert finish(made(), NAMES, NOTES, CHARTS, SOURCES) == finish(made(), NAMES, NOTES, CHARTS, SOURCES)


def test_no_mark_is_left_in_any_part() -> None:
    parts = docx(p(TEXT), core=f"<dc:title>{marked('题', 0)}</dc:title>", footer=p(marked("脚", 1)))
    left = unpacked(finish(package.build(parts), NAMES, (), (), ""))
    assert not [name for name, data in left.items() if MARKS.search(data.decode("utf-8", "replace"))]
    assert "题" in left[helpers.CORE].decode()


def test_everything_referred_to_is_there_and_declared() -> None:
    parts = finished()
    for name in [n for n in parts if n.endswith(".rels") and n != "_rels/.rels"]:
        folder, _, leaf = name.removesuffix(".rels").rpartition("/_rels/")
        for rel in targets(parts, f"{folder}/{leaf}").values():
            assert rel.target in parts, rel
            assert content_type(parts, rel.target)
    used = {e.get(f"{{{R}}}id") for e in root(parts).iter() if str(e.tag).endswith("}chart")}
    assert used == {f"rIdChart{chart.number}" for chart in CHARTS} <= set(targets(parts))


def test_every_occurrence_of_a_figure_with_a_note_has_a_comment() -> None:
    parts = finished()
    comments = root(parts, "word/comments.xml")
    assert [c.get(w("id")) for c in comments] == ["0", "1"]
    assert [e.get(w("id")) for e in root(parts).iter(w("commentReference"))] == ["0", "1"]
    assert {c.get(w("author")) for c in comments} == {"docgen"}
    assert [helpers.text(q) for q in comments[0]] == ["隐患台账.xlsx", "第3列 <求和>"]
    assert comments[0].get(w("date")) is None
    assert (content_type(parts, "word/comments.xml") or "").endswith("comments+xml")


def test_without_notes_there_are_no_comments() -> None:
    parts = unpacked(finish(made(), NAMES, (), (), ""))
    assert "word/comments.xml" not in parts
    assert next(root(parts).iter(w("commentRangeStart")), None) is None


def test_comments_that_are_there_stay() -> None:
    first = finish(package.build(docx(p(marked("1", 0)))), ("a",), ("旧",), (), "")
    again = unpacked(first)
    again[DOCUMENT] = again[DOCUMENT].replace(b"</w:body>", p(marked("2", 0)).encode() + b"</w:body>")
    parts = unpacked(finish(package.build(again), ("b",), ("新",), (), ""))
    comments = root(parts, "word/comments.xml")
    assert [(c.get(w("id")), helpers.text(c)) for c in comments] == [("0", "旧"), ("1", "新")]
    assert sum(rel.type == f"{R}/comments" for rel in targets(parts).values()) == 1


def test_parts_of_an_attachment_with_the_same_names_stay() -> None:
    parts = docx(p(TEXT)) | {"word/charts/chart1.xml": b"<old/>", "customXml/item1.xml": b"<old/>"}
    found = unpacked(finish(package.build(parts), (), (), CHARTS[:1], SOURCES))
    assert found["word/charts/chart1.xml"] == found["customXml/item1.xml"] == b"<old/>"
    assert targets(found)["rIdChart1"].target == "word/charts/chart2.xml"
    assert "customXml/item2.xml" in found


def test_what_the_figures_came_from_is_read_again_and_stands_there_once(tmp_path: Path) -> None:
    data = finish(finish(made(), NAMES, NOTES, (), "旧"), (), (), (), SOURCES)
    (tmp_path / "a.docx").write_bytes(data)
    assert read(tmp_path / "a.docx").provenance == SOURCES
    assert [name for name in unpacked(data) if name.startswith("customXml/item")] == [
        "customXml/item1.xml", "customXml/itemProps1.xml",
    ]  # fmt: skip


def test_where_the_figures_stand_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(finish(made(), NAMES, NOTES, CHARTS, SOURCES))
    first, cell, *_ = read(tmp_path / "a.docx").paragraphs
    assert figures(first) == [("总数", "61"), ("已整改", "44"), ("总数_2", "61")]
    assert (cell.number, figures(cell)) == (2, [("已整改_2", "7")])


def figures(paragraph: MarkedText) -> list[tuple[str, str]]:
    return [(span.name, paragraph.text[span.start : span.end]) for span in paragraph.spans]


@pytest.mark.parametrize("notes", [(), ("来源",) * 2], ids=["bare", "commented"])
def test_bookmarks_and_sources_survive_a_save_by_libreoffice(notes: tuple[str, ...], tmp_path: Path) -> None:
    given = tmp_path / "a.docx"
    given.write_bytes(finish(made(), NAMES, notes, CHARTS, SOURCES))
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", str(tmp_path / "saved"), str(given)], check=True, capture_output=True)
    before, after = read(given), read(tmp_path / "saved" / "a.docx")
    assert after.provenance == SOURCES
    assert [(q.text, q.spans) for q in after.paragraphs] == [(q.text, q.spans) for q in before.paragraphs]
    kept = unpacked((tmp_path / "saved" / "a.docx").read_bytes())
    assert sum(name.startswith("word/charts/chart") for name in kept) == len(CHARTS)
