"""Rules of the page number (GB/T 9704-2012, 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.core.rules import Strength
from docgen.gongwen.deviation import deviation
from docgen.gongwen.document import flat
from docgen.gongwen.layout.case import Case
from docgen.gongwen.layout.compare import ALIGNED, blank, plain
from docgen.gongwen.layout.measure import cell, extent, major
from docgen.gongwen.layout.page import sections, sideways
from docgen.gongwen.manuscript import Line, PageSetup
from docgen.gongwen.operations import Operation
from docgen.gongwen.profiles.typefaces import face_class, is_face, size_name

PAGE = "{PAGE}"
RIGHT_FORM = re.compile(r"—[ \u3000\xa0\u2002]?\{PAGE\}[ \u3000\xa0\u2002]?—")
NEAR_FORM = re.compile(r"[—―–─]\s?\{PAGE\}\s?[—―–─]")
KINDS = {"default": "奇数页", "even": "偶数页", "first": "首页"}


def kinds(case: Case, page: PageSetup) -> list[str]:
    """The kinds of footer that a section's pages show."""
    found = ["default"] + ["even"] * case.reading.manuscript.odd_even + ["first"] * page.first_differs
    return [kind for kind in found if not (kind == "first" and is_letter(case))]


def is_letter(case: Case) -> bool:
    """Whether the first page has no number by right (10.1): that of a letter, by its form or by its title."""
    document = case.reading.document
    return case.profile.form == "信函" or document.kind == "函" or flat(document.title).endswith("函")


def number_lines(page: PageSetup, kind: str) -> list[Line]:
    """The lines of a footer, or else of a header, that show the page number."""
    for edges in (page.footers, page.headers):
        found = [line for name, lines in edges if name == kind for line in lines if PAGE in line.text]
        if found:
            return found
    return []


def footers(case: Case) -> Iterator[tuple[int, PageSetup, str, Line]]:
    """Every footer with a page number: its section, its page, its kind, the line."""
    for section, page in sections(case):
        for kind in kinds(case, page):
            for line in number_lines(page, kind)[:1]:
                yield section, page, kind, line


def covers(case: Case) -> int:
    """How many sections stand in front of a paper without a masthead as its cover: no number, no sentence in them."""
    said = {p.item.section for p in case.body if p.line and p.line.stripped.endswith("。")}
    count = 0
    while case.profile.form == "无版头" and count < len(case.pages) - 1 and count not in said:
        if any(number_lines(case.pages[count], kind) for kind in kinds(case, case.pages[count])):
            break
        count += 1
    return count


def present(case: Case) -> Iterator[Diagnostic]:
    """Every section has page numbers; those of a paper without a masthead are no matter of the standard."""
    cure, strength = "请在“插入→页码”里加上页码，样式为“— 1 —”", practice(case)
    for section, page in sections(case):
        if sideways(page) or section < covers(case):
            continue  # on its side the number may stand in a text box; a cover has none
        for kind in kinds(case, page):
            if not number_lines(page, kind):
                yield deviation(
                    "没有页码", "没有页码", "— 1 —", cure, strength=strength, section=section, kind=KINDS[kind]
                )


def run_on(case: Case) -> Iterator[Diagnostic]:
    """The numbers run on from section to section behind a cover; what is bound together is counted together."""
    for section, page in list(sections(case))[1:]:
        if page.first_number is not None and section != covers(case):
            seen, cure = f"从{page.first_number}重新编", "请双击页脚，在“页码格式”里选“续前节”"
            yield deviation(
                f"页码{seen}，应接着前面的编", seen, "续前节", cure, strength=practice(case), section=section
            )


def practice(case: Case) -> Strength | None:
    """The strength of rules of the page number where nothing asks for one."""
    return "practice" if case.profile.form == "无版头" else None


def side(case: Case) -> Iterator[Diagnostic]:
    """Odd pages have the number at the right, even pages at the left, one 字 in."""
    wanted = case.words("页码位置")[0]
    found = [each for each in footers(case) if not each[3].boxed and not each[3].in_table and not sideways(each[1])]
    if wanted == "不限" or not found:
        return
    aligned = {line.spacing.align for _, _, _, line in found}
    if aligned == {"center"}:
        if wanted == "外侧":
            right = "单页码居右空一字，双页码居左空一字"
            message = "页码居中，国标是单页码居右、双页码居左，不少单位居中，可以用"
            cure = "不必改；如果要与国标一致，请双击页脚，勾选“奇偶页不同”，单页码右对齐、双页码左对齐，各空1字"
            yield deviation(message, "居中", right, cure, None, "页码位置", "practice", fix=Fix(Operation.LEAVE))
        return
    if wanted == "居中":
        yield deviation("页码没有居中", "不居中", "居中", "请双击页脚，选中页码，点“开始→居中”", None, "页码位置")
        return
    if not case.reading.manuscript.odd_even:
        cure, right = "请双击页脚，勾选“奇偶页不同”，单页码右对齐、双页码左对齐", "单页居右、双页居左"
        yield deviation(f"单页和双页的页码在同一侧，应{right}", "单双页相同", right, cure, None, "页码位置")
    for section, page, kind, line in found:
        yield from one_side(case, section, page, kind, line)


def one_side(case: Case, section: int, page: PageSetup, kind: str, line: Line) -> Iterator[Diagnostic]:
    """The number of one kind of page stands at its side, one 字 in."""
    at = extent(line, page)
    outer = "左" if kind == "even" else "右"
    if (at.centre < at.area / 2) != (outer == "左"):
        cure = f"请双击页脚，选中页码，点“开始→{outer}对齐”，{outer}侧缩进设1字符"
        yield deviation(
            f"页码在{'左' if outer == '右' else '右'}侧，应在{outer}侧", ALIGNED[line.spacing.align], f"居{outer}空一字",
            cure, None, "页码位置", section=section, kind=KINDS[kind],
        )  # fmt: skip
        return
    found = at.start if outer == "左" else at.blank
    usual = found * cell(line, page) / (20 * case.number("页码字号"))
    if not case.near(found, "页码空") and not case.near(usual, "页码空"):
        seen, right = blank(outer, found), blank(outer, case.number("页码空"))
        cure = f"请双击页脚，在“段落→缩进→{outer}侧”里设{plain(case.number('页码空'))}字符"
        yield deviation(f"页码{seen}，应{right}", seen, right, cure, None, "页码空", section=section, kind=KINDS[kind])


def form(case: Case) -> Iterator[Diagnostic]:
    """The number stands between two dashes: — 1 —."""
    for section, _, kind, line in footers(case):
        text = line.stripped
        if RIGHT_FORM.fullmatch(text):
            continue
        near: Strength | None = "usual" if NEAR_FORM.fullmatch(text) else None
        seen = text.replace(PAGE, "1")[:20]
        cure = "请双击页脚，在数字两边各打一个一字线“—”（破折号“——”的一半），中间空半字"
        yield deviation(
            f"页码写成“{seen}”，应为“— 1 —”", seen, "— 1 —", cure, strength=practice(case) or near,
            section=section, kind=KINDS[kind],
        )  # fmt: skip


def looks(case: Case) -> Iterator[Diagnostic]:
    """The number is 四号宋体."""
    for section, _, kind, line in footers(case):
        runs = tuple(run for run in line.runs if PAGE in run.text) or line.runs
        font, points = major(runs, lambda looks: looks.latin), major(runs, lambda looks: looks.size)
        pairs = []
        if font and not is_face(font, case.words("页码字体")):
            pairs.append(("页码字体", face_class(font), "或".join(case.words("页码字体"))))
        if points is not None and abs(points - case.number("页码字号")) >= 0.25:
            pairs.append(("页码字号", size_name(points), size_name(case.number("页码字号"))))
        for key, seen, right in pairs:
            message, cure = f"{key}是{seen}，{case.should(key)}{right}", "请双击页脚，选中页码，在“开始→字体”里改"
            yield deviation(message, seen, right, cure, None, key, section=section, kind=KINDS[kind])
