"""Text rules of official documents (T…): each a function from text to complaints without a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from docgen.core.diagnostic import NO_FIX, Diagnostic, Fix, Place
from docgen.core.rules import Rule, Severity
from docgen.gongwen.document import Heading
from docgen.gongwen.edits import change, no_stop
from docgen.gongwen.parse import amounts, block, is_pair, marker
from docgen.gongwen.rules import text as rules
from docgen.gongwen.standard import KINDS, TITLE_CHARACTERS, TITLE_LINES
from docgen.gongwen.title import break_title, kind_of
from docgen.wording import CIRCLED, ordinal, width

CODE = re.compile(r"[\u4e00-\u9fff（）]{1,15}")
DOC_NUMBER = re.compile(
    r"^(?P<code>[\u4e00-\u9fff（）]{1,15})〔(?P<year>(?:19|20)\d{2})〕(?P<serial>[1-9][0-9]{0,5})号$"
)
YEAR_OPENS, YEAR_CLOSES = r"[\[［【(（〖「〔﹝{]", r"[\]］】)）〗」〕﹞}]"
"""The brackets that clerks type round the year of a document number; only 〔〕 is right."""
NUMBER_EXAMPLE = "华澜发〔2026〕15号"
_LOOSE_NUMBER = re.compile(
    rf"^(?P<code>[\u4e00-\u9fff（）()]{{1,15}}?){YEAR_OPENS}(?P<year>\d{{2,4}}){YEAR_CLOSES}第?0*(?P<serial>[1-9]\d*)号?$"
)


def remark(
    rule: Rule,
    severity: Severity,
    message: str,
    found: str,
    expected: str,
    cure: str | None = None,
    line: int = 0,
    fix: Fix = NO_FIX,
) -> Diagnostic:
    """A complaint about a text at one of its lines (from 0); the caller knows the place."""
    return Diagnostic(Place("", line), rule, severity, message, found, expected, cure, fix=fix)


def half_digits(text: str) -> str:
    """The text with full-width digits made half-width."""
    return "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" else c for c in text)


def doc_number(text: str) -> Diagnostic | None:
    """T01: a document number is 机关代字〔年份〕序号号, hexagonal brackets, no 第, no leading zero (7.2.5)."""
    if DOC_NUMBER.match(text):
        return None
    loose = _LOOSE_NUMBER.match(re.sub(r"\s", "", half_digits(text)))
    right = ""
    if loose and len(loose["year"]) == 4:
        right = f"{loose['code']}〔{loose['year']}〕{loose['serial']}号"
    message = f"发文字号写成了“{text}”，{number_faults(text)}"
    cure = f"请写成“{right}”" if right else None
    return remark(rules.MALFORMED_DOCUMENT_NUMBER, "error", message, text, right or f"如“{NUMBER_EXAMPLE}”", cure)


def number_faults(text: str) -> str:
    """What is wrong with how a document number is written, in a clerk's words."""
    plain = half_digits(text)
    if not re.search(rf"{YEAR_OPENS}\s*\d+\s*{YEAR_CLOSES}", plain):
        return f"应写成机关代字、年份、序号，如“{NUMBER_EXAMPLE}”"
    wrong = [
        told
        for told, seen in (
            ("年份要写四位数", re.search(rf"{YEAR_OPENS}\s*\d{{1,3}}\s*{YEAR_CLOSES}", plain)),
            ("年份要用六角括号〔〕", not re.search(r"〔[^〔〕]*〕", plain)),
            ("序号不加“第”", "第" in plain),
            ("序号前面不补0", re.search(rf"{YEAR_CLOSES}\s*+(?:第\s*+)?0", plain)),
            ("数字要用半角的", plain != text),
            ("中间不留空格", re.search(r"\s", text)),
            ("末尾要写“号”", not plain.rstrip().endswith("号")),
        )
        if seen
    ]
    return "，".join(wrong) or "前面要写机关代字"


def number_year(text: str, day: date) -> Diagnostic | None:
    """T02: the year of the number is that of the date of the document."""
    match = DOC_NUMBER.match(text)
    if match is None or int(match["year"]) == day.year:
        return None
    return remark(
        rules.DOCUMENT_NUMBER_YEAR_MISMATCH,
        "warning",
        f"发文字号的年份是{match['year']}，成文日期在{day.year}年",
        match["year"],
        str(day.year),
        "请核对发文字号和成文日期",
    )


def title(text: str, names: Iterable[str] = ()) -> list[Diagnostic]:
    """T20: a title is short enough to be read at a glance and ends without a full stop (7.3.1)."""
    remarks = []
    flat = "".join(line.strip() for line in text.splitlines())
    lines = break_title(text, names) if width(flat) < TITLE_CHARACTERS * (TITLE_LINES + 1) else ["…"] * 99
    if len(lines) > TITLE_LINES:
        remarks.append(
            remark(
                rules.MALFORMED_TITLE,
                "error",
                f"标题有{len(flat)}个字，二号字每行只能排{TITLE_CHARACTERS}字，超过了{TITLE_LINES}行",
                str(len(flat)),
                f"不超过{TITLE_LINES}行（一般不超过3行）",
                "请精简标题，把细节写进正文",
            )
        )
    if flat.endswith(("。", "；", "，", "：")):
        remarks.append(
            remark(
                rules.MALFORMED_TITLE,
                "warning",
                f"标题以“{flat[-1]}”结尾",
                flat[-1],
                "标题末尾不加标点",
                f"请删去“{flat[-1]}”",
                fix=change(flat, no_stop(flat)),
            )
        )
    return remarks


DIVISION = re.compile(
    r"^第[〇零一二三四五六七八九十百\d]{1,4}(?:[编章节篇]|部分|单元)(?=[\s\u3000：:]|$|[\u4e00-\u9fff])"
)
"""What parts a text into pieces that may each be numbered from 一、."""


def opens_a_list(text: str) -> bool:
    """Whether a line without a number is a heading, under which a new list may begin."""
    return len(text) <= 20 and text[-1:] not in "。，；、：:"


def run_on(texts: Iterable[str]) -> set[int]:
    """The levels below the first whose numbers, three at least, go from one to the end, whatever they stand under."""
    numbers: dict[int, list[int]] = {}
    for text in texts:
        if found := marker(text):
            numbers.setdefault(found[0], []).append(found[2])
    return {
        level
        for level, told in numbers.items()
        if level > 1 and len(told) > 2 and told == list(range(1, len(told) + 1))
    }


def heading_sequence(lines: Iterable[tuple[int, str]]) -> list[Diagnostic]:
    """T04: headings are numbered one after another under each parent, and levels follow 一、（一）1.（1）①.

    ``lines`` are (index, text). Documents of two levels may go from 一、 to 1. (common usage). In the chapters of a
    text 一、 may begin anew or run on; both are styles.
    """
    lines = list(lines)
    counted = amounts([text for _, text in lines])
    lines = [line for i, line in enumerate(lines) if i not in counted]
    remarks: list[Diagnostic] = []
    last: dict[int, int] = {}
    meant: dict[int, int] = {}
    divided = fresh = False
    through = run_on(text for _, text in lines)
    for index, text in lines:
        found = marker(text)
        if found is None:
            divided = divided or bool(DIVISION.match(text))
            fresh = opens_a_list(text)
            continue
        level, typed, number = found
        if level >= 3 and not isinstance(block(text), Heading) and not last.get(level) and number != 1:
            continue  # a sentence that happens to begin with a number
        if level in through:
            last = {a: b for a, b in last.items() if a < level} | {level: number}
            continue
        expected = min(last.get(level, 0) + 1, len(CIRCLED)) if level == 5 else last.get(level, 0) + 1
        if number not in (expected, 1, meant.get(level, 0) + 1):  # a wrong number is told once, not at those behind it
            right = ordinal(level, expected)
            was = f"上一个是“{ordinal(level, expected - 1)}”" if expected > 1 else "它前面没有同级序号"
            remarks.append(
                remark(
                    rules.HEADING_OUT_OF_SEQUENCE,
                    "warning",
                    f"序号“{typed}”不连续：{was}，这里应是“{right}”",
                    typed,
                    right,
                    "请检查是否漏了一段，或者改正序号",
                    index,
                )
            )
        elif number == 1 and expected > 1 and level == 1 and not (divided or fresh):
            right = ordinal(level, expected)
            remarks.append(
                remark(
                    rules.HEADING_OUT_OF_SEQUENCE,
                    "warning",
                    f"序号“{typed}”重复出现，这里应是“{right}”",
                    typed,
                    right,
                    None,
                    index,
                )
            )
        divided, fresh = divided and level > 1, False
        place = 1 if number == 1 else meant.get(level, 0) + 1
        last = {a: b for a, b in last.items() if a < level} | {level: number}
        meant = {a: b for a, b in meant.items() if a < level} | {level: place}
    return remarks


HAN_ORDINAL = "[一二三四五六七八九十]+"
_BRACKETED = re.compile(rf"^[（(]({HAN_ORDINAL}|\d{{1,2}})[）)]([、.．，,:：]+|[ \u3000\xa0\t]+(?=\S))")
_CIRCLED = re.compile(rf"^[{CIRCLED}]([、.．，,:：]+|[ \u3000\xa0\t]+(?=\S))")


def ordinal_fault(text: str) -> tuple[str, str] | None:
    """How a paragraph's ordinal is typed, with the marks and blanks behind it, and what is right; None where it is right.

    一、 takes a 、; （一）, （1） and ① take nothing after them; 1. takes a dot; 第一， and 首先， a comma. Two numbers
    of one thing, 2、3年, are none by themselves.
    """
    return None if is_pair(text) else typed_ordinal(text)


def typed_ordinal(text: str) -> tuple[str, str] | None:
    """The same for a paragraph that is known to begin with an ordinal."""
    if match := _BRACKETED.match(text):
        right = f"（{match[1]}）"
    elif match := _CIRCLED.match(text):
        right = match[0][0]
    elif match := re.match(rf"^({HAN_ORDINAL})[.．,，][、.．,，]*(?=\S)", text):
        right = f"{match[1]}、"
    elif match := re.match(r"^(\d{1,2})(?:、++[.．]?|[，,](?=[\u4e00-\u9fff]))", text):
        right = f"{match[1]}."
    elif match := re.match(rf"^\(({HAN_ORDINAL}|\d{{1,2}})\)", text):
        right = f"（{match[1]}）"
    elif match := re.match(r"^(第[一二三四五六七八九十]|首先|其次|再次|最后)、+(?![一二三四五六七八九十第])", text):
        right = f"{match[1]}，"
    else:
        return None
    return match[0], right


def ordinal_punctuation(lines: Iterable[tuple[int, str]]) -> list[Diagnostic]:
    """T05: the mark behind an ordinal is the one that goes with it, and （一） has neither a mark nor a blank behind it."""
    remarks = []
    lines = list(lines)
    counted = amounts([text for _, text in lines])
    for i, (index, text) in enumerate(lines):
        if i not in counted and (fault := typed_ordinal(text)):
            typed, right = fault
            bare = typed.rstrip(" \u3000\xa0\t")
            blank = bare == right and bare != typed
            message = f"序号“{bare}”后面留了空格" if blank else f"序号写成了“{typed}”，应为“{right}”"
            remarks.append(remark(rules.WRONG_ORDINAL_PUNCTUATION, "warning", message, typed, right, None, index))
    return remarks


def makes_decimal(text: str, told: Diagnostic) -> bool:
    """Whether the right ordinal would make a decimal number with the digits behind it: 1、2026年, 1.2026年."""
    return (told.expected or "").endswith(".") and text[len(told.found or "") :][:1].isdigit()


def title_kind(text: str, kind: str) -> Diagnostic | None:
    """T20: a title that ends with a kind of document ends with its own."""
    ends = kind_of(text)
    if not ends or ends == kind or kind not in KINDS:
        return None
    return remark(
        rules.MALFORMED_TITLE, "warning", f"标题以“{ends}”结尾，类型却是{kind}", ends, kind, "请改正标题或者类型"
    )


PAIRS = {"《": "》", "〈": "〉", "“": "”", "‘": "’", "（": "）", "〔": "〕", "【": "】"}
OPENING = {closing: opening for opening, closing in PAIRS.items()}
MIXED_BRACKETS = re.compile(r"\([^()（）]*）|（[^()（）]*\)")
_LIST_BRACKET = re.compile(r"(?:^|[。；：，、\s])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,2})([)）])")
"""The bracket behind the number of a list, 1）, which has no other half."""


def unpaired(text: str) -> list[tuple[int, str]]:
    """Where quotes and brackets stand without their other half: (index, mark); half-width ones count as full-width."""
    full = text.replace("(", "（").replace(")", "）")
    free = {match.start(1) for match in _LIST_BRACKET.finditer(text)}
    open_marks: list[tuple[int, str]] = []
    counts: Counter[str] = Counter()
    alone: list[tuple[int, str]] = []
    for i, mark in enumerate(full):
        if mark in PAIRS:
            open_marks.append((i, mark))
            counts[mark] += 1
        elif opening := OPENING.get(mark):
            if counts[opening]:
                while (last := open_marks.pop())[1] != opening:
                    alone.append(last)
                    counts[last[1]] -= 1
                counts[opening] -= 1
            elif i not in free and not (mark == "’" and apostrophe(text, i)):
                alone.append((i, mark))
    return sorted(alone + open_marks)


def apostrophe(text: str, index: int) -> bool:
    """Whether the closing quote there is an apostrophe: O’Brien, ’26."""
    before, behind = text[max(index - 1, 0) : index], text[index + 1 : index + 2]
    return (before.isascii() and before.isalpha()) or behind.isdigit()


def pairs(lines: Iterable[tuple[int, str]]) -> list[Diagnostic]:
    """T06, T09: brackets and quotes come in pairs, and both of a pair are full-width."""
    remarks = []
    for index, text in lines:
        if mixed := MIXED_BRACKETS.search(text):
            found = mixed.group(0)
            right = "（" + found[1:-1] + "）"
            remarks.append(
                remark(
                    rules.HALF_WIDTH_BRACKET,
                    "warning",
                    f"括号一边是半角的：“{found[:20]}”",
                    found,
                    right,
                    "请都改为全角括号",
                    index,
                )
            )
            continue
        if alone := unpaired(text):
            told, found = lonely_marks(text, alone)
            cure = "请检查是不是漏了或写错了一个"
            remarks.append(
                remark(rules.UNBALANCED_PUNCTUATION, "warning", f"标点不成对：{told}", found, "成对", cure, index)
            )
    return remarks


QUOTE_NAMES = {"“": "前引号", "”": "后引号", "‘": "前单引号", "’": "后单引号"}


def lonely_marks(text: str, alone: Iterable[tuple[int, str]]) -> tuple[str, str]:
    """What to say of marks that have no other half, as they are typed and with what is round them; the first piece."""
    said: dict[str, str] = {}
    for place, mark in alone:
        opens = mark in PAIRS
        piece = text[place : place + 8] if opens else text[max(0, place - 7) : place + 1]
        other = PAIRS[mark] if opens else OPENING[mark]
        there, lost = (QUOTE_NAMES.get(each, f"“{each}”") for each in (text[place], other))
        near = piece[1:] if opens else piece[:-1]
        where = f"“{near}”{'前面' if opens else '后面'}" if near else "段末" if opens else "段首"
        said.setdefault(f"{where}有{there}，缺少{lost}", piece)
    shown = list(said)
    more = f"等{len(shown)}处" if len(shown) > 3 else ""
    return "；".join(shown[:3]) + more, next(iter(said.values()), "")
