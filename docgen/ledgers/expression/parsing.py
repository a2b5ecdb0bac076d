"""A text is parsed once into an expression, which then has a value in each scope and a formula in Excel."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from docgen.ledgers.expression.evaluating import evaluate
from docgen.ledgers.expression.reading import Reader
from docgen.ledgers.expression.refusals import BadExpression
from docgen.ledgers.expression.spreadsheet import formula
from docgen.ledgers.expression.tree import Bare, Earlier, Node, Whole, walk
from docgen.ledgers.expression.values import Scope, Value
from docgen.ledgers.expression.words import tokens

MAX_LENGTH = 500


@dataclass(frozen=True)
class Expression:
    """A rule or a formula that was understood, with the columns it asks for."""

    text: str
    names: frozenset[str]
    previous: frozenset[str]
    columns: frozenset[tuple[str, str]]
    tree: Node = field(repr=False)

    def evaluate(self, scope: Scope, tolerance: Decimal | None = None) -> Value:
        """The value, None if it is unknown; never raises for what the scope holds.

        Numbers are compared within the tolerance; without one, within what the declared decimals leave open.
        """
        return evaluate(self.tree, scope, tolerance)

    def excel(self, cell_of: Callable[[str], str]) -> str | None:
        """The same as an Excel formula without “=”, or None where Excel cannot say it from one row."""
        return formula(self.tree, cell_of)


_NO_LEDGERS: Mapping[str, Collection[str]] = MappingProxyType({})


def parse(
    text: str, names: Collection[str], ledgers: Mapping[str, Collection[str]] = _NO_LEDGERS, previous: bool = False
) -> Expression:
    """The expression that the text writes over these columns; raises BadExpression for anything else."""
    if not text.strip():
        raise BadExpression("表达式是空的，请写上要核对的内容，例如：整改数 <= 发现问题数")
    if len(text) > MAX_LENGTH:
        raise BadExpression(f"表达式有{len(text)}个字，最多{MAX_LENGTH}个字，请拆成几条")
    tree = Reader(tuple(tokens(text)), tuple(names), ledgers, previous).tree()
    nodes = tuple(walk(tree))
    return Expression(
        text,
        frozenset(node.name for node in nodes if isinstance(node, Bare)),
        frozenset(node.name for node in nodes if isinstance(node, Earlier)),
        frozenset((node.ledger, node.name) for node in nodes if isinstance(node, Whole)),
        tree,
    )
