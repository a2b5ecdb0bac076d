"""The rules P01–P06: whether a file of house rules (本单位规则) can be used."""

from __future__ import annotations

from docgen.core.rules import Rule, Stage

UNREADABLE_PROFILE = Rule(
    "P01", "规则文件读不出来", Stage.PROFILE, "error",
    "“--profile”写的文件在，是文本文件，编码是 UTF-8 或 GBK",
    "--profile 本单位规则.docx",
    "--profile 本单位规则.yaml",
)  # fmt: skip
MALFORMED_PROFILE = Rule(
    "P02", "规则文件的写法", Stage.PROFILE, "error",
    "规则文件一项写一行：名字、英文冒号、空格、值，不套层",
    "行距：28磅",
    "行距: 28磅",
)  # fmt: skip
UNKNOWN_PROFILE_KEY = Rule(
    "P03", "没有的项", Stage.PROFILE, "error",
    "规则文件里的每一项都是可以改的项",
    "行间距: 28磅",
    "行距: 28磅",
)  # fmt: skip
WRONG_PROFILE_VALUE = Rule(
    "P04", "项的值", Stage.PROFILE, "error",
    "每一项都写了值，值的单位和写法是这一项用的",
    "行距: 宽一点",
    "行距: 28磅",
)  # fmt: skip
DUPLICATE_PROFILE_KEY = Rule(
    "P05", "写了两次的项", Stage.PROFILE, "error",
    "一项只写一次",
    "第2行写“行距: 28磅”，第6行又写“行距: 30磅”",
    "只留“行距: 28磅”一行",
)  # fmt: skip
UNKNOWN_PROFILE_CHOICE = Rule(
    "P06", "依据和版头的选择", Stage.PROFILE, "error",
    "“依据”这样的项写的是列出的几个之一",
    "依据: 省标",
    "依据: 国标",
)  # fmt: skip
