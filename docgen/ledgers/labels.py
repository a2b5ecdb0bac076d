"""What stands on a sheet for people to read: whose it is, for when, and the day on which it was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from docgen.ledgers.headings import Heading, tidy
from docgen.ledgers.measures import listed, plain
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import find_period
from docgen.ledgers.sheet import Scalar, Sheet
from docgen.ledgers.value import raw_text
from docgen.wording import half_width

WHOSE = "(?:填报|报送|上报|申报|填表|编报|呈报)"
BODY = "(?:单位|公司|企业|机构)(?:名称|全称)?"
SEAL = "(?:（[^（）]{0,6}）)?"
UNIT = re.compile(f"{WHOSE}?{BODY}{SEAL}")
UNIT_BELOW = re.compile(f"{WHOSE}{BODY}{SEAL}|{BODY}（(?:盖章|公章|签章)）")
"""Under a table only what cannot be taken for a cell of it."""
PERIOD = re.compile("(?:填报|报送|报告|统计|所属)?(?:期间|月份|季度)|所属期|报送期|报告期")
FILLED = re.compile(f"(?:{WHOSE}|制表|报表)(?:日期|时间)")
LAST = {UNIT: "位司业构称", UNIT_BELOW: "位司业构称", PERIOD: "间份度期", FILLED: "期间"}
"""How each label may end: most cells of a table are none, and are passed over by this alone."""
PEOPLE = "填报人|填表人|报送人|制表人|经办人|审核人|负责人|联系人|联系电话|电话|期间|报送截止|核对码|日期|时间|单位"
NEXT_LABEL = re.compile(rf"\s+[^\s：]{{1,12}}：|\s{{2,}}|[\t\n]|(?:{PEOPLE})(?:（[^（）]{{0,6}}）)?：")
DAY = re.compile(r"(?:(20[0-9]{2})[-/.年])?([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
FARTHEST = 12
"""Columns that a label's value may stand to the right of it."""


@dataclass(frozen=True)
class Stated:
    """What a sheet says of itself, as it is written; days are ISO dates."""

    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()


def stated(sheet: Sheet, heading: Heading, names: Names, year: int) -> Stated:
    """Who, when and on which day, above the table or under it; in its title or its name where no label says it."""
    units = [word for word in values(sheet, heading, UNIT, UNIT_BELOW) if not is_measure(word)]
    periods = list(values(sheet, heading, PERIOD, None))
    above = [value for (y, _), value in sorted(sheet.cells.items()) if y < heading.top and isinstance(value, str)]
    if not units:
        units = one_named([*above, sheet.name], names)
    if not periods:
        found = (find_period(text, year, heading.spec.frequency) for text in [*above, sheet.name])
        periods = [period.key for period in found if period][:1]
    return Stated(tuple(dict.fromkeys(units)), tuple(dict.fromkeys(periods)), tuple(days(sheet, heading, year)))


def on_cover(sheet: Sheet, year: int) -> Stated:
    """The same on the cover of an issued form."""
    units = [word for word in beside(sheet, UNIT) if not is_measure(word)]
    return Stated(
        tuple(units), tuple(beside(sheet, PERIOD)), tuple(day_of(w, year) for w in raw_beside(sheet, FILLED))
    )


def one_named(texts: list[str], names: Names) -> list[str]:
    """The name of the one unit that the first of some texts names; a text that names several says nothing."""
    for text in texts:
        if codes := set(names.within(text)):
            return [names.by_code[codes.pop()].name] if len(codes) == 1 else []
    return []


def is_measure(word: str) -> bool:
    """Whether a text behind 单位 is a unit of measure: 万元, 个、万元."""
    return bool(listed(plain(word)))


def values(sheet: Sheet, heading: Heading, label: re.Pattern[str], below: re.Pattern[str] | None) -> Iterator[str]:
    """What stands behind a label: in its cell after a colon, in the next cell, or in the one under it."""
    for at in sorted(sheet.cells):
        text = sheet.cells[at]
        form = label if at[0] < heading.top else below if at[0] > heading.bottom else None
        if form is not None and isinstance(text, str):
            yield from (raw_text(value).strip() for value in behind(sheet, at, text, form, heading.top))


def behind(sheet: Sheet, at: tuple[int, int], text: str, label: re.Pattern[str], top: int) -> Iterator[Scalar]:
    """The values of the labels in one cell."""
    if not any(sign in text for sign in LAST[label]):
        return
    whole = half_width(text).replace(":", "：").replace("(", "（").replace(")", "）")
    if label.fullmatch(tidy(whole).rstrip("：")):
        value = next_value(sheet, at, top)
        if value is not None:
            yield value
        return
    for match in re.finditer(f"(?<![\u4e00-\u9fff])(?:{label.pattern})：\\s*", whole):
        cut = NEXT_LABEL.search(whole, match.end())
        word = text[match.end() : cut.start() if cut else None].strip()
        value = word or (None if text[match.end() :].strip() else next_value(sheet, at, top))
        if value is not None:
            yield value


def next_value(sheet: Sheet, at: tuple[int, int], top: int) -> Scalar:
    """What stands to the right of a cell, or else under it; nothing where that is a label, too."""
    bottom, right = next(((m[2], m[3]) for m in sheet.merges if m[:2] == at), at)
    for x in range(right + 1, right + FARTHEST + 1):
        value = sheet.cells.get((at[0], x))
        if value is not None and raw_text(value).strip():
            if not is_label(value):
                return value
            break
    value = sheet.cells.get((bottom + 1, at[1])) if bottom + 1 != top else None
    return None if value is None or is_label(value) else value


def is_label(value: Scalar) -> bool:
    """Whether a cell holds the name of another field."""
    word = tidy(raw_text(value))
    return (
        word.endswith("：")
        or any(form.fullmatch(word.rstrip("：")) for form in (UNIT, PERIOD, FILLED))
        or bool(re.fullmatch(f"(?:{PEOPLE}){SEAL}：?", word))
    )


def beside(sheet: Sheet, label: re.Pattern[str]) -> list[str]:
    """What stands beside a label on a sheet that holds no table."""
    return [raw_text(value).strip() for value in raw_beside(sheet, label)]


def raw_beside(sheet: Sheet, label: re.Pattern[str]) -> Iterator[Scalar]:
    """The same as the cells hold it."""
    for at, text in sorted(sheet.cells.items()):
        if isinstance(text, str):
            yield from behind(sheet, at, text, label, 0)


def days(sheet: Sheet, heading: Heading, year: int) -> Iterator[str]:
    """The days on which the sheet says that it was filled in."""
    for at, text in sorted(sheet.cells.items()):
        if isinstance(text, str) and not heading.top <= at[0] <= heading.bottom:
            for value in behind(sheet, at, text, FILLED, heading.top):
                if day := day_of(value, year):
                    yield day


def day_of(value: Scalar, year: int) -> str:
    """A day as people write it, as an ISO date; empty for what is none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    match = DAY.match(tidy(raw_text(value)))
    try:
        return date(int(match[1] or year), int(match[2]), int(match[3])).isoformat() if match else ""
    except ValueError:
        return ""
