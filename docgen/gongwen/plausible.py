"""Whether what was read can be a document: its elements by themselves, and against what a copy made of it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.document import Document
from docgen.gongwen.manuscript import Line
from docgen.gongwen.outline import outline
from docgen.gongwen.parse import marker
from docgen.gongwen.reading.patterns import KIND_END, bare
from docgen.gongwen.roles import Reading, doubt
from docgen.gongwen.title import PUNCTUATION, kind_of
from docgen.wording import from_han

ADDRESSED = ("通知", "请示", "批复", "函")
"""Kinds that always say whom they are for."""
SENT_UP = "报告"
"""A kind that does so where it is sent, and not where it is read out."""
COLONS = ("：", ":")
CHAPTER = re.compile(r"^第([〇零一二三四五六七八九十百\d]{1,4})([编章节])(?=[ \u3000\t]|$|[\u4e00-\u9fff])")
DEEPEST = 2
"""Series of numbers are followed to 一、 and （一）; what is below is numbered in too many ways."""
LONGEST = 30
NAMES = {
    "kind": "文种",
    "issuer": "发文机关",
    "doc_number": "发文字号",
    "title": "标题",
    "recipients": "主送机关",
    "signature": "署名",
    "date": "成文日期",
    "note": "附注",
    "attachments": "附件说明",
    "parts": "附件",
    "headings": "层次标题",
}
"""What is held against each other of a document and its copy, by the names in its outline."""


def implausible(reading: Reading) -> Iterator[Diagnostic]:
    """Elements that are not what such elements are, or that such a document has and this one lacks."""
    yield from title(reading)
    yield from recipients(reading)
    yield from organs(reading)
    yield from first_numbers(reading)


def title(reading: Reading) -> Iterator[Diagnostic]:
    """A title that ends with no kind of document may be another line, or half of one."""
    text = bare(reading.document.title)
    minutes = reading.document.kind == "纪要"
    if text and not minutes and not kind_of(text) and not KIND_END.search(text.rstrip(PUNCTUATION)):
        yield doubt("标题里没有文种，可能认错了行，或少了一行", number(reading.of("title")), short(text))


def recipients(reading: Reading) -> Iterator[Diagnostic]:
    """A kind of document that is sent to somebody, and nobody that it is sent to."""
    document = reading.document
    kind = kind_of(bare(document.title))
    sent = bool(document.doc_number or document.mark or document.signature)
    if kind not in ADDRESSED and not (kind == SENT_UP and sent):
        return
    if not document.recipients and not (document.imprint and document.imprint.recipients):
        yield doubt(f"没有认出主送机关，{kind}一般有", number(reading.of("title")), short(bare(document.title)))


def organs(reading: Reading) -> Iterator[Diagnostic]:
    """A name in front of a colon is whom it is for, not whom it is from."""
    for word, role in (("发文机关标志", "mark"), ("署名", "signature")):
        for line in reading.of(role):  # type: ignore[arg-type]
            if line.stripped.endswith(COLONS):
                yield doubt(f"{word}以冒号结尾，可能认错了", line.number or None, short(line.stripped))


def first_numbers(reading: Reading) -> Iterator[Diagnostic]:
    """Series of headings that do not begin with the first, or of which one between is missing."""
    for part in range(len(reading.document.parts) + 1):
        last: dict[str, int] = {}
        for line in reading.of("heading", "text", part=part):
            series, value = counted(line.stripped)
            before = last.get(series, 0)
            if value > before + 1:
                what = "和前面的接不上" if before else "前面没有认出第一项"
                message = f"这个序号{what}，可能漏认了一项，或和上一段连在了一起"
                yield doubt(message, line.number or None, short(line.stripped))
            last[series] = value


def counted(text: str) -> tuple[str, int]:
    """The series and the number that a line begins with, of chapters or one of the upper levels; 0 for none."""
    if chapter := CHAPTER.match(text):
        value = int(chapter[1]) if chapter[1].isdecimal() else from_han(chapter[1])
        return chapter[2], value or 0
    found = marker(text)
    return (str(found[0]), found[2]) if found is not None and found[0] <= DEEPEST else ("", 0)


def changed_roles(before: Document, after: Document) -> Iterator[Diagnostic]:
    """Elements that a copy of a document has otherwise than the document: the text may be all there, in other roles."""
    old, new = outline(before), outline(after)
    for key, name in NAMES.items():
        was, now = said(old[key]), said(new[key])
        if was != now:
            lost = [item for item in was if item not in now] or was
            come = [item for item in now if item not in was] or now
            yield doubt(f"按读到的重新排版，{name}会读成{quoted(come)}，不是{quoted(lost)}，可能认错了", None, "")


def said(value: Any) -> list[str]:
    """What an element says, without blanks."""
    if isinstance(value, list):
        return [text for item in value for text in said(item)]
    if isinstance(value, dict):
        return [bare("".join(str(value[key]) for key in ("label", "marker", "title", "text") if value.get(key)))]
    return [] if value is None else [bare(str(value))]


def quoted(texts: list[str]) -> str:
    """Some texts in short; 空白 for none."""
    return "、".join(f"“{short(text)}”" for text in texts[:2]) + ("等" if len(texts) > 2 else "") if texts else "空白"


def short(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def number(lines: list[Line]) -> int | None:
    """The number of the first line, None for one that stands in a header."""
    return lines[0].number or None if lines else None
