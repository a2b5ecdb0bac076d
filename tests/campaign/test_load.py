"""The model of the data file: every problem at once, in Chinese, in reading order; and its JSON Schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.campaign import schema
from docgen.campaign.ledger import Ledger
from docgen.campaign.load import MESSAGES, Loaded, known_keys, load
from docgen.campaign.model import Campaign
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import InvalidInput
from tests.campaign.marked import marked, spots

GOOD = "活动: {名称: 甲, 年度: 2026, 主办: 乙}\n"
NOTICE = GOOD + "文件:\n  - 类型: 通知\n    标题: 甲\n"
LEDGER = GOOD + "台账:\n  甲表:\n"
TASK = GOOD + "任务:\n  - 类别: 甲\n    事项:\n      - 内容: 乙\n"
SAMPLES = sorted(Path(__file__).parents[2].glob("data/*/活动.yaml"))


def written(folder: Path, text: str) -> Path:
    file = folder / "活动.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def problems(folder: Path, text: str) -> list[Diagnostic]:
    """What is said of a data file that cannot be used."""
    with pytest.raises(InvalidInput) as caught:
        load(written(folder, text))
    return list(caught.value.problems)


def check(folder: Path, text: str) -> list[Diagnostic]:
    """Assert that the complaints are those marked in the text."""
    content, wanted = marked(text)
    found = problems(folder, content)
    assert spots(found) == wanted
    return found


def foreign_words(problem: Diagnostic, text: str) -> list[str]:
    """Words of a message that are neither Chinese nor taken from the file."""
    words = re.findall(r"[A-Za-z_]+|\[.*\]|\{.*\}", f"{problem.message} {problem.expected or ''}")
    return [word for word in words if word not in text and word != PAPER]


PAPER = "A"
"""A3 is a size of paper in Chinese too."""


# ---- keys


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("部门: 甲  ← Y20-missing\n", ["缺少“活动”"]),
        ("活动: {}  ← Y20-missing Y20-missing Y20-missing\n", ["缺少“名称”", "缺少“年度”", "缺少“主办”"]),
        (GOOD + "单位:\n  - 编号: U01  ← Y20-missing\n", ["缺少“全称”"]),
        (GOOD + "文件:\n  - 标题: 甲  ← Y20-missing\n", ["缺少“类型”"]),
        (NOTICE + "    印发件:\n      标题: 乙  ← Y20-missing\n", ["缺少“正文”"]),
        ("活动:\n  名称: 甲\n  年度:  ← Y20-missing\n  主办: 乙\n", ["“年度”没有填写内容"]),
        ('活动:\n  名称: ""  ← Y20-string_too_short\n  年度: 2026\n  主办: 乙\n', ["“名称”没有填写内容"]),
        (
            '活动:\n  名称: "　"  ← Y20-string_too_short\n  年度: 2026\n  主办: " "  ← Y20-string_too_short\n',
            ["“名称”没有填写内容", "“主办”没有填写内容"],
        ),
    ],
)
def test_what_is_missing_or_empty_is_named(tmp_path: Path, text: str, said: list[str]) -> None:
    assert [problem.message for problem in check(tmp_path, text)] == said


@pytest.mark.parametrize(
    ("text", "column", "cure"),
    [
        (NOTICE + "    标提: 乙  ← Y20-extra_forbidden\n", 5, "是不是“标题”？"),
        (NOTICE + "    标提:  ← Y20-extra_forbidden\n", 5, "是不是“标题”？"),
        (GOOD + "单味: 甲  ← Y20-extra_forbidden\n", 1, "是不是“单位”？"),
        (GOOD + "单位:\n  - {编号: U01, 全称: 甲, 见称: 乙}  ← Y20-extra_forbidden\n", 22, "是不是“简称”？"),
        (
            NOTICE + "    印发件:\n      标题: 甲\n      正文: 乙\n      复件: []  ← Y20-extra_forbidden\n",
            7,
            "是不是“附件”？",
        ),
        (
            NOTICE + "    附件:\n      - 名称: 任务分解表\n        表头行们: {}  ← Y20-extra_forbidden\n",
            9,
            "是不是“表头”？",
        ),
        (LEDGER + "    表题: 乙  ← Y20-extra_forbidden\n", 5, "是不是“标题”？"),
        (LEDGER + "    行:\n      - 格: {甲: 乙}\n        子航: []  ← Y20-extra_forbidden\n", 9, "是不是“子行”？"),
        (TASK + "        牵投: 丙  ← Y20-extra_forbidden\n", 9, "是不是“牵头”？"),
        (NOTICE + "    会议: {出席: 甲, 迟到: 乙}  ← Y20-extra_forbidden\n", 17, "这里可以写：出席、请假、列席"),
        (
            GOOD + "documents:\n  - {kind: 通知, title: 甲, titel: 乙}  ← Y20-extra_forbidden\n",
            26,
            "这里可以写：类型、代号",
        ),
    ],
)
def test_an_unknown_key_is_pointed_at_with_the_one_meant(tmp_path: Path, text: str, column: int, cure: str) -> None:
    (problem,) = check(tmp_path, text)
    assert problem.place.column == column
    assert str(problem.cure).startswith(cure)


def test_an_empty_cell_or_field_counts_as_not_written(tmp_path: Path) -> None:
    unit = "单位: [{编号: U01, 全称: 甲, 简称: , 信息: {联系人: 张三, 电话: }}]\n"
    campaign = load(
        written(tmp_path, LEDGER + "    行: [{现状: , 问题: 二, 子行: [{格: {举措: }}]}]\n" + unit)
    ).campaign
    rows = campaign.ledgers["甲表"].rows
    assert isinstance(rows, tuple)
    assert [value for value in rows[0].cells.values() if value] == ["二"]
    assert campaign.units[0].info["联系人"] == "张三"


def test_english_names_of_keys_are_taken_too(tmp_path: Path) -> None:
    english = "activity: {name: 甲, year: 2026, host: 乙}\ndocuments:\n  - {kind: 通知, title: 甲}\n"
    assert load(written(tmp_path, english)).campaign == load(written(tmp_path, NOTICE)).campaign


# ---- values


@pytest.mark.parametrize(
    "word",
    [
        "2026-5-8",
        "2026-05-08",
        "2026/5/8",
        "2026.5.8",
        "2026年5月8日",
        "2026年05月08日",
        "20260508",
        "２０２６－５－８",
    ]
    + ["２０２６年５月８日", "2026 年 5 月 8 日", "'2026-05-08 '"],
)
def test_a_date_may_be_written_in_any_usual_form(tmp_path: Path, word: str) -> None:
    campaign = load(written(tmp_path, NOTICE + f"    成文日期: {word}\n")).campaign
    assert campaign.documents[0].date == date(2026, 5, 8)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("2026-02-30", "“成文日期”日历上没有2026-02-30这一天"),
        ("2026-13-01", "“成文日期”日历上没有2026-13-01这一天"),
        ("2025年2月29日", "“成文日期”日历上没有2025年2月29日这一天"),
        ("00000101", "“成文日期”日历上没有00000101这一天"),
        ("5月8日", "“成文日期”写成了“5月8日”，应为日期，如 2026-06-30"),
        ("二〇二六年五月八日", "“成文日期”写成了“二〇二六年五月八日”，应为日期，如 2026-06-30"),
        ("2026-05-08 09:30:00", "“成文日期”写成了“2026-05-08 09:30:00”，应为日期，如 2026-06-30"),
    ],
)
def test_a_wrong_date_is_reported_where_it_stands(tmp_path: Path, word: str, said: str) -> None:
    (problem,) = check(tmp_path, NOTICE + f"    成文日期: {word}  ← Y20-date_form\n")
    assert (problem.place.column, problem.message, problem.found) == (11, said, word)


@pytest.mark.parametrize(
    ("word", "due"),
    [("2026-06-30", date(2026, 6, 30)), ("2026年6月30日", date(2026, 6, 30)), ("6月底", "6月底"), ("全年", "全年")],
)
def test_a_deadline_is_a_date_or_words(tmp_path: Path, word: str, due: date | str) -> None:
    assert load(written(tmp_path, TASK + f"        时限: {word}\n")).campaign.tasks[0].tasks[0].due == due


@pytest.mark.parametrize("word", ["2026-02-30", "2026年13月1日", "20260631"])
def test_a_deadline_that_looks_like_a_date_must_be_one(tmp_path: Path, word: str) -> None:
    check(tmp_path, TASK + f"        时限: {word}  ← Y20-date_form\n")


@pytest.mark.parametrize(
    ("word", "flag"),
    [("是", True), ("有", True), ("yes", True), ("ＹＥＳ", True), ("否", False), ("NO", False), ("off", False)],
)
def test_a_flag_is_yes_or_no(tmp_path: Path, word: str, flag: bool) -> None:
    assert load(written(tmp_path, LEDGER + f"    横向: {word}\n")).campaign.ledgers["甲表"].landscape is flag


@pytest.mark.parametrize(
    ("word", "number"), [("2026", 2026), ("２０２６", 2026), ("'2,026'", 2026), ("' 2026 '", 2026)]
)
def test_a_number_may_have_full_width_digits(tmp_path: Path, word: str, number: int) -> None:
    assert load(written(tmp_path, f"活动: {{名称: 甲, 年度: {word}, 主办: 乙}}\n")).campaign.activity.year == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("活动: {名称: 甲, 年度: 二〇二六, 主办: 乙}  ← Y20-number_form", "“年度”写成了“二〇二六”，应为整数，如 2026"),
        ("活动: {名称: 甲, 年度: 2026年, 主办: 乙}  ← Y20-number_form", "“年度”写成了“2026年”，应为整数，如 2026"),
        ("活动: {名称: 甲, 年度: [2026], 主办: 乙}  ← Y20-int_type", "“年度”应为整数，这里写成了列表"),
        ("活动: 甲  ← Y20-model_type", "“活动”应写成“名称: 内容”的形式，这里写成了“甲”"),
        (LEDGER + "    横向: 横  ← Y20-flag_form", "“横向”写成了“横”，应为“是”或“否”"),
        (LEDGER + "    横向: [是]  ← Y20-bool_type", "“横向”应为“是”或“否”，这里写成了列表"),
        (GOOD + "单位: 甲  ← Y20-tuple_type", "“单位”应为列表（每项以“- ”开头），这里写成了“甲”"),
        (GOOD + "单位: {甲: 乙}  ← Y20-tuple_type", "“单位”应为列表（每项以“- ”开头），这里写成了一组键值"),
        (GOOD + "部门: {甲: 乙}  ← Y20-tuple_type", "“部门”应为列表（每项以“- ”开头），这里写成了一组键值"),
        (GOOD + "单位:\n  - 甲  ← Y20-model_type", "“单位”应写成“名称: 内容”的形式，这里写成了“甲”"),
        (GOOD + "单位:\n  -  ← Y20-model_type", "“单位”应写成“名称: 内容”的形式，这里写成了空"),
        (GOOD + "台账: 甲  ← Y20-dict_type", "“台账”应写成“名称: 内容”的形式，这里写成了“甲”"),
        (GOOD + "台账: [甲]  ← Y20-dict_type", "“台账”应写成“名称: 内容”的形式，这里写成了列表"),
        (NOTICE + "    版记: 甲  ← Y20-model_type", "“版记”应写成“名称: 内容”的形式，这里写成了“甲”"),
        (NOTICE + "    主送: [甲]  ← Y20-string_type", "“主送”应为文字，这里写成了列表"),
        (NOTICE + "    成文日期: [2026-05-08]  ← Y20-date_type", "“成文日期”应为日期，如 2026-06-30，这里写成了列表"),
        (NOTICE + "    密级: 内部  ← Y20-literal_error", "“密级”写成了“内部”，应为“绝密”、“机密”、“秘密”"),
        (NOTICE + "    落款: 不盖  ← Y20-literal_error", "“落款”写成了“不盖”，应为“盖章”、“不盖章”"),
        (NOTICE + "    紧急程度: '{found}'  ← Y20-literal_error", "“紧急程度”写成了“{found}”，应为“特急”、“加急”"),
        (NOTICE + "    密级: [机密]  ← Y20-literal_error", "“密级”写成了列表，应为“绝密”、“机密”、“秘密”"),
        (LEDGER + "    列:\n      - {名称: 甲, 对齐: 右}  ← Y20-literal_error", "“对齐”写成了“右”，应为“左”、“中”"),
        (GOOD + "任务:\n  - {类别: 甲, 事项: []}  ← Y20-too_short", "“事项”是空的，至少要有一项"),
        (GOOD + "任务:\n  - {类别: 甲, 事项: }  ← Y20-missing", "“事项”没有填写内容"),
    ],
)
def test_a_value_of_the_wrong_kind_says_what_it_should_be(tmp_path: Path, text: str, said: str) -> None:
    (problem,) = check(tmp_path, text)
    assert problem.message == said


@pytest.mark.parametrize("word", ["空", "③", "-1", "2.5", "{甲: 乙}", "9999999999", "9" * 5000])
def test_rows_of_a_ledger_are_tasks_a_sane_number_or_a_list(tmp_path: Path, word: str) -> None:
    (problem,) = problems(tmp_path, LEDGER + f"    行: {word}\n")
    assert (problem.place.line, problem.place.column) == (4, 8 if word[0] != "{" else 8)
    assert foreign_words(problem, "") == []
    assert "“行”" in problem.message


def test_a_wrong_cell_of_a_row_is_reported_alone(tmp_path: Path) -> None:
    check(tmp_path, LEDGER + "    行:\n      - 格: {甲: [乙]}  ← Y20-string_type\n      - {甲: 丙}\n")


@pytest.mark.parametrize("word", ["[2026-06-30]", "{甲: 乙}"])
def test_a_deadline_of_the_wrong_kind_is_reported_once(tmp_path: Path, word: str) -> None:
    (problem,) = problems(tmp_path, TASK + f"        时限: {word}\n")
    assert problem.place.line == 6
    assert foreign_words(problem, "") == []


def test_a_list_with_a_wrong_item_is_not_called_empty(tmp_path: Path) -> None:
    check(tmp_path, TASK.replace("内容: 乙", '内容: ""  ← Y20-string_too_short'))


# ---- all at once


def test_every_problem_is_told_at_once_in_reading_order(tmp_path: Path) -> None:
    check(
        tmp_path,
        "文件:\n"
        "  - 标题: 甲  ← Y20-missing\n"
        "    标提: 甲  ← Y20-extra_forbidden\n"
        "    成文日期: 2026-02-30  ← Y20-date_form\n"
        "单位:\n"
        "  - 编号: U01  ← Y20-missing\n"
        "台账:\n"
        "  甲表:\n"
        "    横向: 横  ← Y20-flag_form\n"
        "活动:\n"
        "  名称: 第 #1号  ← Y06 (warning)\n"
        "  年度: 今年  ← Y20-number_form\n"
        "  主办: []  ← Y20-string_type\n",
    )


# ---- the walk: every place of the model, every kind of wrong value

FULL = """\
活动: {名称: 甲, 年度: 2026, 主办: 乙, 机关代字: 华澜发, 报送截止: 每月20日, 退回期限: 三日内, 上年汇总: 上年, 发文登记簿: 登记簿.db}
部门: [办公室]
单位:
  - {编号: U01, 全称: 丙公司, 简称: 丙, 别名: [丙厂], 类别: 子企业, 起报: 2026-06, 信息: {联系人: 张三}}
任务:
  - 类别: 制度
    事项:
      - {内容: 建立制度, 牵头: [办公室], 配合: [办公室], 时限: 2026-06-30, 现状: 无}
台账:
  甲表:
    基于: 实施方案台账
    标题: 甲表
    横向: 是
    列:
      - {名称: 现状, 组: 情况, 说明: 如实填写, 来源: 内容, 宽: 7, 对齐: 中}
      - {名称: 金额, 类型: 金额, 单位: 万元, 小数: 2, 必填: 是, 别名: [数额], 空值: 零, 累计: 是, 最小: 0, 最大: 9.5}
      - {名称: 状态, 类型: 选项, 选项: [已办, 未办], 主键: 是}
      - {名称: 时限, 类型: 日期, 精度: 月}
    加列: [{名称: 比率, 类型: 比率, 公式: 金额 / 2}]
    周期: 每月
    期间: [2026-05至2026-12]
    截止: 每月20日
    填报单位: [全部]
    零报告: 是
    统称: 甲表
    校验:
      - {编号: L391, 范围: 行, 当: 金额 > 0, 表达式: 金额 <= 9, 容差: 自动, 级别: 核实, 提示: 请核实}
      - {编号: L392, 范围: 异常, 方法: 中位数, 列: 金额, 倍数: 5}
    行: [{格: {现状: 一}, 子行: [{格: {现状: 二}}]}]
    主体: [集团]
    主体列: 现状
    省略行: 否
    预填: [{任务: 1, 子行: [{格: {现状: 一}}]}]
    填表说明: [如实填写]
    注: [零报告]
校验: [{编号: L393, 台账: 甲表, 表达式: 金额 <= 9}]
豁免: [{规则: L501, 单位: U01, 期间: 2026-05, 台账: 甲表, 原因: 划转, 批准人: 张三}]
工作日历: {放假: [2027-01-01], 上班: [2027-01-02]}
人员: [{姓名: 员工01, 单位: U01, 部门: 办公室, 岗位: 综合岗}]
人员名单: 人员.xlsx
风险:
  来源: [操作风险, 法律风险]
  可能性: [低, 高]
  影响: [低, 高]
  等级: [低, 高]
  矩阵: [[低, 低], [低, 高]]
  库: 风险点库.json
  编号: FX
  相似: 60
  合并: [{保留: FX0001, 并入: [FX0002], 原因: 说的是一件事}]
  不合并: [[FX0001, FX0003]]
积分:
  对象: [子企业]
  称呼: 企业
  量词: 家
  组: [{组: 制度, 项: [{编号: "1.1", 名称: 健全, 类型: 基础, 满分: 100, 标准: 缺一项扣一分, 佐证: 目录, 评分: [自评, 考评]}]}]
  权重: {自评: 20, 考评: 60, 测评: 20}
  检查组: [{单位: U01, 对象: [子企业]}]
  加分封顶: 5
  颜色: [{颜色: 蓝, 下限: 80, 含义: 好}, {颜色: 红, 下限: 0, 上限: 80}]
  缺项: 不定
  测评: {文件: 答卷.xlsx, 表: 答卷, 对象列: 机构, 题目列: [公道], 选项: {满意: 100}, 题目满分: 5, 至少: 10}
  上年: {U01: 88.5}
  上年结果: 积分结果.xlsx
  运用: [{名称: 招投标, 规则: {蓝: 加分}, 折算: 积分 * 0.05, 不折算: 红, 单位: 分, 依据: 办法}]
  截止: 2026-11-20
  佐证线: 0
指标:
  甲数: 甲列 / 乙列
  乙数: {公式: "", 台账: 甲表, 列: [甲列], 统计: 合计, 条件: 甲列 > 0, 取数: 最近, 按: 单位, 变化: 占比, 排序: 降序,
         取前: 3, 取后: 2, 单位: 笔, 小数: 1, 类型: 数, 说明: 口径}
文件:
  - 类型: 通知
    代号: 一
    发文字号: 自动
    机关代字: 华澜发
    发文机关: [乙]
    标志: 乙文件
    期号: 第3期
    标题: 关于学习的通知
    题注: （试行）
    标注: 附件1
    主送: 各部门
    正文: 请学习。
    表格: [{表头行: 1, 列宽: [1, 2], 居中列: [1], 行: [[甲, 乙], [一, ↑]], 表注: [如实填写],
            表前: [填报单位：乙, 单位：元], 表前靠右: [2], 表前居中: [1]}]
    附件说明: 附件
    印发件: {标题: 方案, 正文: 一、总则, 附件: [{名称: 任务分解表}]}
    附件:
      - {名称: 甲表, 台账: 甲表, 文件: 乙.docx, 标题: 附表, 正文: 内容, 纸张: 横向, 列名: 附表, 另附: 否, 表头: {类别: 要点}, 编号: 是, 附件: [{名称: 甲表}]}
    署名: [乙]
    落款: 盖章
    成文日期: 2026-05-08
    附注: 此件公开发布
    份号: "000001"
    密级: 秘密
    保密期限: 1年
    紧急程度: 特急
    签发人: [张三]
    会议: {出席: 张三, 请假: 李四, 列席: 王五, 主持: 甲, 主持人: 甲, 出席人员: 甲, 参加: 甲, 参加人员: 甲, 缺席: 甲, 列席人员: 甲, 记录: 甲, 记录人: 甲}
    版记: {抄送: 丁, 主送: 各单位, 印发机关: 办公室, 印发日期: 2026-05-08, 抄报: 甲, 报: 甲, 送: 乙, 分送: 各部门, 发: 各站}
    期间: 2026-06
    亮点: [{单位: U01, 台账: 甲表, 列: 甲列, 任务: 1, 行: ""}]
    发给: [U01]
"""
WRONG: tuple[Any, ...] = (
    "错",
    "",
    [],
    ["错"],
    [["错"]],
    {"错": "错"},
    {},
    "12",
    "9" * 30,
    ["", None],
    "2026-02-30",
    None,
)


def places(data: Any, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each value."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*loc, key)
        yield from places(value, (*loc, key))


def changed(data: Any, loc: tuple[str | int, ...], value: Any) -> Any:
    """The data with another value at a place."""
    whole = deepcopy(data)
    inner = whole
    for step in loc[:-1]:
        inner = inner[step]
    inner[loc[-1]] = value
    return whole


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, tuple[Diagnostic, ...]]]:
    """Texts with one wrong value each, some of the wrong values for each place, and what is said of them."""
    file = tmp_path_factory.mktemp("walk") / "活动.yaml"
    data = yaml.load(FULL, yaml.BaseLoader)
    told = []
    for loc in places(data):
        for value in Random(str(loc)).sample(WRONG, 4):
            text = json.dumps(changed(data, loc, value), ensure_ascii=False, indent=1)  # JSON is YAML
            file.write_text(text, encoding="utf-8")
            try:
                load(file)
            except InvalidInput as error:
                told.append((text, error.problems))
    return told


def test_the_walk_visits_every_key_of_the_model(tmp_path: Path) -> None:
    assert [key for key in known_keys(Campaign) if f"{key}:" not in FULL] == []
    assert load(written(tmp_path, FULL)).problems == ()


def test_every_kind_of_error_has_its_message_and_every_message_its_error(
    walked: list[tuple[str, tuple[Diagnostic, ...]]],
) -> None:
    raised = {problem.rule.number.removeprefix("Y20-") for _, problems in walked for problem in problems}
    extra = {"extra_forbidden", "missing"}  # of keys; their tests stand above
    assert raised | extra == set(MESSAGES)


def test_no_message_is_the_fallback_or_speaks_english(walked: list[tuple[str, tuple[Diagnostic, ...]]]) -> None:
    odd = {
        (problem.rule.number, problem.message[:60])
        for text, problems in walked
        for problem in problems
        if "填写有误" in problem.message or foreign_words(problem, text)
    }
    assert sorted(odd) == []


def test_every_problem_of_the_walk_is_on_a_line_that_holds_its_key(
    walked: list[tuple[str, tuple[Diagnostic, ...]]],
) -> None:
    for text, problems in walked:
        assert len({(p.place, p.message) for p in problems}) == len(problems)
        for problem in problems:
            assert 1 <= (problem.place.line or 0) <= text.count("\n")
            assert problem.place.column


# ---- finding the file


def test_the_named_file_of_a_folder_is_taken_before_others(tmp_path: Path) -> None:
    (tmp_path / "其他.yaml").write_text("甲", encoding="utf-8")
    written(tmp_path, GOOD)
    assert load(tmp_path).path == tmp_path / "活动.yaml"


def test_the_only_yaml_file_of_a_folder_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "制度年.yml"
    file.write_text(GOOD, encoding="utf-8")
    assert load(tmp_path).path == file


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), ["没有数据文件", "docgen init"]),
        (("活动.txt",), ["没有数据文件"]),
        (("甲.yaml", "乙.yml"), ["几个数据文件", "甲.yaml", "乙.yml", "活动.yaml"]),
        (("活动.yaml", "活动.yml"), ["几个数据文件"]),
    ],
)
def test_a_folder_without_one_data_file_is_refused(tmp_path: Path, names: tuple[str, ...], words: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        load(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.rule.number) == (str(tmp_path), "Y01")
    assert [word for word in words if word not in str(problem)] == []


# ---- the JSON Schema


def test_the_shipped_schema_is_that_of_the_model() -> None:
    assert schema.SHIPPED.read_text(encoding="utf-8") == schema.text()


def test_the_schema_is_draft_07() -> None:
    jsonschema.Draft7Validator.check_schema(schema.schema())
    assert schema.schema()["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$defs" not in schema.text()


def plain(data: Any) -> Any:
    """Dates as the text they were written as: an editor knows none."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return str(data) if isinstance(data, date) else data


SHORT = """\
活动: {名称: 甲, 年度: 2026, 主办: 乙, 机关代字: 013, 报送截止: 9:30, 发文登记簿: }
部门: 办公室、财务部
任务: [{类别: 制度, 事项: [建立制度, {内容: 修订制度, 时限: 2026-06-30}]}]
台账:
  甲表: {行: 3, 主体: 集团、子企业, 注: 零报告, 横向: no}
  乙表: {行: [{现状: 一, 子行: [{问题: 1}]}]}
文件: [{类型: 通知, 标题: 甲, 附件: [任务分解表], 发给: 全部, 份号: 000001}]
"""


@pytest.mark.parametrize("text", [FULL, SHORT, *(path.read_text(encoding="utf-8") for path in SAMPLES)])
def test_the_schema_accepts_what_an_editor_reads_in_good_files(tmp_path: Path, text: str) -> None:
    assert load(written(tmp_path, text)).problems == ()
    jsonschema.Draft7Validator(schema.schema()).validate(plain(yaml.safe_load(text)))


def test_the_schema_offers_chinese_keys_only() -> None:
    made = schema.schema()
    offered = {key for node in (made, *made["definitions"].values()) for key in node.get("properties", {})}
    assert offered == known_keys(Campaign)
    assert [key for key in offered if not re.fullmatch(r"[\u4e00-\u9fff]+", key)] == []


@pytest.mark.parametrize(
    "text",
    [
        GOOD + "单味: []",
        NOTICE + "    标提: 乙",
        GOOD + "单位:\n  - {编号: U01}",
        "部门: [甲]",
        NOTICE + "    密级: 内部",
        LEDGER + "    列:\n      - {名称: 甲, 宽: 七}",
        LEDGER + "    横向: 横",
    ],
)
def test_the_schema_rejects_what_the_model_rejects(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)
    assert not jsonschema.Draft7Validator(schema.schema()).is_valid(plain(yaml.safe_load(text)))


def test_presets_and_samples_load_without_a_word() -> None:
    assert {"清廉积分", "制度执行年台账"} <= {path.parent.name for path in SAMPLES}
    assert {path.parent.name: load(path).problems for path in SAMPLES if load(path).problems} == {}
    assert Ledger.model_fields["rows"].alias == "行"


# ---- anything at all

PIECES = st.sampled_from(
    [
        "：",
        ":",
        ": ",
        " #",
        "#",
        "\t",
        "\u3000",
        "\u00a0",
        "\u200b",
        "\x00",
        "\u2028",
        "- ",
        "－",
        "*甲",
        "&甲 ",
        "<<: ",
    ]
    + [
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "|",
        ">",
        "? ",
        "!",
        "!!int ",
        "%",
        "@",
        "`",
        "\n",
        "\r",
        "---\n",
        "...\n",
        "~",
        "",
    ]
    + ["活动", "名称", "文件", "行: ", "时限: ", "成文日期: ", "标题：甲", "2026-02-30", "９", "²", "甲", "\U0001f600"]
)


def told(file: Path, content: bytes) -> list[Diagnostic]:
    """What is said of the content; anything raised but InvalidInput is a bug."""
    file.write_bytes(content)
    try:
        loaded = load(file)
    except InvalidInput as error:
        return list(error.problems)
    assert isinstance(loaded, Loaded)
    return list(loaded.problems)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("anything") / "活动.yaml"


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode), st.lists(PIECES).map("".join)))
def test_any_text_is_loaded_or_refused_with_problems(scratch: Path, content: bytes | str) -> None:
    for problem in told(scratch, content if isinstance(content, bytes) else content.encode()):
        assert problem.message
        assert "填写有误" not in problem.message


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_a_damaged_file_is_loaded_or_refused_with_problems(scratch: Path, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(FULL)))
    end = data.draw(st.integers(start, min(len(FULL), start + 12)))
    piece = "".join(data.draw(st.lists(PIECES, max_size=3)))
    text = FULL[:start] + piece + FULL[end:]
    lines = len(text.splitlines()) + 1
    for problem in told(scratch, text.encode()):
        assert "填写有误" not in problem.message
        assert foreign_words(problem, text + "YAML Tab docgen BOM UTF GBK") == []
        assert problem.place.line is None or 1 <= problem.place.line <= lines
