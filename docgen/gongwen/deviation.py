"""A deviation of a document's looks from its profile, on the way to being weighed by how strongly its clause asks."""

from __future__ import annotations

from docgen.core.diagnostic import NO_FIX, Diagnostic, Fix, Place
from docgen.core.rules import UNNAMED, Strength
from docgen.gongwen.manuscript import Line

BEGINNING = 20
"""Characters of a paragraph that a complaint shows."""


def deviation(
    message: str,
    found: str,
    expected: str,
    cure: str,
    line: Line | None = None,
    key: str = "",
    strength: Strength | None = None,
    clause: str | None = None,
    section: int | None = None,
    kind: str = "",
    off: float | None = None,
    fix: Fix = NO_FIX,
) -> Diagnostic:
    """A complaint about a line (None: the whole file), its rule still to be put in.

    ``key`` names the value of the profile that it deviates from; ``strength`` and ``clause`` stand where they are not
    those of the value or of the rule. One about pages has their ``section`` (from 0) and the ``kind`` of page in place
    of a line; its message is said after their names. ``off`` is how many mm it is wrong (None: no matter of lengths), ``fix``
    what mends it where that is not what its rule is mended by.
    """
    number, text = (line.number, line.stripped[:BEGINNING]) if line else (None, "")
    return Diagnostic(
        Place("", paragraph=number, section=section, pages=kind), UNNAMED, "info", message, found or None,
        expected or None, cure or None, text or None, clause, strength, key, off, fix,
    )  # fmt: skip
