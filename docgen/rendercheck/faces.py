"""Which font was printed in place of the one that a file names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from docgen.gongwen.manuscript import Line
from docgen.pages import Glyph
from docgen.wording import is_wide

PRINTED_AS = {
    "仿宋gb2312": ("fangsonggb2312",),
    "仿宋": ("fangsong",),
    "楷体gb2312": ("kaitigb2312",),
    "楷体": ("kaiti",),
    "黑体": ("simhei",),
    "宋体": ("simsun",),
    "新宋体": ("nsimsun",),
    "隶书": ("lisu",),
    "幼圆": ("youyuan",),
    "等线": ("dengxian",),
    "微软雅黑": ("microsoftyahei",),
    "方正小标宋简体": ("fzxbsjw",),
    "方正小标宋gbk": ("fzxbsk",),
}
"""What a PDF calls fonts that have a Chinese name; small letters, without blanks and marks."""
FOUNDRIES = {"方正": "fz", "华文": "st", "汉仪": "hy", "文鼎": "ar"}
"""How the PDF names of a maker's other fonts begin."""


def substituted(line: Line, glyphs: Sequence[Glyph]) -> Counter[tuple[str, str]]:
    """The fonts of a paragraph that were not printed as named: (wanted, printed), by characters."""
    wanted = [
        run.looks.face if is_wide(c) else run.looks.latin
        for run in line.runs
        if not run.looks.hidden
        for c in run.text
        if not c.isspace()
    ]
    if len(wanted) != len(glyphs):
        return Counter()  # an automatic number or a field: which character is which cannot be told
    pairs = zip(wanted, (glyph.font for glyph in glyphs), strict=True)
    return Counter((face, font) for face, font in pairs if face and font and not same(face, font))


def same(face: str, font: str) -> bool:
    """Whether a font of a PDF is the face that a file names."""
    name, printed = bare(face), bare(font)
    if name in printed or any(printed.startswith(known) for known in PRINTED_AS.get(name, ())):
        return True
    maker = next((begins for foundry, begins in FOUNDRIES.items() if name.startswith(foundry)), "")
    return bool(maker) and name not in PRINTED_AS and printed.startswith(maker)


def bare(name: str) -> str:
    """A font's name in small letters without blanks, marks and the prefix of a subset."""
    return re.sub(r"[\W_]", "", re.sub(r"^[A-Z]{6}\+", "", name)).casefold()
