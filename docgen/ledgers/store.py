"""The facts as one SQLite file that any tool reads, and the run as one JSON object."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from docgen import __version__
from docgen.ledgers.collect import Collection
from docgen.ledgers.consolidate import Total
from docgen.ledgers.definition import digest
from docgen.ledgers.inbox import Survey
from docgen.ledgers.sheet import address
from docgen.ledgers.submissions import Submission

FACTS, SUMMARY = "事实.db", "collected.json"
FORM = "4"
"""Raised when results look otherwise than before for the same input, so that they are made again."""
SCHEMA = """
CREATE TABLE files (path TEXT, sha256 TEXT, unit TEXT, period TEXT, state TEXT, received TEXT);
CREATE TABLE facts (
    sha256 TEXT, unit TEXT, period TEXT, ledger TEXT, file TEXT, sheet TEXT, cell TEXT, record INTEGER,
    row INTEGER, col INTEGER, field TEXT, raw TEXT, value TEXT, status TEXT, rule TEXT, note TEXT, counted INTEGER,
    current INTEGER
);
CREATE TABLE returns (
    sha256 TEXT, unit TEXT, period TEXT, ledger TEXT, file TEXT, sheet TEXT, nil INTEGER, current INTEGER
);
CREATE TABLE campaign (data TEXT);
CREATE TABLE problems (
    file TEXT, sheet TEXT, cell TEXT, rule TEXT, severity TEXT, message TEXT, found TEXT, expected TEXT, cure TEXT
);
CREATE TABLE totals (ledger TEXT, field TEXT, period TEXT, value TEXT, cells INTEGER, held_back INTEGER);
CREATE INDEX facts_by_field ON facts (ledger, field, period, unit);
"""
"""``current`` is 1 for the version of a ledger that counts, ``counted`` for its cells that are in the totals: those
that are used or converted. ``returns`` has a row for each ledger in each file, with nil reports; ``campaign`` holds
the data file as it was, as JSON."""


def facts_db(
    collection: Collection,
    totals: Sequence[Total],
    campaign: str = "{}",
    more_facts: Sequence[tuple[Any, ...]] = (),
    more_returns: Sequence[tuple[Any, ...]] = (),
) -> bytes:
    """The database as bytes; the same collection gives the same bytes. ``campaign`` is the data file as JSON.

    ``more_facts`` and ``more_returns`` are rows of ledgers that were worked out of the others.
    """
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA)
        with db:
            db.execute("INSERT INTO campaign VALUES (?)", (campaign,))
            db.executemany("INSERT INTO files VALUES (?,?,?,?,?,?)", files(collection))
            db.executemany(f"INSERT INTO facts VALUES ({','.join('?' * 18)})", [*facts(collection), *more_facts])
            db.executemany("INSERT INTO returns VALUES (?,?,?,?,?,?,?,?)", [*returns(collection), *more_returns])
            db.executemany("INSERT INTO problems VALUES (?,?,?,?,?,?,?,?,?)", problems(collection))
            rows = ([t.ledger, t.column, t.period, t.as_json()["value"], t.cells, t.held_back] for t in totals)
            db.executemany("INSERT INTO totals VALUES (?,?,?,?,?,?)", rows)
        return db.serialize()


def files(collection: Collection) -> Iterator[tuple[Any, ...]]:
    """A row for each file."""
    for one in collection.submissions:
        yield one.file.path, one.file.sha256, one.unit, one.period, one.state, one.file.received.isoformat()


def facts(collection: Collection) -> Iterator[tuple[Any, ...]]:
    """A row for each cell of each file whose unit and period are known, those of older versions included."""
    for one in collection.submissions:
        for ledger in one.content.ledgers:
            current = is_current(one, ledger.ledger)
            for f in ledger.facts:
                cell = address(f.row, f.column) if f.row and f.column else ""
                yield (one.file.sha256, one.unit, one.period, ledger.ledger, one.file.path, ledger.sheet, cell, f.record,
                       f.row, f.column, f.field, f.raw, f.value, f.status, f.rule, f.note, int(current and f.counts),
                       int(current))  # fmt: skip


def is_current(one: Submission, ledger: str) -> bool:
    """Whether this file's version of a ledger is the one that counts."""
    return ledger in one.counted and one.state != "忽略"


def returns(collection: Collection) -> Iterator[tuple[Any, ...]]:
    """A row for each ledger of each file whose unit and period are known."""
    for one in collection.submissions:
        for ledger in one.content.ledgers:
            yield (one.file.sha256, one.unit, one.period, ledger.ledger, one.file.path, ledger.sheet, int(ledger.nil),
                   int(is_current(one, ledger.ledger)))  # fmt: skip


def problems(collection: Collection) -> Iterator[tuple[Any, ...]]:
    """A row for each problem."""
    for p in collection.problems:
        place = p.place
        yield place.file, place.sheet, place.cell, p.rule.number, p.severity, p.message, p.found, p.expected, p.cure


def fingerprint(survey: Survey, version: str, more: Sequence[str]) -> str:
    """Changes with anything that decides what a run comes to: program, definition, inputs, what was asked for."""
    inputs = [[f.path, f.sha256, f.received.isoformat(), f.unreadable] for f in survey.files]
    return digest([__version__, FORM, version, inputs, [list(pair) for pair in survey.ignored], list(more)])


def summary(
    collection: Collection, totals: Sequence[Total], run: str, outputs: Mapping[str, str], inbox: str = ""
) -> dict[str, Any]:
    """The run as plain data: files, units, totals, the hashes of what it was made from and of what it left.

    ``inbox`` is the way from the results to the returns, where they lie near each other.
    """
    return {
        "files": [
            {
                "path": one.file.path,
                "sha256": one.file.sha256,
                "unit": one.unit or None,
                "period": one.period or None,
                "state": one.state,
                "problems": [p.as_json() for p in one.problems],
            }
            for one in collection.submissions
        ]
        + [
            {"path": path, "sha256": None, "unit": None, "period": None, "state": "忽略", "problems": [
                p.as_json() for p in collection.notes if p.place.file == path]}
            for path, _ in collection.ignored
        ],
        "units": [
            {"unit": u.unit, "period": u.period, "state": u.state, "days_late": u.days_late, "files": list(u.files),
             "missing": list(u.missing), "held_back": u.held, "left_out": u.left_out,
             "perhaps": list(u.perhaps), "due": u.due.isoformat() if u.due else None,
             "received": u.received.isoformat() if u.received else None, "late": list(u.late), "owed": list(u.owed),
             "papers": list(u.papers)}
            for u in collection.units
        ],
        "totals": [total.as_json() for total in totals],
        "campaign": collection.definition.campaign,
        "problems": [p.as_json() for p in collection.notes],
        "definition": collection.definition.version,
        "inputs": {one.file.path: one.file.sha256 for one in collection.submissions},
        "inbox": inbox,
        "only": collection.only.key if collection.only else None,
        "periods": [period.key for period in collection.periods],
        "date": collection.today.isoformat(),
        "program": __version__,
        "run": run,
        "outputs": dict(outputs),
    }  # fmt: skip


def as_bytes(value: dict[str, Any]) -> bytes:
    """JSON as it is written to disk."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
