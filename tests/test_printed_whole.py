"""What is printed is what is written: a PDF that --pdf makes, and the pages that check --render looks at."""

from __future__ import annotations

import json
import shutil
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm
from lxml import etree

from docgen.pages import pages
from docgen.pdf import convert
from docgen.rendercheck.whole import compared, not_printed
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump, notice
from tests.test_cli import docgen

CASES = Path(__file__).parent / "cases"
SENTENCE = "各单位要把制度清理、风险排查、整改落实的情况逐条写清楚；"


def written(path: Path) -> Counter[str]:
    """The characters of a .docx, read without docgen."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    for fallback in root.findall(".//{*}Fallback"):
        fallback.clear()
    return Counter(c for t in root.iter("{*}t") for c in unicodedata.normalize("NFKC", t.text or "") if c.strip())


def printed(data: bytes) -> Counter[str]:
    return Counter(c for page in pages(data) for c in page.stream)


def tables(**changes: Any) -> dict[str, Any]:
    return {"标题": "台账", "表格": [{"列宽": [2, 8, 5], **changes}]}


MIDDLE = [["1", SENTENCE * 70 + "结尾标记句", "问题1"], ["↑", "↑", "问题2"], ["↑", "↑", "问题3"]]
KINDS: dict[str, dict[str, Any]] = {
    "a tall cell over three rows": tables(行=[["序号", "现状", "问题"], *MIDDLE]),
    "the same across the page": tables(行=[["序号", "现状", "问题"], *MIDDLE]) | {"纸张": "横向"},
    "a tall cell that is not merged": tables(行=[["序号", "现状", "问题"], ["1", SENTENCE * 120 + "结尾标记句", ""]]),
    "many rows under one name": tables(
        行=[
            ["类别", "内容", "责任"],
            ["建章立制", SENTENCE, "甲"],
            *[["↑", f"{SENTENCE}{i}", "甲"] for i in range(60)],
        ]
    ),
    "merged cells in merged cells": tables(
        行=[["类别", "内容", "责任"]]
        + [
            row
            for group in range(8)
            for row in (
                ["建章立制" if group == 0 else "↑", SENTENCE * 5 + str(group), "甲"],
                ["↑", "↑", "乙"],
                ["↑", SENTENCE * 2, "丙"],
            )
        ]
    ),
}


def test_every_kind_of_long_table_is_printed_whole(tmp_path: Path) -> None:
    # in an attachment, where docgen knows what of the page is taken, and in the text, where it does not
    entries: list[dict[str, Any]] = []
    for kind, part in KINDS.items():
        entries.append({"类型": "材料", "标题": f"附件 {kind}", "正文": "见附件。", "附件": [part]})
        entries.append({"类型": "材料", "标题": f"正文 {kind}", "正文": SENTENCE * 15, "表格": part["表格"]})
    (tmp_path / "活动.yaml").write_text(dump({"活动": ACTIVITY, "文件": entries}), encoding="utf-8")
    made, _ = Workspace(tmp_path).build()
    documents = [item.path for item in made]
    for document, (_, data) in zip(documents, convert(documents), strict=True):
        assert written(document) - printed(data) == Counter(), document.name
        assert compared(document, data) == []


def test_the_pdf_of_the_reported_table_shows_its_last_sentence(tmp_path: Path) -> None:
    shutil.copy(CASES / "pdfloss.yaml", tmp_path / "活动.yaml")
    told = docgen("build", tmp_path, "--pdf")
    assert told.returncode == 0, told.stderr
    assert "结尾标记句" in "".join(page.stream for page in pages((tmp_path / "out/试表.pdf").read_bytes()))


@pytest.fixture
def losing(tmp_path: Path) -> Path:
    """A file as offices make it: a tall cell over rows that may not break."""
    made = docx.Document()
    table = made.add_table(3, 2, style="Table Grid")
    table.cell(0, 0).merge(table.cell(2, 0)).text = SENTENCE * 120 + "结尾标记句"
    for row in table.rows:
        row.cells[1].text = "事项"
        etree.SubElement(row._tr.get_or_add_trPr(), f"{{{row._tr.nsmap['w']}}}cantSplit")
    made.save(str(tmp_path / "手工.docx"))
    return tmp_path / "手工.docx"


def test_what_the_converter_prints_of_a_tall_cell_is_all_that_is_written_or_is_told(losing: Path) -> None:
    [(_, data)] = convert([losing])
    assert bool(written(losing) - printed(data)) == bool(compared(losing, data))


ROW_TOO_LOW = """各单位要逐条写清楚
制度清理的情况
风险排查的情况
结尾标记句"""


@pytest.fixture
def cut_off(tmp_path: Path) -> Path:
    """A file whose second row has a height that does not grow with its text, as forms of others have it."""
    made = docx.Document()
    table = made.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).text, table.cell(1, 1).text, table.cell(1, 0).text = "事项", "甲", ROW_TOO_LOW
    table.rows[1].height, table.rows[1].height_rule = Mm(12), WD_ROW_HEIGHT_RULE.EXACTLY
    made.save(str(tmp_path / "手工.docx"))
    return tmp_path / "手工.docx"


def test_text_that_no_page_shows_is_told_with_its_place(cut_off: Path) -> None:
    [(_, data)] = convert([cut_off])
    lost = written(cut_off) - printed(data)
    assert Counter("结尾标记句") <= lost
    [problem] = compared(cut_off, data)
    assert (problem.rule.number, problem.found, problem.place.paragraph) == ("R18", f"少{lost.total()}个字", 3)
    told = json.loads(docgen("check", "--render", cut_off, "--json").stdout)["problems"]
    [found] = [problem for problem in told if problem["rule"] == "R18"]
    assert "结尾标记句" in found["message"]


@pytest.mark.parametrize(
    ("texts", "streams", "lost"),
    [
        (["甲乙丙。丁戊。"], ["甲乙丙。丁戊。—1—"], []),
        (["甲乙丙。丁戊。"], ["甲乙丙。—1—"], [(0, "丁戊。")]),
        (["甲乙丙丁戊己。"], ["甲乙丙—1—", "丁戊己。—2—"], []),
        (["同样的话。", "同样的话。"], ["同样的话。"], [(1, "同样的话。")]),
        (["表头", "内容"], ["表头内容", "表头"], []),
    ],
)
def test_a_clause_is_lost_when_no_page_shows_it(
    texts: list[str], streams: list[str], lost: list[tuple[int, str]]
) -> None:
    from docgen.pages import Page

    sheets = [Page(n, 210, 297, (), (), stream, 0) for n, stream in enumerate(streams, 1)]
    assert list(not_printed(texts, sheets)) == lost


def test_a_category_that_goes_on_over_the_page_shows_its_name_again(
    campaign: Callable[..., Workspace],
) -> None:
    items = [{"内容": f"{SENTENCE}{i}", "牵头": "法律合规部", "时限": "6月底"} for i in range(40)]
    tasks = [{"类别": "建章立制", "事项": items}]
    workspace = campaign(任务=tasks, 文件=[notice(附件=["任务分解表", "行动任务表", {"台账": "任务进展台账"}])])
    [made], _ = workspace.build()
    [(_, data)] = convert([made.path])
    sheets = pages(data)
    with_tasks = [sheet for sheet in sheets if "情况逐条写清楚" in sheet.stream]
    assert len(with_tasks) > 6
    assert [sheet.number for sheet in with_tasks if "建章立制" not in sheet.stream] == []
    going_on = [sheet for sheet in with_tasks if "(续)" in sheet.stream]
    assert len(going_on) >= len(with_tasks) - 3
    assert all(sheet.stream.count("建章立制") == 1 for sheet in with_tasks)


def test_the_notes_under_a_table_never_stand_alone_on_a_page(tmp_path: Path) -> None:
    notes = [f"{n}. 填写本单位本级情况，数据截至2026年4月30日，没有的填“无”。" for n in range(1, 7)]
    entries = [
        {
            "类型": "材料",
            "标题": f"材料{count}",
            "正文": "见附件。",
            "附件": [tables(行=[["类别", "内容", "责任"], *rows(count)], 表注=notes) | {"纸张": "横向"}],
        }
        for count in range(26, 44)
    ]
    (tmp_path / "活动.yaml").write_text(dump({"活动": ACTIVITY, "文件": entries}), encoding="utf-8")
    made, _ = Workspace(tmp_path).build()
    begun = 0
    for _, data in convert([item.path for item in made]):
        [sheet] = [sheet for sheet in pages(data) if "1.填写本单位" in sheet.stream]
        assert "第" in sheet.stream.partition("1.填写")[0], sheet.stream
        begun += sheet.stream.count("事项") <= 4
    assert begun >= 3  # those whose last rows went over with the notes


def rows(count: int) -> list[list[str]]:
    return [[f"第{n // 4 + 1}类" if n % 4 == 0 else "↑", f"事项{n + 1}", "甲"] for n in range(count)]
