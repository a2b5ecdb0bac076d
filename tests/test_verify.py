"""A report that came back from the desk: every figure is looked at again, and everything that was done to it is told."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import DocgenError, InvalidInput
from docgen.verifying import Checked, verify
from tests.documents import reading
from tests.documents.reading import (
    CATALOGUE,
    DECEMBER_BULLETIN,
    JUNE_BULLETIN,
    OPEN_PROBLEMS,
    SAMPLE,
    SUMMARY,
    W,
    Year,
)
from tests.ledgers.returns import inbox, progress
from tests.mutants import mutants
from tests.renaming import packed, parts_of
from tests.test_cli import docgen
from tests.test_mutants import SPOILT, raised

Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The sample, collected and reported."""
    return reading.year(tmp_path_factory)


@pytest.fixture
def check(year: Year, tmp_path: Path) -> Callable[[Change], tuple[list[Checked], list[Diagnostic]]]:
    """The summary edited and verified."""

    def run(change: Change) -> tuple[list[Checked], list[Diagnostic]]:
        return verify(reading.edited(year.path(SUMMARY), tmp_path / "改过的.docx", change), year.folder)

    return run


Check = Callable[[Change], tuple[list[Checked], list[Diagnostic]]]


def told(problems: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(p.rule.number, p.severity) for p in problems]


def paragraph(path: Path, words: str) -> int:
    """The number of the first paragraph with some words."""
    return next(n for n, text in enumerate(reading.paragraphs(path), 1) if words in text)


# ---- a file that is well


@pytest.mark.parametrize("name", [SUMMARY, JUNE_BULLETIN, DECEMBER_BULLETIN, CATALOGUE, OPEN_PROBLEMS])
def test_a_report_that_nobody_edited_is_right(year: Year, name: str) -> None:
    checked, problems = verify(year.path(name), year.folder)
    assert problems == []
    assert [(c.bookmark, c.found) for c in checked] == reading.bookmarks(year.path(name))
    assert {c.state for c in checked} == {"相符"}
    assert all(c.found == c.computed == c.written for c in checked)


def test_the_paragraph_of_every_figure_is_the_one_where_it_stands(year: Year) -> None:
    checked, _ = verify(year.path(SUMMARY), year.folder)
    every = reading.paragraphs(year.path(SUMMARY))
    assert all(c.found and c.paragraph and c.found in every[c.paragraph - 1] for c in checked)


def test_words_around_the_figures_may_change(check: Check) -> None:
    def change(root: Any) -> None:
        for t in root.iter(f"{W}t"):
            t.text = (t.text or "").replace("共组织集中学习", "全年组织学习").replace("各单位", "各公司")
        reading.add(root, "明年再接再厉。")

    checked, problems = check(change)
    assert problems == []
    assert {c.state for c in checked} == {"相符"}


@pytest.mark.parametrize("typed", ["４９笔", "49 笔", "49\u3000笔", "49\u00a0笔"])
def test_full_width_digits_and_blanks_are_no_change(check: Check, typed: str) -> None:
    _, problems = check(lambda root: reading.retype(root, "发现问题笔数", typed))
    assert problems == []


def test_a_figure_split_into_runs_is_still_the_figure(check: Check) -> None:
    def change(root: Any) -> None:
        _, (run,), _ = reading.span(root, "涉及金额")
        second = deepcopy(run)
        run.find(f"{W}t").text, second.find(f"{W}t").text = "203", ".10万元"
        run.addnext(second)
        run.addnext(etree.Element(f"{W}proofErr"))

    checked, problems = check(change)
    assert problems == []
    assert next(c.found for c in checked if c.name == "涉及金额") == "203.10万元"


# ---- what was done to it


def test_a_figure_changed_in_its_place_is_named_with_its_paragraph(year: Year, check: Check) -> None:
    checked, (problem,) = check(lambda root: reading.retype(root, "发现问题笔数", "48笔"))
    assert (problem.rule.number, problem.severity) == ("F01", "error")
    assert problem.place.paragraph == paragraph(year.path(SUMMARY), "共发现问题")
    assert (problem.found, problem.expected) == ("48笔", "49笔")
    assert "“发现问题笔数”被改成了“48笔”，按台账是“49笔”" in problem.message
    assert problem.cure
    (one,) = (c for c in checked if c.state != "相符")
    assert (one.state, one.written, one.found, one.computed) == ("被改", "49笔", "48笔", "49笔")


def test_a_figure_changed_in_a_table_is_found(year: Year, check: Check) -> None:
    _, (problem,) = check(lambda root: reading.retype(root, "已整改笔数_2026年12月", "47"))
    assert (problem.rule.number, problem.found, problem.expected) == ("F01", "47", "41")
    assert (problem.place.paragraph or 0) > paragraph(year.path(SUMMARY), "表2")  # in the table under its caption
    assert "2026年12月" in problem.message


def test_words_of_a_list_and_of_a_quotation_are_checked_too(check: Check) -> None:
    def change(root: Any) -> None:
        reading.retype(root, "各领域问题", "采购管理12个、资金管理11个、合同管理11个")
        _, (run, *_), _ = reading.span(root, "砚屏港务亮点做法")
        run.find(f"{W}t").text = run.find(f"{W}t").text.replace("七十分", "六十分")

    _, problems = check(change)
    assert told(problems) == [("F01", "error")] * 2
    assert "六十分" in str(problems[1].found)


def test_the_same_figure_in_another_place_is_not_blamed(check: Check) -> None:
    def change(root: Any) -> None:
        names = [b for b in root.iter(f"{W}bookmarkStart") if b.get(f"{W}name").endswith("_整改率")]
        assert len(names) == 2
        names[-1].getnext().find(f"{W}t").text = "95.00%"

    checked, (problem,) = check(change)
    assert (problem.rule.number, problem.found) == ("F01", "95.00%")
    assert [c.state for c in checked if c.name == "整改率"] == ["相符", "被改"]


@pytest.mark.parametrize(
    ("words", "severity", "said"),
    [
        ("整改率90%，比上年好。", "error", "这里手写的“整改率90%”按台账是“89.80%”"),
        ("全年整改率为８８．８％。", "error", "按台账是“89.80%”"),
        ("全年整改率达到89.80%。", "info", "与台账相符"),
        ("全年整改率为89.8%。", "info", "与台账相符"),
        ("今年发现问题笔数为50笔。", "error", "按台账是“49笔”"),
        ("今年发现问题笔数为49笔。", "info", "与台账相符"),
        ("测试人次4,128人次。", "info", "与台账相符"),
        ("测试人次4,129人次。", "error", "按台账是“4128人次”"),
    ],
)
def test_a_number_typed_by_hand_beside_a_figures_name_is_compared(
    check: Check, words: str, severity: str, said: str
) -> None:
    checked, problems = check(lambda root: reading.add(root, words))
    assert told(problems) == [("F05", severity)]
    assert said in problems[0].message
    assert problems[0].place.paragraph is not None
    assert {c.state for c in checked} == {"相符"}


def test_other_numbers_typed_by_hand_are_pointed_out(check: Check) -> None:
    words = "明年再开展5次检查，覆盖37家单位。"
    checked, (problem,) = check(lambda root: reading.add(root, words))
    assert (problem.rule.number, problem.severity, problem.found) == ("F07", "warning", "5次、37家")
    assert {c.state for c in checked} == {"相符"}


def test_the_rate_of_one_unit_is_not_taken_for_the_rate_of_all(check: Check) -> None:
    _, problems = check(lambda root: reading.add(root, "砚屏新材整改率80.00%，砚屏化工整改率75.00%。"))
    assert [p.message for p in problems if p.severity == "error"] == []


def test_a_figure_deleted_with_its_mark_is_missed(check: Check) -> None:
    checked, (problem,) = check(lambda root: reading.unmark(root, "涉及金额", keep=False))
    assert (problem.rule.number, problem.severity, problem.expected) == ("F03", "error", "203.10万元")
    assert "“涉及金额”（“203.10万元”）不见了" in problem.message
    (one,) = (c for c in checked if c.state != "相符")
    assert (one.state, one.found, one.computed, one.paragraph) == ("不见了", None, "203.10万元", None)


def test_a_whole_paragraph_deleted_misses_each_of_its_figures(check: Check) -> None:
    def change(root: Any) -> None:
        start, _, _ = reading.span(root, "学习次数")
        gone = next(start.iterancestors(f"{W}p"))
        gone.getparent().remove(gone)

    _, problems = check(change)
    assert told(problems) == [("F03", "error")] * 3
    assert [p.message.split("”")[0] for p in problems] == ["“学习次数", "“测试人次", "“测试覆盖面"]


def test_a_text_deleted_under_its_mark_is_missed(check: Check) -> None:
    _, (problem,) = check(lambda root: reading.retype(root, "涉及金额", ""))
    assert (problem.rule.number, problem.expected) == ("F03", "203.10万元")


def test_a_figure_that_lost_only_its_mark_is_found_again(year: Year, check: Check) -> None:
    checked, problems = check(lambda root: reading.unmark(root, "涉及金额", keep=True))
    assert ("F04", "warning") in told(problems)
    assert [p for p in problems if p.severity == "error"] == []
    (problem,) = (p for p in problems if p.rule.number == "F04")
    assert problem.place.paragraph == paragraph(year.path(SUMMARY), "203.10万元")
    assert [c.state for c in checked if c.name == "涉及金额"] == ["不见了"]


def test_a_figure_retyped_wrongly_without_its_mark_is_an_error(check: Check) -> None:
    def change(root: Any) -> None:
        reading.retype(root, "涉及金额", "230.10万元")
        reading.unmark(root, "涉及金额", keep=True)

    _, problems = check(change)
    assert sorted(told(problems)) == [("F03", "error"), ("F05", "error")]
    assert any("230.10万元" in p.message and "203.10万元" in p.message for p in problems)


def test_many_changes_at_once_are_all_named(check: Check) -> None:
    def change(root: Any) -> None:
        reading.retype(root, "学习次数", "160次")
        reading.retype(root, "任务数_合计", "98")
        reading.unmark(root, "涉及金额", keep=False)
        reading.unmark(root, "审核规范性文件", keep=True)
        reading.add(root, "整改率90%。")

    _, problems = check(change)
    rules = [(p.rule.number, p.message.split("”")[0]) for p in problems if p.rule.number != "F05"]
    assert rules == [
        ("F01", "“任务数·合计"),
        ("F01", "“学习次数"),
        ("F04", "“审核规范性文件"),
        ("F03", "“涉及金额"),
    ]
    assert ("F05", "error") in told(problems)


def test_a_change_that_word_tracks_counts_as_it_would_be_accepted(check: Check) -> None:
    def change(root: Any) -> None:
        _, (run,), _ = reading.span(root, "涉及金额")
        gone, come = etree.Element(f"{W}del"), etree.Element(f"{W}ins")
        new = deepcopy(run)
        run.addprevious(gone)
        gone.append(run)
        run.find(f"{W}t").tag = f"{W}delText"
        new.find(f"{W}t").text = "205.00万元"
        come.append(new)
        gone.addnext(come)

    _, (problem,) = check(change)
    assert (problem.rule.number, problem.found) == ("F01", "205.00万元")


def test_facts_that_changed_after_the_report_are_told(
    year: Year, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = reading.changed_year(tmp_path_factory).folder
    checked, problems = verify(year.path(SUMMARY), folder)
    assert [(p.rule.number, p.severity, p.found, p.expected) for p in problems] == [
        ("F02", "error", "44笔", "45笔"), ("F02", "error", "89.80%", "91.84%"), ("F02", "error", "41", "42"),
        ("F02", "error", "44笔", "45笔"), ("F02", "error", "89.80%", "91.84%"), ("F02", "error", "80.00%", "100.00%"),
    ]  # fmt: skip
    assert "重新生成" in str(problems[0].cure)
    assert {c.name for c in checked if c.state == "事实变了"} == {
        "已整改笔数", "整改率", "已整改笔数·2026年12月",
    }  # fmt: skip
    assert "图里的整改率·砚屏新材" in problems[-1].message

    def change(root: Any) -> None:  # somebody typed what is right now
        reading.retype(root, "已整改笔数_2026年12月", "42")

    target = reading.edited(year.path(SUMMARY), tmp_path / "改过的.docx", change)
    left = [(p.rule.number, p.found) for p in verify(target, folder)[1]]
    assert ("F02", "41") not in left
    assert len(left) == 5


def test_a_copy_saved_by_another_office_program_is_right(year: Year, tmp_path: Path) -> None:
    names = [SUMMARY, DECEMBER_BULLETIN]
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", "--headless", f"-env:UserInstallation={Path(profile).as_uri()}", "--convert-to", "docx:MS Word 2007 XML"]  # fmt: skip
        files = [str(year.path(name)) for name in names]
        subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=600)
    for name in names:
        checked, problems = verify(tmp_path / name, year.folder)
        assert problems == []
        assert {c.state for c in checked} == {"相符"}
    target = reading.edited(
        tmp_path / SUMMARY, tmp_path / "改过的.docx", lambda r: reading.retype(r, "处理人数", "30人")
    )
    assert [p.rule.number for p in verify(target, year.folder)[1]] == ["F01"]


# ---- charts


def recharted(year: Year, target: Path, old: bytes, new: bytes) -> Path:
    """A copy of the summary in whose chart of units a number was changed."""
    with zipfile.ZipFile(year.path(SUMMARY)) as package, zipfile.ZipFile(target, "w") as made:
        for entry in package.infolist():
            data = package.read(entry)
            made.writestr(entry, data.replace(old, new) if entry.filename == "word/charts/chart3.xml" else data)
    return target


def test_a_number_changed_in_a_chart_is_found(year: Year, tmp_path: Path) -> None:
    target = recharted(year, tmp_path / "改过的.docx", b"<c:v>0.6667</c:v>", b"<c:v>0.7667</c:v>")
    checked, (problem,) = verify(target, year.folder)
    assert (problem.rule.number, problem.severity) == ("F08", "error")
    assert "图3里的数被改过" in problem.message
    assert {c.state for c in checked} == {"相符"}


# ---- figures against last year


def test_a_figure_against_last_year_can_be_verified(tmp_path: Path) -> None:
    last = inbox(
        tmp_path / "上年", 活动={"名称": "制度执行年", "年度": "2025", "主办": "华澜能源集团有限公司"},
        台账={"进度表": {**ledger(), "期间": ["2025-06"]}},
    )  # fmt: skip
    last.put("2025-06-18/一公司.xlsx", progress("一公司", 4, 4, period="2025年6月"))
    last.collect(today=date(2025, 6, 30), workers=1)
    now = inbox(
        tmp_path / "今年",
        活动={"名称": "制度执行年", "年度": "2026", "主办": "华澜能源集团有限公司", "上年汇总": "../上年/汇总"},
        台账={"进度表": {**ledger(), "期间": ["2026-06"]}},
        文件=[{"类型": "总结报告", "成文日期": "2026-07-02", "正文": "发现问题{发现问题数}，同比{发现问题数|同比}。"}],
    )
    now.put("2026-06-18/一公司.xlsx", progress("一公司", 5, 5))
    now.collect(today=date(2026, 6, 30), workers=1)
    now.workspace.report(tmp_path / "今年" / "汇总", out=tmp_path / "报告")
    path = tmp_path / "报告" / SUMMARY
    assert [words for _, words in reading.bookmarks(path)] == ["5个", "增长25.0%"]
    checked, problems = verify(path, tmp_path / "今年" / "汇总")
    assert (problems, [c.state for c in checked]) == ([], ["相符", "相符"])


def ledger() -> dict[str, Any]:
    columns = [{"名称": "发现问题数", "类型": "整数", "单位": "个"}, {"名称": "整改数", "类型": "整数", "单位": "个"}]
    return {"周期": "每月", "截止": "每月20日", "行": 1, "列": columns}


# ---- the command


def test_the_command_says_how_many_are_right(year: Year) -> None:
    result = docgen("verify", year.path(SUMMARY), "--from", year.folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"{SUMMARY}：65 个数，65 个与台账相符\n"


def test_the_command_names_what_is_wrong_with_status_1(year: Year, tmp_path: Path) -> None:
    target = reading.edited(year.path(SUMMARY), tmp_path / "改.docx", lambda r: reading.retype(r, "处理人数", "30人"))
    result = docgen("核对", target, "--from", year.folder)
    assert result.returncode == 1
    number = paragraph(year.path(SUMMARY), "对责任人员处理")
    assert f"{target} ¶{number}: 退回 “处理人数”被改成了“30人”，按台账是“29人”" in result.stderr
    assert "[F01]" in result.stderr
    assert "65 个数，64 个与台账相符，1 个要看" in result.stdout


def test_the_command_tells_programs_everything(year: Year, tmp_path: Path) -> None:
    target = reading.edited(year.path(SUMMARY), tmp_path / "改.docx", lambda r: reading.retype(r, "处理人数", "30人"))
    result = docgen("verify", target, "--from", year.folder, "--json")
    assert result.returncode == 1
    answer = json.loads(result.stdout)
    assert set(answer) == {"figures", "problems"}
    assert len(answer["figures"]) == 65
    (figure,) = (f for f in answer["figures"] if f["state"] != "相符")
    assert figure == {
        "bookmark": "指标040_处理人数", "figure": "处理人数", "written": "29人", "found": "30人", "computed": "29人",
        "paragraph": paragraph(target, "对责任人员处理"), "state": "被改",
    }  # fmt: skip
    (problem,) = answer["problems"]
    assert (problem["rule"], problem["severity"], problem["file"]) == ("F01", "error", str(target))
    assert problem["paragraph"] == figure["paragraph"]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of another campaign."""
    box = inbox(tmp_path_factory.mktemp("other") / "别的活动")
    box.put("一公司.xlsx", progress("一公司", 5, 5))
    return box.collect(workers=1).folder


def test_a_report_of_another_campaign_is_refused(year: Year, other: Path) -> None:
    result = docgen("verify", year.path(SUMMARY), "--from", other)
    assert (result.returncode, "Traceback" in result.stderr) == (1, False)
    assert "文件是“2026 制度执行年”的" in result.stderr or "不是" in result.stderr


def plain(path: Path) -> None:
    """A .docx that docgen did not write."""
    shutil.copy(SAMPLE.parents[1] / "templates" / "docx" / "总结报告.docx", path)


def damaged(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/other.xml", "<a/>")


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("别的.docx", plain, "没有 docgen 的指标记录"),
        ("总结.txt", lambda path: path.write_text("整改率90%", encoding="utf-8"), "总结.txt"),
        ("总结.docx", lambda path: path.write_bytes(b"not a package"), "总结.docx"),
        ("空.docx", lambda path: path.write_bytes(b""), "空.docx"),
        ("缺.docx", damaged, "缺.docx"),
        ("旧.doc", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "旧.doc"),
        ("没有.docx", lambda path: None, "没有.docx"),
        ("文件夹.docx", lambda path: path.mkdir(), "文件夹.docx"),
    ],
)
def test_what_is_no_report_is_refused_with_a_sentence(
    year: Year, tmp_path: Path, name: str, make: Callable[[Path], object], words: str
) -> None:
    make(tmp_path / name)
    result = docgen("verify", tmp_path / name, "--from", year.folder)
    assert result.returncode in (1, 2)
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert any("\u4e00" <= c <= "\u9fff" for c in result.stderr.replace(name, "").replace(str(tmp_path), ""))


def test_a_folder_without_a_collection_is_wrong_usage(year: Year, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "没有"):
        result = docgen("verify", year.path(SUMMARY), "--from", folder)
        assert (result.returncode, "没有汇总结果" in result.stderr) == (2, True)
    assert docgen("verify", year.path(SUMMARY)).returncode == 2


def test_a_refusal_is_json_too(year: Year, tmp_path: Path) -> None:
    plain(tmp_path / "别的.docx")
    result = docgen("verify", tmp_path / "别的.docx", "--from", year.folder, "--json")
    assert result.returncode == 1
    assert "没有 docgen 的指标记录" in json.loads(result.stdout)["error"]


@pytest.mark.parametrize("written", ["[]", "{}", "{", '{"figures": [], "campaign": "2026 制度执行年"}'])
def test_a_record_inside_the_file_that_is_damaged_is_refused(year: Year, tmp_path: Path, written: str) -> None:
    target = tmp_path / "坏.docx"
    with zipfile.ZipFile(year.path(SUMMARY)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "customXml/item1.xml":
                data = f'<figures xmlns="urn:docgen:figures">{written}</figures>'.encode()
            new.writestr(entry, data)
    result = docgen("verify", target, "--from", year.folder)
    assert (result.returncode, "Traceback" in result.stderr) == (1, False)
    assert "指标记录" in result.stderr


@pytest.mark.parametrize("record", ["[", "{}", "[[1, 2], 3]", '[[["文", 5]], []]', '[[["文", [1]]], []]'])
def test_a_record_of_the_text_that_is_damaged_is_refused(year: Year, tmp_path: Path, record: str) -> None:
    target = tmp_path / "坏.docx"
    with zipfile.ZipFile(year.path(SUMMARY)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "customXml/item1.xml":
                root = etree.fromstring(data)
                root.set("text", record)
                data = etree.tostring(root)
            new.writestr(entry, data)
    with pytest.raises(DocgenError, match="指标记录读不懂"):
        verify(target, year.folder)


def test_facts_that_somebody_edited_are_refused(year: Year, tmp_path: Path) -> None:
    folder = reading.copied(year, tmp_path / "汇总")
    with (folder / "事实.db").open("ab") as out:
        out.write(b" ")
    result = docgen("verify", year.path(SUMMARY), "--from", folder)
    assert (result.returncode, "在汇总以后被改动过" in result.stderr) == (1, True)


def test_nothing_is_written_by_verifying(year: Year) -> None:
    before = {p: p.stat().st_mtime_ns for p in [*year.reports.iterdir(), *year.folder.iterdir()]}
    assert docgen("verify", year.path(SUMMARY), "--from", year.folder).returncode == 0
    assert {p: p.stat().st_mtime_ns for p in [*year.reports.iterdir(), *year.folder.iterdir()]} == before


# ---- a file that is damaged


def test_a_damaged_report_is_a_message_for_verify(year: Year, tmp_path: Path) -> None:
    verbs = {"verify": lambda path: verify(path, year.folder)}
    for label, made in mutants(parts_of(year.path(SUMMARY)), 12, seed=3):
        assert raised(packed(tmp_path / "报告.docx", made), verbs) == [], label


def test_verify_names_the_part_that_is_damaged(year: Year, tmp_path: Path) -> None:
    parts = parts_of(year.path(SUMMARY))
    charts = [name for name in parts if name.startswith("word/charts/chart")]
    for name, way in (("word/document.xml", "截断"), (charts[0], "没有声明的前缀"), (charts[0], "空的")):
        path = packed(tmp_path / "报告.docx", {**parts, name: SPOILT[way]})
        with pytest.raises(InvalidInput) as refused:
            verify(path, year.folder)
        assert name in refused.value.problems[0].message
