"""What a campaign calls by name: titles and signatures do not divide these."""

from __future__ import annotations

import re

from docgen.campaign.model import Campaign

PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:特别行政区|自治[区州县旗]|[省市县区州盟旗镇乡])")
"""The place that the name of an organ begins with."""


def proper_names(campaign: Campaign) -> tuple[str, ...]:
    """The names of units, departments, places and of the campaign itself, each once, in the order of the data file."""
    activity = campaign.activity
    organs = [activity.host, *(organ for entry in campaign.documents for organ in (*entry.issuers, *entry.signature))]
    organs += [name for unit in campaign.units for name in (unit.name, unit.short, *unit.aliases)]
    bodies = [*campaign.departments, *(person.department for person in campaign.people)]
    bodies += [body for group in campaign.tasks for task in group.tasks for body in (*task.lead, *task.support)]
    places = [found[0] for organ in organs if (found := PLACE.match(organ))]
    return tuple(dict.fromkeys(name for name in (activity.name, *organs, *bodies, *places) if name))
