"""Files made by hand: what check takes them for, and that mending alters nothing that was right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen import package
from docgen.core.diagnostic import Diagnostic
from docgen.gongwen import judging
from docgen.gongwen.layout import layout_findings, suited
from docgen.gongwen.mending import Mended, mend
from docgen.gongwen.profile import profile
from docgen.gongwen.reading.read import read
from docgen.gongwen.roles import Reading
from tests.gongwen.handmade import FANG, HEI, KAI, WORDS, Made, closing, letter, notice, ruled

TODAY = date(2026, 10, 1)


def judged(path: Path) -> tuple[Reading, list[Diagnostic]]:
    reading = read(path)
    return reading, layout_findings(reading, profile(suited(reading)))


def mended(path: Path) -> tuple[Mended, Reading, list[Diagnostic]]:
    """What is changed, and what is read and found in the file after it."""
    reading, _ = judged(path)
    rules = profile(suited(reading))
    made = mend(package.read(path), reading, judging.judged(reading, rules, TODAY).faults, rules)
    copy = path.with_name(f"{path.stem}-改.docx")
    copy.write_bytes(package.build(made.parts))
    return made, *judged(copy)


def spots(found: list[Diagnostic]) -> set[tuple[str, str]]:
    """The rules that ask for something, with their severity; hints that need no change left out."""
    return {(f.rule.number, f.severity) for f in found if not (f.cure or "").startswith("不必改")}


def outline(reading: Reading) -> list[tuple[str, str, object]]:
    """The role, the words and the place of every paragraph outside of tables."""
    return [(p.role, p.line.text, p.line.spacing) for p in reading.placed if p.line]


LETTERS = {
    "number at the right under a red line": (letter(), "信函"),
    "number at the right": (letter(under_mark=False), "信函"),
    "red line over a centred number": (letter(align="center"), "信函"),
    "mark with 文件": (letter("澄湖水务有限公司文件", "center", under_mark=False), "国标"),
    "centred number over a red line": (letter(align="center", under_mark=False), "国标"),
}


@pytest.mark.parametrize(("made", "name"), LETTERS.values(), ids=LETTERS)
def test_a_letter_made_by_hand_is_known(made: Made, name: str, tmp_path: Path) -> None:
    assert suited(read(made.save(tmp_path / "函.docx"))) == name


def test_a_letter_stays_as_it_is_but_for_its_page_numbers(tmp_path: Path) -> None:
    path = letter().save(tmp_path / "函.docx")
    before, found = judged(path)
    assert spots(found) == {("G50", "error"), ("G56", "error")}
    assert "信函红线是单线，应有两条红色双线（标志下面、首页最下面各一条）" in {f.message for f in found}
    made, after, left = mended(path)
    assert {change.rule.number for change in made.changes} == {"G50"}
    assert outline(after) == outline(before)
    assert spots(left) == {("G56", "error")}
    assert not any("首页有页码" in (f.found or "") for f in left)


JOINT = (
    ("澄湖水务有限公司\n青山热力有限公司文件",),
    ("澄湖水务有限公司", "青山热力有限公司文件"),
    ("澄湖水务有限公司", "青山热力有限公司　文件", "云溪燃气有限公司"),
)


@pytest.mark.parametrize("mark", JOINT)
def test_a_mark_of_several_organs_gives_no_alarm(mark: tuple[str, ...], tmp_path: Path) -> None:
    made = notice(*mark)
    closing(made)
    made.page_number()
    reading, found = judged(made.save(tmp_path / "联合.docx"))
    assert suited(reading) == "国标"
    assert spots(found) == {("G45", "warning")}
    assert mended(tmp_path / "联合.docx")[0].changes == ()


def test_lines_over_a_table_are_left_as_they_are(tmp_path: Path) -> None:
    made = notice()
    closing(made)
    made.page_number()
    made.add("附件", HEI, new_page=True)
    made.blank()
    made.title("管网巡查台账")
    made.add("填报单位：　　　　　　　　填报日期：　　年　月　日", size=12)
    made.table([["序号", "地点"], ["1", "青石桥"]])
    made.add("单位：万元", size=12, align="right")
    made.table([["序号", "金额"], ["1", "3"]])
    path = made.save(tmp_path / "台账.docx")
    before, found = judged(path)
    assert spots(found) == {("G45", "warning")}
    fixed, after, _ = mended(path)
    assert fixed.changes == ()
    assert outline(after) == outline(before)


def test_a_speech_need_not_have_page_numbers(tmp_path: Path) -> None:
    made = Made()
    made.title("在供水安全工作会议上的讲话")
    made.add("（2026年5月6日）", KAI, align="center")
    made.blank()
    made.add("同志们：")
    made.text(*WORDS)
    found = judged(made.save(tmp_path / "讲话.docx"))[1]
    assert spots(found) == {("G50", "info")}


def test_an_imprint_without_its_last_rule(tmp_path: Path) -> None:
    made = notice()
    closing(made)
    made.page_number()
    ruled(made.add("抄送：市水务局。", size=14, first=1), "top", "000000", 8, 1)
    ruled(made.add("澄湖水务有限公司办公室　　　　　　　2026年5月21日印发", size=14, first=1), "top", "000000", 6, 1)
    found = judged(made.save(tmp_path / "版记.docx"))[1]
    assert [f.message for f in found if f.rule.number == "G45"] == ["版记没有末条分隔线"]


def test_headings_of_chapters(tmp_path: Path) -> None:
    made = Made()
    made.page_number()
    made.title("管网巡查办法")
    made.blank()
    made.add("第一章　总则", HEI, align="center")
    made.text("第一条　为规范巡查工作，制定本办法。")
    made.add("第二章　巡查", HEI, first=2)
    made.text("第二条　巡查每周1次。")
    path = made.save(tmp_path / "办法.docx")
    assert spots(judged(path)[1]) == set()
    assert mended(path)[0].changes == ()
    made.add("　　　　　　　　　　第三章　附则", HEI)
    made.text("第三条　本办法自印发之日起施行。")
    path = made.save(tmp_path / "办法.docx")
    assert spots(judged(path)[1]) == {("G28", "info")}
    _, after, left = mended(path)
    assert spots(left) == set()
    assert [line.spacing.align for line in after.of("heading") if line.text.startswith("第三章")] == ["center"]


def test_what_may_stay_is_not_mended(tmp_path: Path) -> None:
    made = notice()
    closing(made)
    made.page_number()
    path = made.save(tmp_path / "通知.docx")
    hints = {f.rule.number: f for f in judged(path)[1] if f.severity == "info"}
    assert set(hints) == {"G07", "G51"}
    assert all("可以用" in f.message and (f.cure or "").startswith("不必改；如果") for f in hints.values())
    assert mended(path)[0].changes == ()


def test_a_paper_that_follows_under_a_label_of_its_own_stays_on_its_page(tmp_path: Path) -> None:
    made = notice()
    closing(made)
    made.page_number()
    made.add("附表1", HEI, new_page=True)
    made.title("管网巡查任务分解表")
    made.table([["序号", "地点"], ["1", "青石桥"]])
    path = made.save(tmp_path / "附表.docx")
    pages = [line.text for line in read(path).manuscript.lines() if line.new_page]
    _, after, _ = mended(path)
    assert [line.text for line in after.manuscript.lines() if line.new_page] == pages


def test_a_name_written_with_blanks_is_told_how_to_stand(tmp_path: Path) -> None:
    made = notice()
    made.blank(2)
    made.add("　　　　　　　　　　　　　　　　　　澄湖水务有限公司")
    made.add("　　　　　　　　　　　　　　　　　　2026年5月20日")
    found = {f.rule.number: f for f in judged(made.save(tmp_path / "通知.docx"))[1]}
    assert found["G36"].cure == "请删去前面的空格，点“开始→右对齐”，再在“段落→缩进→右侧”里设4字符"


@pytest.mark.parametrize(("lines", "rules"), [(2, {"G17"}), (9, set()), (20, {"G17"})])
def test_no_blank_line_pushes_the_date_to_another_page(lines: int, rules: set[str], tmp_path: Path) -> None:
    made = Made()
    made.page_number()
    made.mark("澄湖水务有限公司文件")
    ruled(made.add("澄水发〔2026〕12号", align="center"))
    made.blank(2)
    made.title("关于开展管网巡查工作的通知")
    made.blank()
    made.add("各营业所：")
    made.text(*["各营业所每周巡查1次，巡查结果记入台账。"] * lines)
    closing(made)
    path = made.save(tmp_path / "通知.docx")
    assert {change.rule.number for change in mended(path)[0].changes} == rules


def test_a_date_at_the_foot_of_a_page_stays_there(tmp_path: Path) -> None:
    made = notice()
    made.text(*["各营业所每周巡查1次，巡查结果记入台账。"] * 7)
    made.add("澄湖水务有限公司", align="right", right=3.5)
    made.add("2026年5月20日", align="right", right=4)
    made.page_number()
    path = made.save(tmp_path / "通知.docx")
    before = len(read(path).manuscript.items)
    fixed, after, _ = mended(path)
    assert "G33" not in {change.rule.number for change in fixed.changes}
    assert len(after.manuscript.items) == before


def test_what_is_filled_in_under_a_table_is_left_as_it_is(tmp_path: Path) -> None:
    made = notice()
    closing(made)
    made.page_number()
    made.add("附件", HEI, new_page=True)
    made.blank()
    made.title("管网巡查台账")
    made.table([["序号", "地点"], ["1", "青石桥"]])
    made.add("填报人：　　　　　　审核人：", size=12)
    path = made.save(tmp_path / "台账.docx")
    before, found = judged(path)
    assert spots(found) == {("G45", "warning")}
    fixed, after, _ = mended(path)
    assert fixed.changes == ()
    assert outline(after) == outline(before)


def test_articles_of_rules_may_be_in_either_face(tmp_path: Path) -> None:
    made = Made()
    made.title("管网巡查管理办法")
    made.blank()
    for number in "一二三":
        made.add(f"第{number}条　各营业所每周巡查1次，巡查结果记入台账。", HEI if number == "二" else FANG, first=2)
    found = judged(made.save(tmp_path / "办法.docx"))[1]
    assert not [f for f in found if f.rule.number == "G30"]
