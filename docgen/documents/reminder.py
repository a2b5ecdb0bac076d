"""催报函: asks a unit for what was due and did not come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docgen.campaign.model import Campaign, Unit
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.gongwen.document import Document
from docgen.gongwen.parse import parse
from docgen.wording import chinese_date

KIND = Kind(
    name="催报函",
    template="实施方案",
    required=("标题", "主送", "正文", "成文日期"),
    mark_suffix="",
    red_head=False,
    unprinted=NO_HEAD,
    about="汇总台账时给没有报送的单位各做一份；也可以自己写，配合“发给”逐单位生成",
)


@dataclass(frozen=True)
class Overdue:
    """What a unit owes for one period."""

    period: str
    ledgers: tuple[str, ...]
    due: date | None
    days: int | None


def reminder(
    campaign: Campaign, unit: Unit, owed: Sequence[Overdue], today: date, called: str = "台账", nil: bool = True
) -> Document:
    """The letter to one unit, with everything that it owes: what that is called, whether it may be reported nil."""
    activity = campaign.activity
    periods = "、".join(item.period for item in owed)
    sentences = [f"{demand(item)}。" for item in owed]
    body = [
        f"按照“{activity.name}”活动安排，{sentences[0]}" if len(owed) == 1 else f"按照“{activity.name}”活动安排，截至{chinese_date(today)}，你单位还有以下{called}没有报送：",
        *([] if len(owed) == 1 else [f"（{i}）{text}" for i, text in enumerate(sentences, 1)]),
    ]  # fmt: skip
    if len(owed) == 1:
        body[0] += f"截至{chinese_date(today)}，尚未收到你单位按下发格式报送的{called}{late(owed[0])}。"
    empty = "确无内容的，请在表上“零报告”一格选“是”后报送，不要留空。" if nil else ""
    body.append(f"请你单位于{activity.return_within}使用下发的表格补报。{empty}")
    return Document(
        template=KIND.template,
        kind=KIND.name,
        title=f"关于催报{periods}{called}的函",
        issuers=(activity.host,),
        recipients=unit.name,
        blocks=parse("\n".join(body)),
        signature=(activity.host,),
        date=today,
    )


def demand(item: Overdue) -> str:
    """What was due and when."""
    names = "".join(f"《{name}》" for name in item.ledgers)
    return (
        f"{item.period}的{names}应于{chinese_date(item.due)}前报送" if item.due else f"{item.period}的{names}应当报送"
    )


def late(item: Overdue) -> str:
    """How late it is, in brackets."""
    return f"（已逾期{item.days}天）" if item.days else ""
