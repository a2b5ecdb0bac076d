"""Who a workbook was issued to: written in four places, read back as votes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.ledgers.sheet import Sheet

META_SHEET = "_docgen"
LIST_SHEET = "_选项"
PROPERTY = "docgen"
NAME_PREFIX = "docgen_"
OWN_SHEETS = (META_SHEET, LIST_SHEET)
COVER = "封面"
UNIT_LABEL, PERIOD_LABEL, DUE_LABEL, CODE_LABEL = "填报单位", "期间", "报送截止", "核对码"
NIL_LABEL = "零报告"
CHECK_HEADING = "自检"
PASSED = "通过"
ANCHOR = re.compile(r"^_?dg_(\d+)_(\d+)$")
"""The defined name that stays with a column's heading: number of the ledger, number of the column."""
ANCHOR_CELL = re.compile(r"^'?((?:[^']|'')+?)'?!\$?([A-Z]{1,3})\$?(\d{1,7})$")


@dataclass(frozen=True)
class Identity:
    """What a workbook says it is."""

    campaign: str
    unit: str
    period: str
    version: str

    @property
    def code(self) -> str:
        """Eight characters that stand on the page, to match paper and telephone calls with the file."""
        text = "|".join((self.campaign, self.unit, self.period, self.version))
        return hashlib.sha256(text.encode()).hexdigest()[:8].upper()

    def text(self) -> str:
        """One line for the document property."""
        return "|".join((self.campaign, self.unit, self.period, self.version))


def from_text(text: str) -> Identity | None:
    """The identity in a document property, or None."""
    parts = text.rsplit("|", 3)  # the name of an activity may hold one
    return Identity(*parts) if len(parts) == 4 else None


def anchor(ledger: int, column: int) -> str:
    """The defined name of a column's heading; the underscore keeps it from being a cell address."""
    return f"_dg_{ledger}_{column}"


def read(sheets: Sequence[Sheet], custom_property: str, names: Mapping[str, str]) -> Identity | None:
    """Who a workbook was issued to: by its hidden sheet, else the document property, else the defined names."""
    if who := from_sheets(sheets) or from_text(custom_property):
        return who
    values = [names.get(NAME_PREFIX + key, "") for key in ("campaign", "unit", "period", "version")]
    return Identity(*(v.strip('"').replace('""', '"') for v in values)) if all(values) else None


def from_sheets(sheets: Sequence[Sheet]) -> Identity | None:
    """The identity on the hidden sheet."""
    pairs = _pairs(sheets)
    values = [pairs.get(key, "") for key in ("活动", "单位", "期间", "版本")]
    return Identity(*values) if all(values[:3]) else None


def issued(sheets: Sequence[Sheet]) -> tuple[tuple[str, str, str], ...]:
    """(ledger, version, sheet) of each ledger that a workbook was issued with."""
    found = []
    for key, value in _pairs(sheets).items():
        parts = value.rsplit("|", 2)
        if key.startswith("台账") and len(parts) == 3:
            found.append((parts[0], parts[1], parts[2]))
    return tuple(found)


def anchors(names: Mapping[str, str]) -> dict[str, dict[tuple[int, int], tuple[int, int]]]:
    """Where the headings that were issued stand now: by sheet, the cell and (ledger, column), numbered from 1."""
    from openpyxl.utils.cell import column_index_from_string

    found: dict[str, dict[tuple[int, int], tuple[int, int]]] = {}
    for name, target in names.items():
        which, where = ANCHOR.match(name), ANCHOR_CELL.match(target.strip())
        if which and where:
            at = (int(where[3]), column_index_from_string(where[2]))
            found.setdefault(where[1].replace("''", "'"), {})[at] = (int(which[1]), int(which[2]))
    return found


def _pairs(sheets: Sequence[Sheet]) -> dict[str, str]:
    """The keys and values of the hidden sheet."""
    sheet = next((s for s in sheets if s.name == META_SHEET), None)
    if sheet is None:
        return {}
    return {str(v): str(sheet.cells.get((row, 2), "")) for (row, column), v in sheet.cells.items() if column == 1}
