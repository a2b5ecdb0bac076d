"""What only the whole table, other tables and other units show; totals reckoned by hand."""

from __future__ import annotations

import io
import zipfile
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers.returns import (
    LIST,
    PROGRESS,
    UNITS,
    Inbox,
    Settled,
    Tab,
    inbox,
    listing,
    progress,
    with_column,
    with_rules,
)

MENDED = {"编号": "L301", "表达式": "整改数 <= 发现问题数"}
SEVEN = [{"编号": f"D{i}", "全称": f"第{i}分公司"} for i in range(1, 8)]


def ruled(root: Path, *rules: dict[str, Any], **more: Any) -> Inbox:
    """进度表 with rules."""
    return inbox(root / "活动", 台账={"进度表": with_rules(PROGRESS, *rules)}, **more)


def sent(box: Inbox, *tabs: Tab, period: str = "") -> Settled:
    """Each sheet in a file of its own, named 1.xlsx, 2.xlsx …, settled."""
    for number, tab in enumerate(tabs, 1):
        box.put(f"{number}.xlsx", tab)
    return box.settle(period)


# -- rules of a row -----------------------------------------------------------------------------------------------


def test_a_broken_rule_is_told_at_the_first_cell_it_names(tmp_path: Path) -> None:
    done = sent(ruled(tmp_path, MENDED), progress("一公司", 3, 5))
    (problem,) = (p for p in done.file("1.xlsx").problems if p.rule.number == "L301")
    assert (problem.place.sheet, problem.place.cell, problem.severity) == ("进度表", "B4", "error")
    assert (problem.found, problem.expected) == ("整改数=5，发现问题数=3", "整改数 ≤ 发现问题数")


@pytest.mark.parametrize(
    ("level", "severity", "state"),
    [("退回", "error", "退回"), ("核实", "warning", "待核实"), ("试行", "info", "已汇总")],
)
def test_the_level_of_a_rule_decides_what_becomes_of_the_unit(
    tmp_path: Path, level: str, severity: str, state: str
) -> None:
    done = sent(ruled(tmp_path, {**MENDED, "级别": level}), progress("一公司", 3, 5))
    assert (done.severity("1.xlsx", "L301"), done.units()["U1"]) == ([severity], state)


@pytest.mark.parametrize(
    ("found", "mended", "broken"),
    [(3, 3, False), (3, 4, True), (0, 0, False), (0, 1, True), (3, None, False), (3, "约5", False)],
)
def test_a_rule_is_silent_where_a_cell_is_blank_or_in_question(
    tmp_path: Path, found: int, mended: Any, broken: bool
) -> None:
    done = sent(ruled(tmp_path, MENDED), progress("一公司", found, mended))
    assert bool(done.found("1.xlsx", "L301")) is broken


@pytest.mark.parametrize(
    ("amount", "broken"), [(100, False), (100.5, True), (0, False), (None, False), ("约300", False)]
)
def test_a_rule_with_a_condition_applies_only_where_it_holds(tmp_path: Path, amount: Any, broken: bool) -> None:
    rule = {"编号": "L302", "当": "涉及金额 > 100", "表达式": '备注 != ""', "提示": "请说明"}
    done = sent(ruled(tmp_path, rule), progress("一公司", 3, 3, amount))
    assert done.found("1.xlsx", "L302") == ["请说明"] * broken


@pytest.mark.parametrize(
    ("tolerance", "amount", "broken"),
    [("0", 100.01, True), ("0.01", 100.01, False), ("0.01", 100.02, True), ("5", 104, False), ("5", 106, True)],
)
def test_a_tolerance_is_as_wide_as_it_says(tmp_path: Path, tolerance: str, amount: float, broken: bool) -> None:
    rule = {"编号": "L303", "表达式": "涉及金额 == 发现问题数", "容差": tolerance}
    done = sent(ruled(tmp_path, rule), progress("一公司", 100, 1, amount))
    assert bool(done.found("1.xlsx", "L303")) is broken


def test_a_rule_of_the_whole_campaign_applies_to_the_ledger_it_names_alone(tmp_path: Path) -> None:
    box = inbox(
        tmp_path / "活动",
        台账={"进度表": PROGRESS, "月报": {**PROGRESS, "列": [*PROGRESS["列"][:3], {"名称": "说明"}]}},
        校验=[{**MENDED, "台账": "进度表"}],
    )
    other = Tab("月报", [{"发现问题数": 3, "整改数": 5, "说明": "x"}], "一公司")
    done = sent(box, progress("一公司", 3, 5), other)
    assert (done.found("1.xlsx", "L301") != [], done.found("2.xlsx", "L301")) == (True, [])


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        (1.5, False), ("150%", False), (1.50004, False), (None, False),
        (150, True), (1.5002, True), ("15%", True), (0.015, True), ("很高", True),
    ],
)  # fmt: skip
def test_a_computed_column_is_compared_as_a_number_with_what_was_written(
    tmp_path: Path, written: Any, asked: bool
) -> None:
    done = sent(inbox(tmp_path / "活动"), Tab("进度表", [{"发现问题数": 2, "整改数": 3, "整改率": written}], "一公司"))
    found = [(p.place.cell, p.severity, p.expected) for p in done.file("1.xlsx").problems if p.rule.number == "L219"]
    assert found == [("D4", "warning", "150.00%")] * asked
    assert (done.found("1.xlsx", "L302"), done.totals()["整改率"]) == ([], "1.5")


# -- rules of a table ---------------------------------------------------------------------------------------------


def listed(root: Path, *rules: dict[str, Any], **more: Any) -> Inbox:
    """明细表 with rules beside 进度表."""
    return inbox(root / "活动", 台账={"明细表": with_rules(LIST, *rules), "进度表": PROGRESS}, **more)


ACROSS = {"编号": "L403", "范围": "表", "表达式": "金额 == 合计(进度表.涉及金额)", "容差": "0.01"}


@pytest.mark.parametrize(("amount", "broken"), [(6, False), (6.01, False), (6.02, True), ("约6", False), (None, True)])
def test_a_table_is_compared_with_another_ledger_of_the_same_unit(tmp_path: Path, amount: Any, broken: bool) -> None:
    box = listed(tmp_path, ACROSS)
    box.put("一公司.xlsx", listing("一公司", ("A1", 1), ("A2", 2), ("A3", 3)), progress("一公司", 3, 3, amount))
    box.put("二公司.xlsx", progress("二公司", 3, 3, 999))
    found = [p for p in box.settle().file("一公司.xlsx").problems if p.rule.number == "L403"]
    said = (
        "应当满足：金额 == 合计(进度表.涉及金额)",
        None,
    )  # a function says nothing to a clerk about what is expected
    assert [(p.message, p.expected) for p in found] == [said] * broken


@pytest.mark.parametrize("expression", ["金额 == 合计(进度表.涉及金额)", "金额 == 计数(进度表.涉及金额) + 7"])
def test_a_rule_on_a_ledger_that_did_not_come_is_silent(tmp_path: Path, expression: str) -> None:
    done = sent(listed(tmp_path, {**ACROSS, "表达式": expression}), listing("一公司", ("A1", 1)))
    assert done.spots("1.xlsx") == [("", "L125")]


def test_a_rule_on_sums_that_is_broken_holds_back_every_cell_that_was_summed(tmp_path: Path) -> None:
    rule = {"编号": "L405", "范围": "表", "表达式": "金额 <= 5"}
    box = inbox(tmp_path / "活动", 台账={"明细表": with_rules(LIST, rule)})
    done = sent(box, listing("一公司", ("A1", 4), ("A2", 3)), listing("二公司", ("B1", 1), ("B2", 2)))
    assert (done.totals("明细表")["金额"], done.counts("金额", "明细表")) == ("3", (2, 2))


def test_a_rule_of_a_table_is_silent_while_a_cell_of_it_is_in_question(tmp_path: Path) -> None:
    rule = {"编号": "L404", "范围": "表", "表达式": "金额 <= 10", "级别": "核实"}
    box = inbox(tmp_path / "活动", 台账={"明细表": with_rules(LIST, rule)})
    done = sent(box, listing("一公司", ("A1", 11), ("A2", "约2")), listing("二公司", ("A1", 8), ("A2", 3)))
    assert ([r for _, r in done.spots("1.xlsx")], done.spots("2.xlsx")) == (["L203"], [("B4", "L404")])


def test_a_rule_may_count_the_rows_of_another_ledger(tmp_path: Path) -> None:
    rule = {"编号": "L405", "范围": "表", "表达式": "发现问题数 == 计数(明细表.编号)"}
    box = inbox(tmp_path / "活动", 台账={"进度表": with_rules(PROGRESS, rule), "明细表": LIST})
    box.put("1.xlsx", progress("一公司", 2, 2), listing("一公司", ("A1", 1), ("A2", 2)))
    box.put("2.xlsx", progress("二公司", 3, 2), listing("二公司", ("A1", 1), ("A2", 2)))
    done = box.settle()
    assert (done.found("1.xlsx", "L405"), done.spots("2.xlsx")) == ([], [("A4", "L405")])


def test_a_sum_that_the_unit_wrote_is_compared_with_its_rows(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    rows: list[dict[str, Any]] = [{"编号": "A1", "金额": 1.5}, {"编号": "A2", "金额": 2}]
    done = sent(
        box,
        Tab("明细表", [*rows, {"编号": "合计", "金额": 3.5}], "一公司"),
        Tab("明细表", [*rows, {"编号": "合计", "金额": 4}], "二公司"),
    )
    assert (done.spots("1.xlsx"), done.spots("2.xlsx"), done.severity("2.xlsx", "L401")) == (
        [],
        [("B6", "L401")],
        ["warning"],
    )
    assert done.totals("明细表")["金额"] == "7"


@pytest.mark.parametrize("formula", [True, False])
@pytest.mark.parametrize("amount", ["35000元", "约3.5"])
def test_a_sum_by_formula_passes_over_texts_and_is_not_compared(tmp_path: Path, formula: bool, amount: str) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    rows: list[dict[str, Any]] = [
        {"编号": "A1", "金额": 1.5},
        {"编号": "A2", "金额": amount},
        {"编号": "A3", "金额": 2},
    ]
    data = box.typed(Tab("明细表", [*rows, {"编号": "合计", "金额": 3.5}], "一公司"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if formula and name == "xl/worksheets/sheet1.xml":
                assert part.count(b"<v>3.5</v>") == 1
                part = part.replace(b"<v>3.5</v>", b"<f>SUM(B4:B6)</f><v>3.5</v>")
            new.writestr(name, part)
    box.put_bytes("1.xlsx", out.getvalue())
    done = box.settle()
    # 35000元 are 3.5万元, which makes 7; a sum with 约3.5 in it is not known and not compared
    assert done.found("1.xlsx", "L401") == (
        ["合计行的“金额”是3.5，各行相加是7，汇总用各行的数"] if amount == "35000元" and not formula else []
    )


def test_two_rows_with_one_key_are_refused_and_blank_keys_are_not_compared(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    done = sent(box, listing("一公司", ("A1", 1), ("A2", 1), ("A1", 2)), listing("二公司", (None, 1), (None, 2)))
    assert (done.spots("1.xlsx"), done.spots("2.xlsx")) == ([("A6", "L402")], [])
    assert done.units() == {"U1": "退回", "U2": "已汇总", "U12": "未报"}


# -- from one period to the next ----------------------------------------------------------------------------------


def cumulative(root: Path, *rules: dict[str, Any], **more: Any) -> Inbox:
    """进度表 whose findings are counted from the beginning of the year."""
    ledger = with_rules(with_column(PROGRESS, "发现问题数", 累计="是"), *rules)
    return inbox(root / "活动", 台账={"进度表": ledger}, **more)


@pytest.mark.parametrize(("june", "broken"), [(4, True), (5, False), (6, False), ("约4", False)])
def test_a_cumulative_figure_never_falls(tmp_path: Path, june: Any, broken: bool) -> None:
    done = sent(cumulative(tmp_path), progress("一公司", 5, 1, period="2026年5月"), progress("一公司", june, 1))
    assert done.severity("2.xlsx", "L501") == ["error"] * broken
    assert done.found("1.xlsx", "L501") == []


def test_the_period_before_is_looked_at_even_when_one_period_is_asked_for(tmp_path: Path) -> None:
    done = sent(
        cumulative(tmp_path), progress("一公司", 5, 1, period="2026年5月"), progress("一公司", 4, 1), period="2026-06"
    )
    assert (done.spots("2.xlsx"), done.units()["U1"]) == ([("A4", "L501")], "退回")


def test_a_gap_of_a_period_is_not_jumped_over(tmp_path: Path) -> None:
    done = sent(
        cumulative(tmp_path),
        progress("一公司", 5, 1, period="2026年5月"),
        progress("一公司", 4, 1, period="2026年7月"),
    )
    assert done.found("2.xlsx", "L501") == []


GROWTH = {"编号": "L502", "范围": "跨期", "表达式": "金额 >= 上期.金额", "级别": "核实"}


def test_rows_with_keys_are_compared_with_the_same_key_wherever_it_stood(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": with_rules(LIST, GROWTH)})
    may = listing("一公司", ("A1", 10), ("A2", 20), period="2026年5月")
    june = listing("一公司", ("A3", 1), ("A2", 15), ("A1", 10))
    done = sent(box, may, june)
    assert done.spots("2.xlsx") == [("B5", "L502")]


def test_rows_without_keys_are_compared_by_their_sums(tmp_path: Path) -> None:
    ledger = with_rules({**LIST, "列": [{"名称": "编号"}, *LIST["列"][1:]]}, GROWTH)
    box = inbox(tmp_path / "活动", 台账={"明细表": ledger})
    done = sent(
        box,
        listing("一公司", ("A1", 10), ("A2", 20), period="2026年5月"), listing("一公司", ("A1", 25), ("A2", 5)),
        listing("二公司", ("A1", 10), period="2026年5月"), listing("二公司", ("A1", 9)),
    )  # fmt: skip
    assert (done.spots("2.xlsx"), done.spots("4.xlsx")) == ([], [("B4", "L502")])


def test_a_cumulative_column_of_rows_without_keys_is_compared_by_its_sum(tmp_path: Path) -> None:
    ledger = with_column({**LIST, "列": [{"名称": "编号"}, *LIST["列"][1:]]}, "金额", 累计="是")
    box = inbox(tmp_path / "活动", 台账={"明细表": ledger})
    done = sent(
        box, listing("一公司", ("A1", 10), ("A2", 20), period="2026年5月"), listing("一公司", ("A1", 1), ("A2", 5))
    )
    assert done.severity("2.xlsx", "L501") == ["error"]


def test_a_rule_may_add_this_period_to_the_last(tmp_path: Path) -> None:
    rule = {"编号": "L503", "范围": "跨期", "表达式": "发现问题数 == 上期.发现问题数 + 整改数"}
    box = ruled(tmp_path, rule)
    done = sent(
        box,
        progress("一公司", 5, 5, period="2026年5月"), progress("一公司", 8, 3),
        progress("二公司", 5, 5, period="2026年5月"), progress("二公司", 9, 3),
        progress("投资公司", 9, 3),
    )  # fmt: skip
    assert (done.spots("2.xlsx"), done.spots("4.xlsx"), done.spots("5.xlsx")) == ([], [("A4", "L503")], [])


# -- compared with others -----------------------------------------------------------------------------------------


def test_an_amount_ten_thousand_times_the_last_is_asked_about_and_held_back(tmp_path: Path) -> None:
    done = sent(
        ruled(tmp_path),
        progress("一公司", 5, 5, 12.5, period="2026年5月"), progress("一公司", 5, 5, 125000), progress("二公司", 5, 5, 3),
    )  # fmt: skip
    assert (done.spots("2.xlsx"), done.units()["U1"], done.unit("U1").held) == ([("C4", "L601")], "待核实", 1)
    assert (done.totals()["涉及金额"], done.counts("涉及金额")) == ("3", (1, 1))
    assert done.totals(period="2026-05")["涉及金额"] == "12.5"


@pytest.mark.parametrize(
    ("june", "asked"),
    [
        (12.5 * 99, False),
        (12.5 * 100, False),
        (12.5 * 101, True),
        (12.5 * 1000, True),
        (12.5 * 100000, True),
        (12.5 * 1000000, True),
        (0, False),
    ],
)
def test_only_an_amount_that_is_nearer_in_yuan_is_taken_for_the_wrong_unit(
    tmp_path: Path, june: float, asked: bool
) -> None:
    done = sent(ruled(tmp_path), progress("一公司", 5, 5, 12.5, period="2026年5月"), progress("一公司", 5, 5, june))
    assert bool(done.found("2.xlsx", "L601")) is asked


def test_without_a_period_before_the_middle_of_four_units_is_the_measure(tmp_path: Path) -> None:
    tabs = [progress(unit["全称"], 5, 5, amount) for unit, amount in zip(SEVEN, (10, 12, 14, 120000), strict=False)]
    done = sent(ruled(tmp_path, 单位=SEVEN), *tabs)
    assert (done.spots("4.xlsx"), done.totals()["涉及金额"]) == ([("C4", "L601")], "36")  # the middle of four is 13
    three = inbox(tmp_path / "三家", 单位=SEVEN)
    assert sent(three, *tabs[1:]).totals()["涉及金额"] == "120026"


def test_a_sum_far_from_the_middle_is_asked_about(tmp_path: Path) -> None:
    rule = {"编号": "L602", "范围": "异常", "列": "发现问题数", "方法": "中位数", "倍数": 5, "级别": "核实"}
    tabs = [progress(unit["全称"], found, 0) for unit, found in zip(SEVEN, (10, 11, 12, 13, 14, 22, 23), strict=True)]
    # the middle is 13, the distances 3 2 1 0 1 9 10, their middle 2: more than 10 away is strange, 23 is 10 away
    assert sent(ruled(tmp_path, rule, 单位=SEVEN), *tabs).found("7.xlsx", "L602") == []
    tabs[6] = progress("第7分公司", 24, 0)
    done = sent(inbox(tmp_path / "又", 单位=SEVEN, 台账={"进度表": with_rules(PROGRESS, rule)}), *tabs)
    assert [p for i in range(1, 7) for p in done.spots(f"{i}.xlsx")] == []
    assert (done.spots("7.xlsx"), done.totals()["发现问题数"]) == ([("A4", "L602")], "106")


def test_four_units_are_too_few_to_have_a_middle(tmp_path: Path) -> None:
    rule = {"编号": "L602", "范围": "异常", "列": "发现问题数", "方法": "中位数", "级别": "核实"}
    tabs = [progress(unit["全称"], found, 0) for unit, found in zip(SEVEN, (1, 2, 3, 999), strict=False)]
    assert sent(ruled(tmp_path, rule, 单位=SEVEN), *tabs).spots("4.xlsx") == []


def test_figures_that_are_all_those_of_another_unit_are_asked_about(tmp_path: Path) -> None:
    rule = {"编号": "L603", "范围": "异常", "方法": "雷同", "级别": "核实"}
    done = sent(
        ruled(tmp_path, rule),
        progress("一公司", 7, 5, 3.25), progress("二公司", 7, 5, 3.25), progress("投资公司", 7, 5, 3.26),
        progress("一公司", 7, 5, 3.25, period="2026年5月"),
    )  # fmt: skip
    assert [done.severity(f"{i}.xlsx", "L603") for i in (1, 2, 3, 4)] == [[], ["warning"], [], []]


def test_units_that_all_report_nothing_have_not_copied(tmp_path: Path) -> None:
    rule = {"编号": "L603", "范围": "异常", "方法": "雷同", "级别": "核实"}
    done = sent(ruled(tmp_path, rule), progress("一公司", 0, 0, 0), progress("二公司", 0, 0, 0))
    assert done.found("2.xlsx", "L603") == []


# -- waivers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waiver", "waived"),
    [
        ({}, True),
        ({"单位": "U1"}, True),
        ({"单位": "华澜第一工程有限公司"}, True),
        ({"期间": "2026-06"}, True),
        ({"期间": "2026年6月"}, True),
        ({"台账": "进度表"}, True),
        ({"规则": "L302"}, False),
        ({"单位": "二公司"}, False),
        ({"期间": "2026-05"}, False),
    ],
)
def test_a_waiver_lets_one_rule_of_one_unit_pass(tmp_path: Path, waiver: dict[str, str], waived: bool) -> None:
    whole = {"规则": "L301", "单位": "一公司", "原因": "上年结转", "批准人": "张某", **waiver}
    other = {"编号": "L302", "表达式": "发现问题数 >= 0"}
    done = sent(ruled(tmp_path, MENDED, other, 豁免=[whole]), progress("一公司", 3, 5))
    assert (done.severity("1.xlsx", "L301"), done.units()["U1"]) == (
        (["info"], "已汇总") if waived else (["error"], "退回")
    )
    (message,) = done.found("1.xlsx", "L301")
    assert ("上年结转" in message, "张某" in message) == (waived, waived)


def test_a_waiver_of_another_ledger_does_not_help(tmp_path: Path) -> None:
    whole = {"规则": "L301", "单位": "一公司", "台账": "明细表", "原因": "x", "批准人": "张某"}
    box = inbox(
        tmp_path / "活动",
        台账={"进度表": with_rules(PROGRESS, MENDED), "明细表": {**LIST, "填报单位": ["分支"]}},
        豁免=[whole],
    )
    assert sent(box, progress("一公司", 3, 5)).units()["U1"] == "退回"


def test_a_ledger_that_is_lacking_may_be_waived(tmp_path: Path) -> None:
    waiver = {"规则": "L125", "单位": "一公司", "原因": "无此业务", "批准人": "张某"}
    box = inbox(tmp_path / "活动", 台账={"进度表": PROGRESS, "明细表": LIST}, 豁免=[waiver])
    done = sent(box, progress("一公司", 3, 2))
    assert (done.severity("1.xlsx", "L125"), done.units()["U1"]) == (["info"], "已汇总")


def test_a_rule_that_is_built_in_may_be_waived(tmp_path: Path) -> None:
    waiver = {"规则": "L501", "单位": "一公司", "期间": "2026-06", "原因": "机构划转", "批准人": "张某"}
    box = cumulative(tmp_path, 豁免=[waiver])
    done = sent(box, progress("一公司", 5, 1, period="2026年5月"), progress("一公司", 4, 1))
    assert (done.severity("2.xlsx", "L501"), done.units()["U1"]) == (["info"], "已汇总")


# -- totals -------------------------------------------------------------------------------------------------------


def test_totals_are_exact(tmp_path: Path) -> None:
    units = [{"编号": f"D{i}", "全称": f"第{i}分公司"} for i in range(10, 20)]
    done = sent(inbox(tmp_path / "活动", 单位=units), *(progress(u["全称"], 1, 1, 0.1) for u in units))
    assert (done.totals()["涉及金额"], done.counts("涉及金额")) == ("1", (10, 0))


def test_a_rate_is_computed_from_totals_and_never_added_or_averaged(tmp_path: Path) -> None:
    done = sent(inbox(tmp_path / "活动"), progress("一公司", 1, 1), progress("二公司", 9, 4))
    assert done.totals()["整改率"] == "0.5"  # 5 of 10; the mean of 1 and 4/9 would be 0.722222
    assert sent(inbox(tmp_path / "零"), progress("一公司", 0, 0)).totals()["整改率"] is None


def test_a_rate_leaves_out_rows_that_lack_a_part(tmp_path: Path) -> None:
    done = sent(inbox(tmp_path / "活动"), progress("一公司", 4, 1), progress("二公司", "约9", 9))
    assert (done.totals()["整改率"], done.counts("整改率")[1]) == ("0.25", 1)
    assert (done.totals()["整改数"], done.counts("发现问题数")) == ("10", (1, 1))


def test_a_computed_amount_is_added_row_by_row(tmp_path: Path) -> None:
    columns = [{"名称": "编号", "主键": "是"}, {"名称": "数量", "类型": "整数"}, {"名称": "单价", "类型": "金额", "单位": "万元"},
               {"名称": "总价", "类型": "金额", "单位": "万元", "公式": "数量 * 单价"}]  # fmt: skip
    box = inbox(tmp_path / "活动", 台账={"采购表": {**LIST, "列": columns}})
    rows: list[dict[str, Any]] = [{"编号": "A1", "数量": 2, "单价": 3}, {"编号": "A2", "数量": 4, "单价": 5}]
    done = sent(
        box, Tab("采购表", rows, "一公司"), Tab("采购表", [{"编号": "A1", "数量": 9, "单价": "约7"}], "二公司")
    )
    assert done.totals("采购表")["总价"] == "26"  # 6 + 20, not 6 times 8
    assert done.counts("总价", "采购表") == (2, 1)


def test_a_rate_of_a_computed_count_has_a_total(tmp_path: Path) -> None:
    columns = [{"名称": "警告", "类型": "整数"}, {"名称": "记过", "类型": "整数"}, {"名称": "职工", "类型": "整数"},
               {"名称": "处分", "类型": "整数", "公式": "警告 + 记过"}, {"名称": "处分率", "类型": "比率", "公式": "处分 / 职工"}]  # fmt: skip
    box = inbox(tmp_path / "活动", 台账={"处分表": {**PROGRESS, "列": columns}})
    done = sent(
        box,
        *(
            Tab("处分表", [{"警告": a, "记过": b, "职工": c}], u)
            for u, a, b, c in (("一公司", 1, 2, 10), ("二公司", 3, 0, 14))
        ),
    )
    assert (done.totals("处分表")["处分"], done.totals("处分表")["处分率"]) == ("6", "0.25")


def test_a_rate_may_stand_before_the_count_it_is_computed_from(tmp_path: Path) -> None:
    columns = [{"名称": "处分率", "类型": "比率", "公式": "处分 / 职工"}, {"名称": "警告", "类型": "整数"}, {"名称": "记过", "类型": "整数"},
               {"名称": "处分", "类型": "整数", "公式": "警告 + 记过"}, {"名称": "职工", "类型": "整数"}]  # fmt: skip
    box = inbox(tmp_path / "活动", 台账={"处分表": {**PROGRESS, "列": columns}})
    done = sent(box, Tab("处分表", [{"警告": 1, "记过": 2, "职工": 12}], "一公司"))
    assert next(f.value for f in done.file("1.xlsx").ledgers["处分表"].facts if f.field == "处分率") == "0.25"
    assert done.totals("处分表")["处分率"] == "0.25"


@pytest.mark.parametrize(("policy", "cells"), [("缺报", (1, 0)), ("零", (2, 0))])
def test_a_blank_cell_is_missing_or_zero_as_the_column_says(
    tmp_path: Path, policy: str, cells: tuple[int, int]
) -> None:
    box = inbox(tmp_path / "活动", 台账={"进度表": with_column(PROGRESS, "整改数", 空值=policy)})
    done = sent(box, progress("一公司", 3, 2), progress("二公司", 3, None))
    assert (done.totals()["整改数"], done.counts("整改数")) == ("2", cells)


def test_a_nil_report_adds_nothing_and_no_cell(tmp_path: Path) -> None:
    done = sent(inbox(tmp_path / "活动"), progress("一公司", 3, 2, 1), progress("二公司", nil=True))
    assert (done.totals(), done.counts("发现问题数")) == (
        {"发现问题数": "3", "整改数": "2", "涉及金额": "1", "整改率": "0.666667"},
        (1, 0),
    )


def test_nothing_but_nil_reports_come_to_zero(tmp_path: Path) -> None:
    done = sent(inbox(tmp_path / "活动"), progress("一公司", nil=True), progress("二公司", nil=True))
    assert (done.totals(), done.counts("发现问题数")) == (
        {"发现问题数": "0", "整改数": "0", "涉及金额": "0", "整改率": None},
        (0, 0),
    )


def test_what_is_in_question_or_wrong_is_held_back_cell_by_cell(tmp_path: Path) -> None:
    done = sent(
        inbox(tmp_path / "活动"),
        progress("一公司", 3, "约2", 1),
        progress("二公司", 4, "很多", 2),
        progress("投资公司", 5, 5, 4),
    )
    assert [done.totals()[c] for c in ("发现问题数", "整改数", "涉及金额")] == ["12", "5", "7"]
    assert [done.counts(c) for c in ("发现问题数", "整改数", "涉及金额")] == [(3, 0), (1, 2), (3, 0)]


def test_a_cumulative_figure_is_that_of_its_period_and_not_added_over_periods(tmp_path: Path) -> None:
    done = sent(
        cumulative(tmp_path),
        progress("一公司", 5, 1, period="2026年5月"),
        progress("一公司", 8, 1),
        progress("二公司", 4, 1),
    )
    assert (done.totals(period="2026-05")["发现问题数"], done.totals()["发现问题数"]) == ("5", "12")


# -- whatever the order -------------------------------------------------------------------------------------------


def test_any_order_of_columns_gives_the_same(tmp_path: Path) -> None:
    names = [c["名称"] for c in PROGRESS["列"]]
    box = inbox(tmp_path / "活动", 台账={"进度表": with_rules(PROGRESS, MENDED)})
    for order in list(permutations(names))[::7]:
        box.put("1.xlsx", progress("一公司", 3, 5, 1.25, order=order))
        done = box.settle()
        assert done.totals() == {"发现问题数": "0", "整改数": "0", "涉及金额": "1.25", "整改率": None}
        assert (done.counts("发现问题数"), done.counts("整改数")) == (
            (0, 1),
            (0, 1),
        )  # 5 of 3: nobody knows which is wrong
        assert [rule for _, rule in done.spots("1.xlsx")] == ["L301"]


def test_any_order_of_rows_gives_the_same(tmp_path: Path) -> None:
    box = inbox(
        tmp_path / "活动", 台账={"明细表": with_rules(LIST, {"编号": "L404", "范围": "表", "表达式": "金额 <= 5"})}
    )
    for rows in permutations((("A1", 0.1), ("A2", "约3"), ("A3", 0.2), ("A4", "2万元"))):
        box.put("1.xlsx", listing("一公司", *rows))
        done = box.settle()
        assert (done.totals("明细表")["金额"], done.counts("金额", "明细表"), done.units()) == (
            "2.3", (3, 1), {"U1": "待核实", "U2": "未报", "U12": "未报"},
        )  # fmt: skip


def test_any_order_of_files_gives_the_same(tmp_path: Path) -> None:
    rules = [{"编号": "L602", "范围": "异常", "列": "发现问题数", "方法": "中位数", "级别": "核实"}]
    tabs = [progress("一公司", 3, 2, 10), progress("二公司", 4, "约1"), progress("投资公司", 5, 5, 3)]
    box = inbox(tmp_path / "活动", 台账={"进度表": with_rules(PROGRESS, *rules)}, 单位=UNITS)
    results = set()
    for order in permutations(tabs):
        done = sent(box, *order)
        results.add((tuple(done.totals().items()), tuple(done.units().items()), done.counts("整改数")))
    assert len(results) == 1
