"""Rows of ledgers and problems of returns as lists: what a catalogue, a list of open problems or a bulletin shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.campaign.figure import Figure
from docgen.figures.board import UnitRow, has_reported, is_on_paper, is_unclear, is_unseen
from docgen.figures.catalog import BadFigure, is_stock
from docgen.figures.compute import Calculator
from docgen.ledgers import rules
from docgen.ledgers.collect import reports_for
from docgen.ledgers.definition import Definition
from docgen.ledgers.expression import Value
from docgen.ledgers.periods import Period, parse_period

HELD = "（待核实）"
NOTHING = "没有报送"
VARIED = re.compile(r"“[^“”]*”|《[^《》]*》|[0-9.]++")
"""What differs between two complaints of one kind."""


@dataclass(frozen=True)
class Record:
    """One row that a unit reported: its cells by column, as they count."""

    unit: str
    period: str
    cells: Mapping[str, Any]

    def text(self, column: str) -> str:
        """What a cell says; what is held back is said to be."""
        fact = self.cells.get(column)
        if fact is None or fact.status == "blank":
            return ""
        return str(fact.value) if fact.counted else f"{fact.raw}{HELD}"


def records(calculator: Calculator, ledger: str, where: str = "") -> Iterator[tuple[Record, Value]]:
    """The rows that count, unit by unit in the order of the list, with whether they fulfil a condition.

    None of a condition means that nobody can tell: a cell that it asks for is held back. Raises BadFigure.
    """
    spec = calculator.catalog.definition.spec(ledger)
    if spec is None:
        raise BadFigure(f"这次活动没有“{ledger}”这张台账", cure="请在“台账”里写上它，下发、收回以后再做")
    item = calculator.catalog.counted(ledger, Figure(ledger=ledger, where=where))
    window = calculator.cells.window(item, calculator.period)
    order = {unit.code: place for place, unit in enumerate(calculator.catalog.definition.units)}
    inputs = {column.name for column in spec.inputs()}
    found = []
    for cells in calculator.cells.slice(ledger, window).rows.values():
        first = next(iter(cells.values()))
        if any(name in inputs and fact.status != "blank" for name, fact in cells.items()):
            found.append((Record(first.unit, first.period, cells), calculator.cells.fulfils(item, cells)))
    yield from sorted(found, key=lambda entry: order.get(entry[0].unit, len(order)))


@dataclass(frozen=True)
class Recurrence:
    """A complaint that more than one unit got: what it is about, the units, in how many places."""

    rule: str
    example: str
    units: tuple[str, ...]
    places: int


def faults(calculator: Calculator) -> list[Recurrence]:
    """What more than one unit filled in wrongly in the periods of the report, the most frequent first.

    Of the files that a unit's standing rests on; what it sent besides and has replaced is not held against it.
    """
    standing = {path for row in calculator.board for path in row["files"]}
    said = {
        rule.id: rule.message for spec in calculator.catalog.definition.specs for rule in spec.rules if rule.message
    }
    found: dict[tuple[str, str], list[tuple[str, Mapping[str, Any]]]] = {}
    for file in calculator.source.summary["files"]:
        if file["unit"] and file["path"] in standing and file["state"] in ("退回", "待核实"):
            for problem in file["problems"]:
                if problem["severity"] != "info":
                    rule = problem["rule"]
                    named = in_general(rule) or said.get(rule)
                    found.setdefault((rule, named or VARIED.sub("", problem["message"])), []).append(
                        (file["unit"], problem)
                    )
    order = {unit.code: place for place, unit in enumerate(calculator.catalog.definition.units)}
    made = []
    for (rule, _), told in found.items():
        units = tuple(sorted({unit for unit, _ in told}, key=lambda code: order.get(code, len(order))))
        if len(units) > 1:
            example = in_general(rule) or said.get(rule) or in_common([str(p["message"]) for _, p in told])
            made.append(Recurrence(rule, example, units, len(told)))
    return sorted(made, key=lambda fault: (-len(fault.units), -fault.places, fault.rule))


def in_general(number: str) -> str:
    """What complaints of a rule are called that is true of all of them; nothing where each says something else."""
    rule = rules.BY_NUMBER.get(number)
    return rule.common if rule else ""


def in_common(messages: Sequence[str]) -> str:
    """What complaints of one kind say, dots for what they say differently: no unit is told what is another's."""
    return messages[0] if len(set(messages)) == 1 else VARIED.sub("……", messages[0])


@dataclass(frozen=True)
class Older:
    """Units whose latest report is of an earlier period than others' (empty for none), and why there is none since.

    ``ledgers`` are those that it is said of; none where it is true of all that the units report every time.
    """

    period: str
    why: str
    ledgers: tuple[str, ...]
    units: tuple[str, ...]


def older_reports(calculator: Calculator) -> list[Older]:
    """The units of which an older report is used, or none, though others sent a later one.

    Only of ledgers that hold all there is in each report, for of others every period counts by itself.
    """
    definition = calculator.catalog.definition
    found: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    lasts = last_periods(calculator)
    regular = {name for name in lasts if is_regular(definition, name, lasts)}
    for unit in definition.units:
        told: dict[tuple[str, str], list[str]] = {}
        own = [name for name, last in lasts.items() if is_owed(definition, name, unit.code, last)]
        for name in own:
            if late := behind(calculator, unit.code, name, lasts[name]):
                told.setdefault(late, []).append(name)
        for (period, why), names in told.items():
            whole = {name for name in own if name in regular}
            if why == NOTHING and sent_since(calculator, unit.code, period):
                whole = {""}  # it is silent about some ledgers only
            kept = [name for name in names if name not in whole] if whole <= {*names} else names
            for ledgers in ([()] if len(kept) < len(names) else []) + ([tuple(kept)] if kept else []):
                found.setdefault((period, why, ledgers), []).append(unit.code)
    return [Older(*key, tuple(units)) for key, units in found.items()]


def last_periods(calculator: Calculator) -> dict[str, Period]:
    """The last period that anybody reported each ledger for, of those that hold all there is in each report."""
    definition, returns = calculator.catalog.definition, calculator.source.returns
    returns = returns[returns["file"] != ""]  # what was worked out of other ledgers nobody sent
    found = {}
    for spec in definition.specs:
        came = set(returns[returns["ledger"] == spec.name]["period"])
        spans = [p for p in definition.periods[spec.name] if p.key in came and calculator.covers(p.key)]
        if spans and is_stock(spec, [c for c in spec.columns if c.cumulative]):
            found[spec.name] = max(spans, key=lambda span: span.last)
    return found


def is_regular(definition: Definition, name: str, lasts: Mapping[str, Period]) -> bool:
    """Whether a ledger is one of those that are reported most often."""
    specs = [spec for spec in definition.specs if spec.name in lasts]
    most = next(f for f in ("每月", "每季", "一次") if any(spec.frequency == f for spec in specs))
    return any(spec.name == name and spec.frequency == most for spec in specs)


def is_owed(definition: Definition, name: str, unit: str, period: Period) -> bool:
    """Whether a unit has to report a ledger for a period."""
    return unit in definition.reporting[name] and reports_for(definition, unit, period.key)


def behind(calculator: Calculator, unit: str, ledger: str, last: Period) -> tuple[str, str] | None:
    """(latest period or "", why there is none since) where a unit's report of a ledger is not of the last period."""
    returns, spans = calculator.source.returns, calculator.cells.spans
    own = returns[(returns["unit"] == unit) & (returns["ledger"] == ledger) & (returns["file"] != "")]
    mine = [spans[key] for key in dict.fromkeys(own["period"]) if calculator.covers(key)]
    latest = max(mine, key=lambda span: span.last, default=None)
    if latest is not None and latest.last >= last.last:
        return None
    keys = {
        span.key for span in calculator.catalog.definition.periods[ledger] if latest is None or span.last > latest.last
    }
    rows = [row for row in calculator.board if row["unit"] == unit and row["period"] in keys]
    return (latest.key if latest else "", since(rows, ledger))


def since(rows: Sequence[UnitRow], ledger: str) -> str:
    """Why nothing of a ledger can be used, by the entries of the board."""
    if any(is_unclear(row) for row in rows):
        return "报来的还在核实"
    if any(has_reported(row) and ledger not in row["missing"] for row in rows):
        return "报来的退回修改，没有可用的"
    if any(is_on_paper(row) for row in rows):
        return "报来的不是表格"
    return "还没有认定到报来的台账" if any(is_unseen(row) for row in rows) else NOTHING


def sent_since(calculator: Calculator, unit: str, period: str) -> bool:
    """Whether a unit sent anything after a period; at all where there is none."""
    after = calculator.cells.spans.get(period)
    rows = [row for row in calculator.board if row["unit"] == unit and has_reported(row)]
    spans = [span for row in rows if (span := parse_period(row["period"]))]
    return any(after is None or span.last > after.last for span in spans)
