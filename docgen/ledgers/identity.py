"""Who a workbook was issued to: written in four places, read back as votes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

META_SHEET = "_docgen"
LIST_SHEET = "_选项"
PROPERTY = "docgen"
NAME_PREFIX = "docgen_"
COVER = "封面"
UNIT_LABEL, PERIOD_LABEL, DUE_LABEL, CODE_LABEL = "填报单位", "期间", "报送截止", "核对码"
NIL_LABEL = "零报告"
CHECK_HEADING = "自检"
PASSED = "通过"
ANCHOR = re.compile(r"^_?dg_(\d+)_(\d+)$")
"""The defined name that stays with a column's heading: number of the ledger, number of the column."""


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
    parts = text.split("|")
    return Identity(*parts) if len(parts) == 4 else None


def anchor(ledger: int, column: int) -> str:
    """The defined name of a column's heading; the underscore keeps it from being a cell address."""
    return f"_dg_{ledger}_{column}"
