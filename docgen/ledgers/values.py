"""One cell of a returned ledger becomes a value, a question or a refusal; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from typing import Literal, NamedTuple

from docgen.campaign.ledger import Column
from docgen.ledgers.sheet import ErrorValue, Scalar
from docgen.wording import clean, from_han, half_width, parse_date

Status = Literal["used", "converted", "question", "bad", "blank"]


class Value(NamedTuple):
    """What one cell came to; ``value`` is None unless it was used or converted."""

    value: str | Decimal | date | None
    status: Status
    rule: str = ""
    message: str = ""
    expected: str = ""
    cure: str = ""


NUMBERS = frozenset({"整数", "金额", "比率"})
MONEY = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
"""Units of money, and the power of ten by which each exceeds 元."""
COUNT_WORDS = frozenset({"个", "项", "次", "人", "份", "笔", "家", "件", "条", "人次"})
LONGEST = 10**15
"""From here on a spreadsheet, which keeps 15 digits, no longer holds what was typed."""
YEARS = 30
"""How far a date may lie from the year of the ledger before somebody should look at it."""

_BLANKS = " \t\n\r\v\f\x85\xa0\u2002\u2003\u2009\u200b\u202f\u2060\u3000\ufeff"
_BLANK = re.compile(r"\s")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
_MARK = re.compile(r"[-—–―─]+|/+|\\+|无")
_ERROR = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|CONNECT!|BLOCKED!|UNKNOWN!|GETTING_DATA)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)

# [0-9], not \d: Python takes the digits of every script, ② and ٣ must not become numbers
_NUMBER = re.compile(r"([¥￥]?)(-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,9}|[0-9]{1,30})(?:\.[0-9]{1,30})?)(.*)", re.DOTALL)
_SPLIT = re.compile(r"[0-9.,]\s+[0-9.,]")
_BLANK_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:[^\S\n][0-9]{3})+(?:\.[0-9]+)?\D*")
_BRACKETED = re.compile(r"\([^()]*[0-9][^()]*\)")
_DATE_LIKE = re.compile(r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?")
_RANGE = re.compile(r"[0-9][^0-9]{0,3}?[-—–~〜∼至到][^0-9]{0,3}[0-9]")
_VAGUE = re.compile(
    "[约余近超逾多几+?~〜±<>≤≥]|不足|不到|以上|以下|以内|左右|上下|大概|大致|估计|可能|至少|至多|不少于|不低于|若干"
)
_VAGUE_WORDS = re.compile(
    "(?=.*(?:[约余近超逾多几]|不足|不到|以上|以下|左右|[上数][十百千万]|若干|大量))"
    "[约余近超逾多几不足到以上下左右数若干许大量零一二两三四五六七八九十百千万亿]+(?:人次|[个项次人份笔家件条])?"
)
_DIGIT = "[一二两三四五六七八九]"
_HAN = re.compile(  # well-formed and below a thousand: from_han stumbles over 零十, and this is for a hint only
    f"(零|{_DIGIT}|{_DIGIT}?十{_DIGIT}?|{_DIGIT}百(?:零{_DIGIT}|{_DIGIT}十{_DIGIT}?)?)(?:人次|[个项次人份笔家件条])?"
)

_DATE_CHARACTERS = frozenset("0123456789-/.年月日")
_CLOCK = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
_MONTH = re.compile(
    "(?:([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})|(0[1-9]|1[0-2]))|(?:([0-9]{4})年)?([0-9]{1,2})月(?:份|底|初|末|[上中下]旬)?)"
)
_DAY = re.compile("([0-9]{1,2})月([0-9]{1,2})日")
_SHORT_YEAR = re.compile(r"([0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_VAGUE_DATE = re.compile(
    r"(?<![0-9])(?:1[0-2]|0?[1-9])月|[0-9]{4}年|[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])|季度|半年|年[底初末中]|月[底初末]"
)

_FIVE_DIGITS = re.compile("[0-9]{5}")
_YEAR_AND_ONE = re.compile(r"[0-9]{4}\.1")

_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_001)
_FINE = Decimal("1E-10")
_WIDE = Context(prec=120)  # exact for all that _NUMBER lets in
_CLOSING = str.maketrans("【〔［[{「『】〕］]}」』", "(((((((" + ")))))))")


def read_value(raw: Scalar, column: Column, year: int, month: int | None = None, scaled: bool = False) -> Value:
    """What the cell says in its column; ``year`` and ``month`` are those of the period, for dates written short.

    ``scaled`` says that the cell shows its number divided by thousands.
    """
    if raw is None:
        return _nothing(column)
    kind = column.type
    if isinstance(raw, ErrorValue):
        return _error(raw, column)
    if isinstance(raw, str):
        return _typed(raw, column, year, month)
    if kind == "文本":
        return _as_text(raw, column)
    if kind == "选项":
        return _option(raw, raw_text(raw), column)
    if kind == "日期":
        return _day_cell(raw, column, year, month)
    if isinstance(raw, bool):
        return _refused(raw, column, "L202")
    if isinstance(raw, int | float):
        return _number_cell(raw, column, scaled)
    return _date_in_numbers(raw, column)


def raw_text(raw: Scalar) -> str:
    """What the cell shows, in one way: 3.0 is “3”, a date 2026-03-05, true TRUE; an empty cell is “”."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return str(raw)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int):
        return str(raw)
    if isinstance(raw, float):
        number = _decimal(raw)
        return value_text(number) if number.is_finite() else str(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ", "seconds")
    if isinstance(raw, timedelta):
        seconds = abs(round(raw.total_seconds()))
        sign = "-" if raw < timedelta() else ""
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return raw.isoformat()


def expectation(column: Column) -> str:
    """What the column takes, for messages and prompts: 整数（单位：个）."""
    match column.type:
        case "整数":
            return f"整数（单位：{column.unit}）" if column.unit else "整数"
        case "金额":
            places = _places_allowed(column)
            details = [f"单位：{column.unit}"] if column.unit else []
            details.append(f"最多{places}位小数" if places else "不带小数")
            return f"金额（{'，'.join(details)}）"
        case "比率":
            return "比率（如 12%）"
        case "日期":
            return "日期（如 2026-06-30）" if column.precision == "日" else "月份（如 2026-06）"
        case "选项" if column.options:
            return _one_of(column.options)
    return "文字"


def value_text(value: str | Decimal | date | None) -> str:
    """The value as it is stored: numbers plain and without idle zeros, dates as 2026-03-05, None as “”."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


# What becomes of a cell, by what was found in it


def _nothing(column: Column, mark: str = "") -> Value:
    """An empty cell, or a mark such as “-” that stands for nothing."""
    if column.blank == "零" and column.type in NUMBERS:
        return Value(Decimal(0), "converted", "L204", f"填的是“{mark}”，按 0 计" if mark else "没有填，按 0 计")
    return Value(None, "blank", "L204", f"填的是“{mark}”，按缺报处理") if mark else Value(None, "blank")


def _typed(raw: str, column: Column, year: int, month: int | None) -> Value:
    """A cell that holds text."""
    text = clean(raw.replace("_x000D_", "")).strip(_BLANKS)
    if not text:
        return _nothing(column)
    if text[0] == "#" and _ERROR.fullmatch(text):
        return _error(raw, column)
    kind = column.type
    if kind == "文本":
        return Value(text, "used")
    if _PICTURE.match(text):
        cure = "请删去图片，按要求填写" if kind == "选项" else f"请删去图片，填写{expectation(column)}"
        return _asked(raw, column, "L216", "单元格里是一张图片", cure)
    if kind == "选项":
        return _option(raw, text, column)
    tidy = _tidy(text)
    if _MARK.fullmatch(_BLANK.sub("", tidy)):
        return _nothing(column, _shown(text))
    return _day_text(raw, tidy, column, year, month) if kind == "日期" else _number_text(raw, tidy, column)


def _error(raw: Scalar, column: Column) -> Value:
    return _refused(raw, column, "L205", "是公式出错的结果", "请改正公式，或直接填写结果")


def _as_text(raw: Scalar, column: Column) -> Value:
    """A text column takes what the cell shows, unless the spreadsheet has spoilt it."""
    if isinstance(raw, int | float) and not -LONGEST < raw < LONGEST:
        return _asked(raw, column, "L215", "是按数字存的长编号，长数字已失真", "请把单元格设为文本格式，再重新填写")
    return Value(raw_text(raw), "used")


def _option(raw: Scalar, text: str, column: Column) -> Value:
    """A column with options takes one of them."""
    options = column.options
    if raw in options or not options:
        return Value(text, "used")
    loose = _loose(text)
    if len(same := [option for option in options if _loose(option) == loose]) == 1:
        return Value(same[0], "converted", "L209", f"“{_shown(raw)}”按“{same[0]}”计")
    if _MARK.fullmatch(loose):
        return _nothing(column, _shown(text))
    close = _closest(text, options)
    listed = _one_of(sorted(options, key=lambda option: option != close))
    cure = f"是不是“{close}”？" if close else "请从所列各项中选填"
    return Value(None, "bad", "L209", f"发现“{_shown(raw)}”，本列应填{listed}", listed, cure)


def _loose(text: str) -> str:
    return _BLANK.sub("", _tidy(text)).translate(_CLOSING)


def _closest(text: str, options: Iterable[str]) -> str | None:
    from rapidfuzz import process  # only a wrong cell needs it

    found = process.extractOne(text, list(options), score_cutoff=60)
    return found[0] if found else None


def _one_of(options: Iterable[str]) -> str:
    return f"{''.join(f'“{option}”' for option in options)}之一"


# Numbers


def _decimal(raw: int | float) -> Decimal:
    """The number, of a float its 15 digits that a spreadsheet shows: 0.30000000000000004 is 0.3."""
    return Decimal(raw) if isinstance(raw, int) else Decimal(f"{raw:.15g}")


def _number_cell(raw: int | float, column: Column, scaled: bool) -> Value:
    number = _decimal(raw)
    if not number.is_finite():
        return _refused(raw, column, "L202")
    if not -LONGEST < number < LONGEST:
        return _asked(raw, column, "L215", "超过15位的数字已失真", "请核对；数字太长时请把单元格设为文本格式再填")
    if scaled:
        unit = f"按{column.unit}" if column.unit else "按实际数"
        return _asked(
            raw, column, "L203", "但数字格式把它缩小了显示，看到的与存的不一样", f"请把数字格式改为“常规”，{unit}填写"
        )
    return _judged(raw, number, column)


def _date_in_numbers(raw: date | time | timedelta, column: Column) -> Value:
    """A count that was formatted as a date shows as one: 3 is 1900-01-03."""
    number = _serial(raw)
    perhaps = f"（可能是数字 {number} 被设成了日期格式）" if number else ""
    word = "日期" if isinstance(raw, date) else "时间"
    expected = expectation(column)
    return Value(
        None,
        "bad",
        "L202",
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
    days = (day - _EPOCH).days - (day < date(1900, 3, 1))
    return raw_text(days + clock / timedelta(days=1)) if days >= 0 else ""


def _number_text(raw: str, tidy: str, column: Column) -> Value:
    """A number typed as text: alone, in groups of three, or with a unit that leaves no doubt."""
    compact = _BLANK.sub("", tidy)
    match = None if _SPLIT.search(tidy) else _NUMBER.fullmatch(compact)
    if match is None:
        return _no_number(raw, tidy, compact, column)
    currency, digits, rest = match.groups()
    number = Decimal(digits.replace(",", ""))
    if rest == "%":
        if column.type != "比率" or currency:
            return _refused(raw, column, "L202", cure="此列不应带百分号")
        return _judged(raw, _shifted(number, -2), column, typed=True, percent=True)
    unit = _BLANK.sub("", half_width(column.unit))
    if rest in MONEY or (currency and not rest):
        return _money(raw, number, rest, unit, column)
    if rest in ("万", "亿"):
        return _perhaps_money(raw, column, f"是不是 {digits}{rest}元？")
    if currency:
        return _no_number(raw, tidy, compact, column)
    if not rest or rest == unit or (rest in COUNT_WORDS and column.type == "整数" and not unit):
        return _judged(raw, number, column, typed=True)
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
        return _asked(raw, column, "L203", cure=cure)
    return _refused(raw, column, "L202", "此列不应带金额单位", "请只填数字")


def _no_number(raw: str, tidy: str, compact: str, column: Column) -> Value:
    """A text that is not one exact number: a question if a number is meant, else a refusal."""
    bare = compact.removesuffix(half_width(column.unit)) if column.unit else compact
    if _SPLIT.search(tidy) and ("\n" in tidy or _BLANK_GROUPS.fullmatch(tidy)):
        cure = "一个单元格只填一个数" if "\n" in tidy else f"是不是 {compact}？请去掉空格"
        return _asked(raw, column, "L203", cure=cure)
    if _BRACKETED.fullmatch(compact):
        return _asked(raw, column, "L203", "括号可能表示负数", "请去掉括号；确是负数的，请写负号")
    if _is_vague(compact) or _VAGUE_WORDS.fullmatch(compact) or _VAGUE_WORDS.fullmatch(bare):
        return _asked(raw, column, "L203", cure="请填写准确数字")
    if (han := _HAN.fullmatch(bare)) and (number := from_han(han[1])) is not None:
        return _refused(raw, column, "L202", cure=f"是不是 {number}？请用阿拉伯数字填写")
    if bare in ("O", "o"):
        return _refused(raw, column, "L202", cure="是不是 0？发现的是字母")
    return _refused(raw, column, "L202", cure="请只填数字")


def _is_vague(compact: str) -> bool:
    # a whole sentence with 约 or 多 in it is no number at all
    if len(compact) > 20 or _DATE_LIKE.fullmatch(compact):
        return False
    if any(unicodedata.category(character) in ("No", "Nl") for character in compact):  # ①, ², Ⅲ
        return True
    has_digit = any("0" <= character <= "9" for character in compact)
    return has_digit and bool(_VAGUE.search(compact) or _RANGE.search(compact))


def _judged(raw: Scalar, number: Decimal, column: Column, typed: bool = False, percent: bool = False) -> Value:
    """A number against what its column takes; ``typed`` as text, ``percent`` with its sign."""
    kind, least, most = column.type, column.least, column.most
    if number.is_zero():
        number = Decimal(0)  # there is no -0 in a ledger
    if kind == "整数" and number != number.to_integral_value():
        return _refused(raw, column, "L207", "本列应为整数", "请填写整数")
    if kind == "比率" and not percent and number > (1 if most is None else max(most, Decimal(1))):
        share = value_text(number)
        if most is None or _shifted(number, -2) <= most:
            return _asked(raw, column, "L203", cure=f"是不是 {share}%？请带百分号填写")
    if number < (0 if least is None else least):
        says = f"本列不能小于 {value_text(least or Decimal(0))}"
        if least is None and kind != "整数":
            return _asked(raw, column, "L208", says, "请核对；确是负数的，请说明原因")
        return _refused(raw, column, "L208", says, "请核对后重新填写")
    if most is not None and number > most:
        return _refused(raw, column, "L208", f"本列不能大于 {value_text(most)}", "请核对后重新填写")
    notes = []
    if typed:
        unit = column.unit if column.unit in MONEY else ""
        notes.append(f"“{_shown(raw)}”按 {value_text(number)}{unit} 计")
    if kind == "金额" and _is_finer(number, places := _places_allowed(column)):
        notes.append(f"小数超过{places}位，按原数汇总" if places else "不应有小数，按原数汇总")
    return Value(number, "converted", "L204", "；".join(notes)) if notes else Value(number, "used")


def _places_allowed(column: Column) -> int:
    return 2 if column.decimals is None else column.decimals


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


# Dates


def _day_cell(raw: Scalar, column: Column, year: int, month: int | None) -> Value:
    """A date column's cell that holds no text."""
    if isinstance(raw, datetime):
        note = "" if raw.time() == time() else f"“{raw_text(raw)}”按 {raw.date().isoformat()} 计"
        return _near(raw, raw.date(), column, year, note)
    if isinstance(raw, date):
        return _near(raw, raw, column, year)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return _refused(raw, column, "L210")
    if _SERIALS.start <= raw < _SERIALS.stop:
        day = _EPOCH + timedelta(days=int(raw))
        return _near(raw, day, column, year, f"“{raw_text(raw)}”是日期的序列号，按 {day.isoformat()} 计")
    text = raw_text(raw)
    if isinstance(raw, float) and column.precision == "月" and _YEAR_AND_ONE.fullmatch(text):
        # a number keeps no final zero: 2026.10 is stored as 2026.1
        return _asked(raw, column, "L211", "看不出是1月还是10月", f"请写成 {text[:4]}-01 或 {text[:4]}-10")
    return _day_text(raw, text, column, year, month)


def _day_text(raw: Scalar, tidy: str, column: Column, year: int, month: int | None) -> Value:
    """A date written out, in one of the ways that leave no doubt."""
    tidy = _CLOCK.sub("", tidy)
    compact = _BLANK.sub("", tidy).replace("号", "日")
    if _SPLIT.search(tidy):
        return _refused(raw, column, "L210")
    try:
        if _DATE_CHARACTERS.issuperset(compact) and (day := parse_date(compact)):
            return _converted_day(raw, day, column, year)
        if found := _DAY.fullmatch(compact):
            return _day_of_year(raw, date(year, int(found[1]), int(found[2])), column, month)
        if found := _SHORT_YEAR.fullmatch(compact):
            day = date(2000 + int(found[1]), int(found[2]), int(found[3]))
            return _asked(raw, column, "L211", "年份只写了两位", f"是不是 {day.isoformat()}？")
        if found := _MONTH.fullmatch(compact):
            named = int(found[1] or found[5] or year)
            first = date(named, int(found[2] or found[3] or found[4] or found[6]), 1)
            if column.precision == "月":
                return _converted_day(raw, first, column, year)
            return _asked(raw, column, "L211", cure="请写明是哪一天")
    except ValueError:
        return _refused(raw, column, "L210", "日历上没有这一天", f"请填写{expectation(column)}")
    if _FIVE_DIGITS.fullmatch(compact) and int(compact) in _SERIALS:
        day = _EPOCH + timedelta(days=int(compact))
        return _asked(raw, column, "L211", cure=f"是不是 {day.isoformat()}？")
    if _VAGUE_DATE.search(compact) or _is_vague(compact) or _VAGUE_WORDS.fullmatch(compact):
        return _asked(raw, column, "L211", cure="请写明确切日期")
    return _refused(raw, column, "L210")


def _day_of_year(raw: Scalar, day: date, column: Column, month: int | None) -> Value:
    """A day written without its year. In January, December may be that of last year."""
    if month is not None and abs(day.month - month) >= 10:
        return _asked(raw, column, "L211", "看不出是哪一年", f"是不是 {day.isoformat()}？请写明年份")
    return _converted_day(raw, day, column, day.year)


def _converted_day(raw: Scalar, day: date, column: Column, year: int) -> Value:
    return _near(raw, day, column, year, f"“{_shown(raw)}”按 {day.isoformat()} 计")


def _near(raw: Scalar, day: date, column: Column, year: int, note: str = "") -> Value:
    """The date, unless it lies too far from the year of the ledger to be believed."""
    if abs(day.year - year) > YEARS:
        return _asked(raw, column, "L211", f"与{year}年相差超过{YEARS}年", "请核对年份")
    return Value(day, "converted", "L212", note) if note else Value(day, "used")


# How it is said


def _asked(raw: Scalar, column: Column, rule: str, says: str = "", cure: str = "") -> Value:
    return _said("question", raw, column, rule, says, cure)


def _refused(raw: Scalar, column: Column, rule: str, says: str = "", cure: str = "") -> Value:
    return _said("bad", raw, column, rule, says, cure)


def _said(status: Status, raw: Scalar, column: Column, rule: str, says: str, cure: str) -> Value:
    expected = expectation(column)
    message = f"发现“{_shown(raw)}”，{says or f'本列应填{expected}'}"
    return Value(None, status, rule, message, expected, cure or f"请填写{expected}")


def _shown(raw: Scalar) -> str:
    """The cell in a message: on one line and not too long."""
    text = clean(raw_text(raw).replace("_x000D_", "")).strip(_BLANKS).replace("\n", " ")
    return text if len(text) <= 40 else f"{text[:40]}…"


def _tidy(text: str) -> str:
    """The text with half-width characters, no invisible ones, and - for every minus sign."""
    return _ZERO_WIDTH.sub("", text if text.isascii() else half_width(text)).replace("−", "-")
