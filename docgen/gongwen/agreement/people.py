"""S10 and S17: what people are called, and by which telephone they are reached."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.agreement.evidence import (
    Claim,
    Evidence,
    Mention,
    Passage,
    Sheet,
    disputed,
    disputes,
    matches,
)
from docgen.gongwen.rules import agreement as rules

POST = r"组长|副组长|主任|副主任|签发人|联系人|负责人|董事长|总经理|总法律顾问"
PERSON = re.compile(
    rf"(?P<post>{POST})[：:由为]?(?P<name>[\u4e00-\u9fff]{{3}})"
    "(?=[，。、；（）()：:\\d]|担任|兼任|同志|任|电话|联系电话|负总责|主持|牵头|带队|出席|$)"
)
PHONE = r"(?:(?:1\d{10})|(?:\d{3,4}-?)?\d{7,8})(?!\d)"
WHO = re.compile("联系人|联络员|姓名|联系人姓名|联络员姓名")
NUMBER_OF = re.compile("^.*?(?:电话|手机|联系方式)(?s:.*)")
"""Headings of who is called, and by which number."""
SUFFIX = "部科处室局委办心组队"
CALLED = re.compile(
    "(?:联系人|联络员|联络人|经办人|承办人|联系|咨询)[：:为是]?(?:[\u4e00-\u9fff]{2,10}?(?:部|科|处|室|中心|办))?"
    "(?P<name>[\u4e00-\u9fff]{2,4}?)(?:同志)?[，,、；;（(：:]{0,4}(?:(?:联系|办公)?(?:电话|手机|方式|座机)(?:号码)?)?[：:为是]?"
    rf"(?P<phone>(?<!\d){PHONE})"
)


def people(evidence: Evidence) -> Iterator[Diagnostic]:
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
                yield disputed(rules.CONFLICTING_PERSON_NAME, f"{post}的姓名", claims)


def telephones(evidence: Evidence) -> Iterator[Diagnostic]:
    """S17: a person has one mobile number and one number on the desk, wherever it stands."""
    calls = [
        (p.mention(m["name"] + m["phone"]), m["name"], [m["phone"]])
        for p, m in matches(CALLED, evidence.prose)
        if m["name"][-1] not in SUFFIX and "电话" not in m["name"]
    ]
    for sheet in evidence.sheets:
        calls += listed_calls(sheet)
    claims = [
        Claim((name, len(number) == 11 and number[0] == "1"), number, place)
        for place, name, phones in calls
        for number in [phone.replace("-", "") for phone in phones]
        if len(phones) == 1
    ]
    for differing in disputes(claims):
        shorter = any(str(a.value).endswith(str(b.value)) for a in differing for b in differing if a is not b)
        if not shorter and evidence.akin(*(claim.mention for claim in differing)):
            yield disputed(rules.CONFLICTING_TELEPHONE, "同一联系人的电话", differing)


def listed_calls(sheet: Sheet) -> list[tuple[Mention, str, list[str]]]:
    """People with their telephones in a table; names of two 字 that come twice are left out: many people share them."""
    name, phone = sheet.column(WHO), sheet.column(NUMBER_OF)
    if name is None or phone is None:
        return []
    often = Counter(row[name].text for row in sheet.rows)
    return [
        (row[phone].mention(f"{row[name].text}{row[phone].text}"), row[name].text, re.findall(PHONE, row[phone].text))
        for row in sheet.rows
        if len(row[name].text) == 3 or (len(row[name].text) == 2 and often[row[name].text] == 1)
    ]
