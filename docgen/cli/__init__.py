"""The command line: arguments in, one Workspace call, lines out. Heavy imports wait until a command runs."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from docgen import __version__
from docgen.cli.chinese import ALIASES, Commands, speak_chinese
from docgen.cli.output import told


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
    in_utf8()
    status: str | int | None = 0
    try:
        run()
    except SystemExit as end:
        status = end.code
    except KeyboardInterrupt:
        click.echo("已中断", err=True)
        status = 130
    except OSError as error:  # of a stream: commands tell what they meet themselves
        with suppress(OSError):
            click.echo(str(told(error)), err=True)
        status = 3
    sys.exit(delivered(status))


def in_utf8() -> None:
    """Start again in Python's UTF-8 mode where the locale has no Chinese letters: no file could be found by its name."""
    try:
        "公文".encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        os.environ["PYTHONUTF8"] = "1"  # for the processes that are started, too
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def delivered(status: str | int | None) -> str | int | None:
    """The exit status, 3 where not all that was printed could be written."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # Python tries again when it ends
            status = 3
    return status


def run() -> None:
    """Run a command; output survives a console that cannot show a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    speak_chinese()
    from docgen.cli import commands, ledgers, numbers, papers, reports, rules

    commands.register(cli)
    ledgers.register(cli)
    reports.register(cli)
    papers.register(cli)
    rules.register(cli)
    cli.add_command(numbers.number)
    cli(prog_name="docgen")
