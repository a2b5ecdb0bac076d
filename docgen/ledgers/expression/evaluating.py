"""The value of a tree in a scope: three-valued, so that nothing is concluded from what is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise

from docgen.ledgers.expression.arithmetic import calculated, negative
from docgen.ledgers.expression.comparing import compared
from docgen.ledgers.expression.functions import called
from docgen.ledgers.expression.items import Item, Number, Result, each, item_of
from docgen.ledgers.expression.logic import contrary, every, some
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
)
from docgen.ledgers.expression.values import Scope, Value


def evaluate(tree: Node, scope: Scope, tolerance: Decimal | None) -> Value:
    """The value; a number by itself, and for a column of answers whether all are true."""
    result = _Evaluation(scope, tolerance).of(tree)
    if isinstance(result, tuple):
        return every(*result)
    return result.value if isinstance(result, Number) else result


@dataclass(frozen=True)
class _Evaluation:
    scope: Scope
    tolerance: Decimal | None

    def of(self, node: Node) -> Result:
        match node:
            case Constant(value):
                return item_of(value)
            case Bare(name):
                return self.cell(self.scope.value(name), name)
            case Earlier(name):
                return self.cell(self.scope.previous(name), name)
            case Whole(ledger, name):
                return tuple(map(item_of, self.scope.column(ledger, name)))
            case Negative(part):
                return each(negative, self.of(part))
            case Not(part):
                return each(contrary, self.of(part))
            case Chain(signs, parts):
                return self.chain(signs, map(self.of, parts))
            case Comparison(signs, parts):
                return self.comparison(signs, map(self.of, parts))
            case Junction(word, parts):
                return each(every if word == "and" else some, *map(self.of, parts))
            case Call(function, parts):
                return called(function, tuple(map(self.of, parts)), isinstance(parts[-1], Condition))

    def cell(self, value: Value, name: str) -> Item:
        return item_of(value, self.scope.decimals(name) if self.tolerance is None else None)

    def chain(self, signs: Iterable[str], operands: Iterable[Result]) -> Result:
        result, *rest = operands
        for sign, operand in zip(signs, rest, strict=True):
            result = each(partial(calculated, sign), result, operand)
        return result

    def comparison(self, signs: Iterable[str], operands: Iterable[Result]) -> Result:
        pairs = zip(signs, pairwise(operands), strict=True)
        return each(every, *(compared(sign, left, right, self.tolerance) for sign, (left, right) in pairs))
