"""Figures against the period before and against the year before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.figures.answer import Answer, Query
from docgen.figures.catalog import BadFigure
from docgen.figures.tracing import as_json
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump
from tests.figures.facts import FIVE, JUNE, MAY, Facts, collected, value, values
from tests.ledgers.returns import PROGRESS, progress

ROWS: dict[str, Any] = {"台账": "明细表"}


def growth(facts: Facts, figure: str, period: str = JUNE, change: str = "环比", **query: Any) -> Answer:
    return facts.answer(figure, period, change=change, **query)


def cells(answer: Answer, label: str = "") -> list[tuple[str, str, str]]:
    (own,) = (v for v in as_json(answer)["values"] if (v["group"] or "") == label)
    return sorted((c["unit"], c["period"], c["cell"]) for c in own["cells"] if c["used"])


def test_growth_is_over_the_units_that_reported_in_both_periods(facts: Facts) -> None:
    answer = growth(
        facts, "发现问题数"
    )  # U1 5 and U2 8 against 10 and 6; neither U12, only in May, nor U4, only in June
    assert value(answer) == "-0.1875"
    assert [value(part) for part in answer.parts] == ["13", "16"]
    assert cells(answer) == [("U1", MAY, "A4"), ("U1", JUNE, "A4"), ("U2", MAY, "A4"), ("U2", JUNE, "A4")]
    (remark,) = answer.remarks
    assert remark == "只比两期都报了的2个单位，不含投资公司、四公司"


def test_growth_and_decline_are_said_in_words(facts: Facts) -> None:
    said = {
        "发现问题数|环比": "下降18.8%",  # 13 against 16
        "发现问题数|增减": "减少3个",
        "涉及金额|环比": "下降66.7%",  # 1.25 against 3.75
        "涉及金额|增减": "减少2.50万元",
        "培训人次|环比": "增长66.7%",  # U1: 50 against 30
        "培训人次|增减": "增加20人次",
        "应训人数|环比": "持平",  # U1: 40 against 40
        "应训人数|增减": "持平",
        "整改率|增减": "提高60.00个百分点",  # U1: 5/5 against 4/10; of U2 a cell is held back in May
        "发现问题数|环比|二公司": "增长33.3%",  # 8 against 6
        "发现问题数|环比|一公司": "下降50.0%",  # 5 against 10
    }
    assert {inner: facts.text(inner, JUNE).partition("（")[0] for inner in said} == said


def test_without_a_period_the_last_one_is_compared(facts: Facts) -> None:
    assert value(growth(facts, "发现问题数", "")) == "-0.1875"


def test_the_first_period_has_nothing_to_be_compared_with(facts: Facts) -> None:
    answer = growth(facts, "发现问题数", MAY)
    assert (answer.total.value, answer.why) == (None, "前面没有可以比的期间")


def test_growth_from_nought_is_no_value(facts: Facts) -> None:
    answer = facts.calculator(JUNE, 未填={**ROWS, "列": "编号", "统计": "计数", "条件": '领域 == ""'}).answer(
        Query("未填", change="环比")
    )  # A3 in June, none in May
    assert (answer.total.value, answer.why) == (None, "比较的一期是0，算不出增幅")


def test_the_change_of_a_unit_that_did_not_report_before_is_not_that_of_all_units(facts: Facts) -> None:
    for unit, period in (("U4", JUNE), ("U12", JUNE)):
        answer = growth(facts, "发现问题数", period, "增减", units=(unit,))
        assert (answer.total.value, bool(answer.why)) == (None, True)


def test_two_periods_without_a_unit_in_common_are_not_compared(tmp_path: Path) -> None:
    facts = collected(
        tmp_path / "活动",
        ("2026-05-18/一.xlsx", [progress("一公司", 4, 2, period="2026年5月")]),
        ("2026-06-18/二.xlsx", [progress("二公司", 7, 3)]),
        台账={"进度表": PROGRESS},
    )
    answer = growth(facts, "发现问题数")
    assert (answer.total.value, bool(answer.why)) == (None, True)


def test_groups_are_compared_one_by_one(facts: Facts) -> None:
    answer = facts.answer({**ROWS, "按": "领域"}, JUNE, change="增减")
    assert values(answer) == {"采购": "0", "财务": "0", "工程": "0", "人事": "0", "未填": "1"}
    assert cells(answer, "采购") == [("U1", MAY, "A4"), ("U1", JUNE, "A4")]


def test_a_group_that_was_not_there_before_is_not_traced_to_all_cells_of_then(facts: Facts) -> None:
    answer = facts.answer({**ROWS, "按": "领域"}, JUNE, change="增减")
    assert cells(answer, "未填") == [("U1", JUNE, "A6")]


def test_a_figure_of_the_board_is_compared_as_it_is(facts: Facts) -> None:
    answer = growth(facts, "未报单位数", change="增减")  # U5 in May, U12 and U5 in June
    assert (value(answer), answer.remarks) == ("1", ())
    assert facts.text("未报单位数|增减", JUNE) == "增加1个"
    assert value(growth(facts, "应报单位数", change="增减")) == "1"  # U4 joined


def test_groups_by_period_are_not_compared_with_themselves(facts: Facts) -> None:
    with pytest.raises(BadFigure):
        growth(facts, "发现问题数", "", by="期间")  # each period would be compared with the same one


# -- against the year before


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> tuple[Facts, Path]:
    """Last year's collection in a folder, and this year's data file that names it."""
    root = tmp_path_factory.mktemp("上年")
    last = {**PROGRESS, "期间": ["2025-05至2025-07"]}
    before = collected(
        root / "活动",
        ("2025-05-20/一.xlsx", [progress("一公司", 20, 4, 3, period="2025年5月")]),
        ("2025-06-18/一.xlsx", [progress("一公司", 4, 1, 1, period="2025年6月")]),
        ("2025-06-18/二.xlsx", [progress("二公司", 6, 4, 1, period="2025年6月")]),
        today=date(2025, 6, 30),
        活动={**ACTIVITY, "年度": "2025"},
        单位=FIVE[:3],
        台账={"进度表": last},
    )
    data = yaml.safe_load((facts.box.root / "活动.yaml").read_text(encoding="utf-8"))
    here = root / "今年" / "活动.yaml"
    here.parent.mkdir()
    here.write_text(dump({**data, "活动": {**ACTIVITY, "上年汇总": "../活动/汇总"}}), encoding="utf-8")
    return before, here


def test_without_the_year_before_there_is_no_comparison_and_a_word_what_to_write(facts: Facts) -> None:
    answer = growth(facts, "发现问题数", change="同比")
    assert (answer.total.value, answer.why) == (None, "没有上一年的汇总结果，请在“活动”里写上“上年汇总”")


def test_growth_over_the_year_before_is_of_the_same_month(facts: Facts, years: tuple[Facts, Path]) -> None:
    both = Facts(facts.box, facts.folder, facts.source, years[0].source)
    answer = growth(both, "发现问题数", change="同比")  # 15 against 4+6
    assert (value(answer), both.text("发现问题数|同比", JUNE)) == ("0.5", "增长50.0%")
    assert [value(part) for part in answer.parts] == ["15", "10"]
    assert cells(answer) == [
        ("U1", "2025-06", "A4"), ("U1", JUNE, "A4"), ("U2", "2025-06", "A4"), ("U2", JUNE, "A4"), ("U4", JUNE, "A4"),
    ]  # fmt: skip
    assert both.text("发现问题数|同比", MAY) == "下降20.0%"  # 16 against 20
    assert both.text("发现问题数|同比") == "增长3.3%"  # 31 against 30
    assert values(growth(both, "发现问题数", change="同比", by="单位"))["U1"] == "0.25"  # 5 against 4


def test_the_year_before_is_found_by_the_data_file(facts: Facts, years: tuple[Facts, Path]) -> None:
    answer, labels = Workspace(years[1]).trace("发现问题数|同比", facts.folder, period=JUNE)
    assert (value(answer), labels["U1"]) == ("0.5", "一公司")
