"""Numbers as people type them into reports, in digits and in words: 90%, 百分之九十, 近四千, 过九成, 三百二十七笔, 翻一番."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

HAN = "〇零一二两三四五六七八九十百千万亿"
DIGITS = r"\d[\d,]{0,40}(?:\.\d{1,30})?"
COUNTED = "人次|万元|亿元|个百分点|[笔个次人项篇份件条家户名处批场期元天台套门类轮例宗起]"
"""What is counted."""
SLOGANS = "(?!维护|确立|代表|意识|自信|全面|规定|服从|坚持|革命|从严|统筹|五年)"
"""两个维护, 四个意识 and the like count nothing."""
MORE, LESS, ABOUT = "超过|突破|高达|多达|超|逾|过", "接近|将近|不到|不足|近", "大约|约"
VAGUE = "好几|数|几|上|成"
NUMBER = re.compile(
    rf"(?P<how>{MORE}|{LESS}|{ABOUT})?"
    r"(?:"
    rf"百分之(?P<percent>[{HAN}点]{{1,30}}|{DIGITS})"
    rf"|(?P<whole>[{HAN}]{{1,30}}|\d{{1,30}})分之(?P<part>[{HAN}]{{1,30}}|\d+)"
    r"|(?P<tenths>[一两二三四五六七八九])成(?P<half>[一二三四五六七八九半](?![个笔次项]))?(?![立为果员功本就长效熟见都])"
    r"|(?P<halves>一半|半数|大半|过半)"
    rf"|翻(?:了)?(?:[{HAN}几\d]{{1,30}})?番"
    rf"|(?:[{HAN}几数]{{1,30}}|{DIGITS})倍"
    rf"|(?:{VAGUE})(?P<vague>[十百千万亿]{{1,9}})(?:余|多|来)?(?:{COUNTED})?"
    rf"|(?<![第\dA-Za-z.,{HAN}])(?P<digits>{DIGITS})(?P<scale>(?:[十百千万亿](?!元)){{0,9}})(?P<over>余|多)?"
    rf"\s{{0,9}}(?P<unit>人次|个百分点|万元|亿元|[%％‰]|[\u4e00-\u9fff]元?)?"
    rf"|(?<![第{HAN}])(?P<words>[{HAN}]{{1,30}})(?P<more>余|多|来|几)?(?P<counted>{COUNTED}){SLOGANS}"
    rf"|(?<![第{HAN}])(?P<bare>[一二两三四五六七八九][{HAN}]{{0,30}}[百千万亿][{HAN}]{{0,30}})(?P<bareover>余|多)?"
    r")"
)
LONE = re.compile(rf"^(?:一(?:{COUNTED.replace('笔', '').replace('篇', '')})|一[来几].*)$")
"""一个, 一次, 一批: words, not numbers."""
FAR = Decimal(10) ** 18
YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True)
class Amount:
    """A number in a text: where it stands, how it is typed, and between which values it is true; None where it is vague."""

    start: int
    end: int
    text: str
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    worded: bool = False

    @property
    def key(self) -> str:
        """What it is compared by: without blanks and separators."""
        return re.sub(r"[\s,]", "", self.text)

    def agrees(self, value: Decimal, unit: str) -> bool:
        """Whether a value of a unit of measure may be called so."""
        if self.low is None or self.high is None:
            return False
        value *= YUAN.get(unit, Decimal(1)) / YUAN.get(self.unit, Decimal(1))
        return self.low <= value <= self.high

    def is_of(self, unit: str) -> bool:
        """Whether it counts what is measured in a unit."""
        return self.unit == unit or self.unit in YUAN and unit in YUAN


def amounts(text: str) -> Iterator[Amount]:
    """The numbers in a text of half-width characters; ordinals, headings and set phrases are none."""
    for match in NUMBER.finditer(text):
        if LONE.match(match[0]) or match["words"] and match["words"][0] in "百千万亿" and not match["how"]:
            continue
        unit, value, step = measured(match)
        worded = match["digits"] is None
        if value is None:
            yield Amount(*match.span(), match[0], unit, worded=worded)
        else:
            over = bool(match["over"] or match["more"] or match["bareover"])
            yield Amount(*match.span(), match[0], unit, *bounds(value, step, match["how"] or "", over), worded)


def measured(match: re.Match[str]) -> tuple[str, Decimal | None, Decimal]:
    """(unit of measure, value, the value of its last digit that is not 0); None for what has no value."""
    if match["percent"]:
        value = number(match["percent"])
        return "%", value, Decimal(10)
    if match["whole"]:
        whole, part = number(match["whole"]), number(match["part"])
        return "%", part * 100 / whole if whole and part is not None else None, Decimal(1)
    if match["tenths"]:
        half = {"": Decimal(0), "半": Decimal(5)}.get(match["half"] or "", number(match["half"] or "") or Decimal(0))
        tenths = number(match["tenths"])
        return "%", None if tenths is None else tenths * 10 + half, Decimal(10)
    if match["digits"]:
        value = number(match["digits"])
        scale = number(f"一{match['scale']}") if match["scale"] else Decimal(1)
        value = None if value is None or scale is None else value * scale
        return match["unit"] or "", value, last_place(value)
    words = match["words"] or match["bare"]
    value = number(words) if words else None
    return match["counted"] or "", value, last_place(value)


def number(text: str) -> Decimal | None:
    """The value of a number in digits or in words."""
    import cn2an

    if re.fullmatch(DIGITS, text):
        return Decimal(text.replace(",", ""))
    try:
        return Decimal(str(cn2an.cn2an(text.replace("零零", "零"), "normal")))
    except (ValueError, KeyError, IndexError):
        return None


def last_place(value: Decimal | None) -> Decimal:
    """1000 for 4000: how much 余 may be."""
    if value is None or value != value.to_integral_value():
        return Decimal(1)
    digits = str(int(value))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if value else Decimal(1)


def bounds(value: Decimal, step: Decimal, how: str, over: bool) -> tuple[Decimal, Decimal]:
    """Between which values it is true to say it."""
    least = Decimal("0.0001")
    if how in MORE.split("|"):
        return value + least, FAR
    if how in LESS.split("|"):
        return value * Decimal("0.9"), value - least
    if how in ABOUT.split("|"):
        return value * Decimal("0.95"), value * Decimal("1.05")
    return (value + least, value + step) if over else (value, value)
