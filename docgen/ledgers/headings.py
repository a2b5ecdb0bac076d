"""Finding a ledger in a sheet: its heading by text and by what was issued, never by position alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from docgen.campaign.ledger import Column
from docgen.ledgers.form import heading
from docgen.ledgers.sheet import Sheet
from docgen.ledgers.spec import LedgerSpec
from docgen.wording import INVISIBLE, half_width

SEARCHED_ROWS = 80
LONGEST_KEPT = 100
"""Characters of a text whose tidy form is remembered: headings and short cells come again, long ones do not."""
DEEPEST = 3
FEWEST_COLUMNS = 3
"""Columns by which a sheet that bears the ledger's name is known, where most of them are missing."""
BLANKS = re.compile(r"[\s\u00a0\u200b\u200c\u200d\ufeff\u3000*＊]+")
BRACKETS = str.maketrans({"(": "（", ")": "）", "[": "（", "]": "）", "【": "（", "】": "）", ":": "："})
TAIL = re.compile(r"（([^（）]*)）$")
MEASURE_WORDS = re.compile(r"单位|人民币|：|为")
"""What may stand before a unit of measure: （单位：万元）."""
SCALE = re.compile("^(?:[十百千]?万|[百千亿])(?=.)")
"""How many of a thing one unit holds: 万人次, 千户."""
MONEY = ("元", "千元", "万元", "亿元", "百万元")


@dataclass
class Heading:
    """Where a ledger's columns stand in a sheet."""

    spec: LedgerSpec
    top: int
    bottom: int
    columns: dict[int, Column] = field(default_factory=dict)
    """Column of the sheet → column of the ledger."""
    cells: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Name of a column → the cell of its heading."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Name of a column → what its heading says now."""
    doubled: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Name of a column → the cells that all carry it."""
    remeasured: dict[str, str] = field(default_factory=dict)
    """Name of a column → another unit of measure in its heading, or for the whole table."""
    contradicted: dict[str, str] = field(default_factory=dict)
    """Name of a column whose heading has its unit of measure → another one for the whole table."""
    stated: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Name of a column → the cell that states a unit of measure for the whole table, if it is by that."""

    @property
    def score(self) -> float:
        """The share of the ledger's columns that was found."""
        return len(self.columns) / len(self.spec.columns)

    def missing(self) -> list[Column]:
        """The columns that were not found."""
        found = {column.name for column in self.columns.values()}
        return [column for column in self.spec.columns if column.name not in found]


def tidy(text: str) -> str:
    """A heading without blanks, marks of obligation and differences of width."""
    return _short_tidy(text) if len(text) <= LONGEST_KEPT else _tidy(text)


def _tidy(text: str) -> str:
    return half_width(INVISIBLE.sub("", BLANKS.sub("", text))).translate(BRACKETS).replace(" ", "")


_short_tidy = lru_cache(20_000)(_tidy)


@lru_cache(20_000)
def measured(text: str) -> tuple[str, str]:
    """A tidy heading as (name, what stands in its last brackets)."""
    match = TAIL.search(text)
    return (text[: match.start()], match[1]) if match and match.start() else (text, "")


@lru_cache(500)
def lookup(spec: LedgerSpec) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Tidy text → (rank, index of the column); rank 0 for the name itself, 1 for a synonym."""
    found: dict[str, list[tuple[int, int]]] = {}
    for index, column in enumerate(spec.columns):
        for rank, text in [(0, heading(column)), (0, column.name), *((1, word) for word in column.synonyms)]:
            word = tidy(text)
            if (rank, index) not in found.setdefault(word, []):
                found[word].append((rank, index))
    return {word: tuple(sorted(hits)) for word, hits in found.items()}


def hits(table: Mapping[str, tuple[tuple[int, int], ...]], text: str) -> tuple[tuple[int, int], ...]:
    """The columns that a heading may be: as it stands, or without its unit of measure."""
    word = tidy(text)
    return table.get(word) or table.get(measured(word)[0], ())


def find(sheet: Sheet, specs: Sequence[LedgerSpec], anchors: Mapping[tuple[int, int], str]) -> Heading | None:
    """The ledger that a sheet holds, with its heading; None where it is none of them.

    ``anchors`` are the headings as they were issued: where they stand now, and “ledger|column”.
    """
    rows: dict[int, dict[int, str]] = {}
    for (row, column), value in sheet.cells.items():
        if row <= SEARCHED_ROWS and isinstance(value, str):
            rows.setdefault(row, {})[column] = value
    best: Heading | None = None
    best_key: tuple[float, int, int, bool] = (0.0, 0, 0, False)
    issued_here = {name.partition("|")[0] for name in anchors.values()}
    for spec in [s for s in specs if s.name in issued_here] or specs:
        own = {at: name.partition("|")[2] for at, name in anchors.items() if name.partition("|")[0] == spec.name}
        found = find_one(sheet, spec, rows, own)
        if found is None:
            continue
        # ledgers with the same columns are told apart by what was issued, then by the name of the sheet
        key = (found.score, len(found.columns), len(own), tidy(sheet.name) == tidy(spec.name))
        if best is None or key > best_key:
            best, best_key = found, key
    return best


def find_one(
    sheet: Sheet, spec: LedgerSpec, rows: Mapping[int, Mapping[int, str]], anchors: Mapping[tuple[int, int], str]
) -> Heading | None:
    """The best block of heading rows for one ledger: most columns, fewest rows, nearest the top."""
    table = lookup(spec)
    found = {
        y: named for y, texts in rows.items() if (named := {h[0][1] for t in texts.values() if (h := hits(table, t))})
    }
    best, best_key = None, (0, 0, 0)
    for bottom in found:
        for depth in range(1, DEEPEST + 1):
            names = set().union(*(found.get(y, ()) for y in range(bottom - depth + 1, bottom + 1)))
            if (key := (len(names), -depth, -bottom)) > best_key:
                best, best_key = (bottom - depth + 1, bottom), key
    needed = 1 if len(spec.columns) < 3 else 2
    if best is None or best_key[0] < needed:
        return by_anchors(spec, sheet, anchors)
    made = assign(sheet, spec, Heading(spec, *best), table, anchors)
    return made if made.score >= 0.5 or anchors or is_meant(sheet, made) else None


def is_meant(sheet: Sheet, made: Heading) -> bool:
    """Whether a sheet with few of the columns is the ledger after all: it bears its name, or has hardly anything else."""
    if len(made.columns) < FEWEST_COLUMNS:
        return False
    names = {tidy(made.spec.name), tidy(made.spec.title)}
    above = [tidy(v) for (y, _), v in sheet.cells.items() if y < made.top and isinstance(v, str)]
    if any(name in text for name in names for text in [tidy(sheet.name), *above]):
        return True
    written = {x for (y, x), v in sheet.cells.items() if made.top <= y <= made.bottom and isinstance(v, str)}
    return len(made.columns) >= 2 * FEWEST_COLUMNS and len(made.columns) * 5 >= len(written) * 4


def by_anchors(spec: LedgerSpec, sheet: Sheet, anchors: Mapping[tuple[int, int], str]) -> Heading | None:
    """A heading known only by what was issued: every text of it was changed."""
    if not anchors:
        return None
    made = Heading(spec, min(y for y, _ in anchors), max(y for y, _ in anchors))
    take_anchors(sheet, made, anchors)
    return made


def assign(
    sheet: Sheet,
    spec: LedgerSpec,
    made: Heading,
    table: Mapping[str, tuple[tuple[int, int], ...]],
    anchors: Mapping[tuple[int, int], str],
) -> Heading:
    """Give each column of the sheet the column of the ledger that its heading names."""
    claims: dict[int, list[tuple[int, int, int]]] = {}
    for (y, x), value in sheet.cells.items():
        if made.top <= y <= made.bottom and isinstance(value, str):
            for rank, index in narrowed(sheet, spec, made, (y, x), hits(table, value)):
                claims.setdefault(index, []).append((rank, y, x))
    used: set[int] = set()
    for _, index in sorted((min(c)[0], i) for i, c in claims.items()):
        column = spec.columns[index]
        free = sorted(c for c in claims[index] if c[2] not in used)
        best = [c for c in free if c[0] == free[0][0]] if free else []
        if len({x for _, _, x in best}) > 1:
            made.doubled[column.name] = [(y, x) for _, y, x in best]
            used |= {x for _, _, x in best}
        elif best:
            _, y, x = best[-1]
            take(sheet, made, column, y, x)
            used.add(x)
    take_anchors(sheet, made, anchors)
    return made


def narrowed(
    sheet: Sheet, spec: LedgerSpec, made: Heading, at: tuple[int, int], found: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """Of several columns with one name, those of the group that stands above the cell."""
    same = [hit for hit in found if hit[0] == found[0][0]]
    if len(same) < 2:
        return found
    above = group_above(sheet, made, at)
    return tuple(hit for hit in same if tidy(spec.columns[hit[1]].group) == above) if above else ()


def group_above(sheet: Sheet, made: Heading, at: tuple[int, int]) -> str:
    """The nearest text above a heading, through merged cells or from the left where a merge was broken."""
    y, x = at
    for row in range(y - 1, made.top - 1, -1):
        for top, left, bottom, right in sheet.merges:
            if top <= row <= bottom and left <= x <= right and isinstance(text := sheet.cells.get((top, left)), str):
                return tidy(text)
        for column in range(x, 0, -1):
            if isinstance(text := sheet.cells.get((row, column)), str):
                return tidy(text)
    return ""


def take(sheet: Sheet, made: Heading, column: Column, y: int, x: int) -> None:
    """Note that a column stands there, and its unit of measure if that is another."""
    made.columns[x] = column
    made.cells[column.name] = (y, x)
    found = MEASURE_WORDS.sub("", measured(tidy(str(sheet.cells.get((y, x), ""))))[1])
    if is_other(found, column.unit):
        made.remeasured[column.name] = found


def is_other(found: str, unit: str) -> bool:
    """Whether a heading has another unit of measure of the same things: 元 for 万元, 万人次 for 人次."""
    if found in MONEY and unit in MONEY:
        return found != unit
    return bool(unit) and found != unit and SCALE.sub("", found) == SCALE.sub("", unit)


def take_anchors(sheet: Sheet, made: Heading, anchors: Mapping[tuple[int, int], str]) -> None:
    """Columns that only their issued name still knows, because the heading was rewritten."""
    left = {column.name: column for column in made.missing()}
    for (y, x), name in sorted(anchors.items()):
        if name in left and x not in made.columns and name not in made.doubled:
            take(sheet, made, left[name], y, x)
            made.renamed[name] = str(sheet.cells.get((y, x), ""))


def likeness(sheet: Sheet, spec: LedgerSpec) -> str:
    """What a foreign sheet's fullest row has that may be columns of the ledger; for a suggestion only."""
    rows: dict[int, list[str]] = {}
    for (y, _), value in sheet.cells.items():
        if y <= SEARCHED_ROWS and isinstance(value, str):
            rows.setdefault(y, []).append(value)
    texts = max(rows.values(), key=len, default=[])
    found = {tidy(t) for t in texts if hits(lookup(spec), t)}
    return "、".join(sorted(found))
