"""From marks to totals, in exact fractions: what every mark adds to the total, bonuses up to their cap, red lines.

The total is rounded half up to two places; what it is made of is rounded so that it adds up to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor

from docgen.campaign.expand import NO, YES, plain
from docgen.campaign.rubric import BASE, BONUS, INSPECTED, RED_LINE, SELF, SURVEYED, Criterion, Rubric
from docgen.figures.scores.marks import NOT_SENT, SPLIT, Mark, Marks
from docgen.figures.scores.survey import Surveyed

LEAVE, ZERO, SPREAD = "不定", "按零分", "按其余折算"
MADE_UP = {ZERO: "缺的按零分计", SPREAD: "缺的不算，按其余各项折算"}
FORMS = (SELF, INSPECTED)
CENTS = 100


@dataclass(frozen=True)
class RedLine:
    """A red line: what either source says, and what holds: 是, 否, or nothing while that must be decided."""

    criterion: Criterion
    told: Mapping[str, Mark]
    holds: str
    why: str = ""

    @property
    def is_disputed(self) -> bool:
        """Whether somebody says that it was touched, and that does not hold yet."""
        return not self.holds and any(mark.touched == YES for mark in self.told.values())

    @property
    def is_contradicted(self) -> bool:
        """Whether one source denies what the other says."""
        return len({mark.touched for mark in self.told.values() if mark.counts}) > 1


@dataclass
class Score:
    """What one institution comes to."""

    unit: str
    marked: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    """By source and criterion: what its mark adds to the total."""
    share: dict[str, Decimal] = field(default_factory=dict)
    """By source: per cent of the total, after what is lacking was spread over the rest."""
    surveyed: Decimal | None = None
    survey: Surveyed | None = None
    bonus: dict[str, Decimal] = field(default_factory=dict)
    confirmed: dict[str, Mark] = field(default_factory=dict)
    """The mark of each bonus that counts."""
    overflow: Decimal = Decimal(0)
    """What is taken off where bonuses exceed their cap; never above 0."""
    total: Decimal | None = None
    lacks: list[str] = field(default_factory=list)
    filled: str = ""
    """How what is lacking was made up for, where the campaign says how."""
    lines: list[RedLine] = field(default_factory=list)

    @property
    def touched(self) -> tuple[str, ...]:
        """The red lines that were touched."""
        return tuple(line.criterion.name for line in self.lines if line.holds == YES)

    @property
    def undecided(self) -> tuple[RedLine, ...]:
        """The red lines of which nobody can tell."""
        return tuple(line for line in self.lines if not line.holds)

    def part(self, source: str) -> Decimal | None:
        """What a source adds to the total; None where it adds nothing at all."""
        if source == SURVEYED:
            return self.surveyed
        own = self.marked.get(source)
        return sum(own.values(), Decimal(0)) if own else None

    @property
    def bonuses(self) -> Decimal:
        """The bonuses, up to their cap."""
        return sum(self.bonus.values(), Decimal(0)) + self.overflow


def scored(rubric: Rubric, unit: str, marks: Marks, survey: Surveyed | None, unfit: str = "") -> Score:
    """The score of one institution. ``unfit`` is what is wrong with the rubric itself."""
    score = Score(unit, survey=survey, lacks=[unfit] if unfit else [])
    usable = {
        source: list(counting(rubric, unit, marks, source)) for source in FORMS if rubric.weights.get(source, 0) > 0
    }
    for source in usable:
        score.lacks += lacking(source, wanted(rubric, source), unit, marks)
    if rubric.weights.get(SURVEYED, 0) > 0 and (survey is None or survey.why):
        score.lacks.append(survey.why if survey else "没有第三方测评")
    exact = weighted(rubric, score, usable)
    bonuses = dict(confirmed(rubric, score, marks))
    score.lines = [red_line(c, unit, marks) for c in rubric.criteria if c.kind == RED_LINE]
    overflow = (
        min(Fraction(0), Fraction(rubric.cap) - sum(bonuses.values())) if rubric.cap is not None else Fraction(0)
    )
    whole = settle(score, exact, bonuses, overflow)
    made_up = bool(score.lacks) and rubric.lacking != LEAVE and not unfit and bool(exact)
    if made_up:
        score.filled = MADE_UP[rubric.lacking]
    score.total = whole if made_up or not score.lacks else None
    return score


def wanted(rubric: Rubric, source: str) -> list[Criterion]:
    """The base criteria that a source marks."""
    return [c for c in rubric.criteria if c.kind == BASE and source in c.marked_by and (c.points or 0) > 0]


def counting(rubric: Rubric, unit: str, marks: Marks, source: str) -> Iterator[tuple[Criterion, Decimal]]:
    """The base criteria of a source whose marks count, with them."""
    for criterion in wanted(rubric, source):
        value = marks.of(unit, criterion.code, source).value
        if value is not None:
            yield criterion, value


def lacking(source: str, criteria: Sequence[Criterion], unit: str, marks: Marks) -> Iterator[str]:
    """In words, the marks of a source that are lacking."""
    missing = [(c, mark.why) for c in criteria if not (mark := marks.of(unit, c.code, source)).counts]
    if not criteria:
        yield f"没有要{source}的基础项"
    elif len(missing) == len(criteria) and all(why == NOT_SENT for _, why in missing):
        yield f"没有{source}"
    elif missing:
        told = "、".join(f"{c.code} {c.name}（{why}）" for c, why in missing[:3])
        yield f"{source}有{len(missing)}项不能计：{told}{'等' if len(missing) > 3 else ''}"


def weighted(
    rubric: Rubric, score: Score, usable: Mapping[str, Sequence[tuple[Criterion, Decimal]]]
) -> dict[str, dict[str, Fraction]]:
    """What every mark adds to the total, exactly; the survey's mark stands under its own name."""
    spread = rubric.lacking == SPREAD
    known = [source for source, own in usable.items() if own]
    survey = score.survey
    if rubric.weights.get(SURVEYED, 0) > 0 and survey is not None and survey.mark is not None and not survey.why:
        known.append(SURVEYED)
    weights = {source: Fraction(rubric.weights[source]) for source in known}
    over = Fraction(100) / sum(weights.values()) if spread and weights else Fraction(1)
    made: dict[str, dict[str, Fraction]] = {}
    for source, weight in weights.items():
        share = weight * over / 100
        score.share[source] = decimal(share * 100)
        if source == SURVEYED:
            assert survey is not None
            assert survey.mark is not None
            made[source] = {SURVEYED: Fraction(survey.mark) * share}
            continue
        criteria = [c for c, _ in usable[source]] if spread else wanted(rubric, source)
        full = sum((Fraction(c.points or 0) for c in criteria), Fraction(0))
        made[source] = {c.code: Fraction(value) * 100 / full * share for c, value in usable[source]}
    return made


def confirmed(rubric: Rubric, score: Score, marks: Marks) -> Iterator[tuple[str, Fraction]]:
    """The bonuses: as the inspectors confirm them, or by the institution's own mark where only that is asked."""
    for criterion in rubric.criteria:
        if criterion.kind != BONUS:
            continue
        source = INSPECTED if INSPECTED in criterion.marked_by else SELF
        mark = marks.of(score.unit, criterion.code, source)
        if mark.value is not None:
            score.confirmed[criterion.code] = mark
            yield criterion.code, Fraction(mark.value)
        elif mark.why != NOT_SENT:
            score.lacks.append(f"加分项 {criterion.code} {criterion.name}（{mark.why}）")
        elif f"没有{source}" not in score.lacks:
            score.lacks.append(f"加分项没有{source}")


def red_line(criterion: Criterion, unit: str, marks: Marks) -> RedLine:
    """What holds of a red line: what all say that were asked, never what only the institution says of itself."""
    told = {source: marks.of(unit, criterion.code, source) for source in FORMS if source in criterion.marked_by}
    words = {source: mark.touched for source, mark in told.items() if mark.counts}
    if len(set(words.values())) > 1:
        why = "，".join(f"{source}说{'触碰' if word == YES else '没有触碰'}" for source, word in words.items())
        return RedLine(criterion, told, "", why)
    if any(mark.why == SPLIT for mark in told.values()):
        return RedLine(criterion, told, "", SPLIT)
    if not words:
        return RedLine(criterion, told, "", "没有人填是或否")
    if INSPECTED in told and INSPECTED not in words:
        why = "自评说触碰，检查组没有认定" if words[SELF] == YES else "检查组没有填是或否"
        return RedLine(criterion, told, "", why)
    return RedLine(criterion, told, YES if YES in words.values() else NO)


def settle(
    score: Score, exact: Mapping[str, Mapping[str, Fraction]], bonuses: Mapping[str, Fraction], overflow: Fraction
) -> Decimal:
    """Round everything so that marks add up to their parts and parts to the total; returns the total."""
    parts = {source: sum(own.values(), Fraction(0)) for source, own in exact.items()}
    parts[BONUS] = sum(bonuses.values(), Fraction(0)) + overflow
    whole = half_up(sum(parts.values(), Fraction(0)))
    cents = dict(zip(parts, apportioned(list(parts.values()), whole), strict=True))
    for source, own in exact.items():
        rounded = dict(zip(own, in_cents(apportioned(list(own.values()), cents[source])), strict=True))
        if source == SURVEYED:
            score.surveyed = rounded[SURVEYED]
        else:
            score.marked[source] = rounded
    *values, score.overflow = in_cents(apportioned([*bonuses.values(), overflow], cents[BONUS]))
    score.bonus = dict(zip(bonuses, values, strict=True))
    return Decimal(whole) / CENTS


def half_up(value: Fraction) -> int:
    """In hundredths, rounded half up."""
    return floor(value * CENTS + Fraction(1, 2))


def apportioned(values: Sequence[Fraction], whole: int) -> list[int]:
    """Hundredths that add up to the whole: rounded down, then one more for those that lost most."""
    down = [floor(value * CENTS) for value in values]
    lost = sorted(range(len(values)), key=lambda i: (down[i] - values[i] * CENTS, i))
    up = set(lost[: max(whole - sum(down), 0)])
    return [cents + (i in up) for i, cents in enumerate(down)]


def in_cents(values: Iterable[int]) -> list[Decimal]:
    """Hundredths as numbers."""
    return [Decimal(value) / CENTS for value in values]


def decimal(value: Fraction) -> Decimal:
    """A share as it is told, with at most four places."""
    return Decimal(plain(round(Decimal(value.numerator) / Decimal(value.denominator), 4)))
