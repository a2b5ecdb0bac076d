"""How texts name figures: {整改率}, {发现问题笔数|环比}, {各领域问题|前3}, {表|题目|按单位|整改率}, {图|…}."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from docgen.campaign.model import Unit
from docgen.figures.answer import Query
from docgen.figures.catalog import BadFigure
from docgen.figures.printed import HELD_BACK, STYLES
from docgen.ledgers.naming import Names

REFERENCE = re.compile(r"[{｛]([^{}｛｝\n]{1,200})[}｝]")
CHANGES = ("占比", "环比", "同比", "增减")
ORDERS = ("升序", "降序")
TABLE, CHART = "表", "图"
DRAWN, BESIDE = "画 ", "同行 "
"""Before the figure that a chart draws, and before the quotient whose rows a figure is computed from."""
ChartKind = Literal["column", "bar", "stacked", "line", "pie"]
CHART_KINDS: dict[str, ChartKind] = {"柱形": "column", "条形": "bar", "堆积": "stacked", "折线": "line", "饼": "pie"}
SEPARATOR = re.compile(r"[|｜]")
PICK = re.compile(r"[|｜]\s*取 ")
"""Before the key of the only group that is meant; it comes last, for a key may have anything in it."""
LIST = re.compile(r"[、，,;；]")


@dataclass(frozen=True)
class Reference:
    """A figure as a text names it."""

    query: Query
    style: str = ""
    pick: str = ""
    """The key of the only group that is meant."""


@dataclass(frozen=True)
class PanelReference:
    """Figures beside one another, by group: a table, or a chart with its table."""

    caption: str
    queries: tuple[Query, ...]
    chart: ChartKind | None = None
    ranked: bool = False
    summed: bool = False
    drawn: str = ""
    """The only figure that the chart draws; all of them where none is named."""


def parse(inner: str, units: Sequence[Unit] = ()) -> Reference:
    """What stands between the braces. Raises BadFigure for an option that is none."""
    front, *pick = PICK.split(inner, 1)
    name, *options = [part.strip() for part in SEPARATOR.split(front)]
    query, style = Query(name), ""
    for option in options:
        if option in (*STYLES, HELD_BACK):
            style = option
        else:
            query = with_option(query, option, units)
    return Reference(query, style, "".join(pick))


def with_option(query: Query, option: str, units: Sequence[Unit]) -> Query:
    """The query cut or changed as an option says. Raises BadFigure."""
    if option in CHANGES:
        return replace(query, change=option)
    if option in ORDERS:
        return replace(query, order=option)
    if option.startswith(BESIDE):
        return replace(query, beside=option.removeprefix(BESIDE).strip())
    if (match := re.fullmatch(r"([前后])\s*(\d{1,3})", option)) and (count := int(match[2])):
        return replace(query, first=count) if match[1] == "前" else replace(query, last=count)
    if option.startswith("按") and len(option) > 1:
        return replace(query, by=option[1:].strip())
    if code := Names(units).match(option):
        return replace(query, units=(code,))
    known = "、".join((*STYLES, *CHANGES, *ORDERS, "按…", "前3", "后3", "单位名称"))
    raise BadFigure(f"“{option}”不是指标后面能写的", cure=f"可以写：{known}")


def parse_panel(inner: str, units: Sequence[Unit] = ()) -> PanelReference | None:
    """A table or a chart, or None for what is neither. Raises BadFigure."""
    kind, *parts = [part.strip() for part in SEPARATOR.split(inner)]
    if kind not in (TABLE, CHART) or not parts:
        return None
    caption, *rest = parts
    chart: ChartKind | None = "column" if kind == CHART else None
    ranked = summed = False
    options, names, drawn = [], "", ""
    for part in rest:
        if part in CHART_KINDS and kind == CHART:
            chart = CHART_KINDS[part]
        elif part in ("排名", "合计"):
            ranked, summed = ranked or part == "排名", summed or part == "合计"
        elif part.startswith(DRAWN) and kind == CHART:
            drawn = part.removeprefix(DRAWN)
        elif part.startswith("按") or part in (*ORDERS, *CHANGES) or re.fullmatch(r"[前后]\s*\d{1,3}", part):
            options.append(part)
        else:
            names = f"{names}、{part}" if names else part
    if not names:
        raise BadFigure(f"{kind}“{caption}”没有写要哪些指标", cure=f"如 {{{kind}|各单位整改情况|按单位|整改率}}")
    queries = [Query(name.strip()) for name in LIST.split(names) if name.strip()]
    for option in options:
        queries = [with_option(query, option, units) for query in queries]
    if drawn and drawn not in [query.name for query in queries]:
        raise BadFigure(f"图“{caption}”要画“{drawn}”，但没有列出它", cure="请把它也写进指标里")
    return PanelReference(caption, tuple(queries), chart, ranked, summed, drawn)
