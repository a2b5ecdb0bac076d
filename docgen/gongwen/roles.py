"""What each paragraph of a manuscript is: the elements of an official document (GB/T 9704-2012, clause 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from docgen.core.diagnostic import Diagnostic, Place
from docgen.gongwen.document import Document
from docgen.gongwen.manuscript import Grid, Item, Line, Manuscript
from docgen.gongwen.rules import reading as rules

Role = Literal[
    "copy_no",  # 份号
    "secrecy",  # 密级和保密期限
    "urgency",  # 紧急程度
    "mark",  # 发文机关标志
    "number",  # 发文字号; with 签发人 on its line in a document sent upwards
    "signers",  # 签发人 on a line of its own
    "issue",  # 期号 of minutes
    "edited",  # 编印单位 and date of minutes
    "title",  # 标题, one line of it
    "subtitle",  # what stands under the title: （试行）, a date, an author
    "recipients",  # 主送机关
    "heading",  # 层次序数: 一、 （一） 1. （1） ① 第一章 第一条
    "text",  # 正文
    "listed",  # 附件说明
    "signature",  # 发文机关署名
    "date",  # 成文日期
    "note",  # 附注
    "label",  # 附件标注: 附件1
    "table",  # a table
    "table_head",  # a line over a table: 填报单位：…　填报日期：…, 单位：万元
    "table_note",  # 注：… under a table
    "caption",  # what stands over a table
    "roll",  # 出席, 请假, 列席
    "imprint",  # a line of 版记: 主送, 抄送, 印发机关和印发日期
    "blank",  # an empty paragraph
    "web",  # what a web page or a mail says around the document, the number of a page
    "contents",  # a typed table of contents
    "print_run",  # 共印80份 under the imprint, which the standard does not know
    "ruled",  # a rule that was typed as a row of underscores
]
_STROKES = "_＿\\-－—─━=＝═*＊﹍﹎"
TYPED_RULE = re.compile(f"[{_STROKES} \\t\\u3000]{{8,}}|(?=.{{3,}})[{_STROKES}]{{0,60}}[★☆][{_STROKES}]{{0,60}}[★☆]?")
"""A rule that was made by typing one sign many times; a star may stand in it or at its ends."""
LEFT_OUT: tuple[Role, ...] = ("blank", "web", "contents", "print_run", "ruled")
"""What is none of the document's text."""


@dataclass(frozen=True)
class Placed:
    """An item with its role. ``part`` is 0 for the main document, 1, 2, … for what follows it.

    ``level`` is that of a heading, else 0.
    """

    item: Item
    role: Role
    part: int = 0
    level: int = 0

    @property
    def line(self) -> Line | None:
        """The paragraph; None for a table."""
        return None if isinstance(self.item, Grid) else self.item


def doubt(message: str, line: int | None = None, text: str = "") -> Diagnostic:
    """A word on a place where the reading is not certain: what was taken, and why a person should look."""
    return Diagnostic(
        Place("", paragraph=line or None), rules.UNCERTAIN_READING, "warning", message, text or None,
        cure="请对照原文核对", text=text or None,
    )  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """A manuscript understood: its Document, what each item is, and what is not certain."""

    document: Document
    manuscript: Manuscript
    placed: tuple[Placed, ...]
    doubts: tuple[Diagnostic, ...] = ()

    def of(self, *roles: Role, part: int | None = 0) -> list[Line]:
        """The paragraphs of some roles, in order; of every part where ``part`` is None."""
        return [p.item for p in self.placed if isinstance(p.item, Line) and p.role in roles and part in (None, p.part)]
