"""The year of the sample: every figure of its reports against a count by hand from the tables the returns were made from."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.documents import reading
from tests.documents.reading import (
    ANNEX,
    CATALOGUE,
    CHANGED,
    DECEMBER_BULLETIN,
    INBOX,
    JUNE_BULLETIN,
    NAMES,
    OPEN_PROBLEMS,
    RECORD,
    SAMPLE,
    SUMMARY,
    YEAR_END,
    Year,
)

MAY, JUNE, SEPTEMBER, DECEMBER = "2026-05", "2026-06", "2026-09", "2026-12"
UNITS = [f"U{number:02}" for number in range(1, 13)]


def tables() -> tuple[Any, Any]:
    """The hand-written tables of May and June, and of what came later."""
    scripts = str(SAMPLE.parents[1] / "scripts")
    sys.path.insert(0, scripts)
    try:
        return importlib.import_module("make_returns"), importlib.import_module("later_returns")
    finally:
        sys.path.remove(scripts)


FIRST, LATER = tables()

# ---- counting by hand; nothing here knows docgen

Row = Mapping[str, Decimal]
Printed = Iterator[tuple[str, str]]


def exact(value: object) -> Decimal:
    return Decimal(str(value))


def statistics(unit: str, period: str) -> Row:
    """What a unit filled in of 活动统计表."""
    return dict(zip(LATER.COLUMNS, map(exact, FIRST.FIGURES[unit, period]), strict=True))


def percent(part: Decimal | int, whole: Decimal | int, places: int = 2) -> str:
    """A part of a whole in per cent, all of it without decimals."""
    value = Decimal(part) / Decimal(whole) * 100
    return f"{value:.0f}%" if value in (0, 100) else f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


def cell(part: Decimal | int, whole: Decimal | int, places: int = 2) -> str:
    """The same in a table, where every row has as many decimals."""
    return f"{(Decimal(part) / Decimal(whole) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


def descending(counts: Mapping[str, int], order: str) -> list[tuple[str, int]]:
    """The greatest first; ``order`` says which of equals comes first."""
    return sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0][:2])))


@dataclass(frozen=True)
class Facts:
    """What the units said: their latest figures, their problems, their tasks."""

    rows: Mapping[str, Row]
    problems: Mapping[str, list[tuple[Any, ...]]]
    progress: Mapping[str, list[tuple[Any, ...]]]
    held: frozenset[tuple[str, str]] = frozenset()
    """(unit, column) of figures that break a rule, which nobody adds up."""

    @property
    def fields(self) -> str:
        """The fields of problems in the order of the units, which decides between equals."""
        return "".join(
            dict.fromkeys(row[0][:2] for unit in UNITS if unit in self.problems for row in self.problems[unit])
        )

    def sum(self, name: str) -> Decimal:
        return sum((row[name] for row in self.whole(name)), Decimal(0))

    def whole(self, *names: str) -> list[Row]:
        """The rows in which all of some columns may be used."""
        return [row for unit, row in self.rows.items() if not {(unit, name) for name in names} & self.held]

    def text(self, name: str, unit: str, places: int = 0) -> str:
        return f"{self.sum(name):.{places}f}{unit}"

    def ratio(self, part: str, whole: str) -> str:
        rows = self.whole(part, whole)
        return percent(sum((r[part] for r in rows), Decimal(0)), sum((r[whole] for r in rows), Decimal(0)))

    @property
    def by_field(self) -> list[tuple[str, int]]:
        return descending(Counter(row[0] for rows in self.problems.values() for row in rows), self.fields)

    @property
    def units_by_field(self) -> list[tuple[str, int]]:
        return descending(
            Counter(field for rows in self.problems.values() for field in {r[0] for r in rows}), self.fields
        )

    @property
    def open(self) -> list[tuple[str, tuple[Any, ...]]]:
        return [(unit, row) for unit, rows in self.problems.items() for row in rows if not row[7]]

    def tasks(self) -> list[tuple[str, int, int]]:
        """(kind, tasks, those done) for each kind, and all together."""
        kinds = (
            ("方案推动", (1, 2)),
            ("学习测试", (3,)),
            ("整章建制", (4, 5)),
            ("排查整改", (6, 7)),
            ("督查问责", (8,)),
        )
        done = Counter(n for rows in self.progress.values() for n, r in enumerate(rows, 1) if r[0] == "已完成")
        made = [(kind, len(numbers) * len(self.progress), sum(done[n] for n in numbers)) for kind, numbers in kinds]
        return [*made, ("合计", sum(m[1] for m in made), sum(m[2] for m in made))]


def year_facts() -> Facts:
    """The latest of each unit: December, of U12 September."""
    latest = {unit: DECEMBER if unit != "U12" else SEPTEMBER for unit in UNITS}
    return Facts(
        {unit: statistics(unit, key) for unit, key in latest.items()},
        {unit: LATER.FOUND[unit, key] for unit, key in latest.items()},
        {unit: LATER.PROGRESS[unit, key] for unit, key in latest.items()},
    )


def december_facts() -> Facts:
    """What eleven units reported for December."""
    units = UNITS[:-1]
    return Facts(
        {unit: statistics(unit, DECEMBER) for unit in units},
        {unit: LATER.FOUND[unit, DECEMBER] for unit in units},
        {unit: LATER.PROGRESS[unit, DECEMBER] for unit in units},
    )


def june_facts() -> Facts:
    """What ten units reported for June: U04's file names nobody of the list, U12 sent nothing.

    U06 wrote 元 into 涉及金额 and U03 left two formulas without a result, but no bulletin prints those columns. Two sums
    of U05 are less than those of May.
    """
    units = [unit for unit in UNITS if unit not in ("U04", "U12")]
    return Facts(
        {unit: statistics(unit, JUNE) for unit in units},
        {unit: FIRST.FOUND[unit, JUNE] for unit in units},
        {},
        frozenset({("U05", "测试人次"), ("U05", "已整改笔数")}),
    )


# Reports in the press, by column (中央级, 市级, 其他), of the units that were counted. In May and June everybody has
# one of the city and one of the group's own: in May without U09 (nil) and U10 (locked), with U12's from its csv; in
# June without U04 (no unit of the list), U09 (an empty sheet), U12 (nothing).
MAY_PRESS = {u: (0, 1, 1) for u in ("U01", "U02", "U03", "U04", "U05", "U06", "U07", "U08", "U11", "U12")}
JUNE_PRESS = {u: (0, 1, 1) for u in ("U01", "U02", "U03", "U05", "U06", "U07", "U08", "U10", "U11")}
MEDIA = ("中央级媒体平台", "市级媒体平台", "其他")


def press(*periods: str) -> tuple[int, list[int]]:
    """(reports, those on each level) of some periods; one may stand on two levels."""
    articles, levels = 0, [0, 0, 0]
    for counted, key in ((MAY_PRESS, MAY), (JUNE_PRESS, JUNE)):
        if key in periods:
            articles += sum(2 for _ in counted)
            levels = [level + sum(row[x] for row in counted.values()) for x, level in enumerate(levels)]
    for (_, key), rows in LATER.PRESS_ROWS.items():
        if key in periods:
            articles += len(rows)
            levels = [level + sum(bool(row[1 + x]) for row in rows) for x, level in enumerate(levels)]
    return articles, levels


# 发现问题笔数 and 已整改笔数 of May and June as they were counted, in the order of the units; tests/test_sample_returns
# says why some are not
FOUND = {MAY: [2, 2, 2, 3, None, 1, 2, 3, 0, None, 2, 2], JUNE: [3, 4, 3, None, 2, 1, 3, 4, 1, 2, 3, None]}
MENDED = {MAY: [1, 1, 0, 1, None, 0, 1, 1, 0, None, 1, 1], JUNE: [2, 4, 1, None, None, 0, 2, 2, 1, 1, 2, None]}


def by_period() -> Iterator[tuple[str, int, int]]:
    """(period, found, mended) of the four periods."""
    for key, name in ((MAY, "2026年5月"), (JUNE, "2026年6月")):
        yield name, sum(n or 0 for n in FOUND[key]), sum(n or 0 for n in MENDED[key])
    for key, name in ((SEPTEMBER, "2026年9月"), (DECEMBER, "2026年12月")):
        rows = [statistics(unit, period) for unit, period in LATER.FIGURES if period == key]
        yield name, int(sum(row["发现问题笔数"] for row in rows)), int(sum(row["已整改笔数"] for row in rows))


def rules(states: Iterable[str]) -> int:
    """How many rules of all units are in some states."""
    return sum(rule[5] in states for own in LATER.RULES_OF.values() for rule in own)


def listed(pairs: Iterable[tuple[str, int]], unit: str) -> str:
    return "、".join(f"{name}{count}{unit}" for name, count in pairs if count)


def label(unit: str) -> str:
    return str(LATER.LABELS[unit])


def task_figures(facts: Facts) -> Printed:
    """The sentence on tasks, then their table."""
    *_, (_, tasks, done) = facts.tasks()
    yield from (("任务数", f"{tasks}项"), ("已完成任务", f"{done}项"), ("任务完成率", percent(done, tasks, 1)))
    for kind, count, ready in facts.tasks():
        yield f"任务数_{kind}", str(count)
        yield f"已完成任务_{kind}", str(ready)
        yield f"任务完成率_{kind}", cell(ready, count, 1)


def summary() -> Printed:
    """Every figure that the summary prints, in order."""
    facts = year_facts()
    ways = [(kind, int(facts.sum(kind))) for kind in LATER.KINDS]
    changed = [(state, int(facts.sum(state))) for state in ("新订", "修订", "废止")]
    opinions = [n for own in LATER.OPINIONS.values() for n in own]
    articles, _ = press(MAY, JUNE, SEPTEMBER, DECEMBER)
    # sent back: U05, U07, U10 in May, U03, U05, U08, U09 in June; asked about: U03, U08, U12, U06, U07, U10; U04 in June
    yield from (("退回单位数", "6个"), ("待核实单位数", "6个"), ("待认定单位数", "1个"))
    yield from task_figures(facts)
    yield "学习次数", facts.text("学习次数", "次")
    yield "测试人次", facts.text("测试人次", "人次")
    yield "测试覆盖面", facts.ratio("测试人次", "应测人数")
    yield "订立修订废止", f"{sum(count for _, count in changed)}项"
    yield "制度立改废", listed(changed, "项")
    yield "征集意见制度", f"{sum(n > 0 for n in opinions)}项"
    yield "征集意见", f"{sum(opinions)}条"
    yield "审核规范性文件", facts.text("审核规范性文件", "份")
    yield "审核意见", facts.text("审核意见", "条")
    yield "发现问题笔数", facts.text("发现问题笔数", "笔")
    yield "涉及金额", facts.text("涉及金额", "万元", 2)
    yield "涉及机构数", facts.text("涉及机构数", "个")
    yield "各领域问题", listed(facts.by_field[:3], "个")
    yield "已整改笔数", facts.text("已整改笔数", "笔")
    yield "整改率", facts.ratio("已整改笔数", "发现问题笔数")
    yield "处理人数", facts.text("处理人数", "人")
    yield "处理方式", listed(ways, "人次")
    yield "罚款金额", facts.text("罚款金额", "万元", 2)
    yield "处理层级", listed(((level, int(facts.sum(level))) for level in ("一般员工", "中层", "高管")), "人")
    for period, found, mended in by_period():
        yield f"发现问题笔数_{period}", str(found)
        yield f"已整改笔数_{period}", str(mended)
    yield from (("发现问题笔数未计入", "1格"), ("已整改笔数未计入", "2格"))  # U05 in May, in May and June
    yield from open_figures(facts, YEAR_END)
    yield "测试覆盖面", facts.ratio("测试人次", "应测人数")
    yield "宣传报道", f"{articles}篇"
    yield "已整改笔数", facts.text("已整改笔数", "笔")
    yield "整改率", facts.ratio("已整改笔数", "发现问题笔数")
    yield "制度数", f"{rules(('现行', '新订', '修订'))}项"
    yield "废止失效制度", f"{rules(('废止', '失效'))}项"
    for unit in ("U01", "U07", "U11"):
        yield f"{label(unit)}亮点做法", LATER.HIGHLIGHTS[unit, DECEMBER][1]


def drawn_in_the_summary() -> Iterator[list[tuple[str, str]]]:
    """What each chart of the summary says whose numbers all stand on it, so that no table repeats them."""
    facts = year_facts()
    _, levels = press(MAY, JUNE, SEPTEMBER, DECEMBER)
    yield [(f"各领域问题_{field}", str(count)) for field, count in facts.by_field]
    yield [(f"整改率_{label(u)}", cell(row["已整改笔数"], row["发现问题笔数"])) for u, row in facts.rows.items()]
    yield [(f"各级媒体宣传_{name}", str(count)) for name, count in zip(MEDIA, levels, strict=True)]


def open_figures(facts: Facts, today: date, unknown: int = 0) -> Printed:
    """What is not closed; of ``unknown`` problems nobody can read the deadline."""
    late = sum(row[6] < today for _, row in facts.open) - unknown
    yield "未销号问题", f"{len(facts.open)}个"
    yield "未销号单位数", f"{len({unit for unit, _ in facts.open})}个"
    if late:
        yield "逾期未销号问题", f"{late}个"


def study_figures(facts: Facts) -> Printed:
    yield "学习次数", facts.text("学习次数", "次")
    yield "测试人次", facts.text("测试人次", "人次")
    yield "测试覆盖面", facts.ratio("测试人次", "应测人数")
    yield "发现问题笔数", facts.text("发现问题笔数", "笔")
    yield "已整改笔数", facts.text("已整改笔数", "笔")
    yield "整改率", facts.ratio("已整改笔数", "发现问题笔数")


def change_figures(before: tuple[int, int], now: tuple[int, int], units: int, usable: str = "") -> Printed:
    """(found, mended) of the units that reported for both periods: what changed."""
    growth = (Decimal(now[1]) / now[0] - Decimal(before[1]) / before[0]) * 100
    only = f"（按两期都报送{usable}的{units}个单位比）"
    yield "发现问题笔数", f"增加{now[0] - before[0]}笔{only}"
    yield "整改率", f"提高{growth.quantize(Decimal('0.01'), ROUND_HALF_UP)}个百分点{only}"


def ranking(facts: Facts) -> list[list[str]]:
    """The table of units by the rate that is printed: equals share a place, units without figures have none."""
    rows = []
    for unit in UNITS:
        own = facts.rows.get(unit)
        if own is None or (unit, "已整改笔数") in facts.held:
            rows.append((Decimal(-1), ["——", label(unit), "——", "——", "——"]))
            continue
        rate = cell(own["已整改笔数"], own["发现问题笔数"])
        figures = [str(own["发现问题笔数"]), str(own["已整改笔数"]), rate]
        rows.append((Decimal(rate[:-1]), ["", label(unit), *figures]))
    rows.sort(key=lambda row: -row[0])
    for value, cells in rows:
        cells[0] = cells[0] or str(1 + sum(other > value for other, _ in rows))
    whole = facts.whole("发现问题笔数", "已整改笔数")
    total = [*(str(sum(row[name] for row in whole)) for name in ("发现问题笔数", "已整改笔数")),
             facts.ratio("已整改笔数", "发现问题笔数")]  # fmt: skip
    return [*(cells for _, cells in rows), ["——", "合计", *total]]


def ranking_figures(facts: Facts) -> Printed:
    for _, name, *values in ranking(facts):
        if values[0] != "——":
            yield from zip((f"发现问题笔数_{name}", f"已整改笔数_{name}", f"整改率_{name}"), values, strict=True)


def june_bulletin() -> Printed:
    """Every figure of the bulletin of June, in order."""
    facts = june_facts()
    yield from (("应报单位数", "12个"), ("按时报送单位数", "9个"), ("逾期报送单位数", "1个"))
    yield from (("逾期报送单位", "砚屏置业"), ("未报单位数", "1个"), ("未报单位", "砚屏后勤"))
    yield from (("待认定单位数", "1个"), ("待认定单位", "砚屏机械"))
    yield from (("退回单位数", "4个"), ("退回单位", "砚屏新材、砚屏化工、砚屏商贸、砚屏财务"))
    # V, Y, S, and two dates of U03; two sums of U05; the amount of U06; eight numbers in U08's second row of one number
    yield from (
        ("未计入格数", "16处"),
        ("未计入单位数", "4个"),
        ("未计入单位", "砚屏新材、砚屏化工、砚屏电力、砚屏商贸"),
    )
    yield from study_figures(facts)
    columns = (FOUND[MAY], FOUND[JUNE], MENDED[MAY], MENDED[JUNE])
    both = [x for x, pair in enumerate(zip(*columns, strict=True)) if None not in pair]
    sums = {
        key: (sum(FOUND[key][x] or 0 for x in both), sum(MENDED[key][x] or 0 for x in both)) for key in (MAY, JUNE)
    }  # U10 was locked in May, U04 and U12 are not there in June, U05 mended more than it found
    yield from change_figures(sums[MAY], sums[JUNE], len(both), "、数都能用")
    yield "各领域问题", listed(facts.by_field[:3], "个")
    yield from ranking_figures(facts)
    yield "已整改笔数未计入", "1格"
    articles, levels = press(JUNE)
    yield "宣传报道", f"{articles}篇"
    yield "各级媒体宣传", listed(zip(MEDIA, levels, strict=True), "篇")
    # of U03's two with a date that cannot be read nobody knows; its third has a state that there is not
    yield from open_figures(facts, date(2026, 6, 30))
    yield "各领域问题单位数", listed(facts.units_by_field[:3], "个")
    yield "退回单位数", "4个"


def december_bulletin() -> Printed:
    """Every figure of the bulletin of December, in order."""
    facts = december_facts()
    yield from (("应报单位数", "12个"), ("按时报送单位数", "10个"), ("逾期报送单位数", "1个"))
    yield from (("逾期报送单位", label("U03")), ("未报单位数", "1个"), ("未报单位", label("U12")))
    yield from task_figures(facts)
    yield from study_figures(facts)
    before = [statistics(unit, SEPTEMBER) for unit in facts.rows]
    now = (int(facts.sum("发现问题笔数")), int(facts.sum("已整改笔数")))
    then = (int(sum(row["发现问题笔数"] for row in before)), int(sum(row["已整改笔数"] for row in before)))
    yield from change_figures(then, now, len(facts.rows))
    yield "各领域问题", listed(facts.by_field[:3], "个")
    yield from ranking_figures(facts)
    articles, levels = press(DECEMBER)
    yield "宣传报道", f"{articles}篇"
    yield "各级媒体宣传", listed(zip(MEDIA, levels, strict=True), "篇")
    yield from open_figures(facts, date(2026, 12, 31))
    yield "各领域问题单位数", listed(facts.units_by_field[:3], "个")


def open_problems() -> Printed:
    """Every figure of the list of open problems, in order."""
    facts = year_facts()
    problems = sum(map(len, facts.problems.values()))
    first, second, *rest = open_figures(facts, YEAR_END)
    yield from (("问题数", f"{problems}个"), ("已销号问题", f"{problems - len(facts.open)}个"), first, second)
    yield "未销号金额", f"{sum(exact(row[2]) for _, row in facts.open):.2f}万元"
    yield from rest


def catalogue() -> Printed:
    """Every figure of the catalogue of rules, in order."""
    yield "制度数", f"{rules(('现行', '新订', '修订'))}项"
    yield "征集意见制度", f"{sum(n > 0 for own in LATER.OPINIONS.values() for n in own)}项"
    yield "废止失效制度", f"{rules(('废止', '失效'))}项"


COUNTED = {
    SUMMARY: summary,
    JUNE_BULLETIN: june_bulletin,
    DECEMBER_BULLETIN: december_bulletin,
    OPEN_PROBLEMS: open_problems,
    CATALOGUE: catalogue,
}
DRAWN = {SUMMARY: list(drawn_in_the_summary())}

# ---- what docgen printed


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The sample, collected on 8 January and reported."""
    return reading.year(tmp_path_factory)


@pytest.fixture(scope="module")
def record(year: Year) -> dict[str, Any]:
    """The record of the run."""
    found: dict[str, Any] = json.loads(year.path(RECORD).read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def collected(year: Year) -> dict[str, Any]:
    """What the collection says of itself."""
    found: dict[str, Any] = json.loads((year.folder / "collected.json").read_text(encoding="utf-8"))
    return found


def sheet(path: Path, name: str, head: str) -> list[dict[str, Any]]:
    """The rows of a sheet under the heading that begins so."""
    book = openpyxl.load_workbook(path, data_only=True)
    rows = list(book[name].iter_rows(values_only=True))
    top = next(y for y, row in enumerate(rows) if row[0] == head and row[1])
    return [dict(zip(map(str, rows[top]), row, strict=True)) for row in rows[top + 1 :] if row[0] is not None]


def test_everything_was_made(year: Year) -> None:
    assert sorted(p.name for p in year.reports.iterdir() if not p.name.startswith(".")) == sorted(NAMES)


@pytest.mark.parametrize("name", COUNTED)
def test_every_figure_of_a_report_is_the_one_that_was_counted_by_hand(year: Year, name: str) -> None:
    printed, counted = reading.figures(year.path(name)), list(COUNTED[name]())
    names = {bookmark for bookmark, _ in counted}
    assert [figure for figure in printed if figure[0] not in names] == []  # nobody counted it
    assert [pair for pair in zip(printed, counted, strict=False) if pair[0] != pair[1]] == []
    assert len(printed) == len(counted)


def test_the_first_figures_of_the_summary_are_those_that_were_added_on_paper(year: Year) -> None:
    printed = dict(reversed(reading.figures(year.path(SUMMARY))))
    on_paper = {
        "学习次数": "158次", "测试人次": "4128人次", "测试覆盖面": "98.19%", "发现问题笔数": "49笔", "涉及金额": "203.10万元",
        "已整改笔数": "44笔", "整改率": "89.80%", "处理人数": "29人", "宣传报道": "75篇", "制度数": "47项", "任务完成率": "87.5%",
    }  # fmt: skip
    assert {name: printed[name] for name in on_paper} == on_paper


@pytest.mark.parametrize(
    ("name", "facts"), [(JUNE_BULLETIN, june_facts), (DECEMBER_BULLETIN, december_facts)], ids=["june", "december"]
)
def test_units_are_ranked_by_the_rate_that_is_printed(year: Year, name: str, facts: Any) -> None:
    (table,) = (t for t in reading.tables(year.path(name)) if t[0][0] == "名次")
    assert table[0] == ["名次", "单位", "发现问题笔数（笔）", "已整改笔数（笔）", "整改率"]
    assert table[1:] == ranking(facts())


def test_the_problems_that_are_open_are_listed_with_their_deadlines(year: Year) -> None:
    (table,) = (t for t in reading.tables(year.path(OPEN_PROBLEMS)) if t[0][0] == "序号")
    column = {name: x for x, name in enumerate(table[0])}
    found = [[row[column[name]] for name in ("单位", "问题编号", "业务领域", "问题", "责任部门")] for row in table[1:]]
    rows = {unit: rows for (unit, key), rows in LATER.FOUND.items() if key == DECEMBER}
    still = [(unit, n, row) for unit, own in sorted(rows.items()) for n, row in enumerate(own, 1) if not row[7]]
    assert found == [[label(unit), f"{unit}-{n}", row[0], row[1], row[5]] for unit, n, row in still]
    late = {row[column["问题编号"]] for row in table[1:] if row[column["逾期"]]}
    assert late == {f"{unit}-{n}" for unit, n, row in still if row[6] < YEAR_END}


def test_every_rule_stands_in_the_catalogue_once(year: Year) -> None:
    found = [t for t in reading.tables(year.path(CATALOGUE)) if "名称" in t[0]]
    names = Counter(
        (row[-1], row[t[0].index("名称")].strip("《》"), row[t[0].index("状态")]) for t in found for row in t[1:]
    )
    assert names == Counter((label(unit), rule[0], rule[5]) for unit, own in LATER.RULES_OF.items() for rule in own)


# ---- what is nil is not said, and words are quoted


@pytest.mark.parametrize("name", [SUMMARY, JUNE_BULLETIN, DECEMBER_BULLETIN])
def test_no_sentence_says_that_there_is_nothing(year: Year, name: str) -> None:
    said = "\n".join(reading.body(year.path(name)))
    assert re.findall(r"(?<![\d.])0(?:\.0+)?(?:人次|人|笔|个|项|篇|次|条|份|万元)", said) == []
    assert "【缺" not in said
    assert not re.search(r"[，、；：][。；]|。[，、；。]|\{|\}|\[\[|\]\]", said)


def test_what_nobody_did_is_not_mentioned_in_the_summary(year: Year) -> None:
    whole = "\n".join(reading.paragraphs(year.path(SUMMARY)))
    assert year_facts().sum("降级") == year_facts().sum("高管") == 0
    assert "降级" not in whole
    assert "高管" not in whole


def test_what_units_did_well_is_quoted_word_for_word(year: Year) -> None:
    said = reading.body(year.path(SUMMARY))
    for unit in ("U01", "U07", "U11"):
        assert f"{label(unit)}：{LATER.HIGHLIGHTS[unit, DECEMBER][1]}。" in said


# ---- one number in every place


def test_the_consolidated_workbook_has_the_figures_of_the_summary(year: Year) -> None:
    rows = {row["指标"]: row for row in sheet(year.folder / "汇总.xlsx", "指标", "指标")}
    printed = [(name, words) for name, words in reading.figures(year.path(SUMMARY)) if name in rows]
    assert len({name for name, _ in printed}) == 31  # all that are not of one group, one period or quoted
    for name, words in printed:
        whole = rows[name]["文中写法"]
        assert whole == words or name == "各领域问题" and whole.startswith(f"{words}、"), name
        if isinstance(rows[name]["数"], int | float):
            value = exact(rows[name]["数"])
            number = re.sub(r"[^\d.]", "", words)
            assert (value * 100 if "%" in words else value) == Decimal(number), name


@pytest.mark.parametrize("name", COUNTED)
def test_the_annex_and_the_record_have_every_figure_of_a_report_in_order(
    year: Year, record: dict[str, Any], name: str
) -> None:
    printed = [words for _, words in reading.bookmarks(year.path(name))]
    printed += [words for chart in DRAWN.get(name, ()) for _, words in chart]
    assert [f["text"] for f in record["figures"] if f["document"] == name] == printed
    rows = [row for row in sheet(year.path(ANNEX), "指标", "序号") if row["文件"] == name]
    assert [row["文中写的"] for row in rows] == printed
    numbers = [f["number"] for f in record["figures"] if f["document"] == name]
    assert [row["序号"] for row in rows] == numbers


def test_the_values_behind_the_figures_are_the_same_in_annex_and_record(year: Year, record: dict[str, Any]) -> None:
    rows = {row["序号"]: row for row in sheet(year.path(ANNEX), "指标", "序号")}
    assert len(rows) == len(record["figures"])
    compared = 0
    for figure in record["figures"]:
        shown = rows[figure["number"]]["计算值"]
        if isinstance(shown, int | float):
            assert abs(exact(shown) - Decimal(figure["value"])) < Decimal("1e-9"), figure["figure"]
            compared += 1
    assert compared > 180


def test_the_cells_of_a_sum_add_up_to_it(record: dict[str, Any]) -> None:
    summed = 0
    for figure in record["figures"]:
        cells = [cell for cell in figure["cells"] if cell["used"]]
        plain = {cell["column"] for cell in cells} & set(LATER.COLUMNS)
        if (
            figure["value"] is None
            or not plain
            or "增" in figure["text"]
            or "%" in figure["text"]
            or "点" in figure["text"]
        ):
            continue
        assert sum(Decimal(cell["value"]) for cell in cells) == Decimal(figure["value"]), figure["reference"]
        summed += 1
    assert summed > 70


def test_the_detail_sheet_lists_the_cells_of_the_record(year: Year, record: dict[str, Any]) -> None:
    rows = Counter(
        (row["序号"], row["来源文件"], row["表"], row["格"], row["是否计入"].startswith("计入"))
        for row in sheet(year.path(ANNEX), "明细", "序号")
        if row["格"]
    )
    assert rows == Counter(
        (figure["number"], cell["file"], cell["sheet"], cell["cell"], cell["used"])
        for figure in record["figures"]
        for cell in figure["cells"]
    )


def test_the_bulletin_of_december_has_the_totals_of_the_collection(year: Year, collected: dict[str, Any]) -> None:
    totals = {(t["column"], t["period"]): t["value"] for t in collected["totals"] if t["ledger"] == "活动统计表"}
    printed = dict(reversed(reading.figures(year.path(DECEMBER_BULLETIN))))
    for name in ("学习次数", "测试人次", "发现问题笔数", "已整改笔数"):
        assert re.sub(r"\D", "", printed[name]) == totals[name, DECEMBER]
    for name in ("测试覆盖面", "整改率"):
        assert f"{Decimal(totals[name, DECEMBER]) * 100:.2f}%" == printed[name]


def test_the_figures_by_period_are_the_totals_of_the_collection(year: Year, collected: dict[str, Any]) -> None:
    totals = {(t["column"], t["period"]): t["value"] for t in collected["totals"] if t["ledger"] == "活动统计表"}
    printed = dict(reading.figures(year.path(SUMMARY)))
    for name in ("发现问题笔数", "已整改笔数"):
        for month in (5, 6, 9, 12):
            assert printed[f"{name}_2026年{month}月"] == totals[name, f"2026-{month:02}"]


def test_what_every_unit_reported_once_is_the_total_of_the_collection(year: Year, collected: dict[str, Any]) -> None:
    (total,) = (t for t in collected["totals"] if (t["ledger"], t["column"]) == ("制度清理台账", "征集意见"))
    assert dict(reading.figures(year.path(SUMMARY)))["征集意见"] == f"{total['value']}条"


def test_lists_and_catalogue_have_the_figures_of_the_summary(year: Year) -> None:
    whole = dict(reading.figures(year.path(SUMMARY)))
    for name in (CATALOGUE, OPEN_PROBLEMS):
        shared = [(figure, words) for figure, words in reading.figures(year.path(name)) if figure in whole]
        assert len(shared) == 3
        assert [words for _, words in shared] == [whole[figure] for figure, _ in shared]


# ---- charts


@pytest.mark.parametrize("name", [SUMMARY, JUNE_BULLETIN, DECEMBER_BULLETIN])
def test_charts_show_what_their_tables_print(year: Year, name: str) -> None:
    (chart,) = (chart for chart in reading.charts(year.path(name)) if chart.table)
    head, *rows = chart.table
    at = [next(x for x, text in enumerate(head) if text.partition("（")[0] == c.partition("（")[0]) for c in chart.curves]  # fmt: skip
    labels = head.index("单位") if "单位" in head else 0
    shown = [[row[labels], *(row[x] for x in at)] for row in rows if row[labels] != "合计"]
    assert [[label, *map(as_printed, values)] for label, *values in chart.cached] == [
        [label, *map(number, values)] for label, *values in shown
    ]
    book = [[label, *map(as_printed, values)] for label, *values in chart.workbook[1:]]
    assert chart.workbook[0][1:] == chart.curves
    assert book == [[label, *map(as_printed, values)] for label, *values in chart.cached]


def test_a_chart_that_needs_no_table_shows_what_was_counted(year: Year) -> None:
    alone = [chart for chart in reading.charts(year.path(SUMMARY)) if not chart.table]
    shown = [[[name.partition("_")[2], number(words)] for name, words in counted] for counted in DRAWN[SUMMARY]]
    assert [[[label, *map(as_printed, values)] for label, *values in chart.cached] for chart in alone] == shown
    assert [[[label, *map(as_printed, values)] for label, *values in chart.workbook[1:]] for chart in alone] == shown


def as_printed(value: Any) -> Decimal | None:
    return None if value in (None, "") else exact(value)


def number(text: str) -> Decimal | None:
    """What a cell of a table prints, as a number."""
    if text == "——":
        return None
    return Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)


@pytest.mark.parametrize("name", [SUMMARY, JUNE_BULLETIN, DECEMBER_BULLETIN])
def test_charts_are_told_to_those_who_cannot_see_them(year: Year, name: str) -> None:
    for chart in reading.charts(year.path(name)):
        for row in chart.table[1:]:
            texts = row[1:] if row[0].isdigit() or row[0] == "——" else row
            assert "合计" in texts or all(in_a_sentence(text) in chart.alternative for text in texts if text != "——")
    alone = [chart.alternative for chart in reading.charts(year.path(name)) if not chart.table]
    for told, counted in zip(alone, DRAWN.get(name, ()), strict=True):
        assert all(figure.partition("_")[2] in told and in_a_sentence(words) in told for figure, words in counted)


def in_a_sentence(text: str) -> str:
    return {"100.00%": "100%", "0.00%": "0%"}.get(text, text)


def test_the_consolidated_workbook_has_the_charts_of_the_summary(year: Year) -> None:
    parts = reading.parts(year.folder / "汇总.xlsx")
    drawn = sorted(name for name in parts if re.fullmatch(r"xl/charts/chart[0-9]+\.xml", name))
    assert len(drawn) == 4
    assert all(b"<c:f>" in parts[name] and "图表".encode() in parts[name] for name in drawn)
    book = openpyxl.load_workbook(year.folder / "汇总.xlsx", data_only=True)
    cells = [[value for value in row if value is not None] for row in book["图表"].iter_rows(values_only=True)]
    for chart in reading.charts(year.path(SUMMARY)):
        first = next(y for y, row in enumerate(cells) if row and row[0] == chart.cached[0][0])
        shown = cells[first : first + len(chart.cached)]
        assert [[label, *map(exact, values)] for label, *values in shown] == [
            [label, *map(exact, values)] for label, *values in chart.cached
        ]


# ---- where it all came from


def test_collection_reports_and_record_name_the_same_inputs(
    year: Year, record: dict[str, Any], collected: dict[str, Any]
) -> None:
    files = {
        p.relative_to(INBOX).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in INBOX.rglob("*")
        if p.is_file() and not p.name.startswith("~$")
    }
    assert files == {path: sha for path, sha in record["inputs"].items() if "~$" not in path}
    assert record["inputs"] == collected["inputs"]
    assert record["definition"] == collected["definition"]
    assert (record["date"], collected["date"]) == ("2027-01-08", "2027-01-08")
    for name in COUNTED:
        inside = json.loads(reading.provenance(year.path(name)))
        assert (inside["definition"], inside["facts"]) == (record["definition"], record["facts"])
    about = [row[:2] for row in openpyxl.load_workbook(year.path(ANNEX))["说明"].iter_rows(values_only=True)]
    assert ("台账定义的指纹", record["definition"]) in about
    assert ("全部输入的指纹", record["facts"]) in about


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in NAMES}


def test_another_run_in_another_order_of_hashes_makes_the_same_files(year: Year, tmp_path: Path) -> None:
    shutil.copy(year.register, tmp_path / "登记簿.db")
    script = (
        "import sys; from pathlib import Path; from tests.documents.reading import report; "
        "report(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(year.folder), str(tmp_path / "报告"), str(tmp_path / "登记簿.db")],
        env={**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": str(SAMPLE.parents[1]), "PYTHONUTF8": "1"},
        check=True,
    )
    before = bytes_of(year.reports)
    assert [name for name, data in bytes_of(tmp_path / "报告").items() if data != before[name]] == []


# ---- one cell changed

DEPENDENT = {  # what 已整改笔数 of U03 in December is part of, and how often it is printed
    SUMMARY: {"已整改笔数": 2, "整改率": 2, "已整改笔数_2026年12月": 1},
    JUNE_BULLETIN: {},
    DECEMBER_BULLETIN: {
        "已整改笔数": 1, "整改率": 2, "已整改笔数_砚屏新材": 1, "整改率_砚屏新材": 1, "已整改笔数_合计": 1, "整改率_合计": 1,
    },
    CATALOGUE: {},
    OPEN_PROBLEMS: {},
}  # fmt: skip


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The year with one cell changed."""
    return reading.changed_year(tmp_path_factory)


@pytest.mark.parametrize("name", COUNTED)
def test_one_cell_changes_the_figures_that_it_is_part_of_and_no_other(year: Year, changed: Year, name: str) -> None:
    before, after = (Counter(reading.figures(made.path(name))) for made in (year, changed))
    assert Counter(figure for figure, _ in (before - after).elements()) == DEPENDENT[name]
    assert Counter(figure for figure, _ in (after - before).elements()) == DEPENDENT[name]


@pytest.mark.parametrize("name", COUNTED)
def test_the_texts_that_the_cell_does_not_touch_stay_word_for_word(year: Year, changed: Year, name: str) -> None:
    before, after = (Counter(reading.paragraphs(made.path(name))) for made in (year, changed))
    sentences = {SUMMARY: 2, DECEMBER_BULLETIN: 1}.get(name, 0)
    lost = [line for line in (before - after).elements() if len(line) > 12]
    assert len(lost) == sentences, lost
    assert all("整改率" in line for line in lost)


def test_the_new_figures_are_right(changed: Year) -> None:
    printed = reading.figures(changed.path(SUMMARY))
    assert ("已整改笔数", "45笔") in printed
    assert ("整改率", "91.84%") in printed  # 45 of 49
    (rates,) = (chart for chart in reading.charts(changed.path(SUMMARY)) if "整改率" in chart.curves[0])
    assert ["砚屏新材", "1"] in rates.cached
    (table,) = (t for t in reading.tables(changed.path(DECEMBER_BULLETIN)) if t[0][0] == "名次")
    ranks = {row[1]: row[0] for row in table}
    assert (ranks["砚屏新材"], ranks["砚屏矿业"], ranks["砚屏化工"]) == ("1", "8", "9")


def test_record_workbook_and_charts_follow_the_cell(year: Year, changed: Year, record: dict[str, Any]) -> None:
    now = json.loads(changed.path(RECORD).read_text(encoding="utf-8"))
    assert {k for k, v in now["inputs"].items() if record["inputs"][k] != v} == {CHANGED}
    assert (now["definition"], now["facts"] == record["facts"]) == (record["definition"], False)
    before, after = (Counter((f["document"], f["figure"], f["value"]) for f in r["figures"]) for r in (record, now))
    told = Counter((document, figure.replace("·", "_")) for document, figure, _ in (before - after).elements())
    assert told == {(d, figure): n for d, own in DEPENDENT.items() for figure, n in own.items()} | {
        (SUMMARY, "整改率_砚屏新材"): 1  # on a chart
    }
    rows, new = (
        {r["指标"]: r["文中写法"] for r in sheet(made.folder / "汇总.xlsx", "指标", "指标")}
        for made in (year, changed)
    )
    # with five mended and four struck off the list, U03 is asked about December, too
    assert {name for name in rows if rows[name] != new[name]} == {"已整改笔数", "整改率", "待核实单位"}
    drawn = [
        x
        for x, (a, b) in enumerate(
            zip(reading.charts(year.path(SUMMARY)), reading.charts(changed.path(SUMMARY)), strict=True)
        )
        if a != b
    ]
    assert drawn == [1, 2]  # by period, by unit
