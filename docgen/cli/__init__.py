"""The command line: arguments in, one Workspace call, lines out. Heavy imports wait until a command runs."""

from __future__ import annotations

import sys

import click

from docgen import __version__
from docgen.cli.chinese import ALIASES, Commands, speak_chinese


@click.group(
    cls=Commands,
    epilog=f"命令也可以写中文：{'、'.join(ALIASES)}。",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version", message="docgen %(version)s", help="显示版本")
def cli() -> None:
    """一个数据文件，生成一整套规范的公文。

    \b
    先看样子：docgen demo
    新建一个：docgen init 我的活动
    检查数据：docgen validate 我的活动
    生成公文：docgen build 我的活动
    导入旧文：docgen import 去年的通知.docx
    检查版式：docgen check 通知.docx
    一键排版：docgen format 草稿.docx -o 排好的.docx
    下发台账：docgen issue 我的活动
    收回汇总：docgen collect 我的活动 收件
    写总结通报：docgen report 我的活动
    查数的出处：docgen trace 我的活动 整改率
    """


def main() -> None:
    """Run the command line; whoever stops it before a command runs is told no more than that."""
    try:
        run()
    except KeyboardInterrupt:
        click.echo("已中断", err=True)
        sys.exit(130)


def run() -> None:
    """Run a command; output survives a console that cannot show a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    speak_chinese()
    from docgen.cli import commands, ledgers, numbers, papers, reports

    commands.register(cli)
    ledgers.register(cli)
    reports.register(cli)
    papers.register(cli)
    cli.add_command(numbers.number)
    cli(prog_name="docgen")
