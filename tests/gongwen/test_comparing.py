"""Two texts compared: what differs, where, and how it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.gongwen.comparing import Difference, differences, quoted, shown
from docgen.gongwen.reading.read import read

HEAD = "关于整理档案的通知\n各单位：\n"
END = "砚屏公司\n2026年5月8日\n"


def found(folder: Path, before: str, after: str) -> list[Difference]:
    """The differences of two bodies of one notice."""
    paths = [folder / "前.txt", folder / "后.txt"]
    for path, body in zip(paths, (before, after), strict=True):
        path.write_text(HEAD + body + END, encoding="utf-8")
    return list(differences(read(paths[0]), read(paths[1])))


@pytest.mark.parametrize("body", ["请按期整理档案，逐卷登记。\n", "一、范围\n全部合同。\n二、时间\n五月底以前。\n"])
def test_the_same_text_has_no_difference(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, body, body) == []


def test_blanks_are_no_difference(tmp_path: Path) -> None:
    assert found(tmp_path, "请按期整理2026年档案。\n", "　　请按期整理 2026 年档案。\n\n") == []


def test_a_changed_paragraph_is_one_difference_at_both_places(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "请按期整理。\n由办公室汇总。\n", "请按期整理。\n由档案室汇总。\n")
    assert (one.kind, one.old, one.new, one.before, one.after) == (
        "changed", ("由办公室汇总。",), ("由档案室汇总。",), 4, 4
    )  # fmt: skip


def test_paragraphs_of_one_side_stand_behind_their_neighbours(tmp_path: Path) -> None:
    long = "请各单位把上一年度的合同档案逐卷整理好。\n"
    more = "此外还要核对电子目录。\n"
    (lost,) = found(tmp_path, long + more, long)
    assert (lost.kind, lost.old, lost.before, lost.after) == ("lost", (more.strip(),), 4, 3)
    (added,) = found(tmp_path, long, long + more)
    assert (added.kind, added.new, added.before, added.after) == ("added", (more.strip(),), 3, 4)


def test_a_changed_paragraph_is_known_beside_new_ones(tmp_path: Path) -> None:
    before = "请各单位把上一年度的合同档案逐卷整理好。\n"
    after = "档案是重要的凭证。\n请各单位把上一年度的合同档案逐件整理好。\n"
    assert [one.kind for one in found(tmp_path, before, after)] == ["added", "changed"]


def test_only_what_differs_is_shown() -> None:
    old = "请于2026年5月20日前把全部材料一式三份报送到集团公司办公室综合科汇总，逾期不候。"
    new = "请于2026年5月25日前把全部材料一式三份报送到集团公司办公室综合处汇总，逾期不候。"
    assert shown(old, new) == [
        ("…26年5月20日前把全部材…", "…26年5月25日前把全部材…"),
        ("…司办公室综合科汇总，逾期不…", "…司办公室综合处汇总，逾期不…"),
    ]
    assert shown("", "新的") == [("", "新的")]


def test_quotation_marks_inside_are_the_inner_ones() -> None:
    assert (quoted("开展“三查”"), quoted("")) == ("“开展‘三查’”", "空白")
