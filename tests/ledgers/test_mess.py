"""A law of collecting: each total is the sum of what the unit meant, or the cell that differs is asked about."""

from __future__ import annotations

import io
import random
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import get_column_letter

from docgen.ledgers.consolidate import totals
from tests.ledgers.mess import MANY_ROWS, MESS, ONE_ROW, Desk
from tests.ledgers.returns import Inbox, Settled, inbox

SEEDS = 20
NUMBERS = [
    {"名称": "笔数", "类型": "整数", "单位": "个", "必填": "是"},
    {"名称": "金额", "类型": "金额", "单位": "万元", "必填": "是"},
]
SPAN = {"周期": "每月", "期间": ["2026-05至2026-07"], "截止": "每月20日"}
LEDGERS: dict[str, Any] = {
    ONE_ROW: {**SPAN, "行": 1, "列": [*NUMBERS, {"名称": "备注"}]},
    MANY_ROWS: {
        **SPAN,
        "行": 6,
        "列": [{"名称": "编号", "主键": "是"}, {"名称": "事项", "必填": "是"}, *NUMBERS, {"名称": "备注"}],
    },
}
ROWS = [
    ("A1", "合同台账不全", 3, 12.5),
    ("A2", "印章外借没有登记", 2, 8.25),
    ("A3", "采购没有比价", 6, 30),
    ("A4", "报销单缺附件", 12, 5.5),
]


@cache
def forms(root: Path) -> tuple[Inbox, bytes, bytes]:
    """The campaign, the filled form of May and that of June."""
    box = inbox(root, 台账=LEDGERS)
    rows: dict[str, list[dict[str, Any]]] = {
        ONE_ROW: [{"笔数": 12, "金额": 25.5}],
        MANY_ROWS: [dict(zip(("编号", "事项", "笔数", "金额"), row, strict=True)) for row in ROWS],
    }
    return box, box.issued("U1", "2026-05", rows), box.issued("U1", "2026-06", rows)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("乱") / "活动"


def asked(done: Settled, ledger: str, column: str) -> bool:
    """Whether somebody is asked about a column of a ledger, about the ledger, or about the file as a whole."""
    for one in done.collection.submissions:
        sheets = {led.sheet: led for led in one.content.ledgers}
        for problem in one.problems:
            if problem.severity == "info" or one.period == "2026-05":
                continue
            sheet, cell = problem.place.sheet, problem.place.cell
            here = sheets.get(sheet or "")
            places = {name: x for name, _, x in here.headings} if here else {}
            letters = "".join(c for c in cell or "" if c.isalpha())
            own = get_column_letter(places[column]) if column in places else ""
            if (
                sheet is None
                or here is None
                or here.ledger == ledger
                and problem.rule.number == "L110"
                or here.ledger == ledger
                and (not cell or letters == own or column in problem.message or letters > "E")
            ):
                return True
    return False


@pytest.mark.parametrize("name", MESS)
def test_a_total_is_what_was_meant_or_is_asked_about(name: str, root: Path) -> None:
    box, may, june = forms(root)
    for seed in range(SEEDS):
        desk = Desk(random.Random(f"{name} {seed}"), openpyxl.load_workbook(io.BytesIO(june)))
        desk.meant = {(ONE_ROW, "笔数"): Decimal(12), (ONE_ROW, "金额"): Decimal("25.5"),
                      (MANY_ROWS, "笔数"): Decimal(23), (MANY_ROWS, "金额"): Decimal("56.25")}  # fmt: skip
        MESS[name](desk)
        done = settled(box, {"2026-05-18/一公司5月.xlsx": may, desk.name: desk.bytes(), **desk.others})
        found = {(t.ledger, t.column): t for t in totals(done.collection) if t.period == "2026-06"}
        for (ledger, column), meant in desk.meant.items():
            total = found.get((ledger, column))
            value = total.value if total and total.value is not None else Decimal(0)
            held = total is not None and total.held_back > 0
            assert value == meant or held or asked(done, ledger, column), (seed, ledger, column, value, meant)


def settled(box: Inbox, files: dict[str, bytes]) -> Settled:
    """The inbox with just these files."""
    for old in box.folder.rglob("*") if box.folder.exists() else ():
        if old.is_file():
            old.unlink()
    for path, data in files.items():
        box.put_bytes(path, data)
    return box.settle()


def test_there_are_enough_kinds_of_mess() -> None:
    assert len(MESS) >= 40
