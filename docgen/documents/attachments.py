"""Attachments become parts: task tables, ledger forms, texts, existing files; each with label and title."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from docgen.campaign.model import Attachment, Campaign, TaskCategory
from docgen.documents.typed_tables import written
from docgen.gongwen.document import ENCLOSURE, Cell, Part, Table, flat
from docgen.gongwen.parse import unnumbered
from docgen.ledgers import form
from docgen.ledgers.spec import UnknownLedger, due_text, spec
from docgen.wording import ordinal, seen

NOTHING = "无"
"""Written where a label, a signature or a place in the 附件说明 is not wanted."""
TASK_TABLE, ACTION_TABLE = "任务分解表", "行动任务表"
TASK_HEADINGS = {
    "类别": "工作要点",
    "内容": "工作内容",
    "责任": "责任部门",
    "牵头": "牵头部门",
    "配合": "配合部门",
    "时限": "完成时限",
}
ACTION_HEADINGS = {"类别": "类别", "序号": "序号", "内容": "行动任务"}
HEADINGS = {TASK_TABLE: TASK_HEADINGS, ACTION_TABLE: ACTION_HEADINGS}
LANDSCAPE, PORTRAIT, A3_TABLE, FOREIGN = "台账（横向）", "台账（纵向）", "台账（A3）", "已有文件"
PAPERS = {"横向": "附件（横向）", "A3": "附件（A3）"}
"""The templates of attachments by 纸张; 附件 for all others."""


def part_kind(attachment: Attachment) -> str:
    """What kind of attachment it is: 任务分解表, 行动任务表, 台账, 已有文件 or 正文."""
    if attachment.file:
        return FOREIGN
    if attachment.name in HEADINGS:
        return attachment.name
    if attachment.ledger or attachment.name:
        return "台账"
    return "正文"


def title(attachment: Attachment, campaign: Campaign) -> str:
    """The attachment's title: as written, or made from the campaign's name. Raises UnknownLedger."""
    if attachment.title:
        return attachment.title
    kind = part_kind(attachment)
    if kind in HEADINGS:
        return f"“{campaign.activity.name}”{kind}"
    if kind == "台账":
        return spec(attachment.ledger or attachment.name, campaign).title
    return seen(Path(attachment.file).stem) if attachment.file else ""


def parts(attachments: tuple[Attachment, ...], campaign: Campaign, folder: Path, word: str = ENCLOSURE) -> list[Part]:
    """The attachments in order, each followed by its own attachments; ``word`` is what they are called."""
    made: list[Part] = []
    for number, attachment in enumerate(attachments, 1):
        label = attachment.label or (word if len(attachments) == 1 else f"{word}{number}")
        if not attachment.apart:
            own = part(attachment, "" if label == NOTHING else label, campaign, folder)
            made.append(replace(own, listed_word=attachment.listed_word))
        made += parts(attachment.attachments, campaign, folder, attachment.listed_word)
    return made


def listed(attachments: tuple[Attachment, ...], campaign: Campaign) -> tuple[str, ...]:
    """The titles for the 附件说明: made from the attachments, never typed twice unless they are called otherwise."""
    names = (attachment.listed_as or flat(title(attachment, campaign)) for attachment in attachments)
    return tuple(name for name in names if name != NOTHING)


def part(attachment: Attachment, label: str, campaign: Campaign, folder: Path) -> Part:
    """One attachment. Raises UnknownLedger."""
    kind, name = part_kind(attachment), title(attachment, campaign)
    own = listed(attachment.attachments, campaign)
    if kind == FOREIGN:
        return Part(FOREIGN, label, name, file=str(folder / attachment.file))
    if kind == TASK_TABLE:
        headings = TASK_HEADINGS | attachment.headings
        table = task_table(campaign.tasks, headings, campaign.activity.year, attachment.numbered)
        return Part(TASK_TABLE, label, name, (table,), listed=own)
    if kind == ACTION_TABLE:
        return Part(
            ACTION_TABLE,
            label,
            name,
            (action_table(campaign.tasks, ACTION_HEADINGS | attachment.headings),),
            listed=own,
        )
    if kind == "台账":
        ledger = spec(attachment.ledger or attachment.name, campaign)
        return Part(
            sheet_of(attachment.paper, ledger.landscape), label, name, (form.table(ledger),), form.notes(ledger), own
        )
    template = PAPERS.get(attachment.paper, "附件")
    blocks = written(attachment.body, attachment.tables)
    return Part(template, label, name, blocks, listed=own, subtitle=attachment.subtitle)


def task_table(tasks: tuple[TaskCategory, ...], headings: dict[str, str], year: int, numbered: bool) -> Table:
    """任务分解表: category, task, lead and supporting departments (one a line), deadline."""
    head = (
        (
            Cell(headings["类别"], rows=2, align="center"),
            Cell(headings["内容"], rows=2, align="center"),
            Cell(headings["责任"], columns=2, align="center"),
            Cell(headings["时限"], rows=2, align="center"),
        ),
        (Cell(headings["牵头"], align="center"), Cell(headings["配合"], align="center")),
    )
    rows: list[tuple[Cell, ...]] = []
    for c, group in enumerate(tasks, 1):
        for t, task in enumerate(group.tasks, 1):
            marks = (ordinal(1, c), ordinal(3, t)) if numbered else ("", "")
            cells = (
                Cell(marks[1] + unnumbered(task.content) if numbered else task.content),
                Cell("\n".join(task.lead), align="center"),
                Cell("\n".join(task.support), align="center"),
                Cell(due_text(task.due, year), align="center"),
            )
            name = marks[0] + unnumbered(group.category) if numbered else group.category
            first = (Cell(name, rows=len(group.tasks), align="center"),) if t == 1 else ()
            rows.append(first + cells)
    return Table((1300, 3265, 1480, 1480, 1320), 2, (*head, *rows))


def sheet_of(paper: str, landscape: bool) -> str:
    """The template of a ledger's form: on the paper that the attachment asks for, else as the ledger says."""
    if paper == "A3":
        return A3_TABLE
    return LANDSCAPE if paper == "横向" or (landscape and paper != "纵向") else PORTRAIT


def action_table(tasks: tuple[TaskCategory, ...], headings: dict[str, str]) -> Table:
    """行动任务表: category, running number, task."""
    rows: list[tuple[Cell, ...]] = [tuple(Cell(headings[key], align="center") for key in ("类别", "序号", "内容"))]
    number = 0
    for group in tasks:
        for t, task in enumerate(group.tasks):
            number += 1
            first = (Cell(group.category, rows=len(group.tasks), align="center"),) if t == 0 else ()
            rows.append((*first, Cell(str(number), align="center"), Cell(unnumbered(task.content))))
    return Table((1900, 800, 6145), 1, tuple(rows))


__all__ = [
    "ACTION_TABLE",
    "FOREIGN",
    "HEADINGS",
    "A3_TABLE",
    "LANDSCAPE",
    "PAPERS",
    "PORTRAIT",
    "TASK_TABLE",
    "UnknownLedger",
    "listed",
    "part",
    "part_kind",
    "parts",
    "title",
]
