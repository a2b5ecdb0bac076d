"""The verbs of a campaign: demo, init, validate, build, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from docgen.core.diagnostic import Diagnostic

from docgen.cli.chinese import Command
from docgen.cli.output import json_option, print_json, print_problems, progress, reports_json, say, status

if TYPE_CHECKING:
    from docgen.core.diagnostic import Diagnostic

PATH = click.Path(path_type=Path, readable=False)
campaign = click.argument("campaign", type=PATH, metavar="数据文件或文件夹", default=Path("."), required=False)
register_option = click.option("--register", type=PATH, help="发文登记簿的位置（默认在数据文件旁边）")


@click.command(cls=Command)
@click.option("-o", "--out", type=PATH, default=Path("out"), show_default=True, help="结果放在哪个文件夹")
@json_option
@reports_json
def demo(out: Path, as_json: bool) -> None:
    """用自带的样例把全年流程跑一遍：公文、台账、汇总、通报、年终总结。

    \b
    例：docgen demo
        docgen demo -o D:\\\\试一试
    """
    from docgen.demo import run, told

    made, problems, collected, reports = run(out)
    if as_json:
        lists = {"files": [m.as_json() for m in (*made, *reports)], "problems": [p.as_json() for p in problems]}
        print_json(lists | {"collected": str(collected.folder / "collected.json")})
    else:
        print_problems(problems)
        say(f"已生成 {len(made)} 个文件，在 {out.resolve()}：")
        for item in made:
            say(f"  {item.path.relative_to(out)}")
        say(told(collected))
        say(f"  台账、汇总结果和报告在 {collected.folder.parent.relative_to(out)} 里：")
        for item in reports:
            say(f"  {item.path.relative_to(out)}")
        say("用 Word 或 WPS 打开看看。自己做一套：docgen init 我的活动")
    raise SystemExit(status(problems))


@click.command(cls=Command)
@click.argument("folder", type=PATH, metavar="文件夹", required=False)
@click.option("--sample", help="从哪个样例开始")
@click.option("--list", "show", is_flag=True, help="列出可以选用的样例")
@json_option
@reports_json
def init(folder: Path | None, sample: str | None, show: bool, as_json: bool) -> None:
    """新建一个活动文件夹，里面是可以直接生成、照着改的样例；文件夹的名字填作活动的名称。

    先用 --list 看看有哪些样例，用 --sample 选一个；不选就是第一个。

    \b
    例：docgen init 我的活动
        docgen init --list
        docgen init 我的活动 --sample 集团强化年
    """
    from docgen import samples

    if show or folder is None:
        names = samples.samples()
        if as_json:
            print_json({"samples": names})
        else:
            say("可以选用的样例（docgen init 文件夹 --sample 名称）：")
            for name, about in names.items():
                say(f"  {name}  {about}")
        return
    name = folder.resolve().name
    written = samples.init(folder, sample, name)
    if as_json:
        print_json({"files": [str(path) for path in written]})
        return
    say(f"已新建 {folder}：{'、'.join(path.name for path in written)}")
    say(f"活动的名称填成了“{name}”，要改就改 {samples.DATA} 里的“名称”")
    if sample is None:
        say("这是第一个样例；看别的样例：docgen init --list")
    say(f"改好 {samples.DATA} 后：docgen validate {folder}，再 docgen build {folder}")
    if any(path.name == "收件" for path in written):
        say(f"下发和收回台账：docgen issue {folder}，docgen collect {folder} {folder / '收件'}")
        say(f"写通报、总结：docgen report {folder}")
        say("“收件”里是样例的表格，换成自己的单位时请先清空")


@click.command(cls=Command)
@campaign
@json_option
@reports_json
def validate(campaign: Path, as_json: bool) -> None:
    """检查数据文件，一次列出所有问题：哪一行、写成了什么、应为什么。

    \b
    例：docgen validate 我的活动
    """
    from docgen.workspace import Workspace

    problems = Workspace(campaign).validate()
    if as_json:
        print_json({"problems": [p.as_json() for p in problems]})
    else:
        print_problems(problems)
        if not status(problems):
            say("数据没有问题")
    raise SystemExit(status(problems))


@click.command(cls=Command)
@campaign
@click.option("-o", "--out", type=PATH, help="结果放在哪个文件夹（默认是数据文件旁边的 out）")
@click.option(
    "--only", multiple=True, metavar="类型", help="只生成某一种，如 通知、实施方案、任务分解表、台账；可写几次"
)
@click.option("--draft", is_flag=True, help="草稿：缺的内容印成【缺：…】，不取发文字号")
@click.option("--templates", type=PATH, metavar="文件夹", help="用自己改过的模板，没有的仍用自带的")
@click.option("--pdf", is_flag=True, help="同时转成 PDF（要有 LibreOffice）")
@click.option("--jobs", type=click.IntRange(1, 61), default=1, metavar="数目", help="几个进程一起做，份数很多时用")
@click.option("--force", is_flag=True, help="覆盖生成以后被改动过的文件")
@register_option
@json_option
@reports_json
def build(
    campaign: Path,
    out: Path | None,
    only: tuple[str, ...],
    draft: bool,
    templates: Path | None,
    pdf: bool,
    jobs: int,
    force: bool,
    register: Path | None,
    as_json: bool,
) -> None:
    """生成公文：通知、方案、任务分解表、台账等，一份文件一个 .docx。

    \b
    例：docgen build 我的活动
        docgen build 我的活动 --draft
        docgen build 我的活动 --only 任务分解表 -o 单独的表
    """
    from docgen.workspace import Workspace

    if pdf:
        from docgen.pdf import need_program

        need_program()
    with progress(as_json) as update:
        made, problems = Workspace(campaign, register).build(out, only, draft, force, templates, update, jobs)
    papers: list[Path] = []
    if pdf and made:
        papers, told = write_pdf([item.path for item in made], force)
        problems = [*problems, *told]
    if as_json:
        files = [m.as_json() for m in made]
        print_json({"files": files, "pdf": [str(p) for p in papers], "problems": [p.as_json() for p in problems]})
    else:
        print_problems(problems)
        report_made(made)
    raise SystemExit(status(problems))


def write_pdf(documents: list[Path], force: bool) -> tuple[list[Path], list[Diagnostic]]:
    """The documents as PDF, beside them; a word on each that was kept as edited, and on text that no page shows."""
    from docgen.outbox import open_outbox
    from docgen.pdf import convert
    from docgen.rendercheck.whole import compared

    papers, lost = [], []
    with open_outbox(documents[0].parent, force) as outbox:
        outbox.check_free([f"{document.stem}.pdf" for document in documents])
        for document, (name, data) in zip(documents, convert(documents), strict=True):
            if path := outbox.write_unless_edited(name, data):
                papers.append(path)
                lost += compared(document, data)
        return papers, [*lost, *outbox.told()]


def report_made(made: list[Any]) -> None:
    """Where the files are and what a draft lacks."""
    say(f"已生成 {len(made)} 个文件，在 {made[0].path.parent}：" if made else "没有生成文件")
    for item in made:
        say(f"  {item.path.name}")
        if item.missing:
            say(f"    还缺：{'、'.join(item.missing)}")


@click.command(cls=Command)
@json_option
@reports_json
def doctor(as_json: bool) -> None:
    """检查这台电脑：字体、LibreOffice、写入权限、编码、Python。

    \b
    例：docgen doctor
    """
    from docgen.doctor import examine

    findings = examine()
    if as_json:
        print_json({"findings": [finding.as_json() for finding in findings]})
    else:
        for finding in findings:
            say(f"{'√' if finding.good else '×'} {finding.name}：{finding.found}")
            if finding.cure:
                say(f"    {finding.cure}")
    raise SystemExit(3 if any(not finding.good and finding.needed for finding in findings) else 0)


def register(cli: click.Group) -> None:
    """Put the verbs into the group."""
    for command in (demo, init, validate, build, doctor):
        cli.add_command(command)
