"""A template file: checked, taken apart into body, section and parts, ready to be assembled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from docgen import opc, package
from docgen.bounds import Unfit
from docgen.opc import relationships
from docgen.rendering import rules
from docgen.rendering.wml import Styles, W

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
NS = {"w": W, "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
RID = f"{{{NS['r']}}}"
REVISIONS = ("ins", "del", "moveFrom", "moveTo")


def w(name: str) -> str:
    """A name of the WordprocessingML namespace for lxml."""
    return f"{{{W}}}{name}"


def parse(data: bytes, path: Path, part: str) -> etree._Element:
    """The root of a part. Raises InvalidInput where it is no XML."""
    try:
        return opc.parse(data, part)
    except Unfit as error:
        raise package.refuse(path, package.UNUSABLE_DOCX, str(error), "请用 Word 或 WPS 打开修复后另存") from error


def style_index(root: etree._Element) -> Styles:
    """The styles by name, with the sizes they set themselves."""
    ids: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for element in root.findall(w("style")):
        name = element.find(w("name"))
        if name is None:
            continue
        label = name.get(w("val"), "")
        ids[label] = element.get(w("styleId"), "")
        size = element.find(f"{w('rPr')}/{w('sz')}")
        if size is not None and (value := size.get(w("val"), "")).isdecimal():
            sizes[label] = int(value)
    return Styles(ids, sizes)


@dataclass(frozen=True)
class TemplateFile:
    """A template as read: its parts, its document root and its styles."""

    name: str
    path: Path
    parts: dict[str, bytes]
    root: etree._Element
    styles: etree._Element


def read(path: Path, name: str | None = None) -> TemplateFile:
    """A template from a .docx. Raises InvalidInput for what is none: damaged, with tracked changes, no section."""
    parts = package.read(path)
    with package.guarded(path):
        return opened(parts, path, name)


def opened(parts: dict[str, bytes], path: Path, name: str | None = None) -> TemplateFile:
    """A template from the parts of a .docx. Raises InvalidInput as ``read`` does."""
    package.check_common(parts, path, package.UNUSABLE_DOCX, "不能装订，也不能作模板")
    roots = {part: parse(data, path, part) for part, data in parts.items() if part.endswith((".xml", ".rels"))}
    root = roots[DOCUMENT]
    body = root.find(w("body"))
    if body is None or body.find(w("sectPr")) is None:
        raise package.refuse(path, package.UNUSABLE_DOCX, "缺少页面设置", "请用 Word 或 WPS 打开，另存为 .docx")
    if any(next(part.iter(w(tag)), None) is not None for part in roots.values() for tag in REVISIONS):
        raise package.refuse(
            path, rules.UNRESOLVED_REVISIONS, "里面有没处理的修订", "请在 Word 或 WPS 里“接受所有修订”后再用"
        )
    if STYLES not in parts:
        raise package.refuse(path, package.UNUSABLE_DOCX, "里面没有样式", "请用 Word 或 WPS 打开，另存为 .docx")
    check_references(parts, roots, path)
    add_missing_grids(root)
    return TemplateFile(name or path.stem, path, parts, root, roots[STYLES])


def check_references(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element], path: Path) -> None:
    """Raise InvalidInput where a part refers to something that is not in the package."""
    for part, root in roots.items():
        known = {rel.id: rel for rel in relationships(parts, part)}
        lost = [rel.target for rel in known.values() if not rel.external and rel.target not in parts]
        used = {
            str(value)
            for element in root.iter()
            if isinstance(element.tag, str)
            for key, value in element.attrib.items()
            if str(key).startswith(RID)
        }
        lost += sorted(used - set(known)) if known or part == DOCUMENT else []
        if lost:
            raise package.refuse(
                path,
                package.UNUSABLE_DOCX,
                f"已损坏：{part} 引用的 {'、'.join(lost)} 不在文件里",
                "请用 Word 或 WPS 打开修复后另存",
            )


def add_missing_grids(root: etree._Element) -> None:
    """Give each table without w:tblGrid one; some programs leave it out."""
    for table in root.iter(w("tbl")):
        if table.find(w("tblGrid")) is None:
            grid = etree.Element(w("tblGrid"))
            cells = max((len(row.findall(w("tc"))) for row in table.findall(w("tr"))), default=1)
            for _ in range(cells):
                etree.SubElement(grid, w("gridCol"))
            properties = table.find(w("tblPr"))
            table.insert(0 if properties is None else 1, grid)


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph over all its runs."""
    return "".join(t.text or "" for t in paragraph.iter(w("t")))


def places(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Each paragraph with its place: 第n段 of the body, or 表n 第r行第c列."""
    body = root.find(w("body"))
    found: list[tuple[etree._Element, str]] = []
    tables = paragraphs = 0
    for block in body if body is not None else []:
        if block.tag == w("p"):
            paragraphs += 1
            found.append((block, f"第{paragraphs}段"))
        elif block.tag == w("tbl"):
            tables += 1
            for r, row in enumerate(block.iter(w("tr")), 1):
                for c, cell in enumerate(row.findall(w("tc")), 1):
                    found += [(p, f"表{tables} 第{r}行第{c}列") for p in cell.iter(w("p"))]
    return found
