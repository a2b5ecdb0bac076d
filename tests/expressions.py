"""Every regular expression of the package, read out of its source: where it stands, what it is, how it is used."""

from __future__ import annotations

import ast
import builtins
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

ROOT = Path(__file__).parent.parent / "docgen"
WAYS = {
    "match": "match", "fullmatch": "fullmatch", "search": "search", "sub": "search", "subn": "search",
    "split": "search", "findall": "search", "finditer": "search",
}  # fmt: skip
"""What a method of a pattern does: it tries at the beginning, on the whole, or at every place."""


@dataclass(frozen=True)
class Expression:
    """A regular expression, its place, and the ways in which it is used (all, where its name does not tell)."""

    place: str
    pattern: re.Pattern[Any]
    ways: frozenset[str]


class Word(str):
    """What stands for a value that only a call knows: a plain word, whose parts are such words."""

    def __getitem__(self, key: Any) -> str:
        return super().__getitem__(key) if isinstance(key, slice) else Word("甲")

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        return Word("甲")


class Names(dict[str, Any]):
    """The names of a module and of one function; any other name is a word."""

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name):
            raise KeyError(name)
        return Word("甲")


def expressions() -> tuple[list[Expression], list[str]]:
    """All expressions, and the places where a pattern is used that the source does not tell."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}
    uses = named_uses({dotted(path): tree for path, tree in trees.items()})
    found: dict[tuple[str | bytes, int], Expression] = {}
    untold: list[str] = []
    for path, tree in trees.items():
        for place, value, ways in in_module(path, tree, uses):
            if isinstance(value, str):
                untold.append(f"{place}: {value}")
                continue
            before = found.get((value.pattern, value.flags))
            known = before.ways if before else frozenset()
            found[value.pattern, value.flags] = Expression(before.place if before else place, value, ways | known)
    return list(found.values()), untold


def in_module(
    path: Path, tree: ast.Module, uses: dict[tuple[str, str], set[str]]
) -> Iterator[tuple[str, re.Pattern[Any] | str, frozenset[str]]]:
    """(place, pattern or the code that does not tell it, ways) of each expression of a module."""
    module = importlib.import_module(dotted(path))
    called: set[ast.expr] = set()
    for call, around, name in calls(tree):
        called.add(call.func)
        place = f"{path.relative_to(ROOT.parent)}:{call.lineno}"
        local = assigned(around) if around else {}
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        ways = {WAYS[method]} if method in WAYS else uses.get((module.__name__, name), set(WAYS.values()))
        try:
            yield place, pattern_of(call, Names(vars(module)), local), frozenset(ways)
        except (TypeError, AttributeError, re.error):
            yield place, ast.unparse(call), frozenset(ways)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_of_re(node) and node not in called:
            yield f"{path.relative_to(ROOT.parent)}:{node.lineno}", ast.unparse(node), frozenset()


def dotted(path: Path) -> str:
    """The name of a module; a program that runs when it is imported stands for its package."""
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(part for part in parts if part not in ("__init__", "__main__"))


def is_of_re(node: ast.AST) -> bool:
    """Whether a node is re.compile or another function of re that takes a pattern."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "re"
        and node.attr in {*WAYS, "compile"}
    )


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.FunctionDef | None, str]]:
    """Each call of a function of re, the function round it, and the name it is given in the module."""

    def inside(node: ast.AST, around: ast.FunctionDef | None, name: str) -> Iterator[Any]:
        if isinstance(node, ast.Assign):
            plain = node.targets[0]
            name = plain.id if isinstance(plain, ast.Name) and isinstance(node.value, ast.Call) else ""
        if isinstance(node, ast.FunctionDef):
            around = node
        if isinstance(node, ast.Call) and is_of_re(node.func):
            yield node, around, "" if around else name
        for child in ast.iter_child_nodes(node):
            yield from inside(child, around, name)

    yield from inside(tree, None, "")


def assigned(function: ast.FunctionDef) -> dict[str, ast.expr]:
    """What the names of a function are first set to."""
    found: dict[str, ast.expr] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, node.value)
    return found


def pattern_of(call: ast.Call, names: Names, local: dict[str, ast.expr]) -> re.Pattern[Any]:
    """The pattern that a call is given, with its flags."""
    first = call.args[0]
    if isinstance(first, ast.Name) and first.id not in names:
        first = local[first.id] if first.id in local else ast.Constant(None)
    value = eval(code(first), names)
    if isinstance(value, re.Pattern):
        return value
    others = [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == "flags")]
    flags = [eval(code(other), names) for other in others if re.fullmatch(r"re\.[A-Z]+.*", ast.unparse(other))]
    return re.compile(value if isinstance(value, bytes) else str.__str__(value), flags[0] if flags else 0)


def code(expression: ast.expr) -> CodeType:
    """An expression of the source, ready to be worked out."""
    return compile(ast.fix_missing_locations(ast.Expression(expression)), "<source>", "eval")


def named_uses(trees: dict[str, ast.Module]) -> dict[tuple[str, str], set[str]]:
    """How the pattern of a name of a module is used, there or where it is imported; all ways where it is handed on."""
    uses: dict[tuple[str, str], set[str]] = defaultdict(set)
    for module, tree in trees.items():
        home = {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        plain: set[ast.AST] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                name = node.value.id
                if node.attr in {*WAYS, "pattern", "flags"}:
                    uses[home.get(name, (module, name))] |= {WAYS[node.attr]} if node.attr in WAYS else set()
                    plain.add(node.value)
                elif name in home:  # patterns.NUMBER, of a module that is imported
                    uses[".".join(home[name]), node.attr] |= set(WAYS.values())
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in plain:
                uses[home.get(node.id, (module, node.id))] |= set(WAYS.values())
    return uses
