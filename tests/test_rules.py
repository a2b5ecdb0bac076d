"""Every rule stands in one registry with what it looks at and an example, and no number is written anywhere else."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from docgen import ruleset
from docgen.checking import check
from docgen.core.rules import Stage

SOURCE = Path(ruleset.__file__).parent
NUMBER = re.compile(r"[YLGPTSCRDF]\d{2,3}")
IN_ONE_LINE = (
    "T01", "T03", "T05", "T06", "T08", "T09", "T10", "T11", "T12", "T13", "T14", "T15", "T16", "T17", "T19", "T44",
    "T48",
)  # fmt: skip
"""Rules whose example is a line of text in which they can be seen at work."""


def docgen(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from docgen.cli import main; main()", *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


def literals() -> Iterator[tuple[str, str]]:
    """(module, number) of every rule number that is written as a text of its own."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and NUMBER.fullmatch(node.value):
                yield path.relative_to(SOURCE).as_posix(), node.value


def test_a_number_is_written_once_where_its_rule_is_declared() -> None:
    written = Counter(number for _, number in literals())
    assert {number: count for number, count in written.items() if count > 1} == {}
    assert set(written) == {number for number in ruleset.rules() if NUMBER.fullmatch(number)}


def test_a_rule_says_what_it_looks_at_and_shows_wrong_and_right() -> None:
    lacking = [
        rule.number
        for rule in ruleset.rules().values()
        if not (rule.name and rule.subject and rule.wrong and rule.right)
        or rule.wrong == rule.right
        or rule.subject.endswith("。")
    ]
    assert lacking == []


def test_no_two_rules_of_a_letter_have_one_name() -> None:
    names = Counter((number[0], rule.name) for number, rule in ruleset.rules().items())
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("verb", ["rule", "规则"])
def test_a_rule_is_explained_by_its_number(verb: str) -> None:
    shown = docgen(verb, "l203")
    assert shown.returncode == 0
    assert shown.stdout.startswith("L203")
    assert "看什么" in shown.stdout
    assert "不对的" in shown.stdout


def test_an_unknown_number_is_answered_with_the_nearest() -> None:
    shown = docgen("rule", "L2O3")
    assert shown.returncode == 2
    assert "L203" in shown.stderr


def test_all_rules_are_listed_for_people_and_for_programs() -> None:
    told = json.loads(docgen("rule", "--json").stdout)["rules"]
    assert [rule["number"] for rule in told] == list(ruleset.rules())
    listed = docgen("rule").stdout
    assert all(number in listed for number in ruleset.rules())


@pytest.mark.parametrize("number", IN_ONE_LINE)
@pytest.mark.parametrize("side", ["wrong", "right"])
def test_the_example_of_a_text_rule_is_judged_as_it_says(tmp_path: Path, number: str, side: str) -> None:
    line = getattr(ruleset.rules()[number], side)
    paper = tmp_path / "通知.txt"
    paper.write_text(
        f"关于开展制度清理工作的通知\n各部门：\n{line}\n特此通知。\n华澜能源集团有限公司\n2026年7月20日\n",
        encoding="utf-8",
    )
    (judged,) = check([paper], today=date(2026, 7, 25))
    told = [p.rule.number for p in judged.problems if p.rule.stage is Stage.TEXT and p.place.line == 3]
    assert told == ([number] if side == "wrong" else [])


def test_a_complaint_in_json_tells_its_stage(tmp_path: Path) -> None:
    paper = tmp_path / "通知.txt"
    paper.write_text("关于开展制度清理工作的通知\n各部门：\n各部门要加强管理,落实责任。\n", encoding="utf-8")
    told = json.loads(docgen("check", paper, "--json").stdout)["problems"]
    assert {"text"} == {problem["stage"] for problem in told if problem["rule"].startswith("T")}
