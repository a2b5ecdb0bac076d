"""元 for 万元: a cell is measured by cells and a total by totals, and both readings are shown."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers.returns import LIST, PROGRESS, Inbox, Settled, Tab, inbox, listing, progress

UNITS = [{"编号": f"D{i}", "全称": f"第{i}分公司"} for i in range(1, 6)]


def listed(tmp_path: Path, may: Sequence[float] | None, june: Sequence[float], new: bool = True) -> Settled:
    """明细表 of one unit: the amounts of May and of June, the rows new each time or the same."""
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    if may is not None:
        box.put("5月.xlsx", listing("一公司", *((f"A{i}", v) for i, v in enumerate(may)), period="2026年5月"))
    letter = "B" if new else "A"
    box.put("6月.xlsx", listing("一公司", *((f"{letter}{i}", v) for i, v in enumerate(june))))
    return box.settle()


def spots(done: Settled) -> list[str]:
    return [cell for cell, rule in done.spots("6月.xlsx") if rule == "L601"]


@pytest.mark.parametrize(
    ("may", "june", "cells"),
    [
        (None, [12.5, 8, 300000, 20], ["B6"]),  # among the unit's own rows
        (None, [125000, 80000, 30, 20], ["B4", "B5"]),
        (None, [125000, 80000, 300000, 20], ["B4", "B5", "B6"]),  # the small one is right, as money in 万元 goes
        ([12.5, 8, 30], [150000], ["B4"]),  # a new row, measured by those of the period before
        ([12.5, 8, 30], [150000, 90000, 40], ["B4", "B5"]),
        ([12.5, 8, 30], [15, 9, 40, 2.5], []),
        ([0.5, 3, 40, 600], [0.8, 12, 90, 1500], []),  # amounts differ, but without a gap
        ([12.5], [0, 0], []),
        ([12.5, 8, 30], [125000, 80000, 300000], ["B4", "B5", "B6"]),
    ],
)
def test_new_rows_are_measured_by_the_units_other_rows(
    tmp_path: Path, may: list[float] | None, june: list[float], cells: list[str]
) -> None:
    done = listed(tmp_path, may, june)
    assert spots(done) == cells
    assert done.counts("金额", "明细表")[1] == len(cells)


def test_the_same_row_of_the_period_before_decides_for_itself(tmp_path: Path) -> None:
    assert spots(listed(tmp_path / "1", [12.5, 8, 30], [12.5, 80000, 30], new=False)) == ["B5"]
    # a row that was as large before is what it is, whatever the others are
    assert spots(listed(tmp_path / "2", [12.5, 90000, 30], [12.5, 90000, 30], new=False)) == []


def test_both_readings_are_shown(tmp_path: Path) -> None:
    done = listed(tmp_path, [12.5, 8, 30], [12.5, 80000, 30], new=False)
    (problem,) = [p for p in done.file("6月.xlsx").problems if p.rule.number == "L601"]
    assert problem.cure == "是80000万元还是80000元（8万元）？请核对"


def test_a_total_is_measured_by_the_totals_of_others_and_not_by_a_cell(tmp_path: Path) -> None:
    box: Inbox = inbox(tmp_path / "活动", 单位=UNITS)
    amounts: list[Any] = [10, 12, 14, 11, 130000]
    for unit, amount in zip(UNITS, amounts, strict=True):
        box.put(f"{unit['编号']}.xlsx", progress(str(unit["全称"]), 5, 5, amount))
    done = box.settle()
    assert [done.found(f"D{i}.xlsx", "L601") != [] for i in range(1, 6)] == [False] * 4 + [True]
    assert (done.totals()["涉及金额"], done.counts("涉及金额")) == ("47", (4, 1))


SMALL = (3, 5, 7, 2)


def among(tmp_path: Path, june: float, others: Sequence[float], may: float | None = None) -> Settled:
    """进度表 of five units: that of the last, with what it said in May, among the others."""
    box: Inbox = inbox(tmp_path / "活动", 单位=UNITS)
    for unit, amount in zip(UNITS, [*others, june], strict=True):
        box.put("6月.xlsx" if unit is UNITS[-1] else f"{unit['编号']}.xlsx", progress(str(unit["全称"]), 5, 5, amount))
    if may is not None:
        box.put("5月.xlsx", progress(str(UNITS[-1]["全称"]), 5, 5, may, period="2026年5月"))
    return box.settle()


@pytest.mark.parametrize(
    ("may", "june"),
    [(2, 300000), (2, 2000000), (20, 15000), (12.5, 2500000), (0.5, 5000), (50, 4300000), (0.02, 500), (3, 30000000)],
)
def test_a_row_that_is_nearer_to_the_period_before_in_yuan_is_held_back(
    tmp_path: Path, may: float, june: float
) -> None:
    done = among(tmp_path, june, SMALL, may)
    assert (done.spots("6月.xlsx"), done.units()["D5"]) == ([("C4", "L601")], "待核实")


@pytest.mark.parametrize(
    ("may", "june"), [(2, 60), (3, 900), (20, 600), (500, 15000), (12, 1200), (0.1, 80), (900, 3), (0, 40), (0, 900)]
)
def test_a_real_jump_and_a_beginning_are_no_slip(tmp_path: Path, may: float, june: float) -> None:
    assert among(tmp_path, june, SMALL, may).spots("6月.xlsx") == []


@pytest.mark.parametrize(
    ("june", "others", "held"),
    [
        (2000, SMALL, True),
        (15000, (12, 30, 0.5, 8), True),
        (2000, (900, 40, 3, 1500), False),
        (900, (3, 3, 3, 3), False),
        (205000, (50, 50, 20, 3000000), True),  # another one slips, too
    ],
)
def test_after_zero_and_without_a_period_before_the_others_are_the_measure(
    tmp_path: Path, june: float, others: Sequence[float], held: bool
) -> None:
    for may in (0, None):
        done = among(tmp_path / str(may), june, others, may)
        assert done.spots("6月.xlsx") == ([("C4", "L601")] if held else [])


@pytest.mark.parametrize(
    ("may", "june", "cells"),
    [
        (None, [2500, 3.5, 7], ["B4"]),
        ([12.5, 8], [2500, 3.5, 7], ["B4"]),
        ([12.5, 8], [3000000, 4500000], ["B4", "B5"]),
        ([12.5, 8], [15000, 30000, 7000], ["B4", "B5", "B6"]),
        ([12.5, 8], [1250000, 8], ["B4"]),  # the small cell is what it is
        ([12.5, 8], [2500000, 8], ["B4"]),
        (None, [5000, 3000, 20], []),  # large ones, and one small contract
        ([12.5, 8], [12.5, 8, 1250], []),
        ([300], [0.5, 2800], []),
    ],
)
def test_how_far_rows_are_apart_matters_and_not_by_what_factor(
    tmp_path: Path, may: list[float] | None, june: list[float], cells: list[str]
) -> None:
    assert spots(listed(tmp_path, may, june)) == cells


def test_new_rows_of_issues_are_measured_by_those_of_the_month_before(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"问题整改台账": {"期间": "2026-05至2026-07"}})
    for month, keys, amounts in ((5, "AB", (12.5, 8)), (6, "CD", (3000000, 4500000))):
        rows = [
            {"问题编号": key, "问题": "未按规定招标", "金额": amount, "状态": "整改中"}
            for key, amount in zip(keys, amounts, strict=True)
        ]
        box.put(f"{month}月.xlsx", Tab("问题整改台账", rows, period=f"2026年{month}月"))
    spec = box.definition.spec("问题整改台账")
    assert spec is not None
    letter = "ABCDEFGHIJ"[[c.name for c in spec.columns].index("金额")]
    assert spots(box.settle()) == [f"{letter}4", f"{letter}5"]


def messages(done: Settled) -> list[str]:
    return done.found("6月.xlsx", "L601")


def test_the_question_says_what_was_really_compared_and_how_far_it_is(tmp_path: Path) -> None:
    end = "是不是把元填成了万元？这个数暂不计入"
    assert messages(among(tmp_path / "1", 15000, SMALL, 20)) == [
        f"“涉及金额”是15000万元，约为上期同一行（20）的750倍，{end}"
    ]
    assert messages(among(tmp_path / "2", 2000, SMALL)) == [
        f"“涉及金额”是2000万元，约为其他单位这一列各格的中间数（4）的500倍，{end}"
    ]
    assert messages(listed(tmp_path / "3", None, [250000, 3, 7])) == [
        f"“金额”是250000万元，约为本单位这一列另外2格的中间数（5）的5万倍，{end}"
    ]
    assert messages(listed(tmp_path / "4", [4, 12, 8], [160000])) == [
        f"“金额”是160000万元，约为本单位这一列另外3格（含其他各期）的中间数（8）的2万倍，{end}"
    ]


@pytest.mark.parametrize("period", ["", "2026-06"])
def test_a_waived_question_does_not_say_that_the_number_is_held_back(tmp_path: Path, period: str) -> None:
    waiver = {"规则": "L601", "单位": "U1", "期间": period, "原因": "电话核实", "批准人": "张某"}
    box = inbox(tmp_path / "活动", 豁免=[{k: v for k, v in waiver.items() if v}])
    box.put("5月.xlsx", progress("一公司", 5, 5, 12.5, period="2026年5月"))
    box.put("6月.xlsx", progress("一公司", 5, 5, 125000))
    done = box.settle()
    (message,) = messages(done)
    assert message == (
        "已豁免（电话核实；批准人：张某）：“涉及金额”是125000万元，约为上期同一行（12.5）的1万倍，是不是把元填成了万元？"
    )
    assert (done.totals()["涉及金额"], done.states()["6月.xlsx"]) == ("125000", "受理")


@pytest.mark.parametrize("seed", range(6))
def test_units_of_ordinary_sizes_that_grow_in_an_ordinary_way_are_never_asked(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    box: Inbox = inbox(tmp_path / "活动", 单位=UNITS, 台账={"进度表": PROGRESS, "明细表": LIST})

    def drawn(middle: float, spread: float) -> float:
        return round(min(5000, max(0.1, middle * math.exp(dice.gauss(0, spread)))), 2)

    for unit in UNITS:
        size, name = drawn(22, 1.6), str(unit["全称"])
        for month in (5, 6, 7):
            rows = [(f"{month}{i}" if i % 2 else f"{i}", drawn(size, 0.8)) for i in range(dice.randint(1, 6))]
            period = f"2026年{month}月"
            tabs = [progress(name, 5, 5, size, period=period), listing(name, *rows, period=period)]
            box.put(f"{name}{month}.xlsx", *tabs)
            size = round(min(5000, size * dice.uniform(0.2, 10)), 2)
    done = box.settle(today=date(2026, 7, 30))
    assert len(done.states()) == 15
    assert {rule for one in done.states() for _, rule in done.spots(one)} & {"L601"} == set()
