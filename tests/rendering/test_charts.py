"""Charts: what the parts hold, in the order of the schema, the same every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO

import pytest
from lxml import etree
from openpyxl import load_workbook

from docgen.rendering.charts import ChartFrame, chart_parts, says_all
from docgen.rendering.values import Fit
from docgen.rendering.wml import Styles
from docgen.wording import marked
from tests.rendering.helpers import R, W, unpacked

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
KINDS = ("column", "bar", "stacked", "line", "pie")
ORDER = {
    "chartSpace": "date1904 lang roundedCorners style clrMapOvr pivotFmts protection chart spPr txPr externalData "
    "printSettings userShapes",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs",
    "plotArea": "layout barChart lineChart pieChart catAx valAx dTable spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "pieChart": "varyColors ser dLbls firstSliceAng",
    "ser": "idx order tx spPr invertIfNegative marker explosion dPt dLbls trendline errBars cat val smooth",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize "
    "separator showLeaderLines",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
    "crossAx crosses auto lblAlgn lblOffset tickLblSkip noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
    "crossAx crosses crossBetween majorUnit",
    "scaling": "logBase orientation max min",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "marker": "symbol size spPr",
    "externalData": "autoUpdate",
}  # fmt: skip


@dataclass(frozen=True)
class Series:
    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Chart:
    number: int = 1
    kind: str = "column"
    caption: str = "图1 隐患"
    categories: tuple[str, ...] = ("一<公司>", "=二&公司", "三公司")
    series: tuple[Series, ...] = (
        Series("发现", (Decimal("12.30"), None, Decimal("9.95"))),
        Series("整改", (Decimal("0.1"), Decimal(7), Decimal("1234567.89"))),
    )
    number_format: str = '[<1]0.0;#,##0"个"'
    alt: str = ""


def numbered(*values: str | int, kind: str = "column", number_format: str = "General") -> Chart:
    series = (Series("数", tuple(Decimal(value) for value in values)),)
    categories = tuple(map(str, range(len(values))))
    return Chart(kind=kind, categories=categories, series=series, number_format=number_format)


def xml(chart: Chart) -> etree._Element:
    return etree.fromstring(chart_parts(chart)[0])


def value(root: etree._Element, path: str) -> str | None:
    found = root.find(
        "./" + "/".join("/" + C + step if i == 0 else C + step for i, step in enumerate(path.split("/")))
    )
    return None if found is None else found.get("val")


def cached(series: etree._Element, path: str, count: int) -> list[str | None]:
    """The cached points of a series under a path, None where there is no point."""
    found = series.find("/".join(C + step for step in path.split("/")))
    assert found is not None
    points = {int(pt.get("idx", "")): pt.findtext(f"{C}v") for pt in found.iter(f"{C}pt")}
    return [points.get(i) for i in range(count)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_elements_stand_in_the_order_of_the_schema(kind: str) -> None:
    root = xml(Chart(kind=kind))
    for name, order in ORDER.items():
        for element in root.iter(C + name):
            if name == "marker" and element.get("val"):
                continue
            places = [order.split().index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), name
    assert value(root, "chart/autoTitleDeleted") == "1"
    outside = root.find(f"{C}externalData")
    assert outside is not None
    assert (outside.get(f"{{{R}}}id"), outside[0].get("val")) == ("rId1", "0")


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_chart_shows_is_what_its_workbook_holds(kind: str) -> None:
    chart = Chart(kind=kind)
    part, book = chart_parts(chart)
    sheet = load_workbook(BytesIO(book))["Sheet1"]
    columns = list(sheet.iter_cols(values_only=True))
    assert columns[0] == (None, *chart.categories)
    found = list(etree.fromstring(part).iter(f"{C}ser"))
    assert len(found) == (1 if kind == "pie" else 2) == len(columns) - 1
    for series, column, given in zip(found, columns[1:], chart.series, strict=False):
        assert cached(series, "tx", 1) == [given.name] == [column[0]]
        assert cached(series, "cat", 3) == list(chart.categories)
        numbers = cached(series, "val", 3)
        assert [None if text is None else float(text) for text in numbers] == list(column[1:])
        assert [None if text is None else Decimal(text) for text in numbers] == list(given.values)
        assert series.findtext(f"{C}val/{C}numRef/{C}numCache/{C}formatCode") == chart.number_format
    assert sheet["B2"].number_format == chart.number_format


def test_numbers_are_written_in_their_shortest_form() -> None:
    (series,) = xml(numbered("12.30", "9.95", "7.00", "0", "NaN")).iter(f"{C}ser")
    assert cached(series, "val", 5) == ["12.3", "9.95", "7", "0", None]


def test_a_category_that_looks_like_a_formula_is_text() -> None:
    parts = unpacked(chart_parts(Chart())[1])
    assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]


def test_the_workbook_holds_no_clock() -> None:
    parts = unpacked(chart_parts(Chart())[1])
    assert parts["docProps/core.xml"].count(b"1980-01-01T00:00:00Z") == 2


PRINT_HASH = """
from tests.rendering.test_charts import KINDS, hashed
print(*map(hashed, KINDS))
"""


def hashed(kind: str) -> str:
    return hashlib.sha256(b"".join(chart_parts(Chart(kind=kind)))).hexdigest()


def test_equal_charts_give_equal_bytes_in_every_process() -> None:
    here = " ".join(map(hashed, KINDS))
    assert here == " ".join(map(hashed, KINDS))
    environment = dict(os.environ, PYTHONHASHSEED="77", TZ="Asia/Shanghai")
    there = subprocess.run(
        [sys.executable, "-c", PRINT_HASH], env=environment, check=True, capture_output=True, text=True
    )
    assert there.stdout.strip() == here


def test_the_first_category_of_lying_bars_stands_at_the_top_and_the_numbers_below() -> None:
    root = xml(Chart(kind="bar"))
    assert value(root, "catAx/scaling/orientation") == "maxMin"
    assert value(root, "valAx/crosses") == "max"
    assert value(xml(Chart()), "catAx/scaling/orientation") == "minMax"


@pytest.mark.parametrize(("kind", "several", "shown"), [("column", 1, False), ("column", 2, True), ("pie", 1, True)])
def test_a_legend_is_there_where_colours_have_to_be_explained(kind: str, several: int, shown: bool) -> None:
    chart = Chart(kind=kind)
    root = xml(replace(chart, series=chart.series[:several]))
    assert value(root, "legend/legendPos") == ("b" if shown else None)


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_are_shown(kind: str) -> None:
    assert value(xml(Chart(kind=kind)), "dLbls/showVal") == "1"


def test_numbers_are_not_shown_where_they_would_not_be_read() -> None:
    many = tuple(Series(str(i), (Decimal(i),) * 3) for i in range(4))
    assert value(xml(Chart(kind="stacked", series=many)), "dLbls/showVal") is None
    assert value(xml(numbered(*range(1, 41))), "dLbls/showVal") is None
    thin = (
        Series("大", (Decimal(100), Decimal(50), Decimal(100))),
        Series("小", (Decimal(50), Decimal(2), Decimal(0))),
    )
    labels = list(xml(Chart(kind="stacked", series=thin)).iter(f"{C}dLbl"))
    assert [(e[0].get("val"), e[1].get("val")) for e in labels] == [("1", "1"), ("2", "1")]


def test_no_two_of_seven_series_have_one_fill() -> None:
    series = tuple(Series(str(i), (Decimal(i),) * 3) for i in range(7))
    for kind in ("column", "line"):
        looks = {etree.tostring(s[3], method="c14n") for s in xml(Chart(kind=kind, series=series[:5])).iter(f"{C}ser")}
        assert len(looks) == 5
    fills = {etree.tostring(s[3], method="c14n") for s in xml(Chart(series=series)).iter(f"{C}ser")}
    assert len(fills) == 7


def test_bars_begin_at_nothing_and_shares_end_at_the_whole() -> None:
    share = xml(numbered("0.95", "1", "0.5", number_format="0.0%"))
    assert (value(share, "valAx/scaling/min"), value(share, "valAx/scaling/max")) == ("0", "1")
    points = xml(numbered("95", "100", number_format='0.0"%"'))
    assert value(points, "valAx/scaling/max") == "100"
    below = xml(numbered("-3", "5", number_format="0"))
    assert (value(below, "valAx/scaling/min"), value(below, "valAx/scaling/max")) == (None, None)
    assert value(xml(numbered("1", "3", number_format="0")), "valAx/majorUnit") == "1"


def test_the_numbers_of_the_lower_of_two_lines_stand_below_it_where_there_is_room() -> None:
    high, low, least = (Series(str(n), (Decimal(n), Decimal(n + 1), None)) for n in (20, 15, 1))
    for series, places in (((high, low), ["t", "b"]), ((low, high), ["b", "t"]), ((high, least), ["t", "t"])):
        root = xml(Chart(kind="line", series=series))
        assert [e.get("val") for e in root.iter(f"{C}dLblPos")] == places


def test_the_type_is_a_printers_face_for_han_and_latin() -> None:
    faces = {e.get("typeface") for e in xml(Chart()).iter(f"{A}latin", f"{A}ea")}
    assert faces == {"宋体"}


# ---- the frame in the text


def frame(chart: Chart, width: int = 8844) -> etree._Element:
    styles = Styles({"图表标题": "GwCaption"}, {})
    made = ChartFrame(chart, Fit(316, width, 579)).wml(styles)
    return etree.fromstring(f'<w:body xmlns:w="{W}">{made}</w:body>')


def test_a_chart_is_as_wide_as_the_text_and_stays_with_its_caption() -> None:
    root = frame(Chart(number=3, alt='一"<二>'))
    picture, caption = root
    extent = next(e for e in picture.iter() if str(e.tag).endswith("}extent"))
    assert extent.get("cx") == str(8844 * 635)
    names = [etree.QName(e).localname for e in picture[0]]
    assert names == ["keepNext", "snapToGrid", "spacing", "ind", "jc"]
    assert picture[0][2].get(f"{{{W}}}lineRule") == "auto"
    assert caption[0][0].get(f"{{{W}}}val") == "GwCaption"
    reference = next(picture.iter(f"{C}chart"))
    assert reference.get(f"{{{R}}}id") == "rIdChart3"
    properties = next(e for e in picture.iter() if str(e.tag).endswith("}docPr"))
    assert (properties.get("name"), properties.get("descr")) == ("图表3", '一"<二>')


def test_lying_bars_take_the_room_they_need() -> None:
    def tall(count: int) -> float:
        chart = numbered(*range(count), kind="bar")
        found = next(e for e in frame(chart).iter() if str(e.tag).endswith("}extent"))
        return int(found.get("cy", "")) / 360_000

    assert tall(3) == 6.5
    assert 6.5 < tall(12) < 10
    assert [tall(count) <= 22.5 / 2 - 0.7 for count in (15, 18, 22)] == [
        True
    ] * 3  # less than half a page with its caption
    assert tall(60) == 18


@pytest.mark.parametrize("kind", ["column", "bar", "stacked", "line"])
def test_every_category_is_named_however_many_there_are(kind: str) -> None:
    root = xml(numbered(*range(40), kind=kind))
    assert value(root, "catAx/tickLblSkip") == "1"


def test_type_is_small_where_bars_stand_close() -> None:
    sizes = {
        count: {e.get("sz") for e in xml(numbered(*range(count), kind="bar")).iter("{*}defRPr")} for count in (8, 30)
    }
    assert "750" not in sizes[8]
    assert "750" in sizes[30]


def test_numbers_of_many_columns_of_several_curves_would_lie_on_their_neighbours() -> None:
    def labelled(categories: int) -> bool:
        values = tuple(Decimal(1000 + n) for n in range(categories))
        names = tuple(map(str, range(categories)))
        chart = Chart(kind="column", categories=names, series=(Series("发现", values), Series("整改", values)))
        return next(xml(chart).iter(f"{C}dLbls"), None) is not None

    assert (labelled(6), labelled(7)) == (True, False)


def test_marks_of_figures_stay_in_the_caption_only() -> None:
    chart = Chart(caption=f"图1 共{marked('6', 0)}个", categories=(marked("甲", 1),), alt="")
    part, book = chart_parts(chart)
    descr = next(e for e in frame(chart).iter() if str(e.tag).endswith("}docPr")).get("descr")
    assert descr == "图1 共6个"
    assert b"\xf3\xb0" not in part
    assert b"\xf3\xb0" not in unpacked(book)["xl/sharedStrings.xml"]


def test_a_chart_without_a_caption_is_one_paragraph() -> None:
    (only,) = frame(Chart(caption=""))
    assert only.find(f"{{{W}}}pPr/{{{W}}}keepNext") is None


@pytest.mark.parametrize(
    ("chart", "all_said"),
    [
        (numbered(1, 2, 3), True),
        (numbered(*range(1, 31)), False),  # more columns than have room for numbers
        (numbered(*range(1, 41), kind="bar"), True),
        (Chart(kind="column"), False),  # a value is missing, which only a table says
        (Chart(kind="stacked", series=(Series("大", (Decimal(99),) * 3), Series("小", (Decimal(1),) * 3))), False),
    ],
)
def test_a_chart_says_all_when_every_value_stands_in_it(chart: Chart, all_said: bool) -> None:
    assert says_all(chart) == all_said
