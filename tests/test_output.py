"""The table of what is wrong: one row for many findings of a kind, places that a person can find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.cli.output import joined, print_table, spot
from docgen.core.diagnostic import Diagnostic, Place
from docgen.ruleset import find


def problem(
    number: int, rule: str = "T08", message: str = "中文里有1处半角标点：“位,各”", cell: str | None = None
) -> Diagnostic:
    return Diagnostic(
        Place("a.docx", paragraph=number, cell=cell), find(rule), "error", message, cure="请改为全角标点"
    )


def test_more_than_three_of_a_kind_are_one_row_with_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("a.docx", [problem(n, message=f"中文里有{n}处半角标点：“{n},”等{n}处") for n in range(1, 13)])
    shown = "".join(capsys.readouterr().out.split())
    assert shown.count("请改为全角标点") == 1
    assert "这样的共12处：第1段、第2段、" in shown
    assert ("第8段……" in shown, "第9段" in shown, "--annotate" in shown) == (True, False, True)


def test_few_of_a_kind_and_other_rules_keep_their_rows() -> None:
    few = [problem(n) for n in range(3)]
    others = [problem(n, "C01", f"数据文件是“{n}”") for n in range(9)]
    kinds = [problem(9, "T13", "日期不对"), problem(10, "T13", "日期早了")]
    assert [len(group) for group in joined([*few, *others, *kinds])] == [1] * 14


def test_alike_are_those_that_differ_in_what_is_typed_and_put_in_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    typed = [
        replace(problem(n, "T05", f"序号写成了“{n}、”，数字后面应用圆点"), cure=f"请改为“{n}.”", found=f"{n}、")
        for n in range(1, 5)
    ]
    marks = [
        replace(problem(n, message=f"中文里用了半角标点：{told}"), cure=f"请改为全角的{cure}")
        for n, told, cure in [(6, "逗号“,”1个", "逗号"), (7, "冒号“:”2个", "冒号"), (8, "分号“;”1个", "分号")] * 2
    ]
    assert [len(group) for group in joined([*typed, *marks])] == [4, 6]
    print_table("a.docx", typed)
    assert "第1段“1、”、第2段“2、”" in "".join(capsys.readouterr().out.split())


def test_a_paragraph_in_a_table_is_found_by_row_and_column() -> None:
    places = [
        Place("a", paragraph=118, cell="第3个表格第5行第2列"),
        Place("a", paragraph=7),
        Place("a", line=2),
        Place("a"),
    ]
    assert [spot(problem(1).at(place)) for place in places] == ["第3个表格第5行第2列", "第7段", "第2行", "全文"]


def test_a_cell_with_several_is_one_place_with_their_number(capsys: pytest.CaptureFixture[str]) -> None:
    said = [
        "还有没填的地方：“×月”",
        "还有没填的地方：“×月”共3处",
        "还有没填的地方：“×月”、“×日”",
        "还有没填的地方：“×日”",
    ]
    cells = ["第1个表格第2行第3列"] * 3 + ["第1个表格第2行第4列"]
    print_table(
        "a.docx",
        [problem(n, "T44", said[n], cell) for n, cell in enumerate(cells, 0) if n]
        + [problem(9, "T44", said[0], cells[0])],
    )
    shown = "".join(capsys.readouterr().out.split())
    assert "这样的共4处：第1个表格第2行第3列（3处）、第1个表格第2行第4列" in shown


def test_what_judges_facts_bears_no_word_of_habit(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("a.docx", [replace(problem(1), strength="practice")])
    assert "惯例" not in capsys.readouterr().out
    print_table("a.docx", [replace(problem(1), strength="practice", severity="info")])
    assert "惯例" in capsys.readouterr().out
