"""The calendar that goes to calendar programs: an event is known again when its day moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import icalendar
import pytest

from docgen.ledgers.schedule import schedule
from docgen.ledgers.timetable import ics
from docgen.workspace import Workspace

Campaign = Callable[..., Workspace]
UNITS = [{"编号": "U01", "全称": "华澜第一工程有限公司"}]


def calendar(campaign: Campaign, before: bytes = b"", **changes: Any) -> bytes:
    loaded = campaign(**changes).loaded.campaign
    return ics(loaded, schedule(loaded), before)


def events(data: bytes) -> dict[str, Any]:
    """By summary."""
    return {str(event["summary"]): event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def data(deadline: str = "每月20日", due: str = "2026-06-30", body: str = "2026年3月至5月") -> dict[str, Any]:
    tasks = [{"类别": "建章立制", "事项": [{"内容": "清理制度", "牵头": "法律合规部", "时限": due}]}]
    plan = {"类型": "实施方案", "标题": "关于开展活动的方案", "正文": f"一、部署阶段（{body}）\n开展部署。"}
    return {
        "单位": UNITS,
        "任务": tasks,
        "台账": {"活动统计表": {"期间": "2026-05至2026-06", "截止": deadline}},
        "文件": [plan],
    }


@pytest.mark.parametrize(
    ("moved", "summary"),
    [
        ({"deadline": "每月25日"}, "台账：活动统计表（2026年6月）"),
        ({"due": "2026-07-15"}, "任务：清理制度"),
        ({"body": "2026年3月至6月"}, "阶段：部署阶段（2026年3月至6月）"),
    ],
)
def test_an_event_that_moves_keeps_its_uid_and_raises_its_sequence(
    campaign: Campaign, moved: dict[str, str], summary: str
) -> None:
    first = calendar(campaign, **data())
    new = events(calendar(campaign, first, **data(**moved)))[summary]
    old = next(event for event in events(first).values() if event["uid"] == new["uid"])
    assert (old["sequence"], new["sequence"]) == (0, 1)
    assert (old["dtstart"].dt, old["dtend"].dt) != (new["dtstart"].dt, new["dtend"].dt)


def test_what_did_not_move_keeps_its_sequence(campaign: Campaign) -> None:
    first = calendar(campaign, **data())
    second = calendar(campaign, first, **data(deadline="每月25日"))
    third = calendar(campaign, second, **data(deadline="每月25日"))
    fourth = calendar(campaign, third, **data())
    name = "台账：活动统计表（2026年6月）"
    assert [events(made)[name]["sequence"] for made in (first, second, third, fourth)] == [0, 1, 1, 2]
    assert [events(made)["任务：清理制度"]["sequence"] for made in (first, second, third, fourth)] == [0, 0, 0, 0]
    assert second == third


def test_two_tasks_that_say_the_same_are_two_events(campaign: Campaign) -> None:
    item = {"内容": "清理制度", "牵头": "法律合规部", "时限": "2026-06-30"}
    tasks = [{"类别": "建章立制", "事项": [item, item | {"时限": "2026-09-30"}]}]
    made = icalendar.Calendar.from_ical(calendar(campaign, **{**data(), "任务": tasks})).walk("VEVENT")
    assert len({str(event["uid"]) for event in made}) == len(made)


@pytest.mark.parametrize("before", [b"", b"no calendar", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\xff\xfe\x00"])
def test_a_calendar_that_cannot_be_read_counts_as_none(campaign: Campaign, before: bytes) -> None:
    assert calendar(campaign, before, **data()) == calendar(campaign, **data())
