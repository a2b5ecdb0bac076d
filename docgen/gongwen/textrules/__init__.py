"""The text rules of an official document, T01–T50: what a careful editor checks in its words, numbers and dates.

A new rule is one function from a Case to Faults, and one line in RULES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.errors import Severity
from docgen.gongwen.finding import Finding, Strength
from docgen.gongwen.roles import Reading
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
from docgen.gongwen.textrules.case import Case, Fault

__all__ = ["RULES", "TextRule", "text_findings"]


@dataclass(frozen=True)
class TextRule:
    """A rule: its number, what clerks call it, the clause of GB/T 9704-2012 behind it (None: practice), its strength."""

    number: str
    name: str
    clause: str | None
    strength: Strength
    check: Callable[[Case], Iterator[Fault]]


RULES: tuple[TextRule, ...] = (
    TextRule("T01", "发文字号", "7.2.5", "must", numbers.form),
    TextRule("T02", "字号年份", None, "practice", numbers.year),
    TextRule("T03", "引用公文", None, "practice", numbers.cited),
    TextRule("T04", "层次序数", "7.3.3", "usual", headings.sequence),
    TextRule("T05", "序数标点", "7.3.3", "usual", headings.punctuation),
    TextRule("T06", "半角括号", "9", "must", punctuation.brackets),
    TextRule("T07", "标题末尾标点", "9", "usual", headings.endings),
    TextRule("T08", "半角标点", "9", "must", punctuation.half_width),
    TextRule("T09", "成对的标点", "9", "must", pairing.pairs),
    TextRule("T10", "并列的书名号、引号", "9", "practice", punctuation.listed_quotes),
    TextRule("T11", "破折号、省略号、起止", "9", "must", punctuation.dashes),
    TextRule("T12", "日期写法", "9", "must", dates.form),
    TextRule("T13", "日期正确", None, "practice", dates.validity),
    TextRule("T14", "数字写法", "9", "must", quantities.numbers),
    TextRule("T15", "汉字数字", "9", "practice", quantities.numerals),
    TextRule("T16", "计量单位", "9", "practice", quantities.units),
    TextRule("T17", "重复的标点和字", None, "practice", repeated.doubled),
    TextRule("T18", "段末标点", None, "practice", punctuation.unfinished),
    TextRule("T19", "易混的词", None, "practice", words.mistaken),
    TextRule("T20", "标题", "7.3.1", "must", titles.shape),
    TextRule("T21", "印发、转发的标题", None, "practice", titles.carrying),
    TextRule("T22", "标题重复", None, "practice", titles.doubled),
    TextRule("T23", "法定文种", None, "practice", titles.kind),
    TextRule("T24", "结束语", None, "practice", closing.phrase),
    TextRule("T25", "请示和签发人", None, "practice", closing.request),
    TextRule("T30", "主送机关", "7.3.2", "must", elements.addressed),
    TextRule("T31", "主送机关标点", "7.3.2", "must", elements.addressees),
    TextRule("T32", "署名与标志", None, "practice", elements.signed),
    TextRule("T33", "标题与署名", None, "practice", elements.title_organ),
    TextRule("T34", "印发机关", None, "practice", elements.printer),
    TextRule("T35", "单位名称", None, "practice", organisations.spelling),
    TextRule("T40", "成文日期", "7.3.5.4", "practice", dates.of_document),
    TextRule("T41", "附件说明与附件", "7.3.7", "must", attachments.listing),
    TextRule("T42", "提到的附件", "7.3.4", "must", mentions.references),
    TextRule("T43", "印发件", None, "practice", attachments.carried),
    TextRule("T44", "没填的地方", None, "practice", leftovers.placeholders),
    TextRule("T45", "此页无正文", "7.3.5.5", "must", leftovers.page_without_text),
    TextRule("T46", "修订、批注和隐藏文字", None, "practice", leftovers.traces),
    TextRule("T47", "域、对象、宏和外部链接", None, "practice", alive.live),
    TextRule("T48", "看不见的字符", None, "practice", alive.unseen),
    TextRule("T50", "抄送", "7.4.2", "must", elements.copied),
)

OF_SUBSTANCE = frozenset(
    (
        "T02",
        "T03",
        "T13",
        "T17",
        "T19",
        "T22",
        "T23",
        "T24",
        "T25",
        "T32",
        "T33",
        "T34",
        "T35",
        "T40",
        "T43",
        "T44",
        "T46",
        "T47",
        "T48",
    )
)
"""Rules that no clause grades and that judge what a text says, not how it looks: their faults may be grave."""


def text_findings(reading: Reading, today: date, known: Sequence[str] = ()) -> list[Finding]:
    """What the text rules find, in the order of the paragraphs; ``known`` are the names of units, for T35."""
    case = Case(reading, today, tuple(known))
    found = [finding(rule, fault) for rule in RULES for fault in rule.check(case)]
    return sorted(found, key=lambda f: (f.paragraph or 0, f.rule))


def weighed(rule: TextRule, fault: Fault) -> tuple[Severity, Strength]:
    """How grave a fault is and how strongly it is asked for, the one in keeping with the other.

    What the standard calls usual is never an error, a habit of form never more than a hint, and a hint never a must.
    """
    strength = fault.strength or rule.strength
    if strength in ("practice", "recommended") and rule.number not in OF_SUBSTANCE:
        return "info", strength
    if fault.severity == "info":
        return "info", "practice" if strength in ("must", "usual") else strength
    return "warning" if strength == "usual" else fault.severity, strength


def finding(rule: TextRule, fault: Fault) -> Finding:
    """The fault as a finding; a piece that does not stand in the paragraph as it is typed is told in the message only."""
    text = fault.at.line.text if fault.at else ""
    severity, strength = weighed(rule, fault)
    return Finding(
        rule.number,
        severity,
        fault.message,
        fault.found if fault.found in text or not fault.at else "",
        fault.expected,
        fault.cure,
        fault.at.line.number if fault.at else None,
        fault.at.text[:20] if fault.at else "",
        fault.clause or rule.clause,
        strength,
    )
