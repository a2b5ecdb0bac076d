"""All rules that there are, from the data file to the printed page: what ``docgen rule`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any

from docgen import outbox, package, unaltered
from docgen.campaign import ledger_rules
from docgen.campaign import rules as data_file
from docgen.core.errors import WrongUsage
from docgen.core.nearest import meant
from docgen.core.rules import SEVERITY_WORDS, STRENGTH_WORDS, Rule
from docgen.documents import rules as documents
from docgen.figures.risks import rules as risks
from docgen.figures.scores import rules as scores
from docgen.gongwen.rules import agreement, layout, pages, profile, reading, text
from docgen.ledgers import rules as ledgers
from docgen.rendering import rules as templates
from docgen.verifying import rules as figures

TABLES: tuple[tuple[str, str, tuple[ModuleType, ...]], ...] = (
    ("Y", "数据文件", (data_file, documents, outbox)),
    ("L", "台账", (ledgers, ledger_rules, risks, scores)),
    ("G", "公文的版式", (reading, layout)),
    ("P", "本单位规则", (profile,)),
    ("T", "公文的文字", (text,)),
    ("S", "公文前后和各文件之间", (agreement,)),
    ("C", "和数据文件对照", (unaltered,)),
    ("R", "排出来的页面", (pages,)),
    ("D", "模板和装订的附件", (package, templates)),
    ("F", "报告里的数", (figures,)),
)
"""The letter that numbers begin with, what its rules are about, and where they are declared."""


LOOKALIKES = str.maketrans("OIL", "011")
"""Letters that are typed for digits."""


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its number, letter by letter. Raises ValueError where two have one number."""
    found: dict[str, Rule] = {}
    for letter, _, modules in TABLES:
        for rule in sorted(of(letter, modules), key=lambda rule: rule.number):
            if rule.number in found:
                raise ValueError(f"two rules have the number {rule.number}")
            found[rule.number] = rule
    return found


def of(letter: str, modules: tuple[ModuleType, ...]) -> Iterator[Rule]:
    """The rules that some modules declare under a letter."""
    for module in modules:
        for value in vars(module).values():
            declared = value if isinstance(value, tuple) else (value,)
            yield from (rule for rule in declared if isinstance(rule, Rule) and rule.number.startswith(letter))


def find(number: str) -> Rule:
    """The rule of a number as people type it. Raises WrongUsage where there is none."""
    wanted = number.strip().strip("[]［］").upper()
    known = {key.upper(): rule for key, rule in rules().items()}
    if wanted in known:
        return known[wanted]
    near = meant(wanted[:1] + wanted[1:].translate(LOOKALIKES), rules(), 0.6)
    own = "自己在数据文件“校验”里写的规则，看数据文件"
    raise WrongUsage(f"没有 {number} 这条规则" + (f"，{near}" if near else f"。{own}"))


def lines(rule: Rule) -> Iterator[str]:
    """A rule as a clerk reads it."""
    yield f"{rule.number}  {rule.name}"
    yield f"  看什么：{rule.subject}"
    yield f"  什么时候：{rule.stage.words}"
    yield f"  最重：{SEVERITY_WORDS[rule.severity]}"
    if rule.clause:
        asked = f"（{STRENGTH_WORDS[rule.strength]}）" if rule.strength else ""
        yield f"  依据：GB/T 9704-2012 第{rule.clause}条{asked}"
    yield f"  不对的：{rule.wrong}"
    yield f"  对的：{rule.right}"


def as_json(rule: Rule) -> dict[str, Any]:
    """A rule as one flat JSON object; what does not apply is null."""
    return {
        "number": rule.number,
        "name": rule.name,
        "stage": rule.stage,
        "severity": rule.severity,
        "subject": rule.subject,
        "wrong": rule.wrong,
        "right": rule.right,
        "clause": rule.clause,
        "strength": rule.strength,
    }
