"""Quotes and brackets come in pairs and are nested as they should be: T09."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.check import OPENING, PAIRS, lonely_marks, unpaired
from docgen.gongwen.textrules.case import Case, Passage, fault

QUOTES = "“‘"
BRACKETS = "（(《〈【〔"
REACH = 12
"""So many paragraphs may stand in one pair of brackets."""
NESTED = (
    (re.compile(r"《[^《》〈〉“”（）]*(《[^《》]*》)"), "书名号里面的书名号用〈〉"),
    (re.compile(r"“[^“”‘’《》（）]*(“[^“”]*”)"), "引号里面的引号用‘’"),
)
Alone = tuple[Passage, int, str]


def pairs(case: Case) -> Iterator[Diagnostic]:
    """T09: no quote or bracket stands alone; a quotation may go on over several paragraphs; 《〈〉》 and “‘’” alternate."""
    for part in sorted({p.part for p in case.passages}):
        lines = [p for p in case.passages if p.part == part]
        yield from lonely(lines)
    for at in case.passages:
        for rule, right in NESTED:
            if (match := rule.search(at.text)) and not unpaired(at.text):
                yield fault(
                    at,
                    "warning",
                    f"“{match[1]}”套在另一对同样的符号里面",
                    match[1],
                    right,
                    f"请改换里层的符号：{right}",
                )


def lonely(lines: list[Passage]) -> Iterator[Diagnostic]:
    """One fault for each paragraph with marks that have no other half, in it or in the paragraphs around."""
    alone = [(i, at, place, mark) for i, at in enumerate(lines) for place, mark in unpaired(at.text)]
    left: dict[int, list[Alone]] = {}
    waiting: dict[tuple[int, str], list[Alone]] = {}
    for i, at, place, mark in alone:
        if mark in PAIRS:
            waiting.setdefault((i, mark), []).append((at, place, mark))
        elif (opened := opened_at(lines, waiting, i, place, OPENING[mark])) is not None:
            waiting[opened, OPENING[mark]].pop()
        else:
            left.setdefault(i, []).append((at, place, mark))
    for (i, mark), marks in waiting.items():
        if mark in QUOTES and i + 1 < len(lines) and lines[i + 1].text.startswith(mark):
            continue  # each paragraph of a long quotation opens it again
        if marks:
            left.setdefault(i, []).extend(marks)
    for i in sorted(left):
        yield without_half(sorted(left[i], key=lambda one: one[1]))


def opened_at(
    lines: list[Passage], waiting: dict[tuple[int, str], list[Alone]], i: int, place: int, mark: str
) -> int | None:
    """The paragraph before ``i`` whose open mark the closing one at a place ends; None where there is none.

    A quotation goes on over one end of a paragraph, a bracket over several: it is one sentence broken in lines, or
    whole paragraphs stand in it.
    """
    if mark in QUOTES:
        return i - 1 if waiting.get((i - 1, mark)) else None
    before = next((k for k in range(i - 1, max(i - REACH, 0) - 1, -1) if waiting.get((k, mark))), None)
    if before is None:
        return None
    whole = lines[before].text[0] in BRACKETS or not lines[i].text[place + 1 :].strip("。；，、")
    return before if whole or not lines[before].text.endswith(("。", "！", "？")) else None


def without_half(alone: list[Alone]) -> Diagnostic:
    """The fault of a paragraph, with the marks that stand alone and what is round them."""
    at = alone[0][0]
    told, found = lonely_marks(at.text, [(place, mark) for _, place, mark in alone])
    return fault(at, "error", f"标点不成对：{told}", found, "成对", "请检查是不是漏了或者写错了一个")
