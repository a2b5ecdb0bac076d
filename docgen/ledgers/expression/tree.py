"""The tree of an expression: what is left of Python's once everything not allowed is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class Constant:
    """A number or a text, as written."""

    value: Decimal | str


@dataclass(frozen=True)
class Bare:
    """A column of the row at hand."""

    name: str


@dataclass(frozen=True)
class Earlier:
    """The same column one period before."""

    name: str


@dataclass(frozen=True)
class Whole:
    """All cells of a column of a ledger."""

    ledger: str
    name: str


@dataclass(frozen=True)
class Negative:
    """A part with the other sign."""

    part: Node


@dataclass(frozen=True)
class Not:
    """The contrary of a condition."""

    part: Node


@dataclass(frozen=True)
class Chain:
    """Arithmetic from left to right, a sign between two parts; flat, so that a long sum is not a deep one."""

    signs: tuple[str, ...]
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Comparison:
    """One comparison, or several in a row as in 0 <= a <= b; a sign between two parts."""

    signs: tuple[str, ...]
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Junction:
    """Conditions joined by “and” or by “or”."""

    word: Literal["and", "or"]
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Call:
    """A function with its arguments."""

    function: str
    parts: tuple[Node, ...]


Node = Constant | Bare | Earlier | Whole | Negative | Not | Chain | Comparison | Junction | Call
Condition = Comparison | Junction | Not


def walk(node: Node) -> Iterator[Node]:
    """The node and everything under it."""
    yield node
    for part in _parts(node):
        yield from walk(part)


def _parts(node: Node) -> tuple[Node, ...]:
    match node:
        case Negative(part) | Not(part):
            return (part,)
        case Chain(_, parts) | Comparison(_, parts) | Junction(_, parts) | Call(_, parts):
            return parts
    return ()
