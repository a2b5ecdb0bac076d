"""Units of measure that stand above or under a table and hold for the columns whose headings have none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.ledgers.headings import BRACKETS, MEASURE_WORDS, MONEY, Heading, measured, tidy
from docgen.ledgers.sheet import Scalar, Sheet
from docgen.wording import INVISIBLE, half_width

MEASURES = {
    *MONEY,
    "个",
    "人",
    "次",
    "人次",
    "项",
    "份",
    "笔",
    "件",
    "家",
    "%",
    "人民币",
    "条",
    "篇",
    "户",
    "万人次",
    "万人",
}
LABEL = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[年月日表]))(?:本表|表中|表内|以上|所有)?(?:的)?(?:金额|货币|计量|数量|数据|计价|款项|资金|填报|统计)?的?"
    r"(?:计量|货币)?单\s*位(?:均|都)?\s*(?:为|是|：|（|/|(?=\s))\s*"
)
"""“单位：” in all its forms; not behind another word, for 责任单位 and 罚款单位 say something else."""
IN_WORDS = re.compile(
    rf"以\s*(?:人民币)?({'|'.join(sorted(MONEY, key=len, reverse=True))})\s*(?:为单位|计算|计|填列|填报|列示)"
)
TITLE = re.compile(rf"（(?:人民币)?({'|'.join(sorted(MONEY, key=len, reverse=True))})）$")
CURRENCY = re.compile("人民币|RMB")
END = re.compile(r"[（）。;；\n]")
GAPS = re.compile(r"[,，\s]+")
JOINTS = re.compile("[、/和及]")
FARTHEST = 12
"""Columns that a value may stand to the right of its label."""
LONGEST = 200


def plain(text: str) -> str:
    """A text with the marks that are looked for in one width; blanks stay, for they part one label from the next."""
    return half_width(INVISIBLE.sub("", text)).translate(BRACKETS)


def listed(text: str) -> list[str]:
    """The units of measure that a text begins with: 万元、人次（保留两位小数）; none for a name."""
    bare = text.strip(" （）：")
    if bare == "人民币":
        return [bare]
    bare = CURRENCY.sub("", bare).lstrip("（： ")
    found: list[str] = []
    for part in GAPS.split(END.split(bare, maxsplit=1)[0].strip()):
        words = JOINTS.split(part)
        if not all(word in MEASURES for word in words):  # 元和公司 is a name
            break
        found += words
    return found


def statements(sheet: Sheet, at: tuple[int, int]) -> list[str]:
    """The units of measure that a cell states for its table."""
    value = sheet.cells.get(at)
    if not isinstance(value, str) or len(value) > LONGEST:
        return []
    text = plain(value)
    found = IN_WORDS.findall(text)
    for match in LABEL.finditer(text):
        rest = text[match.end() :]
        found += listed(rest or beside(sheet, at))
    return found


def beside(sheet: Sheet, at: tuple[int, int]) -> str:
    """The next text to the right of a label."""
    y, x = at
    values: Iterator[Scalar] = (sheet.cells.get((y, right)) for right in range(x + 1, x + FARTHEST + 1))
    return plain(next((value for value in values if isinstance(value, str) and value.strip()), ""))


def says_only(texts: Sequence[Scalar]) -> bool:
    """Whether a row holds nothing but a unit of measure for its table, so that it is no entry."""
    if not any(isinstance(text, str) and "位" in text for text in texts):
        return False  # most rows of a large table
    whole = " ".join(plain(text) if isinstance(text, str) else "0" for text in texts if text is not None).strip()
    match = LABEL.match(bare := whole.strip("（）【】 \n"))
    if match is None:
        return False
    words = [
        CURRENCY.sub("", word).strip("（）") for part in GAPS.split(bare[match.end() :]) for word in JOINTS.split(part)
    ]
    return any(words) and all(not word or word in MEASURES for word in words)


def remeasure(sheet: Sheet, heading: Heading) -> None:
    """Note on a heading the columns of money for which the table states another unit of measure."""
    at, found = stated(sheet, heading)
    money = {name: c.unit for c in heading.columns.values() if (name := c.name) in heading.cells and c.unit in MONEY}
    own = {name: written(sheet, heading, name) for name in money}
    if not found or any(unit in found for unit in own.values()):
        money = {name: unit for name, unit in money.items() if found and not own[name]}
    for name, unit in money.items():
        if unit not in found and name not in heading.remeasured:
            target = heading.contradicted if own[name] else heading.remeasured
            target[name] = "、".join(found)
            heading.stated[name] = at


def stated(sheet: Sheet, heading: Heading) -> tuple[tuple[int, int], list[str]]:
    """Where and in which units of money a table is said to be: nearest above it, else under it."""
    headed = set(heading.cells.values())
    above: list[tuple[tuple[int, int], list[str]]] = []
    below: list[tuple[tuple[int, int], list[str]]] = []
    for at, value in sheet.cells.items():
        if not isinstance(value, str) or "元" not in value and "位" not in value or at in headed:
            continue
        if heading.top <= at[0] <= heading.bottom and not says_only([value]):
            continue  # the heading of a column that the ledger does not have
        found = statements(sheet, at) + (TITLE.findall(plain(value).strip()) if at[0] < heading.top else [])
        if money := list(dict.fromkeys(word for word in found if word in MONEY)):
            (above if at[0] <= heading.bottom else below).append((at, money))
    numbered = {y for (y, _), v in sheet.cells.items() if isinstance(v, int | float)} if below else set()
    below = [one for one in below if one[0][0] not in numbered]  # a word in a record is the record's own
    return max(above) if above else min(below, default=((0, 0), []))


def written(sheet: Sheet, heading: Heading, name: str) -> str:
    """The unit of money in a column's own heading."""
    text = measured(tidy(str(sheet.cells.get(heading.cells[name], ""))))[1]
    unit = MEASURE_WORDS.sub("", text)
    return unit if unit in MONEY else ""
