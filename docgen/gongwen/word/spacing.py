"""How a paragraph stands: w:pPr as properties, and properties as spacing, borders and outline level."""

from __future__ import annotations

from docgen.gongwen.manuscript import Aligned, LineRule, Rule, Spacing
from docgen.gongwen.word.looks import color
from docgen.gongwen.word.theme import Theme
from docgen.gongwen.word.wml import VAL, Element, Properties, is_on, twips, w, whole

SWITCHES = {w(name): name for name in ("keepNext", "snapToGrid", "pageBreakBefore", "contextualSpacing")}
VALUES = {w(name): name for name in ("jc", "outlineLvl", "pStyle")}
INDENTS = {
    "left": ("left", 1),
    "start": ("left", 1),
    "right": ("right", 1),
    "end": ("right", 1),
    "firstLine": ("first", 1),
    "hanging": ("first", -1),
}
AROUND = ("before", "after", "line", "lineRule", "beforeLines", "afterLines", "beforeAutospacing", "afterAutospacing")
ALIGNED: dict[str, Aligned] = {
    "start": "left",
    "left": "left",
    "both": "both",
    "center": "center",
    "right": "right",
    "end": "right",
    "distribute": "distribute",
    "thaiDistribute": "distribute",
    "lowKashida": "both",
    "mediumKashida": "both",
    "highKashida": "both",
}
RULES: dict[str, LineRule] = {"exact": "exact", "atLeast": "atLeast"}
NO_LINE = ("", "none", "nil")
AUTO_SPACE = 280
"""What Word leaves around a paragraph whose space is automatic, as in pages of the web."""


def paragraph_properties(element: Element | None) -> dict[str, str]:
    """What a w:pPr says itself."""
    found: dict[str, str] = {}
    for item in () if element is None else element:
        tag = item.tag
        if tag in SWITCHES:
            found[SWITCHES[tag]] = "1" if is_on(item.get(VAL)) else "0"
        elif tag in VALUES:
            found[VALUES[tag]] = item.get(VAL, "")
        elif tag == w("ind"):
            found |= indents(item)
        elif tag == w("spacing"):
            found |= {name: value for name in AROUND if (value := item.get(w(name))) is not None}
        elif tag == w("tabs"):
            found |= {f"tab.{twips(tab.get(w('pos')))}": tab.get(VAL, "left") for tab in item.findall(w("tab"))}
        elif tag == w("numPr"):
            found |= {
                each.tag.rpartition("}")[2]: each.get(VAL, "") for each in item.iterchildren(w("numId"), w("ilvl"))
            }
        elif tag == w("pBdr"):
            for edge in item.iterchildren(w("top"), w("bottom")):
                found |= border(edge, edge.tag.rpartition("}")[2])
    return found


def indents(element: Element) -> dict[str, str]:
    """What a w:ind says; a hanging indent is a negative first line, in twips as in 字."""
    found = {}
    for name, (key, sign) in INDENTS.items():
        if (value := element.get(w(name))) is not None:
            found[f"ind.{key}"] = str(sign * twips(value))
        if (value := element.get(w(f"{name}Chars"))) is not None:
            found[f"chars.{key}"] = str(sign * whole(value))
    return found


def border(element: Element, name: str) -> dict[str, str]:
    """All of one border line, so that a nearer one replaces it as a whole."""
    values = {key: element.get(w(key), "") for key in ("val", "sz", "space", "color", "themeColor")}
    return {f"{name}.{key}": value for key, value in values.items()}


def rule(properties: Properties, name: str, theme: Theme) -> Rule | None:
    """The border of that name (top, bottom), or None."""
    style = properties.get(f"{name}.val", "")
    if style in NO_LINE:
        return None
    shade = color(properties[f"{name}.color"], properties[f"{name}.themeColor"], "", theme)
    return Rule(shade, whole(properties[f"{name}.sz"]), style, gap=whole(properties[f"{name}.space"]))


def outline(properties: Properties) -> int | None:
    """The outline level; 9 and what is no level is body text."""
    level = whole(properties.get("outlineLvl"), 9)
    return level if 0 <= level < 9 else None


def spacing(properties: Properties, pitch: int) -> Spacing:
    """Effective properties as spacing. ``pitch`` is the height of a line that spaces in lines are counted in."""

    def chars(name: str) -> float | None:
        value = whole(properties.get(f"chars.{name}"))
        return value / 100 if value else None  # 0 takes the indent in 字 away

    def around(name: str) -> int:
        if is_on(properties.get(f"{name}Autospacing", "0")):
            return AUTO_SPACE
        lines = whole(properties.get(f"{name}Lines"))
        return round(lines * pitch / 100) if lines else twips(properties.get(name))

    stops = ((kind, int(key[4:])) for key, kind in properties.items() if key.startswith("tab."))
    return Spacing(
        align=ALIGNED.get(properties.get("jc", ""), "left"),
        left=int(properties.get("ind.left", 0)),
        right=int(properties.get("ind.right", 0)),
        first=int(properties.get("ind.first", 0)),
        left_chars=chars("left"),
        right_chars=chars("right"),
        first_chars=chars("first"),
        before=around("before"),
        after=around("after"),
        line=twips(properties.get("line"), 240),
        rule=RULES.get(properties.get("lineRule", ""), "auto"),
        snap_to_grid=properties.get("snapToGrid") != "0",
        keep_next=properties.get("keepNext") == "1",
        among_others=properties.get("contextualSpacing") == "1",
        tabs=tuple(sorted(((kind, at) for kind, at in stops if kind != "clear"), key=lambda stop: stop[1])),
    )
