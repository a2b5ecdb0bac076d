"""Existing files bound in as attachments: page numbers where docgen has its own, spacing as it was, their own heading."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from lxml import etree

from docgen.workspace import Workspace
from tests.conftest import notice
from tests.office import Page, pages
from tests.rendering.helpers import W

Campaign = Callable[..., Workspace]


def old_file(path: Path, heading: str = "旧表", across: bool = False) -> Path:
    """A file as Word makes it: document defaults with space behind paragraphs, which its table style takes away."""
    made = docx.Document()
    made.add_paragraph(heading)
    if across:
        section = made.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    table = made.add_table(12, 2, style="Table Grid")
    for i, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = f"第{i}行"
    made.save(str(path))
    return path


def built(workspace: Workspace) -> Path:
    return workspace.build()[0][0].path


def attached(**changes: Any) -> dict[str, Any]:
    return notice(附件=[{"文件": "旧.docx", "标题": "旧表", **changes}])


def pitch(sheets: list[Page]) -> list[float]:
    """The distances between the rows of the table, in tenths of a mm."""
    lines = [line.y for sheet in sheets for line in sheet.lines if line.text.replace(" ", "").startswith("第")]
    return sorted({round(10 * (b - a)) / 10 for a, b in zip(lines, lines[1:], strict=False)})


def test_rows_of_a_bound_table_stand_as_far_apart_as_they_did(campaign: Campaign, tmp_path: Path) -> None:
    workspace = campaign(文件=[attached()])
    source = old_file(workspace.folder / "旧.docx")
    made = built(workspace)
    sheets = pages([source, made], tmp_path)
    before, after = pitch(sheets[source.stem]), pitch(sheets[made.stem])
    assert abs(before[0] - after[0]) < 0.2
    assert abs(before[-1] - after[-1]) < 0.2


@pytest.mark.parametrize("across", [False, True])
def test_a_landscape_page_of_a_bound_file_has_its_number_where_docgens_own_has_it(
    campaign: Campaign, across: bool
) -> None:
    workspace = campaign(文件=[attached()])
    old_file(workspace.folder / "旧.docx", across=across)
    with zipfile.ZipFile(built(workspace)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        rels = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        targets = {rel.get("Id"): f"word/{rel.get('Target', '').rpartition('word/')[2]}" for rel in rels}
        found = []
        for section in root.iter(f"{{{W}}}sectPr"):
            size = section.find(f"{{{W}}}pgSz")
            assert size is not None
            wide = int(size.get(f"{{{W}}}w", "")) > int(size.get(f"{{{W}}}h", ""))
            for reference in section.iter(f"{{{W}}}footerReference"):
                part = targets[next(str(v) for k, v in reference.attrib.items() if str(k).endswith("}id"))]
                found.append((wide, b'vert="vert"' in package.read(part)))
    assert {wide for wide, _ in found} == {False, across} | {False}
    assert all(wide == turned for wide, turned in found)


@pytest.mark.parametrize(
    ("title", "heading", "told"),
    [
        ("旧表", "旧表", []),
        ("制度清理情况表", "制度清理\n情况表", []),
        ("制度清理情况表", "附件1\n制度清理情况表", []),
        ("旧表", "另一张表", ["S01"]),
        ("制度清理情况表", "制度清理情况一览表", ["S01"]),
        ("旧表", "", []),
    ],
)
def test_a_heading_that_differs_from_the_title_of_the_attachment_is_told(
    campaign: Campaign, title: str, heading: str, told: list[str]
) -> None:
    workspace = campaign(文件=[attached(标题=title)])
    made = docx.Document()
    for line in heading.split("\n"):
        made.add_paragraph(line)
    made.add_table(1, 1).cell(0, 0).text = "内容"
    made.save(str(workspace.folder / "旧.docx"))
    assert [problem.rule.number for problem in workspace.validate() if problem.rule.number == "S01"] == told
