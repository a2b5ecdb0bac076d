"""What is written of the integrity score: the sample's documents, opened without docgen and held against a hand count."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from docgen.building import Made
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import DocgenError, InvalidInput
from docgen.verifying import verify
from docgen.workspace import Workspace

SAMPLE = Path(__file__).parents[2] / "data" / "清廉积分"
DAY = date(2026, 12, 20)
DOCUMENTS = """
  - {类型: 积分通报, 发文字号: 云汀清金办〔2026〕9号, 主送: 辖内各金融机构, 成文日期: 2026-12-25}
  - {类型: 积分评分表, 发给: [U01, U05, U17, U19]}
  - {类型: 清廉画像, 发给: [U03, U13]}
  - {类型: 红线警示通知, 发给: [银行, 保险, 证券], 发文字号: 自动, 成文日期: 2026-12-25}
  - {类型: 积分运用表}
"""


class Year:
    """The sample collected and reported on."""

    def __init__(self, folder: Path, *edits: tuple[str, str]) -> None:
        self.folder = Path(shutil.copytree(SAMPLE, folder / "样例"))
        path = self.folder / "活动.yaml"
        text = path.read_text(encoding="utf-8")
        text = text[: text.index("\n文件:")] + "\n文件:" + DOCUMENTS
        for pattern, instead in edits:
            text, count = re.subn(pattern, instead, text, flags=re.DOTALL)
            assert count, pattern
        path.write_text(text, encoding="utf-8")
        self.workspace = Workspace(self.folder)
        self.workspace.collect(self.folder / "收件", today=DAY, workers=1)
        made: tuple[list[Made], list[Diagnostic]] = self.workspace.report()
        self.made = {item.path.name: item.path for item in made[0]}
        self.problems = made[1]

    def path(self, *words: str) -> Path:
        """The one file whose name has these words."""
        (found,) = [path for name, path in self.made.items() if all(word in name for word in words)]
        return found


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The sample's documents, made once."""
    return Year(tmp_path_factory.mktemp("积分文件"))


def paragraphs(path: Path) -> list[str]:
    """The texts of a document, blank ones left out."""
    return [p.text for p in docx.Document(str(path)).paragraphs if p.text.strip()]


def rows(path: Path, table: int = 0) -> list[list[str]]:
    """The cells of a table, row by row."""
    return [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[table].rows]


def test_the_bulletin_ranks_the_institutions(year: Year) -> None:
    own = [row for row in rows(year.path("通报")) if row]
    ranking = {row[1]: row for row in own[1:]}
    assert ranking["云汀农商行"][0] == "3"
    assert ranking["云汀农商行"][6:] == ["100.58", "蓝", "+2.43"]  # 98.15 last year
    assert ranking["汀州银行云汀支行"][6:8] == ["93.34", "绿"]
    assert ranking["云汀保代"][0] == "18"
    assert ranking["云汀保代"][7] == "红"


def test_without_a_total_there_is_no_number_that_looks_like_one(year: Year) -> None:
    ranking = {row[1]: row for row in rows(year.path("通报"))[1:]}
    for name in ("平岚村镇银行", "双溪银行云汀支行", "松风财险云汀支公司", "星垣证券云汀营业部", "云汀小贷"):
        assert ranking[name][2:8] == ["——"] * 6
        assert ranking[name][0] == "——"
    assert ranking["晴川人寿云汀支公司"][7] == "——"  # a total, but a disputed red line


def test_the_bulletin_counts_colours_and_says_why_some_have_none(year: Year) -> None:
    texts = paragraphs(year.path("通报"))
    count = next(text for text in texts if "本次考评的机构" in text)
    assert "共24家，评出总分的19家" in count
    assert "评出颜色的18家，其中蓝色6家、绿色8家、黄色3家、红色1家。红线事项正在认定、暂不定颜色的1家。" in count
    whys = {
        text.split("：")[0] for text in texts[texts.index("五、没有评出颜色的机构") + 1 : texts.index("六、结果运用")]
    }
    assert whys == {"平岚村镇银行", "双溪银行云汀支行", "松风财险云汀支公司", "星垣证券云汀营业部", "云汀小贷", "红线事项正在认定的1家，认定前不定颜色。"}  # fmt: skip


def test_what_a_colour_means_is_printed_with_the_results(year: Year) -> None:
    told = next(text for text in paragraphs(year.path("通报")) if text.startswith("各颜色说明的情况"))
    assert told == (
        "各颜色说明的情况：蓝色，清廉建设成效好，可以优先合作；绿色，清廉建设较好；黄色，有短板，限期整改；"
        "红色，问题突出或者触碰红线，重点监督。"
    )
    own = paragraphs(year.path("评分表", "云汀农商行"))
    assert any("颜色为蓝色（清廉建设成效好，可以优先合作）" in text for text in own)


def test_the_bulletin_names_no_red_line_that_is_still_in_dispute(year: Year) -> None:
    texts = paragraphs(year.path("通报"))
    lines = texts[texts.index("四、红线情况") + 1 : texts.index("五、没有评出颜色的机构")]
    assert lines == ["云汀保代：触碰“违纪违法”，定为红色。", "红线事项正在认定的1家，认定后另行通报。"]
    assert [text for text in texts if "弄虚作假" in text] == []
    assert [text for text in texts if "晴川" in text] == []
    own = paragraphs(year.path("评分表", "晴川"))[1]
    assert "红线“弄虚作假”：自评说没有触碰，考评说触碰，认定前不定颜色。" in own


def test_persons_are_not_called_institutions(tmp_path: Path) -> None:
    made = Year(tmp_path, ("\n积分:\n", "\n积分:\n  称呼: 人员\n  量词: 人\n"))
    texts = paragraphs(made.path("通报"))
    assert any("本次考评的人员共24人，评出总分的19人" in text for text in texts)
    assert "五、没有评出颜色的人员" in texts
    assert rows(made.path("通报"))[0][1] == "人员"
    assert [text for text in texts[4:] if "机构" in text or "家" in text] == []


def test_the_bulletin_says_only_what_the_rubric_has(tmp_path: Path) -> None:
    made = Year(
        tmp_path,
        ("自评: 20, 考评: 60, 测评: 20", "考评: 100"),
        (r"\n  测评:.*?(?=\n  颜色:)", ""),
        (r"\n  运用:.*?(?=\n文件:)", "\n"),
        (r"\n  - \{类型: 积分运用表\}", ""),
        (r"\n    - 组: 红线事项.*?(?=\n  检查组:)", ""),
        (r"\n  - \{类型: 红线警示通知[^\n]*", ""),
        ("颜色: 蓝,", "颜色: 优,"),
        ("问题突出或者触碰红线，", "问题突出，"),
    )
    texts = paragraphs(made.path("通报"))
    assert any("检查组逐项核评，按总分定颜色。" in text for text in texts)
    ranking = openpyxl.load_workbook(made.folder / "out" / "汇总" / "积分结果.xlsx")["排名"]
    best = [row[5].value for row in ranking.iter_rows(5)].count("优")
    assert any(f"其中优{best}家、绿色" in text for text in texts)
    headings = [text for text in texts if re.match("[一二三四五六七]、", text)]
    assert [text[2:] for text in headings] == ["总体情况", "积分排名", "分组情况", "没有评出颜色的机构", "有关要求"]
    assert [text[0] for text in headings] == list("一二三四五")
    assert [text[:8] for text in texts if "测评" in text or "运用" in text or "红线" in text] == []


def test_the_score_sheet_has_every_criterion_with_its_marks(year: Year) -> None:
    own = rows(year.path("评分表", "云汀农商行"))
    assert len(own) == 1 + 27 + 1  # the heading, 27 criteria, the survey
    book = openpyxl.load_workbook(SAMPLE / "收件" / "U01 云汀农商行 自评表.xlsx")["机构自评表"]
    marks = {str(row[0].value): row[7].value for row in book.iter_rows(5, 31)}
    shown = {row[1]: row[5] for row in own[1:]}
    assert {code: shown[code] for code in ("1.1", "2.3", "5.1")} == {
        code: f"{marks[code]:.2f}" for code in ("1.1", "2.3", "5.1")
    }
    entered = sum(round(float(row[7]) * 100) for row in own[1:] if row[7] != "——")
    assert entered == 10058


def test_the_score_sheet_of_an_incomplete_institution_gives_no_total(year: Year) -> None:
    first = paragraphs(year.path("评分表", "平岚村镇银行"))[1]
    assert first.startswith("总分和颜色没有评定")


def test_the_profile_shows_groups_against_the_average_and_what_was_found(year: Year) -> None:
    path = year.path("画像", "汀州银行")
    texts = paragraphs(path)
    assert any(text.startswith("总分93.34分") and "颜色为绿" in text for text in texts)
    assert rows(path, 1)[0] == ["组", "机构得分率", "平均得分率"]
    assert len(rows(path, 1)) == 1 + 8  # eight groups have full marks
    found = texts[texts.index("四、发现的问题") + 1 :]
    assert len(found) == 6  # 1 + 1 + 2 + 0.5 + 1 + 1 points off
    assert sum(float(text.split("：扣")[1].split("分")[0]) for text in found) == 6.5


def test_only_who_touched_a_red_line_for_certain_is_warned(year: Year) -> None:
    warned = [name for name in year.made if "警示通知" in name]
    assert [("云汀保代" in name, "晴川" in name) for name in warned] == [(True, False)]
    assert any("违纪违法" in text for text in paragraphs(year.path("警示通知")))


def test_the_results_feed_other_assessments_by_the_declared_rules(year: Year) -> None:
    own = {row[0]: row for row in rows(year.path("运用表"))[1:]}
    # 100.58 × 0.05 = 5.029; 100.58 ÷ 10 = 10.058
    assert own["云汀农商行"][3:] == ["优先入围\n折算5.03分", "可评五星", "可评优秀\n折算10.06分"]
    assert own["平岚村镇银行"][3:] == ["——", "——", "——"]
    assert own["云汀保代"][3] == "一年内不得参加"  # 红 is not converted


def figures(year: Year) -> Iterator[tuple[str, Any]]:
    """(name, what became of each figure) of every document."""
    for name, path in year.made.items():
        if path.suffix == ".docx":
            checked, problems = verify(path, year.folder / "out" / "汇总")
            yield name, ({one.state for one in checked}, [p.rule.number for p in problems])


def test_every_figure_is_computed_again_from_the_cells(year: Year) -> None:
    assert {name: told for name, told in figures(year) if told[0] - {"相符"} or told[1]} == {}


def test_the_workbook_of_results_lies_beside_the_bulletin(year: Year) -> None:
    assert year.made["积分结果.xlsx"].read_bytes() == (year.folder / "out" / "汇总" / "积分结果.xlsx").read_bytes()


def test_where_nobody_touched_a_red_line_no_warning_is_made(year: Year) -> None:
    path = year.folder / "活动.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("红线警示通知, 发给: [银行, 保险, 证券]", "红线警示通知, 发给: [U01]"), encoding="utf-8"
    )
    workspace = Workspace(year.folder)
    workspace.collect(year.folder / "收件", today=DAY, workers=1)
    made, problems = workspace.report(kinds=["红线警示通知"])
    assert (made, [p.rule.number for p in problems if p.severity == "error"]) == ([], [])
    assert "没有单位要发红线警示通知，这一份不生成" in {p.message for p in problems}


def test_a_rubric_that_was_changed_after_the_marks_were_collected_makes_no_document(tmp_path: Path) -> None:
    made = Year(tmp_path)
    path = made.folder / "活动.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("积分 * 0.05", "积分 * 0.1"), encoding="utf-8")
    with pytest.raises(DocgenError, match="“积分”改过，里面是按以前的算的"):
        Workspace(made.folder).report()


def test_a_score_sheet_of_an_earlier_run_is_told(tmp_path: Path) -> None:
    made = Year(tmp_path)
    path = made.folder / "活动.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[U01, U05, U17, U19]", "[U05, U17, U19]"), encoding="utf-8"
    )
    told = [p.message for p in Workspace(made.folder).report()[1] if p.rule.number == "Y58"]
    assert [text.split("：")[-1] for text in told] == ["云汀农商行2026年清廉积分评分表.docx"]


def test_a_document_for_each_institution_asks_for_whom(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "样例"))
    path = folder / "活动.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("\n文件:")] + "\n文件:\n  - {类型: 积分评分表}\n", encoding="utf-8")
    workspace = Workspace(folder)
    workspace.collect(folder / "收件", today=DAY, workers=1)
    with pytest.raises(InvalidInput) as caught:
        workspace.report()
    assert [(p.rule.number, p.expected) for p in caught.value.problems if p.severity == "error"] == [("Y41", "发给")]
