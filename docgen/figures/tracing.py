"""Where a figure comes from: its formula with the values in it, and every cell behind it, in words and as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from docgen.figures.answer import TOTAL, Answer, Piece
from docgen.figures.citing import Cited
from docgen.figures.printed import value_text
from docgen.figures.rounding import decimals
from docgen.figures.source import Source
from docgen.ledgers.checks import in_words

FEW_CELLS = 6
"""Cells that a comment lists; the annex has them all."""
STATS = {
    "合计": "各格相加",
    "计数": "数行数",
    "单位数": "数单位",
    "去重": "数有几种",
    "最大": "取最大",
    "最小": "取最小",
}
STATUS = {"used": "", "converted": "换算", "question": "待核实", "bad": "有错"}


def formula(answer: Answer) -> str:
    """How a figure is computed, in words."""
    own, change = answer.item.figure, answer.change
    if answer.item.expression is not None:
        text = spelled(own.formula, {name: name for name in answer.item.expression.names} | {"/": "÷", "*": "×"})
    elif own.ledger:
        columns = f"“{'、'.join(own.columns)}”" if own.columns else ""
        where = f"，只算{in_words(own.where) or own.where}的行" if own.where else ""
        span = "每个单位取最近一期" if answer.item.stock else "各期都算"
        text = f"《{own.ledger}》{columns}{STATS[own.stat]}{where}，{span}"
    else:
        text = "按报送情况数单位"
    cut = f"，按{answer.by}分" if answer.by else ""
    return text + cut + (f"，{CHANGE_WORDS[change]}" if change else "")


CHANGE_WORDS = {"占比": "各组占合计的比例", "环比": "比上期的增幅", "同比": "比上一年同期的增幅", "增减": "减上期的数"}


def exact(value: Decimal | None) -> str:
    """A value as it was computed, before rounding, at most ten digits behind the point."""
    if value is None:
        return "算不出来"
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text or "0"


def equation(answer: Answer, piece: Piece) -> str:
    """The formula with the values of its parts: 41 ÷ 46."""
    if answer.item.expression is None or not answer.parts or answer.change:
        return ""
    words = {"/": " ÷ ", "*": " × "}
    for part in answer.parts:
        own = next(
            (p for p in part.pieces if p.label == piece.label),
            part.total if not piece.label or piece.label == TOTAL else None,
        )
        words[part.query.name] = exact(own.value if own else Decimal(0))
    return " ".join(spelled(answer.item.figure.formula, words).split())


def spelled(formula: str, words: Mapping[str, str]) -> str:
    """A formula with other words for its names and signs, the longest first; a sign inside a name stays."""
    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.sub(pattern, lambda match: words[match[0]], formula)


def cells(source: Source, rows: Sequence[int]) -> Iterator[Any]:
    """The facts behind a value."""
    return (source.cells[row] for row in rows)


def sources(answer: Answer, piece: Piece) -> Iterator[tuple[Source, tuple[int, ...], tuple[int, ...]]]:
    """(source, cells used, cells held back) of a value; of a comparison, those of both sides."""
    if answer.is_compared:
        for part in answer.parts:
            whole = part.total if piece.label in ("", TOTAL) else Piece(piece.label, None)
            own = next((p for p in part.pieces if p.label == piece.label), whole)
            yield part.source, own.used, own.held
    else:
        yield answer.source, piece.used, piece.held


def pieces(answer: Answer, piece: Piece | None) -> tuple[Piece, ...]:
    """The values that are meant: one, or all groups."""
    return (piece,) if piece is not None else answer.shown


def place(fact: Any) -> str:
    """File › sheet › cell."""
    return " › ".join(part for part in (fact.file, fact.sheet, fact.cell) if part)


def described(cited: Cited, labels: Mapping[str, str]) -> str:
    """Where a figure comes from, in a few lines, for a comment."""
    if cited.quotation is not None:
        return f"摘自{cited.quotation.unit.label}的台账"
    answer = cited.answer
    assert answer is not None
    lines = [f"{answer.query.name}：{formula(answer)}"]
    own = pieces(answer, cited.piece)
    if cited.piece is not None and (told := equation(answer, cited.piece)):
        lines.append(f"{told} = {exact(cited.piece.value)}")
    used = [(s, rows) for p in own for s, rows, _ in sources(answer, p)]
    held = sum(len(rows) for p in own for _, _, rows in sources(answer, p))
    count = sum(len(rows) for _, rows in used)
    units = {unit for p in own for unit in p.units}
    if count:
        lines.append(
            f"{answer.when}，{len(units)}个单位，{count}格" + (f"，另有{held}格待核实没有计入" if held else "")
        )
        listed = [
            f"{labels.get(f.unit, f.unit)} {f.raw} ← {place(f)}"
            for s, rows in used
            for f in cells(s, rows[:FEW_CELLS])
        ]
        lines += listed[:FEW_CELLS]
        if count > FEW_CELLS:
            lines.append("……其余见“数据来源.xlsx”")
    lines += [f"不含{labels.get(code, code)}：{why}" for code, why in answer.absent[:FEW_CELLS]]
    lines += [f"{labels.get(code, code)}用的是{key}的数" for code, key in answer.older[:FEW_CELLS]]
    return "\n".join([*lines, *answer.remarks])


def as_json(answer: Answer, piece: Piece | None = None) -> dict[str, Any]:
    """A figure with every cell behind it, as plain data; decimals as text."""
    shown = pieces(answer, piece)
    return {
        "figure": answer.query.name,
        "when": answer.when,
        "formula": formula(answer),
        "unit_of_measure": answer.item.measure.unit,
        "decimals": decimals(answer),
        "values": [
            {
                "group": p.label or None,
                "value": None if p.value is None else exact(p.value),
                "text": None if p.rounded is None else value_text(answer, p),
                "equation": equation(answer, p) or None,
                "why": p.why or None,
                "units": list(p.units),
                "cells": [cell_json(f, True) for s, rows, _ in sources(answer, p) for f in cells(s, rows)]
                + [cell_json(f, False) for s, _, rows in sources(answer, p) for f in cells(s, rows)],
            }
            for p in shown
        ],
        "board": [dict(row) for row in answer.board],
        "absent": [{"unit": code, "why": why} for code, why in answer.absent],
        "older": [{"unit": code, "period": key} for code, key in answer.older],
        "remarks": list(answer.remarks),
        "parts": [as_json(part) for part in answer.parts],
    }


def cell_json(fact: Any, used: bool) -> dict[str, Any]:
    """One cell."""
    return {
        "unit": fact.unit, "period": fact.period, "file": fact.file, "sha256": fact.sha256, "sheet": fact.sheet, "cell": fact.cell,
        "column": fact.field, "raw": fact.raw, "value": fact.value, "status": fact.status, "rule": fact.rule or None,
        "note": fact.note or None, "used": used,
    }  # fmt: skip


def told(answer: Answer, labels: Mapping[str, str], depth: int = 0) -> Iterator[str]:
    """A figure with every cell behind it, line by line: a formula first, then its parts, then the cells."""
    pad = "  " * depth
    if not depth:
        yield f"{answer.query.name}：{formula(answer)}" + (f"（{answer.when}）" if answer.when else "")
    for piece in answer.shown:
        named = f"{answer.group(piece, labels)}：" if piece.label else ""
        if piece.rounded is None:
            yield f"{pad}{named}算不出来：{piece.why}"
            continue
        worked = equation(answer, piece)
        text = value_text(answer, piece) if answer.item.measure.kind != "文本" else listed_units(piece, labels)
        yield f"{pad}{named}{f'{worked} = ' if worked else ''}{text}" + unrounded(piece)
        if not answer.parts:
            yield from told_cells(answer, piece, labels, pad + "  ")
            yield from (f"{pad}  {labels.get(e['unit'], e['unit'])} {e['period']} {entry(e)}" for e in answer.board)
    for part in answer.parts:
        yield f"{pad}  {part.query.name}：{formula(part)}" + (f"（{part.when}）" if part.when else "")
        yield from told(part, labels, depth + 2)
    if not depth:
        yield from (f"不含 {labels.get(code, code)}：{why}" for code, why in answer.absent)
        yield from (f"{labels.get(code, code)} 用的是 {key} 的数，之后没有报" for code, key in answer.older)
        yield from answer.remarks


def entry(row: Mapping[str, Any]) -> str:
    """What the status board says of a unit for a period: its state, the days, the files."""
    parts = [str(row["state"])]
    parts += [f"{row['received']}收到"] if row["received"] else []
    parts += [f"截止{row['due']}"] if row["due"] else []
    parts += [f"迟{row['days_late']}天"] if row["days_late"] and row["received"] else []
    return "，".join(parts) + (f" ← {'、'.join(row['files'])}" if row["files"] else "")


def listed_units(piece: Piece, labels: Mapping[str, str]) -> str:
    """The units of a value by their names."""
    return "、".join(labels.get(code, code) for code in piece.units)


def unrounded(piece: Piece) -> str:
    """The value before rounding, where that is another."""
    return f"（未四舍五入：{exact(piece.value)}）" if piece.value != piece.rounded else ""


def told_cells(answer: Answer, piece: Piece, labels: Mapping[str, str], pad: str) -> Iterator[str]:
    """A line for each cell of a value."""
    for source, used, held in sources(answer, piece):
        for rows, note in ((used, ""), (held, "  没有计入：")):
            for fact in cells(source, rows):
                word = STATUS.get(fact.status, "")
                how = f"，按{fact.value}计" if note == "" and fact.raw != fact.value else ""
                rule = f" [{fact.rule}]" if fact.rule else ""
                said = note + (word or "同一行的另一格不能用") if note else ""
                yield f"{pad}{labels.get(fact.unit, fact.unit)} {fact.period} 填的是“{fact.raw}”{how} ← {place(fact)}{said}{rule}"
