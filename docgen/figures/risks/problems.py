"""What is to be asked of risk points: units that disagree, what nobody tells any more, likely doubles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docgen.campaign.risks import Risks, contradictions
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.rules import Severity
from docgen.figures.risks import rules
from docgen.figures.risks.library import Entry, Library
from docgen.figures.risks.numbering import Described, Numbered, said, written
from docgen.figures.risks.points import GONE, NOT_TOLD, SHEET, Point, standing
from docgen.figures.risks.sighting import Report, Sighting
from docgen.figures.worked_out import Row
from docgen.ledgers.periods import parse_period

LIBRARY_PLACE = Place(SHEET)
"""Where a complaint about the library as a whole stands."""


def of_sightings(sightings: Sequence[Sighting], numbered: Numbered, settings: Risks) -> Iterator[Diagnostic]:
    """What a unit's own reports ask: a grade other than the matrix's, a number that went to other words."""
    by_key = {(own.unit, own.key): own for own in sightings}
    for own in sightings:
        report, first = own.last, own.reports[0]
        typed, found = report.text("等级"), settings.grade(report.text("可能性"), report.text("影响"))
        if typed and found and typed != found:
            why = f"可能性{report.text('可能性')}、影响{report.text('影响')}"
            message = f"填的等级是“{typed}”，按矩阵（{why}）是“{found}”，库里用矩阵的"
            yield said(report, "等级", rules.GRADE_NOT_BY_MATRIX, message, severity="info")
        holder = by_key.get((own.unit, first.text("编号")))
        if holder and holder is not own and numbered.number(holder) not in (numbered.number(own), written(first)):
            yield used_again(first, holder, numbered.number(holder), numbered.number(own))


def used_again(report: Report, holder: Sighting, old: str, new: str) -> Diagnostic:
    """A unit's number stands beside quite other words than before."""
    message = (
        f"编号{report.text('编号')}以前写的是“{holder.reports[0].description}”（{old}），这里写的不像同一个风险点，"
        f"按另一个（{new}）算"
    )
    cure = f"是同一个改了写法的，在“风险”的“合并”里写 {{保留: {old}, 并入: {new}}}；不是的不用改"
    return said(report, "风险表现", rules.OWN_NUMBER_REUSED, message, cure)


def of_points(points: Sequence[Point], labels: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Where a unit told a risk point no more."""
    for point in points:
        for own in point.left_out:
            yield from left_out(point, own, labels)


def of_units(points: Sequence[Point], settings: Risks, labels: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Where units disagree about one risk point."""
    for point in points:
        if point.sightings:
            unit, report = standing(point, settings)
            for own in point.sightings:
                yield from differing(point, own, labels.get(unit, unit), report)


def left_out(point: Point, own: Sighting, labels: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A risk point that a unit's latest ledger has no more; it stays in the library as it was last told."""
    if own.left_out is None:
        return
    label, last = labels.get(own.unit, own.unit), own.last
    place = Place(own.left_out.origin.file, sheet=own.left_out.origin.sheet)
    message = (
        f"{label}{words(last.period)}报过“{last.text('风险表现')}”（{point.number}，编号{last.text('编号') or '空'}，"
        f"{last.text('状态') or '状态待核实'}），这张表里没有这一行；库里按上次报的留着"
    )
    cure = f"请补上这一行，消除了的状态写“已消除”；上次报错了的，请重报{words(last.period)}的表去掉它"
    yield Diagnostic(place, rules.RISK_ROW_LEFT_OUT, "warning", message, cure=cure)


def differing(point: Point, own: Sighting, unit: str, report: Report) -> Iterator[Diagnostic]:
    """Another judgement of likelihood or impact than that which stands for all, or 已消除 where it is not gone."""
    for column in ("可能性", "影响"):
        here, there = own.last.text(column), report.text(column)
        if here and there and here != there:
            message = f"{point.number}几个单位都报，{column}这里是“{here}”，{unit}是“{there}”，库里取等级高的一家（已消除的不算）"
            yield said(
                own.last,
                column,
                rules.UNITS_DISAGREE_ON_RISK,
                message,
                "请核对；不是同一个风险点的，请单位改库编号，或者改“合并”",
            )
    states = {other.last.text("状态") for other in point.sightings}
    if own.last.text("状态") == GONE and states != {GONE}:
        message = f"{point.number}这里填“{GONE}”，别的单位还没有消除，库里按没有消除的算"
        yield said(own.last, "状态", rules.UNITS_DISAGREE_ON_RISK, message, severity="info")


def double(found: tuple[Described, Described, int]) -> Diagnostic:
    """The question whether two risk points are one."""
    point, other, share = found
    assert point.report is not None
    message = f"{point.number}与{other.number}“{other.text}”文字相近（{share}%），是不是同一个风险点？"
    cure = f"是的，在“风险”的“合并”里写 {{保留: {other.number}, 并入: {point.number}}}；不是，写进“不合并”"
    return said(point.report, "风险表现", rules.LIKELY_SAME_RISK, message, cure)


def of_decisions(settings: Risks, numbered: Numbered) -> Iterator[Diagnostic]:
    """What people decided about the library that cannot hold, or that joins what has nothing in common."""
    for keys, message, number in contradictions(settings):
        yield decided(keys, "error", message, number, "请改好再汇总")
    for i, merge in enumerate(settings.merges):
        if merge.kept not in numbered.numbers:
            message = f"风险点库里没有{merge.kept}，{'、'.join(merge.merged)}没有并进去"
            yield decided(("合并", i), "error", message, merge.kept, "请核对“保留”的库编号")
            continue
        for number in merge.merged:
            if number not in numbered.numbers:
                message = f"风险点库里没有{number}，没有可以并进{merge.kept}的"
                yield decided(("合并", i), "warning", message, number, "请核对“并入”的库编号")
            elif numbered.known.are_unlike(merge.kept, number):
                one, other = (numbered.known.description(n) for n in (merge.kept, number))
                message = f"{number}“{other}”并进了{merge.kept}“{one}”，两处写的不像一回事"
                yield decided(("合并", i), "warning", message, number, "请核对库编号；不是同一个的，删去这一条")
    for i, group in enumerate(settings.apart):
        for number in group:
            if number not in numbered.numbers:
                message = f"风险点库里没有{number}"
                yield decided(("不合并", i), "warning", message, number, "请核对库编号")


def decided(keys: tuple[str | int, ...], severity: Severity, message: str, number: str, cure: str) -> Diagnostic:
    """What is said of a decision in the data file."""
    where = " › ".join(["风险", str(keys[0]), *(f"第{int(key) + 1}条" for key in keys[1:])])
    return Diagnostic(
        Place("数据文件", sheet=where), rules.INVALID_MERGE_DECISION, severity, message, found=number, cure=cure
    )


def out_of_order(library: Library, year: int) -> Iterator[Diagnostic]:
    """A campaign is collected into a library that later ones were collected into before."""
    if later := library.after(year):
        listed = "、".join(f"“{key}”" for key, _ in later)
        message = f"库里已经有{listed}的风险点，现在汇总的是{year}年的；后面的年度还是按没有这一年算的"
        cure = "请把后面的年度按先后重新汇总一遍（docgen collect --force）"
        yield Diagnostic(LIBRARY_PLACE, rules.COLLECTED_OUT_OF_ORDER, "warning", message, cure=cure)


def gone_quiet(rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """Risk points of earlier years that nobody reports any more."""
    quiet = [texts["库编号"] for row in rows if (texts := row.texts)["变化"] == NOT_TOLD]
    if quiet:
        message = f"以前在库、没有消除的风险点，今年没有单位报：{'、'.join(quiet)}"
        cure = "请核实：还在的让单位补报（填上库编号），消除了的也要报一次“已消除”"
        yield Diagnostic(LIBRARY_PLACE, rules.RISK_NOT_REPORTED, "warning", message, cure=cure)


def missed(entries: Mapping[str, Entry], labels: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Risk points that an earlier collection of this campaign had and this one has not."""
    if entries:
        listed = "；".join(
            f"{number}“{own.texts.get('风险表现', '')}”（{labels.get(own.unit, own.unit)}）"
            for number, own in entries.items()
        )
        cure = "请核对交回的表：漏了的补上，编号就还是原来的；报错了、该去掉的不用管，编号不再给别的风险点"
        yield Diagnostic(
            LIBRARY_PLACE,
            rules.REPORTED_RISK_VANISHED,
            "warning",
            f"以前汇总时有、现在交回的表里没有的风险点：{listed}",
            cure=cure,
        )


def words(period: str) -> str:
    """A period's key in words."""
    return str(parse_period(period) or period)
