"""The words that each number of the library was told in, by which a risk point is known again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from docgen.figures.risks.library import Entry, Library
from docgen.figures.risks.sighting import Report, key_of, unlike


@dataclass
class Known:
    """Numbers by words, those of other campaigns apart; descriptions by number, the last one told last."""

    elsewhere: dict[str, str] = field(default_factory=dict)
    here: dict[str, str] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library, campaign: str, year: int) -> Known:
        """What the library knows; of equal words in several campaigns the last one before this counts."""
        made = cls()
        before = reversed(library.before(campaign, year))
        for chapter in (*before, *(own for _, own in library.after(year))):
            made.learn(made.elsewhere, chapter.points.items())
        mine = library.chapter(campaign, year)
        made.learn(made.here, (*mine.missed.items(), *mine.points.items()))
        return made

    def learn(self, by_words: dict[str, str], entries: Iterable[tuple[str, Entry]]) -> None:
        """Take in risk points as a campaign left them."""
        for number, entry in entries:
            for words in (key_of(entry.texts), *entry.told):
                by_words.setdefault(words, number)
                self.told.setdefault(number, []).append(words.split("|")[-1])
            self.told[number].append(entry.texts.get("风险表现", ""))

    def hear(self, number: str, report: Report) -> None:
        """Take in a report."""
        if report.likeness_key:
            self.here.setdefault(report.likeness_key, number)
        self.told.setdefault(number, []).append(report.description)

    def fits(self, numbers: Iterable[str], report: Report) -> bool:
        """Whether a report may be of the risk point of some numbers: it is like one of their descriptions."""
        told = [text for number in numbers for text in self.told.get(number, ())]
        return not told or not all(unlike(text, report.description) for text in told)

    def description(self, number: str) -> str:
        """How the risk point of a number was told last."""
        return next((text for text in reversed(self.told.get(number, [])) if text), "")

    def are_unlike(self, one: str, other: str) -> bool:
        """Whether no description of one number is like one of the other."""
        pairs = [(a, b) for a in self.told.get(one, ()) for b in self.told.get(other, ())]
        return bool(pairs) and all(unlike(a, b) for a, b in pairs)
