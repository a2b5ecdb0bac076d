"""The fills by which grades and colours are told apart, in documents and workbooks alike; the word stands there, too."""

from __future__ import annotations

from docgen.campaign.risks import Risks

HEAT = ("E2EFDA", "FFF2CC", "F8CBAD", "F4B084", "FF9999")
"""From the lowest grade to the highest."""
COLOURS = {"蓝": "DDEBF7", "绿": "E2EFDA", "黄": "FFF2CC", "橙": "F8CBAD", "红": "FFC7CE"}


def of_grade(settings: Risks, grade: str) -> str:
    """The fill of a risk's grade, RRGGBB; empty for what is none."""
    if grade not in settings.grades:
        return ""
    steps = max(1, len(settings.grades) - 1)
    return HEAT[round(settings.grades.index(grade) * (len(HEAT) - 1) / steps)]


def of_colour(colour: str) -> str:
    """The fill of a score's colour, 蓝 or 蓝色, RRGGBB; empty for a name that is no usual colour."""
    return COLOURS.get(colour.removesuffix("色"), "")
