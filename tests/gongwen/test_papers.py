"""Papers as they lie on a clerk's disk: the structure that a careful reader writes down, counted by hand.

Five papers of our own stand in tests/papers. Real ones are read too where the folder shared/seeds lies beside the
checkout; of those only numbers and markers are written here, by the digest of the file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from docgen.gongwen.document import Document, Heading, Table
from docgen.gongwen.outline import outline
from docgen.gongwen.reading.read import read
from docgen.importing import bring_in, told

OWN = Path(__file__).parents[1] / "papers"
REAL = Path(__file__).parents[3] / "shared" / "seeds"
LINE, RUN_IN = "line", "run_in"
NOTHING: Mapping[int, tuple[int, ...]] = {}


@dataclass(frozen=True)
class Grid:
    """A table: where it stands, how large it is, what is merged, how many notes stand under it.

    ``head`` are the merged cells of the header, (row, column, rows, columns); ``down`` the heights of the merged
    cells under it by column, from the top; ``several`` the cells under it that hold more than one paragraph.
    """

    part: int
    size: tuple[int, int, int]
    """Rows, columns, header rows."""
    head: tuple[tuple[int, int, int, int], ...] = ()
    down: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    several: int = 0
    notes: int = 0


@dataclass(frozen=True)
class Paper:
    """What a careful reader writes down. ``elements`` are those that are there, as import names them."""

    elements: frozenset[str]
    title: int
    """Lines of the title."""
    headings: Mapping[tuple[int, int, str], int]
    """(part, level, line or run_in) → how many."""
    plain: Mapping[int, int]
    """Part → paragraphs that are no headings."""
    parts: tuple[tuple[str, int, int], ...] = ()
    """Label, lines of the title, lines under it."""
    listed: tuple[int | None, ...] = ()
    """The numbers in the 附件说明, as typed."""
    tables: tuple[Grid, ...] = ()
    doubts: tuple[tuple[str, int | None], ...] = ()
    """A word of each doubt, and the line of the file that it is about."""
    date: str | None = None
    number: tuple[int, int] | None = None
    """Year and serial of the document number."""


def has(words: str) -> frozenset[str]:
    return frozenset(words.split())


NOTICE = has("kind issuer doc_number title recipients attachments signature date date_text note")
TASK_HEAD = ((1, 1, 2, 1), (1, 2, 2, 1), (1, 3, 1, 2), (1, 5, 2, 1))
PRESS_HEAD = ((1, 1, 2, 1), (1, 2, 2, 1), (1, 3, 1, 3), (1, 6, 2, 1), (1, 7, 2, 1), (1, 8, 2, 1))
NO_HEAD = ("没有认出发文机关标志", None)

OWN_PAPERS = {
    "印发通知.txt": Paper(
        NOTICE,
        2,
        {(1, 1, LINE): 4, (1, 2, LINE): 3, (1, 2, RUN_IN): 3, (1, 3, LINE): 3, (1, 4, RUN_IN): 7},
        {0: 1, 1: 6},
        (("", 2, 0), ("附件", 1, 0)),
        (None,),
        (Grid(2, (8, 5, 2), TASK_HEAD, {1: (2, 3)}, several=2),),
        date="2025-03-06",
        number=(2025, 9),
    ),
    "总结报告.txt": Paper(
        has("kind title"),
        1,
        {(0, 1, LINE): 4, (0, 2, LINE): 3, (0, 2, RUN_IN): 3},
        {0: 10},  # 一是, 二是 and 三是 are text
    ),
    "行动方案.txt": Paper(
        has("doc_number title attachments"),
        2,
        {(0, 1, LINE): 4, (0, 2, RUN_IN): 8, (2, 1, LINE): 4},
        {0: 4},
        (("附件1", 1, 0), ("附件2", 1, 1), ("附件", 1, 0), ("附件3", 1, 0)),
        (1, 2, 3, None),
        (
            Grid(1, (6, 3, 1), (), {1: (2, 2)}),
            Grid(
                3,
                (12, 11, 1),
                (),
                {1: (5, 2, 4), 2: (5, 2, 2, 2), 3: (5, 2, 2, 2), 4: (3, 2), 5: (2,)},
                several=10,
                notes=3,
            ),
            Grid(4, (5, 8, 2), PRESS_HEAD, notes=2),
        ),
        (NO_HEAD, ("第2行、第5行格数", 88)),
        number=(2025, 12),
    ),
    "网络合集.txt": Paper(
        has("kind label title signature date date_text"),
        1,
        {
            (0, 1, LINE): 2,
            (0, 1, RUN_IN): 1,
            (0, 2, LINE): 2,
            (0, 3, LINE): 3,
            (0, 3, RUN_IN): 1,
            (0, 4, LINE): 2,
            (0, 4, RUN_IN): 1,
            (1, 1, LINE): 2,
            (1, 2, LINE): 2,
            (2, 3, LINE): 6,
            (3, 1, LINE): 5,
            (3, 2, LINE): 6,
            (3, 3, RUN_IN): 4,
        },
        {0: 9, 1: 5, 2: 7, 3: 9},
        (("第二篇", 0, 0), ("第三篇", 1, 0), ("第四篇", 2, 0)),
        doubts=(("断开", 11), ("断开", 59), ("页码", 59), ("断开", 67), ("单独一行的日期", 79)),
        date="2019-09-12",
    ),
    "报纸版面.txt": Paper(has("title"), 1, {}, {0: 13}),
}
REAL_PAPERS = {
    "d9d13dfebebe082cc5ac2206d91cf026ee0793ba0ed9d47e67b264f8bce048f6": Paper(
        NOTICE,
        2,
        {(1, 1, LINE): 4, (1, 2, LINE): 3, (1, 2, RUN_IN): 4, (1, 3, LINE): 4, (1, 4, RUN_IN): 12},
        {0: 1, 1: 6},
        (("", 2, 0), ("附件", 1, 0)),
        (None,),
        (Grid(2, (14, 5, 2), TASK_HEAD, {1: (3, 2, 5, 2)}, several=5),),
        date="2022-04-14",
        number=(2022, 13),
    ),
    "236c84bd46d71573ecd1e67ea20fccea836e52fba752594670a71c17b1970d19": Paper(
        has("kind title"),
        1,
        {(0, 1, LINE): 4, (0, 2, LINE): 6, (0, 2, RUN_IN): 6},
        {0: 13},
    ),
    "7826eaf0ffc55ce7476f193667f8b2cb892be25d58c7b0df8ee658fb45279170": Paper(
        has("doc_number title attachments"),
        2,
        {(0, 1, LINE): 4, (0, 2, RUN_IN): 14, (2, 1, LINE): 5},
        {0: 4},
        (("附件1", 1, 0), ("附件2", 1, 1), ("附件", 1, 0), ("附件3", 1, 0)),
        (1, 2, 3, None),
        (
            Grid(1, (22, 3, 1), (), {1: (3, 2, 2, 3, 4, 4, 3)}),
            Grid(
                3,
                (49, 12, 1),
                (),
                {
                    1: (8, 4, 4, 2, 2, 4, 2, 2, 6, 6, 2, 2, 4),
                    2: (8, *[2] * 20),
                    3: (8, *[2] * 20),
                    4: (5, 3),
                    5: (3,),
                },
                several=42 + 4,  # 现状 twice for each task, examples of what to do and 四季度 of the first
                notes=4,
            ),
            Grid(4, (5, 8, 2), PRESS_HEAD, notes=2),
        ),
        (NO_HEAD, ("第2行格数", 163)),
        number=(2023, 7),
    ),
    "51036d5f4138db11d84776b197628f78e5799976ee47b08280fde51608e09859": Paper(
        has("kind label title signature date date_text"),
        1,
        {
            (0, 1, LINE): 3,
            (0, 1, RUN_IN): 2,
            (0, 2, LINE): 5,
            (0, 3, LINE): 11,
            (0, 3, RUN_IN): 1,
            (0, 4, LINE): 3,
            (0, 4, RUN_IN): 3,
            (1, 1, LINE): 2,
            (1, 1, RUN_IN): 1,
            (1, 2, LINE): 4,
            (2, 3, LINE): 15,
            (3, 1, LINE): 3,
            (4, 1, LINE): 5,
            (4, 2, LINE): 10,
            (4, 3, RUN_IN): 6,
        },
        {0: 27, 1: 7, 2: 17, 3: 8, 4: 11},
        (("第二篇", 0, 0), ("第三篇", 1, 0), ("第四篇", 2, 0), ("第五篇", 2, 0)),
        doubts=(
            ("断开", 14),
            ("断开", 131),
            ("页码", 131),
            ("断开", 141),
            ("断开", 160),
            ("单独一行的日期", 122),
        ),
        date="2016-07-25",
    ),
    "f3170f251942ca2a3041f32ac4a7d26e8851909016a02c90da6ed4c66019a873": Paper(has("title"), 1, {}, {0: 29}),
}
FOUND = {path.name: path for path in sorted(OWN.glob("*.txt"))}
EXPECTED = dict(OWN_PAPERS)
for real in sorted(REAL.glob("*.txt")) if REAL.is_dir() else ():
    digest = hashlib.sha256(real.read_bytes()).hexdigest()
    if digest in REAL_PAPERS:
        FOUND[digest[:8]], EXPECTED[digest[:8]] = real, REAL_PAPERS[digest]
papers = pytest.mark.parametrize("name", FOUND)


def whole(document: Document) -> list[Any]:
    """The blocks of each part, the main document first."""
    return [document.blocks, *(part.blocks for part in document.parts)]


def lines(title: str) -> int:
    return len(title.splitlines())


def merged(part: int, table: Table) -> Grid:
    """The table as it is told in ``Grid``, from its cells."""
    grid = table.grid()
    head, down = [], dict[int, tuple[int, ...]]()
    several = 0
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            begins = not (y and grid[y - 1][x] is cell) and not (x and row[x - 1] is cell)
            if begins and y < table.header_rows and (cell.rows, cell.columns) != (1, 1):
                head.append((y + 1, x + 1, cell.rows, cell.columns))
            elif begins and y >= table.header_rows:
                several += "\n" in cell.text
                if cell.rows > 1:
                    down[x + 1] = (*down.get(x + 1, ()), cell.rows)
    size = (len(grid), len(table.widths), table.header_rows)
    return Grid(part, size, tuple(head), dict(sorted(down.items())), several, len(table.notes))


@papers
def test_the_elements_are_those_that_a_reader_finds(name: str) -> None:
    found = outline(read(FOUND[name]).document)
    lists = {"headings", "paragraphs", "tables", "parts"}
    assert {key for key, value in found.items() if value and key not in lists} == EXPECTED[name].elements
    assert found["date"] == EXPECTED[name].date


@papers
def test_the_document_number_has_its_year_and_serial(name: str) -> None:
    number = read(FOUND[name]).document.doc_number
    year, serial = EXPECTED[name].number or (None, None)
    assert number.endswith(f"〔{year}〕{serial}号") if year else number == ""


@papers
def test_titles_have_as_many_lines_as_were_typed(name: str) -> None:
    document = read(FOUND[name]).document
    assert lines(document.title) == EXPECTED[name].title
    found = [(part.label.split(":")[0], lines(part.title), len(part.subtitle)) for part in document.parts]
    assert found == list(EXPECTED[name].parts)


@papers
def test_headings_are_counted_by_part_level_and_form(name: str) -> None:
    found = Counter(
        (number, block.level, block.kind)
        for number, blocks in enumerate(whole(read(FOUND[name]).document))
        for block in blocks
        if isinstance(block, Heading)
    )
    assert dict(sorted(found.items())) == dict(sorted(EXPECTED[name].headings.items()))


@papers
def test_the_other_paragraphs_are_as_many_as_were_typed(name: str) -> None:
    found = Counter(
        number
        for number, blocks in enumerate(whole(read(FOUND[name]).document))
        for block in blocks
        if not isinstance(block, Heading | Table)
    )
    assert dict(sorted(found.items())) == dict(EXPECTED[name].plain)


@papers
def test_the_list_of_attachments_keeps_its_numbers(name: str) -> None:
    assert tuple(item["number"] for item in told(bring_in(FOUND[name]))["attachments"]) == EXPECTED[name].listed


@papers
def test_tables_have_their_rows_columns_merges_and_notes(name: str) -> None:
    found = [
        merged(number, block)
        for number, blocks in enumerate(whole(read(FOUND[name]).document))
        for block in blocks
        if isinstance(block, Table)
    ]
    assert found == list(EXPECTED[name].tables)


@papers
def test_doubts_are_told_with_their_lines_and_no_others(name: str) -> None:
    found = [(doubt.message, doubt.place.paragraph) for doubt in read(FOUND[name]).doubts]
    expected = sorted(EXPECTED[name].doubts, key=str)
    assert len(found) == len(expected), found
    for word, line in expected:
        assert any(word in message and at == line for message, at in found), (word, line, found)


def test_a_list_with_a_lost_quote_is_kept_as_it_was_typed() -> None:
    assert [item["title"] for item in told(bring_in(OWN / "行动方案.txt"))["attachments"]] == [
        "“制度完善年”行动任务表",
        "制度完善年”实施方案（模板）",
        "“制度完善年”宣传情况表",
        "“制度完善年”实施方案台账",
    ]


def test_a_heading_of_a_table_is_put_together_from_its_lines() -> None:
    (table,) = outline(read(OWN / "印发通知.txt").document)["tables"]
    assert table["rows"][0] == ["重点任务", "具体措施", "责任分工", "责任分工", "完成时限"]
    assert table["rows"][1] == ["重点任务", "具体措施", "牵头部门", "配合部门", "完成时限"]
    assert [row[2:] for row in table["rows"][2:5]] == [
        ["管网股", "营业股\n各供水站", "4月底"],
        ["营业股", "各供水站", "5月底"],
        ["管网股", "-", "8月底"],
    ]


def test_a_line_that_was_broken_goes_on_without_the_page_number() -> None:
    texts = [block["text"] for block in outline(read(OWN / "网络合集.txt").document)["paragraphs"]]
    assert [text for text in texts if "各项管理制度,做到件件有人管。" in text and "1" not in text]
    assert [text for text in texts if "货垛中间穿过,容易被叉车碾断;" in text]
    assert [text for text in texts if text.endswith("尤其是装卸班组和临时用工较多的班组,要指定一名安全员。")]


def test_placeholders_of_a_summary_are_text() -> None:
    text = "".join(block["text"] for block in outline(read(OWN / "总结报告.txt").document)["paragraphs"])
    assert text.count("**") == 20
    assert text.count("**％") == 4


def test_five_papers_of_our_own_are_read() -> None:
    assert sorted(OWN_PAPERS) == sorted(path.name for path in OWN.glob("*.txt"))
