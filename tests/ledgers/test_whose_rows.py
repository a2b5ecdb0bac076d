"""Whose rows are these: read as people write it, each unit's rows its own, and nothing counted that contradicts itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.ledgers.returns import LIST, PROGRESS, Inbox, inbox, progress, with_column
from tests.ledgers.returns import listing as listed

HEADINGS = ("发现问题数（个）", "整改数（个）", "涉及金额（万元）", "整改率", "备注")


@pytest.fixture
def box(tmp_path: Path) -> Inbox:
    return inbox(tmp_path / "活动")


def sheets(**tables: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with rows as they are given, sheet by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(*above: Sequence[Any], found: int = 3, period: str = "期间：2026年6月") -> list[Sequence[Any]]:
    """进度表 with one row under what stands above it."""
    return [("进度表",), *above, (period,), HEADINGS, (found, 2, 1.5)]


# -- where the unit stands -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "above",
    [
        [("填报单位", "一公司")],
        [("填报单位：", None, "华澜第一工程有限公司")],
        [("填报单位", None, None, None, "一公司")],
        [("填报单位", "期间"), ("一公司", "2026年6月")],
        [("单位名称（盖章）", "一公司")],
        [("报送单位：华澜 第一 工程有限公司    填报日期：2026-06-18",)],
        [("填报单位：一公司填报人：张三",)],
        [("公司名称：第一工程公司（盖章）", None, "单位：万元")],
        [("（填报单位：一公司）".strip("（）"), "单位：个、万元")],
        [("华澜第一工程有限公司6月进度表",)],
    ],
    ids=lambda above: str(above[0][0]),
)
def test_a_unit_is_read_as_people_write_it(box: Inbox, above: list[Sequence[Any]]) -> None:
    box.put_bytes("6月.xlsx", sheets(进度表=table(*above)))
    done = box.settle("2026-06")
    assert (done.file("6月.xlsx").unit, done.states(), done.totals()["发现问题数"]) == (
        "U1",
        {"6月.xlsx": "受理"},
        "3",
    )


def test_a_unit_may_stand_under_the_table_or_in_a_merged_cell(box: Inbox) -> None:
    below = [*table(), ("填报单位（盖章）：一公司", None, "填报人：李四")]
    box.put_bytes("表下.xlsx", sheets(进度表=below))
    book = openpyxl.load_workbook(io.BytesIO(sheets(进度表=table(("填报单位", None, "二公司")))))
    book["进度表"].merge_cells("A2:B2")
    book["进度表"].merge_cells("C2:E2")
    out = io.BytesIO()
    book.save(out)
    box.put_bytes("合并.xlsx", out.getvalue())
    done = box.settle("2026-06")
    assert [done.file(name).unit for name in ("表下.xlsx", "合并.xlsx")] == ["U1", "U2"]
    assert done.spots("表下.xlsx") == []


def test_a_sheet_that_is_named_for_a_unit_is_that_units(box: Inbox) -> None:
    box.put_bytes("6月.xlsx", sheets(**{"U1 一公司": table()}))
    assert box.settle("2026-06").file("6月.xlsx").unit == "U1"


def test_a_unit_of_measure_is_no_unit(box: Inbox) -> None:
    box.put_bytes("一公司6月.xlsx", sheets(进度表=table(("单位：万元",), ("计量单位", "个"))))
    done = box.settle("2026-06")
    assert (done.file("一公司6月.xlsx").unit, done.severity("一公司6月.xlsx", "L106")) == ("U1", ["info"])


# -- what contradicts itself -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["远洋海外发展有限公司", "远洋海外发展有限公司（U1）", "华澜第一工程有限责任公司", "第壹工程公司"],
)
@pytest.mark.parametrize("everywhere", [True, False])
def test_a_name_over_an_issued_form_that_is_not_on_the_list_asks_with_both(
    box: Inbox, name: str, everywhere: bool
) -> None:
    rows = {"进度表": [{"发现问题数": 3, "A2": f"填报单位：{name}    期间：2026年6月"}]}
    box.put_bytes("6月.xlsx", box.issued("U1", "2026-06", rows | ({"封面": [{"C2": name}]} if everywhere else {})))
    done = box.settle("2026-06")
    assert (done.states(), done.severity("6月.xlsx", "L107"), done.totals()) == (
        {"6月.xlsx": "待核实"},
        ["warning"],
        {},
    )
    assert [word in done.found("6月.xlsx", "L107")[0] for word in ("华澜第一工程有限公司", name)] == [True, True]
    assert done.units() == {"U1": "待核实", "U2": "未报", "U12": "未报"}


def test_such_a_name_counts_once_it_is_on_the_list_or_somebody_answers_for_it(tmp_path: Path) -> None:
    waiver = {"规则": "L107", "单位": "U1", "原因": "更名，电话核实", "批准人": "合规部负责人"}
    renamed = {"编号": "U1", "全称": "华澜第一工程有限公司", "别名": ["远洋公司"]}
    settled: list[dict[str, Any]] = [{"豁免": [waiver]}, {"单位": [renamed]}]
    for number, more in enumerate(settled):
        box = inbox(tmp_path / str(number), **more)
        rows = {"进度表": [{"发现问题数": 3, "A2": "填报单位：远洋公司    期间：2026年6月"}]}
        box.put_bytes("6月.xlsx", box.issued("U1", "2026-06", rows))
        done = box.settle("2026-06")
        assert (done.states(), done.totals()["发现问题数"]) == ({"6月.xlsx": "受理"}, "3")


# -- several units in one file ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["单位", "填报单位", "单位名称", "公司名称", "子公司"])
@pytest.mark.parametrize("place", [0, 5])
def test_a_column_of_units_gives_each_its_own_rows(box: Inbox, heading: str, place: int) -> None:
    def line(unit: str, *cells: Any) -> list[Any]:
        row = [*cells, *([None] * (5 - len(cells)))]
        row.insert(place, unit)
        return row

    rows = [
        ("2026年6月进度表",),
        line(heading, *HEADINGS),
        line("一公司", 3, 2, 1.5),
        line("二公司", 5, 5, 2),
        line("合计", 8, 7, 3.5),
    ]
    box.put_bytes("一公司报各单位6月统计表.xlsx", sheets(汇总表=rows))
    done = box.settle("2026-06")
    assert done.units() == {"U1": "已汇总", "U2": "已汇总", "U12": "未报"}
    assert (done.totals()["发现问题数"], done.totals()["涉及金额"]) == ("8", "3.5")
    own = {one.unit: [f.value for led in one.content.ledgers for f in led.facts if f.field == "发现问题数"]
           for one in done.collection.submissions}  # fmt: skip
    assert own == {"U1": ["3"], "U2": ["5"]}


def test_a_unit_that_is_named_once_for_several_rows_has_them_all(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    rows = [
        ("单位", "编号", "金额（万元）", "状态"),
        ("一公司", "A1", 1),
        (None, "A2", 2),
        ("二公司", "B1", 4),
        ("云外公司", "C1", 8),
    ]
    box.put_bytes("6月.xlsx", sheets(明细表=rows))
    done = box.settle("2026-06")
    assert (done.totals("明细表")["金额"], done.counts("金额", "明细表")) == ("7", (3, 0))
    stranger = next(one for one in done.collection.submissions if not one.unit)
    assert [(p.rule.number, p.found) for p in stranger.problems if p.severity == "error"] == [("L106", "云外公司")]


def test_one_sheet_for_each_unit_gives_each_its_own_state(tmp_path: Path) -> None:
    units = [{"编号": f"D{i:02}", "全称": f"华澜第{i}分公司", "简称": f"分公司{i}"} for i in range(1, 31)]
    box = inbox(tmp_path / "活动", 单位=units)
    tables = {f"分公司{i}": table(found=i) for i in range(1, 30)}
    tables["分公司29"] = table(("填报单位：分公司30",), found=30)  # the label on a sheet says more than its tab
    tables["分公司28"] = [*table(found=28)[:-1], ("约28", 2, 1)]
    box.put_bytes("各分公司.xlsx", sheets(**tables, 汇总=table(found=999)))
    done = box.settle("2026-06")
    states = done.units()
    assert {code for code, state in states.items() if state == "未报"} == {"D29"}
    assert (states["D28"], states["D01"], states["D30"]) == ("待核实", "已汇总", "已汇总")
    assert done.totals()["发现问题数"] == str(sum(range(1, 28)) + 30)
    assert any(
        p.rule.number == "L118" and p.place.sheet == "汇总"
        for one in done.collection.submissions
        for p in one.problems
    )


def test_a_sheet_for_each_month_counts_for_its_month(box: Inbox) -> None:
    box.put_bytes("一公司.xlsx", sheets(**{"5月": table(found=5, period="期间：2026年5月"), "6月": table(found=6)}))
    done = box.settle()
    assert (done.totals(period="2026-05")["发现问题数"], done.totals()["发现问题数"]) == ("5", "6")


@pytest.mark.parametrize("named", ["法律合规部", "二公司"])
def test_a_column_of_who_is_responsible_is_only_an_added_column(box: Inbox, named: str) -> None:
    rows = [("填报单位：一公司",), ("期间：2026年6月",), ("责任单位", *HEADINGS), (named, 3, 2, 1)]
    box.put_bytes("6月.xlsx", sheets(进度表=rows))
    done = box.settle("2026-06")
    assert (done.states(), done.totals()["发现问题数"]) == ({"6月.xlsx": "受理"}, "3")


def test_a_file_of_several_units_is_shown_to_none_of_them(box: Inbox) -> None:
    rows = [("期间：2026年6月",), ("单位", *HEADINGS), ("一公司", "约3", 2, 1), ("二公司", "4个人", 4, 2)]
    box.put_bytes("6月.xlsx", sheets(进度表=rows))
    ran = box.collect(workers=1, period="2026-06")
    assert {u["unit"]: u["state"] for u in ran.summary["units"]} == {"U1": "待核实", "U2": "退回", "U12": "未报"}
    assert [path.name for path in sorted((ran.folder / "退回").glob("[!.]*"))] == ["U2 二公司 退回修改通知.docx"]


# -- versions --------------------------------------------------------------------------------------------------------


TWO: dict[str, Any] = {
    "进度表": {**PROGRESS, "校验": [{"编号": "L301", "表达式": "整改数 <= 发现问题数"}]},
    "明细表": LIST,
}


@pytest.mark.parametrize("again", [True, False])
def test_a_unit_that_mends_one_sheet_and_resends_is_settled_and_not_late(tmp_path: Path, again: bool) -> None:
    box = inbox(tmp_path / "活动", 台账=TWO)
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 3, 9), listed("一公司", ("A1", 1)))
    box.put("2026-06-25/一公司（更正）.xlsx", progress("一公司", 3, 2), *[listed("一公司", ("A1", 1))] * again)
    ran = box.collect(workers=1, period="2026-06", today=box_day())
    unit = next(u for u in ran.summary["units"] if u["unit"] == "U1")
    assert (unit["state"], unit["days_late"], unit["held_back"]) == ("已汇总", 0, 0)
    assert not list((ran.folder / "退回").glob("U1*"))
    assert [p.rule.number for p in ran.problems if p.severity == "error"] == []


def box_day() -> Any:
    from datetime import date

    return date(2026, 6, 30)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((("A1", 1), ("A2", 2)), (("A3", 4),)),
        ((("A1", 1),), (("B7", 4), ("B8", 8))),
        ((("台账不全", 1), ("印章外借", 2)), (("合同未审", 4),)),
    ],
)
def test_two_files_without_a_common_row_are_a_question_that_names_both(
    tmp_path: Path, first: Any, second: Any
) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    box.put("2026-06-17/一公司（1）.xlsx", listed("一公司", *first))
    box.put("2026-06-18/一公司（2）.xlsx", listed("一公司", *second))
    done = box.settle("2026-06")
    assert set(done.states().values()) == {"待核实"}  # neither took the place of the other
    assert "2026-06-17/一公司（1）.xlsx" in done.found("2026-06-18/一公司（2）.xlsx", "L129")[0]
    assert done.counts("金额", "明细表") == (0, len(second))  # neither half is printed as the whole


def test_rows_that_are_gone_from_a_later_file_are_asked_about(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    box.put("2026-06-17/一公司.xlsx", listed("一公司", ("A1", 1), ("A2", 2)))
    box.put("2026-06-18/一公司.xlsx", listed("一公司", ("A2", 2)))
    assert box.settle("2026-06").severity("2026-06-18/一公司.xlsx", "L127") == ["warning"]


@pytest.mark.parametrize(
    ("days", "counts", "asked"),
    [
        (("2026年6月10日", "2026-6-15"), "5", False),
        (("2026.6.15", "2026-06-10"), "3", True),  # came first, was filled in last
        ((None, "2026-06-01"), "5", False),
        (("6月15日", "6月15日"), "5", False),
    ],
)
def test_the_day_in_a_file_decides_which_counts_and_a_contradiction_is_asked(
    box: Inbox, days: tuple[str | None, str], counts: str, asked: bool
) -> None:
    for folder, found, day in (("2026-06-12", 3, days[0]), ("2026-06-18", 5, days[1])):
        rows = table(("填报单位：一公司", f"填报日期：{day}" if day else None), found=found)
        box.put_bytes(f"{folder}/一公司.xlsx", sheets(进度表=rows))
    done = box.settle("2026-06")
    assert (done.totals()["发现问题数"], "待核实" in done.states().values()) == (counts, asked)


# -- waivers ---------------------------------------------------------------------------------------------------------


def test_a_waiver_never_hides_a_cell_that_does_not_count(tmp_path: Path) -> None:
    waiver = {"规则": "L203", "单位": "U1", "原因": "电话核实为30", "批准人": "合规部负责人"}
    box = inbox(tmp_path / "活动", 豁免=[waiver])
    box.put("一公司.xlsx", progress("一公司", "约30", 2))
    done = box.settle("2026-06")
    assert (done.states(), done.spots("一公司.xlsx")) == ({"一公司.xlsx": "待核实"}, [("A4", "L203")])
    assert done.counts("发现问题数") == (0, 1)


def test_a_waiver_lets_a_comparison_pass_and_its_cells_count(tmp_path: Path) -> None:
    waiver = {"规则": "L301", "单位": "U1", "原因": "上年结转", "批准人": "合规部负责人"}
    for waivers, counts in (([], (0, 1)), ([waiver], (1, 0))):
        box = inbox(tmp_path / str(len(waivers)), 台账=TWO, 豁免=waivers)
        box.put("一公司.xlsx", progress("一公司", 3, 9), listed("一公司", ("A1", 1)))
        assert box.settle("2026-06").counts("整改数") == counts


def test_a_missing_column_that_is_waived_drops_its_cells_and_not_the_table(tmp_path: Path) -> None:
    ledger = with_column(LIST, "责任部门", 必填="是")
    waiver = {"规则": "L110", "单位": "U1", "原因": "本期不分部门", "批准人": "合规部负责人"}
    for waivers, state in (([], "退回"), ([waiver], "受理")):
        box = inbox(tmp_path / str(len(waivers)), 台账={"明细表": ledger}, 豁免=waivers)
        box.put("一公司.xlsx", listed("一公司", ("A1", 1), ("A2", 2), order=("编号", "金额", "状态")))
        done = box.settle("2026-06")
        assert (done.states()["一公司.xlsx"], done.totals("明细表").get("金额")) == (state, "3" if waivers else None)


def test_a_number_that_is_not_there_stays_a_question_though_it_is_waived(tmp_path: Path) -> None:
    ledger = with_column(LIST, "金额", 必填="是")
    waivers = [{"规则": rule, "单位": "U1", "原因": "正在核算", "批准人": "合规部负责人"} for rule in ("L110", "L201")]
    kinds = {
        "empty.xlsx": (listed("一公司", ("A1", None), ("A2", 2)), "2"),
        "missing.xlsx": (listed("一公司", ("A1", 1), ("A2", 2), order=("编号", "责任部门", "状态")), "0"),
    }
    for name, (book, total) in kinds.items():
        box = inbox(tmp_path / name, 台账={"明细表": ledger}, 豁免=waivers)
        box.put("一公司.xlsx", book)
        done = box.settle("2026-06")
        assert done.states() == {"一公司.xlsx": "待核实"}, name
        assert done.totals("明细表").get("金额") == total
