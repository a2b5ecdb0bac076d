"""What is kept survives two runs at once, killed runs, and files that change while they are read: real processes, many rounds."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from docgen import locks
from docgen.core.errors import Unavailable
from docgen.figures import source
from docgen.locks import alone, undisturbed
from docgen.outbox import open_outbox
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, NOTICE, dump
from tests.ledgers.returns import PROGRESS, UNITS, Inbox, inbox, progress
from tests.runs import Runs

ROUNDS = 50
DAY = date(2026, 7, 25)
OURS = (".docgen-written", ".docgen-读过.db")
"""What docgen leaves beside results for itself, and nothing else."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    made = Runs(tmp_path_factory.mktemp("runs"))
    yield made
    made.close()


def collect(
    campaign: Path, inbox: Path, out: Path, days: int = 0, force: bool = False, library: Path | None = None
) -> None:
    """A collection as on a later day, so that it is made anew from what was read before."""
    today = DAY + timedelta(days)
    Workspace(campaign, library=library).collect(inbox, out, today=today, force=force, workers=1)


def visible(folder: Path) -> dict[str, bytes]:
    """Every file of results by path."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def hidden(*folders: Path) -> set[str]:
    """The names of what stands in folders besides results."""
    return {path.name for folder in folders for path in folder.rglob(".*")}


def small(root: Path, value: int | str = 3) -> Inbox:
    """A campaign of one unit, which has sent its ledger."""
    made = inbox(root, 单位=UNITS[:1], 台账={"进度表": {**PROGRESS, "期间": ["2026-06"]}})
    made.put("一公司.xlsx", progress("一公司", value, 1))
    return made


# -- who holds it -------------------------------------------------------------------------------------------------


def hold(folder: Path, until: Path) -> None:
    with alone(folder):
        until.with_suffix(".held").touch()
        while not until.exists():
            time.sleep(0.01)


def held(runs: Runs, folder: Path, until: Path) -> int:
    """A process that holds a folder until a file appears."""
    pid = runs.start(hold, folder, until)
    while not until.with_suffix(".held").exists():
        time.sleep(0.01)
    return pid


@pytest.mark.parametrize("path", ["汇总", "风险点库.json", "链接/汇总"])
def test_who_waits_in_vain_is_told_who_holds_it_and_since_when(
    runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    (tmp_path / "汇总").mkdir()
    (tmp_path / "链接").symlink_to(tmp_path)
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    monkeypatch.setattr(locks, "WAIT", 0.1)
    pid = held(runs, (tmp_path / path).resolve(), tmp_path / "完")
    with pytest.raises(Unavailable, match=rf"正在被 \S+@\S+（进程{pid}，\d\d:\d\d 起）使用"), alone(tmp_path / path):
        pass
    (tmp_path / "完").touch()
    assert runs.end(pid) == ""
    with alone(tmp_path / path):
        pass


def test_what_a_dead_process_held_is_free(runs: Runs, tmp_path: Path) -> None:
    for number in range(ROUNDS):
        pid = held(runs, tmp_path, tmp_path / f"{number}")
        os.kill(pid, signal.SIGKILL)
        assert runs.end(pid) == "signal 9"
        with alone(tmp_path):
            assert json.loads((tmp_path / ".docgen-lock.json").read_text())["process"] == os.getpid()
    assert hidden(tmp_path / "home", tmp_path) == set()


def test_who_holds_a_folder_may_go_on_in_it(tmp_path: Path) -> None:
    with open_outbox(tmp_path) as outer, open_outbox(tmp_path) as inner:
        inner.write("a.txt", b"a")
        outer.check(["b.txt"])
    with alone(tmp_path):
        pass
    assert hidden(tmp_path) == {".docgen-written"}


def test_a_folder_that_nobody_may_write_to_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "只读"
    folder.mkdir(mode=0o555)
    with undisturbed(folder), undisturbed(tmp_path / "没有"):
        assert not (tmp_path / "没有").exists()
    assert list(folder.iterdir()) == []


def count_up(path: Path, times: int) -> None:
    for _ in range(times):
        with alone(path):
            number = int(path.read_text(encoding="utf-8"))
            path.write_text(str(number + 1), encoding="utf-8")


def test_four_processes_count_to_two_hundred_and_lose_none(runs: Runs, tmp_path: Path) -> None:
    path = tmp_path / "数.txt"
    path.write_text("0", encoding="utf-8")
    assert runs.together(*[(count_up, path, ROUNDS)] * 4) == [""] * 4
    assert path.read_text(encoding="utf-8") == str(4 * ROUNDS)
    assert hidden(tmp_path) == set()


# -- two at once --------------------------------------------------------------------------------------------------


RISKS = (
    ("贷前调查只看材料不到现场", "代客户保管存单和印章"),
    ("采购验收和付款由一个人经办", "离岗人员的系统账号没有停用"),
)
"""What two campaigns report to one library."""


def risky(root: Path, name: str, told: tuple[str, ...]) -> Inbox:
    """A campaign whose unit has reported risk points."""
    ledger = {"周期": "每季", "期间": ["2026-Q2"]}
    made = inbox(root, 活动={**ACTIVITY, "名称": name}, 单位=UNITS[:1], 台账={"风险点台账": ledger})
    usual = {
        "来源": "操作风险", "业务领域": "信贷管理", "可能性": "高", "影响": "高", "状态": "已防控",
        "防范措施": "双人经办", "责任部门": "信贷部",
    }  # fmt: skip
    rows = [{**usual, "编号": str(i), "风险表现": text} for i, text in enumerate(told, 1)]
    made.put_bytes("一公司.xlsx", made.issued("U1", "2026-Q2", {"风险点台账": rows}))
    return made


def test_two_collections_on_one_library_lose_nothing_and_give_no_number_twice(runs: Runs, tmp_path: Path) -> None:
    boxes = [risky(tmp_path / str(i), f"活动{i}", told) for i, told in enumerate(RISKS)]
    library = tmp_path / "风险点库.json"
    for number in range(ROUNDS):
        for path in tmp_path.glob("风险点库*.json"):
            path.unlink()
        calls = [(collect, b.workspace.path, b.folder, b.root / "汇总", number, False, library) for b in boxes]
        assert runs.together(*calls) == ["", ""]
        points = [own["points"] for own in json.loads(library.read_text(encoding="utf-8"))["campaigns"].values()]
        numbers = {n: e["texts"]["风险表现"] for own in points for n, e in own.items()}
        assert sorted(numbers) == ["FX0001", "FX0002", "FX0003", "FX0004"]
        assert set(numbers.values()) == {text for told in RISKS for text in told}
    assert hidden(tmp_path) <= {*OURS}


def test_collections_into_one_folder_and_its_readers_never_meet_half_a_state(runs: Runs, tmp_path: Path) -> None:
    box = small(tmp_path / "活动")
    out = box.root / "汇总"
    collect(box.workspace.path, box.folder, out)
    for number in range(0, 2 * ROUNDS, 2):
        calls = [(collect, box.workspace.path, box.folder, out, number + more) for more in (1, 2)]
        assert runs.together(*calls, (source.read, out), (source.read, out)) == [""] * 4
    assert hidden(out) <= {*OURS}
    assert json.loads((out / "collected.json").read_text(encoding="utf-8"))["totals"][0]["value"] == "3"


def build(path: Path) -> None:
    Workspace(path).build()


def test_builds_at_once_from_a_file_that_changes_never_take_each_other_for_a_person(
    runs: Runs, tmp_path: Path
) -> None:
    files = [tmp_path / f"活动{i}.yaml" for i in range(2)]
    for path, text in zip(files, ("请认真组织学习。", "请抓好落实。"), strict=True):
        path.write_text(dump({"活动": ACTIVITY, "文件": [{**NOTICE, "正文": text}]}), encoding="utf-8")
    for _ in range(ROUNDS):
        assert runs.together(*[(build, path) for path in files]) == ["", ""]
    assert hidden(tmp_path / "out") == {".docgen-written"}


# -- killed -------------------------------------------------------------------------------------------------------


def test_killed_collections_leave_nothing_half_and_nothing_behind(runs: Runs, tmp_path: Path) -> None:
    """Four runs of five make all results anew from what was read before, the fifth has something new to read."""
    box, chance = risky(tmp_path / "活动", "活动", RISKS[0]), random.Random(1)
    out, library = box.root / "汇总", box.root / "风险点库.json"
    arguments = (box.workspace.path, box.folder)
    collect(*arguments, out)
    remembered, begin = library.read_bytes(), time.monotonic()
    assert runs.end(runs.start(collect, *arguments, out, -1)) == ""
    whole = time.monotonic() - begin
    for number in range(1, ROUNDS + 1):
        new = number % 5 == 0
        if new:
            box.put_bytes(f"又一次{number}.xlsx", (box.folder / "一公司.xlsx").read_bytes())
        pid = runs.start(collect, *arguments, out, number)
        time.sleep(chance.uniform(0, whole * (3 if new else 1)))
        os.kill(pid, signal.SIGKILL)
        assert runs.end(pid) in ("", "signal 9")
        assert library.read_bytes() == remembered
        assert_whole(out)
        if new:
            collect(*arguments, out, number)
            assert hidden(box.root) <= {*OURS}
            assert (box.root / "风险点库（备份）.json").read_bytes() == remembered
    collect(*arguments, box.root / "别处", ROUNDS)
    assert visible(out) == visible(box.root / "别处")


def assert_whole(out: Path) -> None:
    """No result is half written: each is one that docgen noted before it put it there."""
    for folder in (out, *(path for path in out.iterdir() if path.is_dir())):
        ledger = folder / ".docgen-written"
        noted = ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else []
        for path in folder.iterdir():
            if path.is_file() and not path.name.startswith("."):
                assert f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.name}" in noted


def test_a_line_that_a_full_disk_cut_short_does_not_spoil_the_next_one(tmp_path: Path) -> None:
    for cut in (1, 30, 70):
        with open_outbox(tmp_path) as outbox:
            outbox.write("甲.txt", b"a%d" % cut)
        ledger = tmp_path / ".docgen-written"
        ledger.write_bytes(ledger.read_bytes()[:-cut])
        with open_outbox(tmp_path, force=True) as outbox:
            outbox.write("乙.txt", b"b%d" % cut)
        with open_outbox(tmp_path) as outbox:
            outbox.check(["乙.txt"])


def test_what_killed_runs_were_writing_goes_with_the_next_run_and_nothing_else(tmp_path: Path) -> None:
    theirs = [".docgen-of somebody.tmp", ".docgen-abc.tmp", "docgen-abcdefgh.tmp"]
    for name in (".docgen-abcdefgh.tmp", ".docgen-0_9aaaaa.tmp", ".docgen-lock", ".docgen-lock.json", *theirs):
        (tmp_path / name).write_text("x", encoding="utf-8")
    with open_outbox(tmp_path):
        pass
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(theirs)


# -- stopped ------------------------------------------------------------------------------------------------------


def docgen(*arguments: object, scratch: Path) -> subprocess.Popen[str]:
    """A command as a terminal starts it, in a group of processes of its own."""
    scratch.mkdir(exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(scratch)}
    return subprocess.Popen(
        [sys.executable, "-m", "docgen", *map(str, arguments)], env=environment, start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def kept(out: Path) -> set[str]:
    """What the cache of a folder of results has."""
    try:
        with closing(sqlite3.connect(f"{(out / OURS[1]).as_uri()}?mode=ro", uri=True)) as db:
            return {key for (key,) in db.execute("SELECT key FROM returns")}
    except sqlite3.Error:
        return set()


def many(root: Path) -> Inbox:
    """A campaign of one unit, which has sent its ledger four hundred times."""
    box = small(root)
    data = (box.folder / "一公司.xlsx").read_bytes()
    for number in range(399):
        box.put_bytes(f"一公司{number:03}.xlsx", data)
    return box


def begun(process: subprocess.Popen[str], out: Path) -> bool:
    """Whether a run has put something on disk, or is at its end."""
    return process.poll() is not None or bool(kept(out))


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_what_a_stopped_run_has_read_is_not_read_again(tmp_path: Path, stop: int) -> None:
    box = many(tmp_path / "活动")
    out, scratch = box.root / "汇总", tmp_path / "临时"
    process = docgen("collect", box.root, box.folder, "-o", out, "--jobs", 1, scratch=scratch)
    while not begun(process, out):
        time.sleep(0.01)
    os.killpg(process.pid, stop)
    _, told = process.communicate()
    before = kept(out)
    if stop == signal.SIGINT:
        assert (process.returncode, "Traceback" in told) == (130, False)
        assert told.endswith(f"已中断。这次读完的{len(before)}个文件已经记下，下次汇总不用再读\n")
        assert list(scratch.iterdir()) == []
    seen: list[str] = []
    box.collect(workers=1, progress=lambda _, __, path: seen.append(path))
    assert (len(seen), len(set(seen))) == (400 - len(before), 400 - len(before))
    assert before <= kept(out)
    assert docgen("init", "--list", scratch=scratch).communicate()[0]
    assert list(scratch.iterdir()) == []


COMMANDS = (
    ("collect", "活动", "活动/收件", "-o", "结果"),
    ("build", "活动", "-o", "结果"),
    ("issue", "活动", "-o", "结果"),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=[own[0] for own in COMMANDS])
def test_who_waits_is_told_and_may_stop_waiting(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    box = small(tmp_path / "活动")
    (box.root / "活动.yaml").write_text(
        (box.root / "活动.yaml").read_text(encoding="utf-8") + dump({"文件": [NOTICE]}), encoding="utf-8"
    )
    out = tmp_path / "结果"
    out.mkdir()
    with alone(out):
        process = docgen(*(tmp_path / a if a[0] in "活结" else a for a in arguments), scratch=tmp_path / "临时")
        assert process.stderr is not None
        first = process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate()
    assert f"（进程{os.getpid()}，" in first
    assert "使用，等它结束" in first
    assert (process.returncode, told) == (130, "已中断\n")
    assert list(out.iterdir()) == []


def stopped_while_writing(folder: Path) -> None:
    with open_outbox(folder) as outbox:
        outbox.write("甲.txt", b"a")
        os.kill(os.getpid(), signal.SIGINT)


def test_a_run_that_is_stopped_while_it_writes_says_how_many_files_are_there(runs: Runs, tmp_path: Path) -> None:
    told = runs.end(runs.start(stopped_while_writing, tmp_path))
    assert told.endswith(f"Interrupted: {tmp_path} 里写好了1个文件\n")


# -- changed while it is read -------------------------------------------------------------------------------------


def write_later(path: Path, data: bytes, seconds: float, quietly: bool) -> None:
    """Change a file in a moment: as people do, or so that its size and day tell nothing."""
    time.sleep(seconds)
    if quietly:
        aside, before = path.with_suffix(".new"), path.stat()
        aside.write_bytes(data)
        os.utime(aside, ns=(before.st_atime_ns, before.st_mtime_ns))
        aside.replace(path)
    else:
        path.write_bytes(data)


def test_a_file_that_changes_while_it_is_read_never_leaves_facts_of_other_bytes(runs: Runs, tmp_path: Path) -> None:
    box, chance = small(tmp_path / "活动", 0), random.Random(2)
    path = box.folder / "一公司.xlsx"
    values = {hashlib.sha256(path.read_bytes()).hexdigest(): 0}
    for number in range(1, ROUNDS + 1):
        data = box.typed(progress("一公司", number, 0))
        values[hashlib.sha256(data).hexdigest()] = number
        pid = runs.start(write_later, path, data, chance.uniform(0, 1.2), number % 2 == 0)
        summary = box.collect(workers=1, force=number % 3 == 0).summary
        assert runs.end(pid) == ""
        assert stale(summary, values, number - 1) == []
    assert box.collect(workers=1).summary["totals"][0]["value"] == str(ROUNDS)
    assert box.collect(workers=1).unchanged


def stale(summary: dict[str, Any], values: dict[str, int], oldest: int) -> list[str]:
    """What is wrong with facts: of other bytes than their fingerprint's, or older than what lay there before the run."""
    sha = summary["inputs"].get("一公司.xlsx")
    value = summary["totals"][0]["value"]
    if sha not in values:  # read while it was being written
        return [] if value in ("0", None) else [f"{value} of nothing"]
    return [] if value == str(values[sha]) and values[sha] >= oldest else [f"{value} of {values[sha]}"]


def test_files_that_change_during_a_run_are_told_and_the_run_is_not_taken_for_finished(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动")
    for name, unit in (("一", "一公司"), ("二", "二公司"), ("三", "投资公司")):
        box.put(f"{name}.xlsx", progress(unit, 5, 9, "约30"))

    def meddle(*_: object) -> None:
        box.put("一.xlsx", progress("一公司", 7))
        (box.folder / "二.xlsx").unlink(missing_ok=True)
        box.put("四.xlsx", progress("二公司", 1))

    first = box.collect(workers=1, progress=lambda done, total, _: meddle() if done == total else None)
    told = {p.place.file: p.message for p in first.problems if p.rule.number == "L198"}
    assert {path: [word for word in ("改动了", "不见了", "放了进来") if word in told[path]] for path in told} == {
        "一.xlsx": ["改动了"], "二.xlsx": ["不见了"], "四.xlsx": ["放了进来"],
    }  # fmt: skip
    assert first.summary["run"] == ""
    second = box.collect(workers=1)
    assert (second.unchanged, [p for p in second.problems if p.rule.number == "L198"]) == (False, [])
    assert second.summary["totals"][0]["value"] == "13"
    assert box.collect(workers=1).unchanged


def test_a_marked_copy_is_of_the_file_that_was_read_or_says_so(tmp_path: Path) -> None:
    import openpyxl

    box = small(tmp_path / "活动", "约30")
    for changed in (True, False):
        more: dict[str, Any] = {"progress": lambda *_: box.put("一公司.xlsx", progress("一公司", "约40"))}
        done = box.collect(workers=1, **more if changed else {})
        (copy,) = (done.folder / "退回").glob("*标记副本*.xlsx")
        book = openpyxl.load_workbook(copy)
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert ("进度表" in book.sheetnames, any("没有做标记副本" in text for text in cells)) == (not changed, changed)


def test_force_reads_anew_what_was_read_before(tmp_path: Path) -> None:
    box = small(tmp_path / "活动")
    box.collect(workers=1)
    with closing(sqlite3.connect(box.root / "汇总" / OURS[1])) as db, db:
        db.execute("UPDATE returns SET data = replace(data, '\"3\"', '\"4\"')")
    values = [
        box.collect(workers=1, **more).summary["totals"][0]["value"] for more in ({"today": DAY}, {"force": True})
    ]
    assert values == ["4", "3"]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_cache_that_is_none_is_made_anew_and_used(tmp_path: Path, content: bytes) -> None:
    box = small(tmp_path / "活动")
    box.collect(workers=1)
    cache = box.root / "汇总" / OURS[1]
    cache.write_bytes(content)
    cache.with_name(f"{OURS[1]}-journal").write_bytes(content)
    seen: list[date] = []
    for day in (DAY, DAY + timedelta(1)):
        box.collect(workers=1, today=day, progress=lambda *_, day=day: seen.append(day))
    assert seen == [DAY]
    assert hidden(box.root) <= {*OURS}
