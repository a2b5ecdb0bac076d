"""What a rule is: its number and name, where in the work it speaks, what it looks at, an example of wrong and right.

Each room declares its own rules beside what judges by them; ``docgen.ruleset`` holds all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Severity = Literal["error", "warning", "info"]
Strength = Literal["must", "usual", "recommended", "practice"]

SEVERITY_WORDS: dict[Severity, str] = {"error": "退回", "warning": "核实", "info": "提示"}
STRENGTH_WORDS: dict[Strength, str] = {"must": "必须", "usual": "一般", "recommended": "推荐", "practice": "惯例"}
"""How strongly a clause asks, in the clerk's words."""
GRAVITY: dict[Severity, int] = {severity: place for place, severity in enumerate(SEVERITY_WORDS)}
"""Sorts the gravest first."""


class Stage(StrEnum):
    """Where in the work a rule speaks. The value stands in ``--json``, ``words`` is what clerks read."""

    words: str

    def __new__(cls, value: str, words: str) -> Stage:
        """A stage with its Chinese name."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.words = words
        return made

    @classmethod
    def of(cls, value: str) -> Stage:
        """The stage that ``--json`` calls so. Raises KeyError."""
        return next(stage for stage in cls if stage.value == value)

    SOURCE = "source", "数据文件的写法"
    CONTENT = "content", "数据文件的内容"
    FORMS = "forms", "数据文件里的单位和台账"
    FINAL = "final", "正式文件才要的内容"
    FIGURES = "figures", "数据文件里的指标和引用"
    NUMBERS = "numbers", "发文字号和登记簿"
    RESULTS = "results", "生成的文件"
    FILE = "file", "收到的文件"
    IDENTITY = "identity", "哪个单位、哪一期"
    SHEET = "sheet", "表格和表头"
    CELL = "cell", "格子"
    ROW = "row", "行、表里各数之间"
    PERIODS = "periods", "各期之间"
    UNITS = "units", "各单位之间"
    RISKS = "risks", "风险点库"
    SCORES = "scores", "积分"
    READING = "reading", "读公文"
    PROFILE = "profile", "本单位规则"
    LAYOUT = "layout", "公文版式"
    TEXT = "text", "公文文字"
    AGREEMENT = "agreement", "公文前后和各文件之间"
    COMPARISON = "comparison", "和数据文件对照"
    PAGES = "pages", "排出来的页面"
    TEMPLATE = "template", "模板"
    CITED = "cited", "报告里的数"


WEIGHT: dict[Strength, Severity] = {"must": "error", "usual": "warning", "recommended": "info", "practice": "info"}
"""How grave a deviation is by how strongly its clause asks: what the standard only calls usual (一般) is never an error."""


@dataclass(frozen=True, eq=False, repr=False)
class Rule:
    """One rule. ``severity`` is the gravest it complains with; ``clause`` that of GB/T 9704-2012, None for practice.

    A rule is its number: two with one number are the same rule. ``name`` is what clerks call it in a few words,
    ``subject`` one sentence on what it looks at, ``wrong`` and ``right`` an example of each in the clerk's own terms.
    """

    number: str
    name: str
    stage: Stage
    severity: Severity
    subject: str = ""
    wrong: str = ""
    right: str = ""
    clause: str | None = None
    strength: Strength | None = None

    def __str__(self) -> str:
        return self.number

    def __repr__(self) -> str:
        return f"Rule({self.number})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and self.number == other.number

    def __hash__(self) -> int:
        return hash(self.number)

    def __lt__(self, other: Rule) -> bool:
        return self.number < other.number


UNNAMED = Rule("", "", Stage.TEXT, "info")
"""What a complaint bears until whoever runs its rule puts the rule in."""
