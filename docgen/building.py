"""Documents of a campaign become files: rehearsed, numbered, made, and written whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import WrongUsage
from docgen.documents.draw import AUTOMATIC, with_gaps
from docgen.documents.findings import missing
from docgen.documents.fitting import lone_signature
from docgen.documents.job import Job
from docgen.documents.make import Maker, make_all
from docgen.documents.numbering import Numbering
from docgen.gongwen.document import Document, Part, Table, flat
from docgen.gongwen.rules import pages as rules
from docgen.outbox import Outbox, file_name
from docgen.register import Entry
from docgen.wording import GAP

Progress = Callable[[int, int, str], None]
Draw = Callable[[Job, str], Document]
"""The document of a job with a number."""


@dataclass(frozen=True)
class Made:
    """What a build made: the file, its kind and number, and the names that a draft still lacks.

    ``kept``: the file of this name was edited by somebody and stays as it is.
    """

    path: Path
    kind: str
    number: str
    missing: tuple[str, ...] = ()
    kept: bool = False

    def as_json(self) -> dict[str, object]:
        """For --json."""
        return {"path": str(self.path), "kind": self.kind, "number": self.number, "missing": list(self.missing)}


class Builder:
    """Makes the files of some jobs; ``source`` names the data file in problems.

    ``beside`` are what names begin with of files that will be written beside each: nothing may stand in their way.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        draw: Draw,
        numbering: Numbering,
        maker: Maker,
        source: str,
        beside: Sequence[str] = (),
    ) -> None:
        self.jobs, self.draw, self.numbering, self.maker, self.source = jobs, draw, numbering, maker, source
        self.beside = ("", *beside)

    def build(
        self, outbox: Outbox, only: Sequence[str], draft: bool, progress: Progress | None, workers: int
    ) -> tuple[list[Made], list[Diagnostic]]:
        """Make the files; returns them, those that were kept among them, and what is to be said of them.

        Any number of ``workers`` makes the same files. Raises WrongUsage where ``only`` names nothing there is.
        """
        jobs = [job for job in self.jobs if not only or next(self.papers(job, "", only, draft=True), None)]
        if not jobs:
            here = "、".join(self.kinds())
            raise WrongUsage(f"数据里没有“{'、'.join(only)}”。这里有：{here}" if here else "数据里没有要生成的“文件”")
        problems = [*self.maker.templates.unused(), *self.maker.templates.uneven()]
        problems += self.rehearse(jobs, only)
        known = self.numbering.known(jobs)
        # numbers decide names; what stands in the way is looked for before any number is taken
        if not draft:
            planned = zip(jobs, written(jobs, known), strict=True)
            names = unique([name for job, number in planned for name in self.names(job, number, only, draft)])
            outbox.check_free([front + name for name in names for front in self.beside])
        numbers = written(jobs, known) if draft else self.numbering.assign(jobs)
        problems += self.numbering.problems if not draft else []
        problems += self.numbering.left_over(self.source) if not draft else []
        papers = list(self.papers_of(jobs, only, draft, numbers))
        names = unique([name for name, _, _ in papers])
        outbox.check_free([front + name for name in names for front in self.beside])
        results = make_all(self.maker, [document for _, _, document in papers], workers)
        made: list[Made] = []
        for name, (_, number, document), (data, lacking) in zip(names, papers, results, strict=True):
            gaps = tuple(dict.fromkeys((*lacking, *gaps_in(document)))) if draft else lacking
            kept = outbox.write_unless_edited(name, data) is None
            made.append(Made(outbox.folder / name, document.kind, number, gaps, kept))
            if progress:
                progress(len(made), len(names), name)
        return made, problems

    def papers_of(
        self, jobs: Sequence[Job], only: Sequence[str], draft: bool, numbers: Sequence[str]
    ) -> Iterator[tuple[str, str, Document]]:
        """(file name, number, document) of every paper of every job."""
        for job, number in zip(jobs, numbers, strict=True):
            for name, document in self.papers(job, number, only, draft):
                yield name, number, document

    def rehearse(self, jobs: Sequence[Job], only: Sequence[str]) -> list[Diagnostic]:
        """Compile and fill every template once, so that a fault is found before a number is taken."""
        problems: list[Diagnostic] = []
        for job in {job.position: job for job in jobs}.values():
            stand_in = "" if job.entry.doc_number == AUTOMATIC else job.entry.doc_number
            for _, document in self.papers(job, stand_in, only, draft=True):
                self.maker.make(document)
                told = [*self.maker.unprinted(document), *self.alone(document)]
                problems += [p for p in told if p not in problems]
        return problems

    def alone(self, document: Document) -> Iterator[Diagnostic]:
        """A word about a signature that will probably stand on a page without text (7.3.5.5)."""
        if lone_signature(document):
            what = f"《{flat(document.title)}》的署名和成文日期估计会单独落在一页，前面没有正文"
            cure = "请看一眼：真是这样，可在表格或图后面加一两句话，或调整表格的内容；不要用“此页无正文”"
            yield Diagnostic(Place(self.source), rules.LONE_SIGNATURE, "warning", what, cure=cure)

    def kinds(self) -> list[str]:
        """What --only may name in this campaign."""
        names: dict[str, None] = {}
        for job in self.jobs:
            names[job.entry.kind] = None
            document = self.draw(job, "")
            for part in document.parts:
                names[part_name(part)] = None
        return list(names)

    def names(self, job: Job, number: str, only: Sequence[str], draft: bool) -> list[str]:
        """The names of a job's files."""
        return [name for name, _ in self.papers(job, number, only, draft)] if only else [self.name(job, number, draft)]

    @staticmethod
    def name(job: Job, number: str, draft: bool, tail: str = "") -> str:
        """The name of a job's whole file: number, title and for whom it is."""
        mark = "草稿 " if draft else ""
        front = number or job.entry.issue_number
        unit = f"（{job.label}）" if job.label and job.label not in flat(job.entry.title) else ""
        title = flat(job.entry.title) or job.entry.mark or GAP.format("标题")
        return file_name(f"{mark}{front}{' ' if front else ''}{title}", unit + tail)

    def papers(self, job: Job, number: str, only: Sequence[str], draft: bool) -> Iterator[tuple[str, Document]]:
        """(file name, document) of a job: the whole file, or with ``only`` each wanted part by itself."""
        whole = self.draw(job, number)
        if draft:
            lacking = missing(job.entry)
            whole = with_gaps(whole, lacking)
        if not only or not whole.template and whole.kind in only:
            yield self.name(job, number, draft), whole
            return
        if whole.kind in only:
            alone = "（不含附件）" if whole.parts else ""
            yield self.name(job, number, draft, alone), replace(whole, parts=())
        unit = f"（{job.label}）" if job.label else ""
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
    if part.template in ("台账（横向）", "台账（纵向）", "台账（A3）"):
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
    found = [name for text in texts for name in re.findall(r"【缺：([^【】\n]+)】", text)]
    dated = document.signature or document.template == "纪要"
    return found + (["成文日期"] if dated and document.date is None else [])
