"""Marks and little words that were typed twice: T17."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.textrules.case import Case, claimed, fault, masked, places

NAMES = {"，": "逗号", "、": "顿号", "；": "分号", "。": "句号", "：": "冒号"}
TWICE = re.compile(r"([，、；：])\1+|(?<!。)。。(?!。)")
"""Three full stops are an ellipsis, which is another rule's matter."""
TOGETHER = re.compile(r"(?<![，、；。：])(?:[，、；：]。|。[，、；：]|[，、；：][，、；：])(?![，、；。：“”])")
PARTICLES = (
    re.compile(r"(?<!目)(?<!(?<![目指商招投中评坐鼠达图超])标)的的(?!确)"),
    re.compile(r"(?<![不甚未小])了了(?![解结然断却事账案局当得])"),
    re.compile(
        r"(?<![共温平缓总饱人祥调中融谦随柔言义颐议讲求不暖附失宽清亲雍太永仁泰呼和])和和"
        r"(?![平谐解田谈睦气美顺声县林风龙约静洽乐煦悦和])"
    ),
    re.compile(r"(?<![存现内所潜外健实自志旨好常同正])在在(?![建线职岗编册校读途押案即场位逃售用营产研外于])"),
)
"""的的, 了了, 和和 and 在在 where they are no part of words such as 目的, 的确, 了解, 总和, 和谐, 存在 and 在建."""
AROUND = 3


def doubled(case: Case) -> Iterator[Diagnostic]:
    """T17: no mark stands beside its like, and no 的, 了, 和 or 在 is typed twice; the words of the title are T22's."""
    for at in case.passages:
        text = masked(at.text)
        for match in TWICE.finditer(text, claimed(at)):
            mark = match[0][0]
            message = f"{NAMES[mark]}重复：{around(at.text, match)}"
            yield fault(at, "warning", message, match[0], mark, f"请只留一个“{mark}”", "9", "must")
        if together := [match for match in TOGETHER.finditer(text, claimed(at)) if len(set(match[0])) > 1]:
            message = f"两个标点连在一起：{places([cut(at.text, match) for match in together])}"
            yield fault(at, "warning", message, together[0][0], "只用一个标点", "请删去多余的一个", "9", "must")
        for rule in PARTICLES if at.role != "title" else ():
            for match in rule.finditer(text):
                message = f"“{match[0][0]}”字重复：{around(at.text, match)}"
                cure = f"请核对，多打的“{match[0][0]}”请删去"
                yield fault(at, "warning", message, match[0], match[0][0], cure)


def cut(text: str, match: re.Match[str]) -> str:
    """A piece with the characters at its sides."""
    return text[max(0, match.start() - AROUND) : match.end() + AROUND].strip()


def around(text: str, match: re.Match[str]) -> str:
    """The same in quotes."""
    return f"“{cut(text, match)}”"
