"""Figures computed from other figures, and figures that are none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from docgen.figures.answer import Query
from docgen.figures.catalog import BadFigure
from tests.figures.facts import FINDINGS, FIVE, JUNE, MAY, Facts, collected, value, values
from tests.ledgers.returns import PROGRESS, Tab, progress


def error(facts: Facts, name: str, **figures: Any) -> BadFigure:
    with pytest.raises(BadFigure) as caught:
        facts.calculator(**figures).catalog.check(name)
    return caught.value


# -- quotients


def test_a_quotient_leaves_out_the_rows_of_which_a_part_is_held(facts: Facts) -> None:
    answer = facts.answer("整改率", MAY)
    assert value(answer) == "0.4"  # 4 of 10; of U2's 6 nobody knows how many
    mended, found = answer.parts
    assert [value(part) for part in answer.parts] == ["4", "10"]
    assert facts.used(mended) == [("U1", MAY, "B4")]
    assert facts.used(found) == [("U1", MAY, "A4")]
    assert ("U2", MAY, "B4") in facts.held(answer)


def test_the_other_cell_of_a_row_that_is_left_out_is_named_too(facts: Facts) -> None:
    _, found = facts.answer("整改率", MAY).parts
    assert facts.held(found) == [("U2", MAY, "A4")]


def test_a_quotient_of_all_periods_is_of_the_sums(facts: Facts) -> None:
    assert value(facts.answer("整改率")) == "0.44"  # 11 of 25
    assert values(facts.answer("整改率", by="单位")) == {"U1": "0.6", "U2": "0.25", "U12": None, "U4": "0", "U5": None}


def test_a_declared_quotient_is_a_ratio_unless_it_has_a_unit_of_measure(facts: Facts) -> None:
    assert facts.text("率", JUNE, 率="整改数 / 发现问题数") == "46.67%"  # 7 of 15
    assert facts.text("率", JUNE, 率={"公式": "整改数 ÷ 发现问题数", "小数": 1}) == "46.7%"
    assert (
        facts.text("均", JUNE, 均={"公式": "发现问题数 / 已报单位数", "单位": "个", "小数": 1}) == "5.0个"
    )  # 15, 3 units


def test_division_by_nought_is_no_value_and_says_what_is_nought(facts: Facts) -> None:
    answer = facts.answer("整改率", MAY, units=("U12",))
    assert (answer.total.value, answer.why) == (None, "除数是0（“整改数”、“发现问题数”是0）")
    answer = facts.calculator(JUNE, 率="发现问题数 / 人事", 人事={"台账": "明细表", "条件": '领域 == "人事"'}).answer(
        Query("率")
    )
    assert (answer.total.value, answer.why) == (None, "除数是0（“人事”是0）")


def test_a_formula_of_a_part_that_has_no_value_says_which(facts: Facts) -> None:
    answer = facts.answer("整改率", "2026-07")
    assert (answer.total.value, answer.why) == (None, "“整改数”算不出来：没有单位报送《进度表》")


def test_a_formula_may_be_of_formulas(facts: Facts) -> None:
    own: dict[str, Any] = {"率": "整改数 / 发现问题数", "未整改率": {"公式": "1 - 率", "类型": "比率"}}
    answer = facts.calculator(**own).answer(Query("未整改率"))
    assert value(answer) == "0.56"  # 1 - 11/25
    assert [part.query.name for part in answer.parts] == ["率"]
    assert [leaf.query.name for leaf in answer.leaves()] == ["整改数", "发现问题数"]
    assert answer.parts[0].total.used == answer.total.used


def test_a_formula_over_two_ledgers_is_of_their_totals(facts: Facts) -> None:
    own: dict[str, Any] = {"总额": {"公式": "金额 + 涉及金额", "单位": "万元", "小数": 2}}
    assert facts.text("总额", **own) == "22.50万元"  # 17.5 + 5
    assert values(facts.calculator(**own).answer(Query("总额", by="单位"))) == {
        "U1": "9", "U2": "3", "U12": "4", "U4": None, "U5": None,
    }  # fmt: skip


def test_a_formula_of_a_figure_of_which_only_the_first_groups_are_shown_is_of_all_groups(facts: Facts) -> None:
    own: dict[str, Any] = {
        "领域数": {"台账": "明细表", "按": "领域", "排序": "降序", "取前": 1},
        "双倍": {"公式": "领域数 * 2"},
    }
    found = values(facts.calculator(**own).answer(Query("双倍", by="领域")))
    assert (found["采购"], found.get("财务")) == ("6", "2")


def test_a_ratio_of_a_group_that_is_not_there_is_no_nought(tmp_path: Path) -> None:
    own: dict[str, Any] = {"乙表": {**PROGRESS, "填报单位": ["U1"], "列": [
        {"名称": "参加数", "类型": "整数"}, {"名称": "应参加数", "类型": "整数"}, {"名称": "参加率", "类型": "比率", "公式": "参加数 / 应参加数"},
    ]}}  # fmt: skip
    may = "2026年5月"
    facts = collected(
        tmp_path / "活动",
        (
            "2026-05-18/一.xlsx",
            [
                progress("一公司", 4, 2, period=may),
                Tab("乙表", [{"参加数": 1, "应参加数": 4}], "一公司", may),
            ],
        ),
        ("2026-05-18/二.xlsx", [progress("二公司", 4, 3, period=may)]),
        台账={"进度表": PROGRESS, **own},
    )
    answer = facts.answer({"公式": "整改率 - 参加率", "类型": "比率"}, by="单位")
    assert values(answer)["U1"] == "0.25"  # 2/4 - 1/4
    assert values(answer)["U2"] is None  # U2 does not fill in 乙表


# -- figures that are none


def test_a_circle_of_formulas_is_told_with_the_way_round(facts: Facts) -> None:
    own: dict[str, Any] = {"甲": "乙 + 1", "乙": "丙 * 2", "丙": "甲 / 发现问题数"}
    assert str(error(facts, "甲", **own)) == "指标的公式绕了一圈：甲 → 乙 → 丙 → 甲"
    assert str(error(facts, "数", 数="数 + 1")) == "指标的公式绕了一圈：数 → 数"


def test_a_circle_of_formulas_can_be_asked_for_without_harm(facts: Facts) -> None:
    with pytest.raises(BadFigure, match="绕了一圈"):
        facts.calculator(甲="乙 + 1", 乙="甲 + 1").answer(Query("甲"))


def test_a_circle_of_formulas_does_not_stop_a_collection(tmp_path: Path) -> None:
    facts = collected(
        tmp_path / "活动",
        ("2026-05-18/一.xlsx", [progress("一公司", 4, 2, period="2026年5月")]),
        指标={"甲": "乙 + 1", "乙": "甲 + 1"},
    )
    assert value(facts.answer("发现问题数")) == "4"


def test_unknown_names_are_answered_with_what_was_probably_meant(facts: Facts) -> None:
    with pytest.raises(BadFigure, match="没有“发现的问题数”这个指标") as caught:
        facts.answer("发现的问题数")
    assert caught.value.cure == "是不是“发现问题数”？"
    wrong = error(facts, "数", 数={"台账": "明细", "列": "金额"})
    assert (str(wrong), wrong.key, wrong.cure) == (
        "指标“数”：这次活动没有“明细”这张台账", "台账", "有：进度表、明细表、培训表",
    )  # fmt: skip
    wrong = error(facts, "数", 数={"台账": "明细表", "列": "总金额"})
    assert (str(wrong), wrong.key, wrong.cure) == (
        "指标“数”：《明细表》里没有“总金额”这一列", "列", "是不是“金额”？",
    )  # fmt: skip
    wrong = error(facts, "数", 数={"台账": "明细表", "按": "业务领域"})
    assert (wrong.key, wrong.cure) == ("按", "是不是“领域”？")
    assert error(facts, "数", 数="整改数 / 发现数").key == "公式"
    assert error(facts, "数", 数={"台账": "明细表", "条件": "进展 == 1"}).key == "条件"


def test_a_figure_that_says_too_little_or_too_much_is_none(facts: Facts) -> None:
    assert "二者选一" in str(error(facts, "数", 数={"公式": "整改数 + 1", "台账": "进度表"}))
    assert "二者选一" in str(error(facts, "数", 数={"列": "整改数"}))
    assert "要写在公式里的各个指标上" in str(error(facts, "数", 数={"公式": "整改数 + 1", "条件": "整改数 > 0"}))
    assert str(error(facts, "数", 数={"台账": "明细表", "统计": "合计"})) == "指标“数”要合计哪一列？没有写“列”"
    assert "“状态”不是填写的数字" in str(error(facts, "数", 数={"台账": "明细表", "列": "状态", "统计": "最大"}))


def test_a_column_of_two_ledgers_must_be_named_with_its_ledger(tmp_path: Path) -> None:
    may = "2026年5月"
    both = {"甲表": FINDINGS, "乙表": FINDINGS}
    row = {"编号": "1", "金额": 2, "状态": "整改中", "领域": "采购"}
    facts = collected(
        tmp_path / "活动",
        (
            "2026-05-18/一.xlsx",
            [Tab("甲表", [row], "一公司", may), Tab("乙表", [{**row, "金额": 3}], "一公司", may)],
        ),
        台账=both,
        单位=FIVE[:1],
    )
    with pytest.raises(BadFigure, match="几张台账都有“金额”") as caught:
        facts.answer("金额")
    assert caught.value.cure == "请写明台账：甲表.金额、乙表.金额"
    assert [value(facts.answer(name)) for name in ("甲表.金额", "乙表.金额")] == ["2", "3"]
    own: dict[str, Any] = {name: {"台账": f"{name}表", "列": "金额"} for name in "甲乙"}
    assert facts.calculator(**own, 和="甲 + 乙").answer(Query("和")).total.value == Decimal(5)
    with pytest.raises(BadFigure, match="几张台账都有“金额”"):
        facts.answer({"公式": "金额 + 1"})


def test_a_figure_of_the_board_cannot_be_cut_into_groups(facts: Facts) -> None:
    with pytest.raises(BadFigure):
        facts.answer("未报单位数", by="单位类别")
