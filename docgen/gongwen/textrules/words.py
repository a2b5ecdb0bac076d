"""Words that are taken for each other: 截止 for 截至, 5% for 5个百分点: T19."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.textrules.case import Case, fault, masked

UP_TO = re.compile(
    r"截止(?=(目前|现在|当前|今日|今天|昨日|今年|去年|上年|上月|本月|本周|上周|本季|上季|[上下]半年|第?[一二三四]季度|发稿|统计时|报告期末|期末|年底|月底|(?:20\d{2}|[一二][〇零○一二三四五六七八九]{3})年"
    r"|\d{1,2}月(?:\d{1,2}日|底)?|\d{1,2}日))"
)
RISE = "(?:提高|提升|上升|增加|增长|下降|降低|减少|回落)"
TWO_RATES = re.compile(
    rf"(?:由|从)[^，。；\d]{{0,12}}(\d{{1,3}}(?:\.\d{{1,2}})?)[%％][^。；%％\d]{{0,20}}(\d{{1,3}}(?:\.\d{{1,2}})?)[%％][^。；%％\d]{{0,12}}{RISE}了?"
    rf"(?P<found>(\d{{1,3}}(?:\.\d{{1,2}})?)[%％])(?!个?百分点)"
)
SHARES = (
    "(?:(?:整改|完成|合格|达标|办结|办理|满意|覆盖|普及|出勤|到课|及格|优秀|优良|入学|升学|入住|解决|化解|参与|参加|知晓|回收|利用|集采|中标|通过|就业|失业"
    "|可办|及时|准确|按时|差错|漏损|空置|破案|见面|签约|履约|巡查|检测|销号|使用|兑现|落实|报送|城镇化|开工|竣工|入库|上线)率|占比|比重)"
)
"""What is always told in per cent, so that its rise is one in 个百分点; a 劳动生产率 is none."""
RATE = re.compile(
    rf"{SHARES}(?:较|比)?(?:去年|上年|上月|年初|上季度)?(?:同期)?(?:同比|环比)?{RISE}了?(?P<found>\d{{1,3}}(?:\.\d{{1,2}})?[%％])(?![以之]?[上下内]|个?百分点)"
)
BOTH = re.compile(r"\d{1,3}(?:\.\d{1,2})?[%％]个?百分点|百分之[\d一二三四五六七八九十]{1,4}个百分点")
BARE = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,2})?百分点")
AMOUNT = re.compile(
    r"(?:收入|产值|产量|利润|投资额?|金额|人数|数量|总额|成本|销量|费用|面积|里程|水量|电量|用量)(?:同比|环比|比上年|较上年)?"
    rf"{RISE}了?(?P<found>\d{{1,3}}(?:\.\d{{1,2}})?个百分点)"
)


def mistaken(case: Case) -> Iterator[Diagnostic]:
    """T19: 截至 a day, 报名截止; the difference of two percentages is told in 个百分点, the growth of an amount in %."""
    for at in case.prose:
        text = masked(at.text)
        for match in UP_TO.finditer(text):
            message = f"“截止{match[1]}”的“截止”应为“截至”"
            yield fault(at, "warning", message, "截止", "截至", "请改为“截至”；“截止”后面不直接写时间")
        told: set[int] = set()
        for match in BOTH.finditer(text):
            right = re.sub("[%％]|百分之", "", match[0]).replace("百分点", "个百分点").replace("个个", "个")
            cure = f"请核对：是两个百分数的差，写“{right}”"
            yield fault(at, "warning", f"“{match[0]}”把百分号和百分点连用了", match[0], right, cure)
        for match in BARE.finditer(text):
            right = match[0].replace("百", "个百")
            yield fault(at, "warning", f"“{match[0]}”里缺“个”", match[0], right, f"请改为“{right}”")
        for match in TWO_RATES.finditer(text):
            if abs(Decimal(match[1]) - Decimal(match[2])) == Decimal(match[4]):
                told.add(match.start("found"))
                message = f"“{match['found']}”是{match[1]}%和{match[2]}%的差，应写个百分点"
                right = f"{match[4]}个百分点"
                yield fault(at, "warning", message, match["found"], right, f"请改为“{right}”")
        for match in RATE.finditer(text):
            if match.start("found") not in told:
                right = f"{match['found'][:-1]}个百分点"
                message = f"比率的升降写成了“{match['found']}”，通常写个百分点"
                cure = f"请核对：是两个百分数相减的，改为“{right}”"
                yield fault(at, "info", message, match["found"], right, cure)
        for match in AMOUNT.finditer(text):
            right = match["found"].replace("个百分点", "%")
            message = f"数量的增减写成了“{match['found']}”，百分点只用于两个百分数的差"
            yield fault(at, "warning", message, match["found"], right, f"请核对，增减的幅度写“{right}”")
