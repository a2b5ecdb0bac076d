"""The rules F01–F10: whether the figures of a report that people have edited are still those of the ledgers."""

from __future__ import annotations

from docgen.core.rules import Rule, Stage

ALTERED_FIGURE = Rule(
    "F01", "被改的数", Stage.CITED, "error", "报告里从台账来的数没有改成别的数",
    "“整改率”改成了“95.00%”，按台账是“89.80%”", "“整改率”是“89.80%”",
)  # fmt: skip
OUTDATED_FIGURE = Rule(
    "F02", "过时的数", Stage.CITED, "error", "报告里、图里的数和现在的汇总结果一样",
    "报告里是“44笔”，后来单位补报，现在汇总是“45笔”", "重新生成报告，报告里是“45笔”",
)  # fmt: skip
MISSING_FIGURE = Rule(
    "F03", "不见了的数", Stage.CITED, "error", "生成报告时从台账来的数都还在",
    "“涉及金额203.10万元”一句删去了", "“涉及金额203.10万元”一句还在",
)  # fmt: skip
RETYPED_FIGURE = Rule(
    "F04", "重打过的数", Stage.CITED, "warning", "从台账来的数没有照样重打过，书签还在",
    "删去“203.10万元”，又照样打上“203.10万元”", "不动“203.10万元”，只改前后的文字",
)  # fmt: skip
HANDWRITTEN_FIGURE = Rule(
    "F05", "手写的指标", Stage.CITED, "error", "指标名称后面手写的数和台账一样；一样的只提示",
    "补写“整改率达到百分之九十”，按台账是“89.80%”", "补写“整改率近九成”",
)  # fmt: skip
UNVERIFIABLE_FIGURE = Rule(
    "F06", "没法核对的数", Stage.CITED, "warning", "报告里的数用现在的汇总结果都算得出来",
    "“--from”写的文件夹里没有5月的汇总，5月的数算不出来", "“--from”写生成报告时用的那个文件夹",
)  # fmt: skip
UNSOURCED_NUMBER = Rule(
    "F07", "没有出处的数", Stage.CITED, "warning",
    "报告里的数、倍数、名次都是从台账来的；生成以后手写的（包括页眉、页脚、注释里的）自己核对出处",
    "补写“明年再开展5次检查，覆盖37家单位”", "补写的话里不写数，或者核对过“5次”“37家”的出处",
)  # fmt: skip
ALTERED_CHART = Rule(
    "F08", "被改的图", Stage.CITED, "error", "图都在，图里的数、名称和嵌的工作簿与生成时一样",
    "图3里“一公司”的整改率从66.67%改成了76.67%", "图3里“一公司”的整改率是66.67%",
)  # fmt: skip
ALTERED_PERIOD = Rule(
    "F09", "被改的日期、期间", Stage.CITED, "error", "报告里的日期、期间和生成时一样，新写的“截至”和报告的截至日期一样",
    "“截至2026年12月31日”改成了“截至2026年11月30日”", "“截至2026年12月31日”没有改",
)  # fmt: skip
MISATTRIBUTED_FIGURE = Rule(
    "F10", "被改的单位、说法", Stage.CITED, "error", "数旁边的单位名称、说法，表里的名称、名次、表头没有换过",
    "“一公司：发现问题12个”改成了“二公司：发现问题12个”", "“一公司：发现问题12个”没有改",
)  # fmt: skip
