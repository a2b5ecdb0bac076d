"""Numbers that are nearly those of a list: “32家” beside a table of 31 units. Far apart they may speak of other things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Spoken
from docgen.core.rules import Rule
from docgen.gongwen.agreement.counts import (
    OWN_SCOPES,
    SOME,
    SOME_ROLL,
    SOME_TASKS,
    UNITS,
    listed_tasks,
    unit_rows,
    units,
)
from docgen.gongwen.agreement.counts import tasks as all_tasks
from docgen.gongwen.agreement.evidence import (
    CLAUSE_END,
    NUMBER,
    Claim,
    Evidence,
    Sheet,
    clause_before,
    contradiction,
    count,
    disputed,
    disputes,
)
from docgen.gongwen.rules import agreement as rules

SOME_UNITS = re.compile(
    rf"(?P<all>{NUMBER}[家户](?P<noun>[\u4e00-\u9fff]{{0,4}}?(?:{UNITS}))?)(?![\u4e00-\u9fff]{{0,2}}[以之]上)"
)
ANY_TASKS = re.compile(rf"(?P<all>{NUMBER}项(?P<noun>(?:重点|主要|具体|工作|行动|目标|活动)*(?:任务|措施|事项)))")
CHANGED = re.compile("已|有|增|减|比|较|由|从|参加|完成|报送|分|含|包括|家家|户户|还|再|另")
"""What a clause may say of some of the units, or of their number at another time."""
OTHERS = re.compile(f"(?:{'|'.join(OWN_SCOPES)})的?$|{SOME_ROLL.pattern}")
"""The number is that of another set of units."""
BARE = re.compile(rf"{NUMBER}[家户](?![\u4e00-\u9fff])")
FEW = 3
"""So many bare numbers in a sentence share something out."""
FEWEST = 5
"""Smaller numbers are too often about something else."""


def near(a: int, b: int) -> bool:
    """Whether two numbers differ by so little that they are probably meant to be the same."""
    return a != b and min(a, b) >= FEWEST and abs(a - b) <= max(2, round(max(a, b) / 10))


def unit_lists(evidence: Evidence) -> Iterator[Diagnostic]:
    """S02: how many units a text speaks of, and how many a table lists or another file names."""
    told = list(claims(evidence, SOME_UNITS, SOME))
    known = {place for item in units(evidence) for place in item.spoken}
    for sheet in evidence.sheets:
        if not sheet.open and not SOME_ROLL.search(sheet.caption):
            yield from beside(evidence, rules.UNIT_COUNT_MISMATCH, "家", told, sheet, unit_rows(sheet), known)
    yield from between_files(evidence, rules.UNIT_COUNT_MISMATCH, "单位个数", told, known)
    yield from in_one_file(evidence, told, known)


def task_lists(evidence: Evidence) -> Iterator[Diagnostic]:
    """S03: how many tasks a text speaks of, and how many a table lists."""
    told = list(claims(evidence, ANY_TASKS, SOME_TASKS))
    known = {place for item in all_tasks(evidence) for place in item.spoken}
    for sheet in evidence.sheets:
        sizes = listed_tasks(sheet, ("", "任务")) if not sheet.open else set()
        if sizes:
            yield from beside(evidence, rules.TASK_COUNT_MISMATCH, "项", told, sheet, max(sizes), known)
    yield from between_files(evidence, rules.TASK_COUNT_MISMATCH, "任务（措施）个数", told, known)


def claims(evidence: Evidence, pattern: re.Pattern[str], some: re.Pattern[str]) -> Iterator[Claim]:
    """What the prose says there are, where the clause does not speak of some of them."""
    for passage in evidence.prose:
        for sentence in passage.text.split("。"):
            bare = [count(found[1]) or 0 for found in BARE.finditer(sentence)]
            most = max(bare) if len(bare) >= FEW else 0
            for match in pattern.finditer(sentence):
                clause = clause_before(sentence, match.start())
                number = count(match[2])
                if (
                    number
                    and not some.search(clause)
                    and not OTHERS.search(clause)
                    and not some.search(following(sentence, match))
                    and not shared_out(sentence, most, match)
                ):
                    yield Claim(match["noun"] or "", number, passage.mention(match["all"]))


def shared_out(sentence: str, most: int, match: re.Match[str]) -> bool:
    """Whether a bare number is one of several in its sentence, and not their greatest: 共24家，蓝色6家，绿色8家."""
    return not match["noun"] and bool(most) and (sentence.startswith("其中") or (count(match[2]) or 0) < most)


def following(sentence: str, match: re.Match[str]) -> str:
    """The rest of the clause behind a number."""
    return CLAUSE_END.split(sentence[match.end() : match.end() + 12])[0]


def beside(
    evidence: Evidence, rule: Rule, measure: str, told: list[Claim], sheet: Sheet, listed: int, known: set[Spoken]
) -> Iterator[Diagnostic]:
    """Numbers of texts that are nearly that of the list, the first of each, where no text of their file bears it out."""
    fitting = {claim.mention.file for claim in told if claim.value == listed}
    seen: set[object] = set()
    for claim in told:
        if claim.mention.file in fitting or claim.mention.spoken in known or claim.value in seen:
            continue
        if (
            isinstance(claim.value, int)
            and near(claim.value, listed)
            and evidence.akin(claim.mention, sheet.mention())
        ):
            seen.add(claim.value)
            place = sheet.mention()
            message = f"正文写{claim.mention.quoted}，表格{place.quoted}列了{listed}{measure}"
            yield contradiction(rule, "warning", message, (claim.mention, place))


def between_files(
    evidence: Evidence, rule: Rule, what: str, told: list[Claim], known: set[Spoken]
) -> Iterator[Diagnostic]:
    """Numbers of one thing that nearly agree, each the only one of its file."""
    values: dict[tuple[object, str], set[object]] = {}
    for claim in told:
        values.setdefault((claim.key, claim.mention.file), set()).add(claim.value)
    single = [claim for claim in told if claim.key and len(values[claim.key, claim.mention.file]) == 1]
    for differing in disputes(single):
        numbers = [claim.value for claim in differing if isinstance(claim.value, int)]
        apart = len(numbers) == 2 and near(*numbers) and len({c.mention.file for c in differing}) == 2
        akin = apart and evidence.akin(*(claim.mention for claim in differing))
        if akin and not known & {claim.mention.spoken for claim in differing}:
            yield disputed(rule, what, differing)


def in_one_file(evidence: Evidence, told: list[Claim], known: set[Spoken]) -> Iterator[Diagnostic]:
    """Two numbers of units in one text that nearly agree, where neither may be that of some."""
    clauses = {
        (passage.file, passage.number, words): clause
        for passage in evidence.prose
        for clause in CLAUSE_END.split(passage.text)
        for words in (match["all"] for match in SOME_UNITS.finditer(clause))
    }
    groups: dict[tuple[str, object], dict[object, Claim]] = {}
    for claim in told:
        place = claim.mention
        if claim.key and not CHANGED.search(clauses.get((place.file, place.paragraph, place.words), "有")):
            groups.setdefault((place.file, claim.key), {}).setdefault(claim.value, claim)
    for values in groups.values():
        numbers = [value for value in values if isinstance(value, int)]
        if len(numbers) == 2 and near(*numbers) and not known & {claim.mention.spoken for claim in values.values()}:
            yield disputed(rules.UNIT_COUNT_MISMATCH, "单位个数", list(values.values()))
