"""What is wrong with the rubric of the score (积分) before any form is issued: each thing at its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from docgen.campaign.expand import forms, plain, subjects
from docgen.campaign.model import ALL_UNITS
from docgen.campaign.rubric import BASE, INSPECTED, RED_LINE, SELF, SURVEYED, Criterion, Rubric
from docgen.campaign.skeleton import Loc
from docgen.documents import rules, score_uses
from docgen.documents.findings import Review, close, exact
from docgen.ledgers.deadlines import deadline
from docgen.ledgers.expression import BadExpression, parse
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import Period

SOURCES = (SELF, INSPECTED, SURVEYED)
TOTAL = "积分"
"""What the formula of a use calls the total."""
AT: Loc = ("积分",)


def rubric_review(found: Review, folder: Path) -> None:
    """Every problem of the rubric. ``folder`` is where the files that it names are looked for."""
    rubric = found.campaign.rubric
    if rubric is None:
        return
    for run in (weights, criteria, colours, scored, inspectors, uses, last_year, due):
        run(found, rubric)
    survey(found, rubric)
    files(found, rubric, folder)


def weights(found: Review, rubric: Rubric) -> None:
    """Sources are known, weigh 100 together, and each that weighs anything has something to mark."""
    loc: Loc = (*AT, "权重")
    for source, weight in rubric.weights.items():
        if source not in SOURCES:
            found.add((*loc, source), rules.INVALID_WEIGHTS, "error", f"没有“{source}”这个评分来源", found=source, expected="、".join(SOURCES),
                      cure=close(source, SOURCES), key=True)  # fmt: skip
        elif weight < 0:
            found.add((*loc, source), rules.INVALID_WEIGHTS, "error", f"“{source}”的权重小于0", found=plain(weight))
    total = sum(rubric.weights.values(), Decimal(0))
    if total != 100:
        told = "、".join(f"{source}{plain(weight)}" for source, weight in rubric.weights.items())
        found.add(
            loc,
            rules.INVALID_WEIGHTS,
            "error",
            f"权重合计是{plain(total)}，不是100（{told}）",
            found=plain(total),
            expected="100",
        )
    for source in (SELF, INSPECTED):
        if rubric.weights.get(source) and not any(c.kind == BASE and source in c.marked_by for c in rubric.criteria):
            found.add((*loc, source), rules.INVALID_WEIGHTS, "error", f"{source}有权重，没有一个基础项由它评", cure="请在考评项的“评分”里写上它，或把权重改成0")  # fmt: skip


def at_criteria(rubric: Rubric) -> Iterator[tuple[Loc, Criterion]]:
    """Every criterion with its place."""
    for g, group in enumerate(rubric.groups):
        for i, criterion in enumerate(group.criteria):
            yield (*AT, "组", g, "项", i), criterion


def criteria(found: Review, rubric: Rubric) -> None:
    """Codes and groups are their own; points fit the kind; only known sources mark."""
    seen: dict[str, Criterion] = {}
    for loc, own in at_criteria(rubric):
        if own.code in seen:
            message = f"考评项编号“{own.code}”已经是“{seen[own.code].name}”的"
            found.add(
                (*loc, "编号"), rules.DUPLICATE_CRITERION, "error", message, found=own.code, cure="请改成不同的编号"
            )
        seen.setdefault(own.code, own)
        points(found, loc, own)
        for i, source in enumerate(own.marked_by):
            if source not in (SELF, INSPECTED):
                found.add(exact(found, (*loc, "评分"), i), rules.INVALID_CRITERION, "error", f"“评分”里写了“{source}”", found=source, expected="自评、考评",
                          cure="第三方测评不逐项评，写在“测评”里" if source == SURVEYED else close(source, (SELF, INSPECTED)))  # fmt: skip
        if not own.marked_by:
            found.add(
                loc,
                rules.INVALID_CRITERION,
                "error",
                f"“{own.code} {own.name}”没有人评",
                cure="请在“评分”里写上 自评、考评",
            )
    for name, count in Counter(group.name for group in rubric.groups).items():
        if count > 1:
            found.add((*AT, "组"), rules.DUPLICATE_CRITERION, "error", f"组名“{name}”用了{count}次", found=name)


def points(found: Review, loc: Loc, own: Criterion) -> None:
    """A base criterion has full marks, a bonus its most, a red line none."""
    if own.kind == RED_LINE and own.points is not None:
        message = f"红线项“{own.code} {own.name}”写了满分，红线不打分"
        found.add(
            (*loc, "满分"),
            rules.INVALID_CRITERION,
            "error",
            message,
            found=plain(own.points),
            cure="请删去“满分”",
            key=True,
        )
    elif own.kind != RED_LINE and own.points is None:
        found.add(
            loc, rules.INVALID_CRITERION, "error", f"{own.kind}项“{own.code} {own.name}”没有写“满分”", expected="满分"
        )
    elif own.points is not None and own.points <= 0:
        found.add(
            (*loc, "满分"),
            rules.INVALID_CRITERION,
            "error",
            f"“{own.code} {own.name}”的满分要大于0",
            found=plain(own.points),
        )


def colours(found: Review, rubric: Rubric) -> None:
    """Colours go down without gaps or overlaps, and the lowest begins at 0."""
    own, loc = rubric.colours, (*AT, "颜色")
    for name, count in Counter(colour.name for colour in own).items():
        if count > 1:
            found.add(loc, rules.COLOUR_BANDS_MISMATCH, "error", f"颜色“{name}”写了{count}次", found=name)
    if own[0].below is not None:
        message = f"最高一档“{own[0].name}”写了上限{plain(own[0].below)}，总分达到它的就没有颜色"
        found.add((*loc, 0, "上限"), rules.COLOUR_BANDS_MISMATCH, "warning", message, cure="最高一档不用写“上限”")
    for i, (above, here) in enumerate(pairwise(own), 1):
        spot, limit = (*loc, i, "上限"), here.below
        if here.least >= above.least:
            message = f"“{here.name}”的下限{plain(here.least)}不低于上一档“{above.name}”的{plain(above.least)}"
            found.add((*loc, i, "下限"), rules.COLOUR_BANDS_MISMATCH, "error", message, cure="请从高到低写")
        elif limit is None:
            found.add(
                (*loc, i),
                rules.COLOUR_BANDS_MISMATCH,
                "error",
                f"“{here.name}”没有写“上限”，和上一档“{above.name}”重叠",
                expected=f"上限: {plain(above.least)}",
            )
        elif limit != above.least:
            word = "重叠" if limit > above.least else "中间有空档"
            message = f"“{here.name}”的上限{plain(limit)}和上一档“{above.name}”的下限{plain(above.least)}{word}"
            found.add(
                spot, rules.COLOUR_BANDS_MISMATCH, "error", message, found=plain(limit), expected=plain(above.least)
            )
    if own[-1].least != 0:
        message = f"最低一档“{own[-1].name}”的下限是{plain(own[-1].least)}，更低的总分没有颜色"
        found.add(
            (*loc, len(own) - 1, "下限"),
            rules.COLOUR_BANDS_MISMATCH,
            "error",
            message,
            found=plain(own[-1].least),
            expected="0",
        )


def words(found: Review) -> list[str]:
    """What a list of units may name."""
    units = found.campaign.units
    known = [word for unit in units for word in (unit.category, unit.code, unit.name, unit.short) if word]
    return list(dict.fromkeys([*known, *ALL_UNITS]))


def scored(found: Review, rubric: Rubric) -> None:
    """Somebody is scored, and is in the list of units."""
    known = words(found)
    for i, word in enumerate(rubric.subjects):
        if word not in known:
            found.add(
                exact(found, (*AT, "对象"), i),
                rules.UNKNOWN_SCORED_UNIT,
                "error",
                f"单位名单里没有“{word}”",
                found=word,
                cure=close(word, known),
            )
    if not subjects(found.campaign):
        found.add(
            AT,
            rules.UNKNOWN_SCORED_UNIT,
            "error",
            "没有打分的对象",
            cure="请在“单位”里写上名单，在“对象”里写上类别或编号",
            key=True,
        )


def inspectors(found: Review, rubric: Rubric) -> None:
    """Groups of inspectors are units, and mark every subject once."""
    known, codes = words(found), {unit.code for unit in found.campaign.units}
    loc: Loc = (*AT, "检查组")
    marked: dict[str, str] = {}
    for g, group in enumerate(rubric.inspectors):
        if group.unit not in codes:
            found.add(
                (*loc, g, "单位"),
                rules.INVALID_INSPECTORS,
                "error",
                f"单位名单里没有编号“{group.unit}”",
                found=group.unit,
                cure=close(group.unit, codes),
            )
        if any(group.unit == other.unit for other in rubric.inspectors[:g]):
            found.add(
                (*loc, g, "单位"),
                rules.INVALID_INSPECTORS,
                "error",
                f"“{group.unit}”写了两次，请把它的对象写在一起",
                found=group.unit,
            )
        for i, word in enumerate(group.subjects):
            if word not in known:
                found.add(
                    exact(found, (*loc, g, "对象"), i),
                    rules.INVALID_INSPECTORS,
                    "error",
                    f"单位名单里没有“{word}”",
                    found=word,
                    cure=close(word, known),
                )
        twice = [
            unit.label
            for unit in subjects(found.campaign, group.subjects)
            if marked.setdefault(unit.code, group.unit) != group.unit
        ]
        if twice:
            message = f"{listed(twice)}已经由别的组考评，会有两个考评分"
            found.add((*loc, g), rules.INVALID_INSPECTORS, "warning", message, cure="一个对象只由一个组考评")
    asked = any(INSPECTED in c.marked_by for c in rubric.criteria)
    left = [unit.label for unit in subjects(found.campaign) if unit.code not in marked]
    if asked and left:
        at = loc if rubric.inspectors else AT
        found.add(
            at,
            rules.INVALID_INSPECTORS,
            "error",
            f"{listed(left)}没有检查组考评",
            cure="请在“检查组”里写上由哪个组考评",
            key=True,
        )


def listed(labels: list[str]) -> str:
    """A few names, and how many there are."""
    return "、".join(labels[:3]) + (f"等{len(labels)}个对象" if len(labels) > 3 else "")


def uses(found: Review, rubric: Rubric) -> None:
    """Effects are of colours that there are, formulas can be computed."""
    known = [colour.name for colour in rubric.colours]
    for i, entry in enumerate(found.campaign.documents):
        if entry.kind == score_uses.KIND.name and not rubric.uses:
            cure = "请在“积分”里写上“运用”，或者删去这份文件"
            found.add(
                ("文件", i), rules.INVALID_SCORE_USE, "error", f"要做{entry.kind}，“积分”里没有“运用”", cure=cure
            )
    for i, use in enumerate(rubric.uses):
        loc: Loc = (*AT, "运用", i)
        for colour in use.effects:
            if colour not in known:
                found.add((*loc, "规则", colour), rules.INVALID_SCORE_USE, "error", f"没有“{colour}”这个颜色", found=colour, expected="、".join(known),
                          cure=close(colour, known), key=True)  # fmt: skip
        if lacking := [colour for colour in known if colour not in use.effects]:
            found.add(
                (*loc, "规则"), rules.INVALID_SCORE_USE, "warning", f"“{use.name}”没有写{'、'.join(lacking)}怎么用"
            )
        try:
            if use.formula:
                parse(use.formula, [TOTAL])
        except BadExpression as error:
            found.add((*loc, "折算"), rules.INVALID_SCORE_USE, "error", f"折算的公式不对：{error}", found=use.formula, cure=f"只能用“{TOTAL}”，如 {TOTAL} * 0.05")  # fmt: skip


def last_year(found: Review, rubric: Rubric) -> None:
    """Totals of last year are of units of the list."""
    names = Names(found.campaign.units)
    for name in rubric.last_year:
        if names.match(name) is None:
            found.add((*AT, "上年", name), rules.UNKNOWN_UNIT_LAST_YEAR, "warning", f"单位名单里没有“{name}”，不比较", found=name, cure=names.suggestion(name) or None, key=True)  # fmt: skip


def survey(found: Review, rubric: Rubric) -> None:
    """A survey and its weight belong together; answers can be told."""
    own, loc = rubric.survey, (*AT, "测评")
    weight = rubric.weights.get(SURVEYED)
    if weight and own is None:
        found.add(
            (*AT, "权重", SURVEYED),
            rules.INVALID_SURVEY,
            "error",
            "测评有权重，没有写“测评”的答卷",
            cure="请写上“测评: {文件: …, 对象列: …}”",
        )
    if own is None:
        return
    if not weight:
        found.add(
            loc,
            rules.INVALID_SURVEY,
            "warning",
            "写了“测评”，权重里没有它，测评分不计入总分",
            cure="请在“权重”里写上测评",
            key=True,
        )
    if not own.options and not own.questions:
        found.add(
            loc, rules.INVALID_SURVEY, "error", "看不出哪些列是打分题", cure="请写上“题目列”，或写上“选项”", key=True
        )
    if own.most <= 0:
        found.add((*loc, "题目满分"), rules.INVALID_SURVEY, "error", "题目满分要大于0", found=plain(own.most))
    for option, mark in own.options.items():
        if not 0 <= mark <= 100:
            found.add(
                (*loc, "选项", option),
                rules.INVALID_SURVEY,
                "error",
                f"“{option}”是{plain(mark)}分，选项按百分制算",
                found=plain(mark),
                expected="0至100",
            )


def files(found: Review, rubric: Rubric, folder: Path) -> None:
    """Files are where they are looked for; a survey may come later."""
    wanted = [((*AT, "上年结果"), rubric.last_year_file, "请写上一年 docgen collect 出来的“积分结果.xlsx”")]
    if rubric.survey is not None:
        wanted.append(((*AT, "测评", "文件"), rubric.survey.file, "收齐答卷后放在这里；位置从数据文件算起"))
    for loc, name, cure in wanted:
        if name and not (folder / name).is_file():
            found.add(loc, rules.MISSING_SCORE_FILE, "warning", f"没有“{name}”这个文件", found=name, cure=cure)


def due(found: Review, rubric: Rubric) -> None:
    """A deadline that says no day is told where it is written, not at the forms that were made of it."""
    made = {name for name, _ in forms(found.campaign, rubric)}
    try:
        deadline(rubric.deadline, Period(found.campaign.activity.year), found.campaign.calendar)
    except ValueError:
        place = found.loaded.source.place((*AT, "截止"))
        own = [name for name in made if ("台账", name, "截止") not in found.loaded.source.values]
        found.problems[:] = [
            p.at(place) if own and p.rule == rules.INVALID_PERIOD_OR_DEADLINE and p.found == rubric.deadline else p
            for p in found.problems
        ]
