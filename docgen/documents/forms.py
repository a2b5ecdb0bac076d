"""A printed form becomes the definition of a ledger: columns from its headings, rows from what stands in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from docgen.campaign.dump import Flow
from docgen.gongwen.document import Part, Table, flat

QUOTED = re.compile(r"^[^“”]{0,12}“[^“”]*”")
UNIT_OF_MEASURE = re.compile(
    r"^(?P<name>.+?)（(?P<unit>个|项|次|人|人次|份|笔|家|条|篇|件|场|期|元|万元|亿元|%|％|小时|学时)）$"
)
"""A heading that names its unit of measure; the numbers under it are whole or amounts."""


def ledger_of(part: Part, table: Table, taken: Collection[str]) -> tuple[str, Mapping[str, Any]]:
    """The name and the definition of the ledger that a form is of; a name that is built in gets another."""
    name = QUOTED.sub("", re.sub(r"\s", "", flat(part.title))) or "台账"
    ledger: dict[str, Any] = {"标题": part.title}
    if part.template != "附件（横向）":
        ledger["横向"] = "否"
    ledger["列"] = columns_of(table)
    ledger |= rows_of(table)
    ledger |= notes_of(table)
    return (f"导入的{name}" if name in taken else name), ledger


def columns_of(table: Table) -> list[Mapping[str, Any]]:
    """The columns, each with its group and hint as the heading has them."""
    grid = table.grid()
    head = max(table.header_rows, 1)
    texts = [line[x].text for x in range(len(table.widths)) for line in [grid[head - 1]]]
    groups = [grid[0][x].text if head > 1 and grid[0][x] is not grid[head - 1][x] else "" for x in range(len(texts))]
    total = sum(table.widths) or 1
    below = grid[head:]
    made = []
    for x, (text, group) in enumerate(zip(texts, groups, strict=True)):
        first, *rest = text.split("\n")
        hint = "\n".join(rest) if rest and rest[0].startswith(("（", "(")) else ""
        name = first if hint or not rest else "".join([first, *rest])
        column: dict[str, Any] = {"名称": name or f"第{x + 1}列"}
        measured = UNIT_OF_MEASURE.match(name)
        if measured and not hint:
            column = {
                "名称": measured["name"],
                "单位": measured["unit"],
                "类型": "金额" if measured["unit"].endswith("元") else "整数",
            }
        column |= {"组": group} if group else {}
        column |= {"说明": hint} if hint else {}
        column |= {"来源": "序号"} if name == "序号" else {}
        column["宽"] = max(1, round(100 * table.widths[x] / total))
        if below and all(line[x].align == "center" for line in below):
            column["对齐"] = "中"
        made.append(Flow(column))
    return distinct(made)


def distinct(columns: list[Flow]) -> list[Mapping[str, Any]]:
    """The columns with names that are each their own."""
    seen: dict[str, int] = {}
    made: list[Mapping[str, Any]] = []
    for column in columns:
        count = seen[column["名称"]] = seen.get(column["名称"], 0) + 1
        made.append(Flow({**column, "名称": f"{column['名称']}（{count}）"}) if count > 1 else column)
    return made


def rows_of(table: Table) -> dict[str, Any]:
    """So many blank rows, with a last …… where the form has one."""
    first = [re.sub(r"\s", "", line[0].text) for line in table.body_rows()]
    more = bool(first) and bool(re.fullmatch(r"(?:…|\.){1,6}", first[-1]))
    return {"行": len(first) - more} | ({"省略行": "是"} if more else {})


def notes_of(table: Table) -> dict[str, Any]:
    """填表说明 and 注 under the form, without their numbers."""
    made: dict[str, list[str]] = {}
    key = ""
    for line in table.notes:
        head = re.match(r"^(填表说明|填报说明|说明|注|备注)[：:]\s*", line)
        if head:
            key = "注" if "注" in head.group(1) else "填表说明"
            line = line[head.end() :]
        text = re.sub(r"^\d{1,2}\s*[.．、]\s*", "", line)
        if text and key:
            made.setdefault(key, []).append(text)
    return dict(made)
