"""Rules of the title and of the addressees (GB/T 9704-2012, 7.3.1 and 7.3.2)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.gongwen.layout.case import Case, Fault, is_blank
from docgen.gongwen.layout.compare import BLANK_LINES, blank_lines, centred, face, flush_left, plain, size
from docgen.gongwen.layout.measure import cell
from docgen.gongwen.layout.redrule import Drawn, under_masthead
from docgen.gongwen.manuscript import Line
from docgen.wording import width

NO_START = "的》〉、，。；：）”"
NO_END = "《〈（“"
SHORTEST_END = 4
"""字; a shorter last line looks like a remnant."""
EVEN = 0.5
"""字; lines that differ by less count as equally long."""
BREAK_CURE = "请在标题里换个地方按 Shift+Enter 分行，词不要拆开"


def title_face(case: Case) -> Iterator[Fault]:
    """The title is in 小标宋."""
    for line in case.lines("title"):
        yield from face(case, line, "标题字体")


def title_size(case: Case) -> Iterator[Fault]:
    """The title is in 二号."""
    for line in case.lines("title"):
        yield from size(case, line, "标题字号")


def title_place(case: Case) -> Iterator[Fault]:
    """The title is centred without indents."""
    for line in case.free("title"):
        yield from centred(case, line)


def title_below_rule(case: Case) -> Iterator[Fault]:
    """Two blank lines stand between the red rule and the title."""
    titles = case.free("title")
    rules = under_masthead(case)
    if not titles or not case.has_masthead or not rules:
        return
    found = case.blanks_above(titles[0])
    last = max(rules, key=lambda drawn: drawn.place)
    if found is not None and is_blank(case.reading.placed[last.place]):
        found = below_blank(case, last, titles[0])
    if found is None or case.near(found, "标题上空行"):
        return
    right, seen = f"空{plain(case.number('标题上空行'))}行", f"空{plain(found)}行" if found else "没有空行"
    yield Fault(f"红色分隔线和标题之间{seen}，一般应{right}", seen, right, BLANK_LINES, titles[0], "标题上空行")


def below_blank(case: Case, last: Drawn, title: Line) -> float:
    """The blank lines under a rule that hangs in a blank line; that line itself may stand above or under the rule."""
    place = case.place(title)
    items = case.reading.placed[last.place + 1 :]
    count = float(sum(is_blank(p) for p in items if place is not None and p in case.flow[:place]))
    return count if last.under or case.near(count, "标题上空行") else count + 1


def title_shape(case: Case) -> Iterator[Fault]:
    """The lines of the title are broken by meaning, none too long, as a trapezium or a lozenge."""
    lines = [(line, text) for line in case.lines("title") for text in line.stripped.split("\n") if text.strip()]
    for number, (line, text) in enumerate(lines, 1):
        yield from title_line(case, line, text.strip(), number)
    if len(lines) > 1:
        yield from last_title_line(*lines[-1])
        yield from outline([width(text.strip()) for _, text in lines], lines[0][0])


def title_line(case: Case, line: Line, text: str, number: int) -> Iterator[Fault]:
    """One line of the title fits the text area, and neither begins nor ends in the middle of a word."""
    most = int(case.page(line).text_width / cell(line, case.page(line)) + 0.1)
    if width(text) > most + 0.1:
        seen, right = f"{plain(width(text))}字", f"不超过{most}字"
        yield Fault(f"标题第{number}行长{seen}，一行排不下，会从中间断开，应{right}", seen, right, BREAK_CURE, line)
    if number > 1 and text[0] in NO_START:
        yield Fault(f"标题第{number}行以“{text[0]}”开头", text[0], "词意完整的开头", BREAK_CURE, line)
    if text[-1] in NO_END:
        yield Fault(f"标题第{number}行以“{text[-1]}”结尾", text[-1], f"“{text[-1]}”移到下一行", BREAK_CURE, line)


def last_title_line(line: Line, text: str) -> Iterator[Fault]:
    """The last line of the title is no remnant of a few characters."""
    if width(text.strip()) < SHORTEST_END:
        seen = f"{plain(width(text.strip()))}字"
        yield Fault(f"标题最后一行只有{seen}（“{text.strip()}”）", seen, "不少于4字", BREAK_CURE, line)


def outline(widths: list[float], line: Line) -> Iterator[Fault]:
    """The lines get longer, or shorter, or longer and then shorter."""
    if len(widths) < 3:
        return
    steps = [b - a for a, b in zip(widths, widths[1:], strict=False) if abs(b - a) > EVEN]
    if not steps:
        seen = "长方形"
    elif any(a < 0 < b for a, b in zip(steps, steps[1:], strict=False)):
        seen = "中间短、两头长"
    else:
        return
    yield Fault(f"标题各行排成了{seen}，一般用梯形或菱形", seen, "梯形或菱形", BREAK_CURE, line, strength="practice")


def recipients_place(case: Case) -> Iterator[Fault]:
    """The addressees begin at the left edge."""
    for line in case.free("recipients"):
        yield from flush_left(case, line)


def recipients_below_title(case: Case) -> Iterator[Fault]:
    """One blank line stands between the title and the addressees."""
    for line in case.free("recipients")[:1]:
        yield from blank_lines(case, line, "主送上空行", "标题和主送机关之间")
