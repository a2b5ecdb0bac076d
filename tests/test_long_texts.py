"""A paragraph of tens of thousands of characters is read and checked in proportion to its length, whatever stands in it."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from docgen.campaign.skeleton import Skeleton
from docgen.checking import check
from docgen.documents.draft import draft
from docgen.gongwen.reading.read import read

SHORT, LONGER = 6000, 4
BOUND = 9
"""Four times the text costs four times the work, or sixteen times where the work grows with the square."""
TODAY = date(2026, 10, 1)


def document(path: Path, *texts: str) -> Path:
    made = Document()
    for text in ("关于报送联系人的通知", "各单位：", *texts, "华澜集团", "2026年5月8日"):
        made.add_paragraph(text)
    made.save(str(path))
    return path


def cost(path: Path) -> float:
    start = time.process_time()
    check([path], today=TODAY)
    draft(read(path))
    return time.process_time() - start


def in_proportion(short: Path, long: Path) -> bool:
    """Whether the longer file takes work in proportion, in one of three tries: others use the machine, too."""
    return any(cost(long) < BOUND * cost(short) for _ in range(3))


@pytest.mark.parametrize(
    "piece",
    [
        "张三：83123450、李小四：83123451、", "共32家，发现120个，", "《关于开展合规管理的通知》、", "（", "“", "）》", "7",
        "新订3项、合计8项，", "2026-06-30 ", "一、二、三、", "华发〔2026〕1号、", "的", "给予张三和李四和", " 1", "见附件3，",
    ],
)  # fmt: skip
def test_a_long_paragraph_is_checked_in_proportion_to_its_length(tmp_path: Path, piece: str) -> None:
    sizes = (SHORT, SHORT * LONGER)
    files = [document(tmp_path / f"{size}.docx", piece * (size // len(piece))) for size in sizes]
    assert in_proportion(*files)


def test_many_paragraphs_are_checked_in_proportion_to_their_number(tmp_path: Path) -> None:
    texts = [
        f"（{n}）第{n}项，各单位要于2026年6月30日前报送“进展{n}”，参加单位共{n}家，发现问题{n}个。"
        for n in range(1200)
    ]
    files = [document(tmp_path / "短.docx", *texts[: len(texts) // LONGER]), document(tmp_path / "长.docx", *texts)]
    assert in_proportion(*files)


@pytest.mark.parametrize("line", ["单位：万元万元万元万元万元万元万元万元万元次次次次次次次次次次次次次次次次次次次次次次次次次次次次！",
                                  "单位：次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次!",
                                  "单位：项、次、/%％次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次次？"])  # fmt: skip
def test_a_full_width_colon_in_a_list_is_told_at_once(line: str) -> None:
    found = Skeleton(["表:", f"- {line}"], frozenset({"单位"}), lambda loc: None)
    assert [(slip.line, slip.fault.rule.number) for slip in found.slips] == [(2, "Y14")]


@pytest.mark.parametrize("mark", ["：", ":"])
@pytest.mark.parametrize("between", ["、", "；", "，", "　"])
def test_a_list_of_contacts_under_a_table_is_checked(tmp_path: Path, between: str, mark: str) -> None:
    made = Document()
    made.add_paragraph("关于报送联系人的通知")
    made.add_paragraph("各单位：")
    made.add_table(2, 2)
    made.add_paragraph(between.join(f"联系人某{n}{mark}831234{n}" for n in range(10, 60)) + "。")
    made.save(str(tmp_path / "联系人.docx"))
    (judged,) = check([tmp_path / "联系人.docx"], today=TODAY)
    assert judged.reading is not None
