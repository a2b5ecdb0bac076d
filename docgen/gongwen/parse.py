"""Text becomes blocks: headings are known by the official numbering that clerks type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docgen.gongwen.document import Block, Heading, Paragraph
from docgen.wording import CIRCLED, from_han

HAN = "〇零一二三四五六七八九十百"
MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"^([{HAN}]{{1,5}})(?:、|[.．﹒](?![{HAN}\d]))")),
    (2, re.compile(rf"^[（(]([{HAN}]{{1,5}})[）)]")),
    (3, re.compile(r"^(\d{1,3})(?:[.．﹒](?!\d)|、)")),
    (4, re.compile(r"^[（(](\d{1,3})[）)]")),
    (5, re.compile(f"^([{CIRCLED}])")),
)
COUNTER = (
    "年|月|日|号|天|周|旬|季|届|个|人|名|家|户|次|遍|轮|批|期|种|类|件|项|条|款|章|节|级|层|楼|栋|组|班|处|点|岁|倍|成|度|元|吨|米"
    "|亩|里|公里|公斤|小时|分钟|分|台|套|份|页|张|辆|线|标段|车间|百|千|万|亿|余|多"
)
"""What is counted: an ordinal has words behind it, not a number and one of these."""
NUMERAL = "[一二三四五六七八九十]"
PAIR = re.compile(
    rf"^(?:\d{{1,2}}(?:、\d{{1,2}}){{1,9}}|(?P<one>{NUMERAL}{{1,3}})[、，,.．](?P<two>{NUMERAL}{{1,3}}))(?={COUNTER})"
)
"""Two numbers of one thing, 2、3年 and 三、四年; after a 1、 of the same list it is the ordinal 2、 with 3年 behind it."""
DOT = re.compile(
    rf"(?<=[\u4e00-\u9fff》〉”’）】〕])(?:(?<![{HAN}千万])|(?![.][{HAN}千万]))\.(?=[\u4e00-\u9fff《〈“‘（【〔]|$)"
)
"""A full stop typed as a dot; one between two numerals may be a point."""
HINT = re.compile(r"（[^（）]*）")
"""A remark in brackets, which does not count towards the length of a heading."""
CHAPTERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"^第[{HAN}]{{1,4}}(?:[编章]|部分)(?=[ \u3000]|$)")),
    (2, re.compile(rf"^第[{HAN}]{{1,4}}节(?=[ \u3000]|$)")),
    (3, re.compile(rf"^第[{HAN}]{{1,5}}条(?=[ \u3000]|$)")),
)
"""How chapters, sections and articles of rules begin; a blank parts them from the text."""
CHAPTER = re.compile(rf"^第[{HAN}]+(?:[编章节]|部分(?=[ \u3000]|$))")
"""The heading of a chapter or a section, which stands in the middle."""
HEADING_SENTENCE = 40
"""A numbered first sentence longer than this (字) is text, not a heading."""
ITEM_ENDS = ("；", ";", "，", ",")
"""How an item ends that others follow in one sentence."""
MOST_SKIPPED = 2
"""How far a number may be ahead of the one before, so that a slip of the pen begins no new series."""
LONGEST_HEADING = 60
"""The same for a sentence that has others under it."""


def marker(text: str) -> tuple[int, str, int] | None:
    """The level, the marker as typed and the number it stands for, or None for text without one."""
    for level, pattern in MARKERS:
        if match := pattern.match(text):
            digits = match.group(1)
            number = int(digits) if digits.isdecimal() else CIRCLED.find(digits) + 1 or from_han(digits)
            return (level, match.group(0), number) if number else None
    return None


def is_pair(text: str) -> bool:
    """Whether a text may begin with two numbers of one thing instead of an ordinal: 2、3年内, 三、四年内."""
    match = PAIR.match(text)
    if match is None or match["one"] is None:
        return match is not None
    first, second = from_han(match["one"]), from_han(match["two"])
    return first is not None and second == first + 1


def amounts(texts: Sequence[str]) -> set[int]:
    """The places of texts that begin with two numbers and no ordinal: no list goes on, or begins, with the first."""
    found = [marker(text) for text in texts]
    pairs = {i for i, text in enumerate(texts) if is_pair(text)}
    ends = {(own[0], own[2]): i for i, own in enumerate(found) if own}
    sure = {(own[0], own[2]): i for i, own in enumerate(found) if own and i not in pairs}
    last: dict[int, int] = {}
    for i, own in enumerate(found):
        if own is None:
            continue
        level, _, number = own
        before, behind = last.get(level, 0), (sure if number > 1 else ends).get((level, number + 1), 0)
        if i in pairs and not (before and before == number - 1) and behind <= i:
            continue
        pairs.discard(i)
        last[level] = number
    return pairs


def unnumbered(text: str) -> str:
    """A text without the number that was typed before it, for what numbers by itself; one that is only a number stays."""
    found = marker(text)
    return text[len(found[1]) :].lstrip() or text if found else text


def block(text: str) -> Block:
    """One paragraph of text as a heading, a heading with text running on, or plain text."""
    if (chapter := chapter_heading(text)) is not None:
        return chapter
    found = marker(text)
    if found is None:
        return Paragraph(text)
    level, typed, _ = found
    body = text[len(typed) :]
    ended = with_full_stops(body)
    end = sentence_end(ended)
    if len(HINT.sub("", body[:end])) > HEADING_SENTENCE or not body.strip():
        return Paragraph(text)
    if end == len(body) and ended.endswith(("。", "；", "：", "，")):
        return Paragraph(text)  # a numbered sentence: headings on a line of their own bear no such mark
    return Heading(level, typed, body[:end], body[end:])


def with_full_stops(text: str) -> str:
    """Sentences whose full stops were typed as dots, with full stops, every other character in place.

    A text that does not end as a sentence has none: the dot in it may stand in a name.
    """
    return DOT.sub("。", text) if text.endswith((".", "。")) else text


def sentence_end(text: str) -> int:
    """Where the first sentence ends, its full stop included; stops inside brackets and quotes do not end it."""
    depth = 0
    for i, c in enumerate(text):
        depth += (c in "（《“(") - (c in "）》”)")
        if c == "。" and depth <= 0:
            return i + 1
    return len(text)


def lines(text: str) -> list[tuple[int, str]]:
    """The non-empty lines of a body text with their index, indents of blanks (also full-width) taken off."""
    return [(i, line.strip(" \t\u3000")) for i, line in enumerate(text.splitlines()) if line.strip(" \t\u3000")]


def chapter_heading(text: str) -> Heading | None:
    """第一章 总则 as a heading of level 1, 第一节 of level 2, 第一条 of level 3 with its text running on."""
    for level, pattern in CHAPTERS:
        if match := pattern.match(text):
            body = text[match.end() :]
            if level < 3 and len(body) <= HEADING_SENTENCE and not body.endswith("。"):
                return Heading(level, match.group(0), body)
            return Heading(3, match.group(0), "", body) if level == 3 and body else None
    return None


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a body text, one for each non-empty line."""
    return parse_lines([line for _, line in lines(text)])


def parse_lines(texts: Sequence[str]) -> tuple[Block, ...]:
    """The blocks of paragraphs, one each; a numbered sentence that others stand under is a heading, an item of a list not."""
    counted = amounts(texts)
    made = [Paragraph(text) if i in counted else block(text) for i, text in enumerate(texts)]
    levels = [None if i in counted else level_of(text) for i, text in enumerate(texts)]
    items = listed_items(texts, levels)
    for i, own in enumerate(made):
        if i in items:
            made[i] = Paragraph(texts[i])
        elif isinstance(own, Paragraph) and (heads(levels, i) or follows_heading(made, levels, i)):
            made[i] = numbered_sentence(own)
    for group in series(["" if i in counted else text for i, text in enumerate(texts)]):
        alike(made, texts, group)
    return tuple(made)


def alike(made: list[Block], texts: Sequence[str], group: Sequence[int]) -> None:
    """Make all of one series headings or none: sentences are headings only beside one that stands on a line of its own."""
    headings = [own for i in group if isinstance(own := made[i], Heading)]
    if len(headings) in (0, len(group)):
        return
    alone = any(own.kind == "line" for own in headings)
    for i in group:
        own = made[i]
        if not alone:
            made[i] = Paragraph(texts[i])
        elif isinstance(own, Paragraph) and len(own.text) <= HEADING_SENTENCE and not own.text.endswith(ITEM_ENDS):
            made[i] = numbered_sentence(own)


def level_of(text: str) -> int | None:
    """The level of a paragraph's number; 0 for a chapter or an article, under which numbering begins anew."""
    if chapter_heading(text) is not None:
        return 0
    found = marker(text)
    return found[0] if found else None


def listed_items(texts: Sequence[str], levels: Sequence[int | None]) -> set[int]:
    """The places of items that are text because one of their list ends as a part of a sentence does: （一）…；."""
    found: set[int] = set()
    for group in siblings(levels):
        ended = {i: with_full_stops(texts[i]) for i in group}
        if any(text.endswith(ITEM_ENDS) and "。" not in text for text in ended.values()):
            found |= {i for i, text in ended.items() if "。" not in text.rstrip("。")}
    return found


def series(texts: Sequence[str]) -> list[list[int]]:
    """The places of numbered paragraphs whose numbers go on: over text, and through chapters where they do."""
    found: list[list[int]] = []
    last: dict[int, tuple[int, list[int]]] = {}
    for i, text in enumerate(texts):
        if (own := marker(text)) is None or chapter_heading(text) is not None:
            continue
        level, _, number = own
        before, group = last.get(level, (0, []))
        if not group or number == 1 or not before <= number <= before + MOST_SKIPPED:
            group = []
            found.append(group)
        group.append(i)
        last[level] = number, group
    return found


def siblings(levels: Sequence[int | None]) -> list[list[int]]:
    """The places of numbered paragraphs by list: of one level, with nothing but deeper ones between them."""
    groups: list[list[int]] = []
    open_groups: dict[int, list[int]] = {}
    for i, level in enumerate(levels):
        open_groups = {own: group for own, group in open_groups.items() if level is not None and own <= level}
        if level:
            if level not in open_groups:
                open_groups[level] = []
                groups.append(open_groups[level])
            open_groups[level].append(i)
    return groups


def follows_heading(made: Sequence[Block], levels: Sequence[int | None], i: int) -> bool:
    """Whether text stands under paragraph ``i`` as it does under the heading of the same level before it."""
    own = levels[i]
    if own is None or i + 1 >= len(levels) or levels[i + 1] is not None:
        return False
    before = next((k for k in range(i - 1, -1, -1) if (level := levels[k]) is not None and level <= own), None)
    if before is None or levels[before] != own:
        return False
    other = made[before]
    return isinstance(other, Heading) and other.kind == "line"


def heads(levels: Sequence[int | None], i: int) -> bool:
    """Whether what follows paragraph ``i`` stands under it: a deeper number, or text before the next of its level."""
    own = levels[i]
    if own is None:
        return False
    following, level = next(((k, at) for k in range(i + 1, len(levels)) if (at := levels[k]) is not None), (i, 0))
    return level > own or (level == own and following > i + 1)


def numbered_sentence(paragraph: Paragraph) -> Block:
    """A short numbered sentence as a heading, its full stop kept."""
    found = marker(paragraph.text)
    if found is None:
        return paragraph
    level, typed, _ = found
    body = paragraph.text[len(typed) :]
    alone = sentence_end(with_full_stops(body)) == len(body) and len(HINT.sub("", body)) <= LONGEST_HEADING
    return Heading(level, typed, body) if alone else paragraph


def texts(blocks: Iterable[Block]) -> list[str]:
    """The paragraphs' texts, tables left out."""
    return [b.full_text for b in blocks if isinstance(b, Heading | Paragraph)]
