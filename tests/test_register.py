"""Document numbers: each is given once, and never again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from pathlib import Path

import openpyxl
import pytest

from docgen.errors import Unavailable
from docgen.register import Entry, NumberTaken, Register, UnknownNumber

CODE = "华澜发"


def test_numbers_run_on_within_a_code_and_year(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db")
    taken = [book.take(Entry(*key, 0)).number for key in [(CODE, 2026), (CODE, 2026), (CODE, 2027), ("华澜函", 2026)]]
    assert taken == ["华澜发〔2026〕1号", "华澜发〔2026〕2号", "华澜发〔2027〕1号", "华澜函〔2026〕1号"]


def test_a_document_keeps_its_number(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db")
    first = book.take(Entry(CODE, 2026, 0, campaign="强化年", document="通知|甲"))
    book.take(Entry(CODE, 2026, 0, campaign="强化年", document="通知|乙"))
    assert book.take(Entry(CODE, 2026, 0, campaign="强化年", document="通知|甲")) == first


def test_a_number_used_elsewhere_is_passed_over(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db")
    book.use(Entry(CODE, 2026, 14, title="旧文"))
    assert book.peek(CODE, 2026) == 15
    assert book.take(Entry(CODE, 2026, 0)).serial == 15
    with pytest.raises(NumberTaken, match="华澜发〔2026〕14号 已经登记过"):
        book.use(Entry(CODE, 2026, 14, title="另一份"))


def test_a_void_number_is_never_given_again(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db")
    book.take(Entry(CODE, 2026, 0, campaign="强化年", document="通知|甲"))
    book.void(CODE, 2026, 1, "重复编号")
    assert book.take(Entry(CODE, 2026, 0, campaign="强化年", document="通知|甲")).serial == 2
    assert [(e.serial, e.state, e.reason) for e in book.entries()] == [(1, "作废", "重复编号"), (2, "已用", "")]
    with pytest.raises(UnknownNumber, match="华澜发〔2026〕9号"):
        book.void(CODE, 2026, 9, "没有这个号")


def take_many(path: Path, count: int) -> None:
    for _ in range(count):
        Register(path).take(Entry(CODE, 2026, 0))


def test_eight_processes_take_fifty_numbers_each_and_none_twice(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=take_many, args=(path, 50)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 8
    assert [entry.serial for entry in Register(path).entries()] == list(range(1, 401))


def test_a_process_killed_in_the_middle_loses_and_skips_nothing(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    context = multiprocessing.get_context("spawn")
    for _ in range(3):
        worker = context.Process(target=take_many, args=(path, 100_000))
        worker.start()
        while not Register(path).entries():
            time.sleep(0.01)
        time.sleep(0.1)
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
    before = len(Register(path).entries())
    assert Register(path).take(Entry(CODE, 2026, 0)).serial == before + 1
    assert [entry.serial for entry in Register(path).entries()] == list(range(1, before + 2))


def test_the_exported_workbook_holds_every_line(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db")
    book.take(Entry(CODE, 2026, 0, title="关于甲的通知", dated="2026-05-08"))
    book.take(Entry(CODE, 2026, 0, title="=HYPERLINK(1)"))
    book.void(CODE, 2026, 2, "作废")
    (tmp_path / "登记簿.xlsx").write_bytes(book.export())
    sheet = openpyxl.load_workbook(tmp_path / "登记簿.xlsx").worksheets[0]
    rows = [[cell.value or None for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:5] == ["序号", "发文字号", "标题", "成文日期", "状态"]
    assert rows[1][:5] == [1, "华澜发〔2026〕1号", "关于甲的通知", "2026-05-08", "已用"]
    assert rows[2][:6] == [2, "华澜发〔2026〕2号", "=HYPERLINK(1)", None, "作废", "作废"]
    assert sheet["C3"].data_type == "s"


def test_the_same_register_exports_the_same_bytes(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db")
    book.take(Entry(CODE, 2026, 0, title="关于甲的通知"))
    first = book.export()
    time.sleep(1.1)
    assert book.export() == first


def test_a_file_that_is_no_register_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "登记簿.db").write_bytes(b"not a database, but long enough to look at" * 10)
    with pytest.raises(Unavailable, match="不是登记簿"):
        Register(tmp_path / "登记簿.db").take(Entry(CODE, 2026, 0))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="发文登记簿打不开"):
        Register(tmp_path / "没有" / "登记簿.db").take(Entry(CODE, 2026, 0))


def test_no_row_can_stand_twice_even_past_docgen(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    Register(path).take(Entry(CODE, 2026, 0))
    with sqlite3.connect(path) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("INSERT INTO numbers SELECT * FROM numbers")
