"""Names of units outside a table's rows that no known label announces, and what in the table tells its rows apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from docgen.ledgers.headings import Heading, tidy
from docgen.ledgers.labels import COMPILED, DAY, MOST_ALONE, ROLE, SOME_UNIT, UNIT_CODE, behind, is_addressed
from docgen.ledgers.naming import Names
from docgen.ledgers.owners import Owners
from docgen.ledgers.region import ENDINGS, SUBTOTALS, SUMS, Region, blank
from docgen.ledgers.sheet import Scalar, Sheet
from docgen.ledgers.value import raw_text

UNIT_COLUMN = re.compile(
    "(?:填报|报送|上报|申报|填表|所属|下属|各)?(?:单位|公司|企业|机构)(?:名称|全称|简称)?|子公司|子企业|分公司|单位(?:编号|代码)"
)
RESPONSIBLE = re.compile("责任|整改|落实|执行|实施")
"""Columns that name whose rows they are only where nothing else says it: a unit may well report on what others do."""
FURTHEST = 5
"""Columns that a column of units may stand beside the table."""
LONGEST = 60
"""Characters of a cell that may be a name with a label and a date."""
STRANGERS = 4
"""Among so many names that are on the list one may not be, and it is a column of units still."""
DATED = re.compile(
    "(?:20[0-9]{2}|二[〇○零Oo][一二三四五六七八九〇○零]{2})年[^年]{1,3}月(?:[^月]{1,4}日)?$|20[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}$"
)
WHO = re.compile("单位|公司|企业|机构|部门|主体")
ORDINAL = re.compile("（?[一二三四五六七八九十]{1,3}(?:）|、|．|\\.)?|[0-9]{1,2}(?:、|．|\\.)")
FRONT_ORDINAL = re.compile("（[一二三四五六七八九十]{1,3}）、?|[一二三四五六七八九十]{1,3}[、．.]|[0-9]{1,2}[、．.]")
SIGNING = re.compile("(?:编制|制表|填报|填表|编报)：")
ORGANISATION = re.compile(".{2,}(?:公司|集团|厂|院|局|中心|部|所|社|站|行)")
CAPTION = re.compile("[\u4e00-\u9fff（）、]{1,14}：")


def owners(sheet: Sheet, heading: Heading, names: Names) -> Owners:
    """The rows of a table that only name a unit, and where the signatures under it begin."""
    region = Region(sheet, heading)
    lines = name_lines(region, names)
    end = signature(region, names, lines)
    data = [y for y in region.by_row if y not in lines and is_data(region, y)]
    if not any(y < end for y in data):  # what stands in a table of nothing else are its rows
        end = 0
    last = max((y for y in data if not end or y < end), default=0)
    return Owners(None, {y: text for y, text in sorted(lines.items()) if y < last}, end)


def is_data(region: Region, y: int) -> bool:
    """Whether a row reports something."""
    return region.repeats(y) is None and y not in region.wide and region.has_content(y)


def name_lines(region: Region, names: Names) -> dict[int, str]:
    """The rows in which nothing but the name of a unit stands, where its column holds no names beside figures."""
    cells, found = region.sheet.cells, dict[int, tuple[int, str]]()
    taken = {x for x, c in region.heading.columns.items() if UNIT_COLUMN.fullmatch(c.name) or WHO.search(c.name)}
    for y, xs in region.by_row.items():
        filled = [x for x in sorted(xs) if not blank(cells[y, x]) and not is_aside(region, (y, x))]
        for x in filled:
            value = cells[y, x]
            if isinstance(value, str) and len(value) <= LONGEST and (text := line_name(value, names)):
                if len(filled) == 1:
                    found[y] = x, text
                else:
                    taken.add(x)
    return {y: text for y, (x, text) in found.items() if x not in taken or x not in region.heading.columns}


def is_aside(region: Region, at: tuple[int, int]) -> bool:
    """Whether a cell beside a name is only its ordinal or a day."""
    value, column = region.sheet.cells[at], region.heading.columns.get(at[1])
    if isinstance(value, date):
        return column is None or column.type != "日期"
    word = tidy(value) if isinstance(value, str) and len(value) <= LONGEST else ""
    return bool(ORDINAL.fullmatch(word) and at[1] == min(region.by_row[at[0]]) or DATED.fullmatch(word))


def line_name(value: str, names: Names) -> str:
    """The name in a line that is nothing else: （一）一公司：, 单位：一公司; empty where it is no name."""
    word = FRONT_ORDINAL.sub("", tidy(value), count=1) if FRONT_ORDINAL.match(tidy(value)) else tidy(value)
    label, _, rest = word.rstrip("：").rpartition("：")
    if label and (word.startswith(ENDINGS) or not SOME_UNIT.fullmatch(label)):
        return ""
    return rest if names.names_unit(rest) else ""


def signature(region: Region, names: Names, lines: Mapping[int, str]) -> int:
    """The first row under a table that somebody signs it in: only names, labels and days below; 0 where there is none."""
    first, upper = 0, 0
    for y in sorted(region.by_row, reverse=True):
        kind = signing(region, y, names, y in lines)
        if not kind:
            break
        upper = y
        first = y if kind == "unit" else first
    if first and upper < first:  # a day that stands over the name
        while first - 1 >= upper and signing(region, first - 1, names, False) == "day":
            first -= 1
    return first


def signing(region: Region, y: int, names: Names, line: bool) -> str:
    """What a row of signatures holds: “unit”, “day” or “label”; empty for a row of anything else."""
    kinds, before = set[str](), ""
    for x in sorted(region.by_row.get(y, ())):
        value = region.sheet.cells[y, x]
        if blank(value):
            continue
        kind = "value" if before.endswith("：") else ""
        before = tidy(raw_text(value)) if isinstance(value, str) else ""
        own = signing_kind(value, before, names, line) or kind
        if not own:
            return ""
        kinds.add(own)
    return next((kind for kind in ("unit", "label", "day") if kind in kinds), "")


def signing_kind(value: Scalar, word: str, names: Names, line: bool) -> str:
    """The same of one cell."""
    if isinstance(value, date):
        return "day"
    if not isinstance(value, str) or len(value) > LONGEST:
        return ""
    caption = CAPTION.match(word)
    if caption and SOME_UNIT.fullmatch(caption[0].rstrip("：")) or SIGNING.match(word):
        return "unit"
    if names.names_unit(undated(word)):
        return "unit" if line or word != undated(word) or caption else ""
    if DATED.fullmatch(word) or DAY.fullmatch(word):
        return "day"
    return "label" if caption or word in ("（盖章）", "盖章", "（公章）") else ""


def undated(word: str) -> str:
    """A tidy text without a day behind it, and without brackets around it."""
    word = DATED.sub("", word).rstrip("，、")
    return word[1:-1] if word.startswith("（") and word.endswith("）") and word.count("（") == 1 else word


def claims(sheet: Sheet, heading: Heading | None, names: Names, end: int) -> list[str]:
    """The names outside a table's rows, as they are written: behind any label of a unit, or alone in a cell."""
    top, bottom = (heading.top, heading.bottom) if heading else (0, 0)
    found, alone = list[str](), list[str]()
    for at, value in sorted(sheet.cells.items()):
        if not isinstance(value, str) or heading and not (at[0] < top or end and at[0] >= end and at[0] > bottom):
            continue
        word = undated(tidy(value))
        if len(value) <= LONGEST and names.names_unit(word) and not names.is_host(word):
            alone += [] if is_addressed(sheet, at) else [word]
            continue
        found += labelled(sheet, at, value, top, names)
    several = len({names.match(word) for word in alone}) > MOST_ALONE
    return list(dict.fromkeys([*found, *([] if several else alone)]))


def labelled(sheet: Sheet, at: tuple[int, int], value: str, top: int, names: Names) -> Iterator[str]:
    """The names behind the labels of one cell: those on the list, and strangers behind a label of who made the table."""
    read = partial(behind, sheet, at, value)
    for label in (SOME_UNIT, UNIT_CODE):
        for text in read(label, top):
            word = undated(tidy(raw_text(text)))
            if names.match(word) and not names.is_host(word):
                yield word
    for text in read(COMPILED, top):
        word = undated(tidy(raw_text(text)))
        if not names.match(word) and not names.is_host(word) and ORGANISATION.fullmatch(word):
            yield word
    if (word := tidy(value)) and (match := SIGNING.match(word)) and names.match(undated(word[match.end() :])):
        yield undated(word[match.end() :])


def unit_column(sheet: Sheet, heading: Heading, names: Names, own: Owners, said: bool) -> int | None:
    """The column beside those of the ledger that names the unit of each row: by its heading, or by what stands in it.

    ``said`` is whether the sheet says otherwise whose it is.
    """
    known = set(heading.columns) | {x for at in heading.doubled.values() for _, x in at}
    low, high = min(known, default=1) - FURTHEST, max(known, default=1) + FURTHEST
    words: dict[int, list[str]] = {}
    for (y, x), value in sorted(sheet.cells.items()):
        if low <= x <= high and x not in known and isinstance(value, str) and y >= heading.top:
            if y <= heading.bottom:
                words.setdefault(x, []).append(tidy(value))
            elif x not in words and names.names_unit(tidy(value)):
                words[x] = []
    for x, texts in sorted(words.items()):
        if any(map(UNIT_COLUMN.fullmatch, texts)) and any(
            names.match(raw_text(v)) for (y, xx), v in sheet.cells.items() if xx == x and y > heading.bottom
        ):
            return x
    region = Region(sheet, heading, own)
    return next((x for x, texts in sorted(words.items()) if holds_units(region, x, texts, names, said)), None)


def holds_units(region: Region, x: int, texts: list[str], names: Names, said: bool) -> bool:
    """Whether a column holds names of units row by row, whatever its heading is."""
    if any(ROLE.search(text) for text in texts):
        return False
    cells, own = region.sheet.cells, region.owners
    rows = [
        y for y in sorted(region.by_row) if (not own.end or y < own.end) and y not in own.rows and is_data(region, y)
    ]
    values = [tidy(raw_text(cells.get(region.inside.get((y, x), (y, x))))) for y in rows]
    if not values or not values[0]:
        return False
    told = [word for word in values if word and not SUMS.fullmatch(word) and not SUBTOTALS.fullmatch(word)]
    codes = [names.match(word) if names.names_unit(word) else None for word in told]
    units, strangers = {code for code in codes if code}, codes.count(None)
    if any(RESPONSIBLE.search(text) for text in texts) and (said or len(units) < 2):
        return False
    return (
        len(units) > 1 and (strangers <= 1 or strangers * STRANGERS <= len(codes)) or len(units) == 1 and not strangers
    )
