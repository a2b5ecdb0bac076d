"""Whose rows are these, where no known label says it: covers, signatures, columns and lines of names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers.returns import LIST, Inbox, inbox
from tests.ledgers.test_whose_rows import HEADINGS, sheets, table

FIRST, SECOND = "华澜第一工程有限公司", "华澜第二工程有限公司"
ROWS = ("编号", "金额（万元）", "状态")


@pytest.fixture
def box(tmp_path: Path) -> Inbox:
    return inbox(tmp_path / "活动")


@pytest.fixture
def listed(tmp_path: Path) -> Inbox:
    return inbox(tmp_path / "活动", 台账={"明细表": LIST})


def both(text: str) -> list[bool]:
    """Whether a question names either unit."""
    return [name in text for name in (FIRST, SECOND)]


def amounts(box: Inbox) -> dict[str, list[str]]:
    """The amounts that each unit reports."""
    return {
        one.unit: [f.value for led in one.content.ledgers for f in led.facts if f.field == "金额" and f.value]
        for one in box.settle("2026-06").collection.submissions
    }


# -- covers ----------------------------------------------------------------------------------------------------------

COVERS: list[tuple[str, list[Sequence[Any]]]] = [
    ("封面", [("填报单位：{}",)]),
    ("首页", [("进度表",), (), ("报送单位", None, "{}")]),
    ("封面", [("制度执行年进度表",), (), ("{}",), ("2026年6月",)]),
    ("Sheet1", [("填报单位", "{}")]),
    ("封面", [("编制单位：{}",)]),
]


@pytest.mark.parametrize(("name", "cover"), COVERS)
def test_a_unit_that_is_named_on_the_cover_only_is_the_files(
    box: Inbox, name: str, cover: list[Sequence[Any]]
) -> None:
    box.put_bytes("6月.xlsx", sheets(**{name: filled(cover, FIRST)}, 进度表=table()))
    done = box.settle("2026-06")
    assert (done.file("6月.xlsx").unit, done.states()) == ("U1", {"6月.xlsx": "受理"})


@pytest.mark.parametrize(("name", "cover"), COVERS)
def test_a_cover_that_names_another_unit_than_the_sheet_is_a_question_with_both(
    box: Inbox, name: str, cover: list[Sequence[Any]]
) -> None:
    box.put_bytes("6月.xlsx", sheets(**{name: filled(cover, FIRST)}, 进度表=table(("填报单位", "二公司"))))
    done = box.settle("2026-06")
    assert (done.spots("6月.xlsx"), both(done.found("6月.xlsx", "L107")[0])) == ([("", "L107")], [True, True])
    assert (done.totals(), done.units()) == ({}, {"U1": "待核实", "U2": "待核实", "U12": "未报"})


def test_a_cover_of_the_host_says_nothing(box: Inbox) -> None:
    cover = [("制度执行年",), ("主办单位：华澜能源集团有限公司",), ("华澜能源集团有限公司",)]
    box.put_bytes("一公司6月.xlsx", sheets(封面=cover, 进度表=table()))
    assert box.settle("2026-06").states() == {"一公司6月.xlsx": "受理"}


def filled(rows: Sequence[Sequence[Any]], name: str) -> list[list[Any]]:
    """Rows with the name of a unit put in."""
    return [[cell.format(name) if isinstance(cell, str) else cell for cell in row] for row in rows]


# -- columns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["成员企业", "责任主体", "报送主体", "分支机构", "名称", "填报主体", "归属", "所在单位", "项目公司", None],
)
def test_a_column_of_names_is_one_of_units_whatever_stands_over_it(listed: Inbox, heading: str | None) -> None:
    rows = [("期间：2026年6月",), (heading, *ROWS), ("一公司", "A1", 1), (SECOND, "B1", 4), ("合计", None, 5)]
    listed.put_bytes("一公司6月.xlsx", sheets(明细表=rows))
    done = listed.settle("2026-06")
    assert (amounts(listed), done.spots("一公司6月.xlsx")) == ({"U1": ["1"], "U2": ["4"]}, [])


@pytest.mark.parametrize("heading", ["成员企业", "归属", "报送主体"])
def test_a_column_that_names_one_unit_and_not_the_files_is_a_question_with_both(listed: Inbox, heading: str) -> None:
    rows = [("期间：2026年6月",), (heading, *ROWS), ("二公司", "A1", 1), ("二公司", "B1", 4)]
    listed.put_bytes("一公司6月.xlsx", sheets(明细表=rows))
    done = listed.settle("2026-06")
    assert (done.states(), both(done.found("一公司6月.xlsx", "L107")[0])) == (
        {"一公司6月.xlsx": "待核实"},
        [True, True],
    )


@pytest.mark.parametrize("heading", ["协办单位", "检查单位", "合同相对方"])
def test_a_column_of_those_who_take_part_says_nothing_of_whose_the_rows_are(listed: Inbox, heading: str) -> None:
    rows = [("填报单位：一公司",), ("期间：2026年6月",), (*ROWS, heading), ("A1", 1, None, "二公司"),
            ("A2", 2, None, "投资公司")]  # fmt: skip
    listed.put_bytes("6月.xlsx", sheets(明细表=rows))
    assert amounts(listed) == {"U1": ["1", "2"]}
    assert listed.settle("2026-06").states() == {"6月.xlsx": "受理"}


def test_a_column_that_the_ledger_defines_is_its_own(tmp_path: Path) -> None:
    columns = [*LIST["列"], {"名称": "经办", "别名": ["成员企业"]}]
    box = inbox(tmp_path / "活动", 台账={"明细表": {**LIST, "列": columns}})
    rows = [("期间：2026年6月",), (*ROWS, "成员企业"), ("A1", 1, None, "一公司"), ("A2", 2, None, "二公司")]
    box.put_bytes("一公司6月.xlsx", sheets(明细表=rows))
    assert amounts(box) == {"U1": ["1", "2"]}


# -- lines -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        (FIRST, SECOND),
        ("一、一公司", "二、二公司"),
        ("（一）一公司：", "（二）二公司："),
        ("单位：一公司", "单位：二公司"),
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_rows_under_the_name_of_a_unit_are_that_units(listed: Inbox, lines: tuple[str, str], place: int) -> None:
    def line(text: str) -> list[Any]:
        return [*[None] * place, text]

    rows = [("期间：2026年6月",), ROWS, line(lines[0]), ("A1", 1), ("A2", 2), ("小计", 3), line(lines[1]), ("B1", 4),
            ("合计", 7)]  # fmt: skip
    listed.put_bytes("各单位6月.xlsx", sheets(明细表=rows))
    done = listed.settle("2026-06")
    assert amounts(listed) == {"U1": ["1", "2"], "U2": ["4"]}
    assert (done.units(), done.spots("各单位6月.xlsx")) == ({"U1": "已汇总", "U2": "已汇总", "U12": "未报"}, [])


def test_names_that_are_the_entries_of_a_ledger_are_no_lines(tmp_path: Path) -> None:
    ledger = {**LIST, "列": [{"名称": "对象"}, *LIST["列"][1:]]}
    box = inbox(tmp_path / "活动", 台账={"明细表": ledger})
    rows = [
        ("填报单位：一公司",),
        ("期间：2026年6月",),
        ("对象", *ROWS[1:]),
        ("二公司", 1),
        ("投资公司",),
        ("甲厂", 4),
    ]
    box.put_bytes("6月.xlsx", sheets(明细表=rows))
    assert amounts(box) == {"U1": ["1", "4"]}
    assert box.settle("2026-06").states() == {"6月.xlsx": "受理"}


# -- labels and signatures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "above",
    [
        ("编制单位", None, "二公司"),
        ("编制单位：二公司",),
        ("汇报部门：", SECOND),
        (None, None, SECOND),
        ("单位代码", "U2"),
    ],
)
def test_a_label_or_a_name_over_the_table_that_is_not_the_files_is_a_question_with_both(
    box: Inbox, above: Sequence[Any]
) -> None:
    box.put_bytes("一公司6月.xlsx", sheets(进度表=table(above)))
    done = box.settle("2026-06")
    assert (done.states(), both(done.found("一公司6月.xlsx", "L107")[0])) == (
        {"一公司6月.xlsx": "待核实"},
        [True, True],
    )


SIGNED: list[list[Sequence[Any]]] = [
    [("编制单位：", "二公司", None, "日期：2026-6-18")],
    [(None, None, None, None, SECOND), (None, None, None, None, "2026年6月18日")],
    [(), (None, f"{SECOND}  2026年6月18日")],
    [(), ("编制：二公司",)],
    [("2026年6月18日",), (), (None, SECOND)],
    [("填表人：张三", None, "部门负责人：李四", None, "单位：二公司")],
]


@pytest.mark.parametrize("below", SIGNED)
def test_who_signs_under_the_table_is_no_row_and_a_question_where_it_is_another(
    listed: Inbox, below: list[Sequence[Any]]
) -> None:
    rows = [("期间：2026年6月",), ROWS, ("A1", 1), ("A2", 2), *below]
    listed.put_bytes("一公司6月.xlsx", sheets(明细表=rows))
    listed.put_bytes("6月/二公司6月.xlsx", sheets(明细表=[*rows[:2], ("B1", 4), *below]))
    done = listed.settle("2026-06")
    assert (done.spots("一公司6月.xlsx"), both(done.found("一公司6月.xlsx", "L107")[0])) == (
        [("", "L107")],
        [True, True],
    )
    assert (done.states()["6月/二公司6月.xlsx"], done.counts("金额", "明细表")) == ("受理", (1, 0))


@pytest.mark.parametrize(
    "more",
    [
        [("报：华澜能源集团有限公司",)],
        [("主送单位：", "二公司")],
        [("报：二公司", None, "抄送：投资公司")],
        [("协办单位：二公司",)],
        [("编制单位：华澜能源集团有限公司",)],
        [("华澜能源集团有限公司",)],
        [("二公司",), ("投资公司",), ("一公司",)],
    ],
)
def test_who_gets_the_table_or_gave_it_out_is_no_contradiction(listed: Inbox, more: list[Sequence[Any]]) -> None:
    rows = [("期间：2026年6月",), ROWS, ("A1", 1)]
    listed.put_bytes("一公司/6月上.xlsx", sheets(明细表=[*more, *rows]))
    listed.put_bytes("二公司/6月下.xlsx", sheets(明细表=[*rows, (), ("填表说明：按月报送",), *more]))
    done = listed.settle("2026-06")
    assert done.states() == {"一公司/6月上.xlsx": "受理", "二公司/6月下.xlsx": "受理"}


def test_a_unit_whose_name_is_part_of_anothers_contradicts_nothing(tmp_path: Path) -> None:
    units = [{"编号": "U1", "全称": "华澜工程有限公司"}, {"编号": "U2", "全称": "华澜工程有限公司第二分公司"}]
    box = inbox(tmp_path / "活动", 单位=units, 台账={"明细表": LIST})
    rows = [(units[1]["全称"],), ("期间：2026年6月",), ROWS, ("A1", 1), (), (None, units[1]["全称"])]
    box.put_bytes("U2 6月.xlsx", sheets(明细表=rows))
    assert box.settle("2026-06").states() == {"U2 6月.xlsx": "受理"}


# -- what is said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["华澜第壹工程有限公司", "远洋海外发展有限公司", "某某分公司"])
@pytest.mark.parametrize("label", ["填报单位", "编制单位"])
def test_a_near_miss_names_what_stands_there_and_whose_the_file_is(box: Inbox, label: str, name: str) -> None:
    box.put_bytes("U1 一公司6月.xlsx", sheets(进度表=table((label, name))))
    done = box.settle("2026-06")
    assert [word in done.found("U1 一公司6月.xlsx", "L106")[0] for word in (name, FIRST)] == [True, True]
    assert done.totals() == {}


@pytest.mark.parametrize(
    ("sheet", "cover"),
    [
        ({"A2": f"填报单位：{SECOND}（U1）    期间：2026年6月"}, {}),
        ({"A2": f"填报单位：{FIRST}（U2）    期间：2026年6月"}, {}),
        ({}, {"C3": "U2"}),
        ({}, {"C2": SECOND}),
    ],
)
def test_an_issued_form_with_the_name_or_the_number_of_another_unit_is_a_question_with_both(
    box: Inbox, sheet: dict[str, str], cover: dict[str, str]
) -> None:
    rows: dict[str, Any] = {"进度表": [{"发现问题数": 3, **sheet}], **({"封面": [cover]} if cover else {})}
    box.put_bytes("6月.xlsx", box.issued("U1", "2026-06", rows))
    done = box.settle("2026-06")
    assert (both(done.found("6月.xlsx", "L107")[0]), done.totals()) == ([True, True], {})


def test_a_label_is_never_taken_for_a_name(box: Inbox) -> None:
    rows: dict[str, Any] = {"进度表": [{"发现问题数": 3, "A2": None}], "封面": [{"C2": None}]}
    box.put_bytes("6月.xlsx", box.issued("U1", "2026-06", rows))
    box.put_bytes("二公司6月.xlsx", sheets(进度表=table(("填报单位", "单位编号"), ("单位编号", "期间"))))
    assert box.settle("2026-06").states() == {"6月.xlsx": "受理", "二公司6月.xlsx": "受理"}


def test_what_is_said_of_a_shared_sheet_is_said_once(listed: Inbox) -> None:
    rows = [("期间：2026年6月",), ("单位", *ROWS), ("一公司", "A1", 1), ("二公司", "B1", 4), ("合计", None, 5)]
    listed.put_bytes("6月.xlsx", sheets(明细表=[*rows[:2], *rows[2:]]))
    problems = [(p.place.cell, p.rule.number) for p in listed.settle("2026-06").collection.problems]
    assert problems == [("B5", "L117")]


def test_a_sheet_without_a_name_among_those_of_several_units_is_asked_of_none_of_them(box: Inbox) -> None:
    box.put_bytes("各单位6月.xlsx", sheets(一公司=table(), 二公司=table(found=5), Sheet3=table(found=7)))
    done = box.settle("2026-06")
    assert done.units() == {"U1": "已汇总", "U2": "已汇总", "U12": "未报"}
    asked = [one for one in done.collection.submissions if one.state == "待核实"]
    assert [(one.unit, [p.rule.number for p in one.problems]) for one in asked] == [("", ["L118"])]
    assert (done.totals()["发现问题数"], len(HEADINGS)) == ("8", 5)
