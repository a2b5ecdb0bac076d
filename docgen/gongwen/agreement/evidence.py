"""What the files of a set say, ready to be compared: passages, tables, and claims that ought to agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from docgen.errors import Severity
from docgen.gongwen.check import half_digits
from docgen.gongwen.manuscript import Box, Grid, Line
from docgen.gongwen.roles import Reading, Role
from docgen.wording import from_han, unmarked

NUMBER = r"(?<![第近约超逾每前零〇百千万亿十几数\d.．])(\d{1,6}|[一二两三四五六七八九十百]{1,6})"
"""An exact number as clerks write it; not an ordinal, not “近60家”."""
BLANKS = re.compile(r"[\s\u3000\xa0\ufeff]+")
SPAN = 100
"""More columns than any table on paper; a wider span is a fault of the file."""


@dataclass(frozen=True)
class Mention:
    """A place where the set says something: the words found there, and the beginning of its paragraph."""

    file: str
    paragraph: int | None
    words: str
    text: str = ""

    def __str__(self) -> str:
        return self.file if self.paragraph is None else f"{self.file} ¶{self.paragraph}"

    @property
    def quoted(self) -> str:
        """The words with their place, as messages print them."""
        return f"“{self.words}”（{self}）"


@dataclass(frozen=True)
class Contradiction:
    """Facts of a set that cannot all be right. The message names every place."""

    rule: str
    severity: Severity
    message: str
    places: tuple[Mention, ...]


@dataclass(frozen=True)
class Passage:
    """A paragraph or a table cell, blanks left out, digits half-width. ``part`` is that of its file."""

    file: str
    part: int
    number: int | None
    text: str
    role: Role = "text"
    level: int = 0

    def mention(self, words: str = "") -> Mention:
        """The place, for the words found in it (all of them if none are given)."""
        return Mention(self.file, self.number, words or self.text[:30], self.text[:30])

    def sentences(self) -> Iterator[str]:
        """Its sentences, a semicolon ending one too."""
        return (sentence for sentence in re.split("[。；！？;]", self.text) if sentence)


@dataclass(frozen=True)
class Sheet:
    """A table with merges resolved: a covered place holds the very passage that covers it.

    ``open`` says that it is a form still to be filled or that rows were left out (……).
    """

    file: str
    part: int
    number: int
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Passage, ...], ...]
    open: bool = False

    def mention(self) -> Mention:
        """Where it begins."""
        name = self.caption or "、".join(self.header)[:30]
        return Mention(self.file, self.number, name, name[:30])

    def column(self, pattern: str) -> int | None:
        """The only column whose heading matches; None where there is none or more than one."""
        found = self.columns(pattern)
        return found[0] if len(found) == 1 else None

    def columns(self, pattern: str) -> list[int]:
        """All columns whose heading matches."""
        return [x for x, heading in enumerate(self.header) if re.fullmatch(pattern, heading)]

    def cells(self, x: int) -> list[Passage]:
        """The cells of a column, a merged one once, empty ones left out."""
        cells = {id(row[x]): row[x] for row in self.rows}
        return [cell for cell in cells.values() if cell.text]


@dataclass(frozen=True)
class Evidence:
    """All that the set says, files in the order of their names."""

    readings: tuple[tuple[str, Reading], ...]
    prose: tuple[Passage, ...]
    sheets: tuple[Sheet, ...]

    def passages(self) -> Iterator[Passage]:
        """Paragraphs and table cells."""
        yield from self.prose
        for sheet in self.sheets:
            yield from {id(cell): cell for row in sheet.rows for cell in row if cell.text}.values()


@dataclass(frozen=True)
class Claim:
    """That something (``key``) is so (``value``), and where it says so."""

    key: Hashable
    value: Hashable
    mention: Mention


def disputes(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """The claims about one thing that differ, the first of each value."""
    told: dict[Hashable, dict[Hashable, Claim]] = {}
    for claim in claims:
        told.setdefault(claim.key, {}).setdefault(claim.value, claim)
    return (list(values.values()) for values in told.values() if len(values) > 1)


def disputed(rule: str, what: str, claims: Sequence[Claim], severity: Severity = "warning") -> Contradiction:
    """The contradiction of claims that differ."""
    places = tuple(claim.mention for claim in claims)
    said = "，".join(place.quoted for place in places)
    return Contradiction(rule, severity, f"{what}前后不一致：{said}，请核对后改成一致", places)


def matches(pattern: re.Pattern[str], passages: Iterable[Passage]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Every match with its passage."""
    return ((passage, match) for passage in passages for match in pattern.finditer(passage.text))


def tidy(text: str) -> str:
    """The text without blanks and marks of figures, digits half-width."""
    return half_digits(BLANKS.sub("", unmarked(text)))


@lru_cache(maxsize=1024)
def count(text: str) -> int | None:
    """The number that digits or Han numerals write."""
    return int(text) if text.isascii() else from_han(text.replace("两", "二"))


def gather(readings: Sequence[tuple[str, Reading]]) -> Evidence:
    """The evidence of the files, whatever order they come in."""
    ordered = sorted(readings, key=lambda entry: (entry[0], [line.text for line in entry[1].manuscript.lines()]))
    prose: list[Passage] = []
    sheets: list[Sheet] = []
    for file, reading in ordered:
        titles: dict[int, str] = {}
        caption = ""
        for placed in reading.placed:
            if isinstance(placed.item, Grid):
                sheets.append(sheet(file, placed.part, caption or titles.get(placed.part, ""), placed.item))
            elif not placed.item.empty:
                said = Passage(
                    file, placed.part, placed.item.number, tidy(placed.item.text), placed.role, placed.level
                )
                if said.role == "title" and titles.get(said.part):
                    said = replace(prose.pop(), text=titles[said.part] + said.text)
                if said.role == "title":
                    titles[said.part] = said.text
                prose.append(said)
            caption = caption_of(placed.item, placed.role, caption)
    return Evidence(tuple(ordered), tuple(prose), tuple(sheets))


def caption_of(item: Line | Grid, role: Role, caption: str) -> str:
    """The caption in force behind an item: a blank paragraph keeps it, anything else ends it."""
    if isinstance(item, Line) and (item.empty or role == "caption"):
        return tidy(item.text) or caption
    return ""


def sheet(file: str, part: int, caption: str, grid: Grid) -> Sheet:
    """A table with its header told from its rows."""
    rows = resolved(file, part, grid)
    lines = len(rows)
    while rows and len({id(cell) for cell in rows[0]}) == 1 < len(rows[0]):
        caption, rows = rows[0][0].text or caption, rows[1:]
    repeated = grid.header_rows - (lines - len(rows))
    deep = repeated if repeated > 0 else 1 + next((y for y in range(len(rows)) if not held(rows, y)), 0)
    top, body = rows[:deep], [row for row in rows[deep:] if any(cell.text for cell in row)]
    width = len(top[0]) if top else 0
    header = tuple("".join(dict.fromkeys(row[x].text.replace("、", "") for row in top)) for x in range(width))
    is_open = len(body) < len(rows[deep:]) or any(
        re.search("…|X{2}|×|示例", cell.text) for row in body for cell in row
    )
    return Sheet(file, part, grid.number, caption, header, tuple(body), is_open)


def held(rows: Sequence[Sequence[Passage]], y: int) -> bool:
    """Whether a cell of row y reaches into the next row."""
    return y + 1 < len(rows) and any(a is b for a, b in zip(rows[y], rows[y + 1], strict=True))


def resolved(file: str, part: int, grid: Grid) -> list[tuple[Passage, ...]]:
    """The passage at each place of a grid; places that no cell covers are empty."""
    taken: dict[tuple[int, int], Passage] = {}
    width = 0
    for y, row in enumerate(grid.rows):
        x = 0
        for box in row:
            while (y, x) in taken:
                x += 1
            cell = passage(file, part, box)
            across = min(max(box.columns, 1), SPAN)
            down = min(max(box.rows, 1), len(grid.rows) - y)
            taken |= {(y + dy, x + dx): cell for dy in range(down) for dx in range(across)}
            x += across
            width = max(width, x)
    empty = Passage(file, part, grid.number, "", "table")
    return [tuple(taken.get((y, x)) or empty for x in range(width)) for y in range(len(grid.rows))]


def passage(file: str, part: int, box: Box) -> Passage:
    """A cell as one passage, standing at its first paragraph; its paragraphs are kept apart by 、 if unpunctuated."""
    texts = [tidy(line.text) for line in box.lines if not line.empty]
    joined = "".join(text if text.endswith(tuple("。；：，、")) else f"{text}、" for text in texts)
    number = next((line.number for line in box.lines if not line.empty), None)
    first = box.lines[0].number if box.lines else None
    return Passage(file, part, number or first, joined.removesuffix("、"), "table")


Rule = Callable[[Evidence], Iterable[Contradiction]]
