"""Punctuation (GB/T 15834): brackets, half-width marks, listed titles, dashes and ellipses: T06, T08, T10, T11."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.check import MIXED_BRACKETS
from docgen.gongwen.textrules.case import HAN, MASK, Case, Fault, Passage, masked, places

HALF_BRACKETS = re.compile(r"\([^()（）]*\)")
ORDINAL = re.compile(r"^\((?:[一二三四五六七八九十]+|\d{1,2})\)")
CLOSERS, OPENERS = "》〉”’）】〕", "《〈“‘（【〔"
HALF_MARKS = re.compile(
    rf"(?<=[{HAN}{CLOSERS}])[,;:?!](?=[{HAN}{OPENERS}\d]|$)"
    rf"|(?<=[0-9A-Za-z%％])[,;](?=[{HAN}{OPENERS}])"
    rf"|(?<=[{HAN}{CLOSERS}])(?<!^[一二三四五六七八九十])\.(?=[{HAN}{OPENERS}]|$)"
    rf"|(?<=[{HAN}])[\"']|[\"'](?=[{HAN}])"
    rf"|\.{{3,}}|(?<=[{HAN}])-{{2}}(?!-)|(?<!-)-{{2}}(?=[{HAN}])"
)
BETWEEN_QUOTED = re.compile("(?<=》)、(?=《)|(?<=”)、(?=“)")
UNIT = "[年月日天个人名万亿元项件次家户周岁级条章页吨米度倍]"
NUMBER = r"(?<![A-Za-z0-9.\-/〔])\d+(?:\.\d+)?"
DASHES = (
    (re.compile(r"(?<!…)…(?!…)"), "……", "省略号是连着的两个“…”"),
    (re.compile(r"。{2,}|·{3,}"), "……", "省略号写“……”"),
    (re.compile(r"[─－]{2}|—{3,}"), "——", "破折号是连着的两个“—”"),
    (re.compile(rf"{NUMBER}{UNIT}?[-~﹣－]\d+(?:\.\d+)?{UNIT}(?!-)"), "", "起止的数字之间用“—”或“～”"),
    (re.compile(rf"{NUMBER}[%％]?[-~﹣－]\d+(?:\.\d+)?[%％]"), "", "起止的数字之间用“—”或“～”"),
    (re.compile(rf"{NUMBER}[～—]\d+(?:\.\d+)?[%％]"), "", "起止两个百分数都写百分号，如63%～68%"),
)


def brackets(case: Case) -> Iterator[Fault]:
    """T06: brackets round Chinese text are full-width, both of them."""
    for at in case.passages:
        text = masked(at.text)
        spans = {m.span() for rule in (MIXED_BRACKETS, ORDINAL) for m in rule.finditer(text)}
        spans |= {m.span() for m in HALF_BRACKETS.finditer(text) if re.search(f"[{HAN}]", m[0])}
        if spans:
            found = [at.text[a:b] for a, b in sorted(spans)]
            right = f"（{found[0][1:-1]}）"
            yield Fault(
                at,
                "warning",
                f"用了半角括号：{places([f[:16] for f in found])}",
                found[0],
                right,
                "请改为全角括号（）",
            )


def half_width(case: Case) -> Iterator[Fault]:
    """T08: marks in Chinese text are full-width; addresses, numbers and Latin text are left alone."""
    for at in case.passages:
        text = masked(at.text)
        found = [piece(at.text, match) for match in HALF_MARKS.finditer(text)]
        if found:
            yield Fault(
                at,
                "error",
                f"中文里有{len(found)}处半角标点：{places(found)}",
                found[0],
                "全角标点",
                "请改为全角标点（，。；：？！“”……——）",
            )


def piece(text: str, match: re.Match[str]) -> str:
    """A mark with the characters at its sides."""
    return text[max(0, match.start() - 2) : match.end() + 2].strip()


def listed_quotes(case: Case) -> Iterator[Fault]:
    """T10: titles in 《》 and words in “” that stand one after another need no 、."""
    for at in case.prose:
        found = [piece(at.text, match) for match in BETWEEN_QUOTED.finditer(at.text)]
        if found:
            message = f"并列的书名号或引号之间有{len(found)}个顿号：{places(found)}"
            yield Fault(
                at, "info", message, found[0], found[0].replace("、", ""), "并列的《》《》、“”“”之间通常不用顿号"
            )


def dashes(case: Case) -> Iterator[Fault]:
    """T11: dashes and ellipses have two characters; ranges take — or ～, and both percentages their sign."""
    for at in case.prose:
        text = masked(at.text)
        for rule, right, cure in DASHES:
            for match in rule.finditer(text):
                if MASK not in match[0]:
                    yield dash_fault(at, match[0], right, cure)


def dash_fault(at: Passage, found: str, right: str, cure: str) -> Fault:
    """The fault of one dash, ellipsis or range."""
    return Fault(at, "warning", f"“{found}”的写法不规范，{cure}", found, right, f"{cure}，请改正")
