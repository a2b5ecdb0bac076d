"""What is issued to whom, and where everything stands on its sheets: rows, columns, given cells, merges."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.campaign.model import Campaign, Unit
from docgen.gongwen.document import Cell
from docgen.ledgers import form as printed
from docgen.ledgers import identity
from docgen.ledgers.periods import Period
from docgen.ledgers.sheet import address
from docgen.ledgers.spec import LedgerSpec, Node, definition

LONGEST_NAME = 250
"""Characters of a text in a formula and so behind a defined name."""
SPARE_ROWS = 50
"""Blank rows with all limits, below those that the printed form shows."""
SPARE_PROBLEMS = 2
"""Blank rows more beside each body of a task: one problem takes one row."""
HEADING_ROW = 3
"""Row of the heading, from 0: title, identity and nil report stand above it."""
ELLIPSIS = "…"


@dataclass(frozen=True)
class Form:
    """One workbook to be issued: for whom, for when, which ledgers, due when (words)."""

    campaign: Campaign
    unit: Unit
    period: Period
    specs: tuple[LedgerSpec, ...]
    due: str

    @property
    def identity(self) -> identity.Identity:
        """What is written in the four places."""
        activity = self.campaign.activity
        version = "-".join(spec.version for spec in self.specs)
        if len(version) > LONGEST_NAME:
            version = hashlib.sha256(version.encode()).hexdigest()[:16]
        return identity.Identity(f"{activity.year} {activity.name}", self.unit.code, self.period.key, version)


class Grid:
    """The places of one ledger's cells; rows and columns are counted from 0."""

    def __init__(self, spec: LedgerSpec, campaign: Campaign) -> None:
        self.spec = spec
        self.depth = 2 if any(column.group for column in spec.columns) else 1
        self.top = HEADING_ROW + self.depth
        bodies = definition(spec.name, campaign).body_column
        nodes = [with_room(node, bodies) if bodies else node for node in spec.rows]
        given = [row for node in nodes for row in printed.node_rows(spec, node)]
        self.rows = len(given) + (0 if spec.fixed else SPARE_ROWS)
        self.index = {column.name: x for x, column in enumerate(spec.columns)}
        self.given: dict[tuple[int, int], Cell] = {}
        """Where the cells of the printed form begin."""
        self.tops: dict[tuple[int, int], int] = {}
        """The first row of the merged cell that covers a cell."""
        self.place(given)

    def place(self, given: Sequence[Sequence[Cell]]) -> None:
        """Find where each given cell begins and what it covers; numbers of rows go on through the blank ones."""
        for y, row in enumerate(given, self.top):
            x = 0
            for cell in row:
                while (y, x) in self.tops:
                    x += 1
                self.given[y, x] = cell
                self.tops |= {(y + i, x): y for i in range(1, cell.rows)}
                x += 1
        numbers = next((x for x, column in enumerate(self.spec.columns) if column.source == "序号"), None)
        if numbers is None or self.spec.fixed:
            return
        for y in range(self.top, self.bottom + 1):
            old = self.given.get((y, numbers))
            if (y, numbers) not in self.tops and (old is None or not old.text.strip(ELLIPSIS)):
                self.given[y, numbers] = Cell(str(y - self.top + 1), rows=old.rows if old else 1)

    @property
    def bottom(self) -> int:
        """The last row of the form, from 0."""
        return self.top + self.rows - 1

    def column_range(self, x: int) -> str:
        """The cells of a column under the heading."""
        letters = address(1, x + 1).rstrip("1")
        return f"${letters}${self.top + 1}:${letters}${self.bottom + 1}"

    def cell(self, name: str, y: int) -> str:
        """The address of a column's cell in a row counted from 0; of merged cells the first one."""
        x = self.index[name]
        return f"${address(self.tops.get((y, x), y) + 1, x + 1)}"


def with_room(node: Node, column: str) -> Node:
    """The node with blank rows more beside each cell that names a body and nothing else."""
    if node.rows:
        return Node(node.cells, tuple(with_room(row, column) for row in node.rows))
    alone = [name for name, _ in node.cells] == [column]
    return Node(node.cells, (Node(()),) * (1 + SPARE_PROBLEMS)) if alone else node
