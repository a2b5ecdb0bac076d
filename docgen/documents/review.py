"""What is wrong with a campaign before anything is made of it: each check yields problems with their lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from docgen.campaign.load import Loaded
from docgen.campaign.model import Attachment, DocumentEntry, Row
from docgen.campaign.source import Loc
from docgen.documents import KINDS
from docgen.documents.attachments import HEADINGS, TASK_TABLE, part_kind, title
from docgen.documents.draw import ALL_UNITS, AUTOMATIC, FIELD, issuers, targets, unit_fields
from docgen.errors import InvalidInput, Problem, Severity
from docgen.gongwen import check
from docgen.gongwen.check import Remark
from docgen.gongwen.document import flat
from docgen.gongwen.parse import lines
from docgen.ledgers.spec import UnknownLedger, definition, preset_names, spec
from docgen.rendering import foreign

REQUIRED_FIELDS = {
    "发文字号": "doc_number",
    "期号": "issue_number",
    "签发人": "signers",
    "标题": "title",
    "主送": "recipients",
    "正文": "body",
    "成文日期": "date",
    "附注": "note",
}
FINAL_ONLY = "缺了这一项只能生成草稿（--draft）"


class Review:
    """The problems of one campaign, collected."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.campaign = loaded.campaign
        self.problems: list[Problem] = []

    def add(
        self,
        loc: Loc,
        rule: str,
        severity: Severity,
        message: str,
        *,
        found: str | None = None,
        expected: str | None = None,
        cure: str | None = None,
        line: int = 0,
        key: bool = False,
    ) -> None:
        """Note a problem at a value, or at the key itself."""
        source = self.loaded.source
        place = source.key_place(loc) if key else source.place(loc, line)
        self.problems.append(Problem(place, rule, severity, message, found, expected, cure))

    def remark(self, loc: Loc, remark: Remark | None) -> None:
        """Note what a text rule said of a value."""
        if remark is not None:
            self.add(
                loc,
                remark.rule,
                remark.severity,
                remark.message,
                found=remark.found,
                expected=remark.expected,
                cure=remark.cure,
                line=remark.line,
            )


def review(loaded: Loaded, folder: Path) -> list[Problem]:
    """Every problem of the campaign's content, in reading order. ``folder`` is where named files are looked for."""
    found = Review(loaded)
    for run in (units, tasks, ledgers, documents, same_names):
        run(found)
    files(found, folder)
    return sorted(set(found.problems), key=lambda p: (p.place.line or 0, p.place.column or 0, p.rule, p.message))


def missing(entry: DocumentEntry) -> tuple[str, ...]:
    """The keys that a final document of this kind must have and the entry lacks."""
    kind = KINDS[entry.kind]
    return tuple(
        key
        for key in kind.required
        if not getattr(entry, REQUIRED_FIELDS[key]) and not (key == "主送" and entry.targets)
    )


def exact(found: Review, loc: Loc, i: int) -> Loc:
    """The place of one item of a list, or of the text that it was written in."""
    return (*loc, i) if (*loc, i) in found.loaded.source.values else loc


def close(word: str, words: Iterable[str]) -> str | None:
    """A cure that names the word that was probably meant."""
    near = get_close_matches(word, list(words), 1, 0.4)
    return f"是不是“{near[0]}”？" if near else None


# ---- units, tasks, ledgers


def units(found: Review) -> None:
    """Codes and names of units are theirs alone."""
    seen: dict[str, int] = {}
    for i, unit in enumerate(found.campaign.units):
        for word in dict.fromkeys([unit.code, unit.name, unit.short, *unit.aliases]):
            if not word:
                continue
            if word in seen and seen[word] != i:
                other = found.campaign.units[seen[word]]
                found.add(
                    ("单位", i),
                    "Y30",
                    "error",
                    f"“{word}”已经是{other.code}（{other.name}）的名称或编号",
                    found=word,
                    cure="请改成不同的编号、名称或别名",
                )
            seen.setdefault(word, i)


def tasks(found: Review) -> None:
    """Task tables need departments; departments are those of the list."""
    wants_departments = any(a.name == TASK_TABLE for _, a in all_attachments(found))
    known = set(found.campaign.departments)
    for c, group in enumerate(found.campaign.tasks):
        for t, task in enumerate(group.tasks):
            loc: Loc = ("任务", c, "事项", t)
            if wants_departments and not task.lead:
                found.add(
                    loc,
                    "Y31",
                    "error",
                    f"这项任务没有写“牵头”部门：{task.content[:20]}…",
                    expected="牵头部门",
                    cure="任务分解表要写明责任部门，请补上“牵头: …”",
                )
            for key, names in (("牵头", task.lead), ("配合", task.support)):
                for i, name in enumerate(names):
                    if known and name not in known and not name.startswith(("各", "全体", "-", "—")):
                        found.add(
                            exact(found, (*loc, key), i),
                            "Y32",
                            "warning",
                            f"“{name}”不在“部门”名单里",
                            found=name,
                            cure=close(name, known),
                        )


def ledgers(found: Review) -> None:
    """Definitions name columns that exist and tasks that exist."""
    total = sum(len(group.tasks) for group in found.campaign.tasks)
    for name, own in found.campaign.ledgers.items():
        loc: Loc = ("台账", name)
        try:
            ledger = definition(name, found.campaign)
        except UnknownLedger as error:
            found.add(
                (*loc, "基于"),
                "Y33",
                "error",
                f"没有“{error}”这个内置台账",
                found=str(error),
                expected="、".join(preset_names()),
                cure=close(str(error), preset_names()),
            )
            continue
        if not ledger.columns:
            found.add(loc, "Y33", "error", f"台账“{name}”没有写“列”", cure=f"可写“基于: {preset_names()[0]}”")
            continue
        names = [column.name for column in ledger.columns]
        for column, count in Counter(names).items():
            if count > 1:
                found.add((*loc, "列"), "Y34", "error", f"列名“{column}”用了{count}次")
        if isinstance(own.rows, tuple) and "rows" in own.model_fields_set:
            for i, row in enumerate(own.rows):
                row_columns(found, (*loc, "行", i), row, names)
        for i, prefill in enumerate(own.prefill):
            if not 1 <= prefill.task <= total:
                found.add((*loc, "预填", i, "任务"), "Y34", "error", f"没有第{prefill.task}项任务，一共{total}项")
            for j, row in enumerate(prefill.rows):
                row_columns(found, (*loc, "预填", i, "子行", j), row, names)


def row_columns(found: Review, loc: Loc, row: Row, names: list[str], above: frozenset[str] = frozenset()) -> None:
    """Rows fill columns that the ledger has, each once from left to right."""
    cells = (*loc, "格") if (*loc, "格") in found.loaded.source.keys else loc
    for name in row.cells:
        if name not in names:
            found.add(
                (*cells, name),
                "Y34",
                "error",
                f"台账里没有“{name}”这一列",
                found=name,
                expected="、".join(names),
                cure=close(name, names),
                key=True,
            )
        elif name in above:
            found.add((*cells, name), "Y34", "error", f"“{name}”在外层的行里已经写过", found=name, key=True)
    for i, child in enumerate(row.rows):
        row_columns(found, (*loc, "子行", i), child, names, above | set(row.cells))


# ---- documents


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


def documents(found: Review) -> None:
    """Each document by itself."""
    for i, entry in enumerate(found.campaign.documents):
        loc: Loc = ("文件", i)
        if entry.kind not in KINDS:
            found.add(
                (*loc, "类型"),
                "Y40",
                "error",
                f"没有“{entry.kind}”这个类型",
                found=entry.kind,
                expected="、".join(KINDS),
                cure=close(entry.kind, KINDS) or f"可以写：{'、'.join(KINDS)}",
            )
            continue
        for key in missing(entry):
            found.add(loc, "Y41", "error", f"{entry.kind}缺少“{key}”", expected=key, cure=FINAL_ONLY)
        one_document(found, loc, entry)
        texts(found, loc, entry)
        addressees(found, loc, entry)
        attached(found, (*loc, "附件"), entry.attachments)
        if entry.enclosure:
            attached(found, (*loc, "印发件", "附件"), entry.enclosure.attachments)


def one_document(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """Number, title, copy number and signers."""
    kind, names = KINDS[entry.kind], [unit.name for unit in found.campaign.units]
    number = entry.doc_number
    if number == AUTOMATIC:
        if not (entry.code or found.campaign.activity.code):
            found.add(
                (*loc, "发文字号"),
                "Y42",
                "error",
                "发文字号写了“自动”，但没有写“机关代字”",
                cure="请在“活动”里补上“机关代字: …”，如 华澜发",
            )
    elif number:
        remark = check.doc_number(number)
        self_made = remark or (check.number_year(number, entry.date) if entry.date else None)
        found.remark((*loc, "发文字号"), self_made)
    for remark in check.title(entry.title, [*issuers(entry, found.campaign), *names]):
        found.remark((*loc, "标题"), remark)
    if entry.copy_no and not re.fullmatch(r"[0-9]{6}", entry.copy_no):
        found.add(
            (*loc, "份号"),
            "Y43",
            "error",
            f"份号写成了“{entry.copy_no}”，应为6位数字",
            found=entry.copy_no,
            expected="6位数字，如 000001",
        )
    if entry.secrecy_term and not entry.secrecy:
        found.add((*loc, "保密期限"), "Y43", "error", "写了“保密期限”，没有写“密级”", expected="绝密、机密 或 秘密")
    if entry.secrecy and not entry.copy_no:
        found.add((*loc, "密级"), "Y43", "warning", "涉密公文应当标注份号", expected="份号")
    if entry.signers and not kind.upward:
        found.add(
            (*loc, "签发人"),
            "Y44",
            "warning",
            f"{entry.kind}不是上行文，不印签发人",
            cure="请删去，或把类型改为报告、请示",
        )
    if entry.targets and entry.doc_number not in ("", AUTOMATIC):
        found.add(
            (*loc, "发文字号"),
            "Y42",
            "info",
            "每个单位各做一份，用的是同一个发文字号",
            found=number,
            cure="如果每份要有自己的号，请写“自动”",
        )
    if entry.enclosure:
        quoted = re.search(r"《(.+)》", flat(entry.title))
        if quoted and loose(quoted.group(1)) != loose(flat(entry.enclosure.title)):
            found.add(
                (*loc, "印发件", "标题"),
                "S01",
                "warning",
                "印发件的标题与文件标题里《》中的名称不一致",
                found=flat(entry.enclosure.title),
                expected=quoted.group(1),
            )


def loose(text: str) -> str:
    """A title without blanks and with one kind of inner brackets, for comparing."""
    return re.sub(r"\s", "", text).translate(str.maketrans("〈〉‘’", "《》“”"))


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
        for remark in (*check.heading_sequence(numbered), *check.ordinal_punctuation(numbered)):
            found.remark(place, remark)
        for index, line in numbered:
            for match in re.finditer(r"附件\s*(\d+)", line):
                if int(match.group(1)) > count:
                    found.add(
                        place,
                        "T42",
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
        if word in codes | categories or word in ALL_UNITS:
            continue
        found.add(
            exact(found, (*loc, "发给"), i),
            "Y45",
            "error",
            f"单位表里没有“{word}”",
            found=word,
            expected="单位编号、单位类别或“全部”",
            cure=close(word, codes | categories | {"全部"}),
        )
    if entry.targets and not found.campaign.units:
        found.add((*loc, "发给"), "Y45", "error", "写了“发给”，但数据里没有“单位”")
    if not entry.targets:
        return
    units_of = [unit for unit in targets(entry, found.campaign) if unit]
    for key, text in (("标题", entry.title), ("主送", entry.recipients), ("正文", entry.body)):
        for index, line in enumerate(text.splitlines()):
            for name in FIELD.findall(line):
                lacking = [unit.code for unit in units_of if name not in unit_fields(unit)]
                if lacking:
                    found.add(
                        (*loc, key),
                        "Y46",
                        "error",
                        f"文字里用了“{{{name}}}”，但{'、'.join(lacking[:5])}没有这一项",
                        found=name,
                        expected="编号、全称、简称、类别，或单位“信息”里的项",
                        line=index,
                        cure="请在这些单位的“信息”里补上，或改正名称",
                    )


def attached(found: Review, loc: Loc, attachments: tuple[Attachment, ...]) -> None:
    """Attachments can be made and are told apart by their titles."""
    titles: dict[str, int] = {}
    for i, attachment in enumerate(attachments):
        place: Loc = (*loc, i)
        name = attachment.ledger or attachment.name
        if part_kind(attachment) == "台账":
            try:
                spec(name, found.campaign)
            except (UnknownLedger, KeyError):
                if name not in found.campaign.ledgers:
                    words = [*HEADINGS, *preset_names(), *found.campaign.ledgers]
                    found.add(
                        place,
                        "Y50",
                        "error",
                        f"没有“{name}”这个附件或台账",
                        found=name,
                        expected="、".join(words),
                        cure=close(name, words),
                    )
                continue
        elif part_kind(attachment) in HEADINGS and not found.campaign.tasks:
            found.add(place, "Y51", "error", f"附件“{attachment.name}”要用任务，数据里没有“任务”")
        elif part_kind(attachment) == "正文" and not attachment.body:
            found.add(place, "Y50", "error", "这个附件没有内容", expected="名称、台账、文件 或 正文，写其中一个")
        text = flat(title(attachment, found.campaign))
        if not text:
            found.add(place, "Y50", "error", "这个附件没有“标题”", expected="标题")
        elif text in titles:
            found.add(
                place,
                "Y52",
                "error",
                f"两个附件都叫“{text}”（第{titles[text] + 1}个、第{i + 1}个）",
                found=text,
                cure="请给其中一个另写“标题”",
            )
        titles.setdefault(text, i)
        attached(found, (*place, "附件"), attachment.attachments)


def same_names(found: Review) -> None:
    """Two documents of one kind and title would overwrite each other."""
    seen: dict[Any, int] = {}
    for i, entry in enumerate(found.campaign.documents):
        mark = entry.id or (entry.kind, flat(entry.title))
        if mark in seen:
            found.add(
                ("文件", i),
                "Y53",
                "error",
                f"第{seen[mark] + 1}个和第{i + 1}个文件的{'代号' if entry.id else '类型和标题'}相同",
                cure="请改标题，或给它们写不同的“代号”",
            )
        seen.setdefault(mark, i)


def files(found: Review, folder: Path) -> None:
    """Existing files that are to be bound in can be read whole."""
    for loc, attachment in all_attachments(found):
        if not attachment.file:
            continue
        try:
            foreign.read_foreign(folder / attachment.file)
        except InvalidInput as error:
            for problem in error.problems:
                found.add(
                    (*loc, "文件"), problem.rule, "error", problem.message, found=attachment.file, cure=problem.cure
                )
