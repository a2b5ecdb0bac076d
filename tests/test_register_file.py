"""The file of the register: what is none, what is newer, older, locked or damaged is told and left as it is."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docgen.core.errors import Unavailable
from docgen.register import Entry, Register

CODE = "华澜发"
OLD = """
CREATE TABLE numbers (
  code TEXT NOT NULL, year INTEGER NOT NULL, serial INTEGER NOT NULL CHECK (serial > 0),
  state TEXT NOT NULL CHECK (state IN ('已用', '作废')),
  title TEXT NOT NULL, dated TEXT NOT NULL, reason TEXT NOT NULL,
  campaign TEXT NOT NULL, document TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (code, year, serial)
) STRICT;
CREATE UNIQUE INDEX one_number_a_document ON numbers (campaign, document) WHERE document != '' AND state = '已用';
INSERT INTO numbers VALUES ('华澜发', 2026, 1, '作废', '旧文', '2026-01-05', '重复编号', '', '', 0);
INSERT INTO numbers VALUES ('华澜发', 2026, 2, '已用', '关于甲的通知', '2026-05-08', '', '2026 制度执行年', '通知|关于甲的通知', 0);
"""
"""A register as it was written before registers bore a version."""
OLD_LINES = [
    Entry(CODE, 2026, 1, "作废", "旧文", "2026-01-05", "重复编号"),
    Entry(CODE, 2026, 2, "已用", "关于甲的通知", "2026-05-08", "", "2026 制度执行年", "通知|关于甲的通知", 0),
]
USES: dict[str, Callable[[Register], object]] = {
    "list": lambda book: book.entries(),
    "peek": lambda book: book.peek(CODE, 2026),
    "export": lambda book: book.export(),
    "take": lambda book: book.take(Entry(CODE, 2026, 0)),
    "next": lambda book: book.shown(Entry(CODE, 2026, 0)).__enter__(),
    "use": lambda book: book.use(Entry(CODE, 2026, 15)),
    "void": lambda book: book.void(CODE, 2026, 1, "重复编号"),
    "free": lambda book: book.give_back(CODE, 2026, 1, "写错了"),
}


def database(path: Path, script: str) -> Path:
    with sqlite3.connect(path) as db:
        db.executescript(script)
    db.close()
    return path


def register(path: Path) -> Path:
    """A register with three numbers."""
    for title in ("甲", "乙", "丙"):
        Register(path).take(Entry(CODE, 2026, 0, title=title))
    return path


def refused(path: Path, use: str, word: str, wait: float = 5) -> None:
    """The use is refused with the word, and neither the file nor its folder is changed."""
    before = (path.read_bytes(), sorted(path.parent.iterdir()))
    with pytest.raises(Unavailable, match=word):
        USES[use](Register(path, wait))
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before


FOREIGN = {
    "another table": "CREATE TABLE 通讯录 (name TEXT); INSERT INTO 通讯录 VALUES ('办公室');",
    "a table of the same name": "CREATE TABLE numbers (id INTEGER PRIMARY KEY, phone TEXT);",
    "a column more": OLD.replace("position INTEGER NOT NULL,", "position INTEGER NOT NULL, extra TEXT,").split("INSERT")[0],
    "the mark of another program": "PRAGMA application_id = 252006673; CREATE TABLE numbers (id INTEGER);",
    "a mark alone": "PRAGMA application_id = 252006673;",
    "a view": "CREATE VIEW numbers AS SELECT 1;",
}  # fmt: skip


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("script", FOREIGN.values(), ids=FOREIGN)
def test_a_database_that_is_no_register_is_told_and_left_as_it_is(tmp_path: Path, script: str, use: str) -> None:
    refused(database(tmp_path / "别的.db", script), use, "别的.db 不是登记簿")


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("content", [b"not a database, but long enough to look at" * 40, b"PK\x03\x04" + bytes(5000)])
def test_a_file_that_is_no_database_is_said_to_be_no_register(tmp_path: Path, content: bytes, use: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    refused(path, use, "表.xlsx 不是登记簿")


@pytest.mark.parametrize("use", USES)
def test_a_folder_and_a_pipe_are_no_registers(tmp_path: Path, use: str) -> None:
    os.mkfifo(tmp_path / "管道")
    for path in (tmp_path, tmp_path / "管道"):
        with pytest.raises(Unavailable, match="不是登记簿"):
            USES[use](Register(path))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="发文登记簿打不开.*没有"):
        Register(tmp_path / "没有" / "登记簿.db").take(Entry(CODE, 2026, 0))


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize(
    "script",
    ["PRAGMA user_version = 3", "PRAGMA user_version = 99; DROP TABLE numbers", "PRAGMA user_version = 3; ALTER TABLE numbers ADD COLUMN more TEXT"],
)  # fmt: skip
def test_a_register_of_a_newer_version_is_told_as_such(tmp_path: Path, script: str, use: str) -> None:
    refused(database(register(tmp_path / "登记簿.db"), script), use, "更新的 docgen 建的（第(3|99)版）.*请升级")


@pytest.mark.parametrize("use", ["list", "peek", "export"])
def test_a_register_of_the_first_version_is_read_without_being_changed(tmp_path: Path, use: str) -> None:
    path = database(tmp_path / "登记簿.db", OLD)
    before = path.read_bytes()
    USES[use](Register(path))
    assert Register(path).entries() == OLD_LINES
    assert path.read_bytes() == before


@pytest.mark.parametrize("use", ["take", "next", "use"])
def test_a_register_of_the_first_version_is_carried_over_whole_when_it_is_written(tmp_path: Path, use: str) -> None:
    path = database(tmp_path / "登记簿.db", OLD)
    USES[use](Register(path))
    assert Register(path).entries()[:2] == OLD_LINES
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (2,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        assert tables == {"numbers", "bearers"}


def test_a_register_is_not_half_carried_over_when_the_process_is_killed(tmp_path: Path) -> None:
    path = database(tmp_path / "登记簿.db", OLD)
    script = f"""
import os
from pathlib import Path
from docgen.register import Entry, Register
with Register(Path({str(path)!r})).writing() as book:
    book.take(Entry("华澜发", 2026, 0))
    os.kill(os.getpid(), {signal.SIGKILL:d})
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    assert Register(path).entries() == OLD_LINES
    assert Register(path).take(Entry(CODE, 2026, 0)).serial == 3
    assert sorted(tmp_path.glob("登记簿*")) == [path]


def test_an_empty_file_is_a_register_without_numbers(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    path.touch()
    assert Register(path).entries() == []
    assert path.read_bytes() == b""
    assert Register(path).take(Entry(CODE, 2026, 0)).serial == 1


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Another process that holds a lock on a register of three numbers for as long as the test runs."""
    path, held = register(tmp_path / "登记簿.db"), []

    def hold(lock: str) -> Path:
        script = f"""
import sqlite3, sys
db = sqlite3.connect({str(path)!r}, isolation_level=None)
db.execute("BEGIN {lock}")
db.execute("SELECT * FROM numbers").fetchone()
print("held", flush=True)
sys.stdin.read()
"""
        process = subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        held.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        return path

    yield hold
    for process in held:
        process.communicate("")


@pytest.mark.parametrize("use", USES)
def test_a_locked_register_is_told_as_locked(holder: Callable[[str], Path], use: str) -> None:
    refused(holder("EXCLUSIVE"), use, "正在被别的程序使用：.*登记簿.db（等了0.2秒）", wait=0.2)


@pytest.mark.parametrize("use", ["take", "next", "use", "void", "free"])
@pytest.mark.parametrize("lock", ["IMMEDIATE", "DEFERRED"])
def test_a_register_that_somebody_reads_or_is_about_to_write_is_told_as_locked(
    holder: Callable[[str], Path], lock: str, use: str
) -> None:
    refused(holder(lock), use, "正在被别的程序使用", wait=0.2)


@pytest.mark.parametrize("lock", ["IMMEDIATE", "DEFERRED"])
def test_a_register_that_somebody_is_about_to_write_can_be_read(holder: Callable[[str], Path], lock: str) -> None:
    assert [e.title for e in Register(holder(lock), 0.2).entries()] == ["甲", "乙", "丙"]


def cut(data: bytes) -> bytes:
    return data[:5000]


def garbled_page(data: bytes) -> bytes:
    return data[:4096] + b"\xff" * 4096 + data[8192:]


def garbled_schema(data: bytes) -> bytes:
    return data.replace(b"CREATE TABLE numbers", b"CREATE TABEL numbers")


def garbled_text(data: bytes) -> bytes:
    """A title that is no UTF-8."""
    return data.replace("关于甲的通知".encode(), b"\xff\xfe" * 9)


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("damage", [cut, garbled_page, garbled_schema])
def test_a_damaged_register_is_told_as_damaged(tmp_path: Path, damage: Callable[[bytes], bytes], use: str) -> None:
    path = register(tmp_path / "登记簿.db")
    path.write_bytes(damage(path.read_bytes()))
    refused(path, use, "已损坏")


def test_a_register_with_an_unreadable_title_is_told(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    Register(path).take(Entry(CODE, 2026, 0, title="关于甲的通知"))
    path.write_bytes(garbled_text(path.read_bytes()))
    refused(path, "list", "读写出错")


def test_the_command_tells_a_foreign_database_and_leaves_it(tmp_path: Path) -> None:
    path = database(tmp_path / "别的.db", FOREIGN["another table"])
    before = path.read_bytes()
    for arguments in (["list"], ["next", CODE, "2026"]):
        result = subprocess.run(
            [sys.executable, "-c", "from docgen.cli import main; main()", "number", *arguments, "--register", path],
            capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False,
        )  # fmt: skip
        assert (result.returncode, result.stdout) == (3, "")
        assert result.stderr.startswith(f"发文登记簿打不开：{path} 不是登记簿。")
    assert path.read_bytes() == before
