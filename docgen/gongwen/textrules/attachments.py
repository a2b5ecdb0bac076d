"""The attachments are those that are listed, under the same numbers and titles: T41; what a notice carries: T43."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.check import unpaired
from docgen.gongwen.textrules.case import Case, Passage, bare_title, fault, same
from docgen.gongwen.textrules.enclosures import Entry, Owner, bearing, item, listed_lines, named, owners

QUOTES = re.compile("[《》〈〉“”‘’\"']")
CARRIED = re.compile(r"(?:印发|转发|批转|公布|发布)《(.{1,300})》的?通知$")


def listing(case: Case) -> Iterator[Diagnostic]:
    """T41: every attachment that is listed follows, under its number and title, and every one that follows is listed."""
    found, stray = owners(case)
    for owner in found:
        yield from missing(case, owner)
        for entry in owner.entries:
            if entry.taken is not None:
                yield from label_fault(case, owner, entry, entry.taken)
                yield from title_fault(case, owner, entry, entry.taken)
        yield from order(case, owner)
    for part in stray:
        yield unlisted(case, part, bool(found))
    for part in sorted({owner.part for owner in found}):
        yield from numbering(listed_lines(case, part))


def missing(case: Case, owner: Owner) -> Iterator[Diagnostic]:
    """Listed attachments that do not follow; a question where none follows, they may be files of their own."""
    absent = [entry for entry in owner.entries if entry.taken is None]
    if not absent:
        return
    if len(absent) < len(owner.entries):
        for entry in absent:
            label = owner.label(entry)
            message = f"附件说明列了{label}{named(entry.title)}，正文后面没有{label}"
            cure = f"请补上{label}，或者修改附件说明"
            yield fault(listed_at(case, owner, entry), "error", message, entry.title, f"{label}附在正文后面", cure)
        return
    first = absent[0]
    many = f"{len(absent)}个附件，正文后面一个也没有"
    what = f"附件{named(first.title)}，正文后面没有附件" if len(absent) == 1 else many
    cure = "请补上附件；附件是单独文件的，请连同正文一起核对"
    yield fault(listed_at(case, owner, first), "warning", f"附件说明列了{what}", first.title, "附件附在正文后面", cure)


def label_fault(case: Case, owner: Owner, entry: Entry, part: int) -> Iterator[Diagnostic]:
    """An attachment with the title of one of the list and the number of another, or without a number."""
    label, right = case.reading.document.parts[part - 1].label, owner.label(entry)
    bears = bearing(label)
    fine = bears is not None and bears[1] == (str(entry.number) if owner.several else "")
    if fine or (bears is not None and not owner.several and bears[1] == "1"):
        return
    title = named(entry.title)
    if bears is None:
        message, found = f"附件{title}的上面没有写“{right}”", ""
    elif bears[1]:
        message, found = f"附件{title}在附件说明里是“{right}”，正文后面标成了“{label}”", label
    else:
        message, found = f"附件{title}只标了“{label}”，没有编号", label
    yield fault(label_at(case, part), "error", message, found, right, f"请核对序号，把附件标注写成“{right}”")


def title_fault(case: Case, owner: Owner, entry: Entry, part: int) -> Iterator[Diagnostic]:
    """A title that is not the one listed; what stands in brackets at its end may be left out of the list."""
    title, actual = entry.title, case.part_title(part)
    forms = {same(actual), same(bare_title(actual))}
    plain = title[1:-1] if re.fullmatch("《[^《》]*》", title) else title  # the 《》 is told by T42
    listed = {same(title), same(plain), same(bare_title(title))}
    if not actual or forms & listed:
        return
    at = listed_at(case, owner, entry)
    message = f"{owner.label(entry)}的名称前后不一样：附件说明写的是{typed(title)}，附件标题是{typed(actual)}"
    cure = "请核对后改成一样的"
    bare, other = ({QUOTES.sub("", form) for form in each} for each in (forms, listed))
    if bare & other:
        yield fault(at, "warning", f"{message}，引号或书名号不同", title, actual, cure)
    elif unpaired(title) and contained(bare, other):
        yield fault(at, "warning", f"{message}，引号不成对", title, actual, cure)
    elif contained(bare, other):
        yield fault(at, "info", f"{message}，多了或少了几个字", title, actual, cure, strength="practice")
    else:
        yield fault(at, "error", message, title, actual, cure)


def typed(title: str) -> str:
    """A title as it is typed, in marks that it does not bear itself."""
    return f"“{title}”" if re.search("[《》]", title) else f"《{title}》"


def contained(forms: set[str], others: set[str]) -> bool:
    """Whether one of some names is part of one of others, or the other way round."""
    return any(a in b or b in a for a in forms for b in others)


def order(case: Case, owner: Owner) -> Iterator[Diagnostic]:
    """The first attachment that follows one with a higher number."""
    placed = sorted((entry.taken, entry) for entry in owner.entries if entry.taken is not None and entry.by_number)
    for (_, before), (part, entry) in zip(placed, placed[1:], strict=False):
        if entry.number < before.number:
            own, other = owner.label(entry), owner.label(before)
            message, right = f"{own}排在了{other}的后面", f"{own}在{other}前面"
            yield fault(label_at(case, part), "error", message, own, right, "请按附件说明的顺序排列附件")
            return


def unlisted(case: Case, part: int, lists: bool) -> Diagnostic:
    """An attachment that no list names."""
    label = case.reading.document.parts[part - 1].label
    what = label + (named(title) if (title := case.part_title(part)) else "")
    if lists:
        message, cure = f"正文后面有{what}，附件说明里没有列出", "请在附件说明里补上它的序号和名称"
    else:
        message, cure = f"正文后面有{what}，正文下面没有附件说明", "请在正文下空一行写附件说明，列出附件的名称"
    return fault(label_at(case, part), "error", message, label, "附件说明列出每个附件", cure)


def numbering(lines: list[Passage]) -> Iterator[Diagnostic]:
    """The numbers of a list of attachments run from 1."""
    numbered = [(p, int(item(p.text)[0])) for p in lines if item(p.text)[0]]
    for expected, (at, number) in enumerate(numbered, 1):
        if number != expected:
            message = f"附件说明的序号不连续：这里是“{number}”，应为“{expected}”"
            cure = "请检查是否漏了一个附件，或者改正序号"
            yield fault(at, "error", message, str(number), str(expected), cure)
            return


def listed_at(case: Case, owner: Owner, entry: Entry) -> Passage | None:
    """The line of the list with a title."""
    lines = listed_lines(case, owner.part)
    found = (p for size in (len(entry.title), 6) for p in lines if entry.title[:size] in p.text)
    return next(found, lines[0] if lines else None)


def label_at(case: Case, part: int) -> Passage | None:
    """Where an attachment begins."""
    return next(iter(case.of("label", "title", part=part)), None)


def carried(case: Case) -> Iterator[Diagnostic]:
    """T43: what a 印发 notice carries follows it under the same title, with or without a list."""
    match = CARRIED.search(bare_title(case.title))
    parts = case.reading.document.parts
    if not match:
        return
    if not parts and not case.of("listed", part=0):
        message, cure = f"文件里没有随文印发的{named(match[1])}", "请确认印发件是不是另外一个文件"
        yield fault(case.last("title"), "info", message, "", "印发件附在后面", cure)
        return
    titles = [same(case.part_title(i + 1)) for i in range(len(parts))]
    name = same(match[1]).replace("〈", "《").replace("〉", "》")
    if not titles or not titles[0] or any(name in t or bare_title(t) in name for t in titles if t):
        return
    quoteless = QUOTES.sub("", name)
    close = any(quoteless in QUOTES.sub("", t) for t in titles)
    at = next((p for p in case.passages if p.part == 1 and p.role == "title"), None)
    message = f"标题说印发{named(match[1])}，后面印的是{typed(case.part_title(1))}" + ("，引号不同" if close else "")
    yield fault(at, "warning", message, case.part_title(1), match[1], "请核对后改成一样的")
