"""What becomes of a campaign's document numbers: which line of the register is whose, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from difflib import SequenceMatcher

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Severity
from docgen.documents import rules
from docgen.documents.draw import AUTOMATIC
from docgen.documents.job import Job
from docgen.gongwen.rules import text as wording
from docgen.register import FORMER, RETURNED, UNSEEN, USED, VOID, Bearer, Claim, Contents, Entry

LIKE = 0.6
"""How alike an old and a new title must be to be taken for one that was corrected."""
NEW_DOCUMENT = "如果是另一份新文件，请给它写一个“代号”"
ANOTHER = "请换一个号，或写“自动”由登记簿给号"


class Plan:
    """The numbers of ``everyone`` (all jobs of a campaign) against what stands in the register.

    ``place`` is where a document's number stands in the data file. ``held`` are the lines of documents whose number
    is 自动, ``own`` those of documents that write one, by the first name of the document.
    """

    def __init__(
        self, contents: Contents, campaign: str, everyone: Sequence[Job], code: str, place: Callable[[int], Place]
    ) -> None:
        self.contents, self.campaign, self.code, self.place = contents, campaign, code, place
        self.problems: list[Diagnostic] = []
        self.lines = {entry.key: entry for entry in contents.entries}
        self.firsts = {job.names[0] for job in everyone}
        self.current = {name for job in everyone for name in job.names}
        self.free = {e.document: e for e in contents.entries if e.campaign == campaign and e.document and is_used(e)}
        self.typed: dict[str, Job] = {}  # letters to many units may share a written number
        for job in everyone:
            if job.written:
                self.typed.setdefault(job.names[0], job)
        self.writers = Counter(job.written for job in self.typed.values())
        self.own = {name: self._own(job) for name, job in self.typed.items()}
        self.owners = {line.key: self.typed[name] for name, lines in self.own.items() for line in lines}
        self.moving: set[str] = set()
        for name, job in self.typed.items():
            self._judge(name, job)
        self.held: dict[str, Entry] = {}
        self.former_names = self._former_names()
        for job in everyone:
            if job.entry.doc_number == AUTOMATIC and (line := self._keep(job)):
                self.held[job.names[0]] = line

    @property
    def wrong(self) -> list[Diagnostic]:
        """What keeps the documents from being numbered."""
        return [problem for problem in self.problems if problem.severity == "error"]

    def claims(self, made: Collection[str]) -> list[Claim]:
        """The lines of the documents that are made, and of all whose written number moves from one to another."""
        return [
            Claim(self.entry(job, *job.written), self.own[name])
            for name, job in self.typed.items()
            if job.written and (name in made or name in self.moving)
        ]

    def entry(self, job: Job, code: str, year: int, serial: int) -> Entry:
        """The register's line for a job."""
        dated = job.entry.date.isoformat() if job.entry.date else ""
        return Entry(code, year, serial, USED, job.title, dated, "", self.campaign, job.names[0], job.position)

    # -- numbers that the data file writes -------------------------------------------------------------------------

    def _own(self, job: Job) -> tuple[Entry, ...]:
        """The lines of a document that writes its number: the one that it has had, and the one that it writes."""
        had = self._named(job)
        line = self.lines.get(job.written) if job.written else None
        if line is None or line == had or not is_used(line) or not self._is_of(job, line):
            return (had,) if had else ()
        self.free.pop(line.document, None)
        if line.document:
            if line.campaign != self.campaign:
                self._add(job, rules.NUMBER_CARRIED_OVER, "info", renamed_campaign(line), None)
            elif line.document not in job.names:
                self._add(job, rules.NUMBER_CARRIED_OVER, "info", retitled(line), "如果是另一份新文件，请换一个号")
        return (had, line) if had else (line,)

    def _named(self, job: Job) -> Entry | None:
        """The line of a document by its names; a later name does not count where it is another document's first."""
        for name in job.names:
            if name in self.free and (name == job.names[0] or name not in self.firsts):
                return self.free.pop(name)
        return None

    def _is_of(self, job: Job, line: Entry | Bearer) -> bool:
        """Whether a line of the number that a document writes is its own, also under an old title or campaign name."""
        if isinstance(line, Entry) and not line.document:
            return is_used(line) and line.title == job.title
        if line.campaign != self.campaign:
            same_year = line.year == job.year
            return line.document in job.names and same_year and alike(line.campaign[5:], self.campaign[5:])
        return line.document in job.names or (line.document not in self.current and alike(line.title, job.title))

    def _judge(self, name: str, job: Job) -> None:
        """Whether a document may have the number that it writes, and what is to be said of it."""
        line = self.lines.get(job.written) if job.written else None
        owner = self.owners.get(line.key) if line else None
        passes = owner is not None and owner is not job and owner.written != job.written
        if line and not (line.state in (RETURNED, UNSEEN) or owner is job or passes or self._returns(job, line)):
            if self.writers[job.written] == 1:  # else the review of the data file has told
                self._refuse(job, line)
            return
        left = next((own for own in self.own[name] if own.key != job.written), None)
        if left or passes:
            self.moving.add(name)
            self._tell_move(job, left, line if passes else None)

    def _returns(self, job: Job, line: Entry) -> bool:
        """Whether a former number is the document's own of before."""
        bearers: list[Entry | Bearer] = [line, *self.contents.bore(line.key)]
        return line.state == FORMER and any(self._is_of(job, one) for one in bearers)

    def _refuse(self, job: Job, line: Entry) -> None:
        """Say whose the number is."""
        give_back = (
            "那份文件没有用它印发、号要让出来的，或就是那份文件改了标题的，"
            f"先退号：docgen number free {line.number} --reason 原因"
        )
        if line.state == VOID:
            what, cure = f"{line.number} 已经作废（{line.reason}），不能再用", "请换一个号，或写“自动”"
        elif line.state == FORMER:
            what, cure = (
                f"{line.number} 是《{line.title}》的原号（{line.reason}），不给别的文件",
                f"{ANOTHER}；{give_back}",
            )
        else:
            what, cure = f"{line.number} 已经给了《{line.title}》", f"{ANOTHER}；{give_back}"
        self._add(job, rules.NUMBER_ALREADY_TAKEN, "error", what, cure)

    def _tell_move(self, job: Job, left: Entry | None, taken: Entry | None) -> None:
        """Say from which number to which a document goes, whose the new one was, and what becomes of the old one."""
        new = job.entry.doc_number
        what = f"发文字号由 {left.number} 改为 {new}" if left else f"{new} 改给这份文件"
        what += f"（原来是《{taken.title}》的）" if taken else ""
        if left and left.key not in self.writers:
            what += f"；{left.number} 留作这份文件的原号，以后可以改回来，不给别的文件"
        cure = f"《{taken.title}》已经用 {new} 印发的，请改回来" if taken else None
        self._add(job, rules.NUMBER_CARRIED_OVER, "info", what, cure)

    # -- numbers that the register gives ---------------------------------------------------------------------------

    def _keep(self, job: Job) -> Entry | None:
        """The line of a number that a document was given before, also under an old title or an old campaign name."""
        line = self._named(job) or self._of_renamed_campaign(job) or self._retitled(job)
        if line is not None and line.year != job.year:
            what = f"这份文件已有发文字号 {line.number}，成文日期却在{job.year}年"
            self._add(job, wording.DOCUMENT_NUMBER_YEAR_MISMATCH, "warning", what, "请核对成文日期")
        return line

    def _former_names(self) -> set[str]:
        """What the campaign may have been called before: much like now, and all its documents are here.

        Another campaign may well have a document of the same title.
        """
        documents: dict[str, set[str]] = {}
        for entry in self.contents.entries:
            if is_used(entry):
                documents.setdefault(entry.campaign, set()).add(entry.document)
        return {
            name
            for name, named in documents.items()
            if name != self.campaign and alike(name[5:], self.campaign[5:]) and named <= self.current
        }

    def _of_renamed_campaign(self, job: Job) -> Entry | None:
        """The line that the same document had before the campaign got another name."""
        if not self.former_names:
            return None
        code = job.entry.code or self.code
        for entry in self.contents.entries:
            same = entry.document in job.names and entry.position == job.position and is_used(entry)
            if same and entry.campaign in self.former_names and (entry.code, entry.year) == (code, job.year):
                self._add(job, rules.NUMBER_CARRIED_OVER, "info", renamed_campaign(entry), None)
                return entry
        return None

    def _retitled(self, job: Job) -> Entry | None:
        """The line of a document of this kind that is there no more and whose title was much like this one's."""
        unit = f"|{job.key}" if job.key else ""
        likely = sorted(
            ((SequenceMatcher(None, e.title, job.title).ratio(), e) for e in self._orphans(job.entry.kind, unit)),
            key=lambda pair: (-pair[0], pair[1].serial),
        )
        if not likely or not alike(likely[0][1].title, job.title):
            return None
        entry = likely[0][1]
        del self.free[entry.document]
        self._add(job, rules.NUMBER_CARRIED_OVER, "info", retitled(entry), NEW_DOCUMENT)
        return entry

    def _orphans(self, kind: str, unit: str = "") -> list[Entry]:
        """Lines of this campaign whose document is not in the data file any more."""
        return [
            entry
            for name, entry in self.free.items()
            if name not in self.current and name.startswith(f"{kind}|")
            and name.endswith(unit) and (unit or name.count("|") == 1)
        ]  # fmt: skip

    def _add(self, job: Job, rule: Rule, severity: Severity, message: str, cure: str | None) -> None:
        """Note a problem at the document's number."""
        self.problems.append(Diagnostic(self.place(job.position), rule, severity, message, cure=cure))

    def left_over(self, file: str) -> list[Diagnostic]:
        """A note for each number whose document is gone from the data file."""
        return [
            Diagnostic(
                Place(file), rules.NUMBER_WITHOUT_DOCUMENT, "info", f"{e.number} 原来给了《{e.title}》，现在数据里没有这份文件",
                cure="还要发就不用管；不发了请作废：docgen number void",
            )
            for e in self.free.values()
            if e.document not in self.current
        ]  # fmt: skip


def is_used(entry: Entry) -> bool:
    """Whether a number is in use."""
    return entry.state == USED


def alike(old: str, new: str) -> bool:
    """Whether one text is probably the other, corrected."""
    return SequenceMatcher(None, old, new).ratio() >= LIKE


def retitled(line: Entry) -> str:
    """A word on a title that was corrected."""
    return f"标题改过，沿用原来的发文字号 {line.number}（原标题《{line.title}》）"


def renamed_campaign(line: Entry) -> str:
    """A word on a campaign that got another name."""
    return f"活动名称改过（原来登记为“{line.campaign}”），沿用原来的发文字号 {line.number}"
