"""Click in Chinese: its own texts, verbs under their Chinese names, and errors as sentences with exit statuses."""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Any

import click

LOCALE = Path(__file__).with_name("locale")
ALIASES = {
    "演示": "demo",
    "新建": "init",
    "校验": "validate",
    "生成": "build",
    "字号": "number",
    "下发": "issue",
    "发台账": "issue",
    "收台账": "collect",
    "汇总": "collect",
    "报告": "report",
    "出处": "trace",
    "核对": "verify",
    "导入": "import",
    "检查": "check",
    "排版": "format",
    "体检": "doctor",
    "规则": "rule",
}
"""Chinese names of the verbs."""


def speak_chinese() -> None:
    """Let click's own words (用法、选项、错误) be Chinese."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("messages", str(LOCALE))


class Command(click.Command):
    """A command whose usage line is Chinese, and whose temporary files stand together."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        from docgen.scratch import scratch

        with scratch():
            return super().invoke(ctx)


class Commands(click.Group):
    """A group that knows Chinese verbs, suggests the nearest one, and turns a DocgenError into an exit status."""

    aliases = ALIASES
    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("options_metavar", "[选项]")
        options.setdefault("subcommand_metavar", "命令 [参数]...")
        super().__init__(*args, **options)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of an English or Chinese name."""
        return super().get_command(ctx, self.aliases.get(cmd_name, cmd_name))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command; a name that is none gets a suggestion."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            from docgen.core.nearest import meant

            names = [*self.list_commands(ctx), *self.aliases]
            near = meant(name, names)
            hint = f"，{near}" if near else f"。可以用：{'、'.join(names)}"
            raise click.UsageError(f"没有“{name}”这个命令{hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what goes wrong becomes a message and its status, an interruption 130."""
        from docgen.cli.output import told
        from docgen.core.errors import DocgenError

        try:
            return super().invoke(ctx)
        except DocgenError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.status)
        except (OSError, UnicodeEncodeError) as error:
            click.echo(str(told(error)), err=True)
            ctx.exit(3)
        except KeyboardInterrupt as stop:
            click.echo(f"已中断。{stop}" if str(stop) else "已中断", err=True)
            ctx.exit(130)
