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
    """The blocks with markers and 一是, 二是 counted without gaps; a count begins anew under each higher heading."""
    counts = dict.fromkeys(range(1, 6), 0)
    said = 0
    made: list[Block] = []
    for block in blocks:
        found = marker(block.full_text) if isinstance(block, Heading | Paragraph) else None
        words = SAID.match(block.text) if isinstance(block, Paragraph) else None
        if found and (found[0] < 5 or counts[5] < len(CIRCLED)):
            level = found[0]
            counts[level] += 1
            counts.update(dict.fromkeys(range(level + 1, 6), 0))
            said = 0
            made.append(with_marker(block, found[1], ordinal(level, counts[level])))
        elif words and isinstance(block, Paragraph):
            said = 1 if words[1] == "一" else said + 1
            made.append(Paragraph(f"{han_number(said)}是{block.text[words.end() :]}"))
        else:
            said = 0 if isinstance(block, Paragraph) else said
            made.append(block)
    return made


def with_marker(block: Block, old: str, new: str) -> Block:
    """A numbered block under another number."""
    if isinstance(block, Paragraph):
        return Paragraph(new + block.text[len(old) :])
    return replace(block, marker=new) if isinstance(block, Heading) else block
