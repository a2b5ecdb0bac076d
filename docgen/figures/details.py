"""The annex line by line: every cell behind every figure, with a link to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from docgen.figures.answer import Answer, Piece
from docgen.figures.citing import Cited
from docgen.figures.source import Source
from docgen.figures.tracing import STATUS, cells, entry, pieces, sources
from docgen.ledgers.paper import HEAD, LONGEST_CELL, Paper

Reports = Sequence[tuple[str, Sequence[Cited]]]
"""The name of each report with its figures, in the order in which they stand there."""
BASE = "收件文件夹"
MOST_LINES = 500_000
"""Lines of the sheet; Excel takes a million."""
NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")
DETAILS = (
    "序号", "指标", "分组", "单位", "期间", "来源文件", "表", "格", "列", "填的是", "采用的数", "是否计入", "规则", "说明", "打开",
)  # fmt: skip
DETAIL_WIDTHS = (6, 18, 14, 12, 9, 44, 14, 7, 14, 14, 12, 9, 8, 30, 7)
VALUE, STATE, LINK = (DETAILS.index(name) for name in ("采用的数", "是否计入", "打开"))


def numbered(reports: Reports) -> Iterator[tuple[int, str, Cited]]:
    """Every figure with its number in the annex."""
    number = 0
    for name, cited in reports:
        for own in cited:
            number += 1
            yield number, name, own


def used_cells(source: Source, cited: Cited) -> Iterator[tuple[Piece | None, Source, Any, bool]]:
    """(group, source, cell, whether it is in the figure) of every cell behind a figure."""
    if cited.quotation is not None:
        for fact in cells(source, (cited.quotation.row,)):
            yield None, source, fact, True
        return
    assert cited.answer is not None
    for piece in pieces(cited.answer, cited.piece):
        for own, used, held in sources(cited.answer, piece):
            for fact in cells(own, used):
                yield piece, own, fact, True
            for fact in cells(own, held):
                yield piece, own, fact, False


class Line(NamedTuple):
    """One line of the sheet: what its cells say from the second on, its value as a number, a link, its standing."""

    number: int
    texts: tuple[str, ...]
    value: float | None = None
    link: str = ""
    held: bool = False


def details(paper: Paper, source: Source, reports: Reports, labels: Mapping[str, str]) -> None:
    """A row for each cell behind each figure, with a link to it."""
    note = f"每个数字用到的每一格。“打开”跳到来源文件的那一格，先在“说明”里填好“{BASE}”。"
    sheet = paper.sheet("明细", "明细", note, DETAIL_WIDTHS, 3)
    paper.headings(sheet, DETAILS, DETAIL_WIDTHS)
    y = HEAD
    for line in lines(source, reports, labels):
        y += 1
        if y - HEAD > MOST_LINES:
            sheet.write_string(y, 1, "……行数太多，其余的见“报告.json”", paper.held)
            break
        write_line(paper, sheet, y, line)
    sheet.autofilter(HEAD, 0, max(y, HEAD + 1), len(DETAILS) - 1)


def write_line(paper: Paper, sheet: Any, y: int, line: Line) -> None:
    """One line in its row."""
    sheet.write_number(y, 0, line.number, paper.center)
    for x, text in enumerate(line.texts, 1):
        sheet.write_string(y, x, text[:LONGEST_CELL], paper.held if line.held and x == STATE else paper.small)
    if line.value is not None:
        sheet.write_number(y, VALUE, line.value, paper.whole if line.value.is_integer() else paper.amount)
    if line.link:
        sheet.write_formula(y, LINK, line.link, paper.center, "打开")


def lines(source: Source, reports: Reports, labels: Mapping[str, str]) -> Iterator[Line]:
    """The lines of every figure: its cells, or its entries of the status board."""
    for number, _, cited in numbered(reports):
        summed = cited.answer is not None and is_summed(cited.answer)
        for piece, _, fact, used in used_cells(source, cited):
            group = cited.answer.group(piece, labels) if piece and cited.answer else ""
            texts = (cited.name, group, labels.get(fact.unit, fact.unit), fact.period, fact.file, fact.sheet, fact.cell,
                     fact.field, fact.raw, fact.value, said(fact, used), fact.rule, fact.note)  # fmt: skip
            value = float(fact.value) if used and summed and NUMBER.fullmatch(fact.value) else None
            yield Line(number, texts, value, link(fact.file, fact.sheet, fact.cell), not used)
        for row in cited.answer.board if cited.answer is not None else ():
            unit, files = labels.get(row["unit"], row["unit"]), "、".join(row["files"])
            board = ("", "", "报送情况", row["state"], "", "计入", "", entry(row))
            yield Line(number, (cited.name, "", unit, row["period"], files, *board))


def is_summed(answer: Answer) -> bool:
    """Whether its cells are numbers that are reckoned with."""
    return all(leaf.item.figure.stat in ("合计", "最大", "最小") for leaf in answer.leaves())


def said(fact: Any, used: bool) -> str:
    """Whether a cell is in the figure."""
    word = STATUS.get(fact.status, "")
    if used:
        return f"计入（{word}）" if word else "计入"
    return f"未计入（{word or '同一行的另一格不能用'}）"


def link(file: str, sheet: str, cell: str) -> str:
    """A formula that opens the file at the cell; the folder stands once, in the first sheet."""
    target = f"/{file}#'{sheet.replace(chr(39), chr(39) * 2)}'!{cell}".replace('"', '""')
    return f'=HYPERLINK({BASE}&"{target}","打开")' if len(target) < 240 else '="打开"'
