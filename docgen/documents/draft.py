"""The way back: a Document becomes a data file to go on with; what is not in the document is not invented."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from docgen.campaign.dump import Flow, dump
from docgen.documents import KINDS, typed_tables
from docgen.documents.attachments import NOTHING, PAPERS
from docgen.documents.findings import FIELDS
from docgen.documents.kinds import Kind
from docgen.documents.recognised import Recognised, recognise
from docgen.gongwen.check import DOC_NUMBER
from docgen.gongwen.document import ENCLOSURE, Block, Document, Part, Table, flat
from docgen.gongwen.roles import Reading
from docgen.gongwen.title import PUNCTUATION, tidy
from docgen.wording import GAP

CAMPAIGN_NAME = re.compile(r"“([^“”]{2,20}年)”")
YEAR = re.compile(r"((?:19|20)\d{2})年")
NO_YEAR = 0
"""The year of a paper that names none; the data file must have one."""


def draft(reading: Reading) -> str:
    """The data file of a document, with what is uncertain as remarks at its top."""
    document = reading.document
    found = recognise(document)
    data: dict[str, Any] = {"活动": activity(document)}
    if found.departments:
        data["部门"] = list(found.departments)
    if found.units:
        data["单位"] = [{"编号": f"U{i:02}", **unit} for i, unit in enumerate(found.units, 1)]
    if found.tasks:
        data["任务"] = [{"类别": c, "事项": [Flow(task) for task in tasks]} for c, tasks in found.tasks]
    if found.ledgers:
        data["台账"] = {name: dict(ledger) for name, ledger in found.ledgers}
    data["文件"] = [entry(document, found)]
    return dump(data, remarks(reading, data, found))


def remarks(reading: Reading, data: dict[str, Any], found: Recognised) -> list[str]:
    """What a person should look at before the file is used."""
    told = [f"由 {reading.manuscript.name} 导入。请对照原文核对下面各处："]
    told += [
        f"  - {f'第{d.place.paragraph}段（行）：' if d.place.paragraph else ''}{d.message}{f'（{d.text}）' if d.text else ''}"
        for d in reading.doubts
    ]
    if data["活动"]["年度"] == NO_YEAR:
        told.append("  - 原文没有年份，“年度”写成了 0，请改成活动所在的年份")
    if data["活动"]["主办"] == GAP.format("主办"):
        told.append("  - 原文没有发文机关，请填写“主办”")
    if found.units:
        told.append("  - “单位”取自表格，编号是按顺序排的，请核对")
    told += [f"  - {doubt}" for doubt in found.doubts]
    if data["文件"][0]["类型"] == "公文" and (lacks := lacking(reading.document)):
        own = reading.document.kind
        told.append(f"  - 原文是{own}，但缺“{'、'.join(lacks)}”，“类型”先写成了 公文；补上以后请改成 {own}")
    return told if len(told) > 1 else [f"由 {reading.manuscript.name} 导入。"]


def activity(document: Document) -> dict[str, Any]:
    """活动: its name from the quotes in the titles, the year, the host and the code of its numbers."""
    titles = [document.title, *(part.title for part in document.parts)]
    texts = [block.full_text for block in document.blocks if not isinstance(block, Table)]
    names = Counter(name for title in titles for name in CAMPAIGN_NAME.findall(flat(title)))
    names = names or Counter(name for text in texts for name in CAMPAIGN_NAME.findall(text))
    number = DOC_NUMBER.match(document.doc_number)
    years = [int(year) for text in [*titles, *texts] for year in YEAR.findall(text)]
    year = document.date.year if document.date else int(number["year"]) if number else years[0] if years else NO_YEAR
    host = (document.issuers or document.signature or (GAP.format("主办"),))[0]
    name = names.most_common(1)[0][0] if names else plain_name(flat(document.title)) or GAP.format("名称")
    return {"名称": name, "年度": year, "主办": host} | ({"机关代字": number["code"]} if number else {})


def plain_name(title: str) -> str:
    """What a title is about: without 关于 and the kind."""
    text = title.rstrip(PUNCTUATION)
    match = re.match(
        r"(?s)(?>(?:(?!关于).)*)关于(?:印发|开展|转发|做好)?(.+?)的?(?:通知|报告|请示|函|意见|决定)?$", text
    )
    return (match.group(1) if match else text).strip("《》")


def kind(document: Document) -> str:
    """The kind to write: its own where all that the kind asks for is there, else one that asks for nothing."""
    if not document.mark:
        return "材料"
    own = KINDS.get(document.kind)
    if own is None or own.from_facts or own.template != document.template or own.mark_suffix != document.mark_suffix:
        return "公文"
    lacks = lacking(document)
    unprinted = [key for key in own.unprinted if elements(document, own).get(key)]
    signed = not own.signed or bool(document.signature)
    return "公文" if lacks or unprinted or not signed or document.label else own.name


def lacking(document: Document) -> list[str]:
    """What the document's kind asks for and the document does not have."""
    own = KINDS.get(document.kind)
    return [key for key in own.required if not elements(document, own)[key]] if own and not own.from_facts else []


def elements(document: Document, own: Kind) -> dict[str, Any]:
    """The elements of the document that its kind asks for, and those it may not have."""
    have = {
        "主送": document.recipients,
        "正文": document.blocks,
        "成文日期": document.date,
        "署名": document.signature,
    }
    have |= {key: getattr(document, FIELDS[key]) for key in own.required if key not in have}
    return have


def entry(document: Document, found: Recognised) -> dict[str, Any]:
    """文件: the document with all that it has."""
    name = kind(document)
    made: dict[str, Any] = {"类型": name, "标注": document.label, "发文字号": document.doc_number}
    made |= issuing(document, name)
    made |= {
        "期号": document.issue_number,
        "标题": tidy(document.title),
        "题注": list(document.subtitle),
        "主送": document.recipients,
    }
    made |= body(document.blocks)
    children = list(document.parts)
    if children and not children[0].label:
        first = children.pop(0)
        inner = attachments(first.listed, children, found, first.listed_word)
        if first.title and first.blocks:
            made["印发件"] = present(
                {"标题": tidy(first.title), "题注": list(first.subtitle), **body(first.blocks), "附件": inner}
                | called(first.listed_word)
            )
        else:
            made["附件"] = [attachment(first, "附件", NOTHING, found), *inner]
    made["附件"] = [
        *made.get("附件", []),
        *attachments(document.listed, children, found, document.listed_word, rest=True),
    ]
    made |= called(document.listed_word)
    made |= ending(document, name)
    return present(made)


def called(word: str) -> dict[str, str]:
    """What attachments are called, where it is not 附件."""
    return {} if word == ENCLOSURE else {"附件说明": word}


def issuing(document: Document, name: str) -> dict[str, Any]:
    """Who issues, and how the mark reads where it is not made from that."""
    if name == "材料":
        return {}
    made: dict[str, Any] = {}
    if len(document.issuers) > 1 or (name == "纪要" and document.issuers):
        made["发文机关"] = list(document.issuers)
    if name == "纪要" or (document.mark and document.mark_suffix != KINDS[name].mark_suffix):
        made["标志"] = "".join(document.mark) + document.mark_suffix
    secrecy, _, term = re.sub("[☆*]", "★", document.secrecy).partition("★")
    return made | {
        "份号": document.copy_no,
        "密级": secrecy,
        "保密期限": term,
        "紧急程度": document.urgency,
        "签发人": list(document.signers),
    }


def ending(document: Document, name: str) -> dict[str, Any]:
    """Signature, date, note, rolls and imprint."""
    default = document.issuers if name != "材料" else ()
    made: dict[str, Any] = {}
    if document.signature != default and KINDS[name].signed:
        made["署名"] = list(document.signature) or (NOTHING if document.date or name != "材料" else "")
    if document.signature and document.signing == "unsealed":
        made["落款"] = "不盖章"
    made["成文日期"] = document.date.isoformat() if document.date else ""
    made["附注"] = document.note
    rolls = document.meeting.rolls
    made["会议"] = present(
        {label: "、".join(names for own, names in rolls if own == label) for label in dict.fromkeys(dict(rolls))}
    )
    if document.imprint:
        day = document.imprint.printed_date
        made["版记"] = present(
            {
                "主送": document.imprint.recipients,
                **dict(document.imprint.copies),
                "印发机关": document.imprint.printed_by,
                "印发日期": day.isoformat() if day else "",
            }
        )
    return made


def present(made: dict[str, Any]) -> dict[str, Any]:
    """Only what is there."""
    return {key: value for key, value in made.items() if value not in ("", [], {}, None, ())}


def body(blocks: tuple[Block, ...]) -> dict[str, Any]:
    """正文 as a clerk types it, and its tables with their places."""
    lines: list[str] = []
    tables: list[dict[str, Any]] = []
    for block in blocks:
        if isinstance(block, Table):
            tables.append(typed(block))
            lines.append(f"{{表格{len(tables)}}}")
        else:
            lines.append(block.full_text)
    if lines == ["{表格1}"]:
        lines = []
    return {"正文": "\n".join(lines) + "\n" if len(lines) > 1 else "".join(lines), "表格": tables}


def typed(table: Table) -> dict[str, Any]:
    """A table for the data file, its rows on one line each."""
    made = typed_tables.entry(table)
    made["行"] = [tuple(row) for row in made["行"]]
    return {key: tuple(value) if key in ("列宽", "居中列") else value for key, value in made.items()}


def attachments(
    names: tuple[str, ...], parts: list[Part], found: Recognised, word: str, rest: bool = False
) -> list[dict[str, Any]]:
    """The attachments that a 附件说明 lists, taken from the parts in order; with ``rest`` those that nobody lists too."""
    made: list[dict[str, Any]] = []
    for number, name in enumerate(names, 1):
        expected = word if len(names) == 1 else f"{word}{number}"
        single = {word, f"{word}1"} if len(names) == 1 else set()
        if not parts or bare_label(parts[0].label) not in {expected, *single}:
            made.append({"标题": name, "另附": "是"})
            continue
        made.append(attachment(parts.pop(0), expected, name, found, parts))
        if number < len(names) and (inner := unlisted(parts, word, found)):
            made[-1]["附件"] = [*made[-1].get("附件", []), *inner]
    count = len(names)
    while rest and parts:
        part = parts.pop(0)
        made.append(
            attachment(part, part.label if count and part.label else "", NOTHING, found, parts, own_label=True)
        )
    return made


def unlisted(parts: list[Part], word: str, found: Recognised) -> list[dict[str, Any]]:
    """The parts up to the next that is called ``word``: 附表1 of an attachment that does not list it."""
    end = next((k for k, part in enumerate(parts) if part.label.startswith(word)), 0)
    own, parts[:end] = parts[:end], []
    return [attachment(part, "", NOTHING, found, own_label=True) for part in own]


def bare_label(label: str) -> str:
    """附件1 for 附件一."""
    numbers = {han: str(i) for i, han in enumerate("一二三四五六七八九十", 1)}
    return label[:2] + numbers.get(label[2:], label[2:])


def attachment(
    part: Part, expected: str, listed: str, found: Recognised, parts: list[Part] | None = None, own_label: bool = False
) -> dict[str, Any]:
    """One attachment with those of its own that follow it."""
    made: dict[str, Any] = dict(found.attachments.get(part, {}))
    if not made:
        made = {"标题": tidy(part.title), "题注": list(part.subtitle)} | body(part.blocks)
        made["纸张"] = next((paper for paper, template in PAPERS.items() if template == part.template), "")
    if own_label or part.label != expected:
        made["标注"] = part.label or NOTHING
    if listed != flat(part.title):
        made["列名"] = listed
    if parts is not None and part.listed:
        made["附件"] = attachments(part.listed, parts, found, part.listed_word)
    made |= called(part.listed_word)
    return present(made)
