"""The library of risk points: two years of the sample, counted by hand, and what units do to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.collecting import Collected
from docgen.core.errors import DocgenError
from docgen.figures import source
from docgen.figures.listing import older_reports
from docgen.figures.source import Source
from docgen.ledgers.definition import define
from docgen.reporting import facts
from docgen.workspace import Workspace
from tests.conftest import Once
from tests.ledgers.returns import Inbox

SAMPLE = Path(__file__).parents[2] / "data" / "风险点库"
THEN, NOW = date(2026, 1, 5), date(2027, 1, 5)


def begun(folder: Path) -> None:
    """The sample, last year collected into the library."""
    sample = Path(shutil.copytree(SAMPLE, folder / "样例"))
    Workspace(sample / "上年").collect(sample / "上年" / "收件", today=THEN, workers=1)


class Year:
    """The sample with its first year in the library, in a folder of its own."""

    def __init__(self, folder: Path, before: Path) -> None:
        self.folder = Path(shutil.copytree(before / "样例", folder / "样例"))

    @property
    def before(self) -> Collected:
        """Last year's returns collected."""
        return Workspace(self.folder / "上年").collect(self.folder / "上年" / "收件", today=THEN, workers=1)

    def collect(self, force: bool = False) -> Collected:
        """This year's returns collected."""
        return Workspace(self.folder).collect(self.folder / "收件", today=NOW, workers=1, force=force)

    def edit(self, old: str, new: str) -> None:
        """Change the data file."""
        path = self.folder / "活动.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def sheet(self, period: str, unit: str) -> Any:
        """The returned ledger of a unit, open to be changed."""
        path = next((self.folder / "收件" / period).glob(f"{unit} *.xlsx"))
        book: Any = openpyxl.load_workbook(path)
        book.path_of_test = path
        return book

    def remove(self, period: str, unit: str, row: int) -> None:
        """Empty a row of a returned ledger."""
        book = self.sheet(period, unit)
        for cell in book["风险点台账"][row][1:]:
            cell.value = None
        book.save(book.path_of_test)

    def retype(self, period: str, unit: str, cell: str, text: str) -> None:
        """Change one cell of a returned ledger."""
        book = self.sheet(period, unit)
        book["风险点台账"][cell].value = text
        book.save(book.path_of_test)


@pytest.fixture
def year(tmp_path: Path, once: Once) -> Year:
    """The sample with its first year in the library."""
    return Year(tmp_path, once("risks", begun))


def library(collected: Collected) -> dict[str, dict[str, str]]:
    """The rows of the library by number: what each cell says that counts."""
    found: Source = source.read(collected.folder)
    rows: dict[int, dict[str, str]] = {}
    for fact in found.cells:
        if fact.ledger == "风险点库":
            rows.setdefault(fact.record, {})[fact.field] = fact.value if fact.counted else f"？{fact.raw}"
    return {row["库编号"]: row for row in rows.values()}


def listed(collected: Collected) -> dict[str, str]:
    """What the sheet of risk points that are told no more says of each."""
    sheet = openpyxl.load_workbook(collected.folder / "风险点库.xlsx")["没有再报"]
    return {str(row[0].value): str(row[-1].value) for row in sheet.iter_rows(5)}


def said(collected: Collected) -> list[tuple[str, str]]:
    """(cell, rule) of what was said of risk points."""
    return [
        (f"{Path(p.place.file).stem[:3]}!{p.place.cell}", p.rule.number)
        for p in collected.problems
        if p.rule.number.startswith("L70") or p.rule.number == "L711"
    ]


def test_the_first_year_gives_each_risk_point_one_number(year: Year) -> None:
    rows = library(year.before)
    assert {number: row["风险表现"][:6] for number, row in rows.items()} == {
        "FX0001": "贷前调查只看",
        "FX0002": "代客户保管存",
        "FX0003": "离岗人员的系",
        "FX0004": "抵押登记晚于",
        "FX0005": "借名贷款，实",
        "FX0006": "投诉超过时限",
        "FX0007": "供应商由经办",
        "FX0008": "诉讼时效将满",
    }
    assert (rows["FX0003"]["发现单位"], rows["FX0003"]["单位数"]) == ("岚溪农商行、远汀农商行", "2")


def test_the_second_year_counted_by_hand(year: Year) -> None:
    rows = library(year.collect())
    told = {number: (row["状态"], row["变化"], row["等级"]) for number, row in rows.items()}
    assert told == {
        "FX0001": ("防控中", "延续", "高"),  # U01 has it under control, U04, merged with it, has not
        "FX0002": ("已防控", "延续", "高"),
        "FX0003": ("已防控", "延续", "中"),
        "FX0004": ("防控中", "今年未报", "中"),
        "FX0005": ("防控中", "延续", "高"),
        "FX0006": ("已防控", "延续", "中"),
        "FX0007": ("防控中", "重新出现", "中"),
        "FX0008": ("已消除", "延续", "高"),
        "FX0009": ("防控中", "新增", "高"),
        "FX0010": ("已防控", "新增", "中"),
        "FX0012": ("防控中", "新增", "中"),
        "FX0013": ("已防控", "新增", "高"),
        "FX0014": ("未防控", "新增", "低"),
        "FX0015": ("未防控", "新增", "中"),
        "FX0016": ("未防控", "新增", "待核实"),  # 可能性 is “较高”, which is no choice
        "FX0017": ("未防控", "新增", "高"),
        "FX0018": ("未防控", "新增", "低"),
    }
    assert rows["FX0001"]["发现单位"] == "岚溪农商行、白沙渡农商行"
    assert rows["FX0001"]["防范措施"].split("\n")[-1] == "小额贷款也要双人到现场，留下影像"
    assert rows["FX0007"]["历次"] == "2025年已消除；2026年第二季度未防控；2026年第四季度防控中"


def test_what_is_not_certain_is_asked_at_its_cell(year: Year) -> None:
    assert sorted(said(year.collect())) == [
        ("U02!C8", "L701"), ("U03!G5", "L702"), ("U04!I5", "L704"), ("风险点!None", "L705"),
    ]  # fmt: skip


def test_other_words_are_never_merged_without_a_decision(year: Year) -> None:
    assert "FX0010" in library(year.collect())
    year.edit("  合并:\n", "  合并:\n    - {保留: FX0003, 并入: FX0010}\n")
    merged = year.collect()
    assert "FX0010" not in library(merged)
    assert library(merged)["FX0003"]["发现单位"] == "岚溪农商行、远汀农商行"
    assert ("U03!G5", "L702") not in said(merged)


def test_what_is_kept_apart_is_not_asked_again(year: Year) -> None:
    year.edit("  合并:\n", "  不合并: [[FX0003, FX0010]]\n  合并:\n")
    assert ("U03!G5", "L702") not in said(year.collect())


def test_a_number_is_given_once_also_when_a_report_of_an_earlier_period_comes_late(year: Year) -> None:
    late = year.folder / "收件" / "2026-Q2"
    held = {path.name: path.read_bytes() for path in late.glob("U01*")}
    for name in held:
        (late / name).unlink()
    before = library(year.collect())
    for name, data in held.items():
        (late / name).write_bytes(data)
    after = library(year.collect())
    assert {n: row["风险表现"] for n, row in after.items()} == {n: row["风险表现"] for n, row in before.items()}


def test_a_risk_point_left_out_of_a_later_period_stays_as_it_was_last_told_and_is_asked_for(year: Year) -> None:
    whole = library(year.collect())
    year.remove("2026-Q4", "U01", 6)
    collected = year.collect()
    rows = library(collected)
    assert rows.keys() == whole.keys()
    assert (rows["FX0002"]["状态"], rows["FX0002"]["未再报"]) == ("已防控", "岚溪农商行")
    assert rows["FX0002"]["历次"] == "2025年已防控；2026年第二季度已防控；2026年第四季度没有再报"
    assert ("U01!None", "L706") in said(collected)
    assert listed(collected) == {"FX0002": "岚溪农商行后来的台账里没有", "FX0004": "今年没有单位报"}


def test_what_was_said_to_be_gone_may_be_left_out(year: Year) -> None:
    year.retype("2026-Q2", "U01", "P6", "已消除")
    year.remove("2026-Q4", "U01", 6)
    collected = year.collect()
    assert (library(collected)["FX0002"]["状态"], library(collected)["FX0002"].get("未再报")) == ("已消除", None)
    assert "L706" not in [rule for _, rule in said(collected)]


def test_a_number_that_an_earlier_collection_had_is_missed_aloud_and_comes_back_with_its_words(year: Year) -> None:
    year.collect()
    kept = year.sheet("2026-Q4", "U04").path_of_test.read_bytes()
    year.retype("2026-Q4", "U04", "G9", "库存现金超过限额，没有及时上缴")
    year.retype("2026-Q4", "U04", "B9", "6")
    collected = year.collect()
    assert "FX0018" not in library(collected)
    assert library(collected)["FX0019"]["风险表现"] == "库存现金超过限额，没有及时上缴"
    for again in (collected, year.collect(force=True)):
        assert ("风险点!None", "L707") in said(again)
        assert listed(again)["FX0018"] == "以前汇总时有，现在交回的表里没有"
    year.sheet("2026-Q4", "U04").path_of_test.write_bytes(kept)
    back = year.collect()
    assert "FX0018" in library(back)
    assert "FX0018" not in listed(back)


def test_a_row_without_the_units_own_number_is_known_by_its_words(year: Year) -> None:
    whole = library(year.collect())
    year.retype("2026-Q4", "U01", "B6", "")
    rows = library(year.collect())
    assert {n: row["历次"] for n, row in rows.items()} == {n: row["历次"] for n, row in whole.items()}
    remembered = json.loads((year.folder / "风险点库.json").read_text(encoding="utf-8"))
    assert not [name for name in remembered["campaigns"]["2026 合规风险排查年"]["given"] if name.endswith("行")]


def test_a_number_used_again_for_quite_other_words_is_another_risk_point(year: Year) -> None:
    year.retype("2026-Q4", "U01", "G6", "库存现金超过限额，没有及时上缴")
    year.retype("2026-Q4", "U01", "C6", "")
    collected = year.collect()
    rows = library(collected)
    assert rows["FX0002"]["未再报"] == "岚溪农商行"
    assert [r["变化"] for r in rows.values() if r["风险表现"] == "库存现金超过限额，没有及时上缴"] == ["新增"]
    assert ("U01!G6", "L708") in said(collected)


def test_quite_other_words_beside_the_number_of_the_library_are_not_taken_for_it(year: Year) -> None:
    year.retype("2026-Q4", "U01", "G6", "库存现金超过限额，没有及时上缴")
    collected = year.collect()
    assert library(collected)["FX0002"]["风险表现"] == "代客户保管存单、印章和密码"
    assert "库存现金超过限额，没有及时上缴" in [row["风险表现"] for row in library(collected).values()]
    assert ("U01!C6", "L709") in said(collected)
    assert ("U01!G6", "L708") not in said(collected)  # the same doubt is told once


def test_a_wrong_number_of_the_library_swallows_no_other_risk_point(year: Year) -> None:
    whole = library(year.collect())
    year.retype("2026-Q2", "U02", "C7", "FX0002")
    year.retype("2026-Q4", "U02", "C7", "FX0002")
    collected = year.collect()
    assert library(collected) == whole
    assert ("U02!C7", "L709") in said(collected)


def test_a_number_that_a_unit_wrote_once_holds_when_it_is_left_out_later_and_the_words_change(year: Year) -> None:
    year.retype("2026-Q4", "U01", "C6", "")
    year.retype("2026-Q4", "U01", "B6", "9")
    year.retype("2026-Q4", "U01", "G6", "替客户保管存单、印章、密码等")
    rows = library(year.collect())
    assert [n for n, row in rows.items() if "存单" in row["风险表现"]] == ["FX0002", "FX0014"]
    year.retype("2026-Q4", "U01", "C6", "FX0002")
    collected = year.collect()
    assert library(collected)["FX0002"]["风险表现"] == "替客户保管存单、印章、密码等"
    assert ("风险点!None", "L707") not in said(collected)  # FX0014 is not missed: its words are those of FX0002 now


def test_all_that_was_told_under_a_number_is_listed_and_remembered(year: Year) -> None:
    collected = year.collect()
    sheet = openpyxl.load_workbook(collected.folder / "风险点库.xlsx")["不同写法"]
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows(5)] == [
        ("FX0001", "贷前调查只看材料不到现场，经营情况靠借款人口述",
         "贷前调查不到现场，只看借款人材料，经营情况全靠口述", "白沙渡农商行2026年第二季度", "98%"),
    ]  # fmt: skip
    remembered = json.loads((year.folder / "风险点库.json").read_text(encoding="utf-8"))
    told = remembered["campaigns"]["2026 合规风险排查年"]["points"]["FX0001"]["told"]
    assert [words.split("|")[-1][:7] for words in told] == ["贷前调查不到现", "贷前调查只看材"]


def decided(collected: Collected) -> list[tuple[str, str, str | None]]:
    """(where, severity, number) of what was said of decisions in the data file."""
    return [(str(p.place.sheet), p.severity, p.found) for p in collected.problems if p.rule.number == "L710"]


def test_a_merge_of_quite_different_risk_points_is_said_and_loses_no_words(year: Year) -> None:
    year.edit("  合并:\n", "  合并:\n    - {保留: FX0002, 并入: FX0005}\n")
    collected = year.collect()
    assert decided(collected) == [("风险 › 合并 › 第1条", "warning", "FX0005")]
    sheet = openpyxl.load_workbook(collected.folder / "风险点库.xlsx")["不同写法"]
    assert ("FX0002", "借名贷款，实际用款人和借款人不是同一人") in {
        (row[0].value, row[2].value) for row in sheet.iter_rows(5)
    }


def test_decisions_about_numbers_that_are_none_are_said_and_make_none(year: Year) -> None:
    year.edit("  合并:\n", "  不合并: [[FX0003, FX0077]]\n  合并:\n    - {保留: FX0088, 并入: [FX0002, FX0066]}\n")
    collected = year.collect()
    assert decided(collected) == [
        ("风险 › 合并 › 第1条", "error", "FX0088"),
        ("风险 › 不合并 › 第1条", "warning", "FX0077"),
    ]
    assert "FX0002" in library(collected)
    assert "FX0088" not in library(collected)


def test_decisions_that_contradict_each_other_are_said_when_the_ledgers_come_back(year: Year) -> None:
    year.edit("  合并:\n", "  不合并: [[FX0001, FX0011]]\n  合并:\n")
    assert decided(year.collect()) == [("风险 › 不合并 › 第1条", "error", "FX0011")]


def third(year: Year, *rows: Mapping[str, str]) -> Collected:
    """A third year, for which one unit reports."""
    folder = Path(shutil.copytree(year.folder / "上年", year.folder / "下年", ignore=lambda *_: ["收件", "out"]))
    path = folder / "活动.yaml"
    text = path.read_text(encoding="utf-8").replace("2025", "2027").replace(", 起报: 2026-06", "")
    path.write_text(text, encoding="utf-8")
    workspace = Workspace(folder)
    box = Inbox(folder, workspace, define(workspace.loaded.campaign))
    usual = {"来源": "操作风险", "业务领域": "信贷管理", "可能性": "高", "影响": "高", "状态": "防控中"}
    box.put_bytes("U04.xlsx", box.issued("U04", "2027-Q4", {"风险点台账": [{**usual, **row} for row in rows]}))
    return workspace.collect(box.folder, today=date(2028, 1, 5), workers=1)


def test_a_merged_risk_point_is_found_again_in_the_next_year_by_its_own_words_and_its_own_number(year: Year) -> None:
    year.collect()
    collected = third(
        year,
        {"编号": "1", "风险表现": "贷前调查不到现场，只看借款人材料，经营情况全靠口述"},
        {"编号": "2", "库编号": "FX0011", "风险表现": "贷前调查不到现场，借款人说什么写什么"},
        {"编号": "3", "库编号": "FX0012", "风险表现": "员工食堂采购没有留样"},
    )
    rows = library(collected)
    assert (rows["FX0001"]["变化"], rows["FX0001"]["首次年度"]) == ("延续", "2025")
    assert {n for n, row in rows.items() if row["变化"] == "新增"} == {"FX0019"}
    year_of_one = facts(Workspace(year.folder / "下年").loaded, collected.folder)
    (none,) = older_reports(year_of_one.calculator(None))
    assert (none.period, none.units) == ("", ("U01", "U02", "U03"))
    told = [(p.place.cell, p.rule.number) for p in collected.problems if p.rule.number in ("L701", "L709")]
    assert told == [("C7", "L709")]


def test_what_stands_in_the_library_is_told_in_its_latest_words(year: Year) -> None:
    year.retype("2026-Q4", "U01", "G6", "替客户保管存单、印章、密码等")
    year.collect()
    collected = third(year, {"编号": "1", "库编号": "FX0002", "风险表现": "员工食堂采购没有留样"})
    (told,) = [p.message for p in collected.problems if p.rule.number == "L709"]
    assert told.startswith("FX0002在库里是“替客户保管存单、印章、密码等”")


def test_years_collected_in_the_wrong_order_keep_one_number_for_the_same_words(year: Year) -> None:
    for path in year.folder.glob("风险点库*.json"):
        path.unlink()
    first = library(year.collect())
    late = Workspace(year.folder / "上年").collect(year.folder / "上年" / "收件", today=THEN, workers=1, force=True)
    numbers = {row["风险表现"]: number for number, row in first.items()}
    both = [row["风险表现"] for row in library(late).values() if row["风险表现"] in numbers]
    assert len(both) == 7  # all but that which nobody told this year
    assert {n: row["风险表现"] for n, row in library(late).items() if row["风险表现"] in numbers} == {
        numbers[text]: text for text in both
    }
    assert ("风险点!None", "L711") in said(late)


def test_rows_without_numbers_and_with_other_words_are_not_one(year: Year) -> None:
    year.retype("2026-Q4", "U01", "B8", "")
    year.retype("2026-Q4", "U01", "B9", "")
    year.retype("2026-Q4", "U01", "G8", "可疑交易人工甄别没有写明理由")
    told = [row["风险表现"] for row in library(year.collect()).values()]
    assert "可疑交易人工甄别没有写明理由" in told
    assert "业务招待费拆开报销，规避审批" in told


def test_rows_that_a_unit_renumbers_stay_the_same_risk_points(year: Year) -> None:
    whole = library(year.collect())
    for row, number in zip(range(5, 10), "56789", strict=True):
        year.retype("2026-Q4", "U01", f"B{row}", number)
    year.retype("2026-Q4", "U01", "B7", "2")
    collected = year.collect()
    assert library(collected) == whole
    assert [rule for _, rule in said(collected) if rule in ("L706", "L707", "L708")] == []


def test_two_rows_of_one_period_with_the_same_words_are_both_kept(year: Year) -> None:
    year.retype("2026-Q4", "U01", "G6", "贷前调查只看材料不到现场，经营情况靠借款人口述")
    for column in "CDEF":
        same = year.sheet("2026-Q4", "U01")["风险点台账"][f"{column}5"].value
        year.retype("2026-Q4", "U01", f"{column}6", same)
    year.retype("2026-Q4", "U01", "L6", "贷款由两个部门各自核对")
    measures = library(year.collect())["FX0001"]["防范措施"].split("\n")
    assert "贷款由两个部门各自核对" in measures
    assert "调查报告附现场照片和时间地点" in measures


def test_a_return_that_is_taken_away_is_missed_once_and_comes_back_as_it_was(year: Year) -> None:
    whole = library(year.collect())
    held = {path: path.read_bytes() for path in (year.folder / "收件").rglob("U01*.xlsx")}
    for path in held:
        path.unlink()
    gone = year.collect()
    assert listed(gone) == {
        "FX0002": "今年没有单位报", "FX0003": "今年没有单位报", "FX0004": "今年没有单位报",
        "FX0009": "以前汇总时有，现在交回的表里没有", "FX0014": "以前汇总时有，现在交回的表里没有",
    }  # fmt: skip
    for path, data in held.items():
        path.write_bytes(data)
    assert library(year.collect()) == whole


def test_units_that_say_different_things_of_one_risk_point_are_told_and_named_in_its_history(year: Year) -> None:
    year.retype("2026-Q4", "U01", "P5", "已消除")
    collected = year.collect()
    assert library(collected)["FX0001"]["历次"].endswith("2026年第四季度岚溪农商行已消除、白沙渡农商行防控中")
    assert ("U01!P5", "L704") in said(collected)


def test_who_says_that_a_risk_point_is_gone_does_not_stand_for_those_for_whom_it_is_not(year: Year) -> None:
    for column, text in zip("IJP", ("低", "低", "已消除"), strict=True):
        year.retype("2026-Q4", "U04", f"{column}5", text)
    assert library(year.collect())["FX0001"]["等级"] == "高"
    for column, text in zip("IJP", ("低", "低", "防控中"), strict=True):
        year.retype("2026-Q4", "U04", f"{column}5", text)
    year.retype("2026-Q4", "U01", "P5", "已消除")
    rows = library(year.collect())
    assert (rows["FX0001"]["等级"], rows["FX0001"]["状态"]) == ("低", "防控中")


def test_the_grade_is_that_of_the_matrix_and_another_one_is_told(year: Year) -> None:
    year.retype("2026-Q4", "U01", "K5", "低")
    collected = year.collect()
    assert library(collected)["FX0001"]["等级"] == "高"
    assert ("U01!K5", "L703") in said(collected)


def test_collecting_again_gives_the_same_bytes_and_then_nothing_is_done(year: Year) -> None:
    first = year.collect()
    book, remembered = (first.folder / "风险点库.xlsx").read_bytes(), (year.folder / "风险点库.json").read_bytes()
    again = year.collect(force=True)
    assert (again.folder / "风险点库.xlsx").read_bytes() == book
    assert (year.folder / "风险点库.json").read_bytes() == remembered
    assert year.collect().unchanged


def test_a_library_that_cannot_be_read_is_said_and_stays_as_it_is(year: Year) -> None:
    path = year.folder / "风险点库.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(DocgenError, match="风险点库读不出来"):
        year.collect()
    assert path.read_text(encoding="utf-8") == "{"


def test_a_list_of_risks_that_somebody_edited_is_kept_and_named_and_the_library_goes_on(year: Year) -> None:
    book, path = year.collect().folder / "风险点库.xlsx", year.folder / "风险点库.json"
    book.write_bytes(b"mine")
    year.retype("2026-Q4", "U04", "G9", "库存现金超过限额，没有及时上缴")
    year.retype("2026-Q4", "U04", "B9", "6")
    kept = [(problem.rule.number, Path(problem.place.file).name) for problem in year.collect().kept]
    assert (kept, book.read_bytes()) == ([("Y66", "风险点库.xlsx")], b"mine")
    assert "库存现金超过限额，没有及时上缴" in path.read_text(encoding="utf-8")


def test_a_collection_that_may_not_write_its_results_remembers_nothing(year: Year) -> None:
    book, path = year.collect().folder / "风险点库.xlsx", year.folder / "风险点库.json"
    remembered = path.read_bytes()
    book.unlink()
    book.mkdir()
    year.retype("2026-Q4", "U04", "G9", "库存现金超过限额，没有及时上缴")
    year.retype("2026-Q4", "U04", "B9", "6")
    with pytest.raises(DocgenError, match=r"风险点库\.xlsx"):
        year.collect()
    assert path.read_bytes() == remembered


def test_one_period_alone_leaves_the_library_of_the_year_alone(year: Year) -> None:
    year.collect()
    before: Mapping[str, Any] = json.loads((year.folder / "风险点库.json").read_text(encoding="utf-8"))
    out = year.folder / "二季度"
    Workspace(year.folder).collect(year.folder / "收件", out, "2026-Q2", NOW, workers=1)
    after = json.loads((year.folder / "风险点库.json").read_text(encoding="utf-8"))
    assert after["campaigns"]["2026 合规风险排查年"]["points"] == before["campaigns"]["2026 合规风险排查年"]["points"]


def test_the_workbook_shows_the_list_the_matrix_and_the_doubts(year: Year) -> None:
    book = openpyxl.load_workbook(year.collect().folder / "风险点库.xlsx")
    assert book.sheetnames == ["风险点库", "矩阵", "可能重复", "不同写法", "没有再报"]
    assert book["风险点库"].auto_filter.ref == "A4:V20"
    matrix = {(row[0].value, cell.column): cell.value for row in book["矩阵"].iter_rows(5, 7) for cell in row[1:]}
    assert matrix["中", 4] == "高：4个\nFX0002、FX0009、FX0013\nFX0017"
    assert matrix["低", 2] == "低：0个"


def test_figures_of_the_library_are_traced_to_the_ledgers(year: Year) -> None:
    year.collect()
    answer, _ = Workspace(year.folder).trace("高等级风险点")
    cells = [answer.source.cells[row] for row in answer.total.used]
    assert answer.total.value == 6
    assert {(fact.unit, fact.cell) for fact in cells} == {
        ("U01", "G5"), ("U01", "G6"), ("U01", "G8"), ("U02", "G5"), ("U04", "G7"), ("U04", "G8"),
    }  # fmt: skip
