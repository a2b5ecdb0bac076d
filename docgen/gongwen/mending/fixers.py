"""Which function mends what a rule complains of: a new one is added here."""

from __future__ import annotations

from collections.abc import Callable

from docgen.gongwen.layout import attached, closing, compare, masthead
from docgen.gongwen.mending import blanks, footers, lettering, page, places, rules, texts
from docgen.gongwen.mending.bench import Bench, Spot

Said = tuple[str, str]
Fixer = Callable[[Bench, Spot], Said | None]
"""Mends one fault; returns what was there and what is there now, None where it was left alone."""


def layout(*fixers: Callable[[Bench, Spot], bool]) -> Fixer:
    """A fixer of looks or places: the first that does anything."""

    def fix(bench: Bench, spot: Spot) -> Said | None:
        done = any(fixer(bench, spot) for fixer in fixers)
        return (spot.found, spot.expected) if done else None

    return fix


def words(*mends: texts.Mend) -> Fixer:
    """A fixer of text: the first that finds anything."""

    def fix(bench: Bench, spot: Spot) -> Said | None:
        return next((said for mend in mends if (said := texts.mended(bench, spot, mend))), None)

    return fix


ELEMENT: dict[str, Callable[[Bench, Spot], bool]] = {
    masthead.RED: lettering.red,
    masthead.SIGNERS: places.signers,
    compare.FACE: lettering.face,
    compare.SIZE: lettering.size,
    compare.CENTRE: places.centred,
    compare.FLUSH: places.flush,
    compare.START: places.begun,
}


def element(bench: Bench, spot: Spot) -> bool:
    """The face, size, colour or place of an element, whichever the fault is of."""
    return spot.way in ELEMENT and ELEMENT[spot.way](bench, spot)


def indent(bench: Bench, spot: Spot) -> bool:
    """A paragraph of the body two 字 in, the heading of a chapter in the middle."""
    return (places.centred if spot.way == compare.CENTRE else places.indented)(bench, spot)


def note(bench: Bench, spot: Spot) -> Said | None:
    """附注: its brackets, or its place."""
    return (words(texts.bracketed) if spot.way == closing.BRACKETS else layout(element))(bench, spot)


def label(bench: Bench, spot: Spot) -> Said | None:
    """附件1: its colon, or its looks and place."""
    return (words(texts.no_stop) if spot.way == attached.NO_COLON else layout(element))(bench, spot)


def label_lines(bench: Bench, spot: Spot) -> bool:
    """附件1 on the first line of its page, the title on the third."""
    if spot.way == compare.BLANKS_ABOVE:
        return blanks.counted(bench, spot)
    return spot.way == attached.TO_TOP and blanks.at_top(bench, spot)


def signature(bench: Bench, spot: Spot) -> bool:
    """Name and date of a document without a seal, and the blank line over them."""
    return (blanks.counted if spot.way == compare.BLANKS_ABOVE else places.signed_off)(bench, spot)


def numbers(bench: Bench, spot: Spot) -> Said | None:
    """The document's own number, or one that it cites."""
    own = spot.line is not None and bench.role(spot.line) == "number"
    return words(texts.number if own else texts.cited)(bench, spot)


def day(bench: Bench, spot: Spot) -> Said | None:
    """A date with zeros in front; 成文日期 in Han numerals."""
    own = spot.line is not None and bench.role(spot.line) == "date"
    return words(*((texts.han_date, texts.padded) if own else (texts.padded,)))(bench, spot)


def title(bench: Bench, spot: Spot) -> Said | None:
    """A mark at the end of the title."""
    return words(texts.no_stop)(bench, spot) if spot.expected == "标题末尾不加标点" else None


def addressed(bench: Bench, spot: Spot) -> Said | None:
    """The colon behind the addressees."""
    return words(texts.colon)(bench, spot) if spot.expected == "：" else None


def copied(bench: Bench, spot: Spot) -> Said | None:
    """The full stop behind the organs that get a copy."""
    return words(texts.full_stop)(bench, spot) if "句号" in spot.expected else None


def listed(bench: Bench, spot: Spot) -> Said | None:
    """A listed attachment: its colon, or a mark behind its name."""
    return words(texts.attachment)(bench, spot) if spot.expected in ("：", "附件名称后不加标点") else None


FIXERS: dict[str, Fixer] = {
    "G01": layout(page.paper),
    "G02": layout(page.top),
    "G03": layout(page.left),
    "G04": layout(page.text_width),
    "G05": layout(page.text_height),
    "G06": layout(page.lines),
    "G07": layout(page.characters),
    "G08": layout(lettering.black),
    "G09": layout(lettering.face),
    "G10": layout(lettering.size),
    **dict.fromkeys(("G11", "G12", "G13", "G15", "G16"), layout(element)),
    "G17": layout(blanks.counted),
    "G18": layout(element),
    "G19": layout(element),
    "G20": layout(rules.red_rule),
    **dict.fromkeys(("G21", "G22", "G23", "G26"), layout(element)),
    "G24": layout(blanks.counted),
    "G27": layout(blanks.counted),
    "G28": layout(indent),
    "G29": layout(places.indented),
    "G30": layout(element),
    "G31": layout(lettering.light),
    "G32": layout(blanks.stray),
    "G33": layout(blanks.counted),
    "G34": layout(places.listed),
    "G35": layout(places.listed),
    "G36": layout(places.signed_off),
    "G37": layout(places.signed_off),
    "G38": layout(signature),
    "G39": layout(element),
    "G40": note,
    "G41": layout(places.on_new_page),
    "G42": label,
    "G43": layout(label_lines),
    "G44": layout(element),
    "G45": layout(rules.imprint_rules),
    "G46": layout(element),
    "G47": layout(places.copies),
    "G48": layout(places.printed),
    **dict.fromkeys(("G50", "G51", "G52", "G53"), layout(footers.page_numbers)),
    "G55": layout(rules.table_width),
    "G57": layout(element),
    "G59": layout(blanks.counted),
    "G60": layout(page.numbers_run_on),
    "T01": numbers,
    "T05": words(texts.ordinals),
    "T06": words(texts.brackets),
    "T08": words(texts.marks),
    "T11": words(texts.dashes),
    "T12": day,
    "T20": title,
    "T31": addressed,
    "T42": listed,
    "T50": copied,
}
