"""Kinds of faults in the text, each in several variations, and what looks like them and is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.checking import check
from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.textrules import text_findings
from tests.gongwen.test_agreement import found as contradicted
from tests.gongwen.test_agreement import paper
from tests.gongwen.test_text_rules import NOTICE, SENTENCES, TODAY, Row, changed, reading


def findings(*rows: Row, today: date = TODAY) -> list[Diagnostic]:
    return text_findings(reading(*rows), today)


def body(*texts: str) -> list[Row]:
    return [("text", text) for text in texts]


def told(rule: str, *rows: Row) -> list[tuple[int | None, str]]:
    """Where a rule complains, and of which piece."""
    return [(f.place.paragraph, f.found or "") for f in findings(*rows) if f.rule.number == rule]


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
    assert [f.rule.number for f in findings(*rows) if f.place.paragraph in (3, 4) and f.severity != "info"] == ["T30"]


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
        ("关于值班的通知", ["5月4日至8日、5月8日（周六、周日除外）值班，5月8日（星期六至星期日不上班）。"], []),
        ("关于值班的通知", ["5月8日（星期四）值班。"], [(2, "5月8日（星期四")]),
    ],
)
def test_a_weekday_is_that_of_the_year_that_the_text_names(
    title: str, texts: list[str], faults: list[tuple[int, str]]
) -> None:
    assert told("T13", ("title", title), *body(*texts), ("date", "2026年5月1日")) == faults


def test_late_in_a_year_a_day_of_the_first_months_may_be_of_the_next() -> None:
    rows: list[Row] = [("text", "2月6日（星期六）值班。"), ("date", "2026年12月4日")]
    assert [f.rule.number for f in findings(*rows, today=date(2026, 12, 5)) if f.rule.number == "T13"] == []


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
    assert [(f.rule.number, f.place.paragraph, f.found) for f in shown] == [("T05", 2, piece)]


def test_a_wrong_number_is_not_also_told_for_its_mark() -> None:
    shown = findings(*body("1.检修水泵", "3、更换阀门"))
    assert [(f.rule.number, f.found) for f in shown] == [("T04", "3、")]


@pytest.mark.parametrize(
    "text",
    ["1.检修水泵。  2.更换阀门。", "一、水泵 二、阀门", "（一）水泵\u3000\u3000（二）阀门", "（1）水泵\t（2）阀门"],
)
def test_two_items_in_a_line_are_told(text: str) -> None:
    assert [f.rule.number for f in findings(*body(text)) if "一段里" in f.message] == ["T04"]


@pytest.mark.parametrize("text", ["1.检修水泵；2.更换阀门。", "一、水泵 共3台", "1.检修5 台水泵", "水泵 二、阀门"])
def test_items_of_a_sentence_may_stand_in_a_line(text: str) -> None:
    assert [f.rule.number for f in findings(*body(text)) if "一段里" in f.message] == []


PREFIXES = ("", "1、", "（一）、", "(一)", "(1) ", "第一、", "（一） ", "一.")
HALF_MARKS = ",.;:?!\"'-"


def stretch(finding: Diagnostic, text: str) -> set[int]:
    """The characters of a paragraph that a finding is about; of those shown with their neighbours the marks alone."""
    if not finding.found or text.count(finding.found) != 1:
        return set()
    start = text.index(finding.found)
    places = range(start, start + len(finding.found))
    return {i for i in places if finding.rule.number != "T08" or text[i] in HALF_MARKS}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_two_rules_tell_the_same_characters(prefix: str) -> None:
    both: list[tuple[str, str, str]] = []
    for _, sentence, _ in SENTENCES:
        shown = [f for f in findings(*body("现将有关事项安排如下。", prefix + sentence)) if f.place.paragraph == 2]
        for i, one in enumerate(shown):
            text = prefix + sentence
            both += [
                (one.rule.number, o.rule.number, text) for o in shown[i + 1 :] if stretch(one, text) & stretch(o, text)
            ]
    assert both == []


# ---- what was not found


@pytest.mark.parametrize(
    ("lines", "piece"),
    [
        (["青岚市水务局关于开展城市供", "水设施检查的通知"], "“供水”"),
        (["青岚市水", "务局关于开展设施检查的通知"], "“青岚市水务局”"),
        (["关于印发《设施检查实施方", "案》的通知"], "方案”"),
        (["关于做好202", "6年设施检查工作的通知"], "“2026”"),
        (["关于做好2026", "年设施检查工作的通知"], "“2026年”"),
    ],
)
def test_a_title_that_is_broken_inside_a_word_is_told(lines: list[str], piece: str) -> None:
    rows: list[Row] = [*(("title", line) for line in lines), ("signature", "青岚市水务局")]
    shown = [f.message for f in findings(*rows) if f.rule.number == "T20" and "拆开" in f.message]
    assert [piece in message for message in shown] == [True]


def test_a_line_of_a_title_that_begins_with_of_is_told_where_no_layout_is_known(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("青岚市水务局关于开展城市供水设施检查\n的通知\n各处室：\n请认真检查。\n", encoding="utf-8")
    (judged,) = check([file], today=TODAY)
    assert [p.found for p in judged.problems if "拆开" in p.message] == ["设施检查"]


@pytest.mark.parametrize(
    "lines",
    [
        ["青岚市水务局关于开展城市供水", "设施检查的通知"],
        ["青岚市水务局", "关于开展安全", "检查的通知"],
        ["关于印发《设施检查", "实施方案》的通知"],
        ["关于做好2026年", "设施检查工作的通知"],
    ],
)
def test_a_title_that_is_broken_between_words_is_not(lines: list[str]) -> None:
    rows: list[Row] = [*(("title", line) for line in lines), ("signature", "青岚市水务局")]
    assert [f.message for f in findings(*rows) if "拆开" in f.message] == []


@pytest.mark.parametrize(
    "title", ["关于进一步关于开展检查的通知", "关于做好关于检查工作的通知", "关于有关关于供水的报告"]
)
def test_about_is_said_once_in_a_title(title: str) -> None:
    assert [title.startswith(piece) for _, piece in told("T22", ("title", title))] == [True]


@pytest.mark.parametrize(
    "title",
    [
        "关于转发《关于做好供水的意见》的通知",
        "关于转发市水务局关于做好供水的意见的通知",
        "关于市水务局关于泵站的请示的批复",
    ],
)
def test_the_title_of_another_document_may_say_about_too(title: str) -> None:
    assert told("T22", ("title", title)) == []


@pytest.mark.parametrize(
    ("texts", "pieces"),
    [
        (["占百分之五。", "其余占95%。"], ["百分之五"]),
        (["完成率达到百分之九十五点六，合格率为98.5％。"], ["百分之九十五点六"]),
        (["于五月八日开工。", "于5月20日完工。"], ["五月八日"]),
        (["于二〇二六年五月开工。", "2026年6月完工。"], ["二〇二六年五月"]),
        (["占百分之五，百分之百完成。"], []),
        (["农历五月初五放假，“七月一日”讲话，6月1日上班。"], []),
        (["增长5%，百分之百完成。"], []),
        (["检查30家企业。", "整改三十家企业。"], ["三十家"]),
        (["成立6个组。", "其中三个组到现场。"], ["三个组"]),
        (["共二十五项，完成20项。"], ["二十五项"]),
        (["检查30家企业，共三个组。", "每个组3人，三个阶段推进，第三十条不变，百分之三十是企业。"], []),
        (["落实“二十条”措施，共20条。"], []),
    ],
)
def test_numbers_of_one_sort_are_written_in_one_kind_of_numerals(texts: list[str], pieces: list[str]) -> None:
    shown = [f for f in findings(*body(*texts)) if f.rule.number == "T15"]
    assert [f.found for f in shown] == pieces
    assert {(f.severity, f.clause, f.strength) for f in shown} <= {("warning", "9", "must")}


def missing(*rows: Row) -> list[tuple[str, str]]:
    """Which elements are told to lack, and how grave that is."""
    return [
        (f.rule.number, f.severity)
        for f in findings(*rows)
        if f.rule.number in ("T30", "T32", "T40") and "没有" in f.message
    ]


@pytest.mark.parametrize(
    "title", ["关于做好供水工作的通知", "放假通知", "青岚市水务局关于泵站检修情况的报告", "关于商请协助检修的函"]
)
def test_what_is_sent_out_without_a_red_head_has_addressee_signature_and_date(title: str) -> None:
    rows: list[Row] = [("title", title), *body("有关事项已经明确。")]
    assert missing(*rows) == [("T30", "warning"), ("T32", "warning"), ("T40", "warning")]
    assert missing(("mark", "青岚市水务局文件"), *rows) == [("T30", "error"), ("T32", "error"), ("T40", "error")]
    whole: list[Row] = [("recipients", "各处室："), *body("有关事项已经明确。")]
    assert missing(("title", title), *whole, ("signature", "青岚市水务局"), ("date", "2026年5月8日")) == []
    assert missing(("title", title), *whole, *body("青岚市水务局", "2026年5月8日")) == []


@pytest.mark.parametrize(
    "title", ["供水工作方案", "邀请函", "调研报告", "关于做好供水工作的通知（样式）", "关于封路的通告"]
)
def test_what_is_not_sent_out_needs_none_of_them(title: str) -> None:
    assert missing(("title", title), *body("有关事项已经明确。")) == []


@pytest.mark.parametrize(
    "rows",
    [
        [("mark", "青岚市水务局："), ("signature", "青岚市水务局")],
        [("signature", "青岚市水务局："), ("date", "2026年5月8日")],
        [("text", "请按时报送。"), ("text", "青岚市水务局:"), ("text", "2026年5月8日")],
    ],
)
def test_an_issuer_that_ends_in_a_colon_is_told(rows: list[Row]) -> None:
    title: Row = ("title", "关于做好供水工作的通知")
    assert [f.found for f in findings(title, *rows) if f.rule.number == "T32" and "结尾" in f.message] in (
        ["："],
        [":"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "（具体内容）", "请于（具体时间）前报送。", "[单位名称]要报送。", "［发文机关全称］", "由【单位名称】负责。", "签字：＿＿＿",
        "X月X日前报送。", "青水发〔  〕号", "青水发〔2026〕 号", "青水发〔20  〕3号", "第  号", "（请填写联系人）", "联系人：，电话：。",
        "（此处填写事由）", "202X年", "于 月 日前报送。", "<单位名称>", "由X局负责。", "（　　）", "【待编号】",
    ],
)  # fmt: skip
def test_what_is_left_to_be_filled_in_is_told(text: str) -> None:
    assert [f.rule.number for f in findings(*body("现将有关事项安排如下。", text)) if f.severity == "error"] == ["T44"]


@pytest.mark.parametrize(
    "text",
    [
        "（试行）", "（征求意见稿）", "（具体时间另行通知）", "主管部门（单位）", "投资（金额）", "参考文献[1]", "（填写说明见附件）",
        "【通知】", "【办理时限】5日", "2026 年 5 月 8 日", "《办法》（青水发〔2026〕5号）", "[美]某著", "X光检查", "3×5米",
        "（盖章）", "（以下简称《通知》）", "（联系人：江白；联系电话：0600-5550101）", "调用f()函数", "（名单附后）", "（暂行）",
    ],
)  # fmt: skip
def test_what_looks_like_an_empty_place_and_is_none(text: str) -> None:
    assert told("T44", *body("现将有关事项安排如下。", text)) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("车牌号辽A××123的车辆未登记。",), ("值班手机138****5678。",), ("身份证号3301**********1234。",),
        ("经查，张某某收受管理服务对象××建筑公司的礼金。",), ("李某（另案处理）", "绕道××古镇游玩。"), ("王某、赵某另案处理。", "由××市××局查处。"),
    ],
)  # fmt: skip
def test_what_was_withheld_is_no_empty_place(texts: tuple[str, ...]) -> None:
    found = [f for f in findings(*body("现将有关情况通报如下。", *texts)) if f.rule.number == "T44"]
    assert ({f.severity for f in found}, len(found) > 0) == ({"info"}, True)


@pytest.mark.parametrize("text", ["由××公司牵头。", "联系人：张××。", "由×市水务局牵头××。", "某日，由**公司牵头。"])
def test_signs_that_withhold_nothing_are_empty_places(text: str) -> None:
    assert [f.severity for f in findings(*body("现将有关事项安排如下。", text)) if f.rule.number == "T44"] == ["error"]


@pytest.mark.parametrize(
    ("rule", "text", "piece"),
    [
        ("T14", "共检修2，300个阀门。", "2，300个"), ("T14", "完成1，234，567余户改造。", "1，234，567"), ("T14", "投入1，200万元。", "1，200"),
        ("T08", "完成率达到46%;", "6%;"), ("T08", "共检修300处，占比12％;", "2％;"),
    ],
)  # fmt: skip
def test_marks_of_the_wrong_width_within_and_behind_numbers_are_told(rule: str, text: str, piece: str) -> None:
    assert [found for _, found in told(rule, *body("现将有关事项安排如下。", text))] == [piece.rstrip("个")]


@pytest.mark.parametrize(
    "text", ["2023年，300个阀门完成检修。", "编号12，345号不在其列。", "1.5，300个", "检修12，3450个。"]
)
def test_a_comma_between_two_numbers_is_one(text: str) -> None:
    assert told("T14", *body("现将有关事项安排如下。", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "1.检修水泵。各站要登记，按时报送", "（三）检修水泵。请登记，并报送", "三、检修水泵。请登记，并报送",
        "请各站检修水泵，", "1.检修水泵。登记、", "（一）检修水泵。请登记，",
    ],
)  # fmt: skip
def test_a_paragraph_that_stops_in_a_sentence_is_told(text: str) -> None:
    rows: list[Row] = [*body("现将有关事项安排如下。", text), ("signature", "青岚市水务局")]
    assert told("T18", *rows) == [(2, text[-8:])]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全年收入16.8亿元，其中税收12.9亿元、非税4.9亿元。", True), ("投入30.5万元，其中设备20万元、人工11.2万元。", True),
        ("投入30.5万元：设备10.2万元、人工10.1万元、运输8.1万元。", True), ("投入300元，其中纸张200元、笔墨150元。", True),
        ("全年收入16.8亿元，其中税收12.9亿元、非税3.9亿元。", False), ("收入16.8亿元，其中税收12.94亿元、非税3.9亿元。", False),
        ("投入10.0万元：甲3.3万元、乙3.3万元、丙3.3万元。", False), ("收入16.8亿元，其中税收9亿元、非税900万元。", False),
    ],
)  # fmt: skip
def test_parts_of_an_amount_do_not_exceed_it_but_for_rounding(text: str, wrong: bool) -> None:
    assert [rule for rule, *_ in contradicted(甲=paper(text)) if rule == "S16"] == ["S16"] * wrong


def test_a_red_line_of_underscores_is_not_to_be_filled_in() -> None:
    assert told("T44", ("mark", "青岚市水务局文件"), ("number", "青水〔2026〕9号"), ("text", "_" * 40)) == []
    assert told("T44", ("text", "处理意见："), ("text", "_" * 40)) == [(2, "_" * 40)]


@pytest.mark.parametrize(
    ("kind", "phrase", "faults"),
    [
        ("通告", "特此通知。", 1),
        ("公告", "特此通告。", 1),
        ("决定", "特此通知。", 1),
        ("通知", "特此公告。", 1),
        ("通告", "特此通告。", 0),
        ("公告", "特此公告。", 0),
        ("函", "特此函达。", 0),
        ("批复", "特此批复。", 0),
    ],
)
def test_the_closing_phrase_is_that_of_the_kind(kind: str, phrase: str, faults: int) -> None:
    assert len(told("T24", ("title", f"关于封路的{kind}"), *body("因检修封路。", phrase))) == faults


@pytest.mark.parametrize(
    ("text", "rule", "pieces"),
    [
        ("每周检查2、3次。", "T14", ["2、3"]),
        ("选派5、6名职工，历时3、4天。", "T14", ["5、6", "3、4"]),
        ("第2、3季度，2、3号泵站，附件1、2，3、4月份，完成1、2项。", "T14", []),
        ("水厂于96年建成。", "T12", ["96年"]),
        ("98年以来没有检修。", "T12", ["98年"]),
        ("25年底完成，自26年起施行。", "T12", ["25年"]),
        ("历时15年，建成60年来，走过95年历程，近30年，10年以上。", "T12", []),
        ("请于5-20前报送。", "T12", ["5-20"]),
        ("请于6.30前报送，5/20日前反馈。", "T12", ["6.30"]),
        ("3-5天前，第5-20页，版本1.5前端。", "T12", []),
        ("截止6月底，完成5项。", "T19", ["截止"]),
        ("截止目前，完成5项；截止2026年5月8日。", "T19", ["截止", "截止"]),
        ("报名截止时间为5月8日，截止到6月，8月31日截止，截至6月底。", "T19", []),
        ("完成率由80%提高到85%，提高了5%。", "T19", ["5%"]),
        ("整改率比上年上升3.5%。", "T19", ["3.5%"]),
        ("产量增长5个百分点。", "T19", ["5个百分点"]),
        ("提高5%个百分点。", "T19", ["5%个百分点"]),
        ("收入同比增长5%，劳动生产率提高8%，增速提高2个百分点，由80%提高到85%，提高5个百分点。", "T19", []),
    ],
)
def test_words_and_numbers_that_are_wrongly_used(text: str, rule: str, pieces: list[str]) -> None:
    assert [piece for _, piece in told(rule, *body("现将有关情况报告如下。", text))] == pieces


@pytest.mark.parametrize("text", ["附件2件", "附件：2份", "附件：共3件", "附件：如文2件。", "附件三份"])
def test_a_number_of_attachments_is_no_list_of_them(text: str) -> None:
    for role in ("text", "listed"):
        shown = [f for f in findings(("text", "甲。"), (role, text)) if f.rule.number == "T42"]
        assert [(f.severity, f.clause, f.place.paragraph) for f in shown] == [("error", "7.3.4", 2)]


def test_two_attachments_in_one_line_are_told() -> None:
    rows = [row for row in NOTICE if row[1] != "2．值班安排"]
    told_ = [
        f for f in findings(*changed(tuple(rows), ("检修计划表", "检修计划表  2．值班安排"))) if f.rule.number == "T42"
    ]
    assert [f.found for f in told_] == ["2．"]


def test_what_the_standard_asks_for_plainly_is_an_error() -> None:
    half = findings(*changed(NOTICE, ("各部门：", "各部门:"), ("附件：1", "附件:1"), ("水务局。", "水务局")))
    assert {(f.rule.number, f.severity) for f in half} >= {("T31", "error"), ("T42", "error"), ("T50", "error")}
    asked = findings(
        *body(
            "请按青水发〔2025〕3号文件办理。", "一、总体要求。", "各单位要重视。", "二、重点任务。", "各单位要落实。"
        )
    )
    assert [(f.rule.number, f.severity) for f in asked] == [
        ("T03", "warning"),
        ("T07", "warning"),
        ("T07", "warning"),
    ]


def test_numbers_below_the_first_level_may_run_on() -> None:
    assert told("T04", *body("一、思想", "1.学习。", "2.研讨。", "二、组织", "3.换届。", "4.发展。")) == []
    assert told("T04", *body("一、思想", "1.学习", "2.研讨", "二、组织", "1.换届", "3.发展")) == [(6, "3.")]


@pytest.mark.parametrize("title", ["2025年度检修表", "1：500比例图", "3年检修计划"])
def test_a_title_in_the_list_may_begin_with_figures(title: str) -> None:
    rows: list[Row] = [*body("甲。"), ("listed", f"附件1：{title}"), ("listed", "附件2：值班安排")]
    shown = [
        (f.rule.number, f.place.paragraph)
        for f in findings(*rows)
        if f.rule.number in ("T41", "T42") and f.severity == "error"
    ]
    assert shown == [("T42", 2), ("T42", 3)]


def test_dots_that_lead_to_a_page_number_are_no_ellipsis() -> None:
    assert told("T08", *body("一、基本情况........................1", "二、打算 ............ 3")) == []
    assert [piece for _, piece in told("T08", *body("包括水泵......阀门。"))] == ["水泵......阀门"]


@pytest.mark.parametrize("name", ["河道巡查和河道保洁两个办法", "供水3项规定"])
def test_several_papers_that_are_counted_have_no_name(name: str) -> None:
    assert told("T21", ("title", f"关于印发{name}的通知")) == []
