"""Figures of the status board: how many units reported, late, not at all, and which they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

UnitRow = Mapping[str, Any]
"""An entry of ``units`` in collected.json."""


def is_missing(row: UnitRow) -> bool:
    """Whether nothing came at all."""
    return row["state"] == "未报" and not row["perhaps"]


def is_unclear(row: UnitRow) -> bool:
    """Whether a file came that is probably the unit's, but does not say so."""
    return row["state"] == "未报" and bool(row["perhaps"])


def has_reported(row: UnitRow) -> bool:
    """Whether a file of the unit came, right or wrong."""
    return bool(row["state"] != "未报")


def is_late(row: UnitRow) -> bool:
    """Whether it came after the deadline."""
    return has_reported(row) and bool(row["days_late"] and row["days_late"] > 0)


@dataclass(frozen=True)
class BoardFigure:
    """A figure of the board; with ``named`` it is the units themselves."""

    holds: Callable[[UnitRow], bool]
    every: bool = False
    """Whether it must hold for every period of the report, not for one of them."""
    named: bool = False

    @property
    def measure(self) -> tuple[str, Literal["整数", "文本"], int]:
        """Unit of measure, kind, decimals."""
        return ("", "文本", 0) if self.named else ("个", "整数", 0)

    def units(self, rows: Sequence[UnitRow]) -> list[str]:
        """The codes of the units that it is true of, in the order of the rows."""
        by_unit: dict[str, list[bool]] = {}
        for row in rows:
            by_unit.setdefault(row["unit"], []).append(self.holds(row))
        return [unit for unit, held in by_unit.items() if (all(held) if self.every else any(held))]


KINDS = {
    "应报": BoardFigure(lambda row: True),
    "已报": BoardFigure(has_reported, every=True),
    "按时报送": BoardFigure(lambda row: has_reported(row) and not is_late(row), every=True),
    "逾期报送": BoardFigure(is_late),
    "未报": BoardFigure(is_missing),
    "待认定": BoardFigure(is_unclear),
    "零报告": BoardFigure(lambda row: row["state"] == "零报告", every=True),
    "退回": BoardFigure(lambda row: row["state"] == "退回"),
}
BOARD: Mapping[str, BoardFigure] = {
    **{f"{word}单位数": kind for word, kind in KINDS.items()},
    **{f"{word}单位": BoardFigure(kind.holds, kind.every, named=True) for word, kind in KINDS.items()},
}
