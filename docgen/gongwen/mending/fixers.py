"""Which function does what a complaint proposes: a new operation is added here."""

from __future__ import annotations

from collections.abc import Callable

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.mending import blanks, drawn, footers, lettering, page, places, texts
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.operations import Operation

Said = tuple[str, str]
Fixer = Callable[[Bench, Diagnostic], Said | None]
"""Mends one fault; returns what was there and what is there now, None where it was left alone."""


def laid(fixer: Callable[[Bench, Diagnostic], bool]) -> Fixer:
    """A fixer of looks or places: what was found is what is expected, if it did anything."""
    return lambda bench, fault: (fault.found or "", fault.expected or "") if fixer(bench, fault) else None


FIXERS: dict[str, Fixer] = {
    Operation.PAPER: laid(page.paper),
    Operation.TOP_MARGIN: laid(page.top),
    Operation.LEFT_MARGIN: laid(page.left),
    Operation.TEXT_WIDTH: laid(page.text_width),
    Operation.TEXT_HEIGHT: laid(page.text_height),
    Operation.LINES_A_PAGE: laid(page.lines),
    Operation.CHARACTERS_A_LINE: laid(page.characters),
    Operation.LINE_PITCH: laid(page.as_usual),
    Operation.SPACE_BESIDE: laid(blanks.beside),
    Operation.FACE: laid(lettering.face),
    Operation.SIZE: laid(lettering.size),
    Operation.BLACK: laid(lettering.black),
    Operation.RED: laid(lettering.red),
    Operation.NOT_BOLD: laid(lettering.light),
    Operation.CENTRE: laid(places.centred),
    Operation.FLUSH: laid(places.flush),
    Operation.START: laid(places.begun),
    Operation.FROM_RIGHT: laid(places.signed_off),
    Operation.INDENT: laid(places.indented),
    Operation.JUSTIFY: laid(places.justified),
    Operation.LISTED_ATTACHMENT: laid(places.listed),
    Operation.SIGNERS: laid(places.signers),
    Operation.COPIED_ORGANS: laid(places.copies),
    Operation.PRINTED_BY: laid(places.printed),
    Operation.BLANKS_ABOVE: laid(blanks.counted),
    Operation.NO_BLANKS: laid(blanks.stray),
    Operation.TO_TOP: laid(blanks.at_top),
    Operation.NEW_PAGE: laid(places.on_new_page),
    Operation.RED_RULE: laid(drawn.red_rule),
    Operation.IMPRINT_RULES: laid(drawn.imprint_rules),
    Operation.IMPRINT_WIDTH: laid(drawn.imprint_width),
    Operation.PAGE_NUMBERS: laid(footers.page_numbers),
    Operation.RUN_ON: laid(page.numbers_run_on),
    Operation.TABLE_WIDTH: laid(drawn.table_width),
    Operation.EDIT: texts.edited,
}
