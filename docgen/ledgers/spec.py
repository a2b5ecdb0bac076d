"""The definition of a ledger: built in or of the campaign, with its rows as a tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from docgen.campaign.load import known_keys, validate
from docgen.campaign.model import Campaign, Column, Ledger, Row, Task
from docgen.campaign.source import read
from docgen.wording import chinese_date, width

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


@dataclass(frozen=True)
class LedgerSpec:
    """One ledger ready to be printed, issued or read: columns, rows, and what stands under it."""

    name: str
    title: str
    landscape: bool
    columns: tuple[Column, ...]
    rows: tuple[Node, ...]
    guide: tuple[str, ...]
    remarks: tuple[str, ...]

    def widths(self) -> tuple[float, ...]:
        """Relative column widths; a column without one takes as much as its name wants."""
        return tuple(float(column.width or max(4.0, width(column.name))) for column in self.columns)


def preset_names() -> list[str]:
    """The built-in ledgers."""
    return sorted(path.stem for path in PRESETS.glob("*.yaml"))


@cache
def preset(name: str) -> Ledger:
    """A built-in definition."""
    return validate(Ledger, read(PRESETS / f"{name}.yaml", known_keys(Ledger)))


def definition(name: str, campaign: Campaign) -> Ledger:
    """The campaign's definition over the built-in one it is based on. Raises UnknownLedger."""
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
    return preset(base).model_copy(update={field: getattr(own, field) for field in own.model_fields_set})


def spec(name: str, campaign: Campaign) -> LedgerSpec:
    """The ledger of a name. Raises UnknownLedger."""
    ledger = definition(name, campaign)
    return LedgerSpec(
        name,
        ledger.title or name,
        ledger.landscape,
        ledger.columns,
        rows(ledger, campaign),
        ledger.guide,
        ledger.remarks,
    )


def rows(ledger: Ledger, campaign: Campaign) -> tuple[Node, ...]:
    """The rows: one for each task, so many blank ones, or as written."""
    if isinstance(ledger.rows, int):
        return blank_rows(ledger)
    if isinstance(ledger.rows, tuple):
        return tuple(node(row) for row in ledger.rows)
    return task_rows(ledger, campaign)


def node(row: Row) -> Node:
    """A row of the data file as a node."""
    return Node(tuple(row.cells.items()), tuple(node(child) for child in row.rows))


def blank_rows(ledger: Ledger) -> tuple[Node, ...]:
    """Numbered blank rows, with a last “……” where wanted."""
    assert isinstance(ledger.rows, int)
    number = next((column.name for column in ledger.columns if column.source == "序号"), None)
    labels = [str(i) for i in range(1, ledger.rows + 1)] + (["……"] if ledger.ellipsis else [])
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
        "内容": task.content,
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
