"""The environment that templates are filled in: they reach nothing but their values, and cannot ask for endless work.

Every step and every character that a template makes is paid from a budget. What grows faster than that (repetition,
powers, widths, replacing) is estimated before it is made.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, ValuesView
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

BUDGET = 60_000_000
"""Characters that one filling may print and make on the way."""
STEP = 100
"""What a round of a loop, a call, a filter or a sum costs besides."""
MOST, MOST_GROWN = 2_000_000, 20_000_000
"""Characters or items of a single value, and of one that is estimated from above."""
WIDEST = 10_000
"""Characters that a text may be filled up to."""
LONGEST_NUMBER = 4_096
"""Bits."""
WIDTHS = frozenset(("center", "ljust", "rjust", "zfill", "indent", "wordwrap", "batch", "slice", "round", "tojson"))
"""Filters and methods whose numbers are widths."""
GROWING = frozenset(("join", "replace", "indent", "wordwrap", "tojson", "xmlattr"))
"""Those whose result may be as large as one argument times another."""
METHODS = frozenset((
    "capitalize", "casefold", "center", "copy", "count", "endswith", "find", "format", "get", "index", "isalnum",
    "isalpha", "isascii", "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "istitle", "isupper", "items",
    "join", "keys", "ljust", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind",
    "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase",
    "title", "upper", "values", "zfill",
))  # fmt: skip
"""Methods of texts, lists and mappings that templates may call."""
PLAIN = (str, bytes, int, float, list, tuple, dict, set, frozenset)
FIELD = re.compile(r"\{[^{}]*[{}]|%[-+ #0]*(?:\*|[0-9]*)(?:\.(?:\*|[0-9]*))?")
"""A field of a format: in braces to its end or to another brace, or behind a percent sign."""


class TooMuch(SecurityError):
    """A template asks for more than a document can hold."""

    def __init__(self) -> None:
        super().__init__("要印出的内容太长，或循环的次数太多")


class Budget:
    """What one filling may still spend."""

    def __init__(self) -> None:
        self.left = BUDGET

    def renew(self) -> None:
        """Begin a filling."""
        self.left = BUDGET

    def spend(self, amount: int) -> None:
        """Pay. Raises TooMuch where nothing is left."""
        self.left -= amount
        if self.left < 0:
            raise TooMuch


def size(value: Any) -> int:
    """How many characters a value has when it is written, at least; counting ends where there are too many."""
    total, rest = 0, [value]
    while rest and total <= MOST:
        item = rest.pop()
        if isinstance(item, str | bytes):
            total += len(item)
        elif isinstance(item, int):
            total += 1 + item.bit_length() // 3
        elif isinstance(item, list | tuple | set | frozenset | KeysView | ValuesView | ItemsView):
            total += 1 + len(item)
            rest += list(item) if len(item) <= MOST else []
        elif isinstance(item, dict):
            total += 1 + len(item)
            rest += [*item.keys(), *item.values()] if len(item) <= MOST else ()
        else:
            total += 1
    return total


def allow(amount: int) -> None:
    """Raise TooMuch for a value of such a size."""
    if amount > MOST:
        raise TooMuch


def allow_format(text: str, values: Iterable[Any]) -> None:
    """Raise TooMuch for a format whose fields are wide, take their width from a value, or repeat large values."""
    fields = [match[0] for match in FIELD.finditer(text)]
    if any(field.endswith("{") or "*" in field or re.search("[0-9]{4}", field) for field in fields):
        raise TooMuch
    allow(len(text) + len(fields) * max(1000 if re.search("[0-9]", text) else 1, *map(size, values), 1))


def allow_call(name: str, values: Iterable[Any]) -> None:
    """Raise TooMuch for a filter or a method whose result may be too large."""
    values = list(values)
    allow(sum(map(size, values)))
    numbers = [value for value in values if isinstance(value, int)]
    if name in WIDTHS and any(abs(number) > WIDEST for number in numbers):
        raise TooMuch
    if name in GROWING and values:
        first, *others = values
        if size(first) * max([1, *map(size, others), *(numbers if name in WIDTHS else ())]) > MOST_GROWN:
            raise TooMuch
    if name == "format" and isinstance(values[0], str):
        allow_format(values[0], values[1:])


def allow_operation(operator: str, left: Any, right: Any) -> None:
    """Raise TooMuch for an operation whose result may be too large."""
    if operator == "%" and isinstance(left, str | bytes):
        allow_format(str(left), right if isinstance(right, tuple) else (right,))
    elif operator == "+" and not isinstance(left, int | float):
        allow(size(left) + size(right))
    elif operator == "*":
        times, other = (left, right) if isinstance(left, int) else (right, left)
        if isinstance(times, int) and isinstance(other, int):
            allow_bits(times.bit_length() + other.bit_length())
        elif isinstance(times, int):
            allow(size(other) * max(times, 0))
    elif operator == "**" and isinstance(left, int) and isinstance(right, int):
        allow_bits(left.bit_length() * abs(right))


def allow_bits(count: int) -> None:
    """Raise TooMuch for a whole number of so many bits."""
    if count > LONGEST_NUMBER:
        raise TooMuch


@pass_context
def counted(context: Context, items: Iterable[Any], weight: int) -> Iterator[Any]:
    """The items of a loop, each paid for with the fixed text that is printed with it."""
    budget: Budget = context.environment.budget  # type: ignore[attr-defined]
    for item in items:
        budget.spend(STEP + weight)
        yield item


class _Counting(NodeTransformer):
    """Lets loops count their rounds, and texts be joined under the eyes of the budget."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        weight = sum(len(text.data) for text in node.find_all(nodes.TemplateData))
        node.iter = _filter(node.iter, "counted", nodes.Const(weight, lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), "joined")


def _filter(node: Any, name: str, *args: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(args), [], None, None, lineno=node.lineno)


class Environment(ImmutableSandboxedEnvironment):
    """Looks a name up as a key before it looks for an attribute: ``{{ t.items }}`` is the key."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.budget = Budget()
        own: dict[str, Callable[..., Any]] = {**self.filters, "joined": lambda values: "".join(map(str, values))}
        self.filters = {**{name: self.paid(name, made) for name, made in own.items()}, "counted": counted}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value of a key, or of an attribute that the sandbox allows."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def paid(self, name: str, made: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that is paid for."""
        first = 1 if hasattr(made, "jinja_pass_arg") else 0

        @functools.wraps(made)
        def pay(*args: Any, **named: Any) -> Any:
            values = [list(value) if isinstance(value, Iterator) else value for value in args[first:]]
            allow_call(name, [*values, *named.values()])
            return self.charged(made(*args[:first], *values, **named))

        return pay

    def call(__self, __context: Context, __obj: Any, *args: Any, **named: Any) -> Any:  # noqa: N805
        """Call what the sandbox allows, and pay for it."""
        bound = getattr(__obj, "__wrapped__", __obj)
        owner, name = getattr(bound, "__self__", None), getattr(bound, "__name__", "")
        if isinstance(owner, PLAIN):
            if name not in METHODS:
                raise SecurityError(f"模板里不许用 {name}")
            allow_call(name, [owner, *args, *named.values()])
        return __self.charged(super().call(__context, __obj, *args, **named))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute, and pay for it."""
        allow_operation(operator, left, right)
        return self.charged(super().call_binop(context, operator, left, right))

    def charged(self, value: Any) -> Any:
        """The value, paid for."""
        amount = size(value)
        allow(amount)
        self.budget.spend(STEP + amount)
        return value

    def _generate(self, source: nodes.Template, *args: Any, **named: Any) -> str:
        return super()._generate(_Counting().visit(source), *args, **named)
