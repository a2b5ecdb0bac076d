"""Worked out of the ledgers that came back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.campaign.model import Campaign
from docgen.figures.worked_out import Given, Sheet, WorkedOut
from docgen.ledgers.definition import Definition


def sheets(campaign: Campaign, definition: Definition) -> tuple[Sheet, ...]:
    """The ledgers that are worked out."""
    return ()


def work_out(given: Given) -> WorkedOut:
    """Their rows, and what is wrong."""
    return WorkedOut()


def reads(campaign: Campaign, folder: Path, library: Path) -> Iterator[bytes]:
    """The content of every other file that they are worked out of."""
    yield from ()
