"""The rules that built-in ledgers come with, as lines of their own 校验: those of ``ledgers/presets`` and of score forms."""

from __future__ import annotations

from docgen.core.rules import Rule, Stage

MORE_RECTIFIED_THAN_FOUND = Rule(
    "L301", "整改数大于问题数", Stage.ROW, "error", "《活动统计表》里，已整改笔数不大于发现问题笔数",
    "“发现问题笔数”填 20，“已整改笔数”填 25", "“发现问题笔数”填 20，“已整改笔数”填 17",
)  # fmt: skip

MORE_TESTED_THAN_EXPECTED = Rule(
    "L302", "测试人次大于应测", Stage.ROW, "warning", "《活动统计表》里，测试人次不大于应测人数",
    "“应测人数”填 100，“测试人次”填 120", "“应测人数”填 100，“测试人次”填 98",
)  # fmt: skip

PUNISHED_LEVELS_MISMATCH = Rule(
    "L303", "处理人数分项不符", Stage.ROW, "error", "《活动统计表》里，处理人数等于一般员工、中层、高管三项之和",
    "“处理人数”填 5，三项填 2、1、1", "“处理人数”填 4，三项填 2、1、1",
)  # fmt: skip

TOO_FEW_PENALTIES = Rule(
    "L304", "处理人次少于人数", Stage.ROW, "warning", "《活动统计表》里，各处理方式的人次之和不小于处理人数",
    "“处理人数”填 4，各处理方式一共3人次", "“处理人数”填 4，各处理方式一共4人次",
)  # fmt: skip

FINE_WITHOUT_PENALTY = Rule(
    "L305", "有罚款没有处罚", Stage.ROW, "error", "《活动统计表》里，有罚款金额的，经济处罚大于0",
    "“罚款金额”填 0.5，“经济处罚”填 0", "“罚款金额”填 0.5，“经济处罚”填 1",
)  # fmt: skip

AMOUNT_WITHOUT_PROBLEM = Rule(
    "L306", "没有问题有金额", Stage.ROW, "warning", "《活动统计表》里，没有发现问题的，涉及金额是0",
    "“发现问题笔数”填 0，“涉及金额”填 1.5", "“发现问题笔数”填 0，“涉及金额”填 0",
)  # fmt: skip

CLOSED_WITHOUT_DATE = Rule(
    "L311", "销号没有日期", Stage.ROW, "error", "《问题整改台账》里，状态是已销号的填了销号日期",
    "“状态”填“已销号”，“销号日期”空着", "“状态”填“已销号”，“销号日期”填“2026-06-20”",
)  # fmt: skip

DATED_BUT_NOT_CLOSED = Rule(
    "L312", "有日期没有销号", Stage.ROW, "error", "《问题整改台账》里，填了销号日期的，状态是已销号",
    "“销号日期”填“2026-06-20”，“状态”填“整改中”", "“销号日期”填“2026-06-20”，“状态”填“已销号”",
)  # fmt: skip

PROBLEM_FINE_WITHOUT_PENALTY = Rule(
    "L313", "问题有罚款没有处罚", Stage.ROW, "error", "《问题整改台账》里，有罚款金额的，经济处罚大于0",
    "“罚款金额”填 0.5，“经济处罚”填 0", "“罚款金额”填 0.5，“经济处罚”填 1",
)  # fmt: skip

POLICY_WITHOUT_EFFECTIVE_DATE = Rule(
    "L321", "制度没有施行日期", Stage.ROW, "warning", "《制度清理台账》里，状态是新订、修订的填了施行日期",
    "“状态”填“修订”，“施行日期”空着", "“状态”填“修订”，“施行日期”填“2026-07-01”",
)  # fmt: skip

NO_PUBLICITY_PLATFORM = Rule(
    "L331", "没有写宣传平台", Stage.ROW, "error", "《宣传报道情况表》里，每条写明在哪个平台上宣传",
    "三列平台都空着", "“其他”填“公司网站”",
)  # fmt: skip

DONE_WITHOUT_DATE = Rule(
    "L341", "已完成没有日期", Stage.ROW, "error",
    "《任务进展台账》里，进展是已完成的填了完成日期",
    "“进展”填“已完成”，“完成日期”空着", "“进展”填“已完成”，“完成日期”填“2026-06-20”",
)  # fmt: skip

DATED_BUT_NOT_DONE = Rule(
    "L342", "有日期没有完成", Stage.ROW, "error", "《任务进展台账》里，填了完成日期的，进展是已完成",
    "“完成日期”填“2026-06-20”，“进展”填“推进中”", "“完成日期”填“2026-06-20”，“进展”填“已完成”",
)  # fmt: skip

RISK_WITHOUT_DEADLINE = Rule(
    "L343", "防控没有时限", Stage.ROW, "warning", "《风险点台账》里，还没有防控到位的填了时限",
    "“状态”填“防控中”，“时限”空着", "“状态”填“防控中”，“时限”填“2026-09-30”",
)  # fmt: skip

PROBLEM_COUNT_MISMATCH = Rule(
    "L411", "问题数和台账不符", Stage.ROW, "warning", "《活动统计表》的发现问题笔数和《问题整改台账》的行数一样",
    "“发现问题笔数”填 20，《问题整改台账》有18行", "“发现问题笔数”填 18，《问题整改台账》有18行",
)  # fmt: skip

CLOSED_COUNT_MISMATCH = Rule(
    "L412", "整改数和台账不符", Stage.ROW, "warning", "《活动统计表》的已整改笔数和《问题整改台账》里已销号的行数一样",
    "“已整改笔数”填 3，《问题整改台账》里已销号的有1行", "“已整改笔数”填 1，《问题整改台账》里已销号的有1行",
)  # fmt: skip

PROBLEM_AMOUNT_MISMATCH = Rule(
    "L413", "金额和台账不符", Stage.ROW, "warning", "《活动统计表》的涉及金额和《问题整改台账》的金额合计一样",
    "“涉及金额”填 15，《问题整改台账》的金额合计是12", "“涉及金额”填 12，《问题整改台账》的金额合计是12",
)  # fmt: skip

CLOSED_PROBLEM_REOPENED = Rule(
    "L511", "销号的又变未销号", Stage.PERIODS, "error", "《问题整改台账》里，上期已经销号的问题，本期还是已销号",
    "问题A01上期“状态”是“已销号”，本期填“整改中”", "问题A01本期“状态”还填“已销号”",
)  # fmt: skip

FAR_FROM_MEDIAN = Rule(
    "L612", "和各单位相差很大", Stage.UNITS, "warning",
    "《活动统计表》的发现问题笔数和各单位的中间数相差不太大；有五个以上单位的才比",
    "各单位的“发现问题笔数”在20上下，一公司填 500", "核对后，一公司的“发现问题笔数”填 50",
)  # fmt: skip

SCORE_OVER_FULL_MARKS = Rule(
    "L381", "评分超过满分", Stage.ROW, "error", "自评表、考评表里，不是红线的项，评分不超过满分",
    "“满分”是 10，“自评分”填 12", "“满分”是 10，“自评分”填 10",
)  # fmt: skip

SCORE_MISSING = Rule(
    "L382", "没有填评分", Stage.ROW, "error", "自评表、考评表里，不是红线的项都填了评分",
    "“满分”是 10，“考评分”空着", "没有扣分的，“考评分”填 10",
)  # fmt: skip

RED_LINE_UNANSWERED = Rule(
    "L383", "红线没有选是或否", Stage.ROW, "error", "自评表、考评表里，红线项的“触碰红线”选了是或否",
    "红线项的“触碰红线”空着", "红线项的“触碰红线”选“否”",
)  # fmt: skip

DEDUCTION_UNEXPLAINED = Rule(
    "L384", "扣分没有写原因", Stage.ROW, "warning", "自评表、考评表里，基础项扣了分的写明原因",
    "“满分”是 10，“考评分”填 8，“扣分原因”空着", "“考评分”填 8，“扣分原因”写“有两份合同没有审查”",
)  # fmt: skip

SCORE_WITHOUT_EVIDENCE = Rule(
    "L385", "自评没有写佐证", Stage.ROW, "error",
    "自评表里，不是红线的项，得了分的写明佐证材料；定了“佐证线”的，达到的才要写",
    "“自评分”填 10，“佐证材料”空着", "“自评分”填 10，“佐证材料”写“2026年培训签到表”",
)  # fmt: skip

RED_LINE_WITHOUT_BASIS = Rule(
    "L386", "触碰红线没有依据", Stage.ROW, "error", "考评表里，“触碰红线”选“是”的，写明依据",
    "“触碰红线”选“是”，“依据”空着", "“触碰红线”选“是”，“依据”写“2026年专项检查通报”",
)  # fmt: skip

SCORE_ROWS_MISSING = Rule(
    "L387", "评分的行不全", Stage.ROW, "error", "自评表、考评表里，发下去的各行都在，每行都填了",
    "自评表发下去有12行，交回来只填了11行", "12行都填，没有发生的加分项填 0",
)  # fmt: skip
