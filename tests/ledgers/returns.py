"""Returned workbooks as units send them, and an inbox of them that is settled in this process or by docgen itself."""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from docgen.collecting import Collected
from docgen.issuing import form
from docgen.ledgers.collect import Collection, UnitState, collect, due_ledgers
from docgen.ledgers.consolidate import totals
from docgen.ledgers.definition import Definition, define
from docgen.ledgers.inbox import survey
from docgen.ledgers.issue import workbook
from docgen.ledgers.periods import parse_period
from docgen.ledgers.returned import read_return
from docgen.ledgers.submissions import Submission
from docgen.workspace import Workspace
from tests.conftest import ACTIVITY, dump

UNITS: list[dict[str, Any]] = [
    {"编号": "U1", "全称": "华澜第一工程有限公司", "简称": "一公司", "别名": ["第一工程公司"], "类别": "子企业"},
    {"编号": "U2", "全称": "华澜第二工程有限公司", "简称": "二公司", "类别": "子企业"},
    {"编号": "U12", "全称": "华澜投资管理有限公司", "简称": "投资公司", "类别": "分支"},
]
PROGRESS: dict[str, Any] = {
    "周期": "每月",
    "期间": ["2026-05至2026-07"],
    "截止": "每月20日",
    "行": 1,
    "列": [
        {"名称": "发现问题数", "类型": "整数", "单位": "个", "必填": "是"},
        {"名称": "整改数", "类型": "整数", "单位": "个"},
        {"名称": "涉及金额", "类型": "金额", "单位": "万元"},
        {"名称": "整改率", "类型": "比率", "公式": "整改数 / 发现问题数"},
        {"名称": "备注"},
    ],
}
"""进度表: one row a unit, monthly."""
LIST: dict[str, Any] = {
    "周期": "每月",
    "期间": ["2026-05至2026-07"],
    "截止": "每月20日",
    "行": 3,
    "列": [
        {"名称": "编号", "主键": "是"},
        {"名称": "金额", "类型": "金额", "单位": "万元"},
        {"名称": "状态", "类型": "选项", "选项": ["整改中", "已销号"]},
    ],
}
"""明细表: as many rows as there are findings, each with its number."""
Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Tab:
    """A sheet typed by a unit: what stands above the table, its headings, its rows."""

    ledger: str
    rows: Sequence[Cells] = ()
    unit: str = "一公司"
    period: str = "2026年6月"
    nil: bool = False
    headings: Mapping[str, str] = field(default_factory=dict)
    order: Sequence[str] = ()


@dataclass
class Inbox:
    """A campaign with an inbox, in a folder of its own."""

    root: Path
    workspace: Workspace
    definition: Definition

    @property
    def folder(self) -> Path:
        """Where the returns lie."""
        return self.root / "收件"

    def typed(self, *tabs: Tab) -> bytes:
        """A plain workbook without anything hidden in it, as typed from a paper form."""
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for tab in tabs:
            sheet = book.create_sheet(tab.ledger)
            spec = self.definition.spec(tab.ledger)
            assert spec is not None
            names = list(tab.order) or [column.name for column in spec.columns]
            sheet.cell(1, 1).value = spec.title
            above = [f"填报单位：{tab.unit}"] * bool(tab.unit) + [f"期间：{tab.period}"] * bool(tab.period)
            if above:
                sheet.cell(2, 1).value = "    ".join(above)
            if tab.nil:
                sheet.cell(2, 3).value, sheet.cell(2, 4).value = "零报告：", "是"
            for x, name in enumerate(names, 1):
                column = spec.column(name)
                unit = f"（{column.unit}）" if column and column.unit else ""
                sheet.cell(3, x).value = tab.headings.get(name, f"{name}{unit}")
            for y, row in enumerate(tab.rows, 4):
                for x, name in enumerate(names, 1):
                    if row.get(name) is not None:
                        cell = sheet.cell(y, x)
                        cell.value = row[name]
                        if isinstance(row[name], str) and not str(row[name]).startswith("=SUM"):
                            cell.data_type = "s"
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def put(self, path: str, *tabs: Tab) -> str:
        """A plain workbook in the inbox; returns its path there."""
        return self.put_bytes(path, self.typed(*tabs))

    def put_bytes(self, path: str, data: bytes, received: date | None = None) -> str:
        """Any file in the inbox, as if it had come on a day."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        day = received or date(2026, 6, 18)
        stamp = datetime(day.year, day.month, day.day, 12).timestamp()
        os.utime(target, (stamp, stamp))
        return path

    def issued(self, code: str, period: str, rows: Mapping[str, Sequence[Cells]] | None = None) -> bytes:
        """The form that docgen issues to a unit, filled in where it has to be, saved by openpyxl if there is anything."""
        campaign = self.workspace.loaded.campaign
        unit = next(u for u in campaign.units if u.code == code)
        span = parse_period(period)
        assert span is not None
        data = workbook(form(campaign, self.definition, unit, span, due_ledgers(self.definition, code, period)))
        return self.filled(data, rows) if rows else data

    def filled(self, data: bytes, rows: Mapping[str, Sequence[Cells]]) -> bytes:
        """An issued form with rows typed in under its headings, and other cells by address."""
        book = openpyxl.load_workbook(io.BytesIO(data))
        for ledger, typed in rows.items():
            sheet = book[ledger]
            if ledger == "封面":
                for address, value in typed[0].items():
                    sheet[address].value = value
                continue
            spec = self.definition.spec(ledger)
            assert spec is not None
            where = {column.name: x for x, column in enumerate(spec.columns, 1)}
            for y, row in enumerate(typed, 5):
                for name, value in row.items():
                    if name in where:
                        sheet.cell(y, where[name]).value = value
                    else:
                        sheet[name].value = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def settle(self, period: str = "", today: date = date(2026, 6, 30)) -> Settled:
        """The inbox read and settled in this process."""
        self.folder.mkdir(exist_ok=True)
        found = survey(self.folder)
        returns = {
            file.path: read_return((self.folder / file.path).read_bytes(), file.name, self.definition)
            for file in found.files
        }
        wanted = parse_period(period) if period else None
        return Settled(collect(found, returns, self.definition, wanted, today))

    def collect(self, out: str = "汇总", **more: Any) -> Collected:
        """The inbox collected by docgen as a clerk does it."""
        self.folder.mkdir(exist_ok=True)
        more.setdefault("today", date(2026, 6, 30))
        return self.workspace.collect(self.folder, self.root / out, **more)


@dataclass(frozen=True)
class Settled:
    """A collection with the views that tests look at."""

    collection: Collection

    def file(self, path: str) -> Submission:
        """A file of the inbox."""
        return next(one for one in self.collection.submissions if one.file.path == path)

    def states(self) -> dict[str, str]:
        """The state of every file."""
        return {one.file.path: one.state for one in self.collection.submissions}

    def units(self, period: str = "2026-06") -> dict[str, str]:
        """The state of every unit."""
        return {u.unit: u.state for u in self.collection.units if u.period == period}

    def unit(self, code: str, period: str = "2026-06") -> UnitState:
        """Where a unit stands."""
        return next(u for u in self.collection.units if (u.unit, u.period) == (code, period))

    def spots(self, path: str, grave: bool = True) -> list[tuple[str, str]]:
        """(cell, rule) of the problems of a file; those that only tell something are left out unless wanted."""
        problems = self.file(path).problems
        return [(p.place.cell or "", p.rule.number) for p in problems if p.severity != "info" or not grave]

    def severity(self, path: str, rule: str) -> list[str]:
        """How grave a rule's problems of a file are."""
        return [p.severity for p in self.file(path).problems if p.rule.number == rule]

    def found(self, path: str, rule: str) -> list[str]:
        """What a rule's problems of a file say."""
        return [p.message for p in self.file(path).problems if p.rule.number == rule]

    def totals(self, ledger: str = "进度表", period: str = "2026-06") -> dict[str, str | None]:
        """The totals as collected.json has them, by column."""
        every = totals(self.collection)
        return {t.column: t.as_json()["value"] for t in every if (t.ledger, t.period) == (ledger, period)}

    def counts(self, column: str, ledger: str = "进度表", period: str = "2026-06") -> tuple[int, int]:
        """(cells added up, cells held back) of a total."""
        every = totals(self.collection)
        return next(
            (t.cells, t.held_back) for t in every if (t.ledger, t.column, t.period) == (ledger, column, period)
        )


def inbox(root: Path, **data: Any) -> Inbox:
    """A campaign of three units and the ledgers given (by default 进度表), with an empty inbox."""
    root.mkdir(parents=True, exist_ok=True)
    whole = {"活动": ACTIVITY, "单位": UNITS, "台账": {"进度表": PROGRESS}, **data}
    (root / "活动.yaml").write_text(dump(whole), encoding="utf-8")
    workspace = Workspace(root / "活动.yaml")
    return Inbox(root, workspace, define(workspace.loaded.campaign))


def row(found: int | str | None = None, mended: Any = None, amount: Any = None, note: str | None = None) -> Cells:
    """A row of 进度表."""
    return {"发现问题数": found, "整改数": mended, "涉及金额": amount, "备注": note}


def progress(unit: str, *cells: Any, period: str = "2026年6月", **more: Any) -> Tab:
    """进度表 of a unit with its one row; none for a nil report."""
    return Tab("进度表", [row(*cells)] if cells else [], unit, period, **more)


def listing(unit: str, *rows: tuple[Any, Any], period: str = "2026年6月", **more: Any) -> Tab:
    """明细表 of a unit: (number, amount) of each row."""
    return Tab("明细表", [{"编号": key, "金额": amount} for key, amount in rows], unit, period, **more)


def with_rules(ledger: Mapping[str, Any], *rules: Mapping[str, Any]) -> dict[str, Any]:
    """A ledger with rules."""
    return {**ledger, "校验": list(rules)}


def with_column(ledger: Mapping[str, Any], name: str, **changes: Any) -> dict[str, Any]:
    """A ledger with one column changed, or added at the end."""
    columns = [{**c, **changes} if c["名称"] == name else c for c in ledger["列"]]
    if all(c["名称"] != name for c in columns):
        columns.append({"名称": name, **changes})
    return {**ledger, "列": columns}


def office(files: Iterable[Path], out: Path) -> None:
    """The workbooks opened, recalculated and saved again by LibreOffice, all in one start."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={Path(profile).as_uri()}", "--convert-to", "xlsx",
             "--outdir", str(out), *map(str, files)],
            check=True, timeout=600, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
