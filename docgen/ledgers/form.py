"""A ledger as a printed form: its table and the notes under it."""

from __future__ import annotations

from docgen.campaign.ledger import Column
from docgen.gongwen.document import Align, Cell, Table
from docgen.ledgers.spec import LedgerSpec, Node


def table(spec: LedgerSpec) -> Table:
    """The form's table: one header row, or two where columns are grouped."""
    header = header_rows(spec)
    body: list[list[Cell]] = []
    for row in spec.rows:
        body += node_rows(spec, row)
    return Table(spec.widths(), len(header), tuple(tuple(row) for row in [*header, *body]))


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
    unit = f"（{column.unit}）" if column.unit else ""
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
