"""The text rules: for each a fault that is found where it stands, and a near miss that stays silent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.document import Document, Imprint, Part
from docgen.gongwen.manuscript import Alive, Box, Grid, Line, Manuscript, Notice
from docgen.gongwen.parse import lines
from docgen.gongwen.roles import Placed, Reading, Role
from docgen.gongwen.textrules import CHECKS, text_findings
from docgen.wording import parse_date

TODAY = date(2026, 8, 1)
ROOT = Path(__file__).parents[2]
Row = tuple[Role, str] | tuple[Role, str, int]
"""A paragraph: its role, its text, and the part where it is not the main document; a table has cells parted by |."""


def placed(number: int, row: Row) -> Placed:
    role, text, part = row[0], row[1], row[2] if len(row) == 3 else 0
    if role == "table":
        cells = tuple(Box((Line(number + i, cell, in_table=True),)) for i, cell in enumerate(text.split("|")))
        return Placed(Grid(number, (cells,), (1,) * len(cells)), "table", part)
    return Placed(Line(number, text), role, part)


def reading(*rows: Row, kind: str = "", notices: Sequence[Notice] = ()) -> Reading:
    """A reading whose Document says what its paragraphs say."""
    items: list[Placed] = []
    number = 1
    for row in rows:
        items.append(placed(number, row))
        number += row[1].count("|") + 1 if row[0] == "table" else 1

    def said(role: Role, part: int = 0) -> list[str]:
        return [p.line.stripped for p in items if p.line and p.role == role and p.part == part]

    count = max((p.part for p in items), default=0)
    parts = tuple(Part("附件", "".join(said("label", n)), "\n".join(said("title", n))) for n in range(1, count + 1))
    try:
        day = parse_date("".join(said("date")))
    except ValueError:
        day = None
    printed = next((text for text in said("imprint") if text.endswith("印发")), "")
    by, _, on = printed.removesuffix("印发").rpartition("\u3000")
    document = Document(
        "通知",
        kind,
        "\n".join(said("title")),
        mark=tuple(text.removesuffix("文件") for text in said("mark")),
        recipients="".join(said("recipients")).rstrip("：:"),
        signature=tuple(said("signature")),
        date=day,
        date_text="".join(said("date")),
        parts=parts,
        imprint=Imprint(printed_by=by, printed_date=parse_date(on)) if printed else None,
    )
    return Reading(document, Manuscript("文件", tuple(p.item for p in items), notices=tuple(notices)), tuple(items))


def found(rule: str, *rows: Row) -> list[tuple[int | None, str]]:
    return [
        (f.place.paragraph, f.found or "")
        for f in text_findings(reading(*rows), TODAY, KNOWN)
        if f.rule.number == rule
    ]


KNOWN = ("青岚水务集团有限公司", "青岚第一供水有限公司", "青岚第二供水有限公司", "青岚供水服务中心")

SENTENCES: tuple[tuple[str, str, list[str]], ...] = (
    ("T01", "按照《用水办法》（青水发[2025]3号）执行。", ["[2025]3号"]),
    ("T01", "按照《用水办法》（青水发〔2025〕 03 号）执行。", ["〔2025〕 03 号"]),
    ("T01", "按照《用水办法》（青水发〔2025〕第3号）执行。", ["〔2025〕第3号"]),
    ("T01", "按照《用水办法》（青水发﹝25﹞3号）执行。", ["﹝25﹞3号"]),
    ("T01", "按照《用水办法》（青水发〔2025〕3号）执行，案号为（2021）青01民初123号，住滨河路（2018）3号楼。", []),
    ("T03", "请按青水发〔2025〕3号文件办理。", ["〔2025〕3号"]),
    ("T03", "根据《甲办法》（青水发〔2025〕3号）和《乙办法》（青水发〔2025〕4号）办理，青水发〔2025〕3号继续有效。", []),
    ("T05", "1、总体要求", ["1、"]),
    ("T05", "（一）、总体要求", ["（一）、"]),
    ("T05", "一.总体要求", ["一."]),
    ("T05", "第一、加强领导。", ["第一、"]),
    ("T05", "首先、加强领导。", ["首先、"]),
    ("T05", "①、加强领导", ["①、"]),
    ("T05", "第一、二季度各查一次，3、4月份各报一次。", []),
    ("T05", "3、4月份各报一次。", []),
    ("T06", "各单位(含分公司)都要报送。", ["(含分公司)"]),
    ("T06", "各单位（含分公司)都要报送。", ["（含分公司)"]),
    ("T06", "(一)总体要求", ["(一)"]),
    ("T06", "使用SCADA(V2.0)系统和f(x)函数。", []),
    ("T18", "现报上检修方案，请予审定", ["修方案，请予审定"]),
    ("T18", "现报上检修方案，请予审定。", []),
    ("T08", "加强管理,落实责任.", ["管理,落实"]),
    ("T08", '开展"节水年"活动。', ['开展"节水']),
    ("T08", "包括管网、泵站...等设施。", ["泵站...等设"]),
    ("T08", "管网--泵站一体运行。", ["管网--泵站"]),
    ("T08", "投入1,200万元，9:30在A.1会议室开会，见https://a.cn/x,y?q=1和a.b@c.cn，版本V2.0.1。", []),
    ("T08", "提交“总结.docx”文件，英文为Water, Supply and Drainage。", []),
    ("T09", "开展“节水年活动。", ["“节水年活动。"]),
    ("T09", "按照《用水办法执行。", ["《用水办法执行。"]),
    ("T09", "（详见方案。", ["（详见方案。"]),
    ("T09", "《关于转发《用水办法》的通知》", ["《用水办法》"]),
    ("T09", "所谓“甲说“乙”的话”不实。", ["“乙”"]),
    ("T09", "《关于转发〈用水办法〉的通知》说“要做到‘三个到位’”，包括：1）甲；2）乙，Brien’s法除外。", []),
    ("T10", "学习《甲》、《乙》。", ["甲》、《乙"]),
    ("T10", "学习《甲》（试行）、《乙》和“丙”“丁”。", []),
    ("T11", "于3-5月开展。", ["3-5月"]),
    ("T11", "提高5~10个百分点。", ["5~10个"]),
    ("T11", "占比63～68%。", ["63～68%"]),
    ("T11", "包括管网…等设施。", ["…"]),
    ("T11", "水务———生命线。", ["———"]),
    ("T11", "3—5月、63%～68%，GB/T 9704-2012，电话0600-5550101，包括……水务——生命线。", []),
    ("T12", "于5月08日前报送。", ["5月08日"]),
    ("T12", "于26年5月前报送。", ["26年5月"]),
    ("T12", "于2026.5.8报送。", ["2026.5.8"]),
    ("T12", "于2026-5-8报送。", ["2026-5-8"]),
    ("T12", "于5月8号报送。", ["5月8号"]),
    ("T12", "于二〇二六年5月报送。", ["二〇二六年5月"]),
    ("T12", "自二○二六年起施行。", ["二○二六年"]),
    ("T12", "2026年5月8日、10月20日，历时15年6个月，版本2.0.1，自二〇二六年起，5月8号楼完工。", []),
    ("T13", "于4月31日前报送。", ["4月31日"]),
    ("T13", "于2025年2月29日前报送。", ["2025年2月29日"]),
    ("T13", "于2026年5月8日（星期四）前报送。", ["2026年5月8日（星期四"]),
    ("T13", "2026年8月1日至2026年6月1日开展。", ["2026年8月1日至2026年6月1日"]),
    ("T13", "11月—4月开展。", ["11月—4月"]),
    ("T13", "2024年2月29日、2026年5月8日（星期五）、4月—11月、11月至次年3月、2025年12月至2026年3月。", []),
    ("T14", "投入12000元，另有1,500元、13000元。", ["1,500"]),
    ("T14", "约30家左右。", ["约30家左右"]),
    ("T14", "近60余家。", ["近60余"]),
    ("T14", "不少于8项以上。", ["不少于8项以上"]),
    ("T14", "达到百分之85。", ["百分之85"]),
    ("T14", "每户补助3千元。", ["3千元"]),
    ("T14", "共有三、四个问题。", ["三、四个"]),
    ("T14", "2026年投入12000元，约30家，60余家，共3千瓦，第三、四个季度，三四个人，不少于8项。", []),
    ("T15", "共有三十五家单位参加。", ["三十五"]),
    ("T15", "于二〇二六年五月实施。", ["二〇二六年五月"]),
    ("T15", "学习二十大精神、十项措施、第三十五家，参加单位35家。", []),
    ("T16", "面积300㎡，管径30公分。", ["㎡", "公分"]),
    ("T16", "全长5KM。", ["KM"]),
    ("T16", "面积300平方米，办公分开，全长5km，型号KM2。", []),
    ("T17", "各站要检修水泵，，更换阀门。", ["，，"]),
    ("T17", "检修水泵、、阀门。", ["、、"]),
    ("T17", "检修水泵；；更换阀门。", ["；；"]),
    ("T17", "各站要检修水泵。。", ["。。"]),
    ("T17", "各站要检修水泵，。", ["，。"]),
    ("T17", "落实供水的的各项要求。", ["的的"]),
    ("T17", "更换了了阀门。", ["了了"]),
    ("T17", "检修水泵和和阀门。", ["和和"]),
    ("T17", "各站在在汛期前检修。", ["在在"]),
    ("T17", "的的确确要弄清检修的目的的由来，为了了解标的的现状，做到供需总和和谐、存在在建项目的写明“，”“。”。", []),
    ("T19", "截止6月底，检修完成率由80%提高到85%，提高5%。", ["截止", "5%"]),
    ("T19", "截至6月底，报名截止时间为5月8日，完成率由80%提高到85%，提高5个百分点。", []),
    ("T35", "报青岚水务集团有限公司，抄青岚供水服务中心。", []),
    ("T35", "报青岚水务集团有限责公司和青岚第三供水有限公司。", ["青岚水务集团有限责公司"]),
    ("T42", "有关安排见附件2。", ["附件2"]),
    ("T42", "有关安排见附件。", ["见附件"]),
    ("T42", "按照《用水办法》附件2执行，相关附件一并报送。", []),
    ("T45", "（此页无正文）", ["此页无正文"]),
    ("T45", "附表没有正文的说明。", []),
    ("T44", "由XX公司牵头。", ["XX"]),
    ("T44", "由×××牵头。", ["×××"]),
    ("T44", "联系人：____。", ["____"]),
    ("T44", "由{{ 单位 }}牵头。", ["{{ 单位 }}"]),
    ("T44", "由【缺：单位】牵头。", ["【缺：单位】"]),
    ("T44", "于2026年 月 日开展。", ["年 月 日"]),
    ("T44", "检查**笔。", ["**"]),
    ("T44", "尺寸3×5米，第XXIV届，二〇〇八年，【通知】，XML格式，2026年5月8日。", []),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "sentence", "pieces"), SENTENCES)
def test_a_fault_in_a_sentence_is_found_where_it_stands(rule: str, sentence: str, pieces: list[str]) -> None:
    assert found(rule, ("text", "为做好工作，现将有关事项安排如下。"), ("text", sentence)) == [(2, p) for p in pieces]


NOTICE: tuple[Row, ...] = (
    ("mark", "青岚水务集团有限公司文件"),
    ("number", "青水发〔2026〕7号"),
    ("title", "关于做好夏季供水工作的通知"),
    ("recipients", "各子公司，集团各部门："),
    ("text", "为做好夏季供水，现将有关事项通知如下。"),
    ("heading", "一、检修设施"),
    ("text", "各单位于5月底前完成检修（见附件1、2）。"),
    ("listed", "附件：1．检修计划表"),
    ("listed", "2．值班安排"),
    ("signature", "青岚水务集团有限公司"),
    ("date", "2026年5月8日"),
    ("label", "附件1", 1),
    ("title", "检修计划表", 1),
    ("table", "序号|XX泵站", 1),
    ("label", "附件2", 2),
    ("title", "值班安排", 2),
    ("text", "一、白班由调度中心值守。", 2),
    ("imprint", "抄送：青岚县水务局。"),
    ("imprint", "青岚水务集团有限公司办公室\u30002026年5月9日印发"),
)
REQUEST: tuple[Row, ...] = (
    ("mark", "青岚县水务局文件"),
    ("number", "青水〔2026〕9号\u3000签发人：林知夏"),
    ("title", "青岚县水务局关于更新泵站的请示"),
    ("recipients", "青岚县人民政府："),
    ("text", "泵站老化，拟予更新。妥否，请批示。"),
    ("signature", "青岚县水务局"),
    ("date", "2026年5月8日"),
    ("note", "（联系人：江白；联系电话：0600-5550101）"),
)


def changed(rows: tuple[Row, ...], *changes: tuple[str, str]) -> list[Row]:
    """The rows with texts replaced; a row that becomes empty is left out."""
    made = list(rows)
    for old, new in changes:
        assert any(old in row[1] for row in made), old
        made = [(row[0], row[1].replace(old, new), row[2] if len(row) == 3 else 0) for row in made]
    return [row for row in made if row[1]]


def test_a_well_made_document_has_no_fault() -> None:
    for rows in (NOTICE, REQUEST):
        assert [f for f in text_findings(reading(*rows), TODAY, KNOWN) if f.severity != "info"] == []


ELEMENTS: tuple[tuple[str, tuple[Row, ...], list[tuple[str, str]], list[tuple[int | None, str]]], ...] = (
    ("T01", NOTICE, [("青水发〔2026〕7号", "青水发[2026]07号")], [(2, "青水发[2026]07号")]),
    ("T01", NOTICE, [("青水发〔2026〕7号", "第7号"), ("的通知", "的公告")], []),
    ("T01", NOTICE, [("青水发〔2026〕7号", "青水发〔2026〕7号\t　　何某某"), ("的通知", "的报告")], []),
    ("T02", NOTICE, [("〔2026〕7号", "〔2025〕7号")], [(2, "2025")]),
    ("T48", NOTICE, [("夏季供水", "夏季\u202e供水")], [(3, ""), (5, "")]),
    ("T48", NOTICE, [("〔2026〕7号", "〔2026〕\u200b7号")], [(2, "")]),
    ("T48", NOTICE, [("各子公司", "各\u00ad子公司"), ("青岚水务集团有限公司文件", "青岚\u2066水务集团有限公司文件")], [(1, ""), (4, "")]),
    ("T48", NOTICE, [("夏季供水", "夏季\u3000供水")], []),
    ("T20", NOTICE, [("的通知", "的通知。")], [(3, "。")]),
    ("T20", NOTICE, [("供水工作的通知", "供水工作")], [(3, "夏季供水工作")]),
    ("T20", NOTICE, [("的通知", "的通知（试行）")], []),
    ("T21", NOTICE, [("关于做好夏季供水工作的", "转发《用水办法》的")], [(3, "转发")]),
    ("T21", NOTICE, [("关于做好夏季供水工作的", "关于印发用水实施办法的")], [(3, "用水实施办法")]),
    ("T21", NOTICE, [("关于做好夏季供水工作的", "关于印发《用水办法》的")], []),
    ("T22", NOTICE, [("工作的通知", "工作的通知的通知")], [(3, "的通知的通知")]),
    ("T22", NOTICE, [("做好夏季供水工作的", "转发《关于供水工作的通知》的")], []),
    ("T23", NOTICE, [("关于做好夏季供水工作的通知", "夏季供水工作方案")], [(3, "方案")]),
    ("T23", NOTICE, [("青岚水务集团有限公司文件", ""), ("关于做好夏季供水工作的通知", "夏季供水工作方案")], []),
    ("T24", NOTICE, [("现将有关事项通知如下。", "特此报告。")], [(5, "特此报告")]),
    ("T24", NOTICE, [("现将有关事项通知如下。", "特此通知。")], []),
    ("T24", REQUEST, [("的请示", "的报告")], [(5, "妥否，请批示")]),
    ("T25", REQUEST, [("人民政府：", "人民政府、青岚县财政局：")], [(4, "青岚县人民政府、青岚县财政局：")]),
    ("T25", REQUEST, [("\u3000签发人：林知夏", "")], [(2, "")]),
    ("T25", REQUEST, [("（联系人：江白；联系电话：0600-5550101）", "")], [(7, "")]),
    ("T30", NOTICE, [("各子公司，集团各部门：", "")], [(3, "")]),
    ("T30", NOTICE, [("各子公司，集团各部门：", ""), ("的通知", "的公告")], []),
    ("T31", NOTICE, [("各部门：", "各部门:")], [(4, ":")]),
    ("T32", NOTICE, [("青岚水务集团有限公司文件", "青岚城建投资有限公司文件")], [(10, "青岚水务集团有限公司")]),
    ("T32", NOTICE, [("青岚水务集团有限公司文件", "青岚水务集团文件")], [(10, "青岚水务集团有限公司")]),
    ("T33", REQUEST, [("青岚县水务局关于", "青岚县农业局关于")], [(3, "青岚县农业局")]),
    ("T33", REQUEST, [("青岚县水务局关于", "水务局关于")], []),
    ("T34", NOTICE, [("青岚水务集团有限公司办公室", "清源科技中心")], [(20, "清源科技中心")]),
    ("T34", NOTICE, [("青岚水务集团有限公司办公室", "集团综合部")], []),
    ("T40", NOTICE, [("2026年5月8日", "2026年9月8日")], [(11, "2026年9月8日"), (11, "2026年9月8日")]),
    ("T40", NOTICE, [("2026年5月8日", "")], [(10, "")]),
    ("T40", NOTICE, [("为做好", "按《甲》（青水发〔2027〕1号）做好")], [(5, "〔2027〕1号")]),
    ("T12", NOTICE, [("2026年5月8日", "二〇二六年五月八日")], [(11, "二〇二六年五月八日")]),
    ("T41", NOTICE, [("2．值班安排", "")], [(16, "附件2")]),
    ("T41", NOTICE, [("2．值班安排", "2．值班计划")], [(9, "值班计划")]),
    ("T41", NOTICE, [("2．值班安排", "3．值班安排")], [(9, "3")]),
    ("T41", NOTICE, [("附件：1．检修计划表", "附件：1．检修计划表”"), ("2．", "2. ")], [(8, "检修计划表”")]),
    ("T42", NOTICE, [("附件1、2", "附件1至3")], [(7, "附件1至3")]),
    ("T42", NOTICE, [("2．值班安排", "2．值班安排。")], [(9, "。")]),
    ("T42", NOTICE, [("附件：1", "附件:1")], [(8, ":")]),
    ("T42", NOTICE, [("附件1、2", "附件1—2")], []),
    ("T43", NOTICE, [("做好夏季供水工作", "印发《“值班”安排》")], [(13, "检修计划表")]),
    ("T43", NOTICE, [("做好夏季供水工作", "印发《检修计划表》")], []),
    ("T50", NOTICE, [("水务局。", "水务局")], [(19, "县水务局")]),
    ("T50", NOTICE, [("抄送：", "抄报：")], [(19, "抄报")]),
    ("T50", NOTICE, [("抄送：青岚县水务局", "抄送：集团各部门，青岚县水务局")], [(19, "集团各部门")]),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "rows", "changes", "expected"), ELEMENTS)
def test_elements_that_do_not_agree_are_named(
    rule: str, rows: tuple[Row, ...], changes: list[tuple[str, str]], expected: list[tuple[int | None, str]]
) -> None:
    # rows that fall out move those behind them up by one
    gone = sum(not new and any(old == row[1] for row in rows) for old, new in changes)
    shown = found(rule, *changed(rows, *changes))
    assert shown == expected or shown == [(n - gone if n else n, piece) for n, piece in expected]


OUTLINES: tuple[tuple[str, str, list[tuple[int, str]]], ...] = (
    ("T04", "一、甲\n三、乙", [(2, "三、")]),
    ("T04", "一、甲\n（一）乙\n（三）丙", [(3, "（三）")]),
    ("T04", "一、甲\n（1）乙", [(2, "（1）")]),
    ("T04", "一、甲\n1.乙\n2.丙\n二、丁\n（一）戊\n1.己\n（1）庚", []),
    ("T04", "第一章 总则\n第一条 目的。\n第二章 分则\n第二条 要求。\n第四条 附则。", [(5, "第四条")]),
    ("T04", "第一章 总则\n第一条 目的：\n（一）甲；\n（二）乙。\n第三章 分则\n第二条 要求。", [(5, "第三章")]),
    ("T04", "第一条规定了目的。\n第三条规定了要求。", []),
    ("T07", "一、总体要求。\n各单位要重视。\n二、重点任务\n各单位要落实。", [(1, "。")]),
    ("T07", "一、总体要求：\n（一）加强领导", [(1, "：")]),
    ("T07", "一、报送下列资料。\n二、做好准备。\n请于5月底前函复。", []),
    ("T07", "一、有下列情形之一的：\n（一）甲；\n（二）乙。", []),
    ("T07", "（一）甲项。要做好。\n（二）乙项。要做好。\n（三）丙项：要做好。", [(3, "丙项：")]),
    ("T07", "一、甲项：已完成。\n二、乙项：已完成。", []),
    ("T09", "他说：“第一段。\n“第二段。”", []),
    ("T09", "他说：“第一段。\n第二段。\n第三段。”", [(1, "“第一段。"), (3, "第三段。”")]),
    ("T09", "关于印发《青岚水务\n“节水年”方案》的通知", []),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "outline", "expected"), OUTLINES)
def test_paragraphs_are_judged_together(rule: str, outline: str, expected: list[tuple[int, str]]) -> None:
    assert found(rule, *(("text", line) for line in outline.splitlines())) == expected


def of(rule: str, findings: list[Diagnostic]) -> Diagnostic:
    (only,) = [f for f in findings if f.rule.number == rule]
    return only


def test_an_empty_place_in_an_attached_form_is_only_told() -> None:
    assert of("T44", text_findings(reading(*NOTICE), TODAY)).severity == "info"
    rows: list[Row] = [("title", "某单位实施方案（模板）", 1), ("text", "由XX部牵头。", 1)]
    assert of("T44", text_findings(reading(("text", "甲。"), *rows), TODAY)).severity == "info"
    blank = text_findings(reading(*changed(NOTICE, ("2026年5月8日", "2026年\u3000月\u3000日"))), TODAY)
    assert [(f.place.paragraph, f.severity) for f in blank if f.rule.number == "T44" and f.severity == "error"] == [
        (11, "error")
    ]


def test_changes_comments_and_hidden_text_in_the_file_are_found() -> None:
    notices = [
        Notice("deleted", "旧文", 1),
        Notice("comment", "请核", 1),
        Notice("hidden", "密", 1),
        Notice("picture", ""),
    ]
    shown = text_findings(reading(("text", "正文。"), notices=notices), TODAY)
    assert sorted(f.severity for f in shown if f.rule.number == "T46") == ["error", "error", "warning"]


def test_what_is_alive_in_the_file_is_told_once_for_a_kind_and_place() -> None:
    alive = (
        Alive("field", "DDE a b", 1),
        Alive("field", "DDE c d", 1),
        Alive("link", "file:///C:/甲.docx", 1),
        Alive("field", "DDE a b", None, "页眉"),
        Alive("own_template", "file:///C:/甲.dotx"),
    )
    shown = reading(("text", "正文。"))
    found = text_findings(replace(shown, manuscript=replace(shown.manuscript, alive=alive)), TODAY)
    told = [(f.place.paragraph, f.severity) for f in found if f.rule.number == "T47"]
    assert told == [(None, "error"), (None, "info"), (1, "error"), (1, "warning")]


def test_unseen_characters_of_the_text_are_told_once_and_lightly() -> None:
    shown = text_findings(reading(("text", "甲\u200b乙。"), ("text", "丙\ufeff丁。"), ("table", "1\u200e2|3")), TODAY)
    assert [(f.place.paragraph, f.severity) for f in shown if f.rule.number == "T48"] == [(1, "info")]


def test_a_date_of_the_document_in_han_numerals_breaks_its_own_clause() -> None:
    shown = of("T12", text_findings(reading(("date", "二〇二六年五月八日")), TODAY))
    assert (shown.severity, shown.clause, shown.strength) == ("error", "7.3.5.4", "must")


def test_a_date_in_a_table_may_be_short() -> None:
    assert of("T12", text_findings(reading(("table", "2026.5.8|甲")), TODAY)).severity == "info"


def test_attachments_that_are_files_of_their_own_are_a_question() -> None:
    shown = of("T41", text_findings(reading(("text", "见附件。"), ("listed", "附件：值班安排")), TODAY))
    assert (shown.severity, shown.place.paragraph, shown.found) == ("warning", 2, "值班安排")


def test_rules_are_numbered_once_and_each_has_a_case() -> None:
    numbers = [rule.number for rule, _ in CHECKS]
    tried = {rule for rule, *_ in (*SENTENCES, *ELEMENTS, *OUTLINES)} | {"T46", "T47"}
    assert numbers == sorted(set(numbers))
    assert tried == set(numbers)


def sample_texts() -> list[str]:
    """The body texts of the sample campaigns."""
    texts: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            texts.extend([value["正文"]] if isinstance(value.get("正文"), str) else [])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for path in sorted(ROOT.glob("data/*/活动.yaml")):
        walk(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))
    return texts


@pytest.mark.parametrize("body", sample_texts())
def test_the_texts_of_the_samples_are_clean(body: str) -> None:
    filled = re.sub(r"\{[^{}]*\}", "甲", body)  # fields that each recipient's copy fills
    rows: list[Row] = [("text", text) for _, text in lines(filled)]
    shown = text_findings(reading(*rows), date(2026, 12, 31))
    # their attachments are not text, so references to them cannot be followed here
    assert [(f.rule.number, f.text, f.found) for f in shown if f.severity != "info" and f.rule.number != "T42"] == []


PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "1、", "(1)", "①", "第一章 ", "第三条 ", "“", "”", "《", "》", "（", ")", "‘", "’", ",", "...", "、",
     "〔2026〕", "[26]", "3号", "2026年", "02月30日", "13月", "（星期三）", "至", "—", "-", "5", "1,200", "元", "约", "左右", "百分之",
     "附件", "2", "关于", "印发", "的通知", "报告", "请示", "特此通知。", "抄送：", "抄报", "签发人：", "×××", "____", "{{", "}}", "\n", "\u3000",
     "青岚水务集团有限公司", "青岚水务集团有现公司", "：", "。", "；", "a", "X", "㎡", "\0", "🙂"]
)  # fmt: skip
TEXT = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=20)
ROWS = st.lists(st.tuples(st.sampled_from(get_args(Role)), TEXT, st.integers(0, 2)), max_size=10)


@settings(max_examples=250, deadline=None)
@given(ROWS)
def test_any_text_is_judged_and_what_is_found_stands_where_it_is_said_to(rows: list[tuple[Role, str, int]]) -> None:
    made = reading(*((role, text, part) for role, text, part in rows), notices=[Notice("hidden", "x", 3)])
    texts = {line.number: line.text for line in made.manuscript.lines()}
    for f in text_findings(made, TODAY, KNOWN):
        assert f.message
        assert f.place.paragraph is None or (f.found or "") in texts[f.place.paragraph]
        assert f.place.paragraph is None or (f.text or "")[:3] in texts[f.place.paragraph]
