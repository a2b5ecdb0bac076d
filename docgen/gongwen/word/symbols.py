"""Characters of symbol fonts (w:sym) as plain characters, as far as there are such."""

from __future__ import annotations

from docgen.gongwen.word.wml import Element, w
from docgen.wording import clean

UNKNOWN = "□"
FONTS = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
        0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
    "symbol": {
        0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷",
        0xB9: "≠", 0xBB: "≈",
    },
}  # fmt: skip
"""The characters that stand in official documents: boxes to tick, stars, arrows, signs of arithmetic."""
SYMBOL_FONTS = ("wingdings", "webdings", "symbol")


def symbol(element: Element) -> str:
    """The character that a w:sym shows; “□” where it has none outside of its font."""
    font = element.get(w("font"), "").lower()
    try:
        code = int(element.get(w("char"), ""), 16)
    except ValueError:
        return UNKNOWN
    private = 0xE000 <= code <= 0xF8FF
    if private or font.startswith(SYMBOL_FONTS):
        return FONTS.get(font, {}).get(code - 0xF000 if private else code, UNKNOWN)
    return (clean(chr(code)) if 0x20 <= code <= 0x10FFFF else "") or UNKNOWN
