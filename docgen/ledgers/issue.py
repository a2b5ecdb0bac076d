"""The workbook that a unit gets: cover, one guarded sheet for each ledger, and who it is for in four places."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from docgen.ledgers import identity
from docgen.ledgers.formgrid import LONGEST_NAME, Form
from docgen.ledgers.formstyle import LINE, ROW, Style, lines, quoted, sheet_names
from docgen.ledgers.issuesheet import UNTOUCHED, LedgerSheet
from docgen.ledgers.spec import LEDGERS, LedgerSpec, called

COVER_WIDTHS = (6, 26, 34, 16)
NIL = "本期确无内容的表，在该表上方“零报告”一格选“是”，不要留空交回。"
HOW_TO = (
    "只填白底的格子；灰底的格子是题目和公式，由系统锁定。",
    "列不要改名、删除；行不够时可以在表内插入行；打印时只打印填了内容的页。",
    "金额、人数等只填数字，不写“约”“余”和单位；没有发生的填“0”。",
    NIL,
    "交回前请看各表右侧“自检”一列和本页的自检结果：“待改”的要改；“请核实”的核对无误可以保留，原因写在备注里。",
)


def workbook(form: Form) -> bytes:
    """The workbook as .xlsx; the same form gives the same bytes."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    activity = form.campaign.activity
    book.set_properties(
        {"title": f"{activity.name} {form.unit.name} {form.period}", "author": activity.host, "company": activity.host,
         "created": datetime.datetime(activity.year, 1, 1)}
    )  # fmt: skip
    book.set_custom_property(identity.PROPERTY, form.identity.text(), "text")
    style = Style(book)
    names = sheet_names([spec.name for spec in form.specs])
    cover = book.add_worksheet(identity.COVER)
    lists = _options(book, form.specs)
    sheets = [
        LedgerSheet(book, book.add_worksheet(name), style, spec, number, form, lists)
        for number, (name, spec) in enumerate(zip(names, form.specs, strict=True), 1)
    ]
    for sheet in sheets:
        sheet.write()
    _cover(cover, style, form, sheets)
    _meta(book, form, names)
    _list_sheet(book, form.specs)
    sheets[0].sheet.activate()
    book.close()
    return out.getvalue()


def _cover(sheet: Any, style: Style, form: Form, sheets: Sequence[LedgerSheet]) -> None:
    """Who reports what by when, the self-check of each ledger, and who filled it in."""
    sheet.set_paper(9)
    sheet.set_margins(0.7, 0.7, 0.8, 0.8)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, COVER_WIDTHS[0])
    for i, width in enumerate(COVER_WIDTHS[1:], 1):
        sheet.set_column(i, i, width)
    sheet.center_horizontally()
    word = called(form.specs)
    title = f"“{form.campaign.activity.name}”{word}{'报送表' if word == LEDGERS else ''}"
    sheet.set_row(0, 16 + 26 * lines(title, sum(COVER_WIDTHS) * 11 / 18))
    sheet.merge_range(0, 0, 0, 3, "", style.title)
    sheet.write_string(0, 0, title, style.title)
    facts = [
        (identity.UNIT_LABEL, form.unit.name),
        ("单位编号", form.unit.code),
        (identity.PERIOD_LABEL, str(form.period)),
        (identity.DUE_LABEL, form.due or "——"),
        (identity.CODE_LABEL, form.identity.code),
    ]
    row = 1
    for label, text in facts:
        sheet.merge_range(row, 0, row, 1, label, style.locked_center)
        sheet.merge_range(row, 2, row, 3, "", style.locked)
        sheet.write_string(row, 2, text, style.locked)
        sheet.set_row(row, max(24, LINE * lines(text, sum(COVER_WIDTHS[2:]) - 2) + 4))
        row += 1
    for label in ("填报人", "联系电话", "审核人", "填报日期"):
        sheet.merge_range(row, 0, row, 1, label, style.locked_center)
        sheet.merge_range(row, 2, row, 3, "", style.text_input)
        sheet.set_row(row, 24)
        row += 1
    row += 1
    sheet.set_row(row, 24)
    for x, text in enumerate(("序号", "台账", "自检", "备注")):
        sheet.write_string(row, x, text, style.header)
    for number, ledger in enumerate(sheets, 1):
        row += 1
        sheet.set_row(row, max(24, LINE * lines(ledger.spec.title, COVER_WIDTHS[1] - 2) + 4))
        sheet.write_number(row, 0, number, style.locked_center)
        sheet.write_string(row, 1, ledger.spec.title, style.locked)
        sheet.write_formula(row, 2, ledger.summary(), style.locked_center, UNTOUCHED)
        sheet.write_blank(row, 3, None, style.text_input)
    row += 2
    sheet.merge_range(row, 0, row, 3, "填报要求", style.strong)
    nil = any(ledger.spec.nil for ledger in sheets)
    for number, text in enumerate((text for text in HOW_TO if nil or text != NIL), 1):
        row += 1
        sheet.set_row(row, max(ROW, LINE * lines(f"{number}. {text}", sum(COVER_WIDTHS)) + 4))
        sheet.merge_range(row, 0, row, 3, f"{number}. {text}", style.note)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _meta(book: Any, form: Form, names: Sequence[str]) -> None:
    """The hidden sheet and the defined names that hold the identity."""
    who = form.identity
    sheet = book.add_worksheet(identity.META_SHEET)
    pairs = [
        ("活动", who.campaign),
        ("单位", who.unit),
        ("期间", who.period),
        ("版本", who.version),
        ("核对码", who.code),
    ]
    pairs += [(f"台账{i}", f"{spec.name}|{spec.version}|{name}")
              for i, (spec, name) in enumerate(zip(form.specs, names, strict=True), 1)]  # fmt: skip
    for row, (key, value) in enumerate(pairs):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()
    votes = {"campaign": who.campaign, "unit": who.unit, "period": who.period, "version": who.version}
    for key, value in votes.items():
        if len(value) <= LONGEST_NAME:
            book.define_name(identity.NAME_PREFIX + key, f"={quoted(value)}")


def _choices(specs: Sequence[LedgerSpec]) -> list[tuple[str, ...]]:
    """The lists of choices in the workbook, each once."""
    return list(dict.fromkeys(column.options for spec in specs for column in spec.columns if column.options))


def _options(book: Any, specs: Sequence[LedgerSpec]) -> dict[tuple[str, ...], str]:
    """A defined name for each list: longer ones than 255 characters do not fit into a validation."""
    names = {}
    for i, options in enumerate(_choices(specs)):
        names[options] = f"_dglist_{i + 1}"
        column = xl_col_to_name(i)
        book.define_name(names[options], f"='{identity.LIST_SHEET}'!${column}$1:${column}${len(options)}")
    return names


def _list_sheet(book: Any, specs: Sequence[LedgerSpec]) -> None:
    sheet = book.add_worksheet(identity.LIST_SHEET)
    for x, options in enumerate(_choices(specs)):
        for y, option in enumerate(options):
            sheet.write_string(y, x, option)
    sheet.very_hidden()
