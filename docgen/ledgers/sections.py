"""A file that several units' rows stand in: which sheets, and which rows of a sheet, are whose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from docgen.errors import Place, Problem
from docgen.ledgers.facts import LedgerReturn
from docgen.ledgers.headings import Heading, tidy
from docgen.ledgers.labels import Stated
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import parse_period
from docgen.ledgers.region import Region
from docgen.ledgers.sheet import Sheet, address
from docgen.ledgers.value import raw_text

UNIT_COLUMN = re.compile(
    "(?:填报|报送|上报|申报|填表|所属|下属|各)?(?:单位|公司|企业|机构)(?:名称|全称|简称)?|子公司|子企业|分公司|单位(?:编号|代码)"
)
FURTHEST = 5
"""Columns that a column of units may stand beside the table."""


@dataclass(frozen=True)
class Part:
    """A sheet with its heading, what it says of itself, and whose it is: the key of a unit and of a period."""

    sheet: Sheet
    heading: Heading
    stated: Stated
    unit: str
    period: str


def unit_column(sheet: Sheet, heading: Heading, names: Names) -> int | None:
    """The column beside those of the ledger that names the unit of each row; at least one must be on the list."""
    known = set(heading.columns)
    low, high = min(known, default=1) - FURTHEST, max(known, default=1) + FURTHEST
    for (y, x), value in sorted(sheet.cells.items()):
        if (
            heading.top <= y <= heading.bottom and low <= x <= high and x not in known and isinstance(value, str)
            and UNIT_COLUMN.fullmatch(tidy(value))
            and any(names.match(raw_text(v)) for (yy, xx), v in sheet.cells.items() if xx == x and yy > heading.bottom)
        ):  # fmt: skip
            return x
    return None


def by_unit(
    made: LedgerReturn, sheet: Sheet, heading: Heading, column: int, problems: list[Problem]
) -> list[LedgerReturn]:
    """The ledger once for each unit that its column names, with the rows of that unit."""
    texts: dict[int, str] = {}
    region, last, filled = Region(sheet, heading), "", False
    for record in dict.fromkeys(fact.record for fact in made.facts):
        at = region.inside.get((record, column), (record, column))
        text = raw_text(sheet.cells.get(at)).strip()
        if not text and last and not filled:
            filled = True
            place = Place("", sheet=sheet.name, cell=address(record, column))
            problems.append(Problem(place, "L135", "info", "单位一列的空格按上面一行补"))
        texts[record] = last = text or last
    found = []
    for text in dict.fromkeys(texts.values()):
        own = tuple(fact for fact in made.facts if texts[fact.record] == text)
        rows = len({fact.record for fact in own})
        found.append(replace(made, facts=own, rows=rows, unit=text))
    return found


def joined(parts: Iterable[LedgerReturn], names: Names) -> list[LedgerReturn]:
    """The ledgers with those of one unit under two of its names put together."""
    found: dict[tuple[str, str, str, str], LedgerReturn] = {}
    for one in parts:
        key = (one.ledger, one.sheet, names.match(one.unit) or one.unit, one.period)
        if key in found:
            both = sorted((*found[key].facts, *one.facts), key=lambda fact: fact.record)
            one = replace(found[key], facts=tuple(both), rows=found[key].rows + one.rows)
        found[key] = one
    return list(found.values())


def only_once(ledgers: Sequence[LedgerReturn], names: Names, problems: list[Problem]) -> list[LedgerReturn]:
    """Of two tables of one ledger for one unit and period the fuller one; a word about the other."""
    best: dict[tuple[str, str, str], LedgerReturn] = {}
    for one in sorted(ledgers, key=lambda led: -sum(f.status != "blank" for f in led.facts)):
        key = (one.ledger, names.match(one.unit) or one.unit, one.period)
        first = best.setdefault(key, one)
        if first is not one:
            message = (
                f"《{one.sheet}》和《{first.sheet}》里都有{one.unit}的《{one.ledger}》，只计入《{first.sheet}》的"
            )
            problems.append(Problem(Place("", sheet=one.sheet), "L118", "warning", message, cure="请只留一份"))
    return [one for one in ledgers if any(one is kept for kept in best.values())]


def period_key(stated: Stated) -> str:
    """The key of the period that a sheet says; empty where it says none."""
    for text in stated.periods:
        try:
            if period := parse_period(text):
                return period.key
        except ValueError:
            continue
    return ""
