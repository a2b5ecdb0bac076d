"""Figures computed from facts with pandas: sums, counts, quotients, shares and changes, each with its cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from docgen.figures.answer import COMPARED, Answer, Piece, Query
from docgen.figures.board import BOARD, KINDS, LEFT_OUT, UNKNOWN_FILES, UnitRow, kind_of, rows_of, unknown_files
from docgen.figures.catalog import COMMON_GROUPS, BadFigure, Catalog, Item
from docgen.figures.cells import Cells, as_of, before, is_within, words
from docgen.figures.combining import (
    absent_piece,
    arranged,
    complete_rows,
    difference,
    doubtful,
    formula,
    in_periods,
    not_compared,
    reporters,
    share,
)
from docgen.figures.rounding import rounded
from docgen.figures.source import Source
from docgen.ledgers.collect import due_ledgers, reports_for
from docgen.ledgers.periods import Period, parse_period

if TYPE_CHECKING:
    import pandas


NOT_IN = {
    "待认定": "报来的文件还在核实是哪个单位、哪一期的",
    "未认出": "没有收到，或者收到了还没有认出来",
    "非表格": "报来的不是表格",
    "未到期": "还没有到截止日期",
}
"""Why a unit is not in a figure that did not just send nothing, by the figure of the board that is true of it."""


class Calculator:
    """Figures of one report: of a period, or ``whole``: of all the campaign up to it, or up to now without one."""

    def __init__(
        self,
        catalog: Catalog,
        source: Source,
        period: Period | None = None,
        last_year: Source | None = None,
        whole: bool = False,
    ) -> None:
        self.catalog, self.source, self.period, self.last_year = catalog, source, period, last_year
        self.whole = whole or period is None
        self.cells = Cells(source, catalog.definition, self.whole)
        self._known: dict[tuple[Query, str, tuple[str, ...], bool], Answer] = {}

    def at(self, period: Period | None) -> Calculator:
        """The same for another period."""
        catalog = Catalog(self.catalog.campaign, self.catalog.definition, as_of(self.source, period))
        return Calculator(catalog, self.source, period, self.last_year)

    def answer(self, query: Query, home: str = "", whole: tuple[str, ...] = (), part: bool = False) -> Answer:
        """The figure; ``whole`` are the columns that a row must have for a quotient. Raises BadFigure for no figure.

        A ``part`` of a formula keeps all its groups, in whatever order it is declared to be shown.
        """
        key = query, home, whole, part
        if key not in self._known:
            item = self.catalog.find(query.name, home)
            if not part:
                self.catalog.follow(query.name, (), home)
            found = rounded(self.compute(query, item, whole))
            self._known[key] = found if part else arranged(found, query)
        return self._known[key]

    def compute(self, query: Query, item: Item, whole: tuple[str, ...]) -> Answer:
        """The figure before it is put in order."""
        change = query.change or item.figure.change
        if change in COMPARED:
            return self.changed(query, item, change)
        if change == "占比":
            return share(self.plain(replace(query, change=""), item, whole), query)
        return self.plain(query, item, whole)

    def plain(self, query: Query, item: Item, whole: tuple[str, ...]) -> Answer:
        """The figure as it is counted or computed."""
        by = query.by or item.figure.by
        if by == "期间":
            return self.by_period(query, item, whole)
        if item.name in BOARD and not item.figure.ledger and not item.expression:
            return self.of_board(query, item)
        return self.computed(query, item, by) if item.expression else self.counted(query, item, by, whole)

    # -- from cells -----------------------------------------------------------------------------------------------

    def counted(self, query: Query, item: Item, by: str, whole: tuple[str, ...]) -> Answer:
        """A figure from the cells of a ledger."""
        self.check_group(item, by)
        whole = whole or self.complete(query.beside)
        window = self.cells.window(item, self.period, query.units)
        cells = self.cells.cut(item, window, whole)
        total = self.cells.piece(item, "", cells, window)
        pieces = tuple(self.grouped(item, by, cells, window, query.units)) if by else ()
        absent, older = self.not_in(item, window, query.units)
        due = any(self.covers(span.key) for span in self.catalog.definition.periods.get(item.figure.ledger, ()))
        return Answer(query, item, self.source, self.when(item, window), total, pieces, (), absent, older, due=due)

    def complete(self, quotient: str) -> tuple[str, ...]:
        """The columns that a row must have to be in a quotient. Raises BadFigure for what is no figure."""
        if not quotient:
            return ()
        item = self.catalog.find(quotient)
        if item.expression is None or not item.is_quotient:
            raise BadFigure(
                f"“{quotient}”不是比率，别的数不能和它取同样的行", cure="“同行”后面写一个比率，如 同行 整改率"
            )
        return complete_rows([self.catalog.find(name, item.home) for name in sorted(item.expression.names)])

    def check_group(self, item: Item, by: str) -> None:
        """Raise BadFigure for a group that the ledger does not have."""
        spec = self.catalog.definition.spec(item.figure.ledger)
        if by and by not in COMMON_GROUPS and (spec is None or spec.column(by) is None):
            raise BadFigure(f"“{item.name}”不能按“{by}”分：《{item.figure.ledger}》里没有这一列", "按")

    def grouped(
        self, item: Item, by: str, cells: pandas.DataFrame, window: pandas.DataFrame, units: Sequence[str]
    ) -> list[Piece]:
        """A piece for each group, in the order of the list, of the options, or of first appearance."""
        marked = cells.assign(group=self.cells.groups(item, cells, window, by))
        labels = self.labels(item, by, list(marked["group"]), units)
        made = []
        for label in labels:
            reports = window[window["unit"] == label] if by == "单位" else window
            made.append(self.cells.piece(item, label, marked[marked["group"] == label], reports))
        return made

    def labels(self, item: Item, by: str, found: Sequence[str], units: Sequence[str]) -> list[str]:
        """The groups in order: known ones first and all of them, others as they appear."""
        definition = self.catalog.definition
        known: list[str] = []
        if by == "单位":
            known = [code for code in definition.reporting.get(item.figure.ledger, ()) if not units or code in units]
        elif by == "列":
            known = list(item.figure.columns)
        elif by not in COMMON_GROUPS:
            spec = definition.spec(item.figure.ledger)
            column = spec.column(by) if spec else None
            known = list(column.options) if column else []
        elif by == "单位类别":
            known = [u.category for u in definition.units if u.category and u.category in found]
        return list(dict.fromkeys([*known, *found]))

    def when(self, item: Item, window: pandas.DataFrame) -> str:
        """The periods in words."""
        keys = list(window["period"])
        last = max((self.cells.spans[key] for key in keys), default=None)
        if item.stock:
            return f"截至{last}" if last else ""
        return words(keys)

    def not_in(
        self, item: Item, window: pandas.DataFrame, units: Sequence[str]
    ) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """The units that are not in a figure and why; those whose report is older than others'."""
        definition, ledger = self.catalog.definition, item.figure.ledger
        reported = dict(zip(window["unit"], window["period"], strict=True))
        spans = [p for p in definition.periods.get(ledger, ()) if p.key in self.cells.spans]
        last = max((p for p in spans if is_within(p, self.period, True)), default=None)
        absent = []
        for code in definition.reporting.get(ledger, ()):
            if code in reported or units and code not in units:
                continue
            joined = last is None or reports_for(definition, code, last.key)
            absent.append((code, self.reason(code, ledger) if joined else "还没有到起报的期间"))
        older = [(code, key) for code, key in reported.items() if item.stock and last and key != last.key]
        if not item.stock:
            inside = [span for span in spans if is_within(span, self.period, self.whole or item.figure.span == "累计")]
            came = set(zip(window["unit"], window["period"], strict=True))
            absent += [
                (code, f"没有{span}的数")
                for code in definition.reporting.get(ledger, ()) if code in reported
                for span in inside if (code, span.key) not in came and reports_for(definition, code, span.key)
            ]  # fmt: skip
        return tuple(absent), tuple(older)

    def reason(self, code: str, ledger: str) -> str:
        """Why a unit is not in a figure of this report."""
        if not any(self.covers(span.key) for span in self.catalog.definition.periods.get(ledger, ())):
            return "这期间不用报这张台账"
        rows = [u for u in self.board if u["unit"] == code]
        came = [u for u in rows if u["state"] != "未报"]
        if not came:
            return next((word for kind, word in NOT_IN.items() if any(KINDS[kind].holds(u) for u in rows)), "没有报送")
        back = any(u["state"] == "退回" and ledger not in u["missing"] for u in came)
        return "报送的表退回了，没有可用的" if back else "报送的文件里没有这张表"

    def covers(self, key: str) -> bool:
        """Whether a period belongs to this report."""
        span = parse_period(key)
        return span is not None and is_within(span, self.period, self.whole)

    # -- from other figures ---------------------------------------------------------------------------------------

    def computed(self, query: Query, item: Item, by: str) -> Answer:
        """A figure by its formula; the parts of a quotient come from the same rows."""
        assert item.expression is not None
        names = sorted(item.expression.names, key=item.expression.text.find)
        found = [self.catalog.find(name, item.home) for name in names]
        whole = complete_rows(found) if item.is_quotient else ()
        plain = Query("", by=by, units=query.units)
        parts = tuple(self.answer(replace(plain, name=name), item.home, whole, part=True) for name in names)
        total = formula(item, "", [(n, p.total) for n, p in zip(names, parts, strict=True)])
        groups = {}
        for label in dict.fromkeys(piece.label for part in parts for piece in part.pieces):
            own = [next((p for p in part.pieces if p.label == label), absent_piece(part, label)) for part in parts]
            groups[label] = formula(item, label, list(zip(names, own, strict=True)))
        absent = tuple(dict.fromkeys(entry for part in parts for entry in part.absent))
        older = tuple(dict.fromkeys(entry for part in parts for entry in part.older))
        when = next((part.when for part in parts if part.when), "")
        due = all(part.due for part in parts)
        return Answer(query, item, self.source, when, total, tuple(groups.values()), parts, absent, older, due=due)

    # -- by period, from the board, changes --------------------------------------------------------------------------

    def by_period(self, query: Query, item: Item, whole: tuple[str, ...]) -> Answer:
        """A figure for each period by itself."""
        inner = replace(query, by="", change="", order="", first=None, last=None)
        own = replace(item, figure=item.figure.model_copy(update={"by": ""}))
        total = self.plain(inner, own, whole)
        answers = [(span, self.at(span).plain(inner, own, whole)) for span in self.reported(total)]
        told = [(span, a) for span, a in answers if not a.why or a.total.units]
        return replace(in_periods(total, told), query=query, item=item)

    def reported(self, answer: Answer) -> list[Period]:
        """The periods up to the report's that anything came for, of the ledgers of a figure; of the board all of them."""
        ledgers = {leaf.item.figure.ledger for leaf in answer.leaves()}
        keys = {span.key for name in ledgers for span in self.catalog.definition.periods.get(name, ())}
        return [s for s in self.source.periods if is_within(s, self.period, True) and (s.key in keys or not keys)]

    def of_board(self, query: Query, item: Item) -> Answer:
        """A figure of the status board."""
        if query.by:
            raise BadFigure(f"“{item.name}”不能按“{query.by}”分", "按", "请去掉“按…”；只看一个单位的，写上单位名称")
        rows = [row for row in self.board if not query.units or row["unit"] in query.units]
        kind = kind_of(item.name)
        if not rows:
            total = Piece("", None, why=f"{self.period or '活动以来'}没有应报的单位")
            return Answer(query, item, self.source, "", total)
        when = words([row["period"] for row in rows])
        if kind is None:
            return Answer(query, item, self.source, when, self.beside_board(item, query.units))
        units = self.in_order(kind.units(rows))
        behind = tuple(row for row in rows if row["unit"] in units and kind.holds(row))
        total = Piece("", Decimal(len(units)), units=units)
        details = kind.details([row for row in rows if row["unit"] in units], self.sent)
        return Answer(query, item, self.source, when, total, board=behind, details=details)

    @cached_property
    def board(self) -> list[UnitRow]:
        """The entries of the status board for the periods of the report."""
        return [row for row in rows_of(self.source.summary) if self.covers(row["period"])]

    @cached_property
    def in_doubt(self) -> bool:
        """Whether anything that came for the periods of the report is to be mended or looked at."""
        files = (f for f in self.source.summary["files"] if not f["period"] or self.covers(f["period"]))
        return any(f["state"] in ("退回", "待核实") for f in files) or bool(len(self.cells.left_out(self.period)))

    def in_order(self, codes: Collection[str]) -> tuple[str, ...]:
        """Units in the order of the list."""
        return tuple(unit.code for unit in self.catalog.definition.units if unit.code in codes)

    def sent(self, row: UnitRow) -> set[str]:
        """The ledgers that a unit sent for a period."""
        return {*due_ledgers(self.catalog.definition, row["unit"], row["period"])} - {*row["missing"]}

    def beside_board(self, item: Item, units: Sequence[str]) -> Piece:
        """The cells that are held back, the units that they are of, or the files that are nobody's."""
        if item.name == UNKNOWN_FILES:
            files = unknown_files(self.source.summary)
            return Piece("", Decimal(sum(not f["period"] or self.covers(f["period"]) for f in files)))
        held = self.cells.left_out(self.period, units)
        cells = tuple(held.index)
        if item.name == LEFT_OUT:
            return Piece("", Decimal(len(cells)), held=cells)
        named = self.in_order(set(held["unit"]))
        return Piece("", Decimal(len(named)), held=cells, units=named)

    def changed(self, query: Query, item: Item, change: str) -> Answer:
        """A figure against the period before, or against last year: the growth, or the difference."""
        if (query.by or item.figure.by) == "期间":
            raise BadFigure(f"“{query.name}”不能又按期间分，又算{change}", "变化", "请去掉一样，或在通报里写明期间")
        inner = replace(query, change="")
        plain = replace(item, figure=item.figure.model_copy(update={"change": ""}))
        spans = self.reported(self.plain(inner, plain, ()))
        here = self.of_last(spans) if self.whole and change != "同比" else self
        other = self.last_year_s() if change == "同比" else here.period_before(spans)
        now = rounded(here.plain(inner, plain, ()))
        if isinstance(other, str):
            return not_compared(now, query, other, due=change == "同比")
        then = rounded(other.plain(inner, plain, ()))
        remarks: tuple[str, ...] = ()
        alike = 0
        ours, theirs = reporters(now), reporters(then)
        usable = (ours - doubtful(now)) & (theirs - doubtful(then))
        doubted = change != "同比" and usable != ours & theirs
        if change != "同比" and usable != ours | theirs:
            both = tuple(code for code in now.total.units if code in usable)
            if not both:
                why = "两期都报送的单位，数都看不准或有错，不能比" if doubted else "没有两期都报送的单位，不能比"
                return not_compared(now, query, why)
            inner = replace(inner, units=both)
            left = "、".join(u.label for u in self.catalog.definition.units if u.code in (ours | theirs) - usable)
            how = "两期都报了、数都能用" if doubted else "两期都报了"
            alike, remarks = len(both), (f"只比{how}的{len(both)}个单位，不含{left}",)
            now, then = rounded(here.plain(inner, plain, ())), rounded(other.plain(inner, plain, ()))
        labels = {piece.label: piece for piece in then.pieces}
        how = "增减" if item.measure.kind == "比率" else change  # a ratio grows by percentage points
        total = difference(now.total, then.total, how)
        pieces = tuple(difference(p, labels.get(p.label, absent_piece(then, p.label)), how) for p in now.pieces)
        return replace(now, query=query, total=total, pieces=pieces, parts=(now, then), remarks=remarks,
                       alike=alike, doubted=doubted)  # fmt: skip

    def of_last(self, spans: Sequence[Period]) -> Calculator:
        """The figures of the period of the report, or of the last of some, by itself."""
        return self.at(self.period or max(spans, key=lambda span: (span.last, span.first))) if spans else self

    def period_before(self, spans: Sequence[Period]) -> Calculator | str:
        """The figures of the one before among some periods, or why there are none."""
        earlier = before(spans, self.period) if self.period else None
        return self.at(earlier) if earlier else "前面没有可以比的期间"

    def last_year_s(self) -> Calculator | str:
        """The figures of the same period last year, or why there are none."""
        if self.last_year is None:
            return "没有上一年的汇总结果，请在“活动”里写上“上年汇总”"
        span = self.period
        same = Period(span.year - 1, span.month, span.quarter) if span else None
        # what was overdue then is told by the day of then
        catalog = Catalog(self.catalog.campaign, self.catalog.definition, as_of(self.last_year, same))
        return Calculator(catalog, self.last_year, same, whole=self.whole)
