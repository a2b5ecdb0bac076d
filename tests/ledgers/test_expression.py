"""The language of rules: each expected value was reckoned by hand from the definition, not read off a run."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.ledgers.expression import BLANK, BadExpression, Expression, Value, Vector, parse

D = Decimal
NAMES: tuple[str, ...] = ("甲", "乙", "丙", "整改数", "发现问题数", "整改率", "或有负债", "非税收入", "且末县", "状态")
NAMES += (
    "时限",
    "㎡数",
    "Ａ组",
    "if",
    "12月数",
    "合计",
    "上期",
    "2026",
    "涉及金额（万元）",
    "党员/群众",
    "警告、记过",
)
LEDGERS = {"明细": ("金额", "状态", "完成", "次数", "金额（元）"), "另册（一）": ("金额",), "空册": ("金额", "状态")}


@dataclass(frozen=True)
class Row:
    """A scope out of dictionaries; what is not in them is unknown."""

    values: Mapping[str, Value] = field(default_factory=dict)
    before: Mapping[str, Value] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], Vector] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        return self.values.get(name)

    def previous(self, name: str) -> Value:
        return self.before.get(name)

    def column(self, ledger: str, name: str) -> Vector:
        return self.columns.get((ledger, name), ())

    def decimals(self, name: str) -> int | None:
        return self.places.get(name)


def understood(text: str) -> Expression:
    return parse(text, NAMES, LEDGERS, previous=True)


def tried(text: str) -> Expression | BadExpression:
    """What comes of a text: the expression, or why it is none."""
    try:
        return understood(text)
    except BadExpression as refusal:
        return refusal


def number(value: Value) -> Value:
    return D(value) if isinstance(value, str) and value.replace(".", "", 1).lstrip("-").isdigit() else value


def of(text: str, **values: Value) -> Value:
    """The value where 甲, 乙 … are these; a text of digits is short for a number."""
    return understood(text).evaluate(Row({name: number(value) for name, value in values.items()}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("10 - (2 - 3)", "11"),
        ("12 / 4 / 3", "1"),
        ("-2 * 3", "-6"),
        ("- -2", "2"),
        ("-(1 + 2)", "-3"),
        ("0.1 + 0.2", "0.3"),
        ("12%", "0.12"),
        ("１２．５％", "0.125"),
        ("0.00000000000000000000000000001", "1E-29"),
        ("绝对值(2 - 5)", "3"),
        ("合计(1, 2, 3.5)", "6.5"),
        ("最大(1, 3, 2)", "3"),
        ("最小(1, 3, 2)", "1"),
        ("计数(1, 3, 2)", "3"),
        ("如果(1 < 2, 10, 20)", "10"),
        ("如果(1 > 2, 10, 20)", "20"),
    ],
)
def test_arithmetic_is_exact(text: str, expected: str) -> None:
    assert of(text) == D(expected)


def test_ten_times_a_tenth_is_one() -> None:
    tenths = " + ".join(["0.1"] * 10)
    assert of(tenths) == 1
    assert of(f"{tenths} == 1") is True
    assert of("合计(甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲) == 1", 甲="0.1") is True
    row = Row(columns={("明细", "金额"): (D("0.1"),) * 10})
    assert understood("合计(明细.金额)").evaluate(row) == 1


def test_a_third_three_times_is_one_and_equal_quotients_are_equal() -> None:
    assert of("1 / 3 * 3 == 1") is True
    assert of("1 / 3 * 3 != 1") is False
    assert of("1 / 3 * 3 < 1") is False
    assert of("1 / 3 * 3 - 1 == 0") is True
    assert of("1 / 3 == 2 / 6") is True
    assert of("1 / 3 < 2 / 6") is False
    assert of("1 / 3 > 0.3333") is True
    assert of("1 / (1 / 3 * 3 - 1)") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲 <= 乙", True),
        ("甲 ≤ 乙", True),
        ("甲 ＜＝ 乙", True),
        ("甲 ＜ 乙", True),
        ("甲 ≥ 乙", False),
        ("甲 ＞ 乙", False),
        ("甲 ≠ 乙", True),
        ("甲 <> 乙", True),
        ("甲 != 乙", True),
        ("甲 = 乙", False),
        ("甲 ＝ 乙", False),
        ("甲 ＝＝ 3", True),
        ("甲　×　2 = 6", True),
        ("乙÷2=2", True),
        ("甲＋1＝乙", True),
        ("乙－1＝甲", True),
        ("（甲＋1）＝乙", True),
        ("合计（甲，乙）＝７", True),
        ("甲 < 乙 < 5", True),
        ("甲 < 乙 < 4", False),
        ("4 > 甲 < 乙", True),
        ("甲 = 3 且 乙 = 4", True),
        ("甲 = 3 并且 乙 = 5", False),
        ("甲 = 0 或 乙 = 4", True),
        ("甲 = 0 或者 乙 = 0", False),
        ("非 甲 = 0", True),
        ("非（甲 = 3）", False),
        ("（甲=0）或（乙=4）", True),
        ("甲 = 3 and not 乙 = 3 or 甲 = 9", True),
        ("甲 = 3 或 甲 = 4 且 乙 = 9", True),
        ("甲 <= 乙\n且 乙 <= 4", True),
    ],
)
def test_a_clerk_types_chinese_punctuation(text: str, expected: bool) -> None:
    assert of(text, 甲="3", 乙="4") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("状态 == “完成≤（一）且”", True),
        ('状态 == "完成≤（一）且"', True),
        ("状态 == ‘完成≤（一）且’", True),
        ("状态 == ”完成≤（一）且“", True),
        ("状态 == '完成<=(一)且'", False),
        ("“完成≤（一）且” = 状态", True),
    ],
)
def test_texts_are_taken_as_written(text: str, expected: bool) -> None:
    assert of(text, 状态="完成≤（一）且") is expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("或有负债 > 0 或 甲 > 9", "或有负债"),
        ("非税收入 > 0", "非税收入"),
        ("且末县 > 0 且 1 = 1", "且末县"),
        ("㎡数 > 0", "㎡数"),
        ("Ａ组 > 0", "Ａ组"),
        ("if > 0", "if"),
        ("12月数 > 0", "12月数"),
        ("合计 > 0", "合计"),
        ("上期 > 0", "上期"),
        ("【涉及金额（万元）】 > 0", "涉及金额（万元）"),
        ("【 涉及金额（万元） 】>0", "涉及金额（万元）"),
        ("【党员/群众】 > 0", "党员/群众"),
        ("合计(【警告、记过】, 0) > 0", "警告、记过"),
        ("【2026】 > 0", "2026"),
        ("【甲】 > 0", "甲"),
    ],
)
def test_every_column_name_can_be_written(text: str, name: str) -> None:
    expression = understood(text)
    assert name in expression.names
    assert expression.evaluate(Row({name: D(1), "甲": D(1)})) is True


def test_an_expression_says_what_it_asks_for() -> None:
    text = "甲 + 上期.乙 + 上期.【涉及金额（万元）】 + 合计(明细.金额) + 合计(【另册（一）】.金额, 明细.【金额（元）】) > 甲"
    expression = understood(text)
    assert expression.text == text
    assert expression.names == {"甲"}
    assert expression.previous == {"乙", "涉及金额（万元）"}
    assert expression.columns == {("明细", "金额"), ("另册（一）", "金额"), ("明细", "金额（元）")}


def test_the_period_before_stands_beside_this_one() -> None:
    row = Row({"甲": D(3)}, {"甲": D(4)})
    assert understood("甲 >= 上期.甲").evaluate(row) is False
    assert understood("甲 >= 上期.乙").evaluate(row) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "空的"),
        (" \n　", "空的"),
        ("甲 > " + "1" * 31, "数字太长"),
        ("甲 > " + "+".join(["1"] * 260), "最多500个字"),
        ("(" * 31 + "甲" + ")" * 31, "层数太多"),
        ("-" * 31 + "甲", "层数太多"),
        ("-" * 499 + "甲", "层数太多"),
        ("非 " * 200 + "甲", "层数太多"),
        ("整改数.to_csv('x')", "函数"),
        ("__import__('os')", "没有“__import__”这个函数"),
        ("整改数.to_csv", "“整改数”不是台账名"),
        ("[x for x in 甲]", "第1个字“[”"),
        ("合计(x for x in 甲)", "看不懂"),
        ("lambda: 1", "第7个字“:”"),
        ("lambda", "没有名叫“lambda”的列"),
        ("().__class__", "连着写"),
        ("(1).real", "只能写成"),
        ("f'{甲}'", "引号前面不能紧跟着“f”"),
        ("甲[0]", "“[”"),
        ("{甲}", "“{”"),
        ("甲 ** 2", "乘方"),
        ("甲 // 2", "整除"),
        ("甲 % 2", "“%”只能紧跟在数字后面"),
        ("甲 @ 2", "“@”"),
        ("甲 & 2", "“&”"),
        ("甲 | 2", "“|”"),
        ("~甲", "“~”"),
        ("甲 << 2", "看不懂"),
        ("(甲 := 2)", "“:”"),
        ("合计(*甲)", "不能用"),
        ("合计(**甲)", "不能用"),
        ("合计(key=甲)", "没有名叫“key”的列"),
        ("+甲", "不要写“+”"),
        ("甲, 乙", "逗号"),
        ("1,000", "千位分隔符"),
        ("合计(警告、记过)", "顿号"),
        ("甲 if 乙 else 丙", "看不懂"),
        ("甲 in 乙", "看不懂"),
        ("甲 is 乙", "看不懂"),
        ("甲 乙", "看不懂"),
        ("3万", "没有名叫“3万”的列"),
        ("1.5万", "看不懂"),
        ("1e5", "没有名叫“1e5”的列"),
        ("0x1F", "没有名叫“0x1F”的列"),
        ("甲 == 1 == ", "没有写完"),
        ("甲 > ", "没有写完"),
        ("(甲 > 1", "少了1个“）”"),
        ("甲 > 1)", "没有配对的“（”"),
        ("甲 == 'x", "引号没有配对"),
        ("甲 == “x", "引号没有配对"),
        ("【甲", "没有配对"),
        ("甲\\乙", "“\\”"),
        ("甲\x00", "第2个字"),
        ("甲 ! 乙", "“!”"),
        ("甲 === 乙", "看不懂"),
        ("整改数量 > 1", "没有名叫“整改数量”的列，是不是“整改数”？"),
        ("涉及金额 > 1", "是不是“【涉及金额（万元）】”？"),
        ("涉及金额（万元） > 1", "没有“涉及金额”这个函数，是不是“【涉及金额（万元）】”"),
        ("甲且乙", "且、或、非前后要空一格"),
        ("合记(甲)", "是不是“合计”"),
        ("【合计】(甲)", "这个函数"),
        ("合计()", "至少1项"),
        ("绝对值(甲, 乙)", "要写1项，这里写了2项"),
        ("如果(甲)", "要写3项"),
        ("合计(甲)(乙)", "只能是函数名"),
        ("明细.金客", "没有名叫“金客”的台账“明细”的列，是不是“金额”？"),
        ("明晰.金额", "“明晰”不是台账名"),
        ("明细.金额.甲", "连着写"),
        ("上期.上期.甲", "连着写"),
        ("上期.没有", "没有名叫“没有”的列"),
        ("甲.5", "只能写成"),
        ("“甲”.乙", "只能写成"),
        ("1.5.2", "只能写成"),
        ("甲. == 1", "看不懂"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text: str, part: str) -> None:
    with pytest.raises(BadExpression) as refusal:
        understood(text)
    assert part in str(refusal.value)


def test_the_period_before_is_refused_where_there_is_none() -> None:
    with pytest.raises(BadExpression, match="这里不能用“上期”"):
        parse("甲 >= 上期.甲", ["甲"])


def test_the_columns_are_named_where_nothing_is_near() -> None:
    with pytest.raises(BadExpression, match="这里可以写：甲、【乙/丙】"):
        parse("xyz", ["甲", "乙/丙"])
    with pytest.raises(BadExpression, match="这里没有可写的"):
        parse("xyz", [])


def test_a_long_sum_is_not_a_deep_one() -> None:
    assert of("+".join(["1"] * 250)) == 250
    assert of("(" * 30 + "甲" + ")" * 30, 甲="1") == 1


KLEENE: list[Value] = [True, False, None]


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, True, None, True),
        (None, False, False, None),
        (None, None, None, None),
    ],
)
def test_kleene(left: Value, right: Value, both: Value, either: Value) -> None:
    assert of("甲 且 乙", 甲=left, 乙=right) is both
    assert of("甲 或 乙", 甲=left, 乙=right) is either
    row = Row(columns={("明细", "完成"): (left,), ("明细", "状态"): (right,)})
    assert understood("明细.完成 且 明细.状态").evaluate(row) is both
    assert understood("明细.完成 或 明细.状态").evaluate(row) is either


@pytest.mark.parametrize(
    ("item", "contrary"), [(True, False), (False, True), (None, None), (BLANK, None), ("1", None)]
)
def test_not(item: Value, contrary: Value) -> None:
    assert of("非 甲", 甲=item) is contrary


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("甲 + 1", {"甲": None}),
        ("甲 + 1", {"甲": BLANK}),
        ("-甲", {"甲": BLANK}),
        ("绝对值(甲)", {"甲": BLANK}),
        ("甲 + 1", {"甲": "文字"}),
        ("甲 + 1", {"甲": True}),
        ("甲 == 甲", {"甲": None}),
        ("甲 == 1", {"甲": BLANK}),
        ("甲 != 1", {"甲": BLANK}),
        ("甲 < 1", {"甲": BLANK}),
        ('甲 == "完成"', {"甲": BLANK}),
        ("甲 == 乙", {"甲": BLANK, "乙": BLANK}),
        ('甲 == ""', {"甲": None}),
        ("甲 == '3'", {"甲": "3"}),
        ("甲 != '三'", {"甲": "3"}),
        ("甲 < '三'", {"甲": "3"}),
        ("甲 > 乙", {"甲": True, "乙": False}),
        ("甲 == 1", {"甲": True}),
        ("甲 == '对'", {"甲": True}),
        ("甲 / 0", {"甲": "3"}),
        ("0 / 0", {}),
        ("甲 / 乙 == 1", {"甲": "3", "乙": "0"}),
        ("甲 > 1", {"甲": D("NaN")}),
        ("甲 > 1", {"甲": D("sNaN")}),
        ("甲 > 1", {"甲": D("Infinity")}),
        ("甲 * 甲", {"甲": D("1E+999999")}),
        ("合计(甲, 1)", {"甲": None}),
        ("合计(甲, 1)", {"甲": "文字"}),
        ("合计(甲, 乙)", {"甲": BLANK, "乙": BLANK}),
        ("最大(甲, 1)", {"甲": None}),
        ("最大(甲)", {"甲": BLANK}),
        ("最大(甲, 1)", {"甲": "文字"}),
        ("如果(甲, 1, 2)", {"甲": None}),
        ("如果(甲, 1, 2)", {"甲": "3"}),
        ("1 < 甲 < 3", {"甲": None}),
    ],
)
def test_what_nobody_can_know_is_unknown(text: str, values: dict[str, Value]) -> None:
    assert of(text, **values) is None


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ('甲 == ""', {"甲": BLANK}, True),
        ('甲 != ""', {"甲": BLANK}, False),
        ("“” = 甲", {"甲": BLANK}, True),
        ('甲 == ""', {"甲": "0"}, False),
        ('甲 != ""', {"甲": "0"}, True),
        ('甲 != ""', {"甲": "完成"}, True),
        ('甲 == ""', {"甲": False}, False),
        ('甲 == ""', {"甲": date(2026, 6, 30)}, False),
        ("甲 < 1 < 乙", {"甲": "2", "乙": None}, False),
        ("合计(甲, 1)", {"甲": BLANK}, D(1)),
        ("合计(甲, 乙)", {"甲": BLANK, "乙": "0"}, D(0)),
        ("最大(甲, 1)", {"甲": BLANK}, D(1)),
        ("计数(甲, 乙, 丙)", {"甲": BLANK, "乙": None, "丙": "0"}, D(2)),
        ("如果(甲 > 0, 乙, 丙)", {"甲": "1", "乙": "文字", "丙": None}, "文字"),
        ("甲", {"甲": BLANK}, BLANK),
        ("甲", {"甲": "文字"}, "文字"),
        ("甲 == '是'", {"甲": True}, True),
        ("甲 == '否'", {"甲": True}, False),
        ("甲 == 乙", {"甲": True, "乙": True}, True),
    ],
)
def test_empty_cells_and_kinds(text: str, values: dict[str, Value], expected: Value) -> None:
    assert of(text, **values) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('时限 == "2026-06-30"', True),
        ('时限 == "2026年6月30日"', True),
        ('"2026/7/1" > 时限', True),
        ('时限 <= "2026.6.29"', False),
        ('时限 != "2026-06-30"', False),
        ('时限 == "2026-02-30"', None),
        ('时限 == "6月底"', None),
        ("时限 > 1", None),
        ("时限 - 1", None),
        ('最大(时限, 时限) == "2026-06-30"', True),
        ('最小(时限) < "2026-06-30"', False),
    ],
)
def test_dates_compare_as_dates(text: str, expected: bool | None) -> None:
    assert of(text, 时限=date(2026, 6, 30)) is expected
    assert of(text, 时限=datetime(2026, 6, 30, 12, 0)) is expected


def rated(text: str, places: Mapping[str, int], **values: str) -> Value:
    return understood(text).evaluate(Row({name: D(value) for name, value in values.items()}, places=places))


@pytest.mark.parametrize(
    ("text", "places", "values", "expected"),
    [
        ("整改率 == 整改数 / 发现问题数", {"整改率": 2}, ("0.67", "2", "3"), True),
        ("整改率 == 整改数 / 发现问题数", {"整改率": 2}, ("0.66", "2", "3"), False),
        ("整改率 == 整改数 / 发现问题数", {"整改率": 2}, ("0.70", "2", "3"), False),
        ("整改率 == 整改数 / 发现问题数", {"整改率": 1}, ("0.7", "2", "3"), True),
        ("整改率 == 整改数 / 发现问题数", {}, ("0.67", "2", "3"), False),
        ("整改率 == 整改数 / 发现问题数", {"整改率": 0, "整改数": 0}, ("0.67", "2", "3"), False),
        ("整改率 == 整改数 / 发现问题数", {"整改率": 2}, ("0.125", "1", "8"), True),
        ("整改率 == 整改数 / 发现问题数", {"整改率": 2}, ("0.12", "1", "8"), True),  # 0.125 is just half a unit off
        ("整改率 == 整改数 / 发现问题数", {"整改率": 2}, ("0.13", "1", "8"), True),
        ("整改率 <= 0.66", {"整改率": 2}, ("0.67", "0", "0"), False),
        ("整改率 <= 0.665", {"整改率": 2}, ("0.67", "0", "0"), True),
        ("整改率 < 0.665", {"整改率": 2}, ("0.67", "0", "0"), False),
        ("整改率 < 0.6651", {"整改率": 2}, ("0.67", "0", "0"), True),
        ("整改率 >= 0.675", {"整改率": 2}, ("0.67", "0", "0"), True),
        ("整改率 >= 0.6751", {"整改率": 2}, ("0.67", "0", "0"), False),
        ("整改率 > 0.675", {"整改率": 2}, ("0.67", "0", "0"), False),
        ("整改率 != 0.67", {"整改率": 2}, ("0.67", "0", "0"), False),  # the contrary of ==, though 0.668 is possible
        ("整改率 != 1", {"整改率": 2}, ("1.00", "0", "0"), False),
        ("整改率 != 0.67", {}, ("0.67", "0", "0"), False),
        ("整改数 <= 发现问题数", {}, ("0", "4", "3"), False),
        ("整改数 <= 发现问题数", {"整改数": 0, "发现问题数": 0}, ("0", "4", "3"), False),
        ("整改数 + 发现问题数 == 3.01", {"整改数": 2, "发现问题数": 2}, ("0", "1", "2"), True),
        ("整改数 + 发现问题数 == 3.02", {"整改数": 2, "发现问题数": 2}, ("0", "1", "2"), False),
        ("整改数 - 发现问题数 == -1.01", {"整改数": 2, "发现问题数": 2}, ("0", "1", "2"), True),
        ("合计(整改数, 发现问题数) == 3.01", {"整改数": 2, "发现问题数": 2}, ("0", "1", "2"), True),
        ("最大(整改数, 发现问题数) == 2.005", {"发现问题数": 2}, ("0", "1", "2"), True),
        ("绝对值(-整改数) == 1.005", {"整改数": 2}, ("0", "1", "2"), True),
        ("绝对值(整改数) >= 0.01", {"整改数": 1}, ("0", "0", "2"), True),
        ("整改数 * 100 == 100.5", {"整改数": 2}, ("0", "1", "2"), True),
        ("整改数 * 100 == 100.6", {"整改数": 2}, ("0", "1", "2"), False),
        ("发现问题数 / 整改数 == 2.01", {"整改数": 2}, ("0", "1", "2"), True),  # 2 / 0.995 = 2.0100…
        ("发现问题数 / 整改数 == 2.02", {"整改数": 2}, ("0", "1", "2"), False),
        ("1 / 整改数 == 7", {"整改数": 1}, ("0", "0.04", "2"), True),  # the divisor may be as near to 0 as one likes
        ("1 / 整改数 == 7", {"整改数": 1}, ("0", "0", "2"), None),
    ],
)
def test_the_automatic_tolerance_is_what_the_decimals_leave_open(
    text: str, places: Mapping[str, int], values: tuple[str, str, str], expected: bool | None
) -> None:
    rate, mended, found = values
    assert rated(text, places, 整改率=rate, 整改数=mended, 发现问题数=found) is expected


def test_the_period_before_has_the_decimals_of_its_column() -> None:
    row = Row({"甲": D("1.1")}, {"乙": D("3")}, places={"乙": 1})
    assert understood("甲 == 上期.乙 / 2.7").evaluate(row) is True  # 2.95 / 2.7 < 1.1 < 3.05 / 2.7
    assert understood("甲 == 上期.乙 / 2.7").evaluate(row, D(0)) is False


@pytest.mark.parametrize(
    ("text", "tolerance", "expected"),
    [
        ("甲 == 10.5", "0.5", True),
        ("甲 == 10.51", "0.5", False),
        ("甲 != 10.5", "0.5", False),
        ("甲 != 10.51", "0.5", True),
        ("甲 <= 9.5", "0.5", True),
        ("甲 <= 9.4", "0.5", False),
        ("甲 < 9.5", "0.5", False),
        ("甲 >= 10.5", "0.5", True),
        ("甲 >= 10.6", "0.5", False),
        ("甲 > 10.5", "0.5", False),
        ("甲 == 10", "0", True),
        ("甲 < 10", "0", False),
        ("甲 == 10.001", "0", False),
    ],
)
def test_a_given_tolerance_is_a_distance(text: str, tolerance: str, expected: bool) -> None:
    row = Row({"甲": D(10)}, places={"甲": 1})
    assert understood(text).evaluate(row, D(tolerance)) is expected


MONEY: Vector = (D("1.5"), BLANK, D("2.5"), D(4))
STATE: Vector = ("完成", "完成", "在办", BLANK)


@pytest.mark.parametrize(
    ("text", "money", "state", "expected"),
    [
        ("合计(明细.金额)", MONEY, STATE, D(8)),
        ("计数(明细.金额)", MONEY, STATE, D(3)),
        ("最大(明细.金额)", MONEY, STATE, D(4)),
        ("最小(明细.金额)", MONEY, STATE, D("1.5")),
        ("合计(明细.金额 * 2)", (D(1), D(2)), (), D(6)),
        ("合计(明细.金额 * 2)", MONEY, STATE, None),  # nothing times two is unknown, not nothing
        ("合计(-明细.金额)", (D(1), D(2)), (), D(-3)),
        ("合计(绝对值(明细.金额))", (D(-1), D(2)), (), D(3)),
        ("合计(明细.金额, 1)", MONEY, STATE, D(9)),
        ("合计(明细.金额)", (D(1), None), (), None),
        ("合计(明细.金额)", (D(1), "文字"), (), None),
        ("最大(明细.金额)", (D(1), None), (), None),
        ("计数(明细.金额)", (D(1), None, BLANK), (), D(2)),
        ("合计(明细.金额)", (), (), D(0)),
        ("合计(明细.金额)", (BLANK, BLANK), (), D(0)),
        ("计数(明细.金额)", (), (), D(0)),
        ("最大(明细.金额)", (), (), None),
        ("计数(明细.金额, 明细.状态 == '完成')", MONEY, STATE, D(1)),
        ("计数(明细.状态, 明细.状态 == '完成')", MONEY, STATE, D(2)),
        ("计数(明细.状态 == '完成')", MONEY, STATE, D(2)),
        ("计数(明细.金额, 明细.状态 != '完成')", MONEY, STATE, D(2)),
        ("计数(明细.金额, 明细.状态 == '')", MONEY, STATE, D(1)),
        ("合计(明细.金额, 明细.状态 == '完成')", MONEY, STATE, D("1.5")),
        ("合计(明细.金额, 明细.状态 != '完成')", MONEY, STATE, D("6.5")),
        ("合计(明细.金额, 明细.金额 > 2)", MONEY, STATE, D("6.5")),  # the blank's unknown answer does not matter
        ("计数(明细.状态, 明细.金额 > 2)", MONEY, STATE, None),  # here it does: 状态 is filled
        ("合计(明细.金额, 非 明细.状态 == '完成')", MONEY, STATE, D("6.5")),
        ("合计(明细.金额, 明细.金额 > 2 且 明细.状态 == '在办')", MONEY, STATE, D("2.5")),
        ("最大(明细.金额, 明细.状态 != '')", MONEY, STATE, D("2.5")),
        ("合计(明细.金额, 明细.状态 == '完成')", (D(1), D(2)), ("完成", None), None),
        ("合计(明细.金额, 明细.状态 == '完成')", (D(1), BLANK), ("完成", None), D(1)),
        ("合计(明细.金额, 明细.状态 == '完成')", (D(1), None), ("完成", "在办"), D(1)),
        ("合计(明细.金额, 明细.状态 == '完成')", (D(1), None), ("在办", "完成"), None),
        ("计数(明细.金额, 明细.状态 == '完成')", (D(1), None), ("在办", "完成"), D(1)),
        ("合计(明细.金额, 明细.状态 == '完成')", (D(1),), ("在办", "完成"), None),
        ("合计(明细.金额, 明细.状态 == '完成')", (), (), D(0)),
        ("合计(明细.金额, 明细.状态)", (D(1), D(2), D(4)), (True, False, BLANK), D(1)),
        ("计数(明细.金额, 明细.状态)", (D(1), D(2), D(4)), (True, False, None), None),
        ("明细.金额 + 明细.状态", (D(1),), (D(1), D(2)), None),
        ("合计(明细.金额 * 明细.状态)", (D(2), D(3)), (D(4), D(5)), D(23)),
        ("合计(如果(明细.状态 == '完成', 明细.金额, 0))", (D(2), D(3)), ("完成", "在办"), D(2)),
        ("明细.金额 >= 1", (D(1), D(2)), (), True),
        ("明细.金额 >= 2", (D(1), D(2)), (), False),
        ("明细.金额 >= 1", (D(1), None), (), None),
        ("明细.金额 >= 2", (D(1), None), (), False),
        ("明细.金额 >= 1", (D(1), BLANK), (), None),
        ("明细.金额 == 1", (D(1), BLANK), (), False),
        ("明细.金额 == 明细.状态", (BLANK,), (BLANK,), None),
        ("明细.金额 >= 1", (), (), True),
        ("明细.金额", (D(1), D(2)), (), None),
        ("0 <= 明细.金额 <= 2", (D(1), D(2)), (), True),
        ("0 <= 明细.金额 <= 1", (D(1), D(2)), (), False),
    ],
)
def test_columns(text: str, money: Vector, state: Vector, expected: Value) -> None:
    row = Row(columns={("明细", "金额"): money, ("明细", "状态"): state})
    value = understood(text).evaluate(row)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("整改数 <= 发现问题数", "[整改数]<=[发现问题数]"),
        ("甲 ≠ 乙", "[甲]<>[乙]"),
        ("甲 = 乙 + 1", "[甲]=[乙]+1"),
        ("0 <= 甲 <= 100%", "AND(0<=[甲],[甲]<=1.00)"),
        ("(甲 + 乙) * 丙", "([甲]+[乙])*[丙]"),
        ("甲 + 乙 * 丙", "[甲]+[乙]*[丙]"),
        ("甲 - (乙 - 丙)", "[甲]-([乙]-[丙])"),
        ("甲 - 乙 - 丙", "[甲]-[乙]-[丙]"),
        ("甲 / (乙 * 丙)", "[甲]/([乙]*[丙])"),
        ("-甲 + -(乙 + 丙)", "-[甲]+-([乙]+[丙])"),
        ("甲 = 1 且 (乙 = 2 或 非 丙 = 3)", "AND([甲]=1,OR([乙]=2,NOT([丙]=3)))"),
        ("(甲 < 乙) == (乙 < 丙)", "([甲]<[乙])=([乙]<[丙])"),
        ("整改率 == 整改数 / 发现问题数", "ROUND([整改率],4)=ROUND([整改数]/[发现问题数],4)"),
        ("整改率 != 1 - 甲 / 乙", "ROUND([整改率],4)<>ROUND(1-[甲]/[乙],4)"),
        ("整改率 <= 甲 / 乙", "[整改率]<=[甲]/[乙]"),
        ("合计(甲, 乙) == 最大(甲, 乙) + 最小(甲, 乙)", "SUM([甲],[乙])=MAX([甲],[乙])+MIN([甲],[乙])"),
        ("计数(甲, 乙) == 2", "COUNTA([甲],[乙])=2"),
        ("绝对值(甲) < 12%", "ABS([甲])<0.12"),
        ("如果(甲 > 0, 乙, 丙) > 0", "IF([甲]>0,[乙],[丙])>0"),
        ("状态 == '说“好”\"'", '[状态]="说“好”"""'),
        ("状态 != ''", '[状态]<>""'),
        ("时限 <= '2026-06-30'", "[时限]<=DATE(2026,6,30)"),
        ("0.0000000001 < 甲", "0.0000000001<[甲]"),
        ("甲 >= 上期.甲", None),
        ("合计(明细.金额) == 甲", None),
        ("计数(甲 > 1) == 1", None),
        (f"状态 == '{'长' * 256}'", None),
    ],
)
def test_excel_says_the_same(text: str, formula: str | None) -> None:
    assert understood(text).excel(lambda name: f"[{name}]") == formula


def test_an_empty_cell_is_one_and_the_same_everywhere() -> None:
    assert pickle.loads(pickle.dumps(BLANK)) is BLANK
    assert copy.deepcopy(BLANK) is BLANK
    expression = understood("甲 == “” 且 合计(明细.金额) > 1")
    assert pickle.loads(pickle.dumps(expression)) == expression
    assert hash(expression) == hash(understood(expression.text))


WORDS = [*NAMES, "且", "或", "非", "上期.甲", "明细.金额", "12%", "“”", *"()+-*/=<>!≤≥≠×÷，、.%[]{}:@'\"“”【】 0１9"]


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)))
def test_any_text_is_understood_or_refused(text: str) -> None:
    result = tried(text)
    if isinstance(result, BadExpression):
        assert max(str(result)) >= "\u4e00"  # a refusal is said in Chinese
    else:
        result.evaluate(Row())
        result.excel(lambda name: "A1")


@given(st.text(alphabet="()-非 甲1+*,合计.=<", max_size=600))
def test_no_depth_and_no_length_breaks_the_parser(text: str) -> None:
    with suppress(BadExpression):
        understood(text).evaluate(Row())


LEAVES = st.sampled_from(
    ["甲", "乙", "丙", "上期.甲", "明细.金额", "明细.状态", "1", "0", "0.1", "12%", "''", "'2026-06-30'", "'是'"]
)
TEXTS = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from("+-*/<>=≤≥≠且或"), part).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        part.map(lambda p: f"(-{p})"),
        part.map(lambda p: f"(非 {p})"),
        part.map(lambda p: f"绝对值({p})"),
        st.tuples(part, part, part).map(lambda p: f"如果({p[0]}, {p[1]}, {p[2]})"),
        st.tuples(st.sampled_from(["合计", "计数", "最大", "最小"]), st.lists(part, min_size=1, max_size=3)).map(
            lambda p: f"{p[0]}({', '.join(p[1])})"
        ),
    ),
    max_leaves=12,
)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.just(BLANK),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=8),
    st.sampled_from(["", "是", "2026-06-30", "2026-02-30", "99999999"]),
    st.decimals(),
    st.integers(-3, 3).map(D),
    st.sampled_from([D("1E+999999"), D("-9E+999999999"), D("1E-1000020"), D("-0"), D("sNaN"), D("1" * 60)]),
)


@given(
    TEXTS,
    st.lists(VALUES, min_size=4, max_size=4),
    st.lists(VALUES, max_size=4),
    st.lists(VALUES, max_size=4),
    st.one_of(st.none(), st.integers(-(10**20), 10**20), st.integers(0, 3)),
    st.sampled_from([None, D(0), D("0.5")]),
)
def test_evaluation_never_raises(
    text: str,
    values: list[Value],
    money: list[Value],
    state: list[Value],
    places: int | None,
    tolerance: Decimal | None,
) -> None:
    row = Row(
        dict(zip("甲乙丙", values, strict=False)),
        {"甲": values[3]},
        {("明细", "金额"): tuple(money), ("明细", "状态"): tuple(state)},
        {} if places is None else dict.fromkeys("甲乙", places),
    )
    expression = tried(text)
    if isinstance(expression, BadExpression):
        assert "最多" in str(expression)  # a well-formed one is refused for its size alone
        return
    value = expression.evaluate(row, tolerance)
    assert value is None or isinstance(value, Decimal | str | date | bool | type(BLANK))
    expression.excel(lambda name: "A1")


@given(st.lists(st.integers(-(10**15), 10**15).map(lambda cents: D(cents).scaleb(-2)), max_size=50))
def test_a_sum_is_exact_in_any_order(amounts: list[Decimal]) -> None:
    cents = sum(int(amount * 100) for amount in amounts)
    for order in (amounts, amounts[::-1], sorted(amounts)):
        total = understood("合计(明细.金额)").evaluate(Row(columns={("明细", "金额"): tuple(order)}))
        assert isinstance(total, Decimal)
        assert total * 100 == cents
