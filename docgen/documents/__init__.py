"""The kinds of document. A new kind is one module beside this one and one line in KINDS."""

from docgen.documents import letter, minutes, notice, plan, report, request
from docgen.documents.kinds import Kind

KINDS: dict[str, Kind] = {module.KIND.name: module.KIND for module in (notice, plan, letter, report, request, minutes)}

__all__ = ["KINDS", "Kind"]
