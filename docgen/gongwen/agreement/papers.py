"""Which paper: document numbers, titles, dates, and the names of documents as others cite them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.agreement.evidence import (
    Claim,
    Evidence,
    Mention,
    contradiction,
    disputed,
    disputes,
    tidy,
)
from docgen.gongwen.document import flat
from docgen.gongwen.roles import Reading, Role
from docgen.gongwen.rules import agreement as rules
from docgen.wording import chinese_date

CITED_NUMBER = re.compile(r"[（(](?P<number>[\u4e00-\u9fff]{1,15}〔(?:19|20)\d{2}〕[1-9]\d{0,5}号)[）)]")
SHAPE = re.compile("[“”‘’\"'（）()《》〈〉【】、，:：—-]")
CAMPAIGN = re.compile("“[\u4e00-\u9fff]{3,20}年”")
VERSION = re.compile(r"[\d一二三四五六七八九十年月季第期批版]|[上下]半|试行|暂行|修订")
NESTED = str.maketrans("‘’〈〉", "“”《》")
"""Inside other quotes and 《》 the marks change; the title is the same."""
CALLED = re.compile("专项|实施|工作|活动|行动|总体")
"""What plans are called now this way, now that; what is left names the paper."""
LONG_TITLE = 10
"""Shorter titles with a different word may well be different papers."""


def numbers(evidence: Evidence) -> Iterator[Diagnostic]:
    """S07: one document number stands for one title and one date, and a title of one date has one number.

    The same letter to several units has several numbers, so the recipients count too.
    """
    titles, dates, issued = [], [], []
    for file, reading in evidence.readings:
        paper = reading.document
        number, title = tidy(paper.doc_number), tidy(flat(paper.title))
        day = chinese_date(paper.date) if paper.date else ""
        if number and title:
            titles.append(Claim(number, title, first(file, reading, "title", title)))
            issued.append(Claim((title, day, tidy(paper.recipients)), number, first(file, reading, "number", number)))
        if number and day:
            dates.append(Claim(number, day, first(file, reading, "date", day)))
    for claims in disputes(titles):
        yield disputed(rules.CONFLICTING_DOCUMENT_NUMBER, f"{claims[0].key}的标题", claims, "error")
    for claims in disputes(dates):
        yield disputed(rules.CONFLICTING_DOCUMENT_NUMBER, f"{claims[0].key}的成文日期", claims)
    for claims in disputes(issued):
        yield disputed(rules.CONFLICTING_DOCUMENT_NUMBER, "同一份文件的发文字号", claims)
    yield from cited_numbers(evidence, {str(claim.key): claim for claim in reversed(titles)})


def cited_numbers(evidence: Evidence, own: dict[str, Claim]) -> Iterator[Diagnostic]:
    """S07: what a document number is cited with is the title of that document, or a part of it."""
    for passage in evidence.passages():
        for title, end in cited(passage.text):
            match = CITED_NUMBER.match(passage.text, end)
            claim = own.get(match["number"]) if match else None
            if match and claim and shape(title) not in (told := shape(str(claim.value))) and told not in shape(title):
                places = Claim(claim.key, title, passage.mention(f"《{title}》{match[0]}")), claim
                yield disputed(rules.CONFLICTING_DOCUMENT_NUMBER, f"{claim.key}的标题", places)


def first(file: str, reading: Reading, role: Role, words: str) -> Mention:
    """Where a document bears its title, number or date."""
    lines = reading.of(role)
    return Mention(file, lines[0].number if lines else None, words, tidy(lines[0].text)[:30] if lines else words[:30])


def titles(evidence: Evidence) -> Iterator[Diagnostic]:
    """S11: a paper of the set is cited in 《》 by its exact title."""
    own = own_titles(evidence)
    seen: set[str] = set()
    for passage in evidence.passages():
        for title, end in cited(passage.text):
            if title in own or title in seen or CITED_NUMBER.match(passage.text, end):
                continue
            seen.add(title)
            if (real := nearly(title, own)) is not None:
                places = (passage.mention(f"《{title}》"), own[real])
                message = f"引用的文件名称{places[0].quoted}和原标题{places[1].quoted}有出入"
                yield contradiction(rules.INEXACT_CITED_TITLE, "warning", message, places)


def own_titles(evidence: Evidence) -> dict[str, Mention]:
    """The titles of the documents and parts of the set, and those that their titles carry in 《》."""
    own: dict[str, Mention] = {}
    for file, reading in evidence.readings:
        paper = reading.document
        for part, title in enumerate([paper.title, *(part.title for part in paper.parts)]):
            if words := tidy(flat(title)):
                lines = reading.of("title", part=part)
                place = Mention(file, lines[0].number if lines else None, words, words[:30])
                own.setdefault(words.translate(NESTED), place)
    for title, place in list(own.items()):
        for inner, _ in cited(title):
            if nearly(inner, own) is None:
                own.setdefault(inner, replace(place, words=f"《{inner}》"))
    return own


def cited(text: str) -> Iterator[tuple[str, int]]:
    """The titles in 《》, outer and inner ones, each with the place behind it."""
    open_: list[int] = []
    text = text.translate(NESTED)
    for i, c in enumerate(text):
        if c == "《":
            open_.append(i)
        elif c == "》" and open_:
            start = open_.pop()
            if 1 < i - start <= 120:
                yield text[start + 1 : i], i + 1


def nearly(title: str, own: Iterable[str]) -> str | None:
    """The own title that is meant: equal but for quotes, or but for one or two 字 that do not tell a version."""
    from rapidfuzz.distance import Levenshtein

    bare = shape(title)
    for real in own:
        whole = shape(real)
        if bare == whole or (CAMPAIGN.search(real) and CALLED.sub("", bare) == CALLED.sub("", whole)):
            return real
        allowed = 2 if min(len(bare), len(whole)) >= 2 * LONG_TITLE else 1
        if min(len(bare), len(whole)) < LONG_TITLE or abs(len(bare) - len(whole)) > allowed:
            continue
        if Levenshtein.distance(bare, whole, score_cutoff=allowed) <= allowed and not versions(bare, whole):
            return real
    return None


def versions(one: str, other: str) -> bool:
    """Whether two texts differ in figures, years, or words that tell one issue from the next."""
    return VERSION.findall(one) != VERSION.findall(other)


def shape(title: str) -> str:
    """A title without quotes, brackets and stops."""
    return SHAPE.sub("", title)
