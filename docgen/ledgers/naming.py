"""Whose a file is: units by every name the data file gives them, exactly; a near miss is only a suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import PurePosixPath

from docgen.campaign.model import Unit
from docgen.ledgers.headings import BRACKETS, tidy
from docgen.wording import half_width

CODE_IN_BRACKETS = re.compile(r"（([^（）]{1,20})）$")
SEAL = re.compile(r"（(?:盖章|公章|签章|加盖公章)）|盖章$|公章$")
DEPARTMENT = re.compile(r"[^（）]{1,10}(?:部|部门|办|办公室|处|科|室|中心|组)")
GAPS = re.compile(r"[\s\u00a0\u200b\u3000]+")
HAN_DIGITS = "零一二三四五六七八九十百0123456789"
SURE, AHEAD = 85, 10
"""A suggestion needs this likeness, and so much more than the second best."""


class Names:
    """The names of the units."""

    def __init__(self, units: Sequence[Unit], host: str = "") -> None:
        self.units, self.host = units, tidy(host)
        self.labels: dict[str, str] = {}
        for unit in units:
            for label in (unit.code, unit.name, unit.short, *unit.aliases):
                if label:
                    self.labels.setdefault(tidy(label), unit.code)

    @cached_property
    def by_code(self) -> dict[str, Unit]:
        """The units by code."""
        return {unit.code: unit for unit in self.units}

    def match(self, text: str) -> str | None:
        """The code of the unit that a text names exactly, with its code behind it or without."""
        word = SEAL.sub("", tidy(text))
        bracket = CODE_IN_BRACKETS.search(word)
        if word in self.labels or bracket is None:
            return self.labels.get(word)
        name = word[: bracket.start()]
        front, inner = self.labels.get(name), self.labels.get(bracket[1])
        # a code behind a name that nobody knows is a contradiction, not an answer
        return front if front and inner in (None, front) else None if name else inner

    def named(self, text: str) -> tuple[str, ...]:
        """The codes that a text names: two where the code behind a name is another unit's, left over from its form."""
        word = SEAL.sub("", tidy(text))
        bracket = CODE_IN_BRACKETS.search(word)
        codes = [self.match(text)]
        if bracket and codes == [None]:
            front, inner = self.labels.get(word[: bracket.start()]), self.labels.get(bracket[1])
            codes = [front, inner if front else None]
        return tuple(dict.fromkeys(code for code in codes if code))

    def names_unit(self, text: str) -> bool:
        """Whether a text is the name of a unit, with its code or without, and not the bare code: 1 is no name."""
        code = self.match(text)
        return code is not None and tidy(text) != tidy(code)

    def is_host(self, text: str) -> bool:
        """Whether a text is the name of who runs the activity and gives out its forms."""
        return bool(self.host) and SEAL.sub("", tidy(text)) == self.host

    def is_department(self, text: str, code: str) -> bool:
        """Whether a text is a unit's own name with a department of it behind: 一公司财务部."""
        word = CODE_IN_BRACKETS.sub("", SEAL.sub("", tidy(text)))
        own = [label for label, other in self.labels.items() if other == code and word.startswith(label)]
        return any(DEPARTMENT.fullmatch(word[len(label) :]) for label in own)

    def suggestion(self, text: str) -> str:
        """The unit that was probably meant, as a question; empty where none is near."""
        unit = self.by_code.get(self.nearest(text))
        return f"是不是“{unit.name}”（{unit.code}）？" if unit else ""

    def nearest(self, text: str) -> str:
        """The code of the unit that was probably meant; empty where none is near, or two are."""
        from rapidfuzz import fuzz, process

        hits = process.extract(tidy(text), list(self.labels), scorer=fuzz.WRatio, limit=10)
        best: dict[str, float] = {}
        for label, score, _ in hits:
            best[self.labels[label]] = max(best.get(self.labels[label], 0.0), score)
        ranked = sorted(best.items(), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < SURE or len(ranked) > 1 and ranked[0][1] - ranked[1][1] < AHEAD:
            return ""
        return ranked[0][0]

    def in_path(self, path: str) -> tuple[str, ...]:
        """The codes that a path names: in the file's name, else in the nearest folder that names any."""
        parts = PurePosixPath(path).parts
        for text in (PurePosixPath(path).stem, *reversed(parts[:-1])):
            if found := tuple(dict.fromkeys(self.within(GAPS.sub(" ", text)))):
                return found
        return ()

    def within(self, text: str) -> Iterator[str]:
        """The units named inside a text, longest name first; a name inside a longer one does not count."""
        taken: list[tuple[int, int]] = []
        plain = half_width(text).translate(BRACKETS)
        for label in sorted((label for label in self.labels if len(label) > 1), key=len, reverse=True):
            for match in self.patterns[label].finditer(plain):
                start, end = match.span()
                if all(end <= a or start >= b for a, b in taken) and stands_alone(plain, start, end):
                    taken.append((start, end))
                    yield self.labels[label]

    @cached_property
    def patterns(self) -> dict[str, re.Pattern[str]]:
        """How each name is looked for: blanks inside it do not matter, those around a code do."""
        return {
            label: re.compile(
                re.escape(label) if label.isascii() else r"\s*".join(map(re.escape, label)), re.IGNORECASE
            )
            for label in self.labels
        }


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is not part of a longer code or number: U1 in U12, 一公司 in 二十一公司."""

    def plain(character: str) -> bool:
        return character.isascii() and character.isalnum()

    before = start > 0 and plain(text[start - 1]) and plain(text[start])
    after = end < len(text) and plain(text[end]) and plain(text[end - 1])
    counted = start > 0 and text[start] in HAN_DIGITS and text[start - 1] in HAN_DIGITS
    return not before and not after and not counted
