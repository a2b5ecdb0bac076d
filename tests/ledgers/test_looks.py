"""What a cell shows is read with what it holds: where the two differ, both readings are asked about."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.ledgers.workbooks import (
    LEDGER,
    ONE,
    TWO,
    by_hand,
    cell,
    changed,
    counted,
    hand_parts,
    ledger,
    office,
    packed,
    problems,
    read,
    row_xml,
    rules,
    sheet_xml,
    total,
    xlsx,
)


def rich(*runs: tuple[str, dict[str, Any]]) -> CellRichText:
    return CellRichText(*[TextBlock(InlineFont(**font), text) if font else text for text, font in runs])


def put(at: str, value: Any) -> bytes:
    return changed(xlsx(ONE, TWO), lambda sheet: sheet.__setitem__(at, value))


STRUCK, RAISED, LOWERED = {"strike": True}, {"vertAlign": "superscript"}, {"vertAlign": "subscript"}


@pytest.mark.parametrize(
    ("runs", "readings"),
    [
        ([("12", STRUCK), ("15", {})], ("15", "1215")),
        ([("15", {}), ("12", STRUCK)], ("15", "1512")),
        ([("15", {}), ("2", RAISED)], ("15", "152")),
        ([("15", {}), ("1", LOWERED)], ("15", "151")),
        ([("1", {}), ("8", STRUCK), ("5", {"b": True})], ("15", "185")),
    ],
)
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_number_of_which_a_part_is_marked_is_asked_about_with_both_readings(
    runs: list[Any], readings: tuple[str, str], kind: str
) -> None:
    data = put("C2", rich(*runs))
    if kind == "xls":
        data = office({"a.xlsx": data}, "xls")["a"]
    found = read(data, f"台账.{kind}")
    (problem,) = [p for p in found.problems if p.rule.number == "L220"]
    assert (problem.place.cell, problem.severity) == ("C2", "warning")
    assert all(f"“{text}”" in f"{problem.message}{problem.cure}" for text in readings)
    assert counted(found, "笔数") == {"C3": "0"}


def test_a_struck_part_of_a_text_is_not_read_and_is_said() -> None:
    found = read(put("B2", rich(("台账不全", STRUCK), ("印章外借", {}))))
    assert counted(found, "问题")["B2"] == "印章外借"
    assert [(p.place.cell, p.severity) for p in found.problems if p.rule.number == "L220"] == [("B2", "info")]


def test_one_struck_cell_in_a_row_is_asked_about() -> None:
    found = read(changed(xlsx(ONE, TWO), lambda s: setattr(s["C2"], "font", Font(strike=True))))
    assert (problems(found), counted(found, "笔数")) == ([(f"{LEDGER}!C2", "L220")], {"C3": "0"})


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (32, "0%", "3200%"),
        (0.5, "0.00%", "50%"),
        (12, '0"次"', "12次"),
        (3, '0"元"', "3元"),
        (5, '#,##0"人次"', "5人次"),
        (12, '0"0"', "120"),
        (3, '0"00"', "300"),
    ],
)
@pytest.mark.parametrize("quick", [True, False])
def test_a_number_format_that_shows_something_else_is_asked_about(
    value: Any, form: str, shown: str, quick: bool
) -> None:
    column, at = ("金额", "D2") if "元" in form or "%" in form else ("笔数", "C2")
    found = read(changed(put(at, value), lambda s: setattr(s[at], "number_format", form)), fast=quick)
    assert at not in counted(found, column)
    assert any(p.place.cell == at and shown in p.message for p in found.problems)


def test_a_format_with_the_columns_own_unit_or_for_a_share_says_nothing_new() -> None:
    data = changed(
        xlsx(ONE, TWO),
        lambda s: setattr(s["C2"], "number_format", '0"个"'),
        lambda s: setattr(s["D2"], "number_format", '0.0"万元"'),
    )
    assert (rules(read(data)), total(read(data), "笔数")) == ([], 3)


@pytest.mark.parametrize(
    "sign",
    [
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202c",
        "\u2066",
        "\u00ad",
        "\u061c",
        "\u2062",
        "\ufe0f",
        "\u180e",
        "_x0007_",
        "_x200E_",
    ],
)
@pytest.mark.parametrize(
    ("at", "column", "text", "value"),
    [("C2", "笔数", "12", "12"), ("D2", "金额", "3.5", "3.5"), ("F2", "日期", "2026/5/10", "2026-05-10")],
)
def test_signs_that_show_nothing_are_taken_off_with_a_note(
    sign: str, at: str, column: str, text: str, value: str
) -> None:
    for typed in (sign + text, text + sign, text[:1] + sign + text[1:]):
        found = read(put(at, typed))
        assert counted(found, column)[at] == value
        assert any(p.place.cell == at and "U+" in p.message and p.severity == "info" for p in found.problems)


def test_the_unit_written_behind_a_number_is_told_from_another() -> None:
    for typed, value in (("87个", "87"), ("87次", None), ("87人次", None)):
        assert counted(read(put("C2", typed)), "笔数").get("C2") == value


# -- parts are found by their relationships ---------------------------------------------------------------------------


def moved(**names: str) -> bytes:
    """A workbook of two rows whose parts are called otherwise, everywhere."""
    sheet = sheet_xml(row_xml(2, ("1", "台账不全", 3, 1.5)), row_xml(3, ("2", "印章外借", 0, 0.5)))
    found = hand_parts(sheet)
    made = {}
    for name, part in found.items():
        new = name
        for old, other in names.items():
            old, other = old.replace("__", "/").replace("_dot_", "."), other
            new = new.replace(old, other)
            part = part.replace(old.encode(), other.encode())
            tail, other_tail = old.removeprefix("xl/"), other.removeprefix("xl/")
            part = part.replace(f'Target="{tail}"'.encode(), f'Target="{other_tail}"'.encode())
        made[new] = part
    return packed(made)


@pytest.mark.parametrize(
    "names",
    [
        {"xl__workbook_dot_xml": "xl/workbook2.xml"},
        {"xl__worksheets__sheet1_dot_xml": "xl/worksheets/Tabelle.xml"},
        {"xl__worksheets__sheet1_dot_xml": "xl/sheet1.xml"},
        {"xl__styles_dot_xml": "xl/Styles.xml", "xl__workbook_dot_xml": "xl/book.xml"},
    ],
)
def test_a_workbook_is_read_whatever_its_parts_are_called(names: dict[str, str]) -> None:
    data = moved(**names)
    if "workbook" in str(names):
        new = names["xl__workbook_dot_xml"].removeprefix("xl/")
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {
                n.replace("xl/_rels/workbook.xml.rels", f"xl/_rels/{new}.rels"): package.read(n)
                for n in package.namelist()
            }
        data = packed(parts)
    found = read(data)
    assert (rules(found), total(found, "笔数"), ledger(found).rows) == ([], 3, 2)


def test_names_of_parts_differ_in_case_between_programs() -> None:
    sheet = sheet_xml(row_xml(2, ("1", "台账不全", 3, 1.5)))
    found = {name.replace("worksheets/sheet1", "Worksheets/Sheet1").replace("workbook.xml", "Workbook.xml"): part
             for name, part in hand_parts(sheet).items()}  # fmt: skip
    assert total(read(packed(found)), "笔数") == 3


def test_a_styled_cell_that_calamine_alone_would_show_is_still_a_percentage() -> None:
    sheet = sheet_xml(row_xml(2, ("1", "台账不全", 3, 1.5)).replace(cell("C2", 3), '<c r="C2" s="1"><v>3</v></c>'))
    from tests.ledgers.workbooks import styles_xml

    found = read(by_hand(sheet, styles_xml(ids=(9,))))
    assert [(p.place.cell, p.rule.number) for p in found.problems] == [("C2", "L220")]
