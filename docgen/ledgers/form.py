"""A ledger as a printed form: its table and the notes under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from docgen.campaign.ledger import Column
from docgen.gongwen.document import Align, Cell, Table
from docgen.ledgers.spec import LedgerSpec, Node

MOST_COLUMNS = {True: 20, False: 13}
"""How many columns a landscape page and a portrait page can head with two characters a line."""
BLOCKS = {True: 3, False: 2}
"""Columns of blocks in which a single record too wide for the page is printed."""
RECORD_WIDTHS = (8.8, 25.6, 8.1)
"""Group (3 characters), name with its unit (10) and figure of a record printed downwards."""


def table(spec: LedgerSpec) -> Table:
    """The form's table: one header row, or two where columns are grouped.

    A single row with more columns than the page can head is printed downwards, as statistics are: name beside figure.
    """
    if is_record(spec) and len(spec.columns) > MOST_COLUMNS[spec.landscape]:
        return record(spec)
    header = header_rows(spec)
    body: list[list[Cell]] = []
    for row in spec.rows:
        body += node_rows(spec, row)
    return Table(spec.widths(), len(header), tuple(tuple(row) for row in [*header, *body]), fluid=True)


def is_record(spec: LedgerSpec) -> bool:
    """Whether the form is one blank row."""
    return len(spec.rows) == 1 and spec.rows[0].leaves() == 1 and not any(column.source for column in spec.columns)


def record(spec: LedgerSpec) -> Table:
    """One row turned by a quarter: blocks of names with room for the figure beside each, groups kept whole."""
    parts = blocks(spec.columns, BLOCKS[spec.landscape])
    height = max(len(part) for part in parts)
    head = tuple(
        cell for _ in parts for cell in (Cell("项目", columns=2, align="center"), Cell("数值", align="center"))
    )
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for part in parts:
        for row, cells in zip(rows, block_rows(part), strict=False):
            row += cells
        if len(part) < height:
            rows[len(part)].append(Cell("", rows=height - len(part), columns=3))
    return Table(RECORD_WIDTHS * len(parts), 1, (head, *map(tuple, rows)))


def block_rows(columns: Sequence[Column]) -> Iterator[list[Cell]]:
    """The rows of a block: the group over its rows, the name with its unit, the blank figure."""
    for group, members in groupby(columns, lambda column: column.group):
        same = list(members)
        for i, column in enumerate(same):
            if group and len(same) > 1:
                label = [Cell(group, rows=len(same), align="center")] if i == 0 else []
                name = Cell(heading(column))
            else:
                label, name = [], Cell(f"{group}：{heading(column)}" if group else heading(column), columns=2)
            yield [*label, name, Cell("", align="center")]


def blocks(columns: Sequence[Column], most: int) -> list[list[Column]]:
    """The columns in at most so many blocks of nearly one height, none of their groups divided."""
    runs = [
        run
        for group, members in groupby(columns, lambda c: c.group)
        for run in ([list(members)] if group else [[c] for c in members])
    ]
    for height in range(max(ceil(len(columns) / most), *map(len, runs)), len(columns)):
        made: list[list[Column]] = [[]]
        for run in runs:
            if len(made[-1]) + len(run) > height:
                made.append([])
            made[-1] += run
        if len(made) <= most:
            return made
    return [list(columns)]


def header_rows(spec: LedgerSpec) -> list[list[Cell]]:
    """The headings, neighbouring columns of one group under a common one."""
    grouped = any(column.group for column in spec.columns)
    depth = 2 if grouped else 1
    top: list[Cell] = []
    below: list[Cell] = []
    last = ""
    for column in spec.columns:
        text = heading(column)
        if not column.group:
            top.append(Cell(text, rows=depth, align="center"))
        else:
            if column.group == last:
                top[-1] = Cell(column.group, columns=top[-1].columns + 1, align="center")
            else:
                top.append(Cell(column.group, align="center"))
            below.append(Cell(text, align="center"))
        last = column.group
    return [top, below] if grouped else [top]


def heading(column: Column) -> str:
    """A column's heading: name, unit of measure in brackets, and its hint on a line of its own."""
    unit = f"（{column.unit}）" if column.unit and f"（{column.unit}）" not in column.name else ""
    return f"{column.name}{unit}\n{column.hint}" if column.hint else f"{column.name}{unit}"


def node_rows(spec: LedgerSpec, root: Node) -> list[list[Cell]]:
    """The printed rows of a node: each row the cells that begin in it, in column order."""
    order = {column.name: i for i, column in enumerate(spec.columns)}
    rows: list[dict[int, Cell]] = [{} for _ in range(root.leaves())]
    covered: set[tuple[int, int]] = set()

    def put(node: Node, top: int) -> None:
        depth = node.leaves()
        for name, text in node.cells:
            x = order[name]
            rows[top][x] = Cell(text, rows=depth, align=align(spec, x))
            covered.update((y, x) for y in range(top, top + depth))
        at = top
        for child in node.rows:
            put(child, at)
            at += child.leaves()

    put(root, 0)
    for y, row in enumerate(rows):
        for x in range(len(spec.columns)):
            if (y, x) not in covered:
                row[x] = Cell("", align=align(spec, x))
    return [[row[x] for x in sorted(row)] for row in rows]


def align(spec: LedgerSpec, x: int) -> Align:
    """How a column is set."""
    return "center" if spec.columns[x].align == "中" else "left"


def notes(spec: LedgerSpec) -> tuple[str, ...]:
    """What stands under the form: 填表说明 under a line of its own, 注 beginning in its own line."""
    lines: list[str] = []
    if spec.guide:
        lines += ["填表说明：", *numbered(spec.guide)]
    if spec.remarks:
        first, *rest = numbered(spec.remarks)
        lines += [f"注：{first}", *rest]
    return tuple(lines)


def numbered(sentences: tuple[str, ...]) -> list[str]:
    """The sentences with their numbers; a single one has none."""
    return list(sentences) if len(sentences) == 1 else [f"{i}. {text}" for i, text in enumerate(sentences, 1)]
