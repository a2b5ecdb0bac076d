"""What a text claims beside its figures: names of units, dates and periods, ranks, numbers in digits and in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from docgen.verifying.amounts import ABOUT, LESS, MORE, amounts
from docgen.wording import half_width

YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})年度?"
MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月"
DATE = re.compile(
    rf"{YEAR}(?:(?:第?[一二三四1-4]季度|[上下]半年|{MONTH}(?:\d{{1,2}}[日号])?))?"
    rf"|{MONTH}\d{{1,2}}[日号]|(?<![\d一二三四五六七八九十]){MONTH}|第?[一二三四]季度|[上下]半年"
    r"|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?(?![\d.])"
)
HAN_PLACE = "一二三四五六七八九十"
RANK = re.compile(
    rf"(?:排名?|位居|名列|位列|位于|居|列)[^，。；：、\d{HAN_PLACE}]{{0,4}}(?:倒数)?第[{HAN_PLACE}\d]+(?:名|位)?"
    rf"|倒数第[{HAN_PLACE}\d]+(?:名|位)?|第[{HAN_PLACE}\d]+(?:名|位)|居首位?|榜首|垫底|末位|前[{HAN_PLACE}\d]+(?:名|位)|名列前茅"
    "|最[多少高低大小好差快慢优]"
)
HEDGE = re.compile(rf"(?:{MORE}|{LESS}|{ABOUT})(?=\0)|(?<=\0)(?:以上|以下|左右|上下|余|多)")
"""Words that make more or less of the figure that they stand at."""
DENIAL = re.compile("尚未|没有|未|无|不")
FIGURE = re.compile("⟦([^⟦⟧]*)⟧")


@dataclass(frozen=True)
class Claims:
    """What a piece of text claims, each kind with how often; dates and names in the order of the text."""

    names: tuple[str, ...]
    dates: tuple[str, ...]
    others: Counter[str]
    """Ranks and numbers, without blanks and separators, and words that make more or less of a figure."""


class Reader:
    """Reads claims; ``labels`` are all words for units, each with what it is called by."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = {half_width(name): label for name, label in labels.items() if len(name) > 1}
        words = sorted(self.labels, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, words))) if words else None

    def read(self, text: str) -> Claims:
        """The claims of a text, without what stands under figures."""
        rest = half_width(FIGURE.sub("\0", text))
        names: list[str] = []
        if self.pattern:
            names = [self.labels[match[0]] for match in self.pattern.finditer(rest)]
            rest = self.pattern.sub("\1", rest)
        dates = [tidy_date(match[0]) for match in DATE.finditer(rest)]
        rest = DATE.sub("\1", rest)
        ranks = [match[0] for match in RANK.finditer(rest)]
        rest = RANK.sub("\1", rest)
        hedges = [match[0] for match in HEDGE.finditer(rest)]
        others = Counter([*ranks, *hedges, *(amount.key for amount in amounts(rest))])
        return Claims(tuple(names), tuple(dates), others)


def tidy_date(text: str) -> str:
    """A date without the words that do not change it."""
    return text.replace("年度", "年").replace("号", "日").replace("第", "")


def contexts(text: str) -> dict[str, str]:
    """The words that belong to each figure of a paragraph: those before it in its sentence, those up to the next mark."""
    found = {}
    marks = list(FIGURE.finditer(text))
    for place, match in enumerate(marks):
        start = marks[place - 1].end() if place else 0
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        before = re.split("[。；\n]", text[start : match.start()])[-1]
        if place and not re.search("[。；\n]", text[start : match.start()]):
            before = re.split("^[^，、：]*[，、：]", before, maxsplit=1)[-1]  # the rest of the figure before
        after = re.split("[，。；：、\n]", text[match.end() : end])[0]
        found[match[1]] = f"{before}\0{after}"
    return found
