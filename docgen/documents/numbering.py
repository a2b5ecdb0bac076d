"""Which number each document gets: the one it holds, the one that is written, or the next of the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import InvalidInput
from docgen.documents import rules
from docgen.documents.draw import AUTOMATIC
from docgen.documents.job import Job
from docgen.documents.number_plan import Plan
from docgen.register import Claim, Contents, Entry, Register, first_taken

"""The rule of a word on the first number of a year."""


class Numbering:
    """The numbers of a campaign's documents against a register.

    ``campaign`` is what the register knows the campaign by, ``everyone`` all jobs of the campaign (also those that
    are not made now), ``place`` where a document's number stands in the data file.
    """

    def __init__(
        self, register: Register, campaign: str, everyone: Sequence[Job], code: str, place: Callable[[int], Place]
    ) -> None:
        self.register, self.campaign, self.everyone, self.code, self.place = register, campaign, everyone, code, place
        self.plan = self._planned(register.contents())
        self.begun: list[Diagnostic] = []

    @property
    def problems(self) -> list[Diagnostic]:
        """What is to be said of the numbers."""
        return [*self.plan.problems, *self.begun]

    def left_over(self, file: str) -> list[Diagnostic]:
        """A note for each number whose document is gone from the data file."""
        return self.plan.left_over(file)

    def known(self, jobs: Sequence[Job]) -> list[Entry | None]:
        """What each job was given before. Raises InvalidInput where a written number belongs to another document."""
        self._refuse_wrong()
        return [self.plan.held.get(job.names[0]) for job in jobs]

    def assign(self, jobs: Sequence[Job]) -> list[str]:
        """The number of each job; numbers that are written are recorded before the next ones are given.

        All is looked at anew while others wait: what was known before may have been given to somebody meanwhile.
        """
        self._refuse_wrong()
        if not self.plan.moving and not any(job.written or is_automatic(job) for job in jobs):
            return [job.entry.doc_number for job in jobs]
        with self.register.writing() as book:
            plan = self.plan = self._planned(book.contents())
            self._refuse_wrong()
            book.settle([*plan.claims({job.names[0] for job in jobs}), *self._kept(jobs)])
            reserved = {job.written for job in self.everyone if job.written}
            numbers = []
            for job in jobs:
                if not is_automatic(job):
                    numbers.append(job.entry.doc_number)
                    continue
                wanted = plan.entry(job, job.entry.code or self.code, job.year, 0)
                held = plan.held.get(job.names[0])
                entry = held or book.take(wanted, reserved)
                numbers.append(entry.number)
                if held is None and entry.serial == 1:
                    self._tell_first(job, entry)
        return numbers

    def _tell_first(self, job: Job, entry: Entry) -> None:
        """Say that a year begins, to somebody who may have given numbers without a register before."""
        message, cure = first_taken(entry, str(self.register.path))
        message += "，已经给了这份文件"
        self.begun.append(
            Diagnostic(
                self.place(job.position), rules.FIRST_NUMBER_OF_YEAR, "info", message, cure=f"{cure}，然后重新生成"
            )
        )

    def _kept(self, jobs: Sequence[Job]) -> list[Claim]:
        """The lines of automatic numbers that are there already, with the titles and dates of now."""
        held = [(job, self.plan.held[job.names[0]]) for job in jobs if job.names[0] in self.plan.held]
        return [Claim(self.plan.entry(job, *line.key), (line,)) for job, line in held]

    def _planned(self, contents: Contents) -> Plan:
        return Plan(contents, self.campaign, self.everyone, self.code, self.place)

    def _refuse_wrong(self) -> None:
        if self.plan.wrong:
            raise InvalidInput(self.plan.wrong)


def is_automatic(job: Job) -> bool:
    """Whether the register gives the number."""
    return job.entry.doc_number == AUTOMATIC
