"""The text rules of an official document, T01–T50: what a careful editor checks in its words, numbers and dates.

A new rule is an entry of ``gongwen.rules.text``, a function that looks at a Case, and a line in CHECKS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Rule as Rule
from docgen.core.rules import Severity, Strength
from docgen.gongwen.deviation import BEGINNING
from docgen.gongwen.roles import Reading
from docgen.gongwen.rules import text as rules
from docgen.gongwen.rules.text import TextRule
from docgen.gongwen.textrules import (
    alive,
    attachments,
    closing,
    dates,
    elements,
    headings,
    leftovers,
    mentions,
    numbers,
    organisations,
    pairing,
    punctuation,
    quantities,
    repeated,
    titles,
    words,
)
from docgen.gongwen.textrules.case import Case

Judge = Callable[[Case], Iterator[Diagnostic]]
"""What judges by one rule; it need not name the rule."""

CHECKS: tuple[tuple[TextRule, Judge], ...] = (
    (rules.MALFORMED_DOCUMENT_NUMBER, numbers.form),
    (rules.DOCUMENT_NUMBER_YEAR_MISMATCH, numbers.year),
    (rules.CITATION_WITHOUT_TITLE, numbers.cited),
    (rules.HEADING_OUT_OF_SEQUENCE, headings.sequence),
    (rules.WRONG_ORDINAL_PUNCTUATION, headings.punctuation),
    (rules.HALF_WIDTH_BRACKET, punctuation.brackets),
    (rules.WRONG_HEADING_ENDING, headings.endings),
    (rules.HALF_WIDTH_PUNCTUATION, punctuation.half_width),
    (rules.UNBALANCED_PUNCTUATION, pairing.pairs),
    (rules.ENUMERATION_COMMA_BETWEEN_QUOTES, punctuation.listed_quotes),
    (rules.MALFORMED_DASH_OR_RANGE, punctuation.dashes),
    (rules.MALFORMED_DATE, dates.form),
    (rules.IMPOSSIBLE_DATE, dates.validity),
    (rules.MALFORMED_NUMBER, quantities.numbers),
    (rules.QUANTITY_IN_HAN_NUMERALS, quantities.numerals),
    (rules.NONSTANDARD_UNIT, quantities.units),
    (rules.DOUBLED_CHARACTER, repeated.doubled),
    (rules.UNFINISHED_PARAGRAPH, punctuation.unfinished),
    (rules.CONFUSED_WORD, words.mistaken),
    (rules.MALFORMED_TITLE, titles.shape),
    (rules.MALFORMED_CARRYING_TITLE, titles.carrying),
    (rules.REPEATED_TITLE_WORDS, titles.doubled),
    (rules.NONSTATUTORY_DOCUMENT_KIND, titles.kind),
    (rules.WRONG_CLOSING_PHRASE, closing.phrase),
    (rules.IMPROPER_UPWARD_DOCUMENT, closing.request),
    (rules.ADDRESSEE_MISSING, elements.addressed),
    (rules.WRONG_ADDRESSEE_PUNCTUATION, elements.addressees),
    (rules.SIGNATURE_MASTHEAD_MISMATCH, elements.signed),
    (rules.TITLE_ISSUER_MISMATCH, elements.title_organ),
    (rules.PRINTER_ISSUER_MISMATCH, elements.printer),
    (rules.MISSPELT_UNIT_NAME, organisations.spelling),
    (rules.WRONG_ISSUE_DATE, dates.of_document),
    (rules.ATTACHMENT_LIST_MISMATCH, attachments.listing),
    (rules.WRONG_ATTACHMENT_REFERENCE, mentions.references),
    (rules.CARRIED_TITLE_MISMATCH, attachments.carried),
    (rules.UNFILLED_PLACEHOLDER, leftovers.placeholders),
    (rules.PAGE_WITHOUT_TEXT, leftovers.page_without_text),
    (rules.LEFTOVER_REVISION_TRACES, leftovers.traces),
    (rules.ACTIVE_CONTENT, alive.live),
    (rules.INVISIBLE_CHARACTER, alive.unseen),
    (rules.MALFORMED_COPY_LIST, elements.copied),
)
"""All rules in their order: a new one stands in ``rules`` and is a function and a line here."""


def text_findings(reading: Reading, today: date, known: Sequence[str] = ()) -> list[Diagnostic]:
    """What the text rules find, in the order of the paragraphs; ``known`` are the names of units, for T35."""
    case = Case(reading, today, tuple(known))
    return weighed_all(faults(case), case)


def faults(case: Case, mended: bool = False) -> list[Diagnostic]:
    """What the rules find, in their order, before it is weighed; only what can be mended where that is asked for."""
    return [replace(told, rule=rule) for rule, judge in CHECKS if rule.mended or not mended for told in judge(case)]


def weighed_all(found: Iterable[Diagnostic], case: Case) -> list[Diagnostic]:
    """The findings that faults come to, in the order of the paragraphs."""
    texts = {(at.line.number, at.text[:BEGINNING]): at.line.text for at in case.passages}
    table: dict[Rule, TextRule] = {rule: rule for rule, _ in CHECKS}
    told = [weighed(table[fault.rule], fault, texts) for fault in found]
    return sorted(told, key=lambda each: (each.place.paragraph or 0, each.rule.number))


def weighed(rule: TextRule, told: Diagnostic, texts: Mapping[tuple[int, str], str]) -> Diagnostic:
    """A fault with its rule, its clause, how strongly it is asked for, and how grave it is, the one in keeping with the other.

    A piece that does not stand in the paragraph as it is typed is told in the message only.
    """
    severity, strength = weight(rule, told)
    paragraph = told.place.paragraph
    seen = paragraph is None or (told.found or "") in texts.get((paragraph, told.text or ""), "")
    return replace(
        told,
        rule=rule,
        severity=severity,
        strength=strength,
        clause=told.clause or rule.clause,
        found=told.found if seen else None,
        place=replace(told.place, paragraph=paragraph or None),
    )


def weight(rule: TextRule, told: Diagnostic) -> tuple[Severity, Strength]:
    """How grave a fault is and how strongly it is asked for.

    What the standard calls usual is never an error, a habit of form never more than a hint, and a hint never a must.
    """
    strength = told.strength or rule.strength or "practice"
    if strength in ("practice", "recommended") and not rule.of_substance:
        return "info", strength
    if told.severity == "info":
        return "info", "practice" if strength in ("must", "usual") else strength
    return "warning" if strength == "usual" else told.severity, strength
