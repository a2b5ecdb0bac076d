"""Cells as clerks fill them: what each becomes, and what is asked or refused rather than guessed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.campaign.ledger import Column
from docgen.ledgers.sheet import ErrorValue, Scalar
from docgen.ledgers.value import Value, expectation, raw_text, value_text
from docgen.ledgers.values import read_value


def column(kind: str, **more: Any) -> Column:
    return Column.model_validate({"名称": "列", "类型": kind, **more})


COUNT = column("整数", 单位="个")
BARE_COUNT = column("整数")
AMOUNT = column("金额", 单位="万元")
YUAN = column("金额", 单位="元")
RATE = column("比率")
DAY = column("日期")
MONTH = column("日期", 精度="月")
STATE = column("选项", 选项=["现行", "修订", "废止（含失效）"])
TEXT = column("文本")

Vector = tuple[Scalar, str, str | Decimal | date | None, str]


def outcome(found: Value) -> tuple[str, str | Decimal | date | None, str]:
    return found.status, found.value, found.rule.number if found.rule else ""


def number(text: str) -> Decimal:
    return Decimal(text)


COUNTS: list[Vector] = [
    (0, "used", number("0"), ""),
    (12, "used", number("12"), ""),
    (3.0, "used", number("3"), ""),
    ("0", "converted", number("0"), "L204"),
    ("12", "converted", number("12"), "L204"),
    ("0012", "converted", number("12"), "L204"),
    ("１２", "converted", number("12"), "L204"),
    (" 12\u00a0", "converted", number("12"), "L204"),
    ("\u200b12\ufeff", "converted", number("12"), "L204"),
    ("12_x000D_\n", "converted", number("12"), "L204"),
    ("3个", "converted", number("3"), "L204"),
    ("３ 个", "converted", number("3"), "L204"),
    ("1,200", "converted", number("1200"), "L204"),
    ("1，200", "converted", number("1200"), "L204"),
    ("1,234,567", "converted", number("1234567"), "L204"),
    ("3.0", "converted", number("3"), "L204"),
    ("3人", "question", None, "L203"),  # 3 persons or 3 pieces
    ("3.5万", "bad", None, "L202"),
    ("3万元", "bad", None, "L202"),
    ("￥35000", "bad", None, "L202"),
    ("12%", "bad", None, "L202"),
    ("12％", "bad", None, "L202"),
    ("12,00", "bad", None, "L202"),
    ("1,2000", "bad", None, "L202"),
    ("0,200", "bad", None, "L202"),
    ("1, 200", "bad", None, "L202"),
    ("12。5", "bad", None, "L202"),
    ("1.2.3", "bad", None, "L202"),
    ("1e5", "bad", None, "L202"),
    ("٣", "bad", None, "L202"),
    ("O", "bad", None, "L202"),
    ("一", "bad", None, "L202"),
    ("十二个", "bad", None, "L202"),
    ("NA", "bad", None, "L202"),
    ("None", "bad", None, "L202"),
    ("null", "bad", None, "L202"),
    ("nan", "bad", None, "L202"),
    ("2026-03-05", "bad", None, "L202"),
    ("本月会同多个部门开展检查，大约完成了3项整改任务", "bad", None, "L202"),
    ("1 200", "question", None, "L203"),
    ("1\u00a0200个", "question", None, "L203"),
    ("1 2", "bad", None, "L202"),
    ("12 00", "bad", None, "L202"),
    ("3\n5", "question", None, "L203"),
    ("约30", "question", None, "L203"),
    ("约 30 个", "question", None, "L203"),
    ("30余", "question", None, "L203"),
    ("30多个", "question", None, "L203"),
    ("30+", "question", None, "L203"),
    ("30＋", "question", None, "L203"),
    ("+5", "question", None, "L203"),
    ("30?", "question", None, "L203"),
    ("3-5", "question", None, "L203"),
    ("3—5", "question", None, "L203"),
    ("3～5", "question", None, "L203"),
    ("3至5个", "question", None, "L203"),
    ("30以上", "question", None, "L203"),
    ("以上", "question", None, "L203"),
    ("不足30", "question", None, "L203"),
    ("近30", "question", None, "L203"),
    ("上百", "question", None, "L203"),
    ("几个", "question", None, "L203"),
    ("十余个", "question", None, "L203"),
    ("若干", "question", None, "L203"),
    ("①", "question", None, "L203"),
    ("3①", "question", None, "L203"),
    ("3²", "question", None, "L203"),
    ("(35)", "question", None, "L203"),
    ("（35）", "question", None, "L203"),
    (None, "blank", None, ""),
    ("", "blank", None, ""),
    (" \u00a0\u3000\u200b\n", "blank", None, ""),
    ("-", "blank", None, "L204"),
    ("－", "blank", None, "L204"),
    ("/", "blank", None, "L204"),
    ("／", "blank", None, "L204"),
    ("—", "blank", None, "L204"),
    ("——", "blank", None, "L204"),
    ("\\", "blank", None, "L204"),
    ("无", "blank", None, "L204"),
    (" 无 ", "blank", None, "L204"),
    (3.5, "bad", None, "L207"),
    ("3.5", "bad", None, "L207"),
    (-3, "bad", None, "L208"),
    ("-3", "bad", None, "L208"),
    ("−3", "bad", None, "L208"),
    (True, "bad", None, "L202"),
    (False, "bad", None, "L202"),
    (date(1900, 1, 3), "bad", None, "L202"),
    (datetime(2026, 3, 5, 12), "bad", None, "L202"),
    (time(0, 0), "bad", None, "L202"),
    (timedelta(days=3), "bad", None, "L202"),
    (float("inf"), "bad", None, "L202"),
    (1e15, "question", None, "L215"),
    (ErrorValue("#REF!"), "bad", None, "L205"),
    (ErrorValue("#DIV/0!"), "bad", None, "L205"),
    ("#REF!", "bad", None, "L205"),
    (" #N/A ", "bad", None, "L205"),
    ('=DISPIMG("ID_1",1)', "question", None, "L216"),
    ('DISPIMG("ID_1",1)', "question", None, "L216"),
    ('=_xlfn.DISPIMG("ID_1",1)', "question", None, "L216"),
    ('_xlfn.DISPIMG("ID_1",1)', "question", None, "L216"),
]


@pytest.mark.parametrize(("raw", "status", "value", "rule"), COUNTS)
def test_a_count_is_a_whole_number_or_a_complaint(
    raw: Scalar, status: str, value: str | Decimal | date | None, rule: str
) -> None:
    assert outcome(read_value(raw, COUNT, 2026)) == (status, value, rule)


AMOUNTS: list[Vector] = [
    (3.5, "used", number("3.5"), ""),
    (0, "used", number("0"), ""),
    (0.1 + 0.2, "used", number("0.3"), ""),
    (100.00000000001, "used", number("100.00000000001"), ""),
    (3.456, "converted", number("3.456"), "L204"),
    ("3.456", "converted", number("3.456"), "L204"),
    ("3.5", "converted", number("3.5"), "L204"),
    ("1,200.50", "converted", number("1200.5"), "L204"),
    ("3.5万元", "converted", number("3.5"), "L204"),
    ("35000元", "converted", number("3.5"), "L204"),
    ("0.02亿元", "converted", number("200"), "L204"),
    ("35千元", "converted", number("3.5"), "L204"),
    ("３５，０００元", "converted", number("3.5"), "L204"),
    ("¥35000元", "converted", number("3.5"), "L204"),
    ("1元", "converted", number("0.0001"), "L204"),
    ("3.5万", "question", None, "L203"),
    ("￥35000", "question", None, "L203"),
    ("¥3.5", "question", None, "L203"),
    ("约30万元", "question", None, "L203"),
    ("30余万元", "question", None, "L203"),
    ("(35)", "question", None, "L203"),
    (-3.5, "question", None, "L208"),
    ("-3.5", "question", None, "L208"),
    ("3个", "bad", None, "L202"),
    ("3万美元", "bad", None, "L202"),
    ("12%", "bad", None, "L202"),
    ("12,00", "bad", None, "L202"),
    ("12。5", "bad", None, "L202"),
    ("O", "bad", None, "L202"),
    ("一", "bad", None, "L202"),
    ("-", "blank", None, "L204"),
    ("无", "blank", None, "L204"),
    (None, "blank", None, ""),
    (date(2026, 3, 5), "bad", None, "L202"),
    (True, "bad", None, "L202"),
    (ErrorValue("#VALUE!"), "bad", None, "L205"),
]


@pytest.mark.parametrize(("raw", "status", "value", "rule"), AMOUNTS)
def test_an_amount_is_converted_exactly_to_the_unit_of_its_column(
    raw: Scalar, status: str, value: str | Decimal | date | None, rule: str
) -> None:
    assert outcome(read_value(raw, AMOUNT, 2026)) == (status, value, rule)


RATES: list[Vector] = [
    (0.12, "used", number("0.12"), ""),
    (0.123456, "used", number("0.123456"), ""),
    (0, "used", number("0"), ""),
    (1, "used", number("1"), ""),
    ("0.12", "converted", number("0.12"), "L204"),
    ("12%", "converted", number("0.12"), "L204"),
    ("12％", "converted", number("0.12"), "L204"),
    ("12.5 %", "converted", number("0.125"), "L204"),
    ("120%", "converted", number("1.2"), "L204"),
    (12, "question", None, "L203"),
    ("12", "question", None, "L203"),
    ("约12%", "question", None, "L203"),
    (-0.1, "question", None, "L208"),
    ("3.5万元", "bad", None, "L202"),
    ("一", "bad", None, "L202"),
    ("/", "blank", None, "L204"),
]


@pytest.mark.parametrize(("raw", "status", "value", "rule"), RATES)
def test_a_rate_lies_between_0_and_1_or_has_a_percent_sign(
    raw: Scalar, status: str, value: str | Decimal | date | None, rule: str
) -> None:
    assert outcome(read_value(raw, RATE, 2026)) == (status, value, rule)


DAYS: list[Vector] = [
    (date(2026, 3, 5), "used", date(2026, 3, 5), ""),
    (datetime(2026, 3, 5), "used", date(2026, 3, 5), ""),
    (datetime(2026, 3, 5, 14, 30), "converted", date(2026, 3, 5), "L212"),
    ("2026-03-05", "converted", date(2026, 3, 5), "L212"),
    ("2026-03-05 00:00:00", "converted", date(2026, 3, 5), "L212"),
    ("2026/3/5", "converted", date(2026, 3, 5), "L212"),
    ("2026.3.5", "converted", date(2026, 3, 5), "L212"),
    ("2023.3.5", "converted", date(2023, 3, 5), "L212"),
    ("2026年3月5日", "converted", date(2026, 3, 5), "L212"),
    ("2026 年 3 月 5 日", "converted", date(2026, 3, 5), "L212"),
    ("２０２６年３月５日", "converted", date(2026, 3, 5), "L212"),
    ("2026年3月5号", "converted", date(2026, 3, 5), "L212"),
    ("20260305", "converted", date(2026, 3, 5), "L212"),
    ("20230305", "converted", date(2023, 3, 5), "L212"),
    (20260305, "converted", date(2026, 3, 5), "L212"),
    (20230305.0, "converted", date(2023, 3, 5), "L212"),
    (46086, "converted", date(2026, 3, 5), "L212"),
    (46086.5, "converted", date(2026, 3, 5), "L212"),
    ("3月5日", "converted", date(2026, 3, 5), "L212"),
    ("46086", "question", None, "L211"),
    ("3月底", "question", None, "L211"),
    ("3月中旬", "question", None, "L211"),
    ("3月", "question", None, "L211"),
    ("3月份", "question", None, "L211"),
    ("2026.3", "question", None, "L211"),
    (2026.3, "question", None, "L211"),
    ("2026-03", "question", None, "L211"),
    ("2026年3月", "question", None, "L211"),
    ("2026年底", "question", None, "L211"),
    ("2026年6月30日前", "question", None, "L211"),
    ("26.3.5", "question", None, "L211"),
    ("26年3月5日", "question", None, "L211"),
    ("约30", "question", None, "L211"),
    ("30余", "question", None, "L211"),
    ("3-5", "question", None, "L211"),
    ("以上", "question", None, "L211"),
    ("1926-03-05", "question", None, "L211"),
    (date(2062, 3, 5), "question", None, "L211"),
    ("2026/2/30", "bad", None, "L210"),
    ("2月30日", "bad", None, "L210"),
    ("2026.13", "bad", None, "L210"),
    ("26.2.30", "bad", None, "L210"),
    ("长期", "bad", None, "L210"),
    ("3.5", "bad", None, "L210"),
    (3.5, "bad", None, "L210"),
    ("3", "bad", None, "L210"),
    (3, "bad", None, "L210"),
    ("2026", "bad", None, "L210"),
    ("2026 3 5", "bad", None, "L210"),
    ("٢٠٢٦0305", "bad", None, "L210"),
    ("12,00", "bad", None, "L210"),
    ("O", "bad", None, "L210"),
    ("一", "bad", None, "L210"),
    (True, "bad", None, "L210"),
    (time(0, 0), "bad", None, "L210"),
    (ErrorValue("#REF!"), "bad", None, "L205"),
    ("#REF!", "bad", None, "L205"),
    ('=DISPIMG("ID_1",1)', "question", None, "L216"),
    (None, "blank", None, ""),
    ("\u3000", "blank", None, ""),
    ("-", "blank", None, "L204"),
    ("/", "blank", None, "L204"),
    ("无", "blank", None, "L204"),
]


@pytest.mark.parametrize(("raw", "status", "value", "rule"), DAYS)
def test_a_date_is_a_whole_day_or_a_complaint(
    raw: Scalar, status: str, value: str | Decimal | date | None, rule: str
) -> None:
    assert outcome(read_value(raw, DAY, 2026)) == (status, value, rule)


MONTHS: list[Vector] = [
    ("2026.3", "converted", date(2026, 3, 1), "L212"),
    (2026.3, "converted", date(2026, 3, 1), "L212"),
    ("2026.10", "converted", date(2026, 10, 1), "L212"),
    ("2026年3月", "converted", date(2026, 3, 1), "L212"),
    ("2026-03", "converted", date(2026, 3, 1), "L212"),
    ("202603", "converted", date(2026, 3, 1), "L212"),
    ("3月", "converted", date(2026, 3, 1), "L212"),
    ("3月底", "converted", date(2026, 3, 1), "L212"),
    (date(2026, 3, 1), "used", date(2026, 3, 1), ""),
    (2026.1, "question", None, "L211"),
    ("2026.13", "bad", None, "L210"),
    ("长期", "bad", None, "L210"),
]


@pytest.mark.parametrize(("raw", "status", "value", "rule"), MONTHS)
def test_a_month_is_enough_where_the_column_says_so(
    raw: Scalar, status: str, value: str | Decimal | date | None, rule: str
) -> None:
    assert outcome(read_value(raw, MONTH, 2026)) == (status, value, rule)


STATES: list[Vector] = [
    ("现行", "used", "现行", ""),
    (" 现行\n", "converted", "现行", "L209"),
    ("现 行", "converted", "现行", "L209"),
    ("废止(含失效)", "converted", "废止（含失效）", "L209"),
    ("废止【含失效】", "converted", "废止（含失效）", "L209"),
    ("已修订", "bad", None, "L209"),
    (3, "bad", None, "L209"),
    (True, "bad", None, "L209"),
    (date(2026, 3, 5), "bad", None, "L209"),
    (ErrorValue("#NAME?"), "bad", None, "L205"),
    ('=DISPIMG("ID_1",1)', "question", None, "L216"),
    (None, "blank", None, ""),
    ("—", "blank", None, "L204"),
    ("无", "blank", None, "L204"),
]


@pytest.mark.parametrize(("raw", "status", "value", "rule"), STATES)
def test_an_option_is_one_of_those_listed(
    raw: Scalar, status: str, value: str | Decimal | date | None, rule: str
) -> None:
    assert outcome(read_value(raw, STATE, 2026)) == (status, value, rule)


TEXTS: list[Vector] = [
    ("办公室", "used", "办公室", ""),
    ("　办公室\u00a0\u200b", "used", "办公室", ""),
    ("第一行_x000D_\n第二行", "used", "第一行\n第二行", ""),
    ("第一行\r\n第二行\x01", "used", "第一行\n第二行", ""),
    ("无", "used", "无", ""),
    ("-", "used", "-", ""),
    ("/", "used", "/", ""),
    ("—", "used", "—", ""),
    ("NA", "used", "NA", ""),
    ("None", "used", "None", ""),
    ("㎡①", "used", "㎡①", ""),
    ("１２", "used", "１２", ""),
    ("0012", "used", "0012", ""),
    ("12345678901234567890", "used", "12345678901234567890", ""),
    (12, "used", "12", ""),
    (0, "used", "0", ""),
    (3.0, "used", "3", ""),
    (True, "used", "TRUE", ""),
    (date(2026, 3, 5), "used", "2026-03-05", ""),
    (datetime(2026, 3, 5), "used", "2026-03-05", ""),
    ('=DISPIMG("ID_1",1)', "used", '=DISPIMG("ID_1",1)', ""),
    (1.2345678901234567e19, "question", None, "L215"),
    (1e15, "question", None, "L215"),
    (1234567890123456, "question", None, "L215"),
    (123456789012345, "used", "123456789012345", ""),
    (ErrorValue("#N/A"), "bad", None, "L205"),
    ("#N/A", "bad", None, "L205"),
    (None, "blank", None, ""),
    ("", "blank", None, ""),
    ("\u3000\n", "blank", None, ""),
]


@pytest.mark.parametrize(("raw", "status", "value", "rule"), TEXTS)
def test_a_text_is_taken_as_typed(raw: Scalar, status: str, value: str | Decimal | date | None, rule: str) -> None:
    assert outcome(read_value(raw, TEXT, 2026)) == (status, value, rule)


@pytest.mark.parametrize("raw", [None, "", "无", "-", "—"])
def test_nothing_is_zero_only_where_the_column_says_so(raw: Scalar) -> None:
    found = read_value(raw, column("整数", 空值="零"), 2026)
    assert outcome(found) == ("converted", Decimal(0), "L204")
    assert "按 0 计" in found.message
    assert read_value(raw, column("日期", 空值="零"), 2026).status == "blank"


@pytest.mark.parametrize("raw", ["3个", "3项", "3次", "3人", "3份", "3笔", "3家", "3件", "3条", "3人次"])
def test_a_count_without_a_unit_takes_the_usual_ones(raw: str) -> None:
    assert outcome(read_value(raw, BARE_COUNT, 2026)) == ("converted", Decimal(3), "L204")


@pytest.mark.parametrize(
    ("raw", "status", "value", "rule"),
    [
        ("￥35000", "converted", number("35000"), "L204"),
        ("¥3.5", "converted", number("3.5"), "L204"),
        ("35000元", "converted", number("35000"), "L204"),
        ("3.5万元", "converted", number("35000"), "L204"),
        ("0.123456789012345678901234567亿元", "converted", number("12345678.9012345678901234567"), "L204"),
    ],
)
def test_a_currency_sign_says_yuan(raw: str, status: str, value: Decimal, rule: str) -> None:
    assert outcome(read_value(raw, YUAN, 2026)) == (status, value, rule)


@pytest.mark.parametrize("raw", ["3.5万元", "￥35000", "35000元", "3.5万"])
def test_a_money_unit_in_a_column_without_one_is_asked_about(raw: str) -> None:
    assert outcome(read_value(raw, column("金额"), 2026)) == ("question", None, "L203")


def test_a_range_of_the_column_is_kept() -> None:
    narrow = column("金额", 单位="万元", 最小="-5", 最大="10")
    assert read_value(-5, narrow, 2026).value == Decimal(-5)
    assert outcome(read_value(-6, narrow, 2026)) == ("bad", None, "L208")
    assert outcome(read_value("10.01", narrow, 2026)) == ("bad", None, "L208")
    assert read_value(11, narrow, 2026).message == "发现“11”，本列不能大于 10"


def test_a_rate_above_1_is_used_where_the_column_allows_it() -> None:
    assert read_value(1.5, column("比率", 最大="2"), 2026).value == Decimal("1.5")
    assert outcome(read_value(12, column("比率", 最大="1"), 2026)) == ("question", None, "L203")
    assert outcome(read_value("120%", column("比率", 最大="1"), 2026)) == ("bad", None, "L208")
    assert outcome(read_value(300, column("比率", 最大="2"), 2026)) == ("bad", None, "L208")


@pytest.mark.parametrize("kind", ["整数", "金额", "比率"])
def test_a_number_shown_in_thousands_is_asked_about(kind: str) -> None:
    assert outcome(read_value(1, column(kind), 2026, scaled=True)) == ("question", None, "L203")


def test_an_option_may_be_a_mark() -> None:
    assert outcome(read_value("无", column("选项", 选项=["有", "无"]), 2026)) == ("used", "无", "")


def test_a_short_date_across_the_turn_of_the_year_is_asked_about() -> None:
    assert outcome(read_value("12月25日", DAY, 2026, 1)) == ("question", None, "L211")
    assert outcome(read_value("3月5日", DAY, 2026, 12)) == ("converted", date(2026, 3, 5), "L212")
    assert outcome(read_value("2月29日", DAY, 2026)) == ("bad", None, "L210")


@pytest.mark.parametrize(
    ("raw", "spec", "message", "cure"),
    [
        ("约30", COUNT, "发现“约30”，本列应填整数（单位：个）", "请填写准确数字"),
        ("一", COUNT, "发现“一”，本列应填整数（单位：个）", "是不是 1？请用阿拉伯数字填写"),
        ("两百零三个", COUNT, "发现“两百零三个”，本列应填整数（单位：个）", "是不是 203？请用阿拉伯数字填写"),
        ("零十十", COUNT, "发现“零十十”，本列应填整数（单位：个）", "请只填数字"),
        ("3.5万", COUNT, "发现“3.5万”，此列不应带金额单位", "请只填数字"),
        (
            date(1900, 1, 3),
            COUNT,
            "单元格是日期 1900-01-03（可能是数字 3 被设成了日期格式），本列应填整数（单位：个）",
            "请把单元格格式改为“常规”，再核对数字",
        ),
        ("无", COUNT, "填的是“无”，按缺报处理", ""),
        ("3\n5", COUNT, "发现“3 5”，本列应填整数（单位：个）", "一个单元格只填一个数"),
        ("字" * 41, COUNT, f"发现“{'字' * 40}…”，本列应填整数（单位：个）", "请只填数字"),
        ("35000元", AMOUNT, "“35000元”按 3.5万元 计", ""),
        (3.456, AMOUNT, "小数超过2位，按原数汇总", ""),
        (12, RATE, "发现“12”，本列应填比率（如 12%）", "是不是 12%？请带百分号填写"),
        ("26.3.5", DAY, "发现“26.3.5”，年份只写了两位", "是不是 2026-03-05？"),
        (
            "已修订",
            STATE,
            "发现“已修订”，本列应填“修订”“现行”“废止（含失效）”之一",
            "是不是“修订”？",
        ),
        (ErrorValue("#REF!"), TEXT, "发现“#REF!”，是公式出错的结果", "请改正公式，或直接填写结果"),
    ],
)
def test_a_complaint_says_what_was_found_and_what_is_right(raw: Scalar, spec: Column, message: str, cure: str) -> None:
    found = read_value(raw, spec, 2026)
    assert (found.message, found.cure) == (message, cure)


@pytest.mark.parametrize(
    ("raw", "serial"),
    [
        (date(1900, 2, 28), "59"),
        (date(1900, 3, 1), "61"),
        (date(2026, 3, 5), "46086"),
        (datetime(2026, 3, 5, 12), "46086.5"),
        (time(12), "0.5"),
        (timedelta(days=3), "3"),
    ],
)
def test_a_date_in_a_count_column_shows_the_number_behind_it(raw: Scalar, serial: str) -> None:
    assert f"可能是数字 {serial} 被" in read_value(raw, COUNT, 2026).message


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        (COUNT, "整数（单位：个）"),
        (BARE_COUNT, "整数"),
        (AMOUNT, "金额（单位：万元，最多2位小数）"),
        (column("金额", 小数="0"), "金额（不带小数）"),
        (RATE, "比率（如 12%）"),
        (DAY, "日期（如 2026-06-30）"),
        (MONTH, "月份（如 2026-06）"),
        (column("选项", 选项=["现行", "修订"]), "“现行”“修订”之一"),
        (TEXT, "文字"),
    ],
)
def test_a_column_says_what_it_takes(spec: Column, text: str) -> None:
    assert expectation(spec) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        (0, "0"),
        (-0.0, "0"),
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (1e20, "100000000000000000000"),
        (1e-7, "0.0000001"),
        (True, "TRUE"),
        (False, "FALSE"),
        (" 12 ", " 12 "),
        (ErrorValue("#REF!"), "#REF!"),
        (date(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 14, 30), "2026-03-05 14:30:00"),
        (time(14, 30), "14:30:00"),
        (timedelta(days=1, hours=2), "26:00:00"),
    ],
)
def test_a_cell_is_shown_in_one_way(raw: Scalar, text: str) -> None:
    assert raw_text(raw) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12.50"), "12.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("100"), "100"),
        (Decimal("0.00"), "0"),
        (Decimal("-0"), "0"),
        (date(2026, 3, 5), "2026-03-05"),
        ("0012", "0012"),
        (None, ""),
    ],
)
def test_a_value_is_stored_in_one_way(value: str | Decimal | date | None, text: str) -> None:
    assert value_text(value) == text


COLUMNS = st.sampled_from(
    [COUNT, BARE_COUNT, AMOUNT, YUAN, RATE, DAY, MONTH, STATE, TEXT, column("整数", 空值="零"), column("选项")]
)
CELLS = st.one_of(
    st.none(),
    st.text(),
    st.text("0123456789 .,-/%元万亿个年月日约余一二十百两零（）①#A\n\u00a0\u200b", max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from([ErrorValue("#REF!"), ErrorValue("")]),
)


@given(CELLS, COLUMNS, st.integers(1900, 2100), st.none() | st.integers(1, 12), st.booleans())
def test_every_cell_comes_to_something(raw: Scalar, spec: Column, year: int, month: int | None, scaled: bool) -> None:
    found = read_value(raw, spec, year, month, scaled)
    assert (found.value is None) == (found.status in ("question", "bad", "blank"))
    assert bool(found.message and found.rule and found.expected and found.cure) or found.status not in (
        "question",
        "bad",
    )


@given(st.integers(0, 10**15))
def test_a_whole_number_is_read_however_it_is_typed(count: int) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    for text in (str(count), wide, f"{count:,}", f"{count:,}".replace(",", "，")):
        assert read_value(text, COUNT, 2026).value == Decimal(count)
