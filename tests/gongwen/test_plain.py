"""Text files: what programs write them in, lines that were broken, tables that were flattened."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.core.errors import InvalidInput
from docgen.gongwen.document import Table
from docgen.gongwen.manuscript import Grid, Line, Manuscript
from docgen.gongwen.plain import manuscript, read_plain
from docgen.gongwen.reading.read import read, understand

LINES = ["青禾县供销合作社", "关于清点仓库的通知", "各基层社：", "　　请于本月底以前清点完毕。"]
LONG = "检查人员在库区来回走了两遍，把每一处隐患都写进了检查簿，并且当着库管员的面"


def texts(made: Manuscript) -> list[str]:
    """The lines with text, as they stand."""
    return [item.stripped for item in made.items if isinstance(item, Line) and not item.empty]


def of(*lines: str) -> Manuscript:
    return manuscript("\n".join(lines), "稿.txt")


def rows(made: Manuscript) -> list[list[str]]:
    """The texts of the only table, cell by cell; merged cells once."""
    (found,) = [item for item in made.items if isinstance(item, Grid)]
    return [[box.text for box in row] for row in found.rows]


def table(made: Manuscript) -> Table:
    """The only table as it is understood."""
    (found,) = [block for block in understand(made).document.blocks if isinstance(block, Table)]
    return found


# ---- files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_chinese_programs_write_reads_alike(encoding: str, end: str, tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    path.write_bytes(mark + end.join(LINES).encode(encoding))
    made = read_plain(path)
    assert texts(made) == [line.strip("　") for line in LINES]
    assert made.notices == ()
    assert [item.number for item in made.items] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "data", [b"", b"  \r\n \t ", b"\xef\xbb\xbf", b"\xff\xfe", "　　\n　".encode(), b"\xef\xbb\xbf\n"]
)
def test_a_file_without_text_is_refused_in_a_sentence(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.write_bytes(data)
    with pytest.raises(InvalidInput) as refused:
        read(path)
    (problem,) = refused.value.problems
    assert problem.rule.number == "G00"
    assert "空.txt" in problem.message
    assert problem.cure


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\0\0\x08\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", b"%PDF-1.4\0\xff\xff"]
)
def test_a_file_that_is_no_text_is_refused_with_a_way_out(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "改了名.txt"
    path.write_bytes(data)
    with pytest.raises(InvalidInput, match="不是文本文件") as refused:
        read(path)
    assert "另存为" in (refused.value.problems[0].cure or "")


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="读不出来"):
        read(tmp_path / "没有.txt")


def test_characters_that_cannot_be_read_are_told_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "坏.txt"
    path.write_bytes("清点仓库。\n".encode("gbk") + b"\xff\xff" + "按期完成。".encode("gbk"))
    made = read_plain(path)
    assert texts(made)[0] == "清点仓库。"
    assert texts(made)[1].endswith("按期完成。")
    assert [notice.kind for notice in made.notices] == ["encoding"]


def test_a_file_larger_than_any_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.write("清".encode())
        file.truncate(50_000_001)
    with pytest.raises(InvalidInput, match="太大"):
        read(path)


def test_a_huge_line_is_one_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("关于清点的通知\n" + "清点仓库，" * 200_000 + "完毕。", encoding="utf-8")
    (block,) = read(path).document.blocks
    assert not isinstance(block, Table)
    assert len(block.full_text) == 1_000_003


def test_characters_that_word_cannot_hold_are_left_out() -> None:
    assert texts(of("清点\x00\x07仓库\x0c。")) == ["清点仓库。"]


def test_a_suffix_in_capitals_is_a_text_file_too(tmp_path: Path) -> None:
    path = tmp_path / "稿.TXT"
    path.write_text("\n".join(LINES), encoding="utf-8")
    assert read(path).document.title == "青禾县供销合作社\n关于清点仓库的通知"


# ---- lines that were broken


@pytest.mark.parametrize(
    ("line", "more"),
    [
        (LONG, "写明了整改的期限。"),
        (LONG + "、", "电工的面写明期限。"),
        (LONG + "，", "写明了整改的期限。"),
        (LONG + ",", "写明了整改的期限。"),
        ("1、思想总结。每名职工都要写明自己的体会;每个班组,尤其是", "装卸班组,要写明教训。"),
        ("各单位要大力发掘和总结库房管理工作的经验和", "典型事例，及时上报。"),
        (LONG + "（", "共三名）写明了期限。"),
    ],
)
def test_a_line_that_was_broken_is_joined_and_told(line: str, more: str) -> None:
    made = of("关于清点的通知", line, more, "第二段。")
    assert texts(made) == ["关于清点的通知", line + more, "第二段。"]
    assert [(notice.kind, notice.line) for notice in made.notices] == [("broken", 3)]


def test_a_line_broken_twice_is_one_paragraph() -> None:
    made = of(LONG, LONG, "写明了期限。")
    assert texts(made) == [LONG + LONG + "写明了期限。"]
    assert [notice.line for notice in made.notices] == [2, 3]


def test_a_page_number_before_the_rest_of_a_line_is_taken_away_and_told() -> None:
    made = of(LONG, "12写明了期限。")
    assert texts(made) == [LONG + "写明了期限。"]
    assert [(notice.kind, notice.text) for notice in made.notices] == [
        ("broken", "写明了期限。"),
        ("page_number", "12"),
    ]


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (LONG + "。", "另起的一段。"),
        (LONG + "；", "另起的一段。"),
        (LONG + "：", "另起的一段。"),
        (LONG, "一、检查内容"),
        (LONG, "（二）检查方法"),
        (LONG, "3.检查时间"),
        (LONG, "（4）检查人员"),
        (LONG, "第二篇：检查方案"),
        (LONG, "第三条　本办法自发布之日起施行。"),
        (LONG, "附件1"),
        (LONG, "附件：检查表"),
        (LONG, "联系人：周岚"),
        (LONG, "防范要点:①雨季以前检查屋面。"),
        (LONG, "二是查漏。"),
        (LONG, "　　另起的一段。"),
        (LONG, "    另起的一段。"),
        (LONG, ""),
        ("一、检查内容", "检查人员的面写明期限。"),
        ("短的一行", "写明了整改的期限。"),
        ("关于印发《青禾县供销合作社仓库安全检查工作方案》的", "通知"),
        ("青禾县供销合作社关于开展仓库安全隐患专项检查工作的通知", "各基层社："),
        ("1、受潮风险——是指雨季屋面渗漏使货物受潮结块的可能性", "防范要点：雨季以前检查屋面。"),
    ],
)
def test_lines_that_belong_to_themselves_are_not_joined(line: str, after: str) -> None:
    made = of(line, after, "末段。")
    assert texts(made) == [text.strip("　 ") for text in (line, after, "末段。") if text]
    assert made.notices == ()


def test_a_number_at_the_head_of_a_line_of_its_own_is_text() -> None:
    assert texts(of("请于月底完成。", "2026年底以前再查一次。", "40具灭火器送检。")) == [
        "请于月底完成。",
        "2026年底以前再查一次。",
        "40具灭火器送检。",
    ]


def test_the_rest_of_a_line_that_begins_with_a_figure_keeps_it() -> None:
    made = of(LONG + "写明了", "2026年底以前的期限。")
    assert "".join(texts(made)) == LONG + "写明了2026年底以前的期限。"


# ---- tables


def test_cells_behind_tabs_are_a_table() -> None:
    made = of("标题", "\t库房", "\t数量", "", "\t东库", "\t65", "", "\t西库", "\t40", "", "", "末段。")
    assert rows(made) == [["库房", "数量"], ["东库", "65"], ["西库", "40"]]
    assert texts(made) == ["标题", "末段。"]


def test_a_cell_goes_on_in_lines_without_a_tab() -> None:
    made = of("\t库房", "\t保管人", "", "\t东库", "\t周岚", "", "何一舟", "", "\t西库", "\t林溪")
    assert rows(made) == [["库房", "保管人"], ["东库", "周岚\n何一舟"], ["西库", "林溪"]]


def test_two_rows_of_headings_are_found_by_what_is_empty() -> None:
    made = of(
        *("\t类别", "\t内容", "\t责任", "\t时限", ""),
        *("\t", "\t", "\t牵头", "\t配合", "\t", ""),
        *("\t一、排查", "\t查线路。", "\t仓储科", "\t-", "\t六月底", ""),
        *("\t", "\t查堆放。", "\t仓储科", "\t-", "\t七月底"),
    )
    found = table(made)
    assert found.header_rows == 2
    assert [[cell.text for cell in row] for row in found.grid()[:2]] == [
        ["类别", "内容", "责任", "责任", "时限"],
        ["类别", "内容", "牵头", "配合", "时限"],
    ]
    assert [cell.rows for cell in found.rows[2]] == [2, 1, 1, 1, 1]


def test_rows_of_other_lengths_lose_empty_cells_only_and_are_told() -> None:
    made = of(
        *("\t库房", "\t数量", "\t备注", ""),
        *("\t东库", "\t65", "\t", "\t", "\t", ""),
        *("\t西库", "\t40", ""),
        *("\t南库", "\t12", "\t漏雨"),
    )
    assert rows(made) == [["库房", "数量", "备注"], ["东库", "65", ""], ["西库", "40", ""], ["南库", "12", "漏雨"]]
    (doubt,) = [doubt for doubt in understand(made).doubts if "格数" in doubt.message]
    assert "第2行" in doubt.message
    assert "第3行" in doubt.message


def test_a_cell_beyond_the_headings_is_not_lost() -> None:
    made = of("\t库房", "\t数量", "", "\t东库", "\t65", "\t漏雨", "", "\t西库", "\t40")
    assert "漏雨" in [text for row in rows(made) for text in row]


def test_notes_stand_under_the_table_and_not_in_its_last_cell() -> None:
    made = of("\t库房", "\t数量", "", "\t东库", "\t65", "", "注：1. 按件填写。", "", "2. 每月报送。", "末段。")
    assert rows(made) == [["库房", "数量"], ["东库", "65"]]
    assert table(made).notes == ("注：1. 按件填写。", "2. 每月报送。")


def test_a_heading_after_a_note_is_no_note() -> None:
    made = of(
        "\t库房", "\t数量", "", "\t东库", "\t65", "", "注：1. 按件填写。", "2. 每月报送。", "1.下一步工作", "末段。"
    )
    assert table(made).notes == ("注：1. 按件填写。", "2. 每月报送。")


def test_a_table_of_one_cell_a_line_is_put_together_and_told() -> None:
    made = of("情况表", "序号", "库房", "数量", "1", "东库", "65", "2", "西库", "40", "3", "南库", "12", "末段。")
    assert rows(made) == [["序号", "库房", "数量"], ["1", "东库", "65"], ["2", "西库", "40"], ["3", "南库", "12"]]
    assert texts(made) == ["情况表", "末段。"]
    assert [(notice.kind, notice.text) for notice in made.notices] == [("flat_table", "4行3列")]


def test_lines_that_only_begin_like_such_a_table_stay_lines() -> None:
    lines = ["序号", "库房", "数量", "1", "东库", "65", "末段。"]
    made = of(*lines)
    assert texts(made) == lines


@pytest.mark.parametrize("lines", [["\t"], ["\t", "\t"], ["", "\t", ""]])
def test_tabs_without_text_do_no_harm(lines: list[str]) -> None:
    made = of("标题", *lines, "末段。")
    assert "标题" in texts(made)
    assert "末段。" in "".join([*texts(made), *(t for row in all_rows(made) for t in row)])


def all_rows(made: Manuscript) -> list[list[str]]:
    """The texts of all tables."""
    return [[box.text for box in row] for item in made.items if isinstance(item, Grid) for row in item.rows]


def test_paragraphs_indented_by_tabs_are_paragraphs() -> None:
    made = of(
        "关于清点的通知",
        "各基层社：",
        "\t请于本月底以前清点完毕。",
        "\t一、清点范围",
        "\t全部库房。",
        "青禾县供销合作社",
    )
    assert all_rows(made) == []
    assert texts(made) == [
        "关于清点的通知",
        "各基层社：",
        "请于本月底以前清点完毕。",
        "一、清点范围",
        "全部库房。",
        "青禾县供销合作社",
    ]


def test_a_signature_moved_by_tabs_is_no_table() -> None:
    made = of("关于清点的通知", "各基层社：", "　　请清点。", "\t\t\t\t青禾县供销合作社", "\t\t\t\t2026年5月8日")
    document = understand(made).document
    assert (document.signature, document.date_text) == (("青禾县供销合作社",), "2026年5月8日")
    assert all_rows(made) == []


def test_paragraphs_indented_by_tabs_with_blank_lines_between_are_paragraphs() -> None:
    made = of("关于清点的通知", "", "\t请于本月底以前清点完毕。", "", "\t一、清点范围", "", "\t全部库房。")
    assert texts(made) == ["关于清点的通知", "请于本月底以前清点完毕。", "一、清点范围", "全部库房。"]


def test_lines_with_as_many_cells_between_tabs_are_a_table() -> None:
    made = of("一、安排", "序号\t项目\t时间", "1\t锄草\t五月", "2\t施肥\t六月", "二、要求")
    assert all_rows(made) == [["序号", "项目", "时间"], ["1", "锄草", "五月"], ["2", "施肥", "六月"]]
    assert texts(made) == ["一、安排", "二、要求"]


@pytest.mark.parametrize(
    "lines", [("1.\t清点农具", "2.\t清点种子"), ("出席：\t周岚", "列席：\t林溪"), ("项目\t时间", "只有一行")]
)
def test_lists_and_labels_with_a_tab_are_no_table(lines: tuple[str, str]) -> None:
    assert all_rows(of(*lines)) == []


def test_a_line_broken_behind_a_word_that_ends_titles_is_joined() -> None:
    made = of("　　为弘扬工匠精神、劳动精神，青禾县供销合作社决定", "举办一次技能竞赛。现将事项通知如下：")
    assert len(texts(made)) == 1
    assert [notice.kind for notice in made.notices] == ["broken"]
