"""The red rules under a masthead and of a letter (GB/T 9704-2012, 7.2.7 and 10.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen.colours import is_red
from docgen.gongwen.deviation import deviation
from docgen.gongwen.layout.case import NAMES, Case
from docgen.gongwen.layout.hues import hue
from docgen.gongwen.layout.measure import cell, first, left, mm, right
from docgen.gongwen.manuscript import Grid, Item, Line, PageSetup, Rule
from docgen.gongwen.operations import Operation
from docgen.gongwen.roles import TYPED_RULE
from docgen.gongwen.standard import TWIPS_PER_MM

WIDTH_SLACK = 60
"""Twips, about 1 mm."""
GAPS = range(7, 13)
"""pt of a border's distance that come out as 4 mm, the room under the glyphs counted in."""
DOUBLE = ("thickThin", "thinThick", "double")
TYPED = "typed"
"""The style of a rule that is made by typing one sign many times."""
RULE_CURE = "请把光标放在{}一段，在“边框→下框线”里设红色单线，左、右缩进改为0"


@dataclass(frozen=True)
class Drawn:
    """A rule and where it hangs; ``under`` says that it is a paragraph's lower border."""

    rule: Rule
    item: Item
    place: int
    under: bool = False

    def width(self, page: PageSetup) -> float:
        """Its width in twips: as wide as the text inside the indents where the file gives none."""
        if self.rule.width is not None:
            return self.rule.width
        if isinstance(self.item, Grid):
            return self.item.width or sum(self.item.widths) or page.text_width
        hanging = min(first(self.item, page), 0)  # a border reaches out over a hanging first line
        indents = left(self.item, page) + hanging + right(self.item, page)
        return page.text_width - indents * cell(self.item, page)


def rules_of(item: Item, place: int = 0) -> Iterator[Drawn]:
    """The rules that an item has: borders, drawn lines, the lines of a table, signs typed for one."""
    if isinstance(item, Grid):
        yield from (Drawn(rule, item, place) for _, rule in item.borders)
        for line in item.lines():
            yield from rules_of(line, place)
        return
    if item.above:
        yield Drawn(item.above, item, place)
    if item.below:
        yield Drawn(item.below, item, place, under=True)
    yield from (Drawn(rule, item, place) for rule in item.drawn)
    if TYPED_RULE.fullmatch(item.stripped):
        yield Drawn(Rule(item.looks().color, style=TYPED), item, place)


def under_masthead(case: Case) -> list[Drawn]:
    """The rules between the mark and the title or what else follows the masthead."""
    head = ("mark", "number", "signers", "issue", "edited")
    last = max((i for i, p in enumerate(case.reading.placed) if p.role in head and p.part == 0), default=None)
    if last is None:
        return []
    numbers = {p.item.number for p in case.reading.placed[: last + 1] if p.role in head}
    found = [d for grid in tables_of(case, numbers) for d in rules_of(grid, last)]
    for place, placed in enumerate(case.reading.placed):
        typed = placed.line is not None and TYPED_RULE.fullmatch(placed.line.stripped)
        if place > last and placed.role not in ("blank", "title", "table") and not typed:
            break
        if placed.role in head or last < place:
            found += [d for d in rules_of(placed.item, place) if placed.role != "title" or not d.under]
        if place > last and placed.role == "title":
            break
    return found


def tables_of(case: Case, numbers: set[int]) -> list[Grid]:
    """The tables of the file that hold one of the paragraphs."""
    grids = (item for item in case.reading.manuscript.items if isinstance(item, Grid))
    return [grid for grid in grids if any(line.number in numbers for line in grid.lines())]


def red_rule(case: Case) -> Iterator[Diagnostic]:
    """A red rule as wide as the text area stands under the masthead."""
    if case.profile.form not in ("公文", "纪要"):
        return
    found = under_masthead(case)
    if not found and is_order(case):
        return
    numbers = case.lines("number", "issue", "edited")
    line = numbers[-1] if numbers else None
    above = case.called(line) if line else NAMES["number"]
    if not found:
        yield deviation(f"{above}下面没有红色分隔线", "没有分隔线", "红色分隔线", RULE_CURE.format(above), line)
        return
    red = [drawn for drawn in found if is_red(drawn.rule.color)]
    if not red and case.words("红线颜色") == ("红",):
        seen = hue(found[0].rule.color)
        yield deviation(f"版头分隔线是{seen}，应为红色", seen, "红色", RULE_CURE.format(above), line, "红线颜色")
    drawn = max(red or found, key=lambda each: each.width(page_of_rule(case, each)))
    if drawn.rule.style == TYPED:
        seen, right = "敲出来的一行符号", "红色下框线"
        cure = f"不必改；如果要线条长短粗细准确，请删去这一行符号，{RULE_CURE.format(above).removeprefix('请')}"
        message = f"红色分隔线是{seen}，通常画成{right}"
        typed = drawn.item if isinstance(drawn.item, Line) else line
        yield deviation(message, seen, right, cure, typed, strength="practice", fix=Fix(Operation.LEAVE))
        return
    yield from rule_width(case, drawn, line)
    own = isinstance(drawn.item, Line) and not drawn.item.empty
    if drawn.under and own and drawn.rule.gap not in GAPS:
        seen, right = f"{drawn.rule.gap}磅", "7磅（约4毫米）"
        cure = "请在“边框和底纹→选项”里把“下”改为7磅"
        near = "近" if drawn.rule.gap < GAPS.start else "远"
        message = f"红色分隔线离{above}太{near}（{seen}），标准是4毫米，约合7磅"
        yield deviation(
            message, seen, right, cure, line, strength="practice", fix=Fix(Operation.RED_RULE, amount=GAPS.start)
        )


def is_order(case: Case) -> bool:
    """Whether the mark is that of an order (10.2), which has but its number between the mark and the body."""
    return any(line.stripped.endswith("令") for line in case.mark)


def page_of_rule(case: Case, drawn: Drawn) -> PageSetup:
    """The page that a rule stands on."""
    pages = case.pages or (PageSetup(),)
    return pages[min(max(drawn.item.section, 0), len(pages) - 1)]


def rule_width(case: Case, drawn: Drawn, line: Line | None) -> Iterator[Diagnostic]:
    """The rule is as wide as the text area."""
    page = page_of_rule(case, drawn)
    found = drawn.width(page)
    if not spans(case, found, page):
        seen, wanted = f"{mm(found):.0f}毫米", f"{mm(page.text_width):.0f}毫米"
        cure = "请把这一段的左、右缩进改为0" if drawn.rule.width is None else f"请把这条线改为{wanted}长"
        yield deviation(f"版头分隔线长{seen}，应与版心等宽（{wanted}）", seen, wanted, cure, line)


def spans(case: Case, width: float, page: PageSetup) -> bool:
    """Whether a rule is as wide as the text area, or as that will be when the margins are right."""
    proper = case.number("版心宽") * TWIPS_PER_MM
    return any(abs(width - wanted) <= WIDTH_SLACK for wanted in (page.text_width, proper))


def double_rules(case: Case) -> list[Drawn]:
    """The red double rules of a file, from above where it says where each stands."""
    found = [drawn for drawn in red_ones(case) if drawn.rule.style.startswith(DOUBLE)]
    tops = [drawn.rule.top for drawn in found]
    if None in tops:
        return found
    return sorted(found, key=lambda drawn: drawn.rule.top or 0)


def single_rules(case: Case) -> list[Drawn]:
    """The other red rules of a file."""
    return [drawn for drawn in red_ones(case) if not drawn.rule.style.startswith(DOUBLE)]


def red_ones(case: Case) -> list[Drawn]:
    """The red rules of the first page in their order: in its header, in the text and its tables, in its footer."""
    heads, feet = (first_edges(case, edges) for edges in ("headers", "footers"))
    own = [line for line in case.reading.manuscript.header_lines if line not in heads]
    items: list[Item] = [*own, *heads, *(placed.item for placed in case.reading.placed), *feet]
    return [drawn for item in items for drawn in rules_of(item) if is_red(drawn.rule.color)]


def first_edges(case: Case, edges: str) -> list[Line]:
    """The lines of the header or footer that the first page shows."""
    page = case.pages[0] if case.pages else PageSetup()
    kind = "first" if page.first_differs else "default"
    return [line for name, lines in getattr(page, edges) if name == kind for line in lines]
