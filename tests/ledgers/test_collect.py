"""What a collection leaves in its folder, and that it is whole, repeatable and traceable."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.cli import cli, ledgers
from docgen.collecting import Collected
from docgen.core.errors import InvalidInput, WrongUsage
from docgen.outbox import EDITED_FILE_KEPT
from tests.conftest import dump
from tests.ledgers.returns import LIST, PROGRESS, UNITS, Inbox, Tab, inbox, listing, office, progress, with_rules

FOUR = [
    *UNITS,
    {"编号": "U4", "全称": "华澜第四工程有限公司", "简称": "四公司"},
    {"编号": "U5", "全称": "=华澜第五工程有限公司"},
]
MENDED = {"编号": "L301", "表达式": "整改数 <= 发现问题数", "提示": "整改数大于发现问题数"}
TRAPS = ("=1+1", "+8613800000000", "-3", "@SUM(A1)", '=HYPERLINK("http://x")')
SHEETS = ("汇总.xlsx", "问题清单.xlsx", "报送情况.xlsx")


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Inbox:
    """Five units: one in order by the issued form, one with faults, one silent, one with nothing, one full of traps."""
    made = inbox(
        tmp_path_factory.mktemp("收") / "活动",
        单位=FOUR,
        台账={
            "进度表": {**with_rules(PROGRESS, MENDED), "期间": ["2026-06至2026-07"]},
            "明细表": {**LIST, "期间": ["2026-06至2026-07"], "填报单位": ["U1", "U5"]},
        },
    )
    filled: dict[str, list[dict[str, Any]]] = {
        "进度表": [{"发现问题数": 3, "整改数": 1, "涉及金额": 0.1}],
        "明细表": [{"编号": "A1", "金额": 0.2}, {"编号": "A2", "金额": 0.1}],
    }
    made.put_bytes("2026-06-18/一公司.xlsx", made.issued("U1", "2026-06", filled))
    made.put("2026-06-22/二公司.xlsx", progress("二公司", 3, 5, "约30"))
    made.put("2026-06-18/四公司.xlsx", progress("四公司", nil=True))
    rows = [{"编号": trap, "金额": 0.1} for trap in TRAPS]
    made.put(
        "2026-06-18/=五.xlsx",
        progress("=华澜第五工程有限公司", 4, 4, 0.1, "=1+1"),
        Tab("明细表", rows, "=华澜第五工程有限公司"),
    )
    made.put_bytes("2026-06-18/扫描件.pdf", b"%PDF-1.7")
    made.put_bytes("2026-06-18/~$二公司.xlsx", b"x")
    return made


@pytest.fixture(scope="module")
def ran(box: Inbox) -> Collected:
    """The first run, by one process."""
    return box.collect("汇总", workers=1)


def out(ran: Collected) -> Path:
    return ran.folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file that is not hidden, by path."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.startswith(".")
    }


def text(path: Path) -> str:
    """The paragraphs and cells of a document."""
    document = Document(str(path))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def facts(folder: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "事实.db")) as db:
        return db.execute(query).fetchall()


# -- collected.json -----------------------------------------------------------------------------------------------


def test_the_summary_has_what_was_promised(ran: Collected) -> None:
    data = json.loads((out(ran) / "collected.json").read_text(encoding="utf-8"))
    assert data == ran.summary
    assert {"files", "units", "totals", "definition", "inputs"} <= set(data)
    assert all({"path", "sha256", "unit", "period", "state", "problems"} <= set(f) for f in data["files"])
    assert all({"unit", "period", "state", "days_late"} <= set(u) for u in data["units"])
    assert all({"ledger", "column", "period", "value", "cells", "held_back"} <= set(t) for t in data["totals"])
    keys = {
        "file",
        "line",
        "column",
        "sheet",
        "cell",
        "paragraph",
        "text",
        "rule",
        "clause",
        "strength",
        "severity",
        "message",
        "found",
        "expected",
        "cure",
        "stage",
    }
    assert all(set(p) == keys for f in data["files"] for p in f["problems"])
    assert {f["state"] for f in data["files"]} == {"受理", "退回", "忽略"}


def test_the_summary_says_where_everybody_stands(ran: Collected) -> None:
    june = {u["unit"]: (u["state"], u["days_late"]) for u in ran.summary["units"] if u["period"] == "2026-06"}
    assert june == {
        "U1": ("已汇总", 0),
        "U2": ("退回", 2),
        "U12": ("未报", 10),
        "U4": ("零报告", 0),
        "U5": ("已汇总", 0),
    }


def test_the_totals_are_those_of_the_cells_that_count(ran: Collected) -> None:
    found = {(t["ledger"], t["column"]): (t["value"], t["cells"], t["held_back"]) for t in ran.summary["totals"]}
    assert found["进度表", "发现问题数"] == ("7", 2, 1)  # 二公司 mended 5 of 3, which cannot be
    assert found["进度表", "整改数"] == ("5", 2, 1)
    assert found["进度表", "涉及金额"] == ("0.2", 2, 1)
    assert found["明细表", "金额"] == ("0.8", 7, 0)


def test_the_facts_that_count_add_up_to_every_total(ran: Collected) -> None:
    for total in ran.summary["totals"]:
        if total["column"] == "整改率":
            continue
        rows = facts(
            out(ran),
            f"SELECT value FROM facts WHERE counted AND ledger='{total['ledger']}' AND field='{total['column']}' AND period='{total['period']}'",
        )
        assert (sum(Decimal(v) for (v,) in rows), len(rows)) == (Decimal(total["value"]), total["cells"])


def test_every_fact_says_where_it_stands(ran: Collected, box: Inbox) -> None:
    rows = facts(
        out(ran), "SELECT file, sheet, cell, raw FROM facts WHERE counted AND file LIKE '%一公司%' AND field='金额'"
    )
    assert sorted(r[2] for r in rows) == ["B5", "B6"]
    book = openpyxl.load_workbook(box.folder / rows[0][0])
    assert [str(book[sheet][cell].value) for _, sheet, cell, _ in rows] == [raw for *_, raw in rows]


# -- workbooks ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def recalculated(ran: Collected, box: Inbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of the consolidated workbooks, and of a form that was filled in."""
    folder = tmp_path_factory.mktemp("LibreOffice")
    filled = {"进度表": [{"发现问题数": 7, "整改数": 3, "涉及金额": 12.34, "备注": "0012"}]}
    (folder / "表.xlsx").write_bytes(box.issued("U2", "2026-07", filled))
    shutil.copy(out(ran) / "汇总.xlsx", folder / "汇总.xlsx")
    yearly = inbox(folder / "年度", 台账={"进度表": {**PROGRESS, "周期": "一次", "期间": []}})
    yearly.put("一公司.xlsx", progress("一公司", 4, 1, period="2026年"))
    shutil.copy(yearly.collect(workers=1).folder / "汇总.xlsx", folder / "年度.xlsx")
    nothing = inbox(folder / "零", 台账={"进度表": PROGRESS})
    nothing.put("一公司.xlsx", progress("一公司", nil=True))
    shutil.copy(nothing.collect(workers=1).folder / "汇总.xlsx", folder / "零报告.xlsx")
    (folder / "新").mkdir()
    for name in ("汇总.xlsx", "年度.xlsx", "零报告.xlsx"):
        openpyxl.load_workbook(folder / name).save(folder / name)  # drops the cached results, or they would be kept
    office([folder / n for n in ("汇总.xlsx", "表.xlsx", "年度.xlsx", "零报告.xlsx")], folder / "新")
    return folder / "新"


def total_row(path: Path, sheet: str = "进度表") -> list[Any]:
    """The values of the row of totals, without its two labels and its three empty cells."""
    book = openpyxl.load_workbook(path, data_only=True)
    (found,) = ([c.value for c in line] for line in book[sheet].iter_rows() if line[1].value == "合计")
    return found[2:-3]


def test_the_cached_totals_are_those_of_the_summary(ran: Collected) -> None:
    assert total_row(out(ran) / "汇总.xlsx")[:3] == [7, 5, pytest.approx(0.2)]
    assert total_row(out(ran) / "汇总.xlsx", "明细表")[1] == pytest.approx(0.8)


def total_formulas(path: Path, sheet: str = "进度表") -> list[Any]:
    """The row of totals as it stands in the workbook, without its two labels and its three empty cells."""
    book = openpyxl.load_workbook(path)
    (found,) = ([c.value for c in line] for line in book[sheet].iter_rows() if line[1].value == "合计")
    return found[2:-3]


def test_totals_are_live_sums_over_the_rows_of_their_period(ran: Collected) -> None:
    own = "--($A$5:$A$7=$A8)"  # the headings stand in row 4, under them three units: the fourth reported nothing
    assert total_formulas(out(ran) / "汇总.xlsx")[:3] == [f"=SUMPRODUCT({own},{x}$5:{x}$7)" for x in "CDE"]


def test_a_total_of_no_rows_is_a_plain_zero(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动")
    box.put("一公司.xlsx", progress("一公司", nil=True))
    assert total_formulas(box.collect(workers=1).folder / "汇总.xlsx")[:3] == [0, 0, 0]


def test_recalculated_totals_are_the_same(ran: Collected, recalculated: Path) -> None:
    for sheet in ("进度表", "明细表"):
        before, after = total_row(out(ran) / "汇总.xlsx", sheet), total_row(recalculated / "汇总.xlsx", sheet)
        assert [v for v in after if v is not None] == [pytest.approx(v) for v in before if v is not None]


def test_recalculated_totals_of_a_year_are_the_same(recalculated: Path) -> None:
    assert total_row(recalculated / "年度.xlsx")[:4] == [4, 1, 0, 0.25]


def test_recalculated_totals_of_nil_reports_alone_are_zero(recalculated: Path) -> None:
    assert total_row(recalculated / "零报告.xlsx")[:3] == [0, 0, 0]


def test_a_form_saved_by_another_program_reads_as_it_was_filled_in(
    box: Inbox, recalculated: Path, tmp_path: Path
) -> None:
    other = Inbox(tmp_path, box.workspace, box.definition)
    other.put_bytes("表.xlsx", (recalculated / "表.xlsx").read_bytes())
    done = other.settle(today=date(2026, 7, 1))
    one = done.file("表.xlsx")
    assert (one.unit, one.period, done.spots("表.xlsx")) == ("U2", "2026-07", [])
    values = {f.field: f.value for f in one.ledgers["进度表"].facts}
    assert values == {"发现问题数": "7", "整改数": "3", "涉及金额": "12.34", "备注": "0012", "整改率": "0.428571"}


def test_what_a_unit_typed_never_becomes_a_formula(ran: Collected) -> None:
    books = [p for p in out(ran).rglob("*.xlsx")]
    assert len(books) >= 4
    for path in books:
        with zipfile.ZipFile(path) as package:
            parts = [
                package.read(n).decode("utf-8") for n in package.namelist() if n.startswith("xl/worksheets/sheet")
            ]
        formulas = [f for part in parts for f in re.findall(r"<f[^>]*>([^<]*)</f>", part)]
        assert [f for f in formulas if f.startswith(("1+1", "+", "-", "@", "HYPERLINK", "华澜"))] == []
    book = openpyxl.load_workbook(out(ran) / "汇总.xlsx")
    typed = [(c.value, c.data_type) for line in book["明细表"].iter_rows() for c in line if c.value in TRAPS]
    assert sorted(typed) == sorted((trap, "s") for trap in TRAPS)


def test_a_trap_in_a_returned_cell_stays_a_text_in_the_marked_copy(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"进度表": PROGRESS})
    box.put("一公司.xlsx", progress("一公司", "=1+1", "约2", None, '=HYPERLINK("x")'))
    ran = box.collect(workers=1)
    (path,) = (ran.folder / "退回").glob("*标记副本*.xlsx")
    book = openpyxl.load_workbook(path)
    assert (book["进度表"]["A4"].data_type, book["进度表"]["E4"].data_type) == ("s", "s")
    assert [c.value for line in book["退回说明"].iter_rows() for c in line if c.data_type == "f"] == []


def test_a_cell_with_a_control_character_stops_nothing(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"进度表": PROGRESS})
    data = box.typed(progress("一公司", "约@@30", 2))
    hostile = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(hostile, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"@@", b"_x0007_"))
    box.put_bytes("一公司.xlsx", hostile.getvalue())
    assert [u["state"] for u in box.collect(workers=1, period="2026-06").summary["units"]] == [
        "待核实",
        "未报",
        "未报",
    ]


def test_the_board_has_a_line_for_every_unit_and_a_symbol_for_its_state(ran: Collected) -> None:
    sheet = openpyxl.load_workbook(out(ran) / "报送情况.xlsx")["报送情况"]
    lines = {line[1].value: [c.value for c in line[2:]] for line in sheet.iter_rows(min_row=4)}
    june = lines["单位"].index("2026年6月")
    assert [lines[name][june] for name in ("一公司", "二公司", "投资公司", "四公司")] == [
        "√",
        "△ 迟2天",
        "× 迟10天",
        "○",
    ]
    assert [lines[name][june] for name in ("应报", "已报", "未报", "待核实格数")] == [5, 4, 1, 3]
    assert lines["其中：不符合规则没有计入"][june] == 2


def test_the_list_has_every_problem_the_gravest_first(ran: Collected) -> None:
    sheet = openpyxl.load_workbook(out(ran) / "问题清单.xlsx").worksheets[0]
    rules = [line[11].value for line in sheet.iter_rows(min_row=5)]
    assert rules[:2] == ["L301", "L203"]
    assert len(rules) == len(ran.problems)


# -- what goes back -----------------------------------------------------------------------------------------------


def test_only_units_with_something_to_mend_get_their_copy_and_notice(ran: Collected) -> None:
    assert sorted(p.name for p in (out(ran) / "退回").glob("[!.]*")) == [
        "U2 二公司 2026年6月台账（标记副本）.xlsx", "U2 二公司 退回修改通知.docx",
    ]  # fmt: skip


def test_the_marked_copy_marks_the_wrong_cells_and_no_others(ran: Collected, box: Inbox) -> None:
    copy = openpyxl.load_workbook(out(ran) / "退回" / "U2 二公司 2026年6月台账（标记副本）.xlsx")
    sheet = copy["进度表"]
    filled = {
        c.coordinate: c.fill.fgColor.rgb for line in sheet.iter_rows() for c in line if c.fill.fill_type == "solid"
    }
    assert filled == {"B4": "FFFFC7CE", "C4": "FFFFF2CC"}
    assert {c.coordinate for line in sheet.iter_rows() for c in line if c.comment} == {"B4", "C4"}
    assert "整改数大于发现问题数" in (sheet["B4"].comment.text if sheet["B4"].comment else "")
    assert (copy.sheetnames[0], sheet["C4"].value, sheet["B4"].value) == ("退回说明", "约30", 5)


def test_the_returns_themselves_are_never_touched(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动")
    box.put("一公司.xlsx", progress("一公司", 3, "约5"))
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in box.folder.rglob("*")}
    box.collect(workers=1)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in box.folder.rglob("*")} == before


def test_the_notice_says_to_whom_what_and_where(ran: Collected) -> None:
    words = text(out(ran) / "退回" / "U2 二公司 退回修改通知.docx")
    for word in (
        "华澜第二工程有限公司",
        "2026年6月",
        "整改数大于发现问题数",
        "B4",
        "C4",
        "约30",
        "1处需要改正",
        "1处需要核实",
        "2026年6月30日",
        "于收到之日起3个工作日内重新报送",
        "改正以前，看不准的数暂不计入汇总，其余的按所报的数计入。",
    ):
        assert word in words


def test_only_units_that_owe_something_are_reminded(ran: Collected) -> None:
    names = sorted(p.name for p in (out(ran) / "催报").glob("[!.]*"))
    assert names == ["U12 投资公司 催报函.docx"]
    words = text(out(ran) / "催报" / names[0])
    for word in (
        "华澜投资管理有限公司",
        "2026年6月",
        "进度表",
        "2026年6月20日",
        "已逾期10天",
        "于收到之日起3个工作日内",
    ):
        assert word in words
    assert "明细表" not in words


def sent_out(folder: Path) -> list[str]:
    """The papers that go out to units."""
    return sorted(p.name for name in ("退回", "催报") for p in (folder / name).glob("[!.]*"))


def test_a_unit_whose_file_is_probably_there_is_not_reminded(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动")
    box.put("6月.xlsx", progress("华澜投资管理有限责任公司", 3, 2))
    box.put("二公司6月.xlsx", progress("综合部", 3, 2))
    ran = box.collect(workers=1, period="2026-06")
    stand = {u["unit"]: (u["state"], u["days_late"], u["perhaps"]) for u in ran.summary["units"]}
    assert stand == {
        "U1": ("未报", 10, []),
        "U2": ("待核实", 0, ["二公司6月.xlsx"]),
        "U12": ("待核实", 0, ["6月.xlsx"]),
    }
    assert sent_out(ran.folder) == ["U1 一公司 催报函.docx"]


@pytest.mark.parametrize("kind", ["cut off", "web page", "another unit's form"])
def test_a_file_that_could_not_be_taken_goes_back_until_a_good_one_came(tmp_path: Path, kind: str) -> None:
    box = inbox(tmp_path / "活动")
    borrowed: dict[str, list[dict[str, Any]]] = {
        "进度表": [{"发现问题数": 9, "A2": "填报单位：二公司"}],
        "封面": [{"C2": "二公司"}],
    }
    bad = {
        "cut off": box.typed(progress("一公司", 9, 9))[:900],
        "web page": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "another unit's form": box.issued("U1", "2026-06", borrowed),
    }
    box.put_bytes("2026-06-10/一公司6月.xlsx", bad[kind])
    for unit in ("二公司", "投资公司"):
        box.put(f"2026-06-10/{unit}6月.xlsx", progress(unit, 3, 2))
    copies = ["U1 一公司 2026年6月台账（标记副本）.xlsx"] * (kind == "another unit's form")  # the others do not open
    first = box.collect(workers=1, period="2026-06")
    assert sent_out(first.folder) == [*copies, "U1 一公司 退回修改通知.docx"]
    box.put("2026-06-18/一公司6月.xlsx", progress("一公司", 3, 2))
    second = box.collect(workers=1, period="2026-06")
    assert sent_out(second.folder) == []
    assert [f["state"] for f in second.summary["files"] if "一公司" in f["path"]] == ["被替代", "受理"]


def test_copies_are_numbered_within_their_period(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"进度表": PROGRESS, "明细表": LIST})
    box.put(
        "一公司5月.xlsx",
        progress("一公司", "约3", 2, period="2026年5月"),
        listing("一公司", nil=True, period="2026年5月"),
    )
    box.put("一公司6月a.xlsx", progress("一公司", "约3", 2))
    box.put("一公司6月b.xlsx", listing("一公司", ("A1", "约3")))
    assert [name for name in sent_out(box.collect(workers=1).folder) if name.startswith("U1 ")] == [
        "U1 一公司 2026年5月台账（标记副本）.xlsx",
        "U1 一公司 2026年6月台账（标记副本1）.xlsx",
        "U1 一公司 2026年6月台账（标记副本2）.xlsx",
    ]


def test_nobody_is_reminded_before_the_deadline(tmp_path: Path) -> None:
    ran = inbox(tmp_path / "活动").collect(period="2026-06", today=date(2026, 6, 20))
    assert ({u["state"] for u in ran.summary["units"]}, list((ran.folder / "催报").glob("*.docx"))) == ({"未报"}, [])


def test_a_fresh_form_goes_along_where_the_old_one_is_no_use(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动")
    box.put("一公司.xlsx", progress("一公司", 3, 2, order=["整改数", "涉及金额", "备注"]))
    ran = box.collect(workers=1)
    (fresh,) = (ran.folder / "退回").glob("*新表*.xlsx")
    other = Inbox(tmp_path, box.workspace, box.definition)
    other.put_bytes("新.xlsx", box.filled(fresh.read_bytes(), {"进度表": [{"发现问题数": 3}]}))
    assert (other.settle().file("新.xlsx").unit, other.settle().spots("新.xlsx")) == ("U1", [])


# -- again --------------------------------------------------------------------------------------------------------


def test_another_run_by_more_processes_leaves_the_same_bytes(ran: Collected, box: Inbox) -> None:
    again = box.collect("汇总三", workers=3)
    assert (again.unchanged, tree(again.folder)) == (False, tree(out(ran)))


def test_nothing_is_done_again_when_nothing_changed(ran: Collected, box: Inbox) -> None:
    stamps = {p: p.stat().st_mtime_ns for p in out(ran).rglob("*")}
    again = box.collect("汇总")
    assert (again.unchanged, again.summary) == (True, ran.summary)
    assert {p: p.stat().st_mtime_ns for p in out(ran).rglob("*")} == stamps


@pytest.fixture
def small(tmp_path: Path) -> Inbox:
    """One unit with a fault."""
    made = inbox(tmp_path / "活动", 台账={"进度表": with_rules(PROGRESS, MENDED)})
    made.put("一公司.xlsx", progress("一公司", 3, 5))
    return made


def test_force_does_everything_again_with_the_same_result(small: Inbox) -> None:
    first = small.collect(workers=1)
    before = tree(first.folder)
    assert (small.collect(workers=1, force=True).unchanged, tree(first.folder)) == (False, before)


def test_a_result_that_was_taken_away_is_made_again(small: Inbox) -> None:
    first = small.collect(workers=1)
    (first.folder / "问题清单.xlsx").unlink()
    assert (small.collect(workers=1).unchanged, (first.folder / "问题清单.xlsx").exists()) == (False, True)


def test_another_day_counts_anew(small: Inbox) -> None:
    small.collect(workers=1)
    later = small.collect(workers=1, today=date(2026, 7, 1))
    assert [u["days_late"] for u in later.summary["units"] if u["unit"] == "U2" and u["period"] == "2026-06"] == [11]


def test_a_changed_definition_is_applied_to_what_was_read_before(small: Inbox) -> None:
    assert small.collect(workers=1).summary["totals"][0]["column"] == "发现问题数"
    changed = inbox(small.root, 台账={"进度表": with_rules(PROGRESS, {**MENDED, "级别": "核实"})})
    assert {u["unit"]: u["state"] for u in changed.collect(workers=1).summary["units"] if u["period"] == "2026-06"}[
        "U1"
    ] == "待核实"


def test_a_damaged_cache_does_no_harm(small: Inbox) -> None:
    first = small.collect(workers=1)
    before = tree(first.folder)
    (first.folder / ".docgen-读过.db").write_bytes(b"SQLite format 3\x00 and then nothing of the kind")
    assert (small.collect(workers=1, force=True).unchanged, tree(first.folder)) == (False, before)


def test_a_cache_that_holds_something_else_does_no_harm(small: Inbox) -> None:
    first = small.collect(workers=1)
    before = tree(first.folder)
    with closing(sqlite3.connect(first.folder / ".docgen-读过.db")) as db, db:
        db.execute("UPDATE returns SET data = '[]'")
    assert (small.collect(workers=1, force=True).unchanged, tree(first.folder)) == (False, before)


def test_a_mended_return_takes_its_notice_away(small: Inbox) -> None:
    first = small.collect(workers=1)
    assert len(list((first.folder / "退回").glob("[!.]*"))) == 2
    small.put("一公司.xlsx", progress("一公司", 5, 5))
    small.put("二公司.xlsx", progress("二公司", 5, 5))
    second = small.collect(workers=1)
    assert list((second.folder / "退回").glob("[!.]*")) == []
    assert [u["state"] for u in second.summary["units"] if u["period"] == "2026-06"] == ["已汇总", "已汇总", "未报"]


def test_a_notice_that_somebody_edited_stays(small: Inbox) -> None:
    folder = small.collect(workers=1).folder
    notice = next((folder / "退回").glob("*.docx"))
    document = Document(str(notice))
    document.add_paragraph("另：请张三电话联系。")
    document.save(str(notice))
    small.put("一公司.xlsx", progress("一公司", 5, 5))
    small.collect(workers=1)
    assert [p.name for p in (folder / "退回").glob("[!.]*")] == [notice.name]


def test_a_result_that_somebody_edited_is_not_written_over_unless_told(small: Inbox) -> None:
    folder = small.collect(workers=1).folder
    before = tree(folder)
    (folder / "汇总.xlsx").write_bytes(b"mine")
    small.put("二公司.xlsx", progress("二公司", 5, 5))
    again = small.collect(workers=1)
    assert [p.place.file for p in again.problems if p.rule == EDITED_FILE_KEPT] == [str(folder / "汇总.xlsx")]
    assert (folder / "汇总.xlsx").read_bytes() == b"mine"
    assert [name for name in ("报送情况.xlsx", "事实.db") if tree(folder)[name] == before[name]] == []
    assert [p.rule for p in small.collect(workers=1).kept] == [EDITED_FILE_KEPT]  # and it is told again
    small.collect(workers=1, force=True)
    assert (folder / "汇总.xlsx").read_bytes() != b"mine"


def test_a_run_that_is_killed_leaves_nothing_half(box: Inbox, ran: Collected) -> None:
    """Killed as soon as the first result appears; the next run comes to what it would have come to anyway."""
    folder = box.root / "中断"
    code = f"from datetime import date; from pathlib import Path; from docgen.workspace import Workspace\nif __name__ == '__main__': Workspace(Path({str(box.workspace.path)!r})).collect(Path({str(box.folder)!r}), Path({str(folder)!r}), today=date(2026, 6, 30))"
    script = box.root / "run.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, str(script)], env=environment)
    deadline = time.monotonic() + 60
    while process.poll() is None and not list(folder.glob("*.xlsx")) and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for name, data in tree(folder).items():
        assert data == tree(out(ran))[name]
    box.collect("中断")
    assert tree(folder) == tree(out(ran))


# -- whatever comes in --------------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 999), st.integers(0, 999), st.decimals(0, 99, places=2)), min_size=3, max_size=3
    ),
    st.permutations(["一公司", "二公司", "投资公司"]),
    st.permutations([c["名称"] for c in PROGRESS["列"]]),
)
def test_totals_are_sums_whatever_the_order(
    tmp_path: Path, rows: list[tuple[int, int, Decimal]], units: list[str], order: list[str]
) -> None:
    shutil.rmtree(tmp_path / "活动", ignore_errors=True)
    box = inbox(tmp_path / "活动")
    for number, (unit, (a, b, c)) in enumerate(zip(units, rows, strict=True)):
        box.put(f"{number}.xlsx", progress(unit, a, b, float(c), order=order))
    totals = box.settle().totals()
    assert [Decimal(totals[n] or "-1") for n in ("发现问题数", "整改数", "涉及金额")] == [
        sum((Decimal(r[i]) for r in rows), Decimal(0)) for i in range(3)
    ]


@settings(max_examples=20, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"a,b\n"]),
)
def test_no_file_stops_the_others(tmp_path: Path, rest: bytes, head: bytes) -> None:
    shutil.rmtree(tmp_path / "活动", ignore_errors=True)
    box = inbox(tmp_path / "活动")
    box.put("一公司.xlsx", progress("一公司", 3, 2))
    box.put_bytes("二公司.xlsx", head + rest)
    done = box.settle()
    paper = (head + rest).startswith((b"%PDF", b"\xff\xd8\xff", b"\x89PNG"))  # comes along and is no return
    state = "忽略" if paper else "退回"
    assert (done.units()["U1"], done.totals()["发现问题数"], done.states()["二公司.xlsx"]) == ("已汇总", "3", state)


def test_a_questioned_amount_beside_a_sound_one_stops_nothing(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 台账={"明细表": LIST})
    box.put("一公司.xlsx", listing("一公司", ("A1", 1.5), ("A2", "约3")))
    done = box.settle()
    assert (done.totals("明细表")["金额"], done.units()["U1"]) == ("1.5", "待核实")


# -- wrong usage --------------------------------------------------------------------------------------------------


def test_an_inbox_that_is_none_is_refused(small: Inbox) -> None:
    for path in (small.root / "没有", small.workspace.path):
        with pytest.raises(WrongUsage, match="收件文件夹"):
            small.workspace.collect(path, small.root / "汇总")


@pytest.mark.parametrize(("inner", "result"), [("收件", "收件"), ("收件", "收件/汇总"), ("收件", ".")])
def test_inbox_and_results_do_not_lie_in_each_other(small: Inbox, inner: str, result: str) -> None:
    before = sorted(small.root.rglob("*"))
    with pytest.raises(WrongUsage):
        small.workspace.collect(small.root / inner, small.root / result)
    assert sorted(small.root.rglob("*")) == before


def test_an_empty_inbox_is_said_and_everybody_has_still_to_report(tmp_path: Path) -> None:
    ran = inbox(tmp_path / "活动").collect(period="2026-06")
    assert ([p.rule.number for p in ran.problems], {u["state"] for u in ran.summary["units"]}) == (["L130"], {"未报"})


def test_a_period_in_which_nothing_is_due_is_refused_with_those_that_are(small: Inbox) -> None:
    with pytest.raises(WrongUsage, match="2026-05"):
        small.collect(period="2026-09", workers=1)


@pytest.mark.parametrize("period", ["6月", "2026-13", "二季度", "x"])
def test_a_period_that_is_none_is_refused(small: Inbox, period: str) -> None:
    with pytest.raises(WrongUsage):
        small.collect(period=period)


def test_a_campaign_without_ledgers_or_units_is_refused(tmp_path: Path) -> None:
    cases: tuple[dict[str, Any], ...] = ({"台账": {}}, {"单位": []})
    for data in cases:
        box = inbox(tmp_path / "活动", **data)
        with pytest.raises((WrongUsage, InvalidInput)):
            box.collect()


# -- command line -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def verbs() -> None:
    if "collect" not in cli.commands:
        ledgers.register(cli)


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_issue_writes_a_form_for_each_unit_and_period_and_the_calendar(small: Inbox) -> None:
    result = run("issue", small.workspace.path, "-o", small.root / "发", "--json")
    data = json.loads(result.stdout)
    assert (result.exit_code, len(data["files"]), data["problems"]) == (0, 9, [])
    assert {(f["unit"], f["period"]) for f in data["files"]} == {
        (u, p) for u in ("U1", "U2", "U12") for p in ("2026-05", "2026-06", "2026-07")
    }
    assert [Path(p).name for p in data["calendar"]] == ["报送日历.xlsx", "报送日历.ics"]
    assert all(Path(f["path"]).is_file() for f in data["files"])


def test_issue_for_one_period_and_unit_names_the_file_for_both(small: Inbox) -> None:
    result = run("issue", small.workspace.path, "-o", small.root / "发", "--period", "2026-06", "--unit", "一公司")
    assert result.exit_code == 0
    assert [p.relative_to(small.root / "发").as_posix() for p in (small.root / "发").rglob("U*")] == [
        "2026-06/U1 一公司 2026年6月台账.xlsx"
    ]


def test_issue_again_writes_the_same_bytes(small: Inbox) -> None:
    run("issue", small.workspace.path, "-o", small.root / "发")
    before = tree(small.root / "发")
    assert (run("issue", small.workspace.path, "-o", small.root / "发").exit_code, tree(small.root / "发")) == (
        0,
        before,
    )


def test_issue_does_not_write_over_a_form_that_was_filled_in(small: Inbox) -> None:
    run("issue", small.workspace.path, "-o", small.root / "发", "--unit", "U1")
    path = small.root / "发" / "2026-06" / "U1 一公司 2026年6月台账.xlsx"
    path.write_bytes(small.filled(path.read_bytes(), {"进度表": [{"发现问题数": 3}]}))
    before = tree(small.root / "发")
    result = run("issue", small.workspace.path, "-o", small.root / "发", "--unit", "U1")
    assert (result.exit_code, tree(small.root / "发")) == (1, before)


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (["--period", "2026-09"], 2, "2026-05"),
        (["--period", "六月"], 2, "2026-06"),
        (["--unit", "九公司"], 2, "九公司"),
    ],
)
def test_issue_refuses_what_is_none(small: Inbox, arguments: list[str], status: int, word: str) -> None:
    result = run("issue", small.workspace.path, "-o", small.root / "发", *arguments, "--json")
    assert (result.exit_code, word in result.output) == (status, True)
    json.loads(result.stdout)


def collecting(box: Inbox, *more: str | Path) -> Any:
    return run("collect", box.workspace.path, box.folder, "-o", box.root / "汇总", "--jobs", "1", *more)


def test_collect_ends_with_1_where_something_is_to_mend_and_prints_one_object(small: Inbox) -> None:
    result = collecting(small, "--date", "2026-06-30", "--json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["date"], data["files"][0]["state"]) == (1, "2026-06-30", "退回")
    said = collecting(small, "--date", "2026-06-30")
    assert (said.exit_code, "整改数大于发现问题数" in said.output, "与上次相同" in said.output) == (1, True, True)


def test_collect_ends_with_0_where_all_is_well(small: Inbox) -> None:
    for unit in ("一公司", "二公司", "投资公司"):
        small.put(f"{unit}.xlsx", progress(unit, 3, 2))
    result = collecting(small, "--date", "2026-06-30", "--period", "2026-06")
    assert (result.exit_code, "应报 3：已汇总 3" in result.output) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [["--date", "6月30日"], ["--date", "2026-02-30"], ["--period", "2026-13"], ["--period", "x"], ["--jobs", "0"]],
)
def test_collect_ends_with_2_where_it_was_asked_wrong(small: Inbox, arguments: list[str]) -> None:
    result = collecting(small, *arguments)
    assert (result.exit_code, (small.root / "汇总").exists()) == (2, False)


def test_collect_of_a_wrong_data_file_names_its_line(small: Inbox) -> None:
    wrong = with_rules(PROGRESS, {"编号": "L301", "表达式": "整改数 <= 发现数"})
    small.workspace.path.write_text(
        dump({"活动": {"名称": "x", "年度": "2026", "主办": "y"}, "单位": UNITS, "台账": {"进度表": wrong}}),
        encoding="utf-8",
    )
    result = collecting(small, "--json")
    (problem,) = json.loads(result.stdout)["problems"]
    assert (result.exit_code, problem["rule"]) == (1, "Y36")
    assert "整改数 <= 发现数" in small.workspace.path.read_text(encoding="utf-8").splitlines()[problem["line"] - 1]
