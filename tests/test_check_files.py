"""Several files at once, and results that are already there: nothing is mixed up, nothing is overwritten unseen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from docgen.checking import check, gather
from docgen.core.errors import DocgenError, WrongUsage
from docgen.documents.draft import draft
from docgen.gongwen.reading.read import read
from docgen.importing import lay_out
from docgen.mending import apart

TODAY = date(2026, 10, 1)
ONE = "关于开展合规管理的通知\n各企业：\n集团所属32家企业都要参加。\n"
OTHER = "关于报送合规台账的通知\n各企业：\n请所属31家企业按时报送。\n"


def written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_files_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    files = [written(tmp_path / "甲", "通知.txt", ONE), written(tmp_path / "乙", "通知.txt", OTHER)]
    (problem,) = [p for item in check(files, today=TODAY) for p in item.problems if p.rule.number == "S02"]
    assert all(str(file) in problem.message for file in files)


def test_a_contradiction_in_a_text_file_stands_at_its_line(tmp_path: Path) -> None:
    files = [written(tmp_path, "方案.txt", ONE), written(tmp_path, "通知.txt", OTHER)]
    found = [p for item in check(files, today=TODAY) for p in item.problems if p.rule.number == "S02"]
    assert [(p.place.file, p.place.line, p.place.paragraph) for p in found] == [(str(files[0]), 3, None)]


def test_a_file_that_is_named_twice_is_checked_once(tmp_path: Path) -> None:
    (tmp_path / "通知.docx").touch()
    assert gather([tmp_path / "通知.docx", tmp_path]) == [tmp_path / "通知.docx"]


def test_copies_that_would_overwrite_each_other_are_refused(tmp_path: Path) -> None:
    files = [tmp_path / "甲" / "通知.docx", tmp_path / "乙" / "通知.docx"]
    apart(files, None)
    with pytest.raises(WrongUsage, match=r"通知\.docx"):
        apart(files, tmp_path)


def test_an_older_result_stays_where_the_new_one_would_lose_text(tmp_path: Path) -> None:
    minutes = "华澜公司会议纪要\n第3期\n第4期\n综合处　　2026年5月8日\n关于库房盘点的会议纪要\n会议听取了汇报。\n"
    old = written(tmp_path, "排好.docx", "去年的结果")
    with pytest.raises(DocgenError, match="文字有出入"):
        lay_out(written(tmp_path, "原稿.txt", minutes), old, force=True)
    assert old.read_text(encoding="utf-8") == "去年的结果"


def test_a_roll_of_two_lines_is_drafted_whole(tmp_path: Path) -> None:
    minutes = "华澜公司会议纪要\n第3期\n综合处　　2026年5月8日\n关于库房盘点的会议纪要\n会议听取了汇报。\n"
    reading = read(written(tmp_path, "纪要.txt", minutes + "出席：王岚\n出席：李川\n"))
    assert yaml.safe_load(draft(reading))["文件"][0]["会议"] == {"出席": "王岚、李川"}
