"""Rows of ledgers and problems of returns as lists: what a catalogue, a list of open problems or a bulletin shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from docgen.campaign.figure import Figure
from docgen.figures.catalog import BadFigure
from docgen.figures.compute import Calculator
from docgen.ledgers.expression import Value

HELD = "（待核实）"


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

    def number(self, column: str) -> Decimal | None:
        """What a cell of numbers says, where it counts."""
        fact = self.cells.get(column)
        return Decimal(fact.value) if fact is not None and fact.counted and fact.value else None


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
class FillingFault:
    """A complaint that more than one unit got: an example of it, the units, in how many places."""

    rule: str
    example: str
    units: tuple[str, ...]
    places: int


def faults(calculator: Calculator) -> list[FillingFault]:
    """What more than one unit filled in wrongly in the periods of the report, the most frequent first."""
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for file in calculator.source.summary["files"]:
        if (
            file["unit"]
            and file["period"]
            and calculator.covers(file["period"])
            and file["state"] in ("退回", "待核实")
        ):
            for problem in file["problems"]:
                if problem["severity"] != "info":
                    found.setdefault(problem["rule"], []).append((file["unit"], problem))
    order = {unit.code: place for place, unit in enumerate(calculator.catalog.definition.units)}
    made = []
    for rule, told in found.items():
        units = tuple(sorted({unit for unit, _ in told}, key=lambda code: order.get(code, len(order))))
        if len(units) > 1:
            made.append(FillingFault(rule, str(told[0][1]["message"]), units, len(told)))
    return sorted(made, key=lambda fault: (-len(fault.units), -fault.places, fault.rule))
