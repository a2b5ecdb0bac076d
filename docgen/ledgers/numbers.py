"""Cells of columns that hold numbers: counts, amounts, ratios."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal

from docgen.campaign.ledger import Column
from docgen.ledgers import rules
from docgen.ledgers.sheet import Scalar
from docgen.ledgers.value import (
    BLANK,
    EPOCH,
    LONGEST,
    SPLIT,
    VAGUE_WORDS,
    Value,
    asked,
    exact,
    expectation,
    is_vague,
    places_allowed,
    raw_text,
    refused,
    shown,
    value_text,
)
from docgen.wording import from_han, half_width

MONEY = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
"""Units of money, and the power of ten by which each exceeds 元."""
COUNT_WORDS = frozenset({"个", "项", "次", "人", "份", "笔", "家", "件", "条", "人次"})
_NUMBER = re.compile(r"([¥￥]?)(-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,9}|[0-9]{1,30})(?:\.[0-9]{1,30})?)(.*)", re.DOTALL)
_BLANK_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:[^\S\n][0-9]{3})+(?:\.[0-9]+)?\D*")
_BRACKETED = re.compile(r"\([^()]*\)")
_DIGIT = "[一二两三四五六七八九]"
_HAN = re.compile(  # well-formed and below a thousand: from_han stumbles over 零十, and this is for a hint only
    f"(零|{_DIGIT}|{_DIGIT}?十{_DIGIT}?|{_DIGIT}百(?:零{_DIGIT}|{_DIGIT}十{_DIGIT}?)?)(?:人次|[个项次人份笔家件条])?"
)
_FINE = Decimal("1E-10")
_WIDE = Context(prec=120)  # exact for all that _NUMBER lets in


def number_cell(raw: int | float, column: Column, scaled: bool) -> Value:
    """A number in a column of numbers."""
    number = exact(raw)
    if not number.is_finite():
        return refused(raw, column, rules.NOT_A_NUMBER)
    if not -LONGEST < number < LONGEST:
        return asked(
            raw,
            column,
            rules.LONG_NUMBER_DISTORTED,
            "超过15位的数字已失真",
            "请核对；数字太长时请把单元格设为文本格式再填",
        )
    if scaled:
        unit = f"按{column.unit}" if column.unit else "按实际数"
        return asked(
            raw,
            column,
            rules.UNCERTAIN_NUMBER,
            "但数字格式把它缩小了显示，看到的与存的不一样",
            f"请把数字格式改为“常规”，{unit}填写",
        )
    return _judged(raw, number, column)


def date_in_numbers(raw: date | time | timedelta, column: Column) -> Value:
    """A count that was formatted as a date shows as one: 3 is 1900-01-03."""
    number = _serial(raw)
    perhaps = f"（可能是数字 {number} 被设成了日期格式）" if number else ""
    word = "日期" if isinstance(raw, date) else "时间"
    expected = expectation(column)
    return Value(
        None,
        "bad",
        rules.NOT_A_NUMBER,
        f"单元格是{word} {raw_text(raw)}{perhaps}，本列应填{expected}",
        expected,
        "请把单元格格式改为“常规”，再核对数字",
    )


def _serial(raw: date | time | timedelta) -> str:
    """The number that a spreadsheet keeps for a date or a time, or “” where it has none."""
    if isinstance(raw, timedelta):
        return raw_text(raw / timedelta(days=1))
    moment = raw if isinstance(raw, time) else raw.time() if isinstance(raw, datetime) else time()
    clock = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
    if isinstance(raw, time):
        return raw_text(clock / timedelta(days=1))
    day = raw.date() if isinstance(raw, datetime) else raw
    # spreadsheets count a 29 February 1900, so earlier days have one less
    days = (day - EPOCH).days - (day < date(1900, 3, 1))
    return raw_text(days + clock / timedelta(days=1)) if days >= 0 else ""


def number_text(raw: str, tidy: str, column: Column) -> Value:
    """A number typed as text: alone, in groups of three, or with a unit that leaves no doubt."""
    compact = BLANK.sub("", tidy)
    match = None if SPLIT.search(tidy) else _NUMBER.fullmatch(compact)
    if match is None:
        return _no_number(raw, tidy, compact, column)
    currency, digits, rest = match.groups()
    number = Decimal(digits.replace(",", ""))
    if rest == "%":
        if column.type != "比率" or currency:
            return refused(raw, column, rules.NOT_A_NUMBER, cure="此列不应带百分号")
        return _judged(raw, _shifted(number, -2), column, typed=True, percent=True)
    unit = BLANK.sub("", half_width(column.unit))
    if rest in MONEY or (currency and not rest):
        return _money(raw, number, rest, unit, column)
    if rest in ("万", "亿"):
        return _perhaps_money(raw, column, f"是不是 {digits}{rest}元？")
    if currency:
        return _no_number(raw, tidy, compact, column)
    if not rest or rest == unit or (rest in COUNT_WORDS and column.type == "整数" and not unit):
        return _judged(raw, number, column, typed=True)
    if rest in COUNT_WORDS and column.type == "整数":
        return asked(
            raw,
            column,
            rules.UNCERTAIN_NUMBER,
            f"写的是“{rest}”，本列的单位是“{column.unit}”",
            f"是不是 {digits}{column.unit}？请核对",
        )
    return _no_number(raw, tidy, compact, column)


def _money(raw: str, number: Decimal, written: str, unit: str, column: Column) -> Value:
    """An amount with its unit written, or with a currency sign only, which says 元 and is often left standing."""
    if unit in MONEY and (written or unit == "元"):
        return _judged(raw, _shifted(number, MONEY[written or "元"] - MONEY[unit]), column, typed=True)
    amount = f"{value_text(number)}{written or '元'}"
    cure = f"是不是 {amount}？请按{column.unit}填写" if unit else "请与发表单位核对本列的计量单位"
    return _perhaps_money(raw, column, cure)


def _perhaps_money(raw: str, column: Column, cure: str) -> Value:
    if column.type == "金额" or column.unit in MONEY:
        return asked(raw, column, rules.UNCERTAIN_NUMBER, cure=cure)
    return refused(raw, column, rules.NOT_A_NUMBER, "此列不应带金额单位", "请只填数字")


def _no_number(raw: str, tidy: str, compact: str, column: Column) -> Value:
    """A text that is not one exact number: a question if a number is meant, else a refusal."""
    bare = compact.removesuffix(half_width(column.unit)) if column.unit else compact
    if SPLIT.search(tidy) and ("\n" in tidy or _BLANK_GROUPS.fullmatch(tidy)):
        cure = "一个单元格只填一个数" if "\n" in tidy else f"是不是 {compact}？请去掉空格"
        return asked(raw, column, rules.UNCERTAIN_NUMBER, cure=cure)
    if _BRACKETED.fullmatch(compact) and any(c in "0123456789" for c in compact):
        return asked(raw, column, rules.UNCERTAIN_NUMBER, "括号可能表示负数", "请去掉括号；确是负数的，请写负号")
    if is_vague(compact) or VAGUE_WORDS.fullmatch(compact) or VAGUE_WORDS.fullmatch(bare):
        return asked(raw, column, rules.UNCERTAIN_NUMBER, cure="请填写准确数字")
    if (han := _HAN.fullmatch(bare)) and (number := from_han(han[1])) is not None:
        return refused(raw, column, rules.NOT_A_NUMBER, cure=f"是不是 {number}？请用阿拉伯数字填写")
    if bare in ("O", "o"):
        return refused(raw, column, rules.NOT_A_NUMBER, cure="是不是 0？发现的是字母")
    return refused(raw, column, rules.NOT_A_NUMBER, cure="请只填数字")


def _judged(raw: Scalar, number: Decimal, column: Column, typed: bool = False, percent: bool = False) -> Value:
    """A number against what its column takes; ``typed`` as text, ``percent`` with its sign."""
    kind, least, most = column.type, column.least, column.most
    if number.is_zero():
        number = Decimal(0)  # there is no -0 in a ledger
    if kind == "整数" and number != number.to_integral_value():
        return refused(raw, column, rules.NOT_AN_INTEGER, "本列应为整数", "请填写整数")
    if kind == "比率" and not percent and number > (1 if most is None else max(most, Decimal(1))):
        share = value_text(number)
        if most is None or _shifted(number, -2) <= most:
            return asked(raw, column, rules.UNCERTAIN_NUMBER, cure=f"是不是 {share}%？请带百分号填写")
    if number < (0 if least is None else least):
        says = f"本列不能小于 {value_text(least or Decimal(0))}"
        if least is None and kind != "整数":
            return asked(raw, column, rules.NUMBER_OUT_OF_RANGE, says, "请核对；确是负数的，请说明原因")
        return refused(raw, column, rules.NUMBER_OUT_OF_RANGE, says, "请核对后重新填写")
    if most is not None and number > most:
        return refused(raw, column, rules.NUMBER_OUT_OF_RANGE, f"本列不能大于 {value_text(most)}", "请核对后重新填写")
    notes = []
    if typed:
        unit = column.unit if column.unit in MONEY else ""
        notes.append(f"“{shown(raw)}”按 {value_text(number)}{unit} 计")
    if kind == "金额" and _is_finer(number, places := places_allowed(column)):
        notes.append(f"小数超过{places}位，按原数汇总" if places else "不应有小数，按原数汇总")
    return Value(number, "converted", rules.ADJUSTED_NUMBER, "；".join(notes)) if notes else Value(number, "used")


def _is_finer(number: Decimal, places: int) -> bool:
    """Whether the number has more decimals than the column, and not only by the noise of binary fractions."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return False
    return len(value_text(number.quantize(_FINE, context=_WIDE)).partition(".")[2]) > places


def _shifted(number: Decimal, places: int) -> Decimal:
    """The number times a power of ten, exactly: arithmetic would round to 28 digits."""
    sign, digits, exponent = number.as_tuple()
    return Decimal((sign, digits, int(exponent) + places))
