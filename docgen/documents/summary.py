"""总结报告: the year of a campaign in four parts, its figures from the ledgers."""

from __future__ import annotations

from docgen.campaign.model import Campaign
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.ledgers.periods import Period


def title(campaign: Campaign, period: Period | None) -> str:
    """“制度执行年”活动工作总结报告."""
    return f"“{campaign.activity.name}”活动工作总结报告"


KIND = Kind(
    name="总结报告",
    template="总结报告",
    required=("成文日期",),
    mark_suffix="",
    red_head=False,
    unprinted=("发文字号", *NO_HEAD),
    about="年终总结：四个部分，数字从汇总结果里来，用 docgen report 生成",
    from_facts=True,
    title=title,
    text="总结报告",
)
