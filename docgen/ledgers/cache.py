"""What was read before is not read again: returns by content, name and definition, in one file beside the results."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from docgen.ledgers.definition import Definition, digest
from docgen.ledgers.facts import Return, from_json
from docgen.ledgers.inbox import Incoming

NAME = ".docgen-读过.db"
FORM = 3
"""Raised when returns are kept in another way than before, so that nothing old is taken for new."""
BATCH, SECONDS = 200, 0.5
"""Returns are put on disk when so many have come together, or so much time has passed: no more is lost when a run dies."""


class Cache:
    """The returns of earlier runs, for a run that holds the folder alone. A cache that is damaged is an empty one."""

    def __init__(self, folder: Path, definition: Definition) -> None:
        self.path = folder / NAME
        self.version = definition.reading_version
        self.journal = folder / f"{NAME}-journal"
        self.waiting: dict[str, Return] = {}
        self.flushed = time.monotonic()
        self.kept = 0
        """Returns that this run put here."""

    def key(self, file: Incoming) -> str:
        """What a file is known by: content, name (a .csv is named by it) and how files are read."""
        return digest([file.sha256, file.name, self.version])

    def load(self, files: Iterable[Incoming]) -> dict[str, Return]:
        """The returns that are known, by key."""
        wanted = {self.key(file) for file in files}
        try:
            with closing(self.connect()) as db:
                rows = db.execute("SELECT key, data FROM returns")
                return {key: from_json(json.loads(text)) for key, text in rows if key in wanted}
        except (sqlite3.Error, OSError, ValueError, KeyError, TypeError):
            self.forget()
            return {}

    def recover(self) -> None:
        """Undo what a killed run left half done."""
        if self.journal.exists():
            self.load(())
            with suppress(OSError):
                self.journal.unlink(missing_ok=True)  # one in which nothing stood yet

    def keep(self, file: Incoming, content: Return) -> None:
        """Remember the return of a file, on disk in a moment; one that may well be read next time is not remembered."""
        if content.passing:
            return
        self.waiting[self.key(file)] = content
        self.kept += 1
        if len(self.waiting) >= BATCH or time.monotonic() - self.flushed > SECONDS:
            self.flush()

    def flush(self) -> None:
        """Put on disk what is waiting."""
        rows = [(key, json.dumps(value.as_json(), ensure_ascii=False)) for key, value in self.waiting.items()]
        self.waiting, self.flushed = {}, time.monotonic()
        if rows:
            self.change("INSERT OR REPLACE INTO returns VALUES (?, ?)", rows)

    def drop_others(self, files: Iterable[Incoming]) -> None:
        """Forget what none of these files needs any more."""
        wanted = {self.key(file) for file in files}
        try:
            with closing(self.connect()) as db:
                known = {key for (key,) in db.execute("SELECT key FROM returns")}
        except (sqlite3.Error, OSError):
            return
        if known - wanted:
            self.change("DELETE FROM returns WHERE key = ?", [(key,) for key in sorted(known - wanted)])

    def change(self, statement: str, rows: Sequence[tuple[str, ...]]) -> None:
        """Change what is on disk, all of it or nothing; without a cache the next run is slower, not wrong."""
        try:
            with closing(self.connect()) as db, db:
                db.executemany(statement, rows)
        except (sqlite3.Error, OSError):
            self.forget()

    def connect(self) -> sqlite3.Connection:
        """The file, made where there is none of this form."""
        db = sqlite3.connect(self.path)
        try:
            db.execute("PRAGMA synchronous = OFF")  # a power cut may cost what is kept here, a killed run does not
            if db.execute("PRAGMA user_version").fetchone() != (FORM,):
                db.executescript(
                    "DROP TABLE IF EXISTS returns; CREATE TABLE returns (key TEXT PRIMARY KEY, data TEXT NOT NULL);"
                    f"PRAGMA user_version = {FORM};"
                )
        except BaseException:
            db.close()
            raise
        return db

    def forget(self) -> None:
        """Begin anew."""
        with suppress(OSError):
            for path in (self.path, self.journal):
                path.unlink(missing_ok=True)
