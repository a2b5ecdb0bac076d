"""Make the inboxes of the sample 风险点库: the ledgers of risk points of four banks and two years, on issued forms.

    python scripts/make_risks.py [DIR]

The same files come out at every run.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from make_returns import settled

from docgen.issuing import form
from docgen.ledgers.collect import due_ledgers
from docgen.ledgers.definition import define
from docgen.ledgers.issue import workbook
from docgen.ledgers.periods import parse_period
from docgen.workspace import Workspace

SAMPLE = Path(__file__).parents[1] / "data" / "风险点库"
LEDGER = "风险点台账"
LAST, MIDDLE, END = "2025-Q4", "2026-Q2", "2026-Q4"
OPEN, DOING, DONE, GONE = "未防控", "防控中", "已防控", "已消除"

Words = tuple[str, str, str, str, str, str, str, str, str]
"""来源, 业务领域, 岗位, 风险表现, 成因, 可能性, 影响, 防范措施, 责任部门."""

VISIT: Words = ("操作风险", "信贷管理", "客户经理", "贷前调查只看材料不到现场，经营情况靠借款人口述",
                "考核偏重投放规模，客户经理管户过多", "高", "高",
                "调查报告附现场照片和时间地点\n信贷主管每月抽查两成，走过场的退回重查", "信贷管理部")  # fmt: skip
VISIT_AGAIN: Words = ("操作风险", "信贷管理", "客户经理", "贷前调查不到现场，只看借款人材料，经营情况全靠口述",
                      "对小额贷款的调查要求不明确", "中", "高", "小额贷款也要双人到现场，留下影像", "信贷管理部")  # fmt: skip
KEEPING: Words = ("操作风险", "柜面业务", "综合柜员", "代客户保管存单、印章和密码",
                  "熟人多，图方便", "中", "高", "柜台设提示牌，每周翻看监控\n发现一次停岗学习", "运营管理部")  # fmt: skip
ACCOUNTS: Words = ("科技风险", "信息系统", "系统管理员", "离岗人员的系统账号没有及时停用",
                   "人事和科技两个部门之间没有通知的办法", "中", "中", "离岗审批单加“账号停用”一栏，办结才放行", "科技部")  # fmt: skip
ACCOUNTS_AGAIN: Words = ("科技风险", "信息系统", "系统管理员", "人员离岗以后，系统账号没有及时收回停用",
                         "交接单不含账号", "中", "中", "按月核对在岗名单和账号清单", "科技部")  # fmt: skip
PLEDGE: Words = ("法律风险", "合同管理", "法务岗", "抵押登记晚于放款，抵押权落空",
                 "放款审核不看登记证明", "低", "高", "系统里登记证明没有上传的不能放款", "法律合规部")  # fmt: skip
BORROWED: Words = ("操作风险", "信贷管理", "客户经理", "借名贷款，实际用款人和借款人不是同一人",
                   "受托支付以后不跟踪资金去向", "高", "高", "放款后十个工作日内核对资金流向\n同一地址、电话的借款人系统预警", "信贷管理部")  # fmt: skip
COMPLAINT: Words = ("声誉风险", "客户投诉", "大堂经理", "投诉超过时限没有答复，客户转向媒体反映",
                    "投诉登记和办理分属两个岗位", "中", "中", "投诉单到期前两天短信提醒责任人", "办公室")  # fmt: skip
BUYING: Words = ("其他风险", "集中采购", "采购经办", "供应商由经办人一人推荐，没有比选",
                 "金额以下的采购没有规定程序", "中", "中", "五千元以上的采购至少三家比选，比选表存档", "综合管理部")  # fmt: skip
LIMITATION: Words = ("法律风险", "贷款清收", "清收岗", "诉讼时效将满，没有留下催收记录",
                     "催收靠电话，不发函", "中", "高", "时效届满前半年列清单，逐户发函并取回执", "资产保全部")  # fmt: skip
LAUNDERING: Words = ("操作风险", "反洗钱", "反洗钱岗", "可疑交易人工甄别走过场，排除理由千篇一律",
                     "一人兼几岗，甄别时间不够", "中", "高", "按月抽查已排除的预警，理由雷同的重新甄别", "法律合规部")  # fmt: skip
RUMOUR: Words = ("声誉风险", "网络舆情", "舆情专员", "网上出现本行不实传言，发现和回应不及时",
                 "没有夜间和节假日值守", "低", "高", "委托监测，夜间轮值，两小时内上报", "办公室")  # fmt: skip
DEALS: Words = ("其他风险", "员工行为", "网点负责人", "员工和客户之间有私人借贷",
                "日常走访流于形式", "中", "高", "每季排查员工账户异常往来\n家访记录由两人签字", "纪检监察部")  # fmt: skip
OUTSIDE: Words = ("科技风险", "外包管理", "科技外包岗", "外包人员接触客户信息，没有脱敏",
                  "测试直接用生产数据", "中", "高", "测试数据一律脱敏，外包终端不能拷贝", "科技部")  # fmt: skip
SELLING: Words = ("法律风险", "消费者权益保护", "理财经理", "销售产品时口头承诺收益",
                  "录音录像不回看", "中", "中", "双录按一成抽查，口头承诺的退单", "零售金融部")  # fmt: skip
EXPENSES: Words = ("其他风险", "费用报销", "财务经办", "业务招待费拆开报销，规避审批",
                   "系统不比对同日同店的单据", "低", "中", "同日同店的报销合并审批", "财务会计部")  # fmt: skip
BILLS: Words = ("操作风险", "票据业务", "票据岗", "票据贴现的贸易背景资料重复使用",
                "没有登记发票号码", "较高", "高", "发票号码登记入库，重复的系统拦截", "金融市场部")  # fmt: skip
BILLS_MAIN: Words = ("操作风险", "重要空白凭证", "库管员", "重要空白凭证账实不符，盘点不双人",
                     "库管员长期不轮岗", "低", "中", "每月双人盘点，半年轮岗", "运营管理部")  # fmt: skip

Line = tuple[str, str, Words, str, str]
"""编号, 库编号, the words, 状态, 时限."""
REPORTS: dict[tuple[str, str], list[Line]] = {
    ("U01", LAST): [("1", "", VISIT, DOING, "2025-12-31"), ("2", "", KEEPING, DONE, ""), ("3", "", ACCOUNTS, OPEN, "2026-03-31"),
                    ("4", "", PLEDGE, DOING, "2026-03-31")],
    ("U02", LAST): [("1", "", BORROWED, DOING, "2026-06-30"), ("2", "", COMPLAINT, DOING, "2026-03-31"), ("3", "", BUYING, GONE, "")],
    ("U03", LAST): [("1", "", ACCOUNTS, OPEN, "2026-06-30"), ("2", "", LIMITATION, DOING, "2026-06-30")],
    ("U01", MIDDLE): [("1", "FX0001", VISIT, DOING, "2026-09-30"), ("2", "FX0002", KEEPING, DONE, ""), ("3", "", ACCOUNTS, DOING, "2026-09-30"),
                      ("5", "", LAUNDERING, OPEN, "2026-12-31")],
    ("U02", MIDDLE): [("1", "", BORROWED, DOING, "2026-12-31"), ("2", "FX0006", COMPLAINT, DOING, "2026-09-30"), ("3", "", BUYING, OPEN, "2026-09-30")],
    ("U03", MIDDLE): [("1", "", ACCOUNTS_AGAIN, DOING, "2026-09-30"), ("2", "", LIMITATION, DOING, "2026-09-30")],
    ("U04", MIDDLE): [("1", "", VISIT_AGAIN, OPEN, "2026-12-31"), ("2", "", RUMOUR, OPEN, "2026-12-31"), ("3", "", DEALS, DOING, "2026-12-31")],
    ("U01", END): [("1", "FX0001", VISIT, DONE, ""), ("2", "FX0002", KEEPING, DONE, ""), ("3", "", ACCOUNTS, DONE, ""),
                   ("5", "", LAUNDERING, DOING, "2027-03-31"), ("6", "", EXPENSES, OPEN, "2027-06-30")],
    ("U02", END): [("1", "", BORROWED, DOING, "2027-06-30"), ("2", "FX0006", COMPLAINT, DONE, ""), ("3", "", BUYING, DOING, "2027-03-31"),
                   ("4", "FX0099", SELLING, OPEN, "2027-06-30")],
    ("U03", END): [("1", "", ACCOUNTS_AGAIN, DONE, ""), ("2", "", LIMITATION, GONE, ""), ("3", "", BILLS, OPEN, "2027-06-30")],
    ("U04", END): [("1", "", VISIT_AGAIN, DOING, "2027-03-31"), ("2", "", RUMOUR, DOING, "2027-03-31"), ("3", "", DEALS, DONE, ""),
                   ("4", "", OUTSIDE, OPEN, "2027-06-30"), ("5", "", BILLS_MAIN, OPEN, "2027-03-31")],
}  # fmt: skip
"""What each bank reported. In the last report of U03 the likelihood of one is none of the choices."""

COLUMNS = (
    "编号",
    "库编号",
    "来源",
    "业务领域",
    "岗位",
    "风险表现",
    "成因",
    "可能性",
    "影响",
    "防范措施",
    "责任部门",
    "状态",
    "时限",
)


def cells(line: Line) -> dict[str, object]:
    """A line by column."""
    number, known, words, state, due = line
    values = (number, known, *words[:7], words[7], words[8], state, date.fromisoformat(due) if due else "")
    return {name: value for name, value in zip(COLUMNS, values, strict=True) if value != ""}


def filled(workspace: Workspace, unit: str, key: str, lines: Sequence[Line]) -> bytes:
    """The form of a unit and period, filled in."""
    campaign = workspace.loaded.campaign
    definition, period = define(campaign), parse_period(key)
    assert period is not None
    who = next(u for u in campaign.units if u.code == unit)
    data = workbook(form(campaign, definition, who, period, due_ledgers(definition, unit, key)))
    book: Any = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[LEDGER]
    heading = next(row for row in sheet.iter_rows() if any(str(c.value or "").startswith("风险表现") for c in row))
    places = {str(cell.value).split("\n")[0].split("（")[0]: cell.column for cell in heading if cell.value}
    for y, line in enumerate(lines, heading[0].row + 1):
        for name, value in cells(line).items():
            sheet.cell(y, places[name]).value = value
    for row, text in ((7, "合规管理员"), (8, "0600-5550300"), (9, "合规部负责人"), (10, f"{period.last:%Y-%m}-15")):
        book["封面"].cell(row, 3).value = text
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def main(folder: Path) -> None:
    """Both inboxes."""
    this, before = Workspace(folder), Workspace(folder / "上年")
    for (unit, key), lines in REPORTS.items():
        workspace = before if key == LAST else this
        label = workspace.loaded.campaign.labels[unit]
        period = parse_period(key)
        path = (folder / "上年" if key == LAST else folder) / "收件" / key / f"{unit} {label} {period}台账.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(filled(workspace, unit, key, lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
