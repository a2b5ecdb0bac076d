"""Quotes and brackets come in pairs and are nested as they should be: T09."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.check import OPENING, PAIRS, lonely_marks, unpaired
from docgen.gongwen.textrules.case import Case, Fault, Passage

QUOTES = "“‘"
NESTED = (
    (re.compile(r"《[^《》〈〉“”（）]*(《[^《》]*》)"), "书名号里面的书名号用〈〉"),
    (re.compile(r"“[^“”‘’《》（）]*(“[^“”]*”)"), "引号里面的引号用‘’"),
)
Alone = tuple[Passage, int, str]


def pairs(case: Case) -> Iterator[Fault]:
    """T09: no quote or bracket stands alone; a quotation may go on over several paragraphs; 《〈〉》 and “‘’” alternate."""
    for part in sorted({p.part for p in case.passages}):
        lines = [p for p in case.passages if p.part == part]
        yield from lonely(lines)
    for at in case.passages:
        for rule, right in NESTED:
            if (match := rule.search(at.text)) and not unpaired(at.text):
                yield Fault(
                    at,
                    "warning",
                    f"“{match[1]}”套在另一对同样的符号里面",
                    match[1],
                    right,
                    f"请改换里层的符号：{right}",
                )


def lonely(lines: list[Passage]) -> Iterator[Fault]:
    """One fault for each paragraph with marks that have no other half, in it or in the paragraphs around."""
    alone = [(i, at, place, mark) for i, at in enumerate(lines) for place, mark in unpaired(at.text)]
    left: dict[int, list[Alone]] = {}
    waiting: dict[tuple[int, str], list[Alone]] = {}
    for i, at, place, mark in alone:
        if mark in PAIRS:
            waiting.setdefault((i, mark), []).append((at, place, mark))
        elif goes_on(lines, i, mark) and waiting.get((i - 1, OPENING[mark])):
            waiting[i - 1, OPENING[mark]].pop()
        else:
            left.setdefault(i, []).append((at, place, mark))
    for (i, mark), marks in waiting.items():
        if mark in QUOTES and i + 1 < len(lines) and lines[i + 1].text.startswith(mark):
            continue  # each paragraph of a long quotation opens it again
        if marks:
            left.setdefault(i, []).extend(marks)
    for i in sorted(left):
        yield fault(sorted(left[i], key=lambda one: one[1]))


def goes_on(lines: list[Passage], i: int, mark: str) -> bool:
    """Whether a closing mark may end what the paragraph before opens: a quotation, or a sentence broken in two."""
    return OPENING[mark] in QUOTES or not lines[max(i - 1, 0)].text.endswith(("。", "；", "！", "？"))


def fault(alone: list[Alone]) -> Fault:
    """The fault of a paragraph, with the marks that stand alone and what is round them."""
    at = alone[0][0]
    told, found = lonely_marks(at.text, [(place, mark) for _, place, mark in alone])
    return Fault(at, "error", f"标点不成对：{told}", found, "成对", "请检查是不是漏了或者写错了一个")
