"""Ordinary papers are laid out anew: what the reader leaves out is said and is no difference; notes stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.checking import check
from docgen.core.errors import InvalidInput
from docgen.gongwen.reading.read import read
from docgen.gongwen.rules.reading import REWRITTEN_TEXT
from docgen.importing import Imported, bring_in, lay_out
from tests.office import pages

HEAD = "关于报送用水台账的通知\n各科室：\n请按月报送用水台账。\n砚屏县水利局\n2026年5月8日\n"
COPIES = "抄送：县政府办公室，县财政局。\n砚屏县水利局办公室　　2026年5月8日印发\n"
SUBJECTS = ("主题词：水利  台账  通知", "主题词:水利△台账△通知", "主 题 词：用水　报送")
CONTACTS = {
    "联系人：江白\n联系电话：0600-5550101\n": ["（联系人：江白　联系电话：0600-5550101）"],
    "联系人：江白\n": ["（联系人：江白）"],
    "（此件公开发布）\n（联系人：江白，电话：0600-5550101）\n": [
        "（此件公开发布）",
        "（联系人：江白，电话：0600-5550101）",
    ],
    "（此件公开发布）\n联系人：江白\n联系电话：0600-5550101\n": [
        "（此件公开发布）",
        "（联系人：江白　联系电话：0600-5550101）",
    ],
}
"""Notes as they are typed under a date, and as they are printed."""


def typed(folder: Path, text: str) -> Path:
    path = folder / "原稿.txt"
    path.write_text(text, encoding="utf-8")
    return path


def formed(folder: Path, text: str) -> Imported:
    return lay_out(typed(folder, text), folder / "排好.docx")


def rewritten(made: Imported) -> list[str]:
    return [p.message for p in made.problems if p.rule == REWRITTEN_TEXT]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_words_of_the_subject_are_left_out_and_said(subject: str, tmp_path: Path) -> None:
    made = formed(tmp_path, f"{HEAD}{subject}\n{COPIES}")
    assert any("主题词没有带进来" in p.message for p in made.problems)
    assert "主题词" in made.left_out
    assert not any("主题词" in message for message in rewritten(made))
    assert made.path is not None
    assert "主题词" not in "".join(line.text for line in read(made.path).manuscript.lines())


def test_a_word_of_the_subject_in_the_text_stays(tmp_path: Path) -> None:
    made = formed(tmp_path, HEAD.replace("请按月", "主题词：不再标注。\n请按月"))
    assert made.path is not None
    assert "主题词：不再标注。" in [line.stripped for line in read(made.path).manuscript.lines()]
    assert "主题词" not in made.left_out


@pytest.mark.parametrize("typed_notes", CONTACTS)
def test_notes_under_the_date_are_printed_each_in_its_brackets(typed_notes: str, tmp_path: Path) -> None:
    made = formed(tmp_path, HEAD + typed_notes)
    assert made.path is not None
    sheets = pages([made.path], tmp_path)["排好"]
    lines = [line for sheet in sheets for line in sheet.lines if line.text.strip().startswith("（")]
    assert [line.text.replace(" ", "").strip() for line in lines] == [
        text.replace("　", "") for text in CONTACTS[typed_notes]
    ]
    first = [line.glyphs[0].x for line in lines]
    assert max(first) - min(first) < 1.0
    assert not [p for judged in check([made.path]) for p in judged.problems if p.rule.number == "G40"]


@pytest.mark.parametrize("typed_notes", CONTACTS)
def test_notes_that_were_laid_out_are_read_as_the_same_notes(typed_notes: str, tmp_path: Path) -> None:
    made = formed(tmp_path, HEAD + typed_notes)
    assert made.path is not None
    assert "）（" not in made.reading.document.note
    assert read(made.path).document.note == made.reading.document.note
    assert not [p.message for p in made.problems if "附注会读成" in p.message or "附件会读成" in p.message]


@pytest.mark.parametrize("typed_notes", CONTACTS)
def test_notes_go_through_a_data_file(typed_notes: str, tmp_path: Path) -> None:
    made = bring_in(typed(tmp_path, HEAD + typed_notes), tmp_path / "活动.yaml")
    assert made.path is not None
    assert not [message for message in rewritten(made) if "没有" in message or "多了" in message]


@pytest.mark.parametrize(
    ("lost", "line"),
    [("青岚会纪\n第3期\n第4期\n", 3), ("青岚会纪\n第12期\n第13期\n", 3)],
)
def test_a_refusal_names_the_text_and_its_line(lost: str, line: int, tmp_path: Path) -> None:
    number = lost.splitlines()[-1]
    text = (
        f"{lost.replace('青岚会纪', '砚屏公司会议纪要')}综合处　　2026年5月8日\n关于盘点的会议纪要\n会议听取了汇报。\n"
    )
    with pytest.raises(InvalidInput) as refused:
        formed(tmp_path, text)
    problems = refused.value.problems
    assert [(p.place.line, number in p.message) for p in problems] == [(line, True)]
    assert not any("开发人员" in str(p) or "；。" in str(p) for p in problems)
