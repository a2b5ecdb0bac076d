"""Ledgers with many columns: pages, widths by what the columns hold, sheets of A3, notes that never stand alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.checking import check
from docgen.documents.columns import shares
from docgen.gongwen.document import Cell, Table
from docgen.pages import Page, pages
from docgen.pdf import convert
from docgen.samples import init
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump, notice

WORDS = "对现行制度进行集中清理，逐件提出保留、修订、废止的意见，按时报法律合规部汇总；"
BEFORE = 16
"""Pages that the ledger of the sample took before its columns were fitted."""


def printed(path: Path) -> list[Page]:
    [(_, data)] = convert([path])
    return list(pages(data))


def table(*columns: tuple[str, float, str]) -> Table:
    """A table of a heading and twenty rows: name, wished width and text of each column."""
    head = tuple(Cell(name, align="center") for name, _, _ in columns)
    rows = [tuple(Cell(text) for _, _, text in columns)] * 20
    return Table(tuple(wish for _, wish, _ in columns), 1, (head, *rows), fluid=True)


def test_the_plan_of_21_tasks_takes_less_than_half_the_pages_it_took(tmp_path: Path) -> None:
    init(tmp_path / "集团", "集团强化年")
    path = next(item.path for item in Workspace(tmp_path / "集团").build()[0] if "1号" in item.path.name)
    own = [page for page in printed(path) if page.landscape and "行动任务" in page.stream]
    assert len(own) * 2 < BEFORE
    assert {
        finding.rule.number for judged in check([path]) for finding in judged.problems if finding.severity != "info"
    } == set()


@pytest.mark.parametrize("total", [40.0, 55.0, 70.0])
def test_columns_are_as_wide_as_what_they_hold_and_blank_ones_keep_room(total: float) -> None:
    made = shares(table(("序号", 4, "1"), ("内容", 8, WORDS), ("一季度计划", 8, ""), ("责任人", 8, "")), total)
    assert abs(sum(made) - total) <= 0.5
    assert made[1] == max(made)
    assert made[0] == min(made)
    assert min(made[2:]) >= 4


def test_columns_that_all_fit_share_the_rest_as_they_wish() -> None:
    made = shares(table(("序号", 4, "1"), ("名称", 12, ""), ("备注", 6, "")), 60.0)
    assert made[1] > made[2] > made[0]
    assert abs(sum(made) - 60) < 0.01


def test_more_columns_than_a_page_has_room_for_are_all_made_narrower() -> None:
    made = shares(table(*((f"第{n}项指标", 8, "") for n in range(30))), 50.0)
    assert abs(sum(made) - 50) < 0.01
    assert len(set(made)) == 1


def campaign_of(tmp_path: Path, tasks: int, **attached: Any) -> Workspace:
    items = [{"内容": f"{WORDS}{n}", "牵头": "法律合规部", "时限": "6月底"} for n in range(tasks)]
    entry = notice(附件=[{"台账": "实施方案台账", **attached}])
    data = {"活动": ACTIVITY, "任务": [{"类别": "建章立制", "事项": items}], "文件": [entry]}
    (tmp_path / "活动.yaml").write_text(dump(data), encoding="utf-8")
    return Workspace(tmp_path)


def test_a_ledger_on_a3_stands_on_sheets_of_a3_and_check_finds_nothing(tmp_path: Path) -> None:
    [made], _ = campaign_of(tmp_path, 21, 纸张="A3").build()
    sheets = [page for page in printed(made.path) if page.landscape]
    assert {(round(page.width), round(page.height)) for page in sheets} == {(420, 297)}
    assert [f.rule.number for judged in check([made.path]) for f in judged.problems if f.severity == "error"] == []


def test_notes_never_stand_alone_on_a_page(tmp_path: Path) -> None:
    for tasks in (3, 4, 5, 6):
        folder = tmp_path / str(tasks)
        folder.mkdir()
        [made], _ = campaign_of(folder, tasks).build()
        noted = [page for page in printed(made.path) if "填表说明" in page.stream]
        assert all("法律合规部" in page.stream or "子企业" in page.stream for page in noted)


@pytest.mark.parametrize("paper", ["横向", "纵向"])
def test_the_paper_of_a_ledger_is_what_its_attachment_says(campaign: Callable[..., Workspace], paper: str) -> None:
    workspace = campaign(文件=[notice(附件=[{"台账": "问题整改台账", "纸张": paper}])], 台账={"问题整改台账": {}})
    [job] = workspace.jobs
    assert [part.template for part in workspace.draw(job, "").parts] == [f"台账（{paper}）"]
