"""Rules of the imprint (版记; GB/T 9704-2012, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen.deviation import deviation
from docgen.gongwen.layout.case import Case, is_blank
from docgen.gongwen.layout.compare import blank, face, plain, size, untyped
from docgen.gongwen.layout.imprintrules import grid_rules, line_rules
from docgen.gongwen.layout.measure import CM, cell, extent, left, mm, right, segments, wraps
from docgen.gongwen.layout.redrule import Drawn, page_of_rule, spans, tables_of
from docgen.gongwen.layout.tables import CELL_MARGIN
from docgen.gongwen.manuscript import Grid, Line, Rule
from docgen.gongwen.operations import Operation
from docgen.wording import width

COPIES = re.compile(r"(抄送|抄报|主送|分送)\s*[:：]\s*")
PRINTED = re.compile(
    r"^(?P<organ>.*?)(?<!\s)\s*+(?P<day>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*+(?:(?P<end>印\s*发|印)\s*+)?$"
)
EIGHTH = 25.4 / 72 / 8
"""mm of an eighth of a point."""
RULE_CURE = "请选中版记，在“边框”里设首条、末条分隔线1磅（0.35毫米），中间的0.75磅（0.25毫米）"


def lines(case: Case) -> list[Line]:
    """The lines of the imprint, and what else stands in its table."""
    found = case.lines("imprint", part=None)
    grids = tables_of(case, {line.number for line in found if line.in_table})
    numbers = {line.number for grid in grids for line in grid.lines()} | {line.number for line in found}
    placed = [p.line for p in case.reading.placed if p.role != "blank" and p.line and p.line.number in numbers]
    return [line for line in placed if line.number or line in found]


def tables(case: Case) -> list[Grid]:
    """The tables that hold the imprint."""
    kept = [p.item for p in case.reading.placed if p.role == "imprint" and isinstance(p.item, Grid)]
    return kept or tables_of(case, {line.number for line in lines(case) if line.in_table})


def present(case: Case) -> Iterator[Diagnostic]:
    """A document with a masthead has an imprint, between rules as wide as the text area."""
    if case.profile.form != "公文" or not case.has_masthead:
        return
    if not lines(case) and not tables(case):
        right = "版记（抄送机关、印发机关和印发日期）"
        yield deviation("没有版记", "没有版记", right, "请在最后一页下端加上版记", strength="usual")
        return
    grids = tables(case)
    rules = grid_rules(grids[-1]) if grids else line_rules(case)
    if grids and not rules.there and grids[-1].ruled:  # its cells have lines of their own, as wide as the table
        yield from widths(case, (Drawn(Rule(), grids[-1], 0),) if grids[-1].width else ())
        return
    if missing := rules.missing:
        right, none = "、".join(rules.wanted) + f"{len(rules.wanted)}条", not rules.there
        seen = "没有分隔线" if none else f"没有{'、'.join(missing)}分隔线"
        message = f"版记{seen}" + f"，应有{right}" * none
        yield deviation(message, seen, right, RULE_CURE, lines(case)[0] if lines(case) else None)
    yield from weights(case, [d.rule for d in rules.ends], [d.rule for d in rules.inner])
    yield from widths(case, rules.there)


def weights(case: Case, ends: list[Rule], inner: list[Rule]) -> Iterator[Diagnostic]:
    """First and last rule are the thicker ones; 0.35 and 0.25 mm are recommended."""
    if inner and ends and min(rule.size for rule in ends) < max(rule.size for rule in inner):
        seen, right = "中间的分隔线比首条、末条粗", "首条、末条用粗线，中间用细线"
        yield deviation(f"版记{seen}，应{right}", seen, right, RULE_CURE)
        return
    for rules, key, what in ((ends, "版记粗线", "首条、末条"), (inner, "版记细线", "中间的")):
        odd = [rule.size * EIGHTH for rule in rules if rule.size and not case.near(rule.size * EIGHTH, key)]
        if odd:
            seen, right = f"{odd[0]:.2f}毫米", f"{case.number(key):g}毫米"
            yield deviation(f"版记{what}分隔线粗{seen}，推荐{right}", seen, right, RULE_CURE, None, key)


def widths(case: Case, rules: tuple[Drawn, ...]) -> Iterator[Diagnostic]:
    """The rules are as wide as the text area."""
    for drawn in rules:
        page = page_of_rule(case, drawn)
        found = drawn.width(page)
        margins = 2 * CELL_MARGIN if isinstance(drawn.item, Grid) else 0
        if not (spans(case, found, page) or spans(case, found - margins, page)):
            seen, wanted = f"{mm(found):.0f}毫米", f"{mm(page.text_width):.0f}毫米"
            cure = f"请把版记的表格或分隔线改为{wanted}宽"
            yield deviation(
                f"版记分隔线长{seen}，应与版心等宽（{wanted}）", seen, wanted, cure, fix=Fix(Operation.IMPRINT_WIDTH)
            )
            return


def looks(case: Case) -> Iterator[Diagnostic]:
    """The imprint is 四号仿宋."""
    for line in lines(case):
        yield from face(case, line, "版记字体")
        yield from size(case, line, "版记字号")


def copies(case: Case) -> Iterator[Diagnostic]:
    """抄送 stands one 字 in at both sides; its further lines begin behind the colon."""
    for line in lines(case):
        label = COPIES.match(line.stripped)
        if not label:
            continue
        page, wanted = case.page(line), case.number("版记左右空")
        begins = extent(line, page).start
        if not case.near(begins, "版记左右空"):
            yield blank_at(line, "左", label[1], begins, wanted)
        if not wraps(line, page):
            continue
        if not case.near(right(line, page), "版记左右空"):
            yield blank_at(line, "右", label[1], right(line, page), wanted)
        under = begins + width(label[0].rstrip())
        if abs(left(line, page) - under) > case.value("版记左右空").tolerance:
            seen = f"回行{blank('左', left(line, page))}"
            expected = f"回行{blank('左', under)}，与冒号后的首字对齐"
            cure = f"请{untyped(line)}在“段落→缩进”里设左侧{plain(wanted)}字符、悬挂缩进{plain(under - begins)}字符"
            yield deviation(f"{label[1]}机关的回行没有与冒号后的首字对齐", seen, expected, cure, line, "版记左右空")


def blank_at(
    line: Line, side: str, what: str, found: float, wanted: float, cure: str = "", operation: str = ""
) -> Diagnostic:
    """A complaint about the blank at one side of a line."""
    seen, expected = blank(side, found), blank(side, wanted)
    cure = cure or f"请{untyped(line)}在“段落→缩进→{side}侧”里设{plain(wanted)}字符"
    return deviation(
        f"版记“{what}”一行{seen}，应{expected}", seen, expected, cure, line, "版记左右空", fix=Fix(operation)
    )


def printed(case: Case) -> Iterator[Diagnostic]:
    """印发机关 stands one 字 from the left, the date with 印发 one 字 from the right."""
    if case.profile.form == "信函":
        return
    found_any = False
    for line in lines(case):
        match = PRINTED.match(line.stripped)
        if match is None or COPIES.match(line.stripped):
            continue
        found_any = True
        if not (match["end"] or "").endswith("发"):
            cure = "请在日期后面加上“印发”"
            yield deviation("版记的日期后面没有“印发”二字", match["day"], f"{match['day']}印发", cure, line)
        found = segments(line, case.page(line))
        if not found or line.in_table and len(found) == 1 and not match["organ"]:
            continue
        wanted, behind = case.number("版记左右空"), found[-1][1].blank + cell_padding(case, line)
        if match["organ"] and not case.near(found[0][1].start, "版记左右空"):
            yield blank_at(line, "左", "印发机关", found[0][1].start, wanted, operation=Operation.PRINTED_BY)
        if not case.near(behind, "版记左右空"):
            yield blank_at(line, "右", "印发日期", behind, wanted, tab_cure(case, line, wanted), Operation.PRINTED_BY)
    if not found_any and lines(case) and case.profile.form == "公文":
        cure = "请在抄送机关下面加一行，左边写印发机关，右边写“××××年×月×日印发”"
        yield deviation("版记没有印发机关和印发日期", "没有", "印发机关和印发日期", cure, lines(case)[-1])


def tab_cure(case: Case, line: Line, wanted: float) -> str:
    """How the date is brought so many 字 from the right edge."""
    page = case.page(line)
    stop = (page.text_width - wanted * cell(line, page)) / CM
    return f"请删去日期前面的空格，按一下 Tab 键，再在“段落→制表位”里设{stop:.1f}厘米、右对齐"


def cell_padding(case: Case, line: Line) -> float:
    """字 by which the table that holds a line is wider than the text area."""
    grid = next((grid for grid in tables(case) if any(own.number == line.number for own in grid.lines())), None)
    page = case.page(line)
    return (grid.width - page.text_width) / cell(line, page) if grid and grid.width else 0.0


def at_bottom(case: Case) -> Iterator[Diagnostic]:
    """The imprint stands at the bottom of the last page: in a text box or frame, or a person must look."""
    found = lines(case)
    last = max((i for i, p in enumerate(case.reading.placed) if p.role == "imprint"), default=None)
    behind = case.reading.placed[last + 1 :] if last is not None else ()
    if found and any(p.item.new_page and not is_blank(p) for p in behind):
        cure = "请把版记移到最后一页（附件后面）"
        yield deviation(
            "版记不在最后一页，后面还有附件", "版记在附件前面", "最后一页下端", cure, found[0], strength="must"
        )
        return
    if not found or all(line.boxed for line in found) or any(grid.boxed for grid in tables(case)):
        return
    seen, right = "版记排在正文里，位置随文字上下移动", "末条分隔线与版心下边缘重合"
    if case.profile.form == "信函":
        right = "版记在最后一页版心最下面"  # 10.1: that of a letter has no rules
    cure = f"请看一眼最后一页：{right}就不必改"
    yield deviation("版记是否在最后一页最下面，要请人看一眼", seen, right, cure, found[0])
