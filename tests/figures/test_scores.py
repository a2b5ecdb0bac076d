"""Totals, ranks and colours, counted by hand; and everything that is wrong with marks, at its cell."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.campaign.expand import SELF_FORM
from docgen.figures.scores import WORKBOOK
from docgen.figures.scores.scoring import apportioned, half_up
from docgen.figures.tracing import told
from docgen.ledgers.definition import define
from docgen.workspace import Workspace
from tests.figures.scoring import (
    BASE,
    COLOURS,
    GOOD,
    LINES,
    MORE,
    RUBRIC,
    SURVEY,
    SURVEYED,
    YEAR,
    Done,
    export,
    own,
    score,
    theirs,
)
from tests.ledgers.returns import inbox

SAMPLE = Path(__file__).parents[2] / "data" / "清廉积分"
HEAD = ("序号", "时间", "机构", "公道", "便捷")


def three(root: Path, first: dict[str, Any], **changes: Any) -> Done:
    """The first institution with marks of its own, the others with good ones."""
    both = changes.pop("both", GOOD)
    selves = {"A1": own({**GOOD, **first}), "A2": own(GOOD), "A3": own(GOOD)}
    return score(root, selves, {"G1": theirs(both, GOOD, GOOD)}, **changes)


# ---- totals, ranks, colours


def test_a_total_is_the_weighted_sum_of_marks_and_bonuses(tmp_path: Path) -> None:
    done = score(
        tmp_path,
        {"A1": own({"1.1": 9, "1.2": 27, "J1": 2, "J2": 0, "H1": "否"}), "A2": own(GOOD), "A3": own(GOOD)},
        {"G1": theirs({"1.1": 8, "1.2": 24, "J1": 1.5, "J2": 0, "H1": "否"}, GOOD, {**GOOD, "1.2": 21})},
    )
    # A1: self 36 of 40 is 90, × 20% = 18; inspectors 32 of 40 is 80, × 80% = 64; bonus as the inspectors confirm it
    assert 18 + 64 + 1.5 == 83.5
    # A3: 80 × 20% = 16; 29 of 40 is 72.5, × 80% = 58
    assert done.short("机构", "总分", "自评部分", "考评部分", "加分", "名次", "颜色") == [
        ("甲行", "83.5", "18", "64", "1.5", "1", "绿"),
        ("乙行", "80", "16", "64", "0", "2", "绿"),
        ("丙行", "74", "16", "58", "0", "3", "黄"),
    ]
    assert done.problems() == []


def test_every_part_of_a_total_stands_in_the_cell_of_its_mark(tmp_path: Path) -> None:
    done = score(tmp_path, {"A1": own({**GOOD, "1.1": 9})}, {"G1": theirs(GOOD)}, 对象=["A1"])
    answer = done.answer("积分", units=("A1",))
    assert answer.total.rounded == Decimal("80.50")
    lines = "\n".join(told(answer, {"A1": "甲行", "G1": "检查一组"}))
    assert "填的是“9”，按4.5计 ← A1.xlsx › 机构自评表 › H5" in lines
    assert "填的是“24”，按48计 ← G1.xlsx › 检查组考评表 › I6" in lines
    assert sum(Decimal(done.answer("积分").source.cells[row].value) for row in answer.total.used) == Decimal("80.5")


def test_equal_totals_share_a_rank_and_a_red_line_is_last_and_lowest(tmp_path: Path) -> None:
    done = three(tmp_path, {**GOOD, "1.1": 10, "1.2": 30, "H1": "是"}, both={**GOOD, "1.1": 10, "1.2": 30, "H1": "是"})
    assert done.short("总分", "名次", "颜色", "红线") == [
        ("100", "3", "红", "违法"),
        ("80", "1", "绿", ""),
        ("80", "1", "绿", ""),
    ]
    assert done.answer("红线数").total.value == 1
    assert done.answer("红色机构数").total.value == 1
    assert {p.label: p.value for p in done.answer("颜色分布").pieces} == {"蓝": 0, "绿": 2, "黄": 0, "红": 1}


def test_marks_are_rounded_so_that_they_add_up_to_the_total(tmp_path: Path) -> None:
    thirds = {"组": "制度", "项": [{"编号": f"1.{i}", "名称": f"第{i}项", "满分": 10} for i in (1, 2, 3)]}
    marks = {"1.1": 10, "1.2": 10, "1.3": 9}
    done = score(tmp_path, {"A1": own(marks)}, {"G1": theirs({**marks, "1.3": 8})}, 对象=["A1"], 组=[thirds])
    # 29/30 × 20 = 19.333…, 28/30 × 80 = 74.666…; together 94.00
    result = done.result("A1")
    assert (result["总分"], result["自评部分"], result["考评部分"]) == ("94", "19.33", "74.67")
    assert done.answer("自评部分").total.rounded == Decimal("19.33")
    assert done.answer("各组得分").total.rounded == Decimal("94.00")


def test_halves_are_rounded_up_and_hundredths_add_up() -> None:
    assert [half_up(Fraction(n, 1000)) for n in (4, 5, 15, 14)] == [0, 1, 2, 1]
    assert apportioned([Fraction(1, 3)] * 3, 100) == [34, 33, 33]
    assert apportioned([Fraction(7), Fraction(-2)], 500) == [700, -200]


def test_a_bonus_over_the_cap_is_cut_and_said(tmp_path: Path) -> None:
    full = {**GOOD, "J1": 3, "J2": 4}
    done = three(tmp_path, full, both=full)
    assert done.result("A1")["总分"] == "85"
    assert done.said() == [("L726", "G1.xlsx", "I8")]
    cut = next(row for row in done.rows("清廉积分") if row["考评项"] == "加分封顶")
    assert (cut["加分"], cut[""]) == ("-2", "A1")
    assert done.answer("加分合计", units=("A1",)).total.value == 5


def test_a_bonus_that_only_the_institution_marks_counts_as_it_says(tmp_path: Path) -> None:
    alone = {"组": "加分", "项": [{"编号": "J1", "名称": "推广", "类型": "加分", "满分": 3, "评分": "自评"}]}
    marks = {"1.1": 8, "1.2": 24}
    done = score(tmp_path, {"A1": own({**marks, "J1": 2})}, {"G1": theirs(marks)}, 对象=["A1"], 组=[BASE, alone])
    assert done.result("A1")["总分"] == "82"


# ---- what is lacking


@pytest.mark.parametrize(
    ("lacking", "total", "words"),
    [
        ("不定", "", "自评有1项不能计：1.2 执行（40分，超过满分30分）；总分不定"),
        ("按零分", "68", "自评有1项不能计：1.2 执行（40分，超过满分30分）；缺的按零分计"),
        ("按其余折算", "80", "自评有1项不能计：1.2 执行（40分，超过满分30分）；缺的不算，按其余各项折算"),
    ],
)
def test_a_mark_above_its_maximum_leaves_the_total_open(tmp_path: Path, lacking: str, total: str, words: str) -> None:
    # by zero: 8/40 × 20 + 64 = 68; by the rest: 8/10 × 20 + 64 = 80
    done = three(tmp_path, {"1.2": 40}, 缺项=lacking)
    result = done.result("A1")
    assert (result.get("总分", ""), result.get("颜色", ""), result["说明"]) == (
        total,
        {"": "", "68": "红", "80": "绿"}[total],
        words,
    )
    assert done.said("L381") == [("L381", "A1.xlsx", "H6")]


def test_a_total_that_is_open_has_no_figure_and_its_marks_are_held_back(tmp_path: Path) -> None:
    done = three(tmp_path, {"1.2": 40})
    why = "报来的数没有一个能用：总分不定，暂不计入：自评有1项不能计：1.2 执行（40分，超过满分30分）"
    assert done.answer("积分", units=("A1",)).why == why
    assert done.answer("平均分").total.value == 80
    first = done.rows("清廉积分")[0]
    assert (first["自评分"], first["自评计分"], first["扣分"]) == ("8", "（8）", "2")


def test_points_of_the_institution_without_evidence_are_no_points(tmp_path: Path) -> None:
    selves = {"A1": own(GOOD, {"1.2": None}), "A2": own(GOOD), "A3": own(GOOD)}
    done = score(tmp_path, selves, {"G1": theirs(GOOD, GOOD, GOOD)})
    assert done.result("A1")["说明"] == "自评有1项不能计：1.2 执行（得了分，没有写佐证材料）；总分不定"
    assert done.said("L385") == [("L385", "A1.xlsx", "K6")]
    assert [row[1:] for row in done.short("机构", "名次", "颜色")] == [("", ""), ("1", "绿"), ("1", "绿")]


def test_evidence_is_asked_for_only_from_the_declared_mark_on(tmp_path: Path) -> None:
    selves = {"A1": own(GOOD, {"1.1": None}), "A2": own(GOOD), "A3": own(GOOD)}
    done = score(tmp_path, selves, {"G1": theirs(GOOD, GOOD, GOOD)}, 佐证线=10)
    assert done.result("A1")["总分"] == "80"
    assert done.said("L385") == []


def test_a_row_that_was_left_blank_is_told_at_its_cell(tmp_path: Path) -> None:
    selves = {code: own(GOOD) for code in ("A1", "A2", "A3")}
    done = score(tmp_path, selves, {"G1": theirs(GOOD, {**GOOD, "1.2": None}, GOOD)})
    # the heading stands in row 4; A1 has rows 5 to 9, so A2-1.2 stands in row 11
    assert done.said("L382") == [("L382", "G1.xlsx", "I11")]
    assert [p.found for p in done.problems("L382")] == ["考评编号=A2-1.2"]
    assert done.result("A2")["说明"] == "考评有1项不能计：1.2 执行（没有评）；总分不定"


def test_a_form_that_never_came_and_one_without_inspectors(tmp_path: Path) -> None:
    done = score(
        tmp_path, {"A1": own(GOOD)}, {"G1": theirs(GOOD, GOOD)}, 检查组=[{"单位": "G1", "对象": ["A1", "A2"]}]
    )
    assert done.short("总分", "说明") == [
        ("80", ""),
        ("", "没有自评；总分不定"),
        ("", "没有自评；没有考评；总分不定"),
    ]  # fmt: skip


def test_a_source_that_never_came_may_leave_its_weight_to_the_others(tmp_path: Path) -> None:
    done = score(tmp_path, {}, {"G1": theirs({**GOOD, "1.2": 28})}, 对象=["A1"], 缺项="按其余折算")
    # 36 of 40 is 90, and the inspectors weigh all of it
    assert done.short("总分", "颜色", "说明") == [("90", "蓝", "没有自评；缺的不算，按其余各项折算")]


def test_full_marks_that_were_changed_in_the_form_do_not_help(tmp_path: Path) -> None:
    rows = own({**GOOD, "1.1": 12})
    rows[0]["满分"] = 15
    done = score(tmp_path, {"A1": rows}, {"G1": theirs(GOOD)}, 对象=["A1"])
    assert done.said("L722") == [("L722", "A1.xlsx", "E5")]
    assert "总分" not in done.result("A1")


def test_a_row_that_was_added_is_told_and_not_counted(tmp_path: Path) -> None:
    rows = [*own(GOOD), {"编号": "9.9", "自评分": 5}]
    done = score(tmp_path, {"A1": rows}, {"G1": theirs(GOOD)}, 对象=["A1"])
    assert [problem.message for problem in done.problems("L725")] == ["“9.9”不是发下去的考评项，这一行没有计入"]
    assert done.result("A1")["总分"] == "80"


# ---- two say different things


@pytest.mark.parametrize(
    ("own_word", "their_word", "cells", "why"),
    [
        ("是", "否", [("A1.xlsx", "I9"), ("G1.xlsx", "J9")], "自评说触碰，考评说没有触碰"),
        ("否", "是", [("A1.xlsx", "I9"), ("G1.xlsx", "J9")], "自评说没有触碰，考评说触碰"),
        ("是", None, [], "自评说触碰，检查组没有认定"),
        ("否", None, [], "检查组没有填是或否"),
    ],
)
def test_a_red_line_in_dispute_leaves_the_colour_open(
    tmp_path: Path, own_word: str, their_word: str | None, cells: list[tuple[str, str]], why: str
) -> None:
    done = three(tmp_path, {"H1": own_word}, both={**GOOD, "H1": their_word})
    assert [(p.place.file, p.place.cell) for p in done.problems("L724")] == cells
    result = done.result("A1")
    assert (result["总分"], result.get("颜色"), result.get("名次")) == ("80", None, None)
    assert done.sent_back() == ["G1"]
    assert result.get("待认定" if "是" in (own_word, their_word) else "说明") == f"红线“违法”：{why}，认定前不定颜色"
    assert done.answer("红线数").total.value == 0


TWO_GROUPS = [{"单位": "G1", "对象": ["A1", "A2"]}, {"单位": "G2", "对象": ["A2", "A3"]}]


def test_an_institution_that_two_groups_mark_alike_has_one_mark(tmp_path: Path) -> None:
    selves = {code: own(GOOD) for code in ("A1", "A2", "A3")}
    done = score(tmp_path, selves, {"G1": theirs(GOOD, GOOD), "G2": theirs(GOOD, GOOD)}, 检查组=TWO_GROUPS)
    assert done.short("总分") == [("80",)] * 3
    assert done.problems() == []


def test_an_institution_that_two_groups_mark_differently_is_told_at_both_cells(tmp_path: Path) -> None:
    selves = {code: own(GOOD) for code in ("A1", "A2", "A3")}
    other = {**GOOD, "1.2": 20}
    done = score(tmp_path, selves, {"G1": theirs(GOOD, GOOD), "G2": theirs(other, GOOD)}, 检查组=TWO_GROUPS)
    assert done.said() == [("L723", "G1.xlsx", "I11"), ("L723", "G2.xlsx", "I6")]
    assert done.result("A2")["说明"] == "考评有1项不能计：1.2 执行（评了两次，结果不一样）；总分不定"


def test_two_groups_that_contradict_each_other_on_a_red_line_leave_it_to_be_decided(tmp_path: Path) -> None:
    selves = {code: own(GOOD) for code in ("A1", "A2", "A3")}
    marks = {"G1": theirs(GOOD, {**GOOD, "H1": "是"}), "G2": theirs(GOOD, GOOD)}
    done = score(tmp_path, selves, marks, 检查组=TWO_GROUPS)
    assert done.said() == [("L723", "G1.xlsx", "J14"), ("L723", "G2.xlsx", "J9")]
    assert done.result("A2")["待认定"] == "红线“违法”：两个检查组说法不一，认定前不定颜色"
    assert done.sent_back() == ["G1", "G2"]
    assert done.answer("待认定机构数").total.value == 1


def test_a_form_that_was_issued_before_its_group_got_more_institutions_is_told_without_a_cell(tmp_path: Path) -> None:
    selves = {code: own(GOOD) for code in ("A1", "A2", "A3")}
    done = score(tmp_path, selves, {"G1": theirs(GOOD), "G2": theirs(GOOD)},
                 检查组=[{"单位": "G1", "对象": ["A1"]}, {"单位": "G2", "对象": ["A3"]}])  # fmt: skip
    path = done.box.workspace.loaded.path
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- A3\n", "- A3\n    - A2\n"), encoding="utf-8")
    again = Done(done.box, Workspace(path).collect(done.box.folder, today=date(2026, 12, 1), workers=1))
    told = again.problems("L721")
    assert {(p.place.file, p.place.cell) for p in told} == {("G2.xlsx", None)}
    assert "没有评“A2-1.1 健全”，这一行什么也没有填" in [p.message for p in told]


def test_rows_that_one_group_leaves_to_the_other_are_not_asked_of_it(tmp_path: Path) -> None:
    selves = {code: own(GOOD) for code in ("A1", "A2", "A3")}
    cleared = theirs({code: None for code in GOOD}, GOOD)
    done = score(tmp_path, selves, {"G1": theirs(GOOD, GOOD), "G2": cleared}, 检查组=TWO_GROUPS)
    assert done.short("总分") == [("80",)] * 3
    assert done.said() == []


def test_who_is_scored_no_more_is_told_to_whoever_collects_and_not_to_the_inspectors(tmp_path: Path) -> None:
    selves = {code: own(GOOD) for code in ("A1", "A2", "A3")}
    done = score(tmp_path, selves, {"G1": theirs(GOOD, GOOD, GOOD)})
    path = done.box.workspace.loaded.path
    text = path.read_text(encoding="utf-8")
    kept = text[: text.index("- 编号: A2")] + text[text.index("- 编号: A3") :]
    path.write_text(kept, encoding="utf-8")
    again = Done(done.box, Workspace(path).collect(done.box.folder, today=date(2026, 12, 1), workers=1))
    assert {(rule, file) for rule, file, _ in again.said() if file == "G1.xlsx"} == {("L725", "G1.xlsx")}
    assert again.sent_back() == []
    assert {row[""] for row in again.rows("积分结果")} == {"A1", "A3"}


def test_a_mark_outside_the_inspectors_own_institutions_is_told(tmp_path: Path) -> None:
    groups = [{"单位": "G1", "对象": ["A1"]}, {"单位": "G2", "对象": ["A2"]}]
    stray = [{**row, "考评编号": f"A1-{code}"} for row, code in zip(theirs(GOOD), GOOD, strict=True)]
    selves = {code: own(GOOD) for code in ("A1", "A2")}
    done = score(tmp_path, selves, {"G1": theirs(GOOD), "G2": stray}, 检查组=groups, 对象=["A1", "A2"])
    assert {(rule, file) for rule, file, _ in done.said() if rule == "L728"} == {("L728", "G2.xlsx")}


# ---- the survey


def surveyed(root: Path, *answers: tuple[object, ...], survey: dict[str, Any] | None = None, **changes: Any) -> Done:
    """One institution with good marks, and a survey."""
    settings = {**SURVEYED, "对象": ["A1"], "测评": {**SURVEY, **(survey or {})}}
    return score(root, {"A1": own(GOOD)}, {"G1": theirs(GOOD)}, [HEAD, *answers], rubric=settings, **changes)


def test_a_survey_becomes_the_mean_of_its_answers(tmp_path: Path) -> None:
    done = surveyed(
        tmp_path,
        (1, "8:01", "甲行", "满意", "一般"),
        (2, "8:02", "甲村镇银行", "一般", "一般"),
        (3, "8:03", "A1", "不满意", "满意"),
    )
    # 80, 60 and 50: 63.33; 16 + 80 × 60% + 63.33 × 20% = 16 + 48 + 12.666 = 76.67
    result = done.result("A1")
    assert (result["总分"], result["测评部分"], result["答卷数"]) == ("76.67", "12.67", "3")
    row = next(row for row in done.rows("清廉积分") if row["组"] == "第三方测评")
    assert row["测评计分"] == "12.67"
    used = done.answer("测评部分").source.cells[done.answer("测评部分").total.used[0]]
    assert (used.file, used.sheet, used.cell, used.raw) == ("答卷.csv", "答卷", "D2:E4", "63.33")
    assert used.note == "3份答卷，平均63.33分，按测评20%计"


def test_answers_may_be_points(tmp_path: Path) -> None:
    told = ((1, "8:01", "甲行", 5, "4分"), (2, "8:02", "甲行", "３", 6))
    done = surveyed(tmp_path, *told, survey={"选项": {}, "题目满分": 5})
    # 100 and 80 make 90; 60 alone, for 6 of 5 cannot be: 75 × 20% = 15
    assert done.result("A1")["测评部分"] == "15"
    assert done.said() == [("L733", "答卷.csv", "E3")]


def test_what_cannot_be_counted_in_a_survey_is_told_at_its_cell(tmp_path: Path) -> None:
    done = surveyed(
        tmp_path,
        (1, "8:01", "甲行", "满意", "还行"),
        (2, "8:02", "甲行", "满意", ""),
        (3, "8:03", "甲银行", "满意", "满意"),
        (4, "8:04", "乙行", "满意", "满意"),
        (5, "8:05", "", "满意", "满意"),
        (6, "8:06", "甲行", "一般", "一般"),
        (6, "8:06", "甲行", "一般", "一般"),
    )
    assert sorted(done.said()) == [
        ("L732", "答卷.csv", "C4"),
        ("L732", "答卷.csv", "C5"),
        ("L732", "答卷.csv", "C6"),
        ("L733", "答卷.csv", "E2"),
        ("L734", "答卷.csv", "E3"),
        ("L736", "答卷.csv", "C8"),
    ]
    # 100, 100 and 60
    assert done.result("A1")["答卷数"] == "3"
    assert done.result("A1")["测评部分"] == "17.33"


def test_too_few_answers_leave_the_total_open(tmp_path: Path) -> None:
    done = surveyed(tmp_path, (1, "8:01", "甲行", "满意", "满意"))
    assert done.said() == [("L735", "答卷.csv", "D2:E2")]
    assert done.short("总分", "答卷数", "说明") == [("", "1", "测评只有1份答卷，至少要2份；总分不定")]


def test_the_questions_are_found_by_their_options(tmp_path: Path) -> None:
    told = ((1, "8:01", "甲行", "满意", "满意"), (2, "8:02", "甲行", "一般", "满意"))
    assert surveyed(tmp_path, *told, survey={"题目列": []}).result("A1")["测评部分"] == "18"


@pytest.mark.parametrize(
    ("survey", "said"),
    [
        ({"文件": "没有.xlsx"}, "没有“没有.xlsx”这个文件，或它是空的"),
        ({"对象列": "单位"}, "答卷里没有“单位”这一列"),
        ({"题目列": ["公道", "快捷"]}, "答卷里没有“快捷”这一列"),
        ({"表": "二"}, "没有“二”这张表"),
        ({"题目列": [], "选项": {"好": 100}}, "看不出哪些列是打分题"),
    ],
)
def test_a_survey_that_cannot_be_read_is_said_and_leaves_totals_open(
    tmp_path: Path, survey: dict[str, Any], said: str
) -> None:
    done = surveyed(tmp_path, (1, "8:01", "甲行", "满意", "满意"), survey=survey)
    assert [p.message for p in done.problems("L731")] == [said]
    assert done.result("A1")["说明"] == "没有第三方测评；总分不定"


def test_a_damaged_survey_is_a_problem_and_not_an_end(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    done = surveyed(tmp_path, (1, "8:01", "甲行", "满意", "满意"), survey={"文件": "坏.xlsx"})
    assert [p.rule.number for p in done.problems()] == ["L731"]


def test_a_survey_in_the_encoding_of_old_programs_is_read_and_a_changed_one_read_again(tmp_path: Path) -> None:
    done = surveyed(tmp_path, (1, "8:01", "甲行", "满意", "满意"), (2, "8:02", "甲行", "满意", "满意"))
    assert done.result("A1")["测评部分"] == "20"
    export(
        tmp_path / "答卷.csv",
        [HEAD, (1, "8:01", "甲行", "一般", "一般"), (2, "8:02", "甲行", "一般", "一般")],
        "gb18030",
    )
    again = done.box.collect(workers=1, today=date(2026, 12, 1))
    assert not again.unchanged
    assert Done(done.box, again).result("A1")["测评部分"] == "12"


# ---- last year, uses, the rubric itself


def test_the_workbook_of_last_year_is_what_this_year_is_compared_with(tmp_path: Path) -> None:
    before = three(tmp_path / "去年", {"1.1": 10})
    (tmp_path / "今年").mkdir()
    book = openpyxl.load_workbook(before.folder / WORKBOOK)
    book["排名"]["A1"].value = str(book["排名"]["A1"].value).replace("2026年", "2025年")
    book.save(tmp_path / "今年" / "上年.xlsx")
    done = three(tmp_path / "今年", {}, 上年结果="上年.xlsx", 上年={"A3": 85})
    # A1 had 10 + 24 of 40 from itself: 17 + 64 = 81
    assert done.short("总分", "上年总分", "变化") == [("80", "81", "-1"), ("80", "80", "0"), ("80", "85", "-5")]
    assert done.short("上年名次", "上年颜色") == [("1", "绿"), ("2", "绿"), ("", "")]
    assert [(p.rule.number, p.place.sheet, p.message) for p in done.problems()] == [
        ("L737", "积分 › 上年", "“上年”写的和“上年结果”里的不一样，用“上年”的：丙行（85，80）")
    ]


def test_this_years_results_are_not_taken_for_last_years(tmp_path: Path) -> None:
    this = three(tmp_path / "今年", {})
    (tmp_path / "又一次").mkdir()
    (tmp_path / "又一次" / "上年.xlsx").write_bytes((this.folder / WORKBOOK).read_bytes())
    done = three(tmp_path / "又一次", {}, 上年结果="上年.xlsx")
    assert done.short("上年总分") == [("",)] * 3
    assert done.said() == [("L737", "上年.xlsx", "A1")]


def test_who_was_not_there_last_year_is_not_compared_and_a_missing_file_is_said(tmp_path: Path) -> None:
    done = three(tmp_path, {}, 上年结果="上年.xlsx", 上年={"A3": 85})
    assert done.short("上年总分", "变化") == [("", ""), ("", ""), ("85", "-5")]
    assert done.said() == [("L737", "上年.xlsx", "")]


def test_uses_take_the_colour_and_the_total(tmp_path: Path) -> None:
    use = {
        "名称": "招投标",
        "规则": {"蓝": "加3分", "绿": "加1分", "黄": "不加", "红": "不得参加"},
        "折算": "积分 * 0.05",
        "依据": "办法",
    }
    done = three(tmp_path, {"1.2": 40}, 运用=[use, {"名称": "评优", "规则": {"绿": "可以"}, "折算": "积分 +"}])
    assert [(row[""], row["用途"], row.get("规则"), row.get("折算")) for row in done.rows("运用")] == [
        ("A1", "招投标", None, None),
        ("A1", "评优", None, None),
        ("A2", "招投标", "加1分", "4"),
        ("A2", "评优", "可以", None),
        ("A3", "招投标", "加1分", "4"),
        ("A3", "评优", "可以", None),
    ]


def test_weights_that_do_not_add_up_give_no_total(tmp_path: Path) -> None:
    done = three(tmp_path, {}, 权重={"自评": 20, "考评": 70}, 缺项="按零分")
    assert [p.message for p in done.problems()] == ["权重合计是90，不是100，谁的总分也没有算"]
    assert done.short("总分", "颜色") == [("", "")] * 3


def test_a_total_between_two_colours_has_none(tmp_path: Path) -> None:
    gap = [{"颜色": "蓝", "下限": 90}, {"颜色": "红", "下限": 0, "上限": 70}]
    done = three(tmp_path, {}, 颜色=gap)
    assert done.short("总分", "颜色", "名次", "说明")[0] == ("80", "", "", "总分80不在任何一档颜色里")


def test_a_campaign_without_a_rubric_works_nothing_out(tmp_path: Path) -> None:
    box = inbox(tmp_path)
    assert not (box.collect(workers=1).folder / WORKBOOK).exists()


def test_nothing_is_worked_out_before_anything_was_marked(tmp_path: Path) -> None:
    box = inbox(
        tmp_path,
        单位=[{"编号": "A1", "全称": "甲行"}, {"编号": "G1", "全称": "一组"}],
        积分={**RUBRIC, "对象": ["A1"]},
    )
    assert not (box.collect(workers=1).folder / WORKBOOK).exists()


# ---- the workbook


def test_the_workbook_shows_colours_in_words_and_every_mark_with_its_cell(tmp_path: Path) -> None:
    done = three(tmp_path, {"1.2": 40})
    data = (done.folder / WORKBOOK).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["排名", "分组得分", "明细", "第三方测评", "上一年"]
    ranking = [[cell.value for cell in row[:6]] for row in book["排名"].iter_rows(min_row=5)]
    assert ranking == [
        [1, "乙行", "A2", "银行", 80, "绿"],
        [1, "丙行", "A3", "银行", 80, "绿"],
        [None, "甲行", "A1", "银行", None, None],
    ]
    assert book["排名"]["F5"].fill.fgColor.rgb == "FFE2EFDA"
    details = {(row[0], row[2], row[6]): row[7:] for row in book["明细"].iter_rows(min_row=5, values_only=True)}
    assert details["甲行", "1.2", "自评"][:3] == ("40", None, "40分，超过满分30分")
    assert details["乙行", "1.2", "考评"][-3:] == ("G1.xlsx", "检查组考评表", "I11")
    result = next(
        c
        for c in done.answer("积分结果.总分").source.cells
        if c.ledger == "积分结果" and c.field == "总分" and c.unit == "A3"
    )
    assert book[result.sheet][result.cell].value == 80
    again = done.box.collect(workers=1, today=date(2026, 12, 1), force=True)
    assert (again.folder / WORKBOOK).read_bytes() == data


# ---- the sample, counted by hand


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The sample collected."""
    workspace = Workspace(SAMPLE)
    out = tmp_path_factory.mktemp("清廉积分")
    return Done(
        type("Box", (), {"workspace": workspace})(),
        workspace.collect(SAMPLE / "收件", out, today=date(2026, 11, 25), workers=1),
    )


def test_two_institutions_of_the_sample_counted_by_hand(sample: Done) -> None:
    # U01: the institution marks 95 points and takes 0.5 off; the inspectors take 0.5 and 1 off 100; 21 answers; 2 + 1 bonus
    answers = Decimal(14 * 100 + 5 * 85 + 1 * 60) + Decimal(100 + 85 + 60 + 20) / 4
    assert (answers / 21).quantize(Decimal("0.01")) == Decimal("92.92")
    exact = Decimal("94.5") / 95 * 20 + Decimal("98.5") * Decimal("0.6") + Decimal("92.92") * Decimal("0.2") + 3
    assert exact.quantize(Decimal("0.01")) == Decimal("100.58")
    # U03: takes 1 + 1 + 0.5 off 95; the inspectors 1 + 1 + 2 + 0.5 + 1 + 1 off 100; 20 answers; 1 bonus
    answers = Decimal(9 * 100 + 6 * 85 + 3 * 60 + 1 * 20) + Decimal("66.25")
    assert answers / 20 == Decimal("83.8125")
    exact = Decimal("92.5") / 95 * 20 + Decimal("93.5") * Decimal("0.6") + Decimal("83.81") * Decimal("0.2") + 1
    assert exact.quantize(Decimal("0.01")) == Decimal("93.34")
    assert [sample.result(unit)["总分"] for unit in ("U01", "U03")] == ["100.58", "93.34"]
    assert sample.result("U08")["加分"] == "5"
    assert sample.answer("积分", units=("U03",)).total.rounded == Decimal("93.34")


def test_ranks_and_colours_of_the_sample(sample: Done) -> None:
    results = sample.rows("积分结果")
    ranked = sorted((row for row in results if "名次" in row), key=lambda row: int(row["名次"]))
    assert (
        " ".join(row[""] for row in ranked)
        == "U08 U20 U01 U15 U04 U11 U18 U12 U02 U16 U21 U09 U03 U06 U23 U14 U07 U19"
    )
    assert "".join(row["颜色"] for row in ranked) == "蓝" * 6 + "绿" * 8 + "黄" * 3 + "红"
    assert {row[""] for row in results if "颜色" not in row} == {"U05", "U10", "U13", "U17", "U22", "U24"}
    assert sample.result("U19")["红线"] == "违纪违法"
    assert Decimal(sample.result("U01")["变化"]) == Decimal("100.58") - Decimal("98.15")


def test_what_is_wrong_in_the_sample_is_told_where_it_is(sample: Done) -> None:
    wanted = {
        ("L381", "U05 平岚村镇银行 自评表.xlsx", "H11"), ("L385", "U10 双溪银行云汀支行 自评表.xlsx", "K18"),
        ("L382", "J2 第二组 考评表.xlsx", "I67"),
        ("L724", "J2 第二组 考评表.xlsx", "J192"), ("L724", "U17 晴川人寿云汀支公司 自评表.xlsx", "I29"),
        ("L726", "J1 第一组 考评表.xlsx", "I214"), ("L732", "测评答卷.xlsx", "C432"), ("L733", "测评答卷.xlsx", "F434"),
        ("L734", "测评答卷.xlsx", "E433"), ("L735", "测评答卷.xlsx", "D23:G71"), ("L736", "测评答卷.xlsx", "C436"),
    }  # fmt: skip
    assert set(sample.said(*(rule for rule, _, _ in wanted))) == wanted
    book = openpyxl.load_workbook(SAMPLE / "收件" / "J2 第二组 考评表.xlsx")
    assert (book["检查组考评表（第二组）"]["A67"].value, book["检查组考评表（第二组）"]["I67"].value) == (
        "U13-4.1",
        None,
    )


def test_the_forms_of_the_sample_are_the_issued_ones(sample: Done) -> None:
    assert {p.rule.number for p in sample.collected.problems} & {"L105", "L109", "L110", "L113"} == set()
    assert SELF_FORM in {spec.name for spec in define(Workspace(SAMPLE).loaded.campaign).specs}
    assert (YEAR, len(COLOURS), len((BASE, MORE, LINES))) == (
        str(Workspace(SAMPLE).loaded.campaign.activity.year),
        4,
        3,
    )
