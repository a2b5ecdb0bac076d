"""Several processes on one register, and killed ones: no number is given twice, none is lost, nobody sees a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from docgen.core.errors import Unavailable
from docgen.register import Entry, Register
from tests.conftest import ACTIVITY, dump, notice

CODE = "华澜发"
UTF8 = {"PYTHONUTF8": "1"}


def run(script: str, *arguments: Path | str | int) -> subprocess.Popen[str]:
    """A script in a process of its own, which knows docgen and nothing of the tests."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], env={**os.environ, **UTF8},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


FIRST = "年的第一个号。今年以前没有发过文就不用管"


def said(*processes: subprocess.Popen[str]) -> list[str]:
    """What the processes printed; all of them end well and complain of nothing, but that a number is the first."""
    outputs = [process.communicate() for process in processes]
    told = [(p.returncode, "" if FIRST in err else err) for p, (_, err) in zip(processes, outputs, strict=True)]
    assert told == [(0, "")] * len(processes)
    return [out for out, _ in outputs]


def docgen(*arguments: str | Path, **streams: Any) -> subprocess.Popen[str]:
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    command = [sys.executable, "-c", "from docgen.cli import main; main()", *map(str, arguments)]
    return subprocess.Popen(command, env={**os.environ, **UTF8}, encoding="utf-8", **streams)


def states(path: Path) -> list[tuple[int, str]]:
    return [(e.serial, e.state) for e in Register(path).entries()]


TAKE = """
import sys
from pathlib import Path
from docgen.register import Entry, Register
for _ in range(int(sys.argv[2])):
    print(Register(Path(sys.argv[1])).take(Entry("华澜发", 2026, 0)).serial)
"""
SHOW = """
import sys
from pathlib import Path
from docgen.register import Entry, Register
for _ in range(int(sys.argv[2])):
    with Register(Path(sys.argv[1])).shown(Entry("华澜发", 2026, 0)) as (entry, again):
        assert not again
        print(entry.serial, flush=True)
"""


def test_processes_that_take_and_show_numbers_at_once_get_each_number_once(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    outputs = said(*(run(script, path, 25) for script in (TAKE, SHOW, TAKE, SHOW)))
    assert sorted(int(line) for out in outputs for line in out.split()) == list(range(1, 101))
    assert states(path) == [(serial, "已用") for serial in range(1, 101)]


def test_nobody_gets_a_number_while_another_is_being_shown(tmp_path: Path) -> None:
    book = Register(tmp_path / "登记簿.db", 0.1)
    with book.shown(Entry(CODE, 2026, 0)):
        with pytest.raises(Unavailable, match="正在被别的程序使用"):
            book.take(Entry(CODE, 2026, 0))
        with pytest.raises(Unavailable, match="正在被别的程序使用"):
            book.entries()
    assert book.take(Entry(CODE, 2026, 0)).serial == 2


def test_commands_at_once_on_a_register_that_is_not_there_yet_get_each_number_once(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    outputs = said(*(docgen("number", "next", CODE, "2026", "--register", path) for _ in range(4)))
    assert sorted(outputs) == [f"华澜发〔2026〕{n}号\n" for n in range(1, 5)]
    assert states(path) == [(n, "已用") for n in range(1, 5)]


KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from docgen.register import Entry, Register
path, rounds, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(15)
reader, writer = os.pipe()
shown = b""
for number in range(rounds):
    child = os.fork()
    if not child:
        while True:
            with Register(path).shown(Entry("华澜发", 2026, 0)) as (entry, again):
                os.write(writer, f"{entry.serial}\\n".encode())
    if number % 2:  # while it is showing numbers, else sooner
        shown += os.read(reader, 4096)
    time.sleep(chance.uniform(0, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
os.close(writer)
print((shown + os.read(reader, 65536)).decode())
"""


def test_processes_killed_while_numbers_are_shown_lose_none(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    (out,) = said(run(KILLED, path, 60))
    shown = [int(line) for line in out.split()]
    lines = states(path)
    assert len(shown) >= 30
    assert [serial for serial, _ in lines] == list(range(1, len(lines) + 1))
    assert shown == sorted(shown)  # a number is shown again only where the process died before it could say so
    assert {serial for serial, state in lines if state == "已用"} <= set(shown)
    assert [serial for serial, state in lines if state == "未打印"] in ([], [len(lines)])
    Register(path).take(Entry(CODE, 2026, 0))
    assert list(tmp_path.glob("登记簿.db?*")) == []


def full_pipe() -> tuple[int, int]:
    """A pipe that takes nothing more, so that whoever prints into it waits."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    for size in (4096, 1):
        try:
            while True:
                os.write(writer, b" " * size)
        except BlockingIOError:
            pass
    os.set_blocking(writer, True)
    return reader, writer


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_number_that_nobody_saw_is_kept_as_such(tmp_path: Path, kill: signal.Signals) -> None:
    path = tmp_path / "登记簿.db"
    Register(path).take(Entry(CODE, 2026, 0, title="甲"))
    reader, writer = full_pipe()
    process = docgen("number", "next", CODE, "2026", "--title", "等着打印的", "--register", path, stdout=writer)
    while "等着打印的".encode() not in path.read_bytes():
        time.sleep(0.02)
    time.sleep(0.5)  # taken, and now waiting to be printed
    process.send_signal(kill)
    process.communicate()
    os.close(reader)
    os.close(writer)
    assert [(e.serial, e.state) for e in Register(path).entries()] == [(1, "已用"), (2, "未打印")]
    assert Register(path).peek(CODE, 2026) == 2


def test_the_command_lists_a_number_that_nobody_saw_and_prints_it_first(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    with pytest.raises(KeyboardInterrupt), Register(path).shown(Entry(CODE, 2026, 0, title="甲")):
        raise KeyboardInterrupt
    Register(path).take(Entry(CODE, 2026, 0, title="乙"))
    (listed,) = said(docgen("number", "list", "--register", path))
    assert listed.splitlines()[0].split() == ["华澜发〔2026〕1号", "—", "未打印", "甲"]
    out, err = docgen("number", "next", CODE, "2026", "--title", "丙", "--register", path).communicate()
    assert out == "华澜发〔2026〕1号\n"
    assert err.startswith("华澜发〔2026〕1号 上次取号时中断，没有印出来，先给这个号")
    assert said(docgen("number", "next", CODE, "2026", "--register", path)) == ["华澜发〔2026〕3号\n"]
    assert [(e.serial, e.state, e.title) for e in Register(path).entries()][0] == (1, "已用", "丙")


def test_a_number_that_could_not_be_printed_is_given_again(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        process = docgen("number", "next", CODE, "2026", "--register", path, stdout=full)
        process.communicate()
    assert process.returncode != 0
    assert states(path) == [(1, "未打印")]
    with pytest.raises(KeyboardInterrupt), Register(path).shown(Entry(CODE, 2026, 0)):
        raise KeyboardInterrupt
    with Register(path).shown(Entry(CODE, 2026, 0)) as (entry, again):
        assert (entry.serial, again) == (1, True)
    assert states(path) == [(1, "已用")]


def test_a_number_that_nobody_saw_may_be_written_made_void_and_given_back(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.db"
    for year in (2026, 2027, 2028):
        with pytest.raises(KeyboardInterrupt), Register(path).shown(Entry(CODE, year, 0)):
            raise KeyboardInterrupt
    Register(path).use(Entry(CODE, 2026, 1, title="甲"))
    Register(path).void(CODE, 2027, 1, "没有人看到")
    Register(path).give_back(CODE, 2028, 1, "没有人看到")
    assert [e.state for e in Register(path).entries()] == ["已用", "作废", "退号"]
    for year in (2026, 2027, 2028):
        with Register(path).shown(Entry(CODE, year, 0)) as (entry, again):
            assert (entry.serial, again) == (2, False)


BUILD = """
import json, os, sys
from pathlib import Path
from docgen.workspace import Workspace
from docgen.core.errors import DocgenError
folder, rounds, whole = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "whole"

def numbers(name):
    workspace = Workspace(folder / f"{name}.yaml", folder / "登记簿.db")
    if whole:
        return [made.number for made in workspace.build(folder / name)[0]]
    return workspace.numbering().assign(workspace.jobs)

numbers("先")  # what is compiled once for all is compiled before the race
for number in range(rounds):
    children = []
    for name in (f"{number}甲", f"{number}乙"):
        child = os.fork()
        if not child:
            status = 99
            try:
                answer, status = numbers(name), 0
            except DocgenError as error:
                answer, status = str(error), error.status
            finally:
                (folder / f"{name}.json").write_text(json.dumps([status, answer]), encoding="utf-8")
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
"""
Answers = list[tuple[tuple[int, Any], tuple[int, Any]]]


def built(folder: Path, first: list[dict[str, Any]], second: list[dict[str, Any]], how: str) -> Answers:
    """What two builds that start at once answer, (status, numbers or message), round by round.

    ``first`` and ``second`` are the data files of each round.
    """
    (folder / "先.yaml").write_text(dump({"活动": ACTIVITY, "文件": [notice(发文字号="自动")]}), encoding="utf-8")
    for number, files in enumerate(zip(first, second, strict=True)):
        for name, data in zip("甲乙", files, strict=True):
            (folder / f"{number}{name}.yaml").write_text(dump(data), encoding="utf-8")
    said(run(BUILD, folder, len(first), how))
    answers = [
        [json.loads((folder / f"{number}{name}.json").read_text(encoding="utf-8")) for name in "甲乙"]
        for number in range(len(first))
    ]
    return [(tuple(a), tuple(b)) for a, b in answers]


def test_two_builds_of_one_data_file_at_once_give_a_document_one_number(tmp_path: Path) -> None:
    rounds = [
        {
            "活动": ACTIVITY,
            "文件": [
                notice(发文字号="自动", 标题=f"第{n}号专项工作安排的通知", 代号=f"文{n}"),
                notice(发文字号=f"华澜函〔2026〕{100 + n}号", 标题="关于防汛值班的通知"),
            ],
        }
        for n in range(50)
    ]
    answers = built(tmp_path, rounds, rounds, "whole")
    assert [a for a, b in answers] == [b for a, b in answers]
    wanted = [(0, [f"华澜发〔2026〕{n + 2}号", f"华澜函〔2026〕{100 + n}号"]) for n in range(50)]
    assert [a for a, b in answers] == wanted
    lines = [(e.number, e.state) for e in Register(tmp_path / "登记簿.db").entries()]
    assert lines == [
        *((f"华澜函〔2026〕{n}号", "原号") for n in range(100, 149)),
        ("华澜函〔2026〕149号", "已用"),
        *((f"华澜发〔2026〕{n}号", "已用") for n in range(1, 52)),
    ]


def test_of_two_builds_that_write_one_number_at_once_one_gets_it_and_the_other_is_told(tmp_path: Path) -> None:
    def rounds(campaign: str, title: str) -> list[dict[str, Any]]:
        entries = [notice(发文字号=f"华澜函〔2026〕{n}号", 标题=title, 代号=f"文{n}") for n in range(1, 51)]
        return [{"活动": {**ACTIVITY, "名称": campaign}, "文件": [entry]} for entry in entries]

    first, second = rounds("合规文化年", "关于防汛值班的通知"), rounds("清廉金融", "关于召开年度会议的通知")
    for n, pair in enumerate(built(tmp_path, first, second, "numbers"), 1):
        (won, numbers), (lost, message) = sorted(pair, key=lambda answer: answer[0])
        assert (won, lost, numbers) == (0, 1, [f"华澜函〔2026〕{n}号"])
        assert f"华澜函〔2026〕{n}号 已经给了《" in message
    assert states(tmp_path / "登记簿.db") == [*((n, "已用") for n in range(1, 51)), (1, "已用")]
