"""What the README says is true: its example builds, its commands exist, every kind and ledger is named."""

from __future__ import annotations

import gettext
import re
import textwrap
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from docgen import rules_page
from docgen.campaign import reference
from docgen.cli import chinese, cli, commands, ledgers, numbers, papers, reports, rules
from docgen.documents import KINDS, report_page
from docgen.gongwen.profile import house
from docgen.ledgers.spec import preset_names
from docgen.workspace import Workspace

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def verbs() -> dict[str, click.Command]:
    commands.register(cli)
    ledgers.register(cli)
    reports.register(cli)
    papers.register(cli)
    rules.register(cli)
    cli.add_command(numbers.number)
    return dict(cli.commands)


def test_the_example_of_the_readme_builds(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    (tmp_path / "活动.yaml").write_text(example.group(1), encoding="utf-8")
    made, problems = Workspace(tmp_path).build()
    assert [item.path.name for item in made] == ["华澜发〔2026〕1号 关于印发《“合规管理强化年”实施方案》的通知.docx"]
    assert [p.rule.number for p in problems] == ["Y69"]  # the first number of a year


def test_the_ledger_example_of_the_readme_is_sound_and_issues(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)[1]
    (tmp_path / "活动.yaml").write_text(example, encoding="utf-8")
    workspace = Workspace(tmp_path)
    assert workspace.validate() == []
    issued = workspace.issue(tmp_path / "out", "2026-06")
    assert [item.path.name for item in issued.workbooks] == [
        "U01 一公司 2026年6月台账.xlsx",
        "U02 二公司 2026年6月台账.xlsx",
    ]


def test_every_command_is_in_the_readme_and_has_help() -> None:
    assert [name for name, command in verbs().items() if f"docgen {name}" not in README or not command.help] == []


def test_every_command_the_readme_names_exists() -> None:
    named = set(re.findall(r"docgen ([a-z]+)", README)) - {"turns", "calls"}
    assert named - set(verbs()) == set()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_row_in_the_readme(kind: str) -> None:
    assert f"| {kind} |" in README


@pytest.mark.parametrize("ledger", preset_names())
def test_every_built_in_ledger_is_in_the_readme(ledger: str) -> None:
    assert ledger in README


def test_the_page_of_rules_is_up_to_date() -> None:
    assert (ROOT / "docs" / "规则.md").read_text(encoding="utf-8") == rules_page.text()


def test_the_house_rules_of_the_readme_are_taken(tmp_path: Path) -> None:
    example = next(e for e in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL) if "依据" in e)
    (tmp_path / "本单位.yaml").write_text(textwrap.dedent(example), encoding="utf-8")
    assert house(tmp_path / "本单位.yaml").overridden >= {"行距", "页码位置"}


def test_the_two_commands_of_the_readme_stand_in_the_scripts() -> None:
    assert "python -m pip install . && docgen demo" in README
    assert "bash scripts/test.sh" in README
    assert "bash scripts/test.sh" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_page_of_all_keys_is_up_to_date_and_its_example_builds(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "数据文件.md").read_text(encoding="utf-8")
    assert page == reference.text()
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    document = "文件:\n  - {类型: 实施方案, 标题: 方案, 正文: 见附件。, 附件: [{台账: 信访举报台账}]}\n"
    head = "活动: {名称: 甲, 年度: 2026, 主办: 乙单位}\n"
    (tmp_path / "活动.yaml").write_text(head + document + example.group(1), encoding="utf-8")
    made, problems = Workspace(tmp_path).build()
    assert (len(made), problems) == (1, [])


def test_the_picture_of_the_readme_is_there() -> None:
    assert (ROOT / "docs" / "pages.png").stat().st_size > 10_000


def test_no_kind_lacks_its_template() -> None:
    missing = [
        k.template for k in KINDS.values() if not (ROOT / "templates" / "docx" / f"{k.template}.docx").is_file()
    ]
    assert missing == []


def test_the_page_of_figures_and_reports_is_up_to_date() -> None:
    assert (ROOT / "docs" / "总结和通报.md").read_text(encoding="utf-8") == report_page.text()


def test_the_report_example_of_the_readme_is_sound(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)[2]
    (tmp_path / "活动.yaml").write_text(example, encoding="utf-8")
    assert Workspace(tmp_path).validate() == []


def test_the_compiled_words_of_click_say_what_the_text_says() -> None:
    folder = Path(chinese.__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as written, (folder / "messages.mo").open("rb") as compiled:
        words = {message.id: message.string for message in read_po(written, locale="zh_CN") if message.id}
        catalogue = gettext.GNUTranslations(compiled)
    plural = {id[0]: list(string or ())[0] for id, string in words.items() if isinstance(id, tuple)}
    single = {id: string for id, string in words.items() if isinstance(id, str)}
    assert len(words) > 20
    assert {id: catalogue.ngettext(id, id, 2) for id in plural} == plural
    assert {id: catalogue.gettext(id) for id in single} == single
