"""The risk points of the library: what several units and years said of each, in one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docgen.campaign.risks import UNGRADED, Risks
from docgen.figures.risks.library import Chapter, Entry
from docgen.figures.risks.sighting import Report, Sighting, plain
from docgen.figures.worked_out import Origin, Row, Value
from docgen.ledgers.periods import parse_period

SHEET = "风险点库"
STATES = ("未防控", "防控中", "已防控", "已消除")
"""From open to closed; a risk point is as open as the unit that is least far with it."""
OPEN, GONE = STATES[:2], STATES[3]
NEW, GOES_ON, AGAIN, NOT_TOLD = "新增", "延续", "重新出现", "今年未报"
TAKEN = ("来源", "业务领域", "岗位", "风险表现", "成因", "可能性", "影响", "责任部门", "责任人", "时限", "依据")
"""Columns that are taken from the report that stands for all."""
REMEMBERED = ("来源", "业务领域", "岗位", "风险表现", "成因", "可能性", "影响", "等级", "防范措施", "责任部门", "责任人", "时限", "状态",
              "发现单位", "首次年度", "历次", "依据")  # fmt: skip


@dataclass(frozen=True)
class Point:
    """A risk point: its number, what units reported of it this time, what earlier campaigns left of it."""

    number: str
    sightings: tuple[Sighting, ...]
    """Those that count: not what a unit's later return tells under another number of its own."""
    earlier: tuple[tuple[int, Entry], ...] = ()
    """(year, what was left), the oldest first."""
    outdated: tuple[Sighting, ...] = ()

    @property
    def left_out(self) -> Iterator[Sighting]:
        """What a unit reported, and then no more, though it was never said to be gone."""
        return (own for own in self.sightings if own.left_out and own.last.text("状态") != GONE)


def points(sightings: Sequence[Sighting], numbers: Mapping[str, str], chapters: Sequence[Chapter],
           kept: Mapping[str, str]) -> list[Point]:  # fmt: skip
    """Every risk point by number: those that were reported, and those of earlier campaigns that are not gone."""
    now: dict[str, list[Sighting]] = {}
    for own in sightings:
        now.setdefault(numbers[own.name], []).append(own)
    before: dict[str, list[tuple[int, Entry]]] = {}
    for chapter in chapters:
        for number, entry in chapter.points.items():
            before.setdefault(kept.get(number, number), []).append((chapter.year, entry))
    open_ones = [n for n, told in before.items() if told[-1][1].texts.get("状态") != GONE]
    return [point(n, now.get(n, ()), before.get(n, ())) for n in sorted({*now, *open_ones})]


def point(number: str, sightings: Sequence[Sighting], earlier: Sequence[tuple[int, Entry]]) -> Point:
    """A risk point of all that was reported under its number."""
    telling = {own.unit for own in sightings if not own.left_out}
    outdated = tuple(own for own in sightings if own.left_out and own.unit in telling)
    return Point(number, tuple(own for own in sightings if own not in outdated), tuple(earlier), outdated)


def row(point: Point, settings: Risks, labels: Mapping[str, str], year: int) -> Row:
    """The row of a risk point in the library."""
    if not point.sightings:
        return not_told(point)
    unit, report = standing(point, settings)
    origin = report.origin
    state, told = state_of(point), history(point, labels, year)
    cells = [
        Value("库编号", point.number, origin, raw=f"{unit} {report.text('编号')}"),
        *(report.value(column) for column in TAKEN),
        grade(report, settings),
        measures(point, report),
        state,
        Value("变化", change(point, state.value), origin, raw=told),
        Value("发现单位", finders(point, labels), origin, raw=report.text("发现单位")),
        Value("单位数", str(len({own.unit for own in point.sightings})), origin),
        Value("首次年度", str(point.earlier[0][0] if point.earlier else year), origin),
        Value("历次", told, origin),
    ]
    quiet = "、".join(dict.fromkeys(labels.get(own.unit, own.unit) for own in point.left_out))
    cells += [Value("未再报", quiet, origin, raw=told)] if quiet else []
    return Row(SHEET, unit, tuple(cells))


def not_told(point: Point) -> Row:
    """The row of a risk point that nobody reported this time: as it was left."""
    year, entry = point.earlier[-1]
    origin = Origin(entry.file, entry.sheet, entry.cell, entry.sha256)
    left = [Value(c, entry.texts[c], origin, note=f"{year}年的") for c in REMEMBERED if entry.texts.get(c)]
    more = (Value("库编号", point.number, origin), Value("变化", NOT_TOLD, origin), Value("单位数", "0", origin))
    return Row(SHEET, entry.unit, (*more, *left))


def standing(point: Point, settings: Risks) -> tuple[str, Report]:
    """(unit, report) that stands for all: of the highest grade, else the first; not of those for whom it is gone."""

    def height(own: Sighting) -> int:
        found = settings.grade(own.last.text("可能性"), own.last.text("影响"))
        return settings.grades.index(found) if found in settings.grades else -1

    living = [own for own in point.sightings if own.last.text("状态") != GONE]
    best = max(living or point.sightings, key=height)
    return best.unit, best.last


def grade(report: Report, settings: Risks) -> Value:
    """The grade by the matrix, of the cells of likelihood and impact; 待核实 where one of them is held back."""
    likelihood, impact = report.text("可能性"), report.text("影响")
    found = settings.grade(likelihood, impact)
    fact = report.cells.get("可能性")
    origin = Origin.of(fact) if fact is not None else report.origin
    raw = f"可能性{likelihood or '？'}、影响{impact or '？'}"
    if found is None:
        return Value("等级", UNGRADED, origin, raw, "可能性或影响看不准，定不了等级")
    return Value("等级", found, origin, raw, "按矩阵定")


def state_of(point: Point) -> Value:
    """How far it is: as far as the unit that is least far; a question where nobody says so readably."""
    told = [own.last for own in point.sightings if own.last.text("状态") in STATES]
    if len(told) < len(point.sightings):
        held = next(own.last for own in point.sightings if own.last.text("状态") not in STATES)
        return held.value("状态")
    return min(told, key=lambda report: STATES.index(report.text("状态"))).value("状态")


def change(point: Point, state: str) -> str:
    """What became of it since the last time: it is new, goes on, or is back after it was gone."""
    past = [entry.texts.get("状态", "") for _, entry in point.earlier]
    past += [report.text("状态") for own in point.sightings for report in own.reports[:-1]]
    past += [report.text("状态") for own in point.outdated for report in own.reports]
    if state != GONE and GONE in past:
        return AGAIN
    return GOES_ON if point.earlier else NEW


def measures(point: Point, report: Report) -> Value:
    """The safeguards of all units, each once, one a line; those of the report that stands for all come first."""
    own = report.value("防范措施")
    reports = [report, *(s.last for s in point.sightings if s.last is not report)]
    every = [line.strip() for r in reports for line in r.text("防范措施").split("\n") if line.strip()]
    text = "\n".join(dict.fromkeys(every))
    return Value(own.field, text, own.origin, own.raw, own.note, own.status, own.rule) if text else own


def finders(point: Point, labels: Mapping[str, str]) -> str:
    """The units that reported it, and those that they name as having found it."""
    names = [own.last.text("发现单位") or labels.get(own.unit, own.unit) for own in point.sightings]
    return "、".join(dict.fromkeys(names))


def history(point: Point, labels: Mapping[str, str], year: int) -> str:
    """What was said of its state, year by year and period by period: 2025年已防控；2026年第一季度防控中.

    Where units say different things of a period, it names them.
    """
    told = [f"{then}年{entry.texts.get('状态', '') or '状态不明'}" for then, entry in point.earlier]
    by_period: dict[str, dict[str, str]] = {}
    for unit, period, word in said(point):
        own = by_period.setdefault(period, {})
        label = labels.get(unit, unit)
        own[label] = min(own.get(label, word), word, key=lambda w: STATES.index(w) if w in STATES else 0)
    for period, own in sorted(by_period.items()):
        one = set(own.values()) if len(set(own.values())) == 1 else ()
        words = "、".join(one or (f"{label}{word}" for label, word in own.items()))
        told.append(f"{parse_period(period) or period}{words}")
    return "；".join(told) or f"{year}年"


def said(point: Point) -> Iterator[tuple[str, str, str]]:
    """(unit, period, state) of every report, and where a unit said nothing any more."""
    for own in (*point.sightings, *point.outdated):
        for report in own.reports:
            yield own.unit, report.period, report.text("状态") or "状态待核实"
    for own in point.left_out:
        if own.left_out:
            yield own.unit, own.left_out.period, "没有再报"


def wordings(point: Point, labels: Mapping[str, str], shown: str) -> dict[str, str]:
    """The other descriptions of a risk point than that which the library shows, each with who told it first, and when."""
    told = [(entry.texts.get("风险表现", ""), f"{year}年在库里的") for year, entry in point.earlier]
    for own in (*point.sightings, *point.outdated):
        label = labels.get(own.unit, own.unit)
        told += [
            (report.description, f"{label}{parse_period(report.period) or report.period}") for report in own.reports
        ]
    others: dict[str, str] = {}
    for text, who in told:
        if text and plain(text) != plain(shown):
            others.setdefault(text, who)
    return others


def remembered(point: Point, row: Row) -> Entry:
    """A risk point as the library remembers it."""
    texts = {cell.field: cell.value for cell in row.cells if cell.field in REMEMBERED and cell.value}
    origin = row.cells[0].origin
    every = (report.words for own in (*point.sightings, *point.outdated) for report in own.reports)
    told = tuple(sorted({*every, *(words for _, entry in point.earlier for words in entry.told)}))
    return Entry(texts, row.unit, origin.file, origin.sheet, origin.cell, origin.sha256, told)
