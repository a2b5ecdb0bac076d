"""Effective formatting: what direct formatting, lists, styles, table styles and defaults come to."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.gongwen.manuscript import Looks, Rule, Spacing
from docgen.gongwen.word.looks import looks, run_properties
from docgen.gongwen.word.numbering import NO_NUMBER, Level, Numbering
from docgen.gongwen.word.parts import Parts
from docgen.gongwen.word.spacing import outline, paragraph_properties, rule, spacing
from docgen.gongwen.word.styles import Styles
from docgen.gongwen.word.theme import Theme
from docgen.gongwen.word.wml import Element, Properties, val, whole

Key = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Form:
    """How one paragraph is formatted, without its text. ``num`` and ``at`` are its list and level there."""

    style_id: str
    style: str
    table: str
    spacing: Spacing
    outline: int | None
    above: Rule | None
    below: Rule | None
    new_page: bool
    num: str = ""
    at: int = 0


class Formatting:
    """Resolves paragraphs and runs of one file; what looks the same is resolved once."""

    def __init__(self, parts: Parts) -> None:
        self.settings = parts.of_type("settings")
        self.theme = Theme(parts.of_type("theme"), self.settings)
        self.styles = Styles(parts.of_type("styles"))
        self.numbering = Numbering(parts.of_type("numbering"), self.styles.list_numbers)
        self._forms: dict[tuple[Key, str, int], Form] = {}
        self._looks: dict[tuple[Key, str, str], Looks] = {}
        self._bases: dict[tuple[str, str], Properties] = {}

    def form(self, element: Element | None, table: str, pitch: int) -> Form:
        """The formatting of a paragraph by its w:pPr, the style of the table that it stands in and the line pitch."""
        direct = paragraph_properties(element)
        key = (frozenset(direct.items()), table, pitch)
        if key not in self._forms:
            self._forms[key] = self._form(direct, table, pitch)
        return self._forms[key]

    def _form(self, direct: Properties, table: str, pitch: int) -> Form:
        chain = self.styles.chain(direct.get("pStyle"), "paragraph")
        own = chain[-1] if chain else None
        num, at, origin = self._list(direct, own.id if own else "")
        level = self.numbering.level(num, at)
        found: dict[str, str] = dict(self.styles.paragraph_defaults)
        for style in self.styles.chain(table, "table") if table else ():
            found |= style.paragraph
        for style in chain:
            if level is not None and style.id == origin:
                found |= level.paragraph
            found |= style.paragraph
        if level is not None and not origin:
            found |= level.paragraph
        found |= direct
        return Form(
            own.id if own else "",
            own.name if own else "",
            table,
            spacing(found, pitch),
            outline(found),
            rule(found, "top", self.theme),
            rule(found, "bottom", self.theme),
            found.get("pageBreakBefore") == "1",
            num if level is not None else "",
            at,
        )

    def _list(self, direct: Properties, style: str) -> tuple[str, int, str]:
        """The list, the level, and the style that puts the paragraph into the list ("" for the paragraph itself)."""
        found: dict[str, str] = {}
        origin = ""
        for each in self.styles.chain(style, "paragraph"):
            mine = {name: value for name, value in each.paragraph.items() if name in ("numId", "ilvl")}
            origin = each.id if mine else origin
            found |= mine
        num = direct.get("numId", found.get("numId", ""))
        if num in NO_NUMBER:
            return "", 0, ""
        at = direct.get("ilvl", found.get("ilvl"))
        linked = self.numbering.level_of(num, style) if at is None else None
        return num, whole(at) if linked is None else linked, "" if "numId" in direct or "ilvl" in direct else origin

    def looks(self, element: Element | None, style: str, table: str = "") -> Looks:
        """The look of a run by its w:rPr, the style of its paragraph and that of its table."""
        return self._resolve(run_properties(element), style, table)

    def label_looks(self, mark: Element | None, form: Form) -> Looks:
        """The look of a paragraph's mark, and of its automatic number: its level over its mark."""
        level = self.numbering.level(form.num, form.at) or Level()
        return self._resolve({**run_properties(mark), **level.run}, form.style_id, form.table)

    def _resolve(self, direct: Properties, style: str, table: str) -> Looks:
        key = (frozenset(direct.items()), style, table)
        if key not in self._looks:
            found = dict(self._base(style, table))
            for each in self.styles.chain(direct["rStyle"], "character") if direct.get("rStyle") else ():
                found |= each.run
            self._looks[key] = looks({**found, **direct}, self.theme)
        return self._looks[key]

    def _base(self, style: str, table: str) -> Properties:
        key = (style, table)
        if key not in self._bases:
            found = dict(self.styles.run_defaults)
            for each in self.styles.chain(table, "table") if table else ():
                found |= each.run
            for each in self.styles.chain(style, "paragraph"):
                found |= each.run
            self._bases[key] = found
        return self._bases[key]

    def table_style(self, table: Element) -> str:
        """The id of a table's style; the default one where it names none."""
        chain = self.styles.chain(val(table, "tblPr", "tblStyle"), "table")
        return chain[-1].id if chain else ""
