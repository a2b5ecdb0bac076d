"""From files to submissions: whose and for when, which version counts, where every unit stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docgen.ledgers.inbox import date_in, survey
from tests.ledgers.returns import LIST, PROGRESS, UNITS, Inbox, Tab, inbox, listing, progress, with_column, with_rules

DAY = date(2026, 6, 18)
MENDED = {"编号": "L301", "表达式": "整改数 <= 发现问题数", "提示": "整改数大于发现问题数"}
RULED = {"进度表": with_rules(PROGRESS, MENDED)}


@pytest.fixture
def box(tmp_path: Path) -> Inbox:
    return inbox(tmp_path / "活动")


# -- whose it is --------------------------------------------------------------------------------------------------


def test_a_form_filled_in_is_known_by_what_was_issued_whatever_it_is_called(box: Inbox) -> None:
    box.put_bytes("新建工作表.xlsx", box.issued("U1", "2026-06", {"进度表": [{"发现问题数": 3, "整改数": 2}]}))
    done = box.settle()
    assert (done.file("新建工作表.xlsx").unit, done.file("新建工作表.xlsx").period) == ("U1", "2026-06")
    assert (done.states(), done.spots("新建工作表.xlsx", grave=False)) == ({"新建工作表.xlsx": "受理"}, [])


def test_a_form_filled_in_for_another_unit_is_refused_and_counts_for_nobody(box: Inbox) -> None:
    data = box.issued(
        "U1", "2026-06", {"进度表": [{"发现问题数": 3, "A2": "填报单位：二公司"}], "封面": [{"C2": "二公司"}]}
    )
    box.put_bytes("台账.xlsx", data)
    done = box.settle()
    assert done.severity("台账.xlsx", "L107") == ["error"]
    assert (done.file("台账.xlsx").unit, done.states()["台账.xlsx"]) == ("U1", "退回")  # that of the issued form
    assert done.units() == {"U1": "退回", "U2": "待核实", "U12": "未报"}  # it may be that of 二公司
    assert (done.file("台账.xlsx").counted, done.totals()) == (set(), {})


def test_the_cover_and_the_sheet_naming_two_units_is_a_conflict(box: Inbox) -> None:
    data = box.issued("U1", "2026-06", {"进度表": [{"发现问题数": 3}], "封面": [{"C2": "二公司"}]})
    box.put_bytes("台账.xlsx", data)
    assert box.settle().severity("台账.xlsx", "L107") == ["error"]


@pytest.mark.parametrize("name", ["二公司6月.xlsx", "二公司/6月.xlsx", "U2-06.xlsx", "华澜第二工程有限公司6月.xlsx"])
def test_a_path_that_names_another_unit_than_the_sheet_asks_with_both_names_and_counts_for_nobody(
    box: Inbox, name: str
) -> None:
    box.put(name, progress("一公司", 3, 2))
    done = box.settle("2026-06")
    assert (done.file(name).unit, done.states(), done.severity(name, "L107")) == ("U1", {name: "待核实"}, ["warning"])
    assert [unit in done.found(name, "L107")[0] for unit in ("华澜第一工程", "华澜第二工程")] == [True, True]
    assert (done.totals(), done.units()) == ({}, {"U1": "待核实", "U2": "待核实", "U12": "未报"})


def test_a_form_in_a_file_that_is_named_for_another_unit_waits_too(box: Inbox) -> None:
    box.put_bytes("二公司.xlsx", box.issued("U1", "2026-06", {"进度表": [{"发现问题数": 3}]}))
    done = box.settle("2026-06")
    assert (done.states(), done.totals()) == ({"二公司.xlsx": "待核实"}, {})


@pytest.mark.parametrize("name", ["一公司6月.xlsx", "一公司/6月.xlsx", "U1/2026-06-18/6月.xlsx"])
def test_a_sheet_without_a_unit_goes_by_file_name_then_folder_and_says_so(box: Inbox, name: str) -> None:
    box.put(name, progress("", 3, 2))
    done = box.settle()
    assert (done.file(name).unit, done.severity(name, "L106")) == ("U1", ["info"])
    assert done.states() == {name: "受理"}


@pytest.mark.parametrize("name", ["6月.xlsx", "一公司和二公司6月.xlsx"])
def test_a_sheet_without_a_unit_and_a_name_with_none_or_two_is_nobodys(box: Inbox, name: str) -> None:
    box.put(name, progress("", 3, 2))
    done = box.settle()
    assert (done.file(name).unit, done.severity(name, "L106"), done.states()[name]) == ("", ["error"], "退回")


def test_a_unit_that_is_not_on_the_list_is_refused_with_the_one_that_was_meant(box: Inbox) -> None:
    box.put("6月.xlsx", progress("华澜投资管理有限责任公司", 3, 2))
    problem = next(p for p in box.settle().file("6月.xlsx").problems if p.rule.number == "L106")
    assert (problem.severity, problem.found) == ("error", "华澜投资管理有限责任公司")
    assert "华澜投资管理有限公司" in (problem.cure or "")


@pytest.mark.parametrize(
    ("name", "unit"),
    [("6月.xlsx", "华澜投资管理有限责任公司"), ("投资公司6月.xlsx", "综合部"), ("投资公司/6月.xlsx", "综合部")],
)
def test_a_file_that_is_probably_a_units_is_listed_with_it_and_not_taken_for_its_report(
    box: Inbox, name: str, unit: str
) -> None:
    box.put(name, progress(unit, 3, 2))
    done = box.settle("2026-06")
    assert (done.file(name).unit, done.severity(name, "L106")) == ("", ["error"])
    assert (done.units(), done.totals()) == ({"U1": "未报", "U2": "未报", "U12": "待核实"}, {})
    assert [done.unit(code).perhaps for code in ("U1", "U2", "U12")] == [(), (), (name,)]


def test_a_file_that_may_be_anybodys_is_listed_with_nobody(box: Inbox) -> None:
    box.put("6月.xlsx", progress("综合部", 3, 2))
    box.put("月报6月.xlsx", progress("", 3, 2))
    assert [u.perhaps for u in box.settle("2026-06").collection.units] == [(), (), ()]


def test_a_unit_written_wrong_over_its_own_form_does_no_harm(box: Inbox) -> None:
    box.put_bytes(
        "6月.xlsx",
        box.issued(
            "U1", "2026-06", {"进度表": [{"发现问题数": 3, "A2": "填报单位：一公司财务部    期间：2026年6月"}]}
        ),
    )
    assert box.settle().units() == {"U1": "已汇总", "U2": "未报", "U12": "未报"}


def test_a_form_of_another_campaign_is_refused(box: Inbox, tmp_path: Path) -> None:
    other = inbox(tmp_path / "另一个", 活动={"名称": "合规强化年", "年度": "2026", "主办": "华澜能源集团有限公司"})
    box.put_bytes("6月.xlsx", other.issued("U1", "2026-06", {"进度表": [{"发现问题数": 3}]}))
    done = box.settle()
    assert (done.severity("6月.xlsx", "L108"), done.states()) == (["error"], {"6月.xlsx": "退回"})


def test_a_form_of_a_unit_that_left_the_list_is_refused(box: Inbox, tmp_path: Path) -> None:
    more = inbox(tmp_path / "更多", 单位=[*UNITS, {"编号": "U9", "全称": "华澜第九工程有限公司"}])
    box.put_bytes("6月.xlsx", more.issued("U9", "2026-06", {"进度表": [{"发现问题数": 3}]}))
    assert box.settle().severity("6月.xlsx", "L106") == ["error"]


# -- for when it is -----------------------------------------------------------------------------------------------


def test_a_form_whose_visible_period_was_changed_is_refused(box: Inbox) -> None:
    data = box.issued("U1", "2026-05", {"进度表": [{"发现问题数": 3, "A2": "填报单位：一公司    期间：2026年6月"}]})
    box.put_bytes("一公司.xlsx", data)
    done = box.settle()
    one = done.file("一公司.xlsx")
    assert (done.severity("一公司.xlsx", "L108"), one.unit, one.period, one.state) == (
        ["error"],
        "U1",
        "2026-05",  # that of the issued form
        "退回",
    )
    assert (done.units("2026-05")["U1"], done.units()["U1"]) == ("退回", "待核实")  # it may be that of June
    assert (one.counted, done.totals(period="2026-05"), done.totals()) == (set(), {}, {})


def test_a_form_whose_period_was_changed_leaves_what_the_unit_sent_for_both(box: Inbox) -> None:
    box.put("2026-05-18/一公司.xlsx", progress("一公司", 5, 1, period="2026年5月"))
    wrong = {"进度表": [{"发现问题数": 99, "A2": "填报单位：一公司    期间：2026年6月"}]}
    box.put_bytes("2026-06-17/一公司.xlsx", box.issued("U1", "2026-05", wrong))
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 8, 2))
    done = box.settle()
    assert list(done.states().values()) == ["受理", "退回", "受理"]
    assert (done.units("2026-05")["U1"], done.units()["U1"]) == ("已汇总", "已汇总")
    assert (done.totals(period="2026-05")["发现问题数"], done.totals()["发现问题数"]) == ("5", "8")


def test_a_file_name_with_another_period_only_asks(box: Inbox) -> None:
    box.put("一公司5月.xlsx", progress("一公司", 3, 2))
    done = box.settle()
    assert (done.file("一公司5月.xlsx").period, done.severity("一公司5月.xlsx", "L108")) == ("2026-06", ["warning"])


@pytest.mark.parametrize(
    "name", ["一公司6月.xlsx", "2026-06/一公司.xlsx", "一公司/2026年6月/台账.xlsx", "一公司202606.xlsx"]
)
def test_a_sheet_without_a_period_goes_by_its_path_and_says_so(box: Inbox, name: str) -> None:
    box.put(name, progress("一公司", 3, 2, period=""))
    done = box.settle()
    assert (done.file(name).period, done.severity(name, "L108")) == ("2026-06", ["info"])


@pytest.mark.parametrize(
    "name", ["2026-06-18/一公司.xlsx", "20260618/一公司.xlsx", "2026年6月18日/一公司.xlsx", "6月18日收/一公司.xlsx"]
)
def test_a_day_in_a_path_is_no_period(box: Inbox, name: str) -> None:
    box.put(name, progress("一公司", 3, 2, period=""))
    done = box.settle()
    assert (done.file(name).period, done.severity(name, "L108")) == ("", ["error"])


def test_no_period_at_all_takes_the_one_that_was_asked_for(box: Inbox) -> None:
    box.put("一公司.xlsx", progress("一公司", 3, 2, period=""))
    done = box.settle("2026-06")
    assert (done.units(), done.severity("一公司.xlsx", "L108")) == (
        {"U1": "已汇总", "U2": "未报", "U12": "未报"},
        ["info"],
    )


@pytest.mark.parametrize("period", ["2026年8月", "2025年6月", "2026年二季度"])
def test_a_period_that_is_not_due_is_refused_but_its_unit_is_known(box: Inbox, period: str) -> None:
    box.put("一公司.xlsx", progress("一公司", 3, 2, period=period))
    done = box.settle()
    assert (done.severity("一公司.xlsx", "L108"), done.states()) == (["error"], {"一公司.xlsx": "退回"})
    assert (done.file("一公司.xlsx").unit, done.file("一公司.xlsx").period) == ("U1", "")


def test_with_a_period_asked_for_files_of_others_are_set_aside(box: Inbox) -> None:
    box.put("一公司5月.xlsx", progress("一公司", 5, 5, period="2026年5月"))
    box.put("一公司6月.xlsx", progress("一公司", 3, 2))
    done = box.settle("2026-06")
    assert done.states() == {"一公司5月.xlsx": "忽略", "一公司6月.xlsx": "受理"}
    assert (done.totals(period="2026-05"), done.totals()["发现问题数"]) == ({}, "3")
    assert [p.key for p in done.collection.periods] == ["2026-06"]


def test_without_a_period_those_past_due_are_shown_from_the_first_that_came_on(box: Inbox) -> None:
    assert [p.key for p in box.settle(today=date(2026, 5, 20)).collection.periods] == []
    assert [p.key for p in box.settle(today=date(2026, 5, 21)).collection.periods] == ["2026-05"]
    box.put("一公司6月.xlsx", progress("一公司", 3, 2, period="2026年6月"))
    assert [p.key for p in box.settle(today=date(2026, 5, 21)).collection.periods] == [
        "2026-06"
    ]  # May was not asked for
    assert [p.key for p in box.settle(today=date(2026, 7, 31)).collection.periods] == ["2026-06", "2026-07"]


def test_a_yearly_ledger_needs_no_period(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"进度表": {**PROGRESS, "周期": "一次", "期间": []}})
    box.put("一公司.xlsx", progress("一公司", 3, 2, period=""))
    done = box.settle()
    assert (done.units("2026")["U1"], done.totals(period="2026")["发现问题数"]) == ("已汇总", "3")


# -- when it came -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2026-06-18/a.xlsx", date(2026, 6, 18)),
        ("20260618/a.xlsx", date(2026, 6, 18)),
        ("2026.6.18/a.xlsx", date(2026, 6, 18)),
        ("2026年6月8日/a.xlsx", date(2026, 6, 8)),
        ("2026-10-18/a.xlsx", date(2026, 10, 18)),
        ("2026-11-05/a.xlsx", date(2026, 11, 5)),
        ("收件2026-12-18下午/a.xlsx", date(2026, 12, 18)),
        ("20261218/a.xlsx", date(2026, 12, 18)),
        ("2026年12月8日/a.xlsx", date(2026, 12, 8)),
        ("2026-06-18/2026-06-20补报/a.xlsx", date(2026, 6, 20)),
        ("2026-06-18/一公司/a.xlsx", date(2026, 6, 18)),
        ("2026-02-30/a.xlsx", None),
        ("a2026-06-18.xlsx", None),
        ("2026/a.xlsx", None),
        ("2026-06/a.xlsx", None),
        ("2026-10/a.xlsx", None),
        ("2026-11/a.xlsx", None),
        ("2026-12/a.xlsx", None),
        ("202612/a.xlsx", None),
        ("2026年12月/a.xlsx", None),
        ("2026-12-18/2026年11月/a.xlsx", date(2026, 12, 18)),
    ],
)
def test_a_folder_named_for_a_day_says_when_its_files_came_and_a_month_is_no_day(path: str, day: date | None) -> None:
    assert date_in(path) == day


def test_without_such_a_folder_the_file_itself_says_when_it_came(box: Inbox) -> None:
    box.put_bytes("a.xlsx", b"x", received=date(2026, 6, 21))
    assert [f.received for f in survey(box.folder).files] == [date(2026, 6, 21)]


# -- versions -----------------------------------------------------------------------------------------------------


def test_the_same_return_again_counts_once(box: Inbox) -> None:
    box.put("2026-06-10/一公司.xlsx", progress("一公司", 3, 2))
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 3, 2))
    done = box.settle()
    assert done.states() == {"2026-06-10/一公司.xlsx": "受理", "2026-06-18/一公司.xlsx": "重复"}
    assert (done.totals()["发现问题数"], done.severity("2026-06-18/一公司.xlsx", "L126")) == ("3", ["info"])


def test_a_later_return_takes_the_place_of_the_first_and_says_cell_by_cell_what_changed(box: Inbox) -> None:
    box.put("2026-06-10/一公司.xlsx", progress("一公司", 3, 2, None, "初稿"))
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 5, 2, 7))
    done = box.settle()
    assert done.states() == {"2026-06-10/一公司.xlsx": "被替代", "2026-06-18/一公司.xlsx": "受理"}
    assert done.totals()["发现问题数"] == "5"
    (message,) = done.found("2026-06-18/一公司.xlsx", "L127")
    assert [part in message for part in ("发现问题数：3→5", "涉及金额：空→7", "备注：初稿→空", "整改数")] == [
        True
    ] * 3 + [False]
    assert next(p.place.cell for p in done.file("2026-06-18/一公司.xlsx").problems if p.rule.number == "L127") == "A4"


def test_a_row_put_in_and_a_row_taken_out_are_told(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    box.put("2026-06-10/一公司.xlsx", listing("一公司", ("A1", 1), ("A2", 2)))
    box.put("2026-06-18/一公司.xlsx", listing("一公司", ("A1", 1), ("A2", 2), ("A3", 3)))
    done = box.settle()
    assert done.found("2026-06-18/一公司.xlsx", "L127") == [
        "与先前交的《2026-06-10/一公司.xlsx》相比，新增第3行（A3）"
    ]
    assert next(p.place.cell for p in done.file("2026-06-18/一公司.xlsx").problems if p.rule.number == "L127") == "A6"
    box.put("2026-06-19/一公司.xlsx", listing("一公司", ("A1", 5)))
    assert box.settle().found("2026-06-19/一公司.xlsx", "L127") == [
        "与先前交的《2026-06-10/一公司.xlsx》相比，少了原来的第2行（A2）；金额：1→5",
        "与先前交的《2026-06-18/一公司.xlsx》相比，少了原来的第2行（A2）；少了原来的第3行（A3）；金额：1→5",
    ]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ((("B", 20), ("C", 5)), ["新增第2行（C）；少了原来的第1行（A）"]),
        ((("C", 5), ("B", 20)), ["新增第1行（C）；少了原来的第1行（A）"]),
        ((("B", 21), ("C", 5), ("D", 1)), ["新增第2行（C）；新增第3行（D）；少了原来的第1行（A）；第1行金额：20→21"]),
    ],
)
def test_versions_that_share_only_some_rows_are_asked_about(
    tmp_path: Path, second: tuple[tuple[str, int], ...], told: list[str]
) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    box.put("2026-06-10/一公司.xlsx", listing("一公司", ("A", 10), ("B", 20)))
    box.put("2026-06-18/一公司.xlsx", listing("一公司", *second))
    done = box.settle()
    assert [m.partition("相比，")[2] for m in done.found("2026-06-18/一公司.xlsx", "L127")] == told
    assert done.severity("2026-06-18/一公司.xlsx", "L127") == ["warning"]


def test_rows_in_another_order_are_no_change(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    box.put("2026-06-10/一公司.xlsx", listing("一公司", ("A", 10), ("B", 20)))
    box.put("2026-06-18/一公司.xlsx", listing("一公司", ("B", 20), ("A", 10)))
    done = box.settle()
    assert [m.partition("相比，")[2] for m in done.found("2026-06-18/一公司.xlsx", "L127")] == ["行的位置不同"]


def test_an_empty_cell_that_counts_as_zero_is_no_difference(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": with_column(LIST, "金额", 空值="零")})
    box.put("2026-06-10/一公司.xlsx", listing("一公司", ("A1", None)))
    box.put("2026-06-18/一公司.xlsx", listing("一公司", ("A1", None), ("A2", None)))
    box.put("2026-06-10/二公司.xlsx", listing("二公司", ("A1", None)))
    box.put("2026-06-18/二公司.xlsx", listing("二公司", ("A7", None)))
    done = box.settle()
    assert done.found("2026-06-18/一公司.xlsx", "L127") == [
        "与先前交的《2026-06-10/一公司.xlsx》相比，新增第2行（A2）"
    ]
    assert done.severity("2026-06-18/二公司.xlsx", "L129") == ["warning"]  # corrected, or another part?


def test_a_later_return_with_a_fault_leaves_the_accepted_one_counting(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账=RULED)
    box.put("2026-06-10/一公司.xlsx", progress("一公司", 3, 2))
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 3, 8))
    done = box.settle()
    assert done.states() == {"2026-06-10/一公司.xlsx": "受理", "2026-06-18/一公司.xlsx": "退回"}
    assert (done.totals()["整改数"], done.units()["U1"]) == ("2", "已汇总")


def test_a_later_return_whose_fault_shows_only_in_the_whole_table_leaves_the_accepted_one_counting(
    tmp_path: Path,
) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    box.put("2026-06-10/一公司.xlsx", listing("一公司", ("A1", 1), ("A2", 2)))
    box.put("2026-06-18/一公司.xlsx", listing("一公司", ("A1", 1), ("A1", 5)))
    done = box.settle()
    assert done.states() == {"2026-06-10/一公司.xlsx": "受理", "2026-06-18/一公司.xlsx": "退回"}
    assert done.totals("明细表")["金额"] == "3"


def test_a_later_return_whose_only_fault_was_waived_counts(tmp_path: Path) -> None:
    waived = [{"规则": "L301", "单位": "一公司", "原因": "上年结转", "批准人": "张某"}]
    box = inbox(tmp_path / "活动", 台账=RULED, 豁免=waived)
    box.put("2026-06-10/一公司.xlsx", progress("一公司", 3, 2))
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 3, 8))
    done = box.settle()
    assert done.states() == {"2026-06-10/一公司.xlsx": "被替代", "2026-06-18/一公司.xlsx": "受理"}
    assert done.totals()["整改数"] == "8"


def test_of_two_faulty_returns_the_later_counts_and_its_unit_is_sent_back(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账=RULED)
    box.put("2026-06-10/一公司.xlsx", progress("一公司", 3, 7))
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 3, 8))
    done = box.settle()
    assert done.states() == {"2026-06-10/一公司.xlsx": "被替代", "2026-06-18/一公司.xlsx": "退回"}
    assert (done.units()["U1"], done.counts("整改数")) == ("退回", (0, 1))  # 8 of 3 is not added up
    assert done.file("2026-06-18/一公司.xlsx").counted == {"进度表"}


def test_two_different_returns_of_one_day_need_a_persons_eye(box: Inbox) -> None:
    box.put("2026-06-18/一公司v1.xlsx", progress("一公司", 3, 2))
    box.put("2026-06-18/一公司v2.xlsx", progress("一公司", 5, 2))
    done = box.settle()
    assert done.states() == {"2026-06-18/一公司v1.xlsx": "被替代", "2026-06-18/一公司v2.xlsx": "待核实"}
    assert (done.units()["U1"], done.severity("2026-06-18/一公司v2.xlsx", "L127")) == ("待核实", ["warning"])


@pytest.mark.parametrize(
    ("first", "last"),
    [("一公司.xlsx", "一公司(2).xlsx"), ("一公司.xlsx", "一公司 (2).xlsx"), ("一公司.xlsx", "一公司（2）.xlsx"),
     ("一公司(2).xlsx", "一公司(10).xlsx"), ("一公司v9.xlsx", "一公司v10.xlsx"), ("一公司.xlsx", "一公司-改.xlsx")],
)  # fmt: skip
def test_of_one_day_the_copy_with_the_higher_number_is_the_later(box: Inbox, first: str, last: str) -> None:
    box.put(first, progress("一公司", 3, 2))
    box.put(last, progress("一公司", 5, 2))
    assert box.settle().states() == {first: "被替代", last: "待核实"}


def test_of_three_versions_the_last_counts(box: Inbox) -> None:
    for day, found in (("2026-06-08", 3), ("2026-06-09", 4), ("2026-06-10", 5)):
        box.put(f"{day}/一公司.xlsx", progress("一公司", found, 2))
    done = box.settle()
    assert list(done.states().values()) == ["被替代", "被替代", "受理"]
    assert (done.totals()["发现问题数"], done.counts("发现问题数")) == ("5", (1, 0))


def test_a_version_that_comes_back_counts_as_the_last_word(box: Inbox) -> None:
    for day, found in (("2026-06-08", 3), ("2026-06-09", 4), ("2026-06-10", 3)):
        box.put(f"{day}/一公司.xlsx", progress("一公司", found, 2))
    done = box.settle()
    assert list(done.states().values()) == ["重复", "被替代", "受理"]
    assert (done.totals()["发现问题数"], done.unit("U1").files) == ("3", ("2026-06-10/一公司.xlsx",))


def test_a_faulty_version_between_two_good_ones_is_replaced(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账=RULED)
    for day, mended in (("2026-06-08", 1), ("2026-06-09", 9), ("2026-06-10", 2)):
        box.put(f"{day}/一公司.xlsx", progress("一公司", 3, mended))
    done = box.settle()
    assert list(done.states().values()) == ["被替代", "被替代", "受理"]
    assert (done.totals()["整改数"], done.units()["U1"]) == ("2", "已汇总")


def test_a_nil_report_is_replaced_by_figures(box: Inbox) -> None:
    box.put("2026-06-10/一公司.xlsx", progress("一公司", nil=True))
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 5, 2))
    done = box.settle()
    assert (done.units()["U1"], done.totals()["发现问题数"]) == ("已汇总", "5")


BORROWED: dict[str, list[dict[str, Any]]] = {
    "进度表": [{"发现问题数": 99, "A2": "填报单位：二公司"}],
    "封面": [{"C2": "二公司"}],
}


def not_taken(box: Inbox, kind: str) -> bytes:
    """Something of 一公司 for June that cannot be taken."""
    good = box.typed(progress("一公司", 99, 9))
    return {
        "cut off": good[: len(good) // 2],
        "empty": b"",
        "web page": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "another unit's form": box.issued("U1", "2026-06", BORROWED),
    }[kind]


KINDS = {"cut off": "L101", "empty": "L101", "web page": "L103", "another unit's form": "L107"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_could_not_be_taken_is_replaced_by_a_good_one(box: Inbox, kind: str) -> None:
    early, late = "2026-06-10/一公司6月.xlsx", "2026-06-18/一公司6月.xlsx"
    box.put_bytes(early, not_taken(box, kind))
    done = box.settle()
    assert (done.states(), done.units()["U1"], done.totals()) == ({early: "退回"}, "退回", {})
    box.put(late, progress("一公司", 3, 2))
    done = box.settle()
    assert (done.states(), done.units()["U1"]) == ({early: "被替代", late: "受理"}, "已汇总")
    assert [(p.rule.number, p.severity) for p in done.file(early).problems] == [
        (KINDS[kind], "error"),
        ("L127", "info"),
    ]
    assert done.found(early, "L127") == [f"已由后交的《{late}》替代"]
    assert (done.totals()["发现问题数"], done.unit("U1").files) == ("3", (late,))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("other", "tab"),
    [
        ("2026-06-09/一公司6月.xlsx", progress("一公司", 3, 2)),  # earlier
        ("2026-06-18/二公司6月.xlsx", progress("二公司", 3, 2)),  # of another unit
        ("2026-06-18/一公司7月.xlsx", progress("一公司", 3, 2, period="2026年7月")),  # of another period
    ],
)
def test_a_file_that_could_not_be_taken_stands_where_nothing_better_came_later(
    box: Inbox, kind: str, other: str, tab: Tab
) -> None:
    box.put_bytes("2026-06-10/一公司6月.xlsx", not_taken(box, kind))
    box.put(other, tab)
    done = box.settle()
    assert done.states() == {"2026-06-10/一公司6月.xlsx": "退回", other: "受理"}
    assert done.found("2026-06-10/一公司6月.xlsx", "L127") == []


def test_a_file_that_does_not_open_does_not_replace_one_that_does(box: Inbox) -> None:
    good = box.typed(progress("一公司", 3, 2))
    box.put_bytes("2026-06-10/一公司6月.xlsx", good)
    box.put_bytes("2026-06-18/一公司6月.xlsx", good[: len(good) // 2])
    done = box.settle()
    assert list(done.states().values()) == ["受理", "退回"]
    assert (done.file("2026-06-18/一公司6月.xlsx").unit, done.units()["U1"]) == ("U1", "已汇总")


@pytest.mark.parametrize(
    ("name", "data"),
    [("一公司6月.pdf", b"%PDF-1.7 x"), ("一公司截图.png", b"\x89PNG\r\n\x1a\n"), ("照片.jpg", b"\xff\xd8\xff\xe0")],
)
def test_papers_that_come_along_are_passed_over_and_nobody_has_reported(box: Inbox, name: str, data: bytes) -> None:
    box.put_bytes(name, data)
    done = box.settle()
    assert (done.states(), done.spots(name)) == ({name: "忽略"}, [])
    assert done.units() == {"U1": "未报", "U2": "未报", "U12": "未报"}


@pytest.mark.parametrize("name", ["~$一公司.xlsx", ".DS_Store", "Thumbs.db", "._一公司.xlsx", "__MACOSX/一公司.xlsx"])
def test_what_systems_leave_behind_is_no_return(box: Inbox, name: str) -> None:
    box.put_bytes(name, b"x")
    assert survey(box.folder).files == ()


# -- two ledgers --------------------------------------------------------------------------------------------------


@pytest.fixture
def two(tmp_path: Path) -> Inbox:
    return inbox(tmp_path / "两张", 台账={"进度表": PROGRESS, "明细表": LIST})


def test_two_ledgers_may_come_in_two_files(two: Inbox) -> None:
    two.put("一公司a.xlsx", progress("一公司", 3, 2))
    two.put("一公司b.xlsx", listing("一公司", ("A1", 10)))
    done = two.settle()
    assert (done.units()["U1"], done.unit("U1").missing) == ("已汇总", ())
    assert (done.totals()["发现问题数"], done.totals("明细表")["金额"]) == ("3", "10")


def test_a_correction_of_one_ledger_leaves_the_other(two: Inbox) -> None:
    two.put("2026-06-10/一公司.xlsx", progress("一公司", 3, 2), listing("一公司", ("A1", 10)))
    two.put("2026-06-18/一公司.xlsx", progress("一公司", 5, 2))
    done = two.settle()
    assert (done.totals()["发现问题数"], done.totals("明细表")["金额"], done.units()["U1"]) == ("5", "10", "已汇总")
    assert done.unit("U1").files == ("2026-06-10/一公司.xlsx", "2026-06-18/一公司.xlsx")


def test_a_ledger_that_did_not_come_is_asked_for(two: Inbox) -> None:
    two.put("一公司.xlsx", progress("一公司", 3, 2))
    done = two.settle()
    assert (done.severity("一公司.xlsx", "L125"), done.unit("U1").missing) == (["error"], ("明细表",))
    assert (done.units()["U1"], done.totals()["发现问题数"]) == ("退回", "3")


def test_a_ledger_that_the_unit_does_not_fill_in_is_not_asked_for(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"进度表": PROGRESS, "明细表": {**LIST, "填报单位": ["分支"]}})
    box.put("一公司.xlsx", progress("一公司", 3, 2))
    assert (box.settle().units()["U1"], box.settle().unit("U12").missing) == ("已汇总", ("进度表", "明细表"))


def test_an_empty_ledger_beside_a_full_one_must_be_a_nil_report(two: Inbox) -> None:
    two.put("一公司.xlsx", progress("一公司", 3, 2), listing("一公司"))
    two.put("二公司.xlsx", progress("二公司", 3, 2), listing("二公司", nil=True))
    done = two.settle()
    assert (done.severity("一公司.xlsx", "L123"), done.units()["U1"], done.units()["U2"]) == (
        ["error"],
        "退回",
        "已汇总",
    )


# -- where units stand --------------------------------------------------------------------------------------------


def test_each_unit_stands_where_the_worst_of_its_counted_files_stands(tmp_path: Path) -> None:
    units = [*UNITS, {"编号": "U4", "全称": "四公司"}, {"编号": "U5", "全称": "五公司"}]
    box = inbox(tmp_path / "活动", 台账=RULED, 单位=units)
    box.put("一公司.xlsx", progress("一公司", 3, 2))
    box.put("二公司.xlsx", progress("二公司", nil=True))
    box.put("四公司.xlsx", progress("四公司", 3, 9))
    box.put("五公司.xlsx", progress("五公司", 3, "约2"))
    done = box.settle()
    assert done.units() == {"U1": "已汇总", "U2": "零报告", "U12": "未报", "U4": "退回", "U5": "待核实"}
    assert [(done.unit(code).held, done.unit(code).left_out) for code in ("U1", "U4", "U5")] == [
        (0, 0),
        (2, 2),
        (1, 0),
    ]


def test_a_nil_report_with_content_is_asked_about_and_counts(box: Inbox) -> None:
    box.put("一公司.xlsx", progress("一公司", 3, 2, nil=True))
    done = box.settle()
    assert (done.severity("一公司.xlsx", "L124"), done.units()["U1"], done.totals()["发现问题数"]) == (
        ["warning"],
        "待核实",
        "3",
    )


@pytest.mark.parametrize(
    ("deadline", "day", "late"),
    [
        ("每月20日", "2026-06-20", 0),
        ("每月20日", "2026-06-19", 0),
        ("每月20日", "2026-06-21", 1),
        ("次月5日", "2026-07-05", 0),
        (
            "每月20日，遇节假日顺延",
            "2026-06-22",
            0,
        ),  # 20 June 2026 is a Saturday in the Dragon Boat holiday to the 21st
        ("每月20日，遇节假日顺延", "2026-06-23", 1),
        ("", "2026-07-09", None),
    ],
)
def test_days_late_are_counted_from_the_deadline_as_it_was_moved(
    tmp_path: Path, deadline: str, day: str, late: Any
) -> None:
    box = inbox(tmp_path / "活动", 台账={"进度表": {**PROGRESS, "截止": deadline}})
    box.put(f"{day}/一公司.xlsx", progress("一公司", 3, 2))
    unit = box.settle("2026-06", date(2026, 7, 31)).unit("U1")
    assert (unit.days_late, unit.received) == (late, date.fromisoformat(day))


def test_a_unit_that_did_not_report_is_late_up_to_today(box: Inbox) -> None:
    assert box.settle("2026-06", date(2026, 6, 30)).unit("U2").days_late == 10
    assert box.settle("2026-06", date(2026, 6, 20)).unit("U2").days_late == 0


def test_holidays_of_the_office_move_deadlines(tmp_path: Path) -> None:
    ledger = {"进度表": {**PROGRESS, "截止": "每月20日，遇节假日顺延"}}
    box = inbox(tmp_path / "活动", 台账=ledger, 工作日历={"放假": ["2026-06-22"], "上班": ["2026-07-20"]})
    assert box.settle("2026-06").unit("U2").due == date(2026, 6, 23)


def test_the_day_of_the_first_version_that_said_anything_decides_lateness(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账=RULED)
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 3, 2))
    box.put("2026-06-25/一公司.xlsx", progress("一公司", 3, 2, None, "更正"))  # not late again
    box.put("2026-06-18/二公司.xlsx", progress("二公司", 3, 9))  # wrong, but there in time
    box.put("2026-06-24/二公司.xlsx", progress("二公司", 3, 2))
    box.put("2026-06-25/二公司.xlsx", progress("二公司", 3, 1))
    box.put("2026-06-18/投资公司.xlsx", progress("投资公司"))  # an empty form says nothing
    box.put("2026-06-22/投资公司.xlsx", progress("投资公司", 3, 9))
    done = box.settle()
    assert [(done.unit(u).days_late, done.unit(u).received) for u in ("U1", "U2", "U12")] == [
        (0, date(2026, 6, 18)),
        (0, date(2026, 6, 18)),
        (2, date(2026, 6, 22)),
    ]


def test_the_same_return_sent_again_is_not_late_again(box: Inbox) -> None:
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 3, 2))
    box.put("2026-06-25/一公司.xlsx", progress("一公司", 3, 2))
    assert box.settle().unit("U1").days_late == 0


@pytest.mark.parametrize(("day", "late"), [("2026-06-18", 0), ("2026-06-19", 1), ("2026-06-20", 2), ("2026-06-25", 7)])
def test_of_several_deadlines_in_one_period_the_earliest_decides(tmp_path: Path, day: str, late: int) -> None:
    box = inbox(tmp_path / "活动", 台账={"进度表": PROGRESS, "明细表": {**LIST, "截止": "每月18日"}})
    box.put(f"{day}/一公司.xlsx", progress("一公司", 3, 2), listing("一公司", ("A1", 1)))
    unit = box.settle().unit("U1")
    assert (unit.days_late, unit.due) == (late, date(2026, 6, 18))


def test_a_file_of_each_period_counts_for_its_own(box: Inbox) -> None:
    box.put("一公司5月.xlsx", progress("一公司", 5, 5, period="2026年5月"))
    box.put("一公司6月.xlsx", progress("一公司", 3, 2))
    done = box.settle()
    assert (done.totals(period="2026-05")["发现问题数"], done.totals()["发现问题数"]) == ("5", "3")
    assert (done.units("2026-05")["U1"], done.units()["U1"]) == ("已汇总", "已汇总")


def test_a_column_that_was_added_since_makes_an_old_form_old_but_readable(tmp_path: Path, box: Inbox) -> None:
    newer = inbox(tmp_path / "新", 台账={"进度表": with_column(PROGRESS, "责任人")})
    newer.put_bytes("一公司.xlsx", box.issued("U1", "2026-06", {"进度表": [{"发现问题数": 3, "整改数": 2}]}))
    done = newer.settle()
    assert (done.severity("一公司.xlsx", "L109"), done.totals()["发现问题数"]) == (["info"], "3")
