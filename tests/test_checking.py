"""What docgen makes passes its own check, and ``docgen check`` as a clerk meets it: table, JSON, folders, copies, bad files."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from docgen.checking import check, documents
from docgen.core.diagnostic import Diagnostic
from docgen.documents import KINDS
from docgen.gongwen.reading.read import read
from docgen.workspace import Workspace
from tests.conftest import Once, notice
from tests.gongwen.faults import conforming
from tests.test_cli import demonstrate, docgen

LATER = date(2027, 2, 1)
"""A day after every date of the samples."""
Campaign = Callable[..., Workspace]


@pytest.fixture(scope="module")
def demo(once: Once) -> Path:
    """All that the samples make: documents, reports, letters."""
    return once("demo", demonstrate) / "演示"


def grave(problems: list[Diagnostic]) -> list[str]:
    """The problems that a person must mend or look at."""
    return [str(p) for p in problems if p.severity != "info"]


def ran(*arguments: str | Path) -> tuple[int, Any]:
    """Exit status and JSON of a command."""
    result = docgen(*arguments, "--json")
    return result.returncode, json.loads(result.stdout)


def test_everything_docgen_makes_passes_its_own_check(demo: Path) -> None:
    judged = check(documents(demo), today=LATER)
    assert len(judged) > 20
    assert [line for item in judged for line in grave(list(item.problems))] == []


def test_every_kind_is_among_what_was_checked(demo: Path) -> None:
    marks = {"通知", "函", "报告", "请示", "纪要", "通报"}
    read_kinds = {read(path).document.kind for path in documents(demo)}
    assert marks <= read_kinds & set(KINDS) | {"通报"}


def test_the_pages_of_a_sample_pass_too(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parents[1] / "data" / "集团强化年", tmp_path / "活动")
    Workspace(tmp_path / "活动").build()
    status, found = ran("check", tmp_path / "活动" / "out", "--render", "--date", "2027-02-01")
    assert (status, [p["message"] for p in found["problems"] if p["severity"] != "info"]) == (0, [])
    assert {p["rule"] for p in found["problems"]} >= {"R17"}  # the fonts of this computer are named


def test_a_problem_names_clause_place_cure_and_paragraph(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("关于学习的通知")
    document.add_paragraph("各单位：")
    document.add_paragraph("请各单位于2026年2月30日前,组织学习。")
    document.save(str(tmp_path / "通知.docx"))
    status, found = ran("check", tmp_path / "通知.docx")
    assert status == 1
    (day,) = [p for p in found["problems"] if p["rule"] == "T13"]
    assert (day["paragraph"], day["found"], day["severity"]) == (3, "2026年2月30日", "error")
    (comma,) = [p for p in found["problems"] if p["rule"] == "T08"]
    assert (comma["paragraph"], comma["clause"], comma["strength"]) == (3, "9", "must")
    (margin,) = [p for p in found["problems"] if p["rule"] == "G02"]
    assert (margin["paragraph"], margin["clause"], margin["severity"]) == (None, "5.2.1", "error")
    assert all(p["cure"] for p in (day, comma, margin))


def test_the_table_says_paragraph_severity_clause_and_rule(tmp_path: Path) -> None:
    path = tmp_path / "范文.docx"
    conforming(path)
    assert "范文.docx：没有问题" not in docgen("check", path).stdout  # a hint on its landscape page
    shown = docgen("check", path).stdout
    assert ("范文.docx" in shown, "提示" in shown, "G54" in shown, "检查了 1 个文件。共 1 处" in shown) == (True,) * 4


def test_a_campaign_is_checked_with_what_was_made_from_it(campaign: Campaign, tmp_path: Path) -> None:
    workspace = campaign(文件=[notice(标题="关于学习的通知。")])
    (made, *_), _ = workspace.build()
    made.path.write_bytes(made.path.read_bytes())
    status, found = ran("check", tmp_path)
    assert status == 1
    assert {p["file"].rpartition("/")[2] for p in found["problems"]} >= {"活动.yaml", made.path.name}


def test_files_that_contradict_each_other_are_named_with_both_places(tmp_path: Path) -> None:
    for name, day in (("通知", "20"), ("方案", "25")):
        document = Document()
        document.add_paragraph(f"关于报送的{name}")
        document.add_paragraph(f"各单位每月{day}日前报送工作进展情况表。")
        document.save(str(tmp_path / f"{name}.docx"))
    _, found = ran("check", tmp_path)
    (clash,) = [p for p in found["problems"] if p["rule"] == "S05"]
    assert all(word in clash["message"] for word in ("通知.docx", "方案.docx", "20日", "25日"))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .docx"),
        ("加密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "打开密码"),
        ("空.docx", b"", "0字节"),
        ("坏.docx", b"PK\x03\x04" + bytes(40), "已损坏"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_and_the_others_go_on(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    conforming(tmp_path / "范文.docx")
    status, found = ran("check", tmp_path)
    assert status == 1
    assert [(p["rule"], said in p["message"] + p["cure"]) for p in found["problems"] if p["severity"] == "error"] == [
        ("G00", True)
    ]
    assert len(found["files"]) == 2


def test_a_zip_bomb_and_an_external_entity_are_refused(tmp_path: Path) -> None:
    conforming(tmp_path / "好.docx")
    parts = {
        n: zipfile.ZipFile(tmp_path / "好.docx").read(n) for n in zipfile.ZipFile(tmp_path / "好.docx").namelist()
    }
    body = parts["word/document.xml"]
    entity = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    for name, changed in (
        ("弹.docx", {**parts, "word/media/a.xml": bytes(60_000_000)}),
        ("体.docx", {**parts, "word/document.xml": entity + body[body.index(b"?>") + 2 :]}),
        ("宏.docx", {**parts, "word/vbaProject.bin": b"x"}),
    ):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as package:
            for part, data in changed.items():
                package.writestr(part, data)
    _, found = ran("check", tmp_path)
    refused = {Path(p["file"]).name: p["message"] for p in found["problems"] if p["rule"] == "G00"}
    assert sorted(refused) == ["体.docx", "宏.docx", "弹.docx"]
    assert ("DOCTYPE" in refused["体.docx"], "宏" in refused["宏.docx"]) == (True, True)


def test_house_rules_override_a_value_and_are_named_as_such(tmp_path: Path) -> None:
    conforming(tmp_path / "范文.docx")
    (tmp_path / "本单位.yaml").write_text("依据: 国标\n正文字号: 小三\n", encoding="utf-8")
    _, found = ran("check", tmp_path / "范文.docx", "--profile", tmp_path / "本单位.yaml")
    sizes = [p for p in found["problems"] if p["rule"] == "G10"]
    assert sizes
    assert {(p["clause"], p["severity"]) for p in sizes} == {(None, "warning")}


@pytest.mark.parametrize("name", ["国标", "电子公文", "gbt9704", "e33476"])
def test_a_profile_may_be_named(tmp_path: Path, name: str) -> None:
    conforming(tmp_path / "范文.docx")
    assert docgen("check", tmp_path / "范文.docx", "--profile", name).returncode in (0, 1)


def test_an_unknown_profile_and_a_missing_file_are_wrong_usage_and_a_problem(tmp_path: Path) -> None:
    conforming(tmp_path / "范文.docx")
    unknown = docgen("check", tmp_path / "范文.docx", "--profile", "国际")
    assert (unknown.returncode, "国标" in unknown.stderr) == (2, True)
    gone = docgen("check", tmp_path / "没有.docx")
    assert (gone.returncode, "没有这个文件" in gone.stdout) == (1, True)
    assert docgen("check", tmp_path / "work").returncode == 2


def test_copies_are_written_beside_the_original_which_stays_as_it_was(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("关于学习的通知")
    document.add_paragraph("请各单位认真学习,按时报送。")
    path = tmp_path / "通知.docx"
    document.save(str(path))
    before = path.read_bytes()
    _, found = ran("check", path, "--annotate", "--fix")
    assert [Path(name).name for name in found["copies"]] == ["通知（已改）.docx", "通知（批注）.docx"]
    assert path.read_bytes() == before
    _, again = ran("check", tmp_path / "通知（已改）.docx")
    assert "T08" in {p["rule"] for p in found["problems"]} - {p["rule"] for p in again["problems"]}
    comments = zipfile.ZipFile(tmp_path / "通知（批注）.docx").read("word/comments.xml").decode()
    assert "T08" in comments
    _, folder = ran("check", tmp_path)
    assert [Path(name).name for name in folder["files"]] == ["通知.docx"]


def unsound(path: Path) -> Path:
    """A paper with a fault that can be mended and one that a person must mend."""
    document = Document()
    document.add_paragraph("学习情况说明")
    document.add_paragraph("请各单位认真学习,于2026年2月30日前报送。")
    document.save(str(path))
    return path


def test_what_is_left_to_be_mended_by_hand_is_said(tmp_path: Path) -> None:
    shown = docgen("check", unsound(tmp_path / "通知.docx"), "--fix").stdout
    (told,) = [line for line in shown.splitlines() if line.startswith("已改好")]
    assert ("T08×1" in told, "还有1处要手工改：日期正确（T13）1处" in told) == (True, True)


def test_a_file_that_cannot_be_copied_is_said_and_the_others_go_on(tmp_path: Path) -> None:
    source = unsound(tmp_path / "甲.docx")
    parts = {n: zipfile.ZipFile(source).read(n) for n in zipfile.ZipFile(source).namelist()}
    main = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = parts["word/document.xml"].replace(main, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    with zipfile.ZipFile(tmp_path / "乙.docx", "w") as package:
        for name, data in {**parts, "word/document.xml": strict}.items():
            package.writestr(name, data)
    unsound(tmp_path / "丙.docx")
    status, found = ran("check", tmp_path, "--fix", "--annotate")
    assert status == 1
    assert {Path(name).name for name in found["copies"]} == {
        f"{name}（{copy}）.docx" for name in "甲丙" for copy in ("已改", "批注")
    }
    (told,) = found["not_copied"]
    assert told.startswith("乙.docx 没有另存")
    assert "Strict" in told
    assert "另存为" in told


def test_a_text_file_is_said_to_have_no_copies(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("关于学习的通知\n请各单位认真学习,按时报送。\n", encoding="utf-8")
    shown = docgen("check", tmp_path / "通知.txt", "--fix").stdout
    assert "通知.txt 没有另存：--fix 只对 .docx 起作用" in shown
    assert [path.name for path in tmp_path.glob("通知*")] == ["通知.txt"]


def test_a_finding_in_a_table_names_table_row_and_column(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("关于学习的通知")
    document.add_paragraph("请各单位认真学习，按下表报送。")
    document.add_table(2, 2).rows[0].cells[0].text = "事项"
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "时限"
    table.cell(1, 1).text = "2026年2月30日"
    document.save(str(tmp_path / "通知.docx"))
    _, found = ran("check", tmp_path / "通知.docx")
    (day,) = [p for p in found["problems"] if p["rule"] == "T13"]
    assert (day["cell"], day["paragraph"]) == ("第2个表格第2行第2列", 11)
    assert "第2个表格第2行第2列" in docgen("check", tmp_path / "通知.docx").stdout
