"""Every figure that a report may name, made ready: declared, built in, a column of a ledger, or from the board."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator

from docgen.campaign.fields import Text
from docgen.campaign.figure import Figure, figure
from docgen.campaign.keys import Model, key
from docgen.campaign.ledger import Column
from docgen.campaign.load import known_keys, validate
from docgen.campaign.model import Campaign
from docgen.campaign.source import read
from docgen.core.nearest import meant
from docgen.figures.board import BOARD
from docgen.ledgers.definition import Definition
from docgen.ledgers.expression import BadExpression, Expression, parse
from docgen.ledgers.spec import LedgerSpec
from docgen.ledgers.value import NUMERIC

Kind = Literal["整数", "金额", "比率", "文本"]
TODAY = "今天"
COMMON_GROUPS = ("单位", "单位类别", "期间", "列")
PRESETS = Path(__file__).with_name("presets.yaml")


class BadFigure(ValueError):
    """A figure that cannot be computed whatever the facts are; ``key`` is the key of the data file that is at fault."""

    def __init__(self, message: str, key: str = "", cure: str = "") -> None:
        super().__init__(message)
        self.key, self.cure = key, cure


@dataclass(frozen=True)
class Measure:
    """How a figure is written: its unit of measure, its kind, and its decimals (of the per cent for a ratio)."""

    unit: str
    kind: Kind
    decimals: int


@dataclass(frozen=True)
class Item:
    """A figure ready to be computed: from the cells of a ledger, from other figures, or from the board."""

    name: str
    figure: Figure
    measure: Measure
    expression: Expression | None = None
    """The formula over other figures."""
    where: Expression | None = None
    home: str = ""
    """The ledger whose columns the formula means first."""
    stock: bool = False
    """Whether the latest report of a unit holds all of it, so that periods are not added up."""

    @property
    def is_quotient(self) -> bool:
        """Whether it divides, so that its parts must come from the same rows."""
        if self.expression is None:
            return False
        text = self.expression.text
        for name in sorted(self.expression.names, key=len, reverse=True):  # 新订/修订 is a column
            text = text.replace(name, "")
        return "/" in text or "÷" in text


class Presets(Model):
    """The built-in figures."""

    figures: dict[Text, Annotated[Figure, BeforeValidator(figure)]] = key("指标", "")


@cache
def presets() -> Mapping[str, Figure]:
    """The built-in figures by name."""
    return validate(Presets, read(PRESETS, known_keys(Presets))).figures


class Catalog:
    """The figures of one campaign by name; ``today`` is what 今天 means in conditions."""

    def __init__(self, campaign: Campaign, definition: Definition, today: date | None = None) -> None:
        self.campaign, self.definition = campaign, definition
        self.today = today or date(campaign.activity.year, 12, 31)
        self._made: dict[tuple[str, str], Item] = {}
        self._open: set[str] = set()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What a report may name, declared figures first."""
        built_in = [name for name, own in presets().items() if self.is_possible(own)]
        return tuple(dict.fromkeys([*self.campaign.figures, *built_in, *self.columns, *BOARD]))

    def is_possible(self, own: Figure) -> bool:
        """Whether this campaign has what a built-in figure needs."""
        if own.formula:
            return all(self.is_possible(presets()[name]) for name in parse(own.formula, list(presets())).names)
        spec = self.definition.spec(own.ledger)
        return spec is not None and all(spec.column(name) for name in own.columns)

    @cached_property
    def columns(self) -> dict[str, list[str]]:
        """The ledgers that have a column of numbers, by its name."""
        found: dict[str, list[str]] = {}
        for spec in self.definition.specs:
            for column in spec.columns:
                if column.type in NUMERIC and not column.source:
                    found.setdefault(column.name, []).append(spec.name)
        return found

    def find(self, name: str, home: str = "") -> Item:
        """The figure of a name; a column of ``home`` before others. Raises BadFigure."""
        if (name, home) not in self._made:
            self._made[name, home] = self.make(name, home)
        return self._made[name, home]

    def make(self, name: str, home: str) -> Item:
        """The figure of a name, made ready."""
        if name in self.campaign.figures and home not in self.columns.get(name, ()):
            return self.ready(name, self.campaign.figures[name])
        own = presets().get(name)
        if own is not None and self.is_possible(own) and home in ("", own.ledger):
            return self.ready(name, own)
        if name in BOARD:
            return Item(name, Figure(), Measure(*BOARD[name]))
        ledger, _, column = name.rpartition(".") if name not in self.columns else ("", "", name)
        places = [ledger] if ledger else [home] if home in self.columns.get(name, []) else self.columns.get(name, [])
        if len(places) > 1:
            listed = "、".join(f"{place}.{name}" for place in places)
            raise BadFigure(f"几张台账都有“{name}”，不知道要哪一个", cure=f"请写明台账：{listed}")
        if not places or not self.has(places[0], column):
            raise BadFigure(f"没有“{name}”这个指标，台账里也没有这一列数字", cure=self.near(name))
        return self.column(name, places[0], column)

    def has(self, ledger: str, column: str) -> bool:
        """Whether a ledger of this campaign has such a column."""
        spec = self.definition.spec(ledger)
        return spec is not None and spec.column(column) is not None

    def near(self, name: str) -> str:
        """The name that was probably meant, as a cure."""
        return meant(name, self.names) or "请在“指标”里写上它怎么算，或改成台账里有的列名"

    def column(self, name: str, ledger: str, column: str) -> Item:
        """A column as a figure: summed, or computed from the sums of its parts."""
        spec = self.definition.spec(ledger)
        own = spec.column(column) if spec else None
        assert own is not None
        if own.formula and own.type == "比率":
            made = Figure(formula=own.formula, unit=own.unit, decimals=own.decimals, ratio="比率")
            return self.ready(name, made, ledger)
        return self.ready(name, Figure(ledger=ledger, columns=(column,)))

    def ready(self, name: str, own: Figure, home: str = "") -> Item:
        """A definition made ready. Raises BadFigure where it names what is not there."""
        if bool(own.formula) == bool(own.ledger):
            raise BadFigure(
                f"指标“{name}”要写“台账”，或写“公式”，二者选一", cure="如 整改率: 已整改笔数 / 发现问题笔数"
            )
        return self.formula(name, own, home) if own.formula else self.counted(name, own)

    def formula(self, name: str, own: Figure, home: str) -> Item:
        """A figure computed from others."""
        if own.columns or own.stat or own.where or own.span:
            raise BadFigure(f"指标“{name}”写了“公式”，列、统计、条件、取数要写在公式里的各个指标上", "公式")
        spec = self.definition.spec(home)
        known = [*self.names, *(c.name for c in spec.columns)] if spec else list(self.names)
        try:
            expression = parse(own.formula, known)
        except BadExpression as error:
            raise BadFigure(f"指标“{name}”的公式：{error}", "公式") from error
        ratio = (
            own.ratio == "比率"
            or not own.ratio
            and not own.unit
            and Item(name, own, Measure("", "整数", 0), expression).is_quotient
        )
        if ratio:
            return Item(name, own, Measure("%", "比率", digits(own, None, "比率")), expression, home=home)
        return Item(name, own, self.like_parts(own, expression, home), expression, home=home)

    def like_parts(self, own: Figure, expression: Expression, home: str) -> Measure:
        """How a formula is written that does not say so: as its parts are, where they agree."""
        parts = [] if own.unit and own.decimals is not None else self.measures(expression, home)
        units = {part.unit for part in parts}
        unit = own.unit or (units.pop() if len(units) == 1 else "")
        places = own.decimals if own.decimals is not None else max((part.decimals for part in parts), default=0)
        return Measure(unit, "金额" if places else "整数", places)

    def measures(self, expression: Expression, home: str) -> list[Measure]:
        """How the parts of a formula are written; of one in a circle nothing is known."""
        if expression.text in self._open:
            return []
        self._open.add(expression.text)
        try:
            return [self.find(name, home).measure for name in sorted(expression.names)]
        finally:
            self._open.discard(expression.text)

    def counted(self, name: str, own: Figure) -> Item:
        """A figure from the cells of a ledger."""
        spec = self.definition.spec(own.ledger)
        if spec is None:
            known = [s.name for s in self.definition.specs]
            raise BadFigure(f"指标“{name}”：这次活动没有“{own.ledger}”这张台账", "台账", f"有：{'、'.join(known)}")
        columns = [self.existing(name, spec, column, "列") for column in own.columns]
        stat = own.stat or ("合计" if columns else "计数")
        if not columns and stat not in ("计数", "单位数"):
            raise BadFigure(f"指标“{name}”要{stat}哪一列？没有写“列”", "列")
        if stat in ("合计", "最大", "最小"):
            wrong = [c.name for c in columns if c.type not in NUMERIC or c.formula and c.type == "比率"]
            if wrong:
                raise BadFigure(f"指标“{name}”：“{wrong[0]}”不是填写的数字，不能{stat}", "列", "可以写 统计: 计数")
            ratios = [c.name for c in columns if c.type == "比率" and stat == "合计"]
            if ratios:
                raise BadFigure(f"指标“{name}”：“{ratios[0]}”是比率，不能相加", "列", "请写“公式”，用它的分子除以分母")
        if own.by and own.by not in COMMON_GROUPS:
            self.existing(name, spec, own.by, "按")
        where = self.condition(name, own, spec)
        stock = own.span == "最近" or own.span != "各期" and is_stock(spec, columns)
        return Item(name, own.model_copy(update={"stat": stat}), measure(own, stat, columns), None, where, stock=stock)

    def existing(self, name: str, spec: LedgerSpec, column: str, key_: str) -> Column:
        """A column of a ledger. Raises BadFigure."""
        found = spec.column(column)
        if found is None:
            names = [own.name for own in spec.columns]
            cure = meant(column, names) or f"有：{'、'.join(names)}"
            raise BadFigure(f"指标“{name}”：《{spec.name}》里没有“{column}”这一列", key_, cure)
        return found

    def condition(self, name: str, own: Figure, spec: LedgerSpec) -> Expression | None:
        """The condition on rows. Raises BadFigure."""
        # the longest name first, for 状态 is no column of 整改状态 == "已改"
        names = "|".join(re.escape(c.name) for c in sorted(spec.columns, key=lambda c: -len(c.name)))
        for match in re.finditer(rf"({names})\s*(?:[!=＝]=?|≠)\s*[\"“']([^\"”']*)", own.where):
            options = self.existing(name, spec, match[1], "条件").options
            if options and match[2] and match[2] not in options:
                message = f"指标“{name}”的条件：“{match[1]}”里没有“{match[2]}”这个选项"
                raise BadFigure(message, "条件", f"可以写：{'、'.join(options)}")
        text = own.where.replace(TODAY, f'"{self.today.isoformat()}"')
        try:
            return parse(text, [c.name for c in spec.columns]) if own.where else None
        except BadExpression as error:
            raise BadFigure(f"指标“{name}”的条件：{error}", "条件") from error

    def check(self, name: str) -> None:
        """Raise BadFigure for a declared figure that cannot be computed: unknown names, or a formula in a circle."""
        self.follow(name, ())

    def follow(self, name: str, way: tuple[str, ...], home: str = "") -> None:
        """Go through the parts of a figure. Raises BadFigure for a circle."""
        if name in way:
            circle = " → ".join([*way[way.index(name) :], name])
            raise BadFigure(f"指标的公式绕了一圈：{circle}", "公式", "请让其中一个直接从台账取数")
        item = self.find(name, home)
        for part in sorted(item.expression.names) if item.expression else ():
            self.follow(part, (*way, name), item.home)


def is_stock(spec: LedgerSpec, columns: Iterable[Column]) -> bool:
    """Whether each report holds all there is: cumulative columns, and ledgers whose rows have a key or are given."""
    own = list(columns)
    if own and all(c.cumulative for c in own):
        return True
    keyed = any(c.is_key for c in spec.columns) or any(c.source and c.source != "序号" for c in spec.columns)
    return keyed or spec.frequency == "一次"


def measure(own: Figure, stat: str, columns: list[Column]) -> Measure:
    """How a figure from cells is written."""
    if stat in ("计数", "单位数", "去重"):
        return Measure(own.unit or "个", "整数", 0)
    first = columns[0]
    kind: Kind = "金额" if first.type == "金额" else "比率" if first.type == "比率" else "整数"
    unit = own.unit or first.unit or ("%" if kind == "比率" else "")
    return Measure(unit, kind, digits(own, first, kind))


def digits(own: Figure, column: Column | None, kind: Kind) -> int:
    """Decimals: as declared, or of the column, or two."""
    if own.decimals is not None:
        return own.decimals
    declared = column.decimals if column else None
    return declared if declared is not None else 0 if kind == "整数" else 2
