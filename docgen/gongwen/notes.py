"""附注: one, or several that stand one under another, each in brackets of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

OPEN, SHUT = ("（", "("), ("）", ")")


def gathered(lines: Sequence[str]) -> str:
    """The notes of the lines under a date, without brackets, each on a line of its own.

    Lines that bear no brackets are one note: 联系人：… and 联系电话：… were typed one under another.
    """
    notes: list[str] = []
    for own, group in groupby(lines, key=in_brackets):
        typed = list(group)
        notes += [line[1:-1] for line in typed] if own else ["　".join(typed)]
    return "\n".join(notes)


def in_brackets(line: str) -> bool:
    """Whether a line is a note in its brackets."""
    return line[:1] in OPEN and line[-1:] in SHUT


def unbracketed(note: str) -> str:
    """Typed notes without the brackets that the template puts around each; inner ones stay."""
    return "\n".join(without_brackets(line.strip()) for line in note.splitlines() if line.strip())


def without_brackets(note: str) -> str:
    """One note without its brackets."""
    inner = note[1:-1]
    whole = note[:1] in OPEN and note[-1:] in SHUT and not set(inner) & {*OPEN, *SHUT}
    return inner if whole else note
