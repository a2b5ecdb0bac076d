"""The verbs of reports: report, trace and verify."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.chinese import Command
from docgen.cli.commands import PATH
from docgen.cli.output import json_option, print_json, print_problems, progress, reports_json, say, status

campaign = click.argument("campaign", type=PATH, metavar="数据文件或文件夹")
source = click.option(
    "--from", "source", type=PATH, metavar="文件夹", help="汇总结果在哪（默认是数据文件旁边的 out/汇总）"
)


@click.command(cls=Command)
@campaign
@source
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="类型",
    help="只做某一种报告，写它的类型，如 总结报告、通报、岗位风险提示卡；可写几次",
)
@click.option("--period", metavar="期间", help="只做某一期的，如 2026-06、2026-Q2")
@click.option("-o", "--out", type=PATH, help="结果放在哪个文件夹（默认是数据文件旁边的 out/报告）")
@click.option("--draft", is_flag=True, help="草稿：算不出来的数写成【缺：…】，不取文号")
@click.option("--annotate", is_flag=True, help="另做一份核对稿，每个数都有批注说明出处")
@click.option("--templates", type=PATH, help="自己的模板文件夹")
@click.option("--force", is_flag=True, help="覆盖生成以后被改动过的文件")
@json_option
@reports_json
def report(
    campaign: Path,
    source: Path | None,
    kinds: tuple[str, ...],
    period: str | None,
    out: Path | None,
    draft: bool,
    annotate: bool,
    templates: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """写报告：用汇总结果写总结、通报、目录、清单、提示卡、承诺表等，连同数据来源。

    \b
    例：docgen report 我的活动
        docgen report 我的活动 --kind 通报 --period 2026-06
        docgen report 我的活动 --kind 总结报告 --draft --annotate
    """
    from docgen.workspace import Workspace

    with progress(as_json) as update:
        made, problems = Workspace(campaign).report(
            source, kinds, period, out, draft, annotate, force, templates, update
        )
    if as_json:
        print_json({"files": [m.as_json() for m in made], "problems": [p.as_json() for p in problems]})
    else:
        print_problems(problems)
        say(f"已生成 {len(made)} 个文件，在 {made[0].path.parent.resolve()}：" if made else "没有要生成的文件")
        for item in made:
            say(f"  {item.path.name}" + (f"  还缺：{'、'.join(item.missing)}" if item.missing else ""))
        say("每个数的出处在“数据来源”表里；改过以后核对：docgen verify 文件 --from 汇总结果")
    raise SystemExit(status(problems))


@click.command(cls=Command)
@campaign
@click.argument("figure", metavar="指标")
@source
@click.option("--unit", metavar="单位", help="只看某个单位（编号、全称或简称）")
@click.option("--period", metavar="期间", help="通报里某一期的数，如 2026-06；不写就是活动以来的")
@json_option
@reports_json
def trace(
    campaign: Path, figure: str, source: Path | None, unit: str | None, period: str | None, as_json: bool
) -> None:
    """查出处：一个数怎么算的，用了哪个文件、哪张表、哪一格，原来填的是什么。

    \b
    例：docgen trace 我的活动 整改率
        docgen trace 我的活动 整改率 --unit U03
        docgen trace 我的活动 "各领域问题|前3" --period 2026-06
    """
    from docgen.figures.tracing import as_json as data
    from docgen.figures.tracing import told
    from docgen.workspace import Workspace

    answer, labels = Workspace(campaign).trace(figure, source, unit, period)
    if as_json:
        print_json(data(answer))
    else:
        for line in told(answer, labels):
            say(line)
    raise SystemExit(int(bool(answer.why)))


@click.command(cls=Command)
@click.argument("file", type=PATH, metavar="文件")
@click.option("--from", "source", type=PATH, metavar="文件夹", required=True, help="汇总结果在哪")
@json_option
@reports_json
def verify(file: Path, source: Path, as_json: bool) -> None:
    """核对数字：报告改过以后，把里面每个数重新算一遍，指出改了的、重打的、不见了的。

    \b
    例：docgen verify 总结报告.docx --from 我的活动/out/汇总
    """
    from docgen.verifying import verify as verified

    checked, problems = verified(file, source)
    if as_json:
        print_json({"figures": [c.as_json() for c in checked], "problems": [p.as_json() for p in problems]})
    else:
        print_problems(problems)
        right = sum(c.state == "相符" for c in checked)
        say(
            f"{file.name}：{len(checked)} 个数，{right} 个与台账相符{'' if right == len(checked) else f'，{len(checked) - right} 个要看'}"
        )
    raise SystemExit(status(problems))


def register(cli: click.Group) -> None:
    """Put the verbs into the group."""
    for command in (report, trace, verify):
        cli.add_command(command)
