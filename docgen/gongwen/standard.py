"""The numbers of GB/T 9704-2012 with their clauses; lengths in twips (1/1440 inch) unless the name says otherwise.

What the standard leaves open (sizes of the mark, weights of rules) is practice and says so.
"""

from __future__ import annotations

TWIPS_PER_MM = 1440 / 25.4
EMU_PER_TWIP = 635

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # 5.1: A4, 210 × 297 mm
TOP, LEFT, RIGHT, BOTTOM = 2098, 1587, 1474, 1984  # 5.2.1: 37, 28, (26), (35) mm; text area 156 × 225 mm
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
LINE = 579  # 5.2.3: 22 lines; 580 would make 21
CELL = TEXT_WIDTH / 28  # 5.2.3: 28 characters a line, one 字 = 315.9
TRACKING = -7  # 16 pt type set to 15.65 pt: 28 characters fit into 156 mm; at -5 LibreOffice drops hanging marks

# 8: tables on landscape pages; the portrait margins turned by a quarter, bound at the top edge
LANDSCAPE_TOP, LANDSCAPE_RIGHT, LANDSCAPE_BOTTOM, LANDSCAPE_LEFT = 1587, 2098, 1474, 1984
LANDSCAPE_TEXT_WIDTH = PAGE_HEIGHT - LANDSCAPE_LEFT - LANDSCAPE_RIGHT
LANDSCAPE_TEXT_HEIGHT = PAGE_WIDTH - LANDSCAPE_TOP - LANDSCAPE_BOTTOM
A3_WIDTH, A3_HEIGHT = 23811, PAGE_HEIGHT  # a fold-out for wide tables, with the margins of a landscape page
A3_TEXT_WIDTH = A3_WIDTH - LANDSCAPE_LEFT - LANDSCAPE_RIGHT
A3_TEXT_HEIGHT = A3_HEIGHT - LANDSCAPE_TOP - LANDSCAPE_BOTTOM

FOOTER = 1446  # 7.5: the dash of the page number 7 mm under the text area
HEADER = 851
CELL_14 = 280  # one 字 of 四号
FANG, KAI, HEI, SONG, BIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"  # the standard is silent; practice
RED = "FF0000"

TITLE_CHARACTERS = 20  # 22 pt type in 156 mm
LANDSCAPE_TITLE = 28
TITLE_LINES = 5  # practice: more cannot be read as one title

MARK_SIZE = 54  # pt; 7.2.4 leaves the size open; stays under 72 mm together with two blank lines and the number
MARK_SCALE_LEAST = 60  # per cent; narrower type looks crushed, so the size goes down instead
MARK_TOP = 99.2  # pt; 7.2.4: 35 mm under the top of the text area
SEALED_RIGHT = 4  # 字; 7.3.5.1
UNSEALED_RIGHT = 2  # 字; 7.3.5.2
IMPRINT_THICK, IMPRINT_THIN = 8, 6  # eighths of a point; 7.4.1 recommends 0.35 and 0.25 mm

LETTER_RULE = 9638  # 10.1: the red double rules are 170 mm long
KINDS = [
    "决议",
    "决定",
    "命令",
    "令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
]
"""The kinds of official document (文种) of the 2012 regulation, article 8."""
