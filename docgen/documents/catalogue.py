"""制度汇编目录: the rules in force by business and level, and those that were repealed or lapsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from docgen.campaign.model import Campaign
from docgen.documents.filling import Filler
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.figures.catalog import BadFigure
from docgen.figures.listing import Record, records
from docgen.gongwen.document import Block, Cell, Table
from docgen.gongwen.parse import block
from docgen.ledgers.periods import Period
from docgen.wording import chinese_date, ordinal

LEDGER = "制度清理台账"
GONE = ("废止", "失效")
LEVELS = ("基本管理制度", "具体规章制度", "专项合规指引")
COLUMNS = ("名称", "文号", "施行日期", "状态", "责任部门")
WIDTHS = (6.6, 2.2, 12.4, 9.8, 8.6, 3.2, 5.6, 4.8)
INTRO = (
    "根据各单位报送的《制度清理台账》，截至{截止日期}，现行有效的制度共{制度数}[[（清理中征集过意见的制度{征集意见制度}）]]，按业务分类和层级编列如下。"
    "[[清理中废止、失效的制度{废止失效制度}，列在最后。]]"
)


def title(campaign: Campaign, period: Period | None) -> str:
    """“制度执行年”制度汇编目录."""
    return f"“{campaign.activity.name}”制度汇编目录"


def blocks(filler: Filler) -> Iterator[Block]:
    """The catalogue; a fault where there is no such ledger."""
    try:
        every = [record for record, _ in records(filler.calculator, LEDGER)]
    except BadFigure as error:
        yield block(filler.gap(LEDGER, error))
        return
    yield from filler.blocks(INTRO)
    living = [record for record in every if record.text("状态") not in GONE]
    businesses = list(dict.fromkeys(record.text("业务分类") or "未分类" for record in living))
    for place, business in enumerate(businesses, 1):
        yield block(f"{ordinal(1, place)}{business}")
        own = [record for record in living if (record.text("业务分类") or "未分类") == business]
        yield table(filler, sorted(own, key=level_place), "层级")
    if gone := [record for record in every if record.text("状态") in GONE]:
        yield block(f"{ordinal(1, len(businesses) + 1)}废止和失效的制度")
        order = list(dict.fromkeys(record.text("业务分类") for record in gone))
        yield table(filler, sorted(gone, key=lambda record: order.index(record.text("业务分类"))), "业务分类")


def level_place(record: Record) -> int:
    """Where a rule stands by its level; what is none of them comes last."""
    level = record.text("层级")
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def table(filler: Filler, found: Sequence[Record], group: str) -> Table:
    """Rules, one a row, with the unit they are of; the group stands in each row, so that any page can be read alone."""
    rows = [tuple(Cell(name, align="center") for name in (group, "序号", *COLUMNS, "单位"))]
    for number, record in enumerate(found, 1):
        texts = (record.text(group) or "未填", str(number), named(record.text("名称")))
        rest = (*(printed(record.text(c)) for c in COLUMNS[1:]), filler.press.labels.get(record.unit, record.unit))
        rows.append(tuple(Cell(t, align="left" if x == 2 else "center") for x, t in enumerate((*texts, *rest))))
    return Table(WIDTHS, 1, tuple(rows))


def printed(text: str) -> str:
    """A date as documents write it; other texts as they are."""
    try:
        return chinese_date(date.fromisoformat(text))
    except ValueError:
        return text


def named(name: str) -> str:
    """The name of a rule in its quotation marks."""
    return name if name.startswith("《") or not name else f"《{name}》"


KIND = Kind(
    name="制度汇编目录",
    template="制度汇编目录",
    required=(),
    mark_suffix="",
    red_head=False,
    signature_required=False,
    unprinted=("发文字号", *NO_HEAD, "主送"),
    about="制度清理的结果按业务、层级编成目录，附废止失效清单，用 docgen report 生成",
    from_facts=True,
    title=title,
    body=blocks,
)
