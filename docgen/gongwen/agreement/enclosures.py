"""S11: what a document calls its enclosure and its attachments, against their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Spoken
from docgen.gongwen.agreement.evidence import Evidence, Mention, Passage, contradiction, tidy
from docgen.gongwen.agreement.papers import CALLED, CAMPAIGN, NESTED, cited, own_titles, shape, titles
from docgen.gongwen.document import flat
from docgen.gongwen.roles import Reading
from docgen.gongwen.rules import agreement as rules

ISSUED = re.compile("(?:印发|下发|转发|批转|予以公布|发布)")
AGREED = re.compile("^(?:已经|业经|已|经).{0,40}(?:通过|同意|批准|审定)")
NOW = re.compile("(?:现将|现印发|现把|现予印发)$")
BEHIND = re.compile(r"^[（(](?:详?见|格式见|样式见|见本通知)?附件[:：]?(?P<n>\d{0,2})[)）]")
BEFORE = re.compile(r"附件(?P<n>\d{1,2})$")


def cited_titles(evidence: Evidence) -> Iterator[Diagnostic]:
    """S11: a paper of the set, an enclosure and an attachment are cited by their titles."""
    known: set[Spoken] = set()
    for judge in (titles, issued, attached, cited_twice):
        for told in judge(evidence):
            if told.spoken[0] not in known:
                known.add(told.spoken[0])
                yield told


def differing(where: Mention, title: Mention, message: str) -> Diagnostic:
    """That a title is cited otherwise than it stands."""
    return contradiction(
        rules.INEXACT_CITED_TITLE, "warning", message.format(where.quoted, title.quoted), (where, title)
    )


def issued(evidence: Evidence) -> Iterator[Diagnostic]:
    """What a notice says that it issues is what its title says."""
    for file, reading in evidence.readings:
        whole = tidy(flat(reading.document.title)).translate(NESTED)
        named = [title for title, _ in cited(whole)]
        if len(named) != 1 or not ISSUED.search(whole):
            continue
        lines = reading.of("title")
        place = Mention(file, lines[0].number if lines else None, f"《{named[0]}》", whole[:30])
        for passage in evidence.prose:
            if (passage.file, passage.part) == (file, 0) and passage.role in ("text", "heading"):
                yield from otherwise(passage, named[0], place)


def otherwise(passage: Passage, real: str, place: Mention) -> Iterator[Diagnostic]:
    """The title that a passage issues, where it is neither the real one nor its short form."""
    for title, end in cited(passage.text):
        start = end - len(title) - 2
        issues = NOW.search(passage.text[:start]) or (start == 0 and AGREED.search(passage.text[end:]))
        a, b = shape(title), shape(real)
        if issues and ISSUED.search(passage.text[end:]) and not (a.endswith(b) or b.endswith(a)):
            message = "正文印发的是{}，标题写的是{}，两处名称不一样"
            yield differing(passage.mention(f"《{title}》"), place, message)
        return


def attached(evidence: Evidence) -> Iterator[Diagnostic]:
    """What is cited with the number of an attachment is its title."""
    readings = dict(evidence.readings)
    own = own_titles(evidence)
    for passage in evidence.prose:
        if passage.role not in ("text", "heading"):
            continue
        for title, end in cited(passage.text):
            start = end - len(title) - 2
            label = BEHIND.match(passage.text[end:]) or BEFORE.search(passage.text[:start])
            found = attachments(readings[passage.file], passage.part, label["n"]) if label else []
            if found and not any(same(title, real) for real in found) and (place := own.get(found[0])) is not None:
                message = "正文把附件叫做{}，附件的标题是{}，两处名称不一样"
                yield differing(passage.mention(f"《{title}》"), place, message)


def cited_twice(evidence: Evidence) -> Iterator[Diagnostic]:
    """The plan of a campaign that is no file of the set is cited by one title."""
    own = own_titles(evidence)
    told: dict[str, dict[str, Mention]] = {}
    for passage in evidence.passages():
        for title, _ in cited(passage.text):
            if title not in own and CAMPAIGN.search(title):
                told.setdefault(CALLED.sub("", shape(title)), {}).setdefault(title, passage.mention(f"《{title}》"))
    for places in told.values():
        if len(places) > 1 and len({shape(title) for title in places}) > 1:
            one, other, *_ = places.values()
            yield differing(one, other, "同一份文件的名称前后不一致：{}，{}")


def attachments(reading: Reading, part: int, number: str) -> list[str]:
    """The titles of the attachments with a number that come behind a part."""
    following = reading.document.parts[part:]
    found = [tidy(flat(item.title)).translate(NESTED) for item in following if tidy(item.label) == f"附件{number}"]
    return found if all(found) else []


def same(title: str, real: str) -> bool:
    """Whether one title is the other, or a part of it."""
    a, b = shape(title), shape(real)
    return a in b or b in a
