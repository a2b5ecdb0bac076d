"""Whether the files of a set agree: rules S02–S17, each a function from evidence to contradictions.

S01 belongs to the data file. A rule that is not certain says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from docgen.core.diagnostic import Diagnostic
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
from docgen.gongwen.agreement.evidence import Judge
from docgen.gongwen.agreement.gathering import gather
from docgen.gongwen.roles import Reading

JUDGES: tuple[Judge, ...] = (
    counts.units,
    counts.tasks,
    nearly.unit_lists,
    nearly.task_lists,
    listings.announced,
    times.deadlines,
    stages.periods,
    papers.numbers,
    assignments.tasks,
    departments.departments,
    people.people,
    enclosures.cited_titles,
    campaigns.campaigns,
    sums.totals,
    sums.told_totals,
    sums.rates,
    breakdowns.breakdowns,
    people.telephones,
)
"""What looks for contradictions, in the order of the rules; a new one is a function and a line here."""


def contradictions(readings: Sequence[tuple[str, Reading]]) -> list[Diagnostic]:
    """Where the files contradict each other or themselves; their order does not matter."""
    evidence = gather(readings)
    return [told for judge in JUDGES for told in judge(evidence)]
