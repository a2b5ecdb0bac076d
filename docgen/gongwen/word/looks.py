"""The type of a run: w:rPr as properties, and properties as looks."""

from __future__ import annotations

from docgen.gongwen.manuscript import Looks
from docgen.gongwen.word.theme import Theme
from docgen.gongwen.word.wml import HEX, OFF, VAL, Element, Properties, is_on, measure, twips, w, whole

SWITCHES = {w(name): name for name in ("b", "i", "strike", "dstrike", "vanish")}
VALUES = {w(name): name for name in ("u", "sz", "highlight", "spacing", "w", "rStyle", "vertAlign")}
RAISED = ("superscript", "subscript")
FONTS = {"eastAsia": ("eastAsia", "eastAsiaTheme"), "ascii": ("ascii", "asciiTheme"), "hAnsi": ("hAnsi", "hAnsiTheme")}
THEMED = "theme:"
HALF_POINT = 10
"""In twips."""
DEFAULT_SIZE = 200
"""Twips that Word takes where nothing says otherwise: 10 pt."""


def run_properties(element: Element | None) -> dict[str, str]:
    """What a w:rPr says itself."""
    found: dict[str, str] = {}
    for item in () if element is None else element:
        tag = item.tag
        if tag in SWITCHES:
            found[SWITCHES[tag]] = "1" if is_on(item.get(VAL)) else "0"
        elif tag in VALUES:
            found[VALUES[tag]] = item.get(VAL, "")
        elif tag == w("rFonts"):
            found |= fonts(item)
        elif tag == w("color"):
            found |= {"color": item.get(VAL, ""), "themeColor": item.get(w("themeColor"), "")}
            found["shaded"] = item.get(w("themeTint"), "") + item.get(w("themeShade"), "")
    return found


def fonts(element: Element) -> dict[str, str]:
    """The fonts that a w:rFonts names; a theme font wins over a named one beside it."""
    found = {}
    for key, (name, theme) in FONTS.items():
        if themed := element.get(w(theme)):
            found[key] = THEMED + themed
        elif face := element.get(w(name)):
            found[key] = face
    return found


def color(value: str, themed: str, shaded: str, theme: Theme) -> str:
    """Six hex digits; the theme's colour, but the written one where it is a shade of it. "" for automatic."""
    written = value.upper() if HEX.fullmatch(value) else ""
    if not themed or (shaded and written):
        return written
    return theme.color(themed) or ("" if themed in ("text1", "dark1") else written)


def looks(properties: Properties, theme: Theme) -> Looks:
    """Effective properties as looks."""

    def font(name: str) -> str:
        face = properties.get(name, "")
        return theme.font(face.removeprefix(THEMED)) if face.startswith(THEMED) else face

    def on(name: str) -> bool:
        return properties.get(name) == "1"

    size = measure(properties.get("sz"), unit=HALF_POINT)
    highlight = properties.get("highlight", "")
    return Looks(
        face=font("eastAsia"),
        latin=font("ascii") or font("hAnsi"),
        size=(size or DEFAULT_SIZE) / 20,
        bold=on("b"),
        italic=on("i"),
        underline=properties.get("u", "none") not in OFF,
        strike=on("strike") or on("dstrike"),
        hidden=on("vanish"),
        raised=raised if (raised := properties.get("vertAlign", "")) in RAISED else "",
        color=color(
            properties.get("color", ""), properties.get("themeColor", ""), properties.get("shaded", ""), theme
        ),
        highlight="" if highlight in OFF else highlight,
        tracking=twips(properties.get("spacing")),
        scale=whole(properties.get("w"), 100),
    )
