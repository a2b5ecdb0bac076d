"""The language of rules: whitelisted, three-valued, exact."""

from __future__ import annotations

import ast
import operator
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from difflib import get_close_matches
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, Literal, Protocol

from docgen.wording import half_width, parse_date

MAX_LENGTH = 500
MAX_DEPTH = 30
MAX_DIGITS = 30


class Blank(Enum):
    """The kind of an empty cell; an enumeration, so that it stays one and the same through a process pool."""

    BLANK = "BLANK"


BLANK: Final = Blank.BLANK
"""An empty cell. Not None, which is a cell that says something nobody can take for a value."""

Value = Decimal | str | date | bool | Blank | None
"""What a column holds. None is unknown: missing, a question, or bad; nothing is concluded from it."""

Vector = tuple[Value, ...]


class BadExpression(ValueError):
    """What a clerk wrote is not an expression of this language; the message says why, in Chinese."""


class Scope(Protocol):
    """Where an expression finds its values: one row or one unit, in one period."""

    def value(self, name: str) -> Value:
        """The value of a bare column."""

    def previous(self, name: str) -> Value:
        """The value of 上期.列名."""

    def column(self, ledger: str, name: str) -> Vector:
        """All cells of 台账名.列名, the empty ones as BLANK."""

    def decimals(self, name: str) -> int | None:
        """The declared decimals of a column; None if its numbers are exact."""


# The tree of an expression: what is left of Python's once everything not allowed is refused.


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
    """Arithmetic from left to right; flat, so that a long sum is not a deep one."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Comparison:
    """One comparison, or several in a row as in 0 <= a <= b."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


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


def walk(node: Node) -> Iterator[Node]:
    """The node and everything under it."""
    yield node
    match node:
        case Negative(part) | Not(part):
            yield from walk(part)
        case Chain(first, rest) | Comparison(first, rest):
            yield from walk(first)
            for _, part in rest:
                yield from walk(part)
        case Junction(_, parts) | Call(_, parts):
            for part in parts:
                yield from walk(part)


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
        return _final(_evaluate(self.tree, scope, tolerance))

    def excel(self, cell_of: Callable[[str], str]) -> str | None:
        """The same as an Excel formula without “=”, or None where Excel cannot say it from one row."""
        return _excel(self.tree, cell_of)[0] if _sayable(self.tree) else None


_NO_LEDGERS: Mapping[str, Collection[str]] = MappingProxyType({})


def parse(
    text: str, names: Collection[str], ledgers: Mapping[str, Collection[str]] = _NO_LEDGERS, previous: bool = False
) -> Expression:
    """The expression that the text writes over these columns; raises BadExpression for anything else."""
    if not text.strip():
        raise BadExpression("表达式是空的，请写上要核对的内容，例如：整改数 <= 发现问题数")
    if len(text) > MAX_LENGTH:
        raise BadExpression(f"表达式有{len(text)}个字，最多{MAX_LENGTH}个字，请拆成几条")
    tokens = tuple(_tokens(text))
    tree = _Reader(tokens, tuple(names), ledgers, previous).read(_python(tokens), 1)
    nodes = tuple(walk(tree))
    return Expression(
        text,
        frozenset(node.name for node in nodes if isinstance(node, Bare)),
        frozenset(node.name for node in nodes if isinstance(node, Earlier)),
        frozenset((node.ledger, node.name) for node in nodes if isinstance(node, Whole)),
        tree,
    )


# Reading: the text becomes tokens, and Python parses them with a placeholder for each word, number and text.
# So Python sees ASCII only: it cannot normalise a name (㎡ → m2), take one for a keyword, or warn about a number.


@dataclass(frozen=True)
class Token:
    """A word, a 【word】, a number, a text or a sign, and where it begins."""

    kind: Literal["word", "quoted", "number", "text", "sign"]
    text: str
    start: int


_SIGNS = {"≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "≠": "!=", "×": "*", "÷": "/", "−": "-"}
_PAIRS = {"<=": "<=", ">=": ">=", "!=": "!=", "<>": "!=", "==": "==", "**": "**", "//": "//"}
_SINGLES = {sign: sign for sign in "+-*/()<>,.%"} | {"=": "=="}
_CLOSING = {'"': '"＂', "＂": '"＂', "“": "“”", "”": "“”", "'": "'＇", "＇": "'＇", "‘": "‘’", "’": "‘’"}
_WORDS = {"且": "and", "并且": "and", "或": "or", "或者": "or", "非": "not", "and": "and", "or": "or", "not": "not"}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
_DIGITS = re.compile(r"[0-9]+")
_EARLIER = "上期"


def _tokens(text: str) -> Iterator[Token]:
    """The tokens of the text; brackets are counted here, for Python's own message would not be Chinese."""
    plain = half_width(text)
    at = depth = 0
    while at < len(text):
        if plain[at].isspace():
            at += 1
            continue
        token, end = _token(text, plain, at)
        if token.kind == "sign":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth < 0:
            raise BadExpression(f"第{at + 1}个字的“）”前面没有配对的“（”")
        if depth > MAX_DEPTH:
            raise _too_deep()
        yield token
        at = end
    if depth:
        raise BadExpression(f"括号没有配对：少了{depth}个“）”")


def _token(text: str, plain: str, at: int) -> tuple[Token, int]:
    """The token that begins at this place, and where it ends."""
    character = text[at]
    if character in _CLOSING:
        end = _closing(text, at, _CLOSING[character], "引号")
        return Token("text", text[at + 1 : end], at), end + 1
    if character == "【":
        end = _closing(text, at, "】", "【")
        return Token("quoted", text[at + 1 : end], at), end + 1
    if _in_word(character):
        return _word(text, plain, at)
    if character in _SIGNS:
        return Token("sign", _SIGNS[character], at), at + 1
    if plain[at : at + 2] in _PAIRS:
        return Token("sign", _PAIRS[plain[at : at + 2]], at), at + 2
    if plain[at] in _SINGLES:
        return Token("sign", _SINGLES[plain[at]], at), at + 1
    if character == "、":
        raise BadExpression(f"第{at + 1}个字是顿号“、”：函数里的各项之间请用逗号；列名里带顿号的，请写在【】里")
    raise BadExpression(
        f"第{at + 1}个字“{character}”不能用在表达式里：只能用列名、数字、加减乘除、比较、且、或、非和函数；"
        "列名里带这种符号的，请写在【】里"
    )


def _word(text: str, plain: str, at: int) -> tuple[Token, int]:
    """A number if the run is nothing but digits, else a word: 12月数 is one word."""
    end = next((i for i in range(at, len(text)) if not _in_word(text[i])), len(text))
    if _DIGITS.fullmatch(plain, at, end) and (number := _NUMBER.match(plain, at)):
        # 1.5万 must not become 1.5 followed by a name; the parser then refuses two things side by side
        if sum(c.isdigit() for c in number[0]) > MAX_DIGITS:
            raise BadExpression(f"第{at + 1}个字起的数字太长，最多{MAX_DIGITS}位")
        return Token("number", number[0], at), number.end()
    word = text[at:end]
    if end < len(text) and text[end] in _CLOSING and word not in _WORDS:
        raise BadExpression(f"第{end + 1}个字：引号前面不能紧跟着“{word}”，请去掉，或在中间写上运算符")
    return (Token("sign", _WORDS[word], at), end) if word in _WORDS else (Token("word", word, at), end)


def _in_word(character: str) -> bool:
    """Whether it may stand in a bare name: letters, marks, digits, signs such as ㎡, and private characters of names."""
    category = unicodedata.category(character)
    return category[0] in "LMN" or category in ("So", "Co") or character == "_"


def _closing(text: str, at: int, closing: str, what: str) -> int:
    """Where the quotation that begins here ends."""
    end = next((i for i in range(at + 1, len(text)) if text[i] in closing), None)
    if end is None:
        raise BadExpression(f"第{at + 1}个字的{what}没有配对，请补上另一半")
    return end


def _python(tokens: tuple[Token, ...]) -> ast.expr:
    """Python's tree of the tokens, the word, number or text of number i standing in it as n<i>."""
    words = [token.text if token.kind == "sign" else f"n{i}" for i, token in enumerate(tokens)]
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    try:
        return ast.parse(" ".join(words), mode="eval").body
    except SyntaxError as error:
        index = bisect_right(starts, max((error.offset or 1) - 1, 0)) - 1
        raise BadExpression(_misplaced(tokens, index)) from error
    except (RecursionError, MemoryError) as error:
        raise _too_deep() from error


def _misplaced(tokens: tuple[Token, ...], index: int) -> str:
    last = tokens[-1]
    # at the end of the text Python names a place of its own choosing
    if index >= len(tokens) or (last.kind == "sign" and last.text not in ")%"):
        return "表达式到最后没有写完，请看看末尾少了什么"
    return f"第{tokens[index].start + 1}个字“{tokens[index].text}”附近看不懂，请看看前后是不是少了或多了运算符"


def _too_deep() -> BadExpression:
    return BadExpression(f"表达式里套的层数太多，最多{MAX_DEPTH}层，请拆成几条")


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


@dataclass(frozen=True)
class _Reader:
    """Turns Python's tree into the tree of this language, refusing what is not in it."""

    tokens: tuple[Token, ...]
    names: tuple[str, ...]
    ledgers: Mapping[str, Collection[str]]
    previous: bool

    def read(self, tree: ast.expr, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _too_deep()
        match tree:
            case ast.Name(id=key):
                return self.leaf(self.token(key))
            case ast.Attribute(value=ast.Name(id=owner), attr=key):
                return self.member(self.token(owner), self.token(key))
            case ast.UnaryOp(op=ast.USub(), operand=part):
                return Negative(self.read(part, depth + 1))
            case ast.UnaryOp(op=ast.Not(), operand=part):
                return Not(self.read(part, depth + 1))
            case ast.BinOp():
                return self.chain(tree, depth)
            case ast.BoolOp(op=op, values=parts):
                word: Literal["and", "or"] = "and" if isinstance(op, ast.And) else "or"
                return Junction(word, tuple(self.read(part, depth + 1) for part in parts))
            case ast.Compare(left=first, ops=ops, comparators=parts) if all(type(op) in _COMPARISONS for op in ops):
                rest = ((_COMPARISONS[type(op)], self.read(p, depth + 1)) for op, p in zip(ops, parts, strict=True))
                return Comparison(self.read(first, depth + 1), tuple(rest))
            case ast.Call(func=function, args=parts, keywords=[]):
                name = self.function(function, len(parts))
                return Call(name, tuple(self.read(part, depth + 1) for part in parts))
        raise BadExpression(_refusal(tree))

    def token(self, key: str) -> Token:
        return self.tokens[int(key[1:])]

    def leaf(self, token: Token) -> Node:
        match token.kind:
            case "number":
                # the exponent is shifted by hand: scaleb would round to the caller's context
                sign, digits, exponent = Decimal(token.text.rstrip("%")).as_tuple()
                shift = 2 if token.text.endswith("%") else 0
                return Constant(Decimal((sign, digits, int(exponent) - shift)))
            case "text":
                return Constant(token.text)
        return Bare(self.column(token, self.names, "列"))

    def member(self, owner: Token, member: Token) -> Node:
        if owner.kind not in ("word", "quoted") or member.kind not in ("word", "quoted"):
            raise BadExpression(f"第{member.start + 1}个字：“.”只能写成“上期.列名”或“台账名.列名”")
        if owner.text == _EARLIER:
            if not self.previous:
                raise BadExpression("这里不能用“上期”：只有跨期的规则才能同上期比较")
            return Earlier(self.column(member, self.names, "列"))
        ledger = _match(owner, self.ledgers)
        if ledger is None:
            hint = _suggestion(owner.text, [*self.ledgers, _EARLIER] if self.previous else self.ledgers)
            raise BadExpression(f"“{owner.text}”不是台账名，“.”前面只能是台账名或“上期”，{hint}")
        return Whole(ledger, self.column(member, self.ledgers[ledger], f"台账“{ledger}”的列"))

    def column(self, token: Token, names: Collection[str], what: str) -> str:
        name = _match(token, names)
        if name is not None:
            return name
        if token.kind == "word" and any(part in names for part in re.split("并且|或者|且|或|非", token.text)):
            raise BadExpression(f"没有名叫“{token.text}”的{what}；且、或、非前后要空一格")
        raise BadExpression(f"没有名叫“{token.text}”的{what}，{_suggestion(token.text, names)}")

    def function(self, tree: ast.expr, count: int) -> str:
        known = "、".join(_FUNCTIONS)
        if not isinstance(tree, ast.Name):
            raise BadExpression(f"括号前面只能是函数名，可用的函数有：{known}")
        token = self.token(tree.id)
        if token.kind != "word" or token.text not in _FUNCTIONS:
            close = get_close_matches(token.text, [*_FUNCTIONS, *self.names], 1, 0.5)
            hint = f"，是不是“{_written(close[0])}”" if close else ""
            raise BadExpression(f"没有“{token.text}”这个函数{hint}；可用的函数有：{known}")
        wanted = _FUNCTIONS[token.text]
        if count != wanted if wanted else count == 0:
            raise BadExpression(f"函数“{token.text}”要写{wanted or '至少1'}项，这里写了{count}项")
        return token.text

    def chain(self, tree: ast.BinOp, depth: int) -> Node:
        first: ast.expr = tree
        rest: list[tuple[str, Node]] = []
        while isinstance(first, ast.BinOp):
            if type(first.op) not in _ARITHMETIC:
                raise BadExpression(_refusal(first))
            rest.append((_ARITHMETIC[type(first.op)], self.read(first.right, depth + 1)))
            first = first.left
        return Chain(self.read(first, depth + 1), tuple(reversed(rest)))


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


def _match(token: Token, names: Collection[str]) -> str | None:
    """The name that the token writes; blanks just inside 【】 do not count."""
    return next((name for name in (token.text, token.text.strip()) if name in names), None)


def _suggestion(word: str, names: Collection[str]) -> str:
    close = get_close_matches(word, list(names), 1, 0.4)
    if close:
        return f"是不是“{_written(close[0])}”？"
    shown = "、".join(_written(name) for name in list(names)[:10])
    return f"这里可以写：{shown}{'等' if len(names) > 10 else ''}" if shown else "这里没有可写的"


def _written(name: str) -> str:
    """The name as an expression has to write it."""
    bare = all(map(_in_word, name)) and name not in _WORDS and not _DIGITS.fullmatch(half_width(name))
    return name if bare else f"【{name}】"


# Evaluation. A number is kept with the interval it may lie in: what its decimals leave open, and what rounding to
# 34 digits loses, so that 1/3*3 is 1.


@dataclass(frozen=True)
class Number:
    """A number, the interval it lies in, and whether a declared rounding (and not only our own) made it wide."""

    value: Decimal
    low: Decimal
    high: Decimal
    rough: bool = False


Item = Number | str | date | bool | Blank | None
Result = Item | tuple[Item, ...]

_NEAR = Context(prec=34, rounding=ROUND_HALF_EVEN, traps=[])
_DOWN = Context(prec=34, rounding=ROUND_FLOOR, traps=[])
_UP = Context(prec=34, rounding=ROUND_CEILING, traps=[])
_NOWHERE = Decimal("-Infinity")
_EVERYWHERE = Decimal("Infinity")
_OPERATIONS: Mapping[str, Callable[[Context, Decimal, Decimal], Decimal]] = {
    "+": Context.add,
    "-": Context.subtract,
    "*": Context.multiply,
    "/": Context.divide,
}
_EQUALITY = ("==", "!=")
_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _evaluate(node: Node, scope: Scope, tolerance: Decimal | None) -> Result:
    match node:
        case Constant(value):
            return _item(value)
        case Bare(name):
            return _item(scope.value(name), scope.decimals(name) if tolerance is None else None)
        case Earlier(name):
            return _item(scope.previous(name), scope.decimals(name) if tolerance is None else None)
        case Whole(ledger, name):
            return tuple(_item(value) for value in scope.column(ledger, name))
        case Negative(part):
            return _each(_negative, _evaluate(part, scope, tolerance))
        case Not(part):
            return _each(_contrary, _evaluate(part, scope, tolerance))
        case Chain(first, rest):
            result = _evaluate(first, scope, tolerance)
            for sign, part in rest:
                result = _each(_calculation(sign), result, _evaluate(part, scope, tolerance))
            return result
        case Comparison(first, rest):
            operands = [_evaluate(part, scope, tolerance) for part in (first, *(part for _, part in rest))]
            pairs = zip((sign for sign, _ in rest), operands, operands[1:], strict=False)
            return _each(_all, *(_compared(sign, left, right, tolerance) for sign, left, right in pairs))
        case Junction(word, parts):
            return _each(_all if word == "and" else _any, *(_evaluate(part, scope, tolerance) for part in parts))
        case Call(function, parts):
            results = [_evaluate(part, scope, tolerance) for part in parts]
            return _called(function, results, isinstance(parts[-1], Comparison | Junction | Not))


def _item(value: Value, decimals: int | None = None) -> Item:
    """The value as it is reckoned with; a number that is not finite is unknown."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        if decimals is None or not 0 < decimals <= MAX_DIGITS:
            return Number(value, value, value)
        half = Decimal((0, (5,), -decimals - 1))
        return Number(value, _DOWN.subtract(value, half), _UP.add(value, half), rough=True)
    return value.date() if isinstance(value, datetime) else value


def _final(result: Result) -> Value:
    """A number by itself; a column of answers is the answer whether all are true."""
    if isinstance(result, tuple):
        return _all(*result)
    return result.value if isinstance(result, Number) else result


def _each(function: Callable[..., Item], *results: Result) -> Result:
    """The function of each element, scalars standing beside every one; None for columns of unequal length."""
    lengths = {len(result) for result in results if isinstance(result, tuple)}
    if not lengths:
        return function(*results)
    if len(lengths) > 1:
        return None
    columns = (result if isinstance(result, tuple) else (result,) * max(lengths) for result in results)
    return tuple(function(*items) for items in zip(*columns, strict=True))


def _all(*items: Item) -> bool | None:
    """Kleene's “and”: one False decides, else one unknown."""
    if any(item is False for item in items):
        return False
    return True if all(item is True for item in items) else None


def _any(*items: Item) -> bool | None:
    """Kleene's “or”: one True decides, else one unknown."""
    if any(item is True for item in items):
        return True
    return False if all(item is False for item in items) else None


def _contrary(item: Item) -> bool | None:
    return not item if isinstance(item, bool) else None


def _negative(item: Item) -> Item:
    if not isinstance(item, Number):
        return None
    # unary minus would round to the caller's context
    return Number(item.value.copy_negate(), item.high.copy_negate(), item.low.copy_negate(), item.rough)


def _absolute(item: Item) -> Item:
    if not isinstance(item, Number):
        return None
    low, high = sorted((item.low.copy_abs(), item.high.copy_abs()))
    return Number(item.value.copy_abs(), Decimal(0) if item.low <= 0 <= item.high else low, high, item.rough)


def _calculation(sign: str) -> Callable[[Item, Item], Item]:
    return lambda left, right: _calculated(sign, left, right)


def _calculated(sign: str, left: Item, right: Item) -> Number | None:
    """The result with its interval: each bound is rounded outwards."""
    if not isinstance(left, Number) or not isinstance(right, Number):
        return None
    near_zero = sign == "/" and right.low <= 0 <= right.high
    if near_zero and (right.value == 0 or not right.rough):
        return None
    operation = _OPERATIONS[sign]
    value = operation(_NEAR, left.value, right.value)
    if not value.is_finite():
        return None
    ends = [(a, b) for a in {left.low, left.high} for b in {right.low, right.high}]
    lows = [operation(_DOWN, a, b) for a, b in ends]
    highs = [operation(_UP, a, b) for a, b in ends]
    if near_zero or any(end.is_nan() for end in (*lows, *highs)):
        return Number(value, _NOWHERE, _EVERYWHERE, rough=True)
    return Number(value, min(lows), max(highs), left.rough or right.rough)


def _compared(sign: str, left: Result, right: Result, tolerance: Decimal | None) -> Result:
    in_column = isinstance(left, tuple) or isinstance(right, tuple)
    return _each(lambda a, b: _comparison(sign, a, b, tolerance, in_column), left, right)


def _comparison(sign: str, left: Item, right: Item, tolerance: Decimal | None, in_column: bool) -> bool | None:
    if left is None or right is None:
        return None
    if sign in _EQUALITY and (left == "" or right == ""):
        return (_is_empty(left) and _is_empty(right)) == (sign == "==")
    if left is BLANK or right is BLANK:
        # in a column an empty cell is simply not the one looked for; alone it says nothing
        return sign == "!=" if in_column and left is not right and sign in _EQUALITY else None
    match _of_one_kind(left, right), _of_one_kind(right, left):
        case Number() as a, Number() as b:
            return _possible(sign, a, b) if tolerance is None else _within(sign, a, b, tolerance)
        case bool() as a, bool() as b:
            return _ORDER[sign](a, b) if sign in _EQUALITY else None
        case (date() as a, date() as b) | (str() as a, str() as b):
            return _ORDER[sign](a, b)
    return None


def _is_empty(item: Item) -> bool:
    return item is BLANK or item == ""


def _of_one_kind(item: Item, other: Item) -> Item:
    """A text beside a date is the date it writes, beside a yes or no 是 or 否; anything else is itself."""
    if isinstance(item, str) and isinstance(other, date):
        return _date(item)
    if isinstance(item, str) and isinstance(other, bool):
        return {"是": True, "否": False}.get(item)
    return item


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _possible(sign: str, left: Number, right: Number) -> bool:
    """Whether the intervals leave the comparison possible.

    Where only our own rounding made them wide, overlapping is being equal, and so neither less nor unequal.
    """
    rough = left.rough or right.rough
    match sign:
        case "<=":
            return left.low <= right.high
        case ">=":
            return left.high >= right.low
        case "<":
            return left.low < right.high if rough else left.high < right.low
        case ">":
            return left.high > right.low if rough else left.low > right.high
    equal = left.low <= right.high and right.low <= left.high
    return equal if sign == "==" else rough or not equal


def _within(sign: str, left: Number, right: Number, tolerance: Decimal) -> bool:
    """Whether the comparison holds when the sides may differ by the tolerance."""
    difference = _NEAR.subtract(left.value, right.value)
    match sign:
        case "<" | "<=":
            return _ORDER[sign](difference, tolerance)
        case ">" | ">=":
            return _ORDER[sign](difference, tolerance.copy_negate())
    return (difference.copy_abs() <= tolerance) == (sign == "==")


def _called(function: str, results: list[Result], conditional: bool) -> Result:
    """The function's value; conditional says that the last argument was written as a condition."""
    match function:
        case "绝对值":
            return _each(_absolute, *results)
        case "如果":
            return _each(
                lambda condition, a, b: a if condition is True else b if condition is False else None, *results
            )
    if function == "计数" and conditional and len(results) == 1:
        # 计数（明细.状态 == "完成"） asks how many are true, not how many answers there are
        results = [results[0], results[0]]
    if len(results) > 1 and (conditional or _is_condition(results[-1])):
        chosen = _chosen(results[:-1], results[-1])
        if chosen is None:
            return None
    else:
        chosen = [item for result in results for item in (result if isinstance(result, tuple) else (result,))]
    filled = [item for item in chosen if item is not BLANK]
    if function == "计数":
        return _item(Decimal(len(filled)))
    if function == "合计":
        # nothing in a column adds up to 0; nothing in single cells is nothing
        return _sum(filled) if filled or conditional or any(isinstance(r, tuple) for r in results) else None
    return _extreme(filled, largest=function == "最大")


def _is_condition(result: Result) -> bool:
    """Whether a column is one of 是 and 否, questions and empty cells among them."""
    return (
        isinstance(result, tuple)
        and any(isinstance(item, bool) for item in result)
        and all(item is None or isinstance(item, bool | Blank) for item in result)
    )


def _chosen(results: list[Result], condition: Result) -> list[Item] | None:
    """The elements for which the condition is true; None where it is unknown for one that is filled."""
    chosen: list[Item] = []
    for result in results:
        items = result if isinstance(result, tuple) else (result,)
        answers = condition if isinstance(condition, tuple) else (condition,)
        if len(items) != len(answers):
            return None
        for item, answer in zip(items, answers, strict=True):
            if item is BLANK or answer is False or answer is BLANK:
                continue
            if answer is not True:
                return None
            chosen.append(item)
    return chosen


def _sum(items: Sequence[Item]) -> Item:
    total: Item = _item(Decimal(0))
    for item in items:
        total = _calculated("+", total, item)
    return total


def _extreme(items: Sequence[Item], largest: bool) -> Item:
    """The largest or smallest number or date; None where the kinds are mixed or there is nothing."""
    pick: Callable[[list[Decimal]], Decimal] = max if largest else min
    numbers = [item for item in items if isinstance(item, Number)]
    if numbers and len(numbers) == len(items):
        return Number(
            pick([number.value for number in numbers]),
            pick([number.low for number in numbers]),
            pick([number.high for number in numbers]),
            any(number.rough for number in numbers),
        )
    days = [item for item in items if isinstance(item, date)]
    if days and len(days) == len(items):
        return max(days) if largest else min(days)
    return None


# Excel. Each part comes with how tightly it binds, so that brackets stand only where they are needed.

_COMPARING, _ADDING, _MULTIPLYING, _NEGATING, _ATOM = range(5)
_BINDING = {"+": _ADDING, "-": _ADDING, "*": _MULTIPLYING, "/": _MULTIPLYING}
_EXCEL_SIGNS = {"==": "=", "!=": "<>"}
_EXCEL_FUNCTIONS = {"合计": "SUM", "计数": "COUNTA", "最大": "MAX", "最小": "MIN", "绝对值": "ABS", "如果": "IF"}
_EXCEL_TEXT = 255  # the longest text that Excel allows in a formula


def _sayable(tree: Node) -> bool:
    """Whether Excel can say it: one row, no condition counted, no text too long."""
    for node in walk(tree):
        match node:
            case Earlier() | Whole():
                return False
            case Constant(str() as text) if len(text) > _EXCEL_TEXT:
                return False
            case Call(function, parts) if function != "如果":
                if any(isinstance(part, Comparison | Junction | Not) for part in parts):
                    return False
    return True


def _excel(node: Node, cell_of: Callable[[str], str]) -> tuple[str, int]:
    """The formula, and how tightly it binds."""
    match node:
        case Constant(value):
            return (format(value, "f") if isinstance(value, Decimal) else _excel_text(value)), _ATOM
        case Bare(name):
            return cell_of(name), _ATOM
        case Negative(part):
            return "-" + _bound(_excel(part, cell_of), _NEGATING), _NEGATING
        case Not(part):
            return f"NOT({_excel(part, cell_of)[0]})", _ATOM
        case Chain(first, rest):
            left = _excel(first, cell_of)
            for sign, part in rest:
                level = _BINDING[sign]
                left = _bound(left, level) + sign + _bound(_excel(part, cell_of), level + 1), level
            return left
        case Comparison(first, rest):
            operands = (first, *(part for _, part in rest))
            pairs = zip((sign for sign, _ in rest), operands, operands[1:], strict=False)
            said = [_excel_comparison(sign, a, b, cell_of) for sign, a, b in pairs]
            return (said[0], _COMPARING) if len(said) == 1 else (f"AND({','.join(said)})", _ATOM)
        case Junction(word, parts):
            return f"{word.upper()}({','.join(_excel(part, cell_of)[0] for part in parts)})", _ATOM
        case Call(function, parts):
            inner = ",".join(_excel(part, cell_of)[0] for part in parts)
            return f"{_EXCEL_FUNCTIONS[function]}({inner})", _ATOM
    raise AssertionError(f"not sayable: {node}")


def _bound(part: tuple[str, int], level: int) -> str:
    return part[0] if part[1] >= level else f"({part[0]})"


def _excel_comparison(sign: str, left: Node, right: Node, cell_of: Callable[[str], str]) -> str:
    """One comparison; quotients are compared to four digits, for Excel reckons in binary and clerks round."""
    sides = [_excel_side(side, cell_of) for side in (left, right)]
    divides = any(
        sign == "/" for node in (*walk(left), *walk(right)) if isinstance(node, Chain) for sign, _ in node.rest
    )
    texts = any(isinstance(side, Constant) and isinstance(side.value, str) for side in (left, right))
    if sign in _EQUALITY and divides and not texts:
        said = [f"ROUND({text},4)" for text, _ in sides]
    else:
        said = [_bound(side, _ADDING) for side in sides]
    return said[0] + _EXCEL_SIGNS.get(sign, sign) + said[1]


def _excel_side(node: Node, cell_of: Callable[[str], str]) -> tuple[str, int]:
    """A side of a comparison; a text that writes a date is a date to Excel, which never equates the two."""
    day = _date(node.value) if isinstance(node, Constant) and isinstance(node.value, str) else None
    return (f"DATE({day.year},{day.month},{day.day})", _ATOM) if day else _excel(node, cell_of)


def _excel_text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
