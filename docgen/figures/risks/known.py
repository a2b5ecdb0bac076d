"""The words that each number of the library was told in, by which a risk point is known again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from docgen.figures.risks.library import Entry, Library
from docgen.figures.risks.sighting import Report, key_of, unlike


@dataclass
class Known:
    """Numbers by words, those of other campaigns apart; by number all its descriptions, and the latest one."""

    elsewhere: dict[str, str] = field(default_factory=dict)
    here: dict[str, str] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library, campaign: str, year: int) -> Known:
        """What the library knows; of equal words in several campaigns the last one before this counts."""
        made, mine = cls(), library.chapter(campaign, year)
        made.learn(made.here, (*mine.missed.items(), *mine.points.items()))
        for chapter in (*reversed(library.before(campaign, year)), *(own for _, own in library.after(year))):
            made.learn(made.elsewhere, chapter.points.items())
        return made

    def learn(self, by_words: dict[str, str], entries: Iterable[tuple[str, Entry]]) -> None:
        """Take in risk points as a campaign left them; what was learnt before counts as later."""
        for number, entry in entries:
            self.latest.setdefault(number, entry.texts.get("风险表现", ""))
            for words in (key_of(entry.texts), *entry.told):
                by_words.setdefault(words, number)
                self.told.setdefault(number, []).append(words.split("|")[-1])

    def hear(self, number: str, report: Report) -> None:
        """Take in a report."""
        if report.likeness_key:
            self.here.setdefault(report.likeness_key, number)
        self.told.setdefault(number, []).append(report.description)
        self.latest[number] = report.description or self.latest.get(number, "")

    def fits(self, numbers: Iterable[str], report: Report) -> bool:
        """Whether a report may be of the risk point of some numbers: it is like one of their descriptions."""
        told = [text for number in numbers for text in self.told.get(number, ())]
        return not told or not all(unlike(text, report.description) for text in told)

    def description(self, number: str) -> str:
        """How the risk point of a number was told last."""
        return self.latest.get(number, "")

    def are_unlike(self, one: str, other: str) -> bool:
        """Whether no description of one number is like one of the other."""
        pairs = [(a, b) for a in self.told.get(one, ()) for b in self.told.get(other, ())]
        return bool(pairs) and all(unlike(a, b) for a, b in pairs)
