"""Rules at work: what they see of a row, when they fail, and how they say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from docgen.campaign.ledger import Column
from docgen.ledgers.definition import Check
from docgen.ledgers.expression import Expression, Scope, Value, Vector
from docgen.ledgers.value import value_text

CURES = {"退回": "请核对有关各格，改正后重新报送", "核实": "请核实；确实无误的，请书面说明", "试行": "请留意"}
PRECISION = Decimal("0.000001")


@dataclass(frozen=True)
class Known:
    """Values by column for a rule or a formula: those of one row, or sums. What is not there is unknown."""

    values: Mapping[str, Value]
    columns: Mapping[str, Column]

    def value(self, name: str) -> Value:
        """The value of a column."""
        return self.values.get(name)

    def previous(self, name: str) -> Value:
        """Nothing is known of another period."""
        return None

    def column(self, ledger: str, name: str) -> Vector:
        """Nothing is known of another ledger."""
        return ()

    def decimals(self, name: str) -> int | None:
        """Digits that the column is rounded to, as a fraction for a ratio."""
        return decimals(self.columns.get(name))


def decimals(column: Column | None) -> int | None:
    """Digits behind the point that a column declares; None where it is exact."""
    if column is None or column.type not in ("金额", "比率"):
        return None
    given = 2 if column.decimals is None else column.decimals
    return given + 2 if column.type == "比率" else given


def broken(check: Check, scope: Scope) -> bool:
    """Whether a rule applies and fails; what is unknown breaks nothing."""
    if check.expression is None or check.when is not None and check.when.evaluate(scope, Decimal(0)) is not True:
        return False
    return check.expression.evaluate(scope, tolerance(check)) is False


def tolerance(check: Check) -> Decimal | None:
    """The rule's tolerance; None for the automatic one."""
    text = check.rule.tolerance
    return None if text in ("", "自动") else Decimal(text)


def said(check: Check) -> str:
    """What a rule says when it fails."""
    return check.rule.message or f"应当满足：{in_words(check.rule.expression) or check.rule.expression}"


SIGNS = (
    ('!= ""', "不为空"), ('== ""', "为空"), ("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("==", "＝"), ("*", "×"),
    (" and ", " 且 "), (" or ", " 或 "),
)  # fmt: skip


def in_words(expression: str) -> str | None:
    """An expression as a clerk reads it: 已整改笔数 ≤ 发现问题笔数; None for one with functions, which says nothing."""
    if "(" in expression or "（" in expression:
        return None
    for sign, word in SIGNS:
        expression = expression.replace(sign, word)
    return expression


def in_order(expression: Expression, text: str) -> list[str]:
    """The columns of an expression in the order in which it names them."""
    return sorted(expression.names, key=lambda name: (text.find(name), -len(name), name))


def operands(check: Check, columns: Iterable[Column], value: Callable[[str], Value]) -> str:
    """What tells the row, and the values that a rule was applied to."""
    assert check.expression is not None
    keys = [column.name for column in columns if column.is_key]
    names = dict.fromkeys([*keys, *in_order(check.expression, check.rule.expression)])
    return told({name: value(name) for name in names})


def told(values: Mapping[str, Value]) -> str:
    """The known ones of some values: 已整改笔数=5，发现问题笔数=3."""
    known = {n: v for n, v in values.items() if isinstance(v, str | Decimal | date)}
    return "，".join(f"{name}={value_text(value)}" for name, value in known.items())


def rounded(number: Decimal) -> Decimal:
    """A computed figure with six digits behind the point."""
    return number.quantize(PRECISION, ROUND_HALF_UP, Context(prec=120))


def shown(column: Column, value: Decimal) -> str:
    """A computed value as people write it."""
    if column.type != "比率":
        return value_text(value)
    digits = 2 if column.decimals is None else column.decimals
    return f"{(value * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}%"
