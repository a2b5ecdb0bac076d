"""What is wrong with scores beyond single marks: the rubric itself, bonuses over the cap, red lines in dispute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.campaign.expand import plain
from docgen.campaign.model import Campaign
from docgen.campaign.rubric import SELF, Rubric
from docgen.core.diagnostic import Diagnostic
from docgen.figures.scores import rules
from docgen.figures.scores.saying import said
from docgen.figures.scores.scoring import RedLine, Score
from docgen.figures.worked_out import Origin


def of_rubric(reason: str) -> Iterator[Diagnostic]:
    """The rubric gives no total to anybody."""
    if reason:
        yield said(
            Origin("数据文件", "积分"),
            rules.INVALID_RUBRIC_WEIGHTS,
            "error",
            f"{reason}，谁的总分也没有算",
            "请改好“积分”再汇总",
        )


def over_cap(rubric: Rubric, campaign: Campaign, scores: Sequence[Score]) -> Iterator[Diagnostic]:
    """Bonuses over the cap, which is kept to."""
    for score in scores:
        if score.overflow and rubric.cap is not None:
            mark = max(score.confirmed.values(), key=lambda own: own.value or 0)
            cap, added = plain(rubric.cap), plain(sum(score.bonus.values()) or None)
            message = f"{campaign.labels[score.unit]}的加分合计{added}分，超过封顶{cap}分，按{cap}分计"
            yield said(mark.origin, rules.BONUS_OVER_CAP, "warning", message, "请核对；不用改的不必重报")


def red_lines(campaign: Campaign, scores: Sequence[Score]) -> Iterator[Diagnostic]:
    """Red lines that one source says were touched and the other denies, at the cells of both."""
    for score in scores:
        for line in score.undecided:
            if line.is_contradicted:  # what is lacking, and what two groups of inspectors say, is told at its own cell
                yield from contradicted(line, campaign.labels[score.unit])


def contradicted(line: RedLine, label: str) -> Iterator[Diagnostic]:
    """A red line that the inspectors must decide; the institution is only asked to look at what it filled in."""
    for source, mark in line.told.items():
        own = source == SELF
        message = f"{label}的红线“{line.criterion.name}”：{line.why}，认定以前不定颜色"
        cure = (
            "请核对；填错了的改正重报，没有填错的等检查组认定"
            if own
            else "请认定；评错了的改正重报，没有评错的让机构改自评表"
        )
        yield said(mark.origin, rules.RED_LINE_CONTRADICTED, "warning" if own else "error", message, cure, mark.raw)
