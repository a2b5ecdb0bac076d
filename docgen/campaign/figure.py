"""指标 in the data file: what is counted or computed from the ledgers that came back."""

from __future__ import annotations

from typing import Any, Literal

from docgen.campaign.fields import Number, Text, Texts
from docgen.campaign.keys import Model, key


class Figure(Model):
    """指标: a number from the facts of a ledger, or computed from other figures."""

    formula: Text = key(
        "公式", "由别的指标或列算出来，如 已整改笔数 / 发现问题笔数；只写公式时可以直接写在指标名后面", ""
    )
    ledger: Text = key("台账", "从哪张台账取数", "")
    columns: Texts = key("列", "取哪一列；可以写几列，合在一起算", ())
    stat: Literal["", "合计", "计数", "单位数", "去重", "最大", "最小"] = key(
        "统计", "合计；计数（有几行、几格）；单位数（有几个单位）；去重（有几种）；最大；最小", ""
    )
    where: Text = key("条件", '只算符合条件的行，如 状态 == "已销号"', "")
    span: Literal["", "最近", "各期", "累计"] = key(
        "取数",
        "最近：每个单位取最近一期的数；各期：各期相加。写通报时只看通报的那一期；累计：通报里也算活动以来的。不写就按列的性质定",
        "",
    )
    by: Text = key("按", "分组：单位、单位类别、期间、列，或台账里的一列，如 业务领域", "")
    change: Literal["", "占比", "环比", "同比", "增减"] = key(
        "变化", "占比：各组占合计的比例；环比、同比：比上期、上年的增幅；增减：比上期多多少", ""
    )
    order: Literal["", "升序", "降序"] = key("排序", "分组的结果按数排；不写就按名单或台账里的顺序", "")
    first: Number | None = key("取前", "只取前几组", None)
    last: Number | None = key("取后", "只取后几组", None)
    unit: Text = key("单位", "计量单位，如 笔、人次、万元；不写就用列的", "")
    decimals: Number | None = key("小数", "保留几位小数；不写就用列的", None)
    ratio: Literal["", "比率", "数"] = key("类型", "比率：印成百分数；数：印成数。不写就看公式", "")
    about: Text = key("说明", "口径说明，印在数据来源里", "")


def figure(value: Any) -> Any:
    """A figure written as one text is its formula."""
    return {"公式": value} if isinstance(value, str) else value


class Highlight(Model):
    """亮点: the words of a unit that a report quotes."""

    unit: Text = key("单位", "单位编号或名称", min_length=1)
    ledger: Text = key("台账", "从哪张台账摘", "任务进展台账")
    column: Text = key("列", "摘哪一列", "亮点做法")
    task: Number | None = key("任务", "第几项任务的那一行", None)
    row: Text = key("行", "主键是什么的那一行，如问题编号", "")
