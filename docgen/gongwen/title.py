"""Breaking a title by meaning into a trapezium or a lozenge (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from docgen.gongwen.standard import KINDS, TITLE_CHARACTERS
from docgen.gongwen.words import word_edges
from docgen.wording import width

SHORTEST_LINE = 4
"""字; a shorter last line of a title looks like a scrap."""
NO_LINE_START = "》〉”’）】、，：；。的和与及等了"
NO_LINE_END = "《〈“‘（【"
INSIDE_WORD, INSIDE_NAME = 30.0, 40.0
"""What it costs to break inside a word and inside a name; more than any shape of the lines is worth."""
SHORT_FIRST = 6.0
"""What a first line costs that is shorter than the others: less than a word that is divided."""


ORGAN_WORD = re.compile(r"委员会|(?:有限)?(?:责任)?(?:集团|公司)|(?:服务)?中心|[局厅院处科部](?!.)")
"""What makes an organ of the words before it: no line begins with it."""
ORGAN_END = re.compile(r"(?:委员会|政府|公司|集团|中心|办公室|[局厅院部])$")
"""What an organ ends with: its office may stand on the next line."""
REMARK = re.compile(r"(?:（[^（）]{1,12}）|\([^()]{1,12}\))$")
"""What may stand in brackets behind a title: （试行）, （征求意见稿）."""
PUNCTUATION = "。．.；;，,：:、！!"
"""Marks that clerks leave at the end of a title."""


def kind_of(title: str) -> str:
    """The kind of document (文种) that a title ends with, "" for none of the fifteen.

    Blanks, breaks, a mark at its end and remarks in brackets behind it are left aside.
    """
    text = re.sub(r"\s", "", title).rstrip(PUNCTUATION)
    while (shorter := REMARK.sub("", text).rstrip(PUNCTUATION)) != text:
        text = shorter
    return next((kind for kind in sorted(KINDS, key=len, reverse=True) if text.endswith(kind)), "")


def break_title(title: str, names: Iterable[str] = (), limit: float = TITLE_CHARACTERS) -> list[str]:
    """The title's lines, each at most ``limit`` 字 wide; breaks that the writer set are kept.

    ``names`` (units, departments, places) and words of the dictionary stay whole as far as the width allows.
    """
    typed = [line.strip() for line in title.splitlines() if line.strip()]
    if len(typed) > 1:
        return [piece for line in typed for piece in break_title(line, names, limit)]
    text = typed[0] if typed else ""
    if width(text) <= limit:
        return [text]
    names = sorted((name for name in names if 1 < len(name) < len(text)), key=len, reverse=True)
    costs = break_costs(text, names)
    least = math.ceil(width(text) / limit)
    best: tuple[float, list[str]] | None = None
    for count in (least, least + 1):
        for cut in candidates(text, costs, count, limit):
            lines = [text[a:b] for a, b in zip((0, *cut), (*cut, len(text)), strict=True)]
            cost = sum(costs[i] for i in cut) + shape_cost([width(line) for line in lines]) + 2 * (count - least)
            if best is None or cost < best[0]:
                best = cost, lines
    return best[1] if best else hard_break(text, limit)


def break_name(text: str, names: Iterable[str], limit: float, last: float | None = None) -> list[str]:
    """The lines of a name that is wider than one, each at most ``limit`` 字 wide, the last ``last``.

    It is broken as a title is. With ``last`` the last line shares its room with a date; without, the first is the
    longest where words allow it, so that the others stand under it.
    """
    room = limit if last is None else last
    if width(text) <= room:
        return [text]
    costs = break_costs(text, sorted((n for n in names if 1 < len(n) < len(text)), key=len, reverse=True))
    least = max(math.ceil((width(text) - room) / limit) + 1, 2)
    made: list[tuple[float, list[str]]] = []
    for count in (least, least + 1):
        for cut in candidates(text, costs, count, limit, room):
            lines = [text[a:b] for a, b in zip((0, *cut), (*cut, len(text)), strict=True)]
            widths = [width(line) for line in lines]
            cost = sum(costs[i] + at_organ(text, i) for i in cut) + shape_cost(widths) + 2 * (count - least)
            made.append((cost + SHORT_FIRST * (last is None and widths[0] < max(widths)), lines))
    return min(made, key=lambda item: item[0])[1] if made else hard_break(text, min(limit, room))


def at_organ(text: str, i: int) -> float:
    """What a break of a name is worth more where an organ ends, and costs more before the word that makes it one."""
    return (6.0 if ORGAN_WORD.match(text, i) else 0.0) - (1.5 if ORGAN_END.search(text[:i]) else 0.0)


def tidy(title: str) -> str:
    """A title with the breaks that its writer set where the lines fit and the last is no scrap; else in one line."""
    lines = [line.strip() for line in title.splitlines() if line.strip()] or [""]
    fits = all(width(line) <= TITLE_CHARACTERS for line in lines)
    return "\n".join(lines) if fits and width(lines[-1]) >= SHORTEST_LINE else "".join(lines)


def break_costs(text: str, names: Iterable[str]) -> dict[int, float]:
    """What it costs to break before each character; places that may never be broken are left out."""
    costs: dict[int, float] = {}
    inside = spans(text, names)
    edges = word_edges(text)
    for i in range(1, len(text)):
        before, after = text[i - 1], text[i]
        if after in NO_LINE_START or before in NO_LINE_END:
            continue
        if re.match(r"[0-9A-Za-z.%]{2}", before + after) or (before.isdigit() and after in "年月日号项个家%"):
            continue
        cost = 3.0 if 1 < i < len(text) - 1 else 8.0
        cost += -2.0 if i in edges else INSIDE_WORD
        cost += max((weight for a, b, weight in inside if a < i < b), default=0.0)
        if before in "》”）、，" or after in "《“（" or any(b == i and w == INSIDE_NAME for _, b, w in inside):
            cost -= 1.5
        costs[i] = cost
    return costs


def spans(text: str, names: Iterable[str]) -> list[tuple[int, int, float]]:
    """Stretches that want to stay whole, each with what breaking it costs."""
    found: list[tuple[int, int, float]] = []
    for name in names:
        found += [(m.start(), m.end(), INSIDE_NAME) for m in re.finditer(re.escape(name), text)]
    for m in re.finditer(r"“[^“”]*”|（[^（）]*）", text):
        found.append((m.start(), m.end(), 7.0))
    for m in re.finditer(r"《[^《》]*》", text):
        found.append((m.start(), m.end(), 1.0 if m.end() - m.start() > 12 else 4.0))
    return found


def candidates(
    text: str, costs: dict[int, float], count: int, limit: float, last: float | None = None
) -> Iterable[tuple[int, ...]]:
    """Sets of break places that give ``count`` lines within the limit, the last within its own."""
    room = limit if last is None else last
    places = sorted(sorted(costs, key=lambda i: (costs[i], i))[:32])

    def cut(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if width(text[start:]) > (left - 1) * limit + room:
            return
        if left == 1:
            yield ()
            return
        for place in places:
            if place > start and width(text[start:place]) <= limit:
                for rest in cut(place, left - 1):
                    yield (place, *rest)

    yield from cut(0, count)


def shape_cost(widths: list[float]) -> float:
    """How far the lines are from a trapezium or a lozenge, and from each other."""
    rising = all(a <= b for a, b in zip(widths, widths[1:], strict=False))
    falling = all(a >= b for a, b in zip(widths, widths[1:], strict=False))
    peak = widths.index(max(widths))
    lozenge = all(a <= b for a, b in zip(widths[:peak], widths[1 : peak + 1], strict=False)) and all(
        a >= b for a, b in zip(widths[peak:], widths[peak + 1 :], strict=False)
    )
    cost = 0.0 if rising or falling or lozenge else 3.0
    cost += 1.0 if len(set(widths)) == 1 else 0.0
    cost += 4.0 if min(widths) < 4 else 0.0
    return cost + (max(widths) - min(widths)) / 6


def hard_break(text: str, limit: float) -> list[str]:
    """Lines filled one after another: for a text without any good place."""
    lines, rest = [], text
    while rest:
        end = next((i for i in range(len(rest), 0, -1) if width(rest[:i]) <= limit), 1)
        lines.append(rest[:end])
        rest = rest[end:]
    return lines
