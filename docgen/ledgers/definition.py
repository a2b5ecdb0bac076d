"""All that the reader of returns must know of a campaign: its ledgers, its year, its rules, ready to use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from docgen import __version__
from docgen.campaign.ledger import Column, Ledger, Rule
from docgen.campaign.model import Campaign, Unit, Waiver
from docgen.core.errors import DocgenError
from docgen.core.rules import Rule as RuleOf
from docgen.core.rules import Severity, Stage
from docgen.ledgers import rules
from docgen.ledgers.deadlines import Deadline, deadline, deadline_words
from docgen.ledgers.expression import BadExpression, Expression, parse
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import Period, periods
from docgen.ledgers.spec import LedgerSpec, definition, issued, preset_names, reporters, spec

FALLING, DOUBLED = rules.CUMULATIVE_FIGURE_FELL, rules.DUPLICATE_KEY
STAGES = {"行": Stage.ROW, "表": Stage.ROW, "跨期": Stage.PERIODS, "异常": Stage.UNITS}
"""Where a declared rule speaks, by its 范围."""
SEVERITIES: dict[str, Severity] = {"退回": "error", "核实": "warning", "试行": "info"}
"""How grave it is to break a declared rule, by its 级别."""
"""The rules that a cumulative figure never falls, and that no two rows have one key; every ledger has them."""
READER = "4"
"""Changes whenever the same file would be read in another way, so that nothing old is taken from a cache."""


@dataclass(frozen=True)
class Check:
    """A rule ready to be applied."""

    rule: Rule
    expression: Expression | None
    when: Expression | None

    @property
    def severity(self) -> Severity:
        """How grave it is to break it."""
        return SEVERITIES[self.rule.level]

    @property
    def complains_as(self) -> RuleOf:
        """The rule as complaints bear it."""
        rule = self.rule
        subject = rule.message or f"应当满足：{rule.expression}"
        return RuleOf(rule.id, subject, STAGES[rule.scope], self.severity, subject)


@dataclass(frozen=True, eq=False)
class Definition:
    """The ledgers of a campaign, in the order of the data file."""

    campaign: str
    year: int
    specs: tuple[LedgerSpec, ...]
    columns: Mapping[str, tuple[str, ...]]
    """The columns of every ledger that a rule may name, built-in ones included."""
    units: tuple[Unit, ...]
    reporting: Mapping[str, tuple[str, ...]]
    """Codes of the units that fill in each ledger."""
    waivers: tuple[Waiver, ...]
    periods: Mapping[str, tuple[Period, ...]]
    """The periods that each ledger is reported for."""
    deadlines: Mapping[tuple[str, str], Deadline]
    """By ledger and key of the period, where there is a deadline."""
    host: str = ""
    """Who runs the activity: no unit is taken for another because its name stands on a form."""

    def spec(self, name: str) -> LedgerSpec | None:
        """The ledger of a name."""
        return next((s for s in self.specs if s.name == name), None)

    @cached_property
    def names(self) -> Names:
        """The names of the units."""
        return Names(self.units, self.host)

    @cached_property
    def checks(self) -> Mapping[str, tuple[Check, ...]]:
        """The rules of each ledger; one that is no rule is left out here, review says so with its line."""
        return {s.name: tuple(made for rule in s.rules if (made := self.compile(s, rule))) for s in self.specs}

    @cached_property
    def compared(self) -> Mapping[str, frozenset[str]]:
        """By ledger, the numbers of the rules by which its figures are compared with each other."""
        return {
            name: frozenset({FALLING.number, DOUBLED.number, *(c.rule.id for c in own)})
            for name, own in self.checks.items()
        }

    @cached_property
    def typed(self) -> Mapping[str, frozenset[str]]:
        """By ledger, the columns that are not computed from others."""
        return {s.name: frozenset(c.name for c in s.columns if not c.formula) for s in self.specs}

    def compile(self, ledger: LedgerSpec, rule: Rule) -> Check | None:
        """A rule made ready; None where it is no expression."""
        try:
            return compile_rule(rule, [c.name for c in ledger.columns], self.columns)
        except BadExpression:
            return None

    @cached_property
    def formulas(self) -> Mapping[str, tuple[tuple[Column, Expression], ...]]:
        """The computed columns of each ledger, each after those that it is computed from."""
        return {
            s.name: in_turn([(c, parse(c.formula, [o.name for o in s.columns])) for c in s.columns if c.formula])
            for s in self.specs
        }

    @cached_property
    def reading_version(self) -> str:
        """Changes with everything that decides how a file is read."""
        names = [[unit.code, unit.name, unit.short, *unit.aliases] for unit in self.units]
        return digest(
            [__version__, READER, self.campaign, self.year, [as_json(s) for s in self.specs], names, self.host]
        )

    @cached_property
    def version(self) -> str:
        """Changes with everything that decides what a collection comes to."""
        units = [unit.model_dump(mode="json") for unit in self.units]
        waivers = [waiver.model_dump(mode="json") for waiver in self.waivers]
        due = [[*key, value.day.isoformat()] for key, value in self.deadlines.items()]
        spans = {name: [period.key for period in own] for name, own in self.periods.items()}
        return digest([self.reading_version, units, dict(self.reporting), waivers, due, spans])

    def __getstate__(self) -> dict[str, object]:
        names = (
            "campaign",
            "year",
            "specs",
            "columns",
            "units",
            "reporting",
            "waivers",
            "periods",
            "deadlines",
            "host",
        )
        return {name: getattr(self, name) for name in names}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)


def in_turn(formulas: list[tuple[Column, Expression]]) -> tuple[tuple[Column, Expression], ...]:
    """The formulas in an order in which they can be computed; those that run in a circle come last."""
    waiting, made = list(formulas), []
    while waiting:
        open_names = {column.name for column, _ in waiting}
        ready = [item for item in waiting if not item[1].names & open_names] or waiting
        made += ready
        waiting = [item for item in waiting if item not in ready]
    return tuple(made)


def compile_rule(rule: Rule, names: list[str], columns: Mapping[str, tuple[str, ...]]) -> Check:
    """A rule made ready. Raises BadExpression."""
    cross, wide = rule.scope == "跨期", rule.scope in ("表", "跨期")
    others = columns if wide else {}
    expression = parse(rule.expression, names, others, previous=cross) if rule.scope != "异常" else None
    when = parse(rule.when, names, others, previous=cross) if rule.when else None
    return Check(rule, expression, when)


def define(campaign: Campaign) -> Definition:
    """The definition of a campaign. Raises UnknownLedger."""
    names = issued(campaign)
    columns = {
        name: tuple(c.name for c in spec(name, campaign).columns) for name in dict.fromkeys([*names, *preset_names()])
    }
    return Definition(
        f"{campaign.activity.year} {campaign.activity.name}",
        campaign.activity.year,
        tuple(spec(name, campaign) for name in names),
        columns,
        campaign.units,
        {name: tuple(u.code for u in reporters(definition(name, campaign), campaign)) for name in names},
        campaign.waivers,
        *due_dates({name: definition(name, campaign) for name in names}, campaign),
        host=campaign.activity.host,
    )


def due_dates(
    ledgers: Mapping[str, Ledger], campaign: Campaign
) -> tuple[dict[str, tuple[Period, ...]], dict[tuple[str, str], Deadline]]:
    """The periods of each ledger and their deadlines. Raises DocgenError for what is no period or deadline."""
    spans: dict[str, tuple[Period, ...]] = {}
    days: dict[tuple[str, str], Deadline] = {}
    for name, ledger in ledgers.items():
        try:
            spans[name] = periods(ledger.frequency, ledger.periods, campaign.activity.year)
            words = deadline_words(ledger, campaign.activity)
            for period in spans[name]:
                if due := deadline(words, period, campaign.calendar):
                    days[name, period.key] = due
        except ValueError as error:
            raise DocgenError(f"台账“{name}”：{error}") from error
    return spans, days


def as_json(ledger: LedgerSpec) -> list[object]:
    """What of a ledger decides how it is read."""
    return [
        ledger.name, ledger.title, ledger.fixed, ledger.frequency, ledger.nil,
        [c.model_dump(mode="json") for c in ledger.columns], [r.model_dump(mode="json") for r in ledger.rules], repr(ledger.rows),
    ]  # fmt: skip


def digest(value: object) -> str:
    """The fingerprint of plain data."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, default=list, sort_keys=True).encode()).hexdigest()
