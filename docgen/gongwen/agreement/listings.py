"""S04: so many stages, principles, aspects or people are announced as are listed behind the announcement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.core.diagnostic import Diagnostic, Spoken
from docgen.gongwen.agreement.evidence import (
    LONGEST_CLAUSE,
    NUMBER,
    Evidence,
    Mention,
    Passage,
    contradiction,
    count,
    matches,
)
from docgen.gongwen.agreement.outline import SILENT, label, outline, place, run_behind
from docgen.gongwen.rules import agreement as rules
from docgen.wording import han_number

GROUPED = re.compile(rf"(?P<all>{NUMBER}[个张项](?P<noun>阶段|步骤|环节|清单|机制))")
NAMED = re.compile(
    rf"(?:分为|分成|坚持|遵循|把握)(?P<items>[^，。；：（）“”\d等]{{4,80}}?)"
    rf"(?P<all>{NUMBER}[个条项大](?P<noun>阶段|步骤|环节|层次|批次|(?:基本|工作)?原则))"
)
STEPS, PRINCIPLES = "阶段|步骤|环节", "原则"
LEAD = 80
"""So many 字 before the end of a paragraph announce what follows."""
ANNOUNCED = re.compile(
    rf"(?:^|(?<=[，。；：]))(?P<before>[^，。；：]{{0,{LEAD}}}?)(?P<all>{NUMBER}[个条项大](?:基本|工作|重点|主要){{0,4}}"
    rf"(?P<noun>{STEPS}|{PRINCIPLES}|方面|任务|措施|举措|工作|要求))(?P<after>[^，。；]{{0,14}}?)[。：]?$"
)
ANNOUNCING = re.compile("以下|下列|从|围绕|抓好|做好|突出|重点|主要|着力")
ELSEWHERE = re.compile("前|后|每|其中|上述|以上|这|余|另|已|各|该|经过|通过")
"""The number is that of some, or of those already told."""
TOLD_BEFORE = re.compile("上述|以上|这|其中|前述")
MONTHS = re.compile(r"[（(：:][^（）()]{0,12}\d{1,2}月")
ENUMERATED = re.compile(
    rf"(?P<all>{NUMBER}[个条项点类大](?P<noun>[\u4e00-\u9fff“”]{{1,8}}?))(?:如下|，?即)?：(?=一是)(?P<rest>.*)"
)
LISTED_PRINCIPLES = re.compile(
    rf"(?P<all>{NUMBER}[个条项大](?:基本|工作)?原则)：(?P<items>[^。；，：（）“”是等]{{4,80}})。"
)
NAME = r"(?:(?:(?!等)[\u4e00-\u9fff]){2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12})(?:（[^（）]*）)?"
ONE = r"(?:(?:(?![等和])[\u4e00-\u9fff]){2,4}|(?:(?!和)[\u4e00-\u9fff]){1,8}·(?:(?!和)[\u4e00-\u9fff·]){1,12})(?:（[^（）]{0,60}）)?"
NAMES = rf"(?P<names>{ONE}(?:[、和]{ONE}){{1,40}})"
"""Several names; 和 divides them and stands in none, so that there is one way only to read them."""
PEOPLE = rf"(?P<all>{NUMBER}[名位](?:同志|个人|员工|干部|职工|人员))"
NAMES_BEFORE = re.compile(rf"(?:给予|授予|对|表彰|任命|聘任){NAMES}{PEOPLE}")
NAMES_SOME = re.compile(rf"(?:给予|授予|对|表彰|任命|聘任){NAMES}等{PEOPLE}")
MOST_NAMED = 4
"""With so many names before 等, one that is missing is more likely forgotten than left out."""
NAMES_BEHIND = re.compile(rf"{PEOPLE}[^，。；：等]{{0,12}}：{NAMES}。")
PEOPLE_BELOW = re.compile(rf"{PEOPLE}[^，。；]{{0,12}}：$")
ROLL_HEADING = re.compile(rf"[（(](?:共)?(?P<all>{NUMBER}[名人个家位])[）)]$")
APART = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
"""A name of two characters with blanks between them, as rolls are typed."""
ORGAN = re.compile("(?:公司|[部局处科室站队组院厂所店行会]|中心)$")


def announced(evidence: Evidence) -> Iterator[Diagnostic]:
    """S04: the number announced is that of the headings, the ordinals or the names that follow."""
    known: set[Spoken] = set()
    for judge in (numbered_below, headings_below, in_one_breath, enumerated, people_in_text, people_below):
        for told in judge(evidence):
            if told.spoken[0] not in known:
                known.add(told.spoken[0])
                yield told


def miscounted(where: Mention, listed: int, first: Passage | None = None, words: str = "") -> Diagnostic:
    """That a number announced is not that of what is listed, from its first entry on."""
    if first is None:
        return contradiction(
            rules.ANNOUNCED_COUNT_MISMATCH, "warning", f"{where.quoted}和后面列出的对不上：列了{listed}个", (where,)
        )
    places = (where, first.mention(words or label(first)))
    message = f"{where.quoted}和它下面列出的对不上：从{places[1].quoted}起共有{listed}个"
    return contradiction(rules.ANNOUNCED_COUNT_MISMATCH, "warning", message, places)


def numbered_below(evidence: Evidence) -> Iterator[Diagnostic]:
    """A number at the end of a paragraph, and the numbered paragraphs behind it."""
    for at, passage in enumerate(evidence.prose):
        if passage.role not in ("text", "heading") or not (match := ANNOUNCED.search(last_sentence(passage))):
            continue
        run = run_behind(evidence.prose, at)
        told = count(match[3])
        if told and 1 < len(run) != told > 1 and not ELSEWHERE.search(match["before"]) and meant(match, run):
            yield miscounted(passage.mention(match["all"]), len(run), run[0])


def last_sentence(passage: Passage) -> str:
    """The sentence that leads to what follows the paragraph."""
    return re.split("[。；]", passage.text.rstrip("。"))[-1][-LEAD:] + "。" * passage.text.endswith("。")


def meant(match: re.Match[str], run: Sequence[Passage]) -> bool:
    """Whether the paragraphs of a run are what was announced."""
    noun = match["noun"]
    steps = [step(item) for item in run]
    if noun in STEPS:
        return all(noun in label(item) or step(item) for item in run)
    if noun in PRINCIPLES:
        return not any(steps)
    announcing = match[0].endswith("：") or ANNOUNCING.search(match["before"])
    return bool(announcing) and not any(steps)


def step(passage: Passage) -> bool:
    """Whether a paragraph is a stage: it says so, or it says when."""
    found = place(passage.text)
    return bool(
        re.search(STEPS, label(passage)) or MONTHS.search(label(passage)) or (found and found[0] in STEPS.split("|"))
    )


def headings_below(evidence: Evidence) -> Iterator[Diagnostic]:
    """A number under a heading, and the headings directly below."""
    for _, text, below in outline(evidence):
        for passage, match in matches(GROUPED, text):
            told = count(match[2])
            if told and told > 1 and told != len(below) > 1 and all(match["noun"] in label(child) for child in below):
                yield miscounted(passage.mention(match["all"]), len(below), below[0])


def in_one_breath(evidence: Evidence) -> Iterator[Diagnostic]:
    """“分为甲、乙、丙四个阶段”, “四条原则：甲、乙、丙”."""
    for pattern in (NAMED, LISTED_PRINCIPLES):
        for passage, match in matches(pattern, evidence.prose):
            items = match["items"].split("、")
            told = first_number(match["all"])
            if len(items) > 1 and told not in (len(items), len(items) + bool(re.search("[和与及]", items[-1]))):
                where = passage.mention(match[0][:60])
                message = f"{where.quoted}：列出了{len(items)}项左右，却说是{match['all']}"
                yield contradiction(rules.ANNOUNCED_COUNT_MISMATCH, "warning", message, (where,))


def enumerated(evidence: Evidence) -> Iterator[Diagnostic]:
    """“三个到位：一是……；二是……”; later paragraphs may go on with 三是."""
    for at, passage in enumerate(evidence.prose):
        for match in ENUMERATED.finditer(passage.text):
            told = count(match[2])
            listed = ordinals(match["rest"])
            listed += continued(evidence.prose, at, listed)
            before = passage.text[max(match.start() - LONGEST_CLAUSE, 0) : match.start()]
            if TOLD_BEFORE.search(re.split("[，。；]", before)[-1]):
                continue
            if told and told > 1 and listed > 1 and told != listed:
                yield miscounted(passage.mention(match["all"]), listed)


def ordinals(text: str) -> int:
    """How far 一是、二是 … count in a text, up to the next 一是."""
    text = "一是" + text.removeprefix("一是").split("一是")[0]
    return next(n for n in range(1, 30) if f"{han_number(n + 1)}是" not in text)


def continued(prose: Sequence[Passage], at: int, listed: int) -> int:
    """How many paragraphs go on counting behind paragraph ``at``."""
    more = 0
    while at + more + 1 < len(prose) and place(prose[at + more + 1].text) == ("是", listed + more + 1):
        more += 1
    return more


def people_in_text(evidence: Evidence) -> Iterator[Diagnostic]:
    """“给予甲、乙、丙4名同志……”, “4名同志：甲、乙、丙。”."""
    for pattern in (NAMES_BEFORE, NAMES_BEHIND):
        for passage, match in matches(pattern, evidence.prose):
            names = re.split("[、和]", re.sub("（[^（）]*）", "", match["names"]))
            told = first_number(match["all"])
            if told and told != len(names):
                yield miscounted(passage.mention(match[0][:60]), len(names))
    for passage, match in matches(NAMES_SOME, evidence.prose):
        listed = len(re.split("[、和]", re.sub("（[^（）]*）", "", match["names"])))
        told = first_number(match["all"])
        if told and (listed > told or MOST_NAMED <= listed == told - 1):
            yield miscounted(passage.mention(match[0][:60]), listed)


def people_below(evidence: Evidence) -> Iterator[Diagnostic]:
    """A roll of names behind “以下4名同志：” or a heading or title that ends with （4名）."""
    typed: dict[tuple[str, int | None], str] = {
        (file, line.number): line.stripped
        for file, reading in evidence.readings
        for line in reading.manuscript.lines()
    }
    for at, passage in enumerate(evidence.prose):
        match = PEOPLE_BELOW.search(passage.text) or ROLL_HEADING.search(passage.text)
        if match is None or (match.re is ROLL_HEADING and passage.role not in ("heading", "title")):
            continue
        roll = lines_below(evidence.prose, at)
        told = first_number(match["all"])
        names = named([typed.get((item.file, item.number), item.text) for item in roll])
        people = match["all"][-1] not in "个家"
        listed = names if people and names else len(roll)
        if told and told not in (len(roll), listed) and listed > 1 < told:
            yield miscounted(passage.mention(match["all"]), listed, roll[0])


def named(lines: Sequence[str]) -> int:
    """How many names stand in lines that hold nothing else, blanks between them; 0 where they hold something else."""
    names = [name for line in lines for name in APART.sub(r"\1\2", line).split()]
    return len(names) if all(re.fullmatch(NAME, name) and not ORGAN.search(name) for name in names) else 0


def lines_below(prose: Sequence[Passage], at: int) -> list[Passage]:
    """The lines of a roll; nothing where a sentence or several names in a line stand among them."""
    roll: list[Passage] = []
    for passage in prose[at + 1 :]:
        if (passage.file, passage.part) != (prose[at].file, prose[at].part):
            break
        if passage.role == "heading" or passage.role in SILENT:
            break
        roll.append(passage)
    whole = all(len(item.text) <= 40 and not re.search("[。、；：]", item.text) for item in roll)
    return roll if whole else []


def first_number(text: str) -> int | None:
    """The number that a text begins with."""
    match = re.match(NUMBER, text)
    return count(match[1]) if match else None
