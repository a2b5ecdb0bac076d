"""What the text says of attachments, and how their list is written: T42."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.edits import attachment, change
from docgen.gongwen.textrules.case import BODY, Case, Passage, fault, same
from docgen.gongwen.textrules.enclosures import LABEL, STOPS, TYPED_LABEL, Owner, bearing, item, listed_lines, owners

MENTION = re.compile(
    r"附件\s*(\d{1,2}(?!\d|月|年|份|个|件)(?:\s*[、，和及至到—～\-]\s*(?:附件)?\d{1,2}(?!\d|月|年|日|份|个|件|\.))*)"
)
OF_ANOTHER = re.compile(r"[》〉号）的]\s*$")
NEAR = 10
"""So much before a reference may tell that it is to the attachment of another document."""
COUNTED = re.compile(r"附\s*+件\s*+[：:]?\s*+(?:共|如文)?\s*+((?:\d{1,2}|[一二两三四五六七八九十])\s*+[件份个])[。.]?")
"""Where the names of the attachments belong: 附件2件."""
TOGETHER = re.compile(r"(?<=[^\s：:])[ \u3000\t]+([2-9][.．、])(?!\d)")
SEE = re.compile(r"[见按照填]附件(?!\d|\s*\d)")
FORGOTTEN_OF = 3
"""A list must be this long for one attachment that the text passes over, the only one, to look forgotten."""


def references(case: Case) -> Iterator[Diagnostic]:
    """T42: what the text calls 附件3 exists, none is forgotten, and the list is well formed."""
    found, stray = owners(case)
    yield from unresolved(case, found, stray)
    for at in case.of(*BODY, "listed", "label", "note", "signature", "recipients"):
        if match := COUNTED.fullmatch(at.text):
            message = f"附件说明只写了“{match[1]}”，没有写附件名称"
            right = "附件：1．名称" if match[1][0] not in "1一壹" else "附件：名称"
            cure = "请写出每个附件的名称；有几个的，用“1．”“2．”编号"
            yield fault(at, "error", message, match[1], right, cure)
        elif at.role == "listed" and (match := TOGETHER.search(at.text)):
            message = f"“{match[1]}”接排在上一个附件的后面，中间只用空格隔开"
            yield fault(at, "error", message, match[1], "每个附件另起一行", f"请在“{match[1]}”前面按回车，另起一行")
    for owner in found:
        yield from forgotten(case, owner)
    for part in sorted({owner.part for owner in found}):
        lines = listed_lines(case, part)
        for at in lines:
            yield from list_form(at, len(lines))


def body(case: Case) -> list[Passage]:
    """Headings and text, without the lines of a list that were taken for text."""
    return [at for at in case.of(*BODY) if not TYPED_LABEL.match(at.text)]


def unresolved(case: Case, found: list[Owner], stray: list[int]) -> Iterator[Diagnostic]:
    """References to attachments that are not there; a text that is itself an attachment may speak of its siblings."""
    if LABEL.match(case.reading.document.label):
        return
    labels = [bears[1] for part in case.reading.document.parts if (bears := bearing(part.label))]
    numbers = {int(number) for number in labels if number} | ({1} if stray else set())
    numbers |= {entry.number for owner in found for entry in owner.entries}
    for at in body(case):
        for match in MENTION.finditer(at.text):
            absent = [n for n in expanded(match[1]) if n not in numbers]
            if absent and not OF_ANOTHER.search(at.text[max(match.start() - NEAR, 0) : match.start()]):
                told = "、".join(f"附件{n}" for n in absent)
                message = f"正文提到{told}，但是附件说明和正文后面都没有"
                yield fault(at, "error", message, match[0], "与附件说明一致", "请核对附件序号，或者补上附件")
        if not found and not stray and not numbers and (seen := SEE.search(at.text)):
            message = f"正文写了“{seen[0]}”，但是没有附件说明，也没有附件"
            yield fault(at, "error", message, seen[0], "有附件说明和附件", "请补上附件说明和附件，或者修改正文")


def expanded(text: str) -> list[int]:
    """The numbers of “1、3” or “1—3”."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if len(numbers) == 2 and re.search(r"[至到—～\-]", text):
        return list(range(numbers[0], numbers[1] + 1))
    return numbers


def forgotten(case: Case, owner: Owner) -> Iterator[Diagnostic]:
    """The only attachment of a longer list that the text does not speak of; the list itself names them all."""
    if len(owner.entries) < FORGOTTEN_OF:
        return
    lines = body(case)
    mentioned = {n for at in lines for match in MENTION.finditer(at.text) for n in expanded(match[1])}
    text = same("".join(at.text for at in lines))
    absent = [e for e in owner.entries if e.number not in mentioned and same(e.title) not in text]
    if len(absent) == 1 and absent[0].taken is not None:
        only = absent[0]
        at = next((p for p in listed_lines(case, owner.part) if only.title in p.text), None)
        message = f"其他附件正文都提到了，只有{owner.label(only)}《{only.title}》没有提到"
        cure = "请看一看正文是否漏写了；不需要提到的，不必改"
        yield fault(at, "info", message, only.title, f"见{owner.label(only)}", cure, strength="practice")


def list_form(at: Passage, size: int) -> Iterator[Diagnostic]:
    """A line of the list: its colon, its number, no mark after the name, no 《》 round it."""
    number, title = item(at.text)
    if COUNTED.fullmatch(at.text):
        return  # told where all such lines are
    if re.match(r"附\s*[件表图录]\s*:", at.text):
        yield fault(
            at,
            "error",
            "“附件”后面用了半角冒号",
            ":",
            "：",
            "请改为全角冒号“：”",
            fix=change(at.text, attachment(at.text)),
        )
    yield from number_form(at, size, number, title)
    if at.text.endswith(tuple(STOPS)) and title:
        end = at.text[-1]
        yield fault(
            at,
            "error",
            f"附件名称后面有“{end}”",
            end,
            "附件名称后不加标点",
            f"请删去“{end}”",
            fix=change(at.text, attachment(at.text)),
        )
    if re.fullmatch("《[^《》]*》", title):
        message, cure = "附件名称加了书名号", "请删去书名号，附件说明里的名称通常不加"
        yield fault(at, "info", message, title, title[1:-1], cure, strength="practice")


def number_form(at: Passage, size: int, number: str, title: str) -> Iterator[Diagnostic]:
    """The number of a line: behind 附件：, with a dot, and only where there are several."""
    if not number:
        return
    if TOGETHER.search(at.text):
        return
    first = bool(re.match(r"附\s*[件表图录]", at.text))
    right = f"附件：{number}．" if first and number == "1" else f"{number}．"
    if size == 1 and number == "1":
        message, right = "只有一个附件，不用编号", f"附件：{title}"
        yield fault(at, "info", message, number, right, f"请改为“{right}”", strength="practice")
    elif TYPED_LABEL.match(at.text):
        found = at.text[: at.text.find(title)].strip()
        message = f"附件说明写成了“{found}”，编号应写在“附件：”的后面"
        yield fault(at, "error", message, found, right, f"请改为“{right}{title[:12]}”")
    elif match := re.match(r"(?:附\s*[件表图录]\s*[：:]\s*)?([0-9]{1,2}\s*[、：:])", at.text):
        found = match[1]
        message = f"附件说明的编号写成了“{found}”，编号后面应用圆点"
        yield fault(at, "warning", message, found, f"{number}．", f"请改为“{right}”")
