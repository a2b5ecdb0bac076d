"""The verbs of ledgers: issue and collect."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from docgen.cli.chinese import Command
from docgen.cli.commands import PATH
from docgen.cli.output import json_option, print_json, print_problems, progress, reports_json, say, status

campaign = click.argument("campaign", type=PATH, metavar="数据文件或文件夹")
MOST_LINES = 20
"""Problems shown on the screen; the list has them all."""


@click.command(cls=Command)
@campaign
@click.option("-o", "--out", type=PATH, help="结果放在哪个文件夹（默认是数据文件旁边的 out/台账）")
@click.option("--period", metavar="期间", help="只发某一期，如 2026-06、2026-Q2、2026；不写就发全部各期")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只发给某个单位（编号、全称或简称）；可写几次")
@click.option("--force", is_flag=True, help="覆盖生成以后被改动过的文件")
@json_option
@reports_json
def issue(
    campaign: Path, out: Path | None, period: str | None, units: tuple[str, ...], force: bool, as_json: bool
) -> None:
    """下发台账：每个单位每期一个 Excel，连同报送日历（xlsx 和日历文件）。

    \b
    例：docgen issue 我的活动
        docgen issue 我的活动 --period 2026-06
        docgen issue 我的活动 --period 2026-06 --unit U01
    """
    from docgen.workspace import Workspace

    with progress(as_json) as update:
        issued = Workspace(campaign).issue(out, period, units, force, update)
    made, problems = issued.workbooks, issued.problems
    if as_json:
        lists = {"calendar": [str(p) for p in issued.calendar], "problems": [p.as_json() for p in problems]}
        print_json({"files": [m.as_json() for m in made]} | lists)
    else:
        print_problems(problems)
        count = f"{len({m.unit for m in made})} 个单位、{len({m.period for m in made})} 期"
        say(f"已生成 {len(made)} 个台账，{count}，在 {issued.folder}")
        if issued.calendar:
            say(f"报送日历：{'、'.join(p.name for p in issued.calendar)}")
        say(f"收齐以后：docgen collect {campaign} 收件文件夹{f' --period {period}' if period else ''}")
    raise SystemExit(status(problems))


@click.command(cls=Command)
@campaign
@click.argument("inbox", type=PATH, metavar="收件文件夹")
@click.option("--period", metavar="期间", help="只汇总某一期，如 2026-06；不写就汇总收到的各期，和其后已到截止日的")
@click.option("-o", "--out", type=PATH, help="结果放在哪个文件夹（默认是数据文件旁边的 out/汇总）")
@click.option("--date", "today", metavar="日期", help="按哪一天算逾期、写在催报函上，如 2026-06-23（默认是今天）")
@click.option("--jobs", type=click.IntRange(1, 61), default=2, metavar="数目", help="几个进程一起读")
@click.option("--force", is_flag=True, help="重新汇总，并覆盖生成以后被改动过的文件")
@json_option
@reports_json
def collect(
    campaign: Path,
    inbox: Path,
    period: str | None,
    out: Path | None,
    today: str | None,
    jobs: int,
    force: bool,
    as_json: bool,
) -> None:
    """收回汇总：读收件文件夹里的台账，指出哪一格不对，做出汇总、问题清单、报送情况、退回和催报。

    收件文件夹里的文件不会被改动。子文件夹用日期作名字（如 2026-06-18），就按这一天算收到的日子，否则按文件的修改日期。

    \b
    例：docgen collect 我的活动 收件
        docgen collect 我的活动 收件 --period 2026-06 --date 2026-06-23
    """
    from docgen.workspace import Workspace

    with progress(as_json) as update:
        result = Workspace(campaign).collect(inbox, out, period, day(today), force, jobs, update)
    problems = result.problems
    code = max(status(problems), int(any(u["state"] in ("未报", "退回") for u in result.summary["units"])))
    if as_json:
        print_json(result.summary | {"problems": [*result.summary["problems"], *(p.as_json() for p in result.kept)]})
    else:
        report(result, problems)
    raise SystemExit(code)


def day(text: str | None) -> date | None:
    """The day of --date. Raises WrongUsage."""
    from docgen.core.errors import WrongUsage
    from docgen.wording import parse_date

    if not text:
        return None
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise WrongUsage(f"日期写成了“{text}”，应形如 2026-06-23")
    return found


def report(result: Any, problems: list[Any]) -> None:
    """The gravest problems, who stands where, and where the results are."""
    grave = [p for p in problems if p.severity != "info"]
    print_problems(grave[:MOST_LINES])
    if len(grave) > MOST_LINES:
        say(f"……共 {len(grave)} 处要改或要核实，全部在“问题清单.xlsx”里")
    states: dict[str, int] = {}
    for unit in result.summary["units"]:
        states[unit["state"]] = states.get(unit["state"], 0) + 1
    files = result.summary["files"]
    say(f"收到 {len(files)} 个文件；应报 {sum(states.values())}：{'，'.join(f'{k} {n}' for k, n in states.items())}")
    say("与上次相同，没有重新汇总" if result.unchanged else f"结果在 {result.folder}：")
    for name in sorted(result.summary["outputs"]) if not result.unchanged else ():
        say(f"  {name}")


def register(cli: click.Group) -> None:
    """Put the verbs into the group."""
    for command in (issue, collect):
        cli.add_command(command)
