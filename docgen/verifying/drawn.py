"""The charts of a report and the workbooks inside them, against the numbers that they were drawn with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from math import isclose
from pathlib import Path
from typing import Any

from docgen import package
from docgen.core.diagnostic import Diagnostic, Place
from docgen.rendering.charts import Drawn, drawn
from docgen.verifying import rules

Grid = Sequence[Sequence[str | None]]


def redrawn(remembered: Mapping[str, Any], parts: Mapping[str, bytes], path: Path) -> Iterator[Diagnostic]:
    """Charts whose numbers, names or workbook are not those that they were drawn with."""
    with package.guarded(path):
        left = drawn(parts)
    kept = remembered.get("chart_names", ())
    wanted = [Wanted(values, named) for values, named in zip_longest(remembered.get("charts", ()), kept)]
    for number, chart in enumerate(wanted, 1):
        own = next((one for one in left if chart.is_shown(one) and chart.is_held(one)), None)
        own = own or next((one for one in left if chart.is_shown(one) or chart.is_held(one)), None)
        own = own or (left[0] if len(left) == len(wanted) - number + 1 else None)
        if own is None:
            yield Diagnostic(
                Place(str(path)),
                rules.ALTERED_CHART,
                "warning",
                f"图{number}不见了",
                cure="如果是有意删去的，可以不管",
            )
            continue
        left.remove(own)
        if not chart.is_shown(own):
            what = "名称" if chart.has_numbers(own) else "数"
            yield Diagnostic(Place(str(path)), rules.ALTERED_CHART, "error", f"图{number}里的{what}被改过，与旁边的表不一致",
                          cure="请在图上“编辑数据”改回来，或重新生成报告")  # fmt: skip
        elif not chart.is_held(own):
            yield Diagnostic(Place(str(path)), rules.ALTERED_CHART, "error", f"图{number}里嵌的工作簿被改过，一点“编辑数据”，图就会变",
                          cure="请在图上“编辑数据”改回来，或重新生成报告")  # fmt: skip


class Wanted:
    """What a chart was drawn with; ``named`` are its categories and its curves, None where that was not kept."""

    def __init__(self, values: Sequence[str | None], named: Sequence[Sequence[str]] | None) -> None:
        self.values, self.named = [None if v is None else float(v) for v in values], named

    def is_shown(self, own: Drawn) -> bool:
        """Whether the chart shows just that."""
        names = self.named is None or [list(own.categories), list(own.curves)] == [list(n) for n in self.named]
        return names and self.has_numbers(own)

    def has_numbers(self, own: Drawn) -> bool:
        """Whether the chart shows the same numbers."""
        return close([value for value in self.values if value is not None], own.values)

    def is_held(self, own: Drawn) -> bool:
        """Whether its workbook holds just that; one that has none, or is none that can be read, has nothing to compare."""
        if own.cells is None or self.named is None:
            return True
        categories, curves = self.named
        columns = [self.values[x * len(categories) : (x + 1) * len(categories)] for x in range(len(curves))]
        head = [None, *curves]
        rows = [[name, *(column[y] for column in columns)] for y, name in enumerate(categories)]
        held = [list(row[: len(head)]) for row in own.cells[: len(rows) + 1]]
        return len(held) == len(rows) + 1 and held[0][1:] == head[1:] and all(map(alike, rows, held[1:]))


def alike(wanted: Sequence[Any], held: Sequence[Any]) -> bool:
    """Whether a row of a workbook says the same."""
    return len(wanted) == len(held) and all(same(a, b) for a, b in zip(wanted, held, strict=True))


def same(wanted: Any, held: Any) -> bool:
    """Whether two cells say the same."""
    if isinstance(wanted, float):
        return isinstance(held, int | float) and isclose(wanted, held, abs_tol=1e-9)
    return (wanted or "") == ("" if held is None else str(held))


def close(wanted: Sequence[float], shown: Sequence[float]) -> bool:
    """Whether two rows of numbers are the same but for the last binary digit."""
    return len(wanted) == len(shown) and all(isclose(a, b, abs_tol=1e-9) for a, b in zip(wanted, shown, strict=True))
