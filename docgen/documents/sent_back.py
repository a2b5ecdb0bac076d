"""退回修改通知: tells a unit which cells of its ledgers are wrong, and how to mend them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docgen.campaign.model import Campaign, Unit
from docgen.core.diagnostic import Diagnostic
from docgen.core.rules import SEVERITY_WORDS
from docgen.documents.attachments import LANDSCAPE
from docgen.documents.kinds import NO_HEAD, Kind
from docgen.gongwen.document import Cell, Document, Part, Table
from docgen.gongwen.parse import parse

KIND = Kind(
    name="退回修改通知",
    template="实施方案",
    required=("标题", "主送", "正文", "成文日期"),
    mark_suffix="",
    red_head=False,
    unprinted=NO_HEAD,
    about="汇总台账时给要改的单位各做一份，附问题清单，逐格写明填的是什么、应为什么、怎么改",
)
HEADINGS = ("序号", "期间", "台账", "单元格", "级别", "问题", "怎么改")
WIDTHS = (5.0, 9.5, 11.0, 6.0, 5.0, 28.0, 18.0)
CURES = {"error": "请改正", "warning": "请核实", "info": ""}
MOST_ROWS = 60
"""The list in the notice stops here; the marked copy has everything."""


@dataclass(frozen=True)
class SentBack:
    """The problems of one file of a unit."""

    file: str
    period: str
    problems: tuple[Diagnostic, ...]


def notice(campaign: Campaign, unit: Unit, files: Sequence[SentBack], today: date, called: str = "台账") -> Document:
    """The notice to one unit, the list of its problems attached; ``called`` is what its files are called."""
    activity = campaign.activity
    told = [(item, p) for item in files for p in item.problems if p.severity != "info"]
    wrong = sum(p.severity == "error" for _, p in told)
    asked = len(told) - wrong
    periods = "、".join(dict.fromkeys(item.period for item in files if item.period)) or "本期"
    counts = "、".join(text for text, n in ((f"{wrong}处需要改正", wrong), (f"{asked}处需要核实", asked)) if n)
    body = (
        f"你单位报送的“{activity.name}”{periods}{called}收悉。经核对，有{counts}（见附件），现予退回。\n"
        f"请对照附件和随附的标记副本，在原来的表格上逐处改正或者核实，于{activity.return_within}重新报送。"
        "需要核实的数经核实无误的，请在重新报送时书面说明。改正以前，看不准的数暂不计入汇总，其余的按所报的数计入。"
    )
    title = f"{unit.label}{periods}{called}问题清单"
    return Document(
        template=KIND.template,
        kind=KIND.name,
        title=f"关于退回修改{periods}{called}的通知",
        issuers=(activity.host,),
        recipients=unit.name,
        blocks=parse(body),
        listed=(title,),
        signature=(activity.host,),
        date=today,
        parts=(Part(LANDSCAPE, "附件", title, (table(told),), notes=remarks(files, len(told))),),
    )


def table(told: Sequence[tuple[SentBack, Diagnostic]]) -> Table:
    """The problems, a row each, the gravest first."""
    ordered = sorted(told, key=lambda item: item[1].severity != "error")[:MOST_ROWS]
    rows = [tuple(Cell(text, align="center") for text in HEADINGS)]
    for number, (item, p) in enumerate(ordered, 1):
        texts = (
            str(number),
            item.period,
            p.place.sheet or "（整个文件）",
            p.place.cell or "——",
            SEVERITY_WORDS[p.severity],
            said(p),
            p.cure or CURES[p.severity],
        )
        centred = (0, 1, 3, 4)
        rows.append(tuple(Cell(text, align="center" if x in centred else "left") for x, text in enumerate(texts)))
    return Table(WIDTHS, 1, tuple(rows))


def said(problem: Diagnostic) -> str:
    """The complaint with the values it is about, unless it says them."""
    found = problem.found or ""
    return f"{problem.message}（{found}）" if found and found not in problem.message else problem.message


def remarks(files: Sequence[SentBack], count: int) -> tuple[str, ...]:
    """Which files are meant, and where the rest of a long list stands."""
    names = "；".join(item.file for item in files)
    more = (f"共{count}处，这里列出前{MOST_ROWS}处，其余见标记副本。",) if count > MOST_ROWS else ()
    return (f"注：涉及的文件：{names}。", *more)
