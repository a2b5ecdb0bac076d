"""A campaign's finished documents against its data file: what was changed by hand is told, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.shared import Pt

from docgen import unaltered
from docgen.core.diagnostic import Diagnostic
from docgen.workspace import Workspace
from tests.conftest import dump, notice

LATER = date(2027, 2, 1)
DATA = Path(__file__).parents[1] / "data"
Campaign = Callable[..., Workspace]
UNITS = [
    {"编号": f"U{n}", "全称": f"华澜第{name}工程有限公司", "简称": f"{name}公司"} for n, name in enumerate("一二", 1)
]
TASKS = [
    {
        "类别": "制度清理",
        "事项": [
            {"内容": "梳理现行制度目录", "牵头": "法务部", "配合": ["审计部"], "时限": "2026-06-30"},
            {"内容": "修订采购管理办法", "牵头": "采购部", "配合": ["法务部"], "时限": "2026-09-30"},
            {"内容": "开展制度执行抽查", "牵头": "审计部", "配合": ["法务部"], "时限": "2026-11-30"},
        ],
    }
]
PLAN = notice(
    发文字号="自动",
    正文="现将任务表印发给你们，涉及所属31家子公司。\n一、报送时间\n请于每月20日前报送进展。\n二、工作要求\n请对照任务表抓好落实。",
    附件=["任务分解表"],
)
DEPARTMENTS = ["法务部", "审计部", "采购部"]


def made(campaign: Campaign, **data: Any) -> tuple[Workspace, Path]:
    """A campaign of one notice with a task table, and its built file."""
    workspace = campaign(**{"部门": DEPARTMENTS, "任务": TASKS, "文件": [PLAN], **data})
    (file, *_), _ = workspace.build()
    return workspace, file.path


def compared(workspace: Workspace) -> list[Diagnostic]:
    """What a fresh look at the campaign's folder says about agreement with the data file."""
    judged = Workspace(workspace.path).check(today=LATER)
    return [p for item in judged for p in item.problems if p.rule.number.startswith("C")]


def edit(path: Path, change: Callable[[Document], object]) -> None:
    """Change a file as a clerk does in Word."""
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def replaced(old: str, new: str) -> Callable[[Document], None]:
    """Search and replace, in paragraphs and cells."""

    def change(document: Document) -> None:
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        for paragraph in [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]:
            if old in paragraph.text:
                text = paragraph.text.replace(old, new)
                for run in paragraph.runs[1:]:
                    run.text = ""
                paragraph.runs[0].text = text

    return change


@pytest.mark.parametrize("sample", sorted(path.name for path in DATA.iterdir() if path.is_dir()))
def test_what_was_just_built_agrees_with_its_data_file(sample: str, tmp_path: Path) -> None:
    shutil.copytree(DATA / sample, tmp_path / "活动")
    workspace = Workspace(tmp_path / "活动")
    workspace.build()
    workspace.build(draft=True)
    assert compared(workspace) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("31家", "32家"), ("每月20日", "每月25日"), ("制度执行年", "制度落实年"), ("任务表", "任务清单")],
)
def test_a_word_changed_by_hand_is_told_with_both_texts(campaign: Campaign, old: str, new: str) -> None:
    workspace, path = made(campaign)
    edit(path, replaced(old, new))
    found = compared(workspace)
    assert found
    assert all((p.rule.number, p.severity, Path(p.place.file).name) == ("C01", "warning", path.name) for p in found)
    assert all(old in p.message and new in p.message for p in found)
    assert all("写回数据文件" in (p.cure or "") and "重新生成" in (p.cure or "") for p in found)


def test_only_the_words_that_differ_are_shown(campaign: Campaign) -> None:
    workspace, path = made(campaign)
    edit(path, replaced("31家", "32家"))
    (found,) = compared(workspace)
    assert "数据文件是“…，涉及所属31家子公司。”，这里是“…，涉及所属32家子公司。”" in found.message


def test_a_changed_cell_is_told_at_its_row_and_column(campaign: Campaign) -> None:
    workspace, path = made(campaign)
    edit(path, replaced("采购部", "采购管理部"))
    edit(path, replaced("11月30日", "12月30日"))
    supplier, deadline = compared(workspace)
    assert ("采购管理部" in supplier.message, supplier.place.cell) == (True, "第1个表格第4行第3列")
    assert ("12月30日" in deadline.message, deadline.place.cell) == (True, "第1个表格第5行第5列")
    assert str(deadline).startswith(f"{path} 第1个表格第5行第5列: 核实")


def test_a_row_that_was_taken_away_is_told_behind_the_one_before(campaign: Campaign) -> None:
    workspace, path = made(campaign)

    def without_last_row(document: Document) -> None:
        table = next(t for t in document.tables if len(t.rows) > 3)
        row = table.rows[-1]._tr
        table._tbl.remove(row)

    edit(path, without_last_row)
    (found,) = compared(workspace)
    assert ("少了1行" in found.message, "开展制度执行抽查" in found.message) == (True, True)
    assert (found.place.cell or "").startswith("第1个表格第4行")


def test_paragraphs_that_are_gone_or_were_added_are_told(campaign: Campaign) -> None:
    workspace, path = made(campaign)

    def rearranged(document: Document) -> None:
        gone = next(p for p in document.paragraphs if "抓好落实" in p.text)
        document.element.body.remove(gone._p)
        next(p for p in document.paragraphs if "报送时间" in p.text).insert_paragraph_before(
            "另请各单位确定一名联络员。"
        )

    edit(path, rearranged)
    messages = [p.message for p in compared(workspace)]
    assert len(messages) == 2
    assert "多了1段" in messages[0]
    assert "联络员" in messages[0]
    assert "少了1段" in messages[1]
    assert "抓好落实" in messages[1]


def test_layout_alone_is_no_difference(campaign: Campaign) -> None:
    workspace, path = made(campaign)

    def restyled(document: Document) -> None:
        for paragraph in document.paragraphs:
            for run in paragraph.runs:
                run.font.size, run.font.bold = Pt(12), True
        document.paragraphs[-1].insert_paragraph_before("")

    edit(path, restyled)
    assert compared(workspace) == []


def test_many_differences_are_told_up_to_a_number(campaign: Campaign) -> None:
    lines = [f"第{n}项工作由责任单位按期办结。" for n in range(1, 80, 2)]
    text = "\n".join(
        line for pair in zip(lines, [f"{n}" * 12 + "。" for n in range(len(lines))], strict=True) for line in pair
    )
    workspace, path = made(campaign, 文件=[notice(正文=f"现通知如下。\n{text}")])
    edit(path, replaced("按期办结", "按时完成"))
    found = compared(workspace)
    assert len(found) == unaltered.MOST + 1
    assert any(f"另有{len(lines) - unaltered.MOST}处" in p.message for p in found)


def test_a_check_takes_no_number_and_writes_nothing(campaign: Campaign, tmp_path: Path) -> None:
    workspace, _ = made(campaign)
    text = workspace.path.read_text(encoding="utf-8")
    more = notice(发文字号="自动", 标题="关于召开座谈会的通知")
    workspace.path.write_text(text + "".join(f"{line}\n" for line in dump([more]).splitlines()), encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert compared(workspace) == []
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_drafts_parts_and_letters_to_units_are_known_by_their_names(campaign: Campaign) -> None:
    letter = notice(类型="函", 标题="关于报送{简称}联络员的函", 主送="{全称}", 发给="全部", 发文字号="自动")
    workspace, _ = made(campaign, 单位=UNITS, 文件=[PLAN, letter])
    workspace.build(only=["任务分解表", "通知"])
    workspace.build(draft=True)
    names = {path.name for path in (workspace.folder / "out").glob("*.docx")}
    assert len(names) > 6
    assert compared(workspace) == []
    for path in (workspace.folder / "out").glob("*.docx"):
        edit(path, replaced("法务部", "法规部"))
        edit(path, replaced("联络员", "联系人"))
    changed = {Path(p.place.file).name for p in compared(workspace) if p.rule.number == "C01"}
    assert changed == {name for name in names if "不含附件" not in name}


def test_a_draft_with_gaps_is_compared(campaign: Campaign) -> None:
    workspace = campaign(文件=[notice(成文日期=None)])
    (file, *_), _ = workspace.build(draft=True)
    assert compared(workspace) == []
    edit(file.path, replaced("组织学习", "组织培训"))
    (found,) = compared(workspace)
    assert ("学习" in found.message, "培训" in found.message) == (True, True)


def test_when_the_data_file_is_changed_later_its_words_are_the_ones_that_count(campaign: Campaign) -> None:
    workspace, path = made(campaign)
    workspace.path.write_text(workspace.path.read_text(encoding="utf-8").replace("31家", "29家"), encoding="utf-8")
    (found,) = compared(workspace)
    assert (found.place.file, "29家" in (found.expected or ""), "31家" in (found.found or "")) == (
        str(path),
        True,
        True,
    )


def test_a_file_that_the_data_file_does_not_make_is_a_hint(campaign: Campaign) -> None:
    workspace, path = made(campaign)
    path.rename(path.with_name("最后定稿.docx"))
    (found,) = compared(workspace)
    assert (found.rule.number, found.severity) == ("C02", "info")


def test_a_data_file_with_an_error_is_said_once_and_nothing_is_compared(campaign: Campaign) -> None:
    workspace, path = made(campaign)
    edit(path, replaced("31家", "32家"))
    text = workspace.path.read_text(encoding="utf-8")
    workspace.path.write_text(text.replace("2026-06-30", "2026-06-31"), encoding="utf-8")
    (found,) = compared(workspace)
    assert (found.rule.number, found.severity, found.place.file) == ("C03", "info", str(workspace.path))


def test_a_number_of_another_document_is_said_once(campaign: Campaign) -> None:
    workspace, _ = made(campaign)
    text = workspace.path.read_text(encoding="utf-8")
    clash = notice(发文字号="华澜发〔2026〕1号", 标题="关于另一件事情的函告通知")
    workspace.path.write_text(text + dump([clash]), encoding="utf-8")
    (found,) = compared(workspace)
    assert (found.rule.number, "已经给了" in found.message) == ("C03", True)


def test_reports_are_compared_where_their_figures_are_there(tmp_path: Path) -> None:
    shutil.copytree(DATA / "制度执行年台账", tmp_path / "活动")
    workspace = Workspace(tmp_path / "活动")
    workspace.collect(tmp_path / "活动" / "收件", today=date(2027, 1, 8))
    reports, _ = workspace.report()
    assert compared(workspace) == []
    bulletin = next(item.path for item in reports if item.kind == "通报")
    edit(bulletin, lambda document: document.paragraphs[-1].insert_paragraph_before("请各单位举一反三，抓紧整改。"))
    (found,) = compared(workspace)
    assert (Path(found.place.file).name, "举一反三" in found.message) == (bulletin.name, True)
    shutil.rmtree(workspace.collected)
    assert {p.rule.number for p in compared(workspace)} == {"C03"}
