"""What a check finds: its rule and clause, how strongly the standard asks, the paragraph, and the cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docgen.errors import Severity

Strength = Literal["must", "usual", "recommended", "practice"]

SEVERITY: dict[Strength, Severity] = {"must": "error", "usual": "warning", "recommended": "info", "practice": "info"}
"""What the standard only calls usual (一般) is never an error."""


@dataclass(frozen=True)
class Finding:
    """One fault of a document. ``paragraph`` is the number of its line (``manuscript.Line``), None for the whole file.

    ``text`` is the beginning of that paragraph. Rules G… judge the layout, T… the text, S… several files.
    """

    rule: str
    severity: Severity
    message: str
    found: str = ""
    expected: str = ""
    cure: str = ""
    paragraph: int | None = None
    text: str = ""
    clause: str | None = None
    strength: Strength | None = None
