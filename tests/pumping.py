"""Strings made to keep a regular expression busy, derived from its own parse tree."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

# the parser of expressions has no public name, and no types; reading an expression is what these strings are made by
parser: Any = import_module("re._parser")
sre: Any = import_module("re._constants")

ORDINARY = ' \u3000\n\taA1一汉十第个年月日、，。；：:“”"《》（）()<>{}[]-.%…/=!¤'
"""Characters of ordinary text; with those that an expression names they make its alphabet."""
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
SINGLE = (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY)
SEVERAL = 10
"""A repetition that may go on for so long is pumped."""
MOST = 10
"""Of pairs, of mixed pieces, and of ways to a repetition: so many, chosen by the expression itself."""

Node = tuple[Any, Any]


@dataclass(frozen=True)
class Pump:
    """A text that repeats one piece: what stands before it, the piece, and what spoils the match behind it."""

    before: str
    piece: str
    behind: str

    def text(self, length: int) -> str:
        """The text, its repeated part of about so many characters."""
        return self.before + self.piece * (length // len(self.piece)) + self.behind


def pumps(pattern: re.Pattern[Any]) -> Iterator[Pump]:
    """The texts for one expression: each letter, pair of letters and repeated group, behind each way to reach it."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    tree = list(
        parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    )
    letters, spoilers = alphabet(tree)
    dice = random.Random(source.encode("utf-8", "surrogatepass"))
    reached = [found for last in (False, True) for found in repetitions(tree, letters, "", last)]
    prefixes = distinct(before for before, _ in reached if before)
    wholes = [sample(tree, letters, last, many) for last in (False, True) for many in (1, 4)]
    bodies = [sample(body, letters, last, many) for _, body in reached for last in (False, True) for many in (1, 4)]
    pairs = [one + other for one in letters for other in letters if one != other]
    seeds = distinct([*bodies, *wholes, *prefixes])
    mixed = [seed + letter for seed in seeds for letter in letters]
    pieces = [*letters, *some(dice, seeds), *some(dice, pairs), *some(dice, mixed)]
    for piece in distinct(pieces):
        yield from (Pump("", piece, spoiler) for spoiler in spoilers)
    for before in some(dice, prefixes):
        yield from (Pump(before, piece, spoilers[0]) for piece in distinct([*letters, *some(dice, bodies)]))


def possessive_groups(pattern: re.Pattern[Any]) -> list[Node]:
    """The possessive repeats of more than one character, which Python before 3.11.5 matches wrongly."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    repeats = [value for op, value in nodes(list(tree)) if op is sre.POSSESSIVE_REPEAT]
    return [(low, body) for low, _, body in repeats if len(body) != 1 or body[0][0] not in SINGLE]


def some(dice: random.Random, items: list[str]) -> list[str]:
    """The items, or so many of them."""
    return items if len(items) <= MOST else dice.sample(items, MOST)


def distinct(items: Any) -> list[str]:
    """The items that are not empty, each once."""
    return [item for item in dict.fromkeys(items) if item]


def alphabet(tree: list[Node]) -> tuple[list[str], list[str]]:
    """One letter for each set of characters that the expression does not tell apart, and the two least wanted, twice."""
    singles = list({(op, str(value)): (op, value) for op, value in nodes(tree) if op in SINGLE}.values())
    named = [letter for node in singles for letter in mentioned(node)]
    letters: dict[tuple[bool, ...], str] = {}
    for letter in dict.fromkeys([*ORDINARY, *named]):
        letters.setdefault(tuple(takes(node, letter) for node in singles), letter)
    return list(letters.values()), [letters[key] * 2 for key in sorted(letters, key=sum)[:2]]


def nodes(tree: list[Node]) -> Iterator[Node]:
    """All nodes of a parse tree."""
    for node in tree:
        yield node
        for branch in below(node):
            yield from nodes(branch)


def below(node: Node) -> list[list[Node]]:
    """The subtrees of a node."""
    op, value = node
    if op in REPEATS:
        return [list(value[2])]
    if op is sre.SUBPATTERN:
        return [list(value[3])]
    if op is sre.ATOMIC_GROUP:
        return [list(value)]
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [list(value[1])]
    if op is sre.BRANCH:
        return [list(branch) for branch in value[1]]
    if op is sre.GROUPREF_EXISTS:
        return [list(branch) for branch in value[1:] if branch]
    return []


def mentioned(node: Node) -> Iterator[str]:
    """The characters that a node names."""
    op, value = node
    if op in (sre.LITERAL, sre.NOT_LITERAL):
        yield chr(value)
    elif op is sre.IN:
        for kind, item in value:
            if kind is sre.LITERAL:
                yield chr(item)
            elif kind is sre.RANGE:
                yield from (chr(item[0]), chr(item[1]))


def takes(node: Node, letter: str) -> bool:
    """Whether a node matches a character."""
    op, value = node
    if op is sre.LITERAL:
        return bool(ord(letter) == value)
    if op is sre.NOT_LITERAL:
        return bool(ord(letter) != value)
    if op is sre.ANY:
        return letter != "\n"
    held = [kind for kind in value if kind[0] is not sre.NEGATE]
    return any(in_kind(kind, letter) for kind in held) != (len(held) < len(value))


def in_kind(kind: Node, letter: str) -> bool:
    """Whether a part of a character class holds a character."""
    op, value = kind
    if op is sre.LITERAL:
        return bool(ord(letter) == value)
    if op is sre.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    words = str(value).lower().split("_")
    plain = {"digit": letter.isdecimal(), "space": letter.isspace(), "word": letter.isalnum() or letter == "_"}
    return plain[words[-1]] != ("not" in words)


def sample(tree: list[Node], letters: list[str], last: bool, many: int = 1) -> str:
    """A text that the tree takes, lookarounds aside: of its first or its last choices, what repeats so many times."""
    made = ""
    for node in tree:
        op, value = node
        if op in SINGLE:
            fitting = [letter for letter in letters if takes(node, letter)]
            made += fitting[-1 if last else 0] if fitting else ""
        elif op in REPEATS:
            made += sample(list(value[2]), letters, last, many) * max(value[0], min(many, value[1]))
        elif op is sre.BRANCH:
            made += sample(list(value[1][-1 if last else 0]), letters, last, many)
        elif op in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            made += sample(below(node)[0], letters, last, many)
    return made


def repetitions(tree: list[Node], letters: list[str], before: str, last: bool) -> Iterator[tuple[str, list[Node]]]:
    """(a text that leads to it, what is repeated) of each repetition that may go on for long."""
    for node in tree:
        if node[0] in REPEATS and node[1][1] >= SEVERAL:
            yield before, list(node[1][2])
        for branch in below(node):
            yield from repetitions(branch, letters, before, last)
        before += sample([node], letters, last)
