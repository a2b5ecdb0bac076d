"""Whether the files of a set agree: rules S02–S17, each a function from evidence to contradictions.

S01 belongs to the data file. A rule that is not certain says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from docgen.gongwen.agreement import (
    assignments,
    breakdowns,
    campaigns,
    counts,
    departments,
    enclosures,
    listings,
    nearly,
    papers,
    people,
    stages,
    sums,
    times,
)
from docgen.gongwen.agreement.evidence import Contradiction, Mention, Rule
from docgen.gongwen.agreement.gathering import gather
from docgen.gongwen.roles import Reading

__all__ = ["RULES", "Contradiction", "Mention", "contradictions"]

CHECKS: tuple[tuple[str, str, Rule], ...] = (
    ("S02", "单位个数", counts.units),
    ("S03", "任务个数", counts.tasks),
    ("S02", "单位个数", nearly.unit_lists),
    ("S03", "任务个数", nearly.task_lists),
    ("S04", "阶段、原则、人员等个数", listings.announced),
    ("S05", "报送时间", times.deadlines),
    ("S06", "阶段起止时间", stages.periods),
    ("S07", "发文字号、标题和成文日期", papers.numbers),
    ("S08", "同一任务的时限和牵头部门", assignments.tasks),
    ("S09", "部门名称", departments.departments),
    ("S10", "人员姓名", people.people),
    ("S11", "引用的文件名称", enclosures.cited_titles),
    ("S12", "活动名称", campaigns.campaigns),
    ("S13", "表格合计", sums.totals),
    ("S14", "正文与表格合计", sums.told_totals),
    ("S15", "比率", sums.rates),
    ("S16", "分项之和", breakdowns.breakdowns),
    ("S17", "联系电话", people.telephones),
)

RULES: dict[str, str] = {number: name for number, name, _ in CHECKS}
"""What each rule compares, by its number."""


def contradictions(readings: Sequence[tuple[str, Reading]]) -> list[Contradiction]:
    """Where the files contradict each other or themselves; their order does not matter."""
    evidence = gather(readings)
    return [contradiction for _, _, rule in CHECKS for contradiction in rule(evidence)]
