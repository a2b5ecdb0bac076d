"""Which function mends what a rule complains of: a new one is added here."""

from __future__ import annotations

from collections.abc import Callable

from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Rule
from docgen.gongwen.layout import attached, closing, compare, masthead
from docgen.gongwen.mending import blanks, drawn, footers, lettering, page, places, texts
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.rules import layout as looks
from docgen.gongwen.rules import text as wording

Said = tuple[str, str]
Fixer = Callable[[Bench, Diagnostic], Said | None]
"""Mends one fault; returns what was there and what is there now, None where it was left alone."""


def layout(*fixers: Callable[[Bench, Diagnostic], bool]) -> Fixer:
    """A fixer of looks or places: the first that does anything."""

    def fix(bench: Bench, fault: Diagnostic) -> Said | None:
        done = any(fixer(bench, fault) for fixer in fixers)
        return (fault.found or "", fault.expected or "") if done else None

    return fix


def words(*mends: texts.Mend) -> Fixer:
    """A fixer of text: the first that finds anything."""

    def fix(bench: Bench, fault: Diagnostic) -> Said | None:
        return next((said for mend in mends if (said := texts.mended(bench, fault, mend))), None)

    return fix


ELEMENT: dict[str, Callable[[Bench, Diagnostic], bool]] = {
    masthead.RED: lettering.red,
    masthead.SIGNERS: places.signers,
    compare.FACE: lettering.face,
    compare.SIZE: lettering.size,
    compare.CENTRE: places.centred,
    compare.FLUSH: places.flush,
    compare.START: places.begun,
}


def element(bench: Bench, fault: Diagnostic) -> bool:
    """The face, size, colour or place of an element, whichever the fault is of."""
    return fault.fix.way in ELEMENT and ELEMENT[fault.fix.way](bench, fault)


def indent(bench: Bench, fault: Diagnostic) -> bool:
    """A paragraph of the body two 字 in, the heading of a chapter in the middle."""
    return (places.centred if fault.fix.way == compare.CENTRE else places.indented)(bench, fault)


def note(bench: Bench, fault: Diagnostic) -> Said | None:
    """附注: its brackets, or its place."""
    return (words(texts.bracketed) if fault.fix.way == closing.BRACKETS else layout(element))(bench, fault)


def label(bench: Bench, fault: Diagnostic) -> Said | None:
    """附件1: its colon, or its looks and place."""
    return (words(texts.no_stop) if fault.fix.way == attached.NO_COLON else layout(element))(bench, fault)


def label_lines(bench: Bench, fault: Diagnostic) -> bool:
    """附件1 on the first line of its page, the title on the third."""
    if fault.fix.way == compare.BLANKS_ABOVE:
        return blanks.counted(bench, fault)
    return fault.fix.way == attached.TO_TOP and blanks.at_top(bench, fault)


def signature(bench: Bench, fault: Diagnostic) -> bool:
    """Name and date of a document without a seal, and the blank line over them."""
    return (blanks.counted if fault.fix.way == compare.BLANKS_ABOVE else places.signed_off)(bench, fault)


def numbers(bench: Bench, fault: Diagnostic) -> Said | None:
    """The document's own number, or one that it cites."""
    own = bench.role_of(fault) == "number"
    return words(texts.number if own else texts.cited)(bench, fault)


def day(bench: Bench, fault: Diagnostic) -> Said | None:
    """A date with zeros in front; 成文日期 in Han numerals."""
    own = bench.role_of(fault) == "date"
    return words(*((texts.han_date, texts.padded) if own else (texts.padded,)))(bench, fault)


def title(bench: Bench, fault: Diagnostic) -> Said | None:
    """A mark at the end of the title."""
    return words(texts.no_stop)(bench, fault) if fault.expected == "标题末尾不加标点" else None


def addressed(bench: Bench, fault: Diagnostic) -> Said | None:
    """The colon behind the addressees."""
    return words(texts.colon)(bench, fault) if fault.expected == "：" else None


def copied(bench: Bench, fault: Diagnostic) -> Said | None:
    """The full stop behind the organs that get a copy."""
    return words(texts.full_stop)(bench, fault) if "句号" in (fault.expected or "") else None


def listed(bench: Bench, fault: Diagnostic) -> Said | None:
    """A listed attachment: its colon, or a mark behind its name."""
    return words(texts.attachment)(bench, fault) if fault.expected in ("：", "附件名称后不加标点") else None


FIXERS: dict[Rule, Fixer] = {
    looks.PAPER_NOT_A4: layout(page.paper),
    looks.WRONG_TOP_MARGIN: layout(page.top),
    looks.WRONG_BINDING_MARGIN: layout(page.left),
    looks.WRONG_TEXT_WIDTH: layout(page.text_width),
    looks.WRONG_TEXT_HEIGHT: layout(page.text_height),
    looks.WRONG_LINE_SPACING: layout(page.lines),
    looks.WRONG_LINE_LENGTH: layout(page.characters),
    looks.TEXT_NOT_BLACK: layout(lettering.black),
    looks.WRONG_BODY_FONT: layout(lettering.face),
    looks.WRONG_BODY_SIZE: layout(lettering.size),
    **dict.fromkeys(
        (
            looks.MISSET_COPY_NUMBER,
            looks.MISSET_SECURITY_LEVEL,
            looks.MISSET_URGENCY,
            looks.MARK_NOT_CENTRED,
            looks.WRONG_MARK_STYLE,
        ),
        layout(element),
    ),
    looks.WRONG_SPACE_BELOW_MARK: layout(blanks.counted),
    looks.MISPLACED_DOCUMENT_NUMBER: layout(element),
    looks.MISSET_SIGNER: layout(element),
    looks.MISSING_RED_RULE: layout(drawn.red_rule),
    **dict.fromkeys(
        (looks.WRONG_TITLE_FONT, looks.WRONG_TITLE_SIZE, looks.TITLE_NOT_CENTRED, looks.RECIPIENTS_NOT_FLUSH),
        layout(element),
    ),
    looks.WRONG_SPACE_ABOVE_TITLE: layout(blanks.counted),
    looks.WRONG_SPACE_ABOVE_RECIPIENTS: layout(blanks.counted),
    looks.WRONG_BODY_INDENT: layout(indent),
    looks.TYPED_INDENT: layout(places.indented),
    looks.WRONG_HEADING_FONT: layout(element),
    looks.BOLD_TEXT: layout(lettering.light),
    looks.STRAY_BLANK_LINE: layout(blanks.stray),
    looks.WRONG_SPACE_ABOVE_ATTACHMENTS: layout(blanks.counted),
    looks.WRONG_ATTACHMENTS_INDENT: layout(places.listed),
    looks.UNALIGNED_ATTACHMENTS: layout(places.listed),
    looks.WRONG_SEALED_DATE_INDENT: layout(places.signed_off),
    looks.SIGNATURE_OFF_CENTRE: layout(places.signed_off),
    looks.WRONG_UNSEALED_SIGNATURE: layout(signature),
    looks.WRONG_DATE_FONT: layout(element),
    looks.MISSET_NOTE: note,
    looks.ATTACHMENT_WITHOUT_PAGE_BREAK: layout(places.on_new_page),
    looks.MISSET_ATTACHMENT_LABEL: label,
    looks.MISPLACED_ATTACHMENT_LABEL: layout(label_lines),
    looks.MISSET_ATTACHMENT_TITLE: layout(element),
    looks.MISSING_IMPRINT_OR_RULES: layout(drawn.imprint_rules),
    looks.WRONG_IMPRINT_FONT: layout(element),
    looks.MISALIGNED_COPY_LIST: layout(places.copies),
    looks.MISSET_PRINTING_LINE: layout(places.printed),
    **dict.fromkeys(
        (
            looks.MISSING_PAGE_NUMBER,
            looks.WRONG_PAGE_NUMBER_SIDE,
            looks.WRONG_PAGE_NUMBER_FORM,
            looks.WRONG_PAGE_NUMBER_FONT,
        ),
        layout(footers.page_numbers),
    ),
    looks.OVERSIZED_TABLE: layout(drawn.table_width),
    looks.WRONG_ATTENDANCE_FONT: layout(element),
    looks.WRONG_SPACE_BELOW_RECIPIENTS: layout(blanks.counted),
    looks.RESTARTED_PAGE_NUMBERS: layout(page.numbers_run_on),
    wording.MALFORMED_DOCUMENT_NUMBER: numbers,
    wording.WRONG_ORDINAL_PUNCTUATION: words(texts.ordinals),
    wording.HALF_WIDTH_BRACKET: words(texts.brackets),
    wording.HALF_WIDTH_PUNCTUATION: words(texts.marks),
    wording.MALFORMED_DASH_OR_RANGE: words(texts.dashes),
    wording.MALFORMED_DATE: day,
    wording.MALFORMED_TITLE: title,
    wording.WRONG_ADDRESSEE_PUNCTUATION: addressed,
    wording.WRONG_ATTACHMENT_REFERENCE: listed,
    wording.MALFORMED_COPY_LIST: copied,
}
