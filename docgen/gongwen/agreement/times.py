"""S05: deadlines of reporting that two places give differently, or that have passed when the document is dated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.agreement.evidence import Claim, Evidence, Mention, contradiction, disputed, matches
from docgen.gongwen.rules import agreement as rules

DUE = re.compile(
    r"(?P<before>[^，。；、：（）]{0,40}?)"
    r"(?P<due>(?P<every>每个?(?:月|季度|半年|周)(?:末月|末)?)(?P<day>\d{1,2})日(?:之前|以前|前)"
    r"|(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<on>\d{1,2})日(?:之前|以前|前))，?(?P<after>[^，。；（）]{0,60})"
)
SENT = re.compile("(?P<lead>.*?)(?:报送|上报|提交|发送|报(?!告|道|名|销|表))(?P<rest>.*)")
TAKEN = re.compile("将(?P<thing>.{1,100}?)(?:通过|以|经|统一|书面|一并|按|报|向|$)")
ALONG = re.compile("随(?P<thing>.{1,100}?)一并")
RECEIVER = re.compile("(?:向|至|到|给|^)(?P<to>[^向至到给]{2,20}?(?:办公室|[部科处委局]|中心|邮箱))$")
PADDING = re.compile("^(?:本单位|本部门|本企业|各自|有关|相关|本月|上月|当月|工作|活动|上述|以上)+|的|(?<=进展)情况$")
THING = re.compile("(?![至到给])[\u4e00-\u9fff“”《》]{2,40}(?<!办公室)(?<!中心|邮箱)(?<![部科处委局])")
GENERAL = re.compile("(?:情况|信息|台账|总结|方案|报告|表格|材料|资料|数据|文件)+")
"""Words that may mean a different thing in each place."""
NAME = re.compile("“[^“”]*”|[《》]|(?<=.{2})(?:情况表|情况|统计表|汇总表|报表|表)$")
"""What does not tell one monthly report from another."""
SEVERAL = re.compile("以及|[、和及]")
PAST = re.compile(
    "已|至今|尚未|未能|未按|逾期|仍|曾|此前|原定|原要求|前期|去年|上年|每年|次年|翌年|明年|本应|应于|延至|截至"
)
REPORTING = ("报告", "通报", "纪要", "总结", "讲话")
"""Kinds that tell of what was due."""
SEASON = 92
"""A day without its year lies in the coming year where it would have passed by more days."""
ASKED = re.compile("(?:应当|应|请|须|要)?(?:于|在)?$|将.*")
LONG = 6
"""What is sent in has to be named with so many 字 before two months count as one deadline: a 总结 may come twice."""


@dataclass(frozen=True)
class Deadline:
    """By when something is to be sent in; year, sender and receiver are "" where unsaid."""

    thing: str
    every: str
    day: str
    said_with: tuple[str, str, str]
    mention: Mention

    @property
    def items(self) -> set[str]:
        """What is sent in, each by its bare name; a monthly report only, as other papers may come several times."""
        names = (NAME.sub("", PADDING.sub("", name)) for name in SEVERAL.split(self.thing))
        return {name for name in names if len(name) > 1 and (name == "台账" or not GENERAL.fullmatch(name))}

    def may_be(self, other: Deadline) -> bool:
        """Whether nothing said with the two tells their occasions apart."""
        pairs = zip(self.said_with, other.said_with, strict=True)
        same_month = self.day.split("-")[0] == other.day.split("-")[0]
        return all(not a or not b or a in b or b in a for a, b in pairs) and (
            bool(self.every) or same_month or len(self.thing) >= LONG
        )


def deadlines(evidence: Evidence) -> Iterator[Diagnostic]:
    """S05: the same thing is to be sent to the same place by the same day, and one that is still to come."""
    yield from told_twice(evidence)
    yield from passed(evidence)


def told_twice(evidence: Evidence) -> Iterator[Diagnostic]:
    """A thing that is due on two days."""
    told: dict[tuple[str, str], dict[tuple[str, ...], Deadline]] = {}
    for passage, match in matches(DUE, evidence.passages()):
        if found := deadline(match, passage.mention(passage.text[match.start("due") : match.end()])):
            for item in found.items if found.every else {found.thing}:
                told.setdefault((found.every, item), {}).setdefault((found.day, *found.said_with), found)
    seen: set[tuple[Mention, Mention]] = set()
    for (_, thing), group in told.items():
        for pair in combinations(list(group.values())[:30], 2):
            if (
                pair[0].day != pair[1].day
                and pair[0].may_be(pair[1])
                and evidence.akin(pair[0].mention, pair[1].mention)
            ):
                claims = [Claim(thing, one.day, one.mention) for one in pair]
                if (places := (pair[0].mention, pair[1].mention)) not in seen:
                    yield disputed(rules.CONFLICTING_REPORT_DEADLINE, f"“{thing}”的报送时间", claims)
                seen.add(places)
                break


def passed(evidence: Evidence) -> Iterator[Diagnostic]:
    """A day by which something is to be sent in that lies before the document's own date."""
    dates = {file: reading.document for file, reading in evidence.readings}
    for passage in evidence.prose:
        paper = dates[passage.file]
        if paper.date is None or paper.kind in REPORTING or passage.role not in ("text", "heading"):
            continue
        for sentence in passage.sentences():
            for match in DUE.finditer(sentence) if not PAST.search(sentence) else ():
                due = day_of(match, paper.date)
                if due is None or due >= paper.date or SENT.match(match["after"]) is None:
                    continue
                where = passage.mention(
                    match["due"] + "，" * match[0].count(match["due"] + "，") + match["after"][:30]
                )
                bears = evidence.dated(passage.file)
                message = f"报送时间早于成文日期：{where.quoted}，{bears.quoted}"
                yield contradiction(rules.CONFLICTING_REPORT_DEADLINE, "warning", message, (where, bears))


def day_of(match: re.Match[str], written: date) -> date | None:
    """The day of a deadline in a document of a date; None for one of every month, or of no calendar."""
    if match["month"] is None:
        return None
    try:
        due = date(int(match["year"] or written.year), int(match["month"]), int(match["on"]))
    except ValueError:
        return None
    return due if match["year"] or (written - due).days <= SEASON else None


def deadline(match: re.Match[str], mention: Mention) -> Deadline | None:
    """The deadline of a clause, where it says clearly what is to be sent in."""
    if (sent := SENT.match(match["after"])) is None:
        return None
    taken = TAKEN.search(sent["lead"]) or TAKEN.search(match["before"]) or ALONG.search(sent["lead"])
    thing = PADDING.sub("", taken["thing"] if taken else sent["rest"])
    if not THING.fullmatch(thing) or (GENERAL.fullmatch(thing) and not (match["every"] and thing == "台账")):
        return None
    receiver = RECEIVER.search(sent["lead"]) or (RECEIVER.search(sent["rest"]) if taken else None)
    day = match["day"] or f"{int(match['month'])}-{int(match['on'])}"
    said_with = (match["year"] or "", ASKED.sub("", match["before"]), receiver["to"] if receiver else "")
    return Deadline(thing, match["every"] or "", str(int(day)) if day.isdecimal() else day, said_with, mention)
