"""No regular expression takes more than work in proportion to its text, whatever the text."""

from __future__ import annotations

import re
import signal
import time
from collections import deque
from functools import cache
from typing import Any

import pytest

from tests.expressions import ROOT, Expression, expressions
from tests.pumping import Pump, possessive_groups, pumps

LENGTH, LONGER = 3000, 4
"""Characters of a text, and how much longer the other text is."""
NOTHING = 0.0004
"""Seconds that work which grows with the square of the length cannot go below."""
BOUND = 9
"""A text that is four times as long costs four times as much, or sixteen times where the cost grows with the square."""
ROUNDS = 4
STOPPED = 1.0
"""Seconds after which a search is given up."""
NOUNS = sorted({path.relative_to(ROOT).parts[0].removesuffix(".py") for path in ROOT.rglob("*.py")})

all_expressions = cache(expressions)


class Stopped(Exception):
    """A search that was given up."""


def stop(*_: object) -> None:
    raise Stopped


def cost(pattern: re.Pattern[Any], way: str, text: str) -> float:
    """Seconds of this process's work; without end where it was given up."""
    data = text.encode() if isinstance(pattern.pattern, bytes) else text
    before = signal.signal(signal.SIGVTALRM, stop)
    start = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, STOPPED)
    try:
        if way == "search":
            deque(pattern.finditer(data), maxlen=0)
        else:
            getattr(pattern, way)(data)
    except Stopped:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - start


def grows(pattern: re.Pattern[Any], way: str, pump: Pump) -> bool:
    """Whether the cost grows faster than the text, in each of several rounds."""
    text, longer = pump.text(LENGTH), pump.text(LENGTH * LONGER)
    if (first := cost(pattern, way, text)) < NOTHING or first == float("inf"):
        return first > NOTHING
    for _ in range(ROUNDS):
        short = min(cost(pattern, way, text) for _ in range(3))
        if short < NOTHING or min(cost(pattern, way, longer) for _ in range(2)) < BOUND * short:
            return False
    return True


def slow(expression: Expression) -> Pump | None:
    """The first text on which an expression takes too long."""
    pattern, ways = expression.pattern, expression.ways
    if "search" in ways:
        ways -= {"match"}  # a search begins as a match
    return next((pump for pump in pumps(pattern) for way in sorted(ways) if grows(pattern, way, pump)), None)


def test_every_pattern_can_be_told_from_the_source() -> None:
    found, untold = all_expressions()
    assert untold == []
    assert len(found) > 500


@pytest.mark.parametrize("noun", NOUNS)
def test_the_work_of_every_expression_grows_with_its_text_only(noun: str) -> None:
    mine = [e for e in all_expressions()[0] if re.match(rf"docgen/{noun}\b", e.place)]
    assert [(e.place, e.pattern.pattern, pump) for e in mine if (pump := slow(e))] == []


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("(?:a+b?)+$", "match"), (r"\s+$", "search"), ("“[^”]*”", "search"), (r"^(.*?)\s*x$", "match"),
        ("(?:[元次][次]?)+$", "match"), (r"[a-z]*\d?[a-z]*!", "fullmatch"), ("(?:[^：]{2,8}：[^：]{0,24})+", "fullmatch"),
    ],
)  # fmt: skip
def test_an_expression_that_backtracks_is_found(source: str, way: str) -> None:
    assert slow(Expression("", re.compile(source), frozenset({way}))) is not None


@pytest.mark.parametrize("source", [r"(?<!\s)\s++$", "“[^“”]*”", "^(?:[元次])++$", "^(?:[^：]{2,8}：)*+x"])
def test_an_expression_that_is_bounded_by_its_form_is_let_pass(source: str) -> None:
    assert slow(Expression("", re.compile(source), frozenset({"match", "search", "fullmatch"}))) is None


def test_no_group_is_repeated_possessively_since_early_pythons_match_it_wrongly() -> None:
    found, _ = all_expressions()
    assert [each.place for each in found if possessive_groups(each.pattern)] == []
    assert possessive_groups(re.compile("(?:甲|乙丙)*+"))
    assert not possessive_groups(re.compile("(?>(?:甲|乙丙)*)丁++[甲乙]*+"))
