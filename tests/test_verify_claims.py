"""What a report claims beside its figures, changed by hand: words for numbers, names, ranks, periods, days, charts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.core.diagnostic import Diagnostic
from docgen.verifying import verify
from tests.documents import reading
from tests.documents.reading import DECEMBER_BULLETIN, JUNE_BULLETIN, SUMMARY, W, Year

Change = Callable[[Any], None]
Check = Callable[[str, Change], list[Diagnostic]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The sample, collected and reported."""
    return reading.year(tmp_path_factory)


@pytest.fixture
def check(year: Year, tmp_path: Path) -> Check:
    """What is said of a report that was edited."""

    def run(name: str, change: Change) -> list[Diagnostic]:
        return verify(reading.edited(year.path(name), tmp_path / "改过的.docx", change), year.folder)[1]

    return run


def told(problems: list[Diagnostic]) -> list[tuple[str, str | None, str | None]]:
    return [(p.rule.number, p.found, p.expected) for p in problems]


def replaced(old: str, new: str) -> Change:
    """The first text with some words gets others."""

    def change(root: Any) -> None:
        text = next(t for t in root.iter(f"{W}t") if old in (t.text or ""))
        text.text = text.text.replace(old, new, 1)

    return change


def cells(root: Any, words: str) -> list[list[Any]]:
    """The cells of the table whose heading row has some words."""
    table = next(t for t in root.iter(f"{W}tbl") if words in reading.text(next(t.iter(f"{W}tr"))))
    return [list(row.iter(f"{W}tc")) for row in table.iter(f"{W}tr")]


def exchanged(words: str, one: tuple[int, int], other: tuple[int, int]) -> Change:
    """The words of two cells of a table change places, its paragraphs and bookmarks stay."""

    def change(root: Any) -> None:
        rows = cells(root, words)
        texts = [next(rows[y][x].iter(f"{W}t")) for y, x in (one, other)]
        texts[0].text, texts[1].text = texts[1].text, texts[0].text

    return change


# ---- numbers


@pytest.mark.parametrize(
    ("words", "rule", "found"),
    [
        ("全年整改率达到百分之九十。", "F05", "整改率达到百分之九十"),
        ("整改率百分之八十九点九。", "F05", "整改率百分之八十九点九"),
        ("整改率过九成。", "F05", "整改率过九成"),
        ("整改率超过九成。", "F05", "整改率超过九成"),
        ("发现问题笔数为三百二十七笔。", "F05", "发现问题笔数为三百二十七笔"),
        ("发现问题笔数五十余笔。", "F05", "发现问题笔数五十余笔"),
        ("测试人次近四千人次。", "F05", "测试人次近四千人次"),
        ("测试人次突破5000人次。", "F05", "测试人次突破5000人次"),
        ("涉及金额达二百零四万元。", "F05", "涉及金额达二百零四万元"),
        ("比上年翻一番。", "F07", "翻一番"),
        ("比上年翻了两番。", "F07", "翻了两番"),
        ("是上年的三倍。", "F07", "三倍"),
        ("检查了三十二家单位。", "F07", "三十二家"),
        ("数十家单位参加。", "F07", "数十家"),
        ("上百人次参加。", "F07", "上百人次"),
        ("过半单位已经完成。", "F07", "过半"),
        ("三分之二的单位已经完成。", "F07", "三分之二"),
        ("近四千人参加。", "F07", "近四千人"),
        ("完成率位居全集团第一。", "F07", "位居全集团第一"),
        ("完成情况排名倒数第二。", "F07", "排名倒数第二"),
        ("化工板块发现问题最多。", "F07", "最多"),
        ("矿山企业整改率最低。", "F07", "最低"),
    ],
)
def test_a_number_in_words_or_a_rank_is_found(check: Check, words: str, rule: str, found: str) -> None:
    (problem,) = check(SUMMARY, lambda root: reading.add(root, words))
    assert (problem.rule.number, problem.found) == (rule, found)
    assert problem.severity in ("error", "warning")


@pytest.mark.parametrize(
    "words",
    [
        "整改率近九成。",
        "测试人次超过四千人次。",
        "测试人次4100余人次。",
        "发现问题笔数四十九笔。",
        "涉及金额约二百万元。",
    ],
)
def test_a_number_in_words_that_is_true_is_only_told(check: Check, words: str) -> None:
    (problem,) = check(SUMMARY, lambda root: reading.add(root, words))
    assert (problem.rule.number, problem.severity) == ("F05", "info")


@pytest.mark.parametrize(
    "words",
    [
        "各单位主要负责人是第一责任人，要十分重视，千方百计抓好落实。",
        "一是成立专班，二是一事一议，三是层层压实责任，形成一级抓一级的格局。",
        "坚持两个维护，增强四个意识，迈上一个新台阶。",
        "第四季度再开一次会，万一有变化，及时报告。",
    ],
)
def test_words_that_are_no_numbers_are_left_alone(check: Check, words: str) -> None:
    assert check(SUMMARY, lambda root: reading.add(root, words)) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("，整改率", "，整改率超过", "F07"),
        ("，整改率", "，整改率近", "F07"),
        ("共发现问题", "共发现问题1", "F07"),
        ("已整改", "未整改", "F10"),
        ("已整改", "尚没有整改", "F10"),
    ],
)
def test_words_that_make_something_else_of_a_right_figure_are_found(
    check: Check, old: str, new: str, rule: str
) -> None:
    assert [p.rule.number for p in check(JUNE_BULLETIN, replaced(old, new))] == [rule]


# ---- names, ranks, headings


def test_names_exchanged_beside_their_figures_are_found(check: Check) -> None:
    assert told(check(JUNE_BULLETIN, exchanged("名次", (1, 1), (9, 1)))) == [
        ("F10", "砚屏电力", "砚屏冶炼"), ("F10", "砚屏冶炼", "砚屏电力"),
    ]  # fmt: skip


def test_a_name_in_place_of_another_beside_a_figure_is_found(check: Check) -> None:
    assert ("F10", "砚屏港务", "砚屏矿业") in told(check(SUMMARY, replaced("砚屏矿业：", "砚屏港务：")))


def test_a_name_in_a_sentence_without_a_figure_of_its_own_is_found(check: Check) -> None:
    (problem,) = check(SUMMARY, replaced("砚屏后勤", "砚屏商贸"))
    assert problem.rule.number == "F10"
    assert "砚屏商贸" in str(problem.found)


@pytest.mark.parametrize(("row", "rank"), [(10, "1"), (1, "2"), (9, "第9名")])
def test_a_rank_that_was_changed_is_found(check: Check, row: int, rank: str) -> None:
    def change(root: Any) -> None:
        next(cells(root, "名次")[row][0].iter(f"{W}t")).text = rank

    (problem,) = check(JUNE_BULLETIN, change)
    assert (problem.rule.number, problem.severity, problem.found) == ("F10", "error", rank)


def test_headings_of_columns_that_change_places_are_found(check: Check) -> None:
    assert told(check(DECEMBER_BULLETIN, exchanged("任务类别", (0, 1), (0, 2)))) == [
        ("F10", "已完成任务", "任务数"), ("F10", "任务数", "已完成任务"),
    ]  # fmt: skip


def test_the_words_of_two_figures_that_change_places_are_found(check: Check) -> None:
    def change(root: Any) -> None:
        replaced("共发现问题", "共已整×改")(root)
        replaced("，已整改", "，发现问题")(root)
        replaced("×", "")(root)

    assert [p.rule.number for p in check(JUNE_BULLETIN, change)] == ["F10", "F10"]


def test_a_row_that_moves_with_its_name_and_figures_is_well(check: Check) -> None:
    def change(root: Any) -> None:
        row = cells(root, "任务完成率")[2][0].getparent()
        row.getparent().append(row)

    assert check(SUMMARY, change) == []


def test_a_row_that_was_copied_and_given_another_name_is_found(check: Check) -> None:
    def change(root: Any) -> None:
        row = cells(root, "名次")[1][0].getparent()
        twin = deepcopy(row)
        for mark in [*twin.iter(f"{W}bookmarkStart"), *twin.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        for text, words in zip(twin.iter(f"{W}t"), ("1", "砚屏船务", "9", "9", "100.00%"), strict=True):
            text.text = words
        row.addnext(twin)

    assert {p.rule.number for p in check(JUNE_BULLETIN, change)} == {"F07"}


# ---- periods and days


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (JUNE_BULLETIN, "关于2026年6月", "关于2026年5月"),
        (JUNE_BULLETIN, "现将2026年6月", "现将2026年二季度"),
        (SUMMARY, "截至2026年12月31日", "截至2026年11月30日"),
        (SUMMARY, "用的是2026年9月", "用的是2026年10月"),
        (SUMMARY, "2026年，", "二〇二五年，"),
    ],
)
def test_a_period_or_a_day_that_was_changed_is_found(check: Check, name: str, old: str, new: str) -> None:
    (problem,) = check(name, replaced(old, new))
    assert (problem.rule.number, problem.severity) == ("F09", "error")
    assert problem.place.paragraph is not None


def test_a_period_in_a_table_is_found(check: Check) -> None:
    assert told(check(SUMMARY, exchanged("期间", (1, 0), (2, 0)))) == [
        ("F10", "2026年6月", "2026年5月"), ("F10", "2026年5月", "2026年6月"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["截至2026年11月30日，整改顺利。", "截止到2026年10月，进展良好。", "截至11月底前的11月，完成较好。"]
)
def test_a_new_sentence_until_another_day_is_found(check: Check, words: str) -> None:
    assert "F09" in [p.rule.number for p in check(SUMMARY, lambda root: reading.add(root, words))]


def test_another_date_of_the_document_is_a_thing_to_look_at(check: Check) -> None:
    assert [(p.rule.number, p.severity) for p in check(SUMMARY, replaced("2027年1月12日", "2027年1月15日"))] == [
        ("F09", "warning")
    ]


# ---- headers, notes, charts


def repacked(source: Path, target: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of a .docx one part of which was changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    return target


def test_a_number_in_a_footer_is_found(year: Year, tmp_path: Path) -> None:
    part = next(name for name in sorted(reading.parts(year.path(SUMMARY))) if name.startswith("word/footer"))
    typed = f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>整改率95%</w:t></w:r></w:p></w:ftr>'.encode()
    path = repacked(year.path(SUMMARY), tmp_path / "改.docx", part, lambda data: data.replace(b"</w:ftr>", typed))
    (problem,) = verify(path, year.folder)[1]
    assert (problem.rule.number, problem.found) == ("F07", "95%")


def in_workbook(cell: str, value: Any) -> Callable[[bytes], bytes]:
    """A cell of a chart's workbook is changed."""

    def change(data: bytes) -> bytes:
        book, out = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
        book.worksheets[0][cell] = value
        book.save(out)
        return out.getvalue()

    return change


@pytest.mark.parametrize(
    ("number", "cell", "value"), [(1, "B2", 99), (3, "A2", "砚屏冶炼"), (2, "B1", "已整改笔数"), (2, "C3", None)]
)
def test_a_workbook_inside_a_chart_that_was_changed_is_found(
    year: Year, tmp_path: Path, number: int, cell: str, value: Any
) -> None:
    part = f"word/embeddings/chart{number}.xlsx"
    (problem,) = verify(
        repacked(year.path(SUMMARY), tmp_path / "改.docx", part, in_workbook(cell, value)), year.folder
    )[1]
    assert (problem.rule.number, problem.severity) == ("F08", "error")
    assert f"图{number}里嵌的工作簿" in problem.message


def test_a_workbook_that_was_only_saved_again_is_well(year: Year, tmp_path: Path) -> None:
    path = repacked(year.path(SUMMARY), tmp_path / "改.docx", "word/embeddings/chart2.xlsx", in_workbook("H40", None))
    assert verify(path, year.folder)[1] == []


def test_a_label_of_a_chart_that_was_changed_is_found(year: Year, tmp_path: Path) -> None:
    def change(data: bytes) -> bytes:
        return data.replace("砚屏矿业".encode(), "砚屏冶炼".encode())

    (problem,) = verify(
        repacked(year.path(SUMMARY), tmp_path / "改.docx", "word/charts/chart3.xml", change), year.folder
    )[1]
    assert (problem.rule.number, "图3" in problem.message) == ("F08", True)
