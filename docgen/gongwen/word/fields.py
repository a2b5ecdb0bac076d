"""Fields: their results are text, their instructions are not; they nest and reach over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field

from docgen.gongwen.word.wml import FALLBACK, Element, w

CHARACTER, KIND = w("fldChar"), w("fldCharType")
RUBY = re.compile(
    r"\s*EQ\b[^()]{0,200}\\o[^()]{0,40}\(\s*\\s[^()]{0,20}\\up[^()]{0,20}\(([^()]{0,60})\)\s*[,;]([^()]{1,60})\)",
    re.IGNORECASE,
)
"""How Word for Chinese writes letters above characters: EQ \\* jc2 … \\o\\ad(\\s\\up 9(yàn),砚)."""
UNREAD = (w("del"), w("moveFrom"), FALLBACK)


def unended(root: Element) -> set[Element]:
    """The characters that begin a field which never ends: nothing after them may be taken for an instruction."""
    open_: list[Element] = []
    for item in root.iter(CHARACTER):
        if next(item.iterancestors(*UNREAD), None) is not None:
            continue
        if item.get(KIND) == "begin":
            open_.append(item)
        elif item.get(KIND) == "end":
            del open_[-1:]
    return set(open_)


@dataclass
class Field:
    """A field that is being read."""

    code: str = ""
    result: bool = False
    written: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it counts pages."""
        return re.match(r"\s*PAGE\b", self.code, re.IGNORECASE) is not None

    @property
    def circled(self) -> str:
        """What an EQ field draws: it is all instruction and has no result."""
        return self.code.strip() if re.match(r"\s*EQ\b", self.code, re.IGNORECASE) else ""

    @property
    def ruby(self) -> tuple[str, str] | None:
        """The characters that an EQ field shows with letters above them, and those letters; None for another one."""
        found = RUBY.match(self.code)
        return (found[2].strip(), found[1].strip()) if found else None


@dataclass
class Fields:
    """The fields that are open at a place of the text, the innermost last."""

    unended: Container[Element]
    open: list[Field] = field(default_factory=list)

    def character(self, element: Element) -> Field | None:
        """Take note of a w:fldChar; returns the field that ends with it."""
        kind = element.get(KIND)
        if kind == "begin" and element not in self.unended:
            self.open.append(Field())
        elif kind == "separate" and self.open:
            self.open[-1].result = True
        elif kind == "end" and self.open:
            return self.open.pop()
        return None

    def instruct(self, text: str) -> None:
        """Take note of a piece of an instruction."""
        if self.open and not self.open[-1].result:
            self.open[-1].code += text

    @property
    def in_instruction(self) -> bool:
        """Whether what stands here belongs to an instruction."""
        return any(not field.result for field in self.open)

    @property
    def page(self) -> Field | None:
        """The field of a page number that this place is the result of."""
        return next((field for field in self.open if field.is_page), None)
