"""Rules of the masthead (版头): 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人 (GB/T 9704-2012, 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen.colours import is_red
from docgen.gongwen.deviation import deviation
from docgen.gongwen.layout.case import NAMES, Case
from docgen.gongwen.layout.compare import (
    NEAR,
    WHOLE,
    blank,
    blank_lines,
    centred,
    face,
    flush_left,
    plain,
    size,
    start,
    untyped,
)
from docgen.gongwen.layout.hues import hue
from docgen.gongwen.layout.measure import CM, between, cell, extent, major, segments
from docgen.gongwen.manuscript import Line
from docgen.gongwen.operations import Operation
from docgen.gongwen.roles import Role
from docgen.gongwen.title import kind_of

RED, SIGNERS = "红色", "签发人"
UPWARD = ("请示", "报告")
MAYBE_UPWARD = ("意见", "议案")
SIGNER = re.compile(r"签\s*发\s*人\s*[:：]?\s*")
ORDER: tuple[Role, ...] = ("copy_no", "secrecy", "urgency")


def copy_number(case: Case) -> Iterator[Diagnostic]:
    """份号: six digits, 三号, at the left of the first line."""
    for line in case.lines("copy_no"):
        if not re.fullmatch(r"\d{6}", line.stripped):
            seen, cure = line.stripped[:10], "请改成6位数字，前面用0补足，如000012"
            yield deviation(f"份号写的是“{seen}”，一般应为6位数字", seen, "6位数字", cure, line)
        yield from size(case, line, "份号字号")
        yield from flush_left(case, line)
        above = [p for p in case.flow[: case.place(line) or 0] if not p.line or not p.line.empty]
        if above:
            yield deviation("份号上面还有别的文字，一般应在第1行", "不在第1行", "第1行", "请把份号移到最上面", line)


def secrecy(case: Case) -> Iterator[Diagnostic]:
    """密级和保密期限: 三号黑体 at the left."""
    for line in case.lines("secrecy"):
        yield from face(case, line, "密级字体")
        yield from size(case, line, "密级字号")
        yield from flush_left(case, line)


def urgency(case: Case) -> Iterator[Diagnostic]:
    """紧急程度: 三号黑体 at the left."""
    for line in case.lines("urgency"):
        yield from face(case, line, "紧急程度字体")
        yield from size(case, line, "紧急程度字号")
        yield from flush_left(case, line)


def order(case: Case) -> Iterator[Diagnostic]:
    """份号, 密级, 紧急程度 stand in this order, each on a line of its own."""
    found = [(p.role, p.line) for p in case.reading.placed if p.role in ORDER and p.part == 0 and p.line]
    right = sorted(found, key=lambda pair: ORDER.index(pair[0]))
    if [role for role, _ in found] != [role for role, _ in right]:
        seen, wanted = ("、".join(NAMES[role] for role, _ in pairs) for pairs in (found, right))
        yield deviation(f"版头的顺序是{seen}，一般应为{wanted}", seen, wanted, "请调整前后顺序，一项一行", found[0][1])


def mark_place(case: Case) -> Iterator[Diagnostic]:
    """发文机关标志 is centred."""
    for line in case.mark:
        if not line.boxed and not line.in_table:
            yield from centred(case, line)


def mark_looks(case: Case) -> Iterator[Diagnostic]:
    """发文机关标志 is red, in 小标宋."""
    for line in case.mark:
        color = major(line.runs, lambda looks: looks.color)
        if color is not None and not is_red(color) and case.words("标志颜色") == ("红",):
            seen = hue(color)
            cure = "请选中标志，在“字体→颜色”里改成红色"
            yield deviation(
                f"发文机关标志是{seen}，推荐用红色", seen, "红色", cure, line, "标志颜色", fix=Fix(Operation.RED)
            )
        yield from face(case, line, "标志字体", "发文机关标志")


def top_of_number(case: Case) -> Line | None:
    """The first line under the mark: 签发人 of several lines may stand above the number."""
    lines = case.free("number", "signers")
    return lines[0] if lines else None


def number_below_mark(case: Case) -> Iterator[Diagnostic]:
    """发文字号 stands two blank lines under the mark."""
    line = top_of_number(case)
    if line is not None and case.profile.form == "公文":
        yield from blank_lines(case, line, "标志下空行", f"发文机关标志和{case.called(line)}之间")


def signer_lines(case: Case) -> list[Line]:
    """The lines that name who signed the document off."""
    return case.lines("signers") + [line for line in case.lines("number") if SIGNER.search(line.text)]


def number_place(case: Case) -> Iterator[Diagnostic]:
    """发文字号 is centred; in a document sent upwards it begins one 字 from the left. It is 三号仿宋."""
    for line in case.lines("number"):
        text = SIGNER.split(line.text)[0].rstrip()
        part = (0, len(text)) if len(text) < len(line.text) else WHOLE
        runs = between(line, 0, len(text)) if part != WHOLE else line.runs
        yield from size(case, line, "发文字号字号", "发文字号", runs, part)
        yield from face(case, line, "发文字号字体", "发文字号", runs, part)
    for line in case.free("number"):
        if case.profile.form != "公文":
            continue
        if signer_lines(case) and not upward(case):
            continue  # who signed it off should not stand there, and is said so
        if signer_lines(case):
            yield from start(case, line, "发文字号左空")
        else:
            yield from centred(case, line)


def signers(case: Case) -> Iterator[Diagnostic]:
    """签发人 stands in documents sent upwards, one 字 from the right; the label is 仿宋, the names 楷体."""
    lines, kind = signer_lines(case), wanted_kind(case)
    if not lines and not case.reading.document.signers and kind in UPWARD:
        line = top_of_number(case)
        cure = "请在发文字号同一行右边写“签发人：姓名”"
        yield deviation(f"{kind}是上行文，版头缺少签发人", "没有签发人", "签发人：姓名", cure, line)
    yield from number_beside_signers(case)
    for line in lines:
        if not upward(case):
            cure = "请删去签发人，发文字号居中"
            yield deviation(f"{kind}不是上行文，不应标注签发人", "有签发人", "不标注签发人", cure, line)
            continue
        yield from signer_faces(case, line)
        if not line.in_table and not line.boxed:
            yield from signer_place(case, line)


def number_beside_signers(case: Case) -> Iterator[Diagnostic]:
    """The number shares the line of the last name of those who signed the document off."""
    apart = case.free("signers")
    for line in case.free("number")[:1]:
        if apart and upward(case) and not SIGNER.search(line.text) and "\t" not in line.stripped:
            seen, right = "不在签发人一行", "与最后一个签发人同一行"
            cure = "请把发文字号移到最后一个签发人那一行的左边（左空1字），中间按 Tab 键隔开"
            yield deviation(f"发文字号{seen}，应{right}", seen, right, cure, line, clause="7.2.5")


def wanted_kind(case: Case) -> str:
    """The kind of document (文种) by its title."""
    return kind_of(case.reading.document.title) or case.reading.document.kind


def upward(case: Case) -> bool:
    """Whether a document is, or may be, sent upwards."""
    return wanted_kind(case) in ("", *UPWARD, *MAYBE_UPWARD)


def signer_faces(case: Case, line: Line) -> Iterator[Diagnostic]:
    """The label and the names each have their face."""
    label = SIGNER.search(line.text)
    end = label.end() if label else 0
    if label:
        yield from face(
            case, line, "签发人字体", "“签发人”三字", between(line, label.start(), end), (label.start(), end)
        )
    yield from face(case, line, "签发人姓名字体", "签发人姓名", between(line, end, len(line.text)), (end, None))


def signer_place(case: Case, line: Line) -> Iterator[Diagnostic]:
    """The names end one 字 from the right edge."""
    found = segments(line, case.page(line))
    if not found:
        return
    at, wanted = found[-1][1].blank, case.number("签发人右空")
    if not case.near(at, "签发人右空"):
        seen, right = blank("右", at), blank("右", wanted)
        message, cure = f"签发人{seen}，应{right}", signer_cure(case, line)
        yield deviation(message, seen, right, cure, line, "签发人右空", fix=Fix(Operation.SIGNERS, amount=wanted))


def signer_cure(case: Case, line: Line) -> str:
    """How 签发人 is brought to its place: by a tab behind the number, by alignment where it has a line of its own."""
    wanted, page = case.number("签发人右空"), case.page(line)
    if SIGNER.match(line.stripped):
        return f"请{untyped(line, True)}点“开始→右对齐”，再在“段落→缩进→右侧”里设{plain(wanted)}字符"
    stop = (page.text_width - wanted * cell(line, page)) / CM
    return f"请删去“签发人”前面的空格，按一下 Tab 键，再在“段落→制表位”里设{stop:.1f}厘米、右对齐"


def letter_number(case: Case) -> Iterator[Diagnostic]:
    """The number of a letter stands at the right edge."""
    for line in case.free("number"):
        found = extent(line, case.page(line)).blank
        if abs(found) > NEAR:
            seen = blank("右", found)
            cure = f"请{untyped(line, True)}点“开始→右对齐”，右侧缩进改为0"
            yield deviation(f"信函的发文字号{seen}，应顶格居右", seen, "顶格居右", cure, line)
