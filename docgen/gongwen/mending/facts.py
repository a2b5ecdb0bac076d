"""What a text says: its letters and digits, the ways of writing numbers and dates that mean the same made one."""

from __future__ import annotations

import re

from docgen.gongwen.check import YEAR_CLOSES, YEAR_OPENS, half_digits
from docgen.gongwen.textrules.dates import HAN_DATE, arabic_day

NUMBER = re.compile(rf"({YEAR_OPENS}\s*\d{{4}}\s*{YEAR_CLOSES})\s*+(?:第\s*+)?0*(\d{{1,6}})\s*号")
PADDED = re.compile(r"(?<![\d.])0(\d)(?=\s*[月日])")


BETWEEN = re.compile(r"(?<=\d)[.．、,，:：/／](?=\d)|(?<=\d)\s?[-~﹣－～—–](?=\s?\d)")
"""What stands between two digits and makes one number of them, or keeps them two: 2、3 is not 2.3."""
DASHES = "-~﹣－～—–"


def facts(text: str) -> str:
    """The letters and digits of a text, and the marks between digits; the dashes of a range are one."""
    plain = HAN_DATE.sub(lambda match: arabic_day(match[0]) or match[0], half_digits(text))
    plain = NUMBER.sub(r"\1\2号", PADDED.sub(r"\1", plain))
    marks = {match.end() - 1 for match in BETWEEN.finditer(plain)}
    return "".join("-" if c in DASHES else c for i, c in enumerate(plain) if c.isalnum() or i in marks)
