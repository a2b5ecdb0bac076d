"""A campaign's entry becomes a Document: what is written is taken, what can be known is filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.campaign.model import ALL_UNITS, Campaign, DocumentEntry, Enclosure, ImprintEntry, Person, Unit
from docgen.documents import KINDS
from docgen.documents.attachments import NOTHING, listed, parts
from docgen.documents.kinds import Kind
from docgen.documents.people import BLANK, person_fields
from docgen.documents.typed_tables import written
from docgen.gongwen.document import COPIED, Document, Imprint, Meeting, Part
from docgen.gongwen.notes import unbracketed
from docgen.gongwen.parse import parse
from docgen.ledgers.periods import Period, parse_period
from docgen.wording import GAP

AUTOMATIC = "自动"
PEOPLE = "人员"
"""The word for everybody of the list, as those that a document is made for."""
FIELD = re.compile(r"[{｛]\s*([^{}｛｝\s]{1,12})\s*[}｝]")
"""A place in the text of a letter where a field of the unit is put: {全称}."""


def issuers(entry: DocumentEntry, campaign: Campaign) -> tuple[str, ...]:
    """Who issues: as written, or the campaign's host."""
    return entry.issuers or (campaign.activity.host,)


def titled(entry: DocumentEntry, campaign: Campaign) -> DocumentEntry:
    """The entry of a report with the title of its kind where none is written, and a 代号 for each period.

    Reports of two periods have titles much alike; the register must not take one for the other.
    """
    kind = KINDS.get(entry.kind)
    if kind is None or kind.title is None:
        return entry
    period = report_period(entry)
    name = " ".join((entry.kind, period.key if period else "全期", *entry.targets))
    return entry.model_copy(update={"title": entry.title or kind.title(campaign, period), "id": entry.id or name})


def report_period(entry: DocumentEntry) -> Period | None:
    """The period that a report is about; None for all of the campaign, and for what is no period."""
    try:
        return parse_period(entry.period) if entry.period else None
    except ValueError:
        return None


def draw(
    entry: DocumentEntry, kind: Kind, campaign: Campaign, folder: Path, number: str, reader: str = ""
) -> Document:
    """The document of an entry, whose texts hold the fields of its reader already where it is made for one."""
    who = issuers(entry, campaign)
    return Document(
        template=kind.upward_template if kind.upward_template and entry.signers else kind.template,
        kind=kind.name,
        title=entry.title,
        issuers=who,
        mark=((entry.mark,) if entry.mark else who if len(who) > 1 else (who[0],)) if kind.red_head else (),
        mark_suffix="" if entry.mark else kind.mark_suffix,
        doc_number=number,
        issue_number=entry.issue_number,
        signers=entry.signers,
        copy_no=entry.copy_no,
        secrecy="★".join(text for text in (entry.secrecy, entry.secrecy_term) if text),
        urgency=entry.urgency,
        recipients=entry.recipients.rstrip("：:") or ("" if "主送" in kind.unprinted else reader),
        blocks=written(entry.body, entry.tables),
        listed=listed(entry.attachments, campaign),
        listed_word=entry.listed_word,
        signature=signatures(entry, who) if kind.signed and signs(entry, kind) else (),
        signing="sealed" if entry.signing == "盖章" else "unsealed",
        date=entry.date,
        note=unbracketed(entry.note),
        meeting=meeting(entry),
        parts=tuple(
            [
                *enclosed(entry.enclosure, campaign, folder),
                *parts(entry.attachments, campaign, folder, entry.listed_word),
            ]
        ),
        imprint=imprint(entry),
        label=entry.label,
        subtitle=entry.subtitle,
    )


def signs(entry: DocumentEntry, kind: Kind) -> bool:
    """Whether the document carries a signature: always, but a plan only when it is dated or names one."""
    return kind.signature_required or bool(entry.signature or entry.date)


def signatures(entry: DocumentEntry, who: tuple[str, ...]) -> tuple[str, ...]:
    """The names under the text: as written, or those of the issuers; none where 无 is written."""
    return () if entry.signature == (NOTHING,) else entry.signature or who


def enclosed(enclosure: Enclosure | None, campaign: Campaign, folder: Path) -> list[Part]:
    """The enclosed plan and its attachments."""
    if enclosure is None:
        return []
    own = listed(enclosure.attachments, campaign)
    return [
        Part(
            "印发件",
            "",
            enclosure.title,
            written(enclosure.body, enclosure.tables),
            listed=own,
            subtitle=enclosure.subtitle,
            listed_word=enclosure.listed_word,
        ),
        *parts(enclosure.attachments, campaign, folder, enclosure.listed_word),
    ]


def imprint(entry: DocumentEntry) -> Imprint | None:
    """The 版记; the printing date is that of the document unless written."""
    if entry.imprint is None:
        return None
    given = entry.imprint
    return Imprint(
        given.cc.removeprefix("抄送：").rstrip("。"),
        given.recipients.removeprefix("主送：").rstrip("。"),
        given.printed_by,
        given.printed_date or (entry.date if given.printed_by else None),
        tuple((word, names) for word in COPIED if word != "抄送" and (names := copies(given, word))),
    )


def copies(given: ImprintEntry, word: str) -> str:
    """The names behind a word of the imprint."""
    fields = {"抄报": given.reported, "报": given.up, "送": given.sent, "分送": given.distributed, "发": given.issued}
    return fields[word].removeprefix(f"{word}：").rstrip("。")


def meeting(entry: DocumentEntry) -> Meeting:
    """Who was at the meeting."""
    if entry.meeting is None:
        return Meeting()
    given = entry.meeting
    rolls = (
        ("主持", given.chair),
        ("主持人", given.chairperson),
        ("出席", given.present),
        ("出席人员", given.present_people),
        ("参加", given.joining),
        ("参加人员", given.joining_people),
        ("请假", given.absent),
        ("缺席", given.missing),
        ("列席", given.attending),
        ("列席人员", given.attending_people),
        ("记录", given.minutes),
        ("记录人", given.recorder),
    )
    return Meeting(tuple((label, names) for label, names in rolls if names))


def sheets(document: Document, kind: Kind, entry: DocumentEntry, people: Sequence[Person]) -> Document:
    """The document as nothing but a sheet for each person, where its kind is made so."""
    return replace(document, template="", parts=tuple(kind.each(entry, people))) if kind.each else document


def for_unit(entry: DocumentEntry, unit: Unit) -> DocumentEntry:
    """The entry with the unit's fields put into every text of it."""
    return with_fields(entry, unit_fields(unit))


def for_person(entry: DocumentEntry, person: Person) -> DocumentEntry:
    """The entry with somebody's name, unit, department and post put into every text of it."""
    return with_fields(entry, {name: text or BLANK for name, text in person_fields(person).items()})


def with_fields(entry: DocumentEntry, fields: Mapping[str, str]) -> DocumentEntry:
    """The entry with some fields put into every text of it."""

    def fill(value: Any) -> Any:
        if isinstance(value, str):
            return fill_fields(value, fields)
        if isinstance(value, dict):
            return {key: fill(item) for key, item in value.items()}
        return tuple(map(fill, value)) if isinstance(value, tuple) else value

    return DocumentEntry.model_validate(fill(entry.model_dump(exclude_unset=True)))


def unit_fields(unit: Unit) -> dict[str, str]:
    """What a letter may say of a unit, by name."""
    return {"编号": unit.code, "全称": unit.name, "简称": unit.label, "类别": unit.category, **unit.info}


def fill_fields(text: str, fields: Mapping[str, str]) -> str:
    """The text with fields put in; braces that name no field stay as they are."""
    return FIELD.sub(lambda m: fields.get(m.group(1), m.group(0)), text)


def targets(entry: DocumentEntry, campaign: Campaign) -> tuple[Unit | None, ...]:
    """The units that get a document of their own, in the order of the list; (None,) for a common document."""
    if not entry.targets:
        return (None,)
    wanted = set(entry.targets)
    every = bool(wanted & set(ALL_UNITS))
    return tuple(unit for unit in campaign.units if every or unit.code in wanted or (unit.category in wanted))


GAPS = {"发文字号": "doc_number", "标题": "title", "期号": "issue_number", "主送": "recipients", "附注": "note"}


def with_gaps(document: Document, missing: tuple[str, ...]) -> Document:
    """A draft shows what is missing at its place: 【缺：主送】."""
    changes: dict[str, object] = {field: GAP.format(key) for key, field in GAPS.items() if key in missing}
    if "签发人" in missing:
        changes["signers"] = (GAP.format("签发人"),)
    if "成文日期" in missing:
        changes["date_text"] = GAP.format("成文日期")
    if "正文" in missing:
        changes["blocks"] = parse(GAP.format("正文"))
    return replace(document, **changes)  # type: ignore[arg-type]
