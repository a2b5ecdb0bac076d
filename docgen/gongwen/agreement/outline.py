"""What stands under what: headings with their texts, and the run of numbered paragraphs behind an announcement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.gongwen.agreement.evidence import Evidence, Passage
from docgen.gongwen.parse import marker
from docgen.wording import from_han

ORDINALS = re.compile("^第?(?P<n>[一二三四五六七八九十]{1,2})(?P<kind>阶段|个?步骤|步|环节|是|要|，|、(?=第))")
SILENT = ("table_note", "caption", "signature", "date", "note", "listed", "imprint", "label", "title")
"""Roles that end the run of what a text announces."""

Place = tuple[str, int]
"""A style of numbering (“marker”, 第…阶段, …是) with its level, and the number."""


def label(heading: Passage) -> str:
    """The heading itself, without the text that runs on behind it."""
    return heading.text.split("。")[0][:40]


def outline(evidence: Evidence) -> Iterator[tuple[Passage, list[Passage], list[Passage]]]:
    """Each heading with the texts down to the next heading (its own first), and the headings directly below it."""
    open_: list[tuple[Passage, list[Passage], list[Passage]]] = []
    for passage in evidence.prose:
        if open_ and (open_[0][0].file, open_[0][0].part) != (passage.file, passage.part):
            yield from open_
            open_ = []
        if passage.role == "heading":
            while open_ and open_[-1][0].level >= passage.level:
                yield open_.pop()
            if open_:
                open_[-1][2].append(passage)
            open_.append((passage, [passage], []))
        elif open_ and not open_[-1][2]:
            open_[-1][1].append(passage)
    yield from open_


def place(text: str) -> Place | None:
    """The style and the number with which a paragraph begins: 1. （二） 第三阶段 四是."""
    if found := marker(text):
        return f"marker {found[0]}", found[2]
    if match := ORDINALS.match(text):
        return match["kind"], from_han(match["n"]) or 0
    return None


def run_behind(prose: Sequence[Passage], at: int) -> list[Passage]:
    """The paragraphs numbered from one in one style that follow paragraph ``at``; nothing where a number is missing."""
    own = prose[at]
    outer = place(own.text)
    first = place(prose[at + 1].text) if at + 1 < len(prose) else None
    if first is None or first[1] != 1 or (outer is not None and outer[0] == first[0]):
        return []
    run: list[Passage] = []
    for passage in prose[at + 1 :]:
        if (passage.file, passage.part) != (own.file, own.part) or passage.role in SILENT:
            break
        found = place(passage.text)
        if found is not None and found[0] == first[0]:
            if found[1] == 1 and run:
                break
            if found[1] != len(run) + 1:
                return []
            run.append(passage)
        elif found is not None and above(found[0], first[0], outer):
            break
    return run


def above(style: str, inner: str, outer: Place | None) -> bool:
    """Whether a number of this style ends a run of the inner style."""
    if outer is not None and style == outer[0]:
        return True
    return style.startswith("marker") and (not inner.startswith("marker") or style < inner)
