"""Versions and tables settle each other: the latest version that nothing is wrong with counts, also as a whole table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from docgen.campaign.model import Waiver
from docgen.errors import Problem
from docgen.ledgers.definition import Definition
from docgen.ledgers.facts import Fact
from docgen.ledgers.judging import judge, jumps, strange
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import parse_period
from docgen.ledgers.spec import behind
from docgen.ledgers.submissions import Submission, settle_state
from docgen.ledgers.tables import Table, tables
from docgen.ledgers.versions import choose, replaced

MOST_ROUNDS = 10
"""A round more for each version that turns out to be wrong as a whole; units do not send so many."""


def settle(made: Sequence[Submission], definition: Definition) -> list[Table]:
    """The tables that count. Leaves on every submission its problems, what counts of it, and its state."""
    names = Names(definition.units)
    for one in made:
        one.problems = waived(one.problems, one, definition, names)
    seen: set[frozenset[tuple[str, str]]] = set()
    for _ in range(MOST_ROUNDS):
        choose(made)
        counted = tables(made, definition)
        for table in counted:
            table.submission.verdicts[table.spec.name] = verdict(table, definition, names)
        winners = frozenset((table.submission.file.path, table.spec.name) for table in counted)
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
    replaced(made)
    for one in made:
        one.problems += [p for problems in one.verdicts.values() for p in problems] + one.told
        settle_state(one)
    return counted


def verdict(table: Table, definition: Definition, names: Names) -> list[Problem]:
    """What is wrong with a table beyond its rows, waivers applied."""
    return waived(list(judge(table, definition)), table.submission, definition, names)


def hold(table: Table, fact: Fact, problem: Problem) -> None:
    """Turn a counted cell into a question, unless the rule was waived."""
    one = table.submission
    one.problems.append(problem)
    if problem.severity == "info":
        return
    ledger = one.ledgers[table.spec.name]
    question = fact._replace(status="question", value="", rule=problem.rule, note=problem.message)
    affected = {c.name for c in table.spec.columns if fact.field in behind(c.name, table.spec.columns)}
    changed = replace(
        ledger,
        facts=tuple(
            question if f == fact else computed_from(f) if f.record == fact.record and f.field in affected else f
            for f in ledger.facts
        ),
    )
    ledgers = tuple(changed if led.ledger == ledger.ledger else led for led in one.content.ledgers)
    one.content = replace(one.content, ledgers=ledgers)


def computed_from(fact: Fact) -> Fact:
    """A computed figure one of whose parts is held back."""
    return fact._replace(status="question", value="", note="由待核实的格子算得")


def waived(problems: Iterable[Problem], one: Submission, definition: Definition, names: Names) -> list[Problem]:
    """The problems; one that somebody decided to let pass is only told, with who decided and why."""
    sheets = {led.sheet: led.ledger for led in one.content.ledgers}
    found = []
    for problem in problems:
        ledger = sheets.get(problem.place.sheet or "", "")
        for waiver in definition.waivers:
            if (
                problem.severity != "info"
                and problem.rule == waiver.rule
                and covers(waiver, names, one.unit, one.period, ledger)
            ):
                message = f"已豁免（{waiver.reason}；批准人：{waiver.approver}）：{problem.message}"
                problem = replace(problem, severity="info", message=message)
        found.append(problem)
    return found


def covers(waiver: Waiver, names: Names, unit: str, period: str, ledger: str) -> bool:
    """Whether a waiver is of this unit, period and ledger."""
    return (
        names.match(waiver.unit) == unit
        and period_key(waiver.period) in ("", period)
        and waiver.ledger in ("", ledger)
    )


def is_waived(definition: Definition, rule: str, unit: str, period: str, ledger: str) -> bool:
    """Whether somebody decided that a rule is not held against a unit."""
    names = Names(definition.units)
    return any(w.rule == rule and covers(w, names, unit, period, ledger) for w in definition.waivers)


def period_key(text: str) -> str:
    """The key of a waiver's period."""
    period = parse_period(text) if text else None
    return period.key if period else text
