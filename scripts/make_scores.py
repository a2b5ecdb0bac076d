"""Make the returns of the sample 清廉积分: self-marks, inspectors' marks and the answers of the survey.

    python scripts/make_scores.py [DIR]

The forms are filled in as they are issued; the same files come out at every run.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from make_returns import settled
from openpyxl.worksheet.worksheet import Worksheet

from docgen.campaign.expand import INSPECTION_FORM, SELF_FORM, form_name
from docgen.campaign.model import Campaign
from docgen.campaign.rubric import Criterion
from docgen.issuing import form
from docgen.ledgers.collect import due_ledgers
from docgen.ledgers.definition import define
from docgen.ledgers.issue import workbook
from docgen.ledgers.periods import parse_period
from docgen.workspace import Workspace

SAMPLE = Path(__file__).parents[1] / "data" / "清廉积分"
YEAR = "2026"
FIRST_ROW = 5
"""Of the forms; the heading stands in row 4."""
SURVEY = "测评答卷.xlsx"

DEDUCTIONS: dict[str, tuple[str, str, str]] = {
    # 机构: 检查组扣分 | 自评比检查组少扣的项 | 加分（检查组核定）
    "U01": ("2.3-0.5 5.1-1", "5.1", "J1+2 J2+1"),
    "U02": ("1.2-0.5 3.2-1 7.1-1 8.3-1", "3.2", "J2+1"),
    "U03": ("1.2-1 2.1-1 3.1-2 4.1-0.5 7.1-1 8.2-1", "3.1 7.1", "J1+1"),
    "U04": ("2.3-1 5.2-1 7.1-1", "", "J1+1 J4+1"),
    "U05": ("1.1-2 2.1-1 3.2-2 4.1-1 5.2-2 7.1-2 8.3-2", "5.2 7.1", ""),
    "U06": ("1.2-1 2.2-1 3.2-1 4.2-1 7.1-1 8.1-1", "4.2", "J2+1"),
    "U07": ("1.1-2 1.2-1 2.1-2 3.1-4 3.3-2 4.1-1.5 4.3-1 5.1-2 5.2-3 6.1-2 7.1-2 8.2-2 8.3-1", "3.1 5.2", ""),
    "U08": ("2.3-0.5 8.3-1", "", "J1+3 J2+2 J3+1"),
    "U09": ("1.2-0.5 3.2-2 4.2-1 5.2-1", "3.2", ""),
    "U10": ("2.1-1 3.1-2 3.2-1 5.1-1 7.1-2 8.1-1", "7.1", "J2+1"),
    "U11": ("2.2-1 4.1-0.5 7.1-1", "", "J4+1"),
    "U12": ("1.2-0.5 3.1-2 6.2-0.5", "3.1", "J1+1"),
    "U13": ("2.1-1 2.3-1 3.2-2 4.2-1 5.2-2 7.1-1 8.3-1", "5.2", ""),
    "U14": ("1.1-2 2.1-2 2.3-1.5 3.1-2 3.2-2 4.1-1 5.1-2 5.2-2 6.1-2 7.1-3 8.1-1", "3.1 7.1", ""),
    "U15": ("1.2-0.5 7.1-1", "", "J1+1 J2+2"),
    "U16": ("2.3-0.5 3.2-1 4.2-1 8.3-1", "", "J4+1"),
    "U17": ("2.1-1 3.1-2 4.1-1 5.2-1 7.1-2 7.2-2", "7.1", ""),
    "U18": ("1.2-1 2.2-1 5.1-1", "5.1", "J2+1"),
    "U19": ("1.1-4 1.2-2 2.1-3 2.2-2 2.3-2 3.1-4 3.2-3 3.3-2 4.1-2 4.2-2 5.1-3 5.2-3 6.1-2 7.1-3 8.1-2 8.3-2", "3.1 5.2 7.1", ""),
    "U20": ("3.2-1", "", "J1+2 J4+1"),
    "U21": ("1.2-0.5 2.3-1 4.2-1 7.1-1", "4.2", "J2+1"),
    "U22": ("2.1-1 5.2-1 8.3-1", "", "J1+1"),
    "U23": ("1.1-2 2.1-1 3.2-2 4.1-1 5.1-1 5.2-2 6.2-1 7.1-1 8.2-1", "5.2", ""),
    "U24": ("1.2-1 2.1-1 3.2-1 5.1-1 7.1-1", "", ""),
}  # fmt: skip
SILENT = "U24"
"""Sends nothing."""
REASONS = {
    "1.1": "下半年少研究1次", "1.2": "部分岗位没有责任清单", "2.1": "关键岗位监督制度不全", "2.2": "有1项制度应修订未修订",
    "2.3": "现场抽问有人答错", "3.1": "收费公示不全", "3.2": "抽查的档案有不合规的", "3.3": "1项采购没有招标", "4.1": "有人漏签承诺书",
    "4.2": "有1人次应报未报", "4.3": "有礼品没有登记", "5.1": "少自查1次", "5.2": "有问题到期没有整改", "6.1": "警示教育少1次",
    "6.2": "新人漏谈", "7.1": "有投诉超期办理", "7.2": "客户信息管理有漏洞", "8.1": "有网点没有公布监督电话", "8.2": "检查时资料不全",
    "8.3": "有迟报",
}  # fmt: skip
ANSWERS = {
    # 机构: 答卷里“很满意、满意、一般、不满意”四种整份一样的答卷各多少份；另有一份四题各不相同的答卷（100、85、60、20）
    "U01": (14, 5, 1, 0), "U02": (10, 7, 2, 0), "U03": (9, 6, 3, 1), "U04": (12, 5, 1, 0), "U05": (7, 6, 4, 2),
    "U06": (8, 7, 2, 1), "U07": (5, 6, 5, 3), "U08": (15, 3, 0, 0), "U09": (9, 6, 2, 1), "U10": (7, 7, 3, 1),
    "U11": (10, 5, 1, 0), "U12": (9, 6, 2, 0), "U13": (7, 6, 3, 1), "U14": (5, 6, 5, 2), "U15": (13, 4, 1, 0),
    "U16": (9, 6, 1, 0), "U17": (6, 7, 3, 2), "U18": (10, 6, 1, 0), "U19": (3, 5, 6, 4), "U20": (13, 3, 0, 0),
    "U21": (9, 5, 2, 0), "U22": (2, 0, 0, 0), "U23": (6, 6, 3, 1), "U24": (7, 5, 2, 1),
}  # fmt: skip
WORDS = ("很满意", "满意", "一般", "不满意")


def points(text: str, sign: str) -> dict[str, float]:
    """Points by criterion: 2.3-0.5 takes half a point off, J1+2 adds two."""
    return {code: float(number) for code, number in (part.split(sign) for part in text.split())}


class Drafts:
    """The forms of the sample, opened as they were issued."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign, self.definition = campaign, define(campaign)
        assert campaign.rubric is not None
        self.criteria = {c.code: c for c in campaign.rubric.criteria}

    def book(self, code: str) -> Any:
        """The workbook of a unit."""
        who = next(unit for unit in self.campaign.units if unit.code == code)
        period = parse_period(YEAR)
        assert period is not None
        issued = workbook(form(self.campaign, self.definition, who, period, due_ledgers(self.definition, code, YEAR)))
        made = openpyxl.load_workbook(io.BytesIO(issued))
        for row, text in ((7, "考评经办人"), (9, "部门负责人"), (10, "2026-11-16")):
            made["封面"].cell(row, 3).value = text
        return made

    def own(self, code: str) -> bytes:
        """The marks that an institution gives itself: it is easier on itself than the inspectors in some criteria."""
        taken, easier, bonus = DEDUCTIONS[code]
        off = {c: n for c, n in points(taken, "-").items() if c not in easier.split()}
        made = self.book(code)
        sheet = made[SELF_FORM]
        for y, head in rows(sheet):
            own = self.criteria[str(sheet.cell(y, head["编号"]).value)]
            self.mark(sheet, y, head, own, "自评分", "扣分说明", off, points(bonus, "+"))
            if own.kind != "红线" and number(sheet.cell(y, head["自评分（分）"]).value) > 0:
                sheet.cell(y, head["佐证材料"]).value = f"{own.evidence}（见材料{y - FIRST_ROW + 1:02}）"
        spoil_own(code, sheet)
        return saved(made)

    def inspected(self, code: str) -> bytes:
        """The marks of a group of inspectors."""
        assert self.campaign.rubric is not None
        group = next(g for g in self.campaign.rubric.inspectors if g.unit == code)
        made = self.book(code)
        sheet = made[form_name(self.campaign, group)]
        for y, head in rows(sheet):
            unit, _, key = str(sheet.cell(y, head["考评编号"]).value).partition("-")
            taken, _, bonus = DEDUCTIONS[unit]
            own = self.criteria[key]
            self.mark(sheet, y, head, own, "考评分", "扣分原因", points(taken, "-"), points(bonus, "+"))
            if sheet.cell(y, head["扣分原因"]).value:
                sheet.cell(y, head["依据"]).value = "检查底稿"
        spoil_inspected(code, sheet)
        return saved(made)

    def mark(
        self, sheet: Worksheet, y: int, head: Mapping[str, int], own: Criterion, mark: str, reason: str,
        off: Mapping[str, float], bonus: Mapping[str, float],
    ) -> None:  # fmt: skip
        """One row: a mark and why points were taken off, or whether a red line was touched."""
        if own.kind == "红线":
            sheet.cell(y, head["触碰红线"]).value = "否"
            return
        value = float(own.points or 0) - off.get(own.code, 0) if own.kind == "基础" else bonus.get(own.code, 0)
        sheet.cell(y, head[f"{mark}（分）"]).value = value
        if own.kind == "基础" and own.code in off:
            sheet.cell(y, head[reason]).value = REASONS[own.code]


def number(value: object) -> float:
    """A number of a cell."""
    return float(value) if isinstance(value, int | float) else 0.0


def rows(sheet: Worksheet) -> Iterator[tuple[int, dict[str, int]]]:
    """The rows of a form that have a criterion, with the columns by their headings."""
    head = {str(cell.value).replace("\n", ""): cell.column for cell in sheet[FIRST_ROW - 1] if cell.value}
    y = FIRST_ROW
    while sheet.cell(y, 1).value not in (None, "合计"):
        yield y, head
        y += 1


def at(sheet: Worksheet, key: str, column: str) -> Any:
    """The cell of a criterion in a form."""
    return next(sheet.cell(y, head[column]) for y, head in rows(sheet) if sheet.cell(y, 1).value == key)


def spoil_own(code: str, sheet: Worksheet) -> None:
    """What is wrong in the self-marks; the list stands in 说明.md."""
    if code == "U05":
        at(sheet, "3.2", "自评分（分）").value = 8
    if code == "U10":
        at(sheet, "6.1", "佐证材料").value = None
    if code == "U19":
        at(sheet, "H1", "触碰红线").value = "是"
        at(sheet, "H1", "扣分说明").value = "9月有1名业务员被立案"


def spoil_inspected(code: str, sheet: Worksheet) -> None:
    """What is wrong in the inspectors' marks."""
    if code == "J2":
        at(sheet, "U13-4.1", "考评分（分）").value = None
        at(sheet, "U19-H1", "触碰红线").value = "是"
        at(sheet, "U19-H1", "依据").value = "立案决定书"
        at(sheet, "U17-H2", "触碰红线").value = "是"
        at(sheet, "U17-H2", "依据").value = "检查底稿第12号"


def saved(book: Any) -> bytes:
    """The workbook without the clock of the day."""
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def survey(campaign: Campaign) -> bytes:
    """The answers as a platform exports them, institution after institution in turn."""
    assert campaign.rubric is not None
    assert campaign.rubric.survey is not None
    own = campaign.rubric.survey
    names = {unit.code: unit.aliases[0] if unit.aliases else unit.short for unit in campaign.units}
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "答卷"
    sheet.append(["序号", "提交时间", own.subject, *own.questions, "您还想说的"])
    waiting = {code: [(word,) * 4 for word, count in zip(WORDS, counts, strict=True) for _ in range(count)] + [WORDS]
               for code, counts in ANSWERS.items()}  # fmt: skip
    serial = 0
    while any(waiting.values()):
        for code, left in waiting.items():
            if left:
                serial += 1
                when = f"2026-10-{20 + serial // 60:02} {8 + serial % 60 // 6:02}:{serial % 6 * 9:02}:15"
                sheet.append([serial, when, names[code], *left.pop(0)])
    rest: list[list[Any]] = [
        [serial + 1, "2026-10-28 09:01:15", "云汀农商", "满意", "满意", "满意", "满意"],
        [serial + 2, "2026-10-28 09:02:15", names["U02"], "很满意", None, "很满意", "很满意"],
        [serial + 3, "2026-10-28 09:03:15", names["U06"], "满意", "满意", "还可以", "满意"],
        [serial + 4, "2026-10-28 09:04:15", names["U09"], "满意", "满意", "满意", "满意"],
        [serial + 4, "2026-10-28 09:04:15", names["U09"], "满意", "满意", "满意", "满意"],
    ]
    for row in rest:
        sheet.append(row)
    for letter, width in zip("ABCDEFGH", (6, 20, 26, 14, 14, 14, 14, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    return saved(book)


NOTES = (
    ("U05 平岚村镇银行自评表", "授信承保管理自评8分，满分6分", "退回 L381；自评不完整，总分不定"),
    ("U10 双溪银行云汀支行自评表", "警示教育自评得了分，没有写佐证材料", "退回 L385；总分不定"),
    ("J2 第二组考评表", "松风财险的承诺签订没有评（这一行全空着）", "退回 L382，写明是哪一格；总分不定"),
    (
        "J2 第二组考评表、U17 晴川人寿自评表",
        "“弄虚作假”检查组说触碰，机构说没有",
        "L724，两处都指出；认定以前不定颜色",
    ),
    ("J2 第二组考评表、U19 云汀保代自评表", "“违纪违法”两方都说触碰", "定为红色，排在最后"),
    ("J1 第一组考评表", "南圩银行云汀支行加分合计6分", "核实 L726，按5分计"),
    ("测评答卷.xlsx", "星垣证券云汀营业部只有3份答卷", "核实 L735；总分不定"),
    ("测评答卷.xlsx", "有一份写的是“云汀农商”，名单里没有这个叫法", "核实 L732，不计入"),
    ("测评答卷.xlsx", "有一题没有答、有一题答“还可以”、有一份导出了两次", "提示 L734、核实 L733、核实 L736"),
    ("（没有文件）", "云汀小贷没有交自评表", "未报，生成催报函；总分不定"),
)
GUIDE = """# 收件里故意放了哪些问题

“收件”里是23家机构的自评表和3个检查组的考评表，`测评答卷.xlsx` 是问卷平台导出的答卷。下表是人工写的：每个文件故意填错了什么，docgen 应当怎么说。

    docgen collect 清廉积分 清廉积分/收件 -o 汇总结果 --date 2026-11-25

| 文件 | 做了什么手脚 | docgen 怎么说（规则） |
|---|---|---|
"""


def guide() -> str:
    """The list as a page."""
    return GUIDE + "".join(f"| {' | '.join(note)} |\n" for note in NOTES)


def main(folder: Path) -> None:
    campaign = Workspace(SAMPLE).loaded.campaign
    assert campaign.rubric is not None
    drafts, labels = Drafts(campaign), campaign.labels
    inbox = folder / "收件"
    inbox.mkdir(parents=True, exist_ok=True)
    for code in DEDUCTIONS:
        if code != SILENT:
            (inbox / f"{code} {labels[code]} 自评表.xlsx").write_bytes(drafts.own(code))
    for group in campaign.rubric.inspectors:
        name = f"{group.unit} {labels[group.unit]} {INSPECTION_FORM.removeprefix('检查组')}.xlsx"
        (inbox / name).write_bytes(drafts.inspected(group.unit))
    (folder / SURVEY).write_bytes(survey(campaign))
    (folder / "说明.md").write_text(guide(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
