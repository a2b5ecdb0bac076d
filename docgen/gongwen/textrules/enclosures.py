"""Which attachment is which: the list (附件说明) and what follows the text are matched by number, then by title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.gongwen.textrules.case import Case, Passage, bare_title, same

LABEL = re.compile(r"^附\s*([件表图录])\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})?(?![0-9—－-])")
ITEM = re.compile(
    r"^(?:附\s*[件表图录]\s*[：:]?\s*)?(?:([0-9]{1,2})\s*(?:[.．、﹒·]|[：:](?!\d))\s*)?(.*)$", re.DOTALL
)
NUMBERED_LABEL = re.compile(r"^附\s*[件表图录]\s*([0-9]{1,2})\s*[：:](.*)$", re.DOTALL)
"""附件1：2025年…, where the figures behind the colon belong to the title."""
TYPED_LABEL = re.compile(r"^附\s*[件表图录]\s*[0-9]{1,2}\s*[：:.．、]\s*\S")
"""A line of the list as 附件1：…, where the number belongs behind the colon."""
STOPS = "。；，、;,"
SMALL = "零一二三四五六七八九十"


@dataclass
class Entry:
    """One attachment of a list: its number, its title, and the part (from 1) that was found to be it."""

    number: int
    title: str
    taken: int | None = None
    by_number: bool = False


@dataclass(frozen=True)
class Owner:
    """A part with a list of attachments; ``kind`` is what it calls them, 附件 or 附表."""

    part: int
    kind: str
    entries: tuple[Entry, ...]

    @property
    def several(self) -> bool:
        """Whether they are numbered."""
        return len(self.entries) > 1

    def label(self, entry: Entry) -> str:
        """What stands over one of them."""
        return f"附{self.kind}{entry.number}" if self.several else f"附{self.kind}"

    def left(self) -> list[Entry]:
        """Those that no part was found for yet."""
        return [entry for entry in self.entries if entry.taken is None]


def bearing(label: str) -> tuple[str, str] | None:
    """The kind (件 or 表) and the number of a label, "" for none; None for other text."""
    match = LABEL.match(label)
    if match is None:
        return None
    number = match[2] or ""
    return match[1], str(small(number)) if number and not number.isdecimal() else number.lstrip("0")


def small(han: str) -> int:
    """A number below a hundred in Han numerals."""
    tens, ten, ones = han.rpartition("十")
    return (SMALL.find(tens or "一") * 10 if ten else 0) + (SMALL.find(ones) if ones else 0)


def item(text: str) -> tuple[str, str]:
    """The number and the title of a line of the list, without a mark behind the title."""
    match = NUMBERED_LABEL.match(text) or ITEM.match(text)
    return (match[1] or "", match[2].strip().rstrip(STOPS)) if match else ("", text)


def listed_lines(case: Case, part: int) -> list[Passage]:
    """The lines of the list of a part; those typed 附件1：… may have been taken for a signature."""
    found = case.of("listed", part=part)
    return found or [p for p in case.of("signature", "text", part=part) if TYPED_LABEL.match(p.text)]


def listed_titles(case: Case, part: int) -> tuple[str, ...]:
    """The titles of an 附件说明."""
    document = case.reading.document
    known = document.parts[part - 1].listed if part else document.listed
    titles = [title.rstrip(STOPS) for title in known] or [item(p.text)[1] for p in listed_lines(case, part)]
    return tuple(title for title in titles if title)


def owned(case: Case, part: int) -> Owner | None:
    """The list of a part; None where it has none."""
    titles = listed_titles(case, part)
    first = next(iter(listed_lines(case, part)), None)
    kind = "表" if first and re.match(r"附\s*表", first.text) else "件"
    return Owner(part, kind, tuple(Entry(i, title) for i, title in enumerate(titles, 1))) if titles else None


def owners(case: Case) -> tuple[list[Owner], list[int]]:
    """The lists, each with the parts that are its attachments, and the labelled parts that no list names."""
    parts = case.reading.document.parts
    found = [owner for number in range(len(parts) + 1) if (owner := owned(case, number))]
    waiting = []
    for number, part in enumerate(parts, 1):
        bears = bearing(part.label)
        if not (bears and by_number(case, found, number, bears)):
            waiting.append(number)
    stray = []
    for number in waiting:
        label = parts[number - 1].label
        if not by_title(case, found, number) and bearing(label) and not by_place(found, number, label):
            stray.append(number)
    return found, [number for number in stray if counts(parts[number - 1].label, number)]


def counts(label: str, part: int) -> bool:
    """Whether a part that no list names should be listed; a table of an attachment (附表1) is its own."""
    bears = bearing(label)
    return bears is not None and (bears[0] == "件" or part == 1)


def by_number(case: Case, found: list[Owner], part: int, bears: tuple[str, str]) -> bool:
    """Give a part to the list that has its number, the one with its title first, then the nearest before it."""
    kind, number = bears
    offers = [
        (same_title(case, entry, part), owner.part, entry)
        for owner in found
        if owner.part < part and owner.kind == kind
        for entry in owner.left()
        if str(entry.number) == number or (not owner.several and not number)
    ]
    if not offers:
        return False
    best = max(offers, key=lambda offer: offer[:2])[2]
    best.taken, best.by_number = part, True
    return True


def by_title(case: Case, found: list[Owner], part: int) -> bool:
    """Give a part to the list that has its title."""
    entries = (entry for owner in reversed(found) if owner.part < part for entry in owner.left())
    entry = next((entry for entry in entries if same_title(case, entry, part)), None)
    if entry:
        entry.taken = part
    return entry is not None


def by_place(found: list[Owner], part: int, label: str) -> bool:
    """Give a part that bears no number, or one that was given away, to the first that is left of a list."""
    bears = bearing(label)
    for owner in reversed(found):
        known = {str(entry.number) for entry in owner.entries} | {""}
        left = owner.left()
        if left and owner.part < part and bears and bears[0] == owner.kind and bears[1] in known:
            left[0].taken = part
            return True
    return False


def same_title(case: Case, entry: Entry, part: int) -> bool:
    """Whether a part has the title of an entry."""
    actual = case.part_title(part)
    return bool(actual) and same(bare_title(actual)) == same(bare_title(entry.title))


def named(title: str) -> str:
    """A title in 《》, those inside it made 〈〉."""
    inside = title.removeprefix("《").removesuffix("》") if re.fullmatch("《[^《》]*》", title) else title
    return f"《{inside.replace('《', '〈').replace('》', '〉')}》"
