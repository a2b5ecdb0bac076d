"""The page on figures and reports: how texts name figures, the built-in figures, the sentences that are shipped."""

from __future__ import annotations

from pathlib import Path

from docgen.figures.board import BOARD
from docgen.figures.catalog import presets
from docgen.figures.overview import PANELS

PAGE = Path(__file__).parents[2] / "docs" / "总结和通报.md"
TEXTS = Path(__file__).with_name("texts")
INTRO = """# 总结和通报

总结报告、通报的“正文”可以自己写，也可以不写、用下面自带的文字。自带的文字只是底稿：说的事情要和本单位的实际相符，
印发前请把它抄进数据文件的“正文”里照实际改。

## 文字里怎么写数

| 写法 | 印出来 |
|---|---|
| `{整改率}` | 89.80% |
| `{发现问题笔数}` | 49笔；`{发现问题笔数|数}` 只印 49 |
| `{涉及金额|大写}` | 大写金额 |
| `{学习次数|余}`、`{测试人次|近}` | 150余次、近4200人次；不是真的“余”“近”就印原数 |
| `{发现问题笔数|环比}`、`|同比`、`|增减` | 增长12.3%、下降……、持平；增加5笔；比率写成提高几个百分点。两期报送的单位不同、或者有单位的数待核实的，只比两期都报了、数都能用的，并写明几个单位 |
| `{发现问题笔数|同行 整改率}` | 只算整改率用到的那些行；同一张表里有比率和它的分子、分母的，自动这样算 |
| `{整改率|按单位|未计入}` | 看不准或者有错、没有计入的有几格；表里有这样的，表下自动注明 |
| `{各领域问题}`、`{各领域问题|前3}`、`|后3`、`|升序`、`|降序` | 采购管理5个、合同管理4个……；第3和第4一样多的，都不列 |
| `{各领域问题|占比}` | 采购管理占41.7%…… |
| `{整改率|U03}`、`{整改率|三公司}` | 只算一个单位 |
| `{整改率|按单位}`、`|按单位类别`、`|按期间`、`|按业务领域` | 分开算；为零的不列 |
| `[[其中降级{降级}。]]` | 有一个数是 0，整个方括号里的都不印；整段没有了，后面的序号补上，只剩一个的“一是”去掉 |
| `{表|题目|按单位|发现问题笔数、整改率|排名|合计}` | 单独一行：一张表；“排名”按最后一个指标从高到低，有数没有计入的单位不排名次 |
| `{图|题目|按单位|整改率|条形}` | 单独一行：一张图和它的表；图有 柱形、条形、堆积、折线、饼；`画 整改率` 只画其中一个 |
| `{亮点}` | 单独一行：“亮点”里选的单位在台账上写的原话 |
| `{填报问题}` | 单独一行：几个单位都出现的填报错误 |
| `{数据说明}` | 单独一行：数据截至哪天，还有多少退回、待核实的，哪些单位用的是以前的数、哪些没有报；没有退回和待核实的才写“经核对” |
| `{活动}` `{年度}` `{主办}` `{期间}` `{截止日期}` `{单位总数}` `{考评对象}` | 文字 |

“指标”里自己写的、台账里的数字列（几张台账都有的写 `台账.列名`）都可以用。条件里可以用“今天”，是报告写到的那一天（期间的最后一天，不晚于汇总的日期）。

## 自带的指标

| 指标 | 从哪来 |
|---|---|
"""


def text() -> str:
    """The page as Markdown."""
    rows = [f"| {name} | {source(name)} |\n" for name in presets()]
    rows += [f"| {name} | 报送情况 |\n" for name in BOARD]
    parts = [INTRO, *rows, "\n`汇总.xlsx` 里自带的图：\n\n", *(f"- `{{{panel}}}`\n" for panel in PANELS)]
    for path in sorted(TEXTS.glob("*.txt")):
        parts.append(f"\n## {path.stem}自带的文字\n\n```\n{path.read_text(encoding='utf-8')}```\n")
    return "".join(parts)


def source(name: str) -> str:
    """Where a built-in figure comes from."""
    own = presets()[name]
    if own.formula:
        return own.formula.replace("/", "÷")
    columns = "、".join(own.columns)
    where = f"，{own.where}" if own.where else ""
    by = f"，按{own.by}分" if own.by else ""
    return f"《{own.ledger}》{columns}{own.stat or ('合计' if columns else '计数')}{where}{by}".replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
