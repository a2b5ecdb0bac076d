"""One small campaign with its returns, of which every figure can be counted by hand; and short ways to look at figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from docgen import reporting
from docgen.campaign.model import Campaign
from docgen.figures import source
from docgen.figures.answer import Answer, Piece, Query
from docgen.figures.citing import Press
from docgen.figures.compute import Calculator
from docgen.figures.source import Source
from docgen.figures.tracing import sources
from docgen.ledgers.periods import parse_period
from tests.ledgers.returns import LIST, PROGRESS, UNITS, Inbox, Tab, inbox, progress

MONTHS = {"周期": "每月", "期间": ["2026-05至2026-07"], "截止": "每月20日"}
FIVE = [
    *UNITS,
    {"编号": "U4", "全称": "华澜第四工程有限公司", "简称": "四公司", "起报": "2026-06"},
    {"编号": "U5", "全称": "华澜第五工程有限公司", "简称": "五公司", "类别": "子企业"},
]
"""U1 and U2 子企业, U12 分支, U4 of no category, which joined in June, U5 子企业, which never sends anything."""
FINDINGS = {**LIST, "列": [*LIST["列"], {"名称": "领域", "类型": "选项", "选项": ["采购", "财务", "工程", "人事"]}]}
TRAINING = {**MONTHS, "行": 1, "列": [
    {"名称": "培训人次", "类型": "整数", "单位": "人次", "累计": "是"}, {"名称": "应训人数", "类型": "整数", "单位": "人", "累计": "是"},
]}  # fmt: skip
"""培训表: both columns are cumulative, so that the latest report of a unit holds all."""
LEDGERS = {"进度表": PROGRESS, "明细表": FINDINGS, "培训表": TRAINING}
MAY, JUNE = "2026-05", "2026-06"
WAIVERS = [{"规则": "L501", "单位": "U5", "原因": "试点单位", "批准人": "王五"}]
Line = tuple[Any, ...]


def findings(unit: str, month: str, *rows: Line) -> Tab:
    """明细表: (number, amount, state, field) of each row; none for a nil report."""
    names = ("编号", "金额", "状态", "领域")
    cells = [dict(zip(names, row, strict=False)) for row in rows]
    return Tab("明细表", cells, unit, month, nil=not rows)


def training(unit: str, month: str, trained: Any, planned: Any) -> Tab:
    """培训表 with its one row."""
    return Tab("培训表", [{"培训人次": trained, "应训人数": planned}], unit, month)


def send(box: Inbox) -> None:
    """The returns of May and June. The heading stands in row 3, the rows from row 4."""
    may, june = "2026年5月", "2026年6月"
    box.put("2026-05-18/一公司5月.xlsx", progress("一公司", 10, 4, 1.25, period=may),
            findings("一公司", may, ("A1", 1.5, "整改中", "采购"), ("A2", 2.5, "已销号", "财务")), training("一公司", may, 30, 40))  # fmt: skip
    box.put("2026-05-18/二公司5月.xlsx", progress("二公司", 6, "约3", 2.5, period=may),
            findings("二公司", may), training("二公司", may, 20, 20))  # fmt: skip
    box.put("2026-05-18/=投资公司5月.xlsx", progress("投资公司", period=may, nil=True),
            findings("投资公司", may, ("=1+1", 4, "整改中", "采购")), training("投资公司", may, 5, 10))  # fmt: skip
    box.put("2026-06-18/一公司6月.xlsx", progress("一公司", 5, 5, "0.75万元", period=june),
            findings("一公司", june, ("A1", 1.5, "已销号", "采购"), ("A2", 2.5, "已销号", "财务"), ("A3", 3, "整改中", None)),
            training("一公司", june, 50, 40))  # fmt: skip
    box.put("2026-06-18/二公司6月.xlsx", progress("二公司", 8, 2, 0.5, period=june), findings("二公司", june))
    box.put("2026-06-22/四公司6月.xlsx", progress("四公司", 2, 0, "约1", period=june),
            findings("四公司", june, ("D1", 6, "不详", "采购"), ("D2", 0.5, "已销号", "工程")), training("四公司", june, 10, 10))  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """A collection and what is computed from it."""

    box: Inbox = field(repr=False)
    folder: Path
    source: Source = field(repr=False)
    last_year: Source | None = field(default=None, repr=False)

    def campaign(self, **figures: Any) -> Campaign:
        """The campaign with some figures declared."""
        data = self.box.workspace.loaded.campaign.model_dump(by_alias=True)
        return Campaign.model_validate({**data, "指标": figures})

    def calculator(self, period: str = "", **figures: Any) -> Calculator:
        """The figures of a period, or of all there is."""
        loaded = replace(self.box.workspace.loaded, campaign=self.campaign(**figures))
        own = reporting.Facts(loaded, self.box.definition, self.source, self.last_year)
        return own.calculator(parse_period(period) if period else None)

    def answer(self, figure: Any, period: str = "", **query: Any) -> Answer:
        """A figure that is declared as 数, or one that goes by its name."""
        if isinstance(figure, str) and figure not in ("数",):
            return self.calculator(period).answer(Query(figure, **query))
        return self.calculator(period, 数=figure).answer(Query("数", **query))

    def press(self, period: str = "", **figures: Any) -> Press:
        """Prints the figures of a period."""
        return Press(self.campaign(**figures), self.calculator(period, **figures))

    def text(self, inner: str, period: str = "", **figures: Any) -> str:
        """What stands between the braces, printed."""
        return self.press(period, **figures).cite(inner).text

    def used(self, answer: Answer, piece: Piece | None = None) -> list[tuple[str, str, str]]:
        """(unit, period, cell) of the cells in a value."""
        return [
            (c.unit, c.period, c.cell)
            for s, rows, _ in sources(answer, piece or answer.total)
            for c in (s.cells[i] for i in rows)
        ]

    def held(self, answer: Answer, piece: Piece | None = None) -> list[tuple[str, str, str]]:
        """(unit, period, cell) of the cells that are left out of a value."""
        return [
            (c.unit, c.period, c.cell)
            for s, _, rows in sources(answer, piece or answer.total)
            for c in (s.cells[i] for i in rows)
        ]


def collected(root: Path, *tabs: tuple[str, Sequence[Tab]], today: date = date(2026, 6, 30), **data: Any) -> Facts:
    """A campaign of its own with files in its inbox, collected."""
    box = inbox(root, **data)
    for path, sheets in tabs:
        box.put(path, *sheets)
    return gathered(box, today)


def gathered(box: Inbox, today: date = date(2026, 6, 30), last_year: Source | None = None) -> Facts:
    """An inbox collected, and its facts read from disk as reports read them."""
    folder = box.collect("汇总", workers=1, today=today).folder
    return Facts(box, folder, source.read(folder), last_year)


def values(answer: Answer) -> dict[str, str | None]:
    """The value of each group, as text."""
    return {p.label: None if p.value is None else f"{p.value.normalize():f}" for p in answer.pieces}


def rounded(answer: Answer) -> dict[str, str | None]:
    """What is printed of each group, as text."""
    return {p.label: None if p.rounded is None else str(p.rounded) for p in answer.pieces}


def value(answer: Answer) -> str | None:
    """The value of the whole, as text."""
    found = answer.total.value
    return None if found is None else f"{found.normalize():f}"


def amounts(shown: Mapping[str, str | None]) -> Iterable[str]:
    """The values that there are."""
    return [v for v in shown.values() if v is not None]
