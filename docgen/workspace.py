"""One campaign's folder, and one method for each thing a clerk does with it."""

from __future__ import annotations

import os
from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import checking, collecting, issuing, unaltered
from docgen.building import Builder, Made, Progress
from docgen.campaign.expand import expanded
from docgen.campaign.load import STAND_IN, Loaded, by_place, load, partial
from docgen.campaign.naming import proper_names
from docgen.campaign.rules import MISSING_KEY
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import InvalidInput, Unavailable, WrongUsage
from docgen.core.rules import Stage
from docgen.documents import KINDS, rules
from docgen.documents.draw import PEOPLE, draw, for_person, for_unit, sheets, targets, titled
from docgen.documents.job import Job
from docgen.documents.make import Maker
from docgen.documents.numbering import Numbering
from docgen.documents.people import unit_of, with_people
from docgen.documents.review import review
from docgen.figures.answer import Answer
from docgen.gongwen.check import DOC_NUMBER
from docgen.gongwen.document import Document
from docgen.locks import undisturbed
from docgen.outbox import Outbox, open_outbox
from docgen.register import Register

if TYPE_CHECKING:
    from docgen.reporting import Reporter

REGISTER_NAME = "发文登记簿.db"


def left_behind(outbox: Outbox, names: Sequence[str]) -> list[Diagnostic]:
    """A word on files of an earlier run that this one, which made all of ``names``, has not made again."""
    old = outbox.left_over(names)
    what = f"{outbox.folder} 里还有以前生成、这次没有更新的文件：{'、'.join(old)}"
    return (
        [Diagnostic(Place(str(outbox.folder)), rules.LEFTOVER_FILE, "info", what, cure="不要了请删去，免得发错")]
        if old
        else []
    )


def written(made: Sequence[Made]) -> list[Made]:
    """What was really written, without the files that were kept."""
    return [item for item in made if not item.kept]


def follows(problem: Diagnostic, left_out: Set[tuple[int | None, str]]) -> bool:
    """Whether a complaint is only there because a key of the same entry could not be read, which was told."""
    words = (problem.message, problem.found or "", problem.expected or "")
    if any(STAND_IN in word for word in words):
        return True
    if problem.value and any(key == problem.value for _, key in left_out):
        return True
    return (problem.place.line, (problem.expected or "").removesuffix("部门")) in left_out


class Workspace:
    """A campaign with its folder."""

    def __init__(self, path: Path, register: Path | None = None, library: Path | None = None) -> None:
        self.path = path
        self._register, self._library = register, library

    @cached_property
    def loaded(self) -> Loaded:
        """The campaign, written out. Raises InvalidInput with every problem there is."""
        loaded = load(self.path)
        return replace(loaded, campaign=expanded(loaded.campaign))

    @cached_property
    def staffed(self) -> Loaded:
        """The campaign with everybody in its 人员, also those of the list that it names."""
        return with_people(self.loaded, self.folder)

    @property
    def folder(self) -> Path:
        """Where the data file stands; files it names are looked for here."""
        return self.loaded.path.parent

    @property
    def register(self) -> Register:
        """The register: as told, as the data file says, or beside the data file."""
        named = self.loaded.campaign.activity.register_file
        return Register(self._register or (self.folder / named if named else self.folder / REGISTER_NAME))

    @property
    def library(self) -> Path:
        """The file that remembers risk points over the years: as told, as the data file says, or beside it."""
        risks = self.loaded.campaign.risks
        named = risks.library if risks else ""
        return self._library or self.folder / (named or collecting.LIBRARY)

    @property
    def key(self) -> str:
        """What the register knows the campaign by."""
        activity = self.loaded.campaign.activity
        return f"{activity.year} {activity.name}"

    def validate(self) -> list[Diagnostic]:
        """Every problem of the data file, and what the register says of its numbers; nothing is changed."""
        try:
            numbers = self.of_numbers()
        except Unavailable as error:
            numbers = [
                Diagnostic(
                    Place(str(self.path)), rules.NUMBER_ALREADY_TAKEN, "warning", f"发文字号没有和登记簿核对：{error}"
                )
            ]
        return [*self.told(), *numbers]

    def of_numbers(self) -> list[Diagnostic]:
        """What a build would say of the numbers, nothing for a data file that cannot be read. Raises Unavailable."""
        try:
            return self.numbering().problems if self.register.entries() else []
        except (InvalidInput, WrongUsage):
            return []

    def told(self) -> list[Diagnostic]:
        """Every problem of the data file; an unreadable one is a problem too."""
        try:
            return self.reviewed()
        except InvalidInput as error:
            return sorted([*error.problems, *self.found_besides(error.problems)], key=by_place)

    def found_besides(self, told: Sequence[Diagnostic]) -> list[Diagnostic]:
        """What is wrong with the rest of a data file that could not be loaded as a whole."""
        try:
            rest = partial(self.path)
        except InvalidInput:
            return []
        if rest is None:
            return []
        loaded, left_out = rest
        places = {(p.place.line, p.place.column) for p in told if p.rule != MISSING_KEY}
        return [
            p
            for p in review(loaded, loaded.path.parent)
            if (p.place.line, p.place.column) not in places and not follows(p, left_out)
        ]

    def reviewed(self) -> list[Diagnostic]:
        """Every problem of a campaign that could be loaded."""
        found = [*self.loaded.problems, *review(self.loaded, self.folder)]
        campaign = self.loaded.campaign
        if not campaign.documents and not campaign.ledgers:
            place, cure = Place(str(self.loaded.path)), "请补上“文件:”，写法可参照 docgen init 生成的样例"
            found.append(
                Diagnostic(
                    place, rules.NOTHING_TO_MAKE, "error", "数据里没有要生成的“文件”", expected="文件", cure=cure
                )
            )
        return found

    # -- build ----------------------------------------------------------------------------------------------------

    def build(
        self,
        out: Path | None = None,
        only: Sequence[str] = (),
        draft: bool = False,
        force: bool = False,
        templates: Path | None = None,
        progress: Progress | None = None,
        workers: int = 1,
    ) -> tuple[list[Made], list[Diagnostic]]:
        """Make the campaign's files; returns them and the problems that did not stop it.

        Raises InvalidInput when a final file cannot be made; then nothing is written. Any number of ``workers``
        makes the same files.
        """
        problems = [*self.told(), *self.of_numbers()]
        tolerated = {Stage.FIGURES, *((Stage.FINAL,) if draft else ())}
        if any(p.severity == "error" and p.rule.stage not in tolerated for p in problems):
            raise InvalidInput(problems)
        maker = Maker(templates, draft, proper_names(self.loaded.campaign))
        jobs = [job for job in self.jobs if not KINDS[job.entry.kind].from_facts]
        builder = Builder(jobs, self.draw, self.numbering(), maker, str(self.loaded.path))
        with open_outbox(out or self.folder / "out", force) as outbox:
            made, said = builder.build(outbox, only, draft, progress, workers)
            problems += [p for p in said if p not in problems]
            names = [item.path.name for item in made]
            problems += outbox.told() + ([] if only else left_behind(outbox, names))
        return written(made), [p for p in problems if p.rule != rules.MISSING_ELEMENT]

    def check(self, rules: str | None = None, today: date | None = None) -> list[checking.Judged]:
        """The data file, and every document made from it, judged as ``checking.check`` does and held against it."""
        out = (self.path if os.path.isdir(self.path) else self.path.parent) / "out"
        made = checking.documents(out)
        told = self.told() if made else self.validate()  # comparing says itself whose number another document writes
        names = [unit.name for unit in self.loaded.campaign.units] if made and not blocking(told) else []
        judged = checking.check(made, rules, today, names)
        if any(p.severity == "error" and p.rule.stage not in (Stage.FIGURES, Stage.FINAL) for p in told):
            told += [unaltered.not_compared(self.path, "数据文件有错，生成不了文件")] if made else []
        elif made:
            judged, said = unaltered.compared(judged, self.remade(), out)
            told += said
        return [checking.Judged(self.path, None, tuple(told)), *judged]

    def remade(self) -> unaltered.Remade:
        """The campaign's documents as the data file makes them now; reports from what was collected."""
        reports = [job for job in self.jobs if KINDS[job.entry.kind].from_facts]
        others = [job for job in self.jobs if job not in reports]
        makings = [
            unaltered.Making(others, self.draw),
            unaltered.Making(reports, lambda job, number: self.reporter.draw(job, number), divided=False),
        ]
        return unaltered.Remade(self.loaded.path, makings, self.numbering, proper_names(self.loaded.campaign))

    @cached_property
    def reporter(self) -> Reporter:
        """The reports from what was collected last, by the shipped texts; read only when one is drawn."""
        from docgen import reporting

        return reporting.Reporter(reporting.facts(self.staffed, self.collected), self.folder)

    # -- ledgers --------------------------------------------------------------------------------------------------

    def issue(
        self,
        out: Path | None = None,
        period: str | None = None,
        units: Sequence[str] = (),
        force: bool = False,
        progress: Progress | None = None,
    ) -> issuing.Issue:
        """Write the workbooks that units fill in, and the calendar of what is due."""
        self.sound()
        wanted = issuing.wanted_period(period)
        return issuing.issue(self.loaded.campaign, out or self.folder / "out" / "台账", wanted, units, force, progress)

    def collect(
        self,
        inbox: Path,
        out: Path | None = None,
        period: str | None = None,
        today: date | None = None,
        force: bool = False,
        workers: int = 2,
        progress: Progress | None = None,
    ) -> collecting.Collected:
        """Read what units sent back and leave the results in a folder.

        ``today`` is the day that lateness is counted to and that letters bear; the computer's own day unless given.
        """
        self.sound()
        wanted = issuing.wanted_period(period)
        folder = out or self.collected
        return collecting.run(
            self.loaded.campaign, inbox, folder, wanted, today or date.today(), force, workers, progress, self.folder,
            self.library,
        )  # fmt: skip

    def sound(self) -> None:
        """Raise InvalidInput where units, tasks or ledgers of the data file are wrong; documents do not matter here."""
        wrong = [p for p in self.reviewed() if p.severity == "error" and p.rule.stage is Stage.FORMS]
        if wrong:
            raise InvalidInput(wrong)

    # -- reports --------------------------------------------------------------------------------------------------

    def report(
        self,
        source: Path | None = None,
        kinds: Sequence[str] = (),
        period: str | None = None,
        out: Path | None = None,
        draft: bool = False,
        annotate: bool = False,
        force: bool = False,
        templates: Path | None = None,
        progress: Progress | None = None,
    ) -> tuple[list[Made], list[Diagnostic]]:
        """Write the reports from what a collection left in ``source``, with the workbook of their sources.

        With ``annotate`` also a copy of each with comments on every figure. Raises InvalidInput where a figure cannot
        be computed or something else is wrong; a draft shows what is missing and says so among the problems.
        """
        from docgen import reporting

        problems = [*self.told(), *self.of_numbers()]
        tolerated = {
            Stage.FINAL,
            *((Stage.FIGURES,) if draft else ()),
        }  # what other documents lack does not matter here
        if any(p.severity == "error" and p.rule.stage not in tolerated for p in problems):
            raise InvalidInput(problems)
        wanted = issuing.wanted_period(period)
        jobs = reporting.chosen(self.jobs, self.loaded.campaign, kinds, wanted)
        folder = source or self.collected
        with undisturbed(folder):
            facts = reporting.facts(self.staffed, folder)
            reporter = reporting.Reporter(facts, self.folder, templates)
            concerned = [job for job in jobs if reporter.concerns(job)]
            books, found = reporting.workbooks(concerned, facts, folder)
        problems = [p for p in problems if p.rule != rules.MISSING_ELEMENT]
        problems += reporting.nobody(jobs, concerned, self.loaded)
        if not concerned:
            return [], problems
        jobs = concerned
        problems += [] if draft else reporting.lacking(jobs, self.loaded)
        told = {(p.place.line, p.rule, p.message) for p in problems}
        problems += [p for p in reporter.problems(jobs) if (p.place.line, p.rule, p.message) not in told]
        if not draft and any(p.severity == "error" for p in problems):
            raise InvalidInput(problems)
        names = reporting.annex_names(kinds, wanted)
        maker = Maker(templates, draft, proper_names(self.loaded.campaign))
        beside = (reporting.REVIEW,) if annotate else ()
        builder = Builder(jobs, reporter.draw, self.numbering(), maker, str(self.loaded.path), beside)
        with open_outbox(out or self.folder / "out" / "报告", force) as outbox:
            outbox.check_free([*names, *books])
            made, said = builder.build(outbox, (), draft, progress, 1)
            filled = {item.path.name: reporter.report(job).filled for job, item in zip(jobs, made, strict=True)}
            files = {name: [*one.cited, *one.drawn] for name, one in filled.items()}
            more = {**reporting.annexes(facts, files, folder, outbox.folder, names), **books}
            if annotate:
                review = reporting.Reporter(facts, self.folder, templates, annotate=True)
                for job, item in zip(jobs, made, strict=True):
                    more[reporting.REVIEW + item.path.name] = maker.make(review.draw(job, item.number))[0]
            for name, data in more.items():
                kept = outbox.write_unless_edited(name, data) is None
                made.append(Made(outbox.folder / name, "", "", kept=kept))
            old = [] if kinds or wanted else left_behind(outbox, [item.path.name for item in made])
            said = [*(p for p in said if p not in problems), *outbox.told()]
        return written(made), [*problems, *found, *said, *old]

    @property
    def collected(self) -> Path:
        """Where a collection leaves its results unless told otherwise."""
        return self.folder / "out" / "汇总"

    def trace(
        self, figure: str, source: Path | None = None, unit: str | None = None, period: str | None = None
    ) -> tuple[Answer, dict[str, str]]:
        """A figure with every cell behind it, and what units are called.

        Raises WrongUsage for a unit or a figure that there is none of.
        """
        from docgen import reporting

        self.sound()
        facts = reporting.facts(self.loaded, source or self.collected)
        return reporting.traced(facts, figure, unit, issuing.wanted_period(period)), self.loaded.campaign.labels

    # -- numbers --------------------------------------------------------------------------------------------------

    def numbering(self) -> Numbering:
        """The numbers of this campaign's documents."""
        loaded = self.loaded
        return Numbering(
            self.register,
            self.key,
            self.jobs,
            loaded.campaign.activity.code,
            lambda position: loaded.source.place(("文件", position, "发文字号")),
        )

    @cached_property
    def jobs(self) -> list[Job]:
        """The files to be made, a document for units or people once for each of them."""
        campaign = self.staffed.campaign
        made = []
        for position, written in enumerate(campaign.documents):
            entry = titled(written, campaign)
            for unit in targets(entry, campaign):
                made.append(Job(position, for_unit(entry, unit) if unit else entry, unit))
            for person in campaign.people if PEOPLE in entry.targets else ():
                made.append(Job(position, for_person(entry, person), unit_of(person, campaign), person))
        return made

    def draw(self, job: Job, number: str) -> Document:
        """The document of a job."""
        kind, campaign = KINDS[job.entry.kind], self.staffed.campaign
        made = draw(job.entry, kind, campaign, self.folder, number, job.reader)
        return sheets(made, kind, job.entry, (job.person,) if job.person else campaign.people)


def blocking(problems: Sequence[Diagnostic]) -> bool:
    """Whether the data file could not be loaded."""
    return any(problem.rule.stage is Stage.SOURCE and problem.severity == "error" for problem in problems)


def document_numbers(text: str) -> tuple[str, int, int]:
    """Code, year and serial of a written number. Raises WrongUsage."""
    match = DOC_NUMBER.match(text)
    if match is None:
        raise WrongUsage(f"发文字号写成了“{text}”，应形如 华澜发〔2026〕15号")
    return match["code"], int(match["year"]), int(match["serial"])
