"""What came on which page: body text on the first, no lone signature, no stray blank page, no row cut in two."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.deviation import deviation
from docgen.gongwen.layout.measure import page_of
from docgen.gongwen.manuscript import Box, Grid
from docgen.gongwen.standard import TWIPS_PER_MM
from docgen.pages import Page, plain
from docgen.rendercheck.proof import Proof, listing

SHORT_TITLE = 2
"""Characters; a line of a title that is no longer looks like a slip."""
ASIDE = 2.0
"""mm that text may stand out of the text area: a mark hanging at the end of a line is not counted at all."""
HANGING = set("，。、；：！？”’）》〉】〕…,.;:!?)")
TOLD = 6
"""Characters that tell where a text goes on."""
TALL = 0.4
"""Of the height of the text area; a taller row has to break somewhere."""


def body_on_first_page(proof: Proof) -> Iterator[Diagnostic]:
    """Page 1 of a document with a red head shows body text."""
    body = proof.of("text", "heading")
    if not proof.has_masthead or not body:
        return
    line, spots = min(body, key=lambda item: item[1][0].page)
    if spots[0].page > 1:
        yield deviation(
            "首页没有正文",
            f"正文从第{spots[0].page}页开始",
            "首页必须显示正文",
            "请缩小发文机关标志或精简标题；主送机关太多的，把主送机关移到版记里",
            line,
        )


def lone_signature(proof: Proof) -> Iterator[Diagnostic]:
    """A signature does not stand on a page without body text."""
    company = proof.pages_of("text", "heading", "listed") | proof.table_pages()
    if not company:
        return
    for page in sorted(proof.pages_of("signature", "date") - company):
        line = next(line for line, spots in proof.of("signature", "date") if spots[0].page == page)
        yield deviation(
            f"第{page}页只有署名和日期，没有正文",
            f"署名、成文日期独占第{page}页",
            "与正文在同一页",
            "请调整行距或字距，让正文有几行排到这一页，或让署名和日期回到上一页；不要用“此页无正文”",
            line,
        )


def title_lines(proof: Proof) -> Iterator[Diagnostic]:
    """No line of a printed title has only one or two characters."""
    for line, spots in proof.of("title", part=None):
        short = [spot for spot in spots if len(spot.line.text) <= SHORT_TITLE]
        if short and sum(len(spot.line.text) for spot in spots) > SHORT_TITLE:
            words = short[0].line.text
            yield deviation(
                f"标题排成了{len(spots)}行，有一行只有“{words}”",
                words,
                "各行长短匀称，词意完整",
                "请重新分行，让每行长短相近，排成梯形或菱形",
                line,
            )
    yield from lone_title_paragraphs(proof)


def lone_title_paragraphs(proof: Proof) -> Iterator[Diagnostic]:
    """The same where each line of the title is a paragraph of its own."""
    for part in {part for _, role, part in proof.shown if role == "title"}:
        own = proof.of("title", part=part)
        for line, spots in own if len(own) > 1 else []:
            words = spots[0].line.text
            if len(spots) == 1 and len(words) <= SHORT_TITLE:
                yield deviation(
                    f"标题有一行只有“{words}”",
                    words,
                    "各行长短匀称，词意完整",
                    "请重新分行，让每行长短相近，排成梯形或菱形",
                    line,
                )


def cut_rows(proof: Proof) -> Iterator[Diagnostic]:
    """No row of a table is cut by the end of a page."""
    for grid, _ in proof.tables:
        for i, row in enumerate(grid.rows, 1):
            cells = (cell for cell in row if cell.rows == 1)
            page = next((found for cell in cells if (found := cut_after(cell, proof.pages))), None)
            if page is not None and len(grid.rows) > 1:
                yield cut_row(proof, grid, i, page)


def cut_row(proof: Proof, grid: Grid, number: int, page: int) -> Diagnostic:
    """The fault of a row that begins on a page and ends on the next."""
    row = grid.rows[number - 1]
    first = next((line for cell in row for line in cell.lines if not line.empty), None)
    longest = max(len(plain(cell.text)) for cell in row)
    tall = longest > TALL * proof.number("每页行数", 22) * proof.number("每页字数", 28)
    return deviation(
        f"表格第{number}行被分到了第{page}、{page + 1}两页",
        f"一行跨第{page}、{page + 1}页",
        "一行排在同一页",
        "请选中这一行，在“表格属性—行”里去掉“允许跨页断行”" + ("；这一行内容很多，也可以拆成几行" if tall else ""),
        first,
        strength="practice",
    )


def cut_after(cell: Box, pages: tuple[Page, ...]) -> int | None:
    """The page on which a cell's text begins that ends on the next one; None where it stands whole on a page."""
    text = "".join(plain(line.stripped) for line in cell.lines if not line.empty)
    if len(text) < 4 or any(text in page.stream for page in pages):
        return None
    for here, below in zip(pages, pages[1:], strict=False):
        for cut in range(len(text) - 2, 1, -1):
            if text[:cut] in here.stream:
                if text[cut : cut + TOLD] in below.stream:
                    return here.number
                break
    return None


def blank_pages(proof: Proof) -> Iterator[Diagnostic]:
    """No page is empty, except one that brings the imprint to an even page."""
    imprint = proof.pages_of("imprint", part=None)
    blank = [page.number for page in proof.pages if not proof.text_lines(page) and not has_ink(proof, page)]
    stray = [number for number in blank if number + 1 not in imprint or has_body(proof, number + 1)]
    if stray:
        yield deviation(
            f"{listing(stray)}是空白页",
            f"{listing(stray)}没有内容",
            "没有多余的空白页",
            "请删去这一页前面多余的空行、分页符或分节符",
        )


def has_ink(proof: Proof, page: Page) -> bool:
    """Whether a page shows lines, pictures or turned text other than a page number."""
    turned = page.stream.strip("—―–-─0123456789") != ""
    return bool(page.strokes) or page.drawings > 0 or turned


def has_body(proof: Proof, number: int) -> bool:
    """Whether a page shows anything of the text besides the imprint."""
    return any(
        spot.page == number for line, role, _ in proof.shown if role != "imprint" for spot in proof.spots[id(line)]
    )


def outside(proof: Proof) -> Iterator[Diagnostic]:
    """No text stands out of the text area at its sides, or over the edge of the paper."""
    for line, _, _ in proof.shown:
        for spot in proof.spots[id(line)]:
            page = proof.pages[spot.page - 1]
            setup = page_of(line, proof.reading.manuscript.pages)
            if line.boxed or (setup.width > setup.height) != page.landscape:
                continue
            left, right = (setup.left + setup.gutter) / TWIPS_PER_MM, page.width - setup.right / TWIPS_PER_MM
            over = [
                g
                for g in spot.line.glyphs
                if (g.left < left - ASIDE or g.right > right + ASIDE) and g.text not in HANGING
            ]
            if over:
                off = max(max(left - g.left, g.right - right) for g in over)
                yield deviation(
                    f"第{spot.page}页有文字排到了版心外面",
                    f"超出{off:.0f}毫米：“{spot.line.text[:12]}”",
                    "文字在版心以内",
                    "请检查这一段的缩进，或把表格调到版心以内",
                    line,
                    off=off,
                )
                break
