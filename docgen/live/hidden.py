"""Hidden text: by the run itself, by the styles of its run, paragraph and table, or in a hidden drawing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from docgen.live.fields import CONTENT
from docgen.live.found import Live
from docgen.live.names import Element, above, attribute, child, name, named, remove

OFF = {"0", "false", "off", "none"}
VML_SHAPES = ("v:shape", "v:rect", "v:oval", "v:line", "v:roundrect", "v:group", "v:polyline", "v:curve", "v:arc")
DRAWINGS = ("w:drawing", "w:pict", "w:object")
TEXTS = ("w:t", "w:delText")
STYLED = {"w:rStyle": ("w:r",), "w:pStyle": ("w:p",), "w:tblStyle": ("w:tbl",)}
"""Where styles are named, and what they hold for."""


class Hiding:
    """What the styles of a file hide."""

    def __init__(self, styles: Element | None) -> None:
        self.styles = styles

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """The styles."""
        found = () if self.styles is None else named(self.styles, "w:style")
        return {attribute(item, "w:styleId") or "": item for item in found}

    @cached_property
    def default(self) -> dict[str, str]:
        """The default style of each type."""
        chosen = [item for item in self.by_id.values() if is_on(attribute(item, "w:default"), absent=False)]
        return {attribute(item, "w:type") or "": attribute(item, "w:styleId") or "" for item in chosen}

    @cached_property
    def by_default(self) -> bool:
        """Whether a run without any style is hidden."""
        return switch(child(self.styles, "w:docDefaults", "w:rPrDefault", "w:rPr")) is True

    @cached_property
    def hides(self) -> frozenset[str]:
        """The styles that hide."""
        return frozenset(id_ for id_ in self.by_id if self.style(id_, ""))

    def suspects(self, root: Element) -> Iterator[Element]:
        """The runs that may be hidden: those that say so, and those in what has a style that hides."""
        if self.by_default or self.hides & set(self.default.values()):
            yield from named(root, "w:r")
            return
        found: dict[Element, None] = {}
        for item in named(root, "w:vanish", *(STYLED if self.hides else ())):
            if name(item) == "w:vanish" or attribute(item, "w:val") in self.hides:
                holder = above(item, *STYLED.get(name(item), ("w:r",)))
                found |= dict.fromkeys(() if holder is None else named(holder, "w:r"))
        yield from found

    def style(self, id_: str | None, kind: str) -> bool:
        """Whether a style hides, by itself or by what it is based on."""
        at, seen = id_ or self.default.get(kind, ""), set[str]()
        while at in self.by_id and at not in seen:
            seen.add(at)
            own = switch(child(self.by_id[at], "w:rPr"))
            if own is not None:
                return own
            at = attribute_of(self.by_id[at], "w:basedOn")
        return False

    def run(self, run: Element) -> bool:
        """Whether a run is hidden; the styles switch each other over, as Word does it."""
        own = switch(child(run, "w:rPr"))
        if own is not None:
            return own
        table, paragraph = above(run, "w:tbl"), above(run, "w:p")
        styles = [
            self.style(attribute_of(child(run, "w:rPr"), "w:rStyle"), "character"),
            self.style(attribute_of(child(paragraph, "w:pPr"), "w:pStyle"), "paragraph"),
            table is not None and self.style(attribute_of(child(table, "w:tblPr"), "w:tblStyle"), "table"),
        ]
        return self.by_default or sum(styles) % 2 == 1


def is_on(value: str | None, absent: bool = True) -> bool:
    """Whether a switch is on."""
    return absent if value is None else value.lower() not in OFF


def switch(properties: Element | None) -> bool | None:
    """Whether run properties hide; None where they say nothing of it."""
    found = child(properties, "w:vanish")
    return None if found is None else is_on(attribute(found, "w:val"))


def attribute_of(element: Element | None, wanted: str) -> str:
    """The w:val of a child, "" where there is none."""
    found = child(element, wanted)
    return "" if found is None else attribute(found, "w:val") or ""


def hidden_runs(part: str, root: Element, hiding: Hiding) -> Iterator[Live]:
    """The runs that show something and are hidden; their marks of fields stay."""
    for run in hiding.suspects(root):
        shown = [item for item in run if name(item) in CONTENT]
        if shown and hiding.run(run):
            text = "".join(item.text or "" for item in named(run, *TEXTS))
            if text.strip() or any(name(item) in (*DRAWINGS, "mc:AlternateContent") for item in shown):
                yield Live("hidden", part, run, text.strip(), lambda shown=shown: taken_out(shown))  # type: ignore[misc]


def hidden_shapes(part: str, root: Element) -> Iterator[Live]:
    """Drawings that are not shown."""
    for item in named(root, "wp:docPr", *VML_SHAPES):
        style = (attribute(item, ":style") or "").replace(" ", "").lower()
        off = is_on(attribute(item, ":hidden"), absent=False) or "visibility:hidden" in style
        drawing = above(item, *DRAWINGS)
        if off and drawing is not None:
            text = "".join(each.text or "" for each in named(drawing, *TEXTS))
            yield Live("hidden_shape", part, drawing, text.strip(), lambda drawing=drawing: remove(drawing))  # type: ignore[misc]


def taken_out(shown: list[Element]) -> None:
    """Take out what a hidden run would show."""
    for item in shown:
        remove(item)
