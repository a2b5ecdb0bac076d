"""S06: the months of stages and of the whole campaign; stages follow one another within it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.agreement.evidence import Claim, Evidence, Mention, Passage, contradiction, disputed, matches
from docgen.gongwen.agreement.outline import label, place
from docgen.gongwen.rules import agreement as rules

MONTH = r"(?:(?P<{0}y>\d{{4}})年)?(?P<{0}m>\d{{1,2}})"
SPAN = rf"(?:{MONTH.format('a')}(?:月(?:\d{{1,2}}日|[上中下]旬|[初底末])?)?[—–\-~～至到]+(?P<next>次年|翌年|明年)?)?{MONTH.format('z')}月(?:\d{{1,2}}日|[上中下]旬|[初底末])?"
PERIOD = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,12}}阶段|活动时间|实施时间|活动期限)[（(：:为]{SPAN}")
HEADED = re.compile(
    rf"^[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]+[、）])?(?P<name>[\u4e00-\u9fff]{{2,16}})[（(]{SPAN}[）)]"
)
TIME = re.compile("时间|期限")
STEPS = re.compile("阶段|步骤")
CAMPAIGN = re.compile("“([\u4e00-\u9fff]{3,20}年)”")
WHOLE = re.compile(
    rf"(?:自|从|于|在|定于|利用|(?:活动|行动|实施)(?:时间|期限)[为：]){SPAN}"
    "(?:底|期间|止)?，?(?P<rest>[^。；]*)"
)
CARRIED_OUT = re.compile("开展|进行|组织|实施|^$")
PARALLEL = re.compile("同步|贯穿|滚动|全过程|穿插|始终|压茬")


@dataclass(frozen=True)
class Stretch:
    """From one month to another, counted from year 0; within an unsaid year the months alone."""

    name: str
    first: int
    last: int
    dated: bool
    where: Passage
    mention: Mention

    @property
    def year(self) -> int:
        """The months of the years before it begins."""
        return (self.first - 1) // 12 * 12


def stretch(match: re.Match[str], passage: Passage, name: str, words: str) -> Stretch | None:
    """The months of a match; None where they are none."""
    year_last = match["zy"] or match["ay"]
    year_first = match["ay"] or match["zy"]
    last, first = int(match["zm"]), int(match["am"] or match["zm"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    from_, to = int(year_first or 0) * 12 + first, int(year_last or 0) * 12 + last
    if match["next"] or (to < from_ and not match["zy"]):
        to += 12
    return Stretch(name, from_, to, bool(year_first), passage, passage.mention(words))


def periods(evidence: Evidence) -> Iterator[Diagnostic]:
    """S06: a stage has the same months in every document, follows the one before, and lies within the campaign."""
    yield from told_twice(evidence)
    yield from announced_twice(evidence)
    announced = list(whole_periods(evidence))
    for run, are_stages in dated_headings(evidence):
        yield from out_of_order(run) if are_stages else ()
        yield from outside(run, announced)


def told_twice(evidence: Evidence) -> Iterator[Diagnostic]:
    """A stage that two documents, or two parts, give other months."""
    told: dict[str, dict[tuple[str, int], Claim]] = {}
    years: dict[str, set[str]] = {}
    for passage, match in matches(PERIOD, evidence.prose):
        months = (int(match["am"] or match["zm"]), int(match["zm"]))
        claim = Claim(match["name"], months, passage.mention(match[0] + "）" * ("（" in match[0])))
        told.setdefault(match["name"], {}).setdefault((passage.file, passage.part), claim)
        years.setdefault(match["name"], set()).update(filter(None, [match["ay"], match["zy"]]))
    for name, claims in told.items():
        differing = list({claim.value: claim for claim in reversed(claims.values())}.values())[::-1]
        akin = evidence.akin(*(claim.mention for claim in differing))
        if len(differing) > 1 and len(years[name]) < 2 and akin:
            yield disputed(rules.CONFLICTING_STAGE_PERIOD, f"“{name}”的起止时间", differing)


def dated_headings(evidence: Evidence) -> Iterator[tuple[list[Stretch], bool]]:
    """The numbered paragraphs of each document or part that bear months, and whether they are stages, one by one."""
    open_: dict[tuple[str, int, str], list[Stretch]] = {}
    runs: list[tuple[list[Stretch], bool]] = []
    for at, passage in enumerate(evidence.prose):
        numbered = place(passage.text)
        if numbered is None:
            continue
        key = (passage.file, passage.part, numbered[0])
        if numbered[1] == 1 or key not in open_:
            open_[key] = []
            runs.append((open_[key], at > 0 and announcing(evidence.prose[at - 1])))
        if (found := dated(passage)) is not None:
            open_[key].append(of_year(found, open_[key][-1]) if open_[key] else found)
    for run, announced in runs:
        if run:
            yield run, announced or all(item.name.endswith("阶段") for item in run)


def announcing(before: Passage) -> bool:
    """Whether a paragraph says that stages follow, and is none itself."""
    return bool(STEPS.search(before.text)) and dated(before) is None


def dated(passage: Passage) -> Stretch | None:
    """The months in the heading of a paragraph."""
    match = PERIOD.search(label(passage)) or HEADED.match(passage.text)
    if match is None or TIME.search(match["name"]):
        return None
    closing = "）" * (match[0].count("（") - match[0].count("）"))
    return stretch(match, passage, match["name"], match[0] + closing)


def of_year(item: Stretch, before: Stretch) -> Stretch:
    """A stage without a year in the year of the one before it."""
    if item.dated or not before.dated:
        return item
    year = (before.last - 1) // 12 * 12
    return replace(item, first=item.first + year, last=item.last + year, dated=True)


def out_of_order(run: Sequence[Stretch]) -> Iterator[Diagnostic]:
    """A stage that begins before the one in front of it does, or while that has months to go."""
    for one, other in pairwise(run):
        if one.dated != other.dated or PARALLEL.search(one.where.text + other.where.text):
            continue
        if other.first < one.first or one.first < other.first < one.last:
            what = f"“{one.name}”和“{other.name}”的时间有重叠或前后颠倒"
            message = f"{what}：{one.mention.quoted}，{other.mention.quoted}"
            yield contradiction(rules.CONFLICTING_STAGE_PERIOD, "warning", message, (one.mention, other.mention))


def whole_periods(evidence: Evidence) -> Iterator[Stretch]:
    """When the campaign as a whole is carried out, as texts announce it."""
    for passage, match in matches(WHOLE, evidence.prose):
        name = CAMPAIGN.search(match[0])
        before = re.split("[。；]", passage.text[max(match.start() - 12, 0) : match.start()])[-1]
        about = name is not None or re.search("活动|行动", before + match[0])
        if match["am"] is None or not about or not CARRIED_OUT.search(match["rest"][:30]):
            continue
        if place(passage.text) is None or match[0].startswith(("活动", "行动")):
            words = match[0].removesuffix(match["rest"]).rstrip("，")
            found = stretch(match, passage, name[1] if name else "", words)
            yield from [found] if found is not None else []


def shift(item: Stretch, whole: Stretch) -> int:
    """The months to add to a stretch so that its years are those of another, where only one of them says any."""
    return whole.year - item.year if whole.dated != item.dated else 0


def outside(run: Sequence[Stretch], announced: Sequence[Stretch]) -> Iterator[Diagnostic]:
    """The first stage that leaves the period announced in its file."""
    for whole in announced:
        within = sum(whole.first <= item.first + shift(item, whole) <= whole.last for item in run)
        if whole.where.file != run[0].where.file or within < len(run) / 2:
            continue
        for item in run:
            moved = shift(item, whole)
            if item.first + moved < whole.first or item.last + moved > whole.last:
                message = f"“{item.name}”超出了整个活动的起止时间：{item.mention.quoted}，{whole.mention.quoted}"
                yield contradiction(rules.CONFLICTING_STAGE_PERIOD, "warning", message, (item.mention, whole.mention))
                return


def announced_twice(evidence: Evidence) -> Iterator[Diagnostic]:
    """One campaign that two texts give other months."""
    titled = {passage.file: CAMPAIGN.search(passage.text) for passage in evidence.prose if passage.role == "title"}
    told: dict[tuple[str, bool], dict[tuple[int, int], Stretch]] = {}
    for found in whole_periods(evidence):
        title = titled.get(found.where.file)
        name = found.name or (title[1] if title else "")
        if name:
            told.setdefault((name, found.dated), {}).setdefault((found.first, found.last), found)
    for (name, _), spans in told.items():
        if len(spans) > 1:
            claims = [Claim(name, key, found.mention) for key, found in spans.items()]
            yield disputed(rules.CONFLICTING_STAGE_PERIOD, f"“{name}”活动的起止时间", claims)
