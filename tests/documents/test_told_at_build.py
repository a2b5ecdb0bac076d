"""What a build says of pages that nobody would like: a signature alone, two faces in one file."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.pages import pages
from docgen.pdf import convert
from docgen.shipped import resources
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump, notice

Campaign = Callable[..., Workspace]
ROW = ["甲单位", "100", "已完成"]


def with_table(rows: int, **changes: Any) -> dict[str, Any]:
    return notice(正文="请照下表办理。", 表格=[{"行": [["单位", "数量", "情况"], *[ROW] * rows]}], **changes)


def told(workspace: Workspace, rule: str, **options: Any) -> list[str]:
    return [problem.message for problem in workspace.build(**options)[1] if problem.rule.number == rule]


def test_a_signature_that_a_table_leaves_alone_is_told_and_no_other(tmp_path: Path) -> None:
    entries = [
        with_table(rows, 标题=f"关于{rows}家单位的通知", 发文字号=f"华澜发〔2026〕{rows}号") for rows in range(8, 28)
    ]
    (tmp_path / "活动.yaml").write_text(dump({"活动": ACTIVITY, "文件": entries}), encoding="utf-8")
    made, problems = Workspace(tmp_path).build()
    said = {problem.message.partition("》")[0][1:] for problem in problems if problem.rule.number == "R02"}
    alone = set()
    for item, (_, data) in zip(made, convert([item.path for item in made]), strict=True):
        page = next(page for page in pages(data) if "2026年5月8日" in page.stream)
        if "甲单位" not in page.stream and "办理" not in page.stream:
            alone.add(item.path.stem.partition(" ")[2])
    assert alone
    assert alone <= said
    assert len(said) <= len(alone) + 2  # near the edge one row more or less cannot be foretold


@pytest.mark.parametrize("changes", [{"落款": "不盖章"}, {}, {"附件": [{"标题": "甲", "正文": "内容"}]}])
def test_a_short_notice_is_not_told(campaign: Campaign, changes: dict[str, Any]) -> None:
    assert told(campaign(文件=[with_table(3, **changes)]), "R02") == []


def restyled(folder: Path, names: list[str], old: str, new: str) -> Path:
    """A folder of templates in which some have another face."""
    folder.mkdir()
    for name in names:
        path = folder / f"{name}.docx"
        shutil.copy(resources("templates") / f"{name}.docx", path)
        with zipfile.ZipFile(path) as package:
            parts = {part: package.read(part) for part in package.namelist()}
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(old.encode(), new.encode())
        with zipfile.ZipFile(path, "w") as package:
            for part, data in parts.items():
                package.writestr(part, data)
    return folder


@pytest.mark.parametrize(
    ("names", "old", "new", "style"),
    [
        (["通知"], "仿宋_GB2312", "方正仿宋_GBK", "表文"),
        (["函"], "方正小标宋简体", "方正小标宋_GBK", "公文标题"),
        (["通知", "附件"], "黑体", "方正黑体_GBK", "一级标题"),
    ],
)
def test_a_face_that_was_changed_in_some_templates_is_told_with_the_others(
    campaign: Campaign, tmp_path: Path, names: list[str], old: str, new: str, style: str
) -> None:
    folder = restyled(tmp_path / "模板", names, old, new)
    said = told(campaign(文件=[notice()]), "D19", templates=folder)
    own = [message for message in said if f"“{style}”改成了“{new}”" in message]
    assert len(own) == len(names)
    others = own[0].partition("还是")[2]
    assert "纪要" in others
    assert not any(name in others.partition("：")[2].split("、") for name in names)


def test_templates_that_all_have_one_face_are_not_told(campaign: Campaign, tmp_path: Path) -> None:
    names = sorted(path.stem for path in resources("templates").glob("*.docx"))
    folder = restyled(tmp_path / "模板", names, "黑体", "方正黑体_GBK")
    assert told(campaign(文件=[notice()]), "D19", templates=folder) == []
