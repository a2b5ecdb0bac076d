"""What a kind of document is made of: its template, what it must have, and how it is signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docgen.campaign.model import Campaign, DocumentEntry, Person
from docgen.documents.filling import Filler
from docgen.gongwen.document import Block, Part
from docgen.ledgers.periods import Period

NO_HEAD = ("期号", "会议", "份号", "密级", "紧急程度", "标志", "签发人", "标注")
"""Data keys that a kind without a red head has no place for."""


@dataclass(frozen=True)
class Kind:
    """One kind of document (文种).

    ``required`` are the data keys that a final document must have. ``mark_suffix`` follows the issuer in the
    red mark. ``upward`` kinds may name a 签发人 (GB/T 9704-2012, 7.2.6). ``unprinted`` are data keys that it has no place for.
    """

    name: str
    template: str
    required: tuple[str, ...]
    mark_suffix: str = "文件"
    red_head: bool = True
    upward: bool = False
    signed: bool = True
    signature_required: bool = True
    unprinted: tuple[str, ...] = ("期号", "会议", "标注")
    upward_template: str = ""
    """The template where a 签发人 is written, if it is another."""
    usual: tuple[str, ...] = ()
    """Data keys that it nearly always has; a warning where one is missing."""
    about: str = ""
    from_facts: bool = False
    """Whether it is written from what came back, by ``docgen report``."""
    per_unit: bool = False
    """Whether a report may be made for each unit by itself (发给)."""
    per_person: bool = False
    """The same for each person (发给: 人员)."""
    concerns: Callable[[Filler], bool] | None = None
    """Whether there is anything to tell a unit; it gets no document where there is not."""
    whole: bool = True
    """Whether it speaks of all the campaign up to its period, not of the period alone."""
    title: Callable[[Campaign, Period | None], str] | None = None
    """The title where none is written."""
    body: Callable[[Filler], Iterator[Block]] | None = None
    """Makes the blocks of a list."""
    sheets: Callable[[Filler], Iterator[Part]] | None = None
    """Makes forms of the sentences of a report and of the facts, each on a page of its own; nothing else is printed."""
    each: Callable[[DocumentEntry, Sequence[Person]], Iterator[Part]] | None = None
    """Makes a sheet for each person, on a page of its own; nothing else is printed."""
    special: Mapping[str, Callable[[Filler], Iterator[Block]]] = field(default_factory=dict)
    """Lists of its own that a line of its text may name: {风险点清单}."""
    workbook: str = ""
    """A workbook of the collection that is put beside the report."""
    text: str = ""
    """The file of the sentences that it has where no 正文 is written; in the folder texts."""
