"""The forms that a rubric is marked on: what is on them, what a unit may fill in, and what is said when it comes back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.campaign.expand import INSPECTION_FORM, SELF_FORM, subjects
from docgen.campaign.model import Campaign
from docgen.ledgers.spec import LedgerSpec
from tests.figures.scoring import GOOD, RUBRIC, UNITS, YEAR, own, theirs
from tests.ledgers.returns import Inbox, inbox

G2 = "检查组考评表（检查二组）"


def rubric(root: Path, **changes: Any) -> Inbox:
    """The small rubric in a campaign of its own."""
    return inbox(root, 单位=UNITS, 积分={**RUBRIC, **changes})


def spec(box: Inbox, name: str) -> LedgerSpec:
    """A form."""
    found = box.definition.spec(name)
    assert found is not None
    return found


def spots(box: Inbox, code: str, name: str, rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(cell, rule) of what is said of a form that came back."""
    path = box.put_bytes(f"{code}.xlsx", box.issued(code, YEAR, {name: rows}))
    return box.settle().spots(path)


def test_every_institution_marks_itself_and_every_group_its_institutions(tmp_path: Path) -> None:
    box = rubric(tmp_path, 检查组=[{"单位": "G1", "对象": "A1、A2"}, {"单位": "G2", "对象": ["A3"]}])
    assert box.definition.reporting[SELF_FORM] == ("A1", "A2", "A3")
    assert box.definition.reporting["检查组考评表（检查一组）"] == ("G1",)
    rows = [dict(row.cells) for row in spec(box, G2).rows]
    assert [row["考评编号"] for row in rows] == ["A3-1.1", "A3-1.2", "A3-J1", "A3-J2", "A3-H1"]
    assert (rows[0]["机构"], rows[0]["满分"], rows[-1]["类型"], rows[-1]["满分"]) == ("丙行", "10", "红线", "")


def test_one_group_of_inspectors_has_a_form_of_the_plain_name(tmp_path: Path) -> None:
    box = rubric(tmp_path)
    assert len(spec(box, INSPECTION_FORM).rows) == 15


def test_a_form_has_the_criteria_that_its_source_marks(tmp_path: Path) -> None:
    marks = [
        {"编号": "1.1", "名称": "健全", "满分": 10, "评分": "自评"},
        {"编号": "1.2", "名称": "执行", "满分": 30, "评分": "考评"},
    ]
    box = rubric(tmp_path, 组=[{"组": "制度", "项": marks}], 检查组=[{"单位": "G1", "对象": ["A1"]}])
    assert [dict(row.cells)["编号"] for row in spec(box, SELF_FORM).rows] == ["1.1"]
    assert [dict(row.cells)["编号"] for row in spec(box, INSPECTION_FORM).rows] == ["1.2"]


def test_who_is_scored_are_all_but_the_inspectors_unless_they_are_named(tmp_path: Path) -> None:
    everybody = rubric(tmp_path / "一", 对象=[]).workspace.loaded.campaign
    assert [unit.code for unit in subjects(everybody)] == ["A1", "A2", "A3", "G2"]
    some = rubric(tmp_path / "二", 对象=["A2", "丙行"]).workspace.loaded.campaign
    assert [unit.code for unit in subjects(some)] == ["A2", "A3"]
    assert [unit.code for unit in subjects(some, ("A3",))] == ["A3"]


def test_a_group_that_is_no_unit_has_no_form(tmp_path: Path) -> None:
    box = rubric(tmp_path, 检查组=[{"单位": "G9", "对象": ["A1"]}])
    assert [s.name for s in box.definition.specs if s.name.startswith(INSPECTION_FORM)] == []


def test_what_is_printed_is_grey_and_what_is_marked_is_white(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rubric(tmp_path).issued("A1", YEAR)))
    sheet = book[SELF_FORM]
    heads = {str(cell.value).replace("\n", ""): cell.column for cell in sheet[4] if cell.value}
    locked = {name for name, x in heads.items() if sheet.cell(5, x).protection.locked}
    assert locked == {"编号", "组", "考评项", "类型", "满分（分）", "评分标准", "要求的佐证", "自检"}
    assert [sheet.cell(y, heads["编号"]).value for y in range(5, 10)] == ["1.1", "1.2", "J1", "J2", "H1"]
    assert [sheet.cell(y, heads["满分（分）"]).value for y in range(5, 10)] == [10, 30, 3, 4, None]


def test_a_form_that_nobody_filled_in_has_no_entries(tmp_path: Path) -> None:
    box = rubric(tmp_path)
    path = box.put_bytes("A1.xlsx", box.issued("A1", YEAR))
    settled = box.settle()
    assert settled.file(path).content.ledgers[0].facts == ()
    assert "L123" in {rule for _, rule in settled.spots(path)}


def test_a_form_that_is_well_filled_in_has_no_complaint(tmp_path: Path) -> None:
    assert spots(rubric(tmp_path / "一"), "A1", SELF_FORM, own(GOOD)) == []
    assert spots(rubric(tmp_path / "二"), "G1", INSPECTION_FORM, theirs(GOOD, GOOD, GOOD)) == []


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ({"1.1": 11}, [("H5", "L381")]),
        ({"J1": 3.5}, [("H7", "L381")]),
        ({"H1": None}, [("I9", "L383")]),
        ({"1.2": None, "J2": None}, [("H6", "L382"), ("H8", "L382")]),
        ({"1.1": "约8"}, [("H5", "L203")]),
        ({"H1": "有"}, [("I9", "L209")]),
    ],
)
def test_marks_that_cannot_be_are_sent_back_with_their_cell(
    tmp_path: Path, marks: dict[str, Any], wanted: list[tuple[str, str]]
) -> None:
    assert spots(rubric(tmp_path), "A1", SELF_FORM, own({**GOOD, **marks}, {"1.1": "制度汇编"})) == wanted


def test_a_row_that_is_filled_in_in_part_lacks_the_rest(tmp_path: Path) -> None:
    rows = own(GOOD, {"1.2": None})
    del rows[0]["自评分"]
    del rows[1]["扣分说明"]
    rows[4] = {"扣分说明": "没有"}
    found = spots(rubric(tmp_path), "A1", SELF_FORM, rows)
    assert sorted(found) == [("H5", "L382"), ("I9", "L383"), ("J6", "L384"), ("K6", "L385")]


def test_a_red_line_that_inspectors_find_touched_needs_its_grounds(tmp_path: Path) -> None:
    rows = theirs({**GOOD, "H1": "是"}, GOOD, GOOD)
    del rows[4]["依据"]
    assert spots(rubric(tmp_path), "G1", INSPECTION_FORM, rows) == [("L9", "L386")]


def test_a_campaign_without_a_rubric_is_as_it_was(tmp_path: Path) -> None:
    campaign = inbox(tmp_path).workspace.loaded.campaign
    assert list(campaign.ledgers) == ["进度表"]
    assert Campaign.model_validate(campaign.model_dump(by_alias=True)) == campaign
