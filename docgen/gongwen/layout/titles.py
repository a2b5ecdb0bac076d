"""Rules of the title and of the addressees (GB/T 9704-2012, 7.3.1 and 7.3.2)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from docgen.core.diagnostic import Diagnostic, Fix
from docgen.gongwen.deviation import deviation
from docgen.gongwen.layout.case import Case, is_blank
from docgen.gongwen.layout.compare import blank_lines, centred, face, flush_left, size, too_few_or_many
from docgen.gongwen.layout.measure import cell
from docgen.gongwen.layout.redrule import Drawn, under_masthead
from docgen.gongwen.manuscript import Line
from docgen.gongwen.operations import Operation
from docgen.wording import width

NO_START = "的》〉、，。；：）”"
NO_END = "《〈（“"
SHORTEST_END = 4
"""字; a shorter last line looks like a remnant."""
EVEN = 0.5
"""字; lines that differ by less count as equally long."""
BREAK_CURE = "请换个地方按 Shift+Enter 分行，不要把词拆开"


def title_face(case: Case) -> Iterator[Diagnostic]:
    """The title is in 小标宋."""
    for line in case.lines("title"):
        yield from face(case, line, "标题字体")


def title_size(case: Case) -> Iterator[Diagnostic]:
    """The title is in 二号."""
    for line in case.lines("title"):
        yield from size(case, line, "标题字号")


def title_place(case: Case) -> Iterator[Diagnostic]:
    """The title is centred without indents."""
    for line in case.free("title"):
        yield from centred(case, line)


def title_below_rule(case: Case) -> Iterator[Diagnostic]:
    """Two blank lines stand between the red rule and the title."""
    titles = case.free("title")
    rules, letter = under_masthead(case), case.profile.form == "信函"
    if not titles or not case.has_masthead or not rules and not letter:
        return
    found = case.blanks_above(titles[0])
    last = max(rules, key=lambda drawn: drawn.place, default=None)
    if last and found is not None and not letter and is_blank(case.reading.placed[last.place]):
        found = below_blank(case, last, titles[0])
    if found is None or case.near(found, "标题上空行"):
        return
    where = "标题和它上面的要素之间" if letter else "红色分隔线和标题之间"
    fault = too_few_or_many(case, titles[0], "标题上空行", where, found)
    own = "标题上空行" in case.profile.overridden
    if case.profile.form == "纪要" and not own:  # 10.3: minutes may be laid out as the unit does
        cure = f"不必改；如果要与公文一致，{fault.cure}"
        fault = replace(
            fault, message=f"{fault.message}，纪要可以不同", cure=cure, strength="practice", fix=Fix(Operation.LEAVE)
        )
    yield fault


def below_blank(case: Case, last: Drawn, title: Line) -> float:
    """The blank lines under a rule that hangs in a blank line; that line itself may stand above or under the rule."""
    place = case.place(title)
    items = case.reading.placed[last.place + 1 :]
    count = float(sum(is_blank(p) for p in items if place is not None and p in case.flow[:place]))
    return count if last.under or case.near(count, "标题上空行") else count + 1


def title_shape(case: Case) -> Iterator[Diagnostic]:
    """The lines of the title are broken by meaning, none too long, as a trapezium or a lozenge."""
    lines = [(line, text) for line in case.lines("title") for text in line.stripped.split("\n") if text.strip()]
    for number, (line, text) in enumerate(lines, 1):
        yield from title_line(case, line, text.strip(), number if len(lines) > 1 else 0)
    if len(lines) > 1:
        yield from last_title_line(*lines[-1])
        yield from outline([width(text.strip()) for _, text in lines], lines[0][0])


def title_line(case: Case, line: Line, text: str, number: int) -> Iterator[Diagnostic]:
    """One line of the title fits the text area, and neither begins nor ends in the middle of a word; 0 is the only one."""
    which = f"标题第{number}行" if number else "标题"
    most = int(case.page(line).text_width / cell(line, case.page(line)) + 0.1)
    if width(text) > most + 0.1:
        seen, right = f"约{math.ceil(width(text))}字宽", f"一行不超过{most}字"
        yield deviation(f"{which}{seen}，{right}，会从中间断开", seen, right, BREAK_CURE, line)
    if number > 1 and text[0] in NO_START:
        yield deviation(f"{which}以“{text[0]}”开头，读起来断开了", text[0], "词意完整的开头", BREAK_CURE, line)
    if text[-1] in NO_END:
        cure = f"请把“{text[-1]}”移到下一行"
        yield deviation(f"{which}以“{text[-1]}”结尾，读起来断开了", text[-1], f"“{text[-1]}”在下一行开头", cure, line)


def last_title_line(line: Line, text: str) -> Iterator[Diagnostic]:
    """The last line of the title is no remnant of a few characters."""
    if width(text.strip()) < SHORTEST_END:
        seen = f"{math.ceil(width(text.strip()))}字"
        yield deviation(f"标题最后一行只有{seen}（“{text.strip()}”），太短", seen, "不少于4字", BREAK_CURE, line)


def outline(widths: list[float], line: Line) -> Iterator[Diagnostic]:
    """The lines get longer, or shorter, or longer and then shorter."""
    if len(widths) < 3:
        return
    steps = [b - a for a, b in zip(widths, widths[1:], strict=False) if abs(b - a) > EVEN]
    if not steps:
        seen = "一样长"
    elif any(a < 0 < b for a, b in zip(steps, steps[1:], strict=False)):
        seen = "两头长、中间短"
    else:
        return
    message = f"标题各行{seen}，通常排成梯形或菱形"
    yield deviation(message, seen, "梯形或菱形", BREAK_CURE, line, strength="practice")


def recipients_place(case: Case) -> Iterator[Diagnostic]:
    """The addressees begin at the left edge."""
    for line in case.free("recipients"):
        yield from flush_left(case, line)


def body_below_recipients(case: Case) -> Iterator[Diagnostic]:
    """The body begins in the line under the addressees."""
    names = case.free("recipients")[-1:]
    place = case.place(names[0]) if names else None
    body = [p.line for p in case.flow[place + 1 :] if p.line and not is_blank(p)] if place is not None else []
    if body and body[0] in case.reading.of("text", "heading"):
        yield from blank_lines(case, body[0], "正文上空行", "主送机关和正文之间")


def recipients_below_title(case: Case) -> Iterator[Diagnostic]:
    """One blank line stands between the title and the addressees."""
    for line in case.free("recipients")[:1]:
        yield from blank_lines(case, line, "主送上空行", "标题和主送机关之间")
