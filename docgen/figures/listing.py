"""Rows of ledgers and problems of returns as lists: what a catalogue, a list of open problems or a bulletin shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.campaign.figure import Figure
from docgen.figures.catalog import BadFigure, is_stock
from docgen.figures.compute import Calculator
from docgen.ledgers.expression import Value

HELD = "（待核实）"
KINDS_OF_FAULTS = {
    "L102": "文件设了打开密码",
    "L106": "没有写清单位",
    "L107": "拿别的单位的表填报",
    "L108": "拿别的期间的表填报",
    "L111": "删了列",
    "L113": "改了列名",
    "L115": "改了计量单位",
    "L117": "在表外写了内容",
    "L123": "空表没有勾选零报告",
    "L125": "缺报台账",
    "L201": "必填的格子空着",
    "L203": "数字填成约数或区间",
    "L205": "公式出错",
    "L206": "公式没有算出结果",
    "L209": "没有按选项填",
    "L210": "日期不存在",
    "L211": "日期没有写到日",
    "L213": "几行合填一个数",
    "L401": "合计与各行不符",
    "L402": "编号重复",
    "L601": "与上期或其他单位相差悬殊",
    "L611": "与别的单位数字雷同",
}
"""What complaints are called that no declared rule has words for."""


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
class FillingFault:
    """A complaint that more than one unit got: what it is about, the units, in how many places."""

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
    said = {
        rule.id: rule.message for spec in calculator.catalog.definition.specs for rule in spec.rules if rule.message
    }
    made = []
    for rule, told in found.items():
        units = tuple(sorted({unit for unit, _ in told}, key=lambda code: order.get(code, len(order))))
        if len(units) > 1:
            example = KINDS_OF_FAULTS.get(rule) or said.get(rule) or str(told[0][1]["message"])
            made.append(FillingFault(rule, example, units, len(told)))
    return sorted(made, key=lambda fault: (-len(fault.units), -fault.places, fault.rule))


def latest_reports(calculator: Calculator) -> dict[str, list[str]]:
    """The units whose latest report is older than the last period, by that period; "" for none.

    Only of ledgers that hold all there is in each report, for of others every period counts by itself; of monthly ones,
    or of quarterly ones where there are no monthly ones.
    """
    definition, returns = calculator.catalog.definition, calculator.source.returns
    returns = returns[returns["file"] != ""]  # what was worked out of other ledgers nobody sent
    found: dict[str, list[str]] = {}
    names = [spec.name for spec in definition.specs if is_stock(spec, [c for c in spec.columns if c.cumulative])]
    every = {p.key: p for name in names for p in definition.periods[name] if calculator.covers(p.key)}
    spans = {key: p for key, p in every.items() if p.month} or every
    came = [key for key in dict.fromkeys(returns["period"]) if key in spans]
    last = max(came, key=lambda key: spans[key].last, default="")
    for unit in definition.units:
        if not any(unit.code in definition.reporting[name] for name in names) or not last:
            continue
        own = returns[(returns["unit"] == unit.code) & returns["ledger"].isin(names) & returns["period"].isin(came)]
        latest = max(own["period"], key=lambda key: spans[key].last, default="")
        if latest != last:
            found.setdefault(latest, []).append(unit.code)
    return found
