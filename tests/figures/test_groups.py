"""Figures cut into groups: their order, the groups that are empty, shares, and decimals that add up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.figures.catalog import BadFigure
from docgen.figures.rounding import apportioned, near
from tests.figures.facts import JUNE, MAY, Facts, amounts, rounded, value, values

ROWS: dict[str, Any] = {"台账": "明细表"}
AMOUNT: dict[str, Any] = {"台账": "明细表", "列": "金额"}


def labels(facts: Facts, figure: Any, period: str = "", **query: Any) -> list[str]:
    return [piece.label for piece in facts.answer(figure, period, **query).pieces]


# -- by what


def test_units_stand_in_the_order_of_the_list_and_all_of_them(facts: Facts) -> None:
    answer = facts.answer(ROWS, by="单位")
    assert list(values(answer).items()) == [("U1", "3"), ("U2", "0"), ("U12", "1"), ("U4", "2"), ("U5", None)]


def test_categories_of_units_stand_in_the_order_of_the_list(facts: Facts) -> None:
    answer = facts.answer(ROWS, by="单位类别")
    assert list(values(answer).items()) == [("子企业", "3"), ("分支", "1"), ("未分类", "2")]


def test_each_period_is_counted_by_itself(facts: Facts) -> None:
    assert list(values(facts.answer(ROWS, by="期间")).items()) == [("2026年5月", "3"), ("2026年6月", "5")]
    assert values(facts.answer("发现问题数", by="期间")) == {"2026年5月": "16", "2026年6月": "15"}
    assert values(facts.answer("发现问题数", MAY, by="期间")) == {"2026年5月": "16"}
    assert values(facts.answer("整改率", by="期间"))["2026年5月"] == "0.4"
    assert values(facts.answer({**ROWS, "取数": "累计"}, by="期间")) == {"2026年5月": "3", "2026年6月": "6"}


def test_columns_stand_in_the_order_in_which_they_were_named(facts: Facts) -> None:
    figure = {"台账": "进度表", "列": ["整改数", "发现问题数"], "按": "列"}
    assert list(values(facts.answer(figure)).items()) == [("整改数", "11"), ("发现问题数", "31")]


def test_options_stand_in_their_order_and_what_is_not_filled_in_comes_last(facts: Facts) -> None:
    answer = facts.answer(ROWS, by="领域")
    assert list(values(answer).items()) == [
        ("采购", "3"), ("财务", "1"), ("工程", "1"), ("人事", "0"), ("未填", "1"),
    ]  # fmt: skip
    assert facts.used(answer, answer.pieces[4]) == [("U1", JUNE, "A6")]
    amount = facts.answer(AMOUNT, by="领域")
    assert [values(amount)[name] for name in ("采购", "财务", "工程", "未填")] == ["11.5", "2.5", "0.5", "3"]


def test_groups_may_be_put_in_order_and_cut(facts: Facts) -> None:
    assert labels(facts, ROWS, by="领域", order="降序") == ["采购", "财务", "工程", "未填", "人事"]
    assert labels(facts, ROWS, by="领域", order="升序") == ["人事", "财务", "工程", "未填", "采购"]
    assert labels(facts, ROWS, by="领域", order="降序", first=2) == ["采购"]  # three are second alike
    assert labels(facts, ROWS, by="领域", order="降序", first=4) == ["采购", "财务", "工程", "未填"]
    assert labels(facts, ROWS, by="领域", order="降序", last=1) == ["人事"]
    assert labels(facts, {**ROWS, "按": "领域", "排序": "降序", "取前": 1}) == ["采购"]
    assert labels(facts, {**ROWS, "按": "领域", "排序": "降序", "取后": 2}) == ["人事"]
    assert value(facts.answer({**ROWS, "按": "领域", "取前": 1})) == "6"  # the whole stays the whole


@pytest.mark.parametrize("order", ["升序", "降序"])
def test_units_without_a_value_come_last_in_any_order(facts: Facts, order: str) -> None:
    assert labels(facts, ROWS, by="单位", order=order)[-1] == "U5"


def test_a_group_that_the_ledger_does_not_have_is_refused(facts: Facts) -> None:
    with pytest.raises(BadFigure, match="不能按“部门”分：《明细表》里没有这一列"):
        facts.answer(ROWS, by="部门")


# -- shares and decimals


def test_shares_add_up_to_the_whole(facts: Facts) -> None:
    answer = facts.answer(ROWS, by="领域", change="占比")
    assert list(rounded(answer).items()) == [
        ("采购", "0.500"), ("财务", "0.167"), ("工程", "0.167"), ("人事", "0.000"), ("未填", "0.166"),
    ]  # fmt: skip
    assert sum(map(Decimal, amounts(rounded(answer)))) == 1
    assert facts.text("数|按领域|占比", 数=ROWS) == "采购占50.0%、财务占16.7%、工程占16.7%、未填占16.6%"


def test_shares_add_up_to_the_whole_where_a_unit_sent_nothing(facts: Facts) -> None:
    answer = facts.answer("发现问题数", by="单位", change="占比")  # 15, 14, 0, 2 of 31, and nothing of U5
    assert rounded(answer) == {"U1": "0.484", "U2": "0.452", "U12": "0.000", "U4": "0.064", "U5": None}
    assert sum(map(Decimal, amounts(rounded(answer)))) == 1


def test_rounded_groups_add_up_to_the_rounded_whole(facts: Facts) -> None:
    answer = facts.answer({**AMOUNT, "小数": 0}, by="领域")  # 11.5, 2.5, 0.5, 0, 3 of 17.5
    assert list(rounded(answer).values()) == ["12", "3", "0", "0", "3"]
    assert answer.total.rounded == 18


def test_rounded_units_add_up_where_one_sent_nothing(facts: Facts) -> None:
    answer = facts.answer({"台账": "进度表", "列": "涉及金额", "小数": 0}, MAY, by="单位")  # 1.25, 2.5, 0 of 3.75
    assert answer.total.rounded == 4
    assert rounded(answer) == {"U1": "1", "U2": "3", "U12": "0", "U4": None, "U5": None}


def test_shares_of_nothing_are_none(facts: Facts) -> None:
    answer = facts.answer({**ROWS, "条件": '领域 == "人事"'}, by="单位", change="占比")
    assert (set(values(answer).values()), answer.why) == ({None}, "合计是0")


def test_a_share_needs_groups(facts: Facts) -> None:
    with pytest.raises(BadFigure, match="没有分组，算不出占比"):
        facts.answer(ROWS, change="占比")


PLACES = st.integers(min_value=0, max_value=4)
PARTS = st.lists(st.decimals(0, 10_000, places=6, allow_nan=False), min_size=1, max_size=12)


@given(PARTS, PLACES)
def test_apportioned_parts_add_up_each_within_one_of_the_last_place(parts: list[Decimal], places: int) -> None:
    whole = near(sum(parts, Decimal(0)), places, False)
    found = apportioned(parts, whole, places)
    unit = Decimal(1).scaleb(-places)
    assert sum(found, Decimal(0)) == whole
    assert len(found) == len(parts)
    assert all(abs(a - b) < unit for a, b in zip(parts, found, strict=True))
    assert all(value == value.quantize(unit) for value in found)


@given(PARTS, PLACES, st.randoms(use_true_random=False))
def test_the_order_of_parts_decides_only_between_those_that_lost_the_same(
    parts: list[Decimal], places: int, random: Any
) -> None:
    whole = near(sum(parts, Decimal(0)), places, False)
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert sorted(apportioned(shuffled, whole, places)) == sorted(apportioned(parts, whole, places)) or len(
        {p % Decimal(1).scaleb(-places) for p in parts}
    ) < len(parts)


@given(PARTS, PLACES)
def test_parts_that_need_no_rounding_stay_as_they_are(parts: list[Decimal], places: int) -> None:
    exact = [near(part, places, False) for part in parts]
    assert apportioned(exact, sum(exact, Decimal(0)), places) == exact


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(2, 4))
def test_a_ratio_is_all_or_nothing_only_if_it_is(part: int, whole: int, places: int) -> None:
    ratio = Decimal(part) / Decimal(whole)
    found = near(ratio, places, True)
    assert (found == 1, found == 0) == (ratio == 1, ratio == 0)
    assert abs(found - ratio) <= Decimal(1).scaleb(-places)


def test_nearly_all_is_not_all_and_nearly_nothing_is_not_nothing() -> None:
    assert near(Decimal("0.99996"), 4, True) == Decimal("0.9999")
    assert near(Decimal("1.00004"), 4, True) == Decimal("1.0001")
    assert near(Decimal("0.00001"), 4, True) == Decimal("0.0001")
    assert near(Decimal("-0.00001"), 4, True) == Decimal("-0.0001")
    assert near(Decimal("0.99996"), 4, False) == 1
    assert near(Decimal("2.5"), 0, False) == 3
