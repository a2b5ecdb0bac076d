"""A unit's workbook without what is alive in it: formulas that are not the form's own, links, sources, foreign names."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from docgen.wording import ILLEGAL

FORMULA = re.compile(rb"<(?:\w{1,20}:)?(f|formula|formula1|formula2)(?:\s[^<>]*+)?>([^<]*+)</")
"""Formulas of cells, of validations and of conditional formats."""
SHEET_NAME = r"(?:'(?:[^'\[\]|]|''){1,62}'|[\w.]{1,62})!"
CELL = r"\$?[A-Za-z]{1,3}\$?\d{1,7}"
AREA = rf"(?:{SHEET_NAME})?(?:{CELL}(?::{CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?\d{{1,7}}:\$?\d{{1,7}})"
PIECES = re.compile(
    rf'("(?:[^"]|"")*")|(?<![\w.!|\]\'])({AREA})(?![\w(!.])|(\s+)|(_xlfn\.|TRUE\(\)|FALSE\(\))', re.IGNORECASE
)
PLAIN = re.compile(
    rf'=?(?:{AREA}(?:,{AREA})*|"(?:[^"]|"")*"|[-+]?\d+(?:\.\d+)?(?:E[-+]?\d+)?|TRUE|FALSE|[\w.]{{1,255}})',
    re.IGNORECASE,
)
"""What names and limits may say without being a formula: areas of the book, a text, a number, a name."""
ORDINARY = frozenset((
    "ABS", "AND", "AVERAGE", "CHOOSE", "COLUMN", "COLUMNS", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS",
    "DATE", "DATEVALUE", "DAY", "EDATE", "EOMONTH", "EXACT", "FALSE", "FIND", "HLOOKUP", "IF", "IFERROR", "INDEX",
    "INDIRECT", "INT", "ISBLANK", "ISERROR", "ISNUMBER", "ISTEXT", "LARGE", "LEFT", "LEN", "LOOKUP", "MATCH", "MAX",
    "MID", "MIN", "MOD", "MONTH", "NOT", "NOW", "OFFSET", "OR", "RANK", "RIGHT", "ROUND", "ROW", "ROWS", "SEARCH",
    "SMALL", "SUBSTITUTE", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT", "TODAY", "TRIM", "TRUE", "VALUE", "VLOOKUP",
    "WEEKDAY", "YEAR",
))  # fmt: skip
"""Functions that only compute; names, limits and conditional formats may use them."""
CALLED = re.compile(r"(?<![\w.])([\w.]++)\s{0,20}\(")
OUTSIDE = re.compile(r"\[\d+\]|\[[^\[\]]{1,255}\][^!\[\]]{0,62}!|\||\\\\|https?:|file:", re.IGNORECASE)
MOST_NOTED = 500
"""Cells that get a note of their own; of more only the number is told."""
LONGEST, LONGEST_FORMULA = 32_000, 8192
"""Characters of a text in a cell and of a formula, as Excel takes them."""


@dataclass
class Quieted:
    """What was changed: (sheet, cell, formula) of each formula that became text, and how many things of other kinds."""

    formulas: list[tuple[str, str, str]] = field(default_factory=list)
    links: int = 0
    others: int = 0

    def told(self) -> str:
        """One sentence for the unit and the clerk, "" where nothing was changed."""
        said = []
        if self.formulas:
            places = "、".join(f"{sheet}!{cell}" for sheet, cell, _ in self.formulas[:3])
            more = "等" if len(self.formulas) > 3 else ""
            said.append(f"{len(self.formulas)}个公式不是表上原有的，已改成文字（{places}{more}）")
        said += [f"{self.links}个超链接已取消，文字保留"] if self.links else []
        said += [f"{self.others}处外部引用（名称、有效性、条件格式、图表、透视表等）没有带进来"] if self.others else []
        return f"副本里{'；'.join(said)}。原表没有改动。" if said else ""


def shape(formula: str) -> str:
    """A formula without the cells that it names, so that it is the same in every row, however a program writes it."""
    if len(formula) > LONGEST_FORMULA:
        return formula
    return PIECES.sub(lambda m: m[1] or ("#" if m[2] else (m[4] or "").upper().rstrip("()").replace("_XLFN.", "")),
                      formula.removeprefix("=")).upper()  # fmt: skip


def shapes(data: bytes) -> frozenset[str]:
    """The shapes of all formulas in a workbook that docgen made."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    return frozenset(shape(html.unescape(text.decode())) for part in sheets for _, text in FORMULA.findall(part))


def quiet(book: Any, own: Container[str]) -> Quieted:
    """Take what is alive out of a workbook as openpyxl opened it; formulas whose shape is in ``own`` stay."""
    done = Quieted()
    names(book.defined_names, own, done)
    book._external_links = []
    for sheet in [*book.worksheets, *book.chartsheets]:
        charts(sheet, done)
    for sheet in [sheet for sheet in book.chartsheets if not sheet._charts]:
        book.remove(sheet)
    for sheet in book.worksheets:
        names(sheet.defined_names, own, done)
        cells(sheet, own, done)
        links(sheet, done)
        validations(sheet, own, done)
        formats(sheet, own, done)
        done.others += len(sheet._pivots)
        sheet._pivots = []
        tables(sheet, done)
    return done


def cells(sheet: Any, own: Container[str], done: Quieted) -> None:
    """Formulas that are not the form's own become their text, which no program takes for a formula again."""
    for cell in list(sheet._cells.values()):
        if cell.data_type == "f" or hasattr(cell.value, "ref"):
            text = written(cell.value)
            if shape(text) not in own:
                done.formulas.append((sheet.title, cell.coordinate, text))
                cell.value = ILLEGAL.sub("", text[:LONGEST])
                cell.data_type = "s"
                cell.quotePrefix = True


def written(value: Any) -> str:
    """A formula as it is typed; that of an array or of a data table too."""
    if isinstance(value, str):
        return value
    text = getattr(value, "text", None)
    return str(text) if text else f"=TABLE({getattr(value, 'r1', None) or ''},{getattr(value, 'r2', None) or ''})"


def harmless(formula: Any, own: Container[str]) -> bool:
    """Whether a name, a limit or a condition computes within the book, or is the form's own."""
    text = str(formula or "").strip()
    if len(text) > LONGEST_FORMULA:
        return False
    if not text or PLAIN.fullmatch(text) or shape(text) in own:
        return True
    bare = re.sub(r'"[^"]*"', "", text)
    return not OUTSIDE.search(text) and all(word.upper() in ORDINARY for word in CALLED.findall(bare))


def names(defined: Any, own: Container[str], done: Quieted) -> None:
    """Names stay that stand for areas of the book, a text or a number."""
    for name in [name for name, item in defined.items() if not harmless(item.attr_text, own)]:
        del defined[name]
        done.others += 1


def links(sheet: Any, done: Quieted) -> None:
    """Links lead to places in the book only."""
    for cell in list(sheet._cells.values()):
        if cell.hyperlink is not None and leads_out(cell.hyperlink):
            cell.hyperlink = None
            done.links += 1
    sheet._hyperlinks = [link for link in sheet._hyperlinks if not leads_out(link)]


def leads_out(link: Any) -> bool:
    """Whether a link has a target outside of the book."""
    return bool(link.target or link.id) or OUTSIDE.search(link.location or "") is not None


def validations(sheet: Any, own: Container[str], done: Quieted) -> None:
    """Limits of cells stay where they ask for values of the book."""
    rules = sheet.data_validations.dataValidation
    kept = [rule for rule in rules if harmless(rule.formula1, own) and harmless(rule.formula2, own)]
    done.others += len(rules) - len(kept)
    sheet.data_validations.dataValidation = kept


def formats(sheet: Any, own: Container[str], done: Quieted) -> None:
    """Conditional formats likewise."""
    from openpyxl.formatting.formatting import ConditionalFormattingList

    kept = ConditionalFormattingList()
    for at in sheet.conditional_formatting:
        for rule in at.rules:
            if all(harmless(text, own) for text in conditions(rule)):
                kept.add(str(at.sqref), rule)
            else:
                done.others += 1
    sheet.conditional_formatting = kept


def conditions(rule: Any) -> Iterator[Any]:
    """The formulas of a conditional format, those of its scales and icons too."""
    yield from rule.formula or ()
    for kind in (rule.colorScale, rule.dataBar, rule.iconSet):
        for limit in getattr(kind, "cfvo", None) or ():
            yield limit.val


def charts(sheet: Any, done: Quieted) -> None:
    """Charts stay that show cells of the book."""
    kept = [chart for chart in sheet._charts if stays_inside(chart)]
    done.others += len(sheet._charts) - len(kept)
    sheet._charts = kept


def stays_inside(chart: Any) -> bool:
    """Whether nothing in a chart names another book."""
    from openpyxl.xml.functions import tostring

    try:
        texts = re.sub(rb"<[^<>]*>", b"\n", tostring(chart._write()))
    except (TypeError, ValueError, AttributeError):  # one that openpyxl read, but cannot write
        return False
    return OUTSIDE.search(html.unescape(texts.decode("utf-8", "replace"))) is None


def tables(sheet: Any, done: Quieted) -> None:
    """Tables that are filled from elsewhere, or that compute their columns, become plain cells."""
    for name in list(sheet.tables):
        table = sheet.tables[name]
        computed = any(column.calculatedColumnFormula or column.totalsRowFormula for column in table.tableColumns)
        if computed or table.connectionId is not None or table.tableType not in (None, "worksheet"):
            del sheet.tables[name]
            done.others += 1
