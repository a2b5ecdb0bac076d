"""Finished pages, measured: the numbers of GB/T 9704-2012 stand here literally (clause in brackets), in mm."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from docgen.building import Made
from docgen.gongwen.word.wml import FALLBACK
from docgen.samples import init, samples
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump, notice
from tests.office import Line, Page, pages

HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"
CELL = 156 / 28  # one 字
LEFT, RIGHT = 28.0, 184.0  # edges of the text area
Pages = dict[str, list[Page]]

WHOLE_PAGE = HAN[:28]
SHORT = {"主送": "各部门", "标题": "关于报送材料的通知"}
IMPRINT = {
    "抄送": "集团公司党委，集团公司董事会办公室",
    "印发机关": "华澜能源集团有限公司办公室",
    "印发日期": "2026-05-09",
}


def documents() -> list[dict[str, object]]:
    """One document for each thing that is measured; 代号 is not used, titles tell them apart."""
    return [
        notice(标题="关于整页的通知", 正文=WHOLE_PAGE * 66, 版记=IMPRINT),
        notice(标题="关于单一机关盖章的通知", 正文="请遵照执行。\n特此通知。", 附注="此件公开发布"),
        notice(标题="关于不盖章的通知", 正文="请遵照执行。\n特此通知。", 落款="不盖章"),
        notice(标题="关于短署名不盖章的通知", 正文="请遵照执行。\n特此通知。", 落款="不盖章", 署名="集团"),
        notice(
            标题="关于联合印发的通知",
            发文机关=["华澜能源集团有限公司", "澄州市财政局"],
            正文="请遵照执行。\n特此通知。",
        ),
        notice(标题="关于涉密紧急的通知", 份号="000001", 密级="机密", 保密期限="1年", 紧急程度="特急"),
        notice(
            标题="关于附件的通知",
            附件=[{"标题": "甲清单" * 12, "正文": "内容"}, {"标题": "乙清单", "正文": "内容"}],
            版记=IMPRINT,
        ),
        {
            **notice(标题="关于商请的函", 发文字号="华澜函〔2026〕3号", 正文=HAN * 20, 版记={"抄送": "市财政局"}),
            "类型": "函",
        },
        {**notice(标题="关于请款的请示", 签发人=["顾怀远", "程立群", "许静"], 附注="联系人：陆敏"), "类型": "请示"},
    ]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Every document's pages by the word that its title is about."""
    return printing(tmp_path_factory.mktemp("layout"), documents())


def printing(folder: Path, entries: list[dict[str, object]]) -> Pages:
    """Build and print documents; keys are titles without 关于 and kind."""
    numbered = [
        {**entry, "发文字号": str(entry["发文字号"]).replace("〕15号", f"〕{15 + i}号")}
        for i, entry in enumerate(entries)
    ]
    (folder / "活动.yaml").write_text(dump({"活动": ACTIVITY, "文件": numbered}), encoding="utf-8")
    made, _ = Workspace(folder / "活动.yaml").build(folder / "out")
    found = pages([item.path for item in made], folder)
    return {short(stem): drawn for stem, drawn in found.items()}


def short(stem: str) -> str:
    """What a document is about, by its file name."""
    return stem.split("关于")[1].rsplit("的", 1)[0].removeprefix("印发").removesuffix("活动实施方案并做好组织实施工作")


def test_a_joint_mark_of_five_organs_leaves_room_for_body_text(tmp_path: Path) -> None:  # 7.2.4
    organs = ["澄州市发展和改革委员会", "澄州市财政局", "澄州市审计局", "澄州市司法局", "澄州市国有资产监督管理委员会"]
    drawn = printing(
        tmp_path, [notice(标题="关于多家联合印发的通知", 发文机关=organs, 正文=HAN * 3 + "。", 落款="不盖章")]
    )["多家联合印发"]
    assert near(drawn[0].bands(red=True)[0][0], 72, 1.5)
    assert body_lines(drawn[0])


def near(value: float, wanted: float, within: float) -> bool:
    return abs(value - wanted) <= within


def test_a_full_page_has_22_lines_of_28_characters(printed: Pages) -> None:  # 5.2.3
    full = printed["整页"][1]
    body = [line for line in full.lines if "—" not in line.text]
    assert len(body) == 22
    assert {len(line.glyphs) for line in body} == {28}
    pitch = (body[-1].y - body[0].y) / 21
    assert near(pitch, 28.95 * 25.4 / 72, 0.2)


def test_body_lines_fill_the_text_area_from_edge_to_edge(printed: Pages) -> None:  # 5.2.1
    body = [line for line in printed["整页"][1].lines if "—" not in line.text]
    assert near(body[0].glyphs[0].x, LEFT, 0.3)
    assert near(body[0].glyphs[-1].x + 16 * 25.4 / 72, RIGHT, 0.5)


def test_the_page_is_a4(printed: Pages) -> None:  # 5.1
    page = printed["整页"][0]
    assert near(page.width, 210, 0.2)
    assert near(page.height, 297, 0.2)


def test_the_red_mark_begins_72_mm_under_the_top_of_the_paper(printed: Pages) -> None:  # 7.2.4: 37 + 35
    top = printed["整页"][0].bands(red=True)[0][0]
    assert near(top, 72, 1.5)


def test_a_joint_mark_begins_at_the_same_height_and_stays_in_the_text_area(printed: Pages) -> None:  # 7.2.4
    page = printed["联合印发"][0]
    assert near(page.bands(red=True)[0][0], 72, 1.5)
    left, right = page.extent(red=True)
    assert left >= LEFT - 0.6
    assert right <= RIGHT + 0.6


def test_the_red_rule_is_4_mm_under_the_number_and_156_mm_long(printed: Pages) -> None:  # 7.2.7
    page = printed["整页"][0]
    rule = page.bands(red=True)[-1]
    number = [band for band in page.bands(y=(110, 145)) if band[1] < rule[0]][-1]
    assert near(rule[0] - number[1], 4, 1)
    left, right = page.extent(red=True, y=(rule[0] - 0.1, rule[1] + 0.3))
    assert near(right - left, 156, 1)


def test_an_upward_document_has_number_left_and_signers_right_one_character_in(printed: Pages) -> None:  # 7.2.5, 7.2.6
    page = printed["请款"][0]
    number = page.line("华澜发〔2026〕23号")
    assert near(number.glyphs[0].x, LEFT + CELL, 0.5)
    first = page.line("签发人：顾怀远程立群")
    assert number.y > first.y
    assert near(first.glyphs[-1].x + CELL, RIGHT - CELL, 0.7)
    rule = page.bands(red=True)[-1]
    left, right = page.extent(red=True, y=(rule[0] - 0.1, rule[1] + 0.3))
    assert near(right - left, 156, 1)


def test_the_page_number_stands_7_mm_under_the_text_area_outside_odd_and_even(printed: Pages) -> None:  # 7.5
    first, second = printed["整页"][:2]
    odd, even = first.line("—1—"), second.line("—2—")
    assert near(first.bands(x=(odd.glyphs[0].x, odd.glyphs[0].x + 4), y=(263, 280))[0][0], 269, 1)
    assert near(odd.glyphs[-1].x + 14 * 25.4 / 72, RIGHT - 14 * 25.4 / 72, 2)
    assert near(even.glyphs[0].x, LEFT + 14 * 25.4 / 72, 2)


def test_secrecy_and_urgency_stand_under_the_copy_number(printed: Pages) -> None:  # 7.2.1–7.2.3
    lines = [line.text for line in printed["涉密紧急"][0].lines[:3]]
    assert lines == ["000001", "机密★1年", "特急"]
    assert all(near(line.glyphs[0].x, LEFT, 0.6) for line in printed["涉密紧急"][0].lines[:3])


def test_a_sealed_date_ends_four_characters_in_and_the_name_is_centred_on_it(printed: Pages) -> None:  # 7.3.5.1
    page = printed["单一机关盖章"][-1]
    date, name = page.line("2026年5月8日"), page.last("华澜能源集团有限公司")
    assert near(date.glyphs[-1].x + CELL, RIGHT - 4 * CELL, 0.3 * CELL)
    assert near(middle(date), middle(name), 2)


def test_an_unsealed_date_begins_two_characters_after_the_name(printed: Pages) -> None:  # 7.3.5.2
    page = printed["不盖章"][-1]
    date, name = page.line("2026年5月8日"), page.last("华澜能源集团有限公司")
    assert near(date.glyphs[0].x - name.glyphs[0].x, 2 * CELL, 0.3 * CELL)
    assert near(name.glyphs[-1].x + CELL, RIGHT - 2 * CELL, 0.3 * CELL)


def test_an_unsealed_date_longer_than_the_name_stands_two_characters_in(printed: Pages) -> None:  # 7.3.5.2
    page = printed["短署名不盖章"][-1]
    date, name = page.line("2026年5月8日"), page.line("集团")
    assert near(date.glyphs[-1].x + CELL, RIGHT - 2 * CELL, 0.3 * CELL)
    assert near(date.glyphs[0].x - name.glyphs[0].x, 2 * CELL, 0.3 * CELL)


def test_joint_signatures_stand_side_by_side_with_the_date_under_the_last(printed: Pages) -> None:  # 7.3.5.1
    page = printed["联合印发"][-1]
    names = page.line("华澜能源集团有限公司澄州市财政局")
    date = page.line("2026年5月8日")
    assert date.y > names.y
    assert near(middle(date), middle(Line(names.y, names.glyphs[-6:])), 2)


def middle(line: Line) -> float:
    return float(line.glyphs[0].x + line.glyphs[-1].x + CELL) / 2


def test_wrapped_names_of_attachments_align_under_their_first_character(printed: Pages) -> None:  # 7.3.4
    page = next(page for page in printed["附件"] if "附件：1．" in page.text)
    first = page.line("附件：1．")
    below = page.lines[page.lines.index(first) + 1]
    second = page.line("2．乙清单")
    start = first.glyphs[5].x
    assert near(first.glyphs[0].x, LEFT + 2 * CELL, 0.3 * CELL)
    assert near(below.glyphs[0].x, start, 0.5)
    assert near(second.glyphs[2].x, start, 0.5)


def test_an_attachment_has_its_label_on_line_one_and_its_title_on_line_three(printed: Pages) -> None:  # 7.3.7
    page = next(page for page in printed["附件"] if page.text.startswith("附件1"))
    label, title = page.lines[:2]
    assert near(label.glyphs[0].x, LEFT, 0.5)
    assert near(title.y - label.y, 2 * 28.95 * 25.4 / 72, 1.2)


def test_the_last_rule_of_the_imprint_lies_on_the_edge_of_the_text_area(printed: Pages) -> None:  # 7.4.1
    for name in ("整页", "附件"):
        page = printed[name][-1]
        rules = [band for band in page.bands(x=(100, 101.5), y=(200, 265))]
        assert near(rules[-1][1], 262, 1)
        left, right = page.extent(y=(rules[-1][0] - 0.1, rules[-1][1] + 0.1))
        assert near(right - left, 156, 1)


def test_a_letter_has_its_mark_30_mm_down_and_two_red_double_rules_of_170_mm(printed: Pages) -> None:  # 10.1
    first, second = printed["商请"][:2]
    bands = first.bands(red=True)
    assert near(bands[0][0], 30, 1.5)
    upper = [band for band in bands if band[0] < 80][-1]
    lower = bands[-1]
    assert near(lower[1], 297 - 20, 1)
    for top, bottom in (upper, lower):
        left, right = first.extent(red=True, y=(top - 0.1, bottom + 0.2))
        assert near(right - left, 170, 1)
        assert near(left, 20, 1)
    assert "—1—" not in first.text
    assert "—2—" in second.text
    assert second.bands(red=True) == []


LENGTHS = range(0, 24)


@pytest.fixture(scope="module")
def lengths(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Notices that grow line by line: one paragraph, several paragraphs, and with an imprint."""
    entries = []
    for n in LENGTHS:
        text = HAN * 10
        entries.append(
            notice(标题=f"关于单段{n}的通知", 正文=text[: 28 * n + 20] + "。", 附注="此件公开发布", 版记=IMPRINT)
        )
        entries.append(
            notice(
                标题=f"关于多段{n}的通知", 正文="现通知如下。\n" + text[: 28 * n + 20] + "。\n特此通知。", 版记=IMPRINT
            )
        )
        entries.append(
            notice(
                标题=f"关于印发联合{n}活动实施方案并做好组织实施工作的通知", 正文=text[: 28 * n + 20] + "。", 版记=IMPRINT,
                发文机关=["华澜能源集团有限公司", "澄州市财政局"], 落款="盖章" if n % 2 else "不盖章", 份号="000001",
            )
        )  # fmt: skip
        entries.append(
            notice(
                标题=f"关于长文{n}的通知",
                正文="现通知如下。\n" + (text * 4)[: 28 * (n + 16) + 20] + "。",
                版记=IMPRINT,
            )
        )
    return printing(tmp_path_factory.mktemp("lengths"), entries)


@pytest.mark.parametrize("kind", ["单段", "多段", "长文", "联合"])
def test_page_one_always_bears_body_text(lengths: Pages, kind: str) -> None:  # 7.3.3
    lacking = [n for n in LENGTHS if len(body_lines(lengths[f"{kind}{n}"][0])) == 0]
    assert lacking == []


@pytest.mark.parametrize("kind", ["单段", "多段", "长文", "联合"])
def test_a_signature_never_stands_alone_on_a_page(lengths: Pages, kind: str) -> None:  # 7.3.5.5
    alone = []
    for n in LENGTHS:
        page = next(page for page in lengths[f"{kind}{n}"] if any(line.text == "2026年5月8日" for line in page.lines))
        if not body_lines(page):
            alone.append(n)
    assert alone == []


@pytest.mark.parametrize("kind", ["单段", "多段", "长文", "联合"])
def test_the_imprint_is_on_the_last_page_and_never_meets_the_text(lengths: Pages, kind: str) -> None:  # 7.4.1
    for n in LENGTHS:
        drawn = lengths[f"{kind}{n}"]
        with_imprint = [i for i, page in enumerate(drawn) if "印发" in page.text.replace("关于印发", "")]
        assert with_imprint == [len(drawn) - 1]
        last = drawn[-1]
        top_rule = last.bands(x=(100, 101.5), y=(200, 265))[-3][0] if body_lines(last) else 0
        above = [
            line for line in last.lines if line.text.startswith(("2026年5月8日", "（此件")) and "印发" not in line.text
        ]
        assert all(line.y < top_rule for line in above)


def body_lines(page: Page) -> list[str]:
    """Lines of body text: those of the calibration text or of its frame."""
    return [
        line.text for line in page.lines if line.text[:4] in HAN * 2 or line.text.startswith(("现通知", "特此通知"))
    ]


@pytest.fixture(scope="module")
def sample_pages(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, list[Page]]]:
    """For each document of every sample: the text written into the file, and its printed pages."""
    folder = tmp_path_factory.mktemp("samples")
    made = [item for sample in samples() for item in init_and_build(folder / sample, sample)]
    drawn = pages([item.path for item in made], folder)
    return [(written(item.path), drawn[item.path.stem]) for item in made]


def init_and_build(folder: Path, sample: str) -> list[Made]:
    init(folder, sample)
    return Workspace(folder).build()[0]


def written(path: Path) -> str:
    """All text of a document."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return "".join(t.text or "" for t in root.iter("{*}t") if next(t.iterancestors(FALLBACK), None) is None)


def test_every_character_of_every_sample_is_printed(sample_pages: list[tuple[str, list[Page]]]) -> None:
    # repeated table headers and page numbers are printed besides
    for text, drawn in sample_pages:
        printed = Counter(c for page in drawn for line in page.lines for c in line.text)
        assert Counter(c for c in text if c.strip()) - printed == Counter()


def test_every_sample_has_body_text_on_page_one_and_no_empty_page(
    sample_pages: list[tuple[str, list[Page]]],
) -> None:
    for _, drawn in sample_pages:
        assert len(drawn[0].lines) >= 6
        assert all(page.lines for page in drawn)


def test_landscape_pages_are_a4_with_their_number_in_the_left_margin(
    sample_pages: list[tuple[str, list[Page]]],
) -> None:  # 8
    wide = [(n, page) for _, drawn in sample_pages for n, page in enumerate(drawn, 1) if page.width > page.height]
    assert len(wide) > 4
    for number, page in wide:
        assert near(page.width, 297, 0.2)
        digits = [glyph for line in page.lines for glyph in line.glyphs if glyph.x < 33 and glyph.text.isdecimal()]
        assert "".join(g.text for g in sorted(digits, key=lambda g: g.y)) == str(number)
        assert all(near(glyph.x, 28, 3) for glyph in digits)  # 7 mm outside the text area, which begins at 35 mm
        odd = number % 2 == 1
        assert all((glyph.y > 150) if odd else (glyph.y < 60) for glyph in digits)


def test_marks_at_line_ends_are_not_lost_in_print(tmp_path: Path, campaign: Callable[..., Workspace]) -> None:
    body = "\n".join(
        f"一是第{n}项，共{n * 37}个；二是整改到位，比例{n}%；三是（含{n}家）继续推进，" + HAN[n : n + 20] + "。"
        for n in range(1, 30)
    )
    made, _ = campaign(文件=[notice(正文=body)]).build(tmp_path / "out")
    printed = [line.text for page in pages([made[0].path], tmp_path)[made[0].path.stem] for line in page.lines]
    text = "".join(line for line in printed if not re.fullmatch(r"—\d+—", line))
    assert sorted(text) == sorted(c for c in written(made[0].path) if c.strip())
