"""The theme: which fonts and colours its names stand for."""

from __future__ import annotations

from docgen.gongwen.word.wml import HEX, A, Element, child, w

MAPPED = {"text1": "t1", "text2": "t2", "background1": "bg1", "background2": "bg2"}
SHORT = {
    "dark1": "dk1",
    "dark2": "dk2",
    "light1": "lt1",
    "light2": "lt2",
    "tx1": "dk1",
    "tx2": "dk2",
    "bg1": "lt1",
    "bg2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
PLAIN = {"text1": "dark1", "text2": "dark2", "background1": "light1", "background2": "light2"}


def a(name: str) -> str:
    """A name of the DrawingML namespace for lxml."""
    return f"{{{A}}}{name}"


class Theme:
    """Fonts and colours by their names in the theme; "" for what it does not name."""

    def __init__(self, root: Element | None, settings: Element | None) -> None:
        self._root = root
        mapping = child(settings, "clrSchemeMapping")
        self._mapping = {} if mapping is None else {name: mapping.get(w(key)) for name, key in MAPPED.items()}
        self._fonts: dict[str, str] = {}
        self._colors = self._read_colors()

    def _read_colors(self) -> dict[str, str]:
        scheme = None if self._root is None else self._root.find(f".//{a('clrScheme')}")
        found = {}
        for item in () if scheme is None else scheme:
            for color in item:
                value = color.get("val", "")
                if isinstance(item.tag, str) and HEX.fullmatch(value):
                    found[item.tag.rpartition("}")[2]] = value.upper()
        return found

    def font(self, name: str) -> str:
        """The typeface of a theme font such as minorEastAsia."""
        if name not in self._fonts:
            self._fonts[name] = self._find_font(name)
        return self._fonts[name]

    def _find_font(self, name: str) -> str:
        kind = "majorFont" if name.startswith("major") else "minorFont"
        fonts = None if self._root is None else self._root.find(f".//{a(kind)}")
        if fonts is None:
            return ""
        east = "EastAsia" in name
        plain = fonts.find(a("ea" if east else "latin"))
        face = "" if plain is None else plain.get("typeface", "")
        if face or not east:
            return face
        scripts = {font.get("script"): font.get("typeface", "") for font in fonts.findall(a("font"))}
        return scripts.get("Hans", "")

    def color(self, name: str) -> str:
        """Six hex digits for a theme colour; "" where the system decides, as it does for plain black text."""
        name = self._mapping.get(name) or PLAIN.get(name, name)
        return self._colors.get(SHORT.get(name, name), "")
