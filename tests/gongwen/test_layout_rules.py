"""The layout rules on a small document that conforms, and on the same with one thing changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.deviation import deviation
from docgen.gongwen.document import Document
from docgen.gongwen.layout import CHECKS, layout_findings, suited, weighed
from docgen.gongwen.layout.case import Case
from docgen.gongwen.layout.hues import hue
from docgen.gongwen.manuscript import Aligned, Box, Grid, Line, Looks, Manuscript, PageSetup, Rule, Run, Spacing
from docgen.gongwen.profile import Profile, house, names, profile
from docgen.gongwen.roles import Placed, Reading, Role
from docgen.gongwen.rules.layout import LayoutRule

FANG = Looks(face="仿宋_GB2312", latin="Times New Roman", size=16, tracking=-5)
KAI, HEI = replace(FANG, face="楷体_GB2312"), replace(FANG, face="黑体")
TITLE = Looks(face="方正小标宋简体", size=22)
MARK = Looks(face="方正小标宋简体", size=54, color="FF0000")
SMALL = Looks(face="仿宋_GB2312", size=14)
FOLIO = Looks(face="宋体", latin="宋体", size=14)
RED = Rule("FF0000", 12, gap=7)
EXACT = Spacing(line=579, rule="exact")
BODY = replace(EXACT, first=632, first_chars=2.0)
CENTRE = replace(EXACT, align="center")


def footer(align: Aligned, left: int = 0, right: int = 0) -> tuple[Line, ...]:
    return (Line(0, "— {PAGE} —", (Run("— {PAGE} —", FOLIO),), Spacing(align, left, right)),)


PAGE = PageSetup(
    top=2098,
    bottom=1984,
    left=1587,
    right=1474,
    grid="lines",
    pitch=579,
    footers=(("default", footer("right", right=280)), ("even", footer("left", left=280))),
)


def line(text: str, looks: Looks = FANG, spacing: Spacing = BODY) -> Line:
    return Line(0, text, (Run(text, looks),), spacing)


Piece = tuple[Line | Grid, Role, int, int]
BLANK: Piece = (Line(0, "", (), EXACT), "blank", 0, 0)


def table(rows: int = 3, width: int = 8845, header_rows: int = 1) -> Grid:
    cells = tuple((Box((line("数", SMALL, Spacing()),)),) for _ in range(rows))
    return Grid(0, cells, (width,), header_rows, width=width)


def pieces() -> list[Piece]:
    """A notice with a masthead, a listed attachment, a seal, an attachment and an imprint in a text box."""
    thick, thin = Rule("000000", 8, width=8845), Rule("000000", 6, width=8845)
    listed = replace(EXACT, left=2053, left_chars=2.0, first=-1421, first_chars=-4.5)
    further = replace(EXACT, left=2053, left_chars=5.0, first=-474, first_chars=-1.5)
    copies = Spacing(left=1120, right=280, first=-840)
    printed = Spacing(left=280, right=280, tabs=(("right", 8565),))
    last = line("青禾县水务局办公室\t2026年5月9日印发", SMALL, printed)
    long = "附件：1．青禾县乡镇供水管网巡查和维护工作任务分解表（含责任单位和完成时限）"
    return [
        (line("000012", FANG, EXACT), "copy_no", 0, 0),
        (line("机密★1年", HEI, EXACT), "secrecy", 0, 0),
        (line("特急", HEI, EXACT), "urgency", 0, 0),
        (line("青禾县水务局文件", MARK, CENTRE), "mark", 0, 0),
        BLANK,
        BLANK,
        (replace(line("青水发〔2026〕7号", FANG, CENTRE), below=RED), "number", 0, 0),
        BLANK,
        BLANK,
        (line("青禾县水务局关于开展", TITLE, CENTRE), "title", 0, 0),
        (line("乡镇供水管网巡查工作的通知", TITLE, CENTRE), "title", 0, 0),
        BLANK,
        (line("各乡镇水务站：", FANG, EXACT), "recipients", 0, 0),
        (line("为保证夏季供水，现就巡查工作通知如下。"), "text", 0, 0),
        (line("一、巡查范围", HEI), "heading", 0, 1),
        (line("各乡镇的供水主管和支管都要巡查一遍。"), "text", 0, 0),
        (
            Line(
                0, "（一）主管。每月巡查一次，做好记录。",
                (Run("（一）主管。", KAI), Run("每月巡查一次，做好记录。", FANG)), BODY,
            ),
            "heading", 0, 2,
        ),
        (line("巡查结果在月底前报送。"), "text", 0, 0),
        BLANK,
        (line(long, FANG, listed), "listed", 0, 0),
        (line("2．联系人名单", FANG, further), "listed", 0, 0),
        BLANK,
        BLANK,
        (line("青禾县水务局", FANG, replace(EXACT, align="right", right_chars=4.55)), "signature", 0, 0),
        (line("2026年5月8日", FANG, replace(EXACT, align="right", right_chars=4.0)), "date", 0, 0),
        (line("（联系人：巡查办公室）"), "note", 0, 0),
        (replace(line("附件1", HEI, EXACT), new_page=True), "label", 1, 0),
        BLANK,
        (line("任务分解表", TITLE, CENTRE), "title", 1, 0),
        (line("本表由各站填写。"), "text", 1, 0),
        (table(), "table", 1, 0),
        (replace(line("抄送：县府办。", SMALL, copies), boxed=True, above=thick), "imprint", 1, 0),
        (replace(last, boxed=True, above=thin, below=thick), "imprint", 1, 0),
    ]  # fmt: skip


def reading(
    made: list[Piece] | None = None, pages: tuple[PageSetup, ...] = (PAGE,), kind: str = "通知", odd_even: bool = True
) -> Reading:
    placed = []
    for number, (item, role, part, level) in enumerate(made if made is not None else pieces(), 1):
        placed.append(Placed(replace(item, number=number), role, part, level))
    items = tuple(p.item for p in placed)
    title = "".join(p.line.stripped for p in placed if p.role == "title" and p.part == 0 and p.line)
    manuscript = Manuscript("巡查通知.docx", items, pages, FANG, odd_even=odd_even)
    return Reading(Document("", kind, title), manuscript, tuple(placed))


def changed(at: str, change: Callable[[Line], Line]) -> Reading:
    """The conforming document with each line that begins with ``at`` changed."""
    made: list[Piece] = []
    for item, role, part, level in pieces():
        if isinstance(item, Line) and at and item.text.startswith(at):
            item = change(item)
        made.append((item, role, part, level))
    return reading(made)


def looked(**looks: Any) -> Callable[[Line], Line]:
    def change(old: Line) -> Line:
        return replace(old, runs=tuple(Run(run.text, replace(run.looks, **looks)) for run in old.runs))

    return change


def findings(judged: Reading, by: Profile | None = None) -> list[Diagnostic]:
    return layout_findings(judged, by or profile("国标"))


def spots(judged: Reading, by: Profile | None = None) -> list[tuple[str, str, str | None, str | None, str]]:
    return [(f.rule.number, f.severity, f.clause, f.strength, (f.text or "")[:4]) for f in findings(judged, by)]


def test_a_conforming_document_has_no_findings() -> None:
    assert findings(reading()) == []


def test_a_conforming_document_has_no_findings_the_second_time() -> None:
    judged = reading()
    assert layout_findings(judged, profile("国标")) == layout_findings(judged, profile("国标")) == []


def spaced(**spacing: Any) -> Callable[[Line], Line]:
    return lambda old: replace(old, spacing=replace(old.spacing, **spacing))


def worded(text: str) -> Callable[[Line], Line]:
    return lambda old: replace(old, text=text, runs=(Run(text, old.runs[0].looks),))


def without(at: str) -> Reading:
    return reading([piece for piece in pieces() if not (isinstance(piece[0], Line) and piece[0].text.startswith(at))])


def blanks_at(at: str, count: int) -> Reading:
    """The document with so many blank lines above the line that begins with ``at``."""
    made: list[Piece] = []
    for piece in pieces():
        if isinstance(piece[0], Line) and piece[0].text.startswith(at):
            while made and made[-1][1] == "blank":
                made.pop()
            made += [BLANK] * count
        made.append(piece)
    return reading(made)


PARAGRAPHS = [
    ("G08", changed("巡查结果", looked(color="0000FF")), "error", "5.2.4", "must", "巡查结果"),
    ("G09", changed("巡查结果", looked(face="宋体")), "warning", "5.2.2", "usual", "巡查结果"),
    ("G10", changed("巡查结果", looked(size=12.0)), "warning", "5.2.2", "usual", "巡查结果"),
    ("G11", changed("000012", worded("0012")), "warning", "7.2.1", "usual", "0012"),
    ("G11", changed("000012", looked(size=14.0)), "warning", "7.2.1", "usual", "0000"),
    ("G12", changed("机密", looked(face="仿宋")), "warning", "7.2.2", "usual", "机密★1"),
    ("G13", changed("特急", looked(face="楷体")), "warning", "7.2.3", "usual", "特急"),
    ("G15", changed("青禾县水务局文件", spaced(align="left")), "error", "7.2.4", "must", "青禾县水"),
    ("G16", changed("青禾县水务局文件", looked(color="")), "info", "7.2.4", "recommended", "青禾县水"),
    ("G17", blanks_at("青水发", 1), "error", "7.2.5", "must", "青水发〔"),
    ("G18", changed("青水发", spaced(align="left")), "error", "7.2.5", "must", "青水发〔"),
    ("G18", changed("青水发", looked(face="黑体")), "warning", "5.2.2", "usual", "青水发〔"),
    ("G20", changed("青水发", lambda old: replace(old, below=None)), "error", "7.2.7", "must", "青水发〔"),
    ("G20", changed("青水发", lambda old: replace(old, below=Rule("", 12, gap=7))), "error", "7.2.7", "must", "青水发〔"),
    (
        "G20",
        changed("青水发", lambda old: replace(old, below=Rule("FF0000", 12, width=8000, gap=7))),
        "error", "7.2.7", "must", "青水发〔",
    ),
    (
        "G20",
        changed("青水发", lambda old: replace(old, below=Rule("FF0000", 12, gap=1))),
        "info", "7.2.7", "practice", "青水发〔",
    ),
    ("G21", changed("青禾县水务局关于", looked(face="宋体", bold=True)), "warning", "7.3.1", "usual", "青禾县水"),
    ("G22", changed("青禾县水务局关于", looked(size=18.0)), "warning", "7.3.1", "usual", "青禾县水"),
    ("G23", changed("青禾县水务局关于", spaced(left=640)), "warning", "7.3.1", "usual", "青禾县水"),
    ("G24", blanks_at("青禾县水务局关于", 1), "warning", "7.3.1", "usual", "青禾县水"),
    ("G25", changed("乡镇供水管网", worded("的乡镇供水管网巡查工作的通知")), "warning", "7.3.1", "usual", "的乡镇供"),
    ("G25", changed("乡镇供水管网", worded("通知")), "warning", "7.3.1", "usual", "通知"),
    ("G26", changed("各乡镇水务站", spaced(first=640)), "error", "7.3.2", "must", "各乡镇水"),
    ("G27", blanks_at("各乡镇水务站", 0), "error", "7.3.2", "must", "各乡镇水"),
    ("G28", changed("巡查结果", spaced(first=0, first_chars=None)), "warning", "7.3.3", "usual", "巡查结果"),
    ("G28", changed("巡查结果", spaced(left=640)), "warning", "7.3.3", "usual", "巡查结果"),
    ("G30", changed("一、", looked(face="仿宋")), "warning", "7.3.3", "usual", "一、巡查"),
    ("G30", changed("一、", looked(size=14.0)), "warning", "7.3.3", "usual", "一、巡查"),
    ("G31", changed("巡查结果", looked(bold=True)), "info", "7.3.3", "practice", "巡查结果"),
    ("G32", blanks_at("巡查结果", 1), "info", "7.3.3", "practice", ""),
    ("G33", blanks_at("附件：", 0), "error", "7.3.4", "must", "附件：1"),
    ("G36", changed("2026年5月8日", spaced(right_chars=0.0)), "warning", "7.3.5.1", "usual", "2026"),
    ("G37", changed("青禾县水务局", lambda old: spaced(right_chars=6.5)(old) if old.text == "青禾县水务局" else old),
     "warning", "7.3.5.1", "usual", "青禾县水"),
    ("G39", changed("2026年5月8日", looked(face="黑体")), "warning", "5.2.2", "usual", "2026"),
    ("G40", changed("（联系人", spaced(first_chars=0.0)), "error", "7.3.6", "must", "（联系人"),
    ("G40", changed("（联系人", worded("联系人：巡查办公室")), "error", "7.3.6", "must", "联系人："),
    ("G41", changed("附件1", lambda old: replace(old, new_page=False)), "error", "7.3.7", "must", "附件1"),
    ("G42", changed("附件1", looked(face="仿宋")), "error", "7.3.7", "must", "附件1"),
    ("G43", blanks_at("任务分解表", 0), "error", "7.3.7", "must", "任务分解"),
    ("G44", changed("任务分解表", spaced(align="left")), "error", "7.3.7", "must", "任务分解"),
    ("G44", changed("任务分解表", looked(size=16.0)), "info", None, "practice", "任务分解"),
    ("G46", changed("抄送", looked(size=16.0)), "warning", "7.4.2", "usual", "抄送：县"),
    ("G47", changed("抄送", spaced(left=0, first=0)), "error", "7.4.2", "must", "抄送：县"),
    ("G48", changed("青禾县水务局办公室", spaced(left=0)), "error", "7.4.2", "must", "青禾县水"),
    ("G48", changed("青禾县水务局办公室", worded("青禾县水务局办公室\t2026年5月9日")), "error", "7.4.3", "must", "青禾县水"),
    ("G49", changed("抄送", lambda old: replace(old, boxed=False)), "info", "7.4.1", "practice", "抄送：县"),
    ("G58", changed("巡查结果", looked(highlight="yellow")), "info", None, "practice", "巡查结果"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "judged", "severity", "clause", "strength", "text"), PARAGRAPHS)
def test_one_thing_changed_is_the_one_thing_found(
    rule: str, judged: Reading, severity: str, clause: str | None, strength: str, text: str
) -> None:
    assert (rule, severity, clause, strength, text) in spots(judged)
    assert {found.rule.number for found in findings(judged)} == {rule}


def test_every_finding_says_what_was_found_what_is_right_and_how_to_mend_it() -> None:
    for _, judged, *_ in PARAGRAPHS:
        for found in findings(judged):
            assert found.found
            assert found.expected
            assert found.cure
            lines = {p.item.number: p.line for p in judged.placed}
            here = lines[found.place.paragraph or 0]
            assert here is not None
            assert here.stripped.startswith(found.text or "")


def test_the_message_names_the_size() -> None:
    (found,) = findings(changed("巡查结果", looked(size=12.0)))
    assert found.message == "正文第5段的字号是小四（12磅），一般应为三号（16磅）"
    assert (found.place.paragraph, found.found, found.expected) == (18, "小四（12磅）", "三号（16磅）")


PAGES = [
    ("G01", replace(PAGE, width=11907 + 400), "error", "5.1"),
    ("G02", replace(PAGE, top=1440), "error", "5.2.1"),
    ("G03", replace(PAGE, left=1800), "error", "5.2.1"),
    ("G04", replace(PAGE, right=1800), "error", "5.2.1"),
    ("G05", replace(PAGE, bottom=1440), "error", "5.2.1"),
    ("G50", replace(PAGE, footers=()), "error", "7.5"),
    ("G51", replace(PAGE, footers=(("default", footer("left", left=280)), ("even", footer("left", left=280)))), "error", "7.5"),
    ("G51", replace(PAGE, footers=(("default", footer("right")), ("even", footer("left", left=280)))), "error", "7.5"),
    ("G51", replace(PAGE, footers=(("default", footer("center")), ("even", footer("center")))), "info", "7.5"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "page", "severity", "clause"), PAGES)
def test_a_page_that_deviates(rule: str, page: PageSetup, severity: str, clause: str) -> None:
    assert (rule, severity, clause) in {
        (f.rule.number, f.severity, f.clause) for f in findings(reading(pages=(page,)))
    }


def test_the_margins_of_the_electronic_form_are_said_and_let_pass() -> None:
    compensated = replace(PAGE, top=1960, bottom=1847)
    assert [(f.rule.number, f.severity, f.strength) for f in findings(reading(pages=(compensated,)))] == [
        ("G02", "info", "practice")
    ]
    assert findings(reading(pages=(compensated,)), profile("电子公文")) == []


@pytest.mark.parametrize(
    ("spacing", "severity"),
    [
        ({"line": 600, "rule": "exact"}, "warning"),
        ({"line": 560, "rule": "exact"}, None),
        ({"line": 580, "rule": "exact"}, "info"),
        ({"line": 360, "rule": "auto"}, "warning"),
        ({"line": 240, "rule": "auto"}, None),
        ({"line": 240, "rule": "auto", "snap_to_grid": False}, "warning"),
    ],
)
def test_lines_of_a_page(spacing: dict[str, object], severity: str | None) -> None:
    made: list[Piece] = []
    for item, role, part, level in pieces():
        if role in ("text", "heading") and isinstance(item, Line):
            item = spaced(**spacing)(item)
        made.append((item, role, part, level))
    found = [(f.rule.number, f.severity) for f in findings(reading(made))]
    assert found == ([("G06", severity)] if severity else [])


@pytest.mark.parametrize(("tracking", "severity"), [(-5, None), (0, "info"), (40, "warning")])
def test_characters_of_a_line(tracking: int, severity: str | None) -> None:
    made: list[Piece] = []
    for item, role, part, level in pieces():
        if role == "text" and isinstance(item, Line):
            item = spaced(first_chars=None, first=2 * (320 + tracking))(looked(tracking=tracking)(item))
        made.append((item, role, part, level))
    found = [(f.rule.number, f.severity) for f in findings(reading(made))]
    assert found == ([("G07", severity)] if severity else [])


def test_the_character_grid_of_word_has_28_characters() -> None:
    grid = replace(PAGE, grid="linesAndChars", char_space=-841)
    made = [(looked(tracking=0)(i) if isinstance(i, Line) and r == "text" else i, r, p, v) for i, r, p, v in pieces()]
    assert "G07" not in {f.rule.number for f in findings(reading(made, (grid,)))}


def signed(name: str, name_right: float, day_right: float, above: int = 1) -> list[str]:
    """The rules that a signature of this place over a date breaks; blanks in 字 from the right edge."""
    made: list[Piece] = []
    for piece in pieces():
        if piece[1] == "signature":
            while made[-1][1] == "blank":
                made.pop()
            made += [BLANK] * above
            piece = (line(name, FANG, replace(EXACT, align="right", right_chars=name_right)), "signature", 0, 0)
        elif piece[1] == "date":
            piece = (line("2026年5月8日", FANG, replace(EXACT, align="right", right_chars=day_right)), "date", 0, 0)
        made.append(piece)
    return [found.rule.number for found in findings(reading(made))]


def test_a_document_without_a_seal() -> None:
    # the name is 8 字 wide, the date 7.1: it begins two 字 behind the name and ends 0.9 字 from the right
    assert signed("青禾县供水管理站", 2.0, 0.9) == []
    assert signed("青禾县供水管理站", 2.0, 2.0) == ["G38"]
    assert signed("青禾县供水管理站", 2.0, 0.9, above=0) == ["G38"]
    # a date longer than the name ends two 字 from the right, the name further in
    assert signed("县水务局", 7.1, 2.0) == []


def test_a_sealed_document() -> None:
    assert signed("青禾县乡镇供水管理中心", 2.05, 4.0, above=2) == []
    assert signed("青禾县乡镇供水管理中心", 2.05, 1.0, above=2) == ["G36"]
    assert signed("青禾县乡镇供水管理中心", 4.0, 4.0, above=2) == ["G37"]


def test_the_date_makes_room_for_a_name_that_would_stand_over_the_margin() -> None:
    # 19 字 over a date of 7.1 that ends 4 字 from the right would end 1.95 字 beyond it; 5.95 let it end at the margin
    name = "青禾县农村饮水安全工程建设领导小组办公室"[:19]
    assert signed(name, 0.0, 5.95, above=2) == []
    assert signed(name, 0.0, 9.0, above=2) != []


def test_full_width_blanks_behind_a_date_count_as_its_distance_from_the_right() -> None:
    made = changed(
        "2026年5月8日", lambda old: worded("2026年5月8日\u3000\u3000\u3000\u3000")(spaced(right_chars=None)(old))
    )
    assert findings(made) == []


def test_the_same_wrong_look_of_most_paragraphs_is_said_once() -> None:
    made = [(looked(face="宋体")(i) if isinstance(i, Line) and r == "text" else i, r, p, v) for i, r, p, v in pieces()]
    (found,) = findings(reading(made))
    assert (found.rule.number, found.place.paragraph) == ("G09", 14)
    assert "共4段" in found.message


def test_blanks_typed_for_an_indent() -> None:
    made = changed("巡查结果", lambda old: worded("\u3000\u3000" + old.text)(spaced(first=0, first_chars=None)(old)))
    assert spots(made) == [("G29", "warning", "7.3.3", "usual", "巡查结果")]


def test_only_the_sentence_of_a_run_in_heading_has_the_face_of_a_heading() -> None:
    made = changed("（一）", looked(face="楷体_GB2312"))
    assert spots(made) == [("G09", "warning", "5.2.2", "usual", "（一）主")]


def test_wrapped_names_of_attachments_are_aligned() -> None:
    made = changed("附件：1", spaced(left_chars=2.0, first_chars=0.0))
    assert spots(made) == [("G35", "error", "7.3.4", "must", "附件：1")]
    made = changed("2．联系人", spaced(left_chars=2.0, first_chars=0.0))
    assert spots(made) == [("G35", "error", "7.3.4", "must", "2．联系")]
    made = changed("附件：1", spaced(left=1421, left_chars=None, first_chars=-4.5))
    assert spots(made) == [("G34", "error", "7.3.4", "must", "附件：1")]


def test_a_label_that_is_not_on_the_first_line() -> None:
    made = [piece for piece in pieces() if piece[1] != "label"]
    at = next(i for i, piece in enumerate(made) if piece[2] == 1)
    first: Piece = (replace(BLANK[0], new_page=True), "blank", 1, 0)
    made[at - 1 : at - 1] = [first, (line("附件1", HEI, EXACT), "label", 1, 0)]
    assert spots(reading(made)) == [("G43", "error", "7.3.7", "must", "附件1")]


def upward(number: str, spacing: Spacing, name: Looks = KAI) -> Reading:
    made: list[Piece] = []
    label, signer = number.split("：")
    for item, role, part, level in pieces():
        if role == "number":
            runs = (Run(label + "：", FANG), Run(signer, name))
            item = Line(0, number, runs, spacing, below=replace(RED, width=8845))
        elif isinstance(item, Line) and item.text.startswith("乡镇供水"):
            item = worded("乡镇供水管网巡查工作的请示")(item)
        made.append((item, role, part, level))
    return reading(made, kind="请示")


def test_a_document_sent_upwards_has_its_number_at_the_left_and_the_signer_at_the_right() -> None:
    spacing = replace(EXACT, left_chars=1.0, tabs=(("right", 8529),))
    assert findings(upward("青水发〔2026〕7号\t签发人：李明远", spacing)) == []
    assert {s[:4] for s in spots(upward("青水发〔2026〕7号\t签发人：李明远", spacing, FANG))} == {
        ("G19", "error", "7.2.6", "must")
    }
    off = replace(spacing, tabs=(("right", 8000),))
    assert {s[:4] for s in spots(upward("青水发〔2026〕7号\t签发人：李明远", off))} == {
        ("G19", "error", "7.2.6", "must")
    }


def test_a_request_needs_a_signer_and_a_notice_must_not_have_one() -> None:
    assert spots(replace(reading(), document=replace(reading().document, title="关于巡查经费的请示"))) == [
        ("G19", "error", "7.2.6", "must", "青水发〔")
    ]
    made = upward("青水发〔2026〕7号\t签发人：李明远", replace(EXACT, left_chars=1.0, tabs=(("right", 8529),)))
    made = replace(made, document=replace(made.document, title="关于开展巡查的通知", kind="通知"))
    assert [f.rule.number for f in findings(made)] == ["G19"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [("— {PAGE} —", None), ("– {PAGE} –", "warning"), ("― {PAGE} ―", "warning"), ("- {PAGE} -", "error"),
     ("{PAGE}", "error"), ("第{PAGE}页", "error")],
)  # fmt: skip
def test_the_form_of_page_numbers(text: str, severity: str | None) -> None:
    foot = tuple((kind, tuple(worded(text)(f) for f in lines)) for kind, lines in PAGE.footers)
    found = {(f.rule.number, f.severity, f.clause) for f in findings(reading(pages=(replace(PAGE, footers=foot),)))}
    assert found == ({("G52", severity, "7.5")} if severity else set())


def test_the_type_of_page_numbers() -> None:
    foot = tuple((kind, tuple(looked(size=10.5, latin="Calibri")(f) for f in lines)) for kind, lines in PAGE.footers)
    found = findings(reading(pages=(replace(PAGE, footers=foot),)))
    assert {(f.rule.number, f.found, f.expected) for f in found} == {
        ("G53", "Calibri", "宋体"), ("G53", "五号（10.5磅）", "四号（14磅）"),
    }  # fmt: skip


def test_page_numbers_on_one_side_only() -> None:
    assert [(f.rule.number, f.severity) for f in findings(reading(odd_even=False))] == [("G51", "error")]


LANDSCAPE = PageSetup(16838, 11906, 1587, 1474, 1984, 2098, landscape=True)


def test_a_landscape_section_is_the_portrait_one_turned() -> None:
    found = findings(reading(pages=(PAGE, LANDSCAPE)))
    assert [(f.rule.number, f.severity) for f in found] == [("G54", "info")]
    narrow = replace(LANDSCAPE, top=2500)
    assert {f.rule.number for f in findings(reading(pages=(PAGE, narrow)))} == {"G03", "G04", "G54"}


def test_tables() -> None:
    wide = [(table(width=9500) if r == "table" else i, r, p, v) for i, r, p, v in pieces()]
    assert [(f.rule.number, f.severity, f.clause) for f in findings(reading(wide))] == [("G55", "error", "5.2.1")]
    long = [(table(30, header_rows=0) if r == "table" else i, r, p, v) for i, r, p, v in pieces()]
    assert [(f.rule.number, f.severity) for f in findings(reading(long))] == [("G55", "info")]


def test_an_imprint_is_missing_or_has_no_rules() -> None:
    none = [piece for piece in pieces() if piece[1] != "imprint"]
    assert [(f.rule.number, f.severity) for f in findings(reading(none))] == [("G45", "warning")]
    bare: list[Piece] = []
    for item, role, part, level in pieces():
        if role == "imprint" and isinstance(item, Line):
            item = replace(item, above=None, below=None)
        bare.append((item, role, part, level))
    assert [(f.rule.number, f.severity, f.clause) for f in findings(reading(bare))] == [("G45", "error", "7.4.1")]


def imprint_without(*rules: str) -> list[tuple[str, str]]:
    """What is said of an imprint that lacks some of its three rules."""
    made: list[Piece] = []
    for item, role, part, level in pieces():
        if isinstance(item, Line) and item.text.startswith("抄送") and "first" in rules:
            item = replace(item, above=None)
        elif isinstance(item, Line) and role == "imprint" and item.below:
            item = replace(item, above=None if "between" in rules else item.above)
            item = replace(item, below=None if "last" in rules else item.below)
        made.append((item, role, part, level))
    return [(f.rule.number, f.message) for f in findings(reading(made))]


def test_the_rule_that_an_imprint_lacks_is_named() -> None:
    assert imprint_without() == []
    assert imprint_without("first") == [("G45", "版记没有首条分隔线")]
    assert imprint_without("between") == [("G45", "版记没有中间分隔线")]
    assert imprint_without("last") == [("G45", "版记没有末条分隔线")]
    assert imprint_without("first", "last") == [("G45", "版记没有首条、末条分隔线")]
    assert imprint_without("first", "between", "last") == [("G45", "版记没有分隔线，应有首条、中间、末条3条")]


def test_the_rules_of_an_imprint_may_hang_in_blank_lines_or_be_drawn() -> None:
    thick, thin = Rule("000000", 8, width=8845), Rule("000000", 6, width=8845)
    hung: list[Piece] = []
    drawn: list[Piece] = []
    for item, role, part, level in pieces():
        if role == "imprint" and isinstance(item, Line):
            blank = replace(line(""), runs=(), boxed=True)
            bare = replace(item, above=None, below=None)
            if item.text.startswith("抄送"):
                hung += [(replace(blank, below=thick), "blank", 1, 0), (bare, role, part, level)]
                drawn.append((replace(bare, drawn=(thick, thin, thick)), role, part, level))
            else:
                hung += [(replace(bare, above=thin), role, part, level)]
                hung.append((replace(blank, above=thick), "blank", 1, 0))
                drawn.append((bare, role, part, level))
        else:
            hung.append((item, role, part, level))
            drawn.append((item, role, part, level))
    assert findings(reading(hung)) == []
    assert findings(reading(drawn)) == []


def test_the_order_of_the_masthead() -> None:
    made = pieces()
    made[1], made[2] = made[2], made[1]
    assert [(f.rule.number, f.severity, f.clause) for f in findings(reading(made))] == [("G14", "warning", "7.2.3")]


def plain() -> list[Piece]:
    head = ("copy_no", "secrecy", "urgency", "mark", "number", "imprint")
    kept = [piece for piece in pieces() if piece[1] not in head]
    return kept[next(i for i, piece in enumerate(kept) if piece[1] == "title") :]


def test_a_paper_without_a_masthead_need_not_have_page_numbers() -> None:
    (found,) = findings(reading(plain(), (replace(PAGE, footers=()),)))
    assert (found.rule.number, found.severity, found.strength) == ("G50", "info", "practice")


CHAPTER = [
    ({"align": "center", "first": 0, "first_chars": None}, []),
    ({"align": "left", "first": 632, "first_chars": 2.0}, []),
    ({"align": "left", "first": 0, "first_chars": None}, ["“第一章 总则”是左对齐，通常居中"]),
    ({"align": "center", "first": 640, "first_chars": None}, ["“第一章 总则”居中但偏右1字（首行缩进2字）"]),
]


@pytest.mark.parametrize(("spacing", "said"), CHAPTER)
def test_the_heading_of_a_chapter_is_centred_or_begins_like_a_paragraph(
    spacing: dict[str, object], said: list[str]
) -> None:
    made = plain()
    made.insert(5, (spaced(**spacing)(line("第一章 总则", HEI)), "heading", 0, 1))
    found = findings(reading(made))
    assert [(f.severity, f.strength, f.message) for f in found] == [("info", "practice", words) for words in said]


def test_what_stands_over_a_table_is_no_text() -> None:
    made = pieces()
    at = next(i for i, piece in enumerate(made) if piece[1] == "table")
    made.insert(at, (line("填报单位：　　　　填报日期：", replace(SMALL, size=12.0), Spacing()), "table_head", 1, 0))
    assert findings(reading(made)) == []


def test_a_mark_of_two_lines() -> None:
    made = pieces()
    at = next(i for i, piece in enumerate(made) if piece[1] == "mark")
    made.insert(at, (line("青禾县应急管理局", MARK, CENTRE), "mark", 0, 0))
    assert suited(reading(made)) == "国标"
    assert findings(reading(made)) == []
    made[at : at + 2] = [(line("青禾县应急管理局\n青禾县水务局文件", MARK, CENTRE), "mark", 0, 0)]
    assert suited(reading(made)) == "国标"
    assert findings(reading(made)) == []


def test_indents_that_leave_a_line_in_the_middle_are_no_fault() -> None:
    assert findings(changed("乡镇供水管网", spaced(left=640, right=640))) == []


def test_a_line_that_reaches_over_the_edge_is_told_in_words() -> None:
    made = upward(
        "青水发〔2026〕7号　　　　　　　　　　　　　　　　　　签发人：李明远", replace(EXACT, left_chars=1.0)
    )
    (found,) = [f for f in findings(made) if f.rule.number == "G19"]
    assert re.fullmatch(r"签发人超出右边[\d.]+字，应右空1字", found.message)
    assert found.cure == "请删去“签发人”前面的空格，按一下 Tab 键，再在“段落→制表位”里设15.0厘米、右对齐"


def test_the_same_fault_on_several_pages_is_said_once() -> None:
    narrow, upside = replace(PAGE, left=1800), replace(PAGE, footers=PAGE.footers[:1])
    assert [f.message for f in findings(reading(pages=(narrow,))) if f.rule.number == "G03"] == [
        "左边距是31.7毫米，应为28毫米（±1毫米）"
    ]
    both = findings(reading(pages=(narrow, narrow)))
    assert [f.message for f in both if f.rule.number == "G03"] == ["左边距是31.7毫米，应为28毫米（±1毫米）"]
    one = findings(reading(pages=(PAGE, narrow)))
    assert [f.message for f in one if f.rule.number == "G03"] == ["第2节的左边距是31.7毫米，应为28毫米（±1毫米）"]
    assert [f.message for f in findings(reading(pages=(PAGE, upside)))] == ["第2节偶数页没有页码"]


@pytest.mark.parametrize(
    ("color", "name"), [("FF0000", "红色"), ("0070C0", "蓝色"), ("FFC000", "橙色"), ("808080", "灰色"), ("FFFFFF", "白色"), ("000000", "黑色")]
)  # fmt: skip
def test_colours_have_names(color: str, name: str) -> None:
    assert hue(color) == name


def test_a_document_without_a_masthead_is_judged_as_one() -> None:
    made = reading(plain())
    assert suited(made) == "无版头"
    assert findings(made) == findings(made, profile("无版头")) == []
    centred = replace(PAGE, footers=(("default", footer("center")),))
    assert findings(reading(plain(), (centred,), odd_even=False)) == []


def letter() -> list[Piece]:
    made: list[Piece] = []
    double = Rule("FF0000", 18, "thickThinSmallGap", 9638)
    for item, role, part, level in pieces():
        if isinstance(item, Line) and role == "mark":
            item = replace(worded("青禾县水务局")(item), drawn=(double, replace(double, style="thinThickSmallGap")))
        elif isinstance(item, Line) and role == "number":
            item = replace(spaced(align="right")(item), below=None)
        elif role in ("copy_no", "secrecy", "urgency") or isinstance(item, Line) and "印发" in item.text:
            continue
        made.append((item, role, part, level))
    return made


def test_a_letter() -> None:
    page = replace(PAGE, top=1701, first_differs=True)
    made = reading(letter(), (page,), kind="函")
    assert suited(made) == "信函"
    assert findings(made, profile("信函")) == []
    numbered = replace(page, first_differs=False)
    assert [
        (f.rule.number, f.severity, f.clause) for f in findings(reading(letter(), (numbered,), "函"), profile("信函"))
    ] == [("G56", "error", "10.1")]


def test_minutes_are_known_by_their_mark() -> None:
    made = [(worded("青禾县水务局会议纪要")(i) if r == "mark" and isinstance(i, Line) else i, r, p, v)
            for i, r, p, v in pieces()]  # fmt: skip
    made.append((line("出席：李明远、周立", FANG), "roll", 0, 0))
    assert suited(reading(made)) == "纪要"
    assert ("G57", "warning", "10.3", "usual", "出席：李") in spots(reading(made), profile("纪要"))


def test_house_rules_are_the_units_own_matter(tmp_path: Path) -> None:
    path = tmp_path / "本局格式.yaml"
    path.write_text("依据: 国标\n行距: 28磅\n正文字体: [楷体]\n", encoding="utf-8")
    found = [f for f in findings(reading(), house(path)) if f.rule.number in ("G06", "G09")]
    assert [(f.rule.number, f.severity, f.clause, f.strength) for f in found] == [
        ("G06", "warning", None, "practice"),
        ("G09", "warning", None, "practice"),
    ]
    assert all("本单位规则" in f.message for f in found)


def test_a_text_file_has_no_layout() -> None:
    made = reading()
    assert findings(replace(made, manuscript=replace(made.manuscript, looks_known=False))) == []


def test_the_rules_are_numbered_without_a_gap() -> None:
    assert [rule.number for rule, _ in CHECKS] == [f"G{number:02}" for number in range(1, 63)]


WEIGHT: dict[str, set[str]] = {
    "error": {"must"}, "warning": {"must", "usual"}, "info": {"usual", "recommended", "practice"}
}  # fmt: skip
"""What may be asked for how strongly where a finding weighs so much: a hint never where the standard insists."""


@pytest.mark.parametrize("rule", [rule for rule, _ in CHECKS], ids=lambda rule: rule.number)
def test_a_rule_weighs_as_much_as_its_clause_asks(rule: LayoutRule) -> None:
    assert rule.clause or rule.strength == "practice"
    for name in names():
        case = Case(reading(), profile(name))
        for key in ("", *case.profile.values):
            found = weighed(rule, case, deviation("写错了", "甲", "乙", "请改正", key=key), "写错了")
            assert found.strength
            assert found.strength in WEIGHT[found.severity]
            assert found.clause or found.strength == "practice"


def test_every_value_that_a_clause_asks_for_names_it() -> None:
    for name in names():
        for key, value in profile(name).values.items():
            assert value.clause or value.strength == "practice", (name, key)


def test_hardly_anything_is_not_too_little() -> None:
    empty = Reading(Document("", "", ""), Manuscript("空.docx", ()), ())
    assert findings(empty) == []
    assert suited(empty) == "无版头"


ROLES: list[Role] = [
    "copy_no", "secrecy", "urgency", "mark", "number", "signers", "issue", "edited", "title", "subtitle",
    "recipients", "heading", "text", "listed", "signature", "date", "note", "label", "table", "table_note",
    "caption", "table_head", "roll", "imprint", "blank",
]  # fmt: skip
RULED = st.builds(
    Rule, st.sampled_from(["", "FF0000", "auto", "0"]), st.integers(0, 48), st.sampled_from(["single", "double"]),
    st.none() | st.integers(0, 12000), st.integers(0, 31),
)  # fmt: skip
LOOKS = st.builds(
    Looks, st.sampled_from(["", "仿宋", "宋体"]), st.sampled_from(["", "宋体"]), st.sampled_from([0.0, 1.0, 16.0]),
    color=st.sampled_from(["", "auto", "FF0000", "12345", "FFFFFF", "blau!!"]), scale=st.integers(0, 200),
    tracking=st.integers(-400, 400),
)  # fmt: skip
SPACINGS = st.builds(
    Spacing, st.sampled_from(["left", "both", "center", "right", "distribute"]), *[st.integers(-2000, 9000)] * 3,
    *[st.none() | st.floats(-10, 10)] * 3, line=st.integers(0, 900),
    rule=st.sampled_from(["auto", "exact", "atLeast"]), tabs=st.sampled_from([(), (("right", 8529),)]),
)  # fmt: skip
TEXTS = st.sampled_from(
    ["", "\u3000\u3000", "一、", "\t甲\t乙", "附件：1．名单", "2．", "抄送：甲", "\n标题\n的"]
) | st.text(max_size=12)
LINES = st.builds(
    lambda number, text, looks, spacing, new, section, boxed, below, drawn, cut: Line(
        number, text, (Run(text[cut:], looks),) * (cut < 3), spacing, new_page=new, section=section, boxed=boxed,
        below=below, drawn=drawn,
    ),
    st.integers(0, 5), TEXTS, LOOKS, SPACINGS, st.booleans(), st.integers(-1, 3), st.booleans(), st.none() | RULED,
    st.lists(RULED, max_size=2).map(tuple), st.integers(0, 3),
)  # fmt: skip
GRIDS = st.builds(
    lambda lines, borders: Grid(1, ((Box(tuple(lines)),),), (), borders=tuple(borders)),
    st.lists(LINES, max_size=2),
    st.lists(st.tuples(st.sampled_from(["top", "bottom", "insideH"]), RULED), max_size=3),
)
ITEMS = st.lists(
    st.builds(Placed, LINES | GRIDS, st.sampled_from(ROLES), st.integers(0, 2), st.integers(0, 6)), max_size=8
)
SETUPS = st.lists(
    st.builds(
        PageSetup, *[st.integers(0, 20000)] * 7, grid=st.sampled_from(["", "lines", "linesAndChars"]),
        pitch=st.integers(0, 900), char_space=st.integers(-9000, 9000), first_differs=st.booleans(),
        footers=st.just((("default", footer("left")),)) | st.just(()),
    ),
    max_size=2,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(ITEMS, SETUPS, st.sampled_from(["国标", "电子公文", "信函", "纪要", "无版头"]), st.booleans())
def test_whatever_is_read_gives_findings_and_never_an_exception(
    placed: list[Placed], pages: list[PageSetup], name: str, odd_even: bool
) -> None:
    items = tuple(p.item for p in placed)
    manuscript = Manuscript("乱.docx", items, tuple(pages), odd_even=odd_even)
    judged = Reading(Document("", "通知", ""), manuscript, tuple(placed))
    suited(judged)
    for found in layout_findings(judged, profile(name)):
        assert found.found
        assert found.expected
        assert found.cure
        assert found.strength
        assert found.strength in WEIGHT[found.severity]
