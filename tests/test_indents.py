"""Indents as Word and WPS read them: twips and hundredths of a 字 say one thing, a hanging part left out of leftChars."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph
from lxml import etree

from docgen.checking import check
from docgen.gongwen.layout import layout_findings, suited
from docgen.gongwen.layout.measure import extent, left
from docgen.gongwen.profile import profile
from docgen.gongwen.reading.read import read
from docgen.gongwen.word.wml import FALLBACK
from docgen.mending import Fixed, fixed_copy
from docgen.samples import init, samples
from docgen.shipped import resources
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump, notice
from tests.gongwen.handmade import Made, closing
from tests.gongwen.handmade import notice as notice_by_hand

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CASES = Path(__file__).parent / "cases" / "documents"
NEAR = 0.03
"""How far twips and 字 may differ: 28 characters a line are 15.65 pt wide each, not 16."""

Attributes = dict[str, str]


def value(attributes: Attributes, name: str) -> float:
    return float(attributes.get(name, "0"))


def disagreements(attributes: Attributes, size: float) -> list[str]:
    """The sides of an effective w:ind whose twips are not their number of 字 of a size in pt."""
    hanging = value(attributes, "hanging")
    twips = {
        "left": value(attributes, "left") - hanging,
        "right": value(attributes, "right"),
        "hanging": hanging,
        "firstLine": value(attributes, "firstLine"),
    }
    found = []
    for side, length in twips.items():
        chars = f"{side}Chars"
        if chars in attributes and abs(length - value(attributes, chars) / 100 * size * 20) > NEAR * abs(length) + 1:
            found.append(f"{side}: {attributes}")
    return found


def attributes_of(properties: etree._Element | None) -> Attributes:
    element = None if properties is None else properties.find(f"{W}ind")
    return {} if element is None else {str(etree.QName(k).localname): str(v) for k, v in element.attrib.items()}


def size_of(properties: etree._Element | None) -> float | None:
    element = None if properties is None else properties.find(f"{W}sz")
    return None if element is None else float(element.get(f"{W}val", "0")) / 2


def faults_of(path: Path) -> Iterator[str]:
    """What contradicts itself in the indents of a file: each of its styles, and each paragraph of each of its parts."""
    with zipfile.ZipFile(path) as archive:
        roots = {
            n: etree.fromstring(archive.read(n))
            for n in archive.namelist()
            if n.startswith("word/") and n.endswith(".xml")
        }
    sheet = roots["word/styles.xml"]
    styles = {str(s.get(f"{W}styleId")): s for s in sheet.iter(f"{W}style")}
    default = next(
        (i for i, s in styles.items() if s.get(f"{W}default") == "1" and s.get(f"{W}type") == "paragraph"), ""
    )
    plain = next(sheet.iter(f"{W}rPrDefault"), None)

    def effective(id_: str) -> tuple[Attributes, float]:
        chain: list[etree._Element] = []
        while id_ in styles:
            chain.insert(0, styles[id_])
            based = styles[id_].find(f"{W}basedOn")
            id_ = "" if based is None else str(based.get(f"{W}val"))
        size = size_of(plain.find(f"{W}rPr")) if plain is not None else None
        merged: Attributes = {}
        for each in chain:
            merged |= attributes_of(each.find(f"{W}pPr"))
            size = size_of(each.find(f"{W}rPr")) or size
        return merged, size or 10

    for id_ in styles:
        yield from disagreements(*effective(id_))
    for root in roots.values():
        for paragraph in root.iter(f"{W}p"):
            properties = paragraph.find(f"{W}pPr")
            own = None if properties is None else properties.find(f"{W}pStyle")
            merged, size = effective(default if own is None else str(own.get(f"{W}val")))
            first_run = next(paragraph.iterfind(f"{W}r/{W}rPr"), None)
            yield from disagreements(merged | attributes_of(properties), size_of(first_run) or size)


@pytest.mark.parametrize("template", sorted(path.name for path in resources("templates").glob("*.docx")))
def test_indents_of_every_template_agree_with_themselves(template: str) -> None:
    assert list(faults_of(resources("templates") / template)) == []


@pytest.mark.parametrize("sample", samples())
def test_indents_of_every_document_of_the_samples_agree_with_themselves(sample: str, tmp_path: Path) -> None:
    init(tmp_path / sample, sample)
    made, _ = Workspace(tmp_path / sample).build()
    assert [fault for item in made for fault in faults_of(item.path)] == []


IMPRINT = {
    "抄送": "集团公司党委，集团公司董事会办公室，" * 6 + "集团公司工会",
    "印发机关": "集团公司办公室",
    "印发日期": "2026-05-09",
}
MINUTES = {"出席": "、".join(["顾怀远", "程立群", "许静"] * 12), "列席": "陆敏"}
ENTRIES = {
    "one attachment": (notice(附件=[{"标题": "甲清单" * 14, "正文": "内容"}], 版记=IMPRINT), 2),
    "three attachments": (
        notice(附件=[{"标题": name * 14, "正文": "内容"} for name in ("甲表", "乙表", "丙表")], 版记=IMPRINT), 4,
    ),
    "eleven attachments": (notice(附件=[{"标题": f"{name}清单" * 9, "正文": "内容"} for name in "甲乙丙丁戊己庚辛壬癸子"], 版记=IMPRINT), 12),
    "addressees in the imprint": (notice(落款="不盖章", 署名="集团", 版记={**IMPRINT, "主送": "各部门"}), 2),
    "minutes": (
        {"类型": "纪要", "标志": "总经理办公会议纪要", "期号": "第3期", "标题": "研究巡查工作", "正文": "会议听取了汇报。",
         "会议": MINUTES, "成文日期": "2026-05-08", "版记": IMPRINT}, 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "hanging"), ENTRIES.values(), ids=ENTRIES)
def test_whatever_hangs_has_one_indent_in_word_as_elsewhere(
    entry: dict[str, object], hanging: int, tmp_path: Path
) -> None:
    (tmp_path / "活动.yaml").write_text(dump({"活动": ACTIVITY, "文件": [entry]}), encoding="utf-8")
    (made,) = Workspace(tmp_path / "活动.yaml").build()[0]
    assert list(faults_of(made.path)) == []
    with zipfile.ZipFile(made.path) as archive:
        found = list(etree.fromstring(archive.read("word/document.xml")).iter(f"{W}ind"))
    once = [item for item in found if next(item.iterancestors(FALLBACK), None) is None]
    assert len([item for item in once if item.get(f"{W}hangingChars")]) == hanging
    assert layout_faults(made.path) == []


def layout_faults(path: Path) -> list[tuple[str, str]]:
    reading = read(path)
    return [
        (f.rule.number, f.message) for f in layout_findings(reading, profile(suited(reading))) if f.severity != "info"
    ]


FORMS = {
    "as Word saves it": ({"leftChars": 100, "left": 1120, "hangingChars": 300, "hanging": 840}, 1, 4),
    "only characters": ({"leftChars": 100, "hangingChars": 300}, 1, 4),
    "only twips": ({"left": 1120, "hanging": 840}, 1, 4),
    "characters of the left, twips of the hanging part": ({"leftChars": 100, "left": 1120, "hanging": 840}, 1, 4),
    "twips of the left, characters of the hanging part": ({"left": 1120, "hangingChars": 300, "hanging": 840}, 1, 4),
    "characters win over twips that say something else": ({"leftChars": 100, "left": 280, "hangingChars": 300}, 1, 4),
    "no characters by name": ({"leftChars": 0, "left": 1120, "hangingChars": 0, "hanging": 840}, 1, 4),
    "List Bullet 2": ({"leftChars": 200, "left": 1120, "hangingChars": 200, "hanging": 560}, 2, 4),
    "a first line beside a left indent": ({"leftChars": 100, "left": 280, "firstLineChars": 200, "firstLine": 560}, 3, 1),
}  # fmt: skip


@pytest.mark.parametrize(("form", "begins", "wrapped"), FORMS.values(), ids=FORMS)
def test_an_indent_is_measured_as_word_computes_it(
    form: dict[str, int], begins: float, wrapped: float, tmp_path: Path
) -> None:
    made = Made()
    indented(made.add("抄送：市水务局，市公安局。", size=14), form)
    path = made.save(tmp_path / "文.docx")
    (line,) = (line for line in read(path).manuscript.lines() if not line.empty)
    page = read(path).manuscript.pages[0]
    assert (round(extent(line, page).start, 2), round(left(line, page), 2)) == (begins, wrapped)


def indented(paragraph: Paragraph, form: dict[str, int]) -> None:
    """Give a paragraph a w:ind with such attributes."""
    paragraph.paragraph_format.first_line_indent = Pt(14)
    (element,) = paragraph._p.iter(f"{W}ind")
    element.attrib.clear()
    for name, number in form.items():
        element.set(f"{W}{name}", str(number))


IMPRINT_RULES = {"G46", "G47", "G48"}


@pytest.mark.parametrize("name", ["as Word saves it", "only characters", "only twips"])
def test_an_imprint_that_hangs_in_any_form_is_well_and_stays_as_it_is(name: str, tmp_path: Path) -> None:
    made = notice_by_hand()
    closing(made)
    made.page_number()
    indented(made.add(f"抄送：{'市水务局，市公安局，' * 4}市财政局。", size=14), FORMS[name][0] | {"right": 280})
    printed = made.add("澄湖水务有限公司办公室\t2026年5月21日印发", size=14)
    indented(printed, {"left": 280, "right": 280})
    printed.paragraph_format.tab_stops.add_tab_stop(Twips(8845 - 280), WD_TAB_ALIGNMENT.RIGHT)
    path = made.save(tmp_path / "版记.docx")
    (judged,) = check([path])
    assert judged.reading is not None
    assert judged.profile is not None
    assert {f.rule.number for f in judged.problems} & IMPRINT_RULES == set()
    changes = fixed_copy(path, judged.reading, judged.faults, judged.profile).changes
    assert {change.rule.number for change in changes} & IMPRINT_RULES == set()


def test_an_imprint_as_word_saved_it_is_well_and_stays_as_it_is() -> None:
    path = CASES / "hang_word_form.docx"
    (judged,) = check([path])
    assert [f.rule.number for f in judged.problems if f.severity != "info"] == []
    assert judged.reading is not None
    assert judged.profile is not None
    assert fixed_copy(path, judged.reading, judged.faults, judged.profile) == Fixed(None)


MISPLACED: dict[str, dict[str, int]] = {
    "not hanging": {"leftChars": 100, "left": 280},
    "hanging too far": {"leftChars": 400, "left": 1960, "hangingChars": 300, "hanging": 840},
    "the hanging part counted twice": {"leftChars": 400, "left": 1120, "hangingChars": 300, "hanging": 840},
}


@pytest.mark.parametrize("form", MISPLACED.values(), ids=MISPLACED)
def test_what_is_mended_says_one_thing_in_twips_and_in_characters(form: dict[str, int], tmp_path: Path) -> None:
    made = notice_by_hand()
    closing(made)
    indented(made.add(f"抄送：{'市水务局，市公安局，' * 4}市财政局。", size=14), form)
    made.add("澄湖水务有限公司办公室　　　2026年5月21日印发", size=14)
    path = made.save(tmp_path / "版记.docx")
    (judged,) = check([path])
    assert judged.reading is not None
    assert judged.profile is not None
    fixed = fixed_copy(path, judged.reading, judged.faults, judged.profile)
    copy = fixed.path
    assert copy is not None
    assert "G47" in {change.rule.number for change in fixed.changes}
    assert list(faults_of(copy)) == []
    (copies,) = (line for line in read(copy).manuscript.lines() if line.text.startswith("抄送"))
    page = read(copy).manuscript.pages[0]
    assert (round(extent(copies, page).start, 1), round(left(copies, page), 1)) == (1, 4)
