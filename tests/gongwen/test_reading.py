"""What is read must not get lost: elements that stand twice, lines that are half of something, long tables."""

from __future__ import annotations

from datetime import date

import pytest

from docgen.gongwen.document import Imprint, Table
from docgen.gongwen.plain import manuscript
from docgen.gongwen.reading.read import understand
from docgen.gongwen.roles import Reading

LETTER = "关于开展库房盘点的通知\n主送：各科室\n请各科室盘点库房。\n"
MINUTES = "华澜公司会议纪要\n第3期\n{}\n关于库房盘点的会议纪要\n会议听取了汇报。\n"


def reading(text: str) -> Reading:
    return understand(manuscript(text, "原稿.txt"))


def messages(found: Reading) -> str:
    return "；".join(f"{doubt.message}@{doubt.line}" for doubt in found.doubts)


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
    assert (document.label, document.title) == ("首页 > 通知公告", "关于开展库房盘点的通知")


@pytest.mark.parametrize("title", ["关于盘点的通知。", "关于盘点的通知（试行）", "关于盘点的通知(征求意见稿)"])
def test_the_kind_is_known_behind_a_full_stop_and_a_remark(title: str) -> None:
    assert reading(f"{title}\n各科室：\n请盘点。\n").document.kind == "通知"
