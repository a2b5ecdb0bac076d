"""How a document is made to fit its pages: body text on page one, no signature alone (7.3.3, 7.3.5.5)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from docgen.gongwen import standard as gb
from docgen.gongwen.document import Document, Table
from docgen.rendering.values import Mark
from docgen.wording import width

HEAD_LINES = 3 * gb.LINE / 20
"""pt taken by the lines for 份号, 密级 and 紧急程度 above the mark."""

SEAL_ROOM = 5
"""Lines for a seal of at most 45 mm (practice)."""


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
