"""What holds of every figure, whatever units report."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.figures.answer import Query
from docgen.figures.source import CELLS, RETURNS, Source
from tests.figures.facts import JUNE, MAY, Facts, value, values

FIGURES: list[dict[str, Any]] = [
    {"台账": "进度表", "列": "发现问题数"},
    {"台账": "进度表", "列": "涉及金额", "条件": "发现问题数 > 3"},
    {"台账": "进度表", "列": "整改数", "取数": "最近"},
    {"台账": "明细表", "统计": "计数"},
    {"台账": "明细表", "列": "金额", "取数": "累计"},
    {"台账": "培训表", "列": "培训人次"},
]
COLUMNS = ("发现问题数", "整改数", "涉及金额")
CELL = st.one_of(st.integers(0, 99).map(lambda n: ("used", str(n))), st.just(("question", "")), st.just(("blank", "")))
REPORT = st.one_of(st.none(), st.just("nil"), st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=3))
UNITS = ("U1", "U2", "U12", "U4", "U5")
REPORTS = st.fixed_dictionaries({(unit, month): REPORT for unit in UNITS for month in (MAY, JUNE)})
Reports = dict[tuple[str, str], Any]


def invented(facts: Facts, reports: Reports) -> Source:
    """A source in which units reported 进度表 as given."""
    cells, returns = [], []
    for (unit, month), rows in reports.items():
        if rows is None:
            continue
        file = f"{unit} {month}.xlsx"
        returns.append((unit, month, "进度表", file, "进度表", int(rows == "nil")))
        for y, row in enumerate([] if rows == "nil" else rows, 4):
            for x, (status, text) in enumerate(row):
                raw = text or ("约3" if status == "question" else "")
                cells.append((unit, month, "进度表", file, "进度表", f"{'ABC'[x]}{y}", y, COLUMNS[x], raw, text, status,
                              "", "", int(status == "used"), file))  # fmt: skip
    return Source(
        pandas.DataFrame(cells, columns=list(CELLS), dtype=object),
        pandas.DataFrame(returns, columns=list(RETURNS), dtype=object),
        facts.source.summary,
    )


def total(reports: Reports, column: int, months: tuple[str, ...], units: tuple[str, ...] = UNITS) -> Decimal:
    """The sum of a column, counted without docgen."""
    rows = [
        row
        for (u, m), own in reports.items()
        if u in units and m in months and own not in (None, "nil")
        for row in own
    ]
    return sum((Decimal(row[column][1]) for row in rows if row[column][0] == "used"), Decimal(0))


@settings(max_examples=40, deadline=None)
@given(REPORTS, st.sampled_from(["", MAY, JUNE]))
def test_the_units_add_up_to_the_whole_and_the_whole_to_the_cells(facts: Facts, reports: Reports, period: str) -> None:
    own = replace(facts, source=invented(facts, reports))
    months = (period,) if period else (MAY, JUNE)
    for x, column in enumerate(COLUMNS):
        answer = own.answer(column, period, by="单位")
        parts = [p.value for p in answer.pieces if p.value is not None]
        assert sum(parts, Decimal(0)) == (answer.total.value or 0) == total(reports, x, months)
        for piece in answer.pieces:
            assert (piece.value or 0) == total(reports, x, months, (piece.label,))
        assert sorted(i for p in answer.pieces for i in p.used) == sorted(answer.total.used)
        assert sorted(i for p in answer.pieces for i in p.held) == sorted(answer.total.held)
        by_period = own.answer(column, period, by="期间")
        assert sum((p.value or Decimal(0) for p in by_period.pieces if not period), Decimal(0)) in (
            0, total(reports, x, months),
        )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(REPORTS)
def test_a_quotient_is_of_the_rows_that_have_both(facts: Facts, reports: Reports) -> None:
    own = replace(facts, source=invented(facts, reports))
    rows = [row for given in reports.values() if given not in (None, "nil") for row in given]
    both = [row for row in rows if row[0][0] == row[1][0] == "used"]
    found, mended = (sum((Decimal(row[x][1]) for row in both), Decimal(0)) for x in (0, 1))
    answer = own.answer("整改率")
    if found and answer.total.value is not None:
        assert round(answer.total.value, 20) == round(mended / found, 20)
    assert bool(answer.why) is (not found)


@pytest.mark.parametrize("figure", FIGURES, ids=str)
@pytest.mark.parametrize("period", ["", MAY, JUNE])
@pytest.mark.parametrize("by", ["单位", "单位类别"])
def test_every_partition_of_the_units_adds_up_to_the_whole(
    facts: Facts, figure: dict[str, Any], period: str, by: str
) -> None:
    answer = facts.answer(figure, period, by=by)
    assert sum((p.value for p in answer.pieces if p.value is not None), Decimal(0)) == answer.total.value
    alone = [facts.answer(figure, period, units=(unit,)).total.value for unit in UNITS]
    assert sum((v for v in alone if v is not None), Decimal(0)) == answer.total.value


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(FIGURES), st.sampled_from(["", JUNE]))
def test_the_order_of_the_facts_does_not_matter(
    facts: Facts, random: Any, figure: dict[str, Any], period: str
) -> None:
    def shuffled(frame: pandas.DataFrame) -> pandas.DataFrame:
        order = list(range(len(frame)))
        random.shuffle(order)
        return frame.iloc[order].reset_index(drop=True)

    source = facts.source
    other = replace(facts, source=Source(shuffled(source.facts), shuffled(source.returns), source.summary))
    for by in ("", "单位", "期间", "单位类别"):
        here, there = facts.answer(figure, period, by=by), other.answer(figure, period, by=by)
        assert (value(here), here.when, set(here.absent), set(here.older)) == (
            value(there), there.when, set(there.absent), set(there.older),
        )  # fmt: skip
        assert values(here) == values(there)
        assert sorted(facts.used(here)) == sorted(other.used(there))
        assert sorted(facts.held(here)) == sorted(other.held(there))


def test_the_same_question_has_the_same_answer(facts: Facts) -> None:
    calculator = facts.calculator(JUNE)
    assert calculator.answer(Query("整改率")) is calculator.answer(Query("整改率"))
    again = facts.calculator(JUNE)
    assert again.answer(Query("整改率")).total == calculator.answer(Query("整改率")).total
