"""Mending leaves every line what it was: a title stays a title, text stays text; and the lines of the body stand evenly."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt

from docgen import package
from docgen.core.diagnostic import Diagnostic, Place
from docgen.gongwen import judging
from docgen.gongwen.layout import layout_findings, suited
from docgen.gongwen.mending import Mended, mend
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.mending.guard import Change, Refused, guarded, places
from docgen.gongwen.profile import profile
from docgen.gongwen.reading.read import read
from docgen.gongwen.roles import Reading
from docgen.gongwen.textrules import text_findings
from docgen.inspecting import left_alone
from docgen.ruleset import find
from docgen.samples import init, samples
from docgen.workspace import Workspace
from tests.gongwen.handmade import BIAOSONG, FANG, HEI, KAI, Made, closing, notice, ruled

CASES = Path(__file__).parent / "cases" / "documents"
TODAY = date(2026, 10, 1)
Roles = list[tuple[str, int, int, str]]


def judged(path: Path) -> tuple[Reading, list[Diagnostic]]:
    reading = read(path)
    return reading, [*layout_findings(reading, profile(suited(reading))), *text_findings(reading, TODAY)]


def fixed(path: Path, to: Path) -> tuple[Mended, Reading, Reading, list[Diagnostic]]:
    """What was mended; what is read before and after it; what is still found."""
    before, _ = judged(path)
    rules = profile(suited(before))
    made = mend(package.read(path), before, judging.judged(before, rules, TODAY).faults, rules)
    copy = to / f"{path.stem}-改.docx"
    copy.write_bytes(package.build(made.parts))
    after, left = judged(copy)
    return made, before, after, left


def roles(reading: Reading) -> Roles:
    """What each line with text is, named by its first letters and digits that no mending changes."""
    lines = [(p, p.line) for p in reading.placed if p.line is not None and not p.line.empty]
    return [(p.role, p.part, p.level, "".join(c for c in line.text if c.isalpha())[:6]) for p, line in lines]


@pytest.mark.parametrize("name", ["hang_word_form", "m1c", "m2", "m3", "date_line_in_body", "no_addressee_no_sign"])
def test_mending_a_file_of_an_office_moves_no_line(name: str, tmp_path: Path) -> None:
    _, before, after, _ = fixed(CASES / f"{name}.docx", tmp_path)
    assert [role[:3] for role in roles(after)] == [role[:3] for role in roles(before)]


@pytest.mark.parametrize("sample", samples())
def test_mending_what_docgen_built_moves_no_line(sample: str, tmp_path: Path) -> None:
    init(tmp_path / sample, sample)
    for item in Workspace(tmp_path / sample).build()[0][:6]:
        _, before, after, _ = fixed(item.path, tmp_path)
        assert roles(after) == roles(before)


# ---- documents made in the ways that offices make them


def office(seed: int) -> Made:
    """A document of an office; what stands where, in what type and how typed, is drawn by the seed."""
    rng = random.Random(seed)
    made = Made(rng.choice([(3.7, 3.5, 2.8, 2.6), (2.54, 2.54, 3.18, 3.18), (3.0, 2.5, 2.8, 2.6)]))
    body, size = rng.choice([FANG, "宋体"]), rng.choice([16.0, 14.0, 15.0])
    line = rng.choice([28.95, 0.0, 30.0])

    def add(text: str, face: str = body, points: float = size, **place: object) -> None:
        made.add(text, face, points, line=line, **place)  # type: ignore[arg-type]

    if rng.random() < 0.6:
        made.mark(rng.choice(["澄湖水务有限公司文件", "澄湖水务有限公司　文件"]))
        made.blank(rng.choice([0, 1, 2]))
        number = made.add(
            rng.choice(["澄水发〔2026〕12号", "澄水发[2026]12号", "    澄水发（2026）第12号"]),
            align=rng.choice(["center", ""]),
        )
        if rng.random() < 0.5:
            ruled(number)
        elif rng.random() < 0.5:
            made.add("_" * 40, red=True)
        made.blank(rng.choice([0, 1, 2]))
    title = rng.choice([("关于开展管网巡查工作的通知",), ("关于开展管网巡查", "工作的通知")])
    for words in title:
        made.add(words, rng.choice([BIAOSONG, HEI, "宋体"]), rng.choice([22.0, 18.0, 20.0]), align="center")
    made.blank(rng.choice([0, 1]))
    add("各营业所：")
    lead = rng.choice(["", "　　", "    "])
    for text in ("为保证夏季供水，现就管网巡查工作通知如下。", "各营业所每周巡查1次，巡查结果记入台账。"):
        add(lead + text, first=0 if lead else rng.choice([0, 2]))
    for number_, (head, text) in enumerate(
        (("巡查范围", "全部主管。"), ("巡查时间", "每周五上午，遇雨顺延。"), ("工作要求", "认真记录。")), 1
    ):
        numeral = "一二三"[number_ - 1]
        add(
            rng.choice([f"{numeral}、{head}", f"{lead}{numeral}、{head}"]),
            rng.choice([HEI, body]),
            first=rng.choice([0, 2]),
        )
        add(f"{lead}（一）{text}", rng.choice([KAI, body]), first=0 if lead else 2)
        if rng.random() < 0.3:
            made.blank()
    if rng.random() < 0.5:
        add(rng.choice(["    附件：1.巡查路线表", "附件:1、巡查路线表"]))
    made.blank(rng.choice([1, 2, 3]))
    made.add(
        rng.choice(["澄湖水务有限公司", "　" * 18 + "澄湖水务有限公司"]), align=rng.choice(["right", ""]), line=line
    )
    made.add(
        rng.choice(["2026年5月20日", "二〇二六年五月二十日", "　" * 19 + "2026年05月20日"]),
        align=rng.choice(["right", ""]),
        line=line,
    )
    if rng.random() < 0.5:
        made.add("附件1", HEI, new_page=True)
        made.title("巡查路线表")
        made.table([["序号", "路线"], ["1", "青石桥至北门"]])
    return made


@pytest.mark.parametrize("seed", range(24))
def test_mending_moves_no_line_of_a_document_made_by_hand(seed: int, tmp_path: Path) -> None:
    _, before, after, _ = fixed(office(seed).save(tmp_path / "文.docx"), tmp_path)
    assert [role[:3] for role in roles(after)] == [role[:3] for role in roles(before)]


# ---- what would move a line is not done, and said


def rewritten(bench: Bench, asked: Sequence[Diagnostic], done: Sequence[Change]) -> list[Change]:
    """A mending that puts what the complaint expects in place of the whole line."""
    made = []
    for told in asked:
        line, new = bench.line(told), told.expected or ""
        if line and bench.edit(line, [(0, len(line.text), new)]):
            made.append(Change(told.rule, bench.number(line), told.found or "", new))
    return made


MOVES = {
    "text would be a heading": ("每月汇总1次。", "三、每月汇总1次", ("正文", "层次标题")),
    "addressees would be text": ("各营业所：", "各营业所每月汇总1次。", ("主送机关", "正文")),
    "the date would be text": ("2026年5月20日", "于五月二十日每月汇总，不再另行通知。", ("署名", "正文")),
}


@pytest.mark.parametrize(("line", "wrong", "words"), MOVES.values(), ids=MOVES)
def test_what_would_move_a_line_is_left_alone_and_the_rest_is_done(
    line: str, wrong: str, words: tuple[str, str], tmp_path: Path
) -> None:
    made = notice()
    made.text("一、巡查范围", "各处主管都要巡查。", "二、汇总", "每月汇总1次。", "各处支管都要巡查。")
    closing(made)
    path = made.save(tmp_path / "文.docx")
    reading, _ = judged(path)
    bench = Bench(package.read(path), reading, profile("国标"))
    found = {each.text: each for each in reading.manuscript.lines()}
    wanted = {"各处主管都要巡查。": "各处主管每周巡查。", line: wrong, "各处支管都要巡查。": "各处支管每周巡查。"}
    asked = [
        Diagnostic(Place("", paragraph=found[old].number), find("T05"), "warning", "", old, new, text=old[:20])
        for old, new in wanted.items()
    ]
    bench, changes, refused = guarded(bench, asked, places(reading), rewritten)
    assert {change.after for change in changes} == {"各处主管每周巡查。", "各处支管每周巡查。"}
    assert [(each.found, each.before, each.after) for each in refused] == [(line, *words)]
    bench.read_again()
    assert [role[:3] for role in roles(bench.reading)] == [role[:3] for role in roles(reading)]


def test_what_was_left_alone_is_said_a_few_of_many() -> None:
    refused = [Refused(find("T05"), at, "一.", at, "正文", "层次标题") for at in (4, 7, 9, 12)]
    told = left_alone(refused)
    assert "T05" in told
    assert [f"第{at}段" in told for at in (4, 7, 9, 12)] == [True, True, True, False]
    assert "等4处" in told
    assert left_alone([]) == ""


# ---- what stands out is no body text


def centred_title(made: Made) -> None:
    made.add("关于开展管网巡查工作的通知", "宋体", 22, align="center")


def typed_rule(made: Made) -> None:
    made.add("_" * 44, "宋体", 16, red=True)


def inner_title(made: Made) -> None:
    made.text("前文说明了巡查的由来。")
    made.add("巡查工作的几点说明", "宋体", 20, align="center")
    made.text("后文说明了巡查的办法。")


@pytest.mark.parametrize("put", [centred_title, typed_rule, inner_title])
def test_what_is_set_as_a_title_or_typed_as_a_rule_keeps_its_looks(
    put: Callable[[Made], None], tmp_path: Path
) -> None:
    made = Made()
    made.text(*["各营业所每周巡查1次，巡查结果记入台账。"] * 3)
    put(made)
    made.text("巡查结果记入台账，每月汇总1次。")
    path = made.save(tmp_path / "文.docx")
    _, before, after, _ = fixed(path, tmp_path)
    kept = [
        (line.text, line.looks().size, line.looks().color, line.spacing.align) for line in before.manuscript.lines()
    ]
    now = [(line.text, line.looks().size, line.looks().color, line.spacing.align) for line in after.manuscript.lines()]
    outstanding = [item for item in kept if item[0].startswith("_") or item[3] == "center"]
    assert outstanding
    assert set(outstanding) <= set(now)


def test_a_red_rule_typed_as_signs_is_the_red_rule(tmp_path: Path) -> None:
    made = Made()
    made.mark("澄湖水务有限公司文件")
    made.blank(2)
    made.add("澄水发〔2026〕12号", align="center")
    made.add("_" * 44, "宋体", 16, red=True)
    made.blank(2)
    made.title("关于开展管网巡查工作的通知")
    made.blank()
    made.add("各营业所：")
    made.text("为保证夏季供水，现就管网巡查工作通知如下。", "各营业所每周巡查1次，巡查结果记入台账。")
    closing(made)
    found = layout_findings(read(made.save(tmp_path / "文.docx")), profile("国标"))
    assert [(f.severity, f.expected) for f in found if f.rule.number == "G20"] == [("info", "红色下框线")]
    assert "G08" not in {f.rule.number for f in found}


# ---- the lines of the body stand evenly


def test_space_around_headings_is_found_and_mended(tmp_path: Path) -> None:
    before = judged(CASES / "m3.docx")[1]
    assert {f.message.split("，")[0][-6:] for f in before if f.rule.number == "G06" and "段前" in (f.found or "")} == {
        "段前空24磅",
        "段前空10磅",
    }
    _, _, after, left = fixed(CASES / "m3.docx", tmp_path)
    assert [f.message for f in left if f.rule.number == "G06"] == []
    body = [p.line for p in after.placed if p.role in ("text", "heading") and p.line and not p.line.in_table]
    assert {(line.spacing.before, line.spacing.after, line.spacing.line, line.spacing.rule) for line in body} == {
        (0, 0, 579, "exact")
    }


def spaced(made: Made, at: int, **amounts: float) -> None:
    place = made.file.paragraphs[at].paragraph_format
    for name, points in amounts.items():
        setattr(place, name, Pt(points))


UNEVEN = {
    "space before a heading": ({"space_before": 13}, "段前空13磅"),
    "space after a heading": ({"space_after": 7.8}, "段后空7.8磅"),
    "a line of its own distance": ({"line_spacing": 40}, "固定值40磅"),
    "a wider line by a little": ({"line_spacing": 31}, "固定值31磅"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "seen"), UNEVEN.values(), ids=UNEVEN)
def test_a_line_that_stands_apart_is_found_and_mended(change: dict[str, float], seen: str, tmp_path: Path) -> None:
    made = notice()
    made.add("一、巡查范围", HEI, first=2)
    spaced(made, -1, **change)
    made.text("各处主管都要巡查。", "各处支管都要巡查。")
    closing(made)
    made.page_number()
    path = made.save(tmp_path / "文.docx")
    assert [(f.found, f.severity, f.clause) for f in judged(path)[1] if f.rule.number == "G06"] == [
        (seen, "warning", "5.2.3")
    ]
    mended, _, _, left = fixed(path, tmp_path)
    assert "G06" in {change.rule.number for change in mended.changes}
    assert [f.found for f in left if f.rule.number == "G06"] == []


def test_space_that_word_does_not_show_between_paragraphs_of_one_style_is_no_fault(tmp_path: Path) -> None:
    made = notice()
    style = made.file.styles.add_style("条目", WD_STYLE_TYPE.PARAGRAPH)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(10)
    contextual = style.element.get_or_add_pPr()
    contextual.append(
        contextual.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}contextualSpacing")
    )
    first = len(made.file.paragraphs)
    made.text("各处主管都要巡查。", "各处支管都要巡查。", "各处阀门都要巡查。")
    for paragraph in made.file.paragraphs[first - 2 :]:
        paragraph.style = style
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = None
    closing(made)
    found = [f for f in judged(made.save(tmp_path / "文.docx"))[1] if f.rule.number == "G06"]
    assert found == []


def test_a_blank_line_set_as_space_above_an_element_is_no_uneven_line(tmp_path: Path) -> None:
    made = Made()
    made.title("管网巡查方案")
    made.text("各营业所每周巡查1次，巡查结果记入台账。", "各处主管都要巡查。")
    spaced(made, 1, space_before=28.95)
    found = [f.found for f in judged(made.save(tmp_path / "文.docx"))[1] if f.rule.number == "G06"]
    assert found == []
