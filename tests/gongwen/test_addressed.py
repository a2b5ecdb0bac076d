"""Whom a document is for and whom it is from: addressees over several lines, labels of a form, names side by side."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from docgen.checking import check
from docgen.importing import lay_out
from tests.gongwen.test_around import of, texts, told

END = "砚屏市林业局\n2026年3月2日\n"


@pytest.mark.parametrize(
    "labels",
    [
        "填报单位：",
        "填报单位（盖章）：\n填写日期：",
        "申报单位：\n联系人：",
        "被检查单位：",
        "单位名称：\n填写日期：",
        "项目名称：",
        "时间：\n地点：",
        "说明：",
        "主办单位：",
        "造林地点：",
    ],
)
def test_a_label_of_a_form_is_no_addressee(labels: str, tmp_path: Path) -> None:
    found = of(tmp_path, f"造林验收登记表\n{labels}\n验收内容如下。\n")
    assert (told(found)["title"], told(found)["recipients"]) == ("造林验收登记表", None)
    assert texts(found) == [*labels.split("\n"), "验收内容如下。"]


@pytest.mark.parametrize(
    "label", ["填报单位：", "填报单位（盖章）：", "申报单位：", "项目名称：", "说明：", "被检查单位："]
)
def test_no_blank_line_is_wanted_over_a_label(label: str, tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("关于填报统计表的说明", label, "请按要求填报。"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "表.docx"))
    found = [problem for item in check([tmp_path / "表.docx"]) for problem in item.problems]
    assert not any("标题和主送机关之间" in problem.message for problem in found)


@pytest.mark.parametrize(
    "names",
    [
        "各林场",
        "各项目负责人",
        "有关单位",
        "市财政局",
        "市政府",
        "市委、市政府",
        "各县（市、区）林业局",
        "各区县人民政府，市政府各部门",
        "各位同事",
        "张明同志",
    ],
)
def test_bodies_and_persons_are_addressed_without_a_doubt(names: str, tmp_path: Path) -> None:
    found = of(tmp_path, f"关于造林工作的报告\n{names}：\n现报告如下。\n{END}")
    assert told(found)["recipients"] == names
    assert not any("主送机关" in doubt.message for doubt in found.doubts)


def test_a_name_that_is_no_body_is_doubted(tmp_path: Path) -> None:
    found = of(tmp_path, f"关于造林工作的函\n滨海一中：\n请予支持。\n{END}")
    assert told(found)["recipients"] == "滨海一中"
    assert any("不像单位的名称" in doubt.message for doubt in found.doubts)


@pytest.mark.parametrize(
    "lines",
    [
        ("各县（市、区）林业局，市属各林场，", "局属各单位："),
        ("各乡镇人民政府、", "县直各部门："),
        ("各林场，", "各苗圃，", "局属各单位："),
    ],
)
def test_addressees_over_several_lines_are_one_list(lines: tuple[str, ...], tmp_path: Path) -> None:
    text = "\n".join(lines)
    found = of(tmp_path, f"关于造林工作的通知\n{text}\n请做好造林工作。\n{END}")
    assert told(found)["recipients"] == "".join(lines).rstrip("：")
    assert texts(found) == ["请做好造林工作。"]
    made = lay_out(tmp_path / "稿.txt", tmp_path / "结果.docx")
    assert not any("主送机关" in problem.message for problem in made.problems)


def test_a_sentence_over_two_lines_is_no_list_of_addressees(tmp_path: Path) -> None:
    found = of(tmp_path, f"关于造林工作的通知\n请各林场做好准备，\n时间：\n另行通知。\n{END}")
    assert told(found)["recipients"] is None


@pytest.mark.parametrize("gap", ["  ", "    ", "　　", "\t", " 　"])
@pytest.mark.parametrize("names", [("安全环保部", "财务部"), ("苗木中心", "人事科"), ("东风公司", "办公室")])
def test_names_side_by_side_over_the_date_sign_together(names: tuple[str, str], gap: str, tmp_path: Path) -> None:
    found = of(tmp_path, f"关于造林工作的通知\n各林场：\n请做好造林工作。\n{gap.join(names)}\n2026年3月2日\n")
    assert (told(found)["signature"], told(found)["date"]) == (list(names), "2026-03-02")
    assert texts(found) == ["请做好造林工作。"]


def test_one_blank_between_short_names_is_a_doubt(tmp_path: Path) -> None:
    found = of(tmp_path, "关于造林工作的通知\n各林场：\n请做好造林工作。\n安全环保部 财务部\n2026年3月2日\n")
    assert told(found)["signature"] == ["安全环保部 财务部"]
    assert any("署名中间有空格" in doubt.message for doubt in found.doubts)
