"""The rules on scores: marks, survey answers, totals, last year's results."""

from __future__ import annotations

from docgen.core.rules import Rule, Stage

CRITERION_NOT_SCORED = Rule(
    "L721", "有一项没有评", Stage.SCORES, "error", "发下去的自评表、考评表，每一项都评了",
    "考评表里一公司的“1.2 合同审查”一行什么也没有填", "没有扣分的填满分，没有发生的加分项填 0，红线项选是或否",
)  # fmt: skip

FULL_MARKS_ALTERED = Rule(
    "L722", "满分被改了", Stage.SCORES, "error", "表里印好的满分没有改动，评分不超过发下去的满分",
    "“满分”由 10 改成 15，“自评分”填 12", "“满分”还是 10，“自评分”填 10",
)  # fmt: skip

SCORED_TWICE = Rule(
    "L723", "评了两次不一样", Stage.SCORES, "error", "一个机构的一项只由一个检查组评一次；评了两次不一样的，都不计入",
    "第一检查组给一公司的1.2评8分，第二检查组评9分", "定下由第一检查组评，第二检查组把这一行的评分清空",
)  # fmt: skip

RED_LINE_CONTRADICTED = Rule(
    "L724", "红线说法不一", Stage.SCORES, "error", "自评和考评对同一条红线说法一样；不一样的，认定以前不定颜色",
    "一公司自评“触碰红线”选“否”，检查组选“是”", "核对后，两张表都选“是”",
)  # fmt: skip

ROW_NOT_ISSUED = Rule(
    "L725", "不是发下去的行", Stage.SCORES, "warning",
    "自评表、考评表里只有发下去的行，编号没有改，机构在打分的名单里",
    "自评表里加了一行，“编号”填“9.9”", "用下发的表填，不加行，不改编号",
)  # fmt: skip

BONUS_OVER_CAP = Rule(
    "L726", "加分超过封顶", Stage.SCORES, "warning", "一个机构的加分合计不超过封顶；超过的，按封顶计",
    "加分封顶是10分，一公司的加分合计是12分，按10分计", "加分合计不超过10分",
)  # fmt: skip

INVALID_RUBRIC_WEIGHTS = Rule(
    "L727", "权重合计不是100", Stage.SCORES, "error", "数据文件“积分”的权重合计是100；不是的，谁的总分也不算",
    "权重: {自评: 20, 考评: 70}", "权重: {自评: 20, 考评: 80}",
)  # fmt: skip

UNASSIGNED_SUBJECT = Rule(
    "L728", "不归这个组考评", Stage.SCORES, "warning", "检查组只评数据文件里归它考评的机构",
    "第一检查组只管一公司，考评表里加了一行评二公司", "第一检查组只评一公司，或者在“检查组”的“对象”里加上二公司",
)  # fmt: skip

SURVEY_FILE_UNUSABLE = Rule(
    "L731", "测评答卷读不了", Stage.SCORES, "error", "“测评”里写的文件、表、对象列、题目列都有，读得出来",
    "对象列: 被测评单位，答卷里的题目是“您测评的单位”", "对象列: 您测评的单位",
)  # fmt: skip

SURVEY_SUBJECT_UNKNOWN = Rule(
    "L732", "不知道测评的是谁", Stage.SCORES, "warning",
    "每份答卷写明测评的是哪个机构，机构在打分的名单里；不是的，没有计入",
    "答卷里写“三公司”，单位名单里没有", "在单位的“别名”里写上这个叫法，或者改正答卷",
)  # fmt: skip

SURVEY_ANSWER_UNREADABLE = Rule(
    "L733", "答案读不懂", Stage.SCORES, "warning", "答案是“选项”里的一个，或者是0到题目满分的分数；不是的，没有计入",
    "选项是很满意、满意、不满意，答卷写“还行”", "答卷写“满意”，或者把“还行”写进“选项”",
)  # fmt: skip

SURVEY_ANSWER_BLANK = Rule(
    "L734", "有一题没有答", Stage.SCORES, "info", "每份答卷的每道打分题都答了；没有答的不计入",
    "一份答卷的第3题空着", "第3题答“满意”",
)  # fmt: skip

TOO_FEW_SURVEY_ANSWERS = Rule(
    "L735", "答卷太少", Stage.SCORES, "warning", "一个机构的答卷不少于“测评”里写的份数；不够的，没有测评分",
    "至少要10份答卷，二公司只有6份", "二公司补充测评，满10份",
)  # fmt: skip

DUPLICATE_SURVEY_ANSWER = Rule(
    "L736", "答卷重复", Stage.SCORES, "warning", "没有两份一模一样的答卷（提交时间等也一样）；有的，只算一份",
    "第12行和第11行一模一样，提交时间也一样", "删去第12行",
)  # fmt: skip

LAST_YEAR_RESULTS_UNUSABLE = Rule(
    "L737", "上年结果用不了", Stage.SCORES, "error", "“上年结果”是上一年的结果，读得出总分，和“上年”里写的一样",
    "2026年的“上年结果”写了2026年的“积分结果.xlsx”", "“上年结果”写2025年的“积分结果.xlsx”",
)  # fmt: skip
