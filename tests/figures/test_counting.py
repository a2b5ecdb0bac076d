"""Figures from cells, against counts made by hand from the table in facts.send."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.figures.catalog import BadFigure
from tests.figures.facts import FIVE, JUNE, LEDGERS, MAY, Facts, collected, value, values
from tests.ledgers.returns import PROGRESS, Tab, progress, with_column

FOUND, MENDED = "发现问题数", "整改数"
CLOSED, OPEN = '状态 == "已销号"', '状态 != "已销号"'


def progress_of(column: str | list[str], **more: Any) -> dict[str, Any]:
    return {"台账": "进度表", "列": column, **more}


def list_of(**more: Any) -> dict[str, Any]:
    return {"台账": "明细表", **more}


# -- each statistic, with and without a condition, over everything and in one month

CASES: list[tuple[dict[str, Any], str | None, str | None, str | None]] = [
    # figure, since the beginning, in May, in June
    (progress_of(FOUND), "31", "16", "15"),  # 10+6 and 5+8+2
    (progress_of(FOUND, 统计="合计", 条件=f"{FOUND} > 5"), "24", "16", "8"),  # 10+6, 8
    (progress_of(MENDED), "11", "4", "7"),  # 4, U2's 约3 is nobody's number; 5+2+0
    (progress_of("涉及金额"), "5", "3.75", "1.25"),  # 1.25+2.5, 0.75+0.5
    (progress_of(FOUND, 统计="计数"), "5", "2", "3"),
    (progress_of(FOUND, 统计="计数", 条件=f"{MENDED} >= 2"), "3", "1", "2"),  # 4; 5 and 2
    (progress_of(FOUND, 统计="单位数"), "3", "2", "3"),
    (progress_of(FOUND, 统计="单位数", 条件=f"{FOUND} >= 6"), "2", "2", "1"),  # 10 and 6; 8
    (progress_of(FOUND, 统计="去重"), "5", "2", "3"),
    (progress_of(FOUND, 统计="最大"), "10", "10", "8"),
    (progress_of(FOUND, 统计="最小"), "2", "6", "2"),
    (progress_of(FOUND, 统计="最大", 条件=f"{MENDED} < 3"), "8", None, "8"),  # 8 of U2 and 2 of U4, both in June
    (progress_of([FOUND, MENDED]), "42", "20", "22"),  # 31+11
    (list_of(), "6", "3", "5"),  # A1 A2 A3, =1+1, D1 D2; A1 A2 =1+1; A1 A2 A3 D1 D2
    (list_of(条件=CLOSED), "3", "1", "3"),
    (list_of(条件=OPEN), "2", "2", "1"),
    (list_of(列="领域", 统计="计数"), "5", "3", "4"),  # A3 has none
    (list_of(列="领域", 统计="计数", 条件=CLOSED), "3", "1", "3"),
    (list_of(统计="单位数"), "3", "2", "2"),
    (list_of(统计="单位数", 条件=CLOSED), "2", "1", "2"),
    (list_of(列="领域", 统计="去重"), "3", "2", "3"),
    (list_of(列="领域", 统计="去重", 条件=OPEN), "1", "1", "0"),  # A3, the only open one in June, has no field
    (list_of(列="金额"), "17.5", "8", "13.5"),  # 1.5+2.5+3+4+6+0.5; 1.5+2.5+4; 1.5+2.5+3+6+0.5
    (list_of(列="金额", 条件=CLOSED), "4.5", "2.5", "4.5"),
    (list_of(列="金额", 统计="最大"), "6", "4", "6"),
    (list_of(列="金额", 统计="最大", 条件=CLOSED), "2.5", "2.5", "2.5"),
    (list_of(列="金额", 统计="最小"), "0.5", "1.5", "0.5"),
    (list_of(列="金额", 统计="最小", 条件=OPEN), "3", "1.5", "3"),
]  # fmt: skip


@pytest.mark.parametrize(("figure", "whole", "may", "june"), CASES, ids=lambda case: str(case)[:60])
def test_every_statistic_is_what_was_counted_by_hand(
    facts: Facts, figure: dict[str, Any], whole: str | None, may: str | None, june: str | None
) -> None:
    found = tuple(value(facts.answer(figure, period)) for period in ("", MAY, JUNE))
    assert found == (whole, may, june)


SPANS: list[tuple[dict[str, Any], str, str, str]] = [
    (progress_of(FOUND, 取数="最近"), "15", "16", "15"),  # 5+8+2, and of U12 the nil report of May
    (progress_of(FOUND, 取数="各期"), "31", "16", "15"),
    (progress_of(FOUND, 取数="累计"), "31", "16", "31"),
    (list_of(取数="最近"), "6", "3", "5"),
    (list_of(取数="各期"), "8", "3", "5"),
    (list_of(取数="累计"), "6", "3", "6"),  # in June with U12's row of May
    ({"台账": "培训表", "列": "培训人次"}, "85", "55", "60"),  # 50+20+5+10; 30+20+5; 50+10
    ({"台账": "培训表", "列": "培训人次", "取数": "最近"}, "85", "55", "60"),
    ({"台账": "培训表", "列": "培训人次", "取数": "各期"}, "115", "55", "60"),
    ({"台账": "培训表", "列": "培训人次", "取数": "累计"}, "85", "55", "85"),
]


@pytest.mark.parametrize(("figure", "whole", "may", "june"), SPANS, ids=lambda case: str(case)[:60])
def test_periods_are_added_up_or_the_latest_is_taken(
    facts: Facts, figure: dict[str, Any], whole: str, may: str, june: str
) -> None:
    assert tuple(value(facts.answer(figure, period)) for period in ("", MAY, JUNE)) == (whole, may, june)


def test_the_cells_behind_a_sum_are_these(facts: Facts) -> None:
    answer = facts.answer(progress_of(MENDED))
    assert sorted(facts.used(answer)) == [
        ("U1", MAY, "B4"), ("U1", JUNE, "B4"), ("U2", JUNE, "B4"), ("U4", JUNE, "B4"),
    ]  # fmt: skip
    assert facts.held(answer) == [("U2", MAY, "B4")]
    assert set(answer.total.units) == {"U1", "U2", "U12", "U4"}


def test_rows_are_counted_by_the_cell_of_their_key(facts: Facts) -> None:
    answer = facts.answer(list_of())
    assert sorted(facts.used(answer)) == [
        ("U1", JUNE, "A4"), ("U1", JUNE, "A5"), ("U1", JUNE, "A6"), ("U12", MAY, "A4"), ("U4", JUNE, "A4"), ("U4", JUNE, "A5"),
    ]  # fmt: skip


def test_a_row_whose_condition_nobody_can_tell_is_held_back(facts: Facts) -> None:
    for where in (CLOSED, OPEN):
        assert facts.held(facts.answer(list_of(条件=where))) == [("U4", JUNE, "A4")]  # its state is 不详
    assert facts.held(facts.answer(list_of(列="金额", 条件=CLOSED))) == [("U4", JUNE, "B4")]


def test_a_converted_cell_counts_as_what_it_was_converted_to(facts: Facts) -> None:
    answer = facts.answer("涉及金额", JUNE)
    cells = [facts.source.cells[row] for row in answer.total.used]
    assert [(c.unit, c.raw, c.value, c.status) for c in cells] == [
        ("U1", "0.75万元", "0.75", "converted"), ("U2", "0.5", "0.5", "used"),
    ]  # fmt: skip
    assert facts.held(answer) == [("U4", JUNE, "C4")]


def test_a_nil_report_is_a_nought_and_no_report_is_none(facts: Facts) -> None:
    answer = facts.answer("涉及金额", MAY, by="单位")
    assert values(answer) == {"U1": "1.25", "U2": "2.5", "U12": "0", "U4": None, "U5": None}
    assert [p.why for p in answer.pieces[3:]] == ["没有单位报送《进度表》"] * 2


def test_a_unit_all_of_whose_cells_are_held_has_no_value(facts: Facts) -> None:
    (four,) = (p for p in facts.answer("涉及金额", JUNE, by="单位").pieces if p.label == "U4")
    assert (four.value, four.why) == (None, "报来的数没有一个能用：发现“约1”，本列应填金额（单位：万元，最多2位小数）")


def test_only_the_units_that_are_asked_for_count(facts: Facts) -> None:
    answer = facts.answer(FOUND, units=("U2",))
    assert (value(answer), facts.used(answer)) == ("14", [("U2", MAY, "A4"), ("U2", JUNE, "A4")])
    assert (answer.total.units, answer.absent) == (("U2",), ())


# -- who is in it, and who is not


def test_units_that_sent_nothing_are_named_with_the_reason(facts: Facts) -> None:
    assert dict(facts.answer(FOUND).absent) == {"U5": "没有报送", "U12": "没有2026年6月的数"}  # periods are added up
    assert dict(facts.answer(FOUND, JUNE).absent) == {"U12": "没有报送", "U5": "没有报送"}


def test_a_unit_that_joined_in_june_is_not_missed_in_may(facts: Facts) -> None:
    assert dict(facts.answer(FOUND, MAY).absent) == {"U4": "还没有到起报的期间", "U5": "没有报送"}
    assert value(facts.answer("应报单位数", MAY)) == "4"
    assert value(facts.answer("应报单位数", JUNE)) == "5"


def test_a_unit_whose_file_lacks_the_sheet_is_not_told_that_its_table_was_sent_back(facts: Facts) -> None:
    assert dict(facts.answer("培训人次", JUNE).absent)["U2"] == "报送的文件里没有这张表"


def test_units_whose_latest_report_is_older_are_named(facts: Facts) -> None:
    answer = facts.answer("培训人次")
    assert sorted(answer.older) == [("U12", MAY), ("U2", MAY)]
    assert answer.when == "截至2026年6月"
    assert facts.answer(FOUND).older == ()
    assert facts.answer(FOUND).when == "2026年5月至6月"


def test_a_ledger_that_nobody_reports_in_a_period_is_not_due(facts: Facts) -> None:
    assert facts.answer(FOUND, JUNE).due
    answer = facts.answer(FOUND, "2026-04")
    assert not answer.due
    assert (answer.total.value, answer.why) == (None, "没有单位报送《进度表》")


def test_a_quarter_is_the_sum_of_its_months(facts: Facts) -> None:
    assert value(facts.answer(FOUND, "2026-Q2")) == "31"
    assert value(facts.answer("培训人次", "2026-Q2")) == "85"


def test_no_row_that_fulfils_a_condition_makes_a_sum_of_nought(facts: Facts) -> None:
    for units in ((), ("U1",)):
        answer = facts.answer(list_of(列="金额", 条件="金额 > 100"), units=units)
        assert (value(answer), answer.why) == ("0", "")
    assert facts.answer(list_of(列="金额", 统计="最大", 条件="金额 > 100")).why


# -- computed columns


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """Two computed columns that are amounts, a filled-in ratio, and two units whose files are the same to the byte."""
    ledger = {**PROGRESS, "列": [*PROGRESS["列"], {"名称": "未整改数", "类型": "整数", "单位": "个", "公式": "发现问题数 - 整改数"},
                                 {"名称": "乘积", "类型": "整数", "公式": "发现问题数 * 整改数"}]}  # fmt: skip
    ledger = with_column(ledger, "知晓率", 类型="比率")
    more: dict[str, Any] = {
        "台账": {"进度表": ledger, "明细表": LEDGERS["明细表"]},
        "单位": [u for u in FIVE if u["编号"] != "U4"],
    }
    rows = {"发现问题数": 10, "整改数": 4, "知晓率": 0.8}, {"发现问题数": 5, "整改数": "约3", "知晓率": 0.9}
    may = "2026年5月"
    same = Tab("明细表", [{"编号": "甲", "金额": 2, "状态": "整改中"}], "", may)
    return collected(
        tmp_path_factory.mktemp("算") / "活动",
        ("2026-05-18/一公司.xlsx", [Tab("进度表", [rows[0]], "一公司", may)]),
        ("2026-05-18/二公司.xlsx", [Tab("进度表", [rows[1]], "二公司", may)]),
        ("2026-05-18/投资公司.xlsx", [progress("投资公司", 3, 2, period=may)]),
        ("2026-05-18/一公司明细.xlsx", [same]),
        ("2026-05-18/二公司明细.xlsx", [same]),
        **more,
    )


def test_a_computed_amount_is_the_same_as_in_the_consolidated_workbook(computed: Facts) -> None:
    totals = {t["column"]: t["value"] for t in computed.source.summary["totals"] if t["ledger"] == "进度表"}
    assert totals["未整改数"] == "7"  # 10-4 and 3-2; of U2's 5 nobody knows how many are mended
    assert value(computed.answer("未整改数")) == "7"
    assert totals["乘积"] == "46"  # 10*4 + 3*2
    assert value(computed.answer("乘积")) == "46"


def test_a_ratio_that_was_filled_in_is_not_added_up(computed: Facts) -> None:
    with pytest.raises(BadFigure, match="知晓率"):
        computed.answer("知晓率")  # 0.8 + 0.9


def test_rows_of_two_files_that_are_the_same_to_the_byte_both_count(computed: Facts) -> None:
    facts = computed.source.facts
    assert facts[facts["ledger"] == "明细表"]["sha256"].nunique() == 1
    assert value(computed.answer({"台账": "明细表", "列": "金额"})) == "4"
    answer = computed.answer({"台账": "明细表", "统计": "计数"})
    assert (value(answer), [unit for unit, _, _ in computed.used(answer)]) == ("2", ["U1", "U2"])
    assert value(computed.answer({"台账": "明细表", "统计": "单位数"})) == "2"
