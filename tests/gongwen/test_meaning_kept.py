"""A mended document means what it meant: no number becomes another, and of two rules one speaks of the same characters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen import package
from docgen.gongwen.layout import layout_findings, suited
from docgen.gongwen.mending import mend
from docgen.gongwen.mending.facts import facts
from docgen.gongwen.profile import profile
from docgen.gongwen.reading.read import read, understand
from docgen.gongwen.textrules import faults, text_findings
from docgen.gongwen.textrules.case import Case
from docgen.gongwen.word import manuscript
from tests.gongwen.handmade import notice
from tests.gongwen.test_text_rules import TODAY, reading

NUMBERS = (
    "2、3年内完成任务。",
    "3、4月集中整治。",
    "1、2号泵站停机检修，3号泵站照常运行。",
    "三、四年内完成任务。",
    "五、六个月后复查。",
)
"""Sentences that begin with two numbers of one thing."""


def told(*texts: str) -> list[tuple[str, str, str]]:
    found = text_findings(reading(*[("text", text) for text in texts]), TODAY)
    return [(f.rule.number, f.found or "", f.cure or "") for f in found]


def mended(tmp_path: Path, *texts: str) -> list[str]:
    """The texts as --fix writes them into a notice."""
    made = notice()
    for text in texts:
        made.text(text)
    path = made.save(tmp_path / "通知.docx")
    before = read(path)
    asked = faults(Case(before, date(2026, 10, 1)))
    done = mend(package.read(path), before, asked, profile(suited(before)))
    after = understand(manuscript(done.parts, path.name, path))
    return [line.stripped for line in after.manuscript.lines()][-len(texts) :]


@pytest.mark.parametrize("text", NUMBERS)
def test_two_numbers_of_one_thing_are_no_ordinal(text: str) -> None:
    assert not [each for each in told(text) if each[0] in ("T04", "T05")]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_sentence_that_begins_with_two_numbers_stays_as_it_is(text: str, tmp_path: Path) -> None:
    assert mended(tmp_path, text) == [text]


@pytest.mark.parametrize(
    "texts",
    [
        ("1、开展自查。", "2、3年内完成整改。", "3、总结经验。"),
        ("1、2个月内摸清底数。", "2、梳理台账。"),
        ("1、5月份集中自查。", "2、6月份逐项整改。"),
    ],
)
def test_an_item_of_a_list_is_an_ordinal_even_before_a_number(texts: tuple[str, ...]) -> None:
    found = told(*texts)
    assert [rule for rule, _, _ in found if rule == "T05"] == ["T05"] * len(texts)
    assert not [each for each in found if each[0] in ("T04", "T14")]


def test_a_heading_with_a_number_of_years_goes_on_with_its_series() -> None:
    assert not [each for each in told("一、健全制度", "二、三年行动计划完成情况", "三、存在问题") if each[0] < "T06"]


@pytest.mark.parametrize(
    "texts",
    [
        ("1、开展自查。", "2、3年内完成整改。", "3、总结经验。"),
        ("1、开展自查。", "2、2026年工作总结", "3、总结经验。"),
        ("1、开展自查。", "2、5倍以上的超标项目逐个核查。", "3、总结经验。"),
    ],
)
def test_no_ordinal_becomes_a_decimal_number(texts: tuple[str, ...], tmp_path: Path) -> None:
    assert mended(tmp_path, *texts) == ["1.开展自查。", texts[1], "3.总结经验。"]
    cures = [cure for rule, found, cure in told(*texts) if (rule, found) == ("T05", "2、")]
    assert len(cures) == 1
    assert "会看成小数" in cures[0]


def test_days_that_may_be_one_day_are_told_by_one_rule_and_left_to_the_clerk(tmp_path: Path) -> None:
    for text in ("请于7-20日前报送。", "定于9-15日召开会议。", "材料请在6-5日以前送到。"):
        found = [(rule, cure) for rule, _, cure in told(text) if rule in ("T11", "T12")]
        assert [rule for rule, _ in found] == ["T11"]
        assert "是一天的，请写成" in found[0][1]
        assert mended(tmp_path, text) == [text]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("7月7-20日集中检查。", "7月7—20日集中检查。"),
        ("收到材料后5-7日内办结。", "收到材料后5—7日内办结。"),
        ("每组10-15人。", "每组10—15人。"),
        ("合格率为85%-90%。", "合格率为85%—90%。"),
    ],
)
def test_a_range_that_is_one_gets_its_dash(text: str, right: str, tmp_path: Path) -> None:
    assert mended(tmp_path, text) == [right]


@pytest.mark.parametrize(
    "text", ["成立于2026-5月。", "住在12-3户。", "增长三.五倍。", "平均每户2.05月用完。", "比分是5-3分。"]
)
def test_what_is_no_range_and_no_sentence_stays_as_it_is(text: str, tmp_path: Path) -> None:
    assert mended(tmp_path, text) == [text]


def test_a_month_behind_its_year_is_a_date() -> None:
    assert [(found, cure) for rule, found, cure in told("成立于2026-5月。") if rule in ("T11", "T12")] == [
        ("2026-5月", "请改为“2026年5月”")
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [("2、3年", "2.3年"), ("1,5倍", "15倍"), ("8:30", "830"), ("3/5", "35"), ("2.05日", "2.5日"), ("1-2层", "12层")],
)
def test_marks_between_digits_are_facts(before: str, after: str) -> None:
    assert facts(before) != facts(after)


@pytest.mark.parametrize(("before", "after"), [("1-2层", "1—2层"), ("2、检查", "2.检查"), ("07月05日", "7月5日")])
def test_marks_that_change_no_number_are_none(before: str, after: str) -> None:
    assert facts(before) == facts(after)


@pytest.mark.parametrize(
    ("text", "rule", "piece"),
    [
        ("截止上半年，已完成12项。", "T19", "截止"),
        ("截止发稿时，共收到3件。", "T19", "截止"),
        ("截止二季度，全部清零。", "T19", "截止"),
        ("占比下降2.3百分点。", "T19", "2.3百分点"),
        ("请于【日期】前报送。", "T44", "【日期】"),
        ("会议（待定）召开。", "T44", "（待定）"),
        ("请于（时间）到场。", "T44", "（时间）"),
        ("请于〔填写时间〕前报送。", "T44", "〔填写时间〕"),
    ],
)
def test_what_slips_in_or_was_left_open_is_found(text: str, rule: str, piece: str) -> None:
    assert [(each, found) for each, found, _ in told(text) if each in ("T19", "T44")] == [(rule, piece)]


@pytest.mark.parametrize(
    "text", ["占比下降2.3个百分点。", "【时间】7月3日上午。", "会期（时间）另定。", "报送截止时间不变。"]
)
def test_what_only_looks_like_that_is_not(text: str) -> None:
    assert not [each for each in told(text) if each[0] in ("T19", "T44")]


@pytest.mark.parametrize("name", ["附表1　检查情况表", "附表2 任务分解表", "附图1　站点分布图"])
def test_label_and_title_of_a_table_in_one_line_have_no_place_in_the_standard(name: str, tmp_path: Path) -> None:
    made = notice()
    made.text(f"请填报{name[:3]}。")
    made.add("澄湖水务有限公司", align="right")
    made.add("2026年5月8日", align="right")
    made.add(name, new_page=True)
    made.table([("站点", "数量"), ("东站", "3")])
    got = read(made.save(tmp_path / "通知.docx"))
    assert "G44" not in {f.rule.number for f in layout_findings(got, profile(suited(got)))}
