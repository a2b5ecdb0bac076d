"""The command line as a clerk meets it: Chinese texts, exit statuses, one JSON object, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.cli.chinese import ALIASES
from docgen.workspace import Workspace
from tests.conftest import Once, notice

Campaign = Callable[..., Workspace]


def docgen(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from docgen.cli import main; main()", *map(str, arguments)],
        capture_output=True, encoding="utf-8", errors="replace", check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )  # fmt: skip


def test_help_is_chinese_and_names_every_verb() -> None:
    result = docgen("--help")
    assert result.returncode == 0
    assert "用法：" in result.stdout
    assert [
        verb
        for verb in ("demo", "init", "validate", "build", "number", "import", "check", "format", "doctor")
        if verb not in result.stdout
    ] == []


@pytest.mark.parametrize(
    "verb", ["demo", "init", "validate", "build", "doctor", "number", "import", "check", "format"]
)
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    assert f"例：docgen {verb}" in docgen(verb, "--help").stdout


@pytest.mark.parametrize(("chinese", "verb"), sorted(ALIASES.items()))
def test_verbs_have_chinese_names(chinese: str, verb: str) -> None:
    assert docgen(chinese, "--help").stdout.splitlines()[3:] == docgen(verb, "--help").stdout.splitlines()[3:]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bild", "x"], "没有“bild”这个命令，是不是“build”？"),
        (["生存", "x"], "是不是“生成”？"),
        (["number", "next"], "缺少参数"),
        (["number", "next", "随便 x", "2026"], "应形如 华澜发〔2026〕15号"),
        (["number", "list"], "这里没有发文登记簿"),
        (["build", "x", "--drat"], "没有 --drat 这个选项"),
        (["init", "活动", "--sample", "没有的"], "没有“没有的”这个样例。可以选："),
        (["number", "use", "华澜发[2026]15号", "--title", "x"], "应形如 华澜发〔2026〕15号"),
    ],
)
def test_wrong_usage_is_status_2_with_a_sentence(arguments: list[str], words: str) -> None:
    result = docgen(*arguments)
    assert (result.returncode, words in result.stderr) == (2, True)


def test_a_campaign_that_is_not_there_is_named() -> None:
    result = docgen("build", "没有这个.yaml")
    assert result.returncode == 1
    assert "没有这个文件" in result.stderr


def test_validate_prints_every_problem_with_its_line_and_status_1(campaign: Campaign) -> None:
    path = campaign(文件=[notice(发文字号="华澜发[2026]15号", 成文日期="2026-02-30")]).path
    result = docgen("validate", path)
    assert result.returncode == 1
    assert f"{path}:8:" not in result.stdout
    assert result.stderr.count("退回") >= 1
    assert "日历上没有2026-02-30这一天" in result.stderr


def test_problems_in_json_have_the_agreed_fields(campaign: Campaign) -> None:
    result = docgen("validate", campaign(文件=[notice(发文字号="华澜发[2026]15号")]).path, "--json")
    assert result.returncode == 1
    (problem,) = json.loads(result.stdout)["problems"]
    assert set(problem) == {
        "file", "line", "column", "sheet", "cell", "paragraph", "text", "rule", "clause", "strength", "severity",
        "message", "found", "expected", "cure", "stage",
    }  # fmt: skip
    assert (problem["line"], problem["rule"], problem["sheet"]) == (8, "T01", None)
    assert (problem["clause"], problem["strength"]) == ("7.2.5", "must")
    assert problem["cure"] == "请写成“华澜发〔2026〕15号”"


def test_build_says_where_the_files_are(campaign: Campaign, tmp_path: Path) -> None:
    path = campaign(文件=[notice()]).path
    result = docgen("build", path, "-o", tmp_path / "结果")
    assert result.returncode == 0
    assert "已生成 1 个文件" in result.stdout
    again = json.loads(docgen("build", path, "-o", tmp_path / "结果", "--json").stdout)
    assert [Path(f["path"]).name for f in again["files"]] == [
        "华澜发〔2026〕15号 关于做好制度执行年活动有关工作的通知.docx"
    ]


def test_warnings_do_not_stop_a_build_but_give_status_1(campaign: Campaign, tmp_path: Path) -> None:
    result = docgen("build", campaign(文件=[notice(正文="一、甲\n三、乙")]).path, "-o", tmp_path / "结果")
    assert result.returncode == 1
    assert "序号“三、”不连续" in result.stderr
    assert len(list((tmp_path / "结果").glob("*.docx"))) == 1


@pytest.mark.parametrize(
    ("data", "status"),
    [({"文件": []}, 1), ({"文件": [notice(标题="长" * 120)]}, 1), ({"文件": [notice(发给="U99")]}, 1)],
)
def test_what_cannot_be_built_leaves_nothing_behind(
    campaign: Campaign, data: Any, status: int, tmp_path: Path
) -> None:
    result = docgen("build", campaign(**data).path, "-o", tmp_path / "结果")
    assert (result.returncode, (tmp_path / "结果").exists()) == (status, False)
    assert "Traceback" not in result.stderr


def test_an_environment_that_lacks_something_is_status_3(campaign: Campaign, tmp_path: Path) -> None:
    (tmp_path / "占位").write_text("", encoding="utf-8")
    assert docgen("build", campaign(文件=[notice()]).path, "-o", tmp_path / "占位").returncode == 3


def test_a_template_that_is_no_docx_or_holds_a_macro_is_refused(campaign: Campaign, tmp_path: Path) -> None:
    own = tmp_path / "模板"
    own.mkdir()
    (own / "通知.docx").write_bytes(b"not a package")
    result = docgen("build", campaign(文件=[notice()]).path, "--templates", own)
    assert (result.returncode, "通知.docx 不是 .docx" in result.stderr) == (1, True)


def test_a_misnamed_template_is_pointed_out(campaign: Campaign, tmp_path: Path) -> None:
    own = tmp_path / "模板"
    own.mkdir()
    (own / "通 知.docx").write_bytes(b"")
    result = docgen("build", campaign(文件=[notice()]).path, "--templates", own)
    assert (result.returncode, "“通 知.docx”没有用到" in result.stderr) == (1, True)


def test_output_to_a_gbk_pipe_does_not_crash(campaign: Campaign) -> None:
    path = campaign(文件=[notice(标题="关于𠮷祥✓的通知")]).path
    result = docgen("build", path, PYTHONIOENCODING="gbk", PYTHONUTF8="0", LC_ALL="C.UTF-8")
    assert (result.returncode, "Traceback" in result.stderr) == (0, False)


def demonstrate(folder: Path) -> None:
    """What the demo makes, and beside it what it says."""
    result = docgen("demo", "-o", folder / "演示")
    assert result.returncode == 0
    (folder / "所说.txt").write_text(result.stdout, encoding="utf-8")


@pytest.fixture(scope="module")
def demo(once: Once) -> tuple[Path, str]:
    """What the demo makes, and what it says."""
    folder = once("demo", demonstrate)
    return folder / "演示", (folder / "所说.txt").read_text(encoding="utf-8")


def test_demo_makes_the_files_of_every_sample(demo: tuple[Path, str], tmp_path: Path) -> None:
    out, _ = demo
    made = sorted(path.parent.name for path in out.glob("*/*.docx"))
    alone = {"公积金深化年": 1, "函和报告": 10, "制度执行年台账": 1, "集团强化年": 2, "清廉积分": 1, "风险点库": 2}
    assert Counter(made) == alone
    reports = sorted(path.name for path in (out / "制度执行年台账" / "报告").iterdir())
    assert [name for name in reports if not name.startswith(".")] == [
        "“制度执行年”制度汇编目录.docx",
        "“制度执行年”活动工作总结报告.docx",
        "“制度执行年”问题整改“回头看”清单.docx",
        "报告.json",
        "数据来源.xlsx",
        "砚屏发〔2026〕2号 关于2026年6月“制度执行年”活动开展情况的通报.docx",
        "砚屏发〔2027〕1号 关于2026年12月“制度执行年”活动开展情况的通报.docx",
    ]
    left = {name: [path.name for path in (out / name / "报告").glob("*.docx")] for name in ("清廉积分", "风险点库")}
    kinds = ("通报", "评分表", "清廉画像", "警示通知", "运用表")
    scores = {kind: sum(kind in name for name in left["清廉积分"]) for kind in kinds}
    assert scores == {"通报": 1, "评分表": 24, "清廉画像": 6, "警示通知": 1, "运用表": 1}
    assert {"“合规风险排查年”风险点库及防范报告.docx"} <= set(left["风险点库"])
    assert (out / "风险点库" / "风险点库.json").is_file()
    again = shutil.copytree(out, tmp_path / "演示")
    assert docgen("demo", "-o", again).returncode == 0


def test_demo_issues_and_collects_the_ledgers_of_a_sample(demo: tuple[Path, str]) -> None:
    out, told = demo
    assert "汇总样例：收到 67 个文件，退回 7，待核实 8，未报 2（样例里故意放了问题）" in told
    folder = out / "制度执行年台账"
    assert len(list((folder / "台账" / "2026-06").glob("*.xlsx"))) == 12
    left = {path.name for path in (folder / "汇总").iterdir()}
    assert {"汇总.xlsx", "问题清单.xlsx", "报送情况.xlsx", "退回", "催报"} <= left


def test_a_sample_with_returns_brings_them_along(tmp_path: Path) -> None:
    result = docgen("init", tmp_path / "我的活动", "--sample", "制度执行年台账")
    assert (result.returncode, "收件" in result.stdout) == (0, True)
    inbox = tmp_path / "我的活动" / "收件"
    assert len([path for path in inbox.rglob("*") if path.is_file()]) == 67
    assert docgen("collect", tmp_path / "我的活动", inbox, "--date", "2026-07-01").returncode == 1
    assert docgen("init", tmp_path / "我的活动", "--sample", "制度执行年台账").returncode == 1


def test_init_lists_samples_and_starts_a_folder_that_builds(tmp_path: Path) -> None:
    assert "集团强化年" in docgen("init", "--list").stdout
    assert docgen("init", tmp_path / "我的活动").returncode == 0
    assert docgen("build", tmp_path / "我的活动").returncode == 0


def test_the_register_from_the_command_line(tmp_path: Path) -> None:
    book: list[str | Path] = ["--register", tmp_path / "登记簿.db"]
    assert docgen("number", "next", "华澜发", "2026", "--title", "甲", *book).stdout == "华澜发〔2026〕1号\n"
    assert docgen("number", "next", "华澜发", "2026", "--peek", *book).stdout == "华澜发〔2026〕2号\n"
    assert docgen("number", "use", "华澜发〔2026〕5号", "--title", "乙", *book).returncode == 0
    assert docgen("number", "use", "华澜发〔2026〕5号", "--title", "丙", *book).returncode == 1
    assert docgen("number", "void", "华澜发〔2026〕1号", *book).returncode == 2
    assert docgen("number", "void", "华澜发〔2026〕1号", "--reason", "重复", *book).returncode == 0
    assert docgen("number", "free", "华澜发〔2026〕5号", *book).returncode == 2
    freed = docgen("number", "free", "华澜发〔2026〕5号", "--reason", "没有印发", *book)
    assert (freed.returncode, freed.stdout) == (0, "已退号 华澜发〔2026〕5号：没有印发\n")
    assert docgen("number", "free", "华澜发〔2026〕1号", "--reason", "x", *book).returncode == 1
    listed = json.loads(docgen("number", "list", "--json", *book).stdout)["numbers"]
    assert [(n["number"], n["state"]) for n in listed] == [
        ("华澜发〔2026〕1号", "作废"),
        ("华澜发〔2026〕5号", "退号"),
    ]
    assert docgen("number", "export", "-o", tmp_path / "簿.xlsx", *book).returncode == 0
    assert (tmp_path / "簿.xlsx").read_bytes()[:2] == b"PK"


def test_doctor_names_every_font_of_the_templates() -> None:
    result = docgen("doctor", "--json")
    names = {finding["name"] for finding in json.loads(result.stdout)["findings"]}
    assert {
        "Python",
        "写入权限",
        "编码",
        "LibreOffice",
        "字体 方正小标宋简体",
        "字体 仿宋_GB2312",
        "字体 楷体_GB2312",
        "字体 黑体",
    } <= names
    assert result.returncode == 0


def test_any_number_of_workers_makes_the_same_files(campaign: Campaign, tmp_path: Path) -> None:
    units = [{"编号": f"U{i}", "全称": f"第{i}公司"} for i in range(60)]
    path = campaign(单位=units, 文件=[notice(主送=None, 发给="全部")]).path
    for jobs in ("1", "3"):
        assert docgen("build", path, "-o", tmp_path / jobs, "--jobs", jobs).returncode == 0
    one, three = ({p.name: p.read_bytes() for p in (tmp_path / jobs).glob("*.docx")} for jobs in ("1", "3"))
    assert len(one) == 60
    assert one == three


def test_pdf_is_made_beside_the_document(campaign: Campaign, tmp_path: Path) -> None:
    assert docgen("build", campaign(文件=[notice()]).path, "-o", tmp_path / "结果", "--pdf").returncode == 0
    assert [p.read_bytes()[:4] for p in (tmp_path / "结果").glob("*.pdf")] == [b"%PDF"]
    lacking = docgen("build", campaign(文件=[notice()]).path, "-o", tmp_path / "结果", "--pdf", PATH=str(tmp_path))
    assert (lacking.returncode, "LibreOffice" in lacking.stderr) == (3, True)
