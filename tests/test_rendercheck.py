"""What only shows in print is found: each fault is one change of a conforming file, all printed in one start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from docgen import pages, pdf, rendercheck
from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.layout import suited
from docgen.gongwen.profile import Profile, profile
from docgen.gongwen.reading.read import read
from docgen.gongwen.roles import Reading
from docgen.rendercheck import check_pages
from docgen.samples import init, samples
from docgen.workspace import Workspace
from tests.gongwen.faults import (
    BLANK,
    FIRST,
    ISSUER,
    LABEL,
    MARK,
    NUMBER,
    PLAIN,
    SECOND,
    Change,
    File,
    before,
    both,
    conforming,
    cut,
    imprint_first,
    normal,
    page,
    para,
    parsed,
    place,
    put,
    retype,
    rule,
    text,
    tracking,
    w,
    without_setting,
)

Files = list[tuple[Path, Reading, Profile]]
LONG = text("各单位要把物资储备放在心上抓在手上落实在行动上" * 60 + "。")
OUTLINE = "仓库门口要留出装卸通道，物资按品种分区码放，先进先出，定期翻垛，雨季前再全面检查一遍。" * 16


def plain_imprint(file: File) -> None:
    """版记 as ordinary paragraphs under the text of the last page."""
    anchor = file.paragraphs()[-4]
    while anchor.getparent() is not file.part("document")[0]:
        anchor = next(anchor.iterancestors(w("p")))
    lines = (para("抄送：集团党委，集团董事会。", size=14), para(f"{ISSUER}办公室　2025年5月9日印发", size=14))
    for xml in lines:
        anchor.addprevious(parsed(xml)[0])
    cut(anchor)


def long_cell(file: File) -> None:
    """A row of the table that needs more than a page and may break."""
    retype("东库", "东库", OUTLINE)(file)
    for item in list(file.part("document").iter(w("cantSplit"))):
        cut(item)


def restarted(file: File) -> None:
    """The numbers of the pages begin again after the first section."""
    for section in list(file.part("document").iter(w("sectPr")))[1:]:
        section.insert(3, parsed('<w:pgNumType w:start="1"/>')[0])


def empty_page(file: File) -> None:
    """A page without anything in front of attachment 2."""
    before(LABEL, para())(file)
    properties = file.find(LABEL).find(w("pPr"))
    assert properties is not None
    put(properties, "pageBreakBefore", ("pageBreakBefore", "spacing", "ind", "jc"), val=1)


LINE = "物资清点要账实相符，责任到人。"
FAULTS: dict[str, tuple[Change, list[tuple[str, str, str, str]]]] = {
    "版头太长": (before(NUMBER, *[BLANK] * 12), [("R01", "error", "首页没有正文", FIRST)]),
    "署名独占一页": (before("附件：1", *[text(LINE)] * 5), [("R02", "error", "第3页只有署名和日期", ISSUER)]),
    "版记不在最后": (imprint_first(), [("R03", "error", "版记不在最后一页", "抄送")]),
    "版记在页中": (plain_imprint, [("R04", "error", "没有排在版心下边缘", ISSUER)]),
    "行距三十磅": (
        both(before(PLAIN, LONG), normal(line=600, lineRule="exact"), page("docGrid", linePitch=600)),
        [("R06", "warning", "21行", "")],
    ),
    "字距太宽": (both(before(PLAIN, LONG), tracking(20)), [("R07", "warning", "26个字", "")]),
    "标志太低": (place(MARK, "spacing", before=600, after=0, line=1188, lineRule="exact"), [("R08", "error", "上边缘", MARK)]),
    "红线太远": (rule(space=24), [("R09", "error", "红色分隔线", NUMBER)]),
    "页码太低": (page(footer=800), [("R10", "warning", "页码离纸", "")]),
    "页码不分单双": (without_setting("evenAndOddHeaders"), [("R11", "warning", "第2、4页", "")]),
    "页码另编": (restarted, [("R12", "warning", "第4页的页码印成了1", "")]),
    "标题剩一个字": (
        retype(SECOND, "关于做好2025年防汛", "关于做好2025年度汛期防汛"),
        [("R13", "warning", "有一行只有", "关于做好")],
    ),
    "表格行跨页": (long_cell, [("R14", "warning", "表格第2行被分到", "1")]),
    "空白页": (empty_page, [("R15", "warning", "第4页是空白页", "")]),
    "文字出版心": (place(PLAIN, "ind", left=-700), [("R16", "error", "排到了版心外面", PLAIN)]),
}  # fmt: skip
"""By the file's name: the change, and (rule, severity, words, beginning of the paragraph) that must be found."""
ALSO = {"版记不在最后": {"R04"}, "行距三十磅": {"R08"}}
"""Other rules that a change touches too."""


def items(paths: Sequence[Path]) -> Files:
    """Files as they are handed over."""
    readings = [(path, read(path)) for path in paths]
    return [(path, reading, profile(suited(reading))) for path, reading in readings]


@pytest.fixture(scope="module")
def substitutes() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(Path(__file__).with_name("fonts.conf")))
        yield


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, substitutes: None) -> dict[str, list[Diagnostic]]:
    """Every file's findings by its name in its folder; a broken file stands among them."""
    folder = tmp_path_factory.mktemp("渲染 检查")
    sound = conforming(folder / "范文.docx")
    (folder / "另一处").mkdir()
    made = [sound, conforming(folder / "另一处" / "范文.docx")]
    for name, (change, _) in FAULTS.items():
        file = File(sound)
        change(file)
        made.append(file.write(folder / f"{name}.docx"))
    for sample in samples():
        init(folder / sample, sample)
        made += [item.path for item in Workspace(folder / sample).build()[0]]
    broken = folder / "打不开.docx"
    given = items(made)
    broken.write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    given.insert(2, (broken, *given[0][1:]))
    return {str(path.relative_to(folder)): findings for path, findings in check_pages(given).items()}


def grave(findings: Sequence[Diagnostic]) -> list[str]:
    """Errors and warnings in short."""
    return [f"{f.rule.number} {f.severity} {f.message}" for f in findings if f.severity != "info"]


def test_a_conforming_file_has_no_fault_in_print(found: dict[str, list[Diagnostic]]) -> None:
    assert grave(found["范文.docx"]) == []


def test_files_of_one_name_are_told_apart(found: dict[str, list[Diagnostic]]) -> None:
    assert found["另一处/范文.docx"] == found["范文.docx"]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_in_print(found: dict[str, list[Diagnostic]], name: str) -> None:
    findings = found[f"{name}.docx"]
    for wanted, severity, words, start in FAULTS[name][1]:
        hits = [f for f in findings if f.rule.number == wanted and f.severity == severity and words in f.message]
        assert hits, [f"{f.rule.number} {f.severity} {f.message}" for f in findings]
        assert all(start.startswith(f.text or "") or (f.text or "").startswith(start) for f in hits if start)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_raises_no_other_alarm(found: dict[str, list[Diagnostic]], name: str) -> None:
    wanted = {rule for rule, *_ in FAULTS[name][1]} | ALSO.get(name, set())
    others = [
        f"{f.rule.number} {f.message}" for f in found[f"{name}.docx"] if f.rule.number not in wanted | {"R05", "R17"}
    ]
    assert others == []


def test_what_docgen_makes_has_no_fault_in_print(found: dict[str, list[Diagnostic]]) -> None:
    made = {name: findings for name, findings in found.items() if "/out/" in name}
    assert len(made) > 8
    assert {name: grave(findings) for name, findings in made.items() if grave(findings)} == {}


def test_substituted_fonts_are_named(found: dict[str, list[Diagnostic]]) -> None:
    note = next(f for f in found["范文.docx"] if f.rule.number == "R17")
    assert note.severity == "info"
    assert "仿宋_GB2312" in note.message


def test_an_imprint_on_an_odd_page_is_a_hint(found: dict[str, list[Diagnostic]]) -> None:
    assert [f.severity for f in found["空白页.docx"] if f.rule.number == "R05"] == ["info"]


def test_a_file_that_cannot_be_printed_stops_no_other(found: dict[str, list[Diagnostic]]) -> None:
    assert [(f.rule.number, f.severity) for f in found["打不开.docx"]] == [("R00", "warning")]


def test_every_finding_says_how_to_mend_it(found: dict[str, list[Diagnostic]]) -> None:
    assert [f.rule.number for findings in found.values() for f in findings if not f.cure] == []


def test_without_libreoffice_the_first_file_bears_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "program", lambda: None)
    given = items([conforming(tmp_path / "甲.docx"), conforming(tmp_path / "乙.docx")])
    said = check_pages(given)
    assert [f"{f.severity} {f.message}" for f in said[tmp_path / "甲.docx"]] == [
        "info 没有 LibreOffice，没有做渲染检查"
    ]
    assert said[tmp_path / "乙.docx"] == []


def test_without_pypdfium2_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "program", lambda: "soffice")
    monkeypatch.setattr(rendercheck, "available", lambda: False)
    assert '[render]"' in (rendercheck.missing() or "")


def test_a_text_file_has_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text("关于报送材料的通知\n各部门：\n请按时报送。\n", encoding="utf-8")
    assert check_pages(items([path])) == {path: []}


def line(words: str, y: float) -> pages.TextLine:
    glyphs = tuple(pages.Glyph(c, 28 + 5.6 * i, y, 28, y, 30, y, 16, "", False) for i, c in enumerate(words))
    return pages.TextLine(y, glyphs)


def sheet(number: int, *rows: str) -> pages.Page:
    lines = tuple(line(words, 40.0 + 10 * i) for i, words in enumerate(rows))
    return pages.Page(number, 210, 297, lines, (), "".join(rows), 0)


def test_a_paragraph_is_found_over_a_page_number() -> None:
    sheets = [sheet(1, "甲乙丙", "—1—"), sheet(2, "丁戊", "己")]
    found = pages.locate(["甲乙丙 丁戊", "己", "庚"], sheets)
    assert [[(spot.page, spot.line.text) for spot in spots] for spots in found] == [
        [(1, "甲乙丙"), (2, "丁戊")],
        [(2, "己")],
        [],
    ]


def test_compatible_forms_of_a_character_are_the_same() -> None:
    assert pages.plain("⼀、 １．") == pages.plain("一、1.")
