"""Punctuation (GB/T 15834): brackets, half-width marks, listed titles, dashes, ends: T06, T08, T10, T11, T18."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from docgen.core.diagnostic import Diagnostic, Edit
from docgen.gongwen.check import MIXED_BRACKETS
from docgen.gongwen.edits import change
from docgen.gongwen.parse import marker
from docgen.gongwen.textrules.case import HAN, MASK, Case, Passage, claimed, fault, masked, places

HALF_BRACKETS = re.compile(r"\([^()（）]*\)")
ORDINAL = re.compile(r"^\((?:[一二三四五六七八九十]+|\d{1,2})\)")
CLOSERS, OPENERS = "》〉”’）】〕", "《〈“‘（【〔"
NUMERALS = "〇零一二三四五六七八九十百千万"
"""A dot between two of these may be the point of a number: 三.五倍."""
MEASURED = "(?:" + "|".join(rf"(?<=[{HAN}]\d{{{n}}}[A-Za-z%％]{{{m}}})" for n in range(1, 5) for m in (1, 2)) + ")"
"""Behind a quantity with its unit in Chinese text: 合计15m, 达到98%."""
HALF_MARKS = re.compile(
    rf"(?<=[{HAN}{CLOSERS}])[,;:?!](?=[ \t\u3000\xa0]*[{HAN}{OPENERS}(\dA-Za-z{MASK}]|$)"
    rf"|(?<=[0-9A-Za-z%％{MASK}])[,;](?=[{HAN}{OPENERS}])|(?<=[\d%％]);$|{MEASURED}\.$"
    rf"|(?<=[{HAN}{CLOSERS}])(?<!^[一二三四五六七八九十])(?<![{NUMERALS}])\.(?=[{HAN}{OPENERS}]|$)"
    rf"|(?<=[{NUMERALS}])(?<!^[一二三四五六七八九十])\.(?![{NUMERALS}])(?=[{HAN}{OPENERS}]|$)"
    rf"|(?<=[{HAN}])[\"']|[\"'](?=[{HAN}])"
    rf"|\.{{3,}}|(?<=[{HAN}])-{{2}}(?!-)|(?<!-)-{{2}}(?=[{HAN}])"
)
LEADERS = 9
"""More dots than these in a row are no ellipsis: they lead to the page number of a typed table of contents."""
SENTENCE = re.compile(rf"[，。；][^，。；\n]*[{HAN}]$")
"""A paragraph that has marks within it and none at its end."""
ENDS_TEXT = ("signature", "date", "listed", "note", "imprint", "label")
BETWEEN_QUOTED = re.compile("(?<=》)、(?=《)|(?<=”)、(?=“)")
UNIT = "[年月日天个人名万亿元项件次家户周岁级条章页吨米度倍]"
NUMBER = r"(?<![A-Za-z0-9.\-/〔])\d+(?:\.\d+)?"
DASHES = (
    (re.compile(r"(?<!…)…(?!…)"), "……", "省略号只写了一个“…”"),
    (re.compile(r"。{3,}|·{3,}"), "……", "省略号写成了{}"),
    (re.compile(r"[─－]{2}|—{3,}"), "——", "破折号写成了{}"),
    (re.compile(rf"{NUMBER}{UNIT}?[-~﹣－]\d+(?:\.\d+)?{UNIT}(?!-)"), "", "起止的数字写成了{}"),
    (re.compile(rf"{NUMBER}[%％]?[-~﹣－]\d+(?:\.\d+)?[%％]"), "", "起止的数字写成了{}"),
    (re.compile(rf"{NUMBER}[～—]\d+(?:\.\d+)?[%％]"), "", "起止的百分数写成了{}，前一个没有百分号"),
)
"""What is wrong, what is right ("" for a range, which is made anew), and what to say of the pieces found."""
ENDS_OF_RANGE = re.compile(rf"(\d+(?:\.\d+)?)({UNIT}?)[-~﹣－](\d+(?:\.\d+)?)({UNIT})")
YEAR = re.compile(r"(?:19|20)\d\d")
DAY = re.compile(r"(0?[1-9]|1[0-2])[-－](0?[1-9]|[12]\d|3[01])日")
"""A range of days that a day without its month may hide behind."""
DASH_IN_RANGE = re.compile(r"[-~﹣－～—](?=\d)")
NAMES = {
    ",": "逗号", ".": "句号", ";": "分号", ":": "冒号", "?": "问号", "!": "叹号",
    '"': "直引号", "'": "直引号", "...": "省略号", "--": "破折号",
}  # fmt: skip
SHAPES = {"直引号": "引号“ ”", "省略号": "省略号“……”", "破折号": "破折号“——”"}
"""What is right where the mark is another one in Chinese, not only a wider one."""


FULL = dict(zip(",;:?!.", "，；：？！。", strict=True)) | {"--": "——"}
"""Half-width marks and what stands for them in Chinese text."""
SENTENCE_ENDS = tuple("。.；;！!？?：:”’）)")
RANGE = re.compile(r"(?<=[^-~﹣－])[-~﹣－](?=\d)")


def brackets(case: Case) -> Iterator[Diagnostic]:
    """T06: brackets round Chinese text are full-width, both of them."""
    for at in case.passages:
        text = masked(at.text)
        spans = {m.span() for rule in (MIXED_BRACKETS, ORDINAL) for m in rule.finditer(text)}
        spans |= {m.span() for m in HALF_BRACKETS.finditer(text) if re.search(f"[{HAN}]", m[0])}
        spans = {span for span in spans if span[0] >= claimed(at)}
        if spans:
            found = [at.text[a:b] for a, b in sorted(spans)]
            right = f"（{found[0][1:-1]}）"
            message = f"中文里有{len(found)}处半角括号：{places([f[:16] for f in found])}"
            yield fault(
                at,
                "warning",
                message,
                found[0],
                right,
                "请改为全角括号“（ ）”",
                fix=change(at.text, bracket_edits(at.text)),
            )


def half_width(case: Case) -> Iterator[Diagnostic]:
    """T08: marks in Chinese text are full-width; addresses, numbers and Latin text are left alone."""
    for at in case.passages:
        text = masked(at.text)
        found = [match for match in HALF_MARKS.finditer(text) if not told_elsewhere(at, match)]
        if found:
            marks = Counter("..." if match[0].startswith("...") else match[0] for match in found)
            kinds = list(dict.fromkeys(NAMES[mark] for mark in marks))
            counted = "、".join(f"{NAMES[mark]}“{mark}”{count}个" for mark, count in marks.items())
            pieces = [piece(at.text, match) for match in found]
            wide = "、".join(kind for kind in kinds if kind not in SHAPES)
            right = "、".join([f"全角的{wide}"] * bool(wide) + [SHAPES[kind] for kind in kinds if kind in SHAPES])
            message = f"中文里用了半角标点：{counted}（{places(pieces)}）"
            yield fault(
                at, "error", message, pieces[0], right, f"请改为{right}", fix=change(at.text, mark_edits(at.text))
            )


def unfinished(case: Case) -> Iterator[Diagnostic]:
    """T18: the last sentence of a paragraph of running text has a mark at its end."""
    for at, behind in zip_longest(case.passages, case.passages[1:]):
        if at.role != "text" or at.part or marker(at.text) and "。" not in at.text:
            continue
        stopped = at.text.endswith(("，", "、"))
        if not stopped and not SENTENCE.search(at.text):
            continue
        if behind is None or behind.role in ENDS_TEXT or behind.line.text[:1].isspace() or marker(behind.text):
            end = at.text[-8:]
            message = f"段末“{end}”话没有说完" if stopped else f"段末“{end}”后面没有标点"
            yield fault(at, "info", message, end, "句号", "请看一看，漏了字的请补上，说完了的请用句号")


def told_elsewhere(at: Passage, match: re.Match[str]) -> bool:
    """Whether a mark is told by the rules of its element: behind an ordinal, 主送机关 and 附件; dots may lead to a page."""
    if len(match[0]) > LEADERS:
        return True
    if match[0] != ":":
        return match.start() < claimed(at)
    return (
        match.start() < claimed(at)
        or (at.role == "recipients" and match.end() == len(at.text))
        or (at.role == "listed" and bool(re.fullmatch(r"附\s*[件表图录]", at.text[: match.start()])))
    )


def piece(text: str, match: re.Match[str]) -> str:
    """A mark with the characters at its sides."""
    return text[max(0, match.start() - 2) : match.end() + 2].strip()


def listed_quotes(case: Case) -> Iterator[Diagnostic]:
    """T10: titles in 《》 and words in “” that stand one after another need no 、."""
    for at in case.prose:
        found = [piece(at.text, match) for match in BETWEEN_QUOTED.finditer(at.text)]
        if found:
            message = f"并列的书名号或引号之间有{len(found)}个顿号：{places(found)}"
            right = found[0].replace("、", "")
            yield fault(at, "info", message, found[0], right, "请删去，并列的书名号、引号之间通常不用顿号")


def dashes(case: Case) -> Iterator[Diagnostic]:
    """T11: dashes and ellipses have two characters; ranges take — or ～, and both percentages their sign."""
    for at in case.prose:
        text = masked(at.text)
        for rule, right, message in DASHES:
            pieces = [match for match in rule.finditer(text) if MASK not in match[0] and (right or is_range(match[0]))]
            found = list(dict.fromkeys(match[0] for match in pieces))
            if found:
                rights = list(dict.fromkeys(right or ranged(each) for each in found))
                days = [match[0] for match in pieces if not right and may_be_day(text, match)]
                cure = f"请改为{places(rights)}" + (
                    f"；“{days[0]}”是一天的，请写成“{day_of(days[0])}”" if days else ""
                )
                yield fault(
                    at,
                    "warning",
                    message.format(places(found)),
                    found[0],
                    rights[0],
                    cure,
                    fix=change(at.text, dash_edits(at.text)),
                )


def is_range(text: str) -> bool:
    """Whether two numbers with a dash between them may be a range: 2026-5月 is a month, 12-3户 the number of a flat."""
    match = ENDS_OF_RANGE.fullmatch(text)
    if match is None:
        return True
    first, unit, last, other = match.groups()
    if YEAR.fullmatch(first):
        return other not in ("月", "日")
    return float(first) < float(last) or other in "年月日" or unit not in ("", other)


def may_be_day(text: str, match: re.Match[str]) -> bool:
    """Whether a range may be a day: 7-20日 is one where nothing says of which month the days are, or for how long."""
    day = DAY.fullmatch(match[0])
    within = re.compile("以?内|左右|的?时间").match(text, match.end())
    return day is not None and not text.endswith("月", 0, match.start()) and not within


def day_of(text: str) -> str:
    """7-20日 as a day: 7月20日."""
    return DAY.sub(lambda match: f"{int(match[1])}月{int(match[2])}日", text)


def ranged(text: str) -> str:
    """A range with — in its middle, and with a per cent sign on both numbers if the second has one."""
    match = DASH_IN_RANGE.search(text)
    if match is None:
        return text
    first, dash, last = text[: match.start()], match[0], text[match.end() :]
    sign = last[-1] if last[-1] in "%％" and first[-1] not in "%％" else ""
    return f"{first}{sign}{dash if dash in '～—' else '—'}{last}"


def bracket_edits(text: str) -> Iterator[Edit]:
    """Brackets round Chinese text are full-width."""
    plain = masked(text)
    spans = {m.span() for rule in (MIXED_BRACKETS, ORDINAL) for m in rule.finditer(plain)}
    spans |= {m.span() for m in HALF_BRACKETS.finditer(plain) if re.search(f"[{HAN}]", m[0])}
    for start, end in sorted(spans):
        yield start, start + 1, "（"
        yield end - 1, end, "）"


def mark_edits(text: str) -> Iterator[Edit]:
    """Marks between Chinese characters are full-width; straight quotes are paired where they come in pairs."""
    plain = masked(text)
    found = [match.span() for match in HALF_MARKS.finditer(plain)]
    for start, end in found:
        mark = plain[start:end]
        if mark == "." and end < len(plain) and not plain.endswith(SENTENCE_ENDS):
            continue  # in a name or a heading it may be no full stop
        if mark not in ("'", '"'):
            yield start, end, FULL.get(mark, "……")
    for straight, pair in (('"', "“”"), ("'", "‘’")):
        places = [i for i, c in enumerate(plain) if c == straight]
        asked = any(plain[start:end] == straight for start, end in found)
        if asked and len(places) % 2 == 0 and not any(map(inside_latin, [plain] * len(places), places)):
            for k, at in enumerate(places):
                yield at, at + 1, pair[k % 2]


def inside_latin(text: str, at: int) -> bool:
    """Whether a straight mark is an apostrophe or the sign of an inch or a minute."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isdigit() or (before.isascii() and before.isalpha() and behind.isascii() and behind.isalpha())


def dash_edits(text: str) -> Iterator[Edit]:
    """Ellipses and dashes have two characters, ranges take —; what may mean something else is left alone."""
    plain = masked(text)
    for rule, right, _ in DASHES:
        for match in rule.finditer(plain):
            if MASK in match[0] or match[0] == "。。" or not is_range(match[0]):
                continue
            if right:
                yield (*match.span(), right)
            elif may_be_day(text, match):
                continue
            elif (dash := RANGE.search(match[0])) and ("%" in match[0][: dash.start()]) == match[0].endswith("%"):
                yield match.start() + dash.start(), match.start() + dash.end(), "—"
