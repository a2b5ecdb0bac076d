"""Where things stand that depend on their own width: 附件说明, signatures, the imprint, tables; in 字 and twips."""

from __future__ import annotations

import math
from dataclasses import dataclass

from docgen.gongwen import standard as gb
from docgen.gongwen.document import Cell, Document, Imprint, Table
from docgen.gongwen.title import break_title
from docgen.rendering.values import Fit, Grid, GridCell, ImprintBox, Line, Lines, Mark, SealTable
from docgen.rendering.wml import Wml
from docgen.wording import chinese_date, width

FIT = Fit(gb.CELL, gb.TEXT_WIDTH, gb.LINE)
HEAD_LINES = 3 * gb.LINE / 20
"""pt taken by the lines for 份号, 密级 and 紧急程度 above the mark."""
TABLE_TYPE = 240
"""Width of a character in a table (12 pt) in twips."""
TITLE_ROOM = 5 * gb.LINE
"""What label, title and blank lines take of the page on which a table begins."""
TABLE_LINE = 330
CELL_PADDING = 150
SEAL_ROOM = 5
"""Lines for a seal of at most 45 mm (practice)."""
GAP_DATE = "【缺：成文日期】"


@dataclass(frozen=True)
class Fitting:
    """How a short document is made to fit its first page (7.3.5.5: by line spacing).

    ``blanks`` stand before a sealed signature; ``line`` is the pitch (twips) of a body of one paragraph, None for
    the usual one; ``keep`` says that the last paragraph stays on the page of the signature.
    """

    blanks: int = 2
    line: int | None = None
    keep: bool = True


def fitting(document: Document, title_lines: int) -> Fitting:
    """Body text on page one and no signature alone, in programs that move or split a kept paragraph differently.

    The lines are counted as the standard sets them (22 × 28). Where the signature would fall on a page without
    text, blank lines and the line spacing of the last paragraph are changed, the remedy that the standard offers;
    a short last paragraph that is not the only one simply goes along with the signature.
    """
    if not document.signature or not document.blocks or any(isinstance(b, Table) for b in document.blocks):
        return Fitting()
    if document.listed:
        return Fitting(keep=len(document.blocks) > 1)  # the 附件说明 goes with the signature
    *before, last = [lines_of(block.full_text, 2) for block in document.blocks if not isinstance(block, Table)]
    start = head_height(document) + (title_lines + 1 + lines_of(document.recipients, 0) + sum(before)) * gb.LINE
    space = gb.TEXT_HEIGHT - start % gb.TEXT_HEIGHT
    wanted = 2 if document.signing == "sealed" and len(document.signature) == 1 else 1
    closing = closing_lines(document)
    for blank in range(wanted, 0, -1):
        if stays_with_text(last, gb.LINE, space, blank + closing):
            return Fitting(blank, None, False)
    if before and last * gb.LINE <= space:
        return Fitting(wanted)
    for change in PITCH_CHANGES:
        line = round(gb.LINE * change)
        blank = 1 if change < 1 else wanted
        if line <= space and stays_with_text(last, line, space, blank + closing + 0.2):
            return Fitting(blank, line, False)
    return Fitting(wanted)


LETTER_HEAD = 4.82
"""Lines of page one above the title of a letter (measured): its header reaches into the text area."""
RULE_HEIGHT = 170
"""Twips that the red rule with its distance adds to the line of the number."""
PITCH_CHANGES = (0.97, 1.03, 0.94, 1.06, 0.91, 1.1, 0.88, 1.15, 0.85, 1.2, 0.82, 1.25, 1.3, 1.4, 1.5, 1.6, 1.7)
"""Factors of line spacing that are tried, the least change first; 0.82 of it is still looser than single spacing."""


def stays_with_text(lines: int, line: int, space: float, closing: float) -> bool:
    """Whether so many lines of a pitch, begun with ``space`` twips left, end on the page where ``closing`` lines fit."""
    fit = int(space // line)
    if lines > fit:
        lines, space = (lines - fit - 1) % int(gb.TEXT_HEIGHT // line) + 1, gb.TEXT_HEIGHT
    return lines * line + closing * gb.LINE <= space


def head_height(document: Document) -> float:
    """Twips of page one above the title."""
    if not document.mark:
        return 2.0 * gb.LINE if document.doc_number else 0.0
    if document.template == "函":
        return LETTER_HEAD * gb.LINE
    size = gb.MARK_SIZE if len(document.mark) == 1 else 44
    mark_height = gb.MARK_TOP - HEAD_LINES + (Mark.ASCENT + (1 - Mark.BASELINE) * Mark.LEADING) * size
    mark_height += (len(document.mark) - 1) * Mark.LEADING * size
    lines_under = 2 + max(1, math.ceil(len(document.signers) / 2)) + 2
    return mark_height * 20 + (3 + lines_under) * gb.LINE + RULE_HEIGHT


def lines_of(text: str, first_indent: int) -> int:
    """How many lines of 28 字 a paragraph takes."""
    return max(1, math.ceil((width(text) + first_indent) / 28 - 0.01)) if text else 0


def closing_lines(document: Document) -> int:
    """Lines of signature, date and note, without the blank lines before them."""
    names = 1 if document.signing == "sealed" else len(document.signature)
    if document.signing == "sealed" and len(document.signature) > 1:
        names = SEAL_ROOM * math.ceil(len(document.signature) / 2)
    return names + 1 + bool(document.note)


def mark(document: Document) -> Mark:
    """发文机关标志 of a document with a red head."""
    letter = document.template == "函"
    names = document.mark[:1] if letter else document.mark  # 10.1: a joint letter bears the lead organ only
    return Mark(
        names,
        document.mark_suffix,
        FIT,
        "信函标志" if letter else "发文机关标志",
        0 if letter else HEAD_LINES,
        0 if letter else gb.MARK_TOP,
        gb.MARK_SCALE_LEAST,
    )


def head_lines(document: Document) -> dict[str, str]:
    """份号 on line 1, 密级 on line 2, 紧急程度 under them, or on line 1 when it stands alone (7.2.1–7.2.3)."""
    alone = document.urgency and not document.copy_no and not document.secrecy
    return {
        "份号": document.copy_no,
        "第一行": document.urgency if alone else "",
        "第二行": document.secrecy,
        "第三行": "" if alone else document.urgency,
    }


def number_and_signers(document: Document) -> Lines:
    """发文字号 left, 签发人 right; the number shares the line of the last signers, two a line (7.2.6)."""
    label, blank = "签发人：", "　" * 4
    pairs = ["　".join(document.signers[i : i + 2]) for i in range(0, len(document.signers), 2)]
    if len(pairs) > 1 and len(document.signers) % 2:
        pairs[-1] += "　" + "　" * len(document.signers[1])
    lines: list[Wml] = []
    for i, names in enumerate(pairs):
        head = label if i == 0 else blank
        last = i == len(pairs) - 1
        front = f"\t{document.doc_number}\t" if last else "\t"
        lines.append(
            Line("发文字号和签发人" if last else "签发人", ((front + head, ""), (names, "签发人姓名")), gb.CELL)
        )
    return Lines(tuple(lines))


def enclosure_list(titles: tuple[str, ...]) -> Lines:
    """附件说明 (7.3.4): a blank line, 附件： two 字 in, several numbered 1．, wraps under the name's first character."""
    if len(titles) == 1:
        indents = (("left", 5.0), ("hanging", 3.0))
        return Lines((*blanks(1), Line("附件说明", ((f"附件：{titles[0]}", ""),), gb.CELL, indents, keep_next=True)))
    number_width = max(len(str(len(titles))) * 0.5 + 1, 1.5)
    left = 5 + number_width
    lines = []
    for i, name in enumerate(titles, 1):
        own = len(str(i)) * 0.5 + 1
        label = "附件：" if i == 1 else ""
        hanging = 3 + number_width if i == 1 else own
        indents = (("left", left), ("hanging", hanging))
        lines.append(Line("附件说明", ((f"{label}{i}．{name}", ""),), gb.CELL, indents, keep_next=True))
    return Lines((*blanks(1), *lines))


def signature(document: Document, fitting: Fitting) -> Wml | None:
    """署名 and 成文日期 in the layout the standard gives for this case (7.3.5), with the blank lines before them."""
    if not document.signature:
        return None
    day = chinese_date(document.date) if document.date else GAP_DATE
    keep = bool(document.note)
    if document.signing == "unsealed":
        return Lines((*blanks(1), *unsealed(document.signature, day, keep)))
    if len(document.signature) > 1:
        table = SealTable(
            document.signature, day, FIT, "联合署名", 2 if len(document.signature) != 3 else 3, SEAL_ROOM
        )
        return Lines((*blanks(1), table))
    return Lines((*blanks(fitting.blanks), *sealed(document.signature[0], day, keep)))


def blanks(count: int) -> tuple[Line, ...]:
    """Empty lines that stay with what follows."""
    return (Line("署名", (), gb.CELL, keep_next=True),) * count


def sealed(name: str, day: str, keep: bool) -> tuple[Line, ...]:
    """One organ with a seal: the date four 字 in, the name centred on it (7.3.5.1); a very long name decides itself."""
    lead = (width(name) - width(day)) / 2
    name_right = max(gb.SEALED_RIGHT - lead, 0.0)
    date_right = name_right + lead if lead > gb.SEALED_RIGHT else float(gb.SEALED_RIGHT)
    return (
        Line("署名", ((name, ""),), gb.CELL, (("right", name_right),), keep_next=True),
        Line("成文日期", ((day, ""),), gb.CELL, (("right", date_right),), keep_next=keep),
    )


def unsealed(names: tuple[str, ...], day: str, keep: bool) -> tuple[Line, ...]:
    """Without a seal: the name two 字 in, the date beginning two 字 after the name's beginning (7.3.5.2)."""
    widest, own = max(map(width, names)), width(day)
    name_right, date_right = float(gb.UNSEALED_RIGHT), widest - own
    if own > widest:
        date_right, name_right = float(gb.UNSEALED_RIGHT), 2.0 * gb.UNSEALED_RIGHT + own - widest
    lines = [
        Line("署名", ((name, ""),), gb.CELL, (("right", name_right + widest - width(name)),), keep_next=True)
        for name in names
    ]
    return (*lines, Line("成文日期", ((day, ""),), gb.CELL, (("right", date_right),), keep_next=keep))


def roll(rolls: tuple[tuple[str, str], ...]) -> Lines:
    """出席, 请假, 列席: label 黑体 two 字 in, names wrap after the colon (10.3)."""
    return Lines(
        tuple(
            Line("名册", ((f"{label}：", "名册标签"), (names, "")), gb.CELL, (("left", 5.0), ("hanging", 3.0)))
            for label, names in rolls
        )
    )


def imprint_box(imprint: Imprint, letter: bool = False) -> ImprintBox | None:
    """版记 (7.4): 主送 moved here and 抄送 without a rule between them, then 印发机关 and date; a letter has no rules."""
    rows: list[tuple[str, tuple[tuple[str, float], ...], bool]] = []
    hang = (("left", 4.0), ("hanging", 3.0), ("right", 1.0))
    for label, text in (("主送", imprint.recipients), ("抄送", imprint.cc)):
        if text:
            rows.append((f"{label}：{text}。", hang, not rows))
    if not letter and (imprint.printed_by or imprint.printed_date):
        day = f"{chinese_date(imprint.printed_date)}印发" if imprint.printed_date else ""
        rows.append((f"{imprint.printed_by}\t{day}", (("left", 1.0), ("right", 1.0)), True))
    if not rows:
        return None
    heights = tuple(imprint_height(text) for text, _, _ in rows)
    return ImprintBox(
        tuple(rows),
        FIT,
        gb.CELL_14,
        gb.PAGE_HEIGHT - gb.BOTTOM,
        "版记文字",
        gb.IMPRINT_THICK,
        gb.IMPRINT_THIN,
        rules=not letter,
        heights=heights,
    )


def imprint_height(text: str) -> int:
    """Twips for a row of the imprint: one line of the page, 400 more for each line that wraps."""
    room = gb.TEXT_WIDTH / gb.CELL_14 - 5
    lines = 1 if "\t" in text else math.ceil((width(text) - 3) / room - 0.001)
    return gb.LINE + 400 * (max(lines, 1) - 1)


def grid(table: Table, landscape: bool) -> Grid:
    """A table fitted to the text area.

    Rows that one cell reaches over are made high enough for its text, and stay on one page where a page can hold
    them; a row may break across pages only if no page could hold it.
    """
    area = gb.LANDSCAPE_TEXT_WIDTH if landscape else gb.TEXT_WIDTH
    page = gb.LANDSCAPE_TEXT_HEIGHT if landscape else gb.TEXT_HEIGHT
    total = sum(table.widths)
    edges = [round(sum(table.widths[:i]) / total * area) for i in range(len(table.widths) + 1)]
    widths = tuple(b - a for a, b in zip(edges, edges[1:], strict=False))
    covered = table.grid()
    count, head = len(covered), table.header_rows
    heights = [row_height(covered, y, widths) for y in range(count)]
    room = page * 0.9 - sum(heights[:head])
    rows = tuple(grid_row(covered, y, widths, head) for y in range(count))
    return Grid(
        widths,
        head,
        rows,
        may_break=tuple(height > room for height in heights),
        least=tuple(shared_height(covered, y, widths, room) if y >= head else 0 for y in range(count)),
        keep=tuple(y >= head and keeps(covered, y, heights, room, head) for y in range(count)),
        head_style="表头",
        cell_style="表文",
        centred_style="表文居中",
        table_style="公文表格",
    )


def grid_row(
    covered: list[list[Cell]], y: int, widths: tuple[int, ...], head: int
) -> tuple[tuple[int, GridCell | None, int], ...]:
    """What stands in a row: (column, the cell that begins here or None where one reaches down, its columns)."""
    out: list[tuple[int, GridCell | None, int]] = []
    x = 0
    while x < len(covered[y]):
        cell = covered[y][x]
        begins = y == 0 or covered[y - 1][x] is not cell
        texts = cell.text.split("\n")
        if y < head:
            texts = ["\n".join(break_title(text, limit=characters(cell, x, widths))) for text in texts]
        made = GridCell(tuple(texts), cell.rows, cell.columns, cell.align == "center")
        out.append((x, made if begins else None, cell.columns))
        x += cell.columns
    return tuple(out)


def characters(cell: Cell, x: int, widths: tuple[int, ...]) -> int:
    """How many 字 a line of the cell holds."""
    return max(1, int((sum(widths[x : x + cell.columns]) - CELL_PADDING) / TABLE_TYPE))


def cell_height(cell: Cell, x: int, widths: tuple[int, ...]) -> int:
    """Twips that a cell's text takes, nearly: Han text breaks anywhere, so lines are full."""
    room = characters(cell, x, widths)
    lines = sum(max(1, math.ceil(width(text) / room)) for text in cell.text.split("\n"))
    return lines * TABLE_LINE + CELL_PADDING // 2


def row_height(covered: list[list[Cell]], y: int, widths: tuple[int, ...]) -> float:
    """Twips of a row; a cell that reaches over several rows shares its height among them."""
    return max(cell_height(cell, x, widths) / cell.rows for x, cell in enumerate(covered[y]))


def shared_height(covered: list[list[Cell]], y: int, widths: tuple[int, ...], room: float) -> int:
    """The least height that the smallest cell reaching over this and other rows asks of each of them."""
    reaching = [(cell.rows, cell_height(cell, x, widths)) for x, cell in enumerate(covered[y]) if cell.rows > 1]
    if not reaching:
        return 0
    fewest = min(rows for rows, _ in reaching)
    return round(max((height / rows for rows, height in reaching if rows == fewest and height < room), default=0))


def keeps(covered: list[list[Cell]], y: int, heights: list[float], room: float, head: int) -> bool:
    """Whether a row belongs on the page of the next: a cell over both that a page can hold says so.

    The page that the table begins on has less room: label and title stand on it and must not stand alone.
    """
    if y + 1 >= len(covered):
        return False
    for cell, below in zip(covered[y], covered[y + 1], strict=True):
        if cell is not below:
            continue
        whole = sum(h for row, h in zip(covered, heights, strict=True) if any(other is cell for other in row))
        begins = any(other is cell for other in covered[head])
        if whole < room - (TITLE_ROOM if begins else 0):
            return True
    return False
