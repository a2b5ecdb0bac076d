"""A text from which paragraphs are gone: headings that lost all under them go too, the rest is numbered anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docgen.gongwen.document import Block, Heading, Paragraph
from docgen.gongwen.parse import marker
from docgen.wording import CIRCLED, han_number, ordinal

GONE = Paragraph("")
"""Stands where a paragraph went."""
SAID = re.compile("^([一二三四五六七八九十]{1,3})是")
"""一是…, 二是…: paragraphs that are counted in words."""
INSIDE = re.compile(r"((?:^|[，；：。])(?:\]\]|］］)?(?:\[\[|［［)?)[一二三四五六七八九十]{1,3}是")
"""The same inside a sentence."""


def without_empty(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without what is gone, and without headings on a line of their own that lost all under them."""
    kept: list[Block] = []
    for block in reversed(blocks):
        lost = bool(kept) and kept[-1] is GONE
        if lost:
            kept.pop()
        below = kept[-1] if kept else None
        ends = (
            below is None or isinstance(below, Heading) and isinstance(block, Heading) and below.level <= block.level
        )
        bare = isinstance(block, Heading) and block.kind == "line"
        kept.append(GONE if lost and bare and ends else block)
    return [block for block in kept[::-1] if block is not GONE]


def renumbered(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with markers and 一是, 二是 counted without gaps; a count begins anew under each higher heading.

    What is left of a count as its only member is not counted any more.
    """
    counts = dict.fromkeys(range(1, 6), 0)
    said: list[int] = []
    made: list[Block] = []
    for block in blocks:
        found = marker(block.full_text) if isinstance(block, Heading | Paragraph) else None
        words = SAID.match(block.text) if isinstance(block, Paragraph) else None
        if found or words and words[1] == "一" or isinstance(block, Paragraph) and block.text.endswith("："):
            alone(made, said)
            said = []
        if found and (found[0] < 5 or counts[5] < len(CIRCLED)):
            level = found[0]
            counts[level] += 1
            counts.update(dict.fromkeys(range(level + 1, 6), 0))
            made.append(with_marker(block, found[1], ordinal(level, counts[level])))
        elif words and isinstance(block, Paragraph):
            said.append(len(made))
            made.append(Paragraph(f"{han_number(len(said))}是{block.text[words.end() :]}"))
        else:
            made.append(block)
    alone(made, said)
    return made


def alone(made: list[Block], said: Sequence[int]) -> None:
    """Take the 一是 off a paragraph that no other is counted with."""
    if len(said) == 1:
        text = made[said[0]]
        assert isinstance(text, Paragraph)
        made[said[0]] = Paragraph(SAID.sub("", text.text))


def recounted(text: str, written: str) -> str:
    """A sentence from which pieces went, its 一是, 二是 counted without gaps; ``written`` is what it was before.

    What is left of a count as its only member is not counted any more.
    """
    if len(INSIDE.findall(written)) < 2:
        return text
    found = len(INSIDE.findall(text))
    places = iter(range(1, found + 1))
    return INSIDE.sub(lambda m: f"{m[1]}{han_number(next(places))}是" if found > 1 else m[1], text)


def with_marker(block: Block, old: str, new: str) -> Block:
    """A numbered block under another number."""
    if isinstance(block, Paragraph):
        return Paragraph(new + block.text[len(old) :])
    return replace(block, marker=new) if isinstance(block, Heading) else block
