"""One file to be made, and what the register knows its document by."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.campaign.model import DocumentEntry, Person, Unit
from docgen.gongwen.check import DOC_NUMBER
from docgen.gongwen.document import flat


@dataclass(frozen=True)
class Job:
    """One file to be made: its entry, for whom, and its place in the campaign."""

    position: int
    entry: DocumentEntry
    unit: Unit | None
    """For which unit, or the unit of the person."""
    person: Person | None = None

    @property
    def reader(self) -> str:
        """For whom it is, as it is addressed."""
        return self.person.name if self.person else self.unit.name if self.unit else ""

    @property
    def label(self) -> str:
        """For whom it is, as the name of its file shows: the unit, somebody with the unit."""
        unit = self.unit.label if self.unit else self.person.unit if self.person else ""
        return f"{unit} {self.person.name}".strip() if self.person else unit

    @property
    def key(self) -> str:
        """For whom it is, as one knows it again."""
        if self.person:
            return "|".join((self.person.unit, self.person.department, self.person.post, self.person.name))
        return self.unit.code if self.unit else ""

    @property
    def title(self) -> str:
        """The title as the register shows it."""
        title = flat(self.entry.title)
        return f"{title}（{self.label}）" if self.label and not self.written else title

    @property
    def names(self) -> tuple[str, ...]:
        """What the register may know the document by: its 代号 first, then kind and title."""
        tail = f"|{self.key}" if self.key and not self.written else ""
        named = f"{self.entry.kind}|{flat(self.entry.title)}{tail}"
        return (f"{self.entry.id}{tail}", named) if self.entry.id else (named,)

    @property
    def written(self) -> tuple[str, int, int] | None:
        """Code, year and serial of a number that the data file writes."""
        match = DOC_NUMBER.match(self.entry.doc_number)
        return (match["code"], int(match["year"]), int(match["serial"])) if match else None

    @property
    def year(self) -> int:
        """The year of the document."""
        return self.entry.date.year if self.entry.date else 0
