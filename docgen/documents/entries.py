"""What is wrong with each document of a campaign: number, title, texts, addressees, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docgen.campaign.model import ALL_UNITS, Attachment, DocumentEntry, TableEntry
from docgen.campaign.naming import proper_names
from docgen.campaign.skeleton import Loc
from docgen.documents import KINDS, official, rules, typed_tables
from docgen.documents.attachments import ACTION_TABLE, FOREIGN, HEADINGS, NOTHING, TASK_TABLE, part_kind, title
from docgen.documents.draw import AUTOMATIC, FIELD, PEOPLE, issuers, targets, titled, unit_fields
from docgen.documents.findings import FIELDS, Review, close, exact, missing, walk
from docgen.gongwen import check
from docgen.gongwen.document import flat
from docgen.gongwen.parse import lines
from docgen.gongwen.rules import agreement
from docgen.gongwen.rules import text as wording
from docgen.gongwen.standard import KINDS as KINDS_OF_THE_STANDARD
from docgen.gongwen.title import kind_of
from docgen.ledgers.spec import UnknownLedger, preset_names, spec

FINAL_ONLY = "缺了这一项只能生成草稿（--draft）"


def documents(found: Review) -> None:
    """Each document by itself."""
    for i, entry in enumerate(found.campaign.documents):
        loc: Loc = ("文件", i)
        if entry.kind not in KINDS:
            found.add(
                (*loc, "类型"),
                rules.UNKNOWN_DOCUMENT_KIND,
                "error",
                f"没有“{entry.kind}”这个类型",
                found=entry.kind,
                expected="、".join(KINDS),
                cure=kind_cure(entry.kind),
            )
            entry = meant(entry)
            if entry.kind not in KINDS:
                continue
        for key in missing(entry):
            if KINDS[entry.kind].from_facts:
                cure = "不影响别的文件；docgen report 生成正式稿以前请补上"
                found.add(loc, rules.MISSING_ELEMENT, "info", f"{entry.kind}还没有写“{key}”", expected=key, cure=cure)
            else:
                found.add(
                    loc, rules.MISSING_ELEMENT, "error", f"{entry.kind}缺少“{key}”", expected=key, cure=FINAL_ONLY
                )
        for key in KINDS[entry.kind].usual:
            if not getattr(entry, FIELDS[key]):
                what = f"{entry.kind}没有写“{key}”，就不印"
                found.add(
                    loc,
                    rules.MISSING_ELEMENT,
                    "warning",
                    what,
                    expected=key,
                    cure=f"{entry.kind}一般都有，请核对原稿，有的请补上",
                )
        for rule in (number, names, masthead, dates, texts, addressees):
            rule(found, loc, entry)
        typed(found, loc, entry.tables)
        attached(found, (*loc, "附件"), entry.attachments)
        if entry.enclosure:
            typed(found, (*loc, "印发件"), entry.enclosure.tables)
            attached(found, (*loc, "印发件", "附件"), entry.enclosure.attachments)


def kind_of_the_standard(word: str) -> str:
    """The kind of the standard that a word ends with, where docgen has none of its own for it; else nothing."""
    longest_first = sorted(KINDS_OF_THE_STANDARD, key=len, reverse=True)
    found = next((kind for kind in longest_first if word.strip().endswith(kind)), "")
    return "" if found in KINDS else found


def meant(entry: DocumentEntry) -> DocumentEntry:
    """The entry as its kind should be written, so that all else in it can be judged at once.

    A kind that is none may be what the title ends with.
    """
    if entry.kind in KINDS:
        return entry
    said = kind_of(entry.title)
    kind = official.KIND.name if kind_of_the_standard(entry.kind) else said if said in KINDS else entry.kind
    return entry.model_copy(update={"kind": kind})


def kind_cure(word: str) -> str:
    """How to write a kind of document that is none of docgen's own."""
    if other := kind_of_the_standard(word):
        return f"{other}这样的红头文件请写“类型: 公文”，标题写成“……的{other}”；不要红头的写“类型: 材料”"
    return f"可以写：{'、'.join(KINDS)}；其他文种（决定、意见、通告等）写“公文”"


def number(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """A number is written as the standard wants it, or can be given by the register."""
    at, written = (*loc, "发文字号"), entry.doc_number
    if written == AUTOMATIC:
        code = entry.code or found.campaign.activity.code
        where = (*loc, "机关代字") if entry.code else ("活动", "机关代字")
        if not code:
            found.add(at, rules.UNUSABLE_ISSUER_CODE, "error", "发文字号写了“自动”，但没有写“机关代字”",
                      cure="请在“活动”里补上“机关代字: …”，如 华澜发")  # fmt: skip
        elif not check.CODE.fullmatch(code):
            found.add(where, rules.UNUSABLE_ISSUER_CODE, "error", f"机关代字写成了“{code}”", found=code,
                      expected="如 华澜发，不带年份、括号和空格")  # fmt: skip
        return
    if not written:
        return
    found.remark(at, check.doc_number(written) or (check.number_year(written, entry.date) if entry.date else None))
    if entry.targets:
        found.add(at, rules.UNUSABLE_ISSUER_CODE, "info", "每个单位各做一份，用的是同一个发文字号", found=written,
                  cure="如果每份要有自己的号，请写“自动”")  # fmt: skip


def names(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """The title can be read at a glance, fits the kind, and quotes the enclosure by its name."""
    organs = [*issuers(entry, found.campaign), *proper_names(found.campaign)]
    remarks = check.title(entry.title, organs) if entry.title else []
    for remark in (*remarks, check.title_kind(entry.title, entry.kind)):
        found.remark((*loc, "标题"), remark)
    quoted = re.match(r"[^《]*+《(.+)》", flat(entry.title))
    if entry.enclosure and quoted and loose(quoted.group(1)) != loose(flat(entry.enclosure.title)):
        found.add((*loc, "印发件", "标题"), agreement.ENCLOSED_TITLE_MISMATCH, "warning", "印发件的标题与文件标题里《》中的名称不一致",
                  found=flat(entry.enclosure.title), expected=quoted.group(1), cure="请改成同一个名称")  # fmt: skip


def loose(text: str) -> str:
    """A title without blanks and with one kind of inner brackets, for comparing."""
    return re.sub(r"\s", "", text).translate(str.maketrans("〈〉‘’", "《》“”"))


def masthead(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """份号, 密级, 签发人 and 主送 as the kind of document takes them."""
    kind = KINDS[entry.kind]
    if entry.copy_no and not re.fullmatch(r"[0-9]{6}", entry.copy_no):
        found.add((*loc, "份号"), rules.INVALID_SECRECY_MARKS, "error", f"份号写成了“{entry.copy_no}”，应为6位数字", found=entry.copy_no,
                  expected="6位数字，如 000001")  # fmt: skip
    if entry.secrecy_term and not entry.secrecy:
        found.add(
            (*loc, "保密期限"),
            rules.INVALID_SECRECY_MARKS,
            "error",
            "写了“保密期限”，没有写“密级”",
            expected="绝密、机密 或 秘密",
        )
    if entry.secrecy and not entry.copy_no:
        found.add((*loc, "密级"), rules.INVALID_SECRECY_MARKS, "warning", "涉密公文应当标注份号", expected="份号")
    if entry.signers and not kind.upward:
        found.add((*loc, "签发人"), rules.UNPRINTED_SIGNER, "warning", f"{entry.kind}不是上行文，不印签发人",
                  cure="请删去，或把类型改为报告、请示")  # fmt: skip
    if entry.kind == "请示" and re.search("[、，,]", entry.recipients):
        found.add((*loc, "主送"), wording.IMPROPER_UPWARD_DOCUMENT, "warning", "请示只写一个主送机关", found=entry.recipients,
                  cure="其他需要知道的机关写进版记的抄送")  # fmt: skip
    for key in kind.unprinted:
        if getattr(entry, FIELDS[key]) and not (key == "签发人" and not kind.upward):
            found.add(
                (*loc, key),
                rules.UNPRINTED_KEY,
                "warning",
                f"{entry.kind}不印“{key}”，写了也印不出来",
                cure="请删去，或改类型",
            )


def dates(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """Dates in their order, and the year that of the campaign or near it."""
    if entry.date is None:
        return
    year = found.campaign.activity.year
    if abs(entry.date.year - year) > 1:
        found.add((*loc, "成文日期"), wording.WRONG_ISSUE_DATE, "warning", f"成文日期在{entry.date.year}年，活动年度是{year}年",
                  found=str(entry.date), cure="请核对成文日期和年度", against="年度")  # fmt: skip
    printed = entry.imprint.printed_date if entry.imprint else None
    if printed and printed < entry.date:
        found.add((*loc, "版记", "印发日期"), wording.WRONG_ISSUE_DATE, "warning", f"印发日期（{printed}）早于成文日期（{entry.date}）",
                  found=str(printed), expected=f"不早于{entry.date}", cure="请核对两个日期")  # fmt: skip


def texts(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """Numbering of headings, and references to attachments, in every text of the document."""
    bodies: list[tuple[Loc, str, int]] = [((*loc, "正文"), entry.body, len(entry.attachments))]
    if entry.enclosure:
        count = len(entry.enclosure.attachments) or len(entry.attachments)
        bodies.append(((*loc, "印发件", "正文"), entry.enclosure.body, count))
    for place, attachment in walk((*loc, "附件"), entry.attachments):
        if attachment.body:
            bodies.append(((*place, "正文"), attachment.body, len(attachment.attachments) or len(entry.attachments)))
    for place, text, count in bodies:
        numbered = lines(text)
        for remark in (
            *check.heading_sequence(numbered),
            *check.ordinal_punctuation(numbered),
            *check.pairs(numbered),
        ):
            found.remark(place, remark)
        for index, line in numbered:
            if re.match(r"附件[：:]", line):
                found.add(place, wording.WRONG_ATTACHMENT_REFERENCE, "warning", "正文里自己写了附件说明", found=line[:20], line=index,
                          cure="附件说明由“附件”自动得来，请从正文里删去")  # fmt: skip
            for match in re.finditer(r"附件\s*(\d+)", line):
                if int(match.group(1)) > count:
                    found.add(
                        place,
                        wording.WRONG_ATTACHMENT_REFERENCE,
                        "warning",
                        f"正文提到“{match.group(0)}”，但一共只有{count}个附件",
                        found=match.group(0),
                        line=index,
                    )


def addressees(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """Units that a document is made for, and the fields that it takes from them."""
    codes = {unit.code for unit in found.campaign.units}
    categories = {unit.category for unit in found.campaign.units if unit.category}
    for i, word in enumerate(entry.targets):
        if word in codes | categories or word in (*ALL_UNITS, PEOPLE):
            continue
        found.add(
            exact(found, (*loc, "发给"), i),
            rules.UNKNOWN_TARGET,
            "error",
            f"单位表里没有“{word}”",
            found=word,
            expected="单位编号、单位类别、“全部”或“人员”",
            cure=close(word, codes | categories | {"全部", PEOPLE}),
        )
    if set(entry.targets) - {PEOPLE} and not found.campaign.units:
        found.add((*loc, "发给"), rules.UNKNOWN_TARGET, "error", "写了“发给”，但数据里没有“单位”")
    units_of = [unit for unit in targets(entry, found.campaign) if unit]
    known = {name for unit in found.campaign.units for name in unit_fields(unit)} | {
        "编号",
        "全称",
        "简称",
        "类别",
        "联系人",
    }
    for place, text in strings(entry.model_dump(by_alias=True, exclude_unset=True), loc):
        for index, line in enumerate(text.splitlines()):
            for name in FIELD.findall(line):
                lacking = [unit.code for unit in units_of if not unit_fields(unit).get(name)]
                if lacking:
                    what = f"文字里用了“{{{name}}}”，但{'、'.join(lacking[:5])}没有这一项"
                    found.add(place, rules.UNFILLED_UNIT_FIELD, "error", what, found=name, line=index,
                              expected="编号、全称、简称、类别，或单位“信息”里的项", cure="请在这些单位的“信息”里补上，或改正名称")  # fmt: skip
                elif not entry.targets and name in known and not KINDS[entry.kind].each:
                    what = f"文字里用了“{{{name}}}”，但没有写“发给”，会原样印出来"
                    found.add(place, rules.UNFILLED_UNIT_FIELD, "error", what, found=name, line=index,
                              cure="每个单位各做一份请写“发给: 全部”；不是的话请改成要印的字")  # fmt: skip


def strings(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Every text of an entry with its place."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, (*loc, key))
    elif isinstance(value, tuple | list):
        for i, item in enumerate(value):
            yield from strings(item, (*loc, i))


OF_ALL = {"label", "listed_as", "apart", "listed_word"}
"""What every attachment may have."""
PRINTED = {
    "台账": {"name", "ledger", "title", "paper", "attachments"},
    TASK_TABLE: {"name", "title", "headings", "numbered", "attachments"},
    ACTION_TABLE: {"name", "title", "headings", "attachments"},
    FOREIGN: {"file", "title"},
    "正文": {"title", "body", "subtitle", "tables", "paper", "attachments"},
}
"""What each kind of attachment prints; anything else that is written would be lost."""


def ignored(found: Review, place: Loc, attachment: Attachment) -> None:
    """Nothing is written that the attachment does not print."""
    kind = part_kind(attachment)
    for field in sorted(attachment.model_fields_set - PRINTED[kind] - OF_ALL):
        key = Attachment.model_fields[field].alias or field
        if getattr(attachment, field):
            found.add((*place, key), rules.UNPRINTED_ATTACHMENT_KEY, "error", f"这个附件是{kind}，写的“{key}”印不出来",
                      cure="请删去，或另写成一个附件")  # fmt: skip
    if attachment.ledger and attachment.name:
        found.add(
            (*place, "名称"), rules.UNPRINTED_ATTACHMENT_KEY, "error", "“名称”和“台账”只写一个", found=attachment.name
        )
    for key in attachment.headings:
        if kind in HEADINGS and key not in HEADINGS[kind]:
            found.add((*place, "表头", key), rules.UNPRINTED_ATTACHMENT_KEY, "error", f"{kind}没有“{key}”这个表头", found=key,
                      expected="、".join(HEADINGS[kind]), cure=close(key, HEADINGS[kind]))  # fmt: skip


def attached(found: Review, loc: Loc, attachments: tuple[Attachment, ...]) -> None:
    """Attachments can be made and are told apart by their titles."""
    titles: dict[str, int] = {}
    for i, attachment in enumerate(attachments):
        place: Loc = (*loc, i)
        name = attachment.ledger or attachment.name
        ignored(found, place, attachment)
        if part_kind(attachment) == "台账":
            try:
                spec(name, found.campaign)
            except (UnknownLedger, KeyError):
                if name not in found.campaign.ledgers:
                    words = [*HEADINGS, *preset_names(), *found.campaign.ledgers]
                    found.add(
                        place,
                        rules.INVALID_ATTACHMENT,
                        "error",
                        f"没有“{name}”这个附件或台账",
                        found=name,
                        expected="、".join(words),
                        cure=close(name, words),
                    )
                continue
        elif part_kind(attachment) in HEADINGS and not found.campaign.tasks:
            found.add(
                place, rules.ATTACHMENT_WITHOUT_TASKS, "error", f"附件“{attachment.name}”要用任务，数据里没有“任务”"
            )
        elif part_kind(attachment) == "正文" and not (attachment.body or attachment.tables or attachment.apart):
            found.add(
                place,
                rules.INVALID_ATTACHMENT,
                "error",
                "这个附件没有内容",
                expected="名称、台账、文件、正文 或 表格，写其中一个",
            )
        typed(found, place, attachment.tables)
        text = flat(title(attachment, found.campaign))
        if not text and attachment.label not in ("", NOTHING):
            continue
        if not text:
            found.add(place, rules.INVALID_ATTACHMENT, "error", "这个附件没有“标题”", expected="标题")
        elif text in titles and (attachment.label, attachment.listed_as) != (NOTHING, NOTHING):
            found.add(
                place,
                rules.DUPLICATE_ATTACHMENT_TITLE,
                "error",
                f"两个附件都叫“{text}”（第{titles[text] + 1}个、第{i + 1}个）",
                found=text,
                cure="请给其中一个另写“标题”",
            )
        titles.setdefault(text, i)
        attached(found, (*place, "附件"), attachment.attachments)


def typed(found: Review, loc: Loc, tables: tuple[TableEntry, ...]) -> None:
    """Tables written out in the data file have rows of one length and cells that can be merged."""
    for i, table in enumerate(tables):
        for what in typed_tables.faults(table):
            found.add((*loc, "表格", i), rules.MALFORMED_TABLE, "error", what, cure="请补齐或删去多余的格")


def same_names(found: Review) -> None:
    """Two documents of one kind and title would overwrite each other."""
    seen: dict[Any, int] = {}
    for i, entry in enumerate(found.campaign.documents):
        mark = titled(entry, found.campaign).id or (entry.kind, flat(entry.title))
        if mark in seen:
            found.add(
                ("文件", i),
                rules.DUPLICATE_DOCUMENT,
                "error",
                f"第{seen[mark] + 1}个和第{i + 1}个文件的{'代号' if entry.id else '类型、期间' if titled(entry, found.campaign).id else '类型和标题'}相同",
                cure="请改标题，或给它们写不同的“代号”",
            )
        seen.setdefault(mark, i)
    numbers: dict[str, int] = {}
    for i, entry in enumerate(found.campaign.documents):
        number = entry.doc_number
        if number in numbers and number != AUTOMATIC:
            first = numbers[number]
            other = found.loaded.source.place(("文件", first, "发文字号"))
            what = f"第{first + 1}个和第{i + 1}个文件都用了{number}（另一处在 {other}）"
            found.add(("文件", i, "发文字号"), rules.NUMBER_ALREADY_TAKEN, "error", what, found=number,
                      cure="一个字号只给一份文件；可以写“自动”由登记簿给号")  # fmt: skip
        if number:
            numbers.setdefault(number, i)
