"""No workbook that docgen writes turns a text into a formula: forms, results, annexes, calendar, register, charts."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from docgen import package
from docgen.live import look
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY
from tests.ledgers.returns import LIST, PROGRESS, Tab, inbox, progress

CALL = "WEBSERVICE(1)"
SIGNS = ("=", "+", "-", "@")
NAMES = [f"{sign}{CALL}公司" for sign in SIGNS]
LINKS = {"=": "http://example.com/", "+": "mailto:a@example.com", "-": "file:///C:/x.exe", "@": "internal:甲!A1"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign whose units have such names, issued, sent back, collected and reported, and its register."""
    root = tmp_path_factory.mktemp("书") / "活动"
    units = [{"编号": f"U{i}", "全称": name, "简称": LINKS[name[0]] + name[0]} for i, name in enumerate(NAMES)]
    text = [{"类型": "通报", "期间": "2026-06", "发文字号": "自动", "主送": "各单位", "成文日期": "2026-07-02",
             "标题": f"关于={CALL}的通报", "正文": "{发现问题数}个。\n{图|各单位|按单位|发现问题数|柱形}"}]  # fmt: skip
    ledgers = {"进度表": {**PROGRESS, "填表说明": [f"={CALL}"]}, "明细表": {**LIST, "列": [*LIST["列"], {"名称": f"={CALL}", "类型": "选项", "选项": [f"={CALL}", f"@{CALL}"]}]}}  # fmt: skip
    box = inbox(root, 单位=units, 台账=ledgers, 文件=text, 活动={**ACTIVITY, "名称": f"={CALL}"})
    for i, name in enumerate(NAMES[:-1]):
        rows = [{"编号": name, "金额": "约3", "状态": f"{sign}{CALL}", f"={CALL}": f"{sign}{CALL}"} for sign in SIGNS]
        box.put(f"2026-06-18/{i}={name[0]}.xlsx", progress(name, 4, 5, "约1", name), Tab("明细表", rows, name))
    workspace = Workspace(root / "活动.yaml")
    workspace.issue(period="2026-06")
    workspace.collect(box.folder, period="2026-06", today=date(2026, 7, 1), workers=1)
    workspace.report(period="2026-06", draft=True)
    return root


def books(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every workbook that was written, those inside of documents too."""
    for path in sorted((root / "out").rglob("*.*")):
        if path.suffix == ".xlsx":
            yield path.name, path.read_bytes()
        elif path.suffix == ".docx":
            with zipfile.ZipFile(path) as document:
                yield from ((name, document.read(name)) for name in document.namelist() if name.endswith(".xlsx"))


def live(data: bytes) -> list[str]:
    """Formulas with the texts in them left out, and links."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = [book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".rels"))]
    formulas = re.findall(r"<(?:f|formula\d?|definedName)(?:\s[^>]*)?>([^<]*)</", "".join(parts))
    links = re.findall(r'(?:hyperlink"[^>]*Target|<hyperlink [^>]*location)="([^"]*)"', "".join(parts))
    return [re.sub(r'"(?:[^"]|"")*"', '""', html.unescape(text)) for text in formulas] + links


def test_no_workbook_runs_a_text(folder: Path) -> None:
    found = list(books(folder))
    names = " ".join(name for name, _ in found)
    for word in ("汇总", "问题清单", "报送情况", "标记副本", "日历", "数据来源", "台账", "embeddings"):
        assert word in names
    bad = [(name, text) for name, data in found for text in live(data) if "WEBSERVICE" in text or "example" in text]
    assert bad == []


def test_no_document_that_is_written_is_alive(folder: Path) -> None:
    found = {path.name: look(package.read(path)).live for path in sorted((folder / "out").rglob("*.docx"))}
    assert len(found) >= 4
    assert found == dict.fromkeys(found, [])


def test_a_register_runs_no_text(tmp_path: Path) -> None:
    entry = {
        "类型": "通知",
        "发文字号": "甲发〔2026〕1号",
        "标题": f"={CALL}",
        "主送": "各单位",
        "正文": "请办。",
        "成文日期": "2026-05-08",
    }
    box = inbox(tmp_path / "活动", 文件=[entry])
    box.workspace.build(tmp_path / "out")
    data = box.workspace.register.export()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert CALL in html.unescape(book.read("xl/sharedStrings.xml").decode())
    assert [text for text in live(data) if "WEBSERVICE" in text] == []
