"""Rules of the page number (GB/T 9704-2012, 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.finding import Strength
from docgen.gongwen.layout.case import Case, Fault
from docgen.gongwen.layout.compare import ALIGNED, TYPE, plain
from docgen.gongwen.layout.measure import cell, extent, major
from docgen.gongwen.layout.page import sections, sideways
from docgen.gongwen.manuscript import Line, PageSetup
from docgen.gongwen.profiles.typefaces import face_class, is_face, size_name

PAGE = "{PAGE}"
RIGHT_FORM = re.compile(r"—[ \u3000\xa0\u2002]?\{PAGE\}[ \u3000\xa0\u2002]?—")
NEAR_FORM = re.compile(r"[—―–─]\s?\{PAGE\}\s?[—―–─]")
CURE = "请双击页脚，改页码的"
KINDS = {"default": "奇数页", "even": "偶数页", "first": "首页"}


def kinds(case: Case, page: PageSetup) -> list[str]:
    """The kinds of footer that a section's pages show."""
    found = ["default"] + ["even"] * case.reading.manuscript.odd_even + ["first"] * page.first_differs
    return [kind for kind in found if not (kind == "first" and case.profile.form == "信函")]


def number_lines(page: PageSetup, kind: str) -> list[Line]:
    """The lines of a footer, or else of a header, that show the page number."""
    for edges in (page.footers, page.headers):
        found = [line for name, lines in edges if name == kind for line in lines if PAGE in line.text]
        if found:
            return found
    return []


def footers(case: Case) -> Iterator[tuple[str, PageSetup, str, Line]]:
    """Every footer with a page number: what to call its section, its page, its kind, the line."""
    for who, page in sections(case):
        for kind in kinds(case, page):
            for line in number_lines(page, kind)[:1]:
                yield who, page, kind, line


def present(case: Case) -> Iterator[Fault]:
    """Every section has page numbers."""
    for who, page in sections(case):
        missing = [kind for kind in kinds(case, page) if not number_lines(page, kind)]
        if sideways(page) and missing:
            continue  # on a landscape page the number may stand in a text box at the side
        if missing:
            where = "" if len(missing) == len(kinds(case, page)) else "、".join(KINDS[kind] for kind in missing)
            message, right = f"{who}{where}没有页码", "— 1 —"
            yield Fault(message, f"{where}没有页码", right, "请在“插入→页码”里加上页码，样式为“— 1 —”")


def side(case: Case) -> Iterator[Fault]:
    """Odd pages have the number at the right, even pages at the left, one 字 in."""
    wanted = case.words("页码位置")[0]
    found = [each for each in footers(case) if not each[3].boxed and not each[3].in_table and not sideways(each[1])]
    if wanted == "不限" or not found:
        return
    aligned = {line.spacing.align for _, _, _, line in found}
    if aligned == {"center"}:
        if wanted == "外侧":
            right = "单页码居右空一字，双页码居左空一字"
            cure = "不必改；若按标准要求，请在页脚设计里勾选“奇偶页不同”，再分别设右对齐、左对齐"
            yield Fault("页码居中，是常见的单位做法", "居中", right, cure, None, "页码位置", "practice")
        return
    if wanted == "居中":
        yield Fault("页码没有居中", "不居中", "居中", CURE + "对齐方式", None, "页码位置")
        return
    if not case.reading.manuscript.odd_even:
        cure = "请双击页脚，勾选“奇偶页不同”，单页码右对齐、双页码左对齐"
        yield Fault(
            "页码单双页在同一侧，应单页居右、双页居左", "单双页相同", "单页居右、双页居左", cure, None, "页码位置"
        )
    for who, page, kind, line in found:
        yield from one_side(case, who, page, kind, line)


def one_side(case: Case, who: str, page: PageSetup, kind: str, line: Line) -> Iterator[Fault]:
    """The number of one kind of page stands at its side, one 字 in."""
    at = extent(line, page)
    outer = "左" if kind == "even" else "右"
    if (at.centre < at.area / 2) != (outer == "左"):
        seen = ALIGNED[line.spacing.align]
        message = f"{who}{KINDS[kind]}的页码在{'左' if outer == '右' else '右'}侧，应在{outer}侧"
        yield Fault(message, seen, f"居{outer}空一字", CURE + "对齐方式", None, "页码位置")
        return
    blank = at.start if outer == "左" else at.blank
    usual = blank * cell(line, page) / (20 * case.number("页码字号"))
    if not case.near(blank, "页码空") and not case.near(usual, "页码空"):
        seen, right = f"{outer}空{plain(blank)}字", f"{outer}空{plain(case.number('页码空'))}字"
        cure = f"请双击页脚，在“段落→缩进→{outer}侧”里设1字符"
        yield Fault(f"{who}{KINDS[kind]}的页码{seen}，应{right}", seen, right, cure, None, "页码空")


def form(case: Case) -> Iterator[Fault]:
    """The number stands between two dashes: — 1 —."""
    for who, _, kind, line in footers(case):
        text = line.stripped
        if RIGHT_FORM.fullmatch(text):
            continue
        near: Strength | None = "usual" if NEAR_FORM.fullmatch(text) else None
        seen = text.replace(PAGE, "1")[:20]
        cure = "请双击页脚，把数字两边改成一字线“—”（全角破折号的一半，U+2014）"
        message = f"{who}{KINDS[kind]}的页码写成“{seen}”，应为“— 1 —”"
        yield Fault(message, seen, "— 1 —", cure, None, strength=near)


def looks(case: Case) -> Iterator[Fault]:
    """The number is 四号宋体."""
    for who, _, kind, line in footers(case):
        runs = tuple(run for run in line.runs if PAGE in run.text) or line.runs
        font, points = major(runs, lambda looks: looks.latin), major(runs, lambda looks: looks.size)
        where = f"{who}{KINDS[kind]}的页码"
        if font and not is_face(font, case.words("页码字体")):
            right = "或".join(case.words("页码字体"))
            yield Fault(
                f"{where}是{face_class(font)}，一般应为{right}", face_class(font), right, TYPE, None, "页码字体"
            )
        if points is not None and abs(points - case.number("页码字号")) >= 0.25:
            right = size_name(case.number("页码字号"))
            yield Fault(
                f"{where}是{size_name(points)}，一般应为{right}", size_name(points), right, TYPE, None, "页码字号"
            )
