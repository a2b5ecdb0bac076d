"""The verbs for finished documents: import, check and format."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.chinese import Command
from docgen.cli.commands import PATH
from docgen.cli.ledgers import day
from docgen.cli.output import json_option, print_json, print_problems, print_table, reports_json, say, status, summary
from docgen.core.diagnostic import Diagnostic

if TYPE_CHECKING:
    from docgen.checking import Judged

file = click.argument("file", type=PATH, metavar="文件")
force = click.option("--force", is_flag=True, help="覆盖已有的文件")


@click.command("import", cls=Command)
@file
@click.option(
    "-o", "--out", type=PATH, metavar="数据文件或文件夹", help="写成的数据文件（默认在当前文件夹里用原文件的名字）"
)
@force
@json_option
@reports_json
def bring_in(file: Path, out: Path | None, force: bool, as_json: bool) -> None:
    """把一份现成的公文（.docx、.txt）读成数据文件，明年照着改。

    \b
    例：docgen import 去年的通知.docx -o 今年的活动
        docgen import 去年的通知.docx --json
    """
    from docgen.importing import bring_in as run
    from docgen.importing import told

    target = out if out is not None or as_json else Path(f"{file.stem}.yaml")
    made = run(file, target, force)
    problems = list(made.problems)
    if as_json:
        lists = {"doubts": [p.as_json() for p in problems], "file": str(made.path) if made.path else None}
        print_json(told(made) | lists)
    else:
        print_problems(problems)
        say(f"已写成 {made.path}")
        say(f"核对后：docgen validate {made.path}，再 docgen build {made.path}")
    raise SystemExit(status(problems))


@click.command("format", cls=Command)
@file
@click.option("-o", "--out", type=PATH, required=True, metavar="结果.docx", help="排好版的文件")
@click.option("--templates", type=PATH, metavar="文件夹", help="用自己改过的模板，没有的仍用自带的")
@force
@json_option
@reports_json
def lay_out(file: Path, out: Path, templates: Path | None, force: bool, as_json: bool) -> None:
    """一键排版：文字照原文，发文字号等写成标准的样子，版式按 GB/T 9704-2012 重新排好，原文件不动。

    \b
    例：docgen format 草稿.docx -o 排好的.docx
        docgen format 草稿.txt -o 排好的.docx
    """
    from docgen.importing import lay_out as run

    made = run(file, out, force, templates)
    problems = list(made.problems)
    if as_json:
        print_json({"file": str(made.path), "problems": [p.as_json() for p in problems]})
    else:
        print_problems(problems)
        say(f"已排好 {made.path}。文字和原文核对过：{same_words(problems, made.left_out, made.shown_otherwise)}")
    raise SystemExit(status(problems))


@click.command(cls=Command)
@click.argument("files", type=PATH, metavar="文件或文件夹...", nargs=-1, required=True)
@click.option(
    "--profile", "rules", metavar="名称或文件", help="国标、电子公文、信函、纪要、无版头，或本单位规则的 YAML 文件"
)
@click.option("--render", is_flag=True, help="用 LibreOffice 排出页面再查：首页有无正文、版记和页码的位置、空白页等")
@click.option("--annotate", is_flag=True, help="另存一份“（批注）”，每个问题一条批注，原文件不动")
@click.option("--fix", is_flag=True, help="另存一份“（已改）”，改好标点和版式，文字内容和原文件不动")
@click.option("-o", "--out", type=PATH, metavar="文件夹", help="另存的文件放在哪里（默认在原文件旁边）")
@force
@click.option("--date", "today", metavar="日期", help="按哪一天算成文日期“还没有到”，如 2026-06-30（默认是今天）")
@json_option
@reports_json
def check(
    files: tuple[Path, ...],
    rules: str | None,
    render: bool,
    annotate: bool,
    fix: bool,
    out: Path | None,
    force: bool,
    today: str | None,
    as_json: bool,
) -> None:
    """检查公文：版式逐条对照 GB/T 9704，文字，前后和各文件之间是否一致；活动的文件夹还和数据文件对照。

    \b
    例：docgen check 通知.docx
        docgen check 我的活动
        docgen check 通知.docx --annotate --fix --render
        docgen check 我的模板
        docgen check 通知.docx --profile 本单位规则.yaml
    """
    from docgen.checking import gather
    from docgen.inspecting import inspected, with_pages, written_copies
    from docgen.mending import apart

    when = day(today) if today else None
    campaigns = [path for path in files if is_campaign(path)]
    judged = [item for path in campaigns for item in of_campaign(path, rules, when)]
    if papers := [path for path in files if path not in campaigns]:
        judged += inspected(gather(papers), rules, when)
    if render:
        judged = with_pages(judged)
    problems = [problem for item in judged for problem in item.problems]
    if annotate or fix:
        apart([item.path for item in judged], out)
    copies = [copy for item in judged for copy in written_copies(item, annotate, fix, out, force)]
    if as_json:
        lists = {
            "problems": [p.as_json() for p in problems],
            "copies": [str(copy.path) for copy in copies if copy.path],
            "not_copied": [copy.told for copy in copies if copy.path is None],
        }
        print_json({"files": [str(item.path) for item in judged]} | lists)
    else:
        for item in judged:
            print_table(item.path.name, item.problems)
        say(f"检查了 {len(judged)} 个文件。{summary(problems) or '没有问题'}")
        for copy in copies:
            say(copy.told)
    raise SystemExit(max(status(problems), *(copy.status for copy in copies), 0))


def same_words(problems: Sequence[Diagnostic], left_out: Sequence[str], otherwise: Sequence[str] = ()) -> str:
    """How far the result says what the source says; 一字不差 only where that is true of all that a reader sees."""
    from docgen.gongwen.rules.reading import REWRITTEN_TEXT

    count = sum(p.rule == REWRITTEN_TEXT for p in problems)
    lost = f"{'、'.join(left_out)}没有带进来" if left_out else ""
    taken = f"{'、'.join(otherwise)}当作普通的字带进来了" if otherwise else ""
    if not count and not lost and not taken:
        return "除空格和分行外，和原文一字不差"
    changed = f"有{count}处和原文写法不同" if count else "正文除空格和分行外没有改动"
    return "，".join(filter(None, (changed, lost, taken, "已逐处列出")))


def of_campaign(path: Path, rules: str | None, when: date | None) -> list[Judged]:
    """The data file and its documents judged; only for those is the whole of docgen loaded."""
    from docgen.workspace import Workspace

    return Workspace(path).check(rules, when)


def is_campaign(path: Path) -> bool:
    """Whether a path is a data file, or a folder with one."""
    from docgen.campaign import DATA_FILES

    return path.suffix.lower() in (".yaml", ".yml") or any(os.path.isfile(path / name) for name in DATA_FILES)


def register(cli: click.Group) -> None:
    """Put the verbs into the group."""
    for command in (bring_in, check, lay_out):
        cli.add_command(command)
