"""A new campaign bears the name of its folder, and says which other samples there are."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from docgen.campaign.load import load
from docgen.cli import cli, commands
from docgen.samples import named, samples
from docgen.workspace import Workspace

commands.register(cli)


@pytest.mark.parametrize(
    "name",
    ["我的活动", "清廉建设提升年", "2026年安全生产月（一季度）", "合规 提升 年", "A & B: 专项 #1", "@甲", "2026"],
)
def test_the_folders_name_is_the_campaigns(tmp_path: Path, name: str) -> None:
    done = CliRunner().invoke(cli, ["init", str(tmp_path / name)])
    assert done.exit_code == 0, done.output
    assert load(tmp_path / name).campaign.activity.name == name
    assert name in done.output
    assert "docgen init --list" in done.output


@pytest.mark.parametrize("sample", sorted(samples()))
def test_a_sample_under_a_new_name_is_sound_and_quotes_no_other(tmp_path: Path, sample: str) -> None:
    done = CliRunner().invoke(cli, ["init", str(tmp_path / "安全提升年"), "--sample", sample])
    assert done.exit_code == 0, done.output
    assert "--list" not in done.output
    text = (tmp_path / "安全提升年" / "活动.yaml").read_text(encoding="utf-8")
    shipped = Path(__file__).parent.parent / "data" / sample / "活动.yaml"
    old = yaml.safe_load(shipped.read_text(encoding="utf-8"))["活动"]["名称"]
    assert f"“{old}”" not in text
    assert [p for p in Workspace(tmp_path / "安全提升年").validate() if p.severity != "info"] == []


def test_a_text_without_a_name_stays_as_it_is() -> None:
    assert named("活动:\n  年度: 2026\n", "甲") == "活动:\n  年度: 2026\n"


def test_init_without_a_folder_lists_the_samples() -> None:
    done = CliRunner().invoke(cli, ["init"])
    assert [name for name in samples() if name not in done.output] == []
