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
    waiting: list[tuple[int, Alone]] = []
    for i, at, place, mark in alone:
        partner = match_before(waiting, i, mark, lines)
        if mark in PAIRS:
            waiting.append((i, (at, place, mark)))
        elif partner is not None:
            waiting.remove(partner)
        else:
            left.setdefault(i, []).append((at, place, mark))
    for i, one in waiting:
        if one[2] in QUOTES and i + 1 < len(lines) and lines[i + 1].text.startswith(one[2]):
            continue  # each paragraph of a long quotation opens it again
        left.setdefault(i, []).append(one)
    for i in sorted(left):
        yield fault(sorted(left[i], key=lambda one: one[1]))


def match_before(
    waiting: list[tuple[int, Alone]], i: int, mark: str, lines: list[Passage]
) -> tuple[int, Alone] | None:
    """The opening mark of the paragraph before that goes on here: of a quotation, or of a sentence broken in two."""
    opening = OPENING.get(mark, mark)
    if i and opening not in QUOTES and lines[i - 1].text.endswith(("。", "；", "！", "？")):
        return None
    return next((entry for entry in reversed(waiting) if entry[0] == i - 1 and entry[1][2] == opening), None)


def fault(alone: list[Alone]) -> Fault:
    """The fault of a paragraph, with the marks that stand alone and what is round them."""
    at = alone[0][0]
    told, found = lonely_marks(at.text, [(place, mark) for _, place, mark in alone])
    return Fault(at, "error", f"标点不成对：{told}", found, "成对", "请检查是不是漏了或者写错了一个")
