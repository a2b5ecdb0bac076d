"""A file that several units' rows stand in: which sheets, and which rows of a sheet, are whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from docgen.core.diagnostic import Diagnostic, Place
from docgen.ledgers import rules
from docgen.ledgers.facts import LedgerReturn
from docgen.ledgers.headings import Heading
from docgen.ledgers.labels import Stated
from docgen.ledgers.naming import Names
from docgen.ledgers.owners import NOBODY, Owners
from docgen.ledgers.periods import parse_period
from docgen.ledgers.region import Region
from docgen.ledgers.sheet import Sheet, address
from docgen.ledgers.value import raw_text


@dataclass(frozen=True)
class Part:
    """A sheet with its heading, what it says of itself, and whose it is: the key of a unit and of a period."""

    sheet: Sheet
    heading: Heading
    stated: Stated
    unit: str
    period: str
    owners: Owners = NOBODY


def by_unit(made: LedgerReturn, part: Part, problems: list[Diagnostic]) -> list[LedgerReturn]:
    """The ledger once for each unit that is named beside its rows or above some of them, with the rows of that unit."""
    records = dict.fromkeys(fact.record for fact in made.facts)
    rows, default = part.owners.rows, next(iter(part.stated.units), part.unit)
    if part.owners.column is not None:
        texts = in_column(part, part.owners.column, records, problems)
    else:
        texts = {record: rows[max(y)] if (y := [y for y in rows if y < record]) else default for record in records}
    found = []
    for text in dict.fromkeys(texts.values()):
        own = tuple(fact for fact in made.facts if texts[fact.record] == text)
        found.append(replace(made, facts=own, rows=len({fact.record for fact in own}), unit=text))
    return found


def in_column(part: Part, column: int, records: Iterable[int], problems: list[Diagnostic]) -> dict[int, str]:
    """What a column says of each row; an empty cell says what the one above it says."""
    texts: dict[int, str] = {}
    region, last, filled = Region(part.sheet, part.heading), "", False
    for record in records:
        at = region.inside.get((record, column), (record, column))
        text = raw_text(part.sheet.cells.get(at)).strip()
        if not text and last and not filled:
            filled = True
            place = Place("", sheet=part.sheet.name, cell=address(record, column))
            problems.append(Diagnostic(place, rules.FILLED_FROM_ABOVE, "info", "单位一列的空格按上面一行补"))
        texts[record] = last = text or last
    return texts


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


def only_once(ledgers: Sequence[LedgerReturn], names: Names, problems: list[Diagnostic]) -> list[LedgerReturn]:
    """Of two tables of one ledger for one unit and period the fuller one; a word about the other."""
    best: dict[tuple[str, str, str], LedgerReturn] = {}
    for one in sorted(ledgers, key=lambda led: -sum(f.status != "blank" for f in led.facts)):
        key = (one.ledger, names.match(one.unit) or one.unit, one.period)
        first = best.setdefault(key, one)
        if first is not one:
            message = (
                f"《{one.sheet}》和《{first.sheet}》里都有{one.unit}的《{one.ledger}》，只计入《{first.sheet}》的"
            )
            problems.append(
                Diagnostic(
                    Place("", sheet=one.sheet), rules.SURPLUS_OR_HIDDEN_SHEET, "warning", message, cure="请只留一份"
                )
            )
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
