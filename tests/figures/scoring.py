"""A small rubric whose totals can be counted by hand: its forms filled in, collected, and what came of them."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docgen.campaign.expand import INSPECTION_FORM, SELF_FORM
from docgen.collecting import Collected
from docgen.core.diagnostic import Diagnostic
from docgen.figures.answer import Answer, Query
from docgen.reporting import facts
from tests.ledgers.returns import Inbox, inbox

YEAR = "2026"
UNITS = [
    {"编号": "A1", "全称": "甲村镇银行", "简称": "甲行", "类别": "银行"},
    {"编号": "A2", "全称": "乙村镇银行", "简称": "乙行", "类别": "银行"},
    {"编号": "A3", "全称": "丙村镇银行", "简称": "丙行", "类别": "银行"},
    {"编号": "G1", "全称": "检查一组", "类别": "检查组"},
    {"编号": "G2", "全称": "检查二组", "类别": "检查组"},
]
BASE = {"组": "制度", "项": [{"编号": "1.1", "名称": "健全", "满分": 10}, {"编号": "1.2", "名称": "执行", "满分": 30}]}
MORE = {
    "组": "加分",
    "项": [
        {"编号": "J1", "名称": "推广", "类型": "加分", "满分": 3},
        {"编号": "J2", "名称": "共建", "类型": "加分", "满分": 4},
    ],
}
LINES = {"组": "红线", "项": [{"编号": "H1", "名称": "违法", "类型": "红线"}]}
COLOURS = [
    {"颜色": "蓝", "下限": 90},
    {"颜色": "绿", "下限": 80, "上限": 90},
    {"颜色": "黄", "下限": 70, "上限": 80},
    {"颜色": "红", "下限": 0, "上限": 70},
]
RUBRIC: dict[str, Any] = {
    "对象": ["银行"],
    "组": [BASE, MORE, LINES],
    "权重": {"自评": 20, "考评": 80},
    "检查组": [{"单位": "G1", "对象": ["银行"]}],
    "加分封顶": 5,
    "颜色": COLOURS,
}
SURVEY = {
    "文件": "答卷.csv",
    "对象列": "机构",
    "题目列": ["公道", "便捷"],
    "选项": {"满意": 100, "一般": 60, "不满意": 0},
    "至少": 2,
}
SURVEYED = {**RUBRIC, "权重": {"自评": 20, "考评": 60, "测评": 20}, "测评": SURVEY}
Marks = Mapping[str, Any]
"""Marks by code of the criterion; of a red line 是 or 否; None leaves the row blank."""
GOOD: dict[str, Any] = {"1.1": 8, "1.2": 24, "J1": 0, "J2": 0, "H1": "否"}
"""32 of 40, which is 80 of 100."""


def own(marks: Marks, evidence: Mapping[str, str | None] | None = None) -> list[dict[str, Any]]:
    """The rows of a self-mark form."""
    rows = []
    for code, mark in marks.items():
        row = cells(code, mark, "自评分", "扣分说明")
        row["佐证材料"] = (evidence or {}).get(code, "制度汇编" if isinstance(mark, int | float) and mark else None)
        rows.append({name: value for name, value in row.items() if value is not None})
    return rows


def theirs(*marks: Marks) -> list[dict[str, Any]]:
    """The rows of an inspectors' form, institution after institution."""
    return [
        {name: value for name, value in cells(code, mark, "考评分", "扣分原因").items() if value is not None}
        | ({"依据": "底稿"} if mark == "是" else {})
        for one in marks
        for code, mark in one.items()
    ]


def cells(code: str, mark: Any, column: str, reason: str) -> dict[str, Any]:
    """The cells of a row that somebody fills in."""
    if mark is None:
        return {}
    return {"触碰红线": mark} if code.startswith("H") else {column: mark, reason: "有缺项"}


@dataclass(frozen=True)
class Done:
    """A collection of marks."""

    box: Inbox
    collected: Collected

    @property
    def folder(self) -> Path:
        """Where the results are."""
        return self.collected.folder

    def rows(self, ledger: str) -> list[dict[str, str]]:
        """The rows of a ledger that was worked out: what its cells come to, held ones in brackets."""
        with closing(sqlite3.connect(self.folder / "事实.db")) as db:
            asked = "SELECT unit, record, field, value, raw, counted FROM facts WHERE ledger = ? ORDER BY rowid"
            made: dict[int, dict[str, str]] = {}
            for unit, record, name, value, raw, counts in db.execute(asked, (ledger,)):
                made.setdefault(record, {"": unit})[name] = value if counts else f"（{raw}）"
        return list(made.values())

    def result(self, unit: str) -> dict[str, str]:
        """The row of an institution in 积分结果."""
        return next(row for row in self.rows("积分结果") if row[""] == unit)

    def short(self, *columns: str) -> list[tuple[str, ...]]:
        """Some columns of the results."""
        return [tuple(row.get(name, "") for name in columns) for row in self.rows("积分结果")]

    def said(self, *rules: str) -> list[tuple[str, str, str]]:
        """(rule, file, cell) of the problems that the marks have."""
        return [(p.rule.number, p.place.file, p.place.cell or "") for p in self.problems(*rules)]

    def problems(self, *rules: str) -> list[Diagnostic]:
        """The problems of some rules, or of all that marks have."""
        return [
            p
            for p in self.collected.problems
            if p.rule.number in rules or not rules and p.rule.number.startswith("L7")
        ]

    def sent_back(self) -> list[str]:
        """The units that got a notice about what they must mend."""
        return sorted(path.name[:2] for path in (self.folder / "退回").glob("*退回修改通知.docx"))

    def answer(self, name: str, **query: Any) -> Answer:
        """A figure."""
        return facts(self.box.workspace.loaded, self.folder).calculator(None).answer(Query(name, **query))


def score(
    root: Path,
    selves: Mapping[str, Sequence[Mapping[str, Any]]],
    inspected: Mapping[str, Sequence[Mapping[str, Any]]],
    answers: Iterable[Sequence[object]] = (),
    **changes: Any,
) -> Done:
    """A rubric with its forms filled in: rows by institution, rows by group of inspectors, answers of a survey."""
    rubric = changes.pop("rubric", RUBRIC)
    box = inbox(root, 单位=changes.pop("units", UNITS), 积分={**rubric, **changes})
    groups = len(box.workspace.loaded.campaign.rubric.inspectors) if box.workspace.loaded.campaign.rubric else 0
    labels = box.workspace.loaded.campaign.labels
    for code, rows in selves.items():
        box.put_bytes(f"{code}.xlsx", box.issued(code, YEAR, {SELF_FORM: rows}))
    for code, rows in inspected.items():
        name = INSPECTION_FORM if groups == 1 else f"{INSPECTION_FORM}（{labels[code]}）"
        box.put_bytes(f"{code}.xlsx", box.issued(code, YEAR, {name: rows}))
    told = list(answers)
    if told:
        export(root / "答卷.csv", told)
    return Done(box, box.collect(workers=1, today=date(2026, 12, 1)))


def export(path: Path, rows: Iterable[Sequence[object]], encoding: str = "utf-8-sig") -> None:
    """A survey as a platform exports it."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
