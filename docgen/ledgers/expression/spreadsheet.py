"""The tree as an Excel formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from docgen.ledgers.expression.comparing import EQUALITY
from docgen.ledgers.expression.tree import (
    Bare,
    Call,
    Chain,
    Comparison,
    Condition,
    Constant,
    Earlier,
    Junction,
    Negative,
    Node,
    Not,
    Whole,
    walk,
)
from docgen.ledgers.expression.values import date_of

_SIGNS = {"==": "=", "!=": "<>"}
_FUNCTIONS = {"合计": "SUM", "计数": "COUNTA", "最大": "MAX", "最小": "MIN", "绝对值": "ABS", "如果": "IF"}
_MAX_TEXT = 255  # the longest text that Excel allows in a formula


def formula(tree: Node, cell_of: Callable[[str], str]) -> str | None:
    """The formula without “=”, or None where Excel cannot say it from one row."""
    return _Writer(cell_of).said(tree).text if all(map(_sayable, walk(tree))) else None


def _sayable(node: Node) -> bool:
    """Whether Excel can say it: one row, no condition counted, no text too long."""
    match node:
        case Earlier() | Whole():
            return False
        case Constant(str() as text):
            return len(text) <= _MAX_TEXT
        case Call(function, parts):
            return function == "如果" or not any(isinstance(part, Condition) for part in parts)
    return True


class _Binding(IntEnum):
    """How tightly a part binds, so that brackets stand only where they are needed."""

    COMPARING, ADDING, MULTIPLYING, NEGATING, ATOM = range(5)


_BINDING = {"+": _Binding.ADDING, "-": _Binding.ADDING, "*": _Binding.MULTIPLYING, "/": _Binding.MULTIPLYING}


class _Part(NamedTuple):
    text: str
    binding: int = _Binding.ATOM

    def within(self, binding: int) -> str:
        """The part as it stands where only what binds as tightly needs no brackets."""
        return self.text if self.binding >= binding else f"({self.text})"


@dataclass(frozen=True)
class _Writer:
    cell_of: Callable[[str], str]

    def said(self, node: Node) -> _Part:
        match node:
            case Constant(value):
                return _Part(format(value, "f") if isinstance(value, Decimal) else _quoted(value))
            case Bare(name):
                return _Part(self.cell_of(name))
            case Negative(part):
                return _Part("-" + self.said(part).within(_Binding.NEGATING), _Binding.NEGATING)
            case Not(part):
                return self.call("NOT", (part,))
            case Chain(signs, parts):
                return self.chain(signs, parts)
            case Comparison(signs, parts):
                return self.comparisons(signs, parts)
            case Junction(word, parts):
                return self.call(word.upper(), parts)
            case Call(function, parts):
                return self.call(_FUNCTIONS[function], parts)
        raise AssertionError(f"not sayable: {node}")

    def call(self, function: str, parts: tuple[Node, ...]) -> _Part:
        return _Part(f"{function}({','.join(self.said(part).text for part in parts)})")

    def chain(self, signs: tuple[str, ...], parts: tuple[Node, ...]) -> _Part:
        result, *rest = map(self.said, parts)
        for sign, part in zip(signs, rest, strict=True):
            binding = _BINDING[sign]
            result = _Part(result.within(binding) + sign + part.within(binding + 1), binding)
        return result

    def comparisons(self, signs: tuple[str, ...], parts: tuple[Node, ...]) -> _Part:
        pairs = zip(signs, pairwise(parts), strict=True)
        said = [self.comparison(sign, left, right) for sign, (left, right) in pairs]
        return _Part(said[0], _Binding.COMPARING) if len(said) == 1 else _Part(f"AND({','.join(said)})")

    def comparison(self, sign: str, left: Node, right: Node) -> str:
        """One comparison; quotients are compared to four digits, for Excel reckons in binary and clerks round."""
        sides = (self.side(left), self.side(right))
        rounded = sign in EQUALITY and (_divides(left) or _divides(right)) and not (_is_text(left) or _is_text(right))
        said = [f"ROUND({side.text},4)" if rounded else side.within(_Binding.ADDING) for side in sides]
        return _SIGNS.get(sign, sign).join(said)

    def side(self, node: Node) -> _Part:
        """A side of a comparison; a text that writes a date is a date to Excel, which never equates the two."""
        day = date_of(node.value) if isinstance(node, Constant) and isinstance(node.value, str) else None
        return _Part(f"DATE({day.year},{day.month},{day.day})") if day else self.said(node)


def _divides(tree: Node) -> bool:
    return any(isinstance(node, Chain) and "/" in node.signs for node in walk(tree))


def _is_text(node: Node) -> bool:
    return isinstance(node, Constant) and isinstance(node.value, str)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
