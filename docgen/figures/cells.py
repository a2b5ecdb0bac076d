"""From the facts to the cells of one figure: which reports count, which rows fulfil its condition, how they group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Any

from docgen.campaign.ledger import Column
from docgen.figures.answer import Piece
from docgen.figures.catalog import Item, is_stock
from docgen.figures.source import Source
from docgen.ledgers.checks import Known
from docgen.ledgers.definition import Definition
from docgen.ledgers.expression import BLANK, Value
from docgen.ledgers.periods import Period, parse_period
from docgen.ledgers.value import NUMERIC

if TYPE_CHECKING:
    import pandas


HELD = ("question", "bad")
"""What cells are that are held back."""
ROW = ("unit", "period", "sha256", "record")
RowKey = tuple[Any, ...]
"""What tells rows apart: two units may send files that are the same to the byte."""


def row_keys(frame: pandas.DataFrame) -> list[RowKey]:
    """The row that each cell stands in."""
    return list(zip(*(frame[name] for name in ROW), strict=True))


class Slice:
    """The cells of some reports of one ledger."""

    def __init__(self, frame: pandas.DataFrame, source: Source) -> None:
        self.frame, self.source = frame, source

    @cached_property
    def row_keys(self) -> list[RowKey]:
        """The row that each cell stands in."""
        return row_keys(self.frame)

    @cached_property
    def rows(self) -> Mapping[RowKey, Mapping[str, Any]]:
        """The cells of each row by column."""
        made: dict[RowKey, dict[str, Any]] = {}
        for index, key in zip(self.frame.index, self.row_keys, strict=True):
            fact = self.source.cells[index]
            made.setdefault(key, {})[fact.field] = fact
        return made


class Cells:
    """The cells of one source, cut for figures; ``whole`` takes all periods up to that of the report."""

    def __init__(self, source: Source, definition: Definition, whole: bool = False) -> None:
        self.source, self.definition, self.whole = source, definition, whole
        self._slices: dict[tuple[str, frozenset[str]], Slice] = {}

    @cached_property
    def spans(self) -> dict[str, Period]:
        """The periods of the source by key."""
        return {period.key: period for period in self.source.periods}

    def window(self, item: Item, period: Period | None, units: Sequence[str] = ()) -> pandas.DataFrame:
        """The returns that a figure is computed from: within the period, or up to now; the latest where one holds all."""
        returns = self.source.returns
        own = returns[returns["ledger"] == item.figure.ledger]
        if units:
            own = own[own["unit"].isin(units)]
        inside = [
            key
            for key, span in self.spans.items()
            if is_within(span, period, self.whole or item.figure.span == "累计")
        ]
        own = own[own["period"].isin(inside)]
        if item.stock and len(own):
            ends = own["period"].map(lambda key: self.spans[key].last)
            own = own[ends == ends.groupby(own["unit"]).transform("max")]
        return own

    def left_out(self, period: Period | None, units: Sequence[str] = ()) -> pandas.DataFrame:
        """The cells, one each, that units filled in and that are in no figure of a report: questioned ones and wrong ones.

        Of columns of which the latest report holds all, only those of the latest report.
        """
        facts, returns = self.source.facts, self.source.returns
        inside = [key for key, span in self.spans.items() if is_within(span, period, self.whole)]
        own = facts[facts["status"].isin(HELD) & facts["period"].isin(inside) & (facts["cell"] != "")]
        own = own[~own["ledger"].isin(returns[returns["file"] == ""]["ledger"])]  # those were worked out of others
        if units:
            own = own[own["unit"].isin(units)]
        came = returns[returns["period"].isin(inside)]
        keys = sorted(inside, key=self.spans.__getitem__)
        order = came.assign(place=came["period"].map(keys.index))
        last = order.groupby(["unit", "ledger"])["place"].max().to_dict()
        asked = [
            self.is_asked(cell.ledger, cell.field, keys.index(cell.period) == last.get((cell.unit, cell.ledger)))
            for cell in own.itertuples()
        ]
        own = own.assign(asked=asked)
        return own[own["asked"].astype(bool)].drop_duplicates(["unit", "sha256", "sheet", "cell"])

    def is_asked(self, ledger: str, name: str, latest: bool) -> bool:
        """Whether a cell of a column would be in a figure: not one that is computed, nor an older one of all there is."""
        spec = self.definition.spec(ledger)
        column = spec.column(name) if spec else None
        return (
            spec is not None and column is not None and not column.formula and (latest or not is_stock(spec, [column]))
        )

    def slice(self, ledger: str, window: pandas.DataFrame) -> Slice:
        """The cells of the returns of a window."""
        keys = frozenset(window["unit"] + "|" + window["period"])
        if (ledger, keys) not in self._slices:
            every = self.source.by_ledger.get(ledger, self.source.facts.iloc[:0].assign(key=""))
            self._slices[ledger, keys] = Slice(every[every["key"].isin(keys)], self.source)
        return self._slices[ledger, keys]

    def typed(self, fact: Any, column: Column | None) -> Value:
        """A cell as a value of a condition: unknown where it is held back."""
        if fact is None or fact.status == "blank":
            return BLANK
        if not fact.counted or column is None:
            return None
        if column.type in NUMERIC:
            return Decimal(fact.value)
        return date.fromisoformat(fact.value) if column.type == "日期" else str(fact.value)

    def fulfils(self, item: Item, row: Mapping[str, Any]) -> Value:
        """Whether a row fulfils the condition: true, false, or None where nobody can tell."""
        if item.where is None:
            return True
        spec = self.definition.spec(item.figure.ledger)
        columns = {c.name: c for c in spec.columns} if spec else {}
        values = {name: self.typed(row.get(name), columns.get(name)) for name in item.where.names}
        return item.where.evaluate(Known(values, {}), Decimal(0))

    def cut(self, item: Item, window: pandas.DataFrame, whole: Sequence[str] = ()) -> pandas.DataFrame:
        """The figure's cells, one a row, with ``counts``: whether the cell is in the figure, else held back.

        ``fits`` says whether the row fulfils the condition, None where nobody can tell. ``whole`` are columns that
        must all count for a row to be in it: the other parts of a quotient.
        """
        part = self.slice(item.figure.ledger, window)
        own = part.frame.assign(fits=True, counts=part.frame["counted"].astype(bool)).astype({"fits": object})
        if item.where is not None:
            fulfilled = {key: self.fulfils(item, row) for key, row in part.rows.items()}
            own["fits"] = [fulfilled[key] for key in part.row_keys]
            own["counts"] = [c and fulfilled[at] is True for c, at in zip(own["counts"], part.row_keys, strict=True)]
        if whole:
            complete = {
                key: all(name in row and row[name].counted for name in whole) for key, row in part.rows.items()
            }
            own["counts"] = [c and complete[at] for c, at in zip(own["counts"], part.row_keys, strict=True)]
        own = own[own["fits"].map(lambda fits: fits is not False).astype(bool)]
        return own[own["field"].isin(item.figure.columns)] if item.figure.columns else self.first_cells(item, own)

    def first_cells(self, item: Item, cells: pandas.DataFrame) -> pandas.DataFrame:
        """One cell for each row that anything was filled in: that of its key, else its first; one that counts before others."""
        spec = self.definition.spec(item.figure.ledger)
        assert spec is not None
        inputs = spec.inputs()
        order = [c.name for c in sorted(inputs, key=lambda c: not c.is_key)]
        own = cells[cells["field"].isin(order) & (cells["status"] != "blank")]
        ranked = own.assign(rank=own["field"].map(order.index), doubt=own["counted"] == 0).sort_values(
            ["doubt", "rank"], kind="stable"
        )
        return ranked.drop_duplicates(list(ROW)).sort_index()

    def groups(self, item: Item, cells: pandas.DataFrame, window: pandas.DataFrame, by: str) -> list[str]:
        """The group of each cell."""
        if by == "单位":
            return list(cells["unit"])
        if by == "单位类别":
            categories = {unit.code: unit.category or "未分类" for unit in self.definition.units}
            return [categories.get(code, "未分类") for code in cells["unit"]]  # last year there were others
        if by == "列":
            return list(cells["field"])
        rows = self.slice(item.figure.ledger, window).rows
        found = [rows[key].get(by) for key in row_keys(cells)]
        return [group_of(fact) for fact in found]

    def piece(self, item: Item, label: str, cells: pandas.DataFrame, window: pandas.DataFrame) -> Piece:
        """The value of some cells, with the cells that are in it and those that are not."""
        counts = cells["counts"].astype(bool)
        counted = cells[counts]
        held = cells[~counts & (cells["status"] != "blank")]
        units = tuple(dict.fromkeys(window["unit"]))
        value, why = self.value(item, cells, counted, window, held)
        return Piece(label, value, tuple(counted.index), tuple(held.index), units, why)

    def value(
        self,
        item: Item,
        cells: pandas.DataFrame,
        counted: pandas.DataFrame,
        window: pandas.DataFrame,
        held: pandas.DataFrame,
    ) -> tuple[Decimal | None, str]:
        """The value, or why there is none."""
        own = item.figure
        if not len(window):
            return None, f"没有单位报送《{own.ledger}》"
        match own.stat:
            case "计数":
                return Decimal(len(counted)), ""
            case "单位数":
                return Decimal(counted["unit"].nunique()), ""
            case "去重":
                return Decimal(counted["value"].nunique()), ""
        if not len(counted):
            if len(held):
                return None, unusable(held)
            none_fits = item.where is not None and not len(cells)
            if own.stat == "合计" and (none_fits or window["nil"].astype(bool).any()):
                return Decimal(0), ""
            return None, "没有符合条件的行" if none_fits else f"《{own.ledger}》的这一列没有单位填写"
        try:
            numbers = counted["value"].map(Decimal)
        except InvalidOperation:  # a column that was one of texts when last year's ledgers were collected
            return None, f"《{own.ledger}》的这一列有不是数字的内容"
        return Decimal(numbers.agg({"合计": "sum", "最大": "max", "最小": "min"}[own.stat])), ""


def unusable(held: pandas.DataFrame) -> str:
    """Why none of some cells can be used: what is noted of all of them, where that is one thing."""
    notes = {note for note in held["note"] if note}
    return f"报来的数没有一个能用：{notes.pop()}" if len(notes) == 1 else "报来的数都看不准或有错，没有一个能用"


def group_of(fact: Any) -> str:
    """The group that a cell puts its row into."""
    if fact is None or fact.status == "blank":
        return "未填"
    return str(fact.value) if fact.counted else "待核实"


def is_within(span: Period, period: Period | None, all_before: bool) -> bool:
    """Whether a ledger's period belongs to a report's."""
    if period is None:
        return True
    return span.last <= period.last and (all_before or span.first >= period.first)


def as_of(source: Source, period: Period | None) -> date:
    """The day that a report speaks of: the end of its period, or of the last one; never after the collection."""
    collected = date.fromisoformat(source.summary["date"])
    last = period.last if period else max((span.last for span in source.periods), default=collected)
    return min(last, collected)


def before(spans: Sequence[Period], period: Period) -> Period | None:
    """The period that a report's is compared with: the last one of its length that anything was reported for."""
    if period in spans:
        earlier = [span for span in spans if span.last < period.first and span.frequency == period.frequency]
        return earlier[-1] if earlier else None
    previous = period.previous()
    return previous if any(is_within(span, previous, False) for span in spans) else None


def words(keys: Sequence[str]) -> str:
    """Some periods in words: 2026年5月至12月, from the first to the last."""
    spans = sorted(span for key in dict.fromkeys(keys) if (span := parse_period(key)))
    if not spans:
        return ""
    first, last = spans[0], spans[-1]
    if first == last:
        return str(first)
    same = first.year == last.year
    return f"{first}至{str(last).removeprefix(f'{last.year}年') if same and last.frequency != '一次' else last}"
