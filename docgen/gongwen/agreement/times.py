"""When: deadlines of reporting and periods of stages that two places give differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from docgen.gongwen.agreement.evidence import Claim, Contradiction, Evidence, Mention, disputed, matches

DUE = re.compile(
    r"(?P<before>[^，。；、：（）]{0,40}?)"
    r"(?P<due>(?P<every>每个?(?:月|季度|半年|周)(?:末月|末)?)(?P<day>\d{1,2})日(?:之前|以前|前)"
    r"|(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<on>\d{1,2})日(?:之前|以前|前))，?(?P<after>[^，。；（）]{0,60})"
)
SENT = re.compile("(?P<lead>.*?)(?:报送|上报|提交|发送|报(?!告|道|名|销|表))(?P<rest>.*)")
TAKEN = re.compile("将(?P<thing>.+?)(?:通过|以|经|统一|书面|一并|按|报|向|$)")
RECEIVER = re.compile("(?:向|至|到|给|^)(?P<to>[^向至到给]{2,20}?(?:办公室|[部科处委局]|中心|邮箱))$")
PADDING = re.compile("^(?:本单位|本部门|本企业|各自|有关|相关|本月|上月|当月|工作|活动|上述|以上)+|的|(?<=进展)情况$")
THING = re.compile("(?![至到给])[\u4e00-\u9fff“”《》]{2,20}(?<!办公室)(?<!中心|邮箱)(?<![部科处委局])")
GENERAL = re.compile("(?:情况|信息|台账|总结|方案|报告|表格|材料|资料|数据|文件)+")
"""Words that may mean a different thing in each place."""
ASKED = re.compile("(?:应当|应|请|须|要)?(?:于|在)?$|将.*$")
LONG = 6
"""What is sent in has to be named with so many 字 before two months count as one deadline: a 总结 may come twice."""

MONTH = r"(?:(?P<{0}y>\d{{4}})年)?(?P<{0}m>\d{{1,2}})"
PERIOD = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12}阶段|活动时间|实施时间|活动期限)[（(：:为]"
    rf"(?:{MONTH.format('a')}(?:月(?:\d{{1,2}}日)?)?[—–\-~～至到]+)?{MONTH.format('z')}月(?:\d{{1,2}}日|[底末])?"
)


@dataclass(frozen=True)
class Deadline:
    """By when something is to be sent in; year, sender and receiver are "" where unsaid."""

    thing: str
    every: str
    day: str
    said_with: tuple[str, str, str]
    mention: Mention

    def may_be(self, other: Deadline) -> bool:
        """Whether nothing said with the two tells their occasions apart."""
        pairs = zip(self.said_with, other.said_with, strict=True)
        same_month = self.day.split("-")[0] == other.day.split("-")[0]
        return all(not a or not b or a in b or b in a for a, b in pairs) and (
            bool(self.every) or same_month or len(self.thing) >= LONG
        )


def deadlines(evidence: Evidence) -> Iterator[Contradiction]:
    """S05: the same thing is to be sent to the same place by the same day."""
    told: dict[tuple[str, str], dict[tuple[str, ...], Deadline]] = {}
    for passage, match in matches(DUE, evidence.passages()):
        if found := deadline(match, passage.mention(passage.text[match.start("due") : match.end()])):
            told.setdefault((found.every, found.thing), {}).setdefault((found.day, *found.said_with), found)
    for (_, thing), group in told.items():
        for pair in combinations(list(group.values())[:30], 2):
            if pair[0].day != pair[1].day and pair[0].may_be(pair[1]):
                claims = [Claim(thing, one.day, one.mention) for one in pair]
                yield disputed("S05", f"“{thing}”的报送时间", claims)
                break


def deadline(match: re.Match[str], mention: Mention) -> Deadline | None:
    """The deadline of a clause, where it says clearly what is to be sent in."""
    if (sent := SENT.match(match["after"])) is None:
        return None
    taken = TAKEN.search(sent["lead"]) or TAKEN.search(match["before"])
    thing = PADDING.sub("", taken["thing"] if taken else sent["rest"])
    if not THING.fullmatch(thing) or GENERAL.fullmatch(thing):
        return None
    receiver = RECEIVER.search(sent["lead"]) or (RECEIVER.search(sent["rest"]) if taken else None)
    day = match["day"] or f"{int(match['month'])}-{int(match['on'])}"
    said_with = (match["year"] or "", ASKED.sub("", match["before"]), receiver["to"] if receiver else "")
    return Deadline(thing, match["every"] or "", str(int(day)) if day.isdecimal() else day, said_with, mention)


def periods(evidence: Evidence) -> Iterator[Contradiction]:
    """S06: a stage of the campaign has the same months in every document."""
    told: dict[str, dict[tuple[str, int], Claim]] = {}
    years: dict[str, set[str]] = {}
    for passage, match in matches(PERIOD, evidence.prose):
        months = (int(match["am"] or match["zm"]), int(match["zm"]))
        claim = Claim(match["name"], months, passage.mention(match[0] + "）" * ("（" in match[0])))
        told.setdefault(match["name"], {}).setdefault((passage.file, passage.part), claim)
        years.setdefault(match["name"], set()).update(filter(None, [match["ay"], match["zy"]]))
    for name, claims in told.items():
        differing = list({claim.value: claim for claim in reversed(claims.values())}.values())[::-1]
        if len(differing) > 1 and len(years[name]) < 2:
            yield disputed("S06", f"“{name}”的起止时间", differing)
