"""S16: the parts of a whole add up to it, where the text says that they are all, or where they are too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.agreement.evidence import Evidence, Passage, contradiction
from docgen.gongwen.rules import agreement as rules

UNIT = "[个项条笔件起人次份家万元]"
BROKEN_DOWN = re.compile(
    rf"(?:共|共计|合计|总计|发现)[^\d，。；：]{{0,10}}(?P<n>\d{{1,9}})(?P<unit>{UNIT})[^\d，。；：]{{0,6}}[，：（]{{1,4}}(?:其中[，：]?)?(?P<items>[^。；]+)"
)
LED_BY = re.compile(rf"[，、]共[^\d，。；：]{{0,4}}(?P<n>\d{{1,9}})(?P<unit>{UNIT})")
ITEM = r"(?P<label>[^\d，、；：（）]{{1,12}}?)(?P<n>\d{{1,9}}){0}"
SCALES = (
    (("重大",), ("较大", "重要"), ("一般",)),
    (("高",), ("中",), ("低",)),
    (("已",), ("未", "尚未", "正在")),
    (("员工", "一般员工", "普通员工"), ("中层",), ("高管", "高级", "领导")),
    (("男",), ("女",)),
)
"""Kinds that leave nothing between them: all steps named, their numbers make up the whole."""

THING = "[个项条笔件起份家]"
"""What belongs to one part only; people are counted under several."""
REMARK = re.compile("（[^（）]*）")
AMOUNT = r"\d{1,7}(?:\.\d{1,4})?"
PARTS = re.compile(
    rf"(?<![\d.])(?P<n>{AMOUNT})(?P<unit>{THING}|[万亿]?元)(?P<noun>[^\d，。；：（）]{{0,8}})"
    rf"(?P<mark>[，：（]其中[，：]?|[：（]|[，：]分别是|[，：]分别为)(?P<items>[^。；）]+)"
)
PART = re.compile(
    rf"(?P<label>[^\d（）]{{1,12}}?)(?P<n>{AMOUNT})(?P<unit>[个项条笔件起份家人名]|[万亿]?元)(?P<noun>[^\d]{{0,6}})"
)
OVERLAPPING = re.compile(
    "已|未|完成|整改|销号|办结|涉及|属于|重大|较大|重要|重点|新|历史|立行|国有|党员|女|占|增|减|超|以上|屡"
)
"""Labels that cut across others."""
ADDED_UP = re.compile(r"^(?:合计|总计|共计|总共|共)(?P<n>\d{1,7})(?P<unit>[个项条笔件起份家人名])")

MOST_PARTS = 50
"""So many parts of a sum are looked for before it."""
SHARES = re.compile(
    r"(?:占比|比例|比重)(?:分别)?(?:约)?(?:为|是|达)(?P<list>\d{1,3}(?:\.\d+)?[%％](?:[、和，]\d{1,3}(?:\.\d+)?[%％]){2,})"
)
SHARED = re.compile(r"(?P<list>(?:[^\d，。、；：]{1,12}占(?:比)?(?:为|约)?\d{1,3}(?:\.\d+)?[%％][、，和]?+){3,})")
OTHER_WHOLES = re.compile("季度|月|同比|年度|各单位|各公司|上年|去年|提高|下降|完成率|两年|三年")
CLAIMED_WHOLE = re.compile("[二两三四五六七八][类种个项]|构成|结构|全部|总体|按[^，。；]{1,10}分")
NOT_WHOLE = re.compile("前[二两三四五]|主要|其中|等|最高|居前")


def breakdowns(evidence: Evidence) -> Iterator[Diagnostic]:
    """S16: parts that leave nothing between them make up the whole; parts that exclude each other do not exceed it."""
    for passage in evidence.prose:
        for sentence in passage.sentences():
            found = scaled(passage, sentence) or parted(passage, sentence) or added_up(passage, sentence)
            yield from (item for item in (found, shares(passage, sentence)) if item is not None)


def wrong_sum(passage: Passage, words: str, total: Decimal | int, told: str) -> Diagnostic:
    """That parts make another sum than the text says."""
    place = passage.mention(words[:60])
    message = f"{place.quoted}：各项加起来是{total}，总数写的是{told}"
    return contradiction(rules.WRONG_BREAKDOWN_SUM, "warning", message, (place,))


def scaled(passage: Passage, sentence: str) -> Diagnostic | None:
    """The steps of one scale, all named."""
    whole = BROKEN_DOWN.search(sentence) or LED_BY.search(sentence)
    if whole is None:
        return None
    parts = whole["items"] if whole.re is BROKEN_DOWN else sentence[: whole.start()]
    items = re.findall(ITEM.format(whole["unit"]), parts)
    total = sum(int(number) for _, number in items)
    if total != int(whole["n"]) and exhaustive([label for label, _ in items]):
        return wrong_sum(passage, sentence if whole.re is LED_BY else whole[0], total, whole["n"])
    return None


def exhaustive(labels: list[str]) -> bool:
    """Whether the labels are all the steps of one scale, each once."""
    bare = [re.sub("^(?:给予|其中|处分|处理|问责|属于|为)+", "", label) for label in labels]
    return any(
        len(bare) == len(scale) and all(sum(label.startswith(step) for label in bare) == 1 for step in scale)
        for scale in SCALES
    )


def parted(passage: Passage, sentence: str) -> Diagnostic | None:
    """A whole with its parts behind it: behind 其中 they may not exceed it, else they make it up."""
    for whole in PARTS.finditer(sentence):
        items = parts_of(whole["items"], whole["unit"])
        if len(items) < 2 or any(OVERLAPPING.search(label) for label, _ in items):
            continue
        told = [Decimal(whole["n"]), *(number for _, number in items)]
        total, slack = sum(told[1:]), rounding(told)
        all_told = "其中" not in whole["mark"] and len(items) > 2 and "等" not in whole["items"]
        if total - told[0] > slack or (told[0] - total > slack and all_told):
            return wrong_sum(passage, whole[0], total, whole["n"])
    return None


def rounding(numbers: list[Decimal]) -> Decimal:
    """By how much a sum may differ from its parts where they were rounded; nothing where all are whole."""
    units = [Decimal(1).scaleb(int(number.as_tuple().exponent)) for number in numbers]
    return Decimal() if min(units) == 1 else sum(units, Decimal()) / 2


def parts_of(text: str, unit: str) -> list[tuple[str, Decimal]]:
    """The parts that a text lists one after the other, all counted in one unit; nothing where others come between."""
    items: list[tuple[str, Decimal]] = []
    for piece in re.split("[、，]", REMARK.sub("", text)):
        found = PART.fullmatch(piece)
        if found is None or found["unit"] != unit or ADDED_UP.match(piece):
            break
        items.append((found["label"] + found["noun"], Decimal(found["n"])))
    return items


def added_up(passage: Passage, sentence: str) -> Diagnostic | None:
    """Parts with their sum behind them: “新订3项、修订5项，合计8项”."""
    pieces = re.split("[、，：]", REMARK.sub("", sentence))
    for at, piece in enumerate(pieces):
        if (whole := ADDED_UP.match(piece)) is None:
            continue
        numbers: list[Decimal] = []
        for part in reversed(pieces[max(at - MOST_PARTS, 0) : at]):
            found = PART.fullmatch(part)
            if found is None or found["unit"] != whole["unit"] or OVERLAPPING.search(part.replace("新", "")):
                break
            numbers.append(Decimal(found["n"]))
        told = Decimal(whole["n"])
        fits = told in numbers or told in list(accumulate(numbers))[1:]
        if len(numbers) > 1 and not fits and "其中" not in sentence:
            return wrong_sum(passage, sentence, sum(numbers), whole["n"])
    return None


def shares(passage: Passage, sentence: str) -> Diagnostic | None:
    """Shares of one whole make 100%, but for rounding."""
    for match in (*SHARES.finditer(sentence), *SHARED.finditer(sentence)):
        told = [Decimal(number) for number in re.findall(r"(\d{1,3}(?:\.\d+)?)[%％]", match["list"])]
        total, slack = sum(told, Decimal()), Decimal(len(told)) / 2 + Decimal("0.5")
        whole = CLAIMED_WHOLE.search(sentence) and not NOT_WHOLE.search(sentence)
        if OTHER_WHOLES.search(sentence) or abs(total - 100) <= slack or (total < 100 and not whole):
            continue
        place = passage.mention(match[0][:60])
        message = f"{place.quoted}：各项占比加起来是{total}%，不是100%"
        return contradiction(rules.WRONG_BREAKDOWN_SUM, "warning", message, (place,))
    return None
