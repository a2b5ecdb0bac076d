"""Numbers as automatic numbering writes them."""

from __future__ import annotations

from collections.abc import Callable

from docgen.wording import CIRCLED, han_number

ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
HAN_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
HAN_FORMATS = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanCounting",
)
LONGEST = 9999
"""Above this a number is written in digits, whatever its format."""


def roman(number: int) -> str:
    """A number in capital Roman numerals."""
    text = ""
    for value, letters in ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def letters(number: int) -> str:
    """A … Z, AA, BB …, as Word goes on after Z."""
    times, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (times + 1)


def legal(number: int) -> str:
    """A number in the Han numerals of cheques: 壹, 拾壹."""
    import cn2an

    return str(cn2an.an2cn(number, "up")).removeprefix("壹" if 10 <= number < 20 else "\0")


def one_of(signs: str) -> Callable[[int], str]:
    """A format that has a sign for each of the first numbers and goes on in digits."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def run_of(first: str, count: int) -> str:
    """Signs that follow each other in Unicode."""
    return "".join(chr(ord(first) + step) for step in range(count))


FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(HAN_FORMATS, han_number),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), legal),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda number: str(number).translate(HAN_DIGITS),
    ),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda number: str(number).translate(FULL_WIDTH)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), one_of(CIRCLED)),
    "decimalEnclosedParen": one_of(run_of("⑴", 20)),
    "decimalEnclosedFullstop": one_of(run_of("⒈", 20)),
    "ideographEnclosedCircle": one_of(run_of("㊀", 10)),
    "ideographTraditional": one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": one_of("子丑寅卯辰巳午未申酉戌亥"),
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "numberInDash": lambda number: f"- {number} -",
}


def numeral(number: int, form: str) -> str:
    """The number in a numFmt of OOXML; in digits where the format is unknown or has no such number."""
    if form == "none":
        return ""
    write = FORMATS.get(form, str)
    return write(number) if 1 <= number <= LONGEST else str(number)
