"""Document numbers: each is given once, and never again."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from docgen.core.errors import Unavailable
from docgen.register import Claim, Entry, NumberTaken, Register, UnknownNumber

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


def test_a_number_given_back_is_free_for_another_document_and_given_to_none_by_itself(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db")
    book.use(Entry(CODE, 2026, 15, title="甲"))
    book.give_back(CODE, 2026, 15, "写错了")
    assert book.take(Entry(CODE, 2026, 0, title="乙")).serial == 16
    book.use(Entry(CODE, 2026, 15, title="丙"))
    assert [(e.serial, e.state, e.title) for e in book.entries()] == [(15, "已用", "丙"), (16, "已用", "乙")]


@pytest.mark.parametrize("state", ["作废", "退号"])
def test_what_cannot_be_made_void_or_given_back_is_said(tmp_path: Path, state: str) -> None:
    book = Register(tmp_path / "登记簿.db")
    change = book.void if state == "作废" else book.give_back
    with pytest.raises(UnknownNumber, match="没有这本登记簿"):
        change(CODE, 2026, 1, "写错了")
    book.take(Entry(CODE, 2026, 0))
    with pytest.raises(UnknownNumber, match=f"没有 华澜发〔2026〕9号，不能{state}"):
        change(CODE, 2026, 9, "写错了")
    with pytest.raises(UnknownNumber, match=f"{state}要写明原因"):
        change(CODE, 2026, 1, " ")
    change(CODE, 2026, 1, "写错了")
    with pytest.raises(NumberTaken, match=f"已经{state}过（写错了）"):
        change(CODE, 2026, 1, "再一次")


def test_a_void_number_is_not_given_back(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db")
    book.take(Entry(CODE, 2026, 0))
    book.void(CODE, 2026, 1, "重复编号")
    with pytest.raises(NumberTaken, match="已经作废过（重复编号）"):
        book.give_back(CODE, 2026, 1, "还要用")


def claim(title: str, serial: int, *own: Entry) -> Claim:
    return Claim(Entry(CODE, 2026, serial, title=title, campaign="强化年", document=f"通知|{title}"), own)


def settle(book: Register, *claims: Claim) -> dict[str, Entry]:
    with book.writing() as open_book:
        open_book.settle(claims)
    return {e.title: e for e in book.entries() if e.state == "已用"}


def test_numbers_are_exchanged_all_at_once_and_who_bore_them_is_kept(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db")
    now = settle(book, claim("甲", 15), claim("乙", 16), claim("丙", 17))
    settle(book, claim("甲", 16, now["甲"]), claim("乙", 17, now["乙"]), claim("丙", 18, now["丙"]))
    found = book.contents()
    assert [(e.serial, e.state, e.title, found.note(e)) for e in found.entries] == [
        (15, "原号", "甲", "改为 华澜发〔2026〕16号"),
        (16, "已用", "甲", "原给《乙》"),
        (17, "已用", "乙", "原给《丙》"),
        (18, "已用", "丙", ""),
    ]


def test_changes_are_kept_all_or_none(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db")
    before = settle(book, claim("甲", 15))
    other = Entry(CODE, 2026, 0, title="乙", campaign="强化年", document="通知|甲")
    with pytest.raises(Unavailable), book.writing() as open_book:
        open_book.settle([claim("甲", 16, before["甲"]), Claim(replace(other, serial=17))])
    assert book.entries() == [before["甲"]]


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


def test_no_row_can_stand_twice_even_past_docgen(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    Register(path).take(Entry(CODE, 2026, 0))
    with sqlite3.connect(path) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("INSERT INTO numbers SELECT * FROM numbers")
