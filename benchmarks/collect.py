"""Ledgers coming back: one return against openpyxl's own load of it, an inbox cold and unchanged, a year of 30 units.

Run: python -m benchmarks.collect [--year]. Ratios are measured in one run, medians of interleaved rounds.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from docgen.ledgers.definition import Definition, define
from docgen.ledgers.returned import read_return
from docgen.workspace import Workspace

ROUNDS = 30
COLUMNS = [
    {"名称": "序号", "来源": "序号"},
    {"名称": "业务领域", "必填": "是"},
    {"名称": "问题", "必填": "是"},
    {"名称": "发现数", "类型": "整数", "单位": "个", "必填": "是"},
    {"名称": "整改数", "类型": "整数", "单位": "个", "必填": "是"},
    {"名称": "整改率", "类型": "比率", "公式": "整改数 / 发现数"},
    {"名称": "金额", "类型": "金额", "单位": "万元"},
    {"名称": "挽回金额", "类型": "金额", "单位": "万元"},
    {"名称": "责任部门"},
    {"名称": "时限", "类型": "日期"},
    {"名称": "状态", "类型": "选项", "选项": ["未整改", "整改中", "已销号"]},
    {"名称": "备注"},
]
RULES = [
    {"编号": "L301", "表达式": "整改数 <= 发现数"},
    {"编号": "L302", "表达式": "挽回金额 <= 金额", "级别": "核实"},
]


def campaign(folder: Path, units: int) -> Workspace:
    """A campaign with three monthly ledgers of 25 rows and 12 columns."""
    ledgers = {}
    for name in ("问题台账", "检查台账", "整改台账"):
        columns = [*COLUMNS[:-1], {"名称": f"{name}备注"}]  # each ledger has a column that no other has
        ledgers[name] = {"列": columns, "行": 25, "周期": "每月", "校验": RULES}
    data = {
        "活动": {"名称": "制度执行年", "年度": 2026, "主办": "华澜能源集团有限公司", "报送截止": "每月20日"},
        "单位": [
            {"编号": f"U{i:02}", "全称": f"华澜第{i}工程有限公司", "简称": f"{i}公司"} for i in range(1, units + 1)
        ],
        "台账": ledgers,
    }
    path = folder / "活动.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")  # JSON is YAML
    return Workspace(path)


def filled(form: bytes, seed: int, messy: bool, only: str | None = None) -> bytes:
    """The form with 25 rows a ledger; a messy one has a hidden row, texts for numbers, an error and a merge."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    for name in [only] if only else ["问题台账", "检查台账", "整改台账"]:
        sheet = book[name]
        for row in range(5, 30):
            n = (seed * 7 + row * 3) % 40 + 1
            values: list[Any] = [
                row - 4,
                "采购",
                f"第{row}个问题的说明文字",
                n,
                n // 2,
                None,
                n * 1.25,
                n * 0.5,
                "法务部",
                date(2026, 6, row % 28 + 1),
                "整改中",
                None,
            ]
            for x, value in enumerate(values, 1):
                if value is not None:
                    sheet.cell(row, x).value = value
        if messy:
            sheet.row_dimensions[9].hidden = True
            sheet["D7"], sheet["E8"], sheet["G10"] = "12个", " 3 ", "3.5万元"
            sheet["H11"] = "#REF!"
            sheet.merge_cells("B12:B14")
    for name in {"问题台账", "检查台账", "整改台账"} - {only} if only else ():
        del book[name]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def interleaved(*jobs: Callable[[], object]) -> list[float]:
    """The median seconds of each job, measured in turn."""
    times: list[list[float]] = [[] for _ in jobs]
    for job in jobs:
        job()
    for _ in range(ROUNDS):
        for record, job in zip(times, jobs, strict=True):
            start = time.perf_counter()
            job()
            record.append(time.perf_counter() - start)
    return [statistics.median(record) for record in times]


def one_return(definition: Definition, form: bytes) -> None:
    clean, messy = filled(form, 1, False), filled(form, 1, True)
    for name, data in (("clean", clean), ("messy", messy)):
        load, read = interleaved(
            lambda data=data: openpyxl.load_workbook(io.BytesIO(data), data_only=True),  # type: ignore[misc]
            lambda data=data: read_return(data, "a.xlsx", definition),  # type: ignore[misc]
        )
        done = read_return(data, "a.xlsx", definition)
        assert [ledger.rows for ledger in done.ledgers] == [25, 25, 25]
        fast = done.fast
        print(f"{name} return (3 ledgers of 25 × 12): openpyxl load {load * 1000:.1f} ms, docgen {read * 1000:.1f} ms, "
              f"ratio {read / load:.2f} (fast path: {fast})")  # fmt: skip


def inbox(workspace: Workspace, units: int, months: int, workers: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        forms, box = folder / "forms", folder / "收件"
        start = time.perf_counter()
        made = workspace.issue(forms).workbooks
        print(f"issued {len(made)} workbooks of 3 ledgers: {time.perf_counter() - start:.1f} s")
        box.mkdir()
        count = 0
        for item in made:
            if int(item.period[-2:]) <= months:
                for name in ("问题台账", "检查台账", "整改台账"):
                    book = filled(item.path.read_bytes(), count, count % 10 == 0, name)
                    (box / f"{item.unit} {item.period} {name}.xlsx").write_bytes(book)
                    count += 1
        out = folder / "out"
        start = time.perf_counter()
        first = workspace.collect(box, out, today=date(2027, 1, 1), workers=workers)
        cold = time.perf_counter() - start
        sent = {u["state"] for u in first.summary["units"] if int(u["period"][-2:]) <= months}
        assert sent <= {"已汇总", "待核实", "退回"}, sent
        start = time.perf_counter()
        again = workspace.collect(box, out, today=date(2027, 1, 1), workers=workers)
        warm = time.perf_counter() - start
        assert again.unchanged
        print(f"{units} units × {months} months × 3 ledgers ({count} files), {workers} processes: cold {cold:.1f} s, "
              f"unchanged {warm:.2f} s, ratio {cold / warm:.0f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--year", action="store_true", help="30 units × 12 months × 3 ledgers instead of 10 × 3 × 3")
    units, months = (30, 12) if parser.parse_args().year else (10, 3)
    with tempfile.TemporaryDirectory() as temporary:
        workspace = campaign(Path(temporary), units)
        made = workspace.issue(Path(temporary) / "one", "2026-06", ["U01"]).workbooks
        one_return(define(workspace.loaded.campaign), made[0].path.read_bytes())
        inbox(workspace, units, months, 2)


if __name__ == "__main__":
    main()
