"""Tables with tabs between the cells: rows across the table, blank lines between rows, cells that reach down, forms."""

from __future__ import annotations

import pytest

from docgen.gongwen.manuscript import Grid, Line, Manuscript
from docgen.gongwen.plain import manuscript

Shape = list[list[tuple[str, int, int]]]


def of(*lines: str) -> Manuscript:
    return manuscript("\n".join(("关于填报的通知", "各站：", "请填报。", *lines, "请按月报送。", "农技站")), "稿.txt")


def shapes(made: Manuscript) -> list[Shape]:
    """The cells of each table with the rows and columns that they cover."""
    grids = [item for item in made.items if isinstance(item, Grid)]
    return [[[(box.text, box.rows, box.columns) for box in row] for row in grid.rows] for grid in grids]


def plain(*rows: str) -> Shape:
    """Rows of cells that cover one place each; one with a number behind * covers as many columns."""
    return [
        [(text, 1, int(wide or 1)) for text, _, wide in (c.partition("*") for c in row.split("|"))] for row in rows
    ]


def around(made: Manuscript) -> list[str]:
    return [item.stripped for item in made.items if isinstance(item, Line) and not item.empty]


TEXT = ["关于填报的通知", "各站：", "请填报。", "请按月报送。", "农技站"]
SECTIONS = {
    "a short row before the section": (
        ("序号\t作物\t亩数\t说明", "一、粮食", "1\t小麦\t30\t", "2\t玉米\t12", "二、油料", "3\t油菜\t8\t新种"),
        plain("序号|作物|亩数|说明", "一、粮食*4", "1|小麦|30|", "2|玉米|12|", "二、油料*4", "3|油菜|8|新种"),
    ),
    "blank lines between all rows": (
        ("作物\t春\t秋", "", "粮食", "", "小麦\t3\t4", "", "玉米\t1\t", "", "油料", "", "油菜\t5\t6", ""),
        plain("作物|春|秋", "粮食*3", "小麦|3|4", "玉米|1|", "油料*3", "油菜|5|6"),
    ),
    "a section without a number": (
        ("作物\t春\t秋", "", "小计", "", "小麦\t3\t4", "", "玉米\t1\t2", ""),
        plain("作物|春|秋", "小计*3", "小麦|3|4", "玉米|1|2"),
    ),
    "sections that are numbered, over words": (
        ("环节\t人\t地", "", "一、播种", "", "犁地\t甲\t东坡", "", "二、收割", "", "打场\t乙\t西坡", ""),
        plain("环节|人|地", "一、播种*3", "犁地|甲|东坡", "二、收割*3", "打场|乙|西坡"),
    ),
}


@pytest.mark.parametrize(("lines", "wanted"), SECTIONS.values(), ids=SECTIONS)
def test_a_line_between_rows_is_a_row_across_the_table(lines: tuple[str, ...], wanted: Shape) -> None:
    made = of(*lines)
    assert (shapes(made), around(made)) == ([wanted], TEXT)


REACHING = {
    "the last column": (
        ("小组\t组长\t组员", "甲组\t周岚\t林溪", "\t\t何舟", "乙组\t程野\t"),
        [
            *plain("小组|组长|组员"),
            [("甲组", 2, 1), ("周岚", 2, 1), ("林溪", 1, 1)],
            [("何舟", 1, 1)],
            *plain("乙组|程野|"),
        ],
    ),
    "the second of three": (
        ("小组\t组员\t备注", "甲组\t周岚\t", "\t林溪\t", "乙组\t程野\t新"),
        [*plain("小组|组员|备注"), [("甲组", 2, 1), ("周岚", 1, 1), ("", 1, 1)], *plain("林溪|", "乙组|程野|新")],
    ),
    "two rows": (
        ("小组\t组长\t组员", "甲组\t周岚\t林溪", "\t\t何舟", "\t\t苏木"),
        [*plain("小组|组长|组员"), [("甲组", 3, 1), ("周岚", 3, 1), ("林溪", 1, 1)], *plain("何舟", "苏木")],
    ),
}


@pytest.mark.parametrize(("lines", "wanted"), REACHING.values(), ids=REACHING)
def test_a_row_of_one_cell_behind_tabs_stands_under_the_cells_above(lines: tuple[str, ...], wanted: Shape) -> None:
    made = of(*lines)
    assert (shapes(made), around(made)) == ([wanted], TEXT)


def test_a_signature_behind_tabs_under_a_table_is_no_row() -> None:
    made = manuscript(
        "小组\t组长\t组员\n甲组\t周岚\t林溪\n乙组\t程野\t\n\t\t青禾县供销合作社\n\t\t2026年5月8日", "稿.txt"
    )
    assert around(made) == ["青禾县供销合作社", "2026年5月8日"]


@pytest.mark.parametrize("answer", ["农机一队", "2019年到岗。", ""])
def test_a_form_of_wide_answers_is_one_table(answer: str) -> None:
    made = of("姓名\t周岚\t岗位\t农机手", f"单位\t{answer}", "简历\t2001年参加工作。", "意见\t")
    rows = plain("姓名|周岚|岗位|农机手", f"单位|{answer}*3", "简历|2001年参加工作。*3", "意见|*3")
    assert (shapes(made), around(made)) == ([rows], TEXT)


def test_a_heading_between_two_tables_is_none_of_their_rows() -> None:
    first, second = ("作物\t春\t秋", "小麦\t3\t4", "玉米\t1\t2"), ("作物\t春\t秋", "油菜\t5\t6", "花生\t7\t8")
    made = of(*first, "", "二、油料作物", "", *second)
    assert len(shapes(made)) == 2
    assert "二、油料作物" in around(made)
    made = of(*first, "", "二、人员安排", "", "小组\t组长\t组员", "甲组\t周岚\t林溪")
    assert [len(shape) for shape in shapes(made)] == [3, 2]
