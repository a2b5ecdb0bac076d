"""The kinds of document. A new kind is one module beside this one and one line in KINDS."""

from docgen.documents import (
    bulletin,
    catalogue,
    letter,
    material,
    minutes,
    notice,
    official,
    open_problems,
    plan,
    reminder,
    report,
    request,
    risk_report,
    sent_back,
    summary,
)
from docgen.documents.kinds import Kind

KINDS: dict[str, Kind] = {
    module.KIND.name: module.KIND
    for module in (
        notice,
        plan,
        letter,
        report,
        request,
        minutes,
        official,
        material,
        sent_back,
        reminder,
        summary,
        bulletin,
        catalogue,
        open_problems,
        risk_report,
    )  # fmt: skip
}

__all__ = ["KINDS", "Kind"]
