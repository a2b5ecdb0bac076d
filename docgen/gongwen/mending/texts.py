"""Text mended mechanically: punctuation, brackets, the writing of numbers and dates; never a fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.check import (
    MIXED_BRACKETS,
    YEAR_CLOSES,
    YEAR_OPENS,
    half_digits,
    makes_decimal,
    ordinal_punctuation,
)
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.mending.facts import arabic_date
from docgen.gongwen.mending.typed import Edit
from docgen.gongwen.textrules.case import HAN, MASK, masked
from docgen.gongwen.textrules.dates import HAN_DATE
from docgen.gongwen.textrules.numbers import CITED
from docgen.gongwen.textrules.punctuation import DASHES, HALF_BRACKETS, HALF_MARKS, ORDINAL, is_range, may_be_day

Mend = Callable[[str], Iterator[Edit]]
FULL = dict(zip(",;:?!.", "，；：？！。", strict=True)) | {"--": "——"}
SENTENCE_ENDS = tuple("。.；;！!？?：:”’）)")
LOOSE = re.compile(
    rf"(?P<open>(?:(?<!\s)\s++)?{YEAR_OPENS}\s*)(?:19|20)\d{{2}}(?P<shut>\s*{YEAR_CLOSES}\s*+(?:第\s*+)?0*)[1-9]\d{{0,5}}(?P<end>\s*)号"
)
RANGE = re.compile(r"(?<=[^-~﹣－])[-~﹣－](?=\d)")
PADDED = re.compile(r"(?<![\d.])0(?=[1-9]月|[1-9]日)")


def number(text: str) -> Iterator[Edit]:
    """A document's own number takes 〔〕, no 第, no zero in front and no blanks."""
    plain = half_digits(text)
    match = LOOSE.search(plain)
    if match is None:
        return
    yield (*match.span("open"), "〔")
    yield (*match.span("shut"), "〕")
    yield (*match.span("end"), "")
    yield from wide_digits(text, match.start(), match.end())
    for blank in re.finditer(r"[ \u3000]+", text[: match.start()]):
        yield (*blank.span(), "")


def wide_digits(text: str, start: int, end: int) -> Iterator[Edit]:
    """Full-width digits become half-width, zeros in front are left to the bracket before them."""
    for at in range(start, end):
        if "０" <= text[at] <= "９" and not (
            text[at] == "０" and re.search(rf"{YEAR_CLOSES}\s*+(?:第\s*+)?[0０]*+$", text[start:at])
        ):
            yield at, at + 1, half_digits(text[at])


def cited(text: str) -> Iterator[Edit]:
    """The number of another document that is cited is written like the document's own."""
    for found in CITED.finditer(half_digits(text)):
        match = LOOSE.match(half_digits(text), found.start())
        if match and found[1]:
            yield (*match.span("open"), "〔")
            yield (*match.span("shut"), "〕")
            yield (*match.span("end"), "")
            yield from wide_digits(text, match.start(), match.end())


def ordinals(text: str) -> Iterator[Edit]:
    """一、 takes a 、; （一） nothing; 1. a dot; 第一， a comma."""
    for told in ordinal_punctuation([(0, text)]):
        if not makes_decimal(text, told):
            yield 0, len(told.found or ""), told.expected or ""


def brackets(text: str) -> Iterator[Edit]:
    """Brackets round Chinese text are full-width."""
    plain = masked(text)
    spans = {m.span() for rule in (MIXED_BRACKETS, ORDINAL) for m in rule.finditer(plain)}
    spans |= {m.span() for m in HALF_BRACKETS.finditer(plain) if re.search(f"[{HAN}]", m[0])}
    for start, end in sorted(spans):
        yield start, start + 1, "（"
        yield end - 1, end, "）"


def marks(text: str) -> Iterator[Edit]:
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


def dashes(text: str) -> Iterator[Edit]:
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


def padded(text: str) -> Iterator[Edit]:
    """Months and days have no zero in front."""
    for match in PADDED.finditer(masked(half_digits(text))):
        yield (*match.span(), "")


def han_date(text: str) -> Iterator[Edit]:
    """A date in Han numerals becomes Arabic, if a calendar has it."""
    match = HAN_DATE.search(text)
    if match and (right := arabic_date(match[0])):
        yield (*match.span(), right)


def no_stop(text: str) -> Iterator[Edit]:
    """No mark stands at the end."""
    if text[-1] in "。；，：、;,:":
        yield len(text) - 1, len(text), ""


def full_stop(text: str) -> Iterator[Edit]:
    """A full stop stands at the end."""
    if text[-1] in "；，、;,.":
        yield len(text) - 1, len(text), "。"
    elif text[-1].isalnum() or text[-1] in "）”》":
        yield len(text), len(text), "。"


def colon(text: str) -> Iterator[Edit]:
    """A full-width colon stands at the end."""
    if text[-1] in ":。，；、,;.":
        yield len(text) - 1, len(text), "："
    elif text[-1].isalnum() or text[-1] in "）”》":
        yield len(text), len(text), "："


def attachment(text: str) -> Iterator[Edit]:
    """A listed attachment: a full-width colon behind 附件, no mark behind its name."""
    if match := re.match(r"附\s*件\s*(:)", text):
        yield (*match.span(1), "：")
    yield from no_stop(text)


def bracketed(text: str) -> Iterator[Edit]:
    """附注 stands in full-width brackets."""
    opens, shuts = text[0] in "（(", text[-1] in "）)"
    yield 0, int(opens), "（"
    yield len(text) - shuts, len(text), "）"


def mended(bench: Bench, fault: Diagnostic, mend: Mend) -> tuple[str, str] | None:
    """Mend a line until there is nothing more to mend in one go; what it was and what it is, None where it is as before."""
    line = bench.line(fault)
    if line is None or line.empty:
        return None
    lead = line.text.find(line.stripped)
    edits = sorted({(a, b, new) for a, b, new in mend(line.stripped) if line.stripped[a:b] != new})
    if not edits or any(a[1] > b[0] for a, b in zip(edits, edits[1:], strict=False)):
        return None
    if not bench.edit(line, [(a + lead, b + lead, new) for a, b, new in edits]):
        return None
    after = line.stripped
    for start, end, new in reversed(edits):
        after = after[:start] + new + after[end:]
    return line.stripped, after
