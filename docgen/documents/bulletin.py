"""通报: how a month or a quarter of a campaign went, unit by unit."""

from __future__ import annotations

from docgen.campaign.model import Campaign
from docgen.documents.kinds import Kind
from docgen.ledgers.periods import Period


def title(campaign: Campaign, period: Period | None) -> str:
    """关于2026年6月“制度执行年”活动开展情况的通报."""
    return f"关于{period or ''}“{campaign.activity.name}”活动开展情况的通报"


KIND = Kind(
    name="通报",
    template="通报",
    required=("期间", "发文字号", "主送", "成文日期"),
    about="月度或季度通报：报送情况、进展、排名、问题，用 docgen report 生成",
    from_facts=True,
    whole=False,
    title=title,
    text="通报",
)
