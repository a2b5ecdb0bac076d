"""What an expression is about: the values of cells and columns, and where they are found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final, Protocol

from docgen.wording import parse_date

MAX_DIGITS = 30


class Blank(Enum):
    """The kind of an empty cell; an enumeration, so that it stays one and the same through a process pool."""

    BLANK = "BLANK"


BLANK: Final = Blank.BLANK
"""An empty cell. Not None, which is a cell that says something nobody can take for a value."""

Value = Decimal | str | date | bool | Blank | None
"""What a column holds. None is unknown: missing, a question, or bad; nothing is concluded from it."""

Vector = tuple[Value, ...]


class Scope(Protocol):
    """Where an expression finds its values: one row or one unit, in one period."""

    def value(self, name: str) -> Value:
        """The value of a bare column."""

    def previous(self, name: str) -> Value:
        """The value of 上期.列名."""

    def column(self, ledger: str, name: str) -> Vector:
        """All cells of 台账名.列名, the empty ones as BLANK."""

    def decimals(self, name: str) -> int | None:
        """The declared decimals of a column; None if its numbers are exact."""


def date_of(text: str) -> date | None:
    """The date that the text writes, None if it is none or no calendar has it."""
    try:
        return parse_date(text)
    except ValueError:
        return None
