"""问题整改清单: what is still open, by unit and deadline, for the look back (回头看)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from docgen.campaign.model import Campaign
from docgen.documents.filling import Filler
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.figures.catalog import BadFigure
from docgen.figures.listing import Record, records
from docgen.gongwen.document import Block, Cell, Table
from docgen.gongwen.parse import block
from docgen.ledgers.periods import Period

LEDGER = "问题整改台账"
OPEN = '状态 != "已销号"'
INTRO = (
    "截至{截止日期}，各单位发现的{问题数}问题已销号{已销号问题}，还有{未销号问题}没有销号[[，涉及{未销号单位数}单位]][[、金额{未销号金额}]]。"
    "[[其中{逾期未销号问题}已经超过整改时限。]]请有关单位对照下表逐项落实，销号一项、报告一项。"
)
NONE = "截至{截止日期}，各单位发现的{问题数}问题已经全部销号。"
HEADINGS = (
    "序号",
    "单位",
    "问题编号",
    "业务领域",
    "问题",
    "金额（万元）",
    "整改措施",
    "责任部门",
    "整改时限",
    "状态",
    "逾期",
)
WIDTHS = (2.6, 4.8, 4.4, 4.8, 8.5, 3.8, 8.0, 4.8, 6.4, 3.8, 3.6)


def title(campaign: Campaign, period: Period | None) -> str:
    """“制度执行年”问题整改“回头看”清单."""
    return f"“{campaign.activity.name}”问题整改“回头看”清单"


def blocks(filler: Filler) -> Iterator[Block]:
    """The list; a fault where there is no such ledger."""
    try:
        found = [record for record, answer in records(filler.calculator, LEDGER, OPEN) if answer is not False]
    except BadFigure as error:
        yield block(filler.gap(LEDGER, error))
        return
    yield from filler.blocks(INTRO if found else NONE)
    if found:
        today = filler.calculator.catalog.today
        order = list(dict.fromkeys(record.unit for record in found))
        found.sort(key=lambda record: (order.index(record.unit), record.text("时限") or "9999"))
        head = tuple(Cell(name, align="center") for name in HEADINGS)
        yield Table(WIDTHS, 1, (head, *(row(filler, record, n, today) for n, record in enumerate(found, 1))))


def row(filler: Filler, record: Record, number: int, today: date) -> tuple[Cell, ...]:
    """One problem."""
    texts = (
        str(number), filler.press.labels.get(record.unit, record.unit), record.text("问题编号"), record.text("业务领域"),
        record.text("问题"), record.text("金额"), record.text("整改措施"), record.text("责任部门"), record.text("时限"),
        record.text("状态"), overdue(record.text("时限"), today),
    )  # fmt: skip
    return tuple(Cell(text, align="left" if x in (4, 6) else "center") for x, text in enumerate(texts))


def overdue(deadline: str, today: date) -> str:
    """How many days it is over its deadline."""
    try:
        days = (today - date.fromisoformat(deadline)).days
    except ValueError:
        return ""
    return f"{days}天" if days > 0 else ""


KIND = Kind(
    name="问题整改清单",
    template="问题整改清单",
    required=(),
    mark_suffix="",
    red_head=False,
    signature_required=False,
    unprinted=("发文字号", *NO_HEAD, "主送"),
    about="“回头看”：没有销号的问题，按单位和时限列出，用 docgen report 生成",
    from_facts=True,
    title=title,
    body=blocks,
)
