"""Every key of the data file on one page, for people who write it in Notepad; made from the model."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from docgen.campaign.load import models_in
from docgen.campaign.model import Campaign

TITLE = "# 数据文件的全部写法\n"
INTRO = """
每个键后面用英文冒号加一个空格；下一层比上一层多缩进两个空格；列表的每一项以“- ”开头。
多行文字（如正文）在冒号后面写一个竖线“|”，从下一行写起。值里有 : # [ ] { } 这些符号时，用英文双引号括起来。
日期写 2026-05-08（也认 2026年5月8日、2026/5/8）；是否写“是”“否”；几个名称用顿号分开。
"""
LEDGER = """
## 例：自己的台账

```yaml
台账:
  信访举报台账:
    标题: 信访举报线索台账
    横向: 是
    列:
      - {名称: 序号, 来源: 序号, 宽: 4, 对齐: 中}
      - {名称: 线索来源, 宽: 10}
      - {名称: 件数, 组: 处置情况, 宽: 6, 对齐: 中}     # 相邻几列写同一个“组”，上面就有一个合并的表头
      - {名称: 办结, 组: 处置情况, 宽: 6, 对齐: 中}
      - {名称: 整改措施, 宽: 20}
    行:                                    # 也可以写“任务”（每项任务一行）或一个数字（留几个空行）
      - 序号: 1
        线索来源: 来信来访
        子行:                              # 子行排在右边；左边的格子纵向合并
          - {件数: "", 整改措施: 第一项措施}
          - {件数: "", 整改措施: 第二项措施}
      - {序号: 2, 线索来源: 上级转办}
    填表说明: [每月20日前填报。, 没有的填“无”。]
```
"""


def text() -> str:
    """The page as Markdown."""
    parts = [TITLE, INTRO]
    for model, path in models(Campaign, ""):
        heading = (model.__doc__ or "").partition(":")[0]
        parts.append(f"\n## {path or '最外层'}\n" if heading else "")
        parts.append("\n| 键 | 必填 | 说明 |\n|---|---|---|\n")
        for name, field in model.model_fields.items():
            need = "是" if field.is_required() else ""
            parts.append(f"| {field.alias or name} | {need} | {field.description} |\n")
    return "".join([*parts, LEDGER])


def models(model: type[BaseModel], path: str, seen: frozenset[type[BaseModel]] = frozenset()
           ) -> Iterator[tuple[type[BaseModel], str]]:  # fmt: skip
    """Each model with the keys that lead to it, once on every way."""
    yield model, path
    for field in model.model_fields.values():
        inner = next(models_in(field.annotation), None)
        if inner is not None and inner not in seen and inner is not model:
            yield from models(inner, f"{path} › {field.alias}".strip(" ›"), seen | {model})
