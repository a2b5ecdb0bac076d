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
    pledge,
    post_cards,
    reminder,
    report,
    request,
    risk_promise,
    risk_report,
    score_bulletin,
    score_profile,
    score_sheet,
    score_uses,
    score_warning,
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
        post_cards,
        risk_promise,
        pledge,
        score_bulletin,
        score_sheet,
        score_profile,
        score_warning,
        score_uses,
    )  # fmt: skip
}

__all__ = ["KINDS", "Kind"]
