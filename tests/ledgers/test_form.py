"""The printed form of a ledger: its table, its headings, the notes under it."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.campaign.model import Campaign
from docgen.gongwen.document import Cell
from docgen.ledgers.form import notes, table
from docgen.ledgers.spec import LedgerSpec, preset_names, spec


def ledger(name: str, **data: Any) -> LedgerSpec:
    """A ledger ready to be printed."""
    return spec(
        name,
        Campaign.model_validate(
            {
                "活动": {"名称": "制度执行年", "年度": "2026", "主办": "华澜能源集团有限公司"},
                "任务": [{"类别": "体系建设", "事项": ["修订制度", "完善清单"]}],
                "台账": {name: data},
            }
        ),
    )


def texts(rows: tuple[tuple[Cell, ...], ...]) -> list[list[str]]:
    """What the cells say."""
    return [[cell.text for cell in row] for row in rows]


def test_a_heading_has_its_unit_of_measure_and_its_hint() -> None:
    made = table(
        ledger("甲", 行="1", 列=[{"名称": "金额", "单位": "万元"}, {"名称": "现状", "说明": "（截至2025年底）"}])
    )
    assert texts(made.rows) == [["金额（万元）", "现状\n（截至2025年底）"], ["", ""]]


def test_columns_of_a_group_stand_under_it() -> None:
    made = table(
        ledger("甲", 行="1", 列=[{"名称": "序号"}, {"名称": "大", "组": "按级"}, {"名称": "小", "组": "按级"}])
    )
    assert made.header_rows == 2
    assert [(c.text, c.rows, c.columns) for c in made.rows[0]] == [("序号", 2, 1), ("按级", 1, 2)]
    assert texts(made.rows[1:]) == [["大", "小"], ["", "", ""]]


def test_tasks_stand_merged_over_their_bodies() -> None:
    made = table(ledger("实施方案台账"))
    assert [(c.text, c.rows) for c in made.rows[1][:4]] == [("体系建设", 4), ("1", 2), ("修订制度", 2), ("集团：", 1)]
    assert [c.text for c in made.rows[2]] == ["子企业：", *[""] * 8]


def test_a_row_of_figures_too_wide_for_the_page_is_printed_downwards() -> None:
    made = table(ledger("活动统计表"))
    assert (made.header_rows, len(made.rows), len(made.widths)) == (1, 10, 9)
    assert texts(made.rows[:3]) == [
        ["项目", "数值"] * 3,
        ["学习测试", "学习次数（次）", "", "处理人员：处理人数（人）", "", "按层级（人）", "一般员工", ""],
        ["测试人次（人次）", "", "按方式（人次）", "警告", "", "中层", ""],
    ]
    assert texts(made.rows[6:7]) == [["涉及金额（万元）", "", "诫勉谈话", "", "废止", ""]]


def test_every_column_of_a_turned_row_is_printed_once() -> None:
    spec = ledger("活动统计表")
    said = [cell.text.partition("：")[2] or cell.text for row in table(spec).rows[1:] for cell in row if cell.text]
    groups = {column.group for column in spec.columns}
    printed = sorted(text.partition("（")[0] for text in said if text not in groups)
    assert printed == sorted(column.name for column in spec.columns)


@pytest.mark.parametrize("name", preset_names())
def test_every_built_in_form_fills_its_grid(name: str) -> None:
    made = table(ledger(name))
    assert {len(row) for row in made.grid()} == {len(made.widths)}


@pytest.mark.parametrize("count", range(14, 60))
def test_a_long_row_fills_its_grid_whatever_its_groups_are(count: int) -> None:
    columns = [{"名称": f"列{i}", "组": f"组{i // 4}" if i % 9 else ""} for i in range(count)]
    for across in ("是", "否"):
        made = table(ledger("甲", 行="1", 横向=across, 列=columns))
        assert {len(row) for row in made.grid()} == {len(made.widths)}


COLUMNS: list[dict[str, Any]] = [
    {"名称": "编号", "主键": "是"},
    {"名称": "数量", "类型": "整数", "单位": "个"},
    {"名称": "重复数", "类型": "整数", "单位": "个"},
    {"名称": "占比", "类型": "比率", "公式": "重复数 / 数量"},
    {"名称": "状态", "类型": "选项", "选项": ["整改中", "已销号"]},
]


def version(at: int = 0, change: dict[str, Any] | None = None, name: str = "甲", **data: Any) -> str:
    """The version of a ledger of which one column, or anything else, was changed."""
    columns = [{**c, **(change or {})} if i == at else c for i, c in enumerate(COLUMNS)]
    return ledger(name, **{"行": "3", "列": columns, **data}).version


@pytest.mark.parametrize(
    ("at", "change"),
    [
        (0, {"名称": "问题编号"}), (0, {"组": "问题"}), (0, {"来源": "序号"}), (1, {"类型": "金额"}), (1, {"单位": "件"}),
        (3, {"公式": "数量 / 重复数"}), (4, {"选项": ["整改中", "已完成"]}), (1, {"累计": "是"}),
    ],
)  # fmt: skip
def test_what_makes_a_form_another_one_changes_its_version(at: int, change: dict[str, Any]) -> None:
    assert version(at, change) != version()


@pytest.mark.parametrize(
    ("at", "change"),
    [
        (0, {"说明": "（如 A-1）"}), (0, {"宽": "9"}), (0, {"对齐": "中"}), (0, {"别名": ["代号"]}), (0, {"主键": "否"}),
        (1, {"必填": "是"}), (1, {"最大": "100"}), (1, {"最小": "1"}), (1, {"空值": "零"}), (3, {"小数": "1"}),
    ],
)  # fmt: skip
def test_what_only_helps_to_fill_a_form_in_leaves_its_version(at: int, change: dict[str, Any]) -> None:
    assert version(at, change) == version()


def test_a_version_depends_on_the_name_and_on_whether_the_rows_are_given_and_on_no_words_around() -> None:
    around: dict[str, Any] = {
        "标题": "另一个标题", "横向": "否", "填表说明": ["新的说明"], "注": ["新的注"], "周期": "每季", "行": "9",
        "校验": [{"编号": "L301", "表达式": "重复数 <= 数量"}],
    }  # fmt: skip
    assert version(**around) == version()
    assert (
        len({version(), version(name="乙"), version(行="1"), version(列=COLUMNS[::-1]), version(列=COLUMNS[:4])}) == 5
    )


def test_notes_stand_under_the_form() -> None:
    made = ledger("甲", 列=[{"名称": "问题"}], 填表说明=["一个问题一行。", "不留空。"], 注=["只填本级。"])
    assert notes(made) == ("填表说明：", "1. 一个问题一行。", "2. 不留空。", "注：只填本级。")
