"""What a document's tables are: tasks, forms of ledgers, lists of units. Only what prints the same again replaces a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from docgen.campaign.model import Campaign
from docgen.documents.attachments import ACTION_HEADINGS, ACTION_TABLE, HEADINGS, TASK_HEADINGS, TASK_TABLE
from docgen.documents.attachments import part as drawn
from docgen.documents.forms import columns_of, ledger_of
from docgen.gongwen.document import Document, Part, Table, flat
from docgen.ledgers.spec import preset_names
from docgen.wording import ordinal

CATEGORY = re.compile(
    r"^(?:任务|工作)?类别$|^工作要点$|^(?:重点|主要|工作)?任务(?:类别)?$|^(?:重点)?项目$|^方面$|^事项类别$"
)
CONTENT = re.compile(
    r"^(?:工作|任务|主要|具体|行动|重点)?(?:内容|任务|措施|举措|工作|事项|要求)$|^(?:具体|主要|重点)?(?:工作任务|工作内容|任务内容|工作措施|工作举措)$"
)
LEAD = re.compile(r"^(?:牵头|责任|主责|主办|承办)(?:部门|单位|科室|处室)$|^责任部门（单位）$")
SUPPORT = re.compile(r"^(?:配合|协办|协同|参与)(?:部门|单位|科室|处室)$")
DUE = re.compile(r"^(?:完成|办理)?(?:时限|时间|期限)(?:要求|节点)?$|^时间(?:节点|要求|安排)$|^完成日期$")
UNIT = re.compile(r"^(?:填报|报送|成员|所属|下属|参加)?(?:单位|企业|机构|公司|子企业)(?:名称|全称)?$")
SHORT = re.compile(r"^(?:单位|企业|公司|规范化)?简称$")
CONTACT = re.compile(
    r"^(?:联系人|联络[员人]|负责人|(?:联系|办公|移动)?电话|联系方式|手机号?码?|传真|(?:电子)?邮箱|(?:联系|通讯|单位)?地址|邮编)$"
)
FORM = re.compile(r"(?:台账|情况表|登记表|统计表|清单|报送表|汇总表|一览表|表)(?:[（(].{1,10}[）)])?$")

TWICE = (
    "；它的样子和自带的不同，所以附件里的“表格”也原样留着，印出来的是“表格”：明年两处都要改，用不着“{}”的请把它删去"
)
"""Said of a table that is in the data file twice, as what it means and as it looks."""


@dataclass(frozen=True)
class Recognised:
    """Tasks by category, units, departments, ledgers by name, and the attachments that stand for parts."""

    tasks: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...] = ()
    units: tuple[Mapping[str, Any], ...] = ()
    departments: tuple[str, ...] = ()
    ledgers: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    attachments: Mapping[Part, Mapping[str, Any]] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


def recognise(document: Document) -> Recognised:
    """What the tables of a document's parts, and of its body, hold."""
    tasks: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...] = ()
    units: list[Mapping[str, Any]] = []
    ledgers: dict[str, Mapping[str, Any]] = {}
    attachments: dict[Part, Mapping[str, Any]] = {}
    doubts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            units += units_of(block)
    earlier = sum(isinstance(block, Table) for block in document.blocks)
    tables = [(part, block) for part in document.parts for block in part.blocks if isinstance(block, Table)]
    for number, (part, table) in enumerate(tables, earlier + 1):
        units += units_of(table)
        found = tasks_of(table)
        where = f"第{number}个表格（{flat(part.title)}）"
        if found and not tasks:
            tasks = found
            made = same_task_table(part, table, tasks)
            if made is None:
                doubts.append(
                    f"{where}读成了“任务”（{sum(len(group) for _, group in tasks)}项）{TWICE.format('任务')}"
                )
            else:
                tasks, attachments[part] = made
        elif not found and FORM.search(flat(part.title)) and is_form(table):
            name, ledger = ledger_of(part, table, preset_names())
            ledgers.setdefault(name, ledger)
            made_form = same_form(part, name, ledgers)
            if made_form is None:
                doubts.append(f"{where}读成了台账“{name}”{TWICE.format('台账')}")
            else:
                attachments[part] = made_form
    listed = [name for _, group in tasks for task in group for key in ("牵头", "配合") for name in task.get(key, ())]
    departments = tuple(
        n
        for n in dict.fromkeys(listed)
        if re.search(r"(?:[部科处室股局厅]|中心)$", n) and not n.startswith(("各", "全"))
    )
    return Recognised(tasks, distinct(units), departments, tuple(ledgers.items()), attachments, tuple(doubts))


def heads(table: Table) -> list[str]:
    """The heading of each column without blanks, the lowest row of the header."""
    grid = table.grid()
    return [re.sub(r"\s", "", cell.text) for cell in grid[max(table.header_rows, 1) - 1]] if grid else []


def distinct(units: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Each unit once with all that is told of it; a short name that several have is none."""
    found: dict[str, dict[str, Any]] = {}
    for unit in units:
        found[unit["全称"]] = {**unit, **found.get(unit["全称"], {})}
    called = Counter(name for unit in found.values() for name in {unit["全称"], unit.get("简称", "")})
    return tuple(
        {key: value for key, value in unit.items() if key != "简称" or called[value] == 1 or value == unit["全称"]}
        for unit in found.values()
    )


def told(row: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    """简称 and 信息 of a unit, from the columns of its row that hold them."""
    short = next((text for text, name in zip(row, names, strict=True) if text and SHORT.match(name)), "")
    info = {name: text for text, name in zip(row, names, strict=True) if text and CONTACT.match(name)}
    return {key: value for key, value in (("简称", short), ("信息", info)) if value}


def units_of(table: Table) -> Iterator[Mapping[str, Any]]:
    """The names in a column headed 单位, 企业 or the like, with what the columns beside it tell of one that has one row."""
    names = heads(table)
    column = next((x for x, name in enumerate(names) if UNIT.match(name)), None)
    if column is None:
        return
    rows = [[cell.text for cell in line] for line in table.body_rows()]
    texts = [row[column] for row in rows]
    found = [
        text
        for text in dict.fromkeys(texts)
        if 2 < len(text) <= 30 and "\n" not in text and text not in ("合计", "总计")
    ]
    if len(found) > 1:
        for text in found:
            alone = texts.count(text) == 1
            yield {"全称": text} | (told(rows[texts.index(text)], names) if alone else {})


def tasks_of(table: Table) -> tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]:
    """The tasks of a task table by category; () for another table."""
    names = heads(table)
    at = {
        key: x
        for key, form in (("牵头", LEAD), ("配合", SUPPORT), ("时限", DUE))
        for x, n in enumerate(names)
        if form.match(n)
    }
    content = next((x for x in range(len(names) - 1, -1, -1) if CONTENT.match(names[x])), None)
    category = next((x for x, n in enumerate(names) if CATEGORY.match(n) and x != content), None)
    known = len(at) + (category is not None) + 1 + ("序号" in names)
    if (
        content is None
        or not ("牵头" in at or category is not None)
        or known < min(3, len(names))
        or known < len(names)
    ):
        return ()
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for line in table.body_rows():
        text = line[content].text
        if not text or text == "……":
            continue
        task: dict[str, Any] = {"内容": text}
        for key in ("牵头", "配合"):
            if key in at and (value := line[at[key]].text):
                task[key] = tuple(part for part in re.split(r"[\n、]", value) if part)
        if "时限" in at and line[at["时限"]].text:
            task["时限"] = line[at["时限"]].text
        groups.setdefault(line[category].text if category is not None else "重点任务", []).append(task)
    return tuple((name or "重点任务", tuple(group)) for name, group in groups.items())


def same_task_table(
    part: Part, table: Table, tasks: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]
) -> tuple[tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...], Mapping[str, Any]] | None:
    """The tasks and the attachment that print the same table, the numbers of tasks left to docgen where they can be."""
    if part.blocks != (table,) or table.notes or table.heads or part.subtitle:
        return None
    for name in HEADINGS:
        written = headings(table, name)
        if written is None:
            continue
        for own in (unnumbered(tasks), tasks) if name == TASK_TABLE else (tasks,):
            if own is None:
                continue
            entry: dict[str, Any] = {"名称": name, "标题": part.title, "表头": written}
            entry |= {"编号": "是"} if own is not tasks else {}
            if prints_same(
                entry, {"任务": [{"类别": c, "事项": [dict(t) for t in group]} for c, group in own]}, table
            ):
                return own, {key: value for key, value in entry.items() if value}
    return None


def headings(table: Table, name: str) -> dict[str, str] | None:
    """The headings that differ from those of a built-in task table; None where the columns are others."""
    grid = table.grid()
    if name == ACTION_TABLE:
        texts = [cell.text for cell in grid[0]]
        if len(texts) != 3 or table.header_rows != 1:
            return None
        own, default = dict(zip(ACTION_HEADINGS, texts, strict=True)), ACTION_HEADINGS
    else:
        if len(grid[0]) != 5 or table.header_rows != 2:
            return None
        above, below = ([cell.text for cell in row] for row in grid[:2])
        own = dict(zip(TASK_HEADINGS, (above[0], above[1], above[2], below[2], below[3], above[4]), strict=True))
        default = TASK_HEADINGS
    return {key: text for key, text in own.items() if text != default[key]}


def unnumbered(
    tasks: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...],
) -> tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...] | None:
    """The tasks without 一、 and 1. where all of them are numbered so; else None."""
    made = []
    for c, (category, group) in enumerate(tasks, 1):
        mark = ordinal(1, c)
        if not category.startswith(mark):
            return None
        plain = []
        for t, task in enumerate(group, 1):
            if not task["内容"].startswith(ordinal(3, t)):
                return None
            plain.append({**task, "内容": task["内容"].removeprefix(ordinal(3, t))})
        made.append((category.removeprefix(mark), tuple(plain)))
    return tuple(made)


def is_form(table: Table) -> bool:
    """Whether most cells under the heading are left for a unit to fill in."""
    cells = [cell.text for line in table.body_rows() for cell in line]
    return bool(cells) and len(columns_of(table)) > 2 and sum(not text for text in cells) * 2 >= len(cells)


def same_form(part: Part, name: str, ledgers: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The attachment that prints the same form, or None."""
    (table, *others) = part.blocks
    if others or part.subtitle or not isinstance(table, Table):
        return None
    entry = {"台账": name, "标题": part.title}
    return entry if prints_same(entry, {"台账": {key: dict(value) for key, value in ledgers.items()}}, table) else None


def prints_same(entry: Mapping[str, Any], data: Mapping[str, Any], table: Table) -> bool:
    """Whether an attachment of the data file prints the same cells and notes as a table."""
    whole = {
        "活动": {"名称": "表", "年度": "0", "主办": "表"},
        "文件": [{"类型": "材料", "附件": [dict(entry)]}],
        **data,
    }
    try:
        campaign = Campaign.model_validate(whole)
        made = drawn(campaign.documents[0].attachments[0], "", campaign, Path())
    except (ValidationError, LookupError):
        return False
    (own, *_) = made.blocks
    if not isinstance(own, Table) or own.header_rows != table.header_rows or own.heads != table.heads:
        return False
    return printed(own) == printed(table) and (*own.notes, *made.notes) == table.notes


def printed(table: Table) -> list[list[str]]:
    """The texts of a table; breaks in headings are layout."""
    head = table.header_rows
    return [[c.text.replace("\n", "") if y < head else c.text for c in row] for y, row in enumerate(table.grid())]
