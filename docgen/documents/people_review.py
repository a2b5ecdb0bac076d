"""What is wrong with 人员 and with the documents that are made for people."""

from __future__ import annotations

import re
from pathlib import Path

from docgen.campaign.model import DocumentEntry
from docgen.campaign.skeleton import Loc
from docgen.documents import KINDS, rules
from docgen.documents.draw import FIELD, PEOPLE, unit_fields
from docgen.documents.entries import strings
from docgen.documents.findings import Review
from docgen.documents.people import FIELDS, FORM, HEADINGS, Roll, person_fields, roll
from docgen.documents.pledge import shipped

MOST_NAMES = 5


def people_review(found: Review, folder: Path) -> None:
    """Every problem of the lists, and of the documents for people; ``folder`` is where a list is looked for."""
    everybody = roll(found.loaded, folder)
    found.problems += everybody.problems
    for i, entry in enumerate(found.campaign.documents):
        if entry.kind not in KINDS:
            continue
        loc: Loc = ("文件", i)
        kind = KINDS[entry.kind]
        if PEOPLE in entry.targets and kind.from_facts and not kind.per_person:
            known = "、".join(name for name, other in KINDS.items() if other.from_facts and other.per_person)
            message = f"{entry.kind}不能每人做一份"
            cure = f"请改成“发给: 全部”或删去；报告里能每人一份的：{known}"
            found.add((*loc, "发给"), rules.DOCUMENT_FOR_NOBODY, "error", message, cure=cure, key=True)
        if PEOPLE in entry.targets or kind.each:
            somebody(found, loc, entry, everybody)
            known_fields(found, loc, entry, everybody)
        elif not kind.from_facts:
            for_nobody(found, loc, entry)


def somebody(found: Review, loc: Loc, entry: DocumentEntry, everybody: Roll) -> None:
    """There is somebody to make it for."""
    if everybody.people or any(problem.severity == "error" for problem in everybody.problems):
        return
    at, what = ((*loc, "发给"), "写了“发给: 人员”") if entry.targets else ((*loc, "类型"), f"{entry.kind}一人一页")
    cure = f"请写“人员”，或把名单做成 xlsx（{FORM}），在“人员名单”里写上文件名"
    found.add(at, rules.DOCUMENT_FOR_NOBODY, "error", f"{what}，数据里没有人员", cure=cure)


def known_fields(found: Review, loc: Loc, entry: DocumentEntry, everybody: Roll) -> None:
    """The text asks for nothing but what is known of people; what is lacking of some is said."""
    units = {name for unit in found.campaign.units for name in unit_fields(unit)}
    wrong = {word: name for name, words in HEADINGS.items() for word in words[1:]} | dict.fromkeys(
        units - {*FIELDS}, ""
    )
    told: set[str] = set()
    given = list(strings(entry.model_dump(by_alias=True, exclude_unset=True), loc))
    if KINDS[entry.kind].each and not entry.body:
        given.append(((*loc, "类型"), shipped()))
    for place, text in given:
        for line, words in enumerate(text.splitlines()):
            for name in FIELD.findall(words):
                if name in wrong and not KINDS[entry.kind].from_facts:
                    cure = f"请写 {{{wrong[name]}}}" if wrong[name] else "只能写{姓名}{单位}{部门}{岗位}"
                    found.add(place, rules.UNKNOWN_PERSON_FIELD, "error", f"文字里用了“{{{name}}}”，人员没有这一项，会原样印出来", found=name,
                              cure=cure, line=line)  # fmt: skip
                elif name in FIELDS and name not in told:
                    told.add(name)
                    lacking(found, place, name, everybody, line)


def lacking(found: Review, place: Loc, name: str, everybody: Roll, line: int) -> None:
    """A word on those of whom a field is not known that the text asks for."""
    without = [person.name for person in everybody.people if not person_fields(person)[name]]
    if without:
        shown = "、".join(without[:MOST_NAMES]) + ("等" if len(without) > MOST_NAMES else "")
        message = f"文字里用了“{{{name}}}”，有{len(without)}人没有写“{name}”（{shown}）"
        cure = "印成空格，由本人手写；不想手写请在人员名单里补上"
        found.add(place, rules.UNKNOWN_PERSON_FIELD, "info", message, found=name, cure=cure, line=line)


def for_nobody(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """A text that names a person's fields is made for people."""
    known = {name for unit in found.campaign.units for name in unit_fields(unit)}
    for place, text in strings(entry.model_dump(by_alias=True, exclude_unset=True), loc):
        for line, words in enumerate(text.splitlines()):
            for name in re.findall(r"[{｛](姓名|岗位)[}｝]", words):
                if name not in known:
                    found.add(place, rules.UNKNOWN_PERSON_FIELD, "error", f"文字里用了“{{{name}}}”，但没有写“发给: 人员”，会原样印出来",
                              found=name, cure="每人一份请写“发给: 人员”；不是的话请改成要印的字", line=line)  # fmt: skip
