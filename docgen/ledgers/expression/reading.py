"""From Python's tree to the tree of this language, refusing what is not in it."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from docgen.core.nearest import nearest
from docgen.ledgers.expression.names import column, match, suggestion
from docgen.ledgers.expression.refusals import MAX_DEPTH, BadExpression, too_deep
from docgen.ledgers.expression.syntax import python, token_of
from docgen.ledgers.expression.tree import (
    Bare,
    Call,
    Chain,
    Comparison,
    Constant,
    Earlier,
    Junction,
    Negative,
    Node,
    Not,
    Whole,
)
from docgen.ledgers.expression.words import Token, written

_ARITHMETIC: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_FUNCTIONS: Mapping[str, int | None] = {
    "合计": None,
    "计数": None,
    "最大": None,
    "最小": None,
    "绝对值": 1,
    "如果": 3,
}
"""The functions, and how many arguments each takes; None for one or more."""
_EARLIER = "上期"


@dataclass(frozen=True)
class Reader:
    """Reads tokens where these columns and ledgers can be named, and 上期 if there is a period before."""

    tokens: tuple[Token, ...]
    names: tuple[str, ...]
    ledgers: Mapping[str, Collection[str]]
    previous: bool

    def tree(self) -> Node:
        """The tree of the tokens; raises BadExpression for what is not in the language."""
        return self._read(python(self.tokens), 1)

    def _read(self, tree: ast.expr, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise too_deep()
        match tree:
            case ast.Name(id=key):
                return self._leaf(token_of(key, self.tokens))
            case ast.Attribute(value=ast.Name(id=owner), attr=key):
                return self._member(token_of(owner, self.tokens), token_of(key, self.tokens))
            case ast.UnaryOp(op=ast.USub(), operand=part):
                return Negative(self._read(part, depth + 1))
            case ast.UnaryOp(op=ast.Not(), operand=part):
                return Not(self._read(part, depth + 1))
            case ast.BinOp():
                return self._chain(tree, depth)
            case ast.BoolOp(op=op, values=parts):
                return Junction("and" if isinstance(op, ast.And) else "or", self._parts(parts, depth))
            case ast.Compare(left=first, ops=ops, comparators=rest):
                signs = tuple(_COMPARISONS[type(op)] for op in ops)
                return Comparison(signs, self._parts([first, *rest], depth))
            case ast.Call(func=function, args=parts, keywords=[]):
                return Call(self._function(function, len(parts)), self._parts(parts, depth))
        raise BadExpression(_refusal(tree))

    def _parts(self, trees: Iterable[ast.expr], depth: int) -> tuple[Node, ...]:
        return tuple(self._read(tree, depth + 1) for tree in trees)

    def _leaf(self, token: Token) -> Node:
        match token.kind:
            case "number":
                return Constant(Decimal(token.text.replace("%", "E-2")))
            case "text":
                return Constant(token.text)
        return Bare(column(token, self.names, "列"))

    def _member(self, owner: Token, member: Token) -> Node:
        if not {owner.kind, member.kind} <= {"word", "quoted"}:
            raise BadExpression(f"第{member.start + 1}个字：“.”只能写成“上期.列名”或“台账名.列名”")
        if owner.text == _EARLIER:
            if not self.previous:
                raise BadExpression("这里不能用“上期”：只有跨期的规则才能同上期比较")
            return Earlier(column(member, self.names, "列"))
        ledger = self._ledger(owner)
        return Whole(ledger, column(member, self.ledgers[ledger], f"台账“{ledger}”的列"))

    def _ledger(self, token: Token) -> str:
        ledger = match(token, self.ledgers)
        if ledger is None:
            hint = suggestion(token.text, [*self.ledgers, _EARLIER] if self.previous else self.ledgers)
            raise BadExpression(f"“{token.text}”不是台账名，“.”前面只能是台账名或“上期”，{hint}")
        return ledger

    def _function(self, tree: ast.expr, count: int) -> str:
        if not isinstance(tree, ast.Name):
            raise BadExpression(f"括号前面只能是函数名，可用的函数有：{'、'.join(_FUNCTIONS)}")
        token = token_of(tree.id, self.tokens)
        if token.kind != "word" or token.text not in _FUNCTIONS:
            raise BadExpression(self._unknown_function(token.text))
        wanted = _FUNCTIONS[token.text]
        if count == 0 or wanted not in (None, count):
            raise BadExpression(f"函数“{token.text}”要写{wanted or '至少1'}项，这里写了{count}项")
        return token.text

    def _unknown_function(self, word: str) -> str:
        close = nearest(word, [*_FUNCTIONS, *self.names], 0.5)
        hint = f"，是不是“{written(close)}”" if close else ""
        return f"没有“{word}”这个函数{hint}；可用的函数有：{'、'.join(_FUNCTIONS)}"

    def _chain(self, tree: ast.BinOp, depth: int) -> Node:
        first: ast.expr = tree
        signs: list[str] = []
        parts: list[Node] = []
        while isinstance(first, ast.BinOp):
            if type(first.op) not in _ARITHMETIC:
                raise BadExpression(_refusal(first))
            signs.append(_ARITHMETIC[type(first.op)])
            parts.append(self._read(first.right, depth + 1))
            first = first.left
        parts.append(self._read(first, depth + 1))
        return Chain(tuple(reversed(signs)), tuple(reversed(parts)))


def _refusal(tree: ast.expr) -> str:
    match tree:
        case ast.BinOp(op=ast.Pow()):
            return "不能用乘方“**”，只能用加减乘除"
        case ast.BinOp(op=ast.FloorDiv()):
            return "不能用整除“//”，除法请写“/”或“÷”"
        case ast.BinOp(op=ast.Mod()):
            return "“%”只能紧跟在数字后面，例如：12%"
        case ast.Tuple():
            return "逗号只能用在函数的括号里，例如：合计（警告，记过）；数字里不要写千位分隔符"
        case ast.Attribute():
            return "“.”只能写成“上期.列名”或“台账名.列名”，不能连着写，也不能写在括号后面"
        case ast.UnaryOp():
            return "数字和列名前面不要写“+”号"
    return "这种写法不能用：只能用列名、数字、加减乘除、比较、且、或、非和函数"
