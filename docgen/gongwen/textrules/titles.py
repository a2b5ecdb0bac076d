"""The title and what the kind of document (文种) asks of it: T20–T23."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen import check
from docgen.gongwen.edits import change, no_stop
from docgen.gongwen.standard import KINDS
from docgen.gongwen.textrules.case import HAN, Case, Passage, bare_title, fault
from docgen.gongwen.textrules.leftovers import PLACEHOLDERS
from docgen.gongwen.textrules.punctuation import HALF_MARKS

NO_KINDS = (
    "方案", "计划", "总结", "要点", "办法", "规定", "细则", "须知", "汇报", "台账", "规划", "预案", "制度", "清单", "安排", "情况说明"
)  # fmt: skip
"""What is no kind of document of its own and travels under a notice."""
ODD_MARKS = re.compile(rf"[^\w\s{HAN}《》〈〉“”‘’\"'、（）—・·\-〔〕＋+%％./&]")
CARRIED = re.compile(r"(印发|转发|批转|公布|发布)《.{1,300}》(?:的)?通知$")
NAMED = re.compile(
    r"关于(?:印发|转发|批转|公布|发布)([^《》“”\"']{2,40}?(?:方案|办法|计划|规定|细则|意见|通知))的通知$"
)
STACKED = (
    (re.compile(r"的通知的通知"), "“的通知”写了两遍"),
    (re.compile(r"的的|关于关于|通知通知"), "有重复的字"),
    (re.compile(r"关于的"), "有漏写的字"),
    (re.compile(r"请示报告$|报告请示$"), "“请示”和“报告”是两个文种，不能连用"),
    (re.compile(r"关于(?:(?>(?:(?!关于).)*)关于){2}"), "“关于”层层重复"),
    (
        re.compile(
            r"关于(?>(?:(?!关于|转发|批转|印发|公布|发布|贯彻|落实|执行|学习|答复|同意|[局委厅部府院会司处室办团校]|[《》“”]).)*)关于"
        ),
        "“关于”写了两遍",
    ),
)


def title_at(case: Case, found: str) -> Passage | None:
    """The line of the title with the piece; the last line where the piece is broken over two."""
    lines = case.of("title", part=0)
    return next((p for p in lines if found and found in p.text), lines[-1] if lines else None)


def shape(case: Case) -> Iterator[Diagnostic]:
    """T20: the title is short, has no full stop, ends with its kind, and says 关于 what."""
    if not case.title:
        return
    remarks = check.title(case.title)
    if case.has_mark and (remark := check.title_kind(case.title, case.reading.document.kind)):
        remarks.append(remark)
    for r in remarks:
        piece = r.found or ""
        at = title_at(case, piece)
        fix = change(at.text, no_stop(at.text)) if at and r.fix.operation else Fix()
        yield fault(at, r.severity, r.message, piece, r.expected or "", r.cure or "", fix=fix)
    bare = bare_title(case.title)
    minutes = "".join(case.reading.document.mark).endswith("纪要")  # their mark names the kind, the title the matter
    if case.has_head and not minutes and not bare.endswith((*KINDS, *NO_KINDS, "。", "；", "，", "：")):
        message = f"标题以“{bare[-6:]}”结尾，没有写明文种"
        yield fault(
            title_at(case, bare[-6:]),
            "warning",
            message,
            bare[-6:],
            "以通知、报告、函等文种结尾",
            "请在标题末尾补上文种，如“的通知”“的报告”",
        )
    if case.has_head and "关于" not in bare and re.search(r"的(?:通知|通报|报告|请示|批复|函|意见)$", bare):
        yield fault(
            title_at(case, bare[:6]),
            "info",
            "标题里没有“关于”",
            "",
            f"关于……的{case.kind}",
            "请核对标题是否完整",
            strength="practice",
        )
    yield from broken(case)
    odd = ODD_MARKS.search(case.title.rstrip("。；，："))
    if (
        odd
        and not PLACEHOLDERS.search(case.title)
        and not any(odd[0] in match[0] for match in HALF_MARKS.finditer(case.title))
    ):  # which T08 tells
        message = f"标题里用了“{odd[0]}”"
        yield fault(
            title_at(case, odd[0]),
            "info",
            message,
            odd[0],
            "书名号、引号、顿号、括号",
            "请核对，标题里一般只用书名号、引号、顿号和括号",
            strength="practice",
        )


def broken(case: Case) -> Iterator[Diagnostic]:
    """T20: a line of the title does not end inside a word, a number, or before 的 (7.3.1)."""
    lines = [(p, text) for p in case.of("title", part=0) for text in p.line.stripped.split("\n") if text.strip()]
    whole = "".join(text.strip() for _, text in lines)
    names = [name for name in (case.reading.document.mark + case.reading.document.signature) if 2 < len(name) < 20]
    end = 0
    for (at, text), (_, following) in zip(lines, lines[1:], strict=False):
        end += len(text.strip())
        word = divided(whole, end, names)
        if word or (following.strip()[0] == "的" and not case.reading.manuscript.looks_known):
            what = f"“{word}”拆在了两行" if word else "有一行以“的”开头"
            found = text.strip()[-4:]
            yield fault(
                at, "warning", f"标题分行把词拆开了：{what}", found, "词意完整", "请换个地方分行，不要把词拆开"
            )


def divided(text: str, end: int, names: list[str]) -> str:
    """The word, number or name that a place of a title lies in, "" where it lies between words."""
    import rjieba

    for name in names:
        at = text.find(name)
        if 0 <= at < end < at + len(name):
            return name
    start = 0
    for word in rjieba.cut(text, hmm=False):
        if start < end < start + len(word):
            return "" if parts_stand(word, end - start) else word
        start += len(word)
    number = re.compile(r"(?<!\d)\d{1,6}(?:年度?|月|日|号|[%％]|个|项)").finditer(text)
    return next((match[0] for match in number if match.start() < end < match.end()), "")


def parts_stand(word: str, at: int) -> bool:
    """Whether both parts of a long word are words of their own: 安全 and 检查, but not 水务 and 局."""
    import rjieba

    return all(len(part) > 1 and rjieba.has_word(part) for part in (word[:at], word[at:]))


def carrying(case: Case) -> Iterator[Diagnostic]:
    """T21: a notice that carries a document says 关于印发《…》的通知."""
    title = bare_title(case.title)
    if match := CARRIED.search(title):
        if "关于" not in title[: match.start()]:
            yield fault(
                title_at(case, match[1]),
                "warning",
                f"标题里的“{match[1]}”前面缺“关于”",
                match[1],
                f"关于{match[1]}《…》的通知",
                "请补上“关于”",
            )
        if match[0].endswith("》通知"):
            yield fault(
                title_at(case, "》通知"), "warning", "标题里的“》通知”中间缺“的”", "》通知", "》的通知", "请补上“的”"
            )
        if match[1] == "印发" and match[0].endswith(("通知》的通知", "通知〉》的通知")):
            yield fault(
                title_at(case, "印发"),
                "warning",
                "标题说“印发”，发的却是另一份通知",
                "印发",
                "转发",
                "请核对：转达上级或者其他机关的通知，要用“转发”",
            )
    elif (match := NAMED.search(title)) and not re.search(r"[两二三四五六七八九十\d]\s?[个项件]", match[1]):
        yield fault(
            title_at(case, match[1]),
            "info",
            f"标题里的“{match[1]}”没有加书名号",
            match[1],
            f"《{match[1]}》",
            "请核对，方案、办法等的名称通常加书名号",
        )


def doubled(case: Case) -> Iterator[Diagnostic]:
    """T22: no word of the title is written twice."""
    for rule, what in STACKED:
        if match := rule.search(case.title):
            found = match[0] if len(match[0]) < 8 else match[0][:2]
            yield fault(
                title_at(case, found),
                "warning",
                f"标题里的{what}" if what[0] == "“" else f"标题{what}：“{found}”",
                found,
                "",
                "请核对标题，改正这一处",
            )


def kind(case: Case) -> Iterator[Diagnostic]:
    """T23: plans, summaries and rules are not sent out alone under a masthead."""
    bare = bare_title(case.title)
    found = next((word for word in NO_KINDS if bare.endswith(word)), None)
    if case.has_mark and found:
        message = f"“{found}”不是法定文种，不能直接套红头发出"
        cure = f"请用通知印发：关于印发《…{found}》的通知；向上级报送的用报告"
        yield fault(title_at(case, found), "warning", message, found, "通知、报告等法定文种", cure)
