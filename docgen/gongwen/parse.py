"""Text becomes blocks: headings are known by the official numbering that clerks type."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.gongwen.document import Block, Heading, Paragraph
from docgen.wording import CIRCLED, from_han

HAN = "〇零一二三四五六七八九十百"
MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"^([{HAN}]{{1,5}})、")),
    (2, re.compile(rf"^[（(]([{HAN}]{{1,5}})[）)]")),
    (3, re.compile(r"^(\d{1,3})(?:[.．﹒](?!\d)|、)")),
    (4, re.compile(r"^[（(](\d{1,3})[）)]")),
    (5, re.compile(f"^([{CIRCLED}])")),
)
HINT = re.compile(r"（[^（）]*）")
"""A remark in brackets, which does not count towards the length of a heading."""
HEADING_SENTENCE = 40
"""A numbered first sentence longer than this (字) is text, not a heading."""


def marker(text: str) -> tuple[int, str, int] | None:
    """The level, the marker as typed and the number it stands for, or None for text without one."""
    for level, pattern in MARKERS:
        if match := pattern.match(text):
            digits = match.group(1)
            number = int(digits) if digits.isdecimal() else CIRCLED.find(digits) + 1 or from_han(digits)
            return (level, match.group(0), number) if number else None
    return None


def block(text: str) -> Block:
    """One paragraph of text as a heading, a heading with text running on, or plain text."""
    found = marker(text)
    if found is None:
        return Paragraph(text)
    level, typed, _ = found
    body = text[len(typed) :]
    end = sentence_end(body)
    if len(HINT.sub("", body[:end])) > HEADING_SENTENCE or not body.strip():
        return Paragraph(text)
    if end == len(body) and body.endswith(("。", "；", "：", "，")):
        return Paragraph(text)  # a numbered sentence: headings on a line of their own bear no such mark
    return Heading(level, typed, body[:end], body[end:])


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


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a body text, one for each non-empty line."""
    return tuple(block(line) for _, line in lines(text))


def texts(blocks: Iterable[Block]) -> list[str]:
    """The paragraphs' texts, tables left out."""
    return [b.full_text for b in blocks if isinstance(b, Heading | Paragraph)]
