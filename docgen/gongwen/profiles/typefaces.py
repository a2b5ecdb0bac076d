"""Faces and sizes of type by their Chinese names: which fonts count as 仿宋, and that 三号 is 16 pt."""

from __future__ import annotations

SIZES: dict[str, float] = {
    "初号": 42,
    "小初": 36,
    "一号": 26,
    "小一": 24,
    "二号": 22,
    "小二": 18,
    "三号": 16,
    "小三": 15,
    "四号": 14,
    "小四": 12,
    "五号": 10.5,
    "小五": 9,
    "六号": 7.5,
}

CLASSES: dict[str, tuple[str, ...]] = {
    "仿宋": ("仿宋", "fangsong"),
    "楷体": ("楷体", "kaiti"),
    "黑体": ("黑体", "simhei", "stheiti"),
    "小标宋": ("小标宋", "xiaobiaosong", "华文中宋", "stzhongsong"),
}
"""A font is of a class when its name holds one of these words; 华文中宋 is a tolerated stand-in for 小标宋."""
SONG = ("宋体", "simsun", "新宋体", "nsimsun", "华文宋体", "stsong")
SONG_WORDS = ("方正书宋", "fzshusong")


def face_class(font: str) -> str:
    """The class of a font (仿宋_GB2312 → 仿宋), or its own name where it is of none."""
    name = font.casefold().replace(" ", "").lstrip("@")
    for kind, words in CLASSES.items():
        if any(word in name for word in words):
            return kind
    return "宋体" if name in SONG or name.startswith(SONG_WORDS) else font.strip()


def is_face(font: str, accepted: tuple[str, ...]) -> bool:
    """Whether a font is one of the accepted classes or fonts; a class takes all its fonts, a font only itself."""
    name = font.casefold().strip()
    return any(name == word.casefold() or face_class(font) == word for word in accepted)


def size_name(points: float) -> str:
    """A size as a clerk says it: 三号（16磅）, or the pt alone where it has no name."""
    name = next((name for name, size in SIZES.items() if size == points), "")
    return f"{name}（{points:g}磅）" if name else f"{points:g}磅"
