"""How many units and tasks: a number in the text against another text, a table, or the headings below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Rule
from docgen.gongwen.agreement.evidence import (
    NUMBER,
    Claim,
    Evidence,
    Passage,
    Sheet,
    clause_before,
    contradiction,
    count,
    disputed,
    disputes,
    matches,
)
from docgen.gongwen.agreement.outline import outline
from docgen.gongwen.rules import agreement as rules

UNITS = "企业|公司|单位|部门|机构|科室|银行|支行"
ALL_UNITS = re.compile(
    r"(?P<scope>全部|所有|全体|所属|下属|直属|全集团|全系统|市属|省属|辖内)的?"
    rf"(?P<all>{NUMBER}[家个户](?P<noun>[\u4e00-\u9fff]{{0,4}}?(?:{UNITS})))"
    rf"|(?P<each>各(?P<of>[\u4e00-\u9fff]{{0,2}}(?:{UNITS}))[（(，]?共计?{NUMBER}[家个户](?![\u4e00-\u9fff])[）)]?)"
)
OWN_SCOPES = ("市属", "省属", "辖内", "直属")
"""Scopes that name another set of units than “all of ours”."""
SOME = re.compile("抽|选|试点|其中|其余|其他|除|检查|督导|问责|处罚|批|分别|先进|表彰|评为|达标|未|的$|[一二三四五]是")
ROLL = re.compile("(名单|名录|一览表?|通讯录|联络表|联系表|统计表|汇总表|情况表|进度表|分解表|分工表)$")
SOME_ROLL = re.compile("问题|整改|先进|表彰|抽查|检查|违规|未|获奖|优秀|示范|试点|处罚|问责|典型|境外|部分|重点")
UNIT_HEADING = re.compile(f"(?:{UNITS})(?:名称)?|[\u4e00-\u9fff]{{0,4}}(?:{UNITS})名称")
CLASSES = re.compile("^.*(?:类别|分类|要点|项目|板块|方面)")
SERIAL = re.compile("任务序号|序号|编号")

ALL_TASKS = re.compile(
    "(?:全部|所有|共计|共有|共|合计|明确了?|确定了?|提出了?|部署了?|安排了?|列出了?|分解[为成]|细化[为成])"
    rf"(?:[\d一二三四五六七八九十]{{1,3}}(?:个方面|大类|类|个部分)[，、]?)?"
    rf"(?P<all>{NUMBER}[项条个](?P<noun>(?:重点|主要|具体|工作|行动|目标|活动)*(?P<kind>任务|措施|事项)))(?![\u4e00-\u9fff《“])"
)
SOME_TASKS = re.compile(
    "其中|已|未|尚|本月|本季|上半年|下半年|新增|剩余|每|牵头|负责|承担|完成|去年|上年|首批|推迟|取消"
)


def units(evidence: Evidence) -> Iterator[Diagnostic]:
    """S02: the number of all units is the same everywhere, and that of the list of units."""
    claims = [claim for passage, match in matches(ALL_UNITS, evidence.prose) for claim in all_units(passage, match)]
    for differing in disputes(claims):
        yield disputed(rules.UNIT_COUNT_MISMATCH, "单位个数", differing)
    rolls = [sheet for sheet in evidence.sheets if ROLL.search(sheet.caption) and not SOME_ROLL.search(sheet.caption)]
    for claim in first_of_each(claims):
        yield from against_tables(
            rules.UNIT_COUNT_MISMATCH, claim, [sheet for sheet in rolls if not sheet.open], listed_units
        )


def all_units(passage: Passage, match: re.Match[str]) -> list[Claim]:
    """The claim that there are so many units in all; nothing where the clause may speak of some of them."""
    clause = clause_before(passage.text, match.start())
    number = count(match[3] or match[7])
    if SOME.search(clause) or SOME.search(passage.text[match.end() : match.end() + 20]) or not number:
        return []
    scope = match["scope"] if match["scope"] in OWN_SCOPES else ""
    return [Claim((scope, match["noun"] or match["of"]), number, passage.mention(match["all"] or match["each"]))]


def listed_units(sheet: Sheet, key: object) -> set[int]:
    """How many units a table lists, one a row; nothing where it does not list them so."""
    x = sheet.column(UNIT_HEADING)
    noun = key[1] if isinstance(key, tuple) else ""
    if x is None or str(noun) not in sheet.header[x] + sheet.caption:
        return set()
    return {listed} if (listed := unit_rows(sheet)) else set()


def unit_rows(sheet: Sheet) -> int:
    """How many units a table lists, one a row, without sums; 0 where it lists none, or one twice."""
    x = sheet.column(UNIT_HEADING)
    names = [row[x].text for row in sheet.entries()] if x is not None else []
    return len(names) if names and all(names) and len(set(names)) == len(names) else 0


def tasks(evidence: Evidence) -> Iterator[Diagnostic]:
    """S03: the number of all tasks is the same everywhere, and that of the table of tasks."""
    claims = [
        Claim((match["noun"], match["kind"]), number, passage.mention(match["all"]))
        for passage, match in matches(ALL_TASKS, evidence.prose)
        if not SOME_TASKS.search(clause_before(passage.text, match.start()))
        and (number := count(match[2])) is not None
        and number > 1
    ]
    for differing in disputes(claims):
        yield disputed(rules.TASK_COUNT_MISMATCH, "任务（措施）个数", differing)
    headings = {
        (kind, len(below))
        for parent, _, below in outline(evidence)
        for kind in ("任务", "措施", "事项")
        if kind in parent.text
    }
    for claim in first_of_each(claims):
        if isinstance(claim.key, tuple) and (claim.key[1], claim.value) not in headings:
            yield from against_tables(
                rules.TASK_COUNT_MISMATCH, claim, [sheet for sheet in evidence.sheets if not sheet.open], listed_tasks
            )


def listed_tasks(sheet: Sheet, key: object) -> set[int]:
    """The numbers that may be meant by the tasks of a table: its rows and its classes."""
    kind = str(key[1]) if isinstance(key, tuple) else ""
    content = sheet.columns(re.compile(f"^.*(?:{kind}|内容|举措)"))
    if kind not in sheet.caption + "".join(sheet.header) or not content:
        return set()
    sizes = {len(sheet.cells(x)) for x in [*content, *sheet.columns(CLASSES)]}
    numbered = sheet.column(SERIAL)
    serials = [cell.text for cell in sheet.cells(numbered)] if numbered is not None else []
    if numbered is not None and serials != [str(i + 1) for i in range(len(serials))]:
        return set()
    return sizes | ({len(serials)} if serials else set())


def first_of_each(claims: list[Claim]) -> list[Claim]:
    """The first claim of each value about each thing."""
    return list({(claim.key, claim.value): claim for claim in reversed(claims)}.values())


def against_tables(
    rule: Rule, claim: Claim, sheets: list[Sheet], sizes: Callable[[Sheet, object], set[int]]
) -> Iterator[Diagnostic]:
    """A number that none of the tables bears out; those of its own file count first."""
    counted = [(sheet, found) for sheet in sheets if (found := sizes(sheet, claim.key))]
    counted = [entry for entry in counted if entry[0].file == claim.mention.file] or counted
    if not counted or any(claim.value in found for _, found in counted):
        return
    table, found = counted[0]
    place = table.mention()
    listed = max(found)
    message = f"正文写{claim.mention.quoted}，表格{place.quoted}列了{listed}行"
    yield contradiction(rule, "warning", message, (claim.mention, place))
