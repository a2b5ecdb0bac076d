from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from docgen.campaign.model import Campaign
from docgen.core.errors import DocgenError
from docgen.ledgers.schedule import DueItem, cut, phase, schedule
from docgen.ledgers.timetable import ics, workbook
from docgen.workspace import Workspace

ACTIVITY = {"名称": "制度&合规执行年", "年度": "2026", "主办": "华澜能源集团有限公司", "报送截止": "每月20日"}
UNITS = [
    {
        "编号": f"U{n:02}",
        "全称": f"华澜第{n}工程有限公司",
        "简称": f"{n}公司",
        "类别": "工程类" if n < 15 else "能源类",
    }
    for n in range(1, 17)
]
COLUMNS = [{"名称": "序号"}, {"名称": "内容"}]


@pytest.fixture
def planned(campaign: Callable[..., Workspace]) -> Callable[..., Campaign]:
    """A campaign with these ledgers, tasks and documents, and sixteen units."""

    def make(**data: Any) -> Campaign:
        return campaign(**{"活动": ACTIVITY, "单位": UNITS, **data}).loaded.campaign

    return make


def rich(planned: Callable[..., Campaign]) -> Campaign:
    return planned(
        台账={
            "问题台账": {
                "列": COLUMNS,
                "周期": "每月",
                "期间": "2026-06至2026-07",
                "截止": "每月20日，遇节假日顺延",
                "填报单位": "能源类、U03",
            },
            "年度台账": {"列": COLUMNS, "周期": "每季", "期间": "2093-Q4", "截止": "季后10日遇节假日顺延"},
            "信息表": {"列": COLUMNS, "周期": "每月", "期间": "2026-08", "填报单位": "工程类"},
            "方案": {"列": COLUMNS},
        },
        任务=[
            {
                "类别": "甲",
                "事项": [
                    {"内容": "=1+1 编制指引。", "牵头": "法务部、财务部", "时限": "2026-06-30"},
                    {"内容": "长期坚持", "时限": "全年"},
                ],
            }
        ],
        文件=[
            {
                "类型": "通知",
                "标题": "关于印发《方案》的通知",
                "正文": "现印发给你们。",
                "印发件": {
                    "标题": "方案",
                    "正文": "一、步骤\n（一）部署阶段（2026年5月）。请抓紧。\n（二）推进阶段（2026年6月至10月）\n（三）总结（12月底前）",
                },
            }
        ],
    )


ALL = ("全部单位（16家）",)
ITEMS = (
    DueItem(date(2026, 5, 31), "部署阶段", (), "2026年5月", "阶段", start=date(2026, 5, 1)),
    DueItem(
        date(2026, 6, 22), "问题台账", ("3公司", "15公司", "16公司"), "2026年6月", "台账", "原定6月20日，遇休息日顺延"
    ),
    DueItem(date(2026, 6, 30), "=1+1 编制指引", ("法务部", "财务部"), "", "任务"),
    DueItem(date(2026, 7, 20), "问题台账", ("3公司", "15公司", "16公司"), "2026年7月", "台账"),
    DueItem(date(2026, 8, 20), "信息表", tuple(f"{n}公司" for n in range(1, 15)), "2026年8月", "台账"),
    DueItem(date(2026, 10, 31), "推进阶段", (), "2026年6月至10月", "阶段", start=date(2026, 6, 1)),
    DueItem(date(2026, 12, 31), "总结", (), "12月底前", "阶段"),
    # 10 January 2094 is a Sunday, and nobody knows the holidays of that year yet
    DueItem(
        date(2094, 1, 11),
        "年度台账",
        ALL,
        "2093年第四季度",
        "台账",
        "原定1月10日，遇休息日顺延；2094年放假安排尚未公布，只避开周末",
    ),
)


def test_everything_that_is_due_by_day(planned: Callable[..., Campaign]) -> None:
    assert schedule(rich(planned)) == ITEMS


def test_a_built_in_ledger_is_due_when_it_is_attached(planned: Callable[..., Campaign]) -> None:
    notice = {
        "类型": "通知",
        "标题": "关于报送的通知",
        "正文": "请报送。",
        "附件": [{"标题": "甲", "正文": "乙", "附件": []}],
    }
    assert schedule(planned(文件=[notice])) == ()
    notice["附件"] = [{"标题": "甲", "正文": "乙", "附件": [{"台账": "宣传报道情况表"}]}]
    made = schedule(planned(文件=[notice], 台账={"宣传报道情况表": {"基于": "宣传报道情况表", "周期": "每月"}}))
    assert [item.day for item in made] == [date(2026, month, 20) for month in range(1, 13)]
    assert {item.who for item in made} == {ALL}


def test_a_deadline_that_says_nothing_is_told_with_its_ledger(planned: Callable[..., Campaign]) -> None:
    with pytest.raises(DocgenError, match="台账“问题台账”的报送时间排不出来：截止写成了“尽快”"):
        schedule(planned(台账={"问题台账": {"列": COLUMNS, "周期": "每月", "截止": "尽快"}}))
    with pytest.raises(DocgenError, match="活动的年度有误：年份是20266"):
        schedule(planned(活动=ACTIVITY | {"年度": "20266"}))


@pytest.mark.parametrize(
    ("heading", "what", "start", "end"),
    [
        ("启动部署阶段（2026年5月）。", "启动部署阶段", date(2026, 5, 1), date(2026, 5, 31)),
        ("集中推进阶段（2026年6月至10月）", "集中推进阶段", date(2026, 6, 1), date(2026, 10, 31)),
        ("排查（2026年6月1日至8月31日）", "排查", date(2026, 6, 1), date(2026, 8, 31)),
        ("排查（2026-06-01至2026-08-31）", "排查", date(2026, 6, 1), date(2026, 8, 31)),
        ("排查（6月1日—15日）", "排查", date(2026, 6, 1), date(2026, 6, 15)),
        ("自查（5月—6月）", "自查", date(2026, 5, 1), date(2026, 6, 30)),
        ("自查（5-6月）", "自查", date(2026, 5, 1), date(2026, 6, 30)),
        ("自查(2026.5-2026.6)", "自查", date(2026, 5, 1), date(2026, 6, 30)),
        ("整改（2026年11月至次年2月）", "整改", date(2026, 11, 1), date(2027, 2, 28)),
        ("整改（2026年11月至2027年2月）", "整改", date(2026, 11, 1), date(2027, 2, 28)),
        ("整改（11月至2月）", "整改", date(2026, 11, 1), date(2027, 2, 28)),
        ("学习（9月上旬）", "学习", date(2026, 9, 1), date(2026, 9, 10)),
        ("学习（9月中旬至10月底）", "学习", date(2026, 9, 11), date(2026, 10, 31)),
        ("学习（二季度）", "学习", date(2026, 4, 1), date(2026, 6, 30)),
        ("启动（集团）（2026年5月8日）", "启动（集团）", date(2026, 5, 8), date(2026, 5, 8)),
        ("总结（12月底前）", "总结", None, date(2026, 12, 31)),
        ("总结（2026年9月30日前）", "总结", None, date(2026, 9, 30)),
    ],
)
def test_a_heading_with_a_time_is_a_phase(heading: str, what: str, start: date | None, end: date) -> None:
    found = phase(heading, 2026)
    assert found is not None
    assert (found.what, found.start, found.day) == (what, start, end)


@pytest.mark.parametrize(
    "heading",
    ["总体要求", "目标（10%）", "目标（3）", "检查（1-2）", "检查（2026）", "检查（2026年）", "检查（6月起）", "检查（2月30日）", "检查（13月）", "（2026年5月）", "检查（8月1日至6日至9日）"],
)  # fmt: skip
def test_other_headings_are_none(heading: str) -> None:
    assert phase(heading, 2026) is None


def test_a_long_task_is_cut_at_a_mark_outside_brackets() -> None:
    assert cut("编制指引。") == "编制指引"
    assert cut("甲" * 40 + "。") == "甲" * 40
    assert cut("甲" * 30 + "，" + "乙" * 30) == "甲" * 30 + "……"
    assert cut("甲" * 20 + "，（" + "乙" * 10 + "，" + "丙" * 30 + "）") == "甲" * 20 + "……"
    assert cut("甲" * 60) == "甲" * 40 + "……"
    assert cut("甲\n  乙") == "甲乙"


def test_the_workbook_has_a_sheet_by_day_and_one_by_unit(planned: Callable[..., Campaign]) -> None:
    data = rich(planned)
    book = openpyxl.load_workbook(BytesIO(workbook(data, ITEMS)))
    days, units = book["报送日历"], book["按单位"]
    rows = [[cell.value for cell in row] for row in days.iter_rows()]
    assert rows[0][0] == "2026年 报送日历"
    assert rows[1] == ["日期", "星期", "事项", "期间", "类别", "谁", "备注"]
    assert [row[2] for row in rows[2:5]] == ["部署阶段", "推进阶段", "总结"]
    assert [row[0] for row in rows[2:]] == [
        datetime(i.day.year, i.day.month, i.day.day) for i in sorted(ITEMS, key=lambda i: i.kind != "阶段")
    ]
    assert rows[5][1:] == [
        "周一",
        "问题台账",
        "2026年6月",
        "台账",
        "3公司、15公司、16公司",
        "原定6月20日，遇休息日顺延",
    ]
    assert rows[8][5] == "、".join(f"{n}公司" for n in range(1, 11)) + "等14家（见“按单位”）"
    assert (days["C7"].value, days["C7"].data_type) == ("=1+1 编制指引", "s")
    assert days.freeze_panes == "A3"
    assert (days.print_title_rows, days.page_setup.orientation, days.page_setup.paperSize) == ("$2:$2", "landscape", 9)
    assert days.page_setup.fitToHeight == 0
    assert days.auto_filter.ref == "A2:G10"

    table = [[cell.value for cell in row] for row in units.iter_rows(min_row=2)]
    assert table[0] == ["单位", "2026年\n6月", "2026年\n7月", "2026年\n8月", "2094年\n1月"]
    assert table[1] == ["1公司", None, None, "20日·信息表", "11日·年度台账"]
    assert table[3] == ["3公司", "22日·问题台账", "20日·问题台账", "20日·信息表", "11日·年度台账"]
    assert table[16] == ["16公司", "22日·问题台账", "20日·问题台账", None, "11日·年度台账"]


def test_a_workbook_of_nothing_says_so(planned: Callable[..., Campaign]) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(planned(), ())))
    assert book["报送日历"]["C3"].value == "没有要报送的事项"
    assert book["按单位"]["B3"].value == "没有要各单位报送的台账"


def test_the_calendar_file_holds_the_items(planned: Callable[..., Campaign]) -> None:
    icalendar = pytest.importorskip("icalendar")
    data = ics(rich(planned), ITEMS)
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [(e["DTSTART"].dt, e["DTEND"].dt - timedelta(1)) for e in events] == [
        (i.start or i.day, i.day) for i in ITEMS
    ]
    assert [str(e["SUMMARY"]) for e in events[:3]] == [
        "阶段：部署阶段（2026年5月）",
        "台账：问题台账（2026年6月）",
        "任务：=1+1 编制指引",
    ]
    assert str(events[1]["DESCRIPTION"]) == "3公司、15公司、16公司\n原定6月20日，遇休息日顺延"
    assert len({str(e["UID"]) for e in events}) == len(ITEMS)
    alarms = [[a["TRIGGER"].dt for a in e.walk("VALARM")] for e in events]
    nine = timedelta(hours=9)
    assert alarms == [[nine - timedelta(5), nine - timedelta(1)] if i.kind == "台账" else [] for i in ITEMS]


def test_a_task_without_end_has_an_event_too(planned: Callable[..., Campaign]) -> None:
    item = DueItem(date(9999, 12, 31), "长期坚持", (), "", "任务")
    assert b"DTSTART;VALUE=DATE:99991231" in ics(planned(), [item])
    assert workbook(planned(), [item])


def test_the_same_items_make_the_same_bytes(planned: Callable[..., Campaign], monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    data = rich(planned)
    first = workbook(data, ITEMS), ics(data, ITEMS)
    later = time.time() + 86400
    monkeypatch.setattr(time, "time", lambda: later)
    assert (workbook(data, ITEMS), ics(data, ITEMS)) == first
