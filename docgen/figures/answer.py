"""What a figure came to, with everything it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from docgen.figures.catalog import Item
from docgen.figures.source import Source

COMPARED = ("环比", "同比", "增减")
"""What a figure can be against another period."""
TOTAL = "合计"
"""What the whole is called beside its groups."""


@dataclass(frozen=True)
class Query:
    """What is asked for: a figure, and how it is to be cut; what is empty is as the figure is declared."""

    name: str
    by: str = ""
    units: tuple[str, ...] = ()
    """The codes of the only units that count; none for all of them."""
    change: str = ""
    order: str = ""
    first: int | None = None
    last: int | None = None
    beside: str = ""
    """The quotient beside which it stands: only the rows count that are in the quotient."""


@dataclass(frozen=True)
class Piece:
    """One value: of the whole, or of a group. ``used`` and ``held`` are rows of the source's frame of facts."""

    label: str
    value: Decimal | None
    used: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    """Cells that would belong to it but are questioned or wrong, so that they are not in it."""
    units: tuple[str, ...] = ()
    """Codes of the units that are in it."""
    why: str = ""
    """Why there is no value."""
    rounded: Decimal | None = None
    """The value as it is printed: groups so that they add up to the whole."""


@dataclass(frozen=True)
class Answer:
    """A figure computed: ``total`` is the whole, ``pieces`` its groups where it is cut into some."""

    query: Query
    item: Item
    source: Source
    when: str
    """The periods that it is about, in words."""
    total: Piece
    pieces: tuple[Piece, ...] = ()
    parts: tuple[Answer, ...] = ()
    """What its formula is computed from, or the two values that are compared."""
    absent: tuple[tuple[str, str], ...] = ()
    """(unit, why) of the units that are not in it."""
    older: tuple[tuple[str, str], ...] = ()
    """(unit, period) of the units whose latest report is not of the last period."""
    remarks: tuple[str, ...] = ()
    board: tuple[Mapping[str, Any], ...] = ()
    """The entries of the status board that make it true of its units, as collected.json has them."""
    alike: int = 0
    """How many units a comparison is about, where it is not about all of them."""
    doubted: bool = False
    """Whether it leaves out units that reported in both periods, for a cell of theirs is held back."""
    details: Mapping[str, str] = field(default_factory=dict)
    """Of units that are named: the periods and ledgers that they are named for, where not for all."""
    due: bool = True
    """Whether its ledgers were to be reported in the periods that it is about."""

    @property
    def by(self) -> str:
        """What it is cut by; empty where it is not."""
        return self.query.by or self.item.figure.by

    @property
    def is_grouped(self) -> bool:
        """Whether it is cut into groups."""
        return bool(self.by)

    def group(self, piece: Piece, labels: Mapping[str, str]) -> str:
        """What a group is called: units by their labels, others as they are, even where one is like a unit's code."""
        return labels.get(piece.label, piece.label) if self.by == "单位" else piece.label

    @property
    def change(self) -> str:
        """What was made of it: 占比, 环比, 同比, 增减 or nothing."""
        return self.query.change or self.item.figure.change

    @property
    def is_compared(self) -> bool:
        """Whether it is a change against another period."""
        return self.change in COMPARED

    @property
    def is_growth(self) -> bool:
        """Whether it is a change in per cent of what it was; a ratio changes by percentage points."""
        return self.change in ("环比", "同比") and self.item.measure.kind != "比率"

    @property
    def is_ratio(self) -> bool:
        """Whether it is a part of a whole, printed as per cent."""
        return self.change == "占比" or not self.change and self.item.measure.kind == "比率"

    @property
    def shown(self) -> tuple[Piece, ...]:
        """The groups, or the whole where there are none."""
        return self.pieces if self.is_grouped else (self.total,)

    @property
    def is_nil(self) -> bool:
        """Whether there is nothing to say: it is known to be 0, or none of its groups is more."""
        return all(piece.value == 0 for piece in self.shown)

    @property
    def why(self) -> str:
        """Why it cannot be computed; empty where it can."""
        if self.is_grouped and any(piece.value is not None for piece in self.pieces):
            return ""
        return self.total.why

    def leaves(self) -> Iterator[Answer]:
        """The answers that come straight from cells or the board, each once."""
        seen = set()
        for part in self.parts or (self,):
            for leaf in part.leaves() if self.parts else (self,):
                if id(leaf) not in seen:
                    seen.add(id(leaf))
                    yield leaf
