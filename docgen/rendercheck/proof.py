"""A proof (清样): a reading laid beside its printed pages, so that each element is found where it was printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.manuscript import Grid, Line
from docgen.gongwen.profile import Profile
from docgen.gongwen.roles import Reading, Role
from docgen.pages import Page, Spot, TextLine, locate, plain
from docgen.rendercheck.faces import substituted

NUMBER_MARKS = "—―–-─－"
FOOT = 3.0
"""mm under the last line of the text area in which a page number may begin."""


@dataclass(frozen=True)
class Proof:
    """A reading, the profile it is judged by, and its pages."""

    reading: Reading
    profile: Profile
    pages: tuple[Page, ...]

    def number(self, key: str, default: float = 0.0) -> float:
        """A value of the profile that is a number."""
        value = self.profile.values.get(key)
        return value.value if value and isinstance(value.value, float) else default

    def word(self, key: str) -> str:
        """A value of the profile that is a word."""
        value = self.profile.values.get(key)
        return str(value.value) if value else ""

    @property
    def top(self) -> float:
        """The upper edge of the text area."""
        return self.number("上边距", 37.0)

    @property
    def bottom(self) -> float:
        """The lower edge of the text area."""
        return self.top + self.number("版心高", 225.0)

    @property
    def left(self) -> float:
        """The left edge of the text area."""
        return self.number("左边距", 28.0)

    @property
    def right(self) -> float:
        """The right edge of the text area."""
        return self.left + self.number("版心宽", 156.0)

    @cached_property
    def shown(self) -> list[tuple[Line, Role, int]]:
        """The paragraphs with text, their roles and parts; cells only of tables that are no data."""
        return [
            (line, placed.role, placed.part)
            for placed in self.reading.placed
            if placed.role != "table"
            for line in (placed.item.lines() if isinstance(placed.item, Grid) else (placed.item,))
            if not line.empty
        ]

    @cached_property
    def spots(self) -> dict[int, tuple[Spot, ...]]:
        """Where each paragraph was printed, by its identity."""
        texts = [line.stripped for line, _, _ in self.shown]
        return {id(line): spots for (line, _, _), spots in zip(self.shown, locate(texts, self.pages), strict=True)}

    def of(self, *roles: Role, part: int | None = 0) -> list[tuple[Line, tuple[Spot, ...]]]:
        """The paragraphs of some roles that were found on the pages."""
        return [
            (line, self.spots[id(line)])
            for line, role, own in self.shown
            if role in roles and part in (None, own) and self.spots[id(line)]
        ]

    def pages_of(self, *roles: Role, part: int | None = 0) -> set[int]:
        """The numbers of the pages that show paragraphs of some roles."""
        return {spot.page for _, spots in self.of(*roles, part=part) for spot in spots}

    @cached_property
    def tables(self) -> list[tuple[Grid, int]]:
        """The data tables with their parts."""
        return [(p.item, p.part) for p in self.reading.placed if p.role == "table" and isinstance(p.item, Grid)]

    def table_pages(self, part: int = 0) -> set[int]:
        """The numbers of the pages that may show a data table of a part."""
        texts = [plain(cell.text) for grid, own in self.tables if own == part for row in grid.rows for cell in row]
        return {page.number for page in self.pages if any(len(text) > 1 and text in page.stream for text in texts)}

    @cached_property
    def has_masthead(self) -> bool:
        """Whether the document has a red head."""
        return bool(self.reading.of("mark")) or any(p.role == "mark" for p in self.reading.placed)

    @cached_property
    def substituted(self) -> Counter[tuple[str, str]]:
        """The fonts that were printed in place of those the file names: (wanted, printed), by characters."""
        found: Counter[tuple[str, str]] = Counter()
        for line, _, _ in self.shown:
            found += substituted(line, [glyph for spot in self.spots[id(line)] for glyph in spot.line.glyphs])
        return found

    @cached_property
    def firm(self) -> bool:
        """Whether lines and pages would break the same with the right fonts: the line spacing leaves no choice."""
        body = [line for line, role, _ in self.shown if role in ("text", "heading")]
        return not self.substituted or all(line.spacing.rule == "exact" for line in body)

    @cached_property
    def numbers(self) -> list[tuple[Page, TextLine, int]]:
        """The page numbers at the foot of upright pages: the page, the line and the number."""
        found = []
        for page in self.pages:
            feet = [line for line in page.lines if line.y > self.bottom - FOOT] if not page.landscape else []
            for line in feet:
                digits = line.text.strip(NUMBER_MARKS)
                if digits.isdecimal() and len(digits) <= 4:
                    found.append((page, line, int(digits)))
        return found

    def text_lines(self, page: Page) -> list[TextLine]:
        """What a page shows besides its number."""
        feet = {id(line) for own, line, _ in self.numbers if own is page}
        return [line for line in page.lines if id(line) not in feet and line.text]


Judge = Callable[[Proof], Iterator[Diagnostic]]
"""What judges by one rule."""


def listing(numbers: list[int]) -> str:
    """Pages as a clerk names them: 第2、4页."""
    return f"第{'、'.join(map(str, numbers[:8]))}{'等' if len(numbers) > 8 else ''}页"
