"""The numbering of headings, 一、（一）1.（1）① and 第一章 第一条, and how headings end: T04, T05, T07."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from docgen.core.diagnostic import Diagnostic, Edit
from docgen.gongwen import check
from docgen.gongwen.edits import change
from docgen.gongwen.parse import HAN, marker
from docgen.gongwen.textrules.case import BODY, Case, Passage, fault
from docgen.wording import from_han, han_number, ordinal

ARTICLE = re.compile(rf"^第([{HAN}]+|\d+)([编章节条])(?=[\s\u3000]|$)")
ALLOWED_STEPS = {(1, 2), (1, 3), (2, 3), (3, 4), (4, 5)}
"""From the level above to the one below; documents of two levels may go from 一、 to 1."""
BLANKS = re.compile(r"(?<=\S)[ \u3000\xa0\t]+(?=\S)")
TYPED_FIRST = re.compile(rf"^{check.HAN_ORDINAL}[.．,，]")
"""A number of the first level with the wrong mark."""
RUN_IN = re.compile(r"^[^，。：；]{2,16}。\S")
LABELLED = re.compile(r"^[^，。：；\s\u3000]{2,12}([：；\s\u3000]+)[^\s\u3000]")


def by_part(case: Case) -> Iterator[list[Passage]]:
    """Headings and text of each part."""
    body = case.of(*BODY)
    for part in sorted({p.part for p in body}):
        yield [p for p in body if p.part == part]


def remarked(
    lines: list[Passage], rule: Callable[[Iterable[tuple[int, str]]], list[Diagnostic]]
) -> Iterator[tuple[Passage, Diagnostic]]:
    """What a rule on numbered lines says, with the paragraph of each remark."""
    for remark in rule((i, p.text) for i, p in enumerate(lines)):
        yield lines[remark.place.line or 0], remark


def sequence(case: Case) -> Iterator[Diagnostic]:
    """T04: numbers follow one another under each parent, and no level is left out."""
    for lines in by_part(case):
        yield from misnumbered(lines)
        yield from articles(lines)
        yield from run_together(lines)


def misnumbered(lines: list[Passage]) -> Iterator[Diagnostic]:
    """Ordinals that are not the ones that should stand there."""
    for at, remark in remarked(lines, check.heading_sequence):
        cure = remark.cure or f"请改为“{remark.expected}”"
        yield fault(at, "warning", remark.message, remark.found or "", remark.expected or "", cure)
    yield from steps(lines)


def steps(lines: list[Passage]) -> Iterator[Diagnostic]:
    """The first place of a part where a level is left out, such as （1） right under 一、."""
    open_levels: list[int] = []
    told: set[tuple[int, int]] = set()
    for at in lines:
        found = marker(at.text)
        if found is None:
            continue
        level, typed, number = found
        open_levels = [above for above in open_levels if above < level]
        step = (open_levels[-1], level) if open_levels else None
        open_levels.append(level)
        if step and number == 1 and step not in ALLOWED_STEPS and step not in told:
            told.add(step)
            right = ordinal(step[0] + 1, 1)
            message = f"“{ordinal(step[0], 1)}”这一级的下面直接用了“{typed}”，跳过了“{right}”"
            yield fault(at, "warning", message, typed, right, f"请改为“{right}”；层次依次用“一、”“（一）”“1.”“（1）”")


def run_together(lines: list[Passage]) -> Iterator[Diagnostic]:
    """Two items of one level in a paragraph that only blanks part."""
    for at in lines:
        first = marker(at.text)
        for blank in BLANKS.finditer(at.text) if first else ():
            second = marker(at.text[blank.end() :])
            if first and second and (second[0], second[2]) == (first[0], first[2] + 1):
                message = f"“{first[1]}”和“{second[1]}”两项排在了一段里，中间只用空格隔开"
                cure = f"请在“{second[1]}”前面按回车，另起一段"
                yield fault(at, "warning", message, second[1], "每项另起一段", cure)
                break


def articles(lines: list[Passage]) -> Iterator[Diagnostic]:
    """Chapters follow one another, sections within a chapter, and articles through the whole text."""
    last: dict[str, int] = {}
    for at in lines:
        match = ARTICLE.match(at.text)
        number = (int(match[1]) if match[1].isdecimal() else from_han(match[1])) if match else None
        if not match or number is None:
            continue
        unit = match[2]
        expected = last.get(unit, 0) + 1
        if number != expected and not (unit == "章" and number == 1 and "编" in last):
            right = f"第{expected if match[1].isdecimal() else han_number(expected)}{unit}"
            message = f"“{match[0]}”与前面不连续，这里应是“{right}”"
            yield fault(at, "warning", message, match[0], right, "请检查是否漏了或者重复了，再改正序号")
        last[unit] = number
        if unit in "编章":
            last.pop("节", None)


def punctuation(case: Case) -> Iterator[Diagnostic]:
    """T05: 一、 takes a 、; （一） nothing; 1. a dot; 第一， a comma.

    A half-width （一） alone is left to T06, a number that is a wrong one to T04.
    """
    for lines in by_part(case):
        wrong = {told.place.paragraph for told in misnumbered(lines)}
        for at, remark in remarked(lines, check.ordinal_punctuation):
            typed, right = remark.found or "", remark.expected or ""
            if at.line.number in wrong or typed.endswith(")"):
                continue
            cure = f"请改为“{right}”"
            message = remark.message.partition("，应为")[0]
            if "空格" in message:
                cure = "请删去空格"
            if re.fullmatch(r"\d+[、，,]", typed):
                number = int(typed[:-1])
                first = f"{han_number(number)}、"
                message += "，数字后面应用圆点"
                if not outranked(lines, at):
                    cure += f"；它是第一层的，也可以改为“{first}”"
            if check.makes_decimal(at.text, remark):
                cure += "；后面接着数字，会看成小数，请在中间加上文字"
            yield fault(at, "error", message, typed, right, cure, fix=change(at.text, ordinal_edits(at.text)))


def outranked(lines: list[Passage], at: Passage) -> bool:
    """Whether a number of a level above stands before a paragraph: 一、 or （一）, 第一章 or 第一条."""
    before = lines[: lines.index(at)]
    return any(
        ARTICLE.match(p.text) or TYPED_FIRST.match(p.text) or ((found := marker(p.text)) is not None and found[0] < 3)
        for p in before
    )


def endings(case: Case) -> Iterator[Diagnostic]:
    """T07: a heading on a line of its own ends without a mark, one with text running on with a full stop."""
    for lines in by_part(case):
        for group in siblings(lines):
            yield from own_line_endings(group)
            yield from run_in_endings(group)


Member = tuple[Passage, str, str | None]
"""A numbered paragraph, its text behind the number, and what follows: "deeper", "text", or None for a sibling."""


def siblings(lines: list[Passage]) -> list[list[Member]]:
    """The numbered paragraphs of a part, those of one level under one parent together."""
    groups: list[list[Member]] = []
    current: dict[int, list[Member]] = {}
    for i, at in enumerate(lines):
        found = marker(at.text)
        if found is None:
            continue
        level, typed, number = found
        current = {a: group for a, group in current.items() if a <= level}
        if level not in current or number == 1:
            current[level] = []
            groups.append(current[level])
        ends = i + 1 == len(lines) or check.DIVISION.match(lines[i + 1].text)
        behind = (level, "", 0) if ends else marker(lines[i + 1].text)
        follows = "text" if behind is None else "deeper" if behind[0] > level else None
        current[level].append((at, at.text[len(typed) :].strip(), follows))
    return groups


def own_line_endings(group: list[Member]) -> Iterator[Diagnostic]:
    """Headings that end with a mark. A numbered sentence is none: nothing stands under it."""
    for i, (at, body, follows) in enumerate(group):
        under = follows == "deeper" or (follows == "text" and (i + 1 < len(group) or any(m[2] for m in group[:i])))
        short = len(body) <= 30 and "。" not in body[:-1] and "；" not in body[:-1]
        label = body.endswith("：") and len(body) <= 9 and not re.search("下列|以下|如下|包括|是|为：", body)
        if under and short and (label or body.endswith(("。", "；", "，"))):
            level = marker(at.text)
            grave = level is not None and level[0] <= 2
            yield fault(
                at,
                "warning" if grave else "info",
                f"单独成行的标题以“{body[-1]}”结尾",
                body[-1],
                "标题单独成行时末尾不加标点",
                f"请删去末尾的“{body[-1]}”",
            )


def run_in_endings(group: list[Member]) -> Iterator[Diagnostic]:
    """A heading that runs on after a blank or a colon where its siblings end with a full stop."""
    if sum(bool(RUN_IN.match(body)) for _, body, _ in group) < 2:
        return
    for at, body, _ in group:
        if (match := LABELLED.match(body)) and match[1] in at.text:
            found = body[: match.end(1)].rstrip()
            message = f"标题“{found}”后面接着写正文，同级的其他标题用句号断开"
            yield fault(at, "warning", message, found, f"{found.rstrip('：；')}。", "请在标题后面也用句号")


def ordinal_edits(text: str) -> Iterator[Edit]:
    """一、 takes a 、; （一） nothing; 1. a dot; 第一， a comma."""
    for told in check.ordinal_punctuation([(0, text)]):
        if not check.makes_decimal(text, told):
            yield 0, len(told.found or ""), told.expected or ""
