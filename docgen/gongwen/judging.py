"""A document judged by its looks and its text: what breaks a rule, one by one and as it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen import layout, textrules
from docgen.gongwen.profile import Profile
from docgen.gongwen.roles import Reading
from docgen.gongwen.textrules.case import Case


@dataclass(frozen=True)
class Judgement:
    """``faults`` are mended one by one; ``findings`` are what they come to, weighed, those of one kind told together."""

    faults: tuple[Diagnostic, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def judged(reading: Reading, profile: Profile, today: date, known: Sequence[str] = ()) -> Judgement:
    """What of a document breaks a rule, each rule run once; ``known`` are the names of units, for T35."""
    text = Case(reading, today, tuple(known))
    typed = textrules.faults(text)
    told = textrules.weighed_all(typed, text)
    if not reading.manuscript.looks_known:
        return Judgement(tuple(typed), tuple(told))
    looks = layout.fitting(reading, profile)
    laid = layout.faults(looks)
    return Judgement((*laid, *typed), (*layout.weighed_all(laid, looks), *told))
