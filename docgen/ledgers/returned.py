"""One returned file, read from end to end: whose it is, which ledgers it holds, what they report, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Severity
from docgen.ledgers import identity, rules
from docgen.ledgers.book import Book, Refused
from docgen.ledgers.changes import heading_problems
from docgen.ledgers.definition import Definition
from docgen.ledgers.facts import LedgerReturn, Return
from docgen.ledgers.headings import Heading, find, likeness, tidy
from docgen.ledgers.intake import open_book
from docgen.ledgers.labels import Stated, on_cover, one_named, stated
from docgen.ledgers.measures import remeasure
from docgen.ledgers.periods import parse_period
from docgen.ledgers.region import SUMS
from docgen.ledgers.rows import Rows
from docgen.ledgers.sections import Part, by_unit, joined, only_once, period_key
from docgen.ledgers.sheet import Sheet
from docgen.ledgers.signed import claims, owners, unit_column
from docgen.ledgers.value import raw_text

SUMMARY = re.compile("汇总|合计|总表|统计")
COVERS = re.compile("封面|首页|封皮|扉页|cover", re.IGNORECASE)
MOST_ON_COVER = 30
UNIT_NUMBER = re.compile("[0-9A-Za-z-]+")
"""What stands behind 单位编号 on a typed cover may be any number; only one of the list says whose the file is."""
TICKS = {"是", "√", "✓", "✔", "☑", "1", "TRUE", "Y", "y", "有", "零报告", "零"}


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
            raise Refused(rules.UNKNOWN_FORM, "不是本活动的台账：没有找到可以对应的表头", no_ledger(book, definition))
        return whole(book, found, definition)
    except Refused as refusal:
        return Return(problems=(refusal.problem,), refused=True)


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
            remeasure(sheet, heading)
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
    problems = [*book.notes]
    ledgers: list[LedgerReturn] = []
    said: list[Stated] = []
    parts = [part_of(book, sheet, heading, definition) for pairs in found.ledgers.values() for sheet, heading in pairs]
    cover = cover_of(book, found, definition)
    parts = [under_cover(part, parts, cover) for part in parts]
    several = any(is_told_apart(own) for own in by_ledger(parts))
    named = any(part.unit for part in parts)
    for part in chosen(parts, problems):
        if several and named and not part.unit and not part.owners.tell:
            problems.append(nobodys(part))
            continue
        said.append(part.stated)
        ledgers += tables_of(book, part, several, definition, said, problems)
    problems += foreign(found)
    if not several or book.identity:
        said.append(cover)
    if len({one.unit for one in ledgers}) == 1 and not several:
        ledgers = [replace(one, unit="") for one in ledgers]
    problems += [old_version(one) for one in ledgers if is_old(one, book, definition)]
    return Return(
        book.identity,
        tuple(dict.fromkeys(unit for one in said for unit in one.units)),
        tuple(dict.fromkeys(period for one in said for period in one.periods)),
        max((day for one in said for day in one.filled), default=""),
        tuple(only_once(ledgers, definition.names, problems)),
        tuple(problems),
        fast=book.fast,
    )


def tables_of(
    book: Book, part: Part, several: bool, definition: Definition, said: list[Stated], problems: list[Diagnostic]
) -> list[LedgerReturn]:
    """The ledger of a sheet, once for each unit whose rows are in it."""
    made = one_ledger(book, part, definition, problems)
    if part.owners.tell and made.facts:
        split = joined(by_unit(made, part, problems), definition.names)
        said.append(Stated(units=tuple(one.unit for one in split)))
        return [replace(one, period=part.period if several else "") for one in split]
    unit = part.stated.units[0] if part.stated.units else part.unit
    return [replace(made, unit=unit, period=part.period) if several else made]


def is_old(one: LedgerReturn, book: Book, definition: Definition) -> bool:
    """Whether a ledger was issued in an older form than the one that is in use."""
    spec, versions = definition.spec(one.ledger), {name: version for name, version, _ in book.issued}
    return spec is not None and versions.get(one.ledger, spec.version) != spec.version


def cover_of(book: Book, found: Found, definition: Definition) -> Stated:
    """What the cover of a workbook says; in one that was typed, the sheet that is called so, or a first one of few words."""
    if book.identity:
        cover = next((s for s in book.sheets if s.name == identity.COVER), None)
        return on_cover(cover, definition.year) if cover else Stated()
    first = book.sheets[0] if book.sheets else None
    cover = next((s for s in found.foreign if COVERS.fullmatch(tidy(s.name)) or s is first and is_cover(s)), None)
    return typed_cover(cover, definition) if cover else Stated()


def is_cover(sheet: Sheet) -> bool:
    """Whether a sheet that is called anything may be a cover: words, and hardly any of them."""
    numbers = any(isinstance(v, int | float) and not isinstance(v, bool) for v in sheet.cells.values())
    return 0 < len(sheet.cells) <= MOST_ON_COVER and not numbers


def typed_cover(sheet: Sheet, definition: Definition) -> Stated:
    """What a cover says that was typed: what labels say, names that stand alone, else the one that a line names."""
    said, names = on_cover(sheet, definition.year), definition.names
    strange = [word for word in said.units if names.named(word) or not UNIT_NUMBER.fullmatch(tidy(word))]
    units = [*strange, *claims(sheet, None, names, 0)]
    if not units:
        units = one_named([v for _, v in sorted(sheet.cells.items()) if isinstance(v, str)], names)
    return replace(said, units=tuple(dict.fromkeys(units)))


def under_cover(part: Part, parts: Sequence[Part], cover: Stated) -> Part:
    """A sheet that says nothing of its unit or period with what the cover says, where no sheet says it."""
    if not any(other.unit for other in parts) and len(cover.units) == 1:
        part = replace(part, unit=cover.units[0], stated=replace(part.stated, units=cover.units))
    return part


def part_of(book: Book, sheet: Sheet, heading: Heading, definition: Definition) -> Part:
    """A sheet with what it says of itself; one that was issued is that of whom it was issued to."""
    names, who = definition.names, book.identity
    rows = owners(sheet, heading, names)
    own = stated(sheet, heading, names, definition.year, claims(sheet, heading, names, rows.end))
    rows = replace(rows, column=unit_column(sheet, heading, names, rows, bool(own.units)))
    if who and (any(name == sheet.name for _, _, name in book.issued) or not own.units):
        return Part(sheet, heading, own, who.unit, who.period, rows)
    unit = names.match(own.units[0]) or own.units[0] if own.units else ""
    return Part(sheet, heading, own, unit, period_key(own) or (who.period if who else ""), rows)


def by_ledger(parts: Sequence[Part]) -> list[list[Part]]:
    """The sheets of each ledger."""
    names = dict.fromkeys(part.heading.spec.name for part in parts)
    return [[part for part in parts if part.heading.spec.name == name] for name in names]


def is_told_apart(parts: Sequence[Part]) -> bool:
    """Whether a ledger stands once for each of several units or periods, and does not only contradict another one."""
    return len({(part.unit, part.period) for part in parts if part.unit or part.period}) > 1


def nobodys(part: Part) -> Diagnostic:
    """A sheet without a unit among sheets of several; one that sums them up is nothing to ask about."""
    severity: Severity = "info" if SUMMARY.search(part.sheet.name) else "warning"
    return Diagnostic(Place("", sheet=part.sheet.name), rules.SURPLUS_OR_HIDDEN_SHEET, severity,
                   f"别的表都写了单位，这张《{part.sheet.name}》没有写是哪个单位的，没有计入",
                   cure="请在表上“填报单位：”后写明；是汇总表的，请删去")  # fmt: skip


def old_version(ledger: LedgerReturn) -> Diagnostic:
    """An older form: taken where its columns map, sent back with a fresh form where not."""
    place = Place("", sheet=ledger.sheet)
    if ledger.rejected:
        return Diagnostic(
            place, rules.OUTDATED_FORM, "error", "是旧版的表，列对不上", cure="请改用随退回通知附上的新表填报"
        )
    return Diagnostic(place, rules.OUTDATED_FORM, "info", "是旧版的表，列都对得上，已按新表读取")


def chosen(parts: Sequence[Part], problems: list[Diagnostic]) -> Iterator[Part]:
    """One sheet for each ledger of each unit and period: a visible one before a hidden one, the fullest of several."""
    for own in by_ledger(parts):
        name = own[0].heading.spec.name
        for key in dict.fromkeys((part.unit, part.period) for part in own):
            group = [part for part in own if belongs(part, own) == key]
            if group:
                yield from the_fullest(name, group, problems)


def belongs(part: Part, group: Sequence[Part]) -> tuple[str, str]:
    """Whose a sheet is among those of its ledger: one that says nothing goes with the others if they agree."""
    units = {other.unit for other in group if other.unit}
    unit = part.unit or (units.pop() if len(units) == 1 else "")
    periods = {other.period for other in group if other.period and other.unit in ("", unit)}
    return unit, part.period or (periods.pop() if len(periods) == 1 else "")


def the_fullest(name: str, group: Sequence[Part], problems: list[Diagnostic]) -> Iterator[Part]:
    """The one of some sheets that counts; the others are said."""
    ranked = sorted(
        group, key=lambda p: (p.sheet.visible, p.heading.score == 1, filled(p.sheet, p.heading)), reverse=True
    )
    first = ranked[0]
    if not first.sheet.visible:
        problems.append(note(first.sheet, rules.SURPLUS_OR_HIDDEN_SHEET, "info", f"《{name}》在隐藏的表里，已计入"))
    yield first
    for part in ranked[1:]:
        if filled(part.sheet, part.heading):
            severity: Severity = "warning" if part.sheet.visible else "info"
            problems.append(
                Diagnostic(Place("", sheet=part.sheet.name), rules.SURPLUS_OR_HIDDEN_SHEET, severity,
                        f"这张表也像《{name}》，里面有内容，没有计入（计入的是《{first.sheet.name}》）",
                        cure="请只留一张，或把内容并到一张表里")
            )  # fmt: skip


def filled(sheet: Sheet, heading: Heading) -> int:
    """How many input cells under the heading hold something."""
    inputs = {x for x, c in heading.columns.items() if not c.source and not c.formula}
    return sum(y > heading.bottom and x in inputs for y, x in sheet.cells)


def note(sheet: Sheet, rule: Rule, severity: Severity, message: str) -> Diagnostic:
    """A remark about a sheet."""
    return Diagnostic(Place("", sheet=sheet.name), rule, severity, message)


def foreign(found: Found) -> Iterator[Diagnostic]:
    """Sheets that are no ledger but hold numbers."""
    for sheet in found.foreign:
        numbers = sum(isinstance(v, int | float) and not isinstance(v, bool) for v in sheet.cells.values())
        if numbers:
            word = "表" if sheet.visible else "隐藏的表"
            yield note(
                sheet,
                rules.SURPLUS_OR_HIDDEN_SHEET,
                "info",
                f"{word}《{sheet.name}》不是下发的台账，里面的{numbers}个数没有汇总",
            )


def one_ledger(book: Book, part: Part, definition: Definition, problems: list[Diagnostic]) -> LedgerReturn:
    """The facts of one sheet; its problems are added to ``problems``."""
    sheet, heading = part.sheet, part.heading
    period = parse_period_kindly(part.period or next(iter(part.stated.periods), ""))
    rows = Rows(sheet, heading, definition, period, book.kind, part.owners)
    wrong = heading_problems(sheet, heading, part.owners.column)
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
            Diagnostic(Place("", sheet=sheet.name), rules.FILLED_NIL_REPORT, "warning", "勾选了零报告，表里却有内容；内容已计入，请核实",
                    cure="有内容的不要选零报告")
        )  # fmt: skip
    return replace(
        made,
        nil=ticked and empty,
        rejected=any(p.rule == rules.MISSING_REQUIRED_COLUMN and p.severity == "error" for p in wrong),
    )


def untouched(sheet: Sheet, heading: Heading) -> Diagnostic:
    """An empty form: a nil report must be said, never guessed."""
    cure = "确无内容的，请在表上方“零报告”一格选“是”；有内容的请补填" if heading.spec.nil else "请补填"
    return Diagnostic(
        Place("", sheet=sheet.name), rules.EMPTY_LEDGER, "error", "这张表是空的，也没有勾选零报告", cure=cure
    )


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


def texts(sheet: Sheet, bottom: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The texts above a row, in reading order."""
    for at in sorted(at for at in sheet.cells if at[0] < bottom):
        value = sheet.cells[at]
        if isinstance(value, str):
            yield at, value
