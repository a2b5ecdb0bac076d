"""Whom a bulletin names: nobody as silent, late or wrong who is not; and what a summary says of its data."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docgen.figures import source
from docgen.figures.listing import in_common, older_reports
from docgen.figures.panel import panel
from docgen.figures.reference import parse_panel
from tests.documents import reading
from tests.figures.facts import Facts, collected, gathered
from tests.ledgers.returns import PROGRESS, Inbox, Tab, inbox, progress, row
from tests.test_reports import FINDINGS, details

JUNE = "2026年6月"
UNITS = [
    *({"编号": f"U{i}", "全称": f"华澜第{n}工程有限公司", "简称": f"{n}公司"} for i, n in enumerate("一二三四五六七八九", 1)),
    {"编号": "U10", "全称": "华澜投资管理有限公司", "简称": "投资公司", "起报": "2026-07"},
    {"编号": "U11", "全称": "华澜物流有限公司", "简称": "物流公司"},
    {"编号": "U12", "全称": "华澜后勤有限公司", "简称": "后勤公司"},
]  # fmt: skip
LEDGERS = {"进度表": PROGRESS, "明细表": FINDINGS}
REPORTS: list[dict[str, Any]] = [
    {"类型": "通报", "期间": "2026-06", "发文字号": "自动", "主送": "各子公司", "成文日期": "2026-07-02"},
    {"类型": "总结报告", "成文日期": "2026-07-02"},
]
FINDING = ("A1", 1, "整改中", "采购")


def send(box: Inbox) -> None:
    """Every way to report a month, right and wrong, one a unit; U9 sends nothing, U10 has not joined yet."""
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 5, 3, 1.5), details("一公司", JUNE, FINDING))
    box.put("2026-06-18/二公司.xlsx", progress("二公司", 4, 2, 1))
    box.put("2026-06-24/二公司明细.xlsx", details("二公司", JUNE, FINDING))  # one ledger late
    box.put("2026-06-18/三公司.xlsx", progress("三公司", 4, 2, 1))  # the other ledger never
    box.put_bytes("2026-06-18/四公司 2026年6月.xlsx", b"not a workbook")
    box.put("2026-06-23/五公司.xlsx", progress("五公司", 1, 1, 1), details("五公司", JUNE, FINDING))  # all of it late
    box.put("2026-06-18/六公司.xlsx", Tab("进度表", [row(6, 1, 2)], "华澜第六工程建设公司", JUNE))  # no such name
    box.put(
        "2026-06-18/七公司.xlsx", progress("七公司", 4, 2, 1, period="2026年5月"), details("七公司", JUNE, FINDING)
    )
    box.put_bytes("2026-06-18/八公司6月台账.pdf", b"%PDF-1.4 scanned")
    box.put("2026-06-18/物流公司.xlsx", progress("物流公司", 8, "约3", 1), details("物流公司", JUNE, FINDING))
    box.put("2026-06-18/后勤公司.xlsx", progress("后勤公司", nil=True), details("后勤公司", JUNE))


def reported(box: Inbox, today: date = date(2026, 6, 30)) -> tuple[list[str], list[str]]:
    """The lines of the bulletin and of the summary."""
    folder = box.collect(workers=1, today=today).folder
    made, _ = box.workspace.report(folder, out=box.root / "报告")
    bulletin, summary = (reading.body(m.path) for m in made if m.path.suffix == ".docx")
    return bulletin, summary


@pytest.fixture(scope="module")
def june(tmp_path_factory: pytest.TempPathFactory) -> tuple[Inbox, str, str]:
    """The inbox, the sentence of the bulletin on who reported, and that of the summary on its data."""
    box = inbox(tmp_path_factory.mktemp("june") / "活动", 单位=UNITS, 台账=LEDGERS, 文件=REPORTS)
    send(box)
    bulletin, summary = reported(box)
    return box, one(bulletin, "本期应有"), one(summary, "本报告的数据")


def one(lines: list[str], words: str) -> str:
    """The line with some words."""
    return next(line for line in lines if words in line)


@pytest.mark.parametrize(
    "sentence",
    [
        "本期应有11个单位报送台账，按时报送的4个。",  # U1, U4 whose file nobody can open, U11, U12
        "逾期报送的2个，是二公司（《明细表》）、五公司。",
        "有的台账还没有报来的1个，是三公司（《明细表》）。",
        "没有报送的1个，是九公司。",
        "报来的是扫描件、文档，还没有报表格的1个，是八公司。",
        "报来的台账没有写清单位或者期间、正在核实的2个，可能是六公司、七公司。",
        "零报告的1个，是后勤公司。",
        "报送的台账有错误、退回修改的1个，是四公司。",  # what U3 sent is right
        "报来的数看不准或者有错，没有计入本通报的1处，涉及1个单位，是物流公司。",
    ],
)
def test_the_bulletin_says_of_each_unit_what_is_true(june: tuple[Inbox, str, str], sentence: str) -> None:
    assert sentence in june[1]


def test_every_unit_is_counted_once(june: tuple[Inbox, str, str]) -> None:
    whole, *parts = (int(n) for n in re.findall(r"(?:应有|的)(\d+)个", june[1].partition("零报告")[0]))
    assert whole == sum(parts) == 11


def test_the_summary_does_not_boast_of_data_in_doubt(june: tuple[Inbox, str, str]) -> None:
    assert "经核对" not in june[2]
    assert "看不准或者有错的1处没有计入" in june[2]


def test_the_summary_says_of_each_unit_why_it_is_not_in_it(june: tuple[Inbox, str, str]) -> None:
    assert "三公司的《明细表》没有报送，不在其内。" in june[2]
    assert "四公司报来的退回修改，没有可用的，不在其内。" in june[2]
    assert "六公司、七公司报来的还在核实，不在其内。" in june[2]
    assert "八公司报来的不是表格，不在其内。" in june[2]
    assert "九公司没有报送，不在其内。" in june[2]


def test_the_number_of_cells_left_out_is_that_of_the_database(june: tuple[Inbox, str, str]) -> None:
    with closing(sqlite3.connect(june[0].root / "汇总" / "事实.db")) as db:
        (count,) = db.execute(
            "SELECT count(*) FROM facts WHERE current = 1 AND status IN ('question', 'bad') AND field != '整改率'"
        ).fetchone()
    assert f"没有计入本通报的{count}处" in june[1]


def test_with_a_file_of_nobody_no_unit_is_called_silent(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 单位=UNITS[:3], 台账={"进度表": PROGRESS}, 文件=REPORTS)
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 5, 3, 1))
    box.put("2026-06-18/台账.xlsx", progress("", 5, 3, 1))
    said = one(reported(box)[0], "本期应有")
    assert "没有报送" not in said
    assert "没有收到、或者收到了还没有认出来的2个，是二公司、三公司；另有1个文件看不出是哪个单位的" in said


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        ("2026-06-18/二公司.xlsx", progress("九公司", 4, 2)),
        ("2026-06-18/二公司/进度表.xlsx", progress("华澜第二建设公司", 4, 2)),
        ("2026-06-18/一公司报二公司.xlsx", progress("", 4, 2)),
        ("2026-06-18/台账.xlsx", progress("华澜第二工程公司", 4, 2)),
    ],
    ids=["another-name", "in-its-folder", "two-in-the-name", "nearly-its-name"],
)
def test_a_unit_whose_file_is_unclear_is_not_silent(tmp_path: Path, path: str, tab: Tab) -> None:
    facts = collected(
        tmp_path / "活动", ("2026-06-18/一公司.xlsx", [progress("一公司", 1, 1)]), (path, [tab]), 单位=UNITS[:3], 台账={"进度表": PROGRESS}
    )  # fmt: skip
    silent = facts.text("未报单位", "2026-06")
    assert "二公司" not in silent
    assert "二公司" in facts.text("待认定单位", "2026-06")


def test_before_the_deadline_nobody_is_called_silent(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 单位=UNITS[:3], 台账={"进度表": PROGRESS}, 文件=REPORTS)
    box.put("2026-06-08/一公司.xlsx", progress("一公司", 5, 3, 1))
    said = one(reported(box, date(2026, 6, 10))[0], "本期应有")
    assert "没有报送" not in said
    assert "还没有到截止日期、没有报来的2个。" in said


def test_a_ledger_that_somebody_waived_is_not_owed(tmp_path: Path) -> None:
    waiver = {"规则": "L125", "单位": "二公司", "期间": "2026-06", "原因": "没有这项业务", "批准人": "王五"}
    facts = collected(
        tmp_path / "活动",
        ("2026-06-18/一公司.xlsx", [progress("一公司", 1, 1)]),
        ("2026-06-18/二公司.xlsx", [progress("二公司", 1, 1)]),
        单位=UNITS[:2], 台账=LEDGERS, 豁免=[waiver],
    )  # fmt: skip
    assert facts.text("缺报台账单位", "2026-06") == "一公司（《明细表》）"
    assert facts.text("退回单位数", "2026-06") == "0个"


def test_a_bad_file_beside_a_good_one_is_not_held_against_its_unit(tmp_path: Path) -> None:
    box = inbox(
        tmp_path / "活动",
        单位=UNITS[:3],
        台账={"进度表": PROGRESS},
        文件=[{**REPORTS[0], "正文": "甲。\n{填报问题}"}, REPORTS[1]],
    )
    for name in ("一公司", "二公司"):
        box.put(f"2026-06-17/{name}.xlsx", progress(name, 5, 3, 1))
        box.put_bytes(f"2026-06-18/{name} 2026年6月.xlsx", b"not a workbook")
    bulletin, _ = reported(box)
    assert not any("多个单位都出现" in line for line in bulletin)
    assert Facts(box, box.root / "汇总", source.read(box.root / "汇总")).text("逾期报送单位数", "2026-06") == "0个"


def test_a_damaged_file_is_not_called_an_empty_one(tmp_path: Path) -> None:
    entry = {**REPORTS[0], "正文": "甲。\n{填报问题}"}
    box = inbox(tmp_path / "活动", 单位=UNITS[:5], 台账={"进度表": PROGRESS}, 文件=[entry, REPORTS[1]])
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 5, 3, 1))
    for name, data in (
        ("二公司", b""),
        ("三公司", b""),
        ("四公司", b"PK\x03\x04 torn"),
        ("五公司", b"PK\x03\x04 torn too"),
    ):
        box.put_bytes(f"2026-06-18/{name} 2026年6月.xlsx", data)
    box.collect(workers=1)
    made, _ = box.workspace.report(box.root / "汇总", out=box.root / "报告")
    (table,) = reading.tables(made[0].path)
    named = {units: fault for fault, units, _ in table[1:]}
    assert set(named) == {"二公司、三公司", "四公司、五公司"}
    assert "空" in named["二公司、三公司"]
    assert "空" not in named["四公司、五公司"]


def test_data_without_any_doubt_are_called_checked(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 单位=UNITS[:2], 台账=LEDGERS, 文件=REPORTS)
    for name in ("一公司", "二公司"):
        box.put(f"2026-06-18/{name}.xlsx", progress(name, 5, 3, 1), details(name, JUNE, FINDING))
    bulletin, summary = reported(box)
    assert one(summary, "本报告的数据") == "本报告的数据来自各单位报送并经核对的台账，截至2026年6月30日。"
    assert "没有计入" not in one(bulletin, "本期应有")


def test_a_unit_that_sent_another_ledger_since_is_not_called_silent(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 单位=UNITS[:2], 台账=LEDGERS)
    for name in ("一公司", "二公司"):
        box.put(
            f"2026-05-18/{name}.xlsx", progress(name, 1, 1, period="2026年5月"), details(name, "2026年5月", FINDING)
        )
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 5, 3, 1), details("一公司", JUNE, FINDING))
    box.put("2026-06-18/二公司.xlsx", progress("二公司", 5, 3, 1))
    found = older_reports(gathered(box).calculator(""))
    assert [(own.period, own.ledgers, own.units) for own in found] == [("2026-05", ("明细表",), ("U2",))]


# ---- a table whose rows are held back


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of three units: of U2 what it mended is held back."""
    body = "共{发现问题数}，已整改{整改数}，整改率{整改率}，再说一遍{整改率}。\n{表|整改情况|按单位|发现问题数、整改数、整改率|排名|合计}"
    entry = {**REPORTS[0], "正文": body}
    box = inbox(
        tmp_path_factory.mktemp("table") / "活动", 单位=UNITS[:3], 台账={"进度表": PROGRESS}, 文件=[entry, REPORTS[1]]
    )
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 10, 4, 1))
    box.put("2026-06-18/二公司.xlsx", progress("二公司", 10, "约9", 1))
    box.put("2026-06-18/三公司.xlsx", progress("三公司", 10, 6, 1))
    box.collect(workers=1)
    made, _ = box.workspace.report(box.root / "汇总", out=box.root / "报告")
    return made[0].path


def test_total_and_rate_of_a_table_come_from_the_same_rows(shared: Path) -> None:
    (table,) = reading.tables(shared)
    assert table[1:] == [
        ["1", "三公司", "10", "6", "60.00%"], ["2", "一公司", "10", "4", "40.00%"],
        ["——", "二公司", "——", "——", "——"], ["——", "合计", "20", "10", "50.00%"],
    ]  # fmt: skip


def test_a_table_says_under_it_what_is_held_back(shared: Path) -> None:
    lines = reading.body(shared)
    assert "注：整改数有1格待核实或者有错，同一行的其他数也没有计入，涉及二公司。" in lines


def test_a_rate_that_cannot_be_worked_out_of_the_numbers_beside_it_says_so_once(shared: Path) -> None:
    said = next(line for line in reading.body(shared) if line.startswith("共"))
    assert said == "共30个，已整改10个，整改率50.00%（待核实、有错的数没有计算在内），再说一遍50.00%。"


def test_a_unit_of_which_a_row_is_held_back_has_no_rank(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"编号": "A1", "金额": 1}, {"编号": "A2", "金额": "约9"}]
    facts = collected(
        tmp_path / "活动",
        ("2026-06-18/一.xlsx", [Tab("明细表", rows, "一公司", JUNE)]),
        ("2026-06-18/二.xlsx", [details("二公司", JUNE, ("B1", 5, "整改中", "采购"))]),
        单位=UNITS[:2], 台账={"明细表": FINDINGS},
    )  # fmt: skip
    wanted = parse_panel("表|题|按单位|明细表.金额|排名")
    assert wanted
    shown = panel(wanted, facts.calculator("2026-06"), {})
    assert [(own.label, own.rank) for own in shown.rows] == [("U2", 1), ("U1", None)]


# ---- how many units a comparison is about


def test_a_comparison_counts_the_units_that_it_is_about(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 单位=UNITS[:4], 台账={"进度表": PROGRESS})
    for place, name in enumerate(("一公司", "二公司", "三公司"), 1):
        box.put(f"2026-05-18/{name}.xlsx", progress(name, place, 1, period="2026年5月"))
        box.put(f"2026-06-18/{name}.xlsx", progress(name, "约8" if place == 3 else place + 1, 1))
    box.put("2026-06-18/四公司.xlsx", progress("四公司", 9, 1))
    facts = gathered(box)
    assert facts.text("发现问题数|增减", "2026-06") == "增加2个（按两期都报送、数都能用的2个单位比）"
    assert facts.text("整改数|增减", "2026-06") == "持平（按两期都报送的3个单位比）"


def test_what_one_unit_did_wrong_is_not_said_of_another(tmp_path: Path) -> None:
    entry = {**REPORTS[0], "正文": "甲。\n{填报问题}"}
    columns = [{**column, "累计": "是"} if column.get("类型") == "整数" else column for column in PROGRESS["列"]]
    box = inbox(tmp_path / "活动", 单位=UNITS[:3], 台账={"进度表": {**PROGRESS, "列": columns}}, 文件=[entry])
    for name, may, june in (("一公司", (10, 5), (8, 5)), ("二公司", (10, 5), (11, 3))):
        box.put(f"2026-05-18/{name}.xlsx", progress(name, *may, 1, period="2026年5月"))
        box.put(f"2026-06-18/{name}.xlsx", progress(name, *june, 1))
    box.collect(workers=1)
    made, _ = box.workspace.report(box.root / "汇总", out=box.root / "报告")
    (table,) = reading.tables(made[0].path)
    assert table[1:] == [["累计数比上期少", "一公司、二公司", "2"]]


def test_of_complaints_that_differ_only_what_they_share_is_said() -> None:
    assert in_common(["“甲”是3", "“甲”是3"]) == "“甲”是3"
    assert in_common(["“甲”是3，应为“乙”", "“丙”是4，应为“丁”"]) == "……是……，应为……"
