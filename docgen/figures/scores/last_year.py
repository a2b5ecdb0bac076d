"""The totals of last year: as the data file says, or of the workbook that last year's campaign left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from docgen.campaign.model import Campaign
from docgen.core.diagnostic import Diagnostic
from docgen.figures.scores import rules
from docgen.figures.scores.opening import opened
from docgen.figures.scores.saying import said
from docgen.figures.scores.survey import heading
from docgen.figures.worked_out import Origin
from docgen.ledgers.headings import tidy
from docgen.ledgers.naming import Names
from docgen.ledgers.region import blank
from docgen.ledgers.sheet import Scalar, Sheet, address
from docgen.ledgers.value import exact, raw_text

SHEET, CODE, NAME, TOTAL, RANK, COLOUR = "排名", "编号", "机构", "总分", "名次", "颜色"


@dataclass(frozen=True)
class Earlier:
    """A total of last year, where it stands, and the rank and colour beside it, as they were printed."""

    total: Decimal
    origin: Origin
    rank: str = ""
    colour: str = ""


def read(campaign: Campaign, folder: Path) -> tuple[dict[str, Earlier], list[Diagnostic]]:
    """The totals by code; what the data file itself says goes before the workbook."""
    rubric = campaign.rubric
    assert rubric is not None
    names = Names(campaign.units)
    found, told = of_file(campaign, names, folder, rubric.last_year_file) if rubric.last_year_file else ({}, [])
    written = Origin("数据文件", "积分 › 上年")
    own = {code: Earlier(total, written) for name, total in rubric.last_year.items() if (code := names.match(name))}
    differ = [code for code in own if code in found and own[code].total != found[code].total]
    if differ:
        listed = "、".join(f"{campaign.labels[c]}（{own[c].total}，{found[c].total}）" for c in differ)
        message = f"“上年”写的和“上年结果”里的不一样，用“上年”的：{listed}"
        told = [*told, said(written, rules.LAST_YEAR_RESULTS_UNUSABLE, "warning", message, "请核对，删去不对的一处")]
    return {**found, **own}, told


def of_file(campaign: Campaign, names: Names, folder: Path, file: str) -> tuple[dict[str, Earlier], list[Diagnostic]]:
    """The totals in a workbook of results, unless it is that of this year."""
    book, told = opened(folder, file, rules.LAST_YEAR_RESULTS_UNUSABLE)
    if book is None:
        return {}, told
    sheet = next((own for own in book.sheets if own.name == SHEET), book.sheets[0])
    year = f"{campaign.activity.year}年"
    if raw_text(sheet.cells.get((1, 1))).startswith(year):
        message = f"“上年结果”写的是{year}的结果，和自己比没有意义，没有比较"
        return {}, [
            said(
                Origin(file, sheet.name, "A1"),
                rules.LAST_YEAR_RESULTS_UNUSABLE,
                "error",
                message,
                "请写上一年的“积分结果.xlsx”",
            )
        ]
    top, heads = heading(sheet, TOTAL)
    key = heads.get(tidy(CODE)) or heads.get(tidy(NAME))
    if not top or key is None:
        message = f"“{sheet.name}”里没有“{CODE}”（或“{NAME}”）和“{TOTAL}”这两列"
        return {}, [
            said(
                Origin(file, sheet.name),
                rules.LAST_YEAR_RESULTS_UNUSABLE,
                "error",
                message,
                "请写上一年的“积分结果.xlsx”",
            )
        ]
    return rows(names, sheet, file, top, key, heads), told


def rows(names: Names, sheet: Sheet, file: str, top: int, key: int, heads: Mapping[str, int]) -> dict[str, Earlier]:
    """The totals under the headings, of institutions that are still in the list, by the column ``key``."""
    found = {}
    for y in sorted({y for y, _ in sheet.cells if y > top}):
        own = {name: sheet.cells.get((y, x)) for name, x in heads.items()}
        code, total = names.match(raw_text(sheet.cells.get((y, key)))), number(own[tidy(TOTAL)])
        if code and total is not None:
            origin = Origin(file, sheet.name, address(y, heads[tidy(TOTAL)]))
            found[code] = Earlier(total, origin, raw_text(own.get(tidy(RANK))), raw_text(own.get(tidy(COLOUR))))
    return found


def number(value: Scalar) -> Decimal | None:
    """A total; None for a cell that holds none."""
    if blank(value) or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return exact(value)
