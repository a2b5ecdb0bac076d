"""From totals to results: colours, ranks, the change from last year, and why something cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from docgen.campaign.expand import plain
from docgen.campaign.model import Campaign, Unit
from docgen.campaign.rubric import INSPECTED, Rubric, in_words
from docgen.figures.scores.last_year import Earlier
from docgen.figures.scores.scoring import RedLine, Score


@dataclass(frozen=True)
class Result:
    """The result of one institution. Who touched a red line stands behind all others, whatever the total."""

    unit: Unit
    score: Score
    rank: int | None
    colour: str
    earlier: Earlier | None
    remark: str

    @property
    def disputes(self) -> str:
        """The red lines that must be decided, and why; the institution is told, the others are not."""
        return "；".join(undecided(line for line in self.score.undecided if line.is_disputed))

    @property
    def told(self) -> str:
        """All that is to be known of it."""
        return "；".join(text for text in (self.remark, self.disputes) if text)

    @property
    def change(self) -> Decimal | None:
        """Against last year."""
        if self.score.total is None or self.earlier is None:
            return None
        return self.score.total - self.earlier.total


def ranked(campaign: Campaign, scores: Sequence[Score], before: Mapping[str, Earlier]) -> list[Result]:
    """The results in the order of the list; equal totals share a rank, and who has no colour has none."""
    rubric = campaign.rubric
    assert rubric is not None
    colours = {score.unit: colour(rubric, score) for score in scores}
    keys = {s.unit: (bool(s.touched), -s.total) for s in scores if s.total is not None and colours[s.unit]}
    ranks = {unit: 1 + sum(other < own for other in keys.values()) for unit, own in keys.items()}
    units = {unit.code: unit for unit in campaign.units}
    return [
        Result(
            units[s.unit],
            s,
            ranks.get(s.unit),
            colours[s.unit],
            before.get(s.unit),
            remark(rubric, s, colours[s.unit]),
        )
        for s in scores
    ]


def colour(rubric: Rubric, score: Score) -> str:
    """The colour of a total, the lowest where a red line was touched; none on incomplete or disputed marks."""
    if score.total is None or score.undecided:
        return ""
    if score.touched:
        return min(rubric.colours, key=lambda own: own.least).name
    total = score.total
    return next((c.name for c in rubric.colours if total >= c.least and (c.below is None or total < c.below)), "")


def undecided(lines: Iterable[RedLine]) -> Iterator[str]:
    """Why red lines leave the colour open, those of one reason together."""
    by_why: dict[str, list[str]] = {}
    for line in lines:
        by_why.setdefault(line.why, []).append(line.criterion.name)
    for why, names in by_why.items():
        yield f"红线“{'”“'.join(names)}”：{why}，认定前不定颜色"


def remark(rubric: Rubric, score: Score, found: str) -> str:
    """What stands beside a result: what is lacking, how it was made up for, red lines touched, a cap that was reached."""
    told = list(score.lacks)
    if score.filled:
        told.append(score.filled)
    elif score.lacks:
        told.append("总分不定")
    if score.total is not None or f"没有{INSPECTED}" not in score.lacks:  # which would say the same of every red line
        told += undecided(line for line in score.undecided if not line.is_disputed)
    if score.touched:
        told.append(f"触碰红线“{'、'.join(score.touched)}”" + (f"，定为{in_words(found)}" if found else ""))
    elif score.total is not None and not score.undecided and not found:
        told.append(f"总分{plain(score.total)}不在任何一档颜色里")
    if score.overflow and rubric.cap is not None:
        told.append(f"加分封顶{plain(rubric.cap)}分")
    return "；".join(told)
