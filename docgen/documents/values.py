"""A Document becomes what templates print: for each of its parts the template's name and its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from docgen.documents import fitting, layout, tables
from docgen.documents.attachments import A3_TABLE, ACTION_TABLE, FOREIGN, HEADINGS, LANDSCAPE, PORTRAIT
from docgen.gongwen.document import Block, Caption, Cell, Chart, Document, Heading, Part, Table, flat
from docgen.gongwen.parse import CHAPTER
from docgen.gongwen.standard import LANDSCAPE_TITLE, TITLE_CHARACTERS
from docgen.gongwen.title import break_title
from docgen.rendering.charts import CAPTION, ChartFrame
from docgen.rendering.values import Line
from docgen.rendering.wml import PAGE_BREAK

LEVELS = {1: "一级标题", 2: "二级标题", 3: "三级标题", 4: "四级标题", 5: "五级标题"}
ENDINGS = {"正文": "末段", "一级标题接正文": "一级标题接末段", "二级标题接正文": "二级标题接末段"}
"""Kinds of a last paragraph that stays on one page with what follows it."""
HEAD_STYLES = {"left": "表前", "right": "表前靠右", "center": "表前居中"}
IMPRINT_PAGE = "版记页"
PLEDGE = "承诺书"
"""The template whose notes are where somebody signs: the last paragraph stays with them."""
A3 = (A3_TABLE, "附件（A3）")
WIDE = (LANDSCAPE, "附件（横向）", "制度汇编目录", "问题整改清单", *A3)
"""Templates on a page that is wider than high."""
TABLES = (*HEADINGS, LANDSCAPE, PORTRAIT, A3_TABLE)
"""Templates that print one table instead of text."""


@dataclass(frozen=True)
class Sheet:
    """One part ready for its template; ``file`` is an existing .docx put in as it is, under ``label``."""

    template: str
    values: dict[str, Any]
    file: str | None = None
    label: str = ""


def sheets(document: Document, names: Sequence[str] = ()) -> list[Sheet]:
    """The document's parts in order, the imprint on the last; ``names`` are kept whole in titles."""
    known = (*names, *document.issuers)
    made = [Sheet(document.template, main_values(document, known))]
    made += [part_sheet(part, known) for part in document.parts]
    box = layout.imprint_box(document.imprint, document.template == "函", known) if document.imprint else None
    if box is None:
        return made
    if made[-1].template in (*WIDE, FOREIGN):
        # the imprint belongs on the bottom edge of a portrait page (7.4.1)
        return [*made, Sheet(IMPRINT_PAGE, {"版记": box})]
    return [*made[:-1], replace(made[-1], values=made[-1].values | {"版记": box})]


def main_values(document: Document, names: Sequence[str]) -> dict[str, Any]:
    """What the main document's template prints."""
    lines = break_title(document.title, names, LANDSCAPE_TITLE if document.template in WIDE else TITLE_CHARACTERS)
    fit = fitting.fitting(document, len(lines))
    ends = bool(document.signature or document.listed) and fit.keep
    values: dict[str, Any] = {
        **layout.head_lines(document),
        "密级行": [text for text in (document.copy_no, document.secrecy, document.urgency) if text],
        "发文字号": document.doc_number,
        "期号": document.issue_number,
        "编印": f"\t{'、'.join(document.issuers)}\t{layout.date_text(document)}",
        "附件标注": document.label,
        "题注": list(document.subtitle),
        "标题": "\n".join(lines),
        "主送机关": document.recipients,
        "正文": fitted(document, fit)
        if fit.line or fit.carry
        else blocks(document.blocks, ends, area(document.template)),
        "附件说明": layout.enclosure_list(document.listed, document.listed_word) if document.listed else "",
        "落款": layout.closing(document, fit, names) or "",
        "附注": document.note.rpartition("\n")[2],
        "表注": [],
        "名册": layout.roll(document.meeting.rolls) if document.meeting.rolls else "",
        "版记": "",
    }
    if document.mark:
        values["发文机关标志"] = layout.mark(document)
    if document.signers:
        values["发文字号和签发人"] = layout.number_and_signers(document)
    return values


def part_sheet(part: Part, names: Sequence[str]) -> Sheet:
    """One following part."""
    if part.template == FOREIGN:
        return Sheet(FOREIGN, {"附件标注": part.label, "标题": flat(part.title)}, part.file, part.label)
    wide = part.template in WIDE
    lines = title(part.title, names, LANDSCAPE_TITLE if wide else TITLE_CHARACTERS)
    above = 2 * bool(part.label) + (lines.count("\n") + 1 + len(part.subtitle) + 1) * bool(lines)
    values: dict[str, Any] = {
        "附件标注": part.label,
        "标题": lines,
        "题注": list(part.subtitle),
        "正文": []
        if part.template in TABLES
        else blocks(part.blocks, bool(part.listed) or part.template == PLEDGE, area(part.template), above=above),
        "附件说明": layout.enclosure_list(part.listed, part.listed_word) if part.listed else "",
        "表注": list(part.notes),
        "版记": "",
    }
    table = next((block for block in part.blocks if isinstance(block, Table)), None)
    if table and part.template in HEADINGS:
        values |= {"表头": headings(table, part.template), "任务": groups(table, part.template, above)}
    elif table and part.template in TABLES:
        values["表格"] = tables.grid(table, area(part.template), above=above, notes=part.notes)
    return Sheet(part.template, values)


def area(template: str) -> tables.Area:
    """The text area of a template's pages."""
    return tables.FOLD_OUT if template in A3 else tables.ACROSS if template in WIDE else tables.UPRIGHT


def title(text: str, names: Sequence[str], limit: int) -> str:
    """The title broken into lines of at most ``limit`` 字."""
    return "\n".join(break_title(text, names, limit))


def blocks(
    items: tuple[Block, ...], signed: bool, page: tables.Area = tables.UPRIGHT, above: int | None = None
) -> list[dict[str, Any]]:
    """The paragraphs, each with its kind; the last stays with a signature that follows.

    ``above`` are the lines over the first of them on its page where they are known.
    """
    made = [
        values
        for at, block in enumerate(items)
        for values in (
            *head_values(block),
            block_values(block, page, above if at == 0 and not head_values(block) else None),
            *note_values(block),
        )
    ]
    if signed and made and made[-1]["类型"] in ENDINGS:
        made[-1] = made[-1] | {"类型": ENDINGS[made[-1]["类型"]]}
    return made


def fitted(document: Document, fit: fitting.Fitting) -> list[dict[str, Any]]:
    """The paragraphs, the last with a line spacing of its own or a page that ends inside it."""
    *before, last = document.blocks
    return [*blocks(tuple(before), False), {"类型": "表格", "表格": fitted_line(last, fit)}]


def fitted_line(block: Block, fit: fitting.Fitting) -> Line:
    """A paragraph with another line spacing or a page break in its text, a heading sentence in its face."""
    text = block.full_text if not isinstance(block, Table) else ""
    head = len(block.marker + block.text) if isinstance(block, Heading) and block.rest and block.level <= 2 else 0
    if fit.carry is not None:
        at = max(fit.carry, head)
        text = text[:at] + PAGE_BREAK + text[at:]
    runs = [(text[head:], "")]
    if isinstance(block, Heading) and head:
        runs.insert(0, (text[:head], f"{LEVELS[block.level]}字"))
    return Line("公文正文", tuple(runs), layout.FIT.cell, line=fit.line)


def block_values(block: Block, page: tables.Area = tables.UPRIGHT, above: int | None = None) -> dict[str, Any]:
    """One paragraph, table or chart; ``above`` are the lines over it on its page where they are known."""
    if isinstance(block, Table):
        return {"类型": "表格", "表格": tables.grid(block, page, above, block.notes)}
    if isinstance(block, Chart):
        return {"类型": "表格", "表格": ChartFrame(block, layout.FIT)}
    if isinstance(block, Caption):
        return {"类型": "表格", "表格": Line(CAPTION, ((block.text, ""),), layout.FIT.cell)}
    if isinstance(block, Heading):
        head = block.marker + block.text
        if CHAPTER.match(block.marker):
            name = "节标题" if block.marker.endswith("节") else "章标题"
            return {"类型": "表格", "表格": Line(name, ((head, ""),), layout.FIT.cell)}
        if block.rest and block.level <= 2:
            return {"类型": f"{LEVELS[block.level]}接正文", "标题": head, "正文": block.rest}
        if block.level > 2 and (block.rest or head.endswith(("。", "；", "："))):
            return {"类型": "正文", "正文": head + block.rest}
        return {"类型": LEVELS[block.level], "标题": head}
    return {"类型": "正文", "正文": block.full_text}


def head_values(block: Block) -> list[dict[str, Any]]:
    """The lines over a table, which stay with it."""
    heads = block.heads if isinstance(block, Table) else ()
    return [
        {"类型": "表格", "表格": Line(HEAD_STYLES[head.align], ((head.text, ""),), layout.FIT.cell, keep_next=True)}
        for head in heads
    ]


def note_values(block: Block) -> list[dict[str, Any]]:
    """The notes under a table."""
    notes = block.notes if isinstance(block, Table) else ()
    return [{"类型": "表格", "表格": Line("表注", ((note, ""),), layout.FIT.cell)} for note in notes]


def headings(table: Table, template: str) -> dict[str, str]:
    """The header texts of a task table by the keys that its template uses."""
    cells = [cell.text for row in table.rows[: table.header_rows] for cell in row]
    order = ("类别", "序号", "内容") if template == ACTION_TABLE else ("类别", "内容", "责任", "时限", "牵头", "配合")
    return dict(zip(order, cells, strict=True))


def groups(table: Table, template: str, above: int) -> list[dict[str, Any]]:
    """The task rows under their categories."""
    made: list[dict[str, Any]] = []
    last: Cell | None = None
    rows, kept = tables.divided_rows(table, above)
    for y, row in enumerate(rows):
        if row[0] is not last:
            made.append({"类别": row[0].text, "续": bool(row[0].goes_on), "事项": []})
            last = row[0]
        texts = [cell.text for cell in row[1:]]
        if template == ACTION_TABLE:
            item: dict[str, Any] = {"序号": texts[0], "内容": texts[1]}
        else:
            item = {"内容": texts[0], "牵头": lines(texts[1]), "配合": lines(texts[2]), "时限": texts[3]}
        made[-1]["事项"].append(item | {"同页": y in kept})
    return made


def lines(text: str) -> list[str]:
    """The lines of a cell; none for an empty one."""
    return text.split("\n") if text else []
