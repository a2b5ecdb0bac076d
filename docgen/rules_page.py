"""The page of all rules, made from the tables in which they are declared.

python -m docgen.rules_page
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen import ruleset
from docgen.core.rules import SEVERITY_WORDS, STRENGTH_WORDS, Rule
from docgen.gongwen.profile import names, profile

PAGE = Path(__file__).parent.parent / "docs" / "规则.md"
UNITS = {"字号": "磅"}
"""Units that are printed otherwise."""
HEAD = """# 规则

docgen 的全部规则：编号、名称、看什么、最重的级别、条款，和一个不对的、一个对的例子。在命令行里看一条：`docgen rule L203`。

级别有三个：退回（一定要改）、核实（要有人看一眼）、提示（不必改，或者已经按说明处理了）。条款是 GB/T 9704-2012《党政机关公文格式》的；没有条款的是通行做法。
检查公文的规则，“必须”不符是退回，“一般”不符是核实，“推荐”“惯例”不符只是提示；程序看不准的，“必须”的也只是核实。
"""
HOUSE = """## 本单位规则

格式有 {names}；不写 `--profile` 就按文件自己的样子选。本单位另有规定的，建一个 YAML 文件，写上 `依据` 和要改的项，
如 `行距: 28磅`、`上边距: 35毫米`、`正文字体: [仿宋]`、`页码位置: 居中`。可以改的项和国标的值：
"""


def text() -> str:
    """The page."""
    return "\n".join([HEAD, *sections(), HOUSE.format(names="、".join(names())), *values()]) + "\n"


def sections() -> Iterator[str]:
    """The rules, a table for each letter."""
    for letter, title, modules in ruleset.TABLES:
        yield f"## {title}（{letter}）\n"
        yield "| 编号 | 名称 | 看什么 | 级别 | 条款 | 不对的 | 对的 |\n|---|---|---|---|---|---|---|"
        yield from (row(rule) for rule in sorted(ruleset.of(letter, modules), key=lambda rule: rule.number))
        yield ""


def row(rule: Rule) -> str:
    """A rule as a row of its table."""
    asked = STRENGTH_WORDS[rule.strength] if rule.strength and rule.clause else ""
    clause = " ".join(part for part in (rule.clause or "", asked) if part)
    cells = (rule.number, rule.name, rule.subject, SEVERITY_WORDS[rule.severity], clause, rule.wrong, rule.right)
    return f"| {' | '.join(map(cell, cells))} |"


def cell(words: str) -> str:
    """Words as a cell of a Markdown table, signs that nobody sees by their numbers."""
    shown = "".join(char if char.isprintable() or char == "\u3000" else f"（U+{ord(char):04X}）" for char in words)
    return shown.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")


def values() -> Iterator[str]:
    """The values of the standard, which house rules may override."""
    yield "| 项 | 国标 | 条款 | 约束 |\n|---|---|---|---|"
    for name, value in profile("国标").values.items():
        shown = "、".join(value.value) if isinstance(value.value, tuple) else written(value.value)
        unit = UNITS.get(value.unit, value.unit) if isinstance(value.value, float) else ""
        yield f"| {name} | {shown}{unit} | {value.clause or ''} | {STRENGTH_WORDS[value.strength]} |"


def written(value: object) -> str:
    """A value as a clerk writes it."""
    return f"{value:g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
