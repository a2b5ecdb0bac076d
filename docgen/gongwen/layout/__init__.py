"""The layout of a document judged clause by clause: what in its type, indents and page set-up deviates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import WEIGHT, Rule
from docgen.gongwen.layout import (
    attached,
    body,
    closing,
    evenness,
    imprint,
    imprintorgans,
    masthead,
    page,
    pagenumbers,
    redrule,
    special,
    tables,
    titles,
)
from docgen.gongwen.layout.case import Case, Judge
from docgen.gongwen.layout.drafts import named
from docgen.gongwen.profile import Profile, overlaid, profile
from docgen.gongwen.roles import Reading
from docgen.gongwen.rules import layout as rules
from docgen.gongwen.rules.layout import LayoutRule

CHECKS: tuple[tuple[LayoutRule, Judge], ...] = (
    (rules.PAPER_NOT_A4, page.paper),
    (rules.WRONG_TOP_MARGIN, page.top_margin),
    (rules.WRONG_BINDING_MARGIN, page.left_margin),
    (rules.WRONG_TEXT_WIDTH, page.text_width),
    (rules.WRONG_TEXT_HEIGHT, page.text_height),
    (rules.WRONG_LINE_SPACING, evenness.lines),
    (rules.WRONG_LINE_LENGTH, page.characters),
    (rules.TEXT_NOT_BLACK, body.colours),
    (rules.WRONG_BODY_FONT, body.body_face),
    (rules.WRONG_BODY_SIZE, body.body_size),
    (rules.MISSET_COPY_NUMBER, masthead.copy_number),
    (rules.MISSET_SECURITY_LEVEL, masthead.secrecy),
    (rules.MISSET_URGENCY, masthead.urgency),
    (rules.MASTHEAD_OUT_OF_ORDER, masthead.order),
    (rules.MARK_NOT_CENTRED, masthead.mark_place),
    (rules.WRONG_MARK_STYLE, masthead.mark_looks),
    (rules.WRONG_SPACE_BELOW_MARK, masthead.number_below_mark),
    (rules.MISPLACED_DOCUMENT_NUMBER, masthead.number_place),
    (rules.MISSET_SIGNER, masthead.signers),
    (rules.MISSING_RED_RULE, redrule.red_rule),
    (rules.WRONG_TITLE_FONT, titles.title_face),
    (rules.WRONG_TITLE_SIZE, titles.title_size),
    (rules.TITLE_NOT_CENTRED, titles.title_place),
    (rules.WRONG_SPACE_ABOVE_TITLE, titles.title_below_rule),
    (rules.BADLY_BROKEN_TITLE, titles.title_shape),
    (rules.RECIPIENTS_NOT_FLUSH, titles.recipients_place),
    (rules.WRONG_SPACE_ABOVE_RECIPIENTS, titles.recipients_below_title),
    (rules.WRONG_BODY_INDENT, body.body_indent),
    (rules.TYPED_INDENT, body.typed_indent),
    (rules.WRONG_HEADING_FONT, body.headings),
    (rules.BOLD_TEXT, body.bold),
    (rules.STRAY_BLANK_LINE, body.stray_blanks),
    (rules.WRONG_SPACE_ABOVE_ATTACHMENTS, closing.listed_above),
    (rules.WRONG_ATTACHMENTS_INDENT, closing.listed_start),
    (rules.UNALIGNED_ATTACHMENTS, closing.listed_wraps),
    (rules.WRONG_SEALED_DATE_INDENT, closing.sealed_date),
    (rules.SIGNATURE_OFF_CENTRE, closing.name_over_date),
    (rules.WRONG_UNSEALED_SIGNATURE, closing.unsealed),
    (rules.WRONG_DATE_FONT, closing.date_looks),
    (rules.MISSET_NOTE, closing.note),
    (rules.ATTACHMENT_WITHOUT_PAGE_BREAK, attached.new_page),
    (rules.MISSET_ATTACHMENT_LABEL, attached.label),
    (rules.MISPLACED_ATTACHMENT_LABEL, attached.label_lines),
    (rules.MISSET_ATTACHMENT_TITLE, attached.title),
    (rules.MISSING_IMPRINT_OR_RULES, imprint.present),
    (rules.WRONG_IMPRINT_FONT, imprint.looks),
    (rules.MISALIGNED_COPY_LIST, imprint.copies),
    (rules.MISSET_PRINTING_LINE, imprint.printed),
    (rules.MISPLACED_IMPRINT, imprint.at_bottom),
    (rules.MISSING_PAGE_NUMBER, pagenumbers.present),
    (rules.WRONG_PAGE_NUMBER_SIDE, pagenumbers.side),
    (rules.WRONG_PAGE_NUMBER_FORM, pagenumbers.form),
    (rules.WRONG_PAGE_NUMBER_FONT, pagenumbers.looks),
    (rules.MISPLACED_LANDSCAPE_NUMBER, tables.landscape),
    (rules.OVERSIZED_TABLE, tables.table_size),
    (rules.WRONG_LETTER_FORMAT, special.letter),
    (rules.WRONG_ATTENDANCE_FONT, special.rolls),
    (rules.LEFTOVER_MARKUP, body.leftovers),
    (rules.WRONG_SPACE_BELOW_RECIPIENTS, titles.body_below_recipients),
    (rules.RESTARTED_PAGE_NUMBERS, pagenumbers.run_on),
    (rules.FOREIGN_PRINTING_OFFICE, imprintorgans.own_office),
    (rules.IMPRINT_OUT_OF_ORDER, imprintorgans.order),
)
"""All rules in their order: a new one is an entry of ``rules``, a function and a line here."""
MOST_SINGLE = 5
MOST_NAMED = 12


def layout_findings(reading: Reading, profile: Profile) -> list[Diagnostic]:
    """What deviates from the profile, in the order of the rules; nothing for a text without layout."""
    if not reading.manuscript.looks_known:
        return []
    case = fitting(reading, profile)
    return weighed_all(faults(case), case)


def faults(case: Case, mended: bool = False) -> list[Diagnostic]:
    """What the rules find, in their order, before it is weighed; only what can be mended where that is asked for."""
    return [
        ruled(rule, told)
        for rule, judge in CHECKS
        if (case.has_masthead or not rule.of_masthead) and not (mended and rule.by_hand)
        for told in judge(case)
    ]


def weighed_all(found: Iterable[Diagnostic], case: Case) -> list[Diagnostic]:
    """The findings that faults come to, in the order of the rules."""
    groups: dict[Rule, list[Diagnostic]] = {}
    for told in found:
        groups.setdefault(told.rule, []).append(told)
    return [finding for rule, _ in CHECKS for finding in judged(rule, case, groups.get(rule, []))]


def fitting(reading: Reading, given: Profile) -> Case:
    """The case with the profile that the document takes: without a masthead it is judged as one without."""
    reading = named(reading)
    case = Case(reading, given)
    return case if case.has_masthead or given.form == "无版头" else Case(reading, overlaid(given, "无版头"))


def suited(reading: Reading) -> str:
    """The name of the profile that a document is judged by when the user names none."""
    letter = Case(reading, profile("信函"))
    marks = [line.stripped for line in letter.mark]
    if any(mark.endswith("纪要") for mark in marks):
        return "纪要"
    plain = not any(mark.endswith("文件") for mark in marks) or redrule.double_rules(letter)
    if marks and plain and special.is_letter(letter):
        return "信函"
    return "国标" if letter.has_masthead and reading.of("mark") else "无版头"


def ruled(rule: LayoutRule, told: Diagnostic) -> Diagnostic:
    """A fault with its rule, and what mends it."""
    fix = told.fix if told.fix.operation else replace(told.fix, operation=rule.mends)
    return replace(told, rule=rule, fix=fix)


def judged(rule: LayoutRule, case: Case, found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings of one rule; many paragraphs or pages with the same fault make one."""
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for told in found:
        same = (told.found, told.expected, told.value, told.strength, told.place.paragraph is None)
        groups.setdefault(same, []).append(told)
    for group in groups.values():
        if rule.singly and len(group) <= min(MOST_SINGLE, len(case.body) / 2):
            yield from (weighed(rule, case, told, told.message) for told in group)
        else:
            yield weighed(rule, case, group[0], f"{where(case, group)}{group[0].message}{spread(group)}")


def where(case: Case, group: list[Diagnostic]) -> str:
    """The sections and kinds of pages that have a fault; nothing where all have it."""
    sections = sorted({told.place.section + 1 for told in group if told.place.section is not None})
    kinds = list(dict.fromkeys(told.place.pages for told in group if told.place.pages))
    shown = {pagenumbers.KINDS[kind] for page in case.pages for kind in pagenumbers.kinds(case, page)}
    named = f"第{'、'.join(map(str, sections))}节" if 0 < len(sections) < len(case.pages) else ""
    named += "" if shown <= set(kinds) else "、".join(kinds)
    return f"{named}的" if named and not group[0].message.startswith("没有") else named


def spread(group: list[Diagnostic]) -> str:
    """How many paragraphs have a fault, and which; nothing for one, nor for pages, which are named in front."""
    first = group[0].place
    if len(group) > 1 and first.paragraph is None and first.section is None:
        return f"（共{len(group)}处）"
    numbers = list(dict.fromkeys(told.place.paragraph for told in group if told.place.paragraph))
    if len(numbers) < 2:
        return ""
    shown = "、".join(map(str, numbers[:MOST_NAMED])) + ("等" if len(numbers) > MOST_NAMED else "")
    return f"（共{len(numbers)}段：文件的第{shown}段）"


def weighed(rule: LayoutRule, case: Case, told: Diagnostic, message: str) -> Diagnostic:
    """A fault weighed by the strength of its clause; what house rules set is their own matter, no clause's."""
    value = case.profile.values.get(told.value)
    strength = told.strength or (value.strength if value else rule.strength or "practice")
    clause = told.clause or (value.clause if value else rule.clause)
    place = Place("", paragraph=told.place.paragraph or None)
    if told.value in case.profile.overridden:
        message = f"{message}（本单位规则）"
        return replace(
            told, place=place, rule=rule, severity="warning", message=message, strength="practice", clause=None
        )
    return replace(
        told, place=place, rule=rule, severity=WEIGHT[strength], message=message, strength=strength, clause=clause
    )
