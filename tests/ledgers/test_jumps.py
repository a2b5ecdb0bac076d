"""元 for 万元: a cell is measured by cells and a total by totals, and both readings are shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers.returns import LIST, Inbox, Settled, inbox, listing, progress

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
    (problem,) = [p for p in done.file("6月.xlsx").problems if p.rule == "L601"]
    assert problem.cure == "是80000万元还是80000元（8万元）？请核对"


def test_a_total_is_measured_by_the_totals_of_others_and_not_by_a_cell(tmp_path: Path) -> None:
    box: Inbox = inbox(tmp_path / "活动", 单位=UNITS)
    amounts: list[Any] = [10, 12, 14, 11, 130000]
    for unit, amount in zip(UNITS, amounts, strict=True):
        box.put(f"{unit['编号']}.xlsx", progress(str(unit["全称"]), 5, 5, amount))
    done = box.settle()
    assert [done.found(f"D{i}.xlsx", "L601") != [] for i in range(1, 6)] == [False] * 4 + [True]
    assert (done.totals()["涉及金额"], done.counts("涉及金额")) == ("47", (4, 1))
