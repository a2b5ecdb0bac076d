"""Python parses the tokens, with a placeholder for each word, number and text.

So Python sees ASCII only: it cannot normalise a name (㎡ → m2), take one for a keyword, or warn about a number.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from docgen.ledgers.expression.refusals import BadExpression, too_deep
from docgen.ledgers.expression.words import Token


def python(tokens: Sequence[Token]) -> ast.expr:
    """Python's tree of the tokens, the word, number or text of number i standing in it as n<i>."""
    words = [token.text if token.kind == "sign" else f"n{i}" for i, token in enumerate(tokens)]
    try:
        return ast.parse(" ".join(words), mode="eval").body
    except SyntaxError as error:
        starts = list(accumulate((len(word) + 1 for word in words), initial=0))
        index = bisect_right(starts, max((error.offset or 1) - 1, 0)) - 1
        raise BadExpression(_misplaced(tokens, index)) from error
    except (RecursionError, MemoryError) as error:
        raise too_deep() from error


def token_of(placeholder: str, tokens: Sequence[Token]) -> Token:
    """The token that stands in Python's tree as this name."""
    return tokens[int(placeholder.removeprefix("n"))]


def _misplaced(tokens: Sequence[Token], index: int) -> str:
    last = tokens[-1]
    # at the end of the text Python names a place of its own choosing
    if index >= len(tokens) or (last.kind == "sign" and last.text not in ")%"):
        return "表达式到最后没有写完，请看看末尾少了什么"
    return f"第{tokens[index].start + 1}个字“{tokens[index].text}”附近看不懂，请看看前后是不是少了或多了运算符"
