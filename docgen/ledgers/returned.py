"""One returned file, read from end to end: whose it is, which ledgers it holds, what they report, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from docgen.errors import Place, Problem, Severity
from docgen.ledgers import identity
from docgen.ledgers.book import Book, Refused
from docgen.ledgers.changes import heading_problems
from docgen.ledgers.definition import Definition
from docgen.ledgers.facts import LedgerReturn, Return
from docgen.ledgers.headings import MONEY, Heading, find, likeness, tidy
from docgen.ledgers.intake import open_book
from docgen.ledgers.periods import find_period, parse_period
from docgen.ledgers.region import SUMS
from docgen.ledgers.rows import Rows
from docgen.ledgers.sheet import Sheet
from docgen.ledgers.value import raw_text

UNIT_LABEL = re.compile(r"(?:填报|报送|上报|申报|填表)?单位(?:名称)?(?:（[^）]{0,6}）)?[：:]\s*([^\s：:]{0,40})")
PERIOD_LABEL = re.compile(r"(?:期间|所属期|报送期|报告期|填报月份|月份)[：:]\s*([^\s：:]{0,20})")
TICKS = {"是", "√", "✓", "✔", "☑", "1", "TRUE", "Y", "y", "有", "零报告", "零"}
MEASURES = {*MONEY, "个", "人", "次", "人次", "项", "份", "笔", "件", "家", "%"}


@dataclass
class Found:
    """The ledgers located in a book."""

    ledgers: dict[str, list[tuple[Sheet, Heading]]] = field(default_factory=dict)
    foreign: list[Sheet] = field(default_factory=list)


def read_return(data: bytes, name: str, definition: Definition, fast: bool = True) -> Return:
    """What a file reports. Never raises for anything that a file can hold; problems carry no file name yet."""
    located: dict[int, Found] = {}

    def keep(book: Book) -> bool:
        located[id(book)] = found = locate(book, definition)
        return bool(found.ledgers) and all(
            is_plain(sheet, heading) for pairs in found.ledgers.values() for sheet, heading in pairs
        )

    try:
        book = open_book(data, name, keep if fast else None)
        found = located.get(id(book)) or locate(book, definition)
        if not found.ledgers:
            raise Refused("L105", "不是本活动的台账：没有找到可以对应的表头", no_ledger(book, definition))
        return whole(book, found, definition)
    except Refused as refusal:
        return Return(problems=(refusal.problem(""),), refused=True)


def locate(book: Book, definition: Definition) -> Found:
    """Which sheet holds which ledger."""
    found = Found()
    names = [name for name, _, _ in book.issued]
    for sheet in book.sheets:
        if sheet.name in identity.OWN_SHEETS or book.identity and sheet.name == identity.COVER:
            continue
        anchors = {}
        for at, (ledger, column) in book.anchors.get(sheet.name, {}).items():
            spec = definition.spec(names[ledger - 1]) if 0 < ledger <= len(names) else None
            same = spec is not None and any(n == spec.name and v == spec.version for n, v, _ in book.issued)
            if spec is not None and same and 0 < column <= len(spec.columns):
                anchors[at] = f"{spec.name}|{spec.columns[column - 1].name}"
        heading = find(sheet, definition.specs, anchors) if sheet.cells else None
        if heading is None:
            found.foreign.append(sheet)
        else:
            found.ledgers.setdefault(heading.spec.name, []).append((sheet, heading))
    return found


def is_plain(sheet: Sheet, heading: Heading) -> bool:
    """Whether the quick reader's word may be taken: formulas only where the form has them, no hidden row in it."""
    if any(row > heading.bottom for row in sheet.hidden_rows):
        return False
    typed = {x for x, column in heading.columns.items() if not column.formula}
    cells = [(y, x) for y, x in sheet.formulas if y > heading.bottom and x in typed]
    sums = {y for (y, x), v in sheet.cells.items() if isinstance(v, str) and SUMS.fullmatch(tidy(v))}
    return all(y in sums for y, _ in cells)


def no_ledger(book: Book, definition: Definition) -> str:
    """The best guess at what was meant, for the clerk who asks."""
    for sheet in book.sheets:
        for spec in definition.specs:
            if words := likeness(sheet, spec):
                return f"《{sheet.name}》有“{words}”，与《{spec.name}》有些像；请用下发的表格填报"
    return "请用下发的表格填报"


def whole(book: Book, found: Found, definition: Definition) -> Return:
    """The return of an opened book."""
    problems = [note.problem("") for note in book.notes]
    ledgers: list[LedgerReturn] = []
    units: dict[str, None] = {}
    periods: dict[str, None] = {}
    for sheet, heading in chosen(found, problems):
        visible_unit, visible_period = visible(sheet, heading, definition.year)
        units |= dict.fromkeys(visible_unit)
        periods |= dict.fromkeys(visible_period)
        ledgers.append(one_ledger(book, sheet, heading, definition, visible_period, problems))
    problems += foreign(found)
    if book.identity:
        cover = next((s for s in book.sheets if s.name == identity.COVER), None)
        units |= dict.fromkeys(beside(cover, identity.UNIT_LABEL) if cover else ())
        periods |= dict.fromkeys(beside(cover, identity.PERIOD_LABEL) if cover else ())
    versions = {name: version for name, version, _ in book.issued}
    for ledger in ledgers:
        spec = definition.spec(ledger.ledger)
        if spec and versions.get(ledger.ledger, spec.version) != spec.version:
            problems.append(old_version(ledger))
    return Return(book.identity, tuple(units), tuple(periods), tuple(ledgers), tuple(problems), fast=book.fast)


def old_version(ledger: LedgerReturn) -> Problem:
    """An older form: taken where its columns map, sent back with a fresh form where not."""
    place = Place("", sheet=ledger.sheet)
    if ledger.rejected:
        return Problem(place, "L109", "error", "是旧版的表，列对不上", cure="请改用随退回通知附上的新表填报")
    return Problem(place, "L109", "info", "是旧版的表，列都对得上，已按新表读取")


def chosen(found: Found, problems: list[Problem]) -> Iterator[tuple[Sheet, Heading]]:
    """One sheet for each ledger: a visible one before a hidden one, the fullest of several."""
    for name, pairs in found.ledgers.items():
        ranked = sorted(pairs, key=lambda p: (p[0].visible, bool(p[1].score == 1), filled(*p)), reverse=True)
        first = ranked[0]
        if not first[0].visible:
            problems.append(note(first[0], "L118", "info", f"《{name}》在隐藏的表里，已计入"))
        yield first
        for sheet, heading in ranked[1:]:
            if filled(sheet, heading):
                severity: Severity = "warning" if sheet.visible else "info"
                problems.append(
                    Problem(Place("", sheet=sheet.name), "L118", severity,
                            f"这张表也像《{name}》，里面有内容，没有计入（计入的是《{first[0].name}》）",
                            cure="请只留一张，或把内容并到一张表里")
                )  # fmt: skip


def filled(sheet: Sheet, heading: Heading) -> int:
    """How many input cells under the heading hold something."""
    inputs = {x for x, c in heading.columns.items() if not c.source and not c.formula}
    return sum(y > heading.bottom and x in inputs for y, x in sheet.cells)


def note(sheet: Sheet, rule: str, severity: Severity, message: str) -> Problem:
    """A remark about a sheet."""
    return Problem(Place("", sheet=sheet.name), rule, severity, message)


def foreign(found: Found) -> Iterator[Problem]:
    """Sheets that are no ledger but hold numbers."""
    for sheet in found.foreign:
        numbers = sum(isinstance(v, int | float) and not isinstance(v, bool) for v in sheet.cells.values())
        if numbers:
            word = "表" if sheet.visible else "隐藏的表"
            yield note(sheet, "L118", "info", f"{word}《{sheet.name}》不是下发的台账，里面的{numbers}个数没有汇总")


def one_ledger(
    book: Book, sheet: Sheet, heading: Heading, definition: Definition, periods: list[str], problems: list[Problem]
) -> LedgerReturn:
    """The facts of one sheet; its problems are added to ``problems``."""
    period = parse_period_kindly(book.identity.period if book.identity else next(iter(periods), ""))
    rows = Rows(sheet, heading, definition, period, book.kind == "csv")
    wrong = heading_problems(sheet, heading)
    made = rows.read()
    ticked, empty = nil(sheet, heading), not rows.must_be_filled()
    if ticked and empty:  # a nil report needs no columns
        wrong = [replace(p, severity="info") for p in wrong]
    problems += [*wrong, *rows.problems]
    if empty:
        made = replace(made, facts=(), rows=0)
        if not ticked:
            problems.append(untouched(sheet, heading))
    elif ticked:
        problems.append(
            Problem(Place("", sheet=sheet.name), "L124", "warning", "勾选了零报告，表里却有内容；内容已计入，请核实",
                    cure="有内容的不要选零报告")
        )  # fmt: skip
    return replace(made, nil=ticked and empty, rejected=any(p.rule == "L110" and p.severity == "error" for p in wrong))


def untouched(sheet: Sheet, heading: Heading) -> Problem:
    """An empty form: a nil report must be said, never guessed."""
    cure = "确无内容的，请在表上方“零报告”一格选“是”；有内容的请补填" if heading.spec.nil else "请补填"
    return Problem(Place("", sheet=sheet.name), "L123", "error", "这张表是空的，也没有勾选零报告", cure=cure)


def parse_period_kindly(text: str) -> int | None:
    """The month of a period, or None."""
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return period.month or None if period else None


def nil(sheet: Sheet, heading: Heading) -> bool:
    """Whether the nil report is ticked above the form."""
    for (y, x), text in texts(sheet, heading.top):
        if identity.NIL_LABEL in text:
            own = tidy(text).rpartition("：")[2] if "：" in tidy(text) else ""
            if own in TICKS:
                return True
            beside = [sheet.cells.get((y, x + step)) for step in range(1, 4)]
            return any(raw_text(value).strip() in TICKS for value in beside if value is not None)
    return False


def visible(sheet: Sheet, heading: Heading, year: int) -> tuple[list[str], list[str]]:
    """The unit and the period that stand above (or under) the form for people to read."""
    units: list[str] = []
    periods: list[str] = []
    for (y, x), text in texts(sheet, heading.top):
        for match in UNIT_LABEL.finditer(text):
            word = match[1].strip() or next_text(sheet, y, x)
            if word and word not in MEASURES and word.rstrip("）") not in MEASURES:
                units.append(word)
        for match in PERIOD_LABEL.finditer(text):
            if word := match[1].strip() or next_text(sheet, y, x):
                periods.append(word)
    if not periods:
        for _, text in texts(sheet, heading.top):
            if found := find_period(text, year, heading.spec.frequency):
                periods.append(found.key)
                break
    return units, periods


def next_text(sheet: Sheet, y: int, x: int) -> str:
    """What stands to the right of a label."""
    for step in range(1, 4):
        if (value := sheet.cells.get((y, x + step))) is not None:
            return raw_text(value).strip()
    return ""


def beside(sheet: Sheet, label: str) -> list[str]:
    """What stands to the right of a label on the cover."""
    return [t for (y, x), value in sheet.cells.items() if value == label and (t := next_text(sheet, y, x))]


def texts(sheet: Sheet, bottom: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The texts above a row, in reading order."""
    for at in sorted(at for at in sheet.cells if at[0] < bottom):
        value = sheet.cells[at]
        if isinstance(value, str):
            yield at, value
