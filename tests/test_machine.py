"""The computer around docgen: rights, full disks, locales, odd names and odd files each get a message, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.outbox import file_name
from docgen.workspace import Workspace
from tests.conftest import notice
from tests.ledgers.returns import Inbox, inbox, progress

Campaign = Callable[..., Workspace]
MAIN = "from docgen.cli import main; main()"
UNPRIVILEGED = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""Before a command: rights bind it also where the tests are run by root."""
NO_CHINESE = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
FENCE = 600
"""Seconds after which something hangs, on any machine."""


def docgen(
    *arguments: str | Path | bytes, code: str = MAIN, stdout: Any = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own that rights bind; a traceback is a fault whatever the test is about."""
    done = subprocess.run(
        [*UNPRIVILEGED, sys.executable, "-B", "-c", code, *map(os.fsencode, arguments)],
        stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", check=False, timeout=FENCE,
        env={**os.environ, **({"PYTHONUTF8": "1"} | environment)},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    assert "Exception ignored" not in done.stderr, done.stderr[-3000:]
    return done


@pytest.fixture
def barred(request: pytest.FixtureRequest) -> Callable[[Path, int], Path]:
    """Takes the rights from a folder or a file until the test ends."""

    def take(path: Path, mode: int = 0) -> Path:
        before = path.stat().st_mode
        path.chmod(mode)
        request.addfinalizer(lambda: path.chmod(before))
        return path

    return take


@pytest.fixture
def made(campaign: Campaign) -> Workspace:
    """A campaign that was built."""
    workspace = campaign(文件=[notice()])
    workspace.build()
    return workspace


# ---- rights


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "."],
        ["check", "./out"],
        ["build", "out", "--templates", "."],
        ["number", "list", "--register", "."],
        ["number", "next", "华澜发", "2026", "--register", "./登记簿.db"],
        ["init", "./新的"],
        ["collect", "out/活动.yaml", "."],
        ["import", "./通知.docx", "-o", "./y.yaml"],
        ["verify", "./通知.docx", "--from", "."],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_a_folder_that_may_not_be_entered_is_told(arguments: list[str], tmp_path: Path, barred: Any) -> None:
    shut, own = tmp_path / "锁着", inbox(tmp_path / "活动", 文件=[notice()]).root
    (shut / "out").mkdir(parents=True)
    shutil.copy(own / "活动.yaml", shut)
    barred(shut, 0o444 if "./out" in arguments else 0)
    told = [str(shut / a[2:]) if a.startswith("./") else str(shut) if a == "." else a for a in arguments]
    told = [a.replace("out", str(own), 1) if a.startswith("out") else a for a in told]
    done = docgen(*told)
    assert done.returncode in (1, 3)
    assert [word for word in ("没有权限", "打不开", "读不出来") if word in done.stderr + done.stdout] != []


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("活动.yaml", ["validate"]),
        ("活动.yaml", ["build"]),
        ("发文登记簿.db", ["number", "list", "--register"]),
        ("out/汇总/collected.json", ["collect", ".", "收件", "--date", "2026-07-01"]),
        ("out/汇总/collected.json", ["trace", ".", "发现问题数"]),
        ("out/汇总/事实.db", ["trace", ".", "发现问题数"]),
        ("模板/通知.docx", ["build", ".", "--templates", "模板"]),
    ],
)
def test_a_file_that_may_not_be_read_is_told(
    name: str, arguments: list[str], tmp_path: Path, barred: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = inbox(tmp_path / "活动", 文件=[notice()])
    box.put("一公司.xlsx", progress("一公司", 3, 2))
    box.collect("out/汇总")
    box.workspace.build()
    (box.root / "模板").mkdir()
    shutil.copy(Path(__file__).parents[1] / "templates" / "docx" / "通知.docx", box.root / "模板")
    monkeypatch.chdir(box.root)
    barred(box.root / name)
    done = docgen(*arguments, *([] if "." in arguments else ["."]))
    assert (done.returncode in (1, 3), Path(name).name in done.stderr) == (True, True)


def test_a_folder_that_is_barred_costs_the_others_nothing(made: Workspace, barred: Any) -> None:
    out = made.folder / "out"
    shutil.copytree(out, out / "甲")
    barred(out / "甲")
    found = json.loads(docgen("check", out, "--json").stdout)
    assert [Path(name).name for name in found["files"]] == [
        "华澜发〔2026〕15号 关于做好制度执行年活动有关工作的通知.docx",
        "甲",
    ]
    assert [(Path(p["file"]).name, p["rule"]) for p in found["problems"] if p["severity"] == "error"] == [
        ("甲", "G00")
    ]


def test_returns_that_may_not_be_read_are_not_passed_over(tmp_path: Path, barred: Any) -> None:
    box = inbox(tmp_path / "活动")
    box.put("一公司.xlsx", progress("一公司", 3, 2))
    box.put("2026-06-18/二公司.xlsx", progress("二公司", 3, 2))
    barred(box.folder / "2026-06-18", 0o444)
    done = docgen("collect", box.root, box.folder, "--period", "2026-06", "--date", "2026-06-30", "--json")
    states = {f["path"]: f["state"] for f in json.loads(done.stdout)["files"]}
    assert states == {"一公司.xlsx": "受理", "2026-06-18/二公司.xlsx": "退回"}


# ---- full disks


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["init", "--list"],
        ["validate", "."],
        ["validate", ".", "--json"],
        ["check", "out"],
        ["build", "--help"],
    ],
)
def test_output_to_a_full_device_is_told(
    arguments: list[str], made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made.folder)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = docgen(*arguments, stdout=full)
    assert (done.returncode, "磁盘满了" in done.stderr) == (3, True)


@pytest.mark.parametrize(("sample", "most"), [("集团强化年", 0), ("风险点库", 3_000), ("风险点库", 20_000)])
def test_init_on_a_full_disk_leaves_nothing_half_and_may_be_said_again(sample: str, most: int, tmp_path: Path) -> None:
    full = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "
    done = docgen("init", tmp_path / "我的", "--sample", sample, code=full + MAIN, TMPDIR="/dev/shm")
    assert (done.returncode, (tmp_path / "我的").exists()) == (3, False)
    assert docgen("init", tmp_path / "我的", "--sample", sample).returncode == 0


def test_what_a_killed_init_left_does_not_stand_in_the_way(tmp_path: Path) -> None:
    left = tmp_path / "我的" / ".docgen-new"
    left.mkdir(parents=True)
    (left / "活动.yaml").write_text("活", encoding="utf-8")
    assert docgen("init", tmp_path / "我的").returncode == 0
    assert not left.exists()
    assert docgen("validate", tmp_path / "我的").returncode == 0


# ---- locales and names


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_a_locale_without_chinese_does_not_matter(locale: str, tmp_path: Path) -> None:
    own = tmp_path / "我的"
    assert docgen("init", own, "--sample", "风险点库", LC_ALL=locale, **NO_CHINESE).returncode == 0
    assert docgen("build", own, LC_ALL=locale, **NO_CHINESE).returncode == 0
    done = docgen("collect", own, own / "收件", "--date", "2026-11-30", LC_ALL=locale, **NO_CHINESE)
    assert (done.returncode, "收到 8 个文件" in done.stdout) == (1, True)


BAD_NAMES = [b"\xff\xfe.xlsx", b"~$\xd2\xbb\xb9\xab.xlsx", b"\xd2\xbb\xb9\xab\xcb\xbe/a.xlsx", b"\xb9\xab.docx"]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_in_another_encoding_stops_no_collection(name: bytes, tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动")
    box.put("一公司.xlsx", progress("一公司", 3, 2))
    there = Path(os.fsdecode(os.fsencode(box.folder) + b"/" + name))
    there.parent.mkdir(exist_ok=True)
    shutil.copy(box.folder / "一公司.xlsx", there)
    done = docgen("collect", box.root, box.folder, "--date", "2026-06-30", "--json")
    data = json.loads(done.stdout)
    assert {f["path"]: f["state"] for f in data["files"]}["一公司.xlsx"] == "受理"
    assert any("\\x" in f["path"] for f in data["files"])
    assert (box.root / "out" / "汇总" / "汇总.xlsx").is_file()


def test_documents_named_in_another_encoding_are_checked_and_copied(made: Workspace) -> None:
    out = made.folder / "out"
    paper = next(out.glob("*.docx"))
    odd = Path(os.fsdecode(os.fsencode(out) + b"/\xff\xfe.docx"))
    paper.rename(odd)
    done = docgen("check", odd, "--annotate", "--json")
    assert (done.stderr, len(json.loads(done.stdout)["copies"])) == ("", 1)


@pytest.mark.parametrize(("letters", "copies"), [(70, 1), (77, 1), (81, 0)])
def test_long_names_are_taken_or_told(letters: int, copies: int, made: Workspace) -> None:
    paper = next((made.folder / "out").glob("*.docx"))
    long = paper.with_name("长" * letters + ".docx")
    paper.rename(long)
    done = docgen("check", long, "--annotate", "--json")
    assert len(json.loads(done.stdout)["copies"]) == copies
    assert (done.returncode, "名字太长" in done.stdout) == ((1, False) if copies else (3, True))


@pytest.mark.parametrize("verb", [["validate"], ["check"], ["init"]])
def test_a_path_of_300_characters_is_told(
    verb: list[str], tmp_path: Path, made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made.folder)
    done = docgen(*verb, tmp_path / ("长" * 300))
    assert done.returncode in (1, 2, 3)
    assert "长" * 300 in done.stderr + done.stdout


def test_what_stands_deep_in_folders_is_made_and_checked(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["很长的文件夹名字" * 3] * 3)
    assert docgen("init", deep / "我的").returncode == 0
    assert docgen("build", deep / "我的").returncode == 0
    assert docgen("check", deep / "我的").returncode == 0


def test_a_register_that_stands_too_deep_is_told(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["很长的文件夹名字" * 4] * 8)
    assert docgen("init", deep / "我的").returncode == 0
    done = docgen("build", deep / "我的")
    assert (done.returncode, "路径太长" in done.stderr) == (3, True)


def test_units_with_long_names_have_files_of_their_own(campaign: Campaign) -> None:
    units = [{"编号": f"U{i}", "全称": "长" * 77 + f"{i}公司"} for i in range(3)]
    made, _ = campaign(单位=units, 文件=[notice(主送=None, 发给="全部")]).build()
    assert len({item.path.name for item in made}) == 3
    assert max(len(item.path.name.encode("utf-8")) for item in made) <= 255


@pytest.mark.parametrize("tail", ["", " " + "长" * 77, " " + "甲" * 300, "x" * 400])
@pytest.mark.parametrize("text", ["", "短", "题" * 300])
def test_any_name_of_a_file_is_short_enough(text: str, tail: str) -> None:
    assert len(file_name(text, tail).encode("utf-8")) <= 255 - len(".~lock.#")


# ---- files that are none


@pytest.mark.parametrize(("kind", "verb"), [("pipe", "validate"), ("pipe", "check"), ("endless", "build")])
def test_a_pipe_or_an_endless_device_is_no_data_file(kind: str, verb: str, tmp_path: Path) -> None:
    path = tmp_path / "活动.yaml"
    os.mkfifo(path) if kind == "pipe" else path.symlink_to("/dev/zero")
    done = docgen(verb, path)
    assert (done.returncode, "读不出来" in done.stderr + done.stdout) == (1, True)


@pytest.mark.parametrize("text", ["[" * 100_000, "null", '{"outputs": null}'])
def test_a_summary_that_is_nonsense_is_told_or_made_again(text: str, tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动")
    box.put("一公司.xlsx", progress("一公司", 3, 2))
    summary = Path(box.collect("out/汇总").folder) / "collected.json"
    summary.write_text(text, encoding="utf-8")
    assert docgen("trace", box.root, "发现问题数").returncode == 1
    assert docgen("collect", box.root, box.folder, "--date", "2026-06-30", "--force").returncode == 1
    assert "files" in json.loads(summary.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "[" + "1," * 4_000_000 + "1]", '{"numbers": {"FX0001": null}}', "null"]
)
def test_a_library_that_is_deep_or_holds_a_null_is_told(text: str, tmp_path: Path) -> None:
    own = tmp_path / "我的"
    assert docgen("init", own, "--sample", "风险点库").returncode == 0
    (own / "风险点库.json").write_text(text, encoding="utf-8")
    done = docgen("collect", own, own / "收件", "--date", "2026-11-30")
    assert done.returncode == 1
    assert "风险点库.json" in done.stderr
    assert (own / "风险点库.json").read_text(encoding="utf-8") == text


# ---- beside the returns


@pytest.fixture
def returns(tmp_path: Path) -> Inbox:
    """An inbox with a return and a letter that came along."""
    box = inbox(tmp_path / "活动", 文件=[notice()])
    box.put("一公司.xlsx", progress("一公司", 3, 2))
    made, _ = box.workspace.build()
    shutil.copy(made[0].path, box.folder / "说明.docx")
    return box


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "说明.docx", "--annotate"],
        ["check", "说明.docx", "--annotate", "--fix", "--force"],
        ["format", "说明.docx", "-o", "排好的.docx"],
        ["import", "说明.docx", "-o", "说明.yaml"],
        ["number", "export", "-o", "登记簿.xlsx", "--register", ".."],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_what_is_written_beside_returns_makes_no_folder_of_results(
    arguments: list[str], returns: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(returns.folder)
    assert docgen(*arguments).returncode in (0, 1)
    (returns.folder / "说明（批注）.docx").touch()
    done = docgen("collect", returns.root, returns.folder, "--date", "2026-06-30", "--json")
    states = {f["path"]: f["state"] for f in json.loads(done.stdout)["files"]}
    assert states["一公司.xlsx"] == "受理"


def test_a_copy_that_somebody_worked_on_is_still_not_written_over(returns: Inbox) -> None:
    letter = returns.folder / "说明.docx"
    (returns.folder / "说明（批注）.docx").write_bytes(b"mine")
    done = docgen("check", letter, "--annotate")
    assert (returns.folder / "说明（批注）.docx").read_bytes() == b"mine"
    assert "没有问题" in done.stdout or done.returncode == 1


def test_folders_of_issued_and_collected_ledgers_are_no_inbox(returns: Inbox) -> None:
    assert docgen("issue", returns.root, "--period", "2026-06").returncode == 0
    for folder in ("out/台账", "out/台账/2026-06"):
        assert docgen("collect", returns.root, returns.root / folder, "-o", returns.root / "别处").returncode == 2


# ---- as a library


@pytest.mark.parametrize("guard", ["", "if __name__ == '__main__':\n    "])
def test_a_script_collects_and_builds_with_and_without_a_guard(guard: str, returns: Inbox, tmp_path: Path) -> None:
    script = tmp_path / "脚本.py"
    script.write_text(
        "from datetime import date\nfrom pathlib import Path\nfrom docgen.workspace import Workspace\n"
        f"print('started')\nwork = Workspace(Path({str(returns.root)!r}))\n"
        f"{guard}print(len(work.collect(Path({str(returns.folder)!r}), today=date(2026, 6, 30)).summary['files']))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=FENCE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "started\n2\n", "")
