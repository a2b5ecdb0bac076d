"""What commands print: problems as lines or as one JSON object, a count at the end, progress for long work."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from docgen.errors import Problem

json_option = click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象，供程序读取")
Command = Callable[..., Any]


def say(text: str = "") -> None:
    """A line on standard output."""
    click.echo(text)


def print_json(value: dict[str, Any]) -> None:
    """One JSON object on standard output."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_problems(problems: Sequence[Problem]) -> None:
    """The problems, a line each, and how many of which kind, on standard error."""
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo(summary(problems), err=True)


WIDE = 150
"""Columns of a table that goes to a file."""


def print_table(name: str, problems: Sequence[Problem]) -> None:
    """What is wrong with one file, as a table on standard output: place, severity, complaint and cure, clause, rule."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from docgen.errors import SEVERITY_WORDS, STRENGTH_WORDS

    if not problems:
        say(f"{name}：没有问题")
        return
    table = Table(box=None, padding=(0, 1), show_edge=False)
    for heading in ("位置", "级别", "问题和改法", "条款", "规则"):
        table.add_column(heading, overflow="fold", no_wrap=heading != "问题和改法")
    for p in problems:
        number = p.place.paragraph or p.place.line
        where = f"第{number}{'段' if p.place.paragraph else '行'}" if number else "全文"
        clause = " ".join(word for word in (p.clause, STRENGTH_WORDS.get(p.strength or "")) if word)
        table.add_row(where, SEVERITY_WORDS[p.severity], Text(f"{p.message}。{p.cure or ''}"), clause, p.rule)
    say(name)
    Console(width=None if sys.stdout.isatty() else WIDE, soft_wrap=False).print(table)


def summary(problems: Sequence[Problem]) -> str:
    """共 7 处：退回 2，核实 3，提示 2; "" where there are none."""
    if not problems:
        return ""
    counts = [("退回", "error"), ("核实", "warning"), ("提示", "info")]
    parts = [f"{word} {n}" for word, kind in counts if (n := sum(p.severity == kind for p in problems))]
    return f"共 {len(problems)} 处：{'，'.join(parts)}"


def status(problems: Sequence[Problem]) -> int:
    """0 when there is nothing to mend or to look at, else 1."""
    return int(any(problem.severity != "info" for problem in problems))


def reports_json(command: Command) -> Command:
    """With --json a refusal is an object on standard output too, with its exit status."""

    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        from docgen.errors import DocgenError, InvalidInput

        try:
            return command(*args, **options)
        except DocgenError as error:
            if not options.get("as_json"):
                if isinstance(error, InvalidInput):
                    print_problems(error.problems)
                    sys.exit(error.status)
                raise
            problems = [p.as_json() for p in error.problems] if isinstance(error, InvalidInput) else []
            print_json({"error": str(error), "problems": problems})
            sys.exit(error.status)

    return wrapped


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """A progress bar for a terminal; nothing where output goes to a file or is JSON."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    with Progress(
        TextColumn("{task.completed}/{task.total} {task.description}"), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("", total=None)

        def update(done: int, total: int, name: str) -> None:
            if total > 5:
                bar.update(task, completed=done, total=total, description=name)

        yield update
