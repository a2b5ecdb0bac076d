"""The register of document numbers (发文登记簿): each is given once, and never again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from io import BytesIO
from pathlib import Path

from docgen.errors import DocgenError, Unavailable

SCHEMA = """
CREATE TABLE IF NOT EXISTS numbers (
  code TEXT NOT NULL, year INTEGER NOT NULL, serial INTEGER NOT NULL CHECK (serial > 0),
  state TEXT NOT NULL CHECK (state IN ('已用', '作废')),
  title TEXT NOT NULL, dated TEXT NOT NULL, reason TEXT NOT NULL,
  campaign TEXT NOT NULL, document TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (code, year, serial)
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_number_a_document ON numbers (campaign, document)
  WHERE document != '' AND state = '已用';
"""
COLUMNS = "code, year, serial, state, title, dated, reason, campaign, document, position"
WAIT = 60.0
"""Seconds to wait for another process that is taking a number."""


@dataclass(frozen=True)
class Entry:
    """One line of the register. ``document`` identifies a document within its campaign."""

    code: str
    year: int
    serial: int
    state: str = "已用"
    title: str = ""
    dated: str = ""
    reason: str = ""
    campaign: str = ""
    document: str = ""
    position: int = 0

    @property
    def number(self) -> str:
        """The number as printed: 华澜发〔2026〕15号."""
        return f"{self.code}〔{self.year}〕{self.serial}号"


class NumberTaken(DocgenError):
    """A number that stands in the register already."""


class UnknownNumber(DocgenError):
    """A number that does not stand in the register."""


class Register:
    """The register in one SQLite file; safe for several processes at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection that holds the write lock until it is committed."""
        try:
            connection = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
        except sqlite3.Error as error:
            raise Unavailable(f"发文登记簿打不开：{self.path}（{error}）。请检查文件夹是否存在、能否写入") from error
        try:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            for statement in SCHEMA.split(";"):
                connection.execute(statement)
            yield connection
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise Unavailable(f"发文登记簿写不进去：{self.path}（{error}）。请检查写入权限，或稍后再试") from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError):
                raise
            raise Unavailable(f"发文登记簿已损坏或不是登记簿：{self.path}（{error}）") from error
        finally:
            connection.close()

    def take(self, wanted: Entry) -> Entry:
        """The next number of the wanted code and year; a document that has one keeps it."""
        with self._transaction() as db:
            if wanted.document and (
                held := _find(db, "campaign = ? AND document = ? AND state = '已用'", wanted.campaign, wanted.document)
            ):
                return held
            (last,) = db.execute(
                "SELECT coalesce(max(serial), 0) FROM numbers WHERE code = ? AND year = ?", (wanted.code, wanted.year)
            ).fetchone()
            entry = replace(wanted, serial=last + 1)
            _insert(db, entry)
            return entry

    def claim(self, entry: Entry, held: Entry | None) -> Entry:
        """Record a document under a number that it writes or has; ``held`` is the line that is known to be its own.

        Raises NumberTaken when the number was given to another document meanwhile.
        """
        with self._transaction() as db:
            key = (entry.code, entry.year, entry.serial)
            found = _find(db, "code = ? AND year = ? AND serial = ?", *key)
            if found is not None and found not in (held, entry):
                raise NumberTaken(f"{found.number} 已经登记过：{found.state}，《{found.title}》{found.reason}")
            if found is not None:
                db.execute("DELETE FROM numbers WHERE code = ? AND year = ? AND serial = ?", key)
            _insert(db, entry)
        return entry

    def peek(self, code: str, year: int) -> int:
        """The serial that would be given next."""
        return max((e.serial for e in self.entries() if (e.code, e.year) == (code, year)), default=0) + 1

    def use(self, entry: Entry) -> None:
        """Record a number given elsewhere. Raises NumberTaken."""
        with self._transaction() as db:
            held = _find(db, "code = ? AND year = ? AND serial = ?", entry.code, entry.year, entry.serial)
            if held is not None:
                raise NumberTaken(f"{held.number} 已经登记过：{held.state}，《{held.title}》{held.reason}")
            _insert(db, entry)

    def void(self, code: str, year: int, serial: int, reason: str) -> Entry:
        """Mark a number as void for good, with its reason; it is never given again. Raises UnknownNumber."""
        if not self.path.exists():
            raise UnknownNumber(f"没有这本登记簿：{self.path}")
        with self._transaction() as db:
            held = _find(db, "code = ? AND year = ? AND serial = ?", code, year, serial)
            if held is None:
                raise UnknownNumber(f"登记簿里没有 {code}〔{year}〕{serial}号，不能作废")
            if held.state == "作废":
                raise NumberTaken(f"{held.number} 已经作废过（{held.reason}）")
            if not reason.strip():
                raise UnknownNumber("作废要写明原因")
            db.execute(
                "UPDATE numbers SET state = '作废', reason = ? WHERE code = ? AND year = ? AND serial = ?",
                (reason, code, year, serial),
            )
            return Entry(
                code, year, serial, "作废", held.title, held.dated, reason, held.campaign, held.document, held.position
            )

    def entries(self) -> list[Entry]:
        """Every line, by code, year and serial; none where no number was ever given."""
        if not self.path.exists():
            return []
        with self._transaction() as db:
            rows = db.execute(f"SELECT {COLUMNS} FROM numbers ORDER BY code, year, serial").fetchall()
        return [Entry(*row) for row in rows]

    def export(self) -> bytes:
        """The register as a workbook (发文登记簿), the same bytes for the same entries."""
        from datetime import datetime

        import xlsxwriter

        out = BytesIO()
        with xlsxwriter.Workbook(out) as book:
            book.set_properties({"title": "发文登记簿", "created": datetime(1980, 1, 1)})
            head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#EEEEEE"})
            cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
            sheet = book.add_worksheet("发文登记簿")
            titles = ("序号", "发文字号", "标题", "成文日期", "状态", "作废原因", "活动")
            for x, (title, width) in enumerate(zip(titles, (6, 22, 60, 14, 8, 30, 24), strict=True)):
                sheet.set_column(x, x, width)
                sheet.write_string(0, x, title, head)
            for y, e in enumerate(self.entries(), 1):
                sheet.write_number(y, 0, y, cell)
                for x, text in enumerate((e.number, e.title, e.dated, e.state, e.reason, e.campaign), 1):
                    sheet.write_string(y, x, text, cell)
            sheet.set_default_row(20)
            sheet.freeze_panes(1, 0)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
        return out.getvalue()


def _find(db: sqlite3.Connection, where: str, *values: str | int) -> Entry | None:
    row = db.execute(f"SELECT {COLUMNS} FROM numbers WHERE {where}", values).fetchone()
    return Entry(*row) if row else None


def _insert(db: sqlite3.Connection, entry: Entry) -> None:
    db.execute(f"INSERT INTO numbers ({COLUMNS}) VALUES ({', '.join('?' * 10)})", astuple(entry))
