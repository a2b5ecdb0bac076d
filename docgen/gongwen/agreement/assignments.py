"""S08: who does what by when: the same task in two tables, or in a table and a text."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.agreement.departments import split
from docgen.gongwen.agreement.evidence import (
    Claim,
    Evidence,
    Passage,
    Sheet,
    disputed,
    disputes,
)
from docgen.gongwen.rules import agreement as rules
from docgen.wording import shortens

TASK = re.compile("^.*(?:任务|措施|事项|举措|工作内容|主要内容)")
DUE = re.compile("^.*(?:时限|期限|完成时间|截止时间|截止日期)")
LEAD = re.compile("(?:责任部门)?(?:牵头|主责)(?:部门|单位|科室|处室)?")
ORDINAL = re.compile(r"^(?:\d{1,3}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)")
DATE = re.compile(r"(?:(\d{4})[年.\-/])?(\d{1,2})[月.\-/](?:(\d{1,2})日?|(底|末))")
AROUND_DATES = re.compile("[、，,；]|之?前|以前|完成")
NO_YEAR = "0000"
YEAR = re.compile(r"\d{4}(?=\d{4}\b)")
SHORTEST_TASK = 4
BY = re.compile(
    r"(?P<day>(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?P<end>底|末)))"
    r"(?P<rest>(?:之前|以前|前)?(?:要|应|须)?(?:全部|全面)?(?=完成)|(?:之前|以前|前)|(?=[）)]))"
)
PARTLY = re.compile("首批|首轮|阶段性|初步|第[一二三四]|每|启动|开始|起|部署|分别|至|以来|已|去年|上年|其中|部分|上半")
"""The day is that of a part of the task, or of its beginning."""
LED_BY = re.compile("(?:责任|牵头|主责|承办)(?:部门|单位|科室|处室)[：:](?P<names>[^。；：（）()，]+)")
GENERAL = re.compile("各|有关|相关|全体|所属|本单位")


def tasks(evidence: Evidence) -> Iterator[Diagnostic]:
    """S08: a task has one deadline and one lead department, in every table and in the texts."""
    deadlines: list[Claim] = []
    leads: list[Claim] = []
    for sheet in evidence.sheets:
        due, lead = sheet.column(DUE), sheet.column(LEAD)
        for name, row in listed(sheet).items():
            deadlines += [dated(name, row[due])] if due is not None and row[due].text else []
            leads += [led(name, row[lead])] if lead is not None and row[lead].text else []
    deadlines = [claim for claim in deadlines if claim.value]
    for claims in disputes(deadlines):
        if unlike([str(claim.value) for claim in claims]) and evidence.akin(*(claim.mention for claim in claims)):
            yield disputed(rules.CONFLICTING_TASK_ASSIGNMENT, f"任务“{claims[0].key}”的时限", claims)
    for claims in disputes(leads):
        short = any(shortened(one, other) for one, other in combinations(claims, 2))
        if not short and evidence.akin(*(claim.mention for claim in claims)):
            yield disputed(rules.CONFLICTING_TASK_ASSIGNMENT, f"任务“{claims[0].key}”的牵头部门", claims)
    yield from in_texts(evidence, agreed(deadlines), agreed(leads))


def listed(sheet: Sheet) -> dict[str, tuple[Passage, ...]]:
    """The rows of a table by the names of their tasks; a name that comes twice is none."""
    columns = sheet.columns(TASK)
    if not columns:
        return {}
    names = [task_name(row[columns[-1]].text) for row in sheet.rows]
    often = Counter(names)
    pairs = zip(names, sheet.rows, strict=True)
    return {name: row for name, row in pairs if often[name] == 1 and len(name) >= SHORTEST_TASK}


def unlike(days: list[str]) -> bool:
    """Whether deadlines differ; one without its year may be any year's."""
    undated = any(NO_YEAR in value for value in days)
    return len({YEAR.sub("", value) if undated else value for value in days}) > 1


def agreed(claims: list[Claim]) -> dict[str, Claim]:
    """What all tables say of a task, where they say the same."""
    values: dict[str, dict[object, Claim]] = {}
    for claim in claims:
        values.setdefault(str(claim.key), {}).setdefault(claim.value, claim)
    return {name: next(iter(told.values())) for name, told in values.items() if len(told) == 1}


def in_texts(evidence: Evidence, deadlines: dict[str, Claim], leads: dict[str, Claim]) -> Iterator[Diagnostic]:
    """Tasks whose deadline or lead a text gives otherwise than the tables."""
    for passage in evidence.prose:
        if passage.role not in ("text", "heading"):
            continue
        for name, claim in named_in(evidence, passage, deadlines):
            told = dated_in(passage, name)
            if told is not None and " " not in str(claim.value) and unlike([str(claim.value), str(told.value)]):
                yield disputed(rules.CONFLICTING_TASK_ASSIGNMENT, f"任务“{name}”的时限", (told, claim))
        for name, claim in named_in(evidence, passage, leads):
            told = led_in(passage, name)
            if told is not None and isinstance(claim.value, frozenset) and none_of(claim, told):
                yield disputed(rules.CONFLICTING_TASK_ASSIGNMENT, f"任务“{name}”的牵头部门", (told, claim))


def named_in(evidence: Evidence, passage: Passage, claims: dict[str, Claim]) -> list[tuple[str, Claim]]:
    """The tasks that a paragraph names, of tables that may be its own."""
    named = [(name, claim) for name, claim in claims.items() if name in passage.text]
    return [(name, claim) for name, claim in named if evidence.akin(passage.mention(), claim.mention)]


def begins(passage: Passage, name: str) -> bool:
    """Whether a paragraph is about a task: it begins with it."""
    return task_name(passage.text) == name or ORDINAL.sub("", passage.text).startswith(name + "（")


def dated_in(passage: Passage, name: str) -> Claim | None:
    """The one deadline that a text gives a task: in the paragraph about it, or in a clause that names it."""
    if begins(passage, name):
        clauses = [re.sub(f"^.*?{re.escape(name)}", name, passage.text)]
    else:
        clauses = [clause for clause in re.split("[，。；（）]", passage.text) if told_whole(clause, name)]
    found = [match for clause in clauses if not PARTLY.search(clause) for match in BY.finditer(clause)]
    days = {day(match["y"], match["m"], match["d"], match["end"]) for match in found}
    if len(days) != 1 or not all(days):
        return None
    return Claim(name, days.pop(), passage.mention(f"{found[0]['day']}{found[0]['rest']}"))


def told_whole(clause: str, name: str) -> bool:
    """Whether a clause names a task as such, not as a part of a longer word."""
    before, behind = "(?:^|[前底末成将把对要、])", "(?=$|工作|任务|[于在要应须由、]|全部|完成|到位)"
    return re.search(before + re.escape(name) + behind, clause) is not None


def led_in(passage: Passage, name: str) -> Claim | None:
    """The departments that the paragraph about a task names for it."""
    match = LED_BY.search(passage.text) if begins(passage, name) else None
    return Claim(name, frozenset(split(match["names"])), passage.mention(match[0])) if match else None


def none_of(listed: Claim, told: Claim) -> bool:
    """Whether none of the leads of a table is among the departments of a text, which may stand for many (各……)."""
    a, b = (claim.value if isinstance(claim.value, frozenset) else frozenset() for claim in (listed, told))
    names = [str(name) for name in (*a, *b)]
    return not any(GENERAL.search(name) for name in names) and not any(
        shortens(x, y) or shortens(y, x) or sorted(x) == sorted(y) for x in map(str, a) for y in map(str, b)
    )


def task_name(text: str) -> str:
    """The first sentence of a task, without its number."""
    return ORDINAL.sub("", text).split("。")[0].strip("；，、")


def dated(name: str, cell: Passage) -> Claim:
    """The deadline of a task; its value is empty where the cell says more than days."""
    days = [day(*match.groups()) for match in DATE.finditer(cell.text)]
    plain = not AROUND_DATES.sub("", DATE.sub("", cell.text))
    return Claim(name, " ".join(days) if plain and all(days) else "", cell.mention())


def day(year: str | None, month: str, on: str | None, end: str | None) -> str:
    """A day as digits, the end of a month as its last day; NO_YEAR for an unsaid year."""
    if not 1 <= int(month) <= 12:
        return ""
    last = calendar.monthrange(int(year or 0) or 2026, int(month))[1]
    return f"{year or NO_YEAR}{int(month):02}{int(on) if on else last:02}"


def led(name: str, cell: Passage) -> Claim:
    """The lead departments of a task."""
    return Claim(name, frozenset(split(cell.text)), cell.mention())


def shortened(one: Claim, other: Claim) -> bool:
    """Whether two lists of departments may differ only in short names, or in spelling, which is S09's affair."""
    a, b = (tuple(claim.value) if isinstance(claim.value, frozenset) else () for claim in (one, other))
    return len(a) == len(b) and all(
        any(shortens(x, y) or shortens(y, x) or sorted(x) == sorted(y) for y in b) for x in a
    )
