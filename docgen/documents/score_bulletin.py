"""积分通报: ranking and results of the year, red lines, what was deducted most, how the results are used."""

from __future__ import annotations

from docgen.campaign.model import Campaign
from docgen.documents import score_results
from docgen.documents.kinds import Kind
from docgen.ledgers.periods import Period


def title(campaign: Campaign, period: Period | None) -> str:
    """关于2026年清廉积分考评结果的通报."""
    return f"关于{campaign.activity.year}年清廉积分考评结果的通报"


KIND = Kind(
    name="积分通报",
    template="通报",
    required=("发文字号", "主送", "成文日期"),
    about="清廉积分结果：排名、颜色、红线、扣分和运用，用 docgen report 生成",
    from_facts=True,
    title=title,
    special={
        "考评方式": score_results.ways,
        "颜色情况": score_results.colours,
        "积分排名": score_results.ranking,
        "红线清单": score_results.red_lines,
        "没有颜色的机构": score_results.without_colour,
        "各组得分率": score_results.average_rates,
        "结果运用": score_results.uses,
    },
    workbook="积分结果.xlsx",
    text="积分通报",
)
