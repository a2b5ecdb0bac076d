"""The language of rules: whitelisted, three-valued, exact."""

from docgen.ledgers.expression.parsing import Expression, parse
from docgen.ledgers.expression.refusals import BadExpression
from docgen.ledgers.expression.values import BLANK, Blank, Scope, Value, Vector

__all__ = ["BLANK", "BadExpression", "Blank", "Expression", "Scope", "Value", "Vector", "parse"]
