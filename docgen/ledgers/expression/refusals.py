"""Why a text is not an expression."""

from __future__ import annotations

MAX_DEPTH = 30


class BadExpression(ValueError):
    """What a clerk wrote is not an expression of this language; the message says why, in Chinese."""


def too_deep() -> BadExpression:
    """The refusal of what is nested too deeply."""
    return BadExpression(f"表达式里套的层数太多，最多{MAX_DEPTH}层，请拆成几条")
