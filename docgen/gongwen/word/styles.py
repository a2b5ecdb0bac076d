"""The styles of a file: what each says itself, and what it is based on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from docgen.gongwen.word.looks import run_properties
from docgen.gongwen.word.spacing import paragraph_properties
from docgen.gongwen.word.wml import Element, Properties, child, is_on, val, w


@dataclass(frozen=True)
class Style:
    """One style with what it says itself."""

    id: str
    name: str
    kind: str
    based_on: str
    paragraph: Properties
    run: Properties
    element: Element


def read_style(element: Element) -> Style:
    """A w:style as a value."""
    return Style(
        element.get(w("styleId"), ""),
        val(element, "name") or "",
        element.get(w("type"), "paragraph"),
        val(element, "basedOn") or "",
        paragraph_properties(child(element, "pPr")),
        run_properties(child(element, "rPr")),
        element,
    )


class Styles:
    """The styles by id; a file without any has only the defaults of the word processor."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else root.findall(w("style"))
        self.by_id: dict[str, Style] = {}
        self.default: dict[str, str] = {}
        for element in elements:
            style = read_style(element)
            self.by_id.setdefault(style.id, style)
            if element.get(w("default")) is not None and is_on(element.get(w("default"))):
                self.default[style.kind] = style.id
        defaults = child(root, "docDefaults")
        self.paragraph_defaults = paragraph_properties(child(defaults, "pPrDefault", "pPr"))
        self.run_defaults = run_properties(child(defaults, "rPrDefault", "rPr"))
        self._chains: dict[tuple[str, str], tuple[Style, ...]] = {}

    def chain(self, style: str | None, kind: str) -> tuple[Style, ...]:
        """A style with all it is based on, the farthest first; the default style where there is none of that id."""
        known = self.by_id.get(style or "")
        start = known.id if known is not None and known.kind == kind else self.default.get(kind, "")
        key = (start, kind)
        if key not in self._chains:
            self._chains[key] = self._climb(start)
        return self._chains[key]

    def _climb(self, start: str) -> tuple[Style, ...]:
        found: dict[str, Style] = {}
        while start in self.by_id and start not in found:
            found[start] = self.by_id[start]
            start = found[start].based_on
        return tuple(reversed(found.values()))

    @cached_property
    def list_numbers(self) -> dict[str, str]:
        """The numId of each style that stands for a list."""
        return {style.id: style.paragraph["numId"] for style in self.by_id.values() if style.paragraph.get("numId")}
