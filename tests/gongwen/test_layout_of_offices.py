"""Layout as offices make it: what conforms gives no alarm, and what the standard does not allow is found at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from docgen.checking import check
from docgen.gongwen.layout import faults, fitting, layout_findings, suited
from docgen.gongwen.mending import mend
from docgen.gongwen.profile import profile
from docgen.gongwen.reading.read import read
from docgen.package import build
from docgen.package import read as unpacked
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump
from tests.conftest import notice as entry
from tests.gongwen.handmade import FANG, HEI, WORDS, Made, closing, notice, ruled

Found = list[tuple[str, str, str]]


def found(path: Path, *rules: str, hints: bool = False) -> Found:
    """(rule, severity, beginning of the paragraph) of what some rules say."""
    reading = read(path)
    said = layout_findings(reading, profile(suited(reading)))
    return [
        (f.rule.number, f.severity, (f.text or "")[:4])
        for f in said
        if f.rule.number in rules and (hints or f.severity != "info")
    ]


def mended(path: Path) -> Path:
    reading = read(path)
    rules = profile(suited(reading))
    made = mend(unpacked(path), reading, faults(fitting(reading, rules)), rules)
    copy = path.with_name(f"{path.stem}-改.docx")
    copy.write_bytes(build(made.parts))
    return copy


# ---- letters


def double(line: Paragraph, style: str) -> None:
    """A red double rule of 170 mm."""
    ruled(line)
    next(line._p.iter(qn("w:bottom"))).set(qn("w:val"), style)
    line.paragraph_format.left_indent, line.paragraph_format.right_indent = Cm(-0.8), Cm(-0.6)


def letter(
    upper: str = "thickThinSmallGap",
    lower: str = "thinThickSmallGap",
    top: float = 3.0,
    mark: tuple[str, ...] = ("澄湖水务有限公司",),
    own_first: bool = True,
    title: tuple[str, ...] = ("关于商请协助维持施工期间", "道路交通的函"),
) -> Made:
    """A letter with its mark and rules; an empty style leaves a rule out."""
    made = Made((top, 3.5, 2.8, 2.6))
    made.mark(*mark)
    if upper:
        double(made.add(line=10), upper)
    made.add("澄水函〔2026〕9号", align="right")
    made.blank(2)
    made.title(*title)
    made.blank()
    made.add("市公安局交通管理支队：")
    made.text(*WORDS, "妥否，请函复。")
    closing(made)
    made.page_number()
    section = made.file.sections[0]
    section.different_first_page_header_footer = own_first
    if lower:
        foot = section.first_page_footer if own_first else section.footer
        double(foot.paragraphs[0] if own_first else foot.add_paragraph(), lower)
    return made


LETTERS: dict[str, tuple[Made, Found]] = {
    "as it should be": (letter(), []),
    "without the lower rule": (letter(lower=""), [("G56", "error", "")]),
    "without the upper rule": (letter(upper=""), [("G56", "error", "")]),
    "rules exchanged": (letter("thinThickSmallGap", "thickThinSmallGap"), [("G56", "error", "")]),
    "mark too low": (letter(top=3.7), [("G56", "error", "澄湖水务")]),
    "mark of two organs": (letter(mark=("澄湖水务有限公司", "青山热力有限公司")), [("G56", "error", "青山热力")]),
    "mark with 文件": (letter(mark=("澄湖水务有限公司文件",)), [("G56", "error", "澄湖水务")]),
    "number on the first page": (letter(own_first=False), [("G56", "error", "")]),
}


@pytest.mark.parametrize(("made", "right"), LETTERS.values(), ids=LETTERS)
def test_the_rules_and_the_mark_of_a_letter(made: Made, right: Found, tmp_path: Path) -> None:
    assert found(made.save(tmp_path / "函.docx"), "G02", "G05", "G20", "G50", "G51", "G52", "G56") == right


@pytest.mark.parametrize("marked", [True, False])
def test_the_first_page_of_a_letter_has_no_number_by_right(marked: bool, tmp_path: Path) -> None:
    made = letter() if marked else Made()
    if not marked:
        made.title("关于商请协助维持交通的函")
        made.add("市公安局：")
        made.text(*WORDS)
        made.page_number()
        made.file.sections[0].different_first_page_header_footer = True
    assert found(made.save(tmp_path / "函.docx"), "G50", hints=True) == []


def covered(numbered: bool, sentence: str = "") -> Made:
    """A plan behind a cover, whose own pages are counted from 1."""
    made = Made()
    made.title("智慧停车建设方案")
    made.add(sentence or "澄湖县城市管理局", align="" if sentence else "center")
    if numbered:
        made.page_number()
    section = made.file.add_section(WD_SECTION.NEW_PAGE)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.append(start)
    if not numbered:
        section.footer.is_linked_to_previous = False
        line = made.file.sections[0].footer.paragraphs[0]._p  # made below, then moved to the second section
        made.page_number()
        section.footer._element.append(line)
        made.file.sections[0].footer._element.append(OxmlElement("w:p"))
    made.text(*WORDS)
    return made


@pytest.mark.parametrize(
    ("made", "right"),
    [
        (covered(numbered=False), []),
        (covered(numbered=True), ["G60"]),
        (covered(numbered=False, sentence="为方便群众停车，制定本方案。"), ["G50", "G60"]),
    ],
)
def test_a_cover_has_no_number_and_is_not_counted(made: Made, right: list[str], tmp_path: Path) -> None:
    said = found(made.save(tmp_path / "方案.docx"), "G50", "G60", hints=True)
    assert [rule for rule, _, _ in said] == right


def test_the_first_page_of_a_notice_has_a_number(tmp_path: Path) -> None:
    made = notice()
    closing(made)
    made.page_number()
    made.file.sections[0].different_first_page_header_footer = True
    assert found(made.save(tmp_path / "通知.docx"), "G50") == [("G50", "error", "")]


# ---- sent upwards


def upward(*lines: tuple[str, dict[str, Any]]) -> Made:
    made = Made()
    made.mark("澄湖水务有限公司文件")
    made.blank(2)
    for text, place in lines:
        last = made.add(text, **place)
    ruled(last)
    made.blank(2)
    made.title("关于管网改造资金的请示")
    made.blank()
    made.add("市国资委：")
    made.text(*WORDS, "妥否，请批示。")
    closing(made)
    return made


NUMBER = "澄水发〔2026〕12号"
RIGHT: dict[str, Any] = {"align": "right", "right": 1}
APART: dict[str, tuple[Made, bool]] = {
    "over the number": (upward(("签发人：李明远", RIGHT), (NUMBER, {"first": 1})), True),
    "under the number": (upward((NUMBER, {"first": 1}), ("签发人：李明远", RIGHT)), True),
    "two over the number": (upward(("签发人：李明远　许　静", RIGHT), (NUMBER, {"first": 1})), True),
    "on its line": (upward((f"{NUMBER}　　　　　　　　　　　签发人：李明远", {"first": 1})), False),
}


@pytest.mark.parametrize(("made", "apart"), APART.values(), ids=APART)
def test_the_number_shares_the_line_of_the_signer(made: Made, apart: bool, tmp_path: Path) -> None:
    reading = read(made.save(tmp_path / "请示.docx"))
    said = [
        f.message
        for f in layout_findings(reading, profile("国标"))
        if f.rule.number == "G19" and "不在签发人一行" in f.message
    ]
    assert len(said) == apart


# ---- the body, notes and attachments


@pytest.mark.parametrize(("blanks", "right"), [(0, []), (1, [("G59", "warning", "为保证夏")]), (3, [("G59", "warning", "为保证夏")])])  # fmt: skip
def test_the_body_begins_right_under_the_addressees(blanks: int, right: Found, tmp_path: Path) -> None:
    made = Made()
    made.title("关于开展管网巡查工作的通知")
    made.blank()
    made.add("各营业所：")
    made.blank(blanks)
    made.text("为保证夏季供水，现就管网巡查工作通知如下。", "各营业所每周巡查1次。")
    path = made.save(tmp_path / "通知.docx")
    assert found(path, "G59", "G27", "G32") == right
    assert found(mended(path), "G59", "G27", "G32") == []


def signed_with(note: str, where: str) -> Made:
    made = notice()
    name, day = ("澄湖水务有限公司", 3.5), ("2026年5月20日", 4.0)
    if where == "over":
        made.blank()
        made.add(note, first=2)
    made.blank(2)
    made.add(name[0], align="right", right=name[1])
    if where == "between":
        made.add(note, first=2)
    made.add(day[0], align="right", right=day[1])
    if where == "under":
        made.add(note, first=2)
    return made


NOTES = ("（此件公开发布）", "（联系人：顾怀远，电话：0600-5550177）")


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("where", ["over", "between", "under"])
def test_a_note_stands_under_the_date(note: str, where: str, tmp_path: Path) -> None:
    right = [] if where == "under" else [("G40", "error", note[:4])]
    assert found(signed_with(note, where).save(tmp_path / "通知.docx"), "G40") == right


def test_a_sentence_in_brackets_over_the_signature_is_no_note(tmp_path: Path) -> None:
    assert found(signed_with("（以下为示意，供各营业所参考。）", "over").save(tmp_path / "通知.docx"), "G40") == []


def on_the_same_page(made: Made) -> None:
    made.blank()


def after_blank_lines(made: Made) -> None:
    made.blank(12)


def in_a_continuous_section(made: Made) -> None:
    made.file.add_section(WD_SECTION.CONTINUOUS)


@pytest.mark.parametrize("label", ["附件", "附件1"])
@pytest.mark.parametrize("begin", [on_the_same_page, after_blank_lines, in_a_continuous_section])
def test_an_attachment_that_begins_no_page_is_found(label: str, begin: Callable[[Made], None], tmp_path: Path) -> None:
    made = notice()
    closing(made)
    begin(made)
    made.add(label, HEI)
    made.blank()
    made.title("巡查路线表")
    made.table([["序号", "路线"], ["1", "青石桥"]])
    assert found(made.save(tmp_path / "通知.docx"), "G41") == [("G41", "error", label)]


@pytest.mark.parametrize("label", ["附表1　巡查路线表", "附表1", "附图2　管网图"])
def test_what_is_called_otherwise_than_an_attachment_is_the_units_own(label: str, tmp_path: Path) -> None:
    made = notice()
    closing(made)
    made.add(label, FANG, new_page=True)
    made.title("巡查路线表")
    made.table([["序号", "路线"], ["1", "青石桥"]])
    assert found(made.save(tmp_path / "通知.docx"), "G41", "G42", "G43") == []


# ---- the imprint


def imprint(*lines: str) -> Made:
    made = notice()
    closing(made)
    for number, text in enumerate(lines):
        last = made.add(text, size=14, first=1)
        ruled(last, "top", "000000", 6 if number else 8, 1)
    ruled(last, "bottom", "000000", 8, 1)
    return made


COPIES, PRINTED = "抄送：市水务局。", "{}　　　　2026年5月21日印发"
OFFICES: dict[str, tuple[tuple[str, ...], Found]] = {
    "of the issuer": ((COPIES, PRINTED.format("澄湖水务有限公司办公室")), []),
    "called shortly": ((COPIES, PRINTED.format("公司办公室")), []),
    "of the shortened issuer": ((COPIES, PRINTED.format("澄湖水务公司综合部")), []),
    "a department": ((COPIES, PRINTED.format("综合科")), []),
    "of the party": ((COPIES, PRINTED.format("党委办公室")), []),
    "of another company": ((COPIES, PRINTED.format("青山热力有限公司办公室")), [("G61", "warning", "青山热力")]),
    "of a bureau": ((COPIES, PRINTED.format("岚海市财政局办公室")), [("G61", "warning", "岚海市财")]),
    "of a university": ((COPIES, PRINTED.format("岚海大学办公室")), [("G61", "warning", "岚海大学")]),
    "copies at the end": ((PRINTED.format("公司办公室"), COPIES), [("G62", "error", "抄送：市")]),
    "主送 under 抄送": ((COPIES, "主送：各营业所。", PRINTED.format("公司办公室")), [("G62", "error", "主送：各")]),
    "主送 over 抄送": (("主送：各营业所。", COPIES, PRINTED.format("公司办公室")), []),
}


@pytest.mark.parametrize(("lines", "right"), OFFICES.values(), ids=OFFICES)
def test_who_prints_and_in_which_order(lines: tuple[str, ...], right: Found, tmp_path: Path) -> None:
    assert found(imprint(*lines).save(tmp_path / "通知.docx"), "G61", "G62") == right


@pytest.mark.parametrize(("width", "right"), [(8845, 0), (8845 + 216, 0), (7000, 1), (10500, 1), (5000, 1)])
def test_the_table_of_an_imprint_is_as_wide_as_the_text(width: int, right: int, tmp_path: Path) -> None:
    made = notice()
    closing(made)
    table = made.file.add_table(2, 1, "Table Grid")
    for cell, text in zip(table.columns[0].cells, (COPIES, PRINTED.format("公司办公室")), strict=True):
        cell.paragraphs[0].add_run(text).font.size = Pt(14)
    wide(table._tbl, width)
    said = found(made.save(tmp_path / "通知.docx"), "G45")
    assert len(said) == right


def wide(table: Any, width: int) -> None:
    """Give a table and its columns a width in twips."""
    own = table.tblPr.find(qn("w:tblW"))
    own.set(qn("w:w"), str(width))
    own.set(qn("w:type"), "dxa")
    for column in table.tblGrid:
        column.set(qn("w:w"), str(width // len(table.tblGrid)))


def cells(width: int, *edges: tuple[str, float]) -> Made:
    """An imprint whose printer and date stand in two cells; each edge is the alignment and the indent of one."""
    made = notice()
    closing(made)
    made.table([["", ""]])
    table = made.file.tables[-1]
    wide(table._tbl, width)
    for cell, text, (align, indent) in zip(
        table.rows[0].cells, ("公司综合部", "2026年5月21日印发"), edges, strict=True
    ):
        right, first = (indent, 0.0) if align == "right" else (0.0, indent)
        line = made.add(text, size=14, align=align, right=right, first=first)
        cell._tc.replace(cell.paragraphs[0]._p, line._p)
    return made


@pytest.mark.parametrize(
    ("edges", "right"),
    [
        ((("left", 1), ("right", 1)), []),
        ((("left", 1), ("right", 0)), [("G48", "error", "公司综合")]),
        ((("left", 1), ("right", 4)), [("G48", "error", "公司综合")]),
        ((("left", 0), ("right", 1)), [("G48", "error", "公司综合")]),
        ((("left", 1), ("left", 0)), [("G48", "error", "公司综合")]),
    ],
)
@pytest.mark.parametrize("width", [8845, 8845 + 216])
def test_printer_and_date_may_stand_in_two_cells(
    width: int, edges: tuple[tuple[str, float], ...], right: Found, tmp_path: Path
) -> None:
    assert found(cells(width, *edges).save(tmp_path / "通知.docx"), "G48") == right


@pytest.mark.parametrize("mark", ["澄湖水务有限公司会议纪要", "澄湖水务有限公司专题会议纪要", "澄湖水务有限公司纪要"])
@pytest.mark.parametrize(
    ("printer", "right"),
    [("澄湖水务有限公司办公室", []), ("公司综合部", []), ("青山热力有限公司办公室", [("G61", "warning", "青山热力")])],
)
def test_minutes_are_printed_by_the_office_of_whose_mark_they_bear(
    mark: str, printer: str, right: Found, tmp_path: Path
) -> None:
    made = Made()
    made.mark(mark)
    made.add("〔2026〕第5期", align="center")
    ruled(made.add("公司办公室　　　　　　　　2026年6月3日"))
    made.blank(2)
    made.title("关于泵站改造的会议纪要")
    made.text("2026年6月2日，公司召开会议，研究泵站改造有关事项。现纪要如下：", *WORDS)
    ruled(made.add(PRINTED.format(printer), size=14, first=1), "top", "000000", 8, 1)
    assert found(made.save(tmp_path / "纪要.docx"), "G61") == right


def test_a_date_may_be_brought_to_its_place_from_the_left_of_its_cell(tmp_path: Path) -> None:
    assert found(cells(8845, ("left", 1), ("left", 4.9)).save(tmp_path / "通知.docx"), "G48") == []


@pytest.mark.parametrize(
    "first",
    [
        "因管网改造，定于2026年5月6日8时至20时停止以下区域供水：",
        "为方便群众出行，新开通公交线路：",
        "经公司办公会研究，决定对下列单位予以表彰：",
    ],
)
def test_a_body_that_begins_with_a_list_is_not_addressed_to_anyone(first: str, tmp_path: Path) -> None:
    made = Made()
    made.title("关于有关事项的公告")
    made.blank()
    made.text(first, "（一）城东新区；", "（二）滨河路沿线。")
    assert found(made.save(tmp_path / "公告.docx"), "G26", "G27", "G28", "G59") == []


@pytest.mark.parametrize("name", ["市为民服务中心", "为民服务中心", "市日用杂品公司"])
def test_addressees_are_known_by_where_they_stand(name: str, tmp_path: Path) -> None:
    made = Made()
    made.title("关于有关事项的通知")
    made.blank()
    made.add(f"{name}：", first=2)
    made.text(*WORDS)
    assert [rule for rule, _, _ in found(made.save(tmp_path / "通知.docx"), "G26")] == ["G26"]


@pytest.mark.parametrize("align", ["center", "right"])
@pytest.mark.parametrize(("text", "right"), [(WORDS[0], ["G28"]), ("特此通知。", []), (WORDS[0].rstrip("。"), [])])
def test_sentences_are_not_set_in_the_middle(align: str, text: str, right: list[str], tmp_path: Path) -> None:
    made = notice()
    made.add(text, align=align)
    made.text(*WORDS)
    closing(made)
    path = made.save(tmp_path / "通知.docx")
    assert [rule for rule, _, _ in found(path, "G28")] == right
    assert found(mended(path), "G28") == []


@pytest.mark.parametrize(("lead", "right"), [(5, []), (0, []), (4, []), (1, ["G28"]), (9, ["G28"])])
@pytest.mark.parametrize("label", ["成　　员：", "副组长一："])
def test_names_may_be_brought_under_those_of_the_line_above(
    lead: int, right: list[str], label: str, tmp_path: Path
) -> None:
    made = notice()
    made.text("组　　长：白某　公司副经理", f"{label}田某　生产部经理")
    for name in ("石某　综合部经理", "方某　财务部经理"):
        made.text("　" * lead + name)
    said = found(made.save(tmp_path / "通知.docx"), "G28")
    assert [rule for rule, _, _ in said] == right * len(said)
    assert bool(said) == bool(right)


# ---- several organs


@pytest.mark.parametrize("gap", ["　", "　　　　", "    ", "\t"])
@pytest.mark.parametrize("right", [0.0, 1.5, 2.0])
def test_names_side_by_side_are_not_centred_on_the_date(gap: str, right: float, tmp_path: Path) -> None:
    made = notice("澄湖县水利局", "澄湖县财政局文件")
    made.blank(2)
    made.add(f"澄湖县水利局{gap}澄湖县财政局", align="right", right=right)
    made.add("2026年5月20日", align="right", right=4)
    assert found(made.save(tmp_path / "通知.docx"), "G36", "G37", "G38") == []


@pytest.mark.parametrize(("right", "said"), [(4.0, []), (1.0, ["G36"]), (9.0, ["G36"])])
def test_the_date_under_names_side_by_side_ends_four_characters_in(
    right: float, said: list[str], tmp_path: Path
) -> None:
    made = notice("澄湖县水利局", "澄湖县财政局文件")
    made.blank(2)
    made.add("澄湖县水利局　　澄湖县财政局", align="right", right=2)
    made.add("2026年5月20日", align="right", right=right)
    assert [rule for rule, _, _ in found(made.save(tmp_path / "通知.docx"), "G36", "G37", "G38")] == said


@pytest.mark.parametrize("stop", [5200, 4000, 6000])
def test_names_parted_by_a_tab_sign_too(stop: int, tmp_path: Path) -> None:
    made = notice("澄湖县水利局", "澄湖县财政局文件")
    made.blank(2)
    line = made.add("澄湖县水利局\t澄湖县财政局", first=4)
    line.paragraph_format.tab_stops.add_tab_stop(Pt(stop / 20))
    made.add("2026年5月20日", align="right", right=4)
    assert found(made.save(tmp_path / "通知.docx"), "G28", "G32", "G36", "G37", "G38", hints=True) == []


# ---- orders


@pytest.mark.parametrize("mark", ["澄湖县人民政府令", "澄湖县人民政府命令", "澄湖县水利局令"])
@pytest.mark.parametrize("right", [4.0, 7.0])
def test_an_order_has_no_red_rule_and_the_name_of_who_gives_it_beside_the_date(
    mark: str, right: float, tmp_path: Path
) -> None:
    made = Made()
    made.mark(mark)
    made.blank(2)
    made.add("第3号", align="center")
    made.blank(2)
    made.text("《澄湖县停车场管理办法》已经县人民政府常务会议通过，现予公布，自2026年7月1日起施行。")
    made.blank(2)
    made.add("县　长　许某", align="right", right=right)
    made.blank()
    made.add("2026年6月1日", align="right", right=4)
    assert found(made.save(tmp_path / "令.docx"), "G20", "G36", "G37", "G38") == []


# ---- attachments


@pytest.mark.parametrize(("hanging", "right"), [(3.0, []), (4.5, ["G35"]), (6.0, ["G35"])])
def test_an_item_behind_a_soft_break_stands_where_lines_are_wrapped(
    hanging: float, right: list[str], tmp_path: Path
) -> None:
    made = notice()
    made.blank()
    line = made.add("附件：1．巡查路线表\n2．巡查人员表")
    line.paragraph_format.left_indent = Pt(16 * (2 + hanging))
    line.paragraph_format.first_line_indent = Pt(-16 * hanging)
    closing(made)
    assert [rule for rule, _, _ in found(made.save(tmp_path / "通知.docx"), "G34", "G35")] == right


@pytest.mark.parametrize("source", ["数据来源：县统计局。", "资料来源：公司年报。", "来源：县统计局"])
def test_the_source_under_a_table_is_a_note_of_it(source: str, tmp_path: Path) -> None:
    made = notice()
    made.table([["指标", "数值"], ["产值", "3"]])
    made.add(source, size=10.5)
    made.text(WORDS[1])
    closing(made)
    assert found(made.save(tmp_path / "通知.docx"), "G10", "G28") == []


def test_the_blank_over_a_note_above_the_signature_is_no_blank_in_the_body(tmp_path: Path) -> None:
    made = notice()
    made.blank()
    made.add("（联系人：白某，联系电话：0900-1112222）", first=2)
    closing(made)
    said = found(made.save(tmp_path / "通知.docx"), "G32", "G40", hints=True)
    assert [rule for rule, _, _ in said] == ["G40"]


@pytest.mark.parametrize("end", ["对进展缓慢的单位予以通报。", "有关情况请及时向公司报告。", "请于5月8日前提出意见。"])
def test_a_paragraph_under_the_title_of_an_attachment_is_none_of_it(end: str, tmp_path: Path) -> None:
    made = notice()
    closing(made)
    made.add("附件", HEI, new_page=True)
    made.blank()
    made.title("联系方式")
    made.blank()
    made.text(f"强化督促检查，{end}")
    assert found(made.save(tmp_path / "通知.docx"), "G44", hints=True) == []


# ---- tables and pages


TABLES = {
    "as wide as the text": ((3.7, 3.5, 2.8, 2.6), 8845, 0),
    "with the margins of its cells": ((3.7, 3.5, 2.8, 2.6), 8845 + 216, 0),
    "as wide as the text should be": ((2.54, 2.54, 3.18, 3.18), 8845, 0),
    "as wide as the text is": ((2.54, 2.54, 2.0, 2.0), 9600, 0),
    "wider than both": ((2.54, 2.54, 3.18, 3.18), 9600, 1),
    "much too wide": ((3.7, 3.5, 2.8, 2.6), 11000, 1),
}


@pytest.mark.parametrize(("margins", "width", "right"), TABLES.values(), ids=TABLES)
def test_a_table_may_be_as_wide_as_the_text_is_or_should_be(
    margins: tuple[float, float, float, float], width: int, right: int, tmp_path: Path
) -> None:
    made = Made(margins)
    made.title("管网巡查方案")
    made.text(*WORDS)
    made.table([["序号", "路线"], ["1", "青石桥"]])
    wide(made.file.tables[0]._tbl, width)
    assert len(found(made.save(tmp_path / "方案.docx"), "G55")) == right


LINES = {
    "standard": ((3.7, 3.5, 2.8, 2.6), 28.95, 0),
    "a text area of its own that holds 22 lines": ((3.0, 3.0, 2.8, 2.6), 30.5, 0),
    "the electronic page": ((3.458, 3.258, 2.8, 2.6), 29.45, 0),
    "the standard pitch on a higher text area": ((2.54, 2.54, 2.8, 2.6), 28.95, 0),
    "30 pt": ((3.7, 3.5, 2.8, 2.6), 30.0, 1),
    "24 lines on a higher text area": ((2.54, 2.54, 2.8, 2.6), 27.0, 1),
}


@pytest.mark.parametrize(("margins", "pitch", "right"), LINES.values(), ids=LINES)
def test_lines_are_counted_on_the_text_area_that_there_is(
    margins: tuple[float, float, float, float], pitch: float, right: int, tmp_path: Path
) -> None:
    made = Made(margins)
    for text in WORDS:
        made.add(text, first=2, line=pitch)
    assert len(found(made.save(tmp_path / "文.docx"), "G06", hints=True)) == right


def attached(made: Made, landscape: bool, start: int | None) -> Made:
    closing(made)
    made.page_number()
    page = made.file.add_section(WD_SECTION.NEW_PAGE)
    if landscape:
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
        page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Cm(2.8), Cm(2.6), Cm(3.5), Cm(3.7)
    if start is not None:
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), str(start))
        page._sectPr.append(numbering)
    made.add("附件", HEI)
    made.blank()
    made.title("巡查路线表")
    made.table([["序号", "路线"], ["1", "青石桥"]])
    return made


@pytest.mark.parametrize(
    ("landscape", "start", "right"),
    [
        (False, None, []),
        (False, 1, [("G60", "error", "")]),
        (False, 7, [("G60", "error", "")]),
        (True, None, [("G54", "error", "")]),
        (True, 1, [("G54", "error", ""), ("G60", "error", "")]),
    ],
)
def test_page_numbers_run_on_and_keep_their_side(
    landscape: bool, start: int | None, right: Found, tmp_path: Path
) -> None:
    path = attached(notice(), landscape, start).save(tmp_path / "通知.docx")
    assert found(path, "G54", "G60") == right
    assert [spot for spot in found(mended(path), "G54", "G60") if spot[0] == "G60"] == []


def test_a_cover_of_ones_own_may_count_for_itself(tmp_path: Path) -> None:
    made = Made()
    made.title("管网巡查方案")
    made.text(*WORDS)
    path = attached(made, False, 1).save(tmp_path / "方案.docx")
    assert found(path, "G60", hints=True) == [("G60", "info", "")]


# ---- how much a fault weighs


def test_a_bold_heading_weighs_more_than_a_bold_word(tmp_path: Path) -> None:
    made = notice()
    made.add("一、巡查范围", HEI, first=2).runs[0].font.bold = True
    made.add("各处主管都要巡查。", first=2).runs[0].font.bold = True
    closing(made)
    said = found(made.save(tmp_path / "通知.docx"), "G31", hints=True)
    assert said == [("G31", "warning", "一、巡查"), ("G31", "info", "各处主管")]


@pytest.mark.parametrize("lead", ["　　", "    ", "\t"])
def test_indents_that_are_typed_are_to_be_looked_at(lead: str, tmp_path: Path) -> None:
    made = notice()
    made.add(f"{lead}各处主管都要巡查。")
    closing(made)
    assert [(rule, severity) for rule, severity, _ in found(made.save(tmp_path / "通知.docx"), "G29")] == [
        ("G29", "warning")
    ]


# ---- a rule in a blank line


def test_a_blank_line_that_bears_a_rule_is_no_stray_one_and_stays(tmp_path: Path) -> None:
    made = notice()
    ruled(made.add(), "bottom", "000000", 6, 1)
    made.text("各处支管都要巡查。")
    closing(made)
    path = made.save(tmp_path / "通知.docx")
    assert found(path, "G32", hints=True) == []
    kept = [line for line in read(mended(path)).manuscript.lines() if line.empty and line.below]
    assert len(kept) == 1


# ---- drafts


DRAFTS: dict[str, dict[str, Any]] = {
    "nothing but a kind": {"类型": "通知"},
    "a title": {"类型": "通知", "标题": "关于做好制度执行年活动的通知"},
    "a request": {"类型": "请示", "标题": "关于请款的请示"},
    "a report": {"类型": "报告", "标题": "关于工作的报告"},
    "a letter": {"类型": "函", "标题": "关于商请的函"},
    "minutes": {"类型": "纪要"},
    "a number that is still to be given": entry(发文字号="自动", 成文日期=None),
    "no body": entry(正文=None),
    "a plan": {"类型": "实施方案"},
}


@pytest.mark.parametrize("document", DRAFTS.values(), ids=DRAFTS)
def test_a_draft_of_docgen_gives_no_alarm_about_its_layout(document: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "活动.yaml").write_text(dump({"活动": ACTIVITY, "文件": [document]}), encoding="utf-8")
    made, _ = Workspace(tmp_path / "活动.yaml").build(draft=True)
    (judged,) = check([item.path for item in made])
    said = {f.rule.number for f in judged.problems if f.rule.number.startswith("G")}
    assert said <= {"G45"}  # an imprint that nobody has written yet is missing indeed


@pytest.mark.parametrize("title", ["关于召开协调会的通知", "关于施工期间交通安排的意见", "关于报送施工方案的报告"])
def test_two_long_double_rules_make_a_letter_whatever_its_title_says(title: str, tmp_path: Path) -> None:
    path = letter(title=(title,)).save(tmp_path / "函.docx")
    assert suited(read(path)) == "信函"
    assert found(path, "G18", "G20", "G45", "G50") == []


LINE = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<w:pict><v:line style="position:absolute;margin-top:{top}pt;mso-position-vertical-relative:page" from="0,0" to="482pt,0"'
    ' strokecolor="red" strokeweight="4.5pt"><v:stroke linestyle="{style}"/></v:line></w:pict></w:r>'
)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(("upper", "lower", "faults"), [("thickThin", "thinThick", 0), ("thinThick", "thickThin", 1)])
def test_the_rules_of_a_letter_are_told_apart_by_where_they_stand(
    order: int, upper: str, lower: str, faults: int, tmp_path: Path
) -> None:
    made = letter(upper="", lower="")
    lines = [LINE.format(top=165, style=upper), LINE.format(top=781, style=lower)]
    for line in lines[::order]:
        made.file.paragraphs[0]._p.append(parse_xml(line))
    assert len(found(made.save(tmp_path / "函.docx"), "G56")) == faults


@pytest.mark.parametrize(
    "over", ["防汛抢险经费测算表", "2026年上半年经费支出情况", "附表：经费明细", "（一）经费明细"]
)
@pytest.mark.parametrize("unit", ["", "单位：万元"])
def test_the_name_over_a_table_is_no_running_text(over: str, unit: str, tmp_path: Path) -> None:
    made = notice()
    made.add(over, HEI, align="center")
    if unit:
        made.add(unit, align="right")
    made.table([["项目", "金额"], ["物资", "3"]])
    assert [f for f in found(made.save(tmp_path / "表.docx"), "G09", "G28") if f[2] == over[:4]] == []


def test_a_star_over_the_mark_is_none_of_the_issuer(tmp_path: Path) -> None:
    made = notice()
    first = made.file.paragraphs[0]._p
    first.addprevious(made.add("★", align="center", red=True)._p)
    path = made.save(tmp_path / "星.docx")
    assert not any("★" in name for name in read(path).document.issuers)
    assert found(path, "G08", "G16", hints=True) == []
