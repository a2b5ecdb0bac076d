"""The characters of a paragraph, each with the element that it stands in, so that single ones can be changed in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from docgen.gongwen.mending.properties import assign, run_properties
from docgen.gongwen.word.blocks import DELETIONS
from docgen.gongwen.word.fields import CHARACTER, KIND
from docgen.gongwen.word.text import NOT_TEXT, SIGNS, SPACE, written
from docgen.gongwen.word.wml import ALTERNATE, VAL, Element, chosen, switched, w

Edit = tuple[int, int, str]
"""From, to, and what stands there instead."""
RUN, TEXT, TAB = w("r"), w("t"), w("tab")
DRAWINGS = {w(name) for name in ("drawing", "pict", "object")}
HAN_MARKS = set("“”‘’—…")
"""Marks that Word sets in the Latin face unless the run says that they are Han."""


@dataclass(frozen=True)
class Character:
    """One character that is read; ``free`` says that it may be changed: it is in no field, link or tracked change."""

    char: str
    element: Element
    at: int
    run: Element
    free: bool


def characters(paragraph: Element) -> list[Character]:
    """What is read in a paragraph, without what is deleted, hidden or drawn."""
    return list(Walk().inside(paragraph, True))


class Walk:
    """Goes through a paragraph and keeps count of the fields that are open."""

    def __init__(self) -> None:
        self.fields: list[str] = []

    def inside(self, container: Element, free: bool) -> Iterator[Character]:
        """The characters in a container."""
        for item in container:
            if not isinstance(item.tag, str) or item.tag in NOT_TEXT or item.tag in DELETIONS or item.tag in DRAWINGS:
                continue
            if item.tag == RUN:
                if not switched(item, "rPr", "vanish"):
                    yield from self.run(item, item, free)
            elif item.tag == ALTERNATE:
                branch = chosen(item)
                yield from () if branch is None else self.inside(branch, False)
            else:
                yield from self.inside(item, False)

    def run(self, run: Element, container: Element, free: bool) -> Iterator[Character]:
        """The characters of a run."""
        for item in container:
            if item.tag == CHARACTER:
                self.field(item.get(KIND, ""))
            elif item.tag == ALTERNATE:
                branch = chosen(item)
                yield from () if branch is None else self.run(run, branch, False)
            elif "begin" not in self.fields and (item.tag == TEXT or item.tag in SIGNS and item.get(VAL) is None):
                yield from self.of_element(item, run, free and not self.fields)

    def field(self, kind: str) -> None:
        """Take note of where a field begins, turns to its result, and ends."""
        if kind == "begin":
            self.fields.append(kind)
        elif kind == "separate" and self.fields:
            self.fields[-1] = kind
        elif kind == "end":
            del self.fields[-1:]

    def of_element(self, item: Element, run: Element, free: bool) -> Iterator[Character]:
        """The characters of a text or a sign."""
        if item.tag == w("br") and item.get(w("type"), "textWrapping") != "textWrapping":
            return
        text = written(item) if item.tag == TEXT else SIGNS[item.tag]
        for at, char in enumerate(text):
            yield Character(char, item, at, run, free and item.tag in (TEXT, TAB))


def text_of(paragraph: Element) -> str:
    """What is read in a paragraph, without its automatic number."""
    return "".join(each.char for each in characters(paragraph))


def edit(paragraph: Element, edits: Sequence[Edit]) -> bool:
    """Change characters in place; False, and nothing changed, where one of them must not be touched."""
    typed = characters(paragraph)
    holders = {start: held for start, end, _ in edits if (held := holder(typed, start, end)) is not None}
    if len(holders) < len({start for start, _, _ in edits}):
        return False
    if any(not each.free for start, end, _ in edits for each in typed[start:end]):
        return False
    touched: dict[Element, None] = {}
    for start, end, new in sorted(edits, reverse=True):
        held = holders[start]
        touched |= dict.fromkeys([*(each.element for each in typed[start:end]), held.element])
        typed[start:end] = [Character(char, held.element, 0, held.run, True) for char in new]
        if HAN_MARKS & set(new):
            assign(run_properties(held.run), "rFonts", hint="eastAsia")
    for element in touched:
        rewrite(element, "".join(each.char for each in typed if each.element is element))
    return True


def holder(typed: Sequence[Character], start: int, end: int) -> Character | None:
    """The character whose element takes what is put at a place: a text there, or else the one before it."""
    near = [*typed[start:end], *typed[start - 1 : start][:1], *typed[start : start + 1]]
    return next((each for each in near if each.free and each.element.tag == TEXT), near[0] if end > start else None)


def rewrite(element: Element, text: str) -> None:
    """Give a text element its new text; a tab that is no longer there goes away."""
    if element.tag == TEXT:
        element.text = text
        if text != text.strip():
            element.set(SPACE, "preserve")
    elif not text and (parent := element.getparent()) is not None:
        parent.remove(element)


def runs(paragraph: Element, start: int = 0, end: int | None = None) -> list[Element]:
    """The runs that show a stretch of the text; a run that reaches over its ends is cut in two."""
    for place in (start, end):
        if place is not None:
            cut(paragraph, place)
    return list(dict.fromkeys(each.run for each in characters(paragraph)[start:end]))


def cut(paragraph: Element, place: int) -> None:
    """Part the run that holds a place of the text, if there is one on both sides of it."""
    typed = characters(paragraph)
    if not 0 < place < len(typed) or typed[place].run is not typed[place - 1].run:
        return
    here = typed[place]
    parent, later = here.run.getparent(), deepcopy(here.run)
    if parent is None or here.element.getparent() is not here.run:
        return
    at = here.run.index(here.element)
    for item in list(later)[:at]:
        if item.tag != w("rPr"):
            later.remove(item)
    for item in list(here.run)[at + 1 :]:
        here.run.remove(item)
    if here.at:
        text = written(here.element)
        copied = next(item for item in later if item.tag != w("rPr"))
        rewrite(copied, text[here.at :])
        rewrite(here.element, text[: here.at])
    else:
        here.run.remove(here.element)
    here.run.addnext(later)
