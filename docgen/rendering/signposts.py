"""Bookmarks where a title or an attachment begins, for those who go through a long file by names."""

from __future__ import annotations

import re

from docgen.rendering.wml import Styles

FIRST_ID = 90_001
"""Ids of bookmarks are counted from here; figures take the free ones."""
TITLE, LABEL = "公文标题", "附件标注"
LONGEST_NAME = 40
"""Characters; Word refuses longer names."""


class Signposts:
    """Puts bookmarks into the parts of one document, one after another: 标题, 附件1, 标题_2."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.number = FIRST_ID

    def put(self, xml: str, styles: Styles, label: str) -> str:
        """A part with bookmarks at its label and its title, where it has them."""
        if label:
            xml = self.around(xml, styles.id(LABEL), label)
        return self.around(xml, styles.id(TITLE), "标题")

    def around(self, xml: str, style: str, wanted: str) -> str:
        """The part with a bookmark around the text of its first paragraph of a style."""
        at = xml.find(f'<w:pStyle w:val="{style}"/>')
        start = xml.find("</w:pPr>", at) + len("</w:pPr>")
        end = xml.find("</w:p>", start)
        name = self.name(wanted) if at >= 0 and start >= at and end > start else ""
        if not name:
            return xml
        opened = f'<w:bookmarkStart w:id="{self.number}" w:name="{name}"/>'
        closed = f'<w:bookmarkEnd w:id="{self.number}"/>'
        self.number += 1
        return xml[:start] + opened + xml[start:end] + closed + xml[end:]

    def name(self, wanted: str) -> str:
        """The name, numbered where it is taken; only what a bookmark may be called."""
        tidy = re.sub(r"\W", "", wanted)[: LONGEST_NAME - 4]
        if not tidy or tidy[0].isdigit():
            return ""
        self.names[tidy] = count = self.names.get(tidy, 0) + 1
        return tidy if count == 1 else f"{tidy}_{count}"
