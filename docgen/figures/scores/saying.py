"""What is wrong with marks, answers and totals, said at a cell."""

from __future__ import annotations

from typing import Any

from docgen.errors import Place, Problem, Severity


def said(at: Any, rule: str, severity: Severity, message: str, cure: str, found: str | None = None) -> Problem:
    """A problem at the cell of a fact or of an origin."""
    place = Place(at.file, sheet=at.sheet or "", cell=at.cell or None)
    return Problem(place, rule, severity, message, found, cure=cure)
