"""What is wrong with the figures of the data file, and with the reports that name them, before anything came back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.campaign.model import DocumentEntry
from docgen.campaign.skeleton import Loc
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import DocgenError
from docgen.documents import KINDS, rules
from docgen.documents.draw import PEOPLE
from docgen.documents.filling import OPTIONAL, SPECIAL, STRAY, WORDS, of_unit, unbalanced
from docgen.documents.findings import Review, close
from docgen.documents.people import FIELDS
from docgen.figures.catalog import COMMON_GROUPS, BadFigure, Catalog
from docgen.figures.derivations import with_worked_out
from docgen.figures.reference import CHART_KINDS, REFERENCE, parse, parse_panel
from docgen.gongwen.parse import lines
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import parse_period
from docgen.ledgers.spec import LedgerSpec, UnknownLedger

ODD = re.compile(r"[|｜{}｛｝\[\]［］、，,；;\s]")
"""What divides references, so that no name may have it."""


def figure_review(found: Review) -> None:
    """Every problem of figures and of the reports' own keys."""
    joined(found)
    reports = [(i, entry) for i, entry in enumerate(found.campaign.documents) if is_report(entry)]
    for i, entry in enumerate(found.campaign.documents):
        if not is_report(entry):
            not_of_reports(found, i, entry)
    if not reports and not found.campaign.figures:
        return
    try:
        catalog = Catalog(found.campaign, with_worked_out(found.campaign))
    except (UnknownLedger, DocgenError, ValueError):
        return  # said with its line by the review of ledgers
    for name in found.campaign.figures:
        declared(found, catalog, name)
    for i, entry in reports:
        if set(entry.targets) - {PEOPLE} and not KINDS[entry.kind].per_unit:
            message = f"{entry.kind}不能按单位各做一份"
            found.add(
                ("文件", i, "发给"),
                rules.INVALID_REPORT_KEY,
                "error",
                message,
                cure="请删去“发给”；只看一个单位的数，写 {指标|单位名称}",
                key=True,
            )
        period(found, ("文件", i, "期间"), entry)
        text(found, catalog, ("文件", i, "正文"), entry)
        highlights(found, catalog, ("文件", i, "亮点"), entry)


def is_report(entry: DocumentEntry) -> bool:
    """Whether a document is written from what came back."""
    return entry.kind in KINDS and KINDS[entry.kind].from_facts


def not_of_reports(found: Review, i: int, entry: DocumentEntry) -> None:
    """Keys that only reports have."""
    known = "、".join(name for name, kind in KINDS.items() if kind.from_facts)
    for key, value in (("期间", entry.period), ("亮点", entry.highlights)):
        if value:
            found.add(
                ("文件", i, key),
                rules.INVALID_REPORT_KEY,
                "warning",
                f"{entry.kind}用不到“{key}”，不会印出来",
                cure=f"只用于{known}",
                key=True,
            )


def joined(found: Review) -> None:
    """Units that joined later say so with a period."""
    for i, unit in enumerate(found.campaign.units):
        try:
            if not unit.since or parse_period(unit.since):
                continue
            message = f"“起报”写成了“{unit.since}”，应为期间"
        except ValueError as error:
            message = f"“起报”：{error}"
        found.add(
            ("单位", i, "起报"),
            rules.INVALID_JOINING_PERIOD,
            "error",
            message,
            found=unit.since,
            expected="如 2026-07",
        )


def declared(found: Review, catalog: Catalog, name: str) -> None:
    """One declared figure can be computed."""
    loc: Loc = ("指标", name)
    if odd := ODD.search(name):
        message, cure = f"指标“{name}”的名称里有“{odd[0]}”，文字里没法写它", "请改名，只用汉字、字母和数字"
        found.add(loc, rules.INVALID_FIGURE, "error", message, found=name, cure=cure, key=True)
        return
    if name in WORDS or name in SPECIAL:
        found.add(
            loc,
            rules.INVALID_FIGURE,
            "error",
            f"“{name}”是报告里固定的词，不能作指标名",
            found=name,
            cure="请换一个名称",
            key=True,
        )
        return
    try:
        catalog.check(name)
    except BadFigure as error:
        place = (*loc, error.key) if error.key and (*loc, error.key) in found.loaded.source.values else loc
        found.add(place, rules.INVALID_FIGURE, "error", str(error), found=name, cure=error.cure or None)


def period(found: Review, loc: Loc, entry: DocumentEntry) -> None:
    """The period of a report is one."""
    try:
        if not entry.period or parse_period(entry.period):
            return
        message = f"“期间”写成了“{entry.period}”"
    except ValueError as error:
        message = f"“期间”：{error}"
    found.add(
        loc, rules.INVALID_REPORT_KEY, "error", message, found=entry.period, expected="如 2026-06、2026-Q2、2026"
    )


def text(found: Review, catalog: Catalog, loc: Loc, entry: DocumentEntry) -> None:
    """The text of a report names figures that there are."""
    own = {*KINDS[entry.kind].special, *(FIELDS if PEOPLE in entry.targets else ())}
    for number, line in lines(of_unit(entry.body, next(iter(found.campaign.units), None))):
        for match in REFERENCE.finditer(line):
            for error in faults(catalog, match[1].strip()) if match[1].strip() not in own else ():
                place = found.loaded.source.spot(loc, number, match[0])
                found.problems.append(
                    Diagnostic(place, rules.WRONG_REFERENCE, "error", str(error), match[0], cure=error.cure or None)
                )
        rest = REFERENCE.sub("", OPTIONAL.sub(r"\1", OPTIONAL.sub(r"\1", line)))
        for match in STRAY.finditer(rest):
            error = unbalanced(match[0])
            found.add(loc, rules.WRONG_REFERENCE, "error", str(error), found=match[0], cure=error.cure, line=number)


def faults(catalog: Catalog, inner: str) -> Iterator[BadFigure]:
    """What is wrong with what stands between two braces."""
    units = catalog.campaign.units
    if inner in WORDS or inner in SPECIAL:
        return
    try:
        wanted = parse_panel(inner, units)
        queries = wanted.queries if wanted else (parse(inner, units).query,)
    except BadFigure as error:
        yield error
        return
    for query in queries:
        try:
            catalog.check(query.name)
            if query.beside:
                catalog.check(query.beside)
            by = query.by or catalog.find(query.name).figure.by
            if wanted and not by:
                yield BadFigure(f"“{query.name}”没有分组，做不成表或图", cure="请写上按什么分，如 按单位")
            for spec in ledgers(catalog, query.name) if by not in COMMON_GROUPS else ():
                if by and spec.column(by) is None:
                    yield BadFigure(f"“{query.name}”不能按“{by}”分：《{spec.name}》里没有这一列")
        except BadFigure as error:
            if wanted and wanted.chart and not error.key:
                error.cure += f"；如果写的是图的样子，只有{'、'.join(CHART_KINDS)}"
            yield error


def ledgers(catalog: Catalog, name: str, home: str = "") -> Iterator[LedgerSpec]:
    """The ledgers that a figure is computed from."""
    item = catalog.find(name, home)
    if item.expression is not None:
        for part in sorted(item.expression.names):
            yield from ledgers(catalog, part, item.home)
    elif spec := catalog.definition.spec(item.figure.ledger):
        yield spec


def highlights(found: Review, catalog: Catalog, loc: Loc, entry: DocumentEntry) -> None:
    """Quotations name units and columns that there are."""
    names = Names(found.campaign.units)
    for i, wanted in enumerate(entry.highlights):
        spec = catalog.definition.spec(wanted.ledger)
        if names.match(wanted.unit) is None:
            found.add((*loc, i, "单位"), rules.UNKNOWN_HIGHLIGHT_SOURCE, "error", f"没有“{wanted.unit}”这个单位", found=wanted.unit,
                      cure=names.suggestion(wanted.unit) or None)  # fmt: skip
        if spec is None:
            known = [s.name for s in catalog.definition.specs]
            at = (*loc, i, "台账") if "ledger" in wanted.model_fields_set else (*loc, i)
            found.add(at, rules.UNKNOWN_HIGHLIGHT_SOURCE, "error", f"这次活动没有“{wanted.ledger}”这张台账", found=wanted.ledger,
                      expected="、".join(known), cure=close(wanted.ledger, known))  # fmt: skip
        elif spec.column(wanted.column) is None:
            columns = [c.name for c in spec.columns]
            at = (*loc, i, "列") if "column" in wanted.model_fields_set else (*loc, i)
            found.add(at, rules.UNKNOWN_HIGHLIGHT_SOURCE, "error", f"《{wanted.ledger}》没有“{wanted.column}”这一列", found=wanted.column,
                      cure=close(wanted.column, columns))  # fmt: skip
