"""What is wrong with marks, answers and totals, said at a cell."""

from __future__ import annotations

from typing import Any

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Severity


def said(at: Any, rule: Rule, severity: Severity, message: str, cure: str, found: str | None = None) -> Diagnostic:
    """A problem at the cell of a fact or of an origin."""
    place = Place(at.file, sheet=at.sheet or "", cell=at.cell or None)
    return Diagnostic(place, rule, severity, message, found, cure=cure)
