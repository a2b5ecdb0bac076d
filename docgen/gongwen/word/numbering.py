"""Automatic numbering: the label in front of each numbered paragraph, counted the way Word counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from docgen.gongwen.word.looks import run_properties
from docgen.gongwen.word.numerals import numeral
from docgen.gongwen.word.spacing import paragraph_properties
from docgen.gongwen.word.wml import Element, Properties, child, switched, val, w, whole
from docgen.wording import clean

LEVELS = 9
LONGEST = 255
"""Characters of a label that are read; Word takes fewer, and each paragraph of a list repeats them."""
SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapf dingbats", "monotype sorts")
PRIVATE = re.compile("[\ue000-\uf8ff]")
NO_NUMBER = ("", "0")


@dataclass(frozen=True)
class Level:
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""
    paragraph: Properties = field(default_factory=dict)
    run: Properties = field(default_factory=dict)

    @property
    def bullet(self) -> str:
        """The bullet as text; the signs of symbol fonts are pictures and have none."""
        font = self.run.get("ascii", "").lower()
        return "" if font.startswith(SYMBOL_FONTS) else PRIVATE.sub("", self.text)


def read_level(element: Element) -> Level:
    """A w:lvl as a value; ``form`` is looked for below it, as newer formats stand in an alternative."""
    form = next(element.iter(w("numFmt")), None)
    restart = val(element, "lvlRestart")
    return Level(
        start=whole(val(element, "start"), 1 if child(element, "start") is not None else 0),
        form="decimal" if form is None else custom(form),
        text="" if child(element, "lvlPicBulletId") is not None else clean((val(element, "lvlText") or "")[:LONGEST]),
        legal=switched(element, "isLgl"),
        restart=None if restart is None else whole(restart),
        style=val(element, "pStyle") or "",
        paragraph=paragraph_properties(child(element, "pPr")),
        run=run_properties(child(element, "rPr")),
    )


def custom(element: Element) -> str:
    """The name of a number format; 01, 02, … is known however it is written."""
    form = element.get(w("val"), "decimal")
    if form != "custom":
        return form
    return "decimalZero" if element.get(w("format"), "").startswith("01,") else "decimal"


def read_levels(element: Element) -> dict[int, Level]:
    """The levels that stand in an element, by number."""
    numbered = ((whole(item.get(w("ilvl"))), item) for item in element.findall(w("lvl")))
    return {at: read_level(item) for at, item in numbered if 0 <= at < LEVELS}


@dataclass(frozen=True)
class List:
    """A w:num: the abstract list that it counts in, its levels and where it begins anew."""

    counted_in: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """All lists of a file with their counters. ``links`` are the numIds of list styles."""

    def __init__(self, root: Element | None, links: Mapping[str, str]) -> None:
        nothing: list[Element] = []
        found = nothing if root is None else root.findall(w("abstractNum"))
        self._abstract = {item.get(w("abstractNumId"), ""): item for item in found}
        found = nothing if root is None else root.findall(w("num"))
        self._nums = {item.get(w("numId"), ""): item for item in found}
        self._links = links
        self._lists: dict[str, List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def _list(self, num: str) -> List | None:
        if num not in self._lists:
            element = self._nums.get(num)
            self._lists[num] = None if element is None or num in NO_NUMBER else self._read(element)
        return self._lists[num]

    def _read(self, element: Element) -> List | None:
        counted_in, abstract = self._linked(element)
        if abstract is None:
            return None
        levels, starts = read_levels(abstract), {}
        for change in element.findall(w("lvlOverride")):
            at = min(max(whole(change.get(w("ilvl"))), 0), LEVELS - 1)
            start = val(change, "startOverride")
            for level in read_levels(change).values():
                levels[at] = level
            if start is not None:
                starts[at] = whole(start)
                levels[at] = replace(levels.get(at, Level()), start=starts[at])
        return List(counted_in, levels, starts)

    def _linked(self, element: Element) -> tuple[str, Element | None]:
        seen: set[str] = set()
        while True:
            name = val(element, "abstractNumId") or ""
            abstract = self._abstract.get(name)
            link = val(abstract, "numStyleLink")
            other = self._nums.get(self._links.get(link or "", ""))
            if link is None or other is None or name in seen:
                return name, abstract
            seen.add(name)
            element = other

    def level(self, num: str, at: int) -> Level | None:
        """A level of a list, or None where the file has no such list."""
        found = self._list(num)
        return None if found is None else found.levels.get(at)

    def level_of(self, num: str, style: str) -> int | None:
        """The level that a list keeps for a paragraph style."""
        found = self._list(num)
        levels = {} if found is None else found.levels
        return next((at for at, level in levels.items() if level.style == style), None)

    def label(self, num: str, at: int) -> str:
        """Count one paragraph and write its label; a bullet that is no text gives ""."""
        found = self._list(num)
        if found is None or at not in found.levels:
            return ""
        level = found.levels[at]
        if level.form == "bullet":
            return level.bullet
        counters = self._count(num, found, at)

        def number(place: re.Match[str]) -> str:
            which = int(place[1]) - 1
            form = found.levels.get(which, Level()).form
            return numeral(counters[which], "decimal" if level.legal and form != "none" else form)

        return re.sub(r"%([1-9])", number, level.text)

    def _count(self, num: str, found: List, at: int) -> list[int]:
        counters = self._counters.setdefault(found.counted_in, [None] * LEVELS)
        if at in found.starts and (num, at) not in self._begun:
            counters[at] = None
        self._begun.add((num, at))
        last = counters[at]
        counters[at] = found.levels[at].start if last is None else last + 1
        for deeper in range(at + 1, LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or at < restart:
                counters[deeper] = None
        return [found.levels.get(i, Level()).start if count is None else count for i, count in enumerate(counters)]
