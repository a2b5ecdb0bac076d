"""Rules of the body: face, size, colour, indents, headings, and what should not be left in it (5.2.2, 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen.colours import is_black
from docgen.gongwen.deviation import deviation
from docgen.gongwen.document import Heading
from docgen.gongwen.layout.case import LEVELS, Case, is_blank, lines_of
from docgen.gongwen.layout.closing import NOTE
from docgen.gongwen.layout.compare import ALIGNED, NEAR, WHOLE, Part, centred, face, plain, size
from docgen.gongwen.layout.hues import hue
from docgen.gongwen.layout.measure import between, cell, extent, left, right, typed_lead
from docgen.gongwen.layout.redrule import rules_of
from docgen.gongwen.manuscript import Line, Looks, Run
from docgen.gongwen.operations import Operation
from docgen.gongwen.parse import CHAPTER, HAN, block, marker
from docgen.gongwen.roles import TYPED_RULE, Placed, Role
from docgen.wording import width

LONGEST_LABEL, MOST_TYPED = 8, 2
"""Characters of 副组长 and the like; 字 that are typed for an indent, more of them bring a name under another."""
"""What mends sentences that are set in the middle."""
INDENT_CURE = "请在“段落→缩进→特殊格式”里选“首行缩进”2字符，左侧、右侧改为0"


ARTICLE = re.compile(rf"第[{HAN}]+条")
"""How an article of rules begins."""
LEFTOVERS: dict[str, Callable[[Looks], bool]] = {
    "突出显示的底色": lambda looks: looks.highlight not in ("", "none"),
    "删除线": lambda looks: looks.strike,
    "下划线": lambda looks: looks.underline,
}
"""What a draft is marked with, and how a run shows it."""


def colours(case: Case) -> Iterator[Diagnostic]:
    """All type is black, save what the masthead prints in red."""
    if case.words("文字颜色") == ("不限",):
        return
    for placed in case.reading.placed:
        if placed.role in ("mark", "ruled"):
            continue
        for line in lines_of(placed):
            if not TYPED_RULE.fullmatch(line.stripped):
                yield from colour(case, line)


def colour(case: Case, line: Line) -> Iterator[Diagnostic]:
    """The type of one line is black."""
    odd = [run for run in line.runs if run.text.strip() and not is_black(run.looks.color)]
    if odd:
        right, seen = "黑色", hue(odd[0].looks.color)
        piece = odd[0].text.strip()[:10]
        cure = "请选中这些文字，在“开始→字体颜色”里选“自动”"
        yield deviation(f"{case.called(line)}里“{piece}”是{seen}，应为{right}", seen, right, cure, line, "文字颜色")


def prose(line: Line, role: Role) -> tuple[tuple[Run, ...], Part]:
    """The running text of a paragraph, its runs and where it stands: behind the heading sentence of a run-in heading."""
    if role == "text":
        return line.runs, WHOLE
    end = heading_end(line)
    return between(line, end, len(line.text)), (end, None)


def heading_end(line: Line) -> int:
    """Where the heading sentence of a line ends."""
    found = block(line.stripped)
    lead = line.text.find(line.stripped)
    end = len(line.stripped) - (len(found.rest) if isinstance(found, Heading) else 0)
    return max(lead, 0) + end


def body_face(case: Case) -> Iterator[Diagnostic]:
    """The body is in 仿宋."""
    for placed in case.body:
        if placed.line is not None:
            yield from face(case, placed.line, "正文字体", "", *prose(placed.line, placed.role))


def body_size(case: Case) -> Iterator[Diagnostic]:
    """The body is in 三号."""
    for placed in case.body:
        if placed.line is not None:
            yield from size(case, placed.line, "正文字号", "", *prose(placed.line, placed.role))


def body_indent(case: Case) -> Iterator[Diagnostic]:
    """Paragraphs begin two 字 in, and their other lines reach from edge to edge."""
    above: Line | None = None
    for line in indented(case):
        page, above, before = case.page(line), line, above
        if before is not None and goes_on_under(case, before, line):
            continue
        found = [("左", left(line, page)), ("右", right(line, page))]
        if odd := [edge(side, value) for side, value in found if abs(value) > NEAR]:
            seen, expected = "、".join(odd), "左右都不缩进"
            yield deviation(
                f"{case.called(line)}{seen}，一般应{expected}", seen, expected, INDENT_CURE, line, "正文缩进"
            )
            continue
        begins = extent(line, page).start
        wanted = case.number("正文缩进")
        if not case.near(begins, "正文缩进") and not (is_typed(line) and abs(lead(line) - wanted) < 1):
            seen = f"首行缩进{plain(begins)}字" if begins > NEAR else "首行没有缩进"
            seen = f"首行超出左边{plain(-begins)}字" if begins < -NEAR else seen
            expected = f"首行缩进{plain(wanted)}字"
            yield deviation(
                f"{case.called(line)}{seen}，一般应{expected}", seen, expected, INDENT_CURE, line, "正文缩进"
            )
    yield from chapters(case)
    yield from off_side(case)


def off_side(case: Case) -> Iterator[Diagnostic]:
    """Sentences of more than a line are not set in the middle or at the right."""
    for placed in case.body:
        line = placed.line
        if line is None or line.boxed or placed.role != "text" or line.spacing.align not in ("center", "right"):
            continue
        page = case.page(line)
        if line.stripped.endswith("。") and width(line.stripped) > page.text_width / cell(line, page):
            seen, expected = ALIGNED[line.spacing.align], "两端对齐"
            cure = "请把光标放在这一段，点“开始→两端对齐”"
            yield deviation(
                f"{case.called(line)}是{seen}，一般应{expected}",
                seen,
                expected,
                cure,
                line,
                fix=Fix(Operation.JUSTIFY),
            )


def goes_on_under(case: Case, above: Line, line: Line) -> bool:
    """Whether a line goes on with a list of names: it begins under what stands behind the colon, or beside that."""
    begins = extent(line, case.page(line)).start
    label, colon, names = above.stripped.partition("：")
    start = extent(above, case.page(above)).start
    under = start + width(label + colon) if colon and names else start
    named = colon and len(label) <= LONGEST_LABEL or lead(above) > MOST_TYPED
    return bool(named) and lead(line) > MOST_TYPED and abs(begins - under) <= 1


def edge(side: str, value: float) -> str:
    """An indent at one side in words; a negative one reaches over the edge."""
    return f"{side}侧缩进{plain(value)}字" if value > 0 else f"超出{side}边{plain(-value)}字"


def chapters(case: Case) -> Iterator[Diagnostic]:
    """The headings of chapters and sections are centred; two 字 in, as a paragraph begins, will do as well."""
    for placed in case.body:
        line = placed.line
        if line is None or line.boxed or not CHAPTER.match(line.stripped):
            continue
        begins = extent(line, case.page(line)).start
        if line.spacing.align in ("center", "distribute") or not case.near(begins, "正文缩进"):
            yield from centred(case, line, "practice", f"“{line.stripped[:12]}”")


def indented(case: Case) -> Iterator[Line]:
    """The paragraphs that are to be indented: all but those that stand in the middle or in a text box."""
    for placed in case.body:
        line = placed.line
        if line is None or line.boxed or line.spacing.align in ("center", "right") or CHAPTER.match(line.stripped):
            continue
        yield line


def lead(line: Line) -> float:
    """The width of the blanks that are typed in front, in 字; a tab counts as two."""
    return width(typed_lead(line).replace("\t", "\u3000\u3000"))


def is_typed(line: Line) -> bool:
    """Whether blanks stand in for the indent."""
    return lead(line) >= 1 and line.spacing.first == 0 and not line.spacing.first_chars


def typed_indent(case: Case) -> Iterator[Diagnostic]:
    """Indents are set, not typed."""
    for line in indented(case):
        if is_typed(line):
            cure = "请删去段首空格，" + INDENT_CURE.removeprefix("请")
            message = f"{case.called(line)}用空格代替首行缩进，改动文字时容易错位"
            yield deviation(message, "段首敲了空格", "首行缩进2字符", cure, line)


def headings(case: Case) -> Iterator[Diagnostic]:
    """Headings of the first level are 黑体, of the second 楷体, the others 仿宋, all 三号.

    7.3.3 does not speak of the articles (第一条) of rules: 黑体 and 仿宋 are both in use for them.
    """
    for placed in case.body:
        line = placed.line
        if placed.role != "heading" or line is None or CHAPTER.match(line.stripped):
            continue
        found = marker(line.stripped)
        level = found[0] if found else placed.level
        if not 1 <= level < len(LEVELS):
            continue
        part = 0, heading_end(line)
        runs = between(line, *part)
        who = f"{LEVELS[level]}“{line.stripped[:12]}”"
        if not ARTICLE.match(line.stripped):
            yield from face(case, line, f"{LEVELS[level]}字体", who, runs, part)
        yield from size(case, line, "标题层次字号", who, runs, part)


def bold(case: Case) -> Iterator[Diagnostic]:
    """Faces carry the weight: headings are not bold (7.3.3), and nor is the body, in practice."""
    cure = "请选中这些文字，在“开始”里取消“B”（加粗）"
    yield from marked(case, lambda looks: looks.bold, "加粗", "不加粗", cure, weighs_headings=True)


def leftovers(case: Case) -> Iterator[Diagnostic]:
    """The final text has no highlighted, struck or underlined type."""
    for what, has in LEFTOVERS.items():
        cure = f"请选中这些文字，在“开始”里取消{what}" + "，确实要删的文字请删去" * (what == "删除线")
        yield from marked(case, has, what, f"没有{what}", cure)


def marked(
    case: Case, has: Callable[[Looks], bool], what: str, expected: str, cure: str, weighs_headings: bool = False
) -> Iterator[Diagnostic]:
    """No paragraph of the body has type of a look; whether that is usual of headings, not of texts alone."""
    for placed in case.body:
        line = placed.line
        runs = [run for run in line.runs if run.text.strip() and has(run.looks)] if line else []
        if line and runs:
            piece = runs[0].text.strip()[:10]
            heading = weighs_headings and placed.role == "heading"
            usual = "层次标题一般" if heading else "定稿通常"
            message = f"{case.called(line)}的“{piece}”用了{what}，{usual}{expected}"
            yield deviation(message, what, expected, cure, line, strength="usual" if heading else None)


def stray_blanks(case: Case) -> Iterator[Diagnostic]:
    """No empty paragraph stands inside the body."""
    above: Placed | None = None
    blank: Line | None = None
    body = {p.item.number for p in case.body}
    for here in case.flow:
        if is_blank(here) and not next(rules_of(here.item), None):
            blank = blank or here.line
            continue
        inside = above is not None and {above.item.number, here.item.number} <= body and above.part == here.part
        noted = here.line is not None and NOTE.fullmatch(here.line.stripped)  # over the signature, and said to be
        if inside and not noted and blank is not None and not blank.new_page and blank.section == here.item.section:
            yield deviation("正文中间有空行，通常不空", "空行", "段落之间不空行", "请删去空行", blank)
        above, blank = here, None
