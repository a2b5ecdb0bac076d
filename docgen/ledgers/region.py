"""Where a ledger's rows are under its heading: data, sums, notes, signatures, merged cells, repeated headings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from typing import Literal

from docgen.ledgers.headings import Heading, tidy
from docgen.ledgers.measures import says_only
from docgen.ledgers.owners import NOBODY, Owners
from docgen.ledgers.sheet import ErrorValue, Scalar, Sheet
from docgen.ledgers.spec import LedgerSpec, Node
from docgen.ledgers.value import NUMERIC, raw_text

ENDINGS = ("填表说明", "交回后自动核对", "填报说明", "填写说明", "说明：", "说明:", "注：", "注1", "备注：", "填表人", "填报人", "制表", "审核人", "审核：",
           "负责人：", "单位负责人", "部门负责人", "填报日期", "联系电话", "填报单位", "报送单位", "上报单位", "填表单位", "单位（盖章", "（盖章）", "盖章")  # fmt: skip
TAIL = r"：?(?:（[^）]{0,40}）)?：?"
SUMS = re.compile(r"(?:以上|全部|各项|各类)?(?:合计|总计|共计|累计|总数|总和|TOTAL|Total|total)(?:合计|数)?" + TAIL)
SUBTOTALS = re.compile(r"[^，。；,;]{0,12}小计" + TAIL + r"|[^，。；,;没未不无错漏]{1,8}合计" + TAIL)
PARTS = re.compile(r"(?:其中|#其中)(?:[：,，、][^。；]{0,20}|[^，。；：]{0,10})")
"""Words in front of a row that repeats what stands in others: all of it, a group of it, a part of it."""
MORE = re.compile(
    r"(?:另(?!附|行|页|表|册)|补报|补充|漏报|漏填|追加|还有|未含|不含|未包括)[^，。；\d]{0,12}\d{1,9}(?:\.\d{1,6})?\s?(?![页份张号月日年表栏列行])"
)
"""What a remark says that has figures of its own: 另有5人次, 补报20人次."""
FEWEST_OTHERS = 2
"""Texts beside such a word that make a row an entry of its own all the same."""


RowKind = Literal["data", "given", "sums", "subtotal", "part", "wide", "end"]
SUMMED: tuple[RowKind, ...] = ("sums", "subtotal", "part")


class Region:
    """The rows of one sheet under its heading."""

    def __init__(self, sheet: Sheet, heading: Heading, owners: Owners = NOBODY) -> None:
        self.sheet, self.heading, self.spec, self.owners = sheet, heading, heading.spec, owners
        self.columns = sorted(heading.columns.items())
        self.names = [(x, tidy(column.name)) for x, column in self.columns]
        self.inputs = {c.name for c in self.spec.inputs()}
        self.given = given_texts(self.spec)
        self.inside, self.wide = self._merged()
        self.by_row: dict[int, list[int]] = {}
        for y, x in sheet.cells:
            if y > heading.bottom:
                self.by_row.setdefault(y, []).append(x)

    def rows(self) -> Iterator[tuple[int, RowKind]]:
        """(row, kind) of every row that matters, top down, to the end of the form; “given” rows must be filled in."""
        expected = self._expected()
        for y in sorted(set(self.by_row) | {y for y, _ in self.inside} | expected):
            if y in self.owners.rows:
                continue
            first = self.first_text(y)
            if self._is_signed(y) or first.startswith(ENDINGS) and not self._is_record(y):
                yield y, "end"
                return
            if says_only([self.sheet.cells[y, x] for x in sorted(self.by_row.get(y, ()))]):
                continue
            if (kind := self.repeats(y)) and not self.is_entry(y):
                yield y, kind
            elif y in self.wide:
                if first:
                    yield y, "wide"
            elif not self._repeats_heading(y) and (y in expected or self.has_content(y)):
                yield y, "given" if y in expected else "data"

    def first_text(self, y: int) -> str:
        """The first text of a row, without blanks; empty where a number stands first."""
        for x in sorted(self.by_row.get(y, ())):
            value = self.sheet.cells[y, x]
            if isinstance(value, str) and (text := tidy(value)):
                return text
            if value is not None and not isinstance(value, str):
                return ""
        return ""

    def repeats(self, y: int) -> RowKind | None:
        """Whether a row sums up others, by a word in one of its leading texts: the kind of sum."""
        for text in self.leading(y):
            if SUMS.fullmatch(text):
                return "sums"
            if SUBTOTALS.fullmatch(text):
                return "subtotal"
            if PARTS.fullmatch(text):
                return "part"
        return None

    def leading(self, y: int) -> Iterator[str]:
        """The texts of a row in front of its first number, without blanks, and what stands for its unit."""
        if self.owners.column is not None:
            yield tidy(raw_text(self.sheet.cells.get((y, self.owners.column))))
        for x in sorted(self.by_row.get(y, ())):
            value, column = self.sheet.cells[y, x], self.heading.columns.get(x)
            if isinstance(value, str):
                if column is not None and column.type in NUMERIC and any(c.isdecimal() for c in value):
                    return
                yield tidy(value)
            elif column is not None and column.type in NUMERIC and value is not None:
                return

    def is_entry(self, y: int) -> bool:
        """Whether a row is filled in like a record, with texts of its own beside a word for sums."""
        cells = self.sheet.cells
        own = [
            tidy(raw_text(value)) for x, c in self.columns
            if c.type not in NUMERIC and not c.source and not blank(value := cells.get((y, x)))
        ]  # fmt: skip
        words = [text for text in own if SUMS.fullmatch(text) or SUBTOTALS.fullmatch(text) or PARTS.fullmatch(text)]
        return len(own) - len(words) >= FEWEST_OTHERS

    def is_own(self, name: str, raw: str) -> bool:
        """Whether a unit wrote it: in a column to be filled in, and not what the form came with."""
        if name not in self.inputs or not raw or not raw.strip():
            return False
        return name not in self.given or tidy(raw) not in self.given[name]

    def is_split(self, at: tuple[int, int]) -> bool:
        """Whether a cell is the first of several merged down."""
        return self.inside.get((at[0] + 1, at[1])) == at

    def first_number_below(self, ended: int) -> tuple[int, int] | None:
        """The first number in a column of numbers under the end of the form."""
        for y in sorted(row for row in self.by_row if row > ended):
            for x, column in self.columns:
                value = self.sheet.cells.get((y, x))
                if column.type in NUMERIC and isinstance(value, int | float) and not isinstance(value, bool):
                    return y, x
        return None

    def numbers_beside(self, ended: int | None) -> Iterator[tuple[int, int]]:
        """The cells in and beside the rows of the form that hold a number under no heading; running numbers are none."""
        headed = {x for (y, x), v in self.sheet.cells.items() if self._heads(y) and not blank(v)}
        headed |= set(self.heading.columns) | {x for at in self.heading.doubled.values() for _, x in at}
        found: dict[int, list[int]] = {}
        for y, xs in self.by_row.items():
            for x in xs if ended is None or y < ended else ():
                value = self.sheet.cells[y, x]
                if x not in headed and isinstance(value, int | float) and not isinstance(value, bool):
                    found.setdefault(x, []).append(y)
        for x, rows in found.items():
            values = [self.sheet.cells[y, x] for y in sorted(rows)]
            if len(rows) < 2 or values != list(range(1, len(rows) + 1)):
                yield from ((y, x) for y in rows)

    def told_beside(self, read: Container[int]) -> Iterator[tuple[int, int]]:
        """The texts in no row that was read, or under no heading, that say there is more than stands in the form."""
        for y, xs in sorted(self.by_row.items()):
            for x in xs:
                value = self.sheet.cells[y, x]
                is_outside = x not in self.heading.columns or y not in read
                if is_outside and isinstance(value, str) and MORE.search(value) and not self._heads(y):
                    yield y, x

    def _heads(self, y: int) -> bool:
        return self.heading.top <= y <= self.heading.bottom

    def _merged(self) -> tuple[dict[tuple[int, int], tuple[int, int]], set[int]]:
        """For each merged cell under the heading its first cell, and the rows that are one wide cell."""
        inside: dict[tuple[int, int], tuple[int, int]] = {}
        wide: set[int] = set()
        first, last = (self.columns[0][0], self.columns[-1][0]) if self.columns else (1, 1)
        for top, left, bottom, right in self.sheet.merges:
            if bottom <= self.heading.bottom:
                continue
            if top == bottom and left <= first and right >= last and right > left:
                wide.add(top)
                continue
            for y in range(max(top, self.heading.bottom + 1), bottom + 1):
                for x in range(left, right + 1):
                    inside[y, x] = (top, left)
        return inside, wide

    def _expected(self) -> set[int]:
        """Rows that must be filled in: those of tasks and departments, the one row of a form with one."""
        if not self.spec.fixed:
            return set()
        sources = {x for x, column in self.columns if column.source}
        if not sources:  # a form with one row: the first that was filled in, else the one under the heading
            filled = (y for y in sorted(self.by_row) if not self._is_other(y) and self.has_content(y))
            return {next(filled, self.heading.bottom + 1)}
        return {y for y, xs in self.by_row.items() if sources & set(xs) and not self._is_other(y)}

    def _is_other(self, y: int) -> bool:
        """Whether a row is a sum, a note or a signature."""
        if y in self.owners.rows or self._is_signed(y) or y in self.wide:
            return True
        texts = [self.sheet.cells[y, x] for x in sorted(self.by_row.get(y, ()))]
        return says_only(texts) or self.first_text(y).startswith(ENDINGS) or self.repeats(y) is not None

    def _is_signed(self, y: int) -> bool:
        """Whether a row stands where a table is signed."""
        return 0 < self.owners.end <= y

    def _is_record(self, y: int) -> bool:
        """Whether a row is filled in like a record, so that its first word is no ending: 制表软件采购合同."""
        cells = self.sheet.cells
        if any(c.type in NUMERIC and isinstance(cells.get((y, x)), int | float) for x, c in self.columns):
            return True
        required = [x for x, c in self.columns if c.required]
        return len(required) > 1 and all(not blank(cells.get((y, x))) for x in required)

    def _repeats_heading(self, y: int) -> bool:
        """Whether the row is the heading once more, as on every printed page."""
        cells = self.sheet.cells
        same = [
            x for x, name in self.names
            if isinstance(v := cells.get((y, x)), str) and v.lstrip()[:1] == name[:1] and tidy(v).startswith(name)
        ]  # fmt: skip
        return len(same) > 1 and len(same) * 2 > len(self.by_row.get(y, ()))

    def has_content(self, y: int) -> bool:
        """Whether a unit filled anything in: more than a number of the row or a row of dots."""
        cells = self.sheet.cells
        for x, column in self.columns:
            value = cells.get((y, x))
            if column.name in self.inputs and not blank(value) and self.is_own(column.name, raw_text(value)):
                return True
        return any(
            column.name in self.inputs and (first := self.inside.get((y, x))) and first[0] < y
            and not blank(cells.get(first)) and self._has_others(y, x)
            for x, column in self.columns
        )  # fmt: skip

    def _has_others(self, y: int, x: int) -> bool:
        """Whether a row beside a merged cell has anything of its own."""
        cells = self.sheet.cells
        return any(not blank(cells.get((y, other))) for other, c in self.columns if other != x and not c.formula)


@lru_cache(100)
def given_texts(spec: LedgerSpec) -> Mapping[str, frozenset[str]]:
    """What the form comes with, tidied, by column."""
    found: dict[str, set[str]] = {}

    def collect(node: Node) -> None:
        for name, text in node.cells:
            found.setdefault(name, set()).add(tidy(text))
        for child in node.rows:
            collect(child)

    for node in spec.rows:
        collect(node)
    return {name: frozenset(texts) for name, texts in found.items()}


def blank(value: Scalar) -> bool:
    """Whether a cell holds nothing, or only dots."""
    return (
        value is None
        or isinstance(value, str)
        and not isinstance(value, ErrorValue)
        and not tidy(value).strip("…．.·")
    )
