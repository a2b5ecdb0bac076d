"""Names of organisations are spelled as the list of units has them: T35."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.textrules.case import HAN, PROSE, Case, Passage, fault

ENDS = re.compile(r"公司|中心|集团|委员会|研究院|学院|大学|医院|银行|支行|分行|局|厅|处|部|所|站|厂|办公室")
LEAST, CLOSE = 6, 12
"""Characters that a name needs to be compared at all, and to be allowed two that differ."""
ORDINALS = "一二三四五六七八九十东南西北中"
"""Names that differ in these are different units."""


def spelling(case: Case) -> Iterator[Diagnostic]:
    """T35: a name that differs from a known one by a character or two is probably mistyped."""
    endings: dict[str, list[str]] = {}
    for name in case.known:
        if len(name) >= LEAST:
            endings.setdefault(name[-2:], []).append(name)
    told: set[str] = set()
    for at in case.of(*PROSE, "title", "recipients", "signature", "imprint", "table") if endings else ():
        for found, name in misspelled(at, endings, case.known):
            if found not in told:
                told.add(found)
                yield fault(
                    at, "warning", f"“{found}”和单位名单里的“{name}”只差一两个字", found, name, "请核对单位名称"
                )


def misspelled(at: Passage, endings: dict[str, list[str]], known: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Pieces of a paragraph that nearly are a known name, each with the name; names are sorted by their last two."""
    for end in (match.end() for match in ENDS.finditer(at.text)):
        before = at.text[:end]
        if before.endswith(known):
            continue
        for name in endings.get(before[-2:], ()):
            sizes = (len(name), len(name) - 1, len(name) + 1)
            found = next((before[-size:] for size in sizes if nearly(before[-size:], name)), None)
            if found:
                yield found, name


def nearly(found: str, name: str) -> bool:
    """Whether a piece is the name with a character or two mistyped, begun in the same way."""
    from rapidfuzz.distance import Levenshtein

    allowed = 2 if len(name) >= CLOSE else 1
    if found[:2] != name[:2] or found == name or differ_in_kind(found, name):
        return False
    return Levenshtein.distance(found, name, score_cutoff=allowed) <= allowed


def differ_in_kind(found: str, name: str) -> bool:
    """Whether the difference is a number or a direction, or something that is no Han character."""
    if len(found) != len(name):
        return not re.fullmatch(rf"[{HAN}（）()]+", found)
    return any(a in ORDINALS or b in ORDINALS for a, b in zip(found, name, strict=True) if a != b)
