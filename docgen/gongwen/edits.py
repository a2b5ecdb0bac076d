"""Changes of single characters in a paragraph that several rules propose: what stands at its ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from docgen.core.diagnostic import Edit, Fix
from docgen.gongwen.operations import Operation


def change(text: str, wanted: Iterable[Edit]) -> Fix:
    """The fix that makes some changes of a paragraph's text; none where there are none, or where they overlap."""
    edits = sorted({(start, end, new) for start, end, new in wanted if text[start:end] != new})
    if not edits or any(one[1] > other[0] for one, other in pairwise(edits)):
        return Fix()
    return Fix(Operation.EDIT, edits=tuple(edits))


def no_stop(text: str) -> Iterator[Edit]:
    """No mark stands at the end."""
    if text[-1:] in set("。；，：、;,:"):
        yield len(text) - 1, len(text), ""


def full_stop(text: str) -> Iterator[Edit]:
    """A full stop stands at the end."""
    if text[-1] in "；，、;,.":
        yield len(text) - 1, len(text), "。"
    elif text[-1].isalnum() or text[-1] in "）”》":
        yield len(text), len(text), "。"


def colon(text: str) -> Iterator[Edit]:
    """A full-width colon stands at the end."""
    if text[-1] in ":。，；、,;.":
        yield len(text) - 1, len(text), "："
    elif text[-1].isalnum() or text[-1] in "）”》":
        yield len(text), len(text), "："


def attachment(text: str) -> Iterator[Edit]:
    """A listed attachment: a full-width colon behind 附件, no mark behind its name."""
    if match := re.match(r"附\s*件\s*(:)", text):
        yield (*match.span(1), "：")
    yield from no_stop(text)


def bracketed(text: str) -> Iterator[Edit]:
    """附注 stands in full-width brackets."""
    opens, shuts = text[0] in "（(", text[-1] in "）)"
    yield 0, int(opens), "（"
    yield len(text) - shuts, len(text), "）"
