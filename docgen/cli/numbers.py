"""docgen number: the register of document numbers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from docgen.register import Contents, Entry, Register

from docgen.cli.chinese import Commands
from docgen.cli.commands import PATH
from docgen.cli.output import json_option, print_json, reports_json, say

DEFAULT = Path("发文登记簿.db")
where = click.option(
    "--register",
    type=PATH,
    default=DEFAULT,
    show_default=True,
    envvar="DOCGEN_REGISTER",
    help="发文登记簿文件，或活动文件夹",
)


def opened(path: Path) -> Register:
    """The register at a path; a campaign's folder stands for the register in it."""
    from docgen.core.errors import WrongUsage
    from docgen.register import Register
    from docgen.workspace import Workspace

    if path == DEFAULT and not os.path.exists(path):
        raise WrongUsage("这里没有发文登记簿，请用 --register 写明登记簿文件或活动文件夹")
    return Workspace(path).register if os.path.isdir(path) else Register(path)


@click.group(cls=Commands)
def number() -> None:
    """发文登记簿：一个字号只给一次。

    开始用以前已经发过文的，先用 use 登记最后一个号，以后就接着往下给。

    \b
    例：docgen number list --register 我的活动
        docgen number use 华澜发〔2026〕14号 --title 已发文件的标题 --register 我的活动
        docgen number next 华澜发 2026 --title 关于…的通知
        docgen number void 华澜发〔2026〕15号 --reason 重复编号
        docgen number free 华澜发〔2026〕15号 --reason 写错了，没有印发
    """


@number.command(name="next")
@click.argument("code", metavar="机关代字")
@click.argument("year", type=int, metavar="年份")
@click.option("--title", default="", help="文件标题")
@click.option("--date", "dated", default="", help="成文日期")
@click.option("--peek", is_flag=True, help="只看下一个号，不取用")
@where
@json_option
@reports_json
def next_number(code: str, year: int, title: str, dated: str, peek: bool, register: Path, as_json: bool) -> None:
    """取下一个字号（给不用 docgen 生成的文件）。

    \b
    例：docgen number next 华澜发 2026 --title 关于…的通知
    """
    from docgen.register import Entry, first_taken
    from docgen.workspace import document_numbers

    document_numbers(f"{code}〔{year}〕1号")
    book = opened(register)
    if peek:
        entry = Entry(code, year, book.peek(code, year))
        tell_first(entry, first_taken(entry, str(register)))
        show(entry, as_json)
        return
    with book.shown(Entry(code, year, 0, title=title, dated=dated)) as (entry, again):
        if again:
            click.echo(
                f"{entry.number} 上次取号时中断，没有印出来，先给这个号；已经有人看到并用了它的，请再取一个", err=True
            )
        show(entry, as_json)
    tell_first(entry, first_taken(entry, str(register)))


def tell_first(entry: Entry, words: tuple[str, str]) -> None:
    """Say of the first number of a year that others may have been given before it."""
    if entry.serial == 1:
        click.echo("。".join(words), err=True)


def show(entry: Entry, as_json: bool) -> None:
    """Print a number; it has left the program when this returns."""
    print_json({"number": entry.number}) if as_json else say(entry.number)


@number.command()
@click.argument("text", metavar="发文字号")
@click.option("--title", required=True, help="文件标题")
@click.option("--date", "dated", default="", help="成文日期")
@where
@json_option
@reports_json
def use(text: str, title: str, dated: str, register: Path, as_json: bool) -> None:
    """登记在别处已经用掉的字号；登记了最后一个号，以后就从下一个号开始给。

    \b
    例：docgen number use 华澜发〔2026〕15号 --title 关于…的通知
    """
    from docgen.register import Entry
    from docgen.workspace import document_numbers

    code, year, serial = document_numbers(text)
    opened(register).use(Entry(code, year, serial, "已用", title, dated))
    print_json({"number": text}) if as_json else say(f"已登记 {text}")


@number.command()
@click.argument("text", metavar="发文字号")
@click.option("--reason", required=True, help="作废原因")
@where
@json_option
@reports_json
def void(text: str, reason: str, register: Path, as_json: bool) -> None:
    """作废一个字号；作废的号不再使用。

    \b
    例：docgen number void 华澜发〔2026〕15号 --reason 重复编号
    """
    from docgen.workspace import document_numbers

    entry = opened(register).void(*document_numbers(text), reason)
    print_json({"number": entry.number, "state": entry.state}) if as_json else say(f"已作废 {entry.number}：{reason}")


@number.command()
@click.argument("text", metavar="发文字号")
@click.option("--reason", required=True, help="退号原因")
@where
@json_option
@reports_json
def free(text: str, reason: str, register: Path, as_json: bool) -> None:
    """退回一个没有用来印发的字号；以后写这个号的文件可以用它。

    \b
    例：docgen number free 华澜发〔2026〕15号 --reason 写错了，没有印发
    """
    from docgen.workspace import document_numbers

    entry = opened(register).give_back(*document_numbers(text), reason)
    print_json({"number": entry.number, "state": entry.state}) if as_json else say(f"已退号 {entry.number}：{reason}")


@number.command(name="list")
@where
@json_option
@reports_json
def list_numbers(register: Path, as_json: bool) -> None:
    """列出登记簿。

    \b
    例：docgen number list --register 我的活动
    """
    found = opened(register).contents()
    if as_json:
        print_json({"numbers": [as_line(entry, found) for entry in found.entries]})
        return
    for e in found.entries:
        note = found.note(e)
        say(f"{e.number}  {e.dated or '—'}  {e.state}  {e.title}{f'（{note}）' if note else ''}")
    say(f"共 {len(found.entries)} 个字号")


def as_line(entry: Entry, found: Contents) -> dict[str, object]:
    """A line of the register for --json, with the titles of documents that bore the number before."""
    before = [bearer.title for bearer in found.bore(entry.key)]
    state = {"state": entry.state, "reason": entry.reason, "earlier": before}
    return {"number": entry.number, "title": entry.title, "date": entry.dated, **state}


@number.command()
@click.option("-o", "--out", type=PATH, default=Path("发文登记簿.xlsx"), show_default=True, help="导出到哪个文件")
@where
@json_option
@reports_json
def export(out: Path, register: Path, as_json: bool) -> None:
    """把登记簿导出成 Excel。

    \b
    例：docgen number export --register 我的活动 -o 发文登记簿.xlsx
    """
    from docgen import outbox

    with outbox.open_outbox(out.parent, beside=True) as folder:
        folder.check([out.name])
        folder.write(out.name, opened(register).export())
    print_json({"file": str(out)}) if as_json else say(f"已导出 {out.resolve()}")
