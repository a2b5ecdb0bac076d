"""A register that begins in the middle of a year: where the first number is given, the way to a later one is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli import cli, numbers
from docgen.register import Entry
from docgen.workspace import Workspace
from tests.conftest import notice

cli.add_command(numbers.number)


def test_the_first_number_of_a_year_says_how_to_begin_later(campaign: Callable[..., Workspace]) -> None:
    workspace = campaign(文件=[notice(发文字号="自动")])
    _, problems = workspace.build()
    (told,) = [p for p in problems if p.rule.number == "Y69"]
    assert told.severity == "info"
    used, freed = re.findall(r"docgen number (use \S+|free \S+)", told.cure or "")
    assert (used, freed) == ("use 华澜发〔2026〕14号", "free 华澜发〔2026〕1号")
    workspace.register.use(Entry("华澜发", 2026, 14, title="以前的文件"))
    workspace.register.give_back("华澜发", 2026, 1, "从15号起")
    made, again = Workspace(workspace.path).build()
    assert [item.number for item in made] == ["华澜发〔2026〕15号"]
    assert [p for p in again if p.rule.number == "Y69"] == []


@pytest.mark.parametrize("more", [[], ["--peek"]])
def test_the_first_number_that_is_shown_says_how_to_begin_later(tmp_path: Path, more: list[str]) -> None:
    where = ["--register", str(tmp_path / "簿.db")]
    first = CliRunner().invoke(cli, ["number", "next", "华澜发", "2026", *more, *where])
    assert (first.exit_code, first.stdout) == (0, "华澜发〔2026〕1号\n")
    assert "docgen number use 华澜发〔2026〕14号" in first.stderr
    CliRunner().invoke(cli, ["number", "use", "华澜发〔2026〕14号", "--title", "甲", *where])
    later = CliRunner().invoke(cli, ["number", "next", "华澜发", "2026", *more, *where])
    assert (later.stdout, later.stderr) == ("华澜发〔2026〕15号\n", "")
