"""How texts name figures."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.campaign.model import Unit
from docgen.figures.answer import Query
from docgen.figures.catalog import BadFigure
from docgen.figures.panel import panel
from docgen.figures.reference import REFERENCE, ChartKind, PanelReference, Reference, parse, parse_panel
from tests.figures.facts import FIVE, Facts

LIST_OF_UNITS = [Unit.model_validate(unit) for unit in FIVE]

REFERENCES: dict[str, Reference] = {
    "整改率": Reference(Query("整改率")),
    " 整改率 ": Reference(Query("整改率")),
    "整改率|按单位": Reference(Query("整改率", by="单位")),
    "整改率｜按 单位类别": Reference(Query("整改率", by="单位类别")),
    "整改率|一公司": Reference(Query("整改率", units=("U1",))),
    "整改率|第一工程公司": Reference(Query("整改率", units=("U1",))),
    "整改率|U12": Reference(Query("整改率", units=("U12",))),
    "问题|按领域|降序|前3": Reference(Query("问题", by="领域", order="降序", first=3)),
    "问题|按领域|升序|后 2": Reference(Query("问题", by="领域", order="升序", last=2)),
    "问题|按领域|取 采购": Reference(Query("问题", by="领域"), pick="采购"),
    **{f"问题|{change}": Reference(Query("问题", change=change)) for change in ("占比", "环比", "同比", "增减")},
    **{f"问题|{style}": Reference(Query("问题"), style=style) for style in ("数", "大写", "余", "近")},
    "问题｜按领域｜占比｜前３": Reference(Query("问题", by="领域", change="占比", first=3)),
}


@pytest.mark.parametrize(("inner", "meant"), REFERENCES.items())
def test_a_reference_says_how_a_figure_is_cut_and_printed(inner: str, meant: Reference) -> None:
    assert parse(inner, LIST_OF_UNITS) == meant


@pytest.mark.parametrize("option", ["三公司", "前", "前三", "按", "前0", "倒序", ""])
def test_an_option_that_is_none_is_answered_with_those_there_are(option: str) -> None:
    with pytest.raises(BadFigure, match="不是指标后面能写的") as caught:
        parse(f"问题|{option}", LIST_OF_UNITS)
    assert caught.value.cure == (
        "可以写：数、大写、余、近、占比、环比、同比、增减、升序、降序、按…、前3、后3、单位名称"
    )


def test_figures_stand_in_half_width_or_full_width_braces() -> None:
    text = "发现{问题}个，整改率｛整改率｜一公司｝，其中{各领域|前3}；{\n}不是，{}也不是。"
    assert REFERENCE.findall(text) == ["问题", "整改率｜一公司", "各领域|前3"]


KINDS: dict[str, ChartKind] = {"柱形": "column", "条形": "bar", "堆积": "stacked", "折线": "line", "饼": "pie"}
PANELS: dict[str, PanelReference | None] = {
    "表|整改情况|按单位|问题、整改率": PanelReference(
        "整改情况", (Query("问题", by="单位"), Query("整改率", by="单位"))
    ),
    "表｜整改情况｜按单位｜问题｜整改率｜排名｜合计": PanelReference(
        "整改情况", (Query("问题", by="单位"), Query("整改率", by="单位")), ranked=True, summed=True
    ),
    "图|各领域问题|各领域": PanelReference("各领域问题", (Query("各领域"),), "column"),
    **{
        f"图|题|各领域|{word}": PanelReference("题", (Query("各领域"),), kind)
        for word, kind in KINDS.items()
    },
    "图|题|按期间|甲，乙|折线|画 乙": PanelReference(
        "题", (Query("甲", by="期间"), Query("乙", by="期间")), "line", drawn="乙"
    ),
    "表|题|按领域|甲|降序|前3": PanelReference("题", (Query("甲", by="领域", order="降序", first=3),)),
    "表|题|按领域|甲|占比": PanelReference("题", (Query("甲", by="领域", change="占比"),)),
    "整改率|按单位": None,
    "图": None,
}  # fmt: skip


@pytest.mark.parametrize(("inner", "meant"), PANELS.items())
def test_a_table_or_a_chart_names_its_figures(inner: str, meant: PanelReference | None) -> None:
    assert parse_panel(inner, LIST_OF_UNITS) == meant


def test_a_table_without_figures_and_a_chart_of_what_is_not_listed_are_refused() -> None:
    with pytest.raises(BadFigure, match="表“整改情况”没有写要哪些指标") as caught:
        parse_panel("表|整改情况|按单位")
    assert caught.value.cure == "如 {表|各单位整改情况|按单位|整改率}"
    with pytest.raises(BadFigure, match="图“题”要画“丙”，但没有列出它"):
        parse_panel("图|题|按单位|甲、乙|画 丙")


# -- the table of them


def table(facts: Facts, inner: str, **figures: Any) -> Any:
    wanted = parse_panel(inner, LIST_OF_UNITS)
    assert wanted
    return panel(wanted, facts.calculator(**figures), {u.code: u.label for u in LIST_OF_UNITS})


def shown(found: Any) -> list[tuple[Any, ...]]:
    return [
        (row.rank, row.label, *(str(p.rounded) if p and p.rounded is not None else None for p in row.pieces))
        for row in found.rows
    ]


def test_a_table_has_a_row_for_every_unit_and_the_whole_below(facts: Facts) -> None:
    found = table(facts, "表|整改情况|按单位|发现问题数、整改率|合计")
    assert shown(found) == [  # of U2 only the row of June, for in May what it mended is held back
        (None, "一公司", "15", "0.6000"), (None, "二公司", "8", "0.2500"), (None, "投资公司", "0", None),
        (None, "四公司", "2", "0.0000"), (None, "五公司", None, None),
    ]  # fmt: skip
    assert [str(p.rounded) for p in found.total.pieces] == ["25", "0.4400"]
    assert found.heading == "单位"


def test_a_ranking_is_by_the_last_figure_and_equal_ones_share_a_place(facts: Facts) -> None:
    found = table(facts, "表|题|按领域|数|排名", 数={"台账": "明细表"})
    assert shown(found) == [
        (1, "采购", "3"), (2, "财务", "1"), (2, "工程", "1"), (2, "未填", "1"), (5, "人事", "0"),
    ]  # fmt: skip
    units = table(facts, "表|题|按单位|整改率|排名")
    assert [(rank, label) for rank, label, _ in shown(units)] == [
        (1, "一公司"), (2, "四公司"), (None, "二公司"), (None, "投资公司"), (None, "五公司"),
    ]  # fmt: skip


def test_a_table_of_a_figure_without_groups_is_refused(facts: Facts) -> None:
    with pytest.raises(BadFigure, match="“整改率”没有分组，做不成表或图"):
        table(facts, "表|题|整改率")
