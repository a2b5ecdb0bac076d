"""The workbook of sources: every figure, every cell behind it, and nothing in it that a unit could have planted."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from docgen.figures import annex
from docgen.figures.details import Reports
from tests.figures.facts import JUNE, Facts

SUMS = ("发现问题数", "涉及金额", "金额", "培训人次", "整改数|一公司")
OTHERS = ("整改率", "数", "数|按领域", "发现问题数|环比", "应报单位数", "数|按领域|取 采购")
ROWS: dict[str, Any] = {"数": {"台账": "明细表"}}
Sheet = list[dict[str, Any]]


@pytest.fixture(scope="module")
def reports(facts: Facts) -> Reports:
    own = facts.press(JUNE, **ROWS), facts.press(**ROWS)
    return [
        ("通报.docx", [own[0].cite(inner) for inner in (*SUMS, *OTHERS)]),
        ("总结.docx", [own[1].cite(inner) for inner in (*SUMS, *OTHERS)]),
    ]


def made(facts: Facts, reports: Reports) -> bytes:
    return annex.workbook(facts.source, facts.box.definition, facts.campaign(**ROWS), reports, "../收件")


@pytest.fixture(scope="module")
def data(facts: Facts, reports: Reports) -> bytes:
    return made(facts, reports)


def rows(data: bytes, sheet: str) -> Sheet:
    """The rows of a sheet by heading."""
    lines = [list(line) for line in openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True)]
    first = {"指标": "序号", "明细": "序号", "自动修正": "单位", "待核实": "单位", "豁免": "规则"}[sheet]
    at = next(y for y, line in enumerate(lines) if line[0] == first)
    return [dict(zip(map(str, lines[at]), line, strict=False)) for line in lines[at + 1 :] if line[0] is not None]


def test_the_sheets_are_these(data: bytes) -> None:
    names = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert names == ["说明", "指标", "明细", "自动修正", "待核实", "豁免"]


def test_every_figure_has_its_row_in_the_order_of_the_reports(data: bytes, reports: Reports) -> None:
    found = rows(data, "指标")
    assert [row["序号"] for row in found] == list(range(1, 2 * len((*SUMS, *OTHERS)) + 1))
    assert [(row["文件"], row["文中写的"]) for row in found] == [
        (name, cited.text) for name, all_of_them in reports for cited in all_of_them
    ]
    first = found[0]
    assert (first["文中写的"], first["计算值"], first["期间"], first["单位数"], first["格数"]) == (
        "15个", 15, "2026年6月", "3", "3",
    )  # fmt: skip
    assert first["不含的单位及原因"] == "投资公司：没有报送；五公司：没有报送"
    assert found[len(SUMS)]["算式"] == "7 ÷ 15"


def test_the_cells_that_are_in_add_up_to_every_sum(data: bytes) -> None:
    details, checked = rows(data, "明细"), 0
    for figure in rows(data, "指标"):
        if "各格相加" in str(figure["怎么算的"]) and "增幅" not in str(figure["怎么算的"]):
            own = [row for row in details if row["序号"] == figure["序号"] and str(row["是否计入"]).startswith("计入")]
            assert sum(Decimal(row["采用的数"]) for row in own) == Decimal(str(figure["计算值"]))
            assert len(own) == int(figure["格数"])
            checked += 1
    assert checked == 2 * len(SUMS)


def test_the_cells_of_a_count_are_as_many(data: bytes) -> None:
    details = rows(data, "明细")
    for figure in rows(data, "指标"):
        if str(figure["怎么算的"]).startswith("《明细表》数行数") and figure["计算值"]:
            own = [row for row in details if row["序号"] == figure["序号"] and str(row["是否计入"]).startswith("计入")]
            assert len(own) == figure["计算值"]


def test_what_is_left_out_is_there_with_the_reason(data: bytes) -> None:
    held = [row for row in rows(data, "明细") if str(row["是否计入"]).startswith("未计入")]
    assert ("四公司", "C4", "约1", "未计入（待核实）", "L203") in {
        (row["单位"], row["格"], row["填的是"], row["是否计入"], row["规则"]) for row in held
    }
    assert [(row["单位"], row["期间"], row["格"], row["填的是"]) for row in rows(data, "待核实")] == [
        ("二公司", "2026-05", "B4", "约3"), ("四公司", JUNE, "C4", "约1"), ("四公司", JUNE, "C4", "不详"),
    ]  # fmt: skip
    assert [(r["单位"], r["填的是"], r["采用的数"]) for r in rows(data, "自动修正")] == [
        ("一公司", "0.75万元", "0.75"),
    ]  # fmt: skip
    assert [list(row.values())[:6] for row in rows(data, "豁免")] == [
        ["L501", "五公司", "各期", "各张台账", "试点单位", "王五"],
    ]  # fmt: skip


def test_nothing_that_a_unit_wrote_becomes_a_formula(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    typed = [c for sheet in book for line in sheet.iter_rows() for c in line if c.value == "=1+1"]
    assert typed
    assert {c.data_type for c in typed} == {"s"}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
    formulas = [text for sheet in sheets for text in re.findall(r"<f[^>]*>([^<]*)</f>", sheet)]
    assert formulas
    assert all(text.startswith("HYPERLINK(收件文件夹&amp;&quot;/2026-0") or text.startswith('HYPERLINK(收件文件夹&amp;"/2026-0') for text in formulas)  # fmt: skip


def test_two_runs_come_to_the_same_bytes(facts: Facts, reports: Reports, data: bytes) -> None:
    assert made(facts, reports) == data


def test_the_record_has_every_figure_with_its_cells(facts: Facts, reports: Reports) -> None:
    found = annex.record(facts.source, reports)
    assert found["facts"] == facts.source.version
    first = found["figures"][0]
    assert (first["document"], first["figure"], first["value"], first["text"]) == (
        "通报.docx",
        "发现问题数",
        "15",
        "15个",
    )
    assert sorted((c["unit"], c["cell"], c["value"]) for c in first["cells"]) == [
        ("U1", "A4", "5"), ("U2", "A4", "8"), ("U4", "A4", "2"),
    ]  # fmt: skip
