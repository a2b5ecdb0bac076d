"""Rules of the masthead (版头): 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人 (GB/T 9704-2012, 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.colours import is_red
from docgen.gongwen.document import flat
from docgen.gongwen.layout.case import NAMES, Case, Fault
from docgen.gongwen.layout.compare import (
    NEAR,
    PARAGRAPH,
    blank_lines,
    centred,
    face,
    flush_left,
    plain,
    size,
    start,
)
from docgen.gongwen.layout.measure import between, extent, major, segments
from docgen.gongwen.manuscript import Line
from docgen.gongwen.roles import Role

UPWARD = ("请示", "报告")
MAYBE_UPWARD = ("意见", "议案")
SIGNER = re.compile(r"签\s*发\s*人\s*[:：]?\s*")
ORDER: tuple[Role, ...] = ("copy_no", "secrecy", "urgency")


def copy_number(case: Case) -> Iterator[Fault]:
    """份号: six digits, 三号, at the left of the first line."""
    for line in case.lines("copy_no"):
        if not re.fullmatch(r"\d{6}", line.stripped):
            yield Fault(
                f"份号写的是“{line.stripped[:10]}”，一般是6位数字", line.stripped[:10], "6位数字", "请补足6位", line
            )
        yield from size(case, line, "份号字号")
        yield from flush_left(case, line)
        above = [p for p in case.flow[: case.place(line) or 0] if not p.line or not p.line.empty]
        if above:
            yield Fault("份号不在第1行", "不在第1行", "版心第1行", "请把份号移到最上面", line)


def secrecy(case: Case) -> Iterator[Fault]:
    """密级和保密期限: 三号黑体 at the left."""
    for line in case.lines("secrecy"):
        yield from face(case, line, "密级字体")
        yield from size(case, line, "密级字号")
        yield from flush_left(case, line)


def urgency(case: Case) -> Iterator[Fault]:
    """紧急程度: 三号黑体 at the left."""
    for line in case.lines("urgency"):
        yield from face(case, line, "紧急程度字体")
        yield from size(case, line, "紧急程度字号")
        yield from flush_left(case, line)


def order(case: Case) -> Iterator[Fault]:
    """份号, 密级, 紧急程度 stand in this order, each on a line of its own."""
    found = [(p.role, p.line) for p in case.reading.placed if p.role in ORDER and p.part == 0 and p.line]
    right = sorted(found, key=lambda pair: ORDER.index(pair[0]))
    if [role for role, _ in found] != [role for role, _ in right]:
        seen, wanted = ("、".join(NAMES[role] for role, _ in pairs) for pairs in (found, right))
        yield Fault(f"版头的顺序是{seen}，应为{wanted}", seen, wanted, "请调整前后顺序，一项一行", found[0][1])


def mark_place(case: Case) -> Iterator[Fault]:
    """发文机关标志 is centred."""
    for line in case.mark:
        if not line.boxed and not line.in_table:
            yield from centred(case, line)


def mark_looks(case: Case) -> Iterator[Fault]:
    """发文机关标志 is red, in 小标宋."""
    for line in case.mark:
        color = major(line.runs, lambda looks: looks.color)
        if color is not None and not is_red(color) and case.words("标志颜色") == ("红",):
            seen = color if color not in ("", "000000", "auto") else "黑色"
            cure = "请选中标志，在“字体→颜色”里改成红色"
            yield Fault(f"发文机关标志是{seen}，推荐用红色", seen, "红色", cure, line, "标志颜色")
        yield from face(case, line, "标志字体", "发文机关标志")


def top_of_number(case: Case) -> Line | None:
    """The first line under the mark: 签发人 of several lines may stand above the number."""
    lines = case.free("number", "signers")
    return lines[0] if lines else None


def number_below_mark(case: Case) -> Iterator[Fault]:
    """发文字号 stands two blank lines under the mark."""
    line = top_of_number(case)
    if line is not None and case.profile.form == "公文":
        yield from blank_lines(case, line, "标志下空行", f"发文机关标志和{case.called(line)}之间")


def signer_lines(case: Case) -> list[Line]:
    """The lines that name who signed the document off."""
    return case.lines("signers") + [line for line in case.lines("number") if SIGNER.search(line.text)]


def number_place(case: Case) -> Iterator[Fault]:
    """发文字号 is centred; in a document sent upwards it begins one 字 from the left. It is 三号仿宋."""
    for line in case.lines("number"):
        text = SIGNER.split(line.text)[0].rstrip()
        runs = between(line, 0, len(text)) if len(text) < len(line.text) else line.runs
        yield from size(case, line, "发文字号字号", "发文字号", runs)
        yield from face(case, line, "发文字号字体", "发文字号", runs)
    for line in case.free("number"):
        if case.profile.form != "公文":
            continue
        if signer_lines(case) and not upward(case):
            continue  # who signed it off should not stand there, and is said so
        if signer_lines(case):
            yield from start(case, line, "发文字号左空")
        else:
            yield from centred(case, line)


def signers(case: Case) -> Iterator[Fault]:
    """签发人 stands in documents sent upwards, one 字 from the right; the label is 仿宋, the names 楷体."""
    lines, kind = signer_lines(case), kind_of(case)
    if not lines and not case.reading.document.signers and kind in UPWARD:
        line = top_of_number(case)
        cure = "请在发文字号同一行右边写“签发人：姓名”"
        yield Fault(f"{kind}是上行文，版头缺少签发人", "没有签发人", "签发人：姓名", cure, line)
    for line in lines:
        if not upward(case):
            yield Fault(
                f"{kind}不是上行文，不应标注签发人", "有签发人", "不标注签发人", "请删去签发人，发文字号居中", line
            )
            continue
        yield from signer_faces(case, line)
        if not line.in_table and not line.boxed:
            yield from signer_place(case, line)


def kind_of(case: Case) -> str:
    """The kind of document (文种) by its title."""
    title = flat(case.reading.document.title)
    ends = next((kind for kind in (*UPWARD, *MAYBE_UPWARD) if title.endswith(kind)), "")
    return ends or case.reading.document.kind


def upward(case: Case) -> bool:
    """Whether a document is, or may be, sent upwards."""
    return kind_of(case) in ("", *UPWARD, *MAYBE_UPWARD)


def signer_faces(case: Case, line: Line) -> Iterator[Fault]:
    """The label and the names each have their face."""
    label = SIGNER.search(line.text)
    end = label.end() if label else 0
    if label:
        yield from face(case, line, "签发人字体", "“签发人”三字", between(line, label.start(), end))
    yield from face(case, line, "签发人姓名字体", "签发人姓名", between(line, end, len(line.text)))


def signer_place(case: Case, line: Line) -> Iterator[Fault]:
    """The names end one 字 from the right edge."""
    found = segments(line, case.page(line))
    if not found:
        return
    blank = found[-1][1].blank
    if not case.near(blank, "签发人右空"):
        seen, right = f"右空{plain(blank)}字", f"右空{plain(case.number('签发人右空'))}字"
        cure = "请用右对齐制表位对齐，制表位设在右边空一字处"
        yield Fault(f"签发人{seen}，应{right}", seen, right, cure, line, "签发人右空")


def letter_number(case: Case) -> Iterator[Fault]:
    """The number of a letter stands at the right edge."""
    for line in case.free("number"):
        blank = extent(line, case.page(line)).blank
        if abs(blank) > NEAR:
            seen = f"右空{plain(blank)}字"
            yield Fault(f"信函的发文字号{seen}，应顶格居右", seen, "顶格居右", PARAGRAPH, line)
