"""Reports from what came back: their texts filled with figures, the annex of sources, the record of the run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docgen import __version__, bounds
from docgen.campaign.load import Loaded
from docgen.campaign.model import Campaign, DocumentEntry
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import WrongUsage, invalid
from docgen.documents import KINDS, rules
from docgen.documents.draw import draw, report_period, titled
from docgen.documents.filling import Filled, Filler, fault
from docgen.documents.findings import missing
from docgen.documents.job import Job
from docgen.documents.kinds import Kind
from docgen.figures import annex, derivations, source
from docgen.figures.answer import Answer
from docgen.figures.catalog import BadFigure, Catalog
from docgen.figures.cells import as_of, is_within
from docgen.figures.citing import Cited
from docgen.figures.compute import Calculator
from docgen.figures.reference import parse
from docgen.figures.source import Source
from docgen.figures.tracing import described
from docgen.gongwen.document import Block, Chart, Document, Mark, Part, Series, Table
from docgen.gongwen.parse import block
from docgen.ledgers.definition import Definition, define
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import Period, parse_period
from docgen.outbox import digest, way
from docgen.rendering import rules as templates
from docgen.rendering.charts import shown_name
from docgen.wording import GAP, chinese_date, typed_numbers, without_figures

ANNEX, RECORD, REVIEW = "数据来源", "报告", "核对稿 "
TEXTS = Path(__file__).parent / "documents" / "texts"
MOST_TEXT = 1_000_000
"""Bytes of the text of a report."""
LONGEST_BOOKMARK = 34
"""Characters of a bookmark's name; Word takes 40, and a second place of the same figure gets a number."""


@dataclass(frozen=True)
class Facts:
    """What reports of a campaign are computed from."""

    loaded: Loaded
    definition: Definition
    source: Source
    last_year: Source | None = None

    @property
    def campaign(self) -> Campaign:
        """The data file."""
        return self.loaded.campaign

    def calculator(self, period: Period | None, whole: bool = False) -> Calculator:
        """The figures of a period, or of the whole campaign, up to a period where one is given."""
        catalog = Catalog(self.campaign, self.definition, as_of(self.source, period))
        return Calculator(catalog, self.source, period, self.last_year, whole)


def facts(loaded: Loaded, folder: Path) -> Facts:
    """The facts that a collection of this campaign left in a folder.

    Raises WrongUsage or DocgenError where there are none, or those of another campaign or an older definition.
    """
    found = source.read(folder)
    source.fitting(found, define(loaded.campaign), folder)
    derivations.fitting(loaded.campaign, found, folder)
    earlier = loaded.campaign.activity.last_year
    return Facts(
        loaded,
        derivations.with_worked_out(loaded.campaign),
        found,
        source.read(loaded.path.parent / earlier) if earlier else None,
    )


@dataclass(frozen=True)
class Report:
    """One report filled: its kind, its period, its blocks and figures.

    ``text`` is the file that its sentences come from; None where the data file or its kind has them.
    """

    kind: Kind
    period: Period | None
    filled: Filled
    text: Path | None
    sheets: tuple[Part, ...] = ()
    """The forms that it is made of, where its kind is printed so."""


class Reporter:
    """The reports of a campaign, each filled once.

    ``folder`` is where the data file stands, ``own`` a clerk's folder of templates and texts; with ``annotate`` every
    figure has a comment.
    """

    def __init__(self, facts: Facts, folder: Path, own: Path | None = None, annotate: bool = False) -> None:
        self.facts, self.folder, self.own, self.annotate = facts, folder, own, annotate
        self.calculators: dict[tuple[Period | None, bool], Calculator] = {}
        self.reports: dict[tuple[int, str], Report] = {}

    def calculator(self, period: Period | None, whole: bool) -> Calculator:
        """The figures of a period, computed once for all reports of it."""
        if (period, whole) not in self.calculators:
            self.calculators[period, whole] = self.facts.calculator(period, whole)
        return self.calculators[period, whole]

    def report(self, job: Job) -> Report:
        """The report of a job, filled."""
        key = job.position, job.key
        if key not in self.reports:
            entry, kind = job.entry, KINDS[job.entry.kind]
            period = report_period(entry)
            text = self.text(kind) if kind.text and not entry.body else None
            calculator = self.calculator(period, kind.whole)
            filler = Filler(
                self.facts.campaign, calculator, entry.highlights, text is not None, job.unit, kind.special, job.person
            )
            reason = self.nothing(period, kind)
            if reason:
                filler.made.faults.append(fault(0, reason, "请先收台账（docgen collect），或改“期间”", True))
            elif kind.body and not entry.body:
                filler.made.blocks += kind.body(filler)
            else:
                filler.fill(words_of(text) if text else entry.body)
            sheets = tuple(kind.sheets(filler)) if kind.sheets and not reason else ()
            self.reports[key] = Report(kind, period, filler.made, text, sheets)
        return self.reports[key]

    def concerns(self, job: Job) -> bool:
        """Whether a document of its own is due to the unit of a job."""
        kind = KINDS[job.entry.kind]
        if kind.concerns is None or self.nothing(report_period(job.entry), kind):
            return True
        calculator = self.calculator(report_period(job.entry), kind.whole)
        return kind.concerns(Filler(self.facts.campaign, calculator, unit=job.unit, person=job.person))

    def nothing(self, period: Period | None, kind: Kind) -> str:
        """Why there is nothing to report on at all; empty where there is something."""
        found = self.facts.source
        if only := found.summary["only"]:
            if kind.whole or period is None or period.key != only:
                return f"这份汇总只收了{parse_period(only)}（collect 用了 --period），写不了这份{kind.name}，请不带 --period 重新汇总"
            return ""
        spans = [span for span in found.periods if is_within(span, period, kind.whole)]
        if spans:
            return ""
        known = "、".join(span.key for span in found.periods)
        return f"{period}没有单位报送台账，收到的是：{known}" if period and known else "还没有收到任何单位的台账"

    def text(self, kind: Kind) -> Path:
        """The file of a kind's sentences: the clerk's own before the shipped one."""
        own = self.own / f"{kind.text}.txt" if self.own else None
        return own if own and own.is_file() else TEXTS / f"{kind.text}.txt"

    def draw(self, job: Job, number: str) -> Document:
        """The document of a job."""
        report = self.report(job)
        entry = job.entry.model_copy(update={"body": ""})
        made = draw(entry, report.kind, self.facts.campaign, self.folder, number, job.reader)
        filled = report.filled
        labels = self.facts.campaign.labels
        names = bookmarks([cited.name for cited in filled.cited])
        notes = [described(cited, labels) if self.annotate else "" for cited in filled.cited]
        document = replace(
            made,
            blocks=tuple(filled.blocks) or (block(GAP.format("正文")),),
            marks=tuple(Mark(name, note) for name, note in zip(names, notes, strict=True)),
        )
        if report.sheets:
            titled = (replace(sheet, title=made.title, subtitle=made.subtitle) for sheet in report.sheets)
            document = replace(document, template="", blocks=(), parts=tuple(titled))
        told = self.provenance(report, names, document)
        return replace(document, provenance=json.dumps(told, ensure_ascii=False, sort_keys=True))

    def provenance(self, report: Report, names: Sequence[str], document: Document) -> dict[str, Any]:
        """What travels inside the file: the figures by bookmark, what they were computed from, its other numbers."""
        found = self.facts.source
        charts = [b for b in document.blocks if isinstance(b, Chart)]
        return {
            "program": __version__,
            "campaign": found.summary["campaign"],
            "definition": found.summary["definition"],
            "facts": found.version,
            "numbers": plain_numbers(document),
            "charts": [[None if v is None else str(v) for s in curves(c) for v in s.values] for c in charts],
            "chart_names": [[[shown_name(n) for n in c.categories], [shown_name(s.name) for s in curves(c)]] for c in charts],
            "period": report.period.key if report.period else None,
            "whole": report.kind.whole,
            "declared": {name: own.model_dump(mode="json", exclude_defaults=True) for name, own in self.facts.campaign.figures.items()},
            "figures": [
                {"bookmark": name, "name": cited.name, "reference": cited.reference, "text": cited.text}
                for name, cited in zip(names, report.filled.cited, strict=True)
            ],
            "drawn": [{"name": c.name, "reference": c.reference, "text": c.text} for c in report.filled.drawn],
        }  # fmt: skip

    def problems(self, jobs: Sequence[Job]) -> list[Diagnostic]:
        """What is wrong with the texts of some reports: unknown figures, and those that cannot be computed."""
        found = [self.placed(job, told) for job in jobs for told in self.report(job).filled.faults]
        return [*dict.fromkeys(found), *filter(None, map(self.too_early, jobs))]

    def too_early(self, job: Job) -> Diagnostic | None:
        """A word where a report is dated before the day that it speaks of."""
        report, day = self.report(job), job.entry.date
        until = self.calculator(report.period, report.kind.whole).catalog.today
        if day is None or day >= until:
            return None
        place = self.facts.loaded.source.place(("文件", job.position, "成文日期"))
        message = f"成文日期{chinese_date(day)}早于数据截至的{chinese_date(until)}"
        return Diagnostic(place, rules.REPORT_DATED_TOO_EARLY, "warning", message, cure="请核对“成文日期”和“期间”")

    def placed(self, job: Job, told: Diagnostic) -> Diagnostic:
        """One fault at its line: of the data file, or of the shipped text."""
        report, line = self.report(job), told.place.line or 0
        if report.text:
            shipped = report.text.parent == TEXTS
            place = Place(f"{report.kind.name}（自带的文字）" if shipped else str(report.text), line + 1)
        elif report.kind.body and not job.entry.body:
            place = Place(report.kind.name)
        else:
            place = self.facts.loaded.source.spot(("文件", job.position, "正文"), line, told.found or "")
        return replace(told, place=place, found=None)


def curves(chart: Chart) -> tuple[Series, ...]:
    """The series that a chart draws; a pie has room for one."""
    return chart.series[: 1 if chart.kind == "pie" else None]


def plain_numbers(document: Document) -> list[str]:
    """The numbers of a report that are no figures: of dates, of its own number, of names."""
    imprint = document.imprint
    texts = [document.doc_number, document.title, document.recipients, document.note, *document.issuers]
    texts += [chinese_date(document.date)] if document.date else []
    texts += [part.title for part in document.parts]
    texts += [imprint.cc, imprint.printed_by] if imprint else []
    texts += [chinese_date(imprint.printed_date)] if imprint and imprint.printed_date else []
    for item in blocks_of(document):
        texts += [cell.text for row in item.rows for cell in row] if isinstance(item, Table) else [item.full_text]
    return [number for text in texts for number in typed_numbers(without_figures(text))]


def blocks_of(document: Document) -> list[Block]:
    """The blocks of a document and of the forms that it is made of."""
    return [*document.blocks, *(block for part in document.parts for block in part.blocks)]


def chosen(jobs: Sequence[Job], campaign: Campaign, kinds: Sequence[str], period: Period | None) -> list[Job]:
    """The reports that are asked for: those of the data file, else of a kind that was named. Raises WrongUsage."""
    known = [name for name, kind in KINDS.items() if kind.from_facts]
    if unknown := [name for name in kinds if name not in known]:
        raise WrongUsage(f"没有“{'、'.join(unknown)}”这种报告。可以写：{'、'.join(known)}")
    own = [job for job in jobs if job.entry.kind in (kinds or known)]
    found = [job for job in own if period is None or report_period(job.entry) == period]
    missing = [name for name in kinds if not any(job.entry.kind == name for job in found)]
    for place, name in enumerate(missing, len(campaign.documents)):
        entry = DocumentEntry(kind=name, period=period.key if period else "")
        found.append(Job(place, titled(entry, campaign), None))
    if not found:
        listed = "、".join(known)
        tip = f"请在“文件”里写上（类型可以是{listed}），或用 --kind 总结报告 --draft 先出草稿"
        raise WrongUsage(f"数据里没有{f'{period}的' if period else ''}报告。{tip}")
    return found


def lacking(jobs: Sequence[Job], loaded: Loaded) -> list[Diagnostic]:
    """What reports still lack for being final."""
    declared = len(loaded.campaign.documents)
    found = []
    for job in jobs:
        written = job.position < declared
        place = loaded.source.place(("文件", job.position)) if written else Place("文件")
        cure = (
            "请补上，或加 --draft 先出草稿"
            if written
            else f"请在“文件”里写上这份{job.entry.kind}，或加 --draft 先出草稿"
        )
        for key in missing(job.entry):
            found.append(
                Diagnostic(
                    place, rules.MISSING_ELEMENT, "error", f"{job.entry.kind}缺少“{key}”", expected=key, cure=cure
                )
            )
    return found


def nobody(jobs: Sequence[Job], concerned: Sequence[Job], loaded: Loaded) -> list[Diagnostic]:
    """A word for each document that no unit gets, because it has nothing to tell any of them."""
    left = {job.position: job for job in jobs}
    for job in concerned:
        left.pop(job.position, None)
    return [
        Diagnostic(
            loaded.source.place(("文件", place)),
            rules.NO_UNIT_CONCERNED,
            "info",
            f"没有单位要发{job.entry.kind}，这一份不生成",
        )
        for place, job in left.items()
    ]


def workbooks(jobs: Sequence[Job], facts: Facts, folder: Path) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The workbooks of the collection that are put beside reports, by name; a word for one that was edited since."""
    found: dict[str, bytes] = {}
    problems: list[Diagnostic] = []
    for name in dict.fromkeys(KINDS[job.entry.kind].workbook for job in jobs):
        path, recorded = folder / name, facts.source.summary["outputs"].get(name)
        if not name or recorded is None or not path.is_file():
            continue
        data = path.read_bytes()
        if digest(data) == recorded:
            found[name] = data
        else:
            message = f"汇总结果里的 {name} 在汇总以后被改动过，没有放到报告旁边"
            problems.append(
                Diagnostic(
                    Place(str(path)), rules.EDITED_WORKBOOK_LEFT_OUT, "info", message, cure="要原样的，请重新汇总"
                )
            )
    return found, problems


def annex_names(kinds: Sequence[str], period: Period | None) -> tuple[str, str]:
    """What the workbook of sources and the record are called; those of some reports do not replace those of all."""
    chosen = " ".join([*kinds, *([period.key] if period else [])])
    tail = f"（{chosen}）" if chosen else ""
    return f"{ANNEX}{tail}.xlsx", f"{RECORD}{tail}.json"


def annexes(
    facts: Facts, files: Mapping[str, Sequence[Cited]], folder: Path, out: Path, names: tuple[str, str]
) -> dict[str, bytes]:
    """The workbook of sources and the record of the run; ``files`` are the figures of each report by its name."""
    reports = list(files.items())
    inbox = facts.source.summary.get("inbox")
    base = way(out, folder / inbox) if inbox else ""
    record = annex.record(facts.source, reports)
    return {
        names[0]: annex.workbook(facts.source, facts.definition, facts.campaign, reports, base),
        names[1]: (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8"),
    }


def traced(facts: Facts, figure: str, unit: str | None, period: Period | None) -> Answer:
    """A figure as a text would name it, of one unit where one is given. Raises WrongUsage."""
    names = Names(facts.campaign.units)
    code = names.match(unit) if unit else None
    if unit and code is None:
        known = "、".join(f"{own.code} {own.label}" for own in facts.campaign.units)
        raise WrongUsage(f"没有“{unit}”这个单位。{names.suggestion(unit) or f'有：{known}'}")
    try:
        query = parse(figure.strip("{}｛｝"), facts.campaign.units).query
        return facts.calculator(period).answer(replace(query, units=(code,)) if code else query)
    except BadFigure as error:
        raise WrongUsage(f"{error}。{error.cure}" if error.cure else str(error)) from error


def words_of(path: Path) -> str:
    """The text of a report, shipped or a clerk's own. Raises InvalidInput for what is none."""
    try:
        return bounds.content(path, MOST_TEXT).decode("utf-8-sig")
    except bounds.TooLarge:
        raise invalid(
            path, templates.UNREADABLE_REPORT_TEXT, "太大，不像一份报告的文字", "请检查是不是选错了文件"
        ) from None
    except UnicodeDecodeError as error:
        raise invalid(
            path, templates.UNREADABLE_REPORT_TEXT, "不是 UTF-8 编码的文字", "请用记事本打开，另存为 UTF-8 编码"
        ) from error


def bookmarks(names: Sequence[str]) -> list[str]:
    """A name for each figure's bookmark that Word takes: letters, digits and _, each its own."""
    made = []
    for number, name in enumerate(names, 1):
        tidy = "".join(c if c.isalnum() else "_" for c in f"指标{number:03}_{name}")
        made.append(tidy[:LONGEST_BOOKMARK])
    return made
