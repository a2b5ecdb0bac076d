"""What is done with the register: numbers are given, claimed by documents, shown, made void, given back."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from docgen.register import file
from docgen.register.entry import (
    FORMER,
    RETURNED,
    UNSEEN,
    USED,
    VOID,
    Bearer,
    Contents,
    Entry,
    NumberTaken,
    UnknownNumber,
)

COLUMNS = ", ".join(file.COLUMNS)
BEARER = "code, year, serial, campaign, document, title"
AT = "code = ? AND year = ? AND serial = ?"
WAIT = 30.0
"""Seconds to wait for another process that is using the register."""


@dataclass(frozen=True)
class Claim:
    """A document's line as it shall be, and the lines that are the document's own so far."""

    entry: Entry
    own: tuple[Entry, ...] = ()


class Register:
    """The register in one SQLite file; safe for several processes at a time."""

    def __init__(self, path: Path, wait: float = WAIT) -> None:
        self.path = path
        self.wait = wait

    @contextmanager
    def writing(self) -> Iterator[Book]:
        """The register open for changes, which others wait for; all of them are kept or, after an error, none."""
        file.exists(self.path)
        with file.opened(self.path, self.wait) as db:
            file.begin(db, "IMMEDIATE", self.wait)
            file.bring_up(db, file.version(db, self.path))
            yield Book(db)
            db.execute("COMMIT")

    def contents(self) -> Contents:
        """All that stands in it; nothing where no number was ever given. The file is not changed."""
        if not file.exists(self.path):
            return Contents()
        with file.opened(self.path, self.wait) as db:
            file.begin(db, "DEFERRED", self.wait)
            found = file.version(db, self.path)
            return Contents(
                tuple(Book(db).entries()) if found else (), tuple(Book(db).bearers()) if found == file.VERSION else ()
            )

    def entries(self) -> list[Entry]:
        """Every line, by code, year and serial."""
        return list(self.contents().entries)

    def take(self, wanted: Entry) -> Entry:
        """The next number of the wanted code and year; a document that has one keeps it."""
        with self.writing() as book:
            return book.take(wanted)

    @contextmanager
    def shown(self, wanted: Entry) -> Iterator[tuple[Entry, bool]]:
        """The next number for somebody who is shown it in the block, and whether an earlier call had come that far.

        Until the block has ended well the number is kept as never shown, and the next call gets it. The lock is
        held all the time, so that a line of this kind is one whose process is dead.
        """
        file.exists(self.path)
        with file.opened(self.path, self.wait) as db:
            file.begin(db, "IMMEDIATE", self.wait)
            db.execute("PRAGMA locking_mode = EXCLUSIVE")  # only now: who waits for the lock would keep others out
            file.bring_up(db, file.version(db, self.path))
            book = Book(db)
            left = book.unseen(wanted.code, wanted.year)
            entry = replace(wanted, serial=left.serial if left else book.next(wanted.code, wanted.year), state=UNSEEN)
            book.put(entry)
            db.execute("COMMIT")
            yield entry, left is not None
            db.execute("BEGIN IMMEDIATE")
            book.put(replace(entry, state=USED))
            db.execute("COMMIT")

    def peek(self, code: str, year: int) -> int:
        """The serial that would be shown next."""
        lines = [e for e in self.entries() if (e.code, e.year) == (code, year)]
        unseen = [e.serial for e in lines if e.state == UNSEEN]
        return min(unseen, default=max((e.serial for e in lines), default=0) + 1)

    def use(self, entry: Entry) -> None:
        """Record a number given elsewhere. Raises NumberTaken."""
        with self.writing() as book:
            held = book.at(entry.key)
            if held is not None and held.state not in (RETURNED, UNSEEN):
                raise NumberTaken(held.told)
            book.put(entry)

    def void(self, code: str, year: int, serial: int, reason: str) -> Entry:
        """Mark a number as void for good, with its reason; it is never given again. Raises UnknownNumber."""
        return self._mark((code, year, serial), VOID, reason)

    def give_back(self, code: str, year: int, serial: int, reason: str) -> Entry:
        """Mark a number as one that no document was issued under: another may be given it. Raises UnknownNumber."""
        return self._mark((code, year, serial), RETURNED, reason)

    def export(self) -> bytes:
        """The register as a workbook (发文登记簿), the same bytes for the same entries."""
        from docgen.register.export import workbook

        return workbook(self.contents())

    def _mark(self, key: tuple[str, int, int], state: str, reason: str) -> Entry:
        if not file.exists(self.path):
            raise UnknownNumber(f"没有这本登记簿：{self.path}")
        with self.writing() as book:
            held = book.at(key)
            if held is None:
                raise UnknownNumber(f"登记簿里没有 {Entry(*key).number}，不能{state}")
            if held.state in (VOID, state):
                raise NumberTaken(f"{held.number} 已经{held.state}过（{held.reason}）")
            if not reason.strip():
                raise UnknownNumber(f"{state}要写明原因")
            marked = replace(held, state=state, reason=reason)
            book.put(marked)
            return marked


class Book:
    """An open register within a transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def entries(self) -> list[Entry]:
        """Every line, by code, year and serial."""
        return [Entry(*row) for row in self._db.execute(f"SELECT {COLUMNS} FROM numbers ORDER BY code, year, serial")]

    def bearers(self) -> list[Bearer]:
        """Every document that bore a number which is another's now."""
        return [Bearer(*row) for row in self._db.execute(f"SELECT {BEARER} FROM bearers ORDER BY {BEARER}")]

    def contents(self) -> Contents:
        """All that stands in the register."""
        return Contents(tuple(self.entries()), tuple(self.bearers()))

    def at(self, key: tuple[str, int, int]) -> Entry | None:
        """The line of a number."""
        return self._find(AT, *key)

    def unseen(self, code: str, year: int) -> Entry | None:
        """The first number that was taken and never shown."""
        return self._find("code = ? AND year = ? AND state = ? ORDER BY serial", code, year, UNSEEN)

    def next(self, code: str, year: int, reserved: Container[tuple[str, int, int]] = ()) -> int:
        """The serial after the last one, past those that are reserved."""
        (last,) = self._db.execute(
            "SELECT coalesce(max(serial), 0) FROM numbers WHERE code = ? AND year = ?", (code, year)
        ).fetchone()
        serial: int = last + 1
        while (code, year, serial) in reserved:
            serial += 1
        return serial

    def take(self, wanted: Entry, reserved: Container[tuple[str, int, int]] = ()) -> Entry:
        """The next number of the wanted code and year; a document that has one keeps it."""
        if wanted.document:
            whose = "campaign = ? AND document = ? AND state = ?"
            if held := self._find(whose, wanted.campaign, wanted.document, USED):
                return held
        entry = replace(wanted, serial=self.next(wanted.code, wanted.year, reserved))
        self.put(entry)
        return entry

    def settle(self, claims: Sequence[Claim]) -> None:
        """Record documents under their numbers, all at once, so that two may change theirs for each other's.

        A number that a document leaves stays its former one; whose a number was before another got it is kept.
        """
        for claim in claims:
            for line in claim.own:
                if line.state == USED and line.key != claim.entry.key:
                    self.put(replace(line, state=FORMER, reason=f"改为 {claim.entry.number}"))
        for claim in claims:
            for line in claim.own:
                self._rename(line, claim.entry)
        for claim in claims:
            before = self.at(claim.entry.key)
            if before and before.document and _whose(before) != _whose(claim.entry):
                self._db.execute(
                    f"INSERT OR IGNORE INTO bearers ({BEARER}) VALUES (?, ?, ?, ?, ?, ?)",
                    (*before.key, before.campaign, before.document, before.title),
                )
            self.put(claim.entry)

    def put(self, entry: Entry) -> None:
        """Write a line in place of the one that the number has."""
        self._db.execute(f"DELETE FROM numbers WHERE {AT}", entry.key)
        self._db.execute(f"INSERT INTO numbers ({COLUMNS}) VALUES ({', '.join('?' * 10)})", astuple(entry))

    def _rename(self, line: Entry, entry: Entry) -> None:
        """Everything that stands under the document's old name stands under its new one."""
        if line.document and _whose(line) != _whose(entry):
            for update in ("UPDATE numbers", "UPDATE OR REPLACE bearers"):
                self._db.execute(
                    f"{update} SET campaign = ?, document = ? WHERE campaign = ? AND document = ?",
                    (*_whose(entry), *_whose(line)),
                )

    def _find(self, where: str, *values: str | int) -> Entry | None:
        row = self._db.execute(f"SELECT {COLUMNS} FROM numbers WHERE {where}", values).fetchone()
        return Entry(*row) if row else None


def _whose(line: Entry) -> tuple[str, str]:
    return line.campaign, line.document
