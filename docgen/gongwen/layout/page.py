"""Rules of the page: paper, margins, text area, lines and characters (GB/T 9704-2012, 5)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen.deviation import deviation
from docgen.gongwen.layout.case import Case
from docgen.gongwen.layout.measure import advance, major, mm
from docgen.gongwen.manuscript import Line, PageSetup
from docgen.gongwen.operations import Operation
from docgen.gongwen.profile import profile
from docgen.gongwen.standard import TWIPS_PER_MM

MARGINS = "请在“布局→页边距→自定义页边距”里把"
COMPENSATED = 0.5
"""mm; how near a margin must be to that of the electronic form to be taken for it."""
LETTER_TOP = 30
CHARACTER_SLACK = 0.005
"""字; 15.795 pt, as Word's own dialog writes it, is a hair too wide for 28."""
TALL = 1.15
"""How much higher than its size a line of type is at least; what does not fit a grid line takes two."""


def sideways(page: PageSetup) -> bool:
    """Whether a page lies on its side."""
    return page.landscape or page.width > page.height


A3 = (297, 420)


def fold_out(page: PageSetup) -> bool:
    """Whether a page is a sheet of A3 that is folded into the file, as wide tables need it."""
    sides = mm(page.height), mm(page.width)
    return all(abs(side - wanted) <= 2 for side, wanted in zip(sides, A3, strict=True))


def sections(case: Case) -> Iterator[tuple[int, PageSetup]]:
    """The sections with their numbers from 0; without the folded sheets behind the first."""
    yield from ((n, page) for n, page in enumerate(case.pages) if n == 0 or not fold_out(page))


def length(case: Case, section: int, what: str, found: float, key: str, cure: str) -> Iterator[Diagnostic]:
    """A length in mm is what the profile says."""
    if case.near(found, key):
        return
    slack = case.value(key).tolerance
    seen, right = f"{found:.1f}毫米", f"{case.number(key):g}毫米" + f"（±{slack:g}毫米）" * bool(slack)
    yield deviation(f"{what}是{seen}，应为{right}", seen, right, cure, None, key, section=section)


def paper(case: Case) -> Iterator[Diagnostic]:
    """The paper is A4; a landscape page has its sides swapped."""
    for section, page in sections(case):
        short, long = sorted((mm(page.width), mm(page.height)))
        if not (case.near(short, "纸宽") and case.near(long, "纸高")):
            seen = f"{mm(page.width):.0f}×{mm(page.height):.0f}毫米"
            right = f"{case.number('纸宽'):g}×{case.number('纸高'):g}毫米"
            cure = "请在“布局→纸张大小”里选A4"
            yield deviation(f"纸张是{seen}，应为A4（{right}）", seen, right, cure, None, "纸宽", section=section)


def top_margin(case: Case) -> Iterator[Diagnostic]:
    """The margin at the head; on a landscape page that edge lies left or right."""
    for section, page in sections(case):
        if sideways(page):
            yield from nearest(case, section, "左、右边距（页面转横后的天头）", (page.left, page.right), "上边距")
        elif letter_top(case, page):
            continue
        elif electronic(case, page):
            seen, right = f"{mm(page.top):.1f}毫米", f"{case.number('上边距'):g}毫米"
            message = f"上边距是{seen}，这是电子公文（GB/T 33476.2）的页边距，可以用"
            cure = f"不必改；如果按纸质公文要求，{MARGINS}上边距改为{cm(case.number('上边距'))}"
            yield deviation(
                message, seen, right, cure, None, "上边距", "practice", section=section, fix=Fix(Operation.LEAVE)
            )
        else:
            cure = f"{MARGINS}上边距改为{cm(case.number('上边距'))}"
            yield from length(case, section, "上边距", mm(page.top), "上边距", cure)


def electronic(case: Case, page: PageSetup) -> bool:
    """Whether the page has the margins of the electronic form where the profile has those of paper."""
    top = profile("电子公文").values["上边距"].value
    own = "上边距" in case.profile.overridden or case.number("上边距") == top
    return not own and isinstance(top, float) and abs(mm(page.top) - top) <= COMPENSATED


def letter_top(case: Case, page: PageSetup) -> bool:
    """Whether it is the first page of a letter, whose mark stands 30 mm from the edge of the paper."""
    return case.profile.form == "信函" and page is case.pages[0] and abs(mm(page.top) - LETTER_TOP) <= 1


def left_margin(case: Case) -> Iterator[Diagnostic]:
    """The binding margin, gutter counted in; on a landscape page it lies at the top or the bottom."""
    for section, page in sections(case):
        if sideways(page):
            yield from nearest(case, section, "上、下边距（页面转横后的订口）", (page.top, page.bottom), "左边距")
        else:
            what = "左边距（加装订线）" if page.gutter else "左边距"
            cure = f"{MARGINS}左边距改为{cm(case.number('左边距'))}" + "、装订线改为0" * bool(page.gutter)
            yield from length(case, section, what, mm(page.left + page.gutter), "左边距", cure)


def nearest(case: Case, section: int, what: str, edges: tuple[int, int], key: str) -> Iterator[Diagnostic]:
    """One of two opposite margins is what the profile says."""
    if not any(case.near(mm(edge), key) for edge in edges):
        seen = "、".join(f"{mm(edge):.1f}毫米" for edge in edges)
        right = f"{case.number(key):g}毫米"
        cure = f"{MARGINS}其中一边改为{cm(case.number(key))}"
        yield deviation(f"{what}是{seen}，其中一边应为{right}", seen, right, cure, None, key, section=section)


def text_width(case: Case) -> Iterator[Diagnostic]:
    """The text area is as wide as the profile says; on a landscape page that is its height."""
    for section, page in sections(case):
        turned = sideways(page)
        found, what = (page.text_height, "横页版心高") if turned else (page.text_width, "版心宽")
        yield from length(case, section, what, mm(found), "版心宽", area_cure(case, turned, "左", "右", "宽"))


def text_height(case: Case) -> Iterator[Diagnostic]:
    """The text area is as high as the profile says; on a landscape page that is its width."""
    for section, page in sections(case):
        turned = sideways(page)
        found, what = (page.text_width, "横页版心宽") if turned else (page.text_height, "版心高")
        area = profile("电子公文").values["版心高"].value
        if not turned and letter_top(case, page):
            continue
        if electronic(case, page) and isinstance(area, float) and abs(mm(found) - area) <= 1:
            continue  # said with the top margin
        yield from length(case, section, what, mm(found), "版心高", area_cure(case, turned, "上", "下", "高"))


def area_cure(case: Case, turned: bool, near: str, far: str, size: str) -> str:
    """How the text area gets its size: by the margin opposite the fixed one, on a turned page by the two others."""
    area = case.number(f"版心{size}")
    if turned:
        sides, name = ("上、下", "高") if size == "宽" else ("左、右", "宽")
        return f"{MARGINS}{sides}边距加起来改为{cm(case.number(f'纸{size}') - area)}，版心{name}就是{area:g}毫米"
    fixed = case.number(f"{near}边距")
    other = case.number(f"纸{size}") - fixed - area
    return f"{MARGINS}{near}边距改为{cm(fixed)}、{far}边距改为{cm(other)}"


def cm(length: float) -> str:
    """A length in mm as the dialogs of word processors ask for it."""
    return f"{length / 10:.4g}厘米"


def line_pitch(line: Line, page: PageSetup) -> tuple[float | None, str]:
    """The distance of a paragraph's lines in twips, None where it cannot be told, and what it is in words."""
    spacing, points = line.spacing, line.looks().size * 20
    if spacing.rule == "exact" or spacing.rule == "atLeast" and spacing.line >= points:
        return spacing.line or None, f"{'固定值' if spacing.rule == 'exact' else '最小值'}{spacing.line / 20:.4g}磅"
    times = spacing.line / 240 if spacing.rule == "auto" else 1.0
    if page.grid and page.pitch > 0 and spacing.snap_to_grid:
        rows = max(math.ceil(points * TALL / page.pitch), 1)
        pitch = page.pitch * rows * times
        return pitch, f"文档网格每行{pitch / 20:.4g}磅"
    return None, "单倍" if times == 1 else f"{times:.3g}倍"


def lines(case: Case) -> Iterator[Diagnostic]:
    """A page has 22 lines of body text on the text area that it has; where that is wrong another rule says so."""
    body = [p.line for p in case.body if p.line and p.part == 0 and not sideways(case.page(p.line))]
    if not body or not case.pages:
        return
    pitches = [(line_pitch(line, case.page(line)), line.section) for line in body]
    most, _ = Counter(pitches).most_common(1)[0]
    here = body[pitches.index(most)]
    (pitch, words), page = most[0], case.page(here)
    if "行距" in case.profile.overridden:
        if pitch is None or not case.near(pitch / 20, "行距"):
            right = f"固定值{case.number('行距'):g}磅"
            cure = f"请选中正文，在“段落→行距”里选{right.replace('值', '值，设', 1)}"
            yield deviation(f"正文行距是{words}，应为{right}", words, right, cure, here, "行距")
        if "每页行数" not in case.profile.overridden:
            return
    count = math.floor((page.text_height + 1) / pitch) if pitch else None
    wanted = case.number("每页行数")
    if count == wanted or pitch and case.near(pitch / 20, "行距") and not case.near(mm(page.text_height), "版心高"):
        return
    seen = words if count is None else f"{words}，每页{count}行"
    usual, should = f"每页{wanted:g}行", case.should("每页行数").removesuffix("为")
    cure = f"请选中正文，在“段落→行距”里选固定值，设{case.number('行距'):g}磅"
    message = f"正文行距是{seen}，{should}{usual}"
    if pitch is not None and line_is_exact(here) and 560 <= pitch <= 580:
        message, cure = f"{message}，接近标准，可以用", f"不必改；如果要正好{usual}，{cure}"
        yield deviation(message, seen, usual, cure, here, "每页行数", "practice", fix=Fix(Operation.LEAVE))
        return
    yield deviation(message, seen, usual, cure, here, "每页行数")


def line_is_exact(line: Line) -> bool:
    """Whether a paragraph's lines stand at an exact distance."""
    return line.spacing.rule == "exact"


def characters(case: Case) -> Iterator[Diagnostic]:
    """A line has 28 characters of body text on the text area that it has; where that is wrong another rule says so."""
    body = [p.line for p in case.body if p.line and p.part == 0 and p.role == "text" and p.line.runs]
    body = [line for line in body if not sideways(case.page(line))]
    looks = major((run for line in body for run in line.runs), lambda looks: looks)
    if looks is None or not case.pages:
        return
    page, snaps = case.page(body[0]), body[0].spacing.snap_to_grid
    if abs(looks.size - case.number("正文字号")) >= 0.25:
        return  # the size is at fault, and said so
    one, proper = advance(looks, page, snaps), case.number("版心宽") * TWIPS_PER_MM
    right_width = case.near(mm(page.text_width), "版心宽")
    wanted, wide = case.number("每行字数"), page.text_width if right_width else proper
    count = math.floor(page.text_width / one + CHARACTER_SLACK)
    if count == wanted or not right_width and math.floor(proper / one + CHARACTER_SLACK) == wanted:
        return
    seen, usual = f"每行{count}字", f"每行{wanted:g}字"
    message = f"正文{seen}，{case.should('每行字数').removesuffix('为')}{usual}"
    closer = math.ceil(looks.size * 20 - wide / wanted) / 20
    cure = f"请选中正文，在“字体→高级→间距”里选“{'紧缩' if closer > 0 else '加宽'}”，设{abs(closer):g}磅"
    if count == wanted - 1:
        message, cure = f"{message}，只差1字，可以用", f"不必改；如果要正好{usual}，{cure}"
        yield deviation(message, seen, usual, cure, body[0], "每行字数", "practice", fix=Fix(Operation.LEAVE))
        return
    yield deviation(message, seen, usual, cure, body[0], "每行字数")
