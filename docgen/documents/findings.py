"""The problems of one campaign as they are found, and what the checks share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.campaign.load import Loaded
from docgen.campaign.model import Attachment, DocumentEntry
from docgen.campaign.skeleton import Loc
from docgen.core.diagnostic import Diagnostic
from docgen.core.nearest import meant
from docgen.core.rules import Rule, Severity
from docgen.documents import KINDS

FIELDS = {
    "发文字号": "doc_number",
    "期号": "issue_number",
    "签发人": "signers",
    "标题": "title",
    "期间": "period",
    "主送": "recipients",
    "正文": "body",
    "成文日期": "date",
    "附注": "note",
    "会议": "meeting",
    "份号": "copy_no",
    "密级": "secrecy",
    "紧急程度": "urgency",
    "标志": "mark",
    "标注": "label",
    "署名": "signature",
    "发给": "targets",
    "印发件": "enclosure",
    "附件": "attachments",
    "版记": "imprint",
    "表格": "tables",
    "题注": "subtitle",
}


class Review:
    """The problems of one campaign, collected."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.campaign = loaded.campaign
        self.problems: list[Diagnostic] = []

    def add(
        self,
        loc: Loc,
        rule: Rule,
        severity: Severity,
        message: str,
        *,
        found: str | None = None,
        expected: str | None = None,
        cure: str | None = None,
        line: int = 0,
        key: bool = False,
        against: str = "",
    ) -> None:
        """Note a problem at a value, or at the key itself; ``against`` is another key whose value it is held against."""
        source = self.loaded.source
        place = source.key_place(loc) if key else source.place(loc, line)
        clause, strength = rule.clause, rule.strength
        self.problems.append(
            Diagnostic(
                place, rule, severity, message, found, expected, cure, clause=clause, strength=strength, value=against
            )
        )

    def remark(self, loc: Loc, told: Diagnostic | None) -> None:
        """Note what a text rule said of a value."""
        if told is not None:
            self.add(
                loc,
                told.rule,
                told.severity,
                told.message,
                found=told.found,
                expected=told.expected,
                cure=told.cure,
                line=told.place.line or 0,
            )


def missing(entry: DocumentEntry) -> tuple[str, ...]:
    """The keys that a final document of this kind must have and the entry lacks."""
    kind = KINDS[entry.kind]
    return tuple(
        key for key in kind.required if not getattr(entry, FIELDS[key]) and not (key == "主送" and entry.targets)
    )


def exact(found: Review, loc: Loc, i: int) -> Loc:
    """The place of one item of a list, or of the text that it was written in."""
    return (*loc, i) if (*loc, i) in found.loaded.source.values else loc


def close(word: str, words: Iterable[str]) -> str | None:
    """A cure that names the word that was probably meant."""
    return meant(word, words) or None


def all_attachments(found: Review) -> Iterator[tuple[Loc, Attachment]]:
    """Every attachment of every document with its place, inner ones after their parents."""
    for i, entry in enumerate(found.campaign.documents):
        yield from walk((("文件", i, "附件")), entry.attachments)
        if entry.enclosure:
            yield from walk(("文件", i, "印发件", "附件"), entry.enclosure.attachments)


def walk(loc: Loc, attachments: tuple[Attachment, ...]) -> Iterator[tuple[Loc, Attachment]]:
    """The attachments of one list and theirs."""
    for i, attachment in enumerate(attachments):
        yield (*loc, i), attachment
        yield from walk((*loc, i, "附件"), attachment.attachments)
