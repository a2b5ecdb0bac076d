"""One campaign's folder, and one method for each thing a clerk does with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from docgen import collecting, issuing
from docgen.campaign.load import Loaded, load, partial
from docgen.documents import KINDS
from docgen.documents.draw import AUTOMATIC, GAP, draw, for_unit, targets, with_gaps
from docgen.documents.findings import missing
from docgen.documents.make import Maker, make_all
from docgen.documents.numbering import Job, Numbering
from docgen.documents.review import review
from docgen.errors import InvalidInput, Place, Problem, WrongUsage
from docgen.gongwen.check import DOC_NUMBER
from docgen.gongwen.document import Document, Part, Table, flat
from docgen.outbox import Outbox, file_name
from docgen.register import Entry, Register

REGISTER_NAME = "发文登记簿.db"
LEDGER_RULES = ("Y30", "Y33", "Y34", "Y35", "Y36", "Y37", "Y38", "Y39")
"""Rules of the data file that ledgers stand on."""
GAPS_OF_DRAFTS = ("Y31", "Y41")
"""What a draft may lack: departments of tasks, and what the kind must have."""
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Made:
    """What a build made: the file, its kind and number, and the names that a draft still lacks."""

    path: Path
    kind: str
    number: str
    missing: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """For --json."""
        return {"path": str(self.path), "kind": self.kind, "number": self.number, "missing": list(self.missing)}


class Workspace:
    """A campaign with its folder."""

    def __init__(self, path: Path, register: Path | None = None) -> None:
        self.path = path
        self._register = register

    @cached_property
    def loaded(self) -> Loaded:
        """The campaign. Raises InvalidInput with every problem there is."""
        return load(self.path)

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
    def key(self) -> str:
        """What the register knows the campaign by."""
        activity = self.loaded.campaign.activity
        return f"{activity.year} {activity.name}"

    def validate(self) -> list[Problem]:
        """Every problem of the data file; an unreadable one is a problem too."""
        try:
            return self.reviewed()
        except InvalidInput as error:
            return [*error.problems, *self.found_besides(error.problems)]

    def found_besides(self, told: Sequence[Problem]) -> list[Problem]:
        """What is wrong with the rest of a data file that could not be loaded as a whole."""
        try:
            rest = partial(self.path)
        except InvalidInput:
            return []
        if rest is None:
            return []
        loaded, left_out = rest
        lines = {problem.place.line for problem in told}
        found = review(loaded, loaded.path.parent)
        return [
            p for p in found if p.place.line not in lines and (p.expected or "") not in left_out and p.rule != "Y31"
        ]

    def reviewed(self) -> list[Problem]:
        """Every problem of a campaign that could be loaded."""
        found = [*self.loaded.problems, *review(self.loaded, self.folder)]
        campaign = self.loaded.campaign
        if not campaign.documents and not campaign.ledgers:
            place, cure = Place(str(self.loaded.path)), "请补上“文件:”，写法可参照 docgen init 生成的样例"
            found.append(Problem(place, "Y54", "error", "数据里没有要生成的“文件”", expected="文件", cure=cure))
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
    ) -> tuple[list[Made], list[Problem]]:
        """Make the campaign's files; returns them and the problems that did not stop it.

        Raises InvalidInput when a final file cannot be made; then nothing is written. Any number of ``workers``
        makes the same files.
        """
        problems = self.validate()
        if any(p.severity == "error" and not (draft and p.rule in GAPS_OF_DRAFTS) for p in problems):
            raise InvalidInput(problems)
        jobs = [job for job in self.jobs if not only or next(self.papers(job, "", only, draft=True), None)]
        if not jobs:
            here = "、".join(self.kinds())
            raise WrongUsage(f"数据里没有“{'、'.join(only)}”。这里有：{here}" if here else "数据里没有要生成的“文件”")
        maker = Maker(templates, draft, [unit.name for unit in self.loaded.campaign.units])
        problems += maker.templates.unused()
        problems += self.rehearse(jobs, maker, only)
        numbering = self.numbering()
        known = numbering.known(jobs)
        outbox = Outbox(out or self.folder / "out", force)
        # numbers decide names; what stands in the way is looked for before any number is taken
        if not draft:
            planned = zip(jobs, written(jobs, known), strict=True)
            outbox.check(unique([name for job, number in planned for name in self.names(job, number, only, draft)]))
        numbers = written(jobs, known) if draft else numbering.assign(jobs, known)
        problems += numbering.problems if not draft else []
        problems += numbering.left_over(str(self.loaded.path)) if not draft else []
        papers = list(self.papers_of(jobs, only, draft, numbers))
        names = unique([name for name, _, _ in papers])
        outbox.check(names)
        results = make_all(maker, [document for _, _, document in papers], workers)
        made: list[Made] = []
        for name, (_, number, document), (data, lacking) in zip(names, papers, results, strict=True):
            gaps = tuple(dict.fromkeys((*lacking, *gaps_in(document)))) if draft else lacking
            made.append(Made(outbox.write(name, data), document.kind, number, gaps))
            if progress:
                progress(len(made), len(names), name)
        if not only and (old := outbox.left_over(names)):
            what = f"{outbox.folder} 里还有以前生成、这次没有更新的文件：{'、'.join(old)}"
            problems.append(Problem(Place(str(outbox.folder)), "Y58", "info", what, cure="不要了请删去，免得发错"))
        return made, [p for p in problems if p.rule != "Y41"]

    # -- ledgers --------------------------------------------------------------------------------------------------

    def issue(
        self,
        out: Path | None = None,
        period: str | None = None,
        units: Sequence[str] = (),
        force: bool = False,
        progress: Progress | None = None,
    ) -> tuple[list[issuing.Issued], list[Path]]:
        """Write the workbooks that units fill in, and the calendar of what is due; returns the paths of both."""
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
        folder = out or self.folder / "out" / "汇总"
        return collecting.run(
            self.loaded.campaign, inbox, folder, wanted, today or date.today(), force, workers, progress
        )

    def sound(self) -> None:
        """Raise InvalidInput where units, tasks or ledgers of the data file are wrong; documents do not matter here."""
        wrong = [p for p in self.reviewed() if p.severity == "error" and p.rule in LEDGER_RULES]
        if wrong:
            raise InvalidInput(wrong)

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

    def papers_of(
        self, jobs: Sequence[Job], only: Sequence[str], draft: bool, numbers: Sequence[str]
    ) -> Iterator[tuple[str, str, Document]]:
        """(file name, number, document) of every paper of every job."""
        for job, number in zip(jobs, numbers, strict=True):
            for name, document in self.papers(job, number, only, draft):
                yield name, number, document

    @cached_property
    def jobs(self) -> list[Job]:
        """The files to be made, a document for units once for each of them."""
        campaign = self.loaded.campaign
        return [
            Job(position, for_unit(entry, unit) if unit else entry, unit)
            for position, entry in enumerate(campaign.documents)
            for unit in targets(entry, campaign)
        ]

    def rehearse(self, jobs: Sequence[Job], maker: Maker, only: Sequence[str]) -> list[Problem]:
        """Compile and fill every template once, so that a fault is found before a number is taken."""
        problems: list[Problem] = []
        for job in {job.position: job for job in jobs}.values():
            stand_in = "" if job.entry.doc_number == AUTOMATIC else job.entry.doc_number
            for _, document in self.papers(job, stand_in, only, draft=True):
                maker.make(document)
                problems += [p for p in maker.unprinted(document) if p not in problems]
        return problems

    def kinds(self) -> list[str]:
        """What --only may name in this campaign."""
        names: dict[str, None] = {}
        for job in self.jobs:
            names[job.entry.kind] = None
            document = self.draw(job, "")
            for part in document.parts:
                names[part_name(part)] = None
        return list(names)

    def draw(self, job: Job, number: str) -> Document:
        """The document of a job."""
        return draw(job.entry, KINDS[job.entry.kind], self.loaded.campaign, self.folder, number, job.unit)

    def names(self, job: Job, number: str, only: Sequence[str], draft: bool) -> list[str]:
        """The names of a job's files."""
        return [name for name, _ in self.papers(job, number, only, draft)] if only else [self.name(job, number, draft)]

    @staticmethod
    def name(job: Job, number: str, draft: bool, tail: str = "") -> str:
        """The name of a job's whole file: number, title and for whom it is."""
        mark = "草稿 " if draft else ""
        front = number or job.entry.issue_number
        unit = f"（{job.unit.label}）" if job.unit else ""
        title = flat(job.entry.title) or GAP.format("标题")
        return file_name(f"{mark}{front}{' ' if front else ''}{title}", unit + tail)

    def papers(self, job: Job, number: str, only: Sequence[str], draft: bool) -> Iterator[tuple[str, Document]]:
        """(file name, document) of a job: the whole file, or with ``only`` each wanted part by itself."""
        whole = self.draw(job, number)
        if draft:
            lacking = missing(job.entry)
            whole = with_gaps(whole, lacking)
        if not only:
            yield self.name(job, number, draft), whole
            return
        if whole.kind in only:
            alone = "（不含附件）" if whole.parts else ""
            yield self.name(job, number, draft, alone), replace(whole, parts=())
        unit = f"（{job.unit.label}）" if job.unit else ""
        for part in whole.parts:
            if wanted(part, only):
                label = f"{part.label} " if part.label else ""
                mark = "草稿 " if draft else ""
                yield file_name(f"{mark}{label}{flat(part.title)}", unit), by_itself(whole, part)


def written(jobs: Sequence[Job], known: Sequence[Entry | None]) -> list[str]:
    """The numbers as far as they are known; a stand-in for those that the register will give."""
    return [
        (entry.number if entry else "【待编号】") if job.entry.doc_number == AUTOMATIC else job.entry.doc_number
        for job, entry in zip(jobs, known, strict=True)
    ]


def part_name(part: Part) -> str:
    """What --only calls a part."""
    if part.template in ("台账（横向）", "台账（纵向）"):
        return next((name for name in ("宣传报道情况表", "台账") if flat(part.title).endswith(name)), "台账")
    if part.template == "印发件" and flat(part.title).endswith("实施方案"):
        return "实施方案"
    return part.template


def wanted(part: Part, only: Sequence[str]) -> bool:
    """Whether --only names this part: by its kind or by the end of its title."""
    return any(word in (part_name(part), part.template) or flat(part.title).endswith(word) for word in only)


def by_itself(whole: Document, part: Part) -> Document:
    """A part as a document of its own; its label carries the number of the document it belongs to (7.3.7)."""
    label = f"{whole.doc_number}{part.label}" if part.label else ""
    return Document(
        template="",
        kind=part_name(part),
        title=part.title,
        issuers=whole.issuers,
        date=whole.date,
        parts=(replace(part, label=label),),
    )


def unique(names: list[str]) -> list[str]:
    """The names, numbered where two would be the same file on Windows."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        count = seen.get(name.lower(), 0) + 1
        seen[name.lower()] = count
        stem, dot, suffix = name.rpartition(".")
        out.append(name if count == 1 else f"{stem}（{count}）{dot}{suffix}")
    return out


def gaps_in(document: Document) -> list[str]:
    """What a draft shows as missing."""
    body = [block.full_text for block in document.blocks if not isinstance(block, Table)]
    texts = [document.doc_number, document.issue_number, document.title, document.recipients, document.note]
    texts += [*document.signers, *body]
    found = [name for text in texts for name in re.findall(r"【缺：(.+?)】", text)]
    dated = document.signature or document.template == "纪要"
    return found + (["成文日期"] if dated and document.date is None else [])


def document_numbers(text: str) -> tuple[str, int, int]:
    """Code, year and serial of a written number. Raises WrongUsage."""
    match = DOC_NUMBER.match(text)
    if match is None:
        raise WrongUsage(f"发文字号写成了“{text}”，应形如 华澜发〔2026〕15号")
    return match["code"], int(match["year"]), int(match["serial"])
