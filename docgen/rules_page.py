"""The page of all rules that ``docgen check`` knows, made from the tables of the rules themselves.

python -m docgen.rules_page
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen import rendercheck, unaltered
from docgen.errors import STRENGTH_WORDS
from docgen.gongwen import agreement, layout, textrules
from docgen.gongwen.profile import names, profile

PAGE = Path(__file__).parent.parent / "docs" / "检查规则.md"
UNITS = {"字号": "磅"}
"""Units that are printed otherwise."""
HEAD = """# 检查规则

`docgen check` 查的全部规则。条款是 GB/T 9704-2012《党政机关公文格式》的；没有条款的是通行做法。
“必须”不符是退回，“一般”不符是核实，“推荐”“惯例”不符只是提示。文字和排出来的页面，程序看不准的，“必须”的也只是核实；只供参考的作为提示，按“惯例”打出。
约束空着的查的是内容：前后对不上、日历上没有的日期、没填的占位、没处理的修订这类，没有条款也会是退回或核实。
"""
HOUSE = """## 本单位规则

格式有 {names}；不写 `--profile` 就按文件自己的样子选。本单位另有规定的，建一个 YAML 文件，写上 `依据` 和要改的项，
如 `行距: 28磅`、`上边距: 35毫米`、`正文字体: [仿宋]`、`页码位置: 居中`。可以改的项和国标的值：
"""


def text() -> str:
    """The page."""
    return "\n".join([HEAD, *sections(), HOUSE.format(names="、".join(names())), *values()]) + "\n"


def sections() -> Iterator[str]:
    """The rules by layer."""
    yield from table("版式（G）", ((r.number, r.name, r.clause, r.strength) for r in layout.RULES))
    yield from table(
        "文字（T）", ((r.number, r.name, r.clause, weight(r.number, r.strength)) for r in textrules.RULES)
    )
    yield from table("前后和各文件之间（S）", ((n, name, None, None) for n, name in agreement.RULES.items()))
    yield from table(
        "和数据文件（C，查活动的文件夹时）", ((n, name, None, None) for n, name in unaltered.RULES.items())
    )
    yield from table(
        "排出来的页面（R，要加 --render）",
        ((r.number, r.name, r.clause, weight(r.number, r.strength)) for r in rendercheck.RULES),
    )


def weight(number: str, strength: str) -> str | None:
    """The strength of a rule; None for one that judges what is said, which no clause grades."""
    judged = number in textrules.OF_SUBSTANCE or number in rendercheck.TO_LOOK_AT
    return None if judged and strength == "practice" else strength


def table(title: str, rules: Iterable[tuple[str, str, str | None, str | None]]) -> Iterator[str]:
    """One layer as a table."""
    yield f"## {title}\n"
    yield "| 编号 | 查什么 | 条款 | 约束 |\n|---|---|---|---|"
    for number, name, clause, strength in rules:
        yield f"| {number} | {name} | {clause or ''} | {STRENGTH_WORDS[strength] if strength else ''} |"
    yield ""


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
