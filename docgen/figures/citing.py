"""Figures as documents print them, by a reference from which they can be computed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from docgen.campaign.figure import Highlight
from docgen.campaign.model import Campaign
from docgen.figures.answer import TOTAL, Answer, Piece
from docgen.figures.catalog import BadFigure
from docgen.figures.compute import Calculator
from docgen.figures.printed import HELD_BACK, held_back, value_text
from docgen.figures.printed import text as printed
from docgen.figures.quoting import Quotation, quote
from docgen.figures.reference import BESIDE, SEPARATOR, parse

HIGHLIGHTS = "亮点"
TASK, ROW = "任务 ", "行 "


@dataclass(frozen=True)
class Cited:
    """A figure as it is printed: what it is called, how it is named, its text, and its source.

    ``piece`` is the value that is printed, None where the text is a whole list.
    """

    name: str
    reference: str
    text: str
    answer: Answer | None = None
    piece: Piece | None = None
    quotation: Quotation | None = None


class Press:
    """Prints figures for the texts of one report."""

    def __init__(self, campaign: Campaign, calculator: Calculator) -> None:
        self.campaign, self.calculator = campaign, calculator
        self.labels: Mapping[str, str] = campaign.labels

    def answer(self, inner: str) -> Answer:
        """What is between the braces of a text, computed. Raises BadFigure."""
        return self.calculator.answer(parse(inner, self.campaign.units).query)

    def cite(self, inner: str) -> Cited:
        """What stands between the braces, printed. Raises BadFigure, also for what cannot be computed."""
        if inner.startswith(HIGHLIGHTS + "|"):
            return self.quoted(highlight(inner))
        reference = parse(inner, self.campaign.units)
        answer = self.calculator.answer(reference.query)
        if reference.pick:
            return self.cell(answer, self.picked(answer, reference.pick))
        if answer.why and reference.style != HELD_BACK:
            raise Uncomputable(f"“{inner}”算不出来：{answer.why}")
        if reference.style == HELD_BACK:
            text = held_back(answer)
            return Cited(f"{reference.query.name}{HELD_BACK}", inner, text, answer)
        text = printed(answer, self.labels, reference.style)
        return Cited(reference.query.name, inner, text, answer, None if answer.is_grouped else answer.total)

    def picked(self, answer: Answer, key: str) -> Piece:
        """One group of an answer, by its key."""
        if key == TOTAL:
            return replace(answer.total, label=TOTAL)
        found = next((piece for piece in answer.pieces if piece.label == key), None)
        if found is None:
            raise Uncomputable(f"“{answer.query.name}”里没有“{self.labels.get(key, key)}”这一组")
        return found

    def cell(self, answer: Answer, piece: Piece) -> Cited:
        """One value of a table; its unit of measure stands in the heading."""
        label = answer.group(piece, self.labels)
        if piece.rounded is None:
            raise Uncomputable(f"“{answer.query.name}”的“{label}”算不出来：{piece.why}")
        text, unit = value_text(answer, piece, "表"), answer.item.measure.unit
        short = text.removesuffix(unit) if unit != "%" and not answer.change else text
        query, by = answer.query, answer.by
        if by == "期间" and piece.label != TOTAL:
            answer = replace(answer, when=label, absent=(), older=())
        elif by == "单位" and piece.label != TOTAL:
            absent = tuple(entry for entry in answer.absent if entry[0] == piece.label)
            older = tuple(entry for entry in answer.older if entry[0] == piece.label)
            answer = replace(answer, absent=absent, older=older)
        beside = f"{BESIDE}{query.beside}" if query.beside else ""
        parts = (query.name, *query.units, query.change, beside, f"按{by}", f"取 {piece.label}")
        return Cited(f"{query.name}·{label}", "|".join(part for part in parts if part), short, answer, piece)

    def quoted(self, wanted: Highlight) -> Cited:
        """The words of a unit."""
        found = quote(wanted, self.campaign, self.calculator)
        words = found.text.strip().rstrip("。；;，,")
        row = f"{TASK}{wanted.task}" if wanted.task is not None else f"{ROW}{wanted.row}"
        reference = "|".join((HIGHLIGHTS, found.unit.code, wanted.ledger, wanted.column, row))
        return Cited(f"{found.unit.label}{wanted.column}", reference, words, quotation=found)


class Uncomputable(BadFigure):
    """A figure that the facts do not give: it may be left open in a draft."""


def highlight(inner: str) -> Highlight:
    """The quotation that a reference names. Raises BadFigure for one that is not made by ``Press.quoted``."""
    parts = SEPARATOR.split(inner, 4)
    if len(parts) != 5:
        raise BadFigure(f"“{inner}”不能这样写", cure=f"要引用的单位写在“{HIGHLIGHTS}”里，正文里只写 {{{HIGHLIGHTS}}}")
    _, unit, ledger, column, row = parts
    number = row.removeprefix(TASK)
    task = int(number) if row.startswith(TASK) and number.isdecimal() else None
    return Highlight(
        unit=unit, ledger=ledger, column=column, task=task, row=row.removeprefix(ROW) if task is None else ""
    )
