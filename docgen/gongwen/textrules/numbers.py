"""Document numbers (发文字号), the document's own and those that it cites: T01–T03."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Edit
from docgen.gongwen import check
from docgen.gongwen.check import YEAR_CLOSES, YEAR_OPENS, half_digits
from docgen.gongwen.edits import change
from docgen.gongwen.textrules.case import BODY, HAN, Case, Passage, fault
from docgen.gongwen.textrules.leftovers import PLACEHOLDERS

CITED = re.compile(
    rf"(?<=[{HAN}])\s*(?:{YEAR_OPENS}\s*((?:19|20)\d{{2}})\s*{YEAR_CLOSES}|[\[［〔﹝]\s*(\d{{2}})\s*[\]］〕﹞])"
    r"\s*第?\s*(\d{1,5})\s*号(?![楼门线院机地])"
)
ORDERS = re.compile(r"^(?:\d{4}年)?第[\d一二三四五六七八九十百]+号$")
"""How orders and announcements are numbered: 第3号."""
NO_CURE = f"请写成机关代字、年份、序号，如“{check.NUMBER_EXAMPLE}”"
NEAR = 300
"""So much before and behind a number may tell what it is the number of."""
SIGNERS = re.compile(rf"签\s*发\s*人|\t(?=[{HAN}·、\s]{{1,60}}+$)")
"""What parts a number from those who signed the document off; the last of several stands behind it without 签发人."""
OPEN_BRACKET = re.compile(r"[（(][^（）()]*$")


LOOSE = re.compile(
    rf"(?P<open>(?:(?<!\s)\s++)?{YEAR_OPENS}\s*)(?:19|20)\d{{2}}(?P<shut>\s*{YEAR_CLOSES}\s*+(?:第\s*+)?0*)[1-9]\d{{0,5}}(?P<end>\s*)号"
)
"""A document number as it is typed, its brackets and what may stand with them apart."""


def own_number(case: Case) -> tuple[Passage, str] | None:
    """The number of the document as it is typed, with its paragraph; 签发人 may stand behind it."""
    at = case.first("number")
    typed = SIGNERS.split(at.text)[0].strip() if at else ""
    return (at, typed) if at and typed else None


def form(case: Case) -> Iterator[Diagnostic]:
    """T01: 机关代字〔年份〕序号号, in the masthead and wherever a number is cited."""
    own = own_number(case)
    ordered = case.kind in ("令", "命令", "公告", "通告", "公报")
    if (
        own
        and not PLACEHOLDERS.search(own[1])
        and not (ordered and ORDERS.match(own[1]))
        and (remark := check.doc_number(own[1]))
    ):
        yield fault(
            own[0],
            "error",
            remark.message,
            remark.found or "",
            remark.expected or "",
            remark.cure or NO_CURE,
            fix=change(own[0].text, number_edits(own[0].text)),
        )
    for at in case.passages:
        if at.role in ("number", "mark"):
            continue
        for match in CITED.finditer(half_digits(at.text)):
            found = at.text[match.start() : match.end()].strip()
            right = f"〔{match[1]}〕{int(match[3])}号" if match[1] else ""
            if found != right:
                message = f"引用的发文字号写成了“{found}”，{check.number_faults(found)}"
                cure = f"请改为“{right}”" if right else "请把年份补全成四位数"
                yield fault(at, "warning", message, found, right, cure, fix=change(at.text, cited_edits(at.text)))


def year(case: Case) -> Iterator[Diagnostic]:
    """T02: the year of the number is that of the date of the document."""
    own, day = own_number(case), case.reading.document.date
    if own and day and (remark := check.number_year(own[1], day)):
        yield fault(own[0], "warning", remark.message, remark.found or "", remark.expected or "", remark.cure or "")


def cited(case: Case) -> Iterator[Diagnostic]:
    """T03: a document is cited by its title in 《》 with the number in brackets behind it."""
    own = own_number(case)
    seen = {check.half_digits(own[1])[-9:]} if own else set()
    for at in case.of(*BODY):
        for match in CITED.finditer(half_digits(at.text)):
            near = at.text[max(match.start() - NEAR, 0) : match.start()]
            code = re.search(rf"(?<![{HAN}])[{HAN}]+$", near)
            before = near[: code.start()] if code else ""
            key = (code[0][-2:] if code else "") + re.sub(r"\s", "", match[0])
            if key[-9:] in seen or key in seen:
                continue
            seen |= {key}
            if not titled(before):
                behind = at.text[match.end() : match.end() + NEAR]
                yield citation_fault(at, at.text[match.start() : match.end()].strip(), before, behind)


def titled(before: str) -> bool:
    """Whether a title in 《》 stands right before the bracket with the number, or before the number itself."""
    bracket = OPEN_BRACKET.search(before)
    return (before[: bracket.start()] if bracket else before).rstrip().endswith(("》", "〉"))


def citation_fault(at: Passage, found: str, before: str, behind: str) -> Diagnostic:
    """The fault of a number that no title goes before; milder where the title follows or the number is in brackets."""
    mild = re.match(r"[^，。；]{0,10}《", behind) or OPEN_BRACKET.search(before)
    return fault(
        at,
        "info" if mild else "warning",
        f"引用公文时只写了发文字号“{found}”，前面没有标题",
        found,
        "《标题》（发文字号）",
        "第一次引用时，请先写《标题》，再在圆括号里写发文字号",
    )


def number_edits(text: str) -> Iterator[Edit]:
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


def cited_edits(text: str) -> Iterator[Edit]:
    """The number of another document that is cited is written like the document's own."""
    for found in CITED.finditer(half_digits(text)):
        match = LOOSE.match(half_digits(text), found.start())
        if match and found[1]:
            yield (*match.span("open"), "〔")
            yield (*match.span("shut"), "〕")
            yield (*match.span("end"), "")
            yield from wide_digits(text, match.start(), match.end())
