"""A month's returns as one value: files, units, facts and totals, whatever order or number of processes read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import GRAVITY
from docgen.ledgers import rules
from docgen.ledgers.cache import Cache
from docgen.ledgers.claims import claimed
from docgen.ledgers.claims import papers as papers_of
from docgen.ledgers.definition import Definition
from docgen.ledgers.facts import Return
from docgen.ledgers.inbox import Incoming, Survey
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import Period, parse_period
from docgen.ledgers.settling import is_waived, settle, waived
from docgen.ledgers.submissions import Submission, received_late, settle_state, submissions
from docgen.ledgers.tables import Table
from docgen.ledgers.workers import read_all, refused

Progress = Callable[[int, int, str], None]
COUNTED = ("受理", "待核实", "退回")


@dataclass(frozen=True)
class UnitState:
    """Where one unit stands for one period."""

    unit: str
    period: str
    state: str
    days_late: int | None
    """Days after the deadline; None where there is no deadline."""
    due: date | None
    received: date | None
    files: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Ledgers that were due and did not come."""
    held: int = 0
    """Cells that are held back."""
    left_out: int = 0
    """Those of them that break a rule of 退回."""
    perhaps: tuple[str, ...] = ()
    """Files that may be this unit's, but do not say so."""
    late: tuple[str, ...] = ()
    """Ledgers that came after their deadline."""
    owed: tuple[str, ...] = ()
    """Ledgers that did not come though their deadline has passed, without those that somebody waived."""
    papers: tuple[str, ...] = ()
    """Scans and documents that it sent where nothing else came."""


@dataclass
class Collection:
    """What an inbox came to."""

    definition: Definition
    submissions: list[Submission]
    ignored: tuple[tuple[str, str], ...]
    tables: list[Table]
    units: list[UnitState]
    periods: tuple[Period, ...]
    today: date
    notes: list[Diagnostic] = field(default_factory=list)
    only: Period | None = None
    """The only period that was asked for."""

    @property
    def problems(self) -> list[Diagnostic]:
        """Every problem, file by file, those of the whole run first."""
        return [*self.notes, *(p for one in self.submissions for p in one.problems)]

    def found_later(self, problems: Iterable[Diagnostic]) -> None:
        """Note what was found by looking at all returns together, each with the file that it stands in.

        Files and units get their states anew; what stands in no file is a note of the whole run.
        """
        by_path: dict[str, list[Submission]] = {}
        for one in self.submissions:
            if one.counted:
                by_path.setdefault(one.file.path, []).append(one)
        for problem in problems:
            owner = whose(problem, by_path.get(problem.place.file, ()))
            (owner.problems if owner else self.notes).append(problem)
        settle_again(self.submissions)
        sort_problems(self.submissions)
        self.units = [
            state
            for span in self.periods
            for state in unit_states(self.submissions, self.definition, span, self.today)
        ]


def whose(problem: Diagnostic, parts: Sequence[Submission]) -> Submission | None:
    """The part of a file that a problem is about: by the row that it stands in."""
    sheet, (row, _) = problem.place.sheet, cell_order(problem)
    rows = (p for p in parts for led in p.content.ledgers if led.sheet == sheet for f in led.facts if f.record == row)
    return next(rows, next(iter(parts), None))


def read_inbox(
    inbox: Path, found: Survey, definition: Definition, cache: Cache, workers: int, progress: Progress | None,
    anew: bool = False,
) -> tuple[Survey, dict[str, Return]]:  # fmt: skip
    """The return of every file, by path; what a cache knows is not read again unless ``anew``, what is equal is read once.

    The survey that comes back has the fingerprint of what was really read, where a file changed since it was listed.
    """
    files = {file.path: file for file in found.files}
    known = {} if anew else cache.load(found.files)
    done = 0
    try:
        while todo := not_known(files.values(), known, cache):  # again where one of several equal files had changed
            total = done + len(todo)
            for index, reading in read_all([inbox / file.path for file in todo], definition, workers):
                file = todo[index]
                files[file.path] = read = replace(file, sha256=reading.sha256 or file.sha256)
                known[cache.key(read)] = reading.content
                cache.keep(read, reading.content)
                done += 1
                if progress:
                    progress(done, total, file.path)
    finally:
        cache.flush()
    read_as = {path: unreadable(file) if file.unreadable else known[cache.key(file)] for path, file in files.items()}
    cache.drop_others(files.values())
    return replace(found, files=tuple(files.values())), read_as


def not_known(files: Iterable[Incoming], known: Mapping[str, Return], cache: Cache) -> list[Incoming]:
    """The files that are still to be read, one of those that are equal."""
    first: dict[str, Incoming] = {}
    for file in files:
        if not file.unreadable and (key := cache.key(file)) not in known:
            first.setdefault(key, file)
    return sorted(first.values(), key=lambda file: file.path)


def unreadable(file: Incoming) -> Return:
    """The return of a file that could not even be listed."""
    return refused(rules.UNREADABLE_FILE, f"文件读不出来（{file.unreadable}）", "请检查权限，或是不是正被别的程序占用")


def collect(
    found: Survey, returns: Mapping[str, Return], definition: Definition, wanted: Period | None, today: date
) -> Collection:
    """Settle who sent what, which version counts, what is wrong beyond single rows, and where each unit stands."""
    made = submissions(found.files, returns, definition, wanted)
    notes = list(run_notes(found, definition))
    counted = settle(made, definition)
    names = definition.names
    missing_ledgers(made, definition, names, today)
    for one in made:
        one.problems = waived(one.problems, one, definition, names)
    settle_again(made)
    if wanted is not None:
        notes += set_aside(made, wanted)
        counted = [table for table in counted if table.submission.period == wanted.key]
    spans = wanted_periods(made, definition, wanted, today)
    collection = Collection(definition, made, found.ignored, counted, [], spans, today, notes, wanted)
    collection.found_later(())
    return collection


def missing_ledgers(made: Iterable[Submission], definition: Definition, names: Names, today: date) -> None:
    """A unit that sent one of its ledgers but not the others is told on the file that it sent."""
    groups: dict[tuple[str, str], list[Submission]] = {}
    for one in made:
        if one.unit and one.period and not one.content.refused:
            groups.setdefault((one.unit, one.period), []).append(one)
    for (unit, period), group in groups.items():
        lacking = [
            name for name in not_sent(group, definition, unit, period) if is_due(definition, name, period, today)
        ]
        counted = [one for one in group if one.counted]
        if lacking and counted:
            listed = "、".join(f"《{name}》" for name in lacking)
            counted[-1].add(
                rules.MISSING_LEDGER,
                "error",
                f"本期还应报{listed}，没有收到",
                f"请{names.by_code[unit].label}补报",
            )


def due_ledgers(definition: Definition, unit: str, period: str) -> list[str]:
    """The ledgers that a unit reports for a period."""
    return [
        spec.name for spec in definition.specs
        if unit in definition.reporting[spec.name] and any(p.key == period for p in definition.periods[spec.name])
        and reports_for(definition, unit, period)
    ]  # fmt: skip


def reports_for(definition: Definition, unit: str, period: str) -> bool:
    """Whether a unit that joined in the course of the year had joined by then."""
    since = next((parse_period(u.since) for u in definition.units if u.code == unit and u.since), None)
    own = parse_period(period)
    return since is None or own is None or own.last >= since.first


def is_due(definition: Definition, ledger: str, period: str, today: date) -> bool:
    """Whether a ledger may be asked for: its deadline has passed, or it has none."""
    due = definition.deadlines.get((ledger, period))
    return due is None or due.day < today


def not_sent(group: Sequence[Submission], definition: Definition, unit: str, period: str) -> list[str]:
    """The ledgers that were due and are in no file."""
    sent = {name for one in group for name in one.ledgers}
    return [name for name in due_ledgers(definition, unit, period) if name not in sent]


def settle_again(made: Iterable[Submission]) -> None:
    """States by all that is known now."""
    for one in made:
        if one.state in COUNTED and not one.content.refused:
            one.state = ""
            settle_state(one)


def set_aside(made: Sequence[Submission], wanted: Period) -> list[Diagnostic]:
    """Files of other periods than the one asked for are only looked back at; a word if there are no others."""
    others: dict[str, int] = {}
    for one in made:
        if one.period and one.period != wanted.key and one.state in COUNTED:
            others[one.period] = others.get(one.period, 0) + 1
            one.state = "忽略"
            period = parse_period(one.period)
            one.problems = [p for p in one.problems if p.severity == "info"]
            one.add(rules.WRONG_PERIOD, "info", f"是{period}的表，不在本次汇总的期间（{wanted}）")
    if not others or any(one.period == wanted.key for one in made):
        return []
    listed = "、".join(f"{parse_period(key)}（{count}个文件）" for key, count in sorted(others.items()))
    return [
        Diagnostic(
            Place("收件文件夹"),
            rules.NO_RETURNS_FOUND,
            "warning",
            f"没有{wanted}的表，收件里是{listed}",
            cure="请核对 --period 写得对不对",
        )
    ]


def wanted_periods(
    made: Iterable[Submission], definition: Definition, wanted: Period | None, today: date
) -> tuple[Period, ...]:
    """The periods that the board shows: the one asked for, or all that were due since the first that came back."""
    if wanted is not None:
        return (wanted,)
    sent = {one.period for one in made if one.period}
    shown = {
        period for spec in definition.specs for period in definition.periods[spec.name]
        if period.key in sent or (due := definition.deadlines.get((spec.name, period.key))) and due.day < today
    }  # fmt: skip
    first = min((period for period in shown if period.key in sent), default=None)
    return tuple(sorted(p for p in shown if p.key in sent or first is None or p.first >= first.first))


def unit_states(
    made: Sequence[Submission], definition: Definition, period: Period, today: date
) -> Iterator[UnitState]:
    """Where every unit stands for a period, in the order of the list."""
    by_unit: dict[str, list[Submission]] = {}
    perhaps: dict[str, list[str]] = {}
    came = {one.file.path: min(one.file.received, today) for one in made}
    claims, papers = claimed(made, definition, period), papers_of(made, definition, period)
    for one in made:
        for code in one.perhaps if one.perhaps_when in ("", period.key) else ():
            perhaps.setdefault(code, []).append(one.file.path)
        if one.period == period.key:
            by_unit.setdefault(one.unit, []).append(one)
    for unit in definition.units:
        wanted = due_ledgers(definition, unit.code, period.key)
        if wanted:
            state = unit_state(unit.code, period, wanted, by_unit.get(unit.code, []), definition, today)
            silent = state.state == "未报"
            files = [*perhaps.get(unit.code, ()), *(claims.get(unit.code, ()) if silent else ())]
            own = papers.get(unit.code, ()) if silent else ()
            yield waiting(replace(state, perhaps=tuple(dict.fromkeys(files)), papers=tuple(own)), came)


def waiting(state: UnitState, came: Mapping[str, date]) -> UnitState:
    """Where a unit stands with the files that may be its own: it is neither chased nor late while they wait."""
    if state.state != "未报" or not state.perhaps:
        return state
    received = min(came[path] for path in state.perhaps)
    late = received_late(received, state.due) if state.days_late is not None else None
    return replace(state, state="待核实", received=received, days_late=late)


def unit_state(
    unit: str, period: Period, wanted: Sequence[str], group: Sequence[Submission], definition: Definition, today: date
) -> UnitState:
    """Where one unit stands: by the files that count, else by those that were refused, else 未报."""
    counted = [one for one in group if one.counted]
    sent_back = [one for one in group if not one.counted and one.state in ("退回", "待核实")]
    days = {name: known.day for name in wanted if (known := definition.deadlines.get((name, period.key)))}
    came = {name: first_day(group, counted or sent_back, name, today) for name in wanted}
    lateness = [received_late(came[name] or today, day) for name, day in days.items()]
    received = max((day for day in came.values() if day), default=None)
    unread = any(one.content.refused for one in sent_back) and not counted
    sent = {name for one in group if not one.content.refused for name in one.ledgers}
    lacking = () if unread else tuple(name for name in wanted if name not in sent)
    facts = [(name, f) for one in counted for name in one.counted for f in one.ledgers[name].facts
             if f.is_held and f.field in definition.typed[name]]  # fmt: skip
    left_out = sum(f.rule in definition.compared[name] for name, f in facts)
    files = tuple(one.file.path for one in counted or sent_back)
    late, due = max(lateness, default=None), min(days.values(), default=None)
    after = tuple(name for name, day in days.items() if (when := came[name]) and when > day)
    closed = any(one.content.refused for one in sent_back)  # it may hold what is lacking
    owed = tuple(
        name
        for name in lacking
        if not closed
        and is_due(definition, name, period.key, today)
        and not is_waived(definition, rules.MISSING_LEDGER, unit, period.key, name)
    )
    return UnitState(
        unit, period.key, overall(counted, sent_back), late, due, received, files, lacking, len(facts), left_out,
        late=after if files else (), owed=owed,
    )  # fmt: skip


def first_day(group: Sequence[Submission], counted: Sequence[Submission], ledger: str, today: date) -> date | None:
    """The day a unit reported a ledger: when the first version came that says anything; a correction is not late again."""
    right = [one for one in group if one.is_usable and ledger in one.ledgers and one.ledgers[ledger].has_content]
    unread = [one for one in counted if one.content.refused or ledger in one.ledgers]
    return min((min(one.file.received, today) for one in right), default=None) or max(
        (min(one.file.received, today) for one in unread), default=None
    )


def overall(counted: Sequence[Submission], sent_back: Sequence[Submission]) -> str:
    """The state of a unit: the worst of its files that count."""
    states = {one.state for one in counted or sent_back}
    for state in ("退回", "待核实"):
        if state in states:
            return state
    if not counted:
        return "未报"
    nil = all(one.ledgers[name].nil for one in counted for name in one.counted)
    return "零报告" if nil else "已汇总"


def sort_problems(made: Iterable[Submission]) -> None:
    """The gravest first, then in reading order."""
    for one in made:
        unique = dict.fromkeys(one.problems)
        one.problems = sorted(
            unique, key=lambda p: (GRAVITY[p.severity], p.place.sheet or "", cell_order(p), p.rule.number, p.message)
        )


def cell_order(problem: Diagnostic) -> tuple[int, int]:
    """Row and column of a problem's cell."""
    from openpyxl.utils.cell import coordinate_to_tuple

    if not problem.place.cell:
        return (0, 0)
    row, column = coordinate_to_tuple(problem.place.cell)
    return (row, column)


def run_notes(found: Survey, definition: Definition) -> Iterator[Diagnostic]:
    """What is worth knowing about the whole run."""
    if not found.files:
        yield Diagnostic(Place("收件文件夹"), rules.NO_RETURNS_FOUND, "warning", "收件文件夹里没有表格",
                      cure="请把各单位交回的表格放进去再汇总")  # fmt: skip
    for path, reason in found.ignored:
        yield Diagnostic(Place(path), rules.SKIPPED_FILE, "info", f"{reason}，没有读取")
    uncertain = sorted({due.day.year for due in definition.deadlines.values() if due.uncertain})
    for year in uncertain:
        yield Diagnostic(Place("工作日历"), rules.UNKNOWN_HOLIDAYS, "warning", f"{year}年的放假安排还不知道，截止日只避开了周末，请核对",
                      cure="可以在数据文件的“工作日历”里写明放假和上班的日子")  # fmt: skip
