"""积分 in the data file: the rubric of the integrity score (清廉积分), who marks, and what the marks come to."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from docgen.campaign.fields import Amount, Number, Text, Texts
from docgen.campaign.figure import Figure
from docgen.campaign.keys import Model, key

SELF, INSPECTED, SURVEYED = "自评", "考评", "测评"
"""The three sources of marks: the institution itself, the inspectors, a third party's survey."""
BASE, BONUS, RED_LINE = "基础", "加分", "红线"
"""The three kinds of criteria."""


class Criterion(Model):
    """项: one criterion."""

    code: Text = key("编号", "考评项编号，如 1.2，不能重复", min_length=1)
    name: Text = key("名称", "考评项", min_length=1)
    kind: Literal["基础", "加分", "红线"] = key(
        "类型", "基础（满分起扣）、加分（封顶）、红线（触碰就定为红色）", "基础"
    )
    points: Amount | None = key("满分", "基础项的满分，加分项最多加多少；红线项不用写", None)
    standard: Text = key("标准", "评分标准", "")
    evidence: Text = key("佐证", "要哪些佐证材料", "")
    marked_by: Texts = key("评分", "谁来评：自评、考评；不写就是两方都评", (SELF, INSPECTED))


class CriterionGroup(Model):
    """组: a group of criteria."""

    name: Text = key("组", "这一组的名称", min_length=1)
    criteria: tuple[Criterion, ...] = key("项", "这一组的考评项", min_length=1)


class Colour(Model):
    """颜色: one colour with the totals that get it."""

    name: Text = key("颜色", "如 蓝、绿、黄、红", min_length=1)
    least: Amount = key("下限", "总分达到多少")
    below: Amount | None = key("上限", "总分低于多少（不含）；最高一档不写", None)
    meaning: Text = key("含义", "这个颜色说明什么，印在结果里", "")


class Inspectors(Model):
    """检查组: who marks which subjects."""

    unit: Text = key("单位", "检查组在单位名单里的编号", min_length=1)
    subjects: Texts = key("对象", "考评哪些对象：类别、编号；不写就是全部", ())


class Survey(Model):
    """测评: a table of answers that a third party collected."""

    file: Text = key("文件", "问卷平台导出的 xlsx 或 csv，位置从数据文件算起", min_length=1)
    sheet: Text = key("表", "答卷在哪张表；不写就是第一张", "")
    subject: Text = key("对象列", "哪一列写着被测评的机构", min_length=1)
    questions: Texts = key("题目列", "哪些列是打分题；不写就是答案都在“选项”里的各列", ())
    options: dict[Text, Amount] = key("选项", "每个答案算多少分（百分制），如 很满意: 100", {})
    most: Amount = key("题目满分", "答案直接写分数的，每题满分是多少", Decimal(100))
    least: Number = key("至少", "一个机构至少要有几份答卷才算数", 10)


class Use(Model):
    """运用: how the result feeds another assessment."""

    name: Text = key("名称", "用在哪里，如 招投标、党建星级、年度考评", min_length=1)
    effects: dict[Text, Text] = key("规则", "每个颜色怎么用，如 蓝: 加3分", min_length=1)
    formula: Text = key("折算", "怎么折算成那边的分，如 积分 * 0.05；不折算不写", "")
    unconverted: Texts = key("不折算", "哪些颜色不折算，如 红", ())
    unit: Text = key("单位", "折算出来的计量单位", "分")
    basis: Text = key("依据", "按哪个规定", "")


class Rubric(Model):
    """积分: the whole rubric."""

    subjects: Texts = key("对象", "给谁打分：单位类别或编号；不写就是除检查组以外的全部单位", ())
    called: Text = key("称呼", "打分的对象在通报里叫什么，如 机构、人员", "机构", min_length=1)
    counter: Text = key("量词", "数对象用的量词，如 家、人", "家")
    groups: tuple[CriterionGroup, ...] = key("组", "考评项，分组写", min_length=1)
    weights: dict[Text, Amount] = key(
        "权重", "自评、考评、测评各占百分之几，合计100", {SELF: Decimal(20), INSPECTED: Decimal(80)}
    )
    inspectors: tuple[Inspectors, ...] = key("检查组", "各检查组考评哪些对象", ())
    cap: Amount | None = key("加分封顶", "加分合计最多多少；不写就不另外封顶", None)
    colours: tuple[Colour, ...] = key("颜色", "从高到低写，各档要相接，不能重叠", min_length=1)
    lacking: Literal["不定", "按零分", "按其余折算"] = key(
        "缺项", "有评分缺着的对象怎么办：不定（不给总分和颜色）、按零分、按其余折算", "不定"
    )
    survey: Survey | None = key("测评", "第三方测评的答卷", None)
    last_year: dict[Text, Amount] = key("上年", "上一年的总分，如 {U01: 88.5}", {})
    last_year_file: Text = key("上年结果", "上一年的“积分结果.xlsx”，位置从数据文件算起", "")
    uses: tuple[Use, ...] = key("运用", "结果用到哪些考核里", ())
    deadline: Text = key("截止", "自评表和考评表的报送截止，如 2026-11-20", "")
    evidence_from: Amount = key("佐证线", "自评分达到多少就必须写佐证", Decimal(0))

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in order."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)


HUES = "红橙黄绿青蓝紫黑白灰"


def in_words(colour: str) -> str:
    """What a colour is called in a sentence: 蓝色; a grade that is none, like 优, by its own name."""
    return f"{colour}色" if colour[-1:] and colour[-1] in HUES else colour


def count_of(colour: str) -> str:
    """What the count of institutions of a colour is called: 蓝色机构数."""
    return f"{in_words(colour)}机构数"


def figures(rubric: Rubric) -> dict[str, Figure]:
    """How many institutions there are in all, and of each colour, by what the data file calls both."""
    return {
        "机构数": counted(rubric, "机构"),
        "有总分机构数": counted(rubric, "总分"),
        "有颜色机构数": counted(rubric, "颜色"),
        "没有颜色机构数": Figure(formula="机构数 - 有颜色机构数", ratio="数", unit=rubric.counter),
        "待认定机构数": counted(rubric, "待认定", about="红线各方说法不一或者没有填，认定前不定颜色"),
        "红线机构数": counted(rubric, "红线"),
        "平均分": Figure(
            formula="总分合计 / 有总分机构数", ratio="数", unit="分", decimals=2, about=f"只算有总分的{rubric.called}"
        ),
        "颜色分布": counted(rubric, "颜色", by="颜色"),
        **{
            count_of(colour.name): counted(rubric, "颜色", where=f'颜色 == "{colour.name}"')
            for colour in rubric.colours
            if '"' not in colour.name
        },
    }


def counted(rubric: Rubric, column: str, where: str = "", by: str = "", about: str = "") -> Figure:
    """A count of rows of the results that have something in a column."""
    return Figure(
        ledger="积分结果", columns=(column,), stat="计数", where=where, by=by, unit=rubric.counter, about=about
    )
