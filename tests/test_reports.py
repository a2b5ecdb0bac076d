"""Reports of small campaigns: what is refused and where, what vanishes from a text, what the commands print and leave."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from docgen.building import Made
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import DocgenError, InvalidInput, WrongUsage
from docgen.outbox import EDITED_FILE_KEPT
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, notice
from tests.documents import reading
from tests.documents.reading import ANNEX, COMMENTS, RECORD, SUMMARY, W
from tests.ledgers.returns import LIST, PROGRESS, UNITS, Inbox, Tab, inbox, progress
from tests.test_cli import docgen


class _Plain(yaml.SafeDumper):
    """Writes shared values out, and texts of several lines under a stroke, as clerks do."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Plain.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, "|" if "\n" in text else None)
)

FINDINGS = {**LIST, "列": [*LIST["列"], {"名称": "领域", "类型": "选项", "选项": ["采购", "财务", "工程"]}]}
LEDGERS = {"进度表": PROGRESS, "明细表": FINDINGS}
FOUR = [*UNITS, {"编号": "U4", "全称": "华澜第四工程有限公司", "简称": "四公司", "起报": "2026-06"}]
"""U4 joined in June. The ledgers are due for May, June and July; for July nobody sends anything."""
OWN = {
    "空": {"台账": "明细表", "统计": "计数", "条件": "金额 > 100", "单位": "个"},
    "空金额": {"台账": "明细表", "列": "金额", "条件": "金额 > 100"},
    "户均": {"公式": "发现问题数 / 应报单位数", "类型": "数", "小数": 1, "单位": "个"},
    "采购问题": {"台账": "明细表", "统计": "计数", "条件": '领域 == "采购"', "单位": "个"},
    "各领域": {"台账": "明细表", "统计": "计数", "按": "领域", "排序": "降序", "单位": "个"},
    "除零": {"公式": "发现问题数 / 空"},
}
"""空 is 0, whatever the returns say; 除零 divides by it."""


def details(unit: str, month: str, *rows: tuple[Any, ...]) -> Tab:
    """明细表: (number, amount, state, field) of each row; none for a nil report."""
    cells = [dict(zip(("编号", "金额", "状态", "领域"), row, strict=True)) for row in rows]
    return Tab("明细表", cells, unit, month, nil=not rows)


def send(box: Inbox) -> None:
    """Found 4+6+2, mended 2+3+1, 1.5+2.5+0.5+1 万元; five problems in June, two of them closed."""
    may, june = "2026年5月", "2026年6月"
    box.put(
        "2026-05-18/一公司.xlsx",
        progress("一公司", 4, 2, 1.5, period=may),
        details("一公司", may, ("A1", 1, "整改中", "采购")),
    )
    box.put("2026-05-18/二公司.xlsx", progress("二公司", 0, 0, 0, period=may), details("二公司", may))
    box.put(
        "2026-05-18/投资.xlsx",
        progress("投资公司", period=may, nil=True),
        details("投资公司", may, ("B1", 4, "整改中", "财务")),
    )
    box.put("2026-06-18/一公司.xlsx", progress("一公司", 6, 3, 2.5, "现场会签", period=june),
            details("一公司", june, ("A1", 1, "已销号", "采购"), ("A2", 1.5, "整改中", "采购"), ("A3", 2, "整改中", "工程")))  # fmt: skip
    box.put("2026-06-18/二公司.xlsx", progress("二公司", 0, 0, 0.5, period=june), details("二公司", june))
    box.put("2026-06-18/四公司.xlsx", progress("四公司", 2, 1, 1, period=june), details("四公司", june, ("D1", 3, "已销号", "采购")))  # fmt: skip


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small campaign collected on 30 June: the folder of the results."""
    box = inbox(tmp_path_factory.mktemp("facts") / "活动", 单位=FOUR, 台账=LEDGERS, 指标=OWN)
    send(box)
    return box.collect(workers=1).folder


Written = Callable[..., Workspace]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """The same campaign with other documents; ``body`` is the text of its summary."""

    def write(body: str | None = None, **more: Any) -> Workspace:
        data: dict[str, Any] = {"活动": ACTIVITY, "单位": FOUR, "台账": LEDGERS, "指标": OWN}
        if body is not None:
            data["文件"] = [{"类型": "总结报告", "成文日期": "2026-07-02", "正文": body}]
        folder = tmp_path / "活动"
        folder.mkdir(exist_ok=True)
        (folder / "活动.yaml").write_text(
            yaml.dump({**data, **more}, Dumper=_Plain, allow_unicode=True, sort_keys=False), "utf-8"
        )
        return Workspace(folder / "活动.yaml")

    return write


def bulletin(**changes: Any) -> dict[str, Any]:
    """A bulletin of June that is well, with changes."""
    whole = {"类型": "通报", "期间": "2026-06", "发文字号": "自动", "主送": "各子公司", "成文日期": "2026-07-02",
             "正文": "发现问题{发现问题数}。"}  # fmt: skip
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


def said(workspace: Workspace, facts: Path, **options: Any) -> list[str]:
    """The lines of the only report, without title, signature and date."""
    made, _ = workspace.report(facts, **options)
    lines = reading.body(made[0].path)
    end = len(lines) - 2 if lines[-1].endswith("日") else len(lines)
    return lines[1:end]


def line_of(workspace: Workspace, words: str) -> int:
    """The line of the data file with some words."""
    text = workspace.path.read_text(encoding="utf-8")
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)


def refused(workspace: Workspace, facts: Path, **options: Any) -> list[Diagnostic]:
    with pytest.raises(InvalidInput) as caught:
        workspace.report(facts, **options)
    return [p for p in caught.value.problems if p.severity == "error"]


def tail(made: list[Made]) -> list[str]:
    return [item.path.name for item in made]


# ---- what is printed


def test_figures_of_every_kind_are_those_that_were_added_by_hand(written: Written, facts: Path) -> None:
    body = (
        "{发现问题数}，{整改数}，{进度表.涉及金额}，{整改率}，{户均}，{采购问题}，{各领域}，{各领域|前1}，{各领域|占比}\n"
        "{发现问题数|数}，{发现问题数|按单位}，{整改率|一公司}，{整改率|U4}，{整改率|按期间}，{进度表.涉及金额|大写}\n"
        "{单位总数}，{年度}，{活动}，{主办}，{期间}"
    )
    assert said(written(body), facts) == [
        "12个，6个，5.50万元，50.00%，3.0个，4个，采购3个、财务1个、工程1个，采购3个，采购占60.0%、财务占20.0%、工程占20.0%".replace("4个，采购3个、", "3个，采购3个、"),
        "12，一公司10个、四公司2个，50.00%，50.00%，2026年5月50.00%、2026年6月50.00%，伍万伍仟元整",
        "4，2026，制度执行年，华澜能源集团有限公司，2026年5月至6月",
    ]  # fmt: skip


def test_a_bulletin_counts_its_period_only(written: Written, facts: Path) -> None:
    body = "{期间}：{应报单位数}，{已报单位数}，没有报{未报单位}；{发现问题数}，{发现问题数|增减}，{整改率|增减}，{各领域}"
    may = bulletin(期间="2026-05", 正文=body, 成文日期="2026-06-02", 标题="五月通报")
    workspace = written(文件=[may, bulletin(正文=body, 标题="六月通报")])
    made, _ = workspace.report(facts, period="2026-06")
    assert (
        "2026年6月：4个，3个，没有报投资公司；8个，增加2个（按两期都报送的2个单位比），持平（按两期都报送的2个单位比），采购3个、工程1个"
        in reading.body(made[0].path)
    )
    draft, _ = workspace.report(facts, period="2026-05", draft=True)
    line = "2026年5月：3个，3个，没有报无；4个，【缺：发现问题数|增减】，【缺：整改率|增减】，采购1个、财务1个"
    assert line in reading.body(draft[0].path)


def test_a_unit_is_not_missing_before_it_joined(written: Written, facts: Path) -> None:
    answer, _ = written("").trace("未报单位数", facts, period="2026-05")
    assert answer.total.value == 0
    answer, _ = written("").trace("发现问题数", facts, period="2026-05")
    assert ("U4", "还没有到起报的期间") in answer.absent
    answer, _ = written("").trace("发现问题数", facts, period="2026-06")
    assert ("U12", "没有报送") in answer.absent
    assert "U4" in answer.total.units


# ---- figures that are missing, unknown, wrong


def test_a_final_report_with_a_missing_figure_is_refused_at_its_line(written: Written, facts: Path) -> None:
    workspace = written("第一行。\n第二行{发现问题数}。\n第三行{除零}，{整改率|投资公司}。")
    found = refused(workspace, facts)
    place = {(p.rule.number, p.place.line) for p in found}
    assert place == {("Y62", line_of(workspace, "第三行"))}
    assert {p.place.file for p in found} == {str(workspace.path)}
    assert "“除零”算不出来：除数是0（“空”是0）" in found[0].message
    assert not (workspace.folder / "out" / "报告").exists()


def test_a_draft_shows_the_gap_and_says_so(written: Written, facts: Path) -> None:
    workspace = written("共{发现问题数}，除{除零}。")
    made, problems = workspace.report(facts, draft=True)
    assert tail(made)[0].startswith("草稿 ")
    assert "共12个，除【缺：除零】。" in reading.body(made[0].path)
    assert made[0].missing == ("除零",)
    assert [p.rule.number for p in problems if p.severity == "error"] == ["Y62"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{没有的指标}", "没有“没有的指标”这个指标"),
        ("{发现问题书}", "是不是“发现问题数”？"),
        ("{发现问题数|环笔}", "“环笔”不是指标后面能写的"),
        ("{涉及金额}", "没有“涉及金额”这个指标"),
        ("{各领域|按天气}", "没有这一列"),
        ("{发现问题数|按天气}", "没有这一列"),
        ("{整改率|按天气}", "没有这一列"),
        ("{表|题目|按单位}", "没有写要哪些指标"),
        ("{图|题目|按单位|整改率|画 整改数}", "没有列出它"),
        ("{表|题目|发现问题数}", "没有分组"),
    ],
)
def test_what_a_text_names_wrongly_is_told_at_its_line_before_anything_came_back(
    written: Written, text: str, words: str
) -> None:
    ledgers = {**LEDGERS, "又一张": {**FINDINGS}} if text == "{金额}" else LEDGERS
    changed = {**ledgers, "进度表": {**PROGRESS, "列": [c for c in PROGRESS["列"] if c["名称"] != "涉及金额"]}}
    workspace = written(f"第一行。\n\n第三行\n{text}", 台账=changed if text == "{涉及金额}" else ledgers)
    found = [p for p in workspace.validate() if p.rule.number == "Y61"]
    assert [(p.severity, p.place.line) for p in found] == [("error", line_of(workspace, text))]
    assert words in f"{found[0].message}{found[0].cure}"


def test_a_column_of_two_ledgers_must_say_which(written: Written, facts: Path) -> None:
    second = {**PROGRESS, "列": [{"名称": "整改数", "类型": "整数", "单位": "个"}]}
    workspace = written("{整改数}", 台账={**LEDGERS, "又一张": second}, 指标={})
    (problem,) = (p for p in workspace.validate() if p.rule.number == "Y61")
    assert "几张台账都有“整改数”" in problem.message
    assert problem.cure == "请写明台账：进度表.整改数、又一张.整改数"


@pytest.mark.parametrize(
    ("figure", "key", "words"),
    [
        ({"公式": "乙 + 1"}, "公式", "“乙”"),
        ("丙 / 发现问题数", "甲", "绕了一圈"),
        ({"台账": "没有的表"}, "台账", "没有“没有的表”这张台账"),
        ({"台账": "进度表", "列": "发现问题"}, "列", "《进度表》里没有“发现问题”这一列"),
        ({"台账": "进度表", "列": "备注", "统计": "合计"}, "列", "不是填写的数字"),
        ({"台账": "进度表", "条件": "发现问题 > 1"}, "条件", "的条件："),
        ({"台账": "明细表", "按": "天气"}, "按", "没有“天气”这一列"),
        ({"台账": "进度表", "公式": "整改数"}, "台账", "二者选一"),
        ({"公式": "整改数 / 发现问题数", "条件": "1 > 0"}, "公式", "写了“公式”"),
    ],
)
def test_a_figure_that_cannot_be_declared_so_is_told_at_its_line(
    written: Written, figure: Any, key: str, words: str
) -> None:
    workspace = written(
        "一切正常。", 指标={"甲": figure, "丙": "甲 + 1"} if figure == "丙 / 发现问题数" else {"甲": figure}
    )
    found = [p for p in workspace.validate() if p.rule.number == "Y60"]
    assert found, workspace.validate()
    assert found[0].severity == "error"
    assert words in found[0].message
    text = workspace.path.read_text(encoding="utf-8").splitlines()
    assert found[0].place.line is not None
    assert text[found[0].place.line - 1].strip().startswith(f"{key}:")


def test_each_fault_of_a_draft_is_told_once(written: Written, facts: Path) -> None:
    workspace = written("共{没有的指标}。")
    made, problems = workspace.report(facts, draft=True)
    assert [p.rule.number for p in problems if p.severity == "error"] == ["Y61"]
    assert "共【缺：没有的指标】。" in reading.body(made[0].path)


def test_wrong_figures_do_not_stop_other_documents(written: Written) -> None:
    workspace = written(文件=[notice(), {"类型": "总结报告", "成文日期": "2026-07-02", "正文": "{没有}"}])
    made, _ = workspace.build()
    assert len(made) == 1


def test_a_month_for_which_nobody_reported(written: Written, facts: Path) -> None:
    workspace = written(文件=[bulletin(期间="2026-07", 成文日期="2026-08-02")])
    (problem,) = refused(workspace, facts)
    assert (problem.rule.number, problem.place.line) == ("Y62", line_of(workspace, "正文:"))
    assert "2026年7月没有单位报送台账" in problem.message
    made, problems = workspace.report(facts, draft=True)
    assert "【缺：正文】" in reading.body(made[0].path)
    assert [p.rule.number for p in problems if p.severity == "error"] == ["Y62"]


def test_a_month_that_can_be_asked_for_by_name_only(written: Written, facts: Path) -> None:
    made, problems = written().report(facts, ["通报"], "2026-10", draft=True)
    assert any("2026年10月没有单位报送台账" in p.message for p in problems)
    assert "【缺：正文】" in reading.body(made[0].path)


def test_facts_of_another_campaign_are_refused(written: Written, facts: Path) -> None:
    workspace = written("一切正常。", 活动={**ACTIVITY, "名称": "合规管理强化年"})
    with pytest.raises(DocgenError, match="是“2026 制度执行年”的汇总结果，不是“2026 合规管理强化年”的"):
        workspace.report(facts)


@pytest.mark.parametrize(
    "more",
    [
        {"单位": UNITS},
        {"台账": {**LEDGERS, "进度表": {**PROGRESS, "列": PROGRESS["列"][:-1]}}},
        {"台账": {**LEDGERS, "进度表": {**PROGRESS, "截止": "每月25日"}}},
        {"台账": {**LEDGERS, "进度表": {**PROGRESS, "期间": ["2026-05至2026-12"]}}},
    ],
    ids=["units", "columns", "deadline", "periods"],
)
def test_facts_by_an_older_definition_are_refused(written: Written, facts: Path, more: Any) -> None:
    with pytest.raises(DocgenError, match="数据文件后来改过。请先用 docgen collect 重新汇总"):
        written("一切正常。", **more).report(facts)


def test_new_figures_and_texts_need_no_new_collection(written: Written, facts: Path) -> None:
    assert said(written("{新的}。", 指标={"新的": {"台账": "明细表", "统计": "单位数", "单位": "家"}}), facts) == [
        "3家。"
    ]


def test_a_folder_without_results_is_wrong_usage(written: Written, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="请先运行 docgen collect"):
        written("一切正常。").report(tmp_path)


# ---- what goes from a sentence


VANISHING = {
    "甲{发现问题数}，[[乙{空}，]]丙{整改数}。": "甲12个，丙6个。",
    "甲{发现问题数}，[[乙{空}]]。": "甲12个。",
    "甲{发现问题数}[[，乙{空}]]。": "甲12个。",
    "甲{发现问题数}，[[乙{空}。]]": "甲12个。",
    "甲{发现问题数}。[[乙{空}，]][[丙{空金额}，]][[丁{整改数}。]]": "甲12个。丁6个。",
    "甲{发现问题数}。[[乙{整改数}，]][[丙{空}，]][[丁{空}。]]": "甲12个。乙6个。",
    "甲。[[乙{空}，]][[丙{空}。]]丁。": "甲。丁。",
    "甲{发现问题数}：[[乙{空}、]][[丙{整改数}、]][[丁{空}]]。": "甲12个：丙6个。",
    "甲{发现问题数}（[[其中乙{空}]]）。": "甲12个。",
    "甲{发现问题数}[[（其中乙{空}）]]。": "甲12个。",
    "[[乙{空}]]，丙{整改数}。": "丙6个。",
    "[[乙{空}，]]丙{整改数}。": "丙6个。",
    "甲，[[乙{空}]]，丙{整改数}。": "甲，丙6个。",
    "甲{发现问题数}，[[乙{空}]]；丙{整改数}。": "甲12个；丙6个。",
    "甲{发现问题数}；[[乙{空}；]]丙{整改数}。": "甲12个；丙6个。",
    "[[乙{空}，]]有关情况如下：": "有关情况如下：",
    "甲{发现问题数}。[[乙{空}]]。": "甲12个。",
    "［［乙｛空｝，］］丙｛整改数｝。": "丙6个。",
    "[[乙{整改数}，]]丙{发现问题数}。": "乙6个，丙12个。",
    "[[没有指标的半句，]]丙{发现问题数}。": "没有指标的半句，丙12个。",
    "[[乙{空|按单位}，]]丙。": "丙。",
    "[[乙{零报告单位}，]]丙。": "丙。",
    "[[{期间}乙，]]丙。": "2026年5月至6月乙，丙。",
}


def test_what_is_nil_goes_with_its_punctuation(written: Written, facts: Path) -> None:
    lines = said(written("\n".join(VANISHING)), facts)
    assert dict(zip(VANISHING, lines, strict=True)) == VANISHING


def test_a_figure_that_cannot_be_computed_does_not_vanish(written: Written, facts: Path) -> None:
    (problem,) = refused(written("甲。[[乙{除零}。]]"), facts)
    assert problem.rule.number == "Y62"


def test_paragraphs_behind_one_that_went_are_counted_anew(written: Written, facts: Path) -> None:
    body = (
        "一、甲\n（一）乙。共{发现问题数}。\n[[（二）丙。共{空}。]]\n（三）丁。共{整改数}。\n"
        "二、戊\n[[一是己{空}。]]\n二是庚{整改数}。\n三是辛。\n[[1.壬。共{空}。]]\n2.癸。共{整改数}。"
    )
    assert said(written(body), facts) == [
        "一、甲", "（一）乙。共12个。", "（二）丁。共6个。", "二、戊", "一是庚6个。", "二是辛。", "1.癸。共6个。",
    ]  # fmt: skip


def test_numbered_sentences_are_counted_anew_too(written: Written, facts: Path) -> None:
    body = "一、甲\n[[（一）发现问题{空}。]]\n（二）已整改{整改数}。\n（三）完毕。"
    assert said(written(body), facts) == ["一、甲", "（一）已整改6个。", "（二）完毕。"]


def test_a_second_count_begins_at_one(written: Written, facts: Path) -> None:
    body = "一、甲\n一是乙。\n[[二是丙{空}。]]\n三是丁。\n还要做到：\n一是戊。\n二是己。"
    assert said(written(body), facts) == ["一、甲", "一是乙。", "二是丁。", "还要做到：", "一是戊。", "二是己。"]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("一、甲\n[[一是乙{空}。]]\n[[二是丙{整改数}。]]", ["一、甲", "丙6个。"]),
        ("一、甲\n[[一是乙{整改数}。]]\n[[二是丙{空}。]]\n[[三是丁{空}。]]", ["一、甲", "乙6个。"]),
        ("甲：[[一是乙{空}；]][[二是丙{整改数}。]]", ["甲：丙6个。"]),
        ("甲：一是乙{整改数}；[[二是丙{空}；]]三是丁{整改数}。", ["甲：一是乙6个；二是丁6个。"]),
        ("[[一是乙{空}；]]二是丙{整改数}；三是丁。", ["一是丙6个；二是丁。"]),
        ("[[甲{空}。]]\n一是乙。\n戊，接着说。\n二是丙。", ["一是乙。", "戊，接着说。", "二是丙。"]),
    ],
)
def test_what_is_left_alone_of_a_count_is_not_counted(
    written: Written, facts: Path, body: str, lines: list[str]
) -> None:
    assert said(written(body), facts) == lines


def test_a_heading_that_loses_a_remark_stays(written: Written, facts: Path) -> None:
    assert said(written("一、甲[[（共{空}）]]\n正文。\n二、乙[[（共{整改数}）]]\n正文。"), facts) == [
        "一、甲", "正文。", "二、乙（共6个）", "正文。",
    ]  # fmt: skip


def test_a_heading_with_nothing_left_under_it_goes(written: Written, facts: Path) -> None:
    body = "一、甲\n正文。\n二、乙\n[[共{空}。]]\n三、丙\n（一）丁\n[[共{空}。]]\n四、戊\n正文。"
    assert said(written(body), facts) == ["一、甲", "正文。", "二、戊", "正文。"]


def test_headings_that_were_meant_to_stand_alone_stay(written: Written, facts: Path) -> None:
    body = "一、甲\n[[共{空}。]]\n正文。\n二、下一步措施\n（一）抓好整改\n（二）加强监督\n三、附则"
    assert said(written(body), facts) == [
        "一、甲", "正文。", "二、下一步措施", "（一）抓好整改", "（二）加强监督", "三、附则",
    ]  # fmt: skip


def test_a_text_from_which_nothing_goes_stays_as_it_was_typed(written: Written, facts: Path) -> None:
    body = "一、甲\n（一）抓好整改\n（三）加强监督\n三是乙{整改数}。"
    assert said(written(body), facts) == body.replace("{整改数}", "6个").splitlines()


def test_tables_and_charts_of_nothing_go(written: Written, facts: Path) -> None:
    body = "甲。\n[[{表|题目|按单位|空}]]\n[[{图|题目|按单位|空|条形}]]\n{表|问题|按单位|发现问题数|排名|合计}\n乙。"
    made, _ = written(body).report(facts)
    (table,) = reading.tables(made[0].path)
    assert table == [
        ["名次", "单位", "发现问题数（个）"], ["1", "一公司", "10"], ["2", "四公司", "2"], ["3", "二公司", "0"], ["3", "投资公司", "0"],
        ["——", "合计", "12"],
    ]  # fmt: skip
    assert reading.charts(made[0].path) == []
    assert "表1　问题" in reading.body(made[0].path)


def test_words_of_units_are_quoted_by_name(written: Written, facts: Path) -> None:
    entry = {"类型": "总结报告", "成文日期": "2026-07-02", "正文": "甲。\n{亮点}"}
    good = [{"单位": "一公司", "台账": "进度表", "列": "备注"}]
    lines = said(written(文件=[{**entry, "亮点": good}]), facts)
    assert lines[-1] == "一公司：现场会签。"
    (problem,) = refused(written(文件=[{**entry, "亮点": [{**good[0], "单位": "二公司"}]}]), facts)
    assert (problem.rule.number, "没有内容" in problem.message) == ("Y62", True)
    found = [
        p
        for p in written(文件=[{**entry, "亮点": [{**good[0], "单位": "九公司"}]}]).validate()
        if p.rule.number == "Y64"
    ]
    assert [p.severity for p in found] == ["error"]


# ---- which reports, and with what


def both(**changes: Any) -> Mapping[str, Any]:
    """A notice, a bulletin and a summary."""
    summary = {"类型": "总结报告", "成文日期": "2026-07-02", "正文": "共{发现问题数}。"}
    return {"文件": [notice(发文字号="自动"), bulletin(**changes), summary]}


def test_one_kind_or_one_period_can_be_asked_for(written: Written, facts: Path, tmp_path: Path) -> None:
    workspace = written(**both())
    kind, _ = workspace.report(facts, ["总结报告"], out=tmp_path / "一")
    assert tail(kind) == [SUMMARY, "数据来源（总结报告）.xlsx", "报告（总结报告）.json"]
    period, _ = workspace.report(facts, period="2026-06", out=tmp_path / "二")
    assert tail(period)[0] == "华澜发〔2026〕1号 关于2026年6月“制度执行年”活动开展情况的通报.docx"
    assert tail(period)[1:] == ["数据来源（2026-06）.xlsx", "报告（2026-06）.json"]
    every, _ = workspace.report(facts, out=tmp_path / "三")
    assert len(every) == 4
    with pytest.raises(WrongUsage, match="没有“通告”这种报告。可以写：总结报告、通报、制度汇编目录、问题整改清单"):
        workspace.report(facts, ["通告"])
    with pytest.raises(WrongUsage, match="数据里没有2026年5月的报告"):
        workspace.report(facts, period="2026-05")


def test_a_kind_that_the_data_file_lacks_is_drafted(written: Written, facts: Path) -> None:
    workspace = written(文件=[notice()])
    found = refused(workspace, facts, kinds=["通报"], period="2026-06")
    assert {p.expected for p in found if p.rule.number == "Y41"} >= {"发文字号", "主送", "成文日期"}
    made, _ = workspace.report(facts, ["通报"], "2026-06", draft=True)
    assert tail(made)[0] == "草稿 关于2026年6月“制度执行年”活动开展情况的通报.docx"
    assert workspace.register.entries() == []


def test_a_draft_takes_no_number_and_a_final_report_takes_one_only_once(
    written: Written, facts: Path, tmp_path: Path
) -> None:
    workspace = written(**both())
    workspace.report(facts, draft=True)
    assert workspace.register.entries() == []
    first, _ = workspace.report(facts)
    second, problems = Workspace(workspace.path).report(facts)
    third, _ = Workspace(workspace.path).report(facts, out=tmp_path / "别处")
    assert tail(first) == tail(second) == tail(third)
    assert [e.number for e in workspace.register.entries()] == ["华澜发〔2026〕1号"]
    assert [(p.rule.number, "草稿 " in p.message) for p in problems] == [("Y58", True)]  # the drafts are still there


def test_building_and_reporting_leave_each_others_documents_alone(written: Written, facts: Path) -> None:
    workspace = written(**both())
    built, problems = workspace.build()
    assert tail(built) == ["华澜发〔2026〕1号 关于做好制度执行年活动有关工作的通知.docx"]
    assert [p.rule.number for p in problems] == ["Y69"]  # the first number of a year
    reported, problems = Workspace(workspace.path).report(facts)
    assert problems == []
    assert [name.split(" ")[0] for name in tail(reported)[:2]] == ["华澜发〔2026〕2号", SUMMARY]
    again, problems = Workspace(workspace.path).build()
    assert (tail(again), problems) == (tail(built), [])


def test_only_reports_in_the_data_file_leave_nothing_to_build(written: Written) -> None:
    with pytest.raises(WrongUsage, match="没有要生成的“文件”"):
        written("共{发现问题数}。").build()


def test_a_review_copy_has_a_comment_for_each_figure_and_the_final_copy_has_none(
    written: Written, facts: Path
) -> None:
    made, _ = written("共{发现问题数}，整改率{整改率}。\n{表|问题|按单位|整改数}").report(facts, annotate=True)
    assert tail(made) == [SUMMARY, ANNEX, RECORD, f"核对稿 {SUMMARY}"]
    final, review = reading.parts(made[0].path), reading.parts(made[3].path)
    assert COMMENTS not in final
    assert b"comment" not in final["word/document.xml"]
    comments = list(etree.fromstring(review[COMMENTS]))
    marks = reading.bookmarks(made[3].path)
    assert marks == reading.bookmarks(made[0].path)
    assert len(comments) == len(marks) == 6
    texts = ["\n".join(reading.text(p) for p in c.iter(f"{W}p")) for c in comments]
    assert "各格相加" in texts[0]
    assert "一公司 4 ← 2026-05-18/一公司.xlsx › 进度表 › A4" in texts[0]
    assert "6 ÷ 12 = 0.5" in texts[1]
    assert reading.body(made[3].path) == reading.body(made[0].path)


def test_a_report_that_somebody_edited_is_not_overwritten(written: Written, facts: Path) -> None:
    workspace = written("共{发现问题数}。")
    made, _ = workspace.report(facts)
    data = made[0].path.read_bytes()
    made[0].path.write_bytes(data + b"\0")
    others, problems = Workspace(workspace.path).report(facts)
    assert [p.place.file for p in problems if p.rule == EDITED_FILE_KEPT] == [str(made[0].path)]
    assert [item.path for item in others] == [item.path for item in made[1:]]
    assert made[0].path.read_bytes() == data + b"\0"
    Workspace(workspace.path).report(facts, force=True)
    assert made[0].path.read_bytes() == data


@pytest.mark.parametrize("name", [ANNEX, RECORD, f"核对稿 {SUMMARY}"])
def test_an_edited_copy_is_kept_and_the_report_is_made(written: Written, facts: Path, name: str) -> None:
    workspace = written("共{发现问题数}。")
    made, _ = workspace.report(facts, annotate=True)
    path = made[0].path.parent / name
    path.write_bytes(path.read_bytes() + b"\0")
    before = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    again, problems = written("共有{发现问题数}。").report(facts, annotate=True)
    assert [p.place.file for p in problems if p.rule == EDITED_FILE_KEPT] == [str(path)]
    assert [item.path for item in again] == [item.path for item in made if item.path != path]
    assert path.read_bytes() == before[name]
    assert made[0].path.read_bytes() != before[made[0].path.name]


def test_a_template_of_ones_own_is_used(written: Written, facts: Path, tmp_path: Path) -> None:
    own = tmp_path / "模板"
    own.mkdir()
    shipped = reading.SAMPLE.parents[1] / "templates" / "docx" / "总结报告.docx"

    def change(root: Any) -> None:
        title = next(t for t in root.iter(f"{W}t") if "标题" in (t.text or ""))
        next(title.iterancestors(f"{W}p")).addprevious(reading.typed("（本单位自己的模板）"))

    reading.edited(shipped, own / "总结报告.docx", change)
    workspace = written("共{发现问题数}。")
    made, _ = workspace.report(facts, templates=own)
    assert any("本单位自己的模板" in line for line in reading.body(made[0].path))
    assert [words for _, words in reading.bookmarks(made[0].path)] == ["12个"]
    (own / "总结报告.docx").write_bytes(b"not a package")
    with pytest.raises(InvalidInput, match="不是 .docx"):
        Workspace(workspace.path).report(facts, templates=own)


def test_a_text_of_ones_own_is_used_and_its_faults_are_told_there(
    written: Written, facts: Path, tmp_path: Path
) -> None:
    own = tmp_path / "模板"
    own.mkdir()
    (own / "总结报告.txt").write_text("本单位的文字，共{发现问题数}。\n", encoding="utf-8")
    workspace = written(文件=[{"类型": "总结报告", "成文日期": "2026-07-02"}])
    assert said(workspace, facts, templates=own) == ["本单位的文字，共12个。"]
    (own / "总结报告.txt").write_text("本单位的文字。\n共{没有的指标}。\n", encoding="utf-8")
    (problem,) = refused(Workspace(workspace.path), facts, templates=own)
    assert (problem.rule.number, problem.place.file, problem.place.line) == ("Y61", str(own / "总结报告.txt"), 2)


def test_the_shipped_summary_fits_a_campaign_with_other_ledgers(written: Written, facts: Path) -> None:
    workspace = written(文件=[{"类型": "总结报告", "成文日期": "2026-07-02"}])
    made, problems = workspace.report(facts)
    assert problems == []
    lines = reading.body(made[0].path)
    heads = [line[: line.index("。")] for line in lines if line.startswith("（")]
    assert [head[1] for head in heads] == list("一二三四五六一二三")
    assert "{" not in "".join(lines)


# ---- the commands


@pytest.fixture
def shop(written: Written, facts: Path) -> Workspace:
    """A campaign with its results where a clerk has them, beside the data file."""
    workspace = written(**both())
    shutil.copytree(facts, workspace.folder / "out" / "汇总")
    return workspace


def test_the_command_says_what_it_made(shop: Workspace) -> None:
    result = docgen("报告", shop.folder)
    assert (result.returncode, result.stderr.count("[Y"), result.stderr.count("[Y69]")) == (0, 1, 1)
    folder = shop.folder / "out" / "报告"
    assert f"已生成 4 个文件，在 {folder}：" in result.stdout
    for path in folder.iterdir():
        assert path.name.startswith(".") or path.name in result.stdout
    assert "docgen verify" in result.stdout


def test_the_command_for_programs(shop: Workspace, tmp_path: Path) -> None:
    result = docgen(
        "report", shop.folder, "--kind", "总结报告", "-o", tmp_path / "结果", "--draft", "--annotate", "--json"
    )
    answer = json.loads(result.stdout)
    assert set(answer) == {"files", "problems"}
    assert [Path(f["path"]).name for f in answer["files"]] == [
        f"草稿 {SUMMARY}", "数据来源（总结报告）.xlsx", "报告（总结报告）.json", f"核对稿 草稿 {SUMMARY}",
    ]  # fmt: skip
    assert set(answer["files"][0]) == {"path", "kind", "number", "missing"}


def test_a_refusal_names_place_and_cure(written: Written, facts: Path) -> None:
    workspace = written("第一行。\n第二行{除零}。")
    result = docgen("report", workspace.path, "--from", facts)
    assert (result.returncode, "Traceback" in result.stderr) == (1, False)
    assert f"{workspace.path}:{line_of(workspace, '第二行')}" in result.stderr
    assert "退回 “除零”算不出来" in result.stderr
    assert "[Y62]" in result.stderr
    told = json.loads(docgen("report", workspace.path, "--from", facts, "--json").stdout)
    assert [(p["rule"], p["line"]) for p in told["problems"]] == [("Y62", line_of(workspace, "第二行"))]
    assert docgen("report", workspace.path, "--from", facts, "--draft").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--kind", "通告"], "没有“通告”这种报告"),
        (["--period", "六月"], "六月"),
        (["--period", "2026-05"], "没有2026年5月的报告"),
        (["--from", "没有的文件夹"], "没有汇总结果"),
    ],
)
def test_wrong_usage_is_status_2(shop: Workspace, arguments: list[str], words: str) -> None:
    code, _, errors = reading.ran("report", shop.folder, *arguments)
    assert (code, words in errors) == (2, True)


def test_a_figure_is_traced_to_its_cells(shop: Workspace) -> None:
    result = docgen("出处", shop.folder, "发现问题数")
    assert result.returncode == 0
    assert result.stdout.splitlines()[:4] == [
        "发现问题数：《进度表》“发现问题数”各格相加，各期都算（2026年5月至6月）",
        "12个",
        "  一公司 2026-05 填的是“4” ← 2026-05-18/一公司.xlsx › 进度表 › A4",
        "  二公司 2026-05 填的是“0” ← 2026-05-18/二公司.xlsx › 进度表 › A4",
    ]
    of_one = docgen("trace", shop.folder, "整改率", "--unit", "一公司").stdout
    assert "5 ÷ 10 = 50.00%" in of_one
    assert "二公司" not in of_one
    assert "四公司" not in of_one


@pytest.mark.parametrize(
    ("figure", "options", "value"),
    [
        ("发现问题数", [], "12"),
        ("发现问题数", ["--unit", "U1"], "10"),
        ("发现问题数", ["--unit", "四公司", "--period", "2026-06"], "2"),
        ("进度表.涉及金额", [], "5.5"),
        ("{发现问题数}", ["--period", "2026-05"], "4"),
    ],
)
def test_the_cells_that_trace_lists_add_up(shop: Workspace, figure: str, options: list[str], value: str) -> None:
    answer = json.loads(reading.ran("trace", shop.folder, figure, *options, "--json")[1])
    (whole,) = answer["values"]
    cells = [cell for cell in whole["cells"] if cell["used"]]
    assert whole["value"] == value
    assert sum(float(cell["raw"]) for cell in cells) == float(value)
    assert all(cell["file"].endswith(".xlsx") and cell["sheet"] == "进度表" and cell["sha256"] for cell in cells)
    assert {"figure", "when", "formula", "unit_of_measure", "values", "absent", "older", "remarks", "parts"} <= set(
        answer
    )


def test_a_ratio_is_traced_through_its_parts(shop: Workspace) -> None:
    answer = json.loads(reading.ran("trace", shop.folder, "整改率", "--json")[1])
    assert [(p["figure"], p["values"][0]["value"]) for p in answer["parts"]] == [("整改数", "6"), ("发现问题数", "12")]
    assert (answer["values"][0]["equation"], answer["values"][0]["text"]) == ("6 ÷ 12", "50.00%")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["发现问题书"], 2, "是不是“发现问题数”？"),
        (["发现问题数", "--unit", "九公司"], 2, "没有“九公司”这个单位"),
        (["发现问题数", "--period", "六月"], 2, "六月"),
        (["除零"], 1, "算不出来：除数是0"),
        (["发现问题数", "--unit", "投资公司", "--period", "2026-06"], 1, "算不出来"),
        (["未报单位", "--period", "2026-06"], 0, "投资公司"),
        (["各领域|前1"], 0, "采购：3个"),
    ],
)
def test_what_can_be_traced_and_what_not(shop: Workspace, arguments: list[str], status: int, words: str) -> None:
    code, out, errors = reading.ran("trace", shop.folder, *arguments)
    assert (code, words in out + errors) == (status, True)


def test_another_order_of_hashes_collects_and_reports_the_same(tmp_path: Path) -> None:
    box = inbox(tmp_path / "活动", 单位=FOUR, 台账=LEDGERS, 指标=OWN, **both())
    send(box)
    for seed in ("1", "77"):
        steps = (
            ["collect", str(box.root), str(box.folder), "--date", "2026-06-30", "-o", str(tmp_path / seed / "汇总")],
            ["report", str(box.root), "--from", str(tmp_path / seed / "汇总"), "-o", str(tmp_path / seed / "报告")],
        )
        for step in steps:
            subprocess.run(
                [sys.executable, "-m", "docgen", *step],
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(reading.SAMPLE.parents[1]), "PYTHONUTF8": "1"},
                capture_output=True, check=False,
            )  # fmt: skip
    one, other = (
        {
            path.relative_to(tmp_path / seed): path.read_bytes()
            for path in (tmp_path / seed).rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        for seed in ("1", "77")
    )
    assert {name.name for name in one} >= {SUMMARY, ANNEX, RECORD, "汇总.xlsx", "事实.db"}
    assert [str(name) for name in one if one[name] != other.get(name)] == []
