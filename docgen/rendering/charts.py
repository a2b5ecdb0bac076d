"""Native charts: the frame in the text with its caption, and the chart's part with the workbook of its numbers.

Series, caches and workbook come from python-pptx's writers; the look is said here: plain, and told apart in
black-and-white print by lightness, dashes and markers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any, Protocol
from xml.sax.saxutils import escape, quoteattr
from zipfile import BadZipFile, ZipFile

from lxml import etree

from docgen import bounds, package
from docgen.opc import PARSER, parse, relationships, xml_bytes
from docgen.rendering import wml
from docgen.rendering.values import Fit
from docgen.rendering.wml import Styles
from docgen.wording import clean

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
EMU_PER_TWIP, EMU_PER_CM = 635, 360_000
CAPTION = "图表标题"
FACE, SIZE = "宋体", 1050  # 五号, in hundredths of a point
INK, GRID_LINE = "000000", "D0D0D0"
LEAST_HEIGHT, MOST_HEIGHT, LEGEND_HEIGHT = 6.5, 18.0, 0.7
"""cm; horizontal bars take what their number needs between the two."""
HALF_PAGE = 10.0
"""cm; so high a chart, with its caption, leaves less than half a page white where it moves to the next one."""
BAR, CLOSE_BAR = 0.55, 0.36
"""cm of a horizontal bar, and of one among many: closer ones have smaller type, so that each keeps its name."""
SMALL_TYPE = 750
MOST_BESIDE = 12
"""With more columns of several curves than these a number would lie on the column beside its own."""
GAP = 60
MOST_LABELS = {"column": 24, "line": 24, "bar": 60, "stacked": 45, "pie": 12}
"""With more values than these the numbers would stand on one another: the table says them."""
FILLS = ("1F4E79", "F2B27A", "8C8C8C", "D6E4F2", "B85410", "FFFFFF")
"""No two of a lightness; beyond them come hatchings."""
HATCHES = ("wdUpDiag", "pct20", "dkHorz", "wdDnDiag", "smGrid", "dkVert")
DARK = {"1F4E79", "B85410"}
MOST_ROWS, MOST_COLUMNS = 2000, 60
"""Of the workbook of a chart that somebody edited no more is read."""
LEAST_PIECE = Decimal("0.07")
"""Share of the highest stack under which a piece has no room for its number."""
LINES = (("1F4E79", "solid", "circle"), ("C55A11", "dash", "square"), ("7F7F7F", "sysDot", "triangle"),
         ("2E75B6", "lgDashDot", "diamond"), ("000000", "sysDash", "x"))  # fmt: skip


class SeriesLike(Protocol):
    """One series of a chart; None where there is no value."""

    @property
    def name(self) -> str:
        """What the legend calls it."""

    @property
    def values(self) -> Sequence[Decimal | None]:
        """One for each category."""


class ChartLike(Protocol):
    """What a chart shows. ``number`` counts from 1 through the document; there is at least one category."""

    @property
    def number(self) -> int:
        """Its number in the document."""

    @property
    def kind(self) -> str:
        """One of column, bar, stacked, line, pie; a pie shows its first series."""

    @property
    def caption(self) -> str:
        """What stands under it."""

    @property
    def categories(self) -> Sequence[str]:
        """What the numbers are of."""

    @property
    def series(self) -> Sequence[SeriesLike]:
        """The numbers."""

    @property
    def number_format(self) -> str:
        """Excel's format of the numbers."""

    @property
    def alt(self) -> str:
        """What it shows, for those who cannot see it."""


def relationship_id(chart: ChartLike) -> str:
    """Under which id the document refers to the chart's part."""
    return f"rIdChart{chart.number}"


def height(chart: ChartLike) -> int:
    """How high a chart is, in EMU."""
    bars = lying_bars(chart)
    room = LEGEND_HEIGHT if has_legend(chart) else 0.0
    wanted = HALF_PAGE if is_close(chart) else max(LEAST_HEIGHT, 1.8 + BAR * bars) + room
    return round(min(MOST_HEIGHT, max(wanted, 1.8 + CLOSE_BAR * bars + room)) * EMU_PER_CM)


def lying_bars(chart: ChartLike) -> float:
    """How many horizontal bars there are, those of further curves counted less: they stand closer."""
    return len(chart.categories) * (1 + 0.6 * (len(chart.series) - 1)) if chart.kind == "bar" else 0.0


def is_close(chart: ChartLike) -> bool:
    """Whether there are so many horizontal bars that they stand closer, in smaller type."""
    return 1.8 + BAR * lying_bars(chart) + LEGEND_HEIGHT * has_legend(chart) > HALF_PAGE


def has_legend(chart: ChartLike) -> bool:
    """Whether colours have to be explained."""
    return len(chart.series) > 1 or chart.kind == "pie"


@dataclass(frozen=True)
class ChartFrame:
    """The paragraph with a chart as wide as the text, and its caption kept under it."""

    chart: ChartLike
    fit: Fit

    def wml(self, styles: Styles) -> str:
        """The paragraphs."""
        chart, keep = self.chart, "<w:keepNext/>" if self.chart.caption else ""
        name, alt = quoteattr(f"图表{chart.number}"), quoteattr(clean(chart.alt or chart.caption))
        drawing = (
            f'<w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{self.fit.width * EMU_PER_TWIP}" cy="{height(chart)}"/>'
            f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{9100 + chart.number}" name={name} descr={alt}/>'
            f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{A}"><a:graphicData uri="{C}">'
            f'<c:chart xmlns:c="{C}" xmlns:r="{R}" r:id="{relationship_id(chart)}"/>'
            f"</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        # an exact line would cut the chart off at its height
        properties = (
            f'{keep}<w:snapToGrid w:val="0"/><w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/>'
            '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
        )
        # the style keeps captions of tables with what follows; this one stands under what it names
        caption = (
            wml.paragraph(styles.id(CAPTION), wml.run(chart.caption), '<w:keepNext w:val="0"/>')
            if chart.caption
            else ""
        )
        return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{drawing}</w:r></w:p>{caption}"


def chart_parts(chart: ChartLike) -> tuple[bytes, bytes]:
    """The chart's part, and the workbook that Word opens to edit its numbers; equal charts give equal bytes."""
    return chart_xml(chart), workbook(chart)


# ---- numbers, by python-pptx


def number(value: Decimal | None) -> float | None:
    """The value to the 15 digits that a workbook holds, whole numbers without a fraction; None for what is no number."""
    if value is None or not value.is_finite():
        return None
    exact = float(f"{value:.15g}")
    return int(exact) if exact.is_integer() and abs(exact) < 1e15 else exact


def finite(values: Iterable[Decimal | None]) -> list[Decimal]:
    """The values that are numbers."""
    return [value for value in values if value is not None and value.is_finite()]


def chart_data(chart: ChartLike, number_format: str) -> Any:
    """The numbers as python-pptx takes them."""
    from pptx.chart import data

    module: Any = data
    made = module.CategoryChartData(number_format=number_format)
    made.categories = [shown_name(category) for category in chart.categories]
    for series in chart.series[: 1 if chart.kind == "pie" else None]:
        made.add_series(shown_name(series.name), [number(value) for value in series.values])
    return made


def shown_name(text: str) -> str:
    """The name of a category or a curve as it is written into a chart."""
    return clean(text).replace("\n", " ")


def workbook(chart: ChartLike) -> bytes:
    """The numbers as .xlsx, without a clock."""
    from pptx.chart.xlsx import CategoryWorkbookWriter
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(1980, 1, 1)})
    writer: Any = CategoryWorkbookWriter
    writer(chart_data(chart, chart.number_format))._populate_worksheet(book, book.add_worksheet("Sheet1"))
    book.close()
    with ZipFile(stream) as archive:
        return package.build({name: archive.read(name) for name in archive.namelist()})


def series_xml(chart: ChartLike) -> list[etree._Element]:
    """The c:ser elements as python-pptx writes them, with the chart's number format."""
    from pptx.chart import xmlwriter
    from pptx.enum.chart import XL_CHART_TYPE

    module: Any = xmlwriter
    kind = XL_CHART_TYPE.PIE if chart.kind == "pie" else XL_CHART_TYPE.COLUMN_CLUSTERED
    # python-pptx does not escape the format
    xml = module.ChartXmlWriter(kind, chart_data(chart, "General")).xml
    found = list(etree.fromstring(xml.encode("utf-8"), PARSER).iter(f"{{{C}}}ser"))
    for series in found:
        for code in series.iter(f"{{{C}}}formatCode"):
            code.text = chart.number_format
    return found


# ---- the look


def chart_xml(chart: ChartLike) -> bytes:
    """The chart's part."""
    ink = text_properties(INK)
    legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{ink}</c:legend>' if has_legend(chart) else ""
    xml = (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/><c:lang val="zh-CN"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot(chart)}'
        f'<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{ink}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    root = etree.fromstring(xml, PARSER)
    group = next(element for element in root.iter() if element.get("docgen") == "series")
    del group.attrib["docgen"]
    before = group.find(f"{{{C}}}varyColors")
    assert before is not None
    for place, series in enumerate(series_xml(chart)):
        dress(series, chart, place)
        group.insert(group.index(before) + 1 + place, series)
    for element in root.iter():  # python-pptx indents
        element.text, element.tail = None if len(element) else element.text, None
    etree.cleanup_namespaces(root, keep_ns_prefixes=["a", "r"])
    return xml_bytes(root)


def plot(chart: ChartLike) -> str:
    """The chart group, still without its series, and its axes."""
    ids = '<c:axId val="1"/><c:axId val="2"/>'
    match chart.kind:
        case "pie":
            return '<c:pieChart docgen="series"><c:varyColors val="1"/><c:firstSliceAng val="0"/></c:pieChart>'
        case "line":
            return (
                '<c:lineChart docgen="series"><c:grouping val="standard"/><c:varyColors val="0"/>'
                f'<c:marker val="1"/>{ids}</c:lineChart>{axes(chart)}'
            )
    lying, stacked = chart.kind == "bar", chart.kind == "stacked"
    return (
        f'<c:barChart docgen="series"><c:barDir val="{"bar" if lying else "col"}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>'
        f'<c:gapWidth val="{GAP}"/><c:overlap val="{100 if stacked else 0}"/>{ids}</c:barChart>{axes(chart)}'
    )


def axes(chart: ChartLike) -> str:
    """The axis of categories and that of values; of lying bars the first category stands at the top."""
    lying = chart.kind == "bar"
    category, value = ("l", "b") if lying else ("b", "l")
    least, most, unit = scale(chart)
    limits = (f'<c:max val="{most}"/>' if most else "") + ('<c:min val="0"/>' if least == 0 else "")
    line = '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></c:spPr>'
    grid = f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{GRID_LINE}"/></a:solidFill></a:ln></c:spPr>'
    ink = text_properties(INK, SMALL_TYPE if is_close(chart) else SIZE)
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{category}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}{ink}'
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{limits}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{value}"/><c:majorGridlines>{grid}</c:majorGridlines>'
        f'<c:numFmt formatCode="{"0%" if "%" in chart.number_format else "General"}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{ink}<c:crossAx val="1"/>'
        f'<c:crosses val="{"max" if lying else "autoZero"}"/><c:crossBetween val="between"/>'
        f'{f"""<c:majorUnit val="{unit}"/>""" if unit else ""}</c:valAx>'
    )


def scale(chart: ChartLike) -> tuple[int | None, int | None, int | None]:
    """Least, most and step of the values' axis, where they are not left to the program.

    Bars begin at 0, or their lengths would lie; shares end at 100 %; a few whole things are not cut in halves.
    """
    values = [v for series in chart.series for v in finite(series.values)]
    top, bottom = highest(chart), min(values, default=Decimal(0))
    full = 100 if re.search(r'"%"|\\%', chart.number_format) else 1 if "%" in chart.number_format else None
    most = full if full and full * Decimal("0.7") < top <= full else None
    whole = all(v == v.to_integral_value() for v in values)
    unit = 1 if whole and not full and bottom >= 0 and 0 < top <= 5 else None
    return 0 if bottom >= 0 and chart.kind != "line" else None, most, unit


def highest(chart: ChartLike) -> Decimal:
    """The highest value, of stacks the highest sum; 0 where there is none."""
    columns = zip(*(series.values for series in chart.series), strict=False)
    tops = [found for column in columns if (found := finite(column))]
    return max((sum(t, Decimal(0)) if chart.kind == "stacked" else max(t) for t in tops), default=Decimal(0))


def dress(series: etree._Element, chart: ChartLike, place: int) -> None:
    """Give a series its colours, markers and numbers, each where the schema wants it."""
    pieces = ""
    if chart.kind == "line":
        colour, dash, marker = LINES[place % len(LINES)]
        filled = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        pieces += (
            f'<c:spPr><a:ln w="22225" cap="rnd">{filled}<a:prstDash val="{dash}"/><a:round/></a:ln></c:spPr>'
            f'<c:marker><c:symbol val="{marker}"/><c:size val="6"/>'
            f"<c:spPr>{filled}<a:ln>{filled}</a:ln></c:spPr></c:marker>"
        )
    elif chart.kind == "pie":
        pieces += "".join(
            f'<c:dPt><c:idx val="{i}"/><c:bubble3D val="0"/>{fill(i)}</c:dPt>' for i in range(len(chart.categories))
        )
    else:
        pieces += f'{fill(place)}<c:invertIfNegative val="0"/>'
    pieces += labels(chart, place)
    title = series.find(f"{{{C}}}tx")
    assert title is not None
    wrapped = etree.fromstring(f'<c:ser xmlns:c="{C}" xmlns:a="{A}">{pieces}</c:ser>', PARSER)
    for piece in reversed(wrapped):
        title.addnext(piece)
    if chart.kind == "line":
        etree.SubElement(series, f"{{{C}}}smooth", val="0")


def labels(chart: ChartLike, place: int) -> str:
    """The numbers beside, in or over what shows them; none where they would not be read."""
    count = len(chart.categories) * (1 if chart.kind == "pie" else len(chart.series))
    most = MOST_BESIDE if chart.kind == "column" and len(chart.series) > 1 else MOST_LABELS[chart.kind]
    if count > most or (chart.kind == "stacked" and len(chart.series) > 3):
        return ""
    below = chart.kind == "line" and runs_below(chart, place)
    position = {"stacked": "ctr", "line": "b" if below else "t"}.get(chart.kind, "outEnd")
    inside = chart.kind == "stacked" and FILLS[place] in DARK
    flags = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    return (
        f"<c:dLbls>{unlabelled(chart, place)}{format_xml(chart)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{text_properties("FFFFFF" if inside else INK, SMALL_TYPE if is_close(chart) else SIZE - 150)}<c:dLblPos val="{position}"/>'
        + "".join(f'<c:show{name} val="{value}"/>' for name, value in flags.items())
        + ('<c:showLeaderLines val="0"/>' if chart.kind == "pie" else "")
        + "</c:dLbls>"
    )


def says_all(chart: ChartLike) -> bool:
    """Whether every value stands in the chart as a number."""
    curves = chart.series[:1] if chart.kind == "pie" else chart.series
    whole = all(len(finite(series.values)) == len(chart.categories) for series in curves)
    return whole and all(labels(chart, i) and not unlabelled(chart, i) for i in range(len(curves)))


def unlabelled(chart: ChartLike, place: int) -> str:
    """The pieces of a stack that are too thin for a number."""
    least = highest(chart) * LEAST_PIECE
    values = chart.series[place].values if chart.kind == "stacked" else ()
    thin = [i for i, value in enumerate(values) if finite([value]) and abs(value or Decimal(0)) < least]
    return "".join(f'<c:dLbl><c:idx val="{i}"/><c:delete val="1"/></c:dLbl>' for i in thin)


def runs_below(chart: ChartLike, place: int) -> bool:
    """Whether a line is the lower of two, with room for its numbers over the axis."""
    if len(chart.series) != 2:
        return False
    own, other = finite(chart.series[place].values), finite(chart.series[1 - place].values)
    if not own or not other:
        return False
    return sum(own) / len(own) < sum(other) / len(other) and min(own) * 4 > highest(chart)


def fill(place: int) -> str:
    """The fill of a bar or a slice, with a thin outline that keeps light ones from the paper."""
    solid = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'
    if place < len(FILLS):
        inside = solid.format(FILLS[place])
    else:
        hatch = HATCHES[(place - len(FILLS)) % len(HATCHES)]
        inside = (
            f'<a:pattFill prst="{hatch}"><a:fgClr><a:srgbClr val="1F4E79"/></a:fgClr>'
            '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
        )
    return f'<c:spPr>{inside}<a:ln w="6350">{solid.format("595959")}</a:ln></c:spPr>'


def format_xml(chart: ChartLike) -> str:
    """How numbers are written."""
    code = escape(chart.number_format, {'"': "&quot;"})
    return f'<c:numFmt formatCode="{code}" sourceLinked="0"/>'


def text_properties(colour: str, size: int = SIZE) -> str:
    """The type of words and numbers in a chart."""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="0"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/></a:defRPr>'
        '</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


@dataclass(frozen=True)
class Drawn:
    """A chart that stands in a .docx: its cached numbers, curve after curve, its names, the cells of its workbook."""

    values: tuple[float, ...]
    categories: tuple[str, ...]
    curves: tuple[str, ...]
    cells: tuple[tuple[object, ...], ...] | None
    """None where it has no workbook that can be read."""


def drawn(parts: Mapping[str, bytes]) -> list[Drawn]:
    """The charts of a .docx."""
    found = []
    for name in sorted(parts, key=by_number):
        if re.fullmatch(r"word/charts/chart[^/]*\.xml", name):
            root = parse(parts[name], name)
            curves = list(root.iter(f"{{{C}}}ser"))
            values = [plain(text) for one in curves for text in cached(one, "val")]
            categories = cached(curves[0], "cat") if curves else []
            names = ["".join(cached(one, "tx")) for one in curves]
            found.append(Drawn(tuple(values), tuple(categories), tuple(names), held(parts, name)))
    return found


def by_number(name: str) -> tuple[int, str]:
    """Sorts chart10 behind chart9."""
    digits = re.search(r"\d+", name.rpartition("/")[2])
    return (int(digits[0]) if digits else 0, name)


def cached(series: etree._Element, kind: str) -> list[str]:
    """The cached points of a curve: of its values, its categories, its name."""
    return [v.text for own in series.findall(f"{{{C}}}{kind}") for v in own.iter(f"{{{C}}}v") if v.text]


def plain(text: str) -> float:
    """A cached number; what Excel has no number for (#N/A, #DIV/0!) is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def held(parts: Mapping[str, bytes], chart: str) -> tuple[tuple[object, ...], ...] | None:
    """The cells of the workbook that Word opens to edit a chart."""
    from openpyxl import load_workbook

    targets = [rel.target for rel in relationships(parts, chart) if rel.target.lower().endswith(".xlsx")]
    data = parts.get(targets[0]) if targets else None
    if data is None:
        return None
    try:
        bounds.check_package(data)
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        rows = islice(book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True), MOST_ROWS)
        return tuple(tuple(row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, IndexError, RuntimeError, BadZipFile, SyntaxError):
        return None
