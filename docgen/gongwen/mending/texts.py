"""Text mended mechanically: the characters that a rule of punctuation, numbers or dates proposes; never a fact."""

from __future__ import annotations

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.mending.bench import Bench


def edited(bench: Bench, fault: Diagnostic) -> tuple[str, str] | None:
    """Make the changes of a line; what it was and what it is, None where it is as before, or no longer what was judged."""
    line = bench.line(fault)
    if line is None or line.empty:
        return None
    lead = line.text.find(line.stripped)
    if not bench.edit(line, [(start + lead, end + lead, new) for start, end, new in fault.fix.edits]):
        return None
    after = line.stripped
    for start, end, new in reversed(fault.fix.edits):
        after = after[:start] + new + after[end:]
    return line.stripped, after
