"""Numbers of tasks: those that the data file has typed are not printed a second time, and a day is written whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.gongwen.document import Table
from docgen.workspace import Workspace
from tests.conftest import notice

CASES = Path(__file__).parent.parent / "cases"
Campaign = Callable[..., Workspace]


def printed(workspace: Workspace) -> list[list[str]]:
    """The rows of the first attachment."""
    [job] = workspace.jobs
    [table] = [block for block in workspace.draw(job, "").parts[0].blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in table.rows[table.header_rows :]]


def tasks(category: str, content: str, due: str = "6月底") -> list[dict[str, Any]]:
    return [{"类别": category, "事项": [{"内容": content, "牵头": "法律合规部", "时限": due}]}]


@pytest.mark.parametrize(
    ("category", "content"),
    [
        ("健全制度", "清理制度"),
        ("一、健全制度", "1.清理制度"),
        ("二、健全制度", "3．清理制度"),
        ("（一）健全制度", "（1）清理制度"),
        ("1、健全制度", "①清理制度"),
    ],
)
def test_a_typed_number_is_not_printed_beside_that_of_the_table(
    campaign: Campaign, category: str, content: str
) -> None:
    attached = [{"名称": "任务分解表", "编号": "是"}]
    workspace = campaign(任务=tasks(category, content), 文件=[notice(附件=attached)])
    assert printed(workspace)[0][:2] == ["一、健全制度", "1.清理制度"]


def test_a_number_in_the_column_beside_a_task_is_enough(campaign: Campaign) -> None:
    workspace = campaign(任务=tasks("健全制度", "1.清理制度"), 文件=[notice(附件=["行动任务表"])])
    assert printed(workspace) == [["健全制度", "1", "清理制度"]]


def test_a_ledger_that_numbers_its_rows_prints_no_typed_number_besides(campaign: Campaign) -> None:
    columns = [{"名称": "序号", "来源": "序号"}, {"名称": "任务", "来源": "内容"}, {"名称": "进展"}]
    for shown, row in ((columns, ["1", "清理制度", ""]), (columns[1:], ["1.清理制度", ""])):
        workspace = campaign(
            任务=tasks("健全制度", "1.清理制度"),
            台账={"任务台账": {"列": shown}},
            文件=[notice(附件=[{"台账": "任务台账"}])],
        )
        assert printed(workspace) == [row]


def test_without_numbering_the_text_is_printed_as_it_is_typed(campaign: Campaign) -> None:
    workspace = campaign(任务=tasks("一、健全制度", "1.清理制度"), 文件=[notice(附件=["任务分解表"])])
    assert printed(workspace)[0][:2] == ["一、健全制度", "1.清理制度"]


def test_a_year_at_the_beginning_is_no_number(campaign: Campaign) -> None:
    attached = [{"名称": "任务分解表", "编号": "是"}]
    workspace = campaign(任务=tasks("健全制度", "2026年制度清理"), 文件=[notice(附件=attached)])
    assert printed(workspace)[0][1] == "1.2026年制度清理"


@pytest.mark.parametrize("due", ["6.30", "6-30", "6/30", "06.30"])
def test_a_day_without_its_year_is_told(campaign: Campaign, due: str) -> None:
    found = campaign(任务=tasks("健全制度", "清理制度", due), 文件=[notice()]).validate()
    assert [(problem.rule.number[:3], due in problem.message) for problem in found if problem.severity == "error"] == [
        ("Y20", True)
    ]


def test_the_file_of_a_clerk_who_typed_numbers_and_a_short_day_is_told_of_the_day(tmp_path: Path) -> None:
    shutil.copy(CASES / "dbl.yaml", tmp_path / "活动.yaml")
    assert (5, True) in [(p.place.line, "6.30" in p.message) for p in Workspace(tmp_path).validate()]
