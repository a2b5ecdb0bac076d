"""The verb that explains a rule."""

from __future__ import annotations

import click

from docgen.cli.chinese import Command
from docgen.cli.output import json_option, print_json, reports_json, say


@click.command(cls=Command)
@click.argument("numbers", nargs=-1, metavar="编号...")
@json_option
@reports_json
def rule(numbers: tuple[str, ...], as_json: bool) -> None:
    """看一条规则：查什么、依据哪一条、不对的和对的例子；不写编号就列出全部。

    \b
    例：docgen rule L203
        docgen rule T09 G28
        docgen rule
    """
    from docgen import ruleset

    found = [ruleset.find(number) for number in numbers]
    if as_json:
        print_json({"rules": [ruleset.as_json(rule) for rule in found or ruleset.rules().values()]})
    elif found:
        for place, rule in enumerate(found):
            if place:
                say()
            for line in ruleset.lines(rule):
                say(line)
    else:
        for letter, title, modules in ruleset.TABLES:
            say(f"{title}（{letter}）")
            for rule in ruleset.of(letter, modules):
                say(f"  {rule.number}  {rule.name}")


def register(cli: click.Group) -> None:
    """Put the verb into the group."""
    cli.add_command(rule)
