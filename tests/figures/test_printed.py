"""Figures as texts print them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.figures.printed import about, capital, percent, plain
from tests.figures.facts import JUNE, MAY, Facts

ROWS: dict[str, Any] = {"台账": "明细表"}


def said(value: str, style: str) -> str:
    number, word = about(Decimal(value), style)
    return f"近{number}" if word == "近" else number + word


MORE = {"12": "10余", "115": "110余", "104.1": "100余", "1234": "1200余", "110": "110", "100": "100", "8": "8", "0": "0", "0.5": "0.5", "-12": "-12"}  # fmt: skip
NEARLY = {"98": "近100", "196": "近200", "1130": "1130", "1190": "近1200", "1199": "近1200", "104": "104", "100": "100", "9": "9", "0": "0", "10": "10"}  # fmt: skip


@pytest.mark.parametrize(("number", "text"), MORE.items())
def test_more_than_is_said_only_where_it_is_true(number: str, text: str) -> None:
    assert said(number, "余") == text


@pytest.mark.parametrize(("number", "text"), NEARLY.items())
def test_nearly_is_said_only_where_it_is_nearly_true(number: str, text: str) -> None:
    assert said(number, "近") == text


@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_no_word_is_ever_untrue(value: Decimal) -> None:
    number, word = about(value, "余")
    assert Decimal(number) < value if word else Decimal(number) == value
    number, word = about(value, "近")
    assert value < Decimal(number) <= value / Decimal("0.95") if word else Decimal(number) == value


CAPITALS = {
    ("12.50", "万元"): "壹拾贰万伍仟元整",
    ("1005.30", "元"): "壹仟零伍元叁角",
    ("0.01", "元"): "壹分",
    ("3", "个"): "叁个",
}


@pytest.mark.parametrize(("amount", "text"), CAPITALS.items())
def test_amounts_in_capitals_are_in_yuan(amount: tuple[str, str], text: str) -> None:
    assert capital(Decimal(amount[0]), amount[1]) == text


def test_per_cent_of_all_and_of_nothing_have_no_decimals() -> None:
    assert [percent(Decimal(v), 2) for v in ("1", "0", "0.4667", "1.25")] == ["100%", "0%", "46.67%", "125.00%"]
    assert plain(Decimal("1234.5"), 2) == "1234.50"


def test_figures_are_printed_with_their_unit_of_measure_and_decimals(facts: Facts) -> None:
    texts = {
        "发现问题数": "15个", "发现问题数|数": "15", "发现问题数|余": "10余个", "发现问题数|近": "15个",
        "涉及金额": "1.25万元", "涉及金额|数": "1.25", "涉及金额|大写": "壹万贰仟伍佰元整",
        "整改率": "46.67%", "整改率|数": "46.67", "整改率|一公司": "100%", "整改率|四公司": "0%",
        "发现问题数|二公司": "8个", "发现问题数|U2": "8个",
    }  # fmt: skip
    assert {inner: facts.text(inner, JUNE) for inner in texts} == texts


def test_a_list_leaves_out_what_is_nought(facts: Facts) -> None:
    assert facts.text("数|按领域", 数=ROWS) == "采购3个、财务1个、工程1个、未填1个"
    assert facts.text("数|按领域|降序|前1", 数={**ROWS, "单位": "笔"}) == "采购3笔"
    assert facts.text("数|按单位", MAY, 数=ROWS) == "一公司2个、投资公司1个"
    assert facts.text("整改率|按单位", MAY) == "一公司40.00%"


def test_one_group_is_printed_without_its_unit_of_measure_and_can_be_found_again(facts: Facts) -> None:
    press = facts.press(数={**ROWS, "单位": "笔"})
    cited = press.cite("数|按领域|取 采购")
    assert (cited.text, cited.name, cited.reference) == ("3", "数·采购", "数|按领域|取 采购")
    assert press.cite(cited.reference).text == cited.text
    assert press.cite("数|按单位|取 合计").text == "6"
    assert press.cite("数|按单位|取 U1").name == "数·一公司"
