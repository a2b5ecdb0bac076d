"""What a reader makes of a returned workbook: sheets of cells, free of the file format they came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta


class ErrorValue(str):
    """An error that a spreadsheet shows in a cell: #REF!, #DIV/0!, #N/A. Never a blank, never a text."""


Scalar = str | int | float | bool | date | datetime | time | timedelta | ErrorValue | None
"""What a cell holds. A text is exactly as stored; an ErrorValue is a text by type but no text by meaning."""


@dataclass(frozen=True)
class Marked:
    """A text of which a part is struck out, raised or lowered."""

    rest: str
    """The text without that part."""
    struck: bool
    """Whether it is struck out; else it is raised or lowered, as footnote marks and powers are."""


Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, counted from 1, ends included."""


@dataclass(frozen=True)
class Sheet:
    """One sheet. Rows and columns are counted from 1, as the spreadsheet shows them; only filled cells are kept."""

    name: str
    cells: Mapping[tuple[int, int], Scalar]
    merges: tuple[Merge, ...] = ()
    visible: bool = True
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """The formula of each cell that has one, without “=”; empty for a copied (shared) formula."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    """Rows whose every filled cell is struck through."""
    struck: frozenset[tuple[int, int]] = frozenset()
    """Cells that are struck through in rows that are not."""
    marked: Mapping[tuple[int, int], Marked] = field(default_factory=dict)
    """Texts of which only a part is struck out, raised or lowered; the cell holds all of it."""
    percents: frozenset[tuple[int, int]] = frozenset()
    """Numbers that are shown as percentages: 0.5 as 50%."""
    worded: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Numbers whose format puts words behind them (0"次"), with the words."""
    scaled: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Numbers whose format shows another size than they have (0!.0,“万”), with the words that it adds."""
    uncached: frozenset[tuple[int, int]] = frozenset()
    """Cells with a formula that was never computed."""

    def __hash__(self) -> int:
        return hash(self.name)


def row_of(cell: str | None) -> int:
    """7 for C7; 0 where there is no cell."""
    return int((cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)


def address(row: int, column: int) -> str:
    """C7 for row 7, column 3."""
    from openpyxl.utils.cell import get_column_letter

    return f"{get_column_letter(column)}{row}"
