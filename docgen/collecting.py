"""Ledgers back: an inbox is read, and all that a collection leaves is written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docgen import bounds, issuing
from docgen.campaign.model import Campaign, Unit
from docgen.campaign.naming import proper_names
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import DocgenError, Interrupted, WrongUsage
from docgen.documents.make import Maker
from docgen.documents.reminder import Overdue, reminder
from docgen.documents.sent_back import SentBack, notice
from docgen.figures import derivations, overview, source, worked_out
from docgen.figures.worked_out import Given, WorkedOut
from docgen.gongwen.document import Document
from docgen.ledgers import board, books, rules, store
from docgen.ledgers.cache import Cache
from docgen.ledgers.collect import Collection, UnitState, collect, due_ledgers, read_inbox
from docgen.ledgers.consolidate import Total, totals
from docgen.ledgers.definition import Definition, define
from docgen.ledgers.facts import problem_from
from docgen.ledgers.formgrid import Form
from docgen.ledgers.inbox import OVERTAKEN, Survey, overtaken, survey
from docgen.ledgers.issue import workbook
from docgen.ledgers.naming import Names
from docgen.ledgers.paper import Paper
from docgen.ledgers.periods import Period, parse_period
from docgen.ledgers.quieted import shapes
from docgen.ledgers.spec import called
from docgen.ledgers.submissions import SETTLED, Submission
from docgen.ledgers.workers import Mark, mark_all
from docgen.locks import alone
from docgen.outbox import LEDGER, Outbox, digest, file_name, keep, open_outbox, way

Progress = Callable[[int, int, str], None]


CONSOLIDATED, PROBLEMS, BOARD = "汇总.xlsx", "问题清单.xlsx", "报送情况.xlsx"


SENT_BACK, REMINDERS = "退回", "催报"


LIBRARY = "风险点库.json"
NOTHING = WorkedOut()


BESIDE_CHANGED = Diagnostic(
    Place("数据文件"), OVERTAKEN, "warning", "汇总的时候，数据文件里写到的文件（测评、上年的结果）改动了",
    cure="请再汇总一次",
)  # fmt: skip
"""A word on what the marks are worked out of besides the returns."""


@dataclass(frozen=True)
class Collected:
    """What a collection came to, as collected.json says it, and whether anything was read or written this time."""

    folder: Path
    summary: dict[str, Any]
    unchanged: bool
    kept: tuple[Diagnostic, ...] = ()
    """A word on each result that was left as somebody had edited it."""

    @property
    def problems(self) -> list[Diagnostic]:
        """Every problem that still stands, those of the whole run first; replaced files are settled."""
        files = [f for f in self.summary["files"] if f["state"] not in SETTLED]
        flat = [*self.summary["problems"], *(p for f in files for p in f["problems"])]
        return list(dict.fromkeys([*self.kept, *(problem_from(p) for p in flat)]))


def run(
    campaign: Campaign,
    inbox: Path,
    out: Path,
    period: Period | None,
    today: date,
    force: bool = False,
    workers: int = 2,
    progress: Progress | None = None,
    beside: Path = Path(),
    library: Path = Path(LIBRARY),
) -> Collected:
    """Read an inbox and leave everything in ``out``; with nothing changed since the last run, nothing is done again.

    ``beside`` is where files that the data file names are looked for, ``library`` remembers risk points over the years.
    Raises WrongUsage for an inbox that is none or lies where the results go.
    """
    apart(inbox, out)
    definition = define(campaign)
    if not definition.specs or not definition.units:
        raise WrongUsage(issuing.nothing_to_issue(definition, None))
    if period and not any(period in spans for spans in definition.periods.values()):
        raise WrongUsage(issuing.nothing_to_issue(definition, period))
    asked = [period.key if period else "", today.isoformat(), campaign.model_dump_json()]

    def stamp() -> str:
        return derivations.stamp(campaign, definition, beside, library)

    def key(files: Survey, by: str) -> str:
        return store.fingerprint(files, definition.version, [*asked, by])

    with open_outbox(out, force) as outbox:
        cache = Cache(out, definition)
        cache.recover()
        found = survey(inbox)
        if not force and (old := finished(out, key(found, stamp()))):
            return Collected(out, old, True)
        with told_when_stopped(cache), ExitStack() as stack:
            inner = {name: stack.enter_context(open_outbox(out / name, force)) for name in (SENT_BACK, REMINDERS)}
            used, returns = read_inbox(inbox, found, definition, cache, workers, progress, anew=force)
            collection = collect(used, returns, definition, period, today)
            if derivations.sheets(campaign, definition):
                stack.enter_context(alone(library))
            by, sums = stamp(), totals(collection)
            worked = work_out(campaign, collection, sums, beside, library)
            files = results(campaign, collection, sums, worked, inbox, workers)
            boxes = {"": outbox, **inner}
            written = write(boxes, files, worked)
            kept = tuple(problem for box in boxes.values() for problem in box.told())
            changed = [*overtaken(used, survey(inbox)), *([BESIDE_CHANGED] if stamp() != by else [])]
            collection.notes += changed
            lasting = not changed and not kept and not any(value.passing for value in returns.values())
            summary = store.summary(collection, sums, key(used, by) if lasting else "", written, way(out, inbox))
            outbox.write(store.SUMMARY, store.as_bytes(summary))
    return Collected(out, json.loads(store.as_bytes(summary)), False, kept)


def results(
    campaign: Campaign, collection: Collection, sums: Sequence[Total], worked: WorkedOut, inbox: Path, workers: int
) -> dict[str, dict[str, bytes]]:
    """Every result by folder and name; the collection knows afterwards what was found by working out."""
    collection.notes += worked.decisions
    collection.found_later(worked.problems)
    return {
        "": main_files(campaign, collection, sums, worked),
        SENT_BACK: dict(returned_files(campaign, collection, inbox, workers)),
        REMINDERS: dict(reminder_files(campaign, collection)),
    }


@contextmanager
def told_when_stopped(cache: Cache) -> Iterator[None]:
    """Raise Interrupted with what the next run need not do again where the user stops this one."""
    try:
        yield
    except KeyboardInterrupt as stop:
        kept = [f"这次读完的{cache.kept}个文件已经记下，下次汇总不用再读"] if cache.kept else []
        raise Interrupted(*stop.args, *kept) from stop


def write(boxes: Mapping[str, Outbox], files: Mapping[str, Mapping[str, bytes]], worked: WorkedOut) -> dict[str, str]:
    """Put the results into their folders, the library first: a number must not be printed before it is remembered.

    Returns the fingerprints by path of what was written. A file that somebody edited is kept; nothing is written where it
    is one that programs read, as the others would not go with it.
    """
    for folder, box in boxes.items():
        box.check_free(list(files[folder]))
    boxes[""].check([store.FACTS, store.SUMMARY])
    for path, data in worked.remembered.items():
        keep(path, data)
    boxes[""].take_away(store.SUMMARY)  # a run that is killed now has no summary rather than a wrong one
    for folder, box in boxes.items():
        for name, data in files[folder].items():
            box.write_unless_edited(name, data)
        if folder:
            box.remove(box.left_over(list(files[folder])))
    return {
        f"{folder}/{name}".lstrip("/"): digest(data)
        for folder, named in files.items()
        for name, data in named.items()
        if name not in boxes[folder].kept
    }


def apart(inbox: Path, out: Path) -> None:
    """Raise WrongUsage where results would become returns."""
    if os.path.lexists(inbox / LEDGER):
        raise WrongUsage(
            f"{inbox} 是生成文件的文件夹（下发的台账或汇总结果），不是收件。请写明各单位交回的表格放在哪个文件夹"
        )
    here, there = inbox.resolve(), out.resolve()
    if here == there or there in here.parents:
        raise WrongUsage(f"收件文件夹在结果文件夹里面：{inbox}。请把收件放在别处，或用 -o 换一个结果文件夹")
    if here in there.parents:
        raise WrongUsage(f"结果文件夹在收件文件夹里面：{out}。请用 -o 换一个结果文件夹")


def finished(out: Path, key: str) -> dict[str, Any] | None:
    """The summary of the last run if it was the same one and its results are still as it left them."""
    try:
        old: dict[str, Any] = bounds.load_json(bounds.content(out / store.SUMMARY, bounds.MOST_JSON))
        same = old["run"] == key
        whole = same and all(digest((out / name).read_bytes()) == sha for name, sha in old["outputs"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return old if whole else None


def came_back(
    campaign: Campaign, collection: Collection, sums: Sequence[Total], worked: WorkedOut = NOTHING
) -> tuple[bytes, source.Source]:
    """The database of facts, with the ledgers that were worked out, and its frames."""
    sheets = derivations.sheets(campaign, collection.definition)
    data, summary = campaign.model_dump_json(exclude_defaults=True), store.summary(collection, sums, "", {})
    database = store.facts_db(collection, sums, data)
    found = source.of_bytes(database, summary)
    if worked.rows:
        rows = worked_out.facts(worked.rows, sheets, found), worked_out.returns(worked.rows, sheets, found)
        database = store.facts_db(collection, sums, data, *rows)
        found = source.of_bytes(database, summary)
    return database, found


def work_out(
    campaign: Campaign, collection: Collection, sums: Sequence[Total], folder: Path, library: Path
) -> WorkedOut:
    """What is worked out of what came back; nothing where the campaign has no use for it."""
    if not derivations.sheets(campaign, collection.definition):
        return NOTHING
    found = came_back(campaign, collection, sums)[1]
    return derivations.work_out(Given(campaign, collection.definition, found, folder, library))


def main_files(
    campaign: Campaign, collection: Collection, sums: Sequence[Total], worked: WorkedOut
) -> dict[str, bytes]:
    """The results that every run leaves; the consolidated workbook has the figures of the campaign, too."""
    database, facts = came_back(campaign, collection, sums, worked)
    definition = derivations.with_worked_out(campaign)

    def figures(paper: Paper) -> None:
        overview.add(paper, campaign, definition, facts)

    return {
        **worked.workbooks,
        CONSOLIDATED: books.consolidated(collection, sums, figures),
        PROBLEMS: books.problem_list(collection),
        BOARD: board.status_board(collection),
        store.FACTS: database,
    }


def to_mend(collection: Collection) -> dict[str, list[Submission]]:
    """The files that a unit must mend or look at, by unit, in the order of the list."""
    found: dict[str, list[Submission]] = {}
    for unit in collection.definition.units:
        for one in collection.submissions:
            ours = any(
                p.rule == rules.READER_FAILURE for p in one.problems
            )  # what docgen could not read is no fault of the unit
            if one.unit == unit.code and one.state in ("退回", "待核实") and not ours:
                found.setdefault(unit.code, []).append(one)
    return found


def returned_files(
    campaign: Campaign, collection: Collection, inbox: Path, workers: int
) -> Iterator[tuple[str, bytes]]:
    """For each unit with something to mend: the notice, the marked copies, a fresh form where the old one is no use."""
    copies: list[tuple[str, Mark]] = []
    groups = to_mend(collection)
    own = own_formulas(campaign, collection.definition) if groups else frozenset()
    paths = [one.file.path for one in collection.submissions]
    for code, group in groups.items():
        unit = Names(campaign.units).by_code[code]
        label = f"{unit.code} {unit.label}"
        word = called_of(collection.definition, (name for one in group for name in one.ledgers))
        if any(one.state == "退回" for one in group):
            yield file_name(f"{label} 退回修改通知"), sent_back_notice(campaign, collection, unit, group, word)
        readable = [
            one for one in group if not one.content.refused or any(p.rule == rules.UNKNOWN_FORM for p in one.problems)
        ]
        for one in readable:
            if paths.count(one.file.path) > 1:
                continue  # a copy of a file of several units would show each of them the rows of the others
            same = [other for other in readable if other.period == one.period]
            number = str(same.index(one) + 1) if len(same) > 1 else ""
            tail = f" {period_words(one.period)}{word}"
            mark = Mark(inbox / one.file.path, tuple(one.problems), one.file.sha256, own)
            copies.append((file_name(label, f"{tail}（标记副本{number}）", ".xlsx"), mark))
            fresh = fresh_form(campaign, collection.definition, unit, one)
            if fresh:
                yield file_name(label, f"{tail}（新表）", ".xlsx"), fresh
    marked = mark_all([mark for _, mark in copies], collection.definition, workers)
    yield from zip((name for name, _ in copies), marked, strict=True)


def own_formulas(campaign: Campaign, definition: Definition) -> frozenset[str]:
    """The shapes of the formulas that issued forms come with, whoever they are for."""
    if not campaign.units or not definition.specs:
        return frozenset()
    year = Period(definition.year)
    return shapes(workbook(Form(campaign, campaign.units[0], year, definition.specs, "")))


def called_of(definition: Definition, names: Iterable[str]) -> str:
    """What some ledgers are called together."""
    return called(spec for name in names if (spec := definition.spec(name)))


def sent_back_notice(
    campaign: Campaign, collection: Collection, unit: Unit, group: Sequence[Submission], word: str
) -> bytes:
    """The notice to a unit about its files, which are called by a word."""
    files = [SentBack(one.file.name, period_words(one.period), tuple(one.problems)) for one in group]
    maker = Maker(None, False, proper_names(campaign))
    return finished_document(maker, notice(campaign, unit, files, collection.today, word))


def fresh_form(campaign: Campaign, definition: Definition, unit: Unit, one: Submission) -> bytes | None:
    """A new form for a unit whose file cannot be taken as it is."""
    wrong = one.period and any(p.rule in rules.NEEDING_A_NEW_FORM and p.severity == "error" for p in one.problems)
    period = parse_period(one.period) if wrong else None
    due = due_ledgers(definition, unit.code, one.period) if period else []
    return workbook(issuing.form(campaign, definition, unit, period, due)) if period and due else None


def period_words(key: str) -> str:
    """A period's key in words."""
    period = parse_period(key) if key else None
    return str(period) if period else ""


def reminder_files(campaign: Campaign, collection: Collection) -> Iterator[tuple[str, bytes]]:
    """A letter to each unit that owes something."""
    maker = Maker(None, False, proper_names(campaign))
    owed: dict[str, list[UnitState]] = {}
    for state in collection.units:
        if state.state == "未报" and state.days_late != 0 and not state.perhaps:
            owed.setdefault(state.unit, []).append(state)
    for unit in campaign.units:
        if unit.code in owed:
            items = [item for state in owed[unit.code] for item in overdue(collection, state)]
            names = [name for item in items for name in item.ledgers]
            word = called_of(collection.definition, names)
            nil = any(spec.nil for name in names if (spec := collection.definition.spec(name)))
            yield (
                file_name(f"{unit.code} {unit.label} 催报函"),
                finished_document(maker, reminder(campaign, unit, items, collection.today, word, nil)),
            )


def overdue(collection: Collection, state: UnitState) -> Iterator[Overdue]:
    """What a unit owes for a period, by deadline; what is not due yet is not asked for."""
    by_day: dict[date | None, list[str]] = {}
    for name in state.missing:
        due = collection.definition.deadlines.get((name, state.period))
        if due is None or due.day < collection.today:
            by_day.setdefault(due.day if due else None, []).append(name)
    for day, names in sorted(by_day.items(), key=lambda item: item[0] or date.max):
        late = (collection.today - day).days if day else None
        yield Overdue(period_words(state.period), tuple(names), day, late)


def finished_document(maker: Maker, document: Document) -> bytes:
    """The document as .docx; its template may lack nothing."""
    data, lacking = maker.make(document)
    if lacking:
        raise DocgenError(f"“{document.kind}”里缺：{'、'.join(lacking)}")
    return data
