"""S12: what the campaign is called, a “…年”: misspelt, or by another name that does not mean an earlier one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.agreement.evidence import Claim, Evidence, Passage, alike, disputed, issuers, tidy
from docgen.gongwen.agreement.papers import own_titles, versions
from docgen.gongwen.document import flat
from docgen.gongwen.roles import Reading
from docgen.gongwen.rules import agreement as rules

CAMPAIGN = re.compile("“([\u4e00-\u9fff]{3,20}年)”")
EARLIER = re.compile(
    r"去年|上年|往年|前年|以往|此前|近年|历年|基础|成果|成效|巩固|期间|结合|经验|继|之后|以来|连续|回顾|已经|"
    "曾|上级|国资委|省委|市委|省政府|市政府|下一?年|明年|下一步|转入|升级|承接|拓展"
)
"""The sentence may speak of an earlier campaign, a coming one, or that of a higher authority."""
ORDERED = re.compile("(?:按照|根据|落实|响应|依据|贯彻|参照)[^，。；]{0,20}$")

Told = dict[str, list[tuple[Passage, str]]]
"""Names of campaigns with the sentences that name them."""


def campaigns(evidence: Evidence) -> Iterator[Diagnostic]:
    """S12: the campaign of a title has that name in the texts, and in the titles of the other files."""
    told: Told = {}
    for passage in evidence.passages():
        for sentence in passage.sentences():
            for name in CAMPAIGN.findall(sentence):
                told.setdefault(name, []).append((passage, sentence))
    present = {year for _, reading in evidence.readings for year in years(reading)}
    titled = {name for title in own_titles(evidence) for name in CAMPAIGN.findall(title)} & told.keys()
    for name in sorted(told.keys() - titled):
        rivals = [real for real in sorted(titled) if not together(told, name, real)]
        real = next((r for r in rivals if misspelt(name, r) or rival(name, r, told, present)), None)
        if real is not None:
            yield named_twice(told, real, name)
    yield from by_title(evidence, told, titled, present)


def named_twice(told: Told, real: str, name: str) -> Diagnostic:
    """That a campaign has two names."""
    return disputed(
        rules.CONFLICTING_CAMPAIGN_NAME,
        "活动名称",
        [Claim("", one, told[one][0][0].mention(f"“{one}”")) for one in (real, name)],
    )


def together(told: Told, one: str, other: str) -> bool:
    """Whether a passage names both, which tells them apart."""
    return bool({id(p) for p, _ in told[one]} & {id(p) for p, _ in told[other]})


def rival(name: str, real: str, told: Told, present: set[str]) -> bool:
    """Whether a file whose title names a campaign speaks of another as if it were the same."""
    home = {passage.file for passage, _ in told[real] if passage.role == "title"}
    return (
        name[:2] == real[:2]
        and not versions(name, real)
        and bool({passage.file for passage, _ in told[name]} & home)
        and not any(apart(name, sentence, present) for _, sentence in told[name])
    )


def apart(name: str, sentence: str, present: set[str]) -> bool:
    """Whether a sentence may mean another campaign than the present one."""
    before, _, behind = sentence.partition(f"“{name}”")
    past = present and set(re.findall(r"(20\d\d)年", before)) - present
    return bool(past or EARLIER.search(before + behind) or ORDERED.search(before))


def by_title(evidence: Evidence, told: Told, titled: set[str], present: set[str]) -> Iterator[Diagnostic]:
    """Two files of one year and one issuer whose titles name the campaign differently."""
    homes: dict[str, list[Reading]] = {}
    for _, reading in evidence.readings:
        for name in dict.fromkeys(CAMPAIGN.findall(tidy(flat(reading.document.title)))):
            homes.setdefault(name, []).append(reading)
    for one, other in combinations(sorted(homes.keys() & titled), 2):
        apart_told = together(told, one, other) or any(apart(n, s, present) for n in (one, other) for _, s in told[n])
        if one[:2] == other[:2] and not apart_told and same_source(homes, one, other) and not versions(one, other):
            yield named_twice(told, one, other)


def same_source(homes: Mapping[str, list[Reading]], one: str, other: str) -> bool:
    """Whether nothing tells the issuers and the years of two campaigns apart."""
    return all(alike(issuers(a), issuers(b)) and alike(years(a), years(b)) for a in homes[one] for b in homes[other])


def years(reading: Reading) -> set[str]:
    """The year of a document: of its date, its number, or of its title."""
    paper = reading.document
    if paper.date is not None:
        return {str(paper.date.year)}
    return set(re.findall(r"20\d\d", paper.doc_number + paper.title))


def misspelt(name: str, real: str) -> bool:
    """Whether two names are one: the words before 年 (深化, 强化) tell campaigns apart, so they have to be equal."""
    from rapidfuzz.distance import Levenshtein

    if name[-3:] != real[-3:] or min(len(name), len(real)) < 5 or versions(name, real):
        return False
    left_out = abs(len(name) - len(real)) == 2 == Levenshtein.distance(name, real)
    return left_out or Counter(name) == Counter(real) or Levenshtein.distance(name, real) == 1
