"""积分运用表: how each institution's result feeds other assessments, by the rules of the data file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.campaign.model import Campaign
from docgen.campaign.rubric import Use, in_words
from docgen.documents.filling import Filler
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.documents.score_results import USES, guarded, rubric, uses
from docgen.figures.catalog import BadFigure
from docgen.gongwen.document import Block
from docgen.gongwen.parse import block
from docgen.ledgers.periods import Period
from docgen.wording import ordinal


def title(campaign: Campaign, period: Period | None) -> str:
    """2026年清廉积分结果运用表."""
    return f"{campaign.activity.year}年清廉积分结果运用表"


def blocks(filler: Filler) -> Iterator[Block]:
    """The rules, then the table."""
    yield from guarded(filler, whole(filler), USES)


def printed(formula: str) -> str:
    """A formula with the signs of print: 积分×0.05."""
    return re.sub(r"(?:(?<!\s)\s++)?([*/])\s*", lambda match: {"*": "×", "/": "÷"}[match[1]], formula)


def spared(own: Use) -> str:
    """The colours that are not converted."""
    return f"，{'、'.join(in_words(colour) for colour in own.unconverted)}不折算" if own.unconverted else ""


def whole(filler: Filler) -> Iterator[Block]:
    """Each rule in words, and what it came to for each institution. Raises BadFigure where there is no rule."""
    if not rubric(filler).uses:
        raise BadFigure("数据文件的“积分”里没有“运用”", cure="请写上“运用”，或者从“文件”里删去积分运用表")
    yield block("一、运用规则")
    for place, own in enumerate(rubric(filler).uses, 1):
        effects = "；".join(f"{in_words(colour)}：{effect}" for colour, effect in own.effects.items())
        formula = f"折算为{printed(own.formula)}（{own.unit}）{spared(own)}。" if own.formula else ""
        basis = f"依据：{own.basis}。" if own.basis else ""
        yield block(f"{ordinal(2, place)}{own.name}。{effects}。{formula}{basis}")
    yield block("二、运用结果")
    yield from uses(filler)


KIND = Kind(
    name="积分运用表",
    template="问题整改清单",
    required=(),
    mark_suffix="",
    red_head=False,
    signature_required=False,
    unprinted=("发文字号", *NO_HEAD, "主送"),
    about="清廉积分怎样用到招投标、年度考评等，逐个机构列出，用 docgen report 生成",
    from_facts=True,
    title=title,
    body=blocks,
)
