"""What is read must not get lost: elements that stand twice, lines that are half of something, long tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen.gongwen.document import Heading, Imprint, Table, TableHead
from docgen.gongwen.parse import parse, texts
from docgen.gongwen.plain import manuscript
from docgen.gongwen.reading.read import read, understand
from docgen.gongwen.roles import Reading
from docgen.gongwen.title import kind_of
from docgen.wording import width
from tests.gongwen.messy import AFTER, BEFORE, PAGE, STYLES, body, package

LETTER = "关于开展库房盘点的通知\n主送：各科室\n请各科室盘点库房。\n"
MINUTES = "华澜公司会议纪要\n第3期\n{}\n关于库房盘点的会议纪要\n会议听取了汇报。\n"


def reading(text: str) -> Reading:
    return understand(manuscript(text, "原稿.txt"))


def messages(found: Reading) -> str:
    return "；".join(f"{doubt.message}@{doubt.place.paragraph}" for doubt in found.doubts)


@pytest.mark.parametrize("line", ["综合处　　2026年5月8日", "综合处\t2026 年 5 月 8 日", "综合处  2026年 5月8日"])
def test_who_edited_minutes_is_parted_from_the_day_however_that_is_spaced(line: str) -> None:
    document = reading(MINUTES.format(line)).document
    assert (document.issuers, document.date) == (("综合处",), date(2026, 5, 8))


def test_who_edited_minutes_is_kept_where_the_minutes_have_a_date_of_their_own() -> None:
    found = reading(MINUTES.format("综合处　　2026年5月8日") + "华澜公司\n2026年5月6日\n")
    assert (found.document.issuers, found.document.date) == (("综合处",), date(2026, 5, 6))
    assert "编印日期“2026年5月8日”没有带进来@3" in messages(found)


def test_an_element_that_stands_twice_is_doubted() -> None:
    assert "有不止一个期号，只用了前一个@3" in messages(reading(MINUTES.format("第4期")))


def test_a_day_of_printing_that_no_calendar_has_is_doubted() -> None:
    found = reading(LETTER + "抄送：县档案馆。\n办公室　2026年2月30日印发\n")
    assert found.document.imprint == Imprint("县档案馆", "", "办公室", None)
    assert "印发日期“2026年2月30日”不是完整的日期，没有带进来@5" in messages(found)


def test_a_second_line_of_printing_is_doubted() -> None:
    found = reading(LETTER + "办公室　2026年5月9日印发\n综合处　2026年5月10日印发\n")
    assert "有不止一行印发机关和印发日期，只用了最后一行@4" in messages(found)


def test_the_organ_that_prints_is_no_copy_where_the_word_is_forgotten() -> None:
    imprint = reading(LETTER + "抄送：县档案馆。\n办公室　2026年5月9日\n").document.imprint
    assert imprint == Imprint("县档案馆", "", "办公室", date(2026, 5, 9))


def test_the_date_of_a_short_letter_is_no_imprint() -> None:
    document = reading(LETTER + "华澜公司\n2026年5月8日\n").document
    assert (document.signature, document.date, document.imprint) == (("华澜公司",), date(2026, 5, 8), None)


def test_a_long_table_keeps_all_its_rows() -> None:
    text = "库房清单\n" + "".join(f"\t{i}\n\t甲库{i}\n\t完好\n\n" for i in range(1500))
    (table,) = (block for block in reading(text).document.blocks if isinstance(block, Table))
    assert [row[0].text for row in table.rows] == [str(i) for i in range(1500)]


@pytest.mark.parametrize("typed", ["第3期", "〔2026〕第3期", "〔2026〕3号", "（第三期）", "2026年第3期"])
def test_an_issue_of_minutes_is_known_however_it_is_numbered(typed: str) -> None:
    document = reading(f"华澜公司会议纪要\n{typed}\n\n关于库房盘点的会议纪要\n会议听取了汇报。\n").document
    assert (document.issue_number, document.title) == (typed, "关于库房盘点的会议纪要")


def test_the_way_through_a_web_site_is_no_title() -> None:
    document = reading("首页 > 通知公告\n关于开展库房盘点的通知\n各科室：\n请盘点。\n").document
    assert (document.label, document.title) == ("", "关于开展库房盘点的通知")


@pytest.mark.parametrize("title", ["关于盘点的通知。", "关于盘点的通知（试行）", "关于盘点的通知(征求意见稿)"])
def test_the_kind_is_known_behind_a_full_stop_and_a_remark(title: str) -> None:
    assert reading(f"{title}\n各科室：\n请盘点。\n").document.kind == "通知"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于盘点的通知。", "通知"),
        ("关于盘点的通 知\n（试行）", "通知"),
        ("关于盘点的复函(征求意见稿)。", "函"),
        ("库房盘点方案", ""),
        ("", ""),
    ],
)
def test_a_title_says_its_kind(title: str, kind: str) -> None:
    assert kind_of(title) == kind


# ---- attachments


PLAN = "关于开展库房盘点的通知\n各科室：\n请各科室盘点库房。\n附件：盘点方案\n华澜公司\n2026年5月8日\n附件\n盘点方案\n请照表盘点。\n"


@pytest.mark.parametrize("label", ["附表1", "附表", "附图2", "附录1", "附表一", "附件1-1"])
def test_what_is_attached_is_known_however_it_is_called(label: str) -> None:
    found = reading(f"{PLAN}{label}\n各库分工表\n\t库房\n\t人数\n\n\t东库\n\t3\n")
    assert [(part.label, part.title) for part in found.document.parts] == [
        ("附件", "盘点方案"),
        (label, "各库分工表"),
    ]
    assert ("附件说明列了" in messages(found)) == label.startswith("附件")  # nothing lists 附件1-1


def test_a_table_of_the_text_that_is_called_so_ends_nothing() -> None:
    text = "关于盘点的通知\n各科室：\n人数见附表。\n附表1\n\t库房\n\t人数\n\n\t东库\n\t3\n\n\n请照办。\n华澜公司\n2026年5月8日\n"
    document = reading(text).document
    assert (document.parts, document.signature) == ((), ("华澜公司",))


@pytest.mark.parametrize("named", ["附表1", "附件1"])
def test_a_list_is_one_where_attachments_are_called_so(named: str) -> None:
    text = "关于盘点的通知\n各科室：\n请照办。\n附表：1.分工表\n2.汇总表\n华澜公司\n2026年5月8日\n"
    found = reading(f"{text}{named}\n分工表\n甲、乙。\n")
    listed = ("分工表", "汇总表") if named == "附表1" else ()
    assert (found.document.listed, found.document.listed_word) == (listed, "附表" if listed else "附件")
    assert ("像是附件说明" in messages(found)) == (not listed)


# ---- imprint


@pytest.mark.parametrize("word", ["报", "送", "发", "抄报", "分送", "分 送"])
def test_who_gets_minutes_is_kept_under_the_word_that_is_written(word: str) -> None:
    imprint = reading(LETTER + f"{word}：县档案馆。\n办公室　2026年5月9日印发\n").document.imprint
    assert imprint is not None
    assert (imprint.cc, imprint.others) == ("", ((word.replace(" ", ""), "县档案馆"),))


def test_several_lines_of_copies_stand_in_their_order() -> None:
    imprint = reading(LETTER + "发：各站。\n抄送：县档案馆。\n报：县供销合作社。\n").document.imprint
    assert imprint is not None
    assert imprint.copies == (("报", "县供销合作社"), ("抄送", "县档案馆"), ("发", "各站"))


# ---- tables


TABLE = "\t库房\n\t金额\n\n\t东库\n\t65\n"


@pytest.mark.parametrize(
    ("line", "align"),
    [
        ("单位：万元", "right"),
        ("单位：件、万元", "right"),
        ("　　　　　　　　　　　单位：元", "right"),
        ("填报单位：　　　　填报日期：　　年　月　日", "left"),
        ("填报单位（盖章）：　　　填报人：", "left"),
    ],
)
def test_a_line_over_a_table_belongs_to_it(line: str, align: str) -> None:
    found = reading(f"库房清单\n{line}\n{TABLE}")
    (table,) = (block for block in found.document.blocks if isinstance(block, Table))
    assert [(head.text, head.align) for head in table.heads] == [(line.strip("　"), align)]
    assert [placed.line.stripped for placed in found.placed if placed.role == "table_head" and placed.line] == [
        line.strip("　")
    ]
    assert found.document.subtitle == ()


@pytest.mark.parametrize("line", ["有关单位：请照下表报送。", "各单位按下表填报。", "联系人见下表："])
def test_a_sentence_over_a_table_is_text(line: str) -> None:
    found = reading(f"关于库房盘点的通知\n各科室：\n请盘点。\n{line}\n{TABLE}")
    (table,) = (block for block in found.document.blocks if isinstance(block, Table))
    assert table.heads == ()


def test_a_line_that_does_not_stand_over_a_table_is_text() -> None:
    found = reading("库房清单\n单位：万元\n下表列出各库。\n" + TABLE)
    (table,) = (block for block in found.document.blocks if isinstance(block, Table))
    assert table.heads == ()


def test_heads_of_tables_come_in_the_order_of_the_file() -> None:
    found = reading("库房清单\n填报单位：东站\n单位：万元\n" + TABLE)
    (table,) = (block for block in found.document.blocks if isinstance(block, Table))
    assert table.heads == (TableHead("填报单位：东站"), TableHead("单位：万元", "right"))


def test_no_heading_of_a_wide_table_is_left_with_one_character_a_line() -> None:
    names = ["类别", "序号", "任务", "现状说明", "存在问题", "工作举措", "一季度计划", "二季度计划", "三季度计划"]
    names += ["四季度计划", "分管负责同志", "承办部门及负责同志"]
    row = ["仓储管理制度体系", "1", "逐库核对账目和实物" * 4, "各库自查情况" * 9, *[""] * 8]
    cells = "".join(f"\t{cell}\n" for cell in names) + "\n" + "".join(f"\t{cell}\n" for cell in row)
    (table,) = (block for block in reading(f"任务台账\n{cells}").document.blocks if isinstance(block, Table))
    assert len(table.widths) == len(names)
    attached = reading(f"{PLAN}附表\n任务台账\n{cells}").document.parts[-1]
    (wide,) = (block for block in attached.blocks if isinstance(block, Table))
    assert attached.template == "附件（横向）"
    room = [53.8 * part / sum(wide.widths) - 0.8 for part in wide.widths]  # 字 between the rules of a landscape page
    assert min(room) >= 1.9
    assert max(width(name) / own for name, own in zip(names, room, strict=True)) < 4.2


# ---- lists and headings


def headings(text: str) -> list[str]:
    """The paragraphs of a text that are headings of their own line."""
    return [block.full_text for block in parse(text) if isinstance(block, Heading) and block.kind == "line"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第二条　物资包括：\n（一）农具；\n（二）种子；\n（三）化肥。\n第三条　顺序是：\n1.先开单；\n2.后提货。", []),
        ("物资包括：\n（一）农具；\n（二）种子，其中：\n1.稻种；\n2.麦种；\n（三）化肥。\n请照办。", []),
        ("一、范围\n（一）农具；\n（二）种子\n二、要求\n请照办。", ["一、范围", "二、要求"]),
        ("一、范围\n（一）农具。\n含锄头。\n（二）种子。\n含稻种。", ["一、范围", "（一）农具。", "（二）种子。"]),
    ],
)
def test_items_of_one_list_are_all_text_or_all_headings(text: str, found: list[str]) -> None:
    assert headings(text) == found


# ---- minutes


def test_who_was_there_is_known_with_blanks_in_the_label_and_names_on_two_lines() -> None:
    text = MINUTES.format("综合处　　2026年5月8日") + "出　　席：周岚\n　　　　　何一舟\n列 席：林溪\n"
    assert reading(text).document.meeting.rolls == (("出席", "周岚　何一舟"), ("列席", "林溪"))


# ---- web pages


WEB = "县供销社关于开展库房盘点的通知\n{}\n\n各基层社，县社各科室：\n　　请各社盘点库房。\n"


@pytest.mark.parametrize(
    "lines",
    [
        ["发布时间：2026-05-08　来源：办公室　浏览次数：12"],
        ["2026-05-08 10:30", "字体：【大 中 小】"],
        ["信息来源：县供销社", "【打印】【关闭】"],
    ],
)
def test_addressees_are_found_under_what_a_web_page_puts_between(lines: list[str]) -> None:
    found = reading(WEB.format("\n".join(lines)))
    assert (found.document.recipients, found.document.subtitle) == ("各基层社，县社各科室", ())
    assert all(line in messages(found) for line in lines)


def test_who_wrote_a_paper_may_stand_between_title_and_addressees() -> None:
    found = reading(WEB.format("仓储科供稿"))
    assert (found.document.recipients, found.document.subtitle) == ("各基层社，县社各科室", ("仓储科供稿",))
    assert "@2" in messages(found)


def test_a_salutation_further_down_is_no_addressee() -> None:
    found = reading("在盘点工作会议上的讲话\n周岚\n大家好\n各位同志：\n请认真盘点。\n").document
    assert (found.recipients, "各位同志：" in texts(found.blocks)) == ("", True)


# ---- doubts of Word files


def word(tmp_path: Path, *pieces: str, last: str = PAGE) -> Reading:
    """The reading of a file of these paragraphs."""
    return read(package(tmp_path / "原稿.docx", "".join(pieces), {"styles": STYLES}, last))


def test_columns_of_a_newspaper_are_doubted(tmp_path: Path) -> None:
    found = word(tmp_path, *BEFORE, *AFTER, last=f'{PAGE}<w:cols w:num="2"/>')
    assert "从这里起排成2栏" in messages(found)
    assert "栏" not in messages(word(tmp_path, *BEFORE, *AFTER, last=f'{PAGE}<w:cols w:num="1"/>'))


def test_a_bold_line_without_a_number_is_doubted(tmp_path: Path) -> None:
    found = word(tmp_path, *BEFORE, body("盘点范围", bold=True), body("全部库房。"), body("请照办。"), *AFTER)
    assert [doubt.text for doubt in found.doubts if "像小标题" in doubt.message] == ["盘点范围"]


def test_a_text_that_is_bold_all_over_holds_no_doubts(tmp_path: Path) -> None:
    found = word(tmp_path, *BEFORE[:6], body("盘点范围", bold=True), body("全部库房。", bold=True), *AFTER)
    assert "像小标题" not in messages(found)


# ---- who was at a meeting, in other words


@pytest.mark.parametrize("other", ["记录", "记录人", "缺席", "参加", "主持", "主持人", "出席人员", "列席人员"])
@pytest.mark.parametrize("first", [True, False])
def test_one_more_label_among_those_who_were_there_is_one_of_them(other: str, first: bool) -> None:
    rolls = [("出席", "周岚　何一舟"), ("列席", "林溪")]
    rolls.insert(0 if first else 2, (other, "苏筠"))
    text = MINUTES.format("综合处　　2026年5月8日") + "".join(f"{label}：{names}\n" for label, names in rolls)
    found = reading(text).document
    assert found.meeting.rolls == tuple(rolls)
    assert len(found.blocks) == 1


def test_who_was_there_may_stand_at_the_head_of_minutes() -> None:
    text = MINUTES.format("综合处　　2026年5月8日").replace("会议听取", "主持：周岚\n出席：何一舟\n会议听取")
    found = reading(text)
    assert found.document.meeting.rolls == (("主持", "周岚"), ("出席", "何一舟"))
    assert "到会人员写在正文前面" in messages(found)


def test_a_label_of_that_kind_alone_is_text() -> None:
    assert reading(LETTER + "记录：苏筠\n").document.meeting.rolls == ()


@pytest.mark.parametrize(
    "line", ["上一篇：关于防汛的通知", "下一篇：没有了", "打印本页 关闭窗口", "首页 > 公告 > 正文"]
)
def test_what_a_web_page_says_under_a_document_is_no_attachment(line: str) -> None:
    found = reading(f"关于盘点的通知\n各科室：\n请盘点。\n青禾公司\n2026年5月8日\n（联系人：周岚）\n{line}\n")
    assert (found.document.parts, found.document.signature) == ((), ("青禾公司",))
    assert [block.full_text for block in found.document.blocks if not isinstance(block, Table)][-1] == "请盘点。"
    assert f"网页下方的文字没有带进来：{line}" in messages(found)
