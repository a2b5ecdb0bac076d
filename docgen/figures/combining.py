"""Values made of values: formulas, shares, changes, groups in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from docgen.figures.answer import Answer, Piece, Query
from docgen.figures.catalog import BadFigure, Item
from docgen.ledgers.checks import Known
from docgen.ledgers.periods import Period

if TYPE_CHECKING:
    pass


NOT_SUMMED = ("去重", "最大", "最小")


def in_periods(whole: Answer, answers: Sequence[tuple[Period, Answer]]) -> Answer:
    """A figure with its value in each of some periods; its parts, too, so that each value can be worked out."""
    pieces = tuple(replace(own.total, label=str(span)) for span, own in answers)
    parts = tuple(in_periods(part, [(s, own.parts[i]) for s, own in answers]) for i, part in enumerate(whole.parts))
    return replace(whole, query=replace(whole.query, by="期间"), pieces=pieces, parts=parts)


def reporters(answer: Answer) -> set[str]:
    """The units whose reports a figure is computed from: those that sent each of its ledgers; none of the board."""
    leaves = [leaf for leaf in answer.leaves() if leaf.item.figure.ledger]
    sent = [set(leaf.total.units) for leaf in leaves]
    return set.intersection(*sent) if sent else set()


def doubtful(answer: Answer) -> set[str]:
    """The units of whom a cell is held back that would be in a figure."""
    leaves = [leaf for leaf in answer.leaves() if leaf.item.figure.ledger]
    return {leaf.source.cells[row].unit for leaf in leaves for row in leaf.total.held}


def not_compared(now: Answer, query: Query, why: str, due: bool = True) -> Answer:
    """A change that cannot be told; one that is not ``due`` lets an optional piece of a sentence go."""
    pieces = tuple(Piece(p.label, None, why=why) for p in now.pieces)
    return replace(now, query=query, total=Piece("", None, why=why), pieces=pieces, parts=(now,), due=due)


def complete_rows(items: Sequence[Item]) -> tuple[str, ...]:
    """The columns that a row must have for a quotient: those of parts that are sums over the same rows of one ledger."""
    sums = [item for item in items if item.figure.stat == "合计" and len(item.figure.columns) == 1]
    places = {(item.figure.ledger, item.figure.where, item.stock) for item in sums}
    return tuple(item.figure.columns[0] for item in sums) if len(sums) == len(items) and len(places) == 1 else ()


def absent_piece(answer: Answer, label: str) -> Piece:
    """The value of a group that a part does not have: none of its rows is there, which for counts and sums is 0."""
    if answer.total.value is None or answer.item.expression or answer.item.figure.stat in NOT_SUMMED:
        return Piece(label, None, why=answer.total.why or "没有这一组")
    return Piece(label, Decimal(0))


def formula(item: Item, label: str, parts: Sequence[tuple[str, Piece]]) -> Piece:
    """The value of a formula from its parts."""
    assert item.expression is not None
    used = tuple(dict.fromkeys(row for _, part in parts for row in part.used))
    held = tuple(dict.fromkeys(row for _, part in parts for row in part.held))
    units = tuple(dict.fromkeys(unit for _, part in parts for unit in part.units))
    lacking = next((f"“{name}”算不出来：{part.why}" for name, part in parts if part.value is None), "")
    value = None if lacking else item.expression.evaluate(Known(dict((n, p.value) for n, p in parts), {}))
    zero = "、".join(f"“{name}”" for name, part in parts if part.value == 0)
    if isinstance(value, Decimal):
        return Piece(label, value, used, held, units)
    return Piece(label, None, used, held, units, lacking or f"除数是0（{zero}是0）")


def share(plain: Answer, query: Query) -> Answer:
    """Each group as a part of the whole."""
    whole = sum((p.value for p in plain.pieces if p.value is not None), Decimal(0))
    if not plain.is_grouped:
        raise BadFigure(f"“{query.name}”没有分组，算不出占比", "变化", "请写上“按”，如 按: 业务领域")
    pieces = tuple(
        replace(
            p,
            value=p.value / whole if whole and p.value is not None else None,
            why=p.why or ("" if whole else "合计是0"),
        )
        for p in plain.pieces
    )
    total = replace(
        plain.total, value=Decimal(1) if whole else None, why=plain.total.why or ("" if whole else "合计是0")
    )
    return replace(plain, query=query, total=total, pieces=pieces)


def difference(now: Piece, then: Piece, change: str) -> Piece:
    """The change of a value: 增减 as a difference, else in proportion to what it was."""
    used, held = now.used, now.held
    if now.value is None or then.value is None:
        why = now.why or f"比较的一期：{then.why}"
        return Piece(now.label, None, used, held, now.units, why)
    if change == "增减":
        return Piece(now.label, now.value - then.value, used, held, now.units)
    if then.value == 0:
        return Piece(now.label, None, used, held, now.units, "比较的一期是0，算不出增幅")
    return Piece(now.label, (now.value - then.value) / then.value, used, held, now.units)


def arranged(answer: Answer, query: Query) -> Answer:
    """The groups in the order asked for, and as many of them; what has no value comes last."""
    own = answer.item.figure
    order = query.order or own.order
    pieces = list(answer.pieces)
    if order:
        sign = -1 if order == "降序" else 1
        pieces.sort(key=lambda p: (p.value is None, sign * p.value if p.value is not None else 0))
    first, last = query.first or own.first, query.last or own.last
    if first:
        pieces = untied(pieces, first) if order else pieces[:first]
    if last:
        pieces = untied(pieces[::-1], last)[::-1] if order else pieces[-last:]
    return replace(answer, pieces=tuple(pieces))


def untied(pieces: list[Piece], most: int) -> list[Piece]:
    """The leading ones, without those that are no better than the first that is left out; if all are alike, so many."""
    if len(pieces) <= most:
        return pieces
    return [p for p in pieces[:most] if p.value != pieces[most].value] or pieces[:most]
