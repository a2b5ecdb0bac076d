"""Check finds each fault of a file at its place, and nothing in the file without one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from docgen.core.rules import GRAVITY
from tests.gongwen.faults import FAULTS, Fault, File, conforming
from tests.gongwen.test_import_messy import json_of

ALLOWED = {
    "G54": "where the page number of a landscape page falls is left to a person (clause 8)",
}
"""Hints that the conforming file may get, with the reason; an error or a warning never."""

Diagnostic = dict[str, Any]


def checked(path: Path) -> list[Diagnostic]:
    """What check finds."""
    found: list[Diagnostic] = json_of("check", path)["problems"]
    return found


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return conforming(tmp_path_factory.mktemp("范文") / "范文.docx")


@pytest.fixture(scope="module")
def unfaulted(sound: Path) -> list[Diagnostic]:
    return checked(sound)


def bare(text: str) -> str:
    """A text without blanks."""
    return re.sub(r"\s", "", text)


def told(problem: Diagnostic) -> str:
    """All that a problem says."""
    return " ".join(problem[key] or "" for key in ("message", "found", "expected", "cure"))


def fits(problem: Diagnostic, fault: Fault) -> bool:
    """Whether a problem is of this fault's rule, clause and gravity and names it, wherever it stands."""
    return (
        (not fault.rules or problem["rule"] in fault.rules.split())
        and (fault.clause is None or (problem["clause"] or "").startswith(fault.clause))
        and GRAVITY[problem["severity"]] <= GRAVITY[fault.least]
        and any(word in told(problem) for word in fault.words.split("|"))
    )


def stands(problem: Diagnostic, fault: Fault, file: File) -> bool:
    """Whether a problem names the fault's paragraph: its number and how it begins."""
    if fault.place is None:
        return True
    text = bare(problem["text"] or "")
    for start in fault.place.split("|"):
        words = bare(start.strip("↓$"))
        if text and (text.startswith(words) or words.startswith(text)):
            return problem["paragraph"] in {number for number, _ in file.matches(start)}
    return False


def shown(problems: list[Diagnostic]) -> list[str]:
    """The problems in short, for a failed test."""
    return [
        f"{p['rule']} {p['clause']} {p['severity']} ¶{p['paragraph']} {p['text']}: {p['message']}" for p in problems
    ]


def test_the_conforming_file_is_without_fault(unfaulted: list[Diagnostic]) -> None:
    assert shown([p for p in unfaulted if p["severity"] != "info" or p["rule"] not in ALLOWED]) == []


@dataclass(frozen=True)
class Judged:
    """A file with a fault, and what check finds in it."""

    fault: Fault
    file: File
    problems: list[Diagnostic]


@pytest.fixture(scope="module", params=FAULTS, ids=lambda fault: fault.name)
def judged(request: pytest.FixtureRequest, sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    file = File(sound)
    request.param.change(file)
    return Judged(request.param, file, checked(file.write(tmp_path_factory.mktemp("错例") / "错例.docx")))


def test_a_fault_is_found_at_its_place(judged: Judged, unfaulted: list[Diagnostic]) -> None:
    known = [told(problem) for problem in unfaulted]
    new = [problem for problem in judged.problems if told(problem) not in known]
    found = [p for p in new if fits(p, judged.fault) and stands(p, judged.fault, judged.file)]
    assert found, "\n".join(shown(judged.problems))
    assert ({problem["rule"] for problem in unfaulted} - ALLOWED.keys()).isdisjoint(judged.fault.rules.split())


def test_what_is_said_of_a_fault_is_whole(judged: Judged) -> None:
    for problem in judged.problems:
        assert re.search("[\u4e00-\u9fff]", problem["message"])
        assert re.fullmatch(r"[A-Z]\d{2}", problem["rule"])
        assert problem["severity"] in GRAVITY
        if problem["rule"].startswith("G"):
            assert_plain(problem)
        if problem["strength"] in {"usual", "recommended"} and problem["rule"].startswith("G"):
            assert problem["severity"] != "error", problem["message"]


UNKIND = re.compile(r"[右左]空-|U\+|\b(?=\d*[A-F])[0-9A-F]{6}\b|的的|是没有|，，|。|[（(]共\d+处|\d\.\d{3}")
"""What no layout rule says to a clerk: numbers below zero, codes, doubled words, more digits than can be measured."""


def assert_plain(problem: Diagnostic) -> None:
    """What a layout rule says is one sentence in the field's words, and the cure one that asks for something."""
    for part in (problem["message"], problem["cure"]):
        assert not UNKIND.search(re.sub("“[^”]*”", "", part)), part
    assert problem["cure"].startswith(("请", "不必改；如果", "日期右空")), problem["cure"]
    assert ("可以" in problem["message"]) == problem["cure"].startswith("不必改"), problem["message"]


def test_a_fault_changes_what_it_says_and_nothing_is_listed_twice(sound: Path) -> None:
    assert len(FAULTS) >= 64
    assert [name for name, count in Counter(fault.name for fault in FAULTS).items() if count > 1] == []
    whole = content(File(sound))
    for fault in FAULTS:
        file = File(sound)
        fault.change(file)
        assert content(file) != whole, fault.name
        assert fault.place is None or any(map(file.matches, fault.place.split("|"))), fault.name


def content(file: File) -> dict[str, bytes]:
    """The parts of a file, canonical."""
    return {name: etree.tostring(tree, method="c14n") for name, tree in file.trees.items()}
