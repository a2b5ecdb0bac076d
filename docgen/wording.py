"""Official Chinese: dates, numerals, widths and the numbering 一、（一）1.（1）①; pure functions on text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that XML 1.0 forbids or discourages: they come from pasted text and show nothing."""

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Characters that show nothing, but part words, turn the order of letters round or make two equal names differ."""
INVISIBLE = re.compile(
    UNSEEN.pattern[:-1]
    + "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\ufff0-\ufff8"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e0fff]"
)
"""All signs that show nothing (Unicode's format characters, fillers, variation selectors): in no number and no date."""
UNSEEN_NAMES = {
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "从左到右标记",
    "\u200f": "从右到左标记",
    "\u202a": "从左到右嵌入",
    "\u202b": "从右到左嵌入",
    "\u202c": "方向结束",
    "\u202d": "强制从左到右",
    "\u202e": "强制从右到左（字会倒着显示）",
    "\u2060": "零宽连接",
    "\ufeff": "零宽空格（BOM）",
}
"""What clerks may find on the web about the frequent ones."""

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

LATIN_HAN_GAP = 0.22
"""字 that a word processor adds where Han and Latin text meet (measured with LibreOffice)."""


FIRST_MARK, LAST_MARK, END_OF_MARK = 0xF0000, 0xFFFFC, "\U0010fffd"
"""A figure in a text stands between the private character of its number and one that ends it; see ``marked``."""
MARKS = re.compile("[\U000f0000-\U000ffffc\U0010fffd]")


GAP = "【缺：{}】"
"""What a draft shows in place of what is missing."""


def clean(text: str) -> str:
    """The text with one kind of line end and without characters that a document cannot hold."""
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    return unmarked(ILLEGAL.sub("", tidy))


def seen(text: str) -> str:
    """The text without characters that show nothing."""
    return UNSEEN.sub("", text)


def unseen_names(text: str) -> str:
    """The characters in a text that show nothing, by number and name, each once."""
    found = dict.fromkeys(UNSEEN.findall(text))
    return "、".join(f"U+{ord(c):04X}{UNSEEN_NAMES.get(c, '')}" for c in found)


def marked(text: str, number: int) -> str:
    """The text as figure ``number`` (from 0) of its document: where it stands can be found again when it is printed."""
    if FIRST_MARK + number > LAST_MARK:
        raise ValueError(f"a document has room for {LAST_MARK - FIRST_MARK + 1} figures")
    return f"{chr(FIRST_MARK + number)}{text}{END_OF_MARK}"


def unmarked(text: str) -> str:
    """The text as it is read, without marks of figures."""
    return MARKS.sub("", text)


def without_figures(text: str) -> str:
    """The text with blanks in place of its figures."""
    return FIGURE.sub(" ", text)


FIGURE = re.compile("[\U000f0000-\U000ffffc][^\U0010fffd]*+(?:\U0010fffd|\\Z)")
TYPED = re.compile(r"(?<![A-Za-z0-9.,])\d[\d,]*(?:\.\d+)?\s*(?:[%％‰]|[\u4e00-\u9fff])?")


def typed_numbers(text: str) -> list[str]:
    """The numbers in a text, each with the character behind it (12人, 88%), blanks and separators taken out."""
    return [re.sub(r"[\s,]", "", match[0]) for match in TYPED.finditer(half_width(text))]


def unended(text: str) -> str:
    """A text without the marks that a writer ended it with, to stand inside a sentence."""
    return text.rstrip("。；;")


def ended(text: str) -> str:
    """A text with a full stop behind it."""
    return unended(text) + "。"


def half_width(text: str) -> str:
    """The text with full-width letters, digits and blanks made half-width; for numbers and dates, not for prose."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "\u3000" else c for c in text)


def is_wide(character: str) -> bool:
    """Whether the character fills a whole 字 in a Chinese face."""
    return unicodedata.east_asian_width(character) in "WFA"


def width(text: str) -> float:
    """The width of one line in 字: half-width characters count 0.5, each Han/Latin junction 0.22."""
    text = unmarked(text)
    wide = [is_wide(c) for c in text]
    letters = sum(1.0 if w else 0.5 for w in wide)
    return letters + LATIN_HAN_GAP * sum(
        a != b and (c + d).isalnum() for a, b, c, d in zip(wide, wide[1:], text, text[1:], strict=False)
    )


def shortens(short: str, full: str) -> bool:
    """Whether the characters of one name stand in another in their order, as those of a short form do."""
    rest = iter(full)
    return all(c in rest for c in short)


def chinese_date(day: date) -> str:
    """A date as the standard writes it: 2026年5月8日, months and days not padded (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


_DATE_FORMS = (
    re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$"),
    re.compile(r"^(\d{4})/(\d{1,2})/(\d{1,2})$"),
    re.compile(r"^(\d{4})\.(\d{1,2})\.(\d{1,2})$"),
    re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$"),
    re.compile(r"^(\d{4})(\d{2})(\d{2})$"),
)


def parse_date(text: str) -> date | None:
    """The date that the text writes (2026-05-08, 2026/5/8, 2026.5.8, 2026年5月8日), or None if it is none.

    Raises ValueError for a date that no calendar has, such as 2026-02-30.
    """
    tidy = half_width(text).replace(" ", "")
    for form in _DATE_FORMS:
        if match := form.match(tidy):
            year, month, day = map(int, match.groups())
            return date(year, month, day)
    return None


def han_number(number: int) -> str:
    """An ordinal in Han numerals: 1 → 一, 12 → 十二."""
    import cn2an

    return str(cn2an.an2cn(number, "low")).removeprefix("一") if 10 <= number < 20 else str(cn2an.an2cn(number, "low"))


def from_han(text: str) -> int | None:
    """The number that Han numerals write (十二 → 12), or None."""
    import cn2an

    try:
        return int(cn2an.cn2an(text, "normal"))
    except ValueError:
        return None


def ordinal(level: int, number: int) -> str:
    """The marker of a heading, level 1–5: 一、 （一） 1. （1） ① (GB/T 9704-2012, 7.3.3)."""
    match level:
        case 1:
            return f"{han_number(number)}、"
        case 2:
            return f"（{han_number(number)}）"
        case 3:
            return f"{number}."
        case 4:
            return f"（{number}）"
        case 5 if number <= len(CIRCLED):
            return CIRCLED[number - 1]
    raise ValueError(f"no marker of level {level} for {number}")
