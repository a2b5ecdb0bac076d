"""The SQLite file of a register: what it is, of which version, and what can keep it from being used."""

from __future__ import annotations

import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docgen.core.errors import Unavailable

APPLICATION = 0x646F6367
"""Marks a database as a register: "docg"."""
VERSION = 2
"""Registers of version 1 bear neither a mark nor a version."""
COLUMNS = ("code", "year", "serial", "state", "title", "dated", "reason", "campaign", "document", "position")
SCHEMA = (
    """CREATE TABLE numbers (
  code TEXT NOT NULL, year INTEGER NOT NULL, serial INTEGER NOT NULL CHECK (serial > 0),
  state TEXT NOT NULL CHECK (state IN ('已用', '作废', '原号', '退号', '未打印')),
  title TEXT NOT NULL, dated TEXT NOT NULL, reason TEXT NOT NULL,
  campaign TEXT NOT NULL, document TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (code, year, serial)
) STRICT""",
    """CREATE UNIQUE INDEX one_number_a_document ON numbers (campaign, document)
  WHERE document != '' AND state = '已用'""",
    """CREATE TABLE bearers (
  code TEXT NOT NULL, year INTEGER NOT NULL, serial INTEGER NOT NULL,
  campaign TEXT NOT NULL, document TEXT NOT NULL, title TEXT NOT NULL,
  PRIMARY KEY (code, year, serial, campaign, document)
) STRICT""",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)
FROM_VERSION_1 = (
    "ALTER TABLE numbers RENAME TO numbers_1",
    "DROP INDEX IF EXISTS one_number_a_document",
    *SCHEMA,
    f"INSERT INTO numbers ({', '.join(COLUMNS)}) SELECT {', '.join(COLUMNS)} FROM numbers_1",
    "DROP TABLE numbers_1",
)
NOT_ONE = "发文登记簿打不开：{path} 不是登记簿。请用 --register 写明登记簿文件或活动文件夹"
NEWER = (
    "发文登记簿打不开：{path} 是更新的 docgen 建的（第{version}版），这里只认得到第{known}版。"
    "请升级 docgen，或在装了新版的电脑上操作；登记簿没有动过"
)
FAULTS = {
    sqlite3.SQLITE_BUSY: (
        "发文登记簿正在被别的程序使用：{path}（等了{wait:g}秒）。"
        "请等它用完再试；一直这样的，请看看是不是有人用别的软件打开着它，或还有 docgen 没有结束"
    ),
    sqlite3.SQLITE_NOTADB: NOT_ONE,
    sqlite3.SQLITE_CORRUPT: "发文登记簿已损坏：{path}（{error}）。没有改动它，请用备份换下它再试",
    sqlite3.SQLITE_CANTOPEN: "发文登记簿打不开：{path}（{error}）。请检查文件夹是否存在、能否写入，是不是路径太长",
    sqlite3.SQLITE_READONLY: "发文登记簿写不进去：{path}（{error}）。请检查写入权限",
    sqlite3.SQLITE_FULL: "发文登记簿写不进去：{path}（{error}）。请检查磁盘空间",
}
FAULTS[sqlite3.SQLITE_LOCKED] = FAULTS[sqlite3.SQLITE_BUSY]
FAULTS[sqlite3.SQLITE_PERM] = FAULTS[sqlite3.SQLITE_READONLY]
PAUSE = 0.005
"""Seconds between two tries to begin."""
UNREADABLE = "发文登记簿读写出错：{path}（{error}）。请检查磁盘和权限；文件坏了的，请用备份换下它"


def exists(path: Path) -> bool:
    """Whether a file is there. Raises Unavailable for what is no file, or cannot be looked at."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Unavailable(f"发文登记簿打不开：{path}（{why}）。请检查文件夹的权限") from error
    if not stat.S_ISREG(mode):
        raise Unavailable(NOT_ONE.format(path=path))
    return True


@contextmanager
def opened(path: Path, wait: float) -> Iterator[sqlite3.Connection]:
    """A connection to a file that waits so many seconds for others; what SQLite says is told in the clerk's words."""
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        yield connection
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise Unavailable(FAULTS.get(code, UNREADABLE).format(path=path, error=error, wait=wait)) from error
    finally:
        if connection is not None:
            connection.close()


def begin(db: sqlite3.Connection, kind: str, wait: float) -> None:
    """Begin a transaction, waiting so many seconds for others; what follows waits as long.

    It is tried often: SQLite's own way sleeps so long between that somebody may wait in vain.
    """
    end = time.monotonic() + wait
    db.execute("PRAGMA busy_timeout = 0")
    while True:
        try:
            db.execute(f"BEGIN {kind}")
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            if db.in_transaction:
                db.execute("ROLLBACK")
            time.sleep(PAUSE)
    db.execute(f"PRAGMA busy_timeout = {round(wait * 1000)}")


def version(db: sqlite3.Connection, path: Path) -> int:
    """The version of the register in an open database; 0 for a database with nothing in it.

    Raises Unavailable for a newer one, for one that is no register, and for one that is damaged.
    """
    application, made_by = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}
    if not tables and not application and not made_by:
        return 0
    ours = application == APPLICATION or not application and "numbers" in tables
    if ours and made_by > VERSION:
        raise Unavailable(NEWER.format(path=path, version=made_by, known=VERSION))
    columns = tuple(row[1] for row in db.execute("PRAGMA table_info(numbers)"))
    if not ours or columns != COLUMNS or bool(application) != ("bearers" in tables):
        raise Unavailable(NOT_ONE.format(path=path))
    (sound,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if sound != "ok":
        raise Unavailable(FAULTS[sqlite3.SQLITE_CORRUPT].format(path=path, error=sound))
    return VERSION if application else 1


def bring_up(db: sqlite3.Connection, found: int) -> None:
    """Make the tables of an empty database, or carry over those of an older version, within the open transaction."""
    for statement in {0: SCHEMA, 1: FROM_VERSION_1}.get(found, ()):
        db.execute(statement)
