"""Which number each document gets: the one it holds, the one that is written, or the next of the register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from docgen.campaign.model import DocumentEntry, Person, Unit
from docgen.documents.draw import AUTOMATIC
from docgen.errors import InvalidInput, Place, Problem, Severity
from docgen.gongwen.check import DOC_NUMBER
from docgen.gongwen.document import flat
from docgen.register import Entry, Register

LIKE = 0.6
"""How alike an old and a new title must be to be taken for one that was corrected."""


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


class Numbering:
    """The numbers of a campaign's documents against a register.

    ``campaign`` is what the register knows the campaign by, ``everyone`` all jobs of the campaign (also those that
    are not made now), ``place`` where a document's number stands in the data file.
    """

    def __init__(
        self, register: Register, campaign: str, everyone: Sequence[Job], code: str, place: Callable[[int], Place]
    ) -> None:
        self.register = register
        self.campaign = campaign
        self.code = code
        self.place = place
        self.problems: list[Problem] = []
        self.entries = register.entries()
        self.current = {name for job in everyone for name in job.names}
        self.free = [e for e in self.entries if e.campaign == campaign and e.document and e.state == "已用"]

    def known(self, jobs: Sequence[Job]) -> list[Entry | None]:
        """What each job holds already. Raises InvalidInput where a written number belongs to another document."""
        found = [self.written(job) if job.written else self.held(job) for job in jobs]
        if wrong := [problem for problem in self.problems if problem.severity == "error"]:
            raise InvalidInput(wrong)
        return found

    def assign(self, jobs: Sequence[Job], known: Sequence[Entry | None]) -> list[str]:
        """The number of each job; numbers that are written are recorded before the next ones are given."""
        typed = {job.written: (job, entry) for job, entry in zip(jobs, known, strict=True) if job.written}
        for number, (job, entry) in typed.items():  # letters to many units may share one
            self.register.claim(self.entry(job, *number), entry)
        numbers = []
        for job, entry in zip(jobs, known, strict=True):
            if job.entry.doc_number != AUTOMATIC:
                numbers.append(job.entry.doc_number)
            elif entry is not None:
                numbers.append(
                    self.register.claim(self.entry(job, entry.code, entry.year, entry.serial), entry).number
                )
            else:
                numbers.append(self.register.take(self.entry(job, job.entry.code or self.code, job.year, 0)).number)
        return numbers

    def entry(self, job: Job, code: str, year: int, serial: int) -> Entry:
        """The register's line for a job."""
        dated = job.entry.date.isoformat() if job.entry.date else ""
        return Entry(code, year, serial, "已用", job.title, dated, "", self.campaign, job.names[0], job.position)

    def written(self, job: Job) -> Entry | None:
        """The line of a number that the data file writes."""
        entry = next((e for e in self.entries if (e.code, e.year, e.serial) == job.written), None)
        if entry is None:
            return None
        gone = entry.document not in self.current and alike(entry.title, job.title)
        ours = entry.campaign == self.campaign and (entry.document in job.names or gone)
        if entry.state == "作废":
            self.add(
                job, "Y56", "error", f"{entry.number} 已经作废（{entry.reason}），不能再用", "请换一个号，或写“自动”"
            )
        elif not ours and not (not entry.document and entry.title == job.title):
            self.add(
                job, "Y56", "error", f"{entry.number} 已经给了《{entry.title}》", "请换一个号，或写“自动”由登记簿给号"
            )
        return entry

    def held(self, job: Job) -> Entry | None:
        """The line of a number that a document was given before, also under an old title or an old campaign name."""
        if job.entry.doc_number != AUTOMATIC:
            return None
        entry = next((e for name in job.names for e in self.free if e.document == name), None)
        entry = entry or self.of_renamed_campaign(job) or self.retitled(job)
        if entry is None:
            return None
        if entry in self.free:
            self.free.remove(entry)
        if entry.year != job.year:
            self.add(
                job,
                "T02",
                "warning",
                f"这份文件已有发文字号 {entry.number}，成文日期却在{job.year}年",
                "请核对成文日期",
            )
        return entry

    def of_renamed_campaign(self, job: Job) -> Entry | None:
        """The line that the same document had before the campaign got another name.

        Only for a campaign with a name much like this one's whose documents are all here: another campaign may
        well have a document of the same title.
        """
        code = job.entry.code or self.code
        for entry in self.entries:
            siblings = [e for e in self.entries if e.campaign == entry.campaign and e.state == "已用"]
            if not alike(entry.campaign[5:], self.campaign[5:]) or any(
                e.document not in self.current for e in siblings
            ):
                continue
            same = entry.document in job.names and entry.position == job.position and entry.state == "已用"
            if same and (entry.code, entry.year) == (code, job.year) and entry.campaign != self.campaign:
                what = f"活动名称改过（原来登记为“{entry.campaign}”），沿用原来的发文字号 {entry.number}"
                self.add(job, "Y55", "info", what, None)
                return entry
        return None

    def retitled(self, job: Job) -> Entry | None:
        """The line of a document of this kind that is there no more and whose title was much like this one's."""
        unit = f"|{job.key}" if job.key else ""
        likely = sorted(
            ((SequenceMatcher(None, e.title, job.title).ratio(), e) for e in self.orphans(job.entry.kind, unit)),
            key=lambda pair: (-pair[0], pair[1].serial),
        )
        if not likely or not alike(likely[0][1].title, job.title):
            return None
        entry = likely[0][1]
        what = f"标题改过，沿用原来的发文字号 {entry.number}（原标题《{entry.title}》）"
        self.add(job, "Y55", "info", what, "如果是另一份新文件，请给它写一个“代号”")
        return entry

    def orphans(self, kind: str, unit: str = "") -> Iterator[Entry]:
        """Lines of this campaign whose document is not in the data file any more."""
        for entry in self.free:
            gone = entry.document not in self.current and entry.document.startswith(f"{kind}|")
            if gone and entry.document.endswith(unit) and (unit or entry.document.count("|") == 1):
                yield entry

    def add(self, job: Job, rule: str, severity: Severity, message: str, cure: str | None) -> None:
        """Note a problem at the document's number."""
        self.problems.append(Problem(self.place(job.position), rule, severity, message, cure=cure))

    def left_over(self, file: str) -> list[Problem]:
        """A note for each number whose document is gone from the data file."""
        return [
            Problem(
                Place(file), "Y57", "info", f"{e.number} 原来给了《{e.title}》，现在数据里没有这份文件",
                cure="还要发就不用管；不发了请作废：docgen number void",
            )
            for e in self.free
            if e.document not in self.current
        ]  # fmt: skip


def alike(old: str, new: str) -> bool:
    """Whether one text is probably the other, corrected."""
    return SequenceMatcher(None, old, new).ratio() >= LIKE
