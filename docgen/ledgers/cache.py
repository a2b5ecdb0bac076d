"""What was read before is not read again: returns by content, name and definition, in one file beside the results."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from docgen.ledgers.definition import Definition, digest
from docgen.ledgers.facts import Return, from_json
from docgen.ledgers.inbox import Incoming

NAME = ".docgen-读过.db"


class Cache:
    """The returns of earlier runs. A cache that is damaged is an empty one."""

    def __init__(self, folder: Path, definition: Definition) -> None:
        self.path = folder / NAME
        self.version = definition.reading_version

    def key(self, file: Incoming) -> str:
        """What a file is known by: content, name (a .csv is named by it) and how files are read."""
        return digest([file.sha256, file.name, self.version])

    def load(self, files: Iterable[Incoming]) -> dict[str, Return]:
        """The returns that are known, by key."""
        wanted = {self.key(file) for file in files}
        found: dict[str, Return] = {}
        try:
            with closing(sqlite3.connect(self.path)) as db:
                for key, text in db.execute("SELECT key, data FROM returns"):
                    if key in wanted:
                        found[key] = from_json(json.loads(text))
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return {}
        return found

    def save(self, returns: Mapping[str, Return]) -> None:
        """Keep exactly these returns; what no file of the inbox needs any more is dropped."""
        rows = [(key, json.dumps(value.as_json(), ensure_ascii=False)) for key, value in sorted(returns.items())]
        try:
            self.path.unlink(missing_ok=True)
            with closing(sqlite3.connect(self.path)) as db, db:
                db.execute("CREATE TABLE returns (key TEXT PRIMARY KEY, data TEXT NOT NULL)")
                db.executemany("INSERT INTO returns VALUES (?, ?)", rows)
        except (sqlite3.Error, OSError):
            return  # without a cache the next run is slower, not wrong
