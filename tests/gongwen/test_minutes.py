"""Minutes as offices write them: one line as mark, a number with 纪, labels under the title, who was there, copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.importing import lay_out
from tests.gongwen.test_around import of, texts, told

BODY = "一、关于经费\n会议同意列支。\n"


@pytest.mark.parametrize(
    ("mark", "issuer"),
    [
        ("云栖市园林管理局党组会议纪要", "云栖市园林管理局党组"),
        ("云栖市人民政府市长办公会议纪要", "云栖市人民政府"),
        ("砚屏集团有限公司安全生产专题会议纪要", "砚屏集团有限公司"),
    ],
)
@pytest.mark.parametrize("number", ["〔2026〕6号", "云府纪〔2026〕3号", "（第12期）"])
def test_the_mark_names_the_issuer_and_the_line_below_is_the_number(
    mark: str, issuer: str, number: str, tmp_path: Path
) -> None:
    found = of(
        tmp_path, f"{mark}\n{number}\n2026年5月6日，召开会议。\n{BODY}参加人员：周岚\n缺席：何一舟\n分送：局领导。\n"
    )
    assert (told(found)["kind"], told(found)["issuer"], told(found)["issue_number"]) == ("纪要", [issuer], number)
    assert (told(found)["doc_number"], told(found)["title"]) == (None, None)
    assert told(found)["meeting"] == [{"label": "参加人员", "names": "周岚"}, {"label": "缺席", "names": "何一舟"}]
    assert told(found)["other_copies"] == [{"label": "分送", "names": "局领导"}]
    assert lay_out(tmp_path / "稿.txt", tmp_path / "结果.docx").path


@pytest.mark.parametrize("number", ["（第12期）\n", ""])
def test_labels_under_the_title_of_minutes_are_none_of_it(number: str, tmp_path: Path) -> None:
    labels = "时间：2026年5月6日\n地点：三楼会议室\n主持人：周岚\n参会人员：何一舟\n会议议题：绿道"
    found = of(tmp_path, f"砚屏集团有限公司专题会议纪要\n{number}{labels}\n{BODY}")
    assert told(found)["issuer"] == ["砚屏集团有限公司"]
    assert texts(found)[:5] == labels.split("\n")
    assert told(found)["title"] in (None, "砚屏集团有限公司专题会议纪要")


def test_the_line_of_the_editing_office_says_who_issues(tmp_path: Path) -> None:
    found = of(tmp_path, f"砚屏集团办公会议纪要\n〔2026〕第5期\n砚屏集团办公室　　　2026年6月3日\n召开会议。\n{BODY}")
    assert (told(found)["issuer"], told(found)["date"]) == (["砚屏集团办公室"], "2026-06-03")


def test_copies_in_another_word_are_text_and_said(tmp_path: Path) -> None:
    found = of(tmp_path, f"砚屏集团专题会议纪要\n第2期\n召开会议。\n{BODY}发送：各部门\n")
    assert texts(found)[-1] == "发送：各部门"
    assert any("发送" in doubt.message for doubt in found.doubts)
