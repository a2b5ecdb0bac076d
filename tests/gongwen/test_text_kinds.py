"""Kinds of faults in the text, each in several variations, and what looks like them and is none."""

from __future__ import annotations

from datetime import date

import pytest

from docgen.gongwen.finding import Finding
from docgen.gongwen.textrules import text_findings
from tests.gongwen.test_agreement import found as contradicted
from tests.gongwen.test_agreement import paper
from tests.gongwen.test_text_rules import NOTICE, TODAY, Row, changed, reading


def findings(*rows: Row, today: date = TODAY) -> list[Finding]:
    return text_findings(reading(*rows), today)


def body(*texts: str) -> list[Row]:
    return [("text", text) for text in texts]


def told(rule: str, *rows: Row) -> list[tuple[int | None, str]]:
    """Where a rule complains, and of which piece."""
    return [(f.paragraph, f.found) for f in findings(*rows) if f.rule == rule]


# ---- what is no fault


@pytest.mark.parametrize(
    "lines",
    [
        ("（以下事项请注意：", "一是检修水泵。", "二是更换阀门）"),
        ("（联系人：水泵站，电话：0600-5550101。", "调度中心，电话：0600-5550102。）"),
        ("现转发《关于做好", "夏季供水", "工作的意见》。"),
        ("各站要检修设施（包括：1.水泵；", "2.阀门；", "3.管网），按时报送。"),
        ("（一）检修水泵（含备用水泵、", "电动机）。"),
    ],
)
def test_brackets_may_be_closed_on_a_later_line(lines: tuple[str, ...]) -> None:
    assert told("T09", *body(*lines)) == []


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (("各站要检修设施（含水泵。", "请按时报送。", "各所要更换阀门）并登记。"), [1, 3]),
        (("按照《用水办法执行。", "请按时报送。"), [1]),
        (("请检修水泵）并登记。", "（含备用水泵。"), [1, 2]),
    ],
)
def test_brackets_that_belong_to_different_sentences_stand_alone(lines: tuple[str, ...], places: list[int]) -> None:
    assert [place for place, _ in told("T09", *body(*lines))] == places


@pytest.mark.parametrize(
    "label", ["填写日期：", "单位名称：", "填报单位:", "联系人（签字）：", "制表人:", "施工单位：", "填表时间： "]
)
def test_a_label_of_a_form_is_no_addressee(label: str) -> None:
    rows = changed(NOTICE, ("各子公司，集团各部门：", label))
    assert [f.rule for f in findings(*rows) if f.paragraph in (3, 4) and f.severity != "info"] == ["T30"]


@pytest.mark.parametrize("name", ["各有关单位：", "机关各部门：", "各建设单位，各施工单位：", "市直各单位："])
def test_an_addressee_that_ends_like_a_label_is_one(name: str) -> None:
    assert told("T30", *changed(NOTICE, ("各子公司，集团各部门：", name))) == []


@pytest.mark.parametrize("joint", ["会同", "会商", "联合", "协同", "配合", "商", "与", "和"])
@pytest.mark.parametrize(
    ("one", "other"), [("财政部", "农业部"), ("综合管理部", "安全监察部"), ("市财政局", "市水务局")]
)
def test_names_that_are_joined_are_two(joint: str, one: str, other: str) -> None:
    first, second = f"一、经费由{one}{joint}{other}审核。", f"二、项目由{other}{joint}{one}实施。"
    assert [rule for rule, _ in contradicted(甲=paper(first, second))] == []


@pytest.mark.parametrize(
    ("title", "texts", "faults"),
    [
        ("关于2027年值班的通知", ["春节：2月6日（星期六）值班。"], []),
        ("关于2027年值班的通知", ["春节：2月6日（星期日）值班。"], [(2, "2月6日（星期日")]),
        ("关于值班的通知", ["2025年元旦：1月1日（星期三）值班。"], []),
        ("关于值班的通知", ["2025年安排如下。", "5月8日（星期四）值班。"], []),
        ("关于值班的通知", ["5月8日（星期五）值班。"], []),
        ("关于值班的通知", ["5月8日（星期四）值班。"], [(2, "5月8日（星期四")]),
    ],
)
def test_a_weekday_is_that_of_the_year_that_the_text_names(
    title: str, texts: list[str], faults: list[tuple[int, str]]
) -> None:
    assert told("T13", ("title", title), *body(*texts), ("date", "2026年5月1日")) == faults


def test_late_in_a_year_a_day_of_the_first_months_may_be_of_the_next() -> None:
    rows: list[Row] = [("text", "2月6日（星期六）值班。"), ("date", "2026年12月4日")]
    assert [f.rule for f in findings(*rows, today=date(2026, 12, 5)) if f.rule == "T13"] == []


@pytest.mark.parametrize(
    "lines",
    [
        ("第一章 总则", "一、目的", "二、范围", "第二章 职责", "三、分工", "四、要求"),
        ("第一章 总则", "一、目的", "二、范围", "第二章 职责", "有关要求如下。", "一、分工", "二、要求"),
        ("第一部分 情况", "一、目的", "二、范围", "第二部分 打算", "一、分工"),
        ("一、目的", "二、范围", "先进集体", "一、水泵站", "二、水厂"),
    ],
)
def test_numbers_run_on_through_chapters_or_begin_anew(lines: tuple[str, ...]) -> None:
    assert told("T04", *body(*lines)) == []


def test_a_number_that_comes_again_in_one_chapter_is_told() -> None:
    lines = ("第一章 总则", "一、目的", "二、范围", "各单位要重视。", "一、分工")
    assert told("T04", *body(*lines)) == [(5, "一、")]


# ---- ordinals


@pytest.mark.parametrize(
    "piece",
    [
        "（一） ",
        "（一）\u3000",
        "（1） ",
        "①\u3000",
        "(一) ",
        "(一)、",
        "（1）.",
        "（一），",
        "1、、",
        "1、",
        "一.",
        "第一、",
    ],
)
def test_an_ordinal_is_told_by_its_own_rule_alone(piece: str) -> None:
    shown = findings(*body("现就检修通知如下。", f"{piece}检修水泵，要认真。"))
    assert [(f.rule, f.paragraph, f.found) for f in shown] == [("T05", 2, piece)]


def test_a_wrong_number_is_not_also_told_for_its_mark() -> None:
    shown = findings(*body("1.检修水泵", "3、更换阀门"))
    assert [(f.rule, f.found) for f in shown] == [("T04", "3、")]


@pytest.mark.parametrize(
    "text",
    ["1.检修水泵。  2.更换阀门。", "一、水泵 二、阀门", "（一）水泵\u3000\u3000（二）阀门", "（1）水泵\t（2）阀门"],
)
def test_two_items_in_a_line_are_told(text: str) -> None:
    assert [f.rule for f in findings(*body(text)) if "一段里" in f.message] == ["T04"]


@pytest.mark.parametrize("text", ["1.检修水泵；2.更换阀门。", "一、水泵 共3台", "1.检修5 台水泵", "水泵 二、阀门"])
def test_items_of_a_sentence_may_stand_in_a_line(text: str) -> None:
    assert [f.rule for f in findings(*body(text)) if "一段里" in f.message] == []
