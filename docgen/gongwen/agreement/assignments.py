"""Who does what by when: the same task in two tables, and what departments, people and telephones are called."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from docgen.gongwen.agreement.evidence import (
    Claim,
    Contradiction,
    Evidence,
    Mention,
    Passage,
    Sheet,
    disputed,
    disputes,
    matches,
)
from docgen.wording import shortens

TASK = ".*(?:任务|措施|事项|举措|工作内容|主要内容)"
DUE = ".*(?:时限|期限|完成时间|截止时间|截止日期)"
LEAD = "(?:责任部门)?(?:牵头|主责)(?:部门|单位|科室|处室)?"
ORDINAL = re.compile(r"^(?:\d{1,3}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)")
DATE = re.compile(r"(?:(\d{4})[年.\-/])?(\d{1,2})[月.\-/](?:(\d{1,2})日?|(底|末))")
AROUND_DATES = re.compile("[、，,；]|之?前|以前|完成")
NO_YEAR = "0000"
YEAR = re.compile(r"\d{4}(?=\d{4}\b)")
SHORTEST_TASK = 6

DEPARTMENTS = ".*(?:牵头|配合|责任|主责|承办)(?:部门|单位|科室|处室)?"
NAMED = re.compile("(?:责任|牵头|配合|主责|承办)(?:部门|单位|科室|处室)[：:](?P<names>[^。；：（）()]+)")
DEPARTMENT = re.compile("[\u4e00-\u9fff]{3,12}(?:部|科|处|室|中心|办|局|委|队)")
TELLING = set("一二三四五六七八九十东西南北中上下左右内外前后新老大小甲乙丙丁城县市省区")
"""字 that tell one department from its neighbour."""

POST = r"组长|副组长|主任|副主任|签发人|联系人|负责人"
PERSON = re.compile(
    rf"(?P<post>{POST})[：:由为]?(?P<name>[\u4e00-\u9fff]{{3}})(?=[，。、；（）()：:\d]|担任|兼任|同志|任|电话|联系电话|$)"
)
PHONE = r"(?:(?:1\d{10})|(?:\d{3,4}-?)?\d{7,8})(?!\d)"
CALLED = re.compile(
    rf"联系人[：:]?(?P<name>[\u4e00-\u9fff]{{3}})[，,、；（(]*(?:联系)?(?:电话|手机|方式)?[：:]?(?P<phone>(?<!\d){PHONE})"
)


def tasks(evidence: Evidence) -> Iterator[Contradiction]:
    """S08: a task that two tables share has one deadline and one lead department."""
    deadlines: list[Claim] = []
    leads: list[Claim] = []
    for sheet in evidence.sheets:
        task, due, lead = (sheet.column(pattern) for pattern in (TASK, DUE, LEAD))
        if task is not None:
            rows = {task_name(row[task].text): row for row in reversed(sheet.rows)}
            often = Counter(task_name(row[task].text) for row in sheet.rows)
            rows = {name: row for name, row in rows.items() if often[name] == 1 and len(name) >= SHORTEST_TASK}
            deadlines += [dated(name, row[due]) for name, row in rows.items() if due is not None and row[due].text]
            leads += [led(name, row[lead]) for name, row in rows.items() if lead is not None and row[lead].text]
    for claims in disputes(claim for claim in deadlines if claim.value):
        days = [str(claim.value) for claim in claims]
        if not any(NO_YEAR in value for value in days) or len({YEAR.sub("", value) for value in days}) > 1:
            yield disputed("S08", f"任务“{claims[0].key}”的时限", claims)
    for claims in disputes(leads):
        if not any(shortened(one, other) for one, other in combinations(claims, 2)):
            yield disputed("S08", f"任务“{claims[0].key}”的牵头部门", claims)


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


def split(text: str) -> list[str]:
    """The names in a list of departments."""
    return [name for name in re.split("[、，,；;/]+|以及|及(?=各)", text) if name]


def departments(evidence: Evidence) -> Iterator[Contradiction]:
    """S09: a department is called by one name: no 字 changed places, none is another."""
    told: dict[str, list[Mention]] = {}
    neighbours: dict[str, set[str]] = {}
    for passage, names in lists_of_departments(evidence):
        known = dict.fromkeys(name for name in names if DEPARTMENT.fullmatch(name))
        for name in known:
            told.setdefault(name, []).append(passage.mention(name))
            neighbours.setdefault(name, set()).update(known)
    for one, other in look_alikes(told):
        rare, usual = sorted((one, other), key=lambda name: (len(told[name]), name))
        same_letters = sorted(one) == sorted(other)
        if other not in neighbours[one] and (same_letters or len(told[rare]) == 1 < len(told[usual])):
            claims = [Claim("", name, told[name][0]) for name in (usual, rare)]
            yield disputed("S09", "部门名称", claims)


def lists_of_departments(evidence: Evidence) -> Iterator[tuple[Passage, list[str]]]:
    """Every list of departments: cells of columns for them, and what stands behind “责任部门：”."""
    for passage, match in matches(NAMED, evidence.prose):
        yield passage, split(match["names"])
    for sheet in evidence.sheets:
        for x in sheet.columns(DEPARTMENTS):
            yield from ((cell, split(cell.text)) for cell in sheet.cells(x))


def look_alikes(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names that differ in one inner 字 or in the order of theirs, found without comparing all with all."""
    drawers: dict[str, list[str]] = {}
    for name in names:
        keys = {"".join(sorted(name))} | ({name[:i] + "*" + name[i + 1 :] for i in range(2, len(name) - 1)})
        for key in keys if len(name) >= 6 else ["".join(sorted(name))]:
            drawers.setdefault(key, []).append(name)
    pairs = {tuple(sorted(pair)) for drawer in drawers.values() for pair in combinations(drawer[:20], 2)}
    return sorted((a, b) for a, b in pairs if not TELLING & (set(a) ^ set(b)))


def people(evidence: Evidence) -> Iterator[Contradiction]:
    """S10: whoever holds a post has one name: not 张晓明 here and 张小明 there."""
    told: dict[tuple[str, str], dict[str, Passage]] = {}
    for passage, match in matches(PERSON, evidence.prose):
        told.setdefault((match["post"], match["name"][0]), {}).setdefault(match["name"], passage)
    for (post, _), holders in told.items():
        for one, other in combinations(list(holders)[:30], 2):
            alike = sum(a == b for a, b in zip(one, other, strict=True)) == 2 or sorted(one) == sorted(other)
            together = other in holders[one].text or one in holders[other].text
            if alike and not together:
                claims = [Claim(post, name, holders[name].mention(post + name)) for name in (one, other)]
                yield disputed("S10", f"{post}的姓名", claims)


def telephones(evidence: Evidence) -> Iterator[Contradiction]:
    """S17: a person has one mobile number and one number on the desk, wherever it stands."""
    calls = [(p.mention(m["name"] + m["phone"]), m["name"], [m["phone"]]) for p, m in matches(CALLED, evidence.prose)]
    for sheet in evidence.sheets:
        calls += listed_calls(sheet)
    claims = [
        Claim((name, len(number) == 11 and number[0] == "1"), number, place)
        for place, name, phones in calls
        for number in [phone.replace("-", "") for phone in phones]
        if len(phones) == 1
    ]
    for differing in disputes(claims):
        if not any(str(a.value).endswith(str(b.value)) for a in differing for b in differing if a is not b):
            yield disputed("S17", "同一联系人的电话", differing)


def listed_calls(sheet: Sheet) -> list[tuple[Mention, str, list[str]]]:
    """People with their telephones in a table; names of two 字 are left out, as many people share them."""
    name, phone = sheet.column("联系人|联络员|姓名|联系人姓名"), sheet.column(".*(?:电话|手机|联系方式).*")
    if name is None or phone is None:
        return []
    return [
        (row[phone].mention(f"{row[name].text}{row[phone].text}"), row[name].text, re.findall(PHONE, row[phone].text))
        for row in sheet.rows
        if len(row[name].text) == 3
    ]
