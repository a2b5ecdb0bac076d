"""Where a figure comes from: exactly these cells, and how that is said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from docgen.figures.answer import Query
from docgen.figures.tracing import as_json, described, equation, told
from tests.figures.facts import JUNE, MAY, Facts

LABELS = {"U1": "一公司", "U2": "二公司", "U12": "投资公司", "U4": "四公司", "U5": "五公司"}
ROWS: dict[str, Any] = {"台账": "明细表"}


def listed(own: dict[str, Any], used: bool = True) -> list[tuple[str, str, str, str, str]]:
    """(file, sheet, cell, raw, value) of the cells of a value."""
    return sorted((c["file"], c["sheet"], c["cell"], c["raw"], c["value"]) for c in own["cells"] if c["used"] is used)


def test_a_sum_lists_exactly_the_cells_that_make_it(facts: Facts) -> None:
    found = as_json(facts.answer("涉及金额", JUNE))
    (own,) = found["values"]
    assert listed(own) == [
        ("2026-06-18/一公司6月.xlsx", "进度表", "C4", "0.75万元", "0.75"),
        ("2026-06-18/二公司6月.xlsx", "进度表", "C4", "0.5", "0.5"),
    ]
    assert listed(own, used=False) == [("2026-06-22/四公司6月.xlsx", "进度表", "C4", "约1", "")]
    assert (own["value"], own["text"], own["units"]) == ("1.25", "1.25万元", ["U1", "U2", "U4"])
    assert found["absent"] == [{"unit": "U12", "why": "没有报送"}, {"unit": "U5", "why": "没有报送"}]
    assert (found["when"], found["unit_of_measure"]) == ("2026年6月", "万元")


@pytest.mark.parametrize("name", ["发现问题数", "整改数", "涉及金额", "培训人次", "金额"])
@pytest.mark.parametrize("period", ["", MAY, JUNE])
@pytest.mark.parametrize("by", ["", "单位", "单位类别"])
def test_the_cells_add_up_to_every_value(facts: Facts, name: str, period: str, by: str) -> None:
    for own in as_json(facts.answer(name, period, by=by))["values"]:
        total = sum((Decimal(value) for *_, value in listed(own)), Decimal(0))
        assert total == Decimal(0 if own["value"] == "算不出来" or own["value"] is None else own["value"])


def test_a_comparison_lists_the_cells_of_both_periods(facts: Facts) -> None:
    found = as_json(facts.answer("发现问题数", JUNE, change="增减"))
    (own,) = found["values"]
    assert [(file[:10], value) for file, *_, value in listed(own)] == [
        ("2026-05-18", "10"), ("2026-05-18", "6"), ("2026-06-18", "5"), ("2026-06-18", "8"),
    ]  # fmt: skip
    assert [part["values"][0]["value"] for part in found["parts"]] == ["13", "16"]


def test_the_formula_is_told_with_the_values_in_it(facts: Facts) -> None:
    answer = facts.calculator(JUNE, 率="整改数/发现问题数").answer(Query("率"))
    assert equation(answer, answer.total) == "7 ÷ 15"
    answer = facts.answer("整改率", MAY)
    assert equation(answer, answer.total) == "4 ÷ 10"
    answer = facts.answer("整改率", by="单位")
    assert [equation(answer, piece) for piece in answer.pieces[:2]] == ["9 ÷ 15", "2 ÷ 8"]
    own: dict[str, Any] = {
        "问题": {"台账": "明细表"},
        "销号问题": {"台账": "明细表", "条件": '状态 == "已销号"'},
        "差": "问题 - 销号问题",
    }
    answer = facts.calculator(**own).answer(Query("差"))
    assert equation(answer, answer.total) == "6 - 3"


def test_a_figure_is_told_with_file_sheet_and_cell(facts: Facts) -> None:
    assert list(told(facts.answer("涉及金额", JUNE), LABELS)) == [
        "涉及金额：《进度表》“涉及金额”各格相加，各期都算（2026年6月）",
        "1.25万元",
        "  一公司 2026-06 填的是“0.75万元”，按0.75计 ← 2026-06-18/一公司6月.xlsx › 进度表 › C4 [L204]",
        "  二公司 2026-06 填的是“0.5” ← 2026-06-18/二公司6月.xlsx › 进度表 › C4",
        "  四公司 2026-06 填的是“约1” ← 2026-06-22/四公司6月.xlsx › 进度表 › C4  没有计入：待核实 [L203]",
        "不含 投资公司：没有报送",
        "不含 五公司：没有报送",
    ]


def test_a_formula_is_told_with_its_parts_and_their_cells(facts: Facts) -> None:
    lines = list(told(facts.answer("整改率", MAY), LABELS))
    assert lines[:2] == ["整改率：整改数 ÷ 发现问题数（2026年5月）", "4 ÷ 10 = 40.00%"]
    assert [line.strip().partition(" ← ")[2] for line in lines if "一公司 2026" in line] == [
        "2026-05-18/一公司5月.xlsx › 进度表 › B4", "2026-05-18/一公司5月.xlsx › 进度表 › A4",
    ]  # fmt: skip


def test_older_reports_and_reasons_are_told(facts: Facts) -> None:
    lines = list(told(facts.answer("培训人次"), LABELS))
    assert "二公司 用的是 2026-05 的数，之后没有报" in lines
    assert list(told(facts.answer("整改率", MAY, units=("U12",)), LABELS))[1].startswith("算不出来：除数是0")


def test_the_units_of_the_board_are_told_by_name(facts: Facts) -> None:
    assert list(told(facts.answer("未报单位", JUNE), LABELS))[1].startswith("投资公司、五公司")


def test_a_comment_has_the_first_cells_and_says_how_many_there_are(facts: Facts) -> None:
    cited = facts.press().cite("金额")
    lines = described(cited, LABELS).split("\n")
    assert lines[0] == "金额：《明细表》“金额”各格相加，每个单位取最近一期"
    assert lines[1] == "截至2026年6月，4个单位，6格"
    assert len([line for line in lines if " ← " in line]) == 6
    assert "不含五公司：没有报送" in lines
