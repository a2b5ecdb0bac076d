"""The definition of a ledger: built in or of the campaign, with its rows as a tree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from docgen.campaign.ledger import Column, Ledger, Row, Rule
from docgen.campaign.load import known_keys, validate
from docgen.campaign.model import ALL_UNITS, Attachment, Campaign, Task, Unit
from docgen.campaign.source import read
from docgen.gongwen.parse import unnumbered
from docgen.ledgers.expression import BadExpression, parse
from docgen.wording import chinese_date, width

TASK_SOURCES = ("类别", "内容", "牵头", "配合", "时限")
BLANK_ROWS = 10
DECISIVE = {"name", "group", "source", "type", "unit", "formula", "options", "cumulative"}
"""What of a column makes a form another one; its width, limits and other names may change."""
LEDGERS = "台账"
"""What ledgers are called together."""
PRESETS = Path(__file__).with_name("presets")


class UnknownLedger(LookupError):
    """A name that is neither a ledger of the campaign nor a built-in one."""


@dataclass(frozen=True)
class Node:
    """A row, or a group of cells merged over the rows beside them; cells by column name."""

    cells: tuple[tuple[str, str], ...]
    rows: tuple[Node, ...] = ()

    def leaves(self) -> int:
        """How many printed rows it covers."""
        return sum(row.leaves() for row in self.rows) or 1


@dataclass(frozen=True, eq=False)
class LedgerSpec:
    """One ledger ready to be printed, issued or read: columns, rows, and what stands under it."""

    name: str
    title: str
    landscape: bool
    columns: tuple[Column, ...]
    rows: tuple[Node, ...]
    guide: tuple[str, ...]
    remarks: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    frequency: str = "一次"
    nil: bool = True
    fixed: bool = False
    """Whether the rows are given (tasks, departments, one for each unit) and none may be added."""
    called: str = LEDGERS
    """What it is called in names of files and in letters."""

    @cached_property
    def version(self) -> str:
        """Eight characters that change with the columns or the kind of rows, by which an old form is known."""
        shape = [column.model_dump(mode="json", include=DECISIVE) for column in self.columns]
        return hashlib.sha256(json.dumps([self.name, self.fixed, shape], ensure_ascii=False).encode()).hexdigest()[:8]

    def column(self, name: str) -> Column | None:
        """The column of a name."""
        return next((column for column in self.columns if column.name == name), None)

    def inputs(self) -> tuple[Column, ...]:
        """The columns that a unit fills in."""
        return tuple(column for column in self.columns if not column.source and not column.formula)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The columns that others are computed from."""
        names = [column.name for column in self.columns]
        return frozenset(name for c in self.columns if c.formula for name in parse(c.formula, names).names)

    def widths(self) -> tuple[float, ...]:
        """Relative column widths; a column without one takes as much as its name wants."""
        return tuple(float(column.width or max(4.0, width(column.name))) for column in self.columns)


def behind(name: str, columns: Sequence[Column]) -> frozenset[str]:
    """The columns that one is computed from, through other computed ones too; formulas that are none count as empty."""
    formulas = {column.name: column.formula for column in columns if column.formula}
    names, found, waiting = [c.name for c in columns], set[str](), [name]
    while waiting:
        here = waiting.pop()
        try:
            parts = parse(formulas[here], names).names - found if here in formulas else frozenset()
        except BadExpression:
            parts = frozenset()
        found |= parts
        waiting += parts
    return frozenset(found)


def preset_names() -> list[str]:
    """The built-in ledgers."""
    return sorted(path.stem for path in PRESETS.glob("*.yaml"))


@cache
def preset(name: str) -> Ledger:
    """A built-in definition."""
    return validate(Ledger, read(PRESETS / f"{name}.yaml", known_keys(Ledger)))


def definition(name: str, campaign: Campaign) -> Ledger:
    """The campaign's definition over the built-in one it is based on. Raises UnknownLedger."""
    found = over_preset(name, campaign)
    columns = tuple(
        column.model_copy(update={"options": found.options[column.name]}) if column.name in found.options else column
        for column in found.columns
    )
    return found.model_copy(update={"columns": columns}) if found.options else found


def over_preset(name: str, campaign: Campaign) -> Ledger:
    """The campaign's keys over those of the built-in one. Raises UnknownLedger."""
    own = campaign.ledgers.get(name)
    if own is None:
        if name not in preset_names():
            raise UnknownLedger(name)
        return preset(name)
    base = own.based_on or (name if name in preset_names() else "")
    if not base:
        return own
    if base not in preset_names():
        raise UnknownLedger(base)
    built_in = preset(base)
    changes = {field: getattr(own, field) for field in own.model_fields_set}
    known = {rule.id for rule in own.rules}
    changes["rules"] = (*(rule for rule in built_in.rules if rule.id not in known), *own.rules)
    return built_in.model_copy(update=changes)


def spec(name: str, campaign: Campaign) -> LedgerSpec:
    """The ledger of a name. Raises UnknownLedger."""
    ledger = definition(name, campaign)
    return LedgerSpec(
        name,
        ledger.title or name,
        ledger.landscape,
        (*ledger.columns, *ledger.more_columns),
        rows(ledger, campaign),
        ledger.guide,
        ledger.remarks,
        (*ledger.rules, *(rule for rule in campaign.rules if rule.ledger == name)),
        ledger.frequency,
        ledger.nil,
        is_given(ledger) or ledger.rows in ("任务", "部门", 1) and not (ledger.rows == "任务" and is_free(ledger)),
        ledger.called,
    )


def called(specs: Iterable[LedgerSpec]) -> str:
    """What several ledgers are called in one word: their own where all have the same."""
    words = {spec.called for spec in specs}
    return words.pop() if len(words) == 1 else LEDGERS


def issued(campaign: Campaign) -> tuple[str, ...]:
    """The ledgers that units fill in: those of the data file, then built-in ones attached to a document."""

    def attached(attachments: tuple[Attachment, ...]) -> Iterator[str]:
        for attachment in attachments:
            name = attachment.ledger or attachment.name
            if name in campaign.ledgers or name in preset_names():
                yield name
            yield from attached(attachment.attachments)

    names = dict.fromkeys(campaign.ledgers)
    for document in campaign.documents:
        names |= dict.fromkeys(attached(document.attachments))
        names |= dict.fromkeys(attached(document.enclosure.attachments if document.enclosure else ()))
    return tuple(names)


def reporters(ledger: Ledger, campaign: Campaign) -> tuple[Unit, ...]:
    """The units that fill a ledger in, in the order of the list."""
    wanted = set(ledger.reporters)
    every = not wanted or bool(wanted & set(ALL_UNITS))
    return tuple(u for u in campaign.units if every or wanted & {u.code, u.category, u.name, u.short})


def rows(ledger: Ledger, campaign: Campaign) -> tuple[Node, ...]:
    """The rows: one for each task, so many blank ones, or as written."""
    if is_free(ledger):
        return blank_rows(ledger)
    if isinstance(ledger.rows, tuple):
        return tuple(node(row) for row in ledger.rows)
    if ledger.rows == "部门":
        return department_rows(ledger, campaign)
    return task_rows(ledger, campaign)


def is_given(ledger: Ledger) -> bool:
    """Whether its rows are written out and begin with what units do not fill in: none may be added or left out."""
    return isinstance(ledger.rows, tuple) and any(c.source not in ("", "序号") for c in ledger.columns)


def is_free(ledger: Ledger) -> bool:
    """Whether its rows are blank ones: so many as written, or ten where no column takes anything from tasks."""
    from_tasks = any(c.source in TASK_SOURCES for c in (*ledger.columns, *ledger.more_columns))
    return isinstance(ledger.rows, int) or ledger.rows == "任务" and not from_tasks


def department_rows(ledger: Ledger, campaign: Campaign) -> tuple[Node, ...]:
    """One row for each department of the data file, numbered."""
    return tuple(
        Node(
            tuple(
                (c.name, {"部门": name, "序号": str(i)}[c.source])
                for c in ledger.columns
                if c.source in ("部门", "序号")
            )
        )
        for i, name in enumerate(campaign.departments, 1)
    )


def node(row: Row) -> Node:
    """A row of the data file as a node."""
    return Node(tuple(row.cells.items()), tuple(node(child) for child in row.rows))


def blank_rows(ledger: Ledger) -> tuple[Node, ...]:
    """Numbered blank rows, with a last “……” where wanted."""
    count = ledger.rows if isinstance(ledger.rows, int) else BLANK_ROWS
    number = next((column.name for column in ledger.columns if column.source == "序号"), None)
    labels = [str(i) for i in range(1, count + 1)] + (["……"] if ledger.ellipsis else [])
    return tuple(Node(((number, label),) if number else ()) for label in labels)


def task_rows(ledger: Ledger, campaign: Campaign) -> tuple[Node, ...]:
    """Categories over tasks over bodies or prepared rows."""
    prepared = {prefill.task: tuple(node(row) for row in prefill.rows) for prefill in ledger.prefill}
    made, number = [], 0
    for group in campaign.tasks:
        tasks = []
        for task in group.tasks:
            number += 1
            inner = prepared.get(number) or body_rows(ledger, task)
            tasks.append(Node(task_cells(ledger, task, number, campaign.activity.year), inner))
        category = tuple((column.name, group.category) for column in ledger.columns if column.source == "类别")
        made.append(Node(category, tuple(tasks)))
    return tuple(made)


def body_rows(ledger: Ledger, task: Task) -> tuple[Node, ...]:
    """One row for each body that reports on a task."""
    if not ledger.body_column:
        return ()
    return tuple(
        Node(((ledger.body_column, f"{body}：\n{task.status}" if task.status else f"{body}："),))
        for body in ledger.bodies
    )


def task_cells(ledger: Ledger, task: Task, number: int, year: int) -> tuple[tuple[str, str], ...]:
    """What a task fills in by itself."""
    values = {
        "序号": str(number),
        "内容": unnumbered(task.content) if any(c.source == "序号" for c in ledger.columns) else task.content,
        "牵头": "\n".join(task.lead),
        "配合": "\n".join(task.support),
        "时限": due_text(task.due, year),
    }
    return tuple((column.name, values[column.source]) for column in ledger.columns if column.source in values)


def due_text(due: date | str | None, year: int) -> str:
    """A deadline as a table prints it: the year only where it is not the campaign's."""
    if due is None or isinstance(due, str):
        return due or ""
    return chinese_date(due) if due.year != year else f"{due.month}月{due.day}日"
