"""Rules of letters and minutes (GB/T 9704-2012, 10.1 and 10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen import standard as gb
from docgen.gongwen.colours import is_red
from docgen.gongwen.deviation import deviation
from docgen.gongwen.document import flat
from docgen.gongwen.layout.case import Case
from docgen.gongwen.layout.compare import face
from docgen.gongwen.layout.imprint import PRINTED
from docgen.gongwen.layout.imprintorgans import ORGAN
from docgen.gongwen.layout.masthead import letter_number, signer_lines
from docgen.gongwen.layout.measure import between, mm
from docgen.gongwen.layout.page import line_pitch
from docgen.gongwen.layout.pagenumbers import number_lines
from docgen.gongwen.layout.redrule import Drawn, double_rules, page_of_rule, single_rules
from docgen.gongwen.manuscript import Line, Rule

SINGLE = 1.3
"""How much higher than its size a line of type at single spacing is."""
LETTER_SLACK = 5 * gb.TWIPS_PER_MM
"""Twips by which a rule may be longer or shorter than that of a letter; nothing else has two so long."""
ROLL = re.compile(r"^\s*[^:：\s]{1,3}(?:\s*+[^:：\s]{1,3})?\s*+[:：]")


def is_letter(case: Case) -> bool:
    """Whether a mark without 文件 is that of a letter: by its rules, by where its number stands, else by the title."""
    own, title = bool(case.reading.of("mark")), flat(case.reading.document.title)
    titled = case.reading.document.kind == "函" or title.endswith("函") or case.mark[-1].stripped.endswith("函")
    if found := double_rules(case):
        return titled or not own or sum(spans_letter(case, drawn) for drawn in found) == 2
    if not own:
        return titled and any(is_red(line.looks().color) for line in case.mark)
    numbers = case.free("number")
    at_right = any(line.spacing.align == "right" for line in numbers) and not signer_lines(case)
    return at_right or rule_over_number(case) or titled and not any(is_red_rule(line.below) for line in numbers)


def spans_letter(case: Case, drawn: Drawn) -> bool:
    """Whether a rule is as long as those of a letter, which is more than the text is wide."""
    return abs(drawn.width(page_of_rule(case, drawn)) - gb.LETTER_RULE) <= LETTER_SLACK


def rule_over_number(case: Case) -> bool:
    """Whether the border of a paragraph is a red rule between the mark and the number."""
    places = [i for i, p in enumerate(case.reading.placed) if p.role in ("mark", "number") and p.part == 0]
    if not places or case.reading.placed[places[-1]].role != "number":
        return False
    over = [p.line for p in case.reading.placed[places[0] : places[-1]] if p.line]
    number = case.reading.placed[places[-1]].line
    return any(is_red_rule(line.below) for line in over) or bool(number and is_red_rule(number.above))


def is_red_rule(rule: Rule | None) -> bool:
    """Whether there is a rule, and it is red."""
    return rule is not None and is_red(rule.color)


def letter(case: Case) -> Iterator[Diagnostic]:
    """A letter has a mark without 文件, red double rules, its number at the right and no number on its first page."""
    if case.profile.form != "信函" or not case.has_masthead:
        return
    yield from letter_mark(case)
    yield from letter_rules(case)
    yield from letter_number(case)
    page = case.pages[0] if case.pages else None
    if page and number_lines(page, "first" if page.first_differs else "default"):
        cure = "请双击页脚，勾选“首页不同”，首页的页脚里不放页码"
        yield deviation("信函首页有页码，不应显示", "首页有页码", "首页不显示页码", cure)
    for line in case.lines("imprint", part=None):
        if PRINTED.match(line.stripped):
            seen = line.stripped[:20]
            yield deviation("信函的版记里多了印发机关和印发日期", seen, "只有抄送机关", "请删去这一行", line)


def letter_mark(case: Case) -> Iterator[Diagnostic]:
    """The mark is the organ's name alone, 30 mm from the edge of the paper; of joint issuers it is the first one's."""
    for line in case.mark[-1:]:
        if line.stripped.endswith("文件"):
            cure = "请删去“文件”二字"
            yield deviation("信函的发文机关标志里多了“文件”二字", line.stripped[:20], "只有发文机关名称", cure, line)
    yield from joint_mark(case)
    for line in case.mark[:1]:
        top = mark_top(case, line)
        if top is not None and not case.near(top, "信函标志距纸边"):
            seen, right = f"约{top:.0f}毫米", f"{case.number('信函标志距纸边'):g}毫米"
            cure = f"请把首页的上边距改为{case.number('信函标志距纸边') / 10:g}厘米"
            yield deviation(f"信函标志的上边缘距纸边{seen}，应为{right}", seen, right, cure, line, "信函标志距纸边")


def joint_mark(case: Case) -> Iterator[Diagnostic]:
    """The mark of a letter names one organ."""
    others = [line for line in case.mark[1:] if ORGAN.fullmatch(line.stripped)]
    for line in others[:1]:
        seen, cure = f"{len(others) + 1}个机关", "请只留主办机关的名称，其他机关写在署名处"
        yield deviation(f"信函的发文机关标志有{seen}，应只写主办机关", seen, "主办机关1个", cure, line)


def mark_top(case: Case, line: Line) -> float | None:
    """How far the mark begins under the edge of the paper in mm, blank lines over it counted; None in tables and boxes."""
    page, place = case.page(line), case.place(line)
    if line.in_table or line.boxed:
        return None
    if place is None:
        return mm(max(page.header, 0) + line.spacing.before) if line in case.reading.manuscript.header_lines else None
    above = [p.line for p in case.flow[:place]]
    if any(each is None or not each.empty or each.pictures for each in above):
        return None
    pitches = [line_pitch(each, page)[0] or each.looks().size * 20 * SINGLE for each in above if each]
    return mm(page.top + sum(pitches) + line.spacing.before)


def letter_rules(case: Case) -> Iterator[Diagnostic]:
    """Red double rules of 170 mm stand under the mark and above the bottom of the first page."""
    found = double_rules(case)
    right = f"{case.number('信函双线长'):g}毫米"
    cure = f"请在标志下面（上粗下细）和首页最下面（上细下粗）各画一条红色双线，长{right}，居中"
    if len(found) < 2:
        seen = "没有红色双线" if not found else "只有一条红色双线"
        seen = "红线是单线" if not found and single_rules(case) else seen
        message = f"信函{seen}，应有两条红色双线（标志下面、首页最下面各一条）"
        yield deviation(message, seen, "两条红色双线", cure)
    if len(found) == 2 and [drawn.rule.style[:9] for drawn in found] == ["thinThick", "thickThin"]:
        seen, wanted = "上面的线上细下粗、下面的线上粗下细", "上面的线上粗下细、下面的线上细下粗"
        turn = "请把两条双线的线型对调"
        yield deviation(f"信函的红色双线画反了：{seen}，应为{wanted}", seen, wanted, turn)
    for drawn in found:
        long = mm(drawn.width(page_of_rule(case, drawn)))
        if not case.near(long, "信函双线长"):
            message, cure = f"信函的红色双线长{long:.0f}毫米，应为{right}", f"请把这条线改为{right}长，居中"
            yield deviation(message, f"{long:.0f}毫米", right, cure, None, "信函双线长")


def rolls(case: Case) -> Iterator[Diagnostic]:
    """出席, 请假 and 列席 are in 黑体."""
    for line in case.lines("roll", part=None):
        label = ROLL.match(line.text)
        if label:
            who = f"“{label[0].strip()}”"
            yield from face(case, line, "到会标注字体", who, between(line, 0, label.end()), (0, label.end()))
