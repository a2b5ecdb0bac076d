"""The definition of a ledger (台账) in the data file: columns, rows, periods, rules."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Tag
from pydantic_core import PydanticCustomError

from docgen.campaign.fields import Amount, Flag, Notes, Number, Text, Texts
from docgen.campaign.keys import Model, key
from docgen.wording import half_width


class Column(Model):
    """列: a column of a ledger."""

    name: Text = key("名称", "列名", min_length=1)
    group: Text = key("组", "上层表头；相邻几列写同一个组，表头就合并", "")
    hint: Text = key("说明", "列名下面的小字说明，如 （截至2025年底）", "")
    source: Literal["", "类别", "序号", "内容", "牵头", "配合", "时限", "部门"] = key(
        "来源", "这一列自动填写：任务的 类别、序号、内容、牵头、配合、时限，或填报的 部门", ""
    )
    width: Number = key("宽", "相对列宽，默认按列名估计", 0)
    align: Literal["左", "中"] = key("对齐", "左 或 中", "左")
    type: Literal["文本", "整数", "金额", "比率", "日期", "选项"] = key(
        "类型", "文本、整数、金额、比率、日期、选项", "文本"
    )
    unit: Text = key("单位", "计量单位，如 个、人次、万元；印在列名后面", "")
    decimals: Number | None = key("小数", "保留几位小数；金额默认2位，比率默认2位（百分数的小数）", None)
    required: Flag = key("必填", "有内容的行里这一列必须填", False)
    synonyms: Texts = key("别名", "交回的表里可能出现的其他列名", ())
    blank: Literal["缺报", "零"] = key("空值", "空格、“无”“-”“/”算 缺报 还是 零", "缺报")
    cumulative: Flag = key("累计", "填的是从年初累计的数，以最近一期为准", False)
    formula: Text = key("公式", "由其他列算出来，不用填，如 已整改笔数 / 发现问题笔数", "")
    options: Texts = key("选项", "只能填其中之一", ())
    least: Amount | None = key("最小", "最小值；数字列默认不能小于0", None)
    most: Amount | None = key("最大", "最大值", None)
    precision: Literal["日", "月"] = key("精度", "日期写到 日，或只要写到 月", "日")
    is_key: Flag = key("主键", "用这一列认出同一行（如问题编号），不能重复", False)


def _row(value: Any) -> Any:
    """Cells may be written beside 子行 without 格."""
    if not isinstance(value, dict) or "格" in value or isinstance(value.get("cells"), dict):
        return value  # the second is how a campaign comes back that was written down with its results
    cells = {name: text for name, text in value.items() if name != "子行" and text is not None}
    return {"格": cells, "子行": value.get("子行", [])}


class Row(Model):
    """行: cells by column name, and the rows (子行) beside them, over which they are merged."""

    cells: dict[Text, Text] = key("格", "列名: 内容", {})
    rows: tuple[Annotated[Row, BeforeValidator(_row)], ...] = key("子行", "并排在右边的行；本行的格子会纵向合并", ())


class Prefill(Model):
    """预填: what stands beside one task in a ledger."""

    task: Number = key("任务", "任务序号")
    rows: tuple[Annotated[Row, BeforeValidator(_row)], ...] = key("子行", "这项任务右边的行", min_length=1)


class Rule(Model):
    """校验: what must hold in a returned ledger."""

    id: Text = key("编号", "规则编号，如 L301，不能重复", min_length=1)
    ledger: Text = key("台账", "用在哪张台账；写在台账里面的不用写", "")
    scope: Literal["行", "表", "跨期", "异常"] = key(
        "范围", "行：逐行；表：列名代表整列合计；跨期：可以用 上期.列名；异常：与其他单位、以往比较", "行"
    )
    when: Text = key("当", "什么情况下才校验，如 发现问题笔数 > 0", "")
    expression: Text = key("表达式", "应当成立的式子，如 已整改笔数 <= 发现问题笔数", "")
    column: Text = key("列", "异常校验看哪一列", "")
    method: Literal["", "中位数", "雷同"] = key(
        "方法", "中位数：偏离各单位中位数太远；雷同：两个单位的数字完全相同", ""
    )
    times: Number = key("倍数", "偏离中位数多少倍才提出", 5)
    tolerance: Text = key("容差", "自动：按小数位数允许四舍五入的差；或写一个数", "自动")
    level: Literal["退回", "核实", "试行"] = key("级别", "退回：必须改；核实：请人看；试行：只提示", "退回")
    message: Text = key("提示", "不符时怎么说", "")


def _rows(value: Any) -> Any:
    if isinstance(value, list | int) or value in ("任务", "部门"):
        return value
    number = half_width(value).strip() if isinstance(value, str) else ""
    if not re.fullmatch(r"[0-9]{1,4}", number):
        raise PydanticCustomError("rows_form", "应为“任务”“部门”、空行的数目（不超过9999），或逐行写出")
    return int(number)


def _rows_kind(value: Any) -> str:
    return "数" if isinstance(value, int) else "列" if isinstance(value, list | tuple) else "固定"


class Ledger(Model):
    """台账: the definition of a form that units fill in."""

    based_on: Text = key("基于", "在内置台账的基础上修改，如 实施方案台账", "")
    title: Text = key("标题", "表的标题", "")
    landscape: Flag = key("横向", "是否用横向纸", True)
    columns: tuple[Column, ...] = key("列", "各列", ())
    rows: Annotated[
        Annotated[Literal["任务", "部门"], Tag("固定")]
        | Annotated[int, Tag("数")]
        | Annotated[tuple[Annotated[Row, BeforeValidator(_row)], ...], Tag("列")],
        Discriminator(_rows_kind),
        BeforeValidator(_rows),
    ] = key("行", "“任务”表示每项任务一行，“部门”表示每个部门一行；数字表示留几个空行；也可以逐行写出", "任务")
    bodies: Texts = key("主体", "每项任务分几个主体填写，如 集团、子企业", ())
    body_column: Text = key("主体列", "主体名称写在哪一列", "")
    ellipsis: Flag = key("省略行", "空行之后再加一个“……”行", False)
    prefill: tuple[Prefill, ...] = key("预填", "某项任务右边预先写好的内容", ())
    guide: Notes = key("填表说明", "印在表下的填表说明，一句一条", ())
    remarks: Notes = key("注", "印在表下的注，一句一条", ())
    options: dict[Text, Texts] = key("选项", "改换某几列的选项，如 来源: [操作风险, 法律风险]", {})
    more_columns: tuple[Column, ...] = key("加列", "在内置台账的列后面再加的列", ())
    called: Text = key("统称", "在文件名、通知和催报函里怎么叫这张表，如 自评表", "台账")
    frequency: Literal["一次", "每月", "每季"] = key("周期", "一次、每月 或 每季 报送", "一次")
    periods: Texts = key("期间", "要报的期间，如 2026-05至2026-12，或逐个写出；不写就是活动年度的各期", ())
    deadline: Text = key(
        "截止", "如 每月20日、次月5日、2026-05-29；后面可加“遇节假日顺延”；不写就用活动的报送截止", ""
    )
    reporters: Texts = key("填报单位", "哪些单位填：全部、某个单位类别，或单位编号", ())
    nil: Flag = key("零报告", "没有内容时可以勾选零报告", True)
    rules: tuple[Rule, ...] = key("校验", "收回来时的校验规则", ())
