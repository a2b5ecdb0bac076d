"""What is wrong with a campaign before anything is made of it: each check yields problems with their lines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from docgen.campaign.ledger import Ledger, Row
from docgen.campaign.load import Loaded
from docgen.campaign.skeleton import Loc
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import InvalidInput
from docgen.documents import rules
from docgen.documents.attachments import TASK_TABLE, title
from docgen.documents.entries import documents, loose, same_names
from docgen.documents.figure_review import figure_review
from docgen.documents.findings import Review, all_attachments, close, exact
from docgen.documents.habits_review import habits_review
from docgen.documents.ledger_review import ledger_review
from docgen.documents.people_review import people_review
from docgen.documents.risk_review import risk_review
from docgen.documents.rubric_review import rubric_review
from docgen.gongwen.document import flat
from docgen.gongwen.rules import agreement
from docgen.ledgers.spec import UnknownLedger, definition, preset_names
from docgen.ledgers.store import SUMMARY
from docgen.rendering import foreign
from docgen.rendering import rules as templates


def review(loaded: Loaded, folder: Path) -> list[Diagnostic]:
    """Every problem of the campaign's content, in reading order. ``folder`` is where named files are looked for."""
    found = Review(loaded)
    for run in (
        units,
        tasks,
        ledgers,
        ledger_review,
        figure_review,
        risk_review,
        documents,
        habits_review,
        same_names,
    ):
        run(found)
    people_review(found, folder)
    rubric_review(found, folder)
    files(found, folder)
    return sorted(set(found.problems), key=lambda p: (p.place.line or 0, p.place.column or 0, p.rule, p.message))


def units(found: Review) -> None:
    """Codes and names of units are theirs alone."""
    seen: dict[str, int] = {}
    for i, unit in enumerate(found.campaign.units):
        for word in dict.fromkeys([unit.code, unit.name, unit.short, *unit.aliases]):
            if not word:
                continue
            if word in seen and seen[word] != i:
                other = found.campaign.units[seen[word]]
                found.add(
                    ("单位", i),
                    rules.DUPLICATE_UNIT_NAME,
                    "error",
                    f"“{word}”已经是{other.code}（{other.name}）的名称或编号",
                    found=word,
                    cure="请改成不同的编号、名称或别名",
                )
            seen.setdefault(word, i)


def tasks(found: Review) -> None:
    """Task tables need departments; departments are those of the list."""
    wants_departments = any(a.name == TASK_TABLE for _, a in all_attachments(found))
    known = set(found.campaign.departments)
    for c, group in enumerate(found.campaign.tasks):
        for t, task in enumerate(group.tasks):
            loc: Loc = ("任务", c, "事项", t)
            if wants_departments and not task.lead:
                found.add(
                    loc,
                    rules.TASK_WITHOUT_LEAD,
                    "error",
                    f"这项任务没有写“牵头”部门：{task.content[:20]}…",
                    expected="牵头部门",
                    cure="任务分解表要写明责任部门，请补上“牵头: …”",
                )
            for key, names in (("牵头", task.lead), ("配合", task.support)):
                for i, name in enumerate(names):
                    if known and name not in known and not name.startswith(("各", "全体", "-", "—")):
                        found.add(
                            exact(found, (*loc, key), i),
                            rules.UNLISTED_DEPARTMENT,
                            "warning",
                            f"“{name}”不在“部门”名单里",
                            found=name,
                            cure=close(name, known),
                        )


def ledgers(found: Review) -> None:
    """Definitions name columns that exist and tasks that exist."""
    total = sum(len(group.tasks) for group in found.campaign.tasks)
    for name, own in found.campaign.ledgers.items():
        loc: Loc = ("台账", name)
        try:
            ledger = definition(name, found.campaign)
        except UnknownLedger as error:
            found.add(
                (*loc, "基于"),
                rules.UNDEFINED_LEDGER,
                "error",
                f"没有“{error}”这个内置台账",
                found=str(error),
                expected="、".join(preset_names()),
                cure=close(str(error), preset_names()),
            )
            continue
        if not ledger.columns:
            found.add(
                loc,
                rules.UNDEFINED_LEDGER,
                "error",
                f"台账“{name}”没有写“列”",
                cure=f"可写“基于: {preset_names()[0]}”",
            )
            continue
        names = [column.name for column in (*ledger.columns, *ledger.more_columns)]
        for column, count in Counter(names).items():
            if count > 1:
                found.add((*loc, "列"), rules.LEDGER_PARTS_MISMATCH, "error", f"列名“{column}”用了{count}次")
        for column in own.options:
            if column not in names:
                found.add((*loc, "选项", column), rules.LEDGER_PARTS_MISMATCH, "error", f"台账里没有“{column}”这一列", found=column,
                          expected="、".join(names), cure=close(column, names), key=True)  # fmt: skip
        if isinstance(own.rows, tuple) and "rows" in own.model_fields_set:
            for i, row in enumerate(own.rows):
                row_columns(found, (*loc, "行", i), row, names)
        one_ledger(found, loc, ledger, names)
        from_tasks = frozenset(column.name for column in ledger.columns if column.source)
        for i, prefill in enumerate(own.prefill):
            if any(other.task == prefill.task for other in own.prefill[:i]):
                found.add(
                    (*loc, "预填", i, "任务"),
                    rules.LEDGER_PARTS_MISMATCH,
                    "error",
                    f"第{prefill.task}项任务的预填写了两次",
                )
            if not 1 <= prefill.task <= total:
                found.add(
                    (*loc, "预填", i, "任务"),
                    rules.LEDGER_PARTS_MISMATCH,
                    "error",
                    f"没有第{prefill.task}项任务，一共{total}项",
                )
            for j, row in enumerate(prefill.rows):
                row_columns(found, (*loc, "预填", i, "子行", j), row, names, from_tasks)


def one_ledger(found: Review, loc: Loc, ledger: Ledger, names: list[str]) -> None:
    """Bodies have a column, and the columns of a group stand together."""
    if ledger.body_column and ledger.body_column not in names:
        found.add((*loc, "主体列"), rules.LEDGER_PARTS_MISMATCH, "error", f"台账里没有“{ledger.body_column}”这一列",
                  found=ledger.body_column, expected="、".join(names), cure=close(ledger.body_column, names))  # fmt: skip
    if ledger.bodies and not ledger.body_column:
        found.add(
            (*loc, "主体"),
            rules.LEDGER_PARTS_MISMATCH,
            "error",
            "写了“主体”，没有写“主体列”",
            expected="、".join(names),
        )
    groups = [column.group for column in ledger.columns]
    runs = [group for i, group in enumerate(groups) if group and (i == 0 or groups[i - 1] != group)]
    for group, count in Counter(runs).items():
        if count > 1:
            found.add(
                (*loc, "列"),
                rules.LEDGER_PARTS_MISMATCH,
                "error",
                f"组“{group}”的几列没有挨在一起",
                cure="请把同一组的列排在一起",
            )


def row_columns(found: Review, loc: Loc, row: Row, names: list[str], above: frozenset[str] = frozenset()) -> None:
    """Rows fill columns that the ledger has, each once from left to right."""
    cells = (*loc, "格") if (*loc, "格") in found.loaded.source.keys else loc
    for name in row.cells:
        if name not in names:
            found.add(
                (*cells, name),
                rules.LEDGER_PARTS_MISMATCH,
                "error",
                f"台账里没有“{name}”这一列",
                found=name,
                expected="、".join(names),
                cure=close(name, names),
                key=True,
            )
        elif name in above:
            found.add(
                (*cells, name),
                rules.LEDGER_PARTS_MISMATCH,
                "error",
                f"“{name}”已经有内容（外层的行写过，或由任务自动填写）",
                found=name,
                key=True,
            )
    for i, child in enumerate(row.rows):
        row_columns(found, (*loc, "子行", i), child, names, above | set(row.cells))


def files(found: Review, folder: Path) -> None:
    """Existing files that are to be bound in can be read whole; results of last year are where they are looked for."""
    named = found.campaign.activity.last_year
    if named and not (folder / named / SUMMARY).is_file():
        found.add(("活动", "上年汇总"), rules.MISSING_LAST_YEAR_RESULTS, "warning", f"“{named}”里没有上一年的汇总结果", found=named,
                  cure="请写上一年 docgen collect 的结果文件夹，位置从数据文件算起")  # fmt: skip
    for loc, attachment in all_attachments(found):
        if not attachment.file:
            continue
        try:
            bound = foreign.bound(folder / attachment.file)
            for kind, place in bound.taken_out:
                found.add((*loc, "文件"), templates.LIVE_CONTENT_REMOVED, "warning", f"{attachment.file} 里{kind.name}不带进来（{place}）",
                          found=attachment.file, cure=f"显示出来的文字、图片照样保留。{kind.cure}")  # fmt: skip
            own, told = foreign.headings(bound.file), flat(title(attachment, found.campaign))
            if attachment.title and own and loose(told) not in map(loose, own):
                found.add((*loc, "标题"), agreement.ENCLOSED_TITLE_MISMATCH, "warning", f"附件叫“{told}”，{attachment.file} 里面的标题是“{own[0]}”",
                          found=own[0], expected=told, cure="请改成同一个名称：附件说明里印的是前一个")  # fmt: skip
            if lost := foreign.header_texts(bound.file):
                found.add((*loc, "文件"), templates.LOST_HEADER, "warning", f"{attachment.file} 的页眉页脚不保留：{'；'.join(lost)[:60]}",
                          found=attachment.file, cure="装订后页脚是本文件的页码；页眉里要紧的话请写进正文")  # fmt: skip
        except InvalidInput as error:
            for problem in error.problems:
                found.add(
                    (*loc, "文件"), problem.rule, "error", problem.message, found=attachment.file, cure=problem.cure
                )
