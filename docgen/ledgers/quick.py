"""Reading with calamine: plain workbooks quickly, and those that nothing else opens."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, TypeVar

from docgen.ledgers import rules, scan
from docgen.ledgers.book import Refused
from docgen.ledgers.parts import Package
from docgen.ledgers.sheet import Merge, Scalar, Sheet

T = TypeVar("T")


def calamine_sheets(
    data: bytes, package: Package, scans: Mapping[str, scan.Scan], fast: bool
) -> tuple[Sheet, ...] | None:
    """The sheets as calamine reads them, with the errors that it hides put back from the scan; None where it cannot.

    For the ``fast`` way also None where it may show a value otherwise than it is stored.
    """
    import python_calamine

    book = attempted(lambda: python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)))
    if book is None:
        return None
    names = set(book.sheet_names)
    made = []
    for name, visible, _ in package.sheets:
        found = scans[name]
        if found.far:
            raise Refused(
                rules.OVERSIZED_FILE, f"《{name}》有内容落在很远的格子里，读不出来", "请删去表格以外的内容后另存"
            )
        if name not in names:
            return None
        rows = attempted(partial(rows_of, book, name))
        if rows is None:
            return None
        cells: dict[tuple[int, int], Scalar] = {}
        for y, row in enumerate(rows, 1):
            for x, value in enumerate(row, 1):
                if value != "":
                    cells[y, x] = plain(value)
        if fast and any(is_doubtful(v) for v in cells.values()):
            return None
        cells |= found.errors
        made.append(
            Sheet(name, cells, tuple(found.merges), visible, found.formulas, frozenset(found.hidden_rows),
                  frozenset(found.hidden_columns), uncached=frozenset(found.uncached))
        )  # fmt: skip
    return tuple(made)


def rows_of(book: Any, name: str) -> list[list[Any]]:
    """A sheet's rows from its first cell on, as calamine gives them."""
    rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return rows


def attempted(read: Callable[[], T]) -> T | None:
    """What a library reads, or None where it cannot; a refusal of our own is passed on.

    The errors of calamine have no common base, and a panic of its Rust code is no Exception at all.
    """
    try:
        return read()
    except (KeyboardInterrupt, SystemExit, MemoryError, Refused):
        raise
    except BaseException:
        return None


def is_doubtful(value: Scalar) -> bool:
    """Whether calamine may show a value otherwise than it is stored: times, and numbers beyond 15 digits."""
    if isinstance(value, int | float):
        return not -1e15 < value < 1e15
    return isinstance(value, time | timedelta)


def plain(value: Any) -> Scalar:
    """A value of calamine as openpyxl would give it: whole floats as integers, dates with a time of day."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    result: Scalar = value
    return result


def other_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook that only calamine reads."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    visible = {m.name: "Visible" in str(m.visible) for m in book.sheets_metadata}
    return tuple(_other_sheet(book.get_sheet_by_name(n), n, visible.get(n, True)) for n in book.sheet_names)


def _other_sheet(sheet: Any, name: str, visible: bool) -> Sheet:
    rows = sheet.to_python(skip_empty_area=False)
    cells = {(y, x): plain(v) for y, row in enumerate(rows, 1) for x, v in enumerate(row, 1) if v != ""}
    merges: tuple[Merge, ...] = tuple(
        (a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in (sheet.merged_cell_ranges or [])
    )
    return Sheet(name, cells, merges, visible)
