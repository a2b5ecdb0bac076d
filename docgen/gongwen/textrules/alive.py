"""What a file carries besides its text: fields, objects, macros and links (T47), characters that nobody sees (T48)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.manuscript import Alive
from docgen.gongwen.roles import Role
from docgen.gongwen.textrules.case import Case, Passage, fault, places
from docgen.live import KINDS
from docgen.wording import UNSEEN, seen, unseen_names

ELEMENTS: dict[Role, str] = {
    "mark": "发文机关标志",
    "number": "发文字号",
    "signers": "签发人",
    "title": "标题",
    "subtitle": "副标题",
    "recipients": "主送机关",
    "heading": "层次标题",
    "listed": "附件说明",
    "signature": "署名",
    "date": "成文日期",
    "label": "附件标注",
    "caption": "题注",
    "imprint": "版记",
}
"""What is copied, searched and compared by its characters."""


def live(case: Case) -> Iterator[Diagnostic]:
    """T47: the file fetches nothing, runs nothing, and leads to no file on a computer; once for a kind and place."""
    found: dict[tuple[str, int | None, str], list[Alive]] = {}
    for item in case.reading.manuscript.alive:
        found.setdefault((item.kind, item.line, item.part), []).append(item)
    at_line = {line.number: Passage(line, "blank") for line in case.reading.manuscript.lines()}
    at_line |= {passage.line.number: passage for passage in reversed(case.passages)}
    for (kind, line, part), items in found.items():
        at = at_line.get(line) if line is not None else None
        told = places([item.said[:60] for item in items if item.said])
        where = f"{part}里" if part else "" if at else "文件里"
        message = f"{where}有{KINDS[kind].name}{f'：{told}' if told else ''}"
        yield fault(at, KINDS[kind].severity, message, "", "没有", KINDS[kind].cure)


def unseen(case: Case) -> Iterator[Diagnostic]:
    """T48: what is searched and compared holds no character that shows nothing; the text is told once."""
    name = case.reading.manuscript.name
    if UNSEEN.search(name):
        message = f"文件名里有看不见的字符：{unseen_names(name)}，名字看起来可能和实际的不一样"
        yield fault(None, "warning", message, "", seen(name), "请给文件改名")
    typed = {line.number: line.text for line in case.reading.manuscript.lines()}
    hidden = {number for number, text in typed.items() if UNSEEN.search(text)}
    told: dict[int, Passage] = {}
    for at in case.passages:
        if at.line.number in hidden or at.line.number not in typed and UNSEEN.search(at.line.text):
            told.setdefault(at.line.number, at)
    names = {number: unseen_names(typed.get(number, at.line.text)) for number, at in told.items()}
    for number, at in told.items():
        if at.role in ELEMENTS:
            message = f"{ELEMENTS[at.role]}里有看不见的字符：{names[number]}，查找、复制、对照时会出错"
            yield fault(at, "warning", message, "", seen(at.text), "请删去，或把这一行重新打一遍")
    others = [number for number, at in told.items() if at.role not in ELEMENTS]
    if others:
        signs = "、".join(dict.fromkeys(sign for number in others for sign in names[number].split("、")))
        message = f"文字里有看不见的字符：{signs}{f'（共{len(others)}段）' if len(others) > 1 else ''}"
        yield fault(told[others[0]], "info", message, "", "", "多半是从网页粘贴来的，请删去")
