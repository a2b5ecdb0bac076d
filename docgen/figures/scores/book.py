"""积分结果.xlsx: the ranking, marks by group, every mark with its cell, the survey, the totals of last year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from docgen.campaign.expand import plain
from docgen.campaign.model import Campaign
from docgen.campaign.rubric import INSPECTED, RED_LINE, SELF, SURVEYED, Criterion, CriterionGroup, Rubric, in_words
from docgen.figures.scores.last_year import Earlier
from docgen.figures.scores.marks import Mark, Marks
from docgen.figures.scores.results import Result
from docgen.figures.scores.survey import Surveyed
from docgen.figures.shades import of_colour
from docgen.figures.worked_out import Origin
from docgen.ledgers.paper import HEAD, Paper, tallest
from docgen.ledgers.sheet import address

RANKING = "排名"
COLUMNS = ("名次", "机构", "编号", "类别", "总分", "颜色", "自评部分", "考评部分", "测评部分", "加分", "红线", "上年总分", "变化",
           "答卷数", "说明")  # fmt: skip
WIDTHS = (6, 22, 7, 8, 9, 7, 9, 9, 9, 7, 12, 9, 8, 7, 46)
DETAILS = ("机构", "组", "编号", "考评项", "类型", "满分", "谁评", "所填", "计分", "没有计入的原因", "扣分原因", "依据、佐证",
           "来源文件", "来源表", "来源格")  # fmt: skip
DETAIL_WIDTHS = (20, 11, 6, 14, 6, 7, 6, 7, 7, 18, 22, 22, 30, 20, 8)
PRINTED = 12
"""Columns of the details that go on paper."""


def workbook(
    campaign: Campaign,
    found: Sequence[Result],
    marks: Marks,
    survey: Mapping[str, Surveyed],
    before: Mapping[str, Earlier],
) -> bytes:
    """The workbook; the same marks give the same bytes."""
    rubric = campaign.rubric
    assert rubric is not None
    paper = Paper(campaign.activity.year, f"{campaign.activity.name} 积分结果")
    title = f"{campaign.activity.year}年{campaign.activity.name}"
    ranking(paper, title, rubric, found)
    by_group(paper, title, rubric, found, marks)
    details(paper, title, rubric, found, marks)
    answers(paper, title, found, survey)
    earlier(paper, title, found, before)
    return paper.close()


def in_order(found: Sequence[Result]) -> list[Result]:
    """By rank; those without one behind, in the order of the list."""
    return sorted(found, key=lambda own: (own.rank is None, own.rank or 0))


def cell(file: str, found: Sequence[Result], own: Result, column: str) -> Origin:
    """Where a value of a result stands in the workbook."""
    row = next(y for y, other in enumerate(in_order(found), HEAD + 2) if other.unit.code == own.unit.code)
    return Origin(file, RANKING, address(row, COLUMNS.index(column) + 1))


def ranking(paper: Paper, title: str, rubric: Rubric, found: Sequence[Result]) -> None:
    """A row for each institution, the best first."""
    counts = "，".join(
        f"{in_words(c.name)}{sum(own.colour == c.name for own in found)}{rubric.counter}" for c in rubric.colours
    )
    open_ones = sum(not own.colour for own in found)
    note = f"共{len(found)}{rubric.counter}：{counts}{f'，暂不定颜色{open_ones}{rubric.counter}' if open_ones else ''}。触碰红线的排在最后；总分相同的名次相同。"
    sheet = paper.sheet(RANKING, f"{title}结果", note, WIDTHS, 2)
    paper.headings(sheet, COLUMNS, WIDTHS)
    fills = {c.name: fill(paper, c.name) for c in rubric.colours}
    for y, own in enumerate(in_order(found), HEAD + 1):
        score, told = own.score, own.score.total is not None
        parts = [score.part(SELF), score.part(INSPECTED), score.part(SURVEYED), score.bonuses]
        sheet.set_row(y, tallest((own.unit.label, own.told), (WIDTHS[1], WIDTHS[-1])))
        number(paper, sheet, y, 0, own.rank, paper.whole)
        for x, text in (
            (1, own.unit.label),
            (2, own.unit.code),
            (3, own.unit.category),
            (10, "、".join(score.touched)),
        ):
            sheet.write_string(y, x, text, paper.text if x in (1, 10) else paper.center)
        number(paper, sheet, y, 4, score.total)
        if own.colour:
            sheet.write_string(y, 5, own.colour, fills[own.colour])
        else:
            sheet.write_blank(y, 5, None, paper.center)
        for x, part in enumerate(parts, 6):
            number(paper, sheet, y, x, part if told else None)
        number(paper, sheet, y, 11, own.earlier.total if own.earlier else None)
        number(paper, sheet, y, 12, own.change)
        number(paper, sheet, y, 13, len(score.survey.rows) if score.survey else None, paper.whole)
        sheet.write_string(y, 14, own.told, paper.small)
    sheet.autofilter(HEAD, 0, HEAD + max(len(found), 1), len(COLUMNS) - 1)


def fill(paper: Paper, colour: str) -> Any:
    """The format of a colour's cells."""
    shown = {
        "font_name": "宋体",
        "font_size": 10,
        "valign": "vcenter",
        "align": "center",
        "border": 1,
        "border_color": "#A6A6A6",
    }
    known = of_colour(colour)
    return paper.book.add_format({**shown, "bold": True, **({"bg_color": f"#{known}"} if known else {})})


def number(paper: Paper, sheet: Any, y: int, x: int, value: Decimal | int | None, style: Any = None) -> None:
    """A number, or an empty cell."""
    if value is None:
        sheet.write_blank(y, x, None, paper.center)
    else:
        sheet.write_number(y, x, float(value), style or paper.amount)


def by_group(paper: Paper, title: str, rubric: Rubric, found: Sequence[Result], marks: Marks) -> None:
    """For each institution the inspectors' marks by group, against full marks; of red lines those that were touched."""
    names = [heading(group) for group in rubric.groups]
    widths = (22, *(11,) * len(names))
    source = INSPECTED if rubric.weights.get(INSPECTED) else SELF
    sheet = paper.sheet(
        "分组得分", f"{title}分组得分", f"{source}的得分，括号里是满分；有没评的项，这一组空着。", widths, 1
    )
    paper.headings(sheet, ("机构", *names), widths)
    for y, own in enumerate(in_order(found), HEAD + 1):
        sheet.write_string(y, 0, own.unit.label, paper.text)
        sheet.set_row(y, tallest((own.unit.label,), widths[:1]))
        for x, group in enumerate(rubric.groups, 1):
            if any(c.kind == RED_LINE for c in group.criteria):
                names_touched = [c.name for c in group.criteria if c.name in own.score.touched]
                sheet.write_string(y, x, "、".join(names_touched), paper.held if names_touched else paper.center)
            else:
                number(paper, sheet, y, x, points(marks, own.unit.code, group, source))


def heading(group: CriterionGroup) -> str:
    """A group with its full marks."""
    full = sum(c.points for c in group.criteria if c.points is not None)
    return f"{group.name}\n（{plain(Decimal(full))}）" if full else group.name


def points(marks: Marks, unit: str, group: CriterionGroup, source: str) -> Decimal | None:
    """The marks of a source for a group added up; None while one of them is lacking."""
    asked = [c for c in group.criteria if c.kind != RED_LINE and source in c.marked_by]
    values = [value for c in asked if (value := marks.of(unit, c.code, source).value) is not None]
    return sum(values, Decimal(0)) if asked and len(values) == len(asked) else None


def details(paper: Paper, title: str, rubric: Rubric, found: Sequence[Result], marks: Marks) -> None:
    """Every mark with the cell that it stands in."""
    note = "每一个评分和它在交回的表里的位置；“计分”是折算到总分里的分，取两位小数，尾差按最大余数法分摊，加起来等于总分。"
    sheet = paper.sheet("明细", f"{title}明细", note, DETAIL_WIDTHS, 1, PRINTED)
    paper.headings(sheet, DETAILS, DETAIL_WIDTHS)
    y = HEAD
    for own in found:
        for group in rubric.groups:
            for criterion in group.criteria:
                for source in criterion.marked_by:
                    y += 1
                    detail(paper, sheet, y, own, group, criterion, marks.of(own.unit.code, criterion.code, source))
    sheet.print_area(0, 0, y, PRINTED - 1)
    sheet.autofilter(HEAD, 0, max(y, HEAD + 1), len(DETAILS) - 1)


def detail(
    paper: Paper, sheet: Any, y: int, own: Result, group: CriterionGroup, criterion: Criterion, mark: Mark
) -> None:
    """One mark in its row."""
    origin = mark.origin
    texts = (own.unit.label, group.name, criterion.code, criterion.name, criterion.kind, "", mark.source, mark.raw, "",
             mark.why, mark.reason, mark.basis, origin.file, origin.sheet, origin.cell)  # fmt: skip
    sheet.set_row(y, tallest(texts[:PRINTED], DETAIL_WIDTHS[:PRINTED]))
    for x, text in enumerate(texts):
        style = paper.small if x >= PRINTED else paper.text if x in (0, 3, 10, 11) else paper.center
        if text:
            sheet.write_string(y, x, text, paper.held if x == 9 else style)
        else:
            sheet.write_blank(y, x, None, style)
    counted = own.score.marked.get(mark.source, {}).get(criterion.code) if own.score.total is not None else None
    for x, value in ((5, criterion.points), (7, mark.value), (8, counted)):
        if value is not None:
            number(paper, sheet, y, x, value)


def answers(paper: Paper, title: str, found: Sequence[Result], survey: Mapping[str, Surveyed]) -> None:
    """How many answers each institution has, what they come to, and in which rows they stand."""
    columns, widths = (
        ("机构", "答卷数", "平均分", "没有计入的题", "说明", "答卷所在的行", "来源文件", "来源表"),
        (22, 8, 9, 9, 30, 50, 22, 14),
    )
    sheet = paper.sheet(
        "第三方测评", f"{title}第三方测评", "平均分是各份答卷的平均；每份答卷取答了的题的平均。", widths, 1, 6
    )
    paper.headings(sheet, columns, widths)
    for y, own in enumerate((own for own in found if own.unit.code in survey), HEAD + 1):
        one = survey[own.unit.code]
        lines = "、".join(runs(one.rows))
        texts = (own.unit.label, "", "", "", one.why, lines, one.origin.file, one.origin.sheet)
        sheet.set_row(y, tallest(texts, widths))
        for x, text in enumerate(texts):
            sheet.write_string(y, x, text, paper.small if x > 5 else paper.text)
        number(paper, sheet, y, 1, len(one.rows), paper.whole)
        number(paper, sheet, y, 2, one.mark)
        number(paper, sheet, y, 3, one.blanks, paper.whole)


def runs(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers with runs of them drawn together: 3–9."""
    start = 0
    for i in range(1, len(numbers) + 1):
        if i == len(numbers) or numbers[i] != numbers[i - 1] + 1:
            yield f"{numbers[start]}" if i - start == 1 else f"{numbers[start]}–{numbers[i - 1]}"
            start = i


def earlier(paper: Paper, title: str, found: Sequence[Result], before: Mapping[str, Earlier]) -> None:
    """The totals of last year and where they are from."""
    columns, widths = ("机构", "编号", "上年总分", "今年总分", "变化", "来自哪里"), (24, 8, 10, 10, 10, 40)
    sheet = paper.sheet("上一年", f"{title}与上一年比较", "上一年没有分的机构不比。", widths, 1)
    paper.headings(sheet, columns, widths)
    for y, own in enumerate(found, HEAD + 1):
        old = before.get(own.unit.code)
        where = (
            " › ".join(part for part in (old.origin.file, old.origin.sheet, old.origin.cell) if part)
            if old
            else "没有"
        )
        sheet.write_string(y, 0, own.unit.label, paper.text)
        sheet.write_string(y, 1, own.unit.code, paper.center)
        number(paper, sheet, y, 2, old.total if old else None)
        number(paper, sheet, y, 3, own.score.total)
        number(paper, sheet, y, 4, own.change)
        sheet.write_string(y, 5, where, paper.small)
