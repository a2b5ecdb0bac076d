"""Check mends what is mechanical and nothing else, and says the rest as comments in a copy."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import etree

from docgen import package
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import InvalidInput, WrongUsage
from docgen.gongwen import judging, layout, mending, textrules
from docgen.gongwen.layout import layout_findings, suited
from docgen.gongwen.mending import Change, Mended, mend
from docgen.gongwen.mending.facts import facts
from docgen.gongwen.mending.typed import characters, edit, runs, text_of
from docgen.gongwen.profile import Profile, house, profile
from docgen.gongwen.reading.read import read
from docgen.gongwen.roles import Reading
from docgen.gongwen.textrules import text_findings
from docgen.gongwen.word import paragraph_elements
from docgen.mending import Fixed, annotated_copy, fixed_copy
from docgen.outbox import Edited
from docgen.rendering.remarks import annotated
from docgen.ruleset import find
from tests import office
from tests.gongwen import messy
from tests.gongwen.faults import FAULTS, Fault, File, conforming, w
from tests.gongwen.messy import CASES, MAIN, body, box, p, run, tbl, tr
from tests.rendering.test_schema_order import faults_in

TODAY = date(2026, 10, 1)
REVEALED = {"T02", "G24"}
"""Rules that can only judge a number once it is well formed, and the place of a title once there is a red rule."""


def judged(path: Path, rules: Profile | None = None) -> tuple[Reading, Profile, list[Diagnostic]]:
    reading = read(path)
    rules = rules or profile(suited(reading))
    return reading, rules, [*layout_findings(reading, rules), *text_findings(reading, TODAY)]


MENDED = {rule.number for rule, _ in layout.CHECKS if not rule.by_hand} | {
    rule.number for rule, _ in textrules.CHECKS if rule.mended
}
"""Rules of which some complaints can be mended."""


def faults(reading: Reading, rules: Profile) -> Sequence[Diagnostic]:
    """What is wrong one by one, as it is mended."""
    return judging.judged(reading, rules, TODAY).faults


def rules_of(findings: list[Diagnostic], *, grave: bool = False) -> set[str]:
    """Rules that ask for something; hints that something else will do as well are none."""
    return {
        f.rule.number
        for f in findings
        if not (f.cure or "").startswith("不必改") and not (grave and f.severity == "info")
    }


def roles(reading: Reading) -> list[tuple[str, int, int]]:
    """What each line with text is."""
    return [(p.role, p.part, p.level) for p in reading.placed if p.line is not None and not p.line.empty]


def said(reading: Reading) -> list[str]:
    return [text for line in reading.manuscript.lines() if (text := facts(line.text))]


@dataclass(frozen=True)
class Run:
    """A file before and after."""

    before: tuple[Reading, Profile, list[Diagnostic]]
    after: tuple[Reading, Profile, list[Diagnostic]]
    made: Mended
    path: Path

    @property
    def fixed(self) -> set[str]:
        return {change.rule.number for change in self.made.changes}


def mended(path: Path, rules: Profile | None = None) -> Run:
    before = judged(path, rules)
    made = mend(package.read(path), before[0], faults(before[0], before[1]), before[1])
    copy = path.with_name(f"{path.stem}-改.docx")
    copy.write_bytes(package.build(made.parts))
    return Run(before, judged(copy, rules), made, copy)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return conforming(tmp_path_factory.mktemp("范文") / "范文.docx")


def with_faults(sound: Path, path: Path, *names: str) -> Path:
    file = File(sound)
    for fault in FAULTS:
        if fault.name in names:
            fault.change(file)
    return file.write(path)


# ---- the seeded faults


@pytest.fixture(scope="module")
def all_mended(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    folder = tmp_path_factory.mktemp("错例")
    return {f.name: mended(with_faults(sound, folder / f"{i}.docx", f.name)) for i, f in enumerate(FAULTS)}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_is_claimed_is_gone_and_nothing_new_comes(fault: Fault, all_mended: dict[str, Run]) -> None:
    found = all_mended[fault.name]
    assert found.fixed.isdisjoint(rules_of(found.after[2])), found.made.changes
    assert rules_of(found.after[2], grave=True) <= rules_of(found.before[2])
    assert said(found.after[0]) == said(found.before[0])
    assert roles(found.after[0]) == roles(found.before[0])
    assert found.fixed <= rules_of(found.before[2]) & MENDED
    assert faults_in(found.path) == []
    docx.Document(str(found.path))


def test_at_least_so_many_kinds_of_fault_are_mended(all_mended: dict[str, Run]) -> None:
    assert sum(bool(found.fixed) for found in all_mended.values()) >= 80


def test_a_file_without_fault_stays_as_it_is(sound: Path) -> None:
    found = mended(sound)
    assert found.made.changes == ()
    assert found.made.parts == package.read(sound)


def reworded(told: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The same complaints in words that say nothing."""
    return [replace(each, message="……", cure="……", expected="……") for each in told]


def with_all_faults(sound: Path, path: Path) -> Path:
    """A file with as many faults as it can hold; one whose place another has taken is left out."""
    file = File(sound)
    for fault in FAULTS:
        with suppress(IndexError, StopIteration):
            fault.change(file)
    return file.write(path)


def test_no_word_of_a_message_decides_how_it_is_mended(sound: Path, tmp_path: Path) -> None:
    path = with_all_faults(sound, tmp_path / "样样都有.docx")
    reading, rules, _ = judged(path)
    found = faults(reading, rules)
    one = mend(package.read(path), reading, found, rules)
    other = mend(package.read(path), reading, reworded(found), rules, judge=lambda b: reworded(mending.judged(b)))
    assert len({change.rule for change in one.changes}) >= 40
    assert [(c.rule, c.paragraph) for c in other.changes] == [(c.rule, c.paragraph) for c in one.changes]
    assert other.parts == one.parts


def test_a_second_time_there_is_nothing_to_mend(sound: Path, tmp_path: Path) -> None:
    path = with_faults(sound, tmp_path / "a.docx", "top margin 25 mm", "straight quotes", "body in 宋体")
    assert mended(mended(path).path).made.changes == ()


def test_many_faults_at_once_leave_the_pages_of_the_sound_file(sound: Path, tmp_path: Path) -> None:
    names = [
        "top margin 25 mm", "left margin 31.7 mm", "lines of 1.5", "body in 小四", "red rule missing", "title in 三号",
        "no blank lines above the title", "no indent", "date 2 from the right", "page number missing",
    ]  # fmt: skip
    found = mended(with_faults(sound, tmp_path / "多处.docx", *names))
    assert rules_of(found.after[2], grave=True) == set()
    pages = office.pages([sound, found.path], tmp_path)
    good, new = pages["范文"], pages[found.path.stem]
    assert [page.text.replace("\n", "") for page in new] == [page.text.replace("\n", "") for page in good]


def test_only_what_was_found_is_mended(sound: Path, tmp_path: Path) -> None:
    path = with_faults(sound, tmp_path / "a.docx", "top margin 25 mm", "half-width comma", "half-width full stop")
    reading, rules, _ = judged(path)
    found = faults(reading, rules)
    one = [f for f in found if f.rule.number == "T08"][:1]
    made = mend(package.read(path), reading, one, rules, [f for f in found if f not in one])
    assert [(c.rule.number, c.paragraph) for c in made.changes] == [("T08", one[0].place.paragraph)]


def test_values_come_from_the_rules_of_the_house(sound: Path, tmp_path: Path) -> None:
    own = tmp_path / "本单位.yaml"
    own.write_text(
        "依据: 国标\n行距: 28磅\n正文字体: 宋体\n页码位置: 居中\n上边距: 35毫米\n下边距: 37毫米\n", encoding="utf-8"
    )
    found = mended(sound, house(own))
    assert found.fixed >= {"G02", "G06", "G09", "G51"}
    assert found.fixed.isdisjoint(rules_of(found.after[2]))
    assert {line.spacing.line for line in found.after[0].of("text")} == {560}
    assert [page.top for page in found.after[0].manuscript.pages][0] == 1984


# ---- files as people make them


@pytest.mark.parametrize("name", CASES)
def test_messy_files_lose_no_text_and_many_faults(name: str, tmp_path: Path) -> None:
    path = CASES[name]().write(tmp_path / "a.docx")
    found = mended(path)
    assert len(found.after[2]) < len(found.before[2])
    assert said(found.after[0]) == said(found.before[0])
    assert roles(found.after[0]) == roles(found.before[0])
    assert rules_of(found.after[2], grave=True) <= rules_of(found.before[2]) | REVEALED
    assert len(faults_in(found.path)) <= len(faults_in(path))


def written(path: Path, *paragraphs: str) -> Path:
    return messy.Messy([*messy.BEFORE, *paragraphs, *messy.AFTER], {}, []).write(path)


def changed(path: Path) -> list[str]:
    """What stands in the paragraphs after mending."""
    return [line.text for line in mended(path).after[0].manuscript.lines()]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("他说\"好\"，又说\"行\"。", "他说“好”，又说“行”。"),
        ("他说\"好，又说行。", "他说\"好，又说行。"),
        ("请抓紧办理...不得拖延--切记。", "请抓紧办理……不得拖延——切记。"),
        ("参会人员3-5人(含司机)到场。", "参会人员3—5人（含司机）到场。"),
        ("2026年05月08日前报送。", "2026年5月8日前报送。"),
        ("按照《办法》(华澜发[2026]第08号)执行。", "按照《办法》（华澜发〔2026〕8号）执行。"),
        ("比例为63-68%。", "比例为63-68%。"),
        ("见 http://a.cn/b(中文),再定。", None),
        ("显示器为24\"，请核对\"型号\"一栏。", "显示器为24\"，请核对\"型号\"一栏。"),
    ],
)  # fmt: skip
def test_text_is_mended_where_only_one_form_is_right(typed: str, right: str | None, tmp_path: Path) -> None:
    lines = changed(written(tmp_path / "a.docx", body(typed)))
    if right is None:
        assert facts(typed) in map(facts, lines)
    else:
        assert right in lines


def test_a_heading_keeps_its_end_where_blanks_in_front_of_it_go(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx", p("　　一、按期报送。各单位要按时报送盘点表。", size=16, face="宋体"))
    after = mended(path).after[0]
    line = next(line for line in after.manuscript.lines() if line.text.startswith("一、"))
    assert [(r.text, r.looks.face) for r in line.runs] == [
        ("一、按期报送。", "黑体"),
        ("各单位要按时报送盘点表。", "仿宋"),
    ]


def test_dates_in_han_numerals_become_arabic_only_where_a_calendar_has_them(tmp_path: Path) -> None:
    for day, right in (("二〇二六年五月八日", "2026年5月8日"), ("二〇二六年二月三十日", "二〇二六年二月三十日")):
        path = messy.Messy([*messy.BEFORE, p(), messy.SIGNED, p(day, align="right")], {}, []).write(
            tmp_path / "a.docx"
        )
        assert right in [text.strip() for text in changed(path)]


def test_tracked_changes_links_and_fields_are_left_alone(tmp_path: Path) -> None:
    link = f"<w:hyperlink>{run('请看,说明(一)')}</w:hyperlink>"
    field = f'<w:fldSimple w:instr=" REF a ">{run("第二项,第三项")}</w:fldSimple>'
    inserted = f'<w:ins w:id="1" w:author="a">{run("新增,内容")}</w:ins>'
    path = written(
        tmp_path / "a.docx", *(p(run("前文，"), piece, run("后文。"), first=2) for piece in (link, field, inserted))
    )
    found = mended(path)
    for piece in ("请看,说明(一)", "第二项,第三项", "新增,内容"):
        assert any(piece in line.text for line in found.after[0].manuscript.lines())
    assert "T08" not in found.fixed


def paragraph(inside: str) -> etree._Element:
    return etree.fromstring(f'<w:p xmlns:w="{MAIN}">{inside}</w:p>')


def test_an_edit_over_two_runs_keeps_both_with_their_looks() -> None:
    item = paragraph(run("他说-", bold=True) + run("-好", color="FF0000"))
    assert edit(item, [(2, 4, "——")])
    assert [(text_of_run(r), r.find(f"{w('rPr')}/{w('b')}") is not None) for r in item] == [
        ("他说——", True),
        ("好", False),
    ]


def text_of_run(item: etree._Element) -> str:
    return "".join(t.text or "" for t in item.iter(w("t")))


def test_a_run_is_cut_where_a_look_begins() -> None:
    item = paragraph(run("一、要求。正文\t后文"))
    assert [text_of_run(r) for r in runs(item, 2, 5)] == ["要求。"]
    assert text_of(item) == "一、要求。正文\t后文"
    assert len(characters(item)) == 10


# ---- comments


def commented(path: Path, *notes: tuple[int | None, str]) -> Path:
    copy = path.with_name("批注.docx")
    copy.write_bytes(annotated(path.read_bytes(), paragraph_elements, notes))
    return copy


def comments(path: Path) -> Iterator[tuple[str, str, str]]:
    """(id, text, what it stands at) of each comment."""
    parts = package.read(path)
    root = etree.fromstring(parts["word/document.xml"])
    for item in etree.fromstring(parts["word/comments.xml"]).iter(w("comment")):
        id_ = item.get(w("id"), "")
        starts = [each for each in root.iter(w("commentRangeStart")) if each.get(w("id")) == id_]
        place = "".join(text_of(next(start.iterancestors(w("p")))) for start in starts)
        yield id_, "\n".join(text_of(each) for each in item.iter(w("p"))), place


def test_each_finding_stands_as_a_comment_at_its_paragraph(tmp_path: Path) -> None:
    path = messy.Messy([p("甲"), p(), tbl(tr("乙", "丙"), columns=2), body("丁")], {}, []).write(tmp_path / "a.docx")
    made = commented(path, (5, "丁一"), (3, "乙一"), (None, "全一"), (2, "空一"), (5, "丁二"), (99, "全二"))
    assert list(comments(made)) == [
        ("0", "全文：\n1. 全一\n2. 全二", "甲"),
        ("1", "空一", ""),
        ("2", "乙一", "乙"),
        ("3", "丁一", "丁"),
        ("4", "丁二", "丁"),
    ]
    assert faults_in(made) == []
    root = etree.fromstring(package.read(made)["word/document.xml"])
    for start in root.iter(w("commentRangeStart")):
        before = start.getprevious()
        assert before is None or before.tag in (w("pPr"), w("commentRangeStart"))
    assert [line.text for line in read(made).manuscript.lines()] == [
        line.text for line in read(path).manuscript.lines()
    ]
    assert len(list(docx.Document(str(made)).comments)) == 5


def test_in_a_text_box_a_comment_goes_to_the_paragraph_that_holds_the_box(tmp_path: Path) -> None:
    path = messy.Messy([p("甲"), box(p("框里"))], {}, []).write(tmp_path / "a.docx")
    made = commented(path, (3, "改"))
    assert list(comments(made)) == [("0", "（指文本框里的文字）改", "")]
    root = etree.fromstring(package.read(made)["word/document.xml"])
    assert not list(root.iterfind(f".//{w('txbxContent')}//{w('commentRangeStart')}"))


def test_comments_of_the_file_stay_and_nothing_else_is_touched(sound: Path, tmp_path: Path) -> None:
    path = with_faults(sound, tmp_path / "a.docx", "comment")
    made = commented(path, (1, "份号"), (None, "页面"))
    assert sorted(id_ for id_, _, _ in comments(made)) == ["0", "1", "2"]
    old, new = package.read(path), package.read(made)
    assert {name for name in new if new[name] != old.get(name)} == {"word/document.xml", "word/comments.xml"}
    assert made.read_bytes() == commented(path, (1, "份号"), (None, "页面")).read_bytes()


# ---- copies on disk


def test_the_original_is_never_touched_and_copies_have_names_of_their_own(sound: Path, tmp_path: Path) -> None:
    path = with_faults(sound, tmp_path / "通知.docx", "top margin 25 mm")
    data = path.read_bytes()
    reading, rules, _ = judged(path)
    made = fixed_copy(path, reading, faults(reading, rules), rules)
    assert made.path == tmp_path / "通知（已改）.docx"
    assert [change.rule.number for change in made.changes] == ["G02", "G05"]
    problem = Diagnostic(Place(str(path), paragraph=2), find("G10"), "warning", "是四号，应为三号", cure="请改", clause="5.2.2", strength="usual")  # fmt: skip
    other = annotated_copy(path, [problem], tmp_path / "批注")
    assert other == tmp_path / "批注" / "通知（批注）.docx"
    assert [text for _, text, _ in comments(other)] == ["[G10 一般 5.2.2] 是四号，应为三号。请改"]
    assert path.read_bytes() == data


def test_a_copy_that_somebody_works_on_is_not_written_over(sound: Path, tmp_path: Path) -> None:
    path = with_faults(sound, tmp_path / "通知.docx", "top margin 25 mm")
    (tmp_path / "通知（已改）.docx").write_bytes(b"mine")
    reading, rules, _ = judged(path)
    with pytest.raises(Edited):
        fixed_copy(path, reading, faults(reading, rules), rules)
    copy = fixed_copy(path, reading, faults(reading, rules), rules, force=True).path
    assert copy is not None
    assert zipfile.is_zipfile(copy)


def test_without_anything_to_say_nothing_is_written(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "好.docx"
    path.write_bytes(sound.read_bytes())
    reading, rules, _ = judged(path)
    assert fixed_copy(path, reading, faults(reading, rules), rules) == Fixed(None)
    assert annotated_copy(path, []) is None
    assert [item.name for item in tmp_path.iterdir() if item.is_file()] == ["好.docx"]


def test_other_files_are_refused_in_words(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("一、要求", encoding="utf-8")
    with pytest.raises(WrongUsage, match="另存为"):
        annotated_copy(text, [])
    strict = tmp_path / "b.docx"
    made = messy.Messy([p("甲")], {}, []).write(strict)
    parts = package.read(made)
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        MAIN.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    strict.write_bytes(package.build(parts))
    with pytest.raises(InvalidInput, match="Strict"):
        annotated_copy(strict, [])


def test_a_change_says_what_was_there_and_what_is_there_now(sound: Path, tmp_path: Path) -> None:
    found = mended(with_faults(sound, tmp_path / "a.docx", "number in square brackets"))
    assert found.made.changes == (Change(find("T01"), 7, "华澜发[2025]15号", "华澜发〔2025〕15号"),)
