"""Figures of the status board: how many units reported, late, not at all, and which they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from docgen.ledgers import rules
from docgen.ledgers.periods import parse_period

UnitRow = Mapping[str, Any]
"""An entry of ``units`` in collected.json."""
NOT_SENT = rules.MISSING_LEDGER
"""The rule that tells a unit which ledgers it still owes."""


def is_silent(row: UnitRow) -> bool:
    """Whether nothing came that could be the unit's."""
    return row["state"] == "未报" and not row["perhaps"] and not row.get("papers")


def is_missing(row: UnitRow) -> bool:
    """Whether nothing came at all though it was due."""
    return is_silent(row) and row["days_late"] != 0 and not row.get("unknown")


def is_unseen(row: UnitRow) -> bool:
    """Whether nothing is known to have come though it was due, but there are files that may be anybody's."""
    return is_silent(row) and row["days_late"] != 0 and bool(row.get("unknown"))


def is_awaited(row: UnitRow) -> bool:
    """Whether nothing came yet and nothing had to."""
    return is_silent(row) and row["days_late"] == 0


def is_unclear(row: UnitRow) -> bool:
    """Whether a file came that is probably the unit's, but does not say so."""
    return not row["files"] and bool(row["perhaps"])


def is_on_paper(row: UnitRow) -> bool:
    """Whether only scans or documents came, which are no ledgers."""
    return row["state"] == "未报" and not row["perhaps"] and bool(row.get("papers"))


def has_reported(row: UnitRow) -> bool:
    """Whether a file of the unit came, right or wrong."""
    return bool(row["state"] != "未报") and not is_unclear(row)


def is_late(row: UnitRow) -> bool:
    """Whether something came after the deadline."""
    return has_reported(row) and bool(row["late"] if "late" in row else row["days_late"])


def is_lacking(row: UnitRow) -> bool:
    """Whether some ledgers came and others did not though they were due."""
    return has_reported(row) and bool(row.get("owed"))


def is_sent_back(row: UnitRow) -> bool:
    """Whether something that came must be mended; a ledger that did not come is told as such."""
    return row["state"] == "退回" and bool(row.get("wrong", True))


@dataclass(frozen=True)
class BoardFigure:
    """A figure of the board; with ``named`` it is the units themselves."""

    holds: Callable[[UnitRow], bool]
    every: bool = False
    """Whether it must hold for every period of the report, not for one of them."""
    ledgers: str = ""
    """The key of a row under which the ledgers stand that it is about, where it is about some of them."""
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

    def details(self, rows: Sequence[UnitRow], sent: Callable[[UnitRow], set[str]]) -> dict[str, str]:
        """For units that it is true of in part, of which periods and ledgers: 2026年5月《宣传报道情况表》.

        ``sent`` are the ledgers that a unit sent for a period.
        """
        by_unit: dict[str, list[UnitRow]] = {}
        for row in rows:
            by_unit.setdefault(row["unit"], []).append(row)
        made = {}
        for unit, own in by_unit.items():
            true = [row for row in own if self.holds(row)]
            told = [
                ("" if len(true) == len(own) else str(parse_period(row["period"])), self.some(row, sent))
                for row in true
            ]
            words = dict.fromkeys(f"{period}{''.join(f'《{name}》' for name in names)}" for period, names in told)
            made[unit] = "、".join(word for word in words if word)
        return made

    def some(self, row: UnitRow, sent: Callable[[UnitRow], set[str]]) -> Sequence[str]:
        """The ledgers that it is about; none where it is about all that the unit sent."""
        names: Sequence[str] = row.get(self.ledgers, ()) if self.ledgers else ()
        return () if set(names) == sent(row) else names


KINDS = {
    "应报": BoardFigure(lambda row: True),
    "已报": BoardFigure(has_reported, every=True),
    "按时报送": BoardFigure(lambda row: has_reported(row) and not is_late(row) and not is_lacking(row), every=True),
    "逾期报送": BoardFigure(is_late, ledgers="late"),
    "缺报台账": BoardFigure(is_lacking, ledgers="owed"),
    "未报": BoardFigure(is_missing),
    "未到期": BoardFigure(is_awaited),
    "未认出": BoardFigure(is_unseen),
    "待认定": BoardFigure(is_unclear),
    "非表格": BoardFigure(is_on_paper),
    "零报告": BoardFigure(lambda row: row["state"] == "零报告", every=True),
    "退回": BoardFigure(is_sent_back),
    "待核实": BoardFigure(lambda row: row["state"] == "待核实" and not is_unclear(row)),
}
LEFT_OUT, LEFT_OUT_UNITS, UNKNOWN_FILES = "未计入格数", "未计入", "无主文件数"
"""Cells that are held back, the units that they are of, and files of which nobody can tell whose they are."""
BOARD: Mapping[str, tuple[str, Literal["整数", "文本"], int]] = {
    **{f"{word}单位数": kind.measure for word, kind in KINDS.items()},
    f"{LEFT_OUT_UNITS}单位数": ("个", "整数", 0),
    **{f"{word}单位": replace(kind, named=True).measure for word, kind in KINDS.items()},
    f"{LEFT_OUT_UNITS}单位": ("", "文本", 0),
    LEFT_OUT: ("处", "整数", 0),
    UNKNOWN_FILES: ("个", "整数", 0),
}
"""How each figure of the board is written: unit of measure, kind, decimals."""


def kind_of(name: str) -> BoardFigure | None:
    """The figure of a name without 单位 or 单位数 behind it; None for those that are counted otherwise."""
    return KINDS.get(name.removesuffix("数").removesuffix("单位"))


def rows_of(summary: Mapping[str, Any]) -> list[UnitRow]:
    """The entries of ``units``, each with two things more.

    ``wrong``: whether something that the unit sent must be mended; ``unknown``: whether files that may be for the
    period may be anybody's.
    """
    faulty = {
        file["path"]
        for file in summary["files"]
        if any(p["severity"] == "error" and p["rule"] != NOT_SENT.number for p in file["problems"])
    }
    periods = {file["period"] for file in unknown_files(summary)}
    return [
        {
            **row,
            "wrong": any(path in faulty for path in row["files"]),
            "unknown": bool(periods & {None, row["period"]}),
        }
        for row in summary["units"]
    ]


def unknown_files(summary: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The files that no unit is known or thought to have sent."""
    thought = {path for row in summary["units"] for path in row["perhaps"]}
    return [
        file
        for file in summary["files"]
        if file["state"] in ("退回", "待核实") and not file["unit"] and file["path"] not in thought
    ]
