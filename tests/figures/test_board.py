"""Figures of the status board, against a board made by hand."""

from __future__ import annotations

import pytest

from tests.figures.facts import FIVE, JUNE, MAY, Facts, collected, value
from tests.ledgers.returns import PROGRESS, progress

BOARD = {  # of May and June together, and of June; U4 joined in June
    "应报": ("一公司、二公司、投资公司、四公司、五公司", "一公司、二公司、投资公司、四公司、五公司"),
    "已报": ("一公司、二公司、投资公司、四公司", "一公司、二公司、投资公司、四公司"),
    "按时报送": ("一公司、投资公司、四公司", "一公司、投资公司、四公司"),
    "逾期报送": ("二公司（2026年6月）", "二公司"),
    "未报": ("五公司", "五公司"),
    "零报告": ("投资公司", "投资公司"),
    "退回": ("四公司", "四公司"),
}


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """May: U1, U2 in time, U12 nil. June: U1 in time, U2 two days late, U12 nil, U4 wrong. Nothing of U5."""
    may = "2026年5月"
    return collected(
        tmp_path_factory.mktemp("报送") / "活动",
        ("2026-05-18/一.xlsx", [progress("一公司", 4, 2, period=may)]),
        ("2026-05-18/二.xlsx", [progress("二公司", 5, 2, period=may)]),
        ("2026-05-18/投.xlsx", [progress("投资公司", period=may, nil=True)]),
        ("2026-06-18/一.xlsx", [progress("一公司", 6, 2)]),
        ("2026-06-22/二.xlsx", [progress("二公司", 7, 2)]),
        ("2026-06-18/投.xlsx", [progress("投资公司", nil=True)]),
        ("2026-06-18/四.xlsx", [progress("四公司", "很多", 2)]),
        单位=FIVE,
        台账={"进度表": PROGRESS},
    )


@pytest.mark.parametrize("word", BOARD)
def test_the_board_names_and_counts_the_units(board: Facts, word: str) -> None:
    for period, names in zip(("", JUNE), BOARD[word], strict=True):
        assert board.text(f"{word}单位", period) == names
        assert board.text(f"{word}单位数", period) == f"{len(names.split('、'))}个"


def test_in_may_nobody_was_late_or_had_joined(board: Facts) -> None:
    assert board.text("应报单位", MAY) == "一公司、二公司、投资公司、五公司"
    assert board.text("按时报送单位", MAY) == "一公司、二公司、投资公司"
    assert [value(board.answer(f"{word}单位数", MAY)) for word in ("逾期报送", "退回")] == ["0", "0"]
    assert board.answer("逾期报送单位", MAY).is_nil


def test_a_unit_has_reported_only_if_it_reported_in_each_period(facts: Facts) -> None:
    assert facts.text("已报单位", "2026-Q2") == "一公司、二公司、四公司"  # U12 in May only, U4 since June
    assert facts.text("未报单位", "2026-Q2") == "投资公司（2026年6月）、五公司"
    assert facts.text("已报单位", JUNE) == "一公司、二公司、四公司"


def test_a_period_in_which_nothing_was_due_has_no_board(board: Facts) -> None:
    answer = board.answer("应报单位数", "2026-04")
    assert (answer.total.value, answer.why) == (None, "2026年4月没有应报的单位")


def test_the_board_of_one_unit_is_its_own(board: Facts) -> None:
    assert value(board.answer("未报单位数", JUNE, units=("U5",))) == "1"
    assert value(board.answer("未报单位数", JUNE, units=("U1",))) == "0"
