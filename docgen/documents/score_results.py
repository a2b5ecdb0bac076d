"""What every document on the integrity score shows: results in the order of ranks, each number a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from docgen.campaign.rubric import INSPECTED, RED_LINE, SELF, SURVEYED, Rubric, count_of, in_words
from docgen.documents.filling import DASH, Filler
from docgen.figures.answer import Query
from docgen.figures.catalog import BadFigure
from docgen.figures.listing import Record, records
from docgen.figures.panel import panel
from docgen.figures.reference import PanelReference
from docgen.figures.scores.scoring import MADE_UP
from docgen.figures.shades import of_colour
from docgen.gongwen.document import Block, Caption, Cell, Paragraph, Table
from docgen.gongwen.parse import block
from docgen.wording import ended, unended

RESULTS, MARKS, USES = "积分结果", "清廉积分", "运用"
"""The ledgers that are worked out of the marks."""
ACTS = {SELF: "{考评对象}逐项自评", INSPECTED: "检查组逐项核评", SURVEYED: "第三方独立测评"}
"""What each source did."""


def rubric(filler: Filler) -> Rubric:
    """The rubric. Raises BadFigure where the campaign has none."""
    if filler.campaign.rubric is None:
        raise BadFigure("数据文件里没有“积分”", cure="请写上考评项、权重和颜色，收回评分表以后再做")
    return filler.campaign.rubric


def results(filler: Filler) -> list[Record]:
    """The results by rank, those without one last, in the order of the list. Raises BadFigure."""
    found = [record for record, _ in records(filler.calculator, RESULTS)]
    return sorted(found, key=lambda record: int(record.text("名次") or 10**6))


def result(filler: Filler) -> Record | None:
    """The result of the unit that the document is about; None where there is none. Raises BadFigure."""
    return next((own for own in results(filler) if filler.unit and own.unit == filler.unit.code), None)


def number(filler: Filler, column: str, code: str) -> str:
    """A number of a unit's result, marked; a dash where there is none."""
    return grouped(filler, f"{RESULTS}.{column}", "单位", code)


def grouped(filler: Filler, figure: str, by: str, label: str, units: tuple[str, ...] = ()) -> str:
    """One group of a figure, marked; a dash where there is none."""
    answer = filler.calculator.answer(Query(figure, by=by, units=units))
    piece = next((own for own in answer.pieces if own.label == label), None)
    return filler.cell(answer, piece)


def ranking(filler: Filler) -> Iterator[Block]:
    """The table of all results: rank, parts, total, colour, change."""
    found = results(filler)
    filler.tables += 1
    yield Caption(f"表{filler.tables}　清廉积分排名")
    names = ("名次", rubric(filler).called, "自评\n部分", "考评\n部分", "测评\n部分", "加分", "总分", "颜色", "比上年")
    head = tuple(Cell(name, align="center") for name in names)
    yield Table((0.8, 3.4, 1, 1, 1, 0.9, 1.1, 0.8, 1.1), 1, (head, *(ranked(filler, own) for own in found)))


def ranked(filler: Filler, own: Record) -> tuple[Cell, ...]:
    """One institution's row; without a total it has no parts either, which would look like one."""
    whole = bool(own.text("总分"))
    parts = [
        number(filler, c, own.unit) if whole else DASH for c in ("自评部分", "考评部分", "测评部分", "加分", "总分")
    ]
    rank = number(filler, "名次", own.unit)
    label = filler.press.labels.get(own.unit, own.unit)
    cells = [Cell(text, align="center") for text in (rank, *parts)]
    shade = of_colour(own.text("颜色"))
    colour = Cell(own.text("颜色") or DASH, align="center", shade=shade)
    return (cells[0], Cell(label), *cells[1:], colour, Cell(change(filler, own), align="center"))


def change(filler: Filler, own: Record) -> str:
    """The change from last year with its sign."""
    text = number(filler, "变化", own.unit)
    return f"+{text}" if own.text("变化") and Decimal(own.text("变化")) > 0 else text


def ways(filler: Filler) -> Iterator[Block]:
    """How the institutions were assessed: the sources that have a weight, and red lines where there are any."""
    own = rubric(filler)
    acts = "，".join(act for source, act in ACTS.items() if own.weights.get(source, 0) > 0)
    whole = "，各方评分按权重合成总分" if "，" in acts else ""
    colour = "按总分和红线情况定颜色" if has_red_lines(own) else "按总分定颜色"
    text = (
        "{年度}年，{主办}按照清廉积分评分标准，对{考评对象}开展了考评。"
        + f"{acts}{whole}，{colour}。现将结果通报如下。"
    )
    yield Paragraph(filler.sentence(text))


def has_red_lines(own: Rubric) -> bool:
    """Whether a rubric has any."""
    return any(criterion.kind == RED_LINE for criterion in own.criteria)


def colours(filler: Filler) -> Iterator[Block]:
    """How many institutions there are, with a total, with each colour, and without one for a red line in dispute."""
    names = [colour.name for colour in rubric(filler).colours]
    counts = "、".join(f"{in_words(n)}{{{count_of(n)}}}" for n in names if not filler.is_nil_figure(count_of(n)))
    text = "本次考评的{考评对象}共{机构数}，[[评出总分的{有总分机构数}，平均{平均分}。]]"
    text += f"[[评出颜色的{{有颜色机构数}}，其中{counts}。]][[红线事项正在认定、暂不定颜色的{{待认定机构数}}。]]"
    yield Paragraph(filler.sentence(text + made_up(filler)))
    told = [f"{in_words(own.name)}，{unended(own.meaning)}" for own in rubric(filler).colours if own.meaning]
    if told:
        yield Paragraph(f"各颜色说明的情况：{'；'.join(told)}。")


def meaning(filler: Filler, colour: str) -> str:
    """What a colour says of an institution, in brackets; nothing where the rubric does not say."""
    told = next((own.meaning for own in rubric(filler).colours if own.name == colour), "")
    return f"（{unended(told)}）" if told else ""


def made_up(filler: Filler) -> str:
    """Whose marks are not complete and were made up for, and how; empty where there are none."""
    way = MADE_UP.get(rubric(filler).lacking, "")
    names = [filler.press.labels.get(own.unit, own.unit) for own in results(filler) if way and way in own.text("说明")]
    return f"评分不全、{way}的{{考评对象}}有：{'、'.join(names)}。" if names else ""


def without_colour(filler: Filler) -> Iterator[Block]:
    """The institutions that got no colour, and why; those with a red line in dispute are only counted."""
    found = [own for own in results(filler) if not own.text("颜色")]
    for own in found:
        if why := own.text("说明") or ("" if own.text("待认定") else "没有评出总分"):
            yield Paragraph(f"{filler.press.labels.get(own.unit, own.unit)}：{ended(why)}")
    if pending := filler.sentence("[[红线事项正在认定的{待认定机构数}，认定前不定颜色。]]"):
        yield Paragraph(pending)
    if not found:
        yield Paragraph(filler.sentence("参加考评的{考评对象}都已评出总分和颜色。"))


def red_lines(filler: Filler) -> Iterator[Block]:
    """The institutions that touched a red line, and which; nothing where the rubric has no red lines."""
    if not has_red_lines(rubric(filler)):
        return
    found = [own for own in results(filler) if own.text("红线")]
    for own in found:
        colour = f"，定为{in_words(own.text('颜色'))}" if own.text("颜色") else "，认定前不定颜色"
        yield Paragraph(f"{filler.press.labels.get(own.unit, own.unit)}：触碰“{own.text('红线')}”{colour}。")
    if not found:
        yield Paragraph(filler.sentence("没有认定触碰红线的{考评对象}。"))
    if pending := filler.sentence("[[红线事项正在认定的{待认定机构数}，认定后另行通报。]]"):
        yield Paragraph(pending)


def uses(filler: Filler) -> Iterator[Block]:
    """How the results feed other assessments: an institution a row, a use a column; nothing where they feed none."""
    found: dict[str, dict[str, Record]] = {}
    for record, _ in records(filler.calculator, USES):
        found.setdefault(record.unit, {})[record.text("用途")] = record
    names = list(dict.fromkeys(name for own in found.values() for name in own))
    if not names:
        return
    filler.tables += 1
    yield Caption(f"表{filler.tables}　清廉积分结果运用")
    head = tuple(Cell(name, align="center") for name in (rubric(filler).called, "总分", "颜色", *names))
    rows = [tuple(use_row(filler, own, names, found.get(own.unit, {}))) for own in results(filler)]
    yield Table((3.6, 1.3, 1.02, *(2.35,) * len(names)), 1, (head, *rows))


def use_row(filler: Filler, own: Record, names: Sequence[str], found: Mapping[str, Record]) -> Iterator[Cell]:
    """One institution and every use of its result."""
    colour = own.text("颜色")
    yield Cell(filler.press.labels.get(own.unit, own.unit))
    yield Cell(number(filler, "总分", own.unit), align="center")
    yield Cell(colour or DASH, align="center", shade=of_colour(colour))
    for name in names:
        yield Cell(effect(filler, found[name]) if name in found else DASH, align="center")


def effect(filler: Filler, own: Record) -> str:
    """What a result comes to for one use: the rule of its colour, and the converted mark."""
    converted = ""
    if own.text("折算"):
        value = grouped(filler, f"{USES}.折算", "用途", own.text("用途"), (own.unit,))
        converted = f"折算{value}{own.text('计量单位')}"
    return "\n".join(text for text in (own.text("规则"), converted) if text) or DASH


def rates(filler: Filler, caption: str, figures: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[Block]:
    """Bars and a table of shares of the full marks by group, without groups that have no full marks."""
    queries = tuple(Query(name, by="组", units=units) for name, units in figures)
    shown = panel(PanelReference(caption, queries, "bar"), filler.calculator, filler.press.labels)
    rows = tuple(row for row in shown.rows if any(p is not None and p.rounded is not None for p in row.pieces))
    if not rows or any(answer.why for answer in shown.answers):
        yield Paragraph("检查组的评分还没有，各组得分率算不出来。")
        return
    yield from filler.panel(replace(shown, rows=rows))


def average_rates(filler: Filler) -> Iterator[Block]:
    """The average of all institutions in each group."""
    yield from rates(filler, "各组平均得分率", (("平均得分率", ()),))


def guarded(filler: Filler, blocks: Iterator[Block], name: str) -> Iterator[Block]:
    """The blocks; the place of a gap where they cannot be made."""
    try:
        yield from blocks
    except BadFigure as error:
        yield block(filler.gap(name, error))


def lines(texts: Sequence[str]) -> str:
    """Several reasons as one sentence."""
    return "；".join(unended(text) for text in texts if text)
