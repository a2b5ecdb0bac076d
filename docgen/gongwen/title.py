"""Breaking a title by meaning into a trapezium or a lozenge (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from docgen.gongwen.standard import KINDS, TITLE_CHARACTERS
from docgen.wording import width

SHORTEST_LINE = 4
"""字; a shorter last line of a title looks like a scrap."""
NO_LINE_START = "》〉”’）】、，：；。的和与及等了"
NO_LINE_END = "《〈“‘（【"
WORDS = [
    "关于",
    "印发",
    "转发",
    "批转",
    "公布",
    "发布",
    "召开",
    "开展",
    "进一步",
    "做好",
    "加强",
    "规范",
    "推进",
    "落实",
    "报送",
    "调整",
    "成立",
    "活动",
    "实施",
    "实施方案",
    "方案",
    "工作",
    "工作方案",
    "行动",
    "专项",
    "专项行动",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "意见",
    "管理",
    "管理办法",
    "办法",
    "细则",
    "规定",
    "制度",
    "制度执行年",
    "合规",
    "体系",
    "建设",
    "强化年",
    "深化年",
    "文化",
    "合规文化",
    "合规体系",
    "体系建设",
    "集团",
    "有限公司",
    "有限",
    "公司",
    "中心",
    "管理中心",
    "公积金",
    "住房公积金",
    "住房",
    "委员会",
    "办公室",
    "年度",
    "总结",
    "情况",
    "情况表",
    "宣传",
    "报道",
    "宣传报道",
    "任务",
    "任务表",
    "任务分解表",
    "分解表",
    "台账",
    "清单",
    "风险",
    "排查",
    "整改",
    "问题",
    "督查",
    "检查",
    "考核",
    "评价",
    "安全",
    "生产",
    "安全生产",
    "教育",
    "培训",
    "学习",
    "会议",
    "纪要",
    "商请",
    "协助",
    "提供",
    "核查",
    "数据",
    "信息",
    "材料",
    "清廉",
    "金融",
    "清廉金融",
    "积分",
    "结果",
    "通报",
    "阶段",
    "推进",
    "监督",
    "组织",
    "领导",
    "领导小组",
    "工作组",
    "征求",
    "复函",
    "函",
    "月",
    "季度",
    "能源",
    "工程",
    "市",
    "区",
    "县",
    "省",
]


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


def break_title(title: str, names: Iterable[str] = (), limit: int = TITLE_CHARACTERS) -> list[str]:
    """The title's lines, each at most ``limit`` 字 wide; breaks that the writer set are kept.

    ``names`` are organisations that should stay whole.
    """
    typed = [line.strip() for line in title.splitlines() if line.strip()]
    if len(typed) > 1:
        return [piece for line in typed for piece in break_title(line, names, limit)]
    text = typed[0] if typed else ""
    if width(text) <= limit:
        return [text]
    names = sorted((name for name in names if 2 < len(name) < len(text)), key=len, reverse=True)
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


def tidy(title: str) -> str:
    """A title with the breaks that its writer set where the lines fit and the last is no scrap; else in one line."""
    lines = [line.strip() for line in title.splitlines() if line.strip()] or [""]
    fits = all(width(line) <= TITLE_CHARACTERS for line in lines)
    return "\n".join(lines) if fits and width(lines[-1]) >= SHORTEST_LINE else "".join(lines)


def break_costs(text: str, names: Iterable[str]) -> dict[int, float]:
    """What it costs to break before each character; places that may never be broken are left out."""
    costs: dict[int, float] = {}
    inside = spans(text, names)
    starts, ends, within = word_edges(text)
    for i in range(1, len(text)):
        before, after = text[i - 1], text[i]
        if after in NO_LINE_START or before in NO_LINE_END:
            continue
        if re.match(r"[0-9A-Za-z.%]{2}", before + after) or (before.isdigit() and after in "年月日号项个家%"):
            continue
        cost = 3.0 if 1 < i < len(text) - 1 else 8.0
        if i in ends:
            cost -= 1
        if i in starts:
            cost -= 1
        if i in within:
            cost += 6
        cost += max((weight for a, b, weight in inside if a < i < b), default=0.0)
        if before in "》”）、，" or after in "《“（" or any(b == i and w >= 8 for _, b, w in inside):
            cost -= 1.5
        costs[i] = cost
    return costs


def spans(text: str, names: Iterable[str]) -> list[tuple[int, int, float]]:
    """Stretches that want to stay whole, each with what breaking it costs."""
    found: list[tuple[int, int, float]] = []
    for name in names:
        found += [(m.start(), m.end(), 9.0) for m in re.finditer(re.escape(name), text)]
    for m in re.finditer(r"“[^“”]*”|（[^（）]*）", text):
        found.append((m.start(), m.end(), 7.0))
    for m in re.finditer(r"《[^《》]*》", text):
        found.append((m.start(), m.end(), 1.0 if m.end() - m.start() > 12 else 4.0))
    return found


def word_edges(text: str) -> tuple[set[int], set[int], set[int]]:
    """Where known words start and end, and the places inside them (a longer word covers its parts)."""
    starts: set[int] = set()
    ends: set[int] = set()
    within: set[int] = set()
    for word in WORDS:
        for m in re.finditer(re.escape(word), text):
            starts.add(m.start())
            ends.add(m.end())
            within.update(range(m.start() + 1, m.end()))
    return starts, ends, within


def candidates(text: str, costs: dict[int, float], count: int, limit: int) -> Iterable[tuple[int, ...]]:
    """Sets of break places that give ``count`` lines within the limit."""
    places = sorted(sorted(costs, key=lambda i: (costs[i], i))[:32])

    def cut(start: int, left: int) -> Iterator[tuple[int, ...]]:
        if width(text[start:]) > left * limit:
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


def hard_break(text: str, limit: int) -> list[str]:
    """Lines filled one after another: for a text without any good place."""
    lines, rest = [], text
    while rest:
        end = next((i for i in range(len(rest), 0, -1) if width(rest[:i]) <= limit), 1)
        lines.append(rest[:end])
        rest = rest[end:]
    return lines
