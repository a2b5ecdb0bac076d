"""Titles broken by meaning (GB/T 9704-2012, 7.3.1); the expected breaks are what a secretary would write."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.gongwen.title import break_name, break_title
from docgen.wording import width

CENTRE, GROUP = "澄州市住房公积金管理中心", "华澜能源集团有限公司"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于报送材料的通知", ["关于报送材料的通知"]),
        (f"关于印发《{CENTRE}“合规文化深化年”活动实施方案》的通知",
         [f"关于印发《{CENTRE}", "“合规文化深化年”活动实施方案》的通知"]),
        (f"{GROUP}关于2026年上半年合规管理情况的报告", [GROUP, "关于2026年上半年合规管理情况的报告"]),
    ],
)  # fmt: skip
def test_a_title_breaks_where_its_meaning_does(title: str, lines: list[str]) -> None:
    assert break_title(title, [CENTRE, GROUP]) == lines


STATE = "青岚市人民政府国有资产监督管理委员会"


@pytest.mark.parametrize(
    ("title", "names", "lines"),
    [
        (f"关于做好{STATE}监管企业负责人履职待遇业务支出管理工作的通知", [STATE],
         ["关于做好", f"{STATE}监管", "企业负责人履职待遇业务支出管理工作的通知"]),
        ("关于召开云汀自治县石梁镇农村集体资产清产核资工作推进会的通知", ["云汀自治县", "石梁镇"],
         ["关于召开云汀自治县石梁镇", "农村集体资产清产核资工作推进会的通知"]),
        ("生产经营单位法律合规部负责人任职资格管理暂行办法", ["法律合规部"],
         ["生产经营单位法律合规部", "负责人任职资格管理暂行办法"]),
        ("砚屏控股集团有限公司关于进一步规范招标采购领域突出问题专项整治的实施方案", ["砚屏控股集团有限公司"],
         ["砚屏控股集团有限公司关于进一步规范", "招标采购领域突出问题专项整治的实施方案"]),
    ],
)  # fmt: skip
def test_names_of_the_campaign_and_words_of_the_dictionary_are_not_divided(
    title: str, names: list[str], lines: list[str]
) -> None:
    assert break_title(title, names) == lines


def test_the_dictionary_is_read_only_for_a_title_that_must_be_broken() -> None:
    code = "import sys; from docgen.gongwen.title import break_title; break_title('关于会议的通知'); print('rjieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_breaks_that_the_writer_set_are_kept() -> None:
    assert break_title("某单位“强化年”实施方案\n（模板）") == ["某单位“强化年”实施方案", "（模板）"]


TEXTS = st.text("关于印发《》“”的通知集团公司2026年合规管理、（）方案", min_size=1, max_size=80)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_lines_fit_and_lose_nothing(title: str) -> None:
    lines = break_title(title)
    assert "".join(lines) == title.strip()
    assert all(width(line) <= 20 for line in lines)


@pytest.mark.parametrize("length", range(21, 60))
def test_no_line_begins_with_a_mark_that_belongs_to_the_line_before(length: int) -> None:
    title = (
        "关于做好《合规管理强化年专项行动方案》、《清廉金融建设工作要点》和“三张清单”有关工作（含境外）的通知" * 2
    )[:length]
    assert [line for line in break_title(title) if line[0] in "》”）、的"] == []


OFFICE = f"{STATE}综合办公室（信访工作办公室）"
PORT = "岚海市港航发展与口岸管理委员会综合业务与信息公开处"


@pytest.mark.parametrize(
    ("name", "names", "limit", "last", "lines"),
    [
        (OFFICE, [STATE], 29.6, 17.2, [STATE, "综合办公室（信访工作办公室）"]),
        (OFFICE, [], 29.6, 17.2, [STATE, "综合办公室（信访工作办公室）"]),
        (PORT, [], 29.6, 17.2, ["岚海市港航发展与口岸管理委员会", "综合业务与信息公开处"]),
        (STATE, [], 29.6, 18.0, [STATE]),
        (STATE, [], 13.9, None, ["青岚市人民政府国有资产", "监督管理委员会"]),
    ],
)
def test_a_name_that_is_too_long_for_its_line_is_broken_where_an_organ_ends(
    name: str, names: list[str], limit: float, last: float | None, lines: list[str]
) -> None:
    assert break_name(name, names, limit, last) == lines


@given(
    st.text("青岚市国有资产监督管理委员会办公室（）综合处", min_size=1, max_size=90),
    st.sampled_from([12.0, 17.0, 24.0]),
)
@settings(max_examples=60, deadline=None)
def test_every_line_of_a_broken_name_has_room_and_nothing_is_lost(name: str, last: float) -> None:
    lines = break_name(name, [], 29.0, last)
    assert "".join(lines) == name
    assert all(width(line) <= 29.0 for line in lines)
    assert width(lines[-1]) <= last
