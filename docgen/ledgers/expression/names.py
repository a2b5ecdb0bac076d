"""The names that an expression may use, and which one was meant where none was written."""

from __future__ import annotations

import re
from collections.abc import Collection

from docgen.core.nearest import nearest
from docgen.ledgers.expression.refusals import BadExpression
from docgen.ledgers.expression.words import Token, written


def match(token: Token, names: Collection[str]) -> str | None:
    """The name that the token writes; blanks just inside 【】 do not count."""
    return next((name for name in (token.text, token.text.strip()) if name in names), None)


def column(token: Token, names: Collection[str], what: str) -> str:
    """The column that the token writes; raises BadExpression for none of these."""
    name = match(token, names)
    if name is not None:
        return name
    if token.kind == "word" and any(part in names for part in re.split("并且|或者|且|或|非", token.text)):
        raise BadExpression(f"没有名叫“{token.text}”的{what}；且、或、非前后要空一格")
    raise BadExpression(f"没有名叫“{token.text}”的{what}，{suggestion(token.text, names)}")


def suggestion(word: str, names: Collection[str]) -> str:
    """The name that was probably meant, else what could be written."""
    if close := nearest(word, names):
        return f"是不是“{written(close)}”？"
    shown = "、".join(written(name) for name in list(names)[:10])
    return f"这里可以写：{shown}{'等' if len(names) > 10 else ''}" if shown else "这里没有可写的"
