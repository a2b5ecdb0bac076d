"""What is worked out of the ledgers that came back. A new one is a folder beside this file and one name in DERIVATIONS."""

from __future__ import annotations

import json
from functools import reduce
from operator import add
from pathlib import Path

from docgen.campaign.model import Campaign
from docgen.core.errors import DocgenError
from docgen.figures import risks, scores
from docgen.figures.source import Source
from docgen.figures.worked_out import Given, Sheet, WorkedOut, extended
from docgen.ledgers.definition import Definition, define, digest
from docgen.outbox import digest as fingerprint

DERIVATIONS = (risks, scores)
"""Each has ``sheets`` (its ledgers, none where the campaign has no use for them), ``work_out``, ``reads``, ``SETTINGS``."""


def sheets(campaign: Campaign, definition: Definition) -> tuple[Sheet, ...]:
    """The ledgers that are worked out for a campaign."""
    return tuple(sheet for own in DERIVATIONS for sheet in own.sheets(campaign, definition))


def with_worked_out(campaign: Campaign) -> Definition:
    """The definition that figures are computed by: the campaign's ledgers, and those that are worked out."""
    definition = define(campaign)
    return extended(definition, sheets(campaign, definition))


def work_out(given: Given) -> WorkedOut:
    """Everything that is worked out of what came back."""
    wanted = [own for own in DERIVATIONS if own.sheets(given.campaign, given.definition)]
    return reduce(add, (own.work_out(given) for own in wanted), WorkedOut())


def fitting(campaign: Campaign, source: Source, folder: Path) -> None:
    """Raise DocgenError where ledgers were worked out by other settings than the data file has now."""
    theirs, ours = json.loads(source.campaign), json.loads(campaign.model_dump_json(exclude_defaults=True))
    changed = [own.SETTINGS for own in DERIVATIONS if theirs.get(own.SETTINGS) != ours.get(own.SETTINGS)]
    if changed:
        keys = "、".join(f"“{Campaign.model_fields[name].alias}”" for name in changed)
        raise DocgenError(
            f"{folder} 汇总以后，数据文件的{keys}改过，里面是按以前的算的。请先用 docgen collect 重新汇总"
        )


def stamp(campaign: Campaign, definition: Definition, folder: Path, library: Path) -> str:
    """Changes with what is worked out by and with every other file that it is worked out of."""
    wanted = [own for own in DERIVATIONS if own.sheets(campaign, definition)]
    read = [data for own in wanted for data in own.reads(campaign, folder, library)]
    return digest(
        [[sheet.spec.version for sheet in sheets(campaign, definition)], [fingerprint(data) for data in read]]
    )
