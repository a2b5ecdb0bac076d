"""Whose each row of a table is: by a column of names, or by rows in which only a name stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Owners:
    """What stands in a table besides its columns to say whose its rows are, and where the signatures begin."""

    column: int | None = None
    """The column beside those of the ledger that names the unit of each row."""
    rows: Mapping[int, str] = field(default_factory=dict)
    """Rows in which only the name of a unit stands, each with that name: the rows below it are its own."""
    end: int = 0
    """The first row of the signatures under the table; 0 where there are none."""

    @property
    def tell(self) -> bool:
        """Whether the rows are told apart by what stands among them."""
        return self.column is not None or bool(self.rows)


NOBODY = Owners()
"""Of a table in which nothing says whose its rows are."""
