"""How a document is made to fit its pages: body text on page one, no signature alone (7.3.3, 7.3.5.5)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from docgen.documents import tables
from docgen.gongwen import standard as gb
from docgen.gongwen.document import Block, Caption, Chart, Document, Heading, Table
from docgen.gongwen.title import NO_LINE_END, NO_LINE_START, break_title
from docgen.rendering import charts
from docgen.rendering.values import Mark
from docgen.wording import width

HEAD_LINES = 3 * gb.LINE / 20
"""pt taken by the lines for 份号, 密级 and 紧急程度 above the mark."""

SEAL_ROOM = 5
"""Lines for a seal of at most 45 mm (practice)."""


@dataclass(frozen=True)
class Fitting:
    """How the end of a document is made to fit its pages.

    ``blanks`` stand before a sealed signature; ``line`` is the pitch (twips) of the last paragraph, None for the
    usual one; ``carry`` is the character of the last paragraph that begins the next page, None where the page
    ends by itself; ``keep`` says that the whole last paragraph stays on the page of the signature.
    """

    blanks: int = 2
    line: int | None = None
    carry: int | None = None
    keep: bool = True


def fitting(document: Document, title_lines: int) -> Fitting:
    """Body text on page one and no signature alone, in programs that move or split a kept paragraph differently.

    The lines are counted as the standard sets them (22 × 28). Where the signature would fall on a page without
    text, one blank line goes, then the last paragraph is set a little closer (the remedy of 7.3.5.5), then its
    last lines are carried over. A last paragraph that is short and not the only one goes along as a whole.
    """
    if not document.signature or not document.blocks or any(isinstance(b, Table | Chart) for b in document.blocks):
        return Fitting()
    if document.listed:
        return Fitting(keep=len(document.blocks) > 1)  # the 附件说明 goes with the signature
    if isinstance(document.blocks[-1], Heading) and not document.blocks[-1].rest:
        return Fitting()  # a heading is neither set closer nor divided
    texts = [block.full_text for block in document.blocks if not isinstance(block, Table)]
    *before, last = [lines_of(text, 2) for text in texts]
    start = head_height(document) + (title_lines + 1 + lines_of(document.recipients, 0) + sum(before)) * gb.LINE
    space = gb.TEXT_HEIGHT - start % gb.TEXT_HEIGHT
    wanted = 2 if document.signing == "sealed" and len(document.signature) == 1 else 1
    closing = closing_lines(document) + MARGIN
    for blank in range(wanted, 0, -1):
        if stays_with_text(last, gb.LINE, space, blank + closing):
            return Fitting(blank, keep=False)
    if before and last * gb.LINE <= space:
        return Fitting(wanted)
    for closer in CLOSER_LINES:
        line = round(gb.LINE * closer)
        if line <= space and stays_with_text(last, line, space, 1 + closing):
            return Fitting(1, line, keep=False)
    return Fitting(wanted, carry=line_start(texts[-1], max(last - 2, 1)), keep=False)


def lone_signature(document: Document) -> bool:
    """Whether a signature under a table or a chart probably begins a page: nothing of those can be kept with it.

    Only told where page one up to there can be counted; texts are counted as the standard sets them.
    """
    last = document.blocks[-1] if document.blocks else None
    if not document.signature or document.listed or not isinstance(last, Table | Chart):
        return False
    used = head_height(document)
    used += (len(break_title(document.title)) + 1 + lines_of(document.recipients, 0)) * gb.LINE
    for block in document.blocks:
        height = block_height(block)
        if isinstance(block, Chart) and used % gb.TEXT_HEIGHT + height > gb.TEXT_HEIGHT:
            used = math.ceil(used / gb.TEXT_HEIGHT) * gb.TEXT_HEIGHT
        used += height
    wanted = 2 if document.signing == "sealed" and len(document.signature) == 1 else 1
    left = gb.TEXT_HEIGHT - used % gb.TEXT_HEIGHT
    return left < (wanted + closing_lines(document)) * gb.LINE


def block_height(block: Block) -> float:
    """Twips that a block takes, nearly."""
    if isinstance(block, Table):
        notes = sum(lines_of(note, 2) for note in block.notes) + len(block.heads)
        return tables.whole_height(block) + notes * tables.NOTE_LINE
    if isinstance(block, Chart):
        return charts.height(block) / charts.EMU_PER_TWIP + bool(block.caption) * CAPTION_LINE + 120
    if isinstance(block, Caption):
        return CAPTION_LINE
    return lines_of(block.full_text, 2) * gb.LINE


CAPTION_LINE = 400
"""Twips of a line of a caption."""
MARGIN = 0.15
"""Lines by which the count may be off."""
CLOSER_LINES = (0.97, 0.95, 0.93, 0.91)
"""Factors of line spacing that are tried; closer lines would be seen."""


def line_start(text: str, lines: int) -> int:
    """The character that begins the line after so many lines of a paragraph; somewhere inside one that has fewer.

    A little early rather than late, so that no line overflows, and never before a mark that must not begin a line.
    """
    room, at = 28 * lines - 2 - 0.5, 0
    if width(text) <= room:
        room = width(text) / 2
    while width(text[: at + 1]) <= room:
        at += 1
    while at > 1 and (text[at] in NO_LINE_START or text[at - 1] in NO_LINE_END or text[at - 1 : at + 1].isascii()):
        at -= 1
    return at


LETTER_HEAD = 4.82
"""Lines of page one above the title of a letter (measured): its header reaches into the text area."""

RULE_HEIGHT = 170
"""Twips that the red rule with its distance adds to the line of the number."""


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
    size = mark_size(document)
    mark_height = gb.MARK_TOP - HEAD_LINES + (Mark.ASCENT + (1 - Mark.BASELINE) * Mark.LEADING) * size
    mark_height += (len(document.mark) - 1) * Mark.LEADING * size
    lines_under = 2 + max(1, math.ceil(len(document.signers) / 2)) + 2
    return mark_height * 20 + (3 + lines_under) * gb.LINE + RULE_HEIGHT


def mark_size(document: Document) -> float:
    """Pt of the mark's type, as it is fitted to the width."""
    joint = len(document.mark) > 1
    characters = max(map(len, document.mark)) + len(document.mark_suffix) + (0.5 if joint else 0)
    most = Mark.joint_size(len(document.mark)) if joint else gb.MARK_SIZE
    return Mark.fitted_size(characters, most, gb.TEXT_WIDTH / 20 - (4 if joint else 2), gb.MARK_SCALE_LEAST)


def lines_of(text: str, first_indent: int) -> int:
    """How many lines of 28 字 a paragraph takes."""
    return max(1, math.ceil((width(text) + first_indent) / 28 - 0.01)) if text else 0


def seals_a_row(names: tuple[str, ...]) -> int:
    """How many joint signatures stand side by side: three where their names fit, else two."""
    return 3 if len(names) == 3 and max(map(len, names)) <= 8 else 2


def closing_lines(document: Document) -> int:
    """Lines of signature, date and note, without the blank lines before them."""
    names = 1 if document.signing == "sealed" else len(document.signature)
    if document.signing == "sealed" and len(document.signature) > 1:
        names = SEAL_ROOM * math.ceil(len(document.signature) / seals_a_row(document.signature))
    return names + 1 + len(document.note.splitlines())
