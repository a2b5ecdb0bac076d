"""Rules of letters and minutes (GB/T 9704-2012, 10.1 and 10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.layout.case import Case, Fault
from docgen.gongwen.layout.compare import face
from docgen.gongwen.layout.imprint import PRINTED
from docgen.gongwen.layout.masthead import letter_number
from docgen.gongwen.layout.measure import between, mm
from docgen.gongwen.layout.pagenumbers import number_lines
from docgen.gongwen.layout.redrule import double_rules, page_of_rule

ROLL = re.compile(r"\s*[^:：\s]{1,3}\s*[^:：\s]{0,3}\s*[:：]")


def letter(case: Case) -> Iterator[Fault]:
    """A letter has a mark without 文件, red double rules, its number at the right and no number on its first page."""
    if case.profile.form != "信函" or not case.has_masthead:
        return
    yield from letter_mark(case)
    yield from letter_rules(case)
    yield from letter_number(case)
    page = case.pages[0] if case.pages else None
    if page and number_lines(page, "first" if page.first_differs else "default"):
        cure = "请双击页脚，勾选“首页不同”，删去首页的页码"
        yield Fault("信函首页不应显示页码", "首页有页码", "首页不显示页码", cure)
    for line in case.lines("imprint", part=None):
        if PRINTED.match(line.stripped):
            seen = line.stripped[:20]
            yield Fault("信函的版记不加印发机关和印发日期", seen, "只有抄送机关", "请删去这一行", line)


def letter_mark(case: Case) -> Iterator[Fault]:
    """The mark is the organ's name alone, 30 mm from the edge of the paper."""
    for line in case.mark[-1:]:
        if line.stripped.endswith("文件"):
            yield Fault("信函的发文机关标志不加“文件”二字", line.stripped[:20], "发文机关名称", "请删去“文件”", line)
    for line in case.mark[:1]:
        page, in_text = case.page(line), case.place(line) == 0
        top = mm(page.top + line.spacing.before)
        if in_text and not line.in_table and not case.near(top, "信函标志距纸边"):
            seen, right = f"约{top:.0f}毫米", f"{case.number('信函标志距纸边'):g}毫米"
            cure = f"请把第一页上边距改为{right}，或把标志放进页眉"
            yield Fault(f"信函标志上边缘距纸边{seen}，应为{right}", seen, right, cure, line, "信函标志距纸边")


def letter_rules(case: Case) -> Iterator[Fault]:
    """Red double rules of 170 mm stand under the mark and above the bottom of the first page."""
    found = double_rules(case)
    right = f"{case.number('信函双线长'):g}毫米"
    cure = f"请在标志下面和首页下端各画一条红色双线，长{right}，居中"
    if len(found) < 2:
        seen = "没有红色双线" if not found else "只有一条红色双线"
        yield Fault(f"信函{seen}，应有两条（标志下上粗下细，首页下端上细下粗）", seen, "两条红色双线", cure)
    for drawn in found:
        long = mm(drawn.width(page_of_rule(case, drawn)))
        if not case.near(long, "信函双线长"):
            yield Fault(
                f"信函的红色双线长{long:.0f}毫米，应为{right}", f"{long:.0f}毫米", right, cure, None, "信函双线长"
            )


def rolls(case: Case) -> Iterator[Fault]:
    """出席, 请假 and 列席 are in 黑体."""
    for line in case.lines("roll", part=None):
        label = ROLL.match(line.text)
        if label:
            who = f"“{label[0].strip()}”"
            yield from face(case, line, "到会标注字体", who, between(line, 0, label.end()))
