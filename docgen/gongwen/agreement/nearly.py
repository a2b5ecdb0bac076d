"""Numbers that are nearly those of a list: “32家” beside a table of 31 units. Far apart they may speak of other things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.agreement.counts import (
    OWN_SCOPES,
    SOME,
    SOME_ROLL,
    SOME_TASKS,
    UNIT_HEADING,
    UNITS,
    listed_tasks,
    units,
)
from docgen.gongwen.agreement.counts import tasks as all_tasks
from docgen.gongwen.agreement.evidence import (
    NUMBER,
    Claim,
    Contradiction,
    Evidence,
    Mention,
    Passage,
    Sheet,
    count,
    disputed,
    disputes,
    matches,
)

SOME_UNITS = re.compile(
    rf"(?P<all>{NUMBER}[家户](?P<noun>[\u4e00-\u9fff]{{0,4}}?(?:{UNITS}))?)(?![\u4e00-\u9fff]{{0,2}}[以之]上)"
)
ANY_TASKS = re.compile(rf"(?P<all>{NUMBER}项(?P<noun>(?:重点|主要|具体|工作|行动|目标|活动)*(?:任务|措施|事项)))")
OTHERS = re.compile(f"(?:{'|'.join(OWN_SCOPES)})的?$|{SOME_ROLL.pattern}")
"""The number is that of another set of units."""
FEWEST = 5
"""Smaller numbers are too often about something else."""


def near(a: int, b: int) -> bool:
    """Whether two numbers differ by so little that they are probably meant to be the same."""
    return a != b and min(a, b) >= FEWEST and abs(a - b) <= max(2, round(max(a, b) / 10))


def unit_lists(evidence: Evidence) -> Iterator[Contradiction]:
    """S02: how many units a text speaks of, and how many a table lists or another file names."""
    told = list(claims(evidence, SOME_UNITS, SOME))
    known = {place for item in units(evidence) for place in item.places}
    for sheet in evidence.sheets:
        if not sheet.open and not SOME_ROLL.search(sheet.caption):
            yield from beside("S02", "家", told, sheet, names_in(sheet), known)
    yield from between_files("S02", "单位个数", told, known)


def task_lists(evidence: Evidence) -> Iterator[Contradiction]:
    """S03: how many tasks a text speaks of, and how many a table lists."""
    told = list(claims(evidence, ANY_TASKS, SOME_TASKS))
    known = {place for item in all_tasks(evidence) for place in item.places}
    for sheet in evidence.sheets:
        sizes = listed_tasks(sheet, ("", "任务")) if not sheet.open else set()
        if sizes:
            yield from beside("S03", "项", told, sheet, max(sizes), known)
    yield from between_files("S03", "任务（措施）个数", told, known)


def claims(evidence: Evidence, pattern: re.Pattern[str], some: re.Pattern[str]) -> Iterator[Claim]:
    """What the prose says there are, where the clause does not speak of some of them."""
    for passage, match in matches(pattern, evidence.prose):
        clause = re.split("[，。；！？]", passage.text[: match.start()])[-1]
        number = count(match[2])
        if (
            number
            and not some.search(clause)
            and not OTHERS.search(clause)
            and not some.search(following(passage, match))
        ):
            yield Claim(match["noun"] or "", number, passage.mention(match["all"]))


def following(passage: Passage, match: re.Match[str]) -> str:
    """The rest of the clause behind a number."""
    return re.split("[，。；！？]", passage.text[match.end() :])[0][:12]


def names_in(sheet: Sheet) -> int:
    """How many units a table lists, one a row; 0 where it lists none or one twice."""
    x = sheet.column(UNIT_HEADING)
    names = [row[x].text for row in sheet.rows if row[x].text not in ("合计", "总计")] if x is not None else []
    return len(names) if names and all(names) and len(set(names)) == len(names) else 0


def beside(
    rule: str, measure: str, told: list[Claim], sheet: Sheet, listed: int, known: set[Mention]
) -> Iterator[Contradiction]:
    """The first number of a text that is nearly that of the list, where no text of the set bears the list out."""
    if any(claim.value == listed for claim in told):
        return
    for claim in told:
        if isinstance(claim.value, int) and near(claim.value, listed) and claim.mention not in known:
            place = sheet.mention()
            message = f"正文写{claim.mention.quoted}，表格{place.quoted}列了{listed}{measure}，请核对后改成一致"
            yield Contradiction(rule, "warning", message, (claim.mention, place))
            return


def between_files(rule: str, what: str, told: list[Claim], known: set[Mention]) -> Iterator[Contradiction]:
    """Numbers of one thing that nearly agree, each the only one of its file."""
    values: dict[tuple[object, str], set[object]] = {}
    for claim in told:
        values.setdefault((claim.key, claim.mention.file), set()).add(claim.value)
    single = [claim for claim in told if claim.key and len(values[claim.key, claim.mention.file]) == 1]
    for differing in disputes(single):
        numbers = [claim.value for claim in differing if isinstance(claim.value, int)]
        apart = len(numbers) == 2 and near(*numbers) and len({c.mention.file for c in differing}) == 2
        if apart and not known & {claim.mention for claim in differing}:
            yield disputed(rule, what, differing)
