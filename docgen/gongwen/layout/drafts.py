"""A draft shows what is missing at its place (【缺：主送】); a place that is named so is what it is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docgen.gongwen.colours import is_red
from docgen.gongwen.roles import Placed, Reading, Role

GAP = re.compile(r"【(?:缺：([^【】\n]+)|(待编号))】")
NAMED: dict[str, Role] = {
    "份号": "copy_no",
    "密级": "secrecy",
    "紧急程度": "urgency",
    "标志": "mark",
    "期号": "issue",
    "发文字号": "number",
    "待编号": "number",
    "签发人": "signers",
    "标题": "title",
    "主送": "recipients",
    "正文": "text",
    "署名": "signature",
    "成文日期": "date",
    "附注": "note",
}


def named(reading: Reading) -> Reading:
    """The reading with the lines of a draft being what their gaps say; any other as it is."""
    if not any(p.line and GAP.search(p.line.text) for p in reading.placed):
        return reading
    placed = list(reading.placed)
    for at, each in enumerate(placed):
        if role := gap_role(each):
            placed[at] = replace(each, role=role, level=0)
    return replace(reading, placed=tuple(around(placed)))


def gap_role(placed: Placed) -> Role | None:
    """What a line is whose first words are a gap, or 附注 in its brackets."""
    if placed.line is None or placed.line.in_table or placed.role in ("imprint", "label", "listed"):
        return None
    found = GAP.match(placed.line.stripped.lstrip("（"))
    return NAMED.get(found[1] or found[2]) if found else None


def around(placed: Sequence[Placed]) -> list[Placed]:
    """Lines beside a gap that are known by it: the title above the body, the name over the date, what bears the red rule."""
    made = list(placed)
    last = next((at for at, p in enumerate(made) if p.role in ("recipients", "text", "heading") and not middle(p)), 0)
    for at, each in enumerate(made):
        line = each.line
        if line is None or each.role != "text" or gap_role(each):
            continue
        below = made[at + 1].role if at + 1 < len(made) else ""
        if line.below and is_red(line.below.color):
            made[at] = replace(each, role="edited")
        elif at < last and middle(each):
            made[at] = replace(each, role="title")
        elif below in ("date", "signature") and line.spacing.align == "right":
            made[at] = replace(each, role="signature")
    return made


def middle(placed: Placed) -> bool:
    """Whether a line stands in the middle."""
    return placed.line is not None and placed.line.spacing.align == "center"
