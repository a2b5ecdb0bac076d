"""The list of attachments (附件说明), the attachments, and what the text says of them: T41–T43."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docgen.gongwen.check import unpaired
from docgen.gongwen.textrules.case import BODY, Case, Fault, Passage, bare_title, same

LABEL = re.compile(r"^附\s*件\s*(\d*)")
ITEM = re.compile(r"^(?:附\s*件\s*[：:]?\s*)?(?:(\d{1,2})\s*[.．、﹒]\s*)?(.*)$", re.DOTALL)
QUOTES = re.compile("[《》〈〉“”‘’\"']")
MENTION = re.compile(
    r"附件\s*(\d{1,2}(?!\d|月|年|份|个)(?:\s*[、，和及至到—～\-]\s*(?:附件)?\d{1,2}(?!\d|月|年|日|份|个|\.))*)"
)
OF_ANOTHER = re.compile(r"[》〉号）的]\s*$")
SEE = re.compile(r"[见按照填]附件(?!\d|\s*\d)")
CARRIED = re.compile(r"(?:印发|转发|批转|公布|发布)《(.+)》的?通知$")


@dataclass
class Owner:
    """A part with a list of attachments, and the parts that were found to be them."""

    part: int
    titles: tuple[str, ...]
    taken: list[int] = field(default_factory=list)

    def awaits(self, number: str) -> bool:
        """Whether the next attachment of the list may bear this number ("" for none)."""
        left = len(self.taken) < len(self.titles)
        return left and (int(number) == len(self.taken) + 1 if number else len(self.titles) == 1)


def owners(case: Case) -> tuple[list[Owner], list[int]]:
    """The parts that list attachments with those that follow, and the labelled parts that no list names."""
    document = case.reading.document
    found = [Owner(0, document.listed or listed_titles(case, 0))]
    stray = []
    for number, part in enumerate(document.parts, 1):
        label = LABEL.match(part.label)
        if label:
            owner = next((o for o in reversed(found) if o.awaits(label[1])), None)
            owner = owner or next((o for o in reversed(found) if len(o.taken) < len(o.titles)), None)
            if owner:
                owner.taken.append(number)
            else:
                stray.append(number)
        found.append(Owner(number, part.listed or listed_titles(case, number)))
    return [owner for owner in found if owner.titles], stray


def listed_titles(case: Case, part: int) -> tuple[str, ...]:
    """The titles of an 附件说明 as its paragraphs have them."""
    return tuple(title for p in case.of("listed", part=part) if (title := item(p)[1]))


def item(at: Passage) -> tuple[str, str]:
    """The number and the title of a line of the list."""
    match = ITEM.match(at.text)
    return (match[1] or "", match[2].strip()) if match else ("", at.text)


def listing(case: Case) -> Iterator[Fault]:
    """T41: attachments follow as they are listed: as many, in this order, under these numbers and titles."""
    found, stray = owners(case)
    for owner in found:
        yield from count(case, owner)
        for i, (title, number) in enumerate(zip(owner.titles, owner.taken, strict=False)):
            yield from label_fault(case, owner, i, number)
            yield from title_fault(case, owner, title, number)
    for number in stray:
        at = label_at(case, number)
        label = case.reading.document.parts[number - 1].label
        yield Fault(
            at, "error", f"后面附了“{label}”，附件说明里没有列出", label, "在正文下面列出附件名称", "请补写附件说明"
        )
    for part in sorted({p.part for p in case.of("listed")}):
        yield from numbering(case.of("listed", part=part))


def count(case: Case, owner: Owner) -> Iterator[Fault]:
    """Listed attachments that do not follow; a question where none follows, they may be files of their own."""
    if len(owner.taken) < len(owner.titles):
        missing = owner.titles[len(owner.taken)]
        at = listed_at(case, owner, missing)
        message = f"附件说明列了{len(owner.titles)}个附件，后面只有{len(owner.taken)}个，缺“{missing}”"
        cure = "请补上附件；附件另存为单独文件的，请一并核对" if not owner.taken else "请补上附件，或修改附件说明"
        yield Fault(at, "error" if owner.taken else "warning", message, missing, f"{len(owner.titles)}个", cure)


def label_fault(case: Case, owner: Owner, i: int, number: int) -> Iterator[Fault]:
    """An attachment whose number is not that of its place in the list."""
    label = case.reading.document.parts[number - 1].label
    match = LABEL.match(label)
    right = f"附件{i + 1}" if len(owner.titles) > 1 else "附件"
    if (
        match
        and match[1] != (str(i + 1) if len(owner.titles) > 1 else "")
        and not (len(owner.titles) == 1 and match[1] == "1")
    ):
        yield Fault(
            label_at(case, number),
            "error",
            f"附件标成了“{label}”，按附件说明应是“{right}”",
            label,
            right,
            "请核对附件的序号和顺序",
        )


def title_fault(case: Case, owner: Owner, title: str, number: int) -> Iterator[Fault]:
    """A title that is not the one listed; what stands in brackets at its end may be left out of the list."""
    actual = case.part_title(number)
    forms = {same(actual), same(bare_title(actual))}
    listed = {same(title), same(bare_title(title))}
    if not actual or forms & listed:
        return
    at = listed_at(case, owner, title)
    if {QUOTES.sub("", form) for form in forms} & {QUOTES.sub("", form) for form in listed}:
        message = f"附件说明写的是“{title}”，附件标题是“{actual}”，引号、书名号不一致"
        yield Fault(at, "warning", message, title, actual, "请改成一致")
    elif any(
        QUOTES.sub("", a) in QUOTES.sub("", b) for x, y in ((forms, listed), (listed, forms)) for a in x for b in y
    ):
        lost = bool(unpaired(title))
        message = f"附件说明写的是“{title}”，附件标题是“{actual}”，{'引号不成对' if lost else '一个多字、一个少字'}"
        yield Fault(at, "warning" if lost else "info", message, title, actual, "请改成一致")
    else:
        yield Fault(at, "error", f"附件说明写的是“{title}”，附件标题是“{actual}”", title, actual, "请改成一致")


def numbering(lines: list[Passage]) -> Iterator[Fault]:
    """The numbers of a list of attachments run from 1."""
    numbered = [(p, int(item(p)[0])) for p in lines if item(p)[0]]
    for expected, (at, number) in enumerate(numbered, 1):
        if number != expected:
            message = f"附件说明的序号“{number}”不连续，应是“{expected}”"
            yield Fault(at, "error", message, str(number), str(expected), "请改正序号")
            return


def listed_at(case: Case, owner: Owner, title: str) -> Passage | None:
    """The line of the list with a title."""
    lines = case.of("listed", part=owner.part)
    at = next((p for p in lines if title in p.text), None) or next((p for p in lines if title[:6] in p.text), None)
    return at or (lines[0] if lines else None)


def label_at(case: Case, part: int) -> Passage | None:
    """Where an attachment begins."""
    return next(iter(case.of("label", "title", part=part)), None)


def references(case: Case) -> Iterator[Fault]:
    """T42: what the text calls 附件3 exists, every attachment is spoken of, and the list is well formed."""
    found, stray = owners(case)
    yield from unresolved(case, found, stray)
    mentioned = {n for at in case.of(*BODY) for match in MENTION.finditer(at.text) for n in expanded(match[1])}
    for owner in found:
        yield from unmentioned(case, owner, mentioned)
    for at in case.of("listed"):
        yield from list_form(at, len(case.of("listed", part=at.part)))


def unresolved(case: Case, found: list[Owner], stray: list[int]) -> Iterator[Fault]:
    """References to attachments that are not there; a text that is itself an attachment may speak of its siblings."""
    if LABEL.match(case.reading.document.label):
        return
    numbers = {int(label[1]) for p in case.reading.document.parts if (label := LABEL.match(p.label)) and label[1]}
    numbers |= {i + 1 for owner in found for i in range(len(owner.titles))} | ({1} if stray else set())
    for at in case.of(*BODY):
        for match in MENTION.finditer(at.text):
            if OF_ANOTHER.search(at.text[: match.start()]):
                continue
            for number in (n for n in expanded(match[1]) if n not in numbers):
                message = f"正文提到附件{number}，但没有这个附件"
                yield Fault(at, "error", message, match[0], "与附件说明一致", "请核对附件序号，或补上附件")
        if not found and not stray and (seen := SEE.search(at.text)):
            message = "正文说见附件，但没有附件说明，也没有附件"
            yield Fault(at, "error", message, seen[0], "列出附件", "请补上附件和附件说明")


def expanded(text: str) -> list[int]:
    """The numbers of “1、3” or “1—3”."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if len(numbers) == 2 and re.search(r"[至到—～\-]", text):
        return list(range(numbers[0], numbers[1] + 1))
    return numbers


def unmentioned(case: Case, owner: Owner, mentioned: set[int]) -> Iterator[Fault]:
    """Attachments of a longer list that the text never speaks of."""
    text = same("".join(p.text for p in case.of(*BODY)))
    for i, title in enumerate(owner.titles, 1):
        if (
            len(owner.titles) > 1
            and i not in mentioned
            and same(title) not in text
            and QUOTES.sub("", same(title)) not in text
        ):
            at = listed_at(case, owner, title)
            yield Fault(at, "info", f"正文没有提到附件{i}“{title}”", title, f"（见附件{i}）", "请核对正文是否要提到它")


def list_form(at: Passage, size: int) -> Iterator[Fault]:
    """A line of the list: full-width colon, no mark after the name, no 《》 round it, no number for a single one."""
    number, title = item(at)
    if re.match(r"附\s*件\s*:", at.text):
        yield Fault(at, "warning", "“附件”后用了半角冒号", ":", "：", "请改为全角冒号")
    if title.endswith(("。", "；", "，", "、", ";", ",")):
        yield Fault(
            at, "error", f"附件名称后面有“{title[-1]}”", title[-1], "附件名称后不加标点", "请删去", strength="must"
        )
    if title.startswith("《") and title.endswith("》"):
        yield Fault(at, "info", "附件名称加了书名号", title, title[1:-1], "附件说明里的名称通常不加书名号")
    if size == 1 and number == "1":
        yield Fault(at, "info", "只有一个附件，不用编号", number, f"附件：{title}", "请删去序号")


def carried(case: Case) -> Iterator[Fault]:
    """T43: what a 印发 notice carries follows it under the same title, with or without a list."""
    match = CARRIED.search(bare_title(case.title))
    parts = case.reading.document.parts
    if not match:
        return
    if not parts and not case.of("listed", part=0):
        yield Fault(
            case.last("title"),
            "info",
            f"文件里没有随文印发的《{match[1]}》",
            "",
            f"《{match[1]}》",
            "请确认印发件是否另附",
        )
        return
    titles = [same(case.part_title(i + 1)) for i in range(len(parts))]
    name = same(match[1]).replace("〈", "《").replace("〉", "》")
    if not titles or not titles[0] or any(name in t or bare_title(t) in name for t in titles if t):
        return
    quoteless = QUOTES.sub("", name)
    close = any(quoteless in QUOTES.sub("", t) for t in titles)
    at = next((p for p in case.passages if p.part == 1 and p.role == "title"), None)
    message = f"标题说印发《{match[1]}》，后面印的是“{case.part_title(1)}”" + ("，引号不一致" if close else "")
    yield Fault(at, "warning", message, case.part_title(1), match[1], "请改成一致")
