"""The rules on the library of risk points."""

from __future__ import annotations

from docgen.core.rules import Rule, Stage

UNKNOWN_LIBRARY_NUMBER = Rule(
    "L701", "没有这个库编号", Stage.RISKS, "warning", "填的库编号在风险点库里；没有的，这一行记在另一个编号",
    "“库编号”填“FX0099”，库里只到FX0042", "新的风险点，“库编号”空着",
)  # fmt: skip

LIKELY_SAME_RISK = Rule(
    "L702", "像是同一个风险点", Stage.RISKS, "warning", "文字相近、来源或业务领域相同的两个风险点，看看是不是同一个",
    "FX0003写“合同未经审查就签订”，FX0017写“合同没有审查就签订”", "是同一个的写进“合并”，不是的写进“不合并”",
)  # fmt: skip

GRADE_NOT_BY_MATRIX = Rule(
    "L703", "等级和矩阵不同", Stage.RISKS, "info", "填的等级和矩阵按可能性、影响定的一样；不一样的，库里用矩阵的",
    "“可能性”填“高”，“影响”填“高”，“等级”填“中”", "“等级”空着，由矩阵定为“高”",
)  # fmt: skip

UNITS_DISAGREE_ON_RISK = Rule(
    "L704", "几个单位判断不同", Stage.RISKS, "warning", "几个单位报的同一个风险点，可能性、影响、是否消除各家一样",
    "FX0003的“影响”，一公司填“高”，二公司填“低”", "一公司、二公司核对后都填“高”",
)  # fmt: skip

RISK_NOT_REPORTED = Rule(
    "L705", "今年没有单位报", Stage.RISKS, "warning", "以前在库、没有消除的风险点，今年还有单位报",
    "FX0008去年在库，没有消除，今年哪个单位也没有报", "一公司补报这一行，“库编号”填“FX0008”",
)  # fmt: skip

RISK_ROW_LEFT_OUT = Rule(
    "L706", "单位后来漏报", Stage.RISKS, "warning", "一个单位以前报过的风险点，后来的台账里还有这一行",
    "一公司3月报了编号F02，6月的台账里没有F02这一行", "6月的台账里保留F02，消除了的“状态”填“已消除”",
)  # fmt: skip

REPORTED_RISK_VANISHED = Rule(
    "L707", "上次汇总有这次没有", Stage.RISKS, "warning", "以前汇总时有的风险点，现在交回的表里还有",
    "上次汇总有FX0012，改报的表里把这一行删去了", "补上这一行，编号还是FX0012",
)  # fmt: skip

OWN_NUMBER_REUSED = Rule(
    "L708", "单位编号换了内容", Stage.RISKS, "warning", "一个单位的同一个编号，各次写的是同一个风险点",
    "编号F02以前写“合同未经审查就签订”，这次写“机房没有门禁”", "F02还写合同的事，“机房没有门禁”用新的编号F09",
)  # fmt: skip

LIBRARY_NUMBER_MISUSED = Rule(
    "L709", "库编号张冠李戴", Stage.RISKS, "warning",
    "填的库编号在库里的写法和这一行是一回事；不是的，这一行记在另一个编号",
    "FX0003在库里是“合同未经审查就签订”，这一行写“机房没有门禁”", "“机房没有门禁”这一行，“库编号”空着",
)  # fmt: skip

INVALID_MERGE_DECISION = Rule(
    "L710", "合并、不合并不对", Stage.RISKS, "error",
    "数据文件“风险”的“合并”“不合并”里，库编号都在库里，前后不矛盾，并在一起的是一回事",
    "FX0017已经并进FX0003，又写并进FX0005", "{保留: FX0003, 并入: FX0017}，FX0017只写一次",
)  # fmt: skip

COLLECTED_OUT_OF_ORDER = Rule(
    "L711", "年度先后颠倒", Stage.RISKS, "warning", "各年按先后汇总进风险点库，不在后一年之后再汇总前一年",
    "2026年的已经汇总进库，又来汇总2025年的", "汇总了2025年的，再把2026年的重新汇总一遍",
)  # fmt: skip

DAMAGED_RISK_LIBRARY = Rule(
    "L712", "风险点库读不出来", Stage.RISKS, "error", "风险点库的文件没有手工改动，读得出来",
    "用记事本改了“风险点库.json”，多删了一个括号", "用“风险点库（备份）.json”换掉它，合并写在数据文件里",
)  # fmt: skip
