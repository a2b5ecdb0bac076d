"""What a unit changed in the heading of its form."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.campaign.ledger import Column
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Rule, Severity
from docgen.ledgers import identity, rules
from docgen.ledgers.headings import Heading, tidy
from docgen.ledgers.sheet import Sheet, address
from docgen.ledgers.value import raw_text


def heading_problems(sheet: Sheet, heading: Heading, units: int | None = None) -> list[Diagnostic]:
    """What is wrong with the heading: missing, doubled, renamed, moved, added columns, other units of measure.

    ``units`` is the column by which the rows were given to their units; it is none that was left out.
    """
    made: list[Diagnostic] = []

    def say(
        at: tuple[int, int], rule: Rule, severity: Severity, message: str, cure: str | None = None,
        found: str | None = None, expected: str | None = None,
    ) -> None:  # fmt: skip
        place = Place("", sheet=sheet.name, cell=address(*at))
        made.append(Diagnostic(place, rule, severity, message, found, expected, cure))

    first = min(heading.cells.values(), default=(heading.bottom, 1))
    for column in heading.missing():
        if column.name in heading.doubled:
            at = heading.doubled[column.name][0]
            say(at, rules.ALTERED_COLUMN_NAME, "error", f"有{len(heading.doubled[column.name])}列都叫“{column.name}”，不知道用哪一列",
                "请只留一列，或改回原来的列名", expected=column.name)  # fmt: skip
        elif is_needed(heading, column):
            say(
                first,
                rules.MISSING_REQUIRED_COLUMN,
                "error",
                f"缺少“{column.name}”这一列",
                "请用下发的表格填报，不要删列、改列名",
                expected=column.name,
            )
    if absent := optional(heading):
        words = f"没有“{absent[0]}”这一列" if len(absent) == 1 else f"没有这{len(absent)}列：{'、'.join(absent)}"
        say(
            first,
            rules.MISSING_OPTIONAL_COLUMN,
            "warning",
            f"{words}，按没有填处理",
            "请用下发的表格填报",
            expected="、".join(absent),
        )
    for name, text in heading.renamed.items():
        say(heading.cells[name], rules.ALTERED_COLUMN_NAME, "warning", f"表头由“{name}”改成了“{raw_text(text)[:30]}”，仍按“{name}”读取，请核实",
            "请改回原来的列名", found=text[:80], expected=name)  # fmt: skip
    own = {c.name: c.unit for c in heading.spec.columns}
    for name, unit in heading.remeasured.items():
        column_unit = own[name]
        if name in heading.stated:
            where = address(*heading.stated[name])
            say(heading.cells[name], rules.ALTERED_MEASURE_UNIT, "error", f"表上写的单位是“{unit}”（{where}），“{name}”应按“{column_unit}”填，这一列的数暂不计入",
                f"请按{column_unit}填写，并改正表上写的单位", found=unit, expected=column_unit)  # fmt: skip
            continue
        say(heading.cells[name], rules.ALTERED_MEASURE_UNIT, "error", f"“{name}”的计量单位由“{column_unit}”改成了“{unit}”，这一列的数暂不计入",
            f"请按{column_unit}填写，并改回表头", found=unit, expected=column_unit)  # fmt: skip
    for name, unit in heading.contradicted.items():
        column_unit, where = own[name], address(*heading.stated[name])
        say(heading.cells[name], rules.ALTERED_MEASURE_UNIT, "warning", f"表头上“{name}”的单位是“{column_unit}”，表上又写着“{unit}”（{where}），不知道按哪一个，这一列的数暂不计入",
            f"请按{column_unit}填写，并改正表上写的单位", found=unit, expected=column_unit)  # fmt: skip
    order = [c.name for _, c in sorted(heading.columns.items())]
    if order != [c.name for c in heading.spec.columns if c.name in set(order)]:
        say(first, rules.REORDERED_COLUMNS, "info", "列的顺序变了，已按列名对应")
    for x, column in sorted(heading.columns.items()):
        if x in sheet.hidden_columns:
            say(heading.cells[column.name], rules.HIDDEN_ROW_OR_COLUMN, "info", f"“{column.name}”这一列被隐藏，已计入")
    for at, word, under in added(sheet, heading):
        if at[1] != units:
            say(at, rules.UNEXPECTED_COLUMN, "info", f"多出来的列“{word[:20]}”没有汇总，里面有{under}格内容")
    return made


def optional(heading: Heading) -> list[str]:
    """The columns that are missing and that the table can do without, of those that a unit fills in."""
    return [
        c.name for c in heading.missing()
        if c.name not in heading.doubled and not is_needed(heading, c) and not c.source and not c.formula
    ]  # fmt: skip


def is_needed(heading: Heading, column: Column) -> bool:
    """Whether a table is of no use without a column."""
    return column.required or column.is_key or column.name in heading.spec.parts


def added(sheet: Sheet, heading: Heading) -> Iterator[tuple[tuple[int, int], str, int]]:
    """(cell, heading, cells filled under it) of each column that the form does not have."""
    known = set(heading.columns) | {x for cells in heading.doubled.values() for _, x in cells}
    low, high = min(known, default=1), max(known, default=1)
    for (y, x), value in sorted(sheet.cells.items()):
        if heading.top <= y <= heading.bottom and x not in known and isinstance(value, str) and low <= x <= high + 5:
            word = tidy(value)
            under = sum(yy > heading.bottom and xx == x for yy, xx in sheet.cells)
            groups = {tidy(c.group) for c in heading.spec.columns}
            if word and word != identity.CHECK_HEADING and word not in groups and under:
                yield (y, x), word, under
                known.add(x)
