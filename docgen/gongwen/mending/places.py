"""Alignment and indents of paragraphs; blanks that were typed for them go."""

from __future__ import annotations

from lxml import etree

from docgen.core.diagnostic import Diagnostic
from docgen.gongwen.layout.closing import LABEL, LISTED
from docgen.gongwen.layout.imprint import COPIES
from docgen.gongwen.layout.masthead import SIGNER
from docgen.gongwen.layout.measure import BLANKS, cell, typed_lead
from docgen.gongwen.manuscript import Line
from docgen.gongwen.mending.bench import Bench
from docgen.gongwen.mending.properties import assign, drop, forget, paragraph_properties, under
from docgen.gongwen.mending.typed import Edit
from docgen.gongwen.word.wml import VAL, Element, w
from docgen.wording import width


def stand(bench: Bench, line: Line, *, align: str = "", left: float = 0, right: float = 0, first: float = 0) -> bool:
    """Set all indents of a paragraph in 字, negative ``first`` for a hanging one; and its alignment if given.

    ``left`` is where wrapped lines begin; leftChars leaves the hanging part out.
    """
    one = cell(line, bench.case.page(line))
    hanging = max(-first, 0)
    amounts = (("left", left, left - hanging), ("right", right, right))
    for paragraph in bench.twins(line):
        properties = paragraph_properties(paragraph)
        drop(properties, "ind")
        for side, amount, chars in (*amounts, ("hanging" if hanging else "firstLine", abs(first), abs(first))):
            assign(properties, "ind", **{f"{side}Chars": round(chars * 100), side: round(amount * one)})
        if align:
            assign(properties, "jc", val=align)
    return bench.element(line) is not None


def trimmed(bench: Bench, line: Line, tail: bool = False) -> bool:
    """Take typed blanks away from the front of a line, and from its end; False where that cannot be done."""
    lead = len(typed_lead(line)) - len(line.auto) * line.text.startswith(line.auto or "\0")
    edits: list[Edit] = [(0, lead, "")] if lead > 0 else []
    end = len(line.text.rstrip(BLANKS))
    if tail and end < len(line.text):
        edits.append((end, len(line.text), ""))
    return not edits or bench.edit(line, edits)


def centred(bench: Bench, fault: Diagnostic) -> bool:
    """A paragraph stands in the middle."""
    line = bench.line(fault)
    return bool(line and trimmed(bench, line, True) and stand(bench, line, align="center"))


def flush(bench: Bench, fault: Diagnostic) -> bool:
    """A paragraph begins at the left edge."""
    line = bench.line(fault)
    if line is None or not trimmed(bench, line):
        return False
    align = "left" if line.spacing.align in ("center", "right", "distribute") else ""
    return stand(bench, line, align=align)


def indented(bench: Bench, fault: Diagnostic) -> bool:
    """A paragraph of the body begins two 字 in."""
    return into_text(bench, fault, "")


def justified(bench: Bench, fault: Diagnostic) -> bool:
    """The same for a paragraph that is set in the middle or at the right."""
    return into_text(bench, fault, "both")


def into_text(bench: Bench, fault: Diagnostic, align: str) -> bool:
    """A paragraph begins as those of the body do."""
    line = bench.line(fault)
    return bool(line and trimmed(bench, line) and stand(bench, line, align=align, first=bench.case.number("正文缩进")))


def begun(bench: Bench, fault: Diagnostic) -> bool:
    """A paragraph begins as many 字 from the left edge as the rule says."""
    line = bench.line(fault)
    if line is None or fault.fix.amount is None or not trimmed(bench, line):
        return False
    align = "left" if line.spacing.align in ("center", "right", "distribute") else ""
    return stand(bench, line, align=align, first=fault.fix.amount)


def listed(bench: Bench, fault: Diagnostic) -> bool:
    """An item of the 附件说明 has its number under those above it, and its wrapped lines under its name."""
    lines = bench.case.free("listed")
    line, head = bench.line(fault), LISTED.match(lines[0].stripped) if lines else None
    label = LABEL.match(line.stripped) if line else None
    if line is None or head is None or label is None or "\n" in line.text or not trimmed(bench, line):
        return False
    start = bench.case.number("附件说明左空")
    if line is not lines[0] and not LISTED.match(line.stripped):
        start += width(head[0].rstrip().replace(":", "："))
    wide = width(label[0].rstrip())
    align = "left" if line.spacing.align in ("center", "right", "distribute") else ""
    return stand(bench, line, align=align, left=start + wide, first=-wide)


def from_right(bench: Bench, line: Line, blank: float) -> bool:
    """A line of the signature ends so many 字 from the right edge."""
    if blank < 0 or not bench.as_read(line) or {"\n", "\t"} & set(line.stripped) or not trimmed(bench, line, True):
        return False
    return stand(bench, line, align="right", right=round(blank, 2))


def tabbed(bench: Bench, line: Line, left: float, right: float) -> bool:
    """What stands behind the only tab of a line ends so many 字 from the right edge."""
    page = bench.case.page(line)
    if line.stripped.count("\t") != 1 or line.boxed or not trimmed(bench, line, True):
        return False
    for paragraph in bench.twins(line):
        stops = under(paragraph_properties(paragraph), "tabs")
        for stop in list(stops):
            stops.remove(stop)
        for _, at in line.spacing.tabs:  # those of the style must be taken away by name
            stops.append(tab_stop("clear", at))
        stops.append(tab_stop("right", round(page.text_width - right * cell(line, page))))
    return stand(bench, line, align="left", first=left)


def tab_stop(kind: str, at: int) -> Element:
    """A tab stop."""
    made = etree.Element(w("tab"))
    made.set(VAL, kind)
    made.set(w("pos"), str(at))
    return made


def signers(bench: Bench, fault: Diagnostic) -> bool:
    """签发人 ends one 字 from the right, by a tab where it shares the line of the number."""
    line, edge = bench.line(fault), bench.case.number("签发人右空")
    if line is None or "\t" not in line.stripped:
        return bool(line and SIGNER.match(line.stripped) and from_right(bench, line, edge))
    return tabbed(bench, line, bench.case.number("发文字号左空"), edge)


def printed(bench: Bench, fault: Diagnostic) -> bool:
    """印发机关 begins one 字 from the left, the date ends one 字 from the right, with a tab between them."""
    line, edge = bench.line(fault), bench.case.number("版记左右空")
    return bool(line and tabbed(bench, line, edge, edge))


def signed_off(bench: Bench, fault: Diagnostic) -> bool:
    """A line of the signature ends as many 字 from the right as the rule says."""
    line, amount = bench.line(fault), fault.fix.amount
    return line is not None and amount is not None and from_right(bench, line, amount)


def copies(bench: Bench, fault: Diagnostic) -> bool:
    """抄送 stands one 字 in at both sides, its wrapped lines behind the colon."""
    line = bench.line(fault)
    label = COPIES.match(line.stripped) if line else None
    if line is None or label is None or not trimmed(bench, line):
        return False
    edge, wide = bench.case.number("版记左右空"), width(label[0].rstrip())
    return stand(bench, line, left=edge + wide, right=edge, first=-wide)


def on_new_page(bench: Bench, fault: Diagnostic) -> bool:
    """A paragraph begins a page."""
    line = bench.line(fault)
    for paragraph in bench.twins(line):
        forget(under(paragraph_properties(paragraph), "pageBreakBefore"), "val")
    return line is not None


def spaced(properties: Element, line: int) -> None:
    """Set lines at an exact distance."""
    assign(properties, "spacing", line=line, lineRule="exact")
