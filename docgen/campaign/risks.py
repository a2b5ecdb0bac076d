"""风险 in the data file: how risk points are graded, and what was decided about the library of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.campaign.fields import Number, Text, Texts
from docgen.campaign.figure import Figure
from docgen.campaign.keys import Model, key

SOURCES = ("操作风险", "科技风险", "法律风险", "声誉风险", "其他风险")
LEVELS = ("低", "中", "高")
MATRIX = (("低", "低", "中"), ("低", "中", "高"), ("中", "高", "高"))


class Merge(Model):
    """合并: risk points that a person found to be one."""

    kept: Text = key("保留", "保留哪个库编号，如 FX0003", min_length=1)
    merged: Texts = key("并入", "哪些库编号并进去", min_length=1)
    reason: Text = key("原因", "为什么是同一个风险点", "")


class Risks(Model):
    """风险: the library of risk points (风险点库)."""

    sources: Texts = key("来源", "风险来源，按库里的顺序", SOURCES)
    likelihoods: Texts = key("可能性", "可能性的各档，从低到高", LEVELS)
    impacts: Texts = key("影响", "影响的各档，从低到高", LEVELS)
    grades: Texts = key("等级", "风险等级，从低到高", LEVELS)
    matrix: tuple[tuple[Text, ...], ...] = key(
        "矩阵", "一行一档可能性（从低到高），一列一档影响（从低到高），格子里写等级", MATRIX
    )
    library: Text = key("库", "风险点库文件的位置，各年共用一个；不写就放在数据文件旁边", "")
    prefix: Text = key("编号", "库编号前面的字母", "FX")
    likeness: Number = key("相似", "文字相似到百分之多少就提示可能是同一个风险点", 60)
    merges: tuple[Merge, ...] = key("合并", "人工认定为同一个的风险点", ())
    apart: tuple[Texts, ...] = key("不合并", "人工认定不是同一个的风险点，如 [[FX0003, FX0017]]，以后不再提示", ())

    def grade(self, likelihood: str, impact: str) -> str | None:
        """The grade of the matrix; None for a likelihood or an impact that is none."""
        if likelihood not in self.likelihoods or impact not in self.impacts:
            return None
        return self.matrix[self.likelihoods.index(likelihood)][self.impacts.index(impact)]


def contradictions(risks: Risks) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """(keys, what is wrong, the number) where decisions about the library cannot hold together.

    A risk point is merged once, into another one, and not kept apart from it.
    """
    into: dict[str, str] = {}
    for i, merge in enumerate(risks.merges):
        for number in merge.merged:
            if number == merge.kept:
                yield ("合并", i), f"{number}不能并进它自己", number
            elif into.setdefault(number, merge.kept) != merge.kept:
                yield ("合并", i), f"{number}已经并进{into[number]}，不能再并进{merge.kept}", number
    for i, merge in enumerate(risks.merges):
        if merge.kept in into and onward(merge.kept, into) == merge.kept:
            yield ("合并", i), f"{merge.kept}绕了一圈又并回它自己", merge.kept
    for i, group in enumerate(risks.apart):
        for number in group:
            if into.get(number) in group:
                yield ("不合并", i), f"{number}和{into[number]}又写了合并，又写了不合并", number


def onward(number: str, into: Mapping[str, str]) -> str:
    """Where a number ends that is merged step by step; where the steps run in a circle, itself."""
    here = number
    for _ in into:
        here = into.get(here, here)
        if here == number:
            break
    return here


LIBRARY, UNGRADED = "风险点库", "待核实"
LIVING = '变化 != "今年未报" and 状态 != "已消除"'


def figures(risks: Risks) -> dict[str, Figure]:
    """The counts of risk points that depend on what the data file calls grades and levels."""
    made = {
        f"{grade}等级风险点": counted(f'{LIVING} and 等级 == "{grade}"', f"等级为{grade}、没有消除的")
        for grade in (*risks.grades, UNGRADED)
    }
    for likelihood in risks.likelihoods:
        for impact in risks.impacts:
            where = f'{LIVING} and 可能性 == "{likelihood}" and 影响 == "{impact}"'
            made[cell_figure(likelihood, impact)] = counted(where, "风险矩阵的一格")
    return made


def cell_figure(likelihood: str, impact: str) -> str:
    """What the count of a cell of the matrix is called."""
    return f"可能性{likelihood}影响{impact}的风险点"


def counted(where: str, about: str) -> Figure:
    """A count of rows of the library."""
    return Figure(ledger=LIBRARY, stat="计数", where=where, unit="个", about=about)
