"""What commands print: problems as lines or as one JSON object, a count at the end, progress for long work."""

from __future__ import annotations

import functools
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from docgen.core.diagnostic import Diagnostic
    from docgen.core.errors import DocgenError

json_option = click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象，供程序读取")
Command = Callable[..., Any]


LOST = "结果显示不出来或写不进去（{}）。请检查磁盘空间，或换一个地方再运行；已经生成的文件不受影响"


@contextmanager
def printing() -> Iterator[None]:
    """Around what goes to standard output. Raises Unavailable where it cannot be written."""
    try:
        yield
    except OSError as error:
        raise told(error) from error


def say(text: str = "") -> None:
    """A line on standard output."""
    with printing():
        click.echo(text)


def print_json(value: dict[str, Any]) -> None:
    """One JSON object on standard output."""
    import json

    with printing():
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_problems(problems: Sequence[Diagnostic]) -> None:
    """The problems, a line each, and how many of which kind, on standard error."""
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo(summary(problems), err=True)


WIDE = 150
"""Columns of a table that goes to a file."""
MOST_ROWS, FIRST_PLACES = 3, 8
"""So many findings of one kind stand each in its row; so many places are told of those that share one."""
SHORT = 12
"""A piece of so many characters is shown with its place where the pieces differ."""


def print_table(name: str, problems: Sequence[Diagnostic]) -> None:
    """What is wrong with one file, as a table on standard output: place, severity, complaint and cure, clause, rule."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from docgen.core.rules import SEVERITY_WORDS, STRENGTH_WORDS

    if not problems:
        say(f"{name}：没有问题")
        return
    table = Table(box=None, padding=(0, 1), show_edge=False)
    for heading in ("位置", "级别", "问题和改法", "条款", "规则"):
        table.add_column(heading, overflow="fold", no_wrap=heading != "问题和改法")
    for group in joined(problems):
        p = group[0]
        graded = p.severity == "info" or p.strength not in ("practice", "recommended")  # else it judges what is said
        strength = STRENGTH_WORDS[p.strength] if graded and p.strength else ""
        clause = " ".join(word for word in (p.clause, strength) if word)
        where, again = spot(p), ""
        if len(group) > 1:
            again = f"。这样的共{len(group)}处：{places(group)}"
            where += "等"
        table.add_row(
            where, SEVERITY_WORDS[p.severity], Text(f"{p.message}。{p.cure or ''}{again}"), clause, p.rule.number
        )
    say(name)
    with printing():
        Console(width=None if on_terminal(sys.stdout) else WIDE, soft_wrap=False).print(table)


def places(group: Sequence[Diagnostic]) -> str:
    """Where the problems of a group stand, a place of several with their number; the first places where they are many."""
    from docgen.core.rules import Stage

    differ = len({p.found for p in group if p.rule.stage is Stage.TEXT}) > 1
    spots = Counter(spot(p) + (f"“{p.found}”" if differ and p.found and len(p.found) <= SHORT else "") for p in group)
    told = [f"{where}（{n}处）" if n > 1 else where for where, n in spots.items()]
    more = "……（加 --annotate 逐处标出）" if len(told) > FIRST_PLACES else ""
    return "、".join(told[:FIRST_PLACES]) + more


def joined(problems: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
    """The problems with many of one kind as one group, where the first stands: a rule of layout or text, one cure.

    What differs between many findings of one kind is the place.
    """
    from docgen.core.rules import Stage

    mechanical = (Stage.LAYOUT, Stage.TEXT, Stage.READING)
    kinds: dict[tuple[str, ...], list[Diagnostic]] = {}
    for p in problems:
        kinds.setdefault(alike(p), []).append(p)
    made, told = [], set()
    for p in problems:
        key = alike(p)
        if len(kinds[key]) <= MOST_ROWS or p.rule.stage not in mechanical:
            made.append([p])
        elif key not in told:
            told.add(key)
            made.append(kinds[key])
    return made


def alike(problem: Diagnostic) -> tuple[str, ...]:
    """What problems of one kind have in common: what is typed, counted and put in its place may differ."""
    from docgen.core.rules import Stage

    message, cure = kind_of(problem.message), kind_of(problem.cure or "")
    if problem.rule.stage is Stage.TEXT:
        message, cure = re.split("[：（]", message)[0], re.split("[；的]", cure)[0]
    return problem.rule.number, problem.severity, message, cure


def kind_of(message: str) -> str:
    """A message without what it quotes and counts."""
    return re.sub(r"“[^”]{0,200}”|[0-9.、]+", "", message).replace("等处", "").replace("共处", "")


def spot(problem: Diagnostic) -> str:
    """Where a problem stands in its file, as a person finds it."""
    place = problem.place
    if place.paragraph:
        return place.cell or f"第{place.paragraph}段"
    return f"第{place.line}行" if place.line else "全文"


def summary(problems: Sequence[Diagnostic]) -> str:
    """共 7 处：退回 2，核实 3，提示 2; "" where there are none."""
    if not problems:
        return ""
    counts = [("退回", "error"), ("核实", "warning"), ("提示", "info")]
    parts = [f"{word} {n}" for word, kind in counts if (n := sum(p.severity == kind for p in problems))]
    return f"共 {len(problems)} 处：{'，'.join(parts)}"


def status(problems: Sequence[Diagnostic]) -> int:
    """0 when there is nothing to mend or to look at, else 1."""
    return int(any(problem.severity != "info" for problem in problems))


def on_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads along; a stream may have been closed by whoever started the program."""
    return stream is not None and stream.isatty()


def told(error: OSError | UnicodeEncodeError) -> DocgenError:
    """What the system would not do, in words. A pipe that nobody reads any more is none of it, but the end."""
    from docgen.core.errors import Unavailable, reason, refusal

    if isinstance(error, BrokenPipeError):
        raise error
    if isinstance(error, OSError) and error.filename is None:  # a stream that was open already
        return Unavailable(LOST.format(reason(error)))
    return refusal(error)


def reports_json(command: Command) -> Command:
    """With --json a refusal is an object on standard output too, with its exit status."""

    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        from docgen.core.errors import DocgenError, InvalidInput

        try:
            return command(*args, **options)
        except (DocgenError, OSError, UnicodeEncodeError) as raised:
            error = raised if isinstance(raised, DocgenError) else told(raised)
            if not options.get("as_json"):
                if isinstance(error, InvalidInput):
                    print_problems(error.problems)
                    sys.exit(error.status)
                raise error from raised
            problems = [p.as_json() for p in error.problems] if isinstance(error, InvalidInput) else []
            print_json({"error": str(error), "problems": problems})
            sys.exit(error.status)

    return wrapped


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """A progress bar for a terminal; nothing where output goes to a file or is JSON."""
    if quiet or not on_terminal(sys.stderr):
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
