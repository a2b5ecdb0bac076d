"""Numbers, quantities and units (GB/T 15835, GB 3100): T14–T16."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.textrules.case import BODY, Case, Passage, fault, masked

COUNTED = "[元万亿人名户件次项个家份篇吨亩米台套笔宗例册张辆]"
PLAIN = re.compile(rf"(?<![\d.,A-Za-z〔第\-/])\d{{4,}}(?:\.\d+)?(?=余?{COUNTED})")
COMMA = re.compile(r"(?<![\d.,A-Za-z])\d{1,3}(?:,\d{3})+(?![\d,])")
SPACED = re.compile(r"(?<![\d.,A-Za-z])\d{1,3}(?:[\u2009\u202f\xa0]\d{3})+(?!\d)")
GROUPINGS = ((PLAIN, "不分节"), (COMMA, "用逗号分节"), (SPACED, "用空隙分节"))

AMOUNT = r"\d[\d,.]*[万亿]?[%％]?"
HEDGES = (  # what says twice that a number is none to the last digit
    re.compile(rf"(大?约)\s*{AMOUNT}[^\d，。；、（）]{{0,3}}(左右|上下)"),
    re.compile(rf"(大?约|近|超过?|逾)\s*{AMOUNT}([余多])"),
    re.compile(rf"(不少于|不低于|至少|超过|高于)\s*{AMOUNT}[^\d，。；、（）]{{0,3}}(以上)"),
    re.compile(rf"(不多于|不高于|不超过|至多|低于)\s*{AMOUNT}[^\d，。；、（）]{{0,3}}(以下)"),
)
SHAPES = (
    (re.compile(r"百分之\d+(?:\.\d+)?"), "百分数用阿拉伯数字，如85%"),
    (re.compile(r"(?<![\d.])\d+(?:\.\d+)?[千百][元人名户件个家]"), "阿拉伯数字只和“万”“亿”连用，如3000元"),
    (
        re.compile(
            r"(?<=[^第、一二三四五六七八九十\d，。：；（])(?:二、三|三、四|四、五|五、六|六、七|七、八|八、九)[个天名家人]"
        ),
        "相邻两个数字连用表示概数时不加顿号，如“三四个”",
    ),
)
WIDE_COMMA = re.compile(rf"(?<![\d.,，A-Za-z])\d{{1,3}}(?:，\d{{3}})+(?=余?{COUNTED})")
"""Thousands parted by the comma of a text: 2，300个."""
CONSECUTIVE = "|".join(f"{n}[、，]{n + 1}" for n in range(1, 9))
ABOUT = re.compile(
    rf"(?<![\d.、，第附件表图])(?:{CONSECUTIVE})(?=(?:个(?:小时|月|人|多)?|次|天|名|家|遍|倍|周|小时|分钟|年(?![级度])|人(?!次)|里|公里|米|吨|万|亿|种|件|台)(?!以[上下]))"
)
"""A range of two numbers that follow each other, written as a list."""
HAN = "一二三四五六七八九十"
LONG_HAN = re.compile(
    r"(?<![第〇零一二三四五六七八九十百千万几数“《])"
    r"(?:[二三四五六七八九]?十[一二三四五六七八九]|[一二三四五六七八九]百[零〇一二三四五六七八九十]{2,})(?=万?[元人名家件户笔亩])"
)
HAN_DATE = re.compile(r"(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}年[一二三四五六七八九十]{1,3}月")
UNITS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("㎡"), "平方米（或m²）"),
    (re.compile("㎞"), "公里（或km）"),
    (re.compile("㎏"), "千克（或kg）"),
    (re.compile("㎜"), "毫米（或mm）"),
    (re.compile("㎝"), "厘米（或cm）"),
    (re.compile("㎥"), "立方米（或m³）"),
    (re.compile(r"(?<=[\d十百千万几])\s*公分(?![之开])"), "厘米"),
    (re.compile(r"(?<=[\d十百千万几])\s*公升"), "升"),
    (re.compile(r"(?<=\d)\s*K[Mm](?![A-Za-z/])"), "公里（或km）"),
    (re.compile(r"(?<=\d)\s*K[Gg](?![A-Za-z])"), "千克（或kg）"),
    (re.compile(r"(?<=\d)\s*(?:KW|Kw|kw)(?![A-Za-z])"), "千瓦（或kW）"),
    (re.compile(r"(?<=\d)\s*(?:KWH|KWh|Kwh|kwh)(?![A-Za-z])"), "千瓦时（或kW·h）"),
    (re.compile(r"(?<=\d)\s*[mM]2(?![A-Za-z\d])"), "平方米（或m²）"),
    (re.compile(r"(?<=\d)\s*[mM]3(?![A-Za-z\d])"), "立方米（或m³）"),
)


def numbers(case: Case) -> Iterator[Diagnostic]:
    """T14: long numbers are grouped in one way, hedges are not doubled, percentages and round numbers well formed."""
    yield from grouping(case)
    for at in case.prose:
        text = masked(at.text)
        for hedge in HEDGES:
            for match in hedge.finditer(text):
                right = f"“{match[1]}”和“{match[2]}”留一个"
                yield fault(at, "warning", f"“{match[0]}”意思重复", match[0], right, f"请把{right}")
        for rule, right in SHAPES:
            for match in rule.finditer(text):
                yield fault(at, "warning", f"数字“{match[0]}”的写法不规范", match[0], right, f"请改正：{right}")
        for match in WIDE_COMMA.finditer(text):
            right = match[0].replace("，", "")
            message = f"数字“{match[0]}”用了全角逗号分节"
            yield fault(at, "warning", message, match[0], right, f"请改为“{right}”；确实是两个数的，请用顿号隔开")
        for match in ABOUT.finditer(text):
            if not match.start() and at.line.number in case.numbered:
                continue  # an ordinal
            first, last = match[0][0], match[0][-1]
            right = f"{HAN[int(first) - 1]}{HAN[int(last) - 1]}"
            message = f"表示大概的数写成了“{match[0]}”，中间不加顿号"
            cure = f"请改为“{right}”；确实是两个数的，请写成“{first}和{last}”"
            yield fault(at, "warning", message, match[0], right, cure)


def grouping(case: Case) -> Iterator[Diagnostic]:
    """The first number of four digits or more that is grouped in another way than most of the document's."""
    seen = {
        name: [(at, match[0]) for at in case.of(*BODY) for match in rule.finditer(masked(at.text))]
        for rule, name in GROUPINGS
    }
    used = sorted((name for name in seen if seen[name]), key=lambda name: -len(seen[name]))
    for name in used[1:]:
        at, number = seen[name][0]
        other = seen[used[0]][0][1]
        message = f"四位以上的数，全文写法不一致：这里的“{number}”{name}，别处的“{other}”{used[0]}"
        yield fault(at, "warning", message, number, used[0], "请全文统一成一种写法")


TWO_KINDS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "百分数",
        re.compile("百分之(?!百|一百|几|多少)[零一二三四五六七八九十百点]+"),
        re.compile(r"(?<![\d.])\d{1,4}(?:\.\d{1,4})?[%％]"),
    ),
    (
        "日期",
        re.compile(
            rf"(?<![历正腊“《〈\d])(?:[二一][〇零○九][〇零○一二三四五六七八九]{{2}}年)?(?<![{HAN}])(?<!\d年)(?:十[一二]?|[一二三四五六七八九])月"
            r"(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日(?![”》〉])"
            "|[二一][〇零○九][〇零○一二三四五六七八九]{2}年(?:十[一二]?|[一二三四五六七八九])月"
        ),
        re.compile(r"\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月"),
    ),
)
"""What is written in Han numerals here and in Arabic ones there: its name, the one form, the other."""


COUNTED = "(家|项|名|人|次|件|份|处|条|户|台|所|座|天|亩|吨|公里|万元)(?![”》〉])"
HAN_COUNTS = (
    re.compile(f"(?<![第之百千万〇零一二三四五六七八九十年月“《])[二三四五六七八九]?十[一二三四五六七八九]?{COUNTED}"),
    re.compile("(?<![第之百千万〇零一二三四五六七八九十年月“《])[二三四五六七八九](个[\u4e00-\u9fff])"),
)
ARABIC_COUNTS = re.compile(rf"(?<![\d.])\d{{1,4}}(?:{COUNTED}|(个[\u4e00-\u9fff]))")
"""How many of what: 30家, 三十家; of small numbers with 个 what is counted must be the same, too."""


def counts_of_two_kinds(case: Case) -> Iterator[tuple[Passage, re.Match[str], Diagnostic]]:
    """Counts in Han numerals of what is counted in Arabic ones elsewhere in the text."""
    body = case.of(*BODY)
    arabic = {m[1] or m[2]: m[0] for at in body for m in ARABIC_COUNTS.finditer(masked(at.text))}
    for at in body if arabic else ():
        for match in (m for rule in HAN_COUNTS for m in rule.finditer(at.text)):
            if other := arabic.get(match[1]):
                yield at, match, in_han(at, match[0], other)


def in_han(at: Passage, found: str, other: str, name: str = "") -> Diagnostic:
    """That a number is in Han numerals, and another of its sort in Arabic ones."""
    message = f"{name}“{found}”用汉字，别处（如“{other}”）用阿拉伯数字"
    return fault(at, "warning", message, found, "同类的数写法一致", "请全文统一，用阿拉伯数字", "9", "must")


def two_kinds(case: Case) -> Iterator[tuple[Passage, re.Match[str], Diagnostic]]:
    """Numbers of one sort that are written in Han numerals where the text has others in Arabic ones."""
    body = case.of(*BODY)
    for name, han, arabic in TWO_KINDS:
        others = (match[0] for at in body if (match := arabic.search(masked(at.text))))
        if other := next(others, ""):
            found = ((at, match) for at in body for match in han.finditer(at.text))
            yield from ((at, match, in_han(at, match[0], other, name)) for at, match in found)


def numerals(case: Case) -> Iterator[Diagnostic]:
    """T15: dates and exact quantities are written in Arabic numerals, and one sort of numbers in one kind of them."""
    told: set[tuple[int, int]] = set()
    for at, match, mixed in (*two_kinds(case), *counts_of_two_kinds(case)):
        told |= {(at.line.number, place) for place in range(*match.span())}
        yield mixed
    for at in case.of(*BODY):
        for match in (*HAN_DATE.finditer(at.text), *LONG_HAN.finditer(at.text)):
            if (at.line.number, match.start()) in told:
                continue
            yield fault(
                at,
                "info",
                f"“{match[0]}”是用汉字写的，这样的数通常用阿拉伯数字",
                match[0],
                "阿拉伯数字",
                "请改为阿拉伯数字；是固定说法的，不必改",
            )


def units(case: Case) -> Iterator[Diagnostic]:
    """T16: units are the legal ones, spelled as the law spells them."""
    for at in case.passages:
        text = masked(at.text)
        for rule, right in UNITS:
            for match in rule.finditer(text):
                found = match[0].strip()
                yield fault(at, "info", f"计量单位写成了“{found}”", found, right, f"请改为{right}")
