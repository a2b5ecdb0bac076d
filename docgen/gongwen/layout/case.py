"""What a rule looks at: the reading and the profile it is judged by, with ways to find paragraphs and blanks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import Strength
from docgen.gongwen.layout.measure import page_of
from docgen.gongwen.manuscript import Grid, Line, PageSetup
from docgen.gongwen.profile import Profile, Value
from docgen.gongwen.roles import TYPED_RULE, Placed, Reading, Role

NAMES: dict[str, str] = {
    "copy_no": "份号",
    "secrecy": "密级",
    "urgency": "紧急程度",
    "mark": "发文机关标志",
    "number": "发文字号",
    "signers": "签发人",
    "issue": "期号",
    "edited": "编印单位和日期",
    "title": "标题",
    "subtitle": "标题下的题注",
    "recipients": "主送机关",
    "listed": "附件说明",
    "signature": "署名",
    "date": "成文日期",
    "note": "附注",
    "label": "附件标注",
    "table_head": "表上的填报说明",
    "table_note": "表注",
    "caption": "表题",
    "roll": "到会人员",
    "imprint": "版记",
}
LEVELS = ("正文", "一级标题", "二级标题", "三级标题", "四级标题", "五级标题")
SHOULD: dict[Strength, str] = {"must": "应为", "usual": "一般应为", "recommended": "推荐用", "practice": "通常用"}
"""How a clause of each strength says what is right."""
_LABEL, _FILLING = r"[^：:，。；！？\s]{2,8}[：:]", "[^：:，。；！？]{0,24}"
FILL_IN = re.compile(f"{_LABEL}(?>(?:{_FILLING}?{_LABEL})*){_FILLING}")
"""A line of words with colons and blanks or a few words behind them."""
LARGER = 2
"""pt by which the type of a title is larger than that of the text."""
USUAL_PITCH = 579
"""Twips; a blank line, where space before or after a paragraph stands in for it."""


@dataclass(frozen=True)
class Case:
    """A reading to be judged by a profile."""

    reading: Reading
    profile: Profile

    def value(self, key: str) -> Value:
        """A value of the profile."""
        return self.profile.values[key]

    def number(self, key: str) -> float:
        """A value that is a number."""
        value = self.value(key).value
        return value if isinstance(value, float) else 0.0

    def words(self, key: str) -> tuple[str, ...]:
        """A value that is a list of faces, or a single word."""
        value = self.value(key).value
        return value if isinstance(value, tuple) else (str(value),)

    def should(self, key: str) -> str:
        """How strongly a value is asked for, in words; what house rules set is plainly asked for."""
        return SHOULD["must" if key in self.profile.overridden else self.value(key).strength]

    def near(self, found: float, key: str) -> bool:
        """Whether a number is within the tolerance of a value."""
        return abs(found - self.number(key)) <= self.value(key).tolerance + 0.02

    @property
    def pages(self) -> tuple[PageSetup, ...]:
        """The sections' pages."""
        return self.reading.manuscript.pages

    def page(self, line: Line) -> PageSetup:
        """The page that a line stands on."""
        return page_of(line, self.pages)

    @cached_property
    def mark(self) -> list[Line]:
        """The lines of the 发文机关标志, those of a letter's page header too."""
        own = [line for line in self.reading.of("mark") if not line.empty]
        header = self.reading.manuscript.header_lines if self.profile.form == "信函" and not own else ()
        return own + [line for line in header if not line.empty]

    @cached_property
    def has_masthead(self) -> bool:
        """Whether the document has a red head."""
        return bool(self.mark) or any(p.role == "mark" for p in self.reading.placed)

    def lines(self, *roles: Role, part: int | None = 0) -> list[Line]:
        """The paragraphs with text of some roles."""
        return [line for line in self.reading.of(*roles, part=part) if not line.empty]

    def free(self, *roles: Role, part: int | None = 0) -> list[Line]:
        """Those whose place on the page can be told: they stand in no table and no text box."""
        return [line for line in self.lines(*roles, part=part) if not line.in_table and not line.boxed]

    @cached_property
    def body(self) -> list[Placed]:
        """The paragraphs and headings of the body, of all parts; what is filled in under a table is none of it."""
        return [
            p
            for p in self.reading.placed
            if p.role in ("text", "heading")
            and p.line is not None
            and not p.line.empty
            and not p.line.in_table
            and p.line not in self.filled_in
            and not (p.role == "text" and self.stands_out(p.line))
        ]

    def stands_out(self, line: Line) -> bool:
        """Whether a line is set apart from running text: larger in the middle, as titles are, or a rule that is typed."""
        larger = line.looks().size >= self.usual_size + LARGER
        return line.spacing.align == "center" and larger or bool(TYPED_RULE.fullmatch(line.stripped))

    @cached_property
    def usual_size(self) -> float:
        """The size of most of the running text, in pt."""
        lines = (line for line in self.reading.of("text", "heading", part=None) if not line.in_table)
        counts: Counter[float] = Counter()
        for line in lines:
            counts[line.looks().size] += len(line.text)
        return counts.most_common(1)[0][0] if counts else 0.0

    @cached_property
    def filled_in(self) -> list[Line]:
        """The lines right under a table that are to be filled in by hand (填报人：　审核人：), as notes of it are."""
        found: list[Line] = []
        under = False
        for placed in self.reading.placed:
            line = placed.line
            under = line is None or under and placed.role == "text" and bool(FILL_IN.fullmatch(line.stripped))
            if line is not None and under:
                found.append(line)
        return found

    @cached_property
    def body_names(self) -> dict[int, str]:
        """What to call each body paragraph, by its number: 正文第3段."""
        counts: dict[int, int] = {}
        found: dict[int, str] = {}
        names = {part: self.part_name(part) for part in {p.part for p in self.body}}
        for p in self.body:
            counts[p.part] = counts.get(p.part, 0) + 1
            found[p.item.number] = f"{names[p.part]}正文第{counts[p.part]}段"
        return found

    def part_name(self, part: int) -> str:
        """What to call a part that follows the main document; nothing for the main one."""
        if part == 0:
            return ""
        labels = self.lines("label", part=part)
        return f"“{labels[0].stripped[:8]}”" if labels else f"所附第{part}个材料"

    def called(self, line: Line) -> str:
        """What to call a paragraph."""
        if line.number in self.body_names:
            return self.body_names[line.number]
        placed = next((p for p in self.reading.placed if p.line == line), None)
        if placed is None:
            return "这一段"
        return "附件标题" if placed.role == "title" and placed.part else NAMES.get(placed.role, "这一段")

    @cached_property
    def flow(self) -> list[Placed]:
        """The items that stand in the run of the text: without those of text boxes."""
        return [p for p in self.reading.placed if not p.item.boxed]

    def place(self, line: Line) -> int | None:
        """The place of a line in the flow."""
        return next((i for i, p in enumerate(self.flow) if p.line == line), None)

    def blanks_above(self, line: Line) -> float | None:
        """How many blank lines stand above a line, space before and after counted in; None at the beginning."""
        place = self.place(line)
        if place is None:
            return None
        above = place - 1
        while above >= 0 and is_blank(self.flow[above]):
            above -= 1
        return self.blanks(above, place) if above >= 0 else None

    def blanks(self, above: int, below: int) -> float:
        """How many blank lines stand between two places of the flow."""
        count = float(sum(is_blank(p) for p in self.flow[above + 1 : below]))
        upper, lower = self.flow[above].line, self.flow[below].line
        space = sum(spaces_between(upper, lower))
        breaks = (len(lower.text) - len(lower.text.lstrip("\n"))) if lower else 0
        return count + breaks + round(2 * space / USUAL_PITCH) / 2


def spaces_between(upper: Line | None, lower: Line | None) -> tuple[int, int]:
    """The space after one paragraph and before the next in twips, without what counts only beside other styles."""
    alike = upper is not None and lower is not None and upper.style == lower.style
    after = upper.spacing.after if upper and not (alike and upper.spacing.among_others) else 0
    before = lower.spacing.before if lower and not (alike and lower.spacing.among_others) else 0
    return after, before


def is_blank(placed: Placed) -> bool:
    """Whether an item is an empty paragraph without a picture."""
    return placed.line is not None and placed.line.empty and not placed.line.pictures


def lines_of(placed: Placed) -> Iterator[Line]:
    """The paragraphs of an item, those of a table's cells too, that have text."""
    lines = placed.item.lines() if isinstance(placed.item, Grid) else (placed.item,)
    return (line for line in lines if not line.empty)


Judge = Callable[[Case], Iterator[Diagnostic]]
"""What judges by one rule."""
