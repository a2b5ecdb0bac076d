"""A text from which paragraphs are gone: headings without anything under them go too, the rest is numbered anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docgen.gongwen.document import Block, Heading, Paragraph
from docgen.wording import CIRCLED, han_number, ordinal

FIRST_IS = re.compile("^([一二三四五六七八九十]{1,3})是")
"""一是…, 二是…: paragraphs that are counted in words."""


def without_empty(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without headings on a line of their own that have nothing under them."""
    kept: list[Block] = []
    for block in reversed(blocks):
        below = kept[-1] if kept else None
        bare = isinstance(block, Heading) and block.kind == "line"
        if bare and (below is None or isinstance(below, Heading) and below.level <= block.level):  # type: ignore[union-attr]
            continue
        kept.append(block)
    return kept[::-1]


def renumbered(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with headings and 一是, 二是 counted without gaps; a count begins anew under each higher heading."""
    counts = dict.fromkeys(range(1, 6), 0)
    said = 0
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and (block.level < 5 or counts[5] < len(CIRCLED)):
            counts[block.level] += 1
            counts.update(dict.fromkeys(range(block.level + 1, 6), 0))
            said = 0
            made.append(replace(block, marker=ordinal(block.level, counts[block.level])))
        elif isinstance(block, Paragraph) and FIRST_IS.match(block.text):
            said += 1
            made.append(Paragraph(FIRST_IS.sub(f"{han_number(said)}是", block.text, count=1)))
        else:
            made.append(block)
    return made
