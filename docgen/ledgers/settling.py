"""Versions and tables settle each other: the latest version that nothing is wrong with counts, also as a whole table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from docgen.campaign.model import Waiver
from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Rule
from docgen.ledgers import rules
from docgen.ledgers.definition import DOUBLED, FALLING, Definition
from docgen.ledgers.facts import Fact
from docgen.ledgers.judging import judge, strange
from docgen.ledgers.jumps import jumps
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import parse_period
from docgen.ledgers.sheet import row_of
from docgen.ledgers.spec import LedgerSpec, behind
from docgen.ledgers.submissions import SETTLED, Submission, settle_state
from docgen.ledgers.tables import Table, tables
from docgen.ledgers.value import NUMERIC
from docgen.ledgers.versions import APART, cell_of, choose, replaced

MISFITS = (rules.CONFLICTING_UNIT, rules.WRONG_PERIOD)
"""Contradictions about whose or for when a file is."""
NO_WAIVER = "有豁免，但豁免只放过比较，这里没有数可以计入"
NO_FIGURE = (rules.MISSING_REQUIRED_COLUMN, rules.REQUIRED_CELL_EMPTY)
"""Complaints that a figure is not there at all: its column is missing, its cell is empty."""
HELD = "这个数暂不计入"
MOST_ROUNDS = 10
"""A round more for each version that turns out to be wrong as a whole; units do not send so many."""


def settle(made: Sequence[Submission], definition: Definition) -> list[Table]:
    """The tables that count. Leaves on every submission its problems, what counts of it, and its state."""
    names = definition.names
    for one in made:
        one.problems = waived(one.problems, one, definition, names)
        readmit(one)
    seen: set[frozenset[tuple[str, ...]]] = set()
    for _ in range(MOST_ROUNDS):
        choose(made, definition)
        counted = tables(made, definition)
        for table in counted:
            table.submission.verdicts[table.spec.name] = verdict(table, definition, names)
        winners = frozenset((*table.key, table.submission.file.path, table.spec.name) for table in counted)
        if winners in seen:
            break
        seen.add(winners)
    counted = tables(made, definition)
    for table, fact, problem in list(jumps(counted)):
        hold(table, fact, waived([problem], table.submission, definition, names)[0])
    counted = tables(made, definition)
    for table in counted:
        table.submission.verdicts[table.spec.name] = verdict(table, definition, names)
    for table, problem in strange(counted, definition):
        table.submission.verdicts[table.spec.name] += waived([problem], table.submission, definition, names)
    for table in counted:
        leave_out(table, definition)
    replaced(made)
    for one in made:
        one.problems += [p for problems in one.verdicts.values() for p in problems] + one.told
        if one.counted:
            one.problems = [settled(problem, one) for problem in one.problems]
        settle_state(one)
    return tables(made, definition)


def settled(problem: Diagnostic, one: Submission) -> Diagnostic:
    """A problem; one of a table that another version took the place of is only told."""
    names = [led.ledger for led in one.content.ledgers if led.sheet == problem.place.sheet]
    done = bool(names) and all(name not in one.counted and one.fates.get(name) in SETTLED for name in names)
    if not done or problem.severity == "info":
        return problem
    return replace(problem, severity="info", message=f"这张表已以另一份为准，不用再改：{problem.message}")


def readmit(one: Submission) -> None:
    """What somebody decided to let pass does not keep a file or a table from counting."""
    one.misfit = one.misfit and any(p.rule in MISFITS for p in one.problems if p.severity != "info")
    lacking = {
        p.place.sheet for p in one.problems if p.rule == rules.MISSING_REQUIRED_COLUMN and p.severity == "error"
    }
    ledgers = tuple(replace(led, rejected=led.rejected and led.sheet in lacking) for led in one.content.ledgers)
    if ledgers != one.content.ledgers:
        one.content = replace(one.content, ledgers=ledgers)


def leave_out(table: Table, definition: Definition) -> None:
    """Hold back the numbers that break a rule of 退回, and all of a table that may be a part of another."""
    one, name = table.submission, table.spec.name
    if any(p.rule == APART and p.severity != "info" and p.place.sheet == table.content.sheet for p in one.told):
        hold_all(table, [(f, APART.number, "两份文件没有一行相同，不知道是不是都算") for f in table.content.facts])
        return
    found = [p for p in one.problems if p.place.sheet == table.content.sheet] + one.verdicts.get(name, [])
    hold_all(table, broken_cells(table, [p for p in found if p.severity == "error"], definition))


def broken_cells(
    table: Table, problems: Sequence[Diagnostic], definition: Definition
) -> Iterator[tuple[Fact, str, str]]:
    """(fact, rule, why) of every number that a rule was applied to and that broke it: nobody knows which one is wrong."""
    checks = {check.rule.id: check for check in definition.checks[table.spec.name]}
    for problem in problems:
        check = checks.get(problem.rule.number)
        row = row_of(problem.place.cell)
        for fact in table.content.facts:
            here = row in (fact.row, fact.record)
            if check is not None and check.expression is not None:
                by_row = check.rule.scope == "行" or check.rule.scope == "跨期" and bool(table.keyed)
                wanted = fact.field in check.expression.names and (here or not by_row)
            else:
                wanted = here and (
                    problem.rule == DOUBLED or problem.rule == FALLING and cell_of(fact) == problem.place.cell
                )
            if wanted:
                yield fact, problem.rule.number, f"不符合规则{problem.rule}（{problem.message}），没有计入"


def hold_all(table: Table, found: Iterable[tuple[Fact, str, str]]) -> None:
    """Turn counted numbers of a table into questions, and what is computed from them with them."""
    held = {
        fact: fact._replace(status="question", value="", rule=rule, note=note)
        for fact, rule, note in found
        if fact.counts and table.by_name[fact.field].type in NUMERIC
    }
    if not held:
        return
    fields: dict[int, set[str]] = {}
    for fact in held:
        fields.setdefault(fact.record, set()).add(fact.field)
    affected = {
        (fact.record, fact.field)
        for fact in table.content.facts
        if fact.counts and behind(fact.field, table.spec.columns) & fields.get(fact.record, set())
    }
    one = table.submission
    ledger = one.ledgers[table.spec.name]
    facts = tuple(held.get(f) or (computed_from(f) if (f.record, f.field) in affected else f) for f in ledger.facts)
    ledgers = tuple(replace(led, facts=facts) if led is ledger else led for led in one.content.ledgers)
    one.content = replace(one.content, ledgers=ledgers)


def verdict(table: Table, definition: Definition, names: Names) -> list[Diagnostic]:
    """What is wrong with a table beyond its rows, waivers applied."""
    return waived(list(judge(table, definition)), table.submission, definition, names)


def hold(table: Table, fact: Fact, problem: Diagnostic) -> None:
    """Turn a counted cell into a question, and say so, unless the rule was waived."""
    if problem.severity != "info":
        problem = replace(problem, message=f"{problem.message}{HELD}")
    table.submission.problems.append(problem)
    if problem.severity != "info":
        now = replace(table, content=table.submission.ledgers[table.spec.name])
        hold_all(now, [(fact, problem.rule.number, problem.message)])


def computed_from(fact: Fact) -> Fact:
    """A computed figure one of whose parts is held back."""
    return fact._replace(status="question", value="", note="由待核实的格子算得")


def waived(problems: Iterable[Diagnostic], one: Submission, definition: Definition, names: Names) -> list[Diagnostic]:
    """The problems; one that somebody decided to let pass is only told, with who decided and why.

    A waiver lets a comparison pass: what keeps a cell from counting stays, until somebody gives the cell a value.
    """
    sheets = {led.sheet: led.ledger for led in one.content.ledgers}
    held = {(led.sheet, fact.rule) for led in one.content.ledgers for fact in led.facts if fact.is_held}
    found = []
    for problem in problems:
        ledger = sheets.get(problem.place.sheet or "", "")
        for waiver in definition.waivers:
            if (
                problem.severity != "info"
                and problem.rule.number == waiver.rule
                and covers(waiver, names, one.unit, one.period, ledger)
            ):
                figure = lacks_figure(problem, definition.spec(ledger))
                if figure or (problem.place.sheet, problem.rule.number) in held:
                    said = NO_WAIVER in problem.message
                    problem = problem if said else replace(problem, message=f"{problem.message}（{NO_WAIVER}）")
                    problem = replace(problem, severity="warning") if figure else problem
                    break
                message = f"已豁免（{waiver.reason}；批准人：{waiver.approver}）：{problem.message}"
                problem = replace(problem, severity="info", message=message)
        found.append(problem)
    return found


def lacks_figure(problem: Diagnostic, spec: LedgerSpec | None) -> bool:
    """Whether a complaint says that a number is not there: whoever lets that pass still has no number."""
    column = spec.column(problem.expected or "") if spec and problem.rule in NO_FIGURE else None
    return column is not None and column.type in NUMERIC


def covers(waiver: Waiver, names: Names, unit: str, period: str, ledger: str) -> bool:
    """Whether a waiver is of this unit, period and ledger."""
    return (
        names.match(waiver.unit) == unit
        and period_key(waiver.period) in ("", period)
        and waiver.ledger in ("", ledger)
    )


def is_waived(definition: Definition, rule: Rule, unit: str, period: str, ledger: str) -> bool:
    """Whether somebody decided that a rule is not held against a unit."""
    names = definition.names
    return any(w.rule == rule.number and covers(w, names, unit, period, ledger) for w in definition.waivers)


def period_key(text: str) -> str:
    """The key of a waiver's period."""
    period = parse_period(text) if text else None
    return period.key if period else text
