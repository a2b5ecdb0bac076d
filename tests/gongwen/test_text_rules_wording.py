"""What a clerk is told: one finding for one fault, at the right place, in words that can be followed."""

from __future__ import annotations

import re

import pytest

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen import check
from docgen.gongwen.textrules import CHECKS, text_findings
from tests.gongwen.test_text_rules import (
    ELEMENTS,
    KNOWN,
    NOTICE,
    OUTLINES,
    REQUEST,
    SENTENCES,
    TODAY,
    Row,
    changed,
    reading,
)


def findings(*rows: Row) -> list[Diagnostic]:
    return text_findings(reading(*rows), TODAY, KNOWN)


def told(rule: str, *rows: Row) -> list[tuple[int | None, str]]:
    """Where a rule complains, and all that it says."""
    return [(f.place.paragraph, f"{f.message}。{f.cure}") for f in findings(*rows) if f.rule.number == rule]


def body(*texts: str) -> list[Row]:
    return [("text", text) for text in texts]


def without(rows: tuple[Row, ...], part: int) -> list[Row]:
    """The rows without one attachment; a later one takes its place as a part, with its own label."""
    return [
        (row[0], row[1], row[2] - (row[2] > part)) if len(row) == 3 else row
        for row in rows
        if len(row) == 2 or row[2] != part
    ]


# ---- attachments


def test_a_listed_attachment_that_is_absent_is_named_by_its_number() -> None:
    said = told("T41", *without(NOTICE, 1))
    assert said == [
        (8, "附件说明列了附件1《检修计划表》，正文后面没有附件1。请补上附件1，或者修改附件说明"),
    ]
    assert told("T42", *without(NOTICE, 1)) == []


def test_attachments_in_another_order_are_told_once() -> None:
    swapped: list[Row] = [(r[0], r[1], 3 - r[2]) if len(r) == 3 else r for r in NOTICE]
    swapped.sort(key=lambda row: (row[0] == "imprint", row[2] if len(row) == 3 else 0))
    ((_, said),) = told("T41", *swapped)
    assert said == "附件1排在了附件2的后面。请按附件说明的顺序排列附件"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("附件3", "附件《值班安排》在附件说明里是“附件2”，正文后面标成了“附件3”。请核对序号，把附件标注写成“附件2”"),
        ("附件", "附件《值班安排》只标了“附件”，没有编号。请核对序号，把附件标注写成“附件2”"),
        ("", "附件《值班安排》的上面没有写“附件2”。请核对序号，把附件标注写成“附件2”"),
    ],
)
def test_an_attachment_under_a_wrong_label_is_known_by_its_title(label: str, said: str) -> None:
    assert [text for _, text in told("T41", *changed(NOTICE, ("附件2", label)))] == [said]


def test_an_attachment_that_is_not_listed_is_named_with_its_title() -> None:
    more: tuple[Row, ...] = (*NOTICE, ("label", "附件3", 3), ("title", "用水台账", 3))
    ((_, said),) = told("T41", *more)
    assert said == "正文后面有附件3《用水台账》，附件说明里没有列出。请在附件说明里补上它的序号和名称"


def test_a_table_of_an_attachment_is_its_own() -> None:
    assert told("T41", *NOTICE, ("label", "附表1", 3), ("title", "值班人员表", 3)) == []
    listed: list[Row] = [(r[0], r[1].replace("附件", "附表"), *r[2:]) for r in NOTICE]
    assert told("T41", *listed) == []


def test_many_listed_and_none_there_is_one_question() -> None:
    ((_, said),) = told("T41", *(row for row in NOTICE if len(row) == 2))
    assert "附件说明列了2个附件，正文后面一个也没有" in said


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("附件：1、检修计划表", "2、值班安排", ["请改为“附件：1．”", "请改为“2．”"]),
        ("附件1：检修计划表", "附件2：值班安排", ["请改为“附件：1．检修计划表”", "请改为“2．值班安排”"]),
        ("附件1．检修计划表", "附件2．值班安排", ["请改为“附件：1．检修计划表”", "请改为“2．值班安排”"]),
        ("附件：1. 检修计划表", "2. 值班安排", []),
    ],
)
def test_the_numbers_of_the_list_stand_behind_the_colon_with_a_dot(first: str, second: str, said: list[str]) -> None:
    rows = changed(NOTICE, ("附件：1．检修计划表", first), ("2．值班安排", second))
    assert [text.rpartition("。")[2] for _, text in told("T42", *rows)] == said
    assert told("T41", *rows) == []


def test_a_list_taken_for_a_signature_is_a_list_all_the_same() -> None:
    rows: list[Row] = [
        ("signature", row[1].replace("：1．", "1：").replace("2．", "附件2：")) if row[0] == "listed" else row
        for row in NOTICE
    ]
    assert told("T41", *rows) == told("T32", *rows) == []
    assert len(told("T42", *rows)) == 2


LONGER: tuple[Row, ...] = (
    ("text", "请按附件1检修，填报附件2。"),
    ("listed", "附件：1．检修计划表"),
    ("listed", "2．检修台账"),
    ("listed", "3．值班安排"),
    ("label", "附件1", 1),
    ("title", "检修计划表", 1),
    ("label", "附件2", 2),
    ("title", "检修台账", 2),
    ("label", "附件3", 3),
    ("title", "值班安排", 3),
)


def test_only_the_one_attachment_that_the_text_passes_over_looks_forgotten() -> None:
    ((at, said),) = told("T42", *LONGER)
    assert (at, "只有附件3《值班安排》没有提到" in said) == (4, True)
    assert told("T42", *changed(LONGER, ("，填报附件2", ""))) == []
    assert told("T42", *changed(NOTICE, ("附件1、2", "附件1"))) == []


# ---- punctuation and numbers


def test_one_finding_counts_the_half_width_marks_of_a_paragraph() -> None:
    ((_, said),) = told("T08", *body('检修水泵,更换阀门,开展"节水年"活动.'))
    assert '逗号“,”2个、直引号“"”2个、句号“.”1个' in said
    assert said.endswith("请改为全角的逗号、句号、引号“ ”")


def test_one_finding_counts_the_half_width_brackets_of_a_paragraph() -> None:
    ((_, said),) = told("T06", *body("各站(含泵站)和各所(含水厂)都要检修。"))
    assert said == "中文里有2处半角括号：“(含泵站)”、“(含水厂)”。请改为全角括号“（ ）”"


def test_a_colon_is_told_by_the_rule_of_its_element_alone() -> None:
    rows = changed(NOTICE, ("各部门：", "各部门:"), ("附件：1", "附件:1"))
    assert [f.rule.number for f in findings(*rows) if f.severity != "info"] == ["T31", "T42"]


def test_straight_quotes_are_told_once_and_count_as_quotes() -> None:
    rows = changed(NOTICE, ("关于做好夏季供水工作", '关于印发《"节水年"计划》'), ("检修计划表", "“节水年”计划"))
    rows = changed(tuple(rows), ("附件：1．“节水年”计划", '附件：1．"节水年"计划'))
    assert [(f.place.paragraph, f.rule.number) for f in findings(*rows) if f.severity != "info"] == [
        (3, "T08"),
        (8, "T08"),
    ]
    assert {f.rule.number for f in findings(*rows)} == {"T08", "T44"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("检修(含泵房", "“含泵房”前面有“(”，缺少“）”"),
        ("检修泵房)要快", "“检修泵房”后面有“)”，缺少“（”"),
        ("开展“节水年", "“节水年”前面有前引号，缺少后引号"),
    ],
)
def test_the_mark_that_stands_alone_is_shown_as_it_is_typed(text: str, said: str) -> None:
    (remark,) = check.pairs([(0, text)])
    assert remark.message == f"标点不成对：{said}"
    assert said in told("T09", *body(text))[0][1]
    assert check.pairs([(0, "检修(含泵房)")]) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("于06月09日检修。", "6月9日"),
        ("于24年3月检修。", "2024年3月"),
        ("于98年6月建成。", "1998年6月"),
        ("于2026/3/09检修。", "2026年3月9日"),
        ("于3月9号检修。", "3月9日"),
        ("于二〇二六年3月检修。", "2026年3月"),
        ("于2026年十一月检修。", "2026年11月"),
        ("自二零二六年起检修。", "二〇二六年"),
    ],
)
def test_the_right_date_is_made_from_the_one_found(text: str, right: str) -> None:
    ((_, said),) = told("T12", *body(text))
    assert said.endswith(f"请改为“{right}”")
    assert told("T12", *body(re.sub("于.*?[日月号]|自.*年起|2026/3/09", right, text))) == []


def test_dates_of_one_kind_in_a_paragraph_are_told_together() -> None:
    ((_, said),) = told("T12", *body("于06月09日检修，07月10日验收。"))
    assert said == "日期写成了“06月09日”、“07月10日”，月、日前面不补0。请改为“6月9日”、“7月10日”"


def test_a_date_of_the_document_in_han_numerals_is_told_once() -> None:
    ((_, said),) = told("T12", ("date", "二○二六年五月八日"))
    assert said.endswith("请改为“2026年5月8日”")


@pytest.mark.parametrize(
    ("found", "right"), [("3-5月", "3—5月"), ("5%-8%", "5%—8%"), ("5～8%", "5%～8%"), ("5-8%", "5%—8%")]
)
def test_a_range_is_shown_as_it_should_be(found: str, right: str) -> None:
    ((_, said),) = told("T11", *body(f"水量增加{found}。"))
    assert said.endswith(f"请改为“{right}”")


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("青水发[2026]7号", "年份要用六角括号〔〕"),
        ("青水发〔2026〕第7号", "序号不加“第”"),
        ("青水发〔2026〕07号", "序号前面不补0"),
        ("青水发〔2026〕 7号", "中间不留空格"),
    ],
)
def test_only_what_is_wrong_in_a_number_is_told(number: str, wrong: str) -> None:
    ((_, said),) = told("T01", ("number", number))
    assert said == f"发文字号写成了“{number}”，{wrong}。请写成“青水发〔2026〕7号”"


# ---- headings and addressees


def test_a_number_with_a_wrong_mark_at_the_first_level_may_become_a_han_numeral() -> None:
    ((_, first),) = told("T05", *body("1、检修设施"))
    assert first.endswith("请改为“1.”；它是第一层的，也可以改为“一、”")
    ((_, third),) = told("T05", *body("一、供水", "（一）设施", "1、检修设施"))
    assert third.endswith("请改为“1.”")
    assert told("T05", *body("一、供水", "（一）设施", "1.检修设施")) == []


def test_a_wrong_number_is_not_told_again_at_the_next_heading() -> None:
    assert [at for at, _ in told("T04", *body("一、供水", "三、排水", "三、节水"))] == [2]
    assert [at for at, _ in told("T04", *body("一、供水", "三、排水", "五、节水"))] == [2, 3]


def test_circled_numbers_behind_the_last_one_are_no_stumbling_block() -> None:
    assert told("T04", *body("⑳检修", "⑤验收"))


def test_addressees_under_something_else_are_addressees() -> None:
    gone = changed(NOTICE, ("各子公司，集团各部门：", ""))
    pasted: list[Row] = [*gone[:3], ("text", "来源：办公室"), ("text", "各子公司，集团各部门："), *gone[3:]]
    assert told("T30", *pasted) == []
    introduced: list[Row] = [*gone[:3], ("text", "各单位要做到以下几点："), *gone[3:]]
    assert [at for at, _ in told("T30", *introduced)] == [3]


# ---- every message

SAMPLES = [
    *([*body(sentence)] for _, sentence, _ in SENTENCES),
    *([*body(*outline.splitlines())] for _, outline, _ in OUTLINES),
    *(changed(rows, *changes) for _, rows, changes, _ in ELEMENTS),
    without(NOTICE, 1),
    list(REQUEST),
]


def test_how_grave_a_fault_is_agrees_with_how_strongly_it_is_asked_for() -> None:
    seen = [f for rows in SAMPLES for f in findings(*rows)]
    assert {f.rule.number for f in seen} >= {rule.number for rule, _ in CHECKS} - {"T46", "T47"}
    of_substance = {rule for rule, _ in CHECKS if rule.of_substance}
    for f in seen:
        allowed = {"must": ("error", "warning"), "usual": ("warning",)}.get(f.strength or "", ("info",))
        assert f.severity in allowed or (f.rule in of_substance and f.strength == "practice"), f
    assert all(rule.strength == "practice" for rule in of_substance)


def test_every_finding_says_what_to_do_in_one_sentence_and_once() -> None:
    for f in (f for rows in SAMPLES for f in findings(*rows)):
        assert f.cure, f
        assert not f.message.endswith(("。", "，", "；")), f
        assert not f.cure.endswith("。") or f.cure.endswith("。”"), f
        pieces = [piece for piece in re.split(r"[。，；]", f"{f.message}。{f.cure}") if len(piece) > 6]
        assert len(pieces) == len(set(pieces)), f
        assert not re.search(r"None|\{|\}|应把|应应|请请|[Ａ-Ｚ]", f"{f.message}{f.cure}".replace("{{ 单位 }}", "")), f


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("联系人:  秦舒，电话：0000-1234567。", ":"),
        ("联系人: 秦舒。", ":"),
        ("请发送至bgs@qlsw.example,联系人秦舒。", ","),
        ("请登录http://b.example.com,填报数据。", ","),
        ("完成A级,B级认定。", ","),
        ("三处管线共长26m.", "."),
    ],
)
def test_half_width_marks_beside_blanks_addresses_and_letters_are_told(text: str, mark: str) -> None:
    ((_, said),) = told("T08", *body(text))
    assert f"“{mark}”1个" in said


@pytest.mark.parametrize("text", ["2026年8月至7月检修水泵。", "2026年8月20日至8月10日检修水泵。"])
def test_a_period_that_ends_before_it_begins_is_told_though_its_end_has_no_year(text: str) -> None:
    assert len(told("T13", *body(text))) == 1
    assert told("T13", *body("2026年7月至8月检修水泵，8月10日至8月20日验收。")) == []


def test_a_last_sentence_without_its_mark_is_a_hint() -> None:
    end: list[Row] = [("signature", "青岚水务集团有限公司"), ("date", "2026年7月1日")]
    assert len(told("T18", *body("现报上检修方案，请予审定"), *end)) == 1
    for text in (
        "现报上检修方案，请予审定。",
        "检修方案",
        "一、加强检修，保障供水",
        "检修时间如下：",
        "方案见附件，（略）",
    ):
        assert told("T18", *body(text), *end) == []
