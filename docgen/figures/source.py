"""The facts that a collection left, as frames; refused where they are another campaign's, or were changed since."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen import bounds
from docgen.core.errors import DocgenError, WrongUsage, refusal
from docgen.ledgers.definition import Definition, digest
from docgen.ledgers.periods import Period, parse_period
from docgen.ledgers.store import FACTS, SUMMARY
from docgen.locks import undisturbed
from docgen.outbox import digest as fingerprint

if TYPE_CHECKING:
    import pandas

CELLS = ("unit", "period", "ledger", "file", "sheet", "cell", "record", "field", "raw", "value", "status", "rule",
         "note", "counted", "sha256")  # fmt: skip
"""The columns of the frame of facts: one row a cell of a version that counts, all of it text but ``record`` (the row
of the sheet) and ``counted`` (whether the cell may be added up)."""
RETURNS = ("unit", "period", "ledger", "file", "sheet", "nil")
"""The columns of the frame of returns: one row a ledger that a unit reported for a period, in the version that counts."""

NEEDED = ("definition", "inputs", "units", "files", "campaign", "date")
"""What of collected.json figures are computed from."""


@dataclass(frozen=True)
class Source:
    """One collection: its facts and returns as frames, and its summary as collected.json has it."""

    facts: pandas.DataFrame
    returns: pandas.DataFrame
    summary: Mapping[str, Any]
    campaign: str = "{}"
    """The data file that it was collected by, as JSON."""

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that anything was reported for, in order."""
        keys = [p for p in dict.fromkeys(self.returns["period"]) if p]
        return tuple(sorted(period for key in keys if (period := parse_period(key))))

    @cached_property
    def cells(self) -> tuple[Any, ...]:
        """The facts by their number in the frame, each with the frame's columns as attributes."""
        return tuple(self.facts.itertuples())

    @cached_property
    def by_ledger(self) -> dict[str, pandas.DataFrame]:
        """The facts of each ledger, with ``key``: unit and period in one."""
        keyed = self.facts.assign(key=self.facts["unit"] + "|" + self.facts["period"])
        return {str(name): own for name, own in keyed.groupby("ledger", sort=False)}

    @cached_property
    def version(self) -> str:
        """The fingerprint of what every figure was computed from: the definition and all the files that came in."""
        return digest([self.summary["definition"], self.summary["inputs"]])


def of_bytes(database: bytes, summary: Mapping[str, Any]) -> Source:
    """The frames of a database of facts; pandas infers no type, every value stays the text that was stored."""
    import pandas

    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(database)
        # in the order of units and periods, not of receipt: groups of equal size keep their order
        order = "period, unit, rowid"
        facts = db.execute(f"SELECT {', '.join(CELLS)} FROM facts WHERE current = 1 ORDER BY {order}").fetchall()
        returns = db.execute(
            f"SELECT {', '.join(RETURNS)} FROM returns WHERE current = 1 AND unit != '' AND period != '' ORDER BY rowid"
        ).fetchall()
        (campaign,) = db.execute("SELECT data FROM campaign").fetchone()
    return Source(
        pandas.DataFrame(facts, columns=list(CELLS), dtype=object),
        pandas.DataFrame(returns, columns=list(RETURNS), dtype=object),
        summary,
        campaign,
    )


def read(folder: Path) -> Source:
    """The facts in a folder that ``collect`` left, as one collection left them.

    Raises WrongUsage for another folder, DocgenError for a changed one.
    """
    with undisturbed(folder):
        return read_undisturbed(folder)


def read_undisturbed(folder: Path) -> Source:
    """The facts in a folder that nobody writes to meanwhile."""
    path = folder / SUMMARY
    try:
        summary: dict[str, Any] = bounds.load_json(bounds.content(path, bounds.MOST_JSON))
        recorded = summary["outputs"][FACTS]
        complete = set(NEEDED) <= summary.keys()
    except FileNotFoundError:
        raise WrongUsage(
            f"{folder} 里没有汇总结果（{SUMMARY}）。请先运行 docgen collect，或用 --from 写明结果在哪"
        ) from None
    except OSError as error:
        raise refusal(error) from error
    except (ValueError, KeyError, TypeError, RecursionError):
        complete = False
    if not complete:
        raise DocgenError(f"{path} 读不懂，或是旧版本 docgen 的汇总结果。请用 docgen collect 重新汇总")
    if not os.path.lexists(folder / FACTS):
        raise DocgenError(f"{folder} 里没有 {FACTS}，可能被移走或删掉了。请用 docgen collect --force 重新汇总")
    try:
        database = (folder / FACTS).read_bytes()
        return of_bytes(database, summary) if fingerprint(database) == recorded else refuse(folder)
    except OSError as error:
        raise refusal(error) from error
    except sqlite3.Error:
        raise DocgenError(f"{folder / FACTS} 读不出来。请用 docgen collect --force 重新汇总") from None


def refuse(folder: Path) -> Source:
    """Raise for a database that somebody has edited."""
    raise DocgenError(f"{folder / FACTS} 在汇总以后被改动过，里面的数不能用。请用 docgen collect --force 重新汇总")


def fitting(source: Source, definition: Definition, folder: Path) -> None:
    """Raise DocgenError unless the facts are those of this campaign, collected by its present definition."""
    theirs = source.summary["campaign"]
    if theirs != definition.campaign:
        raise DocgenError(
            f"{folder} 里是“{theirs}”的汇总结果，不是“{definition.campaign}”的。请用 --from 写明这个活动的汇总结果在哪"
        )
    if source.summary["definition"] != definition.version:
        raise DocgenError(
            f"{folder} 是按以前的台账定义或单位名单汇总的，数据文件后来改过。请先用 docgen collect 重新汇总"
        )
