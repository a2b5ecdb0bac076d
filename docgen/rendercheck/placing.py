"""Where things stand on the paper: the mark, the red rule, the lines of the text, the imprint, page numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.deviation import deviation
from docgen.gongwen.manuscript import Line
from docgen.gongwen.profile import profile
from docgen.gongwen.standard import TWIPS_PER_MM
from docgen.pages import MM, Page, Spot, Stroke, TextLine
from docgen.rendercheck.proof import NUMBER_MARKS, Proof, listing
from docgen.wording import is_wide

MARK_UNDER_TOP = 35.0  # 7.2.4
RULE_UNDER_NUMBER = 4.0  # 7.2.7
NUMBER_UNDER_TEXT = 7.0  # 7.5
NEAR, NEAR_RULE, NEAR_SIDE = 1.5, 1.0, 3.0
"""mm that a place may differ: by another font's ink, by rounding, by the width of blanks."""
LONG = 100.0
"""mm; a rule as wide as the text area, not one of a small table."""
BIG = 20.0
"""pt; type of a mark."""
ONE_CELL = 14 * MM
"""The width of one character of a page number (四号)."""
MANY = 3
"""So many lines show a habit."""


def lines_a_page(proof: Proof) -> Iterator[Diagnostic]:
    """A full page of body text has 22 lines."""
    wanted = round(proof.number("每页行数", 22))
    for page in proof.pages[:-1]:
        body = body_of(proof, page)
        if len(body) < wanted / 2 or len(body) != len(proof.text_lines(page)) or not goes_on(proof, page, body):
            continue
        gaps = Counter(round((below.y - above.y) / MM, 1) for above, below in zip(body, body[1:], strict=False))
        pitch = gaps.most_common(1)[0][0]
        count = round((body[-1].y - body[0].y) / MM / pitch) + 1
        setup = proof.reading.manuscript.pages[0] if proof.reading.manuscript.pages else None
        room = setup.text_height / 20 if setup else 225 / MM
        possible = max(count, int(room / pitch + 0.02))  # a heading may have gone to the next page with its text
        if possible != wanted:
            yield deviation(
                f"排满的一页是{possible}行（第{page.number}页，行距约{pitch:g}磅）",
                f"{possible}行",
                f"{wanted}行",
                f"请把正文行距设为固定值{proof.number('行距', 28.95):g}磅，上下边距按标准设置",
            )
            return


def body_of(proof: Proof, page: Page) -> list[TextLine]:
    """The lines of body text on a page."""
    found = {
        id(spot.line): spot.line
        for _, spots in proof.of("text", "heading", part=None)
        for spot in spots
        if spot.page == page.number
    }
    return sorted(found.values(), key=lambda line: line.y)


def goes_on(proof: Proof, page: Page, body: Sequence[TextLine]) -> bool:
    """Whether the last paragraph of a page goes on to the next page."""
    last = id(body[-1])
    for _, spots in proof.of("text", "heading", part=None):
        if any(id(spot.line) == last for spot in spots) and spots[-1].page > page.number:
            return True
    return False


def characters_a_line(proof: Proof) -> Iterator[Diagnostic]:
    """A line of Han characters has 28 of them."""
    wanted = round(proof.number("每行字数", 28))
    counts: Counter[int] = Counter()
    first: dict[int, Line] = {}
    for line, spots in proof.of("text", part=None):
        for spot in spots[1:-1]:
            if all(is_wide(glyph.text) for glyph in spot.line.glyphs) and not proof.pages[spot.page - 1].landscape:
                counts[len(spot.line.glyphs)] += 1
                first.setdefault(len(spot.line.glyphs), line)
    if counts.total() < MANY:
        return
    usual = counts.most_common(1)[0][0]
    if usual != wanted and wanted not in (usual - 1, usual):
        yield deviation(
            f"排满的一行是{usual}个字",
            f"{usual}字",
            f"{wanted}字",
            "请检查左右边距、字号，字符间距设为紧缩0.25至0.35磅即可排满",
            first[usual],
            strength="practice" if usual == wanted - 1 else None,
        )


def mark_top(proof: Proof) -> Iterator[Diagnostic]:
    """The upper edge of the mark is 35 mm under that of the text area; 30 mm under the paper's edge in a letter."""
    if not proof.pages or not proof.has_masthead and proof.profile.form != "信函":
        return
    glyphs = [g for line in proof.pages[0].lines for g in line.glyphs if g.red and g.size >= BIG]
    if not glyphs:
        glyphs = [g for _, spots in proof.of("mark") for g in spots[0].line.glyphs if spots[0].page == 1]
    if not glyphs or proof.reading.document.kind in ("令", "命令"):
        return
    letter = proof.profile.form == "信函"
    wanted = proof.number("信函标志距纸边", 30.0) if letter else proof.top + MARK_UNDER_TOP
    top = min(glyph.top for glyph in glyphs)
    if abs(top - wanted) > NEAR:
        lines = proof.reading.of("mark")
        yield deviation(
            f"发文机关标志的上边缘离纸边{top:.1f}毫米",
            f"{top:.1f}毫米",
            f"{wanted:g}毫米" + ("" if letter else f"（版心上边缘下{MARK_UNDER_TOP:g}毫米）"),
            "请调整发文机关标志的段前距或上面的空行",
            lines[0] if lines else None,
            off=abs(top - wanted),
        )


def red_rule(proof: Proof) -> Iterator[Diagnostic]:
    """The red rule stands 4 mm under the number."""
    numbers = proof.of("number")
    if not numbers or numbers[-1][1][-1].page != 1 or proof.profile.form == "信函":
        return
    line, spots = numbers[-1]
    below = [s for s in proof.pages[0].strokes if s.red and s.length > LONG and s.y > spots[-1].line.y]
    if not below:
        return
    ink = max(glyph.bottom for glyph in spots[-1].line.glyphs if is_wide(glyph.text) or glyph.text.isalnum())
    rule = min(below, key=lambda stroke: stroke.y)
    gap = rule.y - rule.weight / 2 - ink
    if abs(gap - RULE_UNDER_NUMBER) > NEAR_RULE:
        yield deviation(
            f"红色分隔线在发文字号下{gap:.1f}毫米",
            f"{gap:.1f}毫米",
            f"{RULE_UNDER_NUMBER:g}毫米",
            "请调整分隔线与文字的距离",
            line,
            off=abs(gap - RULE_UNDER_NUMBER),
        )


def imprint_on_last_page(proof: Proof) -> Iterator[Diagnostic]:
    """The imprint stands on the last page."""
    found = proof.of("imprint", part=None)
    shown = [page.number for page in proof.pages if proof.text_lines(page)]
    if found and shown and found[-1][1][-1].page < shown[-1]:
        page = found[-1][1][-1].page
        seen = f"版记在第{page}页，最后一页是第{shown[-1]}页"
        yield deviation("版记不在最后一页", seen, "最后一页的下端", "请把版记移到最后一页", found[0][0])


def imprint_bottom(proof: Proof) -> Iterator[Diagnostic]:
    """The last rule of the imprint lies on the lower edge of the text area."""
    found = proof.of("imprint", part=None)
    if not found or proof.profile.form == "信函":
        return
    line, spots = found[-1]
    page = proof.pages[spots[-1].page - 1]
    rule = closing_rule(page, found[0][1][0], spots[-1])
    at = rule.y + rule.weight / 2 if rule else spots[-1].line.y
    off = min(abs(at - bottom) for bottom in (proof.bottom, own_bottom(proof)))
    if off > (NEAR if rule else 15.0):  # without a rule the last line of text must be near
        what = "版记的末条分隔线" if rule else "版记的最后一行"
        yield deviation(
            f"{what}离纸的上边缘{at:.1f}毫米，没有排在版心下边缘",
            f"{at:.1f}毫米",
            f"{proof.bottom:g}毫米（版心下边缘）",
            "请把版记放进固定在页面下端的文本框，或增减版记前的空行",
            line,
            off=off,
        )


def own_bottom(proof: Proof) -> float:
    """The lower edge of the text area that the file itself sets, where it has the margins of the electronic form."""
    pages = proof.reading.manuscript.pages
    last = pages[-1] if pages else None
    electronic = profile("电子公文").values["下边距"].value
    if last is None or last.landscape or not isinstance(electronic, float):
        return proof.bottom
    below = last.bottom / TWIPS_PER_MM
    return last.height / TWIPS_PER_MM - below if abs(below - electronic) <= 0.5 else proof.bottom


def closing_rule(page: Page, first: Spot, last: Spot) -> Stroke | None:
    """The lowest rule of an imprint."""
    upper = first.line.y if first.page == page.number else 0.0
    under = [s for s in page.strokes if s.length > LONG and not s.red and upper < s.y < last.line.y + 15]
    lowest = max(under, key=lambda stroke: stroke.y, default=None)
    return lowest if lowest and lowest.y > last.line.y else None


def imprint_parity(proof: Proof) -> Iterator[Diagnostic]:
    """The imprint of a document printed on both sides is on its back."""
    found = proof.of("imprint", part=None)
    if not found or len(proof.pages) == 1 or proof.profile.form == "信函":
        return
    page = found[-1][1][-1].page
    if page % 2:
        cure = "双面印刷时，可以在版记前加一张空白页，让版记落在背面；不讲究的单位可以不改"
        yield deviation(f"版记在第{page}页（单页）", f"第{page}页", "双页（最后一面）", cure, found[0][0])


def number_height(proof: Proof) -> Iterator[Diagnostic]:
    """The dashes of a page number stand 7 mm under the text area."""
    wanted = proof.bottom + NUMBER_UNDER_TEXT
    off: dict[int, float] = {}
    for page, line, _ in proof.numbers:
        dashes = [glyph for glyph in line.glyphs if glyph.text in NUMBER_MARKS] or line.glyphs
        middle = sum(glyph.top + glyph.bottom for glyph in dashes) / 2 / len(dashes)
        if abs(middle - wanted) > NEAR:
            off[page.number] = middle
    if off:
        at = next(iter(off.values()))
        yield deviation(
            f"页码离纸的上边缘{at:.1f}毫米（{listing(list(off))}）",
            f"{at:.1f}毫米",
            f"{wanted:g}毫米（版心下边缘下{NUMBER_UNDER_TEXT:g}毫米）",
            "请在“页面设置—版式”里调整页脚距边界的距离",
            None,
            off=abs(at - wanted),
        )


def number_side(proof: Proof) -> Iterator[Diagnostic]:
    """Page numbers stand outside: right on odd pages, left on even ones, one character in."""
    if proof.word("页码位置") != "外侧" or not proof.numbers:
        return
    wrong = [page.number for page, line, number in proof.numbers if not is_outside(proof, number, line)]
    if not wrong:
        return
    middle = (proof.left + proof.right) / 2
    centred = all(abs((line.left + line.right) / 2 - middle) < NEAR_SIDE for _, line, _ in proof.numbers)
    yield deviation(
        "页码居中" if centred else f"页码没有排在外侧（{listing(wrong)}）",
        "居中" if centred else "位置不对",
        "单页居右空一字，双页居左空一字",
        "请在“页面设置”里选“奇偶页不同”，分别设置两种页脚",
        strength="practice" if centred else None,
    )


def is_outside(proof: Proof, number: int, line: TextLine) -> bool:
    """Whether a page number stands on the outer side, one character in."""
    if number % 2:
        return abs(line.right - (proof.right - ONE_CELL)) <= NEAR_SIDE
    return abs(line.left - (proof.left + ONE_CELL)) <= NEAR_SIDE


def numbers_run_on(proof: Proof) -> Iterator[Diagnostic]:
    """The numbers of the pages run on through the attachments."""
    starts = [(page.number, number, number - page.number) for page, _, number in proof.numbers]
    for (_, _, before), (page, number, now) in zip(starts, starts[1:], strict=False):
        if now != before:
            yield deviation(
                f"第{page}页的页码印成了{number}，没有接着前面编",
                str(number),
                str(page + before),
                "请在这一节的“设置页码格式”里选“续前节”",
            )
            return
