"""The words of a unit, quoted from a cell of its ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docgen.campaign.figure import Highlight
from docgen.campaign.model import Campaign, Unit
from docgen.figures.catalog import BadFigure
from docgen.figures.cells import is_within
from docgen.figures.compute import Calculator
from docgen.ledgers.naming import Names


@dataclass(frozen=True)
class Quotation:
    """A text with the unit that wrote it; ``row`` is that of the frame of facts."""

    unit: Unit
    text: str
    row: int


def quote(wanted: Highlight, campaign: Campaign, calculator: Calculator) -> Quotation:
    """The words, from the unit's latest report. Raises BadFigure where there are none, or several to choose from."""
    names = Names(campaign.units)
    code = names.match(wanted.unit)
    if code is None:
        raise BadFigure(f"亮点：没有“{wanted.unit}”这个单位", "单位", names.suggestion(wanted.unit))
    unit, facts = names.by_code[code], calculator.source.facts
    own = facts[(facts["unit"] == code) & (facts["ledger"] == wanted.ledger)]
    spans = {key: calculator.cells.spans[key] for key in dict.fromkeys(own["period"])}
    inside = [key for key, span in spans.items() if is_within(span, calculator.period, True)]
    last = max(inside, key=lambda key: spans[key].last, default="")
    own = own[own["period"] == last]
    cells = own[(own["field"] == wanted.column) & own["counted"].astype(bool) & (own["value"] != "")]
    keys = key_columns(wanted, calculator)
    wished = str(wanted.task) if wanted.task is not None else wanted.row
    if wished:
        rows = {
            key
            for key, value in zip(own["record"], zip(own["field"], own["value"], strict=True), strict=True)
            if value[0] in keys and value[1] == wished
        }
        cells = cells[cells["record"].isin(rows)]
    where = f"{unit.label}《{wanted.ledger}》的“{wanted.column}”"
    if not len(cells):
        which = f"（{'第' + wished + '项任务' if wanted.task is not None else wished}）" if wished else ""
        raise BadFigure(f"亮点：{where}{which}没有内容", "单位", "请核对“任务”或“行”，或换一个单位")
    if len(cells) > 1:
        raise BadFigure(f"亮点：{where}有{len(cells)}处，不知道要哪一处", "单位", "请写上“任务: 序号”，或“行: 主键”")
    found: Any = next(cells.itertuples())
    return Quotation(unit, str(found.value), int(found.Index))


def key_columns(wanted: Highlight, calculator: Calculator) -> set[str]:
    """The columns that a row is chosen by: the task's number, or the key."""
    spec = calculator.catalog.definition.spec(wanted.ledger)
    if spec is None:
        raise BadFigure(f"亮点：这次活动没有“{wanted.ledger}”这张台账", "台账")
    if spec.column(wanted.column) is None:
        raise BadFigure(f"亮点：《{wanted.ledger}》没有“{wanted.column}”这一列", "列")
    if wanted.task is not None:
        return {c.name for c in spec.columns if c.source == "序号"}
    return {c.name for c in spec.columns if c.is_key}
