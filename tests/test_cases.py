"""Inboxes that were once collected wrongly, from end to end: what the clerk is asked, what counts, who is chased."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docgen.collecting import Collected
from docgen.workspace import Workspace

CASES = Path(__file__).parent / "cases"


def collected(
    name: str, tmp_path: Path, inbox: str, campaign: str, today: date, period: str | None = None
) -> Collected:
    """A case collected in a folder of its own."""
    shutil.copytree(CASES / name, tmp_path / "案例")
    workspace = Workspace(tmp_path / "案例" / campaign)
    return workspace.collect(tmp_path / "案例" / inbox, tmp_path / "结果", period=period, today=today)


def of_returns(name: str, tmp_path: Path) -> Collected:
    return collected(f"returns/{name}", tmp_path, "in", "c", date(2026, 7, 25))


def of_workbooks(name: str, tmp_path: Path) -> Collected:
    return collected(f"workbooks/{name}", tmp_path, "收件", "", date(2026, 5, 25), "2026-05")


def asked(ran: Collected) -> list[tuple[str | None, str]]:
    """(cell, rule) of all that must be mended or looked at."""
    return [(p.place.cell, p.rule.number) for p in ran.problems if p.severity != "info"]


def july(ran: Collected) -> dict[str, tuple[str, int | None]]:
    """The state of each unit in July, and how late it is."""
    return {u["unit"]: (u["state"], u["days_late"]) for u in ran.summary["units"] if u["period"] == "2026-07"}


def total(ran: Collected, ledger: str, column: str, period: str = "2026-07") -> tuple[Any, int, int]:
    """(value, cells, cells held back) of a total."""
    return next(
        (t["value"], t["cells"], t["held_back"])
        for t in ran.summary["totals"]
        if (t["ledger"], t["column"], t["period"]) == (ledger, column, period)
    )


def letters(ran: Collected, folder: str) -> list[str]:
    return sorted(path.name for path in (ran.folder / folder).glob("[!.]*"))


def test_rows_in_two_files_are_a_question_that_names_both(tmp_path: Path) -> None:
    ran = of_returns("4d_pub_split", tmp_path)
    (question,) = [p for p in ran.problems if p.severity != "info"]
    first, second = (
        "2026-07-18/U04 云山港务 2026年7月台账（1）.xlsx",
        "2026-07-19/U04 云山港务 2026年7月台账（2）.xlsx",
    )
    assert (question.rule.number, question.place.file, first in question.message) == ("L129", second, True)
    assert july(ran)["U04"][0] == "待核实"


def test_a_waiver_does_not_hide_a_cell_without_a_value(tmp_path: Path) -> None:
    ran = of_returns("4k_approx_waived", tmp_path)
    assert (asked(ran), july(ran)["U04"][0]) == ([("A6", "L203")], "待核实")
    assert total(ran, "活动统计表", "学习次数") == ("39", 4, 1)


def test_a_unit_that_mended_its_form_is_in_order_and_not_late(tmp_path: Path) -> None:
    ran = of_returns("resend_fixed_L303", tmp_path)
    assert (asked(ran), july(ran)["U04"], letters(ran, "退回"), letters(ran, "催报")) == ([], ("已汇总", 0), [], [])


def test_another_companys_name_over_a_form_is_asked_about_with_both(tmp_path: Path) -> None:
    ran = of_returns("overtype_unknown", tmp_path)
    (question,) = [p for p in ran.problems if p.severity != "info"]
    assert [name in question.message for name in ("云山港务有限公司", "远洋海外发展有限公司")] == [True, True]
    assert (july(ran)["U04"][0], total(ran, "活动统计表", "学习次数")[1:]) == ("待核实", (4, 0))


def test_the_rows_of_five_units_in_one_file_are_theirs(tmp_path: Path) -> None:
    ran = of_returns("4f_same_but_named_for_U01", tmp_path)
    assert total(ran, "活动统计表", "学习次数") == ("50", 5, 0)  # 8 + 9 + 10 + 11 + 12
    assert (len(july(ran)), "未报" in {state for state, _ in july(ran).values()}, letters(ran, "催报")) == (
        5,
        False,
        [],
    )
    assert {p.rule.number for p in ran.problems if p.severity == "error"} == {"L125"}  # the other ledger did not come


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("struck", [("B5", "L220")]),
        ("bidi", []),
        ("workbook2", []),
        ("outside", [("J5", "L117")]),
    ],
)
def test_a_workbook_that_shows_other_than_it_holds(name: str, cells: list[tuple[str, str]], tmp_path: Path) -> None:
    ran = of_workbooks(name, tmp_path)
    assert asked(ran) == cells
    assert ran.summary["units"][0]["state"] == ("待核实" if cells else "已汇总")
