"""Figures beside one another, group by group: what a table and a chart of them show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from docgen.figures.answer import TOTAL, Answer, Piece, Query
from docgen.figures.catalog import BadFigure
from docgen.figures.compute import Calculator
from docgen.figures.reference import ChartKind, PanelReference


@dataclass(frozen=True)
class Row:
    """One group: its label and its value of each figure, None where there is none."""

    label: str
    pieces: tuple[Piece | None, ...]
    rank: int | None = None


@dataclass(frozen=True)
class Panel:
    """A table of figures by group; ``chart`` says how it is drawn, if it is."""

    caption: str
    heading: str
    """What the groups are."""
    answers: tuple[Answer, ...]
    rows: tuple[Row, ...]
    chart: ChartKind | None = None
    ranked: bool = False
    total: Row | None = None
    drawn: str = ""

    @property
    def curves(self) -> tuple[int, ...]:
        """The places of the figures that the chart draws."""
        return tuple(x for x, answer in enumerate(self.answers) if self.drawn in ("", answer.query.name))


def panel(wanted: PanelReference, calculator: Calculator, labels: Mapping[str, str]) -> Panel:
    """The figures computed. Raises BadFigure where one of them is not cut into groups."""
    answers = tuple(calculator.answer(query) for query in in_same_rows(wanted.queries, calculator))
    for answer in answers:
        if not answer.is_grouped:
            raise BadFigure(f"“{answer.query.name}”没有分组，做不成表或图", cure="请写上按什么分，如 按单位")
    keys = list(dict.fromkeys(piece.label for answer in answers for piece in answer.pieces))
    found = [{piece.label: piece for piece in answer.pieces} for answer in answers]
    by = answers[0].by
    names = labels if by == "单位" else {}
    rows = [Row(names.get(key, key), tuple(own.get(key) for own in found)) for key in keys]
    total = Row(TOTAL, tuple(replace(answer.total, label=TOTAL) for answer in answers)) if wanted.summed else None
    heading = {"列": "类别"}.get(by, by)
    return Panel(
        wanted.caption,
        heading,
        answers,
        tuple(ranked(rows) if wanted.ranked else rows),
        wanted.chart,
        wanted.ranked,
        total,
        wanted.drawn,
    )


def in_same_rows(queries: Sequence[Query], calculator: Calculator) -> tuple[Query, ...]:
    """The figures of a table, those that a quotient beside them is made of cut to its rows, so that it can be worked out."""
    quotients = [query.name for query in queries if calculator.catalog.find(query.name).is_quotient]
    return tuple(next(filter(None, (cut(query, own, calculator) for own in quotients)), query) for query in queries)


def cut(query: Query, quotient: str, calculator: Calculator) -> Query | None:
    """The query with only the rows of a quotient, where it is a part of it that would have others; else None."""
    item, columns = calculator.catalog.find(query.name), calculator.complete(quotient)
    own = item.figure
    parts = calculator.catalog.find(quotient)
    same = parts.expression is not None and any(
        calculator.catalog.find(name, parts.home).figure == own for name in parts.expression.names
    )
    if query.change or own.change or not same or not columns:
        return None
    beside = replace(query, beside=quotient)
    whole, less = calculator.answer(query), calculator.answer(beside)
    used = [[piece.used for piece in (answer.total, *answer.pieces)] for answer in (whole, less)]
    return beside if used[0] != used[1] else None


def ranked(rows: list[Row]) -> list[Row]:
    """The rows by the last figure, the highest first, with their places: equal ones share one.

    What has no value, or lacks a cell that is held back, has no place.
    """

    def value(row: Row) -> Decimal | None:
        last = row.pieces[-1]
        return last.rounded if last is not None and not last.held else None

    ordered = sorted(rows, key=lambda row: (value(row) is None, -(value(row) or 0)))
    values = [value(row) for row in ordered]
    return [
        replace(row, rank=values.index(v) + 1 if v is not None else None)
        for row, v in zip(ordered, values, strict=True)
    ]
