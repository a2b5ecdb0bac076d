"""The sample of returns, read from end to end and compared with tables that were written by hand."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.collecting import Collected
from docgen.workspace import Workspace

SAMPLE = Path(__file__).parent.parent / "data" / "制度执行年台账"
INBOX = SAMPLE / "收件"
TODAY, YEAR_END = date(2026, 7, 1), date(2027, 1, 8)
LAST_DAY = "2026-06-25"
"""The last day on which anything came by ``TODAY``."""
MAY, JUNE, SEPTEMBER, DECEMBER, QUARTER = "2026-05", "2026-06", "2026-09", "2026-12", "2026-Q4"
STATISTICS, FINDINGS, PRESS = "活动统计表", "问题整改台账", "宣传报道情况表"
TASKS, RULES = "任务进展台账", "制度清理台账"


def tables() -> Any:
    """The hand-written tables of what came after June."""
    spec = importlib.util.spec_from_file_location("later_returns", SAMPLE.parents[1] / "scripts" / "later_returns.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LATER = tables()


@dataclass(frozen=True)
class Run:
    """One collection that the tests look at, its inbox, and the fingerprints of the inbox before it."""

    inbox: Path
    folder: Path
    summary: dict[str, Any]
    before: dict[str, str]


def fingerprints(inbox: Path) -> dict[str, str]:
    return {
        p.relative_to(inbox).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in inbox.rglob("*")
        if p.is_file()
    }


def collected(inbox: Path, folder: Path, today: date, workers: int = 1) -> Collected:
    return Workspace(SAMPLE).collect(inbox, folder, today=today, workers=workers, force=False)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """May and June, as of 1 July."""
    inbox = tmp_path_factory.mktemp("inbox") / "收件"
    for folder in INBOX.iterdir():
        if folder.name <= LAST_DAY:
            shutil.copytree(folder, inbox / folder.name)
    out = tmp_path_factory.mktemp("returns") / "out"
    before = fingerprints(inbox)
    return Run(inbox, out, collected(inbox, out, TODAY).summary, before)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The whole inbox, as of 8 January."""
    out = tmp_path_factory.mktemp("year") / "out"
    before = fingerprints(INBOX)
    return Run(INBOX, out, collected(INBOX, out, YEAR_END, 3).summary, before)


# ---- what is wrong: every remark there is, in the order of files; (rule, grade, where)

PROBLEMS: dict[str, list[tuple[str, str, str]]] = {
    "2026-05-18/U01 砚屏矿业 2026年5月台账.xlsx": [("L122", "info", ""), ("L134", "info", "")],  # an .xls renamed
    "2026-05-18/U02 砚屏冶炼 2026年5月台账.xlsx": [],
    "2026-05-18/U11 砚屏信息 2026年5月台账.xlsx": [],
    "2026-05-18/机械厂五月份台账.xlsx": [("L116", "info", "问题整改台账!A9")],  # an alias, a blank row, a hidden row
    "2026-05-19/U03 砚屏新材 2026年5月台账.xlsx": [
        ("L203", "warning", "活动统计表!A6"),  # 3-5
        ("L203", "warning", "活动统计表!B6"),  # 约300
    ],
    "2026-05-19/U06 砚屏电力 2026年5月台账.et": [("L134", "info", "")],
    "2026-05-19/U07 砚屏港务 2026年5月台账.xlsx": [("L115", "error", "活动统计表!F5")],  # 万元 became 元
    "2026-05-19/U08 砚屏商贸 2026年5月台账.xlsx": [
        ("L213", "warning", "问题整改台账!E6"),  # an amount merged over two rows
        ("L117", "warning", "问题整改台账!E72"),  # a row under the form
    ],
    "2026-05-20/U09 砚屏财务 2026年5月台账.xlsx": [],  # nil, ticked
    "2026-05-20/U10 砚屏置业 2026年5月台账.xlsx": [("L102", "error", "")],  # password
    "2026-05-20/U12 砚屏后勤 2026年5月台账.xlsx": [("L611", "warning", "活动统计表!")],  # the figures of U11
    "2026-05-20/U12 砚屏后勤 2026年5月宣传报道.csv": [
        ("L122", "info", ""),
        ("L212", "info", "U12 砚屏后勤 2026年5月宣传报道!B6"),  # in text every date is typed
        ("L212", "info", "U12 砚屏后勤 2026年5月宣传报道!B7"),
    ],
    "2026-05-20/信息中心5月台账（最终版）.xlsx": [("L126", "info", "")] * 3,  # once for each ledger
    "2026-05-22/U05 砚屏化工 2026年5月台账.xlsx": [
        ("L201", "error", "活动统计表!A6"),
        ("L301", "error", "活动统计表!H6"),  # 3 mended of 2
        ("L303", "error", "活动统计表!J6"),  # 3 people, 2 by level
        ("L412", "warning", "活动统计表!H6"),  # 3 mended, 1 closed in the other ledger
    ],
    "2026-06-17/U01 砚屏矿业 2026年6月台账.xlsx": [
        ("L204", "info", "活动统计表!A6"),  # “9” as text
        ("L204", "info", "活动统计表!C6"),  # 1,200
        ("L204", "info", "活动统计表!J6"),  # ２
    ],
    "2026-06-17/U02 砚屏冶炼 2026年6月台账.xlsx": [
        ("L204", "info", "活动统计表!L6"),  # 无
        ("L204", "info", "问题整改台账!E7"),  # 3.5万元
        ("L204", "info", "问题整改台账!E8"),  # 35000元
        ("L209", "info", "问题整改台账!S9"),  # 已 销 号
        ("L212", "info", "问题整改台账!T7"),  # 2026.6.5
        ("L212", "info", "问题整改台账!T8"),  # 20260605
        (
            "L212",
            "info",
            "问题整改台账!T9",
        ),  # 6月5日; nothing of the form's own sum, which passes over amounts typed as text
    ],
    "2026-06-17/U05 砚屏化工 2026年6月台账.xlsx": [("L101", "error", ""), ("L127", "info", "")],  # 0 bytes, sent again
    "2026-06-17/U06 砚屏电力 2026年6月台账.xlsx": [("L108", "error", "")],  # the form of May
    "2026-06-17/U07 砚屏港务 2026年6月台账.xls": [("L103", "error", ""), ("L127", "info", "")],  # a web page
    "2026-06-17/U09 砚屏财务 2026年6月台账.xlsx": [
        ("L107", "error", ""),  # the form of U10
        ("L127", "info", ""),  # U10 sent its own later
    ],
    "2026-06-17/U11 砚屏信息 2026年6月台账.xlsx": [("L127", "info", "")] * 2,  # two ledgers were sent anew
    "2026-06-18/U03 砚屏新材 2026年6月台账.xlsx": [
        ("L206", "warning", "活动统计表!V6"),  # a formula that was never computed
        ("L205", "error", "活动统计表!Y6"),  # #REF!
        ("L209", "error", "问题整改台账!S6"),  # 已办结
        ("L211", "warning", "问题整改台账!R7"),  # 6月底
        ("L210", "error", "问题整改台账!R8"),  # 2026/2/30
    ],
    "2026-06-18/U05 砚屏化工 2026年6月台账（补发）.xlsx": [
        ("L501", "error", "活动统计表!B6"),  # 410 → 380
        ("L501", "error", "活动统计表!H6"),  # 3 → 1
        ("L511", "error", "问题整改台账!S6"),  # opened again
        ("L401", "warning", "问题整改台账!E66"),  # 15, the rows make 12
        ("L117", "info", "问题整改台账!A66"),  # typed over the formula
    ],
    "2026-06-18/U06 砚屏电力 2026年6月台账.xlsx": [
        ("L601", "warning", "活动统计表!F6"),  # 18.6 → 186000
        ("L501", "info", "活动统计表!G6"),  # 3 → 2, waived
    ],
    "2026-06-18/U08 砚屏商贸 2026年6月台账.xlsx": [
        ("L111", "warning", "问题整改台账!A4"),  # 涉及机构 deleted
        ("L402", "error", "问题整改台账!B9"),
        ("L112", "info", "宣传报道情况表!H4"),  # 阅读量
        ("L118", "info", "分部门明细!"),
    ],
    "2026-06-18/U09 砚屏财务 2026年6月台账.xlsx": [("L123", "error", "宣传报道情况表!")],  # empty, not ticked
    "2026-06-18/港务公司6月台账.xlsx": [
        ("L113", "warning", "Sheet1!F5"),  # another heading
        ("L114", "info", "宣传报道情况表!A4"),  # two columns changed places
    ],
    "2026-06-18/砚屏机械制造6月台账.xlsx": [
        ("L106", "error", ""),  # 有限责任公司 for 有限公司
        ("L117", "info", "问题整改台账!A66"),  # sums, typed
    ],
    "2026-06-18/~$U03 砚屏新材 2026年6月台账.xlsx": [("L128", "info", "")],
    "2026-06-22/U10 砚屏置业 2026年6月台账.xlsx": [("L101", "error", ""), ("L127", "info", "")],  # cut off, sent again
    "2026-06-22/U11 砚屏信息 2026年6月台账（更正）.xlsx": [
        ("L126", "info", ""),  # 宣传报道情况表 is as before
        ("L127", "info", "活动统计表!A6"),
        ("L127", "info", "问题整改台账!A8"),
    ],
    "2026-06-25/U10 砚屏置业 2026年6月台账（重发）.xlsx": [
        ("L391", "warning", "活动统计表!X6")
    ],  # the campaign's rule
}


@pytest.mark.parametrize("path", PROBLEMS)
def test_every_mess_is_told_where_it_is_and_nothing_else(run: Run, path: str) -> None:
    (file,) = (f for f in run.summary["files"] if f["path"] == path)
    told = [(p["rule"], p["severity"], f"{p['sheet'] or ''}!{p['cell'] or ''}") for p in file["problems"]]
    assert sorted(told) == sorted((rule, grade, where or "!") for rule, grade, where in PROBLEMS[path])


def test_no_file_is_left_out(run: Run) -> None:
    assert sorted(f["path"] for f in run.summary["files"]) == sorted(PROBLEMS) == sorted(run.before)


# ---- whose a file is, and what became of it

FILES = {  # unit, period, state
    "2026-05-18/U01 砚屏矿业 2026年5月台账.xlsx": ("U01", MAY, "受理"),
    "2026-05-18/U02 砚屏冶炼 2026年5月台账.xlsx": ("U02", MAY, "受理"),
    "2026-05-18/U11 砚屏信息 2026年5月台账.xlsx": ("U11", MAY, "受理"),
    "2026-05-18/机械厂五月份台账.xlsx": ("U04", MAY, "受理"),
    "2026-05-19/U03 砚屏新材 2026年5月台账.xlsx": ("U03", MAY, "待核实"),
    "2026-05-19/U06 砚屏电力 2026年5月台账.et": ("U06", MAY, "受理"),
    "2026-05-19/U07 砚屏港务 2026年5月台账.xlsx": ("U07", MAY, "退回"),
    "2026-05-19/U08 砚屏商贸 2026年5月台账.xlsx": ("U08", MAY, "待核实"),
    "2026-05-20/U09 砚屏财务 2026年5月台账.xlsx": ("U09", MAY, "受理"),
    "2026-05-20/U10 砚屏置业 2026年5月台账.xlsx": ("U10", MAY, "退回"),
    "2026-05-20/U12 砚屏后勤 2026年5月台账.xlsx": ("U12", MAY, "待核实"),
    "2026-05-20/U12 砚屏后勤 2026年5月宣传报道.csv": ("U12", MAY, "受理"),
    "2026-05-20/信息中心5月台账（最终版）.xlsx": ("U11", MAY, "重复"),
    "2026-05-22/U05 砚屏化工 2026年5月台账.xlsx": ("U05", MAY, "退回"),
    "2026-06-17/U01 砚屏矿业 2026年6月台账.xlsx": ("U01", JUNE, "受理"),
    "2026-06-17/U02 砚屏冶炼 2026年6月台账.xlsx": ("U02", JUNE, "受理"),
    "2026-06-17/U05 砚屏化工 2026年6月台账.xlsx": ("U05", JUNE, "被替代"),
    "2026-06-17/U06 砚屏电力 2026年6月台账.xlsx": ("U06", MAY, "退回"),
    "2026-06-17/U07 砚屏港务 2026年6月台账.xls": ("U07", JUNE, "被替代"),
    "2026-06-17/U09 砚屏财务 2026年6月台账.xlsx": ("U10", JUNE, "被替代"),
    "2026-06-17/U11 砚屏信息 2026年6月台账.xlsx": ("U11", JUNE, "受理"),
    "2026-06-18/U03 砚屏新材 2026年6月台账.xlsx": ("U03", JUNE, "退回"),
    "2026-06-18/U05 砚屏化工 2026年6月台账（补发）.xlsx": ("U05", JUNE, "退回"),
    "2026-06-18/U06 砚屏电力 2026年6月台账.xlsx": ("U06", JUNE, "待核实"),
    "2026-06-18/U08 砚屏商贸 2026年6月台账.xlsx": ("U08", JUNE, "退回"),
    "2026-06-18/U09 砚屏财务 2026年6月台账.xlsx": ("U09", JUNE, "退回"),
    "2026-06-18/港务公司6月台账.xlsx": ("U07", JUNE, "待核实"),
    "2026-06-18/砚屏机械制造6月台账.xlsx": (None, JUNE, "退回"),
    "2026-06-18/~$U03 砚屏新材 2026年6月台账.xlsx": (None, None, "忽略"),
    "2026-06-22/U10 砚屏置业 2026年6月台账.xlsx": ("U10", JUNE, "被替代"),
    "2026-06-22/U11 砚屏信息 2026年6月台账（更正）.xlsx": ("U11", JUNE, "受理"),
    "2026-06-25/U10 砚屏置业 2026年6月台账（重发）.xlsx": ("U10", JUNE, "待核实"),
}


def test_every_file_has_its_unit_period_and_state(run: Run) -> None:
    assert {f["path"]: (f["unit"], f["period"], f["state"]) for f in run.summary["files"]} == FILES


UNITS = {  # state, days late, cells held back; May was due on the 20th, June after 端午 on Monday the 22nd
    MAY: {
        "U01": ("已汇总", 0, 0), "U02": ("已汇总", 0, 0), "U03": ("待核实", 0, 2), "U04": ("已汇总", 0, 0),
        "U05": ("退回", 2, 6), "U06": ("已汇总", 0, 0), "U07": ("退回", 0, 1), "U08": ("待核实", 0, 1),
        "U09": ("零报告", 0, 0), "U10": ("退回", 0, 0), "U11": ("已汇总", 0, 0), "U12": ("待核实", 0, 0),
    },
    JUNE: {
        "U01": ("已汇总", 0, 0), "U02": ("已汇总", 0, 0), "U03": ("退回", 0, 5), "U04": ("待核实", 0, 0),
        "U05": ("退回", 0, 2), "U06": ("待核实", 0, 1), "U07": ("待核实", 0, 0), "U08": ("退回", 0, 8),
        "U09": ("退回", 0, 0), "U10": ("待核实", 3, 0), "U11": ("已汇总", 0, 0), "U12": ("未报", 9, 0),
    },
}  # fmt: skip


def test_every_unit_stands_where_it_stands(run: Run) -> None:
    units = run.summary["units"]
    found = {
        period: {u["unit"]: (u["state"], u["days_late"], u["held_back"]) for u in units if u["period"] == period}
        for period in run.summary["periods"]
    }
    assert found == UNITS
    assert {u["period"]: u["due"] for u in units} == {MAY: "2026-05-20", JUNE: "2026-06-22"}


# ---- the totals, added by hand

# Each unit's figure as it was filled in, in the order U01, U02, …; what is not counted is None.
# May: U10 is locked; U03 wrote 3-5 and 约300; U05 left 学习次数 empty, mended 3 of 2 and punished 3 who are not 3 by
# rank; U07 gave 元; U09 reports nil.
# June: U04's file names no unit of the list, U12 sent nothing, U06 wrote 元; of U11 the second version counts. Two sums
# of U05 are less than in May; of two rows of U08 with one number the second (2.2) waits.
COUNTED: dict[tuple[str, str, str], list[str | None]] = {
    (STATISTICS, "学习次数", MAY): ["4", "3", None, "5", None, "2", "4", "3", "0", None, "6", "6"],  # 33
    (STATISTICS, "测试人次", MAY): ["180", "260", None, "310", "410", "150", "220", "130", "0", None, "95", "95"],
    (STATISTICS, "应测人数", MAY): ["1150", "640", "420", "330", "520", "160", "240", "150", "0", None, "100", "100"],
    (STATISTICS, "发现问题笔数", MAY): ["2", "2", "2", "3", None, "1", "2", "3", "0", None, "2", "2"],  # 19
    (STATISTICS, "涉及金额", MAY): ["10.5", "15.5", "10", "21.5", "12", "18.6", None, "14.4", "0", None, "3.2", "3.2"],
    (STATISTICS, "已整改笔数", MAY): ["1", "1", "0", "1", None, "0", "1", "1", "0", None, "1", "1"],  # 7
    (STATISTICS, "处理人数", MAY): ["1", "2", "1", "2", None, "0", "1", "2", "0", None, "1", "1"],  # 11
    (STATISTICS, "罚款金额", MAY): ["0", "0", "0", "0", "0", "0", "0", "0.3", "0", None, "0", "0"],
    (STATISTICS, "学习次数", JUNE): ["9", "7", "6", None, "6", "5", "7", "6", "3", "5", "9", None],  # 63
    (STATISTICS, "测试人次", JUNE): ["420", "505", "390", None, None, "158", "236", "149", "88", "175", "99", None],
    (STATISTICS, "应测人数", JUNE): ["1200", "640", "420", None, "520", "160", "240", "150", "90", "180", "100", None],
    (STATISTICS, "发现问题笔数", JUNE): ["3", "4", "3", None, "2", "1", "3", "4", "1", "2", "3", None],  # 26
    (STATISTICS, "涉及金额", JUNE): ["12.8", "19", "15", None, "12", None, "7", "16.6", "0", "30", "4.2", None],
    (STATISTICS, "已整改笔数", JUNE): ["2", "4", "1", None, None, "0", "2", "2", "1", "1", "2", None],  # 15
    (STATISTICS, "处理人数", JUNE): ["2", "3", "1", None, "3", "0", "1", "2", "0", "1", "1", None],  # 14
    (STATISTICS, "罚款金额", JUNE): ["0", "0.5", "0", None, "0", "0", "0", "0.3", "0", "0", "0", None],
    # 6.5+4, 12+3.5, 8.8+1.2, 20+0+1.5, 9+3, 18.6, 5.2+0, 4.4 (6 and 4 are merged into one 10), 2+1.2, 2+1.2
    (FINDINGS, "金额", MAY): ["10.5", "15.5", "10", "21.5", "12", "18.6", "5.2", "4.4", "0", None, "3.2", "3.2"],
    # 6.5+4+2.3, 12+3.5+3.5+0, 8.8+1.2+5, 9+3, 18.6, 5.2+0+1.8, 6+4+4.4, 0, 25+5, 2+1.2+1
    (FINDINGS, "金额", JUNE): ["12.8", "19", "15", None, "12", "18.6", "7", "14.4", "0", "30", "4.2", None],
    (FINDINGS, "罚款金额", JUNE): ["0", "0.5", "0", None, "0", "0", "0", "0", "0", "0", "0", None],
}
TOTALS = {  # the same added up on paper, with the number of cells counted and held back
    (STATISTICS, "学习次数", MAY): ("33", 8, 1),
    (STATISTICS, "测试人次", MAY): ("1850", 9, 1),
    (STATISTICS, "应测人数", MAY): ("3810", 10, 0),
    (STATISTICS, "发现问题笔数", MAY): ("19", 9, 1),
    (STATISTICS, "涉及金额", MAY): ("108.9", 9, 1),
    (STATISTICS, "已整改笔数", MAY): ("7", 9, 1),
    (STATISTICS, "处理人数", MAY): ("11", 9, 1),
    (STATISTICS, "罚款金额", MAY): ("0.3", 10, 0),
    (STATISTICS, "学习次数", JUNE): ("63", 10, 0),
    (STATISTICS, "测试人次", JUNE): ("2220", 9, 1),
    (STATISTICS, "应测人数", JUNE): ("3700", 10, 0),
    (STATISTICS, "发现问题笔数", JUNE): ("26", 10, 0),
    (STATISTICS, "涉及金额", JUNE): ("116.6", 9, 1),
    (STATISTICS, "已整改笔数", JUNE): ("15", 9, 1),
    (STATISTICS, "处理人数", JUNE): ("14", 10, 0),
    (STATISTICS, "罚款金额", JUNE): ("0.8", 10, 0),
    # rows of May: 2+2+2+3+2+1+2+3+2+2, less the two under one merged cell
    (FINDINGS, "金额", MAY): ("104.1", 19, 1),
    # rows of June: 3+4+3+2+1+3+4+1+2+3, less the second of one number
    (FINDINGS, "金额", JUNE): ("133", 25, 1),
    (FINDINGS, "罚款金额", JUNE): ("0.5", 25, 1),
}


@pytest.mark.parametrize("key", COUNTED, ids=" ".join)
def test_the_figures_of_the_units_add_up_to_the_total(key: tuple[str, str, str]) -> None:
    assert sum(Decimal(figure) for figure in COUNTED[key] if figure is not None) == Decimal(TOTALS[key][0])


def test_the_totals_are_those_that_were_added_by_hand(run: Run) -> None:
    found = {
        (t["ledger"], t["column"], t["period"]): (t["value"], t["cells"], t["held_back"])
        for t in run.summary["totals"]
    }
    assert {key: found[key] for key in TOTALS} == TOTALS


def test_each_figure_of_each_unit_is_counted_as_written(run: Run) -> None:
    units = [f"U{n:02}" for n in range(1, 13)]
    query = "SELECT unit, value FROM facts WHERE counted AND ledger=? AND field=? AND period=? ORDER BY unit, row"
    with closing(sqlite3.connect(run.folder / "事实.db")) as db:
        for key, figures in COUNTED.items():
            sums = {unit: Decimal(0) for unit in units}
            for unit, value in db.execute(query, key):
                sums[unit] += Decimal(value)
            assert {u: Decimal(f or 0) for u, f in zip(units, figures, strict=True)} == sums, key


def test_a_ratio_is_computed_from_totals_and_never_added(run: Run) -> None:
    found = {(t["column"], t["period"]): t["value"] for t in run.summary["totals"] if t["ledger"] == STATISTICS}
    assert found["整改率", JUNE] == "0.625"  # 15 of 24, U05 left out of both
    assert found["测试覆盖面", JUNE] == "0.698113"  # 2220 of 3180
    assert found["测试覆盖面", MAY] == "0.545723"  # 1850 of 3390: of U03's 420 nobody knows how many


# ---- one truth in every result


def test_the_counted_facts_make_every_total(run: Run) -> None:
    sums: dict[tuple[str, str, str], Decimal] = {}
    with closing(sqlite3.connect(run.folder / "事实.db")) as db:
        query = "SELECT ledger, field, period, value FROM facts WHERE counted AND value GLOB '[0-9-]*'"
        for ledger, field, period, value in db.execute(query):
            if (ledger, field) in ADDED:
                key = (ledger, field, period)
                sums[key] = sums.get(key, Decimal(0)) + Decimal(value)
    totals = [t for t in run.summary["totals"] if (t["ledger"], t["column"]) in ADDED]
    assert len(totals) == 2 * len(ADDED)
    for t in totals:
        assert sums[t["ledger"], t["column"], t["period"]] == Decimal(t["value"])


PENALTIES = ["警告", "降级", "通报批评", "记过", "诫勉谈话", "经济处罚", "罚款金额"]
LEVELS = ["一般员工", "中层", "高管"]
ADDED = {(FINDINGS, name) for name in ["金额", *PENALTIES]} | {
    (STATISTICS, name)
    for name in [
        "学习次数", "测试人次", "应测人数", "发现问题笔数", "涉及金额", "涉及机构数", "已整改笔数", "处理人数",
        *PENALTIES, *LEVELS, "新订", "修订", "废止", "审核规范性文件", "审核意见",
    ]
}  # fmt: skip


def test_the_last_rows_of_the_consolidated_workbook_show_the_totals(run: Run) -> None:
    book = openpyxl.load_workbook(run.folder / "汇总.xlsx", data_only=True)
    seen = 0
    for ledger in (STATISTICS, FINDINGS):
        sheet = book[ledger]
        rows: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows()]
        heading = next(row for row in rows if row[:2] == ["期间", "单位"])
        shown = {row[0]: row for row in rows if row[1] == "合计"}
        assert sorted(shown) == [MAY, JUNE]
        for t in run.summary["totals"]:
            if t["ledger"] == ledger:
                (x,) = (i for i, text in enumerate(heading) if str(text).partition("\n")[0] == t["column"])
                assert Decimal(str(shown[t["period"]][x])).quantize(Decimal("0.000001")) == Decimal(t["value"])
                seen += 1
    assert seen == 2 * (len(ADDED) + 2)  # two ratios besides


def test_the_rows_of_the_consolidated_workbook_add_up_too(run: Run) -> None:
    book = openpyxl.load_workbook(run.folder / "汇总.xlsx", data_only=True)
    rows: list[list[Any]] = [[cell.value for cell in row] for row in book[STATISTICS].iter_rows()]
    at = next(row for row in rows if row[:2] == ["期间", "单位"]).index("涉及金额\n（万元）")
    amounts = [row[at] for row in rows if row[0] == JUNE and row[1] != "合计" and isinstance(row[at], int | float)]
    assert sum(map(Decimal, map(str, amounts))) == Decimal("116.6")


# ---- a run leaves the inbox alone and can be repeated


def test_the_inbox_is_as_it_was(run: Run) -> None:
    assert fingerprints(run.inbox) == run.before


def test_a_second_run_has_nothing_to_do(run: Run) -> None:
    again = collected(run.inbox, run.folder, TODAY)
    assert again.unchanged
    assert again.summary == run.summary


@pytest.mark.parametrize("workers", [1, 3])
def test_any_number_of_workers_comes_to_the_same(run: Run, workers: int, tmp_path: Path) -> None:
    collected(run.inbox, tmp_path / "out", TODAY, workers)
    assert (tmp_path / "out" / "collected.json").read_bytes() == (run.folder / "collected.json").read_bytes()


def test_a_unit_whose_file_is_probably_there_is_not_reminded(run: Run) -> None:
    (u04,) = (u for u in run.summary["units"] if (u["unit"], u["period"]) == ("U04", JUNE))
    assert (u04["state"], u04["perhaps"]) == ("待核实", ["2026-06-18/砚屏机械制造6月台账.xlsx"])
    assert [p.name for p in (run.folder / "催报").glob("*.docx")] == ["U12 砚屏后勤 催报函.docx"]


def test_what_goes_back_is_there(run: Run) -> None:
    returned = {p.name.split(" ")[0] for p in (run.folder / "退回").glob("*退回修改通知.docx")}
    assert returned == {"U03", "U05", "U06", "U07", "U08", "U09", "U10"}
    copies = {p.name.split("台账")[0] for p in (run.folder / "退回").glob("*台账（标记副本）.xlsx")}
    assert copies == {  # none of U10 in May, which is locked, nor of what was replaced
        *(f"{unit} 2026年5月" for unit in ("U03 砚屏新材", "U05 砚屏化工", "U06 砚屏电力", "U07 砚屏港务", "U08 砚屏商贸", "U12 砚屏后勤")),
        *(f"{unit} 2026年6月" for unit in ("U03 砚屏新材", "U05 砚屏化工", "U06 砚屏电力", "U07 砚屏港务", "U08 砚屏商贸", "U09 砚屏财务", "U10 砚屏置业")),
    }  # fmt: skip
    assert len(list((run.folder / "退回").glob("*标记副本*"))) == 13
    summary = json.loads((run.folder / "collected.json").read_text(encoding="utf-8"))
    assert all((run.folder / name).is_file() for name in summary["outputs"])


# ---- the year: what came after June, against the tables it was made from

REMARKS = {"2026-09-20/U10 砚屏置业 2026年9月台账.xlsx": [("L203", "warning", "活动统计表", "G6")]}  # 约3
LATE = {("U07", SEPTEMBER): 3, ("U03", DECEMBER): 2}
DECEMBER_TOTALS = {  # added up on paper, over the eleven units that reported
    "学习次数": "150", "测试人次": "4000", "应测人数": "4072", "发现问题笔数": "46", "涉及金额": "198.4", "涉及机构数": "27",
    "已整改笔数": "41", "处理人数": "28", "警告": "3", "降级": "0", "通报批评": "11", "记过": "1", "诫勉谈话": "12",
    "经济处罚": "2", "罚款金额": "0.8", "一般员工": "23", "中层": "5", "高管": "0", "新订": "18", "修订": "20", "废止": "5",
    "审核规范性文件": "133", "审核意见": "189", "测试覆盖面": "0.982318", "整改率": "0.891304",
}  # fmt: skip


def exact(value: object) -> Decimal:
    return Decimal(str(value))


def sums(period: str) -> dict[str, Decimal]:
    """The columns of 活动统计表 added over the units, by the tables."""
    rows = [row for (_, key), row in LATER.FIGURES.items() if key == period]
    return {
        name: sum(map(exact, column), Decimal(0))
        for name, column in zip(LATER.COLUMNS, zip(*rows, strict=True), strict=True)
    }


def test_the_tables_of_findings_handling_and_rules_agree_with_the_figures() -> None:
    for (unit, period), row in LATER.FIGURES.items():
        figures = dict(zip(LATER.COLUMNS, map(exact, row), strict=True))
        found = LATER.FOUND[unit, period]
        assert figures["发现问题笔数"] == len(found), (unit, period)
        assert figures["涉及金额"] == sum(exact(item[2]) for item in found), (unit, period)
        assert figures["已整改笔数"] == sum(bool(item[7]) for item in found), (unit, period)
        handled = [(number, kind) for since, number, kind in LATER.HANDLED[unit] if since <= period]
        assert [figures[kind] for kind in LATER.KINDS] == [sum(k == kind for _, k in handled) for kind in LATER.KINDS]
        fines = [exact(LATER.FINES[unit, number]) for number, kind in handled if kind == "经济处罚"]
        assert figures["罚款金额"] == sum(fines), (unit, period)
        if (unit, period) == ("U12", SEPTEMBER) or period == DECEMBER:
            states = [rule[5] for rule in LATER.RULES_OF[unit]]
            assert [figures[s] for s in ("新订", "修订", "废止")] == [
                states.count(s) for s in ("新订", "修订", "废止")
            ], unit


def test_what_is_open_in_december_is_what_was_meant_to_be() -> None:
    of_december = {unit: rows for (unit, period), rows in LATER.FOUND.items() if period == DECEMBER}
    still = {f"{u}-{n}": row[6] for u, rows in of_december.items() for n, row in enumerate(rows, 1) if not row[7]}
    assert still == {
        "U01-5": date(2027, 1, 31), "U03-4": date(2026, 11, 30), "U05-4": date(2027, 3, 31),
        "U06-3": date(2026, 12, 10), "U10-4": date(2027, 2, 28),
    }  # fmt: skip


def test_every_later_file_is_known_and_has_the_planned_remarks_only(year: Run) -> None:
    files = [f for f in year.summary["files"] if f["path"][:10] > LAST_DAY]
    assert {f["path"]: (f["unit"], f["period"]) for f in files} == {
        path: (unit, period) for path, (unit, period, _) in LATER.RECEIVED.items()
    }
    told = {f["path"]: [(p["rule"], p["severity"], p["sheet"], p["cell"]) for p in f["problems"]] for f in files}
    assert {path: problems for path, problems in told.items() if problems} == REMARKS
    assert {f["path"]: f["state"] for f in files if f["state"] != "受理"} == dict.fromkeys(REMARKS, "待核实")


def test_what_came_later_changes_nothing_that_was_said_before(run: Run, year: Run) -> None:
    before = [f for f in year.summary["files"] if f["path"] in run.before]
    assert before == run.summary["files"]
    assert sorted(f["path"] for f in year.summary["files"]) == sorted(year.before)
    assert fingerprints(INBOX) == year.before


def test_one_unit_sends_nothing_in_december_and_two_files_are_late(year: Run) -> None:
    units = [u for u in year.summary["units"] if u["period"] > JUNE]
    assert {u["period"]: u["due"] for u in units} == {
        SEPTEMBER: "2026-09-20",  # a Sunday on which people work, before the holidays of October
        DECEMBER: "2026-12-21",
        QUARTER: "2026-12-21",
    }
    (u12,) = (u for u in units if u["state"] == "未报")
    assert (u12["unit"], u12["period"]) == ("U12", DECEMBER)
    assert {(u["unit"], u["period"]): u["days_late"] for u in units if u["days_late"] and u != u12} == LATE
    assert {(u["unit"], u["period"]) for u in units if u["held_back"]} == {("U10", SEPTEMBER)}
    assert len(units) == 3 * 12


def test_the_totals_of_the_later_periods_are_the_sums_of_the_tables(year: Run) -> None:
    found = {(t["column"], t["period"]): t for t in year.summary["totals"] if t["ledger"] == STATISTICS}
    assert {name: found[name, DECEMBER]["value"] for name in DECEMBER_TOTALS} == DECEMBER_TOTALS
    for period, held in ((SEPTEMBER, {"涉及机构数": 3}), (DECEMBER, {})):  # U10's “约3” is not counted
        for name, value in sums(period).items():
            assert exact(found[name, period]["value"]) == value - held.get(name, 0), (name, period)
            assert found[name, period]["held_back"] == (name in held)
    assert {t["period"]: t["value"] for t in year.summary["totals"] if (t["ledger"], t["column"]) == (FINDINGS, "金额")} == {
        MAY: "104.1", JUNE: "133", SEPTEMBER: "186.8", DECEMBER: "198.4",
    }  # fmt: skip


def column(year: Run, ledger: str, field: str) -> dict[tuple[str, str], list[str]]:
    """A column as it was read after June, by unit and period, from the top."""
    query = "SELECT unit, period, value FROM facts WHERE ledger=? AND field=? AND period>? ORDER BY unit, period, row"
    read: dict[tuple[str, str], list[str]] = {}
    with closing(sqlite3.connect(year.folder / "事实.db")) as db:
        for unit, period, value in db.execute(query, (ledger, field, JUNE)):
            read.setdefault((unit, period), []).append(value)
    return read


def test_every_row_of_the_later_ledgers_is_read_as_it_was_written(year: Run) -> None:
    assert column(year, PRESS, "标题及简要内容") == {
        key: [row[4] for row in rows] for key, rows in LATER.PRESS_ROWS.items()
    }
    assert {("U06", DECEMBER)} == LATER.NO_PRESS  # no row and, above, no remark: the nil report was seen
    assert not LATER.NO_PRESS & set(LATER.PRESS_ROWS)
    assert column(year, TASKS, "进展") == {key: [row[0] for row in rows] for key, rows in LATER.PROGRESS.items()}
    assert column(year, TASKS, "主要措施") == {key: [row[2] for row in rows] for key, rows in LATER.PROGRESS.items()}
    highlights = {key: [text for text in texts if text] for key, texts in column(year, TASKS, "亮点做法").items()}
    assert {key: texts for key, texts in highlights.items() if texts} == {
        key: [text] for key, (_, text) in LATER.HIGHLIGHTS.items()
    }
    assert column(year, RULES, "名称") == {
        (unit, QUARTER): [r[0] for r in rows] for unit, rows in LATER.RULES_OF.items()
    }
    assert column(year, RULES, "状态") == {
        (unit, QUARTER): [r[5] for r in rows] for unit, rows in LATER.RULES_OF.items()
    }
    assert column(year, FINDINGS, "问题编号") == {
        (unit, period): [f"{unit}-{n}" for n, _ in enumerate(rows, 1)] for (unit, period), rows in LATER.FOUND.items()
    }
    assert column(year, FINDINGS, "状态") == {
        key: ["已销号" if row[7] else "整改中" for row in rows] for key, rows in LATER.FOUND.items()
    }
